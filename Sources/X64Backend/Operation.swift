// The operations of x86-64 as instruction selection uses them, and what their operands are.
//
// D is a definition, U a use, "rm" a register, spill slot or memory operand; registers of an address
// follow the other operands. `condition` of the instruction selects among a family.

/// A machine operation; the raw value is `MachineInstruction.opcode`.
enum X64Operation: UInt16 {
  /// D fixed…: values that arrive in registers. No code.
  case arrive
  /// D, U any: a copy of an integer register.
  case move
  /// D: `immediate`.
  case moveImmediate
  /// D, address: `width` bytes, widened as `condition` (`Extension`) says.
  case load
  /// U or immediate, address: `width` bytes.
  case store
  /// D, address.
  case lea
  /// D, U rm: `payload` bytes widened to `width` as `condition` (`Extension`) says.
  case extend
  /// D = U1, U1, U2 rm or immediate: `condition` is an `ALUOperation`.
  case alu
  /// U or immediate, address: memory is changed by an `ALUOperation`.
  case aluMemory
  /// U rm, U rm or immediate: flags of a subtraction. At most one is in memory.
  case compare
  /// U rm, U or immediate: flags of a conjunction.
  case test
  /// D = U1, U1, U2 rm.
  case multiply
  /// D, U rm, immediate.
  case multiplyImmediate
  /// D rax, D rdx, U rax, U rm: the double-width product; `condition` 1 is signed.
  case multiplyWide
  /// D rax, D rdx, U rax, U rdx, U: quotient and remainder; `condition` 1 is signed.
  case divide
  /// D rdx, U rax: copies of the sign bit.
  case signExtendAccumulator
  /// D = U, U: `condition` is 2 (not) or 3 (neg).
  case unary
  /// D = U1, U1, U2 rcx or immediate: `condition` is a `ShiftOperation`.
  case shift
  /// D = U1, U1, U2, U3 rcx or immediate: `condition` 0 shifts left, 1 right, bits come from U2.
  case shiftDouble
  /// D = U, U.
  case byteSwap
  /// D, U rm: `condition` is a `BitScan`.
  case bitScan
  /// D: 1 if the condition holds, else 0, in the low byte.
  case setCondition
  /// D = U1, U1, U2 rm: U2 if the condition holds.
  case conditionalMove

  /// To successor 0.
  case jump
  /// To successor 0 if the condition holds, else to successor 1.
  case branch
  /// D temporary, U: to the entry of jump table `payload`; the default is its first.
  case branchTable
  /// U fixed…; frees `displacement` bytes of stack arguments.
  case `return`
  /// Traps with `trapCode`.
  case trap
  /// Traps with `trapCode` if the condition holds.
  case trapIf
  /// D fixed…, U fixed…: `immediate` is a call record + 1 or 0, `payload` a symbol. `condition` 1 goes
  /// through the procedure linkage table. The callee frees `displacement` bytes.
  case call
  /// D fixed…, U fixed…, U rm callee.
  case callIndirect
  /// U fixed…: as `call`, in place of this frame. With `condition` 1, `immediate` bytes of arguments go from
  /// the outgoing area to where they end at the end of this frame's own; the return address moves by
  /// `displacement` bytes.
  case tailCall
  /// U fixed…, U r10 callee.
  case tailCallIndirect
  /// First in a handler: the stack pointer is again where the frame has it.
  case restoreStack

  /// D, U any.
  case floatMove
  /// D, address.
  case floatLoad
  /// U, address.
  case floatStore
  /// D: zero.
  case floatZero
  /// D = U1, U1, U2 rm: `condition` is the opcode byte.
  case floatArithmetic
  /// D, U rm.
  case floatSquareRoot
  /// D = U1, U1, U2 rm (16 bytes): `condition` is the opcode byte of a bitwise operation.
  case floatLogic
  /// U, U rm.
  case floatCompare
  /// D, U rm: an integer of `payload` bytes to a float of `width`.
  case integerToFloat
  /// D, U rm: truncation to an integer of `payload` bytes.
  case floatToInteger
  /// D, U rm: a float of `width` bytes to the other width.
  case floatConvert
  /// D float, U rm integer.
  case moveToFloat
  /// D integer, U float.
  case moveFromFloat
  /// D, U rm: rounding mode `condition`; needs SSE4.1.
  case floatRound
  /// D = U1, U1, U2, U3 rm: U1 * U2 + U3; needs FMA.
  case floatMultiplyAdd
  /// D = U1, U1, U2: U2 if the condition holds.
  case floatConditionalMove
  /// D = U1, U1, U2 late: minimum (`condition` 0) or maximum (1) that propagates NaN and orders zeros.
  case floatMinimumMaximum
  /// D early, D temporary early, U late: an unsigned 64-bit integer to a float of `width`.
  case unsignedToFloat
  /// D early, D float temporary, U late: float of `width` to `payload` bytes; `condition` bit 0 signed, bit 1
  /// saturating.
  case checkedFloatToInteger

  /// D = U, U, address: memory and register exchange.
  case exchange
  /// D = U, U, address: memory += register, which gets the old value.
  case exchangeAdd
  /// D rax, U rax, U, address.
  case compareExchange
  /// D rax, D rdx, U rax, U rdx, U rbx, U rcx, address.
  case compareExchangeWide
  /// D rax early, D temporary early, U late, address late: a loop; `condition` is an `AtomicOperation`.
  case atomicLoop
  case fence

  /// D: the address of `payload` from the offset table.
  case loadFromOffsetTable
  /// D: the address of the thread-local `payload`.
  case threadLocalAddress
  /// D: rbp, rsp (`condition` 1) or the pinned register (2).
  case framePointer
  /// U: to the pinned register.
  case setPinned
  /// D: the address of the code of block `payload`.
  case blockAddress
  case debugTrap
  /// U…: keeps values alive. No code.
  case keep
}

/// How a narrow value is widened.
enum Extension: UInt8 { case zero, sign }

/// Selector of the two-operand arithmetic group (`/digit`, also bits 3 to 5 of the opcode).
enum ALUOperation: UInt8 {
  case add, or, addWithCarry, subtractWithBorrow, and, subtract, xor, compare
  var name: String { ["add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"][Int(rawValue)] }
}

enum ShiftOperation: UInt8 {
  case rotateLeft = 0
  case rotateRight = 1
  case left = 4
  case right = 5
  case arithmeticRight = 7
  var name: String {
    switch self {
    case .rotateLeft: "rol"
    case .rotateRight: "ror"
    case .left: "shl"
    case .right: "shr"
    case .arithmeticRight: "sar"
    }
  }
}

enum BitScan: UInt8 {
  /// Undefined for zero.
  case forward, reverse
  case trailingZeros, leadingZeros, population
}

/// What `atomicLoop` computes from the old value and its operand.
enum AtomicOperation: UInt8 { case and, or, xor, nand, signedMin, signedMax, unsignedMin, unsignedMax }
