// `test run` on another machine: the run lines of a file become the `main` of a program that an emulator runs.
//
// Arguments and results of each line are cells of 16 bytes in one data object, which the program writes to
// its standard output at the end. Lines that trap are each a run of their own, chosen by the number of
// arguments.
import ARM64Backend
import Codegen
import Glibc
import ObjectModule
import ObjectWriter
import PolyIR
import PolySupport

enum CrossExecution {
  static let compiler = "aarch64-linux-gnu-gcc"
  static let emulator = "qemu-aarch64"

  static func run(_ file: ParsedFile, _ testOptions: TestOptions) -> TestStatus {
    if let reason = ExecutionCommands.verify(file) { return .failed(reason) }
    var module = file.module
    if testOptions.optimizes, let reason = PassCommands.optimize(&module) { return .failed(reason) }
    let commands: [(RunCommand, Int)]
    switch ExecutionCommands.commands(file) {
    case .success(let list): commands = list
    case .failure(let stop): return stop.status
    }
    if commands.isEmpty { return .skipped("no run lines") }
    var folder = Array("/tmp/polyir-test.XXXXXX".utf8CString)
    guard mkdtemp(&folder) != nil else { return .failed("cannot make a temporary folder") }
    let path = String(decoding: folder.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in ["object.o", "program"] { unlink("\(path)/\(name)") }
      rmdir(path)
    }
    do {
      let cells = addMain(&module, commands.map(\.0))
      var status = TestStatus.passed
      for isa in TestTargets.arm64ISAs(file) {
        guard case .passed = status else { break }
        try write(module, isa: isa, isFar: testOptions.assumesFarLabels, to: path + "/object.o")
        // No exception is caught by these programs but by their own tables: nothing reads the routine.
        let personality = "-Wl,--defsym=poly_eh_personality=abort"
        let link = [compiler, "-static", "-o", path + "/program", path + "/object.o", "-lm", personality] + aliases(module)
        let linked = execute(link)
        guard linked.status == 0 else { return .failed("linking: \(String(decoding: linked.output, as: UTF8.self))") }
        status = judge(commands, cells, module, program: path + "/program")
      }
      return status
    } catch {
      return error.message.contains("not supported") ? .skipped(error.message) : .failed(error.description)
    }
  }

  private static func judge(
    _ commands: [(RunCommand, Int)], _ cells: [Int], _ module: Module, program: String
  ) -> TestStatus {
    let sysroot = "/usr/aarch64-linux-gnu"
    let main = execute([emulator, "-L", sysroot, program])
    guard main.status == 0 else { return .failed("the program ended with status \(main.status)") }
    var traps = 0
    for (index, (command, line)) in commands.enumerated() {
      if case .traps = command.check {
        traps += 1
        let result = execute([emulator, "-L", sysroot, program] + [String](repeating: "x", count: traps))
        if result.status < 128 { return .failed("line \(line): returned, expected \(command.expectation)") }
        continue
      }
      let signature = module.functions[command.function].signature
      let results = signature.results.enumerated().map { number, result in
        var bits: UInt128 = 0
        for byte in 0..<16 {
          let position = (cells[index] + number) * 16 + byte
          if position < main.output.count { bits |= UInt128(main.output[position]) << UInt128(byte * 8) }
        }
        return DataValue(result.type, bits)
      }
      if !command.accepts(results) {
        return .failed("line \(line): got \(results), expected \(command.expectation)")
      }
    }
    return .passed
  }

  /// Adds `main` and the cells; the number of the first cell of each command.
  private static func addMain(_ module: inout Module, _ commands: [RunCommand]) -> [Int] {
    var starts: [Int] = []
    var bytes: [UInt8] = []
    for command in commands {
      starts.append(bytes.count / 16)
      let signature = module.functions[command.function].signature
      for index in 0..<max(signature.parameters.count, signature.results.count) {
        let value: UInt128 = index < command.arguments.count ? command.arguments[index].bits : 0
        for byte in 0..<16 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt128(byte * 8))) }
      }
    }
    let size = bytes.count
    let data = module.defineData(
      DataObject(
        name: module.symbols.intern("run.cells"), linkage: .local, kind: .writable, alignment: 16, bytes: bytes,
        size: UInt64(max(size, 16))))
    let writeSignature = Signature(
      parameters: [ABIParameter(.i32), ABIParameter(.i64), ABIParameter(.i64)], results: [ABIParameter(.i64)],
      callingConvention: .systemV)
    let write = module.declareFunction(
      module.symbols.intern("write"), linkage: .import, signature: writeSignature)
    let mainSignature = Signature(
      parameters: [ABIParameter(.i32), ABIParameter(.i64)], results: [ABIParameter(.i32)],
      callingConvention: .systemV)
    let main = module.declareFunction(
      module.symbols.intern("main"), linkage: .export, signature: mainSignature)
    var builder = FunctionBuilder(id: main, signature: mainSignature)
    let entry = builder.makeEntryBlock()
    let count = builder.parameter(entry, 0)
    func emitCall(_ index: Int) {
      let command = commands[index]
      let signature = module.functions[command.function].signature
      let cells = builder.symbolAddress(.data(data), isColocated: true)
      var arguments: [Value] = []
      for (number, parameter) in signature.parameters.enumerated() {
        arguments.append(
          builder.load(
            parameter.type, cells, offset: Int32((starts[index] + number) * 16), flags: .trusted))
      }
      let callee = builder.importFunction(command.function, signature: signature, isColocated: true)
      let call = builder.call(callee, arguments)
      for (number, value) in builder.function.results(of: call).enumerated() {
        builder.store(value, cells, offset: Int32((starts[index] + number) * 16), flags: .trusted)
      }
    }
    var traps: Int64 = 0
    for index in commands.indices {
      guard case .traps = commands[index].check else { continue }
      traps += 1
      let (run, next) = (builder.makeBlock(), builder.makeBlock())
      builder.brif(builder.icmpImmediate(.equal, count, traps + 1), run, next)
      builder.seal(run)
      builder.seal(next)
      builder.switchTo(run)
      emitCall(index)
      builder.returns([builder.iconst(.i32, 0)])
      builder.switchTo(next)
    }
    for index in commands.indices {
      if case .traps = commands[index].check { continue }
      emitCall(index)
    }
    let output = builder.importFunction(write, signature: writeSignature, isColocated: false)
    let cells = builder.symbolAddress(.data(data), isColocated: true)
    _ = builder.call(output, [builder.iconst(.i32, 1), cells, builder.iconst(.i64, Int64(size))])
    builder.returns([builder.iconst(.i32, 0)])
    builder.sealAllBlocks()
    module.define(builder.finish())
    return starts
  }

  static func write(
    _ module: Module, isa: ARM64ISA = ARM64ISA(), isFar: Bool = false, to path: String
  ) throws(InternalError) {
    var options = ObjectModuleOptions()
    options.codegen.verifiesAllocation = true
    options.codegen.assumesFarLabels = isFar
    options.object.machine = .aarch64
    options.threads = 1
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
    defer { close(descriptor) }
    do {
      try emitObject(module, isa: isa, options: options, to: descriptor)
    } catch let error as InternalError {
      throw error
    } catch {
      throw InternalError(stage: "object file", function: path, "\(error)")
    }
  }

  /// C's routines under the names that test files give them.
  private static func aliases(_ module: Module) -> [String] {
    ExecutionCommands.libraryNames.compactMap { name, symbol in
      // Nothing else asks the library for it.
      module.symbols.find(name) == nil ? nil : "-Wl,-u,\(symbol),--defsym=\(name)=\(symbol)"
    }
  }

  /// Runs a program; its output, and its exit status or 128 and the signal.
  static func execute(_ command: [String]) -> (status: Int32, output: [UInt8]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (127, []) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var list: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    list.append(nil)
    defer { for pointer in list { free(pointer) } }
    var process: pid_t = 0
    let result = posix_spawnp(&process, command[0], &actions, nil, list, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard result == 0 else { return (127, Array("cannot start \(command[0])".utf8)) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count <= 0 { break }
      output.append(contentsOf: buffer[0..<count])
    }
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else { return (127, output) }
    return (status & 0x7F != 0 ? 128 + (status & 0x7F) : status >> 8 & 0xFF, output)
  }
}
