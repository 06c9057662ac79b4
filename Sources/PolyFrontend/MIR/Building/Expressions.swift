// Lowers typed expressions into a destination place: control flow, calls, and everything else by its
// rvalue.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  /// Evaluates the expression into `destination`, which holds no value before.
  mutating func lower(into destination: Place, _ id: TypedExprID) {
    guard !id.isNone else { return }
    let expression = expr(id)
    let span = expression.span
    switch expression.kind {
    case .block(let block): lowerBlock(block, into: destination)
    case .neverToAny(let inner):
      lowerDiverging(inner)
    case .ifThenElse(let condition, let then, let otherwise):
      lowerIf(condition, then, otherwise, into: destination, span)
    case .letCondition, .and, .or: lowerBoolean(id, into: destination)
    case .unary(.not, let inner) where isShortCircuit(inner): lowerBoolean(id, into: destination)
    case .match(let scrutinee, let arms): lowerMatch(scrutinee, Array(source.armLists[arms]), into: destination, span)
    case .loop(let label, let inner): lowerLoop(label, inner, into: destination, span)
    case .labelledBlock(let label, let inner):
      inBreakableScope(label, destination: destination, span) { $0.lower(into: destination, inner) }
    case .call(let callee, let arguments, _):
      lowerCall(callee, Array(source.exprLists[arguments]), into: destination, expression)
    case .assign, .assignOperator:
      lowerStatement(id)
      assignUnit(destination, span)
    case .breakLoop, .continueLoop, .returnValue: lowerStatement(id)
    case .yield(let value): lowerYield(value, into: destination, span)
    case .error:
      startUnreachable()
    case .use(let inner) where !isPlace(inner): lower(into: destination, inner)
    case .tuple(let list) where list.isEmpty: assignUnit(destination, span)
    default:
      let value = lowerRvalue(id)
      if expression.type == types.unit, case .use(.constant) = value {
        assignUnit(destination, span)
      } else {
        assign(destination, value, span)
      }
    }
  }

  /// Evaluates an expression of type `!`.
  private mutating func lowerDiverging(_ id: TypedExprID) {
    let expression = expr(id)
    if isPlace(id) {
      _ = lowerPlace(id)
    } else {
      let local = newTemporary(expression.type, expression.span)
      lower(into: Place(local), id)
    }
    if !isUnreachable {
      terminate(.unreachable, expression.span)
      startUnreachable()
    }
  }

  // MARK: calls

  private mutating func lowerCall(
    _ callee: TypedExprID, _ arguments: [TypedExprID], into destination: Place, _ expression: TypedExpr
  ) {
    let isNever = expression.type == types.never
    inScope(expression.span) { builder in
      let operands = builder.lowerOperands([callee] + arguments)
      for operand in operands { builder.recordMoved(operand) }
      builder.call(
        operands[0], Array(operands.dropFirst()), into: destination, returns: !isNever, expression.span)
    }
  }

  private mutating func lowerYield(_ value: TypedExprID, into destination: Place, _ span: Span) {
    let operand = lowerOperand(value)
    recordMoved(operand)
    let resume = newBlock()
    let dropBlock = newBlock()
    terminate(.yield(operand, resumePlace: destination, resume: resume, drop: dropBlock), span)
    // A suspended coroutine that is dropped leaves all scopes as `return` does.
    switchTo(dropBlock)
    var tree = DropTree()
    var node = DropTree.root
    for scope in scopes { for drop in scope.drops { node = tree.add(drop, next: node) } }
    tree.addExit(dropBlock, at: node)
    setSpan(span)
    let end = newBlock()
    body.blocks[end].terminator = Terminator(.coroutineDrop, span: span)
    let savedScopes = scopes
    scopes.removeAll()
    buildExitTree(tree, to: end)
    scopes = savedScopes
    switchTo(resume)
  }

  // MARK: branches

  private mutating func lowerIf(
    _ condition: TypedExprID, _ then: TypedExprID, _ otherwise: TypedExprID, into destination: Place,
    _ span: Span
  ) {
    let join = newBlock()
    var thenReaches = false
    let elseBlock = inIfThenScope(span, ownsTemporaries: rescopesConditions) {
      $0.lowerCondition(condition)
    } then: { builder in
      let thenSpan = builder.expr(then).span
      builder.inTerminatingScope(thenSpan) { $0.lower(into: destination, then) }
    }
    if !isUnreachable {
      thenReaches = true
      terminate(.goto(join), span)
    }
    guard let elseBlock else {
      // The condition cannot fail.
      if thenReaches { switchTo(join) } else { startUnreachable() }
      return
    }
    switchTo(elseBlock)
    if otherwise.isNone {
      assignUnit(destination, span)
    } else {
      inTerminatingScope(expr(otherwise).span) { $0.lower(into: destination, otherwise) }
    }
    let elseReaches = !isUnreachable
    goto(join, span)
    if thenReaches || elseReaches { switchTo(join) } else { startUnreachable() }
  }

  private mutating func lowerLoop(
    _ label: LoopLabel, _ inner: TypedExprID, into destination: Place, _ span: Span
  ) {
    let head = newBlock()
    goto(head, span)
    let wasUnreachable = isUnreachable
    inBreakableScope(label, destination: destination, head: head, span) { builder in
      builder.switchTo(head)
      builder.isUnreachable = wasUnreachable
      builder.inTerminatingScope(builder.expr(inner).span) { builder in
        let unit = builder.newTemporary(builder.expr(inner).type, span)
        builder.lower(into: Place(unit), inner)
      }
      builder.goto(head, span)
      builder.startUnreachable()
    }
  }
}
