// MIR: the control-flow graph of one generic body over typed places.
//
// Drops, moves, unwinding and storage are explicit. Local 0 is the return place, then the
// parameters, then variables and temporaries. Types are in terms of the owner's parameters.

import PolyExpansion
import PolySema
import PolySupport

public struct Local: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public static let returnPlace = Local(raw: 0)
}
public struct BasicBlock: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}
public struct MIRConstant: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum LocalKind: UInt8, Sendable { case returnPlace, parameter, variable, temporary }

public struct LocalData: Sendable {
  public var type: Ty
  public var kind: LocalKind
  public var name: Symbol
  public var isMutable: Bool
  public var span: Span
  /// A reference to what has to outlive the body.
  public var outlivesBody = false
  public init(type: Ty, kind: LocalKind, name: Symbol, isMutable: Bool, span: Span) {
    self.type = type
    self.kind = kind
    self.name = name
    self.isMutable = isMutable
    self.span = span
  }
}

public enum Projection: Hashable, Sendable {
  /// Through a reference, raw pointer or Box.
  case deref
  /// Field of a struct, union, tuple, closure (capture), or of the variant chosen by `downcast`.
  case field(UInt32)
  case index(Local)
  /// Element counted from the start, or from the end (1 is the last).
  case constantIndex(UInt64, fromEnd: Bool)
  /// Elements `from ..< (fromEnd ? length - to : to)`.
  case subslice(from: UInt64, to: UInt64, fromEnd: Bool)
  case downcast(variant: UInt32)
}

public struct Place: Hashable, Sendable {
  public var local: Local
  public var projections: ListRef<Projection>
  public init(_ local: Local, _ projections: ListRef<Projection> = .empty) {
    self.local = local
    self.projections = projections
  }
}

public enum Operand: Sendable {
  case copy(Place)
  case move(Place)
  case constant(MIRConstant)
}

public enum ConstantKind: Sendable {
  case value(ConstantValue)
  /// A named, associated, inline or anonymous constant to evaluate for the instance.
  case item(DefID, Args)
  case typeConst(Const)
  /// A promoted constant of this body: its place has 'static storage; the value is a reference to it.
  case promoted(UInt32)
  /// A function item or other zero-sized value: the type says all.
  case zeroSized
  /// The address of a static.
  case staticAddress(DefID)
}

public struct ConstantData: Sendable {
  public var kind: ConstantKind
  public var type: Ty
  public var span: Span
  public init(kind: ConstantKind, type: Ty, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

public enum AggregateKind: Sendable {
  case tuple
  case array(element: Ty)
  /// `activeField`: the one field of a union, else nil.
  case adt(DefID, variant: UInt32, Args, activeField: UInt32?)
  case closure(DefID, Args)
  case coroutine(DefID, Args)
}

public enum Rvalue: Sendable {
  case use(Operand)
  case repeatValue(Operand, Const)
  case reference(BorrowKind, Place)
  case rawPointer(Mutability, Place)
  /// Length of an array or slice place.
  case length(Place)
  case cast(CastKind, Operand, Ty)
  /// Wraps; shifts mask their amount.
  case binary(BinaryOperator, Operand, Operand)
  /// A tuple (result, overflowed).
  case checkedBinary(BinaryOperator, Operand, Operand)
  case unary(UnaryOperator, Operand)
  case discriminant(Place)
  case aggregate(AggregateKind, ListRef<Operand>)
}

public enum StatementKind: Sendable {
  case assign(Place, Rvalue)
  case setDiscriminant(Place, variant: UInt32)
  case storageLive(Local)
  case storageDead(Local)
  case nop
}

public struct Statement: Sendable {
  public var kind: StatementKind
  public var span: Span
  public init(_ kind: StatementKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

public enum UnwindAction: Hashable, Sendable {
  /// Nothing to clean up in this frame.
  case `continue`
  case cleanup(BasicBlock)
  /// A panic during clean-up, or out of an `extern "C"` function: abort with a message.
  case terminate
  case unreachable
}

public enum AssertMessage: Sendable {
  case boundsCheck(length: Operand, index: Operand)
  case overflow(BinaryOperator)
  case negationOverflow
  case divisionByZero
  case remainderByZero
  case resumedAfterReturn
  case resumedAfterPanic
}

public struct SwitchTarget: Sendable {
  public var low: UInt64
  public var high: UInt64
  public var block: BasicBlock
  public init(low: UInt64, high: UInt64, block: BasicBlock) {
    self.low = low
    self.high = high
    self.block = block
  }
}

public enum TerminatorKind: Sendable {
  case goto(BasicBlock)
  case switchInteger(Operand, ListRef<SwitchTarget>, otherwise: BasicBlock)
  case `return`
  case unreachable
  /// Drops the place if it is initialised (before elaboration), unconditionally afterwards.
  case drop(Place, target: BasicBlock, unwind: UnwindAction)
  /// `target` is .none if the callee does not return.
  case call(
    callee: Operand, arguments: ListRef<Operand>, destination: Place, target: BasicBlock,
    unwind: UnwindAction)
  case assert(Operand, expected: Bool, AssertMessage, target: BasicBlock, unwind: UnwindAction)
  /// Goes on unwinding at the end of a clean-up path.
  case resume
  /// Aborts the process.
  case terminate
  case yield(Operand, resumePlace: Place, resume: BasicBlock, drop: BasicBlock)
  case coroutineDrop
  /// Not yet set while building.
  case none
}

public struct Terminator: Sendable {
  public var kind: TerminatorKind
  public var span: Span
  public init(_ kind: TerminatorKind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

public struct BlockData: Sendable {
  public var statements: ContiguousArray<Statement> = []
  public var terminator = Terminator(.none, span: .none)
  public var isCleanup = false
  public init() {}
}

/// Code of a match guard: from `statement` of `block` on, and the blocks made for it.
struct GuardNote: Sendable {
  var place: Place
  var block: BasicBlock
  var statement: Int
  var blocks: Range<UInt32>
}

/// Facts of building that checks use for their messages.
struct BuildNotes: Sendable {
  /// Variables bound by a pattern: the span of what was matched.
  var scrutinees: [Local: Span] = [:]
  /// Temporaries that hold the address of a static.
  var statics: [Local: DefID] = [:]
  /// Temporaries that hold a captured borrow on its way into a closure.
  var captures: Set<Local> = []
  /// Match guards: the matched place, and the blocks of the guard.
  var guards: [GuardNote] = []
  /// References that stand for by-value bindings in a guard.
  var guardReferences: Set<Local> = []
  /// Discriminants read by elaborated drops: no use of what the value borrows.
  var dropTests: Set<Local> = []
}

public struct Body {
  public var owner: DefID
  public var locals = PrimaryMap<Local, LocalData>()
  public var parameterCount = 0
  public var blocks = PrimaryMap<BasicBlock, BlockData>()
  public var projections = ListPool<Projection>()
  public var operands = ListPool<Operand>()
  public var switchTargets = ListPool<SwitchTarget>()
  public var constants = PrimaryMap<MIRConstant, ConstantData>()
  /// Bodies of promoted constants: functions without parameters whose result gets static storage.
  public var promoted: [Body] = []
  public var span: Span
  /// For closures: whether parameter 1 is the closure itself (`Fn`, `FnMut`: by reference).
  public var isClosure = false
  /// What checks want to know of how the body was built.
  var notes = BuildNotes()
  /// The last parameter is a tuple spread over the declared parameters (`rust-call`).
  public var spreadsLastArgument = false

  public init(owner: DefID, span: Span) {
    self.owner = owner
    self.span = span
  }
  public static let entry = BasicBlock(raw: 0)
  public var returnType: Ty { locals[.returnPlace].type }
}
