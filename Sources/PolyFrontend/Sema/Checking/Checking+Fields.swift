// Fields, indexing and struct expressions.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  // MARK: fields

  func checkField(_ base: ExprID, _ name: Ident, _ span: Span) -> TypedExprID {
    let use = placeUse
    // Parts of a written place are not read on the way; those of an address are.
    if use == .addressTaken { placeUse = .read }
    let value = check(base)
    let start = structurallyResolve(rawType(value), span: self.span(value))
    if case .error = types.kind(start) { return makeError(span) }
    let steps = autoderefSteps(start, span: span)
    var privateField: (adt: DefID, field: DefID)? = nil
    for (position, step) in steps.enumerated() {
      switch types.kind(step.type) {
      case .adt(let def, let args):
        let data = program.adt(def)
        guard !data.isEnum, let variant = data.variants.first,
          let index = variant.fields.firstIndex(where: { $0.name == name.name })
        else { continue }
        let field = variant.fields[index]
        guard isAccessible(field.def) else {
          privateField = privateField ?? (def, field.def)
          continue
        }
        let place = applyDerefs(value, steps, count: position, span: self.span(value))
        if data.isUnion, use == .read {
          requireUnsafe("access to union field", span, note: "the field may not be properly initialized: using uninitialized data will cause undefined behavior")
        }
        return make(.field(place, index: UInt32(index)), fieldType(field, args, span), span)
      case .tuple(let list):
        guard let index = Int(text(name.name)), index < types.count(list), String(index) == text(name.name) else { continue }
        let place = applyDerefs(value, steps, count: position, span: self.span(value))
        return make(.field(place, index: UInt32(index)), types.type(list, index), span)
      case .error: return makeError(span)
      case .typeVariable:
        _ = structurallyResolve(step.type, span: span)
        return makeError(span)
      default: continue
      }
    }
    reportField(start, steps, name, privateField, value, span)
    return makeError(span)
  }

  private func reportField(
    _ type: Ty, _ steps: [AutoderefStep], _ name: Ident, _ privateField: (adt: DefID, field: DefID)?,
    _ value: TypedExprID, _ span: Span
  ) {
    guard !hasError(type) else {
      typed.hasErrors = true
      return
    }
    let fieldName = text(name.name)
    if let privateField {
      error(
        "E0616",
        "field `\(fieldName)` of \(definitions.kindWord(privateField.adt)) `\(text(definitions.name(privateField.adt)))` is private",
        name.span, label: "private field")
      return
    }
    if case .found = probeMethod(value, name: name.name, span: name.span, isForDiagnostics: true) {
      report(
        Diagnostic(
          .error, code: "E0615", "attempted to take value of method `\(fieldName)` on type `\(text(type))`",
          at: name.span, label: "method, not a field"
        ).help("use parentheses to call the method"))
      return
    }
    switch types.kind(type) {
    case .bool, .char, .integer, .float, .integerVariable, .floatVariable:
      error(
        "E0610", "`\(text(type))` is a primitive type and therefore doesn't have fields", name.span)
    default:
      var diagnostic = Diagnostic(
        .error, code: "E0609", "no field `\(fieldName)` on type `\(text(type))`", at: name.span,
        label: "unknown field")
      for step in steps {
        if case .adt(let def, _) = types.kind(step.type), !program.adt(def).isEnum,
          let fields = program.adt(def).variants.first?.fields
        {
          let names = fields.filter { isAccessible($0.def) }.map { text($0.name) }
          if let near = nearest(fieldName, names) {
            diagnostic = diagnostic.help("a field with a similar name exists: `\(near)`")
          } else if !names.isEmpty {
            let shown = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
            diagnostic = diagnostic.note(
              names.count == 1 ? "available field is: \(shown)" : "available fields are: \(shown)\(names.count > 5 ? " ... and \(names.count - 5) others" : "")")
          }
          break
        }
      }
      report(diagnostic)
    }
  }

  /// The name within a small edit distance, for "similar name" hints.
  func nearest(_ name: String, _ candidates: [String]) -> String? {
    let limit = max(name.utf8.count, 3) / 3
    var best: (String, Int)? = nil
    for candidate in candidates {
      let distance = editDistance(Array(name.utf8), Array(candidate.utf8))
      if distance <= limit, distance < (best?.1 ?? Int.max) { best = (candidate, distance) }
    }
    return best?.0
  }

  private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var previous = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let old = row[j + 1]
        row[j + 1] = min(row[j + 1] + 1, row[j] + 1, previous + (x == y ? 0 : 1))
        previous = old
      }
    }
    return row[b.count]
  }

  // MARK: indexing

  func checkIndex(_ base: ExprID, _ index: ExprID, _ span: Span) -> TypedExprID {
    let value = check(base)
    let indexValue = check(index)
    let start = structurallyResolve(rawType(value), span: self.span(value))
    let indexType = structurallyTry(rawType(indexValue))
    if case .error = types.kind(start) { return makeError(span) }
    if case .error = types.kind(indexType) { return makeError(span) }
    guard let trait = program.langItem("index"), let method = definitions.member(trait, named: Names.index),
      let output = associatedType(of: trait, named: Names.Output)
    else { return unsupported("indexing needs the library's `Index` trait", span) }
    let steps = autoderefSteps(start, span: span)
    for (position, step) in steps.enumerated() {
      switch types.kind(step.type) {
      case .array(let element, _), .slice(let element):
        switch types.kind(indexType) {
        case .integer(.usize), .integerVariable:
          _ = unify(indexType, types.usize)
          let place = applyDerefs(value, steps, count: position, span: self.span(value))
          return make(.index(place, indexValue), resolve(element), span)
        default: break
        }
      case .typeVariable:
        _ = structurallyResolve(step.type, span: span)
        return makeError(span)
      case .error: return makeError(span)
      case .adt, .parameter, .opaque, .projection, .dynamic, .str: break
      default: continue
      }
      let input = infer.freshType(span)
      let args = types.args([GenericArg(step.type), GenericArg(input)])
      guard mayHold(TraitRef(trait, args)) else { continue }
      // The index is coerced to what the only implementation takes, if there is one only.
      register(TraitRef(trait, args), self.span(indexValue), cause: .operand)
      let element = normalize(types.type(.projection(output, args)), span: self.span(indexValue))
      let place = applyDerefs(value, steps, count: position, span: self.span(value))
      let coerced = coerce(indexValue, to: input, cause: .plain, syntax: index)
      let borrowed = make(
        .borrow(.shared, place, explicit: false), types.reference(step.type, .shared), self.span(value))
      let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
      let call = make(
        .call(callee: callee, arguments: list([borrowed, coerced]), isOperator: false),
        types.reference(element, .shared), span)
      let result = make(.deref(call), element, span)
      overloadedPlaces[result] = OverloadedPlace(call: call, base: place, index: coerced, isMutable: false)
      return result
    }
    if !hasError(start) {
      error(
        "E0608", "cannot index into a value of type `\(text(start))`",
        program.sources.rest(of: span, after: self.span(value)))
    }
    return makeError(span)
  }

  // MARK: struct expressions

  func checkStructLiteral(_ literal: StructLiteral, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    let initializers = Array(tree.fieldInitializers[literal.fields])
    guard let variant = resolveVariantPath(literal.path, span: tree.paths[literal.path].span, expected: nil) else {
      typed.hasErrors = true
      for field in initializers { _ = check(field.value) }
      if !literal.base.isNone { _ = check(literal.base) }
      return makeError(span)
    }
    registerPredicates(of: variant.adt, variant.args, span)
    let data = program.adt(variant.adt)
    var hints: [Ty]? = nil
    if case .type(let expected) = expectation, case .adt(let wanted, let args) = kind(expected),
      wanted == variant.adt, args != variant.args
    {
      hints = infer.probe {
        guard infer.unify(variant.type, resolve(expected)) else { return nil }
        return variant.fields.map { infer.resolve(types.substitute($0.type, variant.args)) }
      }
    }
    let isUnionOrStruct = variant.definition == variant.adt
    let word = data.isUnion ? "union" : isUnionOrStruct ? "struct" : "variant"
    let shownName = isUnionOrStruct ? text(definitions.name(variant.adt)) : definitions.path(variant.definition)
    var seen: [Int: Span] = [:]
    var hasUnknown = false
    var fields: [FieldValue] = []
    for initializer in initializers {
      guard let index = variant.fields.firstIndex(where: { $0.name == initializer.name.name }) else {
        _ = check(initializer.value)
        hasUnknown = true
        reportUnknownField(initializer.name, variant, word, shownName)
        continue
      }
      let field = variant.fields[index]
      if let first = seen[index] {
        report(
          Diagnostic(
            .error, code: "E0062", "field `\(text(field.name))` specified more than once",
            at: initializer.name.span, label: "used more than once"
          ).labelled(first, "first use of `\(text(field.name))`"))
      }
      seen[index] = initializer.name.span
      if !isAccessible(field.def) {
        late(
          "E0451", "field `\(text(field.name))` of \(word) `\(shownName)` is private", initializer.name.span,
          label: "private field")
      }
      let formal = fieldType(field, variant.args, initializer.span)
      let hint = hints.map { normalize($0[index], span: initializer.span) }
      fields.append(
        FieldValue(index: UInt32(index), value: checkArgument(initializer.value, formal: formal, hint: hint)))
    }
    var base = TypedExprID.none
    if !literal.base.isNone {
      base = check(literal.base, ofType: variant.type)
      if data.kind != .structure {
        error(
          "E0436", "functional record update syntax requires a struct", tree.span(literal.base))
      } else {
        for (index, field) in variant.fields.enumerated() where seen[index] == nil && !isAccessible(field.def) {
          late(
            "E0451", "field `\(text(field.name))` of \(word) `\(shownName)` is private",
            tree.span(literal.base), label: "field `\(text(field.name))` is private")
        }
      }
    } else if data.isUnion {
      if initializers.count != 1 {
        error("E0784", "union expressions should have exactly one field", span)
      }
    } else {
      let missing = variant.fields.enumerated().filter { seen[$0.offset] == nil }.map { $0.element }
      if !missing.isEmpty, !literal.hasRest, !hasUnknown { reportMissingFields(missing, shownName, tree.paths[literal.path].span) }
    }
    return make(
      .construct(
        variant.adt, variant: variant.variant, variant.args, fields: typed.fieldValues.make(fields), base: base),
      variant.type, span)
  }

  private func reportMissingFields(_ missing: [AdtField], _ name: String, _ span: Span) {
    if missing.contains(where: { !isAccessible($0.def) }), missing.allSatisfy({ !isAccessible($0.def) }) {
      error(
        nil, "cannot construct `\(name)` with struct literal syntax due to private fields", span,
        label: "")
      return
    }
    let names = missing.map { "`\(text($0.name))`" }
    let list: String
    switch names.count {
    case 1: list = names[0]
    case 2: list = "\(names[0]) and \(names[1])"
    case 3: list = "\(names[0]), \(names[1]) and \(names[2])"
    default:
      list = "\(names[0]), \(names[1]), \(names[2]) and \(names.count - 3) other field\(names.count == 4 ? "" : "s")"
    }
    error(
      "E0063", "missing field\(names.count == 1 ? "" : "s") \(list) in initializer of `\(name)`", span,
      label: "missing \(list)")
  }

  private func reportUnknownField(_ name: Ident, _ variant: VariantReference, _ word: String, _ shown: String) {
    let known = variant.fields.map { text($0.name) }
    var label = "`\(shown)` does not have this field"
    if let near = nearest(text(name.name), known) { label = "unknown field; a field with a similar name exists: `\(near)`" }
    if variant.definition == variant.adt {
      error(
        "E0560", "\(word) `\(shown)` has no field named `\(text(name.name))`", name.span, label: label)
    } else {
      error(
        "E0559", "variant `\(shown)` has no field named `\(text(name.name))`", name.span, label: label)
    }
  }
}
