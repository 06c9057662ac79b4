// The sizes that tables rely on, numbers of the text form, and pool lists.
import PolyIR
import PolySupport
import XCTest

final class InstructionTests: XCTestCase {
  func testSizes() {
    XCTAssertEqual(MemoryLayout<InstructionData>.stride, 16)
    XCTAssertEqual(MemoryLayout<ValueData>.stride, 8)
    XCTAssertEqual(MemoryLayout<IRType>.stride, 1)
  }

  func testEveryOpcodeHasItsOwnName() {
    for opcode in Opcode.allCases { XCTAssertEqual(Opcode(name: opcode.name), opcode) }
    XCTAssertEqual(Set(Opcode.allCases.map(\.name)).count, Opcode.allCases.count)
  }

  func testConditions() {
    for condition in IntCC.allCases {
      XCTAssertEqual(condition.complement.complement, condition)
      XCTAssertEqual(condition.swapped.swapped, condition)
      for (x, y) in [(1, 2), (2, 1), (5, 5), (0xFF, 1), (0x80, 0x7F)] as [(UInt128, UInt128)] {
        let holds = ScalarEvaluation.compare(condition, .i8, x, y)
        XCTAssertEqual(ScalarEvaluation.compare(condition.complement, .i8, x, y), !holds)
        XCTAssertEqual(ScalarEvaluation.compare(condition.swapped, .i8, y, x), holds)
      }
    }
    for condition in FloatCC.allCases {
      XCTAssertEqual(condition.complement.outcomes, ~condition.outcomes & 15)
      XCTAssertEqual(condition.swapped.swapped, condition)
    }
  }

  func testFloatText() {
    for bits in [0, 1, 0x8000_0000, 0x3F80_0000, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0x7F80_0001, 0x0080_0000, 0x4049_0FDB] as [UInt128] {
      let text = NumberText.float(bits, .f32)
      XCTAssertEqual(NumberText.floatBits(Substring(text), .f32), bits, text)
    }
    XCTAssertEqual(NumberText.floatBits("0x1.8p1", .f64), UInt128((3.0).bitPattern))
    XCTAssertEqual(NumberText.floatBits("2.5", .f32), UInt128(Float(2.5).bitPattern))
    XCTAssertNil(NumberText.floatBits("0x1.00000001p0", .f32))
    XCTAssertEqual(SoftFloat.convert(UInt128((1.5).bitPattern), from: .f64, to: .f16), 0x3E00)
    XCTAssertEqual(SoftFloat.convert(UInt128((65520.0).bitPattern), from: .f64, to: .f16), 0x7C00)
  }

  func testListsGrow() {
    var pool = OperandPool()
    var list: UInt32 = 0
    for element in 0..<100 as Range<UInt32> { list = pool.append(element, to: list) }
    XCTAssertEqual(pool.count(list), 100)
    XCTAssertEqual(pool.range(list).map { pool.words[$0] }, Array(0..<100))
    pool.remove(at: 50, of: list)
    XCTAssertEqual(pool.count(list), 99)
    XCTAssertEqual(pool.words[pool.range(list).lowerBound + 50], 51)
  }

  func testMalformedTextIsAnError() {
    for text in [
      "function", "function %f", "function %f( {", "function %f() {", "function %f() { block0: v0 = }",
      "function %f() { block0: jump block99999999 }", "function %f() { block0: v4294967295 = iconst.i8 0 }",
      "function %f() { block0: v0 = iconst.i8 256\n return }", "data %d [align=3]", "function %f() { ss0 = explicit_slot -1 }",
      "function %f(i32) -> { block0: return }", "\u{0}", "function %\"x() {}",
    ] {
      XCTAssertThrowsError(try TextParser.parse(text), text)
    }
  }
}
