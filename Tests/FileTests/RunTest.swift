// Fixtures/run: the program's output and exit code at each level, as rustc's where it is present.
import Glibc

struct RunTest {
  let fixture: Fixture
  let context: TestContext

  private struct Behaviour {
    var output: [UInt8]
    var status: ChildResult.Status
    var errors: String
  }

  private var storedOutput: String { fixture.parts.sibling("stdout") }

  func outcome() -> Outcome {
    let reference = context.rustc && fixture.isForRustc ? behaviourUnderRustc() : nil
    if context.configuration.blesses {
      return bless(reference)
    }
    guard let stored = Files.bytes(storedOutput) else {
      return .failed("\(storedOutput) is missing; POLY_BLESS=1 writes it")
    }
    if let reference {
      if reference.output != stored { return .failed("rustc's output differs from \(storedOutput)") }
      if reference.status != .code(fixture.exitCode) {
        return .failed("rustc's program ends with \(reference.status), the fixture says \(fixture.exitCode)")
      }
    }
    for level in fixture.levels ?? context.configuration.levels {
      switch behaviour(level) {
      case .failure(let reason): return .failed(reason)
      case .success(let behaviour):
        if let reason = difference(behaviour, stored) { return .failed("-O\(level): \(reason)") }
      }
    }
    context.board.count(reference == nil ? .stored : .rustc)
    return .passed
  }

  private func bless(_ reference: Behaviour?) -> Outcome {
    if let reference {
      if reference.status != .code(fixture.exitCode) {
        return .failed("rustc's program ends with \(reference.status), the fixture says \(fixture.exitCode)")
      }
      Files.write(reference.output, to: storedOutput)
      return .passed
    }
    switch behaviour(context.configuration.levels.first ?? "0") {
    case .failure(let reason): return .failed(reason)
    case .success(let behaviour):
      Files.write(behaviour.output, to: storedOutput)
      return behaviour.status == .code(fixture.exitCode) ? .passed : .failed("ends with \(behaviour.status)")
    }
  }

  private func difference(_ behaviour: Behaviour, _ stored: [UInt8]) -> String? {
    if behaviour.status != .code(fixture.exitCode) {
      return "\(behaviour.status) instead of \(fixture.exitCode)\(excerpt(behaviour.errors))"
    }
    if behaviour.output != stored {
      return TextDifference.describe(
        expected: String(decoding: stored, as: UTF8.self), actual: String(decoding: behaviour.output, as: UTF8.self))
    }
    for text in fixture.errorTexts where !behaviour.errors.contains(text) {
      return "`\(text)` is not in the standard error output\(excerpt(behaviour.errors))"
    }
    return nil
  }

  private enum Attempt {
    case success(Behaviour)
    case failure(String)
  }

  /// The program, compiled at a level. Overflow checks stay on, so that behaviour does not depend on it.
  private func behaviour(_ level: String) -> Attempt {
    let program = context.scratch + "/program" + (context.runner?.suffix ?? "")
    var command = [context.configuration.compiler, fixture.path, "-o", program, "-O\(level)"]
    if level != "0" { command += ["--overflow-checks", "on"] }
    command += fixture.flags
    if let target = context.configuration.target { command += ["--target", target] }
    let compilation = context.child().run(command)
    guard compilation.status == .code(0) else {
      return .failure("-O\(level): the compiler: \(compilation.status)\(excerpt(compilation.errorText))")
    }
    if let problem = context.runner?.problem(of: program, context) { return .failure("-O\(level): \(problem)") }
    return .success(execute(program))
  }

  /// nil when rustc does not accept the program.
  private func behaviourUnderRustc() -> Behaviour? {
    let program = context.scratch + "/reference"
    var command = ["rustc", "--edition", edition, "--cap-lints", "allow", "-o", program, fixture.path]
    command += ["-C", "debuginfo=0"]
    guard context.child().run(command).status == .code(0) else { return nil }
    return execute(program)
  }

  private var edition: String {
    guard let index = fixture.flags.firstIndex(of: "--edition"), index + 1 < fixture.flags.count else { return "2021" }
    return fixture.flags[index + 1]
  }

  /// Runs in an empty directory; `$DIR` in arguments is the fixture's.
  private func execute(_ program: String) -> Behaviour {
    let directory = context.scratch + "/work"
    Files.removeTree(directory)
    mkdir(directory, 0o700)
    let arguments = fixture.arguments.map { argument in
      argument.hasPrefix("$DIR/")
        ? Files.absolute(fixture.parts.directory) + argument.dropFirst(4) : argument
    }
    let input = fixture.parts.sibling("stdin")
    let child = context.child(input: Files.exists(input) ? Files.absolute(input) : nil, in: directory)
    let result = child.run(context.runner?.command(program, arguments, fixture, context.configuration.compiler) ?? [program] + arguments)
    return Behaviour(output: result.output, status: result.status, errors: result.errorText)
  }
}

/// The first lines of a message, each indented.
func excerpt(_ text: String, lines: Int = 8) -> String {
  let parts = text.split(separator: "\n").prefix(lines)
  return parts.isEmpty ? "" : "\n" + parts.map { "    \($0.prefix(200))" }.joined(separator: "\n")
}

enum TextDifference {
  /// The first line that differs, both ways.
  static func describe(expected: String, actual: String) -> String {
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(left.count, right.count) {
      let expectedLine = index < left.count ? "`\(left[index].prefix(200))`" : "the end"
      let actualLine = index < right.count ? "`\(right[index].prefix(200))`" : "the end"
      if expectedLine != actualLine {
        return "line \(index + 1)\n    expected \(expectedLine)\n    got      \(actualLine)"
      }
    }
    return "the output differs in line ends only"
  }
}
