// Names in patterns that look like a variant of the matched enum but bind whatever is there (E0170).

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func reportVariantNames(_ pattern: TypedPatternID) {
    guard !pattern.isNone else { return }
    let node = typed.patterns[pattern]
    switch node.kind {
    case .binding(let variable, let mode, let inner):
      if inner.isNone, mode == .byValue { reportVariantName(typed.variables[variable], node.type, node.span) }
      reportVariantNames(inner)
    case .deref(let inner): reportVariantNames(inner)
    case .variant(_, _, _, let fields), .leaf(let fields):
      for field in typed.fieldPatterns[fields] { reportVariantNames(field.pattern) }
    case .slice(let prefix, let rest, let suffix):
      for part in typed.patternLists[prefix] { reportVariantNames(part) }
      reportVariantNames(rest)
      for part in typed.patternLists[suffix] { reportVariantNames(part) }
    case .or(let list):
      for alternative in typed.patternLists[list] { reportVariantNames(alternative) }
    default: break
    }
  }

  private func reportVariantName(_ variable: VariableData, _ type: Ty, _ span: Span) {
    guard !variable.isMutable else { return }
    var type = final(type)
    while case .reference(_, let target, _) = types.kind(type) { type = target }
    guard case .adt(let def, _) = types.kind(type), definitions.kind(def) == .enumeration,
      program.adt(def).variants.contains(where: { $0.name == variable.name && $0.constructor == .unit })
    else { return }
    let name = symbols.text(variable.name)
    let path = "\(symbols.text(definitions.name(def)))::\(name)"
    program.lint(
      Diagnostic(
        .error, code: "bindings_with_variant_name",
        "pattern binding `\(name)` is named the same as one of the variants of the type `\(text(type))`",
        at: span, label: "this matches every value; to match the variant, write `\(path)`"))
  }
}
