// Builds a function from code with mutable variables: SSA on the fly after Braun et al., "Simple and
// Efficient Construction of Static Single Assignment Form" (2013).
//
// A block is *sealed* when all its predecessors are known. Reading a variable in a sealed block looks
// in its predecessors; in an unsealed one it makes a parameter whose arguments come with the sealing.
// A block enters the layout when it is first switched to. Parameters that the client itself gives a
// block must be appended before the first variable is read there.
import PolySupport

/// A mutable variable of the source program.
@frozen public struct Variable: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// Builds one function; `finish()` gives it.
public struct FunctionBuilder {
  public var function: Function
  /// The block that instructions are appended to.
  public private(set) var currentBlock = Block.none

  @usableFromInline struct BlockState {
    @usableFromInline var firstPredecessor: Int32 = -1
    @usableFromInline var lastPredecessor: Int32 = -1
    @usableFromInline var predecessorCount: UInt32 = 0
    @usableFromInline var firstIncomplete: Int32 = -1
    @usableFromInline var lastIncomplete: Int32 = -1
    @usableFromInline var isSealed = false
    @usableFromInline var isFilled = false
  }
  struct PredecessorNode {
    var block: Block
    var branch: Inst
    var next: Int32
  }
  struct IncompleteNode {
    var variable: Variable
    var parameter: Value
    var next: Int32
  }
  struct VariableState {
    var type: IRType
    /// The latest definition, for reads in the same block.
    var block = Block.none
    var value = Value.none
  }
  private enum Step {
    case use(Block)
    case finish(Value, Block)
  }

  var states: ContiguousArray<BlockState> = []
  var predecessors: ContiguousArray<PredecessorNode> = []
  var incomplete: ContiguousArray<IncompleteNode> = []
  var variables: ContiguousArray<VariableState> = []
  var definitions = DefinitionTable()
  private var steps: ContiguousArray<Step> = []
  private var found: ContiguousArray<Value> = []
  private var chain: ContiguousArray<Block> = []
  private var targets: ContiguousArray<Block> = []
  private var hasAliases = false

  public init(id: FunctionID = .none, signature: Signature, pointerType: IRType = .i64) {
    function = Function(id: id, signature: signature)
    function.pointerType = pointerType
  }

  /// Begins another function after `finish()`, with the memory of the last one: the tables for building
  /// it, and those of the function itself if it has been put back.
  public mutating func restart(id: FunctionID, signature: Signature, pointerType: IRType = .i64) {
    function.restart(id: id, signature: signature)
    function.pointerType = pointerType
    currentBlock = .none
    states.removeAll(keepingCapacity: true)
    predecessors.removeAll(keepingCapacity: true)
    incomplete.removeAll(keepingCapacity: true)
    variables.removeAll(keepingCapacity: true)
    definitions.removeAll()
    hasAliases = false
  }

  /// Takes up a finished function to rewrite variables in it: its blocks are unsealed, with the
  /// predecessors that `graph` has.
  init(adopting function: consuming Function, _ graph: ControlFlowGraph) {
    self.function = function
    states = ContiguousArray(filledWith: BlockState(), count: self.function.blocks.count)
    for block in graph.reversePostorder {
      for index in graph.predecessorRange(block) {
        let node = Int32(truncatingIfNeeded: predecessors.count)
        predecessors.append(
          PredecessorNode(block: graph.predecessor(index), branch: graph.branch(index), next: -1))
        if states[block.index].firstPredecessor < 0 {
          states[block.index].firstPredecessor = node
        } else {
          predecessors[Int(states[block.index].lastPredecessor)].next = node
        }
        states[block.index].lastPredecessor = node
        states[block.index].predecessorCount += 1
      }
    }
  }
  /// Reads and defines variables in this block from here on, which is in the layout already.
  mutating func resume(in block: Block) { currentBlock = block }
  /// Seals every block of an adopted function: all its branches exist.
  mutating func sealReachable(_ graph: ControlFlowGraph) {
    for block in graph.reversePostorder { states[block.index].isSealed = true }
  }
  /// Defines a variable at the end of a block that has its terminator.
  mutating func defineAnywhere(_ variable: Variable, _ value: Value) {
    definitions.set(variable, currentBlock, value)
  }
  /// Gives the adopted function back.
  consuming func release() -> Function {
    var builder = self
    builder.sealAllBlocks()
    if builder.hasAliases { builder.function.rewriteAliases() }
    return builder.function
  }
  /// Says that values were made aliases outside of the builder's own reads.
  mutating func noteAliases() { hasAliases = true }

  /// The position that the following instructions come from.
  public mutating func setLocation(_ location: UInt32) { function.currentLocation = location }

  // Blocks.

  /// A new block; it is placed where it is first switched to.
  public mutating func makeBlock() -> Block {
    states.append(BlockState())
    return function.makeBlock()
  }
  /// Makes the entry block with the signature's parameters, seals it and switches to it.
  public mutating func makeEntryBlock() -> Block {
    let block = makeBlock()
    function.appendSignatureParameters(to: block)
    switchTo(block)
    seal(block)
    return block
  }
  @discardableResult
  public mutating func appendParameter(to block: Block, _ type: IRType) -> Value {
    function.appendParameter(to: block, type)
  }
  public func parameter(_ block: Block, _ index: Int) -> Value { function.parameter(block, index) }
  /// Appends the following instructions to this block.
  public mutating func switchTo(_ block: Block) {
    currentBlock = block
    if !function.layout.contains(block) { function.layout.append(block) }
  }
  public mutating func setCold(_ block: Block) { function.blocks[block].isCold = true }
  /// Whether the current block has its terminator (or there is no current block): what follows is
  /// unreachable.
  public var isFilled: Bool { currentBlock.isNone || states[currentBlock.index].isFilled }
  public func isFilled(_ block: Block) -> Bool { states[block.index].isFilled }
  public func isSealed(_ block: Block) -> Bool { states[block.index].isSealed }
  /// Whether no branch to the block has been built yet.
  public func hasNoPredecessors(_ block: Block) -> Bool { states[block.index].predecessorCount == 0 }

  // Variables.

  public mutating func declareVariable(_ type: IRType) -> Variable {
    variables.append(VariableState(type: type))
    return Variable(variables.count - 1)
  }
  public func type(of variable: Variable) -> IRType { variables[variable.index].type }

  /// Gives a variable a value from here on; nothing after the block's terminator.
  public mutating func define(_ variable: Variable, _ value: Value) {
    guard !isFilled else { return }
    variables[variable.index].block = currentBlock
    variables[variable.index].value = value
    definitions.set(variable, currentBlock, value)
  }
  /// The value that a variable has here. A variable that was never given one reads as zero.
  public mutating func use(_ variable: Variable) -> Value {
    let state = variables[variable.index]
    if state.block == currentBlock, !state.value.isNone { return function.resolve(state.value) }
    let value = read(variable, in: currentBlock)
    variables[variable.index].block = currentBlock
    variables[variable.index].value = value
    return value
  }

  /// Says that all branches to the block have been built.
  public mutating func seal(_ block: Block) {
    guard !states[block.index].isSealed else { return }
    states[block.index].isSealed = true
    var node = states[block.index].firstIncomplete
    states[block.index].firstIncomplete = -1
    while node >= 0 {
      let entry = incomplete[Int(node)]
      node = entry.next
      steps.clear()
      found.clear()
      pushPredecessorReads(entry.parameter, block)
      run(entry.variable)
    }
  }
  public mutating func sealAllBlocks() {
    for index in states.indices { seal(Block(index)) }
  }

  private mutating func read(_ variable: Variable, in block: Block) -> Value {
    steps.clear()
    found.clear()
    steps.append(.use(block))
    run(variable)
    return function.resolve(found.last ?? .none)
  }

  private mutating func run(_ variable: Variable) {
    while let step = steps.popLast() {
      switch step {
      case .use(let block): look(variable, in: block)
      case .finish(let parameter, let block): finish(parameter, of: block)
      }
    }
  }

  /// Finds the definition that reaches the end of `block` and pushes it on `found`.
  private mutating func look(_ variable: Variable, in block: Block) {
    if let value = definitions.get(variable, block) {
      found.append(function.resolve(value))
      return
    }
    chain.clear()
    var current = block
    var value = Value.none
    while true {
      chain.append(current)
      let state = states[current.index]
      guard state.isSealed, state.predecessorCount == 1, chain.count <= states.count else { break }
      current = predecessors[Int(state.firstPredecessor)].block
      if let definition = definitions.get(variable, current) {
        value = function.resolve(definition)
        break
      }
    }
    let state = states[current.index]
    var isPending = false
    if value.isNone {
      if state.isSealed, state.predecessorCount == 0 || chain.count > states.count {
        value = undefined(variables[variable.index].type, in: current)
      } else {
        value = function.appendParameter(to: current, variables[variable.index].type)
        isPending = state.isSealed
        if !state.isSealed { addIncomplete(variable, value, current) }
      }
    }
    for passed in chain { definitions.set(variable, passed, value) }
    if isPending { pushPredecessorReads(value, current) } else { found.append(value) }
  }

  private mutating func addIncomplete(_ variable: Variable, _ parameter: Value, _ block: Block) {
    let node = Int32(truncatingIfNeeded: incomplete.count)
    incomplete.append(IncompleteNode(variable: variable, parameter: parameter, next: -1))
    if states[block.index].firstIncomplete < 0 {
      states[block.index].firstIncomplete = node
    } else {
      incomplete[Int(states[block.index].lastIncomplete)].next = node
    }
    states[block.index].lastIncomplete = node
  }

  private mutating func pushPredecessorReads(_ parameter: Value, _ block: Block) {
    steps.append(.finish(parameter, block))
    let start = steps.count
    var node = states[block.index].firstPredecessor
    while node >= 0 {
      steps.append(.use(predecessors[Int(node)].block))
      node = predecessors[Int(node)].next
    }
    // Reads run from the end of the stack: turn them so that the first predecessor is read first.
    steps[start...].reverse()
  }

  /// Takes the values of all predecessors from `found`: if they are one, the parameter is that value;
  /// else they become its arguments. Leaves the parameter's value on `found`.
  private mutating func finish(_ parameter: Value, of block: Block) {
    let count = Int(states[block.index].predecessorCount)
    let start = found.count - count
    var single = Value.none
    var isTrivial = true
    for index in start..<found.count {
      let value = function.resolve(found[index])
      found[index] = value
      if value == parameter || value == single { continue }
      if single.isNone { single = value } else { isTrivial = false }
    }
    if isTrivial {
      if single.isNone { single = undefined(function.type(of: parameter), in: block) }
      if case .parameter(_, let index) = function.values[parameter].definition {
        function.removeParameter(of: block, at: index)
      }
      function.changeToAlias(parameter, of: single)
      hasAliases = true
      while found.count > start { found.removeLast() }
      found.append(single)
      return
    }
    var node = states[block.index].firstPredecessor
    var index = start
    while node >= 0 {
      let argument = BlockArgument(found[index])
      function.rewriteBlockCalls(predecessors[Int(node)].branch) { function, call in
        function.target(of: call) == block ? function.append(argument, to: call) : call
      }
      node = predecessors[Int(node)].next
      index += 1
    }
    while found.count > start { found.removeLast() }
    found.append(parameter)
  }

  /// Zero of a type, at the beginning of a block.
  private mutating func undefined(_ type: IRType, in block: Block) -> Value {
    func prepend(_ data: InstructionData) -> Value {
      let inst = function.makeInst(data)
      function.layout.prepend(inst, to: block)
      return function.firstResult(inst)
    }
    switch type {
    case .i128:
      let zero = function.makeInst(.iconst(.i64, 0))
      let wide = function.makeInst(.unary(.uextend, .i128, function.firstResult(zero)))
      function.layout.prepend(wide, to: block)
      function.layout.prepend(zero, to: block)
      return function.firstResult(wide)
    case .f16: return prepend(.floatConstant(.f16const, type, bits: 0))
    case .f32: return prepend(.floatConstant(.f32const, type, bits: 0))
    case .f64: return prepend(.floatConstant(.f64const, type, bits: 0))
    case .f128:
      let constant = function.makeConstant([UInt8](repeating: 0, count: 16))
      return prepend(InstructionData(.f128const, type, a: constant.raw))
    default: return prepend(.iconst(type, 0))
    }
  }

  // Instructions.

  /// Appends an instruction. What follows a terminator in the same block is dropped: it would be
  /// unreachable; a detached instruction with the right results is returned.
  @discardableResult
  public mutating func emit(_ data: InstructionData) -> Inst {
    let inst = function.makeInst(data)
    guard !currentBlock.isNone, !states[currentBlock.index].isFilled else { return inst }
    function.layout.append(inst, to: currentBlock)
    if data.opcode.isTerminator {
      states[currentBlock.index].isFilled = true
      if data.opcode.isBranch { recordPredecessors(inst) }
    }
    return inst
  }
  /// Appends an instruction with one result and gives it.
  @inlinable public mutating func value(_ data: InstructionData) -> Value {
    // In two steps: the receiver of a call is read before its arguments.
    let inst = emit(data)
    return function.firstResult(inst)
  }

  private mutating func recordPredecessors(_ branch: Inst) {
    var targets = ContiguousArray<Block>()
    swap(&targets, &self.targets)
    // A closure over the builder would copy the function.
    function.forEachSuccessor(currentBlock) { targets.append($0) }
    for index in targets.indices { recordPredecessor(branch, of: targets[index]) }
    targets.clear()
    swap(&targets, &self.targets)
  }

  private mutating func recordPredecessor(_ branch: Inst, of target: Block) {
    var last = states[target.index].lastPredecessor
    // Several calls of one branch to one block are one predecessor.
    if last >= 0, predecessors[Int(last)].branch == branch { return }
    last = Int32(truncatingIfNeeded: predecessors.count)
    predecessors.append(PredecessorNode(block: currentBlock, branch: branch, next: -1))
    if states[target.index].firstPredecessor < 0 {
      states[target.index].firstPredecessor = last
    } else {
      predecessors[Int(states[target.index].lastPredecessor)].next = last
    }
    states[target.index].lastPredecessor = last
    states[target.index].predecessorCount += 1
  }

  /// Seals what is unsealed, ends unfilled blocks with a trap, replaces aliases in operands by what
  /// they stand for, and gives the function away: only `restart` may follow.
  public mutating func finish() -> Function {
    sealAllBlocks()
    for index in states.indices where !states[index].isFilled {
      let block = Block(index)
      if function.layout.contains(block) { function.append(.trap(.user(1)), to: block) }
    }
    if hasAliases { function.rewriteAliases() }
    var finished = Function()
    swap(&finished, &function)
    return finished
  }
}

extension Function {
  /// Makes every instruction name the values that aliases stand for.
  public mutating func rewriteAliases() {
    var block = layout.firstBlock
    while !block.isNone {
      var inst = layout.firstInst(block)
      while !inst.isNone {
        rewriteAliases(of: inst)
        inst = layout.next(inst)
      }
      block = layout.next(block)
    }
  }

  /// Whether an instruction names an alias. (Without a closure: one that captures a function copies it.)
  func usesAlias(_ inst: Inst) -> Bool {
    let data = instructions.elements[inst.index]
    let inline = data.inlineOperandCount
    if inline > 0, isAlias(data.a) { return true }
    if inline > 1, isAlias(data.b) { return true }
    if inline > 2, isAlias(data.c) { return true }
    switch data.opcode.format {
    case .multiAry, .call, .callIndirect: return usesAlias(inList: data.b)
    case .tryCall, .tryCallIndirect:
      let table = Int(data.c)
      if usesAlias(inList: data.b) || usesAlias(inCall: exceptionTables.elements[table].normal) { return true }
      for index in exceptionTables.elements[table].items.indices {
        switch exceptionTables.elements[table].items[index] {
        case .tag(_, let call), .default(let call): if usesAlias(inCall: call) { return true }
        case .context(let value): if isAlias(value.raw) { return true }
        }
      }
      return false
    case .jump: return usesAlias(inCall: data.destination)
    case .brif: return usesAlias(inCall: data.thenDestination) || usesAlias(inCall: data.elseDestination)
    case .branchTable:
      let table = jumpTables.elements[Int(data.b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        if usesAlias(inCall: jumpTableCalls[position]) { return true }
      }
      return false
    default: return false
    }
  }
  private func usesAlias(inList list: UInt32) -> Bool {
    for position in pool.range(list) where isAlias(pool.words[position]) { return true }
    return false
  }
  private func usesAlias(inCall call: BlockCall) -> Bool {
    let start = Int(call.raw) &+ 2
    for position in start..<(start &+ argumentCount(of: call)) {
      let word = pool.words[position]
      if word < 0x8000_0000, isAlias(word) { return true }
    }
    return false
  }

  /// Makes an instruction name the values that aliases stand for.
  @inline(__always) public mutating func rewriteAliases(of inst: Inst) {
    let data = instructions.elements[inst.index]
    let inline = data.inlineOperandCount
    if inline > 0 {
      if isAlias(data.a) { instructions.elements[inst.index].a = resolve(Value(raw: data.a)).raw }
      if inline > 1, isAlias(data.b) { instructions.elements[inst.index].b = resolve(Value(raw: data.b)).raw }
      if inline > 2, isAlias(data.c) { instructions.elements[inst.index].c = resolve(Value(raw: data.c)).raw }
    }
    if data.opcode.usesPool { rewritePoolAliases(of: inst) }
  }
  private mutating func rewritePoolAliases(of inst: Inst) {
    let data = instructions.elements[inst.index]
    switch data.opcode.format {
    case .multiAry, .call, .callIndirect: rewriteAliases(inList: data.b)
    case .tryCall, .tryCallIndirect:
      rewriteAliases(inList: data.b)
      let table = Int(data.c)
      rewriteAliases(inCall: exceptionTables.elements[table].normal)
      for index in exceptionTables.elements[table].items.indices {
        switch exceptionTables.elements[table].items[index] {
        case .tag(_, let call), .default(let call): rewriteAliases(inCall: call)
        case .context(let value):
          if isAlias(value.raw) { exceptionTables.elements[table].items[index] = .context(resolve(value)) }
        }
      }
    case .jump: rewriteAliases(inCall: data.destination)
    case .brif:
      rewriteAliases(inCall: data.thenDestination)
      rewriteAliases(inCall: data.elseDestination)
    case .branchTable:
      let table = jumpTables.elements[Int(data.b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        rewriteAliases(inCall: jumpTableCalls[position])
      }
    default: break
    }
  }

  @inline(__always) private func isAlias(_ value: UInt32) -> Bool { values.elements[Int(value)].isAlias }

  private mutating func rewriteAliases(inList list: UInt32) {
    for position in pool.range(list) where isAlias(pool.words[position]) {
      pool.words[position] = resolve(Value(raw: pool.words[position])).raw
    }
  }
  private mutating func rewriteAliases(inCall call: BlockCall) {
    let start = Int(call.raw) &+ 2
    for position in start..<(start &+ argumentCount(of: call)) {
      let word = pool.words[position]
      if word < 0x8000_0000, isAlias(word) { pool.words[position] = resolve(Value(raw: word)).raw }
    }
  }
}

/// The definitions of variables in blocks: open addressing on a packed key.
struct DefinitionTable {
  private struct Entry {
    var key = UInt64.max
    var value = Value.none
  }
  private var entries: ContiguousArray<Entry> = []
  private var used: ContiguousArray<UInt32> = []

  mutating func removeAll() {
    for slot in used { entries[Int(slot)].key = .max }
    used.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func slot(_ key: UInt64) -> Int {
    let hash = (key ^ (key &>> 29)) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash &>> 20) & (entries.count &- 1)
    while entries[slot].key != key, entries[slot].key != .max { slot = (slot &+ 1) & (entries.count &- 1) }
    return slot
  }
  func get(_ variable: Variable, _ block: Block) -> Value? {
    if used.isEmpty { return nil }
    let slot = slot(UInt64(variable.raw) &<< 32 | UInt64(block.raw))
    return entries[slot].key == .max ? nil : entries[slot].value
  }
  mutating func set(_ variable: Variable, _ block: Block, _ value: Value) {
    if used.count * 2 >= entries.count { grow() }
    let key = UInt64(variable.raw) &<< 32 | UInt64(block.raw)
    let slot = slot(key)
    if entries[slot].key == .max { used.append(UInt32(truncatingIfNeeded: slot)) }
    entries[slot] = Entry(key: key, value: value)
  }
  private mutating func grow() {
    let old = entries
    entries = ContiguousArray(filledWith: Entry(), count: max(64, old.count * 2))
    used.removeAll(keepingCapacity: true)
    for entry in old where entry.key != .max {
      let slot = slot(entry.key)
      entries[slot] = entry
      used.append(UInt32(truncatingIfNeeded: slot))
    }
  }
}
