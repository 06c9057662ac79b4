// Handles of syntax nodes and the small values that several kinds of node share.
//
// A node is a trivial struct in an arena of `SyntaxTree`; children are handles or `ListRef`s into
// the tree's pools. A handle equal to `.none` stands for an absent child.

import PolySupport

/// An expression.
@frozen public struct ExprID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A pattern.
@frozen public struct PatID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A type as written.
@frozen public struct TypeNodeID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An item: also an associated or foreign one.
@frozen public struct ItemID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A statement.
@frozen public struct StmtID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A block `{ … }`.
@frozen public struct BlockID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A path.
@frozen public struct PathID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// Generic arguments of a path segment.
@frozen public struct GenericArgumentsID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A call of a macro.
@frozen public struct MacroCallID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A tree of a `use` item.
@frozen public struct UseTreeID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// What a function item has beyond an item.
@frozen public struct FunctionID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A struct or union definition.
@frozen public struct AggregateID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An enum definition.
@frozen public struct EnumID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A trait or trait alias.
@frozen public struct TraitID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An `impl` block.
@frozen public struct ImplID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A `const` or `static`.
@frozen public struct ConstantID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A `type` item.
@frozen public struct TypeAliasID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A `mod` item.
@frozen public struct ModuleID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// An `extern` block.
@frozen public struct ExternBlockID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A `macro_rules!` or `macro` definition.
@frozen public struct MacroDefinitionID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A `let` statement.
@frozen public struct LetID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A closure expression.
@frozen public struct ClosureID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A struct expression.
@frozen public struct StructLiteralID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A method call.
@frozen public struct MethodCallID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A type `fn(…) -> …`.
@frozen public struct FunctionPointerID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A parsed meta item of an attribute.
@frozen public struct MetaItemID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A lifetime or loop label; `ident.name` is without the quote, `Symbol.none` if there is none.
@frozen public struct Lifetime: Sendable {
  public var ident: Ident
  @inlinable public init(_ ident: Ident) { self.ident = ident }
  @inlinable public static var none: Lifetime { Lifetime(.none) }
  @inlinable public var isNone: Bool { ident.isNone }
  @inlinable public var span: Span { ident.span }
  @inlinable public var name: Symbol { ident.name }
}

/// A literal token; decode it with the functions of `Literal.swift`.
@frozen public struct Literal: Sendable {
  /// One of the literal kinds, or `keywordTrue` or `keywordFalse`.
  public var kind: TokenKind
  /// The source text with prefix, quotes and suffix.
  public var text: Symbol
  public var span: Span
  @inlinable public init(kind: TokenKind, text: Symbol, span: Span) {
    self.kind = kind
    self.text = text
    self.span = span
  }
}

@frozen public enum UnaryOperator: UInt8, Sendable { case negate, not, dereference }

@frozen public enum BinaryOperator: UInt8, Sendable {
  case add, subtract, multiply, divide, remainder
  case bitXor, bitAnd, bitOr, shiftLeft, shiftRight
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  /// `&&` and `||`
  case lazyAnd, lazyOr

  @inlinable public var isComparison: Bool {
    rawValue >= BinaryOperator.equal.rawValue && rawValue <= BinaryOperator.greaterEqual.rawValue
  }
  @inlinable public var isLazy: Bool { self == .lazyAnd || self == .lazyOr }
  public var spelling: StaticString {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .bitXor: "^"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .lazyAnd: "&&"
    case .lazyOr: "||"
    }
  }
}

/// `..` or `..=` (in old patterns also `...`).
@frozen public enum RangeLimits: UInt8, Sendable { case halfOpen, closed }

/// `&`, `&raw const` or `&raw mut`.
@frozen public enum BorrowKind: UInt8, Sendable { case reference, raw }

@frozen public enum Mutability: UInt8, Sendable {
  case immutable, mutable
  @inlinable public var isMutable: Bool { self == .mutable }
}

/// Who may see an item or field.
@frozen public struct Visibility: Sendable {
  @frozen public enum Kind: Sendable {
    /// Nothing is written.
    case inherited
    case `public`
    /// `pub(crate)`
    case crate
    /// `pub(self)`, `pub(super)`, `pub(in path)`
    case restricted(PathID)
    /// `export`: public with an unmangled name.
    case export
  }
  public var kind: Kind
  public var span: Span
  @inlinable public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
  @inlinable public static var inherited: Visibility { Visibility(.inherited, span: .none) }
}

/// A path; `selfType` is the `T` of `<T>::a` or `<T as Trait>::a`.
@frozen public struct Path: Sendable {
  public var segments: ListRef<PathSegment>
  public var selfType: TypeNodeID
  /// With a self type: how many of the first segments name the trait.
  public var traitSegmentCount: UInt32
  /// Begins with `::`.
  public var isGlobal: Bool
  public var span: Span
  @inlinable public init(
    segments: ListRef<PathSegment>, selfType: TypeNodeID = .none, traitSegmentCount: UInt32 = 0,
    isGlobal: Bool = false, span: Span
  ) {
    self.segments = segments
    self.selfType = selfType
    self.traitSegmentCount = traitSegmentCount
    self.isGlobal = isGlobal
    self.span = span
  }
  @inlinable public var hasSelfType: Bool { !selfType.isNone }
}

/// One segment; `self`, `Self`, `super`, `crate` and `$crate` are names as others (see `Names`).
@frozen public struct PathSegment: Sendable {
  public var ident: Ident
  /// `.none` if there are none.
  public var arguments: GenericArgumentsID
  @inlinable public init(_ ident: Ident, arguments: GenericArgumentsID = .none) {
    self.ident = ident
    self.arguments = arguments
  }
}

/// The arguments of a path segment.
@frozen public struct GenericArguments: Sendable {
  @frozen public enum Kind: Sendable {
    /// `<'a, T, N, Item = U>`
    case angle(ListRef<GenericArgument>)
    /// `(A, B) -> C` of the `Fn` traits; the output is `.none` if it is not written.
    case parenthesized(inputs: ListRef<TypeNodeID>, output: TypeNodeID)
    /// `(..)`
    case returnTypeNotation
  }
  public var kind: Kind
  public var span: Span
  @inlinable public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

@frozen public struct GenericArgument: Sendable {
  @frozen public enum Kind: Sendable {
    case lifetime(Lifetime)
    /// Also a const argument that is a plain path: resolution tells.
    case type(TypeNodeID)
    /// A literal, `-literal` or `{ … }`: an anonymous constant.
    case const(ExprID)
    /// `Item = T` or `Item<'a> = T`; `name` with generic arguments.
    case equalType(PathSegment, TypeNodeID)
    /// `N = 3`
    case equalConst(PathSegment, ExprID)
    /// `Item: Bound + Bound`
    case bounds(PathSegment, ListRef<GenericBound>)
  }
  public var kind: Kind
  public var span: Span
  @inlinable public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// Generic parameters and where clauses of an item.
@frozen public struct Generics: Sendable {
  public var parameters: ListRef<GenericParameter>
  public var predicates: ListRef<WherePredicate>
  /// The span of `<…>`, or an empty one behind the name.
  public var span: Span
  @inlinable public init(
    parameters: ListRef<GenericParameter> = .empty, predicates: ListRef<WherePredicate> = .empty,
    span: Span = .none
  ) {
    self.parameters = parameters
    self.predicates = predicates
    self.span = span
  }
  @inlinable public static var empty: Generics { Generics() }
}

@frozen public struct GenericParameter: Sendable {
  @frozen public enum Kind: Sendable {
    /// Bounds are `GenericBound.Kind.lifetime`.
    case lifetime(bounds: ListRef<GenericBound>)
    case type(bounds: ListRef<GenericBound>, default: TypeNodeID)
    case const(type: TypeNodeID, default: ExprID)
  }
  public var kind: Kind
  /// The name; of a lifetime without its quote.
  public var name: Ident
  public var attributes: ListRef<Attribute>
  public var span: Span
  @inlinable public init(_ kind: Kind, name: Ident, attributes: ListRef<Attribute>, span: Span) {
    self.kind = kind
    self.name = name
    self.attributes = attributes
    self.span = span
  }
}

@frozen public struct WherePredicate: Sendable {
  @frozen public enum Kind: Sendable {
    /// `for<'a> Type: Bounds`
    case type(lifetimes: ListRef<GenericParameter>, TypeNodeID, bounds: ListRef<GenericBound>)
    case lifetime(Lifetime, bounds: ListRef<GenericBound>)
  }
  public var kind: Kind
  public var span: Span
  @inlinable public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// One bound of `T: A + ?B + 'c`.
@frozen public struct GenericBound: Sendable {
  @frozen public enum Modifier: UInt8, Sendable {
    case none
    /// `?Sized`
    case maybe
    /// `const Trait`
    case const
    /// `[const] Trait` or `~const Trait`
    case maybeConst
    /// `!Trait`
    case negative
    /// `async Fn()`
    case async
  }
  @frozen public enum Kind: Sendable {
    /// `modifier for<'a> path`
    case trait(Modifier, lifetimes: ListRef<GenericParameter>, PathID)
    case lifetime(Lifetime)
    /// `use<'a, T>`
    case use(ListRef<Ident>)
  }
  public var kind: Kind
  public var span: Span
  @inlinable public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// An attribute `#[…]` or `#![…]`. Documentation comments are none, except in the input of macros.
@frozen public struct Attribute: Sendable {
  @frozen public enum Arguments: Sendable {
    case none
    /// `(…)`, `[…]`, `{…}`: the tokens inside.
    case tokens(Delimiter, TokenSlice)
    /// `= expression`
    case value(ExprID)
  }
  /// The name of a path of one segment, else the last segment's.
  public var name: Ident
  /// `.none` for a path of one segment.
  public var path: PathID
  public var arguments: Arguments
  /// `#![…]`
  public var isInner: Bool
  /// `#[unsafe(…)]`
  public var isUnsafe: Bool
  /// What is between the brackets, without them: for `cfg_attr` and `meta` fragments.
  public var tokens: TokenSlice
  public var span: Span
  @inlinable public init(
    name: Ident, path: PathID, arguments: Arguments, isInner: Bool, isUnsafe: Bool, tokens: TokenSlice,
    span: Span
  ) {
    self.name = name
    self.path = path
    self.arguments = arguments
    self.isInner = isInner
    self.isUnsafe = isUnsafe
    self.tokens = tokens
    self.span = span
  }
}

/// `path`, `path = literal`, `path(items)` or a literal, as attributes and `cfg` have them.
@frozen public struct MetaItem: Sendable {
  @frozen public enum Kind: Sendable {
    case word
    case list(ListRef<MetaItemID>)
    case nameValue(Literal)
    /// A literal by itself: an element of a list.
    case literal(Literal)
    /// A syntax error was reported.
    case error
  }
  public var kind: Kind
  /// The name of a path of one segment; the last segment's of a longer one.
  public var name: Ident
  /// `.none` for a path of one segment.
  public var path: PathID
  public var span: Span
  @inlinable public init(_ kind: Kind, name: Ident, path: PathID, span: Span) {
    self.kind = kind
    self.name = name
    self.path = path
    self.span = span
  }
}

/// A call of a macro wherever one may stand.
@frozen public struct MacroCall: Sendable {
  public var path: PathID
  public var delimiter: Delimiter
  /// The tokens between the delimiters.
  public var arguments: TokenSlice
  /// From the path to the closing delimiter.
  public var span: Span
  @inlinable public init(path: PathID, delimiter: Delimiter, arguments: TokenSlice, span: Span) {
    self.path = path
    self.delimiter = delimiter
    self.arguments = arguments
    self.span = span
  }
}
