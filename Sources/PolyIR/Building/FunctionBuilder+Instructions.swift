// One method for each kind of instruction; controlling types come from the operands where they can.
import PolySupport

extension FunctionBuilder {
  @inlinable func type(_ value: Value) -> IRType { function.type(of: value) }

  // Constants and addresses.

  /// An integer constant of up to 64 bits; for i128 use `wideConstant`.
  @inlinable public mutating func iconst(_ type: IRType, _ value: Int64) -> Value {
    self.value(.iconst(type, UInt64(bitPattern: value)))
  }
  /// An i128 constant.
  public mutating func wideConstant(low: UInt64, high: UInt64) -> Value {
    let lowValue = value(.iconst(.i64, low))
    return iconcat(lowValue, value(.iconst(.i64, high)))
  }
  @inlinable public mutating func f32const(bits: UInt32) -> Value {
    value(.floatConstant(.f32const, .f32, bits: UInt64(bits)))
  }
  @inlinable public mutating func f64const(bits: UInt64) -> Value {
    value(.floatConstant(.f64const, .f64, bits: bits))
  }
  public mutating func makeStackSlot(size: UInt32, alignShift: UInt8) -> StackSlot {
    function.stackSlots.push(StackSlotData(size: size, alignShift: alignShift))
  }
  @inlinable public mutating func stackAddr(_ slot: StackSlot, offset: Int32 = 0) -> Value {
    value(.stackAddr(function.pointerType, slot, offset: offset))
  }
  /// The address of a data object or function of the module.
  public mutating func symbolAddress(
    _ reference: ModuleReference, offset: Int64 = 0, isColocated: Bool, isThreadLocal: Bool = false
  ) -> Value {
    let data = GlobalValueData.symbol(
      reference, offset: offset, isColocated: isColocated, isThreadLocal: isThreadLocal)
    let global = importGlobalValue(data)
    return value(InstructionData(isThreadLocal ? .tlsValue : .symbolValue, function.pointerType, a: global.raw))
  }
  /// The handle of a global value; recent equal ones share it.
  public mutating func importGlobalValue(_ data: GlobalValueData) -> GlobalValue {
    for index in function.globalValues.elements.indices.suffix(32)
    where function.globalValues.elements[index] == data { return GlobalValue(index) }
    return function.globalValues.push(data)
  }
  /// The handle of a function that this one names; recent equal ones share it.
  public mutating func importFunction(
    _ id: FunctionID, signature: Signature, isColocated: Bool, isVariadic: Bool = false
  ) -> FuncRef {
    for index in function.functions.elements.indices.suffix(32) where function.functions.elements[index].id == id {
      let known = function.functions.elements[index].signature
      if !isVariadic || function.signatures[known] == signature { return FuncRef(index) }
    }
    let reference = importSignature(signature)
    return function.functions.push(
      ExternalFunction(id: id, signature: reference, isColocated: isColocated))
  }
  /// The handle of a signature; recent equal ones share it.
  public mutating func importSignature(_ signature: Signature) -> SigRef {
    for index in function.signatures.elements.indices.suffix(16)
    where function.signatures.elements[index] == signature { return SigRef(index) }
    return function.signatures.push(signature)
  }
  @inlinable public mutating func funcAddr(_ function: FuncRef) -> Value {
    value(InstructionData(.funcAddr, self.function.pointerType, a: function.raw))
  }

  // Arithmetic, bits, conversions.

  /// Any one-operand instruction whose result has the operand's type.
  @inlinable public mutating func unary(_ opcode: Opcode, _ x: Value) -> Value {
    value(.unary(opcode, type(x), x))
  }
  /// Any two-operand instruction whose controlling type is the first operand's.
  @inlinable public mutating func binary(_ opcode: Opcode, _ x: Value, _ y: Value) -> Value {
    value(.binary(opcode, type(x), x, y))
  }
  /// A conversion to a stated type: `uextend`, `sextend`, `ireduce`, `fpromote`, `fdemote`, `fcvt_…`,
  /// `bmask`, `bitcast`.
  @inlinable public mutating func convert(_ opcode: Opcode, _ type: IRType, _ x: Value) -> Value {
    value(.unary(opcode, type, x))
  }
  @inlinable public mutating func iadd(_ x: Value, _ y: Value) -> Value { binary(.iadd, x, y) }
  @inlinable public mutating func isub(_ x: Value, _ y: Value) -> Value { binary(.isub, x, y) }
  @inlinable public mutating func imul(_ x: Value, _ y: Value) -> Value { binary(.imul, x, y) }
  @inlinable public mutating func band(_ x: Value, _ y: Value) -> Value { binary(.band, x, y) }
  @inlinable public mutating func bor(_ x: Value, _ y: Value) -> Value { binary(.bor, x, y) }
  @inlinable public mutating func bxor(_ x: Value, _ y: Value) -> Value { binary(.bxor, x, y) }
  @inlinable public mutating func ishl(_ x: Value, _ y: Value) -> Value { binary(.ishl, x, y) }
  @inlinable public mutating func ushr(_ x: Value, _ y: Value) -> Value { binary(.ushr, x, y) }
  @inlinable public mutating func sshr(_ x: Value, _ y: Value) -> Value { binary(.sshr, x, y) }
  /// An instruction with a constant as its second operand.
  @inlinable public mutating func binaryImmediate(_ opcode: Opcode, _ x: Value, _ immediate: Int64) -> Value {
    let constant = iconst(type(x), immediate)
    return binary(opcode, x, constant)
  }
  /// An overflow instruction: result and flag.
  @inlinable public mutating func overflow(_ opcode: Opcode, _ x: Value, _ y: Value) -> (Value, Value) {
    let inst = emit(.binary(opcode, type(x), x, y))
    let first = function.firstResult(inst)
    return (first, Value(raw: first.raw &+ 1))
  }
  @inlinable public mutating func icmp(_ condition: IntCC, _ x: Value, _ y: Value) -> Value {
    value(.icmp(condition, type(x), x, y))
  }
  @inlinable public mutating func icmpImmediate(_ condition: IntCC, _ x: Value, _ immediate: Int64) -> Value {
    let constant = iconst(type(x), immediate)
    return icmp(condition, x, constant)
  }
  @inlinable public mutating func fcmp(_ condition: FloatCC, _ x: Value, _ y: Value) -> Value {
    value(.fcmp(condition, type(x), x, y))
  }
  @inlinable public mutating func select(_ condition: Value, _ x: Value, _ y: Value) -> Value {
    value(.ternary(.select, type(x), condition, x, y))
  }
  @inlinable public mutating func fma(_ x: Value, _ y: Value, _ z: Value) -> Value {
    value(.ternary(.fma, type(x), x, y, z))
  }
  @inlinable public mutating func iconcat(_ low: Value, _ high: Value) -> Value {
    value(.binary(.iconcat, type(low), low, high))
  }
  @inlinable public mutating func isplit(_ x: Value) -> (low: Value, high: Value) {
    let inst = emit(.unary(.isplit, type(x), x))
    let first = function.firstResult(inst)
    return (first, Value(raw: first.raw &+ 1))
  }

  // Memory.

  @inlinable public mutating func load(
    _ type: IRType, _ address: Value, offset: Int32 = 0, flags: MemoryFlags = .none
  ) -> Value {
    value(.load(.load, type, address, offset: offset, flags: flags))
  }
  @inlinable public mutating func store(
    _ x: Value, _ address: Value, offset: Int32 = 0, flags: MemoryFlags = .none
  ) {
    emit(.store(.store, type(x), x, address, offset: offset, flags: flags))
  }
  /// Copies a constant number of bytes; the ranges are equal or do not overlap.
  @inlinable public mutating func memoryCopy(
    to destination: Value, from source: Value, byteCount: UInt32, flags: MemoryFlags = .none
  ) {
    emit(.memoryCopy(to: destination, from: source, byteCount: byteCount, flags: flags))
  }
  @inlinable public mutating func memorySet(
    _ destination: Value, byte: Value, byteCount: UInt32, flags: MemoryFlags = .none
  ) {
    emit(.memorySet(destination, byte: byte, byteCount: byteCount, flags: flags))
  }
  @inlinable public mutating func atomicLoad(_ type: IRType, _ address: Value, flags: MemoryFlags) -> Value {
    value(InstructionData(.atomicLoad, type, extra: flags.raw, a: address.raw))
  }
  @inlinable public mutating func atomicStore(_ x: Value, _ address: Value, flags: MemoryFlags) {
    emit(InstructionData(.atomicStore, type(x), extra: flags.raw, a: x.raw, b: address.raw))
  }
  @inlinable public mutating func atomicRmw(
    _ operation: AtomicRmwOp, _ address: Value, _ x: Value, flags: MemoryFlags
  ) -> Value {
    value(.atomicRmw(type(x), operation, address, x, flags: flags))
  }
  @inlinable public mutating func atomicCas(
    _ address: Value, expected: Value, replacement: Value, flags: MemoryFlags
  ) -> Value {
    value(.atomicCas(type(expected), address, expected: expected, replacement: replacement, flags: flags))
  }

  // Control flow.

  public mutating func jump<S: Sequence>(_ block: Block, _ arguments: S) where S.Element == Value {
    guard !isFilled else { return }
    let call = function.makeBlockCall(block, arguments)
    emit(.jump(call))
  }
  public mutating func jump(_ block: Block) { jump(block, EmptyCollection<Value>()) }
  public mutating func brif(_ condition: Value, _ thenBlock: Block, _ elseBlock: Block) {
    brif(condition, thenBlock, EmptyCollection<Value>(), elseBlock, EmptyCollection<Value>())
  }
  public mutating func brif<S: Sequence, T: Sequence>(
    _ condition: Value, _ thenBlock: Block, _ thenArguments: S, _ elseBlock: Block, _ elseArguments: T
  ) where S.Element == Value, T.Element == Value {
    guard !isFilled else { return }
    let first = function.makeBlockCall(thenBlock, thenArguments)
    let second = function.makeBlockCall(elseBlock, elseArguments)
    emit(.brif(type(condition), condition, first, second))
  }
  /// Goes to the block that `index` (i32) selects, else to `fallback`; no block gets arguments.
  public mutating func brTable<S: Sequence>(_ index: Value, default fallback: Block, _ entries: S)
  where S.Element == Block {
    guard !isFilled else { return }
    let call = function.makeBlockCall(fallback)
    var calls: ContiguousArray<BlockCall> = []
    for block in entries { calls.append(function.makeBlockCall(block)) }
    let table = function.makeJumpTable(default: call, entries: calls)
    emit(.brTable(index, table))
  }
  public mutating func returns<S: Sequence>(_ values: S) where S.Element == Value {
    guard !isFilled else { return }
    let list = function.makeList(values)
    emit(.returns(list))
  }
  @inlinable public mutating func trap(_ code: TrapCode) { emit(.trap(code)) }
  @inlinable public mutating func trapz(_ x: Value, _ code: TrapCode) {
    emit(.condTrap(.trapz, type(x), x, code))
  }
  @inlinable public mutating func trapnz(_ x: Value, _ code: TrapCode) {
    emit(.condTrap(.trapnz, type(x), x, code))
  }

  // Calls.

  /// A call; its results are `function.results(of:)`.
  @discardableResult
  public mutating func call<S: Sequence>(_ callee: FuncRef, _ arguments: S) -> Inst where S.Element == Value {
    let list = function.makeList(arguments)
    return emit(.call(.call, callee, list))
  }
  @discardableResult
  public mutating func callIndirect<S: Sequence>(_ signature: SigRef, _ callee: Value, _ arguments: S) -> Inst
  where S.Element == Value {
    let list = function.makeList(CollectionOfOne(callee) + Array(arguments))
    return emit(.callIndirect(.callIndirect, signature, list))
  }
  /// Calls and goes on in `normal`, which gets the call's results as its parameters; an exception goes
  /// on in a handler, which gets two words as its parameters.
  public mutating func tryCall<S: Sequence>(
    _ callee: FuncRef, _ arguments: S, normal: Block, cleanup: Block? = nil, catchAll: Block? = nil
  ) where S.Element == Value {
    guard !isFilled else { return }
    let list = function.makeList(arguments)
    let signature = function.functions[callee].signature
    let table = makeExceptionTable(signature, normal: normal, cleanup: cleanup, catchAll: catchAll)
    emit(.tryCall(callee, list, table))
  }
  public mutating func tryCallIndirect<S: Sequence>(
    _ signature: SigRef, _ callee: Value, _ arguments: S, normal: Block, cleanup: Block? = nil,
    catchAll: Block? = nil
  ) where S.Element == Value {
    guard !isFilled else { return }
    let list = function.makeList(CollectionOfOne(callee) + Array(arguments))
    let table = makeExceptionTable(signature, normal: normal, cleanup: cleanup, catchAll: catchAll)
    emit(.tryCallIndirect(signature, list, table))
  }
  private mutating func makeExceptionTable(
    _ signature: SigRef, normal: Block, cleanup: Block?, catchAll: Block?
  ) -> ExceptionTable {
    let resultCount = function.signatures[signature].results.count
    let normalCall = function.makeBlockCall(
      normal, arguments: (0..<resultCount).map { BlockArgument.result($0) })
    var items: ContiguousArray<ExceptionItem> = []
    let payload = [BlockArgument.exception(0), BlockArgument.exception(1)]
    if let catchAll {
      let count = min(2, function.parameterCount(catchAll))
      items.append(.tag(0, function.makeBlockCall(catchAll, arguments: payload.prefix(count))))
    }
    if let cleanup {
      let count = min(2, function.parameterCount(cleanup))
      items.append(.default(function.makeBlockCall(cleanup, arguments: payload.prefix(count))))
    }
    return function.exceptionTables.push(
      ExceptionTableData(signature: signature, normal: normalCall, items: items))
  }
}
