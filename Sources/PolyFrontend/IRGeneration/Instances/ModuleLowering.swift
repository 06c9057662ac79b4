// The module under construction: declares instances as they are reached, and lowers them one by one.
//
// Demand drives it: `functionID(of:)` declares and queues; `run()` empties the queue. Everything is
// deterministic because the queue is first in, first out.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

public struct LoweringOptions: Sendable {
  public var panicAbort = false
  public var sharing = InstanceSharing.none
  /// How many definitions came from the library's snapshot.
  public var stableDefinitions = 0
  /// The code is optimised afterwards: functions of the program are inlined too, and each has memory of its own.
  public var isOptimizing = false
  /// The folder of the library: programs know its files as `library/…`, wherever it is.
  public var libraryPath = ""
  public init() {}
}

public final class ModuleLowering {
  public let program: Program
  public let layouts: LayoutTable
  public let options: LoweringOptions
  /// The optimised MIR of a body's owner; nil if it has none.
  let mirBody: (DefID) -> Body?
  public internal(set) var module: Module
  /// Takes the functions, some at a time, instead of the module; their memory then serves the next ones.
  /// Not called after errors.
  var consumer: ((borrowing PolyIR.Function, Module) -> Void)?
  /// Functions that wait for the consumer: one at a time would drive the code of both out of the caches.
  private var waiting: ContiguousArray<PolyIR.Function> = []
  /// Consumed functions.
  private var spare: ContiguousArray<PolyIR.Function> = []
  private static let batch = 128
  /// Errors that only monomorphic code shows, and inconsistencies of the compiler.
  public private(set) var internalErrors: [InternalError] = []

  var fingerprints: Fingerprints
  /// What this compilation offers to others.
  public internal(set) var sharedFingerprints: Set<UInt64> = []
  private var functionIDs: [FunctionKey: FunctionID] = [:]
  private var abis: [FunctionKey: FunctionABI] = [:]
  private var queue: [FunctionKey] = []
  private var next = 0
  var workspace = LoweringWorkspace()
  /// The path and number of definitions that have instances: the first part of their symbols.
  var definitionNames = HandleMap<DefID, String>(filler: "")
  private var needsDropMemo: [Ty: Bool] = [:]
  private var imports: [String: FunctionID] = [:]
  var strings: [Symbol: (DataID, Int)] = [:]
  var cStrings: [Symbol: (DataID, Int)] = [:]
  var locations: [Span: DataID] = [:]
  var vtables: [VtableKey: DataID] = [:]
  var statics: [DefID: (DataID, Bool)] = [:]
  var constants: [ConstantKey: EvaluatedConstant] = [:]
  var allocations: [AllocationID: DataID] = [:]
  var dataCounter = 0
  var inlining = InlineMemo()
  let noBody = GenericBody()
  public let evaluator: ConstantEvaluator
  /// Symbols that the program itself defines (`#[no_mangle]`, `#[export_name]`).
  lazy var exportedSymbols: [Symbol: DefID] = collectExportedSymbols()
  let intrinsics: [Symbol: Intrinsic]

  public init(
    program: Program, layouts: LayoutTable, options: LoweringOptions, evaluator: ConstantEvaluator,
    mirBody: @escaping (DefID) -> Body?
  ) {
    self.program = program
    self.layouts = layouts
    self.options = options
    self.evaluator = evaluator
    self.mirBody = mirBody
    module = Module(symbols: program.symbols)
    var salt: UInt64 = 0x2545_F491_4F6C_DD1D
    if options.sharing.isMaking { salt = 0x6C62_272E_07BB_0142 }
    fingerprints = Fingerprints(
      program: program, stableDefinitions: options.stableDefinitions, salt: salt)
    var table: [Symbol: Intrinsic] = [:]
    for intrinsic in Intrinsic.allCases { table[program.symbols.intern(intrinsic.rawValue)] = intrinsic }
    intrinsics = table
  }

  var types: TypeTable { program.types }

  // MARK: the queue

  /// Lowers everything that is reached from what has been declared so far.
  public func run() {
    while next < queue.count {
      let key = queue[next]
      next += 1
      guard let id = functionIDs[key] else { continue }
      lower(key, id)
    }
    consume()
  }

  private func lower(_ key: FunctionKey, _ id: FunctionID) {
    let abi = abi(of: key)
    if key.shim == .none, key.instance.kind == .item {
      guard let generic = genericBody(of: key.instance.def) else {
        if !program.diagnostics.hasErrors {
          internalError("`\(program.definitions.path(key.instance.def))` has no body", at: .none)
        }
        return
      }
      let source = inlining.candidates[key.instance].flatMap { $0 } ?? InstanceBody(generic, key.instance, context: self)
      var lowering = FunctionLowering(context: self, id: id, source: source, abi: abi)
      let function = lowering.lower(source)
      lowering.exchangeWorkspace()
      give(function)
      return
    }
    var lowering = FunctionLowering(context: self, id: id, source: nil, abi: abi)
    let function = lowering.lowerShim(key)
    lowering.exchangeWorkspace()
    give(function)
  }

  private func give(_ function: consuming PolyIR.Function) {
    guard consumer != nil else { return module.define(function) }
    waiting.append(function)
    if waiting.count == Self.batch { consume() }
    if let used = spare.popLast() { workspace.builder.function = used }
  }

  private func consume() {
    guard let consumer else { return }
    if !program.diagnostics.hasErrors, internalErrors.isEmpty {
      for index in waiting.indices { consumer(waiting[index], module) }
    }
    swap(&spare, &waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// The PolyIR function of a key; declared and queued at the first request.
  func functionID(of key: FunctionKey) -> FunctionID {
    if let known = functionIDs[key] { return known }
    let instance = key.instance
    if key.shim == .none, instance.kind == .item,
      program.definitions.kind(instance.def) == .foreignFunction
    {
      let id = foreignFunction(instance)
      functionIDs[key] = id
      return id
    }
    let abi = abi(of: key)
    let (name, linkage) = sharedName(key) ?? symbolName(key)
    let id = module.declareFunction(
      name, linkage: linkage, signature: abi.signature, attributes: attributes(of: key))
    functionIDs[key] = id
    if linkage != .import { queue.append(key) }
    return id
  }

  private func foreignFunction(_ instance: Instance) -> FunctionID {
    let symbol = linkName(of: instance.def)
    // The program may define the symbol itself.
    if let own = exportedSymbols[symbol] {
      return functionID(of: FunctionKey(Instance(.item, own, types.emptyArgs)))
    }
    let abi = abi(of: FunctionKey(instance))
    let id = module.declareFunction(symbol, linkage: .import, signature: abi.signature)
    if let source = importModule(of: instance.def) { module.importModules[id] = source }
    return id
  }

  func importFunction(
    _ name: String, _ signature: PolyIR.Signature, _ attributes: FunctionAttributes
  ) -> FunctionID {
    if let known = imports[name] { return known }
    // The library may define it itself.
    if let own = exportedSymbols[program.symbols.intern(name)], program.definitions.kind(own) == .function {
      let id = functionID(of: FunctionKey(Instance(.item, own, types.emptyArgs)))
      imports[name] = id
      return id
    }
    let id = module.declareFunction(
      program.symbols.intern(name), linkage: .import, signature: signature, attributes: attributes)
    imports[name] = id
    return id
  }

  private func attributes(of key: FunctionKey) -> FunctionAttributes {
    var result: FunctionAttributes = []
    guard key.instance.kind == .item, !key.instance.def.isNone else { return result }
    let def = key.instance.def
    if program.definitions.kind(def) == .closure {
      result.insert(.inlineHint)
      return result
    }
    if hasAttribute(def, "cold") { result.insert(.cold) }
    switch program.inlineAttribute(of: def) {
    case .never: result.insert(.neverInline)
    case .always: result.insert(.alwaysInline)
    case .hint: result.insert(.inlineHint)
    case nil: break
    }
    return result
  }

  // MARK: types

  func normalize(_ type: Ty) -> Ty {
    types.flags(type).isDisjoint(with: [.hasProjections, .hasOpaque, .hasUnevaluated])
      ? type : program.normalize(type, in: .empty)
  }

  func normalize(_ args: Args) -> Args {
    guard !types.flags(args).isDisjoint(with: [.hasProjections, .hasOpaque, .hasUnevaluated]) else { return args }
    return types.args(
      types.list(args).map { arg in
        if let type = arg.type { return GenericArg(normalize(type)) }
        if let const = arg.const, let value = program.evaluateConst(const),
          case .unevaluated(let def, _) = types.kind(const)
        {
          return GenericArg(
            types.const(.value(program.type(of: def), low: value.low, high: value.high)))
        }
        return arg
      })
  }

  func evaluate(_ const: Const) -> UInt64 { program.evaluateConst(const)?.low ?? 0 }

  func needsDrop(_ type: Ty) -> Bool {
    if let known = needsDropMemo[type] { return known }
    let result = program.needsDrop(type, in: .empty)
    needsDropMemo[type] = result
    return result
  }

  /// What a reference, raw pointer or Box points at.
  func pointee(_ type: Ty) -> Ty {
    switch types.kind(type) {
    case .reference(_, let target, _), .pointer(let target, _): return normalize(target)
    case .adt(let def, let args) where program.adt(def).isBox:
      return normalize(types.list(args).lazy.compactMap(\.type).first ?? types.error)
    default: return types.error
    }
  }

  func discriminantType(_ type: Ty) -> Ty {
    guard case .adt(let def, _) = types.kind(type) else { return types.u8 }
    return types.integer(program.adt(def).repr.integer ?? .isize)
  }

  func discriminantValue(_ type: Ty, _ variant: UInt32) -> (low: UInt64, high: UInt64) {
    guard case .adt(let def, _) = types.kind(type), program.adt(def).isEnum else { return (UInt64(variant), 0) }
    return program.discriminant(of: def, variant: Int(variant))
  }

  func variantCount(_ type: Ty) -> Int {
    guard case .adt(let def, _) = types.kind(type) else { return 0 }
    return program.adt(def).isEnum ? program.adt(def).variants.count : 0
  }

  /// The variant that a constructor makes; 0 for structs.
  func variantIndex(ofConstructor def: DefID) -> UInt32 {
    guard program.definitions.kind(def) == .variant else { return 0 }
    return UInt32(program.adt(program.definitions.parent(def)).variantIndex(of: def) ?? 0)
  }

  func typeName(_ type: Ty) -> String { program.typeName(type) }

  /// A number that no other type of the program has, and that shared instances know too.
  func typeID(_ type: Ty) -> (low: UInt64, high: UInt64) {
    let low = fingerprints.hash(type)
    return (low, (low ^ 0xD6E8_FEB8_6659_FD93) &* 0xC4CE_B9FE_1A85_EC53)
  }

  // MARK: instances

  func resolve(_ def: DefID, _ args: Args, at span: Span) -> Instance? {
    if let instance = program.resolveInstance(def, args) { return instance }
    if !program.diagnostics.hasErrors {
      internalError("no instance of `\(program.definitions.path(def))`", at: span)
    }
    return nil
  }

  /// The instance as a function pointer may refer to it.
  func reified(_ instance: Instance) -> FunctionKey {
    if abi(of: FunctionKey(instance)).hasCallerLocation { return FunctionKey(instance, .withoutLocation) }
    return FunctionKey(instance)
  }

  func reifiedClosure(_ def: DefID, _ args: Args) -> FunctionKey {
    FunctionKey(Instance(.item, def, args), .closurePointer)
  }

  func panicHelper(_ helper: PanicHelper) -> FunctionKey? {
    guard let def = program.langItem(helper.langItem) else {
      internalError("the library has no `\(helper.langItem)`", at: .none)
      return nil
    }
    return FunctionKey(Instance(.item, def, types.emptyArgs))
  }

  func internalError(_ message: String, at span: Span) {
    internalErrors.append(InternalError(stage: "PolyIR generation", function: "", message))
  }

  // MARK: signatures

  func convention(of instance: Instance) -> PolySema.CallingConvention {
    switch instance.kind {
    case .closureOnceShim, .functionPointerShim: return .rustCall
    case .item, .virtual, .intrinsic:
      if program.definitions.kind(instance.def) == .closure { return .rustCall }
      return program.signature(of: instance.def).convention
    default: return .rust
    }
  }

  private func substituted(_ type: Ty, _ args: Args) -> Ty { normalize(types.substitute(type, args)) }

  func abi(ofPointer signature: PolySema.Signature) -> FunctionABI {
    let data = types.data(signature)
    return layouts.abi(
      inputs: types.list(data.inputs).map { normalize($0) }, output: normalize(data.output),
      convention: data.convention, isVariadic: data.isVariadic)
  }

  /// The signature of a method called through a vtable: its receiver is a thin pointer.
  func virtualABI(of instance: Instance, receiver: Ty) -> FunctionABI {
    let data = program.signature(of: instance.def)
    var inputs = types.list(data.inputs).map { substituted($0, instance.args) }
    if !inputs.isEmpty { inputs[0] = receiver }
    return layouts.abi(
      inputs: inputs, output: substituted(data.output, instance.args), convention: data.convention)
  }

  /// Drop glue takes a pointer to the value.
  func glueABI(isUnsized: Bool) -> FunctionABI {
    let pointer =
      isUnsized
      ? types.type(.pointer(types.type(.slice(types.u8)), .mutable)) : types.type(.pointer(types.unit, .mutable))
    return layouts.abi(inputs: [pointer], output: types.unit, convention: .rust)
  }

  func abi(of key: FunctionKey) -> FunctionABI {
    if let known = abis[key] { return known }
    var result = computeABI(key.instance)
    switch key.shim {
    case .none: break
    case .withoutLocation:
      if result.hasCallerLocation {
        result.signature.parameters.removeLast()
        result.hasCallerLocation = false
      }
    case .byValueSelf:
      var (inputs, output, convention) = interface(of: key.instance)
      if !inputs.isEmpty { inputs[0] = types.type(.pointer(types.unit, .mutable)) }
      result = layouts.abi(inputs: inputs, output: output, convention: convention)
    case .closurePointer:
      let data = types.substitute(program.closureInfo(key.instance.def).signature, key.instance.args)
      result = layouts.abi(
        inputs: types.list(data.inputs).map { normalize($0) }, output: normalize(data.output),
        convention: .rust)
    }
    abis[key] = result
    return result
  }

  /// Inputs (rust-call: not yet spread), output and convention of an instance.
  func interface(of instance: Instance) -> ([Ty], Ty, PolySema.CallingConvention) {
    switch instance.kind {
    case .dropGlue, .intrinsic, .constructor, .cloneShim, .item, .virtual:
      if instance.kind == .item, program.definitions.kind(instance.def) == .closure { break }
      if instance.kind == .cloneShim { return ([types.reference(instance.type, .shared)], instance.type, .rust) }
      let data = program.signature(of: instance.def)
      return (
        types.list(data.inputs).map { substituted($0, instance.args) },
        substituted(data.output, instance.args), data.convention
      )
    case .closureOnceShim:
      let data = types.substitute(program.closureInfo(instance.def).signature, instance.args)
      return (
        [types.type(.closure(instance.def, instance.args)), types.tuple(types.list(data.inputs).map { normalize($0) })],
        normalize(data.output), .rustCall
      )
    case .functionPointerShim:
      let (inputs, output) = functionInterface(instance.type)
      let selfType = instance.index == 0 ? instance.type : types.reference(instance.type, .shared)
      return ([selfType, types.tuple(inputs)], output, .rustCall)
    }
    // A closure's body.
    let info = program.closureInfo(instance.def)
    let data = types.substitute(info.signature, instance.args)
    if info.isCoroutine {
      let coroutine = types.type(.coroutine(instance.def, instance.args))
      var output = normalize(data.output)
      if let poll = program.langItem("Poll") { output = types.type(.adt(poll, types.args([GenericArg(output)]))) }
      return (
        [types.reference(coroutine, .mutable)] + types.list(data.inputs).map { normalize($0) }, output, .rust
      )
    }
    let closure = types.type(.closure(instance.def, instance.args))
    let selfType =
      switch info.kind {
      case .fn: types.reference(closure, .shared)
      case .fnMut: types.reference(closure, .mutable)
      case .fnOnce: closure
      }
    return (
      [selfType, types.tuple(types.list(data.inputs).map { normalize($0) })], normalize(data.output), .rustCall
    )
  }

  /// Inputs and output of a function item or pointer type.
  func functionInterface(_ type: Ty) -> ([Ty], Ty) {
    switch types.kind(type) {
    case .functionDef(let def, let args):
      let data = program.signature(of: def)
      return (types.list(data.inputs).map { substituted($0, args) }, substituted(data.output, args))
    case .functionPointer(let signature):
      let data = types.data(signature)
      return (types.list(data.inputs).map { normalize($0) }, normalize(data.output))
    default: return ([], types.unit)
    }
  }

  private func computeABI(_ instance: Instance) -> FunctionABI {
    if instance.kind == .dropGlue { return glueABI(isUnsized: layouts.layout(instance.type).isUnsized) }
    let (inputs, output, convention) = interface(of: instance)
    let tracksCaller =
      instance.kind == .item && program.definitions.kind(instance.def) != .closure
      && hasAttribute(instance.def, "track_caller")
    var isVariadic = false
    if instance.kind == .item, program.definitions.kind(instance.def) == .foreignFunction {
      isVariadic = program.signature(of: instance.def).isVariadic
    }
    return layouts.abi(
      inputs: inputs, output: output, convention: convention, isVariadic: isVariadic,
      hasCallerLocation: tracksCaller)
  }
}
