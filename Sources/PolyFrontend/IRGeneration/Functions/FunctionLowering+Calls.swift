// Calls, drops, failing checks and unwinding.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// What a call goes to.
enum CallTarget {
  case direct(FunctionID)
  case indirect(Value)
}

/// An argument with its type; `isOwned` says that the callee may take the memory as it is.
struct CallArgument {
  var type: Ty
  var value: OperandValue
  var isOwned: Bool
}

extension FunctionLowering {
  mutating func lowerCall(
    _ callee: PolyMIR.Operand, _ arguments: ListRef<PolyMIR.Operand>, _ destination: Place,
    _ target: BasicBlock, _ unwind: UnwindAction
  ) {
    // A panic in a method is reported at the method's name.
    if case .constant(let constant) = callee, !body.constants[constant].span.isNone {
      currentSpan = body.constants[constant].span
    }
    if let instance = source?.callee(of: currentBlock, callee, at: currentSpan) {
      lowerCall(instance, lowerArguments(arguments), self.place(destination), target, unwind)
      return
    }
    switch types.kind(type(of: callee)) {
    case .functionDef(let def, let functionArgs):
      // A variable whose type is one function.
      guard let instance = context.resolve(def, functionArgs, at: currentSpan) else {
        builder.trap(.unreachableCode)
        return
      }
      lowerCall(instance, lowerArguments(arguments), self.place(destination), target, unwind)
    case .functionPointer(let signature):
      guard case .scalar(let pointer) = lowerOperand(callee) else {
        builder.trap(.unreachableCode)
        return
      }
      let abi = context.abi(ofPointer: signature)
      emitCall(
        abi, .indirect(pointer), spread(lowerArguments(arguments), types.data(signature).convention),
        self.place(destination), target, unwind)
    default:
      builder.trap(.unreachableCode)
    }
  }

  private mutating func lowerArguments(_ list: ListRef<PolyMIR.Operand>) -> [CallArgument] {
    body.operands[list].map { operand in
      var isOwned = false
      if case .move = operand { isOwned = true }
      return CallArgument(type: type(of: operand), value: lowerOperand(operand), isOwned: isOwned)
    }
  }

  mutating func lowerCall(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) {
    switch instance.kind {
    case .intrinsic:
      if !lowerIntrinsic(instance, arguments, destination, target, unwind) {
        context.internalError("intrinsic `\(program.definitions.path(instance.def))` is not known", at: currentSpan)
        builder.trap(.unreachableCode)
      } else if !builder.isFilled {
        jump(to: target)
      }
    case .constructor:
      construct(instance, arguments, destination)
      jump(to: target)
    case .virtual:
      lowerVirtual(instance, arguments, destination, target, unwind)
    case .dropGlue where !context.needsDrop(instance.type):
      jump(to: target)
    default:
      if inlineCall(instance, arguments, destination, target, unwind) { return }
      let key = FunctionKey(instance)
      let abi = context.abi(of: key)
      emitCall(
        abi, .direct(context.functionID(of: key)), spread(arguments, context.convention(of: instance)),
        destination, target, unwind)
    }
  }

  /// Goes on in `target`: without a jump if nothing else does.
  mutating func jump(to target: BasicBlock) {
    if target.isNone {
      builder.trap(.unreachableCode)
    } else if source != nil, generic.predecessorCounts[target.index] == 1, blocks[blockBase + target.index].isNone,
      !builder.isFilled
    {
      blocks[blockBase + target.index] = builder.currentBlock
    } else {
      builder.jump(block(target))
    }
  }

  /// `rust-call`: the elements of the last argument are passed one by one.
  mutating func spread(
    _ arguments: [CallArgument], _ convention: PolySema.CallingConvention
  ) -> [CallArgument] {
    guard convention == .rustCall, let last = arguments.last, case .tuple(let list) = types.kind(last.type) else {
      return arguments
    }
    var result = Array(arguments.dropLast())
    for index in 0..<types.count(list) {
      let element = types.type(list, index)
      result.append(
        CallArgument(type: element, value: field(index, of: last.value, last.type), isOwned: last.isOwned))
    }
    return result
  }

  /// A field of a struct or tuple value.
  mutating func field(_ index: Int, of value: OperandValue, _ type: Ty) -> OperandValue {
    let layout = layouts.layout(type)
    guard index < layout.fieldTypes.count else { return .none }
    let fieldType = layout.fieldTypes[index]
    let field = layouts.layout(fieldType)
    if field.size == 0 { return .none }
    switch value {
    case .none: return .none
    case .scalar: return value
    case .pair(let a, let b):
      if case .pair = field.valueClass { return value }
      return .scalar(layout.fieldOffsets[index] == 0 ? a : b)
    case .memory(let place):
      var part = place
      part.type = type
      projectField(&part, UInt32(index))
      return read(part)
    }
  }

  // MARK: the call itself

  mutating func emitCall(
    _ abi: FunctionABI, _ callee: CallTarget, _ arguments: [CallArgument], _ destination: PlaceReference,
    _ target: BasicBlock, _ unwind: UnwindAction
  ) {
    let landing = landingBlock(unwind)
    emitCall(abi, callee, arguments, destination, returns: !target.isNone, landing: landing)
    if !target.isNone, !builder.isFilled { jump(to: target) }
  }

  mutating func emitCall(
    _ abi: FunctionABI, _ callee: CallTarget, _ arguments: [CallArgument], _ destination: PlaceReference,
    _ continuation: PolyIR.Block?, landing: PolyIR.Block?
  ) {
    emitCall(abi, callee, arguments, destination, returns: continuation != nil, landing: landing)
    if let continuation, !builder.isFilled { builder.jump(continuation) }
  }

  /// The call and the storing of its result; goes on in the current block if it returns.
  private mutating func emitCall(
    _ abi: FunctionABI, _ callee: CallTarget, _ arguments: [CallArgument], _ destination: PlaceReference,
    returns: Bool, landing: PolyIR.Block?
  ) {
    var values: [Value] = []
    var abi = abi
    var returned = destination
    let returnsInMemory: Bool
    if case .indirect = abi.result { returnsInMemory = true } else { returnsInMemory = false }
    if returnsInMemory {
      if destination.isInVariables { returned = temporary(abi.resultType) }
      values.append(address(of: returned))
    }
    for (index, argument) in arguments.enumerated() {
      let mode =
        index < abi.parameters.count ? abi.parameters[index].mode : layouts.classifyC(argument.type, isResult: false)
      // C promotes what a variadic function gets; Rust only accepts types that need none.
      if index >= abi.parameters.count { abi.signature.parameters += layouts.variadicParameters(argument.type, mode) }
      append(argument, mode, to: &values)
    }
    if abi.hasCallerLocation { values.append(location()) }

    let results = finishCall(abi, callee, values, landing)
    guard returns else {
      builder.trap(.unreachableCode)
      return
    }
    if builder.isFilled { return }
    switch abi.result {
    case .ignore: break
    case .scalar: if let value = results.first { store(.scalar(value), to: destination) }
    case .pair: if results.count == 2 { store(.pair(results[0], results[1]), to: destination) }
    case .registers: store(.memory(memoryFromRegisters(destination.type, results)), to: destination)
    case .indirect: if destination.isInVariables { store(.memory(returned), to: destination) }
    }
  }

  private mutating func append(_ argument: CallArgument, _ mode: PassMode, to values: inout [Value]) {
    switch mode {
    case .ignore: break
    case .scalar, .pair:
      var value = argument.value
      if case .memory(let place) = value {
        var typed = place
        typed.type = argument.type
        value = read(typed)
      }
      switch value {
      case .scalar(let scalar): values.append(scalar)
      case .pair(let a, let b): values += [a, b]
      default: break
      }
    case .registers(let list):
      values += registerWords(inMemory(argument), list)
    case .indirect(let byValue):
      let place: PlaceReference
      if argument.isOwned || byValue != nil {
        place = inMemory(argument)
      } else if case .memory(let source) = argument.value, source.metadata != nil {
        place = source
      } else {
        place = temporary(argument.type)
        store(argument.value, to: place)
      }
      values.append(address(of: place))
      if layouts.layout(argument.type).isUnsized { values.append(place.metadata ?? builder.iconst(pointerType, 0)) }
    }
  }

  private mutating func inMemory(_ argument: CallArgument) -> PlaceReference {
    if case .memory(let place) = argument.value, !place.isInVariables { return place }
    let place = temporary(argument.type)
    store(argument.value, to: place)
    return place
  }

  /// Emits the call with or without a landing pad, and switches to where it returns.
  private mutating func finishCall(
    _ abi: FunctionABI, _ callee: CallTarget, _ values: [Value], _ landing: PolyIR.Block?
  ) -> [Value] {
    let signature = abi.signature
    var normal: PolyIR.Block? = nil
    if landing != nil {
      let block = builder.makeBlock()
      for result in signature.results { _ = builder.appendParameter(to: block, result.type) }
      normal = block
    }
    switch callee {
    case .direct(let id):
      let declaration = context.module.functions[id]
      let reference = builder.importFunction(
        id, signature: abi.isVariadic ? signature : declaration.signature,
        isColocated: declaration.linkage != .import, isVariadic: abi.isVariadic)
      if let landing, let normal {
        builder.tryCall(reference, values, normal: normal, cleanup: landing)
      } else {
        let inst = builder.call(reference, values)
        return Array(builder.function.results(of: inst))
      }
    case .indirect(let pointer):
      let reference = builder.importSignature(signature)
      if let landing, let normal {
        builder.tryCallIndirect(reference, pointer, values, normal: normal, cleanup: landing)
      } else {
        let inst = builder.callIndirect(reference, pointer, values)
        return Array(builder.function.results(of: inst))
      }
    }
    guard let normal else { return [] }
    builder.seal(normal)
    builder.switchTo(normal)
    return signature.results.indices.map { builder.parameter(normal, $0) }
  }

  /// The block where an exception of a call arrives, or nil if the frame has nothing to do with it.
  mutating func landingBlock(_ unwind: UnwindAction) -> PolyIR.Block? {
    if context.options.panicAbort { return nil }
    let back = builder.currentBlock
    switch unwindTarget(unwind) {
    case .leave: return nil
    case .block(let target):
      while landings.count <= target.index { landings.append(.none) }
      if !landings[target.index].isNone { return landings[target.index] }
      let landing = makeLanding()
      builder.switchTo(landing)
      builder.jump(target)
      builder.switchTo(back)
      landings[target.index] = landing
      return landing
    case .terminate:
      let landing = makeLanding()
      builder.switchTo(landing)
      callNeverReturning(context.panicHelper(.cannotUnwind), [], unwind: .unreachable)
      builder.switchTo(back)
      return landing
    }
  }

  mutating func makeLanding() -> PolyIR.Block {
    let landing = builder.makeBlock()
    builder.setCold(landing)
    let word = builder.appendParameter(to: landing, .i64)
    _ = builder.appendParameter(to: landing, .i64)
    let back = builder.currentBlock
    builder.switchTo(landing)
    builder.define(exceptionVariable(), word)
    builder.switchTo(back)
    return landing
  }

  mutating func exceptionVariable() -> PolyIR.Variable {
    if let exception { return exception }
    let variable = builder.declareVariable(.i64)
    exception = variable
    return variable
  }

  mutating func lowerResume() {
    switch exit?.unwind ?? .leave {
    case .block(let target): return builder.jump(target)
    case .terminate: return callNeverReturning(context.panicHelper(.cannotUnwind), [], unwind: .unreachable)
    case .leave: break
    }
    let word = builder.use(exceptionVariable())
    callNeverReturningC("poly_panic_resume", [word])
  }

  // MARK: helpers of the runtime

  /// The pointer to the location that a panic here reports.
  mutating func location() -> Value {
    switch callerLocation {
    case .own: dataAddress(context.locationData(currentSpan))
    case .span(let span): dataAddress(context.locationData(span))
    case .value(let value): value
    }
  }

  mutating func callNeverReturning(_ helper: FunctionKey?, _ arguments: [CallArgument], unwind: UnwindAction = .continue) {
    guard let helper else {
      builder.trap(.unreachableCode)
      return
    }
    let abi = context.abi(of: helper)
    emitCall(
      abi, .direct(context.functionID(of: helper)), arguments,
      PlaceReference(base: .address(builder.iconst(pointerType, 1)), type: types.never), BasicBlock.none, unwind)
  }

  private mutating func callNeverReturningC(_ name: String, _ values: [Value]) {
    _ = callRuntime(name, values, results: [], attributes: .noReturn)
    builder.trap(.unreachableCode)
  }

  /// Calls a C function with these scalar arguments.
  mutating func callRuntime(
    _ name: String, _ values: [Value], results: [IRType], attributes: FunctionAttributes = []
  ) -> [Value] {
    let signature = PolyIR.Signature(
      parameters: ContiguousArray(values.map { ABIParameter(builder.function.type(of: $0)) }),
      results: ContiguousArray(results.map { ABIParameter($0) }), callingConvention: .systemV)
    let id = context.importFunction(name, signature, attributes)
    let inst = builder.call(
      builder.importFunction(id, signature: signature, isColocated: false), values)
    return Array(builder.function.results(of: inst))
  }

  /// A function of the C mathematics or compiler support library: result of the first argument's type.
  mutating func callMath(_ name: String, _ values: [Value]) -> Value {
    callRuntime(name, values, results: [builder.function.type(of: values[0])], attributes: [.noUnwind])[0]
  }

  // MARK: checks

  mutating func lowerAssert(
    _ condition: PolyMIR.Operand, _ expected: Bool, _ message: AssertMessage, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) {
    guard case .scalar(let value) = lowerOperand(condition) else {
      jump(to: target)
      return
    }
    let failure = builder.makeBlock()
    builder.setCold(failure)
    if expected {
      builder.brif(value, block(target), failure)
    } else {
      builder.brif(value, failure, block(target))
    }
    builder.seal(failure)
    builder.switchTo(failure)
    switch message {
    case .boundsCheck(let length, let index):
      let arguments = [index, length].map {
        CallArgument(type: types.usize, value: lowerOperand($0), isOwned: true)
      }
      callNeverReturning(context.panicHelper(.boundsCheck), arguments, unwind: unwind)
    case .overflow(let op): callNeverReturning(context.panicHelper(.overflow(op)), [], unwind: unwind)
    case .negationOverflow: callNeverReturning(context.panicHelper(.negationOverflow), [], unwind: unwind)
    case .divisionByZero: callNeverReturning(context.panicHelper(.divisionByZero), [], unwind: unwind)
    case .remainderByZero: callNeverReturning(context.panicHelper(.remainderByZero), [], unwind: unwind)
    case .resumedAfterReturn: callNeverReturning(context.panicHelper(.resumed), [], unwind: unwind)
    case .resumedAfterPanic: callNeverReturning(context.panicHelper(.resumedAfterPanic), [], unwind: unwind)
    }
  }

  // MARK: drops

  mutating func lowerDrop(_ place: Place, _ target: BasicBlock, _ unwind: UnwindAction) {
    var reference = self.place(place)
    guard context.needsDrop(reference.type) else {
      jump(to: target)
      return
    }
    narrowDrop(&reference)
    var arguments = [address(of: reference)]
    let unit = PlaceReference(base: .address(arguments[0]), type: types.unit)
    if case .dynamic = types.kind(reference.type), let vtable = reference.metadata {
      // Slot 0 is null if nothing has to be dropped.
      let glue = builder.load(pointerType, vtable, offset: vtableOffset(VtableSlot.drop), flags: .trusted)
      let call = builder.makeBlock()
      builder.brif(glue, call, block(target))
      builder.switchTo(call)
      builder.seal(call)
      let abi = context.glueABI(isUnsized: false)
      emitCall(abi, .indirect(glue), glueArguments(arguments), unit, target, unwind)
      return
    }
    let key = FunctionKey(Instance(.dropGlue, .none, types.emptyArgs, type: reference.type))
    if let metadata = reference.metadata { arguments.append(metadata) }
    emitCall(
      context.abi(of: key), .direct(context.functionID(of: key)), glueArguments(arguments), unit, target, unwind)
  }

  /// Where one field alone has something to drop, that is dropped: `String` is the bytes in it.
  private mutating func narrowDrop(_ place: inout PlaceReference) {
    while place.metadata == nil, case .adt(let def, _) = types.kind(place.type) {
      let adt = program.adt(def)
      guard adt.kind == .structure, !adt.isBox, !adt.isManuallyDrop, program.dropImpl(of: def) == nil else { return }
      var only: Int? = nil
      for (index, type) in layouts.layout(place.type).fieldTypes.enumerated() where context.needsDrop(context.normalize(type)) {
        if only != nil { return }
        only = index
      }
      guard let only else { return }
      projectField(&place, UInt32(only))
    }
  }

  /// Drop glue takes the address of the value, with metadata if it is unsized, as one pointer.
  func glueArguments(_ values: [Value]) -> [CallArgument] {
    let value: OperandValue = values.count == 2 ? .pair(values[0], values[1]) : .scalar(values[0])
    return [CallArgument(type: types.unit, value: value, isOwned: true)]
  }

  // MARK: virtual calls and constructors

  private mutating func lowerVirtual(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) {
    var arguments = spread(arguments, context.convention(of: instance))
    guard let receiver = arguments.first else {
      builder.trap(.unreachableCode)
      return
    }
    let data: Value
    let vtable: Value
    switch receiver.value {
    case .pair(let a, let b): (data, vtable) = (a, b)
    case .memory(let place):
      // An unsized value by address: `Box<dyn FnOnce()>` being called.
      data = address(of: place)
      vtable = place.metadata ?? builder.iconst(pointerType, 0)
    default:
      builder.trap(.unreachableCode)
      return
    }
    let slot = vtableOffset(VtableSlot.firstMethod + Int(instance.index))
    let function = builder.load(pointerType, vtable, offset: slot, flags: .trusted)
    let pointer = types.type(.pointer(types.unit, .mutable))
    arguments[0] = CallArgument(type: pointer, value: .scalar(data), isOwned: true)
    let abi = context.virtualABI(of: instance, receiver: pointer)
    emitCall(abi, .indirect(function), arguments, destination, target, unwind)
  }

  /// A tuple struct or variant made from its fields.
  mutating func construct(_ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference) {
    let variant = context.variantIndex(ofConstructor: instance.def)
    var shaped = destination
    if case .multiple = layouts.layout(destination.type).variants { shaped.variant = variant }
    for (index, argument) in arguments.enumerated() {
      var place = shaped
      projectField(&place, UInt32(index))
      if layouts.layout(place.type).size > 0 { store(argument.value, to: place) }
    }
    setDiscriminant(destination, variant)
  }
}
