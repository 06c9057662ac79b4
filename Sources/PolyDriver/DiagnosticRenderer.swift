// Diagnostics as text in rustc's shape, and as JSON, one object a line.

import PolySupport

struct DiagnosticRenderer {
  let sources: SourceMap
  let usesColor: Bool

  private enum Style: String {
    case error = "\u{1B}[1;31m"
    case warning = "\u{1B}[1;33m"
    case note = "\u{1B}[1;32m"
    case help = "\u{1B}[1;36m"
    case frame = "\u{1B}[1;34m"
    case bold = "\u{1B}[1m"
  }

  private func styled(_ text: String, _ style: Style) -> String {
    usesColor && !text.isEmpty ? style.rawValue + text + "\u{1B}[0m" : text
  }

  private func style(_ severity: Severity) -> Style {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    case .help: .help
    }
  }

  private func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    case .help: "help"
    }
  }

  // MARK: human

  func render(_ diagnostic: Diagnostic) -> String {
    var head = word(diagnostic.severity)
    if let code = diagnostic.code, diagnostic.severity == .error { head += "[\(code)]" }
    var text = styled(head, style(diagnostic.severity)) + styled(": \(diagnostic.message)", .bold) + "\n"
    var labels: [Label] = []
    if let range = sources.displayRange(diagnostic.span) {
      labels.append(Label(range: range, text: diagnostic.label, isPrimary: true))
    }
    for label in diagnostic.labels {
      if let range = sources.displayRange(label.span) {
        labels.append(Label(range: range, text: label.text, isPrimary: false))
      }
    }
    let width = gutterWidth(labels)
    text += snippet(labels, style(diagnostic.severity), width)
    if !labels.isEmpty, !diagnostic.notes.isEmpty { text += gutter(width) + "\n" }
    for note in diagnostic.notes {
      if let range = sources.displayRange(note.span) {
        text += styled(word(note.severity), style(note.severity)) + styled(": \(note.text)", .bold) + "\n"
        text += snippet([Label(range: range, text: "", isPrimary: true)], style(note.severity), width)
      } else {
        let indent = String(repeating: " ", count: width + 1)
        text += indent + styled("= ", .frame) + styled(word(note.severity), .bold) + ": "
        // Further lines stand below the first one's text.
        let below = "\n" + indent + String(repeating: " ", count: 4 + word(note.severity).count)
        text += note.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: below) + "\n"
      }
    }
    return text + "\n"
  }

  private struct Label {
    var range: FileRange
    var text: String
    var isPrimary: Bool
  }

  private func gutterWidth(_ labels: [Label]) -> Int {
    var width = 1
    for label in labels {
      let end = sources.lineColumn(label.range.file, offset: label.range.upper)
      width = max(width, String(end.line).count)
    }
    return width
  }

  private func gutter(_ width: Int) -> String {
    String(repeating: " ", count: width + 1) + styled("|", .frame)
  }

  private func snippet(_ labels: [Label], _ primaryStyle: Style, _ width: Int) -> String {
    guard let first = labels.first else { return "" }
    var text = ""
    var files: [FileID] = []
    for label in labels where !files.contains(label.range.file) { files.append(label.range.file) }
    for file in files {
      let own = labels.filter { $0.range.file == file }
      let anchor = file == first.range.file ? first : own[0]
      let start = sources.lineColumn(file, offset: anchor.range.lower)
      let arrow = file == first.range.file ? "-->" : ":::"
      text += String(repeating: " ", count: width) + styled(arrow, .frame)
      text += " \(sources.files[file].name):\(start.line):\(start.column)\n"
      text += gutter(width) + "\n"
      text += lines(own, file, primaryStyle, width)
    }
    return text
  }

  private struct Mark {
    var line: Int
    var start: Int
    var end: Int
    var text: String
    var isPrimary: Bool
  }

  /// In bytes. Longer lines are generated text: nobody reads them, and many errors may stand in one.
  private static let longestShownLine = 4_000

  /// The marked lines. A label over several lines marks its first line to the end and its last line
  /// up to the end column.
  private func lines(_ labels: [Label], _ file: FileID, _ primaryStyle: Style, _ width: Int) -> String {
    var marks: [Mark] = []
    for label in labels {
      let start = sources.lineColumn(file, offset: label.range.lower)
      let end = sources.lineColumn(file, offset: max(label.range.upper, label.range.lower))
      if start.line == end.line {
        marks.append(
          Mark(
            line: start.line, start: start.column, end: max(end.column, start.column + 1), text: label.text,
            isPrimary: label.isPrimary))
      } else {
        let length = sources.lineText(file, line: start.line).unicodeScalars.count
        marks.append(
          Mark(
            line: start.line, start: start.column, end: max(length + 1, start.column + 1), text: "",
            isPrimary: label.isPrimary))
        marks.append(
          Mark(
            line: end.line, start: 1, end: max(end.column, 2), text: label.text, isPrimary: label.isPrimary))
      }
    }
    var text = ""
    var previous = 0
    for line in Set(marks.map(\.line)).sorted() {
      if previous != 0, line > previous + 1 {
        text += line == previous + 2 ? sourceLine(file, previous + 1, width) : styled("...", .frame) + "\n"
      }
      previous = line
      let size = sources.lineText(file, line: line).utf8.count
      guard size <= Self.longestShownLine else {
        text += gutter(width) + "\n" + styled("... a line of \(size) bytes is not shown", .frame) + "\n"
        continue
      }
      text += sourceLine(file, line, width)
      text += annotations(marks.filter { $0.line == line }, file, line, primaryStyle, width)
    }
    return text
  }

  private func sourceLine(_ file: FileID, _ line: Int, _ width: Int) -> String {
    let number = String(line)
    let padded = number + String(repeating: " ", count: max(0, width - number.count))
    let content = expandTabs(sources.lineText(file, line: line))
    return styled("\(padded) |", .frame) + (content.isEmpty ? "" : " \(content)") + "\n"
  }

  private func expandTabs(_ text: String) -> String {
    text.contains("\t") ? text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ") : text
  }

  /// The column on the screen of a column in the text: tabs are four wide, East Asian wide characters two.
  private func screenColumn(_ text: String, _ column: Int) -> Int {
    var result = 0
    for scalar in text.unicodeScalars.prefix(max(0, column - 1)) {
      result += scalar == "\t" ? 4 : Self.isWide(scalar) ? 2 : 1
    }
    return result + max(0, column - 1 - text.unicodeScalars.count)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The underlines of a line, the last label's text beside them and the others' below, hanging.
  private func annotations(
    _ marks: [Mark], _ file: FileID, _ line: Int, _ primaryStyle: Style, _ width: Int
  ) -> String {
    let source = sources.lineText(file, line: line)
    let placed = marks.map { mark in
      (mark: mark, start: screenColumn(source, mark.start), end: screenColumn(source, mark.end))
    }.sorted { ($0.start, $0.mark.isPrimary ? 1 : 0) < ($1.start, $1.mark.isPrimary ? 1 : 0) }
    var row: [(Character, Style)] = []
    for entry in placed.sorted(by: { !$0.mark.isPrimary && $1.mark.isPrimary }) {
      while row.count < max(entry.end, entry.start + 1) { row.append((" ", .bold)) }
      for column in entry.start..<max(entry.end, entry.start + 1) {
        row[column] = entry.mark.isPrimary ? ("^", primaryStyle) : ("-", .frame)
      }
    }
    func render(_ row: [(Character, Style)]) -> String {
      var result = ""
      var index = 0
      while index < row.count {
        let style = row[index].1
        var run = ""
        while index < row.count, row[index].1 == style {
          run.append(row[index].0)
          index += 1
        }
        result += run.allSatisfy { $0 == " " } ? run : styled(run, style)
      }
      return result
    }
    let labelled = placed.filter { !$0.mark.text.isEmpty }
    var text = gutter(width) + " " + render(row)
    guard let last = labelled.last else { return text + "\n" }
    let isLastInline = placed.last.map { $0.start == last.start } ?? true
    var hanging = labelled
    if isLastInline {
      text += " " + styled(last.mark.text, last.mark.isPrimary ? primaryStyle : .frame)
      hanging.removeLast()
    }
    text += "\n"
    while let entry = hanging.popLast() {
      func bars(_ entries: [(mark: Mark, start: Int, end: Int)]) -> String {
        var row: [(Character, Style)] = []
        for item in entries {
          while row.count <= item.start { row.append((" ", .bold)) }
          row[item.start] = ("|", item.mark.isPrimary ? primaryStyle : .frame)
        }
        return render(row)
      }
      text += gutter(width) + " " + bars(hanging + [entry]) + "\n"
      var prefix = bars(hanging)
      let used = (hanging.map(\.start).max() ?? -1) + 1
      prefix += String(repeating: " ", count: max(0, entry.start - used))
      text += gutter(width) + " " + prefix + styled(entry.mark.text, entry.mark.isPrimary ? primaryStyle : .frame) + "\n"
    }
    return text
  }

  // MARK: JSON

  func renderJSON(_ diagnostic: Diagnostic) -> String {
    var fields = ["\"level\":\"\(word(diagnostic.severity))\""]
    fields.append("\"code\":" + (diagnostic.code.map { Self.quoted($0) } ?? "null"))
    fields.append("\"message\":" + Self.quoted(diagnostic.message))
    if let range = sources.displayRange(diagnostic.span) {
      let start = sources.lineColumn(range.file, offset: range.lower)
      let end = sources.lineColumn(range.file, offset: range.upper)
      fields.append("\"file\":" + Self.quoted(sources.files[range.file].name))
      fields.append("\"line\":\(start.line),\"column\":\(start.column)")
      fields.append("\"end_line\":\(end.line),\"end_column\":\(end.column)")
    } else {
      fields.append("\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null")
    }
    return "{\(fields.joined(separator: ","))}\n"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
