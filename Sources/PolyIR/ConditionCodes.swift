// The small immediates of instructions: comparison conditions, trap codes, atomic operations.

/// The condition of `icmp`.
public enum IntCC: UInt8, Sendable, CaseIterable {
  case equal, notEqual
  case signedLessThan, signedGreaterThanOrEqual, signedGreaterThan, signedLessThanOrEqual
  case unsignedLessThan, unsignedGreaterThanOrEqual, unsignedGreaterThan, unsignedLessThanOrEqual

  public var name: String {
    switch self {
    case .equal: "eq"
    case .notEqual: "ne"
    case .signedLessThan: "slt"
    case .signedGreaterThanOrEqual: "sge"
    case .signedGreaterThan: "sgt"
    case .signedLessThanOrEqual: "sle"
    case .unsignedLessThan: "ult"
    case .unsignedGreaterThanOrEqual: "uge"
    case .unsignedGreaterThan: "ugt"
    case .unsignedLessThanOrEqual: "ule"
    }
  }
  /// The condition that holds exactly when this one does not.
  @inlinable public var complement: IntCC {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .signedLessThan: .signedGreaterThanOrEqual
    case .signedGreaterThanOrEqual: .signedLessThan
    case .signedGreaterThan: .signedLessThanOrEqual
    case .signedLessThanOrEqual: .signedGreaterThan
    case .unsignedLessThan: .unsignedGreaterThanOrEqual
    case .unsignedGreaterThanOrEqual: .unsignedLessThan
    case .unsignedGreaterThan: .unsignedLessThanOrEqual
    case .unsignedLessThanOrEqual: .unsignedGreaterThan
    }
  }
  /// The condition for exchanged operands.
  @inlinable public var swapped: IntCC {
    switch self {
    case .equal, .notEqual: self
    case .signedLessThan: .signedGreaterThan
    case .signedGreaterThanOrEqual: .signedLessThanOrEqual
    case .signedGreaterThan: .signedLessThan
    case .signedLessThanOrEqual: .signedGreaterThanOrEqual
    case .unsignedLessThan: .unsignedGreaterThan
    case .unsignedGreaterThanOrEqual: .unsignedLessThanOrEqual
    case .unsignedGreaterThan: .unsignedLessThan
    case .unsignedLessThanOrEqual: .unsignedGreaterThanOrEqual
    }
  }
  @inlinable public var isSigned: Bool { rawValue >= 2 && rawValue <= 5 }
  @inlinable public var isUnsigned: Bool { rawValue >= 6 }
}

/// The condition of `fcmp`. A relation is a union of the four outcomes less, equal, greater, unordered.
public enum FloatCC: UInt8, Sendable, CaseIterable {
  case ordered, unordered
  case equal, notEqual
  case orderedNotEqual, unorderedOrEqual
  case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
  case unorderedOrLessThan, unorderedOrLessThanOrEqual
  case unorderedOrGreaterThan, unorderedOrGreaterThanOrEqual

  public var name: String {
    switch self {
    case .ordered: "ord"
    case .unordered: "uno"
    case .equal: "eq"
    case .notEqual: "ne"
    case .orderedNotEqual: "one"
    case .unorderedOrEqual: "ueq"
    case .lessThan: "lt"
    case .lessThanOrEqual: "le"
    case .greaterThan: "gt"
    case .greaterThanOrEqual: "ge"
    case .unorderedOrLessThan: "ult"
    case .unorderedOrLessThanOrEqual: "ule"
    case .unorderedOrGreaterThan: "ugt"
    case .unorderedOrGreaterThanOrEqual: "uge"
    }
  }
  /// Outcomes that satisfy the condition: bit 0 less, 1 equal, 2 greater, 3 unordered.
  @inlinable public var outcomes: UInt8 {
    switch self {
    case .ordered: 0b0111
    case .unordered: 0b1000
    case .equal: 0b0010
    case .notEqual: 0b1101
    case .orderedNotEqual: 0b0101
    case .unorderedOrEqual: 0b1010
    case .lessThan: 0b0001
    case .lessThanOrEqual: 0b0011
    case .greaterThan: 0b0100
    case .greaterThanOrEqual: 0b0110
    case .unorderedOrLessThan: 0b1001
    case .unorderedOrLessThanOrEqual: 0b1011
    case .unorderedOrGreaterThan: 0b1100
    case .unorderedOrGreaterThanOrEqual: 0b1110
    }
  }
  /// The condition that holds exactly when this one does not.
  @inlinable public var complement: FloatCC {
    switch self {
    case .ordered: .unordered
    case .unordered: .ordered
    case .equal: .notEqual
    case .notEqual: .equal
    case .orderedNotEqual: .unorderedOrEqual
    case .unorderedOrEqual: .orderedNotEqual
    case .lessThan: .unorderedOrGreaterThanOrEqual
    case .lessThanOrEqual: .unorderedOrGreaterThan
    case .greaterThan: .unorderedOrLessThanOrEqual
    case .greaterThanOrEqual: .unorderedOrLessThan
    case .unorderedOrLessThan: .greaterThanOrEqual
    case .unorderedOrLessThanOrEqual: .greaterThan
    case .unorderedOrGreaterThan: .lessThanOrEqual
    case .unorderedOrGreaterThanOrEqual: .lessThan
    }
  }
  /// The condition for exchanged operands.
  @inlinable public var swapped: FloatCC {
    switch self {
    case .lessThan: .greaterThan
    case .lessThanOrEqual: .greaterThanOrEqual
    case .greaterThan: .lessThan
    case .greaterThanOrEqual: .lessThanOrEqual
    case .unorderedOrLessThan: .unorderedOrGreaterThan
    case .unorderedOrLessThanOrEqual: .unorderedOrGreaterThanOrEqual
    case .unorderedOrGreaterThan: .unorderedOrLessThan
    case .unorderedOrGreaterThanOrEqual: .unorderedOrLessThanOrEqual
    default: self
    }
  }
}

/// Why a trapping instruction traps: five reserved codes, the others are the user's (1…250).
@frozen public struct TrapCode: Hashable, Sendable {
  public let raw: UInt8
  @inlinable public init(raw: UInt8) { self.raw = raw }
  public static let stackOverflow = TrapCode(raw: 251)
  public static let integerOverflow = TrapCode(raw: 252)
  public static let heapOutOfBounds = TrapCode(raw: 253)
  public static let integerDivisionByZero = TrapCode(raw: 254)
  public static let badConversionToInteger = TrapCode(raw: 255)
  /// The user's trap code `number`, 1…250.
  public static func user(_ number: UInt8) -> TrapCode { TrapCode(raw: number) }

  public var name: String {
    switch raw {
    case 251: "stk_ovf"
    case 252: "int_ovf"
    case 253: "heap_oob"
    case 254: "int_divz"
    case 255: "bad_toint"
    default: "user\(raw)"
    }
  }
  /// The code that a name stands for.
  public init?(name: String) {
    switch name {
    case "stk_ovf": self = .stackOverflow
    case "int_ovf": self = .integerOverflow
    case "heap_oob": self = .heapOutOfBounds
    case "int_divz": self = .integerDivisionByZero
    case "bad_toint": self = .badConversionToInteger
    default:
      guard name.hasPrefix("user"), let number = UInt8(name.dropFirst(4)), number >= 1, number <= 250
      else { return nil }
      self.init(raw: number)
    }
  }
}

/// The operation of `atomic_rmw`.
public enum AtomicRmwOp: UInt8, Sendable, CaseIterable {
  case add, sub, and, nand, or, xor, xchg, umin, umax, smin, smax
  public var name: String { "\(self)" }
}

/// How an atomic operation orders other memory operations. Plain CLIF is always sequentially
/// consistent; the weaker orders are an extension and print only where they are used.
public enum MemoryOrdering: UInt8, Sendable, CaseIterable {
  case sequentiallyConsistent, relaxed, acquire, release, acquireRelease
  public var name: String {
    switch self {
    case .sequentiallyConsistent: "seq_cst"
    case .relaxed: "relaxed"
    case .acquire: "acquire"
    case .release: "release"
    case .acquireRelease: "acq_rel"
    }
  }
}
