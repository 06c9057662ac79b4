// The checks of matches, `let`s and parameters: arms that nothing reaches, values that no pattern matches.

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
  /// Checks all matches, `let`s and parameters of the body.
  func checkMatches() {
    guard isUserCode else { return }
    for check in matchChecks { checkMatch(check) }
  }

  private func checkMatch(_ check: MatchCheck) {
    let type = final(check.scrutinee)
    guard !types.flags(type).contains(.hasError) else { return }
    let patterns = check.arms.isEmpty ? check.patterns : check.arms.map { typed.arms[$0].pattern }
    guard !patterns.contains(where: hasErrorPattern) else { return }
    patterns.forEach(reportVariantNames)
    let isMatch = !check.arms.isEmpty
    switch check.kind {
    case .ifLet, .letElse: if !isMatch { return }
    case .match, .forLoop, .parameter, .letStatement: break
    }
    var matrix = PatternMatrix(self)
    let rows = patterns.map { matrix.lower($0) }
    var flat = FlatMatch(rows, type, matrix)
    var before: [[MatrixPattern]] = []
    for (position, row) in rows.enumerated() {
      if isMatch {
        if !(flat?.isUseful(position, matrix) ?? matrix.isUseful(before, [row], [type])) {
          let span = typed.patterns[patterns[position]].span
          report(Diagnostic(.warning, code: "unreachable_patterns", "unreachable pattern", at: span, label: "no value can reach this"))
        }
        guard typed.arms[check.arms[position]].guardCondition.isNone else { continue }
      }
      flat?.add(position)
      before.append([row])
    }
    switch check.kind {
    case .ifLet, .letElse: return
    case .match, .forLoop, .parameter, .letStatement: break
    }
    if let flat, flat.isExhaustive(matrix) { return }
    let witnesses = matrix.missing(before, [type])
    guard !witnesses.isEmpty else { return }
    reportMissing(check, type, witnesses.compactMap { $0.patterns.first })
  }

  private func hasErrorPattern(_ pattern: TypedPatternID) -> Bool {
    guard !pattern.isNone else { return false }
    switch typed.patterns[pattern].kind {
    case .error: return true
    case .binding(_, _, let inner), .deref(let inner): return hasErrorPattern(inner)
    case .variant(_, _, _, let fields), .leaf(let fields):
      return typed.fieldPatterns[fields].contains { hasErrorPattern($0.pattern) }
    case .slice(let prefix, let rest, let suffix):
      return typed.patternLists[prefix].contains(where: hasErrorPattern) || hasErrorPattern(rest)
        || typed.patternLists[suffix].contains(where: hasErrorPattern)
    case .or(let list): return typed.patternLists[list].contains(where: hasErrorPattern)
    default: return false
    }
  }

  private func reportMissing(_ check: MatchCheck, _ type: Ty, _ witnesses: [String]) {
    let shown: String
    switch witnesses.count {
    case 1: shown = "pattern `\(witnesses[0])`"
    case 2, 3: shown = "patterns " + joined(witnesses.map { "`\($0)`" })
    default:
      shown = "patterns `\(witnesses[0])`, `\(witnesses[1])`, `\(witnesses[2])` and \(witnesses.count - 3) more"
    }
    let short = String(shown.drop { $0 != "`" })
    var diagnostic: Diagnostic
    switch check.kind {
    case .match:
      if check.arms.isEmpty {
        diagnostic = Diagnostic(
          .error, code: "E0004", "non-exhaustive patterns: type `\(text(type))` is non-empty", at: check.scrutineeSpan)
      } else {
        diagnostic = Diagnostic(
          .error, code: "E0004", "non-exhaustive patterns: \(short) not covered", at: check.scrutineeSpan,
          label: "\(shown) not covered")
      }
      diagnostic = withDefinition(diagnostic, type).note("the matched value is of type `\(text(type))`")
        .help(
          witnesses.count == 1
            ? "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern or an explicit pattern as shown"
            : "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern, a match arm with multiple or-patterns as shown, or multiple match arms"
        )
    case .forLoop, .parameter, .letStatement, .ifLet, .letElse:
      let place: String
      switch check.kind {
      case .forLoop: place = "`for` loop binding"
      case .parameter: place = "function argument"
      default: place = "local binding"
      }
      diagnostic = Diagnostic(
        .error, code: "E0005", "refutable pattern in \(place)", at: check.span, label: "\(shown) not covered")
      if case .letStatement = check.kind {
        diagnostic = diagnostic.note(
          "`let` bindings require an \"irrefutable pattern\", like a `struct` or an `enum` with only one variant")
          .note("for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html")
      }
      diagnostic = withDefinition(diagnostic, type).note("the matched value is of type `\(text(type))`")
    }
    report(diagnostic)
  }

  private func withDefinition(_ diagnostic: Diagnostic, _ type: Ty) -> Diagnostic {
    guard case .adt(let def, _) = types.kind(type), program.isLocal(def) else { return diagnostic }
    return diagnostic.note("`\(text(type))` defined here", at: definitions[def].nameSpan)
  }
}
