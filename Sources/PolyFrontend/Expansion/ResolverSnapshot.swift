// What expansion and resolution know of the library, as a snapshot that later compilations begin with.
//
// A snapshot is made when all crates of the library are collected and nothing is pending. It holds
// as long as `cfg` on items of the library asks for the target only, not for options of a compilation.

import PolySupport
import PolySyntax

/// The state after the library's crates were collected. Symbols are read first of all: whoever
/// interns a name before would give it another number.
public struct LibrarySnapshot {
  private var stream: SnapshotStream

  /// A snapshot in memory that stays; nil if it is too short.
  public init?(_ memory: SnapshotMemory, symbols: SymbolTable) {
    let size = MemoryLayout<UInt64>.size
    let bytes = memory.bytes
    guard bytes.count >= size else { return nil }
    let tables = bytes.loadUnaligned(fromByteOffset: bytes.count - size, as: UInt64.self)
    guard tables < bytes.count else { return nil }
    stream = SnapshotStream(reading: memory, at: Int(tables))
    symbols.archive(&stream)
    guard !stream.hasFailed else { return nil }
  }

  /// Puts the state into a fresh resolver; false if the snapshot is not whole.
  public mutating func restore(_ resolver: Resolver) -> Bool {
    resolver.archive(&stream)
    return !stream.hasFailed
  }
}

extension Resolver {
  /// The state after the library's crates; nil if a snapshot cannot hold it.
  public func makeSnapshot() -> ContiguousArray<UInt8>? {
    guard pendingImports.isEmpty, pendingCalls.isEmpty, pendingMembers.isEmpty,
      pendingFileImports.isEmpty, newImplementations.isEmpty, bodies.isEmpty, activeBodies.isEmpty,
      unloadedModules.isEmpty, tests.isEmpty, interfaceDeclarations.isEmpty
    else { return nil }
    var stream = SnapshotStream()
    // Tokens are read one buffer at a time, so they stand before the tables.
    tree.buffers.archiveBuffers(&stream)
    let tables = UInt64(stream.offset)
    symbols.archive(&stream)
    archive(&stream)
    guard !stream.hasFailed else { return nil }
    var result = stream.output
    withUnsafeBytes(of: tables) { result.append(contentsOf: $0) }
    return result
  }

  fileprivate func archive(_ stream: inout SnapshotStream) {
    sources.archive(&stream)
    tree.archive(&stream)
    definitions.archive(&stream)
    tables.archive(&stream)
    modules.archive(&stream)
    textualScopes.archive(&stream)
    hygiene.archive(&stream)
    archiveMacros(&stream)
    archiveImports(&stream)
    stream.map(&bufferDepth)
    stream.map(&definitionScopes)
    archiveCrates(&stream)
    stream.map(&signatureDone)
    stream.value(&nextAnonymousName)
    stream.value(&finishedImports)
    stream.array(&bufferBases)
    stream.map(&macroOfDefinition)
    if stream.isReading { isRestored = true }
  }

  private func archiveMacros(_ stream: inout SnapshotStream) {
    let count = stream.count(macros.count)
    if stream.isReading {
      let empty = MacroData(kind: .uncompiled(body: .none), name: .none, crate: .none, definition: .none)
      macros.elements = ContiguousArray(repeating: empty, count: count)
    }
    for index in 0..<count { macros.elements[index].archive(&stream) }
    stream.dictionary(&builtinMacros)
  }

  private func archiveImports(_ stream: inout SnapshotStream) {
    let count = stream.count(imports.count)
    var prefixes = ListPool<Ident>()
    var entries: ContiguousArray<ArchivedImport> = []
    if !stream.isReading {
      for item in imports { entries.append(ArchivedImport(item, &prefixes)) }
    }
    stream.pool(&prefixes)
    stream.array(&entries)
    guard stream.isReading, entries.count == count else { return }
    imports = entries.map { $0.restored(prefixes) }
  }

  private func archiveCrates(_ stream: inout SnapshotStream) {
    let count = stream.count(definitions.crates.count)
    for index in 0..<count {
      let crate = CrateID(index)
      stream.dictionary(&externPrelude[crate, default: [:]])
      stream.array(&macroUseRoots[crate, default: []])
    }
    stream.map(&preludeModules)
    stream.dictionary(&crateByName)
    stream.set(&isNoStd)
    stream.set(&isNoCore)
    var paths = ContiguousArray(fileModules.keys)
    let pathCount = stream.count(paths.count)
    for index in 0..<pathCount {
      if stream.isReading { paths.append("") }
      stream.string(&paths[index])
      var module = fileModules[paths[index]] ?? .none
      stream.value(&module)
      fileModules[paths[index]] = module
    }
  }
}

extension MacroData {
  /// Compiled rules are not written: they are compiled again when they are called.
  fileprivate mutating func archive(_ stream: inout SnapshotStream) {
    var number: Int32 = -1
    if case .builtin(let builtin) = kind {
      number = Int32(BuiltinMacro.allCases.firstIndex(of: builtin) ?? 0)
    }
    if case .uncompiled(let text) = kind { body = text }
    stream.value(&number)
    stream.value(&body)
    stream.value(&name)
    stream.value(&crate)
    stream.value(&definition)
    stream.value(&localInnerMacros)
    guard stream.isReading else { return }
    let builtins = BuiltinMacro.allCases
    kind = builtins.indices.contains(Int(number)) ? .builtin(builtins[Int(number)]) : .uncompiled(body: body)
  }
}

/// An import whose prefix is in a pool.
private struct ArchivedImport {
  var module: DefID
  var realModule: DefID
  var crate: CrateID
  var prefix: ListRef<Ident>
  var isGlobal: Bool
  var source: Ident
  var target: Symbol
  var visibility: VisibilityScope
  var span: Span
  var textual: TextualScope
  var isPrelude: Bool
  var importsOnlyTypes: Bool
  var isFileImport: Bool
  var definition: DefID
  var resolvedModule: DefID
  var foundNamespaces: UInt8

  init(_ item: Import, _ prefixes: inout ListPool<Ident>) {
    module = item.module
    realModule = item.realModule
    crate = item.crate
    prefix = prefixes.make(item.prefix)
    isGlobal = item.isGlobal
    source = item.source
    target = item.target
    visibility = item.visibility
    span = item.span
    textual = item.textual
    isPrelude = item.isPrelude
    importsOnlyTypes = item.importsOnlyTypes
    isFileImport = item.isFileImport
    definition = item.definition
    resolvedModule = item.resolvedModule
    foundNamespaces = item.foundNamespaces
  }

  func restored(_ prefixes: ListPool<Ident>) -> Import {
    Import(
      module: module, realModule: realModule, crate: crate, prefix: Array(prefixes[prefix]),
      isGlobal: isGlobal, source: source, target: target, visibility: visibility, span: span,
      textual: textual, isPrelude: isPrelude, importsOnlyTypes: importsOnlyTypes,
      isFileImport: isFileImport, definition: definition, resolvedModule: resolvedModule,
      foundNamespaces: foundNamespaces)
  }
}
