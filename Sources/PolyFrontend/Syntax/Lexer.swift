// Text to tokens: one pass over the bytes, names interned, delimiters matched and repaired.
//
// The bytes end with a NUL that is not text, so looking one byte ahead needs no bounds check.
// Literals and comments are in Lexer+Literals.swift.

import PolySupport

struct Lexer {
  let base: UInt32
  let length: Int
  let bytes: UnsafePointer<UInt8>
  let symbols: SymbolTable
  let edition: Edition
  let keywordLimit: UInt32
  let sink: DiagnosticSink?
  var position: Int
  /// Classes of bytes, see `Tables`.
  let classes = Tables.classes
  let isNameByte = Tables.isNameByte

  /// Tokens are written to memory that is used again for the next file.
  private let scratch: TokenScratch
  private(set) var kinds: UnsafeMutablePointer<TokenKind>
  private(set) var starts: UnsafeMutablePointer<UInt32>
  private(set) var ends: UnsafeMutablePointer<UInt32>
  private(set) var payloads: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var capacity: Int
  var documented: ContiguousArray<UInt32> = []
  var innerDocumented: ContiguousArray<UInt32> = []

  private var open: ContiguousArray<UInt32> = []
  /// The number of open delimiters when a macro's input was entered, or -1.
  private var macroDepth = -1
  private(set) var hasDelimiterErrors = false
  private var isTruncated = false
  private var reportedDepth = false
  /// In an unbraced block of a `.poly` file: a line that begins with a tag ends the text.
  var stopsAtTagLines = false
  /// In a braced block of a `.poly` file: the text ends behind the closing brace of its first token.
  var stopsAfterFirstTree = false
  /// The first token of the text that is being lexed (a `.poly` file has several).
  private var firstToken = 0

  static let maximumDepth = 1000

  init(
    base: UInt32, bytes: UnsafePointer<UInt8>, length: Int, symbols: SymbolTable, edition: Edition,
    scratch: TokenScratch, sink: DiagnosticSink?
  ) {
    self.base = base
    self.bytes = bytes
    self.length = length
    self.symbols = symbols
    self.edition = edition
    self.keywordLimit = edition.keywordLimit
    self.sink = sink
    position = 0
    self.scratch = scratch
    kinds = scratch.kinds
    starts = scratch.starts
    ends = scratch.ends
    payloads = scratch.payloads
    capacity = scratch.capacity
  }

  func store(in buffer: TokenBuffer) {
    buffer.kinds = ContiguousArray(UnsafeBufferPointer(start: kinds, count: count))
    buffer.starts = ContiguousArray(UnsafeBufferPointer(start: starts, count: count))
    buffer.ends = ContiguousArray(UnsafeBufferPointer(start: ends, count: count))
    buffer.payloads = ContiguousArray(UnsafeBufferPointer(start: payloads, count: count))
    buffer.documented = documented
    buffer.innerDocumented = innerDocumented
    buffer.hasDelimiterErrors = hasDelimiterErrors
  }

  /// Skips a byte order mark and a `#!` line.
  mutating func skipFileStart() {
    if length >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    guard bytes[position] == 0x23, bytes[position + 1] == 0x21 else { return }
    // `#![attribute]` is no shebang, whatever space is between.
    var next = position + 2
    while next < length {
      let byte = bytes[next]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { next += 1 } else { break }
    }
    if bytes[next] == 0x5B { return }
    while position < length, bytes[position] != 0x0A { position += 1 }
  }

  // MARK: Tokens

  @inline(__always)
  mutating func push(_ kind: TokenKind, from start: Int, payload: UInt32 = 0) {
    if count == capacity { grow() }
    kinds[count] = kind
    starts[count] = base &+ UInt32(truncatingIfNeeded: start)
    ends[count] = base &+ UInt32(truncatingIfNeeded: position)
    payloads[count] = payload
    count &+= 1
  }

  private mutating func grow() {
    scratch.grow(count: count)
    kinds = scratch.kinds
    starts = scratch.starts
    ends = scratch.ends
    payloads = scratch.payloads
    capacity = scratch.capacity
  }

  /// Sets the partner of a delimiter.
  mutating func setPartner(_ index: Int, _ partner: Int) {
    payloads[index] = UInt32(truncatingIfNeeded: partner)
  }

  /// Pushes a punctuation mark of `count` bytes.
  @inline(__always)
  private mutating func punctuation(_ kind: TokenKind, _ count: Int) {
    let start = position
    position &+= count
    push(kind, from: start)
  }

  /// Lexes up to the end of the text (see `stopsAtTagLines`, `stopsAfterFirstTree`) and adds `endOfFile`.
  mutating func lexText() {
    firstToken = count
    open.removeAll(keepingCapacity: true)
    macroDepth = -1
    loop: while true {
      let byte = bytes[position]
      switch classes[Int(byte)] {
      case 1:  // space
        position &+= 1
      case 2:  // line break
        position &+= 1
        if stopsAtTagLines, PolyTagScanner.isTagLine(bytes, position, length) { break loop }
      case 3:  // letter or underscore
        lexName()
      case 4:  // digit
        lexNumber()
      case 5:  // punctuation and delimiters
        if lexPunctuation(byte) { break loop }
      case 6:  // bytes of other characters
        if !skipUnicodeSpace() { lexUnicode() }
      default:  // NUL and control characters
        if position >= length { break loop }
        lexUnknown()
      }
    }
    closeAll()
    let end = position
    push(.endOfFile, from: end)
  }

  @inline(__always)
  private mutating func lexName() {
    let start = position
    var end = position &+ 1
    while isNameByte[Int(bytes[end])] != 0 { end &+= 1 }
    let next = bytes[end]
    if next >= 0x80 || next == 0x22 || next == 0x27 || next == 0x23 {
      return lexUnusualName()
    }
    position = end
    pushName(from: start)
  }

  @inline(__always)
  mutating func pushName(from start: Int) {
    let symbol = symbols.intern(
      UnsafeBufferPointer(start: bytes + start, count: position &- start))
    if symbol.raw < keywordLimit {
      push(.keyword(number: symbol.raw), from: start, payload: symbol.raw)
    } else if symbol.raw == Names.underscore.raw {
      push(.underscore, from: start, payload: symbol.raw)
    } else {
      push(.identifier, from: start, payload: symbol.raw)
    }
  }

  /// Returns whether the text ends here.
  @inline(__always)
  private mutating func lexPunctuation(_ byte: UInt8) -> Bool {
    let next = bytes[position &+ 1]
    switch byte {
    case 0x28: openDelimiter(.openParen)
    case 0x5B: openDelimiter(.openBracket)
    case 0x7B: openDelimiter(.openBrace)
    case 0x29: return closeDelimiter(.closeParen)
    case 0x5D: return closeDelimiter(.closeBracket)
    case 0x7D: return closeDelimiter(.closeBrace)
    case 0x3B: punctuation(.semicolon, 1)
    case 0x2C: punctuation(.comma, 1)
    case 0x2E:  // .
      if next == 0x2E {
        let third = bytes[position &+ 2]
        if third == 0x3D {
          punctuation(.dotDotEqual, 3)
        } else if third == 0x2E {
          punctuation(.dotDotDot, 3)
        } else {
          punctuation(.dotDot, 2)
        }
      } else {
        punctuation(.dot, 1)
      }
    case 0x3A: next == 0x3A ? punctuation(.colonColon, 2) : punctuation(.colon, 1)
    case 0x3D:  // =
      if next == 0x3D {
        punctuation(.equalEqual, 2)
      } else if next == 0x3E {
        punctuation(.fatArrow, 2)
      } else {
        punctuation(.equal, 1)
      }
    case 0x2D:  // -
      if next == 0x3E {
        punctuation(.arrow, 2)
      } else if next == 0x3D {
        punctuation(.minusEqual, 2)
      } else {
        punctuation(.minus, 1)
      }
    case 0x26:  // &
      if next == 0x26 {
        punctuation(.andAnd, 2)
      } else if next == 0x3D {
        punctuation(.andEqual, 2)
      } else {
        punctuation(.and, 1)
      }
    case 0x7C:  // |
      if next == 0x7C {
        punctuation(.orOr, 2)
      } else if next == 0x3D {
        punctuation(.orEqual, 2)
      } else {
        punctuation(.or, 1)
      }
    case 0x3C:  // <
      if next == 0x3D {
        punctuation(.lessEqual, 2)
      } else if next == 0x3C {
        bytes[position &+ 2] == 0x3D ? punctuation(.shiftLeftEqual, 3) : punctuation(.shiftLeft, 2)
      } else {
        punctuation(.less, 1)
      }
    case 0x3E:  // >
      if next == 0x3D {
        punctuation(.greaterEqual, 2)
      } else if next == 0x3E {
        bytes[position &+ 2] == 0x3D ? punctuation(.shiftRightEqual, 3) : punctuation(.shiftRight, 2)
      } else {
        punctuation(.greater, 1)
      }
    case 0x21: next == 0x3D ? punctuation(.bangEqual, 2) : punctuation(.bang, 1)
    case 0x2B: next == 0x3D ? punctuation(.plusEqual, 2) : punctuation(.plus, 1)
    case 0x2A: next == 0x3D ? punctuation(.starEqual, 2) : punctuation(.star, 1)
    case 0x25: next == 0x3D ? punctuation(.percentEqual, 2) : punctuation(.percent, 1)
    case 0x5E: next == 0x3D ? punctuation(.caretEqual, 2) : punctuation(.caret, 1)
    case 0x2F:  // /
      if next == 0x2F {
        lexLineComment()
      } else if next == 0x2A {
        lexBlockComment()
      } else if next == 0x3D {
        punctuation(.slashEqual, 2)
      } else {
        punctuation(.slash, 1)
      }
    case 0x23: punctuation(.pound, 1)
    case 0x24: punctuation(.dollar, 1)
    case 0x3F: punctuation(.question, 1)
    case 0x40: punctuation(.at, 1)
    case 0x7E: punctuation(.tilde, 1)
    case 0x22:
      let start = position
      position &+= 1
      lexString(from: start, kind: .string)
    case 0x27: lexQuote()
    default: lexUnknown()
    }
    return false
  }

  /// Takes away the last tokens.
  mutating func removeTokens(from first: Int) { count = first }

  // MARK: Delimiters

  private mutating func openDelimiter(_ kind: TokenKind) {
    let index = count
    if macroDepth < 0, index > firstToken {
      // The input of a macro: `name!(…)` or `macro_rules! name {…}`.
      let before = kinds[index - 1]
      if before == .bang || (before.isIdentifier && index - 2 >= firstToken && kinds[index - 2] == .bang) {
        macroDepth = open.count
      }
    }
    if open.count >= Self.maximumDepth, !reportedDepth {
      reportedDepth = true
      hasDelimiterErrors = true
      report(
        nil, "delimiters are nested deeper than the limit of \(Self.maximumDepth)", position,
        position + 1)
    }
    open.append(UInt32(truncatingIfNeeded: index))
    punctuation(kind, 1)
    payloads[index] = UInt32(truncatingIfNeeded: index)
  }

  /// Returns whether the text ends here.
  private mutating func closeDelimiter(_ kind: TokenKind) -> Bool {
    if let top = open.last, kinds[Int(top)].closing == kind {
      close(kind, width: 1)
      return stopsAfterFirstTree && open.isEmpty
    }
    let text: StaticString = kind.spelling
    hasDelimiterErrors = true
    guard let match = open.lastIndex(where: { kinds[Int($0)].closing == kind }) else {
      if let sink {
        var diagnostic = Diagnostic(
          .error, "\(open.isEmpty ? "unexpected" : "mismatched") closing delimiter: `\(text)`",
          at: span(position, position + 1),
          label: open.isEmpty ? "unexpected closing delimiter" : "mismatched closing delimiter")
        if let top = open.last {
          diagnostic = diagnostic.labelled(tokenSpan(Int(top)), "unclosed delimiter")
        }
        sink.report(diagnostic)
      }
      position &+= 1
      return false
    }
    if let top = open.last, let sink {
      sink.report(
        Diagnostic(
          .error, "mismatched closing delimiter: `\(text)`", at: tokenSpan(Int(top)),
          label: "unclosed delimiter"
        ).labelled(span(position, position + 1), "mismatched closing delimiter"))
    }
    while open.count - 1 > match, let top = open.last {
      close(kinds[Int(top)].closing, width: 0)
    }
    close(kind, width: 1)
    return stopsAfterFirstTree && open.isEmpty
  }

  private mutating func close(_ kind: TokenKind, width: Int) {
    let top = open.removeLast()
    payloads[Int(top)] = UInt32(truncatingIfNeeded: count)
    let start = position
    position &+= width
    push(kind, from: start, payload: top)
    if open.count <= macroDepth { macroDepth = -1 }
  }

  /// The text ended within a literal or comment: what follows is not what was meant.
  mutating func giveUp() {
    isTruncated = true
    hasDelimiterErrors = true
    position = length
  }

  private mutating func closeAll() {
    guard let outermost = open.first else { return }
    hasDelimiterErrors = true
    if !isTruncated, let sink {
      var diagnostic = Diagnostic(
        .error, "this file contains an unclosed delimiter", at: span(position, position))
      for (number, token) in open.enumerated() where number < 3 || Int(token) == Int(outermost) {
        diagnostic = diagnostic.labelled(tokenSpan(Int(token)), "unclosed delimiter")
      }
      sink.report(diagnostic)
    }
    while let top = open.last { close(kinds[Int(top)].closing, width: 0) }
  }

  // MARK: Other characters

  private mutating func skipUnicodeSpace() -> Bool {
    let first = bytes[position]
    let second = bytes[position + 1]
    if first == 0xC2, second == 0x85 {
      position += 2
      return true
    }
    let third = second == 0 ? 0 : bytes[position + 2]
    // U+200E, U+200F, U+2028, U+2029
    if first == 0xE2, second == 0x80, third == 0x8E || third == 0x8F || third == 0xA8 || third == 0xA9 {
      position += 3
      return true
    }
    return false
  }

  private mutating func lexUnicode() {
    let (scalar, _) = decodeScalar(position)
    if scalar.properties.isXIDStart { lexUnusualName() } else { lexUnknown() }
  }

  private mutating func lexUnknown() {
    let start = position
    let (scalar, size) = decodeScalar(position)
    position += size
    let text = scalar.value < 0x20 || scalar.value == 0x7F ? escaped(scalar) : String(Character(scalar))
    report(nil, "unknown start of token: \(text)", start, position)
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }

  /// The character at `position` and its size in bytes; replacement characters for invalid text.
  func decodeScalar(_ position: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[position]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    var size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    size = min(size, max(length - position, 1))
    var value = UInt32(first) & (size == 4 ? 0x07 : size == 3 ? 0x0F : 0x1F)
    for offset in 1..<max(size, 1) { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", size)
  }

  // MARK: Diagnostics

  func span(_ start: Int, _ end: Int) -> Span {
    Span(base &+ UInt32(truncatingIfNeeded: start), base &+ UInt32(truncatingIfNeeded: end))
  }
  func tokenSpan(_ index: Int) -> Span { Span(starts[index], ends[index]) }

  func report(_ code: String?, _ message: String, _ start: Int, _ end: Int, label: String = "") {
    sink?.error(code, message, at: span(start, end), label: label)
  }

  /// Whether documentation comments become `#[doc = "…"]` tokens.
  var isInMacroInput: Bool { macroDepth >= 0 }

  /// Tables of 256 bytes that live as long as the process.
  enum Tables {
    /// 0 other, 1 space, 2 line break, 3 letter or `_`, 4 digit, 5 punctuation, 6 not ASCII.
    nonisolated(unsafe) static let classes: UnsafePointer<UInt8> = {
      let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
      table.initialize(repeating: 0, count: 256)
      for byte in [0x20, 0x09, 0x0D, 0x0B, 0x0C] { table[byte] = 1 }
      table[0x0A] = 2
      for byte in 0x61...0x7A { table[byte] = 3 }
      for byte in 0x41...0x5A { table[byte] = 3 }
      table[0x5F] = 3
      for byte in 0x30...0x39 { table[byte] = 4 }
      for byte in "()[]{};,.:=-&|<>!+*%^/#$?@~\"'`\\".utf8 { table[Int(byte)] = 5 }
      for byte in 0x80...0xFF { table[byte] = 6 }
      return UnsafePointer(table)
    }()

    /// 1 for letters, digits and `_`.
    nonisolated(unsafe) static let isNameByte: UnsafePointer<UInt8> = {
      let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
      table.initialize(repeating: 0, count: 256)
      for byte in 0x61...0x7A { table[byte] = 1 }
      for byte in 0x41...0x5A { table[byte] = 1 }
      for byte in 0x30...0x39 { table[byte] = 1 }
      table[0x5F] = 1
      return UnsafePointer(table)
    }()
  }
}

/// Memory for the tokens of the file that is being lexed.
final class TokenScratch {
  private(set) var kinds: UnsafeMutablePointer<TokenKind>
  private(set) var starts: UnsafeMutablePointer<UInt32>
  private(set) var ends: UnsafeMutablePointer<UInt32>
  private(set) var payloads: UnsafeMutablePointer<UInt32>
  private(set) var capacity: Int

  init() {
    capacity = 1 << 14
    kinds = .allocate(capacity: capacity)
    starts = .allocate(capacity: capacity)
    ends = .allocate(capacity: capacity)
    payloads = .allocate(capacity: capacity)
  }

  deinit {
    kinds.deallocate()
    starts.deallocate()
    ends.deallocate()
    payloads.deallocate()
  }

  /// Doubles the capacity and keeps the first `count` tokens.
  func grow(count: Int) {
    let size = capacity * 2
    Self.enlarge(&kinds, count, size)
    Self.enlarge(&starts, count, size)
    Self.enlarge(&ends, count, size)
    Self.enlarge(&payloads, count, size)
    capacity = size
  }

  private static func enlarge<T>(_ pointer: inout UnsafeMutablePointer<T>, _ count: Int, _ size: Int) {
    let larger = UnsafeMutablePointer<T>.allocate(capacity: size)
    larger.moveInitialize(from: pointer, count: count)
    pointer.deallocate()
    pointer = larger
  }
}
