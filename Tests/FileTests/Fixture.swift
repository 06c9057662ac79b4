// A fixture: what a file below a path is a test of, and the directives in its first comments.

/// Directives are comments before the first line of code: `// exit: 101`, `// args: a b`,
/// `// flags: --edition 2024`, `// levels: 0`, `// stderr: text that is in it`, `// skip: reason`,
/// `// xfail: reason`, `// folders: .` (for WASI), `// rustc: no`, `// auxiliary: of a test beside it`, `// functions: a b` (of emit).
struct Fixture {
  enum Kind {
    /// Compiled and run: output and exit code.
    case run
    /// Refused by the compiler: `//~ CODE` on the lines with errors.
    case fail
    /// The text form of a stage.
    case emit(stage: String)
  }

  let path: String
  let kind: Kind
  let text: String
  private(set) var exitCode: Int32 = 0
  private(set) var arguments: [String] = []
  private(set) var flags: [String] = []
  /// All folders that the program may use on targets where it is told.
  private(set) var folders: [String] = []
  private(set) var levels: [String]? = nil
  private(set) var errorTexts: [String] = []
  private(set) var skipReason: String? = nil
  private(set) var expectedFailure: String? = nil
  private(set) var isForRustc = true
  /// The functions of the text form that are compared; all of it when empty.
  private(set) var functions: [String] = []

  var parts: PathParts { PathParts(path) }

  /// nil when the file is no test of its own.
  init?(_ path: String) {
    let parts = PathParts(path)
    guard parts.ending == "rs" || parts.ending == "poly" else { return nil }
    guard let kind = Self.kind(path), let text = Files.text(path) else { return nil }
    self.path = path
    self.kind = kind
    self.text = text
    if parts.ending == "poly" { isForRustc = false }
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      guard line.hasPrefix("//") else { break }
      let comment = line.drop { $0 == "/" || $0 == " " }
      guard let colon = comment.firstIndex(of: ":") else { continue }
      let value = comment[comment.index(after: colon)...].trimmed()
      let words = value.split(separator: " ").map(String.init)
      switch comment[..<colon] {
      case "exit": exitCode = Int32(value) ?? -1
      case "args": arguments = words
      case "flags": flags = words
      case "folders": folders = words
      case "functions": functions = words
      case "levels": levels = value.split(separator: ",").map { String($0.trimmed()) }
      case "stderr": errorTexts.append(String(value))
      case "skip": skipReason = String(value)
      case "xfail": expectedFailure = String(value)
      case "rustc": isForRustc = isForRustc && value != "no"
      case "auxiliary": return nil
      default: break
      }
    }
  }

  private static func kind(_ path: String) -> Kind? {
    let components = path.split(separator: "/")
    if let index = components.lastIndex(of: "Fixtures"), index + 2 < components.count {
      switch components[index + 1] {
      case "run": return .run
      case "fail": return .fail
      case "emit": return .emit(stage: String(components[index + 2]))
      default: return nil
      }
    }
    return components.dropLast().contains("Examples") ? .run : nil
  }

  /// The (line, code) pairs that `//~` comments announce; `//~^` means the line above, and so on.
  /// An error without a code is `ERROR`; a denied lint has its name.
  var expectedErrors: Set<ErrorPlace> {
    var result: Set<ErrorPlace> = []
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard let start = line.firstRange(ofText: "//~") else { continue }
      var rest = line[start...]
      var target = number
      while rest.first == "^" {
        target -= 1
        rest.removeFirst()
      }
      for word in rest.split(separator: " ") {
        if word == "ERROR" || word.isErrorCode || word.isLintName { result.insert(ErrorPlace(line: target, code: String(word))) }
      }
    }
    return result
  }
}

struct ErrorPlace: Hashable, Comparable, CustomStringConvertible {
  var line: Int
  var code: String

  static func < (left: Self, right: Self) -> Bool { (left.line, left.code) < (right.line, right.code) }
  var description: String { "\(code) on line \(line)" }
}

extension Substring {
  func trimmed() -> Substring {
    var result = self
    while result.first == " " || result.first == "\t" { result.removeFirst() }
    while result.last == " " || result.last == "\t" || result.last == "\r" { result.removeLast() }
    return result
  }

  /// The index behind the first occurrence of the text.
  func firstRange(ofText text: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }

  /// Several words joined by `_`, as lints are named.
  var isLintName: Bool {
    contains("_") && allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") }
  }

  /// E and four digits.
  var isErrorCode: Bool {
    count == 5 && first == "E" && dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }
}
