// The call graph of a module, in an order in which callees come before callers.
import PolySupport

enum CallGraph {
  /// The defined functions, callees first; members of a cycle are next to each other. Tarjan's
  /// strongly connected components, without recursion.
  static func bottomUpOrder(_ module: Module) -> ContiguousArray<FunctionID> {
    let count = module.functions.count
    var starts = ContiguousArray<Int>(filledWith: 0, count: count + 1)
    var callees: ContiguousArray<FunctionID> = []
    for id in module.functions.keys {
      starts[id.index] = callees.count
      if let body = module.bodies[id.index] {
        DeadFunctions.forEachReference(body) {
          if case .function(let callee) = $0, callee.index < count { callees.append(callee) }
        }
      }
    }
    starts[count] = callees.count

    var order: ContiguousArray<FunctionID> = []
    var numbers = ContiguousArray<Int32>(filledWith: -1, count: count)
    var lows = ContiguousArray<Int32>(filledWith: 0, count: count)
    var isOnStack = ContiguousArray<Bool>(filledWith: false, count: count)
    var stack: ContiguousArray<Int> = []
    var next: Int32 = 0
    var work: ContiguousArray<(node: Int, position: Int)> = []
    for root in 0..<count where numbers[root] < 0 && module.bodies[root] != nil {
      work.append((root, starts[root]))
      numbers[root] = next
      lows[root] = next
      next += 1
      stack.append(root)
      isOnStack[root] = true
      while let (node, position) = work.last {
        if position < starts[node + 1] {
          work[work.count - 1].position += 1
          let callee = callees[position].index
          guard module.bodies[callee] != nil else { continue }
          if numbers[callee] < 0 {
            numbers[callee] = next
            lows[callee] = next
            next += 1
            stack.append(callee)
            isOnStack[callee] = true
            work.append((callee, starts[callee]))
          } else if isOnStack[callee] {
            lows[node] = min(lows[node], numbers[callee])
          }
        } else {
          work.removeLast()
          if let parent = work.last?.node { lows[parent] = min(lows[parent], lows[node]) }
          if lows[node] == numbers[node] {
            while let member = stack.popLast() {
              isOnStack[member] = false
              order.append(FunctionID(member))
              if member == node { break }
            }
          }
        }
      }
    }
    return order
  }
}
