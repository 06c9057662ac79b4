// Selection of floating-point arithmetic and conversions.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension X64Lowering {
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
    case .fadd: arithmetic(inst, 0x58, width)
    case .fmul: arithmetic(inst, 0x59, width)
    case .fsub: arithmetic(inst, 0x5C, width)
    case .fdiv: arithmetic(inst, 0x5E, width)
    case .sqrt:
      let operand = source(a, width: width)
      unary(.floatSquareRoot, resultOrTemporary(inst), operand, width: width)
    case .fneg: maskSign(resultOrTemporary(inst), register(a), 0x57, width)
    case .fabs: maskSign(resultOrTemporary(inst), register(a), 0x54, width)
    case .fcopysign:
      let magnitude = floatTemporary()
      let sign = floatTemporary()
      let x = register(a)
      let y = register(Value(raw: data.b))
      maskSign(magnitude, x, 0x54, width)
      // The sign bit alone.
      let mask = signMask(width)
      let mark = builder.operandMark
      var instruction = MachineInstruction(X64Operation.floatLogic.rawValue, width: 16, condition: 0x54)
      define(sign, reusing: 1)
      useAny(y)
      instruction.address = .constant
      instruction.payload = mask
      builder.append(instruction, mark: mark)
      binary(.floatLogic, resultOrTemporary(inst), magnitude, .register(sign), width: 16, condition: 0x56)
    case .fmin, .fmax:
      let x = register(a)
      let y = register(Value(raw: data.b))
      let mark = builder.operandMark
      define(resultOrTemporary(inst), reusing: 1)
      useAny(x)
      useLate(y)
      builder.append(
        MachineInstruction(
          X64Operation.floatMinimumMaximum.rawValue, width: width, condition: data.opcode == .fmax ? 1 : 0),
        mark: mark)
    case .fma:
      let (x, y, z) = (register(a), register(Value(raw: data.b)), register(Value(raw: data.c)))
      if isa.features.contains(.multiplyAdd) {
        let mark = builder.operandMark
        define(resultOrTemporary(inst), reusing: 1)
        useAny(x)
        use(y)
        useAny(z)
        builder.append(
          MachineInstruction(X64Operation.floatMultiplyAdd.rawValue, width: width), mark: mark)
      } else {
        callLibrary(width == 8 ? .fma : .fmaf, resultOrTemporary(inst), floats: [x, y, z])
      }
    case .ceil: round(inst, 2, width == 8 ? .ceil : .ceilf, width)
    case .floor: round(inst, 1, width == 8 ? .floor : .floorf, width)
    case .trunc: round(inst, 3, width == 8 ? .trunc : .truncf, width)
    case .nearest: round(inst, 0, width == 8 ? .nearbyint : .nearbyintf, width)
    case .fpromote:
      guard operandType == .f32, type == .f64 else { return unsupported("fpromote from \(operandType)") }
      unary(.floatConvert, resultOrTemporary(inst), source(a, width: 4), width: 4)
    case .fdemote:
      guard operandType == .f64, type == .f32 else { return unsupported("fdemote to \(type)") }
      unary(.floatConvert, resultOrTemporary(inst), source(a, width: 8), width: 8)
    case .fcvtFromSint, .fcvtFromUint: integerToFloat(inst, operandType, width)
    case .fcvtToSint, .fcvtToUint, .fcvtToSintSat, .fcvtToUintSat:
      if type == .i128 { return lowerFloatToPair(inst, width) }
      let isSigned = data.opcode == .fcvtToSint || data.opcode == .fcvtToSintSat
      let isSaturating = data.opcode == .fcvtToSintSat || data.opcode == .fcvtToUintSat
      let operand = register(a)
      let mark = builder.operandMark
      defineEarly(resultOrTemporary(inst))
      defineEarly(floatTemporary())
      useLate(operand)
      var instruction = MachineInstruction(
        X64Operation.checkedFloatToInteger.rawValue, width: width,
        condition: (isSigned ? 1 : 0) | (isSaturating ? 2 : 0))
      instruction.payload = UInt32(type.bytes)
      builder.append(instruction, mark: mark)
    default: unsupported("the instruction \(data.opcode.name)")
    }
  }

  private mutating func arithmetic(_ inst: Inst, _ opcode: UInt8, _ width: UInt8) {
    let data = function[inst]
    var (left, right) = (Value(raw: data.a), Value(raw: data.b))
    // A folded load or constant comes second.
    if opcode == 0x58 || opcode == 0x59, isFloatConstant(left), !isFloatConstant(right) { swap(&left, &right) }
    let x = register(left)
    let y = floatSource(right, width: width)
    binary(.floatArithmetic, resultOrTemporary(inst), x, y, width: width, condition: opcode)
  }

  private mutating func isFloatConstant(_ value: Value) -> Bool {
    definition(value, .f64const) != nil || definition(value, .f32const) != nil
  }

  /// A right-hand operand: a constant of the pool, a folded load, or a register.
  private mutating func floatSource(_ value: Value, width: UInt8) -> X64Source {
    if isFloatConstant(value), let inst = function.definingInst(of: value) {
      var address = X64Address()
      address.kind = .constant
      address.payload = floatPool(function[inst].immediate, width: width)
      return .memory(address)
    }
    return source(value, width: width)
  }

  private mutating func signMask(_ width: UInt8) -> UInt32 {
    floatPool(width == 8 ? 0x8000_0000_0000_0000 : 0x8000_0000, width: width, isVector: true)
  }

  /// Flips (0x57) or clears (0x54) the sign.
  private mutating func maskSign(
    _ target: VirtualRegister, _ source: VirtualRegister, _ opcode: UInt8, _ width: UInt8
  ) {
    let mask =
      opcode == 0x57
      ? signMask(width)
      : floatPool(width == 8 ? 0x7FFF_FFFF_FFFF_FFFF : 0x7FFF_FFFF, width: width, isVector: true)
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.floatLogic.rawValue, width: 16, condition: opcode)
    define(target, reusing: 1)
    useAny(source)
    instruction.address = .constant
    instruction.payload = mask
    builder.append(instruction, mark: mark)
  }

  private mutating func round(_ inst: Inst, _ mode: UInt8, _ routine: LibraryCall, _ width: UInt8) {
    let operand = register(Value(raw: function[inst].a))
    if isa.features.contains(.rounding) {
      unary(.floatRound, resultOrTemporary(inst), operand, width: width, condition: mode | 8)
    } else {
      callLibrary(routine, resultOrTemporary(inst), floats: [operand])
    }
  }

  private mutating func integerToFloat(_ inst: Inst, _ type: IRType, _ width: UInt8) {
    let data = function[inst]
    let isSigned = data.opcode == .fcvtFromSint
    if type == .i128 { return lowerPairToFloat(inst, width) }
    let target = resultOrTemporary(inst)
    if type == .i64, !isSigned {
      let operand = register(Value(raw: data.a))
      let mark = builder.operandMark
      defineEarly(target)
      defineEarly(temporary())
      useLate(operand)
      builder.append(MachineInstruction(X64Operation.unsignedToFloat.rawValue, width: width), mark: mark)
      return
    }
    var operand: VirtualRegister
    var bytes: Int64 = 4
    if type.bytes < 4 {
      operand = widenedOperand(Value(raw: data.a), isSigned ? .sign : .zero)
    } else {
      operand = register(Value(raw: data.a))
      if type == .i64 {
        bytes = 8
      } else if !isSigned {
        let wide = temporary()
        extend(wide, operand, from: 4, to: 8, .zero)
        operand = wide
        bytes = 8
      }
    }
    unary(.integerToFloat, target, operand, width: width, immediate: bytes)
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
      let operand = register(source)
      let mark = builder.operandMark
      define(resultOrTemporary(inst))
      useAny(operand)
      builder.append(
        MachineInstruction(X64Operation.floatMove.rawValue, width: to.bytes > 8 ? 16 : 8), mark: mark)
    } else if from == .i128, to == .f128 {
      // Through the stack.
      let (low, high) = registers(source)
      let slot = scratchSlot()
      store(low, slot, width: 8)
      var second = slot
      second.displacement += 8
      store(high, second, width: 8)
      floatLoad(resultOrTemporary(inst), slot, width: 16)
    } else if from == .f128, to == .i128 {
      let slot = scratchSlot()
      floatStore(register(source), slot, width: 16)
      guard let target = wantedPair(value) else { return }
      load(target.0, slot, width: 8)
      var second = slot
      second.displacement += 8
      load(target.1, second, width: 8)
    } else if from.isInteger {
      unary(.moveToFloat, resultOrTemporary(inst), register(source), width: from.bytes > 4 ? 8 : 4)
    } else {
      unary(.moveFromFloat, resultOrTemporary(inst), register(source), width: to.bytes > 4 ? 8 : 4)
    }
  }

  /// A fresh 16-byte stack slot.
  private mutating func scratchSlot() -> X64Address {
    var address = X64Address()
    address.kind = .stackSlot
    address.payload = UInt32(builder.code.slots.count)
    builder.code.slots.append(StackSlotData(size: 16, alignShift: 4))
    return address
  }
}
