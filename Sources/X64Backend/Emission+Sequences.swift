// Operations that need several instructions: float conversions with checks, minimum and maximum, atomic loops.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension X64Emitter {
  mutating func emitFloatConditionalMove(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    guard let first = ConditionCode(rawValue: instruction.condition) else { return fail("condition") }
    let second = ConditionCode(rawValue: UInt8(truncatingIfNeeded: instruction.immediate)) ?? .equal
    let done = buffer.makeLabel()
    let source = RegisterOrMemory(register: register(record, 2))
    switch instruction.payload {
    case 1:
      buffer.jump(if: first.complement, done)
      buffer.jump(if: second.complement, done)
    case 2:
      let take = buffer.makeLabel()
      buffer.jump(if: first, take)
      buffer.jump(if: second.complement, done)
      buffer.bind(take)
    default: buffer.jump(if: first.complement, done)
    }
    buffer.encode(0x0F28, reg: register(record, 0), rm: source)
    buffer.bind(done)
  }

  mutating func compareFloats(_ left: UInt8, _ right: RegisterOrMemory, _ width: UInt8) {
    buffer.encode(prefix: width == 8 ? 0x66 : 0, 0x0F2E, reg: left, rm: right)
  }

  mutating func emitMinimumMaximum(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let destination = register(record, 0)
    let other = RegisterOrMemory(register: register(record, 2))
    let isMaximum = instruction.condition == 1
    let different = buffer.makeLabel()
    let unordered = buffer.makeLabel()
    let done = buffer.makeLabel()
    compareFloats(destination, other, width)
    buffer.jump(if: .parity, unordered)
    buffer.jump(if: .notEqual, different)
    // Equal: only zeros differ, in their sign.
    buffer.encode(isMaximum ? 0x0F54 : 0x0F56, reg: destination, rm: other)
    buffer.jump(done)
    buffer.bind(unordered)
    scalar(0x58, destination, other, width)
    buffer.jump(done)
    buffer.bind(different)
    scalar(isMaximum ? 0x5F : 0x5D, destination, other, width)
    buffer.bind(done)
  }

  mutating func emitUnsignedToFloat(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let destination = register(record, 0)
    let temporary = register(record, 1)
    let source = register(record, 2)
    let scratch = X64Register.scratch.number
    let prefix: UInt8 = width == 8 ? 0xF2 : 0xF3
    let large = buffer.makeLabel()
    let done = buffer.makeLabel()
    buffer.encode(0x0F57, reg: destination, rm: RegisterOrMemory(register: destination))
    buffer.encode(0x85, reg: source, rm: RegisterOrMemory(register: source), .wide)
    buffer.jump(if: .sign, large)
    buffer.encode(prefix: prefix, 0x0F2A, reg: destination, rm: RegisterOrMemory(register: source), .wide)
    buffer.jump(done)
    buffer.bind(large)
    // Half of it, with the lost bit kept sticky, then doubled.
    buffer.moveRegister(scratch, source)
    buffer.moveRegister(temporary, source)
    buffer.encode(0xD1, reg: 5, rm: RegisterOrMemory(register: scratch), .wide)
    aluImmediate(4, RegisterOrMemory(register: temporary), 1, 4)
    buffer.encode(0x0B, reg: scratch, rm: RegisterOrMemory(register: temporary), .wide)
    buffer.encode(prefix: prefix, 0x0F2A, reg: destination, rm: RegisterOrMemory(register: scratch), .wide)
    scalar(0x58, destination, RegisterOrMemory(register: destination), width)
    buffer.bind(done)
  }

  /// Loads a float constant whose bits are given into a register, through the integer scratch register.
  private mutating func loadFloatBits(_ destination: UInt8, _ bits: UInt64, _ width: UInt8) {
    let scratch = X64Register.scratch.number
    buffer.moveImmediate(scratch, Int64(bitPattern: bits))
    buffer.encode(
      prefix: 0x66, 0x0F6E, reg: destination, rm: RegisterOrMemory(register: scratch),
      width == 8 ? .wide : [])
  }

  mutating func emitCheckedFloatToInteger(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let bytes = UInt8(truncatingIfNeeded: instruction.payload)
    let isSigned = instruction.condition & 1 != 0
    let isSaturating = instruction.condition & 2 != 0
    let destination = register(record, 0)
    let temporary = register(record, 1)
    let source = register(record, 2)
    let sourceOperand = RegisterOrMemory(register: source)
    let scratch = X64Register.scratch.number
    let convert: UInt8 = width == 8 ? 0xF2 : 0xF3
    let done = buffer.makeLabel()
    let notANumber = TrapCode.badConversionToInteger.raw
    let overflow = TrapCode.integerOverflow.raw

    if bytes == 8, !isSigned {
      let large = buffer.makeLabel()
      loadFloatBits(temporary, width == 8 ? 0x43E0_0000_0000_0000 : 0x5F00_0000, width)
      compareFloats(source, RegisterOrMemory(register: temporary), width)
      buffer.jump(if: .aboveOrEqual, large)
      buffer.encode(prefix: convert, 0x0F2C, reg: destination, rm: sourceOperand, .wide)
      buffer.encode(0x85, reg: destination, rm: RegisterOrMemory(register: destination), .wide)
      buffer.jump(if: .noSign, done)
      if isSaturating {
        buffer.moveImmediate(destination, 0)
        buffer.jump(done)
      } else {
        compareFloats(source, sourceOperand, width)
        buffer.jump(if: .parity, trapStub(notANumber))
        buffer.jump(trapStub(overflow))
      }
      buffer.bind(large)
      let floatScratch = X64Register.floatScratch.number
      buffer.encode(0x0F28, reg: floatScratch, rm: sourceOperand)
      scalar(0x5C, floatScratch, RegisterOrMemory(register: temporary), width)
      buffer.encode(
        prefix: convert, 0x0F2C, reg: destination, rm: RegisterOrMemory(register: floatScratch), .wide)
      buffer.encode(0x85, reg: destination, rm: RegisterOrMemory(register: destination), .wide)
      if isSaturating {
        let fits = buffer.makeLabel()
        buffer.jump(if: .noSign, fits)
        buffer.moveImmediate(destination, -1)
        buffer.jump(done)
        buffer.bind(fits)
      } else {
        buffer.jump(if: .sign, trapStub(overflow))
      }
      buffer.moveImmediate(scratch, Int64.min)
      buffer.encode(0x33, reg: destination, rm: RegisterOrMemory(register: scratch), .wide)
      buffer.bind(done)
      return
    }

    buffer.encode(prefix: convert, 0x0F2C, reg: destination, rm: sourceOperand, .wide)
    if bytes == 8 {
      // The result of what does not fit is the least integer.
      aluImmediate(7, RegisterOrMemory(register: destination), 1, 8)
      buffer.jump(if: .noOverflow, done)
    } else {
      widen(scratch, RegisterOrMemory(register: destination), from: bytes, to: 8, isSigned: isSigned)
      buffer.encode(0x3B, reg: scratch, rm: RegisterOrMemory(register: destination), .wide)
      buffer.jump(if: .equal, done)
    }
    compareFloats(source, sourceOperand, width)
    if isSaturating {
      let isNumber = buffer.makeLabel()
      let isNegative = buffer.makeLabel()
      let bits = Int64(bytes) * 8
      buffer.jump(if: .noParity, isNumber)
      buffer.moveImmediate(destination, 0)
      buffer.jump(done)
      buffer.bind(isNumber)
      buffer.encode(0x0F57, reg: temporary, rm: RegisterOrMemory(register: temporary))
      compareFloats(source, RegisterOrMemory(register: temporary), width)
      buffer.jump(if: .below, isNegative)
      let greatest: Int64 = isSigned ? Int64.max >> (64 - bits) : (1 << bits) - 1
      buffer.moveImmediate(destination, greatest)
      buffer.jump(done)
      buffer.bind(isNegative)
      buffer.moveImmediate(destination, isSigned ? Int64.min >> (64 - bits) : 0)
    } else {
      buffer.jump(if: .parity, trapStub(notANumber))
      if bytes == 8 {
        loadFloatBits(temporary, width == 8 ? 0xC3E0_0000_0000_0000 : 0xDF00_0000, width)
        compareFloats(source, RegisterOrMemory(register: temporary), width)
        buffer.jump(if: .notEqual, trapStub(overflow))
      } else {
        buffer.jump(trapStub(overflow))
      }
    }
    buffer.bind(done)
  }

  mutating func emitAtomicLoop(_ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let width = instruction.width
    let temporary = register(record, 1)
    let operand = register(record, 2)
    let rm = memory(instruction, record, 3)
    let loop = buffer.makeLabel()
    let wide: EncodingFlags = width == 8 ? .wide : []
    widen(0, rm, from: width, to: 8, isSigned: false)
    buffer.bind(loop)
    switch AtomicOperation(rawValue: instruction.condition) ?? .and {
    case .and, .or, .xor, .nand:
      let operation = AtomicOperation(rawValue: instruction.condition) ?? .and
      buffer.moveRegister(temporary, 0)
      let opcode: UInt32 = operation == .or ? 0x0B : operation == .xor ? 0x33 : 0x23
      buffer.encode(opcode, reg: temporary, rm: RegisterOrMemory(register: operand), wide)
      if operation == .nand {
        buffer.encode(0xF7, reg: 2, rm: RegisterOrMemory(register: temporary), wide)
      }
    case .signedMin, .signedMax, .unsignedMin, .unsignedMax:
      buffer.moveRegister(temporary, operand)
      operandSizePrefix(width)
      buffer.encode(
        width == 1 ? 0x3A : 0x3B, reg: 0, rm: RegisterOrMemory(register: operand), byteFlags(width))
      let condition: ConditionCode
      switch AtomicOperation(rawValue: instruction.condition) ?? .signedMin {
      case .signedMin: condition = .less
      case .signedMax: condition = .greater
      case .unsignedMin: condition = .below
      default: condition = .above
      }
      buffer.encode(
        0x0F40 | UInt32(condition.rawValue), reg: temporary, rm: RegisterOrMemory(register: 0), .wide)
    }
    lockPrefix(width)
    buffer.encode(width == 1 ? 0x0FB0 : 0x0FB1, reg: temporary, rm: rm, byteFlags(width))
    buffer.jump(if: .notEqual, loop)
  }
}
