// Loads, stores, copies, and atomic operations, which one thread does as plain ones.

import PolyIR
import PolySupport

extension FunctionCompiler {
  /// Puts an address on the stack; the rest of the offset is returned for the access.
  ///
  /// Offsets of wasm accesses do not wrap around. No object lies below `firstAddress`, so a smaller offset
  /// cannot have been part of a sum that wraps.
  mutating func pushAddress(_ address: Value, _ offset: Int, reach: Int = 0) -> Int {
    let address = function.resolve(address)
    if let inst = function.definingInst(of: address), function[inst].opcode == .stackAddr, frameLocal >= 0 {
      let whole = slotOffsets[function[inst].stackSlot.index] + Int(function[inst].offset) + offset
      if whole >= 0 {
        code.op(.localGet, frameLocal)
        return whole
      }
    }
    push(address)
    if offset >= 0, offset + reach < Self.firstAddress { return offset }
    code.i32(Int32(truncatingIfNeeded: offset))
    code.op(.i32Add)
    return 0
  }

  private func loadOp(_ data: InstructionData) -> (Op, Int)? {
    switch (data.opcode, data.type) {
    case (.load, .i8), (.atomicLoad, .i8): (.i32Load8U, 0)
    case (.load, .i16), (.atomicLoad, .i16): (.i32Load16U, 1)
    case (.load, .i32), (.atomicLoad, .i32): (.i32Load, 2)
    case (.load, .i64), (.atomicLoad, .i64): (.i64Load, 3)
    case (.load, .f32): (.f32Load, 2)
    case (.load, .f64): (.f64Load, 3)
    case (.uload8, .i64): (.i64Load8U, 0)
    case (.uload8, _): (.i32Load8U, 0)
    case (.sload8, .i64): (.i64Load8S, 0)
    case (.sload8, _): (.i32Load8S, 0)
    case (.uload16, .i64): (.i64Load16U, 1)
    case (.uload16, _): (.i32Load16U, 1)
    case (.sload16, .i64): (.i64Load16S, 1)
    case (.sload16, _): (.i32Load16S, 1)
    case (.uload32, _): (.i64Load32U, 2)
    case (.sload32, _): (.i64Load32S, 2)
    default: nil
    }
  }

  mutating func evaluateLoad(_ data: InstructionData) {
    guard let (op, shift) = loadOp(data), data.flags.endianness != .big else {
      return fail("`\(data.opcode.name).\(data.type)` is not supported")
    }
    let offset = pushAddress(data.address, data.opcode == .atomicLoad ? 0 : Int(data.offset))
    code.memory(op, alignShift: data.flags.isAligned ? shift : 0, offset: offset)
    if data.opcode == .sload8, data.type == .i16 { narrow(.i16) }
  }

  private func storeOp(_ opcode: Opcode, _ type: IRType) -> (Op, Int)? {
    switch (opcode, type) {
    case (.store, .i8), (.atomicStore, .i8): (.i32Store8, 0)
    case (.store, .i16), (.atomicStore, .i16): (.i32Store16, 1)
    case (.store, .i32), (.atomicStore, .i32): (.i32Store, 2)
    case (.store, .i64), (.atomicStore, .i64): (.i64Store, 3)
    case (.store, .f32): (.f32Store, 2)
    case (.store, .f64): (.f64Store, 3)
    case (.istore8, .i64): (.i64Store8, 0)
    case (.istore8, _): (.i32Store8, 0)
    case (.istore16, .i64): (.i64Store16, 1)
    case (.istore16, _): (.i32Store16, 1)
    case (.istore32, _): (.i64Store32, 2)
    default: nil
    }
  }

  mutating func emitStore(_ data: InstructionData) {
    let value = Value(raw: data.a)
    let type = function.type(of: value)
    let plainOffset = data.opcode == .atomicStore ? 0 : Int(data.offset)
    guard data.flags.endianness != .big else { return fail("stores in big-endian order are not supported") }
    if type == .i128 {
      for half in 0..<2 {
        let offset = pushAddress(data.address, plainOffset + half * 8, reach: 8)
        if half == 0 { pushLow(value) } else { pushHigh(value) }
        code.memory(.i64Store, alignShift: data.flags.isAligned ? 3 : 0, offset: offset)
      }
      return
    }
    guard let (op, shift) = storeOp(data.opcode, type) else {
      return fail("`\(data.opcode.name).\(type)` is not supported")
    }
    let offset = pushAddress(data.address, plainOffset)
    push(value)
    code.memory(op, alignShift: data.flags.isAligned ? shift : 0, offset: offset)
  }

  // MARK: copies

  /// Short copies are loads and stores.
  mutating func emitMemoryCopy(_ data: InstructionData) {
    let (to, from) = (Value(raw: data.a), Value(raw: data.b))
    let count = data.byteCount
    if count > 32 {
      push(to)
      push(from)
      code.i32(Int32(truncatingIfNeeded: count))
      return code.memoryCopy()
    }
    withBase(to) { compiler, to in
      compiler.withBase(from) { compiler, from in
        compiler.forEachPiece(count) { compiler, offset, load, store in
          let toOffset = compiler.push(to, offset)
          let fromOffset = compiler.push(from, offset)
          compiler.code.memory(load, alignShift: 0, offset: fromOffset)
          compiler.code.memory(store, alignShift: 0, offset: toOffset)
        }
      }
    }
  }

  /// An address that is used several times: made again each time where that is as short as a local.
  private enum Base {
    case address(Value)
    case local(Int)
  }
  private mutating func withBase(_ value: Value, _ body: (inout FunctionCompiler, Base) -> Void) {
    let value = function.resolve(value)
    if let inst = function.definingInst(of: value) {
      let opcode = function[inst].opcode
      if opcode == .stackAddr || opcode == .symbolValue { return body(&self, .address(value)) }
    }
    withLocal(value) { compiler, local in body(&compiler, .local(local)) }
  }

  private mutating func push(_ base: Base, _ offset: Int) -> Int {
    switch base {
    case .address(let value): return pushAddress(value, offset, reach: 8)
    case .local(let local):
      code.op(.localGet, local)
      return offset
    }
  }

  private mutating func forEachPiece(_ count: Int, _ body: (inout FunctionCompiler, Int, Op, Op) -> Void) {
    var offset = 0
    while offset < count {
      let rest = count - offset
      if rest >= 8 {
        body(&self, offset, .i64Load, .i64Store)
        offset += 8
      } else if rest >= 4 {
        body(&self, offset, .i32Load, .i32Store)
        offset += 4
      } else if rest >= 2 {
        body(&self, offset, .i32Load16U, .i32Store16)
        offset += 2
      } else {
        body(&self, offset, .i32Load8U, .i32Store8)
        offset += 1
      }
    }
  }

  mutating func emitMemorySet(_ data: InstructionData) {
    let byte = Value(raw: data.b)
    let isZero = function.definingInst(of: byte).map { function[$0].opcode == .iconst && function[$0].immediate == 0 } ?? false
    guard isZero, data.byteCount <= 32 else {
      push(Value(raw: data.a))
      push(byte)
      code.i32(Int32(truncatingIfNeeded: data.byteCount))
      return code.memoryFill()
    }
    withBase(Value(raw: data.a)) { compiler, to in
      compiler.forEachPiece(data.byteCount) { compiler, offset, _, store in
        let toOffset = compiler.push(to, offset)
        compiler.code.constant(store == .i64Store ? .i64 : .i32, 0)
        compiler.code.memory(store, alignShift: 0, offset: toOffset)
      }
    }
  }

  // MARK: atomics

  mutating func emitAtomicUpdate(_ inst: Inst, _ data: InstructionData) {
    let type = data.type
    guard let wasm = type.wasm, type != .i128, let (store, _) = storeOp(.store, type),
      let (load, _) = loadOp(InstructionData(.load, type))
    else { return fail("`atomic_rmw.\(type)` is not supported") }
    withBase(Value(raw: data.a)) { compiler, address in
      compiler.withLocal(Value(raw: data.b)) { compiler, operand in
        let old = compiler.takeTemporary(wasm)
        let loadOffset = compiler.push(address, 0)
        compiler.code.memory(load, alignShift: 0, offset: loadOffset)
        compiler.code.op(.localSet, old)
        let storeOffset = compiler.push(address, 0)
        compiler.updated(old, operand, data.atomicOperation, type, wasm)
        compiler.code.memory(store, alignShift: 0, offset: storeOffset)
        compiler.code.op(.localGet, old)
        compiler.set(compiler.function.firstResult(inst))
        compiler.giveBack(old, wasm)
      }
    }
  }

  /// The new value of an atomic update; bits above a narrow type do not matter.
  private mutating func updated(_ old: Int, _ operand: Int, _ operation: AtomicRmwOp, _ type: IRType, _ wasm: WasmType) {
    func both() {
      code.op(.localGet, old)
      code.op(.localGet, operand)
    }
    switch operation {
    case .xchg: code.op(.localGet, operand)
    case .add, .sub, .and, .or, .xor, .nand:
      both()
      let ops: [AtomicRmwOp: Op] = [
        .add: .i32Add, .sub: .i32Sub, .and: .i32And, .or: .i32Or, .xor: .i32Xor, .nand: .i32And,
      ]
      binary(ops[operation] ?? .i32Add, wasm)
      if operation == .nand {
        code.constant(wasm, -1)
        binary(.i32Xor, wasm)
      }
    case .umin, .umax, .smin, .smax:
      let isSigned = operation == .smin || operation == .smax
      both()
      code.op(.localGet, old)
      if isSigned { signExtend(type) }
      code.op(.localGet, operand)
      if isSigned { signExtend(type) }
      compareOp((operation == .umin || operation == .smin ? 2 : 4) + (isSigned ? 0 : 1), wasm)
      code.op(.select)
    }
  }

  mutating func emitCompareExchange(_ inst: Inst, _ data: InstructionData) {
    let type = data.type
    guard let wasm = type.wasm, type != .i128, let (store, _) = storeOp(.store, type),
      let (load, _) = loadOp(InstructionData(.load, type))
    else { return fail("`atomic_cas.\(type)` is not supported") }
    withBase(Value(raw: data.a)) { compiler, address in
      compiler.withLocal(Value(raw: data.b)) { compiler, expected in
        compiler.withLocal(Value(raw: data.c)) { compiler, replacement in
          let old = compiler.takeTemporary(wasm)
          let loadOffset = compiler.push(address, 0)
          compiler.code.memory(load, alignShift: 0, offset: loadOffset)
          compiler.code.op(.localTee, old)
          compiler.code.op(.localGet, expected)
          compiler.compareOp(0, wasm)
          compiler.code.op(.if)
          compiler.code.bytes.append(0x40)
          let storeOffset = compiler.push(address, 0)
          compiler.code.op(.localGet, replacement)
          compiler.code.memory(store, alignShift: 0, offset: storeOffset)
          compiler.code.op(.end)
          compiler.code.op(.localGet, old)
          compiler.set(compiler.function.firstResult(inst))
          compiler.giveBack(old, wasm)
        }
      }
    }
  }
}
