// What code generation wants to know of a MIR body whatever its instance: computed once for each definition.

import PolyExpansion
import PolyMIR
import PolySema
import PolySupport

final class GenericBody {
  let body: Body
  /// The reachable blocks in reverse postorder.
  let order: ContiguousArray<BasicBlock>
  /// How many edges from reachable blocks lead to each block; the entry has one more.
  let predecessorCounts: ContiguousArray<UInt32>
  /// Blocks with an edge from a block that does not come before them, and the position of the last such.
  let loopHeads: [(head: BasicBlock, last: Int)]
  let returnCount: Int
  /// What the statements cost, without the terminators.
  let statementCost: Int
  let statementCount: Int
  let inlining: InlineAttribute?
  let isLocal: Bool
  /// Whether it is put into the generic bodies that call it.
  private(set) lazy var isSmall =
    returnCount > 0 && order.count <= InlineCost.smallBlockLimit && statementCost <= InlineCost.smallLimit
    && GenericInlining.accepts(body)

  init(_ body: Body, inlining: InlineAttribute?, isLocal: Bool) {
    self.body = body
    self.inlining = inlining
    self.isLocal = isLocal
    let order = body.reversePostorder()
    self.order = order
    predecessorCounts = body.predecessorCounts(order)
    var positions = ContiguousArray<Int>(filledWith: -1, count: body.blocks.count)
    for (position, block) in order.enumerated() { positions[block.index] = position }
    var heads: [(head: BasicBlock, last: Int)] = []
    var returns = 0
    var cost = 0
    var count = 0
    for (position, block) in order.enumerated() {
      body.forEachSuccessor(block) { successor in
        guard positions[successor.index] <= position else { return }
        if let known = heads.firstIndex(where: { $0.head == successor }) {
          heads[known].last = position
        } else {
          heads.append((successor, position))
        }
      }
      if case .return = body.blocks[block].terminator.kind { returns += 1 }
      count += body.blocks[block].statements.count
      for statement in body.blocks[block].statements { cost += InlineCost.of(statement.kind) }
    }
    loopHeads = heads
    returnCount = returns
    statementCost = cost
    statementCount = count
  }

  /// What stands for the body of functions that have none.
  init() {
    body = Body(owner: .none, span: .none)
    order = []
    predecessorCounts = []
    loopHeads = []
    returnCount = 0
    statementCost = 0
    statementCount = 0
    inlining = nil
    isLocal = false
  }

  /// The operands of a block that are constants, with their places.
  func constants(of block: BasicBlock) -> [(span: Span, constant: MIRConstant)] {
    var result: [(span: Span, constant: MIRConstant)] = []
    for statement in body.blocks[block].statements {
      guard case .assign(_, let value) = statement.kind else { continue }
      body.forEachOperand(value) { if case .constant(let id) = $0 { result.append((statement.span, id)) } }
    }
    let terminator = body.blocks[block].terminator
    body.forEachOperand(terminator.kind) { if case .constant(let id) = $0 { result.append((terminator.span, id)) } }
    return result
  }

  func isLoopHead(_ block: BasicBlock) -> Bool { loopHeads.contains { $0.head == block } }
}

/// About how many instructions of PolyIR something becomes.
enum InlineCost {
  /// A function is inlined if it costs at most this; `hint` is for `#[inline]`.
  static let limit = 14
  static let hintLimit = 24
  /// Instances that are about one closure have one or two callers.
  static let closureLimit = 48
  static let alwaysLimit = 1000
  /// In blocks and statements: what takes the place of calls in generic bodies.
  static let smallBlockLimit = 4
  static let smallLimit = 10
  /// How much one function may grow.
  static let growthLimit = 4000
  static let depthLimit = 12

  static func of(_ statement: StatementKind) -> Int {
    switch statement {
    case .assign(let place, let value): return (place.projections.isEmpty ? 0 : 1) + of(value)
    case .setDiscriminant: return 1
    case .storageLive, .storageDead, .nop: return 0
    }
  }

  private static func of(_ value: Rvalue) -> Int {
    switch value {
    case .use(.copy(let place)), .use(.move(let place)): return place.projections.isEmpty ? 0 : 1
    case .use(.constant): return 1
    case .reference(_, let place), .rawPointer(_, let place): return place.projections.isEmpty ? 1 : Int(place.projections.count) - 1
    case .length: return 0
    case .cast, .unary: return 1
    case .binary, .discriminant, .checkedBinary: return 2
    case .repeatValue: return 4
    case .aggregate(_, let operands): return Int(operands.count)
    }
  }

  static func ofCall(argumentCount: Int) -> Int { 3 + argumentCount }
}
