// Lowers matches: a decision tree over the candidates, then guards and bindings, then the arms.
//
// The tree is built as a backtracking automaton whose size is linear in the patterns: a test on the
// first candidate's first place sorts as many following candidates as it decides; the rest is tested
// from where all of those failed.

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  // MARK: entries

  mutating func lowerMatch(
    _ scrutinee: TypedExprID, _ arms: [ArmID], into destination: Place, _ span: Span
  ) {
    let place = lowerPlaceBuilder(scrutinee)
    let savedScrutinee = scrutineeSpan
    scrutineeSpan = expr(scrutinee).span
    defer { scrutineeSpan = savedScrutinee }
    if isUnreachable, arms.isEmpty { return }
    let first = candidates.count
    for arm in arms {
      let data = source.arms[arm]
      candidates.append(
        MatchCandidate(pattern: flatten(data.pattern, place), hasGuard: !data.guardCondition.isNone))
    }
    let wasUnreachable = isUnreachable
    let failed = match(Array(first..<first + arms.count), from: current)
    body.blocks[failed].terminator = Terminator(.unreachable, span: span)
    let join = newBlock()
    var joinIsReached = false
    for (index, arm) in arms.enumerated() {
      let leaves = leafCandidates(first + index)
      guard !leaves.isEmpty, !wasUnreachable else { continue }
      lowerArm(source.arms[arm], leaves, resolve(place), into: destination)
      if !isUnreachable {
        terminate(.goto(join), span)
        joinIsReached = true
      }
    }
    candidates.removeSubrange(first...)
    if joinIsReached { switchTo(join) } else { startUnreachable() }
  }

  private mutating func lowerArm(
    _ arm: TypedArm, _ leaves: [Int], _ scrutinee: Place?, into destination: Place
  ) {
    if hasLet(arm.guardCondition) { return lowerLetGuardArm(arm, leaves, scrutinee, into: destination) }
    pushScope(arm.span)
    let scope = scopes.count - 1
    declareBindings(arm.pattern, storageScope: scope, emitStorage: false)
    let start = leaves.count > 1 ? newBlock() : .none
    for leaf in leaves {
      let candidate = candidates[leaf]
      switchTo(candidate.matched)
      for binding in candidate.pattern.bindings {
        push(.storageLive(variableLocals[binding.variable]), binding.span)
      }
      if candidate.hasGuard {
        lowerGuard(arm.guardCondition, candidate, scrutinee)
      } else {
        bind(candidate.pattern.bindings, where: { _ in true })
      }
      if !start.isNone { goto(start, arm.span) }
    }
    if !start.isNone { switchTo(start) }
    if let first = leaves.first {
      for binding in candidates[first].pattern.bindings {
        schedule(.value, variableLocals[binding.variable], in: scope, binding.span)
      }
    }
    inTerminatingScope(expr(arm.body).span) { $0.lower(into: destination, arm.body) }
    popScope()
  }

  private func hasLet(_ condition: TypedExprID) -> Bool {
    if condition.isNone { return false }
    switch expr(condition).kind {
    case .letCondition: return true
    case .and(let left, let right): return hasLet(left) || hasLet(right)
    case .use(let inner): return hasLet(inner)
    default: return false
    }
  }

  /// What a guard with `let` binds lives as long as the arm, and ends before the arm's own variables. Each
  /// way to match has an arm of its own, as the guard's temporaries are.
  private mutating func lowerLetGuardArm(
    _ arm: TypedArm, _ leaves: [Int], _ scrutinee: Place?, into destination: Place
  ) {
    let join = newBlock()
    var joinIsReached = false
    for leaf in leaves {
      let candidate = candidates[leaf]
      let savedIfThen = ifThen
      let savedTemporaryScope = temporaryScope
      ifThen = IfThenScope(depth: scopes.count)
      pushScope(arm.span)
      let scope = scopes.count - 1
      temporaryScope = scope
      declareBindings(arm.pattern, storageScope: scope, emitStorage: false)
      let declared = scopes[scope].drops.count
      switchTo(candidate.matched)
      for binding in candidate.pattern.bindings {
        push(.storageLive(variableLocals[binding.variable]), binding.span)
      }
      bindForGuard(candidate.pattern.bindings)
      let start = guardStart
      lowerCondition(arm.guardCondition)
      noteGuard(scrutinee, start)
      let exits = ifThen?.exits ?? DropTree()
      ifThen = savedIfThen
      bindAfterGuard(candidate.pattern.bindings)
      let values = candidate.pattern.bindings.compactMap { binding -> ScheduledDrop? in
        let local = variableLocals[binding.variable]
        guard queries.needsDrop(body.locals[local].type) else { return nil }
        return ScheduledDrop(local: local, kind: .value, span: binding.span)
      }
      scopes[scope].drops.insert(contentsOf: values, at: declared)
      scopes[scope].unwindNode = .max
      scopes[scope].unwindCount = 0
      inTerminatingScope(expr(arm.body).span) { $0.lower(into: destination, arm.body) }
      popScope()
      temporaryScope = savedTemporaryScope
      if exits.isUsed {
        let failed = newBlock()
        buildExitTree(exits, to: failed)
        body.blocks[failed].terminator = Terminator(.goto(candidate.otherwise), span: arm.span)
      } else {
        body.blocks[candidate.otherwise].terminator = Terminator(.unreachable, span: arm.span)
      }
      if !isUnreachable {
        terminate(.goto(join), arm.span)
        joinIsReached = true
      }
    }
    if joinIsReached { switchTo(join) } else { startUnreachable() }
  }

  /// The guard sees by-value bindings through references; they are bound when it has succeeded.
  private mutating func bindForGuard(_ bindings: [PatternBinding]) {
    bind(bindings, where: { $0.mode != .byValue })
    for binding in bindings where binding.mode == .byValue {
      guard let place = resolve(binding.place) else { continue }
      let data = source.variables[binding.variable]
      let reference = newTemporary(types.reference(data.type, .shared), binding.span)
      assign(Place(reference), .reference(.shared, place), binding.span)
      guardReferences[binding.variable] = reference
      body.notes.guardReferences.insert(reference)
    }
  }

  private mutating func bindAfterGuard(_ bindings: [PatternBinding]) {
    for binding in bindings { guardReferences[binding.variable] = .none }
    bind(bindings, where: { $0.mode == .byValue })
  }

  private var guardStart: (block: BasicBlock, statement: Int, blockCount: UInt32) {
    (current, body.blocks[current].statements.count, body.blocks.nextKey.raw)
  }

  private mutating func noteGuard(
    _ scrutinee: Place?, _ start: (block: BasicBlock, statement: Int, blockCount: UInt32)
  ) {
    guard let scrutinee else { return }
    body.notes.guards.append(
      GuardNote(
        place: scrutinee, block: start.block, statement: start.statement,
        blocks: start.blockCount..<max(start.blockCount, current.raw)))
  }

  private mutating func lowerGuard(
    _ guardCondition: TypedExprID, _ candidate: MatchCandidate, _ scrutinee: Place?
  ) {
    let span = expr(guardCondition).span
    bindForGuard(candidate.pattern.bindings)
    let start = guardStart
    let failed = inIfThenScope(span) { builder in
      builder.inTerminatingScope(span) { $0.lowerCondition(guardCondition) }
    }
    noteGuard(scrutinee, start)
    if let failed {
      body.blocks[failed].terminator = Terminator(.goto(candidate.otherwise), span: span)
    } else {
      body.blocks[candidate.otherwise].terminator = Terminator(.unreachable, span: span)
    }
    bindAfterGuard(candidate.pattern.bindings)
  }

  /// Binds a pattern that always matches.
  mutating func bindIrrefutable(
    _ pattern: TypedPatternID, _ place: PlaceBuilder, bindingScope: Int, _ span: Span
  ) {
    bindRefutable(pattern, place, bindingScope: bindingScope, span, failureIsUnreachable: true)
  }

  /// Binds a pattern where it matches; leaves the open if-then scope where it does not. The variables'
  /// storage and values are scheduled in `bindingScope`.
  mutating func bindRefutable(
    _ pattern: TypedPatternID, _ place: PlaceBuilder, bindingScope: Int, _ span: Span,
    failureIsUnreachable: Bool = false
  ) {
    let wasUnreachable = isUnreachable
    declareBindings(pattern, storageScope: bindingScope, emitStorage: true)
    let first = candidates.count
    candidates.append(MatchCandidate(pattern: flatten(pattern, place), hasGuard: false))
    let start = current
    let failed = match([first], from: start)
    let leaves = leafCandidates(first)
    let joined = leaves.count == 1 ? BasicBlock.none : newBlock()
    for leaf in leaves {
      switchTo(candidates[leaf].matched)
      isUnreachable = wasUnreachable
      bind(candidates[leaf].pattern.bindings, where: { _ in true })
      if !joined.isNone { terminate(.goto(joined), span) }
    }
    var bound = joined.isNone ? current : joined
    let canMatch = !leaves.isEmpty
    let bindings = leaves.first.map { candidates[$0].pattern.bindings } ?? []
    candidates.removeSubrange(first...)
    if !isBlockDead(failed, start) || leaves.isEmpty {
      current = failed
      isUnreachable = wasUnreachable
      if failureIsUnreachable {
        terminate(.unreachable, span)
      } else if !isUnreachable {
        breakForElse(span)
      }
    }
    if !canMatch { bound = newBlock() }
    current = bound
    isUnreachable = wasUnreachable || !canMatch
    for binding in bindings {
      schedule(.value, variableLocals[binding.variable], in: bindingScope, binding.span)
    }
  }

  /// `failed` was made for candidates after one that always matches: nothing jumps there.
  private func isBlockDead(_ failed: BasicBlock, _ start: BasicBlock) -> Bool {
    deadMatchBlocks.contains(failed.raw)
  }

  /// `let pattern = initializer` as a condition: the variables belong to the innermost if-then scope.
  mutating func lowerLetCondition(_ pattern: TypedPatternID, _ initializer: TypedExprID, _ span: Span) {
    guard let depth = ifThen?.depth else { return }
    let place = lowerPlaceBuilder(initializer)
    let savedScrutinee = scrutineeSpan
    scrutineeSpan = expr(initializer).span
    bindRefutable(pattern, place, bindingScope: depth, span)
    scrutineeSpan = savedScrutinee
  }

  private mutating func bind(_ bindings: [PatternBinding], where isIncluded: (PatternBinding) -> Bool) {
    for binding in bindings where isIncluded(binding) {
      let local = variableLocals[binding.variable]
      guard !local.isNone else { continue }
      let place = resolved(binding.place, binding.span)
      if !scrutineeSpan.isNone { body.notes.scrutinees[local] = scrutineeSpan }
      let value: Rvalue
      switch binding.mode {
      case .byValue: value = .use(consume(place, body.locals[local].type))
      case .byReference: value = .reference(.shared, place)
      case .byMutableReference: value = .reference(.mutable, place)
      }
      assign(Place(local), value, binding.span)
    }
  }

  /// The ways in which a candidate can match that are reached, in order.
  private func leafCandidates(_ index: Int) -> [Int] {
    let candidate = candidates[index]
    if !candidate.alternatives.isEmpty { return candidate.alternatives.flatMap(leafCandidates) }
    return candidate.matched.isNone ? [] : [index]
  }

  // MARK: the decision tree

  /// Tests the candidates in order from block `start`; returns the block where all have failed.
  private mutating func match(_ list: [Int], from start: BasicBlock) -> BasicBlock {
    var list = list
    var start = start
    while let first = list.first {
      if candidates[first].pattern.pairs.isEmpty {
        candidates[first].matched = start
        list.removeFirst()
        start = newBlock()
        if candidates[first].hasGuard {
          candidates[first].otherwise = start
          continue
        }
        // Nothing gets past a candidate that always matches.
        deadMatchBlocks.insert(start.raw)
        return start
      }
      if candidates[first].pattern.pairs[0].isOr {
        if let next = matchOrPattern(&list, start) { start = next }
        continue
      }
      start = test(&list, start)
    }
    return start
  }

  /// The first candidate starts with an or-pattern: expands it in `list`, or tests it on its own and
  /// returns where the candidates in the rest of `list` start.
  private mutating func matchOrPattern(_ list: inout [Int], _ start: BasicBlock) -> BasicBlock? {
    let first = list[0]
    var pattern = candidates[first].pattern
    let pair = pattern.pairs.removeFirst()
    guard case .or(let alternatives) = pair.test else { return nil }
    let binds = alternatives.contains(where: Self.hasBindings)
    if !pattern.pairs.isEmpty, !binds, !candidates[first].hasGuard {
      // Any alternative will do: test them, join, and go on with the other or-patterns.
      let subcandidates = alternatives.map { alternative -> Int in
        candidates.append(MatchCandidate(pattern: alternative, hasGuard: false))
        return candidates.count - 1
      }
      let failed = match(subcandidates, from: start)
      let joined = newBlock()
      for subcandidate in subcandidates {
        for leaf in leafCandidates(subcandidate) {
          body.blocks[candidates[leaf].matched].terminator = Terminator(.goto(joined), span: pair.span)
        }
      }
      candidates[first].pattern = pattern
      let failedLater = match([first], from: joined)
      list.removeFirst()
      if deadMatchBlocks.contains(failed.raw) { deadMatchBlocks.remove(failed.raw) }
      body.blocks[failedLater].terminator = Terminator(.goto(failed), span: pair.span)
      return failed
    }
    // Each alternative becomes a candidate of its own. Following candidates that are only an or-pattern
    // are expanded too, so that one test decides them together.
    var expanded: [Int] = expand(first)
    var position = 1
    while position < list.count {
      let pairs = candidates[list[position]].pattern.pairs
      if pairs.count == 1, pairs[0].isOr { expanded += expand(list[position]) } else { expanded.append(list[position]) }
      position += 1
    }
    list = expanded
    return nil
  }

  private mutating func expand(_ index: Int) -> [Int] {
    let candidate = candidates[index]
    guard let pair = candidate.pattern.pairs.first, case .or(let alternatives) = pair.test else { return [index] }
    let rest = candidate.pattern.pairs.dropFirst()
    var result: [Int] = []
    for alternative in alternatives {
      var pattern = alternative
      pattern.pairs += rest
      pattern.bindings = candidate.pattern.bindings + alternative.bindings
      Self.sortOrPatternsLast(&pattern.pairs)
      candidates.append(MatchCandidate(pattern: pattern, hasGuard: candidate.hasGuard))
      result.append(candidates.count - 1)
    }
    candidates[index].alternatives = result
    return result
  }

  private static func hasBindings(_ pattern: FlatPattern) -> Bool {
    !pattern.bindings.isEmpty
      || pattern.pairs.contains { pair in
        if case .or(let alternatives) = pair.test { return alternatives.contains(where: hasBindings) }
        return pair.inner.contains { inner in
          if case .or(let alternatives) = inner.test { return alternatives.contains(where: hasBindings) }
          return false
        }
      }
  }

  /// Tests the first candidate's first place. Removes the candidates that the test decides from `list`;
  /// returns the block where the rest start.
  private mutating func test(_ list: inout [Int], _ start: BasicBlock) -> BasicBlock {
    let pair = candidates[list[0]].pattern.pairs[0]
    let test = chooseTest(pair, list)
    var branches: [(key: BranchKey, candidates: [Int])] = []
    var branchIndex: [BranchKey: Int] = [:]
    var decided = 0
    while decided < list.count {
      let index = list[decided]
      guard let key = sort(index, by: test, at: pair.place) else { break }
      if let found = branchIndex[key] {
        branches[found].candidates.append(index)
      } else {
        branchIndex[key] = branches.count
        branches.append((key, [index]))
      }
      decided += 1
    }
    list.removeFirst(decided)
    let remainder = newBlock()
    var targets: [BranchKey: BasicBlock] = [:]
    var unresolved: [(fail: BasicBlock, span: Span)] = []
    for branch in branches {
      let block = newBlock()
      targets[branch.key] = block
      let failed = match(branch.candidates, from: block)
      unresolved.append((failed, pair.span))
    }
    for entry in unresolved where !deadMatchBlocks.contains(entry.fail.raw) {
      body.blocks[entry.fail].terminator = Terminator(.goto(remainder), span: entry.span)
    }
    let saved = (current, isUnreachable)
    current = start
    emit(test, pair, targets, otherwise: remainder)
    (current, isUnreachable) = saved
    return remainder
  }
}
