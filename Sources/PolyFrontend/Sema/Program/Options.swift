// What the semantic stage must know of the target and of the options of the compilation.

import PolySupport

public struct TargetInfo: Sendable {
  public var pointerBits: Int
  public var isLittleEndian: Bool
  /// The greatest alignment of integers (16 for i128 on x86-64 and AArch64).
  public var int128Alignment: Int
  public init(pointerBits: Int = 64, isLittleEndian: Bool = true, int128Alignment: Int = 16) {
    self.pointerBits = pointerBits
    self.isLittleEndian = isLittleEndian
    self.int128Alignment = int128Alignment
  }
}

public struct SemaOptions: Sendable {
  public var overflowChecks = true
  public var debugAssertions = true
  public var panicAbort = false
  /// `#![recursion_limit]`
  public var recursionLimit = 128
  public init() {}
}
