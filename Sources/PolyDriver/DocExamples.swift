// The examples in doc comments: which fenced blocks are programs, and what program each one is.
//
// The rules are those of Rust's documentation tests: a block without a language, or whose words are all
// known, is a program; `# ` hides a line from readers; what has no `main` becomes the body of one.

/// A program from a doc comment.
struct DocExample {
  enum Expectation: Equatable {
    /// Compiles and ends with 0.
    case succeeds
    case compiles
    case panics
    case isRejected(codes: [String])
  }
  var file: String
  /// The number of the line that opens the block, from 1.
  var line: Int
  /// Without the comment's marks.
  var lines: [String] = []
  var expectation = Expectation.succeeds
  var isIgnored = false
  /// As in `edition2021`; nil for the one that the command names.
  var edition: String?

  /// As `polyc test --doc` prints it.
  var name: String {
    switch expectation {
    case .succeeds, .panics: "\(file) - (line \(line))"
    case .compiles: "\(file) - (line \(line)) - compile"
    case .isRejected: "\(file) - (line \(line)) - compile fail"
    }
  }

  /// All examples of a file, in order.
  static func all(in text: String, file: String) -> [DocExample] {
    var result: [DocExample] = []
    var open: (example: DocExample?, fence: Substring, indentation: Int)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let content = documentation(line) else {
        open = nil
        continue
      }
      let indentation = content.prefix { $0 == " " }.count
      let trimmed = content.dropFirst(indentation)
      if var (example, fence, start) = open {
        if trimmed.hasPrefix(fence), trimmed.allSatisfy({ $0 == fence.first || $0 == " " }) {
          if let example { result.append(example) }
          open = nil
        } else {
          example?.lines.append(code(content.dropFirst(min(indentation, start))))
          open = (example, fence, start)
        }
      } else if let mark = trimmed.first, mark == "`" || mark == "~" {
        let fence = trimmed.prefix { $0 == mark }
        guard fence.count >= 3 else { continue }
        var example = DocExample(file: file, line: index + 1)
        let isProgram = example.readWords(trimmed.dropFirst(fence.count))
        open = (isProgram ? example : nil, fence, indentation)
      }
    }
    return result
  }

  /// What stands behind `///` or `//!`; nil for other lines.
  private static func documentation(_ line: Substring) -> Substring? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("//!") || (text.hasPrefix("///") && !text.hasPrefix("////")) else { return nil }
    let content = text.dropFirst(3)
    return content.first == " " ? content.dropFirst() : content
  }

  private static func code(_ line: Substring) -> String {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if text == "#" { return "" }
    if text.hasPrefix("# ") { return String(text.dropFirst(2)) }
    if text.hasPrefix("##") { return String(text.dropFirst()) }
    return String(line)
  }

  /// The words behind an opening fence; whether the block is a program.
  private mutating func readWords(_ text: Substring) -> Bool {
    var codes: [String] = []
    var rejected = false
    for word in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" || $0 == "{" || $0 == "}" }) {
      switch word {
      case "rust", "standalone_crate", "standalone", "custom": continue
      case "no_run": expectation = .compiles
      case "should_panic": expectation = .panics
      case "compile_fail": rejected = true
      case "edition2015", "edition2018", "edition2021", "edition2024": edition = String(word.dropFirst(7))
      default:
        if word == "ignore" || word.hasPrefix("ignore-") {
          isIgnored = true
        } else if word.first == "E", word.count == 5, word.dropFirst().allSatisfy(\.isNumber) {
          codes.append(String(word))
        } else {
          return false
        }
      }
    }
    if rejected { expectation = .isRejected(codes: codes) }
    return true
  }

  /// The program, each of its lines on the line of the comment, so that errors name the right one.
  var program: String {
    let blank = String(repeating: "\n", count: line - 1)
    let body = lines.joined(separator: "\n")
    if lines.contains(where: { Self.declaresMain($0) }) { return blank + "\n" + body + "\n" }
    // Attributes of the crate come before everything.
    var attributes = ""
    var rest = lines
    for index in rest.indices {
      let text = rest[index].drop { $0 == " " }
      if text.hasPrefix("#![") {
        attributes += text
        rest[index] = ""
      } else if !text.isEmpty {
        break
      }
    }
    // A last expression `Ok::<…>(…)` makes the whole a function of a result.
    let last = rest.last { !$0.allSatisfy { $0 == " " } }?.drop { $0 == " " } ?? ""
    let opening: String
    let closing: String
    if last.hasPrefix("Ok::<"), last.hasSuffix(")") {
      opening = "fn main() { fn example() -> core::result::Result<(), impl core::fmt::Debug> {"
      closing = "} example().unwrap() }"
    } else {
      opening = "fn main() {"
      closing = "}"
    }
    return blank + "#![allow(unused)]" + attributes + opening + "\n" + rest.joined(separator: "\n") + "\n" + closing + "\n"
  }

  private static func declaresMain(_ line: String) -> Bool {
    guard !line.drop(while: { $0 == " " }).hasPrefix("//"), let start = line.firstRange(of: "fn main") else { return false }
    return line[start.upperBound...].drop { $0 == " " }.first == "("
  }
}
