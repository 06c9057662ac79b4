// Move paths: the places whose initialisation is tracked on its own, as a forest over locals.
//
// A path exists for every tracked local and for every place that is moved out of. A place below a
// reference, a raw pointer or an index is part of the nearest path above it. Initialising or moving a
// path does so for everything below it; a moved child does not change its parent's bit.

import PolySema
import PolySupport

struct MovePath: EntityHandle {
  let raw: UInt32
  init(raw: UInt32) { self.raw = raw }
}

struct MovePathData {
  var place: Place
  var type: PlaceType
  /// The last projection; nil for a local.
  var projection: Projection?
  var parent: MovePath
  var firstChild: MovePath = .none
  var nextSibling: MovePath = .none
}

enum MovePathLookup {
  /// The place is this path.
  case exact(MovePath)
  /// The place is inside this path, which has no path for it.
  case inside(MovePath)
  case untracked
}

/// Initialisation or de-initialisation at a location. `statement` is the index in the block; the
/// terminator's is the number of statements.
struct MoveEvent {
  enum Kind: UInt8 { case initialize, move, drop, storageDead }
  var statement: Int
  var kind: Kind
  var path: MovePath
  /// Initialised only on the way to the terminator's ordinary target.
  var onReturn: Bool
}

struct MovePaths {
  private(set) var paths = PrimaryMap<MovePath, MovePathData>()
  private(set) var localPaths: ContiguousArray<MovePath>
  /// Events by block, in order.
  private(set) var events: ContiguousArray<ContiguousArray<MoveEvent>>
  private let queries: TypeQueries

  /// `isTracked` says which locals matter. `tracksAssignedFields`: fields that are assigned get paths too.
  init(
    body: inout Body, queries: TypeQueries, order: ContiguousArray<BasicBlock>, tracksAssignedFields: Bool,
    isTracked: (Local) -> Bool
  ) {
    self.queries = queries
    localPaths = ContiguousArray(filledWith: .none, count: body.locals.count)
    events = ContiguousArray(filledWith: [], count: body.blocks.count)
    for local in body.locals.keys where isTracked(local) {
      localPaths[local.index] = paths.push(
        MovePathData(
          place: Place(local), type: PlaceType(body.locals[local].type), projection: nil, parent: .none))
    }
    guard !paths.isEmpty else { return }
    for block in order { makePaths(block, &body, tracksAssignedFields) }
    for block in order { gatherEvents(block, body) }
  }

  // MARK: paths

  private mutating func makePaths(_ block: BasicBlock, _ body: inout Body, _ tracksAssignedFields: Bool) {
    for place in movedPlaces(block, body, tracksAssignedFields) { makePath(place, &body) }
  }

  private func movedPlaces(
    _ block: BasicBlock, _ body: borrowing Body, _ tracksAssignedFields: Bool
  ) -> ContiguousArray<Place> {
    var moved: ContiguousArray<Place> = []
    for index in body.blocks[block].statements.indices {
      guard case .assign(let place, let value) = body.blocks[block].statements[index].kind else { continue }
      body.forEachOperand(value) {
        if case .move(let place) = $0, !place.projections.isEmpty { moved.append(place) }
      }
      if tracksAssignedFields, !place.projections.isEmpty { moved.append(place) }
    }
    let terminator = body.blocks[block].terminator.kind
    body.forEachOperand(terminator) {
      if case .move(let place) = $0, !place.projections.isEmpty { moved.append(place) }
    }
    if tracksAssignedFields, case .call(_, _, let place, _, _) = terminator, !place.projections.isEmpty {
      moved.append(place)
    }
    return moved
  }

  private mutating func makePath(_ place: Place, _ body: inout Body) {
    var path = localPaths[place.local.index]
    guard !path.isNone else { return }
    let projections = Array(body.projections[place.projections])
    for (index, projection) in projections.enumerated() {
      let type = paths[path].type
      switch projection {
      case .deref: if queries.boxContent(type.type) == nil { return }
      case .field, .downcast: break
      case .index: return
      case .constantIndex(_, let fromEnd):
        guard !fromEnd, case .array = queries.types.kind(type.type) else { return }
      case .subslice(let from, let to, let fromEnd):
        // Of an array: its elements.
        guard index == projections.count - 1, !fromEnd, case .array = queries.types.kind(type.type), from < to
        else { return }
        for element in from..<to { _ = child(of: path, .constantIndex(element, fromEnd: false), &body) }
        return
      }
      // A union's fields are one thing.
      if case .adt(let def, _) = queries.types.kind(type.type), queries.program.adt(def).isUnion { return }
      path = child(of: path, projection, &body)
    }
  }

  private mutating func child(of parent: MovePath, _ projection: Projection, _ body: inout Body) -> MovePath {
    if let found = existingChild(of: parent, projection) { return found }
    let base = paths[parent].place
    let place = Place(
      base.local, body.projections.make(Array(body.projections[base.projections]) + [projection]))
    let path = paths.push(
      MovePathData(
        place: place, type: queries.project(paths[parent].type, projection), projection: projection,
        parent: parent, nextSibling: paths[parent].firstChild))
    paths[parent].firstChild = path
    return path
  }

  func existingChild(of parent: MovePath, _ projection: Projection) -> MovePath? {
    var child = paths[parent].firstChild
    while !child.isNone {
      if paths[child].projection == projection { return child }
      child = paths[child].nextSibling
    }
    return nil
  }

  func lookup(_ place: Place, in body: Body) -> MovePathLookup {
    var path = place.local.index < localPaths.count ? localPaths[place.local.index] : .none
    guard !path.isNone else { return .untracked }
    for projection in body.projections[place.projections] {
      guard let child = existingChild(of: path, projection) else { return .inside(path) }
      path = child
    }
    return .exact(path)
  }

  /// Visits a path and everything below it.
  func forEachDescendant(_ path: MovePath, _ visit: (MovePath) -> Void) {
    visit(path)
    var child = paths[path].firstChild
    while !child.isNone {
      forEachDescendant(child, visit)
      child = paths[child].nextSibling
    }
  }

  func contains(_ path: MovePath, where matches: (MovePath) -> Bool) -> Bool {
    if matches(path) { return true }
    var child = paths[path].firstChild
    while !child.isNone {
      if contains(child, where: matches) { return true }
      child = paths[child].nextSibling
    }
    return false
  }

  // MARK: events

  private mutating func gatherEvents(_ block: BasicBlock, _ body: Body) {
    var list: ContiguousArray<MoveEvent> = []
    let statements = body.blocks[block].statements
    for (index, statement) in statements.enumerated() {
      switch statement.kind {
      case .assign(let place, let value):
        body.forEachOperand(value) { addMove($0, index, body, &list) }
        addInitialization(place, index, false, body, &list)
      case .storageDead(let local), .storageLive(let local):
        let path = localPaths[local.index]
        if !path.isNone {
          list.append(MoveEvent(statement: index, kind: .storageDead, path: path, onReturn: false))
        }
      case .setDiscriminant, .nop: break
      }
    }
    let index = statements.count
    let terminator = body.blocks[block].terminator.kind
    body.forEachOperand(terminator) { addMove($0, index, body, &list) }
    switch terminator {
    case .drop(let place, _, _):
      if case .exact(let path) = lookup(place, in: body) {
        list.append(MoveEvent(statement: index, kind: .drop, path: path, onReturn: false))
      }
    case .call(_, _, let destination, _, _): addInitialization(destination, index, true, body, &list)
    case .yield(_, let place, _, _): addInitialization(place, index, true, body, &list)
    default: break
    }
    events[block.index] = list
  }

  private func addMove(_ operand: Operand, _ index: Int, _ body: Body, _ list: inout ContiguousArray<MoveEvent>) {
    guard case .move(let place) = operand else { return }
    switch lookup(place, in: body) {
    case .exact(let path):
      list.append(MoveEvent(statement: index, kind: .move, path: path, onReturn: false))
    case .inside(let path):
      // A subslice of an array moves its elements.
      guard case .subslice(let from, let to, false)? = body.projections[place.projections].last,
        case .array = queries.types.kind(paths[path].type.type), from < to
      else { return }
      for element in from..<to {
        if let child = existingChild(of: path, .constantIndex(element, fromEnd: false)) {
          list.append(MoveEvent(statement: index, kind: .move, path: child, onReturn: false))
        }
      }
    case .untracked: break
    }
  }

  private func addInitialization(
    _ place: Place, _ index: Int, _ onReturn: Bool, _ body: Body, _ list: inout ContiguousArray<MoveEvent>
  ) {
    switch lookup(place, in: body) {
    case .exact(let path):
      list.append(MoveEvent(statement: index, kind: .initialize, path: path, onReturn: onReturn))
    case .inside, .untracked: break
    }
  }
}
