// One instruction in 16 bytes.
//
//   opcode  8 bits
//   type    8 bits   the controlling type: what `.type` after the opcode says or would say
//   extra  16 bits   IntCC | FloatCC | TrapCode | MemoryFlags
//   a b c  32 bits   by format:
//
//   format                    a            b            c
//   nullary
//   unary, loadNoOffset       value
//   unaryImmediate                         low 32 bits  high 32 bits
//   unaryConstant             Constant
//   unaryGlobalValue          GlobalValue
//   binary, …Compare          value        value
//   intAddTrap                value        value                       extra: TrapCode
//   ternary                   value        value        value
//   multiAry (return)                      ValueList
//   load                      address      offset                      extra: MemoryFlags
//   store                     value        address      offset         extra: MemoryFlags
//   storeNoOffset             value        address                     extra: MemoryFlags
//   stackAddr                 StackSlot    offset
//   atomicRmw                 address      value        AtomicRmwOp    extra: MemoryFlags
//   atomicCas                 address      expected     replacement    extra: MemoryFlags
//   trap                                                               extra: TrapCode
//   condTrap                  value                                    extra: TrapCode
//   funcAddr                  FuncRef
//   exceptionHandlerAddress   Block        low 32 bits  high 32 bits
//   jump                      BlockCall
//   brif                      value        BlockCall    BlockCall
//   branchTable               value        JumpTable
//   call                      FuncRef      ValueList
//   callIndirect              SigRef       ValueList (the callee is its first value)
//   tryCall                   FuncRef      ValueList    ExceptionTable
//   tryCallIndirect           SigRef       ValueList    ExceptionTable
//   memoryCopy                destination  source       size           extra: MemoryFlags
//   memorySet                 destination  byte         size           extra: MemoryFlags
//
// Results are not here: `Function.results` maps an instruction to them.

/// The operation, immediates and operands of an instruction.
@frozen public struct InstructionData: Sendable {
  public var opcode: Opcode
  public var type: IRType
  public var extra: UInt16
  public var a: UInt32
  public var b: UInt32
  public var c: UInt32

  @inlinable public init(
    _ opcode: Opcode, _ type: IRType = .invalid, extra: UInt16 = 0, a: UInt32 = 0, b: UInt32 = 0,
    c: UInt32 = 0
  ) {
    self.opcode = opcode
    self.type = type
    self.extra = extra
    self.a = a
    self.b = b
    self.c = c
  }

  /// The size that tables of instructions rely on.
  public static let sizeIsAsDesigned = MemoryLayout<InstructionData>.stride == 16

  @inlinable public var format: InstructionFormat { opcode.format }

  /// The number of operands that stand in `a`, `b`, `c` themselves. They are always a prefix of them.
  @inlinable @inline(__always) public var inlineOperandCount: Int {
    switch opcode.format {
    case .unary, .loadNoOffset, .load, .condTrap, .brif, .branchTable: 1
    case .binary, .intCompare, .floatCompare, .intAddTrap, .store, .storeNoOffset, .atomicRmw,
      .memoryCopy, .memorySet:
      2
    case .ternary, .atomicCas: 3
    default: 0
    }
  }
  /// The inline operand at a position below `inlineOperandCount`.
  @inlinable public subscript(operand position: Int) -> Value {
    get { Value(raw: position == 0 ? a : position == 1 ? b : c) }
    set {
      if position == 0 { a = newValue.raw } else if position == 1 { b = newValue.raw } else { c = newValue.raw }
    }
  }
  /// The operands in the pool, of calls and returns.
  @inlinable @inline(__always) public var list: ValueList? {
    switch opcode.format {
    case .multiAry, .call, .callIndirect, .tryCall, .tryCallIndirect: ValueList(raw: b)
    default: nil
    }
  }

  // Fields by meaning; each is defined for the formats that have it.

  @inlinable public var immediate: UInt64 {
    get { UInt64(b) | UInt64(c) &<< 32 }
    set {
      b = UInt32(truncatingIfNeeded: newValue)
      c = UInt32(truncatingIfNeeded: newValue &>> 32)
    }
  }
  /// The immediate of an `iconst`, sign-extended from its type.
  @inlinable public var signedImmediate: Int64 {
    let shift = Int64(64 - min(64, type.laneBits))
    return (Int64(bitPattern: immediate) &<< shift) &>> shift
  }
  /// The byte offset of a load, store or `stack_addr`.
  @inlinable public var offset: Int32 {
    get { Int32(bitPattern: opcode.format == .store ? c : b) }
    set { if opcode.format == .store { c = UInt32(bitPattern: newValue) } else { b = UInt32(bitPattern: newValue) } }
  }
  /// The operand that is the address of a memory access.
  @inlinable public var address: Value {
    get { Value(raw: opcode.format == .store || opcode.format == .storeNoOffset ? b : a) }
    set {
      if opcode.format == .store || opcode.format == .storeNoOffset { b = newValue.raw } else { a = newValue.raw }
    }
  }
  @inlinable public var flags: MemoryFlags {
    get { MemoryFlags(raw: extra) }
    set { extra = newValue.raw }
  }
  @inlinable public var intCondition: IntCC { IntCC(rawValue: UInt8(truncatingIfNeeded: extra)) ?? .equal }
  @inlinable public var floatCondition: FloatCC {
    FloatCC(rawValue: UInt8(truncatingIfNeeded: extra)) ?? .ordered
  }
  @inlinable public var trapCode: TrapCode { TrapCode(raw: UInt8(truncatingIfNeeded: extra)) }
  @inlinable public var atomicOperation: AtomicRmwOp {
    AtomicRmwOp(rawValue: UInt8(truncatingIfNeeded: c)) ?? .add
  }
  @inlinable public var stackSlot: StackSlot { StackSlot(raw: a) }
  @inlinable public var globalValue: GlobalValue { GlobalValue(raw: a) }
  @inlinable public var constant: Constant { Constant(raw: a) }
  @inlinable public var function: FuncRef { FuncRef(raw: a) }
  /// The signature of a `call_indirect` or `return_call_indirect`.
  @inlinable public var signature: SigRef { SigRef(raw: a) }
  @inlinable public var handlerBlock: Block { Block(raw: a) }
  @inlinable public var jumpTable: JumpTable { JumpTable(raw: b) }
  @inlinable public var exceptionTable: ExceptionTable { ExceptionTable(raw: c) }
  /// The destination of a `jump`.
  @inlinable public var destination: BlockCall { BlockCall(raw: a) }
  @inlinable public var thenDestination: BlockCall { BlockCall(raw: b) }
  @inlinable public var elseDestination: BlockCall { BlockCall(raw: c) }
  /// The number of bytes of a `memory_copy` or `memory_set`.
  @inlinable public var byteCount: Int { Int(c) }

  // Constructors by format.

  @inlinable public static func nullary(_ opcode: Opcode, _ type: IRType = .invalid) -> InstructionData {
    InstructionData(opcode, type)
  }
  @inlinable public static func unary(_ opcode: Opcode, _ type: IRType, _ x: Value) -> InstructionData {
    InstructionData(opcode, type, a: x.raw)
  }
  @inlinable public static func binary(_ opcode: Opcode, _ type: IRType, _ x: Value, _ y: Value)
    -> InstructionData
  {
    InstructionData(opcode, type, a: x.raw, b: y.raw)
  }
  @inlinable public static func ternary(
    _ opcode: Opcode, _ type: IRType, _ x: Value, _ y: Value, _ z: Value
  ) -> InstructionData {
    InstructionData(opcode, type, a: x.raw, b: y.raw, c: z.raw)
  }
  /// An integer constant; bits above the type's width are dropped.
  @inlinable public static func iconst(_ type: IRType, _ bits: UInt64) -> InstructionData {
    let value = bits & type.mask
    return InstructionData(
      .iconst, type, b: UInt32(truncatingIfNeeded: value), c: UInt32(truncatingIfNeeded: value &>> 32))
  }
  @inlinable public static func floatConstant(_ opcode: Opcode, _ type: IRType, bits: UInt64)
    -> InstructionData
  {
    InstructionData(
      opcode, type, b: UInt32(truncatingIfNeeded: bits), c: UInt32(truncatingIfNeeded: bits &>> 32))
  }
  /// `type` is that of the operands.
  @inlinable public static func icmp(_ condition: IntCC, _ type: IRType, _ x: Value, _ y: Value)
    -> InstructionData
  {
    InstructionData(.icmp, type, extra: UInt16(condition.rawValue), a: x.raw, b: y.raw)
  }
  @inlinable public static func fcmp(_ condition: FloatCC, _ type: IRType, _ x: Value, _ y: Value)
    -> InstructionData
  {
    InstructionData(.fcmp, type, extra: UInt16(condition.rawValue), a: x.raw, b: y.raw)
  }
  /// `opcode` is `load` or one of the extending loads; `type` the result's.
  @inlinable public static func load(
    _ opcode: Opcode = .load, _ type: IRType, _ address: Value, offset: Int32 = 0,
    flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(opcode, type, extra: flags.raw, a: address.raw, b: UInt32(bitPattern: offset))
  }
  /// `opcode` is `store` or one of the truncating stores; `type` the stored value's.
  @inlinable public static func store(
    _ opcode: Opcode = .store, _ type: IRType, _ value: Value, _ address: Value, offset: Int32 = 0,
    flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(
      opcode, type, extra: flags.raw, a: value.raw, b: address.raw, c: UInt32(bitPattern: offset))
  }
  @inlinable public static func stackAddr(_ type: IRType, _ slot: StackSlot, offset: Int32 = 0)
    -> InstructionData
  {
    InstructionData(.stackAddr, type, a: slot.raw, b: UInt32(bitPattern: offset))
  }
  @inlinable public static func trap(_ code: TrapCode) -> InstructionData {
    InstructionData(.trap, extra: UInt16(code.raw))
  }
  /// `opcode` is `trapz` or `trapnz`; `type` the operand's.
  @inlinable public static func condTrap(_ opcode: Opcode, _ type: IRType, _ x: Value, _ code: TrapCode)
    -> InstructionData
  {
    InstructionData(opcode, type, extra: UInt16(code.raw), a: x.raw)
  }
  @inlinable public static func jump(_ destination: BlockCall) -> InstructionData {
    InstructionData(.jump, a: destination.raw)
  }
  /// `type` is the condition's.
  @inlinable public static func brif(
    _ type: IRType, _ condition: Value, _ thenDestination: BlockCall, _ elseDestination: BlockCall
  ) -> InstructionData {
    InstructionData(.brif, type, a: condition.raw, b: thenDestination.raw, c: elseDestination.raw)
  }
  @inlinable public static func brTable(_ index: Value, _ table: JumpTable) -> InstructionData {
    InstructionData(.brTable, a: index.raw, b: table.raw)
  }
  /// `opcode` is `call` or `return_call`.
  @inlinable public static func call(_ opcode: Opcode = .call, _ callee: FuncRef, _ arguments: ValueList)
    -> InstructionData
  {
    InstructionData(opcode, a: callee.raw, b: arguments.raw)
  }
  /// `opcode` is `call_indirect` or `return_call_indirect`; the list begins with the callee.
  @inlinable public static func callIndirect(
    _ opcode: Opcode = .callIndirect, _ signature: SigRef, _ calleeAndArguments: ValueList
  ) -> InstructionData {
    InstructionData(opcode, a: signature.raw, b: calleeAndArguments.raw)
  }
  @inlinable public static func tryCall(
    _ callee: FuncRef, _ arguments: ValueList, _ table: ExceptionTable
  ) -> InstructionData {
    InstructionData(.tryCall, a: callee.raw, b: arguments.raw, c: table.raw)
  }
  @inlinable public static func tryCallIndirect(
    _ signature: SigRef, _ calleeAndArguments: ValueList, _ table: ExceptionTable
  ) -> InstructionData {
    InstructionData(.tryCallIndirect, a: signature.raw, b: calleeAndArguments.raw, c: table.raw)
  }
  @inlinable public static func returns(_ values: ValueList) -> InstructionData {
    InstructionData(.return, b: values.raw)
  }
  @inlinable public static func atomicRmw(
    _ type: IRType, _ operation: AtomicRmwOp, _ address: Value, _ value: Value, flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(
      .atomicRmw, type, extra: flags.raw, a: address.raw, b: value.raw, c: UInt32(operation.rawValue))
  }
  @inlinable public static func atomicCas(
    _ type: IRType, _ address: Value, expected: Value, replacement: Value, flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(
      .atomicCas, type, extra: flags.raw, a: address.raw, b: expected.raw, c: replacement.raw)
  }
  @inlinable public static func memoryCopy(
    to destination: Value, from source: Value, byteCount: UInt32, flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(.memoryCopy, extra: flags.raw, a: destination.raw, b: source.raw, c: byteCount)
  }
  @inlinable public static func memorySet(
    _ destination: Value, byte: Value, byteCount: UInt32, flags: MemoryFlags = .none
  ) -> InstructionData {
    InstructionData(.memorySet, extra: flags.raw, a: destination.raw, b: byte.raw, c: byteCount)
  }
}
