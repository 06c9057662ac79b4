// Matching of macro fragments: how far does an expression, a type … reach from here?
//
// The fragment is parsed into a scratch tree that is emptied now and then; nothing is reported.

import PolySupport

/// Recognises fragments of `macro_rules!` patterns in token buffers.
public final class FragmentMatcher {
  private let symbols: SymbolTable
  private var scratch: SyntaxTree
  /// What the last fragment left of the operator at its end.
  private var remainder: TokenKind?

  public init(symbols: SymbolTable) {
    self.symbols = symbols
    scratch = SyntaxTree(symbols: symbols)
  }

  /// Whether a fragment of this kind may begin at `index`: what decides between a repetition and what
  /// follows it. `limit` is the end of the macro's input.
  public func canBegin(_ fragment: FragmentKind, _ buffer: TokenBuffer, at index: Int, limit: Int) -> Bool {
    guard index < limit else { return fragment == .visibility }
    let kind = buffer.kinds[index]
    let group = buffer.fragment(index)
    let isGroup = kind == .openInvisible
    let parser = Parser(
      tree: scratch, buffer: buffer, bufferID: .none, range: index..<limit, sink: nil)
    switch fragment {
    case .none: return false
    case .tokenTree: return !kind.isCloseDelimiter
    case .identifier: return kind.isIdentifierOrKeyword
    case .lifetime: return kind.isLifetime
    case .visibility: return true
    case .item, .statement: return !kind.isCloseDelimiter
    case .expression, .expression2021:
      if kind == .keywordLet { return false }
      if fragment == .expression2021 || buffer.edition < .e2024 {
        if kind == .underscore { return false }
        if kind == .keywordConst, parser.peek() == .openBrace { return false }
      }
      return parser.canBeginExpression
    case .literal:
      if isGroup { return group == .literal || (group == .expression && isLiteralGroup(buffer, index)) }
      return kind.isLiteral || kind == .minus || kind == .keywordTrue || kind == .keywordFalse
    case .block:
      if isGroup { return group == .block }
      return kind == .openBrace
    case .path, .meta:
      if isGroup { return group == .path || group == .type || group == .meta }
      return parser.isSegment(kind) || kind == .colonColon || kind == .less || kind == .shiftLeft
        || (fragment == .meta && kind == .keywordUnsafe)
    case .type:
      if isGroup { return group == .type || group == .path }
      return parser.isAtTypeStart || kind == .rawLifetime
        || (buffer.edition == .e2015 && kind == .identifier)
    case .pattern, .patternNoAlternatives:
      switch kind {
      case .openParen, .openBracket, .and, .andAnd, .minus, .dotDot, .dotDotDot, .dotDotEqual, .colonColon,
        .less, .shiftLeft, .underscore, .keywordRef, .keywordMut, .keywordTrue, .keywordFalse, .keywordBox,
        .keywordConst, .bang:
        return true
      case .or: return fragment == .pattern
      case .openInvisible:
        switch group {
        case .pattern, .patternNoAlternatives, .literal, .path, .expression, .none, .type, .block: return true
        default: return false
        }
      default: return kind.isLiteral || parser.isSegment(kind)
      }
    }
  }

  private func isLiteralGroup(_ buffer: TokenBuffer, _ index: Int) -> Bool {
    let next = buffer.kinds[index + 1]
    return next.isLiteral || next == .minus || next == .keywordTrue || next == .keywordFalse
  }

  /// The index behind the fragment that begins at `index`, or `nil` if there is none or it has a syntax
  /// error (then rustc reports that error: see `reportError`).
  public func match(_ fragment: FragmentKind, _ buffer: TokenBuffer, at index: Int, limit: Int) -> Int? {
    switch fragment {
    case .tokenTree:
      guard index < limit, !buffer.kinds[index].isCloseDelimiter else { return nil }
      return buffer.endOfTokenTree(index)
    case .identifier:
      return index < limit && buffer.kinds[index].isIdentifierOrKeyword ? index + 1 : nil
    case .lifetime:
      return index < limit && buffer.kinds[index].isLifetime ? index + 1 : nil
    default:
      return parse(fragment, buffer, at: index, limit: limit, sink: nil)
    }
  }

  /// As `match`, for fragments that may end inside of an operator: `Vec<u8>` before the second `>` of
  /// `>>`. Then `end` is the index of that operator and `remainder` the part that is left of it.
  public func matchSplitting(
    _ fragment: FragmentKind, _ buffer: TokenBuffer, at index: Int, limit: Int
  ) -> (end: Int, remainder: TokenKind?)? {
    remainder = nil
    guard let end = match(fragment, buffer, at: index, limit: limit) else { return nil }
    return (end, remainder)
  }

  /// Reports the syntax error that made `match` return `nil`.
  public func reportError(
    _ fragment: FragmentKind, _ buffer: TokenBuffer, at index: Int, limit: Int, sink: DiagnosticSink
  ) {
    _ = parse(fragment, buffer, at: index, limit: limit, sink: sink)
  }

  private func parse(
    _ fragment: FragmentKind, _ buffer: TokenBuffer, at index: Int, limit: Int, sink: DiagnosticSink?
  ) -> Int? {
    if scratch.exprs.count + scratch.types.count + scratch.patterns.count > 20_000 {
      scratch = SyntaxTree(symbols: symbols)
    }
    var parser = Parser(
      tree: scratch, buffer: buffer, bufferID: .none, range: index..<limit, sink: sink)
    parser.isRecovering = false
    parser.parsesBodiesLazily = false
    parser.itemContext = .statement
    switch fragment {
    case .expression, .expression2021: _ = parser.parseExpression()
    case .type: _ = parser.parseType()
    case .pattern:
      _ = buffer.edition >= .e2021 ? parser.parsePattern() : parser.parsePatternNoAlternatives()
    case .patternNoAlternatives: _ = parser.parsePatternNoAlternatives()
    case .path: _ = parser.parsePath(.type)
    case .block: _ = parser.parseBlock()
    case .literal: _ = parser.parseLiteralMaybeMinus()
    case .visibility: _ = parser.parseVisibility()
    case .meta: _ = parser.parseAttributeContent(isInner: false)
    case .item:
      let attributes = parser.parseOuterAttributes()
      parser.itemContext = .module
      if parser.parseItem(attributes, parser.position) == nil { return nil }
    case .statement: parser.parseStatementFragment()
    case .none, .tokenTree, .identifier, .lifetime: return nil
    }
    let index = parser.index
    remainder =
      index < parser.limit && parser.kind != buffer.kinds[index] ? parser.kind : nil
    return parser.errorCount == 0 && !parser.isAborted ? index : nil
  }
}

extension Parser {
  /// A statement without its semicolon.
  mutating func parseStatementFragment() {
    let attributes = parseOuterAttributes()
    let start = position
    if kind == .keywordLet {
      bump()
      _ = parsePattern()
      if eat(.colon) { _ = parseType() }
      if eat(.equal) {
        _ = parseExpression()
        if eat(.keywordElse) { _ = parseBlock() }
      }
      return
    }
    if isAtItem {
      _ = parseItem(attributes, start)
      return
    }
    if isSegment(kind) || kind == .colonColon {
      let path = parsePath(.expression)
      if kind == .bang, isOpenDelimiter(peek()) {
        let isBrace = peek() == .openBrace
        let call = pushExpr(.macroCall(parseMacroCall(path, start)), from: start)
        if !isBrace || kind == .dot || kind == .question {
          _ = parseOperators(after: parsePostfix(call), 0)
        }
        return
      }
      _ = parseOperators(after: parsePostfix(parseAfterPath(path, start)), 0)
      return
    }
    _ = parseStatementExpression()
  }
}
