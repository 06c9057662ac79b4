// Making and changing instructions, values, blocks and what they name; constant time each.
import PolySupport

extension Function {
  // Blocks.

  /// A new block that is not yet in the layout.
  @inlinable public mutating func makeBlock() -> Block { blocks.push(BlockData()) }
  /// A new block at the end of the layout.
  @inlinable public mutating func appendBlock() -> Block {
    let block = makeBlock()
    layout.append(block)
    return block
  }
  /// Gives the entry block the parameters that the signature names.
  public mutating func appendSignatureParameters(to block: Block) {
    for parameter in signature.parameters { _ = appendParameter(to: block, parameter.type) }
  }
  @inlinable @discardableResult
  public mutating func appendParameter(to block: Block, _ type: IRType) -> Value {
    let value = values.push(ValueData(.parameter(block, parameterCount(block)), type))
    let list = pool.append(value.raw, to: blocks.elements[block.index].parameters.raw)
    blocks.elements[block.index].parameters = ValueList(raw: list)
    return value
  }
  /// Removes a parameter; the arguments in branches are the caller's to remove.
  public mutating func removeParameter(of block: Block, at index: Int) {
    pool.remove(at: index, of: blocks.elements[block.index].parameters.raw)
    for position in index..<max(index, parameterCount(block)) {
      let value = parameter(block, position)
      values.elements[value.index] = ValueData(.parameter(block, position), type(of: value))
    }
  }
  public mutating func removeAllParameters(of block: Block) {
    blocks.elements[block.index].parameters = .empty
  }

  // Instructions.

  /// A new instruction with its results, not yet in the layout.
  @inlinable public mutating func makeInst(_ data: InstructionData) -> Inst {
    let inst = instructions.push(data)
    let first = UInt32(truncatingIfNeeded: values.count)
    switch data.opcode.resultShape {
    case 0: break
    case 1: values.push(ValueData(.result(inst, 0), data.onlyResultType))
    default: pushResults(inst, data)
    }
    results.append(ResultRange(first: first, count: UInt32(truncatingIfNeeded: values.count) &- first))
    if currentLocation != 0 { sourceLocations.set(inst, currentLocation) }
    return inst
  }
  @inlinable @inline(never) mutating func pushResults(_ inst: Inst, _ data: InstructionData) {
    for index in 0..<resultCount(for: data) {
      values.push(ValueData(.result(inst, index), resultType(for: data, index)))
    }
  }
  @inlinable @discardableResult
  public mutating func append(_ data: InstructionData, to block: Block) -> Inst {
    let inst = makeInst(data)
    layout.append(inst, to: block)
    return inst
  }
  @inlinable @discardableResult
  public mutating func insert(_ data: InstructionData, before other: Inst) -> Inst {
    let inst = makeInst(data)
    sourceLocations[inst] = sourceLocations[other]
    layout.insert(inst, before: other)
    return inst
  }
  /// Changes what an instruction does. Its results stay if the new ones have the same number and
  /// types; else it gets new results.
  public mutating func replace(_ inst: Inst, with data: InstructionData) {
    let old = results[inst.index]
    let count = resultCount(for: data)
    var isSame = count == Int(old.count)
    for index in 0..<count where isSame {
      isSame = values.elements[Int(old.first) + index].type == resultType(for: data, index)
    }
    instructions.elements[inst.index] = data
    if isSame { return }
    let first = UInt32(truncatingIfNeeded: values.count)
    for index in 0..<count { values.push(ValueData(.result(inst, index), resultType(for: data, index))) }
    results[inst.index] = ResultRange(first: first, count: UInt32(truncatingIfNeeded: count))
  }
  /// Makes `value` another name of `original`; used when what defined `value` goes away.
  @inlinable public mutating func changeToAlias(_ value: Value, of original: Value) {
    let target = resolve(original)
    guard target != value else { return }
    values.elements[value.index] = ValueData(.alias(target), type(of: target))
  }
  /// Takes an instruction out of the layout and forgets its results, whose uses are gone or aliased.
  @inlinable public mutating func remove(_ inst: Inst) {
    layout.remove(inst)
  }
  /// Makes `value`, which has no other definition, a result of an instruction (used by the parser).
  mutating func setResults(of inst: Inst, first: Value, count: Int) {
    results[inst.index] = ResultRange(first: first.raw, count: UInt32(count))
  }

  // Operands in the pool.

  @inlinable public mutating func makeList<S: Sequence>(_ elements: S) -> ValueList where S.Element == Value {
    let position = UInt32(truncatingIfNeeded: pool.words.count)
    pool.words.append(0)
    var count = 0
    for value in elements {
      pool.words.append(value.raw)
      count &+= 1
    }
    if count == 0 {
      pool.words.removeLast()
      return .empty
    }
    pool.words[Int(position)] = UInt32(truncatingIfNeeded: count)
    let padding = OperandPool.room(for: count) &- count &- 1
    if padding > 0 { pool.words.append(contentsOf: repeatElement(0, count: padding)) }
    return ValueList(raw: position)
  }
  @inlinable public mutating func makeBlockCall(_ block: Block) -> BlockCall {
    let position = pool.allocate(1)
    pool.words[Int(position) &+ 1] = block.raw
    return BlockCall(raw: position)
  }
  @inlinable public mutating func makeBlockCall<S: Sequence>(_ block: Block, _ arguments: S) -> BlockCall
  where S.Element == Value {
    var call = makeBlockCall(block)
    for value in arguments { call = append(BlockArgument(value), to: call) }
    return call
  }
  @inlinable public mutating func makeBlockCall<S: Sequence>(_ block: Block, arguments: S) -> BlockCall
  where S.Element == BlockArgument {
    var call = makeBlockCall(block)
    for argument in arguments { call = append(argument, to: call) }
    return call
  }
  /// Appends an argument; the call may move: store what is returned in place of the old one.
  @inlinable public mutating func append(_ argument: BlockArgument, to call: BlockCall) -> BlockCall {
    BlockCall(raw: pool.append(argument.raw, to: call.raw))
  }
  @inlinable public mutating func removeArgument(of call: BlockCall, at index: Int) {
    pool.remove(at: index &+ 1, of: call.raw)
  }
  @inlinable public mutating func setTarget(of call: BlockCall, _ block: Block) {
    pool.words[Int(call.raw) &+ 1] = block.raw
  }
  @inlinable public mutating func setArgument(of call: BlockCall, _ index: Int, _ argument: BlockArgument) {
    pool.words[Int(call.raw) &+ 2 &+ index] = argument.raw
  }

  // What instructions name.

  public mutating func makeJumpTable<S: Sequence>(default destination: BlockCall, entries: S) -> JumpTable
  where S.Element == BlockCall {
    let start = UInt32(truncatingIfNeeded: jumpTableCalls.count)
    jumpTableCalls.append(destination)
    jumpTableCalls.append(contentsOf: entries)
    return jumpTables.push(
      JumpTableData(start: start, length: UInt32(truncatingIfNeeded: jumpTableCalls.count) &- start))
  }
  /// The handle of these bytes.
  public mutating func makeConstant(_ bytes: [UInt8]) -> Constant {
    for (index, existing) in constants.elements.enumerated() where existing == bytes {
      return Constant(index)
    }
    return constants.push(bytes)
  }
  /// The handle of a signature; equal ones share it.
  public mutating func importSignature(_ signature: Signature) -> SigRef {
    for (index, existing) in signatures.elements.enumerated() where existing == signature {
      return SigRef(index)
    }
    return signatures.push(signature)
  }
  /// Flags with a trap code or alias region. If a function has more than 127 different ones, the
  /// annotation is dropped, which is conservative for regions.
  public mutating func annotate(_ flags: MemoryFlags, _ annotation: MemoryAnnotation) -> MemoryFlags {
    var flags = flags
    if let index = memoryAnnotations.firstIndex(of: annotation) {
      flags.annotation = index
    } else if memoryAnnotations.count < 128 {
      flags.annotation = memoryAnnotations.count
      memoryAnnotations.append(annotation)
    } else {
      flags.annotation = 0
    }
    return flags
  }

  /// The number of results that an instruction with this data has.
  @inlinable public func resultCount(for data: InstructionData) -> Int {
    switch data.opcode {
    case .call: signatures.elements[functions.elements[Int(data.a)].signature.index].results.count
    case .callIndirect: signatures.elements[Int(data.a)].results.count
    default: Int(data.opcode.resultShape)
    }
  }
  /// The type of one of the results that an instruction with this data has.
  @inlinable public func resultType(for data: InstructionData, _ index: Int) -> IRType {
    switch data.opcode {
    case .call:
      signatures.elements[functions.elements[Int(data.a)].signature.index].results[index].type
    case .callIndirect: signatures.elements[Int(data.a)].results[index].type
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow,
      .saddOverflowCin, .uaddOverflowCin, .ssubOverflowBin, .usubOverflowBin:
      index == 0 ? data.type : .i8
    case .isplit: data.type.halfWidth
    default: data.onlyResultType
    }
  }
}

extension InstructionData {
  /// The type of the result of an instruction that has one and is no call.
  @inlinable @inline(__always) var onlyResultType: IRType {
    switch opcode {
    case .icmp, .fcmp: type.comparisonResult
    case .iconcat: type.doubleWidth
    default: type
    }
  }
}
