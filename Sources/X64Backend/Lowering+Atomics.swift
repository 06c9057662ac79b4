// Selection of atomic operations: x86-64 orders everything but a store followed by a load, so only
// sequentially consistent stores need more than a plain access.

import Codegen
import PolyIR
import RegisterAllocator

extension X64Lowering {
  mutating func lowerAtomic(_ inst: Inst) {
    let data = function[inst]
    let type =
      data.opcode == .atomicStore
      ? function.type(of: function.resolve(Value(raw: data.a)))
      : function.type(of: function.firstResult(inst))
    guard type.isInteger, type.bytes <= 8 else { return unsupported("\(data.opcode.name) of \(type)") }
    let width = UInt8(type.bytes)
    let address = self.address(data.address, offset: 0, flags: data.flags)
    switch data.opcode {
    case .atomicLoad: load(resultOrTemporary(inst), address, width: width)
    case .atomicStore:
      let value = register(Value(raw: data.a))
      if data.flags.ordering == .sequentiallyConsistent {
        readModify(.exchange, temporary(), value, address, width: width)
      } else {
        store(value, address, width: width)
      }
    case .atomicCas:
      let expected = register(Value(raw: data.b))
      let replacement = register(Value(raw: data.c))
      let mark = builder.operandMark
      var instruction = MachineInstruction(X64Operation.compareExchange.rawValue, width: width)
      define(resultOrTemporary(inst), in: X64Register.rax)
      use(expected, in: X64Register.rax)
      use(replacement)
      useAddress(address, in: &instruction)
      builder.append(instruction, mark: mark)
    case .atomicRmw:
      let operand = register(Value(raw: data.b))
      let target = resultOrTemporary(inst)
      switch data.atomicOperation {
      case .xchg: readModify(.exchange, target, operand, address, width: width)
      case .add: readModify(.exchangeAdd, target, operand, address, width: width)
      case .sub:
        let negative = temporary()
        negate(negative, operand, width: 8)
        readModify(.exchangeAdd, target, negative, address, width: width)
      case .and: atomicLoop(.and, target, operand, address, width: width)
      case .or: atomicLoop(.or, target, operand, address, width: width)
      case .xor: atomicLoop(.xor, target, operand, address, width: width)
      case .nand: atomicLoop(.nand, target, operand, address, width: width)
      case .smin: atomicLoop(.signedMin, target, operand, address, width: width)
      case .smax: atomicLoop(.signedMax, target, operand, address, width: width)
      case .umin: atomicLoop(.unsignedMin, target, operand, address, width: width)
      case .umax: atomicLoop(.unsignedMax, target, operand, address, width: width)
      }
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }

  private mutating func readModify(
    _ operation: X64Operation, _ target: VirtualRegister, _ operand: VirtualRegister, _ address: X64Address,
    width: UInt8
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(operation.rawValue, width: width)
    define(target, reusing: 1)
    useAny(operand)
    useAddress(address, in: &instruction)
    builder.append(instruction, mark: mark)
  }

  private mutating func atomicLoop(
    _ operation: AtomicOperation, _ target: VirtualRegister, _ operand: VirtualRegister,
    _ address: X64Address, width: UInt8
  ) {
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.atomicLoop.rawValue, width: width, condition: operation.rawValue)
    defineEarly(target, in: X64Register.rax)
    defineEarly(temporary())
    useLate(operand)
    useAddress(address, in: &instruction, isLate: true)
    builder.append(instruction, mark: mark)
  }
}
