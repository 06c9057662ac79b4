// A module: the functions and data objects of one program, by name, with their bodies.
//
// Names are symbols of the table that the module is made with. A function is declared before it is
// named; its body is put in when it exists. Bodies may be optimised and generated in parallel.
import PolySupport

/// Who can see a name.
public enum Linkage: UInt8, Sendable, CaseIterable {
  /// Defined elsewhere.
  case `import`
  /// Only this object.
  case local
  /// Other objects of the same program.
  case hidden
  /// Everybody; the definition is ours.
  case export
  /// Everybody, and a definition elsewhere may take its place.
  case preemptible
  /// As `export`, giving way to another definition.
  case weak

  public var name: String { self == .import ? "import" : "\(self)" }
  /// Whether the definition that is used is surely the one in this module.
  @inlinable public var isFinal: Bool { self == .local || self == .hidden || self == .export }
}

/// What is known about a function besides its signature.
@frozen public struct FunctionAttributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Rarely called: not inlined, placed apart.
  public static let cold = FunctionAttributes(rawValue: 1)
  public static let alwaysInline = FunctionAttributes(rawValue: 2)
  public static let neverInline = FunctionAttributes(rawValue: 4)
  public static let inlineHint = FunctionAttributes(rawValue: 8)
  /// Never returns normally.
  public static let noReturn = FunctionAttributes(rawValue: 16)
  /// Never raises an exception.
  public static let noUnwind = FunctionAttributes(rawValue: 32)
  /// Does not read or write memory that the caller can see, and always returns.
  public static let pure = FunctionAttributes(rawValue: 64)
  /// Does not write memory that the caller can see.
  public static let readOnly = FunctionAttributes(rawValue: 128)
  /// Its result is an address that nothing else holds.
  public static let allocates = FunctionAttributes(rawValue: 256)

  public static let names: [(FunctionAttributes, String)] = [
    (.cold, "cold"), (.alwaysInline, "always_inline"), (.neverInline, "never_inline"),
    (.inlineHint, "inline_hint"), (.noReturn, "no_return"), (.noUnwind, "no_unwind"), (.pure, "pure"),
    (.readOnly, "read_only"), (.allocates, "allocates"),
  ]
}

/// A function of a module.
public struct FunctionDeclaration: Sendable {
  public var name: Symbol
  public var linkage: Linkage
  public var signature: Signature
  public var attributes: FunctionAttributes
  public init(
    name: Symbol, linkage: Linkage, signature: Signature, attributes: FunctionAttributes = []
  ) {
    self.name = name
    self.linkage = linkage
    self.signature = signature
    self.attributes = attributes
  }
}

/// The kind of memory that a data object is in.
public enum DataKind: UInt8, Sendable { case readOnly, writable, threadLocal }

/// The address of something, written into a data object.
public struct DataRelocation: Sendable, Hashable {
  /// Where in the object the eight bytes of the address go.
  public var offset: UInt32
  public var target: ModuleReference
  public var addend: Int64
  public init(offset: UInt32, target: ModuleReference, addend: Int64 = 0) {
    self.offset = offset
    self.target = target
    self.addend = addend
  }
}

/// A data object of a module.
public struct DataObject: Sendable {
  public var name: Symbol
  public var linkage: Linkage
  public var kind: DataKind
  /// In bytes, a power of two.
  public var alignment: UInt32
  /// The initial contents; shorter than `size` means zeros up to it.
  public var bytes: [UInt8]
  public var size: UInt64
  public var relocations: ContiguousArray<DataRelocation>
  /// Whether equal objects of this kind may be one (their addresses mean nothing).
  public var isMergeable: Bool

  public init(
    name: Symbol, linkage: Linkage, kind: DataKind, alignment: UInt32 = 1, bytes: [UInt8] = [],
    size: UInt64? = nil, relocations: ContiguousArray<DataRelocation> = [], isMergeable: Bool = false
  ) {
    self.name = name
    self.linkage = linkage
    self.kind = kind
    self.alignment = alignment
    self.bytes = bytes
    self.size = size ?? UInt64(bytes.count)
    self.relocations = relocations
    self.isMergeable = isMergeable
  }
}

/// The functions and data of a program.
public struct Module: @unchecked Sendable {
  /// The names. Interning is not thread-safe; reading is.
  public let symbols: SymbolTable
  public var functions = PrimaryMap<FunctionID, FunctionDeclaration>()
  /// The bodies, by `FunctionID`; nil where there is only a declaration.
  public var bodies: ContiguousArray<Function?> = []
  public var data = PrimaryMap<DataID, DataObject>()
  /// Where imported functions come from, on targets whose imports name a module.
  public var importModules: [FunctionID: Symbol] = [:]
  /// Every named function and data object.
  private var names: [Symbol: ModuleReference] = [:]

  public init(symbols: SymbolTable = SymbolTable()) { self.symbols = symbols }

  /// Declares a function. A name that is declared already keeps its handle; an import becomes what
  /// is declared later.
  @discardableResult
  public mutating func declareFunction(
    _ name: Symbol, linkage: Linkage, signature: Signature, attributes: FunctionAttributes = []
  ) -> FunctionID {
    if case .function(let id)? = names[name] {
      if functions[id].linkage == .import, linkage != .import {
        functions[id].linkage = linkage
        functions[id].signature = signature
      }
      functions[id].attributes.formUnion(attributes)
      return id
    }
    let id = functions.push(
      FunctionDeclaration(name: name, linkage: linkage, signature: signature, attributes: attributes))
    bodies.append(nil)
    names[name] = .function(id)
    return id
  }
  /// Declares another function with a name that is taken; the name keeps meaning the first.
  mutating func declareDuplicate(_ name: Symbol, signature: Signature) -> FunctionID {
    let id = functions.push(FunctionDeclaration(name: name, linkage: .export, signature: signature))
    bodies.append(nil)
    return id
  }
  /// Declares and defines a data object. A name that is imported already keeps its handle.
  @discardableResult
  public mutating func defineData(_ object: DataObject) -> DataID {
    if case .data(let id)? = names[object.name], data[id].linkage == .import {
      data[id] = object
      return id
    }
    let id = data.push(object)
    names[object.name] = .data(id)
    return id
  }
  /// Declares a data object that is defined elsewhere.
  @discardableResult
  public mutating func importData(_ name: Symbol, kind: DataKind = .writable) -> DataID {
    if case .data(let id)? = names[name] { return id }
    return defineData(DataObject(name: name, linkage: .import, kind: kind))
  }
  /// What a name stands for, if it is declared.
  public func lookup(_ name: Symbol) -> ModuleReference? { names[name] }
  /// Puts a function's body in its place.
  public mutating func define(_ function: Function) {
    guard function.id.index < bodies.count else { return }
    bodies[function.id.index] = function
  }
  public func name(of reference: ModuleReference) -> Symbol {
    switch reference {
    case .function(let id): functions[id].name
    case .data(let id): data[id].name
    }
  }
}
