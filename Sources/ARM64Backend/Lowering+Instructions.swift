// Appending of single machine instructions during selection.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  /// Adds the registers of an address and describes it in the instruction.
  mutating func useAddress(_ address: ARM64Address, in instruction: inout MachineInstruction) {
    instruction.address = address.kind
    instruction.shift = (address.isScaled ? 1 : 0) | address.indexExtension << 4
    instruction.displacement = address.displacement
    instruction.payload = address.payload
    instruction.trapCode = address.trapCode
    if !address.base.isNone { use(address.base) }
    if !address.index.isNone { use(address.index) }
  }

  /// Adds a right-hand operand.
  mutating func useRight(_ right: ARM64Right, in instruction: inout MachineInstruction) {
    switch right {
    case .register(let register):
      instruction.shift = RightForm.register.rawValue
      use(register)
    case .immediate(let value):
      instruction.shift = RightForm.immediate.rawValue
      instruction.hasImmediate = true
      instruction.immediate = value
    case .logicalImmediate(let value):
      instruction.shift = RightForm.logicalImmediate.rawValue
      instruction.hasImmediate = true
      instruction.immediate = value
    case .shifted(let register, let operation, let amount):
      instruction.shift = RightForm.shifted.rawValue
      instruction.displacement = Int32(amount) | Int32(operation.rawValue) << 8
      use(register)
    case .extended(let register, let option, let amount):
      instruction.shift = RightForm.extended.rawValue
      instruction.displacement = Int32(amount) | Int32(option) << 8
      use(register)
    }
  }

  mutating func append(_ operation: ARM64Operation) {
    builder.append(MachineInstruction(operation.rawValue), mark: builder.operandMark)
  }
  /// D, U
  mutating func unary(
    _ operation: ARM64Operation, _ result: VirtualRegister, _ source: VirtualRegister, width: UInt8,
    condition: UInt8 = 0, immediate: Int64 = 0
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(operation.rawValue, width: width, condition: condition)
    instruction.immediate = immediate
    define(result)
    use(source)
    builder.append(instruction, mark: mark)
  }
  mutating func move(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8 = 8) {
    unary(.move, result, source, width: width)
  }
  /// D, U, U
  mutating func binary(
    _ operation: ARM64Operation, _ result: VirtualRegister, _ left: VirtualRegister, _ right: VirtualRegister,
    width: UInt8, condition: UInt8 = 0, immediate: Int64 = 0
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(operation.rawValue, width: width, condition: condition)
    instruction.immediate = immediate
    define(result)
    use(left)
    use(right)
    builder.append(instruction, mark: mark)
  }
  /// D, U, U, U
  mutating func ternary(
    _ operation: ARM64Operation, _ result: VirtualRegister, _ first: VirtualRegister, _ second: VirtualRegister,
    _ third: VirtualRegister, width: UInt8, condition: UInt8 = 0
  ) {
    let mark = builder.operandMark
    define(result)
    use(first)
    use(second)
    use(third)
    builder.append(MachineInstruction(operation.rawValue, width: width, condition: condition), mark: mark)
  }
  mutating func alu(
    _ operation: ALUOperation, _ result: VirtualRegister, _ left: VirtualRegister, _ right: ARM64Right,
    width: UInt8
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      ARM64Operation.alu.rawValue, width: width, condition: operation.rawValue)
    define(result)
    use(left)
    useRight(right, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func alu(
    _ operation: ALUOperation, _ result: VirtualRegister, _ left: VirtualRegister, _ right: VirtualRegister,
    width: UInt8
  ) {
    alu(operation, result, left, .register(right), width: width)
  }
  /// Only the flags.
  mutating func aluFlags(_ operation: ALUOperation, _ left: VirtualRegister, _ right: ARM64Right, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      ARM64Operation.aluFlags.rawValue, width: width, condition: operation.rawValue)
    use(left)
    useRight(right, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func compare(_ left: VirtualRegister, _ right: ARM64Right, width: UInt8) {
    aluFlags(.subtractFlags, left, right, width: width)
  }
  mutating func shift(
    _ operation: ShiftOperation, _ result: VirtualRegister, _ source: VirtualRegister, by amount: UInt8,
    width: UInt8
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      ARM64Operation.shift.rawValue, width: width, condition: operation.rawValue)
    define(result)
    use(source)
    instruction.hasImmediate = true
    instruction.immediate = Int64(amount)
    builder.append(instruction, mark: mark)
  }
  mutating func shift(
    _ operation: ShiftOperation, _ result: VirtualRegister, _ source: VirtualRegister,
    by amount: VirtualRegister, width: UInt8
  ) {
    binary(.shift, result, source, amount, width: width, condition: operation.rawValue)
  }
  mutating func extend(
    _ result: VirtualRegister, _ source: VirtualRegister, from: UInt8, to: UInt8, _ kind: Extension
  ) {
    unary(.extend, result, source, width: to, condition: kind.rawValue, immediate: Int64(from))
  }
  mutating func bits(_ operation: BitOperation, _ result: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    unary(.bits, result, source, width: width, condition: operation.rawValue)
  }
  /// `result` = -`source`
  mutating func negate(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    alu(.subtract, result, constant(0), source, width: width)
  }
  mutating func complement(_ result: VirtualRegister, _ source: VirtualRegister, width: UInt8) {
    alu(.orNot, result, constant(0), source, width: width)
  }
  mutating func multiply(
    _ result: VirtualRegister, _ left: VirtualRegister, _ right: VirtualRegister, width: UInt8
  ) {
    binary(.multiply, result, left, right, width: width)
  }

  // MARK: Conditions

  /// A condition of flags: registers are compared first.
  mutating func flags(_ condition: ARM64Condition) -> ARM64Condition {
    switch condition.kind {
    case .flags: return condition
    case .nonZero: compare(condition.register, .immediate(0), width: condition.width)
    case .bit:
      aluFlags(
        .andFlags, condition.register, .logicalImmediate(Int64(bitPattern: 1 << UInt64(condition.bit))), width: 8)
    }
    return ARM64Condition(condition.isNegated ? .equal : .notEqual)
  }

  func describe(_ condition: ARM64Condition, in instruction: inout MachineInstruction) {
    instruction.condition = condition.first.rawValue
    instruction.payload = condition.mode
    instruction.immediate = Int64(condition.second.rawValue)
  }

  mutating func setCondition(_ result: VirtualRegister, _ condition: ARM64Condition) {
    let condition = flags(condition)
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.setCondition.rawValue, width: 4)
    describe(condition, in: &instruction)
    define(result)
    builder.append(instruction, mark: mark)
  }
  /// `result` = condition ? `isTrue` : `isFalse`, for integers.
  mutating func select(
    _ result: VirtualRegister, _ original: ARM64Condition, _ isTrue: VirtualRegister,
    _ isFalse: VirtualRegister, width: UInt8, form: SelectForm = .plain
  ) {
    let condition = flags(original)
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.select.rawValue, width: width)
    describe(condition, in: &instruction)
    instruction.shift = form.rawValue
    define(result)
    use(isTrue)
    use(isFalse)
    builder.append(instruction, mark: mark)
  }

  mutating func lowerTrapIf(_ condition: ARM64Condition, _ code: TrapCode) {
    if condition.kind == .nonZero {
      let mark = builder.operandMark
      var instruction = MachineInstruction(
        ARM64Operation.trapIfZero.rawValue, width: condition.width, condition: condition.isNegated ? 0 : 1)
      instruction.trapCode = code.raw
      use(condition.register)
      builder.append(instruction, mark: mark)
      return
    }
    let condition = flags(condition)
    var instruction = MachineInstruction(ARM64Operation.trapIf.rawValue)
    describe(condition, in: &instruction)
    instruction.trapCode = code.raw
    builder.append(instruction, mark: builder.operandMark)
  }

  // MARK: Memory

  mutating func load(
    _ result: VirtualRegister, _ address: ARM64Address, width: UInt8, _ kind: Extension = .zero
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      ARM64Operation.load.rawValue, width: width, condition: kind.rawValue)
    define(result)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func store(_ source: VirtualRegister, _ address: ARM64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.store.rawValue, width: width)
    use(source)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func storeZero(_ address: ARM64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.store.rawValue, width: width)
    useAddress(address, in: &instruction)
    instruction.hasImmediate = true
    builder.append(instruction, mark: mark)
  }
  mutating func floatLoad(_ result: VirtualRegister, _ address: ARM64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.floatLoad.rawValue, width: width)
    define(result)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func floatStore(_ source: VirtualRegister, _ address: ARM64Address, width: UInt8) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.floatStore.rawValue, width: width)
    use(source)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }
  mutating func loadAddress(_ result: VirtualRegister, _ address: ARM64Address) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.loadAddress.rawValue)
    define(result)
    useAddress(address, in: &instruction)
    instruction.trapCode = 0
    builder.append(instruction, mark: mark)
  }
}
