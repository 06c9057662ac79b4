// Places: which locals live in memory, projections to addresses, reading and writing.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension FunctionLowering {
  // MARK: locals in memory

  /// Locals whose address is taken, or that are used in a way that SSA variables cannot express.
  mutating func localsInMemory() -> [Bool] {
    var result = [Bool](repeating: false, count: body.locals.count)
    for index in result.indices {
      guard case .memory = layouts.access(localTypes[index]) else { continue }
      let layout = layouts.layout(localTypes[index])
      result[index] = layout.size > 0 || layout.isUnsized
    }
    func mark(_ place: Place, addressTaken: Bool, _ lowering: inout FunctionLowering) {
      guard !result[place.local.index] else { return }
      if place.projections.isEmpty {
        if addressTaken { result[place.local.index] = true }
        return
      }
      var reference = PlaceReference(
        base: .variables(place.local), type: lowering.localTypes[place.local.index])
      for projection in lowering.body.projections[place.projections] {
        switch projection {
        case .deref:
          if !lowering.isComponent(reference, of: place.local) { result[place.local.index] = true }
          return
        case .field(let index): lowering.projectField(&reference, index)
        case .downcast(let variant): reference.variant = variant
        case .index, .constantIndex, .subslice:
          result[place.local.index] = true
          return
        }
      }
      if addressTaken || !lowering.isComponent(reference, of: place.local) {
        result[place.local.index] = true
      }
    }
    func mark(_ operand: PolyMIR.Operand, _ lowering: inout FunctionLowering) {
      switch operand {
      case .copy(let place), .move(let place): mark(place, addressTaken: false, &lowering)
      case .constant: break
      }
    }
    let body = body
    // Blocks are not copied: that would count references.
    for index in body.blocks.elements.indices {
      for statement in body.blocks.elements[index].statements {
        switch statement.kind {
        case .assign(let destination, let rvalue):
          mark(destination, addressTaken: false, &self)
          switch rvalue {
          case .reference(_, let place), .rawPointer(_, let place): mark(place, addressTaken: true, &self)
          case .length(let place), .discriminant(let place): mark(place, addressTaken: false, &self)
          default: body.forEachOperand(rvalue) { mark($0, &self) }
          }
        case .setDiscriminant(let place, _): mark(place, addressTaken: false, &self)
        default: break
        }
      }
      switch body.blocks.elements[index].terminator.kind {
      case .drop(let place, _, _): mark(place, addressTaken: false, &self)
      case .call(_, let arguments, let destination, _, _):
        mark(destination, addressTaken: false, &self)
        for argument in body.operands[arguments] { mark(argument, &self) }
      default: break
      }
    }
    return result
  }

  /// Whether a projected place of a local in variables is one of its components, or nothing, or all.
  private mutating func isComponent(_ place: PlaceReference, of local: PolyMIR.Local) -> Bool {
    let part = layouts.access(place.type)
    switch (layouts.access(localTypes[local.index]), part) {
    case (_, .none): return true
    case (.scalar(let a), .scalar(let b)): return place.offset == 0 && a == b
    case (.pair(let a, let b, let second), .scalar(let c)):
      return (place.offset == 0 && a == c) || (place.offset == second && b == c)
    case (.pair(let a, let b, let second), .pair(let c, let d, let other)):
      return place.offset == 0 && second == other && a == c && b == d
    default: return layouts.layout(place.type).size == 0
    }
  }

  // MARK: projections

  /// The layout of the place, of the variant if it was narrowed to one.
  mutating func shape(_ place: PlaceReference) -> TypeLayout {
    let layout = layouts.layout(place.type)
    guard let variant = place.variant, case .multiple(_, _, _, let variants) = layout.variants,
      Int(variant) < variants.count
    else { return layout }
    return layouts[variants[Int(variant)]]
  }

  mutating func projectField(_ place: inout PlaceReference, _ index: UInt32) {
    let layout = shape(place)
    guard Int(index) < layout.fieldOffsets.count, Int(index) < layout.fieldTypes.count else { return }
    place.offset &+= layout.fieldOffsets[Int(index)]
    place.type = context.normalize(layout.fieldTypes[Int(index)])
    place.variant = nil
  }

  mutating func place(_ place: Place) -> PlaceReference {
    var result = PlaceReference(base: placeBase(place.local), type: localTypes[place.local.index])
    if case .address(_, let metadata?) = locals[localBase + place.local.index] { result.metadata = metadata }
    for projection in body.projections[place.projections] { project(&result, projection) }
    return result
  }

  private mutating func project(_ place: inout PlaceReference, _ projection: Projection) {
    switch projection {
    case .deref: place = dereference(place)
    case .downcast(let variant): place.variant = variant
    case .field(let index):
      let wasUnsized = layouts.layout(place.type).isUnsized
      guard wasUnsized, let metadata = place.metadata else {
        projectField(&place, index)
        return
      }
      let before = place
      projectField(&place, index)
      let field = layouts.layout(place.type)
      if !field.isUnsized {
        place.metadata = nil
      } else if case .dynamic = types.kind(layouts.unsizedTail(place.type)) {
        // The offset of a trait object depends on its alignment.
        let offset = alignedOffset(place.offset - before.offset, alignment: loadAlignment(metadata))
        place.base = .address(builder.iadd(address(of: before), offset))
        place.offset = 0
      }
    case .index(let local):
      guard case .scalar(let index) = read(PlaceReference(base: placeBase(local), type: types.usize)) else { return }
      indexed(&place, by: index)
    case .constantIndex(let position, let fromEnd):
      if fromEnd {
        let length = lengthValue(place)
        indexed(&place, by: builder.binaryImmediate(.iadd, length, -Int64(clamping: position)))
      } else if let element = elementType(place.type) {
        place.offset &+= position &* layouts.layout(element).size
        place.type = element
        place.metadata = nil
      }
    case .subslice(let from, let to, let fromEnd):
      guard let element = elementType(place.type) else { return }
      if case .array(_, let count) = types.kind(place.type) {
        let length = context.evaluate(count)
        let end = fromEnd ? length &- to : to
        place.type = types.type(.array(element, types.usizeConst(end &- from)))
      } else {
        let end =
          fromEnd
          ? builder.binaryImmediate(.iadd, lengthValue(place), -Int64(clamping: to))
          : builder.iconst(pointerType, Int64(clamping: to))
        place.metadata = builder.binaryImmediate(.iadd, end, -Int64(clamping: from))
      }
      place.offset &+= from &* layouts.layout(element).size
    }
  }

  private mutating func elementType(_ type: Ty) -> Ty? {
    switch types.kind(type) {
    case .array(let element, _), .slice(let element): element
    case .str: types.u8
    default: nil
    }
  }

  private mutating func indexed(_ place: inout PlaceReference, by index: Value) {
    guard let element = elementType(place.type) else { return }
    let size = layouts.layout(element).size
    let start = address(of: place)
    let scaled = size == 1 ? index : builder.binaryImmediate(.imul, index, Int64(clamping: size))
    place = PlaceReference(base: .address(builder.iadd(start, scaled)), type: element)
  }

  /// The place that a reference, raw pointer or Box in `place` points at.
  mutating func dereference(_ place: PlaceReference) -> PlaceReference {
    let target = context.pointee(place.type)
    switch read(place) {
    case .scalar(let address): return PlaceReference(base: .address(address), type: target)
    case .pair(let address, let metadata):
      return PlaceReference(base: .address(address), type: target, metadata: metadata)
    default: return PlaceReference(base: .address(builder.iconst(pointerType, 1)), type: target)
    }
  }

  /// `offset` rounded up to an alignment known at run time.
  mutating func alignedOffset(_ offset: UInt64, alignment: Value) -> Value {
    let below = builder.binaryImmediate(.iadd, alignment, -1)
    let raised = builder.binaryImmediate(.iadd, below, Int64(clamping: offset))
    return builder.band(raised, builder.unary(.ineg, alignment))
  }

  /// Size, alignment and drop glue stand at the start of a vtable.
  mutating func loadSize(_ vtable: Value) -> Value {
    builder.load(pointerType, vtable, offset: vtableOffset(VtableSlot.size), flags: .trusted)
  }
  mutating func loadAlignment(_ vtable: Value) -> Value {
    builder.load(pointerType, vtable, offset: vtableOffset(VtableSlot.alignment), flags: .trusted)
  }

  /// The number of elements of an array, slice or str place.
  mutating func lengthValue(_ place: PlaceReference) -> Value {
    if case .array(_, let count) = types.kind(place.type) {
      return builder.iconst(pointerType, Int64(clamping: context.evaluate(count)))
    }
    return place.metadata ?? builder.iconst(pointerType, 0)
  }

  // MARK: addresses

  mutating func address(of place: PlaceReference) -> Value {
    switch place.base {
    case .address(let value):
      return place.offset == 0 ? value : builder.binaryImmediate(.iadd, value, Int64(clamping: place.offset))
    case .slot(let slot): return builder.stackAddr(slot, offset: Int32(clamping: place.offset))
    case .variables:
      // Zero-sized: any aligned address will do.
      let layout = layouts.layout(place.type)
      if layout.size == 0 { return builder.iconst(pointerType, Int64(layout.alignment)) }
      let copy = temporary(place.type)
      store(read(place), to: copy)
      return address(of: copy)
    }
  }

  /// Base and static offset for a load or store.
  private mutating func memoryOperand(_ place: PlaceReference, _ extra: UInt64 = 0) -> (Value, Int32) {
    let offset = place.offset &+ extra
    switch place.base {
    case .address(let value):
      if offset <= UInt64(Int32.max) { return (value, Int32(offset)) }
      return (builder.binaryImmediate(.iadd, value, Int64(clamping: offset)), 0)
    case .slot(let slot): return (builder.stackAddr(slot), Int32(clamping: offset))
    case .variables: return (builder.iconst(pointerType, 1), 0)
    }
  }

  mutating func loadScalar(_ type: IRType, _ place: PlaceReference, at extra: UInt64 = 0) -> Value {
    let (base, offset) = memoryOperand(place, extra)
    return builder.load(type, base, offset: offset, flags: .trusted)
  }

  mutating func storeScalar(_ value: Value, _ place: PlaceReference, at extra: UInt64 = 0) {
    let (base, offset) = memoryOperand(place, extra)
    builder.store(value, base, offset: offset, flags: .trusted)
  }

  // MARK: reading and writing

  mutating func read(_ place: PlaceReference) -> OperandValue {
    let access = layouts.access(place.type)
    if case .none = access { return .none }
    if case .variables(let local) = place.base { return readComponent(place, local, access) }
    switch access {
    case .none: return .none
    case .scalar(let type): return .scalar(loadScalar(type, place))
    case .pair(let a, let b, let second): return .pair(loadScalar(a, place), loadScalar(b, place, at: second))
    case .memory: return .memory(place)
    }
  }

  private mutating func readComponent(
    _ place: PlaceReference, _ local: PolyMIR.Local, _ access: ValueAccess
  ) -> OperandValue {
    switch locals[localBase + local.index] {
    case .scalar(let variable): return .scalar(builder.use(variable))
    case .pair(let a, let b, let second):
      if case .pair = access { return .pair(builder.use(a), builder.use(b)) }
      return .scalar(builder.use(place.offset == second ? b : a))
    default: return .none
    }
  }

  mutating func store(_ value: OperandValue, to place: PlaceReference) {
    if case .variables(let local) = place.base {
      storeComponent(value, place, local)
      return
    }
    switch value {
    case .none: break
    case .scalar(let scalar): storeScalar(scalar, place)
    case .pair(let a, let b):
      guard case .pair(_, _, let second) = layouts.access(place.type) else {
        // A pair written as an aggregate of the same shape.
        storeScalar(a, place)
        storeScalar(b, place, at: UInt64(builder.function.type(of: a).bytes))
        return
      }
      storeScalar(a, place)
      storeScalar(b, place, at: second)
    case .memory(let source):
      let size = layouts.layout(place.type).size
      guard size > 0 else { return }
      let from = address(of: source)
      let to = address(of: place)
      builder.memoryCopy(to: to, from: from, byteCount: UInt32(clamping: size), flags: .trusted)
    }
  }

  private mutating func storeComponent(_ value: OperandValue, _ place: PlaceReference, _ local: PolyMIR.Local) {
    switch (locals[localBase + local.index], value) {
    case (.scalar(let variable), .scalar(let scalar)): builder.define(variable, scalar)
    case (.pair(let a, let b, _), .pair(let x, let y)):
      builder.define(a, x)
      builder.define(b, y)
    case (.pair(let a, let b, let second), .scalar(let scalar)):
      builder.define(place.offset == second ? b : a, scalar)
    case (.scalar, .memory(let source)), (.pair, .memory(let source)):
      // The source's type has the same layout; read it as this place's class.
      var typed = source
      typed.type = place.type
      let loaded = read(typed)
      if case .memory = loaded { return }
      storeComponent(loaded, place, local)
    default: break
    }
  }
}
