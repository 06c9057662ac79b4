// Selection of addresses, loads, stores, copies and symbols.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension X64Lowering {
  /// The address `base` + `offset` with as much of its computation folded as the hardware can do. With
  /// `computesBase` the address is how `base` itself gets its value, so it must not be read.
  mutating func address(
    _ base: Value, offset: Int32, flags: MemoryFlags? = nil, computesBase: Bool = false
  ) -> X64Address {
    var result = X64Address()
    if let flags, !flags.isNotrap { result.trapCode = function.annotation(flags).trapCode.raw }
    var displacement = Int64(offset)
    var value = function.resolve(base)
    var index: Value?
    var shift: UInt8 = 0
    var steps = 0
    func fits(_ total: Int64) -> Bool { total >= Int64(Int32.min) && total <= Int64(Int32.max) }

    while steps < 8 {
      steps += 1
      guard let inst = function.definingInst(of: value) else { break }
      let data = function[inst]
      switch data.opcode {
      case .stackAddr:
        guard fits(displacement + Int64(data.offset)) else { break }
        result.kind = index == nil ? .stackSlot : .stackSlotIndex
        result.payload = data.stackSlot.raw
        result.displacement = Int32(displacement + Int64(data.offset))
        if let index {
          result.index = register(index)
          result.shift = shift
        }
        return result
      case .symbolValue, .funcAddr:
        guard index == nil, let (symbol, extra) = localSymbol(inst), fits(displacement + extra) else { break }
        result.kind = .symbol
        result.payload = symbol.raw
        result.displacement = Int32(displacement + extra)
        return result
      case .iadd where data.type == .i64:
        let left = Value(raw: data.a)
        let right = Value(raw: data.b)
        if let constant = constantValue(right), fits(displacement + constant) {
          displacement += constant
          value = function.resolve(left)
          continue
        }
        if let constant = constantValue(left), fits(displacement + constant) {
          displacement += constant
          value = function.resolve(right)
          continue
        }
        // A sum that many others read is in a register anyway.
        let isComputed = computesBase && steps == 1
        guard index == nil, isComputed || useCounts[value.index] <= 4 else { break }
        if let (scaled, amount) = scaledIndex(right) {
          index = scaled
          shift = amount
          value = function.resolve(left)
          continue
        }
        if let (scaled, amount) = scaledIndex(left) {
          index = scaled
          shift = amount
          value = function.resolve(right)
          continue
        }
        // A stack slot or symbol makes the better base.
        if definition(right, .stackAddr) != nil {
          index = function.resolve(left)
          value = function.resolve(right)
        } else {
          index = function.resolve(right)
          value = function.resolve(left)
        }
        continue
      case .isub where data.type == .i64:
        if let constant = constantValue(Value(raw: data.b)), fits(displacement - constant) {
          displacement -= constant
          value = function.resolve(Value(raw: data.a))
          continue
        }
      default: break
      }
      break
    }
    // Constants added to the index move to the displacement.
    while let current = index, let inst = definition(current, .iadd), function[inst].type == .i64,
      let constant = constantValue(Value(raw: function[inst].b)),
      fits(displacement + constant << Int64(shift)), constant.magnitude < 1 << 32
    {
      displacement += constant << Int64(shift)
      index = function.resolve(Value(raw: function[inst].a))
    }
    result.base = register(value)
    result.displacement = Int32(truncatingIfNeeded: displacement)
    if let index {
      result.kind = .baseIndex
      result.index = register(index)
      result.shift = shift
    }
    return result
  }

  /// A value that is another one times 1, 2, 4 or 8.
  private mutating func scaledIndex(_ value: Value) -> (Value, UInt8)? {
    guard let inst = function.definingInst(of: value) else { return nil }
    let data = function[inst]
    guard data.type == .i64, data.opcode == .ishl || data.opcode == .imul,
      let constant = constantValue(Value(raw: data.b))
    else { return nil }
    let index = function.resolve(Value(raw: data.a))
    if data.opcode == .ishl { return constant >= 0 && constant <= 3 ? (index, UInt8(constant)) : nil }
    switch constant {
    case 2: return (index, 1)
    case 4: return (index, 2)
    case 8: return (index, 3)
    default: return nil
    }
  }

  /// The symbol and offset of an instruction whose address is relative to the code.
  mutating func localSymbol(_ inst: Inst) -> (CodeSymbol, Int64)? {
    let data = function[inst]
    if data.opcode == .funcAddr {
      let callee = function.functions[data.function]
      return callee.isColocated ? (CodeSymbol(.function, callee.id.raw), 0) : nil
    }
    guard case .symbol(let reference, let offset, true, false) = function.globalValues[data.globalValue]
    else { return nil }
    return (symbol(reference), offset)
  }

  func symbol(_ reference: ModuleReference) -> CodeSymbol {
    switch reference {
    case .function(let id): CodeSymbol(.function, id.raw)
    case .data(let id): CodeSymbol(.data, id.raw)
    }
  }

  /// The address of a load that can be folded into the instruction under selection, nil if it cannot.
  mutating func sinkLoad(_ original: Value, width: UInt8, opcode: Opcode = .load) -> X64Address? {
    let value = function.resolve(original)
    guard canSink, !currentInst.isNone, wanted(value) == nil, useCounts[value.index] == 1,
      let inst = function.definingInst(of: value), function[inst].opcode == opcode, !isSunk[inst.index],
      function.layout.block(of: inst) == currentBlock, colors[inst.index] == colors[currentInst.index],
      opcode != .load || function[inst].type.bytes == Int(width), function[inst].flags.endianness != .big
    else { return nil }
    isSunk[inst.index] = true
    return address(function[inst].address, offset: function[inst].offset, flags: function[inst].flags)
  }

  /// A right-hand operand of `width` bytes: a register or a folded load.
  mutating func source(_ value: Value, width: UInt8) -> X64Source {
    if let address = sinkLoad(value, width: width) { return .memory(address) }
    return .register(register(value))
  }
  /// The same, or an immediate of 32 bits.
  mutating func sourceOrImmediate(_ value: Value, width: UInt8) -> X64Source {
    if let constant = constantValue(value), constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      return .immediate(constant)
    }
    return source(value, width: width)
  }

  // MARK: Loads and stores

  mutating func lowerLoad(_ inst: Inst) {
    let data = function[inst]
    let value = function.firstResult(inst)
    let type = function.type(of: value)
    let address = self.address(data.address, offset: data.offset, flags: data.flags)
    if data.flags.endianness == .big, type.bytes > 1 { return unsupported("a big-endian load") }
    switch data.opcode {
    case .uload8: load(resultOrTemporary(inst), address, width: 1)
    case .uload16: load(resultOrTemporary(inst), address, width: 2)
    case .uload32: load(resultOrTemporary(inst), address, width: 4)
    case .sload8: load(resultOrTemporary(inst), address, width: 1, .sign)
    case .sload16: load(resultOrTemporary(inst), address, width: 2, .sign)
    case .sload32: load(resultOrTemporary(inst), address, width: 4, .sign)
    default: loadValue(value, type, address)
    }
  }

  /// Loads a whole value of any type.
  mutating func loadValue(_ value: Value, _ type: IRType, _ address: X64Address) {
    switch type {
    case .i8, .i16, .i32, .i64:
      load(wanted(value) ?? temporary(), address, width: UInt8(type.bytes))
    case .i128:
      let (low, high) = registers(value)
      var second = address
      second.displacement &+= 8
      load(low, address, width: 8)
      load(high, second, width: 8)
    case .f32, .f64, .f128:
      floatLoad(wanted(value) ?? makeRegister(type), address, width: UInt8(type.bytes))
    case .f16:
      let bits = temporary()
      load(bits, address, width: 2)
      unary(.moveToFloat, wanted(value) ?? floatTemporary(), bits, width: 4)
    default: unsupported("a load of \(type)")
    }
  }

  mutating func lowerStore(_ inst: Inst) {
    let data = function[inst]
    let value = Value(raw: data.a)
    let type = function.type(of: function.resolve(value))
    if data.flags.endianness == .big, type.bytes > 1 { return unsupported("a big-endian store") }
    var width = UInt8(truncatingIfNeeded: type.bytes)
    switch data.opcode {
    case .istore8: width = 1
    case .istore16: width = 2
    case .istore32: width = 4
    default: break
    }
    if type.isInteger, type != .i128 {
      if let constant = constantValue(value), width < 8 || (constant >= Int64(Int32.min) && constant <= Int64(Int32.max)) {
        let address = self.address(data.address, offset: data.offset, flags: data.flags)
        let mark = builder.operandMark
        var instruction = MachineInstruction(X64Operation.store.rawValue, width: width)
        useAddress(address, in: &instruction)
        instruction.hasImmediate = true
        instruction.immediate = constant
        builder.append(instruction, mark: mark)
        return
      }
      if data.opcode == .store, lowerReadModifyWrite(inst, value, width: width) { return }
    }
    storeValue(value, type, self.address(data.address, offset: data.offset, flags: data.flags), width: width)
  }

  mutating func storeValue(_ value: Value, _ type: IRType, _ address: X64Address, width: UInt8) {
    switch type {
    case .i8, .i16, .i32, .i64: store(register(value), address, width: width)
    case .i128:
      let (low, high) = registers(value)
      var second = address
      second.displacement &+= 8
      store(low, address, width: 8)
      store(high, second, width: 8)
    case .f32, .f64, .f128: floatStore(register(value), address, width: width)
    case .f16:
      let bits = temporary()
      unary(.moveFromFloat, bits, register(value), width: 4)
      store(bits, address, width: 2)
    default: unsupported("a store of \(type)")
    }
  }

  /// `store(op(load(p), x), p)` in one instruction.
  private mutating func lowerReadModifyWrite(_ inst: Inst, _ original: Value, width: UInt8) -> Bool {
    let data = function[inst]
    let value = function.resolve(original)
    guard wanted(value) == nil, useCounts[value.index] == 1, let operation = function.definingInst(of: value),
      function.layout.block(of: operation) == currentBlock
    else { return false }
    let kind: ALUOperation
    switch function[operation].opcode {
    case .iadd: kind = .add
    case .isub: kind = .subtract
    case .band: kind = .and
    case .bor: kind = .or
    case .bxor: kind = .xor
    default: return false
    }
    var left = function.resolve(Value(raw: function[operation].a))
    var right = function.resolve(Value(raw: function[operation].b))
    if !isOldValue(left, inst, width) {
      guard kind != .subtract, isOldValue(right, inst, width) else { return false }
      swap(&left, &right)
    }
    if let load = function.definingInst(of: left) { isSunk[load.index] = true }
    var immediate: Int64?
    if let constant = constantValue(right), constant >= Int64(Int32.min), constant <= Int64(Int32.max) {
      immediate = constant
    }
    let operand = immediate == nil ? register(right) : VirtualRegister.none
    let address = self.address(data.address, offset: data.offset, flags: data.flags)
    let mark = builder.operandMark
    var instruction = MachineInstruction(
      X64Operation.aluMemory.rawValue, width: width, condition: kind.rawValue)
    if immediate == nil { use(operand) }
    useAddress(address, in: &instruction)
    if let immediate {
      instruction.hasImmediate = true
      instruction.immediate = immediate
    }
    builder.append(instruction, mark: mark)
    return true
  }

  /// Whether a value is what a store replaces: loaded from its place, used only here.
  private mutating func isOldValue(_ candidate: Value, _ store: Inst, _ width: UInt8) -> Bool {
    guard wanted(candidate) == nil, useCounts[candidate.index] == 1, let load = definition(candidate, .load),
      !isSunk[load.index], function.layout.block(of: load) == currentBlock, colors[load.index] == colors[store.index]
    else { return false }
    let read = function[load]
    let written = function[store]
    return read.type.bytes == Int(width) && read.offset == written.offset
      && function.resolve(read.address) == function.resolve(written.address)
  }

  // MARK: Symbols

  mutating func lowerSymbol(_ inst: Inst) {
    let target = resultOrTemporary(inst)
    let data = function[inst]
    if data.opcode == .funcAddr {
      let callee = function.functions[data.function]
      symbolAddress(target, CodeSymbol(.function, callee.id.raw), offset: 0, isLocal: callee.isColocated)
      return
    }
    globalValue(target, data.globalValue, depth: 0)
  }

  private mutating func symbolAddress(
    _ target: VirtualRegister, _ symbol: CodeSymbol, offset: Int64, isLocal: Bool
  ) {
    if isLocal, offset >= Int64(Int32.min), offset <= Int64(Int32.max) {
      var address = X64Address()
      address.kind = .symbol
      address.payload = symbol.raw
      address.displacement = Int32(offset)
      lea(target, address)
      builder.markRematerializable(target)
      return
    }
    let base = offset == 0 ? target : temporary()
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.loadFromOffsetTable.rawValue)
    instruction.payload = symbol.raw
    define(base)
    builder.append(instruction, mark: mark)
    builder.markRematerializable(base)
    if offset != 0 { alu(.add, target, base, addend(offset), width: 8) }
  }

  /// A constant as a right-hand operand.
  mutating func addend(_ value: Int64) -> X64Source {
    value >= Int64(Int32.min) && value <= Int64(Int32.max) ? .immediate(value) : .register(constant(value))
  }

  mutating func globalValue(_ target: VirtualRegister, _ global: GlobalValue, depth: Int) {
    guard depth < 64, function.globalValues.contains(global) else {
      return unsupported("a cycle of global values")
    }
    switch function.globalValues[global] {
    case .symbol(let reference, let offset, let isColocated, let isThreadLocal):
      if isThreadLocal {
        let base = offset == 0 ? target : temporary()
        let mark = builder.operandMark
        var instruction = MachineInstruction(X64Operation.threadLocalAddress.rawValue)
        instruction.payload = symbol(reference).raw
        define(base)
        builder.append(instruction, mark: mark)
        if offset != 0 { alu(.add, target, base, addend(offset), width: 8) }
        return
      }
      symbolAddress(target, symbol(reference), offset: offset, isLocal: isColocated)
    case .vmContext:
      guard let index = function.signature.index(of: .vmContext) else {
        return unsupported("a vmctx global value without its parameter")
      }
      move(target, register(function.parameter(function.entryBlock, index)))
    case .load(let base, let offset, let type, _):
      let pointer = temporary()
      globalValue(pointer, base, depth: depth + 1)
      var address = X64Address()
      address.base = pointer
      address.displacement = offset
      load(target, address, width: UInt8(truncatingIfNeeded: min(8, type.bytes)))
    case .addImmediate(let base, let offset, _):
      let pointer = temporary()
      globalValue(pointer, base, depth: depth + 1)
      alu(.add, target, pointer, addend(offset), width: 8)
    }
  }

  mutating func lowerThreadLocal(_ inst: Inst) {
    let target = resultOrTemporary(inst)
    guard case .symbol(let reference, let offset, _, _) = function.globalValues[function[inst].globalValue]
    else { return unsupported("tls_value of a global value that is no symbol") }
    let base = offset == 0 ? target : temporary()
    let mark = builder.operandMark
    var instruction = MachineInstruction(X64Operation.threadLocalAddress.rawValue)
    instruction.payload = symbol(reference).raw
    define(base)
    builder.append(instruction, mark: mark)
    if offset != 0 { alu(.add, target, base, addend(offset), width: 8) }
  }

  // MARK: Blocks of memory

  /// Sizes up to here are copied in line.
  private static var inlineLimit: Int { 128 }

  mutating func lowerMemoryCopy(_ inst: Inst) {
    let data = function[inst]
    let count = data.byteCount
    if count == 0 { return }
    if count > Self.inlineLimit {
      let size = constant(Int64(count))
      callLibrary(
        .memcpy, integers: [register(Value(raw: data.a)), register(Value(raw: data.b)), size])
      return
    }
    let target = address(Value(raw: data.a), offset: 0, flags: data.flags)
    let source = address(Value(raw: data.b), offset: 0, flags: data.flags)
    copy(from: source, to: target, count: count)
  }

  /// Copies with the widest moves; the tail overlaps what is copied already.
  mutating func copy(from source: X64Address, to target: X64Address, count: Int) {
    var offset = 0
    func piece(_ width: Int, at position: Int) {
      var from = source
      var to = target
      from.displacement &+= Int32(position)
      to.displacement &+= Int32(position)
      if width == 16 {
        let value = builder.makeRegister(.float, slotSize: 16)
        floatLoad(value, from, width: 16)
        floatStore(value, to, width: 16)
      } else {
        let value = temporary()
        load(value, from, width: UInt8(width))
        store(value, to, width: UInt8(width))
      }
    }
    while offset < count {
      let rest = count - offset
      var width = 16
      while width > rest { width /= 2 }
      piece(width, at: offset)
      offset += width
    }
  }

  mutating func lowerMemorySet(_ inst: Inst) {
    let data = function[inst]
    let count = data.byteCount
    if count == 0 { return }
    let byte = Value(raw: data.b)
    guard count <= Self.inlineLimit, let constantByte = constantValue(byte) else {
      let value = temporary()
      extend(value, register(byte), from: 1, to: 4, .zero)
      let size = constant(Int64(count))
      callLibrary(.memset, integers: [register(Value(raw: data.a)), value, size])
      return
    }
    let target = address(Value(raw: data.a), offset: 0, flags: data.flags)
    let pattern = UInt64(UInt8(truncatingIfNeeded: constantByte)) &* 0x0101_0101_0101_0101
    var vector = VirtualRegister.none
    if count >= 16 {
      vector = builder.makeRegister(.float, slotSize: 16)
      let mark = builder.operandMark
      define(vector)
      if pattern == 0 {
        builder.append(MachineInstruction(X64Operation.floatZero.rawValue, width: 16), mark: mark)
      } else {
        var instruction = MachineInstruction(X64Operation.floatLoad.rawValue, width: 16)
        instruction.address = .constant
        instruction.payload = floatPool(pattern, width: 8, isVector: true)
        builder.append(instruction, mark: mark)
      }
    }
    var offset = 0
    while offset < count {
      let rest = count - offset
      var width = 16
      while width > rest { width /= 2 }
      var to = target
      to.displacement &+= Int32(offset)
      if width == 16 {
        floatStore(vector, to, width: 16)
      } else if width == 8, pattern != 0 {
        store(constant(Int64(bitPattern: pattern)), to, width: 8)
      } else {
        let mark = builder.operandMark
        var instruction = MachineInstruction(X64Operation.store.rawValue, width: UInt8(width))
        useAddress(to, in: &instruction)
        instruction.hasImmediate = true
        instruction.immediate = Int64(Int32(truncatingIfNeeded: pattern))
        builder.append(instruction, mark: mark)
      }
      offset += width
    }
  }
}
