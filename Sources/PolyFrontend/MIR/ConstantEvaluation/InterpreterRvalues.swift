// Rvalues of the interpreter: arithmetic, casts, references, aggregates.

import PolyExpansion
import PolySema
import PolySupport

extension Interpreter {
  func assign(_ destination: MemoryPlace, _ value: Rvalue) throws {
    let frame = frames[frames.count - 1]
    switch value {
    case .use(let operand):
      if case .constant(let id) = operand,
        case .value(.scalar(let low, let high)) = frame.info.body.constants[id].kind
      {
        try writeScalar(destination, ScalarValue(low, high))
      } else {
        try copy(try evaluate(operand), to: destination)
      }
    case .repeatValue(let operand, let count):
      guard let count = evaluator.scalar(of: types.substitute(count, frame.args))?.low else {
        throw failure("the length is not known")
      }
      let source = try evaluate(operand)
      let size = try layout(source.type.type).size
      if size == 0 { return }
      if case .integer = types.kind(source.type.type), let bytes = try? readScalar(source), size == 1, bytes.target == nil {
        let (id, base) = try allocation(destination.pointer, size: count)
        try memory { (memory) throws(MemoryError) in
          try memory.fill(id, base, size: count, with: UInt8(truncatingIfNeeded: bytes.low), pointerSize: pointerSize)
        }
        return
      }
      for index in 0..<count {
        try copy(source.pointer, to: offset(destination.pointer, by: size &* index), size: size)
      }
    case .reference(_, let place), .rawPointer(_, let place):
      try writePointer(destination, try evaluate(place))
    case .length(let place): try writeScalar(destination, ScalarValue(try length(try evaluate(place))))
    case .cast(let kind, let operand, let type): try cast(kind, operand, monomorphic(type), destination)
    case .binary(let op, let left, let right):
      let type = type(of: left)
      if let wide = try compareWidePointers(op, left, right, type) {
        try writeScalar(destination, ScalarValue(wide ? 1 : 0))
      } else {
        let result = try binary(op, try scalar(left), try scalar(right), type, self.type(of: right))
        try writeScalar(destination, result.value)
      }
    case .checkedBinary(let op, let left, let right):
      let result = try binary(op, try scalar(left), try scalar(right), type(of: left), type(of: right))
      try writeScalar(try field(destination, 0), result.value)
      try writeScalar(try field(destination, 1), ScalarValue(result.overflowed ? 1 : 0))
    case .unary(let op, let operand):
      try writeScalar(destination, try unary(op, try scalar(operand), type(of: operand)))
    case .discriminant(let place):
      let source = try evaluate(place)
      let variant = try readVariant(source)
      var result = ScalarValue(UInt64(variant))
      if case .adt(let def, _) = types.kind(source.type.type), program.adt(def).isEnum {
        let value = program.discriminant(of: def, variant: Int(variant))
        result = ScalarValue(value.low, value.high)
      }
      try writeScalar(destination, result)
    case .aggregate(let kind, let list): try aggregate(kind, Array(frame.info.body.operands[list]), destination)
    }
  }

  private func aggregate(_ kind: AggregateKind, _ operands: [Operand], _ destination: MemoryPlace) throws {
    switch kind {
    case .array:
      guard case .array(let element, _) = types.kind(destination.type.type) else {
        throw failure("an array of another type")
      }
      let size = try layout(element).size
      for (index, operand) in operands.enumerated() {
        try copy(
          try evaluate(operand),
          to: MemoryPlace(
            pointer: offset(destination.pointer, by: size &* UInt64(index)), type: PlaceType(element)))
      }
    case .tuple, .closure, .coroutine:
      for (index, operand) in operands.enumerated() {
        try copy(try evaluate(operand), to: try field(destination, UInt32(index)))
      }
    case .adt(let def, let variant, _, let active):
      try construct(def, variant, active, try operands.map(evaluate), destination)
    }
  }

  func construct(
    _ def: DefID, _ variant: UInt32, _ active: UInt32?, _ fields: [MemoryPlace], _ destination: MemoryPlace
  ) throws {
    var place = destination
    let isEnum = program.adt(def).isEnum
    if isEnum { place.type.variant = variant }
    for (index, value) in fields.enumerated() {
      try copy(value, to: try field(place, active ?? UInt32(index)))
    }
    if isEnum { try writeVariant(destination, variant) }
  }

  // MARK: arithmetic

  struct ArithmeticResult {
    var value: ScalarValue
    var overflowed = false
  }

  private func compareWidePointers(_ op: BinaryOperator, _ left: Operand, _ right: Operand, _ type: Ty) throws -> Bool? {
    guard op.isComparison, case .pointer(let pointee, _) = types.kind(type), isUnsized(pointee) else { return nil }
    let a = try readPointer(try evaluate(left))
    let b = try readPointer(try evaluate(right))
    let isEqual =
      a.pointer.target == b.pointer.target && a.pointer.low == b.pointer.low
      && a.metadata?.target == b.metadata?.target && a.metadata?.low == b.metadata?.low
    switch op {
    case .equal: return isEqual
    case .notEqual: return !isEqual
    default: throw failure("pointers cannot be reliably compared during const eval")
    }
  }

  func binary(
    _ op: BinaryOperator, _ left: ScalarValue, _ right: ScalarValue, _ type: Ty, _ rightType: Ty
  ) throws -> ArithmeticResult {
    switch types.kind(type) {
    case .float(let kind): return ArithmeticResult(value: try float(op, left, right, kind))
    default: break
    }
    if left.target != nil || right.target != nil { return ArithmeticResult(value: try pointers(op, left, right)) }
    let (bits, isSigned) = queries.scalarBits(type) ?? (pointerSize * 8, false)
    let mask = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
    func signed(_ value: UInt128) -> Int128 {
      let shift = UInt128(128 - bits)
      return Int128(truncatingIfNeeded: value << shift) >> Int128(shift)
    }
    let a = left.bits & mask
    let b = right.bits & mask
    func bool(_ value: Bool) -> ArithmeticResult { ArithmeticResult(value: ScalarValue(value ? 1 : 0)) }
    func wrapped(_ value: UInt128, _ overflowed: Bool) -> ArithmeticResult {
      ArithmeticResult(value: ScalarValue(value & mask), overflowed: overflowed)
    }
    /// Overflow of an exact (or 128-bit overflowing) signed result.
    func signedResult(_ result: (partialValue: Int128, overflow: Bool)) -> ArithmeticResult {
      let value = UInt128(truncatingIfNeeded: result.partialValue)
      return wrapped(value, result.overflow || signed(value & mask) != result.partialValue)
    }
    func unsignedResult(_ result: (partialValue: UInt128, overflow: Bool)) -> ArithmeticResult {
      wrapped(result.partialValue, result.overflow || result.partialValue > mask)
    }
    switch op {
    case .add:
      return isSigned ? signedResult(signed(a).addingReportingOverflow(signed(b))) : unsignedResult(a.addingReportingOverflow(b))
    case .subtract:
      return isSigned
        ? signedResult(signed(a).subtractingReportingOverflow(signed(b)))
        : unsignedResult(a.subtractingReportingOverflow(b))
    case .multiply:
      return isSigned
        ? signedResult(signed(a).multipliedReportingOverflow(by: signed(b)))
        : unsignedResult(a.multipliedReportingOverflow(by: b))
    case .divide, .remainder:
      guard b != 0 else { throw failure("attempt to divide by zero") }
      if isSigned {
        let result = op == .divide ? signed(a).dividedReportingOverflow(by: signed(b)) : signed(a).remainderReportingOverflow(dividingBy: signed(b))
        return signedResult(result)
      }
      return wrapped(op == .divide ? a / b : a % b, false)
    case .bitAnd: return wrapped(a & b, false)
    case .bitOr: return wrapped(a | b, false)
    case .bitXor: return wrapped(a ^ b, false)
    case .shiftLeft, .shiftRight:
      let amountBits = queries.scalarBits(rightType)?.bits ?? 32
      let amountMask = amountBits == 128 ? UInt128.max : (UInt128(1) << UInt128(amountBits)) - 1
      let amount = (right.bits & amountMask) & UInt128(bits - 1)
      let overflowed = right.bits & amountMask >= UInt128(bits)
      if op == .shiftLeft { return wrapped(a << amount, overflowed) }
      if isSigned { return wrapped(UInt128(truncatingIfNeeded: signed(a) >> Int128(amount)), overflowed) }
      return wrapped(a >> amount, overflowed)
    case .equal: return bool(a == b)
    case .notEqual: return bool(a != b)
    case .less: return bool(isSigned ? signed(a) < signed(b) : a < b)
    case .lessEqual: return bool(isSigned ? signed(a) <= signed(b) : a <= b)
    case .greater: return bool(isSigned ? signed(a) > signed(b) : a > b)
    case .greaterEqual: return bool(isSigned ? signed(a) >= signed(b) : a >= b)
    }
  }

  private func pointers(_ op: BinaryOperator, _ a: ScalarValue, _ b: ScalarValue) throws -> ScalarValue {
    switch op {
    case .equal, .notEqual:
      var isEqual: Bool
      if a.target == b.target {
        isEqual = a.low == b.low
      } else if (a.target == nil && a.low == 0) || (b.target == nil && b.low == 0) {
        isEqual = false
      } else {
        throw failure("pointers cannot be reliably compared during const eval")
      }
      if op == .notEqual { isEqual.toggle() }
      return ScalarValue(isEqual ? 1 : 0)
    case .less where a.target == b.target: return ScalarValue(a.low < b.low ? 1 : 0)
    case .lessEqual where a.target == b.target: return ScalarValue(a.low <= b.low ? 1 : 0)
    case .greater where a.target == b.target: return ScalarValue(a.low > b.low ? 1 : 0)
    case .greaterEqual where a.target == b.target: return ScalarValue(a.low >= b.low ? 1 : 0)
    case .subtract where a.target == b.target: return ScalarValue(a.low &- b.low)
    case .add where b.target == nil: return ScalarValue(a.low &+ b.low, 0, target: a.target)
    case .subtract where b.target == nil: return ScalarValue(a.low &- b.low, 0, target: a.target)
    default: throw failure("pointers cannot be cast to integers during const eval")
    }
  }

  /// What is not a number is the same one, whatever the processor would make.
  private func float(_ op: BinaryOperator, _ a: ScalarValue, _ b: ScalarValue, _ kind: FloatKind) throws -> ScalarValue {
    func compute<F: BinaryFloatingPoint>(_ x: F, _ y: F, _ bits: (F) -> UInt64) throws -> ScalarValue {
      func bool(_ value: Bool) -> ScalarValue { ScalarValue(value ? 1 : 0) }
      switch op {
      case .add: return ScalarValue(bits(x + y))
      case .subtract: return ScalarValue(bits(x - y))
      case .multiply: return ScalarValue(bits(x * y))
      case .divide: return ScalarValue(bits(x / y))
      case .remainder: return ScalarValue(bits(x.truncatingRemainder(dividingBy: y)))
      case .equal: return bool(x == y)
      case .notEqual: return bool(x != y)
      case .less: return bool(x < y)
      case .lessEqual: return bool(x <= y)
      case .greater: return bool(x > y)
      case .greaterEqual: return bool(x >= y)
      case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
        throw failure("a bit operation on a floating-point number")
      }
    }
    switch kind {
    case .f32:
      return try compute(
        Float(bitPattern: UInt32(truncatingIfNeeded: a.low)), Float(bitPattern: UInt32(truncatingIfNeeded: b.low))
      ) { UInt64(($0.isNaN ? .nan : $0).bitPattern) }
    case .f64:
      return try compute(Double(bitPattern: a.low), Double(bitPattern: b.low)) { ($0.isNaN ? .nan : $0).bitPattern }
    case .f16, .f128: throw failure("arithmetic of this floating-point type is not supported at compile time")
    }
  }

  private func unary(_ op: UnaryOperator, _ value: ScalarValue, _ type: Ty) throws -> ScalarValue {
    switch (op, types.kind(type)) {
    case (.not, .bool): return ScalarValue(value.low ^ 1)
    case (.negate, .float(.f32)): return ScalarValue(value.low ^ 0x8000_0000)
    case (.negate, .float): return ScalarValue(value.low ^ (1 << 63))
    default:
      guard let (bits, _) = queries.scalarBits(type) else { throw failure("an operation on another type") }
      let mask = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
      return ScalarValue((op == .not ? ~value.bits : 0 &- value.bits) & mask)
    }
  }

  // MARK: casts

  func cast(_ kind: CastKind, _ operand: Operand, _ target: Ty, _ destination: MemoryPlace) throws {
    let source = type(of: operand)
    switch kind {
    case .integerToInteger, .boolToInteger, .charToInteger, .u8ToChar, .enumToInteger:
      var value = try scalar(operand)
      if value.target == nil, let (bits, isSigned) = queries.scalarBits(source) {
        value = ScalarValue(extend(value.bits, bits, isSigned))
      }
      try writeScalar(destination, truncated(value, target))
    case .integerToFloat:
      let value = try scalar(operand)
      let (bits, isSigned) = queries.scalarBits(source) ?? (64, false)
      let wide = extend(value.bits, bits, isSigned)
      let isFloat32 = target == types.f32
      if isSigned {
        let number = Int128(truncatingIfNeeded: wide)
        try writeScalar(destination, ScalarValue(isFloat32 ? UInt64(Float(number).bitPattern) : Double(number).bitPattern))
      } else {
        try writeScalar(destination, ScalarValue(isFloat32 ? UInt64(Float(wide).bitPattern) : Double(wide).bitPattern))
      }
    case .floatToInteger:
      let value = try scalar(operand)
      let number =
        source == types.f32
        ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: value.low))) : Double(bitPattern: value.low)
      try writeScalar(destination, saturate(number, target))
    case .floatToFloat:
      let value = try scalar(operand)
      if source == types.f32, target == types.f64 {
        try writeScalar(
          destination, ScalarValue(Double(Float(bitPattern: UInt32(truncatingIfNeeded: value.low))).bitPattern))
      } else if source == types.f64, target == types.f32 {
        try writeScalar(destination, ScalarValue(UInt64(Float(Double(bitPattern: value.low)).bitPattern)))
      } else {
        try writeScalar(destination, value)
      }
    case .pointerToPointer, .mutableToConstPointer, .referenceToPointer, .functionPointerToPointer,
      .unsafeFunctionPointer, .arrayToPointer, .addressToPointer:
      // A wide pointer may become a thin one.
      let place = try evaluate(operand)
      let size = min(try layout(source).size, try layout(target).size)
      try copy(place.pointer, to: destination.pointer, size: size)
    case .pointerToAddress, .functionPointerToAddress, .functionToPointer:
      let value = try readScalar(try evaluate(operand))
      if value.target != nil { throw failure("pointers cannot be cast to integers during const eval") }
      try writeScalar(destination, value)
    case .reifyFunction:
      guard case .functionDef(let def, let args) = types.kind(source),
        let instance = program.resolveInstance(def, args)
      else { throw failure("the function is not known") }
      try writeScalar(destination, ScalarValue(0, 0, target: .function(instance)))
    case .closureToFunctionPointer:
      guard case .closure(let def, let args) = types.kind(source) else { throw failure("the closure is not known") }
      try writeScalar(
        destination,
        ScalarValue(0, 0, target: .function(Instance(.closureOnceShim, def, args))))
    case .unsize: try unsize(try evaluate(operand), source, target, destination)
    }
  }

  private func extend(_ value: UInt128, _ bits: Int, _ isSigned: Bool) -> UInt128 {
    let shift = UInt128(128 - bits)
    return isSigned
      ? UInt128(truncatingIfNeeded: Int128(truncatingIfNeeded: value << shift) >> Int128(shift))
      : (value << shift) >> shift
  }

  private func truncated(_ value: ScalarValue, _ type: Ty) -> ScalarValue {
    guard value.target == nil, let (bits, _) = queries.scalarBits(type), bits < 128 else { return value }
    return ScalarValue(value.bits & ((UInt128(1) << UInt128(bits)) - 1))
  }

  private func saturate(_ number: Double, _ type: Ty) -> ScalarValue {
    guard let (bits, isSigned) = queries.scalarBits(type), !number.isNaN else { return ScalarValue(0) }
    let mask = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
    if isSigned {
      let maximum = Int128(truncatingIfNeeded: mask >> 1)
      let minimum = -maximum - 1
      let value = number >= Double(maximum) ? maximum : number <= Double(minimum) ? minimum : Int128(number)
      return ScalarValue(UInt128(truncatingIfNeeded: value) & mask)
    }
    let value = number >= Double(mask) ? mask : number <= 0 ? 0 : UInt128(number)
    return ScalarValue(value & mask)
  }

  /// `&[T; N] → &[T]`, `&T → &dyn Trait`, and structs that hold one such pointer.
  private func unsize(_ value: MemoryPlace, _ source: Ty, _ target: Ty, _ destination: MemoryPlace) throws {
    if let from = queries.pointee(source), let to = queries.pointee(target) {
      var pointer = try readPointer(value)
      pointer.type = PlaceType(to)
      if pointer.metadata == nil || isUnsizeUpcast(from, to) {
        pointer.metadata = try unsizeMetadata(from, to) ?? pointer.metadata
      }
      try writePointer(destination, pointer)
      return
    }
    guard case .adt(let def, _) = types.kind(source), case .adt(let other, _) = types.kind(target), def == other
    else { throw failure("a coercion that is not possible at compile time") }
    for (index, type) in queries.fieldTypes(of: PlaceType(source)).enumerated() {
      let from = try field(value, UInt32(index))
      let to = try field(destination, UInt32(index))
      if to.type.type == type {
        try copy(from, to: to)
      } else {
        try unsize(from, type, to.type.type, to)
      }
    }
  }

  private func isUnsizeUpcast(_ from: Ty, _ to: Ty) -> Bool {
    if case .dynamic = types.kind(from), case .dynamic = types.kind(to) { return from != to }
    return false
  }

  private func unsizeMetadata(_ from: Ty, _ to: Ty) throws -> ScalarValue? {
    switch (types.kind(from), types.kind(to)) {
    case (.array(_, let length), .slice):
      guard let count = evaluator.scalar(of: length) else { throw failure("the length is not known") }
      return ScalarValue(count.low)
    case (.dynamic, .dynamic): throw failure("upcasting trait objects is not possible at compile time")
    case (_, .dynamic(let existential, _)): return ScalarValue(0, 0, target: .vtable(from, existential))
    case (.adt(let def, let fromArgs), .adt(_, let toArgs)):
      guard let last = program.adt(def).onlyVariant.fields.last else { return nil }
      return try unsizeMetadata(queries.fieldType(last, fromArgs), queries.fieldType(last, toArgs))
    default: return nil
    }
  }
}
