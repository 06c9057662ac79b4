// placeholder
import PolyExpansion
import PolySupport
import PolySyntax

enum MatchKind {
  case match, ifLet, forLoop, parameter, letElse
  case letStatement(hasInitializer: Bool)
}

/// A match, `let` or parameter whose patterns must be checked when types are known.
struct MatchCheck {
  var kind: MatchKind
  var scrutinee: Ty
  var patterns: [TypedPatternID]
  var arms: [ArmID]
  var span: Span
  var scrutineeSpan: Span
}
extension BodyChecker {
  func checkMatches() {}
}
