// Scopes while a body is built: what is dropped at their end, how they are left by `break`,
// `continue`, `return`, failed conditions and unwinding.
//
// Invariants: `scopes[i]` is nested in `scopes[i - 1]`; the drops of a scope are in the order in which
// they were scheduled and run in reverse; `unwindNode` covers the first `unwindCount` drops of its
// scope and all drops of the enclosing scopes.

import PolySema
import PolySupport

struct Scope {
  var span: Span
  var drops: ContiguousArray<ScheduledDrop> = []
  /// Temporaries that were moved as operands: nothing to drop on the ordinary way out.
  var moved: ContiguousArray<Local> = []
  var unwindNode: DropTree.Node = .max
  var unwindCount = 0
}

/// A construct that `break` leaves: a loop, a labelled block, or the body itself (for `return`).
struct BreakableScope {
  var label: LoopLabel
  /// Number of scopes outside of it.
  var depth: Int
  var destination: Place
  var breaks = DropTree()
  /// Where `continue` goes, or `.none`.
  var head: BasicBlock
  var continues = DropTree()
}

/// Where a failed condition goes.
struct IfThenScope {
  /// Number of scopes outside of it.
  var depth: Int
  var exits = DropTree()
}

extension BodyBuilder {
  // MARK: entering and leaving

  mutating func pushScope(_ span: Span) { scopes.append(Scope(span: span)) }

  /// Ends the innermost scope on the ordinary way: emits its drops in reverse order.
  mutating func popScope() {
    let index = scopes.count - 1
    if !isUnreachable, scopes[index].drops.contains(where: { $0.kind == .value }) {
      _ = unwindNode(of: index)
    }
    let scope = scopes.removeLast()
    guard !isUnreachable, !scope.drops.isEmpty else { return }
    var node = scope.unwindNode
    for drop in scope.drops.reversed() {
      switch drop.kind {
      case .storage: push(.storageDead(drop.local), drop.span)
      case .value:
        node = unwindTree.entries[Int(node)].next
        if scope.moved.contains(drop.local) { continue }
        let block = current
        let next = newBlock()
        terminate(.drop(Place(drop.local), target: next, unwind: .continue), scope.span)
        addUnwindExit(block, node)
        switchTo(next)
      }
    }
  }

  mutating func inScope<R>(_ span: Span, _ action: (inout BodyBuilder) -> R) -> R {
    pushScope(span)
    let result = action(&self)
    popScope()
    return result
  }

  /// A scope at whose end the temporaries made inside are dropped.
  mutating func inTerminatingScope<R>(_ span: Span, _ action: (inout BodyBuilder) -> R) -> R {
    let saved = temporaryScope
    pushScope(span)
    temporaryScope = scopes.count - 1
    let result = action(&self)
    popScope()
    temporaryScope = saved
    return result
  }

  // MARK: scheduling

  /// Lets scope `index` drop the local. Scopes inside of it lose their cached ways of unwinding.
  mutating func schedule(_ kind: DropKind, _ local: Local, in index: Int, _ span: Span) {
    guard index >= 0, index < scopes.count else { return }
    if kind == .value, !queries.needsDrop(body.locals[local].type) { return }
    scopes[index].drops.append(ScheduledDrop(local: local, kind: kind, span: span))
    guard kind == .value else { return }
    var inner = index + 1
    while inner < scopes.count {
      scopes[inner].unwindNode = .max
      scopes[inner].unwindCount = 0
      inner += 1
    }
  }

  /// Notes that an operand's temporary was consumed, if the innermost scope owns it.
  mutating func recordMoved(_ operand: Operand) {
    guard case .move(let place) = operand, place.projections.isEmpty, !scopes.isEmpty else { return }
    let last = scopes.count - 1
    if scopes[last].drops.contains(where: { $0.local == place.local && $0.kind == .value }) {
      scopes[last].moved.append(place.local)
    }
  }

  // MARK: unwinding

  /// The node of the unwind tree that drops everything scheduled in the scopes up to `index`.
  mutating func unwindNode(of index: Int) -> DropTree.Node {
    var start = index
    while start >= 0, scopes[start].unwindNode == .max { start -= 1 }
    var node = start >= 0 ? scopes[start].unwindNode : DropTree.root
    var position = max(start, 0)
    while position <= index, position < scopes.count {
      var count = scopes[position].unwindCount
      if scopes[position].unwindNode == .max { count = 0 }
      while count < scopes[position].drops.count {
        let drop = scopes[position].drops[count]
        if drop.kind == .value { node = unwindTree.add(drop, next: node) }
        count += 1
      }
      scopes[position].unwindNode = node
      scopes[position].unwindCount = count
      position += 1
    }
    return node
  }

  /// Lets the terminator of `block` unwind into the drops of all open scopes.
  mutating func addUnwind(_ block: BasicBlock) {
    guard !scopes.isEmpty else { return }
    addUnwindExit(block, unwindNode(of: scopes.count - 1))
  }

  mutating func addUnwindExit(_ block: BasicBlock, _ node: DropTree.Node) {
    if node != DropTree.root, !program.options.panicAbort { unwindTree.addExit(block, at: node) }
  }

  /// Makes the clean-up blocks, at the end of building.
  mutating func buildUnwindTree() {
    guard unwindTree.isUsed else { return }
    var data = BlockData()
    data.isCleanup = true
    data.terminator = Terminator(.resume, span: body.span)
    let resume = body.blocks.push(data)
    _ = unwindTree.build(in: &body, root: resume, isCleanup: true, unwind: .terminate) { body, block, target in
      if case .none = body.blocks[block].terminator.kind {
        body.blocks[block].terminator.kind = .goto(target)
      } else {
        body.blocks[block].terminator.kind.setUnwind(.cleanup(target))
      }
    }
  }

  // MARK: exits

  /// The entry into `tree` that drops what the scopes from `depth` inwards have scheduled.
  private func exitNode(_ tree: inout DropTree, depth: Int) -> DropTree.Node {
    var node = DropTree.root
    var index = depth
    while index < scopes.count {
      for drop in scopes[index].drops { node = tree.add(drop, next: node) }
      index += 1
    }
    return node
  }

  /// Ends the current block by leaving the condition that is being lowered.
  mutating func breakForElse(_ span: Span) {
    guard let depth = ifThen?.depth else {
      terminate(.unreachable, span)
      startUnreachable()
      return
    }
    var tree = DropTree()
    swap(&tree, &ifThen!.exits)
    let node = exitNode(&tree, depth: depth)
    tree.addExit(current, at: node)
    swap(&tree, &ifThen!.exits)
    setSpan(span)
    startUnreachable()
  }

  /// Ends the current block by `break` (or `continue`) out of breakable scope `index`.
  mutating func exitBreakable(_ index: Int, isContinue: Bool, _ span: Span) {
    let depth = breakables[index].depth
    var tree = DropTree()
    if isContinue { swap(&tree, &breakables[index].continues) } else { swap(&tree, &breakables[index].breaks) }
    let node = exitNode(&tree, depth: depth)
    tree.addExit(current, at: node)
    if isContinue { swap(&tree, &breakables[index].continues) } else { swap(&tree, &breakables[index].breaks) }
    setSpan(span)
    startUnreachable()
  }

  /// Makes the blocks of an exit tree that ends in `target`; its drops unwind like the open scopes.
  mutating func buildExitTree(_ tree: DropTree, to target: BasicBlock) {
    guard tree.isUsed else { return }
    let blocks = tree.build(in: &body, root: target, isCleanup: false, unwind: .continue) { body, block, target in
      body.blocks[block].terminator.kind = .goto(target)
    }
    guard tree.entries.contains(where: { $0.drop.kind == .value && !$0.drop.local.isNone }) else { return }
    var nodes: ContiguousArray<DropTree.Node> = [scopes.isEmpty ? DropTree.root : unwindNode(of: scopes.count - 1)]
    for index in 1..<tree.entries.count {
      let entry = tree.entries[index]
      let outer = nodes[Int(entry.next)]
      if entry.drop.kind == .value {
        nodes.append(unwindTree.add(entry.drop, next: outer))
        if !blocks[index].isNone { addUnwindExit(blocks[index], outer) }
      } else {
        nodes.append(outer)
      }
    }
  }

  /// Runs `action` inside a scope that failed conditions leave. Returns where they go, or nil if none
  /// fails. `ownsTemporaries`: temporaries made inside end with the scope (conditions of `if` from
  /// edition 2024 on). The condition lowers inside `condition`, what follows it in `then`.
  mutating func inIfThenScope(
    _ span: Span, ownsTemporaries: Bool = false, condition: (inout BodyBuilder) -> Void,
    then: (inout BodyBuilder) -> Void = { _ in }
  ) -> BasicBlock? {
    let saved = ifThen
    let savedTemporaryScope = temporaryScope
    ifThen = IfThenScope(depth: scopes.count)
    pushScope(span)
    if ownsTemporaries { temporaryScope = scopes.count - 1 }
    condition(&self)
    let exits = ifThen?.exits ?? DropTree()
    ifThen = saved
    then(&self)
    temporaryScope = savedTemporaryScope
    popScope()
    guard exits.isUsed else { return nil }
    let target = newBlock()
    buildExitTree(exits, to: target)
    return target
  }

  /// Runs `action` inside a scope that `break label` leaves; goes on after it.
  mutating func inBreakableScope(
    _ label: LoopLabel, destination: Place, head: BasicBlock = .none, _ span: Span,
    _ action: (inout BodyBuilder) -> Void
  ) {
    breakables.append(
      BreakableScope(label: label, depth: scopes.count, destination: destination, head: head))
    action(&self)
    let scope = breakables.removeLast()
    if !scope.head.isNone { buildExitTree(scope.continues, to: scope.head) }
    guard scope.breaks.isUsed else { return }
    let target = newBlock()
    buildExitTree(scope.breaks, to: target)
    if !isUnreachable { terminate(.goto(target), span) }
    switchTo(target)
  }

  func breakableIndex(_ label: LoopLabel) -> Int? { breakables.lastIndex { $0.label == label } }
}

extension TerminatorKind {
  /// Replaces where the terminator unwinds to, if it can unwind.
  mutating func setUnwind(_ action: UnwindAction) {
    switch self {
    case .drop(let place, let target, _): self = .drop(place, target: target, unwind: action)
    case .call(let callee, let arguments, let destination, let target, _):
      self = .call(
        callee: callee, arguments: arguments, destination: destination, target: target, unwind: action)
    case .assert(let operand, let expected, let message, let target, _):
      self = .assert(operand, expected: expected, message, target: target, unwind: action)
    case .goto, .switchInteger, .return, .unreachable, .resume, .terminate, .yield, .coroutineDrop, .none:
      break
    }
  }
}
