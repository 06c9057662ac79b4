// Selection of addresses, loads, stores, copies and symbols.

import Codegen
import MachineCode
import PolyIR
import RegisterAllocator

extension ARM64Lowering {
  /// The address `base` + `offset` of an access of `width` bytes, with as much of its computation folded as the
  /// hardware can do.
  mutating func address(_ base: Value, offset: Int32, width: UInt8, flags: MemoryFlags? = nil) -> ARM64Address {
    var result = ARM64Address()
    if let flags, !flags.isNotrap { result.trapCode = function.annotation(flags).trapCode.raw }
    var displacement = Int64(offset)
    var value = function.resolve(base)
    func fits(_ total: Int64) -> Bool { total >= Int64(Int32.min) && total <= Int64(Int32.max) }
    var steps = 0
    while steps < 8 {
      steps += 1
      guard let inst = function.definingInst(of: value) else { break }
      let data = function[inst]
      switch data.opcode {
      case .stackAddr:
        guard fits(displacement + Int64(data.offset)) else { break }
        result.kind = .stackSlot
        result.payload = data.stackSlot.raw
        result.displacement = Int32(displacement + Int64(data.offset))
        return result
      case .symbolValue, .funcAddr:
        guard useCounts[value.index] == 1, wanted(value) == nil, let (symbol, extra) = localSymbol(inst),
          fits(displacement + extra)
        else { break }
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
        // A sum that many others read is in a register anyway; with a displacement it saves nothing.
        guard displacement == 0, wanted(value) == nil, useCounts[value.index] <= 2 else { break }
        if let (index, isScaled, kind) = indexOperand(right, width: width) {
          return indexed(&result, left, index, isScaled, kind)
        }
        if let (index, isScaled, kind) = indexOperand(left, width: width) {
          return indexed(&result, right, index, isScaled, kind)
        }
        return indexed(&result, left, right, false, 0)
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
    result.base = register(value)
    result.displacement = Int32(truncatingIfNeeded: displacement)
    return result
  }

  private mutating func indexed(
    _ result: inout ARM64Address, _ base: Value, _ index: Value, _ isScaled: Bool, _ kind: UInt8
  ) -> ARM64Address {
    result.kind = .baseIndex
    result.base = register(base)
    result.index = register(index)
    result.isScaled = isScaled
    result.indexExtension = kind
    return result
  }

  /// A value that the addressing hardware makes of another one: scaled by the width, widened, or both.
  private func indexOperand(_ value: Value, width: UInt8) -> (Value, Bool, UInt8)? {
    guard let inst = function.definingInst(of: value), wanted(function.resolve(value)) == nil else { return nil }
    let data = function[inst]
    let inner = function.resolve(Value(raw: data.a))
    switch data.opcode {
    case .ishl, .imul:
      guard data.type == .i64, let constant = constantValue(Value(raw: data.b)) else { return nil }
      let factor = data.opcode == .imul ? constant : constant >= 0 && constant < 5 ? 1 << constant : 0
      guard factor > 1, factor == Int64(width) else { return nil }
      if let widened = indexOperand(inner, width: 1), !widened.1 { return (widened.0, true, widened.2) }
      return (inner, true, 0)
    case .uextend, .sextend:
      guard data.type == .i64, function.type(of: inner) == .i32 else { return nil }
      return (inner, false, data.opcode == .uextend ? 1 : 2)
    default: return nil
    }
  }

  /// The symbol and offset of an instruction whose address is relative to the code.
  func localSymbol(_ inst: Inst) -> (CodeSymbol, Int64)? {
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
  mutating func sinkLoad(_ original: Value, width: UInt8, opcode: Opcode = .load) -> ARM64Address? {
    let value = function.resolve(original)
    guard canSink, !currentInst.isNone, wanted(value) == nil, useCounts[value.index] == 1,
      let inst = function.definingInst(of: value), function[inst].opcode == opcode, !isSunk[inst.index],
      function.layout.block(of: inst) == currentBlock, colors[inst.index] == colors[currentInst.index],
      opcode != .load || function[inst].type.bytes == Int(width), function[inst].flags.endianness != .big
    else { return nil }
    isSunk[inst.index] = true
    return address(
      function[inst].address, offset: function[inst].offset, width: width, flags: function[inst].flags)
  }

  // MARK: Loads and stores

  mutating func lowerLoad(_ inst: Inst) {
    let data = function[inst]
    let value = function.firstResult(inst)
    let type = function.type(of: value)
    var width = UInt8(truncatingIfNeeded: min(16, type.bytes))
    switch data.opcode {
    case .uload8, .sload8: width = 1
    case .uload16, .sload16: width = 2
    case .uload32, .sload32: width = 4
    default: break
    }
    let address = self.address(data.address, offset: data.offset, width: width, flags: data.flags)
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
  mutating func loadValue(_ value: Value, _ type: IRType, _ address: ARM64Address) {
    switch type {
    case .i8, .i16, .i32, .i64:
      load(wanted(value) ?? temporary(), address, width: UInt8(type.bytes))
    case .i128:
      let (low, high) = registers(value)
      let (first, second) = halves(address)
      load(low, first, width: 8)
      load(high, second, width: 8)
    case .f16, .f32, .f64, .f128:
      floatLoad(wanted(value) ?? makeRegister(type), address, width: UInt8(type.bytes))
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
    let address = self.address(data.address, offset: data.offset, width: width, flags: data.flags)
    if type.isInteger, type != .i128, constantValue(value) == 0 {
      storeZero(address, width: width)
      return
    }
    storeValue(value, type, address, width: width)
  }

  /// The addresses of the two words of a pair.
  private mutating func halves(_ address: ARM64Address) -> (ARM64Address, ARM64Address) {
    var first = address
    if address.kind == .baseIndex || address.kind == .symbol {
      first = ARM64Address()
      first.trapCode = address.trapCode
      first.base = temporary()
      // A scaled index counts pairs, which the address computation does not know.
      var sum = address
      if address.isScaled {
        let offset = temporary()
        scaledIndex(offset, address)
        sum.index = offset
        sum.isScaled = false
        sum.indexExtension = 0
      }
      loadAddress(first.base, sum)
    }
    var second = first
    second.displacement &+= 8
    return (first, second)
  }

  private mutating func scaledIndex(_ target: VirtualRegister, _ address: ARM64Address) {
    if address.indexExtension == 0 {
      shift(.left, target, address.index, by: 4, width: 8)
    } else {
      let wide = temporary()
      extend(wide, address.index, from: 4, to: 8, address.indexExtension == 1 ? .zero : .sign)
      shift(.left, target, wide, by: 4, width: 8)
    }
  }

  mutating func storeValue(_ value: Value, _ type: IRType, _ address: ARM64Address, width: UInt8) {
    switch type {
    case .i8, .i16, .i32, .i64: store(register(value), address, width: width)
    case .i128:
      let (low, high) = registers(value)
      let (first, second) = halves(address)
      store(low, first, width: 8)
      store(high, second, width: 8)
    case .f16, .f32, .f64, .f128: floatStore(register(value), address, width: width)
    default: unsupported("a store of \(type)")
    }
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
      var address = ARM64Address()
      address.kind = .symbol
      address.payload = symbol.raw
      address.displacement = Int32(offset)
      loadAddress(target, address)
      builder.markRematerializable(target)
      return
    }
    let base = offset == 0 ? target : temporary()
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.loadFromOffsetTable.rawValue)
    instruction.payload = symbol.raw
    define(base)
    builder.append(instruction, mark: mark)
    builder.markRematerializable(base)
    if offset != 0 { add(target, base, offset) }
  }

  /// Adds a constant.
  mutating func add(_ target: VirtualRegister, _ source: VirtualRegister, _ value: Int64, width: UInt8 = 8) {
    if ARM64Immediate.arithmetic(value) != nil {
      alu(.add, target, source, .immediate(value), width: width)
    } else if value != .min, ARM64Immediate.arithmetic(-value) != nil {
      alu(.subtract, target, source, .immediate(-value), width: width)
    } else {
      alu(.add, target, source, constant(value), width: width)
    }
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
        var instruction = MachineInstruction(ARM64Operation.threadLocalAddress.rawValue)
        instruction.payload = symbol(reference).raw
        define(base)
        builder.append(instruction, mark: mark)
        if offset != 0 { add(target, base, offset) }
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
      var address = ARM64Address()
      address.base = pointer
      address.displacement = offset
      load(target, address, width: UInt8(truncatingIfNeeded: min(8, type.bytes)))
    case .addImmediate(let base, let offset, _):
      let pointer = temporary()
      globalValue(pointer, base, depth: depth + 1)
      add(target, pointer, offset)
    }
  }

  mutating func lowerThreadLocal(_ inst: Inst) {
    let target = resultOrTemporary(inst)
    guard case .symbol(let reference, let offset, _, _) = function.globalValues[function[inst].globalValue]
    else { return unsupported("tls_value of a global value that is no symbol") }
    let base = offset == 0 ? target : temporary()
    let mark = builder.operandMark
    var instruction = MachineInstruction(ARM64Operation.threadLocalAddress.rawValue)
    instruction.payload = symbol(reference).raw
    define(base)
    builder.append(instruction, mark: mark)
    if offset != 0 { add(target, base, offset) }
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
    let target = plainAddress(Value(raw: data.a), flags: data.flags)
    let source = plainAddress(Value(raw: data.b), flags: data.flags)
    copy(from: source, to: target, count: count)
  }

  /// An address to which displacements can be added: without an index.
  private mutating func plainAddress(_ base: Value, flags: MemoryFlags) -> ARM64Address {
    let address = self.address(base, offset: 0, width: 1, flags: flags)
    guard address.kind == .baseIndex || address.kind == .symbol else { return address }
    var result = ARM64Address()
    result.trapCode = address.trapCode
    result.base = temporary()
    loadAddress(result.base, address)
    return result
  }

  /// Copies with the widest moves.
  mutating func copy(from source: ARM64Address, to target: ARM64Address, count: Int) {
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
    let target = plainAddress(Value(raw: data.a), flags: data.flags)
    let pattern = UInt64(UInt8(truncatingIfNeeded: constantByte)) &* 0x0101_0101_0101_0101
    var vector = VirtualRegister.none
    if count >= 16 {
      vector = builder.makeRegister(.float, slotSize: 16)
      let mark = builder.operandMark
      define(vector)
      if pattern == 0 {
        builder.append(MachineInstruction(ARM64Operation.floatImmediate.rawValue, width: 16), mark: mark)
      } else {
        var instruction = MachineInstruction(ARM64Operation.floatLoad.rawValue, width: 16)
        instruction.address = .constant
        instruction.payload = builder.constant([UInt8](repeating: UInt8(truncatingIfNeeded: constantByte), count: 16))
        builder.append(instruction, mark: mark)
      }
    }
    let word = count & 15 != 0 && pattern != 0 ? constant(Int64(bitPattern: pattern)) : .none
    var offset = 0
    while offset < count {
      let rest = count - offset
      var width = 16
      while width > rest { width /= 2 }
      var to = target
      to.displacement &+= Int32(offset)
      if width == 16 {
        floatStore(vector, to, width: 16)
      } else if pattern == 0 {
        storeZero(to, width: UInt8(width))
      } else {
        store(word, to, width: UInt8(width))
      }
      offset += width
    }
  }
}
