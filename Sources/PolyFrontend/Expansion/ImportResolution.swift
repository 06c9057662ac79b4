// `use` and `extern crate`: imports are resolved together until nothing changes any more.

import PolySupport
import PolySyntax

struct Import {
  var module: DefID
  var realModule: DefID
  var crate: CrateID
  /// The path up to the imported name, or the whole path of a glob.
  var prefix: [Ident]
  var isGlobal: Bool
  /// The imported name; `Ident.none` for a glob.
  var source: Ident
  /// The name that it gets.
  var target: Symbol
  var visibility: VisibilityScope
  var span: Span
  var textual: TextualScope
  var isPrelude = false
  /// `use a::{self}`
  var importsOnlyTypes = false
  /// From a `use` tree of a `.poly` import: errors name the file.
  var isFileImport = false
  var definition: DefID
  /// The module that `prefix` means.
  var resolvedModule = DefID.none
  /// One bit a namespace.
  var foundNamespaces: UInt8 = 0
  var isGlob: Bool { source.isNone }
}

extension Resolver {
  // MARK: Collecting

  func collectUse(_ id: ItemID, _ item: Item, _ useTree: UseTreeID, _ context: CollectionContext) {
    let definition = makeItem(.use, id, item, context)
    let isPrelude = hasAttribute(item.attributes, symbols.intern("prelude_import"))
    collectUseTree(useTree, [], isGlobal: false, definition, context, isPrelude: isPrelude, depth: 0)
  }

  private func collectUseTree(
    _ id: UseTreeID, _ outer: [Ident], isGlobal outerGlobal: Bool, _ definition: DefID,
    _ context: CollectionContext, isPrelude: Bool, depth: Int
  ) {
    let node = tree.useTrees[id]
    let path = tree.paths[node.prefix]
    var prefix = outer
    for segment in tree.pathSegments[path.segments] { prefix.append(segment.ident) }
    let isGlobal = outer.isEmpty ? path.isGlobal || outerGlobal : outerGlobal
    var base = Import(
      module: context.module, realModule: context.realModule, crate: context.crate, prefix: prefix,
      isGlobal: isGlobal, source: .none, target: .none,
      visibility: definitions[definition].visibility, span: node.span, textual: context.textual,
      isPrelude: isPrelude, definition: definition)
    switch node.kind {
    case .nested(let list):
      for index in 0..<Int(list.count) {
        collectUseTree(
          tree.useTreeLists[list, index], prefix, isGlobal: isGlobal, definition, context,
          isPrelude: isPrelude, depth: depth + 1)
      }
    case .glob: addImport(base)
    case .simple(let rename):
      guard let last = base.prefix.popLast() else { return }
      base.source = last
      base.target = rename.isNone ? last.name : rename.name
      switch last.name {
      case Names.selfValue:
        // `use a::{self}` imports the module `a`.
        guard let module = base.prefix.popLast() else {
          if rename.isNone {
            sink.error(
              depth == 0 ? "E0429" : "E0431",
              depth == 0
                ? "`self` imports are only allowed within a { } list"
                : "`self` import can only appear in an import list with a non-empty prefix",
              at: last.span,
              label: depth == 0 ? "" : "can only appear in an import list with a non-empty prefix")
            return
          }
          break
        }
        if depth == 0, rename.isNone {
          sink.error(
            "E0429", "`self` imports are only allowed within a { } list", at: node.span)
        }
        base.source = module
        if rename.isNone { base.target = module.name }
        base.importsOnlyTypes = true
      case Names.crate, Names.dollarCrate, Names.super:
        if rename.isNone, last.name != Names.dollarCrate {
          sink.error(
            nil, "imports need to be explicitly named", at: last.span)
          return
        }
      default: break
      }
      if base.target == Names.underscore { base.target = anonymousName() }
      addImport(base)
    }
  }

  /// A name that no text can write, for `use Trait as _`.
  func anonymousName() -> Symbol {
    nextAnonymousName += 1
    return symbols.intern("\u{0}\(nextAnonymousName)")
  }

  func addImport(_ item: Import) {
    imports.append(item)
    pendingImports.append(imports.count - 1)
  }

  /// The imports of a `.poly` file as ordinary ones.
  func addFileImport(_ pending: PendingFileImport) {
    var base = Import(
      module: pending.module, realModule: pending.module,
      crate: definitions[pending.module].crate, prefix: [], isGlobal: false, source: .none,
      target: .none, visibility: VisibilityScope(restrictedTo: pending.module),
      span: pending.declaration.span, textual: .none, isFileImport: true,
      definition: pending.module)
    base.resolvedModule = pending.target
    guard let names = pending.declaration.names else {
      addImport(base)
      return
    }
    for name in names {
      var item = base
      item.source = name.name
      item.target = name.rename.isNone ? name.name.name : name.rename.name
      item.span = name.name.span
      addImport(item)
    }
  }

  func collectExternCrate(
    _ id: ItemID, _ item: Item, _ original: Symbol, _ context: inout CollectionContext
  ) {
    let definition = makeItem(.externCrate, id, item, context)
    let name = original.isNone ? item.name.name : original
    let target: DefID
    if name == Names.selfValue {
      target = root(context.crate)
    } else if let crate = crateByName[name] {
      target = root(crate)
      if !isLibrary(context.crate) { linkedCrates.insert(name) }
    } else {
      sink.error("E0463", "can't find crate for `\(text(name))`", at: item.span, label: "can't find crate")
      return
    }
    if hasAttribute(item.attributes, Names.macro_use) {
      macroUseRoots[context.crate, default: []].insert(target, at: 0)
    }
    guard item.name.name != Names.underscore else { return }
    addBinding(
      Binding(
        res: .definition(target), visibility: definitions[definition].visibility, span: item.span,
        isExternCrate: true, name: item.name.name, namespace: .types, module: context.module))
    if context.module == root(context.crate) {
      externPrelude[context.crate, default: [:]][item.name.name] = target
    }
  }

  // MARK: Bindings

  /// Adds a meaning of a name to a module and to all modules that import everything from it.
  func addBinding(_ binding: Binding) {
    let existing = modules.find(binding.module, binding.namespace, binding.name)
    let slot: BindingID
    if existing.isNone {
      slot = modules.insert(binding)
    } else {
      let old = modules[existing]
      if old.isGlob, !binding.isGlob {
        modules.replace(existing, binding)
        slot = existing
      } else if !old.isGlob, binding.isGlob {
        return
      } else if old.isGlob {
        mergeGlobs(existing, old, binding)
        return
      } else {
        if binding.namespace == .macros {
          modules.replace(existing, binding)
          return
        }
        reportRedefinition(old, binding)
        return
      }
    }
    propagate(slot)
  }

  /// Two globs bring the same name: fine if it means the same.
  private func mergeGlobs(_ slot: BindingID, _ old: Binding, _ new: Binding) {
    let oldRoot = modules.root(slot)
    let newRoot = new.source.isNone ? BindingID.none : modules.root(new.source)
    if oldRoot == newRoot || (!newRoot.isNone && modules[oldRoot].res == modules[newRoot].res && modules[oldRoot].macro == modules[newRoot].macro) {
      let wider = wider(old.visibility, new.visibility)
      if wider != old.visibility {
        modules[slot].visibility = wider
        propagate(slot)
      }
      return
    }
    if !old.isAmbiguous {
      modules[slot].isAmbiguous = true
      modules[slot].ambiguitySpan = new.span
    }
  }

  private func wider(_ a: VisibilityScope, _ b: VisibilityScope) -> VisibilityScope {
    if a.isPublic || b.isPublic { return .everywhere }
    return definitions.isDescendant(b.module, of: a.module) ? a : b
  }

  /// Passes a binding on to the glob importers of its module.
  private func propagate(_ slot: BindingID) {
    let binding = modules[slot]
    let importers = modules[scope: binding.module].globImporters
    for glob in importers { addThroughGlob(slot, glob) }
  }

  func addThroughGlob(_ slot: BindingID, _ glob: GlobImport) {
    let binding = modules[slot]
    let importerModule = definitions[glob.importer].kind == .blockModule
      ? definitions[glob.importer].module : glob.importer
    guard definitions.isAccessible(binding.visibility, from: importerModule),
      binding.module != glob.importer
    else { return }
    // The same slot may come round a cycle of globs.
    if modules.root(slot) == modules.find(glob.importer, binding.namespace, binding.name) { return }
    addBinding(
      Binding(
        res: .unresolved, visibility: narrower(glob.visibility, binding.visibility),
        span: glob.span, importIndex: glob.importIndex, source: slot, isGlob: true,
        name: binding.name, namespace: binding.namespace, module: glob.importer))
  }

  private func reportRedefinition(_ first: Binding, _ second: Binding) {
    if first.importIndex >= 0, first.importIndex == second.importIndex { return }
    // The error is at the one that comes later in the text.
    let (old, new) = first.span.lower > second.span.lower ? (second, first) : (first, second)
    let name = text(new.name)
    let oldIsImport = old.importIndex >= 0
    let newIsImport = new.importIndex >= 0
    func word(_ binding: Binding) -> String {
      var res = binding.res
      if !binding.source.isNone { res = modules.res(binding.source) }
      switch res {
      case .definition(let id):
        let kind = definitions.kind(id)
        if kind == .crate { return "extern crate" }
        if kind.isAlgebraic || kind == .typeAlias || kind == .foreignType { return "type" }
        return definitions.kindWord(id)
      case .constructor: return "value"
      case .primitive: return "builtin type"
      default: return "item"
      }
    }
    let code: String =
      switch (old.isExternCrate, new.isExternCrate) {
      case (true, true): "E0259"
      case (true, false), (false, true): oldIsImport || newIsImport ? "E0254" : "E0260"
      case (false, false):
        oldIsImport && newIsImport ? "E0252" : oldIsImport || newIsImport ? "E0255" : "E0428"
      }
    let place =
      definitions.kind(new.module) == .enumeration
      ? "enum"
      : definitions.kind(new.module) == .trait
        ? "trait" : definitions.kind(new.module) == .blockModule ? "block" : "module"
    sink.report(
      Diagnostic(
        .error, code: code, "the name `\(name)` is defined multiple times", at: new.span,
        label: newIsImport ? "`\(name)` reimported here" : "`\(name)` redefined here"
      ).labelled(
        old.span,
        oldIsImport
          ? "previous import of the \(word(old)) `\(name)` here"
          : "previous definition of the \(word(old)) `\(name)` here"
      ).note(
        "`\(name)` must be defined only once in the \(new.namespace.word) namespace of this \(place)"
      ))
  }

  // MARK: Resolving

  /// Resolves imports and expands deferred macro calls until nothing changes.
  func resolveImportsAndCalls() {
    while true {
      resolveImports()
      if expandPendingCalls() { continue }
      if pendingCalls.isEmpty && pendingMembers.isEmpty { break }
      // Nothing helps any more: what is left is unknown.
      reportsUnknownMacros = true
      let members = pendingMembers
      pendingMembers.removeAll()
      for item in members { collectMembers(item.definition, item.items, item.context) }
      let calls = pendingCalls
      pendingCalls.removeAll()
      for pending in calls {
        if case .macroCall(let call) = tree.items[pending.item].kind {
          reportUnknownMacro(call, in: pending.context.module, textual: pending.context.textual)
        }
        tree.items[pending.item].kind = .error
      }
      reportsUnknownMacros = false
    }
  }

  /// Expands the deferred calls whose macro is known now; true if there was one.
  private func expandPendingCalls() -> Bool {
    var progress = false
    let calls = pendingCalls
    pendingCalls.removeAll()
    for pending in calls {
      guard case .macroCall(let call) = tree.items[pending.item].kind else { continue }
      let macro = findMacro(call, in: pending.context.module, textual: pending.context.textual)
      if macro.isNone {
        pendingCalls.append(pending)
        continue
      }
      progress = true
      tree.items[pending.item].kind = .error
      let list = expandItems(call, macro, .moduleItems, in: pending.context.module)
      tree.items[pending.item].kind = .group(list)
      var context = pending.context
      context.textual = textualScopes.start(ofInvocation: pending.invocation)
      collectItems(list, &context)
      textualScopes.setOutput(ofInvocation: pending.invocation, context.textual)
    }
    let members = pendingMembers
    pendingMembers.removeAll()
    for item in members {
      let before = pendingMembers.count
      collectMembers(item.definition, item.items, item.context)
      if pendingMembers.count == before { progress = true }
    }
    return progress
  }

  /// Lets an import that was collected early see the `macro_rules!` above it.
  func renewScope(of definition: DefID, _ textual: TextualScope) {
    for index in pendingImports where imports[index].definition == definition { imports[index].textual = textual }
  }

  func resolveImports() {
    while true {
      let revision = modules.revision
      var remaining: [Int] = []
      for index in pendingImports where !resolveImport(index) { remaining.append(index) }
      pendingImports = remaining
      if modules.revision == revision { break }
    }
  }

  /// Resolves what can be resolved of an import; true when there is nothing more to find.
  private func resolveImport(_ index: Int) -> Bool {
    let item = imports[index]
    if item.isGlob {
      guard let module = importModule(index) else { return false }
      let glob = GlobImport(
        importer: item.module, visibility: item.visibility, span: item.span,
        importIndex: Int32(index))
      guard modules.hasScope(module) else { return true }
      imports[index].foundNamespaces = 1
      if item.isPrelude {
        preludeModules[item.crate] = module
        return true
      }
      if module == item.module { return true }
      modules[scope: module].globImporters.append(glob)
      var slots: [BindingID] = []
      modules.forEachBinding(module) { slot, _ in slots.append(slot) }
      for slot in slots { addThroughGlob(slot, glob) }
      return true
    }
    let usesScope = item.prefix.isEmpty && !item.isGlobal && item.resolvedModule.isNone
      && edition(item.crate) >= .e2018
    var module = DefID.none
    if !usesScope {
      guard let found = importModule(index) else { return false }
      module = found
    }
    for namespace in Namespace.allCases {
      let bit = UInt8(1) << namespace.rawValue
      if imports[index].foundNamespaces & bit != 0 { continue }
      if item.importsOnlyTypes, namespace != .types { continue }
      guard
        let found = usesScope
          ? findInScope(item.source, namespace, item, Int32(index))
          : findInModule(item.source, namespace, module, item, Int32(index))
      else { continue }
      imports[index].foundNamespaces |= bit
      if !found.binding.isNone { markUsed(found.binding) }
      var binding = Binding(
        res: found.res, macro: found.macro, visibility: item.visibility, span: item.span,
        importIndex: Int32(index), source: found.binding, name: item.target, namespace: namespace,
        module: item.module)
      if !found.binding.isNone {
        // A re-export is at most as visible as what it names; errors are reported at the end.
        binding.visibility = narrower(item.visibility, modules[found.binding].visibility)
        if !definitions.isAccessible(modules[found.binding].visibility, from: item.realModule) {
          binding.visibility = item.visibility
        }
      }
      addBinding(binding)
    }
    return imports[index].foundNamespaces == 7
      || (item.importsOnlyTypes && imports[index].foundNamespaces == 1)
  }

  /// The module that an import's prefix names, if it is known.
  private func importModule(_ index: Int) -> DefID? {
    if !imports[index].resolvedModule.isNone { return imports[index].resolvedModule }
    let item = imports[index]
    guard
      case .module(let module) = walkModulePath(
        item.prefix, isGlobal: item.isGlobal, from: item.module, crate: item.crate,
        importIndex: Int32(index), isImport: true)
    else { return nil }
    imports[index].resolvedModule = module
    return module
  }

  private func findInModule(
    _ name: Ident, _ namespace: Namespace, _ module: DefID, _ item: Import, _ index: Int32
  ) -> FoundName? {
    if item.prefix.isEmpty || item.isGlobal || module == root(item.crate) {
      // `use {self as x}`, `use crate as x`.
      if namespace == .types, item.prefix.isEmpty, let special = keywordModule(name, item.module, item.crate) {
        return FoundName(res: .definition(special), macro: .none, binding: .none)
      }
    }
    if namespace == .types, name.name == Names.super, !item.prefix.isEmpty,
      item.prefix.allSatisfy({ $0.name == Names.super || $0.name == Names.selfValue }),
      let parent = keywordModule(name, module, item.crate)
    {
      return FoundName(res: .definition(parent), macro: .none, binding: .none)
    }
    let binding = modules.find(module, namespace, name.name)
    if !binding.isNone, modules[binding].importIndex != index {
      return FoundName(
        res: modules.res(binding), macro: modules.macro(binding), binding: binding)
    }
    if namespace == .types, item.prefix.isEmpty, item.resolvedModule == root(item.crate)
      || item.isGlobal, !item.isFileImport,
      let crate = externPrelude[item.crate]?[name.name]
    {
      return FoundName(res: .definition(crate), macro: .none, binding: .none)
    }
    if namespace == .macros { return builtinInLibrary(name.name, module) }
    return nil
  }

  private func findInScope(
    _ name: Ident, _ namespace: Namespace, _ item: Import, _ index: Int32
  ) -> FoundName? {
    if namespace == .types, let special = keywordModule(name, item.module, item.crate) {
      return FoundName(res: .definition(special), macro: .none, binding: .none)
    }
    if namespace == .macros {
      let macro = textualScopes.find(name.name, in: item.textual)
      if !macro.isNone {
        return FoundName(
          res: .definition(macros[macro].definition), macro: macro, binding: .none)
      }
    }
    return findLexically(
      name.name, namespace, from: item.module, crate: item.crate, ignoringImport: index)
  }

  // MARK: Finishing

  /// Reports the imports that found nothing, and those of private names.
  func finishImports() {
    for index in finishedImports..<imports.count { finishImport(index) }
    finishedImports = imports.count
    pendingImports.removeAll()
  }

  private func finishImport(_ index: Int) {
    let item = imports[index]
    if item.foundNamespaces == 0 {
      reportUnresolvedImport(index)
      guard !item.isGlob else { return }
      // The name stands for an error from here on, silently.
      for namespace in Namespace.allCases
      where modules.find(item.module, namespace, item.target).isNone {
        addBinding(
          Binding(
            res: .error, visibility: .everywhere, span: item.span, importIndex: Int32(index),
            name: item.target, namespace: namespace, module: item.module))
      }
      return
    }
    if item.isGlob { return }
    // Private only if it is so in every namespace in which it was found; the same for re-exports.
    var inaccessible: Binding?
    var tooNarrow: Binding?
    var isReexported = false
    for namespace in Namespace.allCases
    where item.foundNamespaces & (1 << namespace.rawValue) != 0 {
      let own = modules.find(item.module, namespace, item.target)
      guard !own.isNone, modules[own].importIndex == Int32(index), !modules[own].source.isNone
      else { return }
      let source = modules[modules[own].source]
      guard definitions.isAccessible(source.visibility, from: item.realModule) else {
        inaccessible = source
        continue
      }
      if isWider(item.visibility, than: source.visibility) {
        tooNarrow = tooNarrow ?? source
      } else {
        isReexported = true
      }
    }
    if isReexported { return }
    if let tooNarrow {
      reportPrivateReexport(tooNarrow, item)
    } else if let inaccessible {
      reportPrivate(inaccessible, name: item.source)
    }
  }

  private func isWider(_ a: VisibilityScope, than b: VisibilityScope) -> Bool {
    if b.isPublic { return false }
    if a.isPublic { return true }
    return a.module != b.module && definitions.isDescendant(b.module, of: a.module)
  }

  /// E0364, E0365: `pub use` of what is not as public.
  private func reportPrivateReexport(_ source: Binding, _ item: Import) {
    guard !isLibrary(item.crate) else { return }
    let name = text(item.source.name)
    let isCratePublic =
      source.visibility.module == root(item.crate) && item.visibility.isPublic
    let message =
      isCratePublic
      ? "`\(name)` is only public within the crate, and cannot be re-exported outside"
      : "`\(name)` is private, and cannot be re-exported"
    let isModule =
      source.source.isNone && source.namespace == .types
    if isModule {
      sink.report(
        Diagnostic(
          .error, code: "E0365", message, at: item.span,
          label: "re-export of \(isCratePublic ? "crate public" : "private") `\(name)`"
        ).note("consider declaring type or module `\(name)` with `pub`"))
    } else {
      sink.report(
        Diagnostic(.error, code: "E0364", message, at: item.span).note(
          "consider marking `\(name)` as `pub` in the imported module", at: item.span))
    }
  }

  /// E0603 for a name of a module.
  func reportPrivate(_ binding: Binding, name: Ident) {
    var res = binding.res
    if !binding.source.isNone { res = modules.res(binding.source) }
    var word = describeRes(res)
    if case .definition(let id) = res { word = definitions.kindWord(id) }
    let isImport = binding.importIndex >= 0
    let kind = isImport ? "\(word) import" : word
    var diagnostic = Diagnostic(
      .error, code: "E0603", "\(kind) `\(text(name.name))` is private", at: name.span,
      label: "private \(kind)")
    if case .constructor(let definition) = res, let first = definitions.members(definition).first {
      let last = definitions.members(definition).last ?? first
      diagnostic = diagnostic.labelled(
        definitions[first].span.to(definitions[last].span),
        "a constructor is private if any of the fields is private")
    }
    sink.report(
      diagnostic.note("the \(kind) `\(text(name.name))` is defined here", at: binding.span))
  }

  private func reportUnresolvedImport(_ index: Int) {
    let item = imports[index]
    if item.isFileImport {
      if item.isGlob { return }
      sink.error(
        "E0432", "unresolved import `\(text(item.source.name))`", at: item.source.span,
        label: "the imported file has no such item")
      return
    }
    func path(_ idents: ArraySlice<Ident>) -> String {
      (item.isGlobal ? "::" : "") + idents.map { text($0.name) }.joined(separator: "::")
    }
    let result = walkModulePath(
      item.prefix, isGlobal: item.isGlobal, from: item.module, crate: item.crate,
      importIndex: Int32(index), isImport: true)
    if case .failed(let position, let label, let silent) = result {
      if silent { return }
      if label.hasPrefix("there are too many") {
        sink.error(
          "E0433", "too many leading `super` keywords", at: item.prefix[position].span,
          label: label)
        return
      }
      // Only where the last module of the path is missing, it is the import that fails.
      if position + 1 < item.prefix.count {
        let segment = item.prefix[position]
        let place =
          position == 0 ? "module or crate `\(text(segment.name))` in this scope"
          : "`\(text(segment.name))` in `\(text(item.prefix[position - 1].name))`"
        sink.error("E0433", "cannot find \(place)", at: segment.span, label: label)
        return
      }
      let end = min(position + 1, item.prefix.count)
      sink.error(
        "E0432", "unresolved import `\(path(item.prefix[..<end]))`",
        at: item.prefix[position].span, label: label)
      return
    }
    if item.isGlob { return }
    let name = text(item.source.name)
    guard case .module(let module) = result, !item.prefix.isEmpty || item.isGlobal else {
      if unloadedModules.contains(item.module) { return }
      sink.error(
        "E0432", "unresolved import `\(name)`", at: item.source.span,
        label: edition(item.crate) >= .e2018
          ? "no external crate `\(name)`" : "no `\(name)` in the root")
      return
    }
    if unloadedModules.contains(module) { return }
    let place =
      definitions.kind(module) == .crate && crate(module) == item.crate
      ? "the root" : "`\(definitions.kind(module) == .crate ? text(definitions.name(module)) : shortPath(item.prefix))`"
    var nearest = NearestName(item.source.name, symbols)
    modules.forEachBinding(module) { _, binding in nearest.consider(binding.name) }
    var diagnostic = Diagnostic(
      .error, code: "E0432",
      "unresolved import `\(path(item.prefix[...]) + "::" + name)`",
      at: item.span.isNone ? item.source.span : item.span, label: "no `\(name)` in \(place)")
    if let best = nearest.best {
      diagnostic = diagnostic.help(
        "a similar name exists in the module: `\(text(best))`", at: item.source.span)
    }
    sink.report(diagnostic)
  }

  private func shortPath(_ idents: [Ident]) -> String {
    idents.filter { $0.name != Names.crate && $0.name != Names.selfValue }.map { text($0.name) }
      .joined(separator: "::")
  }
}
