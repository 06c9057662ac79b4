// Control-flow simplification: skips empty blocks, merges straight lines, removes what cannot be
// reached, clean-up that does nothing, and branches with one outcome.
//
// Requires: nothing. Preserves: the order of the remaining blocks.

import PolySema
import PolySupport

public enum ControlFlowSimplification {
  public static func run(_ body: inout Body) {
    for index in body.promoted.indices { run(&body.promoted[index]) }
    var order = ContiguousArray<BasicBlock>()
    for _ in 0..<4 {
      foldBranches(&body)
      let changed = skipEmptyBlocks(&body)
      removeIdleCleanup(&body)
      order = body.reversePostorder()
      let merged = mergeLines(&body, &order)
      if !changed, !merged { break }
    }
    keep(order, &body)
  }

  // MARK: branches

  /// Switches on constants, and switches whose targets are all the same.
  private static func foldBranches(_ body: inout Body) {
    for block in body.blocks.keys {
      guard case .switchInteger(let operand, let targets, let otherwise) = body.blocks[block].terminator.kind
      else { continue }
      if case .constant(let id) = operand, case .value(.scalar(let low, let high)) = body.constants[id].kind {
        var chosen = otherwise
        for target in body.switchTargets[targets] where target.low == low && target.high == high {
          chosen = target.block
          break
        }
        body.blocks[block].terminator.kind = .goto(chosen)
      } else if body.switchTargets[targets].allSatisfy({ $0.block == otherwise }) {
        body.blocks[block].terminator.kind = .goto(otherwise)
      }
    }
  }

  // MARK: empty blocks

  private static func skipEmptyBlocks(_ body: inout Body) -> Bool {
    var forward = ContiguousArray<BasicBlock>(body.blocks.keys)
    var hasEmpty = false
    for block in body.blocks.keys {
      if case .goto(let target) = body.blocks[block].terminator.kind, target != block,
        isEmpty(body.blocks[block])
      {
        forward[block.index] = target
        hasEmpty = true
      }
    }
    guard hasEmpty else { return false }
    func resolve(_ block: BasicBlock) -> BasicBlock {
      var current = block
      var steps = 0
      while forward[current.index] != current, steps < 64 {
        current = forward[current.index]
        steps += 1
      }
      return current
    }
    var changed = false
    for block in body.blocks.keys {
      body.mapSuccessors(block) { old in
        let new = resolve(old)
        if new != old { changed = true }
        return new
      }
    }
    return changed
  }

  private static func isEmpty(_ block: BlockData) -> Bool {
    block.statements.allSatisfy(isNop)
  }

  // MARK: clean-up

  /// An unwinding edge into a block that only goes on unwinding is no edge.
  private static func removeIdleCleanup(_ body: inout Body) {
    func isIdle(_ block: BasicBlock) -> Bool {
      guard case .resume = body.blocks[block].terminator.kind else { return false }
      return body.blocks[block].statements.allSatisfy { statement in
        switch statement.kind {
        case .nop, .storageDead, .storageLive: true
        // Nobody sees a local of a frame that is left.
        case .assign(let place, let value):
          place.projections.isEmpty && isPure(value)
        case .setDiscriminant: false
        }
      }
    }
    for block in body.blocks.keys {
      var unwind = UnwindAction.continue
      switch body.blocks[block].terminator.kind {
      case .drop(_, _, let action), .call(_, _, _, _, let action), .assert(_, _, _, _, let action): unwind = action
      default: continue
      }
      if case .cleanup(let target) = unwind, isIdle(target) {
        body.blocks[block].terminator.kind.setUnwind(.continue)
      }
    }
  }

  private static func isPure(_ value: Rvalue) -> Bool {
    switch value {
    case .use, .repeatValue, .reference, .rawPointer, .length, .cast, .binary, .checkedBinary, .unary,
      .discriminant, .aggregate:
      true
    }
  }

  // MARK: straight lines

  /// `order`: the reachable blocks in reverse postorder, before and afterwards.
  private static func mergeLines(_ body: inout Body, _ order: inout ContiguousArray<BasicBlock>) -> Bool {
    let counts = body.predecessorCounts(order)
    var isMerged = ContiguousArray(filledWith: false, count: body.blocks.count)
    var changed = false
    for block in order where !isMerged[block.index] {
      while case .goto(let target) = body.blocks[block].terminator.kind, target != block,
        counts[target.index] == 1, target != Body.entry, !isMerged[target.index]
      {
        var statements = ContiguousArray<Statement>()
        swap(&statements, &body.blocks[target].statements)
        body.blocks[block].statements.append(contentsOf: statements)
        body.blocks[block].terminator = body.blocks[target].terminator
        body.blocks[target].terminator.kind = .unreachable
        isMerged[target.index] = true
        changed = true
      }
    }
    // A block that was merged came right after the one that it was merged into.
    if changed { order.removeAll { isMerged[$0.index] } }
    return changed
  }

  // MARK: unreachable blocks

  /// Keeps the blocks of `order` only, ordinary ones first, and numbers them in its order.
  private static func keep(_ order: ContiguousArray<BasicBlock>, _ body: inout Body) {
    var kept = ContiguousArray<BasicBlock>()
    kept.reserveCapacity(order.count)
    for block in order where !body.blocks[block].isCleanup { kept.append(block) }
    for block in order where body.blocks[block].isCleanup { kept.append(block) }
    var renumbered = ContiguousArray(filledWith: BasicBlock.none, count: body.blocks.count)
    for (index, block) in kept.enumerated() { renumbered[block.index] = BasicBlock(index) }
    var blocks = PrimaryMap<BasicBlock, BlockData>(reserving: kept.count)
    // Switch targets are shared storage: each block maps its own once.
    for block in kept { body.mapSuccessors(block) { renumbered[$0.index] } }
    for block in kept {
      var data = BlockData()
      swap(&data, &body.blocks[block])
      if data.statements.contains(where: isNop) { data.statements.removeAll(where: isNop) }
      blocks.push(data)
    }
    body.blocks = blocks
  }

  private static func isNop(_ statement: Statement) -> Bool {
    if case .nop = statement.kind { return true }
    return false
  }
}
