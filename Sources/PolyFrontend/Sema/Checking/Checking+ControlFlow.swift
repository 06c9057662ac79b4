// Conditions, loops, `match`, jumps and `?`; `while`, `for` and `?` are desugared here.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  // MARK: if

  func checkIf(
    _ condition: ExprID, _ then: BlockID, _ otherwise: ExprID, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let test = check(condition, coercedTo: types.bool)
    let afterCondition = diverges
    if otherwise.isNone {
      diverges = false
      var isUnitExpected = false
      if case .type(let type) = expectation, case .tuple(let list) = kind(type), types.count(list) == 0 {
        isUnitExpected = true
      }
      if case .type(let wanted) = expectation, !isUnitExpected, !isVariable(structurallyTry(wanted)), !unifies(wanted, types.unit) {
        return checkIfWithoutElse(test, then, structurallyTry(wanted), afterCondition, span)
      }
      let (block, type) = checkBlock(then, isUnitExpected ? .type(types.unit) : .none)
      var body = make(.block(block), type, tree.blocks[then].span)
      if isNever(type) {
        body = make(.neverToAny(body), types.unit, tree.blocks[then].span)
      } else if !unify(type, types.unit), !hasError(type) {
        report(
          Diagnostic(
            .error, code: "E0317", "`if` may be missing an `else` clause", at: span,
            label: "expected `\(text(type))`, found `()`"
          ).note("`if` expressions without `else` evaluate to `()`")
            .help("consider adding an `else` block that evaluates to the expected type"))
        diverges = afterCondition
        return makeError(span)
      }
      diverges = afterCondition
      return make(.ifThenElse(condition: test, then: body, otherwise: .none), types.unit, span)
    }
    let (target, hint) = branchExpectation(expectation, span)
    var unifier = BranchUnifier(expected: target, role: .ifElse)
    diverges = false
    let (block, thenType) = checkBlock(then, hint)
    var thenValue = make(.block(block), thenType, tree.blocks[then].span)
    let thenDiverges = diverges
    thenValue = push(thenValue, &unifier)
    diverges = false
    let elseRaw = check(otherwise, hint)
    let elseDiverges = diverges
    let elseValue = push(elseRaw, &unifier)
    diverges = afterCondition || (thenDiverges && elseDiverges)
    return make(
      .ifThenElse(condition: test, then: thenValue, otherwise: elseValue), finish(unifier), span)
  }

  /// An `if` whose value is wanted but that has no `else`: E0317.
  private func checkIfWithoutElse(
    _ test: TypedExprID, _ then: BlockID, _ wanted: Ty, _ afterCondition: Bool, _ span: Span
  ) -> TypedExprID {
    _ = checkBlock(then, .none)
    diverges = afterCondition
    if !hasError(wanted) {
      report(
        Diagnostic(
          .error, code: "E0317", "`if` may be missing an `else` clause", at: span,
          label: "expected `\(text(wanted))`, found `()`"
        ).note("`if` expressions without `else` evaluate to `()`")
          .help("consider adding an `else` block that evaluates to the expected type"))
    }
    return makeError(span)
  }

  func checkLetCondition(_ pattern: PatID, _ scrutinee: ExprID, _ span: Span) -> TypedExprID {
    let value = check(scrutinee)
    let type = rawType(value)
    let checked = checkPatterns([pattern], of: value, type, PatternContext(span: tree.span(scrutinee)))[0]
    matchChecks.append(
      MatchCheck(
        kind: .ifLet, scrutinee: type, patterns: [checked], arms: [], span: tree.span(pattern),
        scrutineeSpan: tree.span(scrutinee)))
    return make(.letCondition(checked, value), types.bool, span)
  }

  // MARK: match

  func checkMatch(_ scrutinee: ExprID, _ arms: [MatchArm], _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let value = check(scrutinee)
    let scrutineeType = rawType(value)
    let afterScrutinee = diverges
    let context = PatternContext(span: tree.span(scrutinee))
    let patterns = checkPatterns(arms.map(\.pattern), of: value, scrutineeType, context)
    let (target, hint) = branchExpectation(expectation, span)
    var unifier = BranchUnifier(expected: target, role: .matchArm)
    var allDiverge = true
    var result: [ArmID] = []
    var bodies: [TypedExprID] = []
    result.reserveCapacity(arms.count)
    var guards: [TypedExprID] = []
    for arm in arms {
      diverges = false
      var guardCondition = TypedExprID.none
      if !arm.guardCondition.isNone {
        guardCondition = check(arm.guardCondition, coercedTo: types.bool)
        diverges = false
      }
      let body = check(arm.body, hint)
      allDiverge = allDiverge && diverges
      guards.append(guardCondition)
      bodies.append(push(body, &unifier))
    }
    for (position, arm) in arms.enumerated() {
      result.append(
        typed.arms.push(
          TypedArm(
            pattern: patterns[position], guardCondition: guards[position], body: bodies[position],
            span: arm.span)))
    }
    diverges = afterScrutinee || allDiverge
    let type = arms.isEmpty ? types.never : finish(unifier)
    matchChecks.append(
      MatchCheck(
        kind: .match, scrutinee: scrutineeType, patterns: [], arms: result, span: span,
        scrutineeSpan: tree.span(scrutinee)))
    return make(.match(value, typed.armLists.make(result)), type, span)
  }

  // MARK: loops

  func checkLoop(_ expr: ExprID, _ body: BlockID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let (target, _) = branchExpectation(expectation, span)
    let label = makeLabel()
    breaks.append(
      BreakScope(
        expr: expr, label: label, isLoop: true, values: BranchUnifier(expected: target, role: .breakValue)))
    let wasDiverging = diverges
    let block = checkUnitBlock(body)
    let scope = breaks.removeLast()
    diverges = wasDiverging
    let type = scope.mayBreak ? finish(scope.values ?? BranchUnifier(expected: target, role: .breakValue)) : types.never
    return make(.loop(label, block), type, span)
  }

  /// A loop's body: a block of type `()`.
  private func checkUnitBlock(_ body: BlockID) -> TypedExprID {
    let (block, type) = checkBlock(body, .type(types.unit))
    let value = make(.block(block), type, tree.blocks[body].span)
    if isNever(type) { return make(.neverToAny(value), types.unit, tree.blocks[body].span) }
    return value
  }

  func checkWhile(_ expr: ExprID, _ condition: ExprID, _ body: BlockID, _ span: Span) -> TypedExprID {
    let label = makeLabel()
    breaks.append(BreakScope(expr: expr, label: label, isLoop: true, values: nil))
    let wasDiverging = diverges
    let test = check(condition, coercedTo: types.bool)
    let afterCondition = diverges
    let block = checkUnitBlock(body)
    breaks.removeLast()
    diverges = wasDiverging || afterCondition
    let leave = make(
      .neverToAny(make(.breakLoop(label, .none), types.never, span)), types.unit, span)
    let step = make(.ifThenElse(condition: test, then: block, otherwise: leave), types.unit, span)
    return make(.loop(label, step), types.unit, span)
  }

  /// `match IntoIterator::into_iter(e) { mut iter => loop { match Iterator::next(&mut iter) {
  /// None => break, Some(pattern) => body } } }`
  func checkFor(_ expr: ExprID, _ pattern: PatID, _ iterated: ExprID, _ body: BlockID, _ span: Span) -> TypedExprID {
    let value = check(iterated)
    let valueSpan = tree.span(iterated)
    let label = makeLabel()
    guard let intoIter = program.langItem("into_iter"), let next = program.langItem("next"),
      let intoIterator = program.traitOf(item: intoIter), let iterator = program.traitOf(item: next),
      let intoIterType = associatedType(of: intoIterator, named: symbols.intern("IntoIter")),
      let itemType = associatedType(of: iterator, named: Names.Item),
      let some = program.langItem("Some"), let none = program.langItem("None")
    else { return unsupported("`for` loops need the library's iterator traits", span) }
    let iterableArgs = types.args([GenericArg(rawType(value))])
    register(TraitRef(intoIterator, iterableArgs), valueSpan, cause: .forLoop)
    let iteratorType = normalize(types.type(.projection(intoIterType, iterableArgs)), span: valueSpan)
    let iteratorArgs = types.args([GenericArg(iteratorType)])
    let element = normalize(types.type(.projection(itemType, iteratorArgs)), span: valueSpan)
    let option = definitions.parent(some)
    let optionArgs = types.args([GenericArg(element)])
    let optionType = types.type(.adt(option, optionArgs))

    let wasDiverging = diverges
    let checkedPattern = checkPattern(pattern, element, PatternContext(span: valueSpan))
    matchChecks.append(
      MatchCheck(
        kind: .forLoop, scrutinee: element, patterns: [checkedPattern], arms: [], span: tree.span(pattern),
        scrutineeSpan: valueSpan))
    breaks.append(BreakScope(expr: expr, label: label, isLoop: true, values: nil))
    let block = checkUnitBlock(body)
    breaks.removeLast()
    diverges = wasDiverging

    let intoCallee = make(.zeroSized, types.type(.functionDef(intoIter, iterableArgs)), valueSpan)
    let intoCall = make(
      .call(callee: intoCallee, arguments: list([value]), isOperator: false), iteratorType, valueSpan)
    let variable = makeVariable(symbols.intern("iter"), iteratorType, valueSpan, isMutable: true)
    let place = make(.variable(variable), iteratorType, valueSpan)
    let borrowed = make(
      .borrow(.mutable, place, explicit: false), types.reference(iteratorType, .mutable), valueSpan)
    let nextCallee = make(.zeroSized, types.type(.functionDef(next, iteratorArgs)), valueSpan)
    let nextCall = make(
      .call(callee: nextCallee, arguments: list([borrowed]), isOperator: false), optionType, valueSpan)
    let data = program.adt(option)
    let leave = make(.neverToAny(make(.breakLoop(label, .none), types.never, span)), types.unit, span)
    let noneArm = typed.arms.push(
      TypedArm(
        pattern: typed.patterns.push(
          TypedPattern(
            kind: .variant(option, variant: UInt32(data.variantIndex(of: none) ?? 0), optionArgs, .empty),
            type: optionType, span: valueSpan)),
        guardCondition: .none, body: leave, span: span))
    let someArm = typed.arms.push(
      TypedArm(
        pattern: typed.patterns.push(
          TypedPattern(
            kind: .variant(
              option, variant: UInt32(data.variantIndex(of: some) ?? 1), optionArgs,
              typed.fieldPatterns.make([FieldPattern(index: 0, pattern: checkedPattern)])),
            type: optionType, span: tree.span(pattern))),
        guardCondition: .none, body: block, span: span))
    let step = make(.match(nextCall, typed.armLists.make([noneArm, someArm])), types.unit, span)
    let stepBlock = makeBlock([.expression(step)], tail: .none, type: types.unit, span)
    let loop = make(.loop(label, stepBlock), types.unit, span)
    let binding = typed.patterns.push(
      TypedPattern(kind: .binding(variable, .byValue, subpattern: .none), type: iteratorType, span: valueSpan))
    let arm = typed.arms.push(
      TypedArm(pattern: binding, guardCondition: .none, body: loop, span: span))
    return make(.match(intoCall, typed.armLists.make([arm])), types.unit, span)
  }

  // MARK: jumps

  private func breakScope(of expr: ExprID) -> Int? {
    let target = program.resolution.jumpTarget(of: expr)
    guard !target.isNone else { return nil }
    let first = functions.last?.outerBreaks ?? 0
    guard first <= breaks.count else { return nil }
    return breaks[first...].lastIndex { $0.expr == target }
  }

  func checkBreak(_ expr: ExprID, _ value: ExprID, _ span: Span) -> TypedExprID {
    guard let index = breakScope(of: expr) else {
      if !value.isNone { _ = check(value) }
      // Name resolution reported it.
      typed.hasErrors = true
      return make(.error, types.error, span)
    }
    let label = breaks[index].label
    breaks[index].mayBreak = true
    var result = TypedExprID.none
    if value.isNone {
      if breaks[index].values != nil {
        var unifier = breaks[index].values!
        if !pushUnit(&unifier, span) {
          let expected = unifier.merged ?? unifier.expected
          if !hasError(expected) {
            error(
              "E0308", "mismatched types", span, label: "expected `\(text(expected))`, found `()`")
          }
          unifier.isErroneous = true
        }
        breaks[index].values = unifier
      }
    } else if breaks[index].values == nil {
      _ = check(value)
      report(
        Diagnostic(
          .error, code: "E0571", "`break` with value from a `\(loopWord(index))` loop", at: span,
          label: "can only break with a value inside `loop` or breakable block"
        ).help("use `break` on its own without a value inside this `\(loopWord(index))` loop"))
    } else {
      var hint = Expectation.none
      if let unifier = breaks[index].values {
        let expected = structurallyTry(unifier.merged ?? unifier.expected)
        if case .typeVariable = types.kind(expected) {} else { hint = .type(expected) }
      }
      let checked = check(value, hint)
      if var unifier = breaks[index].values {
        result = push(checked, &unifier)
        breaks[index].values = unifier
      }
    }
    return make(.breakLoop(label, result), types.never, span)
  }

  private func loopWord(_ index: Int) -> String {
    let expr = breaks[index].expr
    if !expr.isNone, case .forLoop = tree.exprs[expr].kind { return "for" }
    return "while"
  }

  func checkContinue(_ expr: ExprID, _ span: Span) -> TypedExprID {
    guard let index = breakScope(of: expr) else {
      typed.hasErrors = true
      return makeError(span)
    }
    guard breaks[index].isLoop else {
      error(
        "E0696", "`continue` pointing to a labeled block", span,
        label: "labeled blocks cannot be `continue`'d")
      return makeError(span)
    }
    return make(.continueLoop(breaks[index].label), types.never, span)
  }

  func checkReturn(_ value: ExprID, _ span: Span) -> TypedExprID {
    guard let scope = functions.last, scope.allowsReturn else {
      if !value.isNone { _ = check(value) }
      error("E0572", "return statement outside of function body", span)
      return makeError(span)
    }
    let index = functions.count - 1
    if value.isNone {
      var unifier = functions[index].results
      if !pushUnit(&unifier, span) {
        let expected = unifier.merged ?? unifier.expected
        if !hasError(expected) {
          report(
            Diagnostic(
              .error, code: "E0069", "`return;` in a function whose return type is not `()`", at: span,
              label: "return type is not `()`"))
        }
        unifier.isErroneous = true
      }
      functions[index].results = unifier
      return make(.returnValue(.none), types.never, span)
    }
    let expected = scope.results.merged ?? scope.results.expected
    let checked = check(value, .type(expected))
    return make(.returnValue(pushReturn(checked)), types.never, span)
  }

  /// Adds a value to the results of the current function.
  func pushReturn(_ value: TypedExprID) -> TypedExprID {
    let index = functions.count - 1
    var unifier = functions[index].results
    let result = push(value, &unifier, cause: .returnType(functions[index].returnSpan))
    functions[index].results = unifier
    return result
  }

  // MARK: ?

  /// `match Try::branch(e) { Continue(v) => v, Break(r) => return FromResidual::from_residual(r) }`
  func checkTry(_ operand: ExprID, _ span: Span) -> TypedExprID {
    let value = check(operand)
    guard let branch = program.langItem("branch"), let fromResidual = program.langItem("from_residual"),
      let tryTrait = program.traitOf(item: branch), let residualTrait = program.traitOf(item: fromResidual),
      let outputItem = associatedType(of: tryTrait, named: Names.Output),
      let residualItem = associatedType(of: tryTrait, named: symbols.intern("Residual")),
      let continueVariant = program.langItem("Continue"), let breakVariant = program.langItem("Break")
    else { return unsupported("`?` needs the library's `Try` trait", span) }
    guard let scope = functions.last, scope.allowsReturn else {
      error(
        "E0277", "the `?` operator can only be used in a function that returns `Result` or `Option`", span,
        label: "cannot use the `?` operator in a constant")
      return makeError(span)
    }
    let valueType = structurallyTry(rawType(value))
    if hasError(valueType) {
      typed.hasErrors = true
      return makeError(span)
    }
    let args = types.args([GenericArg(valueType)])
    let sign = Span(max(span.lower, span.upper &- 1), span.upper)
    register(TraitRef(tryTrait, args), sign, cause: .question)
    let output = normalize(types.type(.projection(outputItem, args)), span: span)
    let residual = normalize(types.type(.projection(residualItem, args)), span: span)
    let flow = definitions.parent(continueVariant)
    let flowArgs = types.args([GenericArg(residual), GenericArg(output)])
    let flowType = types.type(.adt(flow, flowArgs))
    let data = program.adt(flow)

    let branchCallee = make(.zeroSized, types.type(.functionDef(branch, args)), span)
    let scrutinee = make(
      .call(callee: branchCallee, arguments: list([value]), isOperator: false), flowType, span)

    let returned = resolve(scope.results.merged.map { isNever($0) ? scope.results.expected : $0 } ?? scope.results.expected)
    let residualArgs = types.args([GenericArg(returned), GenericArg(residual)])
    register(TraitRef(residualTrait, residualArgs), sign, cause: .question)
    let residualVariable = makeVariable(symbols.intern("residual"), residual, span, isMutable: false)
    let residualCallee = make(.zeroSized, types.type(.functionDef(fromResidual, residualArgs)), span)
    let converted = make(
      .call(
        callee: residualCallee, arguments: list([make(.variable(residualVariable), residual, span)]),
        isOperator: false), returned, span)
    let leave = make(.returnValue(pushReturn(converted)), types.never, span)

    let outputVariable = makeVariable(symbols.intern("val"), output, span, isMutable: false)
    let continueArm = makeVariantArm(
      flow, UInt32(data.variantIndex(of: continueVariant) ?? 0), flowArgs, flowType, outputVariable, output,
      body: make(.variable(outputVariable), output, span), span)
    let breakArm = makeVariantArm(
      flow, UInt32(data.variantIndex(of: breakVariant) ?? 1), flowArgs, flowType, residualVariable, residual,
      body: make(.neverToAny(leave), output, span), span)
    // The arm that leaves is coerced to the type of the other one.
    infer.markDiverging(output)
    return make(.match(scrutinee, typed.armLists.make([continueArm, breakArm])), output, span)
  }

  /// `Variant(variable) => body`
  func makeVariantArm(
    _ def: DefID, _ variant: UInt32, _ args: Args, _ type: Ty, _ variable: Variable, _ variableType: Ty,
    body: TypedExprID, _ span: Span
  ) -> ArmID {
    let binding = typed.patterns.push(
      TypedPattern(kind: .binding(variable, .byValue, subpattern: .none), type: variableType, span: span))
    let pattern = typed.patterns.push(
      TypedPattern(
        kind: .variant(
          def, variant: variant, args, typed.fieldPatterns.make([FieldPattern(index: 0, pattern: binding)])),
        type: type, span: span))
    return typed.arms.push(TypedArm(pattern: pattern, guardCondition: .none, body: body, span: span))
  }
}
