// All impls by trait and by the head of their self type, so that few are looked at for a question.

import PolyExpansion
import PolySupport

extension SelfTypeHead {
  /// A small integer for each head, for fast tables.
  var key: NumberKey { NumberKey(number) }
  private var number: UInt64 {
    switch self {
    case .definition(let def): UInt64(def.raw) << 8 | 1
    case .primitive(let primitive): UInt64(primitive.rawValue) << 8 | 2
    case .slice: 3
    case .array: 4
    case .tuple: 5
    case .reference: 6
    case .mutableReference: 7
    case .pointer: 8
    case .mutablePointer: 9
    case .functionPointer: 10
    case .never: 11
    case .other: 12
    }
  }
}

/// The impls of one trait.
struct TraitImplementations {
  var all: ContiguousArray<DefID> = []
  /// Those whose self type is a parameter or projection.
  var blanket: ContiguousArray<DefID> = []
  var byHead: [NumberKey: ContiguousArray<DefID>] = [:]

  mutating func add(_ implementation: DefID, _ head: SelfTypeHead) {
    all.append(implementation)
    if case .other = head {
      blanket.append(implementation)
    } else {
      byHead[head.key, default: []].append(implementation)
    }
  }
}

/// The impls of all crates, grouped.
final class ImplementationIndex {
  private(set) var traits: [DefID: TraitImplementations] = [:]
  private(set) var inherent: [NumberKey: ContiguousArray<DefID>] = [:]
  private(set) var negative: Set<DefID> = []

  /// How many entries of `Definitions.implementations` are in: bodies of the library may add some.
  private var count = 0

  init(_ program: Program) { update(program) }

  /// Takes in the impls that came since the last call.
  func update(_ program: Program) {
    guard count < program.definitions.implementations.count else { return }
    for header in program.definitions.implementations[count...] {
      count += 1
      var head = header.selfHead
      if case .definition(let def) = head, program.definitions.kind(def) == .typeAlias {
        head = program.head(of: program.type(of: header.definition)) ?? .other
      }
      if !header.isTraitImpl {
        inherent[head.key, default: []].append(header.definition)
        continue
      }
      guard !header.trait.isNone else { continue }
      if header.isNegative { negative.insert(header.definition) }
      traits[header.trait, default: TraitImplementations()].add(header.definition, head)
    }
  }

  /// Impls of a trait that can match a self type with this head; nil for heads that only blanket impls
  /// match.
  func traitImpls(_ trait: DefID, head: SelfTypeHead?) -> ContiguousArray<DefID> {
    guard let entry = traits[trait] else { return [] }
    guard let head, let exact = entry.byHead[head.key] else { return entry.blanket }
    return entry.blanket.isEmpty ? exact : exact + entry.blanket
  }

  func allImpls(_ trait: DefID) -> ContiguousArray<DefID> { traits[trait]?.all ?? [] }
  func isNegative(_ implementation: DefID) -> Bool { negative.contains(implementation) }
}

extension Program {
  /// The head of a type, as impls are indexed by; nil for parameters, projections, closures, variables.
  func head(of type: Ty) -> SelfTypeHead? {
    switch types.kind(type) {
    case .bool: .primitive(.bool)
    case .char: .primitive(.char)
    case .str: .primitive(.str)
    case .never: .never
    case .integer(let kind):
      switch kind {
      case .i8: .primitive(.i8)
      case .i16: .primitive(.i16)
      case .i32: .primitive(.i32)
      case .i64: .primitive(.i64)
      case .i128: .primitive(.i128)
      case .isize: .primitive(.isize)
      case .u8: .primitive(.u8)
      case .u16: .primitive(.u16)
      case .u32: .primitive(.u32)
      case .u64: .primitive(.u64)
      case .u128: .primitive(.u128)
      case .usize: .primitive(.usize)
      }
    case .float(let kind):
      switch kind {
      case .f16: .primitive(.f16)
      case .f32: .primitive(.f32)
      case .f64: .primitive(.f64)
      case .f128: .primitive(.f128)
      }
    case .adt(let def, _): .definition(def)
    case .foreign(let def): .definition(def)
    case .reference(_, _, .shared): .reference
    case .reference(_, _, .mutable): .mutableReference
    case .pointer(_, .shared): .pointer
    case .pointer(_, .mutable): .mutablePointer
    case .slice: .slice
    case .array: .array
    case .tuple: .tuple
    case .functionPointer: .functionPointer
    case .dynamic(let existential, _):
      types.data(existential).principal.isNone ? nil : .definition(types.data(existential).principal)
    case .functionDef, .closure, .coroutine, .opaque, .projection, .parameter, .typeVariable,
      .integerVariable, .floatVariable, .placeholder, .error:
      nil
    }
  }

  /// Inherent impls that can apply to a type with this head (all of its primitive's for numbers).
  public func inherentImplementations(for type: Ty) -> ContiguousArray<DefID> {
    guard let head = head(of: type) else { return [] }
    implementationIndex.update(self)
    return implementationIndex.inherent[head.key] ?? []
  }

  /// Impls of a trait, for suggestions and checks.
  public func implementations(of trait: DefID) -> ContiguousArray<DefID> { implementationIndex.allImpls(trait) }

  public func isNegativeImpl(_ implementation: DefID) -> Bool { implementationIndex.isNegative(implementation) }
}
