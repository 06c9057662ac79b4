// Nodes of patterns.

import PolySupport

/// A pattern. Parentheses leave no node.
@frozen public struct Pattern: Sendable {
  public var kind: PatternKind
  public var span: Span
  @inlinable public init(_ kind: PatternKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

@frozen public enum PatternKind: Sendable {
  /// `_`
  case wildcard
  /// `..` in a tuple or slice.
  case rest
  /// `ref mut name @ sub`; `sub` is `.none` without `@`. A plain name may be a constant or unit struct:
  /// resolution tells.
  case binding(BindingMode, Ident, PatID)
  /// A literal or a negated one.
  case literal(ExprID)
  /// Ends are literals, negated literals, paths or const blocks; `.none` for an open end.
  case range(ExprID, ExprID, RangeLimits)
  /// A path of several segments, with arguments, or qualified.
  case path(PathID)
  case tupleStruct(PathID, ListRef<PatID>)
  case structure(PathID, ListRef<FieldPattern>, hasRest: Bool)
  case tuple(ListRef<PatID>)
  case slice(ListRef<PatID>)
  /// `a | b`
  case or(ListRef<PatID>)
  case reference(PatID, Mutability)
  case box(PatID)
  /// `const { … }`
  case constBlock(ExprID)
  /// `!`
  case never
  case macroCall(MacroCallID)
  /// A syntax error was reported.
  case error
}

/// How a name is bound: `x`, `mut x`, `ref x`, `ref mut x`, `mut ref x`, `mut ref mut x`.
@frozen public struct BindingMode: Sendable, Equatable {
  public var isReference: Bool
  /// Of `ref mut`.
  public var referenceMutability: Mutability
  /// Of the binding itself.
  public var mutability: Mutability
  @inlinable public init(
    isReference: Bool = false, referenceMutability: Mutability = .immutable,
    mutability: Mutability = .immutable
  ) {
    self.isReference = isReference
    self.referenceMutability = referenceMutability
    self.mutability = mutability
  }
  @inlinable public static var plain: BindingMode { BindingMode() }
  /// Whether only a name is written.
  @inlinable public var isPlain: Bool { !isReference && !mutability.isMutable }
}

@frozen public struct FieldPattern: Sendable {
  public var attributes: ListRef<Attribute>
  /// The field's name, or the digits of a tuple field.
  public var name: Ident
  /// For the short form a binding.
  public var pattern: PatID
  public var isShorthand: Bool
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, name: Ident, pattern: PatID, isShorthand: Bool, span: Span
  ) {
    self.attributes = attributes
    self.name = name
    self.pattern = pattern
    self.isShorthand = isShorthand
    self.span = span
  }
}
