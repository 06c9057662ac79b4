// A `macro_rules!` definition compiled to flat matcher and transcriber programs.
//
// Invariant: steps of one rule are contiguous; targets are absolute indices into the arrays of the
// definition. Errors of a definition are reported once, when it is compiled.

import PolySupport
import PolySyntax

enum RepetitionOperator: UInt8 { case zeroOrMore, oneOrMore, optional }

/// One step of a matcher.
struct MatcherStep {
  enum Kind: UInt8 {
    /// The input has exactly this token.
    case token
    /// A repetition starts: enter it, or skip to `target` if it may be empty.
    case sequenceStart
    /// An iteration ended and a separator token leads back to `target`.
    case separator
    /// An iteration without separator ended: leave or go back to `target`.
    case sequenceEnd
    /// `$name:fragment`.
    case variable
    /// The rule ends.
    case end
  }
  var kind: Kind
  var token: TokenKind = .endOfFile
  var fragment: FragmentKind = .none
  var repetition: RepetitionOperator = .zeroOrMore
  /// The symbol of a token that has one.
  var symbol = Symbol(raw: 0)
  var target: Int32 = 0
  /// The number of the variable or of the sequence.
  var number: Int32 = 0
  /// The token in the definition, for messages.
  var position: Int32 = 0
}

/// One step of a transcriber.
struct TranscriberStep {
  enum Kind: UInt8 {
    /// Copies tokens `start..<end` of the definition.
    case tokens
    /// Substitutes variable `start`; `end` is the position of its `$`.
    case variable
    /// Repeats the steps up to `end`; its variables are `usedVariables[start...]` with `count`.
    case sequence
    /// `$crate` at position `start`.
    case dollarCrate
  }
  var kind: Kind
  var start: Int32
  var end: Int32
  var usedStart: Int32 = 0
  var usedCount: Int32 = 0
  /// The position of the separator token, or -1.
  var separator: Int32 = -1
  var position: Int32 = 0
}

struct MacroVariable {
  var name: Symbol
  var context: SyntaxContext
  var fragment: FragmentKind
  var depth: Int32
  var position: Int32
}

struct MacroRule {
  var firstStep: Int32
  /// Variables of the rule: a range of `MacroRules.variables`; numbers count from its start.
  var firstVariable: Int32
  var variableCount: Int32
  /// Sequences: for each its variables, a range of `sequenceVariables`.
  var firstSequence: Int32
  var sequenceCount: Int32
  var transcriber: Range<Int32>
  /// The tokens of the matcher, for messages.
  var matcherTokens: Range<Int>
}

struct MacroRules {
  var name: Symbol
  var buffer: BufferID
  var crate: CrateID
  var nameSpan: Span
  var isLibrary: Bool
  var rules: ContiguousArray<MacroRule> = []
  var steps: ContiguousArray<MatcherStep> = []
  var variables: ContiguousArray<MacroVariable> = []
  /// Ranges of `sequenceVariables`, one a sequence.
  var sequences: ContiguousArray<Range<Int32>> = []
  var sequenceVariables: ContiguousArray<Int32> = []
  var transcriberSteps: ContiguousArray<TranscriberStep> = []
  var usedVariables: ContiguousArray<Int32> = []
  /// `#[macro_export(local_inner_macros)]`.
  var localInnerMacros = false
  /// The definition has errors: calls of it expand to nothing, silently.
  var isInvalid = false
}

/// Compiles the text of a definition.
struct MacroRulesCompiler {
  let tokens: TokenBuffer
  let symbols: SymbolTable
  let sink: DiagnosticSink
  /// Library definitions are trusted: follow sets are not checked.
  let checksFollowSets: Bool
  var result: MacroRules

  /// `body` are the tokens between the definition's delimiters.
  static func compile(
    name: Ident, body: TokenSlice, tokens: TokenBuffer, crate: CrateID, isLibrary: Bool,
    symbols: SymbolTable, sink: DiagnosticSink
  ) -> MacroRules {
    var compiler = MacroRulesCompiler(
      tokens: tokens, symbols: symbols, sink: sink, checksFollowSets: !isLibrary,
      result: MacroRules(
        name: name.name, buffer: body.buffer, crate: crate, nameSpan: name.span,
        isLibrary: isLibrary))
    let errors = sink.errorCount
    compiler.compileRules(body.range)
    compiler.result.isInvalid =
      compiler.result.isInvalid || sink.errorCount > errors || compiler.result.rules.isEmpty
    return compiler.result
  }

  private mutating func compileRules(_ range: Range<Int>) {
    var position = range.lowerBound
    if range.isEmpty {
      sink.error(nil, "macros must contain at least one rule", at: result.nameSpan)
    }
    while position < range.upperBound {
      guard isDelimitedGroup(position) else {
        sink.error(
          nil, "macro matcher must be a token tree in delimiters", at: tokens.span(position))
        return
      }
      let matcher = position + 1..<tokens.partner(position)
      position = tokens.endOfTokenTree(position)
      guard position < range.upperBound, tokens.kind(position) == .fatArrow else {
        let place = position < range.upperBound ? tokens.span(position) : tokens.span(matcher.upperBound)
        sink.error(
          nil, "expected `=>`, found `\(describe(position, limit: range.upperBound))`", at: place,
          label: "expected `=>`")
        return
      }
      position += 1
      guard position < range.upperBound, isDelimitedGroup(position) else {
        sink.error(
          nil, "macro rhs must be delimited",
          at: tokens.span(min(position, range.upperBound - 1)))
        return
      }
      let body = position + 1..<tokens.partner(position)
      position = tokens.endOfTokenTree(position)
      compileRule(matcher: matcher, body: body)
      if position < range.upperBound {
        guard tokens.kind(position) == .semicolon else {
          sink.error(
            nil, "expected `;`, found `\(describe(position, limit: range.upperBound))`",
            at: tokens.span(position), label: "expected `;`")
          return
        }
        position += 1
      }
    }
  }

  private func isDelimitedGroup(_ position: Int) -> Bool {
    let kind = tokens.kind(position)
    return kind == .openParen || kind == .openBracket || kind == .openBrace
  }

  private func describe(_ position: Int, limit: Int) -> String {
    position < limit ? tokenText(tokens, position, symbols) : "end of macro"
  }

  private mutating func compileRule(matcher: Range<Int>, body: Range<Int>) {
    var rule = MacroRule(
      firstStep: Int32(result.steps.count), firstVariable: Int32(result.variables.count),
      variableCount: 0, firstSequence: Int32(result.sequences.count), sequenceCount: 0,
      transcriber: 0..<0, matcherTokens: matcher)
    compileMatcher(matcher, rule: rule, depth: 0)
    result.steps.append(MatcherStep(kind: .end, position: Int32(matcher.upperBound)))
    rule.variableCount = Int32(result.variables.count) - rule.firstVariable
    rule.sequenceCount = Int32(result.sequences.count) - rule.firstSequence
    if checksFollowSets { checkFollowSets(matcher) }
    let start = Int32(result.transcriberSteps.count)
    var used: [Int32] = []
    compileTranscriber(body, rule: rule, depth: 0, used: &used)
    rule.transcriber = start..<Int32(result.transcriberSteps.count)
    result.rules.append(rule)
  }

  // MARK: Matchers

  private mutating func compileMatcher(_ range: Range<Int>, rule: MacroRule, depth: Int32) {
    var position = range.lowerBound
    while position < range.upperBound {
      let kind = tokens.kind(position)
      guard kind == .dollar, position + 1 < range.upperBound else {
        appendToken(position)
        position += 1
        continue
      }
      let next = position + 1
      switch tokens.kind(next) {
      case .openParen:
        position = compileSequence(at: position, limit: range.upperBound, rule: rule, depth: depth)
      case .dollarCrate, .keywordCrate:
        sink.error(nil, "missing fragment specifier", at: tokens.span(next))
        position += 2
      case let nameKind where nameKind.isIdentifierOrKeyword || nameKind == .underscore:
        position = compileVariable(at: position, limit: range.upperBound, rule: rule, depth: depth)
      default:
        appendToken(position)
        position += 1
      }
    }
  }

  private mutating func appendToken(_ position: Int) {
    let kind = tokens.kind(position)
    result.steps.append(
      MatcherStep(
        kind: .token, token: kind, symbol: kind.hasSymbol ? tokens.symbol(position) : Symbol(raw: 0),
        position: Int32(position)))
  }

  private mutating func compileVariable(
    at position: Int, limit: Int, rule: MacroRule, depth: Int32
  ) -> Int {
    var name = tokens.ident(position + 1)
    if tokens.kind(position + 1) == .underscore { name.name = Names.underscore }
    guard position + 3 < limit, tokens.kind(position + 2) == .colon,
      tokens.kind(position + 3).isIdentifierOrKeyword
    else {
      sink.error(
        nil, "missing fragment specifier", at: tokens.span(position).to(name.span))
      return position + 2
    }
    let specifier = tokens.symbol(position + 3)
    guard let fragment = fragmentKind(specifier) else {
      let text = symbols.text(specifier)
      sink.report(
        Diagnostic(
          .error, "invalid fragment specifier `\(text)`",
          at: tokens.span(position).to(tokens.span(position + 3))
        ).help(
          "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, `tt`, `item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility"
        ))
      return position + 4
    }
    let first = Int(rule.firstVariable)
    for other in result.variables[first...]
    where other.name == name.name && other.context == name.context {
      sink.report(
        Diagnostic(
          .error, "duplicate matcher binding", at: tokens.span(position).to(tokens.span(position + 3)),
          label: "duplicate binding"
        ).labelled(tokens.span(Int(other.position)), "previous binding"))
    }
    let number = Int32(result.variables.count - first)
    result.variables.append(
      MacroVariable(
        name: name.name, context: name.context, fragment: fragment, depth: depth,
        position: Int32(position)))
    result.steps.append(
      MatcherStep(kind: .variable, fragment: fragment, number: number, position: Int32(position)))
    return position + 4
  }

  private func fragmentKind(_ name: Symbol) -> FragmentKind? {
    switch name {
    case Names.item: .item
    case Names.expr: tokens.edition >= .e2024 ? .expression : .expression2021
    case Names.expr_2021: .expression2021
    case Names.ty: .type
    case Names.pat: tokens.edition >= .e2021 ? .pattern : .patternNoAlternatives
    case Names.pat_param: .patternNoAlternatives
    case Names.ident: .identifier
    case Names.lifetime: .lifetime
    case Names.literal: .literal
    case Names.stmt: .statement
    case Names.block: .block
    case Names.meta: .meta
    case Names.vis: .visibility
    case Names.tt: .tokenTree
    case Names.path: .path
    default: nil
    }
  }

  private mutating func compileSequence(
    at position: Int, limit: Int, rule: MacroRule, depth: Int32
  ) -> Int {
    let content = position + 2..<tokens.partner(position + 1)
    guard
      let (repetition, separator, end) = parseRepetitionOperator(
        tokens.endOfTokenTree(position + 1), limit: limit)
    else { return limit }
    let sequence = Int32(result.sequences.count) - rule.firstSequence
    result.sequences.append(0..<0)
    let startStep = result.steps.count
    result.steps.append(
      MatcherStep(
        kind: .sequenceStart, repetition: repetition, number: sequence, position: Int32(position)))
    let firstVariable = result.variables.count
    compileMatcher(content, rule: rule, depth: depth + 1)
    if separator == nil, isNullable(from: startStep + 1) {
      sink.error(
        nil, "repetition matches empty token tree",
        at: tokens.span(position + 1).to(tokens.span(content.upperBound)))
      result.isInvalid = true
    }
    if let separator, repetition != .optional {
      let kind = tokens.kind(separator)
      result.steps.append(
        MatcherStep(
          kind: .separator, token: kind, repetition: repetition,
          symbol: kind.hasSymbol ? tokens.symbol(separator) : Symbol(raw: 0),
          target: Int32(startStep + 1), number: sequence, position: Int32(separator)))
    } else {
      if let separator {
        sink.error(
          nil, "the `?` macro repetition operator does not take a separator",
          at: tokens.span(separator))
      }
      result.steps.append(
        MatcherStep(
          kind: .sequenceEnd, repetition: repetition, target: Int32(startStep + 1),
          number: sequence, position: Int32(position)))
    }
    result.steps[startStep].target = Int32(result.steps.count)
    let listStart = Int32(result.sequenceVariables.count)
    for variable in firstVariable..<result.variables.count {
      result.sequenceVariables.append(Int32(variable) - rule.firstVariable)
    }
    result.sequences[Int(rule.firstSequence + sequence)] =
      listStart..<Int32(result.sequenceVariables.count)
    return end
  }

  /// Whether the steps from `start` to the last can match nothing: repeating them would not end.
  private func isNullable(from start: Int) -> Bool {
    var index = start
    while index < result.steps.count {
      let step = result.steps[index]
      switch step.kind {
      case .sequenceStart where step.repetition != .oneOrMore: index = Int(step.target)
      case .variable where step.fragment == .visibility: index += 1
      default: return false
      }
    }
    return true
  }

  /// `*`, `,+`, `?` … behind the `)` of a repetition.
  private func parseRepetitionOperator(
    _ position: Int, limit: Int
  ) -> (RepetitionOperator, separator: Int?, end: Int)? {
    if position < limit, let repetition = repetitionOperator(tokens.kind(position)) {
      // `$(…)+*`: `+` as the separator. `?` is never one.
      if position + 1 < limit, tokens.kind(position) != .question,
        let second = repetitionOperator(tokens.kind(position + 1)), second != .optional,
        repetition == .oneOrMore || repetition == .zeroOrMore,
        tokens.isJoint(position)
      {
        return (second, position, position + 2)
      }
      return (repetition, nil, position + 1)
    }
    if position + 1 < limit, let repetition = repetitionOperator(tokens.kind(position + 1)),
      !tokens.kind(position).isDelimiter
    {
      return (repetition, position, position + 2)
    }
    sink.error(
      nil, "expected one of: `*`, `+`, or `?`", at: tokens.span(min(position, tokens.count)))
    return nil
  }

  private func repetitionOperator(_ kind: TokenKind) -> RepetitionOperator? {
    switch kind {
    case .star: .zeroOrMore
    case .plus: .oneOrMore
    case .question: .optional
    default: nil
    }
  }

  // MARK: Transcribers

  /// Appends the steps of `range`; collects in `used` the variables that occur in it.
  private mutating func compileTranscriber(
    _ range: Range<Int>, rule: MacroRule, depth: Int32, used: inout [Int32]
  ) {
    var position = range.lowerBound
    var runStart = position
    func flush(_ result: inout MacroRules, to end: Int) {
      if runStart < end {
        result.transcriberSteps.append(
          TranscriberStep(kind: .tokens, start: Int32(runStart), end: Int32(end)))
      }
    }
    while position < range.upperBound {
      guard tokens.kind(position) == .dollar, position + 1 < range.upperBound else {
        position += 1
        continue
      }
      let next = position + 1
      let nextKind = tokens.kind(next)
      if nextKind == .openParen {
        flush(&result, to: position)
        let content = next + 1..<tokens.partner(next)
        guard
          let (_, separator, end) = parseRepetitionOperator(
            tokens.endOfTokenTree(next), limit: range.upperBound)
        else { return }
        let index = result.transcriberSteps.count
        result.transcriberSteps.append(
          TranscriberStep(
            kind: .sequence, start: 0, end: 0, separator: Int32(separator ?? -1),
            position: Int32(position)))
        var inner: [Int32] = []
        compileTranscriber(content, rule: rule, depth: depth + 1, used: &inner)
        var unique: [Int32] = []
        for variable in inner where !unique.contains(variable) { unique.append(variable) }
        result.transcriberSteps[index].end = Int32(result.transcriberSteps.count)
        result.transcriberSteps[index].usedStart = Int32(result.usedVariables.count)
        result.transcriberSteps[index].usedCount = Int32(unique.count)
        result.usedVariables.append(contentsOf: unique)
        used.append(contentsOf: unique)
        if !unique.contains(where: {
          result.variables[Int(rule.firstVariable + $0)].depth > depth
        }) {
          sink.error(
            nil,
            "attempted to repeat an expression containing no syntax variables matched as repeating at this depth",
            at: tokens.span(next).to(tokens.span(content.upperBound)))
        }
        position = end
        runStart = end
      } else if nextKind == .keywordCrate {
        flush(&result, to: position)
        result.transcriberSteps.append(
          TranscriberStep(kind: .dollarCrate, start: Int32(next), end: Int32(next)))
        position += 2
        runStart = position
      } else if nextKind.isIdentifierOrKeyword,
        let variable = variableNumber(tokens.ident(next), rule: rule)
      {
        flush(&result, to: position)
        result.transcriberSteps.append(
          TranscriberStep(
            kind: .variable, start: variable, end: Int32(position), position: Int32(position)))
        used.append(variable)
        if result.variables[Int(rule.firstVariable + variable)].depth > depth {
          let name = symbols.text(tokens.symbol(next))
          sink.error(
            nil, "variable `\(name)` is still repeating at this depth",
            at: tokens.span(position).to(tokens.span(next)))
        }
        position += 2
        runStart = position
      } else {
        position += 2
      }
    }
    flush(&result, to: range.upperBound)
  }

  private func variableNumber(_ name: Ident, rule: MacroRule) -> Int32? {
    let start = Int(rule.firstVariable)
    for index in start..<start + Int(rule.variableCount)
    where result.variables[index].name == name.name
      && result.variables[index].context == name.context
    {
      return Int32(index - start)
    }
    return nil
  }
}

/// The text of one token, as messages and `stringify!` show it.
func tokenText(_ tokens: TokenBuffer, _ position: Int, _ symbols: SymbolTable) -> String {
  let kind = tokens.kind(position)
  switch kind {
  case .dollarCrate: return "$crate"
  case .lifetime: return "'" + symbols.text(tokens.symbol(position))
  case .rawLifetime: return "'r#" + symbols.text(tokens.symbol(position))
  case .rawIdentifier: return "r#" + symbols.text(tokens.symbol(position))
  case .endOfFile: return "<eof>"
  default:
    return kind.hasSymbol ? symbols.text(tokens.symbol(position)) : "\(kind.spelling)"
  }
}
