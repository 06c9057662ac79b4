// The handles of what a function and a module own; their printed form is their text form.
import PolySupport

/// An SSA value: an instruction's result, a block's parameter, or an alias of another value.
@frozen public struct Value: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "v\(raw)" }
}

/// An instruction.
@frozen public struct Inst: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "inst\(raw)" }
}

/// A basic block.
@frozen public struct Block: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "block\(raw)" }
}

/// A function that this function names.
@frozen public struct FuncRef: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "fn\(raw)" }
}

/// A signature that this function names.
@frozen public struct SigRef: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "sig\(raw)" }
}

/// A stack slot of a function.
@frozen public struct StackSlot: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "ss\(raw)" }
}

/// A value that is fixed while the function runs: a symbol's address, or something derived from one.
@frozen public struct GlobalValue: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "gv\(raw)" }
}

/// The targets of a `br_table`.
@frozen public struct JumpTable: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "jt\(raw)" }
}

/// Bytes of a wide constant.
@frozen public struct Constant: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "const\(raw)" }
}

/// The destinations of a `try_call`.
@frozen public struct ExceptionTable: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "extable\(raw)" }
}

/// A function of a module, declared or defined.
@frozen public struct FunctionID: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "function\(raw)" }
}

/// A data object of a module, declared or defined.
@frozen public struct DataID: EntityHandle, CustomStringConvertible {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  public var description: String { "data\(raw)" }
}
