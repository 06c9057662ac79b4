// Lowers conditions: `&&`, `||`, `!`, `let` and plain bools as control flow.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  func isShortCircuit(_ id: TypedExprID) -> Bool {
    switch expr(id).kind {
    case .and, .or, .letCondition: true
    case .unary(.not, let inner): isShortCircuit(inner)
    default: false
    }
  }

  /// Goes on where the condition is true; where it is false the open if-then scope is left.
  mutating func lowerCondition(_ id: TypedExprID) {
    let expression = expr(id)
    let span = expression.span
    switch expression.kind {
    case .and(let left, let right):
      lowerCondition(left)
      lowerCondition(right)
    case .or(let left, let right):
      var onTrue = BasicBlock.none
      var leftReaches = false
      let onFalse = inIfThenScope(span) { builder in
        builder.lowerCondition(left)
      }
      onTrue = current
      leftReaches = !isUnreachable
      guard let onFalse else { return }
      switchTo(onFalse)
      lowerCondition(right)
      guard leftReaches else { return }
      if isUnreachable {
        switchTo(onTrue)
      } else {
        let join = newBlock()
        terminate(.goto(join), span)
        body.blocks[onTrue].terminator = Terminator(.goto(join), span: span)
        switchTo(join)
      }
    case .unary(.not, let inner) where expression.type == types.bool:
      let onFalse = inIfThenScope(span) { $0.lowerCondition(inner) }
      if !isUnreachable { breakForElse(span) }
      if let onFalse { switchTo(onFalse) } else { startUnreachable() }
    case .letCondition(let pattern, let initializer): lowerLetCondition(pattern, initializer, span)
    case .use(let inner) where !isPlace(inner): lowerCondition(inner)
    default:
      let condition = inTerminatingScope(span) { builder -> Operand in
        let operand = builder.lowerOperand(id)
        switch operand {
        case .constant: return operand
        case .move(let place) where place.projections.isEmpty: return operand
        default: break
        }
        // Temporaries end before the branch, so the value must not be read out of them.
        let local = builder.newTemporary(builder.types.bool, span)
        builder.assign(Place(local), .use(operand), span)
        return .move(Place(local))
      }
      guard !isUnreachable else { return }
      let onTrue = newBlock()
      let onFalse = newBlock()
      branch(condition, true: onTrue, false: onFalse, span)
      switchTo(onFalse)
      breakForElse(span)
      switchTo(onTrue)
    }
  }

  /// A short-circuit expression as a value.
  mutating func lowerBoolean(_ id: TypedExprID, into destination: Place) {
    let span = expr(id).span
    let bool = types.bool
    let join = newBlock()
    var reaches = false
    let onFalse = inIfThenScope(span) {
      $0.lowerCondition(id)
    } then: { builder in
      let value = builder.scalar(1, bool, span)
      builder.assign(destination, .use(value), span)
    }
    if !isUnreachable {
      terminate(.goto(join), span)
      reaches = true
    }
    if let onFalse {
      switchTo(onFalse)
      let value = scalar(0, bool, span)
      assign(destination, .use(value), span)
      goto(join, span)
      reaches = true
    }
    if reaches { switchTo(join) } else { startUnreachable() }
  }
}
