// Which locals of a coroutine's body hold something while it is suspended, and which of them may share
// storage.
//
// A local needs its storage at a point if it was made live there and its value may be used later or its
// address was taken. Kept are the locals that need it at a `yield`; two of them conflict if both need it
// at the same point.

import PolySema
import PolySupport

struct SuspendedLocals {
  private(set) var kept: [Local] = []
  /// By position in `kept`: positions before it.
  private(set) var conflicts: [[Int]] = []

  private let body: Body
  private let order: ContiguousArray<BasicBlock>
  private let liveness: Liveness
  private var hasStorageMarks: ContiguousArray<Bool>

  /// The state while a block is walked forward.
  private struct Forward {
    var hasStorage: BitRow
    var isBorrowed: BitRow
  }

  /// `excluded` are never kept: the coroutine itself.
  init(body: Body, excluded: Local) {
    self.body = body
    order = body.reversePostorder()
    liveness = Liveness(body: body, order: order, liveAtReturn: [], ignoresDropTests: false, usesDropped: { _ in true })
    hasStorageMarks = ContiguousArray(filledWith: false, count: body.locals.count)
    for block in order {
      for statement in body.blocks[block].statements {
        if case .storageLive(let local) = statement.kind { hasStorageMarks[local.index] = true }
      }
    }
    findKept(excluded)
  }

  private mutating func findKept(_ excluded: Local) {
    let entries = solveForward()
    let count = body.locals.count
    var atSuspension = BitRow(bitCount: count)
    visit(entries) { needed, _, isYield in
      guard isYield else { return }
      for index in needed.words.indices { atSuspension.words[index] |= needed.words[index] }
    }
    atSuspension.clear(excluded.index)
    var position = ContiguousArray(filledWith: -1, count: count)
    for local in body.locals.keys where atSuspension[local.index] {
      position[local.index] = kept.count
      kept.append(local)
    }
    guard kept.count > 1 else {
      conflicts = kept.map { _ in [] }
      return
    }
    var matrix = BitMatrix(rows: kept.count, bitCount: count)
    visit(entries) { needed, defined, _ in
      var present = needed
      if !defined.isNone { present.set(defined.index) }
      for word in present.words.indices { present.words[word] &= atSuspension.words[word] }
      for (index, local) in kept.enumerated() where present[local.index] { _ = matrix.merge(present, into: index) }
    }
    var row = BitRow(bitCount: count)
    for index in kept.indices {
      matrix.load(index, into: &row)
      conflicts.append((0..<index).filter { row[kept[$0].index] })
    }
  }

  // MARK: forward: storage and borrows

  private func solveForward() -> [BasicBlock: Forward] {
    let count = body.locals.count
    var hasStorage = BitMatrix(rows: body.blocks.count, bitCount: count)
    var isBorrowed = BitMatrix(rows: body.blocks.count, bitCount: count)
    var start = BitRow(bitCount: count)
    for local in body.locals.keys where !hasStorageMarks[local.index] { start.set(local.index) }
    _ = hasStorage.merge(start, into: Body.entry.index)
    var state = Forward(hasStorage: start, isBorrowed: BitRow(bitCount: count))
    var changed = true
    while changed {
      changed = false
      for block in order {
        hasStorage.load(block.index, into: &state.hasStorage)
        isBorrowed.load(block.index, into: &state.isBorrowed)
        for statement in body.blocks[block].statements { transfer(statement.kind, &state) }
        body.forEachSuccessor(block) {
          if hasStorage.merge(state.hasStorage, into: $0.index) { changed = true }
          if isBorrowed.merge(state.isBorrowed, into: $0.index) { changed = true }
        }
      }
    }
    var result: [BasicBlock: Forward] = [:]
    for block in order {
      hasStorage.load(block.index, into: &state.hasStorage)
      isBorrowed.load(block.index, into: &state.isBorrowed)
      result[block] = state
    }
    return result
  }

  private func transfer(_ statement: StatementKind, _ state: inout Forward) {
    switch statement {
    case .storageLive(let local):
      state.hasStorage.set(local.index)
      state.isBorrowed.clear(local.index)
    case .storageDead(let local):
      state.hasStorage.clear(local.index)
      state.isBorrowed.clear(local.index)
    case .assign(_, .reference(_, let place)), .assign(_, .rawPointer(_, let place)):
      // Behind a pointer it is not the local that is borrowed.
      if !body.projections[place.projections].contains(.deref) { state.isBorrowed.set(place.local.index) }
    default: break
    }
  }

  // MARK: every point

  /// Visits every point with the locals that need their storage there, the local that is written, and
  /// whether the coroutine is suspended there.
  private func visit(_ entries: [BasicBlock: Forward], _ action: (BitRow, Local, Bool) -> Void) {
    var live = liveness.emptyState()
    for block in order {
      guard var forward = entries[block] else { continue }
      let data = body.blocks[block]
      liveness.load(after: block, into: &live)
      let afterTerminator = live
      liveness.transfer(data.terminator.kind, body, &live) { _ in true }
      // Liveness before each statement, backwards.
      var before: ContiguousArray<BitRow> = []
      before.reserveCapacity(data.statements.count + 1)
      before.append(live)
      for statement in data.statements.reversed() {
        liveness.transfer(statement.kind, body, &live)
        before.append(live)
      }
      for (index, statement) in data.statements.enumerated() {
        var written = Local.none
        if case .assign(let place, _) = statement.kind { written = place.local }
        if case .setDiscriminant(let place, _) = statement.kind { written = place.local }
        action(needed(before[data.statements.count - index], forward), written, false)
        transfer(statement.kind, &forward)
      }
      switch data.terminator.kind {
      case .yield(_, let place, _, _):
        // While suspended, what is written on resumption holds nothing yet.
        var suspended = afterTerminator
        if place.projections.isEmpty { suspended.clear(place.local.index) }
        action(needed(suspended, forward), .none, true)
        action(needed(before[0], forward), place.local, false)
      case .call(_, _, let destination, _, _): action(needed(before[0], forward), destination.local, false)
      default: action(needed(before[0], forward), .none, false)
      }
      action(needed(afterTerminator, forward), .none, false)
    }
  }

  private func needed(_ live: BitRow, _ forward: Forward) -> BitRow {
    var result = live
    for index in result.words.indices {
      result.words[index] = (live.words[index] | forward.isBorrowed.words[index]) & forward.hasStorage.words[index]
    }
    return result
  }
}
