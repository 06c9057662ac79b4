// Text of code, one instruction a line: with virtual registers, or allocated with the allocator's moves.

import Codegen
import MachineCode
import RegisterAllocator

struct X64Printer {
  private let code: VCode
  private let allocation: Allocation?
  init(_ code: VCode, _ allocation: Allocation? = nil) {
    self.code = code
    self.allocation = allocation
  }

  /// Allocated code: blocks without code and deleted instructions are left out.
  func assembly() -> String {
    guard let allocation else { return text() }
    var result = "\(code.name):\n"
    var move = 0
    let deleted = Set(allocation.deleted)
    for (number, block) in code.problem.blocks.enumerated() {
      result += "block\(number):\n"
      for index in Int(block.start)..<Int(block.end) {
        while move < allocation.moves.count, allocation.moves[move].instruction == UInt32(index) {
          let item = allocation.moves[move]
          let source =
            item.source.isRematerialization
            ? "again " + line(Int(item.source.instruction)) : place(item.source)
          result += "    move \(place(item.destination)), \(source)\n"
          move += 1
        }
        let operation = X64Operation(rawValue: code.instructions[index].opcode)
        if operation == .arrive || operation == .keep || deleted.contains(UInt32(index)) { continue }
        var text = line(index)
        if operation == .jump || operation == .branch {
          let successors = code.problem.blockLists[block.successors]
          text += " " + successors.map { "block\($0)" }.joined(separator: ", ")
        }
        result += "    " + text + "\n"
      }
    }
    return result
  }

  private func place(_ location: Location) -> String {
    if location.isNone { return "none" }
    if location.isSlot { return "[spill\(location.slot)]" }
    if location.isRematerialization { return "again\(location.instruction)" }
    return X64Register.name(location.register)
  }

  /// An operand of the code: its virtual register with its constraint, or where it was put.
  private func operandText(_ index: Int) -> String {
    let operand = code.problem.operands[index]
    if let allocation { return place(allocation.operands[index]) }
    var text = "v\(operand.register.raw)"
    switch operand.constraint {
    case .fixed: text += "@" + X64Register.name(PhysicalRegister(operand.data))
    case .reuse: text += "=%\(operand.data)"
    case .any: text += "?"
    case .register: break
    }
    return text
  }

  func text() -> String {
    var result = "vcode \(code.name)\n"
    for (number, block) in code.problem.blocks.enumerated() {
      result += "block\(number)"
      let parameters = code.problem.registerLists[block.parameters]
      if !parameters.isEmpty {
        result += "(" + parameters.map { "v\($0.raw)" }.joined(separator: ", ") + ")"
      }
      result += block.isCold ? ": cold\n" : ":\n"
      for index in Int(block.start)..<Int(block.end) { result += "    " + line(index) + "\n" }
      let successors = code.problem.blockLists[block.successors]
      if !successors.isEmpty {
        let arguments = code.problem.registerLists[block.arguments]
        result += "    -> " + successors.map { "block\($0)" }.joined(separator: ", ")
        if !arguments.isEmpty {
          result += "(" + arguments.map { "v\($0.raw)" }.joined(separator: ", ") + ")"
        }
        result += "\n"
      }
    }
    return result
  }

  private func line(_ index: Int) -> String {
    let instruction = code.instructions[index]
    let record = code.problem.instructions[index]
    let operation = X64Operation(rawValue: instruction.opcode)
    var name = operation.map { "\($0)" } ?? "?"
    switch operation {
    case .alu, .aluMemory: name = ALUOperation(rawValue: instruction.condition)?.name ?? name
    case .shift: name = ShiftOperation(rawValue: instruction.condition)?.name ?? name
    case .branch, .setCondition, .conditionalMove, .trapIf, .floatConditionalMove:
      name += "." + (ConditionCode(rawValue: instruction.condition)?.suffix ?? "?")
      if instruction.payload == 1 || instruction.payload == 2 {
        let second = ConditionCode(rawValue: UInt8(truncatingIfNeeded: instruction.immediate))
        name += (instruction.payload == 1 ? "&" : "|") + (second?.suffix ?? "?")
      }
    default: break
    }
    name += ".\(instruction.width)"
    let addressCount = addressRegisterCount(instruction.address)
    var definitions: [String] = []
    var uses: [String] = []
    var registers: [String] = []
    for (position, operandIndex) in record.operands.enumerated() {
      let operand = code.problem.operands[operandIndex]
      let text = operandText(operandIndex)
      if operand.isDefinition {
        definitions.append(text)
      } else if instruction.address != .none, position >= Int(record.operandCount) - addressCount {
        registers.append(
          allocation.map { place($0.operands[operandIndex]) } ?? "v\(operand.register.raw)")
      } else {
        uses.append(text)
      }
    }
    if instruction.address != .none { uses.append(address(instruction, registers)) }
    if instruction.hasImmediate || operation == .moveImmediate || operation == .multiplyImmediate {
      uses.append("\(instruction.immediate)")
    }
    if operation == .call || operation == .tailCall { uses.append(symbol(instruction.payload)) }
    if allocation != nil {
      // The tied input and fixed operands say nothing that the definition does not.
      if let first = record.operands.first, code.problem.operands[first].constraint == .reuse, !uses.isEmpty {
        uses.removeFirst()
      }
      switch operation {
      case .call, .tailCall: return name + " " + symbol(instruction.payload)
      case .return: return name
      default: break
      }
      // What is written stands first, memory too.
      let writesMemory = operation == .aluMemory || operation == .store || operation == .floatStore
      if writesMemory, !instruction.hasImmediate, uses.count == 2 { uses.swapAt(0, 1) }
      return name + (definitions + uses).enumerated().map { ($0 == 0 ? " " : ", ") + $1 }.joined()
    }
    let left = definitions.isEmpty ? "" : definitions.joined(separator: ", ") + " = "
    return left + name + (uses.isEmpty ? "" : " " + uses.joined(separator: ", "))
  }

  private func addressRegisterCount(_ kind: AddressKind) -> Int {
    switch kind {
    case .base, .index, .stackSlotIndex: 1
    case .baseIndex: 2
    default: 0
    }
  }
  private func symbol(_ raw: UInt32) -> String {
    let symbol = CodeSymbol(raw: raw)
    return "\(symbol.kind)\(symbol.index)"
  }
  private func address(_ instruction: MachineInstruction, _ registers: [String]) -> String {
    var parts: [String] = []
    switch instruction.address {
    case .stackSlot, .stackSlotIndex: parts.append("ss\(instruction.payload)")
    case .incoming: parts.append("incoming")
    case .outgoing: parts.append("outgoing")
    case .symbol: parts.append(symbol(instruction.payload))
    case .constant: parts.append("const\(instruction.payload)")
    default: break
    }
    for (index, register) in registers.enumerated() {
      let isIndex = index == 1 || instruction.address == .index || instruction.address == .stackSlotIndex
      parts.append(isIndex && instruction.shift > 0 ? "\(register)*\(1 << instruction.shift)" : register)
    }
    var text = parts.joined(separator: "+")
    if instruction.displacement != 0 { text += "\(instruction.displacement >= 0 ? "+" : "")\(instruction.displacement)" }
    return "[" + text + "]"
  }
}
