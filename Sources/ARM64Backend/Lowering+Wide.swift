// Selection of 128-bit integer arithmetic on pairs of registers, low word first.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  private typealias Pair = (VirtualRegister, VirtualRegister)

  private mutating func pairResult(_ inst: Inst) -> (VirtualRegister, VirtualRegister) {
    wantedPair(function.firstResult(inst)) ?? (temporary(), temporary())
  }

  private mutating func trapIfZero(_ x: Pair, _ code: TrapCode) {
    let either = temporary()
    alu(.or, either, x.0, x.1, width: 8)
    lowerTrapIf(ARM64Condition(nonZero: either, width: 8).complement, code)
  }

  /// The quotient of the least number by -1 is none.
  private mutating func trapIfLeastByMinusOne(_ x: Pair, _ y: Pair) {
    let (high, both, ones, inverse) = (temporary(), temporary(), temporary(), temporary())
    alu(.xor, high, x.1, .logicalImmediate(.min), width: 8)
    alu(.or, both, high, x.0, width: 8)
    alu(.and, ones, y.0, y.1, width: 8)
    complement(inverse, ones, width: 8)
    trapIfZero((both, inverse), .integerOverflow)
  }

  /// Halves of what fits in one register; those of a pair are its registers.
  mutating func lowerSplit(_ inst: Inst) {
    let data = function[inst]
    guard data.type != .i128 else { return }
    let source = register(Value(raw: data.a))
    let results = function.results(of: inst)
    let (low, high) = (wanted(results[0]), wanted(results[1]))
    if let low { move(low, source) }
    if let high { shift(.right, high, source, by: UInt8(data.type.bits / 2), width: Self.width(data.type)) }
  }

  mutating func lowerConcatenation(_ inst: Inst) {
    let data = function[inst]
    guard data.type != .i64 else { return }
    let bits = UInt8(data.type.bits)
    let (low, high) = (register(Value(raw: data.a)), register(Value(raw: data.b)))
    let zeros = temporary()
    extend(zeros, low, from: bits / 8, to: 8, .zero)
    alu(.or, resultOrTemporary(inst), zeros, .shifted(high, .left, bits), width: 8)
  }

  mutating func lowerWideCompare(_ condition: IntCC, _ left: Value, _ right: Value) -> ARM64Condition {
    var (condition, left, right) = (condition, left, right)
    if condition == .equal || condition == .notEqual {
      let x = registers(left)
      let y = registers(right)
      let (low, high) = (temporary(), temporary())
      alu(.xor, low, x.0, y.0, width: 8)
      alu(.xor, high, x.1, y.1, width: 8)
      let different = temporary()
      alu(.or, different, low, high, width: 8)
      let test = ARM64Condition(nonZero: different, width: 8)
      return condition == .equal ? test.complement : test
    }
    // Greater becomes less with exchanged operands: the subtraction decides less and not less.
    switch condition {
    case .signedGreaterThan, .signedLessThanOrEqual, .unsignedGreaterThan, .unsignedLessThanOrEqual:
      swap(&left, &right)
      condition = condition.swapped
    default: break
    }
    let x = registers(left)
    let y = registers(right)
    compare(x.0, .register(y.0), width: 8)
    aluFlags(.subtractCarryFlags, x.1, .register(y.1), width: 8)
    switch condition {
    case .signedLessThan: return ARM64Condition(.less)
    case .signedGreaterThanOrEqual: return ARM64Condition(.greaterOrEqual)
    case .unsignedLessThan: return ARM64Condition(.noCarry)
    default: return ARM64Condition(.carry)
    }
  }

  mutating func lowerWide(_ inst: Inst) {
    let data = function[inst]
    let a = Value(raw: data.a)
    let b = Value(raw: data.b)
    switch data.opcode {
    case .iadd: addPairs(pairResult(inst), registers(a), registers(b), .addFlags, .addCarry)
    case .isub: addPairs(pairResult(inst), registers(a), registers(b), .subtractFlags, .subtractCarry)
    case .band: addPairs(pairResult(inst), registers(a), registers(b), .and, .and)
    case .bor: addPairs(pairResult(inst), registers(a), registers(b), .or, .or)
    case .bxor: addPairs(pairResult(inst), registers(a), registers(b), .xor, .xor)
    case .bnot:
      let target = pairResult(inst)
      let x = registers(a)
      complement(target.0, x.0, width: 8)
      complement(target.1, x.1, width: 8)
    case .ineg: negatePair(pairResult(inst), registers(a))
    case .iabs:
      let target = pairResult(inst)
      let x = registers(a)
      let negative = (temporary(), temporary())
      negatePair(negative, x)
      compare(x.1, .immediate(0), width: 8)
      select(target.0, ARM64Condition(.negative), negative.0, x.0, width: 8)
      select(target.1, ARM64Condition(.negative), negative.1, x.1, width: 8)
    case .imul:
      let target = pairResult(inst)
      let x = registers(a)
      let y = registers(b)
      let (high, sum) = (temporary(), temporary())
      binary(.multiplyHigh, high, x.0, y.0, width: 8)
      ternary(.multiplyAdd, sum, x.0, y.1, high, width: 8)
      ternary(.multiplyAdd, target.1, x.1, y.0, sum, width: 8)
      multiply(target.0, x.0, y.0, width: 8)
    case .udiv, .sdiv, .urem, .srem:
      let (x, y) = (registers(a), registers(b))
      trapIfZero(y, .integerDivisionByZero)
      if data.opcode == .sdiv { trapIfLeastByMinusOne(x, y) }
      let routine: LibraryCall
      switch data.opcode {
      case .udiv: routine = .udivti3
      case .sdiv: routine = .divti3
      case .urem: routine = .umodti3
      default: routine = .modti3
      }
      callLibrary(routine, pairResult(inst), x, y)
    case .ishl, .ushr, .sshr, .rotl, .rotr:
      if function.type(of: function.firstResult(inst)) == .i128 {
        shiftPair(inst)
      } else {
        // Only the amount is wide.
        lowerInteger(inst)
      }
    case .smin, .smax, .umin, .umax:
      let condition: IntCC
      switch data.opcode {
      case .smin: condition = .signedLessThan
      case .smax: condition = .signedGreaterThan
      case .umin: condition = .unsignedLessThan
      default: condition = .unsignedGreaterThan
      }
      let target = pairResult(inst)
      let x = registers(a)
      let y = registers(b)
      let code = lowerWideCompare(condition, a, b)
      select(target.0, code, x.0, y.0, width: 8)
      select(target.1, code, x.1, y.1, width: 8)
    case .uextend:
      let target = pairResult(inst)
      let zero = constant(0)
      zeroExtended(target.0, a)
      move(target.1, zero)
    case .sextend:
      let target = pairResult(inst)
      let type = function.type(of: function.resolve(a))
      let low = type == .i64 ? register(a) : temporary()
      if type != .i64 { extend(low, register(a), from: UInt8(type.bytes), to: 8, .sign) }
      move(target.0, low)
      shift(.arithmeticRight, target.1, low, by: 63, width: 8)
    case .bmask:
      let (zero, ones) = (constant(0), constant(-1))
      let operandType = function.type(of: function.resolve(a))
      if operandType == .i128 {
        let x = registers(a)
        let either = temporary()
        alu(.or, either, x.0, x.1, width: 8)
        compare(either, .immediate(0), width: 8)
      } else {
        compare(widenedOperand(a, .zero), .immediate(0), width: Self.width(operandType))
      }
      if data.type == .i128 || function.type(of: function.firstResult(inst)) == .i128 {
        let target = pairResult(inst)
        select(target.0, ARM64Condition(.notEqual), ones, zero, width: 8)
        move(target.1, target.0)
      } else {
        select(resultOrTemporary(inst), ARM64Condition(.notEqual), ones, zero, width: 8)
      }
    case .bitselect:
      let target = pairResult(inst)
      let (mask, yes, no) = (registers(a), registers(b), registers(Value(raw: data.c)))
      bitSelect(target.0, mask.0, yes.0, no.0, width: 8)
      bitSelect(target.1, mask.1, yes.1, no.1, width: 8)
    case .clz:
      let target = pairResult(inst)
      let x = registers(a)
      leadingZerosPair(target, x)
    case .cls:
      let target = pairResult(inst)
      let x = registers(a)
      let sign = temporary()
      let folded = (temporary(), temporary())
      let count = (temporary(), temporary())
      shift(.arithmeticRight, sign, x.1, by: 63, width: 8)
      alu(.xor, folded.0, x.0, sign, width: 8)
      alu(.xor, folded.1, x.1, sign, width: 8)
      leadingZerosPair(count, folded)
      add(target.0, count.0, -1)
      let zero = constant(0)
      move(target.1, zero)
    case .ctz:
      let target = pairResult(inst)
      let x = registers(a)
      let (low, high, above) = (temporary(), temporary(), temporary())
      countTrailingZeros(low, x.0, width: 8)
      countTrailingZeros(high, x.1, width: 8)
      add(above, high, 64)
      compare(x.0, .immediate(0), width: 8)
      select(target.0, ARM64Condition(.equal), above, low, width: 8)
      let zero = constant(0)
      move(target.1, zero)
    case .popcnt:
      let target = pairResult(inst)
      let x = registers(a)
      let (low, high) = (temporary(), temporary())
      unary(.populationCount, low, x.0, width: 8)
      unary(.populationCount, high, x.1, width: 8)
      alu(.add, target.0, low, high, width: 8)
      let zero = constant(0)
      move(target.1, zero)
    case .bswap:
      let target = pairResult(inst)
      let x = registers(a)
      bits(.reverseBytes, target.0, x.1, width: 8)
      bits(.reverseBytes, target.1, x.0, width: 8)
    case .bitrev:
      let target = pairResult(inst)
      let x = registers(a)
      bits(.reverseBits, target.0, x.1, width: 8)
      bits(.reverseBits, target.1, x.0, width: 8)
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      let values = function.results(of: inst)
      let target = wantedPair(Value(raw: values.start)) ?? (temporary(), temporary())
      let isAddition = data.opcode == .uaddOverflow || data.opcode == .saddOverflow
      addPairs(
        target, registers(a), registers(b), isAddition ? .addFlags : .subtractFlags,
        isAddition ? .addCarryFlags : .subtractCarryFlags)
      if let flag = wanted(Value(raw: values.start &+ 1)) {
        setCondition(flag, ARM64Condition(overflowCondition(data.opcode, .i128)))
      }
    case .uaddOverflowTrap:
      addPairs(pairResult(inst), registers(a), registers(b), .addFlags, .addCarryFlags)
      lowerTrapIf(ARM64Condition(.carry), data.trapCode)
    case .umulOverflow, .smulOverflow: multiplyPairsChecked(inst)
    case .uaddOverflowCin, .saddOverflowCin, .usubOverflowBin, .ssubOverflowBin:
      let values = function.results(of: inst)
      let target = wantedPair(Value(raw: values.start)) ?? (temporary(), temporary())
      let isSubtraction = data.opcode == .usubOverflowBin || data.opcode == .ssubOverflowBin
      let isSigned = data.opcode == .saddOverflowCin || data.opcode == .ssubOverflowBin
      let (x, y) = (registers(a), registers(b))
      setCarry(widenedOperand(Value(raw: data.c), .zero), isBorrow: isSubtraction)
      let operation: ALUOperation = isSubtraction ? .subtractCarryFlags : .addCarryFlags
      addPairs(target, x, y, operation, operation)
      if let flag = wanted(Value(raw: values.start &+ 1)) {
        setCondition(flag, ARM64Condition(isSigned ? .overflow : isSubtraction ? .noCarry : .carry))
      }
    default: unsupported("\(data.opcode.name) of i128")
    }
  }

  private mutating func zeroExtended(_ target: VirtualRegister, _ value: Value) {
    let type = function.type(of: function.resolve(value))
    if type == .i64 {
      move(target, register(value))
    } else {
      extend(target, register(value), from: UInt8(type.bytes), to: 4, .zero)
    }
  }

  private mutating func addPairs(
    _ target: Pair, _ x: Pair, _ y: Pair, _ low: ALUOperation, _ high: ALUOperation
  ) {
    alu(low, target.0, x.0, y.0, width: 8)
    alu(high, target.1, x.1, y.1, width: 8)
  }

  private mutating func negatePair(_ target: Pair, _ x: Pair) {
    let zero = constant(0)
    alu(.subtractFlags, target.0, zero, x.0, width: 8)
    alu(.subtractCarry, target.1, zero, x.1, width: 8)
  }

  private mutating func leadingZerosPair(_ target: Pair, _ x: Pair) {
    let (low, high, below) = (temporary(), temporary(), temporary())
    countLeadingZeros(low, x.0, .i64)
    countLeadingZeros(high, x.1, .i64)
    add(below, low, 64)
    compare(x.1, .immediate(0), width: 8)
    select(target.0, ARM64Condition(.equal), below, high, width: 8)
    let zero = constant(0)
    move(target.1, zero)
  }

  private mutating func shiftPair(_ inst: Inst) {
    let data = function[inst]
    let target = pairResult(inst)
    let x = registers(Value(raw: data.a))
    let isLeft = data.opcode == .ishl || data.opcode == .rotl
    let isRotate = data.opcode == .rotl || data.opcode == .rotr
    // The word that bits leave from and the one they enter, for shifts by less than 64.
    if let constant = constantValue(Value(raw: data.b)) {
      shiftPair(target, x, by: Int(truncatingIfNeeded: constant & 127), data.opcode)
      return
    }
    let amount = registers(Value(raw: data.b)).0
    let (into, from) = isLeft ? (x.1, x.0) : (x.0, x.1)
    let near = temporary()
    doubleShift(near, into, from, amount, isRight: !isLeft)
    let far = temporary()
    let fill: VirtualRegister
    if isRotate {
      doubleShift(far, from, into, amount, isRight: !isLeft)
      fill = far
    } else {
      let operation: ShiftOperation =
        isLeft ? .left : data.opcode == .sshr ? .arithmeticRight : .right
      shift(operation, far, from, by: amount, width: 8)
      if data.opcode == .sshr {
        fill = temporary()
        shift(.arithmeticRight, fill, from, by: 63, width: 8)
      } else {
        fill = constant(0)
      }
    }
    // By 64 or more the words change places.
    aluFlags(.andFlags, amount, .logicalImmediate(64), width: 4)
    let isFar = ARM64Condition(.notEqual)
    let (intoTarget, fromTarget) = isLeft ? (target.1, target.0) : (target.0, target.1)
    select(intoTarget, isFar, far, near, width: 8)
    select(fromTarget, isFar, isRotate ? near : fill, far, width: 8)
  }

  /// `result` = `into` shifted by `amount`, with bits from `from`.
  private mutating func doubleShift(
    _ result: VirtualRegister, _ into: VirtualRegister, _ from: VirtualRegister, _ amount: VirtualRegister,
    isRight: Bool
  ) {
    // The bits of `from` move by the width less the amount, in two steps: the amount may be 0.
    let (moved, inverted, step, rest) = (temporary(), temporary(), temporary(), temporary())
    complement(inverted, amount, width: 4)
    shift(isRight ? .right : .left, moved, into, by: amount, width: 8)
    shift(isRight ? .left : .right, step, from, by: 1, width: 8)
    shift(isRight ? .left : .right, rest, step, by: inverted, width: 8)
    alu(.or, result, moved, rest, width: 8)
  }
  private mutating func doubleShift(
    _ result: VirtualRegister, _ into: VirtualRegister, _ from: VirtualRegister, by amount: Int,
    isRight: Bool
  ) {
    if isRight {
      binary(.extract, result, from, into, width: 8, immediate: Int64(amount))
    } else {
      binary(.extract, result, into, from, width: 8, immediate: Int64(64 - amount))
    }
  }

  private mutating func shiftPair(_ target: Pair, _ x: Pair, by amount: Int, _ opcode: Opcode) {
    let rest = amount & 63
    let isFar = amount >= 64
    switch opcode {
    case .rotl, .rotr:
      var (low, high) = isFar ? (x.1, x.0) : x
      if rest != 0 {
        let (newLow, newHigh) = (temporary(), temporary())
        if opcode == .rotl {
          doubleShift(newHigh, high, low, by: rest, isRight: false)
          doubleShift(newLow, low, high, by: rest, isRight: false)
        } else {
          doubleShift(newLow, low, high, by: rest, isRight: true)
          doubleShift(newHigh, high, low, by: rest, isRight: true)
        }
        (low, high) = (newLow, newHigh)
      }
      move(target.0, low)
      move(target.1, high)
    case .ishl:
      if isFar {
        let zero = constant(0)
        if rest == 0 { move(target.1, x.0) } else { shift(.left, target.1, x.0, by: UInt8(rest), width: 8) }
        move(target.0, zero)
      } else if rest == 0 {
        move(target.0, x.0)
        move(target.1, x.1)
      } else {
        doubleShift(target.1, x.1, x.0, by: rest, isRight: false)
        shift(.left, target.0, x.0, by: UInt8(rest), width: 8)
      }
    default:
      let operation: ShiftOperation = opcode == .sshr ? .arithmeticRight : .right
      if isFar {
        if rest == 0 { move(target.0, x.1) } else { shift(operation, target.0, x.1, by: UInt8(rest), width: 8) }
        if opcode == .sshr {
          shift(.arithmeticRight, target.1, x.1, by: 63, width: 8)
        } else {
          let zero = constant(0)
          move(target.1, zero)
        }
      } else if rest == 0 {
        move(target.0, x.0)
        move(target.1, x.1)
      } else {
        doubleShift(target.0, x.0, x.1, by: rest, isRight: true)
        shift(operation, target.1, x.1, by: UInt8(rest), width: 8)
      }
    }
  }

  /// Full product in four words; overflow if the upper half is not the extension of the lower.
  private mutating func multiplyPairsChecked(_ inst: Inst) {
    let data = function[inst]
    let values = function.results(of: inst)
    let target = wantedPair(Value(raw: values.start)) ?? (temporary(), temporary())
    let isSigned = data.opcode == .smulOverflow
    var x = registers(Value(raw: data.a))
    var y = registers(Value(raw: data.b))
    var sign = VirtualRegister.none
    if isSigned {
      // Magnitudes, and the sign of the product.
      sign = temporary()
      alu(.xor, sign, x.1, y.1, width: 8)
      x = magnitude(x)
      y = magnitude(y)
    }
    // low = x0*y0; the cross products may not both exist, nor exceed one word.
    let (low, carryWord) = wideProduct(x.0, y.0)
    let (cross1, over1) = wideProduct(x.0, y.1)
    let (cross2, over2) = wideProduct(x.1, y.0)
    let (sum1, high) = (temporary(), temporary())
    let (flag1, flag2, flag3) = (temporary(), temporary(), temporary())
    alu(.addFlags, sum1, carryWord, cross1, width: 8)
    setCondition(flag1, ARM64Condition(.carry))
    alu(.addFlags, high, sum1, cross2, width: 8)
    setCondition(flag2, ARM64Condition(.carry))
    let (isXWide, isYWide) = (temporary(), temporary())
    compare(x.1, .immediate(0), width: 8)
    setCondition(isXWide, ARM64Condition(.notEqual))
    compare(y.1, .immediate(0), width: 8)
    setCondition(isYWide, ARM64Condition(.notEqual))
    alu(.and, flag3, isXWide, isYWide, width: 4)
    let over = temporary()
    alu(.or, over, over1, over2, width: 8)
    let overFlag = temporary()
    compare(over, .immediate(0), width: 8)
    setCondition(overFlag, ARM64Condition(.notEqual))
    func either(_ a: VirtualRegister, _ b: VirtualRegister) -> VirtualRegister {
      let result = temporary()
      alu(.or, result, a, b, width: 4)
      return result
    }
    var flag = either(either(flag1, flag2), either(flag3, overFlag))
    if isSigned {
      // Negate if the signs differ; then the sign must be the expected one unless the product is zero.
      let negative = (temporary(), temporary())
      negatePair(negative, (low, high))
      compare(sign, .immediate(0), width: 8)
      select(target.0, ARM64Condition(.negative), negative.0, low, width: 8)
      select(target.1, ARM64Condition(.negative), negative.1, high, width: 8)
      let wrong = temporary()
      let difference = temporary()
      let isZero = temporary()
      alu(.or, isZero, target.0, target.1, width: 8)
      alu(.xor, difference, target.1, sign, width: 8)
      // A zero product has no wrong sign.
      let zero = constant(0)
      let checked = temporary()
      compare(isZero, .immediate(0), width: 8)
      select(checked, ARM64Condition(.equal), zero, difference, width: 8)
      compare(checked, .immediate(0), width: 8)
      setCondition(wrong, ARM64Condition(.negative))
      flag = either(flag, wrong)
    } else {
      move(target.0, low)
      move(target.1, high)
    }
    if let result = wanted(Value(raw: values.start &+ 1)) { move(result, flag) }
  }

  /// The double-width product: (low, high).
  private mutating func wideProduct(_ left: VirtualRegister, _ right: VirtualRegister) -> Pair {
    let (low, high) = (temporary(), temporary())
    multiply(low, left, right, width: 8)
    binary(.multiplyHigh, high, left, right, width: 8)
    return (low, high)
  }

  private mutating func magnitude(_ x: Pair) -> Pair {
    let negative = (temporary(), temporary())
    let result = (temporary(), temporary())
    negatePair(negative, x)
    compare(x.1, .immediate(0), width: 8)
    select(result.0, ARM64Condition(.negative), negative.0, x.0, width: 8)
    select(result.1, ARM64Condition(.negative), negative.1, x.1, width: 8)
    return result
  }
}
