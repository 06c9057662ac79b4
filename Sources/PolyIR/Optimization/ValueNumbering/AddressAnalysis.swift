// What addresses point to, and whether two accesses may touch the same bytes.
import PolySupport

/// The object that an address is in, as far as it is known.
@frozen public struct MemoryObject: Hashable, Sendable {
  /// Kind in the upper half, number in the lower.
  let raw: UInt64
  static func slot(_ slot: StackSlot) -> MemoryObject { MemoryObject(raw: 1 << 32 | UInt64(slot.raw)) }
  static func data(_ id: DataID) -> MemoryObject { MemoryObject(raw: 2 << 32 | UInt64(id.raw)) }
  static func function(_ id: FunctionID) -> MemoryObject { MemoryObject(raw: 3 << 32 | UInt64(id.raw)) }
  /// Whatever this value points to.
  static func value(_ value: Value) -> MemoryObject { MemoryObject(raw: UInt64(value.raw)) }
  var isSlot: Bool { raw >> 32 == 1 }
  var isUnknown: Bool { raw >> 32 == 0 }
  var slot: StackSlot { StackSlot(raw: UInt32(truncatingIfNeeded: raw)) }
}

/// Bytes that an instruction reads or writes.
@frozen public struct MemoryAccess: Sendable {
  var object: MemoryObject
  var offset: Int64
  var size: Int64
  var region: AliasRegion
}

/// Answers alias questions about one function.
public struct AddressAnalysis: Sendable {
  /// Slots whose address is only used to load and store: no other pointer leads to them.
  private var isPrivate: ContiguousArray<Bool>

  public init(_ function: Function) {
    isPrivate = ContiguousArray(filledWith: true, count: function.stackSlots.count)
    // Slots that were replaced have no size.
    guard function.stackSlots.elements.contains(where: { $0.size > 0 }) else { return }
    var uses: ContiguousArray<Value> = []
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        findEscapes(function, inst, &uses)
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
  }

  private mutating func findEscapes(_ function: Function, _ inst: Inst, _ uses: inout ContiguousArray<Value>) {
    let data = function[inst]
    switch data.opcode {
    case .stackAddr: return
    case .iadd:
      // A sum with a constant is still followed; any other sum is an unknown address.
      if Self.constant(function, Value(raw: data.b)) != nil || Self.constant(function, Value(raw: data.a)) != nil {
        return
      }
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32, .memoryCopy: return
    case .store, .istore8, .istore16, .istore32:
      // The address does not escape, what is stored does.
      return escape(function, Value(raw: data.a))
    case .memorySet: return escape(function, Value(raw: data.b))
    default: break
    }
    uses.clear()
    function.appendUses(inst, to: &uses)
    for index in uses.indices { escape(function, uses[index]) }
  }
  @inline(__always) private mutating func escape(_ function: Function, _ value: Value) {
    // Only what may be a slot's address is worth a look.
    guard let inst = function.definingInst(of: value) else { return }
    let opcode = function[inst].opcode
    if opcode == .stackAddr || opcode == .iadd { escapeSlot(function, value) }
  }
  private mutating func escapeSlot(_ function: Function, _ value: Value) {
    let (object, _) = Self.decompose(function, value)
    if object.isSlot { isPrivate[object.slot.index] = false }
  }
  private static func constant(_ function: Function, _ value: Value) -> Int64? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == .iconst else { return nil }
    return function[inst].signedImmediate
  }

  /// An address as an object and a constant offset.
  static func decompose(_ function: Function, _ address: Value) -> (object: MemoryObject, offset: Int64) {
    var value = function.resolve(address)
    var offset: Int64 = 0
    for _ in 0..<16 {
      guard let inst = function.definingInst(of: value) else { break }
      let data = function[inst]
      switch data.opcode {
      case .stackAddr: return (.slot(data.stackSlot), offset &+ Int64(data.offset))
      case .symbolValue:
        if case .symbol(let reference, let start, _, _) = function.globalValues[data.globalValue] {
          switch reference {
          case .data(let id): return (.data(id), offset &+ start)
          case .function(let id): return (.function(id), offset &+ start)
          }
        }
        return (.value(value), offset)
      case .iadd:
        if let amount = constant(function, Value(raw: data.b)) {
          offset &+= amount
          value = function.resolve(Value(raw: data.a))
        } else if let amount = constant(function, Value(raw: data.a)) {
          offset &+= amount
          value = function.resolve(Value(raw: data.b))
        } else {
          return (.value(value), offset)
        }
      default: return (.value(value), offset)
      }
    }
    return (.value(value), offset)
  }

  static func access(_ function: Function, _ address: Value, offset: Int64, size: Int64, _ flags: MemoryFlags)
    -> MemoryAccess
  {
    let (object, start) = decompose(function, address)
    return MemoryAccess(
      object: object, offset: start &+ offset, size: size, region: function.annotation(flags).region)
  }

  /// The bytes that a load or store touches.
  static func size(_ data: InstructionData) -> Int64 {
    switch data.opcode {
    case .uload8, .sload8, .istore8: 1
    case .uload16, .sload16, .istore16: 2
    case .uload32, .sload32, .istore32: 4
    default: Int64(data.type.bytes)
    }
  }

  func isPrivateSlot(_ object: MemoryObject) -> Bool { object.isSlot && isPrivate[object.slot.index] }

  func mayAlias(_ a: MemoryAccess, _ b: MemoryAccess) -> Bool {
    if a.object == b.object {
      let (first, overflow) = a.offset.addingReportingOverflow(a.size)
      let (second, over) = b.offset.addingReportingOverflow(b.size)
      return overflow || over || a.offset < second && b.offset < first
    }
    if a.region != .any, b.region != .any, a.region != b.region { return false }
    // Different known objects are apart; an unknown address may lead to anything that escapes.
    if !a.object.isUnknown, !b.object.isUnknown { return false }
    return !isPrivateSlot(a.object) && !isPrivateSlot(b.object)
  }
}
