// Liveness of locals: whether the value that a local holds may be used later.

import PolySema
import PolySupport

struct Liveness {
  private var liveOut: BitMatrix
  private let localCount: Int

  private let liveAtReturn: [Local]
  /// Whether reading a discriminant to drop what is left of a value is no use of the value.
  private let ignoresDropTests: Bool

  /// Nothing is live anywhere.
  init() {
    liveOut = BitMatrix(rows: 0, bitCount: 0)
    localCount = 0
    liveAtReturn = []
    ignoresDropTests = false
  }

  /// `usesDropped` tells whether dropping a place looks at what its references point at. The return place
  /// and `liveAtReturn` are used by the caller.
  init(
    body: Body, order: ContiguousArray<BasicBlock>, liveAtReturn: [Local], ignoresDropTests: Bool,
    usesDropped: (Place) -> Bool
  ) {
    self.ignoresDropTests = ignoresDropTests
    self.liveAtReturn = liveAtReturn
    localCount = body.locals.count
    liveOut = BitMatrix(rows: body.blocks.count, bitCount: localCount)
    var liveIn = BitMatrix(rows: body.blocks.count, bitCount: localCount)
    var successorState = BitRow(bitCount: localCount)
    var state = BitRow(bitCount: localCount)
    var changed = true
    while changed {
      changed = false
      for block in order.reversed() {
        body.forEachSuccessor(block) {
          liveIn.load($0.index, into: &successorState)
          _ = liveOut.merge(successorState, into: block.index)
        }
        liveOut.load(block.index, into: &state)
        transfer(body.blocks[block].terminator.kind, body, &state, usesDropped)
        for statement in body.blocks[block].statements.reversed() {
          transfer(statement.kind, body, &state)
        }
        if liveIn.merge(state, into: block.index) { changed = true }
      }
    }
  }

  func emptyState() -> BitRow { BitRow(bitCount: localCount) }
  func load(after block: BasicBlock, into state: inout BitRow) { liveOut.load(block.index, into: &state) }

  private func use(_ place: Place, _ body: Body, _ state: inout BitRow) {
    state.set(place.local.index)
    for projection in body.projections[place.projections] {
      if case .index(let local) = projection { state.set(local.index) }
    }
  }

  private func use(_ operand: Operand, _ body: Body, _ state: inout BitRow) {
    switch operand {
    case .copy(let place), .move(let place): use(place, body, &state)
    case .constant: break
    }
  }

  private func define(_ place: Place, _ body: Body, _ state: inout BitRow) {
    if place.projections.isEmpty { state.clear(place.local.index) } else { use(place, body, &state) }
  }

  /// The state before a statement from the state after it.
  func transfer(_ statement: StatementKind, _ body: Body, _ state: inout BitRow) {
    switch statement {
    case .assign(let place, let value):
      define(place, body, &state)
      if ignoresDropTests, body.notes.dropTests.contains(place.local) { break }
      body.forEachOperand(value) { use($0, body, &state) }
      switch value {
      case .reference(_, let used), .rawPointer(_, let used), .length(let used), .discriminant(let used):
        use(used, body, &state)
      default: break
      }
    case .storageDead(let local), .storageLive(let local): state.clear(local.index)
    case .setDiscriminant(let place, _): use(place, body, &state)
    case .nop: break
    }
  }

  func transfer(
    _ terminator: TerminatorKind, _ body: Body, _ state: inout BitRow, _ usesDropped: (Place) -> Bool
  ) {
    switch terminator {
    case .call(_, _, let destination, _, _): define(destination, body, &state)
    case .yield(_, let place, _, _): define(place, body, &state)
    case .drop(let place, _, _): if usesDropped(place) { use(place, body, &state) }
    case .return:
      state.set(0)
      for local in liveAtReturn { state.set(local.index) }
    default: break
    }
    body.forEachOperand(terminator) { use($0, body, &state) }
  }
}
