// Conditional compilation: the set of `--cfg` options and the evaluation of predicates on tokens.

import PolySupport
import PolySyntax

/// The options that `#[cfg]`, `#[cfg_attr]` and `cfg!` see.
public struct Configuration {
  /// `name` alone.
  public private(set) var words: Set<Symbol> = []
  /// `name = "value"`, packed.
  private var values: Set<UInt64> = []
  private let symbols: SymbolTable
  /// `--test`: functions marked `#[test]` are kept.
  public var isTest = false {
    didSet { if isTest { words.insert(Names.test) } }
  }

  public init(symbols: SymbolTable) { self.symbols = symbols }

  public mutating func set(_ name: String) { words.insert(symbols.intern(name)) }

  public mutating func set(_ name: String, _ value: String) {
    values.insert(Self.key(symbols.intern(name), symbols.intern(value)))
  }

  /// The options of a target as rustc names them.
  public mutating func setTarget(
    arch: String, os: String, family: String, environment: String, vendor: String,
    pointerWidth: Int, isLittleEndian: Bool
  ) {
    set("target_arch", arch)
    set("target_os", os)
    set("target_env", environment)
    set("target_vendor", vendor)
    set("target_pointer_width", String(pointerWidth))
    set("target_endian", isLittleEndian ? "little" : "big")
    for width in ["8", "16", "32", "64", "ptr"] { set("target_has_atomic", width) }
    set("target_has_atomic")
    if !family.isEmpty {
      set("target_family", family)
      if family == "unix" || family == "windows" { set(family) }
    }
  }

  private static func key(_ name: Symbol, _ value: Symbol) -> UInt64 {
    UInt64(name.raw) << 32 | UInt64(value.raw)
  }

  public func contains(_ name: Symbol, _ value: Symbol) -> Bool {
    values.contains(Self.key(name, value))
  }
}

/// Evaluates `all(…)`, `any(…)`, `not(…)`, `name`, `name = "value"`, `true`, `false`.
struct ConfigurationPredicate {
  let configuration: Configuration
  let tokens: TokenBuffer
  let tree: SyntaxTree
  let sink: DiagnosticSink
  var position: Int
  let end: Int

  /// The value of the predicate in `range`; a wrong one is reported and counts as false.
  static func evaluate(
    _ range: Range<Int>, _ tokens: TokenBuffer, _ configuration: Configuration,
    _ tree: SyntaxTree, _ sink: DiagnosticSink, span: Span
  ) -> Bool {
    if range.isEmpty {
      sink.error(nil, "`cfg` predicate is not specified", at: span)
      return false
    }
    var predicate = ConfigurationPredicate(
      configuration: configuration, tokens: tokens, tree: tree, sink: sink,
      position: range.lowerBound, end: range.upperBound)
    let value = predicate.predicate()
    if predicate.position < predicate.end, tokens.kind(predicate.position) == .comma {
      predicate.position += 1
    }
    if predicate.position < predicate.end {
      sink.error(
        nil, "multiple `cfg` predicates are specified", at: tokens.span(predicate.position))
    }
    return value
  }

  private var kind: TokenKind { position < end ? tokens.kind(position) : .endOfFile }

  mutating func predicate() -> Bool {
    // What a macro substituted is in an invisible group.
    if kind == .openInvisible {
      var inner = self
      inner.position += 1
      let value = inner.predicate()
      position = tokens.endOfTokenTree(position)
      return value
    }
    guard kind.isIdentifierOrKeyword else {
      sink.error(
        kind.isLiteral ? "E0565" : nil,
        kind.isLiteral
          ? "literal in `cfg` predicate value must be a boolean"
          : "`cfg` predicate key must be an identifier",
        at: position < end ? tokens.span(position) : tokens.span(max(end - 1, 0)))
      position = end
      return false
    }
    let name = tokens.symbol(position)
    let nameSpan = tokens.span(position)
    position += 1
    switch kind {
    case .openParen:
      let close = tokens.partner(position)
      let outerEnd = close
      var inner = ConfigurationPredicate(
        configuration: configuration, tokens: tokens, tree: tree, sink: sink,
        position: position + 1, end: close)
      position = outerEnd + 1
      return inner.list(name, nameSpan)
    case .equal:
      position += 1
      var literal = position
      if kind == .openInvisible { literal += 1 }
      guard literal < end, tokens.kind(literal) == .string || tokens.kind(literal) == .rawString
      else {
        sink.error(
          "E0565", "literal in `cfg` predicate value must be a string",
          at: tokens.span(min(literal, max(end - 1, 0))))
        position = end
        return false
      }
      let value = tree.symbols.intern(
        String(decoding: decodeTokenString(tokens, literal, tree), as: UTF8.self))
      position = tokens.endOfTokenTree(position)
      return configuration.contains(name, value)
    default:
      if name == Names.true { return true }
      if name == Names.false { return false }
      return configuration.words.contains(name)
    }
  }

  private mutating func list(_ name: Symbol, _ span: Span) -> Bool {
    var values: [Bool] = []
    while position < end {
      values.append(predicate())
      if kind == .comma {
        position += 1
      } else if position < end {
        sink.error(
          nil, "expected one of `)` or `,`, found `\(tokenText(tokens, position, tree.symbols))`",
          at: tokens.span(position))
        break
      }
    }
    switch name {
    case Names.all: return values.allSatisfy { $0 }
    case Names.any: return values.contains(true)
    case Names.not:
      if values.count != 1 {
        sink.error("E0536", "expected 1 cfg-pattern", at: span)
        return false
      }
      return !values[0]
    default:
      let text = tree.symbols.text(name)
      sink.error("E0537", "invalid predicate `\(text)`", at: span)
      return false
    }
  }
}

/// The decoded bytes of a string token.
func decodeTokenString(_ tokens: TokenBuffer, _ position: Int, _ tree: SyntaxTree) -> [UInt8] {
  tree.decodeString(
    Literal(
      kind: tokens.kind(position), text: tokens.symbol(position), span: tokens.span(position)))
}
