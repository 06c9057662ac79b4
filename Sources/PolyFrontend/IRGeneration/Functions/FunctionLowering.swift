// Lowers one MIR body with the arguments of one instance to a PolyIR function.
//
// Locals that are scalars or pairs and whose address is never taken are SSA variables; the others are
// stack slots. The work is split by job: places, operands, rvalues, calls, casts, intrinsics.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// What the lowering of one function leaves to the next one: memory.
struct LoweringWorkspace {
  var builder = FunctionBuilder(signature: PolyIR.Signature())
}

struct FunctionLowering {
  let context: ModuleLowering
  let abi: FunctionABI
  var builder: FunctionBuilder

  // The body that is being lowered: the function's own, or one that is inlined (`InlineFrame`).
  var source: InstanceBody?
  var generic: GenericBody
  var args: Args
  /// Of all open bodies; those of the one that is being lowered begin at `localBase`.
  var locals: ContiguousArray<LocalStorage> = []
  var localBase = 0
  var localTypes: ContiguousArray<Ty> = []
  /// Of all open bodies, from `blockBase` on; made when something first goes there.
  var blocks: ContiguousArray<PolyIR.Block> = []
  var blockBase = 0
  var callerLocation = CallerLocation.own
  var currentSpan = Span.none
  /// The block whose code is being generated.
  var currentBlock = BasicBlock.none
  /// Whether the body's own positions are told; what is inlined from the library has that of its call.
  var hasLocations = true
  /// Where an inlined body goes on; nil in the function's own.
  var exit: InlineExit? = nil

  /// The exception being handled, on clean-up paths.
  var exception: PolyIR.Variable? = nil
  /// The landing block of each clean-up block; none where no call unwinds to it.
  var landings: ContiguousArray<PolyIR.Block> = []
  var frames = InlineState()

  var body: Body {
    @inline(__always) _read { yield generic.body }
  }
  var program: Program { context.program }
  let types: TypeTable
  let layouts: LayoutTable
  /// The type of addresses and of `usize`.
  var pointerType: IRType { layouts.pointerType }
  func vtableOffset(_ slot: Int) -> Int32 { Int32(slot * Int(layouts.pointerBytes)) }

  init(context: ModuleLowering, id: FunctionID, source: InstanceBody?, abi: FunctionABI) {
    self.context = context
    types = context.types
    layouts = context.layouts
    self.source = source
    generic = source?.generic ?? context.noBody
    args = source?.instance.args ?? context.types.emptyArgs
    self.abi = abi
    let empty = LoweringWorkspace()
    builder = empty.builder
    exchangeWorkspace()
    builder.restart(id: id, signature: abi.signature, pointerType: context.layouts.pointerType)
  }

  /// Takes the memory of the function before, or leaves it to the next one.
  mutating func exchangeWorkspace() {
    swap(&builder, &context.workspace.builder)
  }

  /// The instance's type for a type of the generic body.
  func mono(_ type: Ty) -> Ty { source?.mono(type) ?? context.normalize(type) }

  mutating func mono(_ list: Args) -> Args { context.normalize(types.substitute(list, args)) }

  // MARK: the whole function

  mutating func lower(_ source: InstanceBody) -> PolyIR.Function {
    localTypes = source.localTypes
    let entry = builder.makeEntryBlock()
    let inMemory = inMemory(source)
    blocks = ContiguousArray(filledWith: .none, count: body.blocks.count)
    prepareLocals(entry, inMemory)
    builder.function.reserve(instructions: source.generic.statementCount * 2 + body.blocks.count * 4 + 16)
    lowerBlocks()
    return builder.finish()
  }

  /// Which locals of the body that is being lowered live in memory.
  mutating func inMemory(_ source: InstanceBody) -> [Bool] {
    if let known = source.inMemory { return known }
    let result = localsInMemory()
    source.inMemory = result
    return result
  }

  /// Generates the code of all blocks, beginning in the current block. In reverse postorder only loops
  /// lead to blocks that have their code, so that the others are sealed when they begin.
  mutating func lowerBlocks() {
    let generic = generic
    jump(to: Body.entry)
    for (position, block) in generic.order.enumerated() {
      let made = blocks[blockBase + block.index]
      // What goes on in a block that has begun is sealed with that.
      let begins = !made.isNone && !generic.isLoopHead(block) && !builder.function.layout.contains(made)
      if made.isNone || (begins && builder.hasNoPredecessors(made)) {
        // Nothing goes there.
        evaluateConstants(block)
        continue
      }
      if begins {
        if made.index < landings.count, !landings[made.index].isNone { builder.seal(landings[made.index]) }
        builder.seal(made)
      }
      builder.switchTo(made)
      currentBlock = block
      lowerBlock(block)
      for loop in generic.loopHeads where loop.last == position && !blocks[blockBase + loop.head.index].isNone {
        builder.seal(blocks[blockBase + loop.head.index])
      }
    }
  }

  /// Constants have values also in code that an instance never runs.
  private mutating func evaluateConstants(_ block: BasicBlock) {
    for (span, constant) in generic.constants(of: block) {
      guard case .item(let def, let args) = body.constants[constant].kind else { continue }
      currentSpan = span
      _ = context.evaluateConstant(def, mono(args), at: span)
    }
  }

  private mutating func prepareLocals(_ entry: PolyIR.Block, _ inMemory: [Bool]) {
    locals = ContiguousArray(filledWith: .zeroSized, count: body.locals.count)
    var next = 0
    func parameter() -> Value {
      let value = builder.parameter(entry, next)
      next += 1
      return value
    }
    var result: Value? = nil
    if case .indirect = abi.result { result = parameter() }
    // Values of the parameters as they arrive.
    var arrived: [(Ty, PassMode, [Value])] = []
    for (type, mode) in abi.parameters {
      var values: [Value] = []
      switch mode {
      case .ignore: break
      case .scalar: values.append(parameter())
      case .pair: values += [parameter(), parameter()]
      case .registers(let list): for _ in list { values.append(parameter()) }
      case .indirect:
        values.append(parameter())
        if layouts.layout(type).isUnsized { values.append(parameter()) }
      }
      arrived.append((type, mode, values))
    }
    if abi.hasCallerLocation { callerLocation = .value(parameter()) }

    // Storage of everything that is not a parameter passed by address.
    for index in 0..<body.locals.count where index == 0 || index > body.parameterCount {
      if index == 0, let result {
        locals[localBase] = .address(result, metadata: nil)
      } else {
        locals[localBase + index] = makeStorage(localTypes[index], inMemory: inMemory[index])
      }
    }
    var position = 0
    for index in stride(from: 1, through: body.parameterCount, by: 1) {
      let type = localTypes[index]
      if body.spreadsLastArgument, index == body.parameterCount, case .tuple(let list) = types.kind(type) {
        // The elements arrive one by one and become the tuple again.
        locals[localBase + index] = makeStorage(type, inMemory: inMemory[index])
        let layout = layouts.layout(type)
        for element in 0..<types.count(list) where position < arrived.count {
          let (elementType, mode, values) = arrived[position]
          position += 1
          var place = PlaceReference(base: placeBase(PolyMIR.Local(index)), type: elementType)
          place.offset = layout.fieldOffsets[element]
          store(operand(elementType, mode, values), to: place)
        }
        continue
      }
      guard position < arrived.count else { break }
      let (_, mode, values) = arrived[position]
      position += 1
      if case .indirect = mode {
        locals[localBase + index] = .address(values[0], metadata: values.count > 1 ? values[1] : nil)
        continue
      }
      locals[localBase + index] = makeStorage(type, inMemory: inMemory[index])
      store(operand(type, mode, values), to: PlaceReference(base: placeBase(PolyMIR.Local(index)), type: type))
    }
  }

  /// The value that arrived in registers.
  private mutating func operand(_ type: Ty, _ mode: PassMode, _ values: [Value]) -> OperandValue {
    switch mode {
    case .ignore: return .none
    case .scalar: return .scalar(values[0])
    case .pair: return .pair(values[0], values[1])
    case .indirect: return .memory(PlaceReference(base: .address(values[0]), type: type))
    case .registers:
      return .memory(memoryFromRegisters(type, values))
    }
  }

  /// C aggregates come and go in eightbytes: through a slot of whole words.
  mutating func memoryFromRegisters(_ type: Ty, _ values: [Value]) -> PlaceReference {
    let layout = layouts.layout(type)
    let slot = builder.makeStackSlot(
      size: max(UInt32(values.count * 8), UInt32(layout.size)), alignShift: layout.alignment > 8 ? 4 : 3)
    let stride = PassMode.stride(values.map { builder.function.type(of: $0) })
    for (word, value) in values.enumerated() {
      builder.store(value, builder.stackAddr(slot), offset: Int32(word * stride), flags: .trusted)
    }
    return PlaceReference(base: .slot(slot), type: type)
  }

  mutating func makeStorage(_ type: Ty, inMemory: Bool) -> LocalStorage {
    if !inMemory {
      switch layouts.access(type) {
      case .none: return .zeroSized
      case .scalar(let type): return .scalar(builder.declareVariable(type))
      case .pair(let a, let b, let second):
        return .pair(builder.declareVariable(a), builder.declareVariable(b), secondOffset: second)
      case .memory: if layouts.layout(type).size == 0 { return .zeroSized }
      }
    }
    return .slot(makeSlot(layouts.layout(type)))
  }

  mutating func makeSlot(_ layout: TypeLayout) -> StackSlot {
    makeSlot(size: UInt32(clamping: layout.size), alignShift: UInt8(layout.alignment.trailingZeroBitCount))
  }

  /// A new place in the frame for a value of this type.
  mutating func temporary(_ type: Ty) -> PlaceReference {
    PlaceReference(base: .slot(makeSlot(layouts.layout(type))), type: type)
  }

  @inline(__always) func placeBase(_ local: PolyMIR.Local) -> PlaceBase {
    switch locals[localBase + local.index] {
    case .slot(let slot): .slot(slot)
    case .address(let value, _): .address(value)
    case .scalar, .pair, .zeroSized: .variables(local)
    }
  }

  // MARK: blocks

  private mutating func lowerBlock(_ block: BasicBlock) {
    let generic = generic
    for index in generic.body.blocks[block].statements.indices {
      let statement = generic.body.blocks[block].statements[index]
      setSpan(statement.span)
      switch statement.kind {
      case .assign(let destination, let rvalue): lowerAssign(destination, rvalue)
      case .setDiscriminant(let destination, let variant):
        setDiscriminant(place(destination), variant)
      case .storageLive, .storageDead, .nop: break
      }
      if builder.isFilled { return }
    }
    let terminator = generic.body.blocks[block].terminator
    setSpan(terminator.span)
    lowerTerminator(terminator.kind)
  }

  mutating func setSpan(_ span: Span) {
    currentSpan = span
    // Code of the library in the program's functions belongs to the line that calls it.
    if hasLocations { builder.setLocation(span.lower) }
  }

  mutating func block(_ target: BasicBlock) -> PolyIR.Block {
    let known = blocks[blockBase + target.index]
    if !known.isNone { return known }
    let made = builder.makeBlock()
    if body.blocks[target].isCleanup { builder.setCold(made) }
    blocks[blockBase + target.index] = made
    return made
  }

  private mutating func lowerTerminator(_ terminator: TerminatorKind) {
    switch terminator {
    case .goto(let target): jump(to: target)
    case .switchInteger(let operand, let targets, let otherwise): lowerSwitch(operand, targets, otherwise)
    case .return: lowerReturn()
    case .unreachable, .none: builder.trap(.unreachableCode)
    case .drop(let place, let target, let unwind): lowerDrop(place, target, unwind)
    case .call(let callee, let arguments, let destination, let target, let unwind):
      lowerCall(callee, arguments, destination, target, unwind)
    case .assert(let condition, let expected, let message, let target, let unwind):
      lowerAssert(condition, expected, message, target, unwind)
    case .resume: lowerResume()
    case .terminate: callNeverReturning(context.panicHelper(.cannotUnwind), [], unwind: .unreachable)
    case .yield, .coroutineDrop: builder.trap(.unreachableCode)
    }
  }

  private mutating func lowerReturn() {
    if exit != nil { return leaveInlined() }
    switch abi.result {
    case .ignore, .indirect: builder.returns([])
    case .scalar, .pair:
      switch read(PlaceReference(base: placeBase(.returnPlace), type: localTypes[0])) {
      case .scalar(let value): builder.returns([value])
      case .pair(let a, let b): builder.returns([a, b])
      default: builder.trap(.unreachableCode)
      }
    case .registers(let list):
      builder.returns(
        registerWords(PlaceReference(base: placeBase(.returnPlace), type: localTypes[0]), list))
    }
  }

  /// The words of an aggregate for C's registers; the last may reach past the value, so it is copied
  /// to whole words first.
  mutating func registerWords(_ place: PlaceReference, _ list: [IRType]) -> [Value] {
    let size = layouts.layout(place.type).size
    let slot = builder.makeStackSlot(size: max(UInt32(list.count * 8), UInt32(size)), alignShift: 3)
    if place.isInVariables {
      store(read(place), to: PlaceReference(base: .slot(slot), type: place.type))
    } else {
      builder.memoryCopy(
        to: builder.stackAddr(slot), from: address(of: place), byteCount: UInt32(size), flags: .trusted)
    }
    let stride = PassMode.stride(list)
    return list.enumerated().map { word, type in
      builder.load(type, builder.stackAddr(slot), offset: Int32(word * stride), flags: .trusted)
    }
  }

  private mutating func lowerSwitch(
    _ operand: PolyMIR.Operand, _ list: ListRef<SwitchTarget>, _ otherwise: BasicBlock
  ) {
    guard case .scalar(let value) = lowerOperand(operand) else {
      jump(to: otherwise)
      return
    }
    let targets = Array(body.switchTargets[list])
    let type = builder.function.type(of: value)
    let mask: UInt64 = type == .i128 ? .max : type.mask
    // What depends on the instance's types only.
    if type != .i128, let inst = builder.function.definingInst(of: value), builder.function[inst].opcode == .iconst {
      let known = UInt64(truncatingIfNeeded: builder.function[inst].immediate) & mask
      jump(to: targets.first { $0.low & mask == known && $0.high == 0 }?.block ?? otherwise)
      return
    }
    if targets.count == 1 {
      let target = targets[0]
      if target.low == 0, target.high == 0, type != .i128 {
        builder.brif(value, block(otherwise), block(target.block))
      } else {
        builder.brif(
          equals(value, low: target.low & mask, high: target.high), block(target.block), block(otherwise))
      }
      return
    }
    // A dense switch becomes a table, the rest a search; a single unreachable default costs nothing.
    let sorted = targets.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
    if let first = sorted.first, let last = sorted.last, first.high == last.high, sorted.count >= 4 {
      let low = first.low & mask
      let span = (last.low & mask) &- low
      if span < UInt64(sorted.count) * 3, type != .i128 {
        var entries = [PolyIR.Block](repeating: block(otherwise), count: Int(span) + 1)
        for target in sorted { entries[Int((target.low & mask) &- low)] = block(target.block) }
        var index = low == 0 ? value : builder.binaryImmediate(.iadd, value, Int64(bitPattern: 0 &- low))
        if type == .i64 {
          // Values beyond 32 bits take the default.
          let inRange = builder.icmpImmediate(.unsignedLessThanOrEqual, index, Int64(span))
          let table = builder.makeBlock()
          builder.brif(inRange, table, block(otherwise))
          builder.switchTo(table)
          builder.seal(table)
          index = builder.convert(.ireduce, .i32, index)
        } else if type != .i32 {
          index = builder.convert(.uextend, .i32, index)
        }
        builder.brTable(index, default: block(otherwise), entries)
        return
      }
    }
    for (position, target) in targets.enumerated() {
      let condition = equals(value, low: target.low & mask, high: target.high)
      if position == targets.count - 1 {
        builder.brif(condition, block(target.block), block(otherwise))
      } else {
        let next = builder.makeBlock()
        builder.brif(condition, block(target.block), next)
        builder.seal(next)
        builder.switchTo(next)
      }
    }
    if targets.isEmpty { builder.jump(block(otherwise)) }
  }

  private mutating func equals(_ value: Value, low: UInt64, high: UInt64) -> Value {
    if builder.function.type(of: value) == .i128 {
      return builder.icmp(.equal, value, builder.wideConstant(low: low, high: high))
    }
    return builder.icmpImmediate(.equal, value, Int64(bitPattern: low))
  }
}
