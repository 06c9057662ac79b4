// The instruction encoder: prefixes, REX, opcode maps, ModRM, SIB, displacements, immediates.

import MachineCode
import RegisterAllocator

/// A register or memory operand in the form of ModRM.
struct RegisterOrMemory {
  enum Kind: UInt8 { case register, memory, label, symbol }
  var kind: Kind
  /// The register, or the base; 255 for no base.
  var base: UInt8
  /// 255 for no index.
  var index: UInt8 = 255
  var shift: UInt8 = 0
  var displacement: Int32 = 0
  var label = CodeLabel.none
  var symbol = CodeSymbol(.function, 0)
  var relocation = RelocationKind.pcRelative32

  @inline(__always) init(register: UInt8) {
    kind = .register
    base = register
  }
  @inline(__always) init(base: UInt8, index: UInt8 = 255, shift: UInt8 = 0, displacement: Int32) {
    kind = .memory
    self.base = base
    self.index = index
    self.shift = shift
    self.displacement = displacement
  }
  init(label: CodeLabel, displacement: Int32 = 0) {
    kind = .label
    base = 255
    self.label = label
    self.displacement = displacement
  }
  init(symbol: CodeSymbol, displacement: Int32, relocation: RelocationKind) {
    kind = .symbol
    base = 255
    self.symbol = symbol
    self.displacement = displacement
    self.relocation = relocation
  }
  @inline(__always) var isRegister: Bool { kind == .register }
}

/// Properties of an encoding.
struct EncodingFlags: OptionSet {
  let rawValue: UInt8
  /// 64-bit operation.
  static let wide = EncodingFlags(rawValue: 1)
  /// The register operand is a byte register (needs REX for sil, dil, bpl, spl).
  static let byteRegister = EncodingFlags(rawValue: 2)
  /// The rm operand, if a register, is a byte register.
  static let byteOperand = EncodingFlags(rawValue: 4)
}

extension CodeBuffer {
  /// Encodes `prefix? rex? opcode modrm sib? disp?`; the caller appends `immediateSize` bytes.
  @inline(__always)
  mutating func encode(
    prefix: UInt8 = 0, _ opcode: UInt32, reg: UInt8, rm: RegisterOrMemory, _ flags: EncodingFlags = [],
    immediateSize: Int32 = 0
  ) {
    code.reserve(32)
    if prefix != 0 { code.put8(prefix) }
    var rex: UInt8 = flags.contains(.wide) ? 0x48 : 0
    if reg & 8 != 0 { rex |= 0x44 }
    if rm.base != 255, rm.base & 8 != 0 { rex |= 0x41 }
    if rm.index != 255, rm.index & 8 != 0 { rex |= 0x42 }
    if flags.contains(.byteRegister), reg >= 4 { rex |= 0x40 }
    if flags.contains(.byteOperand), rm.isRegister, rm.base >= 4 { rex |= 0x40 }
    if rex != 0 { code.put8(rex) }
    if opcode > 0xFFFF { code.put8(UInt8(truncatingIfNeeded: opcode &>> 16)) }
    if opcode > 0xFF { code.put8(UInt8(truncatingIfNeeded: opcode &>> 8)) }
    code.put8(UInt8(truncatingIfNeeded: opcode))
    encodeOperand(reg: reg & 7, rm: rm, immediateSize: immediateSize)
  }

  @inline(__always)
  mutating func encodeOperand(reg: UInt8, rm: RegisterOrMemory, immediateSize: Int32) {
    let field = reg &<< 3
    switch rm.kind {
    case .register:
      code.put8(0xC0 | field | rm.base & 7)
    case .memory:
      encodeMemory(field, rm)
    case .label:
      code.put8(field | 5)
      labelDistance(rm.label, bias: immediateSize &- rm.displacement)
    case .symbol:
      code.put8(field | 5)
      relocated32(
        rm.relocation, rm.symbol, addend: Int64(rm.displacement) - 4 - Int64(immediateSize))
    }
  }

  private mutating func encodeMemory(_ field: UInt8, _ rm: RegisterOrMemory) {
    let displacement = rm.displacement
    if rm.base == 255 {
      // Absolute, with or without an index.
      code.put8(field | 4)
      code.put8(rm.shift &<< 6 | (rm.index == 255 ? 4 : rm.index & 7) &<< 3 | 5)
      code.put32(UInt32(bitPattern: displacement))
      return
    }
    let isShort = displacement >= -128 && displacement <= 127
    // rbp and r13 as a base always have a displacement.
    let mode: UInt8 = displacement == 0 && rm.base & 7 != 5 ? 0 : isShort ? 0x40 : 0x80
    if rm.index != 255 || rm.base & 7 == 4 {
      code.put8(mode | field | 4)
      code.put8(rm.shift &<< 6 | (rm.index == 255 ? 4 : rm.index & 7) &<< 3 | rm.base & 7)
    } else {
      code.put8(mode | field | rm.base & 7)
    }
    if mode == 0x40 {
      code.put8(UInt8(bitPattern: Int8(truncatingIfNeeded: displacement)))
    } else if mode == 0x80 {
      code.put32(UInt32(bitPattern: displacement))
    }
  }

  /// Encodes a three-operand instruction with a VEX prefix (0F38 map, 66 prefix).
  mutating func encodeVex38(
    _ opcode: UInt8, wide: Bool, reg: UInt8, second: UInt8, rm: RegisterOrMemory
  ) {
    code.reserve(32)
    code.put8(0xC4)
    let r: UInt8 = reg & 8 != 0 ? 0 : 0x80
    let x: UInt8 = rm.index != 255 && rm.index & 8 != 0 ? 0 : 0x40
    let b: UInt8 = rm.base != 255 && rm.base & 8 != 0 ? 0 : 0x20
    code.put8(r | x | b | 2)
    code.put8((wide ? 0x80 : 0) | (~second & 15) &<< 3 | 1)
    code.put8(opcode)
    encodeOperand(reg: reg & 7, rm: rm, immediateSize: 0)
  }

  // MARK: Frequent forms

  /// Register move of an integer.
  mutating func moveRegister(_ destination: UInt8, _ source: UInt8, wide: Bool = true) {
    encode(0x8B, reg: destination, rm: RegisterOrMemory(register: source), wide ? .wide : [])
  }
  /// An immediate that leaves the flags alone.
  mutating func moveImmediate(_ destination: UInt8, _ value: Int64) {
    code.reserve(16)
    if value >= 0, value <= Int64(UInt32.max) {
      if destination & 8 != 0 { code.put8(0x41) }
      code.put8(0xB8 | destination & 7)
      code.put32(UInt32(truncatingIfNeeded: value))
    } else if value >= Int64(Int32.min), value <= Int64(Int32.max) {
      encode(
        0xC7, reg: 0, rm: RegisterOrMemory(register: destination), .wide, immediateSize: 4)
      code.put32(UInt32(truncatingIfNeeded: value))
    } else {
      code.put8(destination & 8 != 0 ? 0x49 : 0x48)
      code.put8(0xB8 | destination & 7)
      code.put64(UInt64(bitPattern: value))
    }
  }
  mutating func loadInteger(_ destination: UInt8, _ memory: RegisterOrMemory) {
    encode(0x8B, reg: destination, rm: memory, .wide)
  }
  mutating func storeInteger(_ source: UInt8, _ memory: RegisterOrMemory) {
    encode(0x89, reg: source, rm: memory, .wide)
  }
  /// A vector move of 2 (as 4), 4, 8 or 16 bytes from memory, or a whole register.
  mutating func loadFloat(_ destination: UInt8, _ source: RegisterOrMemory, width: UInt8) {
    if source.isRegister {
      encode(0x0F28, reg: destination, rm: source)
    } else {
      switch width {
      case 16: encode(0x0F10, reg: destination, rm: source)
      case 8: encode(prefix: 0xF2, 0x0F10, reg: destination, rm: source)
      default: encode(prefix: 0xF3, 0x0F10, reg: destination, rm: source)
      }
    }
  }
  mutating func storeFloat(_ source: UInt8, _ memory: RegisterOrMemory, width: UInt8) {
    switch width {
    case 16: encode(0x0F11, reg: source, rm: memory)
    case 8: encode(prefix: 0xF2, 0x0F11, reg: source, rm: memory)
    default: encode(prefix: 0xF3, 0x0F11, reg: source, rm: memory)
    }
  }
  mutating func jump(_ label: CodeLabel) {
    branch(opcode: 0xE9, opcodeLength: 1, shortOpcode: 0xEB, to: label)
  }
  mutating func jump(if condition: ConditionCode, _ label: CodeLabel) {
    branch(
      opcode: 0x0F | UInt16(0x80 | condition.rawValue) &<< 8, opcodeLength: 2,
      shortOpcode: 0x70 | condition.rawValue, to: label)
  }
  mutating func byte(_ value: UInt8) {
    code.reserve(1)
    code.put8(value)
  }
}
