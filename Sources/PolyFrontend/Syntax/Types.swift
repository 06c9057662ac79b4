// Nodes of types as written.

import PolySupport

/// A type as written. Parentheses leave no node.
@frozen public struct TypeNode: Sendable {
  public var kind: TypeNodeKind
  public var span: Span
  @inlinable public init(_ kind: TypeNodeKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

@frozen public enum TypeNodeKind: Sendable {
  case path(PathID)
  /// `&'a mut T`
  case reference(Lifetime, Mutability, TypeNodeID)
  case pointer(Mutability, TypeNodeID)
  case slice(TypeNodeID)
  /// The length is an anonymous constant.
  case array(TypeNodeID, ExprID)
  case tuple(ListRef<TypeNodeID>)
  case never
  /// `_`
  case infer
  case function(FunctionPointerID)
  /// `dyn A + 'b`, or without `dyn` in the 2015 and 2018 editions.
  case traitObject(ListRef<GenericBound>, hasDyn: Bool)
  case implTrait(ListRef<GenericBound>)
  /// `Self` that the short forms of a `self` parameter imply.
  case implicitSelf
  case macroCall(MacroCallID)
  /// A syntax error was reported.
  case error
}

/// `for<'a> unsafe extern "C" fn(name: T, ...) -> R`
@frozen public struct FunctionPointer: Sendable {
  public var lifetimes: ListRef<GenericParameter>
  public var isUnsafe: Bool
  /// The text of the ABI's literal; `.none` if none is written.
  public var abi: Abi
  /// The pattern is `.none` if a parameter has no name.
  public var parameters: ListRef<Parameter>
  public var isVariadic: Bool
  /// `.none` for `()`.
  public var output: TypeNodeID
  @inlinable public init(
    lifetimes: ListRef<GenericParameter> = .empty, isUnsafe: Bool = false, abi: Abi = .rust,
    parameters: ListRef<Parameter>, isVariadic: Bool = false, output: TypeNodeID = .none
  ) {
    self.lifetimes = lifetimes
    self.isUnsafe = isUnsafe
    self.abi = abi
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.output = output
  }
}

/// `extern "name"`
@frozen public enum Abi: Sendable {
  /// No `extern`.
  case rust
  /// `extern` without a name: C.
  case implicitC
  case named(Literal)
}
