// E0492, E0764: constants whose final value would hold a reference to something that can be written.

import PolyExpansion
import PolySupport

extension Program {
  /// Looks at the borrows of temporaries that are extended to the end of the program.
  func checkFinalBorrows(_ def: DefID) {
    guard let body = typedBody(of: def), !body.hasErrors, !body.value.isNone else { return }
    let allowsMutable = definitions.kind(def) == .staticItem && isMutableStatic(def)
    checkFinal(body.value, body, allowsMutable: allowsMutable, isConstant: definitions.kind(def) != .staticItem, depth: 0)
  }

  private func checkFinal(
    _ id: TypedExprID, _ body: TypedBody, allowsMutable: Bool, isConstant: Bool, depth: Int
  ) {
    guard !id.isNone, depth < 64 else { return }
    func inner(_ next: TypedExprID) {
      checkFinal(next, body, allowsMutable: allowsMutable, isConstant: isConstant, depth: depth + 1)
    }
    switch body.exprs[id].kind {
    case .block(let block): inner(body.blocks[block].tail)
    case .cast(_, let operand), .use(let operand), .neverToAny(let operand): inner(operand)
    case .tuple(let list), .array(let list): for element in body.exprLists[list] { inner(element) }
    case .construct(_, _, _, let fields, _): for field in body.fieldValues[fields] { inner(field.value) }
    case .borrow(let kind, let operand, _):
      switch body.exprs[operand].kind {
      case .deref(let reference): inner(reference)
      case .variable, .upvar, .staticItem, .field, .index, .error: break
      default: report(kind, operand, body.exprs[id].span, body, allowsMutable: allowsMutable, isConstant: isConstant)
      }
    default: break
    }
  }

  private func report(
    _ kind: BorrowKind, _ operand: TypedExprID, _ span: Span, _ body: TypedBody, allowsMutable: Bool, isConstant: Bool
  ) {
    let what: String
    let code: String
    if kind == .shared {
      // Structs only: an enum's value may have nothing that can be written.
      guard isConstant, case .adt(let def, _) = types.kind(body.exprs[operand].type), adt(def).kind == .structure,
        !isFreeze(body.exprs[operand].type, in: environment(of: body.owner))
      else { return }
      code = "E0492"
      what = "interior mutable shared borrows"
    } else {
      guard !allowsMutable else { return }
      code = "E0764"
      what = "mutable borrows"
    }
    diagnostics.report(
      Diagnostic(
        code: code,
        "\(what) of temporaries that have their lifetime extended until the end of the program are not allowed",
        at: span, label: "this borrow refers to such a temporary"
      ).note("temporaries in constants and statics can have their lifetime extended until the end of the program"))
  }
}
