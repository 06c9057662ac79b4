// Where clauses and bounds of items as predicates.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Everything that must hold for a use of `def`, its parents' predicates first. For a trait and its
  /// items the first is `Self: Trait`; bounds on `Self` of a trait are in `superPredicates` instead.
  public func predicates(of def: DefID) -> [Predicate] {
    if let known = flatPredicatesMemo.value(def) { return known }
    let result = spannedPredicates(of: def).map(\.predicate)
    flatPredicatesMemo.set(def, result)
    return result
  }

  public func spannedPredicates(of def: DefID) -> [SpannedPredicate] {
    if let known = predicatesMemo.value(def) { return known }
    if predicatesMemo.isInProgress(def) {
      reportCycle(def)
      return []
    }
    predicatesMemo.begin(def)
    let parent = definitions.genericsParent(def)
    var result: [SpannedPredicate] = []
    if definitions.kind(def).isGenericParameter {
      result = spannedPredicates(of: parent)
    } else {
      if !parent.isNone { result = spannedPredicates(of: parent) }
      result.append(contentsOf: ownPredicates(of: def))
    }
    predicatesMemo.set(def, result)
    return result
  }

  /// The generics as written, for items that have them.
  public func genericsNode(of def: DefID) -> PolySyntax.Generics? {
    guard case .item(let id) = definitions[def].syntax else { return nil }
    switch tree.items[id].kind {
    case .function(let node): return tree.functions[node].generics
    case .constant(let node), .staticVariable(let node): return tree.constants[node].generics
    case .typeAlias(let node): return tree.typeAliases[node].generics
    case .structure(let node), .union(let node): return tree.aggregates[node].generics
    case .enumeration(let node): return tree.enums[node].generics
    case .trait(let node), .traitAlias(let node): return tree.traits[node].generics
    case .implementation(let node): return tree.impls[node].generics
    case .interfaceType(let generics): return generics
    default: return nil
    }
  }

  private func ownPredicates(of def: DefID) -> [SpannedPredicate] {
    resolution.resolveSignature(of: def)
    let kind = definitions.kind(def)
    var result: [SpannedPredicate] = []
    let lowering = TypeLowering(self, owner: def)
    if kind.isTrait {
      result.append(
        SpannedPredicate(.trait(TraitRef(def, identityArgs(of: def))), span: definitions[def].nameSpan))
    }
    for parameter in generics(of: def).parameters where parameter.kind == .type {
      let type = type(of: parameter.def)
      var isSized = true
      let bounds: ListRef<GenericBound>
      switch definitions[parameter.def].syntax {
      case .genericParameter(let node):
        guard case .type(let list, _) = tree.genericParameters.storage[Int(node)].kind else { continue }
        bounds = list
      case .type(let node):
        guard case .implTrait(let list) = tree.types[node].kind else { continue }
        bounds = list
      default: continue
      }
      let start = result.count
      refuseSecondMaybe(bounds, def)
      refuseNestedImpl(bounds, def)
      for bound in Array(tree.genericBounds[bounds]) {
        if isMaybeSized(bound) { isSized = false }
        lowering.lowerBound(bound, on: type, into: &result)
      }
      if isSized, !hasMaybeSizedClause(def, parameter.def), !lang.sized.isNone {
        result.insert(
          SpannedPredicate(
            .trait(TraitRef(lang.sized, types.args([GenericArg(type)]))),
            span: definitions[parameter.def].nameSpan), at: start)
      }
    }
    if let generics = genericsNode(of: def) {
      for predicate in Array(tree.wherePredicates[generics.predicates]) {
        guard case .type(let binder, let node, let bounds) = predicate.kind else { continue }
        if !binder.isEmpty { refuseNestedBinders(bounds, def) }
        // Bounds on `Self` of a trait are supertraits.
        if kind.isTrait, isSelfPath(node) { continue }
        let subject = lowering.lower(node)
        for bound in Array(tree.genericBounds[bounds]) { lowering.lowerBound(bound, on: subject, into: &result) }
      }
    }
    return result
  }

  /// E0203: `?Sized` once.
  private func refuseSecondMaybe(_ bounds: ListRef<GenericBound>, _ def: DefID) {
    guard bounds.count > 1, isLocal(def) else { return }
    let maybes = tree.genericBounds[bounds].filter(isMaybeSized)
    if maybes.count > 1 {
      diagnostics.error(
        "E0203", "type parameter has more than one relaxed default bound, only one is supported", at: maybes[0].span)
    }
  }

  /// E0666: `impl Trait<impl Other>`.
  private func refuseNestedImpl(_ bounds: ListRef<GenericBound>, _ def: DefID) {
    guard isLocal(def) else { return }
    for bound in tree.genericBounds[bounds] {
      guard case .trait(_, _, let path) = bound.kind, let segment = tree.pathSegments[tree.paths[path].segments].last,
        !segment.arguments.isNone, case .angle(let list) = tree.genericArguments[segment.arguments].kind
      else { continue }
      for argument in tree.genericArgumentLists[list] {
        if case .type(let node) = argument.kind, case .implTrait = tree.types[node].kind {
          diagnostics.report(
            Diagnostic(
              code: "E0666", "nested `impl Trait` is not allowed", at: tree.span(node),
              label: "nested `impl Trait` here"
            ).labelled(bound.span, "outer `impl Trait`"))
        }
      }
    }
  }

  /// E0316: `for<'a> T: for<'b> Trait<'a, 'b>`.
  private func refuseNestedBinders(_ bounds: ListRef<GenericBound>, _ def: DefID) {
    guard isLocal(def) else { return }
    for bound in tree.genericBounds[bounds] {
      if case .trait(_, let inner, _) = bound.kind, !inner.isEmpty {
        diagnostics.error("E0316", "nested quantification of lifetimes", at: bound.span)
      }
    }
  }

  /// The lifetimes of a function that its callers choose early: those with bounds, and those that are
  /// only in the output.
  func earlyBoundLifetimes(of def: DefID) -> [GenericParameterData] {
    guard let node = genericsNode(of: def) else { return [] }
    var constrained: Set<DefID> = []
    for predicate in tree.wherePredicates[node.predicates] {
      switch predicate.kind {
      case .lifetime(let lifetime, _):
        if case .parameter(let parameter) = resolution.lifetime(lifetime) { constrained.insert(parameter) }
      case .type(_, let type, _):
        forEachLifetime(in: type) { lifetime in
          if case .parameter(let parameter) = resolution.lifetime(lifetime) { constrained.insert(parameter) }
        }
      }
    }
    // A lifetime that only the output mentions cannot be chosen late.
    var inInputs: Set<DefID> = []
    var inOutput: Set<DefID> = []
    if let function = functionNode(of: def) {
      for parameter in tree.parameters[function.parameters] {
        forEachLifetime(in: parameter.type) { lifetime in
          if case .parameter(let found) = resolution.lifetime(lifetime) { inInputs.insert(found) }
        }
      }
      forEachLifetime(in: function.output) { lifetime in
        if case .parameter(let found) = resolution.lifetime(lifetime) { inOutput.insert(found) }
      }
    }
    return generics(of: def).parameters.filter { parameter in
      guard parameter.kind == .lifetime else { return false }
      if constrained.contains(parameter.def) || inOutput.subtracting(inInputs).contains(parameter.def) { return true }
      guard case .genericParameter(let index) = definitions[parameter.def].syntax,
        case .lifetime(let bounds) = tree.genericParameters.storage[Int(index)].kind
      else { return false }
      return !bounds.isEmpty
    }
  }

  func isMaybeSized(_ bound: GenericBound) -> Bool {
    if case .trait(.maybe, _, _) = bound.kind { return true }
    return false
  }

  private func isSelfPath(_ node: TypeNodeID) -> Bool {
    guard case .path(let path) = tree.types[node].kind else { return false }
    if case .selfTrait? = resolution.resolution(of: path).full { return true }
    return false
  }

  /// `where T: ?Sized`
  private func hasMaybeSizedClause(_ def: DefID, _ parameter: DefID) -> Bool {
    guard let generics = genericsNode(of: def) else { return false }
    for predicate in tree.wherePredicates[generics.predicates] {
      guard case .type(_, let node, let bounds) = predicate.kind, case .path(let path) = tree.types[node].kind,
        resolution.resolution(of: path).full == .definition(parameter)
      else { continue }
      for bound in tree.genericBounds[bounds] where isMaybeSized(bound) { return true }
    }
    return false
  }

  // MARK: supertraits

  /// The traits named as bounds on `Self` of a trait, by names only.
  func supertraitDefs(of trait: DefID) -> [DefID] {
    if let known = supertraitDefsMemo.value(trait) { return known }
    resolution.resolveSignature(of: trait)
    var result: [DefID] = []
    for bound in selfBounds(of: trait) {
      if case .trait(let modifier, _, let path) = bound.kind, modifier != .maybe,
        case .definition(let def)? = resolution.resolution(of: path).full, definitions.kind(def).isTrait
      {
        result.append(def)
      }
    }
    supertraitDefsMemo.set(trait, result)
    return result
  }

  private func selfBounds(of trait: DefID) -> [GenericBound] {
    guard case .item(let item) = definitions[trait].syntax else { return [] }
    let id: TraitID
    switch tree.items[item].kind {
    case .trait(let node), .traitAlias(let node): id = node
    default: return []
    }
    var result = Array(tree.genericBounds[tree.traits[id].supertraits])
    for predicate in tree.wherePredicates[tree.traits[id].generics.predicates] {
      if case .type(_, let node, let bounds) = predicate.kind, isSelfPath(node) {
        result.append(contentsOf: tree.genericBounds[bounds])
      }
    }
    return result
  }

  /// What the bounds on `Self` of a trait say, in terms of the trait's parameters.
  public func superPredicates(of trait: DefID) -> [SpannedPredicate] {
    if let known = superPredicatesMemo.value(trait) { return known }
    if superPredicatesMemo.isInProgress(trait) {
      // Reported by the check of the trait.
      return []
    }
    superPredicatesMemo.begin(trait)
    resolution.resolveSignature(of: trait)
    var result: [SpannedPredicate] = []
    let lowering = TypeLowering(self, owner: trait)
    for bound in selfBounds(of: trait) { lowering.lowerBound(bound, on: selfParameter, into: &result) }
    superPredicatesMemo.set(trait, result)
    return result
  }

  /// The direct supertraits of a trait reference.
  public func supertraits(of reference: TraitRef) -> [TraitRef] {
    superPredicates(of: reference.trait).compactMap { bound in
      if case .trait(let base) = bound.predicate, types.arg(base.args, 0).type == selfParameter {
        return types.substitute(base, reference.args)
      }
      return nil
    }
  }

  /// A trait reference and all supertraits, in the order of a depth-first walk, each once.
  public func allSupertraits(of reference: TraitRef) -> [TraitRef] {
    var result: [TraitRef] = []
    var seen: Set<TraitRef> = []
    func visit(_ current: TraitRef) {
      guard seen.insert(current).inserted, result.count < 1000 else { return }
      result.append(current)
      for base in supertraits(of: current) { visit(base) }
    }
    visit(reference)
    return result
  }

  /// Whether an object has all of `wanted`: by what its type says or by its trait's supertraits.
  func hasAutoTraits(_ wanted: [DefID], _ object: ExistentialData) -> Bool {
    let missing = wanted.filter { !object.autoTraits.contains($0) }
    if missing.isEmpty { return true }
    guard !object.principal.isNone else { return false }
    let inherited = supertraitDefs(of: object.principal)
    return missing.allSatisfy { inherited.contains($0) }
  }

  // MARK: bounds of associated and opaque types

  /// What is known of every value of an associated type (Self: the projection on its own parameters)
  /// or opaque type.
  public func itemBounds(of def: DefID) -> [SpannedPredicate] {
    if let known = itemBoundsMemo.value(def) { return known }
    if itemBoundsMemo.isInProgress(def) { return [] }
    itemBoundsMemo.begin(def)
    var result: [SpannedPredicate] = []
    let entry = definitions[def]
    var bounds: [GenericBound] = []
    let subject: Ty
    switch entry.kind {
    case .opaqueType:
      resolution.resolveSignature(of: definitions.genericsParent(def))
      if case .type(let node) = entry.syntax, case .implTrait(let list) = tree.types[node].kind {
        bounds = Array(tree.genericBounds[list])
      }
      let args = identityArgs(of: def)
      subject = types.type(isTraitOpaque(def) ? .projection(def, args) : .opaque(def, args))
    default:
      resolution.resolveSignature(of: def)
      if case .item(let item) = entry.syntax, case .typeAlias(let alias) = tree.items[item].kind {
        bounds = Array(tree.genericBounds[tree.typeAliases[alias].bounds])
      }
      subject = types.type(.projection(def, identityArgs(of: def)))
    }
    let lowering = TypeLowering(self, owner: def)
    if !bounds.contains(where: isMaybeSized), !lang.sized.isNone {
      result.append(
        SpannedPredicate(
          .trait(TraitRef(lang.sized, types.args([GenericArg(subject)]))), span: entry.nameSpan))
    }
    for bound in bounds { lowering.lowerBound(bound, on: subject, into: &result) }
    // `where Self::Item: Bound` on the trait is a bound of the item too.
    if entry.kind == .associatedType, definitions.kind(entry.parent) == .trait,
      !predicatesMemo.isInProgress(entry.parent)
    {
      for predicate in spannedPredicates(of: entry.parent) {
        switch predicate.predicate {
        case .trait(let reference):
          if types.count(reference.args) > 0, types.arg(reference.args, 0).type == subject { result.append(predicate) }
        case .projection(_, let args, _):
          if types.count(args) > 0, types.arg(args, 0).type == subject { result.append(predicate) }
        case .closureKind: break
        }
      }
    }
    itemBoundsMemo.set(def, result)
    return result
  }

  /// Parameters replaced by arguments.
  public func substitute(_ predicate: Predicate, _ args: Args) -> Predicate {
    switch predicate {
    case .trait(let reference): .trait(types.substitute(reference, args))
    case .projection(let item, let own, let type):
      .projection(item: item, args: types.substitute(own, args), type: types.substitute(type, args))
    case .closureKind: predicate
    }
  }
}
