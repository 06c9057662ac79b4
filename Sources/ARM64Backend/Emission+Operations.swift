// The encoding of each operation.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Emitter {
  mutating func emit(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    guard let operation = ARM64Operation(rawValue: instruction.opcode) else { return fail("unknown operation") }
    let width = instruction.width
    let wide = width == 8
    let condition = instruction.condition
    func r(_ index: Int) -> UInt8 { register(record, index) }
    switch operation {
    case .arrive, .keep, .restoreStack: break
    case .move: if r(0) != r(1) || !wide { buffer.moveRegister(r(0), r(1), wide: wide) }
    case .moveImmediate: buffer.moveImmediate(r(0), instruction.immediate)
    case .load: emitAccess(r(0), instruction, record, operand: 1, isLoad: true, isFloat: false)
    case .store:
      if instruction.hasImmediate {
        emitAccess(ARM64Register.zero, instruction, record, operand: 0, isLoad: false, isFloat: false)
      } else {
        emitAccess(r(0), instruction, record, operand: 1, isLoad: false, isFloat: false)
      }
    case .loadAddress: emitLoadAddress(r(0), instruction, record)
    case .extend:
      let isSigned = condition == Extension.sign.rawValue
      let bits = UInt32(truncatingIfNeeded: instruction.immediate) * 8
      if bits >= UInt32(width) * 8 || (bits == 32 && !isSigned) {
        buffer.moveRegister(r(0), r(1), wide: bits > 32)
      } else {
        buffer.word(
          ARM64Word.bitField(isSigned ? 0 : 2, r(0), r(1), immr: 0, imms: bits - 1, wide: isSigned && wide))
      }
    case .alu: emitALU(r(0), r(1), instruction, record, 2)
    case .aluFlags: emitALU(ARM64Register.zero, r(0), instruction, record, 1)
    case .multiply:
      buffer.word(
        ARM64Word.multiplyAdd(r(0), r(1), r(2), ARM64Register.zero, subtract: false, wide: wide))
    case .multiplyAdd:
      buffer.word(ARM64Word.multiplyAdd(r(0), r(1), r(2), r(3), subtract: condition == 1, wide: wide))
    case .multiplyHigh: buffer.word(ARM64Word.multiplyHigh(r(0), r(1), r(2), isSigned: condition == 1))
    case .multiplyLong: buffer.word(ARM64Word.multiplyLong(r(0), r(1), r(2), isSigned: condition == 1))
    case .divide: buffer.word(ARM64Word.divide(r(0), r(1), r(2), isSigned: condition == 1, wide: wide))
    case .shift: emitShift(instruction, record)
    case .bitFieldExtract:
      let first = UInt32(instruction.immediate & 0xFF)
      let count = UInt32(instruction.immediate >> 8)
      buffer.word(
        ARM64Word.bitField(
          condition == Extension.sign.rawValue ? 0 : 2, r(0), r(1), immr: first, imms: first + count - 1, wide: wide))
    case .bitFieldPlace:
      let first = UInt32(instruction.immediate & 0xFF)
      let count = UInt32(instruction.immediate >> 8)
      let size = UInt32(width) * 8
      buffer.word(
        ARM64Word.bitField(2, r(0), r(1), immr: (size - first) % size, imms: count - 1, wide: wide))
    case .extract:
      buffer.word(ARM64Word.extract(r(0), r(1), r(2), UInt32(instruction.immediate & 63), wide: wide))
    case .bits:
      guard let operation = BitOperation(rawValue: condition) else { return fail("bit operation") }
      buffer.word(ARM64Word.bits(operation, r(0), r(1), wide: wide))
    case .populationCount:
      let scratch = ARM64Register.floatScratch
      buffer.word(ARM64Word.moveToFloat(scratch, r(1), wide: wide))
      buffer.word(ARM64Word.vectorCount(scratch, scratch))
      buffer.word(ARM64Word.vectorSum(scratch, scratch))
      buffer.word(ARM64Word.moveFromFloat(r(0), scratch, wide: false))
    case .setCondition: emitSetCondition(instruction, record)
    case .select: emitSelect(instruction, record)

    case .jump: if successor(0) != nextBlock { jump(label(of: successor(0))) }
    case .branch: emitBranch(instruction)
    case .branchZero:
      let isNonZero = condition == 1
      if let (target, isInverted) = branchTarget() {
        jump(ifZero: r(0), nonZero: isNonZero != isInverted, wide: wide, label(of: target))
        finishBranch()
      }
    case .branchBit:
      let isNonZero = condition == 1
      if let (target, isInverted) = branchTarget() {
        jump(
          ifBit: UInt32(instruction.immediate & 63), of: r(0), nonZero: isNonZero != isInverted, label(of: target))
        finishBranch()
      }
    case .branchTable: emitBranchTable(instruction, record)
    case .return:
      emitEpilogue()
      if instruction.displacement > 0 { adjustStack(.add, UInt32(instruction.displacement)) }
      buffer.word(ARM64Word.return)
      endEpilogue()
    case .trap: emitTrap(instruction.trapCode)
    case .trapIf: emitTrapIf(instruction)
    case .trapIfZero: jump(ifZero: r(0), nonZero: condition == 1, wide: wide, trapStub(instruction.trapCode))
    case .call, .callIndirect:
      let start = buffer.offset
      if operation == .call {
        buffer.relocatedWord(.callWords26, CodeSymbol(raw: instruction.payload), addend: 0, ARM64Word.call)
      } else {
        buffer.word(ARM64Word.callRegister(r(Int(record.operandCount) - 1)))
      }
      if instruction.displacement > 0 { adjustStack(.subtract, UInt32(instruction.displacement)) }
      if instruction.immediate > 0 {
        let call = code.callRecords[Int(instruction.immediate) - 1]
        for handler in call.handlers {
          buffer.addCallSite(start: start, pad: label(of: handler.block), tag: handler.tag)
        }
        // The normal way on is the first successor.
        if successor(0) != nextBlock { jump(label(of: successor(0))) }
      }
    case .tailCall:
      leaveFrame(instruction)
      buffer.relocatedWord(.callWords26, CodeSymbol(raw: instruction.payload), addend: 0, ARM64Word.jump)
      endEpilogue()
    case .tailCallIndirect:
      leaveFrame(instruction)
      buffer.word(ARM64Word.jumpRegister(ARM64Register.tailCallee.number))
      endEpilogue()

    case .floatMove: if r(0) != r(1) { buffer.word(ARM64Word.vectorMove(r(0), r(1))) }
    case .floatLoad: emitAccess(r(0), instruction, record, operand: 1, isLoad: true, isFloat: true)
    case .floatStore: emitAccess(r(0), instruction, record, operand: 1, isLoad: false, isFloat: true)
    case .floatImmediate: emitFloatImmediate(r(0), instruction)
    case .floatArithmetic:
      guard let operation = FloatOperation(rawValue: condition) else { return fail("float operation") }
      buffer.word(ARM64Word.floatArithmetic(operation, r(0), r(1), r(2), width: width))
    case .floatUnary:
      guard let operation = FloatUnary(rawValue: condition) else { return fail("float operation") }
      buffer.word(ARM64Word.floatUnary(operation, r(0), r(1), width: width))
    case .floatMultiplyAdd: buffer.word(ARM64Word.floatMultiplyAdd(r(0), r(1), r(2), r(3), width: width))
    case .floatCompare: buffer.word(ARM64Word.floatCompare(r(0), r(1), width: width))
    case .floatSelect: emitFloatSelect(instruction, record)
    case .floatLogic:
      guard let operation = FloatLogic(rawValue: condition) else { return fail("float operation") }
      buffer.word(ARM64Word.vectorLogic(operation, r(0), r(1), r(2)))
    case .floatCopySign:
      let scratch = ARM64Register.floatScratch
      buffer.word(ARM64Word.vectorZero(scratch))
      buffer.word(ARM64Word.vectorNegate(scratch, scratch, width: width))
      buffer.word(ARM64Word.vectorInsertIfTrue(r(0), r(2), scratch))
    case .integerToFloat:
      buffer.word(
        ARM64Word.integerToFloat(
          r(0), r(1), isSigned: condition == 1, width: width, wide: instruction.immediate == 8))
    case .floatToInteger: emitFloatToInteger(instruction, record)
    case .moveToFloat: buffer.word(ARM64Word.moveToFloat(r(0), r(1), wide: wide))
    case .moveFromFloat: buffer.word(ARM64Word.moveFromFloat(r(0), r(1), wide: wide))
    case .moveFromFloatHigh: buffer.word(ARM64Word.moveFromFloatHigh(r(0), r(1)))
    case .moveToFloatHigh: buffer.word(ARM64Word.moveToFloatHigh(r(0), r(2)))

    case .loadAcquire:
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      buffer.word(ARM64Word.loadAcquire(r(0), r(1), width: width))
    case .storeRelease:
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      buffer.word(ARM64Word.storeRelease(r(0), r(1), width: width))
    case .atomicLoop: emitAtomicLoop(instruction, record)
    case .compareExchange: emitCompareExchange(instruction, record)
    case .fence: buffer.word(ARM64Word.fence)

    case .loadFromOffsetTable: emitLoadFromOffsetTable(r(0), CodeSymbol(raw: instruction.payload))
    case .threadLocalAddress: emitThreadLocalAddress(r(0), CodeSymbol(raw: instruction.payload))
    case .framePointer:
      let source =
        condition == 2
        ? ARM64Register.pinned.number : condition == 1 ? ARM64Register.stackPointer : ARM64Register.framePointer
      buffer.word(ARM64Word.aluImmediate(.add, r(0), source, bits: 0, wide: true))
    case .setPinned: buffer.moveRegister(ARM64Register.pinned.number, r(0))
    case .blockAddress: labelAddress(r(0), label(of: instruction.payload))
    case .debugTrap: buffer.word(ARM64Word.breakpoint)
    }
  }

  // MARK: Integers

  private mutating func emitALU(
    _ d: UInt8, _ n: UInt8, _ instruction: MachineInstruction, _ record: AllocationInstruction, _ right: Int
  ) {
    guard let operation = ALUOperation(rawValue: instruction.condition),
      let form = RightForm(rawValue: instruction.shift)
    else { return fail("operation") }
    let wide = instruction.width == 8
    let amount = UInt32(truncatingIfNeeded: instruction.displacement & 0xFF)
    let kind = UInt32(truncatingIfNeeded: instruction.displacement >> 8)
    switch form {
    case .register: buffer.word(ARM64Word.alu(operation, d, n, register(record, right), wide: wide))
    case .shifted:
      buffer.word(ARM64Word.alu(operation, d, n, register(record, right), kind: kind, amount: amount, wide: wide))
    case .extended:
      buffer.word(
        ARM64Word.aluExtended(operation, d, n, register(record, right), option: kind, amount: amount, wide: wide))
    case .immediate:
      guard let bits = ARM64Immediate.arithmetic(instruction.immediate) else { return fail("immediate") }
      buffer.word(ARM64Word.aluImmediate(operation, d, n, bits: bits, wide: wide))
    case .logicalImmediate:
      guard let bits = ARM64Immediate.logical(UInt64(bitPattern: instruction.immediate), width: instruction.width)
      else { return fail("immediate") }
      buffer.word(ARM64Word.logicalImmediate(operation, d, n, bits: bits, wide: wide))
    }
  }

  private mutating func emitShift(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    guard let operation = ShiftOperation(rawValue: instruction.condition) else { return fail("shift") }
    let wide = instruction.width == 8
    let (d, n) = (register(record, 0), register(record, 1))
    guard instruction.hasImmediate else {
      buffer.word(ARM64Word.shift(operation, d, n, register(record, 2), wide: wide))
      return
    }
    let size = UInt32(instruction.width) * 8
    let amount = UInt32(instruction.immediate & 63)
    switch operation {
    case .left:
      buffer.word(
        ARM64Word.bitField(2, d, n, immr: (size - amount) % size, imms: size - 1 - amount, wide: wide))
    case .right: buffer.word(ARM64Word.bitField(2, d, n, immr: amount, imms: size - 1, wide: wide))
    case .arithmeticRight: buffer.word(ARM64Word.bitField(0, d, n, immr: amount, imms: size - 1, wide: wide))
    case .rotateRight: buffer.word(ARM64Word.extract(d, n, n, amount, wide: wide))
    }
  }

  /// The conditions of an instruction; the second counts where `payload` is not 0.
  private func conditions(_ instruction: MachineInstruction) -> (ConditionCode, ConditionCode) {
    (
      ConditionCode(rawValue: instruction.condition) ?? .equal,
      ConditionCode(rawValue: UInt8(truncatingIfNeeded: instruction.immediate)) ?? .equal
    )
  }

  private mutating func emitSetCondition(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let (first, second) = conditions(instruction)
    let d = register(record, 0)
    let zero = ARM64Register.zero
    buffer.word(ARM64Word.select(.increment, d, zero, zero, first.complement, wide: false))
    if instruction.payload == 1 {
      buffer.word(ARM64Word.select(.plain, d, d, zero, second, wide: false))
    } else if instruction.payload == 2 {
      buffer.word(ARM64Word.select(.increment, d, d, zero, second.complement, wide: false))
    }
  }

  private mutating func emitSelect(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let (first, second) = conditions(instruction)
    let wide = instruction.width == 8
    let (d, yes, no) = (register(record, 0), register(record, 1), register(record, 2))
    let scratch = ARM64Register.scratch
    switch instruction.payload {
    case 1:
      buffer.word(ARM64Word.select(.plain, scratch, yes, no, first, wide: wide))
      buffer.word(ARM64Word.select(.plain, d, scratch, no, second, wide: wide))
    case 2:
      buffer.word(ARM64Word.select(.plain, scratch, yes, no, first, wide: wide))
      buffer.word(ARM64Word.select(.plain, d, yes, scratch, second, wide: wide))
    default:
      let form = SelectForm(rawValue: instruction.shift) ?? .plain
      buffer.word(ARM64Word.select(form, d, yes, no, first, wide: wide))
    }
  }

  // MARK: Control

  /// Where a two-way branch jumps: to successor 0, or inverted to successor 1 if 0 comes next. Nil if both are
  /// the same block, to which a jump is emitted.
  private mutating func branchTarget() -> (UInt32, Bool)? {
    let (isTrue, isFalse) = (successor(0), successor(1))
    if isTrue == isFalse {
      if isTrue != nextBlock { jump(label(of: isTrue)) }
      return nil
    }
    return isTrue == nextBlock ? (isFalse, true) : (isTrue, false)
  }
  /// The jump after a conditional branch, if neither successor comes next.
  private mutating func finishBranch() {
    if successor(0) != nextBlock, successor(1) != nextBlock { jump(label(of: successor(1))) }
  }

  private mutating func emitBranch(_ instruction: MachineInstruction) {
    let (first, second) = conditions(instruction)
    var last = first
    switch instruction.payload {
    case 1:
      // Both must hold.
      jump(if: first.complement, label(of: successor(1)))
      last = second
    case 2:
      jump(if: first, label(of: successor(0)))
      last = second
    default: break
    }
    if let (target, isInverted) = branchTarget() {
      jump(if: isInverted ? last.complement : last, label(of: target))
      finishBranch()
    }
  }

  private mutating func emitTrapIf(_ instruction: MachineInstruction) {
    let (first, second) = conditions(instruction)
    let stub = trapStub(instruction.trapCode)
    switch instruction.payload {
    case 1:
      let skip = buffer.makeLabel()
      buffer.word(ARM64Word.branch(first.complement), .words19, to: skip)
      jump(if: second, stub)
      buffer.bind(skip)
    case 2:
      jump(if: first, stub)
      jump(if: second, stub)
    default: jump(if: first, stub)
    }
  }

  private mutating func emitBranchTable(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let targets = code.jumpTables[Int(instruction.payload)]
    let (table, index) = (register(record, 0), register(record, 1))
    let scratch = ARM64Register.scratch
    let defaultLabel = label(of: targets[0])
    let count = Int64(targets.count - 1)
    if count == 0 { return jump(defaultLabel) }
    if let bits = ARM64Immediate.arithmetic(count) {
      buffer.word(ARM64Word.aluImmediate(.subtractFlags, ARM64Register.zero, index, bits: bits, wide: false))
    } else {
      buffer.moveImmediate(scratch, count)
      buffer.word(ARM64Word.alu(.subtractFlags, ARM64Register.zero, index, scratch, wide: false))
    }
    jump(if: .carry, defaultLabel)
    var labels: [CodeLabel] = []
    labels.reserveCapacity(targets.count - 1)
    for target in targets.dropFirst() { labels.append(label(of: target)) }
    labelAddress(table, buffer.jumpTable(labels))
    let kind = ARM64Word.access(width: 4, isLoad: true, isFloat: false, isSigned: true)
    buffer.word(ARM64Word.indexed(kind, scratch, table, index, option: 2, isScaled: true))
    buffer.word(ARM64Word.alu(.add, scratch, table, scratch, wide: true))
    buffer.word(ARM64Word.jumpRegister(scratch))
  }

  // MARK: Floats

  mutating func emitFloatImmediate(_ d: UInt8, _ instruction: MachineInstruction) {
    let bits = UInt64(bitPattern: instruction.immediate)
    if bits == 0 {
      buffer.word(ARM64Word.vectorZero(d))
    } else if let encoded = ARM64Immediate.float(bits, width: instruction.width) {
      buffer.word(ARM64Word.floatImmediate(d, encoded, width: instruction.width))
    } else {
      fail("a float immediate")
    }
  }

  private mutating func emitFloatSelect(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let (first, second) = conditions(instruction)
    let (d, yes, no) = (register(record, 0), register(record, 1), register(record, 2))
    let scratch = ARM64Register.floatScratch
    let width = max(instruction.width, 4)
    if width == 16 {
      let (take, done) = (buffer.makeLabel(), buffer.makeLabel())
      if instruction.payload == 1 {
        let skip = buffer.makeLabel()
        buffer.word(ARM64Word.branch(first.complement), .words19, to: skip)
        buffer.word(ARM64Word.branch(second), .words19, to: take)
        buffer.bind(skip)
      } else {
        buffer.word(ARM64Word.branch(first), .words19, to: take)
        if instruction.payload == 2 { buffer.word(ARM64Word.branch(second), .words19, to: take) }
      }
      buffer.word(ARM64Word.vectorMove(d, no))
      buffer.word(ARM64Word.jump, .words26, to: done)
      buffer.bind(take)
      buffer.word(ARM64Word.vectorMove(d, yes))
      buffer.bind(done)
      return
    }
    switch instruction.payload {
    case 1:
      buffer.word(ARM64Word.floatSelect(scratch, yes, no, first, width: width))
      buffer.word(ARM64Word.floatSelect(d, scratch, no, second, width: width))
    case 2:
      buffer.word(ARM64Word.floatSelect(scratch, yes, no, first, width: width))
      buffer.word(ARM64Word.floatSelect(d, yes, scratch, second, width: width))
    default: buffer.word(ARM64Word.floatSelect(d, yes, no, first, width: width))
    }
  }

  /// The hardware saturates to 32 or 64 bits and gives 0 for NaN.
  private mutating func emitFloatToInteger(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let bits = instruction.immediate * 8
    let isSigned = instruction.condition & 1 != 0
    let (d, source) = (register(record, 0), register(record, 1))
    let scratch = ARM64Register.scratch
    if instruction.condition & 2 == 0 {
      // Out of range or no number: a trap.
      buffer.word(ARM64Word.floatCompare(source, source, width: width))
      jump(if: .overflow, trapStub(TrapCode.badConversionToInteger.raw))
      let limit = isSigned ? bits - 1 : bits
      compare(source, with: powerOfTwo(limit, width: width, isNegative: false), width: width)
      jump(if: .greaterOrEqual, trapStub(TrapCode.integerOverflow.raw))
      let precision: Int64 = width == 8 ? 53 : 24
      if !isSigned {
        compare(source, with: width == 8 ? (-1.0).bitPattern : UInt64(Float(-1).bitPattern), width: width)
        jump(if: .lowerOrSame, trapStub(TrapCode.integerOverflow.raw))
      } else if limit < precision {
        // The least integer less one is a float.
        let least = width == 8
          ? (-Double(sign: .plus, exponent: Int(limit), significand: 1) - 1).bitPattern
          : UInt64((-Float(sign: .plus, exponent: Int(limit), significand: 1) - 1).bitPattern)
        compare(source, with: least, width: width)
        jump(if: .lowerOrSame, trapStub(TrapCode.integerOverflow.raw))
      } else {
        compare(source, with: powerOfTwo(limit, width: width, isNegative: true), width: width)
        jump(if: .negative, trapStub(TrapCode.integerOverflow.raw))
      }
    }
    buffer.word(ARM64Word.floatToInteger(d, source, isSigned: isSigned, width: width, wide: bits == 64))
    guard bits < 32, instruction.condition & 2 != 0 else { return }
    func bound(_ value: Int64, _ condition: ConditionCode) {
      buffer.moveImmediate(scratch, value)
      buffer.word(ARM64Word.alu(.subtractFlags, ARM64Register.zero, d, scratch, wide: false))
      buffer.word(ARM64Word.select(.plain, d, scratch, d, condition, wide: false))
    }
    if isSigned {
      bound(1 << (bits - 1) - 1, .greater)
      bound(-1 << (bits - 1), .less)
    } else {
      bound(1 << bits - 1, .higher)
    }
  }

  private func powerOfTwo(_ exponent: Int64, width: UInt8, isNegative: Bool) -> UInt64 {
    if width == 8 { return UInt64(1023 + exponent) << 52 | (isNegative ? 1 << 63 : 0) }
    return UInt64(127 + exponent) << 23 | (isNegative ? 1 << 31 : 0)
  }
  private mutating func compare(_ source: UInt8, with bits: UInt64, width: UInt8) {
    buffer.moveImmediate(ARM64Register.scratch, Int64(bitPattern: bits))
    buffer.word(ARM64Word.moveToFloat(ARM64Register.floatScratch, ARM64Register.scratch, wide: width == 8))
    buffer.word(ARM64Word.floatCompare(source, ARM64Register.floatScratch, width: width))
  }

  // MARK: Atomics

  private mutating func emitAtomicLoop(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let wide = width == 8
    let (old, operand, address) = (register(record, 0), register(record, 1), register(record, 2))
    let (fresh, status) = (ARM64Register.scratch, ARM64Register.secondScratch)
    let operation = AtomicOperation(rawValue: instruction.condition) ?? .exchange
    if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
    if features.contains(.largeSystemExtensions), operation != .nand {
      emitAtomicInstruction(operation, old, operand, address, width: width)
      return
    }
    let loop = buffer.makeLabel()
    buffer.bind(loop)
    buffer.word(ARM64Word.loadExclusive(old, address, width: width))
    var result = fresh
    switch operation {
    case .exchange: result = operand
    case .add: buffer.word(ARM64Word.alu(.add, fresh, old, operand, wide: wide))
    case .subtract: buffer.word(ARM64Word.alu(.subtract, fresh, old, operand, wide: wide))
    case .and: buffer.word(ARM64Word.alu(.and, fresh, old, operand, wide: wide))
    case .or: buffer.word(ARM64Word.alu(.or, fresh, old, operand, wide: wide))
    case .xor: buffer.word(ARM64Word.alu(.xor, fresh, old, operand, wide: wide))
    case .nand:
      buffer.word(ARM64Word.alu(.and, fresh, old, operand, wide: wide))
      buffer.word(ARM64Word.alu(.orNot, fresh, ARM64Register.zero, fresh, wide: wide))
    case .signedMin, .signedMax, .unsignedMin, .unsignedMax:
      let isSigned = operation == .signedMin || operation == .signedMax
      if width < 4 {
        buffer.word(
          ARM64Word.bitField(isSigned ? 0 : 2, fresh, old, immr: 0, imms: UInt32(width) * 8 - 1, wide: false))
        let option: UInt32 = (isSigned ? 4 : 0) | (width == 2 ? 1 : 0)
        buffer.word(
          ARM64Word.aluExtended(
            .subtractFlags, ARM64Register.zero, fresh, operand, option: option, amount: 0, wide: false))
      } else {
        buffer.word(ARM64Word.alu(.subtractFlags, ARM64Register.zero, old, operand, wide: wide))
      }
      let condition: ConditionCode
      switch operation {
      case .signedMin: condition = .less
      case .signedMax: condition = .greater
      case .unsignedMin: condition = .noCarry
      default: condition = .higher
      }
      buffer.word(ARM64Word.select(.plain, fresh, old, operand, condition, wide: wide))
    }
    buffer.word(ARM64Word.storeExclusive(status, result, address, width: width))
    buffer.word(ARM64Word.branchZero(status, nonZero: true, wide: false), .words19, to: loop)
  }

  private mutating func emitAtomicInstruction(
    _ operation: AtomicOperation, _ old: UInt8, _ operand: UInt8, _ address: UInt8, width: UInt8
  ) {
    let wide = width == 8
    var source = operand
    let opcode: UInt32
    switch operation {
    case .exchange: opcode = 8
    case .add: opcode = 0
    case .subtract:
      opcode = 0
      source = ARM64Register.scratch
      buffer.word(ARM64Word.alu(.subtract, source, ARM64Register.zero, operand, wide: wide))
    case .and, .nand:
      opcode = 1
      source = ARM64Register.scratch
      buffer.word(ARM64Word.alu(.orNot, source, ARM64Register.zero, operand, wide: wide))
    case .xor: opcode = 2
    case .or: opcode = 3
    case .signedMax: opcode = 4
    case .signedMin: opcode = 5
    case .unsignedMax: opcode = 6
    case .unsignedMin: opcode = 7
    }
    buffer.word(ARM64Word.atomic(opcode, source, old, address, width: width))
  }

  private mutating func emitCompareExchange(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let (old, expected) = (register(record, 0), register(record, 1))
    let (replacement, address) = (register(record, 2), register(record, 3))
    let status = ARM64Register.secondScratch
    if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
    if features.contains(.largeSystemExtensions) {
      // The expected value is narrowed by the hardware; the old one comes back zero-extended.
      buffer.moveRegister(old, expected)
      buffer.word(ARM64Word.compareSwap(old, replacement, address, width: width))
      return
    }
    let (loop, done) = (buffer.makeLabel(), buffer.makeLabel())
    buffer.bind(loop)
    buffer.word(ARM64Word.loadExclusive(old, address, width: width))
    if width < 4 {
      buffer.word(
        ARM64Word.aluExtended(
          .subtractFlags, ARM64Register.zero, old, expected, option: width == 2 ? 1 : 0, amount: 0, wide: false))
    } else {
      buffer.word(ARM64Word.alu(.subtractFlags, ARM64Register.zero, old, expected, wide: width == 8))
    }
    buffer.word(ARM64Word.branch(.notEqual), .words19, to: done)
    buffer.word(ARM64Word.storeExclusive(status, replacement, address, width: width))
    buffer.word(ARM64Word.branchZero(status, nonZero: true, wide: false), .words19, to: loop)
    buffer.bind(done)
  }
}
