// Cuts the text form into tokens; comments are kept apart, with their lines.

/// A comment of the text form without its `;`, and the line it is on.
public struct TextComment: Sendable {
  public var text: String
  public var line: Int
  /// Whether it is the first thing on its line.
  public var isAlone: Bool
  /// The number of tokens before it.
  var tokenIndex: Int
}

/// What is wrong with a text, and where.
public struct TextError: Error, Sendable, CustomStringConvertible {
  public var message: String
  public var line: Int
  /// Whether the text is correct but uses what this library does not have.
  public var isUnsupported: Bool
  public var description: String { "line \(line): \(message)" }
  init(_ message: String, line: Int, isUnsupported: Bool = false) {
    self.message = message
    self.line = line
    self.isUnsupported = isUnsupported
  }
}

enum TokenKind: UInt8 {
  case identifier, number, name, string, hexSequence, location, arrow, equalEqual, notEqual, punctuation
  case end
}

struct Token {
  var kind: TokenKind
  var start: UInt32
  var end: UInt32
  var line: UInt32
}

struct TextLexer {
  let bytes: [UInt8]
  private(set) var tokens: ContiguousArray<Token> = []
  private(set) var comments: [TextComment] = []

  /// Cuts all of `bytes` from `start`, which is on line `line`.
  init(_ bytes: [UInt8], start: Int = 0, line startLine: Int = 1) throws(TextError) {
    self.bytes = bytes
    tokens.reserveCapacity((bytes.count - start) / 4)
    var position = start
    var line = startLine
    var isLineStart = true
    let count = bytes.count
    func byte(_ index: Int) -> UInt8 { index < count ? bytes[index] : 0 }
    while position < count {
      let first = bytes[position]
      let begin = position
      switch first {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
        isLineStart = true
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
        continue
      case UInt8(ascii: ";"):
        while position < count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        comments.append(
          TextComment(
            text: String(decoding: bytes[(begin + 1)..<position], as: UTF8.self), line: line,
            isAlone: isLineStart, tokenIndex: tokens.count))
        continue
      case UInt8(ascii: "%"):
        position += 1
        if byte(position) == UInt8(ascii: "\"") {
          position += 1
          while position < count, bytes[position] != UInt8(ascii: "\""), bytes[position] != 10 {
            position += 1
          }
          guard byte(position) == UInt8(ascii: "\"") else { throw TextError("unterminated name", line: line) }
          position += 1
        } else {
          while Self.isNameByte(byte(position)) { position += 1 }
        }
        tokens.append(.init(kind: .name, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "\""):
        position += 1
        while position < count, bytes[position] != UInt8(ascii: "\""), bytes[position] != 10 { position += 1 }
        guard byte(position) == UInt8(ascii: "\"") else { throw TextError("unterminated string", line: line) }
        position += 1
        tokens.append(.init(kind: .string, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "#"):
        position += 1
        while Self.isHexDigit(byte(position)) { position += 1 }
        tokens.append(
          .init(kind: .hexSequence, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "@"):
        position += 1
        while Self.isHexDigit(byte(position)) { position += 1 }
        tokens.append(.init(kind: .location, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "-") where byte(position + 1) == UInt8(ascii: ">"):
        position += 2
        tokens.append(.init(kind: .arrow, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "=") where byte(position + 1) == UInt8(ascii: "="):
        position += 2
        tokens.append(
          .init(kind: .equalEqual, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "!") where byte(position + 1) == UInt8(ascii: "="):
        position += 2
        tokens.append(.init(kind: .notEqual, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        let next = byte(position + 1)
        let startsNumber =
          Self.isDigit(first) || (isSigned || first == UInt8(ascii: ".")) && Self.isDigit(next)
          || isSigned && (next == UInt8(ascii: "I") || next == UInt8(ascii: "N") || next == UInt8(ascii: "s") || next == UInt8(ascii: "."))
        position += 1
        if startsNumber {
          while true {
            let current = byte(position)
            if Self.isWordByte(current) || current == UInt8(ascii: ".") || current == UInt8(ascii: ":") && Self.isSpecial(bytes, begin) {
              position += 1
            } else if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") {
              let previous = bytes[position - 1] | 0x20
              let isHexadecimal = Self.isHexadecimal(bytes, begin)
              if previous == UInt8(ascii: "p") && isHexadecimal || previous == UInt8(ascii: "e") && !isHexadecimal {
                position += 1
              } else {
                break
              }
            } else {
              break
            }
          }
          tokens.append(.init(kind: .number, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
        } else {
          tokens.append(
            .init(kind: .punctuation, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
        }
      default:
        if Self.isWordByte(first) {
          while Self.isWordByte(byte(position)) { position += 1 }
          // Special floating-point values may carry a payload.
          let isSpecial = Self.isSpecial(bytes, begin)
          if isSpecial, byte(position) == UInt8(ascii: ":") {
            position += 1
            while Self.isWordByte(byte(position)) { position += 1 }
          }
          tokens.append(
            .init(
              kind: isSpecial ? .number : .identifier, start: UInt32(begin), end: UInt32(position),
              line: UInt32(line)))
        } else if first < 0x80 {
          position += 1
          tokens.append(
            .init(kind: .punctuation, start: UInt32(begin), end: UInt32(position), line: UInt32(line)))
        } else {
          throw TextError("unexpected byte \(first)", line: line)
        }
      }
      isLineStart = false
    }
    tokens.append(.init(kind: .end, start: UInt32(count), end: UInt32(count), line: UInt32(line)))
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 97 < 6 || byte == 95 }
  static func isWordByte(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 97 < 26 || byte == 95 }
  static func isNameByte(_ byte: UInt8) -> Bool { isWordByte(byte) || byte == 46 || byte == 36 }
  /// Whether the text at a position, after a sign, is Inf, NaN or sNaN.
  static func isSpecial(_ bytes: [UInt8], _ start: Int) -> Bool {
    var position = start
    if bytes[position] == 43 || bytes[position] == 45 { position += 1 }
    func matches(_ text: StaticString) -> Bool {
      let length = text.utf8CodeUnitCount
      guard position + length <= bytes.count else { return false }
      for index in 0..<length where bytes[position + index] != text.utf8Start[index] { return false }
      let after = position + length < bytes.count ? bytes[position + length] : 0
      return !isWordByte(after)
    }
    return matches("Inf") || matches("NaN") || matches("sNaN")
  }
  static func isHexadecimal(_ bytes: [UInt8], _ start: Int) -> Bool {
    var position = start
    if bytes[position] == 43 || bytes[position] == 45 { position += 1 }
    return position + 1 < bytes.count && bytes[position] == 48 && bytes[position + 1] | 0x20 == 120
  }
}
