// Looks names up in modules: walking module paths, and the scopes around a module.

import PolySupport
import PolySyntax

/// What a name means, and the slot that says so (`.none` for preludes of crates and built-ins).
struct FoundName {
  var res: Res
  var macro: MacroID
  var binding: BindingID
}

enum ModulePathResult {
  case module(DefID)
  /// The segment at this position is not a module; `silent` if the reason is reported already.
  case failed(position: Int, label: String, silent: Bool)
}

extension Resolver {
  /// The module meant by `crate`, `$crate`, `self` or `super` at the start of a path.
  func keywordModule(_ name: Ident, _ module: DefID, _ crate: CrateID) -> DefID? {
    switch name.name {
    case Names.crate: return root(crate)
    case Names.dollarCrate:
      let marked = hygiene.crateOfDollarCrate(name.context)
      return root(marked.isNone ? crate : marked)
    case Names.selfValue: return realModule(module)
    case Names.super:
      let parent = definitions.parent(realModule(module))
      return parent.isNone ? nil : realModule(parent)
    default: return nil
    }
  }

  /// The nearest real module of a scope.
  func realModule(_ definition: DefID) -> DefID {
    let kind = definitions.kind(definition)
    return kind == .module || kind == .crate ? definition : definitions[definition].module
  }

  /// Looks a name up in a module and, outwards, in what is around it: block modules, the module,
  /// crates, the prelude, primitive types.
  func findLexically(
    _ name: Symbol, _ namespace: Namespace, from module: DefID, crate: CrateID,
    ignoringImport: Int32 = -1
  ) -> FoundName? {
    var current = module
    while true {
      let binding = modules.find(current, namespace, name)
      if !binding.isNone,
        ignoringImport < 0 || !leads(binding, toImport: ignoringImport)
      {
        return FoundName(
          res: modules.res(binding), macro: modules.macro(binding), binding: binding)
      }
      let parent = modules.hasScope(current) ? modules[scope: current].lexicalParent : .none
      if parent.isNone { break }
      current = parent
    }
    return findInPreludes(name, namespace, from: current, crate: crate)
  }

  /// Whether the binding is made by this import, perhaps through others.
  private func leads(_ binding: BindingID, toImport index: Int32) -> Bool {
    var current = binding
    for _ in 0..<64 {
      if modules[current].importIndex == index { return true }
      let source = modules[current].source
      if source.isNone { return false }
      current = source
    }
    return false
  }

  private func findInPreludes(
    _ name: Symbol, _ namespace: Namespace, from module: DefID, crate: CrateID
  ) -> FoundName? {
    if namespace == .types, let other = externPrelude[crate]?[name] {
      return FoundName(res: .definition(other), macro: .none, binding: .none)
    }
    if namespace == .macros {
      for root in macroUseRoots[crate] ?? [] {
        let binding = modules.find(root, .macros, name)
        if !binding.isNone, modules[binding].visibility.isPublic || self.crate(root) == crate {
          return FoundName(
            res: modules.res(binding), macro: modules.macro(binding), binding: binding)
        }
      }
    }
    if !modules.hasScope(module) || !modules[scope: module].hasNoImplicitPrelude {
      let prelude = preludeModule(crate)
      if !prelude.isNone {
        let binding = modules.find(prelude, namespace, name)
        if !binding.isNone {
          return FoundName(
            res: modules.res(binding), macro: modules.macro(binding), binding: binding)
        }
      }
    }
    if namespace == .types, let primitive = primitiveTypes[name] {
      return FoundName(res: .primitive(primitive), macro: .none, binding: .none)
    }
    if namespace == .macros, let macro = builtinMacros[name] {
      return FoundName(res: .error, macro: macro, binding: .none)
    }
    return nil
  }

  /// A built-in macro named through a library crate that does not declare it.
  func builtinInLibrary(_ name: Symbol, _ module: DefID) -> FoundName? {
    guard definitions.kind(module) == .crate, isLibrary(crate(module)),
      let macro = builtinMacros[name]
    else { return nil }
    return FoundName(res: .error, macro: macro, binding: .none)
  }

  /// Follows a path of modules (enums and traits count as such).
  func walkModulePath(
    _ path: [Ident], isGlobal: Bool, from module: DefID, crate: CrateID, importIndex: Int32 = -1,
    isImport: Bool = false, checksPrivacy: Bool = false
  ) -> ModulePathResult {
    if path.isEmpty { return .module(root(crate)) }
    var current = DefID.none
    var position = 0
    let first = path[0]
    let is2015 = edition(crate) == .e2015
    if isGlobal && !is2015 {
      guard let found = externPrelude[crate]?[first.name] else {
        return .failed(
          position: 0, label: "use of unresolved module or unlinked crate `\(text(first.name))`",
          silent: false)
      }
      current = found
      position = 1
    } else if !isGlobal, let keyword = keywordModule(first, module, crate) {
      current = keyword
      position = 1
      while position < path.count, path[position].name == Names.super {
        let parent = definitions.parent(current)
        guard !parent.isNone else {
          return .failed(
            position: position, label: "there are too many leading `super` keywords", silent: false)
        }
        current = realModule(parent)
        position += 1
      }
    } else if !isGlobal, first.name == Names.super {
      return .failed(
        position: 0, label: "there are too many leading `super` keywords", silent: false)
    } else if is2015 && (isImport || isGlobal) {
      let binding = modules.find(root(crate), .types, first.name)
      if !binding.isNone, modules[binding].importIndex != importIndex || importIndex < 0,
        case .definition(let found) = modules.res(binding)
      {
        current = found
      } else if let found = externPrelude[crate]?[first.name] {
        current = found
      } else {
        return .failed(
          position: 0,
          label: "use of unresolved module or unlinked crate `\(text(first.name))`", silent: false)
      }
      position = 1
    } else {
      let found = findLexically(
        first.name, .types, from: module, crate: crate, ignoringImport: importIndex)
      guard let found else {
        let name = text(first.name)
        let label =
          name.utf8.first.map { $0 >= 65 && $0 <= 90 } == true
          ? "use of undeclared type `\(name)`"
          : "use of unresolved module or unlinked crate `\(name)`"
        return .failed(position: 0, label: label, silent: false)
      }
      if !found.binding.isNone { markUsed(found.binding) }
      guard case .definition(let definition) = found.res else {
        if found.res == .unresolved { return .failed(position: 0, label: "", silent: true) }
        return .failed(
          position: 0,
          label: "`\(text(first.name))` is \(article(describeRes(found.res))), not a module",
          silent: found.res == .error)
      }
      current = definition
      position = 1
    }
    while position < path.count {
      if let failure = checkModuleLike(current, path, position - 1) { return failure }
      let name = path[position]
      let binding = modules.find(current, .types, name.name)
      if binding.isNone || (importIndex >= 0 && modules[binding].importIndex == importIndex) {
        if unloadedModules.contains(current) {
          return .failed(position: position, label: "", silent: true)
        }
        let place = moduleName(current, path, position - 1)
        return .failed(
          position: position, label: "could not find `\(text(name.name))` in \(place)",
          silent: false)
      }
      if checksPrivacy,
        !definitions.isAccessible(modules[binding].visibility, from: realModule(module))
      {
        reportPrivate(modules[binding], name: name)
      }
      if modules[binding].importIndex >= 0 { markUsed(binding) }
      switch modules.res(binding) {
      case .definition(let definition): current = definition
      case .unresolved: return .failed(position: position, label: "", silent: true)
      case let other:
        return .failed(
          position: position,
          label: "`\(text(name.name))` is \(article(describeRes(other))), not a module",
          silent: other == .error)
      }
      position += 1
    }
    if let failure = checkModuleLike(current, path, path.count - 1) { return failure }
    return .module(current)
  }

  private func checkModuleLike(_ definition: DefID, _ path: [Ident], _ position: Int)
    -> ModulePathResult?
  {
    if modules.hasScope(definition) { return nil }
    return .failed(
      position: position,
      label:
        "`\(text(path[position].name))` is \(definitions.describe(definition)), not a module",
      silent: false)
  }

  /// How a message names the module in which something was not found.
  func moduleName(_ module: DefID, _ path: [Ident], _ position: Int) -> String {
    if position >= 0, position < path.count {
      switch path[position].name {
      case Names.crate: return "the crate root"
      case Names.selfValue, Names.super, Names.dollarCrate:
        return definitions.kind(module) == .crate
          ? "the crate root" : "`\(text(definitions.name(module)))`"
      default: return "`\(text(path[position].name))`"
      }
    }
    return "the crate root"
  }

  // MARK: Words for messages

  func describeRes(_ res: Res) -> String {
    switch res {
    case .definition(let id):
      let entry = definitions[id]
      if entry.kind == .structure, entry.constructor == .unit { return "unit struct" }
      return definitions.kindWord(id)
    case .constructor(let id):
      let entry = definitions[id]
      if entry.kind == .variant { return entry.constructor == .tuple ? "tuple variant" : "unit variant" }
      return entry.constructor == .tuple ? "tuple struct constructor" : "unit struct"
    case .local: return "local variable"
    case .selfType, .selfTrait: return "self type"
    case .selfConstructor: return "self constructor"
    case .primitive: return "builtin type"
    case .error, .unresolved: return "unresolved item"
    }
  }

  func article(_ word: String) -> String {
    switch word.utf8.first {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"):
      return "an \(word)"
    default:
      return word.hasPrefix("unresolved") ? "an \(word)" : "a \(word)"
    }
  }
}
