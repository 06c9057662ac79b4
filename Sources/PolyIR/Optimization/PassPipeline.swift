// The optimiser: the table of passes, and the order in which a module goes through them.
import PolySupport

/// What function passes may know about the module they work in.
public struct PassContext: Sendable {
  /// By `FunctionID`.
  public var attributes: ContiguousArray<FunctionAttributes>
  /// By `DataID`; only contents that cannot change are read.
  public var data: PrimaryMap<DataID, DataObject>
  /// The function that goes on with an exception after a clean-up, if the module names it.
  public var resumeFunction: FunctionID
  /// By `FunctionID`.
  public var signatures: ContiguousArray<Signature>
  /// Whether the definition of each function is surely the one in this module.
  public var areFinal: ContiguousArray<Bool>
  public init(_ module: Module) {
    signatures = ContiguousArray(module.functions.elements.map(\.signature))
    areFinal = ContiguousArray(module.functions.elements.map { $0.linkage.isFinal })
    attributes = ContiguousArray(module.functions.elements.map(\.attributes))
    data = module.data
    resumeFunction = .none
    if let symbol = module.symbols.find("poly_panic_resume"), case .function(let id)? = module.lookup(symbol) {
      resumeFunction = id
    }
  }
}

/// Properties that passes need, keep or break.
@frozen public struct FormProperties: OptionSet, Sendable {
  public let rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Every block of the layout can be reached.
  public static let allReachable = FormProperties(rawValue: 1)
  /// No operand is an alias.
  public static let noAliases = FormProperties(rawValue: 2)
  /// Slots hold only what needs an address.
  public static let slotsReplaced = FormProperties(rawValue: 4)
}

/// A pass over one function.
public struct Pass: Sendable {
  public var name: String
  public var summary: String
  /// What must hold before it.
  public var requires: FormProperties
  /// What holds after it, besides what held before and is not broken.
  public var establishes: FormProperties
  public var breaks: FormProperties
  /// Changes a function; true if it did.
  public var run: @Sendable (inout Function, PassContext) -> Bool
}

/// The passes and their order.
public enum PassPipeline {
  /// Every pass of a function, by name.
  public static let passes: [Pass] = [
    Pass(
      name: "unreachable-blocks", summary: "removes blocks that control never reaches", requires: [],
      establishes: .allReachable, breaks: []
    ) { function, _ in UnreachableBlocks.remove(&function) },
    Pass(
      name: "simplify-cfg", summary: "folds branches, forwards and joins blocks", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, _ in ControlFlowSimplification.run(&function) },
    Pass(
      name: "scalar-replacement", summary: "turns stack slots into values", requires: .noAliases,
      establishes: [.allReachable, .slotsReplaced], breaks: []
    ) { function, _ in ScalarReplacement.run(&function) },
    Pass(
      name: "constant-slots", summary: "reads constants where they are instead of copies", requires: .noAliases,
      establishes: [], breaks: []
    ) { function, context in ConstantSlots.run(&function, context) },
    Pass(
      name: "gvn", summary: "numbers values, simplifies, forwards loads, decides by facts",
      requires: .noAliases, establishes: .allReachable, breaks: []
    ) { function, context in ValueNumbering.run(&function, context) },
    Pass(
      name: "exceptions", summary: "makes calls plain that cannot unwind here", requires: .noAliases,
      establishes: [], breaks: .allReachable
    ) { function, context in ExceptionSimplification.run(&function, context) },
    Pass(
      name: "cold-blocks", summary: "marks what is rarely reached, cuts off what never is", requires: .noAliases,
      establishes: [], breaks: []
    ) { function, context in ColdBlocks.run(&function, context) },
    Pass(
      name: "jump-threading", summary: "lets decided branches go straight on", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, _ in JumpThreading.run(&function) },
    Pass(
      name: "loop-rotation", summary: "moves the tests of loops to their ends", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, _ in LoopRotation.run(&function) },
    Pass(
      name: "licm", summary: "moves what does not change out of loops", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, context in LoopInvariantMotion.run(&function, context) },
    Pass(
      name: "dse", summary: "removes stores that nothing reads", requires: .noAliases, establishes: [], breaks: []
    ) { function, context in DeadStoreElimination.run(&function, context) },
    Pass(
      name: "if-conversion", summary: "turns small branches into selections", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, _ in IfConversion.run(&function) },
    Pass(
      name: "compact", summary: "renumbers what is left", requires: .noAliases, establishes: [], breaks: []
    ) { function, _ in
      Compaction.run(&function)
      return true
    },
    Pass(
      name: "dce", summary: "removes what has no effect and no use", requires: .noAliases,
      establishes: .allReachable, breaks: []
    ) { function, _ in DeadCodeElimination.run(&function) },
  ]

  public static func pass(named name: String) -> Pass? { passes.first { $0.name == name } }

  /// The passes before calls are replaced: what shows arguments as the constants and slots they are.
  static let preparation = ["exceptions", "cold-blocks", "simplify-cfg", "scalar-replacement"]
  /// The passes that clean a function up after its calls were replaced.
  static let cleanUp = [
    "exceptions", "cold-blocks", "simplify-cfg", "scalar-replacement", "gvn", "jump-threading", "simplify-cfg", "dse",
    "dce",
  ]
  /// The passes after all inlining, for the functions that remain.
  static let loops = [
    "constant-slots", "scalar-replacement", "gvn", "jump-threading", "simplify-cfg", "loop-rotation", "licm",
    "if-conversion", "simplify-cfg", "gvn", "simplify-cfg", "dse", "dce", "cold-blocks",
  ]

  private static let preparationNumbers = numbers(of: preparation)
  private static let cleanUpNumbers = numbers(of: cleanUp)
  private static let loopNumbers = numbers(of: loops)

  private static func numbers(of names: [String]) -> [Int] {
    names.compactMap { name in passes.firstIndex { $0.name == name } }
  }

  /// What the passes have seen of one function: a pass that has seen its present state finds nothing new.
  private struct PassHistory {
    /// Grows with each change.
    var version: UInt16 = 1
    /// By the number of the pass: the version after its last run.
    var seen = SIMD16<UInt16>(repeating: 0)
  }

  /// Runs passes by name over a function. After each pass `check`, if there is one, may look at it.
  public static func run(
    _ names: [String], _ function: inout Function, _ context: PassContext,
    check: ((String, Function) -> Void)? = nil
  ) {
    if function.namesHandlers { return }
    for name in names {
      guard let pass = pass(named: name) else { continue }
      _ = pass.run(&function, context)
      check?(name, function)
    }
  }

  /// Runs those of the passes that have not seen the function as it is.
  private static func run(
    _ numbers: [Int], _ function: inout Function, _ context: PassContext, _ history: inout PassHistory,
    check: ((String, Function) -> Void)?
  ) {
    for number in numbers where history.seen[number] != history.version {
      let pass = passes[number]
      if pass.run(&function, context) { history.version &+= 1 }
      history.seen[number] = history.version
      check?(pass.name, function)
    }
  }

  /// Optimises a whole module.
  public static func optimize(_ module: inout Module, check: ((String, Function) -> Void)? = nil) {
    var context = PassContext(module)
    var histories = ContiguousArray<PassHistory>(filledWith: PassHistory(), count: module.functions.count)
    var isFixed = ContiguousArray<Bool>(repeating: false, count: module.functions.count)
    for id in module.functions.keys where module.bodies[id.index]?.namesHandlers == true { isFixed[id.index] = true }
    var isClean = ContiguousArray<Bool>(repeating: false, count: module.functions.count)
    Inliner.run(
      &module, &context, check: check,
      prepare: { function, context in
        run(preparationNumbers, &function, context, &histories[function.id.index], check: check)
      },
      cleanUp: { function, context, isChanged in
        let index = function.id.index
        if isChanged { histories[index].version &+= 1 }
        isClean[index] = true
        run(cleanUpNumbers, &function, context, &histories[index], check: check)
        Compaction.runIfWorthwhile(&function)
      })
    DeadFunctions.remove(&module)
    for id in module.functions.keys where module.bodies[id.index] != nil && !isFixed[id.index] {
      var body = module.takeBody(id)
      if !isClean[id.index] {
        histories[id.index].version &+= 1
        run(cleanUpNumbers, &body, context, &histories[id.index], check: check)
      }
      run(loopNumbers, &body, context, &histories[id.index], check: check)
      Compaction.run(&body)
      check?("compact", body)
      module.bodies[id.index] = body
    }
  }
}

extension Module {
  /// Takes a body out to change it; it must be put back.
  mutating func takeBody(_ id: FunctionID) -> Function {
    var taken: Function?
    swap(&taken, &bodies[id.index])
    return taken ?? Function(id: id)
  }
}
