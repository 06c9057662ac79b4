// A tree of drops that several exits from nested scopes share, so that the number of blocks stays
// linear in the number of exits.
//
// Each node is "drop this, then go on with `next`"; the root is where all exits end. An exit enters
// the tree at the node of the innermost thing it has to drop.

import PolySupport

enum DropKind: UInt8 { case storage, value }

/// A local that a scope drops at its end.
struct ScheduledDrop {
  var local: Local
  var kind: DropKind
  var span: Span
}

struct DropTree {
  typealias Node = UInt32
  static let root: Node = 0

  struct Entry {
    var drop: ScheduledDrop
    var next: Node
  }

  private(set) var entries: ContiguousArray<Entry> = [
    Entry(drop: ScheduledDrop(local: .none, kind: .storage, span: .none), next: 0)
  ]
  private var existing: [UInt64: Node] = [:]
  /// Exits: the block that leaves, and where it enters the tree.
  private(set) var exits: ContiguousArray<(block: BasicBlock, node: Node)> = []

  var isUsed: Bool { !exits.isEmpty }

  mutating func add(_ drop: ScheduledDrop, next: Node) -> Node {
    let key = UInt64(next) << 33 | UInt64(drop.local.raw) << 1 | UInt64(drop.kind.rawValue)
    if let found = existing[key] { return found }
    let node = Node(entries.count)
    entries.append(Entry(drop: drop, next: next))
    existing[key] = node
    return node
  }

  mutating func addExit(_ block: BasicBlock, at node: Node) { exits.append((block, node)) }

  /// Makes the blocks of all nodes that an exit reaches; `link` connects an exit to its block.
  /// `root` is where the tree ends. Value drops unwind to `unwind`.
  func build(
    in body: inout Body, root: BasicBlock, isCleanup: Bool, unwind: UnwindAction,
    link: (inout Body, BasicBlock, BasicBlock) -> Void
  ) -> ContiguousArray<BasicBlock> {
    enum Need { case none, shared(Node), own }
    var blocks = ContiguousArray(filledWith: BasicBlock.none, count: entries.count)
    var needs = ContiguousArray(filledWith: Need.none, count: entries.count)
    blocks[0] = root
    needs[0] = .own
    var exitsOf = ContiguousArray(filledWith: ContiguousArray<BasicBlock>(), count: entries.count)
    for exit in exits { exitsOf[Int(exit.node)].append(exit.block) }
    func makeBlock(_ body: inout Body) -> BasicBlock {
      var data = BlockData()
      data.isCleanup = isCleanup
      return body.blocks.push(data)
    }
    for index in entries.indices.reversed() {
      if !exitsOf[index].isEmpty { needs[index] = .own }
      switch needs[index] {
      case .none: continue
      case .own: if blocks[index].isNone { blocks[index] = makeBlock(&body) }
      case .shared(let other): blocks[index] = blocks[Int(other)]
      }
      for block in exitsOf[index] { link(&body, block, blocks[index]) }
      guard index != 0 else { continue }
      let next = Int(entries[index].next)
      if entries[index].drop.kind == .value {
        needs[next] = .own
      } else {
        switch needs[next] {
        case .none: needs[next] = .shared(Node(index))
        case .shared: needs[next] = .own
        case .own: break
        }
      }
    }
    for index in entries.indices.reversed() where index != 0 && !blocks[index].isNone {
      let entry = entries[index]
      let block = blocks[index]
      let target = blocks[Int(entry.next)]
      switch entry.drop.kind {
      case .value:
        body.blocks[block].terminator = Terminator(
          .drop(Place(entry.drop.local), target: target, unwind: unwind), span: entry.drop.span)
      case .storage:
        body.blocks[block].statements.append(
          Statement(.storageDead(entry.drop.local), span: entry.drop.span))
        if block != target {
          body.blocks[block].terminator = Terminator(.goto(target), span: entry.drop.span)
        }
      }
    }
    return blocks
  }
}
