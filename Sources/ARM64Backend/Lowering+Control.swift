// Selection of terminators, conditions, selects and traps; the dispatch over opcodes.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  // MARK: Terminators

  /// Selects a block's terminator; returns the arguments it passes to its only successor.
  mutating func lowerTerminator(_ inst: Inst, _ item: OrderedBlock) -> [VirtualRegister] {
    let data = function[inst]
    switch data.opcode {
    case .jump:
      let arguments = blockArguments(data.destination)
      append(.jump)
      return arguments
    case .brif:
      let condition = lowerCondition(Value(raw: data.a))
      let mark = builder.operandMark
      var instruction = MachineInstruction(ARM64Operation.branch.rawValue)
      switch condition.kind {
      case .flags: describe(condition, in: &instruction)
      case .nonZero:
        instruction.opcode = ARM64Operation.branchZero.rawValue
        instruction.width = condition.width
        instruction.condition = condition.isNegated ? 0 : 1
        use(condition.register)
      case .bit:
        instruction.opcode = ARM64Operation.branchBit.rawValue
        instruction.immediate = Int64(condition.bit)
        instruction.condition = condition.isNegated ? 0 : 1
        use(condition.register)
      }
      builder.append(instruction, mark: mark)
    case .brTable:
      let targets = order.tableTargets[UInt32(currentOrdered)] ?? []
      let index = register(Value(raw: data.a))
      var instruction = MachineInstruction(ARM64Operation.branchTable.rawValue)
      instruction.payload = UInt32(builder.code.jumpTables.count)
      builder.code.jumpTables.append(targets)
      let mark = builder.operandMark
      defineEarly(temporary())
      useLate(index)
      builder.append(instruction, mark: mark)
    case .return: lowerReturn(inst)
    case .trap:
      var instruction = MachineInstruction(ARM64Operation.trap.rawValue)
      instruction.trapCode = data.trapCode.raw
      builder.append(instruction, mark: builder.operandMark)
    case .returnCall, .returnCallIndirect: lowerTailCall(inst)
    case .tryCall, .tryCallIndirect: lowerTryCall(inst, item)
    default: unsupported("the terminator \(data.opcode.name)")
    }
    return []
  }

  // MARK: Conditions

  /// Sets the flags for "`value` is not zero" and says which condition to test.
  mutating func lowerCondition(_ original: Value) -> ARM64Condition {
    let value = function.resolve(original)
    // What is selected at several places may not take its operands' loads with it.
    let couldSink = canSink
    defer { canSink = couldSink }
    if useCounts[value.index] > 1 { canSink = false }
    if let inst = function.definingInst(of: value) {
      let data = function[inst]
      let isCheap = useCounts[value.index] == 1 || function.layout.block(of: inst) == currentBlock
      switch data.opcode {
      case .icmp where isCheap:
        return lowerIntegerCompare(
          data.intCondition, function.type(of: function.resolve(Value(raw: data.a))), Value(raw: data.a),
          Value(raw: data.b))
      case .fcmp where isCheap:
        return lowerFloatCompare(
          data.floatCondition, function.type(of: function.resolve(Value(raw: data.a))), Value(raw: data.a),
          Value(raw: data.b))
      case .uextend, .sextend: return lowerCondition(Value(raw: data.a))
      case .bxor where isCheap && constantValue(Value(raw: data.b)) == 1:
        if isBoolean(Value(raw: data.a)) { return lowerCondition(Value(raw: data.a)).complement }
      case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow:
        if case .result(_, 1) = function.values[value].definition, !currentInst.isNone,
          function.layout.previous(currentInst) == inst, isFlagFusible(inst)
        {
          flagProducer = inst
          return ARM64Condition(overflowCondition(data.opcode, function.type(of: function.firstResult(inst))))
        }
      default: break
      }
    }
    let type = function.type(of: value)
    if type == .i128 {
      let (low, high) = registers(value)
      let either = temporary()
      alu(.or, either, low, high, width: 8)
      return ARM64Condition(nonZero: either, width: 8)
    }
    if let inst = definition(value, .band), useCounts[value.index] == 1, wanted(value) == nil {
      return testConjunction(inst)
    }
    return nonZero(value, type)
  }

  private mutating func nonZero(_ value: Value, _ type: IRType) -> ARM64Condition {
    if type.bytes >= 4 { return ARM64Condition(nonZero: register(value), width: UInt8(type.bytes)) }
    if isZeroExtended(value) { return ARM64Condition(nonZero: register(value), width: 4) }
    aluFlags(.andFlags, register(value), .logicalImmediate(Int64(type.mask)), width: 4)
    return ARM64Condition(.notEqual)
  }

  /// Whether a value is 0 or 1.
  func isBoolean(_ value: Value) -> Bool {
    guard let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .icmp, .fcmp: return true
    default: return false
    }
  }

  /// Whether the register of a narrow value has zeros above it.
  func isZeroExtended(_ original: Value) -> Bool {
    let value = function.resolve(original)
    guard let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .icmp, .fcmp, .uload8, .uload16: return true
    case .load, .atomicLoad: return !isSunk[inst.index]
    default: return false
    }
  }

  private mutating func testConjunction(_ inst: Inst) -> ARM64Condition {
    let data = function[inst]
    let type = data.type
    let width = Self.width(type)
    if let mask = constantValue(Value(raw: data.b)) {
      let bits = UInt64(bitPattern: mask) & type.mask
      if bits != 0, bits & (bits - 1) == 0 {
        return ARM64Condition(bit: UInt8(bits.trailingZeroBitCount), of: register(Value(raw: data.a)))
      }
      if ARM64Immediate.logical(bits, width: width) != nil {
        aluFlags(.andFlags, register(Value(raw: data.a)), .logicalImmediate(Int64(bitPattern: bits)), width: width)
        return ARM64Condition(.notEqual)
      }
    }
    if type.bytes < 4 { return nonZero(function.firstResult(inst), type) }
    let left = register(Value(raw: data.a))
    aluFlags(.andFlags, left, .register(register(Value(raw: data.b))), width: width)
    return ARM64Condition(.notEqual)
  }

  static func conditionCode(_ condition: IntCC) -> ConditionCode {
    switch condition {
    case .equal: .equal
    case .notEqual: .notEqual
    case .signedLessThan: .less
    case .signedGreaterThanOrEqual: .greaterOrEqual
    case .signedGreaterThan: .greater
    case .signedLessThanOrEqual: .lessOrEqual
    case .unsignedLessThan: .noCarry
    case .unsignedGreaterThanOrEqual: .carry
    case .unsignedGreaterThan: .higher
    case .unsignedLessThanOrEqual: .lowerOrSame
    }
  }

  mutating func lowerIntegerCompare(_ condition: IntCC, _ type: IRType, _ left: Value, _ right: Value)
    -> ARM64Condition
  {
    if type == .i128 { return lowerWideCompare(condition, left, right) }
    var (condition, left, right) = (condition, left, right)
    if constantValue(left) != nil, constantValue(right) == nil {
      swap(&left, &right)
      condition = condition.swapped
    }
    let width = Self.width(type)
    let isEquality = condition == .equal || condition == .notEqual
    if let constant = constantValue(right) {
      if constant == 0, isEquality {
        let resolved = function.resolve(left)
        let test: ARM64Condition
        if let inst = definition(left, .band), useCounts[resolved.index] == 1, wanted(resolved) == nil {
          test = testConjunction(inst)
        } else {
          test = nonZero(resolved, type)
        }
        return condition == .equal ? test.complement : test
      }
      if constant == 0, type.bytes >= 4, condition == .signedLessThan || condition == .signedGreaterThanOrEqual {
        let test = ARM64Condition(bit: UInt8(type.bits - 1), of: register(left))
        return condition == .signedLessThan ? test : test.complement
      }
    }
    let kind = isSigned(condition) ? Extension.sign : .zero
    let first = widenedOperand(left, kind)
    let second: ARM64Right
    var operation = ALUOperation.subtractFlags
    if let constant = constantValue(right) {
      let wide = kind == .sign || type.bytes >= 4 ? constant : Int64(UInt64(bitPattern: constant) & type.mask)
      if ARM64Immediate.arithmetic(wide) != nil {
        second = .immediate(wide)
      } else if wide < 0, wide != .min, ARM64Immediate.arithmetic(-wide) != nil {
        operation = .addFlags
        second = .immediate(-wide)
      } else {
        second = .register(self.constant(wide))
      }
    } else if type.bytes < 4 {
      let option: UInt8 = (kind == .sign ? 4 : 0) | (type.bytes == 2 ? 1 : 0)
      second = .extended(register(right), option, 0)
    } else {
      second = rightOperand(right, type)
    }
    aluFlags(operation, first, second, width: width)
    return ARM64Condition(Self.conditionCode(condition))
  }

  private func isSigned(_ condition: IntCC) -> Bool {
    switch condition {
    case .signedLessThan, .signedGreaterThanOrEqual, .signedGreaterThan, .signedLessThanOrEqual: true
    default: false
    }
  }

  mutating func lowerFloatCompare(_ condition: FloatCC, _ type: IRType, _ left: Value, _ right: Value)
    -> ARM64Condition
  {
    guard type == .f32 || type == .f64 else {
      unsupported("a comparison of \(type)")
      return ARM64Condition(.equal)
    }
    let first = register(left)
    let second = register(right)
    let mark = builder.operandMark
    use(first)
    use(second)
    builder.append(MachineInstruction(ARM64Operation.floatCompare.rawValue, width: UInt8(type.bytes)), mark: mark)
    // Unordered sets carry and overflow, less sets negative, equal zero and carry, greater carry.
    switch condition {
    case .ordered: return ARM64Condition(.noOverflow)
    case .unordered: return ARM64Condition(.overflow)
    case .equal: return ARM64Condition(.equal)
    case .notEqual: return ARM64Condition(.notEqual)
    case .orderedNotEqual: return ARM64Condition(either: .negative, .greater)
    case .unorderedOrEqual: return ARM64Condition(either: .equal, .overflow)
    case .lessThan: return ARM64Condition(.negative)
    case .lessThanOrEqual: return ARM64Condition(.lowerOrSame)
    case .greaterThan: return ARM64Condition(.greater)
    case .greaterThanOrEqual: return ARM64Condition(.greaterOrEqual)
    case .unorderedOrLessThan: return ARM64Condition(.less)
    case .unorderedOrLessThanOrEqual: return ARM64Condition(.lessOrEqual)
    case .unorderedOrGreaterThan: return ARM64Condition(.higher)
    case .unorderedOrGreaterThanOrEqual: return ARM64Condition(.carry)
    }
  }

  // MARK: Selects and traps

  mutating func lowerSelect(_ inst: Inst) {
    let data = function[inst]
    let value = function.firstResult(inst)
    let type = function.type(of: value)
    let isTrue = registers(Value(raw: data.b))
    let isFalse = registers(Value(raw: data.c))
    if type.isInteger {
      let target = wantedPair(value) ?? (temporary(), temporary())
      let condition = flags(lowerCondition(Value(raw: data.a)))
      select(target.0, condition, isTrue.0, isFalse.0, width: Self.width(type))
      if type == .i128 { select(target.1, condition, isTrue.1, isFalse.1, width: 8) }
      return
    }
    let target = resultOrTemporary(inst)
    let condition = flags(lowerCondition(Value(raw: data.a)))
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.floatSelect.rawValue, width: UInt8(min(16, type.bytes)))
    describe(condition, in: &instruction)
    define(target)
    use(isTrue.0)
    use(isFalse.0)
    builder.append(instruction, mark: mark)
  }

  // MARK: Dispatch

  mutating func lower(_ inst: Inst) {
    let data = function[inst]
    switch data.opcode {
    case .nop, .sequencePoint, .iconst, .f16const, .f32const, .f64const, .ireduce: break
    case .isplit: lowerSplit(inst)
    case .iconcat: lowerConcatenation(inst)
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32: lowerLoad(inst)
    case .store, .istore8, .istore16, .istore32: lowerStore(inst)
    case .stackAddr:
      var slot = ARM64Address()
      slot.kind = .stackSlot
      slot.payload = data.stackSlot.raw
      slot.displacement = data.offset
      loadAddress(resultOrTemporary(inst), slot)
      if let target = result(inst) { builder.markRematerializable(target) }
    case .symbolValue, .funcAddr: lowerSymbol(inst)
    case .tlsValue: lowerThreadLocal(inst)
    case .memoryCopy: lowerMemoryCopy(inst)
    case .memorySet: lowerMemorySet(inst)
    case .call, .callIndirect: lowerCall(inst)
    case .trapz: lowerTrapIf(lowerCondition(Value(raw: data.a)).complement, data.trapCode)
    case .trapnz: lowerTrapIf(lowerCondition(Value(raw: data.a)), data.trapCode)
    case .select, .selectSpectreGuard: lowerSelect(inst)
    case .icmp:
      let target = resultOrTemporary(inst)
      let type = function.type(of: function.resolve(Value(raw: data.a)))
      let condition = lowerIntegerCompare(data.intCondition, type, Value(raw: data.a), Value(raw: data.b))
      setCondition(target, condition)
    case .fcmp:
      let target = resultOrTemporary(inst)
      let type = function.type(of: function.resolve(Value(raw: data.a)))
      let condition = lowerFloatCompare(data.floatCondition, type, Value(raw: data.a), Value(raw: data.b))
      setCondition(target, condition)
    case .debugtrap: append(.debugTrap)
    case .getFramePointer, .getStackPointer:
      builder.code.needsFrame = true
      let mark = builder.operandMark
      define(resultOrTemporary(inst))
      builder.append(
        MachineInstruction(
          ARM64Operation.framePointer.rawValue, condition: data.opcode == .getStackPointer ? 1 : 0),
        mark: mark)
    case .getReturnAddress:
      builder.code.needsFrame = true
      var address = ARM64Address()
      address.kind = .incoming
      address.displacement = -8
      load(resultOrTemporary(inst), address, width: 8)
    case .fence: append(.fence)
    case .atomicLoad, .atomicStore, .atomicRmw, .atomicCas: lowerAtomic(inst)
    case .f128const:
      var bytes = function.constants[data.constant]
      while bytes.count < 16 { bytes.append(0) }
      var address = ARM64Address()
      address.kind = .constant
      address.payload = builder.constant(bytes)
      floatLoad(resultOrTemporary(inst), address, width: 16)
    case .sqrt, .fadd, .fsub, .fmul, .fdiv, .fma, .fneg, .fabs, .fcopysign, .fmin, .fmax, .ceil, .floor,
      .trunc, .nearest, .fpromote, .fdemote, .fcvtToUint, .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat,
      .fcvtFromUint, .fcvtFromSint, .bitcast:
      lowerFloat(inst)
    case .getPinnedReg, .setPinnedReg: lowerPinnedRegister(inst)
    case .getExceptionHandlerAddress: lowerHandlerAddress(inst)
    default:
      if isWide(inst) { lowerWide(inst) } else { lowerInteger(inst) }
    }
  }

  private mutating func lowerPinnedRegister(_ inst: Inst) {
    let data = function[inst]
    guard isa.hasPinnedRegister else { return unsupported("the instruction \(data.opcode.name) without a pinned register") }
    guard data.type == .i64 else { return unsupported("a pinned register of type \(data.type)") }
    let isRead = data.opcode == .getPinnedReg
    let source = isRead ? VirtualRegister.none : register(Value(raw: data.a))
    let mark = builder.operandMark
    if isRead { define(resultOrTemporary(inst)) } else { use(source) }
    builder.append(
      MachineInstruction((isRead ? ARM64Operation.framePointer : .setPinned).rawValue, condition: isRead ? 2 : 0),
      mark: mark)
  }

  /// The address of the edge that a handler begins with.
  private mutating func lowerHandlerAddress(_ inst: Inst) {
    let data = function[inst]
    let handler = Int(data.immediate) + 1
    guard let item = order.blocks.first(where: { $0.block == data.handlerBlock }), handler < item.successors.count
    else { return unsupported("the address of a handler of a block that is never reached") }
    var instruction = MachineInstruction(ARM64Operation.blockAddress.rawValue)
    instruction.payload = item.successors[handler]
    let mark = builder.operandMark
    define(resultOrTemporary(inst))
    builder.append(instruction, mark: mark)
  }

  /// Whether an integer instruction works on 128 bits.
  private func isWide(_ inst: Inst) -> Bool {
    let data = function[inst]
    if data.type == .i128 { return true }
    guard data.inlineOperandCount > 0 else { return false }
    return function.type(of: function.resolve(Value(raw: data.a))) == .i128
      || function.type(of: function.firstResult(inst)) == .i128
  }
}
