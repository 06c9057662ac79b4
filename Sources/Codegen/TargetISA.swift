// What a machine backend provides, and the driver that compiles one function with it.
//
// `compile` is thread-safe: it touches nothing but its arguments, so a caller runs it on many functions
// at once (`DispatchQueue.concurrentPerform`). The symbols of the result are `CodeSymbol`s: `function`
// and `data` with the raw values of the module's `FunctionID` and `DataID`.

import MachineCode
import PolyIR
import PolySupport
import RegisterAllocator

/// Choices of one compilation.
public struct CodegenOptions: Sendable {
  /// Whether code may be loaded anywhere (always so for relocatable objects).
  public var isPositionIndependent = true
  /// Whether source locations are wanted.
  public var keepsLocations = false
  /// Whether every allocation of registers is proven by the checker; one that it refuses is an error.
  public var verifiesAllocation = false
  /// Whether compile time counts more than the code's speed.
  public var prefersCompileSpeed = false
  /// How registers are allocated.
  public var allocation = AllocationStrategy.automatic
  /// Whether every label is taken to be out of reach of the short forms of branches (for tests).
  public var assumesFarLabels = false
  public init() {}

  /// The allocation strategy that these options come to.
  public var strategy: AllocationStrategy {
    allocation == .automatic && prefersCompileSpeed ? .singlePass : allocation
  }
}

/// A machine.
public protocol TargetISA: Sendable {
  /// The registers that the allocator may use.
  var environment: RegisterEnvironment { get }
  /// Selects instructions.
  func lower(
    _ function: borrowing Function, name: String, order: BlockOrder, options: CodegenOptions
  ) throws(InternalError) -> VCode
  /// Encodes allocated code.
  func emit(
    _ code: VCode, _ allocation: Allocation, options: CodegenOptions
  ) throws(InternalError) -> CompiledFunction
  /// Code with virtual registers as text.
  func print(_ code: VCode) -> String
  /// Code with the allocator's choices and moves as text.
  func printAllocated(_ code: VCode, _ allocation: Allocation) -> String
}

/// Compiles one function.
public func compile<ISA: TargetISA>(
  _ function: borrowing Function, name: String, isa: ISA, options: CodegenOptions = CodegenOptions()
) throws(InternalError) -> CompiledFunction {
  let order = BlockOrder(function)
  let code = try isa.lower(function, name: name, order: order, options: options)
  let allocation = try allocateRegisters(code.problem, isa.environment, strategy: options.strategy)
  if options.verifiesAllocation { try checkAllocation(code.problem, allocation, isa.environment) }
  return try isa.emit(code, allocation, options: options)
}

/// The text of a function's code before register allocation.
public func printVCode<ISA: TargetISA>(
  _ function: borrowing Function, name: String, isa: ISA, options: CodegenOptions = CodegenOptions()
) throws(InternalError) -> String {
  let order = BlockOrder(function)
  return isa.print(try isa.lower(function, name: name, order: order, options: options))
}

/// The text of a function's code after register allocation, with the moves that were inserted.
public func printAssembly<ISA: TargetISA>(
  _ function: borrowing Function, name: String, isa: ISA, options: CodegenOptions = CodegenOptions()
) throws(InternalError) -> String {
  let code = try isa.lower(function, name: name, order: BlockOrder(function), options: options)
  let allocation = try allocateRegisters(code.problem, isa.environment, strategy: options.strategy)
  return isa.printAllocated(code, allocation)
}
