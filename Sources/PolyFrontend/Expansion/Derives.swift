// `#[derive(…)]`: finds the traits and writes the head of each impl; bodies are in DeriveBodies.swift.

import PolySupport
import PolySyntax

enum DerivableTrait: String {
  case Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash
  /// Of the crate `stdlib`.
  case Serialize, Deserialize

  var isOfStdlib: Bool { self == .Serialize || self == .Deserialize }

  var path: [StaticString] {
    switch self {
    case .Clone: ["clone", "Clone"]
    case .Copy: ["marker", "Copy"]
    case .Debug: ["fmt", "Debug"]
    case .Default: ["default", "Default"]
    case .PartialEq: ["cmp", "PartialEq"]
    case .Eq: ["cmp", "Eq"]
    case .PartialOrd: ["cmp", "PartialOrd"]
    case .Ord: ["cmp", "Ord"]
    case .Hash: ["hash", "Hash"]
    case .Serialize: ["json", "Serialize"]
    case .Deserialize: ["json", "Deserialize"]
    }
  }
}

/// The type that derives: what all bodies need to know.
struct DerivedType {
  struct Variant {
    /// `Ident.none` for a struct.
    var name: Ident
    var fields: [Ident]
    var fieldSpans: [Span]
    var isTuple: Bool
    var isUnit: Bool
    var span: Span
    var isDefault: Bool
    var attributes = SerializationAttributes()
    /// Of each field.
    var fieldAttributes: [SerializationAttributes] = []
  }
  enum Kind { case structure, enumeration, union }
  var name: Ident
  var kind: Kind
  var variants: [Variant]
  var fieldTypes: [TypeNodeID]
  var generics: Generics
  var isPacked: Bool
  /// The other traits derived by the same item.
  var traits: [DerivableTrait]
  var hasTypeParameters: Bool
  /// Read where `Serialize` or `Deserialize` is derived, as those of variants and fields.
  var attributes = SerializationAttributes()
}

extension Resolver {
  /// Expands the `derive` attributes of a struct, enum or union.
  func collectDerives(_ id: ItemID, context: inout CollectionContext) {
    let item = tree.items[id]
    guard hasAttribute(item.attributes, Names.derive) else { return }
    var traits: [(DerivableTrait, Span)] = []
    for attribute in Array(tree.attributes[item.attributes])
    where attribute.name.name == Names.derive && attribute.path.isNone {
      guard case .tokens(_, let slice) = attribute.arguments, !slice.buffer.isNone else {
        sink.error(nil, "malformed `derive` attribute input", at: attribute.span)
        continue
      }
      let tokens = tree.buffers[slice.buffer]
      for part in splitAtCommas(tokens, slice.range) where !part.isEmpty {
        let range = withoutGroups(tokens, part)
        guard let last = range.last, tokens.kind(last).isIdentifierOrKeyword else {
          let isLiteral = range.count == 1 && tokens.kind(range.lowerBound).isLiteral
          sink.error(
            isLiteral ? "E0777" : nil,
            isLiteral ? "expected path to a trait, found literal" : "expected path to a trait",
            at: tokens.span(of: part))
          continue
        }
        let name = tokens.symbol(last)
        usedDerives.insert(name)
        if let trait = DerivableTrait(rawValue: text(name)) {
          traits.append((trait, tokens.span(of: range)))
        } else {
          reportUnknownDerive(Ident(name, span: tokens.span(of: range)))
        }
      }
    }
    guard !traits.isEmpty, let type = derivedType(item, traits.map(\.0)), hasAllTypes(type)
    else { return }
    for (trait, span) in traits {
      for output in expandDerive(trait, type, span: span, context) {
        let items = parseItems(
          wholeBuffer(output), .moduleItems, lazily: isLibrary(context.crate))
        collectItems(items, &context)
      }
    }
  }

  private func reportUnknownDerive(_ name: Ident) {
    var nearest = NearestName(name.name, symbols)
    for known in [
      Names.Clone, Names.Copy, Names.Debug, Names.Default, Names.PartialEq, Names.Eq,
      Names.PartialOrd, Names.Ord, Names.Hash, Names.Serialize, Names.Deserialize,
    ] {
      nearest.consider(known)
    }
    var diagnostic = Diagnostic(
      .error, "cannot find derive macro `\(text(name.name))` in this scope", at: name.span)
    if let best = nearest.best {
      diagnostic = diagnostic.help(
        "a derive macro with a similar name exists: `\(text(best))`", at: name.span)
    }
    sink.report(diagnostic)
  }

  /// False where the parser has reported a missing type: the generated text would repeat its error.
  private func hasAllTypes(_ type: DerivedType) -> Bool {
    func isPresent(_ id: TypeNodeID) -> Bool {
      if case .error = tree.types[id].kind { false } else { true }
    }
    return type.fieldTypes.allSatisfy(isPresent)
      && tree.genericParameters[type.generics.parameters].allSatisfy {
        if case .const(let declared, _) = $0.kind { isPresent(declared) } else { true }
      }
  }

  private func derivedType(_ item: Item, _ traits: [DerivableTrait]) -> DerivedType? {
    var result = DerivedType(
      name: item.name, kind: .structure, variants: [], fieldTypes: [], generics: .empty,
      isPacked: false, traits: traits, hasTypeParameters: false)
    let isSerialized = traits.contains { $0.isOfStdlib }
    if isSerialized { result.attributes = serializationAttributes(item.attributes) }
    func add(
      _ name: Ident, _ data: VariantData, _ span: Span, isDefault: Bool, attributes: ListRef<Attribute> = .empty
    ) {
      var fields: [Ident] = []
      var spans: [Span] = []
      var fieldAttributes: [SerializationAttributes] = []
      for field in Array(tree.fieldDefinitions[data.fields]) {
        fields.append(field.name)
        spans.append(field.span)
        result.fieldTypes.append(field.type)
        if isSerialized { fieldAttributes.append(serializationAttributes(field.attributes)) }
      }
      var isTuple = false
      var isUnit = false
      switch data {
      case .unit: isUnit = true
      case .tuple: isTuple = true
      case .named: break
      }
      result.variants.append(
        DerivedType.Variant(
          name: name, fields: fields, fieldSpans: spans, isTuple: isTuple, isUnit: isUnit, span: span,
          isDefault: isDefault, attributes: isSerialized ? serializationAttributes(attributes) : SerializationAttributes(),
          fieldAttributes: fieldAttributes))
    }
    switch item.kind {
    case .structure(let id), .union(let id):
      if case .union = item.kind { result.kind = .union }
      result.generics = tree.aggregates[id].generics
      add(.none, tree.aggregates[id].data, item.span, isDefault: false)
    case .enumeration(let id):
      result.kind = .enumeration
      result.generics = tree.enums[id].generics
      for variant in tree.variants[tree.enums[id].variants] {
        add(
          variant.name, variant.data, variant.span,
          isDefault: hasAttribute(variant.attributes, Names.default), attributes: variant.attributes)
      }
    default: return nil
    }
    for parameter in tree.genericParameters[result.generics.parameters] {
      if case .type = parameter.kind { result.hasTypeParameters = true }
    }
    for attribute in tree.attributes[item.attributes] where attribute.name.name == Names.repr {
      if case .tokens(_, let slice) = attribute.arguments, !slice.buffer.isNone {
        let tokens = tree.buffers[slice.buffer]
        for position in slice.range
        where tokens.kind(position).isIdentifierOrKeyword && tokens.symbol(position) == Names.packed {
          result.isPacked = true
        }
      }
    }
    return result
  }

  private func expandDerive(
    _ trait: DerivableTrait, _ type: DerivedType, span: Span, _ context: CollectionContext
  ) -> [BufferID] {
    if type.kind == .union, trait != .Clone, trait != .Copy, trait != .Eq {
      sink.error(nil, "this trait cannot be derived for unions", at: span)
      return []
    }
    let defaultVariant = type.variants.first { $0.isDefault }
    if trait == .Default, type.kind == .enumeration {
      guard let defaultVariant else {
        sink.report(
          Diagnostic(
            .error, code: "E0665", "`#[derive(Default)]` on enum with no `#[default]`", at: span
          ).labelled(type.name.span, "this enum needs a unit variant marked with `#[default]`"))
        return []
      }
      let all = type.variants.filter { $0.isDefault }
      if all.count > 1 {
        sink.report(
          Diagnostic(.error, "multiple declared defaults", at: type.name.span)
            .labelled(all[0].span, "first default").labelled(all[1].span, "additional default")
            .note("only one variant can be default"))
        return []
      }
      if !defaultVariant.isUnit {
        sink.report(
          Diagnostic(
            .error, "the `#[default]` attribute may only be used on unit enum variants",
            at: defaultVariant.name.span
          ).help("consider a manual implementation of `Default`"))
        return []
      }
    }
    var result: [BufferID] = []
    func implement(_ path: [StaticString], _ writeBody: (inout TokenWriter) -> Void) {
      let crate = crateByName[trait.isOfStdlib ? Names.stdlib : Names.core] ?? .none
      var writer = TokenWriter(
        self, callSite: span, edition: .e2021, crate: crate, depth: 1, name: symbols.intern(trait.rawValue))
      writeHead(trait, path, type, &writer)
      writer.open(.openBrace)
      writeBody(&writer)
      writer.close(.closeBrace)
      if case .tokens(let buffer) = writer.finish() { result.append(buffer) }
    }
    implement(trait.path) { writeDerivedBody(trait, type, &$0) }
    if trait == .Serialize, hasSerializedFields(type) {
      implement(["json", "SerializeFields"]) { writeSerializeFields(type, &$0) }
    }
    return result
  }

  /// `#[automatically_derived] impl<…> Trait for Name<…> where …`
  private func writeHead(
    _ trait: DerivableTrait, _ path: [StaticString], _ type: DerivedType, _ writer: inout TokenWriter
  ) {
    writer.punctuation(.pound)
    writer.open(.openBracket)
    writer.name("automatically_derived")
    writer.close(.closeBracket)
    writer.name("impl")
    let parameters = Array(tree.genericParameters[type.generics.parameters])
    let addsBounds = !(trait == .Default && type.kind == .enumeration)
    if !parameters.isEmpty {
      writer.punctuation(.less)
      for parameter in parameters {
        writeParameter(parameter, trait, addsBounds, type, &writer)
        writer.punctuation(.comma)
      }
      writer.punctuation(.greater)
    }
    writer.path(path)
    writer.name("for")
    writer.identifier(type.name.name, context: type.name.context, origin: type.name.span)
    if !parameters.isEmpty {
      writer.punctuation(.less)
      for parameter in parameters {
        switch parameter.kind {
        case .lifetime: writeLifetime(parameter.name, &writer)
        case .type, .const:
          writer.identifier(
            parameter.name.name, context: parameter.name.context, origin: parameter.name.span)
        }
        writer.punctuation(.comma)
      }
      writer.punctuation(.greater)
    }
    let predicates = Array(tree.wherePredicates[type.generics.predicates])
    let projections = addsBounds ? projectionTypes(type) : []
    if !predicates.isEmpty || !projections.isEmpty {
      writer.name("where")
      for predicate in predicates {
        copySpan(predicate.span, &writer)
        writer.punctuation(.comma)
      }
      for projection in projections {
        copy(projection, &writer)
        writer.punctuation(.colon)
        writer.path(trait.path)
        writer.punctuation(.comma)
      }
    }
  }

  private func writeLifetime(_ name: Ident, _ writer: inout TokenWriter) {
    writer.output.append(.lifetime, name.name, context: name.context, origin: name.span)
  }

  private func writeParameter(
    _ parameter: GenericParameter, _ trait: DerivableTrait, _ addsBounds: Bool,
    _ type: DerivedType, _ writer: inout TokenWriter
  ) {
    func writeBounds(_ bounds: ListRef<GenericBound>) {
      for (index, bound) in Array(tree.genericBounds[bounds]).enumerated() {
        if index > 0 { writer.punctuation(.plus) }
        copySpan(bound.span, &writer)
      }
    }
    switch parameter.kind {
    case .lifetime(let bounds):
      writeLifetime(parameter.name, &writer)
      if !bounds.isEmpty {
        writer.punctuation(.colon)
        writeBounds(bounds)
      }
    case .type(let bounds, _):
      writer.identifier(
        parameter.name.name, context: parameter.name.context, origin: parameter.name.span)
      if !bounds.isEmpty || addsBounds { writer.punctuation(.colon) }
      writeBounds(bounds)
      if addsBounds {
        if !bounds.isEmpty { writer.punctuation(.plus) }
        // A union's derived Clone copies, as does that of a packed struct.
        if trait == .Clone, type.kind == .union {
          writer.path(DerivableTrait.Copy.path)
        } else {
          writer.path(trait.path)
          if type.isPacked, trait != .Copy, trait != .Default, trait != .Eq, trait != .Deserialize {
            writer.punctuation(.plus)
            writer.path(DerivableTrait.Copy.path)
          }
        }
      }
    case .const(let constType, _):
      writer.name("const")
      writer.identifier(
        parameter.name.name, context: parameter.name.context, origin: parameter.name.span)
      writer.punctuation(.colon)
      copySpan(tree.types[constType].span, &writer)
    }
  }

  /// Parts of field types of the form `T::Name` for a type parameter `T`: they need bounds too.
  private func projectionTypes(_ type: DerivedType) -> [TokenSlice] {
    var parameters: Set<Symbol> = []
    for parameter in tree.genericParameters[type.generics.parameters] {
      if case .type = parameter.kind { parameters.insert(parameter.name.name) }
    }
    if parameters.isEmpty { return [] }
    var result: [TokenSlice] = []
    for field in type.fieldTypes {
      guard let slice = tokenSlice(tree.types[field].span) else { continue }
      let tokens = tree.buffers[slice.buffer]
      for position in slice.range
      where tokens.kind(position) == .identifier && parameters.contains(tokens.symbol(position))
        && position + 1 < Int(slice.end) && tokens.kind(position + 1) == .colonColon
        && (position == Int(slice.start) || tokens.kind(position - 1) != .colonColon)
      {
        let part = TokenSlice(buffer: slice.buffer, position..<Int(slice.end))
        if let end = parseFragment(.type, part)?.end {
          result.append(TokenSlice(buffer: slice.buffer, position..<end))
        }
      }
    }
    return result
  }

  // MARK: Tokens of nodes

  func copySpan(_ span: Span, _ writer: inout TokenWriter) {
    if let slice = tokenSlice(span) { copy(slice, &writer) }
  }

  /// Copies tokens; halves of invisible groups are left out.
  private func copy(_ slice: TokenSlice, _ writer: inout TokenWriter) {
    let tokens = tree.buffers[slice.buffer]
    for position in slice.range {
      let kind = tokens.kind(position)
      if kind == .openInvisible || kind == .closeInvisible,
        !slice.range.contains(tokens.partner(position))
      {
        continue
      }
      writer.output.copy(tokens, position)
    }
  }

  /// The tokens that a span covers.
  func tokenSlice(_ span: Span) -> TokenSlice? {
    var low = 0
    var high = bufferBases.count
    while low < high {
      let middle = (low + high) / 2
      if bufferBases[middle].base <= span.lower { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let buffer = bufferBases[low - 1].buffer
    let tokens = tree.buffers[buffer]
    func firstToken(from position: UInt32) -> Int {
      var low = 0
      var high = tokens.count
      while low < high {
        let middle = (low + high) / 2
        if tokens.starts[middle] < position { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = firstToken(from: span.lower)
    let end = firstToken(from: span.upper)
    return start < end ? TokenSlice(buffer: buffer, start..<end) : nil
  }
}
