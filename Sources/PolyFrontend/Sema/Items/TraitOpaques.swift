// `impl Trait` (and the futures of `async fn`) returned by the methods of traits.
//
// Such a type is an associated type without a name: outside of the trait it is the projection of its
// definition onto the trait's and the method's arguments. An impl gives it by the type that its method
// returns in the same place; where the default body is kept, it is what that body returns.

import PolyExpansion
import PolySupport

extension Program {
  /// Whether `def` is an `impl Trait` in the result of a trait's method.
  public func isTraitOpaque(_ def: DefID) -> Bool {
    guard definitions.kind(def) == .opaqueType else { return false }
    let method = definitions.parent(def)
    guard definitions.kind(method) == .associatedFunction else { return false }
    let parent = definitions.parent(method)
    return !parent.isNone && definitions.kind(parent).isTrait
  }

  /// The trait to which the item of a projection belongs.
  func projectionTrait(_ item: DefID) -> DefID {
    let parent = definitions.parent(item)
    return isTraitOpaque(item) ? definitions.parent(parent) : parent
  }

  /// What a trait's opaque type is for an impl whose trait reference has `implArgs`; `args` are those of the
  /// projection. nil if the signatures do not fit.
  func traitOpaqueValue(_ item: DefID, _ args: Args, in implementation: DefID, _ implArgs: Args) -> Ty? {
    let method = definitions.parent(item)
    let trait = definitions.parent(method)
    guard let own = implItem(implementation, for: method) else {
      return hasDefault(method) ? types.substitute(opaqueType(item), args) : nil
    }
    let environment = environment(of: own)
    guard
      let value = counterpart(
        of: item, in: signature(of: method).output, signature(of: own).output, environment: environment, depth: 0)
    else { return nil }
    // Lifetimes may be written in one and left out in the other: types and constants go by position.
    var rest = types.list(args).dropFirst(generics(of: trait).count).filter { $0.region == nil }[...]
    var target = Array(types.list(implArgs))
    for parameter in generics(of: own).parameters {
      if parameter.kind == .lifetime {
        target.append(GenericArg(types.erased))
      } else if let next = rest.popFirst() {
        target.append(next)
      } else {
        return nil
      }
    }
    return types.substitute(value, types.args(target))
  }

  /// The part of `found` that stands where `declared` has the opaque type.
  private func counterpart(
    of item: DefID, in declared: Ty, _ found: Ty, environment: ParameterEnvironment, depth: Int
  ) -> Ty? {
    guard depth < 16 else { return nil }
    func inner(_ a: Ty, _ b: Ty) -> Ty? {
      counterpart(of: item, in: a, b, environment: environment, depth: depth + 1)
    }
    switch (types.kind(declared), types.kind(found)) {
    case (.projection(let def, _), _) where isTraitOpaque(def):
      if def == item { return found }
      // `impl Trait<Item = impl Other>`.
      for bound in itemBounds(of: def) {
        guard case .projection(let associated, let own, let type) = bound.predicate else { continue }
        let args = types.args([GenericArg(found)] + types.list(own).dropFirst())
        let value = normalize(types.type(.projection(associated, args)), in: environment)
        if let result = inner(type, value) { return result }
      }
      return nil
    case (.adt(let a, let xs), .adt(let b, let ys)) where a == b:
      for (x, y) in zip(types.list(xs), types.list(ys)) {
        if let x = x.type, let y = y.type, let result = inner(x, y) { return result }
      }
      return nil
    case (.tuple(let xs), .tuple(let ys)):
      for (x, y) in zip(types.list(xs), types.list(ys)) { if let result = inner(x, y) { return result } }
      return nil
    case (.reference(_, let x, _), .reference(_, let y, _)), (.pointer(let x, _), .pointer(let y, _)),
      (.slice(let x), .slice(let y)), (.array(let x, _), .array(let y, _)):
      return inner(x, y)
    default: return nil
    }
  }

  /// The trait's opaque types in the result of a method.
  func traitOpaques(of method: DefID) -> [DefID] {
    var result: [DefID] = []
    func visit(_ type: Ty) {
      _ = types.map(type, mask: .hasProjections, leaf: { type, kind in
        guard case .projection(let def, _) = kind, definitions.parent(def) == method, isTraitOpaque(def) else {
          return nil
        }
        if !result.contains(def) {
          result.append(def)
          for bound in itemBounds(of: def) { if case .projection(_, _, let inner) = bound.predicate { visit(inner) } }
        }
        return type
      })
    }
    visit(signature(of: method).output)
    return result
  }
}
