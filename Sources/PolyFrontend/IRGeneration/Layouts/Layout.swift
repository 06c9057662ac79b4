// The memory layout of a monomorphic type as data: size, alignment, fields, variants, niches.
//
// Sizes and alignments are in bytes. Invariant: `size` is a multiple of `alignment`; offsets of
// fields are by declaration index, whatever their order in memory.

import PolyIR
import PolySema
import PolySupport

public struct LayoutID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public enum Primitive: Hashable, Sendable {
  /// An integer of 1, 2, 4, 8 or 16 bytes.
  case integer(bytes: UInt8, isSigned: Bool)
  case float(FloatKind)
  /// An address of 4 or 8 bytes.
  case pointer(bytes: UInt8)

  public func size() -> UInt64 {
    switch self {
    case .integer(let bytes, _), .pointer(let bytes): UInt64(bytes)
    case .float(.f16): 2
    case .float(.f32): 4
    case .float(.f64): 8
    case .float(.f128): 16
    }
  }
}

extension UInt128 {
  /// All ones in the low `bytes` bytes.
  static func mask(bytes: UInt64) -> UInt128 { bytes >= 16 ? .max : (1 << UInt128(bytes * 8)) - 1 }
}

/// A scalar with the (wrapping) range of bit patterns that are valid for it.
public struct Scalar: Hashable, Sendable {
  public var primitive: Primitive
  public var validStart: UInt128
  public var validEnd: UInt128

  /// Every bit pattern is valid.
  public static func full(_ primitive: Primitive) -> Scalar {
    Scalar(
      primitive: primitive, validStart: 0, validEnd: .mask(bytes: primitive.size()))
  }
  public var size: UInt64 { primitive.size() }
  /// How many bit patterns are invalid, saturated at 2^64 - 1.
  public var invalidCount: UInt64 {
    let count = (validStart &- validEnd &- 1) & .mask(bytes: size)
    return UInt64(exactly: count) ?? .max
  }
}

/// How values of the type travel in the compiler: as nothing, one or two SSA values, or in memory.
public enum ValueClass: Hashable, Sendable {
  case scalar(Scalar)
  case pair(Scalar, Scalar, secondOffset: UInt64)
  case memory
}

/// A place with invalid bit patterns that an enclosing enum can use for its variants.
public struct Niche: Hashable, Sendable {
  public var offset: UInt64
  public var scalar: Scalar
  public var available: UInt64 { scalar.invalidCount }
}

public enum TagEncoding: Hashable, Sendable {
  /// The tag holds the discriminant.
  case direct
  /// The tag holds `start + (variant - first)` for variants `first ... last` other than `untagged`;
  /// any other value means the variant `untagged`.
  case niche(untagged: UInt32, first: UInt32, last: UInt32, start: UInt128)
}

public enum VariantsShape: Hashable, Sendable {
  /// Not an enum, or one with a single inhabited variant.
  case single(UInt32)
  case multiple(tag: Scalar, tagOffset: UInt64, encoding: TagEncoding, variants: [LayoutID])
}

/// A layout while it is computed.
public struct LayoutData: Sendable {
  public var size: UInt64 = 0
  public var alignment: UInt64 = 1
  public var valueClass: ValueClass = .memory
  /// Offsets by field index: struct, tuple, closure, union or the single variant's fields.
  public var fieldOffsets: ContiguousArray<UInt64> = []
  /// The types of the fields, in the same order.
  public var fieldTypes: ContiguousArray<Ty> = []
  public var variants: VariantsShape = .single(0)
  public var largestNiche: Niche? = nil
  /// No value of the type can exist.
  public var isUninhabited = false
  /// The last field is unsized (slice, str, dyn): `size` covers the rest.
  public var isUnsized = false

  public init() {}
  public var isZeroSized: Bool { size == 0 && !isUnsized }
}

/// How a value is read and written: as what types of PolyIR.
enum ValueAccess {
  /// Nothing: the type is sized and has no bytes.
  case none
  case scalar(IRType)
  case pair(IRType, IRType, secondOffset: UInt64)
  /// Memory, or unsized.
  case memory

  init(_ layout: LayoutData) {
    if layout.isZeroSized {
      self = .none
      return
    }
    switch layout.valueClass {
    case .scalar(let scalar): self = .scalar(scalar.primitive.irType)
    case .pair(let a, let b, let second): self = .pair(a.primitive.irType, b.primitive.irType, secondOffset: second)
    case .memory: self = .memory
    }
  }
}

/// A finished layout: shared, because it is asked for at every access to a place.
public final class TypeLayout: Sendable {
  public let size: UInt64
  public let alignment: UInt64
  public let valueClass: ValueClass
  public let fieldOffsets: ContiguousArray<UInt64>
  public let fieldTypes: ContiguousArray<Ty>
  public let variants: VariantsShape
  public let largestNiche: Niche?
  public let isUninhabited: Bool
  public let isUnsized: Bool

  init(_ data: LayoutData) {
    size = data.size
    alignment = data.alignment
    valueClass = data.valueClass
    fieldOffsets = data.fieldOffsets
    fieldTypes = data.fieldTypes
    variants = data.variants
    largestNiche = data.largestNiche
    isUninhabited = data.isUninhabited
    isUnsized = data.isUnsized
  }
  public var isZeroSized: Bool { size == 0 && !isUnsized }
}

func alignUp(_ offset: UInt64, _ alignment: UInt64) -> UInt64 {
  alignment <= 1 ? offset : (offset &+ (alignment &- 1)) & ~(alignment &- 1)
}
