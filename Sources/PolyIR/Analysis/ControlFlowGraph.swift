// The control-flow graph of a function: predecessors, and reverse post-order of what is reachable.
import PolySupport

/// Predecessors and orders of a function's blocks; valid until a branch or the layout changes.
public struct ControlFlowGraph: Sendable {
  /// Reachable blocks so that each comes before its successors, back edges apart.
  public private(set) var reversePostorder: ContiguousArray<Block> = []
  /// The position of each block in `reversePostorder`, -1 if it cannot be reached.
  @usableFromInline var positions: ContiguousArray<Int32> = []
  @usableFromInline var starts: ContiguousArray<UInt32> = []
  @usableFromInline var predecessors: ContiguousArray<(block: Block, branch: Inst)> = []

  public init(_ function: Function) { compute(function) }

  @inlinable public func isReachable(_ block: Block) -> Bool { positions[block.index] >= 0 }
  /// The position in reverse post-order of a reachable block.
  @inlinable public func position(_ block: Block) -> Int { Int(positions[block.index]) }
  /// The indices of a block's predecessors, for `predecessor(_:)`. Only reachable predecessors are
  /// listed, each branch once, however often it names the block.
  @inlinable public func predecessorRange(_ block: Block) -> Range<Int> {
    Int(starts[block.index])..<Int(starts[block.index &+ 1])
  }
  @inlinable public func predecessor(_ index: Int) -> Block { predecessors[index].block }
  /// The branch that ends the predecessor.
  @inlinable public func branch(_ index: Int) -> Inst { predecessors[index].branch }
  @inlinable public func predecessorCount(_ block: Block) -> Int { predecessorRange(block).count }

  /// A block while the graph is made: its successors in the common list, and who has last named it.
  private struct Node {
    var start: UInt32 = 0
    var end: UInt32 = 0
    var namedBy: UInt32 = .max
    /// The next successor to walk to, then the next place for a predecessor.
    var next: UInt32 = 0
  }

  private mutating func compute(_ function: Function) {
    let count = function.blocks.count
    positions = ContiguousArray(filledWith: -1, count: count)
    starts = ContiguousArray(filledWith: 0, count: count + 1)
    let entry = function.layout.firstBlock
    guard !entry.isNone else { return }
    if function.layout.blockCount == 1, function.layout.isEnd(entry, function) {
      positions[entry.index] = 0
      reversePostorder.append(entry)
      return
    }

    withUnsafeTemporaryAllocation(of: Node.self, capacity: count) { nodes in
      nodes.initialize(repeating: Node())
      compute(function, entry, nodes)
    }
  }

  /// Scratch memory without an owner: arrays ask at each change whether they are shared.
  private mutating func compute(_ function: Function, _ entry: Block, _ nodes: UnsafeMutableBufferPointer<Node>) {
    let count = nodes.count
    // Successors of each block once, in one array.
    var successors: ContiguousArray<Block> = []
    successors.reserveCapacity(function.layout.blockCount &* 2 &+ 2)
    var block = entry
    while !block.isNone {
      let start = UInt32(truncatingIfNeeded: successors.count)
      nodes[block.index].start = start
      nodes[block.index].next = start
      function.forEachSuccessor(block) { target in
        guard target.index < count, nodes[target.index].namedBy != block.raw else { return }
        nodes[target.index].namedBy = block.raw
        successors.append(target)
      }
      nodes[block.index].end = UInt32(truncatingIfNeeded: successors.count)
      block = function.layout.next(block)
    }

    // Depth-first walk; `end` of the order goes down, so that it comes out turned round. Position 0 marks a block
    // that was entered.
    let total = function.layout.blockCount
    var first = total
    withUnsafeTemporaryAllocation(of: Block.self, capacity: 2 &* total) { scratch in
      positions.withUnsafeMutableBufferPointer { positions in
        var depth = 1
        scratch[total] = entry
        positions[entry.index] = 0
        while depth > 0 {
          let top = scratch[total &+ depth &- 1]
          let next = nodes[top.index].next
          if next < nodes[top.index].end {
            nodes[top.index].next = next &+ 1
            let target = successors[Int(next)]
            if positions[target.index] < 0, function.layout.contains(target) {
              positions[target.index] = 0
              scratch[total &+ depth] = target
              depth &+= 1
            }
          } else {
            first &-= 1
            scratch[first] = top
            depth &-= 1
          }
        }
        for position in first..<total {
          positions[scratch[position].index] = Int32(truncatingIfNeeded: position &- first)
        }
      }
      reversePostorder = ContiguousArray(scratch[first..<total])
    }

    // Predecessors, counted, then placed, in reverse post-order.
    starts.withUnsafeMutableBufferPointer { starts in
      for block in reversePostorder {
        for index in nodes[block.index].start..<nodes[block.index].end {
          starts[successors[Int(index)].index &+ 1] &+= 1
        }
      }
      for index in 0..<count {
        nodes[index].next = starts[index]
        starts[index &+ 1] &+= starts[index]
      }
    }
    predecessors = ContiguousArray(unsafeUninitializedCapacity: Int(starts[count])) { places, placed in
      for block in reversePostorder {
        let branch = function.layout.lastInst(block)
        for index in nodes[block.index].start..<nodes[block.index].end {
          let target = successors[Int(index)].index
          places.initializeElement(at: Int(nodes[target].next), to: (block, branch))
          nodes[target].next &+= 1
        }
      }
      placed = Int(starts[count])
    }
  }
}

extension Layout {
  /// Whether nothing follows a block.
  fileprivate func isEnd(_ block: Block, _ function: Function) -> Bool {
    let last = lastInst(block)
    return last.isNone || !function[last].opcode.isBranch
  }
}
