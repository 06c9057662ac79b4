// Every allocation of random problems is proven by the checker, and the checker finds broken ones.

import Glibc
import RegisterAllocator
import XCTest

final class AllocationTests: XCTestCase {
  func testRandomProblemsAreAllocatedCorrectly() throws {
    for seed in UInt64(1)...400 {
      let problem = RandomProblem(seed: seed, size: 10 + Int(seed)).problem
      do {
        for strategy in [AllocationStrategy.linearScan, .singlePass, .memory] {
          let allocation = try allocateRegisters(problem, RandomProblem.environment, strategy: strategy)
          try checkAllocation(problem, allocation, RandomProblem.environment)
        }
      } catch {
        XCTFail("seed \(seed): \(error)")
      }
    }
  }

  /// More parameters than registers, of which the first instructions need any one in a register.
  func testABlockMayHaveMoreParametersThanRegisters() throws {
    for needed in 0..<12 {
      var problem = AllocationProblem()
      func append(_ operands: [AllocationOperand]) {
        problem.instructions.append(
          AllocationInstruction(
            operandStart: UInt32(problem.operands.count), operandCount: UInt16(operands.count)))
        problem.operands += operands
      }
      for _ in 0..<24 { problem.registers.append(VirtualRegisterInfo(.integer)) }
      let arguments = (0..<12).map { VirtualRegister($0) }
      let parameters = (12..<24).map { VirtualRegister($0) }
      for argument in arguments { append([AllocationOperand(argument, .register, isDefinition: true)]) }
      append([])
      append([AllocationOperand(parameters[needed], .register, isDefinition: false)])
      for parameter in parameters { append([AllocationOperand(parameter, .register, isDefinition: false)]) }
      append([])
      problem.blocks.append(
        AllocationBlock(
          start: 0, end: 13, successors: problem.blockLists.make([1]), parameters: .empty,
          arguments: problem.registerLists.make(arguments), isCold: false))
      problem.blocks.append(
        AllocationBlock(
          start: 13, end: UInt32(problem.instructions.count), successors: .empty,
          parameters: problem.registerLists.make(parameters), arguments: .empty, isCold: false))
      problem.computePredecessors()
      let allocation = try allocateRegisters(problem, RandomProblem.environment, strategy: .linearScan)
      try checkAllocation(problem, allocation, RandomProblem.environment)
    }
  }

  /// The block behind a jump through a table does not come after it: what the jump needed for itself is not
  /// stored there.
  func testATemporaryOfATerminatorDoesNotReachTheNextBlock() throws {
    var problem = AllocationProblem()
    func append(_ operands: [AllocationOperand]) {
      problem.instructions.append(
        AllocationInstruction(
          operandStart: UInt32(problem.operands.count), operandCount: UInt16(operands.count)))
      problem.operands += operands
    }
    for _ in 0..<4 { problem.registers.append(VirtualRegisterInfo(.integer)) }
    let (value, temporary, parameter) = (VirtualRegister(0), VirtualRegister(1), VirtualRegister(2))
    append([AllocationOperand(value, .register, isDefinition: true)])
    append([])
    append([AllocationOperand(VirtualRegister(3), .register, isDefinition: true)])
    append([])
    append([
      AllocationOperand(temporary, .register, isDefinition: true, isMoved: true),
      AllocationOperand(value, .register, isDefinition: false),
    ])
    append([AllocationOperand(parameter, .register, isDefinition: false)])
    append([])
    append([])
    append([])
    func block(
      _ start: UInt32, _ end: UInt32, to successors: [UInt32], parameters: [VirtualRegister] = [],
      arguments: [VirtualRegister] = []
    ) {
      problem.blocks.append(
        AllocationBlock(
          start: start, end: end, successors: problem.blockLists.make(successors),
          parameters: problem.registerLists.make(parameters), arguments: problem.registerLists.make(arguments),
          isCold: false))
    }
    block(0, 2, to: [1, 2])
    block(2, 4, to: [3], arguments: [value])
    block(4, 5, to: [4, 5])
    block(5, 7, to: [], parameters: [parameter])
    block(7, 8, to: [])
    block(8, 9, to: [])
    problem.computePredecessors()
    for strategy in [AllocationStrategy.linearScan, .singlePass, .memory] {
      let allocation = try allocateRegisters(problem, RandomProblem.environment, strategy: strategy)
      try checkAllocation(problem, allocation, RandomProblem.environment)
    }
  }

  func testTheCheckerFindsAWrongLocation() throws {
    var found = 0
    for seed in UInt64(1)...40 {
      let problem = RandomProblem(seed: seed, size: 40).problem
      var allocation = try allocateRegisters(problem, RandomProblem.environment)
      // Exchange two registers in one use.
      guard
        let index = problem.operands.indices.last(where: {
          !problem.operands[$0].isDefinition && problem.operands[$0].constraint == .register
        })
      else { continue }
      let other: UInt8 = allocation.operands[index].register.index == 1 ? 2 : 1
      if allocation.operands[index].register.isFloat { continue }
      allocation.operands[index] = Location(PhysicalRegister(other))
      do {
        try checkAllocation(problem, allocation, RandomProblem.environment)
      } catch {
        found += 1
      }
    }
    XCTAssertGreaterThan(found, 5)
  }

  func testManyLiveValuesTakeLinearTime() throws {
    // 5,000 values that all live to the end.
    var problem = AllocationProblem()
    for _ in 0..<5000 {
      problem.registers.append(VirtualRegisterInfo(.integer))
      let register = VirtualRegister(problem.registers.count - 1)
      problem.instructions.append(
        AllocationInstruction(operandStart: UInt32(problem.operands.count), operandCount: 1))
      problem.operands.append(AllocationOperand(register, .register, isDefinition: true))
    }
    for index in 0..<5000 {
      problem.instructions.append(
        AllocationInstruction(operandStart: UInt32(problem.operands.count), operandCount: 1))
      problem.operands.append(AllocationOperand(VirtualRegister(index), .register, isDefinition: false))
    }
    problem.instructions.append(
      AllocationInstruction(operandStart: UInt32(problem.operands.count), operandCount: 0))
    problem.blocks.append(
      AllocationBlock(
        start: 0, end: UInt32(problem.instructions.count), successors: .empty, parameters: .empty,
        arguments: .empty, isCold: false))
    problem.computePredecessors()
    // The processor's time, not the clock's: other work on the machine is not this allocator's.
    let start = clock()
    let allocation = try allocateRegisters(problem, RandomProblem.environment)
    XCTAssertLessThan(clock() - start, 10 * CLOCKS_PER_SEC)
    try checkAllocation(problem, allocation, RandomProblem.environment)
    XCTAssertGreaterThan(allocation.slotCount, 4900)
  }
}
