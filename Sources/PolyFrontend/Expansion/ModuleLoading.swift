// Crates, `mod` items and `.poly` files: which text becomes which module.

import PolySupport
import PolySyntax

/// `use … from "path"` of a `.poly` file, resolved when the file's module is there.
struct PendingFileImport {
  var module: DefID
  var target: DefID
  var declaration: PolyImport
}

extension Resolver {
  /// Loads a crate's root file and collects everything in it.
  func collectCrate(_ input: CrateInput) -> CrateID? {
    guard let bytes = loader.load(input.rootPath) else {
      sink.error(nil, "couldn't read `\(input.rootPath)`: No such file or directory", at: .none)
      return nil
    }
    let name = symbols.intern(normalizedCrateName(input.name))
    let crate = definitions.makeCrate(
      Crate(name: name, root: .none, edition: input.edition, isLibrary: input.isLibrary))
    let root = definitions.make(
      Definition(
        kind: .crate, name: name, parent: .none, crate: crate, module: .none, scopeModule: .none,
        syntax: .none, span: .none, nameSpan: .none))
    definitions.update(root) {
      $0.module = root
      $0.scopeModule = root
    }
    definitions.setRoot(crate, root)
    crateByName[name] = crate
    var scope = ModuleScope(definition: root, lexicalParent: .none)
    scope.filePath = input.rootPath
    scope.directory = directory(of: input.rootPath)
    modules.addScope(scope)
    fileModules[normalizedPath(input.rootPath)] = root
    setUpDependencies(crate, input)

    var context = CollectionContext(
      module: root, parent: root, realModule: root, crate: crate, textual: .none)
    loadingFiles = [input.rootPath]
    collectFile(input.rootPath, bytes, isCrateRoot: true, root, &context)
    loadingFiles = []
    resolveFileImports()
    return crate
  }

  private func normalizedCrateName(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  /// Which crates the paths of this one may start with, and whose macros are in scope.
  private func setUpDependencies(_ crate: CrateID, _ input: CrateInput) {
    var prelude: [Symbol: DefID] = [:]
    for (name, other) in crateByName where other != crate {
      let isListed =
        input.dependencies?.contains(text(name)) ?? (input.isLibrary || name != Names.alloc)
      if isListed { prelude[name] = definitions.crates[other].root }
    }
    externPrelude[crate] = prelude
    var roots: [DefID] = []
    for name in [Names.std, Names.alloc, Names.core] {
      if let other = crateByName[name], other != crate {
        if name == Names.alloc, crateByName[Names.std] != nil, crateByName[Names.std] != crate {
          continue
        }
        roots.append(definitions.crates[other].root)
        if name == Names.std { break }
      }
    }
    macroUseRoots[crate] = roots
  }

  /// The prelude of a crate without `#[prelude_import]`: `std::prelude::rust_20xx`, else core's.
  func preludeModule(_ crate: CrateID) -> DefID {
    let known = preludeModules[crate]
    if !known.isNone { return known }
    let names = [Names.std, Names.core]
    for name in names {
      guard let other = crateByName[name], other != crate,
        externPrelude[crate]?[name] != nil || name == Names.core
      else { continue }
      if name == Names.std, isNoStd.contains(crate) { continue }
      if isNoCore.contains(crate) { continue }
      let editionName: Symbol =
        switch edition(crate) {
        case .e2015: Names.rust_2015
        case .e2018: Names.rust_2018
        case .e2021: Names.rust_2021
        case .e2024: Names.rust_2024
        }
      let root = definitions.crates[other].root
      guard let prelude = childModule(root, Names.prelude) else { continue }
      if let module = childModule(prelude, editionName) ?? childModule(prelude, Names.v1) {
        preludeModules[crate] = module
        return module
      }
    }
    return .none
  }

  func childModule(_ module: DefID, _ name: Symbol) -> DefID? {
    let binding = modules.find(module, .types, name)
    guard !binding.isNone, case .definition(let child) = modules.res(binding),
      definitions.kind(child).isModuleLike
    else { return nil }
    return child
  }

  /// Parses a file and collects its items into `module`.
  func collectFile(
    _ path: String, _ bytes: [UInt8], isCrateRoot: Bool, _ module: DefID,
    _ context: inout CollectionContext
  ) {
    if path.hasSuffix(".poly") {
      collectPolyFile(path, bytes, module, &context)
      return
    }
    guard let file = parseFile(path, bytes, crate: context.crate) else { return }
    tables.moduleBuffers[module] = file.buffer
    let (attributes, enabled) = configure(file.attributes)
    definitions.update(module) { entry in
      if isCrateRoot { entry.attributes = attributes }
      let length = UInt32(truncatingIfNeeded: sources.files[file.file].length)
      if isCrateRoot {
        entry.span = Span(sources.files[file.file].base, sources.files[file.file].base + length)
      }
    }
    if !enabled { return }
    readModuleAttributes(module, attributes, context.crate)
    collectItems(file.items, &context)
  }

  func readModuleAttributes(_ module: DefID, _ attributes: ListRef<Attribute>, _ crate: CrateID) {
    if hasAttribute(attributes, Names.no_std) { isNoStd.insert(crate) }
    if hasAttribute(attributes, Names.no_core) { isNoCore.insert(crate) }
    if !isLibrary(crate), module == root(crate) {
      for attribute in tree.attributes[attributes]
      where attribute.path.isNone && attribute.name.name == symbols.intern("recursion_limit") {
        // Deep expansions cost stack as well: the limit itself has a limit.
        if let text = stringValue(attribute), let limit = Int(text) {
          recursionLimit = max(1, min(limit, 2048))
        }
      }
    }
    if hasAttribute(attributes, symbols.intern("no_implicit_prelude")) {
      modules[scope: module].hasNoImplicitPrelude = true
    }
  }

  // MARK: mod items

  func collectModule(
    _ id: ItemID, _ item: Item, _ module: ModuleID, _ context: inout CollectionContext
  ) {
    let definition = makeItem(.module, id, item, context)
    define(definition, .types, item, context)
    var scope = ModuleScope(definition: definition, lexicalParent: .none)
    let outer = modules[scope: context.realModule]
    let name = text(item.name.name)
    let explicitPath = attribute(definition, Names.path).flatMap { stringValue($0) }
    scope.hasNoImplicitPrelude = outer.hasNoImplicitPrelude
    definitions.update(definition) { $0.module = definition }
    var inside = context
    inside.module = definition
    inside.parent = definition
    inside.realModule = definition
    if let items = tree.modules[module].items {
      scope.filePath = outer.filePath
      scope.directory = join(outer.directory, explicitPath ?? name)
      modules.addScope(scope)
      readModuleAttributes(definition, item.attributes, context.crate)
      collectItems(items, &inside)
    } else {
      var candidates: [String]
      if let explicitPath {
        candidates = [join(directory(of: outer.filePath), explicitPath)]
      } else {
        let base = join(outer.directory, name)
        candidates = [base + ".rs", base + ".poly", base + "/mod.rs"]
      }
      var found: (path: String, bytes: [UInt8])?
      for candidate in candidates {
        if let bytes = loader.load(candidate) {
          if let previous = found {
            if !candidate.hasSuffix(".poly") {
              sink.report(
                Diagnostic(
                  .error, code: "E0761",
                  "file for module `\(name)` found at both \"\(previous.path)\" and \"\(candidate)\"",
                  at: item.span
                ).help("delete or rename one of them to remove the ambiguity"))
            }
          } else {
            found = (candidate, bytes)
          }
        }
      }
      guard let found else {
        modules.addScope(scope)
        unloadedModules.insert(definition)
        var diagnostic = Diagnostic(
          .error, code: "E0583", "file not found for module `\(name)`", at: item.span)
        if explicitPath == nil {
          diagnostic = diagnostic.help(
            "to create the module `\(name)`, create file \"\(candidates[0])\" or \"\(candidates[2])\""
          ).note(
            "if there is a `mod \(name)` elsewhere in the crate already, import it with `use crate::...` instead"
          )
        }
        sink.report(diagnostic)
        return
      }
      scope.filePath = found.path
      let isDirectoryOwner = found.path.hasSuffix("/mod.rs") || explicitPath != nil
      scope.directory =
        isDirectoryOwner ? directory(of: found.path) : withoutExtension(found.path)
      modules.addScope(scope)
      if loadingFiles.contains(found.path) {
        let chain = (loadingFiles + [found.path]).joined(separator: " -> ")
        sink.error(nil, "circular modules: \(chain)", at: item.span)
        return
      }
      loadingFiles.append(found.path)
      collectFile(found.path, found.bytes, isCrateRoot: false, definition, &inside)
      loadingFiles.removeLast()
    }
    if hasAttribute(item.attributes, Names.macro_use) { context.textual = inside.textual }
  }

  // MARK: .poly files

  private func collectPolyFile(
    _ path: String, _ bytes: [UInt8], _ module: DefID, _ context: inout CollectionContext
  ) {
    guard let file = parsePolyFile(path, bytes, crate: context.crate) else { return }
    tables.moduleBuffers[module] = file.buffer
    // Macros of one block are in scope in the next: the blocks share one module.
    for block in file.blocks {
      switch block.tag {
      case .rust, .main, .async:
        readModuleAttributes(module, configure(block.attributes).attributes, context.crate)
        collectItems(block.items, &context)
      case .interface:
        var inside = context
        inside.isInterface = true
        collectItems(block.items, &inside)
      case .stdlib(let name): collectNamedBlock(name, block, &context)
      case .foreign(let language): refuseForeignBlock(text(language), block)
      }
    }
    for declaration in file.imports { importFile(declaration, into: module, context) }
  }

  private func refuseForeignBlock(_ language: String, _ block: PolyBlock) {
    sink.report(
      Diagnostic(
        .error, "blocks of `\(language)` cannot be compiled to native code or WebAssembly", at: block.tagSpan,
        label: "not compiled"
      ).help("move what it does to a `#[rust]` block, or take it out of this file: nothing is left out silently"))
  }

  /// `#[stdlib:a::b]`: the items become those of module `a::b` of the crate.
  private func collectNamedBlock(
    _ name: Symbol, _ block: PolyBlock, _ context: inout CollectionContext
  ) {
    var module = root(context.crate)
    for part in text(name).split(separator: ":", omittingEmptySubsequences: true) {
      let symbol = symbols.intern(String(part))
      if let child = childModule(module, symbol) {
        module = child
        continue
      }
      module = makeFileModule(symbol, parent: module, span: block.tagSpan, context.crate)
    }
    var inside = context
    inside.module = module
    inside.parent = module
    inside.realModule = module
    collectItems(block.items, &inside)
    context.textual = inside.textual
  }

  func makeFileModule(_ name: Symbol, parent: DefID, span: Span, _ crate: CrateID) -> DefID {
    let definition = definitions.make(
      Definition(
        kind: .module, name: name, parent: parent, crate: crate, module: .none, scopeModule: parent,
        syntax: .none, span: span, nameSpan: span))
    definitions.update(definition) { $0.module = definition }
    modules.addScope(ModuleScope(definition: definition, lexicalParent: .none))
    if modules.find(parent, .types, name).isNone {
      addDefinition(
        .definition(definition), name, .types, in: parent, visibility: .everywhere, span: span)
    }
    return definition
  }

  /// Loads the file of an import if it is not there yet, and remembers the import.
  private func importFile(
    _ declaration: PolyImport, into module: DefID, _ context: CollectionContext
  ) {
    let importer = modules[scope: module].filePath
    let path = normalizedPath(join(directory(of: importer), declaration.path))
    if let target = fileModules[path] {
      pendingFileImports.append(
        PendingFileImport(module: module, target: target, declaration: declaration))
      return
    }
    guard let bytes = loader.load(path) else {
      sink.report(
        Diagnostic(
          .error, "cannot find the imported file `\(declaration.path)`", at: declaration.pathSpan,
          label: "no such file"
        ).note("looked for `\(path)`"))
      return
    }
    let stem = withoutExtension(path).split(separator: "/").last.map(String.init) ?? "module"
    let crateRoot = root(context.crate)
    let target = makeFileModule(
      symbols.intern(identifier(from: stem)), parent: crateRoot, span: declaration.pathSpan,
      context.crate)
    modules[scope: target].filePath = path
    modules[scope: target].directory = withoutExtension(path)
    fileModules[path] = target
    pendingFileImports.append(
      PendingFileImport(module: module, target: target, declaration: declaration))
    var inside = CollectionContext(
      module: target, parent: target, realModule: target, crate: context.crate, textual: .none)
    collectFile(path, bytes, isCrateRoot: false, target, &inside)
  }

  private func identifier(from stem: String) -> String {
    var bytes = stem.utf8.map { byte -> UInt8 in
      let isWord =
        (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
        || byte >= 0x80
      return isWord ? byte : 95
    }
    if let first = bytes.first, first >= 48, first <= 57 { bytes.insert(95, at: 0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What interfaces name becomes public; then the imports are ordinary ones.
  private func resolveFileImports() {
    for declaration in interfaceDeclarations {
      let entry = definitions[declaration]
      let namespace: Namespace = entry.kind == .interfaceType ? .types : .values
      for namespace in namespace == .types ? [Namespace.types, .values] : [namespace] {
        let binding = modules.find(entry.scopeModule, namespace, entry.name)
        guard !binding.isNone else { continue }
        modules[binding].visibility = .everywhere
        if let definition = modules.res(binding).definition {
          definitions.update(definition) { $0.visibility = .everywhere }
        }
      }
    }
    for pending in pendingFileImports { addFileImport(pending) }
    pendingFileImports.removeAll()
  }

  // MARK: Paths of files

  func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  func withoutExtension(_ path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return path }
    if let slash = path.lastIndex(of: "/"), slash > dot { return path }
    return String(path[..<dot])
  }

  func join(_ directory: String, _ path: String) -> String {
    directory.isEmpty || path.hasPrefix("/") ? path : directory + "/" + path
  }

  /// Without `.` and with `..` resolved as text.
  func normalizedPath(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
