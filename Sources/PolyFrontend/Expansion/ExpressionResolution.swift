// Resolves expressions of a body: expands macro calls in place, paths, labels, closures.

import PolySupport
import PolySyntax

extension ScopedResolver {
  func resolveExpression(_ id: ExprID) {
    guard !id.isNone else { return }
    depth += 1
    defer { depth -= 1 }
    if depth > 20000 {
      sink.error(nil, "the expression is nested too deeply", at: tree.span(id))
      tree.exprs[id].kind = .error
      return
    }
    switch tree.exprs[id].kind {
    case .literal, .underscore, .error: break
    case .path(let path): resolvePath(path, .expression(isCall: false))
    case .unary(_, let operand), .borrow(_, _, let operand), .field(let operand, _),
      .yield(let operand), .become(let operand), .await(let operand), .try(let operand):
      resolveExpression(operand)
    case .return(let operand):
      resolveExpression(operand)
    case .binary(_, let left, let right), .assign(let left, let right),
      .compoundAssign(_, let left, let right), .index(let left, let right):
      resolveExpression(left)
      resolveExpression(right)
    case .range(let low, let high, _):
      resolveExpression(low)
      resolveExpression(high)
    case .cast(let operand, let type):
      resolveExpression(operand)
      resolveType(type)
    case .call(let callee, let arguments):
      resolveCallee(callee)
      resolveExpressionList(arguments) { tree, list in tree.exprs[id].kind = .call(callee, list) }
    case .methodCall(let call): resolveMethodCall(call)
    case .tuple(let list):
      resolveExpressionList(list) { tree, list in tree.exprs[id].kind = .tuple(list) }
    case .array(let list):
      resolveExpressionList(list) { tree, list in tree.exprs[id].kind = .array(list) }
    case .repeat(let element, let count):
      resolveExpression(element)
      resolveConstantArgument(count)
    case .structLiteral(let literal): resolveStructLiteral(literal)
    case .block(let block, let label):
      if label.isNone {
        resolveBlock(block)
      } else {
        withBreakable(.labelledBlock, id, label) { resolveBlock(block) }
      }
    case .unsafeBlock(let block), .tryBlock(let block): resolveBlock(block)
    case .constBlock: makeAnonymousConstant(id)
    case .asyncBlock(let block, _), .genBlock(let block, _, _):
      body.closures.append(makeInner(.closure, id))
      withBreakable(.asyncBlock, id, .none) { resolveBlock(block) }
    case .if(let condition, let then, let otherwise):
      scoped {
        resolveExpression(condition)
        resolveBlock(then)
      }
      resolveExpression(otherwise)
    case .let(let pattern, let value):
      resolveExpression(value)
      resolveTopPattern(pattern)
    case .while(let condition, let block, let label):
      withBreakable(.loop, id, label) {
        scoped {
          resolveExpression(condition)
          resolveBlock(block)
        }
      }
    case .loop(let block, let label):
      withBreakable(.loop, id, label) { resolveBlock(block) }
    case .forLoop(let pattern, let iterator, let block, let label):
      resolveExpression(iterator)
      withBreakable(.loop, id, label) {
        scoped {
          resolveTopPattern(pattern)
          resolveBlock(block)
        }
      }
    case .match(let scrutinee, let arms): resolveMatch(id, scrutinee, arms)
    case .closure(let closure): resolveClosure(id, closure)
    case .break(let label, let value):
      resolveJump(id, label, isContinue: false)
      resolveExpression(value)
    case .continue(let label): resolveJump(id, label, isContinue: true)
    case .macroCall(let call):
      resolver.expandExpression(id, call, in: module, textual: textual)
      resolveExpression(id)
    }
  }

  private func resolveCallee(_ callee: ExprID) {
    if case .path(let path) = tree.exprs[callee].kind {
      resolvePath(path, .expression(isCall: true))
    } else {
      resolveExpression(callee)
    }
  }

  /// Resolves elements; those that are configured out are dropped from the list.
  private func resolveExpressionList(
    _ list: ListRef<ExprID>, _ replace: (SyntaxTree, ListRef<ExprID>) -> Void
  ) {
    var kept: [ExprID]?
    for index in 0..<Int(list.count) {
      let element = tree.exprLists[list, index]
      if !tree.exprAttributes.isEmpty, let attributes = tree.exprAttributes[element],
        !resolver.configure(attributes).enabled
      {
        if kept == nil { kept = Array(tree.exprLists[list].prefix(index)) }
        continue
      }
      kept?.append(element)
      resolveExpression(element)
    }
    if let kept { replace(tree, tree.exprLists.make(kept)) }
  }

  private func resolveMethodCall(_ id: MethodCallID) {
    let call = tree.methodCalls[id]
    resolveExpression(call.receiver)
    if !call.segment.arguments.isNone { resolveGenericArguments(call.segment.arguments) }
    resolveExpressionList(call.arguments) { tree, list in tree.methodCalls[id].arguments = list }
  }

  private func resolveStructLiteral(_ id: StructLiteralID) {
    let literal = tree.structLiterals[id]
    resolvePath(literal.path, .structLiteral)
    var kept: [FieldInitializer]?
    for index in 0..<Int(literal.fields.count) {
      let field = tree.fieldInitializers[literal.fields, index]
      if !field.attributes.isEmpty, !resolver.configure(field.attributes).enabled {
        if kept == nil { kept = Array(tree.fieldInitializers[literal.fields].prefix(index)) }
        continue
      }
      kept?.append(field)
      resolveExpression(field.value)
    }
    if let kept { tree.structLiterals[id].fields = tree.fieldInitializers.make(kept) }
    resolveExpression(literal.base)
  }

  private func resolveMatch(_ id: ExprID, _ scrutinee: ExprID, _ arms: ListRef<MatchArm>) {
    resolveExpression(scrutinee)
    var kept: [MatchArm]?
    for index in 0..<Int(arms.count) {
      let arm = tree.matchArms[arms, index]
      if !arm.attributes.isEmpty, !resolver.configure(arm.attributes).enabled {
        if kept == nil { kept = Array(tree.matchArms[arms].prefix(index)) }
        continue
      }
      kept?.append(arm)
      scoped {
        resolveTopPattern(arm.pattern)
        resolveExpression(arm.guardCondition)
        resolveExpression(arm.body)
      }
    }
    if let kept { tree.exprs[id].kind = .match(scrutinee, tree.matchArms.make(kept)) }
  }

  private func resolveClosure(_ id: ExprID, _ closureID: ClosureID) {
    body.closures.append(makeInner(.closure, id))
    if tree.closures[closureID].isAsync { desugarAsyncClosure(closureID) }
    let closure = tree.closures[closureID]
    scoped {
      bindLifetimes(closure.lifetimes)
      var patterns: [PatID] = []
      for index in 0..<Int(closure.parameters.count) {
        let parameter = tree.parameters[closure.parameters, index]
        resolveType(parameter.type)
        patterns.append(parameter.pattern)
      }
      resolveType(closure.output)
      resolveParameterPatterns(patterns)
      withBreakable(.closure, id, .none) { resolveExpression(closure.body) }
    }
  }

  // MARK: Labels and jumps

  private func withBreakable(
    _ kind: Breakable.Kind, _ id: ExprID, _ label: LabelID, _ body: () -> Void
  ) {
    breakables.append(Breakable(kind: kind, expression: id))
    scoped {
      if !label.isNone {
        let ident = tree.labels[label].ident
        if ident.name == Names.static || ident.name == Names.underscore {
          sink.error(nil, "invalid label name `'\(text(ident.name))`", at: ident.span)
        }
        scopes.append(
          ScopeEntry(
            kind: .label, name: ident.name, context: ident.context, raw: id.raw, span: ident.span))
      }
      body()
    }
    breakables.removeLast()
  }

  private func resolveJump(_ id: ExprID, _ label: LabelID, isContinue: Bool) {
    let word = isContinue ? "continue" : "break"
    if label.isNone {
      guard let last = breakables.last else {
        reportOutsideOfLoop(id, word)
        return
      }
      switch last.kind {
      case .loop: resolver.tables.jumpTargets[id] = last.expression
      case .labelledBlock:
        // An unlabelled jump may only leave a loop, and not through a labelled block.
        if isContinue, nearestLoop() == nil {
          reportOutsideOfLoop(id, word)
        } else {
          sink.error(
            "E0695", "unlabeled `\(word)` inside of a labeled block", at: tree.span(id),
            label:
              "`\(word)` statements that would diverge to or through a labeled block need to bear a label"
          )
        }
        body.hasErrors = true
      case .closure, .asyncBlock, .constant: reportInside(last.kind, id, word)
      }
      return
    }
    let ident = tree.labels[label].ident
    guard let (target, isReachable) = findLabel(ident) else {
      reportUndeclaredLabel(ident)
      body.hasErrors = true
      return
    }
    guard isReachable else {
      let name = "'" + text(ident.name)
      sink.report(
        Diagnostic(
          .error, code: "E0767", "use of unreachable label `\(name)`", at: ident.span,
          label: "unreachable label `\(name)`"
        ).note("labels are unreachable through functions, closures, async blocks and modules"))
      body.hasErrors = true
      return
    }
    if isContinue, case .block = tree.exprs[target].kind {
      sink.report(
        Diagnostic(
          .error, code: "E0696", "`continue` pointing to a labeled block", at: tree.span(id),
          label: "labeled blocks cannot be `continue`'d"
        ).labelled(tree.span(target), "labeled block the `continue` points to"))
      body.hasErrors = true
      return
    }
    resolver.tables.jumpTargets[id] = target
  }

  private func nearestLoop() -> ExprID? {
    for breakable in breakables.reversed() {
      switch breakable.kind {
      case .loop: return breakable.expression
      case .labelledBlock: continue
      default: return nil
      }
    }
    return nil
  }

  private func reportOutsideOfLoop(_ id: ExprID, _ word: String) {
    body.hasErrors = true
    let place = word == "break" ? "a loop or labeled block" : "a loop"
    sink.error(
      "E0268", "`\(word)` outside of \(place)", at: tree.span(id),
      label: "cannot `\(word)` outside of \(place)")
  }

  private func reportInside(_ kind: Breakable.Kind, _ id: ExprID, _ word: String) {
    body.hasErrors = true
    let place = kind == .closure ? "inside of a closure" : "inside `async` block"
    sink.error(
      "E0267", "`\(word)` \(place)", at: tree.span(id), label: "cannot `\(word)` \(place)")
  }

  /// The expression that a label names, and whether no closure is between.
  private func findLabel(_ ident: Ident) -> (ExprID, Bool)? {
    var context = ident.context
    var index = scopes.count
    while index > 0 {
      index -= 1
      let entry = scopes[index]
      if entry.kind == .label, entry.name == ident.name, entry.context == context {
        let target = ExprID(raw: entry.raw)
        let position = breakables.lastIndex { $0.expression == target } ?? 0
        let isReachable = breakables[position...].allSatisfy {
          $0.kind == .loop || $0.kind == .labelledBlock
        }
        return (target, isReachable)
      }
      if entry.kind == .macroDefinition, context != .root,
        resolver.hygiene.outerMacro(context).raw == entry.raw
      {
        context = resolver.hygiene.removingMark(context)
      }
    }
    return nil
  }

  private func reportUndeclaredLabel(_ ident: Ident) {
    let name = "'" + text(ident.name)
    var diagnostic = Diagnostic(
      .error, code: "E0426", "use of undeclared label `\(name)`", at: ident.span,
      label: "undeclared label `\(name)`")
    var nearest = NearestName(ident.name, resolver.symbols)
    var span = Span.none
    for entry in scopes.reversed() where entry.kind == .label {
      if nearest.consider(entry.name) { span = entry.span }
    }
    if let best = nearest.best {
      diagnostic = diagnostic.labelled(span, "a label with a similar name is reachable")
        .help("try using similarly named label: `'\(text(best))`", at: ident.span)
    }
    sink.report(diagnostic)
  }
}
