// Calls: functions, constructors, function pointers, closures and everything with a `Fn` trait.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func checkCall(
    _ expr: ExprID, _ calleeExpr: ExprID, _ arguments: [ExprID], _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let callee = check(calleeExpr)
    let calleeType = structurallyTry(rawType(callee))
    switch types.kind(calleeType) {
    case .functionDef(let def, let args):
      return callFunction(def, args, callee, arguments, expectation, span)
    case .error:
      for argument in arguments { _ = check(argument) }
      return makeError(span)
    default: break
    }
    let steps = autoderefSteps(calleeType, span: self.span(callee))
    for (position, step) in steps.enumerated() {
      switch types.kind(step.type) {
      case .functionDef(let def, let args):
        let place = applyDerefs(callee, steps, count: position, span: self.span(callee))
        return callFunction(def, args, place, arguments, expectation, span)
      case .functionPointer(let signature):
        let place = applyDerefs(callee, steps, count: position, span: self.span(callee))
        let data = types.data(signature)
        if data.isUnsafe {
          requireUnsafe("call to unsafe function", span, note: "consult the function's documentation for information on how to avoid undefined behavior")
        }
        let values = checkArguments(
          Array(types.list(data.inputs)), output: data.output, arguments, expectation, span,
          isVariadic: data.isVariadic, callee: .pointer, convention: data.convention)
        return make(.call(callee: place, arguments: list(values), isOperator: false), data.output, span)
      case .closure(let def, let args):
        if let index = closures.firstIndex(where: { $0.definition == def }) {
          let place = applyDerefs(callee, steps, count: position, span: self.span(callee))
          return callOwnClosure(index, place, arguments, expectation, span)
        }
        _ = args
      case .typeVariable:
        if position == 0 {
          _ = structurallyResolve(step.type, span: self.span(callee))
          for argument in arguments { _ = check(argument) }
          return makeError(span)
        }
        return notCallable(calleeType, callee, arguments, span)
      case .error:
        for argument in arguments { _ = check(argument) }
        return makeError(span)
      case .reference where position == 0:
        // `f()` with `f: &mut F` calls `*f`, so that `f` itself need not be `mut`.
        continue
      default: break
      }
      if let result = callOverloaded(steps, position, callee, arguments, expectation, span) { return result }
    }
    return notCallable(calleeType, callee, arguments, span)
  }

  private func notCallable(_ type: Ty, _ callee: TypedExprID, _ arguments: [ExprID], _ span: Span) -> TypedExprID {
    for argument in arguments { _ = check(argument) }
    guard !hasError(type) else {
      typed.hasErrors = true
      return makeError(span)
    }
    report(
      Diagnostic(.error, code: "E0618", "expected function, found `\(text(type))`", at: self.span(callee))
        .labelled(span, "call expression requires function"))
    return makeError(span)
  }

  // MARK: functions and constructors

  private func callFunction(
    _ def: DefID, _ args: Args, _ callee: TypedExprID, _ arguments: [ExprID], _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let signature = instantiatedSignature(def, args, span: span)
    if signature.isUnsafe { requireUnsafeCall(def, span) }
    requireConst(def, span)
    refuseDestructorCall(def, self.span(callee))
    blameArguments(def, args, arguments, calleeSpan: self.span(callee))
    let values = checkArguments(
      Array(types.list(signature.inputs)), output: signature.output, arguments, expectation, span,
      isVariadic: signature.isVariadic, callee: .function(def), convention: signature.convention)
    let kind = definitions.kind(def)
    if kind == .structure || kind == .variant, case .functionDef = types.kind(resolve(rawType(callee))) {
      let adt = kind == .variant ? definitions.parent(def) : def
      let index = kind == .variant ? program.adt(adt).variantIndex(of: def) ?? 0 : 0
      let fields = typed.fieldValues.make(
        values.enumerated().map { FieldValue(index: UInt32($0.offset), value: $0.element) })
      return make(
        .construct(adt, variant: UInt32(index), args, fields: fields, base: .none), signature.output, span)
    }
    return make(.call(callee: callee, arguments: list(values), isOperator: false), signature.output, span)
  }

  /// E0015: code that is evaluated at compile time calls `const fn`s only.
  func requireConst(_ def: DefID, _ span: Span) {
    guard let constContext, isUserCode, currentClosure < 0 else { return }
    let word: String
    switch definitions.kind(def) {
    case .function: word = "function"
    case .associatedFunction:
      word = program.signatureHasSelf(def) ? "method" : "associated function"
    default: return
    }
    guard !program.isConstFunction(def), !definitions[def].isIntrinsic else { return }
    let name = program.describe(def, program.identityArgs(of: def))
    lateDiagnostics.append(
      Diagnostic(
        .error, code: "E0015", "cannot call non-const \(word) `\(name)` in \(constContext)", at: span
      ).note("calls in \(constContext) are limited to constant functions, tuple structs and tuple variants"))
  }

  /// Bounds on a type parameter that an argument determines are the argument's affair.
  func blameArguments(_ def: DefID, _ args: Args, _ arguments: [ExprID], calleeSpan: Span, isMethod: Bool = false) {
    guard !arguments.isEmpty, infer.pending.last?.obligation.origin == def else { return }
    let inputs = types.list(program.signature(of: def).inputs).dropFirst(isMethod ? 1 : 0)
    var index = infer.pending.count - 1
    while index >= 0, infer.pending[index].obligation.origin == def, infer.pending[index].obligation.span == calleeSpan {
      defer { index -= 1 }
      let subject: Ty?
      switch infer.pending[index].obligation.predicate {
      case .trait(let reference): subject = types.count(reference.args) > 0 ? types.arg(reference.args, 0).type : nil
      case .projection(_, let list, _): subject = types.count(list) > 0 ? types.arg(list, 0).type : nil
      case .closureKind: subject = nil
      }
      guard let subject,
        let parameter = types.list(args).firstIndex(where: { $0.type == subject }).map({ $0 - types.list(args).startIndex })
      else { continue }
      for (position, input) in inputs.enumerated() where position < arguments.count && mentionsParameter(input, parameter) {
        infer.pending[index].obligation.span = tree.span(arguments[position])
        break
      }
    }
  }

  private func mentionsParameter(_ type: Ty, _ index: Int) -> Bool {
    guard types.flags(type).contains(.hasParameters) else { return false }
    var found = false
    _ = types.map(type, mask: .hasParameters, leaf: { _, kind in
      if case .parameter(let own, _) = kind, Int(own) == index { found = true }
      return nil
    })
    return found
  }

  func requireUnsafeCall(_ def: DefID, _ span: Span) {
    // Functions that became unsafe with an edition.
    if edition < .e2024, unsafeDepth == 0, !definitions[def].attributes.isEmpty {
      let name = symbols.intern("rustc_deprecated_safe_2024")
      if tree.attributes[definitions[def].attributes].contains(where: { $0.name.name == name }) { return }
    }
    requireUnsafe(
      "call to unsafe function `\(definitions.path(def))`", span,
      note: "consult the function's documentation for information on how to avoid undefined behavior")
  }

  /// The signature of a function, method or tuple constructor for these arguments, normalized.
  func instantiatedSignature(_ def: DefID, _ args: Args, span: Span) -> SignatureData {
    var signature = types.substitute(program.signature(of: def), args)
    let needs = TypeFlags([.hasProjections, .hasOpaque, .hasUnevaluated])
    if !types.flags(signature.inputs).isDisjoint(with: needs) {
      signature.inputs = types.types(types.list(signature.inputs).map { normalize($0, span: span) })
    }
    if !types.flags(signature.output).isDisjoint(with: needs) {
      signature.output = normalize(signature.output, span: span)
    }
    return signature
  }

  enum CalleeKind {
    case function(DefID)
    case closure(Span)
    case pointer
  }

  /// Checks the arguments of a call against its inputs; closures last, so that what the others say
  /// of the types is known for them.
  func checkArguments(
    _ inputs: [Ty], output: Ty, _ arguments: [ExprID], _ expectation: Expectation, _ span: Span,
    isVariadic: Bool, callee: CalleeKind, convention: CallingConvention = .rust
  ) -> [TypedExprID] {
    guard arguments.count == inputs.count || (isVariadic && arguments.count >= inputs.count) else {
      for argument in arguments { _ = check(argument) }
      reportArgumentCount(expected: inputs.count, given: arguments, callee, isVariadic: isVariadic, span)
      return inputs.map { make(.error, $0, span) }
    }
    let hints = expectedInputs(inputs, output: output, expectation)
    var result = [TypedExprID](repeating: .none, count: arguments.count)
    var hasClosures = false
    for (position, argument) in arguments.enumerated() {
      if case .closure = tree.exprs[argument].kind {
        hasClosures = true
        continue
      }
      if position < inputs.count {
        result[position] = checkArgument(argument, formal: inputs[position], hint: hints?[position])
      } else {
        result[position] = checkVariadic(argument)
      }
    }
    if hasClosures {
      infer.selectWherePossible()
      for (position, argument) in arguments.enumerated() where result[position].isNone {
        if position < inputs.count {
          result[position] = checkArgument(argument, formal: inputs[position], hint: hints?[position])
        } else {
          result[position] = checkVariadic(argument)
        }
      }
    }
    return result
  }

  /// What the expected result says of the inputs.
  private func expectedInputs(_ inputs: [Ty], output: Ty, _ expectation: Expectation) -> [Ty]? {
    guard case .type(let expected) = expectation, !inputs.isEmpty else { return nil }
    let wanted = resolve(expected)
    switch types.kind(wanted) {
    case .typeVariable, .error: return nil
    default: break
    }
    // Only a result that has variables can tell something.
    guard types.flags(resolveFully(output)).contains(.hasVariables) else { return nil }
    return infer.probe {
      guard infer.unify(output, wanted) else { return nil }
      return inputs.map { infer.resolve($0) }
    }
  }

  /// One argument, field value or the like: `formal` is its type, `hint` a better guess of it.
  func checkArgument(_ argument: ExprID, formal: Ty, hint: Ty?) -> TypedExprID {
    guard let hint, hint != formal, !isVariable(hint) else {
      let value = check(argument, rvalueExpectation(formal))
      return coerce(value, to: formal, cause: .argument, allowTwoPhase: true, syntax: argument)
    }
    let hinted = rvalueExpectation(hint)
    let value = check(argument, hinted)
    if case .type = hinted, let coerced = tryCoerce(value, to: hint, allowTwoPhase: true) {
      if unify(hint, formal) { return coerced }
      return coerce(coerced, to: formal, cause: .argument, allowTwoPhase: true, syntax: argument)
    }
    return coerce(value, to: formal, cause: .argument, allowTwoPhase: true, syntax: argument)
  }

  private func checkVariadic(_ argument: ExprID) -> TypedExprID {
    let value = check(argument)
    let type = structurallyTry(rawType(value))
    let advice: String?
    switch types.kind(type) {
    case .float(.f32): advice = "c_double"
    case .integer(.i8), .integer(.i16), .bool: advice = "c_int"
    case .integer(.u8), .integer(.u16): advice = "c_uint"
    case .functionDef: return tryReify(value)
    default: advice = nil
    }
    if let advice {
      error(
        "E0617", "can't pass `\(text(type))` to variadic function", span(value),
        label: "help: cast the value to `\(advice)`")
    }
    return value
  }

  private func tryReify(_ value: TypedExprID) -> TypedExprID {
    guard case .functionDef(let def, let args) = kind(rawType(value)) else { return value }
    let signature = instantiatedSignature(def, args, span: span(value))
    return make(.cast(.reifyFunction, value), types.type(.functionPointer(types.signature(signature))), span(value))
  }

  private func reportArgumentCount(
    expected: Int, given: [ExprID], _ callee: CalleeKind, isVariadic: Bool, _ span: Span
  ) {
    func plural(_ count: Int) -> String { "\(count) argument\(count == 1 ? "" : "s")" }
    let supplied = "\(plural(given.count)) \(given.count == 1 ? "was" : "were") supplied"
    var code = "E0061"
    var what = "this function"
    var definition = Span.none
    var definitionWord = "function"
    switch callee {
    case .function(let def):
      definition = definitions[def].nameSpan
      switch definitions.kind(def) {
      case .structure:
        what = "this struct"
        definitionWord = "tuple struct"
      case .variant:
        what = "this enum variant"
        definitionWord = "tuple variant"
      case .associatedFunction:
        if program.signatureHasSelf(def) {
          what = "this method"
          definitionWord = "method"
        } else {
          definitionWord = "associated function"
        }
      default: break
      }
    case .closure(let closureSpan):
      code = "E0057"
      definition = closureSpan
      definitionWord = "closure"
    case .pointer:
      code = "E0057"
    }
    if isVariadic { code = "E0060" }
    let least = isVariadic ? "at least " : ""
    var diagnostic = Diagnostic(
      .error, code: code, "\(what) takes \(least)\(plural(expected)) but \(supplied)", at: span)
    if given.count > expected {
      for (position, argument) in given.enumerated() where position >= expected {
        diagnostic = diagnostic.labelled(
          tree.span(argument), "unexpected argument #\(position + 1)")
      }
    } else {
      let missing = expected - given.count
      diagnostic.label = missing == 1 ? "argument #\(expected) is missing" : "\(missing) arguments are missing"
    }
    if !definition.isNone {
      diagnostic = diagnostic.note("\(definitionWord) defined here", at: definition)
    }
    report(diagnostic)
  }

  // MARK: closures and Fn traits

  /// A call of a closure of this body, whose kind may be open.
  private func callOwnClosure(
    _ index: Int, _ place: TypedExprID, _ arguments: [ExprID], _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let signature = closures[index].signature
    let values = checkArguments(
      Array(types.list(signature.inputs)), output: signature.output, arguments, expectation, span,
      isVariadic: false, callee: .closure(closures[index].span))
    let tuple = make(.tuple(list(values)), types.tuple(values.map { rawType($0) }), span)
    let call = make(.error, signature.output, span)
    let deferred = DeferredCall(expr: call, callee: place, arguments: tuple, closure: index)
    if closures[index].kind != nil {
      finishClosureCall(deferred)
    } else {
      deferredCalls.append(deferred)
    }
    return call
  }

  /// Writes the call of the closure's `call`, `call_mut` or `call_once`.
  func finishClosureCall(_ deferred: DeferredCall) {
    let state = closures[deferred.closure]
    let inputs = types.tuple(types.list(state.signature.inputs))
    let expr = current(deferred.expr)
    typed.exprs[expr].kind = callKind(
      of: state.kind ?? .fn, selfType: state.type, place: deferred.callee, argumentTuple: deferred.arguments,
      tupleType: inputs, span: typed.exprs[expr].span)
  }

  /// The call of `Fn*::call*` on a place of type `selfType`.
  private func callKind(
    of kind: ClosureKind, selfType: Ty, place: TypedExprID, argumentTuple: TypedExprID, tupleType: Ty,
    isAsync: Bool = false, span: Span
  ) -> TypedExprKind {
    let (trait, name) = isAsync ? asyncCallTrait(kind) : callTrait(kind)
    guard !trait.isNone, let method = definitions.member(trait, named: name) else {
      typed.hasErrors = true
      return .error
    }
    let own = program.generics(of: method).parameters.map { _ in GenericArg(types.erased) }
    let args = types.args([GenericArg(selfType), GenericArg(tupleType)] + own)
    let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
    var receiver = place
    switch kind {
    case .fn:
      receiver = make(
        .borrow(.shared, place, explicit: false), types.reference(selfType, .shared), self.span(place))
    case .fnMut:
      if isPlace(place) { makePlaceMutable(place) }
      receiver = make(
        .borrow(.twoPhase, place, explicit: false), types.reference(selfType, .mutable), self.span(place))
    case .fnOnce: break
    }
    return .call(callee: callee, arguments: list([receiver, argumentTuple]), isOperator: false)
  }

  private func callTrait(_ kind: ClosureKind) -> (trait: DefID, method: Symbol) {
    switch kind {
    case .fn: (program.lang.fn, Names.call)
    case .fnMut: (program.lang.fnMut, Names.call_mut)
    case .fnOnce: (program.lang.fnOnce, Names.call_once)
    }
  }

  private func asyncCallTrait(_ kind: ClosureKind) -> (trait: DefID, method: Symbol) {
    switch kind {
    case .fn: (program.lang.asyncFn, symbols.intern("async_call"))
    case .fnMut: (program.lang.asyncFnMut, symbols.intern("async_call_mut"))
    case .fnOnce: (program.lang.asyncFnOnce, symbols.intern("async_call_once"))
    }
  }

  /// A call through `Fn`, `FnMut` or `FnOnce`, or one of the `AsyncFn` traits, of the type at `position`.
  private func callOverloaded(
    _ steps: [AutoderefStep], _ position: Int, _ callee: TypedExprID, _ arguments: [ExprID],
    _ expectation: Expectation, _ span: Span
  ) -> TypedExprID? {
    let type = steps[position].type
    switch types.kind(type) {
    case .adt, .parameter, .opaque, .projection, .dynamic, .closure, .reference: break
    default: return nil
    }
    for step in 0..<6 {
      let isAsync = step >= 3
      let kind: ClosureKind = step % 3 == 0 ? .fn : step % 3 == 1 ? .fnMut : .fnOnce
      let trait = (isAsync ? asyncCallTrait(kind) : callTrait(kind)).trait
      if trait.isNone { continue }
      let tuple = infer.freshType(span)
      let reference = TraitRef(trait, types.args([GenericArg(type), GenericArg(tuple)]))
      guard mayHold(reference) else { continue }
      register(reference, span)
      infer.selectWherePossible()
      guard case .tuple(let inputs) = self.kind(tuple) else {
        // Several implementations: the number of arguments decides.
        let guess = types.tuple(arguments.map { _ in infer.freshType(span) })
        guard unify(tuple, guess), case .tuple(let inputs) = self.kind(guess) else { continue }
        return finishOverloaded(kind, isAsync, steps, position, callee, arguments, expectation, span, inputs, tuple)
      }
      return finishOverloaded(kind, isAsync, steps, position, callee, arguments, expectation, span, inputs, tuple)
    }
    return nil
  }

  private func finishOverloaded(
    _ kind: ClosureKind, _ isAsync: Bool, _ steps: [AutoderefStep], _ position: Int, _ callee: TypedExprID,
    _ arguments: [ExprID], _ expectation: Expectation, _ span: Span, _ inputs: TyList, _ tuple: Ty
  ) -> TypedExprID {
    let type = steps[position].type
    let place = applyDerefs(callee, steps, count: position, span: self.span(callee))
    var output = types.error
    let lang: StaticString = !isAsync ? "fn_once_output" : kind == .fnOnce ? "call_once_future" : "call_ref_future"
    if let item = program.langItem(lang) {
      let own = program.generics(of: item).parameters.map { _ in GenericArg(types.erased) }
      output = normalize(
        types.type(.projection(item, types.args([GenericArg(type), GenericArg(tuple)] + own))), span: span)
    }
    let values = checkArguments(
      Array(types.list(inputs)), output: output, arguments, expectation, span, isVariadic: false,
      callee: .pointer)
    let tupleNode = make(.tuple(list(values)), types.tuple(types.list(inputs)), span)
    let call = make(.error, output, span)
    typed.exprs[call].kind = callKind(
      of: kind, selfType: type, place: place, argumentTuple: tupleNode, tupleType: resolve(tuple),
      isAsync: isAsync, span: span)
    return call
  }
}
