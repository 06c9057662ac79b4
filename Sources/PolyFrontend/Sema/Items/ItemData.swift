// What is known of items besides their types: generic parameters, fields, variants, representation.

import PolyExpansion
import PolySupport

public enum GenericParameterKind: UInt8, Sendable { case lifetime, type, const }

/// One generic parameter. `index` is its place in the whole argument list (parents' first).
public struct GenericParameterData: Sendable {
  public var def: DefID
  public var name: Symbol
  public var kind: GenericParameterKind
  public var index: UInt32
  public var hasDefault: Bool
  /// Made for an `impl Trait` argument: cannot be given explicitly.
  public var isSynthetic: Bool
}

/// The generic parameters of a definition. Arguments are ordered: those of `parent`, then `Self` of a
/// trait, then the own ones in source order (lifetimes included; their arguments are erased regions).
public struct GenericsData: Sendable {
  public var owner: DefID
  /// The definition whose parameters come first, or `.none`.
  public var parent: DefID
  public var parentCount: Int
  /// Whether `owner` itself is a trait: argument `parentCount` is then its `Self`.
  public var hasSelf: Bool
  /// Own parameters without `Self`.
  public var parameters: [GenericParameterData]
  /// The whole number of arguments.
  public var count: Int { parentCount + (hasSelf ? 1 : 0) + parameters.count }
  /// Index of the first own parameter after `Self`.
  public var ownStart: Int { parentCount + (hasSelf ? 1 : 0) }
}

public enum AdtKind: UInt8, Sendable { case structure, enumeration, union }
public enum AdtConstructor: UInt8, Sendable { case unit, tuple, named }

public struct AdtField: Sendable {
  public var def: DefID
  public var name: Symbol
  /// In terms of the ADT's parameters; not normalized.
  public var type: Ty
}

public struct AdtVariant: Sendable {
  /// The variant, or for a struct or union the ADT itself.
  public var def: DefID
  public var name: Symbol
  public var constructor: AdtConstructor
  public var fields: [AdtField]
  /// The anonymous constant of an explicit discriminant, or `.none`: then it is that of the previous
  /// variant plus one. Values: `Program.discriminant(of:variant:)`.
  public var discriminant: DefID
}

/// `#[repr(…)]`
public struct AdtRepr: Sendable, Equatable {
  public var isC = false
  public var isTransparent = false
  public var isSimd = false
  /// `packed(n)`: the greatest field alignment; 0 if not packed.
  public var pack: UInt32 = 0
  /// `align(n)`: 0 if not given.
  public var align: UInt32 = 0
  /// `repr(u8)` …
  public var integer: IntegerKind? = nil
  public init() {}
}

public struct AdtFlags: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let isBox = AdtFlags(rawValue: 1)
  public static let isPhantomData = AdtFlags(rawValue: 2)
  public static let isManuallyDrop = AdtFlags(rawValue: 4)
  public static let isUnsafeCell = AdtFlags(rawValue: 8)
  /// Coherence treats the type as transparent: `&T`, `Box<T>`, `Pin<T>`.
  public static let isFundamental = AdtFlags(rawValue: 16)
}

/// A struct, enum or union.
public final class AdtData {
  public let def: DefID
  public let kind: AdtKind
  public let variants: [AdtVariant]
  public let repr: AdtRepr
  public let flags: AdtFlags

  init(def: DefID, kind: AdtKind, variants: [AdtVariant], repr: AdtRepr, flags: AdtFlags) {
    self.def = def
    self.kind = kind
    self.variants = variants
    self.repr = repr
    self.flags = flags
  }
  public var isBox: Bool { flags.contains(.isBox) }
  public var isPhantomData: Bool { flags.contains(.isPhantomData) }
  public var isManuallyDrop: Bool { flags.contains(.isManuallyDrop) }
  public var isUnsafeCell: Bool { flags.contains(.isUnsafeCell) }
  public var isEnum: Bool { kind == .enumeration }
  public var isUnion: Bool { kind == .union }
  /// The only variant of a struct or union.
  public var onlyVariant: AdtVariant { variants[0] }
  public func variantIndex(of def: DefID) -> Int? { variants.firstIndex { $0.def == def } }
}

/// The associated items of a trait or impl.
public struct AssociatedItem: Sendable {
  public enum Kind: UInt8, Sendable { case function, constant, type }
  public var def: DefID
  public var name: Symbol
  public var kind: Kind
  /// A function with a `self` parameter.
  public var hasSelf: Bool
  /// In a trait: has a default.
  public var hasDefault: Bool
}
