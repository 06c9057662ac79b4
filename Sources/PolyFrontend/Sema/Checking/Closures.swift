// Closures: their expected signature, their bodies, and the order in which their captures are analysed.

import PolyExpansion
import PolySupport
import PolySyntax

/// What the surroundings demand of a closure.
struct ExpectedClosure {
  var kind: ClosureKind?
  var inputs: [Ty]?
  var output: Ty?
  /// Of `AsyncFn` traits: what awaiting the result gives.
  var awaitedOutput: Ty?
}

extension BodyChecker {
  func checkClosure(_ expr: ExprID, _ node: Closure, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let def = program.resolution.definition(of: expr)
    guard !def.isNone else { return makeError(span) }
    let parameters = Array(tree.parameters[node.parameters])
    var expected = expectedClosure(expectation)
    // What does not fit is found when the closure is used: E0593, E0631, E0308.
    if let inputs = expected.inputs, inputs.count != parameters.count { expected.inputs = nil }
    let written = parameters.map { $0.type.isNone ? nil : lowerType($0.type) }
    // The result that an `async` closure writes is that of its futures.
    let writtenType: Ty? = node.output.isNone ? nil : lowerType(node.output)
    let writtenOutput = node.isAsync ? nil : writtenType
    let fits = infer.commitIfTrue {
      for (position, type) in written.enumerated() {
        if let type, let hint = expected.inputs?[position], !infer.unify(hint, type) { return false }
      }
      if let writtenOutput, let hint = expected.output, !infer.unify(hint, writtenOutput) { return false }
      return true
    }
    if !fits {
      expected.inputs = nil
      expected.output = nil
    }
    let inputs = parameters.indices.map { position in
      written[position] ?? expected.inputs?[position] ?? infer.freshType(parameters[position].span)
    }
    let output = writtenOutput ?? expected.output ?? infer.freshType(tree.span(node.body))
    let signature = SignatureData(inputs: types.types(inputs), output: output)
    let type = types.type(.closure(def, ownerArgs))
    infer.closures[def] = InferredClosure(signature: signature, kind: expected.kind)
    let result = make(.closure(def, captures: .empty), type, span)
    let index = closures.count
    closures.append(
      ClosureState(
        definition: def, expr: expr, typedExpr: result, parent: currentClosure, type: type, signature: signature,
        kind: expected.kind, isMove: node.isMove, isCoroutine: false, span: span))

    if node.isAsync { asyncClosureBodies[node.body] = (index, writtenType ?? expected.awaitedOutput) }
    let outer = enterClosure(
      index, returnType: output, isAsync: false,
      returnSpan: node.output.isNone ? .none : tree.types[node.output].span)
    var checkedParameters: [TypedParameter] = []
    for (position, parameter) in parameters.enumerated() {
      let pattern = checkPattern(parameter.pattern, inputs[position], PatternContext(span: .none))
      checkedParameters.append(TypedParameter(pattern: pattern, type: inputs[position], span: parameter.span))
      matchChecks.append(
        MatchCheck(
          kind: .parameter, scrutinee: inputs[position], patterns: [pattern], arms: [],
          span: tree.span(parameter.pattern), scrutineeSpan: .none))
      registerSized(inputs[position], span: parameter.span, cause: .sizedArgument)
    }
    let body = check(node.body, .type(output))
    let value = pushReturn(body)
    leaveClosure(outer)
    closures[index].parameters = checkedParameters
    closures[index].value = value
    return result
  }

  /// What `leaveClosure` puts back.
  struct OuterScope {
    var closure: Int
    var diverges: Bool
  }

  func enterClosure(_ index: Int, returnType: Ty, isAsync: Bool, returnSpan: Span) -> OuterScope {
    let outer = OuterScope(closure: currentClosure, diverges: diverges)
    currentClosure = index
    diverges = false
    functions.append(
      FunctionScope(
        returnType: returnType, results: BranchUnifier(expected: returnType, role: .returnValue(returnSpan)),
        closure: index, allowsReturn: true, isAsync: isAsync, returnSpan: returnSpan, outerBreaks: breaks.count))
    return outer
  }

  func leaveClosure(_ outer: OuterScope) {
    functions.removeLast()
    currentClosure = outer.closure
    diverges = outer.diverges
  }

  // MARK: expected signature

  private func expectedClosure(_ expectation: Expectation) -> ExpectedClosure {
    switch expectation {
    case .type(let type), .rvalueHint(let type), .castTo(let type): return expectedClosure(of: type)
    case .none: return ExpectedClosure()
    }
  }

  private func expectedClosure(of type: Ty) -> ExpectedClosure {
    var result = ExpectedClosure()
    let resolved = structurallyTry(type)
    switch types.kind(resolved) {
    case .functionPointer(let signature):
      let data = types.data(signature)
      result.inputs = Array(types.list(data.inputs))
      result.output = data.output
    case .dynamic(let existential, _):
      let data = types.data(existential)
      guard !data.principal.isNone else { break }
      let reference = TraitRef(data.principal, types.args([GenericArg(resolved)] + types.list(data.principalArgs)))
      merge(reference, &result)
      for projection in data.projections where projection.item == program.lang.fnOnceOutput {
        result.output = projection.type
      }
    case .opaque(let def, let args):
      for bound in program.itemBounds(of: def) {
        merge(program.substitute(bound.predicate, args), self: resolved, &result)
      }
    case .typeVariable:
      for pending in infer.pendingObligations {
        merge(pending.obligation.predicate, self: resolved, &result)
      }
    case .parameter:
      for reference in program.environmentTraits(environment)
      where types.count(reference.args) > 0 && types.arg(reference.args, 0).type == resolved {
        merge(reference, &result)
      }
    default: break
    }
    return result
  }

  private func merge(_ predicate: Predicate, self type: Ty, _ result: inout ExpectedClosure) {
    switch predicate {
    case .trait(let reference):
      guard types.count(reference.args) > 0, let own = types.arg(reference.args, 0).type, resolve(own) == type else { return }
      merge(reference, &result)
    case .projection(let item, let args, let output):
      let isAsync = item == program.lang.asyncFnOnceOutput
      guard item == program.lang.fnOnceOutput || isAsync, types.count(args) > 1, let own = types.arg(args, 0).type,
        resolve(own) == type
      else { return }
      if isAsync {
        if result.awaitedOutput == nil { result.awaitedOutput = output }
      } else if result.output == nil {
        result.output = output
      }
      if result.inputs == nil, let tuple = types.arg(args, 1).type, case .tuple(let list) = kind(tuple) {
        result.inputs = Array(types.list(list))
      }
    case .closureKind: break
    }
  }

  private func merge(_ reference: TraitRef, _ result: inout ExpectedClosure) {
    let kind: ClosureKind
    switch reference.trait {
    case program.lang.fn, program.lang.asyncFn: kind = .fn
    case program.lang.fnMut, program.lang.asyncFnMut: kind = .fnMut
    case program.lang.fnOnce, program.lang.asyncFnOnce: kind = .fnOnce
    default:
      // A user's trait with a `Fn` supertrait.
      for parent in program.supertraits(of: reference) where parent != reference { merge(parent, &result) }
      return
    }
    if let known = result.kind { result.kind = kind.rawValue < known.rawValue ? kind : known } else { result.kind = kind }
    if types.count(reference.args) > 1, let tuple = types.arg(reference.args, 1).type, case .tuple(let list) = self.kind(tuple) {
      if result.inputs == nil { result.inputs = Array(types.list(list)) }
    }
  }

  // MARK: analysis

  /// Finds captures and kinds, inner closures before outer ones, siblings in source order.
  func analyzeClosures() {
    guard !closures.isEmpty else { return }
    var children: [Int: [Int]] = [:]
    for (index, state) in closures.enumerated() { children[state.parent, default: []].append(index) }
    func visit(_ index: Int) {
      for child in children[index] ?? [] { visit(child) }
      analyzeCaptures(of: index)
    }
    for root in children[-1] ?? [] { visit(root) }
  }

  /// Whether the closure's body names variables declared outside of it.
  func mentionsOuterVariables(closure index: Int) -> Bool {
    var analysis = CaptureAnalysis(checker: self, closure: index)
    return !analysis.uses().isEmpty
  }

  private func analyzeCaptures(of index: Int) {
    var analysis = CaptureAnalysis(checker: self, closure: index)
    let uses = analysis.uses()
    let state = closures[index]
    var inferred = ClosureKind.fn
    for use in uses { inferred = inferred.rawValue < use.kind.rawValue ? use.kind : inferred }
    let captures = analysis.captures(from: uses, isMove: state.isMove || takesCaptures(state, uses))
    if state.asyncClosure >= 0, closures[state.asyncClosure].isMove {
      // What is borrowed here lies in the closure, if no reference leads out of it.
      closures[state.asyncClosure].lendsCaptures = captures.contains {
        $0.mode != .byValue && !$0.projections.contains(.deref)
      }
    }
    closures[index].captures = captures
    if closures[index].kind == nil { closures[index].kind = inferred }
    closures[index].isAnalyzed = true
    let nodes = captures.map { makeCapture($0, parent: state.parent, span: state.span) }
    typed.exprs[current(state.typedExpr)].kind = .closure(state.definition, captures: list(nodes))
    infer.closures[state.definition]?.kind = closures[index].kind
    infer.closures[state.definition]?.captures = captures.map { $0.fieldType }
    // Obligations that waited for this can go on.
    infer.generation &+= 1
    for deferred in deferredCalls where deferred.closure == index { finishClosureCall(deferred) }
    deferredCalls.removeAll { $0.closure == index }
  }

  /// Whether the future of an `async move` closure owns what the closure captured: if the closure is called
  /// once only.
  private func takesCaptures(_ state: ClosureState, _ uses: [CaptureUse]) -> Bool {
    guard state.asyncClosure >= 0, closures[state.asyncClosure].isMove else { return false }
    return closures[state.asyncClosure].kind == .fnOnce
      || uses.contains { $0.kind == .fnOnce && variableHome[$0.place.variable.index] != state.asyncClosure }
  }

  /// The value of a capture, in the body around the closure.
  private func makeCapture(_ capture: Capture, parent: Int, span: Span) -> TypedExprID {
    let isOwn = variableHome[capture.variable.index] == parent
    var type = typed.variables[capture.variable].type
    var place = make(isOwn ? .variable(capture.variable) : .upvar(capture.variable), type, capture.span)
    for projection in capture.projections {
      switch projection {
      case .deref:
        type = builtinDeref(resolve(type), allowRaw: true) ?? types.error
        place = make(.deref(place), type, capture.span)
      case .field(let index):
        type = typeOfField(resolve(type), index)
        place = make(.field(place, index: index), type, capture.span)
      }
    }
    switch capture.mode {
    case .byValue: return place
    case .byReference: return make(.borrow(.shared, place, explicit: false), capture.fieldType, capture.span)
    case .byUniqueReference: return make(.borrow(.unique, place, explicit: false), capture.fieldType, capture.span)
    case .byMutableReference:
      // Through a variable that is not `mut` itself the closure needs unique access.
      let isUnique =
        isOwn && capture.projections.count == 1 && capture.projections.first == .deref
        && !typed.variables[capture.variable].isMutable
      return make(.borrow(isUnique ? .unique : .mutable, place, explicit: false), capture.fieldType, capture.span)
    }
  }

  /// The type of a field of a struct or tuple type.
  func typeOfField(_ type: Ty, _ index: UInt32) -> Ty {
    switch types.kind(type) {
    case .adt(let def, let args):
      guard let variant = program.adt(def).variants.first, Int(index) < variant.fields.count else { return types.error }
      return fieldType(variant.fields[Int(index)], args, .none)
    case .tuple(let list):
      return Int(index) < types.count(list) ? types.type(list, Int(index)) : types.error
    default: return types.error
    }
  }
}
