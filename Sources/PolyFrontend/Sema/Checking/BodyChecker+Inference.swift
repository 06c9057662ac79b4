// What checking asks of type inference, in the short form used everywhere else in this folder.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  // MARK: resolving

  /// The type with its outermost variable replaced if it is bound.
  @inline(__always) func resolve(_ type: Ty) -> Ty { infer.shallow(type) }
  func resolveFully(_ type: Ty) -> Ty { infer.resolve(type) }

  /// Resolves, trying pending obligations if the type is a variable.
  func structurallyTry(_ type: Ty) -> Ty {
    let resolved = infer.shallow(type)
    guard case .typeVariable = types.kind(resolved) else { return resolved }
    infer.selectWherePossible()
    return infer.shallow(resolved)
  }

  /// As `structurallyTry`; reports E0282 if the type must be known here and is not.
  func structurallyResolve(_ type: Ty, span: Span) -> Ty {
    let resolved = structurallyTry(type)
    guard case .typeVariable = types.kind(resolved) else { return resolved }
    reportUnknownType(resolved, span: span)
    _ = infer.unify(resolved, types.error)
    return types.error
  }

  func reportUnknownType(_ variable: Ty, span: Span) {
    guard !reportedAmbiguity, !isTainted else {
      typed.hasErrors = true
      return
    }
    reportedAmbiguity = true
    // The variable whose declaration could say the type is the best place to ask for it.
    for data in typed.variables.elements {
      let type = infer.resolve(data.type)
      guard types.flags(type).contains(.hasVariables), mentions(variable, in: type), !data.span.isNone else { continue }
      let shown = types.kind(infer.shallow(data.type)) == types.kind(variable) ? "" : " for `\(text(type))`"
      report(
        Diagnostic(.error, code: "E0282", "type annotations needed\(shown)", at: data.span)
          .labelled(span, "type must be known at this point"))
      return
    }
    let origin = infer.origin(of: variable)
    error("E0282", "type annotations needed", origin.isNone ? span : origin, label: "cannot infer type")
  }

  private func mentions(_ variable: Ty, in type: Ty) -> Bool {
    var found = false
    _ = types.map(type, mask: .hasVariables, leaf: { inner, _ in
      if self.infer.shallow(inner) == variable { found = true }
      return nil
    })
    return found
  }

  // MARK: unifying

  @discardableResult
  func unify(_ a: Ty, _ b: Ty) -> Bool { infer.unify(a, b) }
  func unifies(_ a: Ty, _ b: Ty) -> Bool { infer.canUnify(a, b) }
  /// In places where the caller takes everything back on failure.
  func unifyRaw(_ a: Ty, _ b: Ty) -> Bool { infer.unify(a, b) }
  func unifyRaw(_ a: GenericArg, _ b: GenericArg) -> Bool {
    switch (a.kind, b.kind) {
    case (.type(let x), .type(let y)): infer.unify(x, y)
    case (.const(let x), .const(let y)): infer.unify(x, y)
    case (.region, .region): true
    default: false
    }
  }
  /// Runs `body`, taking back its bindings and obligations if it gives false.
  func commit(_ body: () -> Bool) -> Bool { infer.commitIfTrue(body) }
  func commitRaw(_ body: () -> Bool) -> Bool { infer.commitIfTrue(body) }

  // MARK: obligations

  func register(_ reference: TraitRef, _ span: Span, cause: ObligationCause = .misc, origin: DefID = .none) {
    infer.register(
      Obligation(.trait(reference), environment: environment, span: span, cause: cause, origin: origin))
  }

  func register(trait lang: StaticString, _ type: Ty, span: Span, cause: ObligationCause) {
    guard let trait = program.langItem(lang) else { return }
    infer.registerBound(type, trait, span: span, cause: cause)
  }

  func registerSized(_ type: Ty, span: Span, cause: ObligationCause) {
    infer.registerBound(type, program.lang.sized, span: span, cause: cause)
  }

  func registerPredicates(of def: DefID, _ args: Args, _ span: Span) {
    infer.registerPredicates(of: def, args, span: span)
  }

  func registerProjectionEquality(_ item: DefID, _ args: Args, _ type: Ty, _ span: Span) {
    infer.register(
      Obligation(
        .projection(item: item, args: args, type: type), environment: environment, span: span, cause: .coercion))
  }

  /// Whether the bound holds or may still turn out to.
  func mayHold(_ reference: TraitRef) -> Bool { infer.mayHold(.trait(reference)) }

  func normalize(_ type: Ty, span: Span) -> Ty { infer.normalize(type, span: span) }
  func normalize(_ const: Const) -> Const { program.evaluated(infer.resolve(const)) }

  // MARK: E0308

  func mismatchDiagnostic(_ message: String, expected: Ty, found: Ty, at span: Span) -> Diagnostic {
    let (wanted, given) = (text(expected), text(found))
    var diagnostic = Diagnostic(
      .error, code: "E0308", message, at: span, label: "expected `\(short(expected))`, found `\(short(found))`")
    if wanted != short(expected) || given != short(found) {
      diagnostic = diagnostic.note("expected \(sortWord(expected)) `\(wanted)`\n   found \(sortWord(found)) `\(given)`")
    }
    return diagnostic
  }

  /// The type as the label of E0308 shows it: without arguments.
  private func short(_ type: Ty) -> String {
    switch kind(type) {
    case .adt(let def, let args):
      return types.count(args) == 0 ? text(definitions.name(def)) : text(definitions.name(def)) + "<\(shortArgs(args))>"
    case .integerVariable: return "integer"
    case .floatVariable: return "floating-point number"
    default: return text(type)
    }
  }

  private func shortArgs(_ args: Args) -> String {
    var parts: [String] = []
    for arg in types.list(args) {
      switch arg.kind {
      case .type(let type): parts.append(text(type))
      case .const(let const): parts.append(program.describe(infer.resolve(const)))
      case .region: break
      }
    }
    return parts.joined(separator: ", ")
  }

  private func sortWord(_ type: Ty) -> String {
    switch kind(type) {
    case .adt(let def, _): definitions.kindWord(def)
    case .reference(_, _, .shared): "reference"
    case .reference(_, _, .mutable): "mutable reference"
    case .pointer: "raw pointer"
    case .array: "array"
    case .slice: "slice"
    case .tuple(let list): types.count(list) == 0 ? "unit type" : "tuple"
    case .parameter: "type parameter"
    case .projection: "associated type"
    case .opaque: "opaque type"
    case .closure: "closure"
    case .functionDef: "fn item"
    case .functionPointer: "fn pointer"
    case .dynamic: "trait object"
    default: "type"
    }
  }

  /// E0308 with the labels that the cause asks for.
  func reportMismatch(
    expected: Ty, found: Ty, at span: Span, cause: CoercionCause, expr: TypedExprID, syntax: ExprID
  ) {
    guard !hasError(expected), !hasError(found) else {
      typed.hasErrors = true
      return
    }
    var diagnostic = mismatchDiagnostic("mismatched types", expected: expected, found: found, at: span)
    switch cause {
    case .letType(let written): diagnostic = diagnostic.labelled(written, "expected due to this")
    case .returnType(let written) where !written.isNone:
      diagnostic = diagnostic.labelled(written, "expected `\(text(expected))` because of return type")
    case .assignment(let place): diagnostic = diagnostic.labelled(place, "expected due to the type of this binding")
    case .argument: break
    default: break
    }
    if let help = suggestion(expected: expected, found: found) { diagnostic = diagnostic.help(help) }
    report(diagnostic)
  }

  /// One good fix, if there is an obvious one.
  private func suggestion(expected: Ty, found: Ty) -> String? {
    switch (kind(expected), kind(found)) {
    case (.adt(let def, _), .reference(_, let target, _)):
      if case .str = kind(target), text(definitions.name(def)) == "String" {
        return "try using a conversion method: `.to_string()`"
      }
      return nil
    case (.reference(_, let target, let mutability), _) where unifies(target, found):
      return "consider \(mutability == .mutable ? "mutably " : "")borrowing here: `&\(mutability == .mutable ? "mut " : "")`"
    case (_, .reference(_, let target, _)) where unifies(target, expected):
      return "consider dereferencing the borrow: `*`"
    case (.integer(let wanted), .integer(let given)) where wanted != given:
      return "you can convert the `\(given.name)` to `\(wanted.name)` and panic if the converted value doesn't fit: `.try_into().unwrap()`"
    case (.adt(let def, let args), _) where text(definitions.name(def)) == "Option" && types.count(args) == 1:
      if let inner = types.arg(args, 0).type, unifies(inner, found) {
        return "try wrapping the expression in `Some`"
      }
      return nil
    default: return nil
    }
  }
}

extension InferenceContext {
  /// The variable comes from an expression that does not return: it falls back to `()` or `!`.
  func markDiverging(_ variable: Ty) {
    if case .typeVariable(let id) = types.kind(shallow(variable)) { typeVariables[Int(id)].isDiverging = true }
  }
}
