// `test cat` and `test verifier`: what the parser, the printer and the verifier make of a file.
import PolyIR

enum TextCommands {
  /// Prints each function and checks the directives that follow it; what is printed must also read
  /// back to the same text.
  static func cat(_ file: ParsedFile) -> TestStatus {
    for function in file.functions {
      guard let body = file.module.bodies[function.id.index] else { continue }
      var printer = TextPrinter(module: file.module)
      printer.showsConstants = true
      printer.printFunction(body)
      let text = String(decoding: printer.output, as: UTF8.self)
      if let reason = FileCheck.check(text, function.comments) {
        return .failed("line \(function.line): \(reason)")
      }
    }
    let text = TextPrinter.print(file.module)
    do {
      let again = TextPrinter.print(try TextParser.parse(text).module)
      if again != text { return .failed("printed text changes when it is read and printed again") }
    } catch {
      return .failed("printed text does not parse: \(error)")
    }
    return .passed
  }

  /// Every line with an `error:` comment must have an error, and no other line may.
  static func verifier(_ file: ParsedFile) -> TestStatus {
    // Only for a target is it known how wide addresses are.
    let hasWideTarget = file.header.contains { line in
      let words = line.text.split(separator: " ")
      return words.count > 1 && words[0] == "target" && (words[1].contains("64") || words[1] == "s390x")
    }
    for function in file.functions {
      guard let body = file.module.bodies[function.id.index] else { continue }
      var expected: [Int: String] = [:]
      for comment in function.comments {
        let text = comment.text.drop { $0 == " " || $0 == ";" }
        guard text.hasPrefix("error:") else { continue }
        // A comment that stands alone speaks of the line before it.
        let line = comment.isAlone ? comment.line - 1 : comment.line
        expected[line] = String(text.dropFirst(6))
      }
      for error in Verifier.verify(body, in: file.module, addressType: hasWideTarget ? .i64 : nil) {
        var line = function.line
        if !error.inst.isNone {
          line = Int(function.instLines[error.inst.index])
        } else if !error.block.isNone, error.block.index < function.blockLines.count {
          line = Int(function.blockLines[error.block.index])
        }
        if expected.removeValue(forKey: line) == nil, !hasError(function, line) {
          // Errors of declarations have no line here: they stand for any that is expected.
          let hasAny = function.comments.contains { $0.text.contains("error:") }
          if !hasAny || !error.inst.isNone {
            return .failed("line \(line): unexpected error: \(error.message)")
          }
          if let first = expected.keys.min() { expected.removeValue(forKey: first) }
        }
      }
      if let line = expected.keys.min() { return .failed("line \(line): no error for:\(expected[line] ?? "")") }
    }
    return .passed
  }

  private static func hasError(_ function: ParsedFunction, _ line: Int) -> Bool {
    function.comments.contains {
      ($0.isAlone ? $0.line - 1 : $0.line) == line && $0.text.contains("error:")
    }
  }
}
