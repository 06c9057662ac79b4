// The frame of a function: prologue with stack probes, epilogue, returns, and leaving it for a tail call.

import Codegen
import MachineCode
import RegisterAllocator

extension X64Emitter {
  mutating func emitPrologue() {
    guard hasFrame else { return }
    buffer.byte(0x55)  // push rbp
    buffer.addUnwind(.frameOffset, value: 16)
    buffer.addUnwind(.save, register: X64Register.dwarf(X64Register.rbp), value: -16)
    buffer.moveRegister(5, 4)  // mov rbp, rsp
    buffer.addUnwind(.frameRegister, register: X64Register.dwarf(X64Register.rbp))
    for (index, register) in savedRegisters.enumerated() {
      push(register.number)
      buffer.addUnwind(
        .save, register: X64Register.dwarf(register), value: -24 - 8 * Int32(index))
    }
    if frameBytes > 0 { growStack() }
    if frame.alignment > 16 {
      alignStack()
      if frameBytes + frame.alignment > Self.pageBytes { touch(RegisterOrMemory(base: 4, displacement: 0)) }
    }
  }

  private static let pageBytes: UInt32 = 4096

  /// Makes room for the frame. A large one grows page by page and touches each, so that the guard page is
  /// met, and nothing below the stack pointer is read.
  private mutating func growStack() {
    let page = Self.pageBytes
    let pages = frameBytes / page
    if pages <= 3 {
      for _ in 0..<pages { growByPage() }
    } else {
      let scratch = X64Register.scratch.number
      let loop = buffer.makeLabel()
      let end = RegisterOrMemory(base: 4, displacement: -Int32(pages * page))
      buffer.encode(0x8D, reg: scratch, rm: end, .wide)
      buffer.bind(loop)
      growByPage()
      buffer.encode(0x3B, reg: scratch, rm: RegisterOrMemory(register: 4), .wide)
      buffer.jump(if: .notEqual, loop)
    }
    if frameBytes % page > 0 { adjustStack(subtract: true, frameBytes % page) }
  }
  private mutating func growByPage() {
    adjustStack(subtract: true, Self.pageBytes)
    touch(RegisterOrMemory(base: 4, displacement: 0))
  }
  private mutating func touch(_ memory: RegisterOrMemory) {
    buffer.encode(0x83, reg: 1, rm: memory, immediateSize: 1)  // or dword [memory], 0
    buffer.byte(0)
  }

  mutating func adjustStack(subtract: Bool, _ amount: UInt32) {
    let digit: UInt8 = subtract ? 5 : 0
    let rsp = RegisterOrMemory(register: 4)
    if amount <= 127 {
      buffer.encode(0x83, reg: digit, rm: rsp, .wide, immediateSize: 1)
      buffer.code.put8(UInt8(amount))
    } else {
      buffer.encode(0x81, reg: digit, rm: rsp, .wide, immediateSize: 4)
      buffer.code.put32(amount)
    }
  }
  private mutating func push(_ number: UInt8) {
    if number & 8 != 0 { buffer.byte(0x41) }
    buffer.byte(0x50 | number & 7)
  }
  private mutating func pop(_ number: UInt8) {
    if number & 8 != 0 { buffer.byte(0x41) }
    buffer.byte(0x58 | number & 7)
  }

  /// Takes the frame down; the return or jump that follows calls `endEpilogue`.
  mutating func emitEpilogue() {
    guard hasFrame else { return }
    if frame.alignment > 16 {
      buffer.encode(
        0x8D, reg: 4,
        rm: RegisterOrMemory(base: 5, displacement: -8 * Int32(savedRegisters.count)), .wide)
    } else if frameBytes > 0 {
      adjustStack(subtract: false, frameBytes)
    }
    for register in savedRegisters.reversed() { pop(register.number) }
    buffer.byte(0x5D)  // pop rbp
    buffer.addUnwind(.rememberState)
    buffer.addUnwind(.defineFrame, register: X64Register.dwarf(X64Register.rsp), value: 8)
    buffer.addUnwind(.restore, register: X64Register.dwarf(X64Register.rbp))
  }
  mutating func endEpilogue() {
    if hasFrame { buffer.addUnwind(.restoreState) }
  }

  /// Returns and frees stack arguments.
  mutating func emitReturn(popping size: UInt32) {
    if size == 0 {
      buffer.byte(0xC3)
    } else if size <= UInt32(UInt16.max) {
      buffer.byte(0xC2)
      buffer.byte(UInt8(truncatingIfNeeded: size))
      buffer.byte(UInt8(truncatingIfNeeded: size >> 8))
    } else {
      let scratch = X64Register.scratch.number
      pop(scratch)
      adjustStack(subtract: false, size)
      buffer.encode(0xFF, reg: 4, rm: RegisterOrMemory(register: scratch))
    }
  }

  /// Puts the stack pointer to the bottom of the frame.
  mutating func restoreStack() {
    let bottom = -Int32(frameBytes) - 8 * Int32(savedRegisters.count)
    buffer.encode(0x8D, reg: 4, rm: RegisterOrMemory(base: 5, displacement: bottom), .wide)
    if frame.alignment > 16 { alignStack() }
  }

  private mutating func alignStack() {
    buffer.encode(0x81, reg: 4, rm: RegisterOrMemory(register: 4), .wide, immediateSize: 4)
    buffer.code.put32(~(frame.alignment - 1))
  }

  /// Takes the frame down before a tail call. Arguments that were collected at its bottom are brought to
  /// the caller's area, where they may cover all of the frame: what is needed of it is read before.
  mutating func leaveFrame(_ instruction: MachineInstruction) {
    guard instruction.condition == 1 else { return emitEpilogue() }
    let scratch = X64Register.scratch.number
    for (index, register) in savedRegisters.enumerated() {
      buffer.loadInteger(register.number, RegisterOrMemory(base: 5, displacement: -8 * Int32(index + 1)))
    }
    buffer.loadInteger(scratch, RegisterOrMemory(base: 5, displacement: 8))
    // push [rbp]; everything at the bottom is 8 bytes further now.
    buffer.encode(0xFF, reg: 6, rm: RegisterOrMemory(base: 5, displacement: 0))
    var offset = Int32(instruction.immediate)
    while offset > 0 {
      // The area lies above the bottom, so what is last goes first. Addresses of a push are computed before
      // it moves the stack pointer.
      offset -= 8
      buffer.encode(0xFF, reg: 6, rm: RegisterOrMemory(base: 4, displacement: 8 + offset))
      buffer.encode(
        0x8F, reg: 0, rm: RegisterOrMemory(base: 5, displacement: 16 + instruction.displacement + offset))
    }
    let returnAddress = RegisterOrMemory(base: 5, displacement: 8 + instruction.displacement)
    buffer.storeInteger(scratch, returnAddress)
    buffer.encode(0x8D, reg: scratch, rm: returnAddress, .wide)
    buffer.byte(0x5D)  // pop rbp
    buffer.addUnwind(.rememberState)
    buffer.addUnwind(.defineFrame, register: X64Register.dwarf(X64Register.rsp), value: 8)
    buffer.addUnwind(.restore, register: X64Register.dwarf(X64Register.rbp))
    buffer.moveRegister(4, scratch)
  }
}
