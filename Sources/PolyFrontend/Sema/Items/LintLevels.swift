// Levels of lints that are errors unless the program says otherwise: `allow`, `warn`, `deny` around a body.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Whether a lint that is denied by default stays denied in `owner`: the innermost attribute decides.
  func isLintDenied(_ lint: Symbol, in owner: DefID) -> Bool {
    var current = owner
    while !current.isNone {
      if let function = functionNode(of: current), case .parsed(let block) = function.body,
        let level = lintLevel(lint, tree.blocks[block].attributes)
      {
        return level
      }
      if let level = lintLevel(lint, definitions[current].attributes) { return level }
      current = definitions.parent(current)
    }
    return true
  }

  /// What a list of attributes says of the lint: true for `deny` and `forbid`.
  private func lintLevel(_ lint: Symbol, _ attributes: ListRef<Attribute>) -> Bool? {
    for attribute in tree.attributes[attributes] where attribute.path.isNone {
      guard case .tokens(_, let slice) = attribute.arguments else { continue }
      let level: Bool
      switch symbols.text(attribute.name.name) {
      case "allow", "warn", "expect": level = false
      case "deny", "forbid": level = true
      default: continue
      }
      let buffer = tree.buffers[slice.buffer]
      for index in Int(slice.start)..<Int(slice.end) where buffer.kind(index) == .identifier {
        if buffer.symbol(index) == lint { return level }
      }
    }
    return nil
  }
}
