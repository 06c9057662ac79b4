// `test interpret` and `test run`: the run lines of a file.
import Codegen
import Glibc
import JIT
import PolyIR
import X64Backend

enum ExecutionCommands {
  static func interpret(_ file: ParsedFile, _ options: TestOptions) -> TestStatus {
    if let reason = verify(file) { return .failed(reason) }
    var module = file.module
    if options.optimizes, let reason = PassCommands.optimize(&module) { return .failed(reason) }
    var count = 0
    for function in file.functions {
      for comment in function.comments {
        let command: RunCommand
        do {
          guard let parsed = try RunCommand.parse(comment, file.module, current: function.id) else { continue }
          command = parsed
        } catch {
          return error.isUnsupported ? .skipped(error.description) : .failed(error.description)
        }
        let interpreter = Interpreter(module)
        count += 1
        switch interpreter.call(command.function, command.arguments) {
        case .returned(let results):
          if !command.accepts(results) {
            return .failed("line \(comment.line): got \(results), expected \(command.expectation)")
          }
        case .trapped(let code):
          if case .traps(code) = command.check { continue }
          return .failed("line \(comment.line): trap \(code.name), expected \(command.expectation)")
        case .unwound: return .failed("line \(comment.line): uncaught exception")
        case .outOfFuel: return .failed("line \(comment.line): out of fuel")
        case .unsupported(let what): return .skipped("line \(comment.line): \(what)")
        }
      }
    }
    return count == 0 ? .skipped("no run lines") : .passed
  }

  /// Why the run lines of a file cannot be had.
  struct Stop: Error {
    var status: TestStatus
  }

  /// The run lines of a file with their numbers.
  static func commands(_ file: ParsedFile) -> Result<[(RunCommand, Int)], Stop> {
    var commands: [(RunCommand, Int)] = []
    for function in file.functions {
      for comment in function.comments {
        do {
          guard let parsed = try RunCommand.parse(comment, file.module, current: function.id) else { continue }
          commands.append((parsed, comment.line))
        } catch {
          return .failure(
            Stop(status: error.isUnsupported ? .skipped(error.description) : .failed(error.description)))
        }
      }
    }
    return .success(commands)
  }

  /// Compiles into memory and runs natively, with every register allocation proven.
  static func native(_ file: ParsedFile, _ testOptions: TestOptions) -> TestStatus {
    if let reason = verify(file) { return .failed(reason) }
    var module = file.module
    if testOptions.optimizes, let reason = PassCommands.optimize(&module) { return .failed(reason) }
    let commands: [(RunCommand, Int)]
    switch self.commands(file) {
    case .success(let list): commands = list
    case .failure(let stop): return stop.status
    }
    if commands.isEmpty { return .skipped("no run lines") }
    let isas = TestTargets.isas(file)
    if isas.isEmpty { return .skipped("no target of this machine") }
    for isa in isas {
      let status = run(commands, module, isa)
      guard case .passed = status else { return status }
    }
    return .passed
  }

  private static func run(_ commands: [(RunCommand, Int)], _ module: Module, _ isa: X64ISA) -> TestStatus {
    do {
      var options = CodegenOptions()
      options.verifiesAllocation = true
      let jit = try JITModule(module, isa: isa, options: options, symbols: libraryRoutines)
      for (command, line) in commands {
        if case .traps = command.check {
          if !stopsProcess({ _ = try? jit.call(command.function, command.arguments) }) {
            return .failed("line \(line): returned, expected \(command.expectation)")
          }
          continue
        }
        let results = try jit.call(command.function, command.arguments)
        if !command.accepts(results) {
          return .failed("line \(line): got \(results), expected \(command.expectation)")
        }
      }
    } catch {
      return error.message.contains("not supported") ? .skipped(error.message) : .failed(error.description)
    }
    return .passed
  }

  /// Whether `body` ends a process of its own by a signal. Which trap it was, the signal does not tell.
  private static func stopsProcess(_ body: () -> Void) -> Bool {
    // Swift hides `fork`; this process has one thread.
    guard let symbol = dlsym(nil, "fork") else { return false }
    fflush(stdout)
    let child = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)()
    if child == 0 {
      for number in [SIGILL, SIGFPE, SIGSEGV, SIGBUS, SIGTRAP] { signal(number, SIG_DFL) }
      var none = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
      body()
      _exit(0)
    }
    var status: Int32 = 0
    return child > 0 && waitpid(child, &status, 0) == child && status & 0x7F != 0
  }

  /// C's routines and the names that test files give them.
  static let libraryNames = [
    ("CeilF32", "ceilf"), ("CeilF64", "ceil"), ("FloorF32", "floorf"), ("FloorF64", "floor"),
    ("TruncF32", "truncf"), ("TruncF64", "trunc"), ("NearestF32", "nearbyintf"), ("NearestF64", "nearbyint"),
  ]
  private static var libraryRoutines: [String: UnsafeRawPointer] {
    var routines: [String: UnsafeRawPointer] = [:]
    for (name, symbol) in libraryNames { routines[name] = dlsym(nil, symbol).map { UnsafeRawPointer($0) } }
    return routines
  }

  /// The first error of a module that should be correct.
  static func verify(_ file: ParsedFile) -> String? {
    guard let (id, error) = Verifier.verify(file.module).first,
      let function = file.functions.first(where: { $0.id == id })
    else { return nil }
    let line = error.inst.isNone ? function.line : Int(function.instLines[error.inst.index])
    return "line \(line): \(error.message)"
  }
}
