// Selection of function entry, calls, returns and tail calls.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  // MARK: Entry

  /// Brings the parameters that are used from where the caller put them.
  mutating func lowerEntry(_ block: Block) {
    let parameters = assignment.parameters
    let mark = builder.operandMark
    func arrive(_ part: ArgumentPart, _ register: VirtualRegister) {
      if case .register(let fixed) = part { define(register, in: fixed) }
    }
    if !resultAreaRegister.isNone, let pointer = assignment.resultAreaPointer {
      arrive(pointer, resultAreaRegister)
    }
    for index in 0..<min(parameters.count, function.parameterCount(block)) {
      let value = function.parameter(block, index)
      guard let (low, high) = wantedPair(value) else { continue }
      arrive(parameters[index].parts[0], low)
      if parameters[index].parts.count > 1 { arrive(parameters[index].parts[1], high) }
    }
    builder.append(MachineInstruction(ARM64Operation.arrive.rawValue), mark: mark)

    for index in 0..<min(parameters.count, function.parameterCount(block)) {
      let value = function.parameter(block, index)
      guard let (low, high) = wantedPair(value) else { continue }
      let type = function.type(of: value)
      for (number, part) in parameters[index].parts.enumerated() {
        guard case .stack(let offset) = part else { continue }
        let address = incoming(offset)
        if parameters[index].structSize > 0 {
          loadAddress(low, address)
        } else if type.isInteger {
          load(number == 0 ? low : high, address, width: 8)
        } else {
          floatLoad(low, address, width: UInt8(max(4, type.bytes)))
        }
      }
    }
  }

  private func incoming(_ offset: UInt32) -> ARM64Address {
    var address = ARM64Address()
    address.kind = .incoming
    address.displacement = Int32(offset)
    return address
  }
  private func outgoing(_ offset: UInt32) -> ARM64Address {
    var address = ARM64Address()
    address.kind = .outgoing
    address.displacement = Int32(offset)
    return address
  }

  // MARK: Calls

  private enum Callee {
    case symbol(CodeSymbol)
    case address(VirtualRegister)
  }

  private mutating func callee(_ inst: Inst) -> Callee {
    let data = function[inst]
    switch data.opcode.format {
    case .callIndirect, .tryCallIndirect:
      let target = function.resolve(function.listOperand(inst, 0))
      if let direct = function.definingInst(of: target), function[direct].opcode == .funcAddr {
        return .symbol(CodeSymbol(.function, function.functions[function[direct].function].id.raw))
      }
      return .address(register(target))
    default:
      return .symbol(CodeSymbol(.function, function.functions[data.function].id.raw))
    }
  }

  /// A narrow argument or result widened as its signature says.
  private mutating func widened(_ register: VirtualRegister, _ parameter: ABIParameter) -> VirtualRegister {
    guard parameter.widening != .none, parameter.type.isInteger, parameter.type.bytes < 8 else {
      return register
    }
    let result = temporary()
    extend(
      result, register, from: UInt8(parameter.type.bytes), to: 8,
      parameter.widening == .sign ? .sign : .zero)
    return result
  }

  /// Stores stack arguments, into the caller's area if the callee takes this frame's place at once, and
  /// returns the register arguments with their registers.
  private mutating func passArguments(
    _ inst: Inst, _ signature: Signature, _ places: ArgumentAssignment, toIncoming: Bool
  ) -> [(VirtualRegister, PhysicalRegister)] {
    let arguments = function.callArguments(inst)
    var result: [(VirtualRegister, PhysicalRegister)] = []
    var stored: [(VirtualRegister, IRType, UInt32)] = []
    guard arguments.count == places.parameters.count else {
      unsupported("a call with a wrong number of arguments")
      return result
    }
    for index in 0..<arguments.count {
      let location = places.parameters[index]
      let parameter = signature.parameters[index]
      let type = parameter.type
      if location.structSize > 0, case .stack(let offset) = location.parts[0] {
        var from = ARM64Address()
        from.base = register(arguments[index])
        if location.structSize > 256 {
          let target = temporary()
          loadAddress(target, outgoing(offset))
          let size = constant(Int64(location.structSize))
          callLibrary(.memcpy, integers: [target, from.base, size])
        } else {
          copy(from: from, to: outgoing(offset), count: Int(location.structSize))
        }
        continue
      }
      let (low, high) = registers(arguments[index])
      let first = type.isInteger && type != .i128 ? widened(low, parameter) : low
      for (number, part) in location.parts.enumerated() {
        let source = number == 0 ? first : high
        switch part {
        case .register(let fixed): result.append((source, fixed))
        case .stack(let offset): stored.append((source, type, offset))
        }
      }
    }
    for (source, type, offset) in stored {
      let address = toIncoming ? incoming(offset) : outgoing(offset)
      if type.isInteger {
        store(source, address, width: 8)
      } else {
        floatStore(source, address, width: UInt8(max(4, type.bytes)))
      }
    }
    return result
  }

  mutating func lowerCall(_ inst: Inst) {
    guard let signature = function.callSignature(inst) else { return unsupported("a call without signature") }
    let places = ArgumentAssignment(signature, Self.rules(signature.callingConvention))
    appendCall(inst, signature, places, record: 0)
    // Results that came in memory.
    let results = function.results(of: inst)
    for (index, value) in results.enumerated() where index < places.results.count {
      guard let (low, high) = wantedPair(value) else { continue }
      loadResult(places, index, function.type(of: value), low, high)
    }
  }

  private mutating func loadResult(
    _ places: ArgumentAssignment, _ index: Int, _ type: IRType, _ low: VirtualRegister, _ high: VirtualRegister
  ) {
    for (number, part) in places.results[index].parts.enumerated() {
      guard case .stack(let offset) = part else { continue }
      let address = outgoing(places.stackSize + offset)
      if type.isInteger {
        load(number == 0 ? low : high, address, width: 8)
      } else {
        floatLoad(low, address, width: UInt8(max(4, type.bytes)))
      }
    }
  }

  private mutating func appendCall(
    _ inst: Inst, _ signature: Signature, _ places: ArgumentAssignment, record: Int64
  ) {
    builder.code.hasCalls = true
    builder.code.outgoingSize = max(
      builder.code.outgoingSize, (places.stackSize + places.resultAreaSize + 15) & ~15)
    let callee = self.callee(inst)
    var arguments = passArguments(inst, signature, places, toIncoming: false)
    if let pointer = places.resultAreaPointer, case .register(let fixed) = pointer {
      let area = temporary()
      loadAddress(area, outgoing(places.stackSize))
      arguments.append((area, fixed))
    }
    let mark = builder.operandMark
    if record == 0 {
      for (index, value) in function.results(of: inst).enumerated() where index < places.results.count {
        guard let (low, high) = wantedPair(value) else { continue }
        for (number, part) in places.results[index].parts.enumerated() {
          if case .register(let fixed) = part { define(number == 0 ? low : high, in: fixed) }
        }
      }
    }
    for (source, fixed) in arguments { use(source, in: fixed) }
    var instruction = MachineInstruction(ARM64Operation.call.rawValue)
    instruction.immediate = record
    if signature.callingConvention.popsArguments { instruction.displacement = Int32(places.stackSize) }
    switch callee {
    case .symbol(let symbol): instruction.payload = symbol.raw
    case .address(let register):
      instruction.opcode = ARM64Operation.callIndirect.rawValue
      use(register)
    }
    builder.append(instruction, mark: mark, clobbers: callClobbers)
  }

  /// Calls a routine of the C library with integer arguments and no result.
  mutating func callLibrary(_ routine: LibraryCall, integers: [VirtualRegister]) {
    builder.code.hasCalls = true
    let mark = builder.operandMark
    for (index, register) in integers.enumerated() {
      use(register, in: ARM64Register.standard.integerArguments[index])
    }
    var instruction = MachineInstruction(ARM64Operation.call.rawValue)
    instruction.payload = CodeSymbol(.libraryCall, routine.rawValue).raw
    builder.append(instruction, mark: mark, clobbers: callClobbers)
  }

  /// Calls a mathematical routine.
  mutating func callLibrary(_ routine: LibraryCall, _ result: VirtualRegister, floats: [VirtualRegister]) {
    builder.code.hasCalls = true
    let mark = builder.operandMark
    define(result, in: ARM64Register.v(0))
    for (index, register) in floats.enumerated() { use(register, in: ARM64Register.v(UInt8(index))) }
    var instruction = MachineInstruction(ARM64Operation.call.rawValue)
    instruction.payload = CodeSymbol(.libraryCall, routine.rawValue).raw
    builder.append(instruction, mark: mark, clobbers: callClobbers)
  }

  /// Calls a routine on 128-bit integers.
  mutating func callLibrary(
    _ routine: LibraryCall, _ result: (VirtualRegister, VirtualRegister), _ left: (VirtualRegister, VirtualRegister),
    _ right: (VirtualRegister, VirtualRegister)
  ) {
    builder.code.hasCalls = true
    let mark = builder.operandMark
    define(result.0, in: ARM64Register.x(0))
    define(result.1, in: ARM64Register.x(1))
    use(left.0, in: ARM64Register.x(0))
    use(left.1, in: ARM64Register.x(1))
    use(right.0, in: ARM64Register.x(2))
    use(right.1, in: ARM64Register.x(3))
    var instruction = MachineInstruction(ARM64Operation.call.rawValue)
    instruction.payload = CodeSymbol(.libraryCall, routine.rawValue).raw
    builder.append(instruction, mark: mark, clobbers: callClobbers)
  }

  // MARK: Calls with handlers

  mutating func lowerTryCall(_ inst: Inst, _ item: OrderedBlock) {
    let data = function[inst]
    guard let signature = function.callSignature(inst) else { return unsupported("a call without signature") }
    let places = ArgumentAssignment(signature, Self.rules(signature.callingConvention))
    var record = CallRecord()
    // Successor 0 is the normal way on; handlers follow in the order of the table.
    var successor = 1
    for entry in function.exceptionTables[data.exceptionTable].items {
      switch entry {
      case .tag(let tag, _):
        record.handlers.append((tag, item.successors[successor]))
        successor += 1
      case .default:
        record.handlers.append((.max, item.successors[successor]))
        successor += 1
      case .context: break
      }
    }
    builder.code.callRecords.append(record)
    appendCall(inst, signature, places, record: Int64(builder.code.callRecords.count))
  }

  /// The first instructions of an edge out of a call: results or the exception arrive in registers.
  mutating func lowerTryEdge(_ item: OrderedBlock) -> [VirtualRegister] {
    let inst = function.layout.lastInst(item.source)
    guard let signature = function.callSignature(inst) else {
      unsupported("a call without signature")
      return []
    }
    let places = ArgumentAssignment(signature, Self.rules(signature.callingConvention))
    let target = function.target(of: item.call)
    var arguments: [VirtualRegister] = []
    var arrivals: [(VirtualRegister, PhysicalRegister)] = []
    var fromMemory: [(Int, IRType, VirtualRegister, VirtualRegister)] = []
    for index in 0..<function.argumentCount(of: item.call) {
      guard index < function.parameterCount(target) else { break }
      let parameter = function.parameter(target, index)
      if useCounts[parameter.index] == 0 { continue }
      let argument = function.argument(of: item.call, index)
      if let value = argument.value {
        appendRegisters(value, to: &arguments)
      } else if let exception = argument.exceptionIndex {
        let register = temporary()
        arrivals.append((register, ARM64Register.x(exception == 0 ? 0 : 1)))
        arguments.append(register)
      } else if let position = argument.resultIndex, position < places.results.count {
        let type = signature.results[position].type
        let low = makeRegister(type)
        let high = type == .i128 ? temporary() : VirtualRegister.none
        arguments.append(low)
        if type == .i128 { arguments.append(high) }
        for (number, part) in places.results[position].parts.enumerated() {
          if case .register(let fixed) = part { arrivals.append((number == 0 ? low : high, fixed)) }
        }
        fromMemory.append((position, type, low, high))
      }
    }
    // What arrives comes before what was computed for other arguments.
    if !arrivals.isEmpty {
      let mark = builder.operandMark
      for (register, fixed) in arrivals { defineEarly(register, in: fixed) }
      builder.appendFirst(MachineInstruction(ARM64Operation.arrive.rawValue), mark: mark)
    }
    if item.tryIndex > 0, signature.callingConvention.popsArguments {
      // The frame that threw may have had more stack arguments than the callee.
      builder.appendFirst(MachineInstruction(ARM64Operation.restoreStack.rawValue), mark: builder.operandMark)
    }
    for (position, type, low, high) in fromMemory { loadResult(places, position, type, low, high) }
    return arguments
  }

  // MARK: Returns

  mutating func lowerReturn(_ inst: Inst) {
    let values = function.callArguments(inst)
    guard values.count == assignment.results.count else {
      return unsupported("a return with a wrong number of values")
    }
    var inRegisters: [(VirtualRegister, PhysicalRegister)] = []
    for index in 0..<values.count {
      let parameter = function.signature.results[index]
      let type = parameter.type
      let (low, high) = registers(values[index])
      let first = type.isInteger && type != .i128 ? widened(low, parameter) : low
      for (number, part) in assignment.results[index].parts.enumerated() {
        let source = number == 0 ? first : high
        switch part {
        case .register(let fixed): inRegisters.append((source, fixed))
        case .stack(let offset):
          if resultAreaRegister.isNone { resultAreaRegister = temporary() }
          var address = ARM64Address()
          address.base = resultAreaRegister
          address.displacement = Int32(offset)
          if type.isInteger {
            store(source, address, width: 8)
          } else {
            floatStore(source, address, width: UInt8(max(4, type.bytes)))
          }
        }
      }
    }
    if let index = assignment.returnedParameter {
      inRegisters.append((register(function.parameter(function.entryBlock, index)), ARM64Register.x(0)))
    }
    let mark = builder.operandMark
    for (source, fixed) in inRegisters { use(source, in: fixed) }
    var instruction = MachineInstruction(ARM64Operation.return.rawValue)
    if function.signature.callingConvention.popsArguments { instruction.displacement = Int32(assignment.stackSize) }
    builder.append(instruction, mark: mark)
  }

  mutating func lowerTailCall(_ inst: Inst) {
    guard let signature = function.callSignature(inst) else { return unsupported("a call without signature") }
    let places = ArgumentAssignment(signature, Self.rules(signature.callingConvention))
    let pops = signature.callingConvention.popsArguments
    guard pops || places.stackSize <= assignment.stackSize else {
      return unsupported("a tail call with more stack arguments than its caller has, which the caller frees,")
    }
    // Arguments in the place of other arguments, or of this frame, are collected below it first.
    let isCopied =
      pops && places.stackSize != assignment.stackSize || places.parameters.contains { $0.structSize > 0 }
    builder.code.needsFrame = builder.code.needsFrame || places.stackSize > 0 || isCopied
    if isCopied { builder.code.outgoingSize = max(builder.code.outgoingSize, places.stackSize) }
    let callee = self.callee(inst)
    var arguments = passArguments(inst, signature, places, toIncoming: !isCopied)
    if let pointer = places.resultAreaPointer, case .register(let fixed) = pointer {
      // The callee writes where our caller wants the results.
      if resultAreaRegister.isNone { resultAreaRegister = temporary() }
      arguments.append((resultAreaRegister, fixed))
    }
    let mark = builder.operandMark
    for (source, fixed) in arguments { use(source, in: fixed) }
    var instruction = MachineInstruction(ARM64Operation.tailCall.rawValue)
    if isCopied {
      instruction.condition = 1
      instruction.immediate = Int64(places.stackSize)
      if pops { instruction.displacement = Int32(assignment.stackSize) - Int32(places.stackSize) }
    }
    switch callee {
    case .symbol(let symbol): instruction.payload = symbol.raw
    case .address(let register):
      instruction.opcode = ARM64Operation.tailCallIndirect.rawValue
      use(register, in: ARM64Register.tailCallee)
    }
    builder.append(instruction, mark: mark)
  }
}
