// Text of code before register allocation, one instruction a line.

import Codegen
import MachineCode
import RegisterAllocator

struct X64Printer {
  private let code: VCode
  init(_ code: VCode) { self.code = code }

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
      var text = "v\(operand.register.raw)"
      switch operand.constraint {
      case .fixed: text += "@" + X64Register.name(PhysicalRegister(operand.data))
      case .reuse: text += "=%\(operand.data)"
      case .any: text += "?"
      case .register: break
      }
      if operand.isDefinition {
        definitions.append(text)
      } else if instruction.address != .none, position >= Int(record.operandCount) - addressCount {
        registers.append("v\(operand.register.raw)")
      } else {
        uses.append(text)
      }
    }
    if instruction.address != .none { uses.append(address(instruction, registers)) }
    if instruction.hasImmediate || operation == .moveImmediate || operation == .multiplyImmediate {
      uses.append("\(instruction.immediate)")
    }
    if operation == .call || operation == .tailCall { uses.append(symbol(instruction.payload)) }
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
