// Values of one wasm type: every opcode that computes without effects, onto the stack.

import PolyIR
import PolySupport

extension FunctionCompiler {
  // MARK: small pieces

  /// The i32 opcode's member for the type.
  mutating func binary(_ op: Op, _ type: WasmType) { code.raw(Int(op.rawValue) + (type == .i64 ? 18 : 0)) }
  /// Comparisons by their number: ne 1, lt_s 2, lt_u 3, gt_s 4, gt_u 5, le_s 6, le_u 7, ge_s 8, ge_u 9, eq 0.
  mutating func compareOp(_ number: Int, _ type: WasmType) {
    code.raw(Int(type == .i64 ? Op.i64Eq.rawValue : Op.i32Eq.rawValue) + number)
  }
  /// Clears the bits above a narrow type.
  mutating func narrow(_ type: IRType) {
    guard type == .i8 || type == .i16 else { return }
    code.i32(type == .i8 ? 255 : 65535)
    code.op(.i32And)
  }
  mutating func signExtend(_ type: IRType) {
    if type == .i8 { code.op(.i32Extend8S) } else if type == .i16 { code.op(.i32Extend16S) }
  }
  /// A value with the sign of its narrow type.
  mutating func pushSigned(_ value: Value) {
    push(value)
    signExtend(function.type(of: value))
  }
  func constant(_ value: Value) -> UInt64? {
    guard let inst = function.definingInst(of: function.resolve(value)), function[inst].opcode == .iconst else { return nil }
    return function[inst].immediate
  }

  mutating func compare(_ condition: IntCC, _ x: Value, _ y: Value) {
    let type = function.type(of: x)
    if type == .i128 { return compareWide(condition, x, y) }
    let wasm = type.wasm ?? .i32
    if condition == .equal || condition == .notEqual, constant(y) == 0 {
      push(x)
      code.op(wasm == .i64 ? .i64Eqz : .i32Eqz)
      if condition == .notEqual { code.op(.i32Eqz) }
      return
    }
    if condition.isSigned {
      pushSigned(x)
      pushSigned(y)
    } else {
      push(x)
      push(y)
    }
    let number: Int
    switch condition {
    case .equal: number = 0
    case .notEqual: number = 1
    case .signedLessThan: number = 2
    case .unsignedLessThan: number = 3
    case .signedGreaterThan: number = 4
    case .unsignedGreaterThan: number = 5
    case .signedLessThanOrEqual: number = 6
    case .unsignedLessThanOrEqual: number = 7
    case .signedGreaterThanOrEqual: number = 8
    case .unsignedGreaterThanOrEqual: number = 9
    }
    compareOp(number, wasm)
  }

  /// A shift amount as a value of the shifted type, modulo its width where wasm does not do that.
  mutating func pushAmount(_ amount: Value, for type: IRType) {
    let wasm = type.wasm ?? .i32
    if let bits = constant(amount), function.type(of: amount) != .i128 {
      return code.constant(wasm, Int64(bits & UInt64(type.bits - 1)))
    }
    let from = function.type(of: amount)
    if from == .i128 { pushLow(amount) } else { push(amount) }
    let source: WasmType = from == .i64 || from == .i128 ? .i64 : .i32
    if source != wasm { code.op(source == .i64 ? .i32WrapI64 : .i64ExtendI32U) }
    if type.bits < 32 {
      code.i32(Int32(type.bits - 1))
      code.op(.i32And)
    }
  }

  private mutating func pushBoth(_ data: InstructionData) {
    push(Value(raw: data.a))
    push(Value(raw: data.b))
  }

  // MARK: all opcodes

  mutating func evaluate(_ inst: Inst, _ data: InstructionData) {
    let type = data.type
    let wasm = type.wasm ?? .i32
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    switch data.opcode {
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32, .atomicLoad: evaluateLoad(data)
    case .iadd, .isub, .imul:
      pushBoth(data)
      binary(data.opcode == .iadd ? .i32Add : data.opcode == .isub ? .i32Sub : .i32Mul, wasm)
      narrow(type)
    case .band, .bor, .bxor:
      pushBoth(data)
      binary(data.opcode == .band ? .i32And : data.opcode == .bor ? .i32Or : .i32Xor, wasm)
    case .bnot:
      push(x)
      code.constant(wasm, Int64(bitPattern: type.mask))
      binary(.i32Xor, wasm)
    case .ineg:
      code.constant(wasm, 0)
      push(x)
      binary(.i32Sub, wasm)
      narrow(type)
    case .udiv, .urem:
      pushBoth(data)
      binary(data.opcode == .udiv ? .i32DivU : .i32RemU, wasm)
    case .sdiv, .srem:
      pushSigned(x)
      pushSigned(y)
      binary(data.opcode == .sdiv ? .i32DivS : .i32RemS, wasm)
      narrow(type)
    case .ishl, .ushr:
      push(x)
      pushAmount(y, for: type)
      binary(data.opcode == .ishl ? .i32Shl : .i32ShrU, wasm)
      if data.opcode == .ishl { narrow(type) }
    case .sshr:
      pushSigned(x)
      pushAmount(y, for: type)
      binary(.i32ShrS, wasm)
      narrow(type)
    case .rotl, .rotr: rotate(data)
    case .icmp: compare(data.intCondition, x, y)
    case .fcmp: compareFloats(data)
    case .smin, .smax, .umin, .umax: minimum(data)
    case .iabs:
      withSignedLocal(x, type) { compiler, x in
        let sign = compiler.takeTemporary(wasm)
        compiler.code.op(.localGet, x)
        compiler.code.constant(wasm, wasm == .i64 ? 63 : 31)
        compiler.binary(.i32ShrS, wasm)
        compiler.code.op(.localTee, sign)
        compiler.code.op(.localGet, x)
        compiler.binary(.i32Xor, wasm)
        compiler.code.op(.localGet, sign)
        compiler.binary(.i32Sub, wasm)
        compiler.narrow(type)
        compiler.giveBack(sign, wasm)
      }
    case .umulhi, .smulhi: multiplyHigh(data)
    case .clz, .ctz, .popcnt, .cls: countBits(data)
    case .bswap:
      withLocal(x) { $0.swapBytes($1, type) }
    case .bitrev: reverseBits(data)
    case .bitselect:
      withLocal(Value(raw: data.c)) { compiler, other in
        compiler.push(y)
        compiler.code.op(.localGet, other)
        compiler.binary(.i32Xor, wasm)
        compiler.push(x)
        compiler.binary(.i32And, wasm)
        compiler.code.op(.localGet, other)
        compiler.binary(.i32Xor, wasm)
      }
    case .select, .selectSpectreGuard:
      push(y)
      push(Value(raw: data.c))
      pushCondition(x, isNegated: false)
      code.op(.select)
    case .fadd, .fsub, .fmul, .fdiv, .fmin, .fmax, .fcopysign:
      pushBoth(data)
      let numbers: [Opcode: Int] = [.fadd: 7, .fsub: 8, .fmul: 9, .fdiv: 10, .fmin: 11, .fmax: 12, .fcopysign: 13]
      floatOp(numbers[data.opcode] ?? 7, type)
    case .fabs, .fneg, .ceil, .floor, .trunc, .nearest, .sqrt:
      push(x)
      let numbers: [Opcode: Int] = [.fabs: 0, .fneg: 1, .ceil: 2, .floor: 3, .trunc: 4, .nearest: 5, .sqrt: 6]
      floatOp(numbers[data.opcode] ?? 0, type)
    case .ireduce:
      if function.type(of: x) == .i128 { pushLow(x) } else { push(x) }
      let from = function.type(of: x)
      if from == .i64 || from == .i128, wasm == .i32 { code.op(.i32WrapI64) }
      narrow(type)
    case .uextend:
      push(x)
      if wasm == .i64 { code.op(.i64ExtendI32U) }
    case .sextend:
      pushSigned(x)
      if wasm == .i64 { code.op(.i64ExtendI32S) }
      narrow(type)
    case .bmask:
      code.constant(wasm, 0)
      pushCondition(x, isNegated: false)
      code.op(.i32Eqz)
      code.op(.i32Eqz)
      if wasm == .i64 { code.op(.i64ExtendI32U) }
      binary(.i32Sub, wasm)
      narrow(type)
    case .bitcast: reinterpret(x, type)
    case .fpromote, .fdemote:
      push(x)
      let from = function.type(of: x)
      if from != type { code.op(type == .f64 ? .f64PromoteF32 : .f32DemoteF64) }
    case .fcvtToSint, .fcvtToUint, .fcvtToSintSat, .fcvtToUintSat: floatToInteger(data)
    case .fcvtFromSint, .fcvtFromUint:
      let isSigned = data.opcode == .fcvtFromSint
      if isSigned { pushSigned(x) } else { push(x) }
      let from = function.type(of: x) == .i64 ? 2 : 0
      code.raw((type == .f64 ? 0xB7 : 0xB2) + from + (isSigned ? 0 : 1))
    default:
      fail("`\(data.opcode.name).\(type)` is not supported")
    }
  }

  /// abs 0, neg 1, ceil 2, floor 3, trunc 4, nearest 5, sqrt 6, add 7, …
  mutating func floatOp(_ number: Int, _ type: IRType) {
    code.raw(Int(type == .f64 ? Op.f64Abs.rawValue : Op.f32Abs.rawValue) + number)
  }

  /// A local with a value that has the sign of its narrow type.
  private mutating func withSignedLocal(
    _ value: Value, _ type: IRType, _ body: (inout FunctionCompiler, Int) -> Void
  ) {
    guard type == .i8 || type == .i16 else { return withLocal(value, body) }
    pushSigned(value)
    let local = takeTemporary(.i32)
    code.op(.localSet, local)
    body(&self, local)
    giveBack(local, .i32)
  }

  private mutating func rotate(_ data: InstructionData) {
    let type = data.type
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    guard type == .i8 || type == .i16 else {
      push(x)
      pushAmount(y, for: type)
      return binary(data.opcode == .rotl ? .i32Rotl : .i32Rotr, type.wasm ?? .i32)
    }
    withLocal(x) { compiler, x in
      let amount = compiler.takeTemporary(.i32)
      compiler.pushAmount(y, for: type)
      compiler.code.op(.localSet, amount)
      let isLeft = data.opcode == .rotl
      compiler.code.op(.localGet, x)
      compiler.code.op(.localGet, amount)
      compiler.code.op(isLeft ? .i32Shl : .i32ShrU)
      compiler.code.op(.localGet, x)
      compiler.code.i32(Int32(type.bits))
      compiler.code.op(.localGet, amount)
      compiler.code.op(.i32Sub)
      compiler.code.op(isLeft ? .i32ShrU : .i32Shl)
      compiler.code.op(.i32Or)
      compiler.narrow(type)
      compiler.giveBack(amount, .i32)
    }
  }

  private mutating func minimum(_ data: InstructionData) {
    let type = data.type
    let wasm = type.wasm ?? .i32
    let isSigned = data.opcode == .smin || data.opcode == .smax
    let isMinimum = data.opcode == .smin || data.opcode == .umin
    withLocal(Value(raw: data.a)) { compiler, x in
      compiler.withLocal(Value(raw: data.b)) { compiler, y in
        compiler.code.op(.localGet, x)
        compiler.code.op(.localGet, y)
        compiler.code.op(.localGet, x)
        if isSigned { compiler.signExtend(type) }
        compiler.code.op(.localGet, y)
        if isSigned { compiler.signExtend(type) }
        compiler.compareOp((isMinimum ? 2 : 4) + (isSigned ? 0 : 1), wasm)
        compiler.code.op(.select)
      }
    }
  }

  private mutating func multiplyHigh(_ data: InstructionData) {
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    let isSigned = data.opcode == .smulhi
    switch data.type {
    case .i64:
      withLocal(x) { compiler, x in
        compiler.withLocal(y) { compiler, y in compiler.multiplyHigh(x, y, isSigned: isSigned) }
      }
    case .i32:
      for value in [x, y] {
        push(value)
        code.op(isSigned ? .i64ExtendI32S : .i64ExtendI32U)
      }
      code.op(.i64Mul)
      code.i64(32)
      code.op(.i64ShrU)
      code.op(.i32WrapI64)
    default:
      for value in [x, y] { if isSigned { pushSigned(value) } else { push(value) } }
      code.op(.i32Mul)
      code.i32(Int32(data.type.bits))
      code.op(isSigned ? .i32ShrS : .i32ShrU)
      narrow(data.type)
    }
  }

  private mutating func countBits(_ data: InstructionData) {
    let x = Value(raw: data.a)
    let from = function.type(of: x)
    if from == .i128 {
      countWide(data, x)
      return
    }
    let wasm = from.wasm ?? .i32
    switch data.opcode {
    case .popcnt:
      push(x)
      binary(.i32Popcnt, wasm)
    case .clz:
      push(x)
      binary(.i32Clz, wasm)
      if from.bits < 32 {
        code.i32(Int32(32 - from.bits))
        code.op(.i32Sub)
      }
    case .ctz:
      push(x)
      if from.bits < 32 {
        code.i32(1 << Int32(from.bits))
        code.op(.i32Or)
      }
      binary(.i32Ctz, wasm)
    default:
      // Equal bits behind the sign: leading zeros of x xor its sign, without the sign itself.
      withSignedLocal(x, from) { compiler, x in
        compiler.code.op(.localGet, x)
        compiler.code.op(.localGet, x)
        compiler.code.constant(wasm, wasm == .i64 ? 63 : 31)
        compiler.binary(.i32ShrS, wasm)
        compiler.binary(.i32Xor, wasm)
        compiler.binary(.i32Clz, wasm)
        compiler.code.constant(wasm, Int64(wasm == .i64 ? 1 : 33 - from.bits))
        compiler.binary(.i32Sub, wasm)
      }
    }
  }

  /// The bytes of a local in the other order.
  mutating func swapBytes(_ local: Int, _ type: IRType) {
    switch type {
    case .i16:
      code.op(.localGet, local)
      code.i32(8)
      code.op(.i32Shl)
      code.op(.localGet, local)
      code.i32(8)
      code.op(.i32ShrU)
      code.op(.i32Or)
      narrow(type)
    case .i32:
      code.op(.localGet, local)
      code.i32(8)
      code.op(.i32Rotl)
      code.i32(0x00FF_00FF)
      code.op(.i32And)
      code.op(.localGet, local)
      code.i32(8)
      code.op(.i32Rotr)
      code.i32(Int32(bitPattern: 0xFF00_FF00))
      code.op(.i32And)
      code.op(.i32Or)
    case .i64:
      let step = takeTemporary(.i64)
      code.op(.localGet, local)
      swapGroups(step, 8, 0x00FF_00FF_00FF_00FF)
      swapGroups(step, 16, 0x0000_FFFF_0000_FFFF)
      code.i64(32)
      code.op(.i64Rotl)
      giveBack(step, .i64)
    default: code.op(.localGet, local)
    }
  }

  /// Exchanges neighbouring groups of bits of the i64 on the stack.
  private mutating func swapGroups(_ step: Int, _ width: Int64, _ mask: Int64) {
    code.op(.localTee, step)
    code.i64(width)
    code.op(.i64ShrU)
    code.i64(mask)
    code.op(.i64And)
    code.op(.localGet, step)
    code.i64(mask)
    code.op(.i64And)
    code.i64(width)
    code.op(.i64Shl)
    code.op(.i64Or)
  }

  private mutating func reverseBits(_ data: InstructionData) {
    // As an i64, whose upper bits are then shifted out.
    push(Value(raw: data.a))
    let isNarrow = data.type.wasm == .i32
    if isNarrow { code.op(.i64ExtendI32U) }
    reverseBits64()
    if isNarrow {
      code.i64(Int64(64 - data.type.bits))
      code.op(.i64ShrU)
      code.op(.i32WrapI64)
    }
  }

  /// Reverses the i64 on the stack.
  mutating func reverseBits64() {
    let step = takeTemporary(.i64)
    swapGroups(step, 1, 0x5555_5555_5555_5555)
    swapGroups(step, 2, 0x3333_3333_3333_3333)
    swapGroups(step, 4, 0x0F0F_0F0F_0F0F_0F0F)
    swapGroups(step, 8, 0x00FF_00FF_00FF_00FF)
    swapGroups(step, 16, 0x0000_FFFF_0000_FFFF)
    code.i64(32)
    code.op(.i64Rotl)
    giveBack(step, .i64)
  }

  private mutating func compareFloats(_ data: InstructionData) {
    let base = Int(function.type(of: Value(raw: data.a)) == .f64 ? Op.f64Eq.rawValue : Op.f32Eq.rawValue)
    // eq 0, ne 1, lt 2, gt 3, le 4, ge 5; the second time negated.
    let direct: [FloatCC: Int] = [
      .equal: 0, .notEqual: 1, .lessThan: 2, .greaterThan: 3, .lessThanOrEqual: 4, .greaterThanOrEqual: 5,
    ]
    let negated: [FloatCC: Int] = [
      .unorderedOrGreaterThanOrEqual: 2, .unorderedOrLessThanOrEqual: 3, .unorderedOrGreaterThan: 4,
      .unorderedOrLessThan: 5,
    ]
    let condition = data.floatCondition
    if let number = direct[condition] {
      pushBoth(data)
      return code.raw(base + number)
    }
    if let number = negated[condition] {
      pushBoth(data)
      code.raw(base + number)
      return code.op(.i32Eqz)
    }
    withLocal(Value(raw: data.a)) { compiler, x in
      compiler.withLocal(Value(raw: data.b)) { compiler, y in
        func test(_ a: Int, _ b: Int, _ number: Int) {
          compiler.code.op(.localGet, a)
          compiler.code.op(.localGet, b)
          compiler.code.raw(base + number)
        }
        switch condition {
        case .ordered, .unordered:
          test(x, x, 0)
          test(y, y, 0)
          compiler.code.op(.i32And)
          if condition == .unordered { compiler.code.op(.i32Eqz) }
        default:
          test(x, y, 2)
          test(x, y, 3)
          compiler.code.op(.i32Or)
          if condition == .unorderedOrEqual { compiler.code.op(.i32Eqz) }
        }
      }
    }
  }

  private mutating func floatToInteger(_ data: InstructionData) {
    let x = Value(raw: data.a)
    let isSigned = data.opcode == .fcvtToSint || data.opcode == .fcvtToSintSat
    let saturates = data.opcode == .fcvtToSintSat || data.opcode == .fcvtToUintSat
    push(x)
    let is64 = function.type(of: x) == .f64
    let number = (data.type == .i64 ? 4 : 0) + (is64 ? 2 : 0) + (isSigned ? 0 : 1)
    if saturates || data.type.bits < 32 {
      code.truncateSaturating(number)
    } else {
      code.raw([0xA8, 0xA9, 0xAA, 0xAB, 0xAE, 0xAF, 0xB0, 0xB1][number])
    }
    guard data.type.bits < 32 else { return }
    let value = takeTemporary(.i32)
    let high = isSigned ? Int32(1) << Int32(data.type.bits - 1) - 1 : Int32(1) << Int32(data.type.bits) - 1
    code.op(.localSet, value)
    clamp(value, to: high, comparison: isSigned ? 2 : 3)
    if isSigned {
      code.op(.localSet, value)
      clamp(value, to: -high - 1, comparison: 4)
    }
    narrow(data.type)
    giveBack(value, .i32)
  }

  private mutating func clamp(_ local: Int, to limit: Int32, comparison: Int) {
    code.op(.localGet, local)
    code.i32(limit)
    code.op(.localGet, local)
    code.i32(limit)
    compareOp(comparison, .i32)
    code.op(.select)
  }

  private mutating func reinterpret(_ x: Value, _ type: IRType) {
    push(x)
    switch (function.type(of: x), type) {
    case (.f32, .i32): code.op(.i32ReinterpretF32)
    case (.f64, .i64): code.op(.i64ReinterpretF64)
    case (.i32, .f32): code.op(.f32ReinterpretI32)
    case (.i64, .f64): code.op(.f64ReinterpretI64)
    case (let a, let b) where a == b: break
    case (let a, let b): fail("`bitcast` from \(a) to \(b) is not supported")
    }
  }
}
