// From a definition with monomorphic arguments to the function that is generated for it.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// The function that a use of `def` with `args` (no parameters, normalized) calls; nil if a bound does
  /// not hold (reported before) or the arguments are not monomorphic.
  public func resolveInstance(_ def: DefID, _ args: Args) -> Instance? {
    let args = normalize(args, in: .empty)
    let key = QueryKey(a: def.raw, b: args.raw, environment: 0)
    if let known = queries.instances[key] { return known }
    guard let instance = computeInstance(def, args) else { return nil }
    queries.instances[key] = instance
    return instance
  }

  private func computeInstance(_ def: DefID, _ args: Args) -> Instance? {
    let entry = definitions[def]
    switch entry.kind {
    case .structure, .variant: return Instance(.constructor, def, args)
    default: break
    }
    if let trait = traitOf(item: def) { return resolveTraitItem(def, trait, args) }
    if def == langItem("drop_in_place"), let type = types.list(args).compactMap(\.type).first {
      return dropGlue(type)
    }
    if entry.isIntrinsic, functionNode(of: def).map(hasNoBody) ?? false { return Instance(.intrinsic, def, args) }
    return Instance(.item, def, args)
  }

  private func hasNoBody(_ function: Function) -> Bool {
    if case .none = function.body { return true }
    return false
  }

  /// The glue that drops a value of `type`.
  public func dropGlue(_ type: Ty) -> Instance {
    Instance(.dropGlue, langItem("drop_in_place") ?? .none, types.args([GenericArg(type)]), type: type)
  }

  private func resolveTraitItem(_ item: DefID, _ trait: DefID, _ args: Args) -> Instance? {
    let reference = TraitRef(trait, prefix(args, generics(of: trait).count))
    guard let selfType = types.list(reference.args).first?.type,
      let source = selectImplementation(reference, in: .empty)
    else { return nil }
    switch source {
    case .user(let implementation, let implArgs):
      if let own = implItem(implementation, for: item) {
        let rebased = normalize(rebase(args, from: trait, onto: implArgs), in: .empty)
        if definitions[own].isIntrinsic { return computeInstance(own, rebased) }
        return Instance(.item, own, rebased)
      }
      return hasDefault(item) ? Instance(.item, item, args) : nil
    case .object(let object):
      guard let index = vtableIndex(of: item, in: object, selfType: selfType) else {
        return hasDefault(item) ? Instance(.item, item, args) : nil
      }
      return Instance(.virtual, item, args, index: UInt32(index))
    case .closure(let closure, let closureArgs):
      let info = closureInfo(closure)
      // `call_once` of a closure that takes itself by reference goes through a shim.
      if trait == lang.fnOnce, info.kind != .fnOnce {
        if info.lendsCaptures, isLocal(closure), unsupportedClosures.insert(closure).inserted {
          // Its future would have to own the closure.
          diagnostics.error(
            nil, "calling by value an `async move` closure whose futures borrow from it is not supported yet",
            at: definitions[closure].span)
        }
        return Instance(.closureOnceShim, closure, closureArgs, type: selfType)
      }
      return Instance(.item, closure, closureArgs)
    case .function(let type):
      return Instance(.functionPointerShim, item, args, type: type, index: trait == lang.fnOnce ? 0 : 1)
    case .builtin(.clone):
      if definitions.name(item) == definitions.members(trait).first.map({ definitions.name($0) }) {
        return Instance(.cloneShim, item, args, type: selfType)
      }
      return hasDefault(item) ? Instance(.item, item, args) : nil
    case .builtin(.future):
      if case .coroutine(let coroutine, let own) = types.kind(selfType) { return Instance(.item, coroutine, own) }
      return nil
    case .builtin: return hasDefault(item) ? Instance(.item, item, args) : Instance(.intrinsic, item, args)
    case .parameter: return nil
    }
  }

  // MARK: vtables

  /// The slots of the vtable for `dyn Principal` (after drop glue, size and alignment) with the concrete
  /// Self in `principal.args`: the methods of the trait and its supertraits in the order of
  /// `allSupertraits`, then the vtables of proper supertraits for upcasting.
  public func vtableEntries(_ principal: TraitRef) -> [VtableEntry] {
    var result: [VtableEntry] = []
    let all = allSupertraits(of: principal).map { TraitRef($0.trait, normalize($0.args, in: .empty)) }
    for reference in all {
      for item in associatedItems(of: reference.trait) where item.kind == .function && item.hasSelf {
        if requiresSized(item.def) || generics(of: item.def).parameters.contains(where: { $0.kind != .lifetime }) {
          continue
        }
        let args = extendWithErasedLifetimes(reference.args, item.def)
        result.append(.method(item.def, args))
      }
    }
    for reference in all.dropFirst() where !isAutoTrait(reference.trait) && reference.trait != lang.sized {
      result.append(.superVtable(reference))
    }
    return result
  }

  private func extendWithErasedLifetimes(_ args: Args, _ item: DefID) -> Args {
    let generics = generics(of: item)
    guard !generics.parameters.isEmpty else { return args }
    return types.args(Array(types.list(args)) + generics.parameters.map { _ in GenericArg(types.erased) })
  }

  /// The slot of a method in the vtable of the object type `selfType`.
  private func vtableIndex(of item: DefID, in object: TraitRef, selfType: Ty) -> Int? {
    guard case .dynamic(let existential, _) = types.kind(selfType) else { return nil }
    let data = types.data(existential)
    guard !data.principal.isNone else { return nil }
    let principal = TraitRef(data.principal, types.args([GenericArg(selfType)] + types.list(data.principalArgs)))
    let normalObject = TraitRef(object.trait, normalize(object.args, in: .empty))
    for (index, entry) in vtableEntries(principal).enumerated() {
      if case .method(item, let args) = entry,
        prefix(args, types.count(normalObject.args)) == normalObject.args
      {
        return index
      }
    }
    return nil
  }

  /// The slot from which upcasting takes the vtable of a supertrait; nil if the same vtable serves.
  public func upcastSlot(from source: Ty, to target: Ty) -> Int? {
    guard case .dynamic(let a, _) = types.kind(source), case .dynamic(let b, _) = types.kind(target) else { return nil }
    let from = types.data(a)
    let to = types.data(b)
    guard from.principal != to.principal, !to.principal.isNone, !from.principal.isNone else { return nil }
    let principal = TraitRef(from.principal, types.args([GenericArg(source)] + types.list(from.principalArgs)))
    for (index, entry) in vtableEntries(principal).enumerated() {
      if case .superVtable(let reference) = entry, reference.trait == to.principal,
        types.args(types.list(reference.args).dropFirst()) == to.principalArgs
      {
        return index
      }
    }
    return nil
  }
}
