// Nodes of expressions, statements and blocks.
//
// Parentheses leave no node: they only widen the span of what they enclose.

import PolySupport

/// An expression.
@frozen public struct Expr: Sendable {
  public var kind: ExprKind
  public var span: Span
  @inlinable public init(_ kind: ExprKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

@frozen public enum ExprKind: Sendable {
  case literal(Literal)
  case path(PathID)
  case unary(UnaryOperator, ExprID)
  case binary(BinaryOperator, ExprID, ExprID)
  case assign(ExprID, ExprID)
  case compoundAssign(BinaryOperator, ExprID, ExprID)
  case borrow(BorrowKind, Mutability, ExprID)
  case cast(ExprID, TypeNodeID)
  case call(ExprID, ListRef<ExprID>)
  case methodCall(MethodCallID)
  /// `a.name` and `a.0` (then the name is the digits).
  case field(ExprID, Ident)
  case index(ExprID, ExprID)
  /// `a..b`; absent ends are `.none`.
  case range(ExprID, ExprID, RangeLimits)
  /// Also `()`.
  case tuple(ListRef<ExprID>)
  case array(ListRef<ExprID>)
  /// `[element; count]`; the count is an anonymous constant.
  case `repeat`(ExprID, count: ExprID)
  case structLiteral(StructLiteralID)
  case block(BlockID, label: LabelID)
  case unsafeBlock(BlockID)
  /// `const { … }`: an anonymous constant.
  case constBlock(BlockID)
  case asyncBlock(BlockID, isMove: Bool)
  case genBlock(BlockID, isMove: Bool, isAsync: Bool)
  case tryBlock(BlockID)
  /// The else branch is a block, an `if`, or `.none`. `let` is an operand of `&&` in the condition.
  case `if`(condition: ExprID, then: BlockID, otherwise: ExprID)
  /// `let pattern = expression`, only inside conditions of `if`, `while` and match guards.
  case `let`(PatID, ExprID)
  case `while`(condition: ExprID, BlockID, label: LabelID)
  case loop(BlockID, label: LabelID)
  case forLoop(PatID, ExprID, BlockID, label: LabelID)
  case match(ExprID, ListRef<MatchArm>)
  case closure(ClosureID)
  case `break`(label: LabelID, ExprID)
  case `continue`(label: LabelID)
  case `return`(ExprID)
  case yield(ExprID)
  case become(ExprID)
  case await(ExprID)
  /// `e?`
  case `try`(ExprID)
  /// `_` on the left of an assignment.
  case underscore
  case macroCall(MacroCallID)
  /// A syntax error was reported.
  case error
}

/// A label of a loop or block, in `SyntaxTree.labels`; `.none` if there is none.
@frozen public struct LabelID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// `receiver.name::<arguments>(…)`
@frozen public struct MethodCall: Sendable {
  public var receiver: ExprID
  public var segment: PathSegment
  public var arguments: ListRef<ExprID>
  @inlinable public init(receiver: ExprID, segment: PathSegment, arguments: ListRef<ExprID>) {
    self.receiver = receiver
    self.segment = segment
    self.arguments = arguments
  }
}

/// `Path { a, b: c, ..base }`
@frozen public struct StructLiteral: Sendable {
  public var path: PathID
  public var fields: ListRef<FieldInitializer>
  /// `.none` without `..base`.
  public var base: ExprID
  /// `..` without a base, as in destructuring assignments.
  public var hasRest: Bool
  @inlinable public init(
    path: PathID, fields: ListRef<FieldInitializer>, base: ExprID = .none, hasRest: Bool = false
  ) {
    self.path = path
    self.fields = fields
    self.base = base
    self.hasRest = hasRest
  }
}

@frozen public struct FieldInitializer: Sendable {
  public var attributes: ListRef<Attribute>
  public var name: Ident
  /// For the short form `a` a path expression.
  public var value: ExprID
  public var isShorthand: Bool
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, name: Ident, value: ExprID, isShorthand: Bool, span: Span
  ) {
    self.attributes = attributes
    self.name = name
    self.value = value
    self.isShorthand = isShorthand
    self.span = span
  }
}

@frozen public struct MatchArm: Sendable {
  public var attributes: ListRef<Attribute>
  public var pattern: PatID
  /// May contain `let`; `.none` if there is none.
  public var guardCondition: ExprID
  public var body: ExprID
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, pattern: PatID, guardCondition: ExprID = .none, body: ExprID,
    span: Span
  ) {
    self.attributes = attributes
    self.pattern = pattern
    self.guardCondition = guardCondition
    self.body = body
    self.span = span
  }
}

/// `for<'a> async move |a: T, b| -> R body`
@frozen public struct Closure: Sendable {
  public var lifetimes: ListRef<GenericParameter>
  public var isMove: Bool
  public var isAsync: Bool
  public var isStatic: Bool
  public var isConst: Bool
  public var isGen: Bool
  /// A type that is not written is `.none`.
  public var parameters: ListRef<Parameter>
  public var output: TypeNodeID
  public var body: ExprID
  /// From the first keyword to the closing `|` and the return type.
  public var headSpan: Span
  @inlinable public init(
    lifetimes: ListRef<GenericParameter> = .empty, isMove: Bool, isAsync: Bool = false,
    isStatic: Bool = false, isConst: Bool = false, isGen: Bool = false, parameters: ListRef<Parameter>,
    output: TypeNodeID = .none, body: ExprID, headSpan: Span
  ) {
    self.lifetimes = lifetimes
    self.isMove = isMove
    self.isAsync = isAsync
    self.isStatic = isStatic
    self.isConst = isConst
    self.isGen = isGen
    self.parameters = parameters
    self.output = output
    self.body = body
    self.headSpan = headSpan
  }
}

/// A statement.
@frozen public struct Stmt: Sendable {
  public var kind: StmtKind
  public var span: Span
  @inlinable public init(_ kind: StmtKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

@frozen public enum StmtKind: Sendable {
  case `let`(LetID)
  case item(ItemID)
  /// An expression; without a semicolon it is block-like (`if …`) and has type `()` unless it diverges.
  /// The last expression of a block is its `tail`, not a statement.
  case expression(ExprID, hasSemicolon: Bool)
  /// A macro call as a statement: `m! {…}` or `m!(…);`. It may expand to several statements. A braced
  /// call that is the last statement, and one without a semicolon at the end of a macro's output,
  /// may expand to the value of the block.
  case macroCall(MacroCallID, hasSemicolon: Bool)
  /// Statements in the scope of the surrounding block: what a macro call expanded to.
  case group(ListRef<StmtID>)
  /// `;`
  case empty
  /// A syntax error was reported.
  case error
}

/// `let pattern: type = initializer else { … };`
@frozen public struct Let: Sendable {
  public var pattern: PatID
  public var type: TypeNodeID
  public var initializer: ExprID
  public var otherwise: BlockID
  @inlinable public init(
    pattern: PatID, type: TypeNodeID = .none, initializer: ExprID = .none, otherwise: BlockID = .none
  ) {
    self.pattern = pattern
    self.type = type
    self.initializer = initializer
    self.otherwise = otherwise
  }
}

/// `{ statements tail }`
@frozen public struct Block: Sendable {
  public var statements: ListRef<StmtID>
  /// The value; `.none` if the block ends with a statement.
  public var tail: ExprID
  /// Inner attributes `#![…]`.
  public var attributes: ListRef<Attribute>
  public var span: Span
  @inlinable public init(
    statements: ListRef<StmtID>, tail: ExprID = .none, attributes: ListRef<Attribute> = .empty, span: Span
  ) {
    self.statements = statements
    self.tail = tail
    self.attributes = attributes
    self.span = span
  }
}
