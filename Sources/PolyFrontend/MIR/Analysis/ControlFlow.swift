// Successors, predecessors and orders of the blocks of a body.

import PolySupport

extension UnwindAction {
  /// The clean-up block, if there is one.
  public var block: BasicBlock? {
    if case .cleanup(let block) = self { return block }
    return nil
  }
}

extension Body {
  /// Visits the successors of a block, an unwinding edge last.
  @inlinable @inline(__always)
  public func forEachSuccessor(_ block: BasicBlock, _ visit: (BasicBlock) -> Void) {
    switch blocks[block].terminator.kind {
    case .goto(let target): visit(target)
    case .switchInteger(_, let targets, let otherwise):
      for target in switchTargets[targets] { visit(target.block) }
      visit(otherwise)
    case .drop(_, let target, let unwind), .assert(_, _, _, let target, let unwind):
      visit(target)
      if let cleanup = unwind.block { visit(cleanup) }
    case .call(_, _, _, let target, let unwind):
      if !target.isNone { visit(target) }
      if let cleanup = unwind.block { visit(cleanup) }
    case .yield(_, _, let resume, let drop):
      visit(resume)
      if !drop.isNone { visit(drop) }
    case .return, .unreachable, .resume, .terminate, .coroutineDrop, .none: break
    }
  }

  /// Replaces every successor of a block by what `map` gives for it.
  public mutating func mapSuccessors(_ block: BasicBlock, _ map: (BasicBlock) -> BasicBlock) {
    func mapped(_ unwind: UnwindAction) -> UnwindAction {
      if case .cleanup(let block) = unwind { return .cleanup(map(block)) }
      return unwind
    }
    switch blocks[block].terminator.kind {
    case .goto(let target): blocks[block].terminator.kind = .goto(map(target))
    case .switchInteger(let operand, let targets, let otherwise):
      for position in 0..<Int(targets.count) {
        switchTargets[targets, position].block = map(switchTargets[targets, position].block)
      }
      blocks[block].terminator.kind = .switchInteger(operand, targets, otherwise: map(otherwise))
    case .drop(let place, let target, let unwind):
      blocks[block].terminator.kind = .drop(place, target: map(target), unwind: mapped(unwind))
    case .assert(let operand, let expected, let message, let target, let unwind):
      blocks[block].terminator.kind = .assert(
        operand, expected: expected, message, target: map(target), unwind: mapped(unwind))
    case .call(let callee, let arguments, let destination, let target, let unwind):
      blocks[block].terminator.kind = .call(
        callee: callee, arguments: arguments, destination: destination,
        target: target.isNone ? target : map(target), unwind: mapped(unwind))
    case .yield(let value, let place, let resume, let drop):
      blocks[block].terminator.kind = .yield(
        value, resumePlace: place, resume: map(resume), drop: drop.isNone ? drop : map(drop))
    case .return, .unreachable, .resume, .terminate, .coroutineDrop, .none: break
    }
  }

  /// The blocks reachable from the entry in reverse postorder.
  public func reversePostorder() -> ContiguousArray<BasicBlock> {
    let count = blocks.count
    var order: ContiguousArray<BasicBlock> = []
    guard count > 0 else { return order }
    order.reserveCapacity(count)
    var isSeen = ContiguousArray(filledWith: false, count: count)
    // A block is on the stack once to be entered (even) and once to be left (odd).
    var pending: ContiguousArray<UInt32> = []
    pending.reserveCapacity(2 * count)
    pending.append(Body.entry.raw << 1)
    while let item = pending.popLast() {
      let block = BasicBlock(raw: item >> 1)
      if item & 1 == 1 {
        order.append(block)
        continue
      }
      if isSeen[block.index] { continue }
      isSeen[block.index] = true
      pending.append(item | 1)
      // The last successor is entered first, so that the order keeps the source's.
      forEachSuccessor(block) { if !isSeen[$0.index] { pending.append($0.raw << 1) } }
    }
    order.withUnsafeMutableBufferPointer { $0.reverse() }
    return order
  }

  /// Whether a statement makes a reference.
  var hasBorrows: Bool {
    blocks.elements.contains { block in
      block.statements.contains {
        if case .assign(_, .reference) = $0.kind { return true }
        return false
      }
    }
  }

  /// How many edges lead to each block from reachable blocks; the entry has one more.
  public func predecessorCounts(_ order: ContiguousArray<BasicBlock>) -> ContiguousArray<UInt32> {
    var counts = ContiguousArray<UInt32>(filledWith: 0, count: blocks.count)
    if !counts.isEmpty { counts[0] = 1 }
    for block in order { forEachSuccessor(block) { counts[$0.index] += 1 } }
    return counts
  }

  /// Visits the operands of an rvalue.
  @inlinable @inline(__always)
  public func forEachOperand(_ rvalue: Rvalue, _ visit: (Operand) -> Void) {
    switch rvalue {
    case .use(let operand), .repeatValue(let operand, _), .cast(_, let operand, _), .unary(_, let operand):
      visit(operand)
    case .binary(_, let left, let right), .checkedBinary(_, let left, let right):
      visit(left)
      visit(right)
    case .aggregate(_, let list): for operand in operands[list] { visit(operand) }
    case .reference, .rawPointer, .length, .discriminant: break
    }
  }

  /// The operands of an rvalue, for what changes the holder of the body as it looks at them.
  func operands(of rvalue: Rvalue) -> SmallList<Operand> {
    var list = SmallList<Operand>()
    forEachOperand(rvalue) { list.append($0) }
    return list
  }
  func operands(of terminator: TerminatorKind) -> SmallList<Operand> {
    var list = SmallList<Operand>()
    forEachOperand(terminator) { list.append($0) }
    return list
  }

  /// Visits the operands of a terminator.
  @inlinable @inline(__always)
  public func forEachOperand(_ terminator: TerminatorKind, _ visit: (Operand) -> Void) {
    switch terminator {
    case .switchInteger(let operand, _, _): visit(operand)
    case .call(let callee, let arguments, _, _, _):
      visit(callee)
      for argument in operands[arguments] { visit(argument) }
    case .assert(let operand, _, let message, _, _):
      visit(operand)
      if case .boundsCheck(let length, let index) = message {
        visit(length)
        visit(index)
      }
    case .yield(let operand, _, _, _): visit(operand)
    case .goto, .return, .unreachable, .drop, .resume, .terminate, .coroutineDrop, .none: break
    }
  }
}
