// Loans that flow into something by way of what borrows it: through mutable references, through shared ones to
// cells, and through values that hold such references (guards of locks, entries of maps).

import PolySema
import PolySupport

extension BorrowCheck {
  /// Lets what the arguments of a call let be changed hold what the other arguments hold.
  func flowIntoArguments(
    _ signature: FlowSignature, _ inputs: [HeldLoans], _ arguments: [Operand], _ state: inout State
  ) {
    for (index, input) in signature.inputs.enumerated() where !inputs[index].isEmpty {
      if input.isMutableReference {
        guard case .move(let place) = arguments[index], place.projections.isEmpty else { continue }
      }
      let ways = input.outer == nil ? inputs[index].inner : inputs[index].outer
      for (other, mentions) in signature.inputs.enumerated() where other != index && !inputs[other].isEmpty {
        var flowing: ContiguousArray<LoanID> = []
        if mentions.sharesContent(with: input) {
          flowing = mentions.outer == nil ? inputs[other].all : inputs[other].inner
        }
        if let outer = mentions.outer, input.regions.contains(outer) {
          flowing = HeldLoans.union(flowing, inputs[other].outer)
        }
        guard !flowing.isEmpty else { continue }
        for loan in ways where letsChange(loan) {
          addContent(flowing, to: loans[Int(loan)].place, &state, depth: 0)
        }
      }
    }
  }

  /// Whether what a loan borrows may be changed by who has the loan.
  private func letsChange(_ loan: LoanID) -> Bool {
    loans[Int(loan)].kind != .shared || types.hasCell(placeTypes[Int(loan)])
  }

  /// Lets what a place is inside of hold the loans.
  func addContent(_ all: ContiguousArray<LoanID>, to place: Place, _ state: inout State, depth: Int) {
    let added = fitting(all, body.locals[place.local].type)
    guard depth < 4, !added.isEmpty else { return }
    let former = state[place.local]
    // A reference that was replaced behind another's back.
    let isReplaced = isReference[place.local.index] && place.projections.isEmpty
    if isReplaced || holdsInside[place.local.index] {
      var held = state[place.local] ?? HeldLoans()
      if isReplaced { held.outer = HeldLoans.union(held.outer, added) }
      if holdsInside[place.local.index] { held.inner = HeldLoans.union(held.inner, added) }
      state[place.local] = held
    }
    guard let held = former else { return }
    if place.projections.isEmpty, !isReference[place.local.index] {
      // The guard of a cell: the cell gets what the guard is given.
      let flowing = ContiguousArray(added.filter { !held.contains($0) })
      guard !flowing.isEmpty else { return }
      for loan in held.inner where loans[Int(loan)].kind == .shared && types.hasCell(placeTypes[Int(loan)]) {
        addContent(flowing, to: loans[Int(loan)].place, &state, depth: depth + 1)
      }
    }
    guard body.projections[place.projections].contains(.deref) else { return }
    // What is reached through a reference and stored behind the same one does not hold that borrow.
    let flowing = ContiguousArray(added.filter { !held.outer.contains($0) })
    guard !flowing.isEmpty else { return }
    for loan in held.outer where loans[Int(loan)].kind != .shared {
      addContent(flowing, to: loans[Int(loan)].place, &state, depth: depth + 1)
    }
  }
}
