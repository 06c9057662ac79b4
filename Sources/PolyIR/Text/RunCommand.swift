// The run lines of test files: `run: %f(1, 2) == 3`, `traps: %f(1, 0) int_divz`, `print: %f(1)`.
//
// A line means the function that it stands behind, as with Cranelift; the name must be one of the file's.
import PolySupport

/// What a run line asks for.
public struct RunCommand: Sendable {
  public enum Check: Sendable { case equal, notEqual, print, isTrue, traps(TrapCode) }
  public var function: FunctionID
  public var arguments: [DataValue]
  public var check: Check
  public var expected: [DataValue]

  /// Whether these results are what the line expects.
  public func accepts(_ results: [DataValue]) -> Bool {
    switch check {
    case .print: true
    case .isTrue: results.count == 1 && results[0].bits != 0
    case .equal: results == expected
    case .notEqual: results != expected
    case .traps: false
    }
  }

  /// What the line expects, for messages.
  public var expectation: String {
    switch check {
    case .traps(let code): "trap \(code.name)"
    case .notEqual: "anything but \(expected)"
    case .isTrue: "a value that is not zero"
    case .print, .equal: "\(expected)"
    }
  }

  /// Reads a comment; nil if it is no run line. `current` is the function that it stands behind.
  public static func parse(_ comment: TextComment, _ module: Module, current: FunctionID) throws(TextError)
    -> RunCommand?
  {
    let text = comment.text.drop { $0 == " " || $0 == ";" || $0 == "\t" }
    let word = text.prefix { $0 != ":" && $0 != " " && $0 != "\r" }
    guard word == "run" || word == "print" || word == "traps" else { return nil }
    let rest = text.dropFirst(word.count)
    guard rest.first == ":" else {
      let isBare = word == "run" && rest.allSatisfy { $0 == " " || $0 == "\r" }
      return isBare ? RunCommand(function: current, arguments: [], check: .isTrue, expected: []) : nil
    }
    let lexer = try TextLexer(Array(rest.dropFirst().utf8), line: comment.line)
    var reader = RunLineReader(lexer: lexer)
    guard reader.token.kind == .name else { throw reader.fail("expected a function name") }
    var name = reader.text.dropFirst()
    if name.first == "\"" { name = name.dropFirst().dropLast() }
    guard let symbol = module.symbols.find(String(name)), case .function? = module.lookup(symbol) else {
      throw reader.fail("unknown function %\(name)")
    }
    reader.index += 1
    let id = current
    let signature = module.functions[id].signature
    let arguments = try reader.values("(", ")", signature.parameters.map(\.type))
    var command = RunCommand(function: id, arguments: arguments, check: .print, expected: [])
    if word == "print" { return command }
    if word == "traps" {
      guard let code = TrapCode(name: String(reader.text)) else { throw reader.fail("expected a trap code") }
      command.check = .traps(code)
      return command
    }
    switch reader.token.kind {
    case .equalEqual: command.check = .equal
    case .notEqual: command.check = .notEqual
    default:
      command.check = .isTrue
      return command
    }
    reader.index += 1
    let types = signature.results.map(\.type)
    if reader.text == "[" {
      command.expected = try reader.values("[", "]", types)
    } else {
      guard types.count == 1 else { throw reader.fail("expected \(types.count) results") }
      command.expected = [try reader.value(types[0])]
    }
    return command
  }
}

private struct RunLineReader {
  var lexer: TextLexer
  var index = 0
  var token: Token { lexer.tokens[index] }
  var text: Substring {
    Substring(decoding: lexer.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }
  func fail(_ message: String) -> TextError { TextError(message, line: Int(token.line)) }

  mutating func values(_ open: String, _ close: String, _ types: [IRType]) throws(TextError) -> [DataValue] {
    guard text == open else { throw fail("expected `\(open)`") }
    index += 1
    var values: [DataValue] = []
    while text != close {
      guard values.count < types.count else { throw fail("too many values") }
      values.append(try value(types[values.count]))
      if text == "," { index += 1 } else if text != close { throw fail("expected `,`") }
    }
    index += 1
    guard values.count == types.count else { throw fail("expected \(types.count) values") }
    return values
  }
  mutating func value(_ type: IRType) throws(TextError) -> DataValue {
    if type.isVector { throw TextError("vector values", line: Int(token.line), isUnsupported: true) }
    let bits: UInt128?
    if type.isFloat {
      bits = NumberText.floatBits(text, type)
    } else if text == "true" || text == "false" {
      bits = text == "true" ? 1 : 0
    } else {
      bits = NumberText.bits(text, width: type.laneBits)
    }
    guard let bits else { throw fail("expected a value of type \(type), found `\(text)`") }
    index += 1
    return DataValue(type, bits)
  }
}
