// The order in which blocks are emitted: dominators first, loops contiguous, cold blocks last; critical
// edges, edges with arguments out of branches, and edges out of calls get a block of their own.

import PolyIR
import PolySupport

/// A block of the emitted code: one of the function's, or an edge between two of them.
public struct OrderedBlock: Sendable {
  /// `none` for an edge.
  public var block: Block
  /// For an edge: where it comes from and the call it makes.
  public var source: Block
  public var call: BlockCall
  /// For an edge out of a `try_call`: 0 is the normal one, n + 1 is handler item n. -1 otherwise.
  public var tryIndex: Int32
  public var isCold: Bool
  /// Layout numbers of the successors, in the order of the terminator's block calls; those of a
  /// `br_table` without repetitions.
  public var successors: SmallList<UInt32>
}

public struct BlockOrder {
  public var blocks: ContiguousArray<OrderedBlock> = []
  /// For each `br_table` block (by layout number): the layout number of each entry, default first.
  public var tableTargets: [UInt32: [UInt32]] = [:]

  public init(_ function: borrowing Function) {
    guard !function.entryBlock.isNone else { return }
    var graph = EdgeGraph()
    graph.findBlocks(function)
    graph.findEdges(function)
    graph.propagateCold()
    graph.findLoops()
    graph.place()
    blocks.reserveCapacity(graph.nodes.count)
    for number in graph.order {
      let node = graph.nodes[Int(number)]
      var successors = SmallList<UInt32>()
      for index in node.successors { successors.append(graph.placed(graph.successors[index])) }
      blocks.append(
        OrderedBlock(
          block: node.block, source: node.source, call: node.call, tryIndex: node.tryIndex, isCold: node.isCold,
          successors: successors))
    }
    for (node, table) in graph.tables {
      tableTargets[graph.placed(UInt32(node))] = table.map { graph.placed($0) }
    }
  }
}

/// The blocks and those edges that become blocks, while their order is sought: flat tables, links by number.
private struct EdgeGraph {
  struct Node {
    /// `none` for an edge.
    var block: Block
    var source = Block.none
    var call = BlockCall(raw: 0)
    var tryIndex: Int32 = -1
    var isCold: Bool
    var isWarm = false
    var isOnPath = false
    var isHeader = false
    var isQueued = false
    var firstSuccessor: UInt32 = 0
    var successorCount: UInt32 = 0
    var preorder: Int32 = -1
    /// The innermost loop, by its header.
    var loop: Int32 = -1
    /// The outermost loop that is known while loops are found, with path compression.
    var outer: Int32 = -1
    /// Predecessors that have to be placed before.
    var waiting: Int32 = 0
    var placed: Int32 = -1
    /// Heads of lists in `links`.
    var firstPredecessor: Int32 = -1
    var firstLatch: Int32 = -1
    /// Of a header: the ready nodes of its loop, as a stack; `below` is the next one of the stack.
    var ready: Int32 = -1
    var below: Int32 = -1

    var successors: Range<Int> { Int(firstSuccessor)..<Int(firstSuccessor &+ successorCount) }
  }

  var nodes: ContiguousArray<Node> = []
  var successors: ContiguousArray<UInt32> = []
  var order: ContiguousArray<UInt32> = []
  /// The entries of `br_table` nodes.
  var tables: [(node: Int, targets: [UInt32])] = []
  /// The node of each block, -1 if it is not reachable, and how many edges come in.
  private var numbers: ContiguousArray<(node: Int32, incoming: Int32)> = []
  private var links: ContiguousArray<(node: Int32, next: Int32)> = []
  private var stack: ContiguousArray<(node: Int32, next: Int32)> = []
  private var blockCount = 0

  func placed(_ node: UInt32) -> UInt32 { UInt32(bitPattern: nodes[Int(node)].placed) }

  /// Makes a node of each reachable block, in the order in which a walk finds them.
  mutating func findBlocks(_ function: borrowing Function) {
    let entry = function.entryBlock
    numbers = ContiguousArray(filledWith: (-1, 0), count: function.blocks.count)
    nodes.reserveCapacity(function.blocks.count * 2)
    successors.reserveCapacity(function.blocks.count * 3)
    var pending: ContiguousArray<Block> = []
    pending.reserveCapacity(function.blocks.count)
    numbers[entry.index].node = 0
    nodes.append(Node(block: entry, isCold: false))
    pending.append(entry)
    while let block = pending.popLast() {
      let last = function.layout.lastInst(block)
      guard !last.isNone, function[last].opcode.isBranch else { continue }
      function.forEachBlockCall(last) { call in
        let target = function.target(of: call)
        numbers[target.index].incoming &+= 1
        if numbers[target.index].node < 0 {
          numbers[target.index].node = Int32(nodes.count)
          nodes.append(Node(block: target, isCold: function.blocks[target].isCold))
          pending.append(target)
        }
      }
    }
    blockCount = nodes.count
  }

  /// Makes the lists of successors, and a node of each edge that needs one.
  mutating func findEdges(_ function: borrowing Function) {
    for from in 0..<blockCount {
      let block = nodes[from].block
      let last = function.layout.lastInst(block)
      guard !last.isNone, function[last].opcode.isBranch else { continue }
      let data = function[last]
      let start = successors.count
      switch data.opcode.format {
      case .tryCall, .tryCallIndirect:
        // Items that are not handlers keep their number.
        let table = Int(data.c)
        addEdge(function, from, function.exceptionTables.elements[table].normal, tryIndex: 0)
        for index in function.exceptionTables.elements[table].items.indices {
          switch function.exceptionTables.elements[table].items[index] {
          case .tag(_, let call), .default(let call):
            addEdge(function, from, call, tryIndex: Int32(index) + 1)
          case .context: break
          }
        }
      case .jump:
        function.forEachBlockCall(last) { call in
          successors.append(UInt32(bitPattern: numbers[function.target(of: call).index].node))
        }
      case .branchTable:
        var seen: [UInt32: UInt32] = [:]
        var table: [UInt32] = []
        function.forEachBlockCall(last) { call in
          let target = function.target(of: call)
          let isPlain = function.argumentCount(of: call) == 0
          if isPlain, let known = seen[target.raw] {
            table.append(known)
            return
          }
          addEdge(function, from, call, tryIndex: -1)
          let result = successors[successors.count &- 1]
          table.append(result)
          if isPlain { seen[target.raw] = result }
        }
        tables.append((from, table))
      default:
        function.forEachBlockCall(last) { call in addEdge(function, from, call, tryIndex: -1) }
      }
      nodes[from].firstSuccessor = UInt32(truncatingIfNeeded: start)
      nodes[from].successorCount = UInt32(truncatingIfNeeded: successors.count &- start)
    }
    // The lists of edges' nodes follow those of all blocks.
    for index in blockCount..<nodes.count {
      let target = nodes[index].firstSuccessor
      nodes[index].firstSuccessor = UInt32(truncatingIfNeeded: successors.count)
      successors.append(target)
    }
  }

  /// Appends a successor: the target, or an edge's node if the edge is one of a call, critical or has
  /// arguments.
  private mutating func addEdge(
    _ function: borrowing Function, _ from: Int, _ call: BlockCall, tryIndex: Int32
  ) {
    let target = function.target(of: call)
    let to = Int(numbers[target.index].node)
    guard tryIndex >= 0 || function.argumentCount(of: call) > 0 || numbers[target.index].incoming > 1 else {
      successors.append(UInt32(truncatingIfNeeded: to))
      return
    }
    var edge = Node(block: .none, isCold: nodes[from].isCold || nodes[to].isCold || tryIndex > 0)
    edge.source = nodes[from].block
    edge.call = call
    edge.tryIndex = tryIndex
    edge.successorCount = 1
    // The node for now; at the end of `findEdges` it gets its list.
    edge.firstSuccessor = UInt32(truncatingIfNeeded: to)
    successors.append(UInt32(truncatingIfNeeded: nodes.count))
    nodes.append(edge)
  }

  /// A block whose every way in is cold is cold.
  mutating func propagateCold() {
    var hasCold = false
    for index in nodes.indices where nodes[index].isCold { hasCold = true }
    guard hasCold else { return }
    stack.reserveCapacity(nodes.count)
    stack.append((0, 0))
    nodes[0].isWarm = true
    while let (node, _) = stack.popLast() {
      for index in nodes[Int(node)].successors {
        let successor = Int(successors[index])
        guard !nodes[successor].isWarm, !nodes[successor].isCold else { continue }
        nodes[successor].isWarm = true
        stack.append((Int32(truncatingIfNeeded: successor), 0))
      }
    }
    for index in nodes.indices where !nodes[index].isWarm { nodes[index].isCold = true }
  }

  /// Natural loops by Tarjan's method over a depth-first numbering.
  mutating func findLoops() {
    // Predecessors as linked lists; those of backward edges are negative.
    links.reserveCapacity(successors.count &+ 8)
    order.reserveCapacity(nodes.count)
    var hasLoops = false
    stack.append((0, 0))
    nodes[0].preorder = 0
    nodes[0].isOnPath = true
    order.append(0)
    while let top = stack.last {
      let node = Int(top.node)
      guard top.next < nodes[node].successorCount else {
        nodes[node].isOnPath = false
        stack.removeLast()
        continue
      }
      stack[stack.count &- 1].next &+= 1
      let successor = Int(successors[Int(nodes[node].firstSuccessor) &+ Int(top.next)])
      var predecessor = top.node
      if nodes[successor].isOnPath {
        // Cold ways round do not make a loop.
        if !nodes[node].isCold || nodes[successor].isCold {
          links.append((top.node, nodes[successor].firstLatch))
          nodes[successor].firstLatch = Int32(truncatingIfNeeded: links.count &- 1)
          nodes[successor].isHeader = true
          hasLoops = true
        }
        predecessor = -1 - predecessor
      } else if !nodes[node].isCold || nodes[successor].isCold {
        // Cold predecessors are placed later and are not waited for.
        nodes[successor].waiting &+= 1
      }
      links.append((predecessor, nodes[successor].firstPredecessor))
      nodes[successor].firstPredecessor = Int32(truncatingIfNeeded: links.count &- 1)
      if nodes[successor].preorder < 0 {
        nodes[successor].preorder = Int32(truncatingIfNeeded: order.count)
        order.append(UInt32(truncatingIfNeeded: successor))
        nodes[successor].isOnPath = true
        stack.append((Int32(truncatingIfNeeded: successor), 0))
      }
    }
    guard hasLoops else { return }
    // Inner loops first.
    for header in order.reversed() where nodes[Int(header)].isHeader {
      var latch = nodes[Int(header)].firstLatch
      while latch >= 0 {
        stack.append((links[Int(latch)].node, 0))
        latch = links[Int(latch)].next
      }
      while let (next, _) = stack.popLast() {
        let top = outermost(Int(next))
        if top == Int(header) || nodes[top].preorder <= nodes[Int(header)].preorder { continue }
        nodes[top].outer = Int32(bitPattern: header)
        nodes[top].loop = Int32(bitPattern: header)
        var link = nodes[top].firstPredecessor
        while link >= 0 {
          let (predecessor, following) = links[Int(link)]
          if predecessor >= 0 { stack.append((predecessor, 0)) }
          link = following
        }
      }
    }
  }

  /// The outermost known loop of a node, or the node itself.
  private mutating func outermost(_ node: Int) -> Int {
    var top = node
    while nodes[top].outer >= 0 { top = Int(nodes[top].outer) }
    var walk = node
    while nodes[walk].outer >= 0, nodes[walk].outer != Int32(truncatingIfNeeded: top) {
      let next = Int(nodes[walk].outer)
      nodes[walk].outer = Int32(truncatingIfNeeded: top)
      walk = next
    }
    return top
  }

  /// Places a block when the warm blocks before it are placed, the innermost open loop first.
  mutating func place() {
    let preorder = order
    order = []
    order.reserveCapacity(nodes.count)
    var cold: ContiguousArray<Int32> = []
    var coldIndex = 0
    // Ready blocks outside of loops; those of a loop are with its header.
    var ready: Int32 = 0
    var context: Int32 = -1
    nodes[0].isQueued = true
    while true {
      var next: Int32 = -1
      let top = context < 0 ? ready : nodes[Int(context)].ready
      if top >= 0 {
        next = top
        if context < 0 {
          ready = nodes[Int(top)].below
        } else {
          nodes[Int(context)].ready = nodes[Int(top)].below
        }
      } else if context >= 0 {
        context = nodes[Int(context)].loop
        continue
      } else if coldIndex < cold.count {
        next = cold[coldIndex]
        coldIndex += 1
      } else {
        break
      }
      let node = Int(next)
      let isCold = nodes[node].isCold
      nodes[node].placed = Int32(truncatingIfNeeded: order.count)
      order.append(UInt32(bitPattern: next))
      if nodes[node].isHeader, !isCold { context = next }
      // The first successor ends on top of the stack and so follows if it can.
      var position = nodes[node].successors.upperBound
      let first = nodes[node].successors.lowerBound
      while position > first {
        position &-= 1
        let successor = Int(successors[position])
        if nodes[successor].isQueued || (isCold && !nodes[successor].isCold) { continue }
        nodes[successor].waiting &-= 1
        guard nodes[successor].waiting <= 0 else { continue }
        nodes[successor].isQueued = true
        let loop = nodes[successor].loop
        if nodes[successor].isCold {
          cold.append(Int32(truncatingIfNeeded: successor))
        } else if loop >= 0 {
          nodes[successor].below = nodes[Int(loop)].ready
          nodes[Int(loop)].ready = Int32(truncatingIfNeeded: successor)
        } else {
          nodes[successor].below = ready
          ready = Int32(truncatingIfNeeded: successor)
        }
      }
    }
    // Irreducible leftovers: in depth-first order.
    for node in preorder where nodes[Int(node)].placed < 0 {
      nodes[Int(node)].placed = Int32(truncatingIfNeeded: order.count)
      order.append(node)
    }
  }
}
