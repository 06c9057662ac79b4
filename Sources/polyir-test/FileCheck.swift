// The directives of test files: `check:`, `nextln:`, `sameln:`, `not:`, `unordered:`.
import PolyIR

enum FileCheck {
  /// The first directive that a text does not satisfy, nil if there is none.
  static func check(_ text: String, _ comments: [TextComment]) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(normalize)
    var position = -1
    var forbidden: [String] = []
    func holdsForbidden(_ range: Range<Int>) -> String? {
      for line in range where line >= 0 && line < lines.count {
        for pattern in forbidden where lines[line].contains(pattern) { return pattern }
      }
      return nil
    }
    for comment in comments {
      let body = comment.text.drop { $0 == " " || $0 == ";" }
      guard let colon = body.firstIndex(of: ":") else { continue }
      let pattern = normalize(body[body.index(after: colon)...])
      switch body[..<colon] {
      case "check":
        guard let found = lines.indices.first(where: { $0 > position && lines[$0].contains(pattern) }) else {
          return "no line has `\(pattern)` after line \(position + 1)"
        }
        if let word = holdsForbidden((position + 1)..<found) { return "`\(word)` must not be there" }
        forbidden = []
        position = found
      case "sameln":
        let line = max(position, 0)
        guard line < lines.count, lines[line].contains(pattern) else {
          return "expected `\(pattern)` in `\(line < lines.count ? lines[line] : "")`"
        }
        position = line
      case "nextln":
        position += 1
        guard position < lines.count, lines[position].contains(pattern) else {
          return "expected `\(pattern)`, found `\(position < lines.count ? lines[position] : "")`"
        }
      case "not": forbidden.append(pattern)
      case "unordered":
        guard lines.contains(where: { $0.contains(pattern) }) else { return "no line has `\(pattern)`" }
      default: continue
      }
    }
    if let word = holdsForbidden((position + 1)..<lines.count) { return "`\(word)` must not be there" }
    return nil
  }

  /// A line with runs of blanks made one and none at its ends.
  static func normalize<S: StringProtocol>(_ line: S) -> String {
    line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
  }
}
