// The stack frame once registers are allocated: outgoing area, spill slots, explicit slots.
//
// Offsets count up from the stack pointer after the prologue:
//   [ outgoing arguments | spill slots | explicit slots | padding ] saved registers, caller's frame

import PolyIR
import PolySupport
import RegisterAllocator

public struct FrameLayout: Sendable {
  /// Offset of the first spill slot.
  public var spillBase: UInt32
  /// Offset of each explicit slot.
  public var slotOffsets: ContiguousArray<UInt32>
  /// Bytes below the saved registers, without the saved registers.
  public var size: UInt32
  /// Alignment that some slot needs.
  public var alignment: UInt32

  /// Nil if the frame is larger than 1 GiB.
  public init?(_ code: VCode, _ allocation: Allocation) {
    var offset = UInt64(code.outgoingSize)
    spillBase = UInt32(offset)
    offset += UInt64(allocation.slotCount) * 8
    alignment = 16
    slotOffsets = []
    slotOffsets.reserveCapacity(code.slots.count)
    for slot in code.slots {
      let slotAlignment = UInt64(1) << UInt64(min(max(slot.alignShift, 3), 16))
      alignment = max(alignment, UInt32(slotAlignment))
      offset = (offset + slotAlignment - 1) & ~(slotAlignment - 1)
      guard offset < 1 << 30 else { return nil }
      slotOffsets.append(UInt32(offset))
      offset += UInt64(slot.size)
    }
    guard offset < 1 << 30 else { return nil }
    size = UInt32((offset + 15) & ~15)
  }
}
