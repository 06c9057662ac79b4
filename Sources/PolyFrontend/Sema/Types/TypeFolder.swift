// Rebuilding types: substitution of parameters and other structural maps.

import PolyExpansion
import PolySupport

extension TypeTable {
  /// Rebuilds `type` bottom-up: `leaf` is asked first for every type; nil means "go inside".
  /// Subtrees whose flags miss `mask` are returned as they are.
  public func map(
    _ type: Ty, mask: TypeFlags, leaf: (Ty, TyKind) -> Ty?, const constLeaf: (Const) -> Const? = { _ in nil },
    region regionLeaf: (Region) -> Region = { $0 }
  ) -> Ty {
    guard !flags(type).isDisjoint(with: mask) else { return type }
    let kind = kind(type)
    if let replaced = leaf(type, kind) { return replaced }
    func go(_ inner: Ty) -> Ty { map(inner, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf) }
    func goArgs(_ inner: Args) -> Args {
      map(inner, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf)
    }
    switch kind {
    case .bool, .char, .str, .never, .error, .integer, .float, .foreign, .parameter, .typeVariable,
      .integerVariable, .floatVariable, .placeholder:
      return type
    case .adt(let def, let args): return self.type(.adt(def, goArgs(args)))
    case .functionDef(let def, let args): return self.type(.functionDef(def, goArgs(args)))
    case .closure(let def, let args): return self.type(.closure(def, goArgs(args)))
    case .coroutine(let def, let args): return self.type(.coroutine(def, goArgs(args)))
    case .opaque(let def, let args): return self.type(.opaque(def, goArgs(args)))
    case .projection(let def, let args): return self.type(.projection(def, goArgs(args)))
    case .reference(let region, let target, let mutability):
      return self.type(.reference(regionLeaf(region), go(target), mutability))
    case .pointer(let target, let mutability): return self.type(.pointer(go(target), mutability))
    case .slice(let element): return self.type(.slice(go(element)))
    case .array(let element, let length):
      return self.type(
        .array(
          go(element),
          map(length, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf)))
    case .tuple(let list): return self.type(.tuple(map(list, go)))
    case .functionPointer(let signature):
      var data = data(signature)
      data.inputs = map(data.inputs, go)
      data.output = go(data.output)
      return self.type(.functionPointer(self.signature(data)))
    case .dynamic(let existential, let region):
      var data = data(existential)
      data.principalArgs = goArgs(data.principalArgs)
      data.projections = data.projections.map { ExistentialProjection(item: $0.item, type: go($0.type)) }
      return self.type(.dynamic(self.existential(data), regionLeaf(region)))
    }
  }

  /// The list with every type replaced.
  @inline(__always)
  public func map(_ list: TyList, _ replaced: (Ty) -> Ty) -> TyList {
    let count = count(list)
    return withUnsafeTemporaryAllocation(of: Ty.self, capacity: count) { mapped in
      for position in 0..<count { mapped.initializeElement(at: position, to: replaced(type(list, position))) }
      return types(of: UnsafeBufferPointer(mapped))
    }
  }

  public func map(
    _ const: Const, mask: TypeFlags, leaf: (Ty, TyKind) -> Ty?, const constLeaf: (Const) -> Const?,
    region regionLeaf: (Region) -> Region = { $0 }
  ) -> Const {
    guard !flags(const).isDisjoint(with: mask) else { return const }
    if let replaced = constLeaf(const) { return replaced }
    if case .unevaluated(let def, let args) = kind(const) {
      return self.const(
        .unevaluated(def, map(args, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf)))
    }
    return const
  }

  public func map(
    _ args: Args, mask: TypeFlags, leaf: (Ty, TyKind) -> Ty?, const constLeaf: (Const) -> Const? = { _ in nil },
    region regionLeaf: (Region) -> Region = { $0 }
  ) -> Args {
    guard !flags(args).isDisjoint(with: mask) else { return args }
    let count = count(args)
    return withUnsafeTemporaryAllocation(of: GenericArg.self, capacity: count) { mapped in
      var isSame = true
      for position in 0..<count {
        let old = arg(args, position)
        let new: GenericArg
        switch old.kind {
        case .type(let type):
          new = GenericArg(map(type, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf))
        case .region(let region): new = GenericArg(regionLeaf(region))
        case .const(let const):
          new = GenericArg(map(const, mask: mask, leaf: leaf, const: constLeaf, region: regionLeaf))
        }
        if new != old { isSame = false }
        mapped.initializeElement(at: position, to: new)
      }
      return isSame ? args : self.args(of: UnsafeBufferPointer(mapped))
    }
  }

  /// Replaces the parameters in `type` by `args` (by index). Missing arguments become the error type.
  public func substitute(_ type: Ty, _ args: Args) -> Ty {
    guard flags(type).contains(.hasParameters) else { return type }
    return map(
      type, mask: .hasParameters, leaf: { _, kind in substituted(kind, args) },
      const: { substituted($0, args) })
  }

  public func substitute(_ list: Args, _ args: Args) -> Args {
    guard flags(list).contains(.hasParameters) else { return list }
    return map(
      list, mask: .hasParameters, leaf: { _, kind in substituted(kind, args) },
      const: { substituted($0, args) })
  }

  public func substitute(_ const: Const, _ args: Args) -> Const {
    guard flags(const).contains(.hasParameters) else { return const }
    return map(
      const, mask: .hasParameters, leaf: { _, kind in substituted(kind, args) },
      const: { substituted($0, args) })
  }

  public func substitute(_ signature: SignatureData, _ args: Args) -> SignatureData {
    var copy = signature
    if flags(copy.inputs).contains(.hasParameters) {
      copy.inputs = map(copy.inputs) { substitute($0, args) }
    }
    copy.output = substitute(copy.output, args)
    return copy
  }

  public func substitute(_ reference: TraitRef, _ args: Args) -> TraitRef {
    TraitRef(reference.trait, substitute(reference.args, args))
  }

  private func substituted(_ kind: TyKind, _ args: Args) -> Ty? {
    guard case .parameter(let index, _) = kind else { return nil }
    guard Int(index) < count(args), let type = arg(args, Int(index)).type else { return error }
    return type
  }

  private func substituted(_ const: Const, _ args: Args) -> Const? {
    guard case .parameter(let index, _) = kind(const) else { return nil }
    guard Int(index) < count(args), let value = arg(args, Int(index)).const else { return errorConst }
    return value
  }
}
