// Value types: scalars now, fixed vectors have their place in the encoding.
//
// One byte: low nibble is the lane kind, high nibble log2 of the lane count.

/// The type of an SSA value.
@frozen public struct IRType: Hashable, Sendable {
  public let raw: UInt8
  @inlinable public init(raw: UInt8) { self.raw = raw }

  /// The type of instructions without a controlling type.
  public static let invalid = IRType(raw: 0)
  public static let i8 = IRType(raw: 1)
  public static let i16 = IRType(raw: 2)
  public static let i32 = IRType(raw: 3)
  public static let i64 = IRType(raw: 4)
  public static let i128 = IRType(raw: 5)
  public static let f16 = IRType(raw: 6)
  public static let f32 = IRType(raw: 7)
  public static let f64 = IRType(raw: 8)
  public static let f128 = IRType(raw: 9)

  @inlinable public static func == (a: IRType, b: IRType) -> Bool { a.raw == b.raw }

  /// The type of one lane; a scalar is its own lane.
  @inlinable public var lane: IRType { IRType(raw: raw & 15) }
  @inlinable public var laneCount: Int { 1 &<< Int(raw &>> 4) }
  @inlinable public var isVector: Bool { raw > 15 }
  @inlinable public var isInvalid: Bool { raw == 0 }
  /// A scalar integer.
  @inlinable public var isInteger: Bool { raw &- 1 < 5 }
  /// A scalar floating-point number.
  @inlinable public var isFloat: Bool { raw &- 6 < 4 }
  @inlinable public var isScalar: Bool { raw &- 1 < 9 }

  /// The width of one lane in bits; 0 for `invalid`.
  @inlinable public var laneBits: Int {
    switch raw & 15 {
    case 1: 8
    case 2, 6: 16
    case 3, 7: 32
    case 4, 8: 64
    case 5, 9: 128
    default: 0
    }
  }
  @inlinable public var bits: Int { laneBits * laneCount }
  @inlinable public var bytes: Int { bits / 8 }
  /// The integer scalar of a width, if there is one.
  @inlinable public static func integer(bits: Int) -> IRType? {
    switch bits {
    case 8: .i8
    case 16: .i16
    case 32: .i32
    case 64: .i64
    case 128: .i128
    default: nil
    }
  }
  /// The floating-point scalar of a width, if there is one.
  @inlinable public static func float(bits: Int) -> IRType? {
    switch bits {
    case 16: .f16
    case 32: .f32
    case 64: .f64
    case 128: .f128
    default: nil
    }
  }
  /// A vector of `count` (a power of two up to 256) lanes of this scalar.
  @inlinable public func vector(lanes count: Int) -> IRType {
    IRType(raw: (raw & 15) | UInt8(truncatingIfNeeded: count.trailingZeroBitCount &<< 4))
  }
  /// The integer scalar with twice the width; `invalid` beyond i128.
  @inlinable public var doubleWidth: IRType {
    raw >= 1 && raw <= 4 ? IRType(raw: raw &+ 1) : .invalid
  }
  /// The integer scalar with half the width; `invalid` below i16.
  @inlinable public var halfWidth: IRType {
    raw >= 2 && raw <= 5 ? IRType(raw: raw &- 1) : .invalid
  }
  /// The integer type with the same lane widths.
  @inlinable public var asInteger: IRType {
    switch raw & 15 {
    case 6: IRType(raw: raw & 0xF0 | 2)
    case 7: IRType(raw: raw & 0xF0 | 3)
    case 8: IRType(raw: raw & 0xF0 | 4)
    case 9: IRType(raw: raw & 0xF0 | 5)
    default: self
    }
  }
  /// The type of a comparison's result: i8 for scalars, a mask of the same width for vectors.
  @inlinable public var comparisonResult: IRType { isVector ? asInteger : .i8 }
  /// All bits of a lane set, for lanes of up to 64 bits.
  @inlinable public var mask: UInt64 {
    let width = laneBits
    return width >= 64 ? .max : (1 &<< UInt64(width)) &- 1
  }
}

extension IRType: CustomStringConvertible {
  /// The text form: `i32`, `f64`, `i8x16`.
  public var description: String {
    let base: String
    switch raw & 15 {
    case 1...5: base = "i\(laneBits)"
    case 6...9: base = "f\(laneBits)"
    default: base = "invalid"
    }
    return isVector ? "\(base)x\(laneCount)" : base
  }
}
