// Selection of integer arithmetic up to 64 bits. The bits of a register above a value's width are
// undefined: what depends on them widens first.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension X64Lowering {
  /// The width at which a type is computed.
  static func width(_ type: IRType) -> UInt8 { type.bytes > 4 ? 8 : 4 }

  /// A register that holds a narrow value widened to 32 bits; the value's own for i32 and i64.
  mutating func widenedOperand(_ value: Value, _ kind: Extension) -> VirtualRegister {
    let type = function.type(of: function.resolve(value))
    guard type.bytes < 4 else { return register(value) }
    let result = temporary()
    if let constant = constantValue(value) {
      return self.constant(kind == .sign ? constant : Int64(UInt64(bitPattern: constant) & type.mask))
    }
    if let address = sinkLoad(value, width: UInt8(type.bytes)) {
      load(result, address, width: UInt8(type.bytes), kind)
    } else {
      extend(result, register(value), from: UInt8(type.bytes), to: 4, kind)
    }
    return result
  }

  mutating func lowerInteger(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    let a = Value(raw: data.a)
    let b = Value(raw: data.b)
    switch data.opcode {
    case .iadd: lowerAdd(inst)
    case .isub:
      let target = resultOrTemporary(inst)
      if constantValue(a) == 0 {
        negate(target, register(b), width: width)
      } else {
        let left = register(a)
        alu(.subtract, target, left, operand(b, type), width: width)
      }
    case .band, .bor, .bxor: lowerLogic(inst)
    case .bnot where type.isFloat:
      let source = register(a)
      let mark = builder.operandMark
      var instruction = MachineInstruction(X64Operation.floatLogic.rawValue, width: 16, condition: 0x57)
      define(resultOrTemporary(inst), reusing: 1)
      useAny(source)
      instruction.address = .constant
      instruction.payload = floatPool(.max, width: 8, isVector: true)
      builder.append(instruction, mark: mark)
    case .bnot: complement(resultOrTemporary(inst), register(a), width: width)
    case .ineg: negate(resultOrTemporary(inst), register(a), width: width)
    case .imul: lowerMultiply(inst)
    case .umulhi, .smulhi: lowerMultiplyHigh(inst)
    case .udiv, .sdiv, .urem, .srem: lowerDivision(inst)
    case .ishl, .ushr, .sshr, .rotl, .rotr: lowerShift(inst)
    case .smin, .smax, .umin, .umax: lowerMinimumMaximum(inst)
    case .iabs:
      let source = widenedOperand(a, .sign)
      let negative = temporary()
      negate(negative, source, width: width)
      conditionalMove(resultOrTemporary(inst), X64Condition(.sign), source, negative, width: width)
    case .uextend: lowerExtend(inst, .zero)
    case .sextend: lowerExtend(inst, .sign)
    case .bmask:
      let operandType = function.type(of: function.resolve(a))
      let source = register(a)
      let zero = constant(0)
      let ones = constant(-1)
      test(source, source, width: UInt8(operandType.bytes))
      conditionalMove(resultOrTemporary(inst), X64Condition(.notEqual), ones, zero, width: 8)
    case .bitselect:
      let (mask, yes, no) = (register(a), register(b), register(Value(raw: data.c)))
      let difference = temporary()
      let masked = temporary()
      if type.isFloat {
        let difference = makeRegister(type)
        let masked = makeRegister(type)
        binary(.floatLogic, difference, yes, .register(no), width: 16, condition: 0x57)
        binary(.floatLogic, masked, difference, .register(mask), width: 16, condition: 0x54)
        binary(.floatLogic, resultOrTemporary(inst), masked, .register(no), width: 16, condition: 0x57)
        return
      }
      alu(.xor, difference, yes, .register(no), width: width)
      alu(.and, masked, difference, .register(mask), width: width)
      alu(.xor, resultOrTemporary(inst), masked, .register(no), width: width)
    case .clz: countLeadingZeros(resultOrTemporary(inst), widenedOperand(a, .zero), type)
    case .ctz: lowerTrailingZeros(inst)
    case .cls:
      // Equal bits after the sign: leading zeros of x ^ (x >> all), less one.
      let source = widenedOperand(a, .sign)
      let sign = temporary()
      let folded = temporary()
      let count = temporary()
      shift(.arithmeticRight, sign, source, by: width * 8 - 1, width: width)
      alu(.xor, folded, sign, .register(source), width: width)
      countLeadingZeros(count, folded, width == 8 ? .i64 : .i32)
      let adjust = Int64(width) * 8 - Int64(type.bits) + 1
      alu(.subtract, resultOrTemporary(inst), count, .immediate(adjust), width: width)
    case .popcnt: lowerPopulationCount(inst)
    case .bswap:
      switch type {
      case .i8: move(resultOrTemporary(inst), register(a))
      case .i16:
        binary(
          .shift, resultOrTemporary(inst), register(a), .immediate(8), width: 2,
          condition: ShiftOperation.rotateLeft.rawValue)
      default: binary1(.byteSwap, resultOrTemporary(inst), register(a), width: width)
      }
    case .bitrev: lowerBitReverse(inst)
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow:
      lowerOverflow(inst)
    case .uaddOverflowTrap:
      let left = register(a)
      alu(.add, resultOrTemporary(inst), left, operand(b, type), width: UInt8(type.bytes))
      lowerTrapIf(X64Condition(.below), data.trapCode)
    case .uaddOverflowCin, .saddOverflowCin, .usubOverflowBin, .ssubOverflowBin: lowerCarry(inst)
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }

  /// A right-hand operand of arithmetic; loads are folded where they are as wide as the operation.
  mutating func operand(_ value: Value, _ type: IRType) -> X64Source {
    type.bytes >= 4 ? sourceOrImmediate(value, width: UInt8(type.bytes)) : immediateOrRegister(value)
  }
  private mutating func immediateOrRegister(_ value: Value) -> X64Source {
    if let constant = constantValue(value), constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      return .immediate(constant)
    }
    return .register(register(value))
  }

  // MARK: Addition and logic

  /// Whether the operands of a commutative operation should change places, so that the one whose register
  /// is free afterwards, and nearest, becomes the result's.
  private mutating func prefersSwapped(_ left: Value, _ right: Value) -> Bool {
    let left = function.resolve(left)
    let right = function.resolve(right)
    if useCounts[left.index] > 1, useCounts[right.index] == 1 { return true }
    guard useCounts[left.index] == 1, useCounts[right.index] == 1,
      case .result(let first, _) = function.values[left].definition,
      case .result(let second, _) = function.values[right].definition
    else { return false }
    return function[first].opcode.isCall && function[second].opcode.isCall
  }

  private mutating func lowerAdd(_ inst: Inst) {
    let data = function[inst]
    let width = Self.width(data.type)
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    let target = resultOrTemporary(inst)
    if constantValue(left) != nil { swap(&left, &right) }
    if data.type == .i64 {
      // An address computation with an index or a third operand is one lea.
      let address = self.addressOfSum(inst)
      if let address {
        lea(target, address)
        return
      }
    }
    if let constant = constantValue(right), constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      let source = register(left)
      let resolved = function.resolve(left)
      // Where the operand lives on, lea saves a move.
      if useCounts[resolved.index] > 1, constant != 1, constant != -1 {
        var address = X64Address()
        address.base = source
        address.displacement = Int32(constant)
        lea(target, address, width: width)
      } else {
        alu(.add, target, source, .immediate(constant), width: width)
      }
      return
    }
    // A folded load comes second.
    if data.type.bytes >= 4, let address = sinkLoad(left, width: UInt8(data.type.bytes)) {
      alu(.add, target, register(right), .memory(address), width: width)
      return
    }
    if constantValue(right) == nil, useCounts[function.resolve(left).index] > 1,
      useCounts[function.resolve(right).index] > 1
    {
      // Both live on: a sum in a third register is one lea.
      var address = X64Address()
      address.kind = .baseIndex
      address.base = register(left)
      address.index = register(right)
      lea(target, address, width: width)
      return
    }
    if constantValue(right) == nil, prefersSwapped(left, right), definition(right, .load) == nil {
      swap(&left, &right)
    }
    let first = register(left)
    alu(.add, target, first, operand(right, data.type), width: width)
  }

  /// A 64-bit sum as an address if it is more than one addition.
  private mutating func addressOfSum(_ inst: Inst) -> X64Address? {
    let data = function[inst]
    let left = function.resolve(Value(raw: data.a))
    let right = function.resolve(Value(raw: data.b))
    guard isPartOfAddress(left) || isPartOfAddress(right) else { return nil }
    return address(function.firstResult(inst), offset: 0, computesBase: true)
  }

  /// Whether an operand of a sum is itself what an address can compute.
  private mutating func isPartOfAddress(_ value: Value) -> Bool {
    guard wanted(value) == nil, let inst = function.definingInst(of: value) else { return false }
    let data = function[inst]
    switch data.opcode {
    case .iadd: return data.type == .i64 && useCounts[value.index] == 1
    case .ishl:
      guard let amount = constantValue(Value(raw: data.b)) else { return false }
      return data.type == .i64 && amount >= 1 && amount <= 3 && useCounts[value.index] <= 2
    case .imul:
      guard let factor = constantValue(Value(raw: data.b)) else { return false }
      return data.type == .i64 && (factor == 2 || factor == 4 || factor == 8)
    case .stackAddr: return true
    default: return false
    }
  }

  private mutating func lowerLogic(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    if type.isFloat {
      let code: UInt8 = data.opcode == .band ? 0x54 : data.opcode == .bor ? 0x56 : 0x57
      let left = register(Value(raw: data.a))
      let right = register(Value(raw: data.b))
      binary(.floatLogic, resultOrTemporary(inst), left, .register(right), width: 16, condition: code)
      return
    }
    let width = Self.width(type)
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    if constantValue(left) != nil { swap(&left, &right) }
    let target = resultOrTemporary(inst)
    let operation: ALUOperation = data.opcode == .band ? .and : data.opcode == .bor ? .or : .xor
    if let constant = constantValue(right) {
      if operation == .and {
        // Masks of whole bytes are zero extensions.
        let mask = UInt64(bitPattern: constant) & type.mask
        if mask == 0xFF || mask == 0xFFFF || (mask == 0xFFFF_FFFF && type == .i64) {
          let from: UInt8 = mask == 0xFF ? 1 : mask == 0xFFFF ? 2 : 4
          extend(target, register(left), from: from, to: 4, .zero)
          return
        }
      }
      if operation == .xor, constant == -1 {
        complement(target, register(left), width: width)
        return
      }
    }
    if type.bytes >= 4, constantValue(right) == nil, let address = sinkLoad(left, width: UInt8(type.bytes)) {
      alu(operation, target, register(right), .memory(address), width: width)
      return
    }
    if constantValue(right) == nil, prefersSwapped(left, right), definition(right, .load) == nil {
      swap(&left, &right)
    }
    let first = register(left)
    alu(operation, target, first, operand(right, type), width: width)
  }

  private mutating func lowerExtend(_ inst: Inst, _ kind: Extension) {
    let data = function[inst]
    let source = Value(raw: data.a)
    let from = UInt8(truncatingIfNeeded: function.type(of: function.resolve(source)).bytes)
    let target = resultOrTemporary(inst)
    if let address = sinkLoad(source, width: from) {
      load(target, address, width: from, kind)
      return
    }
    extend(target, register(source), from: from, to: kind == .sign ? Self.width(data.type) : 4, kind)
  }

  // MARK: Multiplication

  private mutating func lowerMultiply(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    if constantValue(left) != nil { swap(&left, &right) }
    let target = resultOrTemporary(inst)
    if let constant = constantValue(right) {
      multiply(target, left, type, by: constant)
      return
    }
    let first = register(left)
    let second: X64Source = type.bytes >= 4 ? source(right, width: UInt8(type.bytes)) : .register(register(right))
    binary(.multiply, target, first, second, width: width)
  }

  /// Multiplies by a constant with the cheapest instructions.
  private mutating func multiply(_ target: VirtualRegister, _ value: Value, _ type: IRType, by constant: Int64) {
    let width = Self.width(type)
    let bits = UInt64(bitPattern: constant) & type.mask
    if bits == 0 {
      let zero = self.constant(0)
      move(target, zero)
    } else if bits & (bits - 1) == 0 {
      let amount = UInt8(bits.trailingZeroBitCount)
      let source = register(value)
      if amount == 0 { move(target, source, width: width) } else { shift(.left, target, source, by: amount, width: width) }
    } else if bits == 3 || bits == 5 || bits == 9 {
      var address = X64Address()
      address.kind = .baseIndex
      address.base = register(value)
      address.index = address.base
      address.shift = bits == 3 ? 1 : bits == 5 ? 2 : 3
      lea(target, address, width: width)
    } else if constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      let operand: X64Source =
        type.bytes >= 4 ? source(value, width: UInt8(type.bytes)) : .register(register(value))
      let mark = builder.operandMark
      var instruction = MachineInstruction(X64Operation.multiplyImmediate.rawValue, width: width)
      define(target)
      switch operand {
      case .register(let register): useAny(register)
      case .memory(let address): useAddress(address, in: &instruction)
      case .immediate: break
      }
      instruction.immediate = constant
      builder.append(instruction, mark: mark)
    } else {
      let factor = self.constant(constant)
      binary(.multiply, target, register(value), .register(factor), width: width)
    }
  }

  /// The double-width product of two registers: (low, high).
  mutating func wideProduct(
    _ left: VirtualRegister, _ right: VirtualRegister, width: UInt8, isSigned: Bool
  ) -> (VirtualRegister, VirtualRegister) {
    let low = temporary()
    let high = temporary()
    let mark = builder.operandMark
    define(low, in: X64Register.rax)
    define(high, in: X64Register.rdx)
    use(left, in: X64Register.rax)
    useAny(right)
    builder.append(
      MachineInstruction(X64Operation.multiplyWide.rawValue, width: width, condition: isSigned ? 1 : 0),
      mark: mark)
    return (low, high)
  }

  private mutating func lowerMultiplyHigh(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let isSigned = data.opcode == .smulhi
    let target = resultOrTemporary(inst)
    if type.bytes >= 4 {
      let (_, high) = wideProduct(
        register(Value(raw: data.a)), register(Value(raw: data.b)), width: UInt8(type.bytes), isSigned: isSigned)
      move(target, high)
      return
    }
    let kind: Extension = isSigned ? .sign : .zero
    let product = temporary()
    let left = widenedOperand(Value(raw: data.a), kind)
    let right = widenedOperand(Value(raw: data.b), kind)
    binary(.multiply, product, left, .register(right), width: 4)
    shift(.right, target, product, by: UInt8(type.bits), width: 4)
  }

  // MARK: Division

  private mutating func lowerDivision(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let isSigned = data.opcode == .sdiv || data.opcode == .srem
    let isRemainder = data.opcode == .urem || data.opcode == .srem
    let target = resultOrTemporary(inst)
    if let divisor = constantValue(Value(raw: data.b)), divideByConstant(
      target, Value(raw: data.a), type, divisor, isSigned: isSigned, isRemainder: isRemainder)
    {
      return
    }
    let kind: Extension = isSigned ? .sign : .zero
    let dividend = widenedOperand(Value(raw: data.a), kind)
    let divisor = widenedOperand(Value(raw: data.b), kind)
    let width = Self.width(type)
    test(divisor, divisor, width: width)
    lowerTrapIf(X64Condition(.equal), .integerDivisionByZero)
    if isSigned, !isRemainder, type.bytes < 4 {
      // The hardware divides 32 bits and does not see the overflow of the narrow type.
      let quotient = temporary()
      divide(dividend, divisor, quotient: quotient, remainder: temporary(), width: 4, isSigned: true)
      compare(quotient, .immediate(1 << Int64(type.bits - 1)), width: 4)
      lowerTrapIf(X64Condition(.equal), .integerOverflow)
      move(target, quotient)
      return
    }
    if isSigned, isRemainder, type.bytes >= 4 {
      // The remainder by -1 is 0, where the hardware would fault: divide by 1 instead.
      let one = constant(1)
      let safe = temporary()
      compare(divisor, .immediate(-1), width: width)
      conditionalMove(safe, X64Condition(.equal), one, divisor, width: width)
      divide(dividend, safe, quotient: temporary(), remainder: target, width: width, isSigned: true)
      return
    }
    divide(
      dividend, divisor, quotient: isRemainder ? temporary() : target,
      remainder: isRemainder ? target : temporary(), width: width, isSigned: isSigned)
  }

  private mutating func divide(
    _ dividend: VirtualRegister, _ divisor: VirtualRegister, quotient: VirtualRegister,
    remainder: VirtualRegister, width: UInt8, isSigned: Bool
  ) {
    let high: VirtualRegister
    if isSigned {
      high = temporary()
      let mark = builder.operandMark
      define(high, in: X64Register.rdx)
      use(dividend, in: X64Register.rax)
      builder.append(
        MachineInstruction(X64Operation.signExtendAccumulator.rawValue, width: width), mark: mark)
    } else {
      high = constant(0)
    }
    let mark = builder.operandMark
    define(quotient, in: X64Register.rax)
    define(remainder, in: X64Register.rdx)
    use(dividend, in: X64Register.rax)
    use(high, in: X64Register.rdx)
    use(divisor)
    var instruction = MachineInstruction(
      X64Operation.divide.rawValue, width: width, condition: isSigned ? 1 : 0)
    instruction.trapCode = TrapCode.integerOverflow.raw
    builder.append(instruction, mark: mark)
  }

  // MARK: Shifts

  private mutating func lowerShift(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let target = resultOrTemporary(inst)
    let value = Value(raw: data.a)
    let amountValue = Value(raw: data.b)
    var operation: ShiftOperation
    var width = Self.width(type)
    var kind: Extension?
    switch data.opcode {
    case .ishl: operation = .left
    case .ushr:
      operation = .right
      kind = .zero
    case .sshr:
      operation = .arithmeticRight
      kind = .sign
    case .rotl: operation = .rotateLeft
    default: operation = .rotateRight
    }
    let isRotate = operation == .rotateLeft || operation == .rotateRight
    if isRotate { width = UInt8(type.bytes) }
    let source = kind.map { widenedOperand(value, $0) } ?? register(value)
    if let constant = constantValue(amountValue) {
      let amount = UInt8(truncatingIfNeeded: constant & Int64(type.bits - 1))
      if amount == 0 {
        move(target, source, width: Self.width(type))
      } else {
        shift(operation, target, source, by: amount, width: width)
      }
      return
    }
    var amount = registers(amountValue).0
    if type.bytes < 4, !isRotate {
      let masked = temporary()
      alu(.and, masked, amount, .immediate(Int64(type.bits - 1)), width: 4)
      amount = masked
    } else if let masked = maskedAmount(amountValue, type) {
      amount = masked
    }
    shift(operation, target, source, by: amount, width: width)
  }

  /// The amount without a mask that the hardware applies itself.
  private mutating func maskedAmount(_ value: Value, _ type: IRType) -> VirtualRegister? {
    guard let inst = definition(value, .band), wanted(function.resolve(value)) == nil,
      let mask = constantValue(Value(raw: function[inst].b)), type.bytes >= 4,
      mask & Int64(type.bits - 1) == Int64(type.bits - 1)
    else { return nil }
    return registers(Value(raw: function[inst].a)).0
  }

  // MARK: Comparisons that select

  private mutating func lowerMinimumMaximum(_ inst: Inst) {
    let data = function[inst]
    let isSigned = data.opcode == .smin || data.opcode == .smax
    let left = widenedOperand(Value(raw: data.a), isSigned ? .sign : .zero)
    let right = widenedOperand(Value(raw: data.b), isSigned ? .sign : .zero)
    let width = Self.width(data.type)
    compare(left, .register(right), width: width)
    let condition: ConditionCode
    switch data.opcode {
    case .smin: condition = .less
    case .smax: condition = .greater
    case .umin: condition = .below
    default: condition = .above
    }
    conditionalMove(resultOrTemporary(inst), X64Condition(condition), left, right, width: width)
  }

  // MARK: Overflow

  /// Whether the flags after the instruction say whether it overflowed.
  mutating func isFlagFusible(_ inst: Inst) -> Bool {
    let data = function[inst]
    let type = function.type(of: function.firstResult(inst))
    switch data.opcode {
    case .umulOverflow: return type.bytes == 4 || type.bytes == 8
    case .smulOverflow: return type.bytes == 4 || type.bytes == 8
    default: return type.bytes <= 8
    }
  }

  func overflowCondition(_ opcode: Opcode) -> ConditionCode {
    opcode == .uaddOverflow || opcode == .usubOverflow ? .below : .overflow
  }

  private mutating func lowerOverflow(_ inst: Inst) {
    let data = function[inst]
    let values = function.results(of: inst)
    let type = function.type(of: Value(raw: values.start))
    let width = UInt8(type.bytes)
    let target = wanted(Value(raw: values.start)) ?? temporary()
    let flag = wanted(Value(raw: values.start &+ 1))
    let left = Value(raw: data.a)
    let right = Value(raw: data.b)
    var condition = X64Condition(overflowCondition(data.opcode))
    switch data.opcode {
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      let isAddition = data.opcode == .uaddOverflow || data.opcode == .saddOverflow
      let first = register(left)
      alu(isAddition ? .add : .subtract, target, first, operand(right, type), width: width)
    case .smulOverflow where type.bytes >= 4:
      let first = register(left)
      let second = register(right)
      binary(.multiply, target, first, .register(second), width: width)
    case .umulOverflow where type.bytes >= 4:
      let low = temporary()
      let first = register(left)
      let second = register(right)
      let mark = builder.operandMark
      define(low, in: X64Register.rax)
      define(temporary(), in: X64Register.rdx)
      use(first, in: X64Register.rax)
      useAny(second)
      builder.append(
        MachineInstruction(X64Operation.multiplyWide.rawValue, width: width, condition: 0), mark: mark)
      move(target, low)
    default:
      // Narrow products are exact in 32 bits.
      let kind: Extension = data.opcode == .smulOverflow ? .sign : .zero
      let product = temporary()
      let narrowed = temporary()
      let first = widenedOperand(left, kind)
      let second = widenedOperand(right, kind)
      binary(.multiply, product, first, .register(second), width: 4)
      move(target, product)
      extend(narrowed, product, from: UInt8(type.bytes), to: 4, kind)
      compare(narrowed, .register(product), width: 4)
      condition = X64Condition(.notEqual)
    }
    if let flag { setCondition(flag, condition) }
  }

  /// Addition with carry in, subtraction with borrow in.
  private mutating func lowerCarry(_ inst: Inst) {
    let data = function[inst]
    let values = function.results(of: inst)
    let type = function.type(of: Value(raw: values.start))
    let width = UInt8(type.bytes)
    let target = wanted(Value(raw: values.start)) ?? temporary()
    let left = register(Value(raw: data.a))
    let right = register(Value(raw: data.b))
    let isSubtraction = data.opcode == .usubOverflowBin || data.opcode == .ssubOverflowBin
    let isSigned = data.opcode == .saddOverflowCin || data.opcode == .ssubOverflowBin
    setCarry(Value(raw: data.c))
    alu(isSubtraction ? .subtractWithBorrow : .addWithCarry, target, left, .register(right), width: width)
    if let flag = wanted(Value(raw: values.start &+ 1)) {
      setCondition(flag, X64Condition(isSigned ? .overflow : .below))
    }
  }

  /// Sets the carry flag to a carry, by adding all ones to it.
  mutating func setCarry(_ value: Value) {
    let carry = widenedOperand(value, .zero)
    let booleanCarry = temporary()
    extend(booleanCarry, carry, from: 1, to: 4, .zero)
    alu(.add, temporary(), booleanCarry, .immediate(-1), width: 1)
  }

  // MARK: Bits

  /// Leading zeros of a zero-extended source.
  mutating func countLeadingZeros(_ target: VirtualRegister, _ source: VirtualRegister, _ type: IRType) {
    let width = Self.width(type)
    let bits = Int64(width) * 8
    let excess = bits - Int64(type.bits)
    let count = excess == 0 ? target : temporary()
    if isa.features.contains(.leadingZeros) {
      unary(.bitScan, count, source, width: width, condition: BitScan.leadingZeros.rawValue)
    } else {
      let none = constant(2 * bits - 1)
      let position = temporary()
      let found = temporary()
      unary(.bitScan, position, source, width: width, condition: BitScan.reverse.rawValue)
      conditionalMove(found, X64Condition(.equal), none, position, width: width)
      alu(.xor, count, found, .immediate(bits - 1), width: width)
    }
    if excess != 0 { alu(.subtract, target, count, .immediate(excess), width: width) }
  }

  private mutating func lowerTrailingZeros(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    var source = register(Value(raw: data.a))
    if type.bytes < 4 {
      let bounded = temporary()
      alu(.or, bounded, source, .immediate(1 << Int64(type.bits)), width: 4)
      source = bounded
    }
    countTrailingZeros(resultOrTemporary(inst), source, width: width)
  }

  mutating func countTrailingZeros(_ target: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    if isa.features.contains(.bitManipulation) {
      unary(.bitScan, target, source, width: width, condition: BitScan.trailingZeros.rawValue)
      return
    }
    let none = constant(Int64(width) * 8)
    let position = temporary()
    unary(.bitScan, position, source, width: width, condition: BitScan.forward.rawValue)
    conditionalMove(target, X64Condition(.equal), none, position, width: width)
  }

  private mutating func lowerPopulationCount(_ inst: Inst) {
    let data = function[inst]
    let source = widenedOperand(Value(raw: data.a), .zero)
    populationCount(resultOrTemporary(inst), source, width: Self.width(data.type))
  }

  mutating func populationCount(_ target: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    if isa.features.contains(.populationCount) {
      unary(.bitScan, target, source, width: width, condition: BitScan.population.rawValue)
      return
    }
    // Sums in pairs, nibbles, bytes; then a multiplication adds the bytes.
    func masked(_ source: VirtualRegister, _ pattern: UInt64) -> VirtualRegister {
      let result = temporary()
      let mask = width == 8 ? Int64(bitPattern: pattern) : Int64(Int32(truncatingIfNeeded: pattern))
      alu(.and, result, source, addend(mask), width: width)
      return result
    }
    func shifted(_ source: VirtualRegister, _ amount: UInt8) -> VirtualRegister {
      let result = temporary()
      shift(.right, result, source, by: amount, width: width)
      return result
    }
    let pairs = temporary()
    alu(
      .subtract, pairs, source, .register(masked(shifted(source, 1), 0x5555_5555_5555_5555)), width: width)
    let nibbles = temporary()
    let low = masked(pairs, 0x3333_3333_3333_3333)
    alu(
      .add, nibbles, low, .register(masked(shifted(pairs, 2), 0x3333_3333_3333_3333)), width: width)
    let sum = temporary()
    alu(.add, sum, nibbles, .register(shifted(nibbles, 4)), width: width)
    let bytes = masked(sum, 0x0F0F_0F0F_0F0F_0F0F)
    let ones = constant(width == 8 ? 0x0101_0101_0101_0101 : 0x0101_0101)
    let product = temporary()
    binary(.multiply, product, bytes, .register(ones), width: width)
    shift(.right, target, product, by: width * 8 - 8, width: width)
  }

  private mutating func lowerBitReverse(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    let source = register(Value(raw: data.a))
    let target = resultOrTemporary(inst)
    let excess = Int(width) * 8 - type.bits
    let reversed = excess == 0 ? target : temporary()
    reverseBits(reversed, source, width: width)
    if excess != 0 { shift(.right, target, reversed, by: UInt8(excess), width: width) }
  }

  /// Reverses all bits of a 32- or 64-bit register.
  mutating func reverseBits(_ target: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    var current = temporary()
    binary1(.byteSwap, current, source, width: width)
    let steps: [(UInt8, UInt64)] = [
      (4, 0x0F0F_0F0F_0F0F_0F0F), (2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555),
    ]
    for (amount, pattern) in steps {
      let mask = constant(width == 8 ? Int64(bitPattern: pattern) : Int64(pattern & 0xFFFF_FFFF))
      let (right, low, lowShifted, high) = (temporary(), temporary(), temporary(), temporary())
      shift(.right, right, current, by: amount, width: width)
      alu(.and, high, right, .register(mask), width: width)
      alu(.and, low, current, .register(mask), width: width)
      shift(.left, lowShifted, low, by: amount, width: width)
      let next = amount == 1 ? target : temporary()
      alu(.or, next, lowShifted, .register(high), width: width)
      current = next
    }
  }
}
