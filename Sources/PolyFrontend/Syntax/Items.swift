// Nodes of items: also of the items of traits, impls and extern blocks.

import PolySupport

/// An item.
@frozen public struct Item: Sendable {
  public var kind: ItemKind
  /// `Ident.none` for `use`, `impl`, extern blocks and macro calls.
  public var name: Ident
  public var visibility: Visibility
  /// Outer attributes, and inner ones of modules, functions and impls.
  public var attributes: ListRef<Attribute>
  public var span: Span
  @inlinable public init(
    _ kind: ItemKind, name: Ident, visibility: Visibility, attributes: ListRef<Attribute>, span: Span
  ) {
    self.kind = kind
    self.name = name
    self.visibility = visibility
    self.attributes = attributes
    self.span = span
  }
}

@frozen public enum ItemKind: Sendable {
  /// `extern crate original as name`; `original` is `Symbol.none` without `as`.
  case externCrate(original: Symbol)
  case use(UseTreeID)
  case module(ModuleID)
  case function(FunctionID)
  case constant(ConstantID)
  case staticVariable(ConstantID)
  case typeAlias(TypeAliasID)
  case structure(AggregateID)
  case union(AggregateID)
  case enumeration(EnumID)
  case trait(TraitID)
  case traitAlias(TraitID)
  case implementation(ImplID)
  case externBlock(ExternBlockID)
  case macroDefinition(MacroDefinitionID)
  case macroCall(MacroCallID)
  /// A bare `type Name` of an interface block; bare functions there are functions without a body.
  case interfaceType(Generics)
  /// Items in the scope of the surrounding one: what a macro call expanded to.
  case group(ListRef<ItemID>)
  /// A syntax error was reported, or the item was configured out.
  case error
}

/// A tree of a `use` item.
@frozen public struct UseTree: Sendable {
  @frozen public enum Kind: Sendable {
    /// `prefix` or `prefix as rename`; the rename is `Ident.none` if there is none, `_` if so written.
    case simple(rename: Ident)
    case glob
    case nested(ListRef<UseTreeID>)
  }
  public var kind: Kind
  /// May have no segments (`{a, b}`, `*`, `::*`).
  public var prefix: PathID
  public var span: Span
  @inlinable public init(_ kind: Kind, prefix: PathID, span: Span) {
    self.kind = kind
    self.prefix = prefix
    self.span = span
  }
}

/// `mod name;` or `mod name { … }`
@frozen public struct Module: Sendable {
  /// `nil` for `mod name;`
  public var items: ListRef<ItemID>?
  public var isUnsafe: Bool
  @inlinable public init(items: ListRef<ItemID>?, isUnsafe: Bool) {
    self.items = items
    self.isUnsafe = isUnsafe
  }
}

/// What stands before `fn`.
@frozen public struct FunctionHeader: Sendable {
  public var isConst = false
  public var isAsync = false
  public var isGen = false
  public var isUnsafe = false
  /// `safe fn` in an `unsafe extern` block.
  public var isSafe = false
  /// `default fn`
  public var isDefault = false
  public var abi: Abi = .rust
  @inlinable public init() {}
}

@frozen public struct Function: Sendable {
  public var header: FunctionHeader
  public var generics: Generics
  public var parameters: ListRef<Parameter>
  /// Whether the first parameter is a `self` parameter.
  public var hasSelf: Bool
  /// Ends with `...`.
  public var isVariadic: Bool
  /// `.none` for `()`.
  public var output: TypeNodeID
  public var body: FunctionBody
  /// From the first keyword to the return type or where clause.
  public var signatureSpan: Span
  @inlinable public init(
    header: FunctionHeader, generics: Generics, parameters: ListRef<Parameter>, hasSelf: Bool,
    isVariadic: Bool, output: TypeNodeID, body: FunctionBody, signatureSpan: Span
  ) {
    self.header = header
    self.generics = generics
    self.parameters = parameters
    self.hasSelf = hasSelf
    self.isVariadic = isVariadic
    self.output = output
    self.body = body
    self.signatureSpan = signatureSpan
  }
}

@frozen public enum FunctionBody: Sendable {
  /// `;`
  case none
  /// Not parsed yet: the tokens of the block with its braces. See `SyntaxTree.parseBody`.
  case lazy(TokenSlice)
  case parsed(BlockID)
}

/// A parameter of a function, closure or function pointer.
@frozen public struct Parameter: Sendable {
  @frozen public enum SelfKind: UInt8, Sendable {
    /// No `self` parameter.
    case none
    /// `self`, `mut self`
    case value
    /// `&self`, `&'a mut self`
    case reference
    /// `self: Type`
    case typed
  }
  public var attributes: ListRef<Attribute>
  /// Of a `self` parameter a binding named `self`. `.none` if none is written.
  public var pattern: PatID
  /// Always there for a `self` parameter (`implicitSelf` or a reference to it). `.none` if none is written.
  public var type: TypeNodeID
  public var selfKind: SelfKind
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, pattern: PatID, type: TypeNodeID, selfKind: SelfKind = .none,
    span: Span
  ) {
    self.attributes = attributes
    self.pattern = pattern
    self.type = type
    self.selfKind = selfKind
    self.span = span
  }
}

/// `const NAME: T = value;` or `static mut NAME: T = value;`
@frozen public struct Constant: Sendable {
  /// Of an associated constant; empty elsewhere.
  public var generics: Generics
  /// `.none` if none is written (an error was reported, except for an associated constant's absence).
  public var type: TypeNodeID
  public var value: ExprID
  public var mutability: Mutability
  public var isDefault: Bool
  public var isUnsafe: Bool
  public var isSafe: Bool
  @inlinable public init(
    generics: Generics = .empty, type: TypeNodeID, value: ExprID, mutability: Mutability = .immutable,
    isDefault: Bool = false, isUnsafe: Bool = false, isSafe: Bool = false
  ) {
    self.generics = generics
    self.type = type
    self.value = value
    self.mutability = mutability
    self.isDefault = isDefault
    self.isUnsafe = isUnsafe
    self.isSafe = isSafe
  }
}

/// `type Name<…>: Bounds where … = T;`
@frozen public struct TypeAlias: Sendable {
  public var generics: Generics
  public var bounds: ListRef<GenericBound>
  /// `.none` for a declaration in a trait or extern block.
  public var type: TypeNodeID
  public var isDefault: Bool
  @inlinable public init(
    generics: Generics, bounds: ListRef<GenericBound> = .empty, type: TypeNodeID, isDefault: Bool = false
  ) {
    self.generics = generics
    self.bounds = bounds
    self.type = type
    self.isDefault = isDefault
  }
}

/// The shape of a struct, union or enum variant.
@frozen public enum VariantData: Sendable {
  case unit
  /// `(T, U)`; fields are named by their digits.
  case tuple(ListRef<FieldDefinition>)
  case named(ListRef<FieldDefinition>)

  @inlinable public var fields: ListRef<FieldDefinition> {
    switch self {
    case .unit: .empty
    case .tuple(let fields), .named(let fields): fields
    }
  }
}

@frozen public struct FieldDefinition: Sendable {
  public var attributes: ListRef<Attribute>
  public var visibility: Visibility
  public var name: Ident
  public var type: TypeNodeID
  /// `= value`, `.none` if none.
  public var defaultValue: ExprID
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, visibility: Visibility = .inherited, name: Ident,
    type: TypeNodeID, defaultValue: ExprID = .none, span: Span
  ) {
    self.attributes = attributes
    self.visibility = visibility
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.span = span
  }
}

/// A struct or union.
@frozen public struct Aggregate: Sendable {
  public var generics: Generics
  public var data: VariantData
  @inlinable public init(generics: Generics, data: VariantData) {
    self.generics = generics
    self.data = data
  }
}

@frozen public struct Enumeration: Sendable {
  public var generics: Generics
  public var variants: ListRef<Variant>
  @inlinable public init(generics: Generics, variants: ListRef<Variant>) {
    self.generics = generics
    self.variants = variants
  }
}

@frozen public struct Variant: Sendable {
  public var attributes: ListRef<Attribute>
  /// Written only by mistake.
  public var visibility: Visibility
  public var name: Ident
  public var data: VariantData
  /// An anonymous constant, `.none` if there is none.
  public var discriminant: ExprID
  public var span: Span
  @inlinable public init(
    attributes: ListRef<Attribute> = .empty, visibility: Visibility = .inherited, name: Ident,
    data: VariantData, discriminant: ExprID = .none, span: Span
  ) {
    self.attributes = attributes
    self.visibility = visibility
    self.name = name
    self.data = data
    self.discriminant = discriminant
    self.span = span
  }
}

/// A trait, or a trait alias (its bounds are the right side).
@frozen public struct Trait: Sendable {
  public var isUnsafe: Bool
  public var isAuto: Bool
  public var isConst: Bool
  public var generics: Generics
  public var supertraits: ListRef<GenericBound>
  public var items: ListRef<ItemID>
  @inlinable public init(
    isUnsafe: Bool = false, isAuto: Bool = false, isConst: Bool = false, generics: Generics,
    supertraits: ListRef<GenericBound>, items: ListRef<ItemID>
  ) {
    self.isUnsafe = isUnsafe
    self.isAuto = isAuto
    self.isConst = isConst
    self.generics = generics
    self.supertraits = supertraits
    self.items = items
  }
}

@frozen public struct Implementation: Sendable {
  public var isUnsafe: Bool
  public var isDefault: Bool
  public var isConst: Bool
  /// `impl !Trait for T`
  public var isNegative: Bool
  public var generics: Generics
  /// `.none` for an inherent impl.
  public var trait: PathID
  public var selfType: TypeNodeID
  public var items: ListRef<ItemID>
  /// From `impl` to the self type.
  public var headSpan: Span
  @inlinable public init(
    isUnsafe: Bool = false, isDefault: Bool = false, isConst: Bool = false, isNegative: Bool = false,
    generics: Generics, trait: PathID = .none, selfType: TypeNodeID, items: ListRef<ItemID>,
    headSpan: Span
  ) {
    self.isUnsafe = isUnsafe
    self.isDefault = isDefault
    self.isConst = isConst
    self.isNegative = isNegative
    self.generics = generics
    self.trait = trait
    self.selfType = selfType
    self.items = items
    self.headSpan = headSpan
  }
}

/// `unsafe extern "C" { … }`
@frozen public struct ExternBlock: Sendable {
  public var isUnsafe: Bool
  public var abi: Abi
  public var items: ListRef<ItemID>
  @inlinable public init(isUnsafe: Bool, abi: Abi, items: ListRef<ItemID>) {
    self.isUnsafe = isUnsafe
    self.abi = abi
    self.items = items
  }
}

/// `macro_rules! name { rules }` or `macro name { rules }`
@frozen public struct MacroDefinition: Sendable {
  /// The tokens of the rules, without the outer delimiters.
  public var rules: TokenSlice
  /// `macro_rules!`, not `macro`.
  public var isMacroRules: Bool
  /// Of `macro name(parameters) { body }`: the tokens of the parameters.
  public var parameters: TokenSlice
  @inlinable public init(rules: TokenSlice, isMacroRules: Bool, parameters: TokenSlice = .none) {
    self.rules = rules
    self.isMacroRules = isMacroRules
    self.parameters = parameters
  }
}
