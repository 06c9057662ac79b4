// What dominating branches and traps prove: ranges of values and relations of pairs, in the style of
// Go's `prove` pass.
//
// Ranges are of scalar integers up to 64 bits, unsigned and signed at once; both are kept consistent.
import PolySupport

/// The possible values of an integer.
struct ValueRange: Equatable {
  var umin: UInt64
  var umax: UInt64
  var smin: Int64
  var smax: Int64

  init(_ type: IRType) {
    umin = 0
    umax = type.mask
    let width = UInt64(max(8, min(64, type.laneBits)))
    smax = Int64(bitPattern: type.mask >> 1)
    smin = -smax - 1
    if width == 64 { smin = .min }
  }
  init(constant bits: UInt64, _ type: IRType) {
    umin = bits
    umax = bits
    smin = Int64(truncatingIfNeeded: ScalarEvaluation.signed(UInt128(bits), type))
    smax = smin
  }
  mutating func intersect(_ other: ValueRange) {
    umin = max(umin, other.umin)
    umax = min(umax, other.umax)
    smin = max(smin, other.smin)
    smax = min(smax, other.smax)
  }
  mutating func clampUnsigned(_ low: UInt64, _ high: UInt64) {
    umin = max(umin, low)
    umax = min(umax, high)
  }
  mutating func clampSigned(_ low: Int64, _ high: Int64) {
    smin = max(smin, low)
    smax = min(smax, high)
  }
  /// Carries what one view knows into the other.
  mutating func reconcile(_ type: IRType) {
    let half = type.mask >> 1
    if umax <= half {
      smin = max(smin, Int64(truncatingIfNeeded: umin))
      smax = min(smax, Int64(truncatingIfNeeded: umax))
    } else if umin > half {
      // All negative: order is the same in both views.
      let low = Int64(truncatingIfNeeded: ScalarEvaluation.signed(UInt128(umin), type))
      let high = Int64(truncatingIfNeeded: ScalarEvaluation.signed(UInt128(umax), type))
      smin = max(smin, low)
      smax = min(smax, high)
    }
    if smin >= 0 {
      umin = max(umin, UInt64(smin))
      umax = min(umax, UInt64(max(smax, 0)))
    } else if smax < 0 {
      umin = max(umin, UInt64(bitPattern: smin) & type.mask)
      umax = min(umax, UInt64(bitPattern: smax) & type.mask)
    }
  }
}

/// Facts in nested scopes.
struct FactTable {
  private var rangeIndex = SecondaryMap<Value, Int32>(default: -1)
  private var ranges: ContiguousArray<ValueRange> = []
  /// What a set range hides: who has it, and the range before.
  private var hidden: ContiguousArray<(value: Value, range: Int32)> = []
  /// Relations of pairs, the latest first in the chain of each bucket.
  private struct Relation {
    var key: UInt64
    var outcomes: UInt8
    var bucket: UInt8
    var next: Int32
  }
  private var relations: ContiguousArray<Relation> = []
  private var buckets = ContiguousArray<Int32>(filledWith: -1, count: 64)
  private var marks: ContiguousArray<(ranges: Int, relations: Int)> = []

  /// All six outcomes of comparing two values: less, equal, greater; unsigned low, signed high.
  static let anything: UInt8 = 0b111_111

  var hasAny: Bool { !ranges.isEmpty }

  @inline(__always) func range(_ value: Value) -> ValueRange? {
    if ranges.isEmpty { return nil }
    let index = rangeIndex[value]
    return index < 0 ? nil : ranges[Int(index)]
  }
  /// The constant that a fact makes of a value.
  @inline(__always) func constant(_ value: Value) -> UInt64? {
    if ranges.isEmpty { return nil }
    let index = rangeIndex[value]
    guard index >= 0, ranges[Int(index)].umin == ranges[Int(index)].umax else { return nil }
    return ranges[Int(index)].umin
  }
  mutating func set(_ value: Value, _ range: ValueRange) {
    hidden.append((value, rangeIndex[value]))
    rangeIndex[value] = Int32(truncatingIfNeeded: ranges.count)
    ranges.append(range)
  }

  private static func key(_ x: Value, _ y: Value) -> UInt64 { UInt64(x.raw) &<< 32 | UInt64(y.raw) }
  private static func bucket(_ key: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 58)
  }
  @inline(__always) func relation(_ x: Value, _ y: Value) -> UInt8 {
    relations.isEmpty ? Self.anything : find(Self.key(x, y))
  }
  private func find(_ key: UInt64) -> UInt8 {
    var index = buckets[Int(Self.bucket(key))]
    while index >= 0 {
      if relations[Int(index)].key == key { return relations[Int(index)].outcomes }
      index = relations[Int(index)].next
    }
    return Self.anything
  }
  mutating func restrict(_ x: Value, _ y: Value, _ mask: UInt8) {
    let key = Self.key(x, y)
    let old = find(key)
    if old & mask == old { return }
    let bucket = Self.bucket(key)
    relations.append(Relation(key: key, outcomes: old & mask, bucket: bucket, next: buckets[Int(bucket)]))
    buckets[Int(bucket)] = Int32(truncatingIfNeeded: relations.count &- 1)
  }

  mutating func push() { marks.append((ranges.count, relations.count)) }
  mutating func pop() {
    guard let mark = marks.popLast() else { return }
    while ranges.count > mark.ranges {
      ranges.removeLast()
      let (value, range) = hidden.removeLast()
      rangeIndex[value] = range
    }
    while relations.count > mark.relations {
      let relation = relations.removeLast()
      buckets[Int(relation.bucket)] = relation.next
    }
  }
}

extension ValueNumbering {
  /// The outcomes in which a condition holds; less 1, equal 2, greater 4, signed ones times 8.
  static func outcomes(_ condition: IntCC) -> UInt8 {
    switch condition {
    case .equal: 0b010_010
    case .notEqual: 0b101_101
    case .unsignedLessThan: 0b101_001
    case .unsignedLessThanOrEqual: 0b111_011
    case .unsignedGreaterThan: 0b101_100
    case .unsignedGreaterThanOrEqual: 0b111_110
    case .signedLessThan: 0b001_101
    case .signedLessThanOrEqual: 0b011_111
    case .signedGreaterThan: 0b100_101
    case .signedGreaterThanOrEqual: 0b110_111
    }
  }
  private static func swapped(_ mask: UInt8) -> UInt8 {
    let swap: (UInt8) -> UInt8 = { ($0 & 2) | ($0 & 1) << 2 | ($0 & 4) >> 2 }
    return swap(mask & 7) | swap(mask >> 3) << 3
  }

  /// The possible values of an integer of up to 64 bits.
  mutating func range(_ value: Value, depth: Int = 0) -> ValueRange {
    let value = function.resolve(value)
    let type = function.type(of: value)
    var result = ValueRange(type)
    guard type.isInteger, type.bits <= 64 else { return result }
    if depth < 5 { structuralRange(value, type, &result, depth) }
    if let fact = facts.range(value) { result.intersect(fact) }
    result.reconcile(type)
    return result
  }

  private mutating func structuralRange(_ value: Value, _ type: IRType, _ result: inout ValueRange, _ depth: Int) {
    guard let inst = function.definingInst(of: value) else { return }
    let data = function[inst]
    let isFirst = function.firstResult(inst) == value
    func operand(_ raw: UInt32) -> ValueRange { range(Value(raw: raw), depth: depth + 1) }
    switch data.opcode {
    case .iconst: result = ValueRange(constant: data.immediate, type)
    case .fcmp: result.clampUnsigned(0, 1)
    case .icmp:
      result.clampUnsigned(0, 1)
      guard function.type(of: Value(raw: data.a)).bits <= 64 else { return }
      let (x, y) = (operand(data.a), operand(data.b))
      let isBelow = x.umax < y.umin
      let isAbove = x.umin > y.umax
      switch data.intCondition {
      case .equal where isBelow || isAbove: result.clampUnsigned(0, 0)
      case .notEqual where isBelow || isAbove: result.clampUnsigned(1, 1)
      case .unsignedLessThan where isBelow: result.clampUnsigned(1, 1)
      case .unsignedLessThan where x.umin >= y.umax: result.clampUnsigned(0, 0)
      case .unsignedGreaterThan where isAbove: result.clampUnsigned(1, 1)
      case .unsignedGreaterThan where x.umax <= y.umin: result.clampUnsigned(0, 0)
      case .equal where x.umin == x.umax && x == y: result.clampUnsigned(1, 1)
      case .notEqual where x.umin == x.umax && x == y: result.clampUnsigned(0, 0)
      default: break
      }
    case .stackAddr: result.clampUnsigned(1, .max)
    case .symbolValue:
      // What is in the program itself has an address; what is not may be missing.
      if case .symbol(.data(let id), let offset, _, false) = function.globalValues[data.globalValue], offset >= 0,
        id.index < context.data.count, context.data[id].linkage.isFinal
      {
        result.clampUnsigned(1, .max)
      }
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow,
      .uaddOverflowCin, .saddOverflowCin, .usubOverflowBin, .ssubOverflowBin:
      if !isFirst { result.clampUnsigned(0, 1) }
    case .uextend:
      guard function.type(of: Value(raw: data.a)).bits <= 64 else { return }
      let x = operand(data.a)
      result.clampUnsigned(x.umin, x.umax)
    case .sextend:
      guard function.type(of: Value(raw: data.a)).bits <= 64 else { return }
      let x = operand(data.a)
      result.clampSigned(x.smin, x.smax)
    case .ireduce:
      guard function.type(of: Value(raw: data.a)).bits <= 64 else { return }
      let x = operand(data.a)
      if x.umax <= type.mask { result.clampUnsigned(x.umin, x.umax) }
    case .band:
      result.clampUnsigned(0, min(operand(data.a).umax, operand(data.b).umax))
    case .bor, .bxor:
      let bits = operand(data.a).umax | operand(data.b).umax
      if bits < type.mask { result.clampUnsigned(0, bits == 0 ? 0 : .max >> UInt64(bits.leadingZeroBitCount)) }
    case .ushr:
      if let amount = constant(Value(raw: data.b)) {
        let shift = UInt64(truncatingIfNeeded: amount) & UInt64(type.laneBits - 1)
        let x = operand(data.a)
        result.clampUnsigned(x.umin >> shift, x.umax >> shift)
      } else {
        result.clampUnsigned(0, operand(data.a).umax)
      }
    case .urem:
      let (x, y) = (operand(data.a), operand(data.b))
      result.clampUnsigned(0, min(x.umax, y.umax == 0 ? 0 : y.umax - 1))
    case .udiv:
      let (x, y) = (operand(data.a), operand(data.b))
      result.clampUnsigned(0, y.umin == 0 ? x.umax : x.umax / y.umin)
    case .umin: result.clampUnsigned(0, min(operand(data.a).umax, operand(data.b).umax))
    case .umax: result.clampUnsigned(max(operand(data.a).umin, operand(data.b).umin), .max)
    case .smin: result.clampSigned(.min, min(operand(data.a).smax, operand(data.b).smax))
    case .smax: result.clampSigned(max(operand(data.a).smin, operand(data.b).smin), .max)
    case .uload8: result.clampUnsigned(0, 0xFF)
    case .uload16: result.clampUnsigned(0, 0xFFFF)
    case .uload32: result.clampUnsigned(0, 0xFFFF_FFFF)
    case .sload8: result.clampSigned(-128, 127)
    case .sload16: result.clampSigned(-32768, 32767)
    case .sload32: result.clampSigned(Int64(Int32.min), Int64(Int32.max))
    case .clz, .ctz, .popcnt: result.clampUnsigned(0, UInt64(type.bits))
    case .select:
      let (x, y) = (operand(data.b), operand(data.c))
      result.clampUnsigned(min(x.umin, y.umin), max(x.umax, y.umax))
      result.clampSigned(min(x.smin, y.smin), max(x.smax, y.smax))
    case .iadd:
      let (x, y) = (operand(data.a), operand(data.b))
      let (high, overflow) = x.umax.addingReportingOverflow(y.umax)
      if !overflow, high <= type.mask { result.clampUnsigned(x.umin &+ y.umin, high) }
      let (low, first) = x.smin.addingReportingOverflow(y.smin)
      let (top, second) = x.smax.addingReportingOverflow(y.smax)
      let whole = ValueRange(type)
      if !first, !second, low >= whole.smin, top <= whole.smax { result.clampSigned(low, top) }
    case .imul:
      let (high, overflow) = operand(data.a).umax.multipliedReportingOverflow(by: operand(data.b).umax)
      if !overflow, high <= type.mask { result.clampUnsigned(0, high) }
    default: break
    }
  }

  /// Whether a comparison is known, from ranges and relations.
  mutating func decide(_ condition: IntCC, _ x: Value, _ y: Value) -> Bool? {
    let type = function.type(of: x)
    var possible = facts.relation(x, y)
    if type.isInteger, type.bits <= 64 {
      let (a, b) = (range(x), range(y))
      if a.umax < b.umin { possible &= 0b101_001 }
      if a.umin > b.umax { possible &= 0b101_100 }
      if a.smax < b.smin { possible &= 0b001_101 }
      if a.smin > b.smax { possible &= 0b100_101 }
      if a.umax <= b.umin { possible &= 0b111_011 }
      if a.umin >= b.umax { possible &= 0b111_110 }
      if a.smax <= b.smin { possible &= 0b011_111 }
      if a.smin >= b.smax { possible &= 0b110_111 }
      if a.umin == a.umax, a == b { possible &= 0b010_010 }
      // Two numbers of one sign are ordered alike in both views.
      if a.smin >= 0 && b.smin >= 0 || a.smax < 0 && b.smax < 0 {
        let both = (possible & 7) & (possible >> 3)
        possible = both | both << 3
      }
    }
    let wanted = Self.outcomes(condition)
    let isSignedQuestion = condition.isSigned
    let part: (UInt8) -> UInt8 = { isSignedQuestion ? $0 >> 3 : $0 & 7 }
    let (seen, holds) = (part(possible), part(wanted))
    if seen == 0 { return nil }
    if seen & holds == 0 { return false }
    if seen & ~holds & 7 == 0 { return true }
    return nil
  }

  /// The plain operation if an overflow instruction cannot overflow.
  mutating func withoutOverflow(_ data: InstructionData) -> Opcode? {
    let type = data.type
    guard type.bits <= 64 else { return nil }
    let (x, y) = (range(Value(raw: data.a)), range(Value(raw: data.b)))
    let whole = ValueRange(type)
    switch data.opcode {
    case .uaddOverflow:
      let (sum, overflow) = x.umax.addingReportingOverflow(y.umax)
      return !overflow && sum <= type.mask ? .iadd : nil
    case .saddOverflow:
      let (low, first) = x.smin.addingReportingOverflow(y.smin)
      let (high, second) = x.smax.addingReportingOverflow(y.smax)
      return !first && !second && low >= whole.smin && high <= whole.smax ? .iadd : nil
    case .usubOverflow:
      if x.umin >= y.umax { return .isub }
      return decide(.unsignedGreaterThanOrEqual, Value(raw: data.a), Value(raw: data.b)) == true ? .isub : nil
    case .ssubOverflow:
      let (low, first) = x.smin.subtractingReportingOverflow(y.smax)
      let (high, second) = x.smax.subtractingReportingOverflow(y.smin)
      return !first && !second && low >= whole.smin && high <= whole.smax ? .isub : nil
    default: return nil
    }
  }

  // Learning.

  /// What the only branch into a block proves.
  mutating func learnFromEdge(into block: Block) {
    guard graph.predecessorCount(block) == 1 else { return }
    let index = graph.predecessorRange(block).lowerBound
    let branch = graph.branch(index)
    let data = function[branch]
    switch data.opcode {
    case .brif:
      let (first, second) = (function.target(of: data.thenDestination), function.target(of: data.elseDestination))
      guard first != second else { return }
      learn(function.resolve(Value(raw: data.a)), first == block)
    case .brTable:
      let table = data.jumpTable
      guard function.target(of: function.defaultDestination(of: table)) != block else { return }
      var entry: UInt64?
      for index in 0..<function.entryCount(of: table) where function.target(of: function.entry(of: table, index)) == block {
        if entry != nil { return }
        entry = UInt64(index)
      }
      if let entry {
        let value = function.resolve(Value(raw: data.a))
        narrow(value, ValueRange(constant: entry, function.type(of: value)))
      }
    default: break
    }
  }

  private mutating func narrow(_ value: Value, _ known: ValueRange) {
    let type = function.type(of: value)
    guard type.isInteger, type.bits <= 64, !isConstant(value) else { return }
    let before = range(value)
    var after = before
    after.intersect(known)
    after.reconcile(type)
    guard after != before, after.umin <= after.umax, after.smin <= after.smax else { return }
    facts.set(value, after)
    // An extension of a narrower value says the same of that value.
    if let inner = data(value), inner.opcode == .uextend, after.umax <= type.mask {
      let source = function.resolve(Value(raw: inner.a))
      let narrowType = function.type(of: source)
      if narrowType.bits < type.bits {
        var range = ValueRange(narrowType)
        range.clampUnsigned(after.umin, after.umax)
        range.reconcile(narrowType)
        narrow(source, range)
      }
    }
  }

  /// Learns that a condition is not zero, or that it is.
  mutating func learn(_ condition: Value, _ isTrue: Bool, depth: Int = 0) {
    guard depth < 6 else { return }
    let type = function.type(of: condition)
    guard type.isInteger, type.bits <= 64 else { return }
    var known = ValueRange(type)
    if isTrue { known.clampUnsigned(1, .max) } else { known.clampUnsigned(0, 0) }
    known.reconcile(type)
    narrow(condition, known)
    guard let inst = function.definingInst(of: condition) else { return }
    let data = function[inst]
    let isFirst = function.firstResult(inst) == condition
    // Only these opcodes keep values in both fields; in others a field may be an offset or a list.
    let x: Value
    var y = condition
    switch data.opcode {
    case .icmp, .band, .bor, .bxor, .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      (x, y) = (function.resolve(Value(raw: data.a)), function.resolve(Value(raw: data.b)))
    case .uextend, .sextend, .ireduce: x = function.resolve(Value(raw: data.a))
    default: return
    }
    switch data.opcode {
    case .icmp:
      relate(isTrue ? data.intCondition : data.intCondition.complement, x, y)
      // A comparison of a condition with 0 or 1.
      let holds = isTrue ? data.intCondition : data.intCondition.complement
      if let c = constant(y), c <= 1, holds == .equal || holds == .notEqual, isBoolean(x) {
        learn(x, (c == 1) == (holds == .equal), depth: depth + 1)
      }
    case .band where isTrue && isBoolean(x) && isBoolean(y):
      learn(x, true, depth: depth + 1)
      learn(y, true, depth: depth + 1)
    case .bor where !isTrue:
      learn(x, false, depth: depth + 1)
      learn(y, false, depth: depth + 1)
    case .bxor:
      if constant(y) == 1, isBoolean(x) { learn(x, !isTrue, depth: depth + 1) }
    case .uextend, .sextend: learn(x, isTrue, depth: depth + 1)
    case .ireduce:
      if isTrue || isBoolean(x) { learn(x, isTrue, depth: depth + 1) }
    case .uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow:
      if !isFirst, !isTrue { learnNoOverflow(inst, data, x, y) }
    default: break
    }
  }

  /// An overflow instruction did not overflow: its result lies where the exact one does.
  private mutating func learnNoOverflow(_ inst: Inst, _ data: InstructionData, _ x: Value, _ y: Value) {
    let type = data.type
    guard type.bits <= 64 else { return }
    let result = function.firstResult(inst)
    let (a, b) = (range(x), range(y))
    var known = ValueRange(type)
    switch data.opcode {
    case .uaddOverflow:
      known.clampUnsigned(a.umin.addingReportingOverflow(b.umin).partialValue, .max)
      if b.umin > 0 { relate(.unsignedGreaterThan, result, x) }
    case .saddOverflow:
      let (low, overflow) = a.smin.addingReportingOverflow(b.smin)
      if !overflow { known.clampSigned(low, .max) }
      let (high, over) = a.smax.addingReportingOverflow(b.smax)
      if !over { known.clampSigned(.min, high) }
    case .usubOverflow:
      known.clampUnsigned(0, a.umax)
      relate(.unsignedGreaterThanOrEqual, x, y)
    default:
      let (low, overflow) = a.smin.subtractingReportingOverflow(b.smax)
      if !overflow { known.clampSigned(low, .max) }
      let (high, over) = a.smax.subtractingReportingOverflow(b.smin)
      if !over { known.clampSigned(.min, high) }
    }
    known.reconcile(type)
    narrow(result, known)
  }

  /// Learns that `x condition y` holds.
  private mutating func relate(_ condition: IntCC, _ x: Value, _ y: Value) {
    let type = function.type(of: x)
    guard x != y, type.isInteger else { return }
    if !isConstant(x), !isConstant(y) {
      let mask = Self.outcomes(condition)
      facts.restrict(x, y, mask)
      facts.restrict(y, x, Self.swapped(mask))
    }
    guard type.bits <= 64 else { return }
    let (a, b) = (range(x), range(y))
    var (left, right) = (ValueRange(type), ValueRange(type))
    switch condition {
    case .equal:
      left = b
      right = a
    case .notEqual:
      // Only the ends of a range can be cut off.
      if b.umin == b.umax {
        if a.umin == b.umin, a.umin < a.umax { left.clampUnsigned(a.umin + 1, .max) }
        if a.umax == b.umin, a.umin < a.umax { left.clampUnsigned(0, a.umax - 1) }
      }
    case .unsignedLessThan:
      if b.umax > 0 { left.clampUnsigned(0, b.umax - 1) }
      if a.umin < .max { right.clampUnsigned(a.umin + 1, .max) }
    case .unsignedLessThanOrEqual:
      left.clampUnsigned(0, b.umax)
      right.clampUnsigned(a.umin, .max)
    case .unsignedGreaterThan:
      if b.umin < .max { left.clampUnsigned(b.umin + 1, .max) }
      if a.umax > 0 { right.clampUnsigned(0, a.umax - 1) }
    case .unsignedGreaterThanOrEqual:
      left.clampUnsigned(b.umin, .max)
      right.clampUnsigned(0, a.umax)
    case .signedLessThan:
      if b.smax > .min { left.clampSigned(.min, b.smax - 1) }
      if a.smin < .max { right.clampSigned(a.smin + 1, .max) }
    case .signedLessThanOrEqual:
      left.clampSigned(.min, b.smax)
      right.clampSigned(a.smin, .max)
    case .signedGreaterThan:
      if b.smin < .max { left.clampSigned(b.smin + 1, .max) }
      if a.smax > .min { right.clampSigned(.min, a.smax - 1) }
    case .signedGreaterThanOrEqual:
      left.clampSigned(b.smin, .max)
      right.clampSigned(.min, a.smax)
    }
    left.reconcile(type)
    right.reconcile(type)
    narrow(x, left)
    narrow(y, right)
  }

  // Deciding.

  mutating func visitTrap(_ inst: Inst, _ data: InstructionData) {
    let condition = Value(raw: data.a)
    let trapsOnZero = data.opcode == .trapz
    if function.type(of: condition).bits <= 64 {
      let range = self.range(condition)
      let isZero = range.umax == 0
      let isNonzero = range.umin > 0
      if isZero && !trapsOnZero || isNonzero && trapsOnZero {
        function.layout.remove(inst)
        isChanged = true
        return
      }
      if isZero && trapsOnZero || isNonzero && !trapsOnZero {
        certainTraps.append(inst)
        isChanged = true
        return
      }
    }
    learn(condition, trapsOnZero)
  }

  mutating func decideBranch(_ inst: Inst, _ data: InstructionData) {
    let condition = Value(raw: data.a)
    guard function.type(of: condition).bits <= 64 else { return }
    let range = self.range(condition)
    if data.opcode == .brif {
      if range.umin > 0 {
        function[inst] = .jump(data.thenDestination)
        isChanged = true
      } else if range.umax == 0 {
        function[inst] = .jump(data.elseDestination)
        isChanged = true
      }
    } else if range.umin == range.umax {
      let table = data.jumpTable
      let call =
        range.umin < UInt64(function.entryCount(of: table))
        ? function.entry(of: table, Int(range.umin)) : function.defaultDestination(of: table)
      function[inst] = .jump(call)
      isChanged = true
    }
  }
}
