// Evaluates constants, statics and promoted values of monomorphic instances by interpreting their MIR.
//
// Every result is an allocation that holds the value; equal questions have equal answers. Errors are
// E0080 at the constant, reported once.

import PolyExpansion
import PolySema
import PolySupport

public final class ConstantEvaluator {
  public let program: Program
  public let bodies: MIRBodies
  public let layouts: LayoutProvider
  /// The memory of all results.
  public internal(set) var memory = ConstantMemory()

  let types: TypeTable
  let queries: TypeQueries
  let pointerSize: Int
  /// Limit on executed statements and terminators of one constant.
  let stepLimit = 200_000_000
  var steps = 0

  private struct Key: Hashable {
    var def: DefID
    var args: Args
    /// -1 for the item itself, else the promoted body.
    var promoted: Int
  }
  private var results: [Key: AllocationID?] = [:]
  private var inProgress: Set<Key> = []
  private var statics: [DefID: AllocationID?] = [:]
  var frameInfos: [Instance: FrameInfo] = [:]
  var vacantLocals: ContiguousArray<AllocationID> = []

  public init(program: Program, bodies: MIRBodies, layouts: LayoutProvider) {
    self.program = program
    self.bodies = bodies
    self.layouts = layouts
    types = program.types
    queries = TypeQueries(program: program, environment: .empty)
    pointerSize = program.target.pointerBits / 8
  }

  /// Lets type checking ask for array lengths, discriminants and constant arguments.
  public func install() {
    program.constantEvaluator = { [unowned self] def, args in self.scalar(of: def, args) }
    program.constantTreeEvaluator = { [unowned self] def, args in self.tree(of: def, args) }
  }

  // MARK: questions

  /// The value of a constant item, associated constant or anonymous constant.
  public func value(of def: DefID, _ args: Args) -> AllocationID? {
    var def = def
    var args = args
    if program.traitOf(item: def) != nil {
      guard let instance = program.resolveInstance(def, args) else { return nil }
      def = instance.def
      args = instance.args
    }
    return evaluate(Key(def: def, args: args, promoted: -1))
  }

  /// The value of promoted constant `index` of a body.
  public func promoted(_ index: UInt32, of owner: DefID, _ args: Args) -> AllocationID? {
    evaluate(Key(def: owner, args: args, promoted: Int(index)))
  }

  /// The initial value of a static. Extern statics have none.
  public func value(ofStatic def: DefID) -> AllocationID? {
    if let found = statics[def] { return found }
    let result = evaluate(Key(def: def, args: types.emptyArgs, promoted: -1))
    statics[def] = .some(result)
    if let result {
      let type = queries.normalize(program.type(of: def))
      memory[result].isMutable =
        program.isMutableStatic(def) || !program.isFreeze(type, in: .empty)
    }
    return result
  }

  /// A scalar constant's bits.
  public func scalar(of def: DefID, _ args: Args) -> (low: UInt64, high: UInt64)? {
    guard let allocation = value(of: def, args) else { return nil }
    let size = memory[allocation].bytes.count
    guard size <= 16, memory[allocation].relocations.isEmpty,
      let value = try? memory.readScalar(allocation, 0, size: size, pointerSize: pointerSize)
    else { return nil }
    return (value.low, value.high)
  }

  /// A type-level constant of monomorphic code.
  public func scalar(of const: Const) -> (low: UInt64, high: UInt64)? {
    switch types.kind(const) {
    case .value(_, let low, let high): (low, high)
    case .unevaluated(let def, let args): scalar(of: def, args)
    case .parameter, .variable, .error: nil
    }
  }

  // MARK: evaluation

  private func evaluate(_ key: Key) -> AllocationID? {
    if let found = results[key] { return found }
    guard inProgress.insert(key).inserted else {
      let span = program.definitions[key.def].span
      program.diagnostics.error(
        "E0391", "cycle detected when evaluating `\(program.definitions.path(key.def))`", at: span)
      return nil
    }
    defer { inProgress.remove(key) }
    let result = run(key)
    results[key] = .some(result)
    return result
  }

  private func run(_ key: Key) -> AllocationID? {
    guard let outer = bodies.body(of: key.def) else { return nil }
    var body = outer
    if key.promoted >= 0 {
      guard key.promoted < outer.promoted.count else { return nil }
      body = outer.promoted[key.promoted]
    }
    let savedSteps = steps
    steps = 0
    defer { steps = savedSteps }
    var interpreter = Interpreter(self)
    do {
      let type = queries.normalize(types.substitute(body.returnType, key.args))
      guard let layout = layouts.sizeAndAlignment(of: type) else {
        throw EvaluationFailure(message: "the type of the constant has no size", span: body.span)
      }
      let result = memory.allocate(size: Int(layout.size), alignment: layout.alignment)
      try interpreter.run(body, owner: key.def, key.args, isPromoted: key.promoted >= 0, into: result)
      return result
    } catch let failure as EvaluationFailure {
      // What fails inside of a call is shown at the call, with a note of where it was.
      let outer = interpreter.frames.count > 1 ? interpreter.frames[0].span : .none
      if !failure.isReported { report(failure, key.def, body.span, call: outer) }
      return nil
    } catch {
      return nil
    }
  }

  private func report(_ failure: EvaluationFailure, _ def: DefID, _ span: Span, call: Span) {
    let definition = program.definitions[def]
    let inner = failure.span.isNone ? span : failure.span
    var diagnostic = Diagnostic(code: "E0080", failure.message, at: call.isNone ? inner : call)
    if !call.isNone { diagnostic = diagnostic.note("the failure occurred here", at: inner) }
    switch definition.kind {
    case .constant, .associatedConstant, .staticItem:
      diagnostic.label = "evaluation of `\(program.definitions.path(def))` failed \(call.isNone ? "here" : "inside this call")"
    default: diagnostic.label = "evaluation of constant value failed here"
    }
    program.diagnostics.report(diagnostic)
  }
}
