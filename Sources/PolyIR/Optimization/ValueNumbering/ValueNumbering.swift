// One walk over the dominator tree that finds equal computations and simplifies what it meets.
//
// At each instruction, in this order: operands become their representatives; the rules simplify
// (ValueNumbering+Rules, +Conversions); a table scoped by dominance finds an equal instruction; loads
// are forwarded (+Memory); conditions of branches and traps are decided by what dominating branches
// prove (+Facts) and teach new facts to what they dominate.
import PolySupport

/// Global value numbering with simplification, load forwarding and range facts. Its methods are `mutating` even
/// where they change nothing: a call of another kind would copy the whole state to the stack.
public struct ValueNumbering {
  var function: Function
  let graph: ControlFlowGraph
  let dominators: DominatorTree
  let context: PassContext
  var table = ScopedInstTable()
  var facts = FactTable()
  var memory: MemoryState
  var isChanged = false
  /// Traps that always happen: what follows in their blocks is cut off at the end.
  var certainTraps: ContiguousArray<Inst> = []
  /// The instruction that the rules work on.
  var current = Inst.none
  /// Scratch: the operands of one instruction.
  private var uses: ContiguousArray<Value> = []

  /// Runs the pass; true if anything changed. Unreachable blocks are removed first.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    guard !function.entryBlock.isNone else { return false }
    let graph = ControlFlowGraph(function)
    let didRemove = UnreachableBlocks.remove(&function, graph)
    var taken = Function()
    swap(&taken, &function)
    var pass = ValueNumbering(taken, graph, context)
    pass.walk()
    swap(&function, &pass.function)
    return pass.isChanged || didRemove
  }

  private init(_ function: consuming Function, _ graph: ControlFlowGraph, _ context: PassContext) {
    self.function = function
    self.context = context
    self.graph = graph
    dominators = DominatorTree(self.function, graph)
    memory = MemoryState(self.function, graph)
  }

  private mutating func walk() {
    var stack: ContiguousArray<(block: Block, child: Block)> = []
    let entry = function.entryBlock
    enter(entry)
    stack.append((entry, dominators.firstChild(entry)))
    while let (block, child) = stack.last {
      if child.isNone {
        leave(block)
        stack.removeLast()
      } else {
        stack[stack.count - 1].child = dominators.nextSibling(child)
        enter(child)
        stack.append((child, dominators.firstChild(child)))
      }
    }
    for inst in certainTraps { cutOff(inst) }
    if isChanged { function.rewriteAliases() }
  }

  private mutating func enter(_ block: Block) {
    table.push()
    facts.push()
    learnFromEdge(into: block)
    enterMemory(block)
    var inst = function.layout.firstInst(block)
    while !inst.isNone {
      let next = function.layout.next(inst)
      visit(inst, block)
      inst = next
    }
    leaveMemory(block)
  }
  private mutating func leave(_ block: Block) {
    table.pop()
    facts.pop()
    memory.forget(block)
  }

  private mutating func cutOff(_ inst: Inst) {
    let block = function.layout.block(of: inst)
    guard !block.isNone, function[inst].opcode != .trap else { return }
    var rest = function.layout.next(inst)
    while !rest.isNone {
      let next = function.layout.next(rest)
      function.layout.remove(rest)
      rest = next
    }
    function[inst] = .trap(function[inst].trapCode)
  }

  // One instruction.

  private mutating func visit(_ inst: Inst, _ block: Block) {
    current = inst
    canonicalizeOperands(inst)
    var rounds = 0
    while rounds < 8 {
      rounds += 1
      switch simplify(inst) {
      case .none: rounds = 100
      case .data(let data):
        function.instructions.elements[inst.index] = data
        isChanged = true
      case .value(let value):
        replace(inst, value)
        return
      case .values(let first, let second):
        let results = function.results(of: inst)
        isChanged = true
        if results.count == 2 {
          function.changeToAlias(results[0], of: first)
          function.changeToAlias(results[1], of: second)
          function.layout.remove(inst)
        }
        return
      }
    }
    let data = function[inst]
    if Self.isPure(data) {
      if let existing = table.find(data) {
        merge(inst, existing)
        return
      }
      table.insert(data, inst)
      return
    }
    switch data.opcode {
    case .trapz, .trapnz: visitTrap(inst, data)
    case .brif, .brTable: decideBranch(inst, data)
    default: visitMemory(inst, data, block)
    }
  }

  /// Makes operands what they are equal to, in a settled order.
  private mutating func canonicalizeOperands(_ inst: Inst) {
    // Most instructions name neither aliases nor what facts make constant.
    var hasConstant = false
    if facts.hasAny {
      uses.clear()
      function.appendUses(inst, to: &uses)
      for index in uses.indices where facts.constant(function.resolve(uses[index])) != nil { hasConstant = true }
    }
    if hasConstant { useFacts(inst) } else { function.rewriteAliases(of: inst) }
    let data = function[inst]
    guard data.opcode.isCommutative else { return }
    if data.a > data.b, data.opcode.format != .ternary {
      // An order of operands, constants last, makes equal what differs only by it.
      if !isConstant(Value(raw: data.b)) { swapOperands(inst) }
    }
    if isConstant(Value(raw: data.a)), !isConstant(Value(raw: data.b)) {
      swapOperands(inst)
    }
  }
  /// Makes operands the constants that facts make of them, or what they are equal to.
  private mutating func useFacts(_ inst: Inst) {
    // Constants that facts give are made first: rewriting may not insert.
    var replacements: [(Value, Value)] = []
    do {
      var wanted: [(Value, UInt64)] = []
      uses.removeAll(keepingCapacity: true)
      function.appendUses(inst, to: &uses)
      for index in uses.indices {
        let value = function.resolve(uses[index])
        if let constant = facts.constant(value), function.type(of: value).bits <= 64,
          !wanted.contains(where: { $0.0 == value })
        {
          wanted.append((value, constant))
        }
      }
      for (value, constant) in wanted {
        replacements.append((value, makeConstant(function.type(of: value), UInt128(constant))))
        isChanged = true
      }
    }
    let values = function.values
    function.rewriteUses(inst) { value in
      var value = value
      while values.elements[value.index].isAlias {
        value = Value(raw: values.elements[value.index].entity)
      }
      for (old, new) in replacements where old == value { return new }
      return value
    }
  }
  private mutating func swapOperands(_ inst: Inst) {
    let data = function[inst]
    if isConstant(Value(raw: data.b)), !isConstant(Value(raw: data.a)) { return }
    function.instructions.elements[inst.index].a = data.b
    function.instructions.elements[inst.index].b = data.a
  }

  mutating func replace(_ inst: Inst, _ value: Value) {
    function.changeToAlias(function.firstResult(inst), of: value)
    function.layout.remove(inst)
    isChanged = true
  }
  private mutating func merge(_ inst: Inst, _ existing: Inst) {
    let (old, new) = (function.results(of: inst), function.results(of: existing))
    guard old.count == new.count else { return }
    for index in 0..<old.count { function.changeToAlias(old[index], of: new[index]) }
    function.layout.remove(inst)
    isChanged = true
  }

  /// Whether equal operands give equal results, and computing once is as good as twice.
  static func isPure(_ data: InstructionData) -> Bool {
    switch data.opcode {
    case .udiv, .sdiv, .urem, .srem, .fcvtToUint, .fcvtToSint, .uaddOverflowTrap: true
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32: data.flags.isReadonly
    case .getFramePointer, .getReturnAddress: true
    case .getStackPointer, .nop: false
    default: data.opcode.properties.isEmpty && data.opcode.format != .exceptionHandlerAddress
    }
  }

  /// The result of an instruction that the rules need, inserted before the current one or found.
  mutating func emit(_ data: InstructionData) -> Value {
    if Self.isPure(data), let existing = table.find(data) { return function.firstResult(existing) }
    let inst = function.insert(data, before: current)
    if Self.isPure(data) { table.insert(data, inst) }
    return function.firstResult(inst)
  }

  // Constants.

  @inline(__always) func isConstant(_ value: Value) -> Bool {
    guard let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .iconst, .f16const, .f32const, .f64const: return true
    default: return false
    }
  }
  /// The bits of a value that is constant; i128 is seen through its halves.
  mutating func constant(_ value: Value) -> UInt128? {
    guard let inst = function.definingInst(of: value) else { return nil }
    let data = function[inst]
    switch data.opcode {
    case .iconst, .f16const, .f32const, .f64const: return UInt128(data.immediate)
    case .iconcat where data.type == .i64:
      guard let low = constant64(Value(raw: data.a)), let high = constant64(Value(raw: data.b)) else { return nil }
      return UInt128(low) | UInt128(high) << 64
    case .uextend where data.type == .i128: return constant64(Value(raw: data.a)).map { UInt128($0) }
    case .sextend where data.type == .i128:
      guard let bits = constant64(Value(raw: data.a)) else { return nil }
      return UInt128(
        truncatingIfNeeded: ScalarEvaluation.signed(UInt128(bits), function.type(of: Value(raw: data.a))))
    default: return nil
    }
  }
  @inline(__always) private func constant64(_ value: Value) -> UInt64? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == .iconst else { return nil }
    return function[inst].immediate
  }
  mutating func makeConstant(_ type: IRType, _ bits: UInt128) -> Value {
    switch type {
    case .i128:
      let low = emit(.iconst(.i64, UInt64(truncatingIfNeeded: bits)))
      let high = emit(.iconst(.i64, UInt64(truncatingIfNeeded: bits >> 64)))
      return emit(.binary(.iconcat, .i64, low, high))
    case .f16: return emit(.floatConstant(.f16const, type, bits: UInt64(truncatingIfNeeded: bits)))
    case .f32: return emit(.floatConstant(.f32const, type, bits: UInt64(truncatingIfNeeded: bits)))
    case .f64: return emit(.floatConstant(.f64const, type, bits: UInt64(truncatingIfNeeded: bits)))
    default: return emit(.iconst(type, UInt64(truncatingIfNeeded: bits)))
    }
  }
  /// The instruction whose first result a value is.
  @inline(__always) func data(_ value: Value) -> InstructionData? {
    let value = function.resolve(value)
    guard let inst = function.definingInst(of: value), function.firstResult(inst) == value else { return nil }
    return function[inst]
  }
}

/// Instructions by what they compute, in nested scopes.
struct ScopedInstTable {
  private struct Entry {
    var first: UInt64
    var second: UInt64
    var inst: Inst
    var next: Int32
    var bucket: Int32
  }
  private var heads = ContiguousArray<Int32>(filledWith: -1, count: 256)
  private var entries: ContiguousArray<Entry> = []
  private var marks: ContiguousArray<Int> = []

  private static func key(_ data: InstructionData) -> (UInt64, UInt64) {
    let head = UInt64(data.opcode.rawValue) | UInt64(data.type.raw) &<< 8 | UInt64(data.extra) &<< 16
    return (head | UInt64(data.a) &<< 32, UInt64(data.b) | UInt64(data.c) &<< 32)
  }
  private func bucket(_ first: UInt64, _ second: UInt64) -> Int {
    let hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: (hash ^ (hash &>> 32))) & (heads.count - 1)
  }
  func find(_ data: InstructionData) -> Inst? {
    let (first, second) = Self.key(data)
    var index = heads[bucket(first, second)]
    while index >= 0 {
      let entry = entries[Int(index)]
      if entry.first == first, entry.second == second { return entry.inst }
      index = entry.next
    }
    return nil
  }
  mutating func insert(_ data: InstructionData, _ inst: Inst) {
    if entries.count > heads.count { grow() }
    let (first, second) = Self.key(data)
    let bucket = bucket(first, second)
    entries.append(
      Entry(first: first, second: second, inst: inst, next: heads[bucket], bucket: Int32(truncatingIfNeeded: bucket)))
    heads[bucket] = Int32(truncatingIfNeeded: entries.count - 1)
  }
  private mutating func grow() {
    heads = ContiguousArray(filledWith: -1, count: heads.count * 2)
    for index in entries.indices {
      let bucket = bucket(entries[index].first, entries[index].second)
      entries[index].next = heads[bucket]
      entries[index].bucket = Int32(truncatingIfNeeded: bucket)
      heads[bucket] = Int32(truncatingIfNeeded: index)
    }
  }
  mutating func push() { marks.append(entries.count) }
  mutating func pop() {
    let mark = marks.popLast() ?? 0
    while entries.count > mark {
      let entry = entries.removeLast()
      heads[Int(entry.bucket)] = entry.next
    }
  }
}
