// The instruction encoder: one 32-bit word an instruction, by family.

import MachineCode

/// The forms of an immediate that AArch64's data processing takes.
enum ARM64Immediate {
  /// Bits for the 12-bit form: value and shift, at bit 10.
  static func arithmetic(_ value: Int64) -> UInt32? {
    if value >= 0, value < 4096 { return UInt32(value) << 10 }
    if value >= 0, value < 4096 << 12, value & 4095 == 0 { return UInt32(value >> 12) << 10 | 1 << 22 }
    return nil
  }

  /// N, immr and imms at their places, if the value is a repeated, rotated run of ones.
  static func logical(_ value: UInt64, width: UInt8) -> UInt32? {
    var pattern = value
    if width < 8 {
      pattern &= 0xFFFF_FFFF
      pattern |= pattern << 32
    }
    if pattern == 0 || pattern == .max { return nil }
    var size: UInt64 = 64
    while size > 2 {
      let half = size / 2
      let mask: UInt64 = (1 << half) - 1
      if pattern & mask != pattern >> half & mask { break }
      size = half
    }
    let mask: UInt64 = size == 64 ? .max : (1 << size) - 1
    let element = pattern & mask
    // Rotate so that the run of ones begins at bit 0.
    func rotated(_ amount: UInt64) -> UInt64 {
      amount == 0 ? element : (element >> amount | element << (size - amount)) & mask
    }
    let ones = UInt64(element.nonzeroBitCount)
    let run: UInt64 = (1 << ones) - 1
    for amount in 0..<size where rotated(amount) == run {
      let immr = UInt32((size - amount) % size)
      let imms = UInt32(~(size * 2 - 1) & 0x3F) | UInt32(ones - 1)
      return (size == 64 ? 1 << 22 : 0) | immr << 16 | (imms & 0x3F) << 10
    }
    return nil
  }

  /// The 8 bits of a float that `fmov` can make.
  static func float(_ bits: UInt64, width: UInt8) -> UInt32? {
    if width == 8 {
      guard bits & 0x0000_FFFF_FFFF_FFFF == 0 else { return nil }
      let exponent = bits >> 54 & 0x1FF
      guard exponent == 0x100 || exponent == 0x0FF else { return nil }
      return UInt32(bits >> 56 & 0x80) | UInt32(bits >> 48 & 0x7F)
    }
    guard width == 4, bits & 0x7FFFF == 0 else { return nil }
    let exponent = bits >> 25 & 0x3F
    guard exponent == 0x20 || exponent == 0x1F else { return nil }
    return UInt32(bits >> 24 & 0x80) | UInt32(bits >> 19 & 0x7F)
  }
}

/// The word of each instruction family. Registers are hardware numbers; `wide` is the 64-bit form.
enum ARM64Word {
  private static func sf(_ wide: Bool) -> UInt32 { wide ? 1 << 31 : 0 }

  /// Opcode bits of the register form of an ALU operation.
  static func aluBase(_ operation: ALUOperation) -> UInt32 {
    switch operation {
    case .add: 0x0B00_0000
    case .addFlags: 0x2B00_0000
    case .subtract: 0x4B00_0000
    case .subtractFlags: 0x6B00_0000
    case .addCarry: 0x1A00_0000
    case .addCarryFlags: 0x3A00_0000
    case .subtractCarry: 0x5A00_0000
    case .subtractCarryFlags: 0x7A00_0000
    case .and: 0x0A00_0000
    case .andNot: 0x0A20_0000
    case .or: 0x2A00_0000
    case .orNot: 0x2A20_0000
    case .xor: 0x4A00_0000
    case .xorNot: 0x4A20_0000
    case .andFlags: 0x6A00_0000
    case .andNotFlags: 0x6A20_0000
    }
  }
  /// Three registers, the last one shifted (`kind` 0 left, 1 right, 2 arithmetic, 3 rotate; `amount`).
  static func alu(
    _ operation: ALUOperation, _ d: UInt8, _ n: UInt8, _ m: UInt8, kind: UInt32 = 0, amount: UInt32 = 0, wide: Bool
  ) -> UInt32 {
    sf(wide) | aluBase(operation) | kind << 22 | UInt32(m) << 16 | amount << 10 | UInt32(n) << 5 | UInt32(d)
  }
  /// Addition or subtraction of an extended register; register 31 is the stack pointer.
  static func aluExtended(
    _ operation: ALUOperation, _ d: UInt8, _ n: UInt8, _ m: UInt8, option: UInt32, amount: UInt32, wide: Bool
  ) -> UInt32 {
    sf(wide) | aluBase(operation) | 1 << 21 | UInt32(m) << 16 | option << 13 | amount << 10 | UInt32(n) << 5
      | UInt32(d)
  }
  /// `bits` as `ARM64Immediate.arithmetic` made them.
  static func aluImmediate(_ operation: ALUOperation, _ d: UInt8, _ n: UInt8, bits: UInt32, wide: Bool) -> UInt32 {
    sf(wide) | aluBase(operation) & 0x6000_0000 | 0x1100_0000 | bits | UInt32(n) << 5 | UInt32(d)
  }
  static func logicalImmediate(_ operation: ALUOperation, _ d: UInt8, _ n: UInt8, bits: UInt32, wide: Bool) -> UInt32 {
    sf(wide) | aluBase(operation) & 0x6000_0000 | 0x1200_0000 | bits | UInt32(n) << 5 | UInt32(d)
  }
  /// `kind` 0 movn, 2 movz, 3 movk.
  static func moveWide(_ kind: UInt32, _ d: UInt8, _ value: UInt32, position: UInt32, wide: Bool) -> UInt32 {
    sf(wide) | 0x1280_0000 | kind << 29 | position << 21 | value << 5 | UInt32(d)
  }
  /// `kind` 0 sbfm, 1 bfm, 2 ubfm.
  static func bitField(_ kind: UInt32, _ d: UInt8, _ n: UInt8, immr: UInt32, imms: UInt32, wide: Bool) -> UInt32 {
    sf(wide) | 0x1300_0000 | kind << 29 | (wide ? 1 << 22 : 0) | immr << 16 | imms << 10 | UInt32(n) << 5 | UInt32(d)
  }
  static func extract(_ d: UInt8, _ n: UInt8, _ m: UInt8, _ lsb: UInt32, wide: Bool) -> UInt32 {
    sf(wide) | 0x1380_0000 | (wide ? 1 << 22 : 0) | UInt32(m) << 16 | lsb << 10 | UInt32(n) << 5 | UInt32(d)
  }
  static func shift(_ operation: ShiftOperation, _ d: UInt8, _ n: UInt8, _ m: UInt8, wide: Bool) -> UInt32 {
    sf(wide) | 0x1AC0_2000 | UInt32(operation.rawValue) << 10 | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  static func divide(_ d: UInt8, _ n: UInt8, _ m: UInt8, isSigned: Bool, wide: Bool) -> UInt32 {
    sf(wide) | 0x1AC0_0800 | (isSigned ? 1 << 10 : 0) | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  static func multiplyAdd(_ d: UInt8, _ n: UInt8, _ m: UInt8, _ a: UInt8, subtract: Bool, wide: Bool) -> UInt32 {
    sf(wide) | 0x1B00_0000 | (subtract ? 1 << 15 : 0) | UInt32(m) << 16 | UInt32(a) << 10 | UInt32(n) << 5
      | UInt32(d)
  }
  static func multiplyHigh(_ d: UInt8, _ n: UInt8, _ m: UInt8, isSigned: Bool) -> UInt32 {
    (isSigned ? 0x9B40_7C00 : 0x9BC0_7C00) | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  static func multiplyLong(_ d: UInt8, _ n: UInt8, _ m: UInt8, isSigned: Bool) -> UInt32 {
    (isSigned ? 0x9B20_7C00 : 0x9BA0_7C00) | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  static func bits(_ operation: BitOperation, _ d: UInt8, _ n: UInt8, wide: Bool) -> UInt32 {
    let opcode: UInt32
    switch operation {
    case .reverseBits: opcode = 0
    case .reverseBytes16: opcode = 1
    case .reverseBytes: opcode = wide ? 3 : 2
    case .leadingZeros: opcode = 4
    case .leadingSigns: opcode = 5
    }
    return sf(wide) | 0x5AC0_0000 | opcode << 10 | UInt32(n) << 5 | UInt32(d)
  }
  static func select(
    _ form: SelectForm, _ d: UInt8, _ n: UInt8, _ m: UInt8, _ condition: ConditionCode, wide: Bool
  ) -> UInt32 {
    let invert: UInt32 = form == .invert || form == .negate ? 1 << 30 : 0
    let increment: UInt32 = form == .increment || form == .negate ? 1 << 10 : 0
    return sf(wide) | 0x1A80_0000 | invert | increment | UInt32(m) << 16 | UInt32(condition.rawValue) << 12
      | UInt32(n) << 5 | UInt32(d)
  }

  // MARK: Memory

  /// Size and kind bits of a load or store: integer of 1, 2, 4, 8 bytes; float of 2, 4, 8, 16.
  static func access(width: UInt8, isLoad: Bool, isFloat: Bool, isSigned: Bool = false) -> UInt32 {
    let size = UInt32(width.trailingZeroBitCount)
    if isFloat {
      let opcode: UInt32 = (isLoad ? 1 : 0) | (width == 16 ? 2 : 0)
      return (width == 16 ? 0 : size) << 30 | 1 << 26 | opcode << 22
    }
    return size << 30 | (isLoad ? (isSigned ? 2 : 1) : 0) << 22
  }
  /// Base and a non-negative offset that is a multiple of the width: `units` of it.
  static func scaled(_ access: UInt32, _ t: UInt8, _ n: UInt8, units: UInt32) -> UInt32 {
    0x3900_0000 | access | units << 10 | UInt32(n) << 5 | UInt32(t)
  }
  /// Base and an offset of nine bits.
  static func unscaled(_ access: UInt32, _ t: UInt8, _ n: UInt8, offset: Int32) -> UInt32 {
    0x3800_0000 | access | (UInt32(bitPattern: offset) & 0x1FF) << 12 | UInt32(n) << 5 | UInt32(t)
  }
  /// Base and index: option 2 uxtw, 3 lsl, 6 sxtw; `isScaled` by the width.
  static func indexed(
    _ access: UInt32, _ t: UInt8, _ n: UInt8, _ m: UInt8, option: UInt32 = 3, isScaled: Bool
  ) -> UInt32 {
    0x3820_0800 | access | UInt32(m) << 16 | option << 13 | (isScaled ? 1 << 12 : 0) | UInt32(n) << 5 | UInt32(t)
  }
  /// A pair of 64-bit registers; `mode` 1 post-index, 2 offset, 3 pre-index; the offset counts bytes.
  static func pair(_ t: UInt8, _ t2: UInt8, _ n: UInt8, offset: Int32, mode: UInt32, isLoad: Bool) -> UInt32 {
    0xA800_0000 | mode << 23 | (isLoad ? 1 << 22 : 0) | (UInt32(bitPattern: offset / 8) & 0x7F) << 15
      | UInt32(t2) << 10 | UInt32(n) << 5 | UInt32(t)
  }
  /// ldr and str of one 64-bit register with write-back: pre-index, or post-index.
  static func single(_ t: UInt8, _ n: UInt8, offset: Int32, isPre: Bool, isLoad: Bool) -> UInt32 {
    0xF800_0400 | (isLoad ? 1 << 22 : 0) | (isPre ? 1 << 11 : 0) | (UInt32(bitPattern: offset) & 0x1FF) << 12
      | UInt32(n) << 5 | UInt32(t)
  }
  /// A load from a label nearby: `width` 4, 8 or 16 of a float, 8 of an integer.
  static func literal(_ t: UInt8, width: UInt8, isFloat: Bool) -> UInt32 {
    if isFloat { return 0x1C00_0000 | UInt32(width.trailingZeroBitCount - 2) << 30 | UInt32(t) }
    return 0x5800_0000 | UInt32(t)
  }
  static func loadAcquire(_ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x08DF_FC00 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(n) << 5 | UInt32(t)
  }
  static func storeRelease(_ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x089F_FC00 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(n) << 5 | UInt32(t)
  }
  static func loadExclusive(_ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x085F_FC00 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(n) << 5 | UInt32(t)
  }
  static func storeExclusive(_ status: UInt8, _ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x0800_FC00 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(status) << 16 | UInt32(n) << 5 | UInt32(t)
  }
  /// LSE read-modify-write, acquiring and releasing; `opcode` 0 add, 1 clear, 2 xor, 3 set, 4 smax, 5 smin,
  /// 6 umax, 7 umin, 8 swap.
  static func atomic(_ opcode: UInt32, _ s: UInt8, _ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x38E0_0000 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(s) << 16 | opcode << 12 | UInt32(n) << 5
      | UInt32(t)
  }
  /// LSE compare and swap: `s` is the expected value and gets the old one.
  static func compareSwap(_ s: UInt8, _ t: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x08E0_FC00 | UInt32(width.trailingZeroBitCount) << 30 | UInt32(s) << 16 | UInt32(n) << 5 | UInt32(t)
  }

  // MARK: Control

  static let jump: UInt32 = 0x1400_0000
  static let call: UInt32 = 0x9400_0000
  static func branch(_ condition: ConditionCode) -> UInt32 { 0x5400_0000 | UInt32(condition.rawValue) }
  static func branchZero(_ t: UInt8, nonZero: Bool, wide: Bool) -> UInt32 {
    sf(wide) | 0x3400_0000 | (nonZero ? 1 << 24 : 0) | UInt32(t)
  }
  static func branchBit(_ t: UInt8, _ bit: UInt32, nonZero: Bool) -> UInt32 {
    (bit >= 32 ? 1 << 31 : 0) | 0x3600_0000 | (nonZero ? 1 << 24 : 0) | (bit & 31) << 19 | UInt32(t)
  }
  static func jumpRegister(_ n: UInt8) -> UInt32 { 0xD61F_0000 | UInt32(n) << 5 }
  static func callRegister(_ n: UInt8) -> UInt32 { 0xD63F_0000 | UInt32(n) << 5 }
  static let `return`: UInt32 = 0xD65F_03C0
  static func undefined(_ number: UInt16) -> UInt32 { UInt32(number) }
  static let breakpoint: UInt32 = 0xD420_0000
  static let fence: UInt32 = 0xD503_3BBF
  static func adr(_ d: UInt8) -> UInt32 { 0x1000_0000 | UInt32(d) }
  static func adrp(_ d: UInt8) -> UInt32 { 0x9000_0000 | UInt32(d) }
  /// mrs d, tpidr_el0
  static func threadPointer(_ d: UInt8) -> UInt32 { 0xD53B_D040 | UInt32(d) }

  // MARK: Floating point

  private static func type(_ width: UInt8) -> UInt32 { width == 8 ? 1 << 22 : 0 }

  static func floatArithmetic(_ operation: FloatOperation, _ d: UInt8, _ n: UInt8, _ m: UInt8, width: UInt8) -> UInt32 {
    0x1E20_0800 | type(width) | UInt32(operation.rawValue) << 12 | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  /// `width` is that of the operand.
  static func floatUnary(_ operation: FloatUnary, _ d: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    let opcode: UInt32
    switch operation {
    case .absolute: opcode = 1
    case .negate: opcode = 2
    case .squareRoot: opcode = 3
    case .toSingle: opcode = 4
    case .toDouble: opcode = 5
    case .nearest: opcode = 8
    case .ceiling: opcode = 9
    case .floor: opcode = 10
    case .truncate: opcode = 11
    }
    return 0x1E20_4000 | type(width) | opcode << 15 | UInt32(n) << 5 | UInt32(d)
  }
  static func floatMultiplyAdd(_ d: UInt8, _ n: UInt8, _ m: UInt8, _ a: UInt8, width: UInt8) -> UInt32 {
    0x1F00_0000 | type(width) | UInt32(m) << 16 | UInt32(a) << 10 | UInt32(n) << 5 | UInt32(d)
  }
  static func floatCompare(_ n: UInt8, _ m: UInt8, width: UInt8) -> UInt32 {
    0x1E20_2000 | type(width) | UInt32(m) << 16 | UInt32(n) << 5
  }
  static func floatSelect(_ d: UInt8, _ n: UInt8, _ m: UInt8, _ condition: ConditionCode, width: UInt8) -> UInt32 {
    0x1E20_0C00 | type(width) | UInt32(m) << 16 | UInt32(condition.rawValue) << 12 | UInt32(n) << 5 | UInt32(d)
  }
  static func floatImmediate(_ d: UInt8, _ bits: UInt32, width: UInt8) -> UInt32 {
    0x1E20_1000 | type(width) | bits << 13 | UInt32(d)
  }
  /// A whole vector register: mov d.16b, n.16b.
  static func vectorMove(_ d: UInt8, _ n: UInt8) -> UInt32 { vectorLogic(.or, d, n, n) }
  static func vectorLogic(_ operation: FloatLogic, _ d: UInt8, _ n: UInt8, _ m: UInt8) -> UInt32 {
    let base: UInt32
    switch operation {
    case .and: base = 0x4E20_1C00
    case .or: base = 0x4EA0_1C00
    case .xor: base = 0x6E20_1C00
    case .not: return 0x6E20_5800 | UInt32(n) << 5 | UInt32(d)
    case .select: base = 0x6E60_1C00
    }
    return base | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  /// bit d.16b, n.16b, m.16b: bits of n where m has ones.
  static func vectorInsertIfTrue(_ d: UInt8, _ n: UInt8, _ m: UInt8) -> UInt32 {
    0x6EA0_1C00 | UInt32(m) << 16 | UInt32(n) << 5 | UInt32(d)
  }
  /// movi d.2d, #0
  static func vectorZero(_ d: UInt8) -> UInt32 { 0x6F00_E400 | UInt32(d) }
  /// fneg d.2d or d.4s
  static func vectorNegate(_ d: UInt8, _ n: UInt8, width: UInt8) -> UInt32 {
    0x6EA0_F800 | type(width) | UInt32(n) << 5 | UInt32(d)
  }
  /// cnt d.8b, n.8b
  static func vectorCount(_ d: UInt8, _ n: UInt8) -> UInt32 { 0x0E20_5800 | UInt32(n) << 5 | UInt32(d) }
  /// addv b d, n.8b
  static func vectorSum(_ d: UInt8, _ n: UInt8) -> UInt32 { 0x0E31_B800 | UInt32(n) << 5 | UInt32(d) }
  static func integerToFloat(_ d: UInt8, _ n: UInt8, isSigned: Bool, width: UInt8, wide: Bool) -> UInt32 {
    sf(wide) | (isSigned ? 0x1E22_0000 : 0x1E23_0000) | type(width) | UInt32(n) << 5 | UInt32(d)
  }
  /// Towards zero, saturating.
  static func floatToInteger(_ d: UInt8, _ n: UInt8, isSigned: Bool, width: UInt8, wide: Bool) -> UInt32 {
    sf(wide) | (isSigned ? 0x1E38_0000 : 0x1E39_0000) | type(width) | UInt32(n) << 5 | UInt32(d)
  }
  static func moveToFloat(_ d: UInt8, _ n: UInt8, wide: Bool) -> UInt32 {
    (wide ? 0x9E67_0000 : 0x1E27_0000) | UInt32(n) << 5 | UInt32(d)
  }
  static func moveFromFloat(_ d: UInt8, _ n: UInt8, wide: Bool) -> UInt32 {
    (wide ? 0x9E66_0000 : 0x1E26_0000) | UInt32(n) << 5 | UInt32(d)
  }
  static func moveFromFloatHigh(_ d: UInt8, _ n: UInt8) -> UInt32 { 0x9EAE_0000 | UInt32(n) << 5 | UInt32(d) }
  static func moveToFloatHigh(_ d: UInt8, _ n: UInt8) -> UInt32 { 0x9EAF_0000 | UInt32(n) << 5 | UInt32(d) }
}

extension CodeBuffer {
  @inline(__always) mutating func word(_ value: UInt32) {
    code.reserve(4)
    code.put32(value)
  }

  /// Register move of an integer.
  mutating func moveRegister(_ d: UInt8, _ n: UInt8, wide: Bool = true) {
    word(ARM64Word.alu(.or, d, ARM64Register.zero, n, wide: wide))
  }

  /// An immediate in at most four instructions.
  mutating func moveImmediate(_ d: UInt8, _ value: Int64) {
    let bits = UInt64(bitPattern: value)
    func part(_ position: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: bits >> UInt64(position * 16)) & 0xFFFF }
    var zeros = 0
    var ones = 0
    for position in UInt32(0)..<4 {
      if part(position) == 0 { zeros += 1 }
      if part(position) == 0xFFFF { ones += 1 }
    }
    if zeros < 3, ones < 3, let logical = ARM64Immediate.logical(bits, width: 8) {
      word(ARM64Word.logicalImmediate(.or, d, ARM64Register.zero, bits: logical, wide: true))
      return
    }
    // What is negative in 32 bits and zero above.
    if bits >> 32 == 0, part(1) == 0xFFFF {
      word(ARM64Word.moveWide(0, d, ~part(0) & 0xFFFF, position: 0, wide: false))
      return
    }
    let inverts = ones > zeros
    let skipped: UInt32 = inverts ? 0xFFFF : 0
    var isFirst = true
    for position in UInt32(0)..<4 where part(position) != skipped {
      if isFirst {
        let value = inverts ? ~part(position) & 0xFFFF : part(position)
        word(ARM64Word.moveWide(inverts ? 0 : 2, d, value, position: position, wide: true))
        isFirst = false
      } else {
        word(ARM64Word.moveWide(3, d, part(position), position: position, wide: true))
      }
    }
    if isFirst { word(ARM64Word.moveWide(inverts ? 0 : 2, d, 0, position: 0, wide: true)) }
  }
}
