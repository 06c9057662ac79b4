// Loans that a call uses up where they are made: most of all, and no error can come of them.
//
// `t = &place; … r = call(t, …)` in one block: if nothing else mentions `t`, nothing between the borrow and
// the call touches what is borrowed, and neither the result nor another argument can hold a reference,
// then no one holds the loan when the call has returned.

import PolyExpansion
import PolySema
import PolySupport

extension BorrowCheck {
  /// Whether the loan made by a statement ends with the call at the end of its block.
  func isPassing(_ reference: Place, _ borrowed: Place, _ site: CodeSite) -> Bool {
    guard reference.projections.isEmpty, body.locals[reference.local].kind == .temporary,
      case .call(let callee, let arguments, let destination, _, _) = body.blocks[site.block].terminator.kind,
      destination.local != borrowed.local, !types.mayHold(queries.type(of: destination, in: body).type)
    else { return false }
    var isPassed = false
    for operand in body.operands[arguments] {
      switch operand {
      case .move(let place) where place.local == reference.local:
        if isPassed || !place.projections.isEmpty { return false }
        isPassed = true
      case .move(let place), .copy(let place):
        if mentions(place, borrowed.local) || place.local == reference.local { return false }
        if types.mayHold(queries.type(of: place, in: body).type) { return false }
      case .constant: break
      }
    }
    guard isPassed, let def = calleeDefinition(callee), let signature = signatures.signature(of: def),
      signature.staticParameters.isEmpty, !signature.inputs.contains(where: { $0.outer == .static || $0.isTied })
    else { return false }
    let statements = body.blocks[site.block].statements
    for index in (site.statement + 1)..<max(site.statement + 1, statements.count) {
      switch statements[index].kind {
      case .assign(let place, let value):
        if mentions(place, borrowed.local) || mentions(place, reference.local) || mentions(value, borrowed.local)
          || mentions(value, reference.local)
        {
          return false
        }
      case .setDiscriminant(let place, _): if mentions(place, borrowed.local) { return false }
      case .storageLive(let local), .storageDead(let local):
        if local == borrowed.local || local == reference.local { return false }
      case .nop: break
      }
    }
    return true
  }

  private func mentions(_ place: Place, _ local: Local) -> Bool {
    if place.local == local { return true }
    for projection in body.projections[place.projections] {
      if case .index(let index) = projection, index == local { return true }
    }
    return false
  }

  private func mentions(_ value: Rvalue, _ local: Local) -> Bool {
    switch value {
    case .reference(_, let place), .rawPointer(_, let place), .length(let place), .discriminant(let place):
      return mentions(place, local)
    default:
      var found = false
      body.forEachOperand(value) { operand in
        switch operand {
        case .copy(let place), .move(let place): if mentions(place, local) { found = true }
        case .constant: break
        }
      }
      return found
    }
  }
}
