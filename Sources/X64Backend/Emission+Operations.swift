// The encoding of each operation.

import Codegen
import MachineCode
import RegisterAllocator

extension X64Emitter {
  private func flags(_ width: UInt8) -> EncodingFlags { width == 8 ? .wide : [] }

  mutating func emit(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    guard let operation = X64Operation(rawValue: instruction.opcode) else { return fail("unknown operation") }
    let width = instruction.width
    switch operation {
    case .arrive, .keep, .restoreStack: break
    case .move:
      let source = place(record, 1)
      if source.isRegister, source.base == register(record, 0), width == 8 { return }
      buffer.encode(0x8B, reg: register(record, 0), rm: source, flags(width))
    case .moveImmediate:
      let destination = register(record, 0)
      if instruction.immediate == 0, !areFlagsLive() {
        buffer.encode(0x33, reg: destination, rm: RegisterOrMemory(register: destination))
      } else {
        buffer.moveImmediate(destination, instruction.immediate)
      }
    case .load: emitLoad(instruction, record)
    case .store: emitStore(instruction, record)
    case .lea:
      let rm = memory(instruction, record, 1)
      buffer.encode(0x8D, reg: register(record, 0), rm: rm, flags(width))
    case .extend:
      let rm = source(instruction, record, 1)
      widen(
        register(record, 0), rm, from: UInt8(truncatingIfNeeded: instruction.immediate), to: width,
        isSigned: instruction.condition == Extension.sign.rawValue)
    case .alu: emitALU(instruction, record)
    case .aluMemory: emitALUMemory(instruction, record)
    case .compare: emitCompare(instruction, record)
    case .test: emitTest(instruction, record)
    case .multiply:
      let rm = source(instruction, record, 2)
      buffer.encode(0x0FAF, reg: register(record, 0), rm: rm, flags(width))
    case .multiplyImmediate:
      let rm = source(instruction, record, 1)
      let isShort = instruction.immediate >= -128 && instruction.immediate <= 127
      buffer.encode(
        isShort ? 0x6B : 0x69, reg: register(record, 0), rm: rm, flags(width),
        immediateSize: isShort ? 1 : 4)
      if isShort {
        buffer.code.put8(UInt8(truncatingIfNeeded: instruction.immediate))
      } else {
        buffer.code.put32(UInt32(truncatingIfNeeded: instruction.immediate))
      }
    case .multiplyWide:
      let rm = source(instruction, record, 3)
      buffer.encode(0xF7, reg: instruction.condition == 1 ? 5 : 4, rm: rm, flags(width))
    case .divide:
      let rm = place(record, 4)
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      buffer.encode(0xF7, reg: instruction.condition == 1 ? 7 : 6, rm: rm, flags(width))
    case .signExtendAccumulator:
      if width == 8 { buffer.byte(0x48) }
      buffer.byte(0x99)
    case .unary:
      buffer.encode(
        0xF7, reg: instruction.condition, rm: RegisterOrMemory(register: register(record, 0)), flags(width))
    case .shift: emitShift(instruction, record)
    case .shiftDouble:
      let rm = RegisterOrMemory(register: register(record, 0))
      let opcode: UInt32 = instruction.condition == 0 ? 0x0FA4 : 0x0FAC
      if instruction.hasImmediate {
        buffer.encode(opcode, reg: register(record, 2), rm: rm, flags(width), immediateSize: 1)
        buffer.code.put8(UInt8(truncatingIfNeeded: instruction.immediate))
      } else {
        buffer.encode(opcode + 1, reg: register(record, 2), rm: rm, flags(width))
      }
    case .byteSwap:
      let number = register(record, 0)
      if width == 8 || number & 8 != 0 {
        buffer.byte((width == 8 ? 0x48 : 0x40) | (number & 8 != 0 ? 1 : 0))
      }
      buffer.byte(0x0F)
      buffer.byte(0xC8 | number & 7)
    case .bitScan:
      let rm = source(instruction, record, 1)
      let destination = register(record, 0)
      switch BitScan(rawValue: instruction.condition) ?? .forward {
      case .forward: buffer.encode(0x0FBC, reg: destination, rm: rm, flags(width))
      case .reverse: buffer.encode(0x0FBD, reg: destination, rm: rm, flags(width))
      case .trailingZeros: buffer.encode(prefix: 0xF3, 0x0FBC, reg: destination, rm: rm, flags(width))
      case .leadingZeros: buffer.encode(prefix: 0xF3, 0x0FBD, reg: destination, rm: rm, flags(width))
      case .population: buffer.encode(prefix: 0xF3, 0x0FB8, reg: destination, rm: rm, flags(width))
      }
    case .setCondition:
      let destination = RegisterOrMemory(register: register(record, 0))
      buffer.encode(0x0F90 | UInt32(instruction.condition), reg: 0, rm: destination, .byteOperand)
      if instruction.payload != 0 {
        let scratch = X64Register.scratch.number
        buffer.encode(
          0x0F90 | UInt32(truncatingIfNeeded: instruction.immediate), reg: 0,
          rm: RegisterOrMemory(register: scratch), .byteOperand)
        buffer.encode(
          instruction.payload == 1 ? 0x20 : 0x08, reg: scratch, rm: destination,
          [.byteRegister, .byteOperand])
      }
    case .conditionalMove:
      let rm = source(instruction, record, 2)
      buffer.encode(
        0x0F40 | UInt32(instruction.condition), reg: register(record, 0), rm: rm, flags(width))
      if instruction.payload == 2 {
        buffer.encode(
          0x0F40 | UInt32(truncatingIfNeeded: instruction.immediate), reg: register(record, 0), rm: rm,
          flags(width))
      }

    case .jump:
      emitJump(to: successor(0))
    case .branch: emitBranch(instruction)
    case .branchTable: emitBranchTable(instruction, record)
    case .return:
      emitEpilogue()
      emitReturn(popping: UInt32(bitPattern: instruction.displacement))
      endEpilogue()
    case .trap:
      buffer.addTrap(instruction.trapCode)
      buffer.byte(0x0F)
      buffer.byte(0x0B)
    case .trapIf: emitTrapIf(instruction)
    case .call, .callIndirect:
      let start = buffer.offset
      if operation == .call {
        buffer.byte(0xE8)
        buffer.relocated32(.call32, CodeSymbol(raw: instruction.payload), addend: -4)
      } else {
        let rm = place(record, Int(record.operandCount) - 1)
        buffer.encode(0xFF, reg: 2, rm: rm)
      }
      if instruction.displacement > 0 { adjustStack(subtract: true, UInt32(instruction.displacement)) }
      if instruction.immediate > 0 {
        let call = code.callRecords[Int(instruction.immediate) - 1]
        for handler in call.handlers {
          buffer.addCallSite(start: start, pad: label(of: handler.block), tag: handler.tag)
        }
        // The normal way on is the first successor.
        let target = successor(0)
        if target != nextBlock { buffer.jump(label(of: target)) }
      }
    case .tailCall:
      leaveFrame(instruction)
      buffer.byte(0xE9)
      buffer.relocated32(.call32, CodeSymbol(raw: instruction.payload), addend: -4)
      endEpilogue()
    case .tailCallIndirect:
      leaveFrame(instruction)
      buffer.encode(0xFF, reg: 4, rm: RegisterOrMemory(register: X64Register.r10.number))
      endEpilogue()

    case .floatMove:
      let source = place(record, 1)
      if source.isRegister, source.base == register(record, 0) { return }
      buffer.loadFloat(register(record, 0), source, width: width)
    case .floatLoad:
      let rm = memory(instruction, record, 1)
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      buffer.loadFloat(register(record, 0), rm, width: width)
    case .floatStore:
      let rm = memory(instruction, record, 1)
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      buffer.storeFloat(register(record, 0), rm, width: width)
    case .floatZero:
      let number = register(record, 0)
      buffer.encode(0x0F57, reg: number, rm: RegisterOrMemory(register: number))
    case .floatArithmetic:
      let rm = source(instruction, record, 2)
      scalar(instruction.condition, register(record, 0), rm, width)
    case .floatSquareRoot:
      let rm = source(instruction, record, 1)
      scalar(0x51, register(record, 0), rm, width)
    case .floatLogic:
      let rm = source(instruction, record, 2)
      buffer.encode(0x0F00 | UInt32(instruction.condition), reg: register(record, 0), rm: rm)
    case .floatCompare:
      let rm = source(instruction, record, 1)
      buffer.encode(prefix: width == 8 ? 0x66 : 0, 0x0F2E, reg: register(record, 0), rm: rm)
    case .integerToFloat:
      let rm = source(instruction, record, 1)
      let destination = register(record, 0)
      // Break the dependency on the old value of the register.
      buffer.encode(0x0F57, reg: destination, rm: RegisterOrMemory(register: destination))
      buffer.encode(
        prefix: width == 8 ? 0xF2 : 0xF3, 0x0F2A, reg: destination, rm: rm,
        instruction.immediate == 8 ? .wide : [])
    case .floatToInteger:
      let rm = source(instruction, record, 1)
      buffer.encode(
        prefix: width == 8 ? 0xF2 : 0xF3, 0x0F2C, reg: register(record, 0), rm: rm,
        instruction.immediate == 8 ? .wide : [])
    case .floatConvert:
      let rm = source(instruction, record, 1)
      scalar(0x5A, register(record, 0), rm, width)
    case .moveToFloat:
      let rm = source(instruction, record, 1)
      buffer.encode(prefix: 0x66, 0x0F6E, reg: register(record, 0), rm: rm, flags(width))
    case .moveFromFloat:
      buffer.encode(
        prefix: 0x66, 0x0F7E, reg: register(record, 1),
        rm: RegisterOrMemory(register: register(record, 0)), flags(width))
    case .floatRound:
      let rm = source(instruction, record, 1)
      buffer.encode(
        prefix: 0x66, width == 8 ? 0x0F3A0B : 0x0F3A0A, reg: register(record, 0), rm: rm, immediateSize: 1)
      buffer.code.put8(instruction.condition)
    case .floatMultiplyAdd:
      let rm = source(instruction, record, 3)
      buffer.encodeVex38(
        0xA9, wide: width == 8, reg: register(record, 0), second: register(record, 2), rm: rm)
    case .floatConditionalMove: emitFloatConditionalMove(instruction, record)
    case .floatMinimumMaximum: emitMinimumMaximum(instruction, record)
    case .unsignedToFloat: emitUnsignedToFloat(instruction, record)
    case .checkedFloatToInteger: emitCheckedFloatToInteger(instruction, record)

    case .exchange:
      let rm = memory(instruction, record, 2)
      operandSizePrefix(width)
      buffer.encode(
        width == 1 ? 0x86 : 0x87, reg: register(record, 0), rm: rm, byteFlags(width))
    case .exchangeAdd:
      let rm = memory(instruction, record, 2)
      lockPrefix(width)
      buffer.encode(
        width == 1 ? 0x0FC0 : 0x0FC1, reg: register(record, 0), rm: rm, byteFlags(width))
    case .compareExchange:
      let rm = memory(instruction, record, 3)
      lockPrefix(width)
      buffer.encode(
        width == 1 ? 0x0FB0 : 0x0FB1, reg: register(record, 2), rm: rm, byteFlags(width))
    case .compareExchangeWide:
      let rm = memory(instruction, record, 6)
      buffer.byte(0xF0)
      buffer.encode(0x0FC7, reg: 1, rm: rm, .wide)
    case .atomicLoop: emitAtomicLoop(instruction, record)
    case .fence:
      buffer.byte(0x0F)
      buffer.byte(0xAE)
      buffer.byte(0xF0)

    case .loadFromOffsetTable:
      let rm = RegisterOrMemory(
        symbol: CodeSymbol(raw: instruction.payload), displacement: 0, relocation: .gotRelative32)
      buffer.encode(0x8B, reg: register(record, 0), rm: rm, .wide)
    case .threadLocalAddress:
      let destination = register(record, 0)
      buffer.byte(0x64)  // fs
      buffer.encode(0x8B, reg: destination, rm: RegisterOrMemory(base: 255, displacement: 0), .wide)
      buffer.encode(
        0x03, reg: destination,
        rm: RegisterOrMemory(
          symbol: CodeSymbol(raw: instruction.payload), displacement: 0, relocation: .gotThreadOffset32),
        .wide)
    case .framePointer:
      let source: UInt8 = instruction.condition == 2 ? X64Register.pinned.number : instruction.condition == 1 ? 4 : 5
      buffer.moveRegister(register(record, 0), source)
    case .setPinned: buffer.moveRegister(X64Register.pinned.number, register(record, 0))
    case .blockAddress:
      let rm = RegisterOrMemory(label: label(of: instruction.payload))
      buffer.encode(0x8D, reg: register(record, 0), rm: rm, .wide)
    case .debugTrap: buffer.byte(0xCC)
    }
  }

  // MARK: Integer forms

  /// Flags for an operation on a register of `width` bytes and memory.
  func byteFlags(_ width: UInt8) -> EncodingFlags {
    width == 8 ? .wide : width == 1 ? [.byteRegister, .byteOperand] : []
  }
  mutating func operandSizePrefix(_ width: UInt8) {
    if width == 2 { buffer.byte(0x66) }
  }
  mutating func lockPrefix(_ width: UInt8) {
    buffer.byte(0xF0)
    operandSizePrefix(width)
  }

  /// movzx, movsx, movsxd or a plain move.
  mutating func widen(
    _ destination: UInt8, _ source: RegisterOrMemory, from: UInt8, to: UInt8, isSigned: Bool
  ) {
    switch (from, isSigned) {
    case (1, false): buffer.encode(0x0FB6, reg: destination, rm: source, .byteOperand)
    case (2, false): buffer.encode(0x0FB7, reg: destination, rm: source)
    case (1, true): buffer.encode(0x0FBE, reg: destination, rm: source, [flags(to), .byteOperand])
    case (2, true): buffer.encode(0x0FBF, reg: destination, rm: source, flags(to))
    case (4, true) where to == 8: buffer.encode(0x63, reg: destination, rm: source, .wide)
    case (4, _): buffer.encode(0x8B, reg: destination, rm: source)
    default: buffer.encode(0x8B, reg: destination, rm: source, .wide)
    }
  }

  private mutating func emitLoad(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let rm = memory(instruction, record, 1)
    if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
    widen(
      register(record, 0), rm, from: instruction.width, to: 8,
      isSigned: instruction.condition == Extension.sign.rawValue)
  }

  private mutating func emitStore(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    if instruction.hasImmediate {
      let rm = memory(instruction, record, 0)
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      operandSizePrefix(width)
      buffer.encode(
        width == 1 ? 0xC6 : 0xC7, reg: 0, rm: rm, flags(width), immediateSize: Int32(min(width, 4)))
      putImmediate(instruction.immediate, width)
      return
    }
    let rm = memory(instruction, record, 1)
    if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
    operandSizePrefix(width)
    buffer.encode(width == 1 ? 0x88 : 0x89, reg: register(record, 0), rm: rm, byteFlags(width))
  }

  mutating func putImmediate(_ value: Int64, _ width: UInt8) {
    switch width {
    case 1: buffer.code.put8(UInt8(truncatingIfNeeded: value))
    case 2: buffer.code.put16(UInt16(truncatingIfNeeded: value))
    default: buffer.code.put32(UInt32(truncatingIfNeeded: value))
    }
  }

  /// An ALU operation of a register or memory with an immediate.
  mutating func aluImmediate(
    _ operation: UInt8, _ rm: RegisterOrMemory, _ value: Int64, _ width: UInt8
  ) {
    operandSizePrefix(width)
    if width == 1 {
      buffer.encode(0x80, reg: operation, rm: rm, .byteOperand, immediateSize: 1)
      buffer.code.put8(UInt8(truncatingIfNeeded: value))
    } else if value >= -128, value <= 127 {
      buffer.encode(0x83, reg: operation, rm: rm, flags(width), immediateSize: 1)
      buffer.code.put8(UInt8(truncatingIfNeeded: value))
    } else {
      buffer.encode(0x81, reg: operation, rm: rm, flags(width), immediateSize: width == 2 ? 2 : 4)
      putImmediate(value, width)
    }
  }

  private mutating func emitALU(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let destination = register(record, 0)
    if instruction.hasImmediate {
      aluImmediate(
        instruction.condition, RegisterOrMemory(register: destination), instruction.immediate, width)
      return
    }
    let rm = source(instruction, record, 2)
    operandSizePrefix(width)
    buffer.encode(
      UInt32(instruction.condition) &<< 3 | (width == 1 ? 2 : 3), reg: destination, rm: rm,
      byteFlags(width))
  }

  private mutating func emitALUMemory(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    if instruction.hasImmediate {
      let rm = memory(instruction, record, 0)
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      aluImmediate(instruction.condition, rm, instruction.immediate, width)
      return
    }
    let rm = memory(instruction, record, 1)
    if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
    operandSizePrefix(width)
    buffer.encode(
      UInt32(instruction.condition) &<< 3 | (width == 1 ? 0 : 1), reg: register(record, 0), rm: rm,
      byteFlags(width))
  }

  private mutating func emitCompare(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    // `condition` 1: the memory operand is the left side.
    let isMemoryLeft = instruction.address != .none && instruction.condition == 1
    if instruction.hasImmediate {
      let rm = source(instruction, record, 0)
      aluImmediate(7, rm, instruction.immediate, width)
      return
    }
    if isMemoryLeft {
      let rm = memory(instruction, record, 1)
      operandSizePrefix(width)
      buffer.encode(width == 1 ? 0x38 : 0x39, reg: register(record, 0), rm: rm, byteFlags(width))
      return
    }
    let right = source(instruction, record, 1)
    let left = place(record, 0)
    if left.isRegister {
      operandSizePrefix(width)
      buffer.encode(width == 1 ? 0x3A : 0x3B, reg: left.base, rm: right, byteFlags(width))
    } else {
      operandSizePrefix(width)
      buffer.encode(width == 1 ? 0x38 : 0x39, reg: right.base, rm: left, byteFlags(width))
    }
  }

  private mutating func emitTest(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let rm = source(instruction, record, 0)
    if instruction.hasImmediate {
      operandSizePrefix(width)
      buffer.encode(
        width == 1 ? 0xF6 : 0xF7, reg: 0, rm: rm, width == 1 ? .byteOperand : flags(width),
        immediateSize: Int32(min(width, 4)))
      putImmediate(instruction.immediate, width)
      return
    }
    operandSizePrefix(width)
    buffer.encode(width == 1 ? 0x84 : 0x85, reg: register(record, 1), rm: rm, byteFlags(width))
  }

  private mutating func emitShift(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let rm = RegisterOrMemory(register: register(record, 0))
    operandSizePrefix(width)
    let byteOperand: EncodingFlags = width == 1 ? .byteOperand : flags(width)
    if instruction.hasImmediate {
      if instruction.immediate == 1 {
        buffer.encode(width == 1 ? 0xD0 : 0xD1, reg: instruction.condition, rm: rm, byteOperand)
      } else {
        buffer.encode(
          width == 1 ? 0xC0 : 0xC1, reg: instruction.condition, rm: rm, byteOperand, immediateSize: 1)
        buffer.code.put8(UInt8(truncatingIfNeeded: instruction.immediate))
      }
    } else {
      buffer.encode(width == 1 ? 0xD2 : 0xD3, reg: instruction.condition, rm: rm, byteOperand)
    }
  }

  // MARK: Control

  private mutating func emitBranch(_ instruction: MachineInstruction) {
    guard let first = ConditionCode(rawValue: instruction.condition) else { return fail("condition") }
    let second = ConditionCode(rawValue: UInt8(truncatingIfNeeded: instruction.immediate)) ?? .equal
    let isTrue = successor(0)
    let isFalse = successor(1)
    switch instruction.payload {
    case 1:
      // Both must hold.
      buffer.jump(if: first.complement, label(of: isFalse))
      emitJumps(second, isTrue, isFalse)
    case 2:
      buffer.jump(if: first, label(of: isTrue))
      emitJumps(second, isTrue, isFalse)
    default: emitJumps(first, isTrue, isFalse)
    }
  }
  private mutating func emitJumps(_ condition: ConditionCode, _ isTrue: UInt32, _ isFalse: UInt32) {
    if isFalse == nextBlock {
      if isTrue != isFalse { buffer.jump(if: condition, label(of: isTrue)) }
    } else if isTrue == nextBlock {
      buffer.jump(if: condition.complement, label(of: isFalse))
    } else {
      buffer.jump(if: condition, label(of: isTrue))
      buffer.jump(label(of: isFalse))
    }
  }

  private mutating func emitTrapIf(_ instruction: MachineInstruction) {
    guard let first = ConditionCode(rawValue: instruction.condition) else { return fail("condition") }
    let second = ConditionCode(rawValue: UInt8(truncatingIfNeeded: instruction.immediate)) ?? .equal
    let stub = trapStub(instruction.trapCode)
    switch instruction.payload {
    case 1:
      let skip = buffer.makeLabel()
      buffer.jump(if: first.complement, skip)
      buffer.jump(if: second, stub)
      buffer.bind(skip)
    case 2:
      buffer.jump(if: first, stub)
      buffer.jump(if: second, stub)
    default: buffer.jump(if: first, stub)
    }
  }

  private mutating func emitBranchTable(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let targets = code.jumpTables[Int(instruction.payload)]
    let index = register(record, 1)
    let temporary = register(record, 0)
    let scratch = X64Register.scratch.number
    let defaultLabel = label(of: targets[0])
    if targets.count == 1 {
      buffer.jump(defaultLabel)
      return
    }
    aluImmediate(7, RegisterOrMemory(register: index), Int64(targets.count - 1), 4)
    buffer.jump(if: .aboveOrEqual, defaultLabel)
    var labels: [CodeLabel] = []
    labels.reserveCapacity(targets.count - 1)
    for target in targets.dropFirst() { labels.append(label(of: target)) }
    let table = buffer.jumpTable(labels)
    buffer.moveRegister(scratch, index, wide: false)
    buffer.encode(0x8D, reg: temporary, rm: RegisterOrMemory(label: table), .wide)
    buffer.encode(
      0x63, reg: scratch, rm: RegisterOrMemory(base: temporary, index: scratch, shift: 2, displacement: 0),
      .wide)
    buffer.encode(0x03, reg: temporary, rm: RegisterOrMemory(register: scratch), .wide)
    buffer.encode(0xFF, reg: 4, rm: RegisterOrMemory(register: temporary))
  }

  // MARK: Scalar floating point

  @inline(__always)
  mutating func scalar(_ opcode: UInt8, _ destination: UInt8, _ source: RegisterOrMemory, _ width: UInt8) {
    buffer.encode(
      prefix: width == 8 ? 0xF2 : 0xF3, 0x0F00 | UInt32(opcode), reg: destination, rm: source)
  }
}
