// What name resolution says about each path, binding, label and lifetime of the syntax tree.
//
// `Resolver` (made by the driver, `resolveCrates` run once) owns `tree`, `definitions` and `tables`:
//   resolver.resolveSignature(definition)   fills the tables for all that is written outside of
//       bodies: generics, bounds, where clauses, field, parameter and return types, impl headers;
//       idempotent; members (associated items) are definitions of their own.
//   resolver.resolveBody(owner) -> BodyResolution   expands the macros of the body in place and
//       fills the tables for it; memoised. Owners: functions, constants, statics, anonymous constants.
//   resolver.traitsInScope(scopeModule)   for method lookup.
//
// Invariant: node handles are unique in a compilation (one tree), so the results of all signatures
// and bodies lie in one set of side tables, filled on demand by `Resolver.resolveSignature` and
// `Resolver.resolveBody`. Handles of locals count from 0 in each body.

import PolySupport
import PolySyntax

/// A local variable of one body: a binding of a pattern (all alternatives of an or-pattern share
/// it), or `self`.
@frozen public struct LocalID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum PrimitiveType: UInt8, CaseIterable, Sendable {
  case bool, char, str
  case i8, i16, i32, i64, i128, isize
  case u8, u16, u32, u64, u128, usize
  case f16, f32, f64, f128

  public var text: StaticString {
    switch self {
    case .bool: "bool"
    case .char: "char"
    case .str: "str"
    case .i8: "i8"
    case .i16: "i16"
    case .i32: "i32"
    case .i64: "i64"
    case .i128: "i128"
    case .isize: "isize"
    case .u8: "u8"
    case .u16: "u16"
    case .u32: "u32"
    case .u64: "u64"
    case .u128: "u128"
    case .usize: "usize"
    case .f16: "f16"
    case .f32: "f32"
    case .f64: "f64"
    case .f128: "f128"
    }
  }
}

/// What a path or a part of it names.
public enum Res: Hashable, Sendable {
  /// Did not resolve; the error is reported.
  case error
  /// Not visited yet.
  case unresolved
  /// An item, generic parameter, associated item of a trait, … (see its kind).
  case definition(DefID)
  /// A tuple or unit struct or variant as a value or pattern: a function or a constant.
  case constructor(DefID)
  case local(LocalID)
  /// `Self` in an impl (its implementation's DefID).
  case selfType(DefID)
  /// `Self` in a trait (the trait's DefID).
  case selfTrait(DefID)
  /// `Self(…)` or `Self` as a value in an impl (its implementation's DefID).
  case selfConstructor(DefID)
  case primitive(PrimitiveType)

  /// The DefID of `.definition` or `.constructor`.
  @inlinable public var definition: DefID? {
    switch self {
    case .definition(let id), .constructor(let id): id
    default: nil
    }
  }
}

/// A path resolved as far as names alone allow: the last `unresolvedSegments` segments are
/// associated items that type checking finds (`Vec::<T>::new` has base `Vec` and 1 unresolved).
/// For a qualified path `<T as Trait>::Name::…` the base is the resolved `Trait::Name` with the rest
/// unresolved; for `<T>::Name` the base is `.unresolved` and all segments are left.
@frozen public struct PartialRes: Hashable, Sendable {
  public var base: Res
  public var unresolvedSegments: UInt32
  @inlinable public init(_ base: Res, unresolvedSegments: Int = 0) {
    self.base = base
    self.unresolvedSegments = UInt32(truncatingIfNeeded: unresolvedSegments)
  }
  /// The result if the whole path is resolved.
  @inlinable public var full: Res? { unresolvedSegments == 0 ? base : nil }
}

public enum LifetimeRes: Hashable, Sendable {
  case unresolved
  case error
  case `static`
  /// `'_` or left out.
  case anonymous
  /// A lifetime parameter of an item, or one bound by `for<'a>`.
  case parameter(DefID)
}

/// What an identifier pattern means.
public enum BindingRes: Hashable, Sendable {
  case unresolved
  /// It binds (or, in a further alternative of an or-pattern, binds again) this local.
  case local(LocalID)
  /// It is a path pattern: a constant, a unit struct or variant, a const parameter.
  case path(Res)
  case error
}

public enum LocalKind: UInt8, Sendable { case binding, parameter, selfParameter }

public struct Local: Sendable {
  public var name: Symbol
  public var span: Span
  /// The first pattern that binds it; `.none` for `self`.
  public var pattern: PatID
  public var kind: LocalKind
}

/// The result of resolving one body; closures and inline blocks in it share it.
public struct BodyResolution {
  public var owner: DefID
  /// Locals by `LocalID`; parameters come first.
  public var locals = PrimaryMap<LocalID, Local>()
  /// Closures of the body, outer before inner, with their definitions.
  public var closures: ContiguousArray<DefID> = []
  /// Items defined in its blocks.
  public var items: ContiguousArray<DefID> = []
  public var hasErrors = false
  public init(owner: DefID) { self.owner = owner }
}

/// The side tables of the syntax tree.
public struct ResolutionTables {
  /// Type, expression, pattern, bound and visibility paths.
  public internal(set) var paths = SecondaryMap<PathID, PartialRes>(
    default: PartialRes(.unresolved))
  /// Identifier patterns.
  public internal(set) var bindings = SecondaryMap<PatID, BindingRes>(default: .unresolved)
  /// `break` and `continue` expressions → the loop or labelled block that they leave.
  public internal(set) var jumpTargets = SecondaryMap<ExprID, ExprID>(default: .none)
  /// Lifetimes by the position of their token (`Lifetime.span.lower`); what is missing is not visited.
  public internal(set) var lifetimes: [UInt32: LifetimeRes] = [:]
  /// Closure expressions, anonymous constants' expressions → their definitions.
  public internal(set) var expressionDefinitions = SecondaryMap<ExprID, DefID>(default: .none)
  /// `impl Trait` types → opaque type definitions (return position) or the synthetic type
  /// parameter (argument position).
  public internal(set) var typeDefinitions = SecondaryMap<TypeNodeID, DefID>(default: .none)
  /// Blocks with items → their block module.
  public internal(set) var blockModules = SecondaryMap<BlockID, DefID>(default: .none)
  /// Items → their definitions.
  public internal(set) var itemDefinitions = SecondaryMap<ItemID, DefID>(default: .none)
  /// Generic parameters by their index in `SyntaxTree.genericParameters.storage`.
  public internal(set) var parameterDefinitions: [UInt32: DefID] = [:]
  /// The token buffer of a module that is a file.
  public internal(set) var moduleBuffers: [DefID: BufferID] = [:]
  public init() {}

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.map(&paths)
    stream.map(&bindings)
    stream.map(&jumpTargets)
    stream.dictionary(&lifetimes)
    stream.map(&expressionDefinitions)
    stream.map(&typeDefinitions)
    stream.map(&blockModules)
    stream.map(&itemDefinitions)
    stream.dictionary(&parameterDefinitions)
    stream.dictionary(&moduleBuffers)
  }
}
