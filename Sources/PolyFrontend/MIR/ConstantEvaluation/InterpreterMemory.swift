// Reading and writing the evaluator's memory: scalars, pointers, ranges with their relocations.

import PolyExpansion
import PolySema
import PolySupport

/// A scalar while evaluating. A pointer has its target and an offset in `low`; without a target it is an
/// address that is just a number.
struct ScalarValue {
  var low: UInt64
  var high: UInt64 = 0
  var target: PointerTarget?

  init(_ low: UInt64, _ high: UInt64 = 0, target: PointerTarget? = nil) {
    self.low = low
    self.high = high
    self.target = target
  }
  init(_ value: UInt128) {
    low = UInt64(truncatingIfNeeded: value)
    high = UInt64(truncatingIfNeeded: value >> 64)
    target = nil
  }
  var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }
}

/// A place in the evaluator's memory, with its type and the length or vtable of an unsized one.
struct MemoryPlace {
  /// Where it is; an address without a target can only hold zero-sized values.
  var pointer: ScalarValue
  var type: PlaceType
  var metadata: ScalarValue?
}

/// Why evaluation stopped.
struct EvaluationFailure: Error {
  var message: String
  var span: Span
  /// The error was reported already.
  var isReported = false
}

extension ConstantMemory {
  private func check(_ id: AllocationID, _ offset: UInt64, _ size: UInt64) -> String? {
    let allocation = self[id]
    if allocation.isDead { return "memory access failed: the pointer is dangling" }
    let end = offset.addingReportingOverflow(size)
    if end.overflow || end.partialValue > UInt64(allocation.bytes.count) {
      return "memory access failed: the pointer is out of bounds"
    }
    return nil
  }

  /// The index of the first relocation at or after `offset`.
  private func relocationIndex(_ id: AllocationID, _ offset: UInt64) -> Int {
    var low = 0
    var high = self[id].relocations.count
    while low < high {
      let middle = (low + high) / 2
      if self[id].relocations[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func readScalar(_ id: AllocationID, _ offset: UInt64, size: Int, pointerSize: Int) throws(MemoryError) -> ScalarValue {
    if let message = check(id, offset, UInt64(size)) { throw MemoryError(message: message) }
    if !self[id].relocations.isEmpty {
      let index = relocationIndex(id, offset)
      if index < self[id].relocations.count {
        let relocation = self[id].relocations[index]
        if relocation.offset == offset, size == pointerSize {
          return ScalarValue(UInt64(bitPattern: relocation.addend), 0, target: relocation.target)
        }
        if relocation.offset < offset + UInt64(size) {
          throw MemoryError(message: "unable to turn pointer into raw bytes")
        }
      }
      if index > 0, self[id].relocations[index - 1].offset + UInt64(pointerSize) > offset {
        throw MemoryError(message: "unable to turn pointer into raw bytes")
      }
    }
    var low: UInt64 = 0
    var high: UInt64 = 0
    let base = Int(offset)
    for index in 0..<min(size, 8) { low |= UInt64(self[id].bytes[base + index]) << UInt64(8 * index) }
    if size > 8 {
      for index in 8..<min(size, 16) { high |= UInt64(self[id].bytes[base + index]) << UInt64(8 * (index - 8)) }
    }
    return ScalarValue(low, high)
  }

  mutating func writeScalar(
    _ id: AllocationID, _ offset: UInt64, _ value: ScalarValue, size: Int, pointerSize: Int
  ) throws(MemoryError) {
    if let message = check(id, offset, UInt64(size)) { throw MemoryError(message: message) }
    clearRelocations(id, offset, UInt64(size), pointerSize)
    let base = Int(offset)
    if let target = value.target {
      for index in 0..<size { self[id].bytes[base + index] = 0 }
      insert(
        ConstantRelocation(offset: offset, target: target, addend: Int64(bitPattern: value.low)), in: id)
      return
    }
    for index in 0..<min(size, 8) {
      self[id].bytes[base + index] = UInt8(truncatingIfNeeded: value.low >> UInt64(8 * index))
    }
    if size > 8 {
      for index in 8..<min(size, 16) {
        self[id].bytes[base + index] = UInt8(truncatingIfNeeded: value.high >> UInt64(8 * (index - 8)))
      }
    }
  }

  private mutating func insert(_ relocation: ConstantRelocation, in id: AllocationID) {
    if let last = self[id].relocations.last, last.offset < relocation.offset {
      self[id].relocations.append(relocation)
    } else {
      let index = relocationIndex(id, relocation.offset)
      self[id].relocations.insert(relocation, at: index)
    }
  }

  private mutating func clearRelocations(_ id: AllocationID, _ offset: UInt64, _ size: UInt64, _ pointerSize: Int) {
    guard !self[id].relocations.isEmpty, size > 0 else { return }
    let lower = offset >= UInt64(pointerSize) - 1 ? offset - UInt64(pointerSize) + 1 : 0
    let first = relocationIndex(id, lower)
    var end = first
    while end < self[id].relocations.count, self[id].relocations[end].offset < offset + size { end += 1 }
    if end > first { self[id].relocations.removeSubrange(first..<end) }
  }

  /// Copies bytes and addresses; the ranges may overlap.
  mutating func copy(
    from source: AllocationID, _ sourceOffset: UInt64, to destination: AllocationID, _ offset: UInt64,
    size: UInt64, pointerSize: Int
  ) throws(MemoryError) {
    guard size > 0 else { return }
    if let message = check(source, sourceOffset, size) ?? check(destination, offset, size) {
      throw MemoryError(message: message)
    }
    var moved: ContiguousArray<ConstantRelocation> = []
    if !self[source].relocations.isEmpty {
      var index = relocationIndex(source, sourceOffset)
      while index < self[source].relocations.count, self[source].relocations[index].offset < sourceOffset + size {
        var relocation = self[source].relocations[index]
        relocation.offset = relocation.offset - sourceOffset + offset
        moved.append(relocation)
        index += 1
      }
    }
    let range = Int(sourceOffset)..<Int(sourceOffset + size)
    if source == destination {
      let bytes = ContiguousArray(self[source].bytes[range])
      self[destination].bytes.replaceSubrange(Int(offset)..<Int(offset + size), with: bytes)
    } else if size <= 16 {
      for index in 0..<Int(size) {
        self[destination].bytes[Int(offset) + index] = self[source].bytes[Int(sourceOffset) + index]
      }
    } else {
      let bytes = self[source].bytes[range]
      self[destination].bytes.replaceSubrange(Int(offset)..<Int(offset + size), with: bytes)
    }
    clearRelocations(destination, offset, size, pointerSize)
    for relocation in moved { insert(relocation, in: destination) }
  }

  mutating func fill(
    _ id: AllocationID, _ offset: UInt64, size: UInt64, with byte: UInt8, pointerSize: Int
  ) throws(MemoryError) {
    if let message = check(id, offset, size) { throw MemoryError(message: message) }
    clearRelocations(id, offset, size, pointerSize)
    for index in Int(offset)..<Int(offset + size) { self[id].bytes[index] = byte }
  }

  /// The bytes of a range that holds no addresses.
  func bytes(_ id: AllocationID, _ offset: UInt64, size: UInt64) throws(MemoryError) -> ContiguousArray<UInt8> {
    if let message = check(id, offset, size) { throw MemoryError(message: message) }
    return ContiguousArray(self[id].bytes[Int(offset)..<Int(offset + size)])
  }
}

struct MemoryError: Error { var message: String }
