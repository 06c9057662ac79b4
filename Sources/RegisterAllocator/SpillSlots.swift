// Places in the frame for values in memory: values whose lives do not overlap in the layout share a slot.

import PolySupport

struct SpillSlots {
  /// Size of the area so far in units of 8 bytes.
  private(set) var count: UInt32 = 0

  /// Sets the slots of the registers in `spilled`, which is sorted: start of the life << 32 | register.
  mutating func assign(
    _ spilled: ContiguousArray<UInt64>, _ problem: AllocationProblem, _ liveness: Liveness,
    _ slots: inout ContiguousArray<UInt32>
  ) {
    // Slots in use as a heap of (end, slot), free ones on a stack, for each size.
    for size in [UInt8(8), 16] {
      var busy: ContiguousArray<UInt64> = []
      var free: ContiguousArray<UInt32> = []
      var isRounded = false
      for entry in spilled {
        let register = Int(entry & 0xFFFF_FFFF)
        guard problem.registers[register].slotSize == size else { continue }
        let from = UInt32(entry >> 32)
        let to = liveness.ranges[Int(liveness.rangeStarts[register + 1]) - 1].to
        while let first = busy.first, UInt32(first >> 32) <= from {
          free.append(UInt32(first & 0xFFFF_FFFF))
          Self.popHeap(&busy)
        }
        var slot: UInt32
        if let reused = free.popLast() {
          slot = reused
        } else {
          if size == 16, !isRounded {
            isRounded = true
            count += count & 1
          }
          slot = count
          count += UInt32(size / 8)
        }
        slots[register] = slot
        Self.pushHeap(&busy, UInt64(to) << 32 | UInt64(slot))
      }
    }
  }

  private static func pushHeap(_ heap: inout ContiguousArray<UInt64>, _ key: UInt64) {
    heap.append(key)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2] > key {
      heap[child] = heap[(child - 1) / 2]
      child = (child - 1) / 2
    }
    heap[child] = key
  }

  private static func popHeap(_ heap: inout ContiguousArray<UInt64>) {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    var parent = 0
    while true {
      var child = parent * 2 + 1
      if child >= heap.count { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      if heap[child] >= last { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = last
  }
}
