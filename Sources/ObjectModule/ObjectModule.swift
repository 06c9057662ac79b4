// A module of PolyIR as an object file: functions are compiled in parallel, the output is the same
// whatever the number of threads.
//
//   try emitObject(module, isa: X64ISA(), to: descriptor)

import Codegen
import Dispatch
import MachineCode
import ObjectWriter
import PolyIR
import PolySupport
import X64Backend

/// How a module becomes an object file.
public struct ObjectModuleOptions {
  public var codegen = CodegenOptions()
  public var object = ObjectOptions()
  /// The name of the source in the symbol table.
  public var sourceName = "module"
  /// Set for line tables; `codegen.keepsLocations` must be set too.
  public var debugInformation: DebugInformation?
  /// 0 is one thread a processor.
  public var threads = 0
  public init() {}
}

/// Room for results that threads write at different places.
private struct ResultSlots: @unchecked Sendable {
  let code: UnsafeMutablePointer<CompiledFunction?>
  let errors: UnsafeMutablePointer<InternalError?>
}
private struct SharedModule: @unchecked Sendable {
  let module: Module
  let names: [String]
}

/// Compiles all bodies; the result has one entry for each function of the module. Functions whose code is
/// in `compiled`, by their numbers, need no body.
public func compileModule<ISA: TargetISA>(
  _ module: Module, isa: ISA, options: CodegenOptions = CodegenOptions(), threads: Int = 0,
  compiled: [CompiledFunction?] = []
) throws(InternalError) -> [CompiledFunction?] {
  let count = module.bodies.count
  let code = UnsafeMutablePointer<CompiledFunction?>.allocate(capacity: count)
  let errors = UnsafeMutablePointer<InternalError?>.allocate(capacity: count)
  for index in 0..<count { (code + index).initialize(to: index < compiled.count ? compiled[index] : nil) }
  errors.initialize(repeating: nil, count: count)
  defer {
    code.deinitialize(count: count)
    code.deallocate()
    errors.deinitialize(count: count)
    errors.deallocate()
  }
  let slots = ResultSlots(code: code, errors: errors)
  let names = module.functions.elements.map { module.symbols.text($0.name) }
  let shared = SharedModule(module: module, names: Array(names))
  let work: @Sendable (Int) -> Void = { index in
    guard let body = shared.module.bodies[index] else { return }
    do throws(InternalError) {
      slots.code[index] = try compile(body, name: shared.names[index], isa: isa, options: options)
    } catch {
      slots.errors[index] = error
    }
  }
  if threads == 1 || count < 2 {
    for index in 0..<count { work(index) }
  } else {
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }
  for index in 0..<count {
    if let error = errors[index] { throw error }
  }
  return Array(UnsafeBufferPointer(start: code, count: count))
}

/// Compiles a module, except for what is in `compiled` already, and writes it as an object file.
public func emitObject<ISA: TargetISA>(
  _ module: Module, isa: ISA, options: ObjectModuleOptions = ObjectModuleOptions(),
  compiled: [CompiledFunction?] = [], to descriptor: Int32
) throws {
  let compiled = try compileModule(
    module, isa: isa, options: options.codegen, threads: options.threads, compiled: compiled)
  var object = makeObject(module, compiled, options: options)
  try object.write(to: descriptor)
}

/// Puts compiled functions and the module's data into an object.
public func makeObject(
  _ module: Module, _ compiled: [CompiledFunction?], options: ObjectModuleOptions
) -> ObjectFile {
  var object = ObjectFile(sourceName: options.sourceName, options: options.object)
  object.debugInformation = options.debugInformation
  func binding(_ linkage: Linkage) -> SymbolBinding {
    switch linkage {
    case .local: .local
    case .hidden: .hidden
    case .import, .export, .preemptible: .global
    case .weak: .weak
    }
  }
  var functions: ContiguousArray<ObjectSymbol> = []
  for function in module.functions.elements {
    functions.append(
      object.declare(
        module.symbols.text(function.name), kind: .function, binding: binding(function.linkage)))
  }
  var data: ContiguousArray<ObjectSymbol> = []
  for item in module.data.elements {
    data.append(
      object.declare(
        module.symbols.text(item.name), kind: item.kind == .threadLocal ? .threadLocal : .data,
        binding: binding(item.linkage)))
  }
  let libraryCalls = LibraryCall.allCases.map { object.external($0.symbolName) }
  for (index, code) in compiled.enumerated() {
    guard let code else { continue }
    object.define(functions[index], code) { symbol in
      switch symbol.kind {
      case .function: functions[Int(symbol.index)]
      case .data: data[Int(symbol.index)]
      case .libraryCall, .external: libraryCalls[Int(symbol.index)]
      }
    }
  }
  for (index, item) in module.data.elements.enumerated() where item.linkage != .import {
    let isZero = item.relocations.isEmpty && item.bytes.allSatisfy { $0 == 0 }
    let section: DataSection
    switch item.kind {
    case .readOnly: section = item.relocations.isEmpty ? .readOnly : .readOnlyRelocated
    case .writable: section = isZero ? .zeroed : .writable
    case .threadLocal: section = isZero ? .threadLocalZeroed : .threadLocal
    }
    let relocations = item.relocations.map { relocation in
      let target: ObjectSymbol
      switch relocation.target {
      case .function(let id): target = functions[id.index]
      case .data(let id): target = data[id.index]
      }
      return ObjectRelocation(offset: UInt64(relocation.offset), symbol: target, addend: relocation.addend)
    }
    object.define(
      data[index], in: section, bytes: item.bytes, size: item.size, alignment: item.alignment,
      relocations: relocations)
  }
  return object
}
