// `async` blocks and `.await`.
//
// An `async` block is a coroutine: a closure without arguments of its own that is resumed with the
// context of its task. `.await` polls in a loop and suspends the coroutine while the future is pending.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func checkAsyncBlock(
    _ expr: ExprID, _ block: BlockID, isMove: Bool, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let def = program.resolution.definition(of: expr)
    guard !def.isNone, let context = program.langItem("Context") else {
      return unsupported("`async` blocks need the library's futures", span)
    }
    program.hasCoroutines = true
    // Only the body of an `async fn` takes its output's type from around it.
    let isFunctionBody = isBodyOfAsyncFunction(expr)
    let closureBody = asyncClosureBodies[expr]
    let output = closureBody?.output ?? (isFunctionBody ? expectedOutput(expectation) : nil) ?? infer.freshType(span)
    let contextType = types.reference(
      types.type(.adt(context, infer.freshArgs(for: context, span: span))), .mutable)
    let signature = SignatureData(inputs: types.types([contextType]), output: output)
    let type = types.type(.coroutine(def, ownerArgs))
    infer.closures[def] = InferredClosure(signature: signature, kind: .fnOnce, isCoroutine: true)
    let result = make(.closure(def, captures: .empty), type, span)
    let index = closures.count
    closures.append(
      ClosureState(
        definition: def, expr: expr, typedExpr: result, parent: currentClosure, type: type,
        signature: signature, kind: .fnOnce, isMove: isMove, isCoroutine: true, span: span))
    closures[index].asyncClosure = closureBody?.closure ?? -1
    let outer = enterClosure(index, returnType: output, isAsync: true, returnSpan: .none)
    let variable = makeVariable(symbols.intern("<task context>"), contextType, span, isMutable: true)
    taskContexts[index] = variable
    let pattern = makePattern(.binding(variable, .byValue, subpattern: .none), contextType, span)
    let (id, bodyType) = checkBlock(block, .type(output))
    // The body of an `async fn` ends before its parameters do.
    if isFunctionBody || closureBody != nil { typed.blocks[id].dropsTailTemporariesFirst = true }
    let value = pushReturn(make(.block(id), bodyType, span))
    leaveClosure(outer)
    closures[index].parameters = [TypedParameter(pattern: pattern, type: contextType, span: span)]
    closures[index].value = value
    return result
  }

  private func isBodyOfAsyncFunction(_ expr: ExprID) -> Bool {
    guard let function = program.functionNode(of: owner), function.header.isAsync,
      case .parsed(let outer) = function.body
    else { return false }
    return tree.blocks[outer].tail == expr
  }

  /// The output that the surroundings want of a future.
  private func expectedOutput(_ expectation: Expectation) -> Ty? {
    let type: Ty
    switch expectation {
    case .type(let wanted), .rvalueHint(let wanted), .castTo(let wanted): type = structurallyTry(wanted)
    case .none: return nil
    }
    switch types.kind(type) {
    case .typeVariable:
      for pending in infer.pendingObligations {
        guard case .projection(let item, let args, let output) = pending.obligation.predicate,
          item == program.lang.futureOutput, types.count(args) > 0, let own = types.arg(args, 0).type,
          resolve(own) == type
        else { continue }
        return output
      }
      return nil
    case .dynamic(let existential, _):
      return types.data(existential).projections.first { $0.item == program.lang.futureOutput }?.type
    default: return nil
    }
  }

  /// `match IntoFuture::into_future(e) { mut awaitee => loop { match Future::poll(
  /// Pin::new_unchecked(&mut awaitee), task_context) { Ready(v) => break v, Pending => {} }
  /// task_context = yield () } }`
  func checkAwait(_ future: ExprID, _ span: Span) -> TypedExprID {
    let value = check(future)
    guard currentClosure >= 0, let taskContext = taskContexts[currentClosure] else {
      error(
        "E0728", "`await` is only allowed inside `async` functions and blocks", span,
        label: "only allowed inside `async` functions and blocks")
      return makeError(span)
    }
    guard let intoFuture = program.langItem("into_future"), let poll = program.langItem("poll"),
      let newUnchecked = program.langItem("new_unchecked"), let ready = program.langItem("Ready"),
      let pending = program.langItem("Pending"),
      let intoTrait = program.traitOf(item: intoFuture), let futureTrait = program.traitOf(item: poll),
      let futureItem = associatedType(of: intoTrait, named: symbols.intern("IntoFuture")),
      let outputItem = associatedType(of: futureTrait, named: Names.Output)
    else { return unsupported("`.await` needs the library's futures", span) }
    let valueType = structurallyTry(rawType(value))
    if hasError(valueType) {
      typed.hasErrors = true
      return makeError(span)
    }
    let args = types.args([GenericArg(valueType)])
    let futureType = normalize(types.type(.projection(futureItem, args)), span: span)
    let futureArgs = types.args([GenericArg(futureType)])
    let output = normalize(types.type(.projection(outputItem, futureArgs)), span: span)

    let intoCallee = make(.zeroSized, types.type(.functionDef(intoFuture, args)), span)
    let scrutinee = make(.call(callee: intoCallee, arguments: list([value]), isOperator: false), futureType, span)
    let awaitee = makeVariable(program.awaiteeName, futureType, span, isMutable: true)

    let reference = types.reference(futureType, .mutable)
    let pinArgs = infer.freshArgs(for: newUnchecked, span: span)
    let pinSignature = instantiatedSignature(newUnchecked, pinArgs, span: span)
    _ = unify(types.type(pinSignature.inputs, 0), reference)
    let borrowed = make(
      .borrow(.mutable, make(.variable(awaitee), futureType, span), explicit: false), reference, span)
    let pinCallee = make(.zeroSized, types.type(.functionDef(newUnchecked, pinArgs)), span)
    let pinned = make(
      .call(callee: pinCallee, arguments: list([borrowed]), isOperator: false), pinSignature.output, span)

    let contextType = typed.variables[taskContext].type
    let contextTarget = builtinDeref(resolve(contextType), allowRaw: false) ?? types.error
    func context() -> TypedExprID { make(.variable(taskContext), contextType, span) }
    let reborrowed = make(
      .borrow(.mutable, make(.deref(context()), contextTarget, span), explicit: false), contextType, span)
    let pollCallee = make(.zeroSized, types.type(.functionDef(poll, futureArgs)), span)
    let pollDef = definitions.parent(ready)
    let pollArgs = types.args([GenericArg(output)])
    let pollType = types.type(.adt(pollDef, pollArgs))
    let polled = make(
      .call(callee: pollCallee, arguments: list([pinned, reborrowed]), isOperator: false), pollType, span)

    let label = makeLabel()
    let data = program.adt(pollDef)
    let result = makeVariable(symbols.intern("result"), output, span, isMutable: false)
    let leave = make(.breakLoop(label, make(.variable(result), output, span)), types.never, span)
    let readyArm = makeVariantArm(
      pollDef, UInt32(data.variantIndex(of: ready) ?? 0), pollArgs, pollType, result, output,
      body: make(.neverToAny(leave), types.unit, span), span)
    let pendingArm = typed.arms.push(
      TypedArm(
        pattern: makePattern(
          .variant(pollDef, variant: UInt32(data.variantIndex(of: pending) ?? 1), pollArgs, .empty), pollType, span),
        guardCondition: .none, body: makeUnit(span), span: span))
    let test = make(.match(polled, typed.armLists.make([readyArm, pendingArm])), types.unit, span)
    let suspend = make(
      .assign(context(), make(.yield(makeUnit(span)), contextType, span)), types.unit, span)
    let body = makeBlock([.expression(test), .expression(suspend)], tail: .none, type: types.unit, span)
    let loop = make(.loop(label, body), output, span)
    let binding = makePattern(.binding(awaitee, .byValue, subpattern: .none), futureType, span)
    let arm = typed.arms.push(TypedArm(pattern: binding, guardCondition: .none, body: loop, span: span))
    return make(.match(scrutinee, typed.armLists.make([arm])), output, span)
  }
}
