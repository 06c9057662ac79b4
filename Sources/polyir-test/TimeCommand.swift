// `--time=ROUNDS`: the CPU time of each stage of the code generator on a file, on one thread.
import Codegen
import Glibc
import MachineCode
import ObjectModule
import PolyIR
import RegisterAllocator
import X64Backend

enum TimeCommand {
  static func run(_ path: String, _ options: TestOptions) {
    guard let bytes = TestFiles.read(path), let file = try? TextParser.parse(bytes) else {
      return print("cannot read \(path)")
    }
    var module = file.module
    var optimizing = 0.0
    if options.optimizes {
      let start = seconds()
      PassPipeline.optimize(&module)
      optimizing = seconds() - start
    }
    let isa = X64ISA()
    var codegen = CodegenOptions()
    codegen.prefersCompileSpeed = !options.optimizes
    var count = 0
    for body in module.bodies {
      guard let body else { continue }
      for block in body.layout.blockSequence { for _ in body.layout.instSequence(block) { count += 1 } }
    }
    var best = Stages()
    for _ in 0..<options.timedRounds {
      do {
        let times = try measure(module, isa, codegen)
        if best.total == 0 || times.total < best.total { best = times }
      } catch {
        return print(error)
      }
    }
    print("\(path): \(count) instructions, \(module.bodies.count) functions, \(best.bytes) bytes of code")
    if options.optimizes { report("optimise", optimizing, count) }
    report("order", best.order, count)
    report("lower", best.lower, count)
    report("allocate", best.allocate, count)
    report("emit", best.emit, count)
    report("object", best.object, count)
    report("all", best.total, count)
  }

  private struct Stages {
    var order = 0.0
    var lower = 0.0
    var allocate = 0.0
    var emit = 0.0
    var object = 0.0
    var bytes = 0
    var total: Double { order + lower + allocate + emit + object }
  }

  private static func measure(_ module: Module, _ isa: X64ISA, _ options: CodegenOptions) throws -> Stages {
    var stages = Stages()
    var compiled: [CompiledFunction?] = []
    for body in module.bodies {
      guard let body else {
        compiled.append(nil)
        continue
      }
      let start = seconds()
      let order = BlockOrder(body)
      let ordered = seconds()
      let code = try isa.lower(body, name: "f", order: order, options: options)
      let lowered = seconds()
      let allocation = try allocateRegisters(code.problem, isa.environment, strategy: options.strategy)
      let allocated = seconds()
      let result = try isa.emit(code, allocation, options: options)
      let emitted = seconds()
      stages.bytes += result.bytes.count
      compiled.append(result)
      stages.order += ordered - start
      stages.lower += lowered - ordered
      stages.allocate += allocated - lowered
      stages.emit += emitted - allocated
    }
    let start = seconds()
    let object = makeObject(module, compiled, options: ObjectModuleOptions())
    _ = object
    stages.object = seconds() - start
    return stages
  }

  private static func report(_ name: String, _ time: Double, _ count: Int) {
    let microseconds = Int(time * 1e6)
    let rate = time > 0 ? Int(Double(count) / time / 1000) : 0
    print("  \(name): \(microseconds) us, \(rate) thousand instructions/s")
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
