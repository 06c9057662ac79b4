// Intrinsics of the interpreter: those that const functions of the library may call.

import PolyExpansion
import PolySema
import PolySupport

extension Interpreter {
  mutating func intrinsic(
    _ instance: Instance, _ values: [MemoryPlace], _ result: MemoryPlace, _ target: BasicBlock
  ) throws {
    let name = program.symbols.text(program.definitions.name(instance.def))
    guard try evaluateIntrinsic(name, instance, values, result) else {
      throw failure("calling the intrinsic `\(name)` is not possible at compile time")
    }
    try goOn(target)
  }

  private func typeArgument(_ instance: Instance, _ index: Int = 0) -> Ty {
    let list = types.list(instance.args).compactMap(\.type)
    return index < list.count ? list[index] : types.error
  }

  private func evaluateIntrinsic(
    _ name: String, _ instance: Instance, _ values: [MemoryPlace], _ result: MemoryPlace
  ) throws -> Bool {
    func argument(_ index: Int) throws -> MemoryPlace {
      guard index < values.count else { throw failure("a call has the wrong number of arguments") }
      return values[index]
    }
    func word(_ index: Int) throws -> ScalarValue { try readScalar(try argument(index)) }
    func number(_ value: UInt64) throws { try writeScalar(result, ScalarValue(value)) }
    func arithmetic(_ op: BinaryOperator) throws -> ArithmeticResult {
      try binary(op, try word(0), try word(1), try argument(0).type.type, try argument(1).type.type)
    }
    switch name {
    // Types.
    case "size_of": try number(try layout(typeArgument(instance)).size)
    case "align_of", "min_align_of", "pref_align_of": try number(try layout(typeArgument(instance)).alignment)
    case "size_of_val", "align_of_val", "min_align_of_val":
      let pointee = try readPointer(try argument(0))
      let layout = try dynamicLayout(pointee.type.type, pointee.metadata)
      try number(name == "size_of_val" ? layout.size : layout.alignment)
    case "needs_drop": try number(queries.needsDrop(typeArgument(instance)) ? 1 : 0)
    case "type_name":
      let text = program.symbols.intern(program.typeName(typeArgument(instance)))
      let id = evaluator.memory.literal(text, terminated: false, symbols: program.symbols)
      try writePointer(
        result,
        MemoryPlace(
          pointer: ScalarValue(0, 0, target: .allocation(id)), type: PlaceType(types.str),
          metadata: ScalarValue(UInt64(evaluator.memory[id].bytes.count))))
    case "variant_count":
      guard case .adt(let def, _) = types.kind(typeArgument(instance)) else { return false }
      try number(UInt64(program.adt(def).variants.count))
    case "discriminant_value":
      let place = try readPointer(try argument(0))
      let variant = try readVariant(place)
      var value = ScalarValue(UInt64(variant))
      if case .adt(let def, _) = types.kind(place.type.type), program.adt(def).isEnum {
        let discriminant = program.discriminant(of: def, variant: Int(variant))
        value = ScalarValue(discriminant.low, discriminant.high)
      }
      try writeScalar(result, value)

    // Control.
    case "forget", "assume", "assert_inhabited", "assert_zero_valid", "assert_mem_uninitialized_valid",
      "cold_path":
      break
    case "black_box": try copy(try argument(0), to: result)
    case "unreachable": throw failure("entering unreachable code")
    case "abort": throw failure("evaluation aborted")
    case "likely", "unlikely": try copy(try argument(0), to: result)
    case "caller_location":
      // Only panics look at it, and evaluation ends with them.
      let id = evaluator.memory.allocate(size: 64, alignment: 8)
      try writeScalar(result, ScalarValue(0, 0, target: .allocation(id)))

    // Memory.
    case "transmute", "transmute_unchecked":
      let source = try argument(0)
      try copy(source.pointer, to: result.pointer, size: min(try layout(source.type.type).size, try layout(result.type.type).size))
    case "read_via_copy", "volatile_load": try copy(try readPointer(try argument(0)), to: result)
    case "write_via_move", "volatile_store": try copy(try argument(1), to: try readPointer(try argument(0)))
    case "copy_nonoverlapping", "copy":
      let size = try layout(typeArgument(instance)).size &* (try word(2).low)
      if size > 0 { try copy(try word(0), to: try word(1), size: size) }
    case "write_bytes":
      let size = try layout(typeArgument(instance)).size &* (try word(2).low)
      guard size > 0 else { break }
      let (id, base) = try allocation(try word(0), size: size)
      let byte = UInt8(truncatingIfNeeded: try word(1).low)
      try memory { (memory) throws(MemoryError) in
        try memory.fill(id, base, size: size, with: byte, pointerSize: pointerSize)
      }
    case "compare_bytes", "raw_eq":
      let isEquality = name == "raw_eq"
      let size = isEquality ? try layout(typeArgument(instance)).size : try word(2).low
      var order = 0
      if size > 0 {
        let (a, aOffset) = try allocation(try word(0), size: size)
        let (b, bOffset) = try allocation(try word(1), size: size)
        let left = try memory { (memory) throws(MemoryError) in try memory.bytes(a, aOffset, size: size) }
        let right = try memory { (memory) throws(MemoryError) in try memory.bytes(b, bOffset, size: size) }
        for index in left.indices where left[index] != right[index] {
          order = left[index] < right[index] ? -1 : 1
          break
        }
      }
      try number(isEquality ? (order == 0 ? 1 : 0) : UInt64(bitPattern: Int64(order)) & 0xFFFF_FFFF)
    case "offset", "arith_offset":
      let pointer = try word(0)
      let pointee = queries.pointee(try argument(0).type.type) ?? typeArgument(instance)
      let delta = try layout(pointee).size &* (try word(1).low)
      try writeScalar(result, offset(pointer, by: delta))
    case "ptr_offset_from", "ptr_offset_from_unsigned":
      let a = try word(0)
      let b = try word(1)
      guard a.target == b.target else { throw failure("`\(name)` called on two different pointers") }
      let size = try layout(typeArgument(instance)).size
      guard size > 0, size <= UInt64(Int64.max) else { throw failure("`\(name)` called on a zero-sized type") }
      try number(UInt64(bitPattern: Int64(bitPattern: a.low &- b.low) / Int64(size)))

    // Arithmetic.
    case "wrapping_add", "unchecked_add": try writeScalar(result, try arithmetic(.add).value)
    case "wrapping_sub", "unchecked_sub": try writeScalar(result, try arithmetic(.subtract).value)
    case "wrapping_mul", "unchecked_mul": try writeScalar(result, try arithmetic(.multiply).value)
    case "unchecked_div", "exact_div": try writeScalar(result, try arithmetic(.divide).value)
    case "unchecked_rem": try writeScalar(result, try arithmetic(.remainder).value)
    case "unchecked_shl": try writeScalar(result, try arithmetic(.shiftLeft).value)
    case "unchecked_shr": try writeScalar(result, try arithmetic(.shiftRight).value)
    case "add_with_overflow", "sub_with_overflow", "mul_with_overflow":
      let op: BinaryOperator = name == "add_with_overflow" ? .add : name == "sub_with_overflow" ? .subtract : .multiply
      let value = try arithmetic(op)
      try writeScalar(try field(result, 0), value.value)
      try writeScalar(try field(result, 1), ScalarValue(value.overflowed ? 1 : 0))
    case "saturating_add", "saturating_sub":
      let value = try arithmetic(name == "saturating_add" ? .add : .subtract)
      try writeScalar(
        result, value.overflowed ? try saturated(name == "saturating_add", try word(1), result.type.type) : value.value)
    case "rotate_left", "rotate_right", "ctpop", "ctlz", "ctlz_nonzero", "cttz", "cttz_nonzero", "bswap",
      "bitreverse":
      try bitIntrinsic(name, try word(0), values.count > 1 ? try word(1).low : 0, try argument(0).type.type, result)
    case "float_to_int_unchecked": return false
    case "fabsf64": try number(try word(0).low & ~(1 << 63))
    case "fabsf32": try number(try word(0).low & 0x7FFF_FFFF)
    case "sqrtf64": try number(Double(bitPattern: try word(0).low).squareRoot().bitPattern)
    case "sqrtf32":
      try number(UInt64(Float(bitPattern: UInt32(truncatingIfNeeded: try word(0).low)).squareRoot().bitPattern))
    case "floorf64": try number(Double(bitPattern: try word(0).low).rounded(.down).bitPattern)
    case "ceilf64": try number(Double(bitPattern: try word(0).low).rounded(.up).bitPattern)
    case "truncf64": try number(Double(bitPattern: try word(0).low).rounded(.towardZero).bitPattern)
    case "roundf64": try number(Double(bitPattern: try word(0).low).rounded(.toNearestOrAwayFromZero).bitPattern)
    case "round_ties_even_f64": try number(Double(bitPattern: try word(0).low).rounded(.toNearestOrEven).bitPattern)
    case "copysignf64": try number((try word(0).low & ~(1 << 63)) | (try word(1).low & (1 << 63)))
    default: return false
    }
    return true
  }

  /// The bound that an overflowing addition or subtraction stops at.
  private func saturated(_ isAddition: Bool, _ right: ScalarValue, _ type: Ty) throws -> ScalarValue {
    guard let (bits, isSigned) = queries.scalarBits(type) else { throw failure("an operation on another type") }
    let mask = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
    guard isSigned else { return ScalarValue(isAddition ? mask : 0) }
    let isNegative = right.bits >> UInt128(bits - 1) & 1 == 1
    return ScalarValue(isAddition != isNegative ? mask >> 1 : (mask >> 1) + 1)
  }

  private func bitIntrinsic(
    _ name: String, _ value: ScalarValue, _ amount: UInt64, _ type: Ty, _ result: MemoryPlace
  ) throws {
    guard let (bits, _) = queries.scalarBits(type), value.target == nil else {
      throw failure("an operation on another type")
    }
    let width = UInt128(bits)
    let mask = bits == 128 ? UInt128.max : (UInt128(1) << width) - 1
    let number = value.bits & mask
    var answer: UInt128
    switch name {
    case "rotate_left", "rotate_right":
      let left = name == "rotate_left" ? UInt128(amount) % width : (width - UInt128(amount) % width) % width
      answer = left == 0 ? number : (number << left | number >> (width - left)) & mask
    case "ctpop": answer = UInt128(number.nonzeroBitCount)
    case "ctlz", "ctlz_nonzero": answer = UInt128(number.leadingZeroBitCount) - (128 - width)
    case "cttz", "cttz_nonzero": answer = number == 0 ? width : UInt128(number.trailingZeroBitCount)
    case "bswap": answer = number.byteSwapped >> (128 - width)
    default:
      answer = 0
      for bit in 0..<bits where number >> UInt128(bit) & 1 == 1 { answer |= 1 << UInt128(bits - 1 - bit) }
    }
    try writeScalar(result, ScalarValue(answer))
  }
}
