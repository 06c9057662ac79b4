// Functions without MIR: drop glue, constructors and the adapters between ways of calling.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension FunctionLowering {
  mutating func lowerShim(_ key: FunctionKey) -> PolyIR.Function {
    let entry = builder.makeEntryBlock()
    var next = 0
    var result: PlaceReference? = nil
    if case .indirect = abi.result {
      result = PlaceReference(base: .address(builder.parameter(entry, 0)), type: abi.resultType)
      next = 1
    }
    var arguments: [CallArgument] = []
    for (type, mode) in abi.parameters {
      let value: OperandValue
      switch mode {
      case .ignore: value = .none
      case .scalar:
        value = .scalar(builder.parameter(entry, next))
        next += 1
      case .pair:
        value = .pair(builder.parameter(entry, next), builder.parameter(entry, next + 1))
        next += 2
      case .registers(let list):
        value = .memory(memoryFromRegisters(type, list.indices.map { builder.parameter(entry, next + $0) }))
        next += list.count
      case .indirect:
        var place = PlaceReference(base: .address(builder.parameter(entry, next)), type: type)
        next += 1
        if layouts.layout(type).isUnsized {
          place.metadata = builder.parameter(entry, next)
          next += 1
        }
        value = .memory(place)
      }
      arguments.append(CallArgument(type: type, value: value, isOwned: true))
    }
    if abi.hasCallerLocation { callerLocation = .value(builder.parameter(entry, next)) }
    let destination = result ?? temporary(abi.resultType)
    let done = builder.makeBlock()
    switch key.shim {
    case .none: lowerGlue(key.instance, arguments, destination, done)
    case .withoutLocation:
      forward(FunctionKey(key.instance), arguments, destination, done)
    case .byValueSelf:
      let (inputs, _, _) = context.interface(of: key.instance)
      if let selfType = inputs.first, case .scalar(let pointer)? = arguments.first?.value {
        let place = PlaceReference(base: .address(pointer), type: selfType)
        arguments[0] = CallArgument(type: selfType, value: read(place), isOwned: true)
      }
      forward(FunctionKey(key.instance), arguments, destination, done)
    case .closurePointer:
      let closure = types.type(.closure(key.instance.def, key.instance.args))
      callClosure(
        key.instance, self: PlaceReference(base: .slot(builder.makeStackSlot(size: 1, alignShift: 4)), type: closure),
        arguments, destination, done, landing: nil)
    }
    builder.switchTo(done)
    finishShim(destination)
    return builder.finish()
  }

  private mutating func finishShim(_ destination: PlaceReference) {
    switch abi.result {
    case .ignore, .indirect: builder.returns([])
    case .scalar, .pair:
      switch read(destination) {
      case .scalar(let value): builder.returns([value])
      case .pair(let a, let b): builder.returns([a, b])
      default: builder.trap(.unreachableCode)
      }
    case .registers(let list): builder.returns(registerWords(destination, list))
    }
  }

  private mutating func forward(
    _ key: FunctionKey, _ arguments: [CallArgument], _ destination: PlaceReference, _ done: PolyIR.Block
  ) {
    let isDivergent = layouts.layout(abi.resultType).isUninhabited
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), arguments, destination,
      isDivergent ? nil : done, landing: nil)
  }

  private mutating func lowerGlue(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ done: PolyIR.Block
  ) {
    switch instance.kind {
    case .dropGlue: lowerDropGlue(instance.type, arguments, done)
    case .constructor:
      construct(instance, arguments, destination)
      builder.jump(done)
    case .closureOnceShim: lowerClosureOnce(instance, arguments, destination, done)
    case .functionPointerShim: lowerFunctionPointerShim(instance, arguments, destination, done)
    case .cloneShim: lowerClone(instance.type, arguments, destination, done)
    case .intrinsic:
      // An intrinsic as a function pointer.
      blocks = [done]
      if !lowerIntrinsic(instance, arguments, destination, BasicBlock(raw: 0), .continue) {
        context.internalError("intrinsic `\(program.definitions.path(instance.def))` is not known", at: .none)
      }
      if !builder.isFilled { builder.jump(done) }
    case .virtual, .item: builder.trap(.unreachableCode)
    }
  }

  // MARK: calls through Fn traits

  private mutating func callClosure(
    _ instance: Instance, self place: PlaceReference, _ arguments: [CallArgument],
    _ destination: PlaceReference, _ done: PolyIR.Block, landing: PolyIR.Block?
  ) {
    let key = FunctionKey(Instance(.item, instance.def, instance.args))
    let info = program.closureInfo(instance.def)
    let receiver: CallArgument
    if info.kind == .fnOnce {
      receiver = CallArgument(type: place.type, value: read(place), isOwned: true)
    } else {
      receiver = CallArgument(
        type: types.reference(place.type, .shared), value: .scalar(address(of: place)), isOwned: true)
    }
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), [receiver] + arguments, destination, done,
      landing: landing)
  }

  /// The closure is called by reference and dropped afterwards, also if it panics.
  private mutating func lowerClosureOnce(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ done: PolyIR.Block
  ) {
    let closure = types.type(.closure(instance.def, instance.args))
    let place: PlaceReference
    if case .memory(let source)? = arguments.first?.value { place = source } else {
      place = temporary(closure)
      if let first = arguments.first { store(first.value, to: place) }
    }
    let rest = Array(arguments.dropFirst())
    guard context.needsDrop(closure) else {
      callClosure(instance, self: place, rest, destination, done, landing: nil)
      return
    }
    let drop = builder.makeBlock()
    let landing = context.options.panicAbort ? nil : makeLanding()
    callClosure(instance, self: place, rest, destination, drop, landing: landing)
    builder.switchTo(drop)
    dropValue(place, then: done, landing: nil)
    if let landing {
      builder.switchTo(landing)
      let resume = builder.makeBlock()
      dropValue(place, then: resume, landing: landingBlock(.terminate))
      builder.switchTo(resume)
      lowerResume()
    }
  }

  private mutating func lowerFunctionPointerShim(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ done: PolyIR.Block
  ) {
    let rest = Array(arguments.dropFirst())
    let isDivergent = layouts.layout(abi.resultType).isUninhabited
    let continuation = isDivergent ? nil : done
    switch types.kind(instance.type) {
    case .functionDef(let def, let args):
      guard let target = context.resolve(def, args, at: .none) else {
        builder.trap(.unreachableCode)
        return
      }
      if target.kind == .constructor || target.kind == .intrinsic {
        blocks = [done]
        lowerCall(target, rest, destination, BasicBlock(raw: 0), .continue)
        return
      }
      let key = FunctionKey(target)
      emitCall(
        context.abi(of: key), .direct(context.functionID(of: key)), rest, destination, continuation, landing: nil)
    case .functionPointer(let signature):
      guard case .scalar(let first)? = arguments.first?.value else {
        builder.trap(.unreachableCode)
        return
      }
      let pointer = instance.index == 0 ? first : builder.load(pointerType, first, offset: 0, flags: .trusted)
      emitCall(
        context.abi(ofPointer: signature), .indirect(pointer), rest, destination, continuation, landing: nil)
    default: builder.trap(.unreachableCode)
    }
  }

  // MARK: clone

  private mutating func lowerClone(
    _ type: Ty, _ arguments: [CallArgument], _ destination: PlaceReference, _ done: PolyIR.Block
  ) {
    guard case .scalar(let pointer)? = arguments.first?.value, let method = program.langItem("clone_fn") else {
      builder.jump(done)
      return
    }
    let source = PlaceReference(base: .address(pointer), type: type)
    if program.isCopy(type, in: .empty) {
      store(read(source), to: destination)
      builder.jump(done)
      return
    }
    if case .array(let element, let count) = types.kind(type) {
      let size = layouts.layout(element).size
      forEachElement(address(of: source), builder.iconst(pointerType, Int64(clamping: context.evaluate(count))), size) {
        lowering, current, offset in
        let to = PlaceReference(
          base: .address(lowering.builder.iadd(lowering.address(of: destination), offset)), type: element)
        lowering.cloneValue(PlaceReference(base: .address(current), type: element), to: to, method)
      }
      builder.jump(done)
      return
    }
    for index in layouts.layout(type).fieldTypes.indices {
      var (from, to) = (source, destination)
      projectField(&from, UInt32(index))
      projectField(&to, UInt32(index))
      cloneValue(from, to: to, method)
    }
    builder.jump(done)
  }

  private mutating func cloneValue(_ from: PlaceReference, to: PlaceReference, _ method: DefID) {
    if program.isCopy(from.type, in: .empty) {
      store(read(from), to: to)
      return
    }
    guard let instance = context.resolve(method, types.args([GenericArg(from.type)]), at: .none) else { return }
    let next = builder.makeBlock()
    let argument = CallArgument(
      type: types.reference(from.type, .shared), value: .scalar(address(of: from)), isOwned: true)
    let key = FunctionKey(instance)
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), [argument], to, next, landing: nil)
    builder.switchTo(next)
  }

  /// Runs `body` with the address and byte offset of each of `count` elements.
  private mutating func forEachElement(
    _ start: Value, _ count: Value, _ size: UInt64,
    _ body: (inout FunctionLowering, Value, Value) -> Void
  ) {
    let head = builder.makeBlock()
    let step = builder.makeBlock()
    let done = builder.makeBlock()
    let index = builder.declareVariable(pointerType)
    builder.define(index, builder.iconst(pointerType, 0))
    builder.jump(head)
    builder.switchTo(head)
    builder.brif(builder.icmp(.unsignedLessThan, builder.use(index), count), step, done)
    builder.switchTo(step)
    let offset = builder.binaryImmediate(.imul, builder.use(index), Int64(clamping: size))
    let current = builder.iadd(start, offset)
    builder.define(index, builder.binaryImmediate(.iadd, builder.use(index), 1))
    body(&self, current, offset)
    builder.jump(head)
    builder.switchTo(done)
  }

  // MARK: drop glue

  private mutating func lowerDropGlue(_ type: Ty, _ arguments: [CallArgument], _ done: PolyIR.Block) {
    var place: PlaceReference
    switch arguments.first?.value {
    case .scalar(let pointer): place = PlaceReference(base: .address(pointer), type: type)
    case .pair(let pointer, let metadata):
      place = PlaceReference(base: .address(pointer), type: type, metadata: metadata)
    default:
      builder.jump(done)
      return
    }
    switch types.kind(type) {
    case .adt(let def, let args): dropAdt(&place, def, args, done)
    case .tuple, .closure:
      dropFields(fields(of: place), done)
    case .coroutine(let def, let args): dropCoroutine(place, def, args, done)
    case .array(let element, let count):
      dropElements(place, element, builder.iconst(pointerType, Int64(clamping: context.evaluate(count))), done)
    case .slice(let element): dropElements(place, element, place.metadata ?? builder.iconst(pointerType, 0), done)
    case .dynamic: dropValue(place, then: done, landing: nil)
    default: builder.jump(done)
    }
  }

  /// A coroutine drops what it holds itself: it is resumed with a mark in its state.
  private mutating func dropCoroutine(_ place: PlaceReference, _ def: DefID, _ args: Args, _ done: PolyIR.Block) {
    var state = place
    projectField(&state, UInt32(program.closureInfo(def).captures.count))
    guard case .scalar(let old) = read(state) else { return builder.jump(done) }
    store(.scalar(builder.iadd(old, builder.iconst(.i32, Int64(CoroutineTransform.dropMark)))), to: state)
    let key = FunctionKey(Instance(.item, def, args))
    let (inputs, _, _) = context.interface(of: key.instance)
    let abi = context.abi(of: key)
    let layout = layouts.layout(abi.resultType)
    var shift: UInt8 = 0
    while shift < 6, (1 << UInt64(shift)) < layout.alignment { shift += 1 }
    let result = PlaceReference(
      base: .slot(builder.makeStackSlot(size: UInt32(clamping: max(1, layout.size)), alignShift: shift)), type: abi.resultType)
    let receiver = CallArgument(
      type: types.reference(place.type, .mutable), value: .scalar(address(of: place)), isOwned: true)
    let none = CallArgument(type: inputs.last ?? types.unit, value: .scalar(builder.iconst(pointerType, 0)), isOwned: true)
    emitCall(abi, .direct(context.functionID(of: key)), [receiver, none], result, done, landing: nil)
  }

  private mutating func dropAdt(
    _ place: inout PlaceReference, _ def: DefID, _ args: Args, _ done: PolyIR.Block
  ) {
    let adt = program.adt(def)
    if adt.isManuallyDrop {
      builder.jump(done)
      return
    }
    let ownDrop = program.dropImpl(of: def)
    if adt.isBox {
      // The content first, then the box's own drop frees the memory, whatever the content did.
      let content = dereference(place)
      var landing: PolyIR.Block? = nil
      let free = builder.makeBlock()
      if context.needsDrop(content.type) {
        if !context.options.panicAbort {
          let pad = makeLanding()
          let back = builder.currentBlock
          let resume = builder.makeBlock()
          builder.switchTo(pad)
          callDrop(ownDrop, place, type: place.type, then: resume, landing: nil)
          builder.switchTo(resume)
          lowerResume()
          builder.switchTo(back)
          landing = pad
        }
        dropValue(content, then: free, landing: landing)
      } else {
        builder.jump(free)
      }
      builder.switchTo(free)
      callDrop(ownDrop, place, type: place.type, then: done, landing: nil)
      return
    }
    if let ownDrop, !ownDrop.isNone {
      let rest = builder.makeBlock()
      // If the destructor panics the fields are still dropped.
      var landing: PolyIR.Block? = nil
      let remaining = adt.isUnion ? [] : fields(of: place)
      if !context.options.panicAbort, !adt.isEnum, remaining.contains(where: { context.needsDrop($0.type) }) {
        let pad = makeLanding()
        let back = builder.currentBlock
        builder.switchTo(pad)
        let resume = builder.makeBlock()
        dropFields(remaining, resume, landing: landingBlock(.terminate))
        builder.switchTo(resume)
        lowerResume()
        builder.switchTo(back)
        landing = pad
      }
      callDrop(ownDrop, place, type: place.type, then: rest, landing: landing)
      builder.switchTo(rest)
    }
    switch adt.kind {
    case .union: builder.jump(done)
    case .structure: dropFields(fields(of: place), done)
    case .enumeration: dropVariants(place, done)
    }
  }

  private mutating func dropVariants(_ place: PlaceReference, _ done: PolyIR.Block) {
    guard case .multiple(_, _, _, let variants) = layouts.layout(place.type).variants else {
      dropFields(fields(of: place), done)
      return
    }
    let discriminantType = context.discriminantType(place.type)
    let value = discriminant(place, as: discriminantType)
    for index in variants.indices {
      var narrowed = place
      narrowed.variant = UInt32(index)
      let parts = fields(of: narrowed).filter { context.needsDrop($0.type) }
      if parts.isEmpty { continue }
      let (low, high) = context.discriminantValue(place.type, UInt32(index))
      let expected = scalarConstant(low, high, builder.function.type(of: value))
      let match = builder.makeBlock()
      let next = builder.makeBlock()
      builder.brif(builder.icmp(.equal, value, expected), match, next)
      builder.switchTo(match)
      dropFields(parts, done)
      builder.switchTo(next)
    }
    builder.jump(done)
  }

  private mutating func fields(of place: PlaceReference) -> [PlaceReference] {
    let layout = shape(place)
    return layout.fieldTypes.indices.map { index in
      var part = place
      let before = place.offset
      projectField(&part, UInt32(index))
      if let metadata = place.metadata {
        if !layouts.layout(part.type).isUnsized {
          part.metadata = nil
        } else if case .dynamic = types.kind(layouts.unsizedTail(part.type)) {
          let offset = alignedOffset(part.offset - before, alignment: loadAlignment(metadata))
          part.base = .address(builder.iadd(address(of: place), offset))
          part.offset = 0
        }
      }
      return part
    }
  }

  /// Drops places in order; if one panics the others are dropped before unwinding goes on.
  private mutating func dropFields(
    _ places: [PlaceReference], _ done: PolyIR.Block, landing given: PolyIR.Block? = nil
  ) {
    let parts = places.filter { context.needsDrop($0.type) }
    guard let last = parts.last else {
      builder.jump(done)
      return
    }
    // Landing pads from the last to the first: pad i drops the parts behind i.
    var pads = [PolyIR.Block?](repeating: given, count: parts.count)
    if given == nil, parts.count > 1, !context.options.panicAbort {
      let back = builder.currentBlock
      var continuation = builder.makeBlock()
      builder.setCold(continuation)
      builder.switchTo(continuation)
      lowerResume()
      for index in stride(from: parts.count - 2, through: 0, by: -1) {
        let clean = builder.makeBlock()
        builder.setCold(clean)
        builder.switchTo(clean)
        dropValue(parts[index + 1], then: continuation, landing: landingBlock(.terminate))
        let pad = makeLanding()
        builder.switchTo(pad)
        builder.jump(clean)
        pads[index] = pad
        continuation = clean
      }
      builder.switchTo(back)
    }
    for (index, part) in parts.dropLast().enumerated() {
      let next = builder.makeBlock()
      dropValue(part, then: next, landing: pads[index])
      builder.switchTo(next)
    }
    dropValue(last, then: done, landing: pads[parts.count - 1])
  }

  private mutating func dropElements(
    _ place: PlaceReference, _ element: Ty, _ count: Value, _ done: PolyIR.Block
  ) {
    guard context.needsDrop(element) else {
      builder.jump(done)
      return
    }
    let size = layouts.layout(element).size
    forEachElement(address(of: place), count, size) { lowering, current, _ in
      let next = lowering.builder.makeBlock()
      lowering.dropValue(
        PlaceReference(base: .address(current), type: element), then: next, landing: nil)
      lowering.builder.switchTo(next)
    }
    builder.jump(done)
  }

  /// Drops a value by its glue.
  private mutating func dropValue(_ place: PlaceReference, then next: PolyIR.Block, landing: PolyIR.Block?) {
    guard context.needsDrop(place.type) else {
      builder.jump(next)
      return
    }
    let pointer = address(of: place)
    let unit = PlaceReference(base: .address(pointer), type: types.unit)
    if case .dynamic = types.kind(place.type), let vtable = place.metadata {
      let glue = builder.load(pointerType, vtable, offset: vtableOffset(VtableSlot.drop), flags: .trusted)
      let call = builder.makeBlock()
      builder.brif(glue, call, next)
      builder.switchTo(call)
      emitCall(
        context.glueABI(isUnsized: false), .indirect(glue), glueArguments([pointer]), unit, next, landing: landing)
      return
    }
    let key = FunctionKey(Instance(.dropGlue, .none, types.emptyArgs, type: place.type))
    let values = place.metadata.map { [pointer, $0] } ?? [pointer]
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), glueArguments(values), unit, next,
      landing: landing)
  }

  /// Calls `Drop::drop` of a type's own impl.
  private mutating func callDrop(
    _ implementation: DefID?, _ place: PlaceReference, type: Ty, then next: PolyIR.Block, landing: PolyIR.Block?
  ) {
    guard let drop = program.langItem("drop"),
      let method = program.associatedItems(of: drop).first(where: { $0.kind == .function })?.def,
      let instance = context.resolve(method, types.args([GenericArg(type)]), at: .none)
    else {
      builder.jump(next)
      return
    }
    let pointer = address(of: place)
    let value: OperandValue = place.metadata.map { .pair(pointer, $0) } ?? .scalar(pointer)
    let argument = CallArgument(type: types.reference(type, .mutable), value: value, isOwned: true)
    let key = FunctionKey(instance)
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), [argument],
      PlaceReference(base: .address(pointer), type: types.unit), next, landing: landing)
  }
}
