// What the register allocator is given: control flow, operands and constraints in flat tables.
//
// It knows neither an IR nor a machine. The rules that the producer keeps:
// - Virtual registers are in SSA form: one definition each (an operand or a block parameter) that
//   dominates the uses.
// - Blocks are in layout order; each has at least one instruction; the last one is the terminator.
// - Block arguments are passed only by blocks with one successor, and no edge is critical, so the moves
//   of an edge have a place: before the terminator if it has no operands and clobbers nothing, or at the
//   start of the successor, which then has one predecessor.
// - What a terminator defines is used by nothing (a temporary); what a call defines on its edges is
//   defined by a first instruction of the successor with early fixed definitions.
//
// Program points: instruction i has point 2i (early: inputs are read) and 2i + 1 (late: results are
// written); moves happen in the gap before point 2i.

import PolySupport

/// A value of the function under allocation.
@frozen public struct VirtualRegister: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A register of the machine: 0 to 31 of class integer, 32 to 63 of class float.
@frozen public struct PhysicalRegister: Hashable, Sendable {
  public var index: UInt8
  @inlinable public init(_ index: UInt8) { self.index = index }
  @inlinable public static var none: PhysicalRegister { PhysicalRegister(255) }
  @inlinable public var isFloat: Bool { index >= 32 }
  /// Its number within the class.
  @inlinable public var number: UInt8 { index & 31 }
}

/// A set of physical registers.
@frozen public struct RegisterSet: Hashable, Sendable {
  public var bits: UInt64
  @inlinable public init(bits: UInt64 = 0) { self.bits = bits }
  @inlinable public init(_ registers: [PhysicalRegister]) {
    bits = 0
    for register in registers { bits |= 1 &<< UInt64(register.index) }
  }
  @inlinable public func contains(_ register: PhysicalRegister) -> Bool {
    bits &>> UInt64(register.index) & 1 != 0
  }
  @inlinable public mutating func insert(_ register: PhysicalRegister) {
    bits |= 1 &<< UInt64(register.index)
  }
  @inlinable public mutating func remove(_ register: PhysicalRegister) {
    bits &= ~(1 &<< UInt64(register.index))
  }
  /// Calls `body` for each member in ascending order.
  @inlinable public func forEach(_ body: (PhysicalRegister) -> Void) {
    var rest = bits
    while rest != 0 {
      body(PhysicalRegister(UInt8(rest.trailingZeroBitCount)))
      rest &= rest &- 1
    }
  }
}

@frozen public enum RegisterClass: UInt8, Sendable { case integer, float }

/// Where the operand has to be.
@frozen public enum OperandConstraint: UInt8, Sendable {
  /// A register or a spill slot.
  case any
  case register
  /// The physical register `data`.
  case fixed
  /// For a definition: the register of input `data` (index among the instruction's operands).
  case reuse
}

/// One operand of an instruction, 8 bytes.
@frozen public struct AllocationOperand: Sendable {
  public var register: VirtualRegister
  public var constraint: OperandConstraint
  /// The physical register of `fixed`, the operand index of `reuse`.
  public var data: UInt8
  public var isDefinition: Bool
  /// Definitions are late by default, uses early; the other way round they are `moved`: an early
  /// definition may not share a register with an input, a late use not with a result.
  public var isMoved: Bool

  @inlinable public init(
    _ register: VirtualRegister, _ constraint: OperandConstraint, data: UInt8 = 0, isDefinition: Bool,
    isMoved: Bool = false
  ) {
    self.register = register
    self.constraint = constraint
    self.data = data
    self.isDefinition = isDefinition
    self.isMoved = isMoved
  }
}

@frozen public struct AllocationInstruction: Sendable {
  public var operandStart: UInt32
  public var operandCount: UInt16
  /// Index in `AllocationProblem.clobberSets`; 0 is the empty set.
  public var clobbers: UInt8
  @inlinable public init(operandStart: UInt32, operandCount: UInt16, clobbers: UInt8 = 0) {
    self.operandStart = operandStart
    self.operandCount = operandCount
    self.clobbers = clobbers
  }
  @inlinable public var operands: Range<Int> {
    Int(operandStart)..<Int(operandStart) + Int(operandCount)
  }
}

@frozen public struct AllocationBlock: Sendable {
  /// First instruction and the one after the terminator.
  public var start: UInt32
  public var end: UInt32
  public var successors: ListRef<UInt32>
  public var predecessors: ListRef<UInt32> = .empty
  public var parameters: ListRef<VirtualRegister>
  /// Arguments for the parameters of the only successor.
  public var arguments: ListRef<VirtualRegister>
  /// Rarely executed; does not make its surroundings a loop.
  public var isCold: Bool
  @inlinable public init(
    start: UInt32, end: UInt32, successors: ListRef<UInt32>, parameters: ListRef<VirtualRegister>,
    arguments: ListRef<VirtualRegister>, isCold: Bool
  ) {
    self.start = start
    self.end = end
    self.successors = successors
    self.parameters = parameters
    self.arguments = arguments
    self.isCold = isCold
  }
}

@frozen public struct VirtualRegisterInfo: Sendable {
  public var registerClass: RegisterClass
  /// Bytes of its spill slot: 8 or 16.
  public var slotSize: UInt8
  /// The instruction that makes the value from nothing and may be repeated anywhere, or `UInt32.max`.
  public var rematerialization: UInt32
  @inlinable public init(
    _ registerClass: RegisterClass, slotSize: UInt8 = 8, rematerialization: UInt32 = .max
  ) {
    self.registerClass = registerClass
    self.slotSize = slotSize
    self.rematerialization = rematerialization
  }
}

public struct AllocationProblem {
  public var name = ""
  public var blocks: ContiguousArray<AllocationBlock> = []
  public var instructions: ContiguousArray<AllocationInstruction> = []
  public var operands: ContiguousArray<AllocationOperand> = []
  public var registers: ContiguousArray<VirtualRegisterInfo> = []
  public var blockLists = ListPool<UInt32>()
  public var registerLists = ListPool<VirtualRegister>()
  /// The first is the empty set.
  public var clobberSets: [RegisterSet] = [RegisterSet()]
  public init() {}

  /// Fills the predecessor lists from the successor lists.
  public mutating func computePredecessors() {
    for index in blocks.indices { blocks[index].predecessors = .empty }
    for index in blocks.indices {
      for position in blocks[index].successors.range {
        blocks[Int(blockLists.storage[position])].predecessors.count &+= 1
      }
    }
    let first = blockLists.storage.count
    var next = UInt32(first)
    for index in blocks.indices {
      let count = blocks[index].predecessors.count
      blocks[index].predecessors = ListRef(start: next, count: 0)
      next &+= count
    }
    blockLists.storage.append(contentsOf: repeatElement(0, count: Int(next) - first))
    for index in blocks.indices {
      for position in blocks[index].successors.range {
        let successor = Int(blockLists.storage[position])
        let list = blocks[successor].predecessors
        blockLists.storage[Int(list.start &+ list.count)] = UInt32(index)
        blocks[successor].predecessors.count &+= 1
      }
    }
  }
}

/// The machine's registers as the allocator sees them.
public struct RegisterEnvironment: Sendable {
  /// Allocatable registers of each class (integer, float), in order of preference.
  public var order: [[PhysicalRegister]]
  public var calleeSaved: RegisterSet
  /// One register a class that is never allocated, for breaking cycles of moves.
  public var scratch: [PhysicalRegister]
  public init(order: [[PhysicalRegister]], calleeSaved: RegisterSet, scratch: [PhysicalRegister]) {
    self.order = order
    self.calleeSaved = calleeSaved
    self.scratch = scratch
  }
}
