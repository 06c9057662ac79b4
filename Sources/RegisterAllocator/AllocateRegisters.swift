// The entry: which allocator runs.

import PolySupport

/// How registers are allocated.
@frozen public enum AllocationStrategy: UInt8, Sendable {
  /// The linear scan; memory allocation where the scan is not to be had.
  case automatic
  /// The linear scan or an error.
  case linearScan
  /// One backward pass over each block: faster to make than the scan, slower to run.
  case singlePass
  /// Every value in memory: fast to make, slow to run.
  case memory
}

/// Beyond so many instructions the code of a function is made in one pass.
private let linearScanLimit = 1 << 20

/// Allocates registers for a function.
public func allocateRegisters(
  _ problem: AllocationProblem, _ environment: RegisterEnvironment,
  strategy: AllocationStrategy = .automatic
) throws(InternalError) -> Allocation {
  switch strategy {
  case .memory: return try allocateInMemory(problem, environment)
  case .singlePass: return try allocateInOnePass(problem, environment)
  case .linearScan: return try scanLinearly(problem, environment)
  case .automatic:
    if problem.instructions.count > linearScanLimit { return try allocateInOnePass(problem, environment) }
    do {
      return try scanLinearly(problem, environment)
    } catch {
      // A position that the scan cannot solve costs the function's speed, not its compilation.
      return try allocateInMemory(problem, environment)
    }
  }
}

private func scanLinearly(
  _ problem: AllocationProblem, _ environment: RegisterEnvironment
) throws(InternalError) -> Allocation {
  var scan = LinearScan(problem, environment)
  try scan.run()
  var resolver = Resolver(scan)
  return try resolver.run()
}

private func allocateInOnePass(
  _ problem: AllocationProblem, _ environment: RegisterEnvironment
) throws(InternalError) -> Allocation {
  var allocator = SinglePassAllocator(problem, environment)
  return try allocator.run()
}

private func allocateInMemory(
  _ problem: AllocationProblem, _ environment: RegisterEnvironment
) throws(InternalError) -> Allocation {
  var allocator = MemoryAllocator(problem, environment)
  return try allocator.run()
}
