// Selection of arithmetic that tells whether it overflowed, up to 64 bits.

import Codegen
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  /// Whether the flags after the instruction say whether it overflowed.
  func isFlagFusible(_ inst: Inst) -> Bool { function.type(of: function.firstResult(inst)).bytes <= 8 }

  func overflowCondition(_ opcode: Opcode, _ type: IRType) -> ConditionCode {
    if type.bytes < 4 || opcode == .umulOverflow || opcode == .smulOverflow { return .notEqual }
    switch opcode {
    case .uaddOverflow: return .carry
    case .usubOverflow: return .noCarry
    default: return .overflow
    }
  }

  /// A sum or difference that leaves the flags of `overflowCondition`.
  mutating func addWithOverflow(
    _ target: VirtualRegister, _ left: Value, _ right: Value, _ type: IRType, isSubtraction: Bool, isSigned: Bool
  ) {
    if type.bytes >= 4 {
      let first = register(left)
      let operand: ARM64Right
      if let constant = constantValue(right), ARM64Immediate.arithmetic(constant) != nil {
        operand = .immediate(constant)
      } else {
        operand = .register(register(right))
      }
      alu(isSubtraction ? .subtractFlags : .addFlags, target, first, operand, width: UInt8(type.bytes))
      return
    }
    let kind: Extension = isSigned ? .sign : .zero
    let first = widenedOperand(left, kind)
    let second = widenedOperand(right, kind)
    alu(isSubtraction ? .subtract : .add, target, first, second, width: 4)
    compareWithExtension(target, type, kind)
  }

  /// Compares a 32-bit result with its own narrow part.
  private mutating func compareWithExtension(_ register: VirtualRegister, _ type: IRType, _ kind: Extension) {
    let option: UInt8 = (kind == .sign ? 4 : 0) | (type.bytes == 2 ? 1 : 0)
    compare(register, .extended(register, option, 0), width: 4)
  }

  mutating func lowerOverflow(_ inst: Inst) {
    let data = function[inst]
    let values = function.results(of: inst)
    let type = function.type(of: Value(raw: values.start))
    let target = wanted(Value(raw: values.start)) ?? temporary()
    let flag = wanted(Value(raw: values.start &+ 1))
    let left = Value(raw: data.a)
    let right = Value(raw: data.b)
    let isSigned = data.opcode == .saddOverflow || data.opcode == .ssubOverflow || data.opcode == .smulOverflow
    switch data.opcode {
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      let isSubtraction = data.opcode == .usubOverflow || data.opcode == .ssubOverflow
      addWithOverflow(target, left, right, type, isSubtraction: isSubtraction, isSigned: isSigned)
    default:
      let kind: Extension = isSigned ? .sign : .zero
      let first = widenedOperand(left, kind)
      let second = widenedOperand(right, kind)
      if type == .i64 {
        let high = temporary()
        binary(.multiplyHigh, high, first, second, width: 8, condition: isSigned ? 1 : 0)
        multiply(target, first, second, width: 8)
        if isSigned {
          compare(high, .shifted(target, .arithmeticRight, 63), width: 8)
        } else {
          compare(high, .immediate(0), width: 8)
        }
      } else if type == .i32 {
        binary(.multiplyLong, target, first, second, width: 8, condition: isSigned ? 1 : 0)
        compare(target, .extended(target, isSigned ? 6 : 2, 0), width: 8)
      } else {
        multiply(target, first, second, width: 4)
        compareWithExtension(target, type, kind)
      }
    }
    if let flag { setCondition(flag, ARM64Condition(overflowCondition(data.opcode, type))) }
  }

  /// Puts what is carried or borrowed, 0 or 1, into the flags.
  mutating func setCarry(_ carry: VirtualRegister, isBorrow: Bool) {
    if isBorrow {
      // The carry flag is set where nothing is borrowed.
      aluFlags(.subtractFlags, constant(0), .register(carry), width: 4)
    } else {
      aluFlags(.subtractFlags, carry, .immediate(1), width: 4)
    }
  }

  /// Addition with carry in, subtraction with borrow in.
  mutating func lowerCarry(_ inst: Inst) {
    let data = function[inst]
    let values = function.results(of: inst)
    let type = function.type(of: Value(raw: values.start))
    let target = wanted(Value(raw: values.start)) ?? temporary()
    let flag = wanted(Value(raw: values.start &+ 1))
    let isSubtraction = data.opcode == .usubOverflowBin || data.opcode == .ssubOverflowBin
    let isSigned = data.opcode == .saddOverflowCin || data.opcode == .ssubOverflowBin
    let carry = widenedOperand(Value(raw: data.c), .zero)
    if type.bytes < 4 {
      let kind: Extension = isSigned ? .sign : .zero
      let sum = temporary()
      let first = widenedOperand(Value(raw: data.a), kind)
      let second = widenedOperand(Value(raw: data.b), kind)
      alu(isSubtraction ? .subtract : .add, sum, first, second, width: 4)
      alu(isSubtraction ? .subtract : .add, target, sum, carry, width: 4)
      compareWithExtension(target, type, kind)
      if let flag { setCondition(flag, ARM64Condition(.notEqual)) }
      return
    }
    let width = UInt8(type.bytes)
    let left = register(Value(raw: data.a))
    let right = register(Value(raw: data.b))
    setCarry(carry, isBorrow: isSubtraction)
    alu(isSubtraction ? .subtractCarryFlags : .addCarryFlags, target, left, right, width: width)
    if let flag {
      setCondition(flag, ARM64Condition(isSigned ? .overflow : isSubtraction ? .noCarry : .carry))
    }
  }
}
