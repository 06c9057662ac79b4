// Making two types equal by binding variables.

import PolyExpansion
import PolySupport

extension InferenceContext {
  /// Makes two types equal; nothing is bound if that is impossible. The error type equals everything.
  @discardableResult
  public func unify(_ a: Ty, _ b: Ty) -> Bool {
    if a == b { return true }
    if mustDiffer(a, b) { return false }
    let start = log.count
    openSnapshots += 1
    let result = relate(a, b)
    if !result { undo(to: start) }
    openSnapshots -= 1
    if openSnapshots == 0 { log.removeAll(keepingCapacity: true) }
    return result
  }

  @discardableResult
  public func unify(_ a: Args, _ b: Args) -> Bool {
    if a == b { return true }
    let start = log.count
    openSnapshots += 1
    let result = relate(a, b)
    if !result { undo(to: start) }
    openSnapshots -= 1
    if openSnapshots == 0 { log.removeAll(keepingCapacity: true) }
    return result
  }

  @discardableResult
  public func unify(_ a: Const, _ b: Const) -> Bool {
    if a == b { return true }
    let start = log.count
    openSnapshots += 1
    let result = relate(a, b)
    if !result { undo(to: start) }
    openSnapshots -= 1
    if openSnapshots == 0 { log.removeAll(keepingCapacity: true) }
    return result
  }

  /// Whether two types could be made equal now; binds nothing.
  public func canUnify(_ a: Ty, _ b: Ty) -> Bool {
    if a == b { return true }
    if mustDiffer(a, b) { return false }
    let start = log.count
    openSnapshots += 1
    let result = relate(a, b)
    undo(to: start)
    openSnapshots -= 1
    if openSnapshots == 0 { log.removeAll(keepingCapacity: true) }
    return result
  }

  /// Different handles without variables, errors or unevaluated constants are different types.
  @inline(__always)
  private func mustDiffer(_ a: Ty, _ b: Ty) -> Bool {
    let flags = types.flags(a).union(types.flags(b))
    if !ownOpaques.isEmpty, flags.contains(.hasOpaque) { return false }
    return flags.isDisjoint(with: [.hasVariables, .hasError, .hasUnevaluated])
  }

  private func relate(_ first: Ty, _ second: Ty) -> Bool {
    let a = shallow(first)
    let b = shallow(second)
    if a == b { return true }
    if mustDiffer(a, b) { return false }
    switch (types.kind(a), types.kind(b)) {
    case (.error, _), (_, .error): return true
    // The body that defines an opaque type knows what it hides (see `instantiateOpaques`); so its
    // variable is never bound to the opaque type itself.
    // Any other variable stands for the opaque type: what is done with a result of a recursive call says
    // nothing about what the type hides.
    case (.opaque(let x, _), .typeVariable(let y)) where ownOpaques[x] != nil && shallow(ownOpaques[x] ?? b) != b:
      return bind(y, a)
    case (.typeVariable(let x), .opaque(let y, _)) where ownOpaques[y] != nil && shallow(ownOpaques[y] ?? a) != a:
      return bind(x, b)
    case (.opaque(let x, let xs), _) where ownOpaques[x] != nil && xs == program.identityArgs(of: x):
      return relate(ownOpaques[x] ?? a, b)
    case (_, .opaque(let y, let ys)) where ownOpaques[y] != nil && ys == program.identityArgs(of: y):
      return relate(a, ownOpaques[y] ?? b)
    case (.typeVariable(let x), .typeVariable(let y)):
      // What is left of the two falls back as a diverging one if either is.
      if typeVariables[Int(y)].isDiverging { typeVariables[Int(x)].isDiverging = true }
      return bind(y, a)
    case (.typeVariable(let x), _): return bind(x, b)
    case (_, .typeVariable(let y)): return bind(y, a)
    case (.integerVariable(let x), .integerVariable), (.integerVariable(let x), .integer):
      integerVariables[Int(x)] = b
      record(1, x)
      return true
    case (.integer, .integerVariable(let y)):
      integerVariables[Int(y)] = a
      record(1, y)
      return true
    case (.floatVariable(let x), .floatVariable), (.floatVariable(let x), .float):
      floatVariables[Int(x)] = b
      record(2, x)
      return true
    case (.float, .floatVariable(let y)):
      floatVariables[Int(y)] = a
      record(2, y)
      return true
    case (.adt(let x, let xs), .adt(let y, let ys)): return x == y && relate(xs, ys)
    case (.functionDef(let x, let xs), .functionDef(let y, let ys)): return x == y && relate(xs, ys)
    case (.closure(let x, let xs), .closure(let y, let ys)): return x == y && relate(xs, ys)
    case (.coroutine(let x, let xs), .coroutine(let y, let ys)): return x == y && relate(xs, ys)
    case (.opaque(let x, let xs), .opaque(let y, let ys)): return x == y && relate(xs, ys)
    case (.projection(let x, let xs), .projection(let y, let ys)): return x == y && relate(xs, ys)
    case (.reference(_, let x, let m), .reference(_, let y, let n)): return m == n && relate(x, y)
    case (.pointer(let x, let m), .pointer(let y, let n)): return m == n && relate(x, y)
    case (.slice(let x), .slice(let y)): return relate(x, y)
    case (.array(let x, let n), .array(let y, let m)): return relate(x, y) && relate(n, m)
    case (.tuple(let xs), .tuple(let ys)): return relate(xs, ys)
    case (.functionPointer(let x), .functionPointer(let y)): return relate(types.data(x), types.data(y))
    case (.dynamic(let x, _), .dynamic(let y, _)): return x == y || relate(types.data(x), types.data(y))
    default: return false
    }
  }

  private func bind(_ variable: UInt32, _ type: Ty) -> Bool {
    if types.flags(type).contains(.hasVariables), occurs(variable, in: type) { return false }
    typeVariables[Int(variable)].value = type
    record(0, variable)
    return true
  }

  /// Whether `variable` occurs in `type` after resolution.
  private func occurs(_ variable: UInt32, in type: Ty) -> Bool {
    switch types.kind(type) {
    case .typeVariable(let id): return id == variable
    case .integerVariable, .floatVariable: return false
    default: break
    }
    var found = false
    _ = types.map(resolve(type), mask: .hasVariables, leaf: { type, kind in
      if case .typeVariable(variable) = kind { found = true }
      return nil
    })
    return found
  }

  private func relate(_ a: Args, _ b: Args) -> Bool {
    if a == b { return true }
    let count = types.count(a)
    guard types.count(b) == count else { return false }
    for position in 0..<count {
      switch (types.arg(a, position).kind, types.arg(b, position).kind) {
      case (.type(let x), .type(let y)): if !relate(x, y) { return false }
      case (.const(let x), .const(let y)): if !relate(x, y) { return false }
      case (.region, .region): break
      default: return false
      }
    }
    return true
  }

  private func relate(_ a: TyList, _ b: TyList) -> Bool {
    if a == b { return true }
    let count = types.count(a)
    guard types.count(b) == count else { return false }
    for position in 0..<count where !relate(types.type(a, position), types.type(b, position)) { return false }
    return true
  }

  private func relate(_ a: SignatureData, _ b: SignatureData) -> Bool {
    a.convention == b.convention && a.isUnsafe == b.isUnsafe && a.isVariadic == b.isVariadic
      && relate(a.inputs, b.inputs) && relate(a.output, b.output)
  }

  private func relate(_ a: ExistentialData, _ b: ExistentialData) -> Bool {
    guard a.principal == b.principal, a.autoTraits == b.autoTraits, a.projections.count == b.projections.count,
      relate(a.principalArgs, b.principalArgs)
    else { return false }
    for (x, y) in zip(a.projections, b.projections) {
      guard x.item == y.item, relate(x.type, y.type) else { return false }
    }
    return true
  }

  private func relate(_ first: Const, _ second: Const) -> Bool {
    let a = shallowConst(first)
    let b = shallowConst(second)
    if a == b { return true }
    switch (types.kind(a), types.kind(b)) {
    case (.error, _), (_, .error): return true
    case (.variable(let x), _):
      constVariables[Int(x)].value = b
      record(3, x)
      return true
    case (_, .variable(let y)):
      constVariables[Int(y)].value = a
      record(3, y)
      return true
    case (.unevaluated(let x, let xs), .unevaluated(let y, let ys)):
      let left = program.evaluated(resolve(a))
      let right = program.evaluated(resolve(b))
      if left == right { return true }
      if case .unevaluated = types.kind(left), case .unevaluated = types.kind(right) {
        return x == y && relate(xs, ys)
      }
      if types.kind(left) == types.kind(right) { return true }
      return left == types.errorConst || right == types.errorConst
    case (.unevaluated, _), (_, .unevaluated):
      let left = program.evaluated(resolve(a))
      let right = program.evaluated(resolve(b))
      return left == right || left == types.errorConst || right == types.errorConst
    default: return false
    }
  }
}
