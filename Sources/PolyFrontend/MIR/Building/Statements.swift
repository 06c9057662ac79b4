// Lowers blocks, `let`, and expressions whose value nobody uses.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  mutating func lowerBlock(_ id: TypedBlockID, into destination: Place) {
    let block = source.blocks[id]
    inScope(block.span) { builder in
      let blockScope = builder.scopes.count - 1
      for statement in builder.source.statements[block.statements] {
        switch statement {
        case .expression(let id):
          builder.inTerminatingScope(builder.expr(id).span) { $0.lowerStatement(id) }
        case .let(let pattern, let initializer, let otherwise, let span):
          builder.lowerLet(pattern, initializer, otherwise, blockScope: blockScope, span)
        }
      }
      if block.tail.isNone {
        builder.assignUnit(destination, block.span)
      } else if block.dropsTailTemporariesFirst {
        builder.inTerminatingScope(builder.expr(block.tail).span) { $0.lower(into: destination, block.tail) }
      } else {
        builder.lower(into: destination, block.tail)
      }
    }
  }

  // MARK: let

  private mutating func lowerLet(
    _ patternID: TypedPatternID, _ initializer: TypedExprID, _ otherwise: TypedBlockID, blockScope: Int,
    _ span: Span
  ) {
    if initializer.isNone {
      declareBindings(patternID, storageScope: blockScope, emitStorage: true)
      forEachBinding(patternID) { builder, variable, _, _ in
        let local = builder.variableLocals[variable]
        builder.schedule(.value, local, in: blockScope, builder.source.variables[variable].span)
      }
      return
    }
    let savedScrutinee = scrutineeSpan
    defer { scrutineeSpan = savedScrutinee }
    scrutineeSpan = expr(initializer).span
    if bindsByReference(patternID) { markTemporary(initializer, scope: blockScope) }
    markExtended(initializer, scope: blockScope)
    guard otherwise.isNone else {
      let elseBlock = inIfThenScope(span, ownsTemporaries: true) { builder in
        let place = builder.lowerPlaceBuilder(initializer)
        builder.bindRefutable(patternID, place, bindingScope: blockScope, span)
      }
      let matched = current
      let matchedIsUnreachable = isUnreachable
      if let elseBlock {
        switchTo(elseBlock)
        inTerminatingScope(source.blocks[otherwise].span) { builder in
          let local = builder.newTemporary(builder.types.never, span)
          builder.lowerBlock(otherwise, into: Place(local))
        }
        if !isUnreachable { terminate(.unreachable, span) }
      }
      switchTo(matched)
      isUnreachable = matchedIsUnreachable
      return
    }
    inTerminatingScope(span) { builder in
      if case .binding(let variable, .byValue, let subpattern) = builder.pattern(patternID).kind,
        subpattern.isNone
      {
        let data = builder.source.variables[variable]
        let local = builder.declare(variable, storageScope: blockScope, span)
        builder.push(.storageLive(local), data.span)
        builder.lower(into: Place(local), initializer)
        builder.schedule(.value, local, in: blockScope, data.span)
      } else if case .wildcard = builder.pattern(patternID).kind, !builder.isPlace(initializer) {
        _ = builder.lowerTemporary(initializer)
      } else {
        let place = builder.lowerPlaceBuilder(initializer)
        builder.bindIrrefutable(patternID, place, bindingScope: blockScope, span)
      }
    }
  }

  // MARK: expression statements

  mutating func lowerStatement(_ id: TypedExprID) {
    let expression = expr(id)
    let span = expression.span
    switch expression.kind {
    case .assign(let left, let right): lowerAssignment(left, right, span)
    case .assignOperator(let op, let left, let right):
      let rightOperand = lowerOperand(right, staysInPlace: isSimple(left))
      let place = lowerPlace(left)
      let value = binary(op, .copy(place), rightOperand, expr(left).type, expr(right).type, span)
      assign(place, value, span)
    case .continueLoop(let label):
      guard let index = breakableIndex(label) else { return startUnreachable() }
      exitBreakable(index, isContinue: true, span)
    case .breakLoop(let label, let value):
      guard let index = breakableIndex(label) else { return startUnreachable() }
      lowerExitValue(value, into: breakables[index].destination, span)
      exitBreakable(index, isContinue: false, span)
    case .returnValue(let value):
      guard !breakables.isEmpty else { return startUnreachable() }
      lowerExitValue(value, into: Place(.returnPlace), span)
      exitBreakable(0, isContinue: false, span)
    case .neverToAny, .block, .ifThenElse, .match, .loop, .labelledBlock, .letCondition, .and, .or, .yield,
      .call:
      if queries.needsDrop(expression.type) {
        _ = lowerTemporary(id)
      } else {
        lower(into: Place(newTemporary(expression.type, span)), id)
      }
    case .use(let inner) where isPlace(inner):
      let operand = lowerOperand(inner)
      let local = newTemporary(expression.type, span)
      assign(Place(local), .use(operand), span)
      schedule(.value, local, in: scopes.count - 1, span)
    case .literal, .zeroSized: break
    case .error: startUnreachable()
    default:
      if isPlace(id) {
        // The value is moved or copied out, and dropped.
        let operand = lowerOperand(id)
        let local = newTemporary(expression.type, span)
        assign(Place(local), .use(operand), span)
        schedule(.value, local, in: scopes.count - 1, span)
      } else {
        _ = lowerTemporary(id)
      }
    }
  }

  private mutating func lowerExitValue(_ value: TypedExprID, into destination: Place, _ span: Span) {
    if value.isNone {
      assignUnit(destination, span)
    } else {
      lower(into: destination, value)
    }
  }

  // MARK: assignment

  private mutating func lowerAssignment(_ left: TypedExprID, _ right: TypedExprID, _ span: Span) {
    let type = expr(left).type
    if queries.needsDrop(type) {
      let value = lowerOperand(right, staysInPlace: isSimple(left))
      let place = lowerPlace(left)
      recordMoved(value)
      dropAndReplace(place, value, span)
      return
    }
    let rightExpression = expr(right)
    var isDirect = isScalarLike(type)
    if case .use(let inner) = rightExpression.kind, isPlace(inner) { isDirect = true }
    if constantOperand(right) != nil { isDirect = true }
    if isDirect, isSimple(left) {
      let value = lowerRvalue(right)
      assign(lowerPlace(left), value, span)
    } else {
      // The old value may be read while the new one is made.
      let local = newTemporary(type, span)
      lower(into: Place(local), right)
      assign(lowerPlace(left), .use(.move(Place(local))), span)
    }
  }

  /// Values that are made in a register before they are stored.
  private func isScalarLike(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .integer, .float, .reference, .pointer, .functionPointer, .functionDef, .never: true
    default: false
    }
  }

  /// Drops what the place holds and stores a new value, also if that drop panics.
  private mutating func dropAndReplace(_ place: Place, _ value: Operand, _ span: Span) {
    let next = newBlock()
    let block = current
    if isUnreachable { return }
    terminate(.drop(place, target: next, unwind: .continue), span)
    if !program.options.panicAbort {
      // On the way out the place is assigned too: it is initialised for whoever drops it.
      let cleanup = newBlock()
      body.blocks[cleanup].isCleanup = true
      body.blocks[cleanup].statements.append(Statement(.assign(place, .use(value)), span: span))
      body.blocks[block].terminator.kind.setUnwind(.cleanup(cleanup))
      let node = scopes.isEmpty ? DropTree.root : unwindNode(of: scopes.count - 1)
      body.blocks[cleanup].terminator.span = span
      unwindTree.addExit(cleanup, at: node)
    }
    switchTo(next)
    assign(place, .use(value), span)
  }
}
