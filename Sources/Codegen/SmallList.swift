// A list that needs no memory of its own up to two elements: successors of a block, parts of an argument.

/// A list of mostly one or two elements.
@frozen public struct SmallList<Element: Sendable>: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  @usableFromInline var first: Element?
  @usableFromInline var second: Element?
  @usableFromInline var rest: [Element] = []
  public private(set) var endIndex = 0
  @inlinable public var startIndex: Int { 0 }

  public init() {}

  public init(arrayLiteral elements: Element...) {
    for element in elements { append(element) }
  }

  public mutating func append(_ element: Element) {
    switch endIndex {
    case 0: first = element
    case 1: second = element
    default: rest.append(element)
    }
    endIndex &+= 1
  }

  public subscript(index: Int) -> Element {
    get {
      if index == 0, let first { return first }
      if index == 1, let second { return second }
      return rest[index &- 2]
    }
    set {
      switch index {
      case 0: first = newValue
      case 1: second = newValue
      default: rest[index &- 2] = newValue
      }
    }
  }
}
