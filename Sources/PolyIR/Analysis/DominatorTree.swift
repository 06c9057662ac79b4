// Dominators of blocks, after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
import PolySupport

/// The dominator tree of the reachable blocks of a function.
public struct DominatorTree: Sendable {
  @usableFromInline var idoms: ContiguousArray<Block>
  @usableFromInline var firstChildren: ContiguousArray<Block>
  @usableFromInline var siblings: ContiguousArray<Block>
  /// Numbers of entering and leaving a block in a walk of the tree: ancestors enclose descendants.
  @usableFromInline var enters: ContiguousArray<UInt32>
  @usableFromInline var leaves: ContiguousArray<UInt32>
  /// Blocks so that each comes after its dominators, subtrees together.
  public private(set) var preorder: ContiguousArray<Block> = []

  /// The immediate dominator; `none` for the entry and for unreachable blocks.
  @inlinable public func immediateDominator(_ block: Block) -> Block { idoms[block.index] }
  /// Whether all paths to `b` go through `a`, which may be `b`. False if one is unreachable.
  @inlinable public func dominates(_ a: Block, _ b: Block) -> Bool {
    enters[a.index] != 0 && enters[a.index] <= enters[b.index] && leaves[b.index] <= leaves[a.index]
  }
  @inlinable public func isReachable(_ block: Block) -> Bool { enters[block.index] != 0 }
  /// Twice the number of blocks that a block dominates, without itself.
  @inlinable public func subtreeSize(_ block: Block) -> UInt32 { leaves[block.index] &- enters[block.index] }
  @inlinable public func firstChild(_ block: Block) -> Block { firstChildren[block.index] }
  @inlinable public func nextSibling(_ block: Block) -> Block { siblings[block.index] }

  public init(_ function: Function, _ graph: ControlFlowGraph) {
    let count = function.blocks.count
    idoms = ContiguousArray(filledWith: .none, count: count)
    firstChildren = ContiguousArray(filledWith: .none, count: count)
    siblings = ContiguousArray(filledWith: .none, count: count)
    enters = ContiguousArray(filledWith: 0, count: count)
    leaves = ContiguousArray(filledWith: 0, count: count)
    let order = graph.reversePostorder
    guard let entry = order.first else { return }

    // Positions in reverse post-order stand for blocks here.
    var doms = ContiguousArray<Int32>(filledWith: -1, count: order.count)
    doms[0] = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for position in order.indices.dropFirst() {
        var dominator: Int32 = -1
        for index in graph.predecessorRange(order[position]) {
          let other = Int32(truncatingIfNeeded: graph.position(graph.predecessor(index)))
          guard doms[Int(other)] >= 0 else { continue }
          if dominator < 0 {
            dominator = other
            continue
          }
          var a = other
          while a != dominator {
            if a > dominator { a = doms[Int(a)] } else { dominator = doms[Int(dominator)] }
          }
        }
        if doms[position] != dominator {
          doms[position] = dominator
          isChanged = true
        }
      }
    }
    for position in order.indices.dropFirst().reversed() {
      let parent = order[Int(doms[position])]
      idoms[order[position].index] = parent
      siblings[order[position].index] = firstChildren[parent.index]
      firstChildren[parent.index] = order[position]
    }

    var clock: UInt32 = 1
    var block = entry
    preorder.reserveCapacity(order.count)
    enters[entry.index] = clock
    preorder.append(entry)
    while true {
      clock += 1
      let child = firstChildren[block.index]
      if !child.isNone {
        block = child
        enters[block.index] = clock
        preorder.append(block)
        continue
      }
      leaves[block.index] = clock
      while siblings[block.index].isNone, block != entry {
        block = idoms[block.index]
        clock += 1
        leaves[block.index] = clock
      }
      if block == entry { break }
      block = siblings[block.index]
      clock += 1
      enters[block.index] = clock
      preorder.append(block)
    }
  }
}
