// The interner of types, argument lists, signatures and type-level constants.
//
// Open addressing over packed keys; derived Hashable measured ten times slower (guides).

import PolyExpansion
import PolySupport

/// Open-addressing index from a hash to entries of a table that compares them itself.
struct InternIndex {
  private var slots: ContiguousArray<UInt32>
  private var hashes: ContiguousArray<UInt32> = []
  private var mask: Int

  init(capacityLog2: Int = 10) {
    slots = ContiguousArray(repeating: .max, count: 1 << capacityLog2)
    mask = (1 << capacityLog2) - 1
  }

  @inline(__always)
  mutating func find(_ hash: UInt64, equals: (Int) -> Bool, insert: () -> Void) -> UInt32 {
    let short = UInt32(truncatingIfNeeded: hash ^ (hash &>> 32))
    var slot = Int(short) & mask
    while slots[slot] != .max {
      let entry = Int(slots[slot])
      if hashes[entry] == short, equals(entry) { return UInt32(entry) }
      slot = (slot &+ 1) & mask
    }
    let index = UInt32(hashes.count)
    slots[slot] = index
    hashes.append(short)
    insert()
    if hashes.count &* 2 > slots.count { rehash() }
    return index
  }

  private mutating func rehash() {
    let size = slots.count * 2
    mask = size - 1
    slots = ContiguousArray(repeating: .max, count: size)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != .max { slot = (slot &+ 1) & mask }
      slots[slot] = UInt32(index)
    }
  }
}

@inline(__always)
func mixHash(_ state: UInt64, _ word: UInt64) -> UInt64 {
  let product = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
  return product ^ (product &>> 29)
}

/// All types of one compilation. Grows only; reading is safe from several threads when no one interns.
public final class TypeTable {
  /// Packed form of a kind: tag and small payload, two 32-bit words.
  private struct Packed: Equatable {
    var tag: UInt16
    var small: UInt16
    var a: UInt32
    var b: UInt32
    var hash: UInt64 { mixHash(mixHash(UInt64(tag) << 16 | UInt64(small), UInt64(a)), UInt64(b)) }
  }

  private var kinds: ContiguousArray<TyKind> = []
  private var packed: ContiguousArray<Packed> = []
  private var flagsTable: ContiguousArray<TypeFlags> = []
  private var index = InternIndex(capacityLog2: 14)

  private var argPool = ListPool<GenericArg>()
  private var argLists: ContiguousArray<ListRef<GenericArg>> = []
  private var argFlags: ContiguousArray<TypeFlags> = []
  private var argIndex = InternIndex(capacityLog2: 13)

  private var typePool = ListPool<Ty>()
  private var typeLists: ContiguousArray<ListRef<Ty>> = []
  private var typeListFlags: ContiguousArray<TypeFlags> = []
  private var typeListIndex = InternIndex()

  private var signatures: ContiguousArray<SignatureData> = []
  private var signatureIndex = InternIndex()
  private var existentials: ContiguousArray<ExistentialData> = []
  private var existentialIndex: [ExistentialData: UInt32] = [:]
  private var regions: ContiguousArray<RegionKind> = []
  private var regionIndex: [RegionKind: UInt32] = [:]
  private var consts: ContiguousArray<ConstKind> = []
  private var constIndex: [ConstKind: UInt32] = [:]

  // Types that everybody needs.
  public let bool, char, str, never, error, unit: Ty
  public let f32, f64: Ty
  private let integers: [Ty]
  public let emptyArgs: Args
  public let emptyTypes: TyList
  public let erased, staticRegion: Region
  public let errorConst: Const

  public init() {
    bool = Ty(raw: 0)
    char = Ty(raw: 1)
    str = Ty(raw: 2)
    never = Ty(raw: 3)
    error = Ty(raw: 4)
    f32 = Ty(raw: 5)
    f64 = Ty(raw: 6)
    integers = IntegerKind.allCases.map { Ty(raw: 7 + UInt32($0.rawValue)) }
    unit = Ty(raw: 19)
    emptyArgs = Args(raw: 0)
    emptyTypes = TyList(raw: 0)
    erased = Region(raw: 0)
    staticRegion = Region(raw: 1)
    errorConst = Const(raw: 0)
    _ = args([])
    _ = types([])
    _ = region(.erased)
    _ = region(.static)
    _ = const(.error)
    for kind: TyKind in [.bool, .char, .str, .never, .error, .float(.f32), .float(.f64)] { _ = type(kind) }
    for kind in IntegerKind.allCases { _ = type(.integer(kind)) }
    let made = type(.tuple(emptyTypes))
    precondition(made == unit)
  }

  public var count: Int { kinds.count }

  public func integer(_ kind: IntegerKind) -> Ty { integers[Int(kind.rawValue)] }
  public var usize: Ty { integer(.usize) }
  public var isize: Ty { integer(.isize) }
  public var i32: Ty { integer(.i32) }
  public var u8: Ty { integer(.u8) }

  // MARK: reading

  @inline(__always) public func kind(_ type: Ty) -> TyKind { kinds[type.index] }
  @inline(__always) public func flags(_ type: Ty) -> TypeFlags { flagsTable[type.index] }
  public func flags(_ args: Args) -> TypeFlags { argFlags[args.index] }
  public func flags(_ list: TyList) -> TypeFlags { typeListFlags[list.index] }
  public func list(_ args: Args) -> Slice<ContiguousArray<GenericArg>> { argPool[argLists[args.index]] }
  public func count(_ args: Args) -> Int { Int(argLists[args.index].count) }
  public func arg(_ args: Args, _ position: Int) -> GenericArg { argPool[argLists[args.index], position] }
  public func list(_ types: TyList) -> Slice<ContiguousArray<Ty>> { typePool[typeLists[types.index]] }
  public func count(_ types: TyList) -> Int { Int(typeLists[types.index].count) }
  public func type(_ types: TyList, _ position: Int) -> Ty { typePool[typeLists[types.index], position] }
  public func data(_ signature: Signature) -> SignatureData { signatures[signature.index] }
  public func data(_ existential: Existential) -> ExistentialData { existentials[existential.index] }
  public func kind(_ region: Region) -> RegionKind { regions[region.index] }
  public func kind(_ const: Const) -> ConstKind { consts[const.index] }

  public func flags(_ const: Const) -> TypeFlags {
    switch kind(const) {
    case .value: []
    case .parameter: .hasParameters
    case .unevaluated(_, let args): flags(args).union(.hasUnevaluated)
    case .variable: .hasVariables
    case .error: .hasError
    }
  }

  public func flags(_ arg: GenericArg) -> TypeFlags {
    switch arg.kind {
    case .type(let type): flags(type)
    case .region(let region): region == erased ? [] : .hasRegions
    case .const(let const): flags(const)
    }
  }

  // MARK: making

  public func args<S: Sequence>(_ list: S) -> Args where S.Element == GenericArg {
    list.withContiguousStorageIfAvailable { args(of: $0) } ?? Array(list).withUnsafeBufferPointer { args(of: $0) }
  }

  /// The list with these elements, which are copied if it is new.
  public func args(of items: UnsafeBufferPointer<GenericArg>) -> Args {
    var hash: UInt64 = UInt64(items.count)
    for item in items { hash = mixHash(hash, UInt64(item.raw)) }
    return Args(
      raw: argIndex.find(
        hash,
        equals: { entry in
          let found = argLists[entry]
          guard Int(found.count) == items.count else { return false }
          for position in 0..<items.count where argPool[found, position] != items[position] { return false }
          return true
        },
        insert: {
          argLists.append(argPool.make(items))
          argFlags.append(items.reduce(into: TypeFlags()) { $0.formUnion(flags($1)) })
        }))
  }

  public func types<S: Sequence>(_ list: S) -> TyList where S.Element == Ty {
    list.withContiguousStorageIfAvailable { types(of: $0) } ?? Array(list).withUnsafeBufferPointer { types(of: $0) }
  }

  /// The list with these elements, which are copied if it is new.
  public func types(of items: UnsafeBufferPointer<Ty>) -> TyList {
    var hash: UInt64 = UInt64(items.count)
    for item in items { hash = mixHash(hash, UInt64(item.raw)) }
    return TyList(
      raw: typeListIndex.find(
        hash,
        equals: { entry in
          let found = typeLists[entry]
          guard Int(found.count) == items.count else { return false }
          for position in 0..<items.count where typePool[found, position] != items[position] { return false }
          return true
        },
        insert: {
          typeLists.append(typePool.make(items))
          typeListFlags.append(items.reduce(into: TypeFlags()) { $0.formUnion(flags($1)) })
        }))
  }

  public func signature(_ data: SignatureData) -> Signature {
    var hash = mixHash(UInt64(data.inputs.raw), UInt64(data.output.raw))
    hash = mixHash(
      hash,
      UInt64(data.convention.rawValue) << 2 | (data.isUnsafe ? 2 : 0) | (data.isVariadic ? 1 : 0))
    return Signature(
      raw: signatureIndex.find(
        hash, equals: { signatures[$0] == data }, insert: { signatures.append(data) }))
  }

  public func existential(_ data: ExistentialData) -> Existential {
    if let found = existentialIndex[data] { return Existential(raw: found) }
    let raw = UInt32(existentials.count)
    existentials.append(data)
    existentialIndex[data] = raw
    return Existential(raw: raw)
  }

  public func region(_ kind: RegionKind) -> Region {
    if let found = regionIndex[kind] { return Region(raw: found) }
    let raw = UInt32(regions.count)
    regions.append(kind)
    regionIndex[kind] = raw
    return Region(raw: raw)
  }

  public func const(_ kind: ConstKind) -> Const {
    if let found = constIndex[kind] { return Const(raw: found) }
    let raw = UInt32(consts.count)
    consts.append(kind)
    constIndex[kind] = raw
    return Const(raw: raw)
  }

  /// The constant `value` of type usize.
  public func usizeConst(_ value: UInt64) -> Const { const(.value(usize, low: value, high: 0)) }

  public func tuple<S: Sequence>(_ elements: S) -> Ty where S.Element == Ty { type(.tuple(types(elements))) }
  public func reference(_ target: Ty, _ mutability: Mutability) -> Ty {
    type(.reference(erased, target, mutability))
  }

  public func type(_ kind: TyKind) -> Ty {
    let key = pack(kind)
    return Ty(
      raw: index.find(
        key.hash, equals: { packed[$0] == key },
        insert: {
          packed.append(key)
          kinds.append(kind)
          flagsTable.append(computeFlags(kind))
        }))
  }

  private func pack(_ kind: TyKind) -> Packed {
    func make(_ tag: UInt16, _ a: UInt32 = 0, _ b: UInt32 = 0, _ small: UInt16 = 0) -> Packed {
      Packed(tag: tag, small: small, a: a, b: b)
    }
    switch kind {
    case .bool: return make(0)
    case .char: return make(1)
    case .str: return make(2)
    case .never: return make(3)
    case .error: return make(4)
    case .integer(let kind): return make(5, UInt32(kind.rawValue))
    case .float(let kind): return make(6, UInt32(kind.rawValue))
    case .adt(let def, let args): return make(7, def.raw, args.raw)
    case .foreign(let def): return make(8, def.raw)
    case .reference(let region, let target, let mutability):
      return make(9 + UInt16(mutability.rawValue), target.raw, region.raw)
    case .pointer(let target, let mutability): return make(11 + UInt16(mutability.rawValue), target.raw)
    case .slice(let element): return make(13, element.raw)
    case .array(let element, let length): return make(14, element.raw, length.raw)
    case .tuple(let list): return make(15, list.raw)
    case .functionDef(let def, let args): return make(16, def.raw, args.raw)
    case .functionPointer(let signature): return make(17, signature.raw)
    case .dynamic(let existential, let region): return make(18, existential.raw, region.raw)
    case .closure(let def, let args): return make(19, def.raw, args.raw)
    case .coroutine(let def, let args): return make(20, def.raw, args.raw)
    case .opaque(let def, let args): return make(21, def.raw, args.raw)
    case .projection(let def, let args): return make(22, def.raw, args.raw)
    case .parameter(let index, let name): return make(23, index, name.raw)
    case .typeVariable(let id): return make(24, id)
    case .integerVariable(let id): return make(25, id)
    case .floatVariable(let id): return make(26, id)
    case .placeholder(let id): return make(27, id)
    }
  }

  private func computeFlags(_ kind: TyKind) -> TypeFlags {
    switch kind {
    case .bool, .char, .str, .never, .integer, .float, .foreign: return []
    case .error: return .hasError
    case .adt(_, let args), .functionDef(_, let args): return flags(args)
    case .closure(_, let args), .coroutine(_, let args): return flags(args).union(.hasClosures)
    case .opaque(_, let args): return flags(args).union(.hasOpaque)
    case .projection(_, let args): return flags(args).union(.hasProjections)
    case .reference(let region, let target, _):
      return flags(target).union(region == erased ? [] : .hasRegions)
    case .pointer(let target, _), .slice(let target): return flags(target)
    case .array(let element, let length): return flags(element).union(flags(length))
    case .tuple(let list): return flags(list)
    case .functionPointer(let signature):
      return flags(data(signature).inputs).union(flags(data(signature).output))
    case .dynamic(let existential, let region):
      let data = data(existential)
      var result = flags(data.principalArgs).union(region == erased ? [] : .hasRegions)
      for projection in data.projections { result.formUnion(flags(projection.type)) }
      return result
    case .parameter: return .hasParameters
    case .typeVariable, .integerVariable, .floatVariable: return .hasVariables
    case .placeholder: return .hasPlaceholders
    }
  }
}
