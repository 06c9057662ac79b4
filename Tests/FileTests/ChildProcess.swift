// Runs a command with a time limit; its output goes through files, so no pipe can fill up.
import Glibc

struct ChildResult {
  enum Status: Equatable {
    case code(Int32)
    case signal(Int32)
    case timedOut
    case notStarted(Int32)
  }
  var status: Status
  var output: [UInt8]
  var errors: [UInt8]

  var errorText: String { String(decoding: errors, as: UTF8.self) }
  var outputText: String { String(decoding: output, as: UTF8.self) }
}

extension ChildResult.Status: CustomStringConvertible {
  var description: String {
    switch self {
    case .code(let code): "exit code \(code)"
    case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
    case .timedOut: "no end within the time limit"
    case .notStarted(let code): "not started: \(String(cString: strerror(code)))"
    }
  }
}

struct ChildProcess {
  /// Where the output is kept while the command runs.
  let scratch: String
  var workingDirectory: String? = nil
  var input: String? = nil
  var timeLimit = 20.0

  func run(_ arguments: [String]) -> ChildResult {
    let outputPath = scratch + "/stdout"
    let errorPath = scratch + "/stderr"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A group of its own, so that a late command is ended with all that it started.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    // Workers of the dispatch library block nearly all signals; programs must not inherit that.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)

    // The C library's own call for this is hidden from Swift; `env` is replaced by the command.
    let arguments = workingDirectory.map { ["env", "-C", $0] + arguments } ?? arguments
    var words = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, words, environ)
    guard failure == 0 else { return ChildResult(status: .notStarted(failure), output: [], errors: []) }
    let status = wait(for: process)
    return ChildResult(
      status: status, output: Files.bytes(outputPath) ?? [], errors: Files.bytes(errorPath) ?? [])
  }

  private func wait(for process: pid_t) -> ChildResult.Status {
    let start = Self.seconds()
    var pause: useconds_t = 500
    var status: Int32 = 0
    while true {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process { break }
      if answer < 0, errno != EINTR { return .notStarted(errno) }
      if Self.seconds() - start > timeLimit {
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
        return .timedOut
      }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
    return status & 0x7F == 0 ? .code((status >> 8) & 0xFF) : .signal(status & 0x7F)
  }

  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
