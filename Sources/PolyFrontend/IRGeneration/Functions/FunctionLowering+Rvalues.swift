// Operands and right-hand sides of assignments.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension FunctionLowering {
  mutating func lowerOperand(_ operand: PolyMIR.Operand) -> OperandValue {
    switch operand {
    case .copy(let place), .move(let place): return read(self.place(place))
    case .constant(let constant): return lowerConstant(body.constants[constant])
    }
  }

  mutating func type(of operand: PolyMIR.Operand) -> Ty {
    switch operand {
    case .copy(let place), .move(let place): return placeType(place)
    case .constant(let constant): return mono(body.constants[constant].type)
    }
  }

  /// The type of a place without generating code for it.
  mutating func placeType(_ place: Place) -> Ty {
    var reference = PlaceReference(base: .variables(place.local), type: localTypes[place.local.index])
    for projection in body.projections[place.projections] {
      switch projection {
      case .deref: reference = PlaceReference(base: reference.base, type: context.pointee(reference.type))
      case .field(let index): projectField(&reference, index)
      case .downcast(let variant): reference.variant = variant
      case .index, .constantIndex:
        switch types.kind(reference.type) {
        case .array(let element, _), .slice(let element): reference.type = element
        default: reference.type = types.u8
        }
      case .subslice(let from, let to, let fromEnd):
        if case .array(let element, let count) = types.kind(reference.type) {
          let end = fromEnd ? context.evaluate(count) &- to : to
          reference.type = types.type(.array(element, types.usizeConst(end &- from)))
        }
      }
    }
    return reference.type
  }

  // MARK: constants

  mutating func lowerConstant(_ constant: ConstantData) -> OperandValue {
    let type = mono(constant.type)
    let layout = layouts.layout(type)
    switch constant.kind {
    case .zeroSized: return .none
    case .value(let value): return lowerValue(value, type, layout)
    case .typeConst(let const):
      guard let value = program.evaluateConst(types.substitute(const, args)) else { return zero(layout, type) }
      return lowerValue(.scalar(low: value.low, high: value.high), type, layout)
    case .staticAddress(let def): return .scalar(staticAddress(def))
    case .item(let def, let itemArgs):
      guard let value = context.evaluateConstant(def, mono(itemArgs), at: currentSpan) else {
        return zero(layout, type)
      }
      return lowerEvaluated(value, type, layout)
    case .promoted(let index):
      guard Int(index) < body.promoted.count,
        let value = context.evaluatePromoted(body, Int(index), args, at: currentSpan)
      else { return zero(layout, type) }
      return lowerEvaluated(value, type, layout)
    }
  }

  private mutating func lowerValue(_ value: ConstantValue, _ type: Ty, _ layout: TypeLayout) -> OperandValue {
    switch value {
    case .zeroSized: return .none
    case .scalar(let low, let high):
      guard case .scalar(let scalar) = layout.valueClass else { return .none }
      return .scalar(scalarConstant(low, high, scalar.primitive.irType))
    case .string(let symbol):
      let (data, count) = context.stringData(symbol, addingNul: false)
      return .pair(dataAddress(data), builder.iconst(pointerType, Int64(count)))
    case .bytes(let symbol): return .scalar(dataAddress(context.stringData(symbol, addingNul: false).0))
    case .cString(let symbol):
      let (data, count) = context.stringData(symbol, addingNul: true)
      return .pair(dataAddress(data), builder.iconst(pointerType, Int64(count)))
    }
  }

  mutating func scalarConstant(_ low: UInt64, _ high: UInt64, _ type: IRType) -> Value {
    switch type {
    case .f32: builder.f32const(bits: UInt32(truncatingIfNeeded: low))
    case .f64: builder.f64const(bits: low)
    case .i128: builder.wideConstant(low: low, high: high)
    default: builder.iconst(type, Int64(bitPattern: low))
    }
  }

  /// A placeholder after an error that was reported.
  mutating func zero(_ layout: TypeLayout, _ type: Ty) -> OperandValue {
    if layout.size == 0 { return .none }
    switch layout.valueClass {
    case .scalar(let scalar): return .scalar(scalarConstant(0, 0, scalar.primitive.irType))
    case .pair(let a, let b, _):
      return .pair(
        scalarConstant(0, 0, a.primitive.irType), scalarConstant(0, 0, b.primitive.irType))
    case .memory: return .memory(temporary(type))
    }
  }

  func isColocated(_ reference: ModuleReference) -> Bool {
    switch reference {
    case .function(let id): context.module.functions[id].linkage != .import
    case .data(let id): context.module.data[id].linkage != .import
    }
  }

  mutating func dataAddress(_ data: DataID, offset: Int64 = 0) -> Value {
    builder.symbolAddress(.data(data), offset: offset, isColocated: isColocated(.data(data)))
  }

  mutating func staticAddress(_ def: DefID) -> Value {
    let (data, isThreadLocal) = context.staticData(def)
    return builder.symbolAddress(
      .data(data), isColocated: isColocated(.data(data)), isThreadLocal: isThreadLocal)
  }

  mutating func functionAddress(_ id: FunctionID) -> Value {
    let declaration = context.module.functions[id]
    return builder.funcAddr(
      builder.importFunction(
        id, signature: declaration.signature, isColocated: declaration.linkage != .import))
  }

  /// A constant that the evaluator computed: scalars become immediates, the rest is read-only data.
  private mutating func lowerEvaluated(
    _ value: EvaluatedConstant, _ type: Ty, _ layout: TypeLayout
  ) -> OperandValue {
    if layout.size == 0 { return .none }
    func component(_ primitive: Primitive, _ offset: UInt64) -> Value {
      let count = Int(primitive.size())
      if let pointer = value.pointer(at: offset) {
        return symbol(pointer)
      }
      var low: UInt64 = 0
      var high: UInt64 = 0
      for byte in 0..<count where Int(offset) + byte < value.bytes.count {
        let bits = UInt64(value.bytes[Int(offset) + byte])
        if byte < 8 { low |= bits << UInt64(byte * 8) } else { high |= bits << UInt64((byte - 8) * 8) }
      }
      return scalarConstant(low, high, primitive.irType)
    }
    switch layout.valueClass {
    case .scalar(let scalar): return .scalar(component(scalar.primitive, 0))
    case .pair(let a, let b, let second):
      return .pair(component(a.primitive, 0), component(b.primitive, second))
    case .memory:
      let data = context.constantData(value, alignment: layout.alignment)
      return .memory(PlaceReference(base: .address(dataAddress(data)), type: type))
    }
  }

  private mutating func symbol(_ pointer: ConstantPointer) -> Value {
    switch pointer.target {
    case .data(let data): return dataAddress(data, offset: pointer.addend)
    case .function(let id): return functionAddress(id)
    }
  }

  // MARK: assignment

  mutating func lowerAssign(_ destination: Place, _ rvalue: Rvalue) {
    let target = place(destination)
    let layout = layouts.layout(target.type)
    switch rvalue {
    case .aggregate(let kind, let operands): lowerAggregate(kind, operands, to: target)
    case .repeatValue(let operand, let count):
      lowerRepeat(operand, context.evaluate(types.substitute(count, args)), to: target)
    default:
      let value = lowerRvalue(rvalue, target.type)
      if layout.size > 0 { store(value, to: target) }
    }
  }

  private mutating func lowerRvalue(_ rvalue: Rvalue, _ type: Ty) -> OperandValue {
    switch rvalue {
    case .use(let operand): return lowerOperand(operand)
    case .reference(_, let place), .rawPointer(_, let place):
      let target = self.place(place)
      let pointer = address(of: target)
      if let metadata = target.metadata, layouts.layout(target.type).isUnsized { return .pair(pointer, metadata) }
      return .scalar(pointer)
    case .length(let place): return .scalar(lengthValue(self.place(place)))
    case .cast(let kind, let operand, let to): return lowerCast(kind, operand, mono(to))
    case .binary(let op, let left, let right): return lowerBinary(op, left, right)
    case .checkedBinary(let op, let left, let right): return lowerChecked(op, left, right, type)
    case .unary(let op, let operand): return lowerUnary(op, operand)
    case .discriminant(let place): return .scalar(discriminant(self.place(place), as: type))
    case .aggregate, .repeatValue: return .none
    }
  }

  private mutating func lowerAggregate(
    _ kind: AggregateKind, _ operands: ListRef<PolyMIR.Operand>, to target: PlaceReference
  ) {
    var shaped = target
    var variant: UInt32? = nil
    var active: UInt32? = nil
    switch kind {
    case .adt(_, let index, _, let field):
      active = field
      if case .multiple = layouts.layout(target.type).variants {
        shaped.variant = index
        variant = index
      }
    case .array(let element):
      let size = layouts.layout(mono(element)).size
      for (index, operand) in body.operands[operands].enumerated() {
        var place = target
        place.type = mono(element)
        place.offset &+= size &* UInt64(index)
        store(lowerOperand(operand), to: place)
      }
      return
    case .tuple, .closure, .coroutine: break
    }
    // Operands first: an operand may read the variables that are written.
    let values = body.operands[operands].map { lowerOperand($0) }
    for (index, value) in values.enumerated() {
      var place = shaped
      projectField(&place, active ?? UInt32(index))
      if layouts.layout(place.type).size > 0 { store(value, to: place) }
    }
    if let variant { setDiscriminant(target, variant) }
    if case .coroutine = kind {
      // Its state: not started.
      var place = shaped
      projectField(&place, UInt32(values.count))
      store(.scalar(builder.iconst(.i32, 0)), to: place)
    }
  }

  private mutating func lowerRepeat(_ operand: PolyMIR.Operand, _ count: UInt64, to target: PlaceReference) {
    let value = lowerOperand(operand)
    guard case .array(let element, _) = types.kind(target.type) else { return }
    let size = layouts.layout(element).size
    guard size > 0, count > 0 else { return }
    if case .scalar(let scalar) = value {
      let data = builder.function.definingInst(of: scalar).map { builder.function[$0] }
      let isZero = data?.opcode == .iconst && data?.immediate == 0
      if size == 1 || isZero {
        let byte = isZero ? builder.iconst(.i8, 0) : scalar
        if builder.function.type(of: byte) == .i8 {
          builder.memorySet(
            address(of: target), byte: byte, byteCount: UInt32(clamping: size &* count), flags: .trusted)
          return
        }
      }
    }
    if count <= 8 {
      for index in 0..<count {
        var place = target
        place.type = element
        place.offset &+= index &* size
        store(value, to: place)
      }
      return
    }
    // A counted loop over the elements.
    let start = address(of: target)
    let end = builder.binaryImmediate(.iadd, start, Int64(clamping: size &* count))
    let loop = builder.makeBlock()
    let done = builder.makeBlock()
    let cursor = builder.declareVariable(pointerType)
    builder.define(cursor, start)
    builder.jump(loop)
    builder.switchTo(loop)
    let current = builder.use(cursor)
    store(value, to: PlaceReference(base: .address(current), type: element))
    let next = builder.binaryImmediate(.iadd, current, Int64(clamping: size))
    builder.define(cursor, next)
    builder.brif(builder.icmp(.notEqual, next, end), loop, done)
    builder.switchTo(done)
  }

  // MARK: discriminants

  /// The discriminant of an enum's place as an integer of `type`.
  mutating func discriminant(_ place: PlaceReference, as type: Ty) -> Value {
    guard case .scalar(let resultScalar) = layouts.layout(type).valueClass else {
      return builder.iconst(pointerType, 0)
    }
    let result = resultScalar.primitive.irType
    let layout = layouts.layout(place.type)
    switch layout.variants {
    case .single(let variant):
      let value = context.discriminantValue(place.type, variant)
      return scalarConstant(value.low, value.high, result)
    case .multiple(let tag, let tagOffset, let encoding, _):
      let value = readTag(place, tag, tagOffset)
      switch encoding {
      case .direct: return resize(value, to: result, isSigned: tag.primitive.isSigned)
      case .niche(let untagged, let first, let last, let start):
        let tagType = tag.primitive.irType
        let startLow = UInt64(truncatingIfNeeded: start)
        let startHigh = UInt64(truncatingIfNeeded: start >> 64)
        if first == last {
          let isNiche =
            tagType == .i128
            ? builder.icmp(.equal, value, scalarConstant(startLow, startHigh, tagType))
            : builder.icmpImmediate(.equal, value, Int64(bitPattern: startLow))
          if first == 1, untagged == 0 { return resize(isNiche, to: result, isSigned: false) }
          if first == 0, untagged == 1 {
            return resize(builder.binaryImmediate(.bxor, isNiche, 1), to: result, isSigned: false)
          }
          return builder.select(
            isNiche, builder.iconst(result, Int64(first)), builder.iconst(result, Int64(untagged)))
        }
        let relative = builder.isub(value, scalarConstant(startLow, startHigh, tagType))
        let limit = scalarConstant(UInt64(last - first), 0, tagType)
        let isNiche = builder.icmp(.unsignedLessThanOrEqual, relative, limit)
        let index = builder.binaryImmediate(
          .iadd, resize(relative, to: result, isSigned: false), Int64(first))
        return builder.select(isNiche, index, builder.iconst(result, Int64(untagged)))
      }
    }
  }

  private mutating func readTag(_ place: PlaceReference, _ tag: Scalar, _ offset: UInt64) -> Value {
    if case .variables(let local) = place.base {
      switch locals[localBase + local.index] {
      case .scalar(let variable): return builder.use(variable)
      case .pair(let a, let b, let second):
        return builder.use(place.offset &+ offset == second && second != 0 ? b : a)
      default: return builder.iconst(tag.primitive.irType, 0)
      }
    }
    return loadScalar(tag.primitive.irType, place, at: offset)
  }

  mutating func setDiscriminant(_ place: PlaceReference, _ variant: UInt32) {
    guard case .multiple(let tag, let tagOffset, let encoding, _) = layouts.layout(place.type).variants else {
      return
    }
    var low: UInt64
    var high: UInt64 = 0
    switch encoding {
    case .direct:
      let value = context.discriminantValue(place.type, variant)
      (low, high) = (value.low, value.high)
    case .niche(let untagged, let first, _, let start):
      if variant == untagged { return }
      let value = (start &+ UInt128(variant &- first)) & .mask(bytes: tag.size)
      low = UInt64(truncatingIfNeeded: value)
      high = UInt64(truncatingIfNeeded: value >> 64)
    }
    let value = scalarConstant(low, high, tag.primitive.irType)
    if case .variables(let local) = place.base {
      switch locals[localBase + local.index] {
      case .scalar(let variable): builder.define(variable, value)
      case .pair(let a, let b, let second):
        builder.define(place.offset &+ tagOffset == second ? b : a, value)
      default: break
      }
      return
    }
    storeScalar(value, place, at: tagOffset)
  }

  /// Widens or narrows an integer value.
  mutating func resize(_ value: Value, to type: IRType, isSigned: Bool) -> Value {
    let from = builder.function.type(of: value)
    if from == type { return value }
    if from.bits > type.bits { return builder.convert(.ireduce, type, value) }
    return builder.convert(isSigned ? .sextend : .uextend, type, value)
  }

  // MARK: operators

  private func isSignedType(_ type: Ty) -> Bool {
    if case .integer(let kind) = types.kind(type) { return kind.isSigned }
    return false
  }

  func isFloatType(_ type: Ty) -> Bool {
    if case .float = types.kind(type) { return true }
    return false
  }

  private mutating func lowerUnary(_ op: UnaryOperator, _ operand: PolyMIR.Operand) -> OperandValue {
    let type = type(of: operand)
    guard case .scalar(let value) = lowerOperand(operand) else { return .none }
    switch op {
    case .not:
      return .scalar(
        type == types.bool ? builder.binaryImmediate(.bxor, value, 1) : builder.unary(.bnot, value))
    case .negate: return .scalar(builder.unary(isFloatType(type) ? .fneg : .ineg, value))
    }
  }

  private mutating func lowerBinary(
    _ op: BinaryOperator, _ left: PolyMIR.Operand, _ right: PolyMIR.Operand
  ) -> OperandValue {
    let type = type(of: left)
    switch (lowerOperand(left), lowerOperand(right)) {
    case (.scalar(let x), .scalar(let y)): return .scalar(binary(op, x, y, type))
    case (.pair(let a, let b), .pair(let c, let d)): return .scalar(comparePairs(op, a, b, c, d))
    case (.none, .none):
      // Zero-sized values are equal.
      let holds = op == .equal || op == .lessEqual || op == .greaterEqual
      return .scalar(builder.iconst(.i8, holds ? 1 : 0))
    default: return .none
    }
  }

  mutating func binary(_ op: BinaryOperator, _ x: Value, _ y: Value, _ type: Ty) -> Value {
    let isSigned = isSignedType(type)
    if isFloatType(type) {
      switch op {
      case .add: return builder.binary(.fadd, x, y)
      case .subtract: return builder.binary(.fsub, x, y)
      case .multiply: return builder.binary(.fmul, x, y)
      case .divide: return builder.binary(.fdiv, x, y)
      case .remainder: return callMath(builder.function.type(of: x) == .f32 ? "fmodf" : "fmod", [x, y])
      default: return builder.fcmp(floatCondition(op), x, y)
      }
    }
    switch op {
    case .add: return builder.iadd(x, y)
    case .subtract: return builder.isub(x, y)
    case .multiply: return builder.imul(x, y)
    case .divide, .remainder: return divide(op, x, y, isSigned: isSigned)
    case .bitAnd: return builder.band(x, y)
    case .bitOr: return builder.bor(x, y)
    case .bitXor: return builder.bxor(x, y)
    case .shiftLeft, .shiftRight:
      let amount = shiftAmount(y)
      return builder.binary(op == .shiftLeft ? .ishl : isSigned ? .sshr : .ushr, x, amount)
    default: return builder.icmp(integerCondition(op, isSigned: isSigned), x, y)
    }
  }

  /// 128-bit division is a call of the toolchain's support library.
  private mutating func divide(_ op: BinaryOperator, _ x: Value, _ y: Value, isSigned: Bool) -> Value {
    if builder.function.type(of: x) == .i128 {
      let name =
        op == .divide ? (isSigned ? "__divti3" : "__udivti3") : (isSigned ? "__modti3" : "__umodti3")
      return callMath(name, [x, y])
    }
    if op == .divide { return builder.binary(isSigned ? .sdiv : .udiv, x, y) }
    return builder.binary(isSigned ? .srem : .urem, x, y)
  }

  /// Amounts wider than a word count by their low bits.
  mutating func shiftAmount(_ value: Value) -> Value {
    builder.function.type(of: value) == .i128 ? builder.convert(.ireduce, .i64, value) : value
  }

  func integerCondition(_ op: BinaryOperator, isSigned: Bool) -> IntCC {
    switch op {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: isSigned ? .signedLessThan : .unsignedLessThan
    case .lessEqual: isSigned ? .signedLessThanOrEqual : .unsignedLessThanOrEqual
    case .greater: isSigned ? .signedGreaterThan : .unsignedGreaterThan
    default: isSigned ? .signedGreaterThanOrEqual : .unsignedGreaterThanOrEqual
    }
  }

  private func floatCondition(_ op: BinaryOperator) -> FloatCC {
    switch op {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .lessThan
    case .lessEqual: .lessThanOrEqual
    case .greater: .greaterThan
    default: .greaterThanOrEqual
    }
  }

  /// Wide pointers compare by address, then by metadata.
  private mutating func comparePairs(
    _ op: BinaryOperator, _ a: Value, _ b: Value, _ c: Value, _ d: Value
  ) -> Value {
    let first = builder.icmp(.equal, a, c)
    switch op {
    case .equal: return builder.band(first, builder.icmp(.equal, b, d))
    case .notEqual:
      return builder.binaryImmediate(.bxor, builder.band(first, builder.icmp(.equal, b, d)), 1)
    default:
      let strict: BinaryOperator = op == .less || op == .lessEqual ? .less : .greater
      let byAddress = builder.icmp(integerCondition(strict, isSigned: false), a, c)
      let byMetadata = builder.icmp(integerCondition(op, isSigned: false), b, d)
      return builder.bor(byAddress, builder.band(first, byMetadata))
    }
  }

  private mutating func lowerChecked(
    _ op: BinaryOperator, _ left: PolyMIR.Operand, _ right: PolyMIR.Operand, _ result: Ty
  ) -> OperandValue {
    let type = type(of: left)
    guard case .scalar(let x) = lowerOperand(left), case .scalar(let y) = lowerOperand(right) else {
      return .none
    }
    let (value, flag) = overflowing(op, x, y, type)
    return pair(value, flag, of: result)
  }

  /// The value of a tuple of two scalars: the components of a pair are in the order of memory.
  func pair(_ first: Value, _ second: Value, of type: Ty) -> OperandValue {
    let layout = layouts.layout(type)
    return layout.fieldOffsets.count == 2 && layout.fieldOffsets[0] > layout.fieldOffsets[1]
      ? .pair(second, first) : .pair(first, second)
  }

  /// The wrapped result and whether it overflowed.
  mutating func overflowing(_ op: BinaryOperator, _ x: Value, _ y: Value, _ type: Ty) -> (Value, Value) {
    let isSigned = isSignedType(type)
    switch op {
    case .add: return builder.overflow(isSigned ? .saddOverflow : .uaddOverflow, x, y)
    case .subtract: return builder.overflow(isSigned ? .ssubOverflow : .usubOverflow, x, y)
    case .multiply:
      if builder.function.type(of: x) == .i128 { return wideMultiplyOverflow(x, y, isSigned: isSigned) }
      return builder.overflow(isSigned ? .smulOverflow : .umulOverflow, x, y)
    default:
      let bits = builder.function.type(of: x).bits
      let amountType = builder.function.type(of: y)
      let tooLarge =
        amountType == .i128
        ? builder.icmp(.unsignedGreaterThanOrEqual, y, builder.wideConstant(low: UInt64(bits), high: 0))
        : builder.icmp(.unsignedGreaterThanOrEqual, y, builder.iconst(amountType, Int64(bits)))
      // An i8 amount is always compared unsigned; 128 fits it.
      return (binary(op, x, y, type), tooLarge)
    }
  }

  /// i128 products with overflow: the runtime's `poly_mulo_i128` and `poly_mulo_u128`.
  private mutating func wideMultiplyOverflow(_ x: Value, _ y: Value, isSigned: Bool) -> (Value, Value) {
    let slot = builder.makeStackSlot(size: 16, alignShift: 4)
    let name = isSigned ? "poly_mulo_i128" : "poly_mulo_u128"
    let (xl, xh) = builder.isplit(x)
    let (yl, yh) = builder.isplit(y)
    let flag = callRuntime(name, [xl, xh, yl, yh, builder.stackAddr(slot)], results: [.i8])
    return (builder.load(.i128, builder.stackAddr(slot), flags: .trusted), flag[0])
  }
}
