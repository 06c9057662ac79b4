// Items of traits and impls, impl headers, and which item of an impl stands for which of its trait.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// The trait of which `item` is a declared item.
  public func traitOf(item: DefID) -> DefID? {
    let parent = definitions.parent(item)
    guard !parent.isNone, definitions.kind(parent).isTrait, isAssociated(item) else { return nil }
    return parent
  }

  /// The impl in which `item` is defined.
  public func implOf(item: DefID) -> DefID? {
    let parent = definitions.parent(item)
    guard !parent.isNone, definitions.kind(parent) == .implementation, isAssociated(item) else { return nil }
    return parent
  }

  private func isAssociated(_ item: DefID) -> Bool {
    switch definitions.kind(item) {
    case .associatedFunction, .associatedConstant, .associatedType: true
    default: false
    }
  }

  /// Items of a trait or impl in source order.
  public func associatedItems(of def: DefID) -> [AssociatedItem] {
    if let known = associatedItemsMemo.value(def) { return known }
    var result: [AssociatedItem] = []
    for member in definitions.members(def) {
      let entry = definitions[member]
      let kind: AssociatedItem.Kind
      switch entry.kind {
      case .associatedFunction: kind = .function
      case .associatedConstant: kind = .constant
      case .associatedType: kind = .type
      default: continue
      }
      result.append(
        AssociatedItem(
          def: member, name: entry.name, kind: kind,
          hasSelf: kind == .function && (functionNode(of: member)?.hasSelf ?? false),
          hasDefault: hasDefault(member)))
    }
    associatedItemsMemo.set(def, result)
    return result
  }

  /// Whether an item of a trait has a default body, value or type.
  public func hasDefault(_ item: DefID) -> Bool {
    guard case .item(let id) = definitions[item].syntax else { return false }
    switch tree.items[id].kind {
    case .function(let node):
      if case .none = tree.functions[node].body { return false }
      return true
    case .constant(let node): return !tree.constants[node].value.isNone
    case .typeAlias(let node): return !tree.typeAliases[node].type.isNone
    default: return false
    }
  }

  /// The trait that an impl implements, with its arguments in terms of the impl's parameters; nil for
  /// inherent impls and unresolved traits. Not normalized.
  public func implTraitRef(_ implementation: DefID) -> TraitRef? {
    if let known = traitRefMemo.value(implementation) { return known }
    if traitRefMemo.isInProgress(implementation) { return nil }
    traitRefMemo.begin(implementation)
    var result: TraitRef?
    if let node = implementationNode(of: implementation), !node.trait.isNone {
      resolution.resolveSignature(of: implementation)
      let selfType = type(of: implementation)
      result = TypeLowering(self, owner: implementation).lowerTraitPath(node.trait, selfType: selfType)
    }
    traitRefMemo.set(implementation, result)
    return result
  }

  public func implementationNode(of def: DefID) -> Implementation? {
    guard case .item(let id) = definitions[def].syntax, case .implementation(let node) = tree.items[id].kind else {
      return nil
    }
    return tree.impls[node]
  }

  /// The item of `implementation` that stands for the trait's `item`, if it is not left to the default.
  public func implItem(_ implementation: DefID, for item: DefID) -> DefID? {
    let key = UInt64(implementation.raw) << 32 | UInt64(item.raw)
    if let known = implItemMemo[key] { return known.isNone ? nil : known }
    let name = definitions.name(item)
    let kind = definitions.kind(item)
    var found = DefID.none
    for member in definitions.members(implementation)
    where definitions.name(member) == name && definitions.kind(member) == kind {
      found = member
      break
    }
    implItemMemo[key] = found
    return found.isNone ? nil : found
  }

  /// The trait's item for which an item of a trait impl stands.
  public func traitItem(forImplItem item: DefID) -> DefID? {
    guard let implementation = implOf(item: item), let reference = implTraitRef(implementation) else { return nil }
    let name = definitions.name(item)
    let kind = definitions.kind(item)
    return definitions.members(reference.trait).first { definitions.name($0) == name && definitions.kind($0) == kind }
  }

  /// The impl of `Drop` for an ADT.
  public func dropImpl(of adt: DefID) -> DefID? {
    if let known = dropImplMemo.value(adt) { return known.isNone ? nil : known }
    var found = DefID.none
    if !lang.drop.isNone {
      for candidate in implementationIndex.traitImpls(lang.drop, head: .definition(adt)) {
        if case .adt(adt, _) = types.kind(type(of: candidate)) {
          found = candidate
          break
        }
      }
    }
    dropImplMemo.set(adt, found)
    return found.isNone ? nil : found
  }
}
