// The entry of body checking: one body with its closures, from syntax to typed nodes.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Makes `typedBody(of:)` check bodies with this module's checker.
  public func installBodyChecker() {
    bodyChecker = { program, owner in checkBody(program, owner) }
  }

  /// Whether the text is of a `.poly` file, where `main` may give a number.
  func isPolyFile(_ span: Span) -> Bool {
    guard let range = sources.displayRange(span) else { return false }
    return sources.files[range.file].name.hasSuffix(".poly")
  }

  /// Functions with a `self` parameter.
  func signatureHasSelf(_ def: DefID) -> Bool { functionNode(of: def)?.hasSelf ?? false }

  /// The traits assumed in an environment.
  func environmentTraits(_ environment: ParameterEnvironment) -> [TraitRef] { environments[environment.index].traits }

  /// The type of an inline `const { … }`, which its own body tells.
  func inlineConstantType(_ def: DefID) -> Ty { typedBody(of: def)?.returnType ?? types.error }

  /// Whether `trait` has an impl for the struct or enum `adt`.
  func hasImplementation(of trait: DefID, forAdt adt: DefID) -> Bool {
    !implementationIndex.traitImpls(trait, head: .definition(adt)).isEmpty
  }
}

/// Checks the body of a function, constant, static or anonymous constant; its closures' bodies are
/// given to `program` on the way. Nil if there is no body.
private func checkBody(_ program: Program, _ owner: DefID) -> TypedBody? {
  let definitions = program.definitions
  let entry = definitions[owner]
  guard entry.kind.mayHaveBody || entry.kind == .anonymousConstant else { return nil }
  if case .expression(let expr) = entry.syntax, case .constBlock = program.tree.exprs[expr].kind { return nil }
  guard let resolution = program.resolution.resolveBody(of: owner) else { return nil }
  let checker = BodyChecker(program: program, owner: owner, resolution: resolution, span: entry.span)
  guard checker.checkOwner() else { return nil }
  return checker.finish()
}

extension BodyChecker {
  /// Checks parameters and value of the owner. False if it has no body.
  func checkOwner() -> Bool {
    declareLocals(of: resolution)
    if resolution.hasErrors { typed.hasErrors = true }
    let entry = definitions[owner]
    switch entry.syntax {
    case .item(let item):
      switch tree.items[item].kind {
      case .function(let node): return checkFunction(tree.functions[node])
      case .constant(let node), .staticVariable(let node):
        let constant = tree.constants[node]
        guard !constant.value.isNone else { return false }
        checkConstant(
          constant.value, type: normalize(program.type(of: owner), span: entry.span),
          typeSpan: constant.type.isNone ? .none : tree.types[constant.type].span)
        return true
      default: return false
      }
    case .expression(let expr):
      checkConstant(expr, type: normalize(program.type(of: owner), span: entry.span), typeSpan: .none)
      return true
    default: return false
    }
  }

  func declareLocals(of resolution: BodyResolution) {
    for local in resolution.locals.elements {
      typed.variables.push(
        VariableData(
          name: local.name, type: infer.freshType(local.span), span: local.span, isMutable: false))
      variableHome.append(currentClosure)
      variableIsTyped.append(false)
    }
  }

  private func checkFunction(_ function: Function) -> Bool {
    guard case .parsed(let block) = function.body else { return false }
    if function.header.isUnsafe { unsafeDepth = 1 }
    if function.header.isConst { constContext = "constant functions" }
    let signature = program.signature(of: owner)
    let returnSpan = function.output.isNone ? Span.none : tree.types[function.output].span
    let blockSpan = tree.blocks[block].span
    var output = infer.instantiateOpaques(in: signature.output, definedBy: owner, span: returnSpan)
    output = normalize(output, span: returnSpan)
    typed.returnType = output
    let parameters = Array(tree.parameters[function.parameters])
    for (position, parameter) in parameters.enumerated() {
      guard position < types.count(signature.inputs) else { break }
      let type = normalize(types.type(signature.inputs, position), span: parameter.span)
      let pattern = checkPattern(parameter.pattern, type, PatternContext(span: .none))
      typed.parameters.append(TypedParameter(pattern: pattern, type: type, span: parameter.span))
      registerSized(type, span: parameter.span, cause: .sizedArgument)
      matchChecks.append(
        MatchCheck(
          kind: .parameter, scrutinee: type, patterns: [pattern], arms: [], span: tree.span(parameter.pattern),
          scrutineeSpan: .none))
    }
    if isMainFunction { checkMain(function, output, returnSpan.isNone ? function.signatureSpan : returnSpan) }
    registerSized(output, span: returnSpan.isNone ? blockSpan : returnSpan, cause: .sizedReturn)
    functions.append(
      FunctionScope(
        returnType: output,
        results: BranchUnifier(expected: output, role: .returnValue(returnSpan)), closure: -1,
        allowsReturn: true, isAsync: false, returnSpan: returnSpan, outerBreaks: 0))
    let (id, type) = checkBlock(
      block, .type(output), returnSpan: returnSpan.isNone ? definitions[owner].nameSpan : returnSpan)
    let body = make(.block(id), type, blockSpan)
    typed.value = pushReturn(body)
    functions.removeLast()
    return true
  }

  private var isMainFunction: Bool {
    let entry = definitions[owner]
    return isUserCode && entry.kind == .function && entry.name == Names.main
      && entry.parent == definitions.crates[entry.crate].root
  }

  /// The rules of the entry point: no parameters, a result that can end the program.
  private func checkMain(_ function: Function, _ output: Ty, _ span: Span) {
    let generics = program.generics(of: owner)
    if !generics.parameters.isEmpty {
      error(
        "E0131", "`main` function is not allowed to have generic parameters", function.generics.span,
        label: "`main` cannot have generic parameters")
    }
    if !tree.parameters[function.parameters].isEmpty {
      reportMismatchedMain(function.signatureSpan)
    }
    if function.header.isAsync {
      error("E0752", "`main` function is not allowed to be `async`", function.signatureSpan, label: "`main` function is not allowed to be `async`")
      return
    }
    if case .integer = kind(output), program.isPolyFile(span) { return }
    register(trait: "termination", output, span: span, cause: .misc)
  }

  private func reportMismatchedMain(_ span: Span) {
    error("E0580", "`main` function has wrong type", span, label: "incorrect number of function parameters")
  }

  private func checkConstant(_ expr: ExprID, type: Ty, typeSpan: Span) {
    typed.returnType = type
    switch definitions.kind(owner) {
    case .staticItem: constContext = "statics"
    default: constContext = "constants"
    }
    functions.append(
      FunctionScope(
        returnType: type, results: BranchUnifier(expected: type, role: .block), closure: -1,
        allowsReturn: false, isAsync: false, returnSpan: typeSpan, outerBreaks: 0))
    typed.value = check(expr, coercedTo: type, cause: typeSpan.isNone ? .plain : .letType(typeSpan))
    functions.removeLast()
  }

  /// Fallback, late checks, and the typed bodies without variables.
  func finish() -> TypedBody {
    finishInference()
    if !isTainted { reportUnknownLocals() }
    infer.reportAmbiguities()
    if isTainted {
      infer.errors.removeAll { if case .ambiguous = $0.kind { true } else { false } }
    }
    let before = program.diagnostics.errorCount
    infer.reportErrors()
    if program.diagnostics.errorCount > before { typed.hasErrors = true }
    writeback()
    finishConstantPatterns()
    if !typed.hasErrors {
      for diagnostic in lateDiagnostics {
        if diagnostic.code == "overflowing_literals" { program.lint(diagnostic) } else { report(diagnostic) }
      }
      checkMatches()
    }
    if !typed.hasErrors { deferCoroutineObligations() }
    for (definition, variable) in infer.ownOpaques { program.setHiddenType(final(variable), of: definition) }
    for constant in inlineConstants {
      program.setType(ofAnonymousConstant: constant.definition, final(constant.type))
      var body = typed
      body.owner = constant.definition
      body.parameters = []
      body.returnType = final(constant.type)
      body.value = constant.value
      body.span = constant.span
      program.setBody(body, of: constant.definition)
    }
    // Closures share the tables; only their parameters and values differ.
    for state in closures {
      program.setClosureInfo(
        ClosureInfo(
          kind: state.kind ?? .fn, signature: state.signature, captures: state.captures,
          isCoroutine: state.isCoroutine, lendsCaptures: state.lendsCaptures),
        of: state.definition)
      var body = typed
      body.owner = state.definition
      body.parameters = state.parameters
      body.returnType = state.signature.output
      body.value = state.value
      body.span = state.span
      program.setBody(body, of: state.definition)
    }
    return typed
  }

  /// What coroutines hold while they are suspended is known when all bodies are checked: bounds on types in
  /// which one may be are looked at again then.
  private func deferCoroutineObligations() {
    for obligation in infer.recordedObligations {
      guard case .trait(let reference) = obligation.predicate else { continue }
      let resolved = infer.resolve(reference)
      let flags = types.flags(resolved.args)
      guard !flags.isDisjoint(with: [.hasOpaque, .hasClosures]), flags.isDisjoint(with: [.hasVariables, .hasError])
      else { continue }
      var copy = obligation
      copy.predicate = .trait(resolved)
      program.coroutineObligations.append(copy)
    }
  }

  /// E0282, E0283 or E0284 at the local whose type would have told.
  private func reportUnknownLocals() {
    guard infer.errors.isEmpty else { return }
    for data in typed.variables.elements {
      let type = infer.resolve(data.type)
      guard types.flags(type).contains(.hasVariables), !data.span.isNone else { continue }
      reportedAmbiguity = true
      let shown = infer.isVariable(type) ? "" : " for `\(text(type))`"
      var diagnostic = Diagnostic(.error, code: "E0282", "type annotations needed\(shown)", at: data.span)
      for pending in infer.pending {
        switch pending.root {
        case .trait(let reference):
          if reference.trait == program.lang.sized { continue }
          diagnostic = Diagnostic(.error, code: "E0283", "type annotations needed\(shown)", at: data.span)
            .labelled(pending.obligation.span, "type must be known at this point")
            .note("cannot satisfy `\(program.describe(infer.resolve(pending.root)))`")
        case .projection:
          diagnostic = Diagnostic(.error, code: "E0284", "type annotations needed\(shown)", at: data.span)
            .labelled(pending.obligation.span, "type must be known at this point")
            .note("cannot satisfy `\(program.describe(infer.resolve(pending.root)))`")
        case .closureKind: continue
        }
        break
      }
      report(diagnostic)
      return
    }
  }
}
