// Macro calls: finding the macro, producing its tokens, parsing them for the place of the call.

import PolySupport
import PolySyntax

/// Where the items of an expansion stand.
enum ItemTarget { case moduleItems, traitItems, implItems, externItems }

/// What a call produced.
enum ExpansionResult {
  case tokens(BufferID)
  /// Built-in macros may make a node that has no tokens.
  case expression(ExprID)
  /// The error is reported.
  case failed
}

extension Resolver {
  // MARK: Finding the macro

  /// The macro that a call names; `.none` if it is not known (yet). With `onlyTextual` a plain name
  /// is looked up among the `macro_rules!` before it and not in modules, which may still change.
  func findMacro(
    _ call: MacroCallID, in module: DefID, textual: TextualScope, onlyTextual: Bool = false
  ) -> MacroID {
    let path = tree.paths[tree.macroCalls[call].path]
    let crate = self.crate(module)
    callTextualScope = textual
    if path.segments.count == 1, !path.isGlobal {
      let name = tree.pathSegments[path.segments, 0].ident.name
      let macro = textualScopes.find(name, in: textual)
      if !macro.isNone || onlyTextual { return macro }
      guard let found = findLexically(name, .macros, from: module, crate: crate) else { return .none }
      markUsed(found.binding)
      return found.macro
    }
    var idents = tree.pathSegments[path.segments].map { $0.ident }
    guard let name = idents.popLast(),
      case .module(let owner) = walkModulePath(
        idents, isGlobal: path.isGlobal, from: module, crate: crate)
    else { return .none }
    let binding = modules.find(owner, .macros, name.name)
    if !binding.isNone {
      markUsed(binding)
      return modules.macro(binding)
    }
    return builtinInLibrary(name.name, owner)?.macro ?? .none
  }

  func reportUnknownMacro(_ call: MacroCallID, in module: DefID, textual: TextualScope) {
    let path = tree.paths[tree.macroCalls[call].path]
    guard !path.segments.isEmpty else { return }
    let count = Int(path.segments.count)
    let last = tree.pathSegments[path.segments, count - 1].ident
    let name = text(last.name)
    if count > 1 || path.isGlobal {
      let idents = tree.pathSegments[path.segments].dropLast().map { $0.ident }
      switch walkModulePath(
        idents, isGlobal: path.isGlobal, from: module, crate: crate(module))
      {
      case .failed(let position, let label, let silent):
        if silent { return }
        reportFailedSegment(idents[position], label)
      case .module(let owner):
        if unloadedModules.contains(owner) { return }
        sink.error(
          "E0433", "cannot find `\(name)` in \(moduleName(owner, idents, idents.count - 1))",
          at: last.span,
          label: "could not find `\(name)` in \(moduleName(owner, idents, idents.count - 1))")
      }
      return
    }
    if unloadedModules.contains(realModule(module)) { return }
    var nearest = NearestName(last.name, symbols)
    for candidate in textualScopes.names(in: textual) { nearest.consider(candidate) }
    for root in macroUseRoots[crate(module)] ?? [] {
      modules.forEachBinding(root) { _, binding in
        if binding.namespace == .macros, !isDeriveOrAttributeMacro(binding.name) {
          nearest.consider(binding.name)
        }
      }
    }
    var diagnostic = Diagnostic(
      .error, "cannot find macro `\(name)` in this scope", at: tree.paths[tree.macroCalls[call].path].span)
    if let best = nearest.best {
      diagnostic = diagnostic.help("a macro with a similar name exists: `\(text(best))`")
    }
    sink.report(diagnostic)
  }

  // MARK: Producing tokens

  /// The compiled rules of a macro; nil for a built-in one.
  @discardableResult
  func compileMacro(_ id: MacroID) -> Bool {
    guard case .uncompiled(let body) = macros[id].kind else { return true }
    let data = macros[id]
    guard !body.buffer.isNone else { return false }
    var rules = MacroRulesCompiler.compile(
      name: data.name, body: body, tokens: tree.buffers[body.buffer], crate: data.crate,
      isLibrary: isLibrary(data.crate), symbols: symbols, sink: sink)
    rules.localInnerMacros = data.localInnerMacros
    macros[id].body = body
    macros[id].kind = .rules(rules)
    return true
  }

  /// Expands a call to tokens.
  func expand(_ call: MacroCallID, _ id: MacroID, in module: DefID) -> ExpansionResult {
    let node = tree.macroCalls[call]
    guard !node.arguments.buffer.isNone else { return .failed }
    // After an endless recursion was found, what other branches of it would produce is of no interest.
    if hasReportedRecursion { return .failed }
    let depth = bufferDepth[node.arguments.buffer] + 1
    if depth > recursionLimit {
      reportRecursionLimit(node)
      return .failed
    }
    compileMacro(id)
    switch macros[id].kind {
    case .uncompiled: return .failed
    case .builtin(let builtin):
      return expandBuiltin(builtin, call, id, in: module)
    case .rules(let rules):
      if rules.isInvalid { return .failed }
      return expandRules(rules, id, node, depth)
    }
  }

  private func reportRecursionLimit(_ node: MacroCall) {
    let path = tree.pathSegments[tree.paths[node.path].segments].map { text($0.ident.name) }
      .joined(separator: "::")
    guard !hasReportedRecursion else { return }
    hasReportedRecursion = true
    sink.report(
      Diagnostic(.error, "recursion limit reached while expanding `\(path)!`", at: node.span)
        .help(
          "consider increasing the recursion limit by adding a `#![recursion_limit = \"\(recursionLimit * 2)\"]` attribute to your crate"
        ))
  }

  private func expandRules(_ rules: MacroRules, _ id: MacroID, _ node: MacroCall, _ depth: Int32)
    -> ExpansionResult
  {
    let input = tree.buffers[node.arguments.buffer]
    let inputID = node.arguments.buffer
    let result = matcher.match(
      rules, input: input, range: node.arguments.range, symbols: symbols
    ) { kind, start, end in
      self.parseFragment(kind, TokenSlice(buffer: inputID, start..<end))
    }
    switch result {
    case .fragmentError: return .failed
    case .ambiguous(let position, let message):
      sink.error(nil, message, at: input.span(min(position, node.arguments.range.upperBound)))
      return .failed
    case .noRule(let position, let expected):
      reportNoRule(rules, node, input, position, expected)
      return .failed
    case .matched(let match):
      let expansion = hygiene.addExpansion(
        ExpansionData(
          macro: id, definitionCrate: rules.crate, callSite: node.span, depth: Int(depth)))
      var transcriber = MacroTranscriber(
        macro: rules, definition: tree.buffers[rules.buffer], input: input, match: match,
        expansion: expansion, callSite: node.span, symbols: symbols, sink: sink)
      guard let output = transcriber.run(&hygiene) else { return .failed }
      return register(
        output, callSite: node.span, name: rules.name, isLibrary: rules.isLibrary, depth: depth)
    }
  }

  /// Gives the tokens of an expansion their positions and their buffer.
  func register(
    _ output: ExpansionOutput, callSite: Span, name: Symbol, isLibrary: Bool, depth: Int32
  ) -> ExpansionResult {
    var output = output
    expandedTokens += output.origins.count
    if expandedTokens > Self.maximumExpandedTokens {
      if !hasReportedRecursion {
        hasReportedRecursion = true
        sink.error(
          nil, "macro expansion produced more than the limit of \(Self.maximumExpandedTokens) tokens", at: callSite)
      }
      return .failed
    }
    guard
      let base = sources.addExpansion(
        callSite: callSite, macroName: name, isLibraryMacro: isLibrary, origins: output.origins)
    else {
      sink.error(nil, "the program is too large after macro expansion", at: callSite)
      return .failed
    }
    output.origins = []
    output.buffer.finish(base: base)
    let buffer = tree.buffers.push(output.buffer)
    bufferDepth[buffer] = depth
    bufferBases.append((base, buffer))
    return .tokens(buffer)
  }

  private func reportNoRule(
    _ rules: MacroRules, _ node: MacroCall, _ input: TokenBuffer, _ position: Int, _ expected: Int
  ) {
    let definition = tree.buffers[rules.buffer]
    let atEnd = position >= node.arguments.range.upperBound
    var diagnostic: Diagnostic
    if atEnd {
      diagnostic = Diagnostic(
        .error, "unexpected end of macro invocation",
        at: node.arguments.isEmpty ? node.span : Span(node.span.upper &- 1, node.span.upper),
        label: "missing tokens in macro arguments")
    } else {
      diagnostic = Diagnostic(
        .error, "no rules expected \(describeToken(input, position))", at: input.span(position),
        label: "no rules expected this token in macro call")
    }
    if !rules.isLibrary {
      diagnostic = diagnostic.labelled(rules.nameSpan, "when calling this macro")
    }
    if expected > 0, expected < definition.kinds.count {
      if definition.kind(expected) == .dollar, definition.kind(expected + 1).isIdentifierOrKeyword {
        let name = tokenText(definition, expected + 1, symbols)
        let kind = tokenText(definition, expected + 3, symbols)
        diagnostic = diagnostic.note(
          "while trying to match meta-variable `$\(name):\(kind)`",
          at: definition.span(expected).to(definition.span(expected + 3)))
      } else if definition.kind(expected) == .dollar {
        diagnostic = diagnostic.note(
          "while trying to match sequence start", at: definition.span(expected))
      } else if !definition.kind(expected).isCloseDelimiter
        || !rules.rules.contains(where: { $0.matcherTokens.upperBound == expected })
      {
        diagnostic = diagnostic.note(
          "while trying to match `\(tokenText(definition, expected, symbols))`",
          at: definition.span(expected))
      }
    }
    sink.report(diagnostic)
  }

  /// A token as errors name it: keywords are called so.
  func describeToken(_ tokens: TokenBuffer, _ position: Int) -> String {
    let kind = tokens.kind(position)
    if kind.isKeyword { return "keyword `\(tokenText(tokens, position, symbols))`" }
    if kind == .underscore { return "reserved identifier `_`" }
    if kind == .openInvisible {
      return "`\(fragmentName(tokens.fragment(position)))` metavariable"
    }
    return "`\(tokenText(tokens, position, symbols))`"
  }

  // MARK: Parsing the output

  func expandItems(
    _ call: MacroCallID, _ macro: MacroID, _ target: ItemTarget, in module: DefID
  ) -> ListRef<ItemID> {
    switch expand(call, macro, in: module) {
    case .tokens(let buffer):
      return parseItems(
        wholeBuffer(buffer), target, lazily: isLibrary(crate(module)))
    case .expression:
      sink.error(nil, "expected item, found expression", at: tree.macroCalls[call].span)
      return .empty
    case .failed: return .empty
    }
  }

  /// Replaces a macro call in expression position by what it produces.
  func expandExpression(
    _ id: ExprID, _ call: MacroCallID, in module: DefID, textual: TextualScope
  ) {
    tree.exprs[id].kind = .error
    let macro = findMacro(call, in: module, textual: textual)
    if macro.isNone {
      reportUnknownMacro(call, in: module, textual: textual)
      return
    }
    switch expand(call, macro, in: module) {
    case .tokens(let buffer):
      let result = parseExpression(wholeBuffer(buffer), macro: tree.macroCalls[call])
      if !result.isNone { tree.exprs[id] = tree.exprs[result] }
    case .expression(let result): tree.exprs[id] = tree.exprs[result]
    case .failed: break
    }
  }

  func expandPattern(_ id: PatID, _ call: MacroCallID, in module: DefID, textual: TextualScope) {
    tree.patterns[id].kind = .error
    let macro = findMacro(call, in: module, textual: textual)
    if macro.isNone {
      reportUnknownMacro(call, in: module, textual: textual)
      return
    }
    if case .tokens(let buffer) = expand(call, macro, in: module) {
      let result = parsePattern(wholeBuffer(buffer))
      if !result.isNone { tree.patterns[id] = tree.patterns[result] }
    }
  }

  func expandType(_ id: TypeNodeID, _ call: MacroCallID, in module: DefID, textual: TextualScope) {
    tree.types[id].kind = .error
    let macro = findMacro(call, in: module, textual: textual)
    if macro.isNone {
      reportUnknownMacro(call, in: module, textual: textual)
      return
    }
    if case .tokens(let buffer) = expand(call, macro, in: module) {
      let result = parseType(wholeBuffer(buffer))
      if !result.isNone { tree.types[id] = tree.types[result] }
    }
  }

  /// The statements and the value that a call in statement position produces.
  func expandStatements(
    _ call: MacroCallID, in module: DefID, textual: TextualScope
  ) -> (statements: ListRef<StmtID>, tail: ExprID) {
    let macro = findMacro(call, in: module, textual: textual)
    if macro.isNone {
      reportUnknownMacro(call, in: module, textual: textual)
      return (.empty, .none)
    }
    switch expand(call, macro, in: module) {
    case .tokens(let buffer): return parseStatements(wholeBuffer(buffer))
    case .expression(let result): return (.empty, result)
    case .failed: return (.empty, makeErrorExpression(tree.macroCalls[call].span))
    }
  }

  func makeErrorExpression(_ span: Span) -> ExprID { tree.exprs.push(Expr(.error, span: span)) }

  func wholeBuffer(_ buffer: BufferID) -> TokenSlice {
    TokenSlice(buffer: buffer, 0..<tree.buffers[buffer].count)
  }
}
