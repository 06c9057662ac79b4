// Layouts of monomorphic types, computed once each: primitives, pointers, arrays, closures.
//
// Structs are in LayoutTable+Structs.swift, enums in LayoutTable+Enums.swift.

import PolyExpansion
import PolyMIR
import PolySema
import PolySupport

/// A type whose layout cannot be computed: infinite, too large, or not monomorphic.
public struct LayoutError: Error {
  public let type: Ty
  public let message: String
}

public final class LayoutTable {
  public let program: Program
  private var layouts = PrimaryMap<LayoutID, TypeLayout>()
  /// By `LayoutID`: read at every access to a place, without counting references.
  private var accesses: ContiguousArray<ValueAccess> = []
  private var cache: ContiguousArray<UInt32> = []
  private var inProgress: Set<Ty> = []
  /// Errors are reported by whoever asked; the layout is then empty.
  public private(set) var errors: [LayoutError] = []

  let validRangeStartName, validRangeEndName: Symbol
  /// The size of addresses on the target.
  public let pointerBytes: UInt8

  public init(program: Program) {
    self.program = program
    pointerBytes = UInt8(program.target.pointerBits / 8)
    validRangeStartName = program.symbols.intern("rustc_layout_scalar_valid_range_start")
    validRangeEndName = program.symbols.intern("rustc_layout_scalar_valid_range_end")
  }

  var types: TypeTable { program.types }
  /// Objects may not be larger than this (as rustc).
  var sizeLimit: UInt64 { pointerBytes == 8 ? 1 << 47 : 1 << 31 }

  public subscript(id: LayoutID) -> TypeLayout { layouts[id] }
  public func layout(_ type: Ty) -> TypeLayout { layouts[id(type)] }
  /// How values of a monomorphic type are read and written.
  @inline(__always) func access(_ type: Ty) -> ValueAccess { accesses[id(type).index] }

  /// Keeps a finished layout.
  func add(_ data: LayoutData) -> LayoutID {
    accesses.append(ValueAccess(data))
    return layouts.push(TypeLayout(data))
  }

  /// The layout of a monomorphic type; projections and opaque types are normalized first.
  @inline(__always) public func id(_ type: Ty) -> LayoutID {
    if type.index < cache.count, cache[type.index] != .max { return LayoutID(raw: cache[type.index]) }
    return makeID(type)
  }

  @inline(never) private func makeID(_ type: Ty) -> LayoutID {
    let needsNormalizing = !types.flags(type).isDisjoint(with: [.hasProjections, .hasOpaque, .hasUnevaluated])
    let normal = needsNormalizing ? program.normalize(type, in: .empty) : type
    let result: LayoutID
    if normal != type {
      result = id(normal)
    } else if !inProgress.insert(type).inserted {
      errors.append(LayoutError(type: type, message: "the type has infinite size"))
      return add(LayoutData())
    } else {
      let data = compute(type)
      inProgress.remove(type)
      if data.size > sizeLimit {
        errors.append(
          LayoutError(type: type, message: "values of the type are too big for the target architecture"))
        result = add(LayoutData())
      } else {
        result = add(data)
      }
    }
    if type.index >= cache.count {
      cache.append(
        contentsOf: repeatElement(.max, count: max(types.count, type.index + 1) - cache.count))
    }
    cache[type.index] = result.raw
    return result
  }

  func scalarLayout(_ scalar: Scalar) -> LayoutData {
    var data = LayoutData()
    data.size = scalar.size
    data.alignment = scalar.size
    data.valueClass = .scalar(scalar)
    if scalar.invalidCount > 0 { data.largestNiche = Niche(offset: 0, scalar: scalar) }
    return data
  }

  static func integerScalar(bytes: UInt8, isSigned: Bool) -> Scalar {
    .full(.integer(bytes: bytes, isSigned: isSigned))
  }

  var nonNull: Scalar {
    Scalar(
      primitive: .pointer(bytes: pointerBytes), validStart: 1, validEnd: .mask(bytes: UInt64(pointerBytes)))
  }

  private func compute(_ type: Ty) -> LayoutData {
    switch types.kind(type) {
    case .bool:
      return scalarLayout(
        Scalar(primitive: .integer(bytes: 1, isSigned: false), validStart: 0, validEnd: 1))
    case .char:
      return scalarLayout(
        Scalar(primitive: .integer(bytes: 4, isSigned: false), validStart: 0, validEnd: 0x10FFFF))
    case .integer(let kind):
      return scalarLayout(
        Self.integerScalar(bytes: UInt8(kind.bits(pointerBits: program.target.pointerBits) / 8), isSigned: kind.isSigned))
    case .float(let kind): return scalarLayout(.full(.float(kind)))
    case .functionPointer: return scalarLayout(nonNull)
    case .functionDef: return LayoutData()
    case .never:
      var data = LayoutData()
      data.isUninhabited = true
      return data
    case .reference(_, let target, _): return pointerLayout(to: target, isNonNull: true)
    case .pointer(let target, _): return pointerLayout(to: target, isNonNull: false)
    case .str:
      var data = LayoutData()
      data.isUnsized = true
      return data
    case .slice(let element):
      var data = LayoutData()
      data.alignment = layout(element).alignment
      data.isUnsized = true
      return data
    case .dynamic, .foreign:
      var data = LayoutData()
      data.isUnsized = true
      return data
    case .array(let element, let length):
      guard let count = program.evaluateConst(length) else { return failed(type, "its length is not known") }
      return arrayLayout(type, element, count.low)
    case .tuple(let list):
      var options = StructOptions()
      options.keepsLast = true
      return structLayout(Array(types.list(list)), options)
    case .coroutine(let def, let args):
      return coroutineLayout(def, args)
    case .closure(let def, let args):
      let fields = program.closureInfo(def).captures.map { types.substitute($0.fieldType, args) }
      return structLayout(fields, StructOptions(maySizeLast: false))
    case .adt(let def, let args): return adtLayout(type, def, args)
    case .error, .opaque, .projection, .parameter, .typeVariable, .integerVariable, .floatVariable,
      .placeholder:
      return failed(type, "the type is not known at this point")
    }
  }

  func failed(_ type: Ty, _ message: String) -> LayoutData {
    errors.append(LayoutError(type: type, message: message))
    return LayoutData()
  }

  private func arrayLayout(_ type: Ty, _ element: Ty, _ count: UInt64) -> LayoutData {
    let inner = layout(element)
    var data = LayoutData()
    data.alignment = inner.alignment
    let (size, overflow) = inner.size.multipliedReportingOverflow(by: count)
    if overflow || size > sizeLimit {
      return failed(type, "values of the type are too big for the target architecture")
    }
    data.size = size
    data.isUninhabited = inner.isUninhabited && count > 0
    if count > 0 { data.largestNiche = inner.largestNiche }
    return data
  }

  /// What a pointer to `target` carries beside the address.
  public enum PointerMetadata: Hashable, Sendable { case none, length, vtable }

  /// The kind of metadata of pointers to `target`: that of its unsized tail.
  public func metadata(of target: Ty) -> PointerMetadata {
    switch types.kind(unsizedTail(target)) {
    case .slice, .str: .length
    case .dynamic: .vtable
    default: .none
    }
  }

  /// The innermost last field of a struct or tuple.
  public func unsizedTail(_ type: Ty) -> Ty {
    var current = program.normalize(type, in: .empty)
    for _ in 0..<256 {
      switch types.kind(current) {
      case .adt(let def, let args):
        let adt = program.adt(def)
        guard adt.kind == .structure, let last = adt.variants.first?.fields.last else { return current }
        current = program.normalize(types.substitute(last.type, args), in: .empty)
      case .tuple(let list):
        guard types.count(list) > 0 else { return current }
        current = types.type(list, types.count(list) - 1)
      default: return current
      }
    }
    return current
  }

  private func pointerLayout(to target: Ty, isNonNull: Bool) -> LayoutData {
    let address = isNonNull ? nonNull : .full(.pointer(bytes: pointerBytes))
    let second: Scalar
    switch metadata(of: target) {
    case .none: return scalarLayout(address)
    case .length: second = Self.integerScalar(bytes: pointerBytes, isSigned: false)
    case .vtable: second = nonNull
    }
    var data = LayoutData()
    let word = UInt64(pointerBytes)
    data.size = word * 2
    data.alignment = word
    data.valueClass = .pair(address, second, secondOffset: word)
    data.fieldOffsets = [0, word]
    if isNonNull {
      data.largestNiche = Niche(offset: 0, scalar: address)
    } else if second.invalidCount > 0 {
      data.largestNiche = Niche(offset: word, scalar: second)
    }
    return data
  }
}
