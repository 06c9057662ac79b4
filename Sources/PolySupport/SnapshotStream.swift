// Tables as bytes and back: one description of a table serves for writing and for reading it.
//
// The bytes are those of memory: only the same executable reads what it wrote. Whoever stores a
// snapshot keeps the identity of the executable with it.

/// The bytes of a snapshot, in memory that stays.
public struct SnapshotMemory {
  /// Makes whole pages of the memory, here the first address, those of other memory; false if it cannot.
  public typealias Move = (UnsafeMutableRawPointer, UnsafeMutableRawPointer, Int) -> Bool

  public var bytes: UnsafeRawBufferPointer
  /// For a private writable mapping that serves one reader: its pages may become the memory of the arrays
  /// that are read.
  public var move: Move?

  public init(_ bytes: UnsafeRawBufferPointer, move: Move? = nil) {
    self.bytes = bytes
    self.move = move
  }
}

/// A sequence of values that is written to memory or read from it.
public struct SnapshotStream {
  public let isReading: Bool
  /// What was written.
  public private(set) var output: ContiguousArray<UInt8> = []
  private let input: UnsafeRawBufferPointer
  private let move: SnapshotMemory.Move?
  /// Where the next value is read.
  public private(set) var position = 0
  /// A value did not fit: the input is too short, or a type is not plain memory.
  public private(set) var hasFailed = false

  /// A stream that writes.
  public init() {
    isReading = false
    move = nil
    input = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// A stream that reads memory which gives its pages, if it does: then arrays are read once.
  public init(reading memory: SnapshotMemory, at position: Int = 0) {
    isReading = true
    move = memory.move
    input = memory.bytes
    self.position = position
  }

  /// A stream that reads; the memory lives as long as what is read.
  public init(reading input: UnsafeRawBufferPointer, at position: Int = 0) {
    isReading = true
    move = nil
    self.input = input
    self.position = position
  }

  /// The input of a stream that reads.
  public var memory: UnsafeRawBufferPointer { input }
  /// How much was written or read.
  public var offset: Int { isReading ? position : output.count }

  // Each array begins at a multiple of 16, so that its elements can be used in place; a large one where
  // its elements begin in a page of memory.
  private static func padding(_ offset: Int, size: Int) -> Int {
    size < PagedArray.minimum ? -offset & 15 : (PagedArray.elementOffset - offset) & (PagedArray.pageSize - 1)
  }

  private mutating func putBytes(_ bytes: UnsafeRawBufferPointer) {
    for _ in 0..<Self.padding(output.count, size: bytes.count) { output.append(0) }
    output.append(contentsOf: bytes)
  }

  private mutating func takeBytes(_ count: Int) -> UnsafeRawBufferPointer? {
    guard !hasFailed, count >= 0 else {
      hasFailed = true
      return nil
    }
    let start = position + Self.padding(position, size: count)
    guard start <= input.count, count <= input.count - start else {
      hasFailed = true
      return nil
    }
    position = start + count
    return UnsafeRawBufferPointer(rebasing: input[start..<start + count])
  }

  /// A value without references.
  public mutating func value<T>(_ value: inout T) {
    guard _isPOD(T.self) else {
      hasFailed = true
      return
    }
    if isReading {
      if let bytes = takeBytes(MemoryLayout<T>.size) { value = bytes.loadUnaligned(as: T.self) }
    } else {
      withUnsafeBytes(of: &value) { putBytes($0) }
    }
  }

  /// A number of elements; the elements are written by the caller.
  public mutating func count(_ count: Int) -> Int {
    var result = count
    value(&result)
    return hasFailed ? 0 : result
  }

  /// Elements without references.
  public mutating func array<T>(_ array: inout ContiguousArray<T>) {
    guard _isPOD(T.self) else {
      hasFailed = true
      return
    }
    let count = count(array.count)
    if isReading {
      guard let bytes = takeBytes(count * MemoryLayout<T>.stride) else { return }
      array = []
      if let move, bytes.count >= PagedArray.minimum {
        array = PagedArray.make(bytes, count, move)
      } else {
        // Room to grow: the program's own entities follow.
        array.reserveCapacity(count + count / 8 + 8)
        array.append(contentsOf: bytes.bindMemory(to: T.self))
      }
    } else {
      array.withUnsafeBytes { putBytes($0) }
    }
  }

  public mutating func array<T>(_ array: inout [T]) {
    var contiguous = ContiguousArray(array)
    self.array(&contiguous)
    if isReading { array = Array(contiguous) }
  }

  public mutating func string(_ string: inout String) {
    var bytes = ContiguousArray(string.utf8)
    array(&bytes)
    if isReading { string = String(decoding: bytes, as: UTF8.self) }
  }

  /// A dictionary whose values are without references, in any order.
  public mutating func dictionary<K, V>(_ dictionary: inout [K: V]) {
    var keys = ContiguousArray(dictionary.keys)
    var values = ContiguousArray(dictionary.values)
    array(&keys)
    array(&values)
    guard isReading, keys.count == values.count else { return }
    dictionary = Dictionary(minimumCapacity: keys.count + keys.count / 8)
    for index in 0..<keys.count { dictionary[keys[index]] = values[index] }
  }

  public mutating func set<T>(_ set: inout Set<T>) {
    var elements = ContiguousArray(set)
    array(&elements)
    if isReading { set = Set(elements) }
  }

  public mutating func map<K, T>(_ map: inout PrimaryMap<K, T>) { array(&map.elements) }
  public mutating func map<K, T>(_ map: inout SecondaryMap<K, T>) { array(&map.elements) }
  public mutating func pool<T>(_ pool: inout ListPool<T>) { array(&pool.storage) }
}
