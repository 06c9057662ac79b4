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

  static func verifier(_ file: ParsedFile) -> TestStatus { .skipped("not yet") }
}
