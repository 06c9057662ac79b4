// Drop elaboration: makes every `drop` unconditional.
//
// Requires: MIR as built. Afterwards a drop runs exactly where a value is there: drops of what is moved
// are gone, drops of what may be moved are guarded by a drop flag, drops of what is moved in part are
// expanded field by field. Breaks: block order (new blocks at the end).

import PolyExpansion
import PolySema
import PolySupport

public struct DropElaboration {
  private let program: Program
  private let queries: TypeQueries
  private var body: Body
  private var paths: MovePaths
  private var order: ContiguousArray<BasicBlock>
  private var initialization: Initialization
  private var flags: [MovePath: Local] = [:]
  /// Statements to insert before statement `index` of a block.
  private var insertions: [BasicBlock: [(index: Int, statement: Statement)]] = [:]

  /// Elaborates the drops of a body and of its promoted bodies.
  public static func run(_ body: inout Body, program: Program) {
    let queries = TypeQueries(program: program, environment: program.environment(of: body.owner))
    for index in body.promoted.indices { run(&body.promoted[index], program: program) }
    let hasDrops = body.blocks.elements.contains {
      if case .drop = $0.terminator.kind { return true }
      return false
    }
    guard hasDrops else { return }
    var pass = DropElaboration(body: body, program: program, queries: queries)
    pass.elaborate()
    body = pass.body
  }

  private init(body: Body, program: Program, queries: TypeQueries) {
    self.program = program
    self.queries = queries
    self.body = body
    order = body.reversePostorder()
    // Only what is dropped somewhere matters.
    var isDropped = ContiguousArray(filledWith: false, count: body.locals.count)
    for block in order {
      if case .drop(let place, _, _) = body.blocks[block].terminator.kind {
        isDropped[place.local.index] = queries.needsDrop(body.locals[place.local].type)
      }
    }
    paths = MovePaths(body: &self.body, queries: queries, order: order, tracksAssignedFields: false) {
      isDropped[$0.index]
    }
    initialization = Initialization(
      body: self.body, paths: paths, order: order, narrowsVariants: true, program: program)
  }

  private mutating func elaborate() {
    var state = initialization.emptyState()
    // All flags first: every drop clears those of what it drops.
    for block in order {
      guard case .drop(let place, _, _) = body.blocks[block].terminator.kind,
        case .exact(let path) = paths.lookup(place, in: body)
      else { continue }
      loadState(before: block, into: &state)
      collectFlags(path, state)
    }
    for block in order {
      guard case .drop(let place, let target, let unwind) = body.blocks[block].terminator.kind else { continue }
      loadState(before: block, into: &state)
      let span = body.blocks[block].terminator.span
      switch paths.lookup(place, in: body) {
      case .untracked:
        if !queries.needsDrop(queries.type(of: place, in: body).type) {
          body.blocks[block].terminator.kind = .goto(target)
        }
      case .inside(let path):
        if !state.maybeInitialized[path.index] || !queries.needsDrop(queries.type(of: place, in: body).type) {
          body.blocks[block].terminator.kind = .goto(target)
        }
      case .exact(let path):
        let context = Context(
          state: state, isCleanup: body.blocks[block].isCleanup, span: span)
        let start = drop(path, to: target, unwind: unwind, context)
        body.blocks[block].terminator.kind = .goto(start)
        if start != target, let only = inlinable(start) {
          // The common case: one drop, kept in its block.
          body.blocks[block].terminator = only
        }
      }
    }
    insertFlagUpdates()
  }

  /// The state before the terminator of a block whose statements are as built.
  private func loadState(before block: BasicBlock, into state: inout InitializationState) {
    initialization.load(block, into: &state)
    let end = body.blocks[block].statements.count
    for event in paths.events[block.index] where event.statement < end { state.apply(event, paths) }
  }

  /// The terminator of a block just made that holds nothing else.
  private func inlinable(_ block: BasicBlock) -> Terminator? {
    body.blocks[block].statements.isEmpty ? body.blocks[block].terminator : nil
  }

  private struct Context {
    var state: InitializationState
    var isCleanup: Bool
    var span: Span
  }

  private mutating func collectFlags(_ path: MovePath, _ state: InitializationState) {
    var needed: [MovePath] = []
    paths.forEachDescendant(path) {
      if state.maybeInitialized[$0.index], state.maybeUninitialized[$0.index] { needed.append($0) }
    }
    for path in needed where flags[path] == nil {
      flags[path] = body.locals.push(
        LocalData(
          type: program.types.bool, kind: .temporary, name: .none, isMutable: true,
          span: body.locals[paths.paths[path].place.local].span))
    }
  }

  // MARK: one drop

  private mutating func makeBlock(_ terminator: TerminatorKind, _ context: Context) -> BasicBlock {
    var data = BlockData()
    data.isCleanup = context.isCleanup
    data.terminator = Terminator(terminator, span: context.span)
    return body.blocks.push(data)
  }

  /// Drops what is left of a path, then goes to `target`. Returns the block that starts it.
  private mutating func drop(
    _ path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    let type = paths.paths[path].type.type
    guard queries.needsDrop(type) else { return target }
    var someLive = false
    var someDead = false
    var count = 0
    paths.forEachDescendant(path) {
      someLive = someLive || context.state.maybeInitialized[$0.index]
      someDead = someDead || context.state.maybeUninitialized[$0.index]
      count += 1
    }
    guard someLive else { return target }
    if !someDead { return completeDrop(paths.paths[path].place, flagged: nil, path, to: target, unwind: unwind, context) }
    if count == 1 || !isOpenable(type) {
      guard context.state.maybeInitialized[path.index] else { return target }
      return completeDrop(paths.paths[path].place, flagged: path, path, to: target, unwind: unwind, context)
    }
    var flagged: [Local] = []
    paths.forEachDescendant(path) { if let flag = flags[$0] { flagged.append(flag) } }
    guard !flagged.isEmpty else { return openDrop(path, to: target, unwind: unwind, context) }
    // A loop may come back to code that tests the flags.
    let end = makeBlock(.goto(target), context)
    for flag in flagged { body.blocks[end].statements.append(setFlag(flag, false, context.span)) }
    return openDrop(path, to: end, unwind: unwind, context)
  }

  /// Drops a whole place; if the state of `flagged` is not known, only if its flag is set.
  private mutating func completeDrop(
    _ place: Place, flagged: MovePath?, _ cleared: MovePath?, to target: BasicBlock, unwind: UnwindAction,
    _ context: Context
  ) -> BasicBlock {
    let block = makeBlock(.drop(place, target: target, unwind: context.isCleanup ? .terminate : unwind), context)
    if let cleared {
      // Flags of what is dropped here are cleared first: it counts as dropped even if that panics.
      var updates: [Local] = []
      paths.forEachDescendant(cleared) { if let flag = flags[$0] { updates.append(flag) } }
      for flag in updates { body.blocks[block].statements.append(setFlag(flag, false, context.span)) }
    }
    return guarded(block, by: flagged, otherwise: target, context)
  }

  /// A branch on the path's drop flag, if its state is not known statically.
  private mutating func guarded(
    _ block: BasicBlock, by path: MovePath?, otherwise: BasicBlock, _ context: Context
  ) -> BasicBlock {
    guard let path else { return block }
    let isLive = context.state.maybeInitialized[path.index]
    let isDead = context.state.maybeUninitialized[path.index]
    if !isLive { return otherwise }
    guard isDead, let flag = flags[path] else { return block }
    let targets = body.switchTargets.make(CollectionOfOne(SwitchTarget(low: 0, high: 0, block: otherwise)))
    return makeBlock(.switchInteger(.copy(Place(flag)), targets, otherwise: block), context)
  }

  private func isOpenable(_ type: Ty) -> Bool {
    switch program.types.kind(type) {
    case .tuple, .closure, .coroutine, .array: true
    case .adt(let def, _): program.adt(def).isBox || program.dropImpl(of: def) == nil
    default: false
    }
  }

  /// Drops the parts of a path that is moved in part.
  private mutating func openDrop(
    _ path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    let data = paths.paths[path]
    switch program.types.kind(data.type.type) {
    case .adt(let def, let args):
      let adt = program.adt(def)
      if adt.isBox { return openBoxDrop(path, to: target, unwind: unwind, context) }
      if adt.isEnum { return openEnumDrop(path, adt, args, to: target, unwind: unwind, context) }
      return dropFields(of: path, data.place, data.type, to: target, unwind: unwind, context)
    case .array(let element, let length):
      guard let count = queries.arrayLength(length) else {
        return completeDrop(data.place, flagged: path, path, to: target, unwind: unwind, context)
      }
      return dropElements(of: path, element, count, to: target, unwind: unwind, context)
    default: return dropFields(of: path, data.place, data.type, to: target, unwind: unwind, context)
    }
  }

  /// One step of a ladder: a part with a path of its own, or dropped with its parent's flag.
  private enum Part {
    case path(MovePath)
    case place(Place)
  }

  /// Drops parts in order; if one panics, the later ones are dropped while unwinding.
  private mutating func dropLadder(
    _ parts: [Part], of path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    var unwinds = [unwind]
    if !context.isCleanup, case .cleanup(var next) = unwind {
      var cleanup = context
      cleanup.isCleanup = true
      for part in parts.reversed() {
        next = drop(part, of: path, to: next, unwind: .terminate, cleanup)
        unwinds.append(.cleanup(next))
      }
    } else if !context.isCleanup, unwind == .continue, parts.count > 1, !program.options.panicAbort {
      var cleanup = context
      cleanup.isCleanup = true
      var next = makeBlock(.resume, cleanup)
      for part in parts.reversed() {
        next = drop(part, of: path, to: next, unwind: .terminate, cleanup)
        unwinds.append(.cleanup(next))
      }
      unwinds[0] = .continue
    } else {
      unwinds = Array(repeating: unwind, count: parts.count + 1)
    }
    var next = target
    for (index, part) in parts.reversed().enumerated() {
      // If this part panics, those after it are still to be dropped.
      next = drop(part, of: path, to: next, unwind: unwinds[index], context)
    }
    return next
  }

  private mutating func drop(
    _ part: Part, of path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    switch part {
    case .path(let child): drop(child, to: target, unwind: unwind, context)
    case .place(let place): completeDrop(place, flagged: path, nil, to: target, unwind: unwind, context)
    }
  }

  private mutating func project(_ place: Place, _ projection: Projection) -> Place {
    Place(place.local, body.projections.make(Array(body.projections[place.projections]) + [projection]))
  }

  private mutating func dropFields(
    of path: MovePath, _ place: Place, _ type: PlaceType, to target: BasicBlock, unwind: UnwindAction,
    _ context: Context
  ) -> BasicBlock {
    var parts: [Part] = []
    for (index, fieldType) in queries.fieldTypes(of: type).enumerated() {
      if let child = paths.existingChild(of: path, .field(UInt32(index))) {
        parts.append(.path(child))
      } else if queries.needsDrop(fieldType) {
        parts.append(.place(project(place, .field(UInt32(index)))))
      }
    }
    return dropLadder(parts, of: path, to: target, unwind: unwind, context)
  }

  private mutating func dropElements(
    of path: MovePath, _ element: Ty, _ count: UInt64, to target: BasicBlock, unwind: UnwindAction,
    _ context: Context
  ) -> BasicBlock {
    var parts: [Part] = []
    for index in 0..<min(count, 1 << 16) {
      let projection = Projection.constantIndex(index, fromEnd: false)
      if let child = paths.existingChild(of: path, projection) {
        parts.append(.path(child))
      } else {
        parts.append(.place(project(paths.paths[path].place, projection)))
      }
    }
    return dropLadder(parts, of: path, to: target, unwind: unwind, context)
  }

  private mutating func openEnumDrop(
    _ path: MovePath, _ adt: AdtData, _ args: Args, to target: BasicBlock, unwind: UnwindAction,
    _ context: Context
  ) -> BasicBlock {
    let place = paths.paths[path].place
    let type = paths.paths[path].type.type
    var list: [SwitchTarget] = []
    var hasOthers = false
    for variant in adt.variants.indices {
      guard let child = paths.existingChild(of: path, .downcast(variant: UInt32(variant))) else {
        hasOthers = true
        continue
      }
      let value = program.discriminant(of: adt.def, variant: variant)
      let childData = paths.paths[child]
      let start = dropFields(of: child, childData.place, childData.type, to: target, unwind: unwind, context)
      list.append(SwitchTarget(low: value.low, high: value.high, block: start))
    }
    let otherwise: BasicBlock
    if hasOthers {
      otherwise = completeDrop(place, flagged: nil, nil, to: target, unwind: unwind, context)
    } else {
      otherwise = makeBlock(.unreachable, context)
    }
    if list.allSatisfy({ $0.block == target }), !hasOthers { return target }
    let discriminant = body.locals.push(
      LocalData(
        type: queries.discriminantType(type), kind: .temporary, name: .none, isMutable: true,
        span: context.span))
    body.notes.dropTests.insert(discriminant)
    let block = makeBlock(
      .switchInteger(.move(Place(discriminant)), body.switchTargets.make(list), otherwise: otherwise), context)
    body.blocks[block].statements.append(
      Statement(.assign(Place(discriminant), .discriminant(place)), span: context.span))
    return guarded(block, by: path, otherwise: target, context)
  }

  /// The content if it is still there, then the allocation.
  private mutating func openBoxDrop(
    _ path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    let free = freeBox(path, to: target, unwind: unwind, context)
    var contentUnwind = unwind
    if !context.isCleanup, !program.options.panicAbort {
      var cleanup = context
      cleanup.isCleanup = true
      let next = unwind.block ?? makeBlock(.resume, cleanup)
      contentUnwind = .cleanup(freeBox(path, to: next, unwind: .terminate, cleanup))
    }
    guard let content = paths.existingChild(of: path, .deref) else { return free }
    return drop(content, to: free, unwind: contentUnwind, context)
  }

  /// `<Box<T> as Drop>::drop(&mut b)` frees the allocation and leaves the content alone.
  private mutating func freeBox(
    _ path: MovePath, to target: BasicBlock, unwind: UnwindAction, _ context: Context
  ) -> BasicBlock {
    let data = paths.paths[path]
    let types = program.types
    guard let trait = program.langItem("drop"),
      let method = program.associatedItems(of: trait).first(where: { $0.kind == .function })
    else { return target }
    let reference = body.locals.push(
      LocalData(
        type: types.reference(data.type.type, .mutable), kind: .temporary, name: .none, isMutable: true,
        span: context.span))
    let unit = body.locals.push(
      LocalData(type: types.unit, kind: .temporary, name: .none, isMutable: true, span: context.span))
    let callee = body.constants.push(
      ConstantData(
        kind: .zeroSized,
        type: types.type(.functionDef(method.def, types.args([GenericArg(data.type.type)]))),
        span: context.span))
    let arguments = body.operands.make(CollectionOfOne(Operand.move(Place(reference))))
    let block = makeBlock(
      .call(
        callee: .constant(callee), arguments: arguments, destination: Place(unit), target: target,
        unwind: context.isCleanup ? .terminate : unwind), context)
    body.blocks[block].statements.append(
      Statement(.assign(Place(reference), .reference(.mutable, data.place)), span: context.span))
    if let flag = flags[path] { body.blocks[block].statements.append(setFlag(flag, false, context.span)) }
    return guarded(block, by: path, otherwise: target, context)
  }

  // MARK: flags

  private mutating func setFlag(_ flag: Local, _ value: Bool, _ span: Span) -> Statement {
    let constant = body.constants.push(
      ConstantData(
        kind: .value(.scalar(low: value ? 1 : 0, high: 0)), type: program.types.bool, span: span))
    return Statement(.assign(Place(flag), .use(.constant(constant))), span: span)
  }

  /// Keeps every flag equal to "this path is initialised".
  private mutating func insertFlagUpdates() {
    guard !flags.isEmpty else { return }
    let sortedFlags = flags.sorted { $0.key.raw < $1.key.raw }
    // At the entry: parameters are there, the rest is not.
    for (path, flag) in sortedFlags {
      let local = paths.paths[path].place.local
      let isParameter = local.index >= 1 && local.index <= body.parameterCount
      insert(setFlag(flag, isParameter, body.span), at: 0, in: Body.entry)
    }
    for block in order {
      let statementCount = body.blocks[block].statements.count
      let span = body.blocks[block].terminator.span
      for event in paths.events[block.index] {
        var touched: [Local] = []
        paths.forEachDescendant(event.path) { if let flag = flags[$0] { touched.append(flag) } }
        for flag in touched {
          let value = event.kind == .initialize
          let update = setFlag(flag, value, span)
          if event.onReturn {
            let target: BasicBlock
            switch body.blocks[block].terminator.kind {
            case .call(_, _, _, let next, _): target = next
            case .yield(_, _, let resume, _): target = resume
            default: continue
            }
            if !target.isNone { insert(update, at: 0, in: target) }
          } else if event.kind == .drop {
            continue
          } else {
            insert(update, at: min(event.statement + 1, statementCount), in: block)
          }
        }
      }
    }
    for (block, list) in insertions {
      var statements: ContiguousArray<Statement> = []
      let old = body.blocks[block].statements
      let sorted = list.enumerated().sorted {
        ($0.element.index, $0.offset) < ($1.element.index, $1.offset)
      }
      var next = 0
      for (_, insertion) in sorted {
        while next < min(insertion.index, old.count) {
          statements.append(old[next])
          next += 1
        }
        statements.append(insertion.statement)
      }
      statements += old[next...]
      body.blocks[block].statements = statements
    }
  }

  private mutating func insert(_ statement: Statement, at index: Int, in block: BasicBlock) {
    insertions[block, default: []].append((index, statement))
  }
}
