// Associated types: projecting and normalizing.

import PolyExpansion
import PolySupport

enum Projected {
  case ambiguous(Ty)
  /// The trait is not implemented.
  case unsatisfied
  /// Nothing more is known: the projection stays.
  case rigid
  case normalized(Ty, [Predicate])
}

extension InferenceContext {
  // MARK: normalizing

  /// A type without projections that can be seen through. What is not decided yet becomes a variable
  /// with a pending obligation.
  public func normalize(_ type: Ty, span: Span) -> Ty {
    guard needsNormalization(types.flags(type)) else { return type }
    var nested: [Predicate] = []
    let result = normalizeCollecting(type, in: environment, into: &nested)
    for predicate in nested { register(Obligation(predicate, environment: environment, span: span)) }
    return result
  }

  public func normalize(_ args: Args, span: Span) -> Args {
    guard needsNormalization(types.flags(args)) else { return args }
    var nested: [Predicate] = []
    let result = normalizeCollecting(args, in: environment, into: &nested)
    for predicate in nested { register(Obligation(predicate, environment: environment, span: span)) }
    return result
  }

  public func normalize(_ signature: SignatureData, span: Span) -> SignatureData {
    var copy = signature
    if needsNormalization(types.flags(copy.inputs)) {
      copy.inputs = types.types(types.list(copy.inputs).map { normalize($0, span: span) })
    }
    copy.output = normalize(copy.output, span: span)
    return copy
  }

  public func normalize(_ reference: TraitRef, span: Span) -> TraitRef {
    TraitRef(reference.trait, normalize(reference.args, span: span))
  }

  public func normalize(_ predicate: Predicate, span: Span) -> Predicate {
    switch predicate {
    case .trait(let reference): .trait(normalize(reference, span: span))
    case .projection(let item, let args, let type):
      .projection(item: item, args: normalize(args, span: span), type: normalize(type, span: span))
    case .closureKind: predicate
    }
  }

  /// `<args[0] as Trait>::item`, normalized.
  public func normalizeProjection(_ item: DefID, _ args: Args, span: Span) -> Ty {
    normalize(types.type(.projection(item, args)), span: span)
  }

  @inline(__always)
  private func needsNormalization(_ flags: TypeFlags) -> Bool {
    !flags.isDisjoint(with: [.hasProjections, .hasUnevaluated])
      || (environment.isMonomorphic && flags.contains(.hasOpaque))
  }

  private func normalizationMask(_ environment: ParameterEnvironment) -> TypeFlags {
    environment.isMonomorphic ? [.hasProjections, .hasUnevaluated, .hasOpaque] : [.hasProjections, .hasUnevaluated]
  }

  func normalizeCollecting(_ type: Ty, in environment: ParameterEnvironment, into nested: inout [Predicate]) -> Ty {
    let mask = normalizationMask(environment)
    guard !types.flags(type).isDisjoint(with: mask) else { return type }
    var collected = nested
    let result = types.map(
      type, mask: mask,
      leaf: { type, kind in normalizeLeaf(type, kind, in: environment, into: &collected) },
      const: { const in
        if case .unevaluated = types.kind(const) { return program.evaluated(resolve(const)) }
        return nil
      })
    nested = collected
    return result
  }

  func normalizeCollecting(_ args: Args, in environment: ParameterEnvironment, into nested: inout [Predicate]) -> Args {
    let mask = normalizationMask(environment)
    guard !types.flags(args).isDisjoint(with: mask) else { return args }
    var collected = nested
    let result = types.map(
      args, mask: mask,
      leaf: { type, kind in normalizeLeaf(type, kind, in: environment, into: &collected) },
      const: { const in
        if case .unevaluated = types.kind(const) { return program.evaluated(resolve(const)) }
        return nil
      })
    nested = collected
    return result
  }

  func normalizePredicate(
    _ predicate: Predicate, in environment: ParameterEnvironment, into nested: inout [Predicate]
  ) -> Predicate {
    switch predicate {
    case .trait(let reference):
      return .trait(TraitRef(reference.trait, normalizeCollecting(reference.args, in: environment, into: &nested)))
    case .projection(let item, let args, let type):
      return .projection(
        item: item, args: normalizeCollecting(args, in: environment, into: &nested),
        type: normalizeCollecting(type, in: environment, into: &nested))
    case .closureKind: return predicate
    }
  }

  private func normalizeLeaf(
    _ type: Ty, _ kind: TyKind, in environment: ParameterEnvironment, into nested: inout [Predicate]
  ) -> Ty? {
    switch kind {
    case .projection(let item, let args):
      let ownArgs = resolve(normalizeCollecting(args, in: environment, into: &nested))
      guard solverDepth < program.options.recursionLimit else { return types.error }
      solverDepth += 1
      defer { solverDepth -= 1 }
      let key = groundKey(item, ownArgs, in: environment)
      if let key, let known = program.queries.groundProjections[key] { return known }
      switch projectOnce(item, ownArgs, in: environment) {
      case .normalized(let found, let extra):
        guard let key else {
          nested.append(contentsOf: extra)
          return normalizeCollecting(found, in: environment, into: &nested)
        }
        var own = extra
        let normal = normalizeCollecting(found, in: environment, into: &own)
        if isGround(types.flags(normal)), evaluateAll(own, in: environment) == .holds {
          program.queries.groundProjections[key] = normal
        } else {
          nested.append(contentsOf: own)
        }
        return normal
      case .rigid: return types.type(.projection(item, ownArgs))
      case .ambiguous:
        let variable = freshType(.none)
        nested.append(.projection(item: item, args: ownArgs, type: variable))
        return variable
      case .unsatisfied:
        let trait = program.projectionTrait(item)
        nested.append(.trait(TraitRef(trait, program.prefix(ownArgs, program.generics(of: trait).count))))
        return types.error
      }
    case .opaque(let def, let args):
      guard environment.isMonomorphic else { return nil }
      guard solverDepth < program.options.recursionLimit else { return types.error }
      solverDepth += 1
      defer { solverDepth -= 1 }
      let ownArgs = normalizeCollecting(args, in: environment, into: &nested)
      return normalizeCollecting(
        types.substitute(program.opaqueType(def), ownArgs), in: environment, into: &nested)
    default: return nil
    }
  }

  private func isGround(_ flags: TypeFlags) -> Bool {
    flags.isDisjoint(with: [
      .hasVariables, .hasParameters, .hasProjections, .hasOpaque, .hasPlaceholders, .hasUnevaluated, .hasError,
      .hasClosures,
    ])
  }

  /// The key under which the answer is kept, if it depends neither on what is inferred here nor on bounds.
  private func groundKey(_ item: DefID, _ args: Args, in environment: ParameterEnvironment) -> QueryKey? {
    guard !isCoherence, isGround(types.flags(args)), !program.environments[environment.index].hasGroundBounds
    else { return nil }
    return QueryKey(a: item.raw, b: args.raw, environment: min(environment.raw, 1))
  }

  // MARK: projecting

  /// One step: what `<args[0] as Trait>::item` is by the environment, bounds or an impl.
  func projectOnce(_ item: DefID, _ args: Args, in environment: ParameterEnvironment) -> Projected {
    let trait = program.projectionTrait(item)
    let traitCount = program.generics(of: trait).count
    guard types.count(args) >= traitCount, traitCount > 0, let selfType = types.arg(args, 0).type else {
      return .normalized(types.error, [])
    }
    if types.flags(args).contains(.hasError) { return .normalized(types.error, []) }
    let selfKind = types.kind(selfType)
    if case .typeVariable = selfKind { return .ambiguous(selfType) }

    if let found = projectFromEnvironment(item, args, in: environment) { return found }
    if let found = projectFromBounds(item, args, selfKind, in: environment) { return found }
    if case .dynamic(let existential, _) = selfKind {
      for projection in types.data(existential).projections where projection.item == item {
        return .normalized(projection.type, [])
      }
    }
    if item == program.lang.fnOnceOutput, let called = projectCallOutput(args, selfType, selfKind, in: environment) {
      return called
    }
    let lang = program.lang
    if item == lang.discriminantType { return projectDiscriminant(selfType, selfKind) }
    if item == lang.metadataType { return projectMetadata(selfType, selfKind) }

    let reference = TraitRef(trait, program.prefix(args, traitCount))
    switch select(reference, in: environment) {
    case .ambiguous(let on): return .ambiguous(on)
    case .none: return .unsatisfied
    case .some(let source, let nested):
      switch source {
      case .user(let implementation, let implArgs):
        if program.isTraitOpaque(item) {
          let value = program.traitOpaqueValue(item, args, in: implementation, implArgs)
          return .normalized(value ?? types.error, nested)
        }
        if let own = program.implItem(implementation, for: item) {
          let rebased = program.rebase(args, from: trait, onto: implArgs)
          return .normalized(types.substitute(program.type(of: own), rebased), nested)
        }
        if program.hasDefault(item) {
          return .normalized(types.substitute(program.type(of: item), args), nested)
        }
        return .normalized(types.error, nested)
      case .parameter, .object: return .rigid
      case .builtin(.future):
        if case .coroutine(let def, let own) = selfKind, let output = coroutineOutput(def, own) {
          return .normalized(output, nested)
        }
        return .unsatisfied
      default: return .unsatisfied
      }
    }
  }

  private func coroutineOutput(_ def: DefID, _ args: Args) -> Ty? {
    if let known = closures[def] { return known.signature.output }
    return program.knownClosureInfo(def).map { types.substitute($0.signature.output, args) }
  }

  private func projectFromEnvironment(_ item: DefID, _ args: Args, in environment: ParameterEnvironment) -> Projected? {
    var found: Ty?
    let all = program.environments[environment.index].projections
    for projection in all where projection.item == item {
      if projection.args == args { return .normalized(projection.type, []) }
      guard canUnify(projection.args, args) else { continue }
      if found != nil { return .ambiguous(firstVariable(args)) }
      found = projection.type
    }
    guard let found else { return nil }
    for projection in all where projection.item == item && projection.type == found {
      if unify(projection.args, args) { return .normalized(found, []) }
    }
    return nil
  }

  private func projectFromBounds(
    _ item: DefID, _ args: Args, _ selfKind: TyKind, in environment: ParameterEnvironment
  ) -> Projected? {
    var kind = selfKind
    var depth = 0
    while depth < 16 {
      depth += 1
      switch kind {
      case .projection(let def, let own), .opaque(let def, let own):
        for projection in program.elaboratedItemBounds(of: def).projections where projection.item == item {
          let boundArgs = types.substitute(projection.args, own)
          if canUnify(boundArgs, args), unify(boundArgs, args) {
            return .normalized(types.substitute(projection.type, own), [])
          }
        }
        guard case .projection = kind, let inner = types.arg(own, 0).type else { return nil }
        kind = types.kind(inner)
      default: return nil
      }
    }
    return nil
  }

  /// `FnOnce::Output` of closures, function items and function pointers.
  private func projectCallOutput(
    _ args: Args, _ selfType: Ty, _ selfKind: TyKind, in environment: ParameterEnvironment
  ) -> Projected? {
    guard let signature = callSignature(selfType, selfKind), types.count(args) > 1,
      let tuple = types.arg(args, 1).type
    else { return nil }
    guard unify(types.tuple(types.list(signature.inputs)), tuple) else { return .unsatisfied }
    return .normalized(signature.output, [])
  }

  /// The signature with which a closure, function item or pointer is called.
  public func callSignature(_ type: Ty, _ kind: TyKind) -> SignatureData? {
    switch kind {
    case .closure(let def, let args):
      if let known = closures[def] { return resolve(known.signature) }
      guard let info = program.knownClosureInfo(def) else { return nil }
      return normalizedSignature(types.substitute(info.signature, args))
    case .functionDef(let def, let args):
      return normalizedSignature(types.substitute(program.signature(of: def), args))
    case .functionPointer(let signature): return types.data(signature)
    default: return nil
    }
  }

  private func normalizedSignature(_ signature: SignatureData) -> SignatureData {
    normalize(signature, span: .none)
  }

  private func projectDiscriminant(_ selfType: Ty, _ selfKind: TyKind) -> Projected {
    switch selfKind {
    case .adt(let def, _):
      let data = program.adt(def)
      if data.isEnum { return .normalized(program.discriminantType(of: data), []) }
    case .parameter, .projection, .opaque, .placeholder: return .rigid
    case .integerVariable, .floatVariable, .typeVariable: return .ambiguous(selfType)
    default: break
    }
    return .normalized(types.u8, [])
  }

  private func projectMetadata(_ selfType: Ty, _ selfKind: TyKind) -> Projected {
    switch selfKind {
    case .str, .slice: return .normalized(types.usize, [])
    case .adt(let def, let args):
      let data = program.adt(def)
      guard data.kind == .structure, let last = data.onlyVariant.fields.last else { break }
      var ignored: [Predicate] = []
      let tail = normalizeCollecting(program.fieldType(last, args), in: environment, into: &ignored)
      return projectMetadata(tail, types.kind(shallow(tail)))
    case .parameter, .projection, .opaque, .placeholder:
      let sized = TraitRef(program.lang.sized, types.args([GenericArg(selfType)]))
      if case .holds = evaluate(.trait(sized)) { return .normalized(types.unit, []) }
      return .rigid
    case .dynamic:
      guard let metadata = program.langItem("dyn_metadata") else { return .unsatisfied }
      return .normalized(types.type(.adt(metadata, types.args([GenericArg(selfType)]))), [])
    default: break
    }
    return .normalized(types.unit, [])
  }
}
