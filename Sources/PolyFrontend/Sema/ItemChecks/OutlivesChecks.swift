// Reference types that must be valid longer than what they point at: E0309, E0310, E0491 in associated types
// of impls and in fields.
//
// Read off the syntax, as types have no regions. Lifetimes of fields are no question for named lifetimes: a
// struct's bounds follow from its fields. Function bodies are not checked here.

import PolyExpansion
import PolySupport
import PolySyntax

/// Which parameters are known to outlive which.
private struct KnownOutlives {
  let program: Program
  /// For a parameter: the lifetime parameters that it outlives.
  private var longer: [DefID: Set<DefID>] = [:]
  private var isStatic: Set<DefID> = []

  init(_ program: Program, _ generics: Generics) {
    self.program = program
    let tree = program.tree
    for index in generics.parameters.range {
      let def = program.resolution.definition(ofParameter: UInt32(index))
      guard !def.isNone else { continue }
      switch tree.genericParameters.storage[index].kind {
      case .lifetime(let bounds): add(bounds, def)
      case .type(let bounds, _): add(bounds, def)
      default: continue
      }
    }
    for predicate in tree.wherePredicates[generics.predicates] {
      switch predicate.kind {
      case .type(_, let type, let bounds):
        guard case .path(let path) = tree.types[type].kind,
          case .definition(let def)? = program.resolution.resolution(of: path).full
        else { continue }
        add(bounds, def)
      case .lifetime(let lifetime, let bounds):
        if case .parameter(let def) = program.resolution.lifetime(lifetime) { add(bounds, def) }
      }
    }
  }

  private mutating func add(_ bounds: ListRef<GenericBound>, _ def: DefID) {
    for bound in program.tree.genericBounds[bounds] {
      switch bound.kind {
      case .lifetime(let lifetime):
        switch program.resolution.lifetime(lifetime) {
        case .static: isStatic.insert(def)
        case .parameter(let other): longer[def, default: []].insert(other)
        default: break
        }
      case .trait(_, _, let path):
        if case .definition(let trait)? = program.resolution.resolution(of: path).full, program.isStaticTrait(trait) {
          isStatic.insert(def)
        }
      case .use: break
      }
    }
  }

  /// What the types of an impl's header imply.
  mutating func imply(_ mentions: Set<DefID>, _ lifetimes: Set<DefID>) {
    for def in mentions { longer[def, default: []].formUnion(lifetimes) }
  }

  func outlives(_ def: DefID, _ lifetime: LifetimeRes) -> Bool {
    var seen: Set<DefID> = [def]
    var work = [def]
    while let next = work.popLast() {
      if isStatic.contains(next) || lifetime == .parameter(next) { return true }
      for other in longer[next] ?? [] where seen.insert(other).inserted { work.append(other) }
    }
    return false
  }
}

extension Program {
  /// Whether a trait has 'static among its supertraits.
  public func isStaticTrait(_ trait: DefID, depth: Int = 0) -> Bool {
    guard depth < 16, case .item(let item) = definitions[trait].syntax,
      case .trait(let node) = tree.items[item].kind
    else { return false }
    resolution.resolveSignature(of: trait)
    for bound in tree.genericBounds[tree.traits[node].supertraits] {
      switch bound.kind {
      case .lifetime(let lifetime): if resolution.lifetime(lifetime) == .static { return true }
      case .trait(_, _, let path):
        if case .definition(let base)? = resolution.resolution(of: path).full,
          isStaticTrait(base, depth: depth + 1)
        {
          return true
        }
      case .use: break
      }
    }
    return false
  }

  /// Whether a type parameter of an item is declared to outlive 'static, by itself or through a trait.
  public func isStaticParameter(_ parameter: DefID, of owner: DefID) -> Bool {
    guard let generics = genericsNode(of: owner) else { return false }
    return KnownOutlives(self, generics).outlives(parameter, .static)
  }

  /// The associated types that an impl gives.
  func checkOutlives(ofImplementation def: DefID) {
    guard let node = implementationNode(of: def), !node.trait.isNone else { return }
    var known: KnownOutlives?
    for item in definitions.members(def) {
      guard definitions.kind(item) == .associatedType, case .item(let id) = definitions[item].syntax,
        case .typeAlias(let alias) = tree.items[id].kind, tree.typeAliases[alias].generics.parameters.isEmpty,
        !tree.typeAliases[alias].type.isNone
      else { continue }
      if known == nil {
        resolution.resolveSignature(of: def)
        var made = KnownOutlives(self, node.generics)
        implyHeader(node.selfType, &made, depth: 0)
        for segment in tree.pathSegments[tree.paths[node.trait].segments] {
          for type in typeArguments(segment) { implyHeader(type, &made, depth: 0) }
        }
        known = made
      }
      resolution.resolveSignature(of: item)
      if let known { checkReferences(tree.typeAliases[alias].type, known, onlyStatic: false, depth: 0) }
    }
  }

  /// References with the lifetime 'static in fields.
  func checkOutlives(ofFields data: AdtData) {
    guard let generics = genericsNode(of: data.def), !generics.parameters.isEmpty else { return }
    let known = KnownOutlives(self, generics)
    for variant in data.variants {
      for field in variant.fields {
        guard case .field(let index) = definitions[field.def].syntax else { continue }
        checkReferences(tree.fieldDefinitions.storage[Int(index)].type, known, onlyStatic: true, depth: 0)
      }
    }
  }

  private func typeArguments(_ segment: PathSegment) -> [TypeNodeID] {
    guard !segment.arguments.isNone, case .angle(let list) = tree.genericArguments[segment.arguments].kind else {
      return []
    }
    return tree.genericArgumentLists[list].compactMap {
      if case .type(let type) = $0.kind { return type }
      return nil
    }
  }

  private func implyHeader(_ type: TypeNodeID, _ known: inout KnownOutlives, depth: Int) {
    guard !type.isNone, depth < 32 else { return }
    var mentions: Set<DefID> = []
    var lifetimes: Set<DefID> = []
    collect(type, &mentions, &lifetimes, depth: 0)
    known.imply(mentions, lifetimes)
  }

  /// The parameters, lifetimes included, that a type mentions.
  private func collect(
    _ type: TypeNodeID, _ mentions: inout Set<DefID>, _ lifetimes: inout Set<DefID>, depth: Int
  ) {
    guard !type.isNone, depth < 64 else { return }
    func add(_ lifetime: Lifetime) {
      if !lifetime.isNone, case .parameter(let def) = resolution.lifetime(lifetime) {
        mentions.insert(def)
        lifetimes.insert(def)
      }
    }
    switch tree.types[type].kind {
    case .reference(let lifetime, _, let target):
      add(lifetime)
      collect(target, &mentions, &lifetimes, depth: depth + 1)
    case .pointer(_, let target), .slice(let target), .array(let target, _):
      collect(target, &mentions, &lifetimes, depth: depth + 1)
    case .tuple(let list):
      for element in tree.typeLists[list] { collect(element, &mentions, &lifetimes, depth: depth + 1) }
    case .path(let id):
      let path = tree.paths[id]
      guard !path.hasSelfType else { return }
      let partial = resolution.resolution(of: id)
      if case .definition(let def)? = partial.full, definitions.kind(def) == .typeParameter { mentions.insert(def) }
      guard partial.unresolvedSegments == 0 else { return }
      for segment in tree.pathSegments[path.segments] where !segment.arguments.isNone {
        guard case .angle(let list) = tree.genericArguments[segment.arguments].kind else { continue }
        for argument in tree.genericArgumentLists[list] {
          switch argument.kind {
          case .lifetime(let lifetime): add(lifetime)
          case .type(let inner): collect(inner, &mentions, &lifetimes, depth: depth + 1)
          default: break
          }
        }
      }
    default: break
    }
  }

  private func checkReferences(_ type: TypeNodeID, _ known: KnownOutlives, onlyStatic: Bool, depth: Int) {
    guard !type.isNone, depth < 64 else { return }
    switch tree.types[type].kind {
    case .reference(let lifetime, _, let target):
      let region = lifetime.isNone ? LifetimeRes.anonymous : resolution.lifetime(lifetime)
      let isChecked: Bool
      switch region {
      case .static: isChecked = true
      case .parameter: isChecked = !onlyStatic
      default: isChecked = false
      }
      if isChecked {
        var mentions: Set<DefID> = []
        var lifetimes: Set<DefID> = []
        collect(target, &mentions, &lifetimes, depth: 0)
        for def in mentions.sorted(by: { $0.raw < $1.raw }) where !known.outlives(def, region) {
          reportTooLong(def, region, lifetime, type)
          return
        }
      }
      checkReferences(target, known, onlyStatic: onlyStatic, depth: depth + 1)
    case .slice(let target), .array(let target, _):
      checkReferences(target, known, onlyStatic: onlyStatic, depth: depth + 1)
    case .tuple(let list):
      for element in tree.typeLists[list] { checkReferences(element, known, onlyStatic: onlyStatic, depth: depth + 1) }
    case .path(let id):
      guard resolution.resolution(of: id).unresolvedSegments == 0, !tree.paths[id].hasSelfType else { return }
      for segment in tree.pathSegments[tree.paths[id].segments] {
        for inner in typeArguments(segment) { checkReferences(inner, known, onlyStatic: onlyStatic, depth: depth + 1) }
      }
    default: break
    }
  }

  private func reportTooLong(_ def: DefID, _ region: LifetimeRes, _ lifetime: Lifetime, _ type: TypeNodeID) {
    let span = tree.span(type)
    let name = symbols.text(definitions.name(def))
    guard definitions.kind(def) == .typeParameter else {
      diagnostics.report(
        Diagnostic(
          code: "E0491", "in this type, the reference has a longer lifetime than the data it references", at: span,
          label: "the data is only valid for `\(name)`"))
      return
    }
    let isStatic = region == .static
    let bound = isStatic ? "'static" : symbols.text(lifetime.name)
    diagnostics.report(
      Diagnostic(
        code: isStatic ? "E0310" : "E0309", "the parameter type `\(name)` may not live long enough", at: span,
        label: "so that this reference does not outlive the data it points at"
      ).help("consider adding an explicit lifetime bound: `\(name): \(bound)`"))
  }
}
