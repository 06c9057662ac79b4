// Makes control flow reducible: cycles that are entered at several blocks get one entry that dispatches.
//
// Structured code has loops with one head only. The entries of such a cycle become targets of a new
// block with a number that says which one is meant and the arguments of all of them. Such cycles come
// from state machines and jump threading; they are rare.

import PolyIR
import PolySupport

enum ReducibleFlow {
  /// Changes the function until every cycle has one head.
  static func establish(_ function: inout Function) {
    while true {
      let graph = ControlFlowGraph(function)
      let dominators = DominatorTree(function, graph)
      guard let cycle = irreducibleCycle(function, graph, dominators) else { return }
      dispatch(&function, graph, cycle)
    }
  }

  /// The blocks of a strongly connected region with several entries, or nil.
  private static func irreducibleCycle(
    _ function: Function, _ graph: ControlFlowGraph, _ dominators: DominatorTree
  ) -> (members: Set<Block>, entries: [Block])? {
    for block in graph.reversePostorder {
      for index in graph.predecessorRange(block) {
        let source = graph.predecessor(index)
        guard graph.position(source) >= graph.position(block), !dominators.dominates(block, source) else { continue }
        // All that is on a way from `block` to `source` under their common dominator.
        var top = block
        while !dominators.dominates(top, source) { top = dominators.immediateDominator(top) }
        var members: Set<Block> = [block, source]
        var forward: Set<Block> = [block]
        var pending = [block]
        while let next = pending.popLast() {
          function.forEachSuccessor(next) { target in
            if target != top, dominators.dominates(top, target), forward.insert(target).inserted { pending.append(target) }
          }
        }
        var backward: Set<Block> = [source]
        pending = [source]
        while let next = pending.popLast() {
          for index in graph.predecessorRange(next) {
            let other = graph.predecessor(index)
            if other != top, forward.contains(other), backward.insert(other).inserted { pending.append(other) }
          }
        }
        members = forward.intersection(backward)
        members.insert(block)
        members.insert(source)
        let entries = graph.reversePostorder.filter { member in
          members.contains(member)
            && graph.predecessorRange(member).contains { !members.contains(graph.predecessor($0)) }
        }
        if entries.count > 1 { return (members, entries) }
      }
    }
    return nil
  }

  private static func dispatch(
    _ function: inout Function, _ graph: ControlFlowGraph, _ cycle: (members: Set<Block>, entries: [Block])
  ) {
    let head = function.appendBlock()
    let selector = function.appendParameter(to: head, .i32)
    // Where the arguments of each entry stand among the parameters of the head.
    var forwarded: [BlockCall] = []
    var starts: [Int] = []
    var types: [IRType] = []
    for entry in cycle.entries {
      starts.append(types.count)
      var call = function.makeBlockCall(entry)
      for position in 0..<function.parameterCount(entry) {
        let type = function.type(of: function.parameter(entry, position))
        types.append(type)
        call = function.append(BlockArgument(function.appendParameter(to: head, type)), to: call)
      }
      forwarded.append(call)
    }
    let table = function.makeJumpTable(default: forwarded[0], entries: forwarded.dropFirst())
    // Entry 0 is the default: numbers count down from it.
    for block in graph.reversePostorder {
      let branch = function.layout.lastInst(block)
      guard !branch.isNone, function[branch].opcode.isBranch else { continue }
      var needed: [Int] = []
      function.forEachBlockCall(branch) { call in
        if let entry = cycle.entries.firstIndex(of: function.target(of: call)) { needed.append(entry) }
      }
      guard !needed.isEmpty else { continue }
      var zeros: [IRType: Value] = [:]
      for type in Set(types) { zeros[type] = zero(type, before: branch, &function) }
      var numbers: [Int: Value] = [:]
      for entry in Set(needed) {
        let number = entry == 0 ? cycle.entries.count : entry - 1
        let inst = function.insert(.iconst(.i32, UInt64(number)), before: branch)
        numbers[entry] = function.firstResult(inst)
      }
      function.rewriteBlockCalls(branch) { function, call in
        guard let entry = cycle.entries.firstIndex(of: function.target(of: call)), let number = numbers[entry]
        else { return call }
        var result = function.makeBlockCall(head)
        result = function.append(BlockArgument(number), to: result)
        let count = function.argumentCount(of: call)
        for position in types.indices {
          if position >= starts[entry], position < starts[entry] + count {
            result = function.append(function.argument(of: call, position - starts[entry]), to: result)
          } else if let value = zeros[types[position]] {
            result = function.append(BlockArgument(value), to: result)
          }
        }
        return result
      }
    }
    _ = function.append(.brTable(selector, table), to: head)
  }

  private static func zero(_ type: IRType, before inst: Inst, _ function: inout Function) -> Value {
    func insert(_ data: InstructionData) -> Value {
      let made = function.insert(data, before: inst)
      return function.firstResult(made)
    }
    switch type {
    case .f32: return insert(.floatConstant(.f32const, .f32, bits: 0))
    case .f64: return insert(.floatConstant(.f64const, .f64, bits: 0))
    case .i128:
      let half = insert(.iconst(.i64, 0))
      return insert(.binary(.iconcat, .i64, half, half))
    default: return insert(.iconst(type, 0))
    }
  }
}
