// The machine code of one function as a plain value: what a backend returns and ObjectWriter and JIT take.

import PolySupport

/// What a relocation points at, in the numbering of the module that is compiled. 4 bytes.
@frozen public struct CodeSymbol: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// Index of a function of the module.
    case function
    /// Index of a data object of the module.
    case data
    /// A `LibraryCall` that selection introduced.
    case libraryCall
    /// Index in `CompiledFunction.externalNames`: a symbol known by name only.
    case external
  }
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  @inlinable public init(_ kind: Kind, _ index: UInt32) {
    raw = UInt32(kind.rawValue) << 30 | (index & 0x3FFF_FFFF)
  }
  @inlinable public var kind: Kind { Kind(rawValue: UInt8(raw >> 30))! }
  @inlinable public var index: UInt32 { raw & 0x3FFF_FFFF }
}

/// Routines of C's mathematical and memory library that instruction selection may call.
public enum LibraryCall: UInt32, CaseIterable, Sendable {
  case ceilf, ceil, floorf, floor, truncf, trunc, nearbyintf, nearbyint, fmaf, fma
  case memcpy, memmove, memset, memcmp
  case divti3, udivti3, modti3, umodti3
  case floattisf, floattidf, floatuntisf, floatuntidf, fixsfti, fixdfti, fixunssfti, fixunsdfti

  /// The name of the symbol to link with.
  public var symbolName: String {
    switch self {
    case .divti3: "__divti3"
    case .udivti3: "__udivti3"
    case .modti3: "__modti3"
    case .umodti3: "__umodti3"
    case .floattisf, .floattidf, .floatuntisf, .floatuntidf, .fixsfti, .fixdfti, .fixunssfti, .fixunsdfti:
      "__" + String(describing: self)
    default: String(describing: self)
    }
  }
}

/// How the field at a relocation's offset is computed; named after what the field means.
public enum RelocationKind: UInt8, Sendable {
  /// 32-bit distance to the symbol.
  case pcRelative32
  /// 32-bit distance of a call or jump, through the PLT if the symbol is elsewhere.
  case call32
  /// 32-bit distance to the symbol's entry in the global offset table, in a load that may be relaxed.
  case gotRelative32
  /// The symbol's address.
  case absolute64
  case absolute32
  /// Offset in the thread's block, of the initial executable.
  case threadOffset32
  /// 32-bit distance to the entry of the offset table that holds the symbol's thread offset.
  case gotThreadOffset32
  /// 32-bit distance to the argument of the general dynamic model's call.
  case threadGeneralDynamic32

  // AArch64: fields of instruction words.

  /// The distance of a call or jump in words, 26 bits, through the PLT or a veneer if need be.
  case callWords26
  /// The distance in pages of 4 KiB to the symbol's page, 21 bits.
  case page21
  /// The symbol's offset in its page.
  case pageOffset12
  /// The same for the symbol's entry in the global offset table.
  case gotPage21, gotPageOffset12
  /// The same for the entry that holds the symbol's thread offset.
  case gotThreadPage21, gotThreadPageOffset12
}

public struct CodeRelocation: Sendable {
  public var offset: UInt32
  public var kind: RelocationKind
  public var symbol: CodeSymbol
  public var addend: Int64
  @inlinable public init(offset: UInt32, kind: RelocationKind, symbol: CodeSymbol, addend: Int64) {
    self.offset = offset
    self.kind = kind
    self.symbol = symbol
    self.addend = addend
  }
}

/// One change of the unwind state, valid from `offset` on. Registers are DWARF numbers of the target.
public struct UnwindRow: Sendable {
  public enum Operation: UInt8, Sendable {
    /// The canonical frame address is `register` + `value`.
    case defineFrame
    /// As before, with another register and the same offset.
    case frameRegister
    /// As before, with another offset and the same register.
    case frameOffset
    /// The caller's `register` is saved at frame address + `value`.
    case save
    /// The caller's `register` has its value again.
    case restore
    /// Push and pop the whole state (around an epilogue in the middle of the code).
    case rememberState, restoreState
  }
  public var offset: UInt32
  public var operation: Operation
  public var register: UInt8
  public var value: Int32
  public init(offset: UInt32, _ operation: Operation, register: UInt8 = 0, value: Int32 = 0) {
    self.offset = offset
    self.operation = operation
    self.register = register
    self.value = value
  }
}

/// A call that may unwind: the range of its code and the code that handles the exception.
public struct CallSite: Sendable {
  public var start: UInt32
  public var end: UInt32
  /// Offset of the landing pad.
  public var landingPad: UInt32
  /// The handler's tag, `UInt32.max` for one that takes every exception.
  public var tag: UInt32
  public init(start: UInt32, end: UInt32, landingPad: UInt32, tag: UInt32) {
    self.start = start
    self.end = end
    self.landingPad = landingPad
    self.tag = tag
  }
}

/// From `offset` on the code belongs to `position` (the IR's source location, opaque here).
public struct SourceRow: Sendable {
  public var offset: UInt32
  public var position: UInt32
  public init(offset: UInt32, position: UInt32) {
    self.offset = offset
    self.position = position
  }
}

/// An instruction that may trap, and the IR's trap code.
public struct TrapRecord: Sendable {
  public var offset: UInt32
  public var code: UInt8
  public init(offset: UInt32, code: UInt8) {
    self.offset = offset
    self.code = code
  }
}

/// The result of compiling one function.
public struct CompiledFunction: Sendable {
  /// Instructions, then constants and jump tables.
  public var bytes: [UInt8] = []
  /// How many of `bytes` are instructions.
  public var codeSize: UInt32 = 0
  public var alignment: UInt32 = 16
  public var relocations: [CodeRelocation] = []
  public var unwindRows: [UnwindRow] = []
  public var callSites: [CallSite] = []
  public var sourceRows: [SourceRow] = []
  public var traps: [TrapRecord] = []
  /// Names of `CodeSymbol.Kind.external`.
  public var externalNames: [String] = []
  /// Bytes of stack below the return address.
  public var frameSize: UInt32 = 0
  public init() {}
}
