// Lowers typed expressions to rvalues: arithmetic with its checks, casts, borrows, aggregates.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  mutating func lowerRvalue(_ id: TypedExprID) -> Rvalue {
    let expression = expr(id)
    let span = expression.span
    switch expression.kind {
    case .binary(let op, let left, let right):
      let operands = lowerOperands([left, right])
      return binary(op, operands[0], operands[1], expr(left).type, expr(right).type, span)
    case .unary(let op, let inner):
      let operand = lowerOperand(inner)
      if op == .negate { checkNegation(operand, expression.type, span) }
      return .unary(op, operand)
    case .cast(let kind, let inner): return lowerCast(kind, inner, expression.type, span)
    case .borrow(let kind, let inner, _): return lowerBorrow(kind, inner, id)
    case .rawBorrow(let mutability, let inner): return .rawPointer(mutability, lowerPlace(inner))
    case .tuple(let list): return aggregate(.tuple, Array(source.exprLists[list]))
    case .array(let list):
      guard case .array(let element, _) = types.kind(expression.type) else {
        return aggregate(.array(element: types.error), Array(source.exprLists[list]))
      }
      return aggregate(.array(element: element), Array(source.exprLists[list]))
    case .repeatArray(let value, let count): return lowerRepeat(value, count, span)
    case .closure(let def, let captures):
      var kind = AggregateKind.closure(def, types.emptyArgs)
      switch types.kind(expression.type) {
      case .coroutine(_, let args): kind = .coroutine(def, args)
      case .closure(_, let args): kind = .closure(def, args)
      default: break
      }
      let operands = lowerOperands(source.exprLists[captures])
      for operand in operands {
        if case .move(let place) = operand { body.notes.captures.insert(place.local) }
        recordMoved(operand)
      }
      return .aggregate(kind, body.operands.make(operands))
    case .construct(let def, let variant, let args, let fields, let base):
      return lowerConstruct(def, variant, args, fields, base, expression)
    default: return .use(lowerOperand(id))
    }
  }

  private mutating func aggregate(_ kind: AggregateKind, _ list: [TypedExprID]) -> Rvalue {
    let operands = lowerOperands(list)
    for operand in operands { recordMoved(operand) }
    return .aggregate(kind, body.operands.make(operands))
  }

  // MARK: aggregates

  private mutating func lowerConstruct(
    _ def: DefID, _ variant: UInt32, _ args: Args, _ fields: ListRef<FieldValue>, _ base: TypedExprID,
    _ expression: TypedExpr
  ) -> Rvalue {
    var adtDef = def
    var adtArgs = args
    if case .adt(let found, let foundArgs) = types.kind(expression.type) {
      adtDef = found
      adtArgs = foundArgs
    }
    let adt = program.adt(adtDef)
    let given = Array(source.fieldValues[fields])
    let operands = lowerOperands(given.map(\.value))
    if adt.isUnion, let field = given.first {
      return .aggregate(
        .adt(adtDef, variant: 0, adtArgs, activeField: field.index), body.operands.make(operands))
    }
    let count = Int(variant) < adt.variants.count ? adt.variants[Int(variant)].fields.count : 0
    var byField = [Operand?](repeating: nil, count: count)
    for (index, field) in given.enumerated() where Int(field.index) < count {
      byField[Int(field.index)] = operands[index]
      recordMoved(operands[index])
    }
    if !base.isNone {
      let place = lowerPlaceBuilder(base)
      let baseType = PlaceType(expr(base).type)
      for index in 0..<count where byField[index] == nil {
        let field = resolved(place.appending(.field(UInt32(index))), expr(base).span)
        byField[index] = consume(field, queries.fieldType(of: baseType, UInt32(index)))
      }
    }
    var list: [Operand] = []
    list.reserveCapacity(count)
    for operand in byField {
      // A field that is missing was reported by type checking.
      list.append(operand ?? constant(.zeroSized, types.error, expression.span))
    }
    return .aggregate(.adt(adtDef, variant: variant, adtArgs, activeField: nil), body.operands.make(list))
  }

  private mutating func lowerRepeat(_ value: TypedExprID, _ count: Const, _ span: Span) -> Rvalue {
    if let length = queries.arrayLength(count), length <= 1, constantOperand(value) == nil {
      // The operand is moved once, or evaluated and dropped.
      let operand = lowerOperand(value)
      if length == 1 {
        recordMoved(operand)
        return .aggregate(
          .array(element: expr(value).type), body.operands.make(CollectionOfOne(operand)))
      }
      return .aggregate(.array(element: expr(value).type), .empty)
    }
    let operand = lowerOperand(value)
    recordMoved(operand)
    return .repeatValue(operand, count)
  }

  // MARK: borrows and casts

  private mutating func lowerBorrow(_ kind: BorrowKind, _ inner: TypedExprID, _ id: TypedExprID) -> Rvalue {
    if !isPlace(inner), promotesBorrows, let promoted = promote(kind, inner) {
      return .use(constant(.promoted(promoted), expr(id).type, expr(id).span))
    }
    return .reference(kind, lowerPlace(inner))
  }

  private mutating func lowerCast(_ kind: CastKind, _ inner: TypedExprID, _ type: Ty, _ span: Span) -> Rvalue {
    let from = expr(inner).type
    switch kind {
    case .enumToInteger:
      // The operand may be a temporary or a place: only its discriminant is read.
      var place: Place
      var source = inner
      if case .use(let used) = expr(inner).kind { source = used }
      if isPlace(source) {
        place = lowerPlace(source)
      } else {
        let local = newTemporary(from, span)
        lower(into: Place(local), inner)
        place = Place(local)
      }
      let discriminant = newTemporary(queries.discriminantType(from), span)
      assign(Place(discriminant), .discriminant(place), span)
      return .cast(.integerToInteger, .move(Place(discriminant)), type)
    default:
      let operand = lowerOperand(inner)
      recordMoved(operand)
      return .cast(kind, operand, type)
    }
  }

  // MARK: arithmetic

  /// A built-in binary operation, with the checks that its operator and the options ask for.
  mutating func binary(
    _ op: BinaryOperator, _ left: Operand, _ right: Operand, _ type: Ty, _ rightType: Ty, _ span: Span
  ) -> Rvalue {
    guard case .integer(let kind) = types.kind(type) else { return .binary(op, left, right) }
    switch op {
    case .add, .subtract, .multiply:
      guard program.options.overflowChecks else { return .binary(op, left, right) }
      let result = newTemporary(types.tuple([type, types.bool]), span)
      assign(Place(result), .checkedBinary(op, copied(left), copied(right)), span)
      let value = place(Place(result), .field(0))
      let overflow = place(Place(result), .field(1))
      assertCondition(.copy(overflow), false, .overflow(op), span)
      return .use(.copy(value))
    case .shiftLeft, .shiftRight:
      guard program.options.overflowChecks, case .integer(let amountKind) = types.kind(rightType) else {
        return .binary(op, left, right)
      }
      let amount = reread(right, rightType, span)
      let bits = UInt64(kind.bits(pointerBits: program.target.pointerBits))
      var unsigned = amount
      var unsignedType = rightType
      if amountKind.isSigned {
        unsignedType = types.integer(amountKind.unsigned)
        let temporary = newTemporary(unsignedType, span)
        assign(Place(temporary), .cast(.integerToInteger, amount, unsignedType), span)
        unsigned = .copy(Place(temporary))
      }
      let inRange = newTemporary(types.bool, span)
      assign(Place(inRange), .binary(.less, unsigned, scalar(bits, unsignedType, span)), span)
      assertCondition(.copy(Place(inRange)), true, .overflow(op), span)
      return .binary(op, left, amount)
    case .divide, .remainder:
      let divisor = reread(right, type, span)
      let dividend = reread(left, type, span)
      if nonZero(divisor) != true {
        let isZero = newTemporary(types.bool, span)
        assign(Place(isZero), .binary(.equal, divisor, scalar(0, type, span)), span)
        assertCondition(
          .copy(Place(isZero)), false, op == .divide ? .divisionByZero : .remainderByZero, span)
      }
      if kind.isSigned, isMinusOne(divisor, kind) != false {
        let isMinusOne = newTemporary(types.bool, span)
        let isMinimum = newTemporary(types.bool, span)
        let overflows = newTemporary(types.bool, span)
        assign(Place(isMinusOne), .binary(.equal, divisor, minusOne(type, kind, span)), span)
        assign(Place(isMinimum), .binary(.equal, dividend, minimum(type, kind, span)), span)
        assign(
          Place(overflows), .binary(.bitAnd, .copy(Place(isMinusOne)), .copy(Place(isMinimum))), span)
        assertCondition(.copy(Place(overflows)), false, .overflow(op), span)
      }
      return .binary(op, dividend, divisor)
    default: return .binary(op, left, right)
    }
  }

  private mutating func checkNegation(_ operand: Operand, _ type: Ty, _ span: Span) {
    guard program.options.overflowChecks, case .integer(let kind) = types.kind(type), kind.isSigned else { return }
    if case .constant(let id) = operand, case .value(.scalar(let low, let high)) = body.constants[id].kind {
      // A literal that is not the minimum cannot overflow.
      let bits = kind.bits(pointerBits: program.target.pointerBits)
      let minimum = bits == 128 ? (UInt64(0), UInt64(1) << 63) : (UInt64(1) << UInt64(bits - 1), 0)
      if (low, high) != minimum { return }
    }
    let isMinimum = newTemporary(types.bool, span)
    assign(Place(isMinimum), .binary(.equal, copied(operand), minimum(type, kind, span)), span)
    assertCondition(.copy(Place(isMinimum)), false, .negationOverflow, span)
  }

  /// Scalars are copied, never moved: an operand may be read again.
  private func copied(_ operand: Operand) -> Operand {
    if case .move(let place) = operand { return .copy(place) }
    return operand
  }

  /// An operand that can be read several times with the same value.
  private mutating func reread(_ operand: Operand, _ type: Ty, _ span: Span) -> Operand {
    switch operand {
    case .constant: return operand
    case .copy(let place), .move(let place):
      if place.projections.isEmpty { return .copy(place) }
      let temporary = newTemporary(type, span)
      assign(Place(temporary), .use(.copy(place)), span)
      return .copy(Place(temporary))
    }
  }

  private func literal(_ operand: Operand) -> (low: UInt64, high: UInt64)? {
    if case .constant(let id) = operand, case .value(.scalar(let low, let high)) = body.constants[id].kind {
      return (low, high)
    }
    return nil
  }

  private func nonZero(_ operand: Operand) -> Bool? { literal(operand).map { $0.low != 0 || $0.high != 0 } }

  private func isMinusOne(_ operand: Operand, _ kind: IntegerKind) -> Bool? {
    guard let value = literal(operand) else { return nil }
    let ones = allOnes(kind)
    return value.low == ones.low && value.high == ones.high
  }

  private func allOnes(_ kind: IntegerKind) -> (low: UInt64, high: UInt64) {
    let bits = kind.bits(pointerBits: program.target.pointerBits)
    if bits == 128 { return (.max, .max) }
    return (bits == 64 ? .max : (UInt64(1) << UInt64(bits)) - 1, 0)
  }

  private mutating func minusOne(_ type: Ty, _ kind: IntegerKind, _ span: Span) -> Operand {
    let ones = allOnes(kind)
    return scalar(ones.low, type, span, high: ones.high)
  }

  private mutating func minimum(_ type: Ty, _ kind: IntegerKind, _ span: Span) -> Operand {
    let bits = kind.bits(pointerBits: program.target.pointerBits)
    if bits == 128 { return scalar(0, type, span, high: UInt64(1) << 63) }
    return scalar(UInt64(1) << UInt64(bits - 1), type, span)
  }
}

extension IntegerKind {
  /// The unsigned kind of the same width.
  var unsigned: IntegerKind {
    switch self {
    case .i8: .u8
    case .i16: .u16
    case .i32: .u32
    case .i64: .u64
    case .i128: .u128
    case .isize: .usize
    default: self
    }
  }
}
