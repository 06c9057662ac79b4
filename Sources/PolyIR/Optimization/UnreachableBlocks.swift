// Removes blocks that control never reaches.
import PolySupport

/// Removal of unreachable blocks.
public enum UnreachableBlocks {
  /// True if a block was removed.
  @discardableResult
  public static func remove(_ function: inout Function) -> Bool {
    let entry = function.entryBlock
    guard !entry.isNone else { return false }
    var reached = ContiguousArray<Bool>(repeating: false, count: function.blocks.count)
    var pending: ContiguousArray<Block> = [entry]
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
    var block = entry
    while !block.isNone {
      let next = function.layout.next(block)
      if !reached[block.index] {
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
    return true
  }
}
