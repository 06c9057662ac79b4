// What is known about a memory access, in 16 bits.
//
// Trap codes other than the default and alias regions are rare: they live in the function's table
// `memoryAnnotations`, of which 7 bits are the index (0 = the default annotation).
import PolySupport

/// A byte order that is stated in the access; most accesses have the target's.
public enum Endianness: UInt8, Sendable { case native, little, big }

/// A class of memory: accesses of different regions never alias; region 0 may alias everything.
@frozen public struct AliasRegion: Hashable, Sendable {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public static let any = AliasRegion(raw: 0)
}

/// The rare part of a memory access's flags.
@frozen public struct MemoryAnnotation: Hashable, Sendable {
  /// The trap that a failing access raises.
  public var trapCode: TrapCode
  public var region: AliasRegion
  @inlinable public init(trapCode: TrapCode = .heapOutOfBounds, region: AliasRegion = .any) {
    self.trapCode = trapCode
    self.region = region
  }
}

/// Flags of a load, store, bitcast or atomic operation.
@frozen public struct MemoryFlags: Hashable, Sendable {
  public var raw: UInt16
  @inlinable public init(raw: UInt16) { self.raw = raw }
  /// Nothing is known.
  @inlinable public init() { raw = 0 }

  public static let none = MemoryFlags(raw: 0)
  /// The access cannot trap and its address is aligned.
  public static let trusted = MemoryFlags(raw: 0b11)

  /// The access never traps.
  @inlinable public var isNotrap: Bool {
    get { raw & 1 != 0 }
    set { raw = raw & ~1 | (newValue ? 1 : 0) }
  }
  /// The address is a multiple of the accessed size; if it is not, the program is undefined.
  @inlinable public var isAligned: Bool {
    get { raw & 2 != 0 }
    set { raw = raw & ~2 | (newValue ? 2 : 0) }
  }
  /// The memory does not change while the function runs.
  @inlinable public var isReadonly: Bool {
    get { raw & 4 != 0 }
    set { raw = raw & ~4 | (newValue ? 4 : 0) }
  }
  /// The access may move across side effects wherever its operands are available.
  @inlinable public var canMove: Bool {
    get { raw & 8 != 0 }
    set { raw = raw & ~8 | (newValue ? 8 : 0) }
  }
  @inlinable public var endianness: Endianness {
    get { Endianness(rawValue: UInt8(truncatingIfNeeded: raw &>> 4) & 3) ?? .native }
    set { raw = raw & ~0x30 | UInt16(newValue.rawValue) &<< 4 }
  }
  /// The order of an atomic access.
  @inlinable public var ordering: MemoryOrdering {
    get { MemoryOrdering(rawValue: UInt8(truncatingIfNeeded: raw &>> 6) & 7) ?? .sequentiallyConsistent }
    set { raw = raw & ~0x1C0 | UInt16(newValue.rawValue) &<< 6 }
  }
  /// Index in the function's `memoryAnnotations`.
  @inlinable public var annotation: Int {
    get { Int(raw &>> 9) }
    set { raw = raw & 0x1FF | UInt16(truncatingIfNeeded: newValue) &<< 9 }
  }
}
