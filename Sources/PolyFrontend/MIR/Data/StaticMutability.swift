// What the declaration of a static says.

import PolyExpansion
import PolySema
import PolySyntax

extension Program {
  /// Whether a static is declared `mut`.
  public func isMutableStatic(_ def: DefID) -> Bool {
    guard case .item(let id) = definitions[def].syntax,
      case .staticVariable(let node) = tree.items[id].kind
    else { return false }
    return tree.constants[node].mutability.isMutable
  }
}
