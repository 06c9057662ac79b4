// Proves an allocation: an abstract interpretation that tracks which virtual register each location
// holds, over all paths, independent of how the allocation was made.
//
// The state maps a location to the virtual register whose value it certainly holds. Blocks start with
// the meet of their predecessors' states; the fixed point is reached from above.

import PolySupport

/// What is known at a point: location → virtual register (rewritten to parameters on edges).
private struct CheckerState {
  /// Registers 0..<64.
  var registers: ContiguousArray<UInt32>
  var slots: ContiguousArray<UInt32>
  /// Several virtual registers may be in one location (an argument and its parameter): extra pairs.
  var extra: Set<UInt64> = []

  init(slotCount: Int) {
    registers = ContiguousArray(filledWith: .max, count: 64)
    slots = ContiguousArray(filledWith: .max, count: slotCount)
  }

  func holds(_ location: Location, _ register: UInt32) -> Bool {
    if location.isRegister ? registers[Int(location.register.index)] == register
      : location.isSlot && Int(location.slot) < slots.count && slots[Int(location.slot)] == register
    {
      return true
    }
    return extra.contains(UInt64(location.raw) << 32 | UInt64(register))
  }

  func all(_ location: Location) -> [UInt32] {
    var result: [UInt32] = []
    let main = location.isRegister ? registers[Int(location.register.index)] : slots[Int(location.slot)]
    if main != .max { result.append(main) }
    for pair in extra where UInt32(pair >> 32) == location.raw { result.append(UInt32(pair & 0xFFFF_FFFF)) }
    return result
  }

  mutating func set(_ location: Location, _ values: [UInt32]) {
    if !extra.isEmpty { extra = extra.filter { UInt32($0 >> 32) != location.raw } }
    let main = values.first ?? .max
    if location.isRegister {
      registers[Int(location.register.index)] = main
    } else if location.isSlot, Int(location.slot) < slots.count {
      slots[Int(location.slot)] = main
    }
    for value in values.dropFirst() { extra.insert(UInt64(location.raw) << 32 | UInt64(value)) }
  }

  /// Forgets `register` everywhere: its definition is about to make a new value.
  mutating func forget(_ register: UInt32) {
    for index in registers.indices where registers[index] == register { registers[index] = .max }
    for index in slots.indices where slots[index] == register { slots[index] = .max }
    if !extra.isEmpty { extra = extra.filter { UInt32($0 & 0xFFFF_FFFF) != register } }
  }

  /// Intersection; whether something was lost.
  mutating func meet(_ other: CheckerState) -> Bool {
    var changed = false
    var moved = Set<UInt64>()
    for index in registers.indices where registers[index] != .max {
      let location = Location(PhysicalRegister(UInt8(index)))
      if !other.holds(location, registers[index]) {
        registers[index] = .max
        changed = true
      }
    }
    for index in slots.indices where slots[index] != .max {
      if !other.holds(Location(slot: UInt32(index)), slots[index]) {
        slots[index] = .max
        changed = true
      }
    }
    for pair in extra {
      let location = Location(raw: UInt32(pair >> 32))
      if other.holds(location, UInt32(pair & 0xFFFF_FFFF)) { moved.insert(pair) } else { changed = true }
    }
    extra = moved
    return changed
  }
}

/// Throws if some operand is not where the allocation says, on some path.
public func checkAllocation(
  _ problem: AllocationProblem, _ allocation: Allocation, _ environment: RegisterEnvironment
) throws(InternalError) {
  guard !problem.blocks.isEmpty else { return }
  func failure(_ message: String) -> InternalError {
    InternalError(stage: "allocation checker", function: problem.name, message)
  }
  // First move of each instruction.
  var moveStart = ContiguousArray<Int>(filledWith: 0, count: problem.instructions.count + 2)
  for move in allocation.moves { moveStart[Int(move.instruction) + 1] += 1 }
  for index in 1..<moveStart.count { moveStart[index] += moveStart[index - 1] }
  let deleted = Set(allocation.deleted)
  var made: [UInt32: UInt32] = [:]
  for (register, info) in problem.registers.enumerated() where info.rematerialization != .max {
    made[info.rematerialization] = UInt32(register)
  }

  var entry = ContiguousArray<CheckerState?>(filledWith: nil, count: problem.blocks.count)
  entry[0] = CheckerState(slotCount: Int(allocation.slotCount))
  var work: [Int] = [0]
  var isQueued = ContiguousArray<Bool>(filledWith: false, count: problem.blocks.count)
  isQueued[0] = true

  func apply(_ moves: Range<Int>, _ state: inout CheckerState) throws(InternalError) {
    for index in moves {
      let move = allocation.moves[index]
      if move.source.isRematerialization {
        guard let register = made[move.source.instruction] else {
          throw failure("instruction \(move.source.instruction) is repeated but makes no register")
        }
        state.set(move.destination, [register])
      } else {
        state.set(move.destination, state.all(move.source))
      }
    }
  }

  // Errors are only believed at the fixed point: an optimistic state holds too much, never too little.
  var isFinal = false
  while true {
    if work.isEmpty {
      if isFinal { return }
      isFinal = true
      work = Array(problem.blocks.indices.filter { entry[$0] != nil }.reversed())
    }
    guard let block = work.popLast(), var state = entry[block] else { return }
    isQueued[block] = false
    let record = problem.blocks[block]
    for instruction in Int(record.start)..<Int(record.end) {
      try apply(moveStart[instruction]..<moveStart[instruction + 1], &state)
      if deleted.contains(UInt32(instruction)) { continue }
      let data = problem.instructions[instruction]
      for position in data.operands where !problem.operands[position].isDefinition {
        let operand = problem.operands[position]
        let place = allocation.operands[position]
        if operand.constraint == .fixed, place != Location(PhysicalRegister(operand.data)) {
          throw failure("operand of instruction \(instruction) is not in its fixed register")
        }
        if operand.constraint == .register, !place.isRegister {
          throw failure("operand of instruction \(instruction) is not in a register")
        }
        if isFinal, !state.holds(place, operand.register.raw) {
          throw failure(
            "instruction \(instruction) reads v\(operand.register.raw) from a place that may not hold it")
        }
      }
      let clobbers = problem.clobberSets[Int(data.clobbers)]
      var early: [UInt8] = []
      for position in data.operands where problem.operands[position].isDefinition {
        let operand = problem.operands[position]
        let place = allocation.operands[position]
        guard place.isRegister, !place.isNone else { throw failure("result of \(instruction) has no register") }
        if operand.constraint == .reuse {
          let input = Int(data.operandStart) + Int(operand.data)
          if allocation.operands[input] != place { throw failure("tied operand of \(instruction) differs") }
        }
        if operand.isMoved || operand.constraint == .reuse { early.append(place.register.index) }
      }
      for position in data.operands where !problem.operands[position].isDefinition {
        let operand = problem.operands[position]
        let place = allocation.operands[position]
        if operand.isMoved, place.isRegister, clobbers.contains(place.register) {
          throw failure("late operand of instruction \(instruction) is clobbered")
        }
      }
      clobbers.forEach { state.set(Location($0), []) }
      for position in data.operands where problem.operands[position].isDefinition {
        state.forget(problem.operands[position].register.raw)
      }
      for position in data.operands where problem.operands[position].isDefinition {
        state.set(allocation.operands[position], [problem.operands[position].register.raw])
      }
    }
    for position in record.successors.range {
      let successor = Int(problem.blockLists.storage[position])
      var next = state
      let parameters = problem.blocks[successor].parameters
      if record.arguments.count > 0 {
        // A parameter is wherever its argument's value was brought.
        var renamed: [(Location, UInt32)] = []
        for index in 0..<Int(record.arguments.count) {
          let argument = problem.registerLists[record.arguments, index].raw
          let parameter = problem.registerLists[parameters, index].raw
          for (number, value) in state.registers.enumerated() where value == argument {
            renamed.append((Location(PhysicalRegister(UInt8(number))), parameter))
          }
          for (number, value) in state.slots.enumerated() where value == argument {
            renamed.append((Location(slot: UInt32(number)), parameter))
          }
          for pair in state.extra where UInt32(pair & 0xFFFF_FFFF) == argument {
            renamed.append((Location(raw: UInt32(pair >> 32)), parameter))
          }
        }
        for index in 0..<Int(parameters.count) {
          next.forget(problem.registerLists[parameters, index].raw)
        }
        for (location, parameter) in renamed { next.set(location, next.all(location) + [parameter]) }
      }
      var changed = false
      if entry[successor] == nil {
        entry[successor] = next
        changed = true
      } else if entry[successor]!.meet(next) {
        changed = true
      }
      if changed, !isQueued[successor] {
        isFinal = false
        isQueued[successor] = true
        work.append(successor)
      }
    }
  }
}
