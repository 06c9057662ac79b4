// Scalar replacement of stack slots: slots whose address does not escape become SSA values.
//
// A slot is a candidate if its address, plus constants, is used only by loads, stores, `memory_copy`
// and `memory_set`. Its bytes are cut into *parts*: accesses that overlap are one part; a copy between
// two candidates cuts both alike. Each part becomes a variable, and the construction of
// FunctionBuilder turns variables into values. Accesses narrower than their part shift and mask.
import PolySupport

/// Replaces stack slots by values where it can.
public struct ScalarReplacement {
  /// Where an address points: a slot and a constant offset.
  private struct Place {
    var slot: Int32 = -1
    var offset: Int64 = 0
  }
  private struct Range: Hashable {
    var start: Int64
    var end: Int64
  }
  private struct Part {
    var start: Int64
    var end: Int64
    var type: IRType
    var variable: Variable
  }
  private struct SlotState {
    var isCandidate = true
    var isUsed = false
    var ranges: [Range] = []
    /// Ranges as they are accessed, with the type of the accesses; `invalid` if they differ.
    var accesses: ContiguousArray<(range: Range, type: IRType)> = []
    var parts: [Part] = []

    func access(_ range: Range) -> Int? { accesses.firstIndex { $0.range == range } }
  }

  private static let maximumSlotSize: UInt32 = 512
  private static let maximumParts = 64

  private var function: Function
  private let graph: ControlFlowGraph
  private var slots: [SlotState] = []
  private var places: SecondaryMap<Value, Place>
  private var copies: ContiguousArray<Inst> = []
  /// Scratch: the operands of one instruction.
  private var uses: ContiguousArray<Value> = []

  /// Runs the pass; true if anything changed. Unreachable blocks are removed.
  public static func run(_ function: inout Function) -> Bool {
    // Slots that were replaced before have no size.
    guard function.stackSlots.elements.contains(where: { $0.size > 0 && $0.size <= maximumSlotSize }) else {
      return false
    }
    // No branch changes here.
    let graph = ControlFlowGraph(function)
    var isChanged = UnreachableBlocks.remove(&function, graph)
    // Copies between slots may need the parts that earlier replacements uncover: twice is enough in
    // practice, and each round is linear.
    for _ in 0..<2 {
      let placeholder = Function()
      var pass = ScalarReplacement(exchange(&function, placeholder), graph)
      let didReplace = pass.replace()
      function = pass.function
      if !didReplace { break }
      isChanged = true
    }
    return isChanged
  }

  private static func exchange(_ function: inout Function, _ other: consuming Function) -> Function {
    var taken = other
    swap(&function, &taken)
    return taken
  }

  private init(_ function: consuming Function, _ graph: ControlFlowGraph) {
    self.function = function
    self.graph = graph
    places = SecondaryMap(default: Place(), count: self.function.values.count)
    slots = self.function.stackSlots.elements.map { data in
      var state = SlotState()
      state.isCandidate = data.size <= Self.maximumSlotSize && data.size > 0
      return state
    }
  }

  @inline(__always) private func constant(_ value: Value) -> Int64? {
    guard let inst = function.definingInst(of: value), function[inst].opcode == .iconst else { return nil }
    return function[inst].signedImmediate
  }
  @inline(__always) private func place(_ value: Value) -> Place { places[function.resolve(value)] }

  // Analysis.

  @inline(__always) private mutating func escape(_ value: Value) {
    let place = place(value)
    if place.slot >= 0 { slots[Int(place.slot)].isCandidate = false }
  }

  private mutating func access(_ place: Place, _ size: Int64, _ type: IRType) {
    let slot = Int(place.slot)
    guard place.offset >= 0, size > 0, place.offset + size <= Int64(function.stackSlots.elements[slot].size),
      size <= 16 || type.isInvalid
    else {
      slots[slot].isCandidate = false
      return
    }
    slots[slot].isUsed = true
    guard !type.isInvalid else { return }
    let range = Range(start: place.offset, end: place.offset + size)
    if let index = slots[slot].access(range) {
      if slots[slot].accesses[index].type != type { slots[slot].accesses[index].type = .invalid }
    } else {
      slots[slot].accesses.append((range, type))
    }
  }

  private mutating func analyze() {
    for block in graph.reversePostorder {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        analyze(inst)
        inst = function.layout.next(inst)
      }
    }
  }

  /// The bytes that a load or store touches.
  private static func accessSize(_ data: InstructionData) -> Int {
    switch data.opcode {
    case .uload8, .sload8, .istore8: 1
    case .uload16, .sload16, .istore16: 2
    case .uload32, .sload32, .istore32: 4
    default: data.type.bytes
    }
  }
  private static func accessType(_ data: InstructionData) -> IRType {
    switch data.opcode {
    case .uload8, .sload8, .istore8: .i8
    case .uload16, .sload16, .istore16: .i16
    case .uload32, .sload32, .istore32: .i32
    default: data.type
    }
  }

  private mutating func analyze(_ inst: Inst) {
    let data = function[inst]
    switch data.opcode {
    case .stackAddr where data.type == function.pointerType:
      places[function.firstResult(inst)] = Place(slot: Int32(data.a), offset: Int64(data.offset))
    case .stackAddr: slots[Int(data.a)].isCandidate = false
    case .iadd, .isub:
      let (x, y) = (Value(raw: data.a), Value(raw: data.b))
      let (first, second) = (place(x), place(y))
      if first.slot >= 0, let amount = constant(y), abs(amount) < 1 << 32 {
        places[function.firstResult(inst)] = Place(
          slot: first.slot, offset: data.opcode == .iadd ? first.offset + amount : first.offset - amount)
      } else if second.slot >= 0, data.opcode == .iadd, let amount = constant(x), abs(amount) < 1 << 32 {
        places[function.firstResult(inst)] = Place(slot: second.slot, offset: second.offset + amount)
      } else {
        escape(x)
        escape(y)
      }
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32, .store, .istore8, .istore16,
      .istore32:
      let address = place(data.address)
      if data.opcode.canStore { escape(Value(raw: data.a)) }
      guard address.slot >= 0 else { return }
      if data.flags.endianness == .big {
        slots[Int(address.slot)].isCandidate = false
        return
      }
      access(
        Place(slot: address.slot, offset: address.offset + Int64(data.offset)), Int64(Self.accessSize(data)),
        Self.accessType(data))
    case .memoryCopy:
      let (target, source) = (place(Value(raw: data.a)), place(Value(raw: data.b)))
      if data.byteCount == 0 { return }
      if target.slot >= 0 { access(target, Int64(data.byteCount), .invalid) }
      if source.slot >= 0 { access(source, Int64(data.byteCount), .invalid) }
      if target.slot >= 0 || source.slot >= 0 { copies.append(inst) }
    case .memorySet:
      let target = place(Value(raw: data.a))
      escape(Value(raw: data.b))
      guard target.slot >= 0, data.byteCount > 0 else { return }
      if constant(Value(raw: data.b)) == nil {
        slots[Int(target.slot)].isCandidate = false
        return
      }
      access(target, Int64(data.byteCount), .invalid)
      copies.append(inst)
    default:
      uses.clear()
      function.appendUses(inst, to: &uses)
      for index in uses.indices { escape(uses[index]) }
    }
  }

  // Parts.

  @inline(__always) private func isCandidate(_ place: Place) -> Bool { place.slot >= 0 && slots[Int(place.slot)].isCandidate }

  private static func merge(_ ranges: inout [Range]) {
    guard ranges.count > 1 else { return }
    ranges.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var last = 0
    for index in 1..<ranges.count {
      if ranges[index].start < ranges[last].end {
        ranges[last].end = max(ranges[last].end, ranges[index].end)
      } else {
        last += 1
        ranges[last] = ranges[index]
      }
    }
    ranges.removeLast(ranges.count - 1 - last)
  }

  /// Makes copies cut both sides alike, and gives copied bytes that nothing else touches parts too.
  private mutating func cut() {
    for slot in slots.indices where slots[slot].isCandidate {
      slots[slot].ranges = slots[slot].accesses.map(\.range)
      Self.merge(&slots[slot].ranges)
    }
    // Ranges travel along copies until nothing new appears.
    for _ in 0..<16 {
      var isChanged = false
      for inst in copies {
        let data = function[inst]
        guard data.opcode == .memoryCopy else { continue }
        let (target, source) = (place(Value(raw: data.a)), place(Value(raw: data.b)))
        guard isCandidate(target), isCandidate(source) else { continue }
        if transfer(from: source, to: target, Int64(data.byteCount)) { isChanged = true }
        if transfer(from: target, to: source, Int64(data.byteCount)) { isChanged = true }
      }
      if !isChanged { break }
    }
    // Fill the gaps of copies with integers, at the same places on both sides.
    for inst in copies {
      let data = function[inst]
      let target = place(Value(raw: data.a))
      let source = data.opcode == .memoryCopy ? place(Value(raw: data.b)) : Place()
      let size = Int64(data.byteCount)
      if isCandidate(target) {
        fill(target, size)
        if isCandidate(source) { _ = transfer(from: target, to: source, size) }
      } else if isCandidate(source) {
        fill(source, size)
      }
    }
    for _ in 0..<16 {
      var isChanged = false
      for inst in copies where function[inst].opcode == .memoryCopy {
        let data = function[inst]
        let (target, source) = (place(Value(raw: data.a)), place(Value(raw: data.b)))
        guard isCandidate(target), isCandidate(source) else { continue }
        if transfer(from: source, to: target, Int64(data.byteCount)) { isChanged = true }
        if transfer(from: target, to: source, Int64(data.byteCount)) { isChanged = true }
      }
      if !isChanged { break }
    }
    rejectBadCuts()
  }

  /// Repeats the ranges of one side of a copy on the other; true if that side changed.
  private mutating func transfer(from: Place, to: Place, _ size: Int64) -> Bool {
    var added = slots[Int(to.slot)].ranges
    let before = added
    for range in slots[Int(from.slot)].ranges
    where range.start >= from.offset && range.end <= from.offset + size {
      let shifted = Range(
        start: range.start - from.offset + to.offset, end: range.end - from.offset + to.offset)
      added.append(shifted)
    }
    Self.merge(&added)
    // Equal ranges merge to one only if they overlap, which equal ones do.
    if added == before { return false }
    slots[Int(to.slot)].ranges = added
    return true
  }

  private mutating func fill(_ place: Place, _ size: Int64) {
    let slot = Int(place.slot)
    var position = place.offset
    let end = place.offset + size
    var added: [Range] = []
    func add(upTo limit: Int64) {
      while position < limit {
        var width: Int64 = 8
        while width > limit - position || position % width != 0 && width > 1 { width /= 2 }
        added.append(Range(start: position, end: position + width))
        position += width
      }
    }
    for range in slots[slot].ranges where range.end > place.offset && range.start < end {
      add(upTo: min(range.start, end))
      position = max(position, range.end)
    }
    add(upTo: end)
    slots[slot].ranges += added
    Self.merge(&slots[slot].ranges)
    if slots[slot].ranges.count > Self.maximumParts { slots[slot].isCandidate = false }
  }

  /// Drops candidates with parts that are too wide or that a copy would cut.
  private mutating func rejectBadCuts() {
    for slot in slots.indices where slots[slot].isCandidate {
      if slots[slot].ranges.contains(where: { $0.end - $0.start > 16 })
        || slots[slot].ranges.count > Self.maximumParts
      {
        slots[slot].isCandidate = false
      }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for inst in copies {
        let data = function[inst]
        let sides = [place(Value(raw: data.a)), data.opcode == .memoryCopy ? place(Value(raw: data.b)) : Place()]
        let size = Int64(data.byteCount)
        for side in sides where isCandidate(side) {
          let isCut = slots[Int(side.slot)].ranges.contains {
            $0.start < side.offset && $0.end > side.offset
              || $0.start < side.offset + size && $0.end > side.offset + size
          }
          if isCut {
            slots[Int(side.slot)].isCandidate = false
            isChanged = true
          }
        }
        if isCandidate(sides[0]), isCandidate(sides[1]),
          shifted(sides[0], size) != shifted(sides[1], size)
        {
          slots[Int(sides[0].slot)].isCandidate = false
          isChanged = true
        }
      }
    }
  }
  /// The ranges of a copied window relative to its start.
  private func shifted(_ place: Place, _ size: Int64) -> [Range] {
    slots[Int(place.slot)].ranges.filter { $0.start >= place.offset && $0.end <= place.offset + size }
      .map { Range(start: $0.start - place.offset, end: $0.end - place.offset) }
  }

  // Replacement.

  private mutating func replace() -> Bool {
    analyze()
    guard slots.contains(where: { $0.isCandidate && $0.isUsed }) else { return false }
    cut()
    guard slots.contains(where: { $0.isCandidate && $0.isUsed }) else { return false }
    shareTypes()
    let placeholder = Function()
    var builder = FunctionBuilder(adopting: Self.exchange(&function, placeholder), graph)
    for slot in slots.indices where slots[slot].isCandidate && slots[slot].isUsed {
      for range in slots[slot].ranges {
        var type = IRType.invalid
        // Mixed or narrower accesses: an integer that holds the range.
        var isExact = true
        for access in slots[slot].accesses where access.range.start < range.end && access.range.end > range.start {
          if access.range == range { type = access.type } else { isExact = false }
        }
        if type.isInvalid || !isExact {
          let size = range.end - range.start
          type = size == 1 ? .i8 : size == 2 ? .i16 : size <= 4 ? .i32 : size <= 8 ? .i64 : .i128
        }
        slots[slot].parts.append(
          Part(start: range.start, end: range.end, type: type, variable: builder.declareVariable(type)))
      }
    }
    rewrite(&builder)
    function = builder.release()
    removeDeadAddresses()
    return true
  }

  /// Parts that are only copied take the types of what they are copied from or to.
  private mutating func shareTypes() {
    for _ in 0..<4 {
      var isChanged = false
      for inst in copies where function[inst].opcode == .memoryCopy {
        let data = function[inst]
        let (target, source) = (place(Value(raw: data.a)), place(Value(raw: data.b)))
        guard isCandidate(target), isCandidate(source) else { continue }
        for range in shifted(target, Int64(data.byteCount)) {
          let there = Range(start: range.start + target.offset, end: range.end + target.offset)
          let here = Range(start: range.start + source.offset, end: range.end + source.offset)
          let (first, second) = (slots[Int(target.slot)].access(there), slots[Int(source.slot)].access(here))
          if first == nil, let second {
            slots[Int(target.slot)].accesses.append((there, slots[Int(source.slot)].accesses[second].type))
            isChanged = true
          } else if second == nil, let first {
            slots[Int(source.slot)].accesses.append((here, slots[Int(target.slot)].accesses[first].type))
            isChanged = true
          }
        }
      }
      if !isChanged { return }
    }
  }

  private mutating func rewrite(_ builder: inout FunctionBuilder) {
    var remaining = ContiguousArray<Int>(filledWith: 0, count: builder.function.blocks.count)
    for block in graph.reversePostorder { remaining[block.index] = graph.predecessorCount(block) }
    var seenBy = ContiguousArray<Block>(filledWith: .none, count: remaining.count)
    var finished: ContiguousArray<Block> = []
    if let entry = graph.reversePostorder.first, remaining[entry.index] == 0 { builder.seal(entry) }
    for block in graph.reversePostorder {
      builder.resume(in: block)
      var inst = builder.function.layout.firstInst(block)
      while !inst.isNone {
        let next = builder.function.layout.next(inst)
        rewrite(inst, &builder)
        inst = next
      }
      finished.clear()
      builder.function.forEachSuccessor(block) { target in
        guard seenBy[target.index] != block else { return }
        seenBy[target.index] = block
        remaining[target.index] -= 1
        if remaining[target.index] == 0 { finished.append(target) }
      }
      for index in finished.indices { builder.seal(finished[index]) }
    }
  }

  @inline(__always) private func part(_ slot: Int, _ offset: Int64) -> Part? {
    slots[slot].parts.first { $0.start <= offset && offset < $0.end }
  }

  private mutating func rewrite(_ inst: Inst, _ builder: inout FunctionBuilder) {
    let data = builder.function[inst]
    switch data.opcode {
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32:
      let address = places[builder.function.resolve(Value(raw: data.a))]
      guard isCandidate(address), let part = part(Int(address.slot), address.offset + Int64(data.offset)) else {
        return
      }
      let offset = address.offset + Int64(data.offset) - part.start
      var value = builder.use(part.variable)
      value = Self.extract(value, part.type, offset, Self.accessType(data), inst, &builder.function)
      switch data.opcode {
      case .uload8, .uload16, .uload32: value = Self.insert(.unary(.uextend, data.type, value), inst, &builder.function)
      case .sload8, .sload16, .sload32: value = Self.insert(.unary(.sextend, data.type, value), inst, &builder.function)
      default: break
      }
      builder.function.changeToAlias(builder.function.firstResult(inst), of: value)
      builder.noteAliases()
      builder.function.remove(inst)
    case .store, .istore8, .istore16, .istore32:
      let address = places[builder.function.resolve(Value(raw: data.b))]
      guard isCandidate(address), let part = part(Int(address.slot), address.offset + Int64(data.offset)) else {
        return
      }
      var value = builder.function.resolve(Value(raw: data.a))
      let type = Self.accessType(data)
      if data.opcode != .store { value = Self.insert(.unary(.ireduce, type, value), inst, &builder.function) }
      let offset = address.offset + Int64(data.offset) - part.start
      if Int64(type.bytes) == part.end - part.start || type.bytes == part.type.bytes {
        value = Self.cast(value, type, part.type, inst, &builder.function)
      } else {
        let old = builder.use(part.variable)
        value = Self.combine(old, part.type, value, type, offset, inst, &builder.function)
      }
      builder.define(part.variable, value)
      builder.function.remove(inst)
    case .memoryCopy:
      let target = places[builder.function.resolve(Value(raw: data.a))]
      let source = places[builder.function.resolve(Value(raw: data.b))]
      let (isTarget, isSource) = (isCandidate(target), isCandidate(source))
      if data.byteCount == 0 { builder.function.remove(inst) }
      guard isTarget || isSource, data.byteCount > 0 else { return }
      let size = Int64(data.byteCount)
      let side = isTarget ? target : source
      let parts = slots[Int(side.slot)].parts.filter { $0.start >= side.offset && $0.end <= side.offset + size }
      var values: [(Part, Value)] = []
      for part in parts {
        let offset = Int32(truncatingIfNeeded: part.start - side.offset)
        if isSource {
          guard let from = self.part(Int(source.slot), source.offset + Int64(offset)) else { continue }
          values.append((part, builder.use(from.variable)))
        } else {
          values.append(
            (part, Self.load(part, Value(raw: data.b), offset, data.flags, inst, &builder.function)))
        }
      }
      for (part, value) in values {
        if isTarget {
          let type = builder.function.type(of: value)
          builder.define(part.variable, Self.cast(value, type, part.type, inst, &builder.function))
        } else {
          let offset = Int32(truncatingIfNeeded: part.start - side.offset)
          Self.store(part, value, Value(raw: data.a), offset, data.flags, inst, &builder.function)
        }
      }
      builder.function.remove(inst)
    case .memorySet:
      let target = places[builder.function.resolve(Value(raw: data.a))]
      if data.byteCount == 0 { builder.function.remove(inst) }
      guard isCandidate(target), data.byteCount > 0,
        let definition = builder.function.definingInst(of: Value(raw: data.b))
      else { return }
      let byte = builder.function[definition].immediate & 0xFF
      let pattern = byte &* 0x0101_0101_0101_0101
      for part in slots[Int(target.slot)].parts
      where part.start >= target.offset && part.end <= target.offset + Int64(data.byteCount) {
        let integer = part.type.asInteger
        var value: Value
        if integer == .i128 {
          let half = Self.insert(.iconst(.i64, pattern), inst, &builder.function)
          value = Self.insert(.binary(.iconcat, .i64, half, half), inst, &builder.function)
        } else {
          value = Self.insert(.iconst(integer, pattern), inst, &builder.function)
        }
        value = Self.cast(value, integer, part.type, inst, &builder.function)
        builder.define(part.variable, value)
      }
      builder.function.remove(inst)
    default: break
    }
  }

  // Code for parts; inserted before the access.

  private static func insert(_ data: InstructionData, _ before: Inst, _ function: inout Function) -> Value {
    let inst = function.insert(data, before: before)
    return function.firstResult(inst)
  }
  /// The same bits as another type of the same width.
  private static func cast(_ value: Value, _ from: IRType, _ to: IRType, _ before: Inst, _ function: inout Function)
    -> Value
  {
    if from == to { return value }
    if from.bits == to.bits { return insert(.unary(.bitcast, to, value), before, &function) }
    // A part of 3, 5, 6 or 7 bytes has room for more than the value.
    let integer = cast(value, from, from.asInteger, before, &function)
    let opcode: Opcode = from.bits < to.bits ? .uextend : .ireduce
    let resized = insert(.unary(opcode, to.asInteger, integer), before, &function)
    return cast(resized, to.asInteger, to, before, &function)
  }
  private static func shift(_ opcode: Opcode, _ value: Value, _ type: IRType, _ bytes: Int64, _ before: Inst, _ function: inout Function) -> Value {
    if bytes == 0 { return value }
    let amount = insert(.iconst(.i32, UInt64(bytes * 8)), before, &function)
    return insert(.binary(opcode, type, value, amount), before, &function)
  }
  private static func extract(
    _ value: Value, _ partType: IRType, _ offset: Int64, _ type: IRType, _ before: Inst, _ function: inout Function
  ) -> Value {
    if offset == 0, type.bits == partType.bits { return cast(value, partType, type, before, &function) }
    var integer = cast(value, partType, partType.asInteger, before, &function)
    integer = shift(.ushr, integer, partType.asInteger, offset, before, &function)
    return cast(integer, partType.asInteger, type, before, &function)
  }
  private static func combine(
    _ old: Value, _ partType: IRType, _ value: Value, _ type: IRType, _ offset: Int64, _ before: Inst,
    _ function: inout Function
  ) -> Value {
    let integerType = partType.asInteger
    let integer = cast(old, partType, integerType, before, &function)
    var narrow = cast(value, type, type.asInteger, before, &function)
    if type.bits < integerType.bits { narrow = insert(.unary(.uextend, integerType, narrow), before, &function) }
    narrow = shift(.ishl, narrow, integerType, offset, before, &function)
    let ones: UInt128 = ScalarEvaluation.mask(type) << UInt128(offset * 8)
    let keep = ~ones & ScalarEvaluation.mask(integerType)
    var mask: Value
    if integerType == .i128 {
      let low = insert(.iconst(.i64, UInt64(truncatingIfNeeded: keep)), before, &function)
      let high = insert(.iconst(.i64, UInt64(truncatingIfNeeded: keep >> 64)), before, &function)
      mask = insert(.binary(.iconcat, .i64, low, high), before, &function)
    } else {
      mask = insert(.iconst(integerType, UInt64(truncatingIfNeeded: keep)), before, &function)
    }
    mask = insert(.binary(.band, integerType, integer, mask), before, &function)
    let result = insert(.binary(.bor, integerType, mask, narrow), before, &function)
    return cast(result, integerType, partType, before, &function)
  }
  /// Loads a part from other memory; odd sizes in pieces.
  private static func load(
    _ part: Part, _ address: Value, _ offset: Int32, _ flags: MemoryFlags, _ before: Inst,
    _ function: inout Function
  ) -> Value {
    var flags = flags
    flags.isAligned = false
    let size = part.end - part.start
    if size == Int64(part.type.bytes) {
      return insert(.load(.load, part.type, address, offset: offset, flags: flags), before, &function)
    }
    let type = part.type.asInteger
    var result = Value.none
    for (piece, start) in pieces(size) {
      var value = insert(
        .load(.load, piece, address, offset: offset + Int32(start), flags: flags), before, &function)
      value = insert(.unary(.uextend, type, value), before, &function)
      value = shift(.ishl, value, type, start, before, &function)
      result = result.isNone ? value : insert(.binary(.bor, type, result, value), before, &function)
    }
    return cast(result, type, part.type, before, &function)
  }
  private static func store(
    _ part: Part, _ value: Value, _ address: Value, _ offset: Int32, _ flags: MemoryFlags, _ before: Inst,
    _ function: inout Function
  ) {
    var flags = flags
    flags.isAligned = false
    flags.isReadonly = false
    let size = part.end - part.start
    if size == Int64(part.type.bytes) {
      function.insert(.store(.store, part.type, value, address, offset: offset, flags: flags), before: before)
      return
    }
    let type = part.type.asInteger
    let integer = cast(value, part.type, type, before, &function)
    for (piece, start) in pieces(size) {
      var shifted = shift(.ushr, integer, type, start, before, &function)
      shifted = cast(shifted, type, piece, before, &function)
      function.insert(
        .store(.store, piece, shifted, address, offset: offset + Int32(start), flags: flags), before: before)
    }
  }
  /// A size as a sum of powers of two.
  private static func pieces(_ size: Int64) -> [(IRType, Int64)] {
    var pieces: [(IRType, Int64)] = []
    var start: Int64 = 0
    for (type, width) in [(IRType.i64, Int64(8)), (.i32, 4), (.i16, 2), (.i8, 1)] {
      while size - start >= width {
        pieces.append((type, start))
        start += width
      }
    }
    return pieces
  }

  /// Removes addresses of replaced slots, and gives slots that nothing names size 0.
  private mutating func removeDeadAddresses() {
    for block in graph.reversePostorder.reversed() {
      var inst = function.layout.lastInst(block)
      while !inst.isNone {
        let previous = function.layout.previous(inst)
        if function.resultCount(inst) == 1, isCandidate(places[function.firstResult(inst)]) {
          function.remove(inst)
        }
        inst = previous
      }
    }
    for slot in slots.indices where slots[slot].isCandidate { function.stackSlots.elements[slot].size = 0 }
  }
}
