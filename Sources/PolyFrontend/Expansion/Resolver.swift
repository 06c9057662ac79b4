// Owns the state of expansion and name resolution, and says the order of their steps.
//
// Crates are collected one after the other (a crate sees only earlier ones). Collecting a crate:
// items become definitions and names; imports and deferred macro calls are resolved until nothing
// changes. Then signatures and bodies are resolved: of the user's crates all, of the library's
// those that later stages ask for.

import PolySupport
import PolySyntax

/// What the compiler needs from outside: the driver implements it.
public protocol SourceLoader: AnyObject {
  /// The bytes of a file, or nil if there is none.
  func load(_ path: String) -> [UInt8]?
  /// A variable of the compiler's environment, for `env!`.
  func environmentVariable(_ name: String) -> String?
}

/// One crate to compile.
public struct CrateInput {
  public var name: String
  /// The root file (`lib.rs`, `main.rs`, a `.poly` file).
  public var rootPath: String
  public var edition: Edition
  public var isLibrary: Bool
  /// Crates that its paths may start with; nil for all earlier ones but `alloc`.
  public var dependencies: [String]?
  public init(
    name: String, rootPath: String, edition: Edition = .e2021, isLibrary: Bool = false,
    dependencies: [String]? = nil
  ) {
    self.name = name
    self.rootPath = rootPath
    self.edition = edition
    self.isLibrary = isLibrary
    self.dependencies = dependencies
  }
}

/// A macro: its rules are compiled when it is first called.
struct MacroData {
  enum Kind {
    case uncompiled(body: TokenSlice)
    case rules(MacroRules)
    case builtin(BuiltinMacro)
  }
  var kind: Kind
  var name: Ident
  var crate: CrateID
  var definition: DefID
  var localInnerMacros = false
  /// What the rules were compiled from.
  var body = TokenSlice.none
}

public final class Resolver {
  public let tree: SyntaxTree
  public let symbols: SymbolTable
  public let sources: SourceMap
  public let sink: DiagnosticSink
  public let definitions: Definitions
  public let configuration: Configuration
  public let loader: SourceLoader
  public internal(set) var tables = ResolutionTables()
  /// Told when lexing or parsing of a file begins, and nil when it ends; for time measurements.
  public var stageChange: ((String?) -> Void)?

  /// `fn main` of the last crate, if it has one.
  public internal(set) var mainFunction = DefID.none
  /// Declarations of `interface` blocks.
  public internal(set) var interfaceDeclarations: ContiguousArray<DefID> = []
  /// Functions marked `#[test]`, in source order.
  public internal(set) var tests: ContiguousArray<DefID> = []

  var modules = ModuleTable()
  var textualScopes = TextualScopes()
  var hygiene = HygieneTable()
  var macros = PrimaryMap<MacroID, MacroData>()
  var matcher = MacroMatcher()
  let fragments: FragmentMatcher
  /// How deep in expansions the text of a buffer is.
  var bufferDepth = SecondaryMap<BufferID, Int32>(default: 0)

  /// The textual macro scope at a definition that has a body or members.
  var definitionScopes = SecondaryMap<DefID, TextualScope>(default: .none)
  var externPrelude: [CrateID: [Symbol: DefID]] = [:]
  /// The module whose names every module of a crate sees.
  var preludeModules = SecondaryMap<CrateID, DefID>(default: .none)
  /// Roots whose exported macros are in scope everywhere in a crate.
  var macroUseRoots: [CrateID: [DefID]] = [:]
  var crateByName: [Symbol: CrateID] = [:]
  let primitiveTypes: [Symbol: PrimitiveType]
  let knownAttributes: Set<Symbol>

  var imports: [Import] = []
  /// By the index of the import: whether a name was found through it.
  var usedImports: ContiguousArray<Bool> = []
  /// Names in `derive` attributes of the user's crates.
  var usedDerives: Set<Symbol> = []
  var pendingImports: [Int] = []
  var pendingCalls: [PendingCall] = []
  var pendingMembers: [PendingMembers] = []
  /// Impls and traits whose headers are still to be resolved.
  var newImplementations: [DefID] = []
  /// Files that are being loaded, to find cycles of `mod`.
  var loadingFiles: [String] = []
  /// Modules of `.poly` and `.rs` files imported by path.
  var fileModules: [String: DefID] = [:]
  var pendingFileImports: [PendingFileImport] = []
  var nextAnonymousName = 0

  /// Paths made by desugaring, with their meaning in the tables.
  var presetPaths: Set<PathID> = []
  /// Bodies that are being resolved, for errors about their locals.
  var activeBodies: [DefID: ScopedResolver] = [:]
  var signatureDone = SecondaryMap<DefID, Bool>(default: false)
  var bodies: [DefID: BodyResolution] = [:]
  /// Definitions whose signature and body have still to be resolved (user crates).
  var pendingOwners: [DefID] = []
  var checksEverything = false
  /// Imports up to this one are checked.
  var finishedImports = 0
  var hasReportedRecursion = false
  /// Tokens that all expansions produced.
  var expandedTokens = 0
  static let maximumExpandedTokens = 1 << 23
  /// `#![recursion_limit = "…"]` of the user's crate, or rustc's default.
  var recursionLimit = 128
  /// First positions of buffers, ascending: which tokens a span covers.
  var bufferBases: [(base: UInt32, buffer: BufferID)] = []
  /// The textual scope of the call that is being expanded.
  var callTextualScope = TextualScope.none
  /// Built-in macros by name, for crates without a library.
  var builtinMacros: [Symbol: MacroID] = [:]
  /// The last round over macro calls: what is not found now is an error.
  var reportsUnknownMacros = false
  /// Modules whose file was not found: nothing in them is reported.
  var unloadedModules: Set<DefID> = []
  var isNoStd: Set<CrateID> = []
  /// What the user's crate names by `extern crate`.
  var linkedCrates: Set<Symbol> = []
  var isNoCore: Set<CrateID> = []
  /// The library's crates were read from a snapshot.
  var isRestored = false
  var macroOfDefinition = SecondaryMap<DefID, MacroID>(default: .none)

  public init(
    tree: SyntaxTree, sources: SourceMap, sink: DiagnosticSink, configuration: Configuration,
    loader: SourceLoader
  ) {
    self.tree = tree
    symbols = tree.symbols
    fragments = FragmentMatcher(symbols: tree.symbols)
    self.sources = sources
    self.sink = sink
    self.configuration = configuration
    self.loader = loader
    definitions = Definitions(symbols: tree.symbols)
    var primitives: [Symbol: PrimitiveType] = [:]
    for primitive in PrimitiveType.allCases {
      primitives[tree.symbols.intern(primitive.text)] = primitive
    }
    primitiveTypes = primitives
    knownAttributes = KnownAttributes.makeSet(tree.symbols)
    registerBuiltinMacros()
  }

  /// Loads and resolves crates in order; the last one is the user's program.
  public func resolveCrates(_ inputs: [CrateInput]) {
    for input in inputs where !(isRestored && input.isLibrary && crateByName[symbols.intern(input.name)] != nil) {
      guard let crate = collectCrate(input) else { continue }
      resolveImportsAndCalls()
      finishImports()
      resolveImplementationHeaders()
      if !input.isLibrary { checkCrate(crate) }
    }
  }

  /// Resolves all signatures and bodies of a crate, with what they define in turn.
  private func checkCrate(_ crate: CrateID) {
    checksEverything = true
    var next = 0
    pendingOwners.removeAll()
    for raw in definitions.crates[crate].root.raw..<UInt32(definitions.table.count) {
      enqueue(DefID(raw: raw))
    }
    while next < pendingOwners.count {
      let owner = pendingOwners[next]
      next += 1
      resolveSignature(owner)
      if definitions.kind(owner).mayHaveBody { resolveBody(owner) }
    }
    pendingOwners.removeAll()
    checksEverything = false
  }

  /// Remembers a definition of a user crate for `checkCrate`.
  func enqueue(_ definition: DefID) {
    switch definitions.kind(definition) {
    case .structure, .union, .enumeration, .trait, .traitAlias, .typeAlias, .associatedType,
      .function, .associatedFunction, .constant, .associatedConstant, .staticItem, .implementation,
      .foreignFunction, .foreignStatic, .interfaceFunction, .interfaceType, .anonymousConstant:
      pendingOwners.append(definition)
    default: break
    }
  }

  // MARK: Small services of all steps

  func crate(_ definition: DefID) -> CrateID { definitions[definition].crate }
  func root(_ crate: CrateID) -> DefID { definitions.crates[crate].root }
  func edition(_ crate: CrateID) -> Edition { definitions.crates[crate].edition }
  func isLibrary(_ crate: CrateID) -> Bool {
    crate.isNone ? true : definitions.crates[crate].isLibrary
  }
  func text(_ symbol: Symbol) -> String { symbol.isNone ? "" : symbols.text(symbol) }

  /// The string of a `name = "value"` attribute.
  func stringValue(_ attribute: Attribute) -> String? {
    guard case .value(let value) = attribute.arguments, tree.exprs.contains(value),
      case .literal(let literal) = tree.exprs[value].kind,
      literal.kind == .string || literal.kind == .rawString
    else { return nil }
    return String(decoding: tree.decodeString(literal), as: UTF8.self)
  }

  /// The first attribute of this name.
  public func attribute(_ definition: DefID, _ name: Symbol) -> Attribute? {
    for attribute in tree.attributes[definitions[definition].attributes]
    where attribute.name.name == name && attribute.path.isNone {
      return attribute
    }
    return nil
  }

  func hasAttribute(_ attributes: ListRef<Attribute>, _ name: Symbol) -> Bool {
    for attribute in tree.attributes[attributes]
    where attribute.name.name == name && attribute.path.isNone {
      return true
    }
    return false
  }
}
