// What the semantic stage must know of the target and of the options of the compilation.

import PolySupport

public struct TargetInfo: Sendable {
  public var pointerBits: Int
  public var isLittleEndian: Bool
  /// The greatest alignment of integers (16 for i128 on x86-64 and AArch64).
  public var int128Alignment: Int
  /// How C functions get aggregates.
  public var cAggregates = CAggregates.systemV
  /// Whether a panic can be caught; where it cannot, the program ends with its message.
  public var unwinds = true

  public init(pointerBits: Int = 64, isLittleEndian: Bool = true, int128Alignment: Int = 16) {
    self.pointerBits = pointerBits
    self.isLittleEndian = isLittleEndian
    self.int128Alignment = int128Alignment
  }
}

/// The rule by which C functions get and return structs and unions.
public enum CAggregates: Sendable {
  /// AMD64: up to 16 bytes in registers.
  case systemV
  /// AArch64: up to four equal floats in vector registers, others up to 16 bytes in integer registers, larger
  /// ones by the address of a copy.
  case aapcs64
  /// By the address of memory, whatever their size (WebAssembly).
  case byAddress
}

public struct SemaOptions: Sendable {
  public var overflowChecks = true
  public var debugAssertions = true
  public var panicAbort = false
  /// `#![recursion_limit]`
  public var recursionLimit = 128
  public init() {}
}
