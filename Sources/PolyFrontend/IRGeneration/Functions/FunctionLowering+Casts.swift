// Casts and coercions.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension FunctionLowering {
  mutating func lowerCast(_ kind: CastKind, _ operand: PolyMIR.Operand, _ to: Ty) -> OperandValue {
    let from = type(of: operand)
    let value = lowerOperand(operand)
    switch kind {
    case .unsize: return unsize(value, from, to)
    case .reifyFunction:
      guard case .functionDef(let def, let functionArgs) = types.kind(from),
        let instance = context.resolve(def, functionArgs, at: currentSpan)
      else { return .none }
      return .scalar(functionAddress(context.functionID(of: context.reified(instance))))
    case .closureToFunctionPointer:
      guard case .closure(let def, let closureArgs) = types.kind(from) else { return .none }
      return .scalar(functionAddress(context.functionID(of: context.reifiedClosure(def, closureArgs))))
    case .enumToInteger:
      let place: PlaceReference
      if case .memory(let source) = value { place = source } else {
        place = temporary(from)
        store(value, to: place)
      }
      return .scalar(discriminantCast(place, from, to))
    case .pointerToPointer, .mutableToConstPointer, .referenceToPointer, .arrayToPointer,
      .functionPointerToPointer, .unsafeFunctionPointer, .addressToPointer, .pointerToAddress,
      .functionToPointer, .functionPointerToAddress:
      return pointerCast(value, to)
    default: break
    }
    guard case .scalar(let scalar) = value, case .scalar(let target) = layouts.layout(to).valueClass else {
      return value
    }
    let type = target.primitive.irType
    switch kind {
    case .integerToInteger, .boolToInteger, .charToInteger, .u8ToChar:
      return .scalar(resize(scalar, to: type, isSigned: isSignedInteger(from)))
    case .integerToFloat: return .scalar(integerToFloat(scalar, type, isSigned: isSignedInteger(from)))
    case .floatToInteger: return .scalar(floatToInteger(scalar, type, isSigned: isSignedInteger(to)))
    case .floatToFloat:
      let source = builder.function.type(of: scalar)
      if source == type { return value }
      return .scalar(builder.convert(source.bits < type.bits ? .fpromote : .fdemote, type, scalar))
    default: return value
    }
  }

  func isSignedInteger(_ type: Ty) -> Bool {
    if case .integer(let kind) = types.kind(type) { return kind.isSigned }
    return false
  }

  private mutating func discriminantCast(_ place: PlaceReference, _ from: Ty, _ to: Ty) -> Value {
    let discriminantType = context.discriminantType(from)
    let value = discriminant(place, as: discriminantType)
    guard case .scalar(let target) = layouts.layout(to).valueClass else { return value }
    return resize(value, to: target.primitive.irType, isSigned: isSignedInteger(discriminantType))
  }

  private mutating func pointerCast(_ value: OperandValue, _ to: Ty) -> OperandValue {
    switch (value, layouts.layout(to).valueClass) {
    case (.pair(let address, _), .scalar(let scalar)):
      return .scalar(resize(address, to: scalar.primitive.irType, isSigned: false))
    case (.scalar(let address), .scalar(let scalar)):
      return .scalar(resize(address, to: scalar.primitive.irType, isSigned: false))
    default: return value
    }
  }

  // MARK: floats

  mutating func integerToFloat(_ value: Value, _ type: IRType, isSigned: Bool) -> Value {
    var value = value
    let from = builder.function.type(of: value)
    if from == .i128 {
      let name = (isSigned ? "__floatti" : "__floatunti") + (type == .f32 ? "sf" : "df")
      return callRuntime(name, [value], results: [type], attributes: [.noUnwind])[0]
    }
    if from.bits < 32 { value = builder.convert(isSigned ? .sextend : .uextend, .i32, value) }
    return builder.convert(isSigned ? .fcvtFromSint : .fcvtFromUint, type, value)
  }

  /// Saturates; NaN becomes zero.
  mutating func floatToInteger(_ value: Value, _ type: IRType, isSigned: Bool) -> Value {
    if type == .i128 {
      let suffix = builder.function.type(of: value) == .f32 ? "f32" : "f64"
      let slot = builder.makeStackSlot(size: 16, alignShift: 4)
      _ = callRuntime(
        "poly_\(suffix)_to_\(isSigned ? "i" : "u")128", [value, builder.stackAddr(slot)], results: [],
        attributes: [.noUnwind])
      return builder.load(.i128, builder.stackAddr(slot), flags: .trusted)
    }
    if type.bits >= 32 { return builder.convert(isSigned ? .fcvtToSintSat : .fcvtToUintSat, type, value) }
    // Narrow types: saturate to 32 bits, then clamp.
    let wide = builder.convert(.fcvtToSintSat, .i32, value)
    let high = isSigned ? (Int64(1) << Int64(type.bits - 1)) - 1 : (Int64(1) << Int64(type.bits)) - 1
    let low = isSigned ? -(Int64(1) << Int64(type.bits - 1)) : 0
    let atMost = builder.binary(.smin, wide, builder.iconst(.i32, high))
    let clamped = builder.binary(.smax, atMost, builder.iconst(.i32, low))
    return builder.convert(.ireduce, type, clamped)
  }

  // MARK: unsizing

  mutating func unsize(_ value: OperandValue, _ from: Ty, _ to: Ty) -> OperandValue {
    if case .memory(let source) = value { return unsizeInMemory(source, from, to) }
    guard let (sourcePointee, targetPointee) = coercedPointees(from, to) else { return value }
    switch value {
    case .scalar(let address):
      return .pair(address, metadata(of: sourcePointee, as: targetPointee, known: nil))
    case .pair(let address, let old):
      guard case .pair = layouts.layout(to).valueClass else {
        // A thin pointer beside another field, as in `RefMut`.
        let source = temporary(from)
        store(value, to: source)
        return unsizeInMemory(source, from, to)
      }
      return .pair(address, metadata(of: sourcePointee, as: targetPointee, known: old))
    default: return value
    }
  }

  /// The pointees of the one pointer that changes in `CoerceUnsized` from one type to the other.
  private func coercedPointees(_ from: Ty, _ to: Ty) -> (Ty, Ty)? {
    switch (types.kind(from), types.kind(to)) {
    case (.reference(_, let a, _), .reference(_, let b, _)), (.reference(_, let a, _), .pointer(let b, _)),
      (.pointer(let a, _), .pointer(let b, _)):
      return (a, b)
    case (.adt(let a, _), .adt(let b, _)) where a == b:
      let (source, target) = (layouts.layout(from), layouts.layout(to))
      for (x, y) in zip(source.fieldTypes, target.fieldTypes) where x != y {
        if layouts.layout(x).size == 0 { continue }
        return coercedPointees(x, y)
      }
      return nil
    default: return nil
    }
  }

  private mutating func unsizeInMemory(_ source: PlaceReference, _ from: Ty, _ to: Ty) -> OperandValue {
    let result = temporary(to)
    let count = layouts.layout(to).fieldTypes.count
    for index in 0..<count {
      var (a, b) = (source, result)
      projectField(&a, UInt32(index))
      projectField(&b, UInt32(index))
      let value = read(a)
      store(a.type == b.type ? value : unsize(value, a.type, b.type), to: b)
    }
    return .memory(result)
  }

  /// Metadata of a pointer to `target` made from one to `source`.
  private mutating func metadata(of source: Ty, as target: Ty, known: Value?) -> Value {
    let from = context.normalize(source)
    let to = context.normalize(target)
    switch (types.kind(from), types.kind(to)) {
    case (.array(_, let count), .slice): return builder.iconst(pointerType, Int64(clamping: context.evaluate(count)))
    case (.dynamic(let a, _), .dynamic(let b, _)):
      let vtable = known ?? builder.iconst(pointerType, 0)
      guard let slot = context.upcastSlot(from: a, to: b) else { return vtable }
      return builder.load(pointerType, vtable, offset: vtableOffset(slot), flags: .trusted)
    case (_, .dynamic(let existential, _)): return dataAddress(context.vtable(from, existential))
    case (.adt(let a, _), .adt(let b, _)) where a == b:
      guard let x = layouts.layout(from).fieldTypes.last, let y = layouts.layout(to).fieldTypes.last else {
        break
      }
      return metadata(of: x, as: y, known: known)
    case (.tuple(let a), .tuple(let b)) where types.count(a) == types.count(b) && types.count(a) > 0:
      return metadata(
        of: types.type(a, types.count(a) - 1), as: types.type(b, types.count(b) - 1), known: known)
    default: break
    }
    return known ?? builder.iconst(pointerType, 0)
  }
}
