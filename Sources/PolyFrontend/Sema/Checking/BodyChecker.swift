// The state of checking one body (a function, constant, static or anonymous constant) with all its
// closures, and the order of the steps.
//
// Typed nodes are built while types are inferred: a node's type may hold inference variables until
// `Writeback` replaces them. A node is never deleted; what is decided late (operators on types not
// known yet, mutable place operators, casts, calls of closures) is rewritten in place, so handles
// stay valid.

import PolyExpansion
import PolySupport
import PolySyntax

/// What the surroundings of an expression know of its type.
enum Expectation {
  case none
  /// The expression should have this type, possibly after a coercion.
  case type(Ty)
  /// The target of a cast: a hint for literals.
  case castTo(Ty)
  /// A hint for the value behind a borrow that may be unsized (`&[…]` expected, array written).
  case rvalueHint(Ty)
}

/// A loop, labelled block or switch of control that `break` leaves.
struct BreakScope {
  /// The loop or block expression that X's jump targets name; `.none` for a desugared one.
  var expr: ExprID
  var label: LoopLabel
  /// Whether `continue` and unlabelled `break` may mean it.
  var isLoop: Bool
  /// Values of `break`; nil for `while` and `for`, which give `()`.
  var values: BranchUnifier?
  var mayBreak = false
}

/// The function, closure or constant whose `return` is meant.
struct FunctionScope {
  /// The declared or expected type of the result.
  var returnType: Ty
  /// Values of `return` and of the body.
  var results: BranchUnifier
  /// Index in `closures`, or -1 for the body's own function.
  var closure: Int
  /// `return` is not allowed: constants.
  var allowsReturn: Bool
  var isAsync: Bool
  /// Where the return type is written.
  var returnSpan: Span
  /// How many break scopes existed outside.
  var outerBreaks: Int
}

/// A closure (or async block) of the body.
struct ClosureState {
  var definition: DefID
  var expr: ExprID
  var typedExpr: TypedExprID
  var parent: Int
  var type: Ty
  var signature: SignatureData
  /// nil until it is deduced or inferred from the uses of captured places.
  var kind: ClosureKind?
  var isMove: Bool
  var isCoroutine: Bool
  /// Inputs' patterns and the body.
  var parameters: [TypedParameter] = []
  var value: TypedExprID = .none
  var captures: [Capture] = []
  var isAnalyzed = false
  /// For the coroutine that is the body of an `async` closure: that closure, whose parameters it takes.
  var asyncClosure = -1
  /// For an `async` closure: its futures borrow from what it owns.
  var lendsCaptures = false
  /// First variable handle bound inside: variables of the closure itself are not captured.
  var span: Span
}

struct DeferredCast {
  var expr: TypedExprID
  var operand: TypedExprID
  var target: Ty
  var operandSpan: Span
  var targetSpan: Span
  /// The operand's type as it was known when the cast was met: what messages show.
  var shownType: Ty
}

/// A `const { … }` of the body.
struct InlineConstant {
  var definition: DefID
  var type: Ty
  var value: TypedExprID
  var span: Span
}

/// `callee(arguments)` of a closure whose kind was not known yet.
struct DeferredCall {
  var expr: TypedExprID
  var callee: TypedExprID
  var arguments: TypedExprID
  var closure: Int
}

/// An operator given to a trait method because its operand types were not known.
struct DeferredOperator {
  var expr: TypedExprID
  var left: TypedExprID
  var right: TypedExprID
  var binary: BinaryOperator?
  var unary: UnaryOperator?
  var isAssignment: Bool
}

/// An overloaded `*place` or `place[index]`: how to make it mutable later.
struct OverloadedPlace {
  /// The call of `deref` or `index`.
  var call: TypedExprID
  /// The place that is borrowed for it.
  var base: TypedExprID
  /// `.none` for deref.
  var index: TypedExprID
  var isMutable: Bool
}

final class BodyChecker {
  let program: Program
  let types: TypeTable
  let tree: SyntaxTree
  let definitions: Definitions
  let symbols: SymbolTable
  let infer: InferenceContext
  let owner: DefID
  let environment: ParameterEnvironment
  /// The owner's own parameters as arguments.
  let ownerArgs: Args
  /// The module that privacy is asked about.
  let module: DefID
  let resolution: BodyResolution
  let edition: Edition
  /// Whether warnings are wanted: not for the library's bodies.
  let isUserCode: Bool

  var typed: TypedBody
  var functions: [FunctionScope] = []
  var breaks: [BreakScope] = []
  var closures: [ClosureState] = []
  /// The innermost closure being checked, or -1.
  var currentClosure = -1
  /// The closure in which each variable is declared (-1: the body itself).
  var variableHome: ContiguousArray<Int> = []
  var variableIsTyped: ContiguousArray<Bool> = []
  /// Whether the point of checking cannot be reached.
  var diverges = false
  var unsafeDepth = 0
  var nextLabel: UInt32 = 0
  /// The innermost block module, for traits in scope.
  var scopeModule: DefID
  /// The trait whose impl or definition the body belongs to, or `.none`.
  let enclosingTrait: DefID
  /// The variable of the first local of the body or inline constant that is being checked.
  var localBase: UInt32 = 0
  /// Bodies of `async` closures: the closure, and the type of their output if it is known.
  var asyncClosureBodies: [ExprID: (closure: Int, output: Ty?)] = [:]
  /// The variable that holds the task's context, by async block.
  var taskContexts: [Int: Variable] = [:]
  /// Inline constants, checked with the body around them.
  var inlineConstants: [InlineConstant] = []

  var deferredCasts: [DeferredCast] = []
  var deferredCalls: [DeferredCall] = []
  var deferredOperators: [DeferredOperator] = []
  /// Keyed by the `deref` node over the overloaded call.
  var overloadedPlaces: [TypedExprID: OverloadedPlace] = [:]
  /// Where a node that was wrapped in place went.
  var movedNodes: [TypedExprID: TypedExprID] = [:]
  /// Inner types of this function's own `impl Trait` results.
  var opaqueVariables: [Ty: Ty] = [:]
  /// Matches to check for exhaustiveness at the end, with their kind.
  var matchChecks: [MatchCheck] = []
  /// Sized requirements and the like registered for locals, to say E0282 at the right place.
  /// Type of the last `e;`, for the hint to remove its semicolon.
  var lastStatementType: Ty?
  var reportedAmbiguity = false
  /// Literals whose bits are made (float) or checked (integer) when their types are known.
  var floatLiterals: [(TypedExprID, String)] = []
  var integerLiterals: [TypedExprID] = []
  var negatedLiterals: [TypedExprID] = []
  var floatPatterns: [(TypedPatternID, String)] = []
  var rangePatterns: [RangePattern] = []
  var constantPatterns: [ConstantPattern] = []
  /// What the code around is evaluated at compile time as: "constants", "statics", "constant functions".
  var constContext: String?
  /// What is done with the place being checked: fields of unions are unsafe only to read.
  var placeUse = PlaceUse.read
  /// Whether a name of the patterns checked since this was reset borrows mutably.
  var bindsMutably = false
  enum PlaceUse { case read, written, addressTaken }
  var cachedLowering: TypeLowering?
  var depth = 0
  /// How many errors there were before this body.
  let errorsBefore: Int
  /// Errors of later checks (unsafe, lints): reported only if the types are right.
  var lateDiagnostics: [Diagnostic] = []

  init(program: Program, owner: DefID, resolution: BodyResolution, span: Span) {
    self.program = program
    types = program.types
    errorsBefore = program.diagnostics.errorCount
    tree = program.tree
    definitions = program.definitions
    symbols = program.symbols
    self.owner = owner
    self.resolution = resolution
    environment = program.environment(of: owner)
    ownerArgs = program.identityArgs(of: owner)
    let entry = program.definitions[owner]
    module = entry.module
    scopeModule = entry.scopeModule
    let crate = program.definitions.crates[entry.crate]
    edition = crate.edition
    isUserCode = !crate.isLibrary
    var outer = entry.parent
    while !outer.isNone, program.definitions.kind(outer) != .implementation, program.definitions.kind(outer) != .trait {
      outer = program.definitions.kind(outer).isModuleLike ? .none : program.definitions.parent(outer)
    }
    if outer.isNone {
      enclosingTrait = .none
    } else if program.definitions.kind(outer) == .trait {
      enclosingTrait = outer
    } else {
      enclosingTrait = program.implTraitRef(outer)?.trait ?? .none
    }
    infer = InferenceContext(program, environment: environment)
    infer.recordsObligations = isUserCode
    typed = TypedBody(owner: owner, returnType: program.types.error, span: span)
  }

  // MARK: nodes

  @discardableResult
  func make(_ kind: TypedExprKind, _ type: Ty, _ span: Span) -> TypedExprID {
    typed.exprs.push(TypedExpr(kind: kind, type: type, span: span))
  }

  func makeError(_ span: Span) -> TypedExprID { make(.error, types.error, span) }

  @inline(__always) func type(_ expr: TypedExprID) -> Ty { resolve(typed.exprs[expr].type) }
  @inline(__always) func rawType(_ expr: TypedExprID) -> Ty { typed.exprs[expr].type }
  @inline(__always) func span(_ expr: TypedExprID) -> Span { typed.exprs[expr].span }
  @inline(__always) func kind(_ type: Ty) -> TyKind { types.kind(resolve(type)) }

  /// Puts `wrap(node)` in the place of `expr` itself: holders of the handle see the wrapped value.
  func wrapInPlace(_ expr: TypedExprID, type: Ty, _ wrap: (TypedExprID) -> TypedExprKind) {
    let old = typed.exprs[expr]
    let inner = typed.exprs.push(old)
    typed.exprs[expr] = TypedExpr(kind: wrap(inner), type: type, span: old.span)
    movedNodes[expr] = inner
    if let place = overloadedPlaces.removeValue(forKey: expr) { overloadedPlaces[inner] = place }
  }

  /// Where the node that was made as `expr` is now.
  func current(_ expr: TypedExprID) -> TypedExprID {
    var expr = expr
    while let moved = movedNodes[expr] { expr = moved }
    return expr
  }

  func list(_ exprs: [TypedExprID]) -> ListRef<TypedExprID> { typed.exprLists.make(exprs) }

  func makeBlock(_ statements: [TypedStatement], tail: TypedExprID, type: Ty, _ span: Span) -> TypedExprID {
    let block = typed.blocks.push(
      TypedBlock(
        statements: typed.statements.make(statements), tail: tail, span: span,
        dropsTailTemporariesFirst: false))
    return make(.block(block), type, span)
  }

  func makeUnit(_ span: Span) -> TypedExprID { make(.tuple(.empty), types.unit, span) }

  func makeLabel() -> LoopLabel {
    nextLabel += 1
    return LoopLabel(raw: nextLabel - 1)
  }

  /// A variable that the compiler makes.
  func makeVariable(_ name: Symbol, _ type: Ty, _ span: Span, isMutable: Bool) -> Variable {
    let variable = typed.variables.push(
      VariableData(name: name, type: type, span: span, isMutable: isMutable))
    variableHome.append(currentClosure)
    variableIsTyped.append(true)
    return variable
  }

  // MARK: diagnostics

  /// Whether something is wrong already: what is unknown may follow from it.
  var isTainted: Bool { typed.hasErrors || program.diagnostics.errorCount > errorsBefore }

  func report(_ diagnostic: Diagnostic) {
    // Lints have names, errors have codes.
    if let first = diagnostic.code?.utf8.first, first >= 0x61 {
      if program.isLocal(owner) { program.lint(diagnostic) }
      return
    }
    if diagnostic.severity == .error { typed.hasErrors = true }
    program.diagnostics.report(diagnostic)
  }

  func error(_ code: String?, _ message: String, _ span: Span, label: String = "") {
    report(Diagnostic(.error, code: code, message, at: span, label: label))
  }

  /// An error that is reported only if the types of the body are right.
  func late(_ code: String?, _ message: String, _ span: Span, label: String = "") {
    lateDiagnostics.append(Diagnostic(.error, code: code, message, at: span, label: label))
  }

  func text(_ type: Ty) -> String { program.describe(resolveFully(type)) }
  func text(_ symbol: Symbol) -> String { symbols.text(symbol) }
  func hasError(_ type: Ty) -> Bool { types.flags(resolveFully(type)).contains(.hasError) }
}

/// What checking a body gives: its own typed body and those of its closures.
struct CheckedBody {
  var body: TypedBody
  var closures: [(definition: DefID, info: ClosureInfo, body: TypedBody)]
  /// (opaque type, its hidden type) defined by this body.
  var opaqueTypes: [(definition: DefID, type: Ty)]
}
