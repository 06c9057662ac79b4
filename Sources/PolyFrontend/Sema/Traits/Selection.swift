// Selecting how a trait bound is met: candidates from the environment, from bounds of projections,
// from impls and from the compiler itself; then winnowing.

import PolyExpansion
import PolySupport

/// The answer for one trait reference. `nested` is what the chosen source requires in turn.
public enum Selection {
  /// Not decided: the variable on which it depends.
  case ambiguous(Ty)
  case none
  case some(ImplementationSource, nested: [Predicate])
}

/// Whether a predicate holds.
public enum Evaluation: UInt8, Sendable { case holds, ambiguous, fails, overflow }

enum Candidate {
  case parameter(TraitRef)
  case object(TraitRef)
  case implementation(DefID)
  case builtin(BuiltinImplementation)
  case closure
  case function

  var isParameter: Bool {
    if case .parameter = self { return true }
    return false
  }
}

extension InferenceContext {
  /// How `reference` (resolved) is implemented. Binds variables as far as the only possible source
  /// determines them.
  public func select(_ reference: TraitRef, in environment: ParameterEnvironment) -> Selection {
    guard types.count(reference.args) > 0, let selfType = types.arg(reference.args, 0).type else { return .none }
    if types.flags(reference.args).contains(.hasError) { return .some(.builtin(.autoTrait), nested: []) }
    let selfKind = types.kind(selfType)
    if case .typeVariable = selfKind { return .ambiguous(selfType) }
    let lang = program.lang
    let trait = reference.trait
    if trait == lang.unsize { return selectUnsize(reference, in: environment) }

    var candidates: [Candidate] = []
    assembleParameters(reference, selfKind, in: environment, &candidates)
    if candidates.isEmpty {
      if trait == lang.sized { return selectSized(selfType, selfKind) }
      if let answer = selectBuiltin(reference, selfType, selfKind, in: environment) { return answer }
    }
    assembleObject(reference, selfKind, &candidates)
    if candidates.isEmpty || hasVariables(reference) || !candidates.contains(where: \.isParameter) {
      assembleImpls(reference, selfType, selfKind, &candidates)
    }
    if candidates.isEmpty {
      if program.isAutoTrait(trait) { return selectAuto(reference, selfType, selfKind) }
      if isCoherence, !program.isKnowable(reference) { return .ambiguous(.none) }
      return .none
    }
    if candidates.count > 1 {
      if let answer = winnow(&candidates, reference, in: environment) { return answer }
    }
    return confirm(candidates[0], reference, in: environment)
  }

  func hasVariables(_ reference: TraitRef) -> Bool { types.flags(reference.args).contains(.hasVariables) }

  /// The first variable in the arguments.
  func firstVariable(_ args: Args) -> Ty {
    var found = Ty.none
    _ = types.map(args, mask: .hasVariables, leaf: { type, kind in
      switch kind {
      case .typeVariable, .integerVariable, .floatVariable: if found.isNone { found = type }
      default: break
      }
      return found.isNone ? nil : type
    })
    return found
  }

  // MARK: assembling

  private func assembleParameters(
    _ reference: TraitRef, _ selfKind: TyKind, in environment: ParameterEnvironment, _ candidates: inout [Candidate]
  ) {
    if let indices = program.environments[environment.index].byTrait[reference.trait] {
      for index in indices {
        let bound = program.environments[environment.index].traits[index]
        if bound == reference {
          candidates = [.parameter(bound)]
          return
        }
        if canUnify(bound.args, reference.args) { add(bound, &candidates) }
      }
    }
    // Bounds of the alias itself, and of the aliases that it is an associated type of.
    var kind = selfKind
    var depth = 0
    while depth < 16 {
      depth += 1
      switch kind {
      case .projection(let def, let args), .opaque(let def, let args):
        for bound in program.elaboratedItemBounds(of: def).traits where bound.trait == reference.trait {
          let own = types.substitute(bound, args)
          let normalArgs = normalizedBoundArgs(own.args, in: environment)
          let normal = TraitRef(own.trait, normalArgs)
          if canUnify(normal.args, reference.args) { add(normal, &candidates) }
        }
        guard case .projection = kind, let inner = types.arg(args, 0).type else { return }
        kind = types.kind(inner)
      default: return
      }
    }
  }

  /// Normalizes the arguments of an alias's bound behind Self.
  private func normalizedBoundArgs(_ args: Args, in environment: ParameterEnvironment) -> Args {
    guard types.count(args) > 1 else { return args }
    let tail = types.args(types.list(args).dropFirst())
    guard !types.flags(tail).isDisjoint(with: [.hasProjections, .hasUnevaluated]) else { return args }
    var ignored: [Predicate] = []
    let normal = normalizeCollecting(tail, in: environment, into: &ignored)
    return types.args([types.arg(args, 0)] + types.list(normal))
  }

  private func add(_ bound: TraitRef, _ candidates: inout [Candidate]) {
    for case .parameter(let known) in candidates where known == bound { return }
    candidates.append(.parameter(bound))
  }

  func canUnify(_ a: Args, _ b: Args) -> Bool {
    if a == b { return true }
    if types.flags(a).union(types.flags(b)).isDisjoint(with: [.hasVariables, .hasError, .hasUnevaluated]) {
      return false
    }
    let start = log.count
    openSnapshots += 1
    let result = unify(a, b)
    undo(to: start)
    openSnapshots -= 1
    return result
  }

  private func assembleObject(_ reference: TraitRef, _ selfKind: TyKind, _ candidates: inout [Candidate]) {
    guard case .dynamic(let existential, _) = selfKind else { return }
    let data = types.data(existential)
    if data.autoTraits.contains(reference.trait) {
      candidates.append(.builtin(.autoTrait))
      return
    }
    guard !data.principal.isNone else { return }
    let selfArgument = types.arg(reference.args, 0)
    let principal = TraitRef(data.principal, types.args([selfArgument] + types.list(data.principalArgs)))
    for bound in program.allSupertraits(of: principal) where bound.trait == reference.trait {
      var ignored: [Predicate] = []
      let normal = TraitRef(bound.trait, normalizeCollecting(bound.args, in: environment, into: &ignored))
      if canUnify(normal.args, reference.args) {
        candidates.append(.object(normal))
        return
      }
    }
  }

  private func assembleImpls(
    _ reference: TraitRef, _ selfType: Ty, _ selfKind: TyKind, _ candidates: inout [Candidate]
  ) {
    let index = program.implementationIndex
    index.update(program)
    let list: ContiguousArray<DefID>
    switch selfKind {
    case .integerVariable, .floatVariable: list = index.allImpls(reference.trait)
    default: list = index.traitImpls(reference.trait, head: program.head(of: selfType))
    }
    guard !list.isEmpty else { return }
    let isGround = !hasVariables(reference)
    for implementation in list {
      guard let header = program.implHeader(implementation) else { continue }
      if !mayMatch(header.reference.args, reference.args) { continue }
      if !isGround || header.needsUnification {
        let matches = probe { matchImpl(header, reference) != nil }
        if !matches { continue }
      } else if matchImpl(header, reference) == nil {
        continue
      }
      candidates.append(.implementation(implementation))
    }
  }

  // MARK: winnowing

  private func winnow(
    _ candidates: inout [Candidate], _ reference: TraitRef, in environment: ParameterEnvironment
  ) -> Selection? {
    let parameters = candidates.filter(\.isParameter)
    if !parameters.isEmpty {
      if parameters.count > 1 {
        // With variables they may mean different things; bounds without them are all equal.
        // Any of its variables may decide: it is tried again whenever something was learned.
        if hasVariables(reference) { return .ambiguous(.none) }
      }
      candidates = [parameters[0]]
      return nil
    }
    for case .object(let object) in candidates {
      candidates = [.object(object)]
      return nil
    }
    let isOpen = hasVariables(reference)
    let key = isOpen && candidates.count > 1 ? canonical(reference) : reference
    // What was found undecided or without an impl stays so until the outermost question binds something.
    if evaluationStack.isEmpty { forgetAnswers() }
    if isOpen, undecided.contains(key) { return .ambiguous(.none) }
    if isOpen, candidates.count > 1, unmet.contains(key) { return Selection.none }
    let cycles = cycleCount
    var holding: [Candidate] = []
    for candidate in candidates {
      let result = probe { () -> Evaluation in
        guard case .some(_, let nested) = confirm(candidate, reference, in: environment) else { return .fails }
        return evaluateAll(nested, in: environment)
      }
      if result == .fails || result == .overflow { continue }
      holding.append(candidate)
      // Any of its variables may decide between two: it is tried again whenever something was learned.
      if isOpen, holding.count > 1 {
        if cycles == cycleCount { undecided.insert(key) }
        return .ambiguous(.none)
      }
    }
    if holding.isEmpty {
      if isOpen, candidates.count > 1, cycles == cycleCount { unmet.insert(key) }
      // All fail: the error is about the first one's requirements if its header fits exactly.
      return candidates.count == 1 ? nil : Selection.none
    }
    candidates = [holding[0]]
    return nil
  }

  /// The reference with its variables numbered in order.
  private func canonical(_ reference: TraitRef) -> TraitRef {
    var numbers: [Ty: UInt32] = [:]
    func number(_ type: Ty) -> UInt32 {
      let next = UInt32(numbers.count)
      if let known = numbers[type] { return known }
      numbers[type] = next
      return next
    }
    let args = types.map(resolve(reference.args), mask: .hasVariables, leaf: { type, kind in
      switch kind {
      case .typeVariable: types.type(.typeVariable(number(type)))
      case .integerVariable: types.type(.integerVariable(number(type)))
      case .floatVariable: types.type(.floatVariable(number(type)))
      default: nil
      }
    })
    return TraitRef(reference.trait, args)
  }

  // MARK: confirming

  func confirm(_ candidate: Candidate, _ reference: TraitRef, in environment: ParameterEnvironment) -> Selection {
    switch candidate {
    case .parameter(let bound):
      guard unify(bound.args, reference.args) else { return .none }
      return .some(.parameter(bound), nested: [])
    case .object(let bound):
      guard unify(bound.args, reference.args) else { return .none }
      return .some(.object(bound), nested: [])
    case .implementation(let implementation):
      if program.isNegativeImpl(implementation) { return .none }
      guard let header = program.implHeader(implementation), let match = matchImpl(header, reference) else {
        return .none
      }
      var nested = match.nested
      for predicate in program.predicates(of: implementation) {
        let own = program.substitute(predicate, match.args)
        nested.append(normalizePredicate(own, in: environment, into: &nested))
      }
      return .some(.user(impl: implementation, args: match.args), nested: nested)
    case .builtin(let builtin): return .some(.builtin(builtin), nested: [])
    case .closure, .function: return .none
    }
  }

  // MARK: evaluating

  /// Whether a predicate holds, without binding anything.
  public func evaluate(_ predicate: Predicate, in environment: ParameterEnvironment? = nil) -> Evaluation {
    if evaluationStack.isEmpty { forgetAnswers() }
    return probe { evaluateInPlace(predicate, in: environment ?? self.environment) }
  }

  private func forgetAnswers() {
    if !undecided.isEmpty { undecided.removeAll() }
    if !unmet.isEmpty { unmet.removeAll() }
  }

  /// Whether `type: Trait` may hold (true also if it is not decided yet).
  public func mayHold(_ predicate: Predicate) -> Bool {
    let result = evaluate(predicate)
    return result == .holds || result == .ambiguous
  }

  func evaluateAll(_ predicates: [Predicate], in environment: ParameterEnvironment) -> Evaluation {
    var result = Evaluation.holds
    var retry: [(predicate: Predicate, bindings: Int)] = []
    for predicate in predicates {
      switch evaluateInPlace(predicate, in: environment) {
      case .holds: break
      case .ambiguous:
        retry.append((predicate, log.count))
        result = .ambiguous
      case .fails: return .fails
      case .overflow: return .overflow
      }
    }
    // What was ambiguous may be decided by bindings that later predicates made. Asked again without any, each
    // level of a nested type would double the time.
    if !retry.isEmpty, retry.count < predicates.count {
      result = .holds
      for (predicate, bindings) in retry {
        guard openSnapshots == 0 || log.count > bindings else {
          result = .ambiguous
          continue
        }
        switch evaluateInPlace(predicate, in: environment) {
        case .holds: break
        case .ambiguous: result = .ambiguous
        case .fails: return .fails
        case .overflow: return .overflow
        }
      }
    }
    return result
  }

  private func evaluateInPlace(_ predicate: Predicate, in environment: ParameterEnvironment) -> Evaluation {
    guard evaluationStack.count < program.options.recursionLimit else { return .overflow }
    switch predicate {
    case .trait(let unresolved):
      let reference = resolve(unresolved)
      if !isCoherence, isGround(reference) { return program.evaluate(reference, in: environment) }
      if evaluationStack.contains(reference) {
        cycleCount += 1
        return program.isCoinductive(reference.trait) ? .holds : .ambiguous
      }
      evaluationStack.append(reference)
      defer { evaluationStack.removeLast() }
      switch select(reference, in: environment) {
      case .ambiguous: return .ambiguous
      case .none: return .fails
      case .some(_, let nested): return evaluateAll(nested, in: environment)
      }
    case .projection(let item, let args, let type):
      switch projectOnce(item, resolve(args), in: environment) {
      case .ambiguous: return .ambiguous
      case .unsatisfied: return .fails
      case .rigid: return unify(types.type(.projection(item, resolve(args))), type) ? .holds : .fails
      case .normalized(let found, let nested):
        var extra = nested
        let normal = normalizeCollecting(found, in: environment, into: &extra)
        guard unify(normal, type) else { return .fails }
        evaluationStack.append(TraitRef(item, args))
        defer { evaluationStack.removeLast() }
        return evaluateAll(extra, in: environment)
      }
    case .closureKind(let closure, let wanted):
      guard let kind = closures[closure]?.kind ?? program.knownClosureInfo(closure)?.kind else { return .ambiguous }
      return kind.rawValue <= wanted.rawValue ? .holds : .fails
    }
  }
}
