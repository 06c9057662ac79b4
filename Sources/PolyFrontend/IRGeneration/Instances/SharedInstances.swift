// Instances of the library that are compiled once, when the compiler is installed.
//
// Both sides know an instance by its fingerprint: a hash of its definition and arguments. Definitions of
// the library's snapshot have the same numbers in every compilation; those that its bodies make when
// they are resolved are known by their place in the text. What has a definition of the program in it
// is not shared.

import PolyExpansion
import PolyIR
import PolySema
import PolySupport

/// What a compilation has to do with shared instances.
public enum InstanceSharing: Sendable {
  case none
  /// Those with these fingerprints are in the library's object.
  case uses(Set<UInt64>)
  /// This compilation makes the library's object.
  case makes

  var isMaking: Bool {
    if case .makes = self { return true }
    return false
  }
}

/// Hashes of types that are the same in all compilations. The lowest bit says whether that holds: it is
/// clear if a definition occurs that has its number from this compilation only.
struct Fingerprints {
  let program: Program
  /// Definitions below it are those of the snapshot.
  let stableDefinitions: UInt32
  /// So that numbers of different compilations are not confused.
  let salt: UInt64
  private var known: ContiguousArray<UInt64> = []
  private var knownArgs: ContiguousArray<UInt64> = []
  private var knownDefinitions: [DefID: UInt64] = [:]
  private var types: TypeTable { program.types }

  init(program: Program, stableDefinitions: Int, salt: UInt64) {
    self.program = program
    self.stableDefinitions = UInt32(stableDefinitions)
    self.salt = salt
  }

  @inline(__always)
  static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    var product = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    product ^= product &>> 29
    product = product &* 0xBF58_476D_1CE4_E5B9
    return product ^ (product &>> 32)
  }

  /// Both parts; stable if both are.
  @inline(__always)
  static func join(_ a: UInt64, _ b: UInt64) -> UInt64 { mix(a, b) & ~1 | (a & b & 1) }

  static func isStable(_ hash: UInt64) -> Bool { hash & 1 == 1 }

  /// A number that means the same everywhere.
  static func constant(_ number: UInt64) -> UInt64 { mix(0x5851_F42D_4C95_7F2D, number) | 1 }

  mutating func hash(_ def: DefID) -> UInt64 {
    if def.isNone || def.raw < stableDefinitions { return Self.constant(UInt64(def.raw) << 8 | 1) }
    if program.isLocal(def) || stableDefinitions == 0 { return Self.mix(salt, UInt64(def.raw)) & ~1 }
    if let known = knownDefinitions[def] { return known }
    let definition = program.definitions[def]
    var result = Self.join(Self.constant(UInt64(definition.kind.rawValue) << 8 | 5), hash(definition.parent))
    var place: UInt64 = UInt64(definition.position)
    if !definition.name.isNone {
      program.symbols.withBytes(definition.name) { for byte in $0 { place = Self.mix(place, UInt64(byte)) } }
    }
    // Where its tokens are in the expansion that made them, where that is called, and so on.
    var span = definition.span
    while let expansion = program.sources.expansion(at: span.lower) {
      place = Self.mix(place, UInt64(span.lower - expansion.base))
      span = expansion.callSite
    }
    place = Self.mix(Self.mix(place, UInt64(span.lower)), UInt64(span.upper))
    result = Self.join(result, Self.constant(place))
    knownDefinitions[def] = result
    return result
  }

  mutating func hash(_ type: Ty) -> UInt64 {
    if type.index < known.count, known[type.index] != 0 { return known[type.index] }
    let result = compute(types.kind(type))
    while known.count <= type.index { known.append(0) }
    known[type.index] = result
    return result
  }

  mutating func hash(_ args: Args) -> UInt64 {
    if args.index < knownArgs.count, knownArgs[args.index] != 0 { return knownArgs[args.index] }
    var result = Self.constant(UInt64(types.count(args)))
    for arg in types.list(args) {
      switch arg.kind {
      case .type(let type): result = Self.join(result, hash(type))
      case .const(let const): result = Self.join(result, hash(const))
      case .region: break
      }
    }
    while knownArgs.count <= args.index { knownArgs.append(0) }
    knownArgs[args.index] = result
    return result
  }

  private mutating func hash(_ list: TyList) -> UInt64 {
    var result = Self.constant(UInt64(types.count(list)))
    for type in types.list(list) { result = Self.join(result, hash(type)) }
    return result
  }

  private mutating func hash(_ const: Const) -> UInt64 {
    switch types.kind(const) {
    case .value(let type, let low, let high):
      return Self.join(hash(type), Self.join(Self.constant(low), Self.constant(high &+ 1)))
    default: return Self.mix(salt, UInt64(const.raw)) & ~1
    }
  }

  private mutating func compute(_ kind: TyKind) -> UInt64 {
    func tag(_ number: UInt64) -> UInt64 { Self.constant(number << 16 | 2) }
    switch kind {
    case .bool: return tag(1)
    case .char: return tag(2)
    case .str: return tag(3)
    case .never: return tag(4)
    case .integer(let kind): return tag(32 + UInt64(kind.rawValue))
    case .float(let kind): return tag(64 + UInt64(kind.rawValue))
    case .adt(let def, let args): return Self.join(Self.join(tag(5), hash(def)), hash(args))
    case .foreign(let def): return Self.join(tag(6), hash(def))
    case .reference(_, let target, let mutability):
      return Self.join(tag(7 + UInt64(mutability.rawValue)), hash(target))
    case .pointer(let target, let mutability):
      return Self.join(tag(9 + UInt64(mutability.rawValue)), hash(target))
    case .slice(let element): return Self.join(tag(11), hash(element))
    case .array(let element, let length): return Self.join(Self.join(tag(12), hash(element)), hash(length))
    case .tuple(let list): return Self.join(tag(13), hash(list))
    case .functionDef(let def, let args): return Self.join(Self.join(tag(14), hash(def)), hash(args))
    case .functionPointer(let signature):
      let data = types.data(signature)
      let rest = UInt64(data.convention.rawValue) << 2 | (data.isUnsafe ? 2 : 0) | (data.isVariadic ? 1 : 0)
      return Self.join(
        Self.join(tag(15), Self.constant(rest)), Self.join(hash(data.inputs), hash(data.output)))
    case .dynamic(let existential, _):
      let data = types.data(existential)
      var result = Self.join(Self.join(tag(16), hash(data.principal)), hash(data.principalArgs))
      for projection in data.projections {
        result = Self.join(result, Self.join(hash(projection.item), hash(projection.type)))
      }
      for auto in data.autoTraits { result = Self.join(result, hash(auto)) }
      return result
    case .closure(let def, let args): return Self.join(Self.join(tag(17), hash(def)), hash(args))
    case .coroutine(let def, let args): return Self.join(Self.join(tag(18), hash(def)), hash(args))
    case .opaque(let def, let args): return Self.join(Self.join(tag(19), hash(def)), hash(args)) & ~1
    case .projection(let def, let args): return Self.join(Self.join(tag(20), hash(def)), hash(args)) & ~1
    case .error, .parameter, .typeVariable, .integerVariable, .floatVariable, .placeholder:
      return tag(21) & ~1
    }
  }
}

extension ModuleLowering {
  /// What names `key` in every compilation; nil if it cannot be shared.
  func fingerprint(_ key: FunctionKey) -> UInt64? {
    let instance = key.instance
    switch instance.kind {
    case .intrinsic, .virtual: return nil
    default: break
    }
    let form = UInt64(instance.kind.rawValue) << 40 | UInt64(key.shim.rawValue) << 32 | UInt64(instance.index)
    var hash = Fingerprints.join(Fingerprints.constant(form << 8 | 3), fingerprints.hash(instance.def))
    guard Fingerprints.isStable(hash) else { return nil }
    hash = Fingerprints.join(hash, fingerprints.hash(instance.args))
    if !instance.type.isNone { hash = Fingerprints.join(hash, fingerprints.hash(instance.type)) }
    return Fingerprints.isStable(hash) ? hash : nil
  }

  /// The name and linkage of a function that is shared; nil for one that is this compilation's own.
  func sharedName(_ key: FunctionKey) -> (Symbol, Linkage)? {
    switch options.sharing {
    case .none: return nil
    case .uses(let available):
      guard let hash = fingerprint(key), available.contains(hash) else { return nil }
      return (symbolName(key, hash), .import)
    case .makes:
      // Two instances that differ in regions only have one fingerprint: the first is shared.
      guard let hash = fingerprint(key), sharedFingerprints.insert(hash).inserted else { return nil }
      let name = symbolName(key, hash)
      return (name, exportName(of: key.instance.def) == name ? .export : .hidden)
    }
  }

  /// Whether the instance is compiled already.
  func isInLibraryObject(_ key: FunctionKey) -> Bool {
    guard case .uses(let available) = options.sharing, let hash = fingerprint(key) else { return false }
    return available.contains(hash)
  }

  private func symbolName(_ key: FunctionKey, _ hash: UInt64) -> Symbol {
    if key.shim == .none, key.instance.kind == .item, let exported = exportName(of: key.instance.def) {
      return exported
    }
    let path = key.instance.def.isNone ? "glue" : program.definitions.path(key.instance.def)
    return program.symbols.intern("\(path).\(String(hash, radix: 16))")
  }

  /// Of a static: nil if it is this compilation's own.
  func sharedName(ofStatic def: DefID) -> (Symbol, Linkage)? {
    let hash = Fingerprints.join(fingerprints.hash(def), Fingerprints.constant(4))
    switch options.sharing {
    case .none: return nil
    case .uses(let available):
      guard Fingerprints.isStable(hash), available.contains(hash) else { return nil }
    case .makes: sharedFingerprints.insert(hash)
    }
    let linkage = options.sharing.isMaking ? Linkage.hidden : .import
    if let exported = exportName(of: def) { return (exported, linkage == .hidden ? .export : .import) }
    let name = "\(program.definitions.path(def)).\(String(hash, radix: 16))"
    return (program.symbols.intern(name), linkage)
  }

  /// Queues what the library's `shared_instances` uses.
  public func declareSharedInstances() {
    guard let root = program.langItem("shared_instances") else {
      internalError("the library has no `shared_instances`", at: .none)
      return
    }
    _ = functionID(of: FunctionKey(Instance(.item, root, types.emptyArgs)))
  }
}
