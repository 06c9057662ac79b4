// Turns small branches into selections: both sides compute little, cannot trap and meet again.
import PolySupport

/// If-conversion.
public struct IfConversion {
  static let maximumInstructions = 3
  static let maximumSelections = 2

  /// True if a branch was converted.
  public static func run(_ function: inout Function) -> Bool {
    UnreachableBlocks.remove(&function)
    var counts = ContiguousArray<UInt32>(filledWith: 0, count: function.blocks.count)
    var block = function.layout.firstBlock
    while !block.isNone {
      function.forEachSuccessor(block) { counts[$0.index] += 1 }
      block = function.layout.next(block)
    }
    var isChanged = false
    block = function.layout.firstBlock
    while !block.isNone {
      if convert(&function, block, counts) { isChanged = true }
      block = function.layout.next(block)
    }
    if isChanged { UnreachableBlocks.remove(&function) }
    return isChanged
  }

  /// A side of the branch: where it meets the other, and what runs on the way.
  private struct Side {
    var join: Block
    var arguments: [Value]
    /// The block on the way, `none` if the branch goes to the join itself.
    var block: Block
  }

  private static func side(_ function: Function, _ call: BlockCall, _ counts: ContiguousArray<UInt32>) -> Side? {
    let target = function.target(of: call)
    let last = function.layout.lastInst(target)
    if function[last].opcode == .jump, counts[target.index] == 1, function.parameterCount(target) == 0,
      !function.blocks[target].isCold, target != function.entryBlock
    {
      var count = 0
      var isCheap = true
      for inst in function.layout.instSequence(target) where inst != last {
        count += 1
        if !isSpeculable(function, inst) { isCheap = false }
      }
      let onward = function[last].destination
      if isCheap, count <= maximumInstructions, let arguments = plainArguments(function, onward) {
        return Side(join: function.target(of: onward), arguments: arguments, block: target)
      }
    }
    return plainArguments(function, call).map { Side(join: target, arguments: $0, block: .none) }
  }
  private static func plainArguments(_ function: Function, _ call: BlockCall) -> [Value]? {
    var arguments: [Value] = []
    for index in 0..<function.argumentCount(of: call) {
      guard let value = function.argument(of: call, index).value else { return nil }
      arguments.append(function.resolve(value))
    }
    return arguments
  }
  /// What costs about one cycle and cannot trap.
  private static func isSpeculable(_ function: Function, _ inst: Inst) -> Bool {
    let data = function[inst]
    guard data.opcode.properties.isEmpty, data.type.bits <= 64 else { return false }
    switch data.opcode {
    case .iconst, .f32const, .f64const, .iadd, .isub, .ineg, .band, .bor, .bxor, .bnot, .ishl, .ushr, .sshr,
      .uextend, .sextend, .ireduce, .icmp, .select, .stackAddr, .symbolValue, .funcAddr, .umin, .umax, .smin,
      .smax:
      return true
    default: return false
    }
  }

  private static func convert(_ function: inout Function, _ block: Block, _ counts: ContiguousArray<UInt32>) -> Bool {
    let branch = function.layout.lastInst(block)
    let data = function[branch]
    guard data.opcode == .brif, !function.blocks[block].isCold,
      let first = side(function, data.thenDestination, counts),
      let second = side(function, data.elseDestination, counts)
    else { return false }
    // One side may be the join itself, the other leads to it.
    let join: Block
    var (left, right) = (first, second)
    if first.join == second.join {
      join = first.join
    } else if let direct = plainArguments(function, data.elseDestination),
      function.target(of: data.elseDestination) == first.join
    {
      join = first.join
      right = Side(join: join, arguments: direct, block: .none)
    } else if let direct = plainArguments(function, data.thenDestination),
      function.target(of: data.thenDestination) == second.join
    {
      join = second.join
      left = Side(join: join, arguments: direct, block: .none)
    } else {
      return false
    }
    guard join != block, left.block != block, right.block != block,
      !function.blocks[join].isCold
    else { return false }
    var selections = 0
    for (x, y) in zip(left.arguments, right.arguments) where x != y {
      selections += 1
      // Floats have no conditional move: a branch is as good.
      if !function.type(of: x).isInteger || function.type(of: x).bits > 64 { return false }
    }
    guard selections > 0, selections <= maximumSelections else { return false }
    for side in [left, right] where !side.block.isNone {
      var inst = function.layout.firstInst(side.block)
      while !inst.isNone {
        let next = function.layout.next(inst)
        if !function[inst].opcode.isTerminator {
          function.layout.remove(inst)
          function.layout.insert(inst, before: branch)
        }
        inst = next
      }
    }
    var call = function.makeBlockCall(join)
    for (x, y) in zip(left.arguments, right.arguments) {
      var value = x
      if x != y {
        let select = function.insert(
          .ternary(.select, function.type(of: x), Value(raw: data.a), x, y), before: branch)
        value = function.firstResult(select)
      }
      call = function.append(BlockArgument(value), to: call)
    }
    function[branch] = .jump(call)
    return true
  }
}
