// Machine code with virtual registers: what instruction selection makes and register allocation reads.
//
// An instruction is 24 bytes and means what its target says; operands are in the allocation problem's
// table, so that the allocator needs no further view of the code. Selection runs backward, so everything
// is appended in reverse and turned round once in `finish`.

import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

/// How a memory operand's address is made. Registers of an address are the last operands.
public enum AddressKind: UInt8, Sendable {
  /// There is no memory operand.
  case none
  /// base + displacement
  case base
  /// base + index << shift + displacement
  case baseIndex
  /// index << shift + displacement
  case index
  /// An explicit stack slot of this frame; `payload` is its number.
  case stackSlot
  /// A stack slot with an index register.
  case stackSlotIndex
  /// The caller's outgoing area, where stack arguments arrive.
  case incoming
  /// This frame's outgoing area.
  case outgoing
  /// A symbol, relative to the instruction; `payload` is a `CodeSymbol`.
  case symbol
  /// A constant of the function, `payload` is its number in `VCode.constants`.
  case constant
}

/// One machine instruction before emission.
@frozen public struct MachineInstruction: Sendable {
  /// The target's operation.
  public var opcode: UInt16
  /// Bytes of the operation: 1, 2, 4, 8, 16.
  public var width: UInt8
  /// A condition code or another small immediate of the operation.
  public var condition: UInt8
  public var address: AddressKind
  /// log2 of the scale of the index register.
  public var shift: UInt8
  /// Whether `immediate` takes the place of the last register input.
  public var hasImmediate: Bool
  /// The trap code of a memory access or division that may trap, 0 for none.
  public var trapCode: UInt8
  public var displacement: Int32
  /// A stack slot, symbol, constant, call record, jump table or block, by `address` or opcode.
  public var payload: UInt32
  public var immediate: Int64

  @inlinable public init(_ opcode: UInt16, width: UInt8 = 8, condition: UInt8 = 0) {
    self.opcode = opcode
    self.width = width
    self.condition = condition
    address = .none
    shift = 0
    hasImmediate = false
    trapCode = 0
    displacement = 0
    payload = 0
    immediate = 0
  }
}

/// A call that may unwind, by its instruction's `payload`.
public struct CallRecord: Sendable {
  /// Blocks (in layout numbers) and tags of the handlers, in order; tag `UInt32.max` is a clean-up.
  public var handlers: [(tag: UInt32, block: UInt32)] = []
  public init() {}
}

/// A function in machine instructions.
public struct VCode {
  public var name: String
  public var instructions: ContiguousArray<MachineInstruction> = []
  /// Source position of each instruction, 0 for none; empty if locations are not wanted.
  public var positions: ContiguousArray<UInt32> = []
  public var problem = AllocationProblem()
  public var constants: [[UInt8]] = []
  /// Targets of jump tables, as blocks in layout numbers.
  public var jumpTables: [[UInt32]] = []
  public var callRecords: [CallRecord] = []
  public var slots: ContiguousArray<StackSlotData> = []
  /// Bytes at the bottom of the frame for arguments and results of calls.
  public var outgoingSize: UInt32 = 0
  /// Bytes of stack arguments that this function receives.
  public var incomingSize: UInt32 = 0
  public var hasCalls = false
  public var needsFrame = false
  public init(name: String) { self.name = name }
}

/// Collects instructions in reverse.
public struct VCodeBuilder {
  public var code: VCode
  /// Up to `pendingStart` in reverse; what follows is of the present IR instruction, in order.
  private var reversed: ContiguousArray<MachineInstruction>
  private var reversedRecords: ContiguousArray<AllocationInstruction>
  private var reversedPositions: ContiguousArray<UInt32>
  private var pendingStart = 0
  private var blockEnds: ContiguousArray<(block: AllocationBlock, end: Int)>
  private let keepsPositions: Bool
  private var hasRematerializable = false
  public var position: UInt32 = 0
  private var constantIndex: [[UInt8]: UInt32] = [:]

  public init(name: String, keepsPositions: Bool, capacity: Int, blockCapacity: Int = 0) {
    // Everything is made first and moved in then: a change of what is complete would copy it whole.
    var problem = AllocationProblem()
    problem.name = name
    problem.operands.reserveCapacity(capacity * 3)
    problem.registers.reserveCapacity(capacity)
    problem.blockLists.storage.reserveCapacity(blockCapacity * 5)
    var code = VCode(name: name)
    swap(&code.problem, &problem)
    var reversed: ContiguousArray<MachineInstruction> = []
    reversed.reserveCapacity(capacity)
    var records: ContiguousArray<AllocationInstruction> = []
    records.reserveCapacity(capacity)
    var positions: ContiguousArray<UInt32> = []
    if keepsPositions { positions.reserveCapacity(capacity) }
    var ends: ContiguousArray<(block: AllocationBlock, end: Int)> = []
    ends.reserveCapacity(blockCapacity)
    self.code = code
    self.keepsPositions = keepsPositions
    self.reversed = reversed
    reversedRecords = records
    reversedPositions = positions
    blockEnds = ends
  }

  @inline(__always) public mutating func makeRegister(_ registerClass: RegisterClass, slotSize: UInt8 = 8)
    -> VirtualRegister
  {
    let register = VirtualRegister(code.problem.registers.count)
    code.problem.registers.append(VirtualRegisterInfo(registerClass, slotSize: slotSize))
    return register
  }

  /// Marks the register's definition as repeatable; the instruction is found in `finish`.
  public mutating func markRematerializable(_ register: VirtualRegister) {
    hasRematerializable = true
    code.problem.registers[register.index].rematerialization = .max - 1
  }

  public func isRematerializable(_ register: VirtualRegister) -> Bool {
    code.problem.registers[register.index].rematerialization != .max
  }

  /// The number of operands so far: the start of the next instruction's.
  @inline(__always) public var operandMark: UInt32 { UInt32(code.problem.operands.count) }

  @inline(__always) public mutating func operand(_ operand: AllocationOperand) {
    code.problem.operands.append(operand)
  }

  /// Appends an instruction whose operands were added since `mark`.
  @inline(__always)
  public mutating func append(_ instruction: MachineInstruction, mark: UInt32, clobbers: UInt8 = 0) {
    reversed.append(instruction)
    reversedRecords.append(
      AllocationInstruction(
        operandStart: mark, operandCount: UInt16(truncatingIfNeeded: operandMark &- mark),
        clobbers: clobbers))
  }

  /// Puts an instruction before the others of the same IR instruction.
  public mutating func appendFirst(_ instruction: MachineInstruction, mark: UInt32) {
    reversed.insert(instruction, at: pendingStart)
    reversedRecords.insert(
      AllocationInstruction(
        operandStart: mark, operandCount: UInt16(truncatingIfNeeded: operandMark &- mark)), at: pendingStart)
  }

  /// Ends one IR instruction: its machine instructions come before all that were flushed earlier.
  public mutating func flush() {
    let count = reversed.count
    var low = pendingStart
    if keepsPositions {
      for _ in low..<count { reversedPositions.append(position) }
    }
    pendingStart = count
    var high = count &- 1
    while low < high {
      reversed.swapAt(low, high)
      reversedRecords.swapAt(low, high)
      low &+= 1
      high &-= 1
    }
  }

  public var pendingCount: Int { reversed.count - pendingStart }

  public mutating func constant(_ bytes: [UInt8]) -> UInt32 {
    if let index = constantIndex[bytes] { return index }
    let index = UInt32(code.constants.count)
    code.constants.append(bytes)
    constantIndex[bytes] = index
    return index
  }

  /// The index of a clobber set.
  public mutating func clobberSet(_ set: RegisterSet) -> UInt8 {
    for index in code.problem.clobberSets.indices where code.problem.clobberSets[index] == set {
      return UInt8(index)
    }
    code.problem.clobberSets.append(set)
    return UInt8(truncatingIfNeeded: code.problem.clobberSets.count - 1)
  }

  /// Ends a block: everything flushed since the last call belongs to it. Blocks come in reverse.
  public mutating func endBlock(
    successors: SmallList<UInt32>, parameters: [VirtualRegister], arguments: [VirtualRegister], isCold: Bool
  ) {
    let start = code.problem.blockLists.storage.count
    for index in 0..<successors.count { code.problem.blockLists.storage.append(successors[index]) }
    let record = AllocationBlock(
      start: 0, end: 0, successors: ListRef(start: UInt32(start), count: UInt32(successors.count)),
      parameters: list(parameters), arguments: list(arguments), isCold: isCold)
    blockEnds.append((record, reversed.count))
  }

  @inline(__always) private mutating func list(_ registers: [VirtualRegister]) -> ListRef<VirtualRegister> {
    if registers.isEmpty { return .empty }
    let start = code.problem.registerLists.storage.count
    for register in registers { code.problem.registerLists.storage.append(register) }
    return ListRef(start: UInt32(start), count: UInt32(registers.count))
  }

  /// Turns everything round and gives it away.
  public mutating func finish() -> VCode {
    let count = reversed.count
    // In place through a pointer: an array looks for other owners at each access.
    reversed.withUnsafeMutableBufferPointer { $0.reverse() }
    reversedRecords.withUnsafeMutableBufferPointer { $0.reverse() }
    if keepsPositions { reversedPositions.withUnsafeMutableBufferPointer { $0.reverse() } }
    var result = VCode(name: "")
    swap(&result, &code)
    result.instructions = reversed
    result.problem.instructions = reversedRecords
    result.positions = reversedPositions
    reversed = []
    reversedRecords = []
    reversedPositions = []
    if hasRematerializable { Self.findRematerializations(&result.problem) }
    result.problem.blocks.reserveCapacity(blockEnds.count)
    for block in blockEnds.indices.reversed() {
      var record = blockEnds[block].block
      record.start = UInt32(count - blockEnds[block].end)
      record.end = UInt32(count - (block == 0 ? 0 : blockEnds[block - 1].end))
      result.problem.blocks.append(record)
    }
    result.problem.computePredecessors()
    return result
  }

  /// Finds the instructions of the registers that were marked.
  private static func findRematerializations(_ problem: inout AllocationProblem) {
    var registers: ContiguousArray<VirtualRegisterInfo> = []
    swap(&registers, &problem.registers)
    registers.withUnsafeMutableBufferPointer { registers in
      problem.operands.withUnsafeBufferPointer { operands in
        problem.instructions.withUnsafeBufferPointer { instructions in
          for index in instructions.indices {
            for position in instructions[index].operands where operands[position].isDefinition {
              let register = operands[position].register.index
              if registers[register].rematerialization == .max - 1 {
                registers[register].rematerialization = UInt32(index)
              }
            }
          }
        }
      }
    }
    swap(&registers, &problem.registers)
  }
}
