// `test interpret` and `test run`: the run lines of a file.
import PolyIR

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
            return .failed("line \(comment.line): got \(results), expected \(command.expected)")
          }
        case .trapped(let code): return .failed("line \(comment.line): trap \(code.name)")
        case .unwound: return .failed("line \(comment.line): uncaught exception")
        case .outOfFuel: return .failed("line \(comment.line): out of fuel")
        case .unsupported(let what): return .skipped("line \(comment.line): \(what)")
        }
      }
    }
    return count == 0 ? .skipped("no run lines") : .passed
  }

  /// Runs natively; there is no executable memory yet.
  static func native(_ file: ParsedFile) -> TestStatus { .skipped("native execution is not built in") }

  /// The first error of a module that should be correct.
  static func verify(_ file: ParsedFile) -> String? {
    guard let (id, error) = Verifier.verify(file.module).first,
      let function = file.functions.first(where: { $0.id == id })
    else { return nil }
    let line = error.inst.isNone ? function.line : Int(function.instLines[error.inst.index])
    return "line \(line): \(error.message)"
  }
}
