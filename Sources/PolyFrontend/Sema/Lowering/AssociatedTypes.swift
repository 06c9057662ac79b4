// `T::Item`: which trait's associated type a short path means.
//
// Only the bounds of the type in question are looked at, and a bound's arguments are lowered only if
// its trait can have the item: so `where T: Iterator, U: From<T::Item>` is no cycle.

import PolyExpansion
import PolySupport
import PolySyntax

extension TypeLowering {
  /// The type `base::segment`; `res` tells how `base` was written.
  public func associatedType(of base: Ty, _ segment: PathSegment, res: Res, span: Span) -> Ty {
    let name = segment.ident.name
    if base == types.error { return base }
    var found: [(item: DefID, reference: TraitRef)] = []
    func add(_ reference: TraitRef) {
      for match in program.associatedTypes(named: name, in: reference)
      where !found.contains(where: { $0.item == match.item && $0.reference == match.reference }) {
        found.append(match)
      }
    }
    // In an impl of a trait, what `Self` has by that trait comes before what the type's bounds give.
    if case .selfType(let implementation) = res, let reference = program.implTraitRef(implementation) { add(reference) }
    switch types.kind(base) {
    case _ where !found.isEmpty: break
    case .parameter:
      for reference in boundReferences(on: base, defining: name) { add(reference) }
    case .projection(let item, let args):
      for bound in program.itemBounds(of: item) {
        if case .trait(let reference) = bound.predicate { add(types.substitute(reference, args)) }
      }
      for reference in boundReferences(on: base, defining: name) { add(reference) }
    case .opaque(let def, let args):
      for bound in program.itemBounds(of: def) {
        if case .trait(let reference) = bound.predicate { add(types.substitute(reference, args)) }
      }
    default: break
    }
    if isHigherRankedBound, found.count == 1, program.isLocal(owner) {
      isHigherRankedBound = false
      error("E0212", "cannot use the associated type of a trait with uninferred generic parameters", at: span)
      return types.error
    }
    isHigherRankedBound = false
    if found.count == 1 {
      return projection(found[0].item, of: found[0].reference, segment: segment, span: span)
    }
    let nameText = program.symbols.text(name)
    let baseText = program.describe(base)
    guard program.isLocal(owner) || !found.isEmpty else { return unknownAssociatedType(nameText, baseText, segment) }
    if found.count > 1 {
      var diagnostic = Diagnostic(
        code: "E0221", "ambiguous associated type `\(nameText)` in bounds of `\(baseText)`",
        at: span, label: "ambiguous associated type `\(nameText)`")
      for match in found {
        diagnostic = diagnostic.labelled(
          program.definitions[match.item].nameSpan,
          "ambiguous `\(nameText)` from `\(program.describe(match.reference))`")
      }
      program.diagnostics.report(diagnostic)
      return types.error
    }
    switch types.kind(base) {
    case .parameter, .projection, .opaque: return unknownAssociatedType(nameText, baseText, segment)
    default:
      if case .selfType = res { return unknownAssociatedType(nameText, "Self", segment) }
      program.diagnostics.report(
        Diagnostic(code: "E0223", "ambiguous associated type", at: span).help(
          "if there were a trait named `Example` with associated type `\(nameText)` implemented for `\(baseText)`, you could use the fully-qualified path: `<\(baseText) as Example>::\(nameText)`"
        ))
      return types.error
    }
  }

  private func unknownAssociatedType(_ name: String, _ base: String, _ segment: PathSegment) -> Ty {
    error(
      "E0220", "associated type `\(name)` not found for `\(base)`", at: segment.ident.span,
      label: "associated type `\(name)` not found")
    return types.error
  }

  /// The written bounds on `target` (a parameter or projection) whose traits have an associated type
  /// `name`, lowered.
  private func boundReferences(on target: Ty, defining name: Symbol) -> [TraitRef] {
    var result: [TraitRef] = []
    var scope = owner
    while !scope.isNone {
      resolution.resolveSignature(of: scope)
      collectBounds(in: scope, on: target, defining: name, into: &result)
      let kind = program.definitions.kind(scope)
      if kind == .trait, target == program.selfParameter {
        collectSelfBounds(of: scope, defining: name, into: &result)
      }
      scope = program.definitions.genericsParent(scope)
    }
    return result
  }

  /// `Self` in a trait: the trait itself and its supertraits.
  private func collectSelfBounds(of trait: DefID, defining name: Symbol, into result: inout [TraitRef]) {
    if program.hasAssociatedType(trait, name) {
      result.append(TraitRef(trait, program.identityArgs(of: trait)))
      return
    }
    guard case .item(let item) = program.definitions[trait].syntax else { return }
    switch tree.items[item].kind {
    case .trait(let id), .traitAlias(let id):
      addBounds(tree.traits[id].supertraits, on: program.selfParameter, scope: trait, defining: name, into: &result)
    default: break
    }
  }

  private func collectBounds(
    in scope: DefID, on target: Ty, defining name: Symbol, into result: inout [TraitRef]
  ) {
    guard let generics = program.genericsNode(of: scope) else { return }
    if case .parameter = types.kind(target) {
      for index in generics.parameters.range {
        let node = tree.genericParameters.storage[index]
        guard case .type(let bounds, _) = node.kind, !bounds.isEmpty else { continue }
        let def = resolution.definition(ofParameter: UInt32(index))
        guard !def.isNone, program.type(of: def) == target else { continue }
        addBounds(bounds, on: target, scope: scope, defining: name, into: &result)
      }
    }
    for predicate in tree.wherePredicates[generics.predicates] {
      guard case .type(_, let node, let bounds) = predicate.kind, mayMean(node, target) else { continue }
      guard isWorthLowering(bounds, defining: name) else { continue }
      let subject = TypeLowering(program, owner: scope).lower(node)
      if subject == target { addBounds(bounds, on: target, scope: scope, defining: name, into: &result) }
    }
  }

  /// Whether a where clause's subject can be `target`, judged without lowering associated types of
  /// parameters (unless the target is a projection itself).
  private func mayMean(_ node: TypeNodeID, _ target: Ty) -> Bool {
    guard case .path(let path) = tree.types[node].kind else { return false }
    let partial = resolution.resolution(of: path)
    switch types.kind(target) {
    case .parameter:
      if tree.paths[path].hasSelfType || partial.unresolvedSegments > 0 { return false }
      switch partial.base {
      case .definition(let def): return program.definitions.kind(def) == .typeParameter
      case .selfTrait: return true
      default: return false
      }
    default:
      return tree.paths[path].hasSelfType || partial.unresolvedSegments > 0
    }
  }

  private func isWorthLowering(_ bounds: ListRef<GenericBound>, defining name: Symbol) -> Bool {
    tree.genericBounds[bounds].contains { bound in
      guard case .trait(let modifier, _, let path) = bound.kind, modifier != .maybe,
        case .definition(let trait)? = resolution.resolution(of: path).full
      else { return false }
      return program.mayHaveAssociatedType(trait, name)
    }
  }

  private func addBounds(
    _ bounds: ListRef<GenericBound>, on target: Ty, scope: DefID, defining name: Symbol,
    into result: inout [TraitRef]
  ) {
    for bound in Array(tree.genericBounds[bounds]) {
      guard case .trait(let modifier, let binder, let path) = bound.kind, modifier != .maybe,
        case .definition(let trait)? = resolution.resolution(of: path).full,
        program.mayHaveAssociatedType(trait, name)
      else { continue }
      if !binder.isEmpty, infer == nil { isHigherRankedBound = true }
      guard program.boundLoweringDepth < 64 else {
        program.reportCycle(scope)
        return
      }
      program.boundLoweringDepth += 1
      let lowering = TypeLowering(program, owner: scope)
      let segments = tree.pathSegments[tree.paths[path].segments]
      if let segment = segments.last {
        result.append(lowering.lowerTraitRef(trait, segment: segment, selfType: target, span: bound.span))
      }
      program.boundLoweringDepth -= 1
    }
  }
}

extension Program {
  /// Whether a trait itself declares the associated type.
  func hasAssociatedType(_ trait: DefID, _ name: Symbol) -> Bool {
    for member in definitions.members(trait)
    where definitions.kind(member) == .associatedType && definitions.name(member) == name {
      return true
    }
    return false
  }

  /// Whether a trait or one of its supertraits declares it, by names only.
  func mayHaveAssociatedType(_ trait: DefID, _ name: Symbol) -> Bool {
    if hasAssociatedType(trait, name) { return true }
    var seen: Set<DefID> = [trait]
    var work = supertraitDefs(of: trait)
    while let next = work.popLast() {
      guard seen.insert(next).inserted else { continue }
      if hasAssociatedType(next, name) { return true }
      work.append(contentsOf: supertraitDefs(of: next))
    }
    return false
  }

  /// The associated type of this name in a trait or its supertraits, with the reference to the trait
  /// that declares it.
  public func associatedType(named name: Symbol, in reference: TraitRef) -> (item: DefID, reference: TraitRef)? {
    associatedTypes(named: name, in: reference).first
  }

  /// All associated types of this name in a trait and its supertraits.
  func associatedTypes(named name: Symbol, in reference: TraitRef) -> [(item: DefID, reference: TraitRef)] {
    var found: [(item: DefID, reference: TraitRef)] = []
    var seen: Set<TraitRef> = []
    var work = [reference]
    while !work.isEmpty {
      let current = work.removeFirst()
      guard seen.insert(current).inserted else { continue }
      for member in definitions.members(current.trait)
      where definitions.kind(member) == .associatedType && definitions.name(member) == name {
        found.append((member, current))
      }
      let bases = supertraitDefs(of: current.trait)
      guard !bases.isEmpty, bases.contains(where: { mayHaveAssociatedType($0, name) }) else { continue }
      work.append(contentsOf: supertraits(of: current))
    }
    return found
  }
}
