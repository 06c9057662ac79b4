// The interpreter's memory: a flat address space of its own with three segments.
//
//   0x0001_0000…            data objects of the module
//   0x4000_0000…            heap, given out by the host
//   0x7000_0000…            stack, growing down
//   0x1_0000_0000 + 16 n    function n; not readable
//
// Anything else traps.
import PolySupport

/// Bytes by address.
public struct InterpreterMemory {
  public static let dataBase: UInt64 = 0x1_0000
  public static let heapBase: UInt64 = 0x4000_0000
  public static let stackBase: UInt64 = 0x7000_0000
  public static let functionBase: UInt64 = 0x1_0000_0000

  private var data: ContiguousArray<UInt8> = []
  private var heap: ContiguousArray<UInt8> = []
  /// The bytes below `stackTop` that were ever used.
  private var stack: ContiguousArray<UInt8> = []
  private var heapTop = 0
  public let stackTop: UInt64

  public init(stackSize: Int) {
    stackTop = Self.stackBase + UInt64(stackSize)
  }

  /// Makes the stack reach down to an address above `stackBase`.
  mutating func growStack(to address: UInt64) {
    let needed = Int(stackTop - max(address, Self.stackBase))
    guard needed > stack.count else { return }
    let size = min(Int(stackTop - Self.stackBase), max(needed, stack.count * 2, 4096))
    stack = ContiguousArray(filledWith: 0, count: size - stack.count) + stack
  }

  /// Room for a data object.
  mutating func placeData(size: UInt64, alignment: UInt64) -> UInt64? {
    let start = (UInt64(data.count) + alignment - 1) / alignment * alignment
    guard size < 1 << 28, start + size < 1 << 29 else { return nil }
    data.append(contentsOf: repeatElement(0, count: Int(start + size) - data.count))
    return Self.dataBase + start
  }
  /// Room on the heap; never given back.
  public mutating func allocate(size: UInt64, alignment: UInt64 = 16) -> UInt64? {
    let alignment = max(1, alignment)
    let start = (UInt64(heap.count) + alignment - 1) / alignment * alignment
    guard size < 1 << 28, start + size < 1 << 29 else { return nil }
    heap.append(contentsOf: repeatElement(0, count: Int(start + size) - heap.count))
    return Self.heapBase + start
  }

  private enum Segment { case data, heap, stack }
  @inline(__always)
  private func locate(_ address: UInt64, _ size: Int) -> (Segment, Int)? {
    if address >= Self.stackBase {
      let low = stackTop - UInt64(stack.count)
      guard address >= low, address < stackTop, stackTop - address >= UInt64(size) else { return nil }
      let offset = address - low
      return (.stack, Int(offset))
    }
    if address >= Self.heapBase {
      let offset = address - Self.heapBase
      guard offset < UInt64(heap.count), heap.count - Int(offset) >= size else { return nil }
      return (.heap, Int(offset))
    }
    guard address >= Self.dataBase else { return nil }
    let offset = address - Self.dataBase
    guard offset < UInt64(data.count), data.count - Int(offset) >= size else { return nil }
    return (.data, Int(offset))
  }

  /// Little-endian bytes as a number; nil if they are not all there.
  public func read(_ address: UInt64, size: Int) -> UInt128? {
    guard let (segment, offset) = locate(address, size) else { return nil }
    func load(_ bytes: ContiguousArray<UInt8>) -> UInt128 {
      var value: UInt128 = 0
      var index = size
      while index > 0 {
        index &-= 1
        value = value &<< 8 | UInt128(bytes[offset &+ index])
      }
      return value
    }
    switch segment {
    case .data: return load(data)
    case .heap: return load(heap)
    case .stack: return load(stack)
    }
  }
  /// False if the bytes are not all there.
  public mutating func write(_ address: UInt64, size: Int, _ value: UInt128) -> Bool {
    guard let (segment, offset) = locate(address, size) else { return false }
    func store(_ bytes: inout ContiguousArray<UInt8>) {
      var value = value
      for index in 0..<size {
        bytes[offset &+ index] = UInt8(truncatingIfNeeded: value)
        value = value &>> 8
      }
    }
    switch segment {
    case .data: store(&data)
    case .heap: store(&heap)
    case .stack: store(&stack)
    }
    return true
  }
  public func bytes(_ address: UInt64, count: Int) -> [UInt8]? {
    guard let (segment, offset) = locate(address, count) else { return nil }
    switch segment {
    case .data: return Array(data[offset..<(offset + count)])
    case .heap: return Array(heap[offset..<(offset + count)])
    case .stack: return Array(stack[offset..<(offset + count)])
    }
  }
  public mutating func write(_ address: UInt64, _ bytes: [UInt8]) -> Bool {
    guard let (segment, offset) = locate(address, bytes.count) else { return false }
    switch segment {
    case .data: data.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    case .heap: heap.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    case .stack: stack.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }
    return true
  }
}
