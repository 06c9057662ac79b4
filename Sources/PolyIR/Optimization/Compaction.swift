// Renumbers a function: what passes have removed leaves its tables, and numbers follow the layout.
import PolySupport

/// Compaction of a function's tables.
public enum Compaction {
  /// Compacts a function if at least half of its instructions are not in the layout.
  public static func runIfWorthwhile(_ function: inout Function) {
    var live = 0
    var block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        live += 1
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
    if function.instructions.count > 32, live * 2 < function.instructions.count { run(&function) }
  }

  /// Rebuilds the tables of instructions, values, blocks and operands. No operand may be an alias.
  public static func run(_ function: inout Function) {
    var fresh = Function(id: function.id, signature: function.signature)
    fresh.pointerType = function.pointerType
    fresh.signatures = function.signatures
    fresh.functions = function.functions
    fresh.globalValues = function.globalValues
    fresh.constants = function.constants
    fresh.memoryAnnotations = function.memoryAnnotations
    fresh.aliasRegions = function.aliasRegions

    var values = ContiguousArray<Value>(filledWith: .none, count: function.values.count)
    var blocks = ContiguousArray<Block>(filledWith: .none, count: function.blocks.count)
    var slots = ContiguousArray<StackSlot>(filledWith: .none, count: function.stackSlots.count)
    var block = function.layout.firstBlock
    while !block.isNone {
      let copy = fresh.appendBlock()
      blocks[block.index] = copy
      fresh.blocks[copy].isCold = function.blocks[block].isCold
      for parameter in function.parameters(of: block) {
        values[parameter.index] = fresh.appendParameter(to: copy, function.type(of: parameter))
      }
      block = function.layout.next(block)
    }
    // Results first: uses may stand before definitions in the layout.
    var insts: ContiguousArray<(old: Inst, new: Inst)> = []
    block = function.layout.firstBlock
    while !block.isNone {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        let data = function[inst]
        fresh.currentLocation = function.sourceLocations[inst]
        let made = fresh.append(data, to: blocks[block.index])
        for index in 0..<function.resultCount(inst) {
          values[function.results(of: inst)[index].index] = fresh.results(of: made)[index]
        }
        insts.append((inst, made))
        inst = function.layout.next(inst)
      }
      block = function.layout.next(block)
    }
    fresh.currentLocation = 0
    func map(_ value: Value) -> Value { values[function.resolve(value).index] }
    func copy(_ call: BlockCall) -> BlockCall {
      var copy = fresh.makeBlockCall(blocks[function.target(of: call).index])
      for index in 0..<function.argumentCount(of: call) {
        let argument = function.argument(of: call, index)
        copy = fresh.append(argument.value.map { BlockArgument(map($0)) } ?? argument, to: copy)
      }
      return copy
    }
    for (old, new) in insts {
      var data = function[old]
      let count = data.inlineOperandCount
      if count > 0 { data.a = map(Value(raw: data.a)).raw }
      if count > 1 { data.b = map(Value(raw: data.b)).raw }
      if count > 2 { data.c = map(Value(raw: data.c)).raw }
      switch data.opcode.format {
      case .multiAry, .call, .callIndirect, .tryCall, .tryCallIndirect:
        var list: ContiguousArray<Value> = []
        for index in 0..<function.listCount(old) { list.append(map(function.listOperand(old, index))) }
        data.b = fresh.makeList(list).raw
      default: break
      }
      switch data.opcode.format {
      case .stackAddr:
        if slots[Int(data.a)].isNone { slots[Int(data.a)] = fresh.stackSlots.push(function.stackSlots[data.stackSlot]) }
        data.a = slots[Int(data.a)].raw
      case .exceptionHandlerAddress: data.a = blocks[Int(data.a)].raw
      case .jump: data.a = copy(data.destination).raw
      case .brif:
        data.b = copy(data.thenDestination).raw
        data.c = copy(data.elseDestination).raw
      case .branchTable:
        let table = data.jumpTable
        let fallback = copy(function.defaultDestination(of: table))
        var entries: ContiguousArray<BlockCall> = []
        for index in 0..<function.entryCount(of: table) { entries.append(copy(function.entry(of: table, index))) }
        data.b = fresh.makeJumpTable(default: fallback, entries: entries).raw
      case .tryCall, .tryCallIndirect:
        let table = function.exceptionTables[data.exceptionTable]
        let normal = copy(table.normal)
        var items: ContiguousArray<ExceptionItem> = []
        for item in table.items {
          switch item {
          case .tag(let tag, let call): items.append(.tag(tag, copy(call)))
          case .default(let call): items.append(.default(copy(call)))
          case .context(let value): items.append(.context(map(value)))
          }
        }
        data.c = fresh.exceptionTables.push(
          ExceptionTableData(signature: table.signature, normal: normal, items: items)
        ).raw
      default: break
      }
      fresh[new] = data
    }
    function = fresh
  }
}
