// Compares native execution with the interpreter on random functions.
import Codegen
import Glibc
import JIT
import PolyIR
import PolySupport
import X64Backend

struct FuzzCommand {
  var seed: UInt64 = 1
  var seconds = 10
  var limit = Int.max
  var size = 60
  var features = X64Features()

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
      do { print(try printVCode(body, name: "\(body.id)", isa: X64ISA(features: features)))
        print(try printAllocation(body, name: "\(body.id)", isa: X64ISA(features: features))) } catch { print(error) }
    }
  }

  /// Checks one module: the number of its functions and what is wrong.
  func check(_ seed: UInt64) -> (Int, String?) {
    var generated = RandomModule(seed: seed, functions: 4, size: size)
    let module = generated.module
    if let (id, error) = Verifier.verify(module).first {
      return (4, "the generated function \(id) is wrong: \(error.message)")
    }
    var options = CodegenOptions()
    options.verifiesAllocation = true
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
