// Builds the MIR of one typed body: state, blocks and statements, and the body's frame (parameters,
// captures, return).
//
// The expression lowering follows the usual split: a typed expression is lowered as a place
// (`PlaceBuilding`), as an operand (`Operands`), as an rvalue (`Rvalues`), into a destination
// (`Expressions`), as a condition (`Conditions`) or as a statement (`Statements`). Scopes and their
// drops are in `Scopes`; patterns in `MatchCandidates` and `MatchLowering`.

import PolyExpansion
import PolySema
import PolySupport

public struct BodyBuilder {
  let program: Program
  let types: TypeTable
  let queries: TypeQueries
  let source: TypedBody
  var body: Body

  /// Where statements go. If `isUnreachable`, nothing jumps there.
  var current = Body.entry
  var isUnreachable = false

  var scopes: ContiguousArray<Scope> = []
  /// The scope that drops a temporary made now; -1 in constants, whose outer temporaries live for ever.
  var temporaryScope = -1
  var breakables: ContiguousArray<BreakableScope> = []
  var ifThen: IfThenScope?
  var unwindTree = DropTree()

  var variableLocals = SecondaryMap<Variable, Local>(default: .none)
  /// While a guard is lowered: references to the places that by-value bindings will be bound to.
  var guardReferences = SecondaryMap<Variable, Local>(default: .none)
  /// Temporaries with an extended lifetime and the scope that drops them.
  var extendedTemporaries: [TypedExprID: Int] = [:]

  /// For closures and coroutines: what they capture.
  var captures: [Capture] = []
  /// The captures are behind a reference in parameter 1.
  var capturesAreBehindReference = false
  /// Constants and statics: calls of const functions may be promoted too.
  let isConstantBody: Bool
  /// Inside of a promoted constant nothing is promoted again: all its temporaries live for ever.
  var promotesBorrows = true
  /// From edition 2024 on, temporaries of an `if` condition end before `else`.
  let rescopesConditions: Bool
  /// What the pattern that is being bound is matched against.
  var scrutineeSpan = Span.none
  /// Match candidates of the matches being lowered (a stack).
  var candidates: ContiguousArray<MatchCandidate> = []
  /// Blocks made for what comes after a candidate that always matches: nothing jumps there.
  var deadMatchBlocks: Set<UInt32> = []

  init(program: Program, source: TypedBody, owner: DefID) {
    self.program = program
    types = program.types
    queries = TypeQueries(program: program, environment: program.environment(of: owner))
    self.source = source
    body = Body(owner: owner, span: source.span)
    let definition = program.definitions[owner]
    switch definition.kind {
    case .constant, .associatedConstant, .staticItem, .anonymousConstant: isConstantBody = true
    default: isConstantBody = false
    }
    rescopesConditions = program.definitions.crates[definition.crate].edition >= .e2024
  }

  /// The MIR of a function, constant, static, closure or coroutine body as built: before checks and drop
  /// elaboration.
  public static func build(_ source: TypedBody, of owner: DefID, program: Program) -> Body {
    var builder = BodyBuilder(program: program, source: source, owner: owner)
    builder.buildFrame()
    return builder.body
  }

  // MARK: frame

  private mutating func buildFrame() {
    let definition = program.definitions[body.owner]
    _ = newBlock()
    body.locals.push(
      LocalData(
        type: source.returnType, kind: .returnPlace, name: .none, isMutable: true, span: source.span))
    if isConstantBody {
      buildConstant()
    } else {
      if definition.kind == .closure {
        makeClosureParameter()
      } else {
        body.spreadsLastArgument = program.signature(of: body.owner).convention == .rustCall
      }
      buildFunction()
    }
    buildUnwindTree()
    for block in body.blocks.keys {
      if case .none = body.blocks[block].terminator.kind {
        body.blocks[block].terminator = Terminator(.unreachable, span: source.span)
      }
    }
  }

  private mutating func makeClosureParameter() {
    let info = program.closureInfo(body.owner)
    captures = info.captures
    body.isClosure = true
    let args = program.identityArgs(of: body.owner)
    var type = types.type(info.isCoroutine ? .coroutine(body.owner, args) : .closure(body.owner, args))
    // A coroutine's body owns it; the coroutine transform puts it behind a reference.
    if !info.isCoroutine, info.kind != .fnOnce {
      capturesAreBehindReference = true
      type = types.reference(type, info.kind == .fn ? .shared : .mutable)
    }
    body.locals.push(
      LocalData(type: type, kind: .parameter, name: .none, isMutable: false, span: source.span))
    body.parameterCount = 1
  }

  private mutating func buildFunction() {
    let span = source.span
    // The parameters' locals come first, in order, whatever their patterns are.
    var parameterLocals: ContiguousArray<Local> = []
    for parameter in source.parameters {
      var data = LocalData(
        type: parameter.type, kind: .parameter, name: .none, isMutable: false, span: parameter.span)
      if case .binding(let variable, .byValue, let subpattern) = pattern(parameter.pattern).kind,
        subpattern.isNone
      {
        data.name = source.variables[variable].name
        data.isMutable = source.variables[variable].isMutable
        data.span = source.variables[variable].span
        variableLocals[variable] = body.locals.nextKey
      }
      parameterLocals.append(body.locals.push(data))
    }
    body.parameterCount += source.parameters.count

    inBreakableScope(.none, destination: Place(.returnPlace), span) { builder in
      builder.pushScope(span)
      if builder.body.isClosure {
        builder.schedule(.value, Local(raw: 1), in: 0, span)
      }
      for (index, parameter) in builder.source.parameters.enumerated() {
        let local = parameterLocals[index]
        builder.schedule(.value, local, in: 0, parameter.span)
        if case .binding(_, .byValue, let subpattern) = builder.pattern(parameter.pattern).kind,
          subpattern.isNone
        { continue }
        builder.bindIrrefutable(
          parameter.pattern, PlaceBuilder(.local(local)), bindingScope: 0, parameter.span)
      }
      builder.inTerminatingScope(span) { $0.lower(into: Place(.returnPlace), $0.source.value) }
      builder.popScope()
    }
    if !isUnreachable { terminate(.return, span) }
  }

  private mutating func buildConstant() {
    let span = source.span
    inBreakableScope(.none, destination: Place(.returnPlace), span) { builder in
      builder.markExtended(builder.source.value, scope: -1)
      // No scope is open: temporaries of the outermost expression live for ever.
      builder.lower(into: Place(.returnPlace), builder.source.value)
    }
    if !isUnreachable { terminate(.return, span) }
  }

  // MARK: the typed body

  func expr(_ id: TypedExprID) -> TypedExpr { source.exprs[id] }
  func pattern(_ id: TypedPatternID) -> TypedPattern { source.patterns[id] }

  // MARK: blocks

  mutating func newBlock() -> BasicBlock { body.blocks.push(BlockData()) }

  mutating func switchTo(_ block: BasicBlock) {
    current = block
    isUnreachable = false
  }

  /// Goes on in a block that nothing jumps to.
  mutating func startUnreachable() {
    current = newBlock()
    isUnreachable = true
  }

  mutating func terminate(_ kind: TerminatorKind, _ span: Span) {
    body.blocks[current].terminator = Terminator(kind, span: span)
  }

  mutating func setSpan(_ span: Span) { body.blocks[current].terminator.span = span }

  /// Ends the current block with a jump and leaves the position open.
  mutating func goto(_ block: BasicBlock, _ span: Span) {
    if !isUnreachable { terminate(.goto(block), span) }
  }

  // MARK: statements

  mutating func push(_ kind: StatementKind, _ span: Span) {
    body.blocks[current].statements.append(Statement(kind, span: span))
  }

  mutating func assign(_ place: Place, _ value: Rvalue, _ span: Span) { push(.assign(place, value), span) }

  mutating func assignUnit(_ place: Place, _ span: Span) {
    guard body.locals[place.local].kind != .temporary || !place.projections.isEmpty else { return }
    assign(place, .aggregate(.tuple, .empty), span)
  }

  // MARK: locals, places, constants

  mutating func newTemporary(_ type: Ty, _ span: Span) -> Local {
    body.locals.push(LocalData(type: type, kind: .temporary, name: .none, isMutable: true, span: span))
  }

  func type(of local: Local) -> Ty { body.locals[local].type }

  mutating func place(_ base: Place, _ projections: Projection...) -> Place {
    Place(base.local, body.projections.make(Array(body.projections[base.projections]) + projections))
  }

  mutating func constant(_ kind: ConstantKind, _ type: Ty, _ span: Span) -> Operand {
    .constant(body.constants.push(ConstantData(kind: kind, type: type, span: span)))
  }

  mutating func scalar(_ low: UInt64, _ type: Ty, _ span: Span, high: UInt64 = 0) -> Operand {
    constant(.value(.scalar(low: low, high: high)), type, span)
  }

  mutating func functionConstant(_ def: DefID, _ args: Args, _ span: Span) -> Operand {
    constant(.zeroSized, types.type(.functionDef(def, args)), span)
  }

  /// Copies or moves a place by its type.
  func consume(_ place: Place, _ type: Ty) -> Operand {
    queries.isCopy(type) ? .copy(place) : .move(place)
  }

  // MARK: branches

  /// Ends the block with a two-way branch on a bool.
  mutating func branch(_ condition: Operand, true onTrue: BasicBlock, false onFalse: BasicBlock, _ span: Span) {
    let targets = body.switchTargets.make(CollectionOfOne(SwitchTarget(low: 0, high: 0, block: onFalse)))
    terminate(.switchInteger(condition, targets, otherwise: onTrue), span)
  }

  /// Checks at run time and goes on in a new block.
  mutating func assertCondition(_ condition: Operand, _ expected: Bool, _ message: AssertMessage, _ span: Span) {
    let next = newBlock()
    let block = current
    let wasUnreachable = isUnreachable
    terminate(.assert(condition, expected: expected, message, target: next, unwind: .continue), span)
    if !wasUnreachable { addUnwind(block) }
    switchTo(next)
    isUnreachable = wasUnreachable
  }

  /// A call; goes on after it, or nowhere if it does not return.
  mutating func call(
    _ callee: Operand, _ arguments: [Operand], into destination: Place, returns: Bool, _ span: Span
  ) {
    let block = current
    let wasUnreachable = isUnreachable
    let next = returns ? newBlock() : BasicBlock.none
    let list = body.operands.make(arguments)
    terminate(
      .call(callee: callee, arguments: list, destination: destination, target: next, unwind: .continue), span)
    if !wasUnreachable { addUnwind(block) }
    if returns {
      switchTo(next)
      isUnreachable = wasUnreachable
    } else {
      startUnreachable()
    }
  }
}
