// Promotion: `&constant expression` becomes a reference to a constant with 'static storage.
//
// Promoted is what cannot fail, run code, hold a value to drop, or be written through a shared
// reference: literals, constants, arithmetic that cannot panic, and aggregates of those. In constants
// and statics the operands of outermost borrows are evaluated by the interpreter and live for ever
// anyway.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  /// Makes a promoted body for the value `id` if it may be promoted; returns its index.
  mutating func promote(_ kind: BorrowKind, _ id: TypedExprID) -> UInt32? {
    let expression = expr(id)
    if kind != .shared {
      // `&mut []` only: there is nothing to write to.
      guard case .array(let list) = expression.kind, list.isEmpty else { return nil }
    }
    guard isPromotable(id) else { return nil }
    let index = UInt32(body.promoted.count)
    body.promoted.append(buildPromoted(id))
    return index
  }

  private func buildPromoted(_ id: TypedExprID) -> Body {
    var builder = BodyBuilder(program: program, source: source, owner: body.owner)
    builder.promotesBorrows = false
    _ = builder.newBlock()
    builder.body.span = expr(id).span
    builder.body.locals.push(
      LocalData(
        type: expr(id).type, kind: .returnPlace, name: .none, isMutable: true, span: expr(id).span))
    builder.lower(into: Place(.returnPlace), id)
    if !builder.isUnreachable { builder.terminate(.return, expr(id).span) }
    builder.buildUnwindTree()
    return builder.body
  }

  /// Whether evaluating it is free of effects, failure, drops and interior mutability.
  private func isPromotable(_ id: TypedExprID) -> Bool {
    let expression = expr(id)
    switch expression.kind {
    case .literal, .zeroSized: return true
    case .constParameter: return true
    case .constant(let def, _):
      // A constant's own value may fail to evaluate: it is promoted only if it is named.
      return program.definitions.kind(def) != .anonymousConstant
        && !queries.needsDrop(expression.type)
        && program.isFreeze(expression.type, in: queries.environment)
    case .use(let inner): return !isPlace(inner) && isPromotable(inner)
    case .unary(let op, let inner):
      if op == .negate, case .integer = types.kind(expression.type) {
        // The negation of a literal that fits.
        guard case .literal(.scalar(let low, let high)) = expr(inner).kind else { return false }
        return !isMinimum(low, high, expression.type)
      }
      return isPromotable(inner)
    case .binary(let op, let left, let right):
      switch op {
      case .add, .subtract, .multiply, .shiftLeft, .shiftRight:
        if case .integer = types.kind(expression.type), program.options.overflowChecks {
          return foldsWithoutOverflow(op, left, right, expression.type)
        }
      case .divide, .remainder:
        if case .integer = types.kind(expression.type) { return false }
      default: break
      }
      return isPromotable(left) && isPromotable(right)
    // A closure without captures is a constant.
    case .closure(_, let captures): return source.exprLists[captures].isEmpty
    case .tuple(let list), .array(let list):
      return source.exprLists[list].allSatisfy(isPromotable)
    case .repeatArray(let value, _): return isPromotable(value)
    case .construct(let def, _, _, let fields, let base):
      guard base.isNone, hasPlainConstructor(expression.type, def) else { return false }
      return source.fieldValues[fields].allSatisfy { isPromotable($0.value) }
    case .call(let callee, let arguments, _):
      // Tuple constructors as functions.
      guard case .functionDef(let def, _) = types.kind(expr(callee).type) else { return false }
      switch program.definitions.kind(def) {
      case .structure, .variant:
        return hasPlainConstructor(expression.type, def)
          && source.exprLists[arguments].allSatisfy(isPromotable)
      default: return false
      }
    case .borrow(.shared, let inner, _): return !isPlace(inner) && isPromotable(inner)
    case .cast(let kind, let inner):
      switch kind {
      case .pointerToAddress, .functionPointerToAddress, .addressToPointer, .enumToInteger: return false
      default: return isPromotable(inner)
      }
    default: return false
    }
  }

  /// A constructor of a type without `Drop` and interior mutability of its own.
  private func hasPlainConstructor(_ type: Ty, _ def: DefID) -> Bool {
    guard case .adt(let adtDef, _) = types.kind(type) else { return false }
    let adt = program.adt(adtDef)
    return !adt.isUnsafeCell && !adt.isUnion && program.dropImpl(of: adtDef) == nil
  }

  private func isMinimum(_ low: UInt64, _ high: UInt64, _ type: Ty) -> Bool {
    guard case .integer(let kind) = types.kind(type), kind.isSigned else { return false }
    return orderKey(low, high, type) == 0
  }

  /// Literal operands whose result is representable.
  private func foldsWithoutOverflow(
    _ op: BinaryOperator, _ left: TypedExprID, _ right: TypedExprID, _ type: Ty
  ) -> Bool {
    guard case .literal(.scalar(let a, let aHigh)) = expr(left).kind,
      case .literal(.scalar(let b, let bHigh)) = expr(right).kind, aHigh == 0, bHigh == 0,
      case .integer(let kind) = types.kind(type)
    else { return false }
    let bits = kind.bits(pointerBits: program.target.pointerBits)
    let valueBits = UInt128(kind.isSigned ? bits - 1 : bits)
    let limit = valueBits >= 128 ? UInt128.max : (UInt128(1) << valueBits) - 1
    let (x, y) = (UInt128(a), UInt128(b))
    guard x <= limit else { return false }
    switch op {
    case .add: return x + y <= limit
    case .subtract: return x >= y
    case .multiply: return x * y <= limit
    case .shiftLeft, .shiftRight: return y < UInt128(bits)
    default: return false
    }
  }
}
