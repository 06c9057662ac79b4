// Selection of atomic operations: acquiring loads, releasing stores, and loops of exclusive accesses.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  mutating func lowerAtomic(_ inst: Inst) {
    let data = function[inst]
    let type =
      data.opcode == .atomicStore
      ? function.type(of: function.resolve(Value(raw: data.a)))
      : function.type(of: function.firstResult(inst))
    guard type.isInteger, type.bytes <= 8 else { return unsupported("\(data.opcode.name) of \(type)") }
    let width = UInt8(type.bytes)
    // These accesses have no displacement.
    var address = ARM64Address()
    address.base = register(data.address)
    if !data.flags.isNotrap { address.trapCode = function.annotation(data.flags).trapCode.raw }
    switch data.opcode {
    case .atomicLoad:
      let target = resultOrTemporary(inst)
      let mark = builder.operandMark
      var instruction = MachineInstruction(ARM64Operation.loadAcquire.rawValue, width: width)
      define(target)
      useAddress(address, in: &instruction)
      builder.append(instruction, mark: mark)
    case .atomicStore:
      let value = register(Value(raw: data.a))
      let mark = builder.operandMark
      var instruction = MachineInstruction(ARM64Operation.storeRelease.rawValue, width: width)
      use(value)
      useAddress(address, in: &instruction)
      builder.append(instruction, mark: mark)
    case .atomicCas:
      let expected = register(Value(raw: data.b))
      let replacement = register(Value(raw: data.c))
      let target = resultOrTemporary(inst)
      let mark = builder.operandMark
      var instruction = MachineInstruction(ARM64Operation.compareExchange.rawValue, width: width)
      instruction.trapCode = address.trapCode
      defineEarly(target)
      useLate(expected)
      useLate(replacement)
      useLate(address.base)
      builder.append(instruction, mark: mark)
    case .atomicRmw:
      let operand = register(Value(raw: data.b))
      let target = resultOrTemporary(inst)
      let operation: AtomicOperation
      switch data.atomicOperation {
      case .xchg: operation = .exchange
      case .add: operation = .add
      case .sub: operation = .subtract
      case .and: operation = .and
      case .or: operation = .or
      case .xor: operation = .xor
      case .nand: operation = .nand
      case .smin: operation = .signedMin
      case .smax: operation = .signedMax
      case .umin: operation = .unsignedMin
      case .umax: operation = .unsignedMax
      }
      let mark = builder.operandMark
      var instruction = MachineInstruction(
        ARM64Operation.atomicLoop.rawValue, width: width, condition: operation.rawValue)
      instruction.trapCode = address.trapCode
      defineEarly(target)
      useLate(operand)
      useLate(address.base)
      builder.append(instruction, mark: mark)
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }
}
