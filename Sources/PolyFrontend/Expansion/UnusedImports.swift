// Which imports of the user's crates nothing was found through.

import PolySupport
import PolySyntax

/// The unused names of one `use` item.
public struct UnusedImports {
  public var spans: [Span] = []
}

extension Resolver {
  /// Notes the imports by which a name got its meaning.
  func markUsed(_ binding: BindingID) {
    var current = binding
    for _ in 0..<64 {
      guard !current.isNone else { return }
      let data = modules[current]
      if data.importIndex >= 0 {
        let index = Int(data.importIndex)
        if index >= usedImports.count {
          usedImports.append(contentsOf: repeatElement(false, count: imports.count - usedImports.count))
        }
        if index < usedImports.count { usedImports[index] = true }
      }
      current = data.source
    }
  }

  /// What is left when all bodies were checked. `usedTraits`: traits of which an item was called without
  /// naming them.
  public func unusedImports(usedTraits: Set<DefID>) -> [UnusedImports] {
    var byItem: [DefID: UnusedImports] = [:]
    var order: [DefID] = []
    for (index, item) in imports.enumerated() where !isLibrary(item.crate) {
      guard !item.isPrelude, !item.isFileImport, !item.visibility.isPublic, item.foundNamespaces != 0,
        index >= usedImports.count || !usedImports[index], !item.span.isNone,
        sources.expansion(at: item.span.lower) == nil, !meansUsed(item, index, usedTraits)
      else { continue }
      if byItem[item.definition] == nil { order.append(item.definition) }
      byItem[item.definition, default: UnusedImports()].spans.append(item.span)
    }
    return order.compactMap { byItem[$0] }
  }

  private func meansUsed(_ item: Import, _ index: Int, _ usedTraits: Set<DefID>) -> Bool {
    if item.isGlob {
      var found = false
      modules.forEachBinding(item.module) { slot, binding in
        guard binding.importIndex == Int32(index), case .definition(let def) = modules.res(slot) else { return }
        if usedTraits.contains(def) { found = true }
      }
      return found
    }
    // Derives are found by their names.
    if usedDerives.contains(item.source.name) { return true }
    for namespace in Namespace.allCases where item.foundNamespaces & (1 << namespace.rawValue) != 0 {
      let slot = modules.find(item.module, namespace, item.target)
      guard !slot.isNone else { return true }
      if namespace == .macros, item.foundNamespaces == 1 << Namespace.macros.rawValue { return true }
      if case .definition(let def) = modules.res(slot), usedTraits.contains(def) { return true }
      if modules.res(slot) == .error { return true }
    }
    return false
  }
}

extension Resolver {
  /// The constants and statics of the user's crates that a path or pattern names.
  public func namedConstants() -> Set<DefID> {
    var result: Set<DefID> = []
    func add(_ res: Res) {
      guard case .definition(let def) = res else { return }
      switch definitions.kind(def) {
      case .constant, .staticItem: result.insert(def)
      default: break
      }
    }
    for path in tables.paths.elements { add(path.base) }
    for binding in tables.bindings.elements {
      if case .path(let res) = binding { add(res) }
    }
    return result
  }
}
