// How programs for another target are started and checked, and which fixtures it cannot have.
import Glibc

struct TargetRunner {
  let target: String
  /// Fixtures by path below the repository, with the reason.
  private var exclusions: [String: String] = [:]

  init(_ target: String) {
    self.target = target
    // Lines `path: reason`; a path may end in `/` for all that is below it.
    var lists = [name]
    // An engine may lack what the target has.
    if isWasm, let engine = getenv("POLYC_WASI") { lists.append("\(name)-\(String(cString: engine))") }
    let text = lists.map { Files.text("Fixtures/targets/\($0).txt") ?? "" }.joined(separator: "\n")
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      exclusions[String(line[..<colon])] = String(line[line.index(after: colon)...].trimmed())
    }
  }

  private var isWasm: Bool { target == "wasi" || target.hasPrefix("wasm32") }
  /// The file of exclusions has the name of the target itself.
  private var name: String { isWasm ? "wasm32-wasip1" : target }
  var suffix: String { isWasm ? ".wasm" : "" }

  func exclusion(of fixture: Fixture) -> String? {
    if let reason = exclusions[fixture.path] { return "not on \(name): \(reason)" }
    for (path, reason) in exclusions where path.hasSuffix("/") && fixture.path.hasPrefix(path) {
      return "not on \(name): \(reason)"
    }
    return nil
  }

  /// What a checker finds wrong with a program, if there is one here.
  func problem(of program: String, _ context: TestContext) -> String? {
    guard isWasm else { return nil }
    for checker in [["wasm-validate"], ["llvm-dwarfdump", "--verify"]] where Files.exists("/usr/bin/\(checker[0])") {
      let result = context.child().run(checker + [program])
      if result.status != .code(0) { return "\(checker[0]): \(result.status)\(excerpt(result.errorText))" }
    }
    return nil
  }

  func command(_ program: String, _ arguments: [String], _ fixture: Fixture, _ compiler: String) -> [String] {
    if target.hasPrefix("aarch64") || target.hasPrefix("arm64") {
      return ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", program] + arguments
    }
    guard isWasm else { return [program] + arguments }
    // The compiler knows the engines and what they want to be told.
    return [compiler, "run"] + fixture.folders.flatMap { ["--dir", $0] } + [program, "--"] + arguments
  }
}
