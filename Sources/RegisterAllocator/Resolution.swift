// From allocated intervals to the result: operand locations, moves between pieces and over edges, stores
// of spilled values, spill slots.
//
// Moves before one instruction happen in five groups, each of them parallel:
// 0 at the start of a block, what its only predecessor could not do; 1 out of fixed results of the
// instruction before, and stores after a definition; 2 between pieces; 3 into fixed and tied inputs, and
// stores of values whose register the instruction takes; 4 at the end of a block, for its successor.

import PolySupport

private struct PendingMove {
  /// instruction << 3 | group
  var key: UInt64
  var source: Location
  var destination: Location
  var register: UInt32
  /// Copies the register's value to its slot: dropped if the slot is written at the definition.
  var isStore: Bool
}

struct Resolver {
  private let scan: LinearScan
  private let problem: AllocationProblem
  private var moves: ContiguousArray<PendingMove> = []
  /// Slot of each register in units of 8 bytes.
  private var slots: ContiguousArray<UInt32>
  private var storeCost: ContiguousArray<Float>
  private var isStoredAtDefinition: ContiguousArray<Bool>
  /// Pieces of the registers that were split, contiguous and ascending.
  private var pieceStart: ContiguousArray<UInt32>
  private var pieces: ContiguousArray<UInt32> = []
  private var cursor: ContiguousArray<Int32>
  private(set) var result = Allocation()

  init(_ scan: consuming LinearScan) {
    let count = scan.problem.registers.count
    problem = scan.problem
    slots = ContiguousArray(filledWith: .max, count: count)
    storeCost = ContiguousArray(filledWith: 0, count: count)
    isStoredAtDefinition = ContiguousArray(filledWith: false, count: count)
    pieceStart = ContiguousArray(filledWith: .max, count: count + 1)
    cursor = ContiguousArray(filledWith: 0, count: count)
    for index in 0..<count { cursor[index] = Int32(index) }
    self.scan = scan
  }

  mutating func run() throws(InternalError) -> Allocation {
    flattenPieces()
    assignSlots()
    try resolveOperands()
    resolvePieces()
    try resolveEdges()
    placeStores()
    findDeleted()
    emitMoves()
    result.usedRegisters = scan.usedRegisters
    return result
  }

  // MARK: Pieces

  private mutating func flattenPieces() {
    for register in problem.registers.indices where scan.splitCount[register] > 0 {
      pieceStart[register] = UInt32(pieces.count)
      var piece = register
      while piece >= 0 {
        pieces.append(UInt32(piece))
        piece = Int(scan.intervals[piece].next)
      }
      pieces.append(.max)
    }
  }

  /// The location of an interval with the register's own slot filled in.
  @inline(__always) private func location(ofPiece piece: Int) -> Location {
    let location = scan.intervals[piece].location
    return location.isSlot ? Location(slot: slots[Int(scan.intervals[piece].register)]) : location
  }

  /// Where `register` is at `point`.
  private func location(of register: Int, at point: UInt32) -> Location {
    if scan.splitCount[register] == 0 { return location(ofPiece: register) }
    let start = Int(pieceStart[register])
    var low = start
    var high = start + Int(scan.splitCount[register]) + 1
    // The last piece that begins at or before the point.
    while low < high {
      let middle = (low &+ high) / 2
      if scan.intervals[Int(pieces[middle])].from <= point { low = middle &+ 1 } else { high = middle }
    }
    return location(ofPiece: Int(pieces[max(low - 1, start)]))
  }

  private mutating func assignSlots() {
    // Registers with a piece in memory, in order of the start of their whole life.
    var spilled: ContiguousArray<UInt64> = []
    for register in problem.registers.indices {
      var isSpilled = scan.intervals[register].location.isSlot
      if !isSpilled, scan.splitCount[register] > 0 {
        var position = Int(pieceStart[register])
        while pieces[position] != .max {
          if scan.intervals[Int(pieces[position])].location.isSlot {
            isSpilled = true
            break
          }
          position += 1
        }
      }
      if isSpilled {
        let from = scan.liveness.ranges[Int(scan.liveness.rangeStarts[register])].from
        spilled.append(UInt64(from) << 32 | UInt64(register))
      }
    }
    spilled.sort()
    var assignment = SpillSlots()
    assignment.assign(spilled, problem, scan.liveness, &slots)
    result.slotCount = assignment.count
  }

  // MARK: Moves

  @inline(__always)
  private mutating func addMove(
    before instruction: UInt32, group: UInt64, _ register: Int, from source: Location,
    to destination: Location
  ) {
    if source == destination || destination.isRematerialization { return }
    var isStore = false
    if destination.isSlot, destination.slot == slots[register], source.isRegister {
      isStore = true
      if isStoredAtDefinition[register] { return }
      storeCost[register] += scan.frequency(at: instruction * 2)
      // Copies that cost more than one store at the definition need not be collected.
      if storeCost[register] >= definitionFrequency(register) {
        isStoredAtDefinition[register] = true
        return
      }
    }
    moves.append(
      PendingMove(
        key: UInt64(instruction) << 3 | group, source: source, destination: destination,
        register: UInt32(register), isStore: isStore))
  }

  private func definitionFrequency(_ register: Int) -> Float {
    scan.frequency(at: scan.liveness.uses[Int(scan.liveness.useStarts[register])].point)
  }

  private mutating func resolveOperands() throws(InternalError) {
    result.operands = ContiguousArray(filledWith: .none, count: problem.operands.count)
    for index in problem.instructions.indices {
      let record = problem.instructions[index]
      let early = UInt32(index) &* 2
      for position in record.operands {
        let operand = problem.operands[position]
        let isLate = operand.isDefinition != operand.isMoved
        let isTied = operand.isDefinition && operand.constraint == .reuse
        let register = operand.register.index
        let point = isLate && !isTied ? early &+ 1 : early
        let place: Location
        if scan.splitCount[register] == 0 {
          place = location(ofPiece: register)
        } else {
          // Points ascend over the whole walk, so one cursor a register is enough.
          var piece = Int(cursor[register])
          while scan.intervals[piece].next >= 0,
            scan.intervals[Int(scan.intervals[piece].next)].from <= point
          {
            piece = Int(scan.intervals[piece].next)
          }
          cursor[register] = Int32(piece)
          place = location(ofPiece: piece)
        }
        switch operand.constraint {
        case .fixed:
          let wanted = Location(PhysicalRegister(operand.data))
          result.operands[position] = wanted
          if place != wanted {
            if operand.isDefinition {
              if !place.isRematerialization {
                // The definition itself: it is not dropped as a later copy would be.
                moves.append(
                  PendingMove(
                    key: UInt64(index + 1) << 3 | 1, source: wanted, destination: place,
                    register: UInt32(register), isStore: false))
              }
            } else {
              addMove(before: UInt32(index), group: 3, register, from: place, to: wanted)
            }
          }
        case .register, .reuse:
          guard place.isRegister, !place.isNone else {
            throw InternalError(
              stage: "register allocation", function: problem.name,
              "v\(register) has no register at point \(point)")
          }
          result.operands[position] = place
        case .any:
          result.operands[position] = place
        }
      }
      // Inputs of tied definitions are brought into the definition's register.
      for position in record.operands where problem.operands[position].constraint == .reuse {
        let input = Int(record.operandStart) + Int(problem.operands[position].data)
        let wanted = result.operands[position]
        let place = result.operands[input]
        if place != wanted {
          addMove(
            before: UInt32(index), group: 3, problem.operands[input].register.index, from: place,
            to: wanted)
          result.operands[input] = wanted
        }
      }
    }
  }

  /// Moves where one piece of a register ends and the next begins within a block.
  private mutating func resolvePieces() {
    for register in problem.registers.indices where scan.splitCount[register] > 0 {
      var piece = register
      while scan.intervals[piece].next >= 0 {
        let next = Int(scan.intervals[piece].next)
        let point = scan.intervals[next].from
        if scan.intervals[piece].to == point {
          let instruction = point / 2
          let source = location(ofPiece: piece)
          let destination = location(ofPiece: next)
          if point & 1 != 0 {
            addMove(before: instruction, group: 3, register, from: source, to: destination)
          } else if problem.blocks[Int(scan.liveness.blockOfInstruction[Int(instruction)])].start
            != instruction
          {
            addMove(
              before: instruction, group: 2, register, from: rematerialized(register, source, destination),
              to: destination)
          }
        }
        piece = next
      }
    }
  }

  /// A value that can be made again is never moved into a register but made there.
  @inline(__always)
  private func rematerialized(_ register: Int, _ source: Location, _ destination: Location) -> Location {
    let instruction = problem.registers[register].rematerialization
    if instruction != .max, destination.isRegister, source != destination {
      return Location(rematerializing: instruction)
    }
    return source
  }

  /// Moves over control-flow edges: block arguments, and values that change their place between blocks.
  private mutating func resolveEdges() throws(InternalError) {
    for block in problem.blocks where block.arguments.count > 0 {
      guard block.successors.count == 1 else { continue }
      let successor = problem.blocks[Int(problem.blockLists[block.successors, 0])]
      guard successor.parameters.count == block.arguments.count else {
        throw InternalError(
          stage: "register allocation", function: problem.name, "block arguments do not match parameters")
      }
      let terminator = block.end - 1
      for index in 0..<Int(block.arguments.count) {
        let argument = problem.registerLists[block.arguments, index].index
        let parameter = problem.registerLists[successor.parameters, index].index
        let source = location(of: argument, at: terminator * 2 + 1)
        let destination = location(of: parameter, at: successor.start * 2)
        if source != destination {
          moves.append(
            PendingMove(
              key: UInt64(terminator) << 3 | 4, source: rematerialized(argument, source, destination),
              destination: destination, register: UInt32(parameter), isStore: false))
        }
      }
    }
    for register in problem.registers.indices where scan.splitCount[register] > 0 {
      let rangeStart = Int(scan.liveness.rangeStarts[register])
      let rangeEnd = Int(scan.liveness.rangeStarts[register + 1])
      let definition = scan.liveness.uses[Int(scan.liveness.useStarts[register])].point
      // The piece at the start of the block that is looked at; blocks ascend.
      var piece = Int(pieceStart[register])
      for rangeIndex in rangeStart..<rangeEnd {
        let range = scan.liveness.ranges[rangeIndex]
        var block = Int(scan.liveness.blockOfInstruction[Int(range.from / 2)])
        let start = problem.blocks[block].start * 2
        if start < range.from || range.from == definition { block += 1 }
        while block < problem.blocks.count {
          let point = problem.blocks[block].start * 2
          if point >= range.to { break }
          while pieces[piece + 1] != .max, scan.intervals[Int(pieces[piece + 1])].from <= point { piece += 1 }
          resolveEdges(into: block, register, piece)
          block += 1
        }
      }
    }
  }

  private mutating func resolveEdges(into block: Int, _ register: Int, _ piece: Int) {
    let record = problem.blocks[block]
    let destination = location(ofPiece: Int(pieces[piece]))
    if destination.isRematerialization { return }
    let pieceFrom = scan.intervals[Int(pieces[piece])].from
    let following = pieces[piece + 1]
    let pieceTo = following == .max ? .max : scan.intervals[Int(following)].from
    for position in record.predecessors.range {
      let predecessor = problem.blocks[Int(problem.blockLists.storage[position])]
      let end = predecessor.end * 2 - 1
      if end >= pieceFrom, end < pieceTo { continue }
      let source = location(of: register, at: end)
      if source == destination { continue }
      let from = rematerialized(register, source, destination)
      let terminator = problem.instructions[Int(predecessor.end) - 1]
      if predecessor.successors.count == 1, terminator.operandCount == 0, terminator.clobbers == 0 {
        addMove(before: predecessor.end - 1, group: 4, register, from: from, to: destination)
      } else {
        addMove(before: record.start, group: 0, register, from: from, to: destination)
      }
    }
  }

  /// Decides for each spilled register whether it is stored once, at its definition.
  private mutating func placeStores() {
    for register in problem.registers.indices where slots[register] != .max {
      let first = location(ofPiece: register)
      if first.isSlot {
        // In memory from the beginning.
        isStoredAtDefinition[register] = true
        continue
      }
      guard first.isRegister else { continue }
      let definition = scan.liveness.uses[Int(scan.liveness.useStarts[register])]
      let point = definition.point
      if isStoredAtDefinition[register] {
        let isParameter = definition.flags & UsePosition.blockArgument != 0
        let instruction = isParameter ? point / 2 : point / 2 + 1
        moves.append(
          PendingMove(
            key: UInt64(instruction) << 3 | (isParameter ? 1 : 2), source: first,
            destination: Location(slot: slots[register]), register: UInt32(register), isStore: false))
      }
    }
    moves.removeAll { $0.isStore && isStoredAtDefinition[Int($0.register)] }
  }

  /// Definitions that only uses far away needed, where the value is made again.
  private mutating func findDeleted() {
    var isRead = ContiguousArray<Bool>(filledWith: false, count: problem.registers.count)
    for move in moves where move.source == scan.intervals[Int(move.register)].location {
      isRead[Int(move.register)] = true
    }
    for register in problem.registers.indices where scan.splitCount[register] > 0 && !isRead[register] {
      let instruction = problem.registers[register].rematerialization
      let first = scan.intervals[register]
      guard instruction != .max, first.useEnd - first.useStart <= 1, first.location.isRegister else { continue }
      // A later piece in the same register is reached without a move.
      var piece = Int(first.next)
      while piece >= 0, scan.intervals[piece].location != first.location { piece = Int(scan.intervals[piece].next) }
      if piece >= 0 { continue }
      result.deleted.append(instruction)
    }
    result.deleted.sort()
  }

  private mutating func emitMoves() {
    moves.sort { $0.key < $1.key }
    result.moves.reserveCapacity(moves.count)
    var resolver = ParallelMoveResolver()
    var group: ContiguousArray<ParallelMove> = []
    var index = 0
    while index < moves.count {
      let key = moves[index].key
      group.removeAll(keepingCapacity: true)
      while index < moves.count, moves[index].key == key {
        let move = moves[index]
        let info = problem.registers[Int(move.register)]
        group.append(
          ParallelMove(
            source: move.source, destination: move.destination, registerClass: info.registerClass,
            size: info.slotSize))
        index += 1
      }
      resolver.resolve(
        group, before: UInt32(key >> 3), scratch: scan.environment.scratch, into: &result.moves)
    }
  }
}
