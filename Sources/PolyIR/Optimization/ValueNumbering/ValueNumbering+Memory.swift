// Load forwarding: what memory is known to hold, from stores and loads that dominate.
//
// Facts flow from a block's only predecessor, or from its immediate dominator past what the blocks
// between them write.
import PolySupport

/// What some bytes hold.
struct MemoryFact {
  var access: MemoryAccess
  var value: Value
}

/// What an instruction does to memory.
enum MemoryEffect {
  case none
  case write(MemoryAccess)
  /// Anything that has escaped.
  case everything
}

struct MemoryState {
  var analysis: AddressAnalysis
  /// Facts at the end of blocks that the walk has left but whose subtree it is still in.
  var atEnd: ContiguousArray<[MemoryFact]>
  /// The number of the last search that has met a block.
  var metBy: ContiguousArray<UInt32>
  var search: UInt32 = 0
  var facts: [MemoryFact] = []
  /// Scratch of `enterMemory`.
  var between: ContiguousArray<Block> = []
  var pending: ContiguousArray<Block> = []
  var doesWrite: ContiguousArray<Bool>
  static let maximumFacts = 96
  static let maximumBlocksBetween = 48

  init(_ function: Function, _ graph: ControlFlowGraph) {
    analysis = AddressAnalysis(function)
    doesWrite = ContiguousArray(filledWith: false, count: function.blocks.count)
    atEnd = ContiguousArray(filledWith: [], count: function.blocks.count)
    metBy = ContiguousArray(filledWith: 0, count: function.blocks.count)
    for block in graph.reversePostorder {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        let opcode = function[inst].opcode
        if opcode.canStore || opcode.isCall || opcode == .fence || opcode == .atomicLoad {
          doesWrite[block.index] = true
          break
        }
        inst = function.layout.next(inst)
      }
    }
  }
  mutating func forget(_ block: Block) {
    if !atEnd[block.index].isEmpty { atEnd[block.index] = [] }
  }

  mutating func add(_ fact: MemoryFact) {
    if facts.count >= Self.maximumFacts { facts.removeFirst(Self.maximumFacts / 4) }
    facts.append(fact)
  }
  mutating func apply(_ effect: MemoryEffect) {
    if facts.isEmpty { return }
    let analysis = self.analysis
    switch effect {
    case .none: break
    case .write(let access):
      keep { !analysis.mayAlias($0.access, access) }
    case .everything:
      keep { analysis.isPrivateSlot($0.access.object) }
    }
  }
  /// Keeps the facts that satisfy a condition.
  @inline(__always) private mutating func keep(_ isKept: (MemoryFact) -> Bool) {
    var kept = 0
    for index in facts.indices where isKept(facts[index]) {
      if kept != index { facts[kept] = facts[index] }
      kept += 1
    }
    while facts.count > kept { facts.removeLast() }
  }
}

extension ValueNumbering {
  mutating func effect(_ inst: Inst) -> MemoryEffect {
    let data = function[inst]
    switch data.opcode {
    case .store, .istore8, .istore16, .istore32:
      return .write(
        AddressAnalysis.access(
          function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags))
    case .memoryCopy, .memorySet:
      return .write(
        AddressAnalysis.access(
          function, Value(raw: data.a), offset: 0, size: Int64(data.byteCount), data.flags))
    case .call, .tryCall:
      let attributes = context.attributes[function.functions[data.function].id.index]
      return attributes.contains(.pure) || attributes.contains(.readOnly) ? .none : .everything
    case .callIndirect, .tryCallIndirect, .fence, .atomicLoad, .atomicStore, .atomicRmw, .atomicCas:
      return .everything
    default: return .none
    }
  }

  mutating func enterMemory(_ block: Block) {
    let range = graph.predecessorRange(block)
    let dominator = dominators.immediateDominator(block)
    guard !dominator.isNone, !memory.atEnd[dominator.index].isEmpty else { return }
    let inherited = memory.atEnd[dominator.index]
    if range.count == 1, graph.predecessor(range.lowerBound) == dominator {
      memory.facts = inherited
      return
    }
    // Everything from which the block can be reached without passing its dominator.
    memory.between.clear()
    memory.search &+= 1
    let search = memory.search
    memory.metBy[dominator.index] = search
    memory.pending.clear()
    for index in range { memory.pending.append(graph.predecessor(index)) }
    while let other = memory.pending.popLast() {
      guard memory.metBy[other.index] != search else { continue }
      memory.metBy[other.index] = search
      memory.between.append(other)
      if memory.between.count > MemoryState.maximumBlocksBetween { return }
      for index in graph.predecessorRange(other) { memory.pending.append(graph.predecessor(index)) }
    }
    memory.facts = inherited
    for position in memory.between.indices {
      let other = memory.between[position]
      guard memory.doesWrite[other.index] else { continue }
      var inst = function.layout.firstInst(other)
      while !inst.isNone {
        memory.apply(effect(inst))
        inst = function.layout.next(inst)
      }
      if memory.facts.isEmpty { return }
    }
  }

  mutating func leaveMemory(_ block: Block) {
    if !memory.facts.isEmpty, !dominators.firstChild(block).isNone { memory.atEnd[block.index] = memory.facts }
    if !memory.facts.isEmpty { memory.facts = [] }
  }

  mutating func visitMemory(_ inst: Inst, _ data: InstructionData, _ block: Block) {
    switch data.opcode {
    case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32: forward(inst, data)
    case .store:
      let access = AddressAnalysis.access(
        function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags)
      guard data.flags.endianness != .big else { return memory.apply(.write(access)) }
      let value = function.resolve(Value(raw: data.a))
      // A store of what is there already does nothing.
      if data.flags.isNotrap,
        memory.facts.contains(where: {
          $0.access.object == access.object && $0.access.offset == access.offset
            && $0.access.size == access.size && $0.value == value
        })
      {
        function.layout.remove(inst)
        isChanged = true
        return
      }
      memory.apply(.write(access))
      memory.add(MemoryFact(access: access, value: value))
    default: memory.apply(effect(inst))
    }
  }

  private mutating func forward(_ inst: Inst, _ data: InstructionData) {
    guard data.flags.endianness != .big else { return }
    let access = AddressAnalysis.access(
      function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags)
    if let known = constantLoad(data, access) { return replace(inst, known) }
    for fact in memory.facts.reversed()
    where fact.access.object == access.object && fact.access.offset == access.offset
      && fact.access.size == access.size
    {
      guard let value = convert(fact.value, data) else { continue }
      return replace(inst, value)
    }
    if data.opcode == .load {
      memory.add(MemoryFact(access: access, value: function.firstResult(inst)))
    }
  }

  /// A known value of the same bytes as the result of a load.
  private mutating func convert(_ value: Value, _ data: InstructionData) -> Value? {
    let value = function.resolve(value)
    let type = function.type(of: value)
    switch data.opcode {
    case .load:
      if type == data.type { return value }
      return type.bits == data.type.bits ? emit(.unary(.bitcast, data.type, value)) : nil
    case .uload8, .uload16, .uload32:
      return type.isInteger ? emit(.unary(.uextend, data.type, value)) : nil
    default: return type.isInteger ? emit(.unary(.sextend, data.type, value)) : nil
    }
  }

  /// A load from data that never changes.
  private mutating func constantLoad(_ data: InstructionData, _ access: MemoryAccess) -> Value? {
    guard access.object.raw >> 32 == 2 else { return nil }
    let id = DataID(raw: UInt32(truncatingIfNeeded: access.object.raw))
    guard id.index < context.data.count else { return nil }
    let object = context.data[id]
    guard object.kind == .readOnly, object.linkage.isFinal, access.offset >= 0, access.size <= 16,
      UInt64(access.offset) + UInt64(access.size) <= object.size, data.type != .f128
    else { return nil }
    for relocation in object.relocations {
      let start = Int64(relocation.offset)
      guard start < access.offset + access.size, access.offset < start + Int64(function.pointerType.bytes) else { continue }
      guard start == access.offset, data.opcode == .load, data.type == function.pointerType else { return nil }
      // The address of something: a function's becomes callable.
      if case .function(let function) = relocation.target, relocation.addend == 0 {
        return functionAddress(function)
      }
      let global = self.function.globalValues.push(
        .symbol(relocation.target, offset: relocation.addend, isColocated: isColocated(relocation.target), isThreadLocal: false))
      return emit(InstructionData(.symbolValue, self.function.pointerType, a: global.raw))
    }
    var bits: UInt128 = 0
    for index in (0..<Int(access.size)).reversed() {
      let position = Int(access.offset) + index
      bits = bits << 8 | UInt128(position < object.bytes.count ? object.bytes[position] : 0)
    }
    switch data.opcode {
    case .load: return makeConstant(data.type, bits)
    case .uload8, .uload16, .uload32: return makeConstant(data.type, bits)
    default:
      guard let narrow = IRType.integer(bits: Int(access.size) * 8) else { return nil }
      let wide = UInt128(truncatingIfNeeded: ScalarEvaluation.signed(bits, narrow))
      return makeConstant(data.type, wide & ScalarEvaluation.mask(data.type))
    }
  }
  private mutating func isColocated(_ reference: ModuleReference) -> Bool {
    guard case .data(let id) = reference, id.index < context.data.count else { return false }
    return context.data[id].linkage.isFinal
  }
  private mutating func functionAddress(_ id: FunctionID) -> Value? {
    guard id.index < context.signatures.count else { return nil }
    let signature = function.importSignature(context.signatures[id.index])
    let reference = importFunction(id, signature, context.areFinal[id.index])
    return emit(InstructionData(.funcAddr, function.pointerType, a: reference.raw))
  }
}
