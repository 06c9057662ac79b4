// Rules for structs, enums and unions: sized fields, finite size, used parameters, representation.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  func checkAdt(_ def: DefID) {
    let data = adt(def)
    _ = predicates(of: def)
    checkFieldTypes(data)
    checkOutlives(ofFields: data)
    checkParametersUsed(data)
    checkFiniteSize(data)
    if data.kind == .union { checkUnionFields(data) }
    if data.repr.isTransparent { checkTransparent(data) }
    if data.repr.pack != 0 { checkPacked(data) }
    if data.kind == .enumeration, data.variants.isEmpty, data.repr.integer != nil || data.repr.isC {
      diagnostics.error(
        "E0084", "unsupported representation for zero-variant enum", at: definitions[def].nameSpan,
        label: "zero-variant enum")
    }
    if data.kind == .enumeration, data.repr.integer == nil,
      data.variants.contains(where: { !$0.discriminant.isNone }),
      data.variants.contains(where: { $0.constructor != .unit })
    {
      diagnostics.error(
        "E0732", "`#[repr(inttype)]` must be specified for enums with explicit discriminants and non-unit variants",
        at: definitions[def].nameSpan)
    }
  }

  private func checkFieldTypes(_ data: AdtData) {
    let context = InferenceContext(self, environment: environment(of: data.def))
    for variant in data.variants {
      for (index, field) in variant.fields.enumerated() {
        let span = fieldTypeSpan(field.def)
        context.registerWellFormed(field.type, span: span)
        // Only the last field of a struct may be unsized.
        if data.kind != .structure || index + 1 < variant.fields.count {
          context.registerBound(context.normalize(field.type, span: span), lang.sized, span: span, cause: .sizedField)
        }
      }
    }
    context.finishItem()
  }

  /// The head of an item: from its visibility to its name and generic parameters.
  func headSpan(of def: DefID) -> Span {
    let entry = definitions[def]
    if let node = implementationNode(of: def) { return node.headSpan }
    if let node = functionNode(of: def) { return node.signatureSpan }
    guard case .item(let id) = entry.syntax else { return entry.nameSpan }
    let item = tree.items[id]
    var start = item.visibility.span.isNone ? item.span : item.visibility.span
    // Attributes are not part of the head.
    for attribute in tree.attributes[item.attributes] where !attribute.isInner && item.visibility.span.isNone {
      if attribute.span.lower <= start.lower { start = entry.nameSpan }
    }
    var end = entry.nameSpan
    if let generics = genericsNode(of: def), !generics.parameters.isEmpty { end = generics.span }
    return Span(start.lower, max(start.lower, end.upper))
  }

  func fieldTypeSpan(_ field: DefID) -> Span {
    guard case .field(let index) = definitions[field].syntax else { return definitions[field].span }
    return tree.span(tree.fieldDefinitions.storage[Int(index)].type)
  }

  // MARK: E0392

  private func checkParametersUsed(_ data: AdtData) {
    let generics = generics(of: data.def)
    guard !generics.parameters.isEmpty, !data.isPhantomData, !brokenItems.contains(data.def) else { return }
    var usedTypes: Set<UInt32> = []
    var usedLifetimes: Set<DefID> = []
    for variant in data.variants {
      for field in variant.fields {
        // An error may hide a use.
        if types.flags(field.type).contains(.hasError) { return }
        _ = types.map(field.type, mask: .hasParameters, leaf: { _, kind in
          if case .parameter(let index, _) = kind { usedTypes.insert(index) }
          return nil
        })
        if case .field(let index) = definitions[field.def].syntax {
          forEachLifetime(in: tree.fieldDefinitions.storage[Int(index)].type) { lifetime in
            if case .parameter(let def) = resolution.lifetime(lifetime) { usedLifetimes.insert(def) }
          }
        }
      }
    }
    constrainByProjections(predicates(of: data.def), &usedTypes)
    for parameter in generics.parameters {
      let name = symbols.text(parameter.name)
      switch parameter.kind {
      case .type where !usedTypes.contains(parameter.index):
        diagnostics.report(
          Diagnostic(
            code: "E0392", "type parameter `\(name)` is never used", at: definitions[parameter.def].nameSpan,
            label: "unused type parameter"
          ).help(
            "consider removing `\(name)`, referring to it in a field, or using a marker such as `PhantomData`"
          ).help("if you intended `\(name)` to be a const parameter, use `const \(name): /* Type */` instead"))
      case .lifetime where !usedLifetimes.contains(parameter.def):
        diagnostics.report(
          Diagnostic(
            code: "E0392", "lifetime parameter `'\(name)` is never used", at: definitions[parameter.def].nameSpan,
            label: "unused lifetime parameter"
          ).help("consider removing `'\(name)`, referring to it in a field, or using a marker such as `PhantomData`"))
      default: break
      }
    }
  }

  /// Visits every lifetime written in a type.
  func forEachLifetime(in node: TypeNodeID, _ visit: (Lifetime) -> Void) {
    guard !node.isNone else { return }
    func bounds(_ list: ListRef<GenericBound>) {
      for bound in tree.genericBounds[list] {
        switch bound.kind {
        case .trait(_, _, let id): path(id)
        case .lifetime(let lifetime): visit(lifetime)
        case .use: break
        }
      }
    }
    func path(_ id: PathID) {
      let node = tree.paths[id]
      forEachLifetime(in: node.selfType, visit)
      for segment in tree.pathSegments[node.segments] where !segment.arguments.isNone {
        switch tree.genericArguments[segment.arguments].kind {
        case .angle(let list):
          for argument in tree.genericArgumentLists[list] {
            switch argument.kind {
            case .lifetime(let lifetime): visit(lifetime)
            case .type(let type), .equalType(_, let type): forEachLifetime(in: type, visit)
            case .bounds(_, let list): bounds(list)
            case .const, .equalConst: break
            }
          }
        case .parenthesized(let inputs, let output):
          for input in tree.typeLists[inputs] { forEachLifetime(in: input, visit) }
          forEachLifetime(in: output, visit)
        case .returnTypeNotation: break
        }
      }
    }
    switch tree.types[node].kind {
    case .path(let id): path(id)
    case .reference(let lifetime, _, let target):
      if !lifetime.isNone { visit(lifetime) }
      forEachLifetime(in: target, visit)
    case .pointer(_, let target), .slice(let target), .array(let target, _): forEachLifetime(in: target, visit)
    case .tuple(let list): for element in tree.typeLists[list] { forEachLifetime(in: element, visit) }
    case .function(let id):
      let function = tree.functionPointers[id]
      for parameter in tree.parameters[function.parameters] { forEachLifetime(in: parameter.type, visit) }
      forEachLifetime(in: function.output, visit)
    case .traitObject(let list, _), .implTrait(let list): bounds(list)
    case .never, .infer, .implicitSelf, .macroCall, .error: break
    }
  }

  // MARK: E0072

  private func checkFiniteSize(_ data: AdtData) {
    guard !reportedInfinite.contains(data.def) else { return }
    for variant in data.variants {
      for field in variant.fields {
        var visited: Set<Ty> = []
        var path: [DefID] = []
        if contains(field.type, data.def, &visited, &path) {
          reportedInfinite.formUnion(path)
          let names = ([data.def] + path.reversed()).map { "`\(symbols.text(definitions.name($0)))`" }
          let all = names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
          diagnostics.report(
            Diagnostic(
              code: "E0072", "recursive type\(names.count == 1 ? "" : "s") \(all) \(names.count == 1 ? "has" : "have") infinite size",
              at: headSpan(of: data.def)
            ).labelled(fieldTypeSpan(field.def), "recursive without indirection").help(
              "insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle"))
          return
        }
      }
    }
  }

  /// Whether a value of `type` holds a value of `def` directly; `path` gets the types between, innermost first.
  private func contains(_ type: Ty, _ def: DefID, _ visited: inout Set<Ty>, _ path: inout [DefID]) -> Bool {
    switch types.kind(type) {
    case .array(let element, _): return contains(element, def, &visited, &path)
    case .tuple(let list):
      for element in types.list(list) where contains(element, def, &visited, &path) { return true }
      return false
    case .adt(let other, let args):
      if other == def { return true }
      guard visited.insert(type).inserted, visited.count < 500 else { return false }
      let data = adt(other)
      if data.isPhantomData { return false }
      for variant in data.variants {
        for field in variant.fields where contains(fieldType(field, args), def, &visited, &path) {
          if isLocal(other), !path.contains(other) { path.append(other) }
          return true
        }
      }
      return false
    default: return false
    }
  }

  // MARK: others

  private func checkUnionFields(_ data: AdtData) {
    let environment = environment(of: data.def)
    for field in data.onlyVariant.fields {
      let type = normalize(field.type, in: environment)
      if types.flags(type).contains(.hasError) { continue }
      if needsDrop(type, in: environment) {
        diagnostics.report(
          Diagnostic(
            code: "E0740",
            "field must implement `Copy` or be wrapped in `ManuallyDrop<...>` to be used in a union",
            at: definitions[field.def].span
          ).note(
            "union fields must not have drop side-effects, which is currently enforced via either `Copy` or `ManuallyDrop<...>`"))
      }
    }
  }

  private func checkTransparent(_ data: AdtData) {
    if data.repr.isC || data.repr.integer != nil || data.repr.align != 0 || data.repr.pack != 0 {
      diagnostics.error(
        "E0692", "transparent \(data.isEnum ? "enum" : "struct") cannot have other repr hints", at: definitions[data.def].nameSpan)
    }
    if data.isEnum, data.variants.count != 1 {
      diagnostics.error(
        "E0731", "transparent enum needs exactly one variant, but has \(data.variants.count)",
        at: definitions[data.def].nameSpan,
        label: "needs exactly one variant, but has \(data.variants.count)")
    }
    for variant in data.variants {
      let sized = variant.fields.filter { !isTrivial($0.type) }
      guard sized.count > 1 else { continue }
      var diagnostic = Diagnostic(
        code: "E0690",
        "transparent \(definitions.kindWord(data.def)) needs at most one field with non-trivial size or alignment, but has \(sized.count)",
        at: headSpan(of: data.def),
        label: "needs at most one field with non-trivial size or alignment, but has \(sized.count)")
      for field in sized {
        diagnostic = diagnostic.labelled(definitions[field.def].span, "this field has non-zero size or requires alignment")
      }
      diagnostics.report(diagnostic)
    }
  }

  /// Whether a type certainly has no size and no alignment.
  private func isTrivial(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .error: return true
    case .tuple(let list): return types.list(list).allSatisfy { isTrivial($0) }
    case .array(let element, let length):
      if case .value(_, 0, 0) = types.kind(length) { return true }
      return isTrivial(element)
    case .functionDef: return true
    case .adt(let def, let args):
      let data = adt(def)
      if data.isPhantomData { return true }
      guard data.kind == .structure, data.repr.align == 0 else { return false }
      return data.onlyVariant.fields.allSatisfy { isTrivial(fieldType($0, args)) }
    default: return false
    }
  }

  /// E0588: a packed type holds no type with `align`.
  private func checkPacked(_ data: AdtData) {
    for variant in data.variants {
      for field in variant.fields {
        var visited: Set<Ty> = []
        if let aligned = alignedType(in: field.type, &visited) {
          diagnostics.report(
            Diagnostic(
              code: "E0588", "packed type cannot transitively contain a `#[repr(align)]` type", at: headSpan(of: data.def)
            ).note("`\(symbols.text(definitions.name(aligned)))` has a `#[repr(align)]` attribute", at: headSpan(of: aligned)))
          return
        }
      }
    }
  }

  private func alignedType(in type: Ty, _ visited: inout Set<Ty>) -> DefID? {
    guard visited.insert(type).inserted, visited.count < 200 else { return nil }
    switch types.kind(type) {
    case .array(let element, _): return alignedType(in: element, &visited)
    case .tuple(let list):
      for element in types.list(list) { if let found = alignedType(in: element, &visited) { return found } }
      return nil
    case .adt(let def, let args):
      let data = adt(def)
      if data.repr.align != 0 { return def }
      for variant in data.variants {
        for field in variant.fields {
          if let found = alignedType(in: fieldType(field, args), &visited) { return found }
        }
      }
      return nil
    default: return nil
    }
  }
}
