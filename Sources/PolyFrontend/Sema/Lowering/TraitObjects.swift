// `dyn Trait<…> + Auto`: principal, projections and auto traits; checks of what may be an object.

import PolyExpansion
import PolySupport
import PolySyntax

extension TypeLowering {
  /// The Self of a trait object while its bounds are being lowered.
  private var dummySelf: Ty { types.type(.placeholder(.max)) }

  func lowerObject(_ bounds: [GenericBound], span: Span) -> Ty {
    var principal: TraitRef?
    var principalSpan = span
    var autoTraits: Set<DefID> = []
    var explicit: [SpannedPredicate] = []
    var lifetimes = 0
    for bound in bounds {
      if case .lifetime = bound.kind {
        lifetimes += 1
        if lifetimes > 1 { error("E0226", "only a single explicit lifetime bound is permitted", at: bound.span) }
      }
      guard case .trait(let modifier, _, let path) = bound.kind else { continue }
      guard case .definition(let trait)? = resolution.resolution(of: path).full else { return types.error }
      if modifier == .maybe { continue }
      guard program.definitions.kind(trait).isTrait else { return types.error }
      if program.isAutoTrait(trait) {
        autoTraits.insert(trait)
        continue
      }
      if let first = principal {
        program.diagnostics.report(
          Diagnostic(
            code: "E0225", "only auto traits can be used as additional traits in a trait object",
            at: bound.span, label: "additional non-auto trait"
          ).labelled(principalSpan, "first non-auto trait").help(
            "consider creating a new trait with all of these as supertraits and using that trait here instead: `trait NewTrait: \(program.describePath(first)) + \(program.symbols.text(program.definitions.name(trait))) {}`"
          ))
        continue
      }
      var predicates: [SpannedPredicate] = []
      lowerBound(bound, on: dummySelf, into: &predicates)
      guard case .trait(let reference)? = predicates.first?.predicate else { return types.error }
      principal = reference
      principalSpan = bound.span
      explicit = predicates
    }
    guard let principal else {
      if autoTraits.isEmpty {
        error("E0224", "at least one trait is required for an object type", at: span)
        return types.error
      }
      return types.type(
        .dynamic(
          types.existential(
            ExistentialData(
              principal: .none, principalArgs: types.emptyArgs, projections: [],
              autoTraits: autoTraits.sorted { $0.raw < $1.raw })), types.erased))
    }
    if types.list(principal.args).dropFirst().contains(where: { mentionsDummy($0) }) {
      error(
        "E0393", "the type parameter `Rhs` must be explicitly specified", at: principalSpan,
        label: "missing reference to `Rhs`")
      return types.error
    }
    var projections: [DefID: Ty] = [:]
    func addProjection(_ predicate: Predicate) {
      if case .projection(let item, let args, let type) = predicate, types.count(args) > 0,
        types.arg(args, 0).type == dummySelf
      {
        if projections[item] == nil { projections[item] = type }
      }
    }
    for predicate in explicit { addProjection(predicate.predicate) }
    // Supertraits may fix associated types, and each of theirs must be fixed.
    var seen: Set<TraitRef> = []
    var work = [principal]
    var required: [(item: DefID, trait: DefID)] = []
    while !work.isEmpty {
      let current = work.removeFirst()
      guard seen.insert(current).inserted else { continue }
      for bound in program.superPredicates(of: current.trait) {
        let predicate = program.substitute(bound.predicate, current.args)
        if case .trait(let reference) = predicate { work.append(reference) }
        addProjection(predicate)
      }
      for member in program.definitions.members(current.trait)
      where program.definitions.kind(member) == .associatedType && program.generics(of: member).parameters.isEmpty
        && !program.requiresSized(member)
      {
        required.append((member, current.trait))
      }
    }
    let missing = required.filter { projections[$0.item] == nil }
    if !missing.isEmpty {
      let names = missing.map {
        "`\(program.symbols.text(program.definitions.name($0.item)))` in `\(program.symbols.text(program.definitions.name($0.trait)))`"
      }
      var diagnostic = Diagnostic(
        code: "E0191",
        "the value of the associated type\(missing.count == 1 ? "" : "s") \(list(names)) must be specified",
        at: principalSpan,
        label: missing.count == 1
          ? "help: specify the associated type: `\(program.symbols.text(program.definitions.name(principal.trait)))<\(program.symbols.text(program.definitions.name(missing[0].item))) = Type>`"
          : "associated types must be specified")
      for entry in missing {
        diagnostic = diagnostic.labelled(
          program.definitions[entry.item].nameSpan,
          "`\(program.symbols.text(program.definitions.name(entry.item)))` defined here")
      }
      if program.isLocal(owner) { program.diagnostics.report(diagnostic) }
      for entry in missing { projections[entry.item] = types.error }
    } else if !checkObjectSafety(principal.trait, span: span) {
      return types.error
    }
    let data = ExistentialData(
      principal: principal.trait, principalArgs: types.args(types.list(principal.args).dropFirst()),
      projections: projections.map { ExistentialProjection(item: $0.key, type: $0.value) }
        .sorted { $0.item.raw < $1.item.raw },
      autoTraits: autoTraits.sorted { $0.raw < $1.raw })
    return types.type(.dynamic(types.existential(data), types.erased))
  }

  private func list(_ names: [String]) -> String {
    if names.count <= 1 { return names.first ?? "" }
    if names.count == 2 { return names.joined(separator: " and ") }
    return names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
  }

  private func mentionsDummy(_ argument: GenericArg) -> Bool {
    guard let type = argument.type, types.flags(type).contains(.hasPlaceholders) else { return false }
    var found = false
    _ = types.map(type, mask: .hasPlaceholders, leaf: { type, _ in
      if type == dummySelf { found = true }
      return nil
    })
    return found
  }

  /// Whether the trait can be an object; if not that is reported (aliases are not checked).
  private func checkObjectSafety(_ trait: DefID, span: Span) -> Bool {
    guard program.isLocal(owner), program.definitions.kind(owner) != .typeAlias else { return true }
    // The answer needs the signatures of the trait's methods, and one of them may be what is lowered here.
    let parent = program.definitions[owner].parent
    if program.definitions.kind(owner).isTrait || !parent.isNone && program.definitions.kind(parent).isTrait {
      program.pendingObjectChecks.append((trait, span))
      return true
    }
    return program.checkObjectSafety(trait, span: span)
  }
}

extension Program {
  /// The checks that type lowering put off.
  func checkPendingObjects() {
    let pending = pendingObjectChecks
    pendingObjectChecks = []
    for (trait, span) in pending { _ = checkObjectSafety(trait, span: span) }
  }

  /// Whether the trait can be an object; if not that is reported.
  func checkObjectSafety(_ trait: DefID, span: Span) -> Bool {
    let violations = objectSafetyViolations(of: trait)
    guard !violations.isEmpty else { return true }
    let name = symbols.text(definitions.name(trait))
    diagnostics.report(
      Diagnostic(
        code: "E0038", "the trait `\(name)` is not dyn compatible", at: span,
        label: "`\(name)` is not dyn compatible"
      ).note(
        "for a trait to be dyn compatible it needs to allow building a vtable\nfor more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>"
      ).note("`\(name)` is not dyn compatible because \(violations[0])"))
    return false
  }

  /// Whether a trait is declared `auto trait`.
  public func isAutoTrait(_ trait: DefID) -> Bool {
    guard case .item(let item) = definitions[trait].syntax, case .trait(let id) = tree.items[item].kind
    else { return false }
    return tree.traits[id].isAuto
  }

  /// Whether an associated item has `where Self: Sized`.
  func requiresSized(_ item: DefID) -> Bool {
    guard let generics = genericsNode(of: item), !generics.predicates.isEmpty else { return false }
    for predicate in tree.wherePredicates[generics.predicates] {
      guard case .type(_, let node, let bounds) = predicate.kind, case .path(let path) = tree.types[node].kind else {
        continue
      }
      resolution.resolveSignature(of: item)
      guard case .selfTrait? = resolution.resolution(of: path).full else { continue }
      for bound in tree.genericBounds[bounds] {
        if case .trait(.none, _, let trait) = bound.kind,
          resolution.resolution(of: trait).full == .definition(lang.sized)
        {
          return true
        }
      }
    }
    return false
  }

  /// Why a trait cannot be made an object; empty if it can.
  public func objectSafetyViolations(of trait: DefID) -> [String] {
    if let known = objectSafetyMemo.value(trait) { return known }
    if objectSafetyMemo.isInProgress(trait) { return [] }
    objectSafetyMemo.begin(trait)
    var result: [String] = []
    let own = TraitRef(trait, identityArgs(of: trait))
    var seen: Set<DefID> = []
    var work = [own]
    while let current = work.popLast() {
      guard seen.insert(current.trait).inserted else { continue }
      for bound in superPredicates(of: current.trait) {
        guard case .trait(let reference) = bound.predicate else { continue }
        if reference.trait == lang.sized { result.append("it requires `Self: Sized`") }
        if types.list(reference.args).dropFirst().contains(where: { mentionsSelf($0) }) {
          result.append("it uses `Self` as a type parameter")
        }
        work.append(reference)
      }
      for item in associatedItems(of: current.trait) {
        if requiresSized(item.def) { continue }
        let name = symbols.text(item.name)
        switch item.kind {
        case .constant: result.append("it contains the associated `const` `\(name)`")
        case .type:
          if !generics(of: item.def).parameters.isEmpty {
            result.append("it contains the generic associated type `\(name)`")
          }
        case .function:
          if !item.hasSelf {
            result.append("associated function `\(name)` has no `self` parameter")
            continue
          }
          let data = signature(of: item.def)
          if generics(of: item.def).parameters.contains(where: { $0.kind != .lifetime }) {
            result.append("method `\(name)` has generic type parameters")
          } else if types.list(data.inputs).dropFirst().contains(where: { mentionsSelf(GenericArg($0)) }) {
            result.append("method `\(name)` references the `Self` type in its parameters")
          } else if mentionsSelf(GenericArg(data.output)) {
            result.append("method `\(name)` references the `Self` type in its return type")
          } else if functionNode(of: item.def)?.header.isAsync == true {
            result.append("method `\(name)` is `async`")
          } else if !traitOpaques(of: item.def).isEmpty {
            result.append("method `\(name)` references an `impl Trait` type in its return type")
          }
        }
      }
    }
    objectSafetyMemo.set(trait, result)
    return result
  }

  /// Whether `Self` of a trait occurs outside of projections on it.
  private func mentionsSelf(_ argument: GenericArg) -> Bool {
    guard let type = argument.type, types.flags(type).contains(.hasParameters) else { return false }
    var found = false
    _ = types.map(type, mask: .hasParameters, leaf: { type, kind in
      if case .projection = kind { return type }
      if type == selfParameter { found = true }
      return nil
    })
    return found
  }
}
