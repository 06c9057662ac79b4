// Parsing of items: which item begins here, modules, use, extern, constants, type aliases.
//
// Functions are in Parser+Functions.swift, data types, traits and impls in Parser+Definitions.swift.

import PolySupport

extension Parser {
  // MARK: What begins an item

  /// Whether an item begins here; for identifiers see `isAtContextualItem`.
  var isAtItem: Bool {
    switch kind {
    case .keywordUse, .keywordFn, .keywordStruct, .keywordEnum, .keywordMod, .keywordTrait, .keywordImpl,
      .keywordType, .keywordPub:
      true
    case .keywordExtern: true
    case .keywordConst:
      switch peek() {
      case .openBrace, .or, .orOr, .keywordMove, .openInvisible: false
      case .keywordAsync:
        peek(2) != .or && peek(2) != .orOr && peek(2) != .keywordMove && peek(2) != .openBrace
      case .keywordStatic: false
      default: true
      }
    case .keywordStatic:
      switch peek() {
      case .or, .orOr, .keywordMove, .keywordAsync: false
      default: true
      }
    case .keywordUnsafe:
      switch peek() {
      case .keywordFn, .keywordImpl, .keywordTrait, .keywordExtern, .keywordMod, .keywordAsync, .keywordConst:
        true
      case .identifier: isContextual(Names.auto, at: 1)
      default: false
      }
    case .keywordAsync, .keywordGen:
      switch peek() {
      case .keywordFn: true
      case .keywordUnsafe, .keywordExtern: true
      case .keywordGen: peek(2) == .keywordFn
      default: false
      }
    case .keywordMacro: peek().isIdentifier
    case .openInvisible: fragment == .visibility || fragment == .item
    case .identifier: isAtContextualItem
    default: false
    }
  }

  /// Whether an identifier at the cursor begins an item.
  var isAtContextualItem: Bool {
    let name = currentSymbol.raw
    // All contextual keywords are known names.
    guard name < Names.knownCount else { return false }
    switch currentSymbol {
    case Names.union: return peek().isIdentifier
    case Names.auto: return peek() == .keywordTrait
    case Names.macro_rules: return peek() == .bang && peek(2).isIdentifier
    case Names.safe:
      return peek() == .keywordFn || peek() == .keywordStatic || peek() == .keywordExtern
    case Names.default:
      switch peek() {
      case .keywordFn, .keywordConst, .keywordType, .keywordImpl, .keywordUnsafe, .keywordAsync,
        .keywordExtern:
        return itemContext == .implItems || itemContext == .module || itemContext == .traitItems
      default: return false
      }
    case Names.export:
      switch peek() {
      case .keywordFn, .keywordAsync, .keywordUnsafe, .keywordConst, .keywordExtern, .keywordStruct,
        .keywordEnum, .keywordTrait, .keywordType, .keywordStatic, .keywordMod, .keywordUse:
        return true
      default: return false
      }
    case Names.async where edition == .e2015: return peek() == .keywordFn
    default: return false
    }
  }

  // MARK: Lists of items

  /// Items up to token `end`.
  mutating func parseItems(until end: Int, _ context: ItemContext) -> ListRef<ItemID> {
    let saved = itemContext
    itemContext = context
    var items: [ItemID] = []
    while index < end, !isAborted {
      let before = index
      let attributes = parseOuterAttributes()
      let start = position
      if index >= end {
        error("expected item after attributes", at: Span(buffer.starts[before], previousEnd))
        recovered()
        break
      }
      if kind == .semicolon {
        error("expected item, found `;`", label: "help: remove this semicolon")
        bump()
        recovered()
        continue
      }
      if kind == .openInvisible, fragment == .item {
        items.append(contentsOf: parseGroupedItems(attributes))
      } else if let item = parseItem(attributes, start) {
        items.append(item)
      }
      if isRecovering {
        recoverItem(end, from: before)
        recovered()
      }
      if index == before, !isAborted { bump() }
    }
    itemContext = saved
    return tree.itemLists.make(items)
  }

  private mutating func parseGroupedItems(_ attributes: ListRef<Attribute>) -> [ItemID] {
    let opening = enterGroup()
    let list = parseItems(until: buffer.partner(opening), itemContext)
    leaveGroup(opening)
    let items = Array(tree.itemLists[list])
    if !attributes.isEmpty, let first = items.first {
      let all = Array(tree.attributes[attributes]) + Array(tree.attributes[tree.items[first].attributes])
      tree.items[first].attributes = tree.attributes.make(all)
    }
    return items
  }

  /// Skips to what may begin the next item.
  private mutating func recoverItem(_ end: Int, from start: Int) {
    while index < end, !isAborted {
      switch kind {
      case .semicolon:
        bump()
        return
      case .openBrace:
        skipTree()
        return
      case .pound, .keywordPub, .keywordFn, .keywordStruct, .keywordEnum, .keywordImpl, .keywordTrait,
        .keywordMod, .keywordUse, .keywordStatic, .keywordType:
        if index > start { return }
        bump()
      default: skipTree()
      }
    }
  }

  // MARK: One item

  /// The item at the cursor; `nil`, with an error, if there is none.
  mutating func parseItem(_ attributes: ListRef<Attribute>, _ start: UInt32) -> ItemID? {
    guard descend() else {
      ascend()
      return nil
    }
    let isConfigured = hasConfiguration(attributes)
    if isConfigured { configurationDepth += 1 }
    defer {
      ascend()
      if isConfigured { configurationDepth -= 1 }
    }
    if kind == .openInvisible, fragment == .item {
      let items = parseGroupedItems(attributes)
      if items.count == 1 { return items[0] }
      return tree.items.push(
        Item(
          .group(tree.itemLists.make(items)), name: .none, visibility: .inherited, attributes: .empty,
          span: spanFrom(start)))
    }
    let visibility = parseVisibility()
    let itemStart = start
    switch kind {
    case .keywordFn, .keywordAsync, .keywordGen:
      return parseFunction(attributes, visibility, itemStart)
    case .keywordUse: return parseUse(attributes, visibility, itemStart)
    case .keywordMod: return parseModule(attributes, visibility, itemStart, isUnsafe: false)
    case .keywordStruct: return parseStruct(attributes, visibility, itemStart)
    case .keywordEnum: return parseEnum(attributes, visibility, itemStart)
    case .keywordTrait: return parseTrait(attributes, visibility, itemStart)
    case .keywordImpl: return parseImpl(attributes, visibility, itemStart)
    case .keywordType: return parseTypeAlias(attributes, visibility, itemStart, isDefault: false)
    case .keywordConst:
      switch peek() {
      case .keywordUnsafe where peek(2) == .keywordTrait || isContextual(Names.auto, at: 2):
        return parseTrait(attributes, visibility, itemStart)
      case .keywordFn, .keywordUnsafe, .keywordExtern, .keywordAsync, .keywordGen:
        return parseFunction(attributes, visibility, itemStart)
      case .keywordTrait: return parseTrait(attributes, visibility, itemStart)
      case .keywordImpl: return parseImpl(attributes, visibility, itemStart)
      default:
        if isContextual(Names.safe, at: 1), peek(2) == .keywordFn {
          return parseFunction(attributes, visibility, itemStart)
        }
        return parseConstant(attributes, visibility, itemStart, isDefault: false)
      }
    case .keywordStatic: return parseStatic(attributes, visibility, itemStart)
    case .keywordExtern:
      switch peek() {
      case .keywordCrate: return parseExternCrate(attributes, visibility, itemStart)
      case .openBrace: return parseExternBlock(attributes, visibility, itemStart)
      case .string, .rawString:
        if peek(2) == .openBrace { return parseExternBlock(attributes, visibility, itemStart) }
        return parseFunction(attributes, visibility, itemStart)
      case .openInvisible:
        let behind = buffer.partner(index + 1) + 1
        if behind < limit, kinds[behind] == .openBrace {
          return parseExternBlock(attributes, visibility, itemStart)
        }
        return parseFunction(attributes, visibility, itemStart)
      default: return parseFunction(attributes, visibility, itemStart)
      }
    case .keywordUnsafe:
      switch peek() {
      case .keywordTrait: return parseTrait(attributes, visibility, itemStart)
      case .keywordImpl: return parseImpl(attributes, visibility, itemStart)
      case .keywordMod:
        bump()
        return parseModule(attributes, visibility, itemStart, isUnsafe: true)
      case .keywordExtern:
        var behind = 2
        if peek(2) == .string || peek(2) == .rawString { behind = 3 }
        if peek(behind) == .openBrace { return parseExternBlock(attributes, visibility, itemStart) }
        return parseFunction(attributes, visibility, itemStart)
      case .keywordStatic: return parseStatic(attributes, visibility, itemStart)
      case .identifier where isContextual(Names.auto, at: 1):
        return parseTrait(attributes, visibility, itemStart)
      default: return parseFunction(attributes, visibility, itemStart)
      }
    case .keywordMacro: return parseMacro2(attributes, visibility, itemStart)
    case .identifier:
      if let item = parseContextualItem(attributes, visibility, itemStart) { return item }
    default: break
    }
    return parseMacroItem(attributes, visibility, itemStart)
  }

  private mutating func parseContextualItem(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    switch currentSymbol {
    case Names.union where peek().isIdentifier: return parseUnion(attributes, visibility, start)
    case Names.auto where peek() == .keywordTrait: return parseTrait(attributes, visibility, start)
    case Names.macro_rules where peek() == .bang && peek(2).isIdentifier:
      return parseMacroRules(attributes, visibility, start)
    case Names.safe where peek() == .keywordFn || peek() == .keywordExtern:
      return parseFunction(attributes, visibility, start)
    case Names.safe where peek() == .keywordStatic: return parseStatic(attributes, visibility, start)
    case Names.default:
      switch peek() {
      case .keywordFn, .keywordUnsafe, .keywordAsync, .keywordExtern:
        if peek() == .keywordUnsafe, peek(2) == .keywordImpl {
          return parseImpl(attributes, visibility, start)
        }
        return parseFunction(attributes, visibility, start)
      case .keywordConst:
        switch peek(2) {
        case .keywordFn, .keywordUnsafe, .keywordExtern, .keywordAsync:
          return parseFunction(attributes, visibility, start)
        default:
          bump()
          return parseConstant(attributes, visibility, start, isDefault: true)
        }
      case .keywordType:
        bump()
        return parseTypeAlias(attributes, visibility, start, isDefault: true)
      case .keywordImpl: return parseImpl(attributes, visibility, start)
      default: return nil
      }
    default: return nil
    }
  }

  func pushItem(
    _ kind: ItemKind, _ name: Ident, _ visibility: Visibility, _ attributes: ListRef<Attribute>,
    _ start: UInt32
  ) -> ItemID {
    tree.items.push(
      Item(kind, name: name, visibility: visibility, attributes: attributes, span: spanFrom(start)))
  }

  func joined(_ outer: ListRef<Attribute>, _ inner: ListRef<Attribute>) -> ListRef<Attribute> {
    if inner.isEmpty { return outer }
    if outer.isEmpty { return inner }
    let all = Array(tree.attributes[outer]) + Array(tree.attributes[inner])
    return tree.attributes.make(all)
  }

  /// The semicolon that ends an item.
  mutating func expectSemicolon(_ list: String) {
    if kind == .semicolon {
      bump()
    } else if !isRecovering {
      expected(list)
    }
  }

  // MARK: Modules

  private mutating func parseModule(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32, isUnsafe: Bool
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    if kind == .openBrace {
      let opening = open()
      let end = buffer.partner(opening)
      let inner = parseInnerAttributes()
      let items = parseItems(until: end, .module)
      if !isAborted { jump(to: end) }
      bump()
      let module = tree.modules.push(Module(items: items, isUnsafe: isUnsafe))
      return pushItem(.module(module), name, visibility, joined(attributes, inner), start)
    }
    expectSemicolon("one of `;` or `{`")
    let module = tree.modules.push(Module(items: nil, isUnsafe: isUnsafe))
    return pushItem(.module(module), name, visibility, attributes, start)
  }

  // MARK: Use

  private mutating func parseUse(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    let useTree = parseUseTree()
    expectSemicolon("one of `::`, `;`, or `as`")
    return pushItem(.use(useTree), .none, visibility, attributes, start)
  }

  private mutating func parseUseTree() -> UseTreeID {
    let start = position
    guard descend() else {
      ascend()
      let path = tree.paths.push(Path(segments: .empty, span: currentSpan))
      return tree.useTrees.push(UseTree(.simple(rename: .none), prefix: path, span: currentSpan))
    }
    defer { ascend() }
    // `{…}`, `*`, `::{…}`, `::*`
    if kind == .openBrace || kind == .star
      || (kind == .colonColon && (peek() == .openBrace || peek() == .star))
    {
      let isGlobal = eat(.colonColon)
      let prefix = tree.paths.push(Path(segments: .empty, isGlobal: isGlobal, span: spanFrom(start)))
      return parseUseGroup(prefix, start)
    }
    guard isSegment(kind) || kind == .colonColon || kind == .openInvisible else {
      expected("one of `*`, `::`, `{`, or identifier")
      let path = tree.paths.push(Path(segments: .empty, span: currentSpan))
      return tree.useTrees.push(UseTree(.simple(rename: .none), prefix: path, span: currentSpan))
    }
    let prefix = parsePath(.plain)
    if kind == .colonColon {
      bump()
      if kind == .openBrace || kind == .star { return parseUseGroup(prefix, start) }
      expected("one of `*`, `{`, or identifier")
    }
    var rename = Ident.none
    if eat(.keywordAs) {
      if kind.isIdentifier || kind == .underscore {
        rename = currentIdent
        bump()
      } else {
        expected("identifier or `_`")
      }
    }
    return tree.useTrees.push(UseTree(.simple(rename: rename), prefix: prefix, span: spanFrom(start)))
  }

  private mutating func parseUseGroup(_ prefix: PathID, _ start: UInt32) -> UseTreeID {
    if eat(.star) { return tree.useTrees.push(UseTree(.glob, prefix: prefix, span: spanFrom(start))) }
    let opening = open()
    let end = buffer.partner(opening)
    var children: [UseTreeID] = []
    while index < end, kind != .endOfFile {
      let before = index
      children.append(parseUseTree())
      if !eat(.comma) || index == before { break }
    }
    close(opening, expecting: "one of `,`, `::`, `as`, or `}`")
    let list = tree.useTreeLists.make(children)
    return tree.useTrees.push(UseTree(.nested(list), prefix: prefix, span: spanFrom(start)))
  }

  // MARK: Extern

  private mutating func parseExternCrate(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    bump()
    guard kind.isIdentifier || kind == .keywordSelfValue else {
      expected("identifier")
      return nil
    }
    var name = currentIdent
    bump()
    var original = Symbol.none
    if eat(.keywordAs) {
      original = name.name
      if kind.isIdentifier || kind == .underscore {
        name = currentIdent
        bump()
      } else {
        expected("identifier or `_`")
      }
    }
    expectSemicolon("one of `;` or `as`")
    return pushItem(.externCrate(original: original), name, visibility, attributes, start)
  }

  private mutating func parseExternBlock(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    let isUnsafe = eat(.keywordUnsafe)
    let abi = parseAbi()
    guard kind == .openBrace else {
      expected("`{`")
      return nil
    }
    let opening = open()
    let end = buffer.partner(opening)
    let inner = parseInnerAttributes()
    let items = parseItems(until: end, .externItems)
    if !isAborted { jump(to: end) }
    bump()
    checkNoVisibility(visibility, note: "place qualifiers on individual foreign items instead")
    checkForeignItems(items, abi)
    let block = tree.externBlocks.push(ExternBlock(isUnsafe: isUnsafe, abi: abi, items: items))
    return pushItem(.externBlock(block), .none, visibility, joined(attributes, inner), start)
  }

  // MARK: Constants and statics

  /// At `const`.
  private mutating func parseConstant(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32, isDefault: Bool
  ) -> ItemID? {
    bump()
    if kind == .keywordMut {
      check("const globals cannot be mutable", at: currentSpan, label: "cannot be mutable")
      bump()
    }
    guard kind.isIdentifier || kind == .underscore else {
      expected("identifier")
      return nil
    }
    let name = currentIdent
    bump()
    var generics = parseGenerics()
    let type = parseConstantType("const", name)
    parseWhereClause(&generics)
    var value = ExprID.none
    if eat(.equal) { value = parseExpression() }
    parseWhereClause(&generics)
    expectSemicolon(value.isNone ? "one of `;` or `=`" : "one of `.`, `;`, `?`, or an operator")
    if value.isNone, itemContext == .module || itemContext == .statement || itemContext == .implItems {
      validate(
        itemContext == .implItems
          ? "associated constant in `impl` without body" : "free constant item without body",
        at: spanFrom(start))
    }
    let constant = tree.constants.push(
      Constant(generics: generics, type: type, value: value, isDefault: isDefault))
    return pushItem(.constant(constant), name, visibility, attributes, start)
  }

  private mutating func parseConstantType(_ what: StaticString, _ name: Ident) -> TypeNodeID {
    if eat(.colon) { return parseType() }
    if kind == .equal || kind == .semicolon {
      check("missing type for `\(what)` item", at: Span(previousEnd, previousEnd))
      return .none
    }
    expected("one of `:`, `;`, or `=`")
    return .none
  }

  /// At `static`, or `unsafe` or `safe` before it.
  private mutating func parseStatic(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    let isUnsafe = eat(.keywordUnsafe)
    var isSafe = false
    if isContextual(Names.safe) {
      bump()
      isSafe = true
    }
    bump()
    let mutability: Mutability = eat(.keywordMut) ? .mutable : .immutable
    guard kind.isIdentifier || kind == .underscore else {
      expected("identifier")
      return nil
    }
    let name = currentIdent
    bump()
    let type = parseConstantType("static", name)
    var value = ExprID.none
    if eat(.equal) { value = parseExpression() }
    expectSemicolon(value.isNone ? "one of `;` or `=`" : "one of `.`, `;`, `?`, or an operator")
    if value.isNone, itemContext != .externItems {
      validate("free static item without body", at: spanFrom(start))
    }
    let constant = tree.constants.push(
      Constant(type: type, value: value, mutability: mutability, isUnsafe: isUnsafe, isSafe: isSafe))
    return pushItem(.staticVariable(constant), name, visibility, attributes, start)
  }

  // MARK: Type aliases

  /// At `type`.
  private mutating func parseTypeAlias(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32, isDefault: Bool
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    if itemContext == .interface, kind != .equal, kind != .colon, kind != .keywordWhere {
      // A bare declaration of an interface; its semicolon is optional.
      _ = eat(.semicolon)
      return pushItem(.interfaceType(generics), name, visibility, attributes, start)
    }
    var bounds = ListRef<GenericBound>.empty
    if eat(.colon) { bounds = parseBounds() }
    parseWhereClause(&generics)
    var type = TypeNodeID.none
    if eat(.equal) { type = parseType() }
    parseWhereClause(&generics)
    expectSemicolon(type.isNone ? "one of `:`, `;`, `=`, or `where`" : "`;`")
    if type.isNone, itemContext == .module || itemContext == .statement || itemContext == .implItems {
      validate(
        itemContext == .implItems ? "associated type in `impl` without body" : "free type alias without body",
        at: spanFrom(start))
    }
    let alias = tree.typeAliases.push(
      TypeAlias(generics: generics, bounds: bounds, type: type, isDefault: isDefault))
    return pushItem(.typeAlias(alias), name, visibility, attributes, start)
  }
}
