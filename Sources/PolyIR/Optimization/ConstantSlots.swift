// Stack slots that only ever hold a copy of constant data: the data itself is read instead.
//
// `TABLE[i]` with a constant array is this: the array is copied to a slot and one element of it read.
// What a slot holds before the copy is undefined, so a read there may see the data as well, and the order
// of copy and reads does not matter.
import PolySupport

/// Replacement of slots by the constants they are copied from.
public enum ConstantSlots {
  private struct SlotState {
    var isRejected = false
    var copy = Inst.none
    var source = DataID.none
    var offset: Int64 = 0
  }

  /// True if a slot was replaced.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    guard function.stackSlots.count > 0 else { return false }
    var states = ContiguousArray<SlotState>(filledWith: SlotState(), count: function.stackSlots.count)
    guard findCopies(function, context, &states) else { return false }
    let slotOfValue = derivedAddresses(function)
    checkUses(function, slotOfValue, &states)
    return replace(&function, context, states)
  }

  /// Finds the slots that are copied to from constant data; false if there are none.
  private static func findCopies(
    _ function: Function, _ context: PassContext, _ states: inout ContiguousArray<SlotState>
  ) -> Bool {
    var isFound = false
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) where function[inst].opcode == .memoryCopy {
        let data = function[inst]
        let (target, targetOffset) = AddressAnalysis.decompose(function, Value(raw: data.a))
        guard target.isSlot else { continue }
        let (source, offset) = AddressAnalysis.decompose(function, Value(raw: data.b))
        let slot = target.slot.index
        let size = Int64(function.stackSlots[target.slot].size)
        guard targetOffset == 0, Int64(data.byteCount) == size, source.raw >> 32 == 2,
          let object = constantData(source, context), offset >= 0, UInt64(offset + size) <= object.size,
          object.alignment >= 1 << UInt32(function.stackSlots[target.slot].alignShift)
        else {
          states[slot].isRejected = true
          continue
        }
        let id = DataID(raw: UInt32(truncatingIfNeeded: source.raw))
        if !states[slot].copy.isNone, states[slot].source != id || states[slot].offset != offset {
          states[slot].isRejected = true
          continue
        }
        states[slot].copy = inst
        states[slot].source = id
        states[slot].offset = offset
        isFound = true
      }
    }
    return isFound
  }

  private static func constantData(_ object: MemoryObject, _ context: PassContext) -> DataObject? {
    let index = Int(UInt32(truncatingIfNeeded: object.raw))
    guard index < context.data.count else { return nil }
    let data = context.data[DataID(raw: UInt32(index))]
    return data.kind == .readOnly && data.linkage.isFinal ? data : nil
  }

  /// By value: the slot that it points into, plus any offset; -1 for none, -2 for two of them.
  private static func derivedAddresses(_ function: Function) -> ContiguousArray<Int32> {
    var slotOfValue = ContiguousArray<Int32>(filledWith: -1, count: function.values.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      for block in function.layout.blockSequence {
        for inst in function.layout.instSequence(block) {
          let data = function[inst]
          let slot: Int32
          switch data.opcode {
          case .stackAddr: slot = Int32(data.a)
          case .iadd, .isub:
            let first = slotOfValue[function.resolve(Value(raw: data.a)).index]
            let second = slotOfValue[function.resolve(Value(raw: data.b)).index]
            slot = second == -1 ? first : first == -1 && data.opcode == .iadd ? second : -2
          default: continue
          }
          let result = function.firstResult(inst).index
          if slotOfValue[result] != slot, slotOfValue[result] != -2 {
            slotOfValue[result] = slot
            isChanged = true
          }
        }
      }
    }
    return slotOfValue
  }

  /// Rejects slots whose address does anything but tell where to read.
  private static func checkUses(
    _ function: Function, _ slotOfValue: ContiguousArray<Int32>, _ states: inout ContiguousArray<SlotState>
  ) {
    var uses: ContiguousArray<Value> = []
    func reject(_ value: Value) {
      let slot = slotOfValue[function.resolve(value).index]
      if slot >= 0 { states[Int(slot)].isRejected = true }
    }
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) {
        let data = function[inst]
        switch data.opcode {
        case .stackAddr: if data.type != function.pointerType { states[Int(data.a)].isRejected = true }
        case .iadd, .isub:
          if slotOfValue[function.firstResult(inst).index] == -2 {
            reject(Value(raw: data.a))
            reject(Value(raw: data.b))
          }
        case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32: break
        case .memoryCopy:
          let slot = slotOfValue[function.resolve(Value(raw: data.a)).index]
          // A copy that is no candidate has been rejected already, unless its place is computed.
          if slot >= 0, !AddressAnalysis.decompose(function, Value(raw: data.a)).object.isSlot {
            states[Int(slot)].isRejected = true
          }
        default:
          uses.clear()
          function.appendUses(inst, to: &uses)
          for index in uses.indices { reject(uses[index]) }
        }
      }
    }
  }

  private static func replace(
    _ function: inout Function, _ context: PassContext, _ states: ContiguousArray<SlotState>
  ) -> Bool {
    // Copies first: they are known by their slots' addresses.
    var addresses: ContiguousArray<Inst> = []
    var copies: ContiguousArray<Inst> = []
    func isReplaced(_ slot: Int) -> Bool { !states[slot].copy.isNone && !states[slot].isRejected }
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) {
        let data = function[inst]
        if data.opcode == .stackAddr, isReplaced(Int(data.a)) {
          addresses.append(inst)
        } else if data.opcode == .memoryCopy {
          let target = AddressAnalysis.decompose(function, Value(raw: data.a)).object
          if target.isSlot, isReplaced(target.slot.index) { copies.append(inst) }
        }
      }
    }
    for inst in copies { function.layout.remove(inst) }
    for inst in addresses {
      let data = function[inst]
      let state = states[Int(data.a)]
      let global = function.globalValues.push(
        .symbol(
          .data(state.source), offset: state.offset + Int64(data.offset), isColocated: true, isThreadLocal: false))
      function[inst] = InstructionData(.symbolValue, function.pointerType, a: global.raw)
    }
    return !addresses.isEmpty
  }
}
