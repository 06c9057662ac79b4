// Trait questions without inference variables, answered once and kept.

import PolyExpansion
import PolySupport

/// Key of a question about a trait reference or type in an environment.
struct QueryKey: Hashable {
  var a: UInt32
  var b: UInt32
  var environment: UInt32
  @inlinable static func == (x: QueryKey, y: QueryKey) -> Bool {
    x.a == y.a && x.b == y.b && x.environment == y.environment
  }
  func hash(into hasher: inout Hasher) { hasher.combine(UInt64(a) << 32 | UInt64(b) ^ UInt64(environment) << 17) }
  func _rawHashValue(seed: Int) -> Int {
    var state = UInt64(a) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: Int64(seed))
    state = (state ^ UInt64(b)) &* 0xFF51_AFD7_ED55_8CCD
    state ^= state &>> 31
    state = (state ^ UInt64(environment)) &* 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: state ^ (state &>> 29))
  }
}

struct QueryCaches {
  var evaluations: [QueryKey: Evaluation] = [:]
  var normalized: [QueryKey: Ty] = [:]
  var normalizedArgs: [QueryKey: Args] = [:]
  /// Projections without variables or parameters whose impls' bounds hold.
  var groundProjections: [QueryKey: Ty] = [:]
  var selections: [QueryKey: ImplementationSource] = [:]
  var needsDrop: [QueryKey: Bool] = [:]
  var instances: [QueryKey: Instance] = [:]
  var headers = Memo<ImplHeader?>()
  var itemBounds: [UInt32: ElaboratedBounds] = [:]
  var sizedConstraints: [UInt32: Ty?] = [:]
  /// Trait references being evaluated.
  var active: [QueryKey] = []
  /// The outermost entry of `active` that an evaluation ran back into.
  var lowestCycle = Int.max
  /// Evaluations since the outermost one began, against exponential search.
  var steps = 0
}

extension Program {
  private func key(_ reference: TraitRef, _ environment: ParameterEnvironment) -> QueryKey {
    // Without parameters the environment says nothing (bounds on ground types aside).
    let flags = types.flags(reference.args)
    let depends = !flags.isDisjoint(with: [.hasParameters, .hasProjections, .hasOpaque, .hasPlaceholders])
      || environments[environment.index].hasGroundBounds
    return QueryKey(a: reference.trait.raw, b: reference.args.raw, environment: depends ? environment.raw : min(environment.raw, 1))
  }

  /// Whether a trait's bound may be assumed while it is being proved.
  func isCoinductive(_ trait: DefID) -> Bool { trait == lang.sized || isAutoTrait(trait) }

  /// Whether `reference` (without variables) holds.
  public func evaluate(_ reference: TraitRef, in environment: ParameterEnvironment) -> Evaluation {
    let key = key(reference, environment)
    if let known = queries.evaluations[key] { return known }
    if let position = queries.active.firstIndex(of: key) {
      queries.lowestCycle = min(queries.lowestCycle, position)
      return isCoinductive(reference.trait) ? .holds : .fails
    }
    if queries.active.isEmpty { queries.steps = 0 }
    queries.steps += 1
    guard queries.active.count < options.recursionLimit, queries.steps < 100_000 else { return .overflow }
    let position = queries.active.count
    queries.active.append(key)
    let context = InferenceContext(self, environment: ParameterEnvironment(raw: key.environment))
    let result: Evaluation
    switch context.select(reference, in: context.environment) {
    case .ambiguous: result = .ambiguous
    case .none: result = .fails
    case .some(_, let nested): result = context.evaluateAll(nested, in: context.environment)
    }
    queries.active.removeLast()
    // A result that rests on an assumption about an outer entry is not final.
    if queries.lowestCycle >= position {
      if queries.lowestCycle == position { queries.lowestCycle = .max }
      if result != .overflow, result != .ambiguous { queries.evaluations[key] = result }
    }
    if queries.active.isEmpty { queries.lowestCycle = .max }
    return result
  }

  /// Whether `type: trait` holds.
  public func implements(_ type: Ty, _ trait: DefID, in environment: ParameterEnvironment) -> Bool {
    guard !trait.isNone else { return false }
    return evaluate(TraitRef(trait, types.args([GenericArg(type)])), in: environment) == .holds
  }

  /// How `reference` (without variables) is implemented, with all arguments known; nil if it is not.
  public func selectImplementation(_ reference: TraitRef, in environment: ParameterEnvironment) -> ImplementationSource? {
    let key = key(reference, environment)
    if let known = queries.selections[key] { return known }
    let context = InferenceContext(self, environment: environment)
    guard case .some(let source, let nested) = context.select(reference, in: environment) else { return nil }
    var result = source
    if case .user(let implementation, let args) = source, types.flags(args).contains(.hasVariables) {
      // Parameters that only projections in the impl's bounds determine.
      for predicate in nested { context.register(Obligation(predicate, environment: environment, span: .none)) }
      context.selectWherePossible()
      result = .user(impl: implementation, args: context.resolve(args))
    }
    queries.selections[key] = result
    return result
  }

  // MARK: normalization without variables

  /// `type` without projections that `environment` can see through, with constants evaluated; in the
  /// empty environment opaque types are replaced by what they hide.
  public func normalize(_ type: Ty, in environment: ParameterEnvironment) -> Ty {
    let flags = types.flags(type)
    guard !flags.isDisjoint(with: [.hasProjections, .hasUnevaluated])
      || (environment.isMonomorphic && flags.contains(.hasOpaque))
    else { return type }
    let key = QueryKey(a: type.raw, b: 0, environment: environment.raw)
    if let known = queries.normalized[key] { return known }
    let context = InferenceContext(self, environment: environment)
    let normal = context.normalize(type, span: .none)
    context.selectWherePossible()
    let result = context.resolve(normal)
    queries.normalized[key] = result
    return result
  }

  public func normalize(_ args: Args, in environment: ParameterEnvironment) -> Args {
    let flags = types.flags(args)
    guard !flags.isDisjoint(with: [.hasProjections, .hasUnevaluated])
      || (environment.isMonomorphic && flags.contains(.hasOpaque))
    else { return args }
    let key = QueryKey(a: args.raw, b: 1, environment: environment.raw)
    if let known = queries.normalizedArgs[key] { return known }
    let result = types.args(
      types.list(args).map { arg -> GenericArg in
        switch arg.kind {
        case .type(let type): GenericArg(normalize(type, in: environment))
        case .const(let const): GenericArg(evaluated(const))
        case .region: arg
        }
      })
    queries.normalizedArgs[key] = result
    return result
  }

  public func normalize(_ signature: SignatureData, in environment: ParameterEnvironment) -> SignatureData {
    var copy = signature
    copy.inputs = types.types(types.list(copy.inputs).map { normalize($0, in: environment) })
    copy.output = normalize(copy.output, in: environment)
    return copy
  }

  /// Substitutes and normalizes: the type of something in a generic body for one instance.
  public func instantiate(_ type: Ty, _ args: Args) -> Ty {
    normalize(types.substitute(type, args), in: .empty)
  }
}
