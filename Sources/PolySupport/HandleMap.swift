// A map from handles that is filled and emptied often: open addressing, emptied in the time of its entries.

/// Small values by handle. Emptying keeps the memory.
@frozen public struct HandleMap<Key: EntityHandle, Value> {
  @usableFromInline var keys: ContiguousArray<UInt32> = []
  @usableFromInline var values: ContiguousArray<Value> = []
  @usableFromInline var used: ContiguousArray<UInt32> = []
  @usableFromInline let filler: Value

  /// `filler` stands in slots without an entry; it is never returned.
  @inlinable public init(filler: Value) { self.filler = filler }

  @inlinable @inline(__always) func slot(_ key: UInt32) -> Int {
    let mask = keys.count &- 1
    var slot = Int((key &* 0x9E37_79B9) &>> 7) & mask
    while keys[slot] != key, keys[slot] != .max { slot = (slot &+ 1) & mask }
    return slot
  }

  @inlinable public subscript(key: Key) -> Value? {
    guard !used.isEmpty else { return nil }
    let slot = slot(key.raw)
    return keys[slot] == .max ? nil : values[slot]
  }

  @inlinable public mutating func insert(_ value: Value, for key: Key) {
    if used.count &* 2 >= keys.count { grow() }
    let slot = slot(key.raw)
    if keys[slot] == .max {
      keys[slot] = key.raw
      used.append(UInt32(truncatingIfNeeded: slot))
    }
    values[slot] = value
  }

  @inlinable public mutating func removeAll() {
    for slot in used { keys[Int(slot)] = .max }
    used.removeAll(keepingCapacity: true)
  }

  @usableFromInline mutating func grow() {
    let oldKeys = keys
    let oldValues = values
    let oldUsed = used
    let size = max(32, oldKeys.count * 2)
    keys = ContiguousArray(filledWith: .max, count: size)
    values = ContiguousArray(filledWith: filler, count: size)
    used.removeAll(keepingCapacity: true)
    for old in oldUsed {
      let slot = slot(oldKeys[Int(old)])
      keys[slot] = oldKeys[Int(old)]
      values[slot] = oldValues[Int(old)]
      used.append(UInt32(truncatingIfNeeded: slot))
    }
  }
}
