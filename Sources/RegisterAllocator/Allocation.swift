// What the register allocator returns: a location for each operand and the moves to insert.

import PolySupport

/// A register, a spill slot, or the recipe of a value that can be made again.
@frozen public struct Location: Hashable, Sendable {
  public var raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  @inlinable public static var none: Location { Location(raw: .max) }
  @inlinable public init(_ register: PhysicalRegister) { raw = UInt32(register.index) }
  /// A spill slot; the number counts units of 8 bytes.
  @inlinable public init(slot: UInt32) { raw = 1 << 30 | slot }
  /// The value that instruction `instruction` makes from nothing.
  @inlinable public init(rematerializing instruction: UInt32) { raw = 2 << 30 | instruction }

  @inlinable public var isRegister: Bool { raw >> 30 == 0 }
  @inlinable public var isSlot: Bool { raw >> 30 == 1 }
  @inlinable public var isRematerialization: Bool { raw >> 30 == 2 }
  @inlinable public var isNone: Bool { raw == .max }
  @inlinable public var register: PhysicalRegister { PhysicalRegister(UInt8(truncatingIfNeeded: raw)) }
  @inlinable public var slot: UInt32 { raw & 0x3FFF_FFFF }
  /// The instruction to repeat.
  @inlinable public var instruction: UInt32 { raw & 0x3FFF_FFFF }
}

/// A move to insert before an instruction; moves of one instruction are in order.
@frozen public struct AllocationMove: Sendable {
  /// The instruction before which it happens.
  public var instruction: UInt32
  public var source: Location
  public var destination: Location
  public var registerClass: RegisterClass
  /// Bytes to move between slots: 8 or 16.
  public var size: UInt8
  @inlinable public init(
    instruction: UInt32, source: Location, destination: Location, registerClass: RegisterClass, size: UInt8
  ) {
    self.instruction = instruction
    self.source = source
    self.destination = destination
    self.registerClass = registerClass
    self.size = size
  }
}

public struct Allocation {
  /// One for each operand of the problem.
  public var operands: ContiguousArray<Location> = []
  /// In order of instruction. A move between two slots must not change any register, the scratch registers
  /// included: they may hold part of a cycle.
  public var moves: ContiguousArray<AllocationMove> = []
  /// Instructions whose result is made again at every use: not to be emitted.
  public var deleted: ContiguousArray<UInt32> = []
  /// Size of the spill area in units of 8 bytes.
  public var slotCount: UInt32 = 0
  /// Every register that is written by the allocation's choice.
  public var usedRegisters = RegisterSet()
  public init() {}
}
