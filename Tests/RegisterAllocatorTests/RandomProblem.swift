// Random allocation problems: structured control flow in SSA form with every kind of operand.

import RegisterAllocator

struct RandomNumbers {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % max(1, bound)
  }
}

/// Builds a problem block by block; blocks are in the order of their creation.
struct RandomProblem {
  private(set) var problem = AllocationProblem()
  private var random: RandomNumbers
  private var available: [VirtualRegister] = []
  private var blockStart: UInt32 = 0
  private var blockParameters: [VirtualRegister] = []
  private var budget: Int
  private let environment: RegisterEnvironment
  /// Cold sides of diamonds, generated after everything else.
  private var deferred: [(head: Int, join: UInt32, classes: [RegisterClass], available: [VirtualRegister], arrives: Bool)] = []
  private var isCold = false

  /// A machine with few registers, so that everything is scarce.
  static let environment = RegisterEnvironment(
    order: [(0..<6).map { PhysicalRegister($0) }, (32..<36).map { PhysicalRegister($0) }],
    calleeSaved: RegisterSet([PhysicalRegister(4), PhysicalRegister(5)]),
    scratch: [PhysicalRegister(7), PhysicalRegister(37)])

  init(seed: UInt64, size: Int) {
    random = RandomNumbers(seed)
    budget = size
    environment = Self.environment
    problem.clobberSets.append(
      RegisterSet([0, 1, 2, 3, 32, 33, 34, 35].map { PhysicalRegister($0) }))
    define(fixed: 0)
    define(fixed: 1)
    region(depth: 0)
    instruction { builder in
      for _ in 0..<2 { builder.use(.any) }
    }
    endBlock(successors: [], arguments: [], isCold: false)
    isCold = true
    while let side = deferred.popLast() {
      available = side.available
      problem.blockLists[problem.blocks[side.head].successors, 1] = nextBlock
      if side.arrives { arrive() }
      budget += 3
      region(depth: 3)
      jump(to: side.join, arguments(side.classes))
    }
    problem.computePredecessors()
  }

  private mutating func make(_ registerClass: RegisterClass) -> VirtualRegister {
    problem.registers.append(VirtualRegisterInfo(registerClass))
    return VirtualRegister(problem.registers.count - 1)
  }
  private func pick(_ index: Int, _ registerClass: RegisterClass) -> VirtualRegister? {
    guard !available.isEmpty else { return nil }
    for offset in 0..<min(8, available.count) {
      let register = available[(index + offset) % available.count]
      if problem.registers[register.index].registerClass == registerClass { return register }
    }
    return nil
  }
  private mutating func anyClass() -> RegisterClass { random.below(4) == 0 ? .float : .integer }

  private mutating func use(_ constraint: OperandConstraint, data: UInt8 = 0, _ registerClass: RegisterClass? = nil) {
    let wanted = registerClass ?? anyClass()
    guard let register = pick(random.below(1000), wanted) else { return }
    problem.operands.append(AllocationOperand(register, constraint, data: data, isDefinition: false))
  }

  private mutating func instruction(clobbers: UInt8 = 0, _ body: (inout RandomProblem) -> Void) {
    let start = UInt32(problem.operands.count)
    body(&self)
    problem.instructions.append(
      AllocationInstruction(
        operandStart: start, operandCount: UInt16(UInt32(problem.operands.count) - start), clobbers: clobbers))
  }

  private mutating func define(fixed: UInt8) {
    let register = make(fixed >= 32 ? .float : .integer)
    instruction { builder in
      builder.problem.operands.append(
        AllocationOperand(register, .fixed, data: fixed, isDefinition: true))
    }
    available.append(register)
  }

  private mutating func step() {
    switch random.below(10) {
    case 0:
      // A constant that can be made again.
      let register = make(.integer)
      problem.registers[register.index].rematerialization = UInt32(problem.instructions.count)
      instruction { builder in
        builder.problem.operands.append(AllocationOperand(register, .register, isDefinition: true))
      }
      available.append(register)
    case 5 where random.below(3) == 0:
      // Several results.
      let results = (0..<2 + random.below(2)).map { _ in make(.integer) }
      let places: [UInt8] = random.below(2) == 0 ? [0, 1, 2] : [1, 0, 3]
      let float = make(.float)
      instruction(clobbers: random.below(2) == 0 ? 1 : 0) { builder in
        for (result, place) in zip(results, places) {
          builder.problem.operands.append(AllocationOperand(result, .fixed, data: place, isDefinition: true))
        }
        if builder.random.below(2) == 0 {
          builder.problem.operands.append(AllocationOperand(float, .fixed, data: 33, isDefinition: true))
        } else {
          builder.problem.operands.append(AllocationOperand(float, .fixed, data: 32, isDefinition: true))
        }
        for argument in 0..<UInt8(builder.random.below(4)) { builder.use(.fixed, data: argument, .integer) }
      }
      available += results + [float]
    case 1:
      // A call.
      let result = make(.integer)
      instruction(clobbers: 1) { builder in
        builder.problem.operands.append(AllocationOperand(result, .fixed, data: 0, isDefinition: true))
        for argument in 0..<UInt8(builder.random.below(4)) { builder.use(.fixed, data: argument, .integer) }
        if builder.random.below(2) == 0 { builder.use(.any, .integer) }
      }
      available.append(result)
    case 2, 3:
      // Two addresses: the result in the place of the first input.
      let registerClass = anyClass()
      guard let first = pick(random.below(1000), registerClass) else { return }
      let result = make(registerClass)
      instruction { builder in
        builder.problem.operands.append(AllocationOperand(result, .reuse, data: 1, isDefinition: true))
        builder.problem.operands.append(AllocationOperand(first, .any, isDefinition: false))
        builder.use(.any, registerClass)
        if builder.random.below(3) == 0 { builder.use(.fixed, data: 2, .integer) }
      }
      available.append(result)
    case 4:
      // An early result and a late input.
      let result = make(.integer)
      instruction { builder in
        builder.problem.operands.append(
          AllocationOperand(result, .register, isDefinition: true, isMoved: true))
        if let late = builder.pick(builder.random.below(1000), .integer) {
          builder.problem.operands.append(
            AllocationOperand(late, .register, isDefinition: false, isMoved: true))
        }
      }
      available.append(result)
    default:
      let result = make(anyClass())
      instruction { builder in
        builder.problem.operands.append(AllocationOperand(result, .register, isDefinition: true))
        builder.use(.register)
        builder.use(.any)
      }
      available.append(result)
    }
  }

  private mutating func endBlock(successors: [UInt32], arguments: [VirtualRegister], isCold: Bool) {
    problem.blocks.append(
      AllocationBlock(
        start: blockStart, end: UInt32(problem.instructions.count),
        successors: problem.blockLists.make(successors),
        parameters: problem.registerLists.make(blockParameters),
        arguments: problem.registerLists.make(arguments), isCold: isCold))
    blockStart = UInt32(problem.instructions.count)
    blockParameters = []
  }

  private mutating func jump(to block: UInt32, _ arguments: [VirtualRegister]) {
    instruction { _ in }
    endBlock(successors: [block], arguments: arguments, isCold: isCold)
  }

  private var nextBlock: UInt32 { UInt32(problem.blocks.count) }

  private mutating func region(depth: Int) {
    for _ in 0..<(1 + random.below(8)) where budget > 0 {
      budget -= 1
      if depth < 4, random.below(6) == 0 {
        random.below(2) == 0 ? diamond(depth: depth + 1) : loop(depth: depth + 1)
      } else {
        step()
      }
    }
  }

  private mutating func arguments(_ classes: [RegisterClass]) -> [VirtualRegister] {
    classes.map { registerClass in
      if let register = pick(random.below(1000), registerClass) { return register }
      let register = make(registerClass)
      instruction { builder in
        builder.problem.operands.append(AllocationOperand(register, .register, isDefinition: true))
      }
      return register
    }
  }

  /// What a call defines on an edge.
  private mutating func arrive() {
    let results = [make(.integer), make(.integer)]
    instruction { builder in
      for (place, result) in results.enumerated() {
        builder.problem.operands.append(
          AllocationOperand(result, .fixed, data: UInt8(place), isDefinition: true, isMoved: true))
      }
    }
    available += results
  }

  /// Both sides jump to a join with parameters. The join's number is known when the sides are complete,
  /// so jumps to it are patched. The head may end in a call, the second side may be cold and come last.
  private mutating func diamond(depth: Int) {
    let classes = (0..<random.below(4)).map { _ in anyClass() }
    let head = Int(nextBlock)
    let isCall = random.below(3) == 0
    if isCall {
      instruction(clobbers: 1) { builder in
        for argument in 0..<UInt8(builder.random.below(4)) { builder.use(.fixed, data: argument, .integer) }
        if builder.random.below(2) == 0 { builder.use(.any, .integer) }
      }
    } else if random.below(3) == 0 {
      // A jump through a table needs a temporary.
      let temporary = make(.integer)
      instruction { builder in
        builder.problem.operands.append(
          AllocationOperand(temporary, .register, isDefinition: true, isMoved: true))
        builder.use(.register)
      }
    } else {
      instruction { $0.use(.register) }
    }
    endBlock(successors: [UInt32(head + 1), .max], arguments: [], isCold: isCold)
    let saved = available
    if isCall, random.below(2) == 0 { arrive() }
    region(depth: depth)
    let first = arguments(classes)
    let firstEnd = Int(nextBlock)
    jump(to: .max, first)
    available = saved
    if !isCold, random.below(3) == 0 {
      let join = nextBlock
      problem.blockLists[problem.blocks[firstEnd].successors, 0] = join
      deferred.append((head, join, classes, saved, isCall))
      blockParameters = classes.map { make($0) }
      available += blockParameters
      return
    }
    let second = nextBlock
    if isCall { arrive() }
    region(depth: depth)
    let secondArguments = arguments(classes)
    let secondEnd = Int(nextBlock)
    jump(to: .max, secondArguments)
    available = saved
    let join = nextBlock
    problem.blockLists[problem.blocks[head].successors, 1] = second
    problem.blockLists[problem.blocks[firstEnd].successors, 0] = join
    problem.blockLists[problem.blocks[secondEnd].successors, 0] = join
    blockParameters = classes.map { make($0) }
    available += blockParameters
  }

  private mutating func loop(depth: Int) {
    let classes = (0..<random.below(4)).map { _ in anyClass() }
    let header = nextBlock + 1
    jump(to: header, arguments(classes))
    blockParameters = classes.map { make($0) }
    available += blockParameters
    let saved = available
    region(depth: depth)
    let test = Int(nextBlock)
    let afterHeader = available
    instruction { $0.use(.register) }
    endBlock(successors: [UInt32(test + 1), .max], arguments: [], isCold: isCold)
    region(depth: depth)
    jump(to: header, arguments(classes))
    available = random.below(2) == 0 ? saved : afterHeader
    problem.blockLists[problem.blocks[test].successors, 1] = nextBlock
  }
}
