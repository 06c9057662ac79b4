// The x86-64 backend's public face.
//
//   let isa = X64ISA()
//   let code = try compile(function, name: "main", isa: isa)         // Codegen: MachineCode.CompiledFunction
//   let text = try printVCode(function, name: "main", isa: isa)      // before register allocation
//
// The result's symbols carry the raw values of `FunctionID` and `DataID`; ObjectModule turns a whole
// module of them into an object file.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

/// Instructions beyond the baseline of every x86-64 processor.
public struct X64Features: OptionSet, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// roundss, roundsd (SSE4.1)
  public static let rounding = X64Features(rawValue: 1)
  public static let populationCount = X64Features(rawValue: 2)
  public static let leadingZeros = X64Features(rawValue: 4)
  /// tzcnt (BMI1)
  public static let bitManipulation = X64Features(rawValue: 8)
  public static let multiplyAdd = X64Features(rawValue: 16)
  /// x86-64-v2.
  public static let level2: X64Features = [.rounding, .populationCount]
  /// x86-64-v3.
  public static let level3: X64Features = [
    .rounding, .populationCount, .leadingZeros, .bitManipulation, .multiplyAdd,
  ]
}

/// The x86-64 instruction set with System V conventions.
public struct X64ISA: TargetISA {
  public var features: X64Features
  /// Whether r15 is kept for `get_pinned_reg` and `set_pinned_reg`, in all functions of a program.
  public var hasPinnedRegister: Bool
  public init(features: X64Features = [], hasPinnedRegister: Bool = false) {
    self.features = features
    self.hasPinnedRegister = hasPinnedRegister
  }

  public var environment: RegisterEnvironment {
    hasPinnedRegister ? X64Register.environmentWithPinned : X64Register.environment
  }

  public func lower(
    _ function: borrowing Function, name: String, order: BlockOrder, options: CodegenOptions
  ) throws(InternalError) -> VCode {
    var lowering = X64Lowering(function, name: name, order: order, isa: self, options: options)
    return try lowering.run()
  }

  public func emit(
    _ code: VCode, _ allocation: Allocation, options: CodegenOptions
  ) throws(InternalError) -> CompiledFunction {
    guard let frame = FrameLayout(code, allocation) else {
      throw InternalError(stage: "frame layout", function: code.name, "the stack frame is too large")
    }
    let emitter = X64Emitter(code, allocation, frame: frame, options: options)
    return try emitter.run()
  }

  public func print(_ code: VCode) -> String { X64Printer(code).text() }
  public func printAllocated(_ code: VCode, _ allocation: Allocation) -> String {
    X64Printer(code, allocation).assembly()
  }
}
