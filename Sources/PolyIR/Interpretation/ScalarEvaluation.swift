// The meaning of every instruction without memory or control: bits in, bits out.
//
// Values are the low bits of a UInt128, zero-extended from their type. The interpreter runs on this,
// and constant folding uses it, so both agree by construction. Rounding and square roots of the standard
// library need libm, which only the import links.
import Glibc

/// What an instruction computes.
public enum Evaluation: Sendable, Equatable {
  case value(UInt128)
  case pair(UInt128, UInt128)
  case trap(TrapCode)
  /// The instruction has no meaning here for this type.
  case unsupported
}

/// Evaluates instructions on bits.
public enum ScalarEvaluation {
  @inlinable public static func mask(_ type: IRType) -> UInt128 {
    let bits = type.laneBits
    return bits >= 128 ? .max : (UInt128(1) &<< UInt128(bits)) &- 1
  }
  @inlinable public static func signed(_ x: UInt128, _ type: IRType) -> Int128 {
    let shift = Int128(128 &- type.laneBits)
    return (Int128(truncatingIfNeeded: x) &<< shift) &>> shift
  }
  @inlinable static func bits(_ x: Int128, _ type: IRType) -> UInt128 {
    UInt128(truncatingIfNeeded: x) & mask(type)
  }

  /// The results of `data` for these operands; `operandType` is the type of the first one.
  public static func evaluate(
    _ data: InstructionData, operandType: IRType, _ x: UInt128, _ y: UInt128 = 0, _ z: UInt128 = 0
  ) -> Evaluation {
    let type = data.type
    switch data.opcode {
    case .iconst, .f16const, .f32const, .f64const: return .value(UInt128(data.immediate))
    case .iadd: return .value((x &+ y) & mask(type))
    case .isub: return .value((x &- y) & mask(type))
    case .ineg: return .value((0 &- x) & mask(type))
    case .iabs:
      let value = signed(x, type)
      return .value(bits(value < 0 ? 0 &- value : value, type))
    case .imul: return .value((x &* y) & mask(type))
    case .umulhi:
      if type == .i128 { return .value(x.multipliedFullWidth(by: y).high) }
      return .value((x &* y) &>> UInt128(type.laneBits))
    case .smulhi:
      let a = signed(x, type)
      let b = signed(y, type)
      if type == .i128 { return .value(UInt128(truncatingIfNeeded: a.multipliedFullWidth(by: b).high)) }
      return .value(bits((a &* b) &>> Int128(type.laneBits), type))
    case .udiv: return y == 0 ? .trap(.integerDivisionByZero) : .value(x / y)
    case .urem: return y == 0 ? .trap(.integerDivisionByZero) : .value(x % y)
    case .sdiv:
      if y == 0 { return .trap(.integerDivisionByZero) }
      let (a, b) = (signed(x, type), signed(y, type))
      if b == -1, a == signed(minimum(type), type) { return .trap(.integerOverflow) }
      return .value(bits(a / b, type))
    case .srem:
      if y == 0 { return .trap(.integerDivisionByZero) }
      let (a, b) = (signed(x, type), signed(y, type))
      return .value(b == -1 ? 0 : bits(a % b, type))
    case .smin: return .value(signed(x, type) < signed(y, type) ? x : y)
    case .smax: return .value(signed(x, type) > signed(y, type) ? x : y)
    case .umin: return .value(x < y ? x : y)
    case .umax: return .value(x > y ? x : y)
    case .icmp: return .value(compare(data.intCondition, type, x, y) ? 1 : 0)
    case .uaddOverflow: return unsignedAdd(x, y, 0, type)
    case .uaddOverflowCin: return unsignedAdd(x, y, z & 0xFF != 0 ? 1 : 0, type)
    case .usubOverflow: return unsignedSubtract(x, y, 0, type)
    case .usubOverflowBin: return unsignedSubtract(x, y, z & 0xFF != 0 ? 1 : 0, type)
    case .saddOverflow: return signedAdd(x, y, 0, type)
    case .saddOverflowCin: return signedAdd(x, y, z & 0xFF != 0 ? 1 : 0, type)
    case .ssubOverflow: return signedSubtract(x, y, 0, type)
    case .ssubOverflowBin: return signedSubtract(x, y, z & 0xFF != 0 ? 1 : 0, type)
    case .umulOverflow:
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      return .pair(product & mask(type), overflow || product > mask(type) ? 1 : 0)
    case .smulOverflow:
      let (product, overflow) = signed(x, type).multipliedReportingOverflow(by: signed(y, type))
      let result = bits(product, type)
      return .pair(result, overflow || signed(result, type) != product ? 1 : 0)
    case .uaddOverflowTrap:
      if case .pair(let sum, let carry) = unsignedAdd(x, y, 0, type), carry == 0 { return .value(sum) }
      return .trap(data.trapCode)
    case .band: return .value(x & y)
    case .bor: return .value(x | y)
    case .bxor: return .value(x ^ y)
    case .bnot: return .value(~x & mask(type))
    case .rotl, .rotr:
      let width = UInt128(type.laneBits)
      var amount = y & (width - 1)
      if data.opcode == .rotr { amount = (width - amount) & (width - 1) }
      return .value(amount == 0 ? x : ((x &<< amount) | (x &>> (width - amount))) & mask(type))
    case .ishl: return .value((x &<< (y & UInt128(type.laneBits - 1))) & mask(type))
    case .ushr: return .value(x &>> (y & UInt128(type.laneBits - 1)))
    case .sshr:
      return .value(bits(signed(x, type) &>> Int128(truncatingIfNeeded: y & UInt128(type.laneBits - 1)), type))
    case .bitrev:
      var result: UInt128 = 0
      for bit in 0..<type.laneBits where x >> UInt128(bit) & 1 != 0 {
        result |= UInt128(1) << UInt128(type.laneBits - 1 - bit)
      }
      return .value(result)
    case .clz: return .value(UInt128(x.leadingZeroBitCount - (128 - type.laneBits)))
    case .cls:
      let value = signed(x, type)
      let magnitude = UInt128(truncatingIfNeeded: value < 0 ? ~value : value)
      return .value(UInt128(magnitude.leadingZeroBitCount - (128 - type.laneBits) - 1))
    case .ctz: return .value(x == 0 ? UInt128(type.laneBits) : UInt128(x.trailingZeroBitCount))
    case .bswap: return .value(x.byteSwapped >> UInt128(128 - type.laneBits))
    case .popcnt: return .value(UInt128(x.nonzeroBitCount))
    case .select, .selectSpectreGuard: return .value(x != 0 ? y : z)
    case .bitselect: return .value((x & y) | (~x & z))
    case .bmask: return .value(x != 0 ? mask(type) : 0)
    case .ireduce: return .value(x & mask(type))
    case .uextend, .bitcast: return .value(x)
    case .sextend: return .value(bits(signed(x, operandType), type))
    case .isplit: return .pair(x & mask(type.halfWidth), x >> UInt128(type.laneBits / 2))
    case .iconcat: return .value(x | y << UInt128(type.laneBits))
    case .fneg: return .value(x ^ signBit(type))
    case .fabs: return .value(x & ~signBit(type))
    case .fcopysign: return .value(x & ~signBit(type) | y & signBit(type))
    case .fcmp: return .value(data.floatCondition.outcomes & outcome(x, y, type) != 0 ? 1 : 0)
    case .fpromote, .fdemote: return floatConversion(x, operandType, type)
    case .fcvtToUint, .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat:
      return toInteger(data.opcode, x, operandType, type)
    case .fcvtFromUint:
      switch type {
      case .f32: return .value(UInt128(Float(x).bitPattern))
      case .f64: return .value(UInt128(Double(x).bitPattern))
      default: return .unsupported
      }
    case .fcvtFromSint:
      let value = signed(x, operandType)
      switch type {
      case .f32: return .value(UInt128(Float(value).bitPattern))
      case .f64: return .value(UInt128(Double(value).bitPattern))
      default: return .unsupported
      }
    default:
      switch type {
      case .f32:
        let result = arithmetic(
          data.opcode, Float(bitPattern: UInt32(truncatingIfNeeded: x)),
          Float(bitPattern: UInt32(truncatingIfNeeded: y)), Float(bitPattern: UInt32(truncatingIfNeeded: z)))
        return result.map { .value(UInt128($0.bitPattern)) } ?? .unsupported
      case .f64:
        let result = arithmetic(
          data.opcode, Double(bitPattern: UInt64(truncatingIfNeeded: x)),
          Double(bitPattern: UInt64(truncatingIfNeeded: y)), Double(bitPattern: UInt64(truncatingIfNeeded: z)))
        return result.map { .value(UInt128($0.bitPattern)) } ?? .unsupported
      default: return .unsupported
      }
    }
  }

  static func minimum(_ type: IRType) -> UInt128 { UInt128(1) << UInt128(type.laneBits - 1) }
  static func signBit(_ type: IRType) -> UInt128 { UInt128(1) << UInt128(type.laneBits - 1) }

  /// Whether an integer condition holds.
  public static func compare(_ condition: IntCC, _ type: IRType, _ x: UInt128, _ y: UInt128) -> Bool {
    switch condition {
    case .equal: x == y
    case .notEqual: x != y
    case .signedLessThan: signed(x, type) < signed(y, type)
    case .signedGreaterThanOrEqual: signed(x, type) >= signed(y, type)
    case .signedGreaterThan: signed(x, type) > signed(y, type)
    case .signedLessThanOrEqual: signed(x, type) <= signed(y, type)
    case .unsignedLessThan: x < y
    case .unsignedGreaterThanOrEqual: x >= y
    case .unsignedGreaterThan: x > y
    case .unsignedLessThanOrEqual: x <= y
    }
  }

  private static func unsignedAdd(_ x: UInt128, _ y: UInt128, _ carry: UInt128, _ type: IRType) -> Evaluation {
    let (first, overflow) = x.addingReportingOverflow(y)
    let (sum, second) = first.addingReportingOverflow(carry)
    return .pair(sum & mask(type), overflow || second || sum > mask(type) ? 1 : 0)
  }
  private static func unsignedSubtract(
    _ x: UInt128, _ y: UInt128, _ borrow: UInt128, _ type: IRType
  ) -> Evaluation {
    let (first, overflow) = x.subtractingReportingOverflow(y)
    let (difference, second) = first.subtractingReportingOverflow(borrow)
    return .pair(difference & mask(type), overflow || second ? 1 : 0)
  }
  private static func signedAdd(_ x: UInt128, _ y: UInt128, _ carry: Int128, _ type: IRType) -> Evaluation {
    let (first, overflow) = signed(x, type).addingReportingOverflow(signed(y, type))
    let (sum, second) = first.addingReportingOverflow(carry)
    let result = bits(sum, type)
    // Two overflows of 128 bits cancel each other.
    return .pair(result, overflow != second || signed(result, type) != sum ? 1 : 0)
  }
  private static func signedSubtract(
    _ x: UInt128, _ y: UInt128, _ borrow: Int128, _ type: IRType
  ) -> Evaluation {
    let (first, overflow) = signed(x, type).subtractingReportingOverflow(signed(y, type))
    let (difference, second) = first.subtractingReportingOverflow(borrow)
    let result = bits(difference, type)
    return .pair(result, overflow != second || signed(result, type) != difference ? 1 : 0)
  }

  /// The outcome of comparing two numbers, as a bit of `FloatCC.outcomes`.
  static func outcome(_ x: UInt128, _ y: UInt128, _ type: IRType) -> UInt8 {
    let magnitudes = mask(type) >> 1
    guard let (fraction, exponent) = NumberText.format(type) else { return 8 }
    let infinity = (UInt128(1) << UInt128(exponent) - 1) << UInt128(fraction)
    if x & magnitudes > infinity || y & magnitudes > infinity { return 8 }
    func order(_ bits: UInt128) -> Int128 {
      let magnitude = Int128(truncatingIfNeeded: bits & magnitudes)
      return bits & signBit(type) != 0 ? -magnitude : magnitude
    }
    let (a, b) = (order(x), order(y))
    return a < b ? 1 : a == b ? 2 : 4
  }

  private static func floatConversion(_ x: UInt128, _ from: IRType, _ to: IRType) -> Evaluation {
    switch (from, to) {
    case (.f32, .f64):
      return .value(UInt128(Double(Float(bitPattern: UInt32(truncatingIfNeeded: x))).bitPattern))
    case (.f64, .f32):
      return .value(UInt128(Float(Double(bitPattern: UInt64(truncatingIfNeeded: x))).bitPattern))
    default: return SoftFloat.convert(x, from: from, to: to).map { .value($0) } ?? .unsupported
    }
  }

  private static func toInteger(_ opcode: Opcode, _ x: UInt128, _ from: IRType, _ to: IRType) -> Evaluation {
    let value: Double
    switch from {
    case .f32: value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: x)))
    case .f64: value = Double(bitPattern: UInt64(truncatingIfNeeded: x))
    case .f16:
      guard let wide = SoftFloat.convert(x, from: .f16, to: .f64) else { return .unsupported }
      value = Double(bitPattern: UInt64(truncatingIfNeeded: wide))
    default: return .unsupported
    }
    let saturates = opcode == .fcvtToUintSat || opcode == .fcvtToSintSat
    let isSigned = opcode == .fcvtToSint || opcode == .fcvtToSintSat
    if value.isNaN { return saturates ? .value(0) : .trap(.badConversionToInteger) }
    let truncated = value.rounded(.towardZero)
    let width = isSigned ? to.laneBits - 1 : to.laneBits
    let limit = Double(sign: .plus, exponent: width, significand: 1)
    if truncated >= limit { return saturates ? .value(mask(to) >> (isSigned ? 1 : 0)) : .trap(.integerOverflow) }
    if truncated < (isSigned ? -limit : 0) {
      return saturates ? .value(isSigned ? minimum(to) : 0) : .trap(.integerOverflow)
    }
    if isSigned { return .value(bits(Int128(truncated), to)) }
    return .value(UInt128(truncated))
  }

  private static func arithmetic<F: BinaryFloatingPoint>(_ opcode: Opcode, _ x: F, _ y: F, _ z: F) -> F? {
    switch opcode {
    case .fadd: x + y
    case .fsub: x - y
    case .fmul: x * y
    case .fdiv: x / y
    case .sqrt: x.squareRoot()
    case .fma: z.addingProduct(x, y)
    case .fmin:
      x.isNaN || y.isNaN ? x + y : x < y ? x : y < x ? y : x.sign == .minus ? x : y
    case .fmax:
      x.isNaN || y.isNaN ? x + y : x > y ? x : y > x ? y : x.sign == .plus ? x : y
    case .ceil: x.rounded(.up)
    case .floor: x.rounded(.down)
    case .trunc: x.rounded(.towardZero)
    case .nearest: x.rounded(.toNearestOrEven)
    default: nil
    }
  }
}
