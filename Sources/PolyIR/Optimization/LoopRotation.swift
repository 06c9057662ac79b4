// Loop rotation: the test at the top of a loop moves to its bottom, guarded by a copy before the loop.
//
// The body then runs at least once when it is entered, so that what it always does can be hoisted, and
// each iteration has one branch less.
import PolySupport

/// Preheaders and loop rotation.
public struct LoopRotation {
  static let maximumInstructions = 16

  /// True if a loop was rotated.
  public static func run(_ function: inout Function) -> Bool {
    guard prepare(&function) else { return false }
    let graph = ControlFlowGraph(function)
    let dominators = DominatorTree(function, graph)
    let loops = LoopTree(function, graph, dominators)
    var duplication = BlockDuplication()
    for loop in loops.loops.keys {
      let header = loops.loops[loop].header
      guard isCandidate(function, graph, loops, loop, header),
        let preheader = preheader(function, graph, dominators, header)
      else { continue }
      let jump = function.layout.lastInst(preheader)
      var arguments: [Value] = []
      let call = function[jump].destination
      for index in 0..<function.argumentCount(of: call) {
        if let value = function.argument(of: call, index).value { arguments.append(function.resolve(value)) }
      }
      function.layout.remove(jump)
      let map = duplication.copy(header, to: preheader, arguments: arguments, &function)
      let data = function[function.layout.lastInst(header)]
      let condition = function.resolve(Value(raw: data.a))
      let first = BlockDuplication.copy(data.thenDestination, map, &function)
      let second = BlockDuplication.copy(data.elseDestination, map, &function)
      function.append(.brif(data.type, map[condition] ?? condition, first, second), to: preheader)
    }
    guard !duplication.isEmpty else { return false }
    duplication.repair(&function)
    return true
  }

  /// A header that tests and leaves the loop, with little before the test, and is not the whole loop.
  private static func isCandidate(
    _ function: Function, _ graph: ControlFlowGraph, _ loops: LoopTree, _ loop: Loop, _ header: Block
  ) -> Bool {
    let data = function[function.layout.lastInst(header)]
    guard data.opcode == .brif, !function.blocks[header].isCold else { return false }
    let (first, second) = (function.target(of: data.thenDestination), function.target(of: data.elseDestination))
    guard first != header, second != header, loops.contains(loop, first) != loops.contains(loop, second) else {
      return false
    }
    var count = 0
    for inst in function.layout.instSequence(header) {
      count += 1
      guard count <= maximumInstructions, BlockDuplication.isDuplicable(function, inst),
        !function[inst].opcode.canStore
      else { return false }
    }
    // The bottom of the loop must exist: some other block jumps back.
    for position in graph.predecessorRange(header) where graph.predecessor(position) == header { return false }
    return true
  }

  /// The block before a loop: the only entry, which does nothing but go there.
  static func preheader(
    _ function: Function, _ graph: ControlFlowGraph, _ dominators: DominatorTree, _ header: Block
  ) -> Block? {
    var found = Block.none
    for position in graph.predecessorRange(header) {
      let block = graph.predecessor(position)
      if dominators.dominates(header, block) { continue }
      guard found.isNone else { return nil }
      found = block
    }
    guard !found.isNone, function[function.layout.lastInst(found)].opcode == .jump else { return nil }
    return found
  }

  /// Gives every loop a preheader; false if there are no loops.
  static func prepare(_ function: inout Function) -> Bool {
    UnreachableBlocks.remove(&function)
    let graph = ControlFlowGraph(function)
    let dominators = DominatorTree(function, graph)
    let loops = LoopTree(function, graph, dominators)
    guard loops.loops.count > 0 else { return false }
    for loop in loops.loops.keys {
      let header = loops.loops[loop].header
      if preheader(function, graph, dominators, header) != nil { continue }
      let block = function.makeBlock()
      function.layout.insert(block, before: header)
      function.blocks[block].isCold = function.blocks[header].isCold
      var call = function.makeBlockCall(header)
      for parameter in ContiguousArray(function.parameters(of: header)) {
        let copy = function.appendParameter(to: block, function.type(of: parameter))
        call = function.append(BlockArgument(copy), to: call)
      }
      function.append(.jump(call), to: block)
      for position in graph.predecessorRange(header)
      where !dominators.dominates(header, graph.predecessor(position)) {
        function.rewriteBlockCalls(graph.branch(position)) { function, existing in
          if function.target(of: existing) == header { function.setTarget(of: existing, block) }
          return existing
        }
      }
    }
    return true
  }
}
