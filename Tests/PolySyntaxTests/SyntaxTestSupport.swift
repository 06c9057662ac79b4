// What the tests of the syntax share: text in, text form out.

import Glibc
import PolySupport
import PolySyntax
import XCTest

/// The text form of a source and its errors, one a line as `line:column: message`.
struct ParsedText {
  var dump: String
  var errors: [String]
}

func parse(_ text: String, edition: Edition = .e2021, isPoly: Bool = false) -> ParsedText {
  var result = ParsedText(dump: "", errors: [])
  onLargeStack { result = parseHere(text, edition: edition, isPoly: isPoly) }
  return result
}

/// Runs `body` on a thread with a stack as the driver provides it.
private func onLargeStack(_ body: () -> Void) {
  withoutActuallyEscaping(body) { body in
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 256 << 20)
    let box = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    XCTAssertEqual(status, 0)
    pthread_join(thread, nil)
  }
}

private final class Work {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}

private func parseHere(_ text: String, edition: Edition, isPoly: Bool) -> ParsedText {
  let tree = SyntaxTree()
  let sources = SourceMap()
  let sink = DiagnosticSink()
  guard let file = sources.addFile(name: "test.rs", bytes: Array(text.utf8)) else {
    return ParsedText(dump: "", errors: ["no space"])
  }
  let dump: String
  if isPoly {
    dump = tree.dumpSyntax(
      tree.parsePolyFile(file, of: sources, edition: edition, lazyBodies: false, sink: sink))
  } else {
    let buffer = tree.lex(file, of: sources, edition: edition, sink: sink)
    dump = tree.dumpSyntax(tree.parseFile(file, buffer: buffer, lazyBodies: false, sink: sink))
  }
  let errors = sink.all.map { diagnostic -> String in
    guard let range = sources.displayRange(diagnostic.span) else { return diagnostic.message }
    let place = sources.lineColumn(range.file, offset: range.lower)
    let code = diagnostic.code.map { "[\($0)] " } ?? ""
    return "\(place.line):\(place.column): \(code)\(diagnostic.message)"
  }
  return ParsedText(dump: dump, errors: errors)
}

/// The text form of one expression.
func expression(_ text: String, edition: Edition = .e2021) -> String {
  let parsed = parse("const X: () = \(text);", edition: edition)
  if let error = parsed.errors.first { return error }
  let prefix = "(const X: () = "
  return String(parsed.dump.dropFirst(prefix.count).dropLast(2))
}

/// The text form of one type.
func type(_ text: String, edition: Edition = .e2021) -> String {
  let parsed = parse("type X = \(text);", edition: edition)
  if let error = parsed.errors.first { return error }
  return String(parsed.dump.dropFirst("(type X = ".count).dropLast(2))
}

/// The text form of one pattern.
func pattern(_ text: String) -> String {
  let parsed = parse("const X: () = match x { \(text) => () };")
  if let error = parsed.errors.first { return error }
  let prefix = "(const X: () = (match x\n  (arm "
  return String(parsed.dump.dropFirst(prefix.count).dropLast(" (tuple))))\n".count))
}
