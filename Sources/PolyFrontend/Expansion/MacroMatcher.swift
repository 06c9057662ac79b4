// Matches the input of a macro call against the rules of its definition.
//
// All threads of a rule advance over the tokens together, as in an Earley recogniser without
// prediction of fragments: at each token either some threads consume it, or exactly one thread
// parses a fragment. What was matched is a trace of events, turned into trees at the end.

import PolySupport
import PolySyntax

/// What the syntax parser says about a fragment that starts at a position.
struct FragmentEnd {
  /// Behind the fragment's last token.
  var end: Int
  /// If the fragment ends with the first part of an operator (`>` of `>>`): the rest of it, which
  /// is still to be matched; `end` is then the index of that operator.
  var remainder: TokenKind?
}

/// Input tokens that a variable matched.
struct MatchedFragment {
  var start: Int
  var end: Int
  /// The first token, if it is the rest of a split operator.
  var firstToken: TokenKind?
  /// The last token (at `end`, not in the range), if it is the first part of a split operator.
  var extraLastToken: TokenKind?
  var kind: FragmentKind
}

/// The matches of one variable: a fragment, or a sequence with a child for each iteration.
struct MatchNode {
  /// Index of the fragment, or -1 for a sequence.
  var fragment: Int32
  var parent: Int32
  var firstChild: Int32 = -1
  var lastChild: Int32 = -1
  var nextSibling: Int32 = -1
  var childCount: Int32 = 0
}

/// What the transcriber works on.
struct MacroMatch {
  var rule: Int
  /// Root node of each variable of the rule.
  var roots: ContiguousArray<Int32>
  var nodes: ContiguousArray<MatchNode>
  var fragments: ContiguousArray<MatchedFragment>
}

enum MacroMatchResult {
  case matched(MacroMatch)
  /// No rule matches: the farthest token that was reached (the end of the input for "unexpected
  /// end"), what it should have matched (a token or variable of the definition), and the place.
  case noRule(position: Int, expected: Int)
  case ambiguous(position: Int, message: String)
  /// A fragment had a syntax error, which is reported.
  case fragmentError
}

struct MacroMatcher {
  private struct Thread {
    var step: Int32
    var trace: Int32
  }
  private enum Event: UInt8 { case enter, leave, bind }
  private struct TraceEntry {
    var previous: Int32
    var event: Event
    /// Sequence or variable.
    var number: Int32
    var fragment: Int32
  }

  private var current: [Thread] = []
  private var next: [Thread] = []
  private var waiting: [Thread] = []
  private var trace: ContiguousArray<TraceEntry> = []
  private var fragments: ContiguousArray<MatchedFragment> = []

  /// Tries the rules in order. `parseFragment` parses without building anything and without
  /// reporting; nil is a syntax error, which it reports itself.
  mutating func match(
    _ macro: MacroRules, input: TokenBuffer, range: Range<Int>, symbols: SymbolTable,
    parseFragment: (FragmentKind, Int, Int) -> FragmentEnd?
  ) -> MacroMatchResult {
    var farthest = -1
    var farthestExpected = 0
    for (index, rule) in macro.rules.enumerated() {
      switch matchRule(
        macro, rule, input: input, range: range, symbols: symbols, parseFragment: parseFragment)
      {
      case .matched(let end):
        return .matched(buildMatch(macro, rule, index: index, end: end))
      case .failed(let position, let expected):
        if position > farthest {
          farthest = position
          farthestExpected = expected
        }
      case .ambiguous(let position, let message):
        return .ambiguous(position: position, message: message)
      case .fragmentError: return .fragmentError
      }
    }
    return .noRule(position: max(farthest, range.lowerBound), expected: farthestExpected)
  }

  private enum RuleResult {
    case matched(trace: Int32)
    case failed(position: Int, expected: Int)
    case ambiguous(Int, String)
    case fragmentError
  }

  private mutating func record(_ event: Event, _ number: Int32, fragment: Int32 = -1, after: Int32)
    -> Int32
  {
    trace.append(TraceEntry(previous: after, event: event, number: number, fragment: fragment))
    return Int32(trace.count - 1)
  }

  private mutating func matchRule(
    _ macro: MacroRules, _ rule: MacroRule, input: TokenBuffer, range: Range<Int>,
    symbols: SymbolTable, parseFragment: (FragmentKind, Int, Int) -> FragmentEnd?
  ) -> RuleResult {
    trace.removeAll(keepingCapacity: true)
    fragments.removeAll(keepingCapacity: true)
    current.removeAll(keepingCapacity: true)
    current.append(Thread(step: rule.firstStep, trace: -1))
    var position = range.lowerBound
    // The rest of an operator of which a fragment took the first part.
    var remainder: TokenKind?
    while true {
      let atEnd = position >= range.upperBound
      let token = atEnd ? TokenKind.endOfFile : remainder ?? input.kind(position)
      next.removeAll(keepingCapacity: true)
      waiting.removeAll(keepingCapacity: true)
      var finished: Thread?
      var expected = -1
      while let thread = current.popLast() {
        let step = macro.steps[Int(thread.step)]
        switch step.kind {
        case .token:
          if !atEnd,
            Self.equal(step.token, step.symbol, token, input, position, isRest: remainder != nil)
          {
            next.append(Thread(step: thread.step + 1, trace: thread.trace))
          } else if expected < 0 {
            expected = Int(step.position)
          }
        case .sequenceStart:
          let entered = record(.enter, step.number, after: thread.trace)
          if step.repetition != .oneOrMore {
            let left = record(.leave, step.number, after: entered)
            current.append(Thread(step: step.target, trace: left))
          }
          current.append(Thread(step: thread.step + 1, trace: entered))
        case .separator:
          if !atEnd,
            Self.equal(step.token, step.symbol, token, input, position, isRest: remainder != nil)
          {
            next.append(Thread(step: step.target, trace: thread.trace))
          } else if expected < 0 {
            expected = Int(step.position)
          }
          let left = record(.leave, step.number, after: thread.trace)
          current.append(Thread(step: thread.step + 1, trace: left))
        case .sequenceEnd:
          let left = record(.leave, step.number, after: thread.trace)
          if step.repetition != .optional {
            current.append(Thread(step: step.target, trace: thread.trace))
          }
          current.append(Thread(step: thread.step + 1, trace: left))
        case .variable:
          if canStart(step.fragment, token, input, position, atEnd: atEnd) {
            waiting.append(thread)
          } else if expected < 0 {
            expected = Int(step.position)
          }
        case .end:
          if atEnd {
            if finished != nil {
              return .ambiguous(position, "ambiguity: multiple successful parses")
            }
            finished = thread
          } else if expected < 0 {
            expected = Int(step.position)
          }
        }
      }
      if atEnd {
        if let finished { return .matched(trace: finished.trace) }
        // A visibility may be empty, but not at the very end (as in rustc).
        return .failed(position: position, expected: max(expected, 0))
      }
      if waiting.isEmpty && next.isEmpty {
        return .failed(position: position, expected: max(expected, 0))
      }
      if !waiting.isEmpty, !next.isEmpty || waiting.count > 1 {
        return .ambiguous(position, ambiguityMessage(macro, rule, symbols))
      }
      if let thread = waiting.first {
        let step = macro.steps[Int(thread.step)]
        var fragment = MatchedFragment(
          start: position, end: position, firstToken: remainder, extraLastToken: nil,
          kind: step.fragment)
        switch step.fragment {
        case .identifier, .lifetime: position += 1
        case .tokenTree:
          position = remainder != nil ? position + 1 : input.endOfTokenTree(position)
        case .none: return .failed(position: position, expected: Int(step.position))
        default:
          guard let end = parseFragment(step.fragment, position, range.upperBound) else {
            return .fragmentError
          }
          if remainder != nil, end.end > position { return .fragmentError }
          position = end.end
          remainder = nil
          if let rest = end.remainder {
            fragment.extraLastToken = firstPart(of: input.kind(position), rest: rest)
            remainder = rest
          }
        }
        fragment.end = position
        if step.fragment == .identifier || step.fragment == .lifetime
          || step.fragment == .tokenTree
        {
          remainder = nil
        }
        fragments.append(fragment)
        let bound = record(
          .bind, step.number, fragment: Int32(fragments.count - 1), after: thread.trace)
        current.append(Thread(step: thread.step + 1, trace: bound))
      } else {
        position += 1
        remainder = nil
        swap(&current, &next)
      }
    }
  }

  /// Whether an input token is the one that the matcher names.
  private static func equal(
    _ kind: TokenKind, _ symbol: Symbol, _ token: TokenKind, _ input: TokenBuffer, _ position: Int,
    isRest: Bool
  ) -> Bool {
    if kind == token {
      return isRest || !kind.hasSymbol || input.symbol(position) == symbol
    }
    // The same word may be a keyword in one edition and a name in the other.
    if !isRest, kind.isKeyword || kind == .identifier, token.isKeyword || token == .identifier {
      return input.symbol(position) == symbol
    }
    return false
  }

  private func firstPart(of kind: TokenKind, rest: TokenKind) -> TokenKind {
    switch kind {
    case .shiftRight, .shiftRightEqual, .greaterEqual: .greater
    case .shiftLeft, .shiftLeftEqual, .lessEqual: .less
    case .andAnd, .andEqual: .and
    case .orOr, .orEqual: .or
    default: kind
    }
  }

  /// Whether a fragment of this kind may start with the token: decides which threads may parse.
  private func canStart(
    _ fragment: FragmentKind, _ token: TokenKind, _ input: TokenBuffer, _ position: Int, atEnd: Bool
  ) -> Bool {
    if atEnd { return false }
    if token == .openInvisible {
      let group = input.fragment(position)
      switch fragment {
      case .tokenTree, .item, .statement, .visibility: return true
      case .expression, .expression2021:
        return group == .expression || group == .expression2021 || group == .literal
          || group == .path || group == .block || group == .type || group == .statement
      case .type: return group == .type || group == .path
      case .path: return group == .path || group == .type
      case .pattern, .patternNoAlternatives:
        return group == .pattern || group == .patternNoAlternatives || group == .literal
          || group == .path || group == .expression || group == .expression2021
      case .literal:
        return group == .literal
          || (group == .expression || group == .expression2021)
            && isLiteralGroup(input, position)
      case .block: return group == .block
      case .meta: return group == .meta || group == .path
      case .identifier, .lifetime, .none: return false
      }
    }
    switch fragment {
    case .tokenTree, .item, .statement: return !token.isCloseDelimiter
    case .identifier: return token.isIdentifierOrKeyword && token != .dollarCrate
    case .lifetime: return token.isLifetime
    case .visibility:
      return token == .comma || token.isIdentifierOrKeyword || token.isLifetime
        || Self.canStartType(token)
    case .block: return token == .openBrace
    case .path, .meta: return token == .colonColon || token.isIdentifierOrKeyword || token == .less
    case .literal:
      return token.isLiteral || token == .minus || token == .keywordTrue || token == .keywordFalse
    case .type: return Self.canStartType(token)
    case .expression: return Self.canStartExpression(token) || token == .underscore
    case .expression2021: return Self.canStartExpression(token) && token != .keywordConst
    case .pattern, .patternNoAlternatives:
      return token.isIdentifierOrKeyword || token.isLiteral || token == .openParen
        || token == .openBracket || token == .and || token == .andAnd || token == .minus
        || token == .dotDot || token == .dotDotDot || token == .dotDotEqual
        || token == .colonColon || token == .less || token == .shiftLeft || token == .underscore
        || (token == .or && fragment == .pattern)
    case .none: return false
    }
  }

  /// Whether an expression group is a literal, with or without a minus.
  private func isLiteralGroup(_ input: TokenBuffer, _ position: Int) -> Bool {
    let end = input.partner(position)
    let first = position + 1
    if end == first + 1 {
      let kind = input.kind(first)
      return kind.isLiteral || kind == .keywordTrue || kind == .keywordFalse
    }
    return end == first + 2 && input.kind(first) == .minus && input.kind(first + 1).isLiteral
  }

  static func canStartType(_ token: TokenKind) -> Bool {
    switch token {
    case .openParen, .openBracket, .bang, .star, .and, .andAnd, .question, .lifetime, .rawLifetime,
      .less, .shiftLeft, .colonColon, .underscore, .identifier, .rawIdentifier, .dollarCrate,
      .keywordCrate, .keywordSelfType, .keywordSelfValue, .keywordSuper, .keywordFn,
      .keywordUnsafe, .keywordExtern, .keywordFor, .keywordImpl, .keywordDyn, .keywordTypeof,
      .keywordGen, .keywordAsync:
      true
    default: false
    }
  }

  static func canStartExpression(_ token: TokenKind) -> Bool {
    switch token {
    case .openParen, .openBrace, .openBracket, .bang, .minus, .star, .or, .orOr, .and, .andAnd,
      .dotDot, .dotDotDot, .dotDotEqual, .less, .shiftLeft, .colonColon, .lifetime, .rawLifetime,
      .pound, .identifier, .rawIdentifier, .dollarCrate:
      true
    case .keywordAsync, .keywordDo, .keywordBox, .keywordBreak, .keywordConst, .keywordContinue,
      .keywordFalse, .keywordFor, .keywordGen, .keywordIf, .keywordLoop, .keywordMatch,
      .keywordMove, .keywordReturn, .keywordTrue, .keywordTry, .keywordUnsafe, .keywordWhile,
      .keywordYield, .keywordStatic, .keywordSelfValue, .keywordSelfType, .keywordSuper,
      .keywordCrate, .keywordBecome:
      true
    default: token.isLiteral
    }
  }

  private func ambiguityMessage(_ macro: MacroRules, _ rule: MacroRule, _ symbols: SymbolTable)
    -> String
  {
    let names = waiting.map { thread -> String in
      let step = macro.steps[Int(thread.step)]
      let variable = macro.variables[Int(rule.firstVariable + step.number)]
      return "\(fragmentName(variable.fragment)) ('\(symbols.text(variable.name))')"
    }.joined(separator: " or ")
    let others = next.count
    return "local ambiguity when calling macro `\(symbols.text(macro.name))`: multiple parsing options: "
      + (others == 0
        ? "built-in NTs \(names)."
        : "built-in NTs \(names) or \(others) other option\(others == 1 ? "" : "s").")
  }

  // MARK: From the trace to trees

  private func buildMatch(_ macro: MacroRules, _ rule: MacroRule, index: Int, end: Int32)
    -> MacroMatch
  {
    var order: [Int32] = []
    var entry = end
    while entry >= 0 {
      order.append(entry)
      entry = trace[Int(entry)].previous
    }
    var result = MacroMatch(
      rule: index, roots: ContiguousArray(repeating: -1, count: Int(rule.variableCount)), nodes: [],
      fragments: fragments)
    // The innermost open sequence node of each variable.
    var open = ContiguousArray<Int32>(repeating: -1, count: Int(rule.variableCount))
    func add(_ fragment: Int32, to variable: Int) -> Int32 {
      let node = Int32(result.nodes.count)
      let parent = open[variable]
      result.nodes.append(MatchNode(fragment: fragment, parent: parent))
      if parent < 0 {
        result.roots[variable] = node
      } else {
        let last = result.nodes[Int(parent)].lastChild
        if last < 0 {
          result.nodes[Int(parent)].firstChild = node
        } else {
          result.nodes[Int(last)].nextSibling = node
        }
        result.nodes[Int(parent)].lastChild = node
        result.nodes[Int(parent)].childCount += 1
      }
      return node
    }
    for item in order.reversed() {
      let event = trace[Int(item)]
      switch event.event {
      case .bind: _ = add(event.fragment, to: Int(event.number))
      case .enter:
        for slot in macro.sequences[Int(rule.firstSequence + event.number)] {
          let variable = Int(macro.sequenceVariables[Int(slot)])
          open[variable] = add(-1, to: variable)
        }
      case .leave:
        for slot in macro.sequences[Int(rule.firstSequence + event.number)] {
          let variable = Int(macro.sequenceVariables[Int(slot)])
          if open[variable] >= 0 { open[variable] = result.nodes[Int(open[variable])].parent }
        }
      }
    }
    return result
  }
}

/// The specifier as written in a matcher.
func fragmentName(_ kind: FragmentKind) -> String {
  switch kind {
  case .none: ""
  case .item: "item"
  case .block: "block"
  case .statement: "stmt"
  case .pattern: "pat"
  case .expression, .expression2021: "expr"
  case .type: "ty"
  case .identifier: "ident"
  case .path: "path"
  case .tokenTree: "tt"
  case .meta: "meta"
  case .visibility: "vis"
  case .literal: "literal"
  case .lifetime: "lifetime"
  case .patternNoAlternatives: "pat_param"
  }
}
