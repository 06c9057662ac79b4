// Instructions that stand by themselves: effects, results for locals, and pairs of results.

import PolyIR
import PolySupport

extension FunctionCompiler {
  /// Writes an instruction unless it is evaluated where it is used.
  mutating func emitRoot(_ inst: Inst) {
    let data = function[inst]
    guard placement.isLive[inst.index], !data.opcode.isRematerialized else { return }
    let count = function.resultCount(inst)
    if count == 1, placement.isInline[function.firstResult(inst).index] { return }
    code.begin(function.sourceLocations[inst])
    switch data.opcode {
    case .nop, .fence, .sequencePoint, .debugtrap: break
    case .store, .istore8, .istore16, .istore32, .atomicStore: emitStore(data)
    case .trapz, .trapnz:
      pushCondition(Value(raw: data.a), isNegated: data.opcode == .trapz)
      code.op(.if)
      code.bytes.append(0x40)
      code.op(.unreachable)
      code.op(.end)
    case .call, .callIndirect: emitCall(inst, data)
    case .memoryCopy: emitMemoryCopy(data)
    case .memorySet: emitMemorySet(data)
    case .atomicRmw: emitAtomicUpdate(inst, data)
    case .atomicCas: emitCompareExchange(inst, data)
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow:
      if data.type == .i128 { emitWideOverflow(inst, data) } else { emitOverflow(inst, data) }
    case .isplit:
      let results = function.results(of: inst)
      pushLow(Value(raw: data.a))
      set(results[0])
      pushHigh(Value(raw: data.a))
      set(results[1])
    default:
      guard count == 1 else { return fail("`\(data.opcode.name)` is not supported") }
      let result = function.firstResult(inst)
      if function.type(of: result) == .i128 {
        evaluateWide(inst, data, result)
      } else {
        evaluate(inst, data)
        set(result)
      }
    }
  }

  // MARK: calls

  mutating func emitCall(_ inst: Inst, _ data: InstructionData) {
    let arguments = function.callArguments(inst)
    let results = function.results(of: inst)
    switch data.opcode {
    case .call, .returnCall:
      let id = function.functions[data.function].id
      if let replacement = context.replacement(id) {
        for argument in arguments { pushWhole(argument) }
        switch replacement {
        case .copy: code.memoryCopy()
        case .fill: code.memoryFill()
        case .memorySize: code.op(.memorySize, 0)
        case .memoryGrow: code.op(.memoryGrow, 0)
        case .heapStart: code.dataAddress(.max, 0)
        case .float(let number, let type): floatOp(number, type)
        }
        if replacement == .copy || replacement == .fill {
          // C's functions return the destination.
          guard let result = results.first, placement.useCounts[result.index] > 0 else { return }
          push(arguments[0])
        }
      } else {
        for argument in arguments { pushWhole(argument) }
        context.refer(function: id)
        code.call(function: id.raw)
      }
    default:
      for argument in arguments { pushWhole(argument) }
      push(function.listOperand(inst, 0))
      let signature = function.signatures[data.signature]
      code.op(.callIndirect, context.typeIndex(signature))
      code.bytes.append(0)
    }
    for result in results.reversed() { setWhole(result) }
  }

  // MARK: checked arithmetic

  /// Results narrower than a word are computed exactly and compared with what is left of them.
  private mutating func emitOverflow(_ inst: Inst, _ data: InstructionData) {
    let results = function.results(of: inst)
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    let type = data.type
    let isSigned = data.opcode == .saddOverflow || data.opcode == .ssubOverflow || data.opcode == .smulOverflow
    let base: Op
    switch data.opcode {
    case .uaddOverflow, .saddOverflow: base = .i32Add
    case .usubOverflow, .ssubOverflow: base = .i32Sub
    default: base = .i32Mul
    }
    if type == .i8 || type == .i16 {
      let exact = takeTemporary(.i32)
      if isSigned { pushSigned(x) } else { push(x) }
      if isSigned { pushSigned(y) } else { push(y) }
      code.op(base)
      code.op(.localTee, exact)
      narrow(type)
      set(results[0])
      code.op(.localGet, exact)
      if isSigned { signExtend(type) } else { narrow(type) }
      code.op(.localGet, exact)
      code.raw(Int(Op.i32Eq.rawValue) + 1)
      set(results[1])
      giveBack(exact, .i32)
      return
    }
    if base == .i32Mul {
      if type == .i32 { return multiplyOverflow32(x, y, isSigned, results) }
      return multiplyOverflow64(x, y, isSigned, results)
    }
    let wasm = type.wasm ?? .i32
    withLocal(x) { compiler, x in
      compiler.withLocal(y) { compiler, y in
        let sum = compiler.takeTemporary(wasm)
        compiler.code.op(.localGet, x)
        compiler.code.op(.localGet, y)
        compiler.binary(base, wasm)
        compiler.code.op(.localSet, sum)
        if isSigned {
          // The result's sign differs from those of both operands (of x and of not y in a difference).
          compiler.code.op(.localGet, x)
          compiler.code.op(.localGet, base == .i32Add ? sum : y)
          compiler.binary(.i32Xor, wasm)
          compiler.code.op(.localGet, base == .i32Add ? y : x)
          compiler.code.op(.localGet, sum)
          compiler.binary(.i32Xor, wasm)
          compiler.binary(.i32And, wasm)
          compiler.code.constant(wasm, 0)
          compiler.compareOp(2, wasm)
        } else {
          compiler.code.op(.localGet, base == .i32Add ? sum : x)
          compiler.code.op(.localGet, base == .i32Add ? x : y)
          compiler.compareOp(3, wasm)
        }
        compiler.set(results[1])
        compiler.code.op(.localGet, sum)
        compiler.set(results[0])
        compiler.giveBack(sum, wasm)
      }
    }
  }

  private mutating func multiplyOverflow32(
    _ x: Value, _ y: Value, _ isSigned: Bool, _ results: EntityRange<Value>
  ) {
    let product = takeTemporary(.i64)
    let extend = isSigned ? Op.i64ExtendI32S : .i64ExtendI32U
    push(x)
    code.op(extend)
    push(y)
    code.op(extend)
    code.op(.i64Mul)
    code.op(.localTee, product)
    code.op(.i32WrapI64)
    set(results[0])
    code.op(.localGet, product)
    if isSigned {
      code.op(.i64Extend32S)
      code.op(.localGet, product)
      code.raw(Int(Op.i64Eq.rawValue) + 1)
    } else {
      code.i64(32)
      code.op(.i64ShrU)
      code.op(.i64Eqz)
      code.op(.i32Eqz)
    }
    set(results[1])
    giveBack(product, .i64)
  }

  private mutating func multiplyOverflow64(
    _ x: Value, _ y: Value, _ isSigned: Bool, _ results: EntityRange<Value>
  ) {
    withLocal(x) { compiler, x in
      compiler.withLocal(y) { compiler, y in
        let high = compiler.takeTemporary(.i64)
        compiler.multiplyHigh(x, y, isSigned: isSigned)
        compiler.code.op(.localSet, high)
        let low = compiler.takeTemporary(.i64)
        compiler.code.op(.localGet, x)
        compiler.code.op(.localGet, y)
        compiler.code.op(.i64Mul)
        compiler.code.op(.localSet, low)
        compiler.code.op(.localGet, high)
        if isSigned {
          compiler.code.op(.localGet, low)
          compiler.code.i64(63)
          compiler.code.op(.i64ShrS)
        } else {
          compiler.code.i64(0)
        }
        compiler.code.raw(Int(Op.i64Eq.rawValue) + 1)
        compiler.set(results[1])
        compiler.code.op(.localGet, low)
        compiler.set(results[0])
        compiler.giveBack(low, .i64)
        compiler.giveBack(high, .i64)
      }
    }
  }

  /// The upper half of the product of two i64 locals.
  mutating func multiplyHigh(_ x: Int, _ y: Int, isSigned: Bool) {
    guard let helper = context.helper(.multiplyHigh64) else { return fail("a helper function is missing") }
    code.op(.localGet, x)
    code.op(.localGet, y)
    context.refer(function: helper)
    code.call(function: helper.raw)
    guard isSigned else { return }
    for (sign, other) in [(x, y), (y, x)] {
      code.op(.localGet, sign)
      code.i64(63)
      code.op(.i64ShrS)
      code.op(.localGet, other)
      code.op(.i64And)
      code.op(.i64Sub)
    }
  }
}
