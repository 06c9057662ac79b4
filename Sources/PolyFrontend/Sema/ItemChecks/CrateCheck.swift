// Checks everything that the user wrote: items, impls, coherence, then all bodies.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Checks all items and bodies of the crates that are not the library.
  public func checkCrates() {
    var items: [DefID] = []
    for raw in 0..<UInt32(definitions.table.count) {
      let def = DefID(raw: raw)
      if isLocal(def) { items.append(def) }
    }
    for item in items { checkItem(item) }
    checkCoherence(of: items)
    checkInterfaces(items)
    for item in items where definitions.kind(item).mayHaveBody && definitions.kind(item) != .anonymousConstant {
      _ = typedBody(of: item)
    }
    for item in items {
      switch definitions.kind(item) {
      case .constant, .associatedConstant, .staticItem: checkFinalBorrows(item)
      default: break
      }
    }
    // Constants of types (array lengths and the like) are bodies of their own.
    for item in items where definitions.kind(item) == .anonymousConstant { _ = typedBody(of: item) }
    checkConstants(items)
    checkPendingObjects()
  }

  /// The rules for one item: its types exist and are well formed, and what its kind demands.
  func checkItem(_ def: DefID) {
    if !definitions[def].attributes.isEmpty, isLocal(def) { checkAttributes(of: def) }
    switch definitions.kind(def) {
    case .structure, .union, .enumeration: checkAdt(def)
    case .trait, .traitAlias: checkTrait(def)
    case .implementation:
      checkImplementation(def)
      checkOutlives(ofImplementation: def)
    case .function, .associatedFunction, .foreignFunction: checkFunction(def)
    case .constant, .associatedConstant, .staticItem, .foreignStatic:
      let type = type(of: def)
      let context = InferenceContext(self, environment: environment(of: def))
      let span = typeSpan(of: def)
      context.registerWellFormed(type, span: span)
      if definitions.kind(def) == .staticItem, !types.flags(type).contains(.hasError), !lang.sync.isNone,
        !isMutableStatic(def)
      {
        context.registerBound(context.normalize(type, span: span), lang.sync, span: span)
      }
      context.finishItem()
    case .typeAlias: checkAliasParameters(def, type(of: def))
    case .associatedType:
      if implOf(item: def) != nil { _ = type(of: def) }
      _ = itemBounds(of: def)
    default: break
    }
  }

  func isMutableStatic(_ def: DefID) -> Bool {
    guard case .item(let id) = definitions[def].syntax, case .staticVariable(let node) = tree.items[id].kind else {
      return false
    }
    return tree.constants[node].mutability.isMutable
  }

  private func typeSpan(of def: DefID) -> Span {
    guard case .item(let id) = definitions[def].syntax else { return definitions[def].nameSpan }
    switch tree.items[id].kind {
    case .constant(let node), .staticVariable(let node):
      return tree.constants[node].type.isNone ? definitions[def].nameSpan : tree.span(tree.constants[node].type)
    default: return definitions[def].nameSpan
    }
  }

  /// E0091: an alias uses its type parameters.
  private func checkAliasParameters(_ def: DefID, _ type: Ty) {
    guard !types.flags(type).contains(.hasError) else { return }
    var used: Set<UInt32> = []
    _ = types.map(type, mask: .hasParameters, leaf: { _, kind in
      if case .parameter(let index, _) = kind { used.insert(index) }
      return nil
    })
    for parameter in generics(of: def).parameters where parameter.kind == .type && !used.contains(parameter.index) {
      let name = symbols.text(parameter.name)
      diagnostics.report(
        Diagnostic(
          code: "E0091", "type parameter `\(name)` is never used", at: definitions[parameter.def].nameSpan,
          label: "unused type parameter"
        ).help("consider removing `\(name)` or referring to it in the body of the type alias"))
    }
  }

  private func checkFunction(_ def: DefID) {
    _ = generics(of: def)
    let data = signature(of: def)
    _ = predicates(of: def)
    checkSelfParameter(def, data)
    guard let node = functionNode(of: def) else { return }
    if tree.attributes[definitions[def].attributes].contains(where: { $0.name.name == Names.track_caller }),
      data.convention != .rust
    {
      diagnostics.error("E0737", "`#[track_caller]` requires Rust ABI", at: node.signatureSpan)
    }
    let context = InferenceContext(self, environment: environment(of: def))
    for (parameter, type) in zip(tree.parameters[node.parameters], types.list(data.inputs)) {
      let span = parameter.type.isNone ? parameter.span : tree.span(parameter.type)
      context.registerWellFormed(type, span: span)
    }
    let outputSpan = node.output.isNone ? definitions[def].nameSpan : tree.span(node.output)
    context.registerWellFormed(data.output, span: outputSpan)
    context.finishItem()
    if let main = mainFunction, def == main {
      if !node.generics.predicates.isEmpty, let first = tree.wherePredicates[node.generics.predicates].first {
        diagnostics.error(
          "E0646", "`main` function is not allowed to have a `where` clause", at: first.span,
          label: "`main` cannot have a `where` clause")
      }
      if types.count(data.inputs) > 0 {
        diagnostics.report(
          Diagnostic(code: "E0580", "`main` function has wrong type", at: node.signatureSpan, label: "incorrect number of function parameters")
            .note("expected signature `fn()`\n   found signature `\(describe(data))`"))
      }
    }
  }

  /// `self: Type` must be Self or dereference to it.
  private func checkSelfParameter(_ def: DefID, _ data: SignatureData) {
    guard let node = functionNode(of: def), node.hasSelf, let parameter = tree.parameters[node.parameters].first,
      parameter.selfKind == .typed, let given = types.list(data.inputs).first
    else { return }
    let wanted = TypeLowering(self, owner: def).implicitSelf()
    if case .parameter = types.kind(given), given != wanted {
      diagnostics.report(
        Diagnostic(
          code: "E0801", "invalid generic `self` parameter type: `\(describe(given))`", at: tree.span(parameter.type)
        ).note("type of `self` must not be a method generic parameter type"))
      return
    }
    let environment = environment(of: def)
    let target = normalize(wanted, in: environment)
    var current = normalize(given, in: environment)
    for _ in 0..<32 {
      if current == target || types.flags(current).contains(.hasError) { return }
      switch types.kind(current) {
      case .reference(_, let inner, _): current = inner
      case .adt(_, let args):
        guard implements(current, lang.deref, in: environment) || implements(current, lang.receiver, in: environment)
        else { break }
        if !lang.derefTarget.isNone, implements(current, lang.deref, in: environment) {
          current = normalize(
            types.type(.projection(lang.derefTarget, types.args([GenericArg(current)]))), in: environment)
          continue
        }
        _ = args
        break
      default: break
      }
      if case .reference = types.kind(given), current != given { continue }
      if case .reference = types.kind(current) { continue }
      break
    }
    if current == target { return }
    diagnostics.report(
      Diagnostic(
        code: "E0307", "invalid `self` parameter type: `\(describe(given))`", at: tree.span(parameter.type)
      ).note("type of `self` must be `Self` or a type that dereferences to it").help(
        "consider changing to `self`, `&self`, `&mut self`, or a type implementing `Receiver` such as `self: Box<Self>`, `self: Rc<Self>`, or `self: Arc<Self>`"
      ))
  }

  private func checkTrait(_ def: DefID) {
    _ = generics(of: def)
    checkSupertraitCycle(def)
    _ = superPredicates(of: def)
    _ = predicates(of: def)
    for item in associatedItems(of: def) where item.kind == .type { _ = itemBounds(of: item.def) }
  }

  private func checkSupertraitCycle(_ def: DefID) {
    var seen: Set<DefID> = []
    var work = supertraitDefs(of: def)
    while let next = work.popLast() {
      if next == def {
        // Of the traits in a cycle the first one is named.
        guard !seen.contains(where: { isLocal($0) && $0.raw < def.raw }) else { return }
        diagnostics.error(
          "E0391", "cycle detected when computing the super predicates of `\(definitions.path(def))`",
          at: firstBoundSpan(of: def))
        return
      }
      guard seen.insert(next).inserted else { continue }
      work.append(contentsOf: supertraitDefs(of: next))
    }
  }

  private func firstBoundSpan(of trait: DefID) -> Span {
    guard case .item(let item) = definitions[trait].syntax, case .trait(let id) = tree.items[item].kind,
      let bound = tree.genericBounds[tree.traits[id].supertraits].first
    else { return definitions[trait].nameSpan }
    return bound.span
  }

  /// Evaluates the constants and discriminants that the user wrote, so that errors in them are found.
  private func checkConstants(_ items: [DefID]) {
    guard !diagnostics.hasErrors else { return }
    for item in items where definitions.kind(item) == .enumeration { _ = discriminants(of: item) }
  }
}

extension InferenceContext {
  /// Proves everything registered and reports what fails; nothing may remain open.
  func finishItem() {
    selectWherePossible()
    applyNumericFallback()
    selectWherePossible()
    reportErrors()
  }
}
