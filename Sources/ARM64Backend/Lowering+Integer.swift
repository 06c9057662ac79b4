// Selection of integer arithmetic up to 64 bits. The bits of a register above a value's width are
// undefined: what depends on them widens first.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  /// The width at which a type is computed.
  static func width(_ type: IRType) -> UInt8 { type.bytes > 4 ? 8 : 4 }

  /// A register that holds a narrow value widened to 32 bits; the value's own for i32 and i64.
  mutating func widenedOperand(_ value: Value, _ kind: Extension) -> VirtualRegister {
    let type = function.type(of: function.resolve(value))
    guard type.bytes < 4 else { return register(value) }
    if let constant = constantValue(value) {
      return self.constant(kind == .sign ? constant : Int64(UInt64(bitPattern: constant) & type.mask))
    }
    if kind == .sign || !isZeroExtended(value), let address = sinkLoad(value, width: UInt8(type.bytes)) {
      let result = temporary()
      load(result, address, width: UInt8(type.bytes), kind)
      return result
    }
    if kind == .zero, isZeroExtended(value) { return register(value) }
    let result = temporary()
    extend(result, register(value), from: UInt8(type.bytes), to: 4, kind)
    return result
  }

  mutating func lowerInteger(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    let a = Value(raw: data.a)
    let b = Value(raw: data.b)
    switch data.opcode {
    case .iadd, .isub: lowerAdd(inst)
    case .band, .bor, .bxor: lowerLogic(inst)
    case .bnot where type.isFloat:
      let source = register(a)
      binary(.floatLogic, resultOrTemporary(inst), source, source, width: 16, condition: FloatLogic.not.rawValue)
    case .bnot: complement(resultOrTemporary(inst), register(a), width: width)
    case .ineg: negate(resultOrTemporary(inst), register(a), width: width)
    case .imul: lowerMultiply(inst)
    case .umulhi, .smulhi: lowerMultiplyHigh(inst)
    case .udiv, .sdiv, .urem, .srem: lowerDivision(inst)
    case .ishl, .ushr, .sshr, .rotl, .rotr: lowerShift(inst)
    case .smin, .smax, .umin, .umax: lowerMinimumMaximum(inst)
    case .iabs:
      let source = widenedOperand(a, .sign)
      compare(source, .immediate(0), width: width)
      select(
        resultOrTemporary(inst), ARM64Condition(.nonNegative), source, source, width: width, form: .negate)
    case .uextend: lowerExtend(inst, .zero)
    case .sextend: lowerExtend(inst, .sign)
    case .bmask:
      let operandType = function.type(of: function.resolve(a))
      let source = widenedOperand(a, .zero)
      let zero = constant(0)
      let ones = constant(-1)
      compare(source, .immediate(0), width: Self.width(operandType))
      select(resultOrTemporary(inst), ARM64Condition(.notEqual), ones, zero, width: 8)
    case .bitselect:
      let (mask, yes, no) = (register(a), register(b), register(Value(raw: data.c)))
      if type.isFloat {
        let difference = makeRegister(type)
        let masked = makeRegister(type)
        binary(.floatLogic, difference, yes, no, width: 16, condition: FloatLogic.xor.rawValue)
        binary(.floatLogic, masked, difference, mask, width: 16, condition: FloatLogic.and.rawValue)
        binary(.floatLogic, resultOrTemporary(inst), masked, no, width: 16, condition: FloatLogic.xor.rawValue)
        return
      }
      bitSelect(resultOrTemporary(inst), mask, yes, no, width: width)
    case .clz: countLeadingZeros(resultOrTemporary(inst), widenedOperand(a, .zero), type)
    case .ctz:
      var source = register(a)
      if type.bytes < 4 {
        let bounded = temporary()
        alu(.or, bounded, source, .logicalImmediate(1 << Int64(type.bits)), width: 4)
        source = bounded
      }
      countTrailingZeros(resultOrTemporary(inst), source, width: width)
    case .cls:
      let source = widenedOperand(a, .sign)
      let target = resultOrTemporary(inst)
      let excess = Int64(width) * 8 - Int64(type.bits)
      let count = excess == 0 ? target : temporary()
      bits(.leadingSigns, count, source, width: width)
      if excess != 0 { add(target, count, -excess, width: width) }
    case .popcnt: unary(.populationCount, resultOrTemporary(inst), widenedOperand(a, .zero), width: width)
    case .bswap:
      switch type {
      case .i8: move(resultOrTemporary(inst), register(a))
      case .i16: bits(.reverseBytes16, resultOrTemporary(inst), register(a), width: 4)
      default: bits(.reverseBytes, resultOrTemporary(inst), register(a), width: width)
      }
    case .bitrev:
      let source = register(a)
      let target = resultOrTemporary(inst)
      let excess = Int(width) * 8 - type.bits
      let reversed = excess == 0 ? target : temporary()
      bits(.reverseBits, reversed, source, width: width)
      if excess != 0 { shift(.right, target, reversed, by: UInt8(excess), width: width) }
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow:
      lowerOverflow(inst)
    case .uaddOverflowTrap:
      let target = resultOrTemporary(inst)
      addWithOverflow(target, a, b, type, isSubtraction: false, isSigned: false)
      lowerTrapIf(ARM64Condition(overflowCondition(.uaddOverflow, type)), data.trapCode)
    case .uaddOverflowCin, .saddOverflowCin, .usubOverflowBin, .ssubOverflowBin: lowerCarry(inst)
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }

  mutating func bitSelect(
    _ target: VirtualRegister, _ mask: VirtualRegister, _ yes: VirtualRegister, _ no: VirtualRegister, width: UInt8
  ) {
    let (taken, kept) = (temporary(), temporary())
    alu(.and, taken, yes, mask, width: width)
    alu(.andNot, kept, no, mask, width: width)
    alu(.or, target, taken, kept, width: width)
  }

  // MARK: Right-hand operands

  /// The instruction that makes a value, if it can become part of its only user.
  private func folded(_ original: Value) -> Inst? {
    let value = function.resolve(original)
    guard useCounts[value.index] == 1, wanted(value) == nil, let inst = function.definingInst(of: value),
      function.layout.block(of: inst) == currentBlock
    else { return nil }
    return inst
  }

  /// A register, shifted if the value is a shift by a constant; with `extends` also widened.
  mutating func rightOperand(_ value: Value, _ type: IRType, extends: Bool = true) -> ARM64Right {
    guard let inst = folded(value) else { return .register(register(value)) }
    let data = function[inst]
    switch data.opcode {
    case .ishl, .ushr, .sshr:
      guard let constant = constantValue(Value(raw: data.b)), data.opcode == .ishl || type.bytes >= 4 else { break }
      let amount = UInt8(truncatingIfNeeded: constant & Int64(type.bits - 1))
      let operation: ShiftOperation = data.opcode == .ishl ? .left : data.opcode == .ushr ? .right : .arithmeticRight
      return .shifted(register(Value(raw: data.a)), operation, amount)
    case .uextend, .sextend:
      guard extends else { break }
      let inner = function.type(of: function.resolve(Value(raw: data.a)))
      guard inner.bytes <= 4, definition(Value(raw: data.a), .load) == nil else { break }
      let option = UInt8(inner.bytes.trailingZeroBitCount) + (data.opcode == .sextend ? 4 : 0)
      return .extended(register(Value(raw: data.a)), option, 0)
    default: break
    }
    return .register(register(value))
  }

  // MARK: Addition and logic

  private mutating func lowerAdd(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    let isSubtraction = data.opcode == .isub
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    let target = resultOrTemporary(inst)
    if !isSubtraction, constantValue(left) != nil { swap(&left, &right) }
    if let constant = constantValue(right) {
      let value = isSubtraction ? 0 &- constant : constant
      add(target, register(left), value, width: width)
      return
    }
    if isSubtraction, constantValue(left) == 0 {
      let operand = rightOperand(right, type, extends: false)
      alu(.subtract, target, constant(0), operand, width: width)
      return
    }
    // A product becomes part of the sum.
    if let product = folded(right), function[product].opcode == .imul, multiplies(product) {
      let (x, y) = (register(Value(raw: function[product].a)), register(Value(raw: function[product].b)))
      ternary(.multiplyAdd, target, x, y, register(left), width: width, condition: isSubtraction ? 1 : 0)
      return
    }
    if !isSubtraction, let product = folded(left), function[product].opcode == .imul, multiplies(product) {
      let (x, y) = (register(Value(raw: function[product].a)), register(Value(raw: function[product].b)))
      ternary(.multiplyAdd, target, x, y, register(right), width: width)
      return
    }
    if !isSubtraction, isFoldable(left), !isFoldable(right) { swap(&left, &right) }
    let first = register(left)
    alu(isSubtraction ? .subtract : .add, target, first, rightOperand(right, type), width: width)
  }

  /// Whether a product needs the multiplier.
  private func multiplies(_ inst: Inst) -> Bool {
    let data = function[inst]
    func isSimple(_ value: Value) -> Bool {
      guard let constant = constantValue(value) else { return false }
      return constant >= 0 && constant & (constant &- 1) == 0
    }
    return !isSimple(Value(raw: data.a)) && !isSimple(Value(raw: data.b))
  }

  private func isFoldable(_ value: Value) -> Bool {
    guard let inst = folded(value) else { return false }
    switch function[inst].opcode {
    case .ishl: return constantValue(Value(raw: function[inst].b)) != nil
    case .uextend, .sextend: return true
    default: return false
    }
  }

  private mutating func lowerLogic(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    if type.isFloat {
      let operation: FloatLogic = data.opcode == .band ? .and : data.opcode == .bor ? .or : .xor
      let left = register(Value(raw: data.a))
      let right = register(Value(raw: data.b))
      binary(.floatLogic, resultOrTemporary(inst), left, right, width: 16, condition: operation.rawValue)
      return
    }
    let width = Self.width(type)
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    if constantValue(left) != nil { swap(&left, &right) }
    let target = resultOrTemporary(inst)
    var operation: ALUOperation = data.opcode == .band ? .and : data.opcode == .bor ? .or : .xor
    if let constant = constantValue(right) {
      let mask = UInt64(bitPattern: constant) & (width == 8 ? .max : 0xFFFF_FFFF)
      if operation == .and, let inner = folded(left), function[inner].opcode == .ushr, type.bytes >= 4,
        let amount = constantValue(Value(raw: function[inner].b)), mask & (mask &+ 1) == 0, mask != 0
      {
        // A shift and a mask of low bits: a bit field.
        let first = amount & Int64(type.bits - 1)
        let count = min(Int64(mask.trailingZeroBitCount == 64 ? 0 : (~mask).trailingZeroBitCount), Int64(type.bits) - first)
        unary(
          .bitFieldExtract, target, register(Value(raw: function[inner].a)), width: width,
          condition: Extension.zero.rawValue, immediate: first | count << 8)
        return
      }
      if operation == .xor, constant == -1 {
        complement(target, register(left), width: width)
      } else if operation == .and, mask == 0 {
        move(target, self.constant(0))
      } else if ARM64Immediate.logical(mask, width: width) != nil {
        alu(operation, target, register(left), .logicalImmediate(Int64(bitPattern: mask)), width: width)
      } else if type.bytes < 4, ARM64Immediate.logical(UInt64(bitPattern: constant) & type.mask, width: 4) != nil {
        alu(
          operation, target, register(left), .logicalImmediate(Int64(UInt64(bitPattern: constant) & type.mask)),
          width: 4)
      } else {
        alu(operation, target, register(left), .register(self.constant(constant)), width: width)
      }
      return
    }
    // A complemented operand.
    if let inner = folded(right), function[inner].opcode == .bnot {
      operation = operation == .and ? .andNot : operation == .or ? .orNot : .xorNot
      alu(operation, target, register(left), register(Value(raw: function[inner].a)), width: width)
      return
    }
    if isFoldable(left), !isFoldable(right) { swap(&left, &right) }
    let first = register(left)
    alu(operation, target, first, rightOperand(right, type, extends: false), width: width)
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
    if kind == .zero, from < 4, isZeroExtended(source) {
      move(target, register(source))
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
      let bits = UInt64(bitPattern: constant) & type.mask
      if bits == 0 {
        move(target, self.constant(0))
        return
      }
      if bits & (bits - 1) == 0 {
        let amount = UInt8(bits.trailingZeroBitCount)
        let source = register(left)
        if amount == 0 {
          move(target, source, width: width)
        } else {
          shift(.left, target, source, by: amount, width: width)
        }
        return
      }
      let less = bits - 1
      if less & (less - 1) == 0 {
        let source = register(left)
        alu(.add, target, source, .shifted(source, .left, UInt8(less.trailingZeroBitCount)), width: width)
        return
      }
    }
    let first = register(left)
    multiply(target, first, register(right), width: width)
  }

  private mutating func lowerMultiplyHigh(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let isSigned = data.opcode == .smulhi
    let target = resultOrTemporary(inst)
    let kind: Extension = isSigned ? .sign : .zero
    let left = widenedOperand(Value(raw: data.a), kind)
    let right = widenedOperand(Value(raw: data.b), kind)
    if type == .i64 {
      binary(.multiplyHigh, target, left, right, width: 8, condition: isSigned ? 1 : 0)
      return
    }
    let product = temporary()
    if type == .i32 {
      binary(.multiplyLong, product, left, right, width: 8, condition: isSigned ? 1 : 0)
    } else {
      multiply(product, left, right, width: 4)
    }
    shift(.right, target, product, by: UInt8(type.bits), width: type == .i32 ? 8 : 4)
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
    lowerTrapIf(ARM64Condition(nonZero: divisor, width: width).complement, .integerDivisionByZero)
    if isSigned, !isRemainder, type.bytes >= 4 {
      // The least integer by -1: the only quotient that does not fit.
      let (flipped, zero) = (temporary(), temporary())
      let least: Int64 = width == 8 ? .min : 0x8000_0000
      alu(.xor, flipped, dividend, .logicalImmediate(least), width: width)
      alu(.orNot, zero, flipped, divisor, width: width)
      lowerTrapIf(ARM64Condition(nonZero: zero, width: width).complement, .integerOverflow)
    }
    let quotient = isRemainder ? temporary() : target
    binary(.divide, quotient, dividend, divisor, width: width, condition: isSigned ? 1 : 0)
    if isRemainder {
      ternary(.multiplyAdd, target, quotient, divisor, dividend, width: width, condition: 1)
    } else if isSigned, type.bytes < 4 {
      compare(quotient, .immediate(1 << Int64(type.bits - 1)), width: 4)
      lowerTrapIf(ARM64Condition(.equal), .integerOverflow)
    }
  }

  // MARK: Shifts

  private mutating func lowerShift(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let target = resultOrTemporary(inst)
    let value = Value(raw: data.a)
    let amountValue = Value(raw: data.b)
    let width = Self.width(type)
    if data.opcode == .rotl || data.opcode == .rotr { return lowerRotate(inst) }
    let operation: ShiftOperation
    var kind: Extension?
    switch data.opcode {
    case .ishl: operation = .left
    case .ushr:
      operation = .right
      kind = .zero
    default:
      operation = .arithmeticRight
      kind = .sign
    }
    if let constant = constantValue(amountValue) {
      let amount = UInt8(truncatingIfNeeded: constant & Int64(type.bits - 1))
      if amount != 0, let kind, type.bytes < 4 {
        // The bits from `amount` up to the type's width.
        unary(
          .bitFieldExtract, target, register(value), width: 4, condition: kind.rawValue,
          immediate: Int64(amount) | Int64(type.bits - Int(amount)) << 8)
        return
      }
      let source = register(value)
      if amount == 0 {
        move(target, source, width: width)
      } else {
        shift(operation, target, source, by: amount, width: width)
      }
      return
    }
    let source = kind.map { widenedOperand(value, $0) } ?? register(value)
    shift(operation, target, source, by: shiftAmount(amountValue, type), width: width)
  }

  /// The amount of a variable shift; the hardware takes it modulo 32 or 64.
  private mutating func shiftAmount(_ value: Value, _ type: IRType) -> VirtualRegister {
    if type.bytes < 4 {
      let masked = temporary()
      alu(.and, masked, registers(value).0, .logicalImmediate(Int64(type.bits - 1)), width: 4)
      return masked
    }
    // A mask that the hardware applies itself.
    if let inst = definition(value, .band), wanted(function.resolve(value)) == nil,
      let mask = constantValue(Value(raw: function[inst].b)), mask & Int64(type.bits - 1) == Int64(type.bits - 1)
    {
      return registers(Value(raw: function[inst].a)).0
    }
    return registers(value).0
  }

  private mutating func lowerRotate(_ inst: Inst) {
    let data = function[inst]
    let type = data.type
    let target = resultOrTemporary(inst)
    let width = Self.width(type)
    var source = register(Value(raw: data.a))
    if type.bytes < 4 {
      // Two copies side by side: a rotation is a shift of them.
      let narrow = widenedOperand(Value(raw: data.a), .zero)
      source = temporary()
      alu(.or, source, narrow, .shifted(narrow, .left, UInt8(type.bits)), width: 4)
    }
    let isLeft = data.opcode == .rotl
    if let constant = constantValue(Value(raw: data.b)) {
      var amount = constant & Int64(type.bits - 1)
      if isLeft { amount = (Int64(type.bits) - amount) & Int64(type.bits - 1) }
      if amount == 0 {
        move(target, source, width: width)
      } else {
        shift(type.bytes < 4 ? .right : .rotateRight, target, source, by: UInt8(amount), width: width)
      }
      return
    }
    var amount = registers(Value(raw: data.b)).0
    if isLeft {
      let negative = temporary()
      negate(negative, amount, width: 4)
      amount = negative
    }
    if type.bytes < 4 {
      let masked = temporary()
      alu(.and, masked, amount, .logicalImmediate(Int64(type.bits - 1)), width: 4)
      shift(.right, target, source, by: masked, width: 4)
    } else {
      shift(.rotateRight, target, source, by: amount, width: width)
    }
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
    case .umin: condition = .noCarry
    default: condition = .higher
    }
    select(resultOrTemporary(inst), ARM64Condition(condition), left, right, width: width)
  }

  // MARK: Bits

  /// Leading zeros of a zero-extended source.
  mutating func countLeadingZeros(_ target: VirtualRegister, _ source: VirtualRegister, _ type: IRType) {
    let width = Self.width(type)
    let excess = Int64(width) * 8 - Int64(type.bits)
    let count = excess == 0 ? target : temporary()
    bits(.leadingZeros, count, source, width: width)
    if excess != 0 { add(target, count, -excess, width: width) }
  }

  mutating func countTrailingZeros(_ target: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    let reversed = temporary()
    bits(.reverseBits, reversed, source, width: width)
    bits(.leadingZeros, target, reversed, width: width)
  }
}
