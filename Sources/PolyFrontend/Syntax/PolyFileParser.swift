// Parsing of `.poly` files: comments, imports and tagged blocks at top level, Rust inside blocks.
//
// The top level is read byte by byte, because blocks of other languages are no Rust tokens; the text
// of a Rust block is lexed and parsed where it stands. All blocks share one token buffer, with an
// `endOfFile` token behind each.

import PolySupport

/// Recognises lines that begin a block.
enum PolyTagScanner {
  static let names: [StaticString] = [
    "rust", "rs", "main", "async", "interface", "js", "javascript", "ts", "typescript", "python", "py",
    "html", "css", "verified",
  ]

  /// Whether the line at `position` begins with a known tag.
  static func isTagLine(_ bytes: UnsafePointer<UInt8>, _ position: Int, _ length: Int) -> Bool {
    var index = position
    while bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard bytes[index] == 0x23, bytes[index + 1] == 0x5B else { return false }
    index += 2
    while bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    let start = index
    while bytes[index] >= 0x61 && bytes[index] <= 0x7A { index += 1 }
    let end = index
    while bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    if bytes[index] == 0x3A, bytes[index + 1] != 0x3A { return matches(bytes, start, end, "stdlib") }
    guard bytes[index] == 0x5D || bytes[index] == 0x2C else { return false }
    for name in names where matches(bytes, start, end, name) { return true }
    return false
  }

  static func matches(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ name: StaticString) -> Bool {
    guard end - start == name.utf8CodeUnitCount else { return false }
    for offset in 0..<(end - start) where bytes[start + offset] != name.utf8Start[offset] { return false }
    return true
  }
}

extension SyntaxTree {
  /// Lexes and parses a `.poly` file.
  public func parsePolyFile(
    _ file: FileID, of sources: SourceMap, edition: Edition, lazyBodies: Bool, sink: DiagnosticSink?
  ) -> PolyFile {
    let source = sources.files[file]
    let buffer = TokenBuffer(edition: edition, isExpansion: false)
    let id = buffers.push(buffer)
    var regions: [PolyRegion] = []
    var imports: [PolyImport] = []
    withLexer(source.bytes, base: source.base, edition: edition, sink: sink) { lexer in
      var scanner = PolyScanner(symbols: symbols, sink: sink)
      scanner.scan(&lexer)
      lexer.store(in: buffer)
      regions = scanner.regions
      imports = scanner.imports
    }
    var result = PolyFile(file: file, buffer: id)
    result.imports = imports
    for region in regions { result.blocks.append(parse(region, id, buffer, lazyBodies, sink)) }
    if !lazyBodies, let sink { checkDocumentation(buffer, sink) }
    return result
  }

  private func parse(
    _ region: PolyRegion, _ id: BufferID, _ buffer: TokenBuffer, _ lazyBodies: Bool, _ sink: DiagnosticSink?
  ) -> PolyBlock {
    var block = PolyBlock(
      tag: region.tag, options: region.options, tagSpan: region.tagSpan, span: region.span, items: .empty,
      attributes: .empty)
    if case .foreign = region.tag { return block }
    var range = region.tokens
    // A braced block's own braces are no Rust.
    if region.isBraced, range.count >= 2 { range = range.lowerBound + 1..<range.upperBound - 1 }
    var parser = Parser(tree: self, buffer: buffer, bufferID: id, range: range, sink: sink)
    parser.parsesBodiesLazily = lazyBodies
    block.attributes = parser.parseInnerAttributes()
    switch region.tag {
    case .main: block.items = parser.parseMainBlock(tagSpan: region.tagSpan)
    case .interface: block.items = parser.parseItems(until: range.upperBound, .interface)
    default: block.items = parser.parseItems(until: range.upperBound, .module)
    }
    return block
  }
}

extension Parser {
  /// The items of a `main` block; if it holds statements, they become the body of a `fn main`.
  mutating func parseMainBlock(tagSpan: Span) -> ListRef<ItemID> {
    let start = index < limit ? position : tagSpan.upper
    itemContext = .statement
    awaitCount = 0
    let (statements, tail) = parseStatements(until: limit)
    let span = spanFrom(start)
    if tail.isNone, let items = asItems(statements) { return tree.itemLists.make(items) }
    let block = tree.blocks.push(Block(statements: statements, tail: tail, span: span))
    var header = FunctionHeader()
    header.isAsync = awaitCount > 0
    let function = tree.functions.push(
      Function(
        header: header, generics: Generics(span: tagSpan), parameters: .empty, hasSelf: false,
        isVariadic: false, output: .none, body: .parsed(block), signatureSpan: tagSpan))
    let item = tree.items.push(
      Item(
        .function(function), name: Ident(Names.main, span: tagSpan), visibility: .inherited,
        attributes: .empty, span: span))
    return tree.itemLists.make(CollectionOfOne(item))
  }

  /// The statements as items if they are nothing else. Macro calls are items beside a `fn main`.
  private func asItems(_ statements: ListRef<StmtID>) -> [ItemID]? {
    var items: [ItemID] = []
    var hasMain = false
    var hasMacroCall = false
    for statement in tree.stmtLists[statements] {
      let node = tree.stmts[statement]
      switch node.kind {
      case .item(let item):
        items.append(item)
        if case .function = tree.items[item].kind, tree.items[item].name.name == Names.main { hasMain = true }
      case .macroCall(let call, _):
        hasMacroCall = true
        items.append(
          tree.items.push(
            Item(
              .macroCall(call), name: .none, visibility: .inherited,
              attributes: tree.stmtAttributes[statement] ?? .empty, span: node.span)))
      case .empty, .error: break
      case .let, .expression, .group: return nil
      }
    }
    return hasMacroCall && !hasMain ? nil : items
  }
}
