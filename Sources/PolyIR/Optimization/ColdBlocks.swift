// Marks blocks that control rarely reaches: what leads only to a trap or to a function that never
// returns, and the handlers of exceptions. Cuts off what follows a call that never returns.
import PolySupport

/// Finding cold blocks.
public enum ColdBlocks {
  /// True if code was cut off.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    var isChanged = false
    var block = function.layout.firstBlock
    while !block.isNone {
      if endAfterNoReturn(&function, block, context) { isChanged = true }
      block = function.layout.next(block)
    }
    if isChanged { UnreachableBlocks.remove(&function) }
    guard hasOrigins(function, context) else { return isChanged }
    let graph = ControlFlowGraph(function)
    // Handlers.
    for block in graph.reversePostorder {
      let last = function.layout.lastInst(block)
      let data = function[last]
      guard data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect else { continue }
      for item in function.exceptionTables[data.exceptionTable].items {
        switch item {
        case .tag(_, let call), .default(let call):
          let target = function.target(of: call)
          if target != function.entryBlock { function.blocks[target].isCold = true }
        case .context: break
        }
      }
    }
    for block in graph.reversePostorder.reversed() where block != function.entryBlock {
      if function.blocks[block].isCold { continue }
      var hasSuccessor = false
      var allCold = true
      function.forEachSuccessor(block) { target in
        hasSuccessor = true
        if !function.blocks[target].isCold { allCold = false }
      }
      let last = function.layout.lastInst(block)
      if hasSuccessor ? allCold : function[last].opcode == .trap || callsCold(function, block, context) {
        function.blocks[block].isCold = true
      }
    }
    return isChanged
  }

  /// Whether there is anything that makes blocks cold.
  private static func hasOrigins(_ function: Function, _ context: PassContext) -> Bool {
    var block = function.layout.firstBlock
    while !block.isNone {
      if function.blocks[block].isCold { return true }
      let last = function.layout.lastInst(block)
      switch last.isNone ? .nop : function[last].opcode {
      case .trap, .tryCall, .tryCallIndirect: return true
      case .jump, .brif, .brTable: break
      default: if callsCold(function, block, context) { return true }
      }
      block = function.layout.next(block)
    }
    return false
  }

  private static func callsCold(_ function: Function, _ block: Block, _ context: PassContext) -> Bool {
    for inst in function.layout.instSequence(block) where function[inst].opcode == .call {
      let attributes = context.attributes[function.functions[function[inst].function].id.index]
      if attributes.contains(.cold) || attributes.contains(.noReturn) { return true }
    }
    return false
  }

  private static func endAfterNoReturn(_ function: inout Function, _ block: Block, _ context: PassContext) -> Bool {
    var inst = function.layout.firstInst(block)
    while !inst.isNone {
      let data = function[inst]
      if data.opcode == .call,
        context.attributes[function.functions[data.function].id.index].contains(.noReturn)
      {
        var rest = function.layout.next(inst)
        if !rest.isNone, function[rest].opcode == .trap { return false }
        while !rest.isNone {
          let next = function.layout.next(rest)
          function.layout.remove(rest)
          rest = next
        }
        function.append(.trap(.user(1)), to: block)
        return true
      }
      inst = function.layout.next(inst)
    }
    return false
  }
}
