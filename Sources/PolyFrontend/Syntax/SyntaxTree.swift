// The arenas of all syntax nodes of one compilation.
//
// Invariants: a node's children were pushed before it, or are `.none`; nodes may be overwritten in
// place (macro expansion replaces a `macroCall` by what it produced), handles stay valid for ever.

import PolySupport

/// All syntax nodes of all files of one compilation, with the tokens that they refer to.
public final class SyntaxTree {
  /// Made by `Names.makeTable`.
  public let symbols: SymbolTable
  public var buffers = TokenBufferTable()

  public var exprs = PrimaryMap<ExprID, Expr>()
  public var patterns = PrimaryMap<PatID, Pattern>()
  public var types = PrimaryMap<TypeNodeID, TypeNode>()
  public var items = PrimaryMap<ItemID, Item>()
  public var stmts = PrimaryMap<StmtID, Stmt>()
  public var blocks = PrimaryMap<BlockID, Block>()
  public var paths = PrimaryMap<PathID, Path>()
  public var genericArguments = PrimaryMap<GenericArgumentsID, GenericArguments>()
  public var macroCalls = PrimaryMap<MacroCallID, MacroCall>()
  public var useTrees = PrimaryMap<UseTreeID, UseTree>()
  public var functions = PrimaryMap<FunctionID, Function>()
  public var aggregates = PrimaryMap<AggregateID, Aggregate>()
  public var enums = PrimaryMap<EnumID, Enumeration>()
  public var traits = PrimaryMap<TraitID, Trait>()
  public var impls = PrimaryMap<ImplID, Implementation>()
  public var constants = PrimaryMap<ConstantID, Constant>()
  public var typeAliases = PrimaryMap<TypeAliasID, TypeAlias>()
  public var modules = PrimaryMap<ModuleID, Module>()
  public var externBlocks = PrimaryMap<ExternBlockID, ExternBlock>()
  public var macroDefinitions = PrimaryMap<MacroDefinitionID, MacroDefinition>()
  public var lets = PrimaryMap<LetID, Let>()
  public var closures = PrimaryMap<ClosureID, Closure>()
  public var structLiterals = PrimaryMap<StructLiteralID, StructLiteral>()
  public var methodCalls = PrimaryMap<MethodCallID, MethodCall>()
  public var functionPointers = PrimaryMap<FunctionPointerID, FunctionPointer>()
  public var labels = PrimaryMap<LabelID, Lifetime>()
  public var metaItems = PrimaryMap<MetaItemID, MetaItem>()

  public var exprLists = ListPool<ExprID>()
  public var patternLists = ListPool<PatID>()
  public var typeLists = ListPool<TypeNodeID>()
  public var itemLists = ListPool<ItemID>()
  public var stmtLists = ListPool<StmtID>()
  public var pathSegments = ListPool<PathSegment>()
  public var genericArgumentLists = ListPool<GenericArgument>()
  public var genericParameters = ListPool<GenericParameter>()
  public var wherePredicates = ListPool<WherePredicate>()
  public var genericBounds = ListPool<GenericBound>()
  public var attributes = ListPool<Attribute>()
  public var useTreeLists = ListPool<UseTreeID>()
  public var parameters = ListPool<Parameter>()
  public var fieldDefinitions = ListPool<FieldDefinition>()
  public var variants = ListPool<Variant>()
  public var fieldInitializers = ListPool<FieldInitializer>()
  public var fieldPatterns = ListPool<FieldPattern>()
  public var matchArms = ListPool<MatchArm>()
  public var identLists = ListPool<Ident>()
  public var metaItemLists = ListPool<MetaItemID>()

  /// Outer attributes of the few expressions and `let` statements that have some.
  public var exprAttributes: [ExprID: ListRef<Attribute>] = [:]
  public var stmtAttributes: [StmtID: ListRef<Attribute>] = [:]

  /// Memory that the lexer uses for one file after the other.
  lazy var tokenScratch = TokenScratch()

  public init(symbols: SymbolTable) { self.symbols = symbols }
  public convenience init() { self.init(symbols: Names.makeTable()) }

  @inlinable public func span(_ expr: ExprID) -> Span { exprs[expr].span }
  @inlinable public func span(_ pattern: PatID) -> Span { patterns[pattern].span }
  @inlinable public func span(_ type: TypeNodeID) -> Span { types[type].span }
}

/// The parsed text of one file.
public struct SyntaxFile {
  public var file: FileID
  public var buffer: BufferID
  public var items: ListRef<ItemID>
  /// Inner attributes at the start: `#![…]`.
  public var attributes: ListRef<Attribute>
  public init(
    file: FileID, buffer: BufferID, items: ListRef<ItemID>, attributes: ListRef<Attribute>
  ) {
    self.file = file
    self.buffer = buffer
    self.items = items
    self.attributes = attributes
  }
}
