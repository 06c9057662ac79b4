// The typed form of one body (function, constant, static, closure): what type checking hands to
// MIR building. Everything implicit in the source is explicit here: adjustments, method and operator
// resolution, coercions, binding modes, captures, desugared `for`, `while`, `?` and `.await`.
//
// Invariants: no inference variables; every type is normalized as far as the body's own parameters
// allow; places and values are told apart by `isPlace`. Temporaries' scopes are *not* stored: they
// follow from the tree (statements, conditions, arms, block tails, right sides of && and ||), with
// `borrow(explicit: true)` telling which borrows can extend a temporary in `let`.

import PolyExpansion
import PolySupport
import PolySyntax

public struct TypedExprID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
public struct TypedPatternID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
public struct TypedBlockID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
public struct ArmID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
/// A local variable of a body *and its closures* (numbered once for the outermost body).
public struct Variable: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
/// Target of `break` and `continue`.
public struct LoopLabel: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct VariableData: Sendable {
  public var name: Symbol
  public var type: Ty
  public var span: Span
  public var isMutable: Bool
  /// Declared as a reference with a lifetime that has a name: what it refers to outlives the body.
  public var outlivesBody = false
  public init(name: Symbol, type: Ty, span: Span, isMutable: Bool) {
    self.name = name
    self.type = type
    self.span = span
    self.isMutable = isMutable
  }
}

public enum BorrowKind: UInt8, Sendable {
  case shared
  /// A unique borrow of a place that is not itself `mut` (closure captures of `*r` writes).
  case unique
  case mutable
  /// A mutable autoref that allows two-phase borrowing.
  case twoPhase
}

public enum BinaryOperator: UInt8, Sendable {
  case add, subtract, multiply, divide, remainder, bitAnd, bitOr, bitXor, shiftLeft, shiftRight
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  public var isComparison: Bool { rawValue >= BinaryOperator.equal.rawValue }
  public var isShift: Bool { self == .shiftLeft || self == .shiftRight }
}
public enum UnaryOperator: UInt8, Sendable { case not, negate }

/// Built-in conversions. `as` casts and coercions are both lowered to these.
public enum CastKind: UInt8, Sendable {
  case integerToInteger, integerToFloat, floatToInteger, floatToFloat
  case boolToInteger, charToInteger, u8ToChar
  /// A field-less enum's discriminant to an integer.
  case enumToInteger
  case pointerToPointer, pointerToAddress, addressToPointer
  case functionToPointer, functionPointerToPointer, functionPointerToAddress
  /// Coercions.
  case reifyFunction, closureToFunctionPointer, unsafeFunctionPointer
  case mutableToConstPointer, arrayToPointer
  /// `&T → &U`, `Box<T> → Box<U>`, … by `CoerceUnsized`; the types tell how.
  case unsize
  case referenceToPointer
}

/// A literal or evaluated scalar. `bits` is zero-extended.
public enum ConstantValue: Hashable, Sendable {
  case scalar(low: UInt64, high: UInt64)
  case string(Symbol)
  case bytes(Symbol)
  /// With the trailing NUL added.
  case cString(Symbol)
  case zeroSized
}

public enum TypedExprKind: Sendable {
  // Places
  case variable(Variable)
  /// A variable of an enclosing body, inside a closure; the capture is found in `ClosureInfo`.
  case upvar(Variable)
  case staticItem(DefID)
  case deref(TypedExprID)
  /// Field of a struct, union or tuple, by declaration index.
  case field(TypedExprID, index: UInt32)
  /// Built-in indexing of an array or slice place by usize.
  case index(TypedExprID, TypedExprID)

  // Values
  case literal(ConstantValue)
  /// A named constant or associated constant, an inline `const {}` or anonymous constant.
  case constant(DefID, Args)
  case constParameter(Const)
  /// A value of function-item type (the type is `functionDef`), or a unit value by type.
  case zeroSized
  /// Evaluates a place to a value: a copy or a move by type; made explicit where it matters.
  case use(TypedExprID)
  case neverToAny(TypedExprID)
  case block(TypedBlockID)
  /// `condition` may contain `letCondition` under `&&` chains; bindings are in scope in `then`.
  case ifThenElse(condition: TypedExprID, then: TypedExprID, otherwise: TypedExprID)  // .none: no else
  case letCondition(TypedPatternID, TypedExprID)
  case match(TypedExprID, ListRef<ArmID>)
  /// Runs for ever; `break` leaves it with the loop's value.
  case loop(LoopLabel, TypedExprID)
  /// A labelled block, left by `break` with a value.
  case labelledBlock(LoopLabel, TypedExprID)
  case breakLoop(LoopLabel, TypedExprID)  // value may be .none (unit)
  case continueLoop(LoopLabel)
  case returnValue(TypedExprID)  // may be .none (unit)
  case assign(TypedExprID, TypedExprID)
  /// Built-in compound assignment on scalars.
  case assignOperator(BinaryOperator, TypedExprID, TypedExprID)
  case binary(BinaryOperator, TypedExprID, TypedExprID)
  case unary(UnaryOperator, TypedExprID)
  case and(TypedExprID, TypedExprID)
  case or(TypedExprID, TypedExprID)
  /// The callee has type functionDef or functionPointer. Calls through `Fn*` traits are calls of
  /// their methods with the arguments as one tuple. `isOperator`: arguments are evaluated as for an
  /// overloaded operator.
  case call(callee: TypedExprID, arguments: ListRef<TypedExprID>, isOperator: Bool)
  case borrow(BorrowKind, TypedExprID, explicit: Bool)
  case rawBorrow(Mutability, TypedExprID)
  /// Struct, union or variant; `base` is the functional update expression or .none.
  case construct(DefID, variant: UInt32, Args, fields: ListRef<FieldValue>, base: TypedExprID)
  case tuple(ListRef<TypedExprID>)
  case array(ListRef<TypedExprID>)
  case repeatArray(TypedExprID, Const)
  /// The captured places in the order of `ClosureInfo.captures`, already borrowed or moved.
  case closure(DefID, captures: ListRef<TypedExprID>)
  case cast(CastKind, TypedExprID)
  /// Suspends a coroutine with a value; its own value is the resume argument.
  case yield(TypedExprID)
  case error
}

public struct FieldValue: Sendable {
  public var index: UInt32
  public var value: TypedExprID
  public init(index: UInt32, value: TypedExprID) {
    self.index = index
    self.value = value
  }
}

public struct TypedExpr: Sendable {
  public var kind: TypedExprKind
  public var type: Ty
  public var span: Span
  public init(kind: TypedExprKind, type: Ty, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

public struct TypedArm: Sendable {
  public var pattern: TypedPatternID
  public var guardCondition: TypedExprID  // .none: no guard
  public var body: TypedExprID
  public var span: Span
  public init(pattern: TypedPatternID, guardCondition: TypedExprID, body: TypedExprID, span: Span) {
    self.pattern = pattern
    self.guardCondition = guardCondition
    self.body = body
    self.span = span
  }
}

public enum BindingMode: UInt8, Sendable { case byValue, byReference, byMutableReference }

public enum TypedPatternKind: Sendable {
  case wildcard
  case never
  case binding(Variable, BindingMode, subpattern: TypedPatternID)  // subpattern may be .none
  /// An enum variant; `fields` are (index, pattern), unlisted fields are wildcards.
  case variant(DefID, variant: UInt32, Args, ListRef<FieldPattern>)
  /// A struct, tuple or union.
  case leaf(ListRef<FieldPattern>)
  /// Through a reference or (built in) a Box.
  case deref(TypedPatternID)
  case constant(ConstantValue)
  /// Both ends are scalars of the pattern's type; nil is open.
  case range(low: RangeEnd, high: RangeEnd, isInclusive: Bool)
  /// Of an array or slice; `rest` is .none if the length is exact, else the pattern of the middle.
  case slice(prefix: ListRef<TypedPatternID>, rest: TypedPatternID, suffix: ListRef<TypedPatternID>)
  case or(ListRef<TypedPatternID>)
  case error
}

public enum RangeEnd: Sendable, Equatable {
  case open
  case scalar(low: UInt64, high: UInt64)
}

public struct FieldPattern: Sendable {
  public var index: UInt32
  public var pattern: TypedPatternID
  public init(index: UInt32, pattern: TypedPatternID) {
    self.index = index
    self.pattern = pattern
  }
}

public struct TypedPattern: Sendable {
  public var kind: TypedPatternKind
  public var type: Ty
  public var span: Span
  public init(kind: TypedPatternKind, type: Ty, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

public enum TypedStatement: Sendable {
  case expression(TypedExprID)
  /// `let pattern = initializer else { otherwise }`; missing parts are .none.
  case `let`(TypedPatternID, initializer: TypedExprID, otherwise: TypedBlockID, span: Span)
}

public struct TypedBlock: Sendable {
  public var statements: ListRef<TypedStatement>
  public var tail: TypedExprID  // .none: unit (or diverges)
  public var span: Span
  /// Edition 2024: temporaries of the tail are dropped before the block's variables.
  public var dropsTailTemporariesFirst: Bool
  public init(
    statements: ListRef<TypedStatement>, tail: TypedExprID, span: Span, dropsTailTemporariesFirst: Bool
  ) {
    self.statements = statements
    self.tail = tail
    self.span = span
    self.dropsTailTemporariesFirst = dropsTailTemporariesFirst
  }
}

/// How a closure holds a captured place.
public enum CaptureMode: UInt8, Sendable { case byValue, byReference, byUniqueReference, byMutableReference }

/// A projection of a captured place (edition 2021 captures disjoint fields).
public enum CaptureProjection: Hashable, Sendable {
  case deref
  case field(UInt32)
}

public struct Capture: Sendable {
  public var variable: Variable
  public var projections: [CaptureProjection]
  public var mode: CaptureMode
  /// Type of the captured place; the closure's field is this or a reference to it.
  public var placeType: Ty
  public var fieldType: Ty
  public var span: Span
  public init(
    variable: Variable, projections: [CaptureProjection], mode: CaptureMode, placeType: Ty, fieldType: Ty,
    span: Span
  ) {
    self.variable = variable
    self.projections = projections
    self.mode = mode
    self.placeType = placeType
    self.fieldType = fieldType
    self.span = span
  }
}

/// What is known of a closure or coroutine after its body was checked; in terms of the parameters of the
/// enclosing item.
public struct ClosureInfo: Sendable {
  public var kind: ClosureKind
  /// Inputs are the declared parameters (not tupled, without self).
  public var signature: SignatureData
  public var captures: [Capture]
  public var isCoroutine: Bool
  /// An `async` closure whose futures borrow from what it owns.
  public var lendsCaptures = false
  public init(
    kind: ClosureKind, signature: SignatureData, captures: [Capture], isCoroutine: Bool, lendsCaptures: Bool = false
  ) {
    self.lendsCaptures = lendsCaptures
    self.kind = kind
    self.signature = signature
    self.captures = captures
    self.isCoroutine = isCoroutine
  }
}

public struct TypedParameter: Sendable {
  public var pattern: TypedPatternID
  public var type: Ty
  public var span: Span
  public init(pattern: TypedPatternID, type: Ty, span: Span) {
    self.pattern = pattern
    self.type = type
    self.span = span
  }
}

/// One checked body. Closures' bodies are bodies of their own and share `variables` by numbering: a
/// closure's table holds those of all enclosing bodies too.
public struct TypedBody {
  public var owner: DefID
  public var exprs = PrimaryMap<TypedExprID, TypedExpr>()
  public var patterns = PrimaryMap<TypedPatternID, TypedPattern>()
  public var blocks = PrimaryMap<TypedBlockID, TypedBlock>()
  public var arms = PrimaryMap<ArmID, TypedArm>()
  public var variables = PrimaryMap<Variable, VariableData>()
  public var exprLists = ListPool<TypedExprID>()
  public var patternLists = ListPool<TypedPatternID>()
  public var armLists = ListPool<ArmID>()
  public var fieldValues = ListPool<FieldValue>()
  public var fieldPatterns = ListPool<FieldPattern>()
  public var statements = ListPool<TypedStatement>()
  public var parameters: [TypedParameter] = []
  public var returnType: Ty
  public var value: TypedExprID = .none
  public var span: Span
  public var hasErrors = false

  public init(owner: DefID, returnType: Ty, span: Span) {
    self.owner = owner
    self.returnType = returnType
    self.span = span
  }
}

/// What a coroutine keeps between two calls besides its captures and its state.
public struct CoroutineStorage: Sendable {
  /// Types of the kept locals in terms of the parameters of the coroutine's item.
  public var types: [Ty] = []
  /// For each kept local, those before it with which it may not share bytes.
  public var conflicts: [[Int]] = []
  public init() {}
}
