// Calls machine code of any signature: a generated function loads the arguments from an array of 16-byte
// cells, calls, and stores the results into it.

import Codegen
import MachineCode
import PolyIR
import PolySupport
import X64Backend

public final class CallAdapter {
  private let memory: ExecutableMemory
  private let signature: Signature

  public init(_ signature: Signature, isa: X64ISA, options: CodegenOptions = CodegenOptions())
    throws(InternalError)
  {
    self.signature = signature
    let own = Signature(
      parameters: [ABIParameter(.i64), ABIParameter(.i64)], callingConvention: .systemV)
    var function = Function(signature: own)
    let block = function.appendBlock()
    let callee = function.appendParameter(to: block, .i64)
    let cells = function.appendParameter(to: block, .i64)
    let flags = MemoryFlags.trusted
    var operands = [callee]
    for (index, parameter) in signature.parameters.enumerated() {
      let inst = function.append(
        .load(.load, parameter.type, cells, offset: Int32(index * 16), flags: flags), to: block)
      operands.append(function.firstResult(inst))
    }
    let reference = function.signatures.push(signature)
    let list = function.makeList(operands)
    let call = function.append(.callIndirect(.callIndirect, reference, list), to: block)
    for (index, value) in function.results(of: call).enumerated() {
      function.append(
        .store(.store, signature.results[index].type, value, cells, offset: Int32(index * 16), flags: flags),
        to: block)
    }
    function.append(.returns(.empty), to: block)
    let code = try compile(function, name: "call adapter", isa: isa, options: options)
    guard code.relocations.isEmpty, let memory = ExecutableMemory(codeSize: code.bytes.count, dataSize: 0) else {
      throw InternalError(stage: "JIT", function: "call adapter", "cannot be placed")
    }
    code.bytes.withUnsafeBytes { memory.code.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    guard memory.seal() else {
      throw InternalError(stage: "JIT", function: "call adapter", "mprotect failed")
    }
    self.memory = memory
  }

  public func call(_ address: UnsafeRawPointer, _ arguments: [DataValue]) -> [DataValue] {
    let count = max(1, signature.parameters.count, signature.results.count)
    let cells = UnsafeMutablePointer<UInt128>.allocate(capacity: count)
    defer { cells.deallocate() }
    cells.initialize(repeating: 0, count: count)
    for (index, argument) in arguments.enumerated() where index < count { cells[index] = argument.bits }
    typealias Entry = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
    let entry = unsafeBitCast(memory.code, to: Entry.self)
    entry(address, UnsafeMutableRawPointer(cells))
    return signature.results.enumerated().map { index, result in
      DataValue(result.type, cells[index] & ScalarEvaluation.mask(result.type))
    }
  }
}
