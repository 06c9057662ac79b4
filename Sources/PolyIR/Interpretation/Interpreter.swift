// Runs verified functions of a module: the reference semantics of PolyIR.
//
// Traps, exceptions and the end of fuel are outcomes. Calls use an explicit stack of frames, so deep
// recursion of the program is an outcome too.
import PolySupport

/// How a run ended.
public enum InterpreterOutcome: Sendable, Equatable {
  case returned([DataValue])
  case trapped(TrapCode)
  /// An exception that nothing caught: its two words.
  case unwound(UInt64, UInt64)
  case outOfFuel
  /// The program needs what the interpreter does not have.
  case unsupported(String)
}

/// What a host function did.
public enum HostOutcome: Sendable {
  case returned([DataValue])
  case trapped(TrapCode)
  /// Raises an exception with these two words.
  case unwound(UInt64, UInt64)
}

/// An interpreter with its memory.
public final class Interpreter {
  /// Called for functions without a body; nil if the host does not know the function.
  public typealias Host = (_ name: String, _ arguments: [DataValue], _ memory: inout InterpreterMemory) -> HostOutcome?

  private final class Body {
    let function: Function
    init(_ function: Function) { self.function = function }
  }
  private struct Frame {
    var body: Body
    var id: FunctionID
    var block: Block
    /// The instruction that runs, or the call that waits.
    var inst: Inst
    var registers: Int
    var slots: UInt64
    /// The stack pointer of the caller.
    var callerStack: UInt64
  }

  public let module: Module
  public var memory: InterpreterMemory
  /// Instructions that may still run.
  public var fuel: UInt64
  public var host: Host?
  public var pinnedRegister: UInt64 = 0
  private var bodies: [Body?]
  private var dataAddresses: ContiguousArray<UInt64> = []
  private var registers: ContiguousArray<UInt128> = []
  private var frames: [Frame] = []
  private var stackPointer: UInt64
  private let maximumDepth = 20_000

  /// Places the module's data in memory.
  public init(_ module: Module, fuel: UInt64 = 100_000_000, stackSize: Int = 1 << 26, host: Host? = nil) {
    self.module = module
    self.fuel = fuel
    self.host = host
    memory = InterpreterMemory(stackSize: stackSize)
    stackPointer = memory.stackTop
    bodies = module.bodies.map { $0.map(Body.init) }
    for object in module.data.elements {
      dataAddresses.append(
        memory.placeData(size: max(object.size, 1), alignment: UInt64(max(1, object.alignment))) ?? 0)
    }
    for (index, object) in module.data.elements.enumerated() where dataAddresses[index] != 0 {
      _ = memory.write(dataAddresses[index], object.bytes)
      for relocation in object.relocations {
        _ = memory.write(
          dataAddresses[index] + UInt64(relocation.offset), size: 8,
          UInt128(address(of: relocation.target) &+ UInt64(bitPattern: relocation.addend)))
      }
    }
  }

  /// The address of a function or data object.
  public func address(of reference: ModuleReference) -> UInt64 {
    switch reference {
    case .function(let id): InterpreterMemory.functionBase + UInt64(id.raw) * 16
    case .data(let id): id.index < dataAddresses.count ? dataAddresses[id.index] : 0
    }
  }
  private func functionID(at address: UInt64) -> FunctionID? {
    guard address >= InterpreterMemory.functionBase else { return nil }
    let offset = address - InterpreterMemory.functionBase
    guard offset % 16 == 0, offset / 16 < UInt64(module.functions.count) else { return nil }
    return FunctionID(raw: UInt32(offset / 16))
  }

  /// Runs a function to its end.
  public func call(_ id: FunctionID, _ arguments: [DataValue]) -> InterpreterOutcome {
    frames.removeAll(keepingCapacity: true)
    registers.removeAll(keepingCapacity: true)
    stackPointer = memory.stackTop
    guard id.index < bodies.count, bodies[id.index] != nil else {
      return .unsupported("the function has no body")
    }
    if let outcome = enter(id, arguments.map(\.bits)) { return outcome }
    return run()
  }

  // Frames.

  /// Pushes a frame; an outcome if that is not possible.
  private func enter(_ id: FunctionID, _ arguments: [UInt128]) -> InterpreterOutcome? {
    guard let body = bodies[id.index] else { return .unsupported("call of \(name(id))") }
    let function = body.function
    let entry = function.entryBlock
    guard !entry.isNone else { return .unsupported("empty function \(name(id))") }
    guard frames.count < maximumDepth else { return .trapped(.stackOverflow) }
    guard arguments.count == function.parameterCount(entry) else {
      return .unsupported("call of \(name(id)) with \(arguments.count) arguments")
    }
    let callerStack = stackPointer
    var arguments = arguments
    // The callee has its own copies. After a tail call they may lie where the originals are: all are read
    // before one is written.
    var copies: [(index: Int, bytes: [UInt8])] = []
    for (index, parameter) in function.signature.parameters.enumerated()
    where parameter.purpose == .structArgument && index < arguments.count {
      let address = UInt64(truncatingIfNeeded: arguments[index])
      guard let bytes = memory.bytes(address, count: Int(parameter.structSize)) else {
        return .trapped(.heapOutOfBounds)
      }
      copies.append((index, bytes))
    }
    for (index, bytes) in copies {
      let size = UInt64(bytes.count)
      guard stackPointer - InterpreterMemory.stackBase > size + 64 else { return .trapped(.stackOverflow) }
      stackPointer = (stackPointer - size) & ~15
      memory.growStack(to: stackPointer)
      _ = memory.write(stackPointer, bytes)
      arguments[index] = UInt128(stackPointer)
    }
    for slot in function.stackSlots.elements {
      let size = UInt64(slot.size) + (UInt64(1) << UInt64(min(slot.alignShift, 16)))
      guard stackPointer - InterpreterMemory.stackBase > size + 64 else { return .trapped(.stackOverflow) }
      stackPointer -= UInt64(slot.size)
      stackPointer &= ~((1 << UInt64(min(slot.alignShift, 16))) - 1)
    }
    memory.growStack(to: stackPointer)
    let base = registers.count
    registers.append(contentsOf: repeatElement(0, count: function.values.count))
    for (index, argument) in arguments.enumerated() {
      registers[base + function.parameter(entry, index).index] = argument
    }
    frames.append(
      Frame(
        body: body, id: id, block: entry, inst: function.layout.firstInst(entry), registers: base,
        slots: callerStack, callerStack: callerStack))
    return nil
  }

  private func leave() {
    guard let frame = frames.popLast() else { return }
    registers.removeSubrange(frame.registers...)
    stackPointer = frame.callerStack
  }

  private func name(_ id: FunctionID) -> String { "%" + module.symbols.text(module.functions[id].name) }

  /// The address of a stack slot of a frame: slots are placed downwards in order.
  private func slotAddress(_ frame: Frame, _ slot: StackSlot) -> UInt64 {
    let function = frame.body.function
    var address = frame.slots
    for parameter in function.signature.parameters where parameter.purpose == .structArgument {
      address = (address - UInt64(parameter.structSize)) & ~15
    }
    for (index, data) in function.stackSlots.elements.enumerated() {
      address -= UInt64(data.size)
      address &= ~((1 << UInt64(min(data.alignShift, 16))) - 1)
      if index == slot.index { break }
    }
    return address
  }

  private func globalAddress(_ frame: Frame, _ global: GlobalValue, depth: Int = 0) -> UInt64? {
    let function = frame.body.function
    guard depth < 64, global.index < function.globalValues.count else { return nil }
    switch function.globalValues[global] {
    case .vmContext:
      guard let index = function.signature.index(of: .vmContext) else { return nil }
      return UInt64(
        truncatingIfNeeded: registers[frame.registers + function.parameter(function.entryBlock, index).index])
    case .symbol(let reference, let offset, _, _):
      return address(of: reference) &+ UInt64(bitPattern: offset)
    case .load(let base, let offset, let type, _):
      guard let base = globalAddress(frame, base, depth: depth + 1) else { return nil }
      return memory.read(base &+ UInt64(bitPattern: Int64(offset)), size: type.bytes).map {
        UInt64(truncatingIfNeeded: $0)
      }
    case .addImmediate(let base, let offset, _):
      return globalAddress(frame, base, depth: depth + 1).map { $0 &+ UInt64(bitPattern: offset) }
    }
  }

  // Running.

  private func run() -> InterpreterOutcome {
    while !frames.isEmpty {
      let frame = frames[frames.count - 1]
      if let outcome = runFrame(frame) { return outcome }
    }
    return .unsupported("no frame")
  }

  /// Runs the top frame until it calls, returns or ends the run.
  private func runFrame(_ frame: Frame) -> InterpreterOutcome? {
    let function = frame.body.function
    let base = frame.registers
    var block = frame.block
    var inst = frame.inst
    func get(_ raw: UInt32) -> UInt128 { registers[base &+ function.resolve(Value(raw: raw)).index] }
    func set(_ inst: Inst, _ value: UInt128) { registers[base &+ Int(function.results[inst.index].first)] = value }
    func suspend() {
      frames[frames.count - 1].block = block
      frames[frames.count - 1].inst = inst
    }
    func goTo(_ call: BlockCall, _ argument: (BlockArgument) -> UInt128) {
      let target = function.target(of: call)
      let count = function.argumentCount(of: call)
      // Arguments are read before parameters are written.
      if count == 1 {
        let value = argument(function.argument(of: call, 0))
        registers[base &+ function.parameter(target, 0).index] = value
      } else if count > 1 {
        var values: [UInt128] = []
        values.reserveCapacity(count)
        for index in 0..<count { values.append(argument(function.argument(of: call, index))) }
        for index in 0..<count { registers[base &+ function.parameter(target, index).index] = values[index] }
      }
      block = target
      inst = function.layout.firstInst(target)
    }
    func plain(_ argument: BlockArgument) -> UInt128 { get(argument.raw) }

    while true {
      guard !inst.isNone else { return .unsupported("a block without terminator") }
      if fuel == 0 { return .outOfFuel }
      fuel -= 1
      let data = function[inst]
      switch data.opcode.format {
      case .nullary:
        switch data.opcode {
        case .getPinnedReg: set(inst, UInt128(pinnedRegister))
        case .getFramePointer: set(inst, UInt128(frame.slots))
        case .getStackPointer: set(inst, UInt128(stackPointer))
        case .getReturnAddress: set(inst, 0)
        default: break
        }
      case .unary where data.opcode == .setPinnedReg:
        pinnedRegister = UInt64(truncatingIfNeeded: get(data.a))
      case .unary, .binary, .ternary, .intCompare, .floatCompare, .intAddTrap, .unaryImmediate:
        let count = data.inlineOperandCount
        let x = count > 0 ? get(data.a) : 0
        let y = count > 1 ? get(data.b) : 0
        let z = count > 2 ? get(data.c) : 0
        let type = count > 0 ? function.type(of: Value(raw: data.a)) : data.type
        switch ScalarEvaluation.evaluate(data, operandType: type, x, y, z) {
        case .value(let value): set(inst, value)
        case .pair(let first, let second):
          set(inst, first)
          registers[base &+ Int(function.results[inst.index].first) &+ 1] = second
        case .trap(let code): return .trapped(code)
        case .unsupported: return .unsupported("\(data.opcode.name).\(data.type)")
        }
      case .unaryConstant:
        var value: UInt128 = 0
        for byte in function.constants[data.constant].prefix(16).reversed() { value = value << 8 | UInt128(byte) }
        set(inst, value)
      case .unaryGlobalValue:
        guard let address = globalAddress(frame, data.globalValue) else {
          return .unsupported("global value \(data.globalValue)")
        }
        set(inst, UInt128(address) & ScalarEvaluation.mask(data.type))
      case .stackAddr:
        let address = slotAddress(frame, data.stackSlot) &+ UInt64(bitPattern: Int64(data.offset))
        set(inst, UInt128(address) & ScalarEvaluation.mask(data.type))
      case .funcAddr:
        set(inst, UInt128(address(of: .function(function.functions[data.function].id))))
      case .load:
        let address = UInt64(truncatingIfNeeded: get(data.a)) &+ UInt64(bitPattern: Int64(data.offset))
        guard let value = load(data, address) else { return .trapped(function.annotation(data.flags).trapCode) }
        set(inst, value)
      case .loadNoOffset:
        if data.opcode == .bitcast {
          set(inst, get(data.a))
        } else {
          guard let value = load(data, UInt64(truncatingIfNeeded: get(data.a))) else {
            return .trapped(function.annotation(data.flags).trapCode)
          }
          set(inst, value)
        }
      case .store, .storeNoOffset:
        let offset = data.opcode.format == .store ? Int64(data.offset) : 0
        let address = UInt64(truncatingIfNeeded: get(data.b)) &+ UInt64(bitPattern: offset)
        guard store(data, address, get(data.a)) else { return .trapped(function.annotation(data.flags).trapCode) }
      case .atomicRmw:
        let address = UInt64(truncatingIfNeeded: get(data.a))
        guard let old = load(data, address), store(data, address, combine(data, old, get(data.b))) else {
          return .trapped(function.annotation(data.flags).trapCode)
        }
        set(inst, old)
      case .atomicCas:
        let address = UInt64(truncatingIfNeeded: get(data.a))
        guard let old = load(data, address) else { return .trapped(function.annotation(data.flags).trapCode) }
        if old == get(data.b), !store(data, address, get(data.c)) {
          return .trapped(function.annotation(data.flags).trapCode)
        }
        set(inst, old)
      case .memoryCopy:
        guard let bytes = memory.bytes(UInt64(truncatingIfNeeded: get(data.b)), count: data.byteCount),
          memory.write(UInt64(truncatingIfNeeded: get(data.a)), bytes)
        else { return .trapped(function.annotation(data.flags).trapCode) }
      case .memorySet:
        let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: get(data.b)), count: data.byteCount)
        guard memory.write(UInt64(truncatingIfNeeded: get(data.a)), bytes) else {
          return .trapped(function.annotation(data.flags).trapCode)
        }
      case .trap: return .trapped(data.trapCode)
      case .condTrap:
        if (get(data.a) == 0) == (data.opcode == .trapz) { return .trapped(data.trapCode) }
      case .exceptionHandlerAddress:
        // A pseudo address: handlers are only entered by the interpreter itself.
        set(inst, UInt128(0x2_0000_0000 + UInt64(data.a) << 8 + data.immediate))
      case .jump:
        goTo(data.destination, plain)
        continue
      case .brif:
        goTo(get(data.a) != 0 ? data.thenDestination : data.elseDestination, plain)
        continue
      case .branchTable:
        let index = get(data.a)
        let table = data.jumpTable
        goTo(
          index < UInt128(function.entryCount(of: table))
            ? function.entry(of: table, Int(index)) : function.defaultDestination(of: table), plain)
        continue
      case .multiAry:
        let values = function.callArguments(inst).map { get($0.raw) }
        return finishReturn(values)
      case .call, .callIndirect, .tryCall, .tryCallIndirect:
        suspend()
        let arguments = function.callArguments(inst).map { get($0.raw) }
        let id: FunctionID
        if data.opcode.format == .call || data.opcode.format == .tryCall {
          id = function.functions[data.function].id
        } else {
          guard let callee = functionID(at: UInt64(truncatingIfNeeded: get(function.listOperand(inst, 0).raw)))
          else { return .trapped(.heapOutOfBounds) }
          id = callee
        }
        guard let signature = function.callSignature(inst), id.index < bodies.count else {
          return .unsupported("call of an unknown function")
        }
        if bodies[id.index] == nil { return callHost(id, signature, arguments, inst, data) }
        if data.opcode.isReturn { leave() }
        return enter(id, arguments)
      }
      inst = function.layout.next(inst)
    }
  }

  private func callHost(
    _ id: FunctionID, _ signature: Signature, _ arguments: [UInt128], _ inst: Inst, _ data: InstructionData
  ) -> InterpreterOutcome? {
    var values: [DataValue] = []
    for (index, argument) in arguments.enumerated() {
      values.append(
        DataValue(index < signature.parameters.count ? signature.parameters[index].type : .i64, argument))
    }
    let outcome =
      host?(module.symbols.text(module.functions[id].name), values, &memory)
      ?? LibraryCalls.call(module.symbols.text(module.functions[id].name), values)
    switch outcome {
    case .returned(let results)?:
      guard results.count == signature.results.count else { return .unsupported("results of \(name(id))") }
      if data.opcode.isReturn { return finishReturn(results.map(\.bits)) }
      return resume(results.map(\.bits))
    case .trapped(let code)?: return .trapped(code)
    case .unwound(let first, let second)?: return unwind(first, second)
    case nil: return .unsupported("call of \(name(id))")
    }
  }

  /// Leaves the top frame with results, which go to the call that waits.
  private func finishReturn(_ values: [UInt128]) -> InterpreterOutcome? {
    let signature = frames[frames.count - 1].body.function.signature
    leave()
    if frames.isEmpty {
      return .returned(zip(signature.results, values).map { DataValue($0.type, $1) })
    }
    return resume(values)
  }

  /// Gives results to the call at which the top frame waits and moves on.
  private func resume(_ values: [UInt128]) -> InterpreterOutcome? {
    let frame = frames[frames.count - 1]
    let function = frame.body.function
    let data = function[frame.inst]
    if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
      goTo(function.exceptionTables[data.exceptionTable].normal) { argument in
        if let index = argument.resultIndex { return index < values.count ? values[index] : 0 }
        return nil
      }
      return nil
    }
    guard values.count == function.resultCount(frame.inst) else { return .unsupported("wrong number of results") }
    for (index, value) in values.enumerated() {
      registers[frame.registers + Int(function.results[frame.inst.index].first) + index] = value
    }
    frames[frames.count - 1].inst = function.layout.next(frame.inst)
    return nil
  }

  /// Moves the top frame to a block; arguments that `special` does not know are values.
  private func goTo(_ call: BlockCall, _ special: (BlockArgument) -> UInt128?) {
    let frame = frames[frames.count - 1]
    let function = frame.body.function
    let target = function.target(of: call)
    var values: [UInt128] = []
    for index in 0..<function.argumentCount(of: call) {
      let argument = function.argument(of: call, index)
      values.append(
        special(argument) ?? (argument.isValue ? registers[frame.registers + function.resolve(Value(raw: argument.raw)).index] : 0))
    }
    for (index, value) in values.enumerated() {
      registers[frame.registers + function.parameter(target, index).index] = value
    }
    frames[frames.count - 1].block = target
    frames[frames.count - 1].inst = function.layout.firstInst(target)
  }

  /// Finds the innermost handler of an exception; its second word is its tag where handlers have tags.
  private func unwind(_ first: UInt64, _ second: UInt64) -> InterpreterOutcome? {
    while !frames.isEmpty {
      let frame = frames[frames.count - 1]
      let function = frame.body.function
      let data = function[frame.inst]
      if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
        for item in function.exceptionTables[data.exceptionTable].items {
          let handler: BlockCall
          switch item {
          case .context: continue
          case .tag(let tag, let call):
            guard tag == 0 || UInt64(tag) == second else { continue }
            handler = call
          case .default(let call): handler = call
          }
          goTo(handler) { argument in
            guard let index = argument.exceptionIndex else { return nil }
            return index == 0 ? UInt128(first) : UInt128(second)
          }
          return nil
        }
      }
      leave()
    }
    return .unwound(first, second)
  }

  // Memory.

  private func load(_ data: InstructionData, _ address: UInt64) -> UInt128? {
    let size: Int
    var isSigned = false
    switch data.opcode {
    case .uload8: size = 1
    case .sload8: (size, isSigned) = (1, true)
    case .uload16: size = 2
    case .sload16: (size, isSigned) = (2, true)
    case .uload32: size = 4
    case .sload32: (size, isSigned) = (4, true)
    default: size = data.type.bytes
    }
    guard var value = memory.read(address, size: size) else { return nil }
    if data.flags.endianness == .big { value = value.byteSwapped >> UInt128(128 - size * 8) }
    if isSigned, let narrow = IRType.integer(bits: size * 8) {
      value = UInt128(truncatingIfNeeded: ScalarEvaluation.signed(value, narrow)) & ScalarEvaluation.mask(data.type)
    }
    return value
  }

  private func store(_ data: InstructionData, _ address: UInt64, _ value: UInt128) -> Bool {
    let size: Int
    switch data.opcode {
    case .istore8: size = 1
    case .istore16: size = 2
    case .istore32: size = 4
    default: size = data.type.bytes
    }
    var value = value
    if data.flags.endianness == .big { value = value.byteSwapped >> UInt128(128 - size * 8) }
    return memory.write(address, size: size, value)
  }

  private func combine(_ data: InstructionData, _ old: UInt128, _ operand: UInt128) -> UInt128 {
    let mask = ScalarEvaluation.mask(data.type)
    let isLess = ScalarEvaluation.signed(old, data.type) < ScalarEvaluation.signed(operand, data.type)
    switch data.atomicOperation {
    case .add: return (old &+ operand) & mask
    case .sub: return (old &- operand) & mask
    case .and: return old & operand
    case .nand: return ~(old & operand) & mask
    case .or: return old | operand
    case .xor: return old ^ operand
    case .xchg: return operand
    case .umin: return min(old, operand)
    case .umax: return max(old, operand)
    case .smin: return isLess ? old : operand
    case .smax: return isLess ? operand : old
    }
  }
}

/// Library functions that plain CLIF calls by name.
enum LibraryCalls {
  static func call(_ name: String, _ arguments: [DataValue]) -> HostOutcome? {
    guard arguments.count == 1, let argument = arguments.first else { return nil }
    let operations: [(String, Opcode)] = [
      ("Ceil", .ceil), ("Floor", .floor), ("Trunc", .trunc), ("Nearest", .nearest),
    ]
    for (prefix, opcode) in operations {
      let type: IRType = name == prefix + "F32" ? .f32 : name == prefix + "F64" ? .f64 : .invalid
      guard type == argument.type else { continue }
      if case .value(let bits) = ScalarEvaluation.evaluate(
        .nullary(opcode, type), operandType: type, argument.bits)
      {
        return .returned([DataValue(type, bits)])
      }
    }
    return nil
  }
}
