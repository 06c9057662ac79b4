// Compares native execution, and what the optimiser makes, with the interpreter on random functions.
import Codegen
import Glibc
import JIT
import PolyIR
import PolySupport
import RegisterAllocator
import X64Backend

struct FuzzCommand {
  var seed: UInt64 = 1
  var seconds = 10
  var limit = Int.max
  var size = 60
  var features = X64Features()
  /// Optimises too, and compares the interpreter and native code on the result.
  var optimizes = false
  /// Runs only this pass instead of the whole optimiser; `all` runs each one alone.
  var pass: String?
  /// Allocates registers in this way only.
  var allocation: AllocationStrategy?

  static let allocations: [String: AllocationStrategy] = [
    "memory": .memory, "single-pass": .singlePass, "linear-scan": .linearScan,
  ]

  /// The number of differences that were found.
  func run() -> Int {
    var failures = 0
    var functions = 0
    var current = seed
    let end = time(nil) + seconds
    while time(nil) < end, functions < limit {
      let (count, failure) = check(current)
      functions += count
      if let failure {
        failures += 1
        print("seed \(current): \(failure)")
        fflush(stdout)
        if failures >= 10 { break }
      }
      current += 1
    }
    print("fuzz: \(functions) functions, seeds \(seed)...\(current - 1), \(failures) failures")
    return failures
  }

  /// Prints the functions of the first seed, as text and as vcode.
  func show() {
    let module = RandomModule(seed: seed, functions: 4, size: size).module
    for body in module.bodies {
      guard let body else { continue }
      print(TextPrinter.print(body, in: module))
      if let pass {
        var changed = body
        PassPipeline.run([pass], &changed, PassContext(module))
        print(TextPrinter.print(changed, in: module))
        continue
      }
      var options = CodegenOptions()
      options.allocation = allocation ?? .automatic
      let isa = X64ISA(features: features)
      do {
        print(try printVCode(body, name: "\(body.id)", isa: isa, options: options))
        print(try printAssembly(body, name: "\(body.id)", isa: isa, options: options))
      } catch {
        print(error)
      }
    }
  }

  /// Checks one module: the number of its functions and what is wrong.
  func check(_ seed: UInt64) -> (Int, String?) {
    var generated = RandomModule(seed: seed, functions: 4, size: size)
    let module = generated.module
    if let (id, error) = Verifier.verify(module).first {
      return (4, "the generated function \(id) is wrong: \(error.message)")
    }
    if optimizes || pass != nil {
      if let pass {
        let names = pass == "all" ? PassPipeline.passes.map(\.name) : [pass]
        return (4, checkPasses(names, &generated, module))
      }
      if let failure = checkOptimized(&generated, module) { return (4, failure) }
    }
    var options = CodegenOptions()
    options.verifiesAllocation = true
    // No failure of an allocator is hidden; now and then the one behind them is tried.
    options.allocation = allocation ?? (seed % 8 == 0 ? .memory : seed % 2 == 0 ? .singlePass : .linearScan)
    do {
      let jit = try JITModule(module, isa: X64ISA(features: features), options: options)
      for id in module.functions.keys {
        let signature = module.functions[id].signature
        for _ in 0..<3 {
          let arguments = generated.arguments(signature)
          let interpreter = Interpreter(module, fuel: 2_000_000)
          guard case .returned(let expected) = interpreter.call(id, arguments) else { continue }
          let results = try jit.call(id, arguments)
          for (result, value) in zip(results, expected) where !Self.isSame(result, value) {
            return (4, "\(id)(\(arguments)) is \(results), the interpreter says \(expected)")
          }
        }
      }
    } catch {
      return (4, "\(error)")
    }
    return (4, nil)
  }

  /// Runs each pass alone over each function, verifies what it makes and compares results and traps.
  private func checkPasses(_ names: [String], _ generated: inout RandomModule, _ module: Module) -> String? {
    var calls: [(FunctionID, [DataValue], InterpreterOutcome)] = []
    for id in module.functions.keys {
      for _ in 0..<3 {
        let arguments = generated.arguments(module.functions[id].signature)
        calls.append((id, arguments, Interpreter(module, fuel: 2_000_000).call(id, arguments)))
      }
    }
    let context = PassContext(module)
    for name in names {
      guard let pass = PassPipeline.pass(named: name) else { return "there is no pass \(name)" }
      var changed = module
      for id in module.functions.keys {
        guard var body = module.bodies[id.index] else { continue }
        _ = pass.run(&body, context)
        changed.bodies[id.index] = body
        if let error = Verifier.verify(body, in: module).first {
          return "after \(name), \(id): \(error)\n\(TextPrinter.print(body, in: module))"
        }
      }
      for (id, arguments, first) in calls {
        if case .outOfFuel = first { continue }
        let second = Interpreter(changed, fuel: 8_000_000).call(id, arguments)
        if !Self.agree(first, second) {
          return "after \(name), \(id)(\(arguments)): \(second), it was \(first)"
        }
      }
    }
    return nil
  }

  private static func agree(_ first: InterpreterOutcome, _ second: InterpreterOutcome) -> Bool {
    switch (first, second) {
    case (.returned(let expected), .returned(let results)):
      return expected.count == results.count && zip(results, expected).allSatisfy { isSame($0, $1) }
    case (.trapped, .trapped), (.unsupported, _): return true
    default: return false
    }
  }

  /// Optimises the module, verifying after each pass, and compares results and traps.
  private func checkOptimized(_ generated: inout RandomModule, _ module: Module) -> String? {
    var optimized = module
    if let failure = PassCommands.optimize(&optimized) { return failure }
    do {
      let jit = try JITModule(optimized, isa: X64ISA(features: features))
      for id in module.functions.keys {
        for _ in 0..<3 {
          let arguments = generated.arguments(module.functions[id].signature)
          let first = Interpreter(module, fuel: 2_000_000).call(id, arguments)
          let second = Interpreter(optimized, fuel: 8_000_000).call(id, arguments)
          if case .outOfFuel = first { continue }
          if !Self.agree(first, second) {
            return "optimised \(id)(\(arguments)): \(second), it was \(first)"
          }
          guard case .returned(let expected) = first else { continue }
          for (result, value) in zip(try jit.call(id, arguments), expected) where !Self.isSame(result, value) {
            return "optimised native \(id)(\(arguments)) is \(result), it was \(expected)"
          }
        }
      }
    } catch {
      return "optimised: \(error)"
    }
    return nil
  }

  /// Equal bits, or both not a number.
  private static func isSame(_ a: DataValue, _ b: DataValue) -> Bool {
    if a.bits == b.bits { return true }
    switch a.type {
    case .f32:
      return Float(bitPattern: UInt32(truncatingIfNeeded: a.bits)).isNaN
        && Float(bitPattern: UInt32(truncatingIfNeeded: b.bits)).isNaN
    case .f64:
      return Double(bitPattern: UInt64(truncatingIfNeeded: a.bits)).isNaN
        && Double(bitPattern: UInt64(truncatingIfNeeded: b.bits)).isNaN
    default: return false
    }
  }
}
