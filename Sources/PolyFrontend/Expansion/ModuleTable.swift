// The names of all modules: which name of which namespace in which module means what.
//
// Invariants: a binding is a slot that stays where it is; an import refers to the slot of its
// source, so a glob's binding that an explicit one replaces changes for all that import it.
// Enums and traits have names like modules: their variants and items.

import PolySupport
import PolySyntax

@frozen public struct BindingID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum Namespace: UInt8, CaseIterable, Sendable {
  case types, values, macros
  /// As messages name it.
  var word: String {
    switch self {
    case .types: "type"
    case .values: "value"
    case .macros: "macro"
    }
  }
}

struct Binding {
  /// What a definition means; of an import see `source`.
  var res: Res
  /// In the macro namespace.
  var macro: MacroID = .none
  var visibility: VisibilityScope
  var span: Span
  /// The import that made it, or -1.
  var importIndex: Int32 = -1
  /// For an import the slot that it names.
  var source: BindingID = .none
  var isGlob = false
  /// Made by `extern crate`.
  var isExternCrate = false
  /// A second glob brings another meaning.
  var isAmbiguous = false
  var ambiguitySpan = Span.none
  var name: Symbol
  var namespace: Namespace
  var module: DefID
  /// The next binding of the same module, in reverse order of definition.
  var nextInModule: BindingID = .none
}

/// A glob import of `target` into `importer`.
struct GlobImport {
  var importer: DefID
  var visibility: VisibilityScope
  var span: Span
  var importIndex: Int32
}

struct ModuleScope {
  var definition: DefID
  /// For a block module the scope outside of the block; `.none` for a real module.
  var lexicalParent: DefID
  var firstBinding: BindingID = .none
  /// Who imports everything from here.
  var globImporters: [GlobImport] = []
  /// Directory in which `mod name;` of this module is looked for.
  var directory = ""
  /// The name of the `.poly` or `.rs` file that it is, for relative imports.
  var filePath = ""
  var hasNoImplicitPrelude = false
  /// A `#[prelude_import] use` of the crate.
  var preludeModule = DefID.none
  var traitsInScope: ContiguousArray<DefID>?

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.value(&definition)
    stream.value(&lexicalParent)
    stream.value(&firstBinding)
    stream.array(&globImporters)
    stream.string(&directory)
    stream.string(&filePath)
    stream.value(&hasNoImplicitPrelude)
    stream.value(&preludeModule)
  }
}

/// An open-addressing map from (module, namespace, name) to slots.
struct ModuleTable {
  private(set) var bindings = PrimaryMap<BindingID, Binding>()
  private(set) var scopes: ContiguousArray<ModuleScope> = []
  private var scopeIndex = SecondaryMap<DefID, Int32>(default: -1)
  private var keys: ContiguousArray<UInt64> = ContiguousArray(repeating: .max, count: 1 << 12)
  private var slots: ContiguousArray<BindingID> = ContiguousArray(repeating: .none, count: 1 << 12)
  private var used = 0
  /// Counts every change of meaning: imports are resolved until it stays.
  private(set) var revision = 0

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.map(&bindings)
    let count = stream.count(scopes.count)
    if stream.isReading {
      let empty = ModuleScope(definition: .none, lexicalParent: .none)
      scopes = ContiguousArray(repeating: empty, count: count)
    }
    for index in 0..<count { scopes[index].archive(&stream) }
    stream.map(&scopeIndex)
    stream.array(&keys)
    stream.array(&slots)
    stream.value(&used)
    stream.value(&revision)
  }

  mutating func addScope(_ scope: ModuleScope) {
    scopeIndex[scope.definition] = Int32(scopes.count)
    scopes.append(scope)
  }

  func hasScope(_ module: DefID) -> Bool { scopeIndex[module] >= 0 }

  subscript(scope module: DefID) -> ModuleScope {
    get { scopes[Int(scopeIndex[module])] }
    _modify { yield &scopes[Int(scopeIndex[module])] }
  }

  subscript(binding: BindingID) -> Binding {
    get { bindings[binding] }
    _modify { yield &bindings[binding] }
  }

  @inline(__always)
  private static func key(_ module: DefID, _ namespace: Namespace, _ name: Symbol) -> UInt64 {
    UInt64(module.raw) << 34 | UInt64(namespace.rawValue) << 32 | UInt64(name.raw)
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    let product = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product ^ (product &>> 32))
  }

  /// The slot of a name defined in or imported into a module; `.none` if there is none.
  func find(_ module: DefID, _ namespace: Namespace, _ name: Symbol) -> BindingID {
    let key = Self.key(module, namespace, name)
    let mask = keys.count - 1
    var slot = Self.hash(key) & mask
    while keys[slot] != .max {
      if keys[slot] == key { return slots[slot] }
      slot = (slot &+ 1) & mask
    }
    return .none
  }

  /// Adds a slot for a name that has none in the module.
  mutating func insert(_ binding: Binding) -> BindingID {
    var binding = binding
    let scope = Int(scopeIndex[binding.module])
    binding.nextInModule = scopes[scope].firstBinding
    let key = Self.key(binding.module, binding.namespace, binding.name)
    let id = bindings.push(binding)
    scopes[scope].firstBinding = id
    scopes[scope].traitsInScope = nil
    if (used + 1) * 2 > keys.count { grow() }
    place(key, id)
    used += 1
    revision += 1
    return id
  }

  /// Gives a slot another meaning; its place in the lists stays.
  mutating func replace(_ id: BindingID, _ binding: Binding) {
    var binding = binding
    binding.nextInModule = bindings[id].nextInModule
    bindings[id] = binding
    scopes[Int(scopeIndex[binding.module])].traitsInScope = nil
    revision += 1
  }

  private mutating func place(_ key: UInt64, _ id: BindingID) {
    let mask = keys.count - 1
    var slot = Self.hash(key) & mask
    while keys[slot] != .max { slot = (slot &+ 1) & mask }
    keys[slot] = key
    slots[slot] = id
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldSlots = slots
    keys = ContiguousArray(repeating: .max, count: oldKeys.count * 2)
    slots = ContiguousArray(repeating: .none, count: oldKeys.count * 2)
    for index in 0..<oldKeys.count where oldKeys[index] != .max {
      place(oldKeys[index], oldSlots[index])
    }
  }

  /// The binding that defines what a slot means, behind all imports.
  func root(_ id: BindingID) -> BindingID {
    var current = id
    // A cycle of imports has no definition; the bound ends it.
    for _ in 0..<1024 {
      let source = bindings[current].source
      if source.isNone { return current }
      current = source
    }
    return current
  }

  func res(_ id: BindingID) -> Res { bindings[root(id)].res }
  func macro(_ id: BindingID) -> MacroID { bindings[root(id)].macro }

  /// All slots of a module, newest first.
  func forEachBinding(_ module: DefID, _ visit: (BindingID, Binding) -> Void) {
    guard hasScope(module) else { return }
    var current = self[scope: module].firstBinding
    while !current.isNone {
      let binding = bindings[current]
      visit(current, binding)
      current = binding.nextInModule
    }
  }
}
