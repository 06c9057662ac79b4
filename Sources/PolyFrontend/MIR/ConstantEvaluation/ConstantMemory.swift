// Memory of the constant evaluator: allocations of bytes with relocations, which IR generation turns
// into data objects.

import PolyExpansion
import PolySema
import PolySupport

public struct AllocationID: EntityHandle {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// What a pointer in a constant points at.
public enum PointerTarget: Hashable, Sendable {
  case allocation(AllocationID)
  case function(Instance)
  /// The vtable of a concrete type for the trait object type's predicates.
  case vtable(Ty, Existential)
  /// A static, by its own symbol.
  case staticItem(DefID)
}

/// A pointer-sized word at `offset` that holds the address of `target` plus `addend`.
public struct ConstantRelocation: Sendable {
  public var offset: UInt64
  public var target: PointerTarget
  public var addend: Int64
  public init(offset: UInt64, target: PointerTarget, addend: Int64) {
    self.offset = offset
    self.target = target
    self.addend = addend
  }
}

/// Bytes with addresses in them. The bytes under a relocation are zero.
public struct ConstantAllocation: Sendable {
  public var bytes: ContiguousArray<UInt8>
  /// Sorted by offset.
  public var relocations: ContiguousArray<ConstantRelocation> = []
  public var alignment: UInt64
  /// Whether the program may write to it (`static mut`, interior mutability).
  public var isMutable = false
  /// A reference to it was made: only while evaluating.
  var isAddressTaken = false
  /// Freed or out of scope: only while evaluating.
  var isDead = false
  public init(size: Int, alignment: UInt64) {
    bytes = ContiguousArray(filledWith: 0, count: size)
    self.alignment = alignment
  }
}

/// All allocations of constants, statics and promoted values of one compilation.
public struct ConstantMemory {
  public private(set) var allocations = PrimaryMap<AllocationID, ConstantAllocation>()
  /// Equal string literals share one allocation.
  private var literals: [Symbol: AllocationID] = [:]

  public init() {}

  public subscript(id: AllocationID) -> ConstantAllocation {
    get { allocations[id] }
    _modify { yield &allocations[id] }
  }

  public mutating func allocate(size: Int, alignment: UInt64) -> AllocationID {
    allocations.push(ConstantAllocation(size: size, alignment: alignment))
  }

  public mutating func literal(_ symbol: Symbol, terminated: Bool, symbols: SymbolTable) -> AllocationID {
    if !terminated, let found = literals[symbol] { return found }
    var bytes = symbols.withBytes(symbol) { ContiguousArray($0) }
    if terminated { bytes.append(0) }
    let id = allocate(size: bytes.count, alignment: 1)
    allocations[id].bytes = bytes
    if !terminated { literals[symbol] = id }
    return id
  }
}
