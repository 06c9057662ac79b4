// Linear scan on live intervals with lifetime holes: Wimmer and Mössenböck, "Optimized Interval Splitting
// in a Linear Scan Register Allocator" (2005), on SSA form (Wimmer and Franz 2010).
//
// Intervals are taken in order of their start. Each physical register keeps a sorted list of the segments
// assigned to it, so lifetime holes cost nothing and a query looks only at what is near. Values that do
// not fit are split before the first obstacle, spilled around it and get a second chance at their next use.
//
// Invariants:
// - an interval begins at an even point, at its definition, or (in a slot only) right after the early
//   point of an instruction that clobbers its register;
// - segments of intervals that were cut or moved later are stale: they are recognised by comparing with
//   the interval and are never removed;
// - every piece that is queued starts at or after the point that the scan has reached.

import PolySupport

/// A physical register is taken by an interval. Valid while the interval still covers it.
struct AssignedSegment {
  var from: UInt32
  var to: UInt32
  var interval: Int32
}

struct LinearScan {
  let problem: AllocationProblem
  let environment: RegisterEnvironment
  var liveness: Liveness
  var intervals: ContiguousArray<Interval> = []
  var splitCount: ContiguousArray<UInt16>
  var assigned: ContiguousArray<ContiguousArray<AssignedSegment>>
  var assignedCursor: ContiguousArray<Int>
  var fixedCursor: ContiguousArray<Int>
  var clobberCursor = 0
  /// Registers that should share a physical register: block parameters and their arguments.
  var hintGroup: ContiguousArray<UInt32>
  var groupRegister: ContiguousArray<UInt8>
  var isParameter: ContiguousArray<Bool>
  /// Heap of (start, interval).
  var queue: ContiguousArray<UInt64> = []
  var lastPoint: UInt32
  var usedRegisters = RegisterSet()
  /// First clobber point of each register within the current interval; computed on demand.
  var clobberAt: ContiguousArray<UInt32>

  /// After so many splits a value gets a register only around each single use.
  static let splitLimit: UInt16 = 24

  init(_ problem: AllocationProblem, _ environment: RegisterEnvironment) {
    self.problem = problem
    self.environment = environment
    liveness = Liveness(problem)
    let count = problem.registers.count
    splitCount = ContiguousArray(filledWith: 0, count: count)
    assigned = ContiguousArray(filledWith: [], count: 64)
    assignedCursor = ContiguousArray(filledWith: 0, count: 64)
    fixedCursor = ContiguousArray(filledWith: 0, count: 64)
    hintGroup = ContiguousArray(filledWith: .max, count: count)
    groupRegister = ContiguousArray(filledWith: 255, count: count)
    isParameter = ContiguousArray(filledWith: false, count: count)
    clobberAt = ContiguousArray(filledWith: .max, count: 64)
    lastPoint = problem.instructions.isEmpty ? 0 : UInt32(problem.instructions.count) * 2 - 1
  }

  mutating func run() throws(InternalError) {
    makeGroups()
    makeIntervals()
    while let current = popQueue() { try allocate(current) }
  }

  // MARK: Set-up

  private mutating func group(of register: UInt32) -> UInt32 {
    var root = register
    while hintGroup[Int(root)] != .max { root = hintGroup[Int(root)] }
    var walk = register
    while walk != root {
      let next = hintGroup[Int(walk)]
      hintGroup[Int(walk)] = root
      walk = next
    }
    return root
  }

  private mutating func makeGroups() {
    for block in problem.blocks {
      for parameter in problem.registerLists[block.parameters] { isParameter[parameter.index] = true }
      guard block.arguments.count > 0, block.successors.count == 1 else { continue }
      let successor = problem.blocks[Int(problem.blockLists[block.successors, 0])]
      for index in 0..<min(Int(block.arguments.count), Int(successor.parameters.count)) {
        let argument = group(of: problem.registerLists[block.arguments, index].raw)
        let parameter = group(of: problem.registerLists[successor.parameters, index].raw)
        if argument != parameter { hintGroup[Int(argument)] = parameter }
      }
    }
    // An input that is tied to a result wants the result's register; later results decide first.
    var isGrouped = ContiguousArray<Bool>(filledWith: false, count: hintGroup.count)
    for register in hintGroup.indices where hintGroup[register] != .max {
      isGrouped[register] = true
      isGrouped[Int(hintGroup[register])] = true
    }
    for register in stride(from: hintGroup.count - 1, through: 0, by: -1) {
      let source = liveness.tiedSource[register]
      guard !source.isNone, !isGrouped[source.index], source.index != register else { continue }
      let root = group(of: UInt32(register))
      if root != source.raw {
        hintGroup[source.index] = root
        isGrouped[source.index] = true
      }
    }
  }

  private mutating func makeIntervals() {
    let count = problem.registers.count
    intervals.reserveCapacity(count + count / 4 + 16)
    queue.reserveCapacity(count + 16)
    for register in 0..<count {
      let rangeStart = liveness.rangeStarts[register]
      let rangeEnd = liveness.rangeStarts[register + 1]
      let isDead = rangeStart == rangeEnd
      intervals.append(
        Interval(
          register: UInt32(register), from: isDead ? 0 : liveness.ranges[Int(rangeStart)].from,
          to: isDead ? 0 : liveness.ranges[Int(rangeEnd) - 1].to, rangeStart: rangeStart,
          rangeEnd: rangeEnd, useStart: liveness.useStarts[register],
          useEnd: liveness.useStarts[register + 1], location: .none, next: -1))
      if !isDead { queue.append(UInt64(intervals[register].from) &<< 32 | UInt64(register)) }
    }
    // A sorted array is a heap.
    queue.sort()
  }

  // MARK: The queue

  mutating func enqueue(_ interval: Int) {
    queue.append(UInt64(intervals[interval].from) &<< 32 | UInt64(interval))
    var child = queue.count &- 1
    let key = queue[child]
    while child > 0 {
      let parent = (child &- 1) / 2
      if queue[parent] <= key { break }
      queue[child] = queue[parent]
      child = parent
    }
    queue[child] = key
  }

  private mutating func popQueue() -> Int? {
    guard let last = queue.popLast() else { return nil }
    guard let first = queue.first else { return Int(last & 0xFFFF_FFFF) }
    var parent = 0
    let count = queue.count
    while true {
      var child = parent &* 2 &+ 1
      if child >= count { break }
      if child &+ 1 < count, queue[child &+ 1] < queue[child] { child &+= 1 }
      if queue[child] >= last { break }
      queue[parent] = queue[child]
      parent = child
    }
    queue[parent] = last
    return Int(first & 0xFFFF_FFFF)
  }

  // MARK: Conflicts

  /// Whether the segment still says the truth.
  @inline(__always) func isValid(_ segment: AssignedSegment, _ register: UInt8) -> Bool {
    let interval = intervals[Int(segment.interval)]
    return interval.to > segment.from && interval.location.raw == UInt32(register)
  }

  /// Moves the cursors of `register` past what ends before `point`.
  @inline(__always) mutating func advance(_ register: UInt8, to point: UInt32) {
    let index = Int(register)
    var cursor = assignedCursor[index]
    while cursor < assigned[index].count, assigned[index][cursor].to <= point { cursor &+= 1 }
    assignedCursor[index] = cursor
    cursor = fixedCursor[index]
    while cursor < liveness.fixed[index].count, liveness.fixed[index][cursor].to <= point { cursor &+= 1 }
    fixedCursor[index] = cursor
  }

  /// First point of the interval where an assigned segment other than those of `ignored` is in the way.
  func assignedConflict(_ current: Int, _ register: UInt8, ignoring ignored: Int32, limit: UInt32) -> UInt32 {
    let index = Int(register)
    let count = assigned[index].count
    var position = assignedCursor[index]
    if position >= count { return .max }
    let interval = intervals[current]
    if assigned[index][position].from >= interval.to { return .max }
    let first = position
    for rangeIndex in Int(interval.rangeStart)..<Int(interval.rangeEnd) {
      let from = max(liveness.ranges[rangeIndex].from, interval.from)
      let to = min(liveness.ranges[rangeIndex].to, interval.to)
      if from >= limit { return .max }
      // The first segment that begins after `from`; valid segments are disjoint, so of those that begin
      // before only the last valid one can reach into the range.
      if position < count, assigned[index][position].from <= from {
        var step = 1
        while position &+ step < count, assigned[index][position &+ step].from <= from {
          position &+= step
          step &*= 2
        }
        while position < count, assigned[index][position].from <= from { position &+= 1 }
      }
      var back = position &- 1
      while back >= first {
        let segment = assigned[index][back]
        if segment.interval != ignored, isValid(segment, register) {
          if segment.to > from, intervals[Int(segment.interval)].to > from { return from }
          break
        }
        back &-= 1
      }
      while position < count, assigned[index][position].from < to {
        let segment = assigned[index][position]
        if segment.interval != ignored, isValid(segment, register) { return segment.from }
        position &+= 1
      }
      if position >= count, position == first { return .max }
    }
    return .max
  }

  /// First point of the interval where the register is fixed for another virtual register.
  func fixedConflict(_ current: Int, _ register: UInt8, limit: UInt32) -> UInt32 {
    let index = Int(register)
    let count = liveness.fixed[index].count
    var position = fixedCursor[index]
    if position >= count { return .max }
    let interval = intervals[current]
    if liveness.fixed[index][position].from >= interval.to { return .max }
    for rangeIndex in Int(interval.rangeStart)..<Int(interval.rangeEnd) {
      let from = max(liveness.ranges[rangeIndex].from, interval.from)
      let to = min(liveness.ranges[rangeIndex].to, interval.to)
      if from >= limit { return .max }
      var step = 1
      while position &+ step < count, liveness.fixed[index][position &+ step].to <= from {
        position &+= step
        step &*= 2
      }
      while position < count, liveness.fixed[index][position].to <= from { position &+= 1 }
      if position >= count { return .max }
      while position < count, liveness.fixed[index][position].from < to {
        let segment = liveness.fixed[index][position]
        if segment.owner.raw != interval.register { return max(segment.from, from) }
        position &+= 1
      }
    }
    return .max
  }

  /// Fills `clobberAt` with the first points where calls destroy registers within the interval.
  mutating func findClobbers(_ current: Int) -> RegisterSet {
    let interval = intervals[current]
    while clobberCursor < liveness.clobbers.count, liveness.clobbers[clobberCursor].point < interval.from {
      clobberCursor &+= 1
    }
    var found = RegisterSet()
    let count = liveness.clobbers.count
    var position = clobberCursor
    if position >= count || liveness.clobbers[position].point >= interval.to { return found }
    for rangeIndex in Int(interval.rangeStart)..<Int(interval.rangeEnd) {
      let from = max(liveness.ranges[rangeIndex].from, interval.from)
      let to = min(liveness.ranges[rangeIndex].to, interval.to)
      var step = 1
      while position &+ step < count, liveness.clobbers[position &+ step].point < from {
        position &+= step
        step &*= 2
      }
      while position < count, liveness.clobbers[position].point < from { position &+= 1 }
      while position < count, liveness.clobbers[position].point < to {
        let point = liveness.clobbers[position]
        var fresh = RegisterSet(bits: point.registers.bits & ~found.bits)
        found.bits |= fresh.bits
        while fresh.bits != 0 {
          clobberAt[fresh.bits.trailingZeroBitCount] = point.point
          fresh.bits &= fresh.bits &- 1
        }
        if found == liveness.allClobbers { return found }
        position &+= 1
      }
      if position >= count { return found }
    }
    return found
  }

  // MARK: Allocation

  private mutating func allocate(_ current: Int) throws(InternalError) {
    let clobbered = findClobbers(current)
    let interval = intervals[current]
    let info = problem.registers[Int(interval.register)]
    let order = environment.order[Int(info.registerClass.rawValue)]

    // A tied definition continues in the register of its dying input.
    let source = liveness.tiedSource[Int(interval.register)]
    let isWhole = current < problem.registers.count
    var hints = (
      UInt8(255), UInt8(255), UInt8(255), UInt8(255)
    )
    if isWhole {
      hints.0 = liveness.definitionHint[Int(interval.register)]
      hints.2 = groupRegister[Int(group(of: interval.register))]
    } else {
      hints.0 = previousRegister(current)
    }
    hints.1 = liveness.useHint[Int(interval.register)]

    // What the value flows into decides, if that is settled; then what it is made of.
    let isSettled = hints.2 != 255
    if isSettled, isWhole, !source.isNone, sourceRegister(source, at: interval.from) == hints.2,
      takeOver(from: source, by: current, clobbered)
    {
      return
    }
    if try tryHint(hints.2, current, clobbered, order) { return }
    if isWhole, !source.isNone, takeOver(from: source, by: current, clobbered) { return }
    if try tryHint(hints.0, current, clobbered, order) { return }
    if try tryHint(hints.1, current, clobbered, order) { return }

    var best = PhysicalRegister.none
    var bestFree: UInt32 = 0
    for register in order {
      let free = freeUntil(current, register, clobbered)
      if free >= interval.to {
        assign(current, register)
        return
      }
      if free > bestFree {
        bestFree = free
        best = register
      }
    }
    try allocatePartially(current, best, bestFree, order, clobbered)
  }

  @inline(__always)
  mutating func freeUntil(_ current: Int, _ register: PhysicalRegister, _ clobbered: RegisterSet) -> UInt32 {
    advance(register.index, to: intervals[current].from)
    var free: UInt32 = clobbered.contains(register) ? clobberAt[Int(register.index)] : .max
    if free == intervals[current].from { return free }
    free = min(free, fixedConflict(current, register.index, limit: free))
    return min(free, assignedConflict(current, register.index, ignoring: -1, limit: free))
  }

  private mutating func tryHint(
    _ hint: UInt8, _ current: Int, _ clobbered: RegisterSet, _ order: [PhysicalRegister]
  ) throws(InternalError) -> Bool {
    guard hint != 255 else { return false }
    let register = PhysicalRegister(hint)
    if clobbered.contains(register) || !order.contains(register) { return false }
    guard freeUntil(current, register, clobbered) >= intervals[current].to else { return false }
    assign(current, register)
    return true
  }

  /// The register of the piece before this one.
  private func previousRegister(_ current: Int) -> UInt8 {
    var index = Int(intervals[current].register)
    var result: UInt8 = 255
    var steps = 0
    while index >= 0, index != current, steps < 64 {
      if intervals[index].location.isRegister, !intervals[index].location.isNone {
        result = intervals[index].location.register.index
      }
      index = Int(intervals[index].next)
      steps += 1
    }
    return result
  }

  /// The register of a tied input at `point`.
  private func sourceRegister(_ source: VirtualRegister, at point: UInt32) -> UInt8 {
    var piece = source.index
    while piece >= 0, intervals[piece].to <= point { piece = Int(intervals[piece].next) }
    guard piece >= 0, intervals[piece].location.isRegister, !intervals[piece].location.isNone else { return 255 }
    return intervals[piece].location.register.index
  }

  private mutating func takeOver(
    from source: VirtualRegister, by current: Int, _ clobbered: RegisterSet
  ) -> Bool {
    let point = intervals[current].from
    var piece = source.index
    while piece >= 0, intervals[piece].to <= point { piece = Int(intervals[piece].next) }
    guard piece >= 0, intervals[piece].from <= point, intervals[piece].location.isRegister,
      !intervals[piece].location.isNone
    else { return false }
    let register = intervals[piece].location.register
    if clobbered.contains(register) { return false }
    advance(register.index, to: point)
    // The input's present segment must end where it is read. The two overlap in that point; the
    // definition owns it from now on.
    let index = Int(register.index)
    var position = assignedCursor[index]
    while position < assigned[index].count, assigned[index][position].from <= point {
      if assigned[index][position].interval == Int32(piece), assigned[index][position].to == point &+ 1 { break }
      position &+= 1
    }
    guard position < assigned[index].count, assigned[index][position].interval == Int32(piece),
      assigned[index][position].to == point &+ 1
    else { return false }
    assigned[index][position].to = point
    guard fixedConflict(current, register.index, limit: .max) == .max,
      assignedConflict(current, register.index, ignoring: -1, limit: .max) == .max
    else {
      assigned[index][position].to = point &+ 1
      return false
    }
    assign(current, register)
    return true
  }

  /// No register is free for the whole interval: take one for a part, or make room.
  private mutating func allocatePartially(
    _ current: Int, _ best: PhysicalRegister, _ bestFree: UInt32, _ order: [PhysicalRegister],
    _ clobbered: RegisterSet
  ) throws(InternalError) {
    let interval = intervals[current]
    let firstIndex = Int(interval.useStart)
    // The first use that is worth a register.
    var useIndex = firstIndex
    while useIndex < Int(interval.useEnd) {
      let use = liveness.uses[useIndex]
      if use.requiresRegister { break }
      let isParameter = use.isDefinition && use.flags & UsePosition.blockArgument != 0
      if !use.isFixed, !isParameter { break }
      useIndex &+= 1
    }
    let hasUse = useIndex < Int(interval.useEnd)
    let usePoint = hasUse ? liveness.uses[useIndex].point : .max

    if !hasUse {
      spill(current)
      return
    }
    var isNeededNow = false
    var sameInstruction = useIndex
    while sameInstruction < Int(interval.useEnd),
      liveness.uses[sameInstruction].point / 2 == interval.from / 2
    {
      if liveness.uses[sameInstruction].requiresRegister { isNeededNow = true }
      sameInstruction &+= 1
    }
    // A register for a part is worth something if a use lies in the part.
    let minimum = isNeededNow ? requiredEnd(current) : usePoint &+ 1
    if best != .none, bestFree >= minimum, bestFree > interval.from, splitBefore(current, bestFree) {
      assign(current, best)
      return
    }
    try evictOrSpill(current, usePoint: usePoint, isNeededNow: isNeededNow, order, clobbered)
  }

  /// Cuts the interval before `obstacle` and queues the rest. False if there is no place to cut.
  private mutating func splitBefore(_ current: Int, _ obstacle: UInt32) -> Bool {
    let interval = intervals[current]
    if obstacle & 1 != 0, obstacle &- 1 >= interval.from, isUsed(current, at: obstacle &- 1) {
      // Read by the very instruction that takes the register: the value moves out as it is read.
      if obstacle >= interval.to { return true }
      let tail = split(current, at: obstacle)
      if intervals[tail].from == obstacle { spill(tail) } else { enqueue(tail) }
      return true
    }
    let latest = obstacle & ~1
    // Not before the end of the last use in front of the obstacle.
    let next = firstUse(current, from: obstacle)
    var earliest = (interval.from | 1) &+ 1
    if next > Int(interval.useStart) {
      earliest = max(earliest, (liveness.uses[next &- 1].point | 1) &+ 1)
    }
    guard earliest <= latest, latest > interval.from else { return false }
    let point = bestSplit(earliest: earliest, latest: latest)
    guard point > interval.from, point < interval.to else { return false }
    let tail = split(current, at: point)
    enqueue(tail)
    return true
  }

  /// Puts the interval into memory until its next use that wants a register, and queues the rest.
  mutating func spill(_ current: Int) {
    let interval = intervals[current]
    let register = Int(interval.register)
    let remat = problem.registers[register].rematerialization
    intervals[current].location =
      remat == .max ? Location(slot: 0) : Location(rematerializing: remat)
    let isLimited = splitCount[register] >= Self.splitLimit
    var index = firstUse(current, from: (interval.from | 1) &+ (interval.from & 1 == 0 ? 0 : 1))
    // Uses at the very start were considered by the caller.
    while index < Int(interval.useEnd) {
      let use = liveness.uses[index]
      let point = use.point & ~1
      let isWanted =
        use.requiresRegister
        || (!isLimited && !use.isFixed && use.flags & UsePosition.blockArgument == 0)
      if isWanted, point > interval.from {
        let earliest = (interval.from | 1) &+ 1
        var target = point
        if !isLimited, earliest < point { target = bestSplit(earliest: earliest, latest: point) }
        if target <= interval.from { target = point }
        let tail = split(current, at: target)
        if isLimited {
          // Only for the use itself.
          let end = (use.point | 1) &+ 1
          if end < intervals[tail].to {
            let rest = split(tail, at: end)
            enqueue(tail)
            spillOrEnqueue(rest)
            return
          }
        }
        enqueue(tail)
        return
      }
      index &+= 1
    }
  }

  /// Takes the register whose present value is needed last, or keeps the current value in memory.
  private mutating func evictOrSpill(
    _ current: Int, usePoint: UInt32, isNeededNow: Bool, _ order: [PhysicalRegister], _ clobbered: RegisterSet
  ) throws(InternalError) {
    let interval = intervals[current]
    let start = interval.from
    // Where the register must last at least.
    let neededUntil = isNeededNow ? requiredEnd(current) : usePoint &+ 1
    var best = PhysicalRegister.none
    var bestNext: UInt32 = 0
    var bestVictim: Int32 = -1
    var bestLimit: UInt32 = 0
    for register in order {
      advance(register.index, to: start)
      var limit: UInt32 = clobbered.contains(register) ? clobberAt[Int(register.index)] : .max
      limit = min(limit, fixedConflict(current, register.index, limit: limit))
      if limit < neededUntil { continue }
      let victim = holder(register.index, at: start)
      var next: UInt32 = .max
      if victim >= 0 {
        guard isEvictable(Int(victim), at: start) else { continue }
        next = nextUsePoint(Int(victim), after: start)
      }
      limit = min(limit, assignedConflict(current, register.index, ignoring: victim, limit: limit))
      if limit < neededUntil { continue }
      if best == .none || next > bestNext || (next == bestNext && limit > bestLimit) {
        best = register
        bestNext = next
        bestVictim = victim
        bestLimit = limit
      }
    }
    if !isNeededNow, best == .none || bestNext <= usePoint {
      spill(current)
      return
    }
    guard best != .none else {
      throw InternalError(
        stage: "register allocation", function: problem.name,
        "no register for v\(interval.register) at point \(start)")
    }
    if bestVictim >= 0 { evict(Int(bestVictim), at: start) }
    if bestLimit < interval.to {
      guard splitBefore(current, bestLimit) else {
        throw InternalError(
          stage: "register allocation", function: problem.name,
          "cannot split v\(interval.register) before point \(bestLimit)")
      }
    }
    assign(current, best)
  }

  /// The point until which the register must be held when the interval needs one at its start.
  private func requiredEnd(_ current: Int) -> UInt32 {
    let start = intervals[current].from
    let instructionStart = start & ~1
    var end = start &+ 1
    var index = Int(intervals[current].useStart)
    while index < Int(intervals[current].useEnd) {
      let use = liveness.uses[index]
      if use.point > instructionStart &+ 1 { break }
      end = max(end, use.isDefinition ? instructionStart &+ 2 : use.point &+ 1)
      index &+= 1
    }
    return min(end, intervals[current].to)
  }

  /// The interval that has the register at `point`, -1 if none.
  private func holder(_ register: UInt8, at point: UInt32) -> Int32 {
    var position = assignedCursor[Int(register)]
    while position < assigned[Int(register)].count {
      let segment = assigned[Int(register)][position]
      if segment.from > point { return -1 }
      if segment.to > point, isValid(segment, register), intervals[Int(segment.interval)].to > point {
        return segment.interval
      }
      position &+= 1
    }
    return -1
  }

  /// Whether the interval can leave its register at `point`.
  private func isEvictable(_ victim: Int, at point: UInt32) -> Bool {
    let instructionStart = point & ~1
    let from = intervals[victim].from
    var arrivesInMemory = false
    var index = firstUse(victim, from: instructionStart)
    while index < Int(intervals[victim].useEnd) {
      let use = liveness.uses[index]
      if use.point > instructionStart &+ 1 { break }
      let isNeeded = use.requiresRegister && (point & 1 == 0 || use.point == point)
      if use.isDefinition {
        // Edges and fixed results can bring a value to its slot at once. A block's parameter is there
        // before the first instruction, so it may leave within it as well.
        let isParameter = use.flags & UsePosition.blockArgument != 0
        guard !isNeeded, use.point == from, isParameter || (use.isFixed && from == point) else { return false }
        arrivesInMemory = true
      } else if isNeeded {
        return false
      }
      index &+= 1
    }
    // A piece that begins in the middle of an instruction cannot be cut before it.
    if point & 1 != 0, from == point { return arrivesInMemory }
    return true
  }

  /// Where the victim is needed next: its next use, or the end of a loop that will use it again.
  private func nextUsePoint(_ victim: Int, after point: UInt32) -> UInt32 {
    var index = firstUse(victim, from: point)
    // That it is defined here, and may be so in memory, is no need of it.
    if index < Int(intervals[victim].useEnd), liveness.uses[index].isDefinition { index &+= 1 }
    var result: UInt32 = .max &- 1
    if index < Int(intervals[victim].useEnd) { result = liveness.uses[index].point }
    let previous =
      index > Int(liveness.useStarts[Int(intervals[victim].register)])
      ? liveness.uses[index &- 1].point : 0
    var loop = self.loop(at: point)
    while loop >= 0 {
      let record = liveness.loops[Int(loop)]
      if previous >= record.start, record.end < result {
        // Only if it lives around the back edge.
        if intervals[victim].to >= record.end { result = record.end }
        break
      }
      loop = record.parent
    }
    return result
  }

  /// Cuts the victim at `point` (or earlier, outside of a loop) and spills what follows.
  private mutating func evict(_ victim: Int, at point: UInt32) {
    let interval = intervals[victim]
    var cut = point
    if point & 1 != 0, !isUsed(victim, at: point &- 1) || interval.from > point &- 1 {
      cut = point &- 1
    }
    if cut <= interval.from {
      // From its beginning, which is no use that needs a register.
      spill(victim)
      return
    }
    if cut & 1 == 0 {
      let next = firstUse(victim, from: cut)
      var earliest = (interval.from | 1) &+ 1
      if next > Int(interval.useStart) {
        earliest = max(earliest, (liveness.uses[next &- 1].point | 1) &+ 1)
      }
      if earliest < cut { cut = bestSplit(earliest: earliest, latest: cut) }
    }
    guard cut < interval.to else { return }
    let tail = split(victim, at: cut)
    // The part in memory reaches at least to the present point; later parts may get a register again.
    spillUntil(tail, point)
  }

  /// Spills `interval` without queueing anything that begins before `point`.
  private mutating func spillUntil(_ interval: Int, _ point: UInt32) {
    if intervals[interval].from < point, intervals[interval].to > (point | 1) &+ 1 {
      let register = Int(intervals[interval].register)
      let remat = problem.registers[register].rematerialization
      let boundary = point & 1 == 0 ? point : point &+ 1
      let use = firstUse(interval, from: intervals[interval].from)
      let isUsedBefore = use < Int(intervals[interval].useEnd) && liveness.uses[use].point < boundary
      if boundary > intervals[interval].from, !isUsedBefore {
        let rest = split(interval, at: boundary)
        intervals[interval].location =
          remat == .max ? Location(slot: 0) : Location(rematerializing: remat)
        spillOrEnqueue(rest)
        return
      }
    }
    spill(interval)
  }

  /// Spills a piece that the scan has not reached, or queues it if its first instruction needs a register.
  private mutating func spillOrEnqueue(_ interval: Int) {
    let start = intervals[interval].from
    var index = firstUse(interval, from: start)
    while index < Int(intervals[interval].useEnd), liveness.uses[index].point <= start | 1 {
      if liveness.uses[index].requiresRegister { return enqueue(interval) }
      index &+= 1
    }
    spill(interval)
  }

  mutating func assign(_ current: Int, _ register: PhysicalRegister) {
    intervals[current].location = Location(register)
    usedRegisters.insert(register)
    let interval = intervals[current]
    let group = Int(group(of: interval.register))
    if groupRegister[group] == 255 || isParameter[Int(interval.register)] {
      groupRegister[group] = register.index
    }
    let index = Int(register.index)
    let rangeCount = Int(interval.rangeEnd) - Int(interval.rangeStart)
    if rangeCount > 8, let last = assigned[index].last, last.from > interval.from {
      mergeSegments(current, index)
      return
    }
    for rangeIndex in Int(interval.rangeStart)..<Int(interval.rangeEnd) {
      let segment = AssignedSegment(
        from: max(liveness.ranges[rangeIndex].from, interval.from),
        to: min(liveness.ranges[rangeIndex].to, interval.to), interval: Int32(current))
      if let last = assigned[index].last, last.from > segment.from {
        assigned[index].insert(segment, at: segmentIndex(index, after: segment.from))
      } else {
        assigned[index].append(segment)
      }
    }
  }

  /// Where a segment that begins at `from` goes.
  private func segmentIndex(_ index: Int, after from: UInt32) -> Int {
    var low = assignedCursor[index]
    var high = assigned[index].count
    while low < high {
      let middle = (low &+ high) / 2
      if assigned[index][middle].from <= from { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// Inserts the many ranges of an interval in one pass.
  private mutating func mergeSegments(_ current: Int, _ index: Int) {
    let interval = intervals[current]
    let start = segmentIndex(index, after: interval.from)
    let tail = ContiguousArray(assigned[index][start...])
    assigned[index].removeSubrange(start...)
    var position = 0
    for rangeIndex in Int(interval.rangeStart)..<Int(interval.rangeEnd) {
      let segment = AssignedSegment(
        from: max(liveness.ranges[rangeIndex].from, interval.from),
        to: min(liveness.ranges[rangeIndex].to, interval.to), interval: Int32(current))
      while position < tail.count, tail[position].from <= segment.from {
        assigned[index].append(tail[position])
        position &+= 1
      }
      assigned[index].append(segment)
    }
    assigned[index].append(contentsOf: tail[position...])
  }
}
