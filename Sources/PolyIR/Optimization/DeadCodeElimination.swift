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
    var uses: ContiguousArray<Value> = []
    func use(_ values: PrimaryMap<Value, ValueData>) {
      for index in uses.indices {
        let value = values[uses[index]].isAlias ? values.resolveAlias(uses[index]) : uses[index]
        if !isLive[value.index] {
          isLive[value.index] = true
          pending.append(value)
        }
      }
      uses.clear()
    }
    // Branches that give arguments to each block.
    var madeGraph: ControlFlowGraph?
    func currentGraph(_ function: Function) -> ControlFlowGraph {
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
          function.appendOperands(inst, to: &uses)
          use(function.values)
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
          function.appendOperands(inst, to: &uses)
          use(function.values)
        }
      case .parameter(let block, let index):
        guard block != entry else { continue }
        let graph = currentGraph(function)
        for position in graph.predecessorRange(block) {
          appendArguments(function, graph.branch(position), of: block, index, to: &uses)
        }
        use(function.values)
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
          let graph = currentGraph(function)
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

  /// What a branch gives for a parameter of a block.
  private static func appendArguments(
    _ function: Function, _ branch: Inst, of block: Block, _ index: Int, to list: inout ContiguousArray<Value>
  ) {
    function.forEachBlockCall(branch) { call in
      if function.target(of: call) == block, index < function.argumentCount(of: call),
        let argument = function.argument(of: call, index).value
      {
        list.append(argument)
      }
    }
  }
}
