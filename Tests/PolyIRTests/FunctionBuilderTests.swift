// SSA construction: variables over branches and loops, sealing, unreachable code.
import PolyIR
import PolySupport
import XCTest

final class FunctionBuilderTests: XCTestCase {
  private func module(_ signature: Signature, _ build: (inout FunctionBuilder) -> Void) -> (Module, FunctionID) {
    var module = Module()
    let id = module.declareFunction(module.symbols.intern("f"), linkage: .export, signature: signature)
    var builder = FunctionBuilder(id: id, signature: signature)
    build(&builder)
    module.define(builder.finish())
    return (module, id)
  }
  private func signature(_ parameters: [IRType], _ results: [IRType]) -> Signature {
    Signature(
      parameters: ContiguousArray(parameters.map { ABIParameter($0) }),
      results: ContiguousArray(results.map { ABIParameter($0) }))
  }

  /// factorial(n): a loop whose header is sealed after its latch.
  func testLoopVariablesBecomeParameters() {
    let (module, id) = module(signature([.i32], [.i32])) { builder in
      let entry = builder.makeEntryBlock()
      let (header, body, exit) = (builder.makeBlock(), builder.makeBlock(), builder.makeBlock())
      let (n, product) = (builder.declareVariable(.i32), builder.declareVariable(.i32))
      builder.define(n, builder.parameter(entry, 0))
      let one = builder.iconst(.i32, 1)
      builder.define(product, one)
      builder.jump(header)
      builder.switchTo(header)
      builder.brif(builder.use(n), body, exit)
      builder.switchTo(body)
      builder.seal(body)
      let count = builder.use(n)
      builder.define(product, builder.imul(builder.use(product), count))
      builder.define(n, builder.binaryImmediate(.iadd, count, -1))
      builder.jump(header)
      builder.seal(header)
      builder.switchTo(exit)
      builder.seal(exit)
      builder.returns([builder.use(product)])
    }
    XCTAssertTrue(Verifier.verify(module).isEmpty)
    let function = module.bodies[id.index]!
    XCTAssertEqual(function.parameterCount(Block(1)), 2)
    XCTAssertEqual(Interpreter(module).call(id, [.i32(5)]), .returned([.i32(120)]))
  }

  /// A variable that both sides leave alone needs no parameter.
  func testNoParameterWithoutDifferentValues() {
    let (module, id) = module(signature([.i32], [.i32])) { builder in
      let entry = builder.makeEntryBlock()
      let (left, right, join) = (builder.makeBlock(), builder.makeBlock(), builder.makeBlock())
      let x = builder.declareVariable(.i32)
      builder.define(x, builder.parameter(entry, 0))
      builder.brif(builder.use(x), left, right)
      for block in [left, right] {
        builder.switchTo(block)
        builder.seal(block)
        builder.jump(join)
      }
      builder.switchTo(join)
      builder.seal(join)
      builder.returns([builder.use(x)])
    }
    XCTAssertTrue(Verifier.verify(module).isEmpty)
    XCTAssertEqual(module.bodies[id.index]!.parameterCount(Block(3)), 0)
  }

  /// What follows a terminator is dropped, and a definition there does not reach the successor.
  func testCodeAfterTerminatorIsDropped() {
    let (module, id) = module(signature([], [.i32])) { builder in
      _ = builder.makeEntryBlock()
      let next = builder.makeBlock()
      let x = builder.declareVariable(.i32)
      let one = builder.iconst(.i32, 1)
      builder.define(x, one)
      builder.jump(next)
      let two = builder.iconst(.i32, 2)
      builder.define(x, two)
      builder.returns([two])
      builder.switchTo(next)
      builder.seal(next)
      builder.returns([builder.use(x)])
    }
    XCTAssertTrue(Verifier.verify(module).isEmpty)
    XCTAssertEqual(Interpreter(module).call(id, []), .returned([.i32(1)]))
  }

  /// A variable that was never set reads as zero of its type, also for wide integers.
  func testUndefinedVariablesAreZero() {
    let (module, id) = module(signature([], [.i128, .f64])) { builder in
      _ = builder.makeEntryBlock()
      let (wide, real) = (builder.declareVariable(.i128), builder.declareVariable(.f64))
      builder.returns([builder.use(wide), builder.use(real)])
    }
    XCTAssertTrue(Verifier.verify(module).isEmpty)
    XCTAssertEqual(
      Interpreter(module).call(id, []), .returned([DataValue(.i128, 0), DataValue(f64: 0)]))
  }

  /// Long chains of blocks are walked without recursion.
  func testDeepChains() {
    let (module, id) = module(signature([.i64], [.i64])) { builder in
      let entry = builder.makeEntryBlock()
      let x = builder.declareVariable(.i64)
      builder.define(x, builder.parameter(entry, 0))
      for _ in 0..<5_000 {
        let (left, right, join) = (builder.makeBlock(), builder.makeBlock(), builder.makeBlock())
        let condition = builder.iconst(.i8, 1)
        builder.brif(condition, left, right)
        for block in [left, right] {
          builder.switchTo(block)
          builder.seal(block)
          builder.jump(join)
        }
        builder.switchTo(join)
        builder.seal(join)
      }
      builder.returns([builder.use(x)])
    }
    XCTAssertTrue(Verifier.verify(module).isEmpty)
    XCTAssertEqual(Interpreter(module).call(id, [.i64(9)]), .returned([.i64(9)]))
  }
}
