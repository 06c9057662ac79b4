// Puts values that live long into memory where a function needs more locals than engines allow.
//
// A value that is put away is stored where it is made and loaded before each instruction that reads it, so
// its local is free in between. This happens to functions with tens of thousands of values at a time only.

import PolyIR
import PolySupport

enum SpillLongValues {
  /// The most locals, parameters included, that engines accept in a function.
  static let maximumLocals = 50_000

  /// Changes the function until its values fit, with its blocks as they are; the placement is that of the result.
  static func establish(
    _ function: inout Function, _ graph: ControlFlowGraph, _ placement: inout ValuePlacement, spare: Int
  ) {
    var excess = placement.localCount + spare - maximumLocals
    while excess > 0 {
      let victims = placement.longestValues(function, graph, count: excess + excess / 4 + 64)
      if victims.isEmpty { return }
      spill(victims, &function)
      placement = ValuePlacement(function, graph)
      excess = placement.localCount + spare - maximumLocals
    }
  }

  private static func spill(_ victims: [Value], _ function: inout Function) {
    var slots: [Value: StackSlot] = [:]
    for value in victims {
      slots[value] = function.stackSlots.push(StackSlotData(size: UInt32(function.type(of: value).bytes), alignShift: 3))
    }
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      let first = inst
      for parameter in function.parameters(of: block) {
        if let slot = slots[parameter] { store(parameter, slot, before: first, &function) }
      }
      while !inst.isNone {
        let next = function.layout.next(inst)
        reload(slots, inst, &function)
        for result in function.results(of: inst) where slots[result] != nil && !next.isNone {
          store(result, slots[result]!, before: next, &function)
        }
        inst = next
      }
      block = function.layout.next(block)
    }
  }

  private static func store(_ value: Value, _ slot: StackSlot, before inst: Inst, _ function: inout Function) {
    let address = function.insert(.stackAddr(function.pointerType, slot), before: inst)
    let data = InstructionData.store(.store, function.type(of: value), value, function.firstResult(address), flags: .trusted)
    _ = function.insert(data, before: inst)
  }

  /// Has an instruction read what was put away.
  private static func reload(_ slots: [Value: StackSlot], _ inst: Inst, _ function: inout Function) {
    /// By the name that the instruction has for it.
    var loaded: [Value: Value] = [:]
    var uses: ContiguousArray<Value> = []
    function.appendUses(inst, to: &uses)
    for use in uses where loaded[use] == nil {
      let value = function.resolve(use)
      guard let slot = slots[value] else { continue }
      let address = function.insert(.stackAddr(function.pointerType, slot), before: inst)
      let data = InstructionData.load(
        .load, function.type(of: value), function.firstResult(address), flags: .trusted)
      let load = function.insert(data, before: inst)
      loaded[use] = function.firstResult(load)
    }
    if !loaded.isEmpty { function.rewriteUses(inst) { loaded[$0] ?? $0 } }
  }
}
