// Compares what random functions compute on several targets with the interpreter.
//
// Functions of many seeds share one program a target, so that starting an emulator or an engine costs little:
// its drivers call them all and write the bits of their results. A seed's functions are the same with
// addresses of 32 bits; nothing that they compute depends on it.
import ARM64Backend
import Codegen
import Glibc
import JIT
import PolyIR
import PolySupport
import WasmBackend
import X64Backend

struct TargetComparison {
  enum Machine: String, CaseIterable { case x86_64, aarch64, wasm }

  var seed: UInt64 = 1
  var seconds = 10
  /// The number of functions.
  var limit = Int.max
  var size = 60
  var optimizes = false
  var machines = Machine.allCases

  private static let functionsPerSeed = 4
  private static let seedsPerProgram = 100

  /// A call and what the interpreter says about it.
  private struct Call {
    var seed: UInt64
    var function: FunctionID
    var arguments: [DataValue]
    var expected: [DataValue]
    /// The first of its cells of 16 bytes.
    var cell: Int
  }

  /// The number of differences that were found.
  func run() -> Int {
    var failures = 0
    var functions = 0
    var calls = 0
    var current = seed
    let present = machines.filter(Self.isPresent)
    for machine in machines where !present.contains(machine) { print("note: \(machine) is skipped: nothing here runs it") }
    let end = time(nil) + seconds
    while time(nil) < end, functions < limit {
      let left = (limit - functions - 1) / Self.functionsPerSeed + 1
      let seeds = current..<(current + UInt64(min(Self.seedsPerProgram, left)))
      let (count, messages) = check(seeds, present)
      calls += count
      functions += seeds.count * Self.functionsPerSeed
      failures += messages.count
      for message in messages { print(message) }
      fflush(stdout)
      if failures >= 20 { break }
      current = seeds.upperBound
    }
    let names = present.map(\.rawValue).joined(separator: ", ")
    print("fuzz: \(functions) functions, \(calls) calls on \(names), seeds \(seed)...\(current - 1), \(failures) failures")
    return failures
  }

  private static func isPresent(_ machine: Machine) -> Bool {
    switch machine {
    case .x86_64: true
    case .aarch64:
      CrossExecution.execute([CrossExecution.emulator, "--version"]).status == 0
        && CrossExecution.execute([CrossExecution.compiler, "--version"]).status == 0
    case .wasm: CrossExecution.execute(["node", "--version"]).status == 0
    }
  }

  private func check(_ seeds: Range<UInt64>, _ machines: [Machine]) -> (Int, [String]) {
    var module = Module()
    var narrow = Module()
    var calls: [Call] = []
    var cells = 0
    var plans: [(seed: UInt64, id: FunctionID, arguments: [[DataValue]])] = []
    for seed in seeds {
      var shape = RandomShape(pointerType: .i64, isPortable: true)
      var generated = RandomModule(
        seed: seed, functions: Self.functionsPerSeed, size: size, shape: shape, into: module, prefix: "s\(seed)")
      module = generated.module
      for (id, signature) in generated.signatures {
        plans.append((seed, id, (0..<3).map { _ in generated.arguments(signature) }))
      }
      shape.pointerType = .i32
      narrow = RandomModule(
        seed: seed, functions: Self.functionsPerSeed, size: size, shape: shape, into: narrow, prefix: "s\(seed)").module
    }
    for wrong in [module, narrow] {
      if let (id, error) = Verifier.verify(wrong).first { return (0, ["the generated function \(id) is wrong: \(error.message)"]) }
    }
    for plan in plans {
      for arguments in plan.arguments {
        guard case .returned(let expected) = Interpreter(module, fuel: 2_000_000).call(plan.id, arguments) else { continue }
        calls.append(Call(seed: plan.seed, function: plan.id, arguments: arguments, expected: expected, cell: cells))
        cells += max(arguments.count, expected.count)
      }
    }
    var messages: [String] = []
    for machine in machines {
      var program = machine == .wasm ? narrow : module
      if optimizes, let failure = PassCommands.optimize(&program) {
        messages.append("\(machine): seeds \(seeds): \(failure)")
        continue
      }
      do throws(InternalError) {
        let results = try results(machine, program, calls, cells)
        var reported = Set<FunctionID>()
        for (call, result) in zip(calls, results) where result != call.expected && reported.insert(call.function).inserted {
          let name = program.symbols.text(program.functions[call.function].name)
          messages.append(
            "seed \(call.seed): \(machine): \(name)(\(call.arguments)) is \(result), the interpreter says \(call.expected)")
        }
      } catch {
        messages.append("\(machine): seeds \(seeds): \(error)")
      }
    }
    return (calls.count, messages)
  }

  // MARK: one target

  private func results(
    _ machine: Machine, _ module: Module, _ calls: [Call], _ cells: Int
  ) throws(InternalError) -> [[DataValue]] {
    if machine == .x86_64 {
      var options = CodegenOptions()
      options.verifiesAllocation = true
      let jit = try JITModule(module, isa: X64ISA(), options: options)
      var results: [[DataValue]] = []
      for call in calls { results.append(try jit.call(call.function, call.arguments)) }
      return results
    }
    var program = module
    let contents = addCells(&program, calls, cells)
    addDrivers(&program, calls, contents, machine)
    var folder = Array("/tmp/polyir-test.XXXXXX".utf8CString)
    guard mkdtemp(&folder) != nil else { throw InternalError(stage: "comparison", function: "", "no temporary folder") }
    let path = String(decoding: folder.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in ["object.o", "program", "program.wasm"] { unlink("\(path)/\(name)") }
      rmdir(path)
    }
    let command: [String]
    if machine == .aarch64 {
      try CrossExecution.write(program, to: path + "/object.o")
      let linked = CrossExecution.execute([
        CrossExecution.compiler, "-static", "-o", path + "/program", path + "/object.o", "-lm",
        "-Wl,--defsym=poly_eh_personality=abort",
      ])
      guard linked.status == 0 else {
        throw InternalError(stage: "linking", function: path, String(decoding: linked.output, as: UTF8.self))
      }
      command = [CrossExecution.emulator, "-L", "/usr/aarch64-linux-gnu", path + "/program"]
    } else {
      try writeWasm(program, to: path + "/program.wasm")
      command = ["node", "--no-warnings", "--stack-size=4000", "-e", Self.nodeScript, path + "/program.wasm"]
    }
    let run = CrossExecution.execute(command)
    guard run.status == 0, run.output.count >= cells * 16 else {
      let text = String(decoding: run.output.suffix(400), as: UTF8.self)
      throw InternalError(stage: "program", function: path, "status \(run.status), \(run.output.count) bytes: \(text)")
    }
    return calls.map { call in
      call.expected.indices.map { index in
        var bits: UInt128 = 0
        for byte in (0..<16).reversed() { bits = bits << 8 | UInt128(run.output[(call.cell + index) * 16 + byte]) }
        return DataValue(call.expected[index].type, bits)
      }
    }
  }

  private func writeWasm(_ module: Module, to path: String) throws(InternalError) {
    let bytes: [UInt8]
    do throws(WasmError) {
      bytes = try emitWasmModule(module)
    } catch .compiler(let error) {
      throw error
    } catch .missing(let functions) {
      throw InternalError(stage: "WebAssembly", function: path, "missing \(functions.map(\.name))")
    } catch {
      throw InternalError(stage: "WebAssembly", function: path, "\(error)")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(descriptor) }
    var position = 0
    while position < bytes.count {
      let count = bytes[position...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw InternalError(stage: "WebAssembly", function: path, "cannot write") }
      position += count
    }
  }

  /// The arguments of all calls; results take their place.
  private func addCells(_ module: inout Module, _ calls: [Call], _ cells: Int) -> DataID {
    var bytes = [UInt8](repeating: 0, count: max(16, cells * 16))
    for call in calls {
      for (index, argument) in call.arguments.enumerated() {
        for byte in 0..<16 {
          bytes[(call.cell + index) * 16 + byte] = UInt8(truncatingIfNeeded: argument.bits >> UInt128(byte * 8))
        }
      }
    }
    return module.defineData(
      DataObject(
        name: module.symbols.intern("run.cells"), linkage: .local, kind: .writable, alignment: 16, bytes: bytes,
        size: UInt64(bytes.count)))
  }

  /// Adds functions that make some of the calls each, and the one that the system calls.
  private func addDrivers(_ module: inout Module, _ calls: [Call], _ contents: DataID, _ machine: Machine) {
    let pointer: IRType = machine == .wasm ? .i32 : .i64
    let nothing = Signature(callingConvention: .systemV)
    var drivers: [FunctionID] = []
    var next = 0
    while next < calls.count {
      let part = calls[next..<min(next + 32, calls.count)]
      let id = module.declareFunction(module.symbols.intern("driver\(drivers.count)"), linkage: .local, signature: nothing)
      var builder = FunctionBuilder(id: id, signature: nothing, pointerType: pointer)
      _ = builder.makeEntryBlock()
      for call in part {
        let signature = module.functions[call.function].signature
        let cells = builder.symbolAddress(.data(contents), isColocated: true)
        let arguments = signature.parameters.indices.map {
          builder.load(signature.parameters[$0].type, cells, offset: Int32((call.cell + $0) * 16), flags: .trusted)
        }
        let callee = builder.importFunction(call.function, signature: signature, isColocated: true)
        let inst = builder.call(callee, arguments)
        for (index, value) in builder.function.results(of: inst).enumerated() {
          builder.store(value, cells, offset: Int32((call.cell + index) * 16), flags: .trusted)
        }
      }
      builder.returns([])
      builder.sealAllBlocks()
      module.define(builder.finish())
      drivers.append(id)
      next += part.count
    }
    let size = Int64(module.data[contents].size)
    var signature = nothing
    if machine == .aarch64 { signature.results = [ABIParameter(.i32)] }
    let main = module.declareFunction(
      module.symbols.intern(machine == .wasm ? "_start" : "main"), linkage: .export, signature: signature)
    var output = Signature(callingConvention: .systemV)
    output.parameters = [ABIParameter(.i32), ABIParameter(pointer), ABIParameter(pointer)]
    if machine == .aarch64 { output.results = [ABIParameter(.i64)] }
    let write = module.declareFunction(module.symbols.intern("write"), linkage: .import, signature: output)
    module.importModules[write] = module.symbols.intern("host")
    var builder = FunctionBuilder(id: main, signature: signature, pointerType: pointer)
    _ = builder.makeEntryBlock()
    for driver in drivers { _ = builder.call(builder.importFunction(driver, signature: nothing, isColocated: true), []) }
    let cells = builder.symbolAddress(.data(contents), isColocated: true)
    let count = builder.iconst(pointer, size)
    _ = builder.call(
      builder.importFunction(write, signature: output, isColocated: false), [builder.iconst(.i32, 1), cells, count])
    builder.returns(machine == .aarch64 ? [builder.iconst(.i32, 0)] : [])
    builder.sealAllBlocks()
    module.define(builder.finish())
  }

  private static let nodeScript = """
    const fs = require("node:fs");
    const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
    let memory;
    const instance = new WebAssembly.Instance(module, { host: {
      write(descriptor, start, count) {
        let bytes = new Uint8Array(memory.buffer, start, count);
        while (bytes.length > 0) bytes = bytes.subarray(fs.writeSync(1, bytes));
      },
    } });
    memory = instance.exports.memory;
    instance.exports._start();
    """
}
