// Checking of expressions: one method a kind, chosen here.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  /// Checks an expression. The result is a value or, if the expression names one, a place.
  func check(_ expr: ExprID, _ expectation: Expectation = .none) -> TypedExprID {
    guard !expr.isNone else { return makeError(.none) }
    let node = tree.exprs[expr]
    let wasDiverging = diverges
    diverges = false
    let result = checkKind(expr, node, expectation)
    if case .never = types.kind(resolve(rawType(result))) { diverges = true }
    diverges = diverges || wasDiverging
    return result
  }

  /// Checks and coerces to `expected`.
  func check(_ expr: ExprID, coercedTo expected: Ty, cause: CoercionCause = .plain, allowTwoPhase: Bool = false)
    -> TypedExprID
  {
    let value = check(expr, .type(expected))
    return coerce(value, to: expected, cause: cause, allowTwoPhase: allowTwoPhase, syntax: expr)
  }

  /// Checks; the type must be `expected` (only `!` is coerced).
  func check(_ expr: ExprID, ofType expected: Ty, cause: CoercionCause = .plain) -> TypedExprID {
    let value = check(expr, .type(expected))
    let found = structurallyTry(rawType(value))
    if case .never = types.kind(found), !isNever(expected) { return make(.neverToAny(value), expected, span(value)) }
    if unify(found, expected) { return value }
    reportMismatch(expected: expected, found: found, at: span(value), cause: cause, expr: value, syntax: expr)
    return makeError(span(value))
  }

  func isNever(_ type: Ty) -> Bool {
    if case .never = kind(type) { return true }
    return false
  }

  private func checkKind(_ expr: ExprID, _ node: Expr, _ expectation: Expectation) -> TypedExprID {
    let span = node.span
    if placeUse != .read {
      switch node.kind {
      case .path, .field: break
      default: placeUse = .read
      }
    }
    switch node.kind {
    case .literal(let literal): return checkLiteral(literal, expectation, span)
    case .path(let path): return checkPath(expr, path, expectation, span)
    case .unary(let op, let operand): return checkUnary(op, operand, expectation, span)
    case .binary(let op, let left, let right): return checkBinary(op, left, right, expectation, span, expr)
    case .assign(let left, let right): return checkAssignment(left, right, span)
    case .compoundAssign(let op, let left, let right): return checkCompoundAssignment(op, left, right, span)
    case .borrow(let kind, let mutability, let operand):
      return checkBorrow(kind, mutability, operand, expectation, span)
    case .cast(let operand, let type): return checkCast(operand, type, span)
    case .call(let callee, let arguments):
      return checkCall(expr, callee, Array(tree.exprLists[arguments]), expectation, span)
    case .methodCall(let call): return checkMethodCall(expr, tree.methodCalls[call], expectation, span)
    case .field(let base, let name): return checkField(base, name, span)
    case .index(let base, let index): return checkIndex(base, index, span)
    case .range(let low, let high, let limits): return checkRange(low, high, limits, expectation, span)
    case .tuple(let elements): return checkTuple(Array(tree.exprLists[elements]), expectation, span)
    case .array(let elements): return checkArray(Array(tree.exprLists[elements]), expectation, span)
    case .repeat(let element, let count): return checkRepeat(element, count, expectation, span)
    case .structLiteral(let literal):
      return checkStructLiteral(tree.structLiterals[literal], expectation, span)
    case .block(let block, let label):
      return label.isNone
        ? checkBlockExpression(block, expectation, span)
        : checkLabelledBlock(expr, block, expectation, span)
    case .unsafeBlock(let block):
      unsafeDepth += 1
      defer { unsafeDepth -= 1 }
      return checkBlockExpression(block, expectation, span)
    case .constBlock: return checkConstBlock(expr, expectation, span)
    case .asyncBlock(let block, let isMove):
      return checkAsyncBlock(expr, block, isMove: isMove, expectation, span)
    case .genBlock: return unsupported("`gen` blocks are not supported", span)
    case .tryBlock: return unsupported("`try` blocks are not supported", span)
    case .if(let condition, let then, let otherwise):
      return checkIf(condition, then, otherwise, expectation, span)
    case .let(let pattern, let scrutinee): return checkLetCondition(pattern, scrutinee, span)
    case .while(let condition, let body, _): return checkWhile(expr, condition, body, span)
    case .loop(let body, _): return checkLoop(expr, body, expectation, span)
    case .forLoop(let pattern, let iterated, let body, _):
      return checkFor(expr, pattern, iterated, body, span)
    case .match(let scrutinee, let arms):
      return checkMatch(scrutinee, Array(tree.matchArms[arms]), expectation, span)
    case .closure(let closure): return checkClosure(expr, tree.closures[closure], expectation, span)
    case .break(_, let value): return checkBreak(expr, value, span)
    case .continue: return checkContinue(expr, span)
    case .return(let value): return checkReturn(value, span)
    case .yield: return unsupported("`yield` is not supported", span)
    case .become: return unsupported("`become` is not supported", span)
    case .await(let future): return checkAwait(future, span)
    case .try(let operand): return checkTry(operand, span)
    case .underscore:
      error(nil, "in expressions, `_` can only be used on the left-hand side of an assignment", span,
        label: "`_` not allowed here")
      return makeError(span)
    case .macroCall, .error:
      typed.hasErrors = true
      return makeError(span)
    }
  }

  func unsupported(_ message: String, _ span: Span) -> TypedExprID {
    error(nil, message, span)
    return makeError(span)
  }

  // MARK: literals

  func checkLiteral(_ literal: Literal, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    switch literal.kind {
    case .keywordTrue: return make(.literal(.scalar(low: 1, high: 0)), types.bool, span)
    case .keywordFalse: return make(.literal(.scalar(low: 0, high: 0)), types.bool, span)
    case .integer: return checkIntegerLiteral(literal, expectation, span)
    case .float:
      let (text, suffix) = tree.decodeFloat(literal)
      var type = infer_float(expectation)
      if !suffix.isNone {
        guard let kind = Self.floatKind(symbols.text(suffix)) else {
          error(nil, "invalid suffix `\(symbols.text(suffix))` for float literal", span,
            label: "invalid suffix `\(symbols.text(suffix))`")
          return makeError(span)
        }
        type = types.type(.float(kind))
      }
      // The bits depend on the type: Writeback fills them in.
      floatLiterals.append((typed.exprs.nextKey, text))
      return make(.literal(.scalar(low: 0, high: 0)), type, span)
    case .character:
      return make(.literal(.scalar(low: UInt64(tree.decodeCharacter(literal)), high: 0)), types.char, span)
    case .byte:
      return make(.literal(.scalar(low: UInt64(tree.decodeCharacter(literal)), high: 0)), types.u8, span)
    case .string, .rawString:
      return make(.literal(.string(internBytes(literal))), types.reference(types.str, .shared), span)
    case .byteString, .rawByteString:
      let bytes = tree.decodeString(literal)
      let symbol = bytes.withUnsafeBufferPointer { symbols.intern($0) }
      let array = types.type(.array(types.u8, types.usizeConst(UInt64(bytes.count))))
      return make(.literal(.bytes(symbol)), types.reference(array, .shared), span)
    case .cString, .rawCString:
      guard let def = program.langItem("CStr") else { return unsupported("C string literals need `core::ffi::CStr`", span) }
      return make(
        .literal(.cString(internBytes(literal))),
        types.reference(types.type(.adt(def, types.emptyArgs)), .shared), span)
    default:
      return makeError(span)
    }
  }

  func internBytes(_ literal: Literal) -> Symbol {
    tree.decodeString(literal).withUnsafeBufferPointer { symbols.intern($0) }
  }

  private func infer_float(_ expectation: Expectation) -> Ty {
    switch expectation {
    case .type(let type), .castTo(let type), .rvalueHint(let type):
      if case .float = kind(type) { return resolve(type) }
    case .none: break
    }
    return infer.freshFloat()
  }

  static func floatKind(_ text: String) -> FloatKind? {
    switch text {
    case "f16": .f16
    case "f32": .f32
    case "f64": .f64
    case "f128": .f128
    default: nil
    }
  }

  private func checkIntegerLiteral(_ literal: Literal, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let value = tree.decodeInteger(literal)
    if value.isTooLarge { error(nil, "integer literal is too large", span) }
    var type: Ty
    if value.suffix.isNone {
      type = types.error
      switch expectation {
      case .type(let expected), .rvalueHint(let expected):
        switch kind(expected) {
        case .integer, .integerVariable: type = resolve(expected)
        default: type = infer.freshInteger()
        }
      case .castTo(let target):
        switch kind(target) {
        case .integer: type = resolve(target)
        case .char: type = types.u8
        case .pointer, .functionPointer, .functionDef: type = types.usize
        default: type = infer.freshInteger()
        }
      case .none: type = infer.freshInteger()
      }
    } else {
      let suffix = symbols.text(value.suffix)
      if let kind = IntegerKind.allCases.first(where: { $0.name == suffix }) {
        type = types.integer(kind)
      } else if let kind = Self.floatKind(suffix) {
        floatLiterals.append((typed.exprs.nextKey, tree.decodeFloat(literal).text))
        return make(.literal(.scalar(low: 0, high: 0)), types.type(.float(kind)), span)
      } else {
        report(
          Diagnostic(.error, "invalid suffix `\(suffix)` for number literal", at: span, label: "invalid suffix `\(suffix)`")
            .help("the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)"))
        return makeError(span)
      }
    }
    integerLiterals.append(typed.exprs.nextKey)
    return make(
      .literal(.scalar(low: UInt64(truncatingIfNeeded: value.value), high: UInt64(truncatingIfNeeded: value.value >> 64))),
      type, span)
  }

  // MARK: borrows

  private func checkBorrow(
    _ kind: PolySyntax.BorrowKind, _ mutability: PolySyntax.Mutability, _ operand: ExprID,
    _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    var hint = Expectation.none
    if case .type(let expected) = expectation {
      switch self.kind(expected) {
      case .reference(_, let target, _), .pointer(let target, _):
        // A borrowed place is not coerced; a value may still be unsized afterwards.
        if isPlaceSyntax(operand) {
          hint = kind == .reference && isSizedHint(target) ? .type(target) : .none
        } else {
          hint = rvalueExpectation(target)
        }
      default: break
      }
    }
    placeUse = kind == .raw ? .addressTaken : .read
    // The address of a static by itself is no use of it.
    var isPath = false
    if case .path = tree.exprs[operand].kind { isPath = kind == .raw }
    if isPath { unsafeDepth += 1 }
    let value = check(operand, hint)
    if isPath { unsafeDepth -= 1 }
    placeUse = .read
    let wanted: Mutability = mutability.isMutable ? .mutable : .shared
    if wanted == .mutable && isPlace(value) { makePlaceMutable(value) }
    let type = rawType(value)
    if kind == .raw {
      if !isPlace(value), !hasError(type) {
        error("E0745", "cannot take address of a temporary", self.span(value), label: "temporary value")
      }
      return make(.rawBorrow(wanted, value), types.type(.pointer(type, wanted)), span)
    }
    return make(
      .borrow(wanted == .shared ? .shared : .mutable, value, explicit: true), types.reference(type, wanted), span)
  }

  private func isSizedHint(_ type: Ty) -> Bool {
    switch kind(type) {
    case .slice, .str, .dynamic: false
    default: true
    }
  }

  /// Whether the expression is written as a place.
  func isPlaceSyntax(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .path(let path):
      switch program.resolution.resolution(of: path).full {
      case .local, .error, .unresolved: return true
      case .definition(let def):
        let kind = definitions.kind(def)
        return kind == .staticItem || kind == .foreignStatic
      default: return false
      }
    case .unary(.dereference, _), .field, .index: return true
    default: return false
    }
  }

  /// `&[…]` expected and `&array` written: the array may be unsized afterwards.
  func rvalueExpectation(_ type: Ty) -> Expectation {
    switch kind(type) {
    case .slice, .str, .dynamic: .rvalueHint(resolve(type))
    default: .type(type)
    }
  }

  // MARK: aggregates

  private func checkTuple(_ elements: [ExprID], _ expectation: Expectation, _ span: Span) -> TypedExprID {
    var expected: [Ty] = []
    if case .type(let type) = expectation, case .tuple(let list) = kind(type) { expected = Array(types.list(list)) }
    var values: [TypedExprID] = []
    values.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      if position < expected.count {
        let value = check(element, .type(expected[position]))
        values.append(tryCoerce(value, to: expected[position]) ?? value)
      } else {
        values.append(check(element))
      }
    }
    let type = types.tuple(values.map { rawType($0) })
    return make(.tuple(list(values)), type, span)
  }

  private func checkArray(_ elements: [ExprID], _ expectation: Expectation, _ span: Span) -> TypedExprID {
    var elementHint: Ty? = nil
    switch expectation {
    case .type(let type), .rvalueHint(let type), .castTo(let type):
      switch kind(type) {
      case .array(let element, _), .slice(let element): elementHint = resolve(element)
      default: break
      }
    case .none: break
    }
    let expected = elementHint ?? infer.freshType(span)
    var unifier = BranchUnifier(expected: expected, role: .array)
    var values: [TypedExprID] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      // Long literals of one type are common: no unifier for elements that already fit.
      let value = check(element, .type(unifier.merged ?? expected))
      values.append(push(value, &unifier))
    }
    let element = elements.isEmpty ? expected : finish(unifier)
    let type = types.type(.array(element, types.usizeConst(UInt64(elements.count))))
    return make(.array(list(values)), type, span)
  }

  private func checkRepeat(_ element: ExprID, _ count: ExprID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let length = lowerLength(count)
    var elementHint: Ty? = nil
    switch expectation {
    case .type(let type), .rvalueHint(let type), .castTo(let type):
      switch kind(type) {
      case .array(let inner, _), .slice(let inner): elementHint = resolve(inner)
      default: break
      }
    case .none: break
    }
    let value: TypedExprID
    if let elementHint {
      value = check(element, coercedTo: elementHint)
    } else {
      value = check(element)
    }
    let elementType = elementHint ?? rawType(value)
    // A constant may be repeated without being Copy; otherwise more than one element needs Copy.
    if needsCopyToRepeat(value, length) {
      register(trait: "copy", elementType, span: self.span(value), cause: .repeatElement)
    }
    return make(.repeatArray(value, length), types.type(.array(elementType, length)), span)
  }

  private func needsCopyToRepeat(_ value: TypedExprID, _ length: Const) -> Bool {
    switch typed.exprs[value].kind {
    case .constant, .literal, .constParameter: return false
    default: break
    }
    if case .value(_, let low, let high) = types.kind(length), high == 0, low <= 1 { return false }
    return true
  }

  private func checkRange(
    _ low: ExprID, _ high: ExprID, _ limits: RangeLimits, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let found: DefID?
    switch (low.isNone, high.isNone, limits) {
    case (true, true, _): found = program.langItem("RangeFull")
    case (false, true, _): found = program.langItem("RangeFrom")
    case (true, false, .halfOpen): found = program.langItem("RangeTo")
    case (true, false, .closed): found = program.langItem("RangeToInclusive")
    case (false, false, .halfOpen): found = program.langItem("Range")
    case (false, false, .closed): found = program.langItem("RangeInclusive")
    }
    guard let def = found else { return unsupported("range expressions need the library's range types", span) }
    var elementHint: Ty? = nil
    if case .type(let type) = expectation, case .adt(let wanted, let args) = kind(type), wanted == def,
      types.count(args) > 0
    {
      elementHint = types.arg(args, 0).type
    }
    guard !(low.isNone && high.isNone) else {
      return make(
        .construct(def, variant: 0, types.emptyArgs, fields: .empty, base: .none),
        types.type(.adt(def, types.emptyArgs)), span)
    }
    let element = elementHint ?? infer.freshType(span)
    var unifier = BranchUnifier(expected: element, role: .array)
    var ends: [TypedExprID] = []
    for end in [low, high] where !end.isNone {
      ends.append(push(check(end, .type(unifier.merged ?? element)), &unifier))
    }
    let elementType = finish(unifier)
    let args = types.args([GenericArg(elementType)])
    let type = types.type(.adt(def, args))
    if limits == .closed, !low.isNone, !high.isNone, let new = program.langItem("range_inclusive_new") {
      let callee = make(.zeroSized, types.type(.functionDef(new, args)), span)
      return make(.call(callee: callee, arguments: list(ends), isOperator: false), type, span)
    }
    let fields = typed.fieldValues.make(
      ends.enumerated().map { FieldValue(index: UInt32($0.offset), value: $0.element) })
    return make(.construct(def, variant: 0, args, fields: fields, base: .none), type, span)
  }

  private func checkConstBlock(_ expr: ExprID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let def = program.resolution.definition(of: expr)
    guard !def.isNone, case .constBlock(let block) = tree.exprs[expr].kind,
      let resolution = program.resolution.resolveBody(of: def)
    else { return makeError(span) }
    // It is a body of its own, but its type may come from what is around it.
    let (target, _) = branchExpectation(expectation, span)
    let outerBase = localBase
    let outerDiverges = diverges
    localBase = UInt32(typed.variables.count)
    declareLocals(of: resolution)
    functions.append(
      FunctionScope(
        returnType: target, results: BranchUnifier(expected: target, role: .block), closure: currentClosure,
        allowsReturn: false, isAsync: false, returnSpan: .none, outerBreaks: breaks.count))
    let checked = checkBlockExpression(block, .type(target), span)
    let value = coerce(checked, to: target, syntax: expr)
    functions.removeLast()
    localBase = outerBase
    diverges = outerDiverges
    inlineConstants.append(InlineConstant(definition: def, type: target, value: value, span: span))
    return make(.constant(def, ownerArgs), target, span)
  }

  // MARK: casts

  private func checkCast(_ operand: ExprID, _ node: TypeNodeID, _ span: Span) -> TypedExprID {
    let target = lowerType(node)
    let value = check(operand, .castTo(target))
    if hasError(target) || hasError(rawType(value)) {
      typed.hasErrors = true
      return make(.error, target, span)
    }
    switch kind(target) {
    case .slice, .str, .dynamic:
      error("E0620", "cast to unsized type: `\(text(rawType(value)))` as `\(text(target))`", span)
      return makeError(span)
    default: break
    }
    let result = make(.cast(.pointerToPointer, value), target, span)
    deferredCasts.append(
      DeferredCast(
        expr: result, operand: value, target: target, operandSpan: self.span(value),
        targetSpan: tree.types[node].span, shownType: resolveFully(rawType(value))))
    return result
  }
}
