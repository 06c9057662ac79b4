// Allocation in one backward pass over each block, for code that has to be made quickly.
//
// Blocks are taken from the last to the first, so when a definition is reached all its uses have been
// seen: it is stored to its slot if some use wants it there, and nowhere else. There are no live ranges.
// A value that a block wants in a register at its entry is wanted there at the ends of its predecessors,
// which come later in the pass; only at the entries of loops everything is in slots.
//
// Invariants of the pass, at the gap between two instructions:
// - `place` and `holder` say in which register each value is expected by the code after the gap;
//   other living values are in their slots;
// - a value with a slot is stored at its definition, a parameter by the blocks that pass it or at the
//   start of its block;
// - a terminator evicts nothing, as no move can follow it: what is expected in registers at the end of a
//   block with several successors leaves it enough of them.

import PolySupport

struct SinglePassAllocator {
  private let problem: AllocationProblem
  private let environment: RegisterEnvironment
  /// The register where a value is expected, 255 for none.
  private var place: ContiguousArray<UInt8>
  private var slots: ContiguousArray<UInt32>
  private var definingBlock: ContiguousArray<UInt32>
  /// Where each block's parameter is expected, by position in `problem.registerLists`.
  private var parameterPlace: ContiguousArray<UInt8>
  /// The value that a register holds, if it is a member of `held`.
  private var holder: ContiguousArray<UInt32>
  private var held = RegisterSet()
  /// The instruction that last used a register's value, in the order of the pass.
  private var touched: ContiguousArray<UInt32>
  private var masks: [UInt64] = []

  /// A value that is expected in a register at the end or at the entry of a block.
  private struct Wish {
    var value: UInt32
    var register: UInt8
    /// The next one of the same end, -1 for none.
    var next: Int32
  }
  private var wishes: ContiguousArray<Wish> = []
  /// First wish of each block's end.
  private var endWish: ContiguousArray<Int32>
  private var endMask: ContiguousArray<UInt64>
  /// Wishes of each entry, for blocks with several predecessors.
  private var entryWishes: ContiguousArray<(start: UInt32, count: UInt32)>
  /// Blocks at whose entry everything is in slots.
  private var isInSlotsAtEntry: ContiguousArray<Bool>
  /// First and last block of the innermost loop of a block, in the layout.
  private var loop: ContiguousArray<(first: UInt32, last: UInt32)>

  /// Values that moved from their slots to others': the order of such moves is right for slots of their own.
  private var pinned: ContiguousArray<UInt32> = []

  private var block = 0
  private var isTerminator = false
  private var before: ContiguousArray<ParallelMove> = []
  private var after: ContiguousArray<ParallelMove> = []
  private var sequence: ContiguousArray<AllocationMove> = []
  private var resolver = ParallelMoveResolver()
  private var result = Allocation()
  /// Registers that are taken when inputs are read and when results are written.
  private var earlyBusy = RegisterSet()
  private var lateBusy = RegisterSet()

  /// Registers of each class that the ends of branching blocks leave free.
  private static let reserve = 4
  /// From so many slots on, values whose lives do not overlap share them.
  private static let sharingLimit: UInt32 = 24

  init(_ problem: AllocationProblem, _ environment: RegisterEnvironment) {
    self.problem = problem
    self.environment = environment
    let count = problem.registers.count
    let blockCount = problem.blocks.count
    place = ContiguousArray(repeating: 255, count: count)
    slots = ContiguousArray(repeating: .max, count: count)
    definingBlock = ContiguousArray(repeating: 0, count: count)
    parameterPlace = ContiguousArray(repeating: 255, count: problem.registerLists.storage.count)
    holder = ContiguousArray(repeating: .max, count: 64)
    touched = ContiguousArray(repeating: .max, count: 64)
    endWish = ContiguousArray(repeating: -1, count: blockCount)
    endMask = ContiguousArray(repeating: 0, count: blockCount)
    entryWishes = ContiguousArray(repeating: (0, 0), count: blockCount)
    isInSlotsAtEntry = ContiguousArray(repeating: false, count: blockCount)
    loop = ContiguousArray(repeating: (0, .max), count: blockCount)
    for order in environment.order { masks.append(RegisterSet(order).bits) }
    result.operands = ContiguousArray(repeating: .none, count: problem.operands.count)
    result.moves.reserveCapacity(problem.instructions.count)
  }

  mutating func run() throws(InternalError) -> Allocation {
    analyze()
    var index = problem.blocks.count
    while index > 0 {
      index &-= 1
      block = index
      try allocateBlock()
    }
    result.moves.reverse()
    result.deleted.reverse()
    if result.slotCount > Self.sharingLimit { shareSlots() }
    return result
  }

  // MARK: Before the pass

  /// Finds loops, entries in slots, and the block of each definition.
  private mutating func analyze() {
    let count = problem.blocks.count
    var latch = ContiguousArray<Int32>(repeating: -1, count: count)
    for index in 0..<count {
      let record = problem.blocks[index]
      let terminator = problem.instructions[Int(record.end) &- 1]
      let isPlain = terminator.operandCount == 0 && terminator.clobbers == 0
      for position in record.successors.range {
        let successor = Int(problem.blockLists.storage[position])
        if successor <= index {
          isInSlotsAtEntry[successor] = true
          if !record.isCold { latch[successor] = max(latch[successor], Int32(index)) }
        } else if problem.blocks[successor].predecessors.count > 1, !isPlain || record.successors.count > 1 {
          isInSlotsAtEntry[successor] = true
        }
      }
      for position in record.parameters.range {
        definingBlock[problem.registerLists.storage[position].index] = UInt32(index)
      }
      for instruction in Int(record.start)..<Int(record.end) {
        for position in problem.instructions[instruction].operands {
          let operand = problem.operands[position]
          if operand.isDefinition { definingBlock[operand.register.index] = UInt32(index) }
        }
      }
    }
    var open: [(first: UInt32, last: UInt32)] = []
    for index in 0..<count {
      while let top = open.last, top.last < UInt32(index) { open.removeLast() }
      if latch[index] >= 0 {
        let last = min(UInt32(latch[index]), open.last?.last ?? .max)
        open.append((UInt32(index), last))
      }
      if let top = open.last { loop[index] = top }
    }
  }

  // MARK: State

  @inline(__always) private mutating func hold(_ value: Int, _ register: UInt8, at instruction: UInt32) {
    place[value] = register
    holder[Int(register)] = UInt32(value)
    held.bits |= 1 &<< UInt64(register)
    touched[Int(register)] = instruction
    result.usedRegisters.bits |= 1 &<< UInt64(register)
  }

  @inline(__always) private mutating func release(_ value: Int) {
    let register = place[value]
    if register == 255 { return }
    held.bits &= ~(1 &<< UInt64(register))
    place[value] = 255
  }

  @inline(__always) private func location(_ register: UInt8) -> Location {
    Location(PhysicalRegister(register))
  }

  /// The slot of a value, made if there is none.
  private mutating func slot(of value: Int) -> Location {
    if slots[value] == .max {
      let size = UInt32(problem.registers[value].slotSize) / 8
      if size > 1 { result.slotCount = (result.slotCount &+ 1) & ~1 }
      slots[value] = result.slotCount
      result.slotCount &+= size
    }
    return Location(slot: slots[value])
  }

  /// Where a value comes from when no register has it.
  @inline(__always) private mutating func memory(_ value: Int) -> Location {
    let instruction = problem.registers[value].rematerialization
    return instruction == .max ? slot(of: value) : Location(rematerializing: instruction)
  }

  @inline(__always) private func move(_ value: Int, _ source: Location, _ destination: Location) -> ParallelMove {
    let info = problem.registers[value]
    return ParallelMove(
      source: source, destination: destination, registerClass: info.registerClass, size: info.slotSize)
  }

  /// Puts moves before what the pass has made so far.
  private mutating func emitBefore(_ instruction: UInt32) {
    if before.isEmpty { return }
    resolver.resolve(before, before: instruction, scratch: environment.scratch, into: &sequence)
    before.removeAll(keepingCapacity: true)
    takeSequence()
  }

  private mutating func emitAfter(_ instruction: UInt32) {
    resolver.resolve(after, before: instruction &+ 1, scratch: environment.scratch, into: &sequence)
    after.removeAll(keepingCapacity: true)
    takeSequence()
  }

  private mutating func takeSequence() {
    var index = sequence.count
    while index > 0 {
      index &-= 1
      result.moves.append(sequence[index])
    }
    sequence.removeAll(keepingCapacity: true)
  }

  /// A register of a class outside of `excluded`, 255 if there is none.
  @inline(__always) private func freeRegister(_ registerClass: RegisterClass, outside excluded: UInt64) -> UInt8 {
    let order = Int(registerClass.rawValue)
    if masks[order] & ~excluded == 0 { return 255 }
    for register in environment.order[order] where excluded &>> UInt64(register.index) & 1 == 0 {
      return register.index
    }
    return 255
  }

  /// A register of a class outside of `excluded`; if all are held, that whose value is needed last is freed.
  private mutating func takeRegister(
    _ registerClass: RegisterClass, outside excluded: UInt64, at instruction: UInt32
  ) throws(InternalError) -> UInt8 {
    let free = freeRegister(registerClass, outside: excluded | held.bits)
    if free != 255 { return free }
    var candidates = masks[Int(registerClass.rawValue)] & held.bits & ~excluded
    var best: UInt8 = 255
    while candidates != 0 {
      let register = UInt8(candidates.trailingZeroBitCount)
      candidates &= candidates &- 1
      if touched[Int(register)] == instruction { continue }
      if best == 255 || touched[Int(register)] > touched[Int(best)] { best = register }
    }
    guard best != 255, !isTerminator else {
      throw InternalError(
        stage: "register allocation", function: problem.name,
        "instruction \(instruction) needs more registers than there are")
    }
    evictToMemory(best)
    return best
  }

  /// The value of a register is elsewhere before the instruction and comes back after it.
  private mutating func evictToMemory(_ register: UInt8) {
    let value = Int(holder[Int(register)])
    release(value)
    // A value that this instruction has moved already comes back from memory instead.
    for index in after.indices where after[index].source == location(register) {
      after[index].source = memory(value)
      return
    }
    after.append(move(value, memory(value), location(register)))
  }

  /// Frees a register that the instruction takes for another value.
  private mutating func evict(_ register: UInt8, at instruction: UInt32) {
    let value = Int(holder[Int(register)])
    let other = freeRegister(
      problem.registers[value].registerClass, outside: held.bits | earlyBusy.bits | lateBusy.bits)
    if other == 255 { return evictToMemory(register) }
    let previous = touched[Int(register)]
    release(value)
    hold(value, other, at: previous)
    after.append(move(value, location(other), location(register)))
  }

  // MARK: One block

  private mutating func allocateBlock() throws(InternalError) {
    let record = problem.blocks[block]
    held = RegisterSet()
    let terminator = record.end &- 1
    var link = endWish[block]
    while link >= 0 {
      let wish = wishes[Int(link)]
      hold(Int(wish.value), wish.register, at: record.end)
      link = wish.next
    }
    if record.successors.count == 1 {
      let successor = Int(problem.blockLists[record.successors, 0])
      if successor > block {
        let (start, count) = entryWishes[successor]
        for index in Int(start)..<Int(start &+ count) {
          hold(Int(wishes[index].value), wishes[index].register, at: record.end)
        }
      }
      if record.arguments.count > 0 { try passArguments(record, successor) }
    }
    isTerminator = true
    var instruction = record.end
    while instruction > record.start {
      instruction &-= 1
      let data = problem.instructions[Int(instruction)]
      if data.operandCount > 0 || data.clobbers > 0 {
        try allocate(instruction, data)
        if !after.isEmpty {
          guard instruction != terminator else {
            throw InternalError(
              stage: "register allocation", function: problem.name, "a terminator would need moves after it")
          }
          emitAfter(instruction)
        }
        emitBefore(instruction)
      }
      isTerminator = false
    }
    beginBlock(record)
  }

  /// Moves to where the only successor expects its parameters.
  private mutating func passArguments(_ record: AllocationBlock, _ successor: Int) throws(InternalError) {
    let target = problem.blocks[successor]
    guard target.parameters.count == record.arguments.count else {
      throw InternalError(
        stage: "register allocation", function: problem.name, "block arguments do not match parameters")
    }
    let terminator = record.end &- 1
    let isLoop = successor <= block
    var destinations: UInt64 = 0
    for position in target.parameters.range where parameterPlace[position] != 255 {
      destinations |= 1 &<< UInt64(parameterPlace[position])
    }
    for index in 0..<Int(record.arguments.count) {
      let argument = problem.registerLists[record.arguments, index].index
      let position = Int(target.parameters.start) &+ index
      let parameter = problem.registerLists.storage[position].index
      var destination: Location
      let wanted = isInSlotsAtEntry[successor] ? 255 : parameterPlace[position]
      if wanted != 255 {
        destination = location(wanted)
      } else if isLoop || slots[parameter] != .max {
        // A loop's own parameter is in its slot already.
        if argument == parameter {
          _ = slot(of: parameter)
          continue
        }
        destination = slot(of: parameter)
      } else {
        continue
      }
      let source: Location
      if place[argument] != 255 {
        source = location(place[argument])
      } else if problem.registers[argument].rematerialization != .max {
        source = memory(argument)
      } else if wanted != 255, !held.contains(PhysicalRegister(wanted)) {
        hold(argument, wanted, at: terminator)
        source = destination
      } else {
        let free = freeRegister(
          problem.registers[argument].registerClass, outside: held.bits | destinations)
        if free != 255 {
          hold(argument, free, at: terminator)
          source = location(free)
        } else {
          source = slot(of: argument)
          pinned.append(UInt32(argument))
        }
      }
      before.append(move(parameter, source, destination))
    }
    emitBefore(terminator)
  }

  /// Decides how what the block expects at its start comes there.
  private mutating func beginBlock(_ record: AllocationBlock) {
    let isInSlots = isInSlotsAtEntry[block]
    for position in record.parameters.range {
      let parameter = problem.registerLists.storage[position].index
      let register = place[parameter]
      if register != 255 {
        release(parameter)
        if isInSlots {
          before.append(move(parameter, slot(of: parameter), location(register)))
        } else {
          parameterPlace[position] = register
          if slots[parameter] != .max {
            before.append(move(parameter, location(register), slot(of: parameter)))
          }
        }
      }
    }
    let predecessor =
      record.predecessors.count == 1 ? Int(problem.blockLists.storage[Int(record.predecessors.start)]) : -1
    let wishStart = wishes.count
    var rest = held.bits
    while rest != 0 {
      let register = UInt8(rest.trailingZeroBitCount)
      rest &= rest &- 1
      let value = Int(holder[Int(register)])
      place[value] = 255
      if problem.registers[value].rematerialization != .max || isInSlots || record.predecessors.count == 0 {
        before.append(move(value, memory(value), location(register)))
      } else if predecessor >= 0 {
        expect(value, register, atEndOf: predecessor)
      } else {
        wishes.append(Wish(value: UInt32(value), register: register, next: -1))
      }
    }
    if predecessor < 0 { entryWishes[block] = (UInt32(wishStart), UInt32(wishes.count &- wishStart)) }
    emitBefore(record.start)
  }

  /// Asks the only predecessor for a value, or loads it.
  private mutating func expect(_ value: Int, _ register: UInt8, atEndOf predecessor: Int) {
    var link = endWish[predecessor]
    while link >= 0 {
      let wish = wishes[Int(link)]
      if wish.value == UInt32(value) {
        // Another successor has it elsewhere.
        if wish.register != register {
          before.append(move(value, location(wish.register), location(register)))
        }
        return
      }
      link = wish.next
    }
    let source = problem.blocks[predecessor]
    let terminator = problem.instructions[Int(source.end) &- 1]
    var isPossible = endMask[predecessor] &>> UInt64(register) & 1 == 0
    if terminator.operandCount > 0 || terminator.clobbers > 0 || source.successors.count > 1 {
      let registerClass = Int(problem.registers[value].registerClass.rawValue)
      let limit = max(1, environment.order[registerClass].count &- Self.reserve)
      if (endMask[predecessor] & masks[registerClass]).nonzeroBitCount >= limit { isPossible = false }
      if problem.clobberSets[Int(terminator.clobbers)].contains(PhysicalRegister(register)) { isPossible = false }
      for position in terminator.operands {
        let operand = problem.operands[position]
        if operand.constraint == .fixed, operand.data == register { isPossible = false }
      }
      // What a loop does not use is not carried through it.
      if UInt32(block) > loop[predecessor].last, definingBlock[value] < loop[predecessor].first {
        isPossible = false
      }
    }
    guard isPossible else {
      before.append(move(value, memory(value), location(register)))
      return
    }
    endMask[predecessor] |= 1 &<< UInt64(register)
    wishes.append(Wish(value: UInt32(value), register: register, next: endWish[predecessor]))
    endWish[predecessor] = Int32(wishes.count &- 1)
  }

  // MARK: One instruction

  private mutating func allocate(
    _ instruction: UInt32, _ data: AllocationInstruction
  ) throws(InternalError) {
    let range = data.operands
    let clobbers = problem.clobberSets[Int(data.clobbers)]
    earlyBusy = RegisterSet()
    lateBusy = clobbers
    var hasFixed = false
    var hasDefinition = false
    var hasReuse = false
    var hasLateUse = false
    for position in range {
      let operand = problem.operands[position]
      if operand.isDefinition { hasDefinition = true }
      if operand.constraint == .fixed {
        hasFixed = true
        let bit: UInt64 = 1 &<< UInt64(operand.data)
        if !operand.isDefinition || operand.isMoved { earlyBusy.bits |= bit }
        if operand.isDefinition || operand.isMoved { lateBusy.bits |= bit }
      } else if operand.constraint == .reuse {
        hasReuse = true
      } else if operand.isMoved, !operand.isDefinition {
        hasLateUse = true
      }
    }

    if hasDefinition {
      for position in range where problem.operands[position].isDefinition {
        if try !define(position, instruction) { return }
      }
    }
    if clobbers.bits != 0 {
      var lost = clobbers.bits & held.bits
      while lost != 0 {
        evictToMemory(UInt8(lost.trailingZeroBitCount))
        lost &= lost &- 1
      }
    }
    if hasFixed {
      for position in range {
        let operand = problem.operands[position]
        if operand.isDefinition || operand.constraint != .fixed { continue }
        if held.contains(PhysicalRegister(operand.data)), holder[Int(operand.data)] != operand.register.raw {
          evict(operand.data, at: instruction)
        }
      }
    }
    if hasLateUse {
      for position in range {
        let operand = problem.operands[position]
        if operand.isDefinition || !operand.isMoved || operand.constraint == .fixed { continue }
        try use(position, operand, instruction, outside: earlyBusy.bits | lateBusy.bits)
      }
    }
    if hasFixed {
      for position in range {
        let operand = problem.operands[position]
        if operand.isDefinition || operand.constraint != .fixed { continue }
        bring(operand.register.index, to: operand.data, instruction)
        result.operands[position] = location(operand.data)
      }
    }
    if hasReuse {
      for position in range where problem.operands[position].constraint == .reuse {
        let wanted = result.operands[position]
        let input = Int(data.operandStart) &+ Int(problem.operands[position].data)
        bring(problem.operands[input].register.index, to: wanted.register.index, instruction)
        result.operands[input] = wanted
      }
    }
    for position in range where result.operands[position].isNone {
      let operand = problem.operands[position]
      if operand.constraint == .register { try use(position, operand, instruction, outside: earlyBusy.bits) }
    }
    for position in range where result.operands[position].isNone {
      let operand = problem.operands[position]
      let value = operand.register.index
      if place[value] == 255, problem.registers[value].rematerialization == .max {
        let isNear = definingBlock[value] == UInt32(block) && slots[value] == .max
        let free = freeRegister(problem.registers[value].registerClass, outside: held.bits | earlyBusy.bits)
        if !isNear || free == 255 {
          result.operands[position] = slot(of: value)
          continue
        }
      }
      try use(position, operand, instruction, outside: earlyBusy.bits)
    }
  }

  /// Places a definition. False if the instruction is not needed: its value is made again where it is used.
  private mutating func define(_ position: Int, _ instruction: UInt32) throws(InternalError) -> Bool {
    let operand = problem.operands[position]
    let value = operand.register.index
    let expected = place[value]
    if expected == 255, problem.registers[value].rematerialization == instruction {
      result.deleted.append(instruction)
      return false
    }
    let isEarly = operand.isMoved || operand.constraint == .reuse
    var register: UInt8
    if operand.constraint == .fixed {
      register = operand.data
      if held.contains(PhysicalRegister(register)), expected != register { evict(register, at: instruction) }
      result.usedRegisters.bits |= 1 &<< UInt64(register)
    } else {
      let excluded = lateBusy.bits | (isEarly ? earlyBusy.bits : 0)
      if expected != 255, excluded &>> UInt64(expected) & 1 == 0 {
        register = expected
      } else {
        register = try takeRegister(
          problem.registers[value].registerClass, outside: excluded, at: instruction)
        result.usedRegisters.bits |= 1 &<< UInt64(register)
      }
    }
    // Where the value was moved to make room for another result of the instruction, it comes from here.
    var isExpected = expected != 255 && expected != register
    for index in after.indices {
      if isExpected, after[index].source == location(expected) {
        after[index].source = location(register)
        isExpected = false
      } else if slots[value] != .max, after[index].source == Location(slot: slots[value]) {
        after[index].source = location(register)
      }
    }
    if isExpected { after.append(move(value, location(register), location(expected))) }
    if slots[value] != .max { after.append(move(value, location(register), slot(of: value))) }
    release(value)
    lateBusy.bits |= 1 &<< UInt64(register)
    if isEarly { earlyBusy.bits |= 1 &<< UInt64(register) }
    result.operands[position] = location(register)
    return true
  }

  /// Has a value in a register of the instruction's choice.
  @inline(__always) private mutating func bring(_ value: Int, to register: UInt8, _ instruction: UInt32) {
    if place[value] == 255 {
      hold(value, register, at: instruction)
    } else {
      touched[Int(place[value])] = instruction
      if place[value] != register {
        before.append(move(value, location(place[value]), location(register)))
        result.usedRegisters.bits |= 1 &<< UInt64(register)
      }
    }
  }

  /// Reads a value from any register.
  @inline(__always) private mutating func use(
    _ position: Int, _ operand: AllocationOperand, _ instruction: UInt32, outside excluded: UInt64
  ) throws(InternalError) {
    let value = operand.register.index
    if place[value] == 255 {
      let register = try takeRegister(
        problem.registers[value].registerClass, outside: excluded, at: instruction)
      hold(value, register, at: instruction)
    } else {
      touched[Int(place[value])] = instruction
    }
    result.operands[position] = location(place[value])
  }

  // MARK: After the pass

  /// Gives slots anew, so that values whose lives do not overlap share them.
  private mutating func shareSlots() {
    let liveness = Liveness(problem)
    var spilled: ContiguousArray<UInt64> = []
    for value in slots.indices where slots[value] != .max && !pinned.contains(UInt32(value)) {
      let range = Int(liveness.rangeStarts[value])
      guard range < Int(liveness.rangeStarts[value + 1]) else { return }
      spilled.append(UInt64(liveness.ranges[range].from) << 32 | UInt64(value))
    }
    spilled.sort()
    var assignment = SpillSlots()
    var shared = slots
    assignment.assign(spilled, problem, liveness, &shared)
    var slotCount = assignment.count
    var renamed = ContiguousArray<UInt32>(repeating: 0, count: Int(result.slotCount))
    for entry in spilled {
      let value = Int(entry & 0xFFFF_FFFF)
      renamed[Int(slots[value])] = shared[value]
    }
    for value in pinned {
      let size = UInt32(problem.registers[Int(value)].slotSize) / 8
      if size > 1 { slotCount = (slotCount &+ 1) & ~1 }
      renamed[Int(slots[Int(value)])] = slotCount
      slotCount &+= size
    }
    for index in result.operands.indices where result.operands[index].isSlot {
      result.operands[index] = Location(slot: renamed[Int(result.operands[index].slot)])
    }
    for index in result.moves.indices {
      if result.moves[index].source.isSlot {
        result.moves[index].source = Location(slot: renamed[Int(result.moves[index].source.slot)])
      }
      if result.moves[index].destination.isSlot {
        result.moves[index].destination = Location(slot: renamed[Int(result.moves[index].destination.slot)])
      }
    }
    result.slotCount = slotCount
  }
}
