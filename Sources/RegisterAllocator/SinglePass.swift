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
  private struct ValueState {
    /// The register where the value is expected, 255 for none.
    var place: UInt8 = 255
    var slot: UInt32 = .max
    var definingBlock: UInt32 = 0
  }
  private struct BlockState {
    /// First wish of the block's end.
    var endWish: Int32 = -1
    /// Wishes of the entry, for blocks with several predecessors.
    var entryStart: UInt32 = 0
    var entryCount: UInt32 = 0
    /// First and last block of the innermost loop, in the layout.
    var loopFirst: UInt32 = 0
    var loopLast: UInt32 = .max
    /// The last block that leads back here, -1 if none does.
    var latch: Int32 = -1
    var endMask: UInt64 = 0
    /// Whether everything is in slots at its entry.
    var isInSlotsAtEntry = false
  }
  private struct RegisterState {
    /// The value that the register holds, if it is a member of `held`.
    var holder: UInt32 = .max
    /// The instruction that last used the value, in the order of the pass.
    var touched: UInt32 = .max
  }
  private var values: ContiguousArray<ValueState>
  private var blocks: ContiguousArray<BlockState>
  private var registers: ContiguousArray<RegisterState>
  /// Where each block's parameter is expected, by position in `problem.registerLists`.
  private var parameterPlace: ContiguousArray<UInt8>
  private var held = RegisterSet()
  private var masks: [UInt64] = []

  /// A value that is expected in a register at the end or at the entry of a block.
  private struct Wish {
    var value: UInt32
    var register: UInt8
    /// The next one of the same end, -1 for none.
    var next: Int32
  }
  private var wishes: ContiguousArray<Wish> = []
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
    values = ContiguousArray(filledWith: ValueState(), count: count)
    blocks = ContiguousArray(filledWith: BlockState(), count: blockCount)
    registers = ContiguousArray(filledWith: RegisterState(), count: 64)
    parameterPlace = ContiguousArray(filledWith: 255, count: problem.registerLists.storage.count)
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
    masks.reserveCapacity(environment.order.count)
    for order in environment.order { masks.append(RegisterSet(order).bits) }
    before.reserveCapacity(8)
    after.reserveCapacity(8)
    sequence.reserveCapacity(8)
    wishes.reserveCapacity(problem.blocks.count)
    result.operands = ContiguousArray(filledWith: .none, count: problem.operands.count)
    result.moves.reserveCapacity(problem.instructions.count)
    let count = problem.blocks.count
    for index in 0..<count {
      let record = problem.blocks[index]
      let terminator = problem.instructions[Int(record.end) &- 1]
      let isPlain = terminator.operandCount == 0 && terminator.clobbers == 0
      for position in record.successors.range {
        let successor = Int(problem.blockLists.storage[position])
        if successor <= index {
          blocks[successor].isInSlotsAtEntry = true
          if !record.isCold { blocks[successor].latch = max(blocks[successor].latch, Int32(index)) }
        } else if problem.blocks[successor].predecessors.count > 1, !isPlain || record.successors.count > 1 {
          blocks[successor].isInSlotsAtEntry = true
        }
      }
      for position in record.parameters.range {
        values[problem.registerLists.storage[position].index].definingBlock = UInt32(index)
      }
      for instruction in Int(record.start)..<Int(record.end) {
        for position in problem.instructions[instruction].operands {
          let operand = problem.operands[position]
          if operand.isDefinition { values[operand.register.index].definingBlock = UInt32(index) }
        }
      }
    }
    var open: [(first: UInt32, last: UInt32)] = []
    for index in 0..<count {
      while let top = open.last, top.last < UInt32(index) { open.removeLast() }
      if blocks[index].latch >= 0 {
        let last = min(UInt32(blocks[index].latch), open.last?.last ?? .max)
        open.append((UInt32(index), last))
      }
      if let top = open.last {
        blocks[index].loopFirst = top.first
        blocks[index].loopLast = top.last
      }
    }
  }

  // MARK: State

  @inline(__always) private mutating func hold(_ value: Int, _ register: UInt8, at instruction: UInt32) {
    values[value].place = register
    registers[Int(register)].holder = UInt32(value)
    held.bits |= 1 &<< UInt64(register)
    registers[Int(register)].touched = instruction
    result.usedRegisters.bits |= 1 &<< UInt64(register)
  }

  @inline(__always) private mutating func release(_ value: Int) {
    let register = values[value].place
    if register == 255 { return }
    held.bits &= ~(1 &<< UInt64(register))
    values[value].place = 255
  }

  @inline(__always) private func location(_ register: UInt8) -> Location {
    Location(PhysicalRegister(register))
  }

  /// The slot of a value, made if there is none.
  private mutating func slot(of value: Int) -> Location {
    if values[value].slot == .max {
      let size = UInt32(problem.registers[value].slotSize) / 8
      if size > 1 { result.slotCount = (result.slotCount &+ 1) & ~1 }
      values[value].slot = result.slotCount
      result.slotCount &+= size
    }
    return Location(slot: values[value].slot)
  }

  /// Where a value comes from when no register has it.
  @inline(__always) private mutating func memory(_ value: Int) -> Location {
    let instruction = problem.registers[value].rematerialization
    return instruction == .max ? slot(of: value) : Location(rematerializing: instruction)
  }

  /// Mutating, as arguments that make slots would need a copy of the whole state otherwise.
  @inline(__always) private mutating func move(
    _ value: Int, _ source: Location, _ destination: Location
  ) -> ParallelMove {
    let info = problem.registers[value]
    return ParallelMove(
      source: source, destination: destination, registerClass: info.registerClass, size: info.slotSize)
  }

  /// Puts moves before what the pass has made so far.
  private mutating func emitBefore(_ instruction: UInt32) {
    if before.isEmpty { return }
    resolver.resolve(before, before: instruction, scratch: environment.scratch, into: &sequence)
    before.clear()
    takeSequence()
  }

  private mutating func emitAfter(_ instruction: UInt32) {
    resolver.resolve(after, before: instruction &+ 1, scratch: environment.scratch, into: &sequence)
    after.clear()
    takeSequence()
  }

  private mutating func takeSequence() {
    var index = sequence.count
    while index > 0 {
      index &-= 1
      result.moves.append(sequence[index])
    }
    sequence.clear()
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
      if registers[Int(register)].touched == instruction { continue }
      if best == 255 || registers[Int(register)].touched > registers[Int(best)].touched { best = register }
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
    let value = Int(registers[Int(register)].holder)
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
    let value = Int(registers[Int(register)].holder)
    let other = freeRegister(
      problem.registers[value].registerClass, outside: held.bits | earlyBusy.bits | lateBusy.bits)
    if other == 255 { return evictToMemory(register) }
    let previous = registers[Int(register)].touched
    release(value)
    hold(value, other, at: previous)
    after.append(move(value, location(other), location(register)))
  }

  // MARK: One block

  private mutating func allocateBlock() throws(InternalError) {
    let record = problem.blocks[block]
    held = RegisterSet()
    let terminator = record.end &- 1
    var link = blocks[block].endWish
    while link >= 0 {
      let wish = wishes[Int(link)]
      hold(Int(wish.value), wish.register, at: record.end)
      link = wish.next
    }
    if record.successors.count == 1 {
      let successor = Int(problem.blockLists[record.successors, 0])
      if successor > block {
        let start = blocks[successor].entryStart
        let count = blocks[successor].entryCount
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
      let wanted = blocks[successor].isInSlotsAtEntry ? 255 : parameterPlace[position]
      if wanted != 255 {
        destination = location(wanted)
      } else if isLoop || values[parameter].slot != .max {
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
      if values[argument].place != 255 {
        source = location(values[argument].place)
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
    let isInSlots = blocks[block].isInSlotsAtEntry
    for position in record.parameters.range {
      let parameter = problem.registerLists.storage[position].index
      let register = values[parameter].place
      if register != 255 {
        release(parameter)
        if isInSlots {
          before.append(move(parameter, slot(of: parameter), location(register)))
        } else {
          parameterPlace[position] = register
          if values[parameter].slot != .max {
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
      let value = Int(registers[Int(register)].holder)
      values[value].place = 255
      if problem.registers[value].rematerialization != .max || isInSlots || record.predecessors.count == 0 {
        before.append(move(value, memory(value), location(register)))
      } else if predecessor >= 0 {
        expect(value, register, atEndOf: predecessor)
      } else {
        wishes.append(Wish(value: UInt32(value), register: register, next: -1))
      }
    }
    if predecessor < 0 {
      blocks[block].entryStart = UInt32(wishStart)
      blocks[block].entryCount = UInt32(wishes.count &- wishStart)
    }
    emitBefore(record.start)
  }

  /// Asks the only predecessor for a value, or loads it.
  private mutating func expect(_ value: Int, _ register: UInt8, atEndOf predecessor: Int) {
    var link = blocks[predecessor].endWish
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
    var isPossible = blocks[predecessor].endMask &>> UInt64(register) & 1 == 0
    if terminator.operandCount > 0 || terminator.clobbers > 0 || source.successors.count > 1 {
      let registerClass = Int(problem.registers[value].registerClass.rawValue)
      let limit = max(1, environment.order[registerClass].count &- Self.reserve)
      let taken = blocks[predecessor].endMask & masks[registerClass]
      if taken.nonzeroBitCount >= limit { isPossible = false }
      if problem.clobberSets[Int(terminator.clobbers)].contains(PhysicalRegister(register)) { isPossible = false }
      for position in terminator.operands {
        let operand = problem.operands[position]
        if operand.constraint == .fixed, operand.data == register { isPossible = false }
      }
      // What a loop does not use is not carried through it.
      let around = blocks[predecessor]
      if UInt32(block) > around.loopLast, values[value].definingBlock < around.loopFirst { isPossible = false }
    }
    guard isPossible else {
      before.append(move(value, memory(value), location(register)))
      return
    }
    blocks[predecessor].endMask |= 1 &<< UInt64(register)
    wishes.append(Wish(value: UInt32(value), register: register, next: blocks[predecessor].endWish))
    blocks[predecessor].endWish = Int32(wishes.count &- 1)
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
        if held.contains(PhysicalRegister(operand.data)),
          registers[Int(operand.data)].holder != operand.register.raw
        {
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
      if values[value].place == 255, problem.registers[value].rematerialization == .max {
        let isNear = values[value].definingBlock == UInt32(block) && values[value].slot == .max
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
    let expected = values[value].place
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
      } else if values[value].slot != .max, after[index].source == Location(slot: values[value].slot) {
        after[index].source = location(register)
      }
    }
    if isExpected { after.append(move(value, location(register), location(expected))) }
    if values[value].slot != .max { after.append(move(value, location(register), slot(of: value))) }
    release(value)
    lateBusy.bits |= 1 &<< UInt64(register)
    if isEarly { earlyBusy.bits |= 1 &<< UInt64(register) }
    result.operands[position] = location(register)
    return true
  }

  /// Has a value in a register of the instruction's choice.
  @inline(__always) private mutating func bring(_ value: Int, to register: UInt8, _ instruction: UInt32) {
    if values[value].place == 255 {
      hold(value, register, at: instruction)
    } else {
      registers[Int(values[value].place)].touched = instruction
      if values[value].place != register {
        before.append(move(value, location(values[value].place), location(register)))
        result.usedRegisters.bits |= 1 &<< UInt64(register)
      }
    }
  }

  /// Reads a value from any register.
  @inline(__always) private mutating func use(
    _ position: Int, _ operand: AllocationOperand, _ instruction: UInt32, outside excluded: UInt64
  ) throws(InternalError) {
    let value = operand.register.index
    if values[value].place == 255 {
      let register = try takeRegister(
        problem.registers[value].registerClass, outside: excluded, at: instruction)
      hold(value, register, at: instruction)
    } else {
      registers[Int(values[value].place)].touched = instruction
    }
    result.operands[position] = location(values[value].place)
  }

  // MARK: After the pass

  /// Gives slots anew, so that values whose lives do not overlap share them.
  private mutating func shareSlots() {
    let liveness = Liveness(problem)
    var spilled: ContiguousArray<UInt64> = []
    for value in values.indices where values[value].slot != .max && !pinned.contains(UInt32(value)) {
      let range = Int(liveness.rangeStarts[value])
      guard range < Int(liveness.rangeStarts[value + 1]) else { return }
      spilled.append(UInt64(liveness.ranges[range].from) << 32 | UInt64(value))
    }
    spilled.sort()
    var assignment = SpillSlots()
    var shared = ContiguousArray(values.lazy.map(\.slot))
    assignment.assign(spilled, problem, liveness, &shared)
    var slotCount = assignment.count
    var renamed = ContiguousArray<UInt32>(filledWith: 0, count: Int(result.slotCount))
    for entry in spilled {
      let value = Int(entry & 0xFFFF_FFFF)
      renamed[Int(values[value].slot)] = shared[value]
    }
    for value in pinned {
      let size = UInt32(problem.registers[Int(value)].slotSize) / 8
      if size > 1 { slotCount = (slotCount &+ 1) & ~1 }
      renamed[Int(values[Int(value)].slot)] = slotCount
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
