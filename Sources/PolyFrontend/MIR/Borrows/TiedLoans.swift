// Borrows for as long as what is borrowed lives: `&'a mut Parser<'a>`.
//
// What is behind a mutable reference keeps its lifetimes exactly, so where the reference's own lifetime is
// one of them, the borrowed value's type has the borrow's lifetime: as long as the value is used, it is borrowed.

import PolyExpansion
import PolySema
import PolySupport

extension TypeMentions {
  /// `&'a mut T` where T mentions 'a.
  var isTied: Bool {
    guard isMutableReference, case .named(let lifetime)? = outer else { return false }
    return regions.contains(.named(lifetime))
  }
}

extension BorrowCheck {
  /// Lets what is lent to a call for its own lifetime hold that borrow.
  func tieArguments(_ signature: FlowSignature, _ inputs: [HeldLoans], _ state: inout State) {
    for (index, input) in signature.inputs.enumerated() where input.isTied {
      tie(inputs[index].outer, &state, depth: 0)
    }
  }

  /// The same for fields of what a struct literal makes.
  func tieFields(_ value: Rvalue, _ state: inout State) {
    guard case .aggregate(.adt(let def, let variant, _, _), let operands) = value, program.isLocal(def),
      Int(variant) < program.adt(def).variants.count
    else { return }
    let tied = signatures.tiedFields(of: program.adt(def).variants[Int(variant)])
    guard tied.contains(true) else { return }
    for (isTied, operand) in zip(tied, Array(body.operands[operands])) where isTied {
      tie(held(operand, state).outer, &state, depth: 0)
    }
  }

  private func tie(_ tied: ContiguousArray<LoanID>, _ state: inout State, depth: Int) {
    for loan in tied where loans[Int(loan)].kind != .shared {
      let local = loans[Int(loan)].place.local
      var held = state[local] ?? HeldLoans()
      guard depth < 4, types.mayHoldInside(body.locals[local].type), !held.inner.contains(loan) else { continue }
      let through = held.outer
      held.inner = HeldLoans.union(held.inner, [loan])
      state[local] = held
      tie(through, &state, depth: depth + 1)
    }
  }
}
