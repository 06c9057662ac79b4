// Laws about PolyIR: the document describes every instruction and pass, and each has fixtures that run.

extension RepositoryRules {
  func intermediateLanguage() -> [String] {
    let opcodes = names(in: "Sources/PolyIR/Opcode.swift", after: "case .", quotedAfter: ": \"")
    let passes = names(in: "Sources/PolyIR/Optimization/PassPipeline.swift", after: "name: \"", quotedAfter: "name: \"")
    if opcodes.count < 100 || passes.isEmpty { return ["the tables of instructions and passes are not found"] }
    var described: Set<String> = []
    // Every second part between backquotes is code.
    let document = Files.text("docs/PolyIR.md") ?? ""
    for (index, part) in document.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 1 { described.formUnion(words(part)) }
    var interpreted: Set<String> = []
    var native: Set<String> = []
    var testedPasses: Set<String> = []
    for file in Files.walk("Fixtures/clif") where file.hasSuffix(".clif") {
      let text = Files.text(file) ?? ""
      let commands = text.split(separator: "\n").filter { $0.hasPrefix("test ") }.map { String($0.dropFirst(5)) }
      testedPasses.formUnion(commands)
      guard commands.contains("interpret") || commands.contains("run") else { continue }
      var found: Set<String> = []
      for line in text.split(separator: "\n") where !line.hasPrefix(";") { found.formUnion(words(line)) }
      if commands.contains("interpret") { interpreted.formUnion(found) }
      if commands.contains("run") { native.formUnion(found) }
    }
    var breaches: [String] = []
    // What stops or needs a thread's memory is seen in the assembly only.
    let notRun: Set = ["debugtrap", "tls_value"]
    for name in opcodes {
      if !described.contains(name) { breaches.append("docs/PolyIR.md: `\(name)` is not described") }
      if notRun.contains(name) { continue }
      if !native.contains(name) { breaches.append("Fixtures/clif: no `test run` has \(name)") }
      if !interpreted.contains(name) { breaches.append("Fixtures/clif: no `test interpret` has \(name)") }
    }
    for name in passes {
      if !testedPasses.contains(name) { breaches.append("Fixtures/clif: no `test \(name)`") }
      if !described.contains(name) { breaches.append("docs/PolyIR.md: the pass `\(name)` is not described") }
    }
    return breaches
  }

  /// The first quoted word of each line of a file that has `mark`.
  private func names(in file: String, after mark: String, quotedAfter quote: String) -> [String] {
    (Files.text(file) ?? "").split(separator: "\n").compactMap { line in
      guard line.contains(mark), let start = line.firstRange(ofText: quote) else { return nil }
      let name = line[start...].prefix { $0 != "\"" }
      return name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-" } ? String(name) : nil
    }
  }

  private func words(_ text: Substring) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init)
  }
}
