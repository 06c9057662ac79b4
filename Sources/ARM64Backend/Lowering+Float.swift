// Selection of floating-point arithmetic and conversions.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  mutating func lowerFloat(_ inst: Inst) {
    let data = function[inst]
    let value = function.firstResult(inst)
    let type = function.type(of: value)
    let a = Value(raw: data.a)
    let operandType = function.type(of: function.resolve(a))
    if data.opcode == .bitcast { return lowerBitcast(inst, from: operandType, to: type) }
    let float = type.isFloat ? type : operandType
    guard float == .f32 || float == .f64 else { return unsupported("\(data.opcode.name) of \(float)") }
    let width = UInt8(float.bytes)
    switch data.opcode {
    case .fadd: arithmetic(inst, .add, width)
    case .fmul: arithmetic(inst, .multiply, width)
    case .fsub: arithmetic(inst, .subtract, width)
    case .fdiv: arithmetic(inst, .divide, width)
    case .fmin: arithmetic(inst, .minimum, width)
    case .fmax: arithmetic(inst, .maximum, width)
    case .sqrt: floatUnary(inst, .squareRoot, width)
    case .fneg: floatUnary(inst, .negate, width)
    case .fabs: floatUnary(inst, .absolute, width)
    case .ceil: floatUnary(inst, .ceiling, width)
    case .floor: floatUnary(inst, .floor, width)
    case .trunc: floatUnary(inst, .truncate, width)
    case .nearest: floatUnary(inst, .nearest, width)
    case .fcopysign:
      let x = register(a)
      let y = register(Value(raw: data.b))
      let mark = builder.operandMark
      define(resultOrTemporary(inst), reusing: 1)
      use(x)
      use(y)
      builder.append(MachineInstruction(ARM64Operation.floatCopySign.rawValue, width: width), mark: mark)
    case .fma:
      let (x, y, z) = (register(a), register(Value(raw: data.b)), register(Value(raw: data.c)))
      ternary(.floatMultiplyAdd, resultOrTemporary(inst), x, y, z, width: width)
    case .fpromote:
      guard operandType == .f32, type == .f64 else { return unsupported("fpromote from \(operandType)") }
      floatUnary(inst, .toDouble, 4)
    case .fdemote:
      guard operandType == .f64, type == .f32 else { return unsupported("fdemote to \(type)") }
      floatUnary(inst, .toSingle, 8)
    case .fcvtFromSint, .fcvtFromUint: integerToFloat(inst, operandType, width)
    case .fcvtToSint, .fcvtToUint, .fcvtToSintSat, .fcvtToUintSat:
      if type == .i128 { return lowerFloatToPair(inst, width) }
      let isSigned = data.opcode == .fcvtToSint || data.opcode == .fcvtToSintSat
      let isSaturating = data.opcode == .fcvtToSintSat || data.opcode == .fcvtToUintSat
      let operand = register(a)
      let mark = builder.operandMark
      defineEarly(resultOrTemporary(inst))
      useLate(operand)
      var instruction = MachineInstruction(
        ARM64Operation.floatToInteger.rawValue, width: width,
        condition: (isSigned ? 1 : 0) | (isSaturating ? 2 : 0))
      instruction.immediate = Int64(type.bytes)
      builder.append(instruction, mark: mark)
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }

  private mutating func arithmetic(_ inst: Inst, _ operation: FloatOperation, _ width: UInt8) {
    let data = function[inst]
    let x = register(Value(raw: data.a))
    let y = register(Value(raw: data.b))
    binary(.floatArithmetic, resultOrTemporary(inst), x, y, width: width, condition: operation.rawValue)
  }

  private mutating func floatUnary(_ inst: Inst, _ operation: FloatUnary, _ width: UInt8) {
    let operand = register(Value(raw: function[inst].a))
    unary(.floatUnary, resultOrTemporary(inst), operand, width: width, condition: operation.rawValue)
  }

  private mutating func integerToFloat(_ inst: Inst, _ type: IRType, _ width: UInt8) {
    let data = function[inst]
    let isSigned = data.opcode == .fcvtFromSint
    if type == .i128 { return lowerPairToFloat(inst, width) }
    let operand = widenedOperand(Value(raw: data.a), isSigned ? .sign : .zero)
    unary(
      .integerToFloat, resultOrTemporary(inst), operand, width: width, condition: isSigned ? 1 : 0,
      immediate: type == .i64 ? 8 : 4)
  }

  private mutating func lowerBitcast(_ inst: Inst, from: IRType, to: IRType) {
    let value = function.firstResult(inst)
    let source = Value(raw: function[inst].a)
    if from.isInteger, to.isInteger || from == to {
      let (low, high) = registers(source)
      guard let target = wantedPair(value) else { return }
      move(target.0, low)
      if to == .i128 { move(target.1, high) }
    } else if from.isFloat, to.isFloat {
      unary(.floatMove, resultOrTemporary(inst), register(source), width: 16)
    } else if from == .i128, to == .f128 {
      let (low, high) = registers(source)
      let half = makeRegister(to)
      unary(.moveToFloat, half, low, width: 8)
      let mark = builder.operandMark
      define(resultOrTemporary(inst), reusing: 1)
      use(half)
      use(high)
      builder.append(MachineInstruction(ARM64Operation.moveToFloatHigh.rawValue), mark: mark)
    } else if from == .f128, to == .i128 {
      let operand = register(source)
      guard let target = wantedPair(value) else { return }
      unary(.moveFromFloat, target.0, operand, width: 8)
      unary(.moveFromFloatHigh, target.1, operand, width: 8)
    } else if from.isInteger {
      unary(.moveToFloat, resultOrTemporary(inst), register(source), width: from.bytes > 4 ? 8 : 4)
    } else {
      unary(.moveFromFloat, resultOrTemporary(inst), register(source), width: to.bytes > 4 ? 8 : 4)
    }
  }
}
