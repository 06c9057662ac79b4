// The functions that the library declares with `#[rustc_intrinsic]` and that are generated in place.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// Every intrinsic by its name in `core::intrinsics`.
enum Intrinsic: String, CaseIterable {
  case size_of, align_of, min_align_of, pref_align_of, needs_drop, same_type, type_id, type_name, size_of_val, align_of_val
  case min_align_of_val, variant_count, discriminant_value, transmute, transmute_unchecked, forget
  case assert_inhabited, assert_zero_valid, assert_mem_uninitialized_valid, vtable_size, vtable_align
  case abort, breakpoint, unreachable, assume, black_box, caller_location, catch_unwind
  case copy_nonoverlapping, copy, write_bytes, compare_bytes, raw_eq, read_via_copy, write_via_move
  case volatile_load, volatile_store, offset, arith_offset, ptr_offset_from, ptr_offset_from_unsigned
  case wrapping_add, wrapping_sub, wrapping_mul, add_with_overflow, sub_with_overflow, mul_with_overflow
  case saturating_add, saturating_sub, unchecked_add, unchecked_sub, unchecked_mul, unchecked_div, unchecked_rem
  case unchecked_shl, unchecked_shr, exact_div, rotate_left, rotate_right, ctpop, ctlz, cttz, bswap, bitreverse
  case ctlz_nonzero, cttz_nonzero
  case float_to_int_unchecked
  case atomic_load, atomic_store, atomic_cxchg, atomic_xchg, atomic_xadd, atomic_xsub, atomic_and, atomic_nand
  case atomic_or, atomic_xor, atomic_max, atomic_min, atomic_umax, atomic_umin, atomic_fence
  case atomic_singlethreadfence
}

extension FunctionLowering {
  /// Generates an intrinsic's code and stores its result. False if the name is not known.
  mutating func lowerIntrinsic(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) -> Bool {
    let name = program.definitions.name(instance.def)
    if let intrinsic = context.intrinsics[name] {
      let typeArguments = types.list(instance.args).compactMap(\.type)
      if let result = lower(
        intrinsic, typeArguments, arguments, destination, target, unwind)
      {
        if layouts.layout(destination.type).size > 0 { store(result, to: destination) }
      }
      return true
    }
    guard let result = lowerFloatIntrinsic(program.symbols.text(name), arguments) else { return false }
    store(.scalar(result), to: destination)
    return true
  }

  private func scalar(_ arguments: [CallArgument], _ index: Int) -> Value? {
    guard index < arguments.count else { return nil }
    switch arguments[index].value {
    case .scalar(let value): return value
    case .pair(let value, _): return value
    default: return nil
    }
  }

  private mutating func usize(_ value: UInt64) -> OperandValue {
    .scalar(builder.iconst(pointerType, Int64(bitPattern: value)))
  }

  /// nil: nothing to store (unit, or the result was written in place, or control does not return).
  private mutating func lower(
    _ intrinsic: Intrinsic, _ typeArguments: [Ty], _ arguments: [CallArgument],
    _ destination: PlaceReference, _ target: BasicBlock, _ unwind: UnwindAction
  ) -> OperandValue? {
    let type = typeArguments.first ?? types.unit
    let layout = { [layouts] in layouts.layout(type) }
    switch intrinsic {
    // Types.
    case .size_of: return usize(layout().size)
    case .align_of, .min_align_of, .pref_align_of: return usize(layout().alignment)
    case .needs_drop: return .scalar(builder.iconst(.i8, context.needsDrop(type) ? 1 : 0))
    case .same_type:
      let isSame = typeArguments.count > 1 && context.typeID(type) == context.typeID(typeArguments[1])
      return .scalar(builder.iconst(.i8, isSame ? 1 : 0))
    case .variant_count: return usize(UInt64(context.variantCount(type)))
    case .type_name:
      let (data, count) = context.stringData(program.symbols.intern(context.typeName(type)), addingNul: false)
      return .pair(dataAddress(data), builder.iconst(pointerType, Int64(count)))
    case .type_id:
      let id = context.typeID(type)
      let place = destination.isInVariables ? temporary(destination.type) : destination
      storeScalar(builder.iconst(.i64, Int64(bitPattern: id.low)), place)
      storeScalar(builder.iconst(.i64, Int64(bitPattern: id.high)), place, at: 8)
      return destination.isInVariables ? read(place) : nil
    case .size_of_val, .align_of_val, .min_align_of_val:
      guard let value = arguments.first?.value else { return nil }
      let (size, alignment) = sizeAndAlignment(type, value)
      return .scalar(intrinsic == .size_of_val ? size : alignment)
    case .discriminant_value:
      guard let pointer = scalar(arguments, 0) else { return nil }
      return .scalar(
        discriminant(PlaceReference(base: .address(pointer), type: type), as: destination.type))
    case .vtable_size: return scalar(arguments, 0).map { .scalar(loadSize($0)) }
    case .vtable_align: return scalar(arguments, 0).map { .scalar(loadAlignment($0)) }
    case .transmute, .transmute_unchecked:
      guard let argument = arguments.first else { return nil }
      return transmute(argument.value, from: argument.type, to: destination.type)
    case .forget, .assume, .assert_zero_valid, .assert_mem_uninitialized_valid: return nil
    case .assert_inhabited:
      if layout().isUninhabited { callNeverReturning(context.panicHelper(.uninhabited), [], unwind: unwind) }
      return nil

    // Control.
    case .abort:
      _ = callRuntime("abort", [], results: [], attributes: [.noReturn, .noUnwind])
      builder.trap(.unreachableCode)
      return nil
    case .breakpoint:
      _ = builder.emit(.nullary(.debugtrap))
      return nil
    case .unreachable:
      builder.trap(.unreachableCode)
      return nil
    case .black_box: return arguments.first?.value
    case .caller_location: return .scalar(location())
    case .catch_unwind: return catchUnwind(arguments)

    // Memory.
    case .copy_nonoverlapping, .copy:
      guard let source = scalar(arguments, 0), let to = scalar(arguments, 1), let count = scalar(arguments, 2)
      else { return nil }
      copyMemory(
        from: source, to: to, count: count, size: layout().size, mayOverlap: intrinsic == .copy)
      return nil
    case .write_bytes:
      guard let to = scalar(arguments, 0), let byte = scalar(arguments, 1), let count = scalar(arguments, 2)
      else { return nil }
      let bytes = scaled(count, by: layout().size)
      let word = builder.convert(.uextend, .i32, byte)
      _ = callRuntime("memset", [to, word, bytes], results: [pointerType], attributes: [.noUnwind])
      return nil
    case .compare_bytes:
      let values = arguments.indices.compactMap { scalar(arguments, $0) }
      return .scalar(callRuntime("memcmp", values, results: [.i32], attributes: [.noUnwind])[0])
    case .raw_eq:
      guard let a = scalar(arguments, 0), let b = scalar(arguments, 1) else { return nil }
      let size = builder.iconst(pointerType, Int64(clamping: layout().size))
      let order = callRuntime("memcmp", [a, b, size], results: [.i32], attributes: [.noUnwind])[0]
      return .scalar(builder.icmpImmediate(.equal, order, 0))
    case .read_via_copy:
      guard let pointer = scalar(arguments, 0) else { return nil }
      return read(PlaceReference(base: .address(pointer), type: type))
    case .write_via_move:
      guard let pointer = scalar(arguments, 0), arguments.count > 1 else { return nil }
      store(arguments[1].value, to: PlaceReference(base: .address(pointer), type: type))
      return nil
    case .volatile_load:
      guard let pointer = scalar(arguments, 0) else { return nil }
      return volatileLoad(type, pointer)
    case .volatile_store:
      guard let pointer = scalar(arguments, 0), arguments.count > 1 else { return nil }
      volatileStore(arguments[1].value, type, pointer)
      return nil
    case .offset:
      guard let pointer = scalar(arguments, 0), let count = scalar(arguments, 1),
        case .pointer(let pointee, _) = types.kind(type)
      else { return nil }
      return .scalar(builder.iadd(pointer, scaled(count, by: layouts.layout(pointee).size)))
    case .arith_offset:
      guard let pointer = scalar(arguments, 0), let count = scalar(arguments, 1) else { return nil }
      return .scalar(builder.iadd(pointer, scaled(count, by: layout().size)))
    case .ptr_offset_from, .ptr_offset_from_unsigned:
      guard let a = scalar(arguments, 0), let b = scalar(arguments, 1) else { return nil }
      let difference = builder.isub(a, b)
      let size = layout().size
      if size <= 1 { return .scalar(difference) }
      if size.nonzeroBitCount == 1 {
        return .scalar(builder.binaryImmediate(.sshr, difference, Int64(size.trailingZeroBitCount)))
      }
      return .scalar(builder.binaryImmediate(.sdiv, difference, Int64(clamping: size)))

    // Integers.
    case .wrapping_add, .unchecked_add: return binaryIntrinsic(.add, type, arguments)
    case .wrapping_sub, .unchecked_sub: return binaryIntrinsic(.subtract, type, arguments)
    case .wrapping_mul, .unchecked_mul: return binaryIntrinsic(.multiply, type, arguments)
    case .unchecked_div, .exact_div: return binaryIntrinsic(.divide, type, arguments)
    case .unchecked_rem: return binaryIntrinsic(.remainder, type, arguments)
    case .unchecked_shl: return binaryIntrinsic(.shiftLeft, type, arguments)
    case .unchecked_shr: return binaryIntrinsic(.shiftRight, type, arguments)
    case .add_with_overflow, .sub_with_overflow, .mul_with_overflow:
      guard let x = scalar(arguments, 0), let y = scalar(arguments, 1) else { return nil }
      let op: BinaryOperator =
        intrinsic == .add_with_overflow ? .add : intrinsic == .sub_with_overflow ? .subtract : .multiply
      let (value, flag) = overflowing(op, x, y, type)
      return pair(value, flag, of: destination.type)
    case .saturating_add, .saturating_sub:
      guard let x = scalar(arguments, 0), let y = scalar(arguments, 1) else { return nil }
      return .scalar(saturating(intrinsic == .saturating_add, x, y, type))
    case .rotate_left, .rotate_right:
      guard let x = scalar(arguments, 0), let amount = scalar(arguments, 1) else { return nil }
      return .scalar(builder.binary(intrinsic == .rotate_left ? .rotl : .rotr, x, amount))
    case .ctpop, .ctlz, .cttz, .ctlz_nonzero, .cttz_nonzero:
      guard let x = scalar(arguments, 0) else { return nil }
      let opcode: Opcode =
        intrinsic == .ctpop ? .popcnt : intrinsic == .ctlz || intrinsic == .ctlz_nonzero ? .clz : .ctz
      return .scalar(resize(builder.unary(opcode, x), to: .i32, isSigned: false))
    case .bswap:
      guard let x = scalar(arguments, 0) else { return nil }
      return .scalar(builder.function.type(of: x) == .i8 ? x : builder.unary(.bswap, x))
    case .bitreverse:
      guard let x = scalar(arguments, 0) else { return nil }
      return .scalar(builder.unary(.bitrev, x))
    case .float_to_int_unchecked:
      guard let x = scalar(arguments, 0), case .scalar(let result) = layouts.layout(destination.type).valueClass
      else { return nil }
      return .scalar(
        floatToInteger(x, result.primitive.irType, isSigned: isSignedInteger(destination.type)))

    // Atomics.
    case .atomic_load:
      guard let pointer = scalar(arguments, 0), let type = irType(type) else { return nil }
      return .scalar(builder.atomicLoad(type, pointer, flags: .trusted))
    case .atomic_store:
      guard let pointer = scalar(arguments, 0), let value = scalar(arguments, 1) else { return nil }
      builder.atomicStore(value, pointer, flags: .trusted)
      return nil
    case .atomic_cxchg:
      guard let pointer = scalar(arguments, 0), let old = scalar(arguments, 1), let new = scalar(arguments, 2)
      else { return nil }
      let found = builder.atomicCas(pointer, expected: old, replacement: new, flags: .trusted)
      return pair(found, builder.icmp(.equal, found, old), of: destination.type)
    case .atomic_xchg, .atomic_xadd, .atomic_xsub, .atomic_and, .atomic_nand, .atomic_or, .atomic_xor,
      .atomic_max, .atomic_min, .atomic_umax, .atomic_umin:
      guard let pointer = scalar(arguments, 0), let value = scalar(arguments, 1) else { return nil }
      return .scalar(builder.atomicRmw(atomicOperation(intrinsic), pointer, value, flags: .trusted))
    case .atomic_fence:
      _ = builder.emit(.nullary(.fence))
      return nil
    case .atomic_singlethreadfence: return nil
    }
  }

  private func irType(_ type: Ty) -> IRType? {
    guard case .scalar(let scalar) = layouts.layout(type).valueClass else { return nil }
    return scalar.primitive.irType
  }

  private func atomicOperation(_ intrinsic: Intrinsic) -> AtomicRmwOp {
    switch intrinsic {
    case .atomic_xchg: .xchg
    case .atomic_xadd: .add
    case .atomic_xsub: .sub
    case .atomic_and: .and
    case .atomic_nand: .nand
    case .atomic_or: .or
    case .atomic_xor: .xor
    case .atomic_max: .smax
    case .atomic_min: .smin
    case .atomic_umax: .umax
    default: .umin
    }
  }

  private mutating func binaryIntrinsic(
    _ op: BinaryOperator, _ type: Ty, _ arguments: [CallArgument]
  ) -> OperandValue? {
    guard let x = scalar(arguments, 0), let y = scalar(arguments, 1) else { return nil }
    return .scalar(binary(op, x, y, type))
  }

  private mutating func saturating(_ isAdd: Bool, _ x: Value, _ y: Value, _ type: Ty) -> Value {
    let (value, flag) = overflowing(isAdd ? .add : .subtract, x, y, type)
    let ir = builder.function.type(of: x)
    guard isSignedInteger(type) else {
      let limit = isAdd ? scalarConstant(.max, .max, ir) : scalarConstant(0, 0, ir)
      return builder.select(flag, limit, value)
    }
    // The limit has the sign of the first operand: MIN if it is negative, MAX otherwise.
    let bits = ir.bits
    let amount = builder.iconst(.i32, Int64(bits - 1))
    let sign = builder.binary(.sshr, x, amount)
    let maximum =
      bits == 128
      ? scalarConstant(.max, .max >> 1, ir) : scalarConstant((1 << UInt64(bits - 1)) - 1, 0, ir)
    return builder.select(flag, builder.bxor(sign, maximum), value)
  }

  private mutating func scaled(_ count: Value, by size: UInt64) -> Value {
    if size == 1 { return count }
    if size.nonzeroBitCount == 1 {
      return builder.binaryImmediate(.ishl, count, Int64(size.trailingZeroBitCount))
    }
    return builder.binaryImmediate(.imul, count, Int64(clamping: size))
  }

  private mutating func copyMemory(from source: Value, to: Value, count: Value, size: UInt64, mayOverlap: Bool) {
    if size == 0 { return }
    // A constant number of bytes needs no call.
    if !mayOverlap, let inst = builder.function.definingInst(of: count),
      builder.function[inst].opcode == .iconst
    {
      let (bytes, overflow) = builder.function[inst].immediate.multipliedReportingOverflow(by: size)
      if !overflow, bytes <= 128 {
        if bytes > 0 { builder.memoryCopy(to: to, from: source, byteCount: UInt32(bytes), flags: .none) }
        return
      }
    }
    let bytes = scaled(count, by: size)
    _ = callRuntime(mayOverlap ? "memmove" : "memcpy", [to, source, bytes], results: [pointerType], attributes: [.noUnwind])
  }

  /// The same bytes as another type.
  mutating func transmute(_ value: OperandValue, from: Ty, to: Ty) -> OperandValue {
    let target = layouts.layout(to)
    switch (value, target.valueClass) {
    case (.scalar(let x), .scalar(let scalar)):
      let (source, result) = (builder.function.type(of: x), scalar.primitive.irType)
      if source == result { return value }
      if source.bits == result.bits { return .scalar(builder.convert(.bitcast, result, x)) }
    case (.pair(let a, let b), .pair(let c, let d, _)):
      let (x, y) = (builder.function.type(of: a), builder.function.type(of: b))
      if x == c.primitive.irType, y == d.primitive.irType { return value }
    case (.memory(let place), _):
      var typed = place
      typed.type = to
      typed.variant = nil
      return read(typed)
    default: break
    }
    // Through memory large enough for both.
    let source = layouts.layout(from)
    let slot = builder.makeStackSlot(
      size: UInt32(clamping: max(source.size, target.size)),
      alignShift: UInt8(max(source.alignment, target.alignment).trailingZeroBitCount))
    store(value, to: PlaceReference(base: .slot(slot), type: from))
    return read(PlaceReference(base: .slot(slot), type: to))
  }

  /// Size and alignment of the value behind a pointer.
  mutating func sizeAndAlignment(_ type: Ty, _ pointer: OperandValue) -> (Value, Value) {
    let layout = layouts.layout(type)
    guard layout.isUnsized, case .pair(_, let metadata) = pointer else {
      return (
        builder.iconst(pointerType, Int64(clamping: layout.size)),
        builder.iconst(pointerType, Int64(clamping: layout.alignment))
      )
    }
    switch types.kind(type) {
    case .str: return (metadata, builder.iconst(pointerType, 1))
    case .slice(let element):
      return (
        scaled(metadata, by: layouts.layout(element).size),
        builder.iconst(pointerType, Int64(clamping: layout.alignment))
      )
    case .dynamic: return (loadSize(metadata), loadAlignment(metadata))
    default:
      guard let tail = layout.fieldTypes.last else { break }
      let (size, alignment) = sizeAndAlignment(tail, pointer)
      let own = builder.iconst(pointerType, Int64(clamping: layout.alignment))
      let whole = builder.binary(.umax, own, alignment)
      let start = alignedOffset(layout.fieldOffsets.last ?? layout.size, alignment: alignment)
      let end = builder.iadd(start, size)
      let raised = builder.iadd(end, builder.binaryImmediate(.iadd, whole, -1))
      return (builder.band(raised, builder.unary(.ineg, whole)), whole)
    }
    return (builder.iconst(pointerType, 0), builder.iconst(pointerType, 1))
  }

  /// `try(data)`; if it unwinds `catch(data, exception)`. 0 or 1.
  private mutating func catchUnwind(_ arguments: [CallArgument]) -> OperandValue? {
    guard let function = scalar(arguments, 0), let data = scalar(arguments, 1),
      let handler = scalar(arguments, 2)
    else { return nil }
    let one = builder.importSignature(
      PolyIR.Signature(parameters: [ABIParameter(pointerType)], callingConvention: .fast))
    if context.options.panicAbort {
      builder.callIndirect(one, function, [data])
      return .scalar(builder.iconst(.i32, 0))
    }
    let normal = builder.makeBlock()
    let caught = builder.makeBlock()
    builder.setCold(caught)
    let done = builder.makeBlock()
    let result = builder.appendParameter(to: done, .i32)
    let word = builder.appendParameter(to: caught, .i64)
    _ = builder.appendParameter(to: caught, .i64)
    builder.tryCallIndirect(one, function, [data], normal: normal, catchAll: caught)
    builder.switchTo(caught)
    let two = builder.importSignature(
      PolyIR.Signature(
        parameters: [ABIParameter(pointerType), ABIParameter(.i64)], callingConvention: .fast))
    builder.callIndirect(two, handler, [data, word])
    builder.jump(done, [builder.iconst(.i32, 1)])
    builder.switchTo(normal)
    builder.jump(done, [builder.iconst(.i32, 0)])
    builder.switchTo(done)
    return .scalar(result)
  }

  // MARK: floating point

  /// `NAMEf32`, `NAMEf64`: an instruction where there is one, else the C library's function.
  private mutating func lowerFloatIntrinsic(_ name: String, _ arguments: [CallArgument]) -> Value? {
    let is32 = name.hasSuffix("f32")
    guard is32 || name.hasSuffix("f64") else { return nil }
    var base = String(name.dropLast(3))
    if base.hasSuffix("_") { base.removeLast() }
    let values = arguments.indices.compactMap { scalar(arguments, $0) }
    guard let x = values.first else { return nil }
    let suffix = is32 ? "f" : ""
    switch base {
    case "sqrt": return builder.unary(.sqrt, x)
    case "fabs", "abs": return builder.unary(.fabs, x)
    case "copysign": return values.count > 1 ? builder.binary(.fcopysign, x, values[1]) : nil
    case "floor", "ceil", "trunc", "round", "pow", "exp", "exp2", "log", "log2", "log10", "sin", "cos",
      "tan", "fma":
      return callMath(base + suffix, values)
    case "round_ties_even": return callMath("rint" + suffix, values)
    case "powi": return callMath(is32 ? "__powisf2" : "__powidf2", values)
    case "minnum": return callMath("fmin" + suffix, values)
    case "maxnum": return callMath("fmax" + suffix, values)
    default: return nil
    }
  }
}
