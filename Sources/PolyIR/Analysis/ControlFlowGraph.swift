// The control-flow graph of a function: predecessors, and reverse post-order of what is reachable.
import PolySupport

/// Predecessors and orders of a function's blocks; valid until a branch or the layout changes.
public struct ControlFlowGraph: Sendable {
  /// Reachable blocks so that each comes before its successors, back edges apart.
  public private(set) var reversePostorder: ContiguousArray<Block> = []
  /// The position of each block in `reversePostorder`, -1 if it cannot be reached.
  @usableFromInline var positions: ContiguousArray<Int32> = []
  @usableFromInline var starts: ContiguousArray<UInt32> = []
  @usableFromInline var predecessorBlocks: ContiguousArray<Block> = []
  @usableFromInline var predecessorBranches: ContiguousArray<Inst> = []

  public init(_ function: Function) { compute(function) }

  @inlinable public func isReachable(_ block: Block) -> Bool { positions[block.index] >= 0 }
  /// The position in reverse post-order of a reachable block.
  @inlinable public func position(_ block: Block) -> Int { Int(positions[block.index]) }
  /// The indices of a block's predecessors, for `predecessor(_:)`. Only reachable predecessors are
  /// listed, each branch once, however often it names the block.
  @inlinable public func predecessorRange(_ block: Block) -> Range<Int> {
    Int(starts[block.index])..<Int(starts[block.index &+ 1])
  }
  @inlinable public func predecessor(_ index: Int) -> Block { predecessorBlocks[index] }
  /// The branch that ends the predecessor.
  @inlinable public func branch(_ index: Int) -> Inst { predecessorBranches[index] }
  @inlinable public func predecessorCount(_ block: Block) -> Int { predecessorRange(block).count }

  private mutating func compute(_ function: Function) {
    let count = function.blocks.count
    positions = ContiguousArray(repeating: -1, count: count)
    starts = ContiguousArray(repeating: 0, count: count + 1)
    let entry = function.layout.firstBlock
    guard !entry.isNone else { return }

    // Successors of each block once, in one array.
    var successorStarts = ContiguousArray<UInt32>(repeating: 0, count: count)
    var successorEnds = ContiguousArray<UInt32>(repeating: 0, count: count)
    var successors: ContiguousArray<Block> = []
    var seen = ContiguousArray<UInt32>(repeating: .max, count: count)
    var block = entry
    while !block.isNone {
      successorStarts[block.index] = UInt32(truncatingIfNeeded: successors.count)
      function.forEachSuccessor(block) { target in
        guard target.index < count, seen[target.index] != block.raw else { return }
        seen[target.index] = block.raw
        successors.append(target)
      }
      successorEnds[block.index] = UInt32(truncatingIfNeeded: successors.count)
      block = function.layout.next(block)
    }

    // Depth-first walk; 0 marks a block that was entered.
    var stack: ContiguousArray<(block: Block, next: UInt32)> = [(entry, successorStarts[entry.index])]
    var postorder: ContiguousArray<Block> = []
    positions[entry.index] = 0
    while let top = stack.last {
      if top.next < successorEnds[top.block.index] {
        stack[stack.count - 1].next += 1
        let target = successors[Int(top.next)]
        if positions[target.index] < 0, function.layout.contains(target) {
          positions[target.index] = 0
          stack.append((target, successorStarts[target.index]))
        }
      } else {
        postorder.append(top.block)
        stack.removeLast()
      }
    }
    reversePostorder.reserveCapacity(postorder.count)
    for block in postorder.reversed() {
      positions[block.index] = Int32(truncatingIfNeeded: reversePostorder.count)
      reversePostorder.append(block)
    }

    // Predecessors, counted, then placed, in the order of the layout.
    for block in reversePostorder {
      for index in successorStarts[block.index]..<successorEnds[block.index] {
        starts[successors[Int(index)].index + 1] += 1
      }
    }
    for index in 0..<count { starts[index + 1] += starts[index] }
    predecessorBlocks = ContiguousArray(repeating: .none, count: Int(starts[count]))
    predecessorBranches = ContiguousArray(repeating: .none, count: Int(starts[count]))
    var next = starts
    for block in reversePostorder {
      for index in successorStarts[block.index]..<successorEnds[block.index] {
        let target = successors[Int(index)].index
        predecessorBlocks[Int(next[target])] = block
        predecessorBranches[Int(next[target])] = function.layout.lastInst(block)
        next[target] += 1
      }
    }
  }
}
