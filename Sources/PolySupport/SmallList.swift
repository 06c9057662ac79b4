// A list that needs no memory of its own up to two elements: successors of a block, parts of an argument.

/// A list of mostly one or two elements.
@frozen public struct SmallList<Element: Sendable>: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  @usableFromInline var first: Element?
  @usableFromInline var second: Element?
  /// Nil as long as two are enough: copies of such lists count no references.
  @usableFromInline var rest: ContiguousArray<Element>?
  @usableFromInline var count32: UInt32 = 0
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { Int(count32) }
  @inlinable public var count: Int { Int(count32) }

  @inlinable public init() {}
  @inlinable public init(_ element: Element) {
    first = element
    count32 = 1
  }

  @inlinable public init(arrayLiteral elements: Element...) {
    for element in elements { append(element) }
  }

  @inlinable public mutating func append(_ element: Element) {
    switch count32 {
    case 0: first = element
    case 1: second = element
    default:
      if rest == nil { rest = [] }
      rest?.append(element)
    }
    count32 &+= 1
  }

  @inlinable public subscript(index: Int) -> Element {
    get {
      if index == 0, let first { return first }
      if index == 1, let second { return second }
      return rest![index &- 2]
    }
    set {
      switch index {
      case 0: first = newValue
      case 1: second = newValue
      default: rest?[index &- 2] = newValue
      }
    }
  }
}
