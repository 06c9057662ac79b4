// Live ranges and use positions of all virtual registers, in time linear in their size.
//
// For each register the blocks where it lives are found by walking from its uses up to its definition
// (each block once a register), so no bit matrix over blocks and registers is needed.

import PolySupport

/// A half-open range of program points.
struct LiveRange {
  var from: UInt32
  var to: UInt32
}

/// A place where a register is defined or used.
struct UsePosition {
  var point: UInt32
  var flags: UInt8

  static let requiresRegister: UInt8 = 1
  static let definition: UInt8 = 2
  static let fixed: UInt8 = 4
  static let blockArgument: UInt8 = 8

  @inline(__always) var requiresRegister: Bool { flags & Self.requiresRegister != 0 }
  @inline(__always) var isDefinition: Bool { flags & Self.definition != 0 }
  @inline(__always) var isFixed: Bool { flags & Self.fixed != 0 }
}

/// A loop as an interval of the layout.
struct LayoutLoop {
  var firstBlock: UInt32
  var lastBlock: UInt32
  /// Points.
  var start: UInt32
  var end: UInt32
  var parent: Int32
  var depth: UInt8
}

/// A physical register is taken from `from` to `to` on behalf of `owner`.
struct FixedSegment {
  var from: UInt32
  var to: UInt32
  var owner: VirtualRegister
}

struct ClobberPoint {
  var point: UInt32
  var registers: RegisterSet
}

struct Liveness {
  /// Ranges of register r: `ranges[rangeStarts[r]..<rangeStarts[r + 1]]`, ascending and disjoint.
  var ranges: ContiguousArray<LiveRange> = []
  var rangeStarts: ContiguousArray<UInt32> = []
  /// Uses of register r, the definition first: `uses[useStarts[r]..<useStarts[r + 1]]`, ascending.
  var uses: ContiguousArray<UsePosition> = []
  var useStarts: ContiguousArray<UInt32> = []
  /// Block of each instruction.
  var blockOfInstruction: ContiguousArray<UInt32> = []
  var loops: ContiguousArray<LayoutLoop> = []
  /// Innermost loop of each block, -1 for none.
  var loopOfBlock: ContiguousArray<Int32> = []
  var fixed: ContiguousArray<ContiguousArray<FixedSegment>>
  var clobbers: ContiguousArray<ClobberPoint> = []
  var allClobbers = RegisterSet()
  /// The register that a definition and the first fixed use of each virtual register ask for.
  var definitionHint: ContiguousArray<UInt8>
  var useHint: ContiguousArray<UInt8>
  /// The register whose place a tied definition wants, by defined register.
  var tiedSource: ContiguousArray<VirtualRegister>

  init(_ problem: borrowing AllocationProblem) {
    let count = problem.registers.count
    fixed = ContiguousArray(filledWith: [], count: 64)
    definitionHint = ContiguousArray(filledWith: 255, count: count)
    useHint = ContiguousArray(filledWith: 255, count: count)
    tiedSource = ContiguousArray(filledWith: .none, count: count)
    collectUses(problem)
    findLoops(problem)
    computeRanges(problem)
  }

  private mutating func collectUses(_ problem: borrowing AllocationProblem) {
    let count = problem.registers.count
    useStarts = ContiguousArray(filledWith: 0, count: count + 1)
    for operand in problem.operands { useStarts[operand.register.index] &+= 1 }
    for block in problem.blocks {
      for parameter in problem.registerLists[block.parameters] { useStarts[parameter.index] &+= 1 }
      for argument in problem.registerLists[block.arguments] { useStarts[argument.index] &+= 1 }
    }
    var total: UInt32 = 0
    for index in 0...count {
      let own = useStarts[index]
      useStarts[index] = total
      total &+= own
    }
    uses = ContiguousArray(filledWith: UsePosition(point: 0, flags: 0), count: Int(total))
    blockOfInstruction = ContiguousArray(filledWith: 0, count: problem.instructions.count)
    var next = useStarts

    for blockIndex in problem.blocks.indices {
      let block = problem.blocks[blockIndex]
      for position in block.parameters.range {
        let parameter = problem.registerLists.storage[position].index
        uses[Int(next[parameter])] = UsePosition(
          point: block.start &* 2, flags: UsePosition.definition | UsePosition.blockArgument)
        next[parameter] &+= 1
      }
      for instruction in block.start..<block.end {
        blockOfInstruction[Int(instruction)] = UInt32(blockIndex)
        let record = problem.instructions[Int(instruction)]
        let early = instruction &* 2
        var clobbered = problem.clobberSets[Int(record.clobbers)]
        // Uses come before definitions in the order of points.
        for pass in 0..<2 {
          for position in record.operands {
            let operand = problem.operands[position]
            let isLate = operand.isDefinition != operand.isMoved
            let isTied = operand.isDefinition && operand.constraint == .reuse
            guard (isLate && !isTied) == (pass == 1) else { continue }
            let register = operand.register.index
            var flags: UInt8 = operand.isDefinition ? UsePosition.definition : 0
            let point = isLate && !isTied ? early &+ 1 : early
            switch operand.constraint {
            case .any:
              if problem.registers[register].rematerialization != .max {
                flags |= UsePosition.requiresRegister
              }
            case .register: flags |= UsePosition.requiresRegister
            case .fixed:
              flags |= UsePosition.fixed
              let end = operand.isDefinition || isLate ? early &+ 2 : early &+ 1
              fixed[Int(operand.data)].append(
                FixedSegment(from: point, to: end, owner: operand.register))
              if operand.isDefinition {
                definitionHint[register] = operand.data
                clobbered.remove(PhysicalRegister(operand.data))
              } else if useHint[register] == 255 {
                useHint[register] = operand.data
              }
            case .reuse:
              flags |= UsePosition.requiresRegister
              let source = problem.operands[Int(record.operandStart) + Int(operand.data)].register
              tiedSource[register] = source
            }
            uses[Int(next[register])] = UsePosition(point: point, flags: flags)
            next[register] &+= 1
          }
        }
        if clobbered.bits != 0 {
          clobbers.append(ClobberPoint(point: early &+ 1, registers: clobbered))
          allClobbers.bits |= clobbered.bits
        }
      }
      for position in block.arguments.range {
        let argument = problem.registerLists.storage[position].index
        uses[Int(next[argument])] = UsePosition(
          point: (block.end &- 1) &* 2, flags: UsePosition.blockArgument)
        next[argument] &+= 1
      }
    }
  }

  /// A loop reaches from the target of a backward edge to the last block that jumps back to it.
  private mutating func findLoops(_ problem: borrowing AllocationProblem) {
    let count = problem.blocks.count
    loopOfBlock = ContiguousArray(filledWith: -1, count: count)
    var latch = ContiguousArray<Int32>(filledWith: -1, count: count)
    for index in 0..<count where !problem.blocks[index].isCold {
      for position in problem.blocks[index].successors.range {
        let successor = Int(problem.blockLists.storage[position])
        if successor <= index { latch[successor] = max(latch[successor], Int32(index)) }
      }
    }
    var current: Int32 = -1
    for index in 0..<count {
      while current >= 0, loops[Int(current)].lastBlock < UInt32(index) {
        current = loops[Int(current)].parent
      }
      if latch[index] >= 0 {
        var last = UInt32(latch[index])
        var depth: UInt8 = 1
        if current >= 0 {
          last = min(last, loops[Int(current)].lastBlock)
          depth = min(loops[Int(current)].depth + 1, 12)
        }
        loops.append(
          LayoutLoop(
            firstBlock: UInt32(index), lastBlock: last, start: problem.blocks[index].start * 2,
            end: problem.blocks[Int(last)].end * 2, parent: current, depth: depth))
        current = Int32(loops.count - 1)
      }
      loopOfBlock[index] = current
    }
  }

  private mutating func computeRanges(_ problem: borrowing AllocationProblem) {
    let blockCount = problem.blocks.count
    // Which register last marked the block, and the end of the range it has there.
    var liveInStamp = ContiguousArray<UInt32>(filledWith: .max, count: blockCount)
    var liveEnd = ContiguousArray<UInt32>(filledWith: 0, count: blockCount)
    var touched: ContiguousArray<UInt32> = []
    var work: ContiguousArray<UInt32> = []
    rangeStarts.reserveCapacity(problem.registers.count + 1)
    ranges.reserveCapacity(problem.registers.count * 2)

    for register in problem.registers.indices {
      rangeStarts.append(UInt32(ranges.count))
      let useStart = Int(useStarts[register])
      let useEnd = Int(useStarts[register + 1])
      guard useStart < useEnd else { continue }
      let definition = uses[useStart]
      let from = definition.point
      let definitionBlock = blockOfInstruction[Int(from / 2)]
      let stamp = UInt32(register)
      // End of the range in the defining block: at least the definition itself.
      var definitionEnd = (from | 1) &+ (definition.flags & UsePosition.blockArgument != 0 ? 0 : 1)
      if !definition.isDefinition { definitionEnd = from &+ 1 }
      touched.removeAll(keepingCapacity: true)
      work.removeAll(keepingCapacity: true)

      for index in (useStart + 1)..<max(useEnd, useStart + 1) {
        let use = uses[index]
        let block = blockOfInstruction[Int(use.point / 2)]
        let end =
          use.flags & UsePosition.blockArgument != 0 ? (use.point | 1) &+ 1 : use.point &+ 1
        if block == definitionBlock {
          definitionEnd = max(definitionEnd, end)
          continue
        }
        if liveInStamp[Int(block)] != stamp {
          liveInStamp[Int(block)] = stamp
          liveEnd[Int(block)] = end
          touched.append(block)
          work.append(block)
        } else {
          liveEnd[Int(block)] = max(liveEnd[Int(block)], end)
        }
      }
      while let block = work.popLast() {
        for position in problem.blocks[Int(block)].predecessors.range {
          let predecessor = problem.blockLists.storage[position]
          let end = problem.blocks[Int(predecessor)].end &* 2
          if predecessor == definitionBlock {
            definitionEnd = end
          } else if liveInStamp[Int(predecessor)] != stamp {
            liveInStamp[Int(predecessor)] = stamp
            liveEnd[Int(predecessor)] = end
            touched.append(predecessor)
            work.append(predecessor)
          } else {
            liveEnd[Int(predecessor)] = end
          }
        }
      }

      var last = LiveRange(from: from, to: definitionEnd)
      if !touched.isEmpty {
        if touched.count > 32 {
          // Many blocks are dense among those between the first and the last: no sorting needed.
          var low = UInt32.max
          var high: UInt32 = 0
          for block in touched {
            low = min(low, block)
            high = max(high, block)
          }
          if Int(high - low) < touched.count &* 16 {
            touched.removeAll(keepingCapacity: true)
            for block in low...high where liveInStamp[Int(block)] == stamp { touched.append(block) }
          } else {
            touched.sort()
          }
        } else if touched.count > 1 {
          touched.sort()
        }
        var isPlaced = false
        var started = false
        for block in touched {
          if !isPlaced, block > definitionBlock {
            isPlaced = true
            appendRange(LiveRange(from: from, to: definitionEnd), &last, &started)
          }
          let range = LiveRange(
            from: problem.blocks[Int(block)].start &* 2, to: liveEnd[Int(block)])
          appendRange(range, &last, &started)
        }
        if !isPlaced { appendRange(LiveRange(from: from, to: definitionEnd), &last, &started) }
      }
      ranges.append(last)
    }
    rangeStarts.append(UInt32(ranges.count))
  }

  private mutating func appendRange(_ range: LiveRange, _ last: inout LiveRange, _ started: inout Bool) {
    if !started {
      started = true
      last = range
    } else if last.to >= range.from {
      last.to = max(last.to, range.to)
    } else {
      ranges.append(last)
      last = range
    }
  }
}
