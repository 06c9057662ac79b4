// The MIR interpreter: frames, statements and terminators.
//
// Invariants: all types in frames are monomorphic and normalized; a local is an allocation of its
// type's size; frames are left in order, and the memory of a function's locals dies with its frame.

import PolyExpansion
import PolySema
import PolySupport

/// What is the same for all activations of an instance.
struct FrameInfo {
  var body: Body
  var localTypes: ContiguousArray<Ty>
  var localLayouts: ContiguousArray<SizeAndAlignment>
}

struct Frame {
  var info: FrameInfo
  var owner: DefID
  var args: Args
  var locals: ContiguousArray<AllocationID>
  var hasEscapingLocals: Bool
  var block = Body.entry
  var statement = 0
  var destination: MemoryPlace
  /// Where the caller goes on.
  var returnBlock: BasicBlock
  var span = Span.none
}

struct Interpreter {
  let evaluator: ConstantEvaluator
  let types: TypeTable
  let queries: TypeQueries
  let layouts: LayoutProvider
  let pointerSize: Int
  var frames: ContiguousArray<Frame> = []

  init(_ evaluator: ConstantEvaluator) {
    self.evaluator = evaluator
    types = evaluator.types
    queries = evaluator.queries
    layouts = evaluator.layouts
    pointerSize = evaluator.pointerSize
  }

  var program: Program { evaluator.program }
  var span: Span { frames.last?.span ?? .none }

  func failure(_ message: String) -> EvaluationFailure { EvaluationFailure(message: message, span: span) }

  /// Runs memory operations with their errors placed at the current statement.
  func memory<R>(_ action: (inout ConstantMemory) throws(MemoryError) -> R) throws -> R {
    do {
      return try action(&evaluator.memory)
    } catch {
      throw failure(error.message)
    }
  }

  func layout(_ type: Ty) throws -> SizeAndAlignment {
    guard let layout = layouts.sizeAndAlignment(of: type) else {
      throw failure("the size of `\(program.describe(type))` is not known")
    }
    return layout
  }

  func monomorphic(_ type: Ty) -> Ty {
    guard let args = frames.last?.args else { return type }
    return queries.normalize(types.substitute(type, args))
  }

  // MARK: frames

  mutating func run(
    _ body: Body, owner: DefID, _ args: Args, isPromoted: Bool, into result: AllocationID
  ) throws {
    let info = try frameInfo(body, args)
    let place = MemoryPlace(
      pointer: ScalarValue(0, 0, target: .allocation(result)), type: PlaceType(info.localTypes[0]))
    // Temporaries of a constant's outermost expression live as long as its value.
    try push(info, owner, args, destination: place, returnBlock: .none, hasEscapingLocals: true)
    try loop()
  }

  private func frameInfo(_ body: Body, _ args: Args) throws -> FrameInfo {
    var localTypes: ContiguousArray<Ty> = []
    var localLayouts: ContiguousArray<SizeAndAlignment> = []
    for local in body.locals.keys {
      let type = queries.normalize(types.substitute(body.locals[local].type, args))
      localTypes.append(type)
      guard let layout = layouts.sizeAndAlignment(of: type) else {
        throw failure("the size of `\(program.describe(type))` is not known")
      }
      guard layout.size < 1 << 31 else { throw failure("the value is too large for the compiler") }
      localLayouts.append(layout)
    }
    return FrameInfo(body: body, localTypes: localTypes, localLayouts: localLayouts)
  }

  private mutating func push(
    _ info: FrameInfo, _ owner: DefID, _ args: Args, destination: MemoryPlace, returnBlock: BasicBlock,
    hasEscapingLocals: Bool
  ) throws {
    if frames.count >= 4096 {
      throw failure("reached the configured maximum number of stack frames")
    }
    var locals: ContiguousArray<AllocationID> = []
    locals.reserveCapacity(info.localTypes.count)
    for layout in info.localLayouts {
      if let reused = evaluator.vacantLocals.popLast() {
        evaluator.memory[reused] = ConstantAllocation(size: Int(layout.size), alignment: layout.alignment)
        locals.append(reused)
      } else {
        locals.append(evaluator.memory.allocate(size: Int(layout.size), alignment: layout.alignment))
      }
    }
    frames.append(
      Frame(
        info: info, owner: owner, args: args, locals: locals, hasEscapingLocals: hasEscapingLocals,
        destination: destination, returnBlock: returnBlock, span: span))
  }

  /// Enters a function; its arguments are copied into its parameters.
  mutating func enter(
    _ instance: Instance, _ arguments: [MemoryPlace], destination: MemoryPlace, returnBlock: BasicBlock
  ) throws {
    let info: FrameInfo
    if let known = evaluator.frameInfos[instance] {
      info = known
    } else {
      guard let body = evaluator.bodies.body(of: instance.def) else {
        if program.diagnostics.hasErrors {
          throw EvaluationFailure(message: "", span: span, isReported: true)
        }
        throw failure("calling `\(program.definitions.path(instance.def))` is not possible at compile time")
      }
      info = try frameInfo(body, instance.args)
      evaluator.frameInfos[instance] = info
    }
    guard arguments.count == info.body.parameterCount else {
      throw failure("a call has the wrong number of arguments")
    }
    try push(
      info, instance.def, instance.args, destination: destination, returnBlock: returnBlock,
      hasEscapingLocals: false)
    let frame = frames.count - 1
    for (index, argument) in arguments.enumerated() {
      try copy(argument, to: localPlace(Local(index + 1), frame: frame))
    }
  }

  private mutating func leave() throws {
    let returned = localPlace(.returnPlace, frame: frames.count - 1)
    guard let frame = frames.last else { return }
    try copy(returned, to: frame.destination)
    frames.removeLast()
    if !frame.hasEscapingLocals {
      for local in frame.locals {
        if evaluator.memory[local].isAddressTaken {
          evaluator.memory[local].isDead = true
          evaluator.memory[local].bytes = []
          evaluator.memory[local].relocations = []
        } else {
          evaluator.vacantLocals.append(local)
        }
      }
    }
    if !frames.isEmpty {
      frames[frames.count - 1].block = frame.returnBlock
      frames[frames.count - 1].statement = 0
    }
  }

  func localPlace(_ local: Local, frame: Int) -> MemoryPlace {
    MemoryPlace(
      pointer: ScalarValue(0, 0, target: .allocation(frames[frame].locals[local.index])),
      type: PlaceType(frames[frame].info.localTypes[local.index]))
  }

  // MARK: steps

  private mutating func loop() throws {
    while let frame = frames.last {
      evaluator.steps += 1
      if evaluator.steps > evaluator.stepLimit {
        throw failure("constant evaluation is taking too long")
      }
      let index = frame.statement
      let block = frame.block
      let top = frames.count - 1
      if index < frame.info.body.blocks[block].statements.count {
        let statement = frame.info.body.blocks[block].statements[index]
        frames[top].span = statement.span
        frames[top].statement += 1
        try execute(statement.kind)
      } else {
        let terminator = frame.info.body.blocks[block].terminator
        frames[top].span = terminator.span
        try execute(terminator.kind)
      }
    }
  }

  private mutating func execute(_ statement: StatementKind) throws {
    switch statement {
    case .assign(let place, let value): try assign(try evaluate(place), value)
    case .setDiscriminant(let place, let variant):
      try writeVariant(try evaluate(place), variant)
    case .storageLive, .storageDead, .nop: break
    }
  }

  mutating func jump(_ block: BasicBlock) {
    frames[frames.count - 1].block = block
    frames[frames.count - 1].statement = 0
  }

  private mutating func execute(_ terminator: TerminatorKind) throws {
    let top = frames.count - 1
    switch terminator {
    case .goto(let target): jump(target)
    case .switchInteger(let operand, let targets, let otherwise):
      let value = try scalar(operand)
      if value.target != nil { throw failure("unable to turn pointer into raw bytes") }
      var chosen = otherwise
      for target in frames[top].info.body.switchTargets[targets]
      where target.low == value.low && target.high == value.high {
        chosen = target.block
        break
      }
      jump(chosen)
    case .return: try leave()
    case .unreachable: throw failure("entering unreachable code")
    case .drop(let place, let target, _):
      let dropped = try evaluate(place)
      if queries.needsDrop(dropped.type.type) {
        try dropValue(dropped, then: target)
      } else {
        jump(target)
      }
    case .call(let callee, let arguments, let destination, let target, _):
      try call(callee, arguments, destination, target)
    case .assert(let operand, let expected, let message, let target, _):
      let value = try scalar(operand)
      if (value.low != 0) != expected { throw failure(try describe(message)) }
      jump(target)
    case .resume, .terminate, .yield, .coroutineDrop, .none:
      throw failure("this operation is not possible at compile time")
    }
  }

  /// Runs the destructor of a type that implements `Drop` by a function that can be interpreted.
  private mutating func dropValue(_ place: MemoryPlace, then target: BasicBlock) throws {
    guard case .adt(let def, _) = types.kind(place.type.type), program.dropImpl(of: def) != nil,
      let trait = program.langItem("drop"),
      let method = program.associatedItems(of: trait).first(where: { $0.kind == .function }),
      let instance = program.resolveInstance(method.def, types.args([GenericArg(place.type.type)]))
    else {
      throw failure("the destructor of `\(program.describe(place.type.type))` cannot be evaluated at compile-time")
    }
    let reference = try temporary(types.reference(place.type.type, .mutable))
    try writePointer(reference, place)
    let unit = try temporary(types.unit)
    try enter(instance, [reference], destination: unit, returnBlock: target)
  }

  private func describe(_ message: AssertMessage) throws -> String {
    switch message {
    case .boundsCheck(let length, let index):
      let lengthValue = try scalar(length).low
      let indexValue = try scalar(index).low
      return "index out of bounds: the length is \(lengthValue) but the index is \(indexValue)"
    case .overflow(let op):
      switch op {
      case .add: return "attempt to add with overflow"
      case .subtract: return "attempt to subtract with overflow"
      case .multiply: return "attempt to multiply with overflow"
      case .divide: return "attempt to divide with overflow"
      case .remainder: return "attempt to calculate the remainder with overflow"
      case .shiftLeft: return "attempt to shift left with overflow"
      case .shiftRight: return "attempt to shift right with overflow"
      default: return "arithmetic overflow"
      }
    case .negationOverflow: return "attempt to negate with overflow"
    case .divisionByZero: return "attempt to divide by zero"
    case .remainderByZero: return "attempt to calculate the remainder with a divisor of zero"
    case .resumedAfterReturn: return "`async fn` resumed after completion"
    case .resumedAfterPanic: return "`async fn` resumed after panicking"
    }
  }
}
