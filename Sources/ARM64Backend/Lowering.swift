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
struct ARM64Address {
  var kind = AddressKind.base
  var base = VirtualRegister.none
  var index = VirtualRegister.none
  /// Whether the index counts elements of the access's width, and how its bits are widened: 0 not at all,
  /// 1 from 32 unsigned, 2 from 32 signed bits.
  var isScaled = false
  var indexExtension: UInt8 = 0
  var displacement: Int32 = 0
  var payload: UInt32 = 0
  var trapCode: UInt8 = 0
}

/// A right-hand operand.
enum ARM64Right {
  case register(VirtualRegister)
  /// What the 12-bit form can hold.
  case immediate(Int64)
  case logicalImmediate(Int64)
  case shifted(VirtualRegister, ShiftOperation, UInt8)
  /// Option as the hardware encodes it: 0 uxtb, 1 uxth, 2 uxtw, 4 sxtb, 5 sxth, 6 sxtw.
  case extended(VirtualRegister, UInt8, UInt8)
}

/// What to test: flags, whether a register is zero, or one bit of it.
struct ARM64Condition {
  enum Kind { case flags, nonZero, bit }
  var kind = Kind.flags
  var first = ConditionCode.notEqual
  /// Two conditions that must hold both (1), or one of them (2).
  var mode: UInt32 = 0
  var second = ConditionCode.equal
  var register = VirtualRegister.none
  var width: UInt8 = 8
  var bit: UInt8 = 0
  /// For registers: the test is for zero.
  var isNegated = false

  init(_ first: ConditionCode) { self.first = first }
  init(either first: ConditionCode, _ second: ConditionCode) {
    self.first = first
    mode = 2
    self.second = second
  }
  init(nonZero register: VirtualRegister, width: UInt8) {
    kind = .nonZero
    self.register = register
    self.width = width
  }
  init(bit: UInt8, of register: VirtualRegister) {
    kind = .bit
    self.register = register
    self.bit = bit
  }
  var complement: ARM64Condition {
    var result = self
    if kind == .flags {
      result.first = first.complement
      result.second = second.complement
      result.mode = mode == 0 ? 0 : 3 - mode
    } else {
      result.isNegated.toggle()
    }
    return result
  }
}

struct ARM64Lowering {
  let function: Function
  let order: BlockOrder
  let isa: ARM64ISA
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
  let callClobbers: UInt8

  init(
    _ function: borrowing Function, name: String, order: BlockOrder, isa: ARM64ISA, options: CodegenOptions
  ) {
    self.function = copy function
    self.order = order
    self.isa = isa
    self.options = options
    builder = VCodeBuilder(
      name: name, keepsPositions: options.keepsLocations, capacity: self.function.instructions.count * 2 + 16)
    let valueCount = self.function.values.count
    let instCount = self.function.instructions.count
    valueRegisters = ContiguousArray(repeating: .max, count: valueCount)
    useCounts = ContiguousArray(repeating: 0, count: valueCount)
    colors = ContiguousArray(repeating: 0, count: instCount)
    isSunk = ContiguousArray(repeating: false, count: instCount)
    assignment = ArgumentAssignment(
      self.function.signature, Self.rules(self.function.signature.callingConvention))
    callClobbers = builder.clobberSet(ARM64Register.callerSaved)
    builder.code.slots = self.function.stackSlots.elements
    builder.code.incomingSize = assignment.stackSize
  }

  static func rules(_ convention: CallingConvention) -> ConventionRules {
    switch convention {
    case .fast, .tail: ARM64Register.fast
    default: ARM64Register.standard
    }
  }

  mutating func unsupported(_ what: String) {
    if failure == nil { failure = what + " is not supported by the AArch64 backend" }
  }

  // MARK: The walk

  consuming func run() throws(InternalError) -> VCode {
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
    for item in order.blocks where !item.block.isNone {
      color &+= 1
      var inst = function.layout.firstInst(item.block)
      while !inst.isNone {
        colors[inst.index] = color
        uses.clear()
        function.appendUses(inst, to: &uses)
        for index in uses.indices { useCounts[function.resolve(uses[index]).index] &+= 1 }
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
    let item = order.blocks[index]
    let block = item.block
    currentBlock = block
    flagProducer = .none
    var inst = function.layout.lastInst(block)
    var arguments: [VirtualRegister] = []
    guard !inst.isNone, function[inst].opcode.isTerminator else {
      return unsupported("a block without a terminator")
    }
    currentInst = inst
    if options.keepsLocations { builder.position = function.sourceLocations[inst] }
    arguments = lowerTerminator(inst, item)
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
      successors: item.successors, parameters: parameters, arguments: arguments, isCold: item.isCold)
  }

  private func isNeeded(_ inst: Inst) -> Bool {
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
  func wantedPair(_ value: Value) -> (VirtualRegister, VirtualRegister)? {
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
  private func clearsUpperHalf(_ value: Value) -> Bool {
    guard function.type(of: value) == .i32, let inst = function.definingInst(of: value) else { return false }
    switch function[inst].opcode {
    case .iadd, .isub, .imul, .band, .bor, .bxor, .bnot, .ineg, .ishl, .ushr, .sshr, .rotl, .rotr:
      return true
    case .load: return !isSunk[inst.index]
    default: return false
    }
  }

  /// The instruction that defines a value if it has the opcode.
  func definition(_ value: Value, _ opcode: Opcode) -> Inst? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == opcode else { return nil }
    return inst
  }

  /// The value of an integer constant, sign-extended.
  func constantValue(_ value: Value) -> Int64? {
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
    var instruction = MachineInstruction(ARM64Operation.moveImmediate.rawValue)
    instruction.immediate = value
    builder.append(instruction, mark: mark)
    builder.markRematerializable(register)
    return register
  }

  mutating func floatConstant(_ bits: UInt64, width: UInt8) -> VirtualRegister {
    let register = floatTemporary()
    let mark = builder.operandMark
    define(register)
    if bits == 0 || ARM64Immediate.float(bits, width: width) != nil {
      var instruction = MachineInstruction(ARM64Operation.floatImmediate.rawValue, width: width)
      instruction.immediate = Int64(bitPattern: bits)
      builder.append(instruction, mark: mark)
    } else {
      var instruction = MachineInstruction(ARM64Operation.floatLoad.rawValue, width: width)
      instruction.address = .constant
      var bytes: [UInt8] = []
      for byte in 0..<Int(width) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
      instruction.payload = builder.constant(bytes)
      builder.append(instruction, mark: mark)
    }
    builder.markRematerializable(register)
    return register
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
  @inline(__always) mutating func useLate(_ register: VirtualRegister) {
    builder.operand(AllocationOperand(register, .register, isDefinition: false, isMoved: true))
  }
  @inline(__always) mutating func use(_ register: VirtualRegister, in fixed: PhysicalRegister) {
    builder.operand(AllocationOperand(register, .fixed, data: fixed.index, isDefinition: false))
  }
}
