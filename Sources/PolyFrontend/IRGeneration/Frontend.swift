// The stages of the frontend in order; the only public entry.
//
//   load and resolve crates → check items and bodies → MIR (build, check, transform) → PolyIR
//
// Each stage runs only if the one before reported no error, so that no error is a consequence of
// another stage's. `FrontendClock` gets the CPU time of each.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport
import PolySyntax

public struct FrontendOptions {
  public var crateName = "main"
  public var rootPath = ""
  public var edition = Edition.e2021
  public var configuration: [(name: String, value: String?)] = []
  public var isTest = false
  public var isLibrary = false
  /// Crates besides the library's that the program uses, by their root files.
  public var externalCrates: [(name: String, rootPath: String)] = []
  public var overflowChecks = true
  public var debugAssertions = true
  public var panicAbort = false
  /// Whether the code will be optimised.
  public var isOptimizing = false
  /// The folder with `core`, `alloc` and `std`.
  public var libraryPath = ""
  public var architecture = "x86_64"
  public var operatingSystem = "linux"
  public var environment = "gnu"
  public var family = "unix"
  public var target = TargetInfo()
  /// The library as `makeLibrarySnapshot` wrote it; nil to read its files.
  public var librarySnapshot: SnapshotMemory? = nil
  /// Which instances of the library are compiled already, or whether they are compiled now.
  public var sharing = InstanceSharing.none
  public init() {}

  public static let libraryCrates = ["core", "alloc", "std", "stdlib"]
}

/// Called around each stage; the driver measures.
public protocol FrontendClock: AnyObject {
  func begin(_ stage: String)
  func end()
}

public final class Frontend {
  public let options: FrontendOptions
  public let symbols: SymbolTable
  public let sources: SourceMap
  public let diagnostics: DiagnosticSink
  public let tree: SyntaxTree
  let loader: SourceLoader
  private weak var clock: FrontendClock?
  private var isResolved = false
  /// Definitions that came from the snapshot; 0 without one.
  private var stableDefinitions = 0
  /// What the compiled module offers to others.
  public private(set) var sharedFingerprints: Set<UInt64> = []
  public private(set) var resolver: Resolver?
  public private(set) var program: Program?
  public private(set) var mir: MIRBodies?
  public private(set) var internalErrors: [InternalError] = []

  public init(options: FrontendOptions, loader: SourceLoader, clock: FrontendClock? = nil) {
    self.options = options
    self.loader = loader
    self.clock = clock
    symbols = Names.makeTable()
    sources = SourceMap()
    diagnostics = DiagnosticSink()
    tree = SyntaxTree(symbols: symbols)
    if let memory = options.librarySnapshot { restoreLibrary(memory) }
  }

  private func restoreLibrary(_ memory: SnapshotMemory) {
    timed("restore") {
      guard var snapshot = LibrarySnapshot(memory, symbols: symbols) else { return }
      let resolver = makeResolver()
      if snapshot.restore(resolver) { stableDefinitions = resolver.definitions.table.count }
    }
  }

  private func timed<R>(_ stage: String, _ body: () -> R) -> R {
    clock?.begin(stage)
    defer { clock?.end() }
    return body()
  }

  /// Loads, expands and resolves the library and the program.
  @discardableResult
  public func resolve() -> Resolver {
    let resolver = resolver ?? makeResolver()
    if isResolved { return resolver }
    isResolved = true
    timed("resolve") {
      var inputs = libraryInputs()
      for (name, path) in options.externalCrates {
        inputs.append(CrateInput(name: name, rootPath: path, edition: options.edition, isLibrary: true))
      }
      if !options.rootPath.isEmpty {
        inputs.append(
          CrateInput(name: options.crateName, rootPath: options.rootPath, edition: options.edition))
      }
      resolver.resolveCrates(inputs)
    }
    return resolver
  }

  /// Collects the library alone, for the snapshot that later compilations begin with; nil after errors.
  public func makeLibrarySnapshot() -> ContiguousArray<UInt8>? {
    let resolver = makeResolver()
    resolver.resolveCrates(libraryInputs())
    return diagnostics.hasErrors ? nil : resolver.makeSnapshot()
  }

  private func libraryInputs() -> [CrateInput] {
    FrontendOptions.libraryCrates.map { name in
      CrateInput(name: name, rootPath: "\(options.libraryPath)/\(name)/lib.rs", isLibrary: true)
    }
  }

  private func makeResolver() -> Resolver {
    var configuration = Configuration(symbols: symbols)
    configuration.setTarget(
      arch: options.architecture, os: options.operatingSystem, family: options.family, environment: options.environment,
      vendor: "unknown", pointerWidth: options.target.pointerBits, isLittleEndian: options.target.isLittleEndian)
    configuration.isTest = options.isTest
    if options.debugAssertions { configuration.set("debug_assertions") }
    if options.overflowChecks { configuration.set("overflow_checks") }
    configuration.set("panic", options.panicAbort ? "abort" : "unwind")
    for (name, value) in options.configuration {
      if let value { configuration.set(name, value) } else { configuration.set(name) }
    }
    let resolver = Resolver(
      tree: tree, sources: sources, sink: diagnostics, configuration: configuration, loader: loader)
    if let clock {
      resolver.stageChange = { [weak clock] stage in
        if let stage { clock?.begin(stage) } else { clock?.end() }
      }
    }
    self.resolver = resolver
    return resolver
  }

  /// Checks the types of the whole program; the library's bodies only where they are reached.
  @discardableResult
  public func check() -> Program {
    if let program { return program }
    let resolver = resolve()
    var semaOptions = SemaOptions()
    semaOptions.overflowChecks = options.overflowChecks
    semaOptions.debugAssertions = options.debugAssertions
    semaOptions.panicAbort = options.panicAbort
    let program = Program(
      sources: sources, diagnostics: diagnostics, tree: tree, definitions: resolver.definitions,
      resolution: resolver, target: options.target, options: semaOptions)
    self.program = program
    resolver.findImportedMain()
    if !resolver.mainFunction.isNone { program.mainFunction = resolver.mainFunction }
    program.installBodyChecker()
    let mir = MIRBodies(program: program)
    self.mir = mir
    let layouts = LayoutTable(program: program)
    self.layouts = layouts
    let evaluator = ConstantEvaluator(program: program, bodies: mir, layouts: layouts)
    evaluator.install()
    self.evaluator = evaluator
    runChecks(program, mir, evaluator)
    // Last, since stages run only after stages without errors.
    if !options.isLibrary {
      resolver.checkExecutable(
        crateName: options.crateName, rootPath: options.rootPath, needsMain: !options.isTest,
        panicAborts: options.panicAbort)
    }
    return program
  }

  private func runChecks(_ program: Program, _ mir: MIRBodies, _ evaluator: ConstantEvaluator) {
    guard !diagnostics.hasErrors else { return }
    timed("check items") { program.checkCrates() }
    timed("check bodies") {
      for owner in localBodies(program) { _ = program.typedBody(of: owner) }
    }
    guard !diagnostics.hasErrors else { return }
    timed("suspended types") { program.checkSuspendedTypes() }
    timed("MIR") {
      for owner in localBodies(program) + localClosures(program) { _ = mir.body(of: owner) }
      if !diagnostics.hasErrors { program.checkCoroutineSizes(localClosures(program)) }
    }
    guard !diagnostics.hasErrors else { return }
    timed("constants") { evaluateConstants(program, evaluator) }
    guard !diagnostics.hasErrors else { return }
    timed("lints") {
      for owner in localBodies(program) { program.lintBody(of: owner) }
      if let resolver, !options.isTest, !options.isLibrary {
        program.lintDeadCode(named: resolver.namedConstants)
      }
      if let resolver { program.lintImports(resolver.unusedImports(usedTraits: program.usedTraits)) }
      program.reportLints()
    }
  }

  private var layouts: LayoutTable?
  private var evaluator: ConstantEvaluator?
  private var lowering: ModuleLowering?

  /// All owners of bodies in the user's crates, in source order.
  public func localBodies(_ program: Program) -> [DefID] {
    program.definitions.table.keys.filter {
      program.isLocal($0) && program.definitions.kind($0).mayHaveBody
    }
  }

  /// The closures and coroutines of the user's bodies.
  private func localClosures(_ program: Program) -> [DefID] {
    program.definitions.table.keys.filter { program.isLocal($0) && program.definitions.kind($0) == .closure }
  }

  /// Constants and statics that depend on nothing have values, whether somebody reads them or not.
  private func evaluateConstants(_ program: Program, _ evaluator: ConstantEvaluator) {
    for owner in localBodies(program) {
      switch program.definitions.kind(owner) {
      case .constant: if program.generics(of: owner).count == 0 { _ = evaluator.value(of: owner, program.types.emptyArgs) }
      case .staticItem: _ = evaluator.value(ofStatic: owner)
      default: break
      }
    }
  }

  /// The program as PolyIR; nil after errors, which are in `diagnostics` or `internalErrors`. A `consumer`
  /// takes functions one by one, with the module as far as it is known; their bodies are not in the
  /// result. What it made is void when the result is nil.
  public func lower(
    consumer: ((borrowing PolyIR.Function, PolyIR.Module) -> Void)? = nil
  ) -> PolyIR.Module? {
    let program = check()
    guard !diagnostics.hasErrors, let resolver, let mir, let layouts, let evaluator else { return nil }
    var loweringOptions = LoweringOptions()
    loweringOptions.panicAbort = options.panicAbort
    loweringOptions.isOptimizing = options.isOptimizing
    loweringOptions.stableDefinitions = stableDefinitions
    loweringOptions.libraryPath = options.libraryPath
    if usesSharedInstances || makesSharedInstances { loweringOptions.sharing = options.sharing }
    let lowering = ModuleLowering(
      program: program, layouts: layouts, options: loweringOptions,
      evaluator: evaluator, mirBody: { mir.body(of: $0) })
    lowering.consumer = consumer
    timed("PolyIR") {
      if makesSharedInstances {
        lowering.declareSharedInstances()
      } else if options.isTest {
        lowering.declareTestMain(Array(resolver.tests))
      } else if !resolver.mainFunction.isNone {
        lowering.declareMain(resolver.mainFunction)
      }
      lowering.declareHostEntry()
      lowering.declareExports()
      lowering.run()
    }
    for error in layouts.errors where !diagnostics.hasErrors {
      diagnostics.report(
        Diagnostic(.error, "\(error.message): `\(program.describe(error.type))`", at: .none))
    }
    internalErrors += lowering.internalErrors
    guard !diagnostics.hasErrors, internalErrors.isEmpty else { return nil }
    sharedFingerprints = lowering.sharedFingerprints
    // Taken out, so that its owner can change it in place.
    let module = lowering.module
    lowering.module = PolyIR.Module(symbols: symbols)
    self.lowering = lowering
    return module
  }

  /// Whether the library's object is part of the program.
  public var usesSharedInstances: Bool {
    if case .uses = options.sharing { return stableDefinitions > 0 }
    return false
  }

  private var makesSharedInstances: Bool { options.sharing.isMaking }
}
