// What of an object file depends on the machine: its number, relocation types, unwinding registers.

import MachineCode

/// The machine that an object file is for.
public enum ObjectMachine: Sendable {
  case x86_64, aarch64

  /// The header's number.
  var elfNumber: UInt16 { self == .x86_64 ? 62 : 183 }

  var absolute64: UInt32 { self == .x86_64 ? 1 : 257 }
  var absolute32: UInt32 { self == .x86_64 ? 10 : 258 }
  var relative32: UInt32 { self == .x86_64 ? 2 : 261 }

  /// Nil for a field that the machine's instructions do not have.
  func type(_ kind: RelocationKind) -> UInt32? {
    switch (self, kind) {
    case (_, .absolute64): absolute64
    case (_, .absolute32): absolute32
    case (_, .pcRelative32): relative32
    case (.x86_64, .call32): 4
    case (.x86_64, .threadGeneralDynamic32): 19
    case (.x86_64, .gotThreadOffset32): 22
    case (.x86_64, .threadOffset32): 23
    case (.x86_64, .gotRelative32): 42
    case (.aarch64, .page21): 275
    case (.aarch64, .pageOffset12): 277
    case (.aarch64, .callWords26): 283
    case (.aarch64, .gotPage21): 311
    case (.aarch64, .gotPageOffset12): 312
    case (.aarch64, .gotThreadPage21): 541
    case (.aarch64, .gotThreadPageOffset12): 542
    default: nil
    }
  }

  /// The relocations that this writer resolves within a section.
  func isLocalDistance(_ type: UInt32) -> Bool {
    self == .x86_64 ? type == 2 || type == 4 : type == 261 || type == 283
  }

  /// Writes a distance into the field of such a relocation.
  func write(_ distance: Int64, type: UInt32, at offset: Int, in bytes: inout ContiguousArray<UInt8>) {
    var value = UInt32(truncatingIfNeeded: distance)
    if self == .aarch64, type == 283 {
      // A call or jump keeps its opcode.
      value = value >> 2 & 0x3FF_FFFF | UInt32(bytes[offset + 3] & 0xFC) << 24
    }
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte))) }
  }

  /// What fills the room between functions: instructions that trap.
  var filler: UInt8 { self == .x86_64 ? 0xCC : 0 }
  /// The DWARF number of the return address.
  var returnRegister: UInt8 { self == .x86_64 ? 16 : 30 }
  /// The canonical frame address at entry: stack pointer and offset.
  var stackPointer: UInt8 { self == .x86_64 ? 7 : 31 }
  var entryFrameOffset: UInt64 { self == .x86_64 ? 8 : 0 }
}
