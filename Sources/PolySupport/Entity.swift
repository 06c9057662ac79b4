// Typed 32-bit handles and the tables that they index.
//
// Invariant: a handle is only meaningful together with the table that made it; equality of
// handles is equality of entities.

/// A 32-bit index into one table. `UInt32.max` is reserved for "none".
public protocol EntityHandle: Hashable, Sendable {
  var raw: UInt32 { get }
  init(raw: UInt32)
}

extension EntityHandle {
  /// The handle that stands for the absence of an entity.
  @inlinable public static var none: Self { Self(raw: .max) }
  @inlinable public var isNone: Bool { raw == .max }
  @inlinable public var index: Int { Int(raw) }
  @inlinable public init(_ index: Int) { self.init(raw: UInt32(truncatingIfNeeded: index)) }
  @inlinable public static func == (a: Self, b: Self) -> Bool { a.raw == b.raw }
  @inlinable public func _rawHashValue(seed: Int) -> Int { NumberKey.hash(UInt64(raw), seed: seed) }
}

/// A number as a key of sets and dictionaries. Ours are handles and positions, which no foe chooses: one
/// multiplication spreads them well enough, and costs a tenth of the default.
@frozen public struct NumberKey: Hashable, Sendable {
  public let raw: UInt64
  @inlinable public init(_ raw: UInt64) { self.raw = raw }
  /// Of two handles.
  @inlinable public init<A: EntityHandle, B: EntityHandle>(_ a: A, _ b: B) {
    raw = UInt64(a.raw) << 32 | UInt64(b.raw)
  }
  @inlinable public static func == (a: Self, b: Self) -> Bool { a.raw == b.raw }
  @inlinable public func _rawHashValue(seed: Int) -> Int { Self.hash(raw, seed: seed) }

  @inlinable public static func hash(_ number: UInt64, seed: Int) -> Int {
    let product = (number ^ UInt64(truncatingIfNeeded: seed)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product ^ (product &>> 32))
  }
}

/// Owns the data of one kind of entity; a handle is given out by `push` and never reused.
@frozen public struct PrimaryMap<Key: EntityHandle, Element> {
  public var elements: ContiguousArray<Element> = []

  @inlinable public init() {}
  @inlinable public init(reserving capacity: Int) { elements.reserveCapacity(capacity) }
  @inlinable public var count: Int { elements.count }
  @inlinable public var isEmpty: Bool { elements.isEmpty }
  /// The handle that the next `push` will return.
  @inlinable public var nextKey: Key { Key(elements.count) }

  @inlinable @discardableResult
  public mutating func push(_ element: Element) -> Key {
    let key = Key(elements.count)
    elements.append(element)
    return key
  }

  @inlinable public subscript(key: Key) -> Element {
    get { elements[key.index] }
    _modify { yield &elements[key.index] }
  }

  @inlinable public func contains(_ key: Key) -> Bool { key.index < elements.count }
  /// All keys in order of creation.
  @inlinable public var keys: EntityRange<Key> { EntityRange(start: 0, end: UInt32(elements.count)) }
  @inlinable public mutating func removeAll(keepingCapacity keep: Bool = true) {
    elements.removeAll(keepingCapacity: keep)
  }
  @inlinable public mutating func reserve(_ capacity: Int) { elements.reserveCapacity(capacity) }
}

/// Annotates entities that another table owns; entries that were never set read as the default.
@frozen public struct SecondaryMap<Key: EntityHandle, Element> {
  public var elements: ContiguousArray<Element> = []
  public let defaultValue: Element

  @inlinable public init(default value: Element) { defaultValue = value }
  @inlinable public init(default value: Element, count: Int) {
    defaultValue = value
    elements = ContiguousArray(filledWith: value, count: count)
  }

  @inlinable public subscript(key: Key) -> Element {
    get { key.index < elements.count ? elements[key.index] : defaultValue }
    _modify {
      if key.index >= elements.count { grow(to: key.index + 1) }
      yield &elements[key.index]
    }
  }

  /// The same as through the subscript; fast where entries are set in the order of their keys.
  @inlinable @inline(__always) public mutating func set(_ key: Key, _ element: Element) {
    if key.index == elements.count { elements.append(element) } else { self[key] = element }
  }

  @inlinable public mutating func grow(to count: Int) {
    guard count > elements.count else { return }
    // Doubling only when it is needed keeps growth by single entries linear.
    if elements.capacity < count { elements.reserveCapacity(max(count, elements.count * 2)) }
    while elements.count < count { elements.append(defaultValue) }
  }
  @inlinable public mutating func removeAll() { elements.removeAll(keepingCapacity: true) }
}

/// A half-open range of handles, iterated without allocation.
@frozen public struct EntityRange<Key: EntityHandle>: RandomAccessCollection, Sendable {
  public var start: UInt32
  public var end: UInt32
  @inlinable public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
  @inlinable public static var empty: Self { Self(start: 0, end: 0) }
  // Indices count from the first handle of the range.
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { Int(end &- start) }
  @inlinable public subscript(position: Int) -> Key { Key(Int(start) &+ position) }
}

/// A run of elements in a `ListPool`: 8 bytes, trivially copyable.
@frozen public struct ListRef<Element>: Hashable, Sendable {
  public var start: UInt32
  public var count: UInt32
  @inlinable public init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }
  @inlinable public static var empty: Self { Self(start: 0, count: 0) }
  @inlinable public var isEmpty: Bool { count == 0 }
  @inlinable public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Backing storage of many short immutable lists.
@frozen public struct ListPool<Element> {
  public var storage: ContiguousArray<Element> = []
  @inlinable public init() {}
  @inlinable public mutating func make<S: Sequence>(_ elements: S) -> ListRef<Element>
  where S.Element == Element {
    let start = storage.count
    storage.append(contentsOf: elements)
    return ListRef(start: UInt32(start), count: UInt32(storage.count - start))
  }
  @inlinable public subscript(list: ListRef<Element>) -> Slice<ContiguousArray<Element>> {
    Slice(base: storage, bounds: list.range)
  }
  @inlinable public subscript(list: ListRef<Element>, position: Int) -> Element {
    get { storage[Int(list.start) + position] }
    _modify { yield &storage[Int(list.start) + position] }
  }
}

extension PrimaryMap: Sendable where Element: Sendable {}
extension SecondaryMap: Sendable where Element: Sendable {}

extension ContiguousArray {
  /// `count` equal elements. `init(repeating:count:)` asks the runtime for the storage's type at each call;
  /// this is specialised where it is used.
  @inlinable @inline(__always) public init(filledWith element: Element, count: Int) {
    self.init()
    guard count > 0 else { return }
    reserveCapacity(count)
    append(contentsOf: repeatElement(element, count: count))
  }

  /// Removes all elements and keeps the room; for lists that mostly hold few.
  @inlinable @inline(__always) public mutating func clear() {
    if count > 8 { return removeAll(keepingCapacity: true) }
    while !isEmpty { removeLast() }
  }
}
