// Rules for one impl: complete, items as the trait declares them, Copy and Drop where they are allowed.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  func checkImplementation(_ def: DefID) {
    guard let node = implementationNode(of: def) else { return }
    let selfType = type(of: def)
    _ = predicates(of: def)
    checkUnconstrained(def, selfType)
    let context = InferenceContext(self, environment: environment(of: def))
    context.registerWellFormed(selfType, span: tree.span(node.selfType))
    guard !node.trait.isNone else {
      context.finishItem()
      if isLocal(def) { checkInherent(def, selfType, node) }
      return
    }
    guard let reference = implTraitRef(def) else { return }
    let traitSpan = tree.paths[node.trait].span
    if isLocal(def) { checkOrphan(def, reference, node) }
    checkSafety(def, reference.trait, node)
    if node.isNegative { return }
    if reference.trait == lang.sized {
      diagnostics.error(
        "E0322", "explicit impls for the `Sized` trait are not permitted", at: node.headSpan,
        label: "impl of `Sized` not allowed")
      return
    }
    checkRequirementsEnd(def)
    let errorsBefore = diagnostics.errorCount
    if reference.trait == lang.copy { checkCopy(def, selfType, node) }
    if reference.trait == lang.drop { checkDrop(def, selfType, node) }
    // Supertraits and the trait's own where clauses must hold.
    if !types.flags(reference.args).contains(.hasError), diagnostics.errorCount == errorsBefore {
      let normal = context.normalize(reference, span: traitSpan)
      for bound in superPredicates(of: reference.trait) {
        context.register(
          Obligation(
            context.normalize(substitute(bound.predicate, normal.args), span: traitSpan),
            environment: context.environment, span: tree.span(node.selfType), cause: .itemBound,
            origin: reference.trait, originSpan: bound.span))
      }
      for bound in spannedPredicates(of: reference.trait).dropFirst() {
        context.register(
          Obligation(
            context.normalize(substitute(bound.predicate, normal.args), span: traitSpan),
            environment: context.environment, span: traitSpan, cause: .itemBound, origin: reference.trait,
            originSpan: bound.span))
      }
    }
    context.finishItem()
    checkCompleteness(def, reference, node)
    for item in associatedItems(of: def) { compare(item, reference, def) }
  }

  // MARK: header

  /// E0207: each parameter occurs in the header or is fixed by a projection.
  private func checkUnconstrained(_ def: DefID, _ selfType: Ty) {
    let generics = generics(of: def)
    guard !generics.parameters.isEmpty else { return }
    var constrained: Set<UInt32> = []
    if types.flags(selfType).contains(.hasError) { return }
    addParameters(of: selfType, to: &constrained)
    if let reference = implTraitRef(def) {
      if types.flags(reference.args).contains(.hasError) { return }
      for arg in types.list(reference.args) { addParameters(of: arg, to: &constrained) }
    }
    constrainByProjections(predicates(of: def), &constrained)
    for parameter in generics.parameters where parameter.kind != .lifetime && !constrained.contains(parameter.index) {
      let word = parameter.kind == .const ? "const parameter" : "type parameter"
      let diagnostic = Diagnostic(
        code: "E0207",
        "the \(word) `\(symbols.text(parameter.name))` is not constrained by the impl trait, self type, or predicates",
        at: definitions[parameter.def].nameSpan, label: "unconstrained \(word)")
      diagnostics.report(diagnostic)
    }
  }

  /// `<T as Trait>::Item == U` fixes U if everything in T is fixed.
  func constrainByProjections(_ predicates: [Predicate], _ constrained: inout Set<UInt32>) {
    var changed = true
    while changed {
      changed = false
      for predicate in predicates {
        guard case .projection(_, let args, let type) = predicate else { continue }
        var inputs: Set<UInt32> = []
        for arg in types.list(args) { addParameters(of: arg, to: &inputs, throughProjections: true) }
        guard inputs.isSubset(of: constrained) else { continue }
        let before = constrained.count
        addParameters(of: type, to: &constrained)
        changed = changed || constrained.count != before
      }
    }
  }

  /// E0275: a requirement of an impl that leads to ever larger requirements.
  private func checkRequirementsEnd(_ def: DefID) {
    for bound in spannedPredicates(of: def) {
      guard case .trait(let reference) = bound.predicate, let subject = types.list(reference.args).first?.type,
        case .adt = types.kind(subject), types.flags(subject).contains(.hasParameters)
      else { continue }
      if evaluate(reference, in: .ground) == .overflow {
        diagnostics.report(
          Diagnostic(
            code: "E0275", "overflow evaluating the requirement `\(describe(bound.predicate))`", at: bound.span
          ).help(
            "consider increasing the recursion limit by adding a `#![recursion_limit = \"256\"]` attribute to your crate"))
        return
      }
    }
  }

  private func addParameters(of arg: GenericArg, to set: inout Set<UInt32>, throughProjections: Bool = false) {
    switch arg.kind {
    case .type(let type): addParameters(of: type, to: &set, throughProjections: throughProjections)
    case .const(let const): if case .parameter(let index, _) = types.kind(const) { set.insert(index) }
    case .region: break
    }
  }

  private func addParameters(of type: Ty, to set: inout Set<UInt32>, throughProjections: Bool = false) {
    var found: Set<UInt32> = []
    _ = types.map(
      type, mask: .hasParameters,
      leaf: { type, kind in
        switch kind {
        case .parameter(let index, _): found.insert(index)
        case .projection where !throughProjections: return type
        default: break
        }
        return nil
      },
      const: { const in
        if case .parameter(let index, _) = types.kind(const) { found.insert(index) }
        return nil
      })
    set.formUnion(found)
  }

  private func checkInherent(_ def: DefID, _ selfType: Ty, _ node: Implementation) {
    let span = tree.span(node.selfType)
    switch types.kind(selfType) {
    case .error: break
    case .adt(let adt, _):
      if !isLocal(adt) {
        diagnostics.report(
          Diagnostic(
            code: "E0116", "cannot define inherent `impl` for a type outside of the crate where the type is defined",
            at: node.headSpan, label: "impl for type defined outside of crate"
          ).help("consider defining a trait and implementing it for the type or using a newtype wrapper like `struct MyType(ExternalType);` and implement it"))
      }
    case .dynamic(let existential, _):
      let principal = types.data(existential).principal
      if !principal.isNone, !isLocal(principal) {
        diagnostics.error(
          "E0116", "cannot define inherent `impl` for a type outside of the crate where the type is defined",
          at: node.headSpan, label: "impl for type defined outside of crate")
      }
    case .parameter, .projection, .opaque:
      diagnostics.report(
        Diagnostic(code: "E0118", "no nominal type found for inherent implementation", at: span, label: "impl requires a nominal type")
          .note("either implement a trait on it or create a newtype to wrap it instead"))
    case .foreign(let type) where isLocal(type): break
    default:
      diagnostics.report(
        Diagnostic(code: "E0390", "cannot define inherent `impl` for primitive types", at: span)
          .help("consider using an extension trait instead"))
    }
  }

  private func checkSafety(_ def: DefID, _ trait: DefID, _ node: Implementation) {
    guard case .item(let item) = definitions[trait].syntax, case .trait(let id) = tree.items[item].kind else { return }
    let isUnsafeTrait = tree.traits[id].isUnsafe
    let name = symbols.text(definitions.name(trait))
    if node.isNegative {
      if node.isUnsafe {
        diagnostics.error("E0198", "negative impls cannot be unsafe", at: node.headSpan)
      }
      return
    }
    if isUnsafeTrait, !node.isUnsafe {
      diagnostics.report(
        Diagnostic(code: "E0200", "the trait `\(name)` requires an `unsafe impl` declaration", at: node.headSpan)
          .note("the trait `\(name)` enforces invariants that the compiler can't check. Review the trait documentation and make sure this implementation upholds those invariants before adding the `unsafe` keyword"))
    }
    // `#[may_dangle]` on a parameter is what a `Drop` impl promises.
    let mayDangle = symbols.find("may_dangle")
    let promises = tree.genericParameters[node.generics.parameters].contains { parameter in
      tree.attributes[parameter.attributes].contains { $0.name.name == mayDangle }
    }
    if !isUnsafeTrait, node.isUnsafe, !promises {
      diagnostics.error("E0199", "implementing the trait `\(name)` is not unsafe", at: node.headSpan)
    }
  }

  // MARK: completeness

  /// E0323, E0324, E0325: the trait has something else of this name.
  private func reportWrongKinds(_ implementation: DefID, _ trait: DefID) {
    for item in definitions.members(implementation) {
      let entry = definitions[item]
      guard
        let other = definitions.members(trait).first(where: { definitions.name($0) == entry.name }),
        definitions.kind(other) != entry.kind,
        !definitions.members(trait).contains(where: {
          definitions.name($0) == entry.name && definitions.kind($0) == entry.kind
        })
      else { continue }
      let (code, word): (String, String) =
        switch entry.kind {
        case .associatedConstant: ("E0323", "an associated const")
        case .associatedType: ("E0325", "an associated type")
        default: ("E0324", "an associated method")
        }
      diagnostics.report(
        Diagnostic(
          code: code,
          "item `\(symbols.text(entry.name))` is \(word), which doesn't match its trait `\(definitions.path(trait))`",
          at: entry.span, label: "does not match trait"
        ).labelled(definitions[other].nameSpan, "item in trait"))
    }
  }

  private func checkCompleteness(_ def: DefID, _ reference: TraitRef, _ node: Implementation) {
    var missing: [AssociatedItem] = []
    for item in associatedItems(of: reference.trait) where !item.hasDefault {
      if implItem(def, for: item.def) == nil { missing.append(item) }
    }
    reportWrongKinds(def, reference.trait)
    var seen: [UInt64: DefID] = [:]
    for item in associatedItems(of: def) {
      let key = UInt64(item.name.raw) << 1 | (item.kind == .type ? 1 : 0)
      if let first = seen[key] {
        diagnostics.report(
          Diagnostic(
            code: "E0201", "duplicate definitions with name `\(symbols.text(item.name))`:", at: definitions[item.def].span,
            label: "duplicate definition"
          ).labelled(definitions[first].span, "previous definition here"))
      } else {
        seen[key] = item.def
      }
    }
    guard !missing.isEmpty else { return }
    let names = missing.map { "`\(symbols.text($0.name))`" }
    var diagnostic = Diagnostic(
      code: "E0046", "not all trait items implemented, missing: \(names.joined(separator: ", "))", at: node.headSpan,
      label: "missing \(names.joined(separator: ", ")) in implementation")
    for item in missing where isLocal(item.def) {
      diagnostic = diagnostic.labelled(definitions[item.def].span, "`\(symbols.text(item.name))` from trait")
    }
    for item in missing where !isLocal(item.def) {
      let text: String
      switch item.kind {
      case .function: text = "fn \(symbols.text(item.name))\(describe(signature(of: item.def)).dropFirst(2)) { todo!() }"
      case .type: text = "type \(symbols.text(item.name)) = /* Type */;"
      case .constant: text = "const \(symbols.text(item.name)): \(describe(type(of: item.def))) = /* value */;"
      }
      diagnostic = diagnostic.help("implement the missing item: `\(text)`")
    }
    diagnostics.report(diagnostic)
  }

  // MARK: items against the trait's

  private func compare(_ item: AssociatedItem, _ reference: TraitRef, _ implementation: DefID) {
    guard let declared = traitItem(forImplItem: item.def) else { return }
    let environment = environment(of: implementation)
    switch item.kind {
    case .function: compareFunctions(item, declared, reference, implementation)
    case .constant:
      let context = InferenceContext(self, environment: environment)
      let expected = context.normalize(types.substitute(type(of: declared), reference.args), span: .none)
      let found = context.normalize(type(of: item.def), span: .none)
      if !context.unify(expected, found) {
        diagnostics.error(
          "E0326",
          "implemented const `\(symbols.text(item.name))` has an incompatible type for trait",
          at: constantTypeSpan(item.def), label: "expected `\(describe(expected))`, found `\(describe(found))`")
      }
    case .type: compareTypes(item, declared, reference, implementation)
    }
  }

  private func constantTypeSpan(_ def: DefID) -> Span {
    guard case .item(let id) = definitions[def].syntax, case .constant(let node) = tree.items[id].kind,
      !tree.constants[node].type.isNone
    else { return definitions[def].nameSpan }
    return tree.span(tree.constants[node].type)
  }

  private func compareTypes(_ item: AssociatedItem, _ declared: DefID, _ reference: TraitRef, _ implementation: DefID) {
    let ownGenerics = generics(of: item.def)
    let declaredGenerics = generics(of: declared)
    guard ownGenerics.parameters.filter({ $0.kind != .lifetime }).count
      == declaredGenerics.parameters.filter({ $0.kind != .lifetime }).count,
      ownGenerics.parameters.count == declaredGenerics.parameters.count
    else {
      let given = ownGenerics.parameters.count
      let expected = declaredGenerics.parameters.count
      diagnostics.error(
        ownGenerics.parameters.contains { $0.kind != .lifetime } ? "E0049" : "E0195",
        "associated type `\(symbols.text(item.name))` has \(given) parameter\(given == 1 ? "" : "s") but its trait declaration has \(expected)",
        at: definitions[item.def].nameSpan)
      return
    }
    let context = InferenceContext(self, environment: self.environment(of: item.def))
    let args = types.args(
      Array(types.list(reference.args)) + ownGenerics.parameters.map { identityArgument($0) })
    let span = aliasSpan(item.def)
    let value = context.normalize(type(of: item.def), span: span)
    context.registerWellFormed(type(of: item.def), span: span)
    let projection = types.type(.projection(declared, args))
    for bound in itemBounds(of: declared) {
      let predicate = substitute(bound.predicate, args)
      // The bound is about the projection: here about what the impl gives.
      let own = replaceSelf(of: predicate, projection, by: value)
      context.register(
        Obligation(
          context.normalize(own, span: span), environment: context.environment, span: span, cause: .itemBound,
          origin: declared, originSpan: bound.span))
    }
    context.finishItem()
    checkPrivateType(item, value, reference, span)
  }

  /// E0446: what a public trait gives for a public type must be public.
  private func checkPrivateType(_ item: AssociatedItem, _ value: Ty, _ reference: TraitRef, _ span: Span) {
    guard definitions[reference.trait].visibility.isPublic, let selfType = types.list(reference.args).first?.type,
      !types.list(reference.args).contains(where: { $0.type.map { privateAdt(in: $0) != nil } ?? false }),
      !selfType.isNone, let hidden = privateAdt(in: value)
    else { return }
    let name = symbols.text(definitions.name(hidden))
    diagnostics.report(
      Diagnostic(
        code: "E0446", "private type `\(name)` in public interface", at: definitions[item.def].nameSpan,
        label: "can't leak private type"
      ).labelled(definitions[hidden].nameSpan, "`\(name)` declared as private"))
  }

  private func privateAdt(in type: Ty) -> DefID? {
    switch types.kind(type) {
    case .adt(let def, let args):
      if isLocal(def), !definitions[def].visibility.isPublic { return def }
      for arg in types.list(args) { if let inner = arg.type, let found = privateAdt(in: inner) { return found } }
      return nil
    case .reference(_, let target, _), .pointer(let target, _), .slice(let target), .array(let target, _):
      return privateAdt(in: target)
    case .tuple(let list):
      for element in types.list(list) { if let found = privateAdt(in: element) { return found } }
      return nil
    default: return nil
    }
  }

  private func replaceSelf(of predicate: Predicate, _ old: Ty, by new: Ty) -> Predicate {
    func first(_ args: Args) -> Args {
      guard types.count(args) > 0, types.arg(args, 0).type == old else { return args }
      return types.args([GenericArg(new)] + types.list(args).dropFirst())
    }
    switch predicate {
    case .trait(let reference): return .trait(TraitRef(reference.trait, first(reference.args)))
    case .projection(let item, let args, let type): return .projection(item: item, args: first(args), type: type)
    case .closureKind: return predicate
    }
  }

  private func aliasSpan(_ def: DefID) -> Span {
    guard case .item(let id) = definitions[def].syntax, case .typeAlias(let node) = tree.items[id].kind,
      !tree.typeAliases[node].type.isNone
    else { return definitions[def].nameSpan }
    return tree.span(tree.typeAliases[node].type)
  }

  private func compareFunctions(
    _ item: AssociatedItem, _ declared: DefID, _ reference: TraitRef, _ implementation: DefID
  ) {
    let name = symbols.text(item.name)
    guard let own = functionNode(of: item.def), let theirs = functionNode(of: declared) else { return }
    let traitName = symbols.text(definitions.name(reference.trait))
    if own.hasSelf != theirs.hasSelf {
      let text = own.hasSelf ? selfText(own) : selfText(theirs)
      let diagnostic =
        own.hasSelf
        ? Diagnostic(
          code: "E0185", "method `\(name)` has a `\(text)` declaration in the impl, but not in the trait",
          at: own.signatureSpan, label: "`\(text)` used in impl")
        : Diagnostic(
          code: "E0186", "method `\(name)` has a `\(text)` declaration in the trait, but not in the impl",
          at: own.signatureSpan, label: "expected `\(text)` in impl")
      diagnostics.report(
        isLocal(declared)
          ? diagnostic.labelled(theirs.signatureSpan, own.hasSelf ? "trait method declared without `\(text)`" : "`\(text)` used in trait")
          : diagnostic)
      return
    }
    let ownGenerics = generics(of: item.def)
    let theirGenerics = generics(of: declared)
    func count(_ generics: GenericsData, _ kind: GenericParameterKind) -> Int {
      generics.parameters.filter { $0.kind == kind && !$0.isSynthetic }.count
    }
    for (kind, word) in [(GenericParameterKind.type, "type"), (.const, "const")] {
      let given = count(ownGenerics, kind)
      let expected = count(theirGenerics, kind)
      let ownSynthetic = ownGenerics.parameters.filter(\.isSynthetic).count
      let theirSynthetic = theirGenerics.parameters.filter(\.isSynthetic).count
      if kind == .type, ownSynthetic != theirSynthetic, given + ownSynthetic == expected + theirSynthetic {
        diagnostics.error(
          "E0643", "method `\(name)` has incompatible signature for trait",
          at: ownGenerics.parameters.first { $0.kind == .type }.map { definitions[$0.def].nameSpan }
            ?? definitions[item.def].nameSpan,
          label: ownSynthetic < theirSynthetic ? "expected `impl Trait`, found generic parameter" : "expected generic parameter, found `impl Trait`")
        return
      }
      if given != expected {
        diagnostics.report(
          Diagnostic(
            code: "E0049",
            "method `\(name)` has \(given) \(word) parameter\(given == 1 ? "" : "s") but its trait declaration has \(expected) \(word) parameter\(expected == 1 ? "" : "s")",
            at: parameterSpan(ownGenerics, kind, item.def),
            label: "found \(given) \(word) parameter\(given == 1 ? "" : "s")"
          ).labelled(definitions[declared].nameSpan, "expected \(expected) \(word) parameter\(expected == 1 ? "" : "s")"))
        return
      }
    }
    if earlyBoundLifetimes(of: item.def).count != earlyBoundLifetimes(of: declared).count {
      diagnostics.report(
        Diagnostic(
          code: "E0195", "lifetime parameters or bounds on method `\(name)` do not match the trait declaration",
          at: own.generics.parameters.isEmpty ? definitions[item.def].nameSpan : own.generics.span,
          label: "lifetimes do not match method in trait"
        ).labelled(
          theirs.generics.parameters.isEmpty ? definitions[declared].nameSpan : theirs.generics.span,
          "lifetimes in impl do not match this method in trait"))
      return
    }
    let found = signature(of: item.def)
    // The trait's parameters are the impl's arguments, its method's parameters the impl method's (by
    // position among types and constants: lifetimes may be written or left out).
    let args = types.args(
      Array(types.list(reference.args)) + matchedParameters(theirGenerics, ownGenerics))
    let expected = types.substitute(signature(of: declared), args)
    let given = types.count(found.inputs)
    let wanted = types.count(expected.inputs)
    if given != wanted {
      var diagnostic = Diagnostic(
        code: "E0050",
        "method `\(name)` has \(given) parameter\(given == 1 ? "" : "s") but the declaration in trait `\(traitName)::\(name)` has \(wanted)",
        at: parametersSpan(own) ?? definitions[item.def].nameSpan,
        label: "expected \(wanted) parameter\(wanted == 1 ? "" : "s"), found \(given)")
      if isLocal(declared) {
        diagnostic = diagnostic.labelled(
          parametersSpan(theirs) ?? definitions[declared].nameSpan,
          "trait requires \(wanted) parameter\(wanted == 1 ? "" : "s")")
      }
      diagnostics.report(diagnostic)
      return
    }
    let context = InferenceContext(self, environment: environment(of: item.def))
    func report(_ span: Span, _ a: Ty, _ b: Ty) {
      diagnostics.report(
        Diagnostic(
          code: "E0053", "method `\(name)` has an incompatible type for trait", at: span,
          label: "expected `\(describe(a))`, found `\(describe(b))`"
        ).note("expected signature `\(describe(expected))`\n   found signature `\(describe(found))`"))
    }
    for position in 0..<given {
      let a = context.normalize(types.type(expected.inputs, position), span: .none)
      let b = context.normalize(types.type(found.inputs, position), span: .none)
      if !context.unify(a, b) {
        let parameters = tree.parameters[own.parameters]
        let parameter = parameters[parameters.startIndex + position]
        report(parameter.type.isNone || parameter.selfKind != .none ? parameter.span : tree.span(parameter.type), context.resolve(a), context.resolve(b))
        return
      }
    }
    let outputSpan = own.output.isNone ? definitions[item.def].nameSpan : tree.span(own.output)
    let a = context.normalize(expected.output, span: outputSpan)
    let b = context.normalize(found.output, span: outputSpan)
    if !types.flags(a).contains(.hasOpaque), !types.flags(b).contains(.hasOpaque), !context.unify(a, b) {
      report(outputSpan, context.resolve(a), context.resolve(b))
      return
    }
    let errorsBefore = diagnostics.errorCount
    checkTraitOpaques(of: declared, args, context, own, outputSpan) { report(outputSpan, $0, $1) }
    if diagnostics.errorCount > errorsBefore { return }
    if found.isUnsafe, !expected.isUnsafe {
      report(own.signatureSpan, types.type(.functionPointer(types.signature(expected))), types.type(.functionPointer(types.signature(found))))
    }
    checkStricterBounds(item, declared, args, implementation)
  }

  /// What the impl returns for `impl Trait` in the trait's signature has the bounds written there.
  private func checkTraitOpaques(
    of declared: DefID, _ args: Args, _ context: InferenceContext, _ own: Function, _ span: Span,
    mismatch: (Ty, Ty) -> Void
  ) {
    let opaques = traitOpaques(of: declared)
    guard !opaques.isEmpty else { return }
    let isAsync = functionNode(of: declared)?.header.isAsync ?? false
    for opaque in opaques {
      let projection = types.type(.projection(opaque, args))
      let value = context.normalize(projection, span: span)
      if types.flags(context.resolve(value)).contains(.hasError) { return mismatch(projection, value) }
      for bound in itemBounds(of: opaque) {
        let predicate = context.normalize(
          replaceSelf(of: substitute(bound.predicate, args), projection, by: value), span: span)
        if isAsync, case .trait(let reference) = predicate, reference.trait == lang.future,
          context.evaluate(predicate) == .fails
        {
          diagnostics.error(
            nil, "method should be `async` or return a future, but it is synchronous", at: own.signatureSpan,
            label: "this method is not `async`")
          return
        }
        context.register(
          Obligation(
            predicate, environment: context.environment, span: span, cause: .itemBound, origin: declared,
            originSpan: bound.span))
      }
    }
    context.finishItem()
  }

  /// Where the parameters of a kind begin, or the name if there are none.
  private func parameterSpan(_ generics: GenericsData, _ kind: GenericParameterKind, _ def: DefID) -> Span {
    let own = generics.parameters.filter { $0.kind == kind && !$0.isSynthetic }
    return own.isEmpty ? definitions[def].nameSpan : definitions[own[0].def].span
  }

  private func matchedParameters(_ theirs: GenericsData, _ own: GenericsData) -> [GenericArg] {
    var rest = own.parameters.filter { $0.kind != .lifetime }[...]
    return theirs.parameters.map { parameter in
      if parameter.kind == .lifetime { return GenericArg(types.erased) }
      return rest.popFirst().map { identityArgument($0) } ?? GenericArg(types.error)
    }
  }

  private func parametersSpan(_ function: Function) -> Span? {
    let parameters = tree.parameters[function.parameters]
    guard let first = parameters.first, let last = parameters.last else { return nil }
    return first.span.to(last.span)
  }

  private func selfText(_ function: Function) -> String {
    guard let first = tree.parameters[function.parameters].first else { return "self" }
    switch first.selfKind {
    case .reference:
      if case .reference(_, let mutability, _) = tree.types[first.type].kind { return mutability.isMutable ? "&mut self" : "&self" }
      return "&self"
    default: return "self"
    }
  }

  /// E0276: bounds of the impl's method must follow from those of the trait's.
  private func checkStricterBounds(_ item: AssociatedItem, _ declared: DefID, _ args: Args, _ implementation: DefID) {
    let ownCount = predicates(of: implementation).count
    let extra = spannedPredicates(of: item.def).dropFirst(ownCount)
    guard extra.contains(where: { !isSizedPredicate($0.predicate) }) else { return }
    let trait = definitions.parent(declared)
    let declaredOwn = predicates(of: declared).dropFirst(predicates(of: trait).count)
    let assumed = predicates(of: implementation) + declaredOwn.map { substitute($0, args) }
    let environment = makeEnvironment(assumed)
    let context = InferenceContext(self, environment: environment)
    for bound in extra {
      let predicate = context.normalize(bound.predicate, span: .none)
      if context.evaluate(predicate, in: environment) == .fails {
        diagnostics.report(
          Diagnostic(
            code: "E0276", "impl has stricter requirements than trait", at: bound.span,
            label: "impl has extra requirement `\(describe(predicate))`"
          ).labelled(definitions[declared].span, "definition of `\(symbols.text(item.name))` from trait"))
        return
      }
    }
  }

  private func isSizedPredicate(_ predicate: Predicate) -> Bool {
    if case .trait(let reference) = predicate { return reference.trait == lang.sized }
    return false
  }

  // MARK: Copy and Drop

  private func checkCopy(_ def: DefID, _ selfType: Ty, _ node: Implementation) {
    let span = tree.span(node.selfType)
    guard case .adt(let adt, let args) = types.kind(selfType) else {
      if !types.flags(selfType).contains(.hasError), isLocal(def) {
        diagnostics.error(
          "E0206", "the trait `Copy` cannot be implemented for this type", at: span, label: "type is not a structure or enumeration")
      }
      return
    }
    if dropImpl(of: adt) != nil {
      diagnostics.error(
        "E0184",
        "the trait `Copy` cannot be implemented for type `\(describe(selfType))`; the type has a destructor",
        at: span, label: "`Copy` not allowed on types with destructors")
      return
    }
    let environment = environment(of: def)
    for variant in self.adt(adt).variants {
      for field in variant.fields {
        let type = normalize(fieldType(field, args), in: environment)
        if types.flags(type).contains(.hasError) || isCopy(type, in: environment) { continue }
        diagnostics.report(
          Diagnostic(code: "E0204", "the trait `Copy` cannot be implemented for type `\(symbols.text(definitions.name(adt)))`", at: span)
            .labelled(definitions[field.def].span, "this field does not implement `Copy`"))
        return
      }
    }
  }

  private func checkDrop(_ def: DefID, _ selfType: Ty, _ node: Implementation) {
    let span = tree.span(node.selfType)
    guard case .adt(let adt, let args) = types.kind(selfType), isLocal(adt) || !isLocal(def) else {
      if !types.flags(selfType).contains(.hasError) {
        diagnostics.error(
          "E0120", "the `Drop` trait may only be implemented for local structs, enums, and unions", at: span,
          label: "must be a struct, enum, or union in the current crate")
      }
      return
    }
    // The impl must be for all instances: distinct parameters and no further bounds.
    var seen: Set<GenericArg> = []
    for arg in types.list(args) where arg.region == nil {
      var isParameter = false
      if let type = arg.type, case .parameter = types.kind(type) { isParameter = true }
      if let const = arg.const, case .parameter = types.kind(const) { isParameter = true }
      if !isParameter || !seen.insert(arg).inserted {
        diagnostics.report(
          Diagnostic(code: "E0366", "`Drop` impls cannot be specialized", at: node.headSpan)
            .note("use the same sequence of generic lifetime, type and const parameters as the \(definitions.kindWord(adt)) definition", at: definitions[adt].nameSpan))
        return
      }
    }
    let assumed = predicates(of: adt).map { substitute($0, args) }
    let environment = makeEnvironment(assumed)
    let context = InferenceContext(self, environment: environment)
    for bound in spannedPredicates(of: def) {
      if context.evaluate(bound.predicate, in: environment) == .fails {
        diagnostics.report(
          Diagnostic(
            code: "E0367", "`Drop` impl requires `\(describe(bound.predicate))` but the \(definitions.kindWord(adt)) it is implemented for does not",
            at: bound.span
          ).note("the implementor must specify the same requirement", at: definitions[adt].nameSpan))
        return
      }
    }
  }
}
