// The arguments of attributes with an effect, and attributes where they cannot stand.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  func checkAttributes(of def: DefID) {
    for attribute in tree.attributes[definitions[def].attributes] {
      switch attribute.name.name {
      case Names.inline: checkInline(attribute)
      case Names.deprecated: checkDeprecated(attribute)
      case Names.export_name: checkExportName(attribute)
      case Names.link: checkLink(attribute)
      case Names.derive: checkDerive(attribute, def)
      case Names.allow, Names.warn, Names.deny, Names.forbid, Names.expect: checkLintTools(attribute)
      case Names.stable, Names.unstable:
        diagnostics.error(
          "E0734", "stability attributes may not be used outside of the standard library", at: attribute.span)
      default: break
      }
    }
  }

  private func checkInline(_ attribute: Attribute) {
    switch attribute.arguments {
    case .none: break
    case .value:
      diagnostics.error("E0539", "malformed `inline` attribute input", at: attribute.span)
    case .tokens(_, let slice):
      guard slice.buffer.index < tree.buffers.count else { return }
      let buffer = tree.buffers[slice.buffer]
      guard slice.range.count == 1 else {
        diagnostics.error("E0805", "malformed `inline` attribute input", at: attribute.span, label: "expected a single argument here")
        return
      }
      let index = slice.range.lowerBound
      let isKnown =
        buffer.kind(index).isIdentifierOrKeyword
        && (buffer.symbol(index) == Names.always || buffer.symbol(index) == Names.never)
      if !isKnown {
        diagnostics.error(
          "E0539", "malformed `inline` attribute input", at: attribute.span,
          label: "valid arguments are `always` or `never`")
      }
    }
  }

  private func checkDeprecated(_ attribute: Attribute) {
    guard case .tokens(_, let slice) = attribute.arguments, slice.buffer.index < tree.buffers.count else { return }
    let buffer = tree.buffers[slice.buffer]
    var seen: Set<Symbol> = []
    var index = slice.range.lowerBound
    let end = slice.range.upperBound
    while index < end {
      let start = index
      while index < end, buffer.kind(index) != .comma { index = buffer.endOfTokenTree(index) }
      // `name = "text"`
      guard index == start + 3, buffer.kind(start).isIdentifierOrKeyword, buffer.kind(start + 1) == .equal,
        buffer.kind(start + 2).isLiteral
      else {
        diagnostics.error("E0539", "malformed `deprecated` attribute input", at: attribute.span)
        return
      }
      let key = symbols.text(buffer.symbol(start))
      guard key == "since" || key == "note" || key == "suggestion" else {
        diagnostics.error(
          "E0539", "malformed `deprecated` attribute input", at: attribute.span,
          label: "valid arguments are `since` and `note`")
        return
      }
      if !seen.insert(buffer.symbol(start)).inserted {
        diagnostics.error(
          "E0538", "malformed `deprecated` attribute input", at: attribute.span,
          label: "found `\(symbols.text(buffer.symbol(start)))` used as a key more than once")
        return
      }
      index += 1
    }
  }

  /// E0454: a library has a name.
  private func checkLink(_ attribute: Attribute) {
    guard case .tokens(_, let slice) = attribute.arguments, slice.buffer.index < tree.buffers.count else { return }
    let buffer = tree.buffers[slice.buffer]
    for index in slice.range.dropLast(2)
    where buffer.kind(index).isIdentifierOrKeyword && symbols.text(buffer.symbol(index)) == "name"
      && buffer.kind(index + 1) == .equal && buffer.kind(index + 2).isLiteral
    {
      let value = symbols.text(buffer.symbol(index + 2))
      if value == "\"\"" || value.isEmpty {
        diagnostics.error(
          "E0454", "link name must not be empty", at: buffer.span(index + 2), label: "empty link name")
      }
    }
  }

  /// E0774: only types have fields to derive from.
  private func checkDerive(_ attribute: Attribute, _ def: DefID) {
    switch definitions.kind(def) {
    case .structure, .enumeration, .union: return
    default:
      diagnostics.error(
        "E0774", "`derive` may only be applied to `struct`s, `enum`s and `union`s", at: attribute.span,
        label: "not applicable here")
    }
  }

  /// E0710: lints of tools that nobody knows.
  private func checkLintTools(_ attribute: Attribute) {
    guard case .tokens(_, let slice) = attribute.arguments, slice.buffer.index < tree.buffers.count else { return }
    let buffer = tree.buffers[slice.buffer]
    let tools = ["clippy", "rustc", "rustdoc", "rustfmt", "diagnostic", "miri", "rust_analyzer"]
    for index in slice.range.dropLast(1)
    where buffer.kind(index).isIdentifierOrKeyword && buffer.kind(index + 1) == .colonColon {
      let name = symbols.text(buffer.symbol(index))
      if !tools.contains(name) {
        diagnostics.error(
          "E0710", "unknown tool name `\(name)` found in scoped lint", at: buffer.span(index))
      }
    }
  }

  private func checkExportName(_ attribute: Attribute) {
    guard case .value(let value) = attribute.arguments, case .literal(let literal) = tree.exprs[value].kind,
      literal.kind == .string || literal.kind == .rawString
    else { return }
    if tree.decodeString(literal).contains(0) {
      diagnostics.error("E0648", "`export_name` may not contain null characters", at: attribute.span)
    }
  }
}
