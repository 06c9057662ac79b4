// Jump threading: a branch to a block whose own branch is decided by the arguments goes straight on.
//
// `match` on an `Option` that was just built is this: the block of the match gets a constant
// discriminant from each side. The block is copied onto the edge and its branch decided there.
import PolySupport

/// Jump threading.
public struct JumpThreading {
  static let maximumInstructions = 10
  /// The threads of a run, besides one for each block.
  static let maximumThreads = 64

  /// True if a branch was threaded.
  public static func run(_ function: inout Function) -> Bool {
    guard function.layout.blockCount > 2, hasDecisions(function) else { return false }
    let graph = ControlFlowGraph(function)
    UnreachableBlocks.remove(&function, graph)
    guard graph.reversePostorder.count > 2 else { return false }
    // Of the graph as it is now, though made when first asked for.
    var dominators: DominatorTree?
    var duplication = BlockDuplication()
    var threads = 0
    let limit = maximumThreads + graph.reversePostorder.count
    for block in graph.reversePostorder.dropFirst() {
      guard threads < limit, isCandidate(function, graph, &dominators, block) else { continue }
      for position in graph.predecessorRange(block) {
        let branch = graph.branch(position)
        let source = graph.predecessor(position)
        guard source != block else { continue }
        var calls: [BlockCall] = []
        var decided: [BlockCall] = []
        function.forEachBlockCall(branch) { call in
          guard function.target(of: call) == block else { return }
          if let onward = decide(function, block, call, branch) {
            calls.append(call)
            decided.append(onward)
          }
        }
        for (call, onward) in zip(calls, decided) {
          thread(&function, &duplication, block, source, branch, call, onward)
          threads += 1
        }
      }
    }
    guard !duplication.isEmpty else { return false }
    duplication.repair(&function)
    return true
  }

  /// A block that ends in a conditional branch, has little in it and is no loop header.
  private static func isCandidate(
    _ function: Function, _ graph: ControlFlowGraph, _ dominators: inout DominatorTree?, _ block: Block
  ) -> Bool {
    let last = function.layout.lastInst(block)
    guard function[last].opcode == .brif || function[last].opcode == .brTable,
      function.parameterCount(block) > 0 || graph.predecessorCount(block) > 1
    else { return false }
    var count = 0
    for inst in function.layout.instSequence(block) {
      count += 1
      guard count <= maximumInstructions, BlockDuplication.isDuplicable(function, inst) else { return false }
      // Copies of stores and atomics are correct but not worth it.
      if function[inst].opcode.canStore { return false }
    }
    let tree = dominators ?? DominatorTree(function, graph)
    dominators = tree
    for position in graph.predecessorRange(block) where tree.dominates(block, graph.predecessor(position)) {
      return false
    }
    return true
  }

  /// Whether a block ends in a branch that could be decided.
  private static func hasDecisions(_ function: Function) -> Bool {
    var block = function.layout.next(function.entryBlock)
    while !block.isNone {
      let last = function.layout.lastInst(block)
      if !last.isNone, function[last].opcode == .brif || function[last].opcode == .brTable { return true }
      block = function.layout.next(block)
    }
    return false
  }

  /// Where the block goes when it is entered by `call`, if that is decided.
  private static func decide(_ function: Function, _ block: Block, _ call: BlockCall, _ branch: Inst) -> BlockCall? {
    // Special arguments of a try_call are not known before it.
    for index in 0..<function.argumentCount(of: call) where !function.argument(of: call, index).isValue {
      return nil
    }
    let last = function.layout.lastInst(block)
    let data = function[last]
    guard let known = evaluate(function, Value(raw: data.a), block, call, branch, 0) else { return nil }
    if data.opcode == .brif { return known != 0 ? data.thenDestination : data.elseDestination }
    let table = data.jumpTable
    return known < UInt128(function.entryCount(of: table))
      ? function.entry(of: table, Int(known)) : function.defaultDestination(of: table)
  }

  private static func evaluate(
    _ function: Function, _ value: Value, _ block: Block, _ call: BlockCall, _ branch: Inst, _ depth: Int
  ) -> UInt128? {
    guard depth < 6 else { return nil }
    let value = function.resolve(value)
    switch function.definition(of: value) {
    case .parameter(let source, let index) where source == block:
      guard let argument = function.argument(of: call, index).value else { return nil }
      return outer(function, function.resolve(argument), call, branch)
    case .result(let inst, let index) where index == 0 && function.layout.block(of: inst) == block:
      let data = function[inst]
      if data.opcode == .iconst { return UInt128(data.immediate) }
      switch data.opcode {
      case .icmp, .band, .bor, .bxor, .iadd, .isub, .uextend, .sextend, .ireduce, .select, .ushr, .ishl, .bnot:
        break
      default: return nil
      }
      var operands: [UInt128] = [0, 0, 0]
      for position in 0..<data.inlineOperandCount {
        guard let bits = evaluate(function, data[operand: position], block, call, branch, depth + 1) else { return nil }
        operands[position] = bits
      }
      let type = function.type(of: Value(raw: data.a))
      if case .value(let bits) = ScalarEvaluation.evaluate(
        data, operandType: type, operands[0], operands[1], operands[2])
      {
        return bits
      }
      return nil
    default: return outer(function, value, call, branch)
    }
  }

  /// A value that is known on the edge of `call`: a constant, or the condition of the branch itself.
  private static func outer(_ function: Function, _ value: Value, _ call: BlockCall, _ branch: Inst) -> UInt128? {
    if let inst = function.definingInst(of: value), function[inst].opcode == .iconst {
      return UInt128(function[inst].immediate)
    }
    let data = function[branch]
    guard data.opcode == .brif, function.resolve(Value(raw: data.a)) == value,
      data.thenDestination != data.elseDestination
    else { return nil }
    if call == data.elseDestination { return 0 }
    return ControlFlowSimplification.isBoolean(function, value) ? 1 : nil
  }

  private static func thread(
    _ function: inout Function, _ duplication: inout BlockDuplication, _ block: Block, _ source: Block,
    _ branch: Inst, _ call: BlockCall, _ onward: BlockCall
  ) {
    let edge = function.makeBlock()
    function.layout.insert(edge, after: source)
    function.blocks[edge].isCold = function.blocks[block].isCold || function.blocks[source].isCold
    var arguments: [Value] = []
    for index in 0..<function.argumentCount(of: call) {
      if let value = function.argument(of: call, index).value { arguments.append(function.resolve(value)) }
    }
    let map = duplication.copy(block, to: edge, arguments: arguments, &function)
    let destination = BlockDuplication.copy(onward, map, &function)
    function.append(.jump(destination), to: edge)
    let toEdge = function.makeBlockCall(edge)
    function.rewriteBlockCalls(branch) { _, existing in existing == call ? toEdge : existing }
  }
}
