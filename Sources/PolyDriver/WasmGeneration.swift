// From a PolyIR module to a WebAssembly module.

import PolyIR
import PolySupport
import WasmBackend

extension Compiler {
  /// Writes the whole program as one module.
  func generateWasm(_ module: inout PolyIR.Module, _ sources: SourceMap, to output: String) -> Int32 {
    // Before anything is inlined, the functions on the way to what is missing are known.
    let missing = findMissingFunctions(module)
    guard missing.isEmpty else {
      report(missing)
      return ExitCode.errors
    }
    optimize(&module)
    var wasm = WasmOptions()
    wasm.hasNames = options.hasDebugInfo
    if options.hasDebugInfo {
      let information = CodeGenerator(options: options).debugInformation(sources)
      wasm.debugInformation = WasmDebugInformation(
        producer: information.producer, directory: information.directory, files: information.files
      ) { position in information.line(position).map { (file: $0.file, line: $0.line, column: $0.column) } }
    }
    clock.begin("WebAssembly")
    defer { clock.end() }
    let bytes: [UInt8]
    do throws(WasmError) {
      bytes = try emitWasmModule(module, options: wasm)
    } catch .compiler(let error) {
      return report([error])
    } catch .missing(let functions) {
      report(functions)
      return ExitCode.errors
    } catch {
      return ExitCode.internalError
    }
    do {
      try FileSystem.writeAtomically(bytes, to: output)
    } catch {
      fail("cannot write `\(output)`: \(error.message)")
      return ExitCode.errors
    }
    return ExitCode.success
  }

  /// What the target does not have, by the library's functions that the program called: one message each.
  private func report(_ missing: [MissingFunction]) {
    var functions: [String] = []
    var needs: [String: [String]] = [:]
    for function in missing {
      let subject = subject(function)
      if needs[subject] == nil { functions.append(subject) }
      needs[subject, default: []].append("`\(function.name)`")
    }
    for function in functions {
      fail("\(function): the target has no \((needs[function] ?? []).joined(separator: ", "))")
    }
  }

  private func subject(_ missing: MissingFunction) -> String {
    let isLibrary: (String) -> Bool = { name in
      ["std::", "core::", "alloc::", "_start", "poly_main", "drop_in_place<", "call<", "clone<"].contains { name.hasPrefix($0) }
    }
    let path = missing.path.map(sourceName)
    let target = "is not available for the target `\(options.target.name)`"
    if let user = path.lastIndex(where: { !isLibrary($0) }) {
      return user + 1 < path.count
        ? "`\(path[user + 1])` \(target)\n  it is reached from `\(path[user])`"
        : "`\(missing.name)` \(target)\n  it is called by `\(path[user])`"
    }
    let function = path.first { !["_start", "poly_main"].contains($0) && !$0.hasPrefix("std::rt::") } ?? missing.name
    return "`\(function)` \(target)"
  }

  /// A symbol without the numbers that make it unique.
  private func sourceName(_ symbol: String) -> String {
    var parts = symbol.split(separator: ".", omittingEmptySubsequences: false)
    while parts.count > 1, let last = parts.last,
      last.allSatisfy(\.isNumber) || ["once", "by_value", "pointer", "fn_pointer"].contains(last)
    {
      parts.removeLast()
    }
    return parts.joined(separator: ".")
  }
}
