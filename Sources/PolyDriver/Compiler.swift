// One compilation: from the command's options to an object, a text form, or diagnostics.

import Codegen
import Glibc
import MachineCode
import ObjectWriter
import PolyExpansion
import PolyFrontend
import PolyIR
import PolySupport
import PolySyntax

/// Exit codes of the compiler.
enum ExitCode {
  static let success: Int32 = 0
  static let errors: Int32 = 1
  static let usage: Int32 = 2
  static let internalError: Int32 = 70
}

/// Reads sources from the file system.
final class FileLoader: SourceLoader {
  func load(_ path: String) -> [UInt8]? { try? FileSystem.read(path) }
  func environmentVariable(_ name: String) -> String? { FileSystem.environment(name) }
}

/// CPU time by stage, for `--time-passes`.
final class StageClock: FrontendClock {
  /// Of each stage without the stages inside it, in the order in which they ended first.
  private(set) var times: [(stage: String, seconds: Double)] = []
  private var open: [(stage: String, start: Double, inner: Double)] = []

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func wall() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Without a report the time is not asked for: bodies and functions are measured one by one.
  private let isRunning: Bool
  init(isRunning: Bool) { self.isRunning = isRunning }

  func begin(_ stage: String) {
    if isRunning { open.append((stage, Self.now(), 0)) }
  }
  func end() {
    guard let (stage, start, inner) = open.popLast() else { return }
    let whole = Self.now() - start
    if !open.isEmpty { open[open.count - 1].inner += whole }
    if let known = times.firstIndex(where: { $0.stage == stage }) {
      times[known].seconds += whole - inner
    } else {
      times.append((stage, whole - inner))
    }
  }
  func measure<R>(_ stage: String, _ body: () throws -> R) rethrows -> R {
    begin(stage)
    defer { end() }
    return try body()
  }

  func report() -> String {
    var text = ""
    var total = 0.0
    for (stage, seconds) in times {
      total += seconds
      text += "\(milliseconds(seconds)) ms  \(stage)\n"
    }
    return text + "\(milliseconds(total)) ms  total\n"
  }

  private func milliseconds(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1_000_000).rounded())
    let fraction = String(thousandths % 1000)
    let text = "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    return String(repeating: " ", count: max(0, 10 - text.count)) + text
  }
}

struct Compiler {
  let options: Options
  let sysroot = Sysroot.find()
  let clock: StageClock

  init(options: Options) {
    self.options = options
    clock = StageClock(isRunning: options.timePasses)
  }

  /// Compiles to `output`, or prints a stage; the exit code.
  func compile(to output: String) -> Int32 {
    let frontend = makeFrontend()
    guard checkInput() else { return ExitCode.errors }
    if let stage = options.emit, stage != .obj, stage != .wasm {
      return emit(stage, frontend)
    }
    defer { reportTimes() }
    let generator = CodeGenerator(options: options)
    guard let module = lower(frontend, generator) else { return finish(frontend) }
    let code = finish(frontend)
    guard code == ExitCode.success else { return code }
    return generate(module, generator, frontend, to: output)
  }

  /// Code that is not optimised leaves the compiler function by function: nothing looks at two of them.
  private func lower(_ frontend: Frontend, _ generator: CodeGenerator) -> PolyIR.Module? {
    guard options.level == .none, options.target.objectFormat != .wasm else { return frontend.lower() }
    return frontend.lower { function, module in
      clock.measure("machine code") { generator.compile(function, module) }
    }
  }

  private func reportTimes() {
    if options.timePasses { Terminal.error(clock.report()) }
  }

  /// Only checks; the exit code.
  func check() -> Int32 {
    guard checkInput() else { return ExitCode.errors }
    defer { reportTimes() }
    let frontend = makeFrontend()
    _ = frontend.check()
    return finish(frontend)
  }

  // MARK: steps

  func makeFrontend() -> Frontend {
    let frontend = Frontend(options: frontendOptions(), loader: FileLoader(), clock: clock)
    Heap.prepareForWork()
    // The process ends with the compilation: giving the tables back piece by piece is lost time.
    _ = Unmanaged.passRetained(frontend)
    return frontend
  }

  func frontendOptions() -> FrontendOptions {
    var result = FrontendOptions()
    result.crateName = crateName()
    result.rootPath = options.input
    result.edition = options.edition
    result.configuration = options.configuration
    result.isTest = options.isTestHarness || options.command == .test
    result.isLibrary = options.isLibrary
    result.externalCrates = options.externalCrates
    result.overflowChecks = options.hasOverflowChecks
    result.debugAssertions = options.hasDebugAssertions
    result.panicAbort = options.panicAbort || !options.target.info.unwinds
    result.isOptimizing = options.level != .none
    result.libraryPath = sysroot.libraryPath
    result.architecture = options.target.architecture
    result.operatingSystem = options.target.operatingSystem
    result.environment = options.target.environment
    result.family = options.target.family
    result.target = options.target.info
    if let snapshot = openLibrarySnapshot() {
      result.librarySnapshot = snapshot.tables
      if canShareInstances { result.sharing = .uses(Set(snapshot.shared)) }
    }
    return result
  }

  /// The file's name without its ending, made an identifier.
  func crateName() -> String {
    var name = FileSystem.fileName(of: options.input)
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
    let mapped = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" }
    return mapped.isEmpty || mapped[0].isNumber ? "_" + String(mapped) : String(mapped)
  }

  func checkInput() -> Bool {
    do {
      let bytes = try FileSystem.read(options.input)
      if bytes.count > Int(UInt32.max / 2) {
        fail("`\(options.input)` is larger than the limit of 2 GiB")
        return false
      }
      return true
    } catch {
      fail("cannot read `\(options.input)`: \(error.message)")
      return false
    }
  }

  /// An error without a place in the source.
  func fail(_ message: String) {
    let diagnostic = Diagnostic(.error, message, at: .none)
    let renderer = DiagnosticRenderer(sources: SourceMap(), usesColor: Terminal.usesColor)
    Terminal.error(options.jsonErrors ? renderer.renderJSON(diagnostic) : renderer.render(diagnostic))
  }

  /// Prints diagnostics and tells the exit code that they mean.
  func finish(_ frontend: Frontend) -> Int32 {
    let renderer = DiagnosticRenderer(sources: frontend.sources, usesColor: Terminal.usesColor)
    var text = ""
    var warnings = 0
    for diagnostic in frontend.diagnostics.all {
      if diagnostic.severity == .warning { warnings += 1 }
      text += options.jsonErrors ? renderer.renderJSON(diagnostic) : renderer.render(diagnostic)
    }
    let errors = frontend.diagnostics.errorCount
    if errors > 0, !options.jsonErrors {
      let what = errors == 1 ? "1 previous error" : "\(errors) previous errors"
      let also = warnings == 0 ? "" : warnings == 1 ? "; 1 warning emitted" : "; \(warnings) warnings emitted"
      text += renderer.render(Diagnostic(.error, "aborting due to \(what)\(also)", at: .none))
      let codes = Set(frontend.diagnostics.all.compactMap { $0.severity == .error ? $0.code : nil }).sorted()
      if let first = codes.first {
        text += "For more information about an error, try `polyc --explain \(first)`.\n"
      }
    }
    if !text.isEmpty { Terminal.error(text) }
    if errors > 0 { return ExitCode.errors }
    return report(frontend.internalErrors)
  }

  func report(_ errors: [InternalError]) -> Int32 {
    for error in errors.prefix(10) {
      fail("\(error)\n  this is a bug of the compiler; the input that shows it is `\(options.input)`")
    }
    return errors.isEmpty ? ExitCode.success : ExitCode.internalError
  }

  private func emit(_ stage: EmitStage, _ frontend: Frontend) -> Int32 {
    var text = ""
    switch stage {
    case .tokens: text = frontend.dumpTokens()
    case .syntax: text = frontend.dumpSyntax()
    case .hir: text = frontend.dumpTyped()
    case .mir: text = frontend.dumpMIR()
    case .polyir, .polyirOptimized, .vcode, .asm:
      guard var module = frontend.lower() else { return finish(frontend) }
      if stage != .polyir { optimize(&module) }
      if stage == .polyir || stage == .polyirOptimized {
        text = String(decoding: TextPrinter.print(module), as: UTF8.self)
      } else {
        let generator = CodeGenerator(options: options)
        switch generator.dump(module, asAssembly: stage == .asm) {
        case .success(let dump): text = dump
        case .failure(let error): return report([error])
        }
      }
    case .obj, .wasm: break
    }
    let code = finish(frontend)
    guard code == ExitCode.success else { return code }
    if let output = options.output {
      do { try FileSystem.writeAtomically(Array(text.utf8), to: output) } catch {
        fail("cannot write `\(output)`: \(error.message)")
        return ExitCode.errors
      }
    } else {
      Terminal.out(text)
    }
    return ExitCode.success
  }

  func optimize(_ module: inout PolyIR.Module) {
    guard options.level != .none else { return }
    clock.measure("optimize") { PassPipeline.optimize(&module) }
  }

  private func generate(
    _ lowered: consuming PolyIR.Module, _ generator: CodeGenerator, _ frontend: Frontend, to output: String
  ) -> Int32 {
    var module = lowered
    if options.verifyIR {
      let errors = clock.measure("verify") { generator.verificationErrors(module) }
      if !errors.isEmpty { return report(errors) }
    }
    if options.target.objectFormat == .wasm { return generateWasm(&module, frontend.sources, to: output) }
    optimize(&module)
    let isObject = options.emit == .obj
    let object = FileSystem.temporaryPath(for: output) + ".o"
    defer { FileSystem.remove(object) }
    switch clock.measure("machine code", { generator.write(module, frontend.sources, to: object) }) {
    case .failure(let error):
      switch error {
      case .compiler(let error): return report([error])
      case .file(let error):
        fail("cannot write `\(error.path)`: \(error.message)")
        return ExitCode.errors
      }
    case .success: break
    }
    if isObject {
      guard FileSystem.replace(output, by: object) else {
        fail("cannot write `\(output)`: \(String(cString: strerror(errno)))")
        return ExitCode.errors
      }
    } else {
      do {
        var linker = Linker(target: options.target, sysroot: sysroot, options: options)
        if frontend.usesSharedInstances { linker.sharedObject = sysroot.sharedObject(options.target) }
        clock.begin("link")
        defer { clock.end() }
        try linker.link(object: object, to: output)
      } catch {
        fail("\(error.message)")
        return ExitCode.errors
      }
    }
    if options.statistics { Terminal.error(generator.statistics(module)) }
    return ExitCode.success
  }
}
