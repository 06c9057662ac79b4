// Natural loops and how they nest. Cycles that are entered at several blocks are not loops here.
import PolySupport

/// A loop of a `LoopTree`.
@frozen public struct Loop: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// What is known of a loop.
public struct LoopData: Sendable {
  public var header: Block
  /// The loop around this one, or `none`.
  public var parent: Loop
  /// 1 for outermost loops.
  public var depth: Int
}

/// The loops of a function, outer ones after inner ones.
public struct LoopTree: Sendable {
  public private(set) var loops = PrimaryMap<Loop, LoopData>()
  @usableFromInline var innermost: ContiguousArray<Loop>

  /// The innermost loop that a block is in, or `none`.
  @inlinable public func loop(of block: Block) -> Loop { innermost[block.index] }
  /// How many loops a block is in.
  public func depth(of block: Block) -> Int {
    let loop = innermost[block.index]
    return loop.isNone ? 0 : loops[loop].depth
  }
  /// Whether a block is in a loop or in one inside it.
  public func contains(_ loop: Loop, _ block: Block) -> Bool {
    var inner = innermost[block.index]
    while !inner.isNone {
      if inner == loop { return true }
      inner = loops[inner].parent
    }
    return false
  }

  public init(_ function: Function, _ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    innermost = ContiguousArray(filledWith: .none, count: function.blocks.count)
    var pending: ContiguousArray<Block> = []
    // Inner headers come first in post-order.
    for header in graph.reversePostorder.reversed() {
      var loop = Loop.none
      for index in graph.predecessorRange(header) {
        let latch = graph.predecessor(index)
        guard dominators.dominates(header, latch) else { continue }
        if loop.isNone { loop = loops.push(LoopData(header: header, parent: .none, depth: 1)) }
        pending.append(latch)
      }
      guard !loop.isNone else { continue }
      while let block = pending.popLast() {
        var inner = innermost[block.index]
        if inner.isNone {
          innermost[block.index] = loop
          guard block != header else { continue }
          for index in graph.predecessorRange(block) { pending.append(graph.predecessor(index)) }
          continue
        }
        // A loop that was found already: its outermost one becomes a child.
        while !loops[inner].parent.isNone { inner = loops[inner].parent }
        guard inner != loop else { continue }
        loops[inner].parent = loop
        for index in graph.predecessorRange(loops[inner].header) { pending.append(graph.predecessor(index)) }
      }
      if innermost[header.index].isNone { innermost[header.index] = loop }
    }
    for index in loops.elements.indices.reversed() {
      let parent = loops.elements[index].parent
      if !parent.isNone { loops.elements[index].depth = loops[parent].depth + 1 }
    }
  }
}
