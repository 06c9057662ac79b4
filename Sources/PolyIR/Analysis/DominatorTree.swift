// Dominators of blocks, after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
import PolySupport

/// The dominator tree of the reachable blocks of a function.
public struct DominatorTree: Sendable {
  @frozen @usableFromInline struct Node: Sendable {
    @usableFromInline var dominator = Block.none
    @usableFromInline var firstChild = Block.none
    @usableFromInline var sibling = Block.none
    /// Numbers of entering and leaving a block in a walk of the tree: ancestors enclose descendants.
    @usableFromInline var enter: UInt32 = 0
    @usableFromInline var leave: UInt32 = 0
    init() {}
  }
  @usableFromInline var nodes: ContiguousArray<Node>
  /// Blocks so that each comes after its dominators, subtrees together.
  public private(set) var preorder: ContiguousArray<Block> = []

  /// The immediate dominator; `none` for the entry and for unreachable blocks.
  @inlinable public func immediateDominator(_ block: Block) -> Block { nodes[block.index].dominator }
  /// Whether all paths to `b` go through `a`, which may be `b`. False if one is unreachable.
  @inlinable public func dominates(_ a: Block, _ b: Block) -> Bool {
    let (a, b) = (nodes[a.index], nodes[b.index])
    return a.enter != 0 && a.enter <= b.enter && b.leave <= a.leave
  }
  @inlinable public func isReachable(_ block: Block) -> Bool { nodes[block.index].enter != 0 }
  /// Twice the number of blocks that a block dominates, without itself.
  @inlinable public func subtreeSize(_ block: Block) -> UInt32 { nodes[block.index].leave &- nodes[block.index].enter }
  @inlinable public func firstChild(_ block: Block) -> Block { nodes[block.index].firstChild }
  @inlinable public func nextSibling(_ block: Block) -> Block { nodes[block.index].sibling }

  public init(_ function: Function, _ graph: ControlFlowGraph) {
    nodes = ContiguousArray(filledWith: Node(), count: function.blocks.count)
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
    preorder = ContiguousArray(unsafeUninitializedCapacity: order.count) { places, placed in
      nodes.withUnsafeMutableBufferPointer { nodes in
        for position in order.indices.dropFirst().reversed() {
          let block = order[position]
          let parent = order[Int(doms[position])]
          nodes[block.index].dominator = parent
          nodes[block.index].sibling = nodes[parent.index].firstChild
          nodes[parent.index].firstChild = block
        }
        Self.number(entry, nodes) { block in
          places.initializeElement(at: placed, to: block)
          placed += 1
        }
      }
    }
  }

  /// Walks the tree, numbers what is entered and left, and tells each block once.
  private static func number(
    _ entry: Block, _ nodes: UnsafeMutableBufferPointer<Node>, _ visit: (Block) -> Void
  ) {
    var clock: UInt32 = 1
    var block = entry
    nodes[entry.index].enter = clock
    visit(entry)
    while true {
      clock += 1
      let child = nodes[block.index].firstChild
      if !child.isNone {
        block = child
        nodes[block.index].enter = clock
        visit(block)
        continue
      }
      nodes[block.index].leave = clock
      while nodes[block.index].sibling.isNone, block != entry {
        block = nodes[block.index].dominator
        clock += 1
        nodes[block.index].leave = clock
      }
      if block == entry { break }
      block = nodes[block.index].sibling
      clock += 1
      nodes[block.index].enter = clock
      visit(block)
    }
  }
}
