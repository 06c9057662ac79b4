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

  private struct Node {
    var item: OrderedBlock
    var preorder: Int32 = -1
    var loop: Int32 = -1
    var waiting: Int32 = 0
    var isHeader = false
    var placed: Int32 = -1
  }

  public init(_ function: borrowing Function) {
    var nodes: ContiguousArray<Node> = []
    nodes.reserveCapacity(function.blocks.count * 2)
    var nodeOfBlock = ContiguousArray<Int32>(repeating: -1, count: function.blocks.count)
    let entry = function.entryBlock
    guard !entry.isNone else { return }

    // Count incoming edges of reachable blocks.
    var incoming = ContiguousArray<Int32>(repeating: 0, count: function.blocks.count)
    var stack: ContiguousArray<Block> = [entry]
    nodeOfBlock[entry.index] = 0
    var reachable: ContiguousArray<Block> = [entry]
    while let block = stack.popLast() {
      let last = function.layout.lastInst(block)
      guard !last.isNone, function[last].opcode.isBranch else { continue }
      function.forEachBlockCall(last) { call in
        let target = function.target(of: call)
        incoming[target.index] += 1
        if nodeOfBlock[target.index] < 0 {
          nodeOfBlock[target.index] = 0
          reachable.append(target)
          stack.append(target)
        }
      }
    }
    for block in reachable {
      nodeOfBlock[block.index] = Int32(nodes.count)
      nodes.append(
        Node(
          item: OrderedBlock(
            block: block, source: .none, call: BlockCall(raw: 0), tryIndex: -1,
            isCold: function.blocks[block].isCold && block != entry, successors: [])))
    }

    // Edges.
    var tables: [Int32: [UInt32]] = [:]
    for block in reachable {
      let from = nodeOfBlock[block.index]
      let last = function.layout.lastInst(block)
      guard !last.isNone, function[last].opcode.isBranch else { continue }
      let data = function[last]
      let format = data.opcode.format
      let isTry = format == .tryCall || format == .tryCallIndirect
      var edgeIndex: Int32 = 0
      var seen: [UInt32: UInt32] = [:]
      var table: [UInt32] = []
      var successors = SmallList<UInt32>()
      func visit(_ call: BlockCall) {
        let target = function.target(of: call)
        let to = nodeOfBlock[target.index]
        let argumentCount = function.argumentCount(of: call)
        var result = UInt32(to)
        let isTable = format == .branchTable
        if isTable, argumentCount == 0, let known = seen[target.raw] {
          table.append(known)
          return
        }
        if isTry || (format != .jump && (argumentCount > 0 || incoming[target.index] > 1)) {
          result = UInt32(nodes.count)
          nodes.append(
            Node(
              item: OrderedBlock(
                block: .none, source: block, call: call, tryIndex: isTry ? edgeIndex : -1,
                isCold: nodes[Int(from)].item.isCold || nodes[Int(to)].item.isCold
                  || (isTry && edgeIndex > 0),
                successors: [UInt32(to)])))
        }
        if isTable {
          table.append(result)
          if argumentCount == 0 { seen[target.raw] = result }
        }
        successors.append(result)
        edgeIndex += 1
      }
      if isTry {
        // Items that are not handlers keep their number.
        let table = function.exceptionTables[data.exceptionTable]
        visit(table.normal)
        for item in table.items {
          switch item {
          case .tag(_, let call), .default(let call): visit(call)
          case .context: edgeIndex += 1
          }
        }
      } else {
        function.forEachBlockCall(last, visit)
      }
      nodes[Int(from)].item.successors = successors
      if format == .branchTable { tables[from] = table }
    }

    Self.propagateCold(&nodes)
    Self.findLoops(&nodes)
    let order = Self.place(&nodes)
    for node in order {
      var item = nodes[Int(node)].item
      for index in item.successors.indices {
        item.successors[index] = UInt32(nodes[Int(item.successors[index])].placed)
      }
      blocks.append(item)
    }
    for (node, table) in tables {
      tableTargets[UInt32(nodes[Int(node)].placed)] = table.map { UInt32(nodes[Int($0)].placed) }
    }
  }

  /// A block whose every way in is cold is cold.
  private static func propagateCold(_ nodes: inout ContiguousArray<Node>) {
    guard nodes.contains(where: { $0.item.isCold }) else { return }
    var warm = ContiguousArray<Bool>(repeating: false, count: nodes.count)
    var stack: ContiguousArray<Int32> = [0]
    warm[0] = true
    while let node = stack.popLast() {
      for successor in nodes[Int(node)].item.successors
      where !warm[Int(successor)] && !nodes[Int(successor)].item.isCold {
        warm[Int(successor)] = true
        stack.append(Int32(successor))
      }
    }
    for index in nodes.indices where !warm[index] { nodes[index].item.isCold = true }
  }

  /// Natural loops by Tarjan's method over a depth-first numbering.
  private static func findLoops(_ nodes: inout ContiguousArray<Node>) {
    let count = nodes.count
    var sequence: ContiguousArray<Int32> = []
    var onPath = ContiguousArray<Bool>(repeating: false, count: count)
    var latches: [Int32: [Int32]] = [:]
    // Predecessors as linked lists; those of backward edges are negative.
    var predecessors: ContiguousArray<(node: Int32, next: Int32)> = []
    var firstPredecessor = ContiguousArray<Int32>(repeating: -1, count: count)
    predecessors.reserveCapacity(count * 2)
    sequence.reserveCapacity(count)
    func addPredecessor(_ node: Int32, of successor: Int) {
      predecessors.append((node, firstPredecessor[successor]))
      firstPredecessor[successor] = Int32(predecessors.count - 1)
    }
    var stack: ContiguousArray<(node: Int32, next: Int)> = [(0, 0)]
    nodes[0].preorder = 0
    sequence.append(0)
    onPath[0] = true
    while let top = stack.last {
      let node = Int(top.node)
      if top.next < nodes[node].item.successors.count {
        stack[stack.count - 1].next += 1
        let successor = Int(nodes[node].item.successors[top.next])
        if onPath[successor] {
          // Cold ways round do not make a loop.
          if !nodes[node].item.isCold || nodes[successor].item.isCold {
            latches[Int32(successor), default: []].append(Int32(node))
            nodes[successor].isHeader = true
          }
          addPredecessor(Int32(-1 - node), of: successor)
        } else {
          addPredecessor(Int32(node), of: successor)
        }
        if nodes[successor].preorder < 0 {
          nodes[successor].preorder = Int32(sequence.count)
          sequence.append(Int32(successor))
          onPath[successor] = true
          stack.append((Int32(successor), 0))
        }
      } else {
        onPath[node] = false
        stack.removeLast()
      }
    }
    for index in 0..<count {
      var link = firstPredecessor[index]
      while link >= 0 {
        let predecessor = predecessors[Int(link)].node
        link = predecessors[Int(link)].next
        if predecessor < 0 { continue }
        // Cold predecessors are placed later and are not waited for.
        if !nodes[Int(predecessor)].item.isCold || nodes[index].item.isCold { nodes[index].waiting += 1 }
      }
    }
    guard !latches.isEmpty else { return }
    // Inner loops first: the outermost known loop of each node, with path compression.
    var outer = ContiguousArray<Int32>(repeating: -1, count: count)
    func outermost(_ node: Int32) -> Int32 {
      var top = node
      while outer[Int(top)] >= 0 { top = outer[Int(top)] }
      var walk = node
      while outer[Int(walk)] >= 0, outer[Int(walk)] != top {
        let next = outer[Int(walk)]
        outer[Int(walk)] = top
        walk = next
      }
      return top
    }
    for header in sequence.reversed() where nodes[Int(header)].isHeader {
      var work = latches[header] ?? []
      while let next = work.popLast() {
        let top = outermost(next)
        if top == header || nodes[Int(top)].preorder <= nodes[Int(header)].preorder { continue }
        outer[Int(top)] = header
        nodes[Int(top)].loop = header
        var link = firstPredecessor[Int(top)]
        while link >= 0 {
          let predecessor = predecessors[Int(link)].node
          if predecessor >= 0 { work.append(predecessor) }
          link = predecessors[Int(link)].next
        }
      }
    }
  }

  /// Places a block when the warm blocks before it are placed, the innermost open loop first.
  private static func place(_ nodes: inout ContiguousArray<Node>) -> ContiguousArray<Int32> {
    let count = nodes.count
    var order: ContiguousArray<Int32> = []
    order.reserveCapacity(count)
    // Ready blocks by the loop they are in (header + 1; 0 is outside of loops): stacks as linked lists.
    var ready = ContiguousArray<Int32>(repeating: -1, count: count + 1)
    var below = ContiguousArray<Int32>(repeating: -1, count: count)
    var cold: ContiguousArray<Int32> = []
    var queued = ContiguousArray<Bool>(repeating: false, count: count)
    var context: Int32 = -1

    func enqueue(_ node: Int32, _ nodes: ContiguousArray<Node>) {
      guard !queued[Int(node)] else { return }
      queued[Int(node)] = true
      if nodes[Int(node)].item.isCold {
        cold.append(node)
      } else {
        let loop = Int(nodes[Int(node)].loop) + 1
        below[Int(node)] = ready[loop]
        ready[loop] = node
      }
    }
    enqueue(0, nodes)
    var coldIndex = 0
    while true {
      var next: Int32 = -1
      if ready[Int(context) + 1] >= 0 {
        next = ready[Int(context) + 1]
        ready[Int(context) + 1] = below[Int(next)]
      } else if context >= 0 {
        context = nodes[Int(context)].loop
        continue
      } else if coldIndex < cold.count {
        next = cold[coldIndex]
        coldIndex += 1
      } else {
        break
      }
      nodes[Int(next)].placed = Int32(order.count)
      order.append(next)
      if nodes[Int(next)].isHeader, !nodes[Int(next)].item.isCold { context = next }
      // The first successor ends on top of the stack and so follows if it can.
      for successor in nodes[Int(next)].item.successors.reversed() {
        let index = Int(successor)
        guard !queued[index] else { continue }
        if nodes[Int(next)].item.isCold, !nodes[index].item.isCold { continue }
        nodes[index].waiting -= 1
        if nodes[index].waiting <= 0 { enqueue(Int32(successor), nodes) }
      }
    }
    // Irreducible leftovers: in depth-first order.
    if order.count < count {
      var rest = (0..<Int32(count)).filter { nodes[Int($0)].placed < 0 }
      rest.sort { nodes[Int($0)].preorder < nodes[Int($1)].preorder }
      for node in rest {
        nodes[Int(node)].placed = Int32(order.count)
        order.append(node)
      }
    }
    return order
  }
}
