// Lowers typed expressions to operands: constants, copies and moves of places, temporaries.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  /// The constant that an expression is, without evaluating anything.
  mutating func constantOperand(_ id: TypedExprID) -> Operand? {
    let expression = expr(id)
    switch expression.kind {
    case .literal(let value): return constant(.value(value), expression.type, expression.span)
    case .constant(let def, let args): return constant(.item(def, args), expression.type, expression.span)
    case .constParameter(let const): return constant(.typeConst(const), expression.type, expression.span)
    case .zeroSized: return constant(.zeroSized, expression.type, expression.span)
    default: return nil
    }
  }

  /// Whether evaluating the expression neither writes, calls, nor leaves: then operands evaluated before
  /// it may stay in their places.
  func isSimple(_ id: TypedExprID) -> Bool {
    switch expr(id).kind {
    case .literal, .constant, .constParameter, .zeroSized, .variable, .upvar, .staticItem: true
    case .use(let inner), .field(let inner, _), .deref(let inner): isSimple(inner)
    case .index(let base, let index): isSimple(base) && isSimple(index)
    case .borrow(_, let inner, _), .rawBorrow(_, let inner): isPlace(inner) && isSimple(inner)
    default: false
    }
  }

  /// Evaluates to an operand. `staysInPlace`: a place may be read (or moved) later, by the consumer,
  /// because nothing that is evaluated in between can change it.
  mutating func lowerOperand(_ id: TypedExprID, staysInPlace: Bool = true) -> Operand {
    if let operand = constantOperand(id) { return operand }
    let expression = expr(id)
    var placeID = id
    if case .use(let inner) = expression.kind { placeID = inner }
    if isPlace(placeID), staysInPlace {
      let place = lowerPlace(placeID)
      return consume(place, expression.type)
    }
    if case .use(let inner) = expression.kind, !isPlace(inner) {
      return lowerOperand(inner, staysInPlace: staysInPlace)
    }
    let local = newTemporary(expression.type, expression.span)
    lower(into: Place(local), id)
    schedule(.value, local, in: scopes.count - 1, expression.span)
    return .move(Place(local))
  }

  /// Evaluates several operands in order.
  mutating func lowerOperands(_ list: some RandomAccessCollection<TypedExprID>) -> [Operand] {
    var operands: [Operand] = []
    operands.reserveCapacity(list.count)
    // From the end: whether everything after an operand is simple.
    var staysInPlace = [Bool](repeating: true, count: list.count)
    var allSimple = true
    for (index, id) in list.enumerated().reversed() {
      staysInPlace[index] = allSimple
      if allSimple, !isSimple(id) { allSimple = false }
    }
    for (index, id) in list.enumerated() {
      operands.append(lowerOperand(id, staysInPlace: staysInPlace[index]))
    }
    return operands
  }
}
