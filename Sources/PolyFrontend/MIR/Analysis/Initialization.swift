// Dataflow of initialisation: which move paths may be initialised, and which may be uninitialised, at
// each point.

import PolySema
import PolySupport

struct InitializationState {
  var maybeInitialized: BitRow
  var maybeUninitialized: BitRow

  mutating func initialize(_ path: MovePath, _ paths: MovePaths) {
    paths.forEachDescendant(path) {
      maybeInitialized.set($0.index)
      maybeUninitialized.clear($0.index)
    }
  }
  mutating func deinitialize(_ path: MovePath, _ paths: MovePaths) {
    paths.forEachDescendant(path) {
      maybeInitialized.clear($0.index)
      maybeUninitialized.set($0.index)
    }
  }
  mutating func apply(_ event: MoveEvent, _ paths: MovePaths) {
    if event.kind == .initialize { initialize(event.path, paths) } else { deinitialize(event.path, paths) }
  }
}

struct Initialization {
  private var initialized: BitMatrix
  private var uninitialized: BitMatrix
  private let pathCount: Int

  /// Solves the equations. `narrowsVariants`: where a switch on a discriminant has chosen a variant, the
  /// paths inside other variants count as uninitialised.
  init(body: Body, paths: MovePaths, order: ContiguousArray<BasicBlock>, narrowsVariants: Bool, program: Program) {
    pathCount = paths.paths.count
    initialized = BitMatrix(rows: body.blocks.count, bitCount: pathCount)
    uninitialized = BitMatrix(rows: body.blocks.count, bitCount: pathCount)
    var state = InitializationState(
      maybeInitialized: BitRow(bitCount: pathCount), maybeUninitialized: BitRow(bitCount: pathCount))
    for path in paths.paths.keys {
      let local = paths.paths[path].place.local
      let isParameter = local.index >= 1 && local.index <= body.parameterCount
      if isParameter { state.maybeInitialized.set(path.index) } else { state.maybeUninitialized.set(path.index) }
    }
    _ = initialized.merge(state.maybeInitialized, into: 0)
    _ = uninitialized.merge(state.maybeUninitialized, into: 0)

    var position = ContiguousArray(filledWith: -1, count: body.blocks.count)
    for (index, block) in order.enumerated() { position[block.index] = index }
    var isPending = ContiguousArray(filledWith: true, count: order.count)
    var isVisited = ContiguousArray(filledWith: false, count: body.blocks.count)
    if !isVisited.isEmpty { isVisited[0] = true }
    var hasPending = true
    while hasPending {
      hasPending = false
      for (index, block) in order.enumerated() where isPending[index] && isVisited[block.index] {
        isPending[index] = false
        load(block, into: &state)
        var returns: ContiguousArray<MovePath> = []
        for event in paths.events[block.index] {
          if event.onReturn { returns.append(event.path) } else { state.apply(event, paths) }
        }
        func flow(_ state: InitializationState, to target: BasicBlock) {
          let first = !isVisited[target.index]
          isVisited[target.index] = true
          let a = initialized.merge(state.maybeInitialized, into: target.index)
          let b = uninitialized.merge(state.maybeUninitialized, into: target.index)
          if a || b || first {
            isPending[position[target.index]] = true
            hasPending = true
          }
        }
        switch body.blocks[block].terminator.kind {
        case .call(_, _, _, let target, let unwind):
          if let cleanup = unwind.block { flow(state, to: cleanup) }
          if !target.isNone {
            for path in returns { state.initialize(path, paths) }
            flow(state, to: target)
          }
        case .yield(_, _, let resume, let drop):
          if !drop.isNone { flow(state, to: drop) }
          for path in returns { state.initialize(path, paths) }
          flow(state, to: resume)
        case .switchInteger(let operand, let targets, let otherwise):
          let scrutinee = narrowsVariants ? Self.matchedPath(operand, block, body, paths) : nil
          guard let scrutinee else {
            body.forEachSuccessor(block) { flow(state, to: $0) }
            continue
          }
          var named: Set<UInt32> = []
          for target in body.switchTargets[targets] {
            var narrowed = state
            let variant = Self.variant(target, of: paths.paths[scrutinee].type.type, program)
            if let variant { named.insert(variant) }
            Self.keepVariant(scrutinee, paths, &narrowed) { $0 == variant }
            flow(narrowed, to: target.block)
          }
          Self.keepVariant(scrutinee, paths, &state) { !named.contains($0) }
          flow(state, to: otherwise)
        default: body.forEachSuccessor(block) { flow(state, to: $0) }
        }
      }
    }
  }

  func emptyState() -> InitializationState {
    InitializationState(
      maybeInitialized: BitRow(bitCount: pathCount), maybeUninitialized: BitRow(bitCount: pathCount))
  }

  /// The state at the start of a block.
  func load(_ block: BasicBlock, into state: inout InitializationState) {
    initialized.load(block.index, into: &state.maybeInitialized)
    uninitialized.load(block.index, into: &state.maybeUninitialized)
  }

  // MARK: variants

  /// The path whose discriminant a block's last statement reads for its switch.
  private static func matchedPath(
    _ operand: Operand, _ block: BasicBlock, _ body: Body, _ paths: MovePaths
  ) -> MovePath? {
    guard case .assign(let place, .discriminant(let matched))? = body.blocks[block].statements.last?.kind else {
      return nil
    }
    switch operand {
    case .copy(let used), .move(let used):
      guard used.local == place.local, used.projections.isEmpty, place.projections.isEmpty else { return nil }
    case .constant: return nil
    }
    if case .exact(let path) = paths.lookup(matched, in: body) { return path }
    return nil
  }

  private static func variant(_ target: SwitchTarget, of type: Ty, _ program: Program) -> UInt32? {
    guard case .adt(let def, _) = program.types.kind(type) else { return nil }
    for variant in 0..<program.adt(def).variants.count {
      let value = program.discriminant(of: def, variant: variant)
      if value.low == target.low, value.high == target.high { return UInt32(variant) }
    }
    return nil
  }

  private static func keepVariant(
    _ path: MovePath, _ paths: MovePaths, _ state: inout InitializationState, _ isKept: (UInt32) -> Bool
  ) {
    var child = paths.paths[path].firstChild
    while !child.isNone {
      if case .downcast(let variant)? = paths.paths[child].projection, !isKept(variant) {
        state.deinitialize(child, paths)
      }
      child = paths.paths[child].nextSibling
    }
  }
}
