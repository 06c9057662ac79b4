// Checks what may follow a fragment in a matcher, so that macros stay valid when the grammar grows.

import PolySupport
import PolySyntax

extension MacroRulesCompiler {
  /// A token or variable that may come first or last in a part of a matcher.
  private struct Atom {
    var position: Int
    /// `.none` for a token.
    var fragment: FragmentKind
  }
  private struct AtomSet {
    var atoms: [Atom] = []
    var maybeEmpty = true
  }

  func checkFollowSets(_ range: Range<Int>) {
    _ = check(range, follow: AtomSet())
  }

  private enum Part {
    case token(Int)
    case variable(Int, FragmentKind)
    case group(Int, content: Range<Int>)
    case sequence(content: Range<Int>, separator: Int?, optional: Bool, repeats: Bool)
  }

  private func parts(_ range: Range<Int>) -> [Part] {
    var result: [Part] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let kind = tokens.kind(position)
      if kind == .dollar, position + 1 < range.upperBound {
        let next = position + 1
        if tokens.kind(next) == .openParen {
          let content = next + 1..<tokens.partner(next)
          var behind = tokens.endOfTokenTree(next)
          var separator: Int?
          func isOperator(_ index: Int) -> Bool {
            index < range.upperBound
              && (tokens.kind(index) == .star || tokens.kind(index) == .plus
                || tokens.kind(index) == .question)
          }
          if !isOperator(behind) || (isOperator(behind + 1) && tokens.kind(behind) != .question && tokens.isJoint(behind)) {
            separator = behind
            behind += 1
          }
          let operation = behind < range.upperBound ? tokens.kind(behind) : .star
          result.append(
            .sequence(
              content: content, separator: separator, optional: operation != .plus,
              repeats: operation != .question))
          position = min(behind + 1, range.upperBound)
          continue
        }
        if tokens.kind(next).isIdentifierOrKeyword, next + 2 < range.upperBound,
          tokens.kind(next + 1) == .colon
        {
          let fragment =
            self.result.variables.last(where: { Int($0.position) == position })?.fragment ?? .none
          result.append(.variable(position, fragment))
          position += 4
          continue
        }
      }
      if kind.isOpenDelimiter {
        result.append(.group(position, content: position + 1..<tokens.partner(position)))
        position = tokens.endOfTokenTree(position)
      } else {
        result.append(.token(position))
        position += 1
      }
    }
    return result
  }

  private func first(_ parts: ArraySlice<Part>, follow: AtomSet) -> AtomSet {
    var set = AtomSet()
    for part in parts {
      switch part {
      case .token(let position), .group(let position, _):
        set.atoms.append(Atom(position: position, fragment: .none))
        set.maybeEmpty = false
        return set
      case .variable(let position, let fragment):
        set.atoms.append(Atom(position: position, fragment: fragment))
        set.maybeEmpty = false
        return set
      case .sequence(let content, let separator, let optional, _):
        let inner = first(self.parts(content)[...], follow: AtomSet())
        set.atoms += inner.atoms
        if inner.maybeEmpty, let separator {
          set.atoms.append(Atom(position: separator, fragment: .none))
        }
        if !optional && !inner.maybeEmpty {
          set.maybeEmpty = false
          return set
        }
      }
    }
    set.atoms += follow.atoms
    set.maybeEmpty = follow.maybeEmpty
    return set
  }

  /// Checks each variable of `range` against what may follow it; returns what may come last.
  private func check(_ range: Range<Int>, follow: AtomSet) -> [Atom] {
    let parts = self.parts(range)
    var last: [Atom] = []
    for (index, part) in parts.enumerated() {
      let suffix = first(parts[(index + 1)...], follow: follow)
      switch part {
      case .token(let position): last = [Atom(position: position, fragment: .none)]
      case .group(let position, let content):
        _ = check(
          content,
          follow: AtomSet(
            atoms: [Atom(position: tokens.partner(position), fragment: .none)], maybeEmpty: false))
        last = [Atom(position: tokens.partner(position), fragment: .none)]
      case .variable(let position, let fragment):
        last = [Atom(position: position, fragment: fragment)]
      case .sequence(let content, let separator, let optional, let repeats):
        var inside = suffix
        // Without a separator the next repetition is not looked at, as in rustc.
        if repeats, let separator { inside.atoms.insert(Atom(position: separator, fragment: .none), at: 0) }
        let inner = check(content, follow: inside)
        if optional { last += inner } else { last = inner }
        continue
      }
      for atom in last where atom.fragment != .none {
        for next in suffix.atoms where !isAllowed(next, after: atom.fragment) {
          report(atom, next)
        }
      }
    }
    return last
  }

  private func report(_ atom: Atom, _ next: Atom) {
    func text(_ atom: Atom) -> String {
      if atom.fragment == .none { return tokenText(tokens, atom.position, symbols) }
      return "$\(symbols.text(tokens.symbol(atom.position + 1))):\(symbols.text(tokens.symbol(atom.position + 3)))"
    }
    let kind = symbols.text(tokens.symbol(atom.position + 3))
    let span =
      next.fragment == .none
      ? tokens.span(next.position) : tokens.span(next.position).to(tokens.span(next.position + 3))
    sink.report(
      Diagnostic(
        .error,
        "`\(text(atom))` is followed by `\(text(next))`, which is not allowed for `\(kind)` fragments",
        at: span, label: "not allowed after `\(kind)` fragments"
      ).note("allowed there are: \(allowedList(atom.fragment))"))
  }

  private func allowedList(_ fragment: FragmentKind) -> String {
    switch fragment {
    case .expression, .expression2021, .statement: "`=>`, `,` or `;`"
    case .pattern: "`=>`, `,`, `=`, `if` or `in`"
    case .patternNoAlternatives: "`=>`, `,`, `=`, `|`, `if` or `in`"
    case .path, .type: "`{`, `[`, `=>`, `,`, `>`, `=`, `:`, `;`, `|`, `as` or `where`"
    default: "`,`, an ident, or a type"
    }
  }

  private func isAllowed(_ next: Atom, after fragment: FragmentKind) -> Bool {
    let kind = next.fragment == .none ? tokens.kind(next.position) : .unknown
    if kind.isCloseDelimiter { return true }
    switch fragment {
    case .expression, .expression2021, .statement:
      return kind == .fatArrow || kind == .comma || kind == .semicolon
    case .pattern, .patternNoAlternatives:
      return kind == .fatArrow || kind == .comma || kind == .equal || kind == .keywordIf
        || kind == .keywordIn || (kind == .or && fragment == .patternNoAlternatives)
    case .path, .type:
      if next.fragment == .block { return true }
      switch kind {
      case .openBrace, .openBracket, .fatArrow, .comma, .greater, .shiftRight, .equal, .colon,
        .semicolon, .or, .keywordAs, .keywordWhere:
        return true
      default: return false
      }
    case .visibility:
      switch next.fragment {
      case .identifier, .type, .path: return true
      case .none:
        return kind == .comma || (kind.isIdentifierOrKeyword && kind != .keywordPriv)
          || MacroMatcher.canStartType(kind)
      default: return false
      }
    default: return true
    }
  }
}
