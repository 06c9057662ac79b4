// Simplifies the control-flow graph: branches with known conditions, blocks that only forward, chains
// of blocks, parameters that always get one value, and branches around a trap.
import PolySupport

/// Control-flow simplification.
public struct ControlFlowSimplification {
  /// Repeats until nothing changes (at most a few rounds); true if anything did.
  public static func run(_ function: inout Function) -> Bool {
    var isChanged = UnreachableBlocks.remove(&function)
    var hasAliases = false
    // A step has nothing to do if none of the steps since its last turn, itself included, changed anything.
    var quietSteps = 0
    rounds: for round in 0..<8 {
      for step in 0..<stepCount {
        if take(step, &function, &hasAliases) {
          isChanged = true
          quietSteps = 0
        } else {
          quietSteps += 1
        }
        // After the last step of the first round everything has had its turn.
        if quietSteps >= stepCount, round > 0 || step == stepCount - 1 { break rounds }
      }
    }
    // The steps see through aliases: once at the end is enough.
    if hasAliases { function.rewriteAliases() }
    return isChanged
  }

  private static let stepCount = 4
  private static func take(_ step: Int, _ function: inout Function, _ hasAliases: inout Bool) -> Bool {
    switch step {
    case 0, 2:
      // These two leave blocks that nothing goes to.
      guard step == 0 ? foldBranches(&function) : forwardJumps(&function) else { return false }
      UnreachableBlocks.remove(&function)
    case 1:
      guard removeRedundantParameters(&function) else { return false }
      hasAliases = true
    default:
      guard mergeBlocks(&function) else { return false }
      hasAliases = true
    }
    return true
  }

  @inline(__always) static func constant(_ function: Function, _ value: Value) -> UInt64? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == .iconst else { return nil }
    return function[inst].immediate
  }

  @inline(__always)
  private static func isSameCall(_ function: Function, _ a: BlockCall, _ b: BlockCall) -> Bool {
    function.target(of: a) == function.target(of: b) && hasSameArguments(function, a, b)
  }
  private static func hasSameArguments(_ function: Function, _ a: BlockCall, _ b: BlockCall) -> Bool {
    for index in 0..<function.argumentCount(of: a) {
      let (x, y) = (function.argument(of: a, index), function.argument(of: b, index))
      if let x = x.value, let y = y.value {
        if function.resolve(x) != function.resolve(y) { return false }
      } else if x != y {
        return false
      }
    }
    return true
  }

  // Branches.

  private static func foldBranches(_ function: inout Function) -> Bool {
    var isChanged = false
    var block = function.layout.firstBlock
    while !block.isNone {
      let inst = function.layout.lastInst(block)
      if foldBranch(&function, inst, block) { isChanged = true }
      block = function.layout.next(block)
    }
    return isChanged
  }

  private static func foldBranch(_ function: inout Function, _ inst: Inst, _ block: Block) -> Bool {
    let data = function[inst]
    switch data.opcode {
    case .brif:
      let condition = Value(raw: data.a)
      if let known = constant(function, condition) {
        function[inst] = .jump(known != 0 ? data.thenDestination : data.elseDestination)
        return true
      }
      if isSameCall(function, data.thenDestination, data.elseDestination) {
        function[inst] = .jump(data.thenDestination)
        return true
      }
      if let definition = function.definingInst(of: condition) {
        let source = function[definition]
        // A comparison with zero is the operand itself, perhaps turned.
        if source.opcode == .icmp, constant(function, Value(raw: source.b)) == 0 {
          let operand = Value(raw: source.a)
          if source.intCondition == .notEqual {
            function[inst] = .brif(
              function.type(of: operand), operand, data.thenDestination, data.elseDestination)
            return true
          }
          if source.intCondition == .equal {
            function[inst] = .brif(
              function.type(of: operand), operand, data.elseDestination, data.thenDestination)
            return true
          }
        }
        if source.opcode == .uextend || source.opcode == .sextend {
          let operand = Value(raw: source.a)
          function[inst] = .brif(
            function.type(of: operand), operand, data.thenDestination, data.elseDestination)
          return true
        }
        // `x ^ 1` of a condition that is 0 or 1 turns it.
        if source.opcode == .bxor, constant(function, Value(raw: source.b)) == 1,
          isBoolean(function, Value(raw: source.a))
        {
          let operand = Value(raw: source.a)
          function[inst] = .brif(
            function.type(of: operand), operand, data.elseDestination, data.thenDestination)
          return true
        }
      }
      return foldTrap(&function, inst, data)
    case .brTable:
      let table = data.jumpTable
      if let known = constant(function, Value(raw: data.a)) {
        let call =
          known < UInt64(function.entryCount(of: table))
          ? function.entry(of: table, Int(known)) : function.defaultDestination(of: table)
        function[inst] = .jump(call)
        return true
      }
      let fallback = function.defaultDestination(of: table)
      for index in 0..<function.entryCount(of: table)
      where !isSameCall(function, function.entry(of: table, index), fallback) { return false }
      function[inst] = .jump(fallback)
      return true
    default: return false
    }
  }

  /// Whether a value is known to be 0 or 1.
  static func isBoolean(_ function: Function, _ value: Value) -> Bool {
    guard let inst = function.definingInst(of: value) else { return false }
    let data = function[inst]
    switch data.opcode {
    case .icmp, .fcmp: return true
    case .iconst: return data.immediate <= 1
    case .uextend: return isBoolean(function, Value(raw: data.a))
    case .band:
      return constant(function, Value(raw: data.b)) == 1
        || isBoolean(function, Value(raw: data.a)) && isBoolean(function, Value(raw: data.b))
    case .bor, .bxor:
      return isBoolean(function, Value(raw: data.a)) && isBoolean(function, Value(raw: data.b))
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow:
      return function.resolve(value) != function.firstResult(inst)
    default: return false
    }
  }

  /// The trap code of a block that does nothing but trap.
  @inline(__always) private static func trapCode(_ function: Function, _ call: BlockCall) -> TrapCode? {
    let block = function.target(of: call)
    let inst = function.layout.firstInst(block)
    guard !inst.isNone, function[inst].opcode == .trap else { return nil }
    return function[inst].trapCode
  }

  private static func foldTrap(_ function: inout Function, _ inst: Inst, _ data: InstructionData) -> Bool {
    let condition = Value(raw: data.a)
    if let code = trapCode(function, data.thenDestination) {
      function.insert(.condTrap(.trapnz, data.type, condition, code), before: inst)
      function[inst] = .jump(data.elseDestination)
      return true
    }
    if let code = trapCode(function, data.elseDestination) {
      function.insert(.condTrap(.trapz, data.type, condition, code), before: inst)
      function[inst] = .jump(data.thenDestination)
      return true
    }
    return false
  }

  // Parameters.

  /// What branches pass for the parameters of all blocks.
  private struct PassedValues {
    static let conflict = UInt32.max
    static let nothing = UInt32.max - 1
    /// Where the parameters of each block begin in `values`.
    var starts: ContiguousArray<UInt32>
    var values: ContiguousArray<UInt32> = []

    /// Nil if no block besides the entry has parameters.
    init?(_ function: Function) {
      starts = ContiguousArray(filledWith: 0, count: function.blocks.count)
      var total = 0
      var block = function.layout.next(function.entryBlock)
      while !block.isNone {
        starts[block.index] = UInt32(truncatingIfNeeded: total)
        total += function.parameterCount(block)
        block = function.layout.next(block)
      }
      if total == 0 { return nil }
      values = ContiguousArray(filledWith: Self.nothing, count: total)
    }

    @inline(__always) mutating func note(_ call: BlockCall, _ function: Function) {
      let target = function.target(of: call)
      let count = function.argumentCount(of: call)
      if count == 0 || target == function.entryBlock { return }
      let start = Int(starts[target.index])
      for index in 0..<count {
        let known = values[start &+ index]
        if known == Self.conflict { continue }
        guard let argument = function.argument(of: call, index).value else {
          values[start &+ index] = Self.conflict
          continue
        }
        let value = function.resolve(argument)
        if value.raw == known || value == function.parameter(target, index) { continue }
        values[start &+ index] = known == Self.nothing ? value.raw : Self.conflict
      }
    }
    /// The only value that a parameter gets.
    @inline(__always) func single(_ block: Block, _ index: Int) -> Value? {
      let value = values[Int(starts[block.index]) &+ index]
      return value < Self.nothing ? Value(raw: value) : nil
    }
  }

  /// Replaces a parameter that gets the same value from every branch by that value. All blocks are reachable.
  private static func removeRedundantParameters(_ function: inout Function) -> Bool {
    var isChanged = false
    for _ in 0..<4 {
      guard var passed = PassedValues(function) else { break }
      var block = function.layout.firstBlock
      while !block.isNone {
        let last = function.layout.lastInst(block)
        if !last.isNone {
          let data = function[last]
          switch data.opcode {
          case .jump: passed.note(data.destination, function)
          case .brif:
            passed.note(data.thenDestination, function)
            passed.note(data.elseDestination, function)
          case .brTable, .tryCall, .tryCallIndirect: noteAll(last, function, &passed)
          default: break
          }
        }
        block = function.layout.next(block)
      }
      guard remove(passed, &function) else { break }
      isChanged = true
    }
    return isChanged
  }
  private static func noteAll(_ branch: Inst, _ function: Function, _ passed: inout PassedValues) {
    function.forEachBlockCall(branch) { passed.note($0, function) }
  }

  /// Removes the parameters that get one value, and what is passed for them.
  private static func remove(_ passed: PassedValues, _ function: inout Function) -> Bool {
    var isShorter = ContiguousArray<Bool>(filledWith: false, count: passed.starts.count)
    var isChanged = false
    var block = function.layout.next(function.entryBlock)
    while !block.isNone {
      for index in 0..<function.parameterCount(block) {
        guard let value = passed.single(block, index) else { continue }
        let parameter = function.parameter(block, index)
        // Two parameters that stand for each other would be in a cycle that nothing enters.
        guard function.resolve(value) != parameter else { continue }
        function.changeToAlias(parameter, of: value)
        isShorter[block.index] = true
        isChanged = true
      }
      block = function.layout.next(block)
    }
    guard isChanged else { return false }
    // A removed parameter is an alias now: that marks the arguments to go.
    block = function.layout.firstBlock
    while !block.isNone {
      let last = function.layout.lastInst(block)
      if !last.isNone, function[last].opcode.isBranch {
        function.rewriteBlockCalls(last) { function, call in
          let target = function.target(of: call)
          guard isShorter[target.index] else { return call }
          for index in (0..<function.argumentCount(of: call)).reversed()
          where function.values[function.parameter(target, index)].isAlias {
            function.removeArgument(of: call, at: index)
          }
          return call
        }
      }
      block = function.layout.next(block)
    }
    block = function.layout.next(function.entryBlock)
    while !block.isNone {
      if isShorter[block.index] {
        for index in (0..<function.parameterCount(block)).reversed()
        where function.values[function.parameter(block, index)].isAlias {
          function.removeParameter(of: block, at: index)
        }
      }
      block = function.layout.next(block)
    }
    return true
  }

  // Forwarding blocks.

  /// Lets branches to a block that only jumps go where it goes.
  private static func forwardJumps(_ function: inout Function) -> Bool {
    var isChanged = false
    var block = function.layout.next(function.entryBlock)
    var hasForwarding = false
    var hasParameters = false
    while !block.isNone {
      let inst = function.layout.firstInst(block)
      if !inst.isNone, function[inst].opcode == .jump {
        hasForwarding = true
        if function.parameterCount(block) > 0 { hasParameters = true }
      }
      block = function.layout.next(block)
    }
    guard hasForwarding else { return false }
    block = function.layout.firstBlock
    // Parameters used outside of their block keep it: its jump is not the only use.
    let escaping =
      hasParameters
      ? parametersUsedElsewhere(function)
      : ContiguousArray(filledWith: false, count: function.blocks.count)
    while !block.isNone {
      let inst = function.layout.lastInst(block)
      if function[inst].opcode.isBranch {
        function.rewriteBlockCalls(inst) { function, call in
          guard let forwarded = forward(&function, call, escaping) else { return call }
          isChanged = true
          return forwarded
        }
      }
      block = function.layout.next(block)
    }
    return isChanged
  }

  private static func parametersUsedElsewhere(_ function: Function) -> ContiguousArray<Bool> {
    var isEscaping = ContiguousArray<Bool>(filledWith: false, count: function.blocks.count)
    var uses: ContiguousArray<Value> = []
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        uses.clear()
        function.appendUses(inst, to: &uses)
        for index in uses.indices {
          if case .parameter(let source, _) = function.definition(of: uses[index]), source != block {
            isEscaping[source.index] = true
          }
        }
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
    return isEscaping
  }

  private static func forward(_ function: inout Function, _ call: BlockCall, _ escaping: ContiguousArray<Bool>)
    -> BlockCall?
  {
    let target = function.target(of: call)
    let inst = function.layout.firstInst(target)
    guard !inst.isNone, function[inst].opcode == .jump, !escaping[target.index], target != function.entryBlock
    else { return nil }
    let onward = function[inst].destination
    let destination = function.target(of: onward)
    guard destination != target else { return nil }
    // A block that forwards special arguments stays.
    var arguments: ContiguousArray<BlockArgument> = []
    for index in 0..<function.argumentCount(of: onward) {
      let argument = function.argument(of: onward, index)
      guard let value = argument.value else { return nil }
      if case .parameter(let block, let position) = function.definition(of: value), block == target {
        arguments.append(function.argument(of: call, position))
      } else {
        arguments.append(BlockArgument(function.resolve(value)))
      }
    }
    return function.makeBlockCall(destination, arguments: arguments)
  }

  // Chains.

  /// Joins a block that ends in a jump with the block that only it goes to.
  private static func mergeBlocks(_ function: inout Function) -> Bool {
    var counts = ContiguousArray<UInt32>(filledWith: 0, count: function.blocks.count)
    var block = function.layout.firstBlock
    while !block.isNone {
      function.forEachSuccessor(block) { counts[$0.index] += 1 }
      block = function.layout.next(block)
    }
    var isChanged = false
    block = function.layout.firstBlock
    while !block.isNone {
      while true {
        let inst = function.layout.lastInst(block)
        guard function[inst].opcode == .jump else { break }
        let call = function[inst].destination
        let target = function.target(of: call)
        guard target != block, counts[target.index] == 1, target != function.entryBlock else { break }
        for index in 0..<function.parameterCount(target) {
          guard let value = function.argument(of: call, index).value else { continue }
          function.changeToAlias(function.parameter(target, index), of: value)
        }
        function.removeAllParameters(of: target)
        function.layout.remove(inst)
        let first = function.layout.firstInst(target)
        if !first.isNone { function.layout.moveTail(from: first, to: block) }
        if function.blocks[target].isCold, block != function.entryBlock { function.blocks[block].isCold = true }
        function.layout.remove(target)
        isChanged = true
      }
      block = function.layout.next(block)
    }
    return isChanged
  }
}
