// Coherence: no two impls of a trait for the same type, the orphan rule, no inherent items twice.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  func checkCoherence(of items: [DefID]) {
    implementationIndex.update(self)
    var checked: Set<DefID> = []
    var inherent: [DefID] = []
    for item in items where definitions.kind(item) == .implementation {
      guard let node = implementationNode(of: item) else { continue }
      if node.trait.isNone {
        inherent.append(item)
        continue
      }
      // What must not be implemented here at all is not compared.
      guard !orphans.contains(item), let reference = implTraitRef(item), checked.insert(item).inserted else { continue }
      checkOverlap(item, reference)
    }
    checkInherentDuplicates(inherent)
  }

  // MARK: E0119

  private func checkOverlap(_ implementation: DefID, _ reference: TraitRef) {
    guard let selfType = types.list(reference.args).first?.type, !types.flags(reference.args).contains(.hasError) else {
      return
    }
    let head = head(of: selfType)
    let others = head == nil ? implementationIndex.allImpls(reference.trait) : implementationIndex.traitImpls(reference.trait, head: head)
    for other in others where other != implementation {
      // Each pair once: of two local impls the later one is at fault.
      if isLocal(other), other.raw > implementation.raw { continue }
      guard overlaps(implementation, other) else { continue }
      let traitName = describePath(reference)
      // Of a written and a derived impl the derived one is shown.
      let isFlipped = isLocal(other) && isDerived(other) && !isDerived(implementation)
      let (implementation, other) = isFlipped ? (other, implementation) : (implementation, other)
      let isGeneric: Bool
      if case .parameter = types.kind(selfType) { isGeneric = true } else { isGeneric = false }
      let typeText = isGeneric ? "" : " for type `\(describe(selfType))`"
      var diagnostic = Diagnostic(
        code: "E0119", "conflicting implementations of trait `\(traitName)`\(typeText)",
        at: implementationNode(of: implementation)?.headSpan ?? definitions[implementation].span,
        label: isGeneric ? "conflicting implementation" : "conflicting implementation for `\(describe(selfType))`")
      if isLocal(other) {
        diagnostic = diagnostic.labelled(
          implementationNode(of: other)?.headSpan ?? definitions[other].span, "first implementation here")
      } else {
        diagnostic = diagnostic.note(
          "conflicting implementation in crate `\(symbols.text(definitions.crates[definitions[other].crate].name))`:\n- impl \(implTraitRef(other).map { describePath($0) } ?? "") for \(describe(type(of: other)));"
        )
      }
      diagnostics.report(diagnostic)
      return
    }
  }

  private func isDerived(_ implementation: DefID) -> Bool {
    tree.attributes[definitions[implementation].attributes].contains { $0.name.name == Names.automatically_derived }
  }

  /// Whether some type could be covered by both impls.
  private func overlaps(_ a: DefID, _ b: DefID) -> Bool {
    guard let first = implTraitRef(a), let second = implTraitRef(b) else { return false }
    let context = InferenceContext(self, environment: .ground)
    context.isCoherence = true
    let argsA = context.freshArgs(for: a)
    let argsB = context.freshArgs(for: b)
    let x = context.normalize(types.substitute(first, argsA), span: .none)
    let y = context.normalize(types.substitute(second, argsB), span: .none)
    guard context.unify(x.args, y.args) else { return false }
    // If a bound of either certainly fails there is no such type.
    for predicate in predicates(of: a).map({ substitute($0, argsA) }) + predicates(of: b).map({ substitute($0, argsB) }) {
      let own = context.normalize(predicate, span: .none)
      if context.evaluate(own) == .fails { return false }
    }
    for item in context.pending {
      if context.evaluate(item.obligation.predicate) == .fails { return false }
    }
    // A negative impl of the same trait for the other's type is a conflict too.
    return true
  }

  // MARK: orphan rule

  func checkOrphan(_ def: DefID, _ reference: TraitRef, _ node: Implementation) {
    guard !isLocal(reference.trait), !types.flags(reference.args).contains(.hasError) else { return }
    var uncovered: Ty?
    for arg in types.list(reference.args) {
      guard let type = arg.type else { continue }
      switch locality(of: type) {
      case .local:
        if let parameter = uncovered { reportUncovered(def, parameter, node, hasLocal: true) }
        return
      case .parameter(let parameter): if uncovered == nil { uncovered = parameter }
      case .foreign: break
      }
    }
    if let parameter = uncovered {
      reportUncovered(def, parameter, node, hasLocal: false)
      return
    }
    let selfType = types.list(reference.args).first?.type ?? types.error
    orphans.insert(def)
    diagnostics.report(
      Diagnostic(
        code: "E0117",
        isPrimitiveLike(selfType)
          ? "only traits defined in the current crate can be implemented for primitive types"
          : "only traits defined in the current crate can be implemented for types defined outside of the crate",
        at: node.headSpan,
        label: ""
      ).labelled(tree.span(node.selfType), "`\(describe(selfType))` is not defined in the current crate")
        .note("impl doesn't have any local type before any uncovered type parameters")
        .note("define and implement a trait or new type instead"))
  }

  private func isPrimitiveLike(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .str, .integer, .float, .never: true
    default: false
    }
  }

  private func reportUncovered(_ def: DefID, _ parameter: Ty, _ node: Implementation, hasLocal: Bool) {
    orphans.insert(def)
    let name = describe(parameter)
    let span = tree.span(node.selfType)
    diagnostics.report(
      Diagnostic(
        code: "E0210",
        hasLocal
          ? "type parameter `\(name)` must be covered by another type when it appears before the first local type"
          : "type parameter `\(name)` must be used as an argument to some local type (e.g., `MyStruct<\(name)>`)",
        at: node.generics.parameters.isEmpty ? span : node.generics.span,
        label: hasLocal
          ? "type parameter `\(name)` must be covered by another type when it appears before the first local type"
          : "type parameter `\(name)` must be used as an argument to some local type"
      ).note("implementing a foreign trait is only possible if at least one of the types for which it is implemented is local"
        + (hasLocal ? ", and no uncovered type parameters appear before that first local type" : "")))
  }

  enum Locality {
    case local, foreign
    case parameter(Ty)
  }

  /// Whether a type counts as local for the orphan rule; `&T`, `Box<T>` and the like count as T.
  func locality(of type: Ty) -> Locality {
    switch types.kind(type) {
    case .parameter, .typeVariable: return .parameter(type)
    case .reference(_, let target, _): return locality(of: target)
    case .adt(let def, let args):
      if isLocal(def) { return .local }
      if adt(def).flags.contains(.isFundamental) || def == lang.box, let inner = types.list(args).compactMap(\.type).first {
        return locality(of: inner)
      }
      return .foreign
    case .foreign(let def): return isLocal(def) ? .local : .foreign
    case .dynamic(let existential, _):
      let principal = types.data(existential).principal
      return !principal.isNone && isLocal(principal) ? .local : .foreign
    case .closure, .coroutine: return .local
    default: return .foreign
    }
  }

  /// Whether the absence of an impl is known: nobody else may add it later.
  func isKnowable(_ reference: TraitRef) -> Bool {
    if isLocal(reference.trait) { return true }
    if tree.attributes[definitions[reference.trait].attributes].contains(where: { $0.name.name == Names.fundamental }) {
      return true
    }
    for arg in types.list(reference.args) {
      guard let type = arg.type else { continue }
      switch locality(of: type) {
      case .local: return true
      case .parameter: return false
      case .foreign: break
      }
    }
    return false
  }

  // MARK: E0592

  private func checkInherentDuplicates(_ implementations: [DefID]) {
    var byHead: [NumberKey: [DefID]] = [:]
    for implementation in implementations {
      guard let head = head(of: type(of: implementation)) else { continue }
      byHead[head.key, default: []].append(implementation)
    }
    for group in byHead.values.sorted(by: { $0[0].raw < $1[0].raw }) {
      var owners: [UInt64: [(item: DefID, implementation: DefID)]] = [:]
      for implementation in group {
        for item in associatedItems(of: implementation) {
          let key = UInt64(item.name.raw) << 1 | (item.kind == .type ? 1 : 0)
          for other in owners[key] ?? [] {
            if other.implementation != implementation, !selfTypesOverlap(other.implementation, implementation) { continue }
            let name = symbols.text(item.name)
            // In one block the second is at fault, of two blocks the first is shown first.
            let isOneBlock = other.implementation == implementation
            let (shown, second) = isOneBlock ? (item.def, other.item) : (other.item, item.def)
            diagnostics.report(
              Diagnostic(
                code: "E0592", "duplicate definitions with name `\(name)`", at: itemHeadSpan(shown),
                label: "duplicate definitions for `\(name)`"
              ).labelled(itemHeadSpan(second), "other definition for `\(name)`"))
          }
          owners[key, default: []].append((item.def, implementation))
        }
      }
    }
  }

  private func itemHeadSpan(_ def: DefID) -> Span { functionNode(of: def)?.signatureSpan ?? definitions[def].span }

  private func selfTypesOverlap(_ a: DefID, _ b: DefID) -> Bool {
    let context = InferenceContext(self, environment: .ground)
    context.isCoherence = true
    let argsA = context.freshArgs(for: a)
    let argsB = context.freshArgs(for: b)
    guard context.unify(types.substitute(type(of: a), argsA), types.substitute(type(of: b), argsB)) else { return false }
    for predicate in predicates(of: a).map({ substitute($0, argsA) }) + predicates(of: b).map({ substitute($0, argsB) }) {
      if context.evaluate(predicate) == .fails { return false }
    }
    return true
  }
}
