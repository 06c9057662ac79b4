// The table of all definitions: everything that a path can name or that owns generics or a body.
//
// Invariants: a definition's parent is made before it; `members` and `generics` are set once, in the
// order of the source; nodes of the syntax tree are referred to by handle only.

import PolySupport
import PolySyntax

/// One crate of the compilation, in the order of loading (`core` first if there is a library).
@frozen public struct CrateID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum DefinitionKind: UInt8, Sendable {
  /// The root module of a crate.
  case crate
  /// A `mod`, or a `.poly` file.
  case module
  /// The anonymous module of a block that has items.
  case blockModule
  case structure, union, enumeration, variant, field
  case trait, traitAlias
  /// `type Name = …;` at module level; associated types are `associatedType`, in traits and impls.
  case typeAlias
  case associatedType
  case function
  /// A function in a trait or an impl.
  case associatedFunction
  case constant, associatedConstant
  case staticItem
  case implementation
  case lifetimeParameter, typeParameter, constParameter
  case closure
  /// Array length, const generic argument, discriminant, inline const.
  case anonymousConstant
  /// `impl Trait` in argument or return position.
  case opaqueType
  /// The anonymous owner of `extern "C" { … }`; its items are its members.
  case foreignModule
  case foreignFunction, foreignStatic, foreignType
  case globalAssembly
  case use, externCrate
  case macro
  /// A bare `type Name` of an `interface` block of a `.poly` file.
  case interfaceType
  /// A bare `fn name(…)` of an `interface` block of a `.poly` file.
  case interfaceFunction

  public var isModuleLike: Bool { self == .crate || self == .module || self == .blockModule }
  /// Struct, union or enum.
  public var isAlgebraic: Bool { self == .structure || self == .union || self == .enumeration }
  public var isGenericParameter: Bool {
    self == .lifetimeParameter || self == .typeParameter || self == .constParameter
  }
  /// Owns a body that `Resolver.resolveBody` resolves.
  public var mayHaveBody: Bool {
    switch self {
    case .function, .associatedFunction, .constant, .associatedConstant, .staticItem,
      .anonymousConstant:
      true
    default: false
    }
  }
}

/// How a struct or variant is written, which also says what it is as a value.
public enum ConstructorKind: UInt8, Sendable {
  /// Not a struct or variant.
  case none
  /// `S { a: T }`: no value.
  case record
  /// `S(T)`: a function.
  case tuple
  /// `S`: a constant.
  case unit
}

/// The node that defines a definition.
public enum DefinitionSyntax: Hashable, Sendable {
  /// Crate roots and what the compiler makes itself.
  case none
  case item(ItemID)
  /// Index in `SyntaxTree.variants.storage`.
  case variant(UInt32)
  /// Index in `SyntaxTree.fieldDefinitions.storage`.
  case field(UInt32)
  /// Index in `SyntaxTree.genericParameters.storage`.
  case genericParameter(UInt32)
  /// A closure, or an anonymous constant (an inline const is its `constBlock` expression).
  case expression(ExprID)
  /// A block module.
  case block(BlockID)
  /// `impl Trait`, and the synthetic type parameter that it means in argument position.
  case type(TypeNodeID)
}

/// Who may name a definition: everybody, or a module and its descendants.
@frozen public struct VisibilityScope: Hashable, Sendable {
  /// `.none` for public.
  public var module: DefID
  @inlinable public init(restrictedTo module: DefID) { self.module = module }
  @inlinable public static var everywhere: VisibilityScope { VisibilityScope(restrictedTo: .none) }
  @inlinable public var isPublic: Bool { module.isNone }
}

public struct Definition: Sendable {
  public var kind: DefinitionKind
  public var constructor: ConstructorKind = .none
  /// In a trait: whether the item has a default; elsewhere unused.
  public var hasDefault = false
  /// The type parameter that an `impl Trait` argument means; it comes behind the written ones.
  public var isSynthetic = false
  /// Lifetime parameters bound by `for<'a>` of a bound, function pointer or closure.
  public var isHigherRanked = false
  /// `#[rustc_intrinsic]`: a function whose body the compiler supplies.
  public var isIntrinsic = false
  /// Of a tuple field its index as text; `Symbol.none` for impls, closures and other nameless ones.
  public var name: Symbol
  public var parent: DefID
  public var crate: CrateID
  /// The nearest module by `mod` or file (never a block module): what privacy is about.
  public var module: DefID
  /// The nearest module, block modules included: where lookups from here start.
  public var scopeModule: DefID
  public var visibility: VisibilityScope = .everywhere
  public var syntax: DefinitionSyntax
  public var span: Span
  public var nameSpan: Span
  public var attributes: ListRef<Attribute> = .empty
  /// Fields of a struct, union or variant; variants of an enum; items of a trait, impl or foreign
  /// module; in source order.
  public var members: ListRef<DefID> = .empty
  /// Its own generic parameters in source order. Those of its parents come before them, see
  /// `Definitions.forEachGeneric`. For a trait, `Self` is not in the list.
  public var generics: ListRef<DefID> = .empty
  /// Position among the members of its parent, or among the parent's own generics.
  public var position: UInt32 = 0
}

public struct Crate: Sendable {
  public var name: Symbol
  public var root: DefID
  public var edition: Edition
  /// Errors in it are the library's own; bodies are resolved on demand.
  public var isLibrary: Bool
}

/// An impl of any crate, with its header as far as names tell it.
public struct ImplementationHeader: Sendable {
  public var definition: DefID
  /// `.none` for an inherent impl, or if the trait's path did not resolve.
  public var trait: DefID
  /// Whether a trait is written (also when it did not resolve).
  public var isTraitImpl: Bool
  /// `impl !Trait for T`.
  public var isNegative: Bool
  public var selfHead: SelfTypeHead
}

/// The outermost constructor of an impl's self type, by names only. A `typeAlias` definition in
/// `.definition` has still to be expanded.
public enum SelfTypeHead: Hashable, Sendable {
  /// A struct, enum, union, foreign type, type alias, or the principal trait of `dyn Trait`.
  case definition(DefID)
  case primitive(PrimitiveType)
  case slice, array, tuple, reference, mutableReference, pointer, mutablePointer, functionPointer
  case never
  /// A type parameter (blanket impl), a projection, a macro, or an error.
  case other
}

/// The definitions of all crates of one compilation.
public final class Definitions {
  public private(set) var table = PrimaryMap<DefID, Definition>()
  public private(set) var crates = PrimaryMap<CrateID, Crate>()
  /// Backing store of `members` and `generics`.
  public private(set) var lists = ListPool<DefID>()
  /// All impls of all crates.
  public internal(set) var implementations: ContiguousArray<ImplementationHeader> = []
  /// `#[lang = "…"]` items by rustc's names.
  public internal(set) var langItems: [Symbol: DefID] = [:]
  /// `#[rustc_diagnostic_item = "…"]`.
  public internal(set) var diagnosticItems: [Symbol: DefID] = [:]
  public let symbols: SymbolTable

  public init(symbols: SymbolTable) { self.symbols = symbols }

  func archive(_ stream: inout SnapshotStream) {
    stream.map(&table)
    stream.map(&crates)
    stream.pool(&lists)
    stream.array(&implementations)
    stream.dictionary(&langItems)
    stream.dictionary(&diagnosticItems)
  }

  @inlinable public subscript(definition: DefID) -> Definition {
    get { table[definition] }
  }

  @discardableResult
  func make(_ definition: Definition) -> DefID { table.push(definition) }

  func makeCrate(_ crate: Crate) -> CrateID { crates.push(crate) }
  func setRoot(_ crate: CrateID, _ root: DefID) { crates[crate].root = root }

  func update(_ definition: DefID, _ change: (inout Definition) -> Void) { change(&table[definition]) }

  func setMembers(_ definition: DefID, _ members: [DefID]) {
    table[definition].members = lists.make(members)
    for (index, member) in members.enumerated() { table[member].position = UInt32(index) }
  }

  func setGenerics(_ definition: DefID, _ generics: [DefID]) {
    table[definition].generics = lists.make(generics)
    for (index, parameter) in generics.enumerated() { table[parameter].position = UInt32(index) }
  }

  @inlinable public func kind(_ definition: DefID) -> DefinitionKind { table[definition].kind }
  @inlinable public func name(_ definition: DefID) -> Symbol { table[definition].name }
  @inlinable public func parent(_ definition: DefID) -> DefID { table[definition].parent }

  /// Fields, variants or associated items in source order.
  public func members(_ definition: DefID) -> Slice<ContiguousArray<DefID>> {
    lists[table[definition].members]
  }

  /// Own generic parameters in source order.
  public func generics(_ definition: DefID) -> Slice<ContiguousArray<DefID>> {
    lists[table[definition].generics]
  }

  /// The definition whose generics `definition` inherits: the impl or trait of an associated item,
  /// the enum of a variant, the owner of a closure or an anonymous constant; `.none` otherwise.
  public func genericsParent(_ definition: DefID) -> DefID {
    let entry = table[definition]
    switch entry.kind {
    case .associatedFunction, .associatedConstant, .associatedType, .variant, .field, .closure,
      .anonymousConstant, .opaqueType, .lifetimeParameter, .typeParameter, .constParameter:
      return entry.parent
    default: return .none
    }
  }

  /// Visits the generic parameters in scope in `definition`: the outermost owner's first.
  public func forEachGeneric(_ definition: DefID, _ visit: (DefID) -> Void) {
    let outer = genericsParent(definition)
    if !outer.isNone { forEachGeneric(outer, visit) }
    for parameter in generics(definition) { visit(parameter) }
  }

  /// The language item of this name (`add`, `owned_box`, `sized`, …).
  public func langItem(_ name: StaticString) -> DefID? { langItems[symbols.intern(name)] }

  /// The member of this name, for fields, variants and associated items alike.
  public func member(_ definition: DefID, named name: Symbol) -> DefID? {
    for member in members(definition) where table[member].name == name { return member }
    return nil
  }

  /// Whether `module` is `ancestor` or inside it.
  public func isDescendant(_ module: DefID, of ancestor: DefID) -> Bool {
    var current = module
    while !current.isNone {
      if current == ancestor { return true }
      current = table[current].parent
    }
    return false
  }

  /// Whether code in `module` may use what has this visibility.
  public func isAccessible(_ visibility: VisibilityScope, from module: DefID) -> Bool {
    visibility.isPublic || isDescendant(module, of: visibility.module)
  }

  /// The path by which messages name it: `std::vec::Vec`, `Shape::Circle`, `main::{closure}`.
  public func path(_ definition: DefID) -> String {
    var parts: [String] = []
    var current = definition
    while !current.isNone {
      let entry = table[current]
      switch entry.kind {
      case .crate: parts.append(symbols.text(crates[entry.crate].name))
      case .blockModule, .foreignModule: break
      case .implementation: parts.append("<impl>")
      case .closure: parts.append("{closure}")
      case .anonymousConstant: parts.append("{const}")
      case .opaqueType: parts.append("{opaque}")
      case .use, .externCrate, .globalAssembly: parts.append("{use}")
      default: parts.append(symbols.text(entry.name))
      }
      current = entry.parent
    }
    // Items of the user's crate are named without the crate.
    if parts.count > 1, !crates[table[definition].crate].isLibrary { parts.removeLast() }
    return parts.reversed().joined(separator: "::")
  }

  /// The kind as messages say it, with its article: "a struct", "an enum".
  public func describe(_ definition: DefID) -> String {
    let word = kindWord(definition)
    switch word.utf8.first {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"):
      return "an " + word
    default:
      return "a " + word
    }
  }

  /// The kind as messages say it: "struct", "tuple variant", "associated function".
  public func kindWord(_ definition: DefID) -> String {
    let entry = table[definition]
    switch entry.kind {
    case .crate: return "crate"
    case .module, .blockModule: return "module"
    case .structure: return "struct"
    case .union: return "union"
    case .enumeration: return "enum"
    case .variant:
      switch entry.constructor {
      case .tuple: return "tuple variant"
      case .unit: return "unit variant"
      default: return "variant"
      }
    case .field: return "field"
    case .trait: return "trait"
    case .traitAlias: return "trait alias"
    case .typeAlias: return "type alias"
    case .associatedType: return "associated type"
    case .function, .foreignFunction, .interfaceFunction: return "function"
    case .associatedFunction: return "associated function"
    case .constant: return "constant"
    case .associatedConstant: return "associated constant"
    case .staticItem, .foreignStatic: return "static"
    case .implementation: return "implementation"
    case .lifetimeParameter: return "lifetime parameter"
    case .typeParameter: return "type parameter"
    case .constParameter: return "const parameter"
    case .closure: return "closure"
    case .anonymousConstant: return "constant expression"
    case .opaqueType: return "opaque type"
    case .foreignModule: return "extern block"
    case .foreignType: return "foreign type"
    case .globalAssembly: return "global assembly block"
    case .use: return "import"
    case .externCrate: return "extern crate"
    case .macro: return "macro"
    case .interfaceType: return "interface type"
    }
  }
}
