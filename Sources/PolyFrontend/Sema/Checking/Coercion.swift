// Coercions of a value to an expected type: never, reborrows with deref coercion, unsizing, function
// items and closures to function pointers, raw pointers.

import PolyExpansion
import PolySupport
import PolySyntax

/// Why a type is expected: chooses the labels of E0308.
enum CoercionCause {
  case plain
  /// `let x: T = …`, with the span of the type.
  case letType(Span)
  case argument
  /// The result of a function whose return type is written there.
  case returnType(Span)
  case assignment(Span)
  case branch
}

extension BodyChecker {
  /// Coerces the value `expr` to `expected`; reports E0308 and gives an error node if impossible.
  func coerce(
    _ expr: TypedExprID, to expected: Ty, cause: CoercionCause = .plain, allowTwoPhase: Bool = false,
    syntax: ExprID = .none
  ) -> TypedExprID {
    if let result = tryCoerce(expr, to: expected, allowTwoPhase: allowTwoPhase) { return result }
    reportMismatch(expected: expected, found: rawType(expr), at: span(expr), cause: cause, expr: expr, syntax: syntax)
    return make(.error, types.error, span(expr))
  }

  /// The coerced value, or nil if there is no coercion; then nothing was changed.
  func tryCoerce(_ expr: TypedExprID, to expected: Ty, allowTwoPhase: Bool = false) -> TypedExprID? {
    let source = structurallyTry(rawType(expr))
    // What is pending may determine the target: it is not guessed from the source before.
    if case .reference = types.kind(source), types.flags(infer.shallow(expected)).contains(.hasVariables),
      types.flags(resolveFully(expected)).contains(.hasVariables)
    {
      infer.selectWherePossible()
    }
    let target = structurallyTry(expected)
    let where_ = span(expr)
    if source == target {
      // A mutable reference in a place is reborrowed, not moved, where its type is expected.
      guard case .reference(_, let referent, .mutable) = types.kind(source), isPlace(expr) else { return expr }
      let place = make(.deref(expr), referent, where_)
      makePlaceMutable(place)
      return make(.borrow(allowTwoPhase ? .twoPhase : .mutable, place, explicit: false), target, where_)
    }
    switch types.kind(source) {
    case .never:
      if case .typeVariable = types.kind(target) { infer.markDiverging(target) }
      return make(.neverToAny(expr), target, where_)
    case .error: return make(.error, target, where_)
    case .typeVariable:
      return unify(source, target) ? expr : nil
    default: break
    }
    if case .error = types.kind(target) { return expr }
    if case .typeVariable = types.kind(target) { return unify(source, target) ? expr : nil }

    if let unsized = tryUnsize(expr, source, target, allowTwoPhase: allowTwoPhase) { return unsized }

    switch types.kind(target) {
    case .pointer(let pointee, let mutability):
      return coerceToPointer(expr, source, target, pointee, mutability)
    case .reference(_, _, let mutability):
      return coerceToReference(expr, source, target, mutability, allowTwoPhase: allowTwoPhase)
    default: break
    }
    switch types.kind(source) {
    case .functionDef(let def, let args):
      guard case .functionPointer(let wanted) = types.kind(target) else { break }
      return coerceFunctionItem(expr, def, args, target, wanted)
    case .functionPointer(let signature):
      guard case .functionPointer(let wanted) = types.kind(target) else { break }
      var data = types.data(signature)
      if types.data(wanted).isUnsafe && !data.isUnsafe {
        data.isUnsafe = true
        guard unify(types.type(.functionPointer(types.signature(data))), target) else { return nil }
        return make(.cast(.unsafeFunctionPointer, expr), target, where_)
      }
    case .closure(let def, _):
      guard case .functionPointer(let wanted) = types.kind(target) else { break }
      return coerceClosure(expr, def, target, wanted)
    default: break
    }
    return unify(source, target) ? expr : nil
  }

  // MARK: references and pointers

  private func coerceToReference(
    _ expr: TypedExprID, _ source: Ty, _ target: Ty, _ wanted: Mutability, allowTwoPhase: Bool
  ) -> TypedExprID? {
    guard case .reference(_, _, let given) = types.kind(source) else {
      return unify(source, target) ? expr : nil
    }
    if wanted == .mutable && given == .shared { return unify(source, target) ? expr : nil }
    let where_ = span(expr)
    // The common case first: one dereference, the same referent.
    let steps = autoderefStepsForCoercion(source, target, wanted, where_)
    guard let steps else { return nil }
    if steps.count == 2 && wanted == .shared && given == .shared { return expr }
    let place = applyDerefs(expr, steps, count: steps.count - 1, span: where_)
    if wanted == .mutable { makePlaceMutable(place) }
    let borrowKind: BorrowKind = wanted == .shared ? .shared : allowTwoPhase ? .twoPhase : .mutable
    return make(.borrow(borrowKind, place, explicit: false), target, where_)
  }

  /// The steps from `source` to a type whose reference is `target`, which is unified with it.
  private func autoderefStepsForCoercion(
    _ source: Ty, _ target: Ty, _ mutability: Mutability, _ span: Span
  ) -> [AutoderefStep]? {
    var steps = [AutoderefStep(type: source, isOverloaded: false)]
    var current = source
    while steps.count < 128 {
      if let next = builtinDeref(current, allowRaw: false) {
        current = structurallyTry(next)
        steps.append(AutoderefStep(type: current, isOverloaded: false))
      } else if let next = overloadedDerefTarget(current) {
        current = structurallyTry(next)
        steps.append(AutoderefStep(type: current, isOverloaded: true))
      } else {
        return nil
      }
      if unify(types.reference(current, mutability), target) { return steps }
    }
    return nil
  }

  private func coerceToPointer(
    _ expr: TypedExprID, _ source: Ty, _ target: Ty, _ pointee: Ty, _ wanted: Mutability
  ) -> TypedExprID? {
    let where_ = span(expr)
    switch types.kind(source) {
    case .reference(_, let referent, let given):
      guard given == .mutable || wanted == .shared, unify(referent, pointee) else { return nil }
      let place = make(.deref(expr), resolve(referent), where_)
      if wanted == .mutable { makePlaceMutable(place) }
      return make(.rawBorrow(wanted, place), target, where_)
    case .pointer(let given, let mutability):
      guard unify(given, pointee) else { return nil }
      if mutability == wanted { return expr }
      guard mutability == .mutable else { return nil }
      return make(.cast(.mutableToConstPointer, expr), target, where_)
    default:
      return unify(source, target) ? expr : nil
    }
  }

  // MARK: function pointers

  private func coerceFunctionItem(
    _ expr: TypedExprID, _ def: DefID, _ args: Args, _ target: Ty, _ wanted: Signature
  ) -> TypedExprID? {
    let where_ = span(expr)
    var signature = instantiatedSignature(def, args, span: where_)
    let isUnsafe = types.data(wanted).isUnsafe
    if isUnsafe && !signature.isUnsafe {
      let reified = types.type(.functionPointer(types.signature(signature)))
      signature.isUnsafe = true
      guard unify(types.type(.functionPointer(types.signature(signature))), target) else { return nil }
      let pointer = make(.cast(.reifyFunction, expr), reified, where_)
      return make(.cast(.unsafeFunctionPointer, pointer), target, where_)
    }
    guard unify(types.type(.functionPointer(types.signature(signature))), target) else { return nil }
    return make(.cast(.reifyFunction, expr), target, where_)
  }

  private func coerceClosure(
    _ expr: TypedExprID, _ def: DefID, _ target: Ty, _ wanted: Signature
  ) -> TypedExprID? {
    let signature: SignatureData
    if let index = closures.firstIndex(where: { $0.definition == def }) {
      guard !mentionsOuterVariables(closure: index) else { return nil }
      signature = closures[index].signature
    } else {
      let info = program.closureInfo(def)
      guard info.captures.isEmpty else { return nil }
      signature = info.signature
    }
    var data = signature
    data.convention = .rust
    data.isUnsafe = types.data(wanted).isUnsafe
    guard unify(types.type(.functionPointer(types.signature(data))), target) else { return nil }
    return make(.cast(.closureToFunctionPointer, expr), target, span(expr))
  }

  // MARK: unsizing

  /// `&[T; N] → &[T]`, `&T → &dyn Trait`, `Box<T> → Box<dyn Trait>` and what else `CoerceUnsized` allows.
  private func tryUnsize(
    _ expr: TypedExprID, _ source: Ty, _ target: Ty, allowTwoPhase: Bool
  ) -> TypedExprID? {
    let where_ = span(expr)
    switch (types.kind(source), types.kind(target)) {
    case (.reference(_, let a, let given), .reference(_, let b, let wanted)):
      guard given == .mutable || wanted == .shared, commit({ unsizePointee(a, b, where_) }) else { return nil }
      var operand = expr
      if wanted == .mutable || given == .mutable {
        let place = make(.deref(expr), resolve(a), where_)
        if wanted == .mutable { makePlaceMutable(place) }
        let kind: BorrowKind = wanted == .shared ? .shared : allowTwoPhase ? .twoPhase : .mutable
        operand = make(.borrow(kind, place, explicit: false), types.reference(resolve(a), wanted), where_)
      }
      return make(.cast(.unsize, operand), target, where_)
    case (.reference(_, let a, let given), .pointer(let b, let wanted)):
      guard given == .mutable || wanted == .shared, commit({ unsizePointee(a, b, where_) }) else { return nil }
      let place = make(.deref(expr), resolve(a), where_)
      if wanted == .mutable { makePlaceMutable(place) }
      let pointer = make(.rawBorrow(wanted, place), types.type(.pointer(resolve(a), wanted)), where_)
      return make(.cast(.unsize, pointer), target, where_)
    case (.pointer(let a, let given), .pointer(let b, let wanted)):
      guard given == .mutable || wanted == .shared, commit({ unsizePointee(a, b, where_) }) else { return nil }
      return make(.cast(.unsize, expr), target, where_)
    case (.adt(let a, let aArgs), .adt(let b, let bArgs)) where a == b && aArgs != bArgs:
      guard commit({ unsizeWrapper(a, aArgs, bArgs, where_) }) else { return nil }
      return make(.cast(.unsize, expr), target, where_)
    default: return nil
    }
  }

  /// Whether `a: Unsize<b>`; unifies what must be equal and registers what the target demands.
  private func unsizePointee(_ a: Ty, _ b: Ty, _ span: Span) -> Bool {
    let source = structurallyTry(a)
    let target = resolve(b)
    if source == target { return false }
    switch (types.kind(source), types.kind(target)) {
    case (.typeVariable, _), (_, .typeVariable), (.error, _), (_, .error): return false
    case (.array(let element, _), .slice(let wanted)): return unifyRaw(element, wanted)
    case (.dynamic(let from, _), .dynamic(let to, _)):
      return upcast(types.data(from), types.data(to), span)
    case (.slice, .dynamic), (.str, .dynamic): return false
    case (.integerVariable, .dynamic), (.floatVariable, .dynamic): break
    case (_, .dynamic): break
    case (.adt(let x, let xArgs), .adt(let y, let yArgs)) where x == y:
      // A struct whose last field is unsized: its last type parameter carries the change.
      let data = program.adt(x)
      guard data.kind == .structure, !data.isBox, program.langItem("coerce_unsized") != nil,
        let tail = data.variants.first?.fields.last, types.flags(tail.type).contains(.hasParameters)
      else { return false }
      switch types.kind(tail.type) {
      case .parameter, .adt: break
      default: return false
      }
      var inTail: Set<Int> = []
      _ = types.map(tail.type, mask: .hasParameters, leaf: { _, kind in
        if case .parameter(let index, _) = kind { inTail.insert(Int(index)) }
        return nil
      })
      for position in 0..<types.count(xArgs) where !inTail.contains(position) {
        if !unifyRaw(types.arg(xArgs, position), types.arg(yArgs, position)) { return false }
      }
      let inner = types.substitute(tail.type, xArgs)
      return unsizePointee(inner, types.substitute(tail.type, yArgs), span)
    default: return false
    }
    guard case .dynamic(let existential, _) = types.kind(target) else { return false }
    registerObject(source, types.data(existential), span)
    return true
  }

  /// `source: Trait + Auto`, its projections, and `Sized`.
  private func registerObject(_ source: Ty, _ data: ExistentialData, _ span: Span) {
    if let sized = program.langItem("sized") { register(TraitRef(sized, types.args([GenericArg(source)])), span) }
    if !data.principal.isNone {
      let args = types.args([GenericArg(source)] + types.list(data.principalArgs))
      register(TraitRef(data.principal, args), span)
      for projection in data.projections {
        registerProjection(of: projection.item, principal: TraitRef(data.principal, args), equals: projection.type, span)
      }
    }
    for auto in data.autoTraits { register(TraitRef(auto, types.args([GenericArg(source)])), span) }
  }

  private func registerProjection(of item: DefID, principal: TraitRef, equals type: Ty, _ span: Span) {
    guard let trait = program.traitOf(item: item) else { return }
    let reference: TraitRef?
    if trait == principal.trait {
      reference = principal
    } else {
      reference = program.allSupertraits(of: principal).first { $0.trait == trait }
    }
    guard let reference else { return }
    registerProjectionEquality(item, reference.args, type, span)
  }

  private func upcast(_ from: ExistentialData, _ to: ExistentialData, _ site: Span) -> Bool {
    // Only auto traits are dropped, or the target's principal is a supertrait of the source's.
    guard program.hasAutoTraits(to.autoTraits, from) else { return false }
    if to.principal.isNone { return true }
    if from.principal.isNone { return false }
    if from.principal == to.principal {
      guard from.autoTraits != to.autoTraits else { return false }
      var relaxed = from
      relaxed.autoTraits = to.autoTraits
      return unifyRaw(
        types.type(.dynamic(types.existential(relaxed), types.erased)),
        types.type(.dynamic(types.existential(to), types.erased)))
    }
    // The dummy Self is the source object itself.
    let selfType = types.type(.dynamic(types.existential(from), types.erased))
    let principal = TraitRef(
      from.principal, types.args([GenericArg(selfType)] + types.list(from.principalArgs)))
    for super_ in program.allSupertraits(of: principal) where super_.trait == to.principal {
      let given = types.list(infer.normalize(super_.args, span: site)).dropFirst()
      let wanted = Array(types.list(to.principalArgs))
      guard given.count == wanted.count else { continue }
      if zip(given, wanted).allSatisfy({ unifyRaw($0, $1) }) { return true }
    }
    return false
  }

  /// Smart pointers that implement `CoerceUnsized`: Box, Rc, Arc, Pin, Weak, NonNull, Cell, …
  private func unsizeWrapper(_ def: DefID, _ a: Args, _ b: Args, _ span: Span) -> Bool {
    guard hasCoerceUnsized(def) else { return false }
    var changed = false
    for position in 0..<types.count(a) {
      let (left, right) = (types.arg(a, position), types.arg(b, position))
      if left == right { continue }
      if !changed, let l = left.type, let r = right.type {
        if commitRaw({ unsizePointee(l, r, span) }) || commitRaw({ unsizePointerArgument(l, r, span) }) {
          changed = true
          continue
        }
      }
      guard unifyRaw(left, right) else { return false }
    }
    return changed
  }

  /// `Pin<&mut T>`, `Pin<Box<T>>`: the argument is itself a pointer.
  private func unsizePointerArgument(_ a: Ty, _ b: Ty, _ span: Span) -> Bool {
    switch (kind(a), kind(b)) {
    case (.reference(_, let x, let given), .reference(_, let y, let wanted)):
      return given == wanted && unsizePointee(x, y, span)
    case (.pointer(let x, let given), .pointer(let y, let wanted)):
      return given == wanted && unsizePointee(x, y, span)
    case (.adt(let x, let xArgs), .adt(let y, let yArgs)) where x == y && xArgs != yArgs:
      return unsizeWrapper(x, xArgs, yArgs, span)
    default: return false
    }
  }

  /// Whether an impl of `CoerceUnsized` exists for this struct.
  private func hasCoerceUnsized(_ def: DefID) -> Bool {
    if program.adt(def).isBox { return true }
    guard let trait = program.langItem("coerce_unsized") else { return false }
    return program.hasImplementation(of: trait, forAdt: def)
  }
}
