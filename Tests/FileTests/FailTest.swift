// Fixtures/fail: the errors of `polyc check`, compared with the `//~ CODE` comments line by line.

struct FailTest {
  let fixture: Fixture
  let context: TestContext

  func outcome() -> Outcome {
    let command = [context.configuration.compiler, "check", fixture.path, "--error-format", "json"] + fixture.flags
    let result = context.child().run(command)
    let places = errors(in: result.outputText + "\n" + result.errorText)
    guard result.status == .code(1) else {
      return .failed("the compiler: \(result.status) instead of exit code 1\(excerpt(result.errorText))")
    }
    let expected = fixture.expectedErrors
    if expected.isEmpty { return .failed("no `//~` comment says what is expected") }
    var reasons = expected.subtracting(places).sorted().map { "missing \($0)" }
    reasons += places.subtracting(expected).sorted().map { "unexpected \($0)" }
    return reasons.isEmpty ? .passed : .failed(reasons.joined(separator: ", "))
  }

  private func errors(in text: String) -> Set<ErrorPlace> {
    var result: Set<ErrorPlace> = []
    for line in text.split(separator: "\n") where line.hasPrefix("{") {
      let object = JSONObject(line)
      guard object["level"] == "error", let number = object["line"].flatMap({ Int($0) }) else { continue }
      result.insert(ErrorPlace(line: number, code: object["code"] ?? "ERROR"))
    }
    return result
  }
}

/// The scalar fields of one flat JSON object; `null` is absent.
struct JSONObject {
  private var fields: [String: String] = [:]

  subscript(name: String) -> String? { fields[name] }

  init(_ text: Substring) {
    let bytes = Array(text.utf8)
    var index = 0
    func string() -> String {
      index += 1
      var result: [UInt8] = []
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
        if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
          index += 1
          result.append(bytes[index] == UInt8(ascii: "n") ? 10 : bytes[index])
        } else {
          result.append(bytes[index])
        }
        index += 1
      }
      index += 1
      return String(decoding: result, as: UTF8.self)
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let name = string()
      while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: ":") { index += 1 }
      guard index < bytes.count else { return }
      if bytes[index] == UInt8(ascii: "\"") {
        fields[name] = string()
      } else {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "}") { index += 1 }
        let value = String(decoding: bytes[start..<index], as: UTF8.self)
        if value != "null" { fields[name] = value }
      }
    }
  }
}
