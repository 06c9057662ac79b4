// Compiles a module into memory and resolves its symbols, to be called in this process.
//
//   let jit = try JITModule(module, isa: X64ISA())
//   let entry = jit.address(of: id)        // of a defined function
//   let outcome = try jit.call(id, [.i32(1)])   // through a generated adapter
//
// Imports are looked up in `symbols`, then among the symbols of the process. The code lives as long as
// the JITModule.

import Codegen
import Glibc
import MachineCode
import PolyIR
import PolySupport
import X64Backend

public final class JITModule {
  private let memory: ExecutableMemory
  private var functionAddresses: [UInt32: UnsafeMutableRawPointer] = [:]
  private var dataAddresses: [UInt32: UnsafeMutableRawPointer] = [:]
  private let module: Module
  private let isa: X64ISA
  private let options: CodegenOptions

  /// Compiles and links every defined function. Throws what code generation throws, or names a symbol
  /// that is nowhere.
  public init(
    _ module: Module, isa: X64ISA = X64ISA(), options: CodegenOptions = CodegenOptions(),
    symbols: [String: UnsafeRawPointer] = [:]
  ) throws(InternalError) {
    self.module = module
    self.isa = isa
    self.options = options
    var compiled: [(id: UInt32, code: CompiledFunction)] = []
    for (index, body) in module.bodies.enumerated() {
      guard let body else { continue }
      let name = module.symbols.text(module.functions[FunctionID(index)].name)
      compiled.append((UInt32(index), try compile(body, name: name, isa: isa, options: options)))
    }

    // Sizes: functions, then one stub and one offset-table entry for each symbol that is referred to.
    var codeSize = 0
    var offsets: [Int] = []
    for (_, code) in compiled {
      let alignment = Int(max(16, code.alignment))
      codeSize = (codeSize + alignment - 1) & ~(alignment - 1)
      offsets.append(codeSize)
      codeSize += code.bytes.count
    }
    var entries: [CodeKey: Int] = [:]
    for (index, item) in compiled.enumerated() {
      for relocation in item.code.relocations {
        let key = CodeKey(relocation.symbol, relocation.symbol.kind == .external ? index : -1)
        if entries[key] == nil { entries[key] = entries.count }
      }
    }
    let stubBase = (codeSize + 15) & ~15
    codeSize = stubBase + entries.count * 16
    var dataSize = entries.count * 8
    var dataOffsets: [Int] = []
    for object in module.data.elements {
      let alignment = Int(min(4096, max(8, object.alignment)))
      dataSize = (dataSize + alignment - 1) & ~(alignment - 1)
      dataOffsets.append(dataSize)
      dataSize += Int(min(object.size, 1 << 30))
    }
    guard let memory = ExecutableMemory(codeSize: codeSize, dataSize: dataSize) else {
      throw InternalError(stage: "JIT", function: "", "no memory for \(codeSize + dataSize) bytes")
    }
    self.memory = memory
    for (index, item) in compiled.enumerated() { functionAddresses[item.id] = memory.code + offsets[index] }
    for (index, object) in module.data.elements.enumerated() where object.linkage != .import {
      dataAddresses[UInt32(index)] = memory.data + dataOffsets[index]
    }

    // Addresses of what is referred to.
    func lookup(_ name: String) throws(InternalError) -> UnsafeRawPointer {
      if let address = symbols[name] { return address }
      if let address = dlsym(nil, name) { return UnsafeRawPointer(address) }
      throw InternalError(stage: "JIT", function: "", "undefined symbol \(name)")
    }
    func resolve(_ symbol: CodeSymbol, _ code: CompiledFunction) throws(InternalError) -> UnsafeRawPointer {
      switch symbol.kind {
      case .function:
        if let address = functionAddresses[symbol.index] { return UnsafeRawPointer(address) }
        return try lookup(module.symbols.text(module.functions[FunctionID(raw: symbol.index)].name))
      case .data:
        if let address = dataAddresses[symbol.index] { return UnsafeRawPointer(address) }
        return try lookup(module.symbols.text(module.data[DataID(raw: symbol.index)].name))
      case .libraryCall:
        return try lookup(LibraryCall(rawValue: symbol.index)?.symbolName ?? "?")
      case .external: return try lookup(code.externalNames[Int(symbol.index)])
      }
    }
    let table = memory.data
    for (index, item) in compiled.enumerated() {
      let start = memory.code + offsets[index]
      item.code.bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
      for relocation in item.code.relocations {
        let key = CodeKey(relocation.symbol, relocation.symbol.kind == .external ? index : -1)
        let address = try resolve(relocation.symbol, item.code)
        let entry = entries[key] ?? 0
        let slot = table + entry * 8
        slot.storeBytes(of: UInt64(UInt(bitPattern: address)), as: UInt64.self)
        let field = start + Int(relocation.offset)
        var target = Int(bitPattern: address)
        switch relocation.kind {
        case .absolute64:
          field.storeBytes(of: UInt64(bitPattern: Int64(target) &+ relocation.addend), as: UInt64.self)
          continue
        case .gotRelative32: target = Int(bitPattern: slot)
        case .call32, .pcRelative32:
          let distance = target &+ Int(relocation.addend) &- Int(bitPattern: field)
          if Int(Int32(truncatingIfNeeded: distance)) != distance {
            guard relocation.kind == .call32 else {
              throw InternalError(stage: "JIT", function: "", "a symbol is too far away")
            }
            target = Int(bitPattern: Self.writeStub(memory.code + stubBase + entry * 16, slot))
          }
        default: throw InternalError(stage: "JIT", function: "", "thread-local data is not supported")
        }
        let distance = target &+ Int(relocation.addend) &- Int(bitPattern: field)
        field.storeBytes(of: Int32(truncatingIfNeeded: distance), as: Int32.self)
      }
    }
    for (index, object) in module.data.elements.enumerated() where object.linkage != .import {
      let start = memory.data + dataOffsets[index]
      object.bytes.withUnsafeBytes { if $0.count > 0 { start.copyMemory(from: $0.baseAddress!, byteCount: $0.count) } }
      for relocation in object.relocations {
        let symbol: CodeSymbol
        switch relocation.target {
        case .function(let id): symbol = CodeSymbol(.function, id.raw)
        case .data(let id): symbol = CodeSymbol(.data, id.raw)
        }
        let address = Int(bitPattern: try resolve(symbol, CompiledFunction())) &+ Int(relocation.addend)
        (start + Int(relocation.offset)).storeBytes(of: UInt64(UInt(bitPattern: address)), as: UInt64.self)
      }
    }
    guard memory.seal() else { throw InternalError(stage: "JIT", function: "", "mprotect failed") }
  }

  /// jmp through the entry of the offset table.
  private static func writeStub(_ stub: UnsafeMutableRawPointer, _ slot: UnsafeMutableRawPointer)
    -> UnsafeMutableRawPointer
  {
    let distance = Int(bitPattern: slot) - Int(bitPattern: stub) - 6
    stub.storeBytes(of: 0xFF, as: UInt8.self)
    (stub + 1).storeBytes(of: 0x25, as: UInt8.self)
    (stub + 2).storeBytes(of: Int32(truncatingIfNeeded: distance), as: Int32.self)
    return stub
  }

  /// The code of a defined function.
  public func address(of id: FunctionID) -> UnsafeRawPointer? {
    functionAddresses[id.raw].map { UnsafeRawPointer($0) }
  }
  /// The memory of a defined data object.
  public func address(of id: DataID) -> UnsafeMutableRawPointer? { dataAddresses[id.raw] }

  /// Calls a function with values of any types. Traps end the process.
  public func call(_ id: FunctionID, _ arguments: [DataValue]) throws(InternalError) -> [DataValue] {
    let signature = module.functions[id].signature
    let adapter = try CallAdapter(signature, isa: isa, options: options)
    guard let address = functionAddresses[id.raw] else {
      throw InternalError(stage: "JIT", function: "", "the function is not defined")
    }
    return adapter.call(UnsafeRawPointer(address), arguments)
  }
}

/// A symbol, with the function that names it for external ones.
private struct CodeKey: Hashable {
  let raw: UInt32
  let owner: Int
  init(_ symbol: CodeSymbol, _ owner: Int) {
    raw = symbol.raw
    self.owner = owner
  }
}
