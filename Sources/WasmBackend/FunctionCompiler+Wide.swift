// i128 as two i64 locals. Results never share locals with operands, so halves are written as they are made.

import PolyIR
import PolySupport

extension FunctionCompiler {
  func lowLocal(_ value: Value) -> Int { Int(max(0, placement.locals[function.resolve(value).index])) }
  func highLocal(_ value: Value) -> Int { Int(max(0, placement.highLocals[function.resolve(value).index])) }

  private mutating func get(_ local: Int) { code.op(.localGet, local) }

  mutating func evaluateWide(_ inst: Inst, _ data: InstructionData, _ result: Value) {
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    let (low, high) = (lowLocal(result), highLocal(result))
    func toLow() { code.op(.localSet, low) }
    func toHigh() { code.op(.localSet, high) }
    switch data.opcode {
    case .load:
      for half in 0..<2 {
        let offset = pushAddress(data.address, Int(data.offset) + half * 8, reach: 8)
        code.memory(.i64Load, alignShift: data.flags.isAligned ? 3 : 0, offset: offset)
        code.op(.localSet, half == 0 ? low : high)
      }
    case .iconcat:
      push(x)
      toLow()
      push(y)
      toHigh()
    case .uextend, .sextend:
      let isSigned = data.opcode == .sextend
      if isSigned { pushSigned(x) } else { push(x) }
      if function.type(of: x) != .i64 { code.op(isSigned ? .i64ExtendI32S : .i64ExtendI32U) }
      toLow()
      if isSigned {
        get(low)
        code.i64(63)
        code.op(.i64ShrS)
      } else {
        code.i64(0)
      }
      toHigh()
    case .iadd, .isub: addWide(data.opcode == .iadd, x, y, low, high)
    case .ineg:
      code.i64(0)
      get(lowLocal(x))
      code.op(.i64Sub)
      toLow()
      code.i64(0)
      pushHigh(x)
      code.op(.i64Sub)
      get(lowLocal(x))
      code.op(.i64Eqz)
      code.op(.i32Eqz)
      code.op(.i64ExtendI32U)
      code.op(.i64Sub)
      toHigh()
    case .imul:
      get(lowLocal(x))
      get(lowLocal(y))
      code.op(.i64Mul)
      toLow()
      multiplyHigh(lowLocal(x), lowLocal(y), isSigned: false)
      for (half, other) in [(x, y), (y, x)] where !isHighZero(other) {
        get(lowLocal(half))
        pushHigh(other)
        code.op(.i64Mul)
        code.op(.i64Add)
      }
      toHigh()
    case .band, .bor, .bxor:
      let op: Op = data.opcode == .band ? .i64And : data.opcode == .bor ? .i64Or : .i64Xor
      get(lowLocal(x))
      get(lowLocal(y))
      code.op(op)
      toLow()
      pushHigh(x)
      pushHigh(y)
      code.op(op)
      toHigh()
    case .bnot:
      get(lowLocal(x))
      code.i64(-1)
      code.op(.i64Xor)
      toLow()
      pushHigh(x)
      code.i64(-1)
      code.op(.i64Xor)
      toHigh()
    case .ishl, .ushr, .sshr: shiftWide(data.opcode, x, y, low, high)
    case .rotl, .rotr: rotateWide(data.opcode == .rotl, x, y, low, high)
    case .bswap:
      swapBytes(highLocal(x), .i64)
      toLow()
      swapBytes(lowLocal(x), .i64)
      toHigh()
    case .bitrev:
      pushHigh(x)
      reverseBits64()
      toLow()
      get(lowLocal(x))
      reverseBits64()
      toHigh()
    case .bitselect:
      let z = Value(raw: data.c)
      for (half, result) in [(lowLocal, low), (highLocal, high)] {
        get(half(y))
        get(half(z))
        code.op(.i64Xor)
        get(half(x))
        code.op(.i64And)
        get(half(z))
        code.op(.i64Xor)
        code.op(.localSet, result)
      }
    case .iabs:
      xorSign(x, low, high)
      // Less the sign, which is 0 or -1: a carry comes from a lower half of ones.
      get(high)
      get(low)
      pushSignWide(x)
      code.op(.i64Sub)
      code.op(.localTee, low)
      code.op(.i64Eqz)
      code.op(.i64ExtendI32U)
      pushSignWide(x)
      code.op(.i64And)
      code.op(.i64Add)
      toHigh()
    case .clz, .ctz, .popcnt, .cls:
      countWide(data, x)
      code.op(.i64ExtendI32U)
      toLow()
      code.i64(0)
      toHigh()
    case .select, .selectSpectreGuard:
      let z = Value(raw: data.c)
      let condition = takeTemporary(.i32)
      pushCondition(x, isNegated: false)
      code.op(.localSet, condition)
      selectWide(y, z, condition, low, high)
      giveBack(condition, .i32)
    case .smin, .smax, .umin, .umax:
      let condition = takeTemporary(.i32)
      let comparison: IntCC =
        switch data.opcode {
        case .smin: .signedLessThan
        case .smax: .signedGreaterThan
        case .umin: .unsignedLessThan
        default: .unsignedGreaterThan
        }
      compareWide(comparison, x, y)
      code.op(.localSet, condition)
      selectWide(x, y, condition, low, high)
      giveBack(condition, .i32)
    case .bmask:
      code.i64(0)
      pushCondition(x, isNegated: false)
      code.op(.i32Eqz)
      code.op(.i32Eqz)
      code.op(.i64ExtendI32U)
      code.op(.i64Sub)
      toLow()
      get(low)
      toHigh()
    default: fail("`\(data.opcode.name).i128` is not supported")
    }
  }

  /// All bits of the sign of an i128.
  private mutating func pushSignWide(_ x: Value) {
    pushHigh(x)
    code.i64(63)
    code.op(.i64ShrS)
  }
  private mutating func xorSign(_ x: Value, _ low: Int, _ high: Int) {
    for (half, result) in [(lowLocal(x), low), (highLocal(x), high)] {
      get(half)
      pushSignWide(x)
      code.op(.i64Xor)
      code.op(.localSet, result)
    }
  }

  private mutating func selectWide(_ x: Value, _ y: Value, _ condition: Int, _ low: Int, _ high: Int) {
    for (a, b, result) in [(lowLocal(x), lowLocal(y), low), (highLocal(x), highLocal(y), high)] {
      get(a)
      get(b)
      get(condition)
      code.op(.select)
      code.op(.localSet, result)
    }
  }

  private mutating func addWide(_ isSum: Bool, _ x: Value, _ y: Value, _ low: Int, _ high: Int) {
    get(lowLocal(x))
    get(lowLocal(y))
    code.op(isSum ? .i64Add : .i64Sub)
    code.op(.localSet, low)
    let isFirstZero = isSum && isHighZero(x)
    let isSecondZero = isHighZero(y)
    if !isFirstZero { pushHigh(x) }
    if !isSecondZero { pushHigh(y) }
    if !isFirstZero, !isSecondZero { code.op(isSum ? .i64Add : .i64Sub) }
    // The carry: the sum is below an operand; the borrow: an operand is below the other.
    get(isSum ? low : lowLocal(x))
    get(isSum ? lowLocal(x) : lowLocal(y))
    compareOp(3, .i64)
    code.op(.i64ExtendI32U)
    if !isFirstZero || !isSecondZero { code.op(isSum ? .i64Add : .i64Sub) }
    code.op(.localSet, high)
  }

  private mutating func shiftWide(_ opcode: Opcode, _ x: Value, by amount: Int, _ low: Int, _ high: Int) {
    let isLeft = opcode == .ishl
    let (sourceResult, targetResult) = isLeft ? (low, high) : (high, low)
    let whole: Op = isLeft ? .i64Shl : opcode == .ushr ? .i64ShrU : .i64ShrS
    func pushSource(_ compiler: inout FunctionCompiler) { if isLeft { compiler.pushLow(x) } else { compiler.pushHigh(x) } }
    func shift(_ compiler: inout FunctionCompiler, _ op: Op, _ count: Int) {
      guard count > 0 else { return }
      compiler.code.i64(Int64(count))
      compiler.code.op(op)
    }
    // The half that gets bits from the other one.
    if amount >= 64 {
      pushSource(&self)
      shift(&self, whole, amount - 64)
    } else {
      if isLeft { pushHigh(x) } else { pushLow(x) }
      shift(&self, isLeft ? .i64Shl : .i64ShrU, amount)
      if amount > 0 {
        pushSource(&self)
        shift(&self, isLeft ? .i64ShrU : .i64Shl, 64 - amount)
        code.op(.i64Or)
      }
    }
    code.op(.localSet, targetResult)
    if amount < 64 {
      pushSource(&self)
      shift(&self, whole, amount)
    } else if opcode == .sshr {
      pushSignWide(x)
    } else {
      code.i64(0)
    }
    code.op(.localSet, sourceResult)
  }

  /// Shifts count modulo 64 in wasm, so that one shift serves amounts below and above 64.
  private mutating func shiftWide(_ opcode: Opcode, _ x: Value, _ amount: Value, _ low: Int, _ high: Int) {
    if let bits = constant(amount) { return shiftWide(opcode, x, by: Int(bits & 127), low, high) }
    let count = takeTemporary(.i64)
    let whole = takeTemporary(.i64)
    pushAmount64(amount)
    code.op(.localSet, count)
    let isLeft = opcode == .ishl
    // The half that bits come from, and the one that gets them.
    let (source, target) = isLeft ? (lowLocal(x), highLocal(x)) : (highLocal(x), lowLocal(x))
    get(source)
    get(count)
    code.op(isLeft ? .i64Shl : opcode == .ushr ? .i64ShrU : .i64ShrS)
    code.op(.localSet, whole)
    let (sourceResult, targetResult) = isLeft ? (low, high) : (high, low)
    get(whole)
    get(target)
    get(count)
    code.op(isLeft ? .i64Shl : .i64ShrU)
    get(source)
    code.i64(1)
    code.op(isLeft ? .i64ShrU : .i64Shl)
    get(count)
    code.i64(63)
    code.op(.i64Xor)
    code.op(isLeft ? .i64ShrU : .i64Shl)
    code.op(.i64Or)
    isBig(count)
    code.op(.select)
    code.op(.localSet, targetResult)
    if opcode == .sshr {
      get(source)
      code.i64(63)
      code.op(.i64ShrS)
    } else {
      code.i64(0)
    }
    get(whole)
    isBig(count)
    code.op(.select)
    code.op(.localSet, sourceResult)
    giveBack(whole, .i64)
    giveBack(count, .i64)
  }

  private mutating func isBig(_ count: Int) {
    get(count)
    code.i64(64)
    code.op(.i64And)
    code.op(.i64Eqz)
    code.op(.i32Eqz)
  }

  /// An amount below 128 as an i64.
  private mutating func pushAmount64(_ amount: Value) {
    let type = function.type(of: amount)
    if type == .i128 { pushLow(amount) } else { push(amount) }
    if type.wasm == .i32 { code.op(.i64ExtendI32U) }
    code.i64(127)
    code.op(.i64And)
  }

  private mutating func rotateWide(_ isLeft: Bool, _ x: Value, _ amount: Value, _ low: Int, _ high: Int) {
    let count = takeTemporary(.i64)
    let first = takeTemporary(.i64)
    let second = takeTemporary(.i64)
    if !isLeft { code.i64(0) }
    pushAmount64(amount)
    if !isLeft {
      code.op(.i64Sub)
      code.i64(127)
      code.op(.i64And)
    }
    code.op(.localSet, count)
    // From 64 on the halves change places.
    for (a, b, local) in [(highLocal(x), lowLocal(x), first), (lowLocal(x), highLocal(x), second)] {
      get(a)
      get(b)
      isBig(count)
      code.op(.select)
      code.op(.localSet, local)
    }
    for (a, b, result) in [(first, second, low), (second, first, high)] {
      get(a)
      get(count)
      code.op(.i64Shl)
      get(b)
      code.i64(1)
      code.op(.i64ShrU)
      get(count)
      code.i64(63)
      code.op(.i64Xor)
      code.op(.i64ShrU)
      code.op(.i64Or)
      code.op(.localSet, result)
    }
    giveBack(second, .i64)
    giveBack(first, .i64)
    giveBack(count, .i64)
  }

  mutating func compareWide(_ condition: IntCC, _ x: Value, _ y: Value) {
    if condition == .equal || condition == .notEqual {
      get(lowLocal(x))
      get(lowLocal(y))
      code.op(.i64Xor)
      if !isHighZero(x) || !isHighZero(y) {
        pushHigh(x)
        pushHigh(y)
        code.op(.i64Xor)
        code.op(.i64Or)
      }
      code.op(.i64Eqz)
      if condition == .notEqual { code.op(.i32Eqz) }
      return
    }
    let number: (signed: Int, unsigned: Int)
    switch condition {
    case .signedLessThan, .unsignedLessThan: number = (2, 3)
    case .signedGreaterThan, .unsignedGreaterThan: number = (4, 5)
    case .signedLessThanOrEqual, .unsignedLessThanOrEqual: number = (6, 7)
    default: number = (8, 9)
    }
    // The lower halves decide if the upper ones are equal.
    get(lowLocal(x))
    get(lowLocal(y))
    compareOp(number.unsigned, .i64)
    if isHighZero(x), isHighZero(y) { return }
    pushHigh(x)
    pushHigh(y)
    compareOp(condition.isSigned ? number.signed : number.unsigned, .i64)
    pushHigh(x)
    pushHigh(y)
    compareOp(0, .i64)
    code.op(.select)
  }

  /// Bits of an i128 counted, as an i32.
  mutating func countWide(_ data: InstructionData, _ x: Value) {
    let (low, high) = (lowLocal(x), highLocal(x))
    switch data.opcode {
    case .popcnt:
      get(low)
      code.op(.i64Popcnt)
      get(high)
      code.op(.i64Popcnt)
      code.op(.i64Add)
    case .clz, .ctz:
      let op: Op = data.opcode == .clz ? .i64Clz : .i64Ctz
      let (first, second) = data.opcode == .clz ? (high, low) : (low, high)
      get(second)
      code.op(op)
      code.i64(64)
      code.op(.i64Add)
      get(first)
      code.op(op)
      get(first)
      code.op(.i64Eqz)
      code.op(.select)
    default:
      // Equal bits behind the sign: leading zeros of x xor its sign, without the sign itself.
      let (first, second) = (takeTemporary(.i64), takeTemporary(.i64))
      xorSign(x, second, first)
      get(second)
      code.op(.i64Clz)
      code.i64(64)
      code.op(.i64Add)
      get(first)
      code.op(.i64Clz)
      get(first)
      code.op(.i64Eqz)
      code.op(.select)
      code.i64(1)
      code.op(.i64Sub)
      giveBack(second, .i64)
      giveBack(first, .i64)
    }
    code.op(.i32WrapI64)
  }

  mutating func emitWideOverflow(_ inst: Inst, _ data: InstructionData) {
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    let results = function.results(of: inst)
    let isSum = data.opcode == .uaddOverflow || data.opcode == .saddOverflow
    guard isSum || data.opcode == .usubOverflow || data.opcode == .ssubOverflow else {
      let kind = data.opcode == .umulOverflow ? HelperFunction.unsignedProduct128 : .signedProduct128
      guard let helper = context.helper(kind) else { return fail("a helper function is missing") }
      pushWhole(x)
      pushWhole(y)
      context.refer(function: helper)
      code.call(function: helper.raw)
      set(results[1])
      setWhole(results[0])
      return
    }
    // A result that nobody reads is made all the same: the flag depends on it.
    let isUsed = placement.locals[results[0].index] >= 0
    let low = isUsed ? lowLocal(results[0]) : takeTemporary(.i64)
    let high = isUsed ? highLocal(results[0]) : takeTemporary(.i64)
    addWide(isSum, x, y, low, high)
    if data.opcode == .usubOverflow {
      compareWide(.unsignedLessThan, x, y)
    } else if data.opcode == .uaddOverflow {
      get(low)
      get(lowLocal(x))
      compareOp(3, .i64)
      get(high)
      pushHigh(x)
      compareOp(3, .i64)
      get(high)
      pushHigh(x)
      compareOp(0, .i64)
      code.op(.select)
    } else {
      pushHigh(x)
      get(isSum ? high : highLocal(y))
      code.op(.i64Xor)
      get(isSum ? highLocal(y) : highLocal(x))
      get(high)
      code.op(.i64Xor)
      code.op(.i64And)
      code.i64(0)
      compareOp(2, .i64)
    }
    set(results[1])
    if !isUsed {
      giveBack(high, .i64)
      giveBack(low, .i64)
    }
  }
}
