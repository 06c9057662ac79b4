// Simplification rules of conversions and other one-operand instructions.
import PolySupport

extension ValueNumbering {
  mutating func simplifyConversion(_ data: InstructionData) -> Simplified {
    let x = Value(raw: data.a)
    let source = function.type(of: x)
    let type = data.type
    let inner = self.data(x)
    switch data.opcode {
    case .bitcast:
      if source == type { return .value(x) }
      if let inner, inner.opcode == .bitcast {
        let original = Value(raw: inner.a)
        if function.type(of: original) == type { return .value(original) }
        return .data(.unary(.bitcast, type, original))
      }
    case .uextend:
      guard let inner else { break }
      switch inner.opcode {
      case .uextend: return .data(.unary(.uextend, type, Value(raw: inner.a)))
      case .ireduce:
        // Extension of what was cut off clears the high bits.
        let original = Value(raw: inner.a)
        if function.type(of: original) == type, type != .i128 {
          let mask = makeConstant(type, ScalarEvaluation.mask(source))
          return .data(.binary(.band, type, original, mask))
        }
      case .load where source == .i8 || source == .i16 || source == .i32: break
      default: break
      }
    case .sextend:
      guard let inner else { break }
      if inner.opcode == .sextend { return .data(.unary(.sextend, type, Value(raw: inner.a))) }
      if inner.opcode == .uextend { return .data(.unary(.uextend, type, Value(raw: inner.a))) }
      if source.bits <= 64, range(x).smin >= 0 { return .data(.unary(.uextend, type, x)) }
    case .ireduce:
      guard let inner else { break }
      switch inner.opcode {
      case .ireduce: return .data(.unary(.ireduce, type, Value(raw: inner.a)))
      case .uextend, .sextend:
        let original = Value(raw: inner.a)
        let width = function.type(of: original).bits
        if width == type.bits { return .value(original) }
        if width > type.bits { return .data(.unary(.ireduce, type, original)) }
        return .data(.unary(inner.opcode, type, original))
      case .iconcat:
        let low = Value(raw: inner.a)
        let width = function.type(of: low).bits
        if width == type.bits { return .value(low) }
        if width > type.bits { return .data(.unary(.ireduce, type, low)) }
      case .band:
        if let mask = constant(Value(raw: inner.b)),
          mask & ScalarEvaluation.mask(type) == ScalarEvaluation.mask(type)
        {
          return .data(.unary(.ireduce, type, Value(raw: inner.a)))
        }
      case .ushr:
        // The high half of a wide value.
        if let amount = constant(Value(raw: inner.b)), amount == UInt128(type.bits), source == type.doubleWidth {
          let original = Value(raw: inner.a)
          if let wide = self.data(original), wide.opcode == .iconcat { return .value(Value(raw: wide.b)) }
        }
      case .bor:
        // (low | high << n) cut to n bits is low.
        if let high = self.data(Value(raw: inner.b)), high.opcode == .ishl,
          let amount = constant(Value(raw: high.b)), amount >= UInt128(type.bits),
          amount < UInt128(source.bits)
        {
          return .data(.unary(.ireduce, type, Value(raw: inner.a)))
        }
        if let high = self.data(Value(raw: inner.a)), high.opcode == .ishl,
          let amount = constant(Value(raw: high.b)), amount >= UInt128(type.bits),
          amount < UInt128(source.bits)
        {
          return .data(.unary(.ireduce, type, Value(raw: inner.b)))
        }
      default: break
      }
    case .isplit:
      guard let inner else { break }
      if inner.opcode == .iconcat { return .values(Value(raw: inner.a), Value(raw: inner.b)) }
      if inner.opcode == .uextend, function.type(of: Value(raw: inner.a)) == type.halfWidth {
        return .values(Value(raw: inner.a), makeConstant(type.halfWidth, 0))
      }
    case .bnot:
      if let inner, inner.opcode == .bnot { return .value(Value(raw: inner.a)) }
    case .ineg:
      if let inner, inner.opcode == .ineg { return .value(Value(raw: inner.a)) }
    case .fneg:
      if let inner, inner.opcode == .fneg { return .value(Value(raw: inner.a)) }
    case .fabs:
      if let inner, inner.opcode == .fabs { return .value(x) }
      if let inner, inner.opcode == .fneg { return .data(.unary(.fabs, type, Value(raw: inner.a))) }
    case .bswap, .bitrev:
      if let inner, inner.opcode == data.opcode { return .value(Value(raw: inner.a)) }
    default: break
    }
    return .none
  }
}
