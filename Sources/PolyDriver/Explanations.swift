// `--explain CODE`: finds a code's text and examples.

/// The explanation of an error code, or nil if there is none.
func explanation(of code: String) -> String? {
  let wanted = code.uppercased()
  guard wanted.utf8.count == 5 else { return nil }
  let table = wanted < "E0400" ? explanationsBelow400 : explanationsFrom400
  let lines = table.split(separator: "\n")
  guard let first = lines.firstIndex(where: { $0.hasPrefix(wanted + " ") }), first + 2 < lines.count else { return nil }
  let text = lines[first].dropFirst(6)
  let wrong = lines[first + 1].drop { $0 == " " }
  let right = lines[first + 2].drop { $0 == " " }
  return "\(wanted): \(text)\n\nWith the error:\n\n    \(wrong)\n\nWithout it:\n\n    \(right)"
}
