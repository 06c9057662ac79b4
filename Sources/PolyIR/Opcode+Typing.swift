// Where an instruction's controlling type comes from in the text form.

extension Opcode {
  /// Where the controlling type is read from if the text has no suffix.
  public enum TypeRule: Hashable, Sendable {
    /// There is none: the instruction is not polymorphic.
    case fixed(IRType)
    /// It must be written.
    case written
    /// It is the type of this operand.
    case operand(Int)
  }

  public var typeRule: TypeRule {
    switch self {
    case .jump, .brTable, .debugtrap, .trap, .return, .call, .callIndirect, .returnCall,
      .returnCallIndirect, .tryCall, .tryCallIndirect, .nop, .fence, .sequencePoint, .memoryCopy,
      .memorySet:
      .fixed(.invalid)
    case .f16const: .fixed(.f16)
    case .f32const: .fixed(.f32)
    case .f64const: .fixed(.f64)
    case .f128const: .fixed(.f128)
    case .funcAddr, .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32, .stackAddr,
      .symbolValue, .tlsValue, .getPinnedReg, .getFramePointer, .getStackPointer, .getReturnAddress,
      .getExceptionHandlerAddress, .iconst, .bitcast, .bmask, .ireduce, .uextend, .sextend, .fpromote,
      .fdemote, .fcvtToUint, .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat, .fcvtFromUint, .fcvtFromSint,
      .atomicRmw, .atomicCas, .atomicLoad:
      .written
    case .select, .selectSpectreGuard, .bitselect, .saddOverflowCin, .uaddOverflowCin, .ssubOverflowBin,
      .usubOverflowBin:
      .operand(1)
    default: .operand(0)
    }
  }
}

extension IRType {
  /// The type that a name stands for; vector types are named too, though no instruction has them yet.
  public init?<S: StringProtocol>(name: S) {
    let scalars: [(String, IRType)] = [
      ("i128", .i128), ("f128", .f128), ("i16", .i16), ("i32", .i32), ("i64", .i64), ("f16", .f16),
      ("f32", .f32), ("f64", .f64), ("i8", .i8),
    ]
    for (text, type) in scalars where name.hasPrefix(text) {
      let rest = name.dropFirst(text.count)
      if rest.isEmpty {
        self = type
        return
      }
      guard rest.first == "x", let lanes = Int(rest.dropFirst()), lanes >= 2, lanes <= 256,
        lanes & (lanes - 1) == 0
      else { return nil }
      self = type.vector(lanes: lanes)
      return
    }
    return nil
  }
}
