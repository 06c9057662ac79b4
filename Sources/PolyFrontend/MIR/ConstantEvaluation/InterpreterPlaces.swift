// Places and operands of the interpreter: addresses, loads, stores and variants.

import PolyExpansion
import PolySema
import PolySupport

extension Interpreter {
  // MARK: places

  func evaluate(_ place: Place) throws -> MemoryPlace {
    let top = frames.count - 1
    var result = localPlace(place.local, frame: top)
    guard !place.projections.isEmpty else { return result }
    for projection in frames[top].info.body.projections[place.projections] {
      result = try project(result, projection)
    }
    return result
  }

  func project(_ place: MemoryPlace, _ projection: Projection) throws -> MemoryPlace {
    switch projection {
    case .deref: return try dereference(place)
    case .field(let index): return try field(place, index)
    case .downcast(let variant):
      var result = place
      result.type.variant = variant
      return result
    case .index(let local):
      let index = try readScalar(localPlace(local, frame: frames.count - 1)).low
      return try element(place, index)
    case .constantIndex(let index, let fromEnd):
      let count = try length(place)
      if fromEnd, index > count { throw failure("indexing out of bounds") }
      return try element(place, fromEnd ? count - index : index)
    case .subslice(let from, let to, let fromEnd):
      let count = try length(place)
      let end = fromEnd ? (to <= count ? count - to : 0) : to
      guard from <= end else { throw failure("indexing out of bounds") }
      var result = try element(place, from, isEndAllowed: true)
      result.type = queries.project(place.type, projection)
      if case .slice = types.kind(place.type.type) { result.metadata = ScalarValue(end - from) }
      return result
    }
  }

  func length(_ place: MemoryPlace) throws -> UInt64 {
    switch types.kind(place.type.type) {
    case .array(_, let length):
      guard let count = evaluator.scalar(of: length) else { throw failure("the length is not known") }
      return count.low
    default: return place.metadata?.low ?? 0
    }
  }

  func element(_ place: MemoryPlace, _ index: UInt64, isEndAllowed: Bool = false) throws -> MemoryPlace {
    let count = try length(place)
    guard index < count || (isEndAllowed && index == count) else {
      throw failure("index out of bounds: the length is \(count) but the index is \(index)")
    }
    let type: Ty
    switch types.kind(place.type.type) {
    case .array(let element, _), .slice(let element): type = element
    default: throw failure("indexing something that is no array")
    }
    let size = try layout(type).size
    return MemoryPlace(pointer: offset(place.pointer, by: size &* index), type: PlaceType(type))
  }

  func offset(_ pointer: ScalarValue, by delta: UInt64) -> ScalarValue {
    ScalarValue(pointer.low &+ delta, 0, target: pointer.target)
  }

  func field(_ place: MemoryPlace, _ index: UInt32) throws -> MemoryPlace {
    let type = queries.fieldType(of: place.type, index)
    var tailAlignment: UInt64?
    var metadata: ScalarValue?
    if place.metadata != nil, layouts.sizeAndAlignment(of: type) == nil {
      metadata = place.metadata
      tailAlignment = try dynamicLayout(type, place.metadata).alignment
    }
    let delta = layouts.fieldOffset(
      of: place.type.type, variant: place.type.variant ?? 0, field: index, tailAlignment: tailAlignment)
    return MemoryPlace(pointer: offset(place.pointer, by: delta), type: PlaceType(type), metadata: metadata)
  }

  /// Size and alignment of a value that may be unsized.
  func dynamicLayout(_ type: Ty, _ metadata: ScalarValue?) throws -> SizeAndAlignment {
    if let layout = layouts.sizeAndAlignment(of: type) { return layout }
    switch types.kind(type) {
    case .str: return SizeAndAlignment(size: metadata?.low ?? 0, alignment: 1)
    case .slice(let element):
      let layout = try layout(element)
      return SizeAndAlignment(size: layout.size &* (metadata?.low ?? 0), alignment: layout.alignment)
    case .dynamic:
      if case .vtable(let concrete, _)? = metadata?.target { return try layout(concrete) }
      throw failure("using a trait object whose type is not known")
    default: throw failure("the size of `\(program.describe(type))` is not known")
    }
  }

  func isUnsized(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .str, .slice, .dynamic: return true
    case .adt(let def, let args):
      let adt = program.adt(def)
      guard adt.kind == .structure, let last = adt.onlyVariant.fields.last else { return false }
      return isUnsized(queries.fieldType(last, args))
    case .tuple(let list):
      guard let last = types.list(list).last else { return false }
      return isUnsized(last)
    default: return false
    }
  }

  private func dereference(_ place: MemoryPlace) throws -> MemoryPlace {
    guard let pointee = queries.pointee(place.type.type) else {
      throw failure("dereferencing something that is no pointer")
    }
    let word = try readWord(place, 0)
    var metadata: ScalarValue?
    if isUnsized(pointee) { metadata = try readWord(place, 1) }
    return MemoryPlace(pointer: word, type: PlaceType(pointee), metadata: metadata)
  }

  /// The allocation that a place is in, for access of `size` bytes.
  func allocation(_ pointer: ScalarValue, size: UInt64) throws -> (AllocationID, UInt64) {
    switch pointer.target {
    case .allocation(let id)?: return (id, pointer.low)
    case .staticItem(let def)?:
      guard let id = evaluator.value(ofStatic: def) else {
        throw EvaluationFailure(message: "", span: span, isReported: true)
      }
      return (id, pointer.low)
    case .function?, .vtable?: throw failure("memory access failed: the pointer points at code")
    case nil: throw failure("memory access failed: the pointer is dangling")
    }
  }

  private func readWord(_ place: MemoryPlace, _ index: UInt64) throws -> ScalarValue {
    let (id, base) = try allocation(place.pointer, size: UInt64(pointerSize))
    let delta = index * UInt64(pointerSize)
    return try memory { (memory) throws(MemoryError) in
      try memory.readScalar(id, base + delta, size: pointerSize, pointerSize: pointerSize)
    }
  }

  private func writeWord(_ place: MemoryPlace, _ index: UInt64, _ value: ScalarValue) throws {
    let (id, base) = try allocation(place.pointer, size: UInt64(pointerSize))
    let delta = index * UInt64(pointerSize)
    try memory { (memory) throws(MemoryError) in
      try memory.writeScalar(id, base + delta, value, size: pointerSize, pointerSize: pointerSize)
    }
  }

  // MARK: values

  func readScalar(_ place: MemoryPlace) throws -> ScalarValue {
    let size = try layout(place.type.type).size
    guard size > 0 else { return ScalarValue(0) }
    guard size <= 16 else { throw failure("using a value of several words as a scalar") }
    let (id, base) = try allocation(place.pointer, size: size)
    return try memory { (memory) throws(MemoryError) in
      try memory.readScalar(id, base, size: Int(size), pointerSize: pointerSize)
    }
  }

  func writeScalar(_ place: MemoryPlace, _ value: ScalarValue) throws {
    let size = try layout(place.type.type).size
    try writeScalar(place, value, size: size)
  }

  func writeScalar(_ place: MemoryPlace, _ value: ScalarValue, size: UInt64) throws {
    guard size > 0 else { return }
    let (id, base) = try allocation(place.pointer, size: size)
    try memory { (memory) throws(MemoryError) in
      try memory.writeScalar(id, base, value, size: Int(size), pointerSize: pointerSize)
    }
  }

  /// Stores a pointer to `target`, with its metadata if it is unsized.
  func writePointer(_ place: MemoryPlace, _ target: MemoryPlace) throws {
    if case .allocation(let id)? = target.pointer.target { evaluator.memory[id].isAddressTaken = true }
    try writeWord(place, 0, target.pointer)
    if let metadata = target.metadata { try writeWord(place, 1, metadata) }
  }

  /// The words of a pointer value: address, and metadata if it is wide.
  func readPointer(_ place: MemoryPlace) throws -> MemoryPlace {
    let pointee = queries.pointee(place.type.type) ?? types.unit
    let word = try readWord(place, 0)
    let metadata = isUnsized(pointee) ? try readWord(place, 1) : nil
    return MemoryPlace(pointer: word, type: PlaceType(pointee), metadata: metadata)
  }

  func copy(_ source: MemoryPlace, to destination: MemoryPlace) throws {
    let size = try dynamicLayout(source.type.type, source.metadata).size
    guard size > 0 else { return }
    try copy(source.pointer, to: destination.pointer, size: size)
  }

  func copy(_ source: ScalarValue, to destination: ScalarValue, size: UInt64) throws {
    guard size > 0 else { return }
    let (from, fromOffset) = try allocation(source, size: size)
    let (to, toOffset) = try allocation(destination, size: size)
    try memory { (memory) throws(MemoryError) in
      try memory.copy(from: from, fromOffset, to: to, toOffset, size: size, pointerSize: pointerSize)
    }
  }

  /// Fresh memory for a value.
  func temporary(_ type: Ty) throws -> MemoryPlace {
    let layout = try layout(type)
    let id = evaluator.memory.allocate(size: Int(layout.size), alignment: layout.alignment)
    return MemoryPlace(pointer: ScalarValue(0, 0, target: .allocation(id)), type: PlaceType(type))
  }

  // MARK: operands

  func type(of operand: Operand) -> Ty {
    switch operand {
    case .copy(let place), .move(let place):
      let frame = frames[frames.count - 1]
      var result = PlaceType(frame.info.localTypes[place.local.index])
      for projection in frame.info.body.projections[place.projections] {
        result = queries.project(result, projection)
      }
      return result.type
    case .constant(let id): return monomorphic(frames[frames.count - 1].info.body.constants[id].type)
    }
  }

  /// Where an operand's value is.
  func evaluate(_ operand: Operand) throws -> MemoryPlace {
    switch operand {
    case .copy(let place), .move(let place): return try evaluate(place)
    case .constant(let id): return try constant(frames[frames.count - 1].info.body.constants[id])
    }
  }

  func scalar(_ operand: Operand) throws -> ScalarValue {
    if case .constant(let id) = operand,
      case .value(.scalar(let low, let high)) = frames[frames.count - 1].info.body.constants[id].kind
    {
      return ScalarValue(low, high)
    }
    return try readScalar(try evaluate(operand))
  }

  private func constant(_ data: ConstantData) throws -> MemoryPlace {
    let type = monomorphic(data.type)
    let frame = frames[frames.count - 1]
    func reported() -> EvaluationFailure { EvaluationFailure(message: "", span: span, isReported: true) }
    switch data.kind {
    case .value(let value):
      let result = try temporary(type)
      switch value {
      case .scalar(let low, let high): try writeScalar(result, ScalarValue(low, high))
      case .zeroSized: break
      case .string(let symbol), .bytes(let symbol), .cString(let symbol):
        var isTerminated = false
        if case .cString = value { isTerminated = true }
        let id = evaluator.memory.literal(symbol, terminated: isTerminated, symbols: program.symbols)
        let count = UInt64(evaluator.memory[id].bytes.count)
        let pointee = queries.pointee(type) ?? types.str
        try writePointer(
          result,
          MemoryPlace(
            pointer: ScalarValue(0, 0, target: .allocation(id)), type: PlaceType(pointee),
            metadata: isUnsized(pointee) ? ScalarValue(count) : nil))
      }
      return result
    case .item(let def, let args):
      guard let id = evaluator.value(of: def, program.normalize(types.substitute(args, frame.args), in: .empty)) else {
        throw reported()
      }
      return MemoryPlace(pointer: ScalarValue(0, 0, target: .allocation(id)), type: PlaceType(type))
    case .typeConst(let const):
      guard let value = evaluator.scalar(of: types.substitute(const, frame.args)) else { throw reported() }
      let result = try temporary(type)
      try writeScalar(result, ScalarValue(value.low, value.high))
      return result
    case .promoted(let index):
      guard let id = evaluator.promoted(index, of: frame.owner, frame.args) else { throw reported() }
      let result = try temporary(type)
      try writePointer(
        result,
        MemoryPlace(
          pointer: ScalarValue(0, 0, target: .allocation(id)),
          type: PlaceType(queries.pointee(type) ?? types.unit)))
      return result
    case .zeroSized: return try temporary(type)
    case .staticAddress(let def):
      let result = try temporary(type)
      try writeScalar(result, ScalarValue(0, 0, target: .staticItem(def)))
      return result
    }
  }

  // MARK: variants

  /// The variant that an enum value holds.
  func readVariant(_ place: MemoryPlace) throws -> UInt32 {
    switch layouts.variantEncoding(of: place.type.type) {
    case .single(let variant): return variant
    case .tagged(let tagOffset, let size):
      let tag = try readTag(place, tagOffset, size)
      if tag.target != nil { throw failure("unable to turn pointer into raw bytes") }
      guard case .adt(let def, _) = types.kind(place.type.type) else { return UInt32(truncatingIfNeeded: tag.low) }
      let mask = size >= 16 ? UInt128.max : (UInt128(1) << UInt128(size * 8)) - 1
      for variant in 0..<program.adt(def).variants.count {
        let value = program.discriminant(of: def, variant: variant)
        if (UInt128(value.high) << 64 | UInt128(value.low)) & mask == tag.bits & mask { return UInt32(variant) }
      }
      throw failure("the enum value has an invalid tag")
    case .niche(let tagOffset, let size, let untagged, let first, let last, let startLow, let startHigh):
      let tag = try readTag(place, tagOffset, size)
      // An address is never one of the small niche values.
      if tag.target != nil { return untagged }
      let mask = size >= 16 ? UInt128.max : (UInt128(1) << UInt128(size * 8)) - 1
      let relative = (tag.bits &- (UInt128(startHigh) << 64 | UInt128(startLow))) & mask
      return relative <= UInt128(last - first) ? first + UInt32(truncatingIfNeeded: relative) : untagged
    }
  }

  private func readTag(_ place: MemoryPlace, _ delta: UInt64, _ size: UInt64) throws -> ScalarValue {
    let (id, base) = try allocation(place.pointer, size: size)
    return try memory { (memory) throws(MemoryError) in
      try memory.readScalar(id, base + delta, size: Int(size), pointerSize: pointerSize)
    }
  }

  func writeVariant(_ place: MemoryPlace, _ variant: UInt32) throws {
    switch layouts.variantEncoding(of: place.type.type) {
    case .single: return
    case .tagged(let tagOffset, let size):
      guard case .adt(let def, _) = types.kind(place.type.type) else { return }
      let value = program.discriminant(of: def, variant: Int(variant))
      var target = place
      target.pointer = offset(place.pointer, by: tagOffset)
      try writeScalar(target, ScalarValue(value.low, value.high), size: size)
    case .niche(let tagOffset, let size, let untagged, let first, _, let startLow, let startHigh):
      guard variant != untagged else { return }
      let mask = size >= 16 ? UInt128.max : (UInt128(1) << UInt128(size * 8)) - 1
      let value = (UInt128(startHigh) << 64 | UInt128(startLow)) &+ UInt128(variant &- first)
      var target = place
      target.pointer = offset(place.pointer, by: tagOffset)
      try writeScalar(target, ScalarValue(value & mask), size: size)
    }
  }
}
