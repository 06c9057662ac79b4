// Predicates, parameter environments and what a trait question is answered with.

import PolyExpansion
import PolySupport

/// Something that must hold. Lifetimes are not part of it (they are erased).
public enum Predicate: Hashable, Sendable {
  /// `Args[0]: Trait<Args[1…]>`
  case trait(TraitRef)
  /// `<Args[0] as Trait<…>>::Item == type`; `args` are those of a projection type.
  case projection(item: DefID, args: Args, type: Ty)
  /// A closure can be called as this kind at least; only while its body is inferred.
  case closureKind(DefID, ClosureKind)
}

/// A predicate with the place where it is written (or the parameter that implies it).
public struct SpannedPredicate: Sendable {
  public var predicate: Predicate
  public var span: Span
  public init(_ predicate: Predicate, span: Span) {
    self.predicate = predicate
    self.span = span
  }
}

/// The bounds that may be assumed: a handle into `Program`'s table of environments. In `.empty` there
/// are no parameters, and opaque types are seen through.
public struct ParameterEnvironment: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
  /// Monomorphic code.
  public static let empty = ParameterEnvironment(raw: 0)
  public var isMonomorphic: Bool { raw == 0 }
  /// No bounds, but opaque types stay closed: for questions of type checking that have no parameters.
  static let ground = ParameterEnvironment(raw: 1)
}

/// The assumed bounds, closed under supertraits.
struct EnvironmentData {
  var traits: [TraitRef] = []
  var projections: [EnvironmentProjection] = []
  /// `traits` by trait.
  var byTrait: [DefID: [Int]] = [:]
  /// Whether some bound is about types without parameters.
  var hasGroundBounds = false
  /// Opaque types that the owner itself defines: their hidden types are being inferred.
  var owner: DefID = .none
}

struct EnvironmentProjection: Hashable {
  var item: DefID
  var args: Args
  var type: Ty
}

/// Traits that the compiler implements itself.
public enum BuiltinImplementation: UInt8, Sendable {
  case sized, copy, clone, tuple, functionPointer, discriminantKind, pointee, freeze, unsize, coerceUnsized
  case dispatchFromDyn, destruct, autoTrait, future, asyncFn
}

/// How a trait bound is met.
public enum ImplementationSource: Sendable, Hashable {
  /// An `impl`, with its arguments.
  case user(impl: DefID, args: Args)
  /// Assumed in the environment or by the bounds of a projection or opaque type.
  case parameter(TraitRef)
  /// `dyn Trait` implements its own trait and supertraits; this is the trait reference that it has.
  case object(TraitRef)
  case builtin(BuiltinImplementation)
  /// A closure is called.
  case closure(DefID, Args)
  /// A function item, constructor or function pointer is called; its type.
  case function(Ty)
}

/// Why an obligation exists; the reporter words its message by it.
public enum ObligationCause: UInt8, Sendable {
  case misc
  /// A bound of a called or named item; `origin` is that item.
  case itemBound
  case sizedLocal, sizedArgument, sizedReturn, sizedField
  case operand, question, forLoop, cast, coercion, returnValue, wellFormed, repeatElement, copyCapture
}

/// A predicate that remains to be proved.
public struct Obligation: Sendable {
  public var predicate: Predicate
  public var environment: ParameterEnvironment
  public var span: Span
  public var cause: ObligationCause
  /// The item whose bound it is, if any.
  public var origin: DefID
  /// Where that bound is written.
  public var originSpan: Span
  /// Nesting, against the recursion limit.
  public var depth: UInt16
  public init(
    _ predicate: Predicate, environment: ParameterEnvironment, span: Span, cause: ObligationCause = .misc,
    origin: DefID = .none, originSpan: Span = .none, depth: UInt16 = 0
  ) {
    self.predicate = predicate
    self.environment = environment
    self.span = span
    self.cause = cause
    self.origin = origin
    self.originSpan = originSpan
    self.depth = depth
  }
}
