// Simplification rules of arithmetic, bits, comparisons and selections.
//
// A rule sees canonical operands, constants second. It gives an existing value, or another
// instruction for the same results; what it needs besides is emitted before the current one.
import PolySupport

extension ValueNumbering {
  /// What a rule makes of an instruction.
  enum Simplified {
    case none
    case value(Value)
    case values(Value, Value)
    case data(InstructionData)
  }

  mutating func simplify(_ inst: Inst) -> Simplified {
    let data = function[inst]
    switch data.opcode.format {
    case .unary, .loadNoOffset:
      if data.opcode == .atomicLoad || data.opcode == .setPinnedReg { return .none }
      if case let folded = fold(data, operands: 1), !isNone(folded) { return folded }
      return simplifyConversion(data)
    case .binary, .intCompare, .floatCompare, .intAddTrap:
      if case let folded = fold(data, operands: 2), !isNone(folded) { return folded }
      return simplifyBinary(data)
    case .ternary:
      if case let folded = fold(data, operands: 3), !isNone(folded) { return folded }
      return simplifyTernary(data)
    case .load, .store: return simplifyAddress(data)
    case .callIndirect, .tryCallIndirect: return simplifyIndirectCall(inst, data)
    default: return .none
    }
  }
  private mutating func isNone(_ result: Simplified) -> Bool {
    if case .none = result { return true }
    return false
  }

  /// Computes an instruction whose operands are all constant.
  private mutating func fold(_ data: InstructionData, operands: Int) -> Simplified {
    if data.opcode == .selectSpectreGuard || data.opcode == .iconcat { return .none }
    if data.opcode == .uextend || data.opcode == .sextend, data.type == .i128 { return .none }
    guard let x = constant(Value(raw: data.a)) else { return .none }
    var y: UInt128 = 0
    var z: UInt128 = 0
    if operands > 1 {
      guard let second = constant(Value(raw: data.b)) else { return .none }
      y = second
    }
    if operands > 2 {
      guard let third = constant(Value(raw: data.c)) else { return .none }
      z = third
    }
    let operandType = function.type(of: Value(raw: data.a))
    switch ScalarEvaluation.evaluate(data, operandType: operandType, x, y, z) {
    case .value(let bits):
      let type = function.resultType(for: data, 0)
      // The bits of a NaN that an operation makes are the processor's choice.
      if type == .f128 || type.isFloat && data.opcode != .bitcast && isNaN(bits, type) { return .none }
      return .value(makeConstant(type, bits))
    case .pair(let first, let second):
      let a = makeConstant(function.resultType(for: data, 0), first)
      return .values(a, makeConstant(function.resultType(for: data, 1), second))
    case .trap, .unsupported: return .none
    }
  }
  private mutating func isNaN(_ bits: UInt128, _ type: IRType) -> Bool {
    ScalarEvaluation.outcome(bits, bits, type) == 8
  }

  private mutating func zero(_ type: IRType) -> Simplified { .value(makeConstant(type, 0)) }

  private mutating func simplifyBinary(_ data: InstructionData) -> Simplified {
    let (x, y) = (Value(raw: data.a), Value(raw: data.b))
    let type = data.type
    let mask = ScalarEvaluation.mask(type)
    let c = constant(y)
    switch data.opcode {
    case .iadd:
      if c == 0 { return .value(x) }
      if let c, let inner = self.data(x) {
        if inner.opcode == .iadd, let d = constant(Value(raw: inner.b)) {
          return .data(.binary(.iadd, type, Value(raw: inner.a), makeConstant(type, (c &+ d) & mask)))
        }
        if inner.opcode == .stackAddr, type == function.pointerType {
          let sum = Int128(inner.offset) + ScalarEvaluation.signed(c, type)
          if let offset = Int32(exactly: sum) { return .data(.stackAddr(type, inner.stackSlot, offset: offset)) }
        }
      }
      // (x - y) + y
      if let inner = self.data(x), inner.opcode == .isub, inner.b == y.raw { return .value(Value(raw: inner.a)) }
      if let inner = self.data(y), inner.opcode == .isub, inner.b == x.raw { return .value(Value(raw: inner.a)) }
    case .isub:
      if x == y { return zero(type) }
      if let c {
        if c == 0 { return .value(x) }
        return .data(.binary(.iadd, type, x, makeConstant(type, (0 &- c) & mask)))
      }
      if constant(x) == 0 { return .data(.unary(.ineg, type, y)) }
      if let inner = self.data(x), inner.opcode == .iadd {
        if inner.a == y.raw { return .value(Value(raw: inner.b)) }
        if inner.b == y.raw { return .value(Value(raw: inner.a)) }
      }
    case .imul:
      guard let c else { break }
      if c == 0 { return .value(y) }
      if c == 1 { return .value(x) }
      if c == mask { return .data(.unary(.ineg, type, x)) }
      if c & (c - 1) == 0 {
        let amount = makeConstant(.i8, UInt128(c.trailingZeroBitCount))
        return .data(.binary(.ishl, type, x, amount))
      }
      if let inner = self.data(x), inner.opcode == .imul, let d = constant(Value(raw: inner.b)) {
        return .data(.binary(.imul, type, Value(raw: inner.a), makeConstant(type, (c &* d) & mask)))
      }
    case .udiv:
      guard let c, c != 0 else { break }
      if c == 1 { return .value(x) }
      if c & (c - 1) == 0 {
        return .data(.binary(.ushr, type, x, makeConstant(.i8, UInt128(c.trailingZeroBitCount))))
      }
    case .urem:
      guard let c, c != 0 else { break }
      if c == 1 { return zero(type) }
      if c & (c - 1) == 0 { return .data(.binary(.band, type, x, makeConstant(type, c - 1))) }
    case .sdiv:
      if c == 1 { return .value(x) }
    case .srem:
      if c == 1 { return zero(type) }
    case .band:
      if x == y { return .value(x) }
      if let c {
        if c == 0 { return .value(y) }
        if c == mask { return .value(x) }
        if let inner = self.data(x), inner.opcode == .band, let d = constant(Value(raw: inner.b)) {
          return .data(.binary(.band, type, Value(raw: inner.a), makeConstant(type, c & d)))
        }
        // Bits that cannot be set need no clearing.
        if type.bits <= 64, c & (c + 1) == 0, UInt128(range(x).umax) <= c { return .value(x) }
      }
    case .bor:
      if x == y { return .value(x) }
      if c == 0 { return .value(x) }
      if let c {
        if c == mask { return .value(y) }
        if let inner = self.data(x), inner.opcode == .bor, let d = constant(Value(raw: inner.b)) {
          return .data(.binary(.bor, type, Value(raw: inner.a), makeConstant(type, c | d)))
        }
      }
    case .bxor:
      if x == y { return zero(type) }
      if c == 0 { return .value(x) }
      if let c, let inner = self.data(x) {
        if inner.opcode == .bxor, let d = constant(Value(raw: inner.b)) {
          return .data(.binary(.bxor, type, Value(raw: inner.a), makeConstant(type, c ^ d)))
        }
        if c == 1, let turned = complement(inner) { return .data(turned) }
      }
    case .ishl, .ushr, .sshr, .rotl, .rotr:
      guard let c else {
        if constant(x) == 0 { return .value(x) }
        return shiftAmount(data)
      }
      let amount = c & UInt128(type.laneBits - 1)
      if amount == 0 { return .value(x) }
      if let inner = self.data(x), inner.opcode == data.opcode, let d = constant(Value(raw: inner.b)),
        data.opcode == .ishl || data.opcode == .ushr
      {
        let sum = amount + (d & UInt128(type.laneBits - 1))
        if sum >= UInt128(type.laneBits) { return zero(type) }
        return .data(.binary(data.opcode, type, Value(raw: inner.a), makeConstant(.i8, sum)))
      }
      if data.opcode == .ushr, let inner = self.data(x), inner.opcode == .ishl,
        let d = constant(Value(raw: inner.b)), d & UInt128(type.laneBits - 1) == amount
      {
        return .data(.binary(.band, type, Value(raw: inner.a), makeConstant(type, mask >> amount)))
      }
      if data.opcode == .ushr, type.bits <= 64, UInt128(range(x).umax) >> amount == 0 { return zero(type) }
    case .umin, .smin, .umax, .smax:
      if x == y { return .value(x) }
      guard type.bits <= 64 else { break }
      let (a, b) = (range(x), range(y))
      switch data.opcode {
      case .umin:
        if a.umax <= b.umin { return .value(x) }
        if b.umax <= a.umin { return .value(y) }
      case .umax:
        if a.umax <= b.umin { return .value(y) }
        if b.umax <= a.umin { return .value(x) }
      case .smin:
        if a.smax <= b.smin { return .value(x) }
        if b.smax <= a.smin { return .value(y) }
      default:
        if a.smax <= b.smin { return .value(y) }
        if b.smax <= a.smin { return .value(x) }
      }
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      if c == 0 { return .values(x, makeConstant(.i8, 0)) }
      if let opcode = withoutOverflow(data) {
        let result = emit(.binary(opcode, type, x, y))
        return .values(result, makeConstant(.i8, 0))
      }
    case .umulOverflow, .smulOverflow:
      if c == 0 { return .values(y, makeConstant(.i8, 0)) }
      if c == 1 { return .values(x, makeConstant(.i8, 0)) }
      if type.bits <= 32, data.opcode == .umulOverflow,
        range(x).umax.multipliedReportingOverflow(by: range(y).umax).partialValue <= UInt64(truncatingIfNeeded: mask)
      {
        return .values(emit(.binary(.imul, type, x, y)), makeConstant(.i8, 0))
      }
    case .uaddOverflowTrap:
      if c == 0 { return .value(x) }
    case .icmp: return simplifyCompare(data, x, y, c)
    case .fcmp:
      if x == y, data.floatCondition == .unorderedOrEqual || data.floatCondition == .unorderedOrLessThanOrEqual
        || data.floatCondition == .unorderedOrGreaterThanOrEqual
      {
        return .value(makeConstant(.i8, 1))
      }
    case .iconcat:
      // The halves of one split value.
      if let low = function.definingInst(of: x), function[low].opcode == .isplit,
        function.definingInst(of: y) == low, function.firstResult(low) == x, y.raw == x.raw + 1
      {
        return .value(Value(raw: function[low].a))
      }
      if c == 0 { return .data(.unary(.uextend, type.doubleWidth, x)) }
    case .fcopysign:
      if x == y { return .value(x) }
    default: break
    }
    return .none
  }

  /// A shift amount is taken modulo the width: masks and extensions of it do nothing.
  private mutating func shiftAmount(_ data: InstructionData) -> Simplified {
    guard let amount = self.data(Value(raw: data.b)) else { return .none }
    switch amount.opcode {
    case .uextend, .sextend:
      let inner = function.type(of: Value(raw: amount.a))
      if inner.bits >= 8, data.type.laneBits <= 1 << min(inner.bits, 10) {
        return .data(.binary(data.opcode, data.type, Value(raw: data.a), Value(raw: amount.a)))
      }
    case .band:
      if let mask = constant(Value(raw: amount.b)), mask & UInt128(data.type.laneBits - 1) == UInt128(data.type.laneBits - 1) {
        return .data(.binary(data.opcode, data.type, Value(raw: data.a), Value(raw: amount.a)))
      }
    default: break
    }
    return .none
  }

  /// The comparison with the opposite result.
  mutating func complement(_ data: InstructionData) -> InstructionData? {
    var data = data
    switch data.opcode {
    case .icmp: data.extra = UInt16(data.intCondition.complement.rawValue)
    case .fcmp: data.extra = UInt16(data.floatCondition.complement.rawValue)
    default: return nil
    }
    return data
  }

  private mutating func simplifyCompare(_ data: InstructionData, _ x: Value, _ y: Value, _ c: UInt128?) -> Simplified {
    let condition = data.intCondition
    let type = data.type
    if x == y {
      let holds = condition == .equal || condition == .unsignedLessThanOrEqual
        || condition == .unsignedGreaterThanOrEqual || condition == .signedLessThanOrEqual
        || condition == .signedGreaterThanOrEqual
      return .value(makeConstant(.i8, holds ? 1 : 0))
    }
    if isConstant(x), !isConstant(y) { return .data(.icmp(condition.swapped, type, y, x)) }
    if let known = decide(condition, x, y) { return .value(makeConstant(.i8, known ? 1 : 0)) }
    guard let c else {
      // Operands that were both extended alike compare before the extension.
      if let a = self.data(x), let b = self.data(y), a.opcode == b.opcode {
        let (u, v) = (Value(raw: a.a), Value(raw: b.a))
        let narrow = function.type(of: u)
        if a.opcode == .uextend, narrow == function.type(of: v) {
          return .data(.icmp(unsigned(condition), narrow, u, v))
        }
        if a.opcode == .sextend, narrow == function.type(of: v) { return .data(.icmp(condition, narrow, u, v)) }
      }
      return .none
    }
    // Non-strict comparisons with constants become strict ones.
    let mask = ScalarEvaluation.mask(type)
    switch condition {
    case .unsignedLessThan where c == 1: return .data(.icmp(.equal, type, x, makeConstant(type, 0)))
    case .unsignedGreaterThan where c == 0: return .data(.icmp(.notEqual, type, x, y))
    case .unsignedGreaterThanOrEqual where c == 1:
      return .data(.icmp(.notEqual, type, x, makeConstant(type, 0)))
    case .unsignedLessThanOrEqual where c < mask:
      return .data(.icmp(.unsignedLessThan, type, x, makeConstant(type, c + 1)))
    case .unsignedGreaterThanOrEqual where c > 0:
      return .data(.icmp(.unsignedGreaterThan, type, x, makeConstant(type, c - 1)))
    default: break
    }
    guard let inner = self.data(x) else { return .none }
    let isEquality = condition == .equal || condition == .notEqual
    switch inner.opcode {
    case .icmp, .fcmp:
      // A comparison compared with 0 or 1 is itself or its opposite.
      guard isEquality else { break }
      if c > 1 { return .value(makeConstant(.i8, condition == .equal ? 0 : 1)) }
      let isSame = (c == 1) == (condition == .equal)
      if isSame { return .value(x) }
      if let turned = complement(inner) { return .data(turned) }
    case .iadd where isEquality:
      if let d = constant(Value(raw: inner.b)) {
        return .data(.icmp(condition, type, Value(raw: inner.a), makeConstant(type, (c &- d) & mask)))
      }
    case .bxor where isEquality:
      if let d = constant(Value(raw: inner.b)) {
        return .data(.icmp(condition, type, Value(raw: inner.a), makeConstant(type, c ^ d)))
      }
      if c == 0 { return .data(.icmp(condition, type, Value(raw: inner.a), Value(raw: inner.b))) }
    case .isub where isEquality && c == 0:
      return .data(.icmp(condition, type, Value(raw: inner.a), Value(raw: inner.b)))
    case .uextend:
      let narrow = function.type(of: Value(raw: inner.a))
      if c <= ScalarEvaluation.mask(narrow), narrow != .i128 {
        let constant = makeConstant(narrow, c)
        return .data(.icmp(unsigned(condition), narrow, Value(raw: inner.a), constant))
      }
    case .sextend where isEquality:
      let narrow = function.type(of: Value(raw: inner.a))
      let reduced = c & ScalarEvaluation.mask(narrow)
      if UInt128(truncatingIfNeeded: ScalarEvaluation.signed(reduced, narrow)) & mask == c {
        return .data(.icmp(condition, narrow, Value(raw: inner.a), makeConstant(narrow, reduced)))
      }
    case .select where isEquality:
      // Arms that are constants decide by the condition alone.
      if let a = constant(Value(raw: inner.b)), let b = constant(Value(raw: inner.c)), (a == c) != (b == c) {
        let wanted = (a == c) == (condition == .equal)
        let test = Value(raw: inner.a)
        let testType = function.type(of: test)
        return .data(.icmp(wanted ? .notEqual : .equal, testType, test, makeConstant(testType, 0)))
      }
    default: break
    }
    // A value that is 0 or 1.
    if isEquality, type == .i8, isBoolean(x) {
      if c > 1 { return .value(makeConstant(.i8, condition == .equal ? 0 : 1)) }
      if (c == 1) == (condition == .equal) { return .value(x) }
    }
    return .none
  }
  private mutating func unsigned(_ condition: IntCC) -> IntCC {
    switch condition {
    case .signedLessThan: .unsignedLessThan
    case .signedLessThanOrEqual: .unsignedLessThanOrEqual
    case .signedGreaterThan: .unsignedGreaterThan
    case .signedGreaterThanOrEqual: .unsignedGreaterThanOrEqual
    default: condition
    }
  }

  /// Whether a value is known to be 0 or 1.
  mutating func isBoolean(_ value: Value) -> Bool {
    let type = function.type(of: value)
    return type.isInteger && type.bits <= 64 && range(value).umax <= 1
  }

  private mutating func simplifyTernary(_ data: InstructionData) -> Simplified {
    let (c, x, y) = (Value(raw: data.a), Value(raw: data.b), Value(raw: data.c))
    guard data.opcode == .select else { return .none }
    if x == y { return .value(x) }
    if let known = constant(c) { return .value(known != 0 ? x : y) }
    if function.type(of: c).bits <= 64 {
      let range = self.range(c)
      if range.umin > 0 { return .value(x) }
      if range.umax == 0 { return .value(y) }
    }
    if let test = self.data(c) {
      if test.opcode == .icmp, constant(Value(raw: test.b)) == 0 {
        let operand = Value(raw: test.a)
        if test.intCondition == .notEqual { return .data(.ternary(.select, data.type, operand, x, y)) }
        if test.intCondition == .equal { return .data(.ternary(.select, data.type, operand, y, x)) }
      }
      if test.opcode == .uextend || test.opcode == .sextend {
        return .data(.ternary(.select, data.type, Value(raw: test.a), x, y))
      }
      if test.opcode == .bxor, constant(Value(raw: test.b)) == 1, isBoolean(Value(raw: test.a)) {
        return .data(.ternary(.select, data.type, Value(raw: test.a), y, x))
      }
    }
    // A boolean as an integer.
    if data.type.isInteger, data.type != .i128, constant(y) == 0, constant(x) == 1, isBoolean(c) {
      return resized(c, data.type)
    }
    if data.type.isInteger, data.type != .i128, constant(y) == 1, constant(x) == 0, isBoolean(c) {
      let type = function.type(of: c)
      let one = makeConstant(type, 1)
      let turned = emit(.binary(.bxor, type, c, one))
      return resized(turned, data.type)
    }
    return .none
  }
  private mutating func resized(_ value: Value, _ type: IRType) -> Simplified {
    let from = function.type(of: value)
    if from == type { return .value(value) }
    return .data(.unary(from.bits < type.bits ? .uextend : .ireduce, type, value))
  }

  /// Constant parts of an address go into the offset of the access.
  private mutating func simplifyAddress(_ data: InstructionData) -> Simplified {
    guard let address = self.data(data.address), address.opcode == .iadd, address.type == function.pointerType,
      let amount = constant(Value(raw: address.b)),
      let offset = Int32(exactly: Int128(data.offset) + ScalarEvaluation.signed(amount, address.type))
    else { return .none }
    var data = data
    data.address = Value(raw: address.a)
    data.offset = offset
    return .data(data)
  }

  /// A call of the address of a known function is a direct call.
  private mutating func simplifyIndirectCall(_ inst: Inst, _ data: InstructionData) -> Simplified {
    guard data.opcode != .returnCallIndirect, let callee = self.data(function.listOperand(inst, 0)) else { return .none }
    let reference: FuncRef
    switch callee.opcode {
    case .funcAddr: reference = callee.function
    case .symbolValue:
      guard case .symbol(.function(let id), 0, let isColocated, _) = function.globalValues[callee.globalValue] else {
        return .none
      }
      reference = importFunction(id, data.signature, isColocated)
    default: return .none
    }
    guard function.signatures[function.functions[reference].signature] == function.signatures[data.signature]
    else { return .none }
    let arguments = ContiguousArray(function.callArguments(inst))
    let list = function.makeList(arguments)
    if data.opcode == .tryCallIndirect { return .data(.tryCall(reference, list, data.exceptionTable)) }
    return .data(.call(.call, reference, list))
  }
  mutating func importFunction(_ id: FunctionID, _ signature: SigRef, _ isColocated: Bool) -> FuncRef {
    for (index, existing) in function.functions.elements.enumerated()
    where existing.id == id && existing.signature == signature { return FuncRef(index) }
    return function.functions.push(ExternalFunction(id: id, signature: signature, isColocated: isColocated))
  }
}
