// The instruction set: names, formats and properties of opcodes.
//
// Names and meanings are those of Cranelift IR; docs/PolyIR.md describes each. To add an opcode: a
// case here with its name, format and properties; its result types in `Function.resultTypes`; its
// laws in the verifier; its meaning in the interpreter; its lowering in the backends.

/// What an instruction does.
public enum Opcode: UInt8, Sendable, CaseIterable {
  // Control flow
  /// Goes to a block with arguments.
  case jump
  /// Goes to the first block if the operand is not zero, else to the second.
  case brif
  /// Goes to the entry of a jump table that an i32 selects; out of range to its default.
  case brTable
  /// Stops for a debugger and goes on.
  case debugtrap
  /// Ends the program with a trap code.
  case trap
  /// Traps if the operand is zero.
  case trapz
  /// Traps if the operand is not zero.
  case trapnz
  /// Returns values.
  case `return`
  /// Calls a function.
  case call
  /// Calls an address; the first operand is the callee.
  case callIndirect
  /// Calls a function in place of the current frame.
  case returnCall
  /// Calls an address in place of the current frame.
  case returnCallIndirect
  /// The address of a function.
  case funcAddr
  /// Calls a function; goes on in its normal destination or in a handler.
  case tryCall
  /// Calls an address; goes on in its normal destination or in a handler.
  case tryCallIndirect
  // Integer minimum and maximum
  case smin
  case smax
  case umin
  case umax
  // Memory
  /// Loads a value of the controlling type.
  case load
  /// Stores the first operand at the address of the second.
  case store
  /// Loads 8 bits and zero-extends.
  case uload8
  /// Loads 8 bits and sign-extends.
  case sload8
  /// Stores the low 8 bits.
  case istore8
  /// Loads 16 bits and zero-extends.
  case uload16
  /// Loads 16 bits and sign-extends.
  case sload16
  /// Stores the low 16 bits.
  case istore16
  /// Loads 32 bits and zero-extends.
  case uload32
  /// Loads 32 bits and sign-extends.
  case sload32
  /// Stores the low 32 bits.
  case istore32
  /// The address of a stack slot plus an offset.
  case stackAddr
  /// The value of a global value.
  case symbolValue
  /// The address of a thread-local symbol in the current thread.
  case tlsValue
  case getPinnedReg
  case setPinnedReg
  case getFramePointer
  case getStackPointer
  case getReturnAddress
  /// The address of a handler of the `try_call` that ends a block.
  case getExceptionHandlerAddress
  // Constants, moves
  /// An integer constant; the immediate is zero-extended from its type.
  case iconst
  case f16const
  case f32const
  case f64const
  case f128const
  case nop
  /// The second operand if the first is not zero, else the third.
  case select
  /// `select` that the processor does not predict.
  case selectSpectreGuard
  /// Bits of the second operand where the first has ones, of the third where it has zeros.
  case bitselect
  // Integer arithmetic
  case icmp
  case iadd
  case isub
  case ineg
  case iabs
  case imul
  case umulhi
  case smulhi
  case udiv
  case sdiv
  case urem
  case srem
  case saddOverflowCin
  case uaddOverflowCin
  case uaddOverflow
  case saddOverflow
  case usubOverflow
  case ssubOverflow
  case umulOverflow
  case smulOverflow
  case uaddOverflowTrap
  case ssubOverflowBin
  case usubOverflowBin
  // Bits
  case band
  case bor
  case bxor
  case bnot
  case rotl
  case rotr
  case ishl
  case ushr
  case sshr
  case bitrev
  case clz
  case cls
  case ctz
  case bswap
  case popcnt
  // Floating point
  case fcmp
  case fadd
  case fsub
  case fmul
  case fdiv
  case sqrt
  case fma
  case fneg
  case fabs
  case fcopysign
  case fmin
  case fmax
  case ceil
  case floor
  case trunc
  case nearest
  // Conversions
  /// The bits of the operand as a type of the same width.
  case bitcast
  /// All ones if the operand is not zero, else zero.
  case bmask
  case ireduce
  case uextend
  case sextend
  case fpromote
  case fdemote
  case fcvtToUint
  case fcvtToSint
  case fcvtToUintSat
  case fcvtToSintSat
  case fcvtFromUint
  case fcvtFromSint
  case isplit
  case iconcat
  // Atomics
  case atomicRmw
  case atomicCas
  case atomicLoad
  case atomicStore
  case fence
  case sequencePoint
  // Extensions to CLIF
  /// Copies a constant number of bytes to the first address from the second; the ranges are equal or do not overlap.
  case memoryCopy
  /// Sets a constant number of bytes at the first address to the second operand (i8).
  case memorySet
}

/// How the fields of `InstructionData` are used; see there.
public enum InstructionFormat: UInt8, Sendable {
  case nullary, unary, unaryImmediate, unaryConstant, unaryGlobalValue, binary, ternary, multiAry
  case intCompare, floatCompare, load, store, loadNoOffset, storeNoOffset, stackAddr
  case atomicRmw, atomicCas, trap, condTrap, intAddTrap, funcAddr, exceptionHandlerAddress
  case jump, brif, branchTable, call, callIndirect, tryCall, tryCallIndirect
  case memoryCopy, memorySet
}

/// What an opcode may do besides computing its results.
@frozen public struct OpcodeProperties: OptionSet, Sendable {
  public let rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Ends its block.
  public static let terminator = OpcodeProperties(rawValue: 1)
  /// Has block calls.
  public static let branch = OpcodeProperties(rawValue: 2)
  public static let call = OpcodeProperties(rawValue: 4)
  /// Leaves the function.
  public static let returns = OpcodeProperties(rawValue: 8)
  public static let canTrap = OpcodeProperties(rawValue: 16)
  public static let canLoad = OpcodeProperties(rawValue: 32)
  public static let canStore = OpcodeProperties(rawValue: 64)
  /// Must not be removed, duplicated or reordered for another reason.
  public static let otherSideEffects = OpcodeProperties(rawValue: 128)
}

extension Opcode {
  @inlinable @inline(__always) public var format: InstructionFormat {
    switch self {
    case .jump:
      .jump
    case .brif:
      .brif
    case .brTable:
      .branchTable
    case .debugtrap, .getPinnedReg, .getFramePointer, .getStackPointer, .getReturnAddress, .nop,
      .fence, .sequencePoint:
      .nullary
    case .trap:
      .trap
    case .trapz, .trapnz:
      .condTrap
    case .return:
      .multiAry
    case .call, .returnCall:
      .call
    case .callIndirect, .returnCallIndirect:
      .callIndirect
    case .funcAddr:
      .funcAddr
    case .tryCall:
      .tryCall
    case .tryCallIndirect:
      .tryCallIndirect
    case .smin, .smax, .umin, .umax, .iadd, .isub, .imul, .umulhi, .smulhi, .udiv, .sdiv, .urem, .srem,
      .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow, .band,
      .bor, .bxor, .rotl, .rotr, .ishl, .ushr, .sshr, .fadd, .fsub, .fmul, .fdiv, .fcopysign, .fmin,
      .fmax, .iconcat:
      .binary
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32:
      .load
    case .store, .istore8, .istore16, .istore32:
      .store
    case .stackAddr:
      .stackAddr
    case .symbolValue, .tlsValue:
      .unaryGlobalValue
    case .setPinnedReg, .ineg, .iabs, .bnot, .bitrev, .clz, .cls, .ctz, .bswap, .popcnt, .sqrt, .fneg,
      .fabs, .ceil, .floor, .trunc, .nearest, .bmask, .ireduce, .uextend, .sextend, .fpromote,
      .fdemote, .fcvtToUint, .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat, .fcvtFromUint, .fcvtFromSint,
      .isplit:
      .unary
    case .getExceptionHandlerAddress:
      .exceptionHandlerAddress
    case .iconst, .f16const, .f32const, .f64const:
      .unaryImmediate
    case .f128const:
      .unaryConstant
    case .select, .selectSpectreGuard, .bitselect, .saddOverflowCin, .uaddOverflowCin,
      .ssubOverflowBin, .usubOverflowBin, .fma:
      .ternary
    case .icmp:
      .intCompare
    case .uaddOverflowTrap:
      .intAddTrap
    case .fcmp:
      .floatCompare
    case .bitcast, .atomicLoad:
      .loadNoOffset
    case .atomicRmw:
      .atomicRmw
    case .atomicCas:
      .atomicCas
    case .atomicStore:
      .storeNoOffset
    case .memoryCopy:
      .memoryCopy
    case .memorySet:
      .memorySet
    }
  }

  @inlinable @inline(__always) public var properties: OpcodeProperties {
    switch self {
    case .jump, .brif, .brTable:
      OpcodeProperties(rawValue: 1 | 2)  // terminator, branch
    case .debugtrap, .getPinnedReg, .setPinnedReg, .selectSpectreGuard, .fence, .sequencePoint:
      OpcodeProperties(rawValue: 128)  // otherSideEffects
    case .trap:
      OpcodeProperties(rawValue: 1 | 16)  // terminator, canTrap
    case .trapz, .trapnz, .udiv, .sdiv, .urem, .srem, .uaddOverflowTrap, .fcvtToUint, .fcvtToSint:
      OpcodeProperties(rawValue: 16)  // canTrap
    case .return:
      OpcodeProperties(rawValue: 1 | 8)  // terminator, returns
    case .call, .callIndirect:
      OpcodeProperties(rawValue: 4)  // call
    case .returnCall, .returnCallIndirect:
      OpcodeProperties(rawValue: 1 | 4 | 8)  // terminator, call, returns
    case .tryCall, .tryCallIndirect:
      OpcodeProperties(rawValue: 1 | 2 | 4)  // terminator, branch, call
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32:
      OpcodeProperties(rawValue: 32 | 16)  // canLoad, canTrap
    case .store, .istore8, .istore16, .istore32, .memorySet:
      OpcodeProperties(rawValue: 64 | 16)  // canStore, canTrap
    case .atomicRmw, .atomicCas:
      OpcodeProperties(rawValue: 32 | 64 | 128 | 16)  // canLoad, canStore, otherSideEffects, canTrap
    case .atomicLoad:
      OpcodeProperties(rawValue: 32 | 128 | 16)  // canLoad, otherSideEffects, canTrap
    case .atomicStore:
      OpcodeProperties(rawValue: 64 | 128 | 16)  // canStore, otherSideEffects, canTrap
    case .memoryCopy:
      OpcodeProperties(rawValue: 32 | 64 | 16)  // canLoad, canStore, canTrap
    default: []
    }
  }

  /// The number of results: 3 stands for what the signature of a call says.
  @inlinable @inline(__always) var resultShape: UInt8 {
    switch self {
    case .jump, .brif, .brTable, .debugtrap, .trap, .trapz, .trapnz, .return, .returnCall,
      .returnCallIndirect, .tryCall, .tryCallIndirect, .store, .istore8, .istore16, .istore32,
      .setPinnedReg, .nop, .atomicStore, .fence, .sequencePoint, .memoryCopy, .memorySet:
      0
    case .call, .callIndirect: 3
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow,
      .saddOverflowCin, .uaddOverflowCin, .ssubOverflowBin, .usubOverflowBin, .isplit:
      2
    default: 1
    }
  }
  /// Whether operands or arguments of block calls are in the pool.
  @inlinable @inline(__always) public var usesPool: Bool {
    switch self {
    case .jump, .brif, .brTable, .return, .call, .callIndirect, .returnCall, .returnCallIndirect, .tryCall,
      .tryCallIndirect:
      true
    default: false
    }
  }

  @inlinable public var isTerminator: Bool { properties.contains(.terminator) }
  @inlinable public var isBranch: Bool { properties.contains(.branch) }
  @inlinable public var isCall: Bool { properties.contains(.call) }
  @inlinable public var isReturn: Bool { properties.contains(.returns) }
  @inlinable public var canTrap: Bool { properties.contains(.canTrap) }
  @inlinable public var canLoad: Bool { properties.contains(.canLoad) }
  @inlinable public var canStore: Bool { properties.contains(.canStore) }
  /// Whether an instruction of this opcode must stay although its results are unused. Loads that are
  /// known not to trap are an exception that `Function.hasSideEffects(_:)` makes.
  @inlinable public var hasSideEffects: Bool { properties.rawValue & ~32 != 0 }
  /// Whether exchanging the first two operands leaves the result.
  @inlinable public var isCommutative: Bool {
    switch self {
    case .iadd, .imul, .umulhi, .smulhi, .band, .bor, .bxor, .smin, .smax, .umin, .umax, .fadd, .fmul,
      .fmin, .fmax, .uaddOverflow, .saddOverflow, .umulOverflow, .smulOverflow, .uaddOverflowTrap:
      true
    default: false
    }
  }

  /// The name in the text form.
  public var name: String {
    switch self {
    case .jump: "jump"
    case .brif: "brif"
    case .brTable: "br_table"
    case .debugtrap: "debugtrap"
    case .trap: "trap"
    case .trapz: "trapz"
    case .trapnz: "trapnz"
    case .return: "return"
    case .call: "call"
    case .callIndirect: "call_indirect"
    case .returnCall: "return_call"
    case .returnCallIndirect: "return_call_indirect"
    case .funcAddr: "func_addr"
    case .tryCall: "try_call"
    case .tryCallIndirect: "try_call_indirect"
    case .smin: "smin"
    case .smax: "smax"
    case .umin: "umin"
    case .umax: "umax"
    case .load: "load"
    case .store: "store"
    case .uload8: "uload8"
    case .sload8: "sload8"
    case .istore8: "istore8"
    case .uload16: "uload16"
    case .sload16: "sload16"
    case .istore16: "istore16"
    case .uload32: "uload32"
    case .sload32: "sload32"
    case .istore32: "istore32"
    case .stackAddr: "stack_addr"
    case .symbolValue: "symbol_value"
    case .tlsValue: "tls_value"
    case .getPinnedReg: "get_pinned_reg"
    case .setPinnedReg: "set_pinned_reg"
    case .getFramePointer: "get_frame_pointer"
    case .getStackPointer: "get_stack_pointer"
    case .getReturnAddress: "get_return_address"
    case .getExceptionHandlerAddress: "get_exception_handler_address"
    case .iconst: "iconst"
    case .f16const: "f16const"
    case .f32const: "f32const"
    case .f64const: "f64const"
    case .f128const: "f128const"
    case .nop: "nop"
    case .select: "select"
    case .selectSpectreGuard: "select_spectre_guard"
    case .bitselect: "bitselect"
    case .icmp: "icmp"
    case .iadd: "iadd"
    case .isub: "isub"
    case .ineg: "ineg"
    case .iabs: "iabs"
    case .imul: "imul"
    case .umulhi: "umulhi"
    case .smulhi: "smulhi"
    case .udiv: "udiv"
    case .sdiv: "sdiv"
    case .urem: "urem"
    case .srem: "srem"
    case .saddOverflowCin: "sadd_overflow_cin"
    case .uaddOverflowCin: "uadd_overflow_cin"
    case .uaddOverflow: "uadd_overflow"
    case .saddOverflow: "sadd_overflow"
    case .usubOverflow: "usub_overflow"
    case .ssubOverflow: "ssub_overflow"
    case .umulOverflow: "umul_overflow"
    case .smulOverflow: "smul_overflow"
    case .uaddOverflowTrap: "uadd_overflow_trap"
    case .ssubOverflowBin: "ssub_overflow_bin"
    case .usubOverflowBin: "usub_overflow_bin"
    case .band: "band"
    case .bor: "bor"
    case .bxor: "bxor"
    case .bnot: "bnot"
    case .rotl: "rotl"
    case .rotr: "rotr"
    case .ishl: "ishl"
    case .ushr: "ushr"
    case .sshr: "sshr"
    case .bitrev: "bitrev"
    case .clz: "clz"
    case .cls: "cls"
    case .ctz: "ctz"
    case .bswap: "bswap"
    case .popcnt: "popcnt"
    case .fcmp: "fcmp"
    case .fadd: "fadd"
    case .fsub: "fsub"
    case .fmul: "fmul"
    case .fdiv: "fdiv"
    case .sqrt: "sqrt"
    case .fma: "fma"
    case .fneg: "fneg"
    case .fabs: "fabs"
    case .fcopysign: "fcopysign"
    case .fmin: "fmin"
    case .fmax: "fmax"
    case .ceil: "ceil"
    case .floor: "floor"
    case .trunc: "trunc"
    case .nearest: "nearest"
    case .bitcast: "bitcast"
    case .bmask: "bmask"
    case .ireduce: "ireduce"
    case .uextend: "uextend"
    case .sextend: "sextend"
    case .fpromote: "fpromote"
    case .fdemote: "fdemote"
    case .fcvtToUint: "fcvt_to_uint"
    case .fcvtToSint: "fcvt_to_sint"
    case .fcvtToUintSat: "fcvt_to_uint_sat"
    case .fcvtToSintSat: "fcvt_to_sint_sat"
    case .fcvtFromUint: "fcvt_from_uint"
    case .fcvtFromSint: "fcvt_from_sint"
    case .isplit: "isplit"
    case .iconcat: "iconcat"
    case .atomicRmw: "atomic_rmw"
    case .atomicCas: "atomic_cas"
    case .atomicLoad: "atomic_load"
    case .atomicStore: "atomic_store"
    case .fence: "fence"
    case .sequencePoint: "sequence_point"
    case .memoryCopy: "memory_copy"
    case .memorySet: "memory_set"
    }
  }

  private static let byName: [String: Opcode] = {
    var table: [String: Opcode] = [:]
    for opcode in Opcode.allCases { table[opcode.name] = opcode }
    return table
  }()

  /// The opcode that a name in the text form stands for.
  public init?(name: String) {
    guard let opcode = Opcode.byName[name] else { return nil }
    self = opcode
  }
}
