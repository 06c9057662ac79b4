// Reads the text form: a file of functions (plain CLIF) and, as an extension, of data objects.
//
// Value and block numbers of the text are the handles' numbers, so that printing gives them back. The
// functions and data that a file defines are declared before any body is read.
import PolySupport

/// One function of a text file.
public struct ParsedFunction: Sendable {
  public var id: FunctionID
  /// The line of each instruction, by handle.
  public var instLines: ContiguousArray<UInt32>
  /// The line of each block's header, by handle.
  public var blockLines: ContiguousArray<UInt32>
  public var line: Int
  /// The comments in the function and after it.
  public var comments: [TextComment]
}

/// A text file that was read.
public struct ParsedFile: Sendable {
  /// `test …`, `set …` and `target …` lines.
  public var header: [(text: String, line: Int)]
  public var headerComments: [TextComment]
  public var module: Module
  public var functions: [ParsedFunction]
}

/// Reads text files.
public struct TextParser {
  var lexer: TextLexer
  var index = 0
  var module = Module()
  var functions: [ParsedFunction] = []

  /// Reads a whole file.
  public static func parse(_ bytes: [UInt8]) throws(TextError) -> ParsedFile {
    let (header, start, line) = readHeader(bytes)
    var parser = TextParser(lexer: try TextLexer(bytes, start: start, line: line))
    try parser.predeclare()
    let headerComments = parser.comments(0..<1, includesFirst: true).filter { $0.tokenIndex == 0 }
    while parser.token.kind != .end { try parser.parseItem() }
    return ParsedFile(
      header: header, headerComments: headerComments, module: parser.module, functions: parser.functions)
  }
  public static func parse(_ text: String) throws(TextError) -> ParsedFile { try parse(Array(text.utf8)) }

  /// Reads only the `test …`, `set …` and `target …` lines of a file.
  public static func header(of bytes: [UInt8]) -> [(text: String, line: Int)] { readHeader(bytes).header }

  private static func readHeader(_ bytes: [UInt8]) -> (
    header: [(text: String, line: Int)], start: Int, line: Int
  ) {
    var header: [(text: String, line: Int)] = []
    var position = 0
    var line = 1
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] != 10 { end += 1 }
      let text = String(decoding: bytes[position..<end], as: UTF8.self)
      let word = text.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" && $0 != "\r" }
      switch word {
      case "test", "set", "target", "feature":
        let body = text.prefix { $0 != ";" }
        header.append((String(body), line))
      case "function", "data", "declare": return (header, position, line)
      default:
        // Comments stay for the lexer if only comments and functions follow.
        if word.first != ";", !word.isEmpty { return (header, position, line) }
        if !hasHeaderAfter(bytes, end) { return (header, position, line) }
      }
      position = end + 1
      line += 1
    }
    return (header, min(position, bytes.count), line)
  }
  private static func hasHeaderAfter(_ bytes: [UInt8], _ start: Int) -> Bool {
    var position = start
    while position < bytes.count {
      while position < bytes.count, bytes[position] <= 32 { position += 1 }
      guard position < bytes.count else { return false }
      if bytes[position] != UInt8(ascii: ";") {
        for word in ["test ", "set ", "target ", "feature "] where bytes[position...].starts(with: word.utf8) {
          return true
        }
        return false
      }
      while position < bytes.count, bytes[position] != 10 { position += 1 }
    }
    return false
  }

  // Tokens.

  var token: Token { lexer.tokens[index] }
  var line: Int { Int(lexer.tokens[index].line) }
  func peek(_ distance: Int) -> Token { lexer.tokens[min(index + distance, lexer.tokens.count - 1)] }
  func text(_ token: Token) -> Substring {
    Substring(decoding: lexer.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }
  var tokenText: Substring { text(token) }
  func fail(_ message: String) -> TextError { TextError(message, line: line) }
  func unsupported(_ message: String) -> TextError { TextError(message, line: line, isUnsupported: true) }

  func isPunctuation(_ character: Character) -> Bool {
    token.kind == .punctuation && lexer.bytes[Int(token.start)] == character.asciiValue
  }
  mutating func eat(_ character: Character) -> Bool {
    guard isPunctuation(character) else { return false }
    index += 1
    return true
  }
  mutating func expect(_ character: Character) throws(TextError) {
    guard eat(character) else { throw fail("expected `\(character)`, found `\(tokenText)`") }
  }
  func isWord(_ word: String) -> Bool { token.kind == .identifier && tokenText == word }
  mutating func eatWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }
  mutating func identifier(_ what: String) throws(TextError) -> Substring {
    guard token.kind == .identifier else { throw fail("expected \(what), found `\(tokenText)`") }
    defer { index += 1 }
    return tokenText
  }
  /// The number of an entity such as `v12` or `block3`, nil if the token is none.
  func entityNumber(_ token: Token, _ prefix: StaticString) -> UInt32? {
    guard token.kind == .identifier else { return nil }
    let length = prefix.utf8CodeUnitCount
    let start = Int(token.start)
    let count = Int(token.end) - start
    guard count > length, count <= length + 10 else { return nil }
    for offset in 0..<length where lexer.bytes[start + offset] != prefix.utf8Start[offset] { return nil }
    var value: UInt64 = 0
    for offset in length..<count {
      let digit = lexer.bytes[start + offset] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + UInt64(digit)
    }
    return value < 1 << 31 ? UInt32(value) : nil
  }
  mutating func entity(_ prefix: StaticString, _ what: String) throws(TextError) -> UInt32 {
    guard let number = entityNumber(token, prefix) else {
      throw fail("expected \(what), found `\(tokenText)`")
    }
    guard number < 1 << 22 else { throw fail("the number of `\(tokenText)` is too large") }
    index += 1
    return number
  }
  mutating func type() throws(TextError) -> IRType {
    guard token.kind == .identifier, let type = IRType(name: tokenText) else {
      throw fail("expected a type, found `\(tokenText)`")
    }
    index += 1
    return type
  }
  mutating func integer<T: FixedWidthInteger>(_ what: String, as type: T.Type) throws(TextError) -> T {
    guard token.kind == .number, let (magnitude, isNegative) = NumberText.integer(tokenText) else {
      throw fail("expected \(what), found `\(tokenText)`")
    }
    let limit = UInt128(1) << UInt128(T.bitWidth)
    guard isNegative ? magnitude <= limit / 2 : magnitude < limit else {
      throw fail("\(what) is out of range")
    }
    index += 1
    return isNegative ? T(truncatingIfNeeded: 0 &- magnitude) : T(truncatingIfNeeded: magnitude)
  }
  /// The comments that stand before the tokens of a range.
  func comments(_ range: Range<Int>, includesFirst: Bool) -> [TextComment] {
    lexer.comments.filter {
      $0.tokenIndex < range.upperBound && (includesFirst ? $0.tokenIndex >= range.lowerBound : $0.tokenIndex > range.lowerBound)
    }
  }

  // Names.

  /// `%name` or `u0:12`; nil if neither stands here.
  mutating func externalName() -> Symbol? {
    if token.kind == .name {
      var name = tokenText.dropFirst()
      if name.first == "\"" { name = name.dropFirst().dropLast() }
      index += 1
      return module.symbols.intern(String(name))
    }
    if token.kind == .identifier, entityNumber(token, "u") != nil, text(peek(1)) == ":", peek(2).kind == .number {
      let name = "\(tokenText):\(text(peek(2)))"
      index += 3
      return module.symbols.intern(name)
    }
    return nil
  }

  // Items.

  /// Declares what the file defines. Equal names get a handle each; the first is what calls mean.
  private mutating func predeclare() throws(TextError) {
    while token.kind != .end {
      // Definitions begin in a line of their own: no other token of the form is one of these words.
      if isWord("function"), index == 0 || lexer.tokens[index - 1].line < token.line {
        index += 1
        guard let name = externalName() else { throw fail("expected a function name") }
        let signature = try parseSignature()
        let id: FunctionID
        if module.lookup(name) != nil {
          id = module.declareDuplicate(name, signature: signature)
        } else {
          id = module.declareFunction(name, linkage: .export, signature: signature)
        }
        pending.append(id)
      } else if isWord("data"), index == 0 || lexer.tokens[index - 1].line < token.line {
        index += 1
        guard let name = externalName() else { throw fail("expected a data name") }
        guard module.lookup(name) == nil else { throw fail("data object defined twice") }
        module.importData(name)
      } else {
        index += 1
      }
    }
    index = 0
  }
  private var pending: [FunctionID] = []
  private var nextPending = 0

  private init(lexer: TextLexer) { self.lexer = lexer }

  private mutating func parseItem() throws(TextError) {
    if eatWord("function") {
      try parseFunction()
    } else if eatWord("data") {
      try parseData()
    } else if eatWord("declare") {
      guard let name = externalName() else { throw fail("expected a function name") }
      let signature = try parseSignature()
      var linkage = Linkage.import
      let attributes = try parseAttributes(&linkage)
      module.declareFunction(name, linkage: .import, signature: signature, attributes: attributes)
    } else {
      throw fail("expected `function`, found `\(tokenText)`")
    }
  }

  private mutating func parseFunction() throws(TextError) {
    let start = index - 1
    let line = self.line
    guard externalName() != nil, nextPending < pending.count else { throw fail("expected a function name") }
    let id = pending[nextPending]
    nextPending += 1
    let signature = try parseSignature()
    var linkage = module.functions[id].linkage
    let attributes = try parseAttributes(&linkage)
    module.functions[id].linkage = linkage
    module.functions[id].attributes = attributes
    var body = FunctionTextParser(Function(id: id, signature: signature))
    try body.parse(&self)
    module.define(body.function)
    functions.append(
      ParsedFunction(
        id: id, instLines: body.instLines, blockLines: body.blockLines, line: line,
        comments: comments(start..<(index + 1), includesFirst: false)))
  }

  /// `[export cold …]`, or nothing.
  private mutating func parseAttributes(_ linkage: inout Linkage) throws(TextError) -> FunctionAttributes {
    var attributes: FunctionAttributes = []
    guard eat("[") else { return attributes }
    while !eat("]") {
      let word = try identifier("a linkage or attribute")
      if let found = Linkage.allCases.first(where: { $0.name == word }) {
        linkage = found
      } else if let found = FunctionAttributes.names.first(where: { $0.1 == word }) {
        attributes.formUnion(found.0)
      } else {
        index -= 1
        throw fail("unknown linkage or attribute `\(word)`")
      }
    }
    return attributes
  }

  /// `(i32 sext, i64 sret) -> i32 system_v`.
  mutating func parseSignature() throws(TextError) -> Signature {
    var signature = Signature()
    try expect("(")
    if !eat(")") {
      repeat {
        if isPunctuation("."), text(peek(1)) == "." {
          // `...` as the last parameter: a variadic C function.
          while eat(".") {}
          signature.variadicFrom = UInt32(signature.parameters.count)
          break
        }
        signature.parameters.append(try parseABIParameter())
      } while eat(",")
      try expect(")")
    }
    if token.kind == .arrow {
      index += 1
      repeat { signature.results.append(try parseABIParameter()) } while eat(",")
    }
    if token.kind == .identifier,
      let convention = CallingConvention.allCases.first(where: { $0.name == tokenText })
    {
      signature.callingConvention = convention
      index += 1
    }
    return signature
  }

  private mutating func parseABIParameter() throws(TextError) -> ABIParameter {
    var parameter = ABIParameter(try type())
    while token.kind == .identifier {
      switch tokenText {
      case "uext": parameter.widening = .zero
      case "sext": parameter.widening = .sign
      case "sret": parameter.purpose = .structReturn
      case "vmctx": parameter.purpose = .vmContext
      case "sarg":
        index += 1
        try expect("(")
        parameter.structSize = try integer("a size", as: UInt32.self)
        parameter.purpose = .structArgument
        try expect(")")
        continue
      case "parts":
        index += 1
        try expect("(")
        parameter.partCount = try integer("a number of parameters", as: UInt8.self)
        try expect(",")
        parameter.structSize = try integer("a size", as: UInt32.self)
        try expect(")")
        continue
      case "align16": parameter.isAligned16 = true
      default: return parameter
      }
      index += 1
    }
    return parameter
  }

  /// `data %name [local readonly align=8 size=24] = #68656c {16: %f+8}`.
  private mutating func parseData() throws(TextError) {
    guard let name = externalName(), case .data(let id)? = module.lookup(name) else {
      throw fail("expected a data name")
    }
    var object = DataObject(name: name, linkage: .export, kind: .writable)
    if eat("[") {
      while !eat("]") {
        let word = try identifier("a data attribute")
        switch word {
        case "readonly": object.kind = .readOnly
        case "writable": object.kind = .writable
        case "tls": object.kind = .threadLocal
        case "mergeable": object.isMergeable = true
        case "align":
          try expect("=")
          object.alignment = try integer("an alignment", as: UInt32.self)
          guard object.alignment > 0, object.alignment & (object.alignment - 1) == 0 else {
            throw fail("the alignment is not a power of two")
          }
        case "size":
          try expect("=")
          object.size = try integer("a size", as: UInt64.self)
        default:
          guard let linkage = Linkage.allCases.first(where: { $0.name == word }) else {
            throw fail("unknown data attribute `\(word)`")
          }
          object.linkage = linkage
        }
      }
    }
    if eat("=") {
      guard token.kind == .hexSequence else { throw fail("expected `#` and hexadecimal bytes") }
      guard let bytes = Self.bytes(of: tokenText.dropFirst()) else { throw fail("odd number of digits") }
      object.bytes = bytes
      index += 1
    }
    object.size = max(object.size, UInt64(object.bytes.count))
    if eat("{") {
      while !eat("}") {
        let offset = try integer("an offset", as: UInt32.self)
        try expect(":")
        guard let target = externalName() else { throw fail("expected a name") }
        var addend: Int64 = 0
        if token.kind == .number { addend = try integer("an addend", as: Int64.self) }
        object.relocations.append(
          DataRelocation(offset: offset, target: reference(target), addend: addend))
        guard UInt64(offset) + 8 <= object.size else { throw fail("the relocation is outside the data") }
        _ = eat(",")
      }
    }
    module.data[id] = object
  }

  /// What a name stands for; an unknown one becomes imported data.
  mutating func reference(_ name: Symbol) -> ModuleReference {
    module.lookup(name) ?? .data(module.importData(name))
  }

  static func bytes(of digits: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in digits.utf8 where byte != 95 {
      let digit: UInt8
      if byte &- 48 < 10 {
        digit = byte &- 48
      } else if (byte | 0x20) &- 97 < 6 {
        digit = (byte | 0x20) &- 87
      } else {
        return nil
      }
      if let upper = high {
        bytes.append(upper << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? bytes : nil
  }
}
