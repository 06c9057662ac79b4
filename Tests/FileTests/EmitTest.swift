// Fixtures/emit/STAGE: the text form of a stage, compared with the file beside it.

struct EmitTest {
  let fixture: Fixture
  let stage: String
  let context: TestContext

  func outcome() -> Outcome {
    let command = [context.configuration.compiler, "--emit", stage, fixture.path] + fixture.flags
    let result = context.child().run(command)
    guard result.status == .code(0) else {
      return .failed("the compiler: \(result.status)\(excerpt(result.errorText))")
    }
    let text =
      fixture.functions.isEmpty
      ? result.outputText : StageText.functions(fixture.functions, of: result.outputText)
    let path = fixture.parts.sibling("expected")
    if context.configuration.blesses {
      return Files.write(Array(text.utf8), to: path) ? .passed : .failed("cannot write \(path)")
    }
    guard let expected = Files.text(path) else {
      return .failed("\(path) is missing; POLY_BLESS=1 writes it")
    }
    return text == expected ? .passed : .failed(TextDifference.describe(expected: expected, actual: text))
  }
}

/// Parts of the text forms that hold the library too.
enum StageText {
  /// The functions whose names contain one of these; without what depends on the rest of the program:
  /// the numbers of definitions and the positions in the source.
  static func functions(_ names: [String], of text: String) -> String {
    var result = ""
    var end: String? = nil
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let last = end {
        result += normalized(line) + "\n"
        if line == last { end = nil }
      } else if isHeader(line), names.contains(where: { line.contains($0) }) {
        // PolyIR's functions end in a brace, those of machine code at an empty line.
        end = line.hasSuffix("{") ? "}" : ""
        result += normalized(line) + "\n"
      }
    }
    return result
  }

  private static func isHeader(_ line: Substring) -> Bool {
    guard let first = line.first, first != " ", first != "@" else { return false }
    return line.hasPrefix("function ") || line.hasSuffix(":")
  }

  private static func normalized(_ line: Substring) -> String {
    var rest = line
    let isIndented = rest.first == " " || rest.first == "@"
    if rest.first == "@" { rest = rest.drop { $0 != " " } }
    rest = rest.trimmed()
    var result = isIndented ? "  " : ""
    while let character = rest.popFirst() {
      // `.123` behind a name.
      if character == ".", let last = result.last, last.isLetter || last == "_" || last == ">" || last == "]" {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let next = rest.dropFirst(digits.count).first
        if !digits.isEmpty, next.map({ !$0.isLetter && $0 != "_" }) ?? true {
          rest = rest.dropFirst(digits.count)
          continue
        }
      }
      result.append(character)
    }
    return result
  }
}
