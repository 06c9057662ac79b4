// Allocation in one pass that keeps every value in its slot and brings it to a register only for the
// instruction that needs one there.
//
// It succeeds whenever each instruction's own operands fit the machine, whatever the pressure around it,
// and its time is linear: the mode for functions that are too large for the scan, and its safety net.

import PolySupport

struct MemoryAllocator {
  private let problem: AllocationProblem
  private let environment: RegisterEnvironment
  private var slots: ContiguousArray<UInt32>
  private var result = Allocation()
  private var resolver = ParallelMoveResolver()
  /// Stores of the results of the instruction before.
  private var stores: ContiguousArray<ParallelMove> = []
  /// Registers that hold something when inputs are read and when results are written.
  private var earlyBusy = RegisterSet()
  private var lateBusy = RegisterSet()

  init(_ problem: AllocationProblem, _ environment: RegisterEnvironment) {
    self.problem = problem
    self.environment = environment
    slots = ContiguousArray(filledWith: .max, count: problem.registers.count)
  }

  mutating func run() throws(InternalError) -> Allocation {
    assignSlots()
    result.operands = ContiguousArray(filledWith: .none, count: problem.operands.count)
    for block in problem.blocks {
      for instruction in block.start..<block.end {
        emit(stores, before: instruction)
        stores.removeAll(keepingCapacity: true)
        try allocate(instruction)
      }
      // What a terminator defines is a temporary of its own, and the next block in the layout need not come
      // after it.
      stores.removeAll(keepingCapacity: true)
      try passArguments(of: block)
    }
    return result
  }

  private mutating func assignSlots() {
    let liveness = Liveness(problem)
    var alive: ContiguousArray<UInt64> = []
    for register in problem.registers.indices
    where liveness.rangeStarts[register] < liveness.rangeStarts[register + 1] {
      let from = liveness.ranges[Int(liveness.rangeStarts[register])].from
      alive.append(UInt64(from) << 32 | UInt64(register))
    }
    alive.sort()
    var assignment = SpillSlots()
    assignment.assign(alive, problem, liveness, &slots)
    result.slotCount = assignment.count
  }

  private func slot(of register: VirtualRegister) -> Location { Location(slot: slots[register.index]) }

  private func move(
    _ register: VirtualRegister, from source: Location, to destination: Location
  ) -> ParallelMove {
    let info = problem.registers[register.index]
    return ParallelMove(
      source: source, destination: destination, registerClass: info.registerClass, size: info.slotSize)
  }

  private mutating func emit(_ moves: ContiguousArray<ParallelMove>, before instruction: UInt32) {
    guard !moves.isEmpty else { return }
    resolver.resolve(moves, before: instruction, scratch: environment.scratch, into: &result.moves)
  }

  private mutating func passArguments(of block: AllocationBlock) throws(InternalError) {
    guard block.arguments.count > 0, block.successors.count == 1 else { return }
    let successor = problem.blocks[Int(problem.blockLists[block.successors, 0])]
    guard successor.parameters.count == block.arguments.count else {
      throw InternalError(
        stage: "register allocation", function: problem.name, "block arguments do not match parameters")
    }
    var moves: ContiguousArray<ParallelMove> = []
    for index in 0..<Int(block.arguments.count) {
      let argument = problem.registerLists[block.arguments, index]
      let parameter = problem.registerLists[successor.parameters, index]
      moves.append(move(parameter, from: slot(of: argument), to: slot(of: parameter)))
    }
    emit(moves, before: block.end - 1)
  }

  // MARK: One instruction

  private mutating func take(_ register: PhysicalRegister, early: Bool, late: Bool) {
    if early { earlyBusy.insert(register) }
    if late { lateBusy.insert(register) }
    result.usedRegisters.insert(register)
  }

  private mutating func choose(
    _ register: VirtualRegister, early: Bool, late: Bool, at instruction: UInt32
  ) throws(InternalError) -> PhysicalRegister {
    let registerClass = problem.registers[register.index].registerClass
    for candidate in environment.order[Int(registerClass.rawValue)] {
      if early, earlyBusy.contains(candidate) { continue }
      if late, lateBusy.contains(candidate) { continue }
      take(candidate, early: early, late: late)
      return candidate
    }
    throw InternalError(
      stage: "register allocation", function: problem.name,
      "instruction \(instruction) needs more registers than the machine has")
  }

  private mutating func allocate(_ instruction: UInt32) throws(InternalError) {
    let record = problem.instructions[Int(instruction)]
    let range = record.operands
    earlyBusy = RegisterSet()
    lateBusy = problem.clobberSets[Int(record.clobbers)]
    // What has no choice comes first, then what takes its register for the whole instruction.
    for position in range where problem.operands[position].constraint == .fixed {
      let operand = problem.operands[position]
      let register = PhysicalRegister(operand.data)
      take(
        register, early: !operand.isDefinition || operand.isMoved,
        late: operand.isDefinition || operand.isMoved)
      result.operands[position] = Location(register)
    }
    for position in range where problem.operands[position].constraint == .reuse {
      let operand = problem.operands[position]
      let register = try choose(operand.register, early: true, late: true, at: instruction)
      result.operands[position] = Location(register)
      result.operands[Int(record.operandStart) + Int(operand.data)] = Location(register)
    }
    for wantsBoth in [true, false] {
      for position in range where result.operands[position].isNone {
        let operand = problem.operands[position]
        if operand.constraint == .any, !operand.isDefinition {
          result.operands[position] = slot(of: operand.register)
          continue
        }
        guard operand.isMoved == wantsBoth else { continue }
        let register = try choose(
          operand.register, early: !operand.isDefinition || operand.isMoved,
          late: operand.isDefinition || operand.isMoved, at: instruction)
        result.operands[position] = Location(register)
      }
    }
    var loads: ContiguousArray<ParallelMove> = []
    for position in range {
      let operand = problem.operands[position]
      let place = result.operands[position]
      guard place.isRegister else { continue }
      if operand.isDefinition {
        stores.append(move(operand.register, from: place, to: slot(of: operand.register)))
      } else if !loads.contains(where: { $0.destination == place }) {
        loads.append(move(operand.register, from: slot(of: operand.register), to: place))
      }
    }
    emit(loads, before: instruction)
  }
}
