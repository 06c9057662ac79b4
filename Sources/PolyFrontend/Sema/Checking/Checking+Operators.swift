// Unary, binary and assignment operators: built in on scalars, calls of trait methods otherwise.

import PolyExpansion
import PolySupport
import PolySyntax

/// The trait and method of an overloaded operator, and how messages say it.
struct OperatorTrait {
  var lang: StaticString
  var method: StaticString
  /// "cannot add `R` to `L`" is made of the verb and the preposition.
  var verb: String

  static func binary(_ op: BinaryOperator) -> OperatorTrait {
    switch op {
    case .add: OperatorTrait(lang: "add", method: "add", verb: "add")
    case .subtract: OperatorTrait(lang: "sub", method: "sub", verb: "subtract")
    case .multiply: OperatorTrait(lang: "mul", method: "mul", verb: "multiply")
    case .divide: OperatorTrait(lang: "div", method: "div", verb: "divide")
    case .remainder: OperatorTrait(lang: "rem", method: "rem", verb: "calculate the remainder of")
    case .bitXor: OperatorTrait(lang: "bitxor", method: "bitxor", verb: "^")
    case .bitAnd: OperatorTrait(lang: "bitand", method: "bitand", verb: "&")
    case .bitOr: OperatorTrait(lang: "bitor", method: "bitor", verb: "|")
    case .shiftLeft: OperatorTrait(lang: "shl", method: "shl", verb: "<<")
    case .shiftRight: OperatorTrait(lang: "shr", method: "shr", verb: ">>")
    case .equal: OperatorTrait(lang: "eq", method: "eq", verb: "compare")
    case .notEqual: OperatorTrait(lang: "eq", method: "ne", verb: "compare")
    case .less: OperatorTrait(lang: "partial_ord", method: "lt", verb: "compare")
    case .lessEqual: OperatorTrait(lang: "partial_ord", method: "le", verb: "compare")
    case .greater: OperatorTrait(lang: "partial_ord", method: "gt", verb: "compare")
    case .greaterEqual: OperatorTrait(lang: "partial_ord", method: "ge", verb: "compare")
    }
  }

  static func assignment(_ op: BinaryOperator) -> OperatorTrait {
    switch op {
    case .add: OperatorTrait(lang: "add_assign", method: "add_assign", verb: "add-assign")
    case .subtract: OperatorTrait(lang: "sub_assign", method: "sub_assign", verb: "subtract-assign")
    case .multiply: OperatorTrait(lang: "mul_assign", method: "mul_assign", verb: "multiply-assign")
    case .divide: OperatorTrait(lang: "div_assign", method: "div_assign", verb: "divide-assign")
    case .remainder: OperatorTrait(lang: "rem_assign", method: "rem_assign", verb: "calculate and assign the remainder of")
    case .bitXor: OperatorTrait(lang: "bitxor_assign", method: "bitxor_assign", verb: "^=")
    case .bitAnd: OperatorTrait(lang: "bitand_assign", method: "bitand_assign", verb: "&=")
    case .bitOr: OperatorTrait(lang: "bitor_assign", method: "bitor_assign", verb: "|=")
    case .shiftLeft: OperatorTrait(lang: "shl_assign", method: "shl_assign", verb: "<<=")
    default: OperatorTrait(lang: "shr_assign", method: "shr_assign", verb: ">>=")
    }
  }
}

extension BodyChecker {
  static func binaryOperator(_ op: PolySyntax.BinaryOperator) -> BinaryOperator? {
    switch op {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .bitXor: .bitXor
    case .bitAnd: .bitAnd
    case .bitOr: .bitOr
    case .shiftLeft: .shiftLeft
    case .shiftRight: .shiftRight
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .lazyAnd, .lazyOr: nil
    }
  }

  // MARK: which operators are built in

  func isIntegral(_ kind: TyKind) -> Bool {
    switch kind {
    case .integer, .integerVariable: true
    default: false
    }
  }
  func isFloating(_ kind: TyKind) -> Bool {
    switch kind {
    case .float, .floatVariable: true
    default: false
    }
  }
  func isScalar(_ kind: TyKind) -> Bool {
    switch kind {
    case .bool, .char, .integer, .integerVariable, .float, .floatVariable, .pointer, .functionPointer: true
    default: false
    }
  }
  private func isPointer(_ kind: TyKind) -> Bool {
    switch kind {
    case .pointer, .functionPointer: true
    default: false
    }
  }
  private func isBool(_ kind: TyKind) -> Bool {
    if case .bool = kind { return true }
    return false
  }

  /// Whether the operator is built in for operands of these types (equal types not demanded yet).
  func isBuiltin(_ op: BinaryOperator, _ left: Ty, _ right: Ty) -> Bool {
    let (l, r) = (types.kind(left), types.kind(right))
    switch op {
    case .add, .subtract, .multiply, .divide, .remainder:
      return isIntegral(l) && isIntegral(r) || isFloating(l) && isFloating(r)
    case .shiftLeft, .shiftRight: return isIntegral(l) && isIntegral(r)
    case .bitAnd, .bitOr, .bitXor: return isIntegral(l) && isIntegral(r) || isBool(l) && isBool(r)
    default: return isScalar(l) && isScalar(r)
    }
  }

  // MARK: unary

  func checkUnary(
    _ op: PolySyntax.UnaryOperator, _ operand: ExprID, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    switch op {
    case .dereference: return checkDereference(operand, span)
    case .not, .negate: break
    }
    var hint = Expectation.none
    if case .type(let type) = expectation, isScalar(kind(type)) { hint = expectation }
    if case .castTo(let type) = expectation, isScalar(kind(type)), op == .not || isSignedTarget(type) { hint = expectation }
    let value = check(operand, hint)
    let type = structurallyTry(rawType(value))
    let kind = types.kind(type)
    if case .error = kind { return makeError(span) }
    if op == .negate, case .literal(.scalar(let low, let high)) = typed.exprs[value].kind,
      integerLiterals.last == value, isIntegral(kind)
    {
      // A negative literal is one constant: `-128i8` does not overflow.
      integerLiterals.removeLast()
      let negated = 0 &- (UInt128(high) << 64 | UInt128(low))
      let result = make(
        .literal(.scalar(low: UInt64(truncatingIfNeeded: negated), high: UInt64(truncatingIfNeeded: negated >> 64))),
        type, span)
      negatedLiterals.append(result)
      return result
    }
    let typedOp: UnaryOperator = op == .not ? .not : .negate
    let builtin: Bool
    switch kind {
    case .bool: builtin = op == .not
    case .integer(let integer): builtin = op == .not || integer.isSigned
    case .integerVariable: builtin = true
    case .float, .floatVariable: builtin = op == .negate
    default: builtin = false
    }
    if builtin {
      let result = make(.unary(typedOp, value), type, span)
      if op == .negate, case .integerVariable = kind {
        deferredOperators.append(
          DeferredOperator(expr: result, left: value, right: .none, binary: nil, unary: .negate, isAssignment: false))
      }
      return result
    }
    let lang: StaticString = op == .not ? "not" : "neg"
    guard let trait = program.langItem(lang), let method = definitions.members(trait).first(where: { definitions.kind($0) == .associatedFunction }),
      let output = associatedType(of: trait, named: Names.Output)
    else { return unsupported("operators need the library's traits", span) }
    let args = types.args([GenericArg(type)])
    guard mayHold(TraitRef(trait, args)) else {
      reportUnary(op, type, span)
      return makeError(span)
    }
    register(TraitRef(trait, args), span, cause: .operand)
    let result = normalize(types.type(.projection(output, args)), span: span)
    let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
    let call = make(.call(callee: callee, arguments: list([value]), isOperator: true), result, span)
    if case .typeVariable = kind {
      deferredOperators.append(
        DeferredOperator(expr: call, left: value, right: .none, binary: nil, unary: typedOp, isAssignment: false))
    }
    return call
  }

  private func isSignedTarget(_ type: Ty) -> Bool {
    switch kind(type) {
    case .integer(let kind): kind.isSigned
    case .float: true
    default: false
    }
  }

  func reportUnary(_ op: PolySyntax.UnaryOperator, _ type: Ty, _ span: Span) {
    guard !hasError(type) else { return }
    let sign = op == .not ? "!" : "-"
    var diagnostic = Diagnostic(
      .error, code: "E0600", "cannot apply unary operator `\(sign)` to type `\(text(type))`", at: span,
      label: "cannot apply unary operator `\(sign)`")
    if op == .negate, case .integer = kind(type) {
      diagnostic = diagnostic.note("unsigned values cannot be negated")
    }
    report(diagnostic)
  }

  private func checkDereference(_ operand: ExprID, _ span: Span) -> TypedExprID {
    let value = check(operand)
    let type = structurallyResolve(rawType(value), span: self.span(value))
    if case .error = types.kind(type) { return makeError(span) }
    if let target = builtinDeref(type, allowRaw: true) {
      if case .pointer = types.kind(type) { requireUnsafe("dereference of raw pointer", span, note: "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are undefined behavior") }
      return make(.deref(value), target, span)
    }
    if let target = overloadedDerefTarget(type) { return makeOverloadedDeref(value, target: target, span: span) }
    if !hasError(type) {
      error(
        "E0614", "type `\(text(type))` cannot be dereferenced", span, label: "can't be dereferenced")
    }
    return makeError(span)
  }

  func requireUnsafe(_ what: String, _ span: Span, note: String) {
    guard unsafeDepth == 0 else { return }
    lateDiagnostics.append(
      Diagnostic(
        .error, code: "E0133", "\(what) is unsafe and requires unsafe function or block", at: span, label: what
      ).note(note))
  }

  // MARK: binary

  func checkBinary(
    _ op: PolySyntax.BinaryOperator, _ leftExpr: ExprID, _ rightExpr: ExprID, _ expectation: Expectation,
    _ span: Span, _ expr: ExprID
  ) -> TypedExprID {
    guard let binary = Self.binaryOperator(op) else {
      let left = check(leftExpr, coercedTo: types.bool)
      let afterLeft = diverges
      let right = check(rightExpr, coercedTo: types.bool)
      // The right side may not be evaluated, except in a condition that needs both.
      diverges = afterLeft
      return make(op == .lazyAnd ? .and(left, right) : .or(left, right), types.bool, span)
    }
    var hint = Expectation.none
    if !binary.isComparison, case .type(let type) = expectation {
      switch kind(type) {
      case .integer, .float, .integerVariable, .floatVariable: if isLiteral(leftExpr) { hint = expectation }
      default: break
      }
    }
    let left = check(leftExpr, hint)
    return checkOverloadable(binary, left, rightExpr, isAssignment: false, span)
  }

  private func isLiteral(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .literal: true
    case .unary(.negate, let inner): isLiteral(inner)
    default: false
    }
  }

  /// `left op right` with the left side checked.
  private func checkOverloadable(
    _ op: BinaryOperator, _ left: TypedExprID, _ rightExpr: ExprID, isAssignment: Bool, _ span: Span
  ) -> TypedExprID {
    let leftType = structurallyTry(rawType(left))
    let leftKind = types.kind(leftType)
    if case .error = leftKind {
      _ = check(rightExpr)
      return makeError(span)
    }
    if case .never = leftKind {
      let value = make(.neverToAny(left), types.i32, self.span(left))
      return checkOverloadable(op, value, rightExpr, isAssignment: isAssignment, span)
    }
    if isScalar(leftKind) {
      var hint = Expectation.none
      if !op.isShift, isLiteral(rightExpr) { hint = .type(leftType) }
      var right = check(rightExpr, hint)
      var rightType = structurallyTry(rawType(right))
      if case .never = types.kind(rightType) {
        right = make(.neverToAny(right), leftType, self.span(right))
        rightType = leftType
      }
      if op.isComparison, isPointer(leftKind), rightType != leftType, let coerced = tryCoerce(right, to: leftType) {
        // The right side can only be a pointer of the same type.
        right = coerced
        rightType = leftType
      }
      if isBuiltin(op, leftType, rightType) {
        return makeBuiltin(op, left, leftType, right, rightType, isAssignment: isAssignment, span)
      }
      if case .error = types.kind(rightType) { return makeError(span) }
      return makeOverloaded(op, left, leftType, rightType, isAssignment: isAssignment, span, rightSpan: self.span(right)) { _ in right }
    }
    let rightType = infer.freshType(span)
    return makeOverloaded(op, left, leftType, rightType, isAssignment: isAssignment, span, rightSpan: tree.span(rightExpr)) { expected in
      // Where one implementation can be meant, it says what the right side is coerced to.
      self.check(rightExpr, coercedTo: self.structurallyTry(expected), cause: .argument, allowTwoPhase: true)
    }
  }

  private func makeBuiltin(
    _ op: BinaryOperator, _ left: TypedExprID, _ leftType: Ty, _ right: TypedExprID, _ rightType: Ty,
    isAssignment: Bool, _ span: Span
  ) -> TypedExprID {
    if !op.isShift, !unify(leftType, rightType) {
      var rightNode = right
      if op.isComparison, let coerced = tryCoerce(right, to: leftType) {
        rightNode = coerced
      } else {
        reportMismatch(
          expected: leftType, found: rightType, at: self.span(right), cause: .plain, expr: right, syntax: .none)
        if !op.isComparison {
          reportNoImplementation(
            op, leftType, rightType, isAssignment: isAssignment,
            operatorSpan(
              self.span(left), self.span(right), spelling(op, isAssignment: isAssignment), whole: span))
        }
        return make(.error, isAssignment ? types.unit : op.isComparison ? types.bool : leftType, span)
      }
      return make(.binary(op, left, rightNode), types.bool, span)
    }
    if isAssignment { return make(.assignOperator(op, left, right), types.unit, span) }
    return make(.binary(op, left, right), op.isComparison ? types.bool : resolve(leftType), span)
  }

  /// A call of the operator's method; `right` makes the right operand for its expected type.
  private func makeOverloaded(
    _ op: BinaryOperator, _ left: TypedExprID, _ leftType: Ty, _ rightType: Ty, isAssignment: Bool, _ span: Span,
    rightSpan: Span, right makeRight: (Ty) -> TypedExprID
  ) -> TypedExprID {
    let operatorTrait = isAssignment ? OperatorTrait.assignment(op) : .binary(op)
    guard let trait = program.langItem(operatorTrait.lang),
      let method = definitions.member(trait, named: symbols.intern(operatorTrait.method))
    else { return unsupported("operators need the library's traits", span) }
    let args = types.args([GenericArg(leftType), GenericArg(rightType)])
    let reference = TraitRef(trait, args)
    guard mayHold(reference) else {
      let right = makeRight(rightType)
      reportOperator(
        op, leftType, type(right), isAssignment: isAssignment,
        isAssignment
          ? span : operatorSpan(self.span(left), rightSpan, spelling(op), whole: span), left: self.span(left), right: rightSpan, wasKnown: !infer.isVariable(rightType))
      return make(.error, isAssignment ? types.unit : op.isComparison ? types.bool : types.error, span)
    }
    let sign = operatorSpan(self.span(left), rightSpan, spelling(op, isAssignment: isAssignment), whole: span)
    register(reference, sign, cause: .operand)
    let right = makeRight(rightType)
    let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
    var result = isAssignment ? types.unit : types.bool
    var arguments = [left, right]
    if op.isComparison {
      arguments = [
        make(.borrow(.shared, left, explicit: false), types.reference(leftType, .shared), self.span(left)),
        make(.borrow(.shared, right, explicit: false), types.reference(rightType, .shared), rightSpan),
      ]
    } else if isAssignment {
      if isPlace(left) { makePlaceMutable(left) }
      arguments[0] = make(
        .borrow(.twoPhase, left, explicit: false), types.reference(leftType, .mutable), self.span(left))
    } else if let output = associatedType(of: trait, named: Names.Output) {
      result = normalize(types.type(.projection(output, args)), span: sign)
    }
    settleNumbers(op, leftType, rightType, result: isAssignment ? nil : result)
    let call = make(.call(callee: callee, arguments: list(arguments), isOperator: true), result, span)
    if isVariable(leftType) || isVariable(rightType) || isScalar(types.kind(leftType)) {
      deferredOperators.append(
        DeferredOperator(expr: call, left: left, right: right, binary: op, unary: nil, isAssignment: isAssignment))
    }
    return call
  }

  /// Numbers behind one reference have their operators' types as numbers have, although a trait is called: the
  /// library has no other implementations. So `&1 << 2` has the type of its left side before that is known.
  private func settleNumbers(_ op: BinaryOperator, _ leftType: Ty, _ rightType: Ty, result: Ty?) {
    let left = number(leftType)
    let right = number(rightType)
    guard let left, let right, isBuiltin(op, left, right) else { return }
    guard types.flags(left).union(types.flags(right)).contains(.hasVariables) || result.map(isVariable) == true
    else { return }
    if !op.isShift, !unify(left, right) { return }
    if let result, !op.isComparison { _ = unify(result, left) }
  }

  /// The number that `type` is or refers to.
  private func number(_ type: Ty) -> Ty? {
    var type = structurallyTry(type)
    if case .reference(_, let target, _) = types.kind(type) { type = structurallyTry(target) }
    let kind = types.kind(type)
    return isIntegral(kind) || isFloating(kind) ? type : nil
  }

  /// Where the operator between two operands is written.
  func operatorSpan(_ left: Span, _ right: Span, _ spelling: String, whole: Span) -> Span {
    guard left.upper < right.lower else { return whole }
    if program.sources.expansion(at: left.upper) != nil { return Span(left.upper, right.lower) }
    guard let range = program.sources.displayRange(Span(left.upper, right.lower)) else { return whole }
    let bytes = program.sources.files[range.file].bytes
    let sign = Array(spelling.utf8)
    var position = range.lower
    while position + sign.count <= range.upper {
      if bytes[position..<position + sign.count].elementsEqual(sign) {
        let start = left.upper + UInt32(position - range.lower)
        return Span(start, start + UInt32(sign.count))
      }
      position += 1
    }
    return whole
  }

  func isVariable(_ type: Ty) -> Bool {
    switch kind(type) {
    case .typeVariable, .integerVariable, .floatVariable: true
    default: false
    }
  }

  func spelling(_ op: BinaryOperator, isAssignment: Bool = false) -> String {
    let text =
      ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">="][Int(op.rawValue)]
    return isAssignment ? text + "=" : text
  }

  private func reportOperator(
    _ op: BinaryOperator, _ left: Ty, _ right: Ty, isAssignment: Bool, _ span: Span, left leftSpan: Span,
    right rightSpan: Span, wasKnown: Bool
  ) {
    guard !hasError(left), !hasError(right) else {
      typed.hasErrors = true
      return
    }
    let trait = program.langItem((isAssignment ? OperatorTrait.assignment(op) : .binary(op)).lang)
    // A type that has the operator at all lacks it for this operand only.
    let hasOperator = trait.map {
      mayHold(TraitRef($0, types.args([GenericArg(left), GenericArg(infer.freshType(span))])))
    }
    if isScalar(kind(left)), wasKnown, hasOperator != false {
      reportNoImplementation(op, left, right, isAssignment: isAssignment, span)
      return
    }
    let sign = spelling(op, isAssignment: isAssignment)
    if isAssignment {
      report(
        Diagnostic(
          .error, code: "E0368", "binary assignment operation `\(sign)` cannot be applied to type `\(text(left))`",
          at: span, label: ""
        ).labelled(leftSpan, "cannot use `\(sign)` on type `\(text(left))`"))
      return
    }
    let message: String
    switch op {
    case .add: message = "cannot add `\(text(right))` to `\(text(left))`"
    case .subtract: message = "cannot subtract `\(text(right))` from `\(text(left))`"
    case .multiply: message = "cannot multiply `\(text(left))` by `\(text(right))`"
    case .divide: message = "cannot divide `\(text(left))` by `\(text(right))`"
    case .remainder:
      message = "cannot calculate the remainder of `\(text(left))` divided by `\(text(right))`"
    case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
      message = "no implementation for `\(text(left)) \(sign) \(text(right))`"
    default: message = "binary operation `\(sign)` cannot be applied to type `\(text(left))`"
    }
    report(
      Diagnostic(.error, code: "E0369", message, at: span)
        .labelled(leftSpan, text(left)).labelled(rightSpan, text(right)))
  }

  /// E0277 for a right operand for which the left type has no implementation.
  private func reportNoImplementation(
    _ op: BinaryOperator, _ left: Ty, _ right: Ty, isAssignment: Bool, _ span: Span
  ) {
    let sign = spelling(op, isAssignment: isAssignment)
    let (l, r) = (text(left), text(right))
    let message: String
    switch (op, isAssignment) {
    case (.add, false) where l == "{float}" && r == "{integer}": message = "cannot add an integer to a float"
    case (.add, false) where l == "{integer}" && r == "{float}": message = "cannot add a float to an integer"
    case (.add, false): message = "cannot add `\(r)` to `\(l)`"
    case (.add, true): message = "cannot add-assign `\(r)` to `\(l)`"
    case (.subtract, false): message = "cannot subtract `\(r)` from `\(l)`"
    case (.subtract, true): message = "cannot subtract-assign `\(r)` from `\(l)`"
    case (.multiply, false): message = "cannot multiply `\(l)` by `\(r)`"
    case (.multiply, true): message = "cannot multiply-assign `\(l)` by `\(r)`"
    case (.divide, false): message = "cannot divide `\(l)` by `\(r)`"
    case (.divide, true): message = "cannot divide-assign `\(l)` by `\(r)`"
    case (.remainder, false): message = "cannot calculate the remainder of `\(l)` divided by `\(r)`"
    case (.remainder, true): message = "cannot calculate and assign the remainder of `\(l)` divided by `\(r)`"
    case (.equal, _), (.notEqual, _), (.less, _), (.lessEqual, _), (.greater, _), (.greaterEqual, _):
      message = "can't compare `\(l)` with `\(r)`"
    default: message = "no implementation for `\(l) \(sign) \(r)`"
    }
    error("E0277", message, span, label: "no implementation for `\(l) \(sign) \(r)`")
  }

  // MARK: assignment

  func checkCompoundAssignment(
    _ op: PolySyntax.BinaryOperator, _ leftExpr: ExprID, _ rightExpr: ExprID, _ span: Span
  ) -> TypedExprID {
    guard let binary = Self.binaryOperator(op) else { return makeError(span) }
    let left = check(leftExpr)
    if isPlace(left) {
      makePlaceMutable(left)
    } else if !hasError(rawType(left)) {
      report(
        Diagnostic(
          .error, code: "E0067", "invalid left-hand side of assignment",
          at: operatorSpan(self.span(left), tree.span(rightExpr), spelling(binary, isAssignment: true), whole: span)
        ).labelled(self.span(left), "cannot assign to this expression"))
      _ = check(rightExpr)
      return make(.error, types.unit, span)
    }
    return checkOverloadable(binary, left, rightExpr, isAssignment: true, span)
  }

  func checkAssignment(_ leftExpr: ExprID, _ rightExpr: ExprID, _ span: Span) -> TypedExprID {
    if isDestructuring(leftExpr) { return checkDestructuringAssignment(leftExpr, rightExpr, span) }
    placeUse = .written
    let left = check(leftExpr)
    placeUse = .read
    guard isPlace(left) else {
      _ = check(rightExpr)
      if !hasError(rawType(left)) {
        report(
          Diagnostic(
            .error, code: "E0070", "invalid left-hand side of assignment",
            at: operatorSpan(self.span(left), tree.span(rightExpr), "=", whole: span)
          ).labelled(self.span(left), "cannot assign to this expression"))
      }
      return make(.error, types.unit, span)
    }
    makePlaceMutable(left)
    let right = check(rightExpr, coercedTo: structurallyTry(rawType(left)), cause: .assignment(self.span(left)))
    return make(.assign(left, right), types.unit, span)
  }

  private func isDestructuring(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .tuple, .array, .structLiteral, .underscore: true
    case .call(let callee, _):
      if case .path(let path) = tree.exprs[callee].kind { isConstructorPath(path) } else { false }
    default: false
    }
  }

  private func isConstructorPath(_ path: PathID) -> Bool {
    let partial = program.resolution.resolution(of: path)
    switch partial.base {
    case .constructor, .selfConstructor: return true
    case .definition(let def), .selfType(let def):
      return partial.unresolvedSegments == 1 && definitions.kind(def) != .trait
    default: return false
    }
  }

  /// `(a, b[0], _) = value`: bind temporaries by a pattern, then assign each place in order.
  private func checkDestructuringAssignment(_ leftExpr: ExprID, _ rightExpr: ExprID, _ span: Span) -> TypedExprID {
    let right = check(rightExpr)
    var assignments: [TypedStatement] = []
    let pattern = destructuringPattern(leftExpr, rawType(right), &assignments)
    let statement = TypedStatement.let(pattern, initializer: right, otherwise: .none, span: span)
    return makeBlock([statement] + assignments, tail: .none, type: types.unit, span)
  }

  private func isRest(_ expr: ExprID) -> Bool {
    if case .range(let low, let high, .halfOpen) = tree.exprs[expr].kind { return low.isNone && high.isNone }
    return false
  }

  private func destructuringPattern(_ expr: ExprID, _ type: Ty, _ assignments: inout [TypedStatement]) -> TypedPatternID {
    let node = tree.exprs[expr]
    let span = node.span
    func makePattern(_ kind: TypedPatternKind, _ type: Ty) -> TypedPatternID {
      typed.patterns.push(TypedPattern(kind: kind, type: type, span: span))
    }
    switch node.kind {
    case .underscore: return makePattern(.wildcard, type)
    case .tuple(let elements):
      let list = Array(tree.exprLists[elements])
      let rest = list.firstIndex(where: isRest)
      let known = structurallyTry(type)
      var elementTypes: [Ty]
      if case .tuple(let existing) = types.kind(known) {
        elementTypes = Array(types.list(existing))
      } else {
        elementTypes = list.map { _ in infer.freshType(span) }
      }
      let fits = rest == nil ? list.count == elementTypes.count : list.count - 1 <= elementTypes.count
      guard fits, unify(types.tuple(elementTypes), type) else {
        reportMismatch(
          expected: type, found: types.tuple(list.map { _ in infer.freshType(span) }), at: span, cause: .plain,
          expr: .none, syntax: .none)
        return makePattern(.error, type)
      }
      var fields: [FieldPattern] = []
      for (position, element) in list.enumerated() where position != rest {
        let index = rest.map { position > $0 ? elementTypes.count - (list.count - position) : position } ?? position
        fields.append(
          FieldPattern(index: UInt32(index), pattern: destructuringPattern(element, elementTypes[index], &assignments)))
      }
      return makePattern(.leaf(typed.fieldPatterns.make(fields)), type)
    case .array(let elements):
      let list = Array(tree.exprLists[elements])
      let rest = list.firstIndex(where: isRest)
      let element: Ty
      switch kind(structurallyTry(type)) {
      case .array(let inner, _), .slice(let inner): element = inner
      default:
        element = infer.freshType(span)
        _ = unify(types.type(.array(element, types.usizeConst(UInt64(list.count)))), type)
      }
      var prefix: [TypedPatternID] = []
      var suffix: [TypedPatternID] = []
      for (position, item) in list.enumerated() where position != rest {
        let pattern = destructuringPattern(item, element, &assignments)
        if let rest, position > rest { suffix.append(pattern) } else { prefix.append(pattern) }
      }
      return makePattern(
        .slice(
          prefix: typed.patternLists.make(prefix), rest: rest == nil ? .none : makePattern(.wildcard, type),
          suffix: typed.patternLists.make(suffix)), type)
    case .call(let callee, let arguments):
      guard case .path(let path) = tree.exprs[callee].kind,
        let variant = resolveVariantPath(path, span: span, expected: type), unify(variant.type, type)
      else { return makePattern(.error, type) }
      let list = Array(tree.exprLists[arguments])
      let rest = list.firstIndex(where: isRest)
      var fields: [FieldPattern] = []
      for (position, item) in list.enumerated() where position != rest {
        let index = rest.map { position > $0 ? variant.fields.count - (list.count - position) : position } ?? position
        guard index >= 0, index < variant.fields.count else { continue }
        fields.append(
          FieldPattern(
            index: UInt32(index),
            pattern: destructuringPattern(item, fieldType(variant.fields[index], variant.args, span), &assignments)))
      }
      return makeVariantPattern(variant, fields, type, span)
    case .structLiteral(let id):
      let literal = tree.structLiterals[id]
      guard let variant = resolveVariantPath(literal.path, span: span, expected: type), unify(variant.type, type) else {
        return makePattern(.error, type)
      }
      var fields: [FieldPattern] = []
      for field in tree.fieldInitializers[literal.fields] {
        guard let index = variant.fields.firstIndex(where: { $0.name == field.name.name }) else { continue }
        fields.append(
          FieldPattern(
            index: UInt32(index),
            pattern: destructuringPattern(
              field.value, fieldType(variant.fields[index], variant.args, span), &assignments)))
      }
      return makeVariantPattern(variant, fields, type, span)
    default:
      let place = check(expr)
      if isPlace(place) {
        makePlaceMutable(place)
      } else if !hasError(rawType(place)) {
        report(
          Diagnostic(.error, code: "E0070", "invalid left-hand side of assignment", at: span)
            .labelled(span, "cannot assign to this expression"))
        return makePattern(.error, type)
      }
      let variable = makeVariable(symbols.intern("lhs"), type, span, isMutable: false)
      let value = make(.variable(variable), type, span)
      let coerced = coerce(value, to: rawType(place), cause: .assignment(span))
      assignments.append(.expression(make(.assign(place, coerced), types.unit, span)))
      return makePattern(.binding(variable, .byValue, subpattern: .none), type)
    }
  }
}
