// Random verified modules: structured control flow, every scalar type, memory, calls, wide integers, atomics.
//
// Programs always end (loops count down from small numbers) and never trap (divisors are made safe).
import PolyIR
import PolySupport

/// A small deterministic generator (SplitMix64).
struct RandomSource {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
  /// A number with many interesting bit patterns.
  mutating func interesting() -> UInt64 {
    switch below(6) {
    case 0: return UInt64(below(5))
    case 1: return 0 &- UInt64(below(5))
    case 2: return 1 << UInt64(below(64))
    case 3: return (1 << UInt64(below(64))) &- 1
    case 4: return next() >> UInt64(below(64))
    default: return next()
    }
  }
}

/// What random functions may have.
struct RandomShape {
  /// The type of addresses. Nothing that a function computes depends on it.
  var pointerType = IRType.i64
  /// Only what is the same on all targets: no bits of what is not a number, nothing that needs a library.
  var isPortable = false
}

struct RandomModule {
  var module: Module
  var random: RandomSource
  private(set) var signatures: [(FunctionID, Signature)] = []
  static let integers: [IRType] = [.i8, .i16, .i32, .i64, .i128]
  static let types: [IRType] = [.i8, .i16, .i32, .i64, .i64, .i32, .i128, .f32, .f64]

  /// A module of `count` functions; each may call those before it.
  init(
    seed: UInt64, functions count: Int, size: Int, shape: RandomShape = RandomShape(), into existing: Module = Module(),
    prefix: String = ""
  ) {
    module = existing
    random = RandomSource(seed: seed)
    for index in 0..<count {
      var signature = Signature(callingConvention: random.chance(50) ? .fast : .systemV)
      for _ in 0..<random.below(9) { signature.parameters.append(ABIParameter(random.pick(Self.types))) }
      for _ in 0...random.below(random.chance(20) ? 7 : 3) {
        signature.results.append(ABIParameter(random.pick(Self.types)))
      }
      let name = module.symbols.intern("\(prefix)f\(index)")
      let id = module.declareFunction(name, linkage: .export, signature: signature)
      var generator = FunctionGenerator(
        id: id, signature: signature, random: random, callees: signatures, size: random.below(size) + 4,
        shape: shape)
      generator.generate()
      random = generator.random
      module.define(generator.function)
      signatures.append((id, signature))
    }
  }

  mutating func arguments(_ signature: Signature) -> [DataValue] {
    signature.parameters.map { parameter in
      switch parameter.type {
      case .f32: return DataValue(f32: Float(Int32(truncatingIfNeeded: random.interesting())) / 8)
      case .f64: return DataValue(f64: Double(Int64(bitPattern: random.interesting())) / 16)
      default:
        let bits = UInt128(random.interesting()) << 64 | UInt128(random.interesting())
        return DataValue(parameter.type, bits & ScalarEvaluation.mask(parameter.type))
      }
    }
  }
}

private struct FunctionGenerator {
  var function: Function
  var random: RandomSource
  let callees: [(FunctionID, Signature)]
  let shape: RandomShape
  private var block: Block
  private var available: [Value] = []
  private var budget: Int
  private var slots: [(StackSlot, Int)] = []
  private var depth = 0

  init(
    id: FunctionID, signature: Signature, random: RandomSource, callees: [(FunctionID, Signature)], size: Int,
    shape: RandomShape
  ) {
    function = Function(id: id, signature: signature)
    function.pointerType = shape.pointerType
    self.shape = shape
    self.random = random
    self.callees = callees
    budget = size
    block = function.appendBlock()
    function.appendSignatureParameters(to: block)
    for index in 0..<function.parameterCount(block) { available.append(function.parameter(block, index)) }
  }

  mutating func generate() {
    for _ in 0..<random.below(3) {
      let size = 8 << random.below(4)
      slots.append((function.stackSlots.push(StackSlotData(size: UInt32(size), alignShift: 4)), size))
    }
    for (slot, size) in slots {
      // Defined contents.
      let address = emit(.stackAddr(shape.pointerType, slot))
      function.append(
        .memorySet(address, byte: constant(.i8), byteCount: UInt32(size), flags: .trusted), to: block)
    }
    statements()
    let results = function.signature.results.map { value($0.type) }
    let list = function.makeList(results)
    function.append(.returns(list), to: block)
  }

  // MARK: Values

  private mutating func emit(_ data: InstructionData) -> Value {
    let inst = function.append(data, to: block)
    return function.firstResult(inst)
  }
  private mutating func keep(_ value: Value) { available.append(value) }

  /// A number in place of what is none, whose bits differ between machines.
  private mutating func number(_ value: Value) -> Value {
    guard shape.isPortable else { return value }
    let type = function.type(of: value)
    guard type.isFloat else { return value }
    let flag = emit(.fcmp(.unordered, type, value, value))
    let bits = type == .f32 ? UInt64(Float(1.5).bitPattern) : Double(1.5).bitPattern
    let constant = emit(.floatConstant(type == .f32 ? .f32const : .f64const, type, bits: bits))
    return emit(.ternary(.select, type, flag, constant, value))
  }

  private mutating func constant(_ type: IRType) -> Value {
    switch type {
    case .f32: return emit(.floatConstant(.f32const, .f32, bits: UInt64((Float(random.below(64)) / 4 - 8).bitPattern)))
    case .f64: return emit(.floatConstant(.f64const, .f64, bits: (Double(random.below(64)) / 4 - 8).bitPattern))
    case .i128:
      let low = emit(.iconst(.i64, random.interesting()))
      let high = emit(.iconst(.i64, random.interesting()))
      return emit(.binary(.iconcat, .i64, low, high))
    default: return emit(.iconst(type, random.interesting()))
    }
  }

  /// A value of a type: one that exists, a conversion, or a constant.
  private mutating func value(_ type: IRType) -> Value {
    if !random.chance(15) {
      for _ in 0..<6 where !available.isEmpty {
        // Recent values are likelier.
        let span = min(available.count, random.chance(60) ? 8 : available.count)
        let candidate = available[available.count - 1 - random.below(span)]
        if function.type(of: candidate) == type { return candidate }
      }
      if !available.isEmpty, random.chance(60) {
        let candidate = available[random.below(available.count)]
        if let converted = convert(candidate, type) { return converted }
      }
    }
    return constant(type)
  }

  private mutating func convert(_ value: Value, _ type: IRType) -> Value? {
    let from = function.type(of: value)
    if from == type { return value }
    if from.isInteger, type.isInteger {
      if from.bits > type.bits { return emit(.unary(.ireduce, type, value)) }
      return emit(.unary(random.chance(50) ? .uextend : .sextend, type, value))
    }
    if from.isInteger, from != .i128, type.isFloat {
      return emit(.unary(random.chance(50) ? .fcvtFromUint : .fcvtFromSint, type, value))
    }
    if from.isFloat, type.isInteger, type != .i128 {
      return emit(.unary(random.chance(50) ? .fcvtToUintSat : .fcvtToSintSat, type, value))
    }
    if from == .f32, type == .f64 { return emit(.unary(.fpromote, .f64, value)) }
    if from == .f64, type == .f32 { return emit(.unary(.fdemote, .f32, value)) }
    return nil
  }

  // MARK: Statements

  private mutating func statements() {
    let end = max(0, budget - (depth == 0 ? budget : 4 + random.below(12)))
    while budget > end {
      budget -= 1
      switch random.below(100) {
      case 0..<6 where depth < 4: branch()
      case 6..<10 where depth < 3: loop()
      case 10..<12 where depth < 4: table()
      case 12..<13 where depth < 3: crossedLoop()
      case 13..<22 where !slots.isEmpty: memory()
      case 22..<26 where !callees.isEmpty && depth < 2: call()
      case 26..<30: overflow()
      case 30..<40: comparison()
      case 40..<55: float()
      default: integer()
      }
    }
  }

  private mutating func integer() {
    let type = random.pick(RandomModule.integers)
    switch random.below(28) {
    case 0..<18:
      let opcode = random.pick([
        Opcode.iadd, .isub, .imul, .band, .bor, .bxor, .smin, .smax, .umin, .umax, .iadd, .isub, .iadd,
      ])
      keep(emit(.binary(opcode, type, value(type), value(type))))
    case 18, 19:
      let opcode = random.pick([Opcode.ishl, .ushr, .sshr, .rotl, .rotr])
      let amountType = random.pick(RandomModule.integers)
      keep(emit(.binary(opcode, type, value(type), value(amountType))))
    case 20, 21:
      let opcode = random.pick([
        Opcode.ineg, .iabs, .bnot, .clz, .ctz, .cls, .popcnt, .bitrev,
      ])
      keep(emit(.unary(opcode, type, value(type))))
    case 22:
      if type != .i8 { keep(emit(.unary(.bswap, type, value(type)))) }
    case 23 where !shape.isPortable || type != .i128, 24 where !shape.isPortable || type != .i128:
      // A divisor between 1 and 127 never traps.
      let divisor: Value
      if random.chance(50) {
        divisor = emit(.iconst(type == .i128 ? .i64 : type, 1 + random.interesting() & 0x7E))
      } else {
        let source = type == .i128 ? IRType.i64 : type
        let low = emit(.binary(.band, source, value(source), emit(.iconst(source, 0x7E))))
        divisor = emit(.binary(.bor, source, low, emit(.iconst(source, 1))))
      }
      let wide = type == .i128 ? emit(.unary(.uextend, .i128, divisor)) : divisor
      keep(emit(.binary(random.pick([.udiv, .sdiv, .urem, .srem]), type, value(type), wide)))
    case 25 where type != .i128:
      // Any other constant divisor but 0 and -1.
      var bits = random.interesting() & type.mask
      if bits == 0 || bits == type.mask { bits = 3 }
      let divisor = emit(.iconst(type, bits))
      keep(emit(.binary(random.pick([.udiv, .sdiv, .urem, .srem]), type, value(type), divisor)))
    case 26 where type != .i128:
      keep(emit(.binary(random.pick([.umulhi, .smulhi]), type, value(type), value(type))))
    default:
      keep(emit(.ternary(.bitselect, type, value(type), value(type), value(type))))
    }
  }

  private mutating func float() {
    let type = random.chance(50) ? IRType.f32 : .f64
    switch random.below(12) {
    case 0..<5:
      let opcode = random.pick([Opcode.fadd, .fsub, .fmul, .fdiv])
      keep(number(emit(.binary(opcode, type, value(type), value(type)))))
    case 5: keep(number(emit(.unary(random.pick([.fneg, .fabs, .sqrt]), type, value(type)))))
    case 6: keep(emit(.binary(random.pick([.fmin, .fmax, .fcopysign]), type, value(type), value(type))))
    case 7: keep(emit(.unary(random.pick([.ceil, .floor, .trunc, .nearest]), type, value(type))))
    case 8 where !shape.isPortable: keep(emit(.ternary(.fma, type, value(type), value(type), value(type))))
    default:
      let target = random.pick(RandomModule.types)
      if let converted = convert(value(type), target) { keep(converted) }
    }
  }

  private mutating func condition() -> Value {
    if random.chance(70) {
      let type = random.pick(RandomModule.integers)
      return emit(.icmp(random.pick(IntCC.allCases), type, value(type), value(type)))
    }
    if random.chance(50) {
      let type = random.chance(50) ? IRType.f32 : .f64
      return emit(.fcmp(random.pick(FloatCC.allCases), type, value(type), value(type)))
    }
    return value(random.pick(RandomModule.integers))
  }

  private mutating func comparison() {
    let flag = condition()
    if function.type(of: flag) == .i8 { keep(flag) }
    if random.chance(60) {
      let type = random.pick(RandomModule.types)
      keep(emit(.ternary(.select, type, flag, value(type), value(type))))
    }
  }

  private mutating func overflow() {
    let type = random.pick(RandomModule.integers)
    let opcode = random.pick([
      Opcode.uaddOverflow, .saddOverflow, .usubOverflow, .ssubOverflow, .umulOverflow, .smulOverflow,
    ])
    let inst = function.append(.binary(opcode, type, value(type), value(type)), to: block)
    let results = Array(function.results(of: inst))
    keep(results[0])
    if random.chance(50) {
      keep(results[1])
    } else {
      // Tested at once, as checks are.
      split(on: results[1])
    }
  }

  private mutating func memory() {
    let (slot, size) = random.pick(slots)
    let type = random.pick(RandomModule.types)
    guard type.bytes <= size else { return }
    let last = size / type.bytes
    let base: Value
    var offset: Int32 = 0
    if random.chance(50) {
      base = emit(.stackAddr(shape.pointerType, slot))
      offset = Int32(random.below(last) * type.bytes)
    } else {
      // A computed index within the slot.
      let index = emit(.binary(.band, .i64, value(.i64), emit(.iconst(.i64, UInt64(last - 1)))))
      let scaled = emit(
        .binary(.ishl, .i64, index, emit(.iconst(.i64, UInt64(type.bytes.trailingZeroBitCount)))))
      let pointer = shape.pointerType
      let distance = pointer == .i64 ? scaled : emit(.unary(.ireduce, pointer, scaled))
      base = emit(.binary(.iadd, pointer, emit(.stackAddr(pointer, slot)), distance))
    }
    switch random.below(10) {
    case 0..<4: function.append(.store(.store, type, value(type), base, offset: offset, flags: .trusted), to: block)
    case 4..<8: keep(number(emit(.load(.load, type, base, offset: offset, flags: .trusted))))
    case 8 where type.isInteger && type != .i128 && offset == 0:
      keep(
        emit(.atomicRmw(type, random.pick(AtomicRmwOp.allCases), base, value(type), flags: .trusted)))
    case 9 where type.isInteger && type != .i128 && offset == 0:
      keep(emit(.atomicCas(type, base, expected: value(type), replacement: value(type), flags: .trusted)))
    default:
      // Read, modify, write.
      guard type.isInteger else { return }
      let old = emit(.load(.load, type, base, offset: offset, flags: .trusted))
      let new = emit(.binary(random.pick([.iadd, .isub, .bxor]), type, old, value(type)))
      function.append(.store(.store, type, new, base, offset: offset, flags: .trusted), to: block)
    }
  }

  private mutating func call() {
    let (id, signature) = random.pick(callees)
    let reference = function.signatures.push(signature)
    let callee = function.functions.push(
      ExternalFunction(id: id, signature: reference, isColocated: random.chance(70)))
    let arguments = signature.parameters.map { value($0.type) }
    let inst: Inst
    if random.chance(75) {
      let list = function.makeList(arguments)
      inst = function.append(.call(.call, callee, list), to: block)
    } else {
      let address = emit(InstructionData(.funcAddr, shape.pointerType, a: callee.raw))
      let list = function.makeList([address] + arguments)
      inst = function.append(.callIndirect(.callIndirect, reference, list), to: block)
    }
    for result in function.results(of: inst) { keep(result) }
  }

  // MARK: Control flow

  /// Types of the values that a join receives.
  private mutating func joinTypes() -> [IRType] {
    (0..<random.below(4)).map { _ in random.pick(RandomModule.types) }
  }

  private mutating func jump(to target: Block, _ arguments: [Value]) {
    let call = function.makeBlockCall(target, arguments)
    function.append(.jump(call), to: block)
  }

  private mutating func branch() { split(on: condition()) }

  private mutating func split(on flag: Value) {
    depth += 1
    defer { depth -= 1 }
    let types = joinTypes()
    let join = function.makeBlock()
    let parameters = types.map { function.appendParameter(to: join, $0) }
    let saved = available
    let first = function.makeBlock()
    let isTriangle = random.chance(30)
    let second = isTriangle ? join : function.makeBlock()
    let firstArguments: [Value] = []
    let secondArguments = isTriangle ? types.map { value($0) } : []
    let thenCall = function.makeBlockCall(first, firstArguments)
    let elseCall = function.makeBlockCall(second, secondArguments)
    function.append(.brif(function.type(of: flag), flag, thenCall, elseCall), to: block)
    function.blocks[first].isCold = random.chance(10)
    enter(first)
    statements()
    jump(to: join, types.map { value($0) })
    available = saved
    if !isTriangle {
      enter(second)
      if random.chance(70) { statements() }
      jump(to: join, types.map { value($0) })
      available = saved
    }
    enter(join)
    available += parameters
  }

  private mutating func enter(_ target: Block) {
    function.layout.append(target)
    block = target
  }

  private mutating func loop() {
    depth += 1
    defer { depth -= 1 }
    let types = joinTypes()
    let header = function.makeBlock()
    let counter = function.appendParameter(to: header, .i32)
    let parameters = types.map { function.appendParameter(to: header, $0) }
    let start = emit(.iconst(.i32, UInt64(1 + random.below(5))))
    jump(to: header, [start] + types.map { value($0) })
    let saved = available
    enter(header)
    available += [counter] + parameters
    let body = function.makeBlock()
    let exit = function.makeBlock()
    if random.chance(50) { statements() }
    let done = emit(.icmp(.equal, .i32, counter, emit(.iconst(.i32, 0))))
    let headerValues = available
    let exitCall = function.makeBlockCall(exit)
    let bodyCall = function.makeBlockCall(body)
    function.append(.brif(.i8, done, exitCall, bodyCall), to: block)
    enter(body)
    statements()
    let next = emit(.binary(.isub, .i32, counter, emit(.iconst(.i32, 1))))
    jump(to: header, [next] + types.map { value($0) })
    available = random.chance(50) ? headerValues : saved + parameters
    enter(exit)
  }

  /// A cycle that is entered at two of its blocks: no structured loop.
  private mutating func crossedLoop() {
    depth += 1
    defer { depth -= 1 }
    let types = joinTypes()
    let (first, second, exit) = (function.makeBlock(), function.makeBlock(), function.makeBlock())
    let firstCounter = function.appendParameter(to: first, .i32)
    let firstValues = types.map { function.appendParameter(to: first, $0) }
    let secondCounter = function.appendParameter(to: second, .i32)
    let secondValues = types.map { function.appendParameter(to: second, $0) }
    let start = emit(.iconst(.i32, UInt64(1 + random.below(5))))
    let flag = condition()
    let firstCall = function.makeBlockCall(first, [start] + types.map { value($0) })
    let secondCall = function.makeBlockCall(second, [start] + types.map { value($0) })
    function.append(.brif(function.type(of: flag), flag, firstCall, secondCall), to: block)
    let saved = available
    enter(first)
    available += [firstCounter] + firstValues
    statements()
    jump(to: second, [firstCounter] + types.map { value($0) })
    enter(second)
    available = saved + [secondCounter] + secondValues
    statements()
    let done = emit(.icmp(.equal, .i32, secondCounter, emit(.iconst(.i32, 0))))
    let next = emit(.binary(.isub, .i32, secondCounter, emit(.iconst(.i32, 1))))
    let exitCall = function.makeBlockCall(exit)
    let backCall = function.makeBlockCall(first, [next] + types.map { value($0) })
    function.append(.brif(.i8, done, exitCall, backCall), to: block)
    enter(exit)
  }

  private mutating func table() {
    depth += 1
    defer { depth -= 1 }
    let types = joinTypes()
    let join = function.makeBlock()
    let parameters = types.map { function.appendParameter(to: join, $0) }
    let saved = available
    let index = random.chance(50)
      ? emit(.binary(.band, .i32, value(.i32), emit(.iconst(.i32, 7)))) : value(.i32)
    var calls: [BlockCall] = []
    var cases: [Block] = []
    for _ in 0..<(2 + random.below(5)) {
      if !cases.isEmpty, random.chance(25) {
        calls.append(function.makeBlockCall(random.pick(cases)))
      } else {
        let target = function.makeBlock()
        cases.append(target)
        calls.append(function.makeBlockCall(target))
      }
    }
    let jumpTable = function.makeJumpTable(default: calls[0], entries: Array(calls.dropFirst()))
    function.append(.brTable(index, jumpTable), to: block)
    for target in cases {
      enter(target)
      if random.chance(60) { statements() }
      jump(to: join, types.map { value($0) })
      available = saved
    }
    enter(join)
    available += parameters
  }
}
