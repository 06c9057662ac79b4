// Runs the commands of one test file.
import Glibc
import PolyIR

struct TestOptions {
  var isQuiet = false
  var isVerbose = false
  /// Runs `test run` on AArch64, under an emulator.
  var runsElsewhere = false
  /// Compiles for it as if all labels were far away.
  var assumesFarLabels = false
  /// Optimises every module before it runs, with the verifier after each pass.
  var optimizes = false
  /// Runs only this `test …` command.
  var onlyCommand: String?
  /// The function to print after each pass.
  var traced: String?
  /// How often to compile each file for the time of each stage.
  var timedRounds = 0
}

enum TestStatus {
  case passed
  case failed(String)
  case skipped(String)
  /// The command is none of ours and says nothing about the file.
  case ignored(String)
}

/// The statuses of a file's commands.
struct TestFileResult {
  var path: String
  var commands: [(name: String, status: TestStatus)] = []

  /// A failure counts first, then a skip: a file passes if every command of ours in it does.
  var status: TestStatus {
    var skipped: String?
    var ignored = "no test command"
    var isPassed = false
    for (name, status) in commands {
      switch status {
      case .failed(let reason): return .failed("\(name): \(reason)")
      case .passed: isPassed = true
      case .skipped(let reason): skipped = skipped ?? "\(name): \(reason)"
      case .ignored(let reason): ignored = "\(name): \(reason)"
      }
    }
    if let skipped { return .skipped(skipped) }
    return isPassed ? .passed : .skipped(ignored)
  }

  func report(_ options: TestOptions) {
    switch status {
    case .passed: if !options.isQuiet { print("pass \(path)") }
    case .failed(let reason): print("FAIL \(path): \(reason)")
    case .skipped(let reason), .ignored(let reason):
      if !options.isQuiet { print("skip \(path): \(reason)") }
    }
  }
}

struct TestSummary {
  var passed = 0
  var failed = 0
  var skipped = 0
  mutating func add(_ result: TestFileResult) {
    switch result.status {
    case .passed: passed += 1
    case .failed: failed += 1
    case .skipped, .ignored: skipped += 1
    }
  }
}

struct TestFileRunner {
  var path: String
  var options: TestOptions

  func run() -> TestFileResult {
    var result = TestFileResult(path: path)
    guard let bytes = TestFiles.read(path) else {
      result.commands = [("read", .failed("cannot read the file"))]
      return result
    }
    let file: ParsedFile
    do {
      file = try TextParser.parse(bytes)
    } catch {
      let isExpected = TextParser.header(of: bytes).contains { $0.text.hasPrefix("test verifier") }
        && expectsParseError(bytes, error)
      result.commands = [
        ("parse", isExpected ? .passed : error.isUnsupported ? .skipped(error.description) : .failed(error.description))
      ]
      return result
    }
    for (text, _) in file.header {
      let words = text.split(separator: " ")
      guard words.first == "test", words.count > 1 else { continue }
      let name = String(words[1])
      if let only = options.onlyCommand, only != name { continue }
      switch name {
      case "cat": result.commands.append((name, TextCommands.cat(file)))
      case "verifier": result.commands.append((name, TextCommands.verifier(file)))
      case "interpret": result.commands.append((name, ExecutionCommands.interpret(file, options)))
      case "asm": result.commands.append((name, CodeCommands.assembly(file)))
      case "run": result.commands.append(
          (name, options.runsElsewhere ? CrossExecution.run(file, options) : ExecutionCommands.native(file, options)))
      case "optimize": result.commands.append((name, PassCommands.optimize(file)))
      default:
        if PassPipeline.pass(named: name) != nil {
          result.commands.append((name, PassCommands.run([name], file)))
        } else {
          result.commands.append((name, .ignored("no such command here")))
        }
      }
    }
    return result
  }

  /// Whether the line of a parse error says that there is one: some laws are checked while reading.
  private func expectsParseError(_ bytes: [UInt8], _ error: TextError) -> Bool {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard error.line >= 1, error.line <= lines.count else { return false }
    if lines[error.line - 1].contains("; error:") { return true }
    return error.line < lines.count && lines[error.line].drop { $0 == " " }.hasPrefix("; error:")
  }
}
