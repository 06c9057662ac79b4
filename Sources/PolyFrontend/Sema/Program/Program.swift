// The semantic context of one compilation: every question about items, types and traits is asked here.
//
// Answers are computed on demand and kept. Invariants: a question about a library item reports no
// error of the user's; types in answers have erased regions and are *not* normalized unless said so.

import PolyExpansion
import PolySupport
import PolySyntax

public final class Program {
  public let symbols: SymbolTable
  public let sources: SourceMap
  public let diagnostics: DiagnosticSink
  public let tree: SyntaxTree
  public let definitions: Definitions
  public let resolution: NameResolution
  public let types: TypeTable
  public let target: TargetInfo
  public let options: SemaOptions
  public let lang: LangItems
  /// `fn main` of the program, if it has one: set by the driver.
  public var mainFunction: DefID?

  /// Evaluates a constant item or anonymous constant with monomorphic arguments to a scalar; set by
  /// the constant evaluator of MIR.
  public var constantEvaluator: ((DefID, Args) -> (low: UInt64, high: UInt64)?)?
  /// The value of such an item taken apart, for patterns; set with the evaluator. nil after an error.
  public var constantTreeEvaluator: ((DefID, Args) -> ConstantTree?)?

  // Items.
  var genericsMemo = Memo<GenericsData>()
  var identityMemo = Memo<Args>()
  var parameterIndexMemo = SecondaryMap<DefID, UInt32>(default: .max)
  var predicatesMemo = Memo<[SpannedPredicate]>()
  var flatPredicatesMemo = Memo<[Predicate]>()
  var superPredicatesMemo = Memo<[SpannedPredicate]>()
  var supertraitDefsMemo = Memo<[DefID]>()
  var itemBoundsMemo = Memo<[SpannedPredicate]>()
  var typeMemo = Memo<Ty>()
  /// Defaults of type parameters.
  var defaultMemo = Memo<Ty>()
  var signatureMemo = Memo<SignatureData>()
  var adtMemo = Memo<AdtData>()
  var discriminantsMemo = Memo<[(low: UInt64, high: UInt64)]>()
  var traitRefMemo = Memo<TraitRef?>()
  var associatedItemsMemo = Memo<[AssociatedItem]>()
  var implItemMemo: [UInt64: DefID] = [:]
  var dropImplMemo = Memo<DefID>()
  var anonymousConstantTypes: [DefID: Ty] = [:]
  var evaluatedConstants: [Const: Const] = [:]
  var evaluating: Set<Const> = []
  /// Items whose types had errors: what follows from those is not reported.
  var brokenItems: Set<DefID> = []
  /// Lints that were found; reported when the levels of all places are known.
  var pendingLints: [Diagnostic] = []
  /// Where variables are declared (first bytes of their names) that have to be `mut`: found by MIR's checks.
  public var neededMutable: Set<NumberKey> = []
  /// Traits of which the user's bodies call items.
  public var usedTraits: Set<DefID> = []
  /// Impls that the orphan rule forbids.
  var orphans: Set<DefID> = []
  /// Types whose infinite size was reported with another type's.
  var reportedInfinite: Set<DefID> = []
  var objectSafetyMemo = Memo<[String]>()
  /// Objects of traits that are named in those traits themselves: checked when all signatures are known.
  var pendingObjectChecks: [(trait: DefID, span: Span)] = []
  /// Nesting of bounds being lowered to find an associated type.
  var boundLoweringDepth = 0

  // Bodies.
  var bodyMemo = Memo<TypedBody?>()
  /// Closures about which it was reported that they cannot be called by value.
  var unsupportedClosures: Set<DefID> = []
  /// The variable that holds a future while it is awaited: no name that a program can write.
  public lazy var awaiteeName = symbols.intern("<awaitee>")
  /// What a coroutine keeps while it is suspended; set by MIR.
  public var coroutineStorage: ((DefID) -> CoroutineStorage)?
  /// Whether any body has a coroutine.
  var hasCoroutines = false
  /// Whether all bodies are checked, so that `coroutineStorage` may be asked.
  var coroutinesAreKnown = false
  /// Trait obligations of users' bodies about types in which coroutines may be.
  var coroutineObligations: [Obligation] = []
  /// Checks the body of a function, constant or static: set when body checking is installed.
  public var bodyChecker: ((Program, DefID) -> TypedBody?)?
  var closureInfos: [DefID: ClosureInfo] = [:]
  var hiddenTypes: [DefID: Ty] = [:]
  var closureOwners: [DefID: DefID] = [:]

  // Traits.
  var environments: ContiguousArray<EnvironmentData> = [EnvironmentData(), EnvironmentData()]
  var environmentMemo = Memo<ParameterEnvironment>()
  lazy var implementationIndex = ImplementationIndex(self)
  lazy var associatedItems = AssociatedItemIndex(self)
  var queries = QueryCaches()

  public init(
    sources: SourceMap, diagnostics: DiagnosticSink, tree: SyntaxTree, definitions: Definitions,
    resolution: NameResolution, target: TargetInfo = TargetInfo(), options: SemaOptions = SemaOptions()
  ) {
    symbols = tree.symbols
    self.sources = sources
    self.diagnostics = diagnostics
    self.tree = tree
    self.definitions = definitions
    self.resolution = resolution
    types = TypeTable()
    self.target = target
    self.options = options
    lang = LangItems(definitions)
  }

  /// The language item of this name.
  public func langItem(_ name: StaticString) -> DefID? { definitions.langItem(name) }

  /// Whether a definition belongs to the user's crate, so that its errors are the user's.
  public func isLocal(_ def: DefID) -> Bool {
    !definitions.crates[definitions[def].crate].isLibrary
  }

  /// Remembers that an error in `def` was reported.
  func markBroken(_ def: DefID) {
    var current = def
    for _ in 0..<3 where !current.isNone {
      brokenItems.insert(current)
      current = definitions.parent(current)
    }
  }

  func edition(of def: DefID) -> Edition { definitions.crates[definitions[def].crate].edition }
}
