// The order of blocks and instructions, kept apart from their definitions: two linked lists by index.
//
// Moving or removing code touches only this; a removed instruction keeps its data until the function
// is dropped.
import PolySupport

/// The order of a function's blocks and of the instructions in them.
@frozen public struct Layout: Sendable {
  @frozen @usableFromInline struct BlockNode: Sendable {
    @usableFromInline var previous = Block.none
    @usableFromInline var next = Block.none
    @usableFromInline var first = Inst.none
    @usableFromInline var last = Inst.none
    @usableFromInline var isInserted = false
    @inlinable init() {}
  }
  @frozen @usableFromInline struct InstNode: Sendable {
    @usableFromInline var previous = Inst.none
    @usableFromInline var next = Inst.none
    @usableFromInline var block = Block.none
    @inlinable init() {}
  }
  @usableFromInline var blocks: ContiguousArray<BlockNode> = []
  @usableFromInline var insts: ContiguousArray<InstNode> = []
  /// The entry block, `none` in an empty function.
  public private(set) var firstBlock = Block.none
  public private(set) var lastBlock = Block.none
  /// The number of blocks in the order.
  public private(set) var blockCount = 0

  @inlinable public init() {}

  /// Empties the layout and keeps its memory.
  mutating func removeAll() {
    blocks.removeAll(keepingCapacity: true)
    insts.removeAll(keepingCapacity: true)
    firstBlock = .none
    lastBlock = .none
    blockCount = 0
  }

  @inlinable public func next(_ block: Block) -> Block { blocks[block.index].next }
  @inlinable public func previous(_ block: Block) -> Block { blocks[block.index].previous }
  @inlinable public func firstInst(_ block: Block) -> Inst { blocks[block.index].first }
  @inlinable public func lastInst(_ block: Block) -> Inst { blocks[block.index].last }
  @inlinable public func next(_ inst: Inst) -> Inst { insts[inst.index].next }
  @inlinable public func previous(_ inst: Inst) -> Inst { insts[inst.index].previous }
  /// The block that an instruction is in, `none` if it is not in the order.
  @inlinable public func block(of inst: Inst) -> Block {
    inst.index < insts.count ? insts[inst.index].block : .none
  }
  @inlinable public func contains(_ block: Block) -> Bool {
    block.index < blocks.count && blocks[block.index].isInserted
  }
  @inlinable public func contains(_ inst: Inst) -> Bool { !self.block(of: inst).isNone }

  /// The blocks in order. The sequence holds the order as it was when the loop began: a
  /// loop that edits the layout copies it, so editing passes walk with `next(_:)` instead.
  @inlinable public var blockSequence: BlockSequence { BlockSequence(layout: self) }
  /// The instructions of a block in order, as they were when the loop began.
  @inlinable public func instSequence(_ block: Block) -> InstSequence { InstSequence(layout: self, block) }

  @inlinable mutating func ensure(_ block: Block) {
    while blocks.count <= block.index { blocks.append(BlockNode()) }
  }
  @inlinable mutating func ensure(_ inst: Inst) {
    while insts.count <= inst.index { insts.append(InstNode()) }
  }

  public mutating func append(_ block: Block) {
    ensure(block)
    guard !blocks[block.index].isInserted else { return }
    blocks[block.index].isInserted = true
    blocks[block.index].previous = lastBlock
    blocks[block.index].next = .none
    if lastBlock.isNone { firstBlock = block } else { blocks[lastBlock.index].next = block }
    lastBlock = block
    blockCount += 1
  }

  public mutating func insert(_ block: Block, after other: Block) {
    ensure(block)
    guard !blocks[block.index].isInserted else { return }
    let next = blocks[other.index].next
    blocks[block.index].isInserted = true
    blocks[block.index].previous = other
    blocks[block.index].next = next
    blocks[other.index].next = block
    if next.isNone { lastBlock = block } else { blocks[next.index].previous = block }
    blockCount += 1
  }

  public mutating func insert(_ block: Block, before other: Block) {
    let previous = blocks[other.index].previous
    if !previous.isNone { return insert(block, after: previous) }
    ensure(block)
    guard !blocks[block.index].isInserted else { return }
    blocks[block.index].isInserted = true
    blocks[block.index].previous = .none
    blocks[block.index].next = other
    blocks[other.index].previous = block
    firstBlock = block
    blockCount += 1
  }

  /// Takes a block out of the order; its instructions stay in it.
  public mutating func remove(_ block: Block) {
    guard contains(block) else { return }
    let node = blocks[block.index]
    if node.previous.isNone { firstBlock = node.next } else { blocks[node.previous.index].next = node.next }
    if node.next.isNone { lastBlock = node.previous } else { blocks[node.next.index].previous = node.previous }
    blocks[block.index].isInserted = false
    blocks[block.index].previous = .none
    blocks[block.index].next = .none
    blockCount -= 1
  }

  @inlinable public mutating func append(_ inst: Inst, to block: Block) {
    ensure(inst)
    ensure(block)
    var blockNode = blocks[block.index]
    var node = InstNode()
    node.previous = blockNode.last
    node.block = block
    insts[inst.index] = node
    if node.previous.isNone { blockNode.first = inst } else { insts[node.previous.index].next = inst }
    blockNode.last = inst
    blocks[block.index] = blockNode
  }

  @inlinable public mutating func insert(_ inst: Inst, before other: Inst) {
    ensure(inst)
    let block = insts[other.index].block
    let previous = insts[other.index].previous
    insts[inst.index].previous = previous
    insts[inst.index].next = other
    insts[inst.index].block = block
    insts[other.index].previous = inst
    if previous.isNone { blocks[block.index].first = inst } else { insts[previous.index].next = inst }
  }

  @inlinable public mutating func insert(_ inst: Inst, after other: Inst) {
    let next = insts[other.index].next
    if next.isNone { append(inst, to: insts[other.index].block) } else { insert(inst, before: next) }
  }

  /// Puts an instruction at the beginning of a block.
  @inlinable public mutating func prepend(_ inst: Inst, to block: Block) {
    ensure(block)
    let first = blocks[block.index].first
    if first.isNone { append(inst, to: block) } else { insert(inst, before: first) }
  }

  @inlinable public mutating func remove(_ inst: Inst) {
    let node = insts[inst.index]
    guard !node.block.isNone else { return }
    if node.previous.isNone {
      blocks[node.block.index].first = node.next
    } else {
      insts[node.previous.index].next = node.next
    }
    if node.next.isNone {
      blocks[node.block.index].last = node.previous
    } else {
      insts[node.next.index].previous = node.previous
    }
    insts[inst.index] = InstNode()
  }

  /// Moves `first` and all instructions after it to the end of another block.
  public mutating func moveTail(from first: Inst, to target: Block) {
    ensure(target)
    let source = insts[first.index].block
    guard !source.isNone, source != target else { return }
    let last = blocks[source.index].last
    let before = insts[first.index].previous
    blocks[source.index].last = before
    if before.isNone { blocks[source.index].first = .none } else { insts[before.index].next = .none }
    let targetLast = blocks[target.index].last
    insts[first.index].previous = targetLast
    if targetLast.isNone { blocks[target.index].first = first } else { insts[targetLast.index].next = first }
    blocks[target.index].last = last
    var inst = first
    while !inst.isNone {
      insts[inst.index].block = target
      inst = insts[inst.index].next
    }
  }
}

/// Iterates the blocks of a layout.
@frozen public struct BlockSequence: Sequence, IteratorProtocol {
  @usableFromInline let layout: Layout
  @usableFromInline var current: Block
  @inlinable init(layout: Layout) {
    self.layout = layout
    current = layout.firstBlock
  }
  @inlinable public mutating func next() -> Block? {
    guard !current.isNone else { return nil }
    let block = current
    current = layout.next(block)
    return block
  }
}

/// Iterates the instructions of a block.
@frozen public struct InstSequence: Sequence, IteratorProtocol {
  @usableFromInline let layout: Layout
  @usableFromInline var current: Inst
  @inlinable init(layout: Layout, _ block: Block) {
    self.layout = layout
    current = block.index < layout.blocks.count ? layout.firstInst(block) : .none
  }
  @inlinable public mutating func next() -> Inst? {
    guard !current.isNone else { return nil }
    let inst = current
    current = layout.next(inst)
    return inst
  }
}
