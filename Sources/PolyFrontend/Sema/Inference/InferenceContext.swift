// Inference variables of one body: union-find with an undo log, unification, snapshots.
//
// Invariants: a variable is bound at most once between two rollbacks, and what it is bound to does not
// contain it. Types are resolved (`shallow`, `resolve`) where they are looked at, not where they are
// made. Regions are erased and play no part.

import PolyExpansion
import PolySupport

/// What is known so far of a closure whose enclosing body is being checked.
public struct InferredClosure {
  /// Declared parameters (not tupled) and output; may contain variables.
  public var signature: SignatureData
  /// nil until captures were analysed, if nothing fixes it before.
  public var kind: ClosureKind?
  /// Types of the fields that hold the captures; nil until captures were analysed.
  public var captures: [Ty]?
  public var isCoroutine: Bool
  public init(signature: SignatureData, kind: ClosureKind? = nil, captures: [Ty]? = nil, isCoroutine: Bool = false) {
    self.signature = signature
    self.kind = kind
    self.captures = captures
    self.isCoroutine = isCoroutine
  }
}

struct TypeVariableData {
  /// What it is bound to (perhaps another variable); `.none` while unbound.
  var value: Ty
  var origin: Span
  /// Comes from an expression that does not return: falls back to `!` or `()`.
  var isDiverging: Bool
}

struct ConstVariableData {
  var value: Const
  var type: Ty
  var origin: Span
}

/// All variables and pending obligations of one body.
public final class InferenceContext {
  public let program: Program
  let types: TypeTable
  /// The bounds that the body may assume.
  public let environment: ParameterEnvironment
  /// Closures of the body, as far as they are known.
  public var closures: [DefID: InferredClosure] = [:]
  /// Hidden types of the opaque types that this body defines (see `instantiateOpaques`).
  public var ownOpaques: [DefID: Ty] = [:]

  var typeVariables: ContiguousArray<TypeVariableData> = []
  var integerVariables: ContiguousArray<Ty> = []
  var floatVariables: ContiguousArray<Ty> = []
  var constVariables: ContiguousArray<ConstVariableData> = []
  /// Bindings in order: kind in the low two bits, index above.
  var log: ContiguousArray<UInt32> = []
  var openSnapshots = 0

  // Fulfillment (see Fulfillment.swift).
  var pending: ContiguousArray<PendingObligation> = []
  var registered: Set<Predicate> = []
  public internal(set) var errors: [FulfillmentError] = []
  /// Whether trait obligations are kept for `Program.checkSuspendedTypes`, and those that are.
  var recordsObligations = false
  var recordedObligations: ContiguousArray<Obligation> = []
  /// Trait references being evaluated, against cycles.
  var evaluationStack: ContiguousArray<TraitRef> = []
  /// How often a question was met again below itself.
  var cycleCount = 0
  /// References, their variables numbered in order, between whose impls nothing decides yet.
  var undecided: Set<TraitRef> = []
  /// The same for those that no impl's requirements fit.
  var unmet: Set<TraitRef> = []
  /// Bumped at every binding: what depended on unbound variables may have changed.
  var generation: UInt32 = 0
  /// Whether what other crates may still implement counts as possible.
  var isCoherence = false
  var solverDepth = 0

  public init(_ program: Program, environment: ParameterEnvironment) {
    self.program = program
    types = program.types
    self.environment = environment
  }

  // MARK: making variables

  public func freshType(_ origin: Span = .none, isDiverging: Bool = false) -> Ty {
    let id = UInt32(typeVariables.count)
    typeVariables.append(TypeVariableData(value: .none, origin: origin, isDiverging: isDiverging))
    return types.type(.typeVariable(id))
  }

  public func freshInteger() -> Ty {
    let id = UInt32(integerVariables.count)
    integerVariables.append(.none)
    return types.type(.integerVariable(id))
  }

  public func freshFloat() -> Ty {
    let id = UInt32(floatVariables.count)
    floatVariables.append(.none)
    return types.type(.floatVariable(id))
  }

  public func freshConst(type: Ty, _ origin: Span = .none) -> Const {
    let id = UInt32(constVariables.count)
    constVariables.append(ConstVariableData(value: .none, type: type, origin: origin))
    return types.const(.variable(id))
  }

  /// A variable for every parameter of `def` behind `prefix`.
  public func freshArgs(for def: DefID, prefix: [GenericArg] = [], span: Span = .none) -> Args {
    let generics = program.generics(of: def)
    if generics.count == 0 { return types.emptyArgs }
    var result = prefix
    result.reserveCapacity(generics.count)
    appendFresh(generics, span, &result)
    return types.args(result)
  }

  private func appendFresh(_ generics: GenericsData, _ span: Span, _ result: inout [GenericArg]) {
    if result.count < generics.parentCount, !generics.parent.isNone {
      appendFresh(program.generics(of: generics.parent), span, &result)
    }
    if generics.hasSelf, result.count == generics.parentCount { result.append(GenericArg(freshType(span))) }
    for parameter in generics.parameters where Int(parameter.index) >= result.count {
      result.append(freshArgument(parameter, span))
    }
  }

  func freshArgument(_ parameter: GenericParameterData, _ span: Span) -> GenericArg {
    switch parameter.kind {
    case .lifetime: GenericArg(types.erased)
    case .type: GenericArg(freshType(span))
    case .const: GenericArg(freshConst(type: program.type(of: parameter.def), span))
    }
  }

  // MARK: resolving

  /// The type with its outermost variable replaced, if that is bound.
  @inline(__always)
  public func shallow(_ type: Ty) -> Ty {
    guard types.flags(type).contains(.hasVariables) else { return type }
    return shallowVariable(type)
  }

  private func shallowVariable(_ type: Ty) -> Ty {
    var current = type
    while true {
      switch types.kind(current) {
      case .typeVariable(let id):
        let value = typeVariables[Int(id)].value
        if value.isNone { return current }
        current = value
      case .integerVariable(let id):
        let value = integerVariables[Int(id)]
        if value.isNone { return current }
        current = value
      case .floatVariable(let id):
        let value = floatVariables[Int(id)]
        if value.isNone { return current }
        current = value
      default: return current
      }
    }
  }

  public func shallowConst(_ const: Const) -> Const {
    var current = const
    while case .variable(let id) = types.kind(current) {
      let value = constVariables[Int(id)].value
      if value.isNone { return current }
      current = value
    }
    return current
  }

  /// The type with all bound variables replaced.
  public func resolve(_ type: Ty) -> Ty {
    guard types.flags(type).contains(.hasVariables) else { return type }
    return types.map(type, mask: .hasVariables, leaf: resolveLeaf, const: resolveConstLeaf)
  }

  private func resolveLeaf(_ type: Ty, _ kind: TyKind) -> Ty? {
    switch kind {
    case .typeVariable, .integerVariable, .floatVariable:
      let value = shallowVariable(type)
      return value == type ? type : resolve(value)
    default: return nil
    }
  }

  private func resolveConstLeaf(_ const: Const) -> Const? {
    guard case .variable = types.kind(const) else { return nil }
    let value = shallowConst(const)
    return value == const ? const : resolve(value)
  }

  public func resolve(_ const: Const) -> Const {
    guard types.flags(const).contains(.hasVariables) else { return const }
    return types.map(const, mask: .hasVariables, leaf: resolveLeaf, const: resolveConstLeaf)
  }

  public func resolve(_ args: Args) -> Args {
    guard types.flags(args).contains(.hasVariables) else { return args }
    return types.map(args, mask: .hasVariables, leaf: resolveLeaf, const: resolveConstLeaf)
  }

  public func resolve(_ reference: TraitRef) -> TraitRef { TraitRef(reference.trait, resolve(reference.args)) }

  public func resolve(_ predicate: Predicate) -> Predicate {
    switch predicate {
    case .trait(let reference): .trait(resolve(reference))
    case .projection(let item, let args, let type):
      .projection(item: item, args: resolve(args), type: resolve(type))
    case .closureKind: predicate
    }
  }

  public func resolve(_ signature: SignatureData) -> SignatureData {
    var copy = signature
    copy.inputs = types.types(types.list(copy.inputs).map { resolve($0) })
    copy.output = resolve(copy.output)
    return copy
  }

  /// Whether a type is (after shallow resolution) an unbound general variable.
  public func isVariable(_ type: Ty) -> Bool {
    if case .typeVariable = types.kind(shallow(type)) { return true }
    return false
  }

  public func hasVariables(_ type: Ty) -> Bool { types.flags(resolve(type)).contains(.hasVariables) }

  /// Where an unbound variable was made.
  public func origin(of type: Ty) -> Span {
    if case .typeVariable(let id) = types.kind(type) { return typeVariables[Int(id)].origin }
    return .none
  }

  // MARK: snapshots

  public struct Snapshot {
    var log: Int
    var typeVariables: Int
    var integerVariables: Int
    var floatVariables: Int
    var constVariables: Int
    var pending: ContiguousArray<PendingObligation>
    var registered: Set<Predicate>
    var errors: [FulfillmentError]
    var recorded: Int
  }

  public func snapshot() -> Snapshot {
    openSnapshots += 1
    return Snapshot(
      log: log.count, typeVariables: typeVariables.count, integerVariables: integerVariables.count,
      floatVariables: floatVariables.count, constVariables: constVariables.count, pending: pending,
      registered: registered, errors: errors, recorded: recordedObligations.count)
  }

  public func commit(_ snapshot: Snapshot) {
    openSnapshots -= 1
    if openSnapshots == 0 { log.removeAll(keepingCapacity: true) }
  }

  public func rollback(_ snapshot: Snapshot) {
    openSnapshots -= 1
    undo(to: snapshot.log)
    // Most made no variables of most kinds: then nothing is called.
    if typeVariables.count > snapshot.typeVariables { typeVariables.removeSubrange(snapshot.typeVariables...) }
    if integerVariables.count > snapshot.integerVariables { integerVariables.removeSubrange(snapshot.integerVariables...) }
    if floatVariables.count > snapshot.floatVariables { floatVariables.removeSubrange(snapshot.floatVariables...) }
    if constVariables.count > snapshot.constVariables { constVariables.removeSubrange(snapshot.constVariables...) }
    pending = snapshot.pending
    registered = snapshot.registered
    errors = snapshot.errors
    if recordedObligations.count > snapshot.recorded { recordedObligations.removeSubrange(snapshot.recorded...) }
  }

  func undo(to count: Int) {
    while log.count > count {
      let entry = log.removeLast()
      let index = Int(entry >> 2)
      switch entry & 3 {
      case 0: typeVariables[index].value = .none
      case 1: integerVariables[index] = .none
      case 2: floatVariables[index] = .none
      default: constVariables[index].value = .none
      }
    }
  }

  /// Runs `body` and takes back all its bindings.
  public func probe<R>(_ body: () -> R) -> R {
    let start = snapshot()
    let result = body()
    rollback(start)
    return result
  }

  /// Runs `body`; takes its bindings back if it gives false or nil.
  public func commitIfTrue(_ body: () -> Bool) -> Bool {
    let start = snapshot()
    let result = body()
    if result { commit(start) } else { rollback(start) }
    return result
  }

  @inline(__always)
  func record(_ kind: UInt32, _ index: UInt32) {
    generation &+= 1
    if openSnapshots > 0 { log.append(index << 2 | kind) }
  }

  // MARK: fallback

  /// Binds what nothing determined: integers to i32, floats to f64, diverging variables to `diverging`.
  /// True if something was bound.
  @discardableResult
  public func applyNumericFallback() -> Bool {
    var changed = false
    for index in integerVariables.indices where integerVariables[index].isNone {
      integerVariables[index] = types.i32
      record(1, UInt32(index))
      changed = true
    }
    for index in floatVariables.indices where floatVariables[index].isNone {
      floatVariables[index] = types.f64
      record(2, UInt32(index))
      changed = true
    }
    return changed
  }

  @discardableResult
  public func applyDivergingFallback(to type: Ty) -> Bool {
    var changed = false
    for index in typeVariables.indices
    where typeVariables[index].value.isNone && typeVariables[index].isDiverging {
      typeVariables[index].value = type
      record(0, UInt32(index))
      changed = true
    }
    return changed
  }

  // MARK: opaque types of this body

  /// Replaces the opaque types that `owner` itself defines by variables (one each, kept in
  /// `ownOpaques`) and requires their bounds of them.
  public func instantiateOpaques(in type: Ty, definedBy owner: DefID, span: Span) -> Ty {
    guard !types.flags(type).isDisjoint(with: [.hasOpaque, .hasProjections]) else { return type }
    var made: [(DefID, Args, Ty)] = []
    let result = types.map(type, mask: [.hasOpaque, .hasProjections], leaf: { _, kind in
      guard let (def, args) = opaque(kind), program.definitions.parent(def) == owner else { return nil }
      if let known = ownOpaques[def] { return known }
      let variable = freshType(span)
      ownOpaques[def] = variable
      made.append((def, args, variable))
      return variable
    })
    for (def, args, variable) in made {
      let identity = program.identityArgs(of: def)
      let opaque = types.type(program.isTraitOpaque(def) ? .projection(def, identity) : .opaque(def, identity))
      for bound in program.itemBounds(of: def) {
        // The bounds are about the opaque type itself: now they are about its variable.
        let predicate = replace(bound.predicate, opaque, by: variable)
        register(
          Obligation(
            normalize(program.substitute(predicate, args), span: span), environment: environment, span: span,
            cause: .returnValue, origin: def, originSpan: bound.span))
      }
    }
    // Opaque types nested in the bounds of others.
    return result
  }

  /// An opaque type as its own function sees it.
  private func opaque(_ kind: TyKind) -> (DefID, Args)? {
    switch kind {
    case .opaque(let def, let args): (def, args)
    case .projection(let def, let args) where program.isTraitOpaque(def): (def, args)
    default: nil
    }
  }

  private func replace(_ predicate: Predicate, _ old: Ty, by new: Ty) -> Predicate {
    func map(_ type: Ty) -> Ty {
      types.map(type, mask: [.hasOpaque, .hasProjections], leaf: { type, kind in
        if type == old { return new }
        if let (def, _) = opaque(kind), let known = ownOpaques[def] { return known }
        return nil
      })
    }
    func map(_ args: Args) -> Args {
      types.args(types.list(args).map { arg in arg.type.map { GenericArg(map($0)) } ?? arg })
    }
    switch predicate {
    case .trait(let reference): return .trait(TraitRef(reference.trait, map(reference.args)))
    case .projection(let item, let args, let type):
      // A nested `impl Trait<Item = impl Other>`: the inner one is defined by the same body.
      let inner = instantiateNested(type)
      return .projection(item: item, args: map(args), type: map(inner))
    case .closureKind: return predicate
    }
  }

  private func instantiateNested(_ type: Ty) -> Ty {
    types.map(type, mask: [.hasOpaque, .hasProjections], leaf: { type, kind in
      guard let (def, _) = opaque(kind), ownOpaques[def] == nil,
        ownOpaques.keys.contains(where: { program.definitions.parent($0) == program.definitions.parent(def) })
      else { return nil }
      return instantiateOpaques(in: type, definedBy: program.definitions.parent(def), span: program.definitions[def].span)
    })
  }
}
