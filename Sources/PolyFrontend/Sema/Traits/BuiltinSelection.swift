// Traits that the compiler implements itself: Sized, Copy and Clone of compound types, calls, auto
// traits, Unsize.

import PolyExpansion
import PolySupport

extension InferenceContext {
  private func bound(_ type: Ty, _ trait: DefID) -> Predicate {
    .trait(TraitRef(trait, types.args([GenericArg(type)])))
  }

  // MARK: Sized

  func selectSized(_ type: Ty, _ kind: TyKind) -> Selection {
    switch kind {
    case .str, .slice, .dynamic, .foreign: return .none
    case .parameter, .projection, .opaque, .placeholder: return .none
    case .tuple(let list):
      guard let last = types.list(list).last else { return .some(.builtin(.sized), nested: []) }
      return .some(.builtin(.sized), nested: [bound(last, program.lang.sized)])
    case .adt(let def, let args):
      guard let constraint = program.sizedConstraint(of: def) else { return .some(.builtin(.sized), nested: []) }
      var nested: [Predicate] = []
      let tail = normalizeCollecting(types.substitute(constraint, args), in: environment, into: &nested)
      nested.append(bound(tail, program.lang.sized))
      return .some(.builtin(.sized), nested: nested)
    case .typeVariable: return .ambiguous(type)
    default: return .some(.builtin(.sized), nested: [])
    }
  }

  // MARK: others

  /// The answer for traits with built-in implementations; nil to go on with impls.
  func selectBuiltin(
    _ reference: TraitRef, _ selfType: Ty, _ selfKind: TyKind, in environment: ParameterEnvironment
  ) -> Selection? {
    let lang = program.lang
    let trait = reference.trait
    if trait == lang.copy || trait == lang.clone { return selectCopyOrClone(trait, selfKind) }
    if trait == lang.fn { return selectCall(reference, selfType, selfKind, .fn) }
    if trait == lang.fnMut { return selectCall(reference, selfType, selfKind, .fnMut) }
    if trait == lang.fnOnce { return selectCall(reference, selfType, selfKind, .fnOnce) }
    if trait == lang.tuple {
      if case .tuple = selfKind { return .some(.builtin(.tuple), nested: []) }
      return Selection.none
    }
    if trait == lang.functionPointer {
      if case .functionPointer = selfKind { return .some(.builtin(.functionPointer), nested: []) }
      return Selection.none
    }
    if trait == lang.discriminantKind { return .some(.builtin(.discriminantKind), nested: []) }
    if trait == lang.pointee { return .some(.builtin(.pointee), nested: []) }
    if trait == lang.destruct { return .some(.builtin(.destruct), nested: []) }
    if trait == lang.future, case .coroutine = selfKind { return .some(.builtin(.future), nested: []) }
    return nil
  }

  private func selectCopyOrClone(_ trait: DefID, _ kind: TyKind) -> Selection? {
    let source: ImplementationSource = .builtin(trait == program.lang.copy ? .copy : .clone)
    switch kind {
    case .tuple(let list): return .some(source, nested: types.list(list).map { bound($0, trait) })
    case .array(let element, _): return .some(source, nested: [bound(element, trait)])
    case .functionDef, .functionPointer: return .some(source, nested: [])
    case .closure(let def, let args):
      guard let captures = captureTypes(def, args) else { return .ambiguous(.none) }
      return .some(source, nested: captures.map { bound($0, trait) })
    case .error: return .some(source, nested: [])
    default: return nil
    }
  }

  /// Types of a closure's fields; nil while they are not known.
  func captureTypes(_ def: DefID, _ args: Args) -> [Ty]? {
    if let known = closures[def] { return known.captures }
    return program.knownClosureInfo(def)?.captures.map {
      normalize(types.substitute($0.fieldType, args), span: .none)
    }
  }

  private func selectCall(
    _ reference: TraitRef, _ selfType: Ty, _ selfKind: TyKind, _ wanted: ClosureKind
  ) -> Selection? {
    guard types.count(reference.args) > 1, let tuple = types.arg(reference.args, 1).type else { return nil }
    switch selfKind {
    case .closure(let def, let args):
      guard let signature = callSignature(selfType, selfKind) else { return .ambiguous(.none) }
      var nested: [Predicate] = []
      if let kind = closures[def]?.kind ?? (closures[def] == nil ? program.knownClosureInfo(def)?.kind : nil) {
        guard kind.rawValue <= wanted.rawValue else { return Selection.none }
      } else {
        nested.append(.closureKind(def, wanted))
      }
      guard unify(types.tuple(types.list(signature.inputs)), tuple) else { return Selection.none }
      return .some(.closure(def, args), nested: nested)
    case .functionDef, .functionPointer:
      guard let signature = callSignature(selfType, selfKind), !signature.isUnsafe, !signature.isVariadic else {
        return Selection.none
      }
      guard unify(types.tuple(types.list(signature.inputs)), tuple) else { return Selection.none }
      return .some(.function(selfType), nested: [])
    default: return nil
    }
  }

  // MARK: auto traits

  func selectAuto(_ reference: TraitRef, _ selfType: Ty, _ selfKind: TyKind) -> Selection {
    let trait = reference.trait
    func all(_ list: [Ty]) -> Selection {
      var nested: [Predicate] = []
      for type in list {
        let normal = normalizeCollecting(type, in: environment, into: &nested)
        nested.append(bound(normal, trait))
      }
      return .some(.builtin(.autoTrait), nested: nested)
    }
    switch selfKind {
    case .bool, .char, .str, .never, .error, .integer, .float, .functionDef, .functionPointer, .integerVariable,
      .floatVariable:
      return all([])
    case .adt(let def, let args):
      let data = program.adt(def)
      // A phantom parameter counts as owned.
      if data.isPhantomData { return all(types.list(args).compactMap(\.type)) }
      return all(data.variants.flatMap { $0.fields.map { program.fieldType($0, args) } })
    case .reference(_, let target, _), .pointer(let target, _), .slice(let target), .array(let target, _):
      return all([target])
    case .tuple(let list): return all(Array(types.list(list)))
    case .closure(let def, let args):
      guard let captures = captureTypes(def, args) else { return .ambiguous(.none) }
      return all(captures)
    case .coroutine(let def, let args):
      // It may point into itself.
      if trait == program.lang.unpin { return .none }
      guard let captures = captureTypes(def, args) else { return .ambiguous(.none) }
      return all(captures + program.suspendedTypes(def).map { types.substitute($0, args) })
    case .opaque(let def, let args):
      // Auto traits leak through `impl Trait`.
      if ownOpaques[def] != nil { return .ambiguous(.none) }
      if program.isOpaqueBeingInferred(def) { return .ambiguous(.none) }
      return all([types.substitute(program.opaqueType(def), args)])
    case .dynamic, .foreign, .parameter, .projection, .placeholder: return .none
    case .typeVariable: return .ambiguous(selfType)
    }
  }

  // MARK: Unsize

  func selectUnsize(_ reference: TraitRef, in environment: ParameterEnvironment) -> Selection {
    guard types.count(reference.args) > 1, let sourceArg = types.arg(reference.args, 0).type,
      let targetArg = types.arg(reference.args, 1).type
    else { return .none }
    let source = shallow(sourceArg)
    let target = shallow(targetArg)
    let sourceKind = types.kind(source)
    let targetKind = types.kind(target)
    if case .typeVariable = sourceKind { return .ambiguous(source) }
    if case .typeVariable = targetKind { return .ambiguous(target) }
    let done = ImplementationSource.builtin(.unsize)
    switch (sourceKind, targetKind) {
    case (.array(let element, _), .slice(let other)):
      return unify(element, other) ? .some(done, nested: []) : .none
    case (.dynamic(let from, _), .dynamic(let to, _)):
      return selectUpcast(types.data(from), types.data(to), in: environment)
    case (_, .dynamic(let to, _)):
      let data = types.data(to)
      var nested = [bound(source, program.lang.sized)]
      if !data.principal.isNone {
        let principal = TraitRef(data.principal, types.args([GenericArg(source)] + types.list(data.principalArgs)))
        nested.append(.trait(principal))
        for projection in data.projections {
          // The projection's own trait may be a supertrait with other arguments.
          let owner = program.definitions.parent(projection.item)
          if let base = program.allSupertraits(of: principal).first(where: { $0.trait == owner }) {
            nested.append(.projection(item: projection.item, args: base.args, type: projection.type))
          } else {
            nested.append(.projection(item: projection.item, args: principal.args, type: projection.type))
          }
        }
      }
      for auto in data.autoTraits { nested.append(bound(source, auto)) }
      return .some(done, nested: nested)
    case (.adt(let a, let xs), .adt(let b, let ys)) where a == b:
      return selectUnsizeStruct(a, xs, ys, in: environment)
    case (.tuple(let a), .tuple(let b)):
      guard types.count(a) == types.count(b), types.count(a) > 0 else { return .none }
      return .none
    default: return .none
    }
  }

  /// `dyn A + Auto → dyn B`: the same trait or a supertrait, with fewer auto traits.
  private func selectUpcast(
    _ from: ExistentialData, _ to: ExistentialData, in environment: ParameterEnvironment
  ) -> Selection {
    guard program.hasAutoTraits(to.autoTraits, from) else { return .none }
    if to.principal.isNone { return .some(.builtin(.unsize), nested: []) }
    guard !from.principal.isNone else { return .none }
    let dummy = types.type(.placeholder(.max))
    let principal = TraitRef(from.principal, types.args([GenericArg(dummy)] + types.list(from.principalArgs)))
    for base in program.allSupertraits(of: principal) where base.trait == to.principal {
      var ignored: [Predicate] = []
      let normal = normalizeCollecting(base.args, in: environment, into: &ignored)
      guard unify(types.args(types.list(normal).dropFirst()), to.principalArgs) else { continue }
      for projection in to.projections {
        if let own = from.projections.first(where: { $0.item == projection.item }), !unify(own.type, projection.type) {
          return .none
        }
      }
      return .some(.builtin(.unsize), nested: [])
    }
    return .none
  }

  /// `S<…, T> → S<…, U>` where only the last field's type depends on what differs.
  private func selectUnsizeStruct(_ def: DefID, _ a: Args, _ b: Args, in environment: ParameterEnvironment) -> Selection {
    let data = program.adt(def)
    guard data.kind == .structure, let last = data.onlyVariant.fields.last else { return .none }
    var inTail: Set<UInt32> = []
    _ = types.map(last.type, mask: .hasParameters, leaf: { _, kind in
      if case .parameter(let index, _) = kind { inTail.insert(index) }
      return nil
    })
    for field in data.onlyVariant.fields.dropLast() {
      _ = types.map(field.type, mask: .hasParameters, leaf: { _, kind in
        if case .parameter(let index, _) = kind { inTail.remove(index) }
        return nil
      })
    }
    guard !inTail.isEmpty else { return .none }
    for position in 0..<types.count(a) where !inTail.contains(UInt32(position)) {
      switch (types.arg(a, position).kind, types.arg(b, position).kind) {
      case (.type(let x), .type(let y)): if !unify(x, y) { return .none }
      case (.const(let x), .const(let y)): if !unify(x, y) { return .none }
      default: break
      }
    }
    var nested: [Predicate] = []
    let from = normalizeCollecting(types.substitute(last.type, a), in: environment, into: &nested)
    let to = normalizeCollecting(types.substitute(last.type, b), in: environment, into: &nested)
    nested.append(.trait(TraitRef(program.lang.unsize, types.args([GenericArg(from), GenericArg(to)]))))
    return .some(.builtin(.unsize), nested: nested)
  }
}
