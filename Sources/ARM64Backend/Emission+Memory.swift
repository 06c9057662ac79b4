// Memory operands: which of the addressing modes an access takes, and addresses that need instructions.

import Codegen
import MachineCode
import RegisterAllocator

extension ARM64Emitter {
  /// Adds `value` to `n`; `d` may be `n`. Large values go through `d` if it is another register than `n`, else
  /// through the second scratch register.
  mutating func addImmediate(_ d: UInt8, _ n: UInt8, _ value: Int64) {
    if let bits = ARM64Immediate.arithmetic(value) {
      buffer.word(ARM64Word.aluImmediate(.add, d, n, bits: bits, wide: true))
    } else if value > .min, let bits = ARM64Immediate.arithmetic(-value) {
      buffer.word(ARM64Word.aluImmediate(.subtract, d, n, bits: bits, wide: true))
    } else if value > 0, value < 1 << 24 {
      buffer.word(
        ARM64Word.aluImmediate(.add, d, n, bits: UInt32(value >> 12) << 10 | 1 << 22, wide: true))
      buffer.word(ARM64Word.aluImmediate(.add, d, d, bits: UInt32(value & 4095) << 10, wide: true))
    } else {
      let temporary = d == n ? ARM64Register.secondScratch : d
      buffer.moveImmediate(temporary, value)
      buffer.word(ARM64Word.aluExtended(.add, d, n, temporary, option: 3, amount: 0, wide: true))
    }
  }

  /// A load or store at base + offset; an offset that no form holds is made in `temporary`.
  mutating func access(
    _ t: UInt8, base: UInt8, offset: Int64, width: UInt8, isLoad: Bool, isFloat: Bool, isSigned: Bool = false,
    temporary: UInt8 = ARM64Register.scratch
  ) {
    let kind = ARM64Word.access(width: width, isLoad: isLoad, isFloat: isFloat, isSigned: isSigned)
    let units = offset / Int64(width)
    if offset >= 0, units < 4096, units * Int64(width) == offset {
      buffer.word(ARM64Word.scaled(kind, t, base, units: UInt32(units)))
    } else if offset >= -256, offset < 256 {
      buffer.word(ARM64Word.unscaled(kind, t, base, offset: Int32(offset)))
    } else {
      buffer.moveImmediate(temporary, offset)
      buffer.word(ARM64Word.indexed(kind, t, base, temporary, isScaled: false))
    }
  }

  /// The load or store of an instruction whose address registers begin at `operand`.
  mutating func emitAccess(
    _ t: UInt8, _ instruction: MachineInstruction, _ record: AllocationInstruction, operand: Int, isLoad: Bool,
    isFloat: Bool
  ) {
    let width = instruction.width
    let isSigned = !isFloat && instruction.condition == Extension.sign.rawValue && isLoad && width < 8
    let scratch = ARM64Register.scratch
    func plain(_ base: UInt8, _ offset: Int64) {
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      access(t, base: base, offset: offset, width: width, isLoad: isLoad, isFloat: isFloat, isSigned: isSigned)
    }
    let displacement = Int64(instruction.displacement)
    switch instruction.address {
    case .baseIndex:
      var base = register(record, operand)
      if displacement != 0 {
        addImmediate(scratch, base, displacement)
        base = scratch
      }
      if instruction.trapCode != 0 { buffer.addTrap(instruction.trapCode) }
      let option: UInt32 = instruction.shift >> 4 == 1 ? 2 : instruction.shift >> 4 == 2 ? 6 : 3
      let kind = ARM64Word.access(width: width, isLoad: isLoad, isFloat: isFloat, isSigned: isSigned)
      buffer.word(
        ARM64Word.indexed(
          kind, t, base, register(record, operand + 1), option: option, isScaled: instruction.shift & 1 != 0))
    case .symbol:
      symbolAddress(scratch, CodeSymbol(raw: instruction.payload), displacement)
      plain(scratch, 0)
    case .constant:
      guard isFloat, isLoad, width >= 4, displacement == 0 else { return fail("a constant that is no float") }
      if isFar {
        makeConstant(t, code.constants[Int(instruction.payload)])
      } else {
        let label = constantLabel(instruction.payload)
        buffer.word(ARM64Word.literal(t, width: width, isFloat: true), .words19, to: label)
      }
    default:
      guard let (base, offset) = baseAndOffset(instruction, record, operand) else { return fail("addressing mode") }
      plain(base, offset)
    }
  }

  private mutating func baseAndOffset(
    _ instruction: MachineInstruction, _ record: AllocationInstruction, _ operand: Int
  ) -> (UInt8, Int64)? {
    let displacement = Int64(instruction.displacement)
    let sp = ARM64Register.stackPointer
    switch instruction.address {
    case .none, .base: return (register(record, operand), displacement)
    case .stackSlot: return (sp, displacement + Int64(frame.slotOffsets[Int(instruction.payload)]))
    case .incoming: return hasFrame ? (ARM64Register.framePointer, displacement + 16) : (sp, displacement)
    case .outgoing: return (sp, displacement)
    default: return nil
    }
  }

  mutating func emitLoadAddress(_ d: UInt8, _ instruction: MachineInstruction, _ record: AllocationInstruction) {
    let displacement = Int64(instruction.displacement)
    switch instruction.address {
    case .baseIndex:
      let (base, index) = (register(record, 1), register(record, 2))
      let option: UInt32 = instruction.shift >> 4 == 1 ? 2 : instruction.shift >> 4 == 2 ? 6 : 3
      let target = displacement == 0 ? d : ARM64Register.scratch
      buffer.word(ARM64Word.aluExtended(.add, target, base, index, option: option, amount: 0, wide: true))
      if displacement != 0 { addImmediate(d, target, displacement) }
    case .symbol: symbolAddress(d, CodeSymbol(raw: instruction.payload), displacement)
    default:
      guard let (base, offset) = baseAndOffset(instruction, record, 1) else { return fail("addressing mode") }
      addImmediate(d, base, offset)
    }
  }

  mutating func symbolAddress(_ d: UInt8, _ symbol: CodeSymbol, _ offset: Int64) {
    buffer.relocatedWord(.page21, symbol, addend: offset, ARM64Word.adrp(d))
    buffer.relocatedWord(
      .pageOffset12, symbol, addend: offset, ARM64Word.aluImmediate(.add, d, d, bits: 0, wide: true))
  }

  mutating func emitLoadFromOffsetTable(_ d: UInt8, _ symbol: CodeSymbol) {
    let kind = ARM64Word.access(width: 8, isLoad: true, isFloat: false)
    buffer.relocatedWord(.gotPage21, symbol, addend: 0, ARM64Word.adrp(d))
    buffer.relocatedWord(.gotPageOffset12, symbol, addend: 0, ARM64Word.scaled(kind, d, d, units: 0))
  }

  mutating func emitThreadLocalAddress(_ d: UInt8, _ symbol: CodeSymbol) {
    let kind = ARM64Word.access(width: 8, isLoad: true, isFloat: false)
    buffer.relocatedWord(.gotThreadPage21, symbol, addend: 0, ARM64Word.adrp(d))
    buffer.relocatedWord(.gotThreadPageOffset12, symbol, addend: 0, ARM64Word.scaled(kind, d, d, units: 0))
    buffer.word(ARM64Word.threadPointer(ARM64Register.scratch))
    buffer.word(ARM64Word.alu(.add, d, d, ARM64Register.scratch, wide: true))
  }

  /// Makes a float constant without memory.
  private mutating func makeConstant(_ t: UInt8, _ bytes: [UInt8]) {
    func word(_ part: Int) -> Int64 {
      var result: UInt64 = 0
      for index in 0..<8 where part * 8 + index < bytes.count {
        result |= UInt64(bytes[part * 8 + index]) << UInt64(index * 8)
      }
      return Int64(bitPattern: result)
    }
    buffer.moveImmediate(ARM64Register.scratch, word(0))
    buffer.word(ARM64Word.moveToFloat(t, ARM64Register.scratch, wide: true))
    if bytes.count > 8 {
      buffer.moveImmediate(ARM64Register.scratch, word(1))
      buffer.word(ARM64Word.moveToFloatHigh(t, ARM64Register.scratch))
    }
  }

  /// The address of a label of this function.
  mutating func labelAddress(_ d: UInt8, _ label: CodeLabel) {
    guard isFar else {
      buffer.word(ARM64Word.adr(d), .bytes21, to: label)
      return
    }
    // The distance stands in the code, behind a jump over it.
    let (field, end) = (buffer.makeLabel(), buffer.makeLabel())
    let kind: UInt32 = 0x9800_0000  // ldrsw from a label
    buffer.word(kind | UInt32(ARM64Register.secondScratch), .words19, to: field)
    buffer.word(ARM64Word.adr(d), .bytes21, to: end)
    buffer.word(ARM64Word.jump, .words26, to: end)
    buffer.bind(field)
    buffer.labelDistance(label, bias: 0)
    buffer.bind(end)
    buffer.word(ARM64Word.alu(.add, d, d, ARM64Register.secondScratch, wide: true))
  }

  // MARK: Branches

  mutating func jump(_ label: CodeLabel) { buffer.word(ARM64Word.jump, .words26, to: label) }

  /// A conditional branch; where labels may be far it jumps over an unconditional one.
  mutating func jump(if condition: ConditionCode, _ label: CodeLabel) {
    guard isFar else {
      buffer.word(ARM64Word.branch(condition), .words19, to: label)
      return
    }
    let skip = buffer.makeLabel()
    buffer.word(ARM64Word.branch(condition.complement), .words19, to: skip)
    jump(label)
    buffer.bind(skip)
  }
  mutating func jump(ifZero register: UInt8, nonZero: Bool, wide: Bool, _ label: CodeLabel) {
    guard isFar else {
      buffer.word(ARM64Word.branchZero(register, nonZero: nonZero, wide: wide), .words19, to: label)
      return
    }
    let skip = buffer.makeLabel()
    buffer.word(ARM64Word.branchZero(register, nonZero: !nonZero, wide: wide), .words19, to: skip)
    jump(label)
    buffer.bind(skip)
  }
  mutating func jump(ifBit bit: UInt32, of register: UInt8, nonZero: Bool, _ label: CodeLabel) {
    if isNear {
      buffer.word(ARM64Word.branchBit(register, bit, nonZero: nonZero), .words14, to: label)
      return
    }
    let skip = buffer.makeLabel()
    buffer.word(ARM64Word.branchBit(register, bit, nonZero: !nonZero), .words14, to: skip)
    jump(label)
    buffer.bind(skip)
  }
}
