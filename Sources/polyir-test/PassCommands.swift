// `test PASS` and `test optimize`: what passes make of a file, verified and checked against directives.
import PolyIR

enum PassCommands {
  /// Runs passes over each function and checks the directives that follow it.
  static func run(_ names: [String], _ file: ParsedFile) -> TestStatus {
    let context = PassContext(file.module)
    var module = file.module
    for function in file.functions {
      guard var body = module.bodies[function.id.index] else { continue }
      var failure: String?
      PassPipeline.run(names, &body, context) { pass, result in
        if let error = Verifier.verify(result, in: file.module).first, failure == nil {
          failure = "line \(function.line): after \(pass): \(error)\n\(TextPrinter.print(result, in: file.module))"
        }
      }
      if let failure { return .failed(failure) }
      module.bodies[function.id.index] = body
    }
    return check(file, module)
  }

  /// Optimises the whole module and checks the directives.
  static func optimize(_ file: ParsedFile) -> TestStatus {
    var module = file.module
    if let reason = optimize(&module) { return .failed(reason) }
    return check(file, module)
  }

  /// The first law that a pass breaks, nil if there is none.
  static func optimize(_ module: inout Module) -> String? {
    var failure: String?
    let original = module
    PassPipeline.optimize(&module) { pass, result in
      guard failure == nil, let error = Verifier.verify(result, in: original).first else { return }
      failure = "after \(pass): \(error)\n\(TextPrinter.print(result, in: original))"
    }
    return failure
  }

  /// Prints a function after each pass of the whole optimiser that changes it.
  static func trace(_ name: String, _ path: String) {
    guard let bytes = TestFiles.read(path), let file = try? TextParser.parse(bytes) else { return print("cannot read \(path)") }
    var module = file.module
    let original = module
    var last = ""
    PassPipeline.optimize(&module) { pass, result in
      guard original.symbols.text(original.functions[result.id].name) == name else { return }
      let text = TextPrinter.print(result, in: original)
      if text != last { print("; after \(pass)\n\(text)") }
      last = text
    }
  }

  private static func check(_ file: ParsedFile, _ module: Module) -> TestStatus {
    for function in file.functions {
      guard let body = module.bodies[function.id.index] else { continue }
      if let reason = FileCheck.check(TextPrinter.print(body, in: module), function.comments) {
        return .failed("line \(function.line): \(reason)\n\(TextPrinter.print(body, in: module))")
      }
    }
    return .passed
  }
}
