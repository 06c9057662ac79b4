// Pending obligations: registered while a body is checked, proved as far as inference allows.

import PolyExpansion
import PolySupport

/// An obligation that was not proved yet.
public struct PendingObligation {
  public var obligation: Obligation
  /// What was registered first, for the message.
  public var root: Predicate
  /// It is about what a coroutine holds.
  var isInsideCoroutine = false
  /// The variable without which it cannot go on; `.none` if unknown.
  var stalledOn: Ty
  /// The state of the variables when it was tried last.
  var generation: UInt32
}

public enum FulfillmentErrorKind: Sendable {
  /// No implementation.
  case unsatisfied
  /// A projection has another type.
  case mismatch(expected: Ty, found: Ty)
  /// A variable is not determined.
  case ambiguous
  case overflow
}

/// An obligation that does not hold.
public struct FulfillmentError: Sendable {
  public var obligation: Obligation
  public var root: Predicate
  /// It is about what a coroutine holds.
  var isInsideCoroutine = false
  public var kind: FulfillmentErrorKind
}

extension InferenceContext {
  /// Adds an obligation; it is looked at by the next `selectWherePossible`.
  public func register(_ obligation: Obligation) {
    if isTrivial(obligation.predicate) { return }
    if recordsObligations, case .trait = obligation.predicate { recordedObligations.append(obligation) }
    pending.append(
      PendingObligation(obligation: obligation, root: obligation.predicate, stalledOn: .none, generation: .max))
  }

  /// Registers the predicates of `def` with arguments `args`, normalized.
  public func registerPredicates(of def: DefID, _ args: Args, span: Span, cause: ObligationCause = .itemBound) {
    for bound in program.spannedPredicates(of: def) {
      let predicate = program.substitute(bound.predicate, args)
      if isTrivial(predicate) { continue }
      register(
        Obligation(
          normalize(predicate, span: span), environment: environment, span: span, cause: cause, origin: def,
          originSpan: bound.span))
    }
  }

  public func registerBound(
    _ type: Ty, _ trait: DefID, span: Span, cause: ObligationCause = .misc
  ) {
    guard !trait.isNone else { return }
    register(
      Obligation(
        .trait(TraitRef(trait, types.args([GenericArg(type)]))), environment: environment, span: span, cause: cause))
  }

  /// `Sized` of what is plainly sized: by far the most frequent obligation.
  private func isTrivial(_ predicate: Predicate) -> Bool {
    guard case .trait(let reference) = predicate, reference.trait == program.lang.sized else { return false }
    guard types.count(reference.args) > 0, let type = types.arg(reference.args, 0).type else { return false }
    switch types.kind(shallow(type)) {
    case .bool, .char, .integer, .float, .reference, .pointer, .functionPointer, .functionDef, .closure,
      .coroutine, .never, .array, .integerVariable, .floatVariable, .error:
      return true
    default: return false
    }
  }

  /// Proves what can be proved now, as long as that gives progress. Errors are kept in `errors`.
  public func selectWherePossible() {
    var rounds = 0
    while true {
      var progress = false
      var index = 0
      // New obligations are appended behind; those that remain are compacted in place.
      var kept = 0
      while index < pending.count {
        let current = pending[index]
        index += 1
        if isStalled(current) {
          pending[kept] = current
          kept += 1
          continue
        }
        switch process(current) {
        case .done(let nested):
          progress = true
          for item in nested { pending.append(item) }
        case .stalled(let on):
          var updated = current
          updated.stalledOn = on
          updated.generation = generation
          pending[kept] = updated
          kept += 1
        case .failed(let kind):
          // The message shows what was known now.
          var failed = current.obligation
          failed.predicate = resolve(failed.predicate)
          errors.append(
            FulfillmentError(
              obligation: failed, root: current.root, isInsideCoroutine: current.isInsideCoroutine, kind: kind))
          progress = true
        }
      }
      pending.removeSubrange(kept...)
      rounds += 1
      if !progress || rounds > 10_000 { return }
    }
  }

  private func isStalled(_ item: PendingObligation) -> Bool {
    if item.generation == generation { return true }
    guard !item.stalledOn.isNone else { return false }
    return shallow(item.stalledOn) == item.stalledOn
  }

  /// Everything that is still pending is an error now: call after fallback.
  public func reportAmbiguities() {
    for item in pending {
      errors.append(FulfillmentError(obligation: item.obligation, root: item.root, kind: .ambiguous))
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Pending obligations, for deducing closure signatures and the like.
  public var pendingObligations: ContiguousArray<PendingObligation> { pending }

  /// Whether the answer does not depend on anything that this context still infers.
  func isGround(_ reference: TraitRef) -> Bool {
    let flags = types.flags(reference.args)
    return !flags.contains(.hasVariables) && (closures.isEmpty || !flags.contains(.hasClosures))
  }

  private func isCoroutine(_ reference: TraitRef) -> Bool {
    guard types.count(reference.args) > 0, let type = types.arg(reference.args, 0).type else { return false }
    if case .coroutine = types.kind(type) { return true }
    return false
  }

  enum Step {
    case done([PendingObligation])
    case stalled(Ty)
    case failed(FulfillmentErrorKind)
  }

  private func process(_ item: PendingObligation) -> Step {
    let obligation = item.obligation
    func nested(_ predicates: [Predicate], from origin: DefID = .none, isInsideCoroutine: Bool = false) -> Step {
      var result: [PendingObligation] = []
      for predicate in predicates where !isTrivial(predicate) {
        var copy = obligation
        copy.predicate = predicate
        copy.depth += 1
        if !origin.isNone { copy.origin = origin }
        result.append(
          PendingObligation(
            obligation: copy, root: item.root, isInsideCoroutine: isInsideCoroutine || item.isInsideCoroutine,
            stalledOn: .none, generation: .max))
      }
      return .done(result)
    }
    guard Int(obligation.depth) < program.options.recursionLimit else { return .failed(.overflow) }
    switch obligation.predicate {
    case .trait(let reference):
      let resolved = resolve(reference)
      if isGround(resolved) {
        switch program.evaluate(resolved, in: obligation.environment) {
        case .holds: return .done([])
        case .overflow: return .failed(.overflow)
        case .fails: break
        case .ambiguous: break
        }
      }
      switch select(resolved, in: obligation.environment) {
      case .ambiguous(let on): return .stalled(on)
      case .none: return .failed(.unsatisfied)
      case .some(_, let predicates):
        let key = Predicate.trait(resolve(reference))
        if !predicates.isEmpty, !registered.insert(key).inserted { return .done([]) }
        return nested(predicates, isInsideCoroutine: isCoroutine(resolved))
      }
    case .projection(let item, let args, let type):
      let resolvedArgs = resolve(args)
      switch projectOnce(item, resolvedArgs, in: obligation.environment) {
      case .ambiguous(let on): return .stalled(on)
      case .unsatisfied: return .failed(.unsatisfied)
      case .rigid:
        let rigid = types.type(.projection(item, resolvedArgs))
        if unify(rigid, type) { return .done([]) }
        return .failed(.mismatch(expected: resolve(type), found: rigid))
      case .normalized(let found, let predicates):
        var extra = predicates
        let normal = normalizeCollecting(found, in: obligation.environment, into: &extra)
        if unify(normal, type) { return nested(extra) }
        return .failed(.mismatch(expected: resolve(type), found: resolve(normal)))
      }
    case .closureKind(_, .fnOnce): return .done([])
    case .closureKind(let closure, let wanted):
      guard let kind = closures[closure]?.kind ?? program.knownClosureInfo(closure)?.kind else { return .stalled(.none) }
      return kind.rawValue <= wanted.rawValue ? .done([]) : .failed(.unsatisfied)
    }
  }
}
