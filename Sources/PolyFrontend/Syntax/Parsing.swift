// The entry points of the parser: files, bodies, and the output of macros.

import PolySupport

/// What surrounds the items that a text holds.
public enum ItemSurroundings: Sendable {
  case module, traitItems, implItems, externItems
}

extension SyntaxTree {
  // MARK: Files

  /// Lexes a file. Errors are reported to `sink`.
  public func lex(
    _ file: FileID, of sources: SourceMap, edition: Edition, sink: DiagnosticSink?
  ) -> BufferID {
    let source = sources.files[file]
    let buffer = TokenBuffer(edition: edition, isExpansion: false)
    withLexer(source.bytes, base: source.base, edition: edition, sink: sink) { lexer in
      lexer.skipFileStart()
      lexer.lexText()
      lexer.store(in: buffer)
    }
    return buffers.push(buffer)
  }

  /// Lexes text that stands in no file (`--cfg`, generated code): token positions begin at `base`.
  public func lex(text: [UInt8], base: UInt32, edition: Edition, sink: DiagnosticSink?) -> BufferID {
    let buffer = TokenBuffer(edition: edition, isExpansion: false)
    withLexer(text + [0], base: base, edition: edition, sink: sink) { lexer in
      lexer.lexText()
      lexer.store(in: buffer)
    }
    return buffers.push(buffer)
  }

  /// Runs a lexer over bytes that end with a NUL.
  func withLexer(
    _ bytes: [UInt8], base: UInt32, edition: Edition, sink: DiagnosticSink?, _ body: (inout Lexer) -> Void
  ) {
    // The lexer looks up to three bytes ahead of a byte that is not NUL, one ahead of one that may be.
    bytes.withUnsafeBufferPointer { bytes in
      guard let address = bytes.baseAddress else { return }
      var lexer = Lexer(
        base: base, bytes: address, length: bytes.count - 1, symbols: symbols, edition: edition,
        scratch: tokenScratch, sink: sink)
      body(&lexer)
    }
  }

  /// Parses a whole `.rs` file. With `lazyBodies` function bodies stay tokens until `parseBody`.
  public func parseFile(
    _ file: FileID, buffer: BufferID, lazyBodies: Bool, sink: DiagnosticSink?
  ) -> SyntaxFile {
    let tokens = buffers[buffer]
    var parser = Parser(
      tree: self, buffer: tokens, bufferID: buffer, range: 0..<tokens.count, sink: sink)
    parser.parsesBodiesLazily = lazyBodies
    let attributes = parser.parseInnerAttributes()
    let items = parser.parseItems(until: tokens.count, .module)
    if !lazyBodies, let sink { checkDocumentation(tokens, sink) }
    return SyntaxFile(file: file, buffer: buffer, items: items, attributes: attributes)
  }

  /// A documentation comment must stand before something.
  func checkDocumentation(_ tokens: TokenBuffer, _ sink: DiagnosticSink) {
    guard !tokens.hasDelimiterErrors else { return }
    for next in tokens.innerDocumented where next > 0 {
      // At the start of a file or block, or behind another inner attribute.
      let before = Int(next) - 1
      switch tokens.kinds[before] {
      case .openBrace, .endOfFile: continue
      case .closeBracket
      where tokens.partner(before) > 0 && tokens.kinds[tokens.partner(before) - 1] == .bang:
        continue
      default: break
      }
      sink.report(
        Diagnostic(
          .error, code: "E0753", "expected outer doc comment", at: tokens.span(Int(next)),
          label: "the inner doc comment doesn't annotate this"
        ).help("you might have meant to write a regular or an outer doc comment"))
    }
    for next in tokens.documented {
      let kind = tokens.kinds[Int(next)]
      guard kind == .closeBrace || kind == .endOfFile else { continue }
      if kind == .endOfFile {
        sink.error(
          nil, "expected item after doc comment", at: tokens.span(Int(next)),
          label: "this doc comment doesn't document anything")
      } else {
        sink.error(
          closesItems(tokens, Int(next)) ? "E0584" : "E0585",
          "found a documentation comment that doesn't document anything", at: tokens.span(Int(next)))
      }
    }
  }

  /// Whether a closing brace ends a trait, impl or extern block.
  private func closesItems(_ tokens: TokenBuffer, _ brace: Int) -> Bool {
    var index = tokens.partner(brace) - 1
    while index >= 0 {
      switch tokens.kinds[index] {
      case .keywordTrait, .keywordImpl, .keywordExtern: return true
      case .semicolon, .openBrace, .closeBrace, .keywordFn, .equal: return false
      default: index -= 1
      }
    }
    return false
  }

  /// Parses a function's body if it is still tokens. Returns `.none` if the function has none.
  @discardableResult
  public func parseBody(_ function: FunctionID, sink: DiagnosticSink?) -> BlockID {
    switch functions[function].body {
    case .none: return .none
    case .parsed(let block): return block
    case .lazy(let slice):
      var parser = Parser(tree: self, slice: slice, sink: sink)
      let block = parser.parseFunctionBlock()
      functions[function].body = .parsed(block)
      return block
    }
  }

  // MARK: Output of macros

  /// Items. `lazyBodies` as in `parseFile`.
  public func parseItems(
    _ slice: TokenSlice, in surroundings: ItemSurroundings, lazyBodies: Bool = false, sink: DiagnosticSink?
  ) -> ListRef<ItemID> {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    parser.parsesBodiesLazily = lazyBodies
    let context: Parser.ItemContext
    switch surroundings {
    case .module: context = .module
    case .traitItems: context = .traitItems
    case .implItems: context = .implItems
    case .externItems: context = .externItems
    }
    return parser.parseItems(until: parser.limit, context)
  }

  /// Statements, and the expression without a semicolon at their end, or `.none`. A macro call at the
  /// end is a `macroCall` statement without a semicolon.
  public func parseStatements(_ slice: TokenSlice, sink: DiagnosticSink?) -> (ListRef<StmtID>, ExprID) {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    parser.itemContext = .statement
    return parser.parseStatements(until: parser.limit)
  }

  /// One expression that takes up the whole slice; a trailing semicolon is ignored with
  /// `allowsSemicolon`. `macroName` is for the error that tokens are left over.
  public func parseExpression(
    _ slice: TokenSlice, allowsSemicolon: Bool = false, macroName: String? = nil, sink: DiagnosticSink?
  ) -> ExprID {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    parser.itemContext = .statement
    let expr = parser.parseExpression()
    if allowsSemicolon { _ = parser.eat(.semicolon) }
    parser.expectEnd(macroName, "expression")
    return expr
  }

  public func parsePattern(_ slice: TokenSlice, macroName: String? = nil, sink: DiagnosticSink?) -> PatID {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    let pattern = parser.parsePattern()
    parser.expectEnd(macroName, "pattern")
    return pattern
  }

  public func parseType(_ slice: TokenSlice, macroName: String? = nil, sink: DiagnosticSink?) -> TypeNodeID {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    let type = parser.parseType()
    parser.expectEnd(macroName, "type")
    return type
  }

  /// A path, with generic arguments as in types.
  public func parsePath(_ slice: TokenSlice, sink: DiagnosticSink?) -> PathID {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    let path = parser.parsePath(.type)
    parser.expectEnd(nil, "path")
    return path
  }

  /// Expressions separated by commas, as the arguments of built-in macros are.
  public func parseExpressionList(_ slice: TokenSlice, sink: DiagnosticSink?) -> ListRef<ExprID> {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    parser.itemContext = .statement
    var exprs: [ExprID] = []
    while parser.index < parser.limit {
      let before = parser.index
      exprs.append(parser.parseExpression())
      if !parser.eat(.comma) || parser.index == before { break }
    }
    if parser.index < parser.limit { parser.expected("`,`") }
    return exprLists.make(exprs)
  }

  /// The expression that begins at `slice.start`, and the index behind it; the sink hears of errors.
  public func parseExpressionPrefix(_ slice: TokenSlice, sink: DiagnosticSink?) -> (ExprID, end: Int) {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    parser.itemContext = .statement
    let expr = parser.parseExpression()
    return (expr, parser.index)
  }

  // MARK: Attributes

  /// The arguments of an attribute as meta items: `cfg(all(a, b))` gives one item `all`.
  public func parseMetaArguments(_ attribute: Attribute, sink: DiagnosticSink?) -> ListRef<MetaItemID> {
    guard case .tokens(_, let slice) = attribute.arguments else { return .empty }
    return parseMetaItems(slice, sink: sink)
  }

  /// Meta items separated by commas.
  public func parseMetaItems(_ slice: TokenSlice, sink: DiagnosticSink?) -> ListRef<MetaItemID> {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    let items = parser.parseMetaItems(until: parser.limit)
    if parser.index < parser.limit { parser.expected("one of `)` or `,`") }
    return items
  }

  /// The content of `#[…]` from its tokens: `cfg_attr` makes attributes of it.
  public func parseAttribute(_ slice: TokenSlice, isInner: Bool, sink: DiagnosticSink?) -> Attribute {
    var parser = Parser(tree: self, slice: slice, sink: sink)
    var attribute = parser.parseAttributeContent(isInner: isInner)
    attribute.tokens = slice
    if parser.index < parser.limit { parser.expected("one of `(`, `::`, `=`, `[`, or `{`") }
    return attribute
  }
}

extension Parser {
  /// Nothing may be left.
  mutating func expectEnd(_ macroName: String?, _ what: String) {
    guard index < limit, !isRecovering else { return }
    if let macroName {
      report(
        Diagnostic(
          .error, "macro expansion ignores \(found) and any tokens following", at: currentSpan
        ).note("the usage of `\(macroName)!` is likely invalid in \(what) position"))
    } else {
      error("unexpected token: \(found)")
    }
  }
}
