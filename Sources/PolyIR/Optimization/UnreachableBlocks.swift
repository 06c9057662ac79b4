// Removes blocks that control never reaches.
import PolySupport

/// Removal of unreachable blocks.
public enum UnreachableBlocks {
  /// True if a block was removed.
  @discardableResult
  public static func remove(_ function: inout Function) -> Bool {
    let entry = function.entryBlock
    guard !entry.isNone else { return false }
    if function.blocks.count <= 64 { return removeFew(&function, entry) }
    var reached = ContiguousArray<Bool>(filledWith: false, count: function.blocks.count)
    var pending: ContiguousArray<Block> = []
    pending.reserveCapacity(function.layout.blockCount)
    pending.append(entry)
    reached[entry.index] = true
    var count = 1
    while let block = pending.popLast() {
      function.forEachSuccessor(block) { target in
        if !reached[target.index] {
          reached[target.index] = true
          count += 1
          pending.append(target)
        }
      }
    }
    guard count != function.layout.blockCount else { return false }
    remove(&function) { reached[$0.index] }
    return true
  }

  /// Removes what a graph of the function does not reach; the graph stays valid.
  @discardableResult
  static func remove(_ function: inout Function, _ graph: ControlFlowGraph) -> Bool {
    guard graph.reversePostorder.count != function.layout.blockCount else { return false }
    remove(&function) { graph.isReachable($0) }
    return true
  }

  /// For functions whose blocks fit into a word.
  private static func removeFew(_ function: inout Function, _ entry: Block) -> Bool {
    var reached: UInt64 = 1 &<< UInt64(entry.index)
    var pending = reached
    while pending != 0 {
      let block = Block(pending.trailingZeroBitCount)
      pending &= pending &- 1
      function.forEachSuccessor(block) { target in
        let bit: UInt64 = 1 &<< UInt64(target.index)
        pending |= bit & ~reached
        reached |= bit
      }
    }
    guard reached.nonzeroBitCount != function.layout.blockCount else { return false }
    remove(&function) { reached &>> UInt64($0.index) & 1 != 0 }
    return true
  }

  private static func remove(_ function: inout Function, except isReached: (Block) -> Bool) {
    var block = function.layout.firstBlock
    while !block.isNone {
      let next = function.layout.next(block)
      if !isReached(block) {
        var inst = function.layout.firstInst(block)
        while !inst.isNone {
          let following = function.layout.next(inst)
          function.layout.remove(inst)
          inst = following
        }
        function.layout.remove(block)
      }
      block = next
    }
  }
}
