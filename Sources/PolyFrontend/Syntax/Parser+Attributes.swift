// Parsing of attributes, meta items and visibilities.

import PolySupport

extension Parser {
  /// `#[…]` as many as there are.
  @inline(__always)
  mutating func parseOuterAttributes() -> ListRef<Attribute> {
    kind == .pound || kind == .openInvisible ? parseSomeAttributes(isInner: false) : .empty
  }

  /// `#![…]` as many as there are.
  @inline(__always)
  mutating func parseInnerAttributes() -> ListRef<Attribute> {
    kind == .pound && peek() == .bang ? parseSomeAttributes(isInner: true) : .empty
  }

  private mutating func parseSomeAttributes(isInner: Bool) -> ListRef<Attribute> {
    var list: [Attribute] = []
    while kind == .pound {
      if isInner != (peek() == .bang) {
        if !isInner, peek() == .bang, peek(2) == .openBracket {
          check("an inner attribute is not permitted in this context", at: currentSpan)
          jump(to: buffer.endOfTokenTree(index + 2))
          continue
        }
        break
      }
      guard peek(isInner ? 2 : 1) == .openBracket else {
        let start = mark
        bump()
        expected("one of `!` or `[`")
        reset(to: start)
        bump()
        break
      }
      list.append(parseAttribute(isInner: isInner))
    }
    return list.isEmpty ? .empty : tree.attributes.make(list)
  }

  private mutating func parseAttribute(isInner: Bool) -> Attribute {
    let start = position
    bump()
    if isInner { bump() }
    let opening = open()
    let tokens = TokenSlice(buffer: bufferID, index..<buffer.partner(opening))
    var attribute = parseAttributeContent(isInner: isInner)
    close(opening, expecting: "one of `(`, `::`, `=`, `[`, `]`, or `{`")
    recovered()
    attribute.tokens = tokens
    attribute.span = spanFrom(start)
    return attribute
  }

  /// What stands between the brackets.
  mutating func parseAttributeContent(isInner: Bool) -> Attribute {
    let start = position
    if kind == .openInvisible, fragment == .meta || fragment == .none {
      let opening = enterGroup()
      let attribute = parseAttributeContent(isInner: isInner)
      leaveGroup(opening)
      return attribute
    }
    var isUnsafe = false
    var outer = -1
    if kind == .keywordUnsafe, peek() == .openParen {
      bump()
      outer = open()
      isUnsafe = true
    }
    let (name, path) = parseAttributePath()
    var arguments = Attribute.Arguments.none
    switch kind {
    case .openParen, .openBracket, .openBrace:
      let delimiter: Delimiter =
        kind == .openParen ? .parenthesis : kind == .openBracket ? .bracket : .brace
      let opening = index
      let end = buffer.partner(opening)
      arguments = .tokens(delimiter, TokenSlice(buffer: bufferID, opening + 1..<end))
      jump(to: end + 1)
    case .equal:
      bump()
      arguments = .value(parseExpression())
    default: break
    }
    if outer >= 0 { close(outer, expecting: "`)`") }
    return Attribute(
      name: name, path: path, arguments: arguments, isInner: isInner, isUnsafe: isUnsafe, tokens: .none,
      span: spanFrom(start))
  }

  private mutating func parseAttributePath() -> (Ident, PathID) {
    let next = peek()
    if kind.isIdentifierOrKeyword, next != .colonColon {
      let name = currentIdent
      bump()
      return (name, .none)
    }
    let path = parsePath(.plain)
    let segments = tree.pathSegments[tree.paths[path].segments]
    guard let last = segments.last else { return (.none, path) }
    return (last.ident, segments.count == 1 && !tree.paths[path].isGlobal ? .none : path)
  }

  // MARK: Meta items

  /// `path`, `path(…)`, `path = literal` or a literal.
  mutating func parseMetaItem() -> MetaItemID {
    let start = position
    guard descend() else {
      ascend()
      return tree.metaItems.push(MetaItem(.error, name: .none, path: .none, span: currentSpan))
    }
    defer { ascend() }
    if kind == .openInvisible {
      let opening = enterGroup()
      let item = parseMetaItem()
      leaveGroup(opening)
      return item
    }
    if kind.isLiteral || (kind == .keywordTrue || kind == .keywordFalse) && peek() != .openParen {
      let literal = Literal(kind: kind, text: currentSymbol, span: currentSpan)
      bump()
      return tree.metaItems.push(
        MetaItem(.literal(literal), name: .none, path: .none, span: spanFrom(start)))
    }
    guard kind.isIdentifierOrKeyword || kind == .colonColon else {
      expected("one of identifier or literal")
      return tree.metaItems.push(MetaItem(.error, name: .none, path: .none, span: currentSpan))
    }
    let (name, path) = parseAttributePath()
    var content = MetaItem.Kind.word
    if kind == .openParen {
      let opening = open()
      content = .list(parseMetaItems(until: buffer.partner(opening)))
      close(opening, expecting: "one of `)` or `,`")
    } else if kind == .equal {
      bump()
      var groups: [Int] = []
      while kind == .openInvisible { groups.append(enterGroup()) }
      if kind.isLiteral || kind == .keywordTrue || kind == .keywordFalse {
        content = .nameValue(Literal(kind: kind, text: currentSymbol, span: currentSpan))
        bump()
      } else {
        expected("literal")
        content = .error
      }
      for opening in groups.reversed() { leaveGroup(opening) }
    }
    return tree.metaItems.push(MetaItem(content, name: name, path: path, span: spanFrom(start)))
  }

  /// Meta items separated by commas up to token `end`.
  mutating func parseMetaItems(until end: Int) -> ListRef<MetaItemID> {
    var items: [MetaItemID] = []
    while index < end, kind != .endOfFile {
      let before = index
      items.append(parseMetaItem())
      if !eat(.comma) || index == before { break }
    }
    return tree.metaItemLists.make(items)
  }

  // MARK: Visibility

  /// The type of a tuple's field may follow, which may begin with a parenthesis.
  mutating func parseVisibility(isTupleField: Bool = false) -> Visibility {
    switch kind {
    case .keywordPub: break
    case .identifier where currentSymbol == Names.export && isItemKeyword(peek()):
      let span = currentSpan
      bump()
      return Visibility(.export, span: span)
    case .openInvisible where fragment == .visibility:
      let opening = enterGroup()
      let visibility = parseVisibility()
      leaveGroup(opening)
      return visibility
    default:
      return .inherited
    }
    let start = position
    bump()
    guard kind == .openParen else { return Visibility(.public, span: spanFrom(start)) }
    switch peek() {
    case .keywordCrate where peek(2) == .closeParen:
      jump(to: index + 3)
      return Visibility(.crate, span: spanFrom(start))
    case .keywordSelfValue where peek(2) == .closeParen, .keywordSuper where peek(2) == .closeParen:
      let opening = open()
      let path = parsePath(.plain)
      close(opening, expecting: "`)`")
      return Visibility(.restricted(path), span: spanFrom(start))
    case .keywordIn:
      let opening = open()
      bump()
      let path = parsePath(.plain)
      close(opening, expecting: "`)`")
      return Visibility(.restricted(path), span: spanFrom(start))
    default:
      if !isTupleField { skipRestriction() }
      return Visibility(.public, span: spanFrom(start))
    }
  }

  /// At the parenthesis of `pub(a::b)`, which lacks `in`.
  private mutating func skipRestriction() {
    guard isSegment(peek()) || peek() == .colonColon else { return }
    let opening = open()
    let start = position
    let path = parsePath(.plain)
    let names = tree.pathSegments[tree.paths[path].segments].map { tree.symbols.text($0.ident.name) }
    let text = names.joined(separator: "::")
    check(
      "incorrect visibility restriction", code: "E0704", at: spanFrom(start),
      label: "help: make this visible only to module `\(text)` with `in`: `in \(text)`")
    close(opening, expecting: "`)`")
  }

  /// Whether an item may begin with this keyword behind `export`.
  private func isItemKeyword(_ kind: TokenKind) -> Bool {
    switch kind {
    case .keywordFn, .keywordAsync, .keywordConst, .keywordUnsafe, .keywordExtern, .keywordStruct,
      .keywordEnum, .keywordTrait, .keywordType, .keywordStatic, .keywordMod, .keywordUse:
      true
    default: false
    }
  }
}
