// The common type of several branches (match arms, `if`, array elements, `break` and `return`
// values): each new value is coerced to the type so far, or the earlier ones to the new type.

import PolyExpansion
import PolySupport
import PolySyntax

struct BranchUnifier {
  var expected: Ty
  /// The type so far; nil before the first value.
  var merged: Ty?
  /// The values, whose nodes may be wrapped in place later.
  var values: [TypedExprID] = []
  var isErroneous = false
  /// How the first mismatch is worded.
  enum Role { case matchArm, ifElse, array, breakValue, returnValue(Span), block }
  var role: Role
  init(expected: Ty, role: Role) {
    self.expected = expected
    self.role = role
  }
}

extension BodyChecker {
  /// Adds a value; gives the node to use in its place.
  func push(_ expr: TypedExprID, _ unifier: inout BranchUnifier, cause: CoercionCause = .plain) -> TypedExprID {
    let new = structurallyTry(rawType(expr))
    if types.kind(new) == .error || unifier.isErroneous {
      unifier.isErroneous = true
      unifier.merged = types.error
      return expr
    }
    guard let merged = unifier.merged else {
      if let result = tryCoerce(expr, to: unifier.expected) {
        unifier.merged = unifier.expected
        unifier.values.append(result)
        return result
      }
      mismatch(unifier, expected: unifier.expected, expr, cause)
      unifier.isErroneous = true
      unifier.merged = types.error
      return makeError(span(expr))
    }
    if let result = unifyBranches(&unifier, merged: resolve(merged), expr, new) {
      unifier.values.append(result)
      return result
    }
    mismatch(unifier, expected: merged, expr, cause)
    unifier.isErroneous = true
    unifier.merged = types.error
    return makeError(span(expr))
  }

  /// A branch that gives `()` without an expression.
  func pushUnit(_ unifier: inout BranchUnifier, _ span: Span) -> Bool {
    let merged = unifier.merged ?? unifier.expected
    if unifier.isErroneous { return true }
    if unify(types.unit, merged) {
      if unifier.merged == nil { unifier.merged = merged }
      return true
    }
    if case .never = kind(merged) {
      for value in unifier.values { coerceInPlace(value, to: types.unit) }
      unifier.merged = types.unit
      return true
    }
    return false
  }

  func finish(_ unifier: BranchUnifier) -> Ty {
    if unifier.isErroneous { return types.error }
    return unifier.merged ?? types.never
  }

  private func unifyBranches(
    _ unifier: inout BranchUnifier, merged: Ty, _ expr: TypedExprID, _ new: Ty
  ) -> TypedExprID? {
    if merged == new { return expr }
    // Function items and closures of different kinds meet at a function pointer.
    if isFunctionLike(merged), isFunctionLike(new), let signature = commonSignature(merged, new) {
      let pointer = types.type(.functionPointer(types.signature(signature)))
      if let result = tryCoerce(expr, to: pointer) {
        var ok = true
        for value in unifier.values where !coerceInPlace(value, to: pointer) { ok = false }
        if ok {
          unifier.merged = pointer
          return result
        }
      }
    }
    if let result = tryCoerce(expr, to: merged) { return result }
    // The earlier values to the new type.
    var ok = !unifier.values.isEmpty
    for value in unifier.values where !coerceInPlace(value, to: new) {
      ok = false
      break
    }
    guard ok else { return nil }
    unifier.merged = new
    return expr
  }

  private func isFunctionLike(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .functionDef, .closure: true
    default: false
    }
  }

  private func commonSignature(_ a: Ty, _ b: Ty) -> SignatureData? {
    guard a != b, let left = functionSignature(a), functionSignature(b) != nil else { return nil }
    return left
  }

  private func functionSignature(_ type: Ty) -> SignatureData? {
    switch types.kind(type) {
    case .functionDef(let def, let args): return instantiatedSignature(def, args, span: .none)
    case .closure(let def, _):
      guard let index = closures.firstIndex(where: { $0.definition == def }),
        !mentionsOuterVariables(closure: index)
      else { return nil }
      var data = closures[index].signature
      data.convention = .rust
      return data
    default: return nil
    }
  }

  /// Coerces a value that others hold already: its handle then names the coerced value.
  @discardableResult
  func coerceInPlace(_ expr: TypedExprID, to target: Ty) -> Bool {
    if resolve(rawType(expr)) == resolve(target) { return true }
    let inner = typed.exprs.push(typed.exprs[expr])
    guard let result = tryCoerce(inner, to: target) else { return false }
    guard result != inner else { return true }
    typed.exprs[expr] = typed.exprs[result]
    movedNodes[expr] = inner
    if let place = overloadedPlaces.removeValue(forKey: expr) { overloadedPlaces[inner] = place }
    if let place = overloadedPlaces.removeValue(forKey: result) { overloadedPlaces[expr] = place }
    return true
  }

  private func mismatch(
    _ unifier: BranchUnifier, expected: Ty, _ expr: TypedExprID, _ cause: CoercionCause
  ) {
    let found = rawType(expr)
    guard !hasError(expected), !hasError(found) else {
      typed.hasErrors = true
      return
    }
    let first = unifier.values.first.map { span($0) }
    switch unifier.role {
    case .matchArm where first != nil:
      report(
        mismatchDiagnostic(
          "`match` arms have incompatible types", expected: expected, found: found, at: span(expr)
        ).labelled(first ?? .none, "this is found to be of type `\(text(expected))`"))
    case .ifElse where first != nil:
      report(
        mismatchDiagnostic(
          "`if` and `else` have incompatible types", expected: expected, found: found, at: span(expr)
        ).labelled(first ?? .none, "expected because of this"))
    case .returnValue(let written):
      reportMismatch(
        expected: expected, found: found, at: span(expr), cause: .returnType(written), expr: expr,
        syntax: .none)
    default:
      reportMismatch(expected: expected, found: found, at: span(expr), cause: cause, expr: expr, syntax: .none)
    }
  }
}
