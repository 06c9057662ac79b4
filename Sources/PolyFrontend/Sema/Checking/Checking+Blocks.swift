// Blocks and statements.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  /// The type that branches are coerced to, and the hint for each branch.
  func branchExpectation(_ expectation: Expectation, _ span: Span) -> (target: Ty, hint: Expectation) {
    switch expectation {
    case .type(let type):
      let resolved = structurallyTry(type)
      // Branches meet before what is not known yet takes their type: closures at a function pointer.
      if case .typeVariable = types.kind(resolved) { return (infer.freshType(span), .none) }
      return (resolved, .type(resolved))
    case .rvalueHint: return (infer.freshType(span), expectation)
    case .castTo, .none: return (infer.freshType(span), .none)
    }
  }

  func checkBlockExpression(_ block: BlockID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let (id, type) = checkBlock(block, expectation)
    return make(.block(id), type, span)
  }

  /// Checks a block; its tail is coerced to the expected type.
  func checkBlock(
    _ block: BlockID, _ expectation: Expectation, returnSpan: Span = .none
  ) -> (id: TypedBlockID, type: Ty) {
    let node = tree.blocks[block]
    let outerScope = scopeModule
    let blockModule = program.resolution.blockModule(of: block)
    if !blockModule.isNone { scopeModule = blockModule }
    defer { scopeModule = outerScope }

    var statements: [TypedStatement] = []
    statements.reserveCapacity(Int(node.statements.count))
    var isReported = diverges
    for statement in tree.stmtLists[node.statements] {
      if diverges, !isReported, !tree.stmts[statement].span.isNone {
        switch tree.stmts[statement].kind {
        case .let, .expression:
          isReported = true
          reportUnreachable("statement", tree.stmts[statement].span, in: node.span)
        default: break
        }
      }
      checkStatement(statement, &statements)
    }
    if diverges, !isReported, !node.tail.isNone { reportUnreachable("expression", tree.span(node.tail), in: node.span) }

    var tail = TypedExprID.none
    var type = types.unit
    if !node.tail.isNone {
      tail = check(node.tail, expectation)
      if case .type(let expected) = expectation {
        let cause: CoercionCause = returnSpan.isNone ? .plain : .returnType(returnSpan)
        // A diverging tail stays `!`: who holds the block coerces it.
        if !isNever(rawType(tail)) { tail = coerce(tail, to: expected, cause: cause, syntax: node.tail) }
      }
      type = rawType(tail)
    } else if diverges {
      type = types.never
    } else if case .type(let expected) = expectation, !unify(types.unit, expected) {
      reportMissingTail(node, expected, returnSpan)
      type = types.error
    }
    let id = typed.blocks.push(
      TypedBlock(
        statements: typed.statements.make(statements), tail: tail, span: node.span,
        dropsTailTemporariesFirst: edition >= .e2024))
    return (id, type)
  }

  private func reportUnreachable(_ what: String, _ inner: Span, in block: Span) {
    var span = inner
    while let expansion = program.sources.expansion(at: span.lower), expansion.isLibraryMacro {
      // What a macro of the library wrote itself is not the user's; a call of it is.
      if program.sources.expansion(at: block.lower)?.isLibraryMacro == true { return }
      span = expansion.callSite
    }
    report(
      Diagnostic(.warning, code: "unreachable_code", "unreachable \(what)", at: span, label: "unreachable \(what)"))
  }

  private func reportMissingTail(_ block: Block, _ expected: Ty, _ returnSpan: Span) {
    guard !hasError(expected) else { return }
    let span = returnSpan.isNone ? block.span : returnSpan
    var diagnostic = Diagnostic(
      .error, code: "E0308", "mismatched types", at: span,
      label: "expected `\(text(expected))`, found `()`")
    if !returnSpan.isNone {
      let name = definitions[owner].nameSpan
      if functions.count == 1, !name.isNone {
        diagnostic = diagnostic.labelled(
          name, "implicitly returns `()` as its body has no tail or `return` expression")
      }
    }
    if let last = tree.stmtLists[block.statements].last,
      case .expression(let value, true) = tree.stmts[last].kind, let given = lastStatementType,
      unifies(given, expected)
    {
      diagnostic = diagnostic.help(
        "remove this semicolon to return this value",
        at: program.sources.rest(of: tree.stmts[last].span, after: tree.span(value)))
    }
    report(diagnostic)
  }

  func checkStatement(_ statement: StmtID, _ result: inout [TypedStatement]) {
    let node = tree.stmts[statement]
    switch node.kind {
    case .let(let id): result.append(checkLet(tree.lets[id], node.span))
    case .expression(let expr, let hasSemicolon):
      let value: TypedExprID
      if hasSemicolon {
        value = check(expr)
        lastStatementType = rawType(value)
      } else {
        value = check(expr, coercedTo: types.unit)
      }
      result.append(.expression(value))
    case .group(let statements):
      for inner in tree.stmtLists[statements] { checkStatement(inner, &result) }
    case .item, .macroCall, .empty: break
    case .error: typed.hasErrors = true
    }
  }

  private func hasNamedLifetime(_ type: TypeNodeID) -> Bool {
    guard !type.isNone, case .reference(let lifetime, _, _) = tree.types[type].kind, !lifetime.isNone else { return false }
    switch program.resolution.lifetime(lifetime) {
    case .static, .parameter: return true
    case .anonymous, .unresolved, .error: return false
    }
  }

  private func checkLet(_ node: Let, _ span: Span) -> TypedStatement {
    let declared: Ty? = node.type.isNone ? nil : lowerType(node.type)
    if let declared { infer.registerWellFormed(declared, span: tree.types[node.type].span) }
    var initializer = TypedExprID.none
    var type: Ty
    if !node.initializer.isNone {
      if let declared {
        if patternHasExplicitReference(node.pattern) {
          initializer = check(node.initializer, ofType: declared, cause: .letType(tree.types[node.type].span))
        } else {
          initializer = check(
            node.initializer, coercedTo: declared, cause: .letType(tree.types[node.type].span))
        }
        type = declared
      } else {
        initializer = check(node.initializer)
        type = rawType(initializer)
        if isNever(type), !isNeverPlace(initializer) {
          type = infer.freshType(span)
          infer.markDiverging(type)
          initializer = make(.neverToAny(initializer), type, self.span(initializer))
        }
      }
    } else {
      type = declared ?? infer.freshType(span)
    }
    let wasDiverging = diverges
    let context = PatternContext(span: node.initializer.isNone ? .none : tree.span(node.initializer))
    let pattern = checkPatterns([node.pattern], of: initializer, type, context)[0]
    if case .binding(let variable, .byValue, _) = typed.patterns[pattern].kind {
      // Of what is taken apart only the parts need a size.
      registerSized(type, span: tree.span(node.pattern), cause: .sizedLocal)
      if hasNamedLifetime(node.type) { typed.variables[variable].outlivesBody = true }
    }
    var otherwise = TypedBlockID.none
    if !node.otherwise.isNone {
      diverges = false
      let (block, blockType) = checkBlock(node.otherwise, .none)
      if !isNever(blockType) && !diverges && !hasError(blockType) {
        report(
          Diagnostic(
            .error, code: "E0308", "`else` clause of `let...else` does not diverge",
            at: tree.blocks[node.otherwise].span, label: "expected `!`, found `\(text(blockType))`")
            .note("expected type `!`\n   found type `\(text(blockType))`"))
      }
      otherwise = block
      diverges = wasDiverging
    }
    matchChecks.append(
      MatchCheck(
        kind: node.otherwise.isNone ? .letStatement(hasInitializer: !node.initializer.isNone) : .letElse,
        scrutinee: type, patterns: [pattern], arms: [], span: tree.span(node.pattern),
        scrutineeSpan: node.initializer.isNone ? .none : tree.span(node.initializer)))
    return .let(pattern, initializer: initializer, otherwise: otherwise, span: span)
  }

  /// A place of type `!` is not read by a `let _ = place`.
  private func isNeverPlace(_ expr: TypedExprID) -> Bool { isPlace(expr) }

  private func patternHasExplicitReference(_ pattern: PatID) -> Bool {
    switch tree.patterns[pattern].kind {
    case .binding(let mode, _, let inner):
      return mode.isReference || (!inner.isNone && patternHasExplicitReference(inner))
    case .tupleStruct(_, let list), .tuple(let list), .slice(let list), .or(let list):
      return tree.patternLists[list].contains(where: patternHasExplicitReference)
    case .structure(_, let fields, _):
      return tree.fieldPatterns[fields].contains { patternHasExplicitReference($0.pattern) }
    case .box(let inner): return patternHasExplicitReference(inner)
    default: return false
    }
  }

  // MARK: labelled blocks

  func checkLabelledBlock(_ expr: ExprID, _ block: BlockID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let (target, hint) = branchExpectation(expectation, span)
    let label = makeLabel()
    breaks.append(
      BreakScope(
        expr: expr, label: label, isLoop: false, values: BranchUnifier(expected: target, role: .breakValue)))
    let wasDiverging = diverges
    let (id, blockType) = checkBlock(block, hint)
    var scope = breaks.removeLast()
    var body = make(.block(id), blockType, span)
    var unifier = scope.values ?? BranchUnifier(expected: target, role: .breakValue)
    if !isNever(blockType) || !scope.mayBreak {
      body = push(body, &unifier)
      scope.values = unifier
    }
    let type = finish(unifier)
    if isNever(blockType), scope.mayBreak {
      body = make(.neverToAny(body), type, span)
      diverges = wasDiverging
    }
    return make(.labelledBlock(label, body), type, span)
  }
}
