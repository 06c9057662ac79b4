// Checking of patterns against the type of what they match, with default binding modes.

import PolyExpansion
import PolySupport
import PolySyntax

/// What surrounds a pattern: how names bind that say nothing, and what is matched, for messages.
struct PatternContext {
  var mode = BindingMode.byValue
  /// The matched expression.
  var span: Span
  init(span: Span) { self.span = span }
}

/// A constant used as a pattern: turned into a structural pattern when types are known.
struct ConstantPattern {
  var pattern: TypedPatternID
  var definition: DefID
  var args: Args
}

extension BodyChecker {
  func makePattern(_ kind: TypedPatternKind, _ type: Ty, _ span: Span) -> TypedPatternID {
    typed.patterns.push(TypedPattern(kind: kind, type: type, span: span))
  }

  func checkPattern(_ id: PatID, _ expected: Ty, _ context: PatternContext) -> TypedPatternID {
    guard !id.isNone else { return makePattern(.wildcard, expected, .none) }
    let node = tree.patterns[id]
    var context = context
    var expected = expected
    var peeled: [Ty] = []
    if peelsReferences(id, node) {
      expected = structurallyTry(expected)
      while case .reference(_, let target, let mutability) = types.kind(expected) {
        peeled.append(expected)
        switch (context.mode, mutability) {
        case (.byReference, _), (_, .shared): context.mode = .byReference
        default: context.mode = .byMutableReference
        }
        expected = structurallyTry(target)
      }
    }
    var result = checkPatternKind(id, node, expected, context)
    for reference in peeled.reversed() { result = makePattern(.deref(result), reference, node.span) }
    return result
  }

  /// The patterns of `value`, which is a mutable place if one of their names borrows it mutably.
  func checkPatterns(_ patterns: [PatID], of value: TypedExprID, _ type: Ty, _ context: PatternContext) -> [TypedPatternID] {
    bindsMutably = false
    let checked = patterns.map { checkPattern($0, type, context) }
    if bindsMutably, !value.isNone, isPlace(value) { makePlaceMutable(value) }
    return checked
  }

  /// Whether references in front of the matched value are looked through.
  private func peelsReferences(_ id: PatID, _ node: Pattern) -> Bool {
    switch node.kind {
    case .tupleStruct, .structure, .tuple, .slice, .box, .range: return true
    case .literal(let expr):
      switch tree.exprs[expr].kind {
      case .literal(let literal):
        switch literal.kind {
        case .string, .rawString, .byteString, .rawByteString, .cString, .rawCString: return false
        default: return true
        }
      default: return true
      }
    case .path(let path): return !isConstantPath(path)
    case .binding:
      if case .path(let res) = program.resolution.binding(of: id) { return !isConstant(res) }
      return false
    default: return false
    }
  }

  private func isConstant(_ res: Res) -> Bool {
    guard case .definition(let def) = res else { return false }
    switch definitions.kind(def) {
    case .constant, .associatedConstant, .constParameter: return true
    default: return false
    }
  }

  private func isConstantPath(_ path: PathID) -> Bool {
    let partial = program.resolution.resolution(of: path)
    if let full = partial.full { return isConstant(full) }
    // `Type::NAME` is a constant unless it is a variant.
    switch partial.base {
    case .definition(let def), .constructor(let def):
      guard definitions.kind(def) == .enumeration, let last = tree.pathSegments[tree.paths[path].segments].last
      else { return definitions.kind(def) != .typeAlias }
      return definitions.member(def, named: last.ident.name).map { definitions.kind($0) != .variant } ?? true
    case .selfType(let implementation):
      guard case .adt(let def, _) = types.kind(program.type(of: implementation)), program.adt(def).isEnum,
        let last = tree.pathSegments[tree.paths[path].segments].last
      else { return true }
      return !program.adt(def).variants.contains { $0.name == last.ident.name }
    default: return true
    }
  }

  private func checkPatternKind(_ id: PatID, _ node: Pattern, _ expected: Ty, _ context: PatternContext) -> TypedPatternID {
    let span = node.span
    switch node.kind {
    case .wildcard: return makePattern(.wildcard, expected, span)
    case .rest:
      error(nil, "`..` patterns are not allowed here", span)
      return makePattern(.error, expected, span)
    case .never: return makePattern(.never, expected, span)
    case .binding(let mode, let name, let inner):
      return checkBinding(id, mode, name, inner, expected, context, span)
    case .literal(let expr): return checkLiteralPattern(expr, expected, context, span)
    case .range(let low, let high, let limits): return checkRangePattern(low, high, limits, expected, context, span)
    case .path(let path): return checkPathPattern(resolveValue(path, span: span), expected, context, span)
    case .tupleStruct(let path, let patterns):
      return checkTupleStructPattern(path, Array(tree.patternLists[patterns]), expected, context, span)
    case .structure(let path, let fields, let hasRest):
      return checkStructPattern(path, Array(tree.fieldPatterns[fields]), hasRest, expected, context, span)
    case .tuple(let patterns):
      return checkTuplePattern(Array(tree.patternLists[patterns]), expected, context, span)
    case .slice(let patterns):
      return checkSlicePattern(Array(tree.patternLists[patterns]), expected, context, span)
    case .or(let patterns):
      let alternatives = tree.patternLists[patterns].map { checkPattern($0, expected, context) }
      return makePattern(.or(typed.patternLists.make(alternatives)), expected, span)
    case .reference(let inner, let mutability):
      return checkReferencePattern(inner, mutability.isMutable ? .mutable : .shared, expected, context, span)
    case .box(let inner):
      guard let box = program.langItem("owned_box") else { return makePattern(.error, expected, span) }
      let content = infer.freshType(span)
      let boxType = types.type(.adt(box, types.args([GenericArg(content)])))
      guard demand(expected, boxType, context, span) else { return makePattern(.error, expected, span) }
      return makePattern(.deref(checkPattern(inner, content, context)), expected, span)
    case .constBlock(let expr):
      let def = program.resolution.definition(of: expr)
      guard !def.isNone else { return makePattern(.error, expected, span) }
      _ = demand(expected, program.inlineConstantType(def), context, span)
      return makeConstantPattern(def, ownerArgs, expected, span)
    case .macroCall, .error:
      typed.hasErrors = true
      return makePattern(.error, expected, span)
    }
  }

  /// Unifies the matched type with what the pattern is; reports E0308.
  func demand(_ expected: Ty, _ found: Ty, _ context: PatternContext, _ span: Span) -> Bool {
    if unify(expected, found) { return true }
    guard !hasError(expected), !hasError(found) else {
      typed.hasErrors = true
      return false
    }
    var diagnostic = mismatchDiagnostic("mismatched types", expected: expected, found: found, at: span)
    if !context.span.isNone {
      diagnostic = diagnostic.labelled(context.span, "this expression has type `\(text(expected))`")
    }
    report(diagnostic)
    return false
  }

  // MARK: names

  private func checkBinding(
    _ id: PatID, _ mode: PolySyntax.BindingMode, _ name: Ident, _ inner: PatID, _ expected: Ty,
    _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    switch program.resolution.binding(of: id) {
    case .local(let local):
      let variable = Variable(raw: local.raw &+ localBase)
      guard typed.variables.contains(variable) else { return makePattern(.error, expected, span) }
      var bindingMode = context.mode
      if mode.isReference {
        bindingMode = mode.referenceMutability.isMutable ? .byMutableReference : .byReference
      } else if mode.mutability.isMutable {
        if context.mode != .byValue, edition >= .e2024 {
          error(
            nil, "binding cannot be both mutable and by-reference", span, label: "binding modifier not allowed under default binding mode")
        }
        bindingMode = .byValue
      }
      let type: Ty
      switch bindingMode {
      case .byValue: type = expected
      case .byReference: type = types.reference(expected, .shared)
      case .byMutableReference:
        type = types.reference(expected, .mutable)
        bindsMutably = true
      }
      if variableIsTyped[variable.index] {
        // A further alternative of an or-pattern.
        let first = typed.variables[variable].type
        if !unify(first, type), !hasError(first), !hasError(type) {
          report(
            mismatchDiagnostic("mismatched types", expected: first, found: type, at: span)
              .labelled(typed.variables[variable].span, "first introduced with type `\(text(first))` here")
              .note("in the same arm, a binding must have the same type in all alternatives"))
        }
      } else {
        variableIsTyped[variable.index] = true
        variableHome[variable.index] = currentClosure
        _ = unify(typed.variables[variable].type, type)
        typed.variables[variable].type = type
        typed.variables[variable].isMutable = mode.mutability.isMutable
      }
      let subpattern: TypedPatternID = inner.isNone ? .none : checkPattern(inner, expected, context)
      return makePattern(.binding(variable, bindingMode, subpattern: subpattern), expected, span)
    case .path(let res):
      return checkPathPattern(value(of: res, span: span), expected, context, span)
    case .error, .unresolved:
      typed.hasErrors = true
      return makePattern(.error, expected, span)
    }
  }

  /// The value that an identifier pattern names.
  private func value(of res: Res, span: Span) -> ValueReference {
    switch res {
    case .constructor(let def), .definition(let def):
      switch definitions.kind(def) {
      case .structure, .variant, .union:
        let adt = definitions.kind(def) == .variant ? definitions.parent(def) : def
        let data = program.adt(adt)
        let index = data.variantIndex(of: def) ?? 0
        guard index < data.variants.count else { return .error }
        let args = infer.freshArgs(for: adt, span: span)
        return .constructor(
          VariantReference(
            adt: adt, variant: UInt32(index), definition: def, args: args, type: types.type(.adt(adt, args)),
            fields: data.variants[index].fields, constructor: data.variants[index].constructor))
      case .constant, .associatedConstant, .staticItem:
        return .item(def, infer.freshArgs(for: def, span: span))
      case .constParameter: return .constParameter(def)
      default: return .error
      }
    default: return .error
    }
  }

  private func checkPathPattern(
    _ reference: ValueReference, _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    switch reference {
    case .constructor(let variant):
      guard variant.constructor == .unit else {
        error(
          "E0533",
          "expected unit struct, unit variant or constant, found \(variant.constructor == .tuple ? "tuple " : "")\(variant.definition == variant.adt ? "struct" : "variant") `\(definitions.path(variant.definition))`",
          span, label: "not a unit struct, unit variant or constant")
        return makePattern(.error, expected, span)
      }
      guard demand(expected, variant.type, context, span) else { return makePattern(.error, expected, span) }
      return makeVariantPattern(variant, [], expected, span)
    case .item(let def, let args):
      switch definitions.kind(def) {
      case .constant, .associatedConstant: break
      default:
        error(
          definitions.kind(def) == .associatedFunction ? "E0533" : "E0532",
          "expected unit struct, unit variant or constant, found \(definitions.kindWord(def)) `\(definitions.path(def))`",
          span, label: "not a unit struct, unit variant or constant")
        return makePattern(.error, expected, span)
      }
      let type = normalize(types.substitute(program.type(of: def), args), span: span)
      guard demand(expected, type, context, span) else { return makePattern(.error, expected, span) }
      return makeConstantPattern(def, args, expected, span)
    case .constParameter:
      error("E0158", "constant parameters cannot be referenced in patterns", span, label: "can't be used in patterns")
      return makePattern(.error, expected, span)
    case .local, .error:
      typed.hasErrors = true
      return makePattern(.error, expected, span)
    }
  }

  private func makeConstantPattern(_ def: DefID, _ args: Args, _ type: Ty, _ span: Span) -> TypedPatternID {
    let pattern = makePattern(.error, type, span)
    constantPatterns.append(ConstantPattern(pattern: pattern, definition: def, args: args))
    return pattern
  }

  func makeVariantPattern(
    _ variant: VariantReference, _ fields: [FieldPattern], _ type: Ty, _ span: Span
  ) -> TypedPatternID {
    let list = typed.fieldPatterns.make(fields)
    if program.adt(variant.adt).isEnum {
      return makePattern(.variant(variant.adt, variant: variant.variant, variant.args, list), type, span)
    }
    return makePattern(.leaf(list), type, span)
  }

  // MARK: literals and ranges

  private func checkLiteralPattern(
    _ expr: ExprID, _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    var isNegative = false
    var literalExpr = expr
    if case .unary(.negate, let inner) = tree.exprs[expr].kind {
      isNegative = true
      literalExpr = inner
    }
    guard case .literal(let literal) = tree.exprs[literalExpr].kind else {
      // A constant expression made by a macro.
      let value = check(expr, .type(expected))
      guard demand(expected, rawType(value), context, span) else { return makePattern(.error, expected, span) }
      if case .literal(let constant) = typed.exprs[value].kind { return makePattern(.constant(constant), expected, span) }
      error(nil, "arbitrary expressions aren't allowed in patterns", span)
      return makePattern(.error, expected, span)
    }
    let resolved = structurallyTry(expected)
    if literal.kind == .byteString || literal.kind == .rawByteString {
      // A byte string also matches a slice.
      let bytes = tree.decodeString(literal)
      let symbol = bytes.withUnsafeBufferPointer { symbols.intern($0) }
      var type = types.reference(types.type(.array(types.u8, types.usizeConst(UInt64(bytes.count)))), .shared)
      if case .reference(_, let target, _) = types.kind(resolved), case .slice = kind(target) {
        type = types.reference(types.type(.slice(types.u8)), .shared)
      }
      guard demand(expected, type, context, span) else { return makePattern(.error, expected, span) }
      return makePattern(.constant(.bytes(symbol)), expected, span)
    }
    let value = checkLiteral(literal, .type(resolved), span)
    guard demand(expected, rawType(value), context, span) else { return makePattern(.error, expected, span) }
    guard case .literal(let constant) = typed.exprs[value].kind else { return makePattern(.error, expected, span) }
    let result = makePattern(.constant(isNegative ? negated(constant) : constant), expected, span)
    if floatLiterals.last?.0 == value {
      let (_, text) = floatLiterals.removeLast()
      floatPatterns.append((result, isNegative ? "-" + text : text))
    }
    if integerLiterals.last == value, isNegative {
      integerLiterals.removeLast()
      negatedLiterals.append(value)
      typed.exprs[value].kind = .literal(negated(constant))
    }
    return result
  }

  private func negated(_ constant: ConstantValue) -> ConstantValue {
    guard case .scalar(let low, let high) = constant else { return constant }
    let value = 0 &- (UInt128(high) << 64 | UInt128(low))
    return .scalar(low: UInt64(truncatingIfNeeded: value), high: UInt64(truncatingIfNeeded: value >> 64))
  }

  private func checkRangePattern(
    _ low: ExprID, _ high: ExprID, _ limits: RangeLimits, _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    let resolved = structurallyTry(expected)
    func end(_ expr: ExprID) -> (RangeEnd, TypedExprID) {
      guard !expr.isNone else { return (.open, .none) }
      let value = check(expr, .type(resolved))
      let type = structurallyTry(rawType(value))
      switch types.kind(type) {
      case .integer, .integerVariable, .float, .floatVariable, .char, .error: break
      default:
        report(
          Diagnostic(
            .error, code: "E0029", "only `char` and numeric types are allowed in range patterns", at: span
          ).labelled(self.span(value), "this is of type `\(text(type))` but it should be `char` or numeric"))
        return (.open, .none)
      }
      guard demand(expected, type, context, self.span(value)) else { return (.open, .none) }
      return (.open, value)
    }
    let (_, lowValue) = end(low)
    let (_, highValue) = end(high)
    let result = makePattern(.range(low: .open, high: .open, isInclusive: limits == .closed || high.isNone), expected, span)
    rangePatterns.append(RangePattern(pattern: result, low: lowValue, high: highValue, isInclusive: limits == .closed))
    return result
  }

  // MARK: structs and tuples

  private func checkTupleStructPattern(
    _ path: PathID, _ patterns: [PatID], _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    func recover() -> TypedPatternID {
      typed.hasErrors = true
      for pattern in patterns where !isRestPattern(pattern) { _ = checkPattern(pattern, types.error, context) }
      return makePattern(.error, expected, span)
    }
    guard let variant = resolveVariantPath(path, span: tree.paths[path].span, expected: expected) else { return recover() }
    guard variant.constructor == .tuple else {
      error(
        variant.constructor == .unit ? "E0532" : "E0769",
        "expected tuple struct or tuple variant, found \(definitions.kindWord(variant.definition)) `\(definitions.path(variant.definition))`",
        span, label: "not a tuple struct or tuple variant")
      return recover()
    }
    guard demand(expected, variant.type, context, span) else { return recover() }
    let rest = patterns.firstIndex(where: isRestPattern)
    let count = variant.fields.count
    let given = patterns.count - (rest == nil ? 0 : 1)
    guard rest == nil ? given == count : given <= count else {
      func plural(_ n: Int) -> String { "\(n) field\(n == 1 ? "" : "s")" }
      let word = variant.definition == variant.adt ? "tuple struct" : "tuple variant"
      error(
        "E0023",
        "this pattern has \(plural(given)), but the corresponding \(word) has \(plural(count))", span,
        label: "expected \(plural(count)), found \(given)")
      return recover()
    }
    var fields: [FieldPattern] = []
    for (position, pattern) in patterns.enumerated() where position != rest {
      let index = rest.map { position > $0 ? count - (patterns.count - position) : position } ?? position
      let field = variant.fields[index]
      fields.append(
        FieldPattern(
          index: UInt32(index), pattern: checkPattern(pattern, fieldType(field, variant.args, span), context)))
    }
    return makeVariantPattern(variant, fields, expected, span)
  }

  func isRestPattern(_ pattern: PatID) -> Bool {
    if case .rest = tree.patterns[pattern].kind { return true }
    return false
  }

  private func checkStructPattern(
    _ path: PathID, _ patterns: [PolySyntax.FieldPattern], _ hasRest: Bool, _ expected: Ty,
    _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    func recover() -> TypedPatternID {
      typed.hasErrors = true
      for field in patterns { _ = checkPattern(field.pattern, types.error, context) }
      return makePattern(.error, expected, span)
    }
    guard let variant = resolveVariantPath(path, span: tree.paths[path].span, expected: expected) else { return recover() }
    guard demand(expected, variant.type, context, span) else { return recover() }
    let isStruct = variant.definition == variant.adt
    let data = program.adt(variant.adt)
    let word = data.isUnion ? "union" : isStruct ? "struct" : "variant"
    let name = isStruct ? text(definitions.name(variant.adt)) : definitions.path(variant.definition)
    var seen: [Int: Span] = [:]
    var fields: [FieldPattern] = []
    var hasUnknown = false
    for pattern in patterns {
      guard let index = variant.fields.firstIndex(where: { $0.name == pattern.name.name }) else {
        hasUnknown = true
        var label = "\(word) `\(name)` does not have this field"
        if let near = nearest(text(pattern.name.name), variant.fields.map { text($0.name) }) {
          label = "\(word) `\(name)` does not have this field; a field with a similar name exists: `\(near)`"
        }
        error(
          "E0026", "\(word) `\(name)` does not have a field named `\(text(pattern.name.name))`",
          pattern.name.span, label: label)
        _ = checkPattern(pattern.pattern, types.error, context)
        continue
      }
      let field = variant.fields[index]
      if let first = seen[index] {
        report(
          Diagnostic(
            .error, code: "E0025", "field `\(text(field.name))` bound multiple times in the pattern",
            at: pattern.span, label: "multiple uses of `\(text(field.name))` in pattern"
          ).labelled(first, "first use of `\(text(field.name))`"))
      }
      seen[index] = pattern.span
      if !isAccessible(field.def) {
        late(
          "E0451", "field `\(text(field.name))` of \(word) `\(name)` is private", pattern.name.span,
          label: "private field")
      }
      fields.append(
        FieldPattern(
          index: UInt32(index),
          pattern: checkPattern(pattern.pattern, fieldType(field, variant.args, span), context)))
    }
    if !hasRest, !data.isUnion, !hasUnknown {
      let missing = variant.fields.enumerated().filter { seen[$0.offset] == nil }.map { $0.element }
      if !missing.isEmpty {
        let visible = missing.filter { isAccessible($0.def) }
        if visible.isEmpty {
          error(nil, "pattern requires `..` due to inaccessible fields", span)
        } else {
          let list = joined(visible.map { "`\(text($0.name))`" })
          error(
            "E0027", "pattern does not mention field\(visible.count == 1 ? "" : "s") \(list)", span,
            label: "missing field\(visible.count == 1 ? "" : "s") \(list)")
        }
      }
    }
    if data.isUnion {
      requireUnsafe("access to union field", span, note: "the field may not be properly initialized: using uninitialized data will cause undefined behavior")
    }
    return makeVariantPattern(variant, fields, expected, span)
  }

  /// "a, b and c"
  func joined(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  private func checkTuplePattern(
    _ patterns: [PatID], _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    let rest = patterns.firstIndex(where: isRestPattern)
    let given = patterns.count - (rest == nil ? 0 : 1)
    let resolved = rest == nil ? structurallyTry(expected) : structurallyResolve(expected, span: span)
    var elements: [Ty]
    if case .tuple(let list) = types.kind(resolved), rest == nil ? types.count(list) == given : types.count(list) >= given {
      elements = Array(types.list(list))
    } else {
      elements = (0..<given).map { _ in infer.freshType(span) }
      guard demand(expected, types.tuple(elements), context, span) else {
        typed.hasErrors = true
        for pattern in patterns where !isRestPattern(pattern) { _ = checkPattern(pattern, types.error, context) }
        return makePattern(.error, expected, span)
      }
    }
    var fields: [FieldPattern] = []
    for (position, pattern) in patterns.enumerated() where position != rest {
      let index = rest.map { position > $0 ? elements.count - (patterns.count - position) : position } ?? position
      fields.append(FieldPattern(index: UInt32(index), pattern: checkPattern(pattern, elements[index], context)))
    }
    return makePattern(.leaf(typed.fieldPatterns.make(fields)), expected, span)
  }

  // MARK: slices and references

  /// The pattern behind `..` or `name @ ..` of a slice pattern.
  private func isSliceRest(_ pattern: PatID) -> Bool {
    switch tree.patterns[pattern].kind {
    case .rest: true
    case .binding(_, _, let inner): !inner.isNone && isRestPattern(inner)
    default: false
    }
  }

  private func checkSlicePattern(
    _ patterns: [PatID], _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    let resolved = structurallyResolve(expected, span: span)
    let rest = patterns.firstIndex(where: isSliceRest)
    let given = patterns.count - (rest == nil ? 0 : 1)
    var element = types.error
    var restType = types.error
    switch types.kind(resolved) {
    case .slice(let inner):
      element = inner
      restType = resolved
    case .array(let inner, let length):
      element = inner
      let known = infer.resolve(length)
      if case .value(_, let count, _) = types.kind(normalize(known)) {
        let total = Int(clamping: count)
        if rest == nil, total != given {
          error(
            "E0527", "pattern requires \(given) element\(given == 1 ? "" : "s") but array has \(total)", span,
            label: "expected \(total) element\(total == 1 ? "" : "s")")
        } else if rest != nil, given > total {
          error(
            "E0528", "pattern requires at least \(given) element\(given == 1 ? "" : "s") but array has \(total)", span,
            label: "pattern cannot match array of \(total) element\(total == 1 ? "" : "s")")
        } else {
          restType = types.type(.array(inner, types.usizeConst(UInt64(total - given))))
        }
      } else if rest == nil {
        if !infer.unify(length, types.usizeConst(UInt64(given))) {
          error("E0730", "cannot pattern-match on an array without a fixed length", span)
        }
      } else {
        error("E0730", "cannot pattern-match on an array without a fixed length", span)
      }
    case .error: break
    default:
      error(
        "E0529", "expected an array or slice, found `\(text(resolved))`", span,
        label: "pattern cannot match with input type `\(text(resolved))`")
    }
    var prefix: [TypedPatternID] = []
    var suffix: [TypedPatternID] = []
    var middle = TypedPatternID.none
    for (position, pattern) in patterns.enumerated() {
      if position == rest {
        if isRestPattern(pattern) {
          middle = makePattern(.wildcard, restType, tree.span(pattern))
        } else if case .binding(let mode, let name, _) = tree.patterns[pattern].kind {
          middle = checkBinding(pattern, mode, name, .none, restType, context, tree.span(pattern))
        }
      } else {
        let checked = checkPattern(pattern, element, context)
        if let rest, position > rest { suffix.append(checked) } else { prefix.append(checked) }
      }
    }
    return makePattern(
      .slice(prefix: typed.patternLists.make(prefix), rest: middle, suffix: typed.patternLists.make(suffix)),
      expected, span)
  }

  private func checkReferencePattern(
    _ inner: PatID, _ mutability: Mutability, _ expected: Ty, _ context: PatternContext, _ span: Span
  ) -> TypedPatternID {
    var context = context
    context.mode = .byValue
    let resolved = structurallyTry(expected)
    if case .reference(_, let target, let given) = types.kind(resolved), given == mutability {
      return makePattern(.deref(checkPattern(inner, target, context)), expected, span)
    }
    let target = infer.freshType(span)
    guard demand(expected, types.reference(target, mutability), context, span) else {
      _ = checkPattern(inner, types.error, context)
      return makePattern(.error, expected, span)
    }
    return makePattern(.deref(checkPattern(inner, target, context)), expected, span)
  }
}

/// A range pattern whose ends are evaluated when their type is known.
struct RangePattern {
  var pattern: TypedPatternID
  var low: TypedExprID
  var high: TypedExprID
  var isInclusive: Bool
}
