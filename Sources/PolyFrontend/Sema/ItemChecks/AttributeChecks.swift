// The arguments of attributes with an effect: `inline`, `deprecated`, `export_name`.

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
      if !seen.insert(buffer.symbol(start)).inserted {
        diagnostics.error(
          "E0538", "malformed `deprecated` attribute input", at: attribute.span,
          label: "found `\(symbols.text(buffer.symbol(start)))` used as a key more than once")
        return
      }
      index += 1
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
