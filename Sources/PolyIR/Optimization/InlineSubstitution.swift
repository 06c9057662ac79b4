// Puts a copy of a callee's body in the place of a call.
//
// The block of the call is split behind it; returns jump to the second half. At a `try_call` site, the
// calls of the body that may unwind become `try_call`s with the site's handlers, and a clean-up that
// ends in the resume function goes straight to the site's handler.
import PolySupport

struct InlineSubstitution {
  private let callee: Function
  private let site: Inst
  private let context: PassContext
  private var values: SecondaryMap<Value, Value>
  private var blocks: ContiguousArray<Block>
  private var functions: ContiguousArray<FuncRef>
  private var signatures: ContiguousArray<SigRef>
  private var globals: ContiguousArray<GlobalValue>
  private var constants: ContiguousArray<Constant>
  private var slots: ContiguousArray<StackSlot>
  private var annotations: ContiguousArray<Int>
  /// Where returns go, `none` if the callee never returns.
  private var continuation = Block.none
  /// The handlers of the site.
  private var handlers: ContiguousArray<ExceptionItem> = []

  /// Replaces the call or try_call `site` of `caller` by the body of `callee`. The call's results become
  /// aliases: `rewriteAliases` is the caller's to call, once for all sites.
  static func inline(_ callee: Function, at site: Inst, into caller: inout Function, _ context: PassContext) {
    var substitution = InlineSubstitution(callee, site, context)
    substitution.run(&caller)
  }

  private init(_ callee: Function, _ site: Inst, _ context: PassContext) {
    self.callee = callee
    self.site = site
    self.context = context
    values = SecondaryMap(default: .none, count: callee.values.count)
    blocks = ContiguousArray(filledWith: .none, count: callee.blocks.count)
    functions = ContiguousArray(filledWith: .none, count: callee.functions.count)
    signatures = ContiguousArray(filledWith: .none, count: callee.signatures.count)
    globals = ContiguousArray(filledWith: .none, count: callee.globalValues.count)
    constants = ContiguousArray(filledWith: .none, count: callee.constants.count)
    slots = ContiguousArray(filledWith: .none, count: callee.stackSlots.count)
    annotations = ContiguousArray(filledWith: -1, count: callee.memoryAnnotations.count)
  }

  private mutating func run(_ caller: inout Function) {
    let data = caller[site]
    let block = caller.layout.block(of: site)
    guard !block.isNone, !callee.entryBlock.isNone else { return }
    let arguments = ContiguousArray(caller.callArguments(site))
    let savedLocation = caller.currentLocation
    defer { caller.currentLocation = savedLocation }

    // The second half.
    if data.opcode == .tryCall {
      let table = caller.exceptionTables[data.exceptionTable]
      handlers = table.items
      continuation = caller.makeBlock()
      caller.layout.insert(continuation, after: block)
      caller.blocks[continuation].isCold = caller.blocks[block].isCold
      // The normal destination's arguments may name results: they become the continuation's parameters.
      var results: ContiguousArray<Value> = []
      for result in callee.signature.results { results.append(caller.appendParameter(to: continuation, result.type)) }
      var call = caller.makeBlockCall(caller.target(of: table.normal))
      for index in 0..<caller.argumentCount(of: table.normal) {
        let argument = caller.argument(of: table.normal, index)
        if let position = argument.resultIndex, position < results.count {
          call = caller.append(BlockArgument(results[position]), to: call)
        } else {
          call = caller.append(argument, to: call)
        }
      }
      caller.append(.jump(call), to: continuation)
    } else {
      continuation = caller.makeBlock()
      caller.layout.insert(continuation, after: block)
      caller.blocks[continuation].isCold = caller.blocks[block].isCold
      let next = caller.layout.next(site)
      if !next.isNone { caller.layout.moveTail(from: next, to: continuation) }
      for (index, result) in callee.signature.results.enumerated() {
        let parameter = caller.appendParameter(to: continuation, result.type)
        caller.changeToAlias(Value(raw: caller.results[site.index].first + UInt32(index)), of: parameter)
      }
    }

    // Blocks first, so that branches can name them; the order is the callee's.
    let isCold = caller.blocks[block].isCold
    var last = block
    for source in callee.layout.blockSequence {
      let copy = caller.makeBlock()
      blocks[source.index] = copy
      caller.layout.insert(copy, after: last)
      last = copy
      caller.blocks[copy].isCold = isCold || callee.blocks[source].isCold
      if source == callee.entryBlock {
        for (index, value) in callee.parameters(of: source).enumerated() where index < arguments.count {
          values[value] = arguments[index]
        }
      } else {
        for value in callee.parameters(of: source) {
          values[value] = caller.appendParameter(to: copy, callee.type(of: value))
        }
      }
    }
    let entryCall = caller.makeBlockCall(blocks[callee.entryBlock.index])
    caller.layout.remove(site)
    caller.append(.jump(entryCall), to: block)

    // Definitions come before uses in dominator order, which the layout need not have.
    let graph = ControlFlowGraph(callee)
    for source in graph.reversePostorder {
      var target = blocks[source.index]
      for inst in callee.layout.instSequence(source) {
        caller.currentLocation = callee.sourceLocations[inst]
        copy(inst, &target, &caller)
      }
    }
    for source in callee.layout.blockSequence where !graph.isReachable(source) {
      caller.append(.trap(.user(1)), to: blocks[source.index])
    }
  }

  private func map(_ value: Value) -> Value { values[callee.resolve(value)] }

  // Entities, copied when they are first named.

  private mutating func map(_ signature: SigRef, _ caller: inout Function) -> SigRef {
    if signatures[signature.index].isNone {
      signatures[signature.index] = caller.importSignature(callee.signatures[signature])
    }
    return signatures[signature.index]
  }
  private mutating func map(_ reference: FuncRef, _ caller: inout Function) -> FuncRef {
    if functions[reference.index].isNone {
      let data = callee.functions[reference]
      if let existing = caller.functions.elements.firstIndex(where: {
        $0.id == data.id && caller.signatures[$0.signature] == callee.signatures[data.signature]
      }) {
        functions[reference.index] = FuncRef(existing)
      } else {
        let signature = map(data.signature, &caller)
        functions[reference.index] = caller.functions.push(
          ExternalFunction(id: data.id, signature: signature, isColocated: data.isColocated))
      }
    }
    return functions[reference.index]
  }
  private mutating func map(_ global: GlobalValue, _ caller: inout Function) -> GlobalValue {
    if globals[global.index].isNone {
      var data = callee.globalValues[global]
      switch data {
      case .vmContext, .symbol: break
      case .load(let base, let offset, let type, let flags):
        data = .load(base: map(base, &caller), offset: offset, type: type, flags: flags)
      case .addImmediate(let base, let offset, let type):
        data = .addImmediate(base: map(base, &caller), offset: offset, type: type)
      }
      if let existing = caller.globalValues.elements.firstIndex(of: data) {
        globals[global.index] = GlobalValue(existing)
      } else {
        globals[global.index] = caller.globalValues.push(data)
      }
    }
    return globals[global.index]
  }
  private mutating func map(_ slot: StackSlot, _ caller: inout Function) -> StackSlot {
    if slots[slot.index].isNone { slots[slot.index] = caller.stackSlots.push(callee.stackSlots[slot]) }
    return slots[slot.index]
  }
  private mutating func map(_ flags: MemoryFlags, _ caller: inout Function) -> MemoryFlags {
    guard flags.annotation != 0, flags.annotation < annotations.count else { return flags }
    if annotations[flags.annotation] < 0 {
      var annotation = callee.memoryAnnotations[flags.annotation]
      if annotation.region != .any, Int(annotation.region.raw) <= callee.aliasRegions.count {
        let region = callee.aliasRegions[Int(annotation.region.raw) - 1]
        if let existing = caller.aliasRegions.firstIndex(where: { $0.number == region.number }) {
          annotation.region = AliasRegion(raw: UInt32(existing) + 1)
        } else {
          caller.aliasRegions.append(region)
          annotation.region = AliasRegion(raw: UInt32(caller.aliasRegions.count))
        }
      }
      annotations[flags.annotation] = caller.annotate(MemoryFlags(), annotation).annotation
    }
    var flags = flags
    flags.annotation = annotations[flags.annotation]
    return flags
  }
  private func map(_ call: BlockCall, _ caller: inout Function) -> BlockCall {
    var copy = caller.makeBlockCall(blocks[callee.target(of: call).index])
    for index in 0..<callee.argumentCount(of: call) {
      let argument = callee.argument(of: call, index)
      copy = caller.append(argument.value.map { BlockArgument(map($0)) } ?? argument, to: copy)
    }
    return copy
  }
  /// A handler's call of the site, with its own pool words.
  private func duplicate(_ call: BlockCall, _ caller: inout Function) -> BlockCall {
    var copy = caller.makeBlockCall(caller.target(of: call))
    for index in 0..<caller.argumentCount(of: call) {
      copy = caller.append(caller.argument(of: call, index), to: copy)
    }
    return copy
  }

  // Instructions.

  private mutating func copy(_ inst: Inst, _ target: inout Block, _ caller: inout Function) {
    var data = callee[inst]
    switch data.opcode.format {
    case .nullary, .unaryImmediate, .trap: break
    case .unary, .binary, .ternary, .intCompare, .floatCompare, .intAddTrap, .condTrap: mapInline(&data)
    case .load, .store, .loadNoOffset, .storeNoOffset, .atomicRmw, .atomicCas, .memoryCopy, .memorySet:
      mapInline(&data)
      data.flags = map(data.flags, &caller)
    case .unaryConstant:
      if constants[Int(data.a)].isNone {
        constants[Int(data.a)] = caller.makeConstant(callee.constants[data.constant])
      }
      data.a = constants[Int(data.a)].raw
    case .unaryGlobalValue: data.a = map(data.globalValue, &caller).raw
    case .stackAddr: data.a = map(data.stackSlot, &caller).raw
    case .funcAddr: data.a = map(data.function, &caller).raw
    case .exceptionHandlerAddress: data.a = blocks[Int(data.a)].raw
    case .jump: data.a = map(data.destination, &caller).raw
    case .brif:
      data.a = map(Value(raw: data.a)).raw
      data.b = map(data.thenDestination, &caller).raw
      data.c = map(data.elseDestination, &caller).raw
    case .branchTable:
      data.a = map(Value(raw: data.a)).raw
      let table = data.jumpTable
      let fallback = map(callee.defaultDestination(of: table), &caller)
      var entries: ContiguousArray<BlockCall> = []
      for index in 0..<callee.entryCount(of: table) { entries.append(map(callee.entry(of: table, index), &caller)) }
      data.b = caller.makeJumpTable(default: fallback, entries: entries).raw
    case .multiAry:
      var call = caller.makeBlockCall(continuation)
      for value in callee.callArguments(inst) { call = caller.append(BlockArgument(map(value)), to: call) }
      data = .jump(call)
    case .call, .callIndirect, .tryCall, .tryCallIndirect:
      copyCall(inst, data, &target, &caller)
      return
    }
    let made = caller.append(data, to: target)
    mapResults(inst, made, caller)
  }

  private func mapInline(_ data: inout InstructionData) {
    let count = data.inlineOperandCount
    if count > 0 { data.a = map(Value(raw: data.a)).raw }
    if count > 1 { data.b = map(Value(raw: data.b)).raw }
    if count > 2 { data.c = map(Value(raw: data.c)).raw }
  }
  private mutating func mapResults(_ inst: Inst, _ made: Inst, _ caller: Function) {
    let first = caller.results[made.index].first
    for (index, value) in callee.results(of: inst).enumerated() {
      values[value] = Value(raw: first + UInt32(index))
    }
  }

  private mutating func copyCall(
    _ inst: Inst, _ original: InstructionData, _ target: inout Block, _ caller: inout Function
  ) {
    var data = original
    let isDirect = data.opcode.format == .call || data.opcode.format == .tryCall
    let calleeID = isDirect ? callee.functions[data.function].id : .none
    var list: UInt32 = 0
    for index in 0..<callee.listCount(inst) {
      list = caller.pool.append(map(callee.listOperand(inst, index)).raw, to: list)
    }
    if isDirect { data.a = map(data.function, &caller).raw } else { data.a = map(data.signature, &caller).raw }
    data.b = list

    if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
      let table = callee.exceptionTables[data.exceptionTable]
      var items: ContiguousArray<ExceptionItem> = []
      for item in table.items {
        switch item {
        case .tag(let tag, let call): items.append(.tag(tag, map(call, &caller)))
        case .default(let call): items.append(.default(map(call, &caller)))
        case .context(let value): items.append(.context(map(value)))
        }
      }
      addHandlers(&items, &caller)
      data.c = caller.exceptionTables.push(
        ExceptionTableData(
          signature: map(table.signature, &caller), normal: map(table.normal, &caller), items: items)
      ).raw
      caller.append(data, to: target)
      return
    }

    if handlers.isEmpty || isDirect && context.attributes[calleeID.index].contains(.noUnwind) {
      let made = caller.append(data, to: target)
      mapResults(inst, made, caller)
      return
    }
    if isDirect, calleeID == context.resumeFunction, let handler = firstHandler(),
      callee.listCount(inst) == 1
    {
      // The exception goes on here: no need to ask the unwinder.
      var call = caller.makeBlockCall(caller.target(of: handler))
      for index in 0..<caller.argumentCount(of: handler) {
        let argument = caller.argument(of: handler, index)
        if let word = argument.exceptionIndex {
          var value = map(callee.listOperand(inst, 0))
          if word != 0 {
            let zero = caller.append(.iconst(.i64, 0), to: target)
            value = caller.firstResult(zero)
          }
          call = caller.append(BlockArgument(value), to: call)
        } else {
          call = caller.append(argument, to: call)
        }
      }
      caller.append(.jump(call), to: target)
      // What follows the resume call cannot be reached.
      let rest = caller.makeBlock()
      caller.layout.insert(rest, after: target)
      for value in callee.results(of: inst) {
        values[value] = caller.appendParameter(to: rest, callee.type(of: value))
      }
      target = rest
      return
    }
    // A call that may unwind ends its block here.
    let rest = caller.makeBlock()
    caller.layout.insert(rest, after: target)
    caller.blocks[rest].isCold = caller.blocks[target].isCold
    var normal = caller.makeBlockCall(rest)
    for (index, value) in callee.results(of: inst).enumerated() {
      values[value] = caller.appendParameter(to: rest, callee.type(of: value))
      normal = caller.append(.result(index), to: normal)
    }
    var items: ContiguousArray<ExceptionItem> = []
    addHandlers(&items, &caller)
    let signature =
      isDirect ? caller.functions[FuncRef(raw: data.a)].signature : SigRef(raw: data.a)
    data.opcode = isDirect ? .tryCall : .tryCallIndirect
    data.c = caller.exceptionTables.push(
      ExceptionTableData(signature: signature, normal: normal, items: items)
    ).raw
    caller.append(data, to: target)
    target = rest
  }

  private func firstHandler() -> BlockCall? {
    for item in handlers {
      switch item {
      case .tag(_, let call), .default(let call): return call
      case .context: continue
      }
    }
    return nil
  }

  /// Appends the site's handlers behind inner ones. They keep telling the unwinder that someone
  /// catches here even where an inner clean-up comes first.
  private func addHandlers(_ items: inout ContiguousArray<ExceptionItem>, _ caller: inout Function) {
    var hasDefault = false
    var tags: [UInt32] = []
    for item in items {
      switch item {
      case .default: hasDefault = true
      case .tag(let tag, _): tags.append(tag)
      case .context: tags.removeAll()
      }
    }
    for item in handlers {
      switch item {
      case .tag(let tag, let call):
        if !tags.contains(tag) { items.append(.tag(tag, duplicate(call, &caller))) }
      case .default(let call):
        if !hasDefault { items.append(.default(duplicate(call, &caller))) }
      case .context(let value): items.append(.context(value))
      }
    }
  }
}
