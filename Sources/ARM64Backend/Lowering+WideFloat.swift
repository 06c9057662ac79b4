// Selection of conversions between floating-point numbers and 128-bit integers.
//
// The compiler's library converts; what is not in its range is decided here, by comparing with the limits.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  mutating func lowerPairToFloat(_ inst: Inst, _ width: UInt8) {
    let data = function[inst]
    let (low, high) = registers(Value(raw: data.a))
    let isSigned = data.opcode == .fcvtFromSint
    let routine: LibraryCall =
      width == 8 ? (isSigned ? .floattidf : .floatuntidf) : (isSigned ? .floattisf : .floatuntisf)
    builder.code.hasCalls = true
    let mark = builder.operandMark
    define(resultOrTemporary(inst), in: ARM64Register.v(0))
    use(low, in: ARM64Register.x(0))
    use(high, in: ARM64Register.x(1))
    appendLibraryCall(routine, mark: mark)
  }

  mutating func lowerFloatToPair(_ inst: Inst, _ width: UInt8) {
    let data = function[inst]
    let target = wantedPair(function.firstResult(inst)) ?? (temporary(), temporary())
    let isSigned = data.opcode == .fcvtToSint || data.opcode == .fcvtToSintSat
    let isSaturating = data.opcode == .fcvtToSintSat || data.opcode == .fcvtToUintSat
    let source = register(Value(raw: data.a))
    // 2^127 or 2^128; the latter is infinite as f32, and so is everything from there on.
    let end = floatConstant(
      width == 8 ? (isSigned ? 0x47E0_0000_0000_0000 : 0x47F0_0000_0000_0000) : (isSigned ? 0x7F00_0000 : 0x7F80_0000),
      width: width)
    // -2^127, or -1, whose fraction is cut off.
    let start = floatConstant(
      width == 8 ? (isSigned ? 0xC7E0_0000_0000_0000 : 0xBFF0_0000_0000_0000) : (isSigned ? 0xFF00_0000 : 0xBF80_0000),
      width: width)
    let isBelow = ARM64Condition(isSigned ? .greater : .greaterOrEqual)
    let isAbove = ARM64Condition(.greaterOrEqual)
    let isUnordered = ARM64Condition(.overflow)
    if !isSaturating {
      compareFloats(source, source, width)
      lowerTrapIf(isUnordered, .badConversionToInteger)
      compareFloats(source, end, width)
      lowerTrapIf(isAbove, .integerOverflow)
      compareFloats(start, source, width)
      lowerTrapIf(isBelow, .integerOverflow)
    }
    let result = isSaturating ? (temporary(), temporary()) : target
    let routine: LibraryCall =
      width == 8 ? (isSigned ? .fixdfti : .fixunsdfti) : (isSigned ? .fixsfti : .fixunssfti)
    builder.code.hasCalls = true
    let mark = builder.operandMark
    define(result.0, in: ARM64Register.x(0))
    define(result.1, in: ARM64Register.x(1))
    use(source, in: ARM64Register.v(0))
    appendLibraryCall(routine, mark: mark)
    guard isSaturating else { return }

    let (zero, ones) = (constant(0), constant(-1))
    let greatest = isSigned ? constant(.max) : ones
    let least = isSigned ? constant(.min) : zero
    let (bounded, ordered) = ((temporary(), temporary()), (temporary(), temporary()))
    compareFloats(source, end, width)
    select(bounded.0, isAbove, ones, result.0, width: 8)
    select(bounded.1, isAbove, greatest, result.1, width: 8)
    compareFloats(start, source, width)
    select(ordered.0, isBelow, zero, bounded.0, width: 8)
    select(ordered.1, isBelow, least, bounded.1, width: 8)
    compareFloats(source, source, width)
    select(target.0, isUnordered, zero, ordered.0, width: 8)
    select(target.1, isUnordered, zero, ordered.1, width: 8)
  }

  private mutating func compareFloats(_ left: VirtualRegister, _ right: VirtualRegister, _ width: UInt8) {
    let mark = builder.operandMark
    use(left)
    use(right)
    builder.append(MachineInstruction(ARM64Operation.floatCompare.rawValue, width: width), mark: mark)
  }

  private mutating func appendLibraryCall(_ routine: LibraryCall, mark: UInt32) {
    var instruction = MachineInstruction(ARM64Operation.call.rawValue)
    instruction.payload = CodeSymbol(.libraryCall, routine.rawValue).raw
    builder.append(instruction, mark: mark, clobbers: callClobbers)
  }
}
