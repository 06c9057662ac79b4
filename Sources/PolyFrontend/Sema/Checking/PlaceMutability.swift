// Turning the overloaded `Deref::deref` and `Index::index` of a place into their mutable forms once
// the place turns out to be written or mutably borrowed.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  /// Whether the node names a place (memory), not a value.
  func isPlace(_ expr: TypedExprID) -> Bool {
    switch typed.exprs[expr].kind {
    case .variable, .upvar, .staticItem, .deref, .field, .index: true
    default: false
    }
  }

  /// Makes every overloaded operator below this place mutable where the type implements that.
  func makePlaceMutable(_ expr: TypedExprID) {
    var place = expr
    while true {
      switch typed.exprs[place].kind {
      case .field(let base, _): place = base
      case .index(let base, _): place = base
      case .deref(let inner):
        if let overloaded = overloadedPlaces[place] {
          if !overloaded.isMutable { convertToMutable(place, overloaded) }
          place = overloaded.base
        } else {
          switch kind(rawType(inner)) {
          case .pointer, .reference(_, _, .shared): return
          default: place = inner
          }
        }
      default: return
      }
    }
  }

  private func convertToMutable(_ place: TypedExprID, _ overloaded: OverloadedPlace) {
    let isIndex = !overloaded.index.isNone
    guard let trait = program.langItem(isIndex ? "index_mut" : "deref_mut"),
      let method = definitions.member(trait, named: isIndex ? Names.index_mut : Names.deref_mut)
    else { return }
    let baseType = type(overloaded.base)
    var list = [GenericArg(baseType)]
    if isIndex { list.append(GenericArg(type(overloaded.index))) }
    let args = types.args(list)
    guard mayHold(TraitRef(trait, args)) else { return }
    let target = rawType(place)
    let span = typed.exprs[overloaded.call].span
    let borrowed = make(
      .borrow(isIndex ? .twoPhase : .mutable, overloaded.base, explicit: false),
      types.reference(baseType, .mutable), span)
    let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
    let arguments = isIndex ? [borrowed, overloaded.index] : [borrowed]
    typed.exprs[overloaded.call] = TypedExpr(
      kind: .call(callee: callee, arguments: self.list(arguments), isOperator: false),
      type: types.reference(target, .mutable), span: span)
    overloadedPlaces[place]?.isMutable = true
  }
}
