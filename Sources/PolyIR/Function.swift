// A function: flat tables of instructions, values, blocks and of everything that they name.
//
// Invariants: `results` has one entry for each instruction; an instruction's results are consecutive
// values; a value's definition names the instruction or block that has it at that position. Order is
// in `layout` alone. Editing is in Function+Editing.swift, operands in Function+Operands.swift.
import PolySupport

/// Where a value comes from.
@frozen public enum ValueDefinition: Hashable, Sendable {
  case result(Inst, Int)
  case parameter(Block, Int)
  case alias(Value)
}

/// The type and definition of a value in 8 bytes.
@frozen public struct ValueData: Sendable {
  @usableFromInline var entity: UInt32
  /// Kind in 2 bits, position in 22, type in 8.
  @usableFromInline var packed: UInt32

  /// The greatest position of a result or parameter.
  public static let maximumPosition = (1 << 22) - 1

  @inlinable public init(_ definition: ValueDefinition, _ type: IRType) {
    switch definition {
    case .result(let inst, let position):
      entity = inst.raw
      packed = UInt32(truncatingIfNeeded: position) &<< 10 | UInt32(type.raw)
    case .parameter(let block, let position):
      entity = block.raw
      packed = UInt32(truncatingIfNeeded: position) &<< 10 | UInt32(type.raw) | 1 &<< 8
    case .alias(let value):
      entity = value.raw
      packed = UInt32(type.raw) | 2 &<< 8
    }
  }
  /// What a value is whose definition has not been read yet.
  public static let undefined = ValueData(undefined: ())
  @usableFromInline init(undefined: (), type: IRType = .invalid) {
    entity = .max
    packed = 3 &<< 8 | UInt32(type.raw)
  }
  /// A value of a known type whose definition comes later.
  static func undefined(_ type: IRType) -> ValueData { ValueData(undefined: (), type: type) }
  @inlinable public var type: IRType { IRType(raw: UInt8(truncatingIfNeeded: packed)) }
  @inlinable public var isUndefined: Bool { packed & 0x300 == 0x300 }
  @inlinable public var isAlias: Bool { packed & 0x300 == 0x200 }
  @inlinable public var definition: ValueDefinition {
    switch packed &>> 8 & 3 {
    case 0: .result(Inst(raw: entity), Int(packed &>> 10))
    case 1: .parameter(Block(raw: entity), Int(packed &>> 10))
    default: .alias(Value(raw: entity))
    }
  }
}

/// The results of an instruction: consecutive values.
@frozen public struct ResultRange: Sendable {
  public var first: UInt32
  public var count: UInt32
  @inlinable public init(first: UInt32 = 0, count: UInt32 = 0) {
    self.first = first
    self.count = count
  }
}

/// What belongs to a block besides its instructions.
@frozen public struct BlockData: Sendable {
  public var parameters = ValueList.empty
  /// Whether control rarely comes here: such blocks are placed last and do not count in inlining.
  public var isCold = false
  @inlinable public init() {}
}

/// What a module-level name stands for.
@frozen public enum ModuleReference: Hashable, Sendable {
  case function(FunctionID)
  case data(DataID)
}

/// A function that another one calls or takes the address of.
public struct ExternalFunction: Sendable, Hashable {
  public var id: FunctionID
  public var signature: SigRef
  /// Whether the callee is known to be in the same object, so that a direct call reaches it.
  public var isColocated: Bool
  public init(id: FunctionID, signature: SigRef, isColocated: Bool) {
    self.id = id
    self.signature = signature
    self.isColocated = isColocated
  }
}

/// What a global value is.
public enum GlobalValueData: Sendable, Hashable {
  case vmContext
  /// The address of a symbol plus an offset.
  case symbol(ModuleReference, offset: Int64, isColocated: Bool, isThreadLocal: Bool)
  /// A value loaded from memory that does not change while the function runs.
  case load(base: GlobalValue, offset: Int32, type: IRType, flags: MemoryFlags)
  case addImmediate(base: GlobalValue, offset: Int64, type: IRType)
}

/// A piece of the stack frame.
@frozen public struct StackSlotData: Sendable, Hashable {
  public var size: UInt32
  /// log2 of the alignment in bytes.
  public var alignShift: UInt8
  /// A key that debuggers find the slot by; extension data, 0 if there is none.
  public var key: UInt64
  public var hasKey: Bool
  @inlinable public init(size: UInt32, alignShift: UInt8 = 0, key: UInt64? = nil) {
    self.size = size
    self.alignShift = alignShift
    self.key = key ?? 0
    hasKey = key != nil
  }
}

/// The destinations of a `br_table`: the first is the default.
@frozen public struct JumpTableData: Sendable {
  @usableFromInline var start: UInt32
  @usableFromInline var length: UInt32
  @inlinable init(start: UInt32, length: UInt32) {
    self.start = start
    self.length = length
  }
}

/// One item of an exception table. Items are tried in order.
@frozen public enum ExceptionItem: Sendable, Hashable {
  /// Catches exceptions of a tag. In native code tag 0 catches everything and ends the search.
  case tag(UInt32, BlockCall)
  /// Goes there for any other exception. In native code it is a clean-up: the search goes on to find
  /// who catches, and the pad ends by resuming.
  case `default`(BlockCall)
  /// Tags that follow are relative to this value.
  case context(Value)
}

/// The destinations of a `try_call`.
public struct ExceptionTableData: Sendable {
  public var signature: SigRef
  public var normal: BlockCall
  public var items: ContiguousArray<ExceptionItem>
  public init(signature: SigRef, normal: BlockCall, items: ContiguousArray<ExceptionItem>) {
    self.signature = signature
    self.normal = normal
    self.items = items
  }
}

/// A function's body and everything that it names.
public struct Function: Sendable {
  /// The function's entry in its module.
  public var id: FunctionID
  public var signature: Signature
  /// The type of addresses: i32 or i64.
  public var pointerType = IRType.i64
  public var layout = Layout()
  public var instructions = PrimaryMap<Inst, InstructionData>()
  public var results: ContiguousArray<ResultRange> = []
  public var values = PrimaryMap<Value, ValueData>()
  public var blocks = PrimaryMap<Block, BlockData>()
  public var pool = OperandPool()

  public var signatures = PrimaryMap<SigRef, Signature>()
  public var functions = PrimaryMap<FuncRef, ExternalFunction>()
  public var globalValues = PrimaryMap<GlobalValue, GlobalValueData>()
  public var stackSlots = PrimaryMap<StackSlot, StackSlotData>()
  public var jumpTables = PrimaryMap<JumpTable, JumpTableData>()
  @usableFromInline var jumpTableCalls: ContiguousArray<BlockCall> = []
  public var exceptionTables = PrimaryMap<ExceptionTable, ExceptionTableData>()
  public var constants = PrimaryMap<Constant, [UInt8]>()
  /// Entry 0 is the default annotation.
  public var memoryAnnotations = Function.defaultAnnotations
  private static let defaultAnnotations: ContiguousArray<MemoryAnnotation> = [MemoryAnnotation()]
  /// User numbers and descriptions of alias regions; `AliasRegion(raw: n + 1)` is `region<n>`.
  public var aliasRegions: ContiguousArray<(number: UInt32, description: String)> = []
  /// The position in the source of each instruction, 0 if it has none.
  public var sourceLocations = SecondaryMap<Inst, UInt32>(default: 0)
  /// The location that new instructions get.
  public var currentLocation: UInt32 = 0

  public init(id: FunctionID = .none, signature: Signature = Signature()) {
    self.id = id
    self.signature = signature
  }

  /// Makes an empty function of it that keeps the memory.
  public mutating func restart(id: FunctionID, signature: Signature) {
    self.id = id
    self.signature = signature
    pointerType = .i64
    layout.removeAll()
    instructions.removeAll()
    results.removeAll(keepingCapacity: true)
    values.removeAll()
    blocks.removeAll()
    pool.removeAll()
    signatures.removeAll()
    functions.removeAll()
    globalValues.removeAll()
    stackSlots.removeAll()
    jumpTables.removeAll()
    jumpTableCalls.removeAll(keepingCapacity: true)
    exceptionTables.removeAll()
    constants.removeAll()
    memoryAnnotations = Function.defaultAnnotations
    aliasRegions.removeAll()
    sourceLocations.removeAll()
    currentLocation = 0
  }

  /// Makes room for so many instructions.
  public mutating func reserve(instructions count: Int) {
    instructions.reserve(count)
    results.reserveCapacity(count)
    values.reserve(count)
    layout.insts.reserveCapacity(count)
    sourceLocations.elements.reserveCapacity(count)
    pool.words.reserveCapacity(2 * count)
  }

  // Reading.

  @inlinable public var entryBlock: Block { layout.firstBlock }
  @inlinable public subscript(inst: Inst) -> InstructionData {
    get { instructions.elements[inst.index] }
    _modify { yield &instructions.elements[inst.index] }
  }
  /// The value that an alias stands for, through any number of aliases.
  @inlinable @inline(__always) public func resolve(_ value: Value) -> Value {
    if !values.elements[value.index].isAlias { return value }
    return values.resolveAlias(value)
  }
  @inlinable @inline(__always) public func type(of value: Value) -> IRType { values.elements[value.index].type }
  /// Where a value comes from, aliases resolved.
  @inlinable @inline(__always) public func definition(of value: Value) -> ValueDefinition {
    values.elements[resolve(value).index].definition
  }
  /// The instruction that defines a value, nil for block parameters.
  @inlinable @inline(__always) public func definingInst(of value: Value) -> Inst? {
    let data = values.elements[resolve(value).index]
    return data.packed & 0x300 == 0 ? Inst(raw: data.entity) : nil
  }
  /// The block in which a value is defined, `none` if its instruction is not in the layout.
  @inlinable @inline(__always) public func definingBlock(of value: Value) -> Block {
    switch definition(of: value) {
    case .result(let inst, _): layout.block(of: inst)
    case .parameter(let block, _): block
    case .alias: .none
    }
  }

  @inlinable @inline(__always) public func resultCount(_ inst: Inst) -> Int { Int(results[inst.index].count) }
  /// The results of an instruction.
  @inlinable @inline(__always) public func results(of inst: Inst) -> EntityRange<Value> {
    let range = results[inst.index]
    return EntityRange(start: range.first, end: range.first &+ range.count)
  }
  /// The result of an instruction that has at least one.
  @inlinable @inline(__always) public func firstResult(_ inst: Inst) -> Value { Value(raw: results[inst.index].first) }

  @inlinable @inline(__always) public func parameterCount(_ block: Block) -> Int {
    pool.count(blocks.elements[block.index].parameters.raw)
  }
  @inlinable @inline(__always) public func parameter(_ block: Block, _ index: Int) -> Value {
    Value(raw: pool.words[Int(blocks.elements[block.index].parameters.raw) &+ 1 &+ index])
  }
  /// The parameters of a block.
  @inlinable public func parameters(of block: Block) -> ValueView {
    ValueView(words: pool.words, range: pool.range(blocks.elements[block.index].parameters.raw))
  }

  /// The block that a block call goes to.
  @inlinable @inline(__always) public func target(of call: BlockCall) -> Block { Block(raw: pool.words[Int(call.raw) &+ 1]) }
  @inlinable @inline(__always) public func argumentCount(of call: BlockCall) -> Int { Int(pool.words[Int(call.raw)]) &- 1 }
  @inlinable @inline(__always) public func argument(of call: BlockCall, _ index: Int) -> BlockArgument {
    BlockArgument(raw: pool.words[Int(call.raw) &+ 2 &+ index])
  }

  /// The number of entries of a jump table without the default.
  @inlinable public func entryCount(of table: JumpTable) -> Int {
    Int(jumpTables.elements[table.index].length) &- 1
  }
  @inlinable public func defaultDestination(of table: JumpTable) -> BlockCall {
    jumpTableCalls[Int(jumpTables.elements[table.index].start)]
  }
  @inlinable public func entry(of table: JumpTable, _ index: Int) -> BlockCall {
    jumpTableCalls[Int(jumpTables.elements[table.index].start) &+ 1 &+ index]
  }

  /// The rare part of a memory access's flags.
  @inlinable public func annotation(_ flags: MemoryFlags) -> MemoryAnnotation {
    let index = flags.annotation
    return index < memoryAnnotations.count ? memoryAnnotations[index] : MemoryAnnotation()
  }
  /// The signature of a call of any kind, `none` for other instructions.
  @inlinable public func callSignatureReference(_ inst: Inst) -> SigRef {
    let data = instructions.elements[inst.index]
    switch data.opcode.format {
    case .call: return functions.elements[Int(data.a)].signature
    case .callIndirect: return SigRef(raw: data.a)
    case .tryCall, .tryCallIndirect: return exceptionTables.elements[Int(data.c)].signature
    default: return .none
    }
  }
  /// The signature of a call of any kind, nil for other instructions.
  @inlinable public func callSignature(_ inst: Inst) -> Signature? {
    let reference = callSignatureReference(inst)
    return reference.isNone ? nil : signatures.elements[reference.index]
  }
}

/// A read-only run of values in the pool.
@frozen public struct ValueView: RandomAccessCollection {
  @usableFromInline let words: ContiguousArray<UInt32>
  @usableFromInline let range: Range<Int>
  @inlinable init(words: ContiguousArray<UInt32>, range: Range<Int>) {
    self.words = words
    self.range = range
  }
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { range.count }
  @inlinable public subscript(index: Int) -> Value { Value(raw: words[range.lowerBound &+ index]) }
}

extension PrimaryMap where Key == Value, Element == ValueData {
  /// What an alias stands for. (Of the table, not of the function: a call that is not inlined has a copy made of the
  /// whole function where that is in a place that may change, even if it is rarely taken.)
  @inlinable @inline(never) func resolveAlias(_ value: Value) -> Value {
    var value = value
    var steps = 0
    while elements[value.index].isAlias {
      value = Value(raw: elements[value.index].entity)
      steps &+= 1
      if steps > elements.count { return value }
    }
    return value
  }
}
