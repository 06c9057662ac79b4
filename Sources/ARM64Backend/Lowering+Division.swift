// Division and remainder by constants: shifts and multiplications by reciprocals.

import Codegen
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  /// Selects a division by a constant; false if it is left to the hardware.
  mutating func divideByConstant(
    _ target: VirtualRegister, _ dividend: Value, _ type: IRType, _ divisor: Int64, isSigned: Bool,
    isRemainder: Bool
  ) -> Bool {
    let width = Self.width(type)
    if isSigned {
      guard divisor != 0, divisor != -1, divisor != Int64.min,
        !(type.bytes == 4 && divisor == Int64(Int32.min))
      else { return false }
      let source = widenedOperand(dividend, .sign)
      signedDivision(target, source, divisor, width: width, isRemainder: isRemainder)
      return true
    }
    let bits = UInt64(bitPattern: divisor) & type.mask
    guard bits != 0 else { return false }
    let source = widenedOperand(dividend, .zero)
    unsignedDivision(target, source, bits, width: width, isRemainder: isRemainder)
    return true
  }

  /// target = source - quotient * divisor
  private mutating func remainder(
    _ target: VirtualRegister, _ source: VirtualRegister, _ quotient: VirtualRegister, _ divisor: Int64,
    width: UInt8
  ) {
    ternary(.multiplyAdd, target, quotient, constant(divisor), source, width: width, condition: 1)
  }

  private mutating func unsignedDivision(
    _ target: VirtualRegister, _ source: VirtualRegister, _ divisor: UInt64, width: UInt8, isRemainder: Bool
  ) {
    if divisor & (divisor - 1) == 0 {
      let amount = UInt8(divisor.trailingZeroBitCount)
      if isRemainder {
        if divisor == 1 {
          move(target, constant(0))
        } else {
          alu(.and, target, source, .logicalImmediate(Int64(bitPattern: divisor - 1)), width: width)
        }
      } else if amount == 0 {
        move(target, source, width: width)
      } else {
        shift(.right, target, source, by: amount, width: width)
      }
      return
    }
    let bits = Int(width) * 8
    let reciprocal = UnsignedReciprocal(divisor, bits: bits)
    let quotient = isRemainder ? temporary() : target
    let factor = constant(Int64(bitPattern: reciprocal.multiplier))
    let high: VirtualRegister
    if width == 4 {
      // One 64-bit product instead of a 32-bit one in two registers.
      let wide = temporary()
      let product = temporary()
      extend(wide, source, from: 4, to: 8, .zero)
      multiply(product, wide, factor, width: 8)
      if !reciprocal.isAdding {
        shift(.right, quotient, product, by: 32 + reciprocal.shift, width: 8)
        if isRemainder {
          remainder(target, source, quotient, Int64(divisor), width: width)
        }
        return
      }
      high = temporary()
      shift(.right, high, product, by: 32, width: 8)
    } else {
      high = temporary()
      binary(.multiplyHigh, high, source, factor, width: 8)
    }
    if reciprocal.isAdding {
      // (high + (source - high) / 2) >> (shift - 1)
      let difference = temporary()
      let half = temporary()
      let sum = reciprocal.shift > 1 ? temporary() : quotient
      alu(.subtract, difference, source, high, width: width)
      shift(.right, half, difference, by: 1, width: width)
      alu(.add, sum, half, high, width: width)
      if reciprocal.shift > 1 { shift(.right, quotient, sum, by: reciprocal.shift - 1, width: width) }
    } else if reciprocal.shift > 0 {
      shift(.right, quotient, high, by: reciprocal.shift, width: width)
    } else {
      move(quotient, high, width: width)
    }
    if isRemainder {
      remainder(target, source, quotient, Int64(bitPattern: divisor), width: width)
    }
  }

  private mutating func signedDivision(
    _ target: VirtualRegister, _ source: VirtualRegister, _ divisor: Int64, width: UInt8, isRemainder: Bool
  ) {
    let bits = UInt8(width) * 8
    let magnitude = divisor.magnitude
    if magnitude == 1 {
      if isRemainder {
        let zero = constant(0)
        move(target, zero)
      } else {
        move(target, source, width: width)
      }
      return
    }
    if magnitude & (magnitude - 1) == 0 {
      let amount = UInt8(magnitude.trailingZeroBitCount)
      let sign = temporary()
      let bias = temporary()
      let biased = temporary()
      // Negative dividends are rounded towards zero by adding 2^amount - 1.
      if amount > 1 {
        shift(.arithmeticRight, sign, source, by: bits - 1, width: width)
        shift(.right, bias, sign, by: bits - amount, width: width)
      } else {
        shift(.right, bias, source, by: bits - 1, width: width)
      }
      alu(.add, biased, source, bias, width: width)
      if isRemainder {
        let truncated = temporary()
        alu(
          .and, truncated, biased, .logicalImmediate(0 &- Int64(bitPattern: magnitude)), width: width)
        alu(.subtract, target, source, truncated, width: width)
      } else if divisor < 0 {
        let positive = temporary()
        shift(.arithmeticRight, positive, biased, by: amount, width: width)
        negate(target, positive, width: width)
      } else {
        shift(.arithmeticRight, target, biased, by: amount, width: width)
      }
      return
    }
    let reciprocal = SignedReciprocal(divisor, bits: Int(bits))
    let factor = constant(reciprocal.multiplier)
    var high: VirtualRegister
    if width == 4 {
      let wide = temporary()
      let product = temporary()
      high = temporary()
      extend(wide, source, from: 4, to: 8, .sign)
      multiply(product, wide, factor, width: 8)
      shift(.arithmeticRight, high, product, by: 32, width: 8)
    } else {
      high = temporary()
      binary(.multiplyHigh, high, source, factor, width: 8, condition: 1)
    }
    if divisor > 0, reciprocal.multiplier < 0 {
      let sum = temporary()
      alu(.add, sum, high, source, width: width)
      high = sum
    } else if divisor < 0, reciprocal.multiplier > 0 {
      let difference = temporary()
      alu(.subtract, difference, high, source, width: width)
      high = difference
    }
    if reciprocal.shift > 0 {
      let shifted = temporary()
      shift(.arithmeticRight, shifted, high, by: reciprocal.shift, width: width)
      high = shifted
    }
    let sign = temporary()
    let quotient = isRemainder ? temporary() : target
    shift(.right, sign, high, by: bits - 1, width: width)
    alu(.add, quotient, high, sign, width: width)
    if isRemainder { remainder(target, source, quotient, divisor, width: width) }
  }
}
