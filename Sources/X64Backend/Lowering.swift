// Instruction selection: backward over each block, greedy maximal munch over single-use trees.
//
// An instruction is selected only if it has effects or one of its results was asked for by what comes
// later; asking for a value's register is what marks it. Values that cost nothing (reductions, halves
// of pairs, constants) have no register of their own: they are looked through where they are used.
// A load is folded into its only user if no side effect lies between them: instructions have a colour
// that changes with each effect.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

/// The memory operand of an instruction under selection.
struct X64Address {
  var kind = AddressKind.base
  var base = VirtualRegister.none
  var index = VirtualRegister.none
  var shift: UInt8 = 0
  var displacement: Int32 = 0
  var payload: UInt32 = 0
  var trapCode: UInt8 = 0
}

/// A right-hand operand.
enum X64Source {
  case register(VirtualRegister)
  case immediate(Int64)
  case memory(X64Address)
}

/// What to test after the flags are set: one condition, or two that must hold both (1) or one of them (2).
struct X64Condition {
  var first: ConditionCode
  var mode: UInt32 = 0
  var second: ConditionCode = .equal
  init(_ first: ConditionCode) { self.first = first }
  init(both first: ConditionCode, _ second: ConditionCode) {
    self.first = first
    mode = 1
    self.second = second
  }
  init(either first: ConditionCode, _ second: ConditionCode) {
    self.first = first
    mode = 2
    self.second = second
  }
  var complement: X64Condition {
    switch mode {
    case 1: X64Condition(either: first.complement, second.complement)
    case 2: X64Condition(both: first.complement, second.complement)
    default: X64Condition(first.complement)
    }
  }
}

struct X64Lowering {
  let function: Function
  let order: BlockOrder
  let isa: X64ISA
  let options: CodegenOptions
  var builder: VCodeBuilder
  /// Low and high register of each value; all ones for none.
  private var valueRegisters: ContiguousArray<UInt64>
  var useCounts: ContiguousArray<UInt32>
  var colors: ContiguousArray<UInt32>
  var isSunk: ContiguousArray<Bool>
  var currentBlock = Block.none
  var currentOrdered = 0
  var currentInst = Inst.none
  /// The overflow instruction whose flags the instruction after it tests.
  var flagProducer = Inst.none
  /// Whether loads may be folded into what is selected now.
  var canSink = true
  var failure: String?
  /// The address where results without a register go, if the signature has such.
  var resultAreaRegister = VirtualRegister.none
  let assignment: ArgumentAssignment
  /// By `SigRef`, as far as calls have asked.
  var callAssignments: ContiguousArray<ArgumentAssignment?>
  let callClobbers: UInt8

  init(
    _ function: borrowing Function, name: String, order: BlockOrder, isa: X64ISA, options: CodegenOptions
  ) {
    self.function = copy function
    self.order = order
    self.isa = isa
    self.options = options
    var builder = VCodeBuilder(
      name: name, keepsPositions: options.keepsLocations, capacity: self.function.instructions.count * 3 / 2 + 16,
      blockCapacity: order.blocks.count)
    let valueCount = self.function.values.count
    let instCount = self.function.instructions.count
    valueRegisters = ContiguousArray(filledWith: .max, count: valueCount)
    useCounts = ContiguousArray(filledWith: 0, count: valueCount)
    colors = ContiguousArray(filledWith: 0, count: instCount)
    isSunk = ContiguousArray(filledWith: false, count: instCount)
    assignment = ArgumentAssignment(
      self.function.signature, Self.rules(self.function.signature.callingConvention))
    callAssignments = ContiguousArray(filledWith: nil, count: self.function.signatures.count)
    callClobbers = builder.clobberSet(X64Register.callerSaved)
    builder.code.slots = self.function.stackSlots.elements
    builder.code.incomingSize = assignment.stackSize
    self.builder = builder
  }

  static func rules(_ convention: CallingConvention) -> ConventionRules {
    switch convention {
    case .fast, .tail: X64Register.fast
    default: X64Register.systemV
    }
  }

  mutating func unsupported(_ what: String) {
    if failure == nil { failure = what + " is not supported by the x86-64 backend" }
  }

  // MARK: The walk

  mutating func run() throws(InternalError) -> VCode {
    analyze()
    for index in order.blocks.indices.reversed() {
      currentOrdered = index
      if order.blocks[index].block.isNone {
        lowerEdge(order.blocks[index])
      } else {
        lowerBlock(index)
      }
      if failure != nil { break }
    }
    if let failure {
      throw InternalError(stage: "instruction selection", function: builder.code.name, failure)
    }
    return builder.finish()
  }

  /// Counts uses and gives every instruction its colour.
  private mutating func analyze() {
    var color: UInt32 = 0
    var uses: ContiguousArray<Value> = []
    for index in order.blocks.indices {
      let block = order.blocks[index].block
      if block.isNone { continue }
      color &+= 1
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        colors[inst.index] = color
        uses.clear()
        function.appendUses(inst, to: &uses)
        for use in uses.indices { useCounts[function.resolve(uses[use]).index] &+= 1 }
        let properties = function[inst].opcode.properties
        if properties.contains(.canStore) || properties.contains(.call)
          || properties.contains(.otherSideEffects)
        {
          color &+= 1
        }
        inst = function.layout.next(inst)
      }
    }
  }

  private mutating func lowerBlock(_ index: Int) {
    let block = order.blocks[index].block
    currentBlock = block
    flagProducer = .none
    var inst = function.layout.lastInst(block)
    var arguments: [VirtualRegister] = []
    guard !inst.isNone, function[inst].opcode.isTerminator else {
      return unsupported("a block without a terminator")
    }
    currentInst = inst
    if options.keepsLocations { builder.position = function.sourceLocations[inst] }
    arguments = lowerTerminator(inst)
    builder.flush()
    inst = function.layout.previous(inst)
    while !inst.isNone {
      currentInst = inst
      if options.keepsLocations { builder.position = function.sourceLocations[inst] }
      if isNeeded(inst) {
        lower(inst)
        builder.flush()
      }
      inst = function.layout.previous(inst)
    }
    var parameters: [VirtualRegister] = []
    if index == 0 {
      lowerEntry(block)
      builder.flush()
    } else {
      for position in 0..<function.parameterCount(block) {
        let value = function.parameter(block, position)
        if useCounts[value.index] > 0 { appendRegisters(value, to: &parameters) }
      }
    }
    builder.endBlock(
      successors: order.blocks[index].successors, parameters: parameters, arguments: arguments,
      isCold: order.blocks[index].isCold)
  }

  private mutating func isNeeded(_ inst: Inst) -> Bool {
    if isSunk[inst.index] { return false }
    for value in function.results(of: inst) where valueRegisters[value.index] != .max { return true }
    return inst == flagProducer || function.hasSideEffects(inst)
  }

  mutating func appendRegisters(_ value: Value, to list: inout [VirtualRegister]) {
    let (low, high) = registers(value)
    list.append(low)
    if function.type(of: value) == .i128 { list.append(high) }
  }

  /// The arguments of a block call for those parameters that are used.
  mutating func blockArguments(_ call: BlockCall) -> [VirtualRegister] {
    let target = function.target(of: call)
    var list: [VirtualRegister] = []
    for index in 0..<function.argumentCount(of: call) {
      guard index < function.parameterCount(target) else { break }
      if useCounts[function.parameter(target, index).index] == 0 { continue }
      if let value = function.argument(of: call, index).value { appendRegisters(value, to: &list) }
    }
    return list
  }

  private mutating func lowerEdge(_ item: OrderedBlock) {
    currentBlock = .none
    currentInst = .none
    var arguments: [VirtualRegister] = []
    if item.tryIndex >= 0 {
      arguments = lowerTryEdge(item)
    } else {
      arguments = blockArguments(item.call)
    }
    append(.jump)
    builder.flush()
    builder.endBlock(
      successors: item.successors, parameters: [], arguments: arguments, isCold: item.isCold)
  }

  // MARK: Registers of values

  static func registerClass(_ type: IRType) -> RegisterClass {
    type.isInteger ? .integer : .float
  }

  mutating func makeRegister(_ type: IRType) -> VirtualRegister {
    type.isInteger
      ? builder.makeRegister(.integer) : builder.makeRegister(.float, slotSize: type.bytes > 8 ? 16 : 8)
  }
  @inline(__always) mutating func temporary() -> VirtualRegister { builder.makeRegister(.integer) }
  @inline(__always) mutating func floatTemporary() -> VirtualRegister { builder.makeRegister(.float) }

  /// The register that was asked for, nil if the value is not needed.
  @inline(__always) func wanted(_ value: Value) -> VirtualRegister? {
    let packed = valueRegisters[value.index]
    return packed == .max ? nil : VirtualRegister(raw: UInt32(truncatingIfNeeded: packed))
  }
  mutating func wantedPair(_ value: Value) -> (VirtualRegister, VirtualRegister)? {
    let packed = valueRegisters[value.index]
    if packed == .max { return nil }
    return (
      VirtualRegister(raw: UInt32(truncatingIfNeeded: packed)),
      VirtualRegister(raw: UInt32(truncatingIfNeeded: packed >> 32))
    )
  }
  /// The result register of an instruction with one result, nil if it is not needed.
  @inline(__always) func result(_ inst: Inst) -> VirtualRegister? { wanted(function.firstResult(inst)) }
  /// The result register, a fresh one if nobody asked.
  mutating func resultOrTemporary(_ inst: Inst) -> VirtualRegister {
    result(inst) ?? makeRegister(function.type(of: function.firstResult(inst)))
  }

  /// The register of a value that fits in one.
  mutating func register(_ value: Value) -> VirtualRegister { registers(value).0 }

  /// The registers of a value; the second is `none` unless the value is a pair.
  mutating func registers(_ original: Value) -> (VirtualRegister, VirtualRegister) {
    let value = function.resolve(original)
    let packed = valueRegisters[value.index]
    if packed != .max {
      return (
        VirtualRegister(raw: UInt32(truncatingIfNeeded: packed)),
        VirtualRegister(raw: UInt32(truncatingIfNeeded: packed >> 32))
      )
    }
    let type = function.type(of: value)
    if case .result(let inst, let position) = function.values[value].definition {
      let data = function[inst]
      switch data.opcode {
      case .iconst:
        let low = constant(data.signedImmediate)
        return (low, type == .i128 ? constant(0) : .none)
      case .f32const: return (floatConstant(data.immediate, width: 4), .none)
      case .f64const: return (floatConstant(data.immediate, width: 8), .none)
      case .f16const:
        let bits = constant(Int64(data.immediate & 0xFFFF))
        let result = floatTemporary()
        unary(.moveToFloat, result, bits, width: 4)
        return (result, .none)
      case .ireduce: 
        let (low, high) = registers(Value(raw: data.a))
        return (low, type == .i128 ? high : .none)
      case .isplit where data.type == .i128:
        let (low, high) = registers(Value(raw: data.a))
        return (position == 0 ? low : high, .none)
      case .iconcat where data.type == .i64:
        return (register(Value(raw: data.a)), register(Value(raw: data.b)))
      case .uextend where type == .i64 && clearsUpperHalf(Value(raw: data.a)):
        return (register(Value(raw: data.a)), .none)
      default: break
      }
    }
    if type.isVector || type.isInvalid {
      unsupported("the type \(type)")
    }
    let low = makeRegister(type)
    let high = type == .i128 ? makeRegister(.i64) : VirtualRegister.none
    valueRegisters[value.index] = UInt64(low.raw) | UInt64(high.raw) << 32
    return (low, high)
  }

  /// Whether the register of an i32 value surely has zeros above it.
  private mutating func clearsUpperHalf(_ value: Value) -> Bool {
    guard function.type(of: value) == .i32, let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .iadd, .isub, .imul, .band, .bor, .bxor, .bnot, .ineg, .ishl, .ushr, .sshr, .rotl, .rotr:
      return true
    case .load: return !isSunk[inst.index]
    default: return false
    }
  }

  /// The instruction that defines a value if it has the opcode.
  mutating func definition(_ value: Value, _ opcode: Opcode) -> Inst? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == opcode else { return nil }
    return inst
  }

  /// The value of an integer constant, sign-extended.
  mutating func constantValue(_ value: Value) -> Int64? {
    guard let inst = function.definingInst(of: value) else { return nil }
    let data = function[inst]
    switch data.opcode {
    case .iconst: return data.type == .i128 ? nil : data.signedImmediate
    case .ireduce:
      guard let wide = constantValue(Value(raw: data.a)) else { return nil }
      let shift = Int64(64 - function.type(of: function.resolve(value)).bits)
      return shift > 0 ? (wide << shift) >> shift : wide
    case .uextend:
      guard let narrow = constantValue(Value(raw: data.a)), data.type != .i128 else { return nil }
      return Int64(bitPattern: UInt64(bitPattern: narrow) & function.type(of: Value(raw: data.a)).mask)
    case .sextend: return data.type == .i128 ? nil : constantValue(Value(raw: data.a))
    default: return nil
    }
  }

  mutating func constant(_ value: Int64) -> VirtualRegister {
    let register = temporary()
    let mark = builder.operandMark
    define(register)
    var instruction = MachineInstruction(X64Operation.moveImmediate.rawValue)
    instruction.immediate = value
    builder.append(instruction, mark: mark)
    builder.markRematerializable(register)
    return register
  }

  mutating func floatConstant(_ bits: UInt64, width: UInt8) -> VirtualRegister {
    let register = floatTemporary()
    let mark = builder.operandMark
    define(register)
    if bits == 0 {
      builder.append(MachineInstruction(X64Operation.floatZero.rawValue, width: width), mark: mark)
    } else {
      var instruction = MachineInstruction(X64Operation.floatLoad.rawValue, width: width)
      instruction.address = .constant
      instruction.payload = floatPool(bits, width: width)
      builder.append(instruction, mark: mark)
      builder.markRematerializable(register)
    }
    return register
  }

  /// A constant of the pool with the bits repeated to 16 bytes if `isVector`.
  mutating func floatPool(_ bits: UInt64, width: UInt8, isVector: Bool = false) -> UInt32 {
    var bytes: [UInt8] = []
    for _ in 0..<(isVector ? 16 / Int(width) : 1) {
      for byte in 0..<Int(width) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
    }
    return builder.constant(bytes)
  }

  // MARK: Operands

  @inline(__always) mutating func define(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .register, isDefinition: true))
  }
  @inline(__always) mutating func defineEarly(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .register, isDefinition: true, isMoved: true))
  }
  @inline(__always) mutating func define(_ register: VirtualRegister, reusing input: UInt8) {
    builder.operand(AllocationOperand(register, .reuse, data: input, isDefinition: true))
  }
  @inline(__always) mutating func define(_ register: VirtualRegister, in fixed: PhysicalRegister) {
    builder.operand(AllocationOperand(register, .fixed, data: fixed.index, isDefinition: true))
  }
  @inline(__always) mutating func defineEarly(_ register: VirtualRegister, in fixed: PhysicalRegister) {
    builder.operand(
      AllocationOperand(register, .fixed, data: fixed.index, isDefinition: true, isMoved: true))
  }
  @inline(__always) mutating func use(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .register, isDefinition: false))
  }
  @inline(__always) mutating func useAny(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .any, isDefinition: false))
  }
  @inline(__always) mutating func useLate(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .register, isDefinition: false, isMoved: true))
  }
  @inline(__always) mutating func use(_ register: VirtualRegister, in fixed: PhysicalRegister) {
    builder.operand(AllocationOperand(register, .fixed, data: fixed.index, isDefinition: false))
  }

  /// Adds the registers of an address and describes it in the instruction.
  mutating func useAddress(
    _ address: X64Address, in instruction: inout MachineInstruction, isLate: Bool = false
  ) {
    instruction.address = address.kind
    instruction.shift = address.shift
    instruction.displacement = address.displacement
    instruction.payload = address.payload
    instruction.trapCode = address.trapCode
    if !address.base.isNone { isLate ? useLate(address.base) : use(address.base) }
    if !address.index.isNone { isLate ? useLate(address.index) : use(address.index) }
  }

  /// Adds a right-hand operand.
  @inline(__always)
  mutating func useSource(_ source: X64Source, in instruction: inout MachineInstruction) {
    switch source {
    case .register(let register): useAny(register)
    case .immediate(let value):
      instruction.hasImmediate = true
      instruction.immediate = value
    case .memory(let address): useAddress(address, in: &instruction)
    }
  }

  // MARK: Frequent instructions

  mutating func append(_ operation: X64Operation) {
    builder.append(MachineInstruction(operation.rawValue), mark: builder.operandMark)
  }
  /// D, U rm
  mutating func unary(
    _ operation: X64Operation, _ result: VirtualRegister, _ source: VirtualRegister, width: UInt8,
    condition: UInt8 = 0, immediate: Int64 = 0
  ) {
    unary(operation, result, .register(source), width: width, condition: condition, immediate: immediate)
  }
  mutating func unary(
    _ operation: X64Operation, _ result: VirtualRegister, _ source: X64Source, width: UInt8,
    condition: UInt8 = 0, immediate: Int64 = 0
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(operation.rawValue, width: width, condition: condition)
    instruction.immediate = immediate
    define(result)
    switch source {
    case .register(let register):
      operation == .moveFromFloat || operation == .floatCompare ? use(register) : useAny(register)
    case .memory(let address): useAddress(address, in: &instruction)
    case .immediate: break
    }
    builder.append(instruction, mark: mark)
  }
  mutating func move(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8 = 8) {
    unary(.move, result, source, width: width)
  }
  /// D = U1, U1, rm
  mutating func binary(
    _ operation: X64Operation, _ result: VirtualRegister, _ left: VirtualRegister, _ right: X64Source,
    width: UInt8, condition: UInt8 = 0
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(operation.rawValue, width: width, condition: condition)
    define(result, reusing: 1)
    useAny(left)
    if operation == .floatLogic, case .register(let register) = right {
      // It reads 16 aligned bytes: more than a slot has.
      use(register)
    } else {
      useSource(right, in: &instruction)
    }
    builder.append(instruction, mark: mark)
  }
  mutating func alu(
    _ operation: ALUOperation, _ result: VirtualRegister, _ left: VirtualRegister, _ right: X64Source,
    width: UInt8
  ) {
    binary(.alu, result, left, right, width: width, condition: operation.rawValue)
  }
  mutating func shift(
    _ operation: ShiftOperation, _ result: VirtualRegister, _ source: VirtualRegister, by amount: UInt8,
    width: UInt8
  ) {
    binary(
      .shift, result, source, .immediate(Int64(amount)), width: width, condition: operation.rawValue)
  }
  mutating func shift(
    _ operation: ShiftOperation, _ result: VirtualRegister, _ source: VirtualRegister,
    by amount: VirtualRegister, width: UInt8
  ) {
    let mark = builder.operandMark
    define(result, reusing: 1)
    useAny(source)
    use(amount, in: X64Register.rcx)
    builder.append(
      MachineInstruction(X64Operation.shift.rawValue, width: width, condition: operation.rawValue),
      mark: mark)
  }
  mutating func extend(
    _ result: VirtualRegister, _ source: VirtualRegister, from: UInt8, to: UInt8, _ kind: Extension
  ) {
    unary(.extend, result, source, width: to, condition: kind.rawValue, immediate: Int64(from))
  }
  /// D = U, U
  mutating func negate(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    binary1(.unary, result, source, width: width, condition: 3)
  }
  mutating func complement(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    binary1(.unary, result, source, width: width, condition: 2)
  }
  mutating func binary1(
    _ operation: X64Operation, _ result: VirtualRegister, _ source: VirtualRegister, width: UInt8,
    condition: UInt8 = 0
  ) {
    let mark = builder.operandMark
    define(result, reusing: 1)
    useAny(source)
    builder.append(
      MachineInstruction(operation.rawValue, width: width, condition: condition), mark: mark)
  }
  mutating func compare(_ left: VirtualRegister, _ right: X64Source, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.compare.rawValue, width: width)
    if case .immediate = right { useAny(left) } else { use(left) }
    useSource(right, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func test(_ left: VirtualRegister, _ right: VirtualRegister, width: UInt8) {
    let mark = builder.operandMark
    use(left)
    use(right)
    builder.append(MachineInstruction(X64Operation.test.rawValue, width: width), mark: mark)
  }
  mutating func test(_ left: VirtualRegister, mask: Int64, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.test.rawValue, width: width)
    useAny(left)
    instruction.hasImmediate = true
    instruction.immediate = mask
    builder.append(instruction, mark: mark)
  }
  mutating func setCondition(_ result: VirtualRegister, _ condition: X64Condition) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.setCondition.rawValue, width: 1, condition: condition.first.rawValue)
    instruction.payload = condition.mode
    instruction.immediate = Int64(condition.second.rawValue)
    define(result)
    builder.append(instruction, mark: mark)
  }
  /// `result` = condition ? `isTrue` : `isFalse`, for integers.
  mutating func conditionalMove(
    _ result: VirtualRegister, _ condition: X64Condition, _ isTrue: VirtualRegister,
    _ isFalse: VirtualRegister, width: UInt8
  ) {
    var condition = condition
    var (yes, no) = (isTrue, isFalse)
    if condition.mode == 1 {
      condition = condition.complement
      swap(&yes, &no)
    }
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.conditionalMove.rawValue, width: max(width, 4), condition: condition.first.rawValue)
    instruction.payload = condition.mode
    instruction.immediate = Int64(condition.second.rawValue)
    define(result, reusing: 1)
    useAny(no)
    useAny(yes)
    builder.append(instruction, mark: mark)
  }
  mutating func load(
    _ result: VirtualRegister, _ address: X64Address, width: UInt8, _ kind: Extension = .zero
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.load.rawValue, width: width, condition: kind.rawValue)
    define(result)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func store(_ source: VirtualRegister, _ address: X64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.store.rawValue, width: width)
    use(source)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func floatLoad(_ result: VirtualRegister, _ address: X64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.floatLoad.rawValue, width: width)
    define(result)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func floatStore(_ source: VirtualRegister, _ address: X64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.floatStore.rawValue, width: width)
    use(source)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func lea(_ result: VirtualRegister, _ address: X64Address, width: UInt8 = 8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.lea.rawValue, width: width)
    define(result)
    useAddress(address, in: &instruction)
    instruction.trapCode = 0
    builder.append(instruction, mark: mark)
  }
}
