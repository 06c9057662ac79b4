// Drops bodies and data that nothing in the module can reach and nothing outside can name.
import PolySupport

/// Removal of unused functions and data.
public enum DeadFunctions {
  public static func remove(_ module: inout Module) {
    var isFunctionLive = ContiguousArray<Bool>(filledWith: false, count: module.functions.count)
    var isDataLive = ContiguousArray<Bool>(filledWith: false, count: module.data.count)
    var pending: [ModuleReference] = []
    func mark(_ reference: ModuleReference) {
      switch reference {
      case .function(let id):
        guard id.index < isFunctionLive.count, !isFunctionLive[id.index] else { return }
        isFunctionLive[id.index] = true
      case .data(let id):
        guard id.index < isDataLive.count, !isDataLive[id.index] else { return }
        isDataLive[id.index] = true
      }
      pending.append(reference)
    }
    func isRoot(_ linkage: Linkage) -> Bool { linkage != .local && linkage != .import }
    for id in module.functions.keys where isRoot(module.functions[id].linkage) { mark(.function(id)) }
    for id in module.data.keys where isRoot(module.data[id].linkage) { mark(.data(id)) }
    while let reference = pending.popLast() {
      switch reference {
      case .function(let id):
        guard let body = module.bodies[id.index] else { continue }
        forEachReference(body, mark)
      case .data(let id):
        for relocation in module.data[id].relocations { mark(relocation.target) }
      }
    }
    for id in module.functions.keys where !isFunctionLive[id.index] { module.bodies[id.index] = nil }
    for id in module.data.keys where !isDataLive[id.index] && module.data[id].linkage != .import {
      module.data[id].linkage = .import
      module.data[id].bytes = []
      module.data[id].relocations = []
    }
  }

  /// Calls `body` for what the instructions of a function name.
  static func forEachReference(_ function: Function, _ body: (ModuleReference) -> Void) {
    func global(_ value: GlobalValue) {
      var value = value
      for _ in 0...function.globalValues.count {
        switch function.globalValues[value] {
        case .symbol(let reference, _, _, _): return body(reference)
        case .load(let base, _, _, _), .addImmediate(let base, _, _): value = base
        case .vmContext: return
        }
      }
    }
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        let data = function[inst]
        switch data.opcode.format {
        case .call, .tryCall, .funcAddr: body(.function(function.functions[data.function].id))
        case .unaryGlobalValue: global(data.globalValue)
        default: break
        }
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
  }
}
