// Indexes over all crates for looking up methods and associated items by name.

import PolyExpansion
import PolySupport
import PolySyntax

/// Inherent items by self type and name, trait items by name, traits in scope by module.
final class AssociatedItemIndex {
  struct InherentItem {
    var implementation: DefID
    var item: DefID
  }

  private unowned let program: Program
  private var inherent: [SelfTypeHead: [Symbol: [InherentItem]]] = [:]
  private var traitItems: [Symbol: [DefID]] = [:]
  private var scopes: [DefID: Set<DefID>] = [:]

  init(_ program: Program) {
    self.program = program
    let definitions = program.definitions
    for header in definitions.implementations where !header.isTraitImpl {
      let head = expandedHead(header)
      for item in definitions.members(header.definition) {
        inherent[head, default: [:]][definitions.name(item), default: []].append(
          InherentItem(implementation: header.definition, item: item))
      }
    }
    for def in definitions.table.keys where definitions.kind(def) == .trait {
      for item in definitions.members(def) where definitions.kind(item) != .associatedType {
        traitItems[definitions.name(item), default: []].append(item)
      }
    }
  }

  /// An alias as the self type of an impl stands for what it names.
  private func expandedHead(_ header: ImplementationHeader) -> SelfTypeHead {
    switch header.selfHead {
    case .definition(let def) where program.definitions.kind(def) == .typeAlias: break
    case .other: break
    default: return header.selfHead
    }
    return head(of: program.type(of: header.definition)) ?? .other
  }

  func head(of type: Ty) -> SelfTypeHead? {
    switch program.types.kind(type) {
    case .bool: .primitive(.bool)
    case .char: .primitive(.char)
    case .str: .primitive(.str)
    case .never: .never
    case .integer(let kind): .primitive(Self.primitive(kind))
    case .float(.f16): .primitive(.f16)
    case .float(.f32): .primitive(.f32)
    case .float(.f64): .primitive(.f64)
    case .float(.f128): .primitive(.f128)
    case .adt(let def, _), .foreign(let def): .definition(def)
    case .reference(_, _, .shared): .reference
    case .reference(_, _, .mutable): .mutableReference
    case .pointer(_, .shared): .pointer
    case .pointer(_, .mutable): .mutablePointer
    case .slice: .slice
    case .array: .array
    case .tuple: .tuple
    case .functionPointer: .functionPointer
    case .dynamic(let existential, _):
      program.types.data(existential).principal.isNone
        ? nil : .definition(program.types.data(existential).principal)
    default: nil
    }
  }

  private static func primitive(_ kind: IntegerKind) -> PrimitiveType {
    switch kind {
    case .i8: .i8
    case .i16: .i16
    case .i32: .i32
    case .i64: .i64
    case .i128: .i128
    case .isize: .isize
    case .u8: .u8
    case .u16: .u16
    case .u32: .u32
    case .u64: .u64
    case .u128: .u128
    case .usize: .usize
    }
  }

  func inherentItems(of type: Ty, named name: Symbol) -> [InherentItem] {
    guard let head = head(of: type) else { return [] }
    return inherent[head]?[name] ?? []
  }

  /// Inherent items of all numeric types of this name: what `{integer}.name()` might mean.
  func hasNumericItem(named name: Symbol) -> Bool {
    for kind in IntegerKind.allCases where inherent[.primitive(Self.primitive(kind))]?[name] != nil { return true }
    return inherent[.primitive(.f64)]?[name] != nil || inherent[.primitive(.f32)]?[name] != nil
  }

  func inherentNames(of type: Ty) -> [Symbol] {
    guard let head = head(of: type), let table = inherent[head] else { return [] }
    return Array(table.keys)
  }

  /// Functions and constants of this name in all traits.
  func traitItems(named name: Symbol) -> [DefID] { traitItems[name] ?? [] }

  func isInScope(_ trait: DefID, module: DefID) -> Bool {
    if let known = scopes[module] { return known.contains(trait) }
    let set = Set(program.resolution.traitsInScope(in: module))
    scopes[module] = set
    return set.contains(trait)
  }
}
