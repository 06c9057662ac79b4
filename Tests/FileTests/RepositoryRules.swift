// Laws of the repository as tests: import edges, header lines, file lengths, paths in documents.

/// Runs in the repository's top directory; each rule counts as one test, each breach is printed.
struct RepositoryRules {
  /// Past this many lines a file says in its first comment why (`Length: reason`).
  private static let lengthLimit = 1000
  /// Modules that may touch the operating system; PolyIR's interpreter takes the C library's mathematics.
  private static let systemModules: Set<String> = [
    "PolyDriver", "polyc", "polyir-test", "polytest", "JIT", "ObjectWriter", "ObjectModule", "PolyIR",
  ]

  func run() -> Bool {
    let manifest = PackageManifest(Files.text("Package.swift") ?? "")
    let rules: [(String, () -> [String])] = [
      ("import edges are those of Package.swift", { importEdges(manifest) }),
      ("Foundation is nowhere, Glibc only in modules that touch the system", { systemImports(manifest) }),
      ("the first line of a source file says its job", headerLines),
      ("file lengths", fileLengths),
      ("paths named in documents exist", documentPaths),
      ("fixtures have their expectations", fixtureExpectations),
      ("instructions and passes are described and have fixtures", intermediateLanguage),
    ]
    var failed = 0
    for (name, rule) in rules {
      let breaches = rule()
      if breaches.isEmpty { continue }
      failed += 1
      print("FAIL \(name): \(breaches.count)")
      for breach in breaches { print("    \(breach)") }
    }
    print("\(rules.count - failed) passed, \(failed) failed")
    return failed == 0
  }

  // MARK: modules

  private func importEdges(_ manifest: PackageManifest) -> [String] {
    if manifest.targets.isEmpty { return ["no targets found in Package.swift"] }
    var breaches: [String] = []
    let names = Set(manifest.targets.map(\.name))
    for target in manifest.targets where !target.isSystemLibrary {
      var imported: Set<String> = []
      for file in Files.walk(target.path) where file.hasSuffix(".swift") {
        for module in imports(file) where names.contains(module) {
          imported.insert(module)
          if !target.dependencies.contains(module) {
            breaches.append("\(file): imports \(module), which \(target.name) does not depend on")
          }
        }
      }
      for module in target.dependencies.sorted() where !imported.contains(module) {
        breaches.append("Package.swift: \(target.name) depends on \(module) but does not import it")
      }
    }
    return breaches
  }

  private func systemImports(_ manifest: PackageManifest) -> [String] {
    var breaches: [String] = []
    for target in manifest.targets where !target.isSystemLibrary {
      for file in Files.walk(target.path) where file.hasSuffix(".swift") {
        for module in imports(file) {
          if module == "Foundation" && !target.isTest { breaches.append("\(file): imports Foundation") }
          if module == "Glibc", !target.isTest, !Self.systemModules.contains(target.name) {
            breaches.append("\(file): imports Glibc")
          }
        }
      }
    }
    return breaches
  }

  private func imports(_ file: String) -> [String] {
    (Files.text(file) ?? "").split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first, first.hasPrefix("@") || first == "public" || first == "internal" {
        words.removeFirst()
      }
      guard words.count >= 2, words[0] == "import" else { return nil }
      let kinds: Set = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
      let path = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return path.split(separator: ".").first.map(String.init)
    }
  }

  // MARK: files

  private var sourceFiles: [String] {
    ["Sources", "Tests", "Library", "Fuzzing", "Benchmarks", "Scripts"].flatMap(Files.walk)
  }

  private func headerLines() -> [String] {
    sourceFiles.compactMap { file in
      guard let mark = commentMark(file), let text = Files.text(file) else { return nil }
      var lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
      if lines.first?.hasPrefix("#!") == true { lines.removeFirst() }
      let first = lines.first ?? ""
      let starts = mark.contains { first.hasPrefix($0) && first.count > $0.count + 3 }
      return starts ? nil : "\(file): the first line is no comment"
    }
  }

  /// How a header starts; nil for a file without one.
  private func commentMark(_ file: String) -> [String]? {
    switch PathParts(file).ending {
    case "swift", "c", "h", "rs", "poly": ["//", "/*"]
    case "py", "sh": ["#", "\"\"\""]
    case "modulemap": nil
    case "": file.hasPrefix("Scripts/") || file.hasPrefix("Fuzzing/") || file.hasPrefix("Benchmarks/") ? ["#", "\"\"\""] : nil
    default: nil
    }
  }

  private func fileLengths() -> [String] {
    sourceFiles.compactMap { file in
      guard commentMark(file) != nil, let text = Files.text(file) else { return nil }
      let count = text.utf8.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
      if count <= Self.lengthLimit { return nil }
      let head = text.split(separator: "\n").prefix(20)
      let isGenerated = head.contains { $0.contains("enerated by") || $0.contains("Length:") }
      return isGenerated ? nil : "\(file): \(count) lines, without a reason in its header (`Length: …`)"
    }
  }

  private func fixtureExpectations() -> [String] {
    Files.walk("Fixtures").compactMap { file in
      guard let fixture = Fixture(file), fixture.skipReason == nil else { return nil }
      switch fixture.kind {
      case .run:
        return Files.exists(fixture.parts.sibling("stdout")) ? nil : "\(file): no .stdout beside it"
      case .emit:
        return Files.exists(fixture.parts.sibling("expected")) ? nil : "\(file): no .expected beside it"
      case .fail:
        return fixture.expectedErrors.isEmpty ? "\(file): no `//~` comment" : nil
      }
    }
  }

  // MARK: documents

  /// Words of documents that start with a folder of the repository and have a slash.
  private func documentPaths() -> [String] {
    let folders = Files.list(".").filter { Files.isDirectory($0) }
    let documents = Files.list(".").filter { $0.hasSuffix(".md") } + Files.walk("docs").filter { $0.hasSuffix(".md") }
    var breaches: [String] = []
    for document in documents {
      var number = 0
      for line in (Files.text(document) ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
        number += 1
        for word in pathWords(line) {
          guard let folder = word.split(separator: "/").first, word.contains("/"), folders.contains(String(folder))
          else { continue }
          let path = withoutPlaceholders(word)
          if !Files.exists(path) { breaches.append("\(document):\(number): \(path) does not exist") }
        }
      }
    }
    return breaches
  }

  private func pathWords(_ line: Substring) -> [String] {
    line.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || "/._-+".contains($0)) }
      .map { word in
        var word = word
        while word.last == "." { word.removeLast() }
        return String(word)
      }
  }

  /// A path up to the first component in capitals: `Fixtures/run/AREA/NAME.rs` is `Fixtures/run`.
  private func withoutPlaceholders(_ path: String) -> String {
    var components: [Substring] = []
    for component in path.split(separator: "/") {
      let stem = component.prefix { $0 != "." }
      if stem.count > 1, stem.allSatisfy({ $0.isUppercase || $0 == "_" }), component != "README.md" { break }
      components.append(component)
    }
    return components.joined(separator: "/")
  }
}

/// The targets of Package.swift, read from its text.
struct PackageManifest {
  struct Target {
    var name: String
    var path: String
    var dependencies: Set<String>
    var isTest: Bool
    var isSystemLibrary: Bool
  }

  private(set) var targets: [Target] = []

  init(_ text: String) {
    // Each target is a call whose parentheses are balanced; comments hold none of them.
    let kinds = [".target(", ".executableTarget(", ".testTarget(", ".systemLibrary("]
    var rest = Substring(text)
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[dot...]
      guard let kind = kinds.first(where: { rest.hasPrefix($0) }) else {
        rest.removeFirst()
        continue
      }
      let body = Self.balanced(rest.dropFirst(kind.count))
      rest = rest[body.endIndex...]
      guard let name = Self.string(after: "name:", in: body) else { continue }
      let isTest = kind == ".testTarget("
      let path = Self.string(after: "path:", in: body) ?? (isTest ? "Tests/" : "Sources/") + name
      targets.append(
        Target(
          name: name, path: path, dependencies: Set(Self.strings(after: "dependencies:", in: body)), isTest: isTest,
          isSystemLibrary: kind == ".systemLibrary("))
    }
  }

  private static func balanced(_ text: Substring) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return text[..<index] }
      }
    }
    return text
  }

  private static func string(after label: String, in text: Substring) -> String? {
    guard let start = text.firstRange(ofText: label) else { return nil }
    let parts = text[start...].split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  private static func strings(after label: String, in text: Substring) -> [String] {
    guard let start = text.firstRange(ofText: label) else { return [] }
    let list = text[start...].prefix { $0 != "]" }
    return list.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}
