// Parsing of structs, unions, enums, traits and impls.

import PolySupport

extension Parser {
  // MARK: Structs and unions

  /// At `struct`.
  mutating func parseStruct(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    parseWhereClause(&generics)
    var data = VariantData.unit
    switch kind {
    case .semicolon: bump()
    case .openBrace: data = .named(parseNamedFields())
    case .openParen:
      data = .tuple(parseTupleFields())
      parseWhereClause(&generics)
      expectSemicolon("one of `;` or `where`")
    default:
      expected(
        generics.parameters.isEmpty
          ? "one of `(`, `;`, `<`, `where`, or `{`" : "one of `(`, `;`, `where`, or `{`")
    }
    let aggregate = tree.aggregates.push(Aggregate(generics: generics, data: data))
    return pushItem(.structure(aggregate), name, visibility, attributes, start)
  }

  /// At `union`.
  mutating func parseUnion(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    parseWhereClause(&generics)
    guard kind == .openBrace else {
      expected("one of `where` or `{`")
      return nil
    }
    let fields = parseNamedFields()
    let aggregate = tree.aggregates.push(Aggregate(generics: generics, data: .named(fields)))
    return pushItem(.union(aggregate), name, visibility, attributes, start)
  }

  /// At `{`.
  private mutating func parseNamedFields() -> ListRef<FieldDefinition> {
    let opening = open()
    let end = buffer.partner(opening)
    var fields: [FieldDefinition] = []
    while index < end, kind != .endOfFile {
      let before = index
      let attributes = parseOuterAttributes()
      let start = position
      if index >= end {
        error("expected field after attributes")
        break
      }
      let visibility = parseVisibility()
      _ = kind == .keywordUnsafe && eat(.keywordUnsafe)
      if let name = parseFieldName() {
        let type = parseDeclaredType()
        var value = ExprID.none
        if eat(.equal) { value = parseExpression() }
        fields.append(
          FieldDefinition(
            attributes: attributes, visibility: visibility, name: name, type: type, defaultValue: value,
            span: spanFrom(start)))
      }
      if kind == .semicolon {
        error("struct fields are separated by `,`", label: "help: replace `;` with `,`")
        bump()
        recovered()
        continue
      }
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) || index == before {
        if index < end { expected("one of `,` or `}`") }
        break
      }
    }
    close(opening, expecting: "one of `,` or `}`")
    recovered()
    return tree.fieldDefinitions.make(fields)
  }

  private mutating func parseFieldName() -> Ident? {
    if kind.isIdentifier {
      let name = currentIdent
      bump()
      return name
    }
    expected("identifier")
    return nil
  }

  /// At `(`.
  private mutating func parseTupleFields() -> ListRef<FieldDefinition> {
    let opening = open()
    let end = buffer.partner(opening)
    var fields: [FieldDefinition] = []
    while index < end, kind != .endOfFile {
      let before = index
      let attributes = parseOuterAttributes()
      let start = position
      let visibility = parseVisibility(isTupleField: true)
      let type = parseType()
      var value = ExprID.none
      if eat(.equal) { value = parseExpression() }
      let name = Ident(digits(fields.count), span: tree.types[type].span)
      fields.append(
        FieldDefinition(
          attributes: attributes, visibility: visibility, name: name, type: type, defaultValue: value,
          span: spanFrom(start)))
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) || index == before { break }
    }
    close(opening, expecting: "one of `)` or `,`")
    return tree.fieldDefinitions.make(fields)
  }

  /// The name of a tuple field.
  private func digits(_ number: Int) -> Symbol {
    switch number {
    case 0: Names.digit0
    case 1: Names.digit1
    case 2: Names.digit2
    case 3: Names.digit3
    default: tree.symbols.intern(String(number))
    }
  }

  // MARK: Enums

  /// At `enum`.
  mutating func parseEnum(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    parseWhereClause(&generics)
    guard kind == .openBrace else {
      expected(generics.parameters.isEmpty ? "one of `<`, `where`, or `{`" : "one of `where` or `{`")
      return nil
    }
    let opening = open()
    let end = buffer.partner(opening)
    var variants: [Variant] = []
    while index < end, kind != .endOfFile {
      let before = index
      let variantAttributes = parseOuterAttributes()
      let variantStart = position
      if index >= end {
        error("expected variant after attributes")
        break
      }
      let variantVisibility = parseVisibility()
      checkNoVisibility(
        variantVisibility,
        note: "enum variants and their fields always share the visibility of the enum they are in")
      if kind == .bang || (kind.isIdentifier && peek() == .bang) {
        error("macros cannot expand to enum variants")
        skipToComma()
      } else if let variantName = parseName() {
        var data = VariantData.unit
        if kind == .openParen {
          data = .tuple(parseTupleFields())
        } else if kind == .openBrace {
          data = .named(parseNamedFields())
        }
        var discriminant = ExprID.none
        if eat(.equal) { discriminant = parseExpression() }
        variants.append(
          Variant(
            attributes: variantAttributes, visibility: variantVisibility, name: variantName, data: data,
            discriminant: discriminant, span: spanFrom(variantStart)))
      }
      if kind == .semicolon {
        error("expected one of `(`, `,`, `=`, `{`, or `}`, found `;`")
        bump()
        recovered()
        continue
      }
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) || index == before {
        if index < end { expected("one of `(`, `,`, `=`, `{`, or `}`") }
        break
      }
    }
    close(opening, expecting: "one of `(`, `,`, `=`, `{`, or `}`")
    recovered()
    let enumeration = tree.enums.push(
      Enumeration(generics: generics, variants: tree.variants.make(variants)))
    return pushItem(.enumeration(enumeration), name, visibility, attributes, start)
  }

  // MARK: Traits

  /// At `trait` or a qualifier before it.
  mutating func parseTrait(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    let isConst = eat(.keywordConst)
    let isUnsafe = eat(.keywordUnsafe)
    var isAuto = false
    if isContextual(Names.auto) {
      bump()
      isAuto = true
    }
    bump()
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    var supertraits = ListRef<GenericBound>.empty
    if eat(.colon) { supertraits = parseBounds() }
    if eat(.equal) {
      supertraits = parseBounds()
      parseWhereClause(&generics)
      expectSemicolon("one of `+`, `;`, or `where`")
      let alias = tree.traits.push(Trait(generics: generics, supertraits: supertraits, items: .empty))
      return pushItem(.traitAlias(alias), name, visibility, attributes, start)
    }
    parseWhereClause(&generics)
    guard kind == .openBrace else {
      expected("one of `:`, `where`, or `{`")
      return nil
    }
    let opening = open()
    let end = buffer.partner(opening)
    let inner = parseInnerAttributes()
    let items = parseItems(until: end, .traitItems)
    if !isAborted { jump(to: end) }
    bump()
    checkTraitItems(items, isImplementation: false)
    let node = tree.traits.push(
      Trait(
        isUnsafe: isUnsafe, isAuto: isAuto, isConst: isConst, generics: generics, supertraits: supertraits,
        items: items))
    return pushItem(.trait(node), name, visibility, joined(attributes, inner), start)
  }

  // MARK: Impls

  /// At `impl` or a qualifier before it.
  mutating func parseImpl(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    let headStart = position
    var isDefault = false
    if isContextual(Names.default) {
      bump()
      isDefault = true
    }
    var isConst = eat(.keywordConst)
    let isUnsafe = eat(.keywordUnsafe)
    bump()
    var generics = Generics.empty
    if kind == .less, isGenericsOfImpl { generics = parseGenerics() }
    if eat(.keywordConst) { isConst = true }
    var isNegative = false
    if kind == .bang, isTypeAfterBang {
      bump()
      isNegative = true
    }
    let first = parseType()
    var trait = PathID.none
    var selfType = first
    if eat(.keywordFor) {
      selfType = parseType()
      switch tree.types[first].kind {
      case .path(let path): trait = path
      case .error: break
      default:
        check("expected a trait, found type", at: tree.types[first].span)
      }
    }
    let headSpan = spanFrom(headStart)
    parseWhereClause(&generics)
    guard kind == .openBrace else {
      expected(
        trait.isNone ? "one of `!`, `(`, `+`, `::`, `<`, `for`, `where`, or `{`" : "one of `where` or `{`")
      return nil
    }
    let opening = open()
    let end = buffer.partner(opening)
    let inner = parseInnerAttributes()
    let items = parseItems(until: end, .implItems)
    if !isAborted { jump(to: end) }
    bump()
    let data = Implementation(
      isUnsafe: isUnsafe, isDefault: isDefault, isConst: isConst, isNegative: isNegative,
      generics: generics, trait: trait, selfType: selfType, items: items, headSpan: headSpan)
    checkImpl(data, visibility)
    let node = tree.impls.push(data)
    return pushItem(.implementation(node), .none, visibility, joined(attributes, inner), start)
  }

  /// `impl <…>` has generic parameters unless the type is a qualified path.
  private var isGenericsOfImpl: Bool {
    switch peek() {
    case .greater, .pound, .keywordConst: return true
    case .lifetime, .rawLifetime, .identifier, .rawIdentifier:
      switch peek(2) {
      case .greater, .comma, .colon, .equal: return true
      default: return false
      }
    default: return false
    }
  }

  /// `!Trait`, not the type `!`.
  private var isTypeAfterBang: Bool {
    switch peek() {
    case .keywordFor, .openBrace, .keywordWhere: false
    default: true
    }
  }
}
