// From allocated code to words: blocks in order, moves of the allocator, prologue and epilogue, trap stubs.
//
// Emission of single operations is in Emission+Operations.swift, of memory operands in Emission+Memory.swift.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

struct ARM64Emitter: ~Copyable {
  let code: VCode
  let allocation: Allocation
  let frame: FrameLayout
  let features: ARM64Features
  /// Whether labels may be out of reach of conditional branches and literal loads (1 MiB).
  let isFar: Bool
  /// Whether every label is in reach of a test of one bit (32 KiB).
  let isNear: Bool
  var buffer: CodeBuffer
  /// Blocks that only jump are not emitted: where they lead to.
  private var forward: ContiguousArray<UInt32>
  /// The block that is emitted after the present one.
  var nextBlock: UInt32 = .max
  var currentBlock = 0
  let blockLabels: CodeLabel
  private var constantLabels: ContiguousArray<CodeLabel>
  private var stubs: ContiguousArray<(label: CodeLabel, code: UInt8, position: UInt32)> = []
  private let savedRegisters: [PhysicalRegister]
  let hasFrame: Bool
  private let frameBytes: UInt32
  private var isBroken: String?

  init(
    _ code: VCode, _ allocation: Allocation, frame: FrameLayout, features: ARM64Features, isFar: Bool
  ) {
    self.code = code
    self.allocation = allocation
    self.frame = frame
    self.features = features
    self.isFar = isFar
    isNear = !isFar && code.instructions.count + allocation.moves.count + code.jumpTables.count < 1000
    buffer = CodeBuffer(capacity: code.instructions.count * 6 + 64)
    blockLabels = buffer.makeLabels(code.problem.blocks.count)
    constantLabels = ContiguousArray(repeating: .none, count: code.constants.count)
    var saved: [PhysicalRegister] = []
    RegisterSet(bits: allocation.usedRegisters.bits & ARM64Register.calleeSaved.bits).forEach {
      saved.append($0)
    }
    savedRegisters = saved
    hasFrame = code.needsFrame || code.hasCalls || frame.size > 0 || !saved.isEmpty
    frameBytes =
      frame.alignment > 16 ? (frame.size + frame.alignment - 1) & ~(frame.alignment - 1) : frame.size
    forward = ContiguousArray(0..<UInt32(code.problem.blocks.count))
  }

  // MARK: Operands

  /// The hardware number of an operand; operands are always in registers.
  @inline(__always)
  func register(_ record: AllocationInstruction, _ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: allocation.operands[Int(record.operandStart) &+ index].raw & 31)
  }
  func spillOffset(_ location: Location) -> Int64 { Int64(frame.spillBase) + Int64(location.slot) * 8 }

  mutating func constantLabel(_ index: UInt32) -> CodeLabel {
    let known = constantLabels[Int(index)]
    if !known.isNone { return known }
    let bytes = code.constants[Int(index)]
    let label = buffer.constant(bytes, alignment: UInt8(min(16, max(4, bytes.count))))
    constantLabels[Int(index)] = label
    return label
  }

  // MARK: Blocks

  func label(of block: UInt32) -> CodeLabel { CodeLabel(raw: blockLabels.raw + forward[Int(block)]) }
  func successor(_ index: Int) -> UInt32 {
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
        code.instructions[Int(record.start)].opcode == ARM64Operation.jump.rawValue,
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

  /// Nil if a label is out of reach.
  consuming func run() throws(InternalError) -> CompiledFunction? {
    findForwards()
    let count = code.problem.blocks.count
    var next = ContiguousArray<UInt32>(repeating: .max, count: count)
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
      if code.instructions[Int(record.start)].opcode == ARM64Operation.restoreStack.rawValue { restoreStack() }
      for index in Int(record.start)..<Int(record.end) {
        if !code.positions.isEmpty, code.positions[index] != 0 { buffer.addSource(code.positions[index]) }
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
    let size = frameBytes + UInt32(savedRegisters.count + 1) / 2 * 16 + 16
    if let isBroken { throw InternalError(stage: "emission", function: code.name, isBroken) }
    return buffer.finish(frameSize: size)
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
    let isFloat = move.registerClass == .float
    if destination.isRegister {
      let number = destination.register.number
      if source.isRegister {
        isFloat
          ? buffer.word(ARM64Word.vectorMove(number, source.register.number))
          : buffer.moveRegister(number, source.register.number)
      } else {
        access(
          number, base: ARM64Register.stackPointer, offset: spillOffset(source), width: isFloat ? move.size : 8,
          isLoad: true, isFloat: isFloat)
      }
    } else if source.isRegister {
      access(
        source.register.number, base: ARM64Register.stackPointer, offset: spillOffset(destination),
        width: isFloat ? move.size : 8, isLoad: false, isFloat: isFloat)
    } else {
      copySlot(from: spillOffset(source), to: spillOffset(destination), words: Int64(move.size / 8))
    }
  }

  /// Copies between spill slots through the first scratch register, which the allocator does not know. Far
  /// slots need an address too: it is made in the link register, which is saved in every frame.
  private mutating func copySlot(from source: Int64, to destination: Int64, words: Int64) {
    let scratch = ARM64Register.scratch
    for part in 0..<max(1, words) {
      access(
        scratch, base: ARM64Register.stackPointer, offset: source + part * 8, width: 8, isLoad: true, isFloat: false,
        temporary: ARM64Register.link)
      access(
        scratch, base: ARM64Register.stackPointer, offset: destination + part * 8, width: 8, isLoad: false,
        isFloat: false, temporary: ARM64Register.link)
    }
  }

  /// Makes the value of a repeatable instruction in another register, without touching flags.
  private mutating func rematerialize(_ index: UInt32, into number: UInt8) {
    let instruction = code.instructions[Int(index)]
    let record = code.problem.instructions[Int(index)]
    switch ARM64Operation(rawValue: instruction.opcode) {
    case .moveImmediate: buffer.moveImmediate(number, instruction.immediate)
    case .loadAddress: emitLoadAddress(number, instruction, record)
    case .loadFromOffsetTable: emitLoadFromOffsetTable(number, CodeSymbol(raw: instruction.payload))
    case .floatLoad: emitAccess(number, instruction, record, operand: 1, isLoad: true, isFloat: true)
    case .floatImmediate: emitFloatImmediate(number, instruction)
    default: fail("operation \(instruction.opcode) cannot be repeated")
    }
  }

  // MARK: Frame

  private mutating func emitPrologue() {
    guard hasFrame else { return }
    let (sp, fp) = (ARM64Register.stackPointer, ARM64Register.framePointer)
    buffer.word(ARM64Word.pair(fp, ARM64Register.link, sp, offset: -16, mode: 3, isLoad: false))
    buffer.addUnwind(.frameOffset, value: 16)
    buffer.addUnwind(.save, register: fp, value: -16)
    buffer.addUnwind(.save, register: ARM64Register.link, value: -8)
    buffer.word(ARM64Word.aluImmediate(.add, fp, sp, bits: 0, wide: true))
    buffer.addUnwind(.frameRegister, register: fp)
    var offset: Int32 = -32
    for index in stride(from: 0, to: savedRegisters.count, by: 2) {
      let first = savedRegisters[index].number
      if index + 1 < savedRegisters.count {
        let second = savedRegisters[index + 1].number
        buffer.word(ARM64Word.pair(first, second, sp, offset: -16, mode: 3, isLoad: false))
        buffer.addUnwind(.save, register: second, value: offset + 8)
      } else {
        buffer.word(ARM64Word.single(first, sp, offset: -16, isPre: true, isLoad: false))
      }
      buffer.addUnwind(.save, register: first, value: offset)
      offset -= 16
    }
    if frameBytes > 0 { growStack() }
    alignStack()
    if frame.alignment > 16, frameBytes + frame.alignment > Self.pageBytes { touch() }
  }

  private static let pageBytes: UInt32 = 4096

  /// Makes room for the frame. A large one grows page by page and touches each, so that the guard page is
  /// met.
  private mutating func growStack() {
    let pages = frameBytes / Self.pageBytes
    let rest = frameBytes % Self.pageBytes
    if pages <= 3 {
      for _ in 0..<pages { growByPage() }
    } else {
      let (sp, scratch) = (ARM64Register.stackPointer, ARM64Register.scratch)
      let loop = buffer.makeLabel()
      buffer.moveImmediate(scratch, Int64(pages))
      buffer.bind(loop)
      growByPage()
      buffer.word(ARM64Word.aluImmediate(.subtract, scratch, scratch, bits: 1 << 10, wide: true))
      buffer.word(ARM64Word.branchZero(scratch, nonZero: true, wide: true), .words19, to: loop)
      _ = sp
    }
    if rest > 0 { adjustStack(.subtract, rest) }
  }
  private mutating func growByPage() {
    adjustStack(.subtract, Self.pageBytes)
    touch()
  }
  private mutating func touch() {
    let access = ARM64Word.access(width: 8, isLoad: false, isFloat: false)
    buffer.word(ARM64Word.scaled(access, ARM64Register.zero, ARM64Register.stackPointer, units: 0))
  }
  mutating func adjustStack(_ operation: ALUOperation, _ amount: UInt32) {
    let sp = ARM64Register.stackPointer
    let high = amount & ~4095
    if high > 0 {
      if let bits = ARM64Immediate.arithmetic(Int64(high)) {
        buffer.word(ARM64Word.aluImmediate(operation, sp, sp, bits: bits, wide: true))
      } else {
        buffer.moveImmediate(ARM64Register.scratch, Int64(high))
        buffer.word(
          ARM64Word.aluExtended(operation, sp, sp, ARM64Register.scratch, option: 3, amount: 0, wide: true))
      }
    }
    if amount & 4095 > 0 {
      buffer.word(ARM64Word.aluImmediate(operation, sp, sp, bits: (amount & 4095) << 10, wide: true))
    }
  }

  /// Takes the frame down; the return or jump that follows calls `endEpilogue`.
  mutating func emitEpilogue() {
    guard hasFrame else { return }
    let (sp, fp) = (ARM64Register.stackPointer, ARM64Register.framePointer)
    if frame.alignment > 16 {
      let saved = UInt32(savedRegisters.count + 1) / 2 * 16
      buffer.word(ARM64Word.aluImmediate(.subtract, sp, fp, bits: saved << 10, wide: true))
    } else if frameBytes > 0 {
      adjustStack(.add, frameBytes)
    }
    var index = (savedRegisters.count + 1) / 2 * 2
    while index > 0 {
      index -= 2
      let first = savedRegisters[index].number
      if index + 1 < savedRegisters.count {
        buffer.word(
          ARM64Word.pair(first, savedRegisters[index + 1].number, sp, offset: 16, mode: 1, isLoad: true))
      } else {
        buffer.word(ARM64Word.single(first, sp, offset: 16, isPre: false, isLoad: true))
      }
    }
    buffer.word(ARM64Word.pair(fp, ARM64Register.link, sp, offset: 16, mode: 1, isLoad: true))
    buffer.addUnwind(.rememberState)
    buffer.addUnwind(.defineFrame, register: sp, value: 0)
    buffer.addUnwind(.restore, register: fp)
    buffer.addUnwind(.restore, register: ARM64Register.link)
  }

  /// Puts the stack pointer to the bottom of the frame.
  private mutating func restoreStack() {
    let (sp, fp) = (ARM64Register.stackPointer, ARM64Register.framePointer)
    let saved = UInt32(savedRegisters.count + 1) / 2 * 16
    buffer.word(ARM64Word.aluImmediate(.subtract, sp, fp, bits: saved << 10, wide: true))
    if frameBytes > 0 { adjustStack(.subtract, frameBytes) }
    alignStack()
  }

  private mutating func alignStack() {
    guard frame.alignment > 16, let bits = ARM64Immediate.logical(~(UInt64(frame.alignment) - 1), width: 8) else {
      return
    }
    let (sp, scratch) = (ARM64Register.stackPointer, ARM64Register.scratch)
    buffer.word(ARM64Word.aluImmediate(.add, scratch, sp, bits: 0, wide: true))
    buffer.word(ARM64Word.logicalImmediate(.and, sp, scratch, bits: bits, wide: true))
  }

  /// Takes the frame down before a tail call. Arguments that were collected at its bottom are brought to the
  /// caller's area, where they may cover all of the frame: what is needed of it is read before. Only registers
  /// of arguments and of the callee hold anything by now.
  mutating func leaveFrame(_ instruction: MachineInstruction) {
    guard instruction.condition == 1 else { return emitEpilogue() }
    let (sp, fp, link) = (ARM64Register.stackPointer, ARM64Register.framePointer, ARM64Register.link)
    let (word, callersFrame, distance) = (ARM64Register.scratch, ARM64Register.secondScratch, ARM64Register.x(10).number)
    for (index, register) in savedRegisters.enumerated() {
      // Pairs lie below the frame record, each with its first register first.
      let offset = Int64(index & 1) * 8 - Int64(index / 2 + 1) * 16
      access(register.number, base: fp, offset: offset, width: 8, isLoad: true, isFloat: false)
    }
    access(callersFrame, base: fp, offset: 0, width: 8, isLoad: true, isFloat: false)
    access(link, base: fp, offset: 8, width: 8, isLoad: true, isFloat: false)
    let start = 16 + Int64(instruction.displacement)
    var offset = instruction.immediate
    while offset > 0 {
      // The area lies above the bottom, so what is last goes first.
      offset -= 8
      access(word, base: sp, offset: offset, width: 8, isLoad: true, isFloat: false, temporary: distance)
      access(word, base: fp, offset: start + offset, width: 8, isLoad: false, isFloat: false, temporary: distance)
    }
    buffer.moveImmediate(distance, start)
    buffer.word(ARM64Word.alu(.add, distance, fp, distance, wide: true))
    buffer.addUnwind(.rememberState)
    buffer.addUnwind(.defineFrame, register: distance, value: -instruction.displacement)
    buffer.addUnwind(.restore, register: fp)
    buffer.addUnwind(.restore, register: link)
    buffer.moveRegister(fp, callersFrame)
    buffer.word(ARM64Word.aluImmediate(.add, sp, distance, bits: 0, wide: true))
  }
  mutating func endEpilogue() {
    if hasFrame { buffer.addUnwind(.restoreState) }
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
      emitTrap(stub.code)
    }
  }
  mutating func emitTrap(_ trapCode: UInt8) {
    buffer.addTrap(trapCode)
    buffer.word(ARM64Word.undefined(0xC11F))
  }
}
