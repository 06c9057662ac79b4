// Method calls: applying what the probe found to the receiver, and the errors if it found nothing.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func checkMethodCall(
    _ expr: ExprID, _ call: MethodCall, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let receiver = check(call.receiver)
    let arguments = Array(tree.exprLists[call.arguments])
    let name = call.segment.ident
    let start = structurallyTry(rawType(receiver))
    if case .error = types.kind(start) {
      typed.hasErrors = true
      for argument in arguments { _ = check(argument) }
      return makeError(span)
    }
    var steps = autoderefSteps(start, span: name.span)
    switch probeMethod(&steps, name: name.name, span: name.span) {
    case .found(let pick):
      return confirm(pick, steps, receiver, call, arguments, expectation, span)
    case .failed(let failure):
      reportMissingMethod(failure, start, steps, receiver, name, call, span)
      for argument in arguments { _ = check(argument) }
      return makeError(span)
    }
  }

  private func confirm(
    _ pick: Pick, _ steps: [AutoderefStep], _ receiver: TypedExprID, _ call: MethodCall, _ arguments: [ExprID],
    _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    let nameSpan = call.segment.ident.span
    let adjusted = adjustReceiver(receiver, pick, steps)
    let adjustedType = rawType(adjusted)

    let prefix: Args
    switch pick.source {
    case .inherent(let implementation): prefix = infer.freshArgs(for: implementation, span: nameSpan)
    case .extensionTrait(let trait):
      prefix = infer.freshArgs(for: trait, span: nameSpan)
    case .bound(let reference): prefix = reference.args
    }
    let generics = program.generics(of: pick.item)
    let args: Args
    if generics.parameters.isEmpty && call.segment.arguments.isNone {
      args = prefix
    } else {
      args = types.args(
        lowering().lowerArgumentList(
          of: pick.item, generics, call.segment, prefix: Array(types.list(prefix)), span: nameSpan, inferMissing: true))
    }
    // The receiver fixes the impl's arguments before the signature is normalized.
    let rawSignature = program.signature(of: pick.item)
    let formalReceiver = types.substitute(types.type(rawSignature.inputs, 0), args)
    if !unify(formalReceiver, adjustedType) {
      _ = unify(normalize(formalReceiver, span: nameSpan), adjustedType)
    }
    if case .extensionTrait(let trait) = pick.source {
      register(TraitRef(trait, prefix), nameSpan, origin: pick.item)
    }
    let signature = instantiatedSignature(pick.item, args, span: nameSpan)
    registerPredicates(of: pick.item, args, nameSpan)
    if signature.isUnsafe { requireUnsafeCall(pick.item, span) }
    requireConst(pick.item, nameSpan.to(span))
    refuseDestructorCall(pick.item, nameSpan)
    let inputs = Array(types.list(signature.inputs).dropFirst())
    blameArguments(pick.item, args, arguments, calleeSpan: nameSpan, isMethod: true)
    let values = checkArguments(
      inputs, output: signature.output, arguments, expectation, span, isVariadic: signature.isVariadic,
      callee: .function(pick.item), convention: signature.convention)
    let callee = make(.zeroSized, types.type(.functionDef(pick.item, args)), nameSpan)
    return make(
      .call(callee: callee, arguments: list([adjusted] + values), isOperator: false), signature.output, span)
  }

  /// E0040
  func refuseDestructorCall(_ item: DefID, _ span: Span) {
    guard program.lang.drop == definitions.parent(item), isUserCode else { return }
    report(
      Diagnostic(
        .error, code: "E0040", "explicit use of destructor method", at: span,
        label: "explicit destructor calls not allowed"
      ).help("consider using `drop` function: `drop(…)`"))
  }

  private func adjustReceiver(_ receiver: TypedExprID, _ pick: Pick, _ steps: [AutoderefStep]) -> TypedExprID {
    let where_ = span(receiver)
    let place = applyDerefs(receiver, steps, count: pick.derefs, span: where_)
    let type = steps[pick.derefs].type
    switch pick.autoref {
    case .none:
      guard let mutability = pick.reborrow, let target = builtinDeref(type, allowRaw: false) else { return place }
      if mutability == .shared { return place }
      let inner = make(.deref(place), target, where_)
      makePlaceMutable(inner)
      return make(.borrow(.twoPhase, inner, explicit: false), type, where_)
    case .shared, .mutable:
      let isMutable = pick.autoref == .mutable
      if isMutable { makePlaceMutable(place) }
      let borrowed = make(
        .borrow(isMutable ? .twoPhase : .shared, place, explicit: false),
        types.reference(type, isMutable ? .mutable : .shared), where_)
      guard pick.unsize, case .array(let element, _) = types.kind(type) else { return borrowed }
      return make(
        .cast(.unsize, borrowed),
        types.reference(types.type(.slice(element)), isMutable ? .mutable : .shared), where_)
    case .constPointer:
      guard case .pointer(let target, _) = types.kind(type) else { return place }
      return make(.cast(.mutableToConstPointer, place), types.type(.pointer(target, .shared)), where_)
    }
  }

  // MARK: errors

  /// "struct `S`", "type `i32`", … as messages name a receiver's type.
  func describeKind(_ type: Ty) -> String {
    let shown = "`\(text(type))`"
    switch kind(type) {
    case .adt(let def, _): return "\(definitions.kindWord(def)) \(shown)"
    case .reference(_, _, .shared): return "reference \(shown)"
    case .reference(_, _, .mutable): return "mutable reference \(shown)"
    case .pointer: return "raw pointer \(shown)"
    case .array: return "array \(shown)"
    case .tuple(let list): return types.count(list) == 0 ? "unit type \(shown)" : "tuple \(shown)"
    case .parameter: return "type parameter \(shown)"
    case .projection: return "associated type \(shown)"
    case .opaque: return "opaque type \(shown)"
    case .closure: return "closure \(shown)"
    case .functionDef: return "fn item \(shown)"
    case .functionPointer: return "fn pointer \(shown)"
    case .dynamic: return "trait object \(shown)"
    default: return "type \(shown)"
    }
  }

  private func reportMissingMethod(
    _ failure: ProbeFailure, _ type: Ty, _ steps: [AutoderefStep], _ receiver: TypedExprID, _ name: Ident,
    _ call: MethodCall, _ span: Span
  ) {
    let methodName = text(name.name)
    switch failure {
    case .unknownType(let unknown):
      _ = structurallyResolve(unknown, span: self.span(receiver))
      typed.hasErrors = true
    case .ambiguousNumber:
      report(
        Diagnostic(
          .error, code: "E0689",
          "can't call method `\(methodName)` on ambiguous numeric type `\(text(type))`", at: name.span
        ).help("you must specify a concrete type for this numeric value, like `\(isFloating(kind(type)) ? "f32" : "i32")`"))
    case .isPrivate(let item):
      let isFunction = !program.signatureHasSelf(item)
      report(
        Diagnostic(
          .error, code: "E0624", "\(isFunction ? "associated function" : "method") `\(methodName)` is private",
          at: name.span, label: "private \(isFunction ? "associated function" : "method")"
        ).labelled(definitions[item].nameSpan, "private method defined here"))
    case .ambiguous(let candidates): reportAmbiguousItem(candidates, name)
    case .unsatisfied(let reasons) where !hasError(type):
      // Only traits that are in scope and would take the receiver count.
      reportUnsatisfied(reasons, type, name, word: "method")
    case .notFound, .unsatisfied:
      guard !hasError(type) else {
        typed.hasErrors = true
        return
      }
      var diagnostic = Diagnostic(
        .error, code: "E0599",
        "no method named `\(methodName)` found for \(describeKind(type)) in the current scope", at: name.span,
        label: "method not found in `\(text(type))`")
      for step in steps {
        if case .adt(let def, _) = types.kind(step.type), !program.adt(def).isEnum,
          program.adt(def).variants.first?.fields.contains(where: { $0.name == name.name }) == true
        {
          diagnostic.label = "field, not a method"
          diagnostic = diagnostic.help("if `\(methodName)` is callable, surround the field access with parentheses")
        }
        for entry in program.associatedItems.inherentItems(of: step.type, named: name.name)
        where definitions.kind(entry.item) == .associatedFunction && !program.signatureHasSelf(entry.item) {
          diagnostic.label = "this is an associated function, not a method"
          diagnostic = diagnostic.note(
            "found the following associated functions; to be used as methods, functions must have a `self` parameter")
            .help("use associated function syntax instead: `\(text(step.type))::\(methodName)`")
        }
      }
      diagnostic = addTraitHints(diagnostic, type, steps, name)
      if let near = nearestMethod(methodName, steps) {
        diagnostic = diagnostic.help("there is a method `\(near)` with a similar name")
      }
      report(diagnostic)
    }
  }

  private func nearestMethod(_ name: String, _ steps: [AutoderefStep]) -> String? {
    var names: [String] = []
    for step in steps { names += program.associatedItems.inherentNames(of: step.type).map { text($0) } }
    return nearest(name, names.sorted())
  }

  /// Traits that have the method but are not in scope or not implemented.
  private func addTraitHints(_ diagnostic: Diagnostic, _ type: Ty, _ steps: [AutoderefStep], _ name: Ident) -> Diagnostic {
    var diagnostic = diagnostic
    var unimplemented: [DefID] = []
    for item in program.associatedItems.traitItems(named: name.name) where definitions.kind(item) == .associatedFunction {
      let trait = definitions.parent(item)
      let isImplemented = steps.contains { step in
        infer.probe {
          infer.evaluate(.trait(TraitRef(trait, infer.freshArgs(for: trait, prefix: [GenericArg(step.type)])))) == .holds
        }
      }
      if isImplemented, !isTraitInScope(trait) {
        diagnostic = diagnostic.help(
          "trait `\(text(definitions.name(trait)))` which provides `\(text(name.name))` is implemented but not in scope; perhaps you want to import it")
        return diagnostic
      }
      unimplemented.append(trait)
    }
    if let trait = unimplemented.first(where: { program.isLocal($0) }) {
      diagnostic = diagnostic.help(
        "items from traits can only be used if the trait is implemented and in scope")
        .note("`\(text(definitions.name(trait)))` defines an item `\(text(name.name))`, perhaps you need to implement it",
          at: definitions[trait].nameSpan)
    }
    return diagnostic
  }

  private func reportUnsatisfied(_ reasons: [(MethodCandidate, Predicate)], _ type: Ty, _ name: Ident, word: String) {
    // Reasons about impls of the receiver itself are worth a note; blanket impls of foreign traits are not.
    let relevant = reasons.filter { if case .inherent = $0.0.source { true } else { false } }
    let shownReasons = relevant.isEmpty ? reasons.filter { program.isLocal($0.0.item) || true } : relevant
    if relevant.isEmpty, !reasons.contains(where: { mentionsParameters(of: $0.0) }) {
      var diagnostic = Diagnostic(
        .error, code: "E0599",
        "no \(word) named `\(text(name.name))` found for \(describeKind(type)) in the current scope", at: name.span,
        label: "method not found in `\(text(type))`")
      var steps = [AutoderefStep(type: type, isOverloaded: false)]
      if let next = builtinDeref(type, allowRaw: false) { steps.append(AutoderefStep(type: next, isOverloaded: false)) }
      diagnostic = addTraitHints(diagnostic, type, steps, name)
      report(diagnostic)
      return
    }
    var diagnostic = Diagnostic(
      .error, code: "E0599",
      "the \(word) `\(text(name.name))` exists for \(describeKind(type)), but its trait bounds were not satisfied",
      at: name.span, label: "\(word) cannot be called on `\(text(type))` due to unsatisfied trait bounds")
    var lines: [String] = []
    for (_, predicate) in shownReasons {
      let line = "`\(program.describe(predicate))`"
      if !lines.contains(line) { lines.append(line) }
    }
    diagnostic = diagnostic.note(
      "the following trait bounds were not satisfied:\n" + lines.joined(separator: "\n"))
    report(diagnostic)
  }

  private func mentionsParameters(of candidate: MethodCandidate) -> Bool {
    guard case .extensionTrait(let trait) = candidate.source else { return false }
    // A blanket impl whose own bounds fail (`impl<I: Iterator> IntoIterator for I`).
    return text(definitions.name(trait)) == "Iterator"
  }

  private func reportAmbiguousItem(_ candidates: [MethodCandidate], _ name: Ident) {
    var diagnostic = Diagnostic(
      .error, code: "E0034", "multiple applicable items in scope", at: name.span,
      label: "multiple `\(text(name.name))` found")
    for (position, candidate) in candidates.enumerated() {
      let owner = definitions.parent(candidate.item)
      let place: String
      if definitions.kind(owner) == .trait {
        place = "the trait `\(text(definitions.name(owner)))`"
      } else {
        place = "an impl for the type `\(text(program.type(of: owner)))`"
      }
      diagnostic = diagnostic.note(
        "candidate #\(position + 1) is defined in \(place)", at: definitions[candidate.item].nameSpan)
    }
    report(diagnostic)
  }

  func reportMissingAssociated(_ failure: ProbeFailure, _ type: Ty, _ name: Ident, _ span: Span) {
    switch failure {
    case .unknownType(let unknown):
      _ = structurallyResolve(unknown, span: span)
      typed.hasErrors = true
    case .ambiguousNumber:
      error(
        "E0689", "can't call associated function `\(text(name.name))` on ambiguous numeric type `\(text(type))`",
        name.span)
    case .isPrivate(let item):
      let word = definitions.kindWord(item)
      report(
        Diagnostic(
          .error, code: "E0624", "\(word) `\(text(name.name))` is private", at: name.span,
          label: "private \(word)"
        ).labelled(definitions[item].nameSpan, "private \(word) defined here"))
    case .ambiguous(let candidates): reportAmbiguousItem(candidates, name)
    case .unsatisfied(let reasons) where reasons.contains(where: { if case .inherent = $0.0.source { true } else { false } }):
      reportUnsatisfied(reasons, type, name, word: "function or associated item")
    case .notFound, .unsatisfied:
      guard !hasError(type) else {
        typed.hasErrors = true
        return
      }
      let isEnum: Bool
      if case .adt(let def, _) = kind(type) { isEnum = program.adt(def).isEnum } else { isEnum = false }
      let word = isEnum ? "variant or associated item" : "function or associated item"
      var diagnostic = Diagnostic(
        .error, code: "E0599",
        "no \(word) named `\(text(name.name))` found for \(describeKind(type)) in the current scope",
        at: name.span, label: "\(word) not found in `\(text(type))`")
      var names = program.associatedItems.inherentNames(of: type).map { text($0) }
      if case .adt(let def, _) = kind(type), isEnum { names += program.adt(def).variants.map { text($0.name) } }
      if let near = nearest(text(name.name), names.sorted()) {
        diagnostic = diagnostic.help("there is an item with a similar name: `\(near)`")
      }
      report(diagnostic)
    }
  }
}
