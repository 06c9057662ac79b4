// What the constant evaluator asks about the memory of monomorphic types. IR generation, which owns
// layouts, implements it.

import PolySema
import PolySupport

public struct SizeAndAlignment: Equatable, Sendable {
  public var size: UInt64
  public var alignment: UInt64
  public init(size: UInt64, alignment: UInt64) {
    self.size = size
    self.alignment = alignment
  }
}

/// How an enum (or coroutine) tells its variants apart in memory.
public enum VariantEncoding: Equatable, Sendable {
  /// Only one variant is possible: nothing is stored. Also for structs, and for uninhabited types.
  case single(variant: UInt32)
  /// An integer of `size` bytes at `offset` holds the discriminant's value, truncated to it.
  case tagged(offset: UInt64, size: UInt64)
  /// A field of `untagged` at `offset` holds `start + (variant - first)` (wrapping in `size` bytes) for
  /// the variants `first ... last`, and anything else for `untagged`.
  case niche(
    offset: UInt64, size: UInt64, untagged: UInt32, first: UInt32, last: UInt32, startLow: UInt64,
    startHigh: UInt64)
}

/// Layouts of monomorphic, normalized types.
public protocol LayoutProvider: AnyObject {
  /// nil for unsized types (the sized prefix is not asked for) and for types that are too large.
  func sizeAndAlignment(of type: Ty) -> SizeAndAlignment?
  /// Byte offset of a field of a struct, union, tuple, closure or enum variant, by declaration index.
  /// For a struct with an unsized tail, that of the tail assumes the tail's alignment is 1 beyond what
  /// precedes it only if `tailAlignment` is nil.
  func fieldOffset(of type: Ty, variant: UInt32, field: UInt32, tailAlignment: UInt64?) -> UInt64
  func variantEncoding(of type: Ty) -> VariantEncoding
}
