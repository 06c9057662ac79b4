// Which method `receiver.name(…)` or item `Type::name` means.
//
// The receiver is dereferenced step by step; at each step the candidates are tried with the receiver by
// value, then behind `&`, then behind `&mut`; inherent candidates before those of traits in scope.

import PolyExpansion
import PolySupport
import PolySyntax

/// Where a candidate comes from; its arguments are instantiated anew when it is confirmed.
enum CandidateSource: Hashable {
  case inherent(implementation: DefID)
  case extensionTrait(DefID)
  /// Of a bound of a parameter, projection or opaque type, or of a trait object.
  case bound(TraitRef)
}

struct MethodCandidate {
  var item: DefID
  var source: CandidateSource
}

enum Autoref { case none, shared, mutable, constPointer }

/// The chosen method and how the receiver gets to it.
struct Pick {
  var item: DefID
  var source: CandidateSource
  var derefs = 0
  var autoref = Autoref.none
  /// The array behind the reference is unsized to a slice.
  var unsize = false
  /// By value of a reference: reborrowed.
  var reborrow: Mutability? = nil
}

enum ProbeFailure {
  case notFound
  case ambiguous([MethodCandidate])
  case isPrivate(DefID)
  /// The receiver's type is not known.
  case unknownType(Ty)
  /// `{integer}.pow(2)`.
  case ambiguousNumber
  /// Candidates exist but their bounds do not hold.
  case unsatisfied([(MethodCandidate, Predicate)])
}

enum ProbeResult {
  case found(Pick)
  case failed(ProbeFailure)
}

extension BodyChecker {
  // MARK: methods

  /// The method `name` of the value `receiver`, with the steps to it.
  func probeMethod(_ receiver: TypedExprID, name: Symbol, span: Span, isForDiagnostics: Bool = false) -> ProbeResult {
    let start = structurallyTry(rawType(receiver))
    var steps = autoderefSteps(start, span: span)
    return probeMethod(&steps, name: name, span: span)
  }

  func probeMethod(_ steps: inout [AutoderefStep], name: Symbol, span: Span) -> ProbeResult {
    let last = steps[steps.count - 1].type
    if case .typeVariable = types.kind(last), steps.count == 1 { return .failed(.unknownType(last)) }
    if case .error = types.kind(last) { return .failed(.unknownType(last)) }
    // An array at the end may also be seen as a slice.
    var unsizedSlice: Ty? = nil
    if case .array(let element, _) = types.kind(last) { unsizedSlice = types.type(.slice(element)) }

    var inherent: [MethodCandidate] = []
    for step in steps { collectInherent(step.type, name, &inherent) }
    if let unsizedSlice { collectInherent(unsizedSlice, name, &inherent) }
    inherent.removeAll { !isMethod($0.item) }
    var extensions: [MethodCandidate] = []
    for item in program.associatedItems.traitItems(named: name) where isMethod(item) {
      let trait = definitions.parent(item)
      if isTraitInScope(trait) {
        extensions.append(MethodCandidate(item: item, source: .extensionTrait(trait)))
      }
    }
    if inherent.isEmpty && extensions.isEmpty {
      for step in steps where isNumberVariable(step.type) && isItemName(name) {
        return .failed(.ambiguousNumber)
      }
      return .failed(.notFound)
    }

    var privateItem: DefID? = nil
    var unsatisfied: [(MethodCandidate, Predicate)] = []
    for (position, step) in steps.enumerated() {
      if case .typeVariable = types.kind(step.type) {
        return .failed(.unknownType(step.type))
      }
      if let pick = pickStep(
        step.type, position, unsize: false, inherent, extensions, &privateItem, &unsatisfied)
      {
        return pick
      }
    }
    if let unsizedSlice,
      let pick = pickStep(
        unsizedSlice, steps.count - 1, unsize: true, inherent, extensions, &privateItem, &unsatisfied)
    {
      return pick
    }
    for step in steps where isNumberVariable(step.type) && isItemName(name) {
      return .failed(.ambiguousNumber)
    }
    if let privateItem { return .failed(.isPrivate(privateItem)) }
    return .failed(unsatisfied.isEmpty ? .notFound : .unsatisfied(unsatisfied))
  }

  /// Whether numbers, or some trait, have an item of this name.
  private func isItemName(_ name: Symbol) -> Bool {
    program.associatedItems.hasNumericItem(named: name) || !program.associatedItems.traitItems(named: name).isEmpty
  }

  private func isNumberVariable(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .integerVariable, .floatVariable: true
    default: false
    }
  }

  private func isMethod(_ item: DefID) -> Bool {
    definitions.kind(item) == .associatedFunction && program.signatureHasSelf(item)
  }

  private func pickStep(
    _ type: Ty, _ derefs: Int, unsize: Bool, _ inherent: [MethodCandidate], _ extensions: [MethodCandidate],
    _ privateItem: inout DefID?, _ unsatisfied: inout [(MethodCandidate, Predicate)]
  ) -> ProbeResult? {
    // By value. An unsized slice of an array only exists behind a reference.
    if !unsize {
      if let result = pickGroup(type, inherent, extensions, &privateItem, &unsatisfied) {
        return result.map { candidate in
          var pick = Pick(item: candidate.item, source: candidate.source, derefs: derefs)
          if case .reference(_, _, let mutability) = types.kind(type) { pick.reborrow = mutability }
          return pick
        }
      }
    }
    if let result = pickGroup(types.reference(type, .shared), inherent, extensions, &privateItem, &unsatisfied) {
      return result.map {
        Pick(item: $0.item, source: $0.source, derefs: derefs, autoref: .shared, unsize: unsize)
      }
    }
    if let result = pickGroup(types.reference(type, .mutable), inherent, extensions, &privateItem, &unsatisfied) {
      return result.map {
        Pick(item: $0.item, source: $0.source, derefs: derefs, autoref: .mutable, unsize: unsize)
      }
    }
    if case .pointer(let target, .mutable) = types.kind(type), !unsize,
      let result = pickGroup(
        types.type(.pointer(target, .shared)), inherent, extensions, &privateItem, &unsatisfied)
    {
      return result.map { Pick(item: $0.item, source: $0.source, derefs: derefs, autoref: .constPointer) }
    }
    return nil
  }

  enum GroupResult {
    case one(MethodCandidate)
    case several([MethodCandidate])
    func map(_ transform: (MethodCandidate) -> Pick) -> ProbeResult {
      switch self {
      case .one(let candidate): .found(transform(candidate))
      case .several(let candidates): .failed(.ambiguous(candidates))
      }
    }
  }

  /// The candidates whose `self` parameter has this type: inherent ones first.
  private func pickGroup(
    _ selfType: Ty, _ inherent: [MethodCandidate], _ extensions: [MethodCandidate], _ privateItem: inout DefID?,
    _ unsatisfied: inout [(MethodCandidate, Predicate)]
  ) -> GroupResult? {
    for group in [inherent, extensions] where !group.isEmpty {
      var applicable: [MethodCandidate] = []
      for candidate in group {
        switch consider(candidate, selfType: selfType) {
        case .applies:
          if case .inherent = candidate.source, !isAccessible(candidate.item) {
            privateItem = candidate.item
            continue
          }
          if !applicable.contains(where: { $0.item == candidate.item }) { applicable.append(candidate) }
        case .no: break
        case .unsatisfied(let predicate): unsatisfied.append((candidate, predicate))
        }
      }
      if applicable.count == 1 { return .one(applicable[0]) }
      if applicable.count > 1 { return narrowed(applicable, selfType) }
    }
    return nil
  }

  /// Of several candidates those of bounds win over impls; one that shadows by being a subtrait's does not.
  private func narrowed(_ candidates: [MethodCandidate], _ selfType: Ty) -> GroupResult {
    let bounds = candidates.filter { if case .bound = $0.source { true } else { false } }
    if bounds.count == 1 { return .one(bounds[0]) }
    // Candidates that surely apply win over those that may.
    let sure = candidates.filter { consider($0, selfType: selfType, mustHold: true) == .applies }
    if sure.count == 1 { return .one(sure[0]) }
    return .several(candidates)
  }

  enum Consideration: Equatable {
    case applies, no
    case unsatisfied(Predicate)
  }

  private func consider(_ candidate: MethodCandidate, selfType: Ty, mustHold: Bool = false) -> Consideration {
    infer.probe {
      let inputs = program.signature(of: candidate.item).inputs
      guard types.count(inputs) > 0 else { return .no }
      let receiver = types.type(inputs, 0)
      switch candidate.source {
      case .inherent(let implementation):
        let args = infer.freshArgs(for: implementation)
        let whole = infer.freshArgs(for: candidate.item, prefix: Array(types.list(args)))
        guard unifyReceiver(receiver, whole, selfType) else { return .no }
        return unmetPredicate(of: implementation, args)
      case .extensionTrait(let trait):
        if edition < .e2024, isPassedOver(candidate.item, selfType) { return .no }
        let args = infer.freshArgs(for: trait)
        let whole = infer.freshArgs(for: candidate.item, prefix: Array(types.list(args)))
        guard unifyReceiver(receiver, whole, selfType) else { return .no }
        let reference = TraitRef(trait, args)
        if mustHold { return infer.evaluate(.trait(reference)) == .holds ? .applies : .no }
        guard mayHold(reference) else { return .unsatisfied(.trait(infer.resolve(reference))) }
        return .applies
      case .bound(let reference):
        let whole = infer.freshArgs(for: candidate.item, prefix: Array(types.list(reference.args)))
        return unifyReceiver(receiver, whole, selfType) ? .applies : .no
      }
    }
  }

  /// Until edition 2021 `array.into_iter()` means the slice's elements by reference, as it did before arrays
  /// could be iterated by value; until edition 2024 boxed slices likewise.
  private func isPassedOver(_ item: DefID, _ selfType: Ty) -> Bool {
    guard item == program.langItem("into_iter") else { return false }
    switch types.kind(infer.resolve(selfType)) {
    case .array: return edition < .e2021
    case .adt(let adt, let args) where program.adt(adt).isBox:
      guard types.count(args) > 0, let inner = types.arg(args, 0).type else { return false }
      if case .slice = types.kind(infer.resolve(inner)) { return true }
      return false
    default: return false
    }
  }

  private func unifyReceiver(_ receiver: Ty, _ args: Args, _ selfType: Ty) -> Bool {
    let formal = types.substitute(receiver, args)
    if infer.unify(formal, selfType) { return true }
    guard types.flags(formal).contains(.hasProjections) else { return false }
    return infer.unify(normalize(formal, span: .none), selfType)
  }

  /// The first predicate of an impl that cannot hold.
  private func unmetPredicate(of implementation: DefID, _ args: Args) -> Consideration {
    for predicate in program.predicates(of: implementation) {
      let instance = program.substitute(predicate, args)
      guard case .trait(let reference) = instance else { continue }
      let normalized = normalizedReference(reference)
      if !mayHold(normalized) { return .unsatisfied(.trait(infer.resolve(normalized))) }
    }
    return .applies
  }

  func normalizedReference(_ reference: TraitRef) -> TraitRef {
    guard !types.flags(reference.args).isDisjoint(with: [.hasProjections, .hasOpaque]) else { return reference }
    return TraitRef(
      reference.trait,
      types.args(
        types.list(reference.args).map { arg in
          arg.type.map { GenericArg(normalize($0, span: .none)) } ?? arg
        }))
  }

  /// Whether methods of the trait may be called here: inside of an impl or trait its own are.
  func isTraitInScope(_ trait: DefID) -> Bool {
    trait == enclosingTrait || program.associatedItems.isInScope(trait, module: scopeModule)
  }

  // MARK: candidates

  private func collectInherent(_ type: Ty, _ name: Symbol, _ result: inout [MethodCandidate]) {
    for entry in program.associatedItems.inherentItems(of: type, named: name) {
      result.append(MethodCandidate(item: entry.item, source: .inherent(implementation: entry.implementation)))
    }
    switch types.kind(type) {
    case .parameter:
      for reference in program.environmentTraits(environment) {
        guard let own = types.arg(reference.args, 0).type, resolve(own) == type else { continue }
        addBound(reference, name, &result)
      }
    case .projection(let item, let args):
      for reference in program.environmentTraits(environment) {
        guard let own = types.arg(reference.args, 0).type, own == type else { continue }
        addBound(reference, name, &result)
      }
      for bound in program.itemBounds(of: item) {
        if case .trait(let reference) = bound.predicate {
          addElaborated(types.substitute(reference, args), name, &result)
        }
      }
    case .opaque(let def, let args):
      for bound in program.itemBounds(of: def) {
        if case .trait(let reference) = bound.predicate {
          addElaborated(types.substitute(reference, args), name, &result)
        }
      }
    case .dynamic(let existential, _):
      let data = types.data(existential)
      guard !data.principal.isNone else { return }
      addElaborated(
        TraitRef(data.principal, types.args([GenericArg(type)] + types.list(data.principalArgs))), name, &result)
    default: break
    }
  }

  private func addElaborated(_ reference: TraitRef, _ name: Symbol, _ result: inout [MethodCandidate]) {
    addBound(normalizedReference(reference), name, &result)
    for parent in program.allSupertraits(of: reference) where parent != reference {
      addBound(normalizedReference(parent), name, &result)
    }
  }

  private func addBound(_ reference: TraitRef, _ name: Symbol, _ result: inout [MethodCandidate]) {
    guard let item = definitions.member(reference.trait, named: name),
      definitions.kind(item) != .associatedType
    else { return }
    let source = CandidateSource.bound(reference)
    if !result.contains(where: { $0.item == item && $0.source == source }) {
      result.append(MethodCandidate(item: item, source: source))
    }
  }

  // MARK: paths

  /// The item `name` of a type: `Type::name`.
  func probePath(_ type: Ty, name: Symbol, span: Span) -> ProbeResult {
    if case .typeVariable = types.kind(type) { return .failed(.unknownType(type)) }
    var inherent: [MethodCandidate] = []
    collectInherent(type, name, &inherent)
    inherent.removeAll { definitions.kind($0.item) == .associatedType }
    var extensions: [MethodCandidate] = []
    for item in program.associatedItems.traitItems(named: name) {
      let trait = definitions.parent(item)
      if isTraitInScope(trait) {
        extensions.append(MethodCandidate(item: item, source: .extensionTrait(trait)))
      }
    }
    var privateItem: DefID? = nil
    var unsatisfied: [(MethodCandidate, Predicate)] = []
    for group in [inherent, extensions] where !group.isEmpty {
      var applicable: [MethodCandidate] = []
      for candidate in group {
        switch considerPath(candidate, type) {
        case .applies:
          if case .inherent = candidate.source, !isAccessible(candidate.item) {
            privateItem = candidate.item
            continue
          }
          if !applicable.contains(where: { $0.item == candidate.item && $0.source == candidate.source }) {
            applicable.append(candidate)
          }
        case .no: break
        case .unsatisfied(let predicate): unsatisfied.append((candidate, predicate))
        }
      }
      if applicable.count > 1 {
        let bounds = applicable.filter { if case .bound = $0.source { true } else { false } }
        if bounds.count == 1 { applicable = bounds }
      }
      if applicable.count > 1 {
        let sure = applicable.filter { considerPath($0, type, mustHold: true) == .applies }
        if sure.count == 1 { applicable = sure }
      }
      if applicable.count == 1 {
        return .found(Pick(item: applicable[0].item, source: applicable[0].source))
      }
      if applicable.count > 1 {
        // The same trait with different arguments: inference decides.
        if let first = applicable.first, applicable.allSatisfy({ $0.item == first.item }) {
          return .found(Pick(item: first.item, source: .extensionTrait(definitions.parent(first.item))))
        }
        return .failed(.ambiguous(applicable))
      }
    }
    if let privateItem { return .failed(.isPrivate(privateItem)) }
    if isNumberVariable(type), program.associatedItems.hasNumericItem(named: name) { return .failed(.ambiguousNumber) }
    return .failed(unsatisfied.isEmpty ? .notFound : .unsatisfied(unsatisfied))
  }

  private func considerPath(_ candidate: MethodCandidate, _ type: Ty, mustHold: Bool = false) -> Consideration {
    infer.probe {
      switch candidate.source {
      case .inherent(let implementation):
        let args = infer.freshArgs(for: implementation)
        let selfType = types.substitute(program.type(of: implementation), args)
        guard infer.unify(selfType, type) || infer.unify(normalize(selfType, span: .none), type) else { return .no }
        return unmetPredicate(of: implementation, args)
      case .extensionTrait(let trait):
        let args = infer.freshArgs(for: trait, prefix: [GenericArg(type)])
        let reference = TraitRef(trait, args)
        if mustHold { return infer.evaluate(.trait(reference)) == .holds ? .applies : .no }
        return mayHold(reference) ? .applies : .unsatisfied(.trait(infer.resolve(reference)))
      case .bound: return .applies
      }
    }
  }

  /// The arguments of the impl or trait of a pick, with `selfType` as its self type.
  func instantiate(_ pick: Pick, selfType: Ty, span: Span) -> Args {
    switch pick.source {
    case .inherent(let implementation):
      let args = infer.freshArgs(for: implementation, span: span)
      let formal = normalize(types.substitute(program.type(of: implementation), args), span: span)
      _ = unify(formal, selfType)
      return args
    case .extensionTrait(let trait):
      let args = infer.freshArgs(for: trait, prefix: [GenericArg(selfType)], span: span)
      register(TraitRef(trait, args), span, origin: pick.item)
      return args
    case .bound(let reference): return reference.args
    }
  }
}
