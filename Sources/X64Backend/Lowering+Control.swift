// Selection of terminators, conditions, selects and traps; the dispatch over opcodes.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension X64Lowering {
  // MARK: Terminators

  /// Selects a block's terminator; returns the arguments it passes to its only successor.
  mutating func lowerTerminator(_ inst: Inst) -> [VirtualRegister] {
    let data = function[inst]
    switch data.opcode {
    case .jump:
      let arguments = blockArguments(data.destination)
      append(.jump)
      return arguments
    case .brif:
      let condition = lowerCondition(Value(raw: data.a))
      var instruction = MachineInstruction(
        X64Operation.branch.rawValue, condition: condition.first.rawValue)
      instruction.payload = condition.mode
      instruction.immediate = Int64(condition.second.rawValue)
      builder.append(instruction, mark: builder.operandMark)
    case .brTable:
      let targets = order.tableTargets[UInt32(currentOrdered)] ?? []
      let index = register(Value(raw: data.a))
      var instruction = MachineInstruction(X64Operation.branchTable.rawValue)
      instruction.payload = UInt32(builder.code.jumpTables.count)
      builder.code.jumpTables.append(targets)
      let mark = builder.operandMark
      defineEarly(temporary())
      useLate(index)
      builder.append(instruction, mark: mark)
    case .return: lowerReturn(inst)
    case .trap:
      var instruction = MachineInstruction(X64Operation.trap.rawValue)
      instruction.trapCode = data.trapCode.raw
      builder.append(instruction, mark: builder.operandMark)
    case .returnCall, .returnCallIndirect: lowerTailCall(inst)
    case .tryCall, .tryCallIndirect: lowerTryCall(inst)
    default: unsupported("the terminator \(data.opcode.name)")
    }
    return []
  }

  // MARK: Conditions

  /// Sets the flags for "`value` is not zero" and says which condition to test.
  mutating func lowerCondition(_ original: Value) -> X64Condition {
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
          return X64Condition(overflowCondition(data.opcode))
        }
      default: break
      }
    }
    let type = function.type(of: value)
    if type == .i128 {
      let (low, high) = registers(value)
      alu(.or, temporary(), low, .register(high), width: 8)
    } else if let inst = definition(value, .band), useCounts[value.index] == 1, wanted(value) == nil {
      testConjunction(inst)
    } else if type.isInteger, let address = sinkLoad(value, width: UInt8(type.bytes)) {
      compareMemory(address, immediate: 0, width: UInt8(type.bytes))
    } else {
      let source = register(value)
      test(source, source, width: UInt8(type.bytes))
    }
    return X64Condition(.notEqual)
  }

  /// Whether a value is 0 or 1.
  mutating func isBoolean(_ value: Value) -> Bool {
    guard let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .icmp, .fcmp: return true
    default: return false
    }
  }

  private mutating func testConjunction(_ inst: Inst) {
    let data = function[inst]
    let width = UInt8(truncatingIfNeeded: data.type.bytes)
    if let mask = constantValue(Value(raw: data.b)), mask >= Int64(Int32.min), mask <= Int64(Int32.max) {
      if let address = sinkLoad(Value(raw: data.a), width: width) {
        let mark = builder.operandMark
        var instruction = MachineInstruction(X64Operation.test.rawValue, width: width)
        useAddress(address, in: &instruction)
        instruction.hasImmediate = true
        instruction.immediate = mask
        builder.append(instruction, mark: mark)
      } else {
        test(register(Value(raw: data.a)), mask: mask, width: width)
      }
    } else {
      test(register(Value(raw: data.a)), register(Value(raw: data.b)), width: width)
    }
  }

  private mutating func compareMemory(_ address: X64Address, immediate: Int64, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.compare.rawValue, width: width)
    useAddress(address, in: &instruction)
    instruction.hasImmediate = true
    instruction.immediate = immediate
    builder.append(instruction, mark: mark)
  }

  static func conditionCode(_ condition: IntCC) -> ConditionCode {
    switch condition {
    case .equal: .equal
    case .notEqual: .notEqual
    case .signedLessThan: .less
    case .signedGreaterThanOrEqual: .greaterOrEqual
    case .signedGreaterThan: .greater
    case .signedLessThanOrEqual: .lessOrEqual
    case .unsignedLessThan: .below
    case .unsignedGreaterThanOrEqual: .aboveOrEqual
    case .unsignedGreaterThan: .above
    case .unsignedLessThanOrEqual: .belowOrEqual
    }
  }

  mutating func lowerIntegerCompare(_ condition: IntCC, _ type: IRType, _ left: Value, _ right: Value)
    -> X64Condition
  {
    if type == .i128 { return lowerWideCompare(condition, left, right) }
    var (condition, left, right) = (condition, left, right)
    if constantValue(left) != nil, constantValue(right) == nil {
      swap(&left, &right)
      condition = condition.swapped
    }
    let width = UInt8(truncatingIfNeeded: type.bytes)
    if let constant = constantValue(right), constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      let resolved = function.resolve(left)
      if constant == 0, condition == .equal || condition == .notEqual, let inst = definition(left, .band),
        useCounts[resolved.index] == 1, wanted(resolved) == nil
      {
        testConjunction(inst)
      } else if let address = sinkLoad(left, width: width) {
        compareMemory(address, immediate: constant, width: width)
      } else {
        let source = register(left)
        if constant == 0 {
          test(source, source, width: width)
        } else {
          compare(source, .immediate(constant), width: width)
        }
      }
    } else if let address = sinkLoad(right, width: width) {
      compare(register(left), .memory(address), width: width)
    } else if let address = sinkLoad(left, width: width) {
      let other = register(right)
      let mark = builder.operandMark
      var instruction = MachineInstruction(X64Operation.compare.rawValue, width: width, condition: 1)
      use(other)
      useAddress(address, in: &instruction)
      builder.append(instruction, mark: mark)
    } else {
      let source = register(left)
      compare(source, .register(register(right)), width: width)
    }
    return X64Condition(Self.conditionCode(condition))
  }

  mutating func lowerFloatCompare(_ condition: FloatCC, _ type: IRType, _ left: Value, _ right: Value)
    -> X64Condition
  {
    guard type == .f32 || type == .f64 else {
      unsupported("a comparison of \(type)")
      return X64Condition(.equal)
    }
    var (condition, left, right) = (condition, left, right)
    // Carry means below or unordered: conditions that exclude unordered test "above".
    switch condition {
    case .lessThan, .lessThanOrEqual, .unorderedOrGreaterThan, .unorderedOrGreaterThanOrEqual:
      condition = condition.swapped
      swap(&left, &right)
    default: break
    }
    let width = UInt8(type.bytes)
    let first = register(left)
    let second = source(right, width: width)
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.floatCompare.rawValue, width: width)
    use(first)
    useSource(second, in: &instruction)
    builder.append(instruction, mark: mark)
    switch condition {
    case .ordered: return X64Condition(.noParity)
    case .unordered: return X64Condition(.parity)
    case .equal: return X64Condition(both: .noParity, .equal)
    case .notEqual: return X64Condition(either: .parity, .notEqual)
    case .orderedNotEqual: return X64Condition(.notEqual)
    case .unorderedOrEqual: return X64Condition(.equal)
    case .greaterThan: return X64Condition(.above)
    case .greaterThanOrEqual: return X64Condition(.aboveOrEqual)
    case .unorderedOrLessThan: return X64Condition(.below)
    case .unorderedOrLessThanOrEqual: return X64Condition(.belowOrEqual)
    default:
      unsupported("the condition \(condition.name)")
      return X64Condition(.equal)
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
      let condition = lowerCondition(Value(raw: data.a))
      conditionalMove(target.0, condition, isTrue.0, isFalse.0, width: type.bytes > 4 ? 8 : 4)
      if type == .i128 { conditionalMove(target.1, condition, isTrue.1, isFalse.1, width: 8) }
      return
    }
    let target = resultOrTemporary(inst)
    let condition = lowerCondition(Value(raw: data.a))
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.floatConditionalMove.rawValue, width: 16, condition: condition.first.rawValue)
    instruction.payload = condition.mode
    instruction.immediate = Int64(condition.second.rawValue)
    define(target, reusing: 1)
    useAny(isFalse.0)
    use(isTrue.0)
    builder.append(instruction, mark: mark)
  }

  mutating func lowerTrapIf(_ condition: X64Condition, _ code: TrapCode) {
    var instruction = MachineInstruction(
      X64Operation.trapIf.rawValue, condition: condition.first.rawValue)
    instruction.payload = condition.mode
    instruction.immediate = Int64(condition.second.rawValue)
    instruction.trapCode = code.raw
    builder.append(instruction, mark: builder.operandMark)
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
      lea(resultOrTemporary(inst), address(function.firstResult(inst), offset: 0))
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
          X64Operation.framePointer.rawValue, condition: data.opcode == .getStackPointer ? 1 : 0),
        mark: mark)
    case .getReturnAddress:
      builder.code.needsFrame = true
      var address = X64Address()
      address.kind = .incoming
      address.displacement = -8
      load(resultOrTemporary(inst), address, width: 8)
    case .fence: append(.fence)
    case .atomicLoad, .atomicStore, .atomicRmw, .atomicCas: lowerAtomic(inst)
    case .f128const:
      var bytes = function.constants[data.constant]
      while bytes.count < 16 { bytes.append(0) }
      var address = X64Address()
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

  /// Whether an integer instruction works on 128 bits.
  private mutating func isWide(_ inst: Inst) -> Bool {
    let data = function[inst]
    if data.type == .i128 { return true }
    guard data.inlineOperandCount > 0 else { return false }
    return function.type(of: function.resolve(Value(raw: data.a))) == .i128
      || function.type(of: function.firstResult(inst)) == .i128
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
      MachineInstruction((isRead ? X64Operation.framePointer : .setPinned).rawValue, condition: isRead ? 2 : 0),
      mark: mark)
  }

  /// The address of the edge that a handler begins with.
  private mutating func lowerHandlerAddress(_ inst: Inst) {
    let data = function[inst]
    let handler = Int(data.immediate) + 1
    guard let item = order.blocks.first(where: { $0.block == data.handlerBlock }), handler < item.successors.count
    else { return unsupported("the address of a handler of a block that is never reached") }
    var instruction = MachineInstruction(X64Operation.blockAddress.rawValue)
    instruction.payload = item.successors[handler]
    let mark = builder.operandMark
    define(resultOrTemporary(inst))
    builder.append(instruction, mark: mark)
  }
}
