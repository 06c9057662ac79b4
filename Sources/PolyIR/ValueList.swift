// Operand lists and block calls of variable length, in one pool of words.
//
// A list at position p of the pool is `words[p] = length`, then its elements; room is a power of two
// of words, at least four, so that appending is amortised constant. Position 0 is the empty list.

/// A list of values in the pool; the raw value is a position, 0 is the empty list.
@frozen public struct ValueList: Sendable, Hashable {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public static let empty = ValueList(raw: 0)
}

/// A block with arguments, as branches name it; the raw value is a position in the pool.
@frozen public struct BlockCall: Sendable, Hashable {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An argument of a block call: a value, or in a `try_call` one of the callee's results or of the
/// words that came with the exception.
@frozen public struct BlockArgument: Sendable, Hashable {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  @inlinable public init(_ value: Value) { raw = value.raw }
  @inlinable public static func result(_ index: Int) -> BlockArgument {
    BlockArgument(raw: 0x8000_0000 | UInt32(truncatingIfNeeded: index))
  }
  @inlinable public static func exception(_ index: Int) -> BlockArgument {
    BlockArgument(raw: 0xC000_0000 | UInt32(truncatingIfNeeded: index))
  }
  @inlinable public var value: Value? { raw < 0x8000_0000 ? Value(raw: raw) : nil }
  @inlinable public var isValue: Bool { raw < 0x8000_0000 }
  /// The index of the callee's result that the argument stands for.
  @inlinable public var resultIndex: Int? { raw &>> 30 == 2 ? Int(raw & 0x3FFF_FFFF) : nil }
  /// The index of the exception word that the argument stands for.
  @inlinable public var exceptionIndex: Int? { raw &>> 30 == 3 ? Int(raw & 0x3FFF_FFFF) : nil }
}

/// The pool of a function.
@frozen public struct OperandPool: Sendable {
  public var words: ContiguousArray<UInt32> = [0]
  @inlinable public init() {}

  /// The words that a list of `count` elements occupies with its header.
  @inlinable static func room(for count: Int) -> Int {
    let needed = count &+ 1
    return needed <= 4 ? 4 : 1 &<< (Int.bitWidth &- (needed &- 1).leadingZeroBitCount)
  }

  /// Empties the pool and keeps its memory.
  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    words.append(0)
  }

  /// Allocates a list of `count` elements that are all zero.
  @inlinable public mutating func allocate(_ count: Int) -> UInt32 {
    let position = words.count
    words.append(UInt32(truncatingIfNeeded: count))
    words.append(contentsOf: repeatElement(0, count: Self.room(for: count) &- 1))
    return UInt32(truncatingIfNeeded: position)
  }

  @inlinable public func count(_ position: UInt32) -> Int { Int(words[Int(position)]) }

  /// The positions in `words` of a list's elements.
  @inlinable public func range(_ position: UInt32) -> Range<Int> {
    let start = Int(position) &+ 1
    return start..<(start &+ Int(words[Int(position)]))
  }

  /// Appends an element; the list may move, its new position is returned.
  @inlinable public mutating func append(_ element: UInt32, to position: UInt32) -> UInt32 {
    let count = position == 0 ? 0 : Int(words[Int(position)])
    if position == 0 {
      let fresh = allocate(1)
      words[Int(fresh) &+ 1] = element
      return fresh
    }
    if Self.room(for: count &+ 1) == Self.room(for: count) {
      words[Int(position)] &+= 1
      words[Int(position) &+ 1 &+ count] = element
      return position
    }
    let fresh = allocate(count &+ 1)
    for index in 0..<count { words[Int(fresh) &+ 1 &+ index] = words[Int(position) &+ 1 &+ index] }
    words[Int(fresh) &+ 1 &+ count] = element
    return fresh
  }

  /// Removes the element at `index`, keeping the order of the others.
  @inlinable public mutating func remove(at index: Int, of position: UInt32) {
    let range = range(position)
    guard index >= 0, index < range.count else { return }
    var word = range.lowerBound + index
    while word + 1 < range.upperBound {
      words[word] = words[word + 1]
      word += 1
    }
    words[Int(position)] -= 1
  }
}
