// Copies of a block's instructions in other places, and the repair of SSA form after it.
//
// A value of the original that is used elsewhere has several definitions then: the original and the
// copies. The repair makes it a variable and reads that at each use.
import PolySupport

/// What stands for the values of a copied block: few, so that a search is the quickest.
struct CopiedValues {
  private(set) var pairs: ContiguousArray<(original: Value, copy: Value)> = []
  subscript(value: Value) -> Value? {
    for pair in pairs where pair.original == value { return pair.copy }
    return nil
  }
  mutating func append(_ original: Value, _ copy: Value) { pairs.append((original, copy)) }
}

/// The blocks that a pass has duplicated and where the copies are.
struct BlockDuplication {
  /// One copy: where it is, and what stands for each value of the original.
  private struct Copy {
    var block: Block
    var values: CopiedValues
  }
  private var copies: ContiguousArray<(original: Block, copy: Copy)> = []

  var isEmpty: Bool { copies.isEmpty }

  /// Whether an instruction may be duplicated at all.
  static func isDuplicable(_ function: Function, _ inst: Inst) -> Bool {
    let opcode = function[inst].opcode
    if opcode.isTerminator { return opcode == .jump || opcode == .brif || opcode == .brTable }
    return !opcode.isCall && opcode.format != .exceptionHandlerAddress && opcode != .sequencePoint
  }

  /// Appends copies of the instructions of `original`, its terminator apart, to `target`; parameters
  /// stand for `arguments`. Gives the map from values of the original to the copies.
  mutating func copy(
    _ original: Block, to target: Block, arguments: [Value], _ function: inout Function
  ) -> CopiedValues {
    var map = CopiedValues()
    for (index, parameter) in function.parameters(of: original).enumerated() where index < arguments.count {
      map.append(parameter, arguments[index])
    }
    let savedLocation = function.currentLocation
    var inst = function.layout.firstInst(original)
    while !inst.isNone {
      let next = function.layout.next(inst)
      if function[inst].opcode.isTerminator { break }
      function.currentLocation = function.sourceLocations[inst]
      let made = function.append(function[inst], to: target)
      // No instruction that is duplicated has operands in the pool: the copy shares nothing.
      function.rewriteUses(made) { value in map[value] ?? value }
      for index in 0..<function.resultCount(inst) {
        map.append(function.results(of: inst)[index], function.results(of: made)[index])
      }
      inst = next
    }
    function.currentLocation = savedLocation
    var values = map
    // Copies that the original received earlier are copied on with it.
    for index in copies.indices where copies[index].copy.block == original {
      for (value, duplicate) in copies[index].copy.values.pairs { values.append(value, map[duplicate] ?? duplicate) }
    }
    copies.append((original, Copy(block: target, values: values)))
    return map
  }

  /// A copy of a block call with mapped arguments.
  static func copy(_ call: BlockCall, _ map: CopiedValues, _ function: inout Function) -> BlockCall {
    var copy = function.makeBlockCall(function.target(of: call))
    for index in 0..<function.argumentCount(of: call) {
      let argument = function.argument(of: call, index)
      if let value = argument.value {
        let resolved = function.resolve(value)
        copy = function.append(BlockArgument(map[resolved] ?? resolved), to: copy)
      } else {
        copy = function.append(argument, to: copy)
      }
    }
    return copy
  }

  /// Restores SSA form after all copies are made and all branches are in place.
  mutating func repair(_ function: inout Function) {
    guard !copies.isEmpty else { return }
    UnreachableBlocks.remove(&function)
    let graph = ControlFlowGraph(function)
    var taken = Function()
    swap(&taken, &function)
    var builder = FunctionBuilder(adopting: taken, graph)
    taken = Function()
    builder.sealReachable(graph)

    let valueCount = builder.function.values.count
    var variables = ContiguousArray<Variable?>(filledWith: nil, count: valueCount)
    var hasVariables = false
    func isInOrder(_ block: Block) -> Bool { builder.function.layout.contains(block) }
    // Only values that are used outside of their block need a variable.
    var outside = ContiguousArray<Bool>(filledWith: false, count: valueCount)
    var uses: ContiguousArray<Value> = []
    for block in graph.reversePostorder {
      var inst = builder.function.layout.firstInst(block)
      while !inst.isNone {
        uses.clear()
        builder.function.appendUses(inst, to: &uses)
        for index in uses.indices where builder.function.definingBlock(of: uses[index]) != block {
          outside[builder.function.resolve(uses[index]).index] = true
        }
        inst = builder.function.layout.next(inst)
      }
    }
    // What a copy gives for a parameter is used there too, though no instruction names it yet.
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (_, copy) in copies {
        for (value, duplicate) in copy.values.pairs where outside[value.index] && !outside[duplicate.index] {
          outside[duplicate.index] = true
          isGrowing = true
        }
      }
    }
    for (original, copy) in copies {
      for (value, _) in copy.values.pairs where outside[value.index] && variables[value.index] == nil {
        let variable = builder.declareVariable(builder.function.type(of: value))
        variables[value.index] = variable
        hasVariables = true
        if isInOrder(original) {
          builder.resume(in: original)
          builder.defineAnywhere(variable, value)
        }
      }
    }
    // A definition that is itself such a value is read only when all definitions are in place.
    var pending: [(placeholder: Value, source: Variable, block: Block)] = []
    for (_, copy) in copies where isInOrder(copy.block) {
      for (value, duplicate) in copy.values.pairs {
        guard let variable = variables[value.index] else { continue }
        builder.resume(in: copy.block)
        if let source = variables[duplicate.index], builder.function.definingBlock(of: duplicate) != copy.block {
          let placeholder = builder.function.values.push(.undefined(builder.function.type(of: value)))
          pending.append((placeholder, source, copy.block))
          builder.defineAnywhere(variable, placeholder)
        } else {
          builder.defineAnywhere(variable, duplicate)
        }
      }
    }
    for (placeholder, source, block) in pending {
      builder.resume(in: block)
      let value = builder.use(source)
      builder.function.changeToAlias(placeholder, of: value)
      builder.noteAliases()
    }
    guard hasVariables else {
      function = builder.release()
      return
    }
    for block in graph.reversePostorder {
      var inst = builder.function.layout.firstInst(block)
      while !inst.isNone {
        // What was made since has no variable.
        var replacements = CopiedValues()
        uses.clear()
        builder.function.appendUses(inst, to: &uses)
        for index in uses.indices {
          let value = builder.function.resolve(uses[index])
          guard value.index < valueCount, let variable = variables[value.index],
            builder.function.definingBlock(of: value) != block, replacements[value] == nil
          else { continue }
          builder.resume(in: block)
          replacements.append(value, builder.use(variable))
        }
        if !replacements.pairs.isEmpty {
          builder.function.rewriteAliases(of: inst)
          builder.function.rewriteUses(inst) { replacements[$0] ?? $0 }
        }
        inst = builder.function.layout.next(inst)
      }
    }
    function = builder.release()
  }
}
