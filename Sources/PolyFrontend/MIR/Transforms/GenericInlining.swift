// Inlining of small functions into generic bodies: a call that goes to the same function in every instance
// of a body is replaced once, before there are instances. What depends on types stays a call.
//
// Requires: elaborated drops; callees without clean-up of their own. Preserves: spans, so that panics name
// the same places.

import PolyExpansion
import PolySema
import PolySupport

public struct GenericInlining {
  private var body: Body
  private let types: TypeTable
  // Of the call that is being replaced.
  private var callee: Body
  private var args: Args
  private var locals: ContiguousArray<Local> = []
  /// Constants that stand for parameters.
  private var constants: ContiguousArray<MIRConstant> = []
  private var firstBlock = 0
  private var target = BasicBlock.none
  private var unwind = UnwindAction.continue

  /// How many blocks a body may come to.
  private static let blockLimit = 512

  /// Replaces the calls of functions for which `candidate` gives a body.
  public static func run(_ body: inout Body, types: TypeTable, candidate: (DefID) -> Body?) {
    var sites: [(block: BasicBlock, callee: Body, args: Args)] = []
    for block in body.blocks.keys where !body.blocks[block].isCleanup {
      guard case .call(.constant(let constant), let arguments, _, let target, _) = body.blocks[block].terminator.kind,
        !target.isNone, case .functionDef(let def, let args) = types.kind(body.constants[constant].type),
        let callee = candidate(def), callee.parameterCount == Int(arguments.count)
      else { continue }
      sites.append((block, callee, args))
    }
    guard !sites.isEmpty else { return }
    var inlining = GenericInlining(body: body, types: types, callee: body, args: types.emptyArgs)
    for site in sites where inlining.body.blocks.count < blockLimit {
      inlining.callee = site.callee
      inlining.args = site.args
      inlining.replace(site.block)
    }
    body = inlining.body
    ControlFlowSimplification.run(&body)
  }

  /// Whether a body can be put in the place of calls.
  public static func accepts(_ body: Body) -> Bool {
    guard body.promoted.isEmpty, !body.spreadsLastArgument, !body.isClosure else { return false }
    return body.blocks.elements.allSatisfy { block in
      if block.isCleanup { return false }
      switch block.terminator.kind {
      case .goto, .switchInteger, .return, .unreachable, .drop, .call, .assert: return true
      case .resume, .terminate, .yield, .coroutineDrop, .none: return false
      }
    }
  }

  private init(body: Body, types: TypeTable, callee: Body, args: Args) {
    self.body = body
    self.types = types
    self.callee = callee
    self.args = args
  }

  private mutating func replace(_ block: BasicBlock) {
    let terminator = body.blocks[block].terminator
    guard case .call(_, let arguments, let destination, let next, let unwind) = terminator.kind else { return }
    target = next
    self.unwind = unwind
    firstBlock = body.blocks.count
    locals = ContiguousArray(filledWith: .none, count: callee.locals.count)
    constants = ContiguousArray(filledWith: .none, count: callee.locals.count)
    bindParameters(arguments, block, terminator.span)
    let isDirect = destination.projections.isEmpty && !locals.contains(destination.local)
    if isDirect { locals[Local.returnPlace.index] = destination.local }
    for local in callee.locals.keys where locals[local.index].isNone && constants[local.index].isNone {
      locals[local.index] = copy(local)
    }
    if !isDirect {
      // The result is stored when the callee is done.
      let after = body.blocks.push(BlockData())
      let result = Operand.move(Place(locals[Local.returnPlace.index]))
      body.blocks[after].statements.append(Statement(.assign(destination, .use(result)), span: terminator.span))
      body.blocks[after].terminator = Terminator(.goto(next), span: terminator.span)
      target = after
      firstBlock += 1
    }
    for number in callee.blocks.keys {
      var data = BlockData()
      let source = callee.blocks[number]
      for statement in source.statements {
        data.statements.append(Statement(mapped(statement.kind), span: statement.span))
      }
      data.terminator = Terminator(mapped(source.terminator.kind), span: source.terminator.span)
      body.blocks.push(data)
    }
    body.blocks[block].terminator.kind = .goto(mapped(Body.entry))
  }

  /// What is moved in or constant takes the parameter's place; anything else is copied into it.
  private mutating func bindParameters(_ arguments: ListRef<Operand>, _ block: BasicBlock, _ span: Span) {
    let isPlain = plainParameters()
    for index in 0..<Int(arguments.count) {
      let parameter = Local(index + 1)
      let argument = body.operands[arguments, index]
      switch argument {
      case .move(let place) where place.projections.isEmpty && !locals.contains(place.local):
        locals[parameter.index] = place.local
      case .constant(let constant) where isPlain[parameter.index]: constants[parameter.index] = constant
      case .move, .copy, .constant:
        let local = copy(parameter)
        locals[parameter.index] = local
        body.blocks[block].statements.append(Statement(.assign(Place(local), .use(argument)), span: span))
      }
    }
  }

  /// Which locals of the callee are only read, and as a whole.
  private func plainParameters() -> ContiguousArray<Bool> {
    var isPlain = ContiguousArray(filledWith: true, count: callee.locals.count)
    func names(_ place: Place) {
      isPlain[place.local.index] = false
      indices(place)
    }
    func indices(_ place: Place) {
      for projection in callee.projections[place.projections] {
        if case .index(let local) = projection { isPlain[local.index] = false }
      }
    }
    func reads(_ operand: Operand) {
      switch operand {
      case .copy(let place), .move(let place): if !place.projections.isEmpty { names(place) }
      case .constant: break
      }
    }
    for block in callee.blocks.elements {
      for statement in block.statements {
        switch statement.kind {
        case .assign(let place, let value):
          names(place)
          callee.forEachOperand(value, reads)
          switch value {
          case .reference(_, let place), .rawPointer(_, let place), .length(let place), .discriminant(let place): names(place)
          case .use, .repeatValue, .cast, .binary, .checkedBinary, .unary, .aggregate: break
          }
        case .setDiscriminant(let place, _): names(place)
        case .storageLive(let local), .storageDead(let local): isPlain[local.index] = false
        case .nop: break
        }
      }
      callee.forEachOperand(block.terminator.kind, reads)
      switch block.terminator.kind {
      case .drop(let place, _, _), .call(_, _, let place, _, _): names(place)
      default: break
      }
    }
    return isPlain
  }

  /// A local of the callee as one of the body.
  private mutating func copy(_ local: Local) -> Local {
    var data = callee.locals[local]
    data.type = types.substitute(data.type, args)
    data.kind = .temporary
    return body.locals.push(data)
  }

  // MARK: from the callee's terms to the body's

  private func mapped(_ block: BasicBlock) -> BasicBlock { BasicBlock(firstBlock + block.index) }

  private func mapped(_ action: UnwindAction) -> UnwindAction { action == .continue ? unwind : action }

  private mutating func mapped(_ place: Place) -> Place {
    let local = locals[place.local.index]
    guard !place.projections.isEmpty else { return Place(local) }
    var list = SmallList<Projection>()
    for projection in callee.projections[place.projections] {
      if case .index(let index) = projection { list.append(.index(locals[index.index])) } else { list.append(projection) }
    }
    return Place(local, body.projections.make(list))
  }

  private mutating func mapped(_ operand: Operand) -> Operand {
    switch operand {
    case .copy(let place), .move(let place):
      if place.projections.isEmpty, !constants[place.local.index].isNone {
        return .constant(constants[place.local.index])
      }
      if case .copy = operand { return .copy(mapped(place)) }
      return .move(mapped(place))
    case .constant(let constant):
      var data = callee.constants[constant]
      data.type = types.substitute(data.type, args)
      switch data.kind {
      case .item(let def, let list): data.kind = .item(def, types.substitute(list, args))
      case .typeConst(let value): data.kind = .typeConst(types.substitute(value, args))
      case .value, .promoted, .zeroSized, .staticAddress: break
      }
      return .constant(body.constants.push(data))
    }
  }

  private mutating func mapped(_ list: ListRef<Operand>) -> ListRef<Operand> {
    var result = SmallList<Operand>()
    for operand in callee.operands[list] { result.append(mapped(operand)) }
    return body.operands.make(result)
  }

  private mutating func mapped(_ statement: StatementKind) -> StatementKind {
    switch statement {
    case .assign(let place, let value): .assign(mapped(place), mapped(value))
    case .setDiscriminant(let place, let variant): .setDiscriminant(mapped(place), variant: variant)
    case .storageLive(let local): .storageLive(locals[local.index])
    case .storageDead(let local): .storageDead(locals[local.index])
    case .nop: .nop
    }
  }

  private mutating func mapped(_ value: Rvalue) -> Rvalue {
    switch value {
    case .use(let operand): return .use(mapped(operand))
    case .repeatValue(let operand, let count): return .repeatValue(mapped(operand), types.substitute(count, args))
    case .reference(let kind, let place): return .reference(kind, mapped(place))
    case .rawPointer(let mutability, let place): return .rawPointer(mutability, mapped(place))
    case .length(let place): return .length(mapped(place))
    case .cast(let kind, let operand, let type): return .cast(kind, mapped(operand), types.substitute(type, args))
    case .binary(let operation, let left, let right): return .binary(operation, mapped(left), mapped(right))
    case .checkedBinary(let operation, let left, let right): return .checkedBinary(operation, mapped(left), mapped(right))
    case .unary(let operation, let operand): return .unary(operation, mapped(operand))
    case .discriminant(let place): return .discriminant(mapped(place))
    case .aggregate(let kind, let list):
      let made: AggregateKind =
        switch kind {
        case .tuple: .tuple
        case .array(let element): .array(element: types.substitute(element, args))
        case .adt(let def, let variant, let list, let field):
          .adt(def, variant: variant, types.substitute(list, args), activeField: field)
        case .closure(let def, let list): .closure(def, types.substitute(list, args))
        case .coroutine(let def, let list): .coroutine(def, types.substitute(list, args))
        }
      return .aggregate(made, mapped(list))
    }
  }

  private mutating func mapped(_ terminator: TerminatorKind) -> TerminatorKind {
    switch terminator {
    case .goto(let block): return .goto(mapped(block))
    case .switchInteger(let operand, let targets, let otherwise):
      let list = callee.switchTargets[targets].map { SwitchTarget(low: $0.low, high: $0.high, block: mapped($0.block)) }
      return .switchInteger(mapped(operand), body.switchTargets.make(list), otherwise: mapped(otherwise))
    case .return: return .goto(target)
    case .drop(let place, let next, let action): return .drop(mapped(place), target: mapped(next), unwind: mapped(action))
    case .call(let operand, let arguments, let destination, let next, let action):
      return .call(
        callee: mapped(operand), arguments: mapped(arguments), destination: mapped(destination),
        target: next.isNone ? next : mapped(next), unwind: mapped(action))
    case .assert(let operand, let expected, let message, let next, let action):
      var message = message
      if case .boundsCheck(let length, let index) = message {
        message = .boundsCheck(length: mapped(length), index: mapped(index))
      }
      return .assert(mapped(operand), expected: expected, message, target: mapped(next), unwind: mapped(action))
    case .unreachable, .resume, .terminate, .yield, .coroutineDrop, .none: return terminator
    }
  }
}
