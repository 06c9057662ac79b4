// Removes stores that nothing can read: overwritten before a read, or to a slot that is never read or
// whose function ends.
import PolySupport

/// Dead store elimination.
public struct DeadStoreElimination {
  private static let maximumPending = 48

  /// True if a store was removed.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    guard hasStores(function) else { return false }
    let analysis = AddressAnalysis(function)
    var isRead = ContiguousArray<Bool>(filledWith: false, count: function.stackSlots.count)
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        if let access = readAccess(function, inst), access.object.isSlot { isRead[access.object.slot.index] = true }
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
    var isChanged = false
    block = function.layout.firstBlock
    while !block.isNone {
      if sweep(&function, block, analysis, isRead, context) { isChanged = true }
      block = function.layout.next(block)
    }
    return isChanged
  }

  private static func hasStores(_ function: Function) -> Bool {
    var block = function.layout.firstBlock
    while !block.isNone {
      if hasStores(function, block) { return true }
      block = function.layout.next(block)
    }
    return false
  }
  private static func hasStores(_ function: Function, _ block: Block) -> Bool {
    var inst = function.layout.firstInst(block)
    while !inst.isNone {
      if function[inst].opcode.canStore { return true }
      inst = function.layout.next(inst)
    }
    return false
  }

  /// The bytes that a load or copy reads.
  private static func readAccess(_ function: Function, _ inst: Inst) -> MemoryAccess? {
    let data = function[inst]
    switch data.opcode {
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32:
      return AddressAnalysis.access(
        function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags)
    case .memoryCopy:
      return AddressAnalysis.access(
        function, Value(raw: data.b), offset: 0, size: Int64(data.byteCount), data.flags)
    default: return nil
    }
  }
  private static func writeAccess(_ function: Function, _ inst: Inst) -> MemoryAccess? {
    let data = function[inst]
    switch data.opcode {
    case .store, .istore8, .istore16, .istore32:
      return AddressAnalysis.access(
        function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags)
    case .memoryCopy, .memorySet:
      return AddressAnalysis.access(
        function, Value(raw: data.a), offset: 0, size: Int64(data.byteCount), data.flags)
    default: return nil
    }
  }

  private static func sweep(
    _ function: inout Function, _ block: Block, _ analysis: AddressAnalysis, _ isRead: ContiguousArray<Bool>,
    _ context: PassContext
  ) -> Bool {
    var isChanged = false
    /// What is written later, with no read between.
    var overwritten: [MemoryAccess] = []
    let last = function.layout.lastInst(block)
    guard !last.isNone else { return false }
    guard hasStores(function, block) else { return false }
    // After the function no slot exists.
    var slotsAreDead = function[last].opcode == .return || function[last].opcode == .trap
    var readSlots: Set<UInt64> = []
    var inst = last
    while !inst.isNone {
      let previous = function.layout.previous(inst)
      if let write = writeAccess(function, inst) {
        let isSlotDead =
          analysis.isPrivateSlot(write.object)
          && (!isRead[write.object.slot.index] || slotsAreDead && !readSlots.contains(write.object.raw))
        let isCovered = overwritten.contains {
          $0.object == write.object && $0.offset <= write.offset
            && $0.offset + $0.size >= write.offset + write.size
        }
        if isSlotDead || isCovered, isSlotDead || function[inst].flags.isNotrap {
          function.layout.remove(inst)
          isChanged = true
          inst = previous
          continue
        }
      }
      if let read = readAccess(function, inst) {
        overwritten.removeAll { analysis.mayAlias($0, read) }
        if read.object.isSlot { readSlots.insert(read.object.raw) }
      } else {
        let data = function[inst]
        switch data.opcode {
        case .store, .istore8, .istore16, .istore32, .memorySet: break
        default:
          if data.opcode.isCall || data.opcode.canLoad || data.opcode.canTrap
            || data.opcode.properties.contains(.otherSideEffects)
          {
            // Others may read anything that has escaped here, or nothing after it may run.
            overwritten.removeAll { !analysis.isPrivateSlot($0.object) }
          }
        }
      }
      if let write = writeAccess(function, inst), overwritten.count < maximumPending { overwritten.append(write) }
      // A terminator that goes on inside of the function may lead to reads.
      if inst == last, function[inst].opcode.isBranch { slotsAreDead = false }
      inst = previous
    }
    return isChanged
  }
}
