// Values of literal tokens, decoded on demand from their source text.

import PolySupport

/// The value of an integer literal.
public struct IntegerLiteral: Sendable {
  public var value: UInt128
  /// `u8` …, or `Symbol.none`.
  public var suffix: Symbol
  /// The value does not fit 128 bits.
  public var isTooLarge: Bool
}

extension SyntaxTree {
  /// The value of a literal of kind `.integer`.
  public func decodeInteger(_ literal: Literal) -> IntegerLiteral {
    symbols.withBytes(literal.text) { LiteralContent.integer($0) }.resolved(in: symbols)
  }

  /// A literal of kind `.float` (or an integer one that is used as a float): its digits without
  /// underscores and suffix, and the suffix or `Symbol.none`.
  public func decodeFloat(_ literal: Literal) -> (text: String, suffix: Symbol) {
    let (text, suffix) = symbols.withBytes(literal.text) { bytes -> (String, [UInt8]) in
      let end = LiteralContent.endOfNumber(bytes)
      let digits = bytes[..<end].filter { $0 != 0x5F }
      return (String(decoding: digits, as: UTF8.self), Array(bytes[end...]))
    }
    return (text, suffix.isEmpty ? .none : suffix.withUnsafeBufferPointer { symbols.intern($0) })
  }

  /// The bytes of a string, byte string or C string (without a final NUL).
  public func decodeString(_ literal: Literal) -> [UInt8] {
    symbols.withBytes(literal.text) { bytes in
      guard let range = LiteralContent.contentRange(bytes, kind: literal.kind) else { return [] }
      var result: [UInt8] = []
      LiteralContent.decode(
        UnsafeBufferPointer(rebasing: bytes[range]), kind: literal.kind, into: &result)
      return result
    }
  }

  /// The value of a `.character` or `.byte` literal.
  public func decodeCharacter(_ literal: Literal) -> UInt32 {
    let bytes = decodeString(literal)
    guard let first = bytes.first else { return 0 }
    if literal.kind == .byte { return UInt32(first) }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0
  }

  /// The suffix of any literal, `Symbol.none` if it has none.
  public func suffix(of literal: Literal) -> Symbol {
    let suffix = symbols.withBytes(literal.text) { bytes -> [UInt8] in
      switch literal.kind {
      case .integer, .float: return Array(bytes[LiteralContent.endOfNumber(bytes)...])
      default:
        guard let range = LiteralContent.contentRange(bytes, kind: literal.kind) else { return [] }
        var end = range.upperBound + 1
        while end < bytes.count, bytes[end] == 0x23 { end += 1 }
        return end < bytes.count ? Array(bytes[end...]) : []
      }
    }
    return suffix.isEmpty ? .none : suffix.withUnsafeBufferPointer { symbols.intern($0) }
  }
}

/// The inner structure of literals, on bytes.
enum LiteralContent {
  struct RawInteger {
    var value: UInt128
    var suffix: [UInt8]
    var isTooLarge: Bool
    func resolved(in symbols: SymbolTable) -> IntegerLiteral {
      IntegerLiteral(
        value: value,
        suffix: suffix.isEmpty ? .none : suffix.withUnsafeBufferPointer { symbols.intern($0) },
        isTooLarge: isTooLarge)
    }
  }

  static func base(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count >= 2, bytes[0] == 0x30 else { return 10 }
    switch bytes[1] {
    case 0x78: return 16
    case 0x6F: return 8
    case 0x62: return 2
    default: return 10
    }
  }

  /// Where the suffix begins.
  static func endOfNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let base = base(bytes)
    var index = base == 10 ? 0 : 2
    while index < bytes.count {
      let byte = bytes[index]
      let lower = byte | 0x20
      if (byte >= 0x30 && byte <= 0x39) || byte == 0x5F || (base == 10 && byte == 0x2E) {
        index += 1
      } else if base == 16, lower >= 0x61, lower <= 0x66 {
        index += 1
      } else if base == 10, lower == 0x65 {
        // An exponent needs a digit; otherwise this is a suffix.
        var after = index + 1
        if after < bytes.count, bytes[after] == 0x2B || bytes[after] == 0x2D { after += 1 }
        while after < bytes.count, bytes[after] == 0x5F { after += 1 }
        guard after < bytes.count, bytes[after] >= 0x30, bytes[after] <= 0x39 else { break }
        index = after
      } else {
        break
      }
    }
    return index
  }

  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> RawInteger {
    let base = base(bytes)
    let end = endOfNumber(bytes)
    var value: UInt128 = 0
    var isTooLarge = false
    for index in (base == 10 ? 0 : 2)..<max(end, base == 10 ? 0 : 2) where bytes[index] != 0x5F {
      let byte = bytes[index]
      let digit = byte <= 0x39 ? UInt128(byte &- 0x30) : UInt128((byte | 0x20) &- 0x57)
      let (product, overflow) = value.multipliedReportingOverflow(by: UInt128(base))
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { isTooLarge = true }
      value = sum
    }
    return RawInteger(value: value, suffix: Array(bytes[end...]), isTooLarge: isTooLarge)
  }

  /// The range between the quotes.
  static func contentRange(_ bytes: UnsafeBufferPointer<UInt8>, kind: TokenKind) -> Range<Int>? {
    var start = 0
    let quote: UInt8 = kind == .character || kind == .byte ? 0x27 : 0x22
    while start < bytes.count, bytes[start] != quote { start += 1 }
    guard start < bytes.count else { return nil }
    // Behind the last quote there are only hashes and a suffix.
    var end = bytes.count - 1
    while end > start, bytes[end] != quote { end -= 1 }
    guard end > start else { return nil }
    return start + 1..<end
  }

  /// Decodes the content of a quoted literal, and reports what is wrong in it with byte offsets.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, kind: TokenKind, into output: UnsafeMutablePointer<[UInt8]>?,
    report: (String, Int, Int) -> Void = { _, _, _ in }
  ) {
    let isRaw = kind == .rawString || kind == .rawByteString || kind == .rawCString
    let isByteLike = kind == .byte || kind == .byteString || kind == .rawByteString
    let isSingle = kind == .character || kind == .byte
    let isC = kind == .cString || kind == .rawCString
    var index = 0
    var characters = 0
    while index < bytes.count {
      let byte = bytes[index]
      characters += 1
      if byte == 0x5C, !isRaw {
        decodeEscape(
          bytes, &index, isByteLike: isByteLike, isSingle: isSingle, isC: isC, kind: kind, output, report,
          &characters)
        continue
      }
      if byte == 0x0D {
        if index + 1 < bytes.count, bytes[index + 1] == 0x0A, !isSingle {
          // CRLF reads as LF.
          index += 1
          continue
        }
        report(
          isRaw ? "bare CR not allowed in raw string" : "bare CR not allowed in string, use `\\r` instead",
          index, index + 1)
      }
      if isSingle, byte == 0x0A || byte == 0x09 {
        report(
          "\(kind == .byte ? "byte" : "character") constant must be escaped: `\(byte == 0x0A ? "\\n" : "\\t")`",
          index, index + 1)
      }
      if isC, byte == 0 {
        report("null characters in C string literals are not supported", index, index + 1)
      }
      if byte < 0x80 {
        output?.pointee.append(byte)
        index += 1
        continue
      }
      var size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      size = min(size, bytes.count - index)
      if isByteLike {
        let subject =
          kind == .byte
          ? "byte literal" : kind == .byteString ? "byte string literal" : "raw byte string literal"
        report("non-ASCII character in \(subject)", index, index + size)
      }
      for offset in 0..<size { output?.pointee.append(bytes[index + offset]) }
      index += size
    }
    if isSingle, characters > 1 {
      report(
        kind == .byte
          ? "if you meant to write a byte string literal, use double quotes"
          : "character literal may only contain one codepoint", 0, bytes.count)
    }
  }

  /// At a backslash.
  private static func decodeEscape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, isByteLike: Bool, isSingle: Bool, isC: Bool,
    kind: TokenKind, _ output: UnsafeMutablePointer<[UInt8]>?, _ report: (String, Int, Int) -> Void,
    _ characters: inout Int
  ) {
    let start = index
    guard index + 1 < bytes.count else {
      report("invalid trailing slash in literal", start, start + 1)
      index += 1
      return
    }
    let escape = bytes[index + 1]
    index += 2
    switch escape {
    case 0x6E: output?.pointee.append(0x0A)
    case 0x72: output?.pointee.append(0x0D)
    case 0x74: output?.pointee.append(0x09)
    case 0x5C: output?.pointee.append(0x5C)
    case 0x30:
      if isC { report("null characters in C string literals are not supported", start, index) }
      output?.pointee.append(0)
    case 0x27: output?.pointee.append(0x27)
    case 0x22: output?.pointee.append(0x22)
    case 0x0A where !isSingle, 0x0D where !isSingle && index < bytes.count && bytes[index] == 0x0A:
      // A line continuation skips the white space at the start of the next lines.
      characters -= 1
      while index < bytes.count,
        bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0A || bytes[index] == 0x0D
      {
        index += 1
      }
    case 0x78:
      var value: UInt32 = 0
      var digits = 0
      while digits < 2, index < bytes.count, let digit = hexDigit(bytes[index]) {
        value = value << 4 | digit
        digits += 1
        index += 1
      }
      if digits < 2 {
        report(
          index < bytes.count
            ? "invalid character in numeric character escape: `\(character(bytes, index))`"
            : "numeric character escape is too short", start, index)
      } else if value > 0x7F, !isByteLike, !isC {
        report("out of range hex escape", start, index)
      }
      if isC, value == 0, digits == 2 {
        report("null characters in C string literals are not supported", start, index)
      }
      output?.pointee.append(UInt8(truncatingIfNeeded: value))
    case 0x75:
      if isByteLike {
        report("unicode escape in byte string", start, index)
      }
      guard index < bytes.count, bytes[index] == 0x7B else {
        report("incorrect unicode escape sequence", start, index)
        return
      }
      index += 1
      var value: UInt32 = 0
      var digits = 0
      var isBad = false
      while index < bytes.count, bytes[index] != 0x7D {
        if let digit = hexDigit(bytes[index]) {
          digits += 1
          if digits <= 6 { value = value << 4 | digit }
        } else if bytes[index] != 0x5F || digits == 0 {
          if !isBad {
            report("invalid character in unicode escape: `\(character(bytes, index))`", index, index + 1)
          }
          isBad = true
        }
        index += 1
      }
      guard index < bytes.count else {
        if !isBad { report("unterminated unicode escape", start, index) }
        return
      }
      index += 1
      if isBad { return }
      if digits == 0 {
        report("empty unicode escape", start, index)
      } else if digits > 6 {
        report("overlong unicode escape", start, index)
      } else if let scalar = Unicode.Scalar(value) {
        if isC, value == 0 {
          report("null characters in C string literals are not supported", start, index)
        }
        output?.pointee.append(contentsOf: Array(String(Character(scalar)).utf8))
      } else {
        report("invalid unicode character escape", start, index)
      }
    default:
      let subject = isByteLike ? "byte" : "character"
      let text = character(bytes, start + 1)
      report("unknown \(subject) escape: `\(text)`", start + 1, start + 1 + text.utf8.count)
      if escape >= 0x80 { index = start + 1 + text.utf8.count }
    }
  }

  private static func character(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> String {
    let size = bytes[index] < 0x80 ? 1 : bytes[index] >= 0xF0 ? 4 : bytes[index] >= 0xE0 ? 3 : 2
    return String(decoding: bytes[index..<min(index + size, bytes.count)], as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }
}
