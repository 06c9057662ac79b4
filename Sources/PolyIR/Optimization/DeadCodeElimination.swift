// Removes instructions without effects whose results nothing uses, and unused block parameters.
import PolySupport

/// Dead code elimination.
public enum DeadCodeElimination {
  /// True if anything was removed.
  public static func run(_ function: inout Function) -> Bool {
    var isChanged = UnreachableBlocks.remove(&function)
    let entry = function.entryBlock
    // Liveness from roots: what has effects; parameters through the arguments that branches give.
    var isLive = ContiguousArray<Bool>(filledWith: false, count: function.values.count)
    var isNeeded = ContiguousArray<Bool>(filledWith: false, count: function.instructions.count)
    var pending: ContiguousArray<Value> = []
    func use(_ value: Value) {
      let value = function.resolve(value)
      if !isLive[value.index] {
        isLive[value.index] = true
        pending.append(value)
      }
    }
    // Branches that give arguments to each block.
    var madeGraph: ControlFlowGraph?
    func currentGraph() -> ControlFlowGraph {
      if let madeGraph { return madeGraph }
      let graph = ControlFlowGraph(function)
      madeGraph = graph
      return graph
    }
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        if function.hasSideEffects(inst) {
          isNeeded[inst.index] = true
          function.forEachOperand(inst, use)
        }
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
    for parameter in function.parameters(of: entry) { isLive[parameter.index] = true }
    while let value = pending.popLast() {
      switch function.values[value].definition {
      case .result(let inst, _):
        if !isNeeded[inst.index] {
          isNeeded[inst.index] = true
          function.forEachOperand(inst, use)
        }
      case .parameter(let block, let index):
        guard block != entry else { continue }
        let graph = currentGraph()
        for position in graph.predecessorRange(block) {
          function.forEachBlockCall(graph.branch(position)) { call in
            if function.target(of: call) == block, index < function.argumentCount(of: call),
              let argument = function.argument(of: call, index).value
            {
              use(argument)
            }
          }
        }
      case .alias: break
      }
    }
    // Removal.
    block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        let next = function.layout.next(inst)
        if !isNeeded[inst.index] {
          function.layout.remove(inst)
          isChanged = true
        }
        inst = next
      }
      if block != entry {
        var index = function.parameterCount(block)
        while index > 0 {
          index -= 1
          guard !isLive[function.parameter(block, index).index] else { continue }
          isChanged = true
          function.removeParameter(of: block, at: index)
          let graph = currentGraph()
          for position in graph.predecessorRange(block) {
            function.rewriteBlockCalls(graph.branch(position)) { function, call in
              if function.target(of: call) == block { function.removeArgument(of: call, at: index) }
              return call
            }
          }
        }
      }
      block = function.layout.next(block)
    }
    return isChanged
  }
}
