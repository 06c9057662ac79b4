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
    let path = fixture.parts.sibling("expected")
    if context.configuration.blesses {
      return Files.write(result.output, to: path) ? .passed : .failed("cannot write \(path)")
    }
    guard let expected = Files.bytes(path) else {
      return .failed("\(path) is missing; POLY_BLESS=1 writes it")
    }
    if result.output == expected { return .passed }
    return .failed(
      TextDifference.describe(
        expected: String(decoding: expected, as: UTF8.self), actual: result.outputText))
  }
}
