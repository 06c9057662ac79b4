// Where values live: evaluated in place at their only use, made again at each use, or in a local.
//
// An instruction is *inline* if its only user is in the same block and nothing between them can change
// what it computes: the stack machine then evaluates it as an operand. What is left are *roots*, in
// their order. Locals are shared by roots' results whose live ranges, as intervals over the blocks in
// order, do not meet; arguments of branches prefer the local of the parameter that they are for.

import PolyIR
import PolySupport

extension IRType {
  /// The wasm type of a value; an i128 is two of them. Nil for what wasm has no type for.
  var wasm: WasmType? {
    switch self {
    case .i8, .i16, .i32: .i32
    case .i64, .i128: .i64
    case .f32: .f32
    case .f64: .f64
    default: nil
    }
  }
}

extension Opcode {
  /// What a value of this opcode needs to be evaluated later than where it stands.
  enum Deferral { case never, whileNothingHappens, always }

  var deferral: Deferral {
    switch self {
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32, .udiv, .sdiv, .urem, .srem, .fcvtToUint,
      .fcvtToSint:
      .whileNothingHappens
    case .smin, .smax, .umin, .umax, .select, .selectSpectreGuard, .bitselect, .icmp, .iadd, .isub, .ineg, .iabs,
      .imul, .umulhi, .smulhi, .band, .bor, .bxor, .bnot, .rotl, .rotr, .ishl, .ushr, .sshr, .bitrev, .clz, .cls,
      .ctz, .bswap, .popcnt, .fcmp, .fadd, .fsub, .fmul, .fdiv, .sqrt, .fneg, .fabs, .fcopysign, .fmin, .fmax,
      .ceil, .floor, .trunc, .nearest, .bitcast, .bmask, .ireduce, .uextend, .sextend, .fpromote, .fdemote,
      .fcvtToUintSat, .fcvtToSintSat, .fcvtFromUint, .fcvtFromSint:
      .always
    default: .never
    }
  }
  /// Costs nothing to make again wherever it is used.
  var isRematerialized: Bool {
    switch self {
    case .iconst, .f32const, .f64const, .stackAddr, .symbolValue, .tlsValue, .funcAddr: true
    default: false
    }
  }
}

struct ValuePlacement {
  private(set) var useCounts: ContiguousArray<Int32>
  /// By instruction: it has effects, or something live uses it.
  private(set) var isLive: ContiguousArray<Bool>
  private(set) var isInline: ContiguousArray<Bool>
  /// By value: its local (the low half's for i128), -1 if it has none.
  private(set) var locals: ContiguousArray<Int32>
  private(set) var highLocals: ContiguousArray<Int32>
  /// The types of locals behind the parameters.
  private(set) var localTypes: [WasmType] = []
  private let parameterCount: Int
  /// How many locals the function has, parameters included.
  var localCount: Int { parameterCount + localTypes.count }

  /// Trees deeper than this are cut: their code is written by recursion.
  private static let maximumDepth: UInt8 = 60

  init(_ function: Function, _ graph: ControlFlowGraph) {
    let values = function.values.count
    useCounts = ContiguousArray(repeating: 0, count: values)
    isLive = ContiguousArray(repeating: false, count: function.instructions.count)
    isInline = ContiguousArray(repeating: false, count: values)
    locals = ContiguousArray(repeating: -1, count: values)
    highLocals = locals
    parameterCount = function.signature.parameters.reduce(0) { $0 + ($1.type == .i128 ? 2 : 1) }
    let users = markLive(function, graph)
    chooseInline(function, graph, users)
    let intervals = makeIntervals(function, graph)
    assignLocals(function, graph, intervals)
  }

  private func definition(_ function: Function, _ value: Value) -> Inst? { function.definingInst(of: value) }

  // MARK: use counts

  /// The last user of each value.
  private mutating func markLive(_ function: Function, _ graph: ControlFlowGraph) -> ContiguousArray<Inst> {
    var users = ContiguousArray<Inst>(repeating: .none, count: function.values.count)
    var pending: ContiguousArray<Inst> = []
    for block in graph.reversePostorder {
      for inst in function.layout.instSequence(block)
      where function[inst].opcode.isTerminator || function.hasSideEffects(inst) {
        isLive[inst.index] = true
        pending.append(inst)
      }
    }
    var uses: ContiguousArray<Value> = []
    while let inst = pending.popLast() {
      uses.removeAll(keepingCapacity: true)
      function.appendUses(inst, to: &uses)
      for use in uses {
        let value = function.resolve(use)
        useCounts[value.index] += 1
        users[value.index] = inst
        if let source = function.definingInst(of: value), !isLive[source.index] {
          isLive[source.index] = true
          pending.append(source)
        }
      }
    }
    return users
  }

  // MARK: inline values

  private mutating func chooseInline(
    _ function: Function, _ graph: ControlFlowGraph, _ users: ContiguousArray<Inst>
  ) {
    let count = function.instructions.count
    var roots = ContiguousArray<Inst>(repeating: .none, count: count)
    var depths = ContiguousArray<UInt8>(repeating: 0, count: count)
    // Grows with each effect in a block.
    var colours = ContiguousArray<UInt32>(repeating: 0, count: count)
    for block in graph.reversePostorder {
      var colour: UInt32 = 0
      for inst in function.layout.instSequence(block) {
        colours[inst.index] = colour
        let opcode = function[inst].opcode
        if isLive[inst.index], opcode.deferral == .never, function.hasSideEffects(inst) { colour += 1 }
      }
      var inst = function.layout.lastInst(block)
      while !inst.isNone {
        defer { inst = function.layout.previous(inst) }
        roots[inst.index] = inst
        guard isLive[inst.index], function.resultCount(inst) == 1 else { continue }
        let data = function[inst]
        let value = function.firstResult(inst)
        let deferral = data.opcode.deferral
        let user = users[value.index]
        guard deferral != .never, useCounts[value.index] == 1, function.type(of: value) != .i128,
          function.layout.block(of: user) == block, depths[user.index] < Self.maximumDepth, !usesWide(function, data)
        else { continue }
        let root = roots[user.index]
        guard deferral == .always || data.flags.isReadonly && data.format == .load
          || colours[inst.index] == colours[root.index]
        else { continue }
        isInline[value.index] = true
        roots[inst.index] = root
        depths[inst.index] = depths[user.index] + 1
      }
    }
  }

  /// Whether an operand is an i128: such instructions write and read halves in steps.
  private func usesWide(_ function: Function, _ data: InstructionData) -> Bool {
    for position in 0..<data.inlineOperandCount where function.type(of: data[operand: position]) == .i128 { return true }
    return false
  }

  // MARK: live ranges

  private struct Interval {
    var start = Int32.max
    var end: Int32 = -1
    mutating func include(_ position: Int32) {
      start = min(start, position)
      end = max(end, position)
    }
  }

  /// Calls `body` for every value in a local that evaluating an instruction reads.
  private func forEachLeaf(_ function: Function, _ inst: Inst, _ body: (Value) -> Void) {
    function.forEachUse(inst) { use in
      let value = function.resolve(use)
      guard let source = function.definingInst(of: value) else { return body(value) }
      if function[source].opcode.isRematerialized { return }
      if isInline[value.index] { forEachLeaf(function, source, body) } else { body(value) }
    }
  }

  /// Whether results are written before all operands are read.
  private func isCompound(_ function: Function, _ inst: Inst) -> Bool {
    let data = function[inst]
    if data.opcode.isCall || data.opcode.isTerminator { return false }
    let count = function.resultCount(inst)
    return count > 1 || count == 1 && function.type(of: function.firstResult(inst)) == .i128
      || data.opcode == .atomicRmw || data.opcode == .atomicCas
  }

  private func makeIntervals(_ function: Function, _ graph: ControlFlowGraph) -> ContiguousArray<Interval> {
    var intervals = ContiguousArray<Interval>(repeating: Interval(), count: function.values.count)
    var starts = ContiguousArray<Int32>(repeating: 0, count: function.blocks.count)
    var ends = starts
    /// Uses in other blocks than the definition's.
    var crossing: ContiguousArray<(value: UInt32, block: Block)> = []
    var position: Int32 = 0
    for block in graph.reversePostorder {
      starts[block.index] = position
      for parameter in function.parameters(of: block) { intervals[parameter.index].include(position) }
      for inst in function.layout.instSequence(block) where isLive[inst.index] {
        let data = function[inst]
        if data.opcode.isRematerialized { continue }
        if function.resultCount(inst) == 1, isInline[function.firstResult(inst).index] { continue }
        position += 3
        let readAt = isCompound(function, inst) ? position + 2 : position
        forEachLeaf(function, inst) { value in
          intervals[value.index].include(readAt)
          if function.definingBlock(of: value) != block { crossing.append((value.raw, block)) }
        }
        for result in function.results(of: inst) { intervals[result.index].include(position + 1) }
      }
      position += 3
      ends[block.index] = position
      position += 1
    }
    crossing.sort { ($0.value, $0.block.raw) < ($1.value, $1.block.raw) }
    var stamps = ContiguousArray<UInt32>(repeating: .max, count: function.blocks.count)
    var pending: ContiguousArray<Block> = []
    for (raw, block) in crossing {
      let value = Value(raw: raw)
      let home = function.definingBlock(of: value)
      pending.append(block)
      while let next = pending.popLast() {
        intervals[value.index].include(starts[next.index])
        for index in graph.predecessorRange(next) {
          let before = graph.predecessor(index)
          intervals[value.index].include(ends[before.index])
          guard before != home, stamps[before.index] != raw else { continue }
          stamps[before.index] = raw
          pending.append(before)
        }
      }
    }
    return intervals
  }

  /// Values in locals that can be put into memory, those with the longest live ranges first.
  func longestValues(_ function: Function, _ graph: ControlFlowGraph, count: Int) -> [Value] {
    let intervals = makeIntervals(function, graph)
    let candidates = intervals.indices.filter { index in
      let value = Value(raw: UInt32(index))
      guard locals[index] >= 0, function.type(of: value) != .i128, intervals[index].end - intervals[index].start > 8
      else { return false }
      return definition(function, value).map { !function[$0].opcode.isTerminator } ?? true
    }
    let length = { (index: Int) in intervals[index].end - intervals[index].start }
    return candidates.sorted { (length($0), $1) > (length($1), $0) }.prefix(count).map { Value(raw: UInt32($0)) }
  }

  // MARK: locals

  private mutating func assignLocals(
    _ function: Function, _ graph: ControlFlowGraph, _ intervals: ContiguousArray<Interval>
  ) {
    /// The types of all locals, parameters first.
    var types: [WasmType] = []
    var isFree: [Bool] = []
    var free: [[Int32]] = [[], [], [], []]
    /// Locals by the end of what is in them: a binary heap.
    var active = ActiveLocals()

    func release(before start: Int32) {
      while let local = active.popIfEnded(before: start) {
        isFree[Int(local)] = true
        free[types[Int(local)].index].append(local)
      }
    }
    func take(_ type: WasmType, preferring hint: Int32, until end: Int32) -> Int32 {
      if hint >= 0, isFree[Int(hint)], types[Int(hint)] == type {
        isFree[Int(hint)] = false
        active.insert(hint, end: end)
        return hint
      }
      while let local = free[type.index].popLast() {
        guard isFree[Int(local)] else { continue }
        isFree[Int(local)] = false
        active.insert(local, end: end)
        return local
      }
      types.append(type)
      isFree.append(false)
      active.insert(Int32(types.count - 1), end: end)
      return Int32(types.count - 1)
    }

    let hints = makeHints(function, graph)
    for (index, parameter) in function.signature.parameters.enumerated() {
      guard let type = parameter.type.wasm else { continue }
      let value = function.parameter(function.entryBlock, index)
      let end = max(0, intervals[value.index].end)
      for half in 0..<(parameter.type == .i128 ? 2 : 1) {
        types.append(type)
        isFree.append(false)
        let local = Int32(types.count - 1)
        active.insert(local, end: end)
        if half == 0 { locals[value.index] = local } else { highLocals[value.index] = local }
      }
    }
    let order = intervals.indices.filter { intervals[$0].end >= 0 && locals[$0] < 0 && useCounts[$0] > 0 }
      .sorted { (intervals[$0].start, $0) < (intervals[$1].start, $1) }
    for index in order {
      let interval = intervals[index]
      let irType = function.values.elements[index].type
      guard let type = irType.wasm else { continue }
      release(before: interval.start)
      let hint = hints[index] >= 0 ? Int(hints[index]) : index
      locals[index] = take(type, preferring: locals[hint], until: interval.end)
      if irType == .i128 { highLocals[index] = take(type, preferring: highLocals[hint], until: interval.end) }
    }

    // Locals of one type stand together: their declaration is short.
    var numbers = [Int32](repeating: 0, count: types.count)
    for local in 0..<parameterCount { numbers[local] = Int32(local) }
    var next = Int32(parameterCount)
    for type in [WasmType.i32, .i64, .f32, .f64] {
      for local in types.indices.dropFirst(parameterCount) where types[local] == type {
        numbers[local] = next
        next += 1
        localTypes.append(type)
      }
    }
    for index in locals.indices {
      if locals[index] >= 0 { locals[index] = numbers[Int(locals[index])] }
      if highLocals[index] >= 0 { highLocals[index] = numbers[Int(highLocals[index])] }
    }
  }

  /// For arguments of branches the parameter, for parameters an argument.
  private func makeHints(_ function: Function, _ graph: ControlFlowGraph) -> ContiguousArray<Int32> {
    var hints = ContiguousArray<Int32>(repeating: -1, count: function.values.count)
    for block in graph.reversePostorder {
      let branch = function.layout.lastInst(block)
      guard !branch.isNone, function[branch].opcode.isBranch else { continue }
      function.forEachBlockCall(branch) { call in
        let target = function.target(of: call)
        for index in 0..<min(function.argumentCount(of: call), function.parameterCount(target)) {
          guard let argument = function.argument(of: call, index).value.map({ function.resolve($0) }) else { continue }
          let parameter = function.parameter(target, index)
          hints[argument.index] = Int32(parameter.raw)
          if hints[parameter.index] < 0 { hints[parameter.index] = Int32(argument.raw) }
        }
      }
    }
    return hints
  }
}

/// Locals in use, the one that ends first on top.
private struct ActiveLocals {
  private var heap: [(end: Int32, local: Int32)] = []

  mutating func insert(_ local: Int32, end: Int32) {
    heap.append((end, local))
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2].end > heap[child].end {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }
  mutating func popIfEnded(before start: Int32) -> Int32? {
    guard let top = heap.first, top.end < start else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [parent * 2 + 1, parent * 2 + 2] where child < heap.count && heap[child].end < heap[least].end {
          least = child
        }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return top.local
  }
}
