// The operations of AArch64 as instruction selection uses them, and what their operands are.
//
// D is a definition, U a use, all in registers; "right" is a register, a shifted or extended register or an
// immediate, as `RightForm` in `shift` says. Registers of an address follow the other operands. `condition` of the
// instruction selects among a family, `width` is 4 or 8 unless said otherwise.

/// A machine operation; the raw value is `MachineInstruction.opcode`.
enum ARM64Operation: UInt16 {
  /// D fixed…: values that arrive in registers. No code.
  case arrive
  /// D, U: a copy of an integer register.
  case move
  /// D: `immediate`.
  case moveImmediate
  /// D, address: `width` bytes, widened to 64 bits as `condition` (`Extension`) says.
  case load
  /// U, address: `width` bytes. With `hasImmediate` zero is stored and U is absent.
  case store
  /// D, address.
  case loadAddress
  /// D, U: `immediate` bytes widened to `width` as `condition` (`Extension`) says.
  case extend
  /// D, U, right: `condition` is an `ALUOperation`.
  case alu
  /// U, right: only the flags of an `ALUOperation`.
  case aluFlags
  /// D, U, U.
  case multiply
  /// D, U1, U2, U3: U3 + U1 * U2, or with `condition` 1 U3 - U1 * U2.
  case multiplyAdd
  /// D, U, U: the upper half of the 128-bit product; `condition` 1 is signed.
  case multiplyHigh
  /// D, U, U: the 64-bit product of 32-bit operands; `condition` 1 is signed.
  case multiplyLong
  /// D, U, U: `condition` 1 is signed. Nothing traps: x / 0 = 0.
  case divide
  /// D, U, U or immediate: `condition` is a `ShiftOperation`.
  case shift
  /// D, U: bits `immediate` (first | count << 8) moved to bit 0; `condition` (`Extension`) widens.
  case bitFieldExtract
  /// D, U: the low bits of U (count) moved to bit `first`, zeros elsewhere; `immediate` as above.
  case bitFieldPlace
  /// D, U1, U2: bits from `immediate` on of U1:U2 (U2 is the low word).
  case extract
  /// D, U: `condition` is a `BitOperation`.
  case bits
  /// D, U: the number of ones, by way of a vector register.
  case populationCount
  /// D: 1 if the condition holds, else 0.
  case setCondition
  /// D, U1, U2: U1 if the condition holds, else U2 changed as `shift` (`SelectForm`) says.
  case select

  /// To successor 0.
  case jump
  /// To successor 0 if the condition holds, else to successor 1.
  case branch
  /// U: to successor 0 if U is zero (`condition` 0) or not zero (1), else to successor 1.
  case branchZero
  /// U: the same for bit `immediate` of U.
  case branchBit
  /// D temporary early, U late: to the entry of jump table `payload`; the default is its first.
  case branchTable
  /// U fixed…
  case `return`
  /// Traps with `trapCode`.
  case trap
  /// Traps with `trapCode` if the condition holds.
  case trapIf
  /// U: traps with `trapCode` if U is zero (`condition` 0) or not (1).
  case trapIfZero
  /// D fixed…, U fixed…: `immediate` is a call record + 1 or 0, `payload` a symbol; the callee frees
  /// `displacement` bytes.
  case call
  /// D fixed…, U fixed…, U callee.
  case callIndirect
  /// U fixed…: as `call`, in place of this frame. With `condition` 1, `immediate` bytes of arguments go from
  /// the outgoing area to `displacement` bytes above where this frame's own begin.
  case tailCall
  /// U fixed…, U callee in `ARM64Register.tailCallee`.
  case tailCallIndirect
  /// First in a handler: the stack pointer is again where the frame has it.
  case restoreStack

  /// D, U: the whole register.
  case floatMove
  /// D, address: `width` 2, 4, 8 or 16 bytes.
  case floatLoad
  /// U, address.
  case floatStore
  /// D: the bits `immediate`, which `fmov` or `movi` can make.
  case floatImmediate
  /// D, U, U: `condition` is a `FloatOperation`.
  case floatArithmetic
  /// D, U: `condition` is a `FloatUnary`.
  case floatUnary
  /// D, U1, U2, U3: U1 * U2 + U3.
  case floatMultiplyAdd
  /// U, U.
  case floatCompare
  /// D, U1, U2: U1 if the condition holds.
  case floatSelect
  /// D, U, U: `condition` is a `FloatLogic`; all 16 bytes.
  case floatLogic
  /// D = U1 reused, U2: the sign bit comes from U2.
  case floatCopySign
  /// D, U: an integer of `immediate` bytes to a float of `width`; `condition` 1 is signed.
  case integerToFloat
  /// D, U: a float of `width` to an integer of `immediate` bytes; `condition` bit 0 signed, bit 1 saturating.
  case floatToInteger
  /// D float, U integer.
  case moveToFloat
  /// D integer, U float.
  case moveFromFloat
  /// D, U: the upper 64 bits of a vector register.
  case moveFromFloatHigh
  /// D = U1 reused, U2 integer: the upper 64 bits are set.
  case moveToFloatHigh

  /// D, U address: an acquiring load of `width` bytes.
  case loadAcquire
  /// U, U address.
  case storeRelease
  /// D early, U late, U late address: a loop; `condition` is an `AtomicOperation`.
  case atomicLoop
  /// D early, U late expected, U late replacement, U late address.
  case compareExchange
  case fence

  /// D: the address of `payload` from the offset table.
  case loadFromOffsetTable
  /// D: the address of the thread-local `payload`.
  case threadLocalAddress
  /// D: the frame pointer, or the stack pointer (`condition` 1).
  case framePointer
  /// U: the pinned register becomes it.
  case setPinned
  /// D: the address of the code of block `payload`.
  case blockAddress
  case debugTrap
  /// U…: keeps values alive. No code.
  case keep
}

/// How a narrow value is widened.
enum Extension: UInt8 { case zero, sign }

/// The form of a right-hand operand.
enum RightForm: UInt8 {
  case register
  /// 12 bits, or 12 bits shifted by 12.
  case immediate
  /// A pattern of repeated runs of ones.
  case logicalImmediate
  /// `displacement`: amount | kind << 8 (0 left, 1 right, 2 arithmetic right).
  case shifted
  /// `displacement`: amount | option << 8 (uxtb, uxth, uxtw, uxtx, sxtb, …).
  case extended
}

enum ALUOperation: UInt8 {
  case add, addFlags, subtract, subtractFlags
  case addCarry, addCarryFlags, subtractCarry, subtractCarryFlags
  case and, andNot, or, orNot, xor, xorNot, andFlags, andNotFlags
  var name: String {
    [
      "add", "adds", "sub", "subs", "adc", "adcs", "sbc", "sbcs", "and", "bic", "orr", "orn", "eor", "eon",
      "ands", "bics",
    ][Int(rawValue)]
  }
  var isLogical: Bool { rawValue >= ALUOperation.and.rawValue }
}

enum ShiftOperation: UInt8 {
  case left, right, arithmeticRight, rotateRight
  var name: String { ["lsl", "lsr", "asr", "ror"][Int(rawValue)] }
}

enum BitOperation: UInt8 {
  case reverseBits, reverseBytes16, reverseBytes, leadingZeros, leadingSigns
  var name: String { ["rbit", "rev16", "rev", "clz", "cls"][Int(rawValue)] }
}

enum SelectForm: UInt8 {
  case plain, increment, invert, negate
  var name: String { ["csel", "csinc", "csinv", "csneg"][Int(rawValue)] }
}

enum FloatOperation: UInt8 {
  case multiply, divide, add, subtract, maximum, minimum
  var name: String { ["fmul", "fdiv", "fadd", "fsub", "fmax", "fmin"][Int(rawValue)] }
}

enum FloatUnary: UInt8 {
  case absolute, negate, squareRoot, toSingle, toDouble, nearest, ceiling, floor, truncate
  var name: String {
    ["fabs", "fneg", "fsqrt", "fcvt.s", "fcvt.d", "frintn", "frintp", "frintm", "frintz"][Int(rawValue)]
  }
}

enum FloatLogic: UInt8 { case and, or, xor, not, select }

/// What `atomicLoop` computes from the old value and its operand.
enum AtomicOperation: UInt8 {
  case exchange, add, subtract, and, or, xor, nand, signedMin, signedMax, unsignedMin, unsignedMax
}
