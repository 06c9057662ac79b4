// The AArch64 backend's public face.
//
//   let code = try compile(function, name: "main", isa: ARM64ISA())   // Codegen: MachineCode.CompiledFunction
//
// The result's symbols carry the raw values of `FunctionID` and `DataID`, as those of every backend.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

/// Instructions beyond those of every ARMv8 processor.
public struct ARM64Features: OptionSet, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// Atomic read-modify-write instructions (ARMv8.1).
  public static let largeSystemExtensions = ARM64Features(rawValue: 1)
}

/// The AArch64 instruction set with the conventions of AAPCS64.
public struct ARM64ISA: TargetISA {
  public var features: ARM64Features
  /// Whether x21 is kept for `get_pinned_reg` and `set_pinned_reg`, in all functions of a program.
  public var hasPinnedRegister: Bool
  public init(features: ARM64Features = [], hasPinnedRegister: Bool = false) {
    self.features = features
    self.hasPinnedRegister = hasPinnedRegister
  }

  public var environment: RegisterEnvironment {
    hasPinnedRegister ? ARM64Register.environmentWithPinned : ARM64Register.environment
  }

  public func lower(
    _ function: borrowing Function, name: String, order: BlockOrder, options: CodegenOptions
  ) throws(InternalError) -> VCode {
    let lowering = ARM64Lowering(function, name: name, order: order, isa: self, options: options)
    return try lowering.run()
  }

  public func emit(
    _ code: VCode, _ allocation: Allocation, options: CodegenOptions
  ) throws(InternalError) -> CompiledFunction {
    guard let frame = FrameLayout(code, allocation) else {
      throw InternalError(stage: "frame layout", function: code.name, "the stack frame is too large")
    }
    // Code whose labels are out of reach of the short forms is emitted again with long ones.
    for isFar in options.assumesFarLabels ? [true] : [false, true] {
      let emitter = ARM64Emitter(code, allocation, frame: frame, features: features, isFar: isFar)
      if let result = try emitter.run() { return result }
    }
    throw InternalError(stage: "emission", function: code.name, "a label is not bound or too far away")
  }

  public func print(_ code: VCode) -> String { ARM64Printer(code).text() }
  public func printAllocated(_ code: VCode, _ allocation: Allocation) -> String {
    ARM64Printer(code, allocation).assembly()
  }
}
