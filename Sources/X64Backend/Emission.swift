// From allocated code to bytes: blocks in order, moves of the allocator, prologue and epilogue, trap stubs.
//
// Emission of single operations is in Emission+Operations.swift and Emission+Sequences.swift, of the frame
// in Emission+Frame.swift.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

struct X64Emitter: ~Copyable {
  let code: VCode
  let allocation: Allocation
  let frame: FrameLayout
  let options: CodegenOptions
  var buffer: CodeBuffer
  /// Blocks that only jump are not emitted: where they lead to.
  private var forward: ContiguousArray<UInt32>
  /// The block that is emitted after the present one.
  var nextBlock: UInt32 = .max
  var currentBlock = 0
  var currentInstruction = 0
  let blockLabels: CodeLabel
  private var constantLabels: ContiguousArray<CodeLabel>
  private var stubs: ContiguousArray<(label: CodeLabel, code: UInt8, position: UInt32)> = []
  let savedRegisters: [PhysicalRegister]
  let hasFrame: Bool
  let frameBytes: UInt32
  private var isBroken: String?
  private var isRepeating = false

  init(_ code: VCode, _ allocation: Allocation, frame: FrameLayout, options: CodegenOptions) {
    self.code = code
    self.allocation = allocation
    self.frame = frame
    self.options = options
    buffer = CodeBuffer(
      capacity: code.instructions.count * 8 + 64, branches: code.problem.blocks.count,
      rows: code.positions.isEmpty ? 0 : code.instructions.count / 2)
    blockLabels = buffer.makeLabels(code.problem.blocks.count)
    constantLabels = ContiguousArray(filledWith: .none, count: code.constants.count)
    var saved: [PhysicalRegister] = []
    RegisterSet(bits: allocation.usedRegisters.bits & X64Register.calleeSaved.bits).forEach {
      saved.append($0)
    }
    savedRegisters = saved
    hasFrame = code.needsFrame || code.hasCalls || frame.size > 0 || !saved.isEmpty
    frameBytes =
      frame.alignment > 16
      ? (frame.size + frame.alignment - 1) & ~(frame.alignment - 1)
      : frame.size + (saved.count & 1 == 0 ? 0 : 8)
    forward = ContiguousArray(0..<UInt32(code.problem.blocks.count))
  }

  // MARK: Operands

  /// The location of operand `index` of an instruction.
  @inline(__always)
  func location(_ record: AllocationInstruction, _ index: Int) -> Location {
    allocation.operands[Int(record.operandStart) &+ index]
  }
  /// The hardware number of an operand that is in a register.
  @inline(__always)
  func register(_ record: AllocationInstruction, _ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: allocation.operands[Int(record.operandStart) &+ index].raw & 31)
  }
  @inline(__always)
  func spillSlot(_ location: Location) -> RegisterOrMemory {
    RegisterOrMemory(
      base: 4, displacement: Int32(truncatingIfNeeded: frame.spillBase &+ location.slot &* 8))
  }
  /// An operand in a register or spill slot.
  @inline(__always)
  func place(_ record: AllocationInstruction, _ index: Int) -> RegisterOrMemory {
    let location = self.location(record, index)
    return location.isSlot
      ? spillSlot(location) : RegisterOrMemory(register: UInt8(truncatingIfNeeded: location.raw & 31))
  }
  /// The operand at `index`, or the memory operand whose registers begin there.
  @inline(__always)
  mutating func source(_ instruction: MachineInstruction, _ record: AllocationInstruction, _ index: Int)
    -> RegisterOrMemory
  {
    instruction.address == .none ? place(record, index) : memory(instruction, record, index)
  }

  /// The memory operand of an instruction; its registers begin at operand `index`.
  mutating func memory(_ instruction: MachineInstruction, _ record: AllocationInstruction, _ index: Int)
    -> RegisterOrMemory
  {
    let displacement = instruction.displacement
    switch instruction.address {
    case .none, .base:
      return RegisterOrMemory(base: register(record, index), displacement: displacement)
    case .baseIndex:
      return RegisterOrMemory(
        base: register(record, index), index: register(record, index + 1), shift: instruction.shift,
        displacement: displacement)
    case .index:
      return RegisterOrMemory(
        base: 255, index: register(record, index), shift: instruction.shift, displacement: displacement)
    case .stackSlot:
      let offset = Int32(truncatingIfNeeded: frame.slotOffsets[Int(instruction.payload)])
      return RegisterOrMemory(base: 4, displacement: displacement &+ offset)
    case .stackSlotIndex:
      let offset = Int32(truncatingIfNeeded: frame.slotOffsets[Int(instruction.payload)])
      return RegisterOrMemory(
        base: 4, index: register(record, index), shift: instruction.shift,
        displacement: displacement &+ offset)
    case .incoming:
      return RegisterOrMemory(
        base: hasFrame ? 5 : 4, displacement: displacement &+ (hasFrame ? 16 : 8))
    case .outgoing:
      return RegisterOrMemory(base: 4, displacement: displacement)
    case .symbol:
      return RegisterOrMemory(
        symbol: CodeSymbol(raw: instruction.payload), displacement: displacement, relocation: .pcRelative32)
    case .constant:
      return RegisterOrMemory(label: constantLabel(instruction.payload), displacement: displacement)
    }
  }

  private mutating func constantLabel(_ index: UInt32) -> CodeLabel {
    let known = constantLabels[Int(index)]
    if !known.isNone { return known }
    let bytes = code.constants[Int(index)]
    let label = buffer.constant(bytes, alignment: UInt8(min(16, max(4, bytes.count))))
    constantLabels[Int(index)] = label
    return label
  }

  // MARK: Blocks

  mutating func label(of block: UInt32) -> CodeLabel { CodeLabel(raw: blockLabels.raw + forward[Int(block)]) }
  mutating func successor(_ index: Int) -> UInt32 {
    let list = code.problem.blocks[currentBlock].successors
    return forward[Int(code.problem.blockLists[list, index])]
  }

  private mutating func findForwards() {
    var moveIndex = 0
    let count = code.problem.blocks.count
    for block in 0..<count {
      let record = code.problem.blocks[block]
      while moveIndex < allocation.moves.count, allocation.moves[moveIndex].instruction < record.start {
        moveIndex += 1
      }
      guard block > 0, record.end == record.start + 1,
        code.instructions[Int(record.start)].opcode == X64Operation.jump.rawValue,
        moveIndex == allocation.moves.count || allocation.moves[moveIndex].instruction >= record.end
      else { continue }
      forward[block] = code.problem.blockLists[record.successors, 0]
    }
    // Follow chains; a cycle of empty blocks keeps one of them.
    for block in 0..<count {
      var target = forward[block]
      var steps = 0
      while forward[Int(target)] != target, steps <= count {
        target = forward[Int(target)]
        steps += 1
        if target == UInt32(block) { break }
      }
      forward[block] = target
    }
  }

  consuming func run() throws(InternalError) -> CompiledFunction {
    findForwards()
    let count = code.problem.blocks.count
    var next = ContiguousArray<UInt32>(filledWith: .max, count: count)
    var following: UInt32 = .max
    for block in stride(from: count - 1, through: 0, by: -1) {
      next[block] = following
      if forward[block] == UInt32(block) { following = UInt32(block) }
    }
    var moveIndex = 0
    var deletedIndex = 0
    emitPrologue()
    for block in 0..<count where forward[block] == UInt32(block) {
      buffer.bind(CodeLabel(raw: blockLabels.raw + UInt32(block)))
      currentBlock = block
      nextBlock = next[block]
      let record = code.problem.blocks[block]
      while moveIndex < allocation.moves.count, allocation.moves[moveIndex].instruction < record.start {
        moveIndex += 1
      }
      while deletedIndex < allocation.deleted.count, allocation.deleted[deletedIndex] < record.start {
        deletedIndex += 1
      }
      // Before moves that go to or from the frame.
      if code.instructions[Int(record.start)].opcode == X64Operation.restoreStack.rawValue { restoreStack() }
      for index in Int(record.start)..<Int(record.end) {
        if !code.positions.isEmpty, code.positions[index] != 0 { buffer.addSource(code.positions[index]) }
        currentInstruction = index
        while moveIndex < allocation.moves.count, allocation.moves[moveIndex].instruction == UInt32(index) {
          emitMove(allocation.moves[moveIndex])
          moveIndex += 1
        }
        if deletedIndex < allocation.deleted.count, allocation.deleted[deletedIndex] == UInt32(index) {
          deletedIndex += 1
          continue
        }
        emit(code.instructions[index], code.problem.instructions[index])
      }
    }
    emitStubs()
    let name = code.name
    let size = frameBytes + UInt32(savedRegisters.count) * 8 + 8
    if let reason = isBroken { throw InternalError(stage: "emission", function: name, reason) }
    guard let result = buffer.finish(frameSize: size) else {
      throw InternalError(stage: "emission", function: name, "a label is not bound")
    }
    return result
  }

  /// The blocks up to here are short enough to be repeated in place of a jump back to them.
  private static var repeatedLength: UInt32 { 5 }

  /// Emits a jump. A backward jump to a short block that branches is replaced by the block itself, so that
  /// a loop with its test at the top takes one branch a round.
  mutating func emitJump(to target: UInt32) {
    if target == nextBlock { return }
    let record = code.problem.blocks[Int(target)]
    let last = code.instructions[Int(record.end) - 1].opcode
    guard Int(target) <= currentBlock, !isRepeating, record.end - record.start <= Self.repeatedLength,
      last == X64Operation.branch.rawValue
    else {
      buffer.jump(label(of: target))
      return
    }
    for index in record.start..<record.end - 1 {
      switch X64Operation(rawValue: code.instructions[Int(index)].opcode) {
      case .move, .moveImmediate, .load, .lea, .extend, .alu, .compare, .test, .floatCompare, .floatLoad, .shift,
        .multiply, .unary, .floatMove, .floatArithmetic:
        break
      default:
        buffer.jump(label(of: target))
        return
      }
    }
    isRepeating = true
    defer { isRepeating = false }
    let block = currentBlock
    currentBlock = Int(target)
    var moveIndex = firstMove(of: record.start)
    for index in Int(record.start)..<Int(record.end) {
      if !code.positions.isEmpty, code.positions[index] != 0 { buffer.addSource(code.positions[index]) }
      while moveIndex < allocation.moves.count, allocation.moves[moveIndex].instruction == UInt32(index) {
        emitMove(allocation.moves[moveIndex])
        moveIndex += 1
      }
      currentInstruction = index
      if !isDeleted(UInt32(index)) { emit(code.instructions[index], code.problem.instructions[index]) }
    }
    currentBlock = block
  }

  private mutating func firstMove(of instruction: UInt32) -> Int {
    var low = 0
    var high = allocation.moves.count
    while low < high {
      let middle = (low + high) / 2
      if allocation.moves[middle].instruction < instruction { low = middle + 1 } else { high = middle }
    }
    return low
  }
  private mutating func isDeleted(_ instruction: UInt32) -> Bool {
    var low = 0
    var high = allocation.deleted.count
    while low < high {
      let middle = (low + high) / 2
      if allocation.deleted[middle] < instruction { low = middle + 1 } else { high = middle }
    }
    return low < allocation.deleted.count && allocation.deleted[low] == instruction
  }

  /// Whether an instruction after the current one tests flags that one before it set.
  mutating func areFlagsLive() -> Bool {
    let end = Int(code.problem.blocks[currentBlock].end)
    var index = currentInstruction + 1
    while index < end {
      let instruction = code.instructions[index]
      switch X64Operation(rawValue: instruction.opcode) {
      case .branch, .setCondition, .conditionalMove, .trapIf, .floatConditionalMove: return true
      case .alu: return instruction.condition == 2 || instruction.condition == 3
      case .move, .moveImmediate, .load, .store, .lea, .extend, .floatMove, .floatLoad, .floatStore, .floatZero,
        .unary, .bitScan:
        if instruction.opcode == X64Operation.unary.rawValue, instruction.condition == 3 { return false }
        index += 1
      default: return false
      }
    }
    return false
  }

  mutating func fail(_ reason: String) { if isBroken == nil { isBroken = reason } }

  // MARK: Moves

  private mutating func emitMove(_ move: AllocationMove) {
    let destination = move.destination
    if move.source.isRematerialization {
      rematerialize(move.source.instruction, into: UInt8(truncatingIfNeeded: destination.raw & 31))
      return
    }
    let source = move.source
    if move.registerClass == .integer {
      if destination.isRegister {
        let number = destination.register.number
        if source.isRegister {
          buffer.moveRegister(number, source.register.number)
        } else {
          buffer.loadInteger(number, spillSlot(source))
        }
      } else if source.isRegister {
        buffer.storeInteger(source.register.number, spillSlot(destination))
      } else {
        copySlot(from: source, to: destination, words: 1)
      }
      return
    }
    if destination.isRegister {
      let number = destination.register.number
      if source.isRegister {
        buffer.loadFloat(number, RegisterOrMemory(register: source.register.number), width: 16)
      } else {
        buffer.loadFloat(number, spillSlot(source), width: move.size)
      }
    } else if source.isRegister {
      buffer.storeFloat(source.register.number, spillSlot(destination), width: move.size)
    } else {
      copySlot(from: source, to: destination, words: Int32(move.size / 8))
    }
  }

  /// Copies between spill slots over the stack, without a register. A pop into memory computes the address
  /// after it has moved the stack pointer.
  private mutating func copySlot(from source: Location, to destination: Location, words: Int32) {
    for part in 0..<words {
      var from = spillSlot(source)
      var to = spillSlot(destination)
      from.displacement += part * 8
      to.displacement += part * 8
      buffer.encode(0xFF, reg: 6, rm: from)
      buffer.encode(0x8F, reg: 0, rm: to)
    }
  }

  /// Makes the value of a repeatable instruction in another register, without touching flags.
  private mutating func rematerialize(_ index: UInt32, into number: UInt8) {
    let instruction = code.instructions[Int(index)]
    let record = code.problem.instructions[Int(index)]
    switch X64Operation(rawValue: instruction.opcode) {
    case .moveImmediate: buffer.moveImmediate(number, instruction.immediate)
    case .lea:
      let rm = memory(instruction, record, 1)
      buffer.encode(0x8D, reg: number, rm: rm, .wide)
    case .loadFromOffsetTable:
      let rm = RegisterOrMemory(
        symbol: CodeSymbol(raw: instruction.payload), displacement: 0, relocation: .gotRelative32)
      buffer.encode(0x8B, reg: number, rm: rm, .wide)
    case .floatLoad:
      let rm = memory(instruction, record, 1)
      buffer.loadFloat(number, rm, width: instruction.width)
    default: fail("operation \(instruction.opcode) cannot be repeated")
    }
  }

  // MARK: Traps

  mutating func trapStub(_ trapCode: UInt8) -> CodeLabel {
    let position = buffer.lastSourcePosition
    for stub in stubs.suffix(8) where stub.code == trapCode && stub.position == position {
      return stub.label
    }
    let label = buffer.makeLabel()
    stubs.append((label, trapCode, position))
    return label
  }
  private mutating func emitStubs() {
    for stub in stubs {
      buffer.bind(stub.label)
      if stub.position != 0 { buffer.addSource(stub.position) }
      buffer.addTrap(stub.code)
      buffer.byte(0x0F)
      buffer.byte(0x0B)
    }
  }
}
