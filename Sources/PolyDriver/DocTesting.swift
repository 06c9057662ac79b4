// `polyc test --doc`: every example of a crate's documentation is compiled and run by itself.

import Dispatch
import Glibc
import PolyFrontend
import PolySupport

/// Runs the examples of a crate: `options.input` is its root file, or the name of a crate of the library.
struct DocTesting {
  let options: Options

  private struct Outcome {
    var verdict: String
    var output: [UInt8] = []
    var isFailure: Bool { verdict == "FAILED" }
  }

  /// The exit code: 101 when an example failed, as that of a test program.
  func run() -> Int32 {
    let compiler = Compiler(options: options)
    guard let files = sourceFiles(compiler) else { return ExitCode.errors }
    var examples: [DocExample] = []
    for file in files {
      guard let bytes = try? FileSystem.read(file) else { continue }
      examples += DocExample.all(in: String(decoding: bytes, as: UTF8.self), file: file)
    }
    let arguments = options.testArguments
    func matches(_ name: String, _ pattern: String) -> Bool {
      arguments.exact ? name == pattern : name.firstRange(of: pattern) != nil
    }
    let all = examples.count
    examples.removeAll { example in
      !options.testFilter.isEmpty && !options.testFilter.contains { matches(example.name, $0) }
        || arguments.skip.contains { matches(example.name, $0) }
        || arguments.onlyIgnored && !example.isIgnored
    }
    if arguments.list {
      for example in examples { Terminal.out("\(example.name): test\n") }
      Terminal.out("\n\(examples.count) tests, 0 benchmarks\n")
      return ExitCode.success
    }
    guard let folder = FileSystem.makeTemporaryDirectory() else {
      compiler.fail("cannot make a temporary directory: \(String(cString: strerror(errno)))")
      return ExitCode.errors
    }
    defer { FileSystem.removeTree(folder) }
    Terminal.out("\nrunning \(examples.count) test\(examples.count == 1 ? "" : "s")\n")
    let start = StageClock.wall()
    let outcomes = runAll(examples, folder)
    return report(examples, outcomes, filtered: all - examples.count, seconds: StageClock.wall() - start)
  }

  /// The crate's files; nil after errors, which were reported.
  private func sourceFiles(_ compiler: Compiler) -> [String]? {
    if isLibraryCrate { return FileSystem.files(in: "\(compiler.sysroot.libraryPath)/\(options.input)", ending: ".rs") }
    var documented = options
    documented.isLibrary = true
    let resolving = Compiler(options: documented)
    guard resolving.checkInput() else { return nil }
    let frontend = resolving.makeFrontend()
    frontend.resolve()
    let library = compiler.sysroot.libraryPath + "/"
    var files: [String] = []
    for file in frontend.sources.files.elements where !file.name.hasPrefix(library) && !files.contains(file.name) {
      if FileSystem.exists(file.name) { files.append(file.name) }
    }
    return resolving.finish(frontend) == ExitCode.success ? files : nil
  }

  private var isLibraryCrate: Bool {
    FrontendOptions.libraryCrates.contains(options.input) && !FileSystem.exists(options.input)
  }

  /// In order; a line is printed when all before it have ended.
  private func runAll(_ examples: [DocExample], _ folder: String) -> [Outcome] {
    let board = Board(count: examples.count)
    let workers = options.jobs > 0 ? options.jobs : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    DispatchQueue.concurrentPerform(iterations: min(workers, max(1, examples.count))) { _ in
      while let index = board.next() {
        let outcome = run(examples[index], "\(folder)/\(index).rs")
        board.finish(index, outcome) { Terminal.out("test \(examples[$0].name) ... \($1.verdict)\n") }
      }
    }
    return board.outcomes.map { $0! }
  }

  /// What several workers share.
  private final class Board: @unchecked Sendable {
    private let queue = DispatchQueue(label: "doc-tests")
    private var started = 0
    private var printed = 0
    private(set) var outcomes: [Outcome?]
    init(count: Int) { outcomes = [Outcome?](repeating: nil, count: count) }

    func next() -> Int? {
      queue.sync {
        guard started < outcomes.count else { return nil }
        started += 1
        return started - 1
      }
    }

    func finish(_ index: Int, _ outcome: Outcome, print: (Int, Outcome) -> Void) {
      queue.sync {
        outcomes[index] = outcome
        while printed < outcomes.count, let outcome = outcomes[printed] {
          print(printed, outcome)
          printed += 1
        }
      }
    }
  }

  private func run(_ example: DocExample, _ path: String) -> Outcome {
    if example.isIgnored, !options.testArguments.includeIgnored, !options.testArguments.onlyIgnored {
      return Outcome(verdict: "ignored")
    }
    do { try FileSystem.writeAtomically(Array(example.program.utf8), to: path) } catch {
      return Outcome(verdict: "FAILED", output: Array("cannot write `\(path)`: \(error.message)\n".utf8))
    }
    defer { FileSystem.remove(path) }
    let runs = example.expectation == .succeeds || example.expectation == .panics
    var arguments = [runs ? "run" : "check", path, "--edition", example.edition ?? options.edition.year]
    if !isLibraryCrate { arguments += ["--extern", "\(Compiler(options: options).crateName())=\(options.input)"] }
    arguments += ["-O\(options.level.rawValue)", "--target", options.target.name, "-j1"]
    if !options.featureList.isEmpty { arguments += ["--target-features", options.featureList] }
    for (name, value) in options.configuration { arguments += ["--cfg", value.map { "\(name)=\"\($0)\"" } ?? name] }
    let (status, printed) = FileSystem.run(FileSystem.executablePath(), arguments, capture: true)
    // Lines are those of the documented file.
    let output = Array(String(decoding: printed, as: UTF8.self).replacing(path, with: example.file).utf8)
    let expected: Bool
    switch (example.expectation, status) {
    case (.succeeds, .code(0)), (.compiles, .code(0)), (.panics, .code(101)): expected = true
    case (.isRejected(let codes), .code(ExitCode.errors)):
      let text = String(decoding: output, as: UTF8.self)
      expected = codes.allSatisfy { text.firstRange(of: "error[\($0)]") != nil }
    default: expected = false
    }
    if expected { return Outcome(verdict: "ok") }
    let reason: String
    switch (example.expectation, status) {
    case (.panics, .code(0)): reason = "the example did not panic\n"
    case (.isRejected(let codes), .code(ExitCode.errors)): reason = "these errors were expected: \(codes.joined(separator: ", "))\n"
    case (.isRejected, .code(0)): reason = "the example compiles, but is marked `compile_fail`\n"
    case (_, .signal(let signal)): reason = "ended by signal \(signal)\n"
    default: reason = ""
    }
    return Outcome(verdict: "FAILED", output: output + Array(reason.utf8))
  }

  private func report(_ examples: [DocExample], _ outcomes: [Outcome], filtered: Int, seconds: Double) -> Int32 {
    let failed = examples.indices.filter { outcomes[$0].isFailure }
    if !failed.isEmpty {
      Terminal.out("\nfailures:\n")
      for index in failed {
        Terminal.out("\n---- \(examples[index].name) stdout ----\n\(String(decoding: outcomes[index].output, as: UTF8.self))\n")
      }
      Terminal.out("\nfailures:\n")
      for index in failed { Terminal.out("    \(examples[index].name)\n") }
    }
    let passed = outcomes.filter { $0.verdict == "ok" }.count
    let ignored = outcomes.filter { $0.verdict == "ignored" }.count
    let hundredths = Int(seconds * 100)
    let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    Terminal.out(
      "\ntest result: \(failed.isEmpty ? "ok" : "FAILED"). \(passed) passed; \(failed.count) failed; "
        + "\(ignored) ignored; 0 measured; \(filtered) filtered out; finished in \(time)s\n\n")
    return failed.isEmpty ? ExitCode.success : 101
  }
}
