// Produces the tokens of an expansion from a rule's right side and what its variables matched.

import PolySupport
import PolySyntax

/// Collects the output of an expansion: tokens with their origins.
struct ExpansionOutput {
  let buffer: TokenBuffer
  var origins: ContiguousArray<Span> = []

  init(edition: Edition) { buffer = TokenBuffer(edition: edition, isExpansion: true) }

  /// Appends a name, literal or punctuation.
  mutating func append(
    _ kind: TokenKind, _ symbol: Symbol = Symbol(raw: 0), context: SyntaxContext = .root,
    joint: Bool = false, fragment: FragmentKind = .none, origin: Span
  ) {
    let before = buffer.kinds.count
    buffer.append(kind, symbol: symbol, context: context, joint: joint, fragment: fragment)
    if buffer.kinds.count > before { origins.append(origin) }
  }

  /// Copies a token of another buffer with its own context.
  mutating func copy(_ tokens: TokenBuffer, _ position: Int) {
    let kind = tokens.kind(position)
    append(
      kind, kind.hasSymbol ? tokens.symbol(position) : Symbol(raw: 0),
      context: tokens.context(position), joint: tokens.isJoint(position),
      fragment: kind == .openInvisible ? tokens.fragment(position) : .none,
      origin: tokens.span(position))
  }

  /// Copies a balanced run of tokens; `mark` makes their contexts.
  mutating func copy(
    _ tokens: TokenBuffer, _ range: Range<Int>,
    mark: (SyntaxContext) -> SyntaxContext = { $0 }
  ) {
    if range.count < 4 {
      for position in range {
        let kind = tokens.kind(position)
        append(
          kind, kind.hasSymbol ? tokens.symbol(position) : Symbol(raw: 0),
          context: mark(tokens.context(position)), joint: tokens.isJoint(position),
          fragment: kind == .openInvisible ? tokens.fragment(position) : .none,
          origin: tokens.span(position))
      }
      return
    }
    buffer.appendRun(of: tokens, range, mark: mark)
    for position in range { origins.append(tokens.span(position)) }
  }

  /// Appends a fragment of the input as one invisible group, unless it is a group already.
  mutating func appendGroup(_ kind: FragmentKind, _ tokens: TokenBuffer, _ range: Range<Int>) {
    if !range.isEmpty, tokens.kind(range.lowerBound) == .openInvisible,
      tokens.endOfTokenTree(range.lowerBound) == range.upperBound
    {
      copy(tokens, range)
      return
    }
    let span = tokens.span(of: range)
    append(.openInvisible, fragment: kind, origin: span)
    copy(tokens, range)
    append(.closeInvisible, origin: span)
  }
}

struct MacroTranscriber {
  let macro: MacroRules
  let definition: TokenBuffer
  let input: TokenBuffer
  let match: MacroMatch
  let expansion: ExpansionID
  let callSite: Span
  let symbols: SymbolTable
  let sink: DiagnosticSink
  var output: ExpansionOutput
  /// For each variable the node of the current iteration.
  private var cursors: ContiguousArray<Int32>
  private var lastContext = SyntaxContext.none
  private var lastMarked = SyntaxContext.root
  private var hasFailed = false
  /// More than this many tokens are refused: the macro would not end.
  private static let tokenLimit = 1 << 24

  init(
    macro: MacroRules, definition: TokenBuffer, input: TokenBuffer, match: MacroMatch,
    expansion: ExpansionID, callSite: Span, symbols: SymbolTable, sink: DiagnosticSink
  ) {
    self.macro = macro
    self.definition = definition
    self.input = input
    self.match = match
    self.expansion = expansion
    self.callSite = callSite
    self.symbols = symbols
    self.sink = sink
    cursors = match.roots
    output = ExpansionOutput(edition: definition.edition)
  }

  /// The expansion's tokens; nil after an error, which is reported.
  mutating func run(_ hygiene: inout HygieneTable) -> ExpansionOutput? {
    let rule = macro.rules[match.rule]
    emit(Int(rule.transcriber.lowerBound)..<Int(rule.transcriber.upperBound), rule, &hygiene)
    return hasFailed ? nil : output
  }

  private mutating func mark(_ context: SyntaxContext, _ hygiene: inout HygieneTable)
    -> SyntaxContext
  {
    if context == lastContext { return lastMarked }
    lastContext = context
    lastMarked = hygiene.apply(expansion, to: context)
    return lastMarked
  }

  private mutating func copyFromDefinition(_ range: Range<Int>, _ hygiene: inout HygieneTable) {
    // Bodies of macros written in files have one context.
    if !definition.isExpansion {
      let marked = mark(.root, &hygiene)
      output.copy(definition, range) { _ in marked }
      return
    }
    for position in range {
      let kind = definition.kind(position)
      output.append(
        kind, kind.hasSymbol ? definition.symbol(position) : Symbol(raw: 0),
        context: mark(definition.context(position), &hygiene), joint: definition.isJoint(position),
        fragment: kind == .openInvisible ? definition.fragment(position) : .none,
        origin: definition.span(position))
    }
  }

  private mutating func emit(
    _ steps: Range<Int>, _ rule: MacroRule, _ hygiene: inout HygieneTable
  ) {
    var index = steps.lowerBound
    while index < steps.upperBound, !hasFailed {
      let step = macro.transcriberSteps[index]
      index += 1
      switch step.kind {
      case .tokens:
        copyFromDefinition(Int(step.start)..<Int(step.end), &hygiene)
      case .dollarCrate:
        let position = Int(step.start)
        output.append(
          .dollarCrate, Names.dollarCrate, context: mark(definition.context(position), &hygiene),
          origin: definition.span(position))
      case .variable: substitute(Int(step.start), step)
      case .sequence:
        repeatSequence(step, index, rule, &hygiene)
        index = Int(step.end)
      }
      if output.origins.count > Self.tokenLimit {
        fail("macro expansion is too large", at: callSite)
      }
    }
  }

  private mutating func substitute(_ variable: Int, _ step: TranscriberStep) {
    let cursor = cursors[variable]
    guard cursor >= 0 else { return }
    let node = match.nodes[Int(cursor)]
    guard node.fragment >= 0 else {
      let name = symbols.text(definition.symbol(Int(step.position) + 1))
      fail(
        "variable `\(name)` is still repeating at this depth",
        at: definition.span(Int(step.position)))
      return
    }
    let fragment = match.fragments[Int(node.fragment)]
    switch fragment.kind {
    case .identifier, .lifetime, .tokenTree:
      if let first = fragment.firstToken {
        output.append(first, joint: false, origin: input.span(fragment.start))
      } else {
        output.copy(input, fragment.start..<fragment.end)
      }
    default:
      if let last = fragment.extraLastToken {
        let span = input.span(of: fragment.start..<fragment.end)
        output.append(.openInvisible, fragment: fragment.kind, origin: span)
        output.copy(input, fragment.start..<fragment.end)
        output.append(last, origin: input.span(fragment.end))
        output.append(.closeInvisible, origin: span)
      } else {
        output.appendGroup(fragment.kind, input, fragment.start..<fragment.end)
      }
    }
  }

  private mutating func repeatSequence(
    _ step: TranscriberStep, _ first: Int, _ rule: MacroRule, _ hygiene: inout HygieneTable
  ) {
    var driving: [(variable: Int, node: Int32)] = []
    var count = -1
    var countedBy = 0
    for slot in Int(step.usedStart)..<Int(step.usedStart + step.usedCount) {
      let variable = Int(macro.usedVariables[slot])
      let cursor = cursors[variable]
      guard cursor >= 0, match.nodes[Int(cursor)].fragment < 0 else { continue }
      let iterations = Int(match.nodes[Int(cursor)].childCount)
      if count < 0 {
        count = iterations
        countedBy = variable
      } else if iterations != count {
        let a = symbols.text(macro.variables[Int(rule.firstVariable) + countedBy].name)
        let b = symbols.text(macro.variables[Int(rule.firstVariable) + variable].name)
        fail(
          "meta-variable `\(a)` repeats \(count) time\(count == 1 ? "" : "s"), but `\(b)` repeats \(iterations) time\(iterations == 1 ? "" : "s")",
          at: definition.span(Int(step.position) + 1))
        return
      }
      driving.append((variable, cursor))
    }
    guard !driving.isEmpty else {
      fail(
        "attempted to repeat an expression containing no syntax variables matched as repeating at this depth",
        at: definition.span(Int(step.position) + 1))
      return
    }
    for (variable, node) in driving { cursors[variable] = match.nodes[Int(node)].firstChild }
    for iteration in 0..<max(count, 0) {
      if iteration > 0, step.separator >= 0 {
        copyFromDefinition(Int(step.separator)..<Int(step.separator) + 1, &hygiene)
      }
      emit(first..<Int(step.end), rule, &hygiene)
      if hasFailed { break }
      for (variable, _) in driving where cursors[variable] >= 0 {
        cursors[variable] = match.nodes[Int(cursors[variable])].nextSibling
      }
    }
    for (variable, node) in driving { cursors[variable] = node }
  }

  private mutating func fail(_ message: String, at span: Span) {
    if !hasFailed { sink.error(nil, message, at: span) }
    hasFailed = true
  }
}
