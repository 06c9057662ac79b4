// Types, generic arguments and type-level constants as interned 32-bit handles.
//
// Invariants: equal types have equal handles. Bodies are checked with erased regions
// (`Region.erased`), so handle equality is type equality there; regions of items' own signatures
// are kept for borrow checking. Types of closures are nominal: their signature, kind and captures
// are in `ClosureInfo`, written in terms of the enclosing item's parameters.

import PolyExpansion
import PolySupport

public struct Ty: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A lifetime: erased, 'static, a named parameter (by DefID), bound in a binder, or a variable.
public struct Region: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A type-level constant (array length, const generic argument).
public struct Const: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An interned list of generic arguments, parents' first (for a trait: Self first).
public struct Args: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An interned list of types.
public struct TyList: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An interned function signature.
public struct Signature: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An interned set of predicates of a trait object.
public struct Existential: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum IntegerKind: UInt8, Sendable, CaseIterable {
  case i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
  public var isSigned: Bool { rawValue < IntegerKind.u8.rawValue }
  /// Width in bits; pointer-sized integers on a 64-bit target (`TargetInfo` has the rest).
  public func bits(pointerBits: Int = 64) -> Int {
    switch self {
    case .i8, .u8: 8
    case .i16, .u16: 16
    case .i32, .u32: 32
    case .i64, .u64: 64
    case .i128, .u128: 128
    case .isize, .usize: pointerBits
    }
  }
  public var name: String {
    ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"][
      Int(rawValue)]
  }
}

public enum FloatKind: UInt8, Sendable { case f16, f32, f64, f128 }
public enum Mutability: UInt8, Sendable { case shared, mutable }
public enum ClosureKind: UInt8, Sendable { case fn, fnMut, fnOnce }
public enum CallingConvention: UInt8, Sendable { case rust, c, rustCall, system, intrinsic }

/// One generic argument: the two low bits tell the kind, the rest is the handle.
public struct GenericArg: Hashable, Sendable {
  public let raw: UInt32
  public init(_ type: Ty) { raw = type.raw << 2 }
  public init(_ region: Region) { raw = region.raw << 2 | 1 }
  public init(_ const: Const) { raw = const.raw << 2 | 2 }
  public enum Kind { case type(Ty), region(Region), const(Const) }
  public var kind: Kind {
    switch raw & 3 {
    case 0: .type(Ty(raw: raw >> 2))
    case 1: .region(Region(raw: raw >> 2))
    default: .const(Const(raw: raw >> 2))
    }
  }
  public var type: Ty? { raw & 3 == 0 ? Ty(raw: raw >> 2) : nil }
  public var const: Const? { raw & 3 == 2 ? Const(raw: raw >> 2) : nil }
  public var region: Region? { raw & 3 == 1 ? Region(raw: raw >> 2) : nil }
}

public enum TyKind: Hashable, Sendable {
  case bool, char, str, never, error
  case integer(IntegerKind)
  case float(FloatKind)
  case adt(DefID, Args)
  case foreign(DefID)
  case reference(Region, Ty, Mutability)
  case pointer(Ty, Mutability)
  case slice(Ty)
  case array(Ty, Const)
  case tuple(TyList)
  /// The zero-sized type of a function item, tuple-struct or variant constructor.
  case functionDef(DefID, Args)
  case functionPointer(Signature)
  case dynamic(Existential, Region)
  /// Arguments are those of the enclosing item.
  case closure(DefID, Args)
  case coroutine(DefID, Args)
  /// `impl Trait` in return position (or an async fn's future before it is revealed).
  case opaque(DefID, Args)
  /// `<Args[0] as Trait<…>>::Name`: the associated type's DefID and the trait's arguments (+ own).
  case projection(DefID, Args)
  /// A type parameter by its index in the item's whole argument list.
  case parameter(index: UInt32, name: Symbol)
  /// Inference variables; never outside a body being checked.
  case typeVariable(UInt32)
  case integerVariable(UInt32)
  case floatVariable(UInt32)
  /// A higher-ranked or solver placeholder.
  case placeholder(UInt32)
}

public enum RegionKind: Hashable, Sendable {
  case erased, `static`
  case parameter(DefID)
  case bound(UInt32)
  case variable(UInt32)
}

/// What a type-level constant is. Values are bits of the type, zero-extended.
public enum ConstKind: Hashable, Sendable {
  case value(Ty, low: UInt64, high: UInt64)
  case parameter(index: UInt32, name: Symbol)
  /// A constant expression or item still to be evaluated.
  case unevaluated(DefID, Args)
  case variable(UInt32)
  case error
}

/// A function's signature. Lifetimes bound by it are erased in `inputs` and `output`.
public struct SignatureData: Hashable, Sendable {
  public var inputs: TyList
  public var output: Ty
  public var convention: CallingConvention
  public var isUnsafe: Bool
  public var isVariadic: Bool
  public init(
    inputs: TyList, output: Ty, convention: CallingConvention = .rust, isUnsafe: Bool = false,
    isVariadic: Bool = false
  ) {
    self.inputs = inputs
    self.output = output
    self.convention = convention
    self.isUnsafe = isUnsafe
    self.isVariadic = isVariadic
  }
}

/// `dyn Principal<Args, Assoc = Ty> + Auto…`; `principalArgs` leaves Self out.
public struct ExistentialData: Hashable, Sendable {
  public var principal: DefID  // .none if there are only auto traits
  public var principalArgs: Args
  /// (associated type, its value), sorted by DefID.
  public var projections: [ExistentialProjection]
  /// Auto traits, sorted by DefID.
  public var autoTraits: [DefID]
  public init(
    principal: DefID, principalArgs: Args, projections: [ExistentialProjection], autoTraits: [DefID]
  ) {
    self.principal = principal
    self.principalArgs = principalArgs
    self.projections = projections
    self.autoTraits = autoTraits
  }
}

public struct ExistentialProjection: Hashable, Sendable {
  public var item: DefID
  public var type: Ty
  public init(item: DefID, type: Ty) {
    self.item = item
    self.type = type
  }
}

/// What occurs in a type, cached per handle.
public struct TypeFlags: OptionSet, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public static let hasVariables = TypeFlags(rawValue: 1)
  public static let hasParameters = TypeFlags(rawValue: 2)
  public static let hasProjections = TypeFlags(rawValue: 4)
  public static let hasError = TypeFlags(rawValue: 8)
  public static let hasOpaque = TypeFlags(rawValue: 16)
  public static let hasRegions = TypeFlags(rawValue: 32)
  public static let hasUnevaluated = TypeFlags(rawValue: 64)
  public static let hasPlaceholders = TypeFlags(rawValue: 128)
  /// Closures and coroutines: what is known of them may still be inferred.
  public static let hasClosures = TypeFlags(rawValue: 256)
}

/// A trait with its arguments, Self first.
public struct TraitRef: Hashable, Sendable {
  public var trait: DefID
  public var args: Args
  public init(_ trait: DefID, _ args: Args) {
    self.trait = trait
    self.args = args
  }
}
