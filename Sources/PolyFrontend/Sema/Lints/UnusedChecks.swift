// Lints of one body: variables that are never read, `mut` that is not needed, values that must be used.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Runs the lints of a user's body that has no errors; MIR was checked before.
  public func lintBody(of owner: DefID) {
    guard let body = typedBody(of: owner), !body.hasErrors, !isDerived(owner) else { return }
    noteTraits(body)
    lintVariables(body)
    lintStatements(body)
  }

  private func isDerived(_ owner: DefID) -> Bool {
    var current = owner
    while !current.isNone {
      if definitions.kind(current) == .implementation { return isDerivedImpl(current) }
      current = definitions.parent(current)
    }
    return false
  }

  /// Whether a `derive` made the impl.
  public func isDerivedImpl(_ implementation: DefID) -> Bool {
    tree.attributes[definitions[implementation].attributes].contains {
      $0.name.name == Names.automatically_derived
    }
  }

  private func isOfLibraryMacro(_ span: Span) -> Bool {
    sources.expansion(at: span.lower)?.isLibraryMacro ?? false
  }

  // MARK: variables

  private func lintVariables(_ body: TypedBody) {
    var targets: Set<TypedExprID> = []
    for expr in body.exprs.elements {
      if case .assign(let place, _) = expr.kind { targets.insert(place) }
    }
    var used: Set<Variable> = []
    var assigned: Set<Variable> = []
    for (index, expr) in body.exprs.elements.enumerated() {
      switch expr.kind {
      case .variable(let variable), .upvar(let variable):
        if targets.contains(TypedExprID(index)) { assigned.insert(variable) } else { used.insert(variable) }
      default: break
      }
    }
    // `mut x` is one pattern.
    var patterns: [Variable: Span] = [:]
    for pattern in body.patterns.elements {
      if case .binding(let variable, .byValue, _) = pattern.kind, body.variables[variable].isMutable,
        patterns[variable] == nil
      {
        patterns[variable] = pattern.span
      }
    }
    for variable in body.variables.keys {
      var data = body.variables[variable]
      let needsMutable = data.isMutable && neededMutable.contains(NumberKey(UInt64(data.span.lower)))
      if data.isMutable, let span = patterns[variable], span.lower < data.span.lower { data.span = span }
      guard !data.name.isNone, !data.span.isNone, !isOfLibraryMacro(data.span) else { continue }
      let name = symbols.text(data.name)
      guard !name.hasPrefix("_"), !name.hasPrefix("<") else { continue }
      if data.isMutable, !needsMutable {
        lint(
          Diagnostic(.warning, code: "unused_mut", "variable does not need to be mutable", at: data.span)
            .help("remove this `mut`"))
      }
      guard name != "self", !used.contains(variable) else { continue }
      if assigned.contains(variable) {
        lint(
          Diagnostic(
            .warning, code: "unused_variables", "variable `\(name)` is assigned to, but never used", at: data.span
          ).note("consider using `_\(name)` instead"))
      } else {
        lint(
          Diagnostic(.warning, code: "unused_variables", "unused variable: `\(name)`", at: data.span)
            .help("if this is intentional, prefix it with an underscore: `_\(name)`"))
      }
    }
  }

  // MARK: statements

  private func lintStatements(_ body: TypedBody) {
    for block in body.blocks.elements {
      for statement in body.statements[block.statements] {
        guard case .expression(let expr) = statement else { continue }
        lintValue(expr, body)
      }
    }
  }

  private func lintValue(_ statement: TypedExprID, _ body: TypedBody) {
    var expr = statement
    while case .use(let inner) = body.exprs[expr].kind { expr = inner }
    let node = body.exprs[expr]
    guard !node.span.isNone else { return }
    switch node.kind {
    case .neverToAny, .error, .assign, .assignOperator: return
    case .binary(let op, _, _):
      let what: String
      switch op {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: what = "comparison"
      case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight: what = "bitwise operation"
      default: what = "arithmetic operation"
      }
      reportUnused("unused \(what) that must be used", node.span, "the \(what) produces a value")
      return
    case .and, .or:
      if types.kind(node.type) == .bool, !isOfLibraryMacro(node.span), !containsCall(node.kind, body) {
        reportUnused("unused logical operation that must be used", node.span, "the logical operation produces a value")
      }
      return
    case .closure:
      if case .coroutine = types.kind(node.type) {
        reportUnused(
          "unused implementer of `Future` that must be used", node.span,
          "futures do nothing unless you `.await` or poll them")
        return
      }
      reportUnused("unused closure that must be used", node.span, "closures are lazy and do nothing unless called")
      return
    default: break
    }
    switch types.kind(node.type) {
    case .adt(let def, _):
      if isMustUse(def) {
        reportUnused("unused `\(symbols.text(definitions.name(def)))` that must be used", node.span, "")
        return
      }
    case .opaque(let opaque, _):
      if let future = langItem("future_trait"),
        itemBounds(of: opaque).contains(where: {
          if case .trait(let reference) = $0.predicate { return reference.trait == future }
          return false
        })
      {
        reportUnused(
          "unused implementer of `Future` that must be used", node.span, "futures do nothing unless you `.await` or poll them")
        return
      }
    default: break
    }
    if case .call(let callee, _, _) = node.kind, case .functionDef(let def, _) = types.kind(body.exprs[callee].type),
      isMustUse(def)
    {
      reportUnused(
        "unused return value of `\(definitions.path(def))` that must be used", node.span, "")
    }
  }

  /// `a && call()` is a way to write a condition.
  private func containsCall(_ kind: TypedExprKind, _ body: TypedBody) -> Bool {
    guard case .and(_, let right) = kind else {
      if case .or(_, let right) = kind, case .call = body.exprs[right].kind { return true }
      return false
    }
    if case .call = body.exprs[right].kind { return true }
    return false
  }

  private func isMustUse(_ def: DefID) -> Bool {
    tree.attributes[definitions[def].attributes].contains { $0.name.name == Names.must_use }
  }

  private func reportUnused(_ message: String, _ span: Span, _ note: String) {
    var diagnostic = Diagnostic(.warning, code: "unused_must_use", message, at: span)
    if !note.isEmpty { diagnostic = diagnostic.note(note) }
    lint(diagnostic.help("use `let _ = …` to ignore the resulting value"))
  }
}
