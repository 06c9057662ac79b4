// Signatures: parameters, results and calling convention of functions.

/// How the arguments and results of a call are passed.
public enum CallingConvention: UInt8, Sendable, CaseIterable {
  /// The convention of calls inside the program; it may differ between releases.
  case fast
  /// As `fast`, with guaranteed tail calls of any signature: the callee frees its stack arguments.
  case tail
  case systemV
  case windowsFastcall
  case appleAarch64
  case probestack
  case winch
  case preserveAll

  public var name: String {
    switch self {
    case .fast: "fast"
    case .tail: "tail"
    case .systemV: "system_v"
    case .windowsFastcall: "windows_fastcall"
    case .appleAarch64: "apple_aarch64"
    case .probestack: "probestack"
    case .winch: "winch"
    case .preserveAll: "preserve_all"
    }
  }
  /// Whether the callee frees its stack arguments.
  @inlinable public var popsArguments: Bool { self == .tail }
  /// The types of the words that arrive with an exception in a handler (`exn0`, `exn1`).
  @inlinable public var exceptionPayload: (IRType, IRType) { (.i64, .i64) }
}

/// What a parameter is for, beyond carrying a value.
public enum ParameterPurpose: UInt8, Sendable {
  case normal
  /// The address of an aggregate that the callee receives by value in memory (`sarg(size)`).
  case structArgument
  /// The address where the callee writes its result (`sret`).
  case structReturn
  /// The context that global values are relative to (`vmctx`).
  case vmContext
}

/// How a narrow integer is widened to a register.
public enum ParameterExtension: UInt8, Sendable { case none, zero, sign }

/// A parameter or result of a signature.
@frozen public struct ABIParameter: Hashable, Sendable {
  public var type: IRType
  public var purpose: ParameterPurpose
  public var widening: ParameterExtension
  /// The size in bytes of a `structArgument`, or of the aggregate that `partCount` parameters are.
  public var structSize: UInt32
  /// How many parameters, beginning with this one, are parts of one aggregate: they are all in registers, or
  /// together on the stack. 0 for parameters of their own and for further parts.
  public var partCount: UInt8
  /// Whether the aggregate has a member that is aligned to 16 bytes.
  public var isAligned16: Bool
  @inlinable public init(
    _ type: IRType, purpose: ParameterPurpose = .normal, widening: ParameterExtension = .none,
    structSize: UInt32 = 0, partCount: UInt8 = 0, isAligned16: Bool = false
  ) {
    self.type = type
    self.purpose = purpose
    self.widening = widening
    self.structSize = structSize
    self.partCount = partCount
    self.isAligned16 = isAligned16
  }
}

extension ABIParameter {
  /// The distance in memory between the parts of the aggregate that begins with this one: 8, or 4 if there are
  /// several floats of 4 bytes.
  public func partStride(_ count: Int) -> UInt32 { type == .f32 && structSize == UInt32(count) * 4 ? 4 : 8 }
}

/// The interface of a function.
public struct Signature: Hashable, Sendable {
  public var parameters: ContiguousArray<ABIParameter>
  public var results: ContiguousArray<ABIParameter>
  public var callingConvention: CallingConvention
  /// For C's variadic functions: the number of parameters before the `…`; nil if not variadic.
  public var variadicFrom: UInt32?

  public init(
    parameters: ContiguousArray<ABIParameter> = [], results: ContiguousArray<ABIParameter> = [],
    callingConvention: CallingConvention = .fast, variadicFrom: UInt32? = nil
  ) {
    self.parameters = parameters
    self.results = results
    self.callingConvention = callingConvention
    self.variadicFrom = variadicFrom
  }

  /// The index of the parameter with a special purpose.
  public func index(of purpose: ParameterPurpose) -> Int? {
    parameters.firstIndex { $0.purpose == purpose }
  }
}
