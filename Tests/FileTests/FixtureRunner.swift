// Runs fixtures on two threads and sums up.
import Glibc

struct TestConfiguration {
  var levels = ["0", "2"]
  var jobs = 2
  /// Seconds that one command may take.
  var timeLimit = 20.0
  var filter: String? = nil
  var comparesWithRustc = true
  /// Another target than this machine; its programs are started by `TargetRunner`.
  var target: String? = nil
  var onlyLists = false
  let blesses = getenv("POLY_BLESS").map { String(cString: $0) == "1" } ?? false
  let compiler: String = {
    let path = getenv("POLYC").map { String(cString: $0) } ?? ".build/sysroot/bin/polyc"
    return path.contains("/") ? Files.absolute(path) : path
  }()
}

enum Outcome {
  case passed
  case failed(String)
  case skipped(String)
}

/// What a run fixture's output was compared with.
enum Reference { case rustc, stored }

/// Everything the workers write, behind one lock.
final class TestBoard {
  private var lock = pthread_mutex_t()
  private var next = 0
  private(set) var outcomes: [Outcome?]
  private(set) var comparedWithRustc = 0
  private(set) var comparedWithStored = 0

  init(count: Int) {
    outcomes = Array(repeating: nil, count: count)
    pthread_mutex_init(&lock, nil)
  }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    return body()
  }

  func takeNext() -> Int? {
    locked {
      guard next < outcomes.count else { return nil }
      next += 1
      return next - 1
    }
  }

  func set(_ index: Int, _ outcome: Outcome) { locked { outcomes[index] = outcome } }

  func count(_ reference: Reference) {
    locked {
      switch reference {
      case .rustc: comparedWithRustc += 1
      case .stored: comparedWithStored += 1
      }
    }
  }
}

/// One test with what it needs: a directory of its own and the board to count on.
struct TestContext {
  let configuration: TestConfiguration
  let board: TestBoard
  let rustc: Bool
  let runner: TargetRunner?
  /// Empty at the start of each test and removed behind it.
  let scratch: String

  func child(input: String? = nil, in directory: String? = nil) -> ChildProcess {
    ChildProcess(
      scratch: scratch, workingDirectory: directory, input: input, timeLimit: configuration.timeLimit)
  }
}

final class FixtureRunner {
  private let configuration: TestConfiguration
  private var fixtures: [Fixture] = []
  private var board = TestBoard(count: 0)
  private var hasRustc = false
  private var runner: TargetRunner? = nil
  private var scratch = ""

  init(_ configuration: TestConfiguration) { self.configuration = configuration }

  /// True when nothing failed.
  func run(_ paths: [String]) -> Bool {
    for path in paths {
      guard Files.exists(path) else {
        print("FAIL \(path): no such file or directory")
        print("0 passed, 1 failed")
        return false
      }
      // A trailing slash is no part of the name.
      let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
      fixtures += Files.walk(trimmed).compactMap(Fixture.init)
    }
    if let target = configuration.target {
      runner = TargetRunner(target)
      fixtures.removeAll { if case .run = $0.kind { false } else { true } }
    }
    if let filter = configuration.filter { fixtures.removeAll { !$0.path.contains(filter) } }
    if configuration.onlyLists {
      for fixture in fixtures { print(fixture.path) }
      return true
    }
    guard let scratch = Files.makeTemporaryDirectory() else {
      print("FAIL: no temporary directory")
      print("0 passed, 1 failed")
      return false
    }
    self.scratch = scratch
    defer { Files.removeTree(scratch) }
    if configuration.comparesWithRustc {
      hasRustc = ChildProcess(scratch: scratch, workingDirectory: scratch).run(["rustc", "--version"]).status == .code(0)
    }
    board = TestBoard(count: fixtures.count)
    var threads: [pthread_t] = []
    for _ in 0..<configuration.jobs {
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { argument in
          Unmanaged<FixtureRunner>.fromOpaque(argument!).takeUnretainedValue().work()
          return nil
        }, Unmanaged.passUnretained(self).toOpaque())
      if code == 0 { threads.append(thread) }
    }
    if threads.isEmpty { work() }
    for thread in threads { pthread_join(thread, nil) }
    return report()
  }

  private func work() {
    while let index = board.takeNext() {
      let fixture = fixtures[index]
      let directory = scratch + "/\(index)"
      mkdir(directory, 0o700)
      let context = TestContext(
        configuration: configuration, board: board, rustc: hasRustc, runner: runner, scratch: directory)
      board.set(index, judged(fixture, context))
      Files.removeTree(directory)
    }
  }

  private func judged(_ fixture: Fixture, _ context: TestContext) -> Outcome {
    if let reason = fixture.skipReason ?? runner?.exclusion(of: fixture) { return .skipped(reason) }
    let outcome: Outcome
    switch fixture.kind {
    case .run: outcome = RunTest(fixture: fixture, context: context).outcome()
    case .fail: outcome = FailTest(fixture: fixture, context: context).outcome()
    case .emit(let stage): outcome = EmitTest(fixture: fixture, stage: stage, context: context).outcome()
    }
    guard let reason = fixture.expectedFailure else { return outcome }
    switch outcome {
    case .failed: return .skipped("fails as expected: \(reason)")
    case .passed: return .failed("passes now: remove `xfail: \(reason)`")
    case .skipped: return outcome
    }
  }

  private func report() -> Bool {
    var passed = 0
    var failed = 0
    var skipped = 0
    for (fixture, outcome) in zip(fixtures, board.outcomes) {
      switch outcome {
      case .passed: passed += 1
      case .failed(let reason):
        failed += 1
        print("FAIL \(fixture.path): \(reason)")
      case .skipped(let reason):
        skipped += 1
        print("skip \(fixture.path): \(reason)")
      case nil:
        failed += 1
        print("FAIL \(fixture.path): not run")
      }
    }
    if board.comparedWithRustc + board.comparedWithStored > 0 {
      print("note: \(board.comparedWithRustc) compared with rustc, \(board.comparedWithStored) with stored output")
    }
    if skipped > 0 { print("note: \(skipped) skipped") }
    if fixtures.isEmpty {
      print("FAIL: no fixtures here")
      failed = 1
    }
    print("\(passed) passed, \(failed) failed")
    return failed == 0
  }
}
