// Coroutines as state machines: a body with `yield`s becomes a function that goes on where it stopped.
//
// Requires: drops are elaborated. The new function takes the coroutine by mutable reference and the
// task's context, and returns `Poll<Output>`. Fields behind the captures: the state, then the locals that
// hold something while it is suspended (`SuspendedLocals`). States: 0 not started, 1 finished, 2 running (or a
// panic left it), 3 + n suspended at the n-th `yield`. With `dropMark` added to the state, a call drops
// what the coroutine holds in that state instead of going on.

import PolyExpansion
import PolySema
import PolySupport

public struct CoroutineTransform {
  /// Added to the state by whoever drops a coroutine.
  public static let dropMark: UInt64 = 1 << 28

  private let program: Program
  private var body: Body
  private let coroutine: Ty
  private let captureCount: Int
  /// Field indexes of locals that are kept.
  private var fields: [Local: UInt32] = [:]
  private var storage = CoroutineStorage()
  /// Stands for the old return place, unless it is a field.
  private var result = Local.returnPlace
  private let span: Span
  private struct Suspension {
    var resumePlace: Place
    var resume: BasicBlock
    var drop: BasicBlock
  }
  private var suspensions: [Suspension] = []
  private let output: Ty
  private let pollType: Ty
  private let pollDef: DefID
  private let readyVariant: UInt32
  private let pendingVariant: UInt32
  private let u32: Ty

  private static let selfLocal = Local(raw: 1)
  private static let contextLocal = Local(raw: 2)

  /// Gives what is behind the captures and the state.
  static func run(_ body: inout Body, program: Program) -> CoroutineStorage {
    guard body.locals.count > 2, let ready = program.langItem("Ready") else { return CoroutineStorage() }
    var transform = CoroutineTransform(body, program, ready)
    transform.chooseFields()
    transform.rewriteBlocks()
    transform.makeEntry()
    body = transform.body
    return transform.storage
  }

  private init(_ body: Body, _ program: Program, _ ready: DefID) {
    self.program = program
    self.body = body
    coroutine = body.locals[Self.selfLocal].type
    captureCount = program.closureInfo(body.owner).captures.count
    span = body.span
    output = body.returnType
    u32 = program.types.integer(.u32)
    pollDef = program.definitions.parent(ready)
    pollType = program.types.type(.adt(pollDef, program.types.args([GenericArg(output)])))
    let data = program.adt(pollDef)
    let index = data.variantIndex(of: ready) ?? 0
    readyVariant = UInt32(index)
    pendingVariant = UInt32(1 - index)
  }

  // MARK: what is kept

  private mutating func chooseFields() {
    let suspended = SuspendedLocals(body: body, excluded: Self.selfLocal)
    for local in suspended.kept {
      fields[local] = UInt32(captureCount + 1 + storage.types.count)
      storage.types.append(body.locals[local].type)
    }
    storage.conflicts = suspended.conflicts
    // The place of the result becomes that of the `Poll`.
    if fields[.returnPlace] == nil {
      var data = body.locals[.returnPlace]
      data.kind = .temporary
      result = body.locals.push(data)
    }
  }

  // MARK: places

  private mutating func place(_ projections: [Projection]) -> Place {
    Place(Self.selfLocal, body.projections.make([.deref] + projections))
  }

  private mutating func statePlace() -> Place { place([.field(UInt32(captureCount))]) }

  /// The place in the coroutine; kept index locals are loaded by statements in `before`.
  private mutating func rewrite(_ old: Place, _ before: inout ContiguousArray<Statement>) -> Place {
    var projections = Array(body.projections[old.projections])
    for position in projections.indices {
      guard case .index(let local) = projections[position], let field = fields[local] else { continue }
      let type = body.locals[local].type
      let loaded = body.locals.push(
        LocalData(type: type, kind: .temporary, name: .none, isMutable: true, span: span))
      before.append(Statement(.assign(Place(loaded), .use(.copy(place([.field(field)])))), span: span))
      projections[position] = .index(loaded)
    }
    if old.local == Self.selfLocal { return place(projections) }
    if let field = fields[old.local] { return place([.field(field)] + projections) }
    return Place(old.local == .returnPlace ? result : old.local, body.projections.make(projections))
  }

  private mutating func rewrite(_ operand: Operand, _ before: inout ContiguousArray<Statement>) -> Operand {
    switch operand {
    case .copy(let place): return .copy(rewrite(place, &before))
    case .move(let place): return .move(rewrite(place, &before))
    case .constant: return operand
    }
  }

  private mutating func rewrite(
    _ list: ListRef<Operand>, _ before: inout ContiguousArray<Statement>
  ) -> ListRef<Operand> {
    var result: [Operand] = []
    for operand in Array(body.operands[list]) { result.append(rewrite(operand, &before)) }
    return body.operands.make(result)
  }

  private mutating func rewrite(_ value: Rvalue, _ before: inout ContiguousArray<Statement>) -> Rvalue {
    switch value {
    case .use(let operand): return .use(rewrite(operand, &before))
    case .repeatValue(let operand, let count): return .repeatValue(rewrite(operand, &before), count)
    case .reference(let kind, let place): return .reference(kind, rewrite(place, &before))
    case .rawPointer(let mutability, let place): return .rawPointer(mutability, rewrite(place, &before))
    case .length(let place): return .length(rewrite(place, &before))
    case .cast(let kind, let operand, let type): return .cast(kind, rewrite(operand, &before), type)
    case .binary(let op, let left, let right):
      return .binary(op, rewrite(left, &before), rewrite(right, &before))
    case .checkedBinary(let op, let left, let right):
      return .checkedBinary(op, rewrite(left, &before), rewrite(right, &before))
    case .unary(let op, let operand): return .unary(op, rewrite(operand, &before))
    case .discriminant(let place): return .discriminant(rewrite(place, &before))
    case .aggregate(let kind, let list): return .aggregate(kind, rewrite(list, &before))
    }
  }

  // MARK: blocks

  private mutating func rewriteBlocks() {
    let count = body.blocks.count
    for index in 0..<count {
      let block = BasicBlock(raw: UInt32(index))
      let old = body.blocks[block].statements
      var statements: ContiguousArray<Statement> = []
      statements.reserveCapacity(old.count + 4)
      for statement in old {
        switch statement.kind {
        case .assign(let place, let value):
          let newValue = rewrite(value, &statements)
          let newPlace = rewrite(place, &statements)
          statements.append(Statement(.assign(newPlace, newValue), span: statement.span))
        case .setDiscriminant(let place, let variant):
          let newPlace = rewrite(place, &statements)
          statements.append(Statement(.setDiscriminant(newPlace, variant: variant), span: statement.span))
        case .storageLive(let local), .storageDead(let local):
          if fields[local] == nil, local != Self.selfLocal { statements.append(statement) }
        case .nop: break
        }
      }
      let terminator = rewriteTerminator(body.blocks[block].terminator, &statements)
      body.blocks[block].statements = statements
      body.blocks[block].terminator = terminator
    }
  }

  private mutating func rewriteTerminator(
    _ terminator: Terminator, _ statements: inout ContiguousArray<Statement>
  ) -> Terminator {
    let at = terminator.span
    switch terminator.kind {
    case .goto, .unreachable, .resume, .terminate, .none: return terminator
    case .switchInteger(let operand, let targets, let otherwise):
      return Terminator(.switchInteger(rewrite(operand, &statements), targets, otherwise: otherwise), span: at)
    case .drop(let place, let target, let unwind):
      if place.local == Self.selfLocal, place.projections.isEmpty {
        return Terminator(.goto(dropCaptures(then: target, unwind, at)), span: at)
      }
      return Terminator(.drop(rewrite(place, &statements), target: target, unwind: unwind), span: at)
    case .call(let callee, let arguments, let destination, let target, let unwind):
      let newCallee = rewrite(callee, &statements)
      let newArguments = rewrite(arguments, &statements)
      let newDestination = rewrite(destination, &statements)
      return Terminator(
        .call(
          callee: newCallee, arguments: newArguments, destination: newDestination, target: target, unwind: unwind),
        span: at)
    case .assert(let operand, let expected, let message, let target, let unwind):
      let newOperand = rewrite(operand, &statements)
      var newMessage = message
      if case .boundsCheck(let length, let index) = message {
        newMessage = .boundsCheck(length: rewrite(length, &statements), index: rewrite(index, &statements))
      }
      return Terminator(
        .assert(newOperand, expected: expected, newMessage, target: target, unwind: unwind), span: at)
    case .return:
      setState(1, &statements)
      let value = Operand.move(rewrite(Place(.returnPlace), &statements))
      setResult(readyVariant, [value], &statements)
      return Terminator(.return, span: at)
    case .yield(_, let resumePlace, let resume, let drop):
      setState(3 + UInt64(suspensions.count), &statements)
      setResult(pendingVariant, [], &statements)
      suspensions.append(Suspension(resumePlace: resumePlace, resume: resume, drop: drop))
      return Terminator(.return, span: at)
    case .coroutineDrop:
      setState(1, &statements)
      setResult(pendingVariant, [], &statements)
      return Terminator(.return, span: at)
    }
  }

  private mutating func constant(_ value: UInt64, _ type: Ty) -> Operand {
    .constant(
      body.constants.push(ConstantData(kind: .value(.scalar(low: value, high: 0)), type: type, span: span)))
  }

  private mutating func setState(_ state: UInt64, _ statements: inout ContiguousArray<Statement>) {
    statements.append(Statement(.assign(statePlace(), .use(constant(state, u32))), span: span))
  }

  private mutating func setResult(
    _ variant: UInt32, _ operands: [Operand], _ statements: inout ContiguousArray<Statement>
  ) {
    let args = program.types.args([GenericArg(output)])
    statements.append(
      Statement(
        .assign(
          Place(.returnPlace),
          .aggregate(.adt(pollDef, variant: variant, args, activeField: nil), body.operands.make(operands))),
        span: span))
  }

  private mutating func newBlock(_ terminator: TerminatorKind, _ statements: ContiguousArray<Statement> = [])
    -> BasicBlock
  {
    var data = BlockData()
    data.statements = statements
    data.terminator = Terminator(terminator, span: span)
    return body.blocks.push(data)
  }

  /// Blocks that drop the captures one by one.
  private mutating func dropCaptures(then target: BasicBlock, _ unwind: UnwindAction, _ at: Span) -> BasicBlock {
    var next = target
    let environment = program.environment(of: body.owner)
    for (index, capture) in program.closureInfo(body.owner).captures.enumerated().reversed()
    where program.needsDrop(capture.fieldType, in: environment) {
      next = newBlock(.drop(place([.field(UInt32(index))]), target: next, unwind: unwind))
      body.blocks[next].isCleanup = body.blocks[target].isCleanup
    }
    return next
  }

  // MARK: entry

  /// Block 0 becomes the dispatch on the state.
  private mutating func makeEntry() {
    let first = body.blocks.push(body.blocks[Body.entry])
    for block in body.blocks.keys { redirect(block, from: Body.entry, to: first) }

    var targets: [SwitchTarget] = []
    func target(_ state: UInt64, _ block: BasicBlock) {
      targets.append(SwitchTarget(low: state, high: 0, block: block))
    }
    let context = Operand.move(Place(Self.contextLocal))

    var start: ContiguousArray<Statement> = []
    setState(2, &start)
    start.append(Statement(.assign(rewrite(Place(Self.contextLocal), &start), .use(context)), span: span))
    target(0, newBlock(.goto(first), start))

    var end: ContiguousArray<Statement> = []
    setState(1, &end)
    setResult(pendingVariant, [], &end)
    let finished = newBlock(.return, end)
    for (index, suspension) in suspensions.enumerated() {
      let resumeTarget = suspension.resume == Body.entry ? first : suspension.resume
      let dropTarget = suspension.drop == Body.entry ? first : suspension.drop
      var statements: ContiguousArray<Statement> = []
      setState(2, &statements)
      let resumePlace = rewrite(suspension.resumePlace, &statements)
      statements.append(Statement(.assign(resumePlace, .use(context)), span: span))
      target(3 + UInt64(index), newBlock(.goto(resumeTarget), statements))
      target(Self.dropMark + 3 + UInt64(index), newBlock(.goto(dropTarget)))
    }
    target(Self.dropMark, dropCaptures(then: finished, .continue, span))
    target(Self.dropMark + 1, finished)
    target(Self.dropMark + 2, finished)
    let dead = newBlock(.unreachable)
    let failure = constant(0, program.types.bool)
    target(1, newBlock(.assert(failure, expected: true, .resumedAfterReturn, target: dead, unwind: .continue)))
    target(2, newBlock(.assert(failure, expected: true, .resumedAfterPanic, target: dead, unwind: .continue)))

    let state = body.locals.push(
      LocalData(type: u32, kind: .temporary, name: .none, isMutable: true, span: span))
    var entry = BlockData()
    entry.statements.append(Statement(.assign(Place(state), .use(.copy(statePlace()))), span: span))
    entry.terminator = Terminator(
      .switchInteger(.copy(Place(state)), body.switchTargets.make(targets), otherwise: dead), span: span)
    body.blocks[Body.entry] = entry

    body.locals[.returnPlace].type = pollType
    body.locals[Self.selfLocal].type = program.types.reference(coroutine, .mutable)
  }

  private mutating func redirect(_ block: BasicBlock, from old: BasicBlock, to new: BasicBlock) {
    func map(_ target: BasicBlock) -> BasicBlock { target == old ? new : target }
    func map(_ unwind: UnwindAction) -> UnwindAction {
      if case .cleanup(let target) = unwind { return .cleanup(map(target)) }
      return unwind
    }
    switch body.blocks[block].terminator.kind {
    case .goto(let target): body.blocks[block].terminator.kind = .goto(map(target))
    case .switchInteger(let operand, let targets, let otherwise):
      for index in targets.range where body.switchTargets.storage[index].block == old {
        body.switchTargets.storage[index].block = new
      }
      body.blocks[block].terminator.kind = .switchInteger(operand, targets, otherwise: map(otherwise))
    case .drop(let place, let target, let unwind):
      body.blocks[block].terminator.kind = .drop(place, target: map(target), unwind: map(unwind))
    case .call(let callee, let arguments, let destination, let target, let unwind):
      body.blocks[block].terminator.kind = .call(
        callee: callee, arguments: arguments, destination: destination, target: map(target), unwind: map(unwind))
    case .assert(let operand, let expected, let message, let target, let unwind):
      body.blocks[block].terminator.kind = .assert(
        operand, expected: expected, message, target: map(target), unwind: map(unwind))
    default: break
    }
  }
}
