// E0381, E0382, E0384: use of what is not initialised or was moved, and second assignments.

import PolyExpansion
import PolySema
import PolySupport

struct MoveCheck {
  private let program: Program
  private let queries: TypeQueries
  private var body: Body
  private let order: ContiguousArray<BasicBlock>
  private let paths: MovePaths
  private let initialization: Initialization
  private let description: PlaceDescription
  private var movedPaths: Set<MovePath> = []
  private var reported: Set<Site> = []
  private var reportedUninitialized: Set<Local> = []

  private enum Use { case use, borrow, assignPart }

  /// A statement or terminator; and which local an error was about.
  private struct Site: Hashable {
    var block: BasicBlock
    var statement: Int
    var local = Local.none
  }

  private struct ReachingMove {
    var site: Site
    var path: MovePath
    /// A loop's back edge lies between the move and the use.
    var isInPreviousIteration: Bool
  }

  init(body: Body, program: Program, queries: TypeQueries, order: ContiguousArray<BasicBlock>) {
    self.program = program
    self.queries = queries
    self.body = body
    self.order = order
    paths = MovePaths(body: &self.body, queries: queries, order: order, tracksAssignedFields: true) {
      body.locals[$0].kind == .variable || body.locals[$0].kind == .parameter
    }
    initialization = Initialization(
      body: self.body, paths: paths, order: order, narrowsVariants: false, program: program)
    description = PlaceDescription(body: self.body, program: program, queries: queries)
    for block in order {
      for event in paths.events[block.index] where event.kind == .move { movedPaths.insert(event.path) }
    }
  }

  private lazy var predecessors: ContiguousArray<ContiguousArray<BasicBlock>> = {
    var lists = ContiguousArray<ContiguousArray<BasicBlock>>(filledWith: [], count: body.blocks.count)
    for block in order { body.forEachSuccessor(block) { lists[$0.index].append(block) } }
    return lists
  }()

  /// Of each block in the order.
  private lazy var positions: ContiguousArray<Int> = {
    var positions = ContiguousArray(filledWith: 0, count: body.blocks.count)
    for (index, block) in order.enumerated() { positions[block.index] = index }
    return positions
  }()

  // MARK: walking

  mutating func run() {
    guard !paths.paths.isEmpty else { return }
    var state = initialization.emptyState()
    for block in order where !body.blocks[block].isCleanup {
      initialization.load(block, into: &state)
      let statements = body.blocks[block].statements
      let end = body.blocks[block].terminator
      let events = paths.events[block.index]
      var next = 0
      for (index, statement) in statements.enumerated() {
        let site = Site(block: block, statement: index)
        if case .assign(let place, let value) = statement.kind {
          check(value, statement.span, site, state)
          checkAssignment(place, statement.span, site, state)
        }
        while next < events.count, events[next].statement <= index {
          state.apply(events[next], paths)
          next += 1
        }
      }
      let site = Site(block: block, statement: statements.count)
      let span = end.span
      for operand in body.operands(of: end.kind) { check(operand, span, site, state) }
      switch end.kind {
      case .call(_, _, let destination, _, _): checkAssignment(destination, span, site, state)
      case .drop(let place, let target, _):
        // The drop of what an assignment replaces stands before it.
        if let first = body.blocks[target].statements.first, first.span == span,
          case .assign(let assigned, _) = first.kind, assigned == place
        {
          checkAssignment(place, span, site, state)
        }
      default: break
      }
    }
  }

  private mutating func check(_ value: Rvalue, _ span: Span, _ site: Site, _ state: InitializationState) {
    switch value {
    case .reference(_, let place), .rawPointer(_, let place): checkUse(place, .borrow, span, site, state)
    case .length(let place), .discriminant(let place): checkUse(place, .use, span, site, state)
    default:
      for operand in body.operands(of: value) { check(operand, span, site, state) }
    }
  }

  private mutating func check(_ operand: Operand, _ span: Span, _ site: Site, _ state: InitializationState) {
    switch operand {
    case .copy(let place), .move(let place): checkUse(place, .use, span, site, state)
    case .constant: break
    }
  }

  private mutating func checkUse(
    _ place: Place, _ use: Use, _ span: Span, _ site: Site, _ state: InitializationState
  ) {
    switch paths.lookup(place, in: body) {
    case .exact(let path):
      if paths.contains(path, where: { state.maybeUninitialized[$0.index] }) {
        report(path, place, use, span, site, state)
      }
    case .inside(let path):
      if state.maybeUninitialized[path.index] { report(path, place, use, span, site, state) }
    case .untracked: break
    }
  }

  private mutating func checkAssignment(_ place: Place, _ span: Span, _ site: Site, _ state: InitializationState) {
    if place.projections.isEmpty {
      let local = body.locals[place.local]
      if local.isMutable, !local.span.isNone, !program.neededMutable.contains(NumberKey(UInt64(local.span.lower))),
        case .exact(let path) = paths.lookup(place, in: body), wasInitialized(path, site, state)
      {
        program.neededMutable.insert(NumberKey(UInt64(local.span.lower)))
      }
      if !local.isMutable, local.kind == .variable || local.kind == .parameter, !local.name.isNone,
        case .exact(let path) = paths.lookup(place, in: body), wasInitialized(path, site, state)
      {
        reportReassignment(place.local, path, span, site)
      }
      return
    }
    // What is gone through must be there: everything before the last dereference; and after it, the whole
    // that a part is assigned of.
    let projections = Array(body.projections[place.projections])
    if let last = projections.lastIndex(of: .deref) {
      var type = PlaceType(body.locals[place.local].type)
      for projection in projections[..<last] { type = queries.project(type, projection) }
      if queries.boxContent(type.type) == nil {
        checkUse(description.prefix(place, last), .use, span, site, state)
        return
      }
    }
    for count in (0..<projections.count).reversed() {
      let base = description.prefix(place, count)
      if case .exact(let path) = paths.lookup(base, in: body) {
        if state.maybeUninitialized[path.index] { report(path, base, .assignPart, span, site, state) }
        return
      }
    }
  }

  /// Whether the variable holds a value here, or held one that was moved out.
  private mutating func wasInitialized(_ path: MovePath, _ site: Site, _ state: InitializationState) -> Bool {
    if state.maybeInitialized[path.index] { return true }
    return movedPaths.contains(path) && movesReaching(path, site).contains { isAncestor($0.path, of: path) }
  }

  // MARK: where it was moved

  private func isAncestor(_ path: MovePath, of other: MovePath) -> Bool {
    var current = other
    while !current.isNone {
      if current == path { return true }
      current = paths.paths[current].parent
    }
    return false
  }

  /// The moves that reach a location, nearest first.
  private mutating func movesReaching(_ path: MovePath, _ site: Site) -> [ReachingMove] {
    var found: [ReachingMove] = []
    var seen = Set<BasicBlock>()
    var work: [(block: BasicBlock, limit: Int, throughLoop: Bool)] = [(site.block, site.statement, false)]
    var next = 0
    while next < work.count {
      let (block, limit, throughLoop) = work[next]
      next += 1
      var isStopped = false
      for event in paths.events[block.index].reversed() where event.statement < limit {
        switch event.kind {
        case .move:
          guard isAncestor(event.path, of: path) || isAncestor(path, of: event.path) else { continue }
          found.append(
            ReachingMove(
              site: Site(block: block, statement: event.statement), path: event.path,
              isInPreviousIteration: throughLoop))
          isStopped = true
        case .drop: continue
        case .initialize, .storageDead: isStopped = isAncestor(event.path, of: path)
        }
        if isStopped { break }
      }
      if isStopped { continue }
      for predecessor in predecessors[block.index] where seen.insert(predecessor).inserted {
        let isBackEdge = positions[predecessor.index] >= positions[block.index]
        work.append((predecessor, Int.max, throughLoop || isBackEdge))
      }
    }
    return found
  }

  private func span(_ site: Site) -> Span {
    let data = body.blocks[site.block]
    return site.statement < data.statements.count ? data.statements[site.statement].span : data.terminator.span
  }

  /// The argument of a call that is the place, if the site is a call.
  private func argumentSpan(_ place: Place, _ site: Site, includesReceiver: Bool) -> Span? {
    let data = body.blocks[site.block]
    guard site.statement == data.statements.count,
      case .call(let callee, let arguments, _, _, _) = data.terminator.kind,
      let source = program.typedBody(of: body.owner)
    else { return nil }
    let operands = Array(body.operands[arguments])
    let position = operands.firstIndex { operand in
      switch operand {
      case .copy(let other), .move(let other): other == place
      case .constant: false
      }
    }
    guard let position else { return nil }
    if position == 0, !includesReceiver, case .constant(let id) = callee,
      case .functionDef(let def, _) = program.types.kind(body.constants[id].type), program.hasSelfParameter(def)
    {
      return nil
    }
    for expr in source.exprs.elements where expr.span == data.terminator.span {
      guard case .call(_, let list, false) = expr.kind, Int(list.count) == operands.count else { continue }
      let span = source.exprs[source.exprLists[list, position]].span
      return span.isNone ? nil : span
    }
    return nil
  }

  // MARK: messages

  private mutating func report(
    _ path: MovePath, _ place: Place, _ use: Use, _ whole: Span, _ site: Site, _ state: InitializationState
  ) {
    let span = use == .use ? argumentSpan(place, site, includesReceiver: true) ?? whole : whole
    let moves = movesReaching(path, site)
    guard let first = moves.first else {
      if reportedUninitialized.insert(place.local).inserted {
        reportUninitialized(path, place, use, span, state)
      }
      return
    }
    var key = first.site
    key.local = place.local
    guard reported.insert(key).inserted else { return }
    let isPartial = first.path != path && isAncestor(path, of: first.path)
    let name = description.quoted(place)
    let message: String
    let label: String
    switch use {
    case .use:
      message = "use of \(isPartial ? "partially " : "")moved value: \(name)"
      label = "value used here after \(isPartial ? "partial " : "")move"
    case .borrow:
      message = "borrow of \(isPartial ? "partially " : "")moved value: \(name)"
      label = "value borrowed here after \(isPartial ? "partial " : "")move"
    case .assignPart:
      message = "assign to part of moved value: \(name)"
      label = "value partially assigned here after move"
    }
    var diagnostic = Diagnostic(code: "E0382", message, at: span, label: label)
    let moved = paths.paths[first.path]
    let movedName = description.quoted(moved.place)
    if first.site.block == site.block, first.site.statement == site.statement {
      diagnostic.label = "value moved here, in previous iteration of loop"
    } else {
      for move in moves {
        let place = paths.paths[move.path].place
        diagnostic = diagnostic.labelled(
          argumentSpan(place, move.site, includesReceiver: false) ?? self.span(move.site), moveLabel(move, movedName, isPartial))
      }
    }
    let because =
      "\(isPartial ? "partial move" : "move") occurs because \(movedName) has type `\(program.describe(moved.type.type))`, which does not implement the `Copy` trait"
    if !isPartial, moved.place.projections.isEmpty, !body.locals[place.local].name.isNone {
      diagnostic = diagnostic.labelled(body.locals[place.local].span, because)
    } else {
      diagnostic = diagnostic.note(because)
    }
    program.diagnostics.report(diagnostic)
  }

  private func moveLabel(_ move: ReachingMove, _ name: String, _ isPartial: Bool) -> String {
    let loop = move.isInPreviousIteration ? ", in previous iteration of loop" : ""
    let data = body.blocks[move.site.block]
    if move.site.statement < data.statements.count {
      if case .assign(_, .aggregate(.closure, _)) = data.statements[move.site.statement].kind {
        return "value moved into closure here\(loop)"
      }
    } else if case .call(let callee, let arguments, _, _, _) = data.terminator.kind,
      case .constant(let id) = callee, case .functionDef(let def, _) = program.types.kind(body.constants[id].type),
      case .move(let receiver)? = body.operands[arguments].first, description.quoted(receiver) == name,
      program.hasSelfParameter(def)
    {
      return "\(name) \(isPartial ? "partially " : "")moved due to this method call\(loop)"
    }
    return "value \(isPartial ? "partially " : "")moved here\(loop)"
  }

  private func reportUninitialized(
    _ path: MovePath, _ place: Place, _ use: Use, _ span: Span, _ state: InitializationState
  ) {
    let name = description.quoted(Place(place.local))
    let local = body.locals[place.local]
    let isPossible = state.maybeInitialized[path.index]
    let message: String
    let label: String
    if use == .assignPart {
      message = "partially assigned binding \(name) isn't fully initialized"
      label = "\(name) partially assigned here but it isn't fully initialized"
    } else {
      message = "used binding \(name) \(isPossible ? "is possibly-uninitialized" : "isn't initialized")"
      label =
        "\(name) \(use == .borrow ? "borrowed" : "used") here but it \(isPossible ? "is possibly-uninitialized" : "isn't initialized")"
    }
    program.diagnostics.report(
      Diagnostic(code: "E0381", message, at: span, label: label)
        .labelled(local.span, "binding declared here but left uninitialized"))
  }

  private func reportReassignment(_ local: Local, _ path: MovePath, _ span: Span, _ site: Site) {
    let data = body.locals[local]
    let name = program.symbols.text(data.name)
    if data.kind == .parameter {
      program.diagnostics.report(
        Diagnostic(
          code: "E0384", "cannot assign to immutable argument `\(name)`", at: span,
          label: "cannot assign to immutable argument"
        ).help("consider making this binding mutable: `mut \(name)`", at: data.span))
      return
    }
    var diagnostic = Diagnostic(
      code: "E0384", "cannot assign twice to immutable variable `\(name)`", at: span,
      label: "cannot assign twice to immutable variable")
    if let first = firstAssignment(path, before: site) {
      diagnostic = diagnostic.labelled(
        body.notes.scrutinees[local] != nil ? data.span : first, "first assignment to `\(name)`")
    }
    program.diagnostics.report(diagnostic.help("consider making this binding mutable: `mut \(name)`", at: data.span))
  }

  private func firstAssignment(_ path: MovePath, before site: Site) -> Span? {
    for block in order {
      for event in paths.events[block.index] where event.kind == .initialize && event.path == path {
        let isSame = block == site.block && event.statement == site.statement
        return isSame ? nil : span(Site(block: block, statement: event.statement))
      }
    }
    return nil
  }
}

extension Program {
  /// Whether a function is a method.
  func hasSelfParameter(_ def: DefID) -> Bool {
    let parent = definitions.parent(def)
    guard !parent.isNone else { return false }
    switch definitions.kind(parent) {
    case .trait, .implementation:
      return associatedItems(of: parent).first { $0.def == def }?.hasSelf ?? false
    default: return false
    }
  }
}
