// Parameter environments: the bounds that generic code may assume, closed under supertraits.

import PolyExpansion
import PolySupport

extension Program {
  /// What the body and signature of `def` may assume.
  public func environment(of def: DefID) -> ParameterEnvironment {
    if let known = environmentMemo.value(def) { return known }
    let all = predicates(of: def)
    let environment = makeEnvironment(all, owner: def)
    environmentMemo.set(def, environment)
    return environment
  }

  /// An environment that assumes `predicates`.
  func makeEnvironment(_ predicates: [Predicate], owner: DefID = .none) -> ParameterEnvironment {
    var data = EnvironmentData()
    data.owner = owner
    var seen: Set<Predicate> = []
    var work = predicates
    var position = 0
    while position < work.count, work.count < 10_000 {
      let predicate = work[position]
      position += 1
      guard seen.insert(predicate).inserted else { continue }
      switch predicate {
      case .trait(let reference):
        data.byTrait[reference.trait, default: []].append(data.traits.count)
        if types.flags(reference.args).isDisjoint(with: [.hasParameters, .hasProjections, .hasOpaque]) {
          data.hasGroundBounds = true
        }
        data.traits.append(reference)
        for bound in superPredicates(of: reference.trait) { work.append(substitute(bound.predicate, reference.args)) }
      case .projection(let item, let args, let type):
        data.projections.append(EnvironmentProjection(item: item, args: args, type: type))
      case .closureKind: break
      }
    }
    let handle = ParameterEnvironment(environments.count)
    environments.append(data)
    normalizeEnvironment(handle)
    return handle
  }

  /// Projections inside of bounds are replaced by what other bounds say of them.
  private func normalizeEnvironment(_ handle: ParameterEnvironment) {
    var needed = false
    for reference in environments[handle.index].traits
    where !types.flags(reference.args).isDisjoint(with: [.hasProjections, .hasUnevaluated]) {
      needed = true
    }
    for projection in environments[handle.index].projections
    where !types.flags(projection.args).union(types.flags(projection.type))
      .isDisjoint(with: [.hasProjections, .hasUnevaluated])
    {
      needed = true
    }
    guard needed else { return }
    let context = InferenceContext(self, environment: handle)
    for index in environments[handle.index].traits.indices {
      let reference = environments[handle.index].traits[index]
      let normal = context.normalize(reference.args, span: .none)
      context.selectWherePossible()
      let args = context.resolve(normal)
      if !types.flags(args).contains(.hasVariables), !types.flags(args).contains(.hasError) {
        environments[handle.index].traits[index].args = args
      }
    }
    for index in environments[handle.index].projections.indices {
      let projection = environments[handle.index].projections[index]
      // The subject itself must stay a projection; only its arguments are normalized.
      let normalArgs = context.normalize(projection.args, span: .none)
      let normalType = context.normalize(projection.type, span: .none)
      context.selectWherePossible()
      let args = context.resolve(normalArgs)
      if !types.flags(args).contains(.hasVariables), !types.flags(args).contains(.hasError) {
        environments[handle.index].projections[index].args = args
      }
      let type = context.resolve(normalType)
      if !types.flags(type).contains(.hasVariables), !types.flags(type).contains(.hasError) {
        environments[handle.index].projections[index].type = type
      }
    }
  }

  /// Whether a bound on the type parameter names further types with parameters: its methods may lend those.
  /// Functions and iterators only give away what they make.
  public func boundsMentionParameters(_ parameter: Ty, in environment: ParameterEnvironment) -> Bool {
    let givers = ["fn", "fn_mut", "fn_once", "iterator"].compactMap(langItem)
    func mentions(_ argument: GenericArg) -> Bool {
      guard let type = argument.type, type != parameter else { return false }
      return types.flags(type).contains(.hasParameters)
    }
    let data = environments[environment.index]
    for reference in data.traits where !givers.contains(reference.trait) {
      let args = types.list(reference.args)
      if args.first?.type == parameter, args.dropFirst().contains(where: mentions) { return true }
    }
    return data.projections.contains { projection in
      types.list(projection.args).first?.type == parameter && mentions(GenericArg(projection.type))
        && !givers.contains(definitions.parent(projection.item))
    }
  }

  /// The bounds of an associated or opaque type, closed under supertraits.
  func elaboratedItemBounds(of def: DefID) -> ElaboratedBounds {
    if let known = queries.itemBounds[def.raw] { return known }
    queries.itemBounds[def.raw] = ElaboratedBounds()
    var result = ElaboratedBounds()
    var seen: Set<Predicate> = []
    var work = itemBounds(of: def).map(\.predicate)
    var position = 0
    while position < work.count, work.count < 1000 {
      let predicate = work[position]
      position += 1
      guard seen.insert(predicate).inserted else { continue }
      switch predicate {
      case .trait(let reference):
        result.traits.append(reference)
        for bound in superPredicates(of: reference.trait) { work.append(substitute(bound.predicate, reference.args)) }
      case .projection(let item, let args, let type):
        result.projections.append(EnvironmentProjection(item: item, args: args, type: type))
      case .closureKind: break
      }
    }
    queries.itemBounds[def.raw] = result
    return result
  }
}

struct ElaboratedBounds {
  var traits: [TraitRef] = []
  var projections: [EnvironmentProjection] = []
}
