// The lint `unused_imports`.

import PolyExpansion
import PolySupport

extension Program {
  /// Reports imports through which no name, method or derive was found.
  public func lintImports(_ unused: [UnusedImports]) {
    for item in unused {
      guard let first = item.spans.first else { continue }
      let names = item.spans.map { "`\(sourceText($0))`" }.sorted()
      let list: String
      switch names.count {
      case 1: list = names[0]
      case 2: list = "\(names[0]) and \(names[1])"
      default: list = names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
      }
      var diagnostic = Diagnostic(
        .warning, code: "unused_imports", "unused import\(names.count == 1 ? "" : "s"): \(list)", at: first)
      for other in item.spans.dropFirst() { diagnostic = diagnostic.labelled(other, "") }
      lint(diagnostic)
    }
  }

  private func sourceText(_ span: Span) -> String {
    guard let range = sources.displayRange(span) else { return "" }
    let bytes = sources.files[range.file].bytes
    let words = String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  /// Notes the traits whose items a body uses; the nodes of its closures are among its own.
  func noteTraits(_ body: TypedBody) {
    for expr in body.exprs.elements {
      if case .constant(let def, _) = expr.kind { noteTrait(of: def) }
      if case .functionDef(let def, _) = types.kind(expr.type) { noteTrait(of: def) }
    }
  }

  private func noteTrait(of item: DefID) {
    let parent = definitions.parent(item)
    guard !parent.isNone else { return }
    switch definitions.kind(parent) {
    case .trait: usedTraits.insert(parent)
    case .implementation:
      if let reference = implHeader(parent)?.reference { usedTraits.insert(reference.trait) }
    default: break
    }
  }
}
