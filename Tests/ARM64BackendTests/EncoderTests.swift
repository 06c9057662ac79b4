// The encoder beside an assembler: for each form its word as GNU's assembler makes it.

import XCTest

@testable import ARM64Backend

final class EncoderTests: XCTestCase {
  private typealias Word = ARM64Word

  private func access(
    _ width: UInt8, isLoad: Bool, isFloat: Bool = false, isSigned: Bool = false
  ) -> UInt32 {
    Word.access(width: width, isLoad: isLoad, isFloat: isFloat, isSigned: isSigned)
  }

  func testIntegers() {
    let rows: [(UInt32, String, UInt32)] = [
      (Word.alu(.add, 1, 2, 3, wide: true), "add x1, x2, x3", 0x8B030041),
      (Word.alu(.subtractFlags, 1, 2, 3, wide: false), "subs w1, w2, w3", 0x6B030041),
      (Word.alu(.or, 1, 31, 3, wide: true), "mov x1, x3", 0xAA0303E1),
      (Word.alu(.and, 1, 2, 3, kind: 1, amount: 5, wide: true), "and x1, x2, x3, lsr #5", 0x8A431441),
      (Word.alu(.andNot, 1, 2, 3, wide: false), "bic w1, w2, w3", 0x0A230041),
      (Word.alu(.orNot, 1, 31, 3, wide: true), "mvn x1, x3", 0xAA2303E1),
      (Word.alu(.xor, 4, 5, 6, kind: 2, amount: 63, wide: true), "eor x4, x5, x6, asr #63", 0xCA86FCA4),
      (Word.alu(.xorNot, 4, 5, 6, wide: false), "eon w4, w5, w6", 0x4A2600A4),
      (Word.alu(.andFlags, 31, 5, 6, wide: false), "tst w5, w6", 0x6A0600BF),
      (Word.alu(.addCarry, 4, 5, 6, wide: true), "adc x4, x5, x6", 0x9A0600A4),
      (Word.alu(.addCarryFlags, 4, 5, 6, wide: true), "adcs x4, x5, x6", 0xBA0600A4),
      (Word.alu(.subtractCarry, 4, 5, 6, wide: false), "sbc w4, w5, w6", 0x5A0600A4),
      (Word.alu(.subtractCarryFlags, 31, 5, 6, wide: true), "sbcs xzr, x5, x6", 0xFA0600BF),
      (Word.aluExtended(.add, 31, 31, 16, option: 3, amount: 0, wide: true), "add sp, sp, x16, uxtx", 0x8B3063FF),
      (
        Word.aluExtended(.subtractFlags, 31, 5, 6, option: 4, amount: 0, wide: false),
        "cmp w5, w6, sxtb", 0x6B2680BF
      ),
      (Word.aluExtended(.add, 1, 2, 6, option: 6, amount: 2, wide: true), "add x1, x2, w6, sxtw #2", 0x8B26C841),
      (Word.aluImmediate(.add, 29, 31, bits: 0, wide: true), "mov x29, sp", 0x910003FD),
      (
        Word.aluImmediate(.subtract, 31, 31, bits: ARM64Immediate.arithmetic(8192)!, wide: true),
        "sub sp, sp, #8192", 0xD1400BFF
      ),
      (
        Word.aluImmediate(.subtractFlags, 31, 3, bits: ARM64Immediate.arithmetic(77)!, wide: false),
        "cmp w3, #77", 0x7101347F
      ),
      (
        Word.aluImmediate(.addFlags, 31, 3, bits: ARM64Immediate.arithmetic(77)!, wide: true),
        "cmn x3, #77", 0xB101347F
      ),
      (
        Word.logicalImmediate(.and, 1, 2, bits: ARM64Immediate.logical(0xFF, width: 4)!, wide: false),
        "and w1, w2, #0xff", 0x12001C41
      ),
      (
        Word.logicalImmediate(.andFlags, 31, 2, bits: ARM64Immediate.logical(0x8000_0000_0000_0000, width: 8)!, wide: true),
        "tst x2, #0x8000000000000000", 0xF241005F
      ),
      (
        Word.logicalImmediate(.or, 1, 2, bits: ARM64Immediate.logical(0x5555_5555_5555_5555, width: 8)!, wide: true),
        "orr x1, x2, #0x5555555555555555", 0xB200F041
      ),
      (
        Word.logicalImmediate(.xor, 1, 2, bits: ARM64Immediate.logical(0x8000_0000, width: 4)!, wide: false),
        "eor w1, w2, #0x80000000", 0x52010041
      ),
      (
        Word.logicalImmediate(.and, 31, 16, bits: ARM64Immediate.logical(~63, width: 8)!, wide: true),
        "and sp, x16, #0xffffffffffffffc0", 0x927AE61F
      ),
      (
        Word.logicalImmediate(.and, 1, 2, bits: ARM64Immediate.logical(0xFFFF_FFF0, width: 4)!, wide: false),
        "and w1, w2, #0xfffffff0", 0x121C6C41
      ),
      (
        Word.logicalImmediate(.and, 1, 2, bits: ARM64Immediate.logical(0x0FF0_0FF0_0FF0_0FF0, width: 8)!, wide: true),
        "and x1, x2, #0x0ff00ff00ff00ff0", 0x920C9C41
      ),
      (
        Word.logicalImmediate(.and, 1, 2, bits: ARM64Immediate.logical(0xF00F_F00F, width: 4)!, wide: false),
        "and w1, w2, #0xf00ff00f", 0x12049C41
      ),
      (Word.moveWide(2, 1, 0x1234, position: 1, wide: true), "movz x1, #0x1234, lsl #16", 0xD2A24681),
      (Word.moveWide(0, 1, 0x1234, position: 0, wide: false), "movn w1, #0x1234", 0x12824681),
      (Word.moveWide(3, 1, 0x1234, position: 3, wide: true), "movk x1, #0x1234, lsl #48", 0xF2E24681),
      (Word.bitField(2, 1, 2, immr: 0, imms: 7, wide: false), "uxtb w1, w2", 0x53001C41),
      (Word.bitField(0, 1, 2, immr: 0, imms: 31, wide: true), "sxtw x1, w2", 0x93407C41),
      (Word.bitField(2, 1, 2, immr: 5, imms: 63, wide: true), "lsr x1, x2, #5", 0xD345FC41),
      (Word.bitField(2, 1, 2, immr: 59, imms: 58, wide: true), "lsl x1, x2, #5", 0xD37BE841),
      (Word.bitField(0, 1, 2, immr: 3, imms: 9, wide: false), "sbfx w1, w2, #3, #7", 0x13032441),
      (Word.extract(1, 2, 3, 7, wide: true), "extr x1, x2, x3, #7", 0x93C31C41),
      (Word.extract(1, 2, 2, 7, wide: false), "ror w1, w2, #7", 0x13821C41),
      (Word.shift(.left, 1, 2, 3, wide: true), "lsl x1, x2, x3", 0x9AC32041),
      (Word.shift(.right, 1, 2, 3, wide: false), "lsr w1, w2, w3", 0x1AC32441),
      (Word.shift(.arithmeticRight, 1, 2, 3, wide: true), "asr x1, x2, x3", 0x9AC32841),
      (Word.shift(.rotateRight, 1, 2, 3, wide: true), "ror x1, x2, x3", 0x9AC32C41),
      (Word.divide(1, 2, 3, isSigned: true, wide: true), "sdiv x1, x2, x3", 0x9AC30C41),
      (Word.divide(1, 2, 3, isSigned: false, wide: false), "udiv w1, w2, w3", 0x1AC30841),
      (Word.multiplyAdd(1, 2, 3, 31, subtract: false, wide: true), "mul x1, x2, x3", 0x9B037C41),
      (Word.multiplyAdd(1, 2, 3, 4, subtract: true, wide: false), "msub w1, w2, w3, w4", 0x1B039041),
      (Word.multiplyHigh(1, 2, 3, isSigned: true), "smulh x1, x2, x3", 0x9B437C41),
      (Word.multiplyHigh(1, 2, 3, isSigned: false), "umulh x1, x2, x3", 0x9BC37C41),
      (Word.multiplyLong(1, 2, 3, isSigned: true), "smull x1, w2, w3", 0x9B237C41),
      (Word.multiplyLong(1, 2, 3, isSigned: false), "umull x1, w2, w3", 0x9BA37C41),
      (Word.bits(.reverseBits, 1, 2, wide: true), "rbit x1, x2", 0xDAC00041),
      (Word.bits(.reverseBytes16, 1, 2, wide: false), "rev16 w1, w2", 0x5AC00441),
      (Word.bits(.reverseBytes, 1, 2, wide: true), "rev x1, x2", 0xDAC00C41),
      (Word.bits(.reverseBytes, 1, 2, wide: false), "rev w1, w2", 0x5AC00841),
      (Word.bits(.leadingZeros, 1, 2, wide: true), "clz x1, x2", 0xDAC01041),
      (Word.bits(.leadingSigns, 1, 2, wide: false), "cls w1, w2", 0x5AC01441),
      (Word.select(.plain, 1, 2, 3, .less, wide: true), "csel x1, x2, x3, lt", 0x9A83B041),
      (Word.select(.increment, 1, 31, 31, .equal, wide: false), "cset w1, ne", 0x1A9F07E1),
      (Word.select(.negate, 1, 2, 2, .nonNegative, wide: true), "csneg x1, x2, x2, pl", 0xDA825441),
      (Word.select(.invert, 1, 2, 3, .higher, wide: true), "csinv x1, x2, x3, hi", 0xDA838041),
    ]
    for (word, text, expected) in rows { XCTAssertEqual(word, expected, text) }
  }

  func testMemory() {
    let rows: [(UInt32, String, UInt32)] = [
      (Word.scaled(access(8, isLoad: true), 1, 31, units: 3), "ldr x1, [sp, #24]", 0xF9400FE1),
      (Word.scaled(access(1, isLoad: false), 1, 2, units: 3), "strb w1, [x2, #3]", 0x39000C41),
      (Word.scaled(access(2, isLoad: true, isSigned: true), 1, 2, units: 3), "ldrsh x1, [x2, #6]", 0x79800C41),
      (Word.scaled(access(4, isLoad: true, isSigned: true), 1, 2, units: 3), "ldrsw x1, [x2, #12]", 0xB9800C41),
      (Word.scaled(access(16, isLoad: true, isFloat: true), 1, 2, units: 1), "ldr q1, [x2, #16]", 0x3DC00441),
      (Word.scaled(access(16, isLoad: false, isFloat: true), 1, 2, units: 1), "str q1, [x2, #16]", 0x3D800441),
      (Word.scaled(access(8, isLoad: false, isFloat: true), 1, 2, units: 1), "str d1, [x2, #8]", 0xFD000441),
      (Word.scaled(access(2, isLoad: true, isFloat: true), 1, 2, units: 1), "ldr h1, [x2, #2]", 0x7D400441),
      (Word.unscaled(access(8, isLoad: true), 1, 2, offset: -8), "ldur x1, [x2, #-8]", 0xF85F8041),
      (Word.unscaled(access(4, isLoad: false, isFloat: true), 1, 2, offset: 255), "stur s1, [x2, #255]", 0xBC0FF041),
      (Word.indexed(access(8, isLoad: true), 1, 2, 3, isScaled: true), "ldr x1, [x2, x3, lsl #3]", 0xF8637841),
      (
        Word.indexed(access(4, isLoad: true, isSigned: true), 16, 2, 3, option: 2, isScaled: true),
        "ldrsw x16, [x2, w3, uxtw #2]", 0xB8A35850
      ),
      (
        Word.indexed(access(16, isLoad: false, isFloat: true), 1, 2, 3, isScaled: false),
        "str q1, [x2, x3]", 0x3CA36841
      ),
      (
        Word.indexed(access(4, isLoad: false), 1, 2, 3, option: 6, isScaled: true),
        "str w1, [x2, w3, sxtw #2]", 0xB823D841
      ),
      (Word.pair(29, 30, 31, offset: -16, mode: 3, isLoad: false), "stp x29, x30, [sp, #-16]!", 0xA9BF7BFD),
      (Word.pair(29, 30, 31, offset: 16, mode: 1, isLoad: true), "ldp x29, x30, [sp], #16", 0xA8C17BFD),
      (Word.single(19, 31, offset: -16, isPre: true, isLoad: false), "str x19, [sp, #-16]!", 0xF81F0FF3),
      (Word.single(19, 31, offset: 16, isPre: false, isLoad: true), "ldr x19, [sp], #16", 0xF84107F3),
      (Word.loadAcquire(1, 2, width: 8), "ldar x1, [x2]", 0xC8DFFC41),
      (Word.loadAcquire(1, 2, width: 1), "ldarb w1, [x2]", 0x08DFFC41),
      (Word.storeRelease(1, 2, width: 4), "stlr w1, [x2]", 0x889FFC41),
      (Word.loadExclusive(1, 2, width: 2), "ldaxrh w1, [x2]", 0x485FFC41),
      (Word.storeExclusive(17, 1, 2, width: 8), "stlxr w17, x1, [x2]", 0xC811FC41),
      (Word.atomic(0, 3, 1, 2, width: 8), "ldaddal x3, x1, [x2]", 0xF8E30041),
      (Word.atomic(8, 3, 1, 2, width: 4), "swpal w3, w1, [x2]", 0xB8E38041),
      (Word.atomic(1, 3, 1, 2, width: 1), "ldclralb w3, w1, [x2]", 0x38E31041),
      (Word.atomic(2, 3, 1, 2, width: 2), "ldeoralh w3, w1, [x2]", 0x78E32041),
      (Word.atomic(3, 3, 1, 2, width: 8), "ldsetal x3, x1, [x2]", 0xF8E33041),
      (Word.atomic(5, 3, 1, 2, width: 8), "ldsminal x3, x1, [x2]", 0xF8E35041),
      (Word.atomic(6, 3, 1, 2, width: 8), "ldumaxal x3, x1, [x2]", 0xF8E36041),
    ]
    for (word, text, expected) in rows { XCTAssertEqual(word, expected, text) }
  }

  func testControlAndFloats() {
    let rows: [(UInt32, String, UInt32)] = [
      (Word.compareSwap(1, 3, 2, width: 8), "casal x1, x3, [x2]", 0xC8E1FC43),
      (Word.jumpRegister(16), "br x16", 0xD61F0200),
      (Word.callRegister(3), "blr x3", 0xD63F0060),
      (Word.`return`, "ret", 0xD65F03C0),
      (Word.breakpoint, "brk #0", 0xD4200000),
      (Word.fence, "dmb ish", 0xD5033BBF),
      (Word.threadPointer(5), "mrs x5, tpidr_el0", 0xD53BD045),
      (Word.undefined(0xC11F), "udf #0xc11f", 0x0000C11F),
      (Word.floatArithmetic(.add, 1, 2, 3, width: 8), "fadd d1, d2, d3", 0x1E632841),
      (Word.floatArithmetic(.multiply, 1, 2, 3, width: 4), "fmul s1, s2, s3", 0x1E230841),
      (Word.floatArithmetic(.divide, 1, 2, 3, width: 8), "fdiv d1, d2, d3", 0x1E631841),
      (Word.floatArithmetic(.subtract, 1, 2, 3, width: 8), "fsub d1, d2, d3", 0x1E633841),
      (Word.floatArithmetic(.maximum, 1, 2, 3, width: 8), "fmax d1, d2, d3", 0x1E634841),
      (Word.floatArithmetic(.minimum, 1, 2, 3, width: 4), "fmin s1, s2, s3", 0x1E235841),
      (Word.floatUnary(.absolute, 1, 2, width: 8), "fabs d1, d2", 0x1E60C041),
      (Word.floatUnary(.negate, 1, 2, width: 4), "fneg s1, s2", 0x1E214041),
      (Word.floatUnary(.squareRoot, 1, 2, width: 8), "fsqrt d1, d2", 0x1E61C041),
      (Word.floatUnary(.toDouble, 1, 2, width: 4), "fcvt d1, s2", 0x1E22C041),
      (Word.floatUnary(.toSingle, 1, 2, width: 8), "fcvt s1, d2", 0x1E624041),
      (Word.floatUnary(.nearest, 1, 2, width: 8), "frintn d1, d2", 0x1E644041),
      (Word.floatUnary(.ceiling, 1, 2, width: 8), "frintp d1, d2", 0x1E64C041),
      (Word.floatUnary(.floor, 1, 2, width: 8), "frintm d1, d2", 0x1E654041),
      (Word.floatUnary(.truncate, 1, 2, width: 4), "frintz s1, s2", 0x1E25C041),
      (Word.floatMultiplyAdd(1, 2, 3, 4, width: 8), "fmadd d1, d2, d3, d4", 0x1F431041),
      (Word.floatCompare(1, 2, width: 8), "fcmp d1, d2", 0x1E622020),
      (Word.floatSelect(1, 2, 3, .greater, width: 4), "fcsel s1, s2, s3, gt", 0x1E23CC41),
      (
        Word.floatImmediate(1, ARM64Immediate.float((1.5).bitPattern, width: 8)!, width: 8),
        "fmov d1, #1.5", 0x1E6F1001
      ),
      (
        Word.floatImmediate(1, ARM64Immediate.float((-0.125).bitPattern, width: 8)!, width: 8),
        "fmov d1, #-0.125", 0x1E781001
      ),
      (
        Word.floatImmediate(1, ARM64Immediate.float(UInt64(Float(31).bitPattern), width: 4)!, width: 4),
        "fmov s1, #31.0", 0x1E27F001
      ),
      (Word.vectorMove(1, 2), "mov v1.16b, v2.16b", 0x4EA21C41),
      (Word.vectorLogic(.and, 1, 2, 3), "and v1.16b, v2.16b, v3.16b", 0x4E231C41),
      (Word.vectorLogic(.xor, 1, 2, 3), "eor v1.16b, v2.16b, v3.16b", 0x6E231C41),
      (Word.vectorLogic(.not, 1, 2, 2), "mvn v1.16b, v2.16b", 0x6E205841),
      (Word.vectorLogic(.select, 1, 2, 3), "bsl v1.16b, v2.16b, v3.16b", 0x6E631C41),
      (Word.vectorInsertIfTrue(1, 2, 3), "bit v1.16b, v2.16b, v3.16b", 0x6EA31C41),
      (Word.vectorZero(1), "movi v1.2d, #0", 0x6F00E401),
      (Word.vectorNegate(1, 2, width: 8), "fneg v1.2d, v2.2d", 0x6EE0F841),
      (Word.vectorNegate(1, 2, width: 4), "fneg v1.4s, v2.4s", 0x6EA0F841),
      (Word.vectorCount(1, 2), "cnt v1.8b, v2.8b", 0x0E205841),
      (Word.vectorSum(1, 2), "addv b1, v2.8b", 0x0E31B841),
      (Word.integerToFloat(1, 2, isSigned: true, width: 8, wide: true), "scvtf d1, x2", 0x9E620041),
      (Word.integerToFloat(1, 2, isSigned: false, width: 4, wide: false), "ucvtf s1, w2", 0x1E230041),
      (Word.floatToInteger(1, 2, isSigned: true, width: 8, wide: false), "fcvtzs w1, d2", 0x1E780041),
      (Word.floatToInteger(1, 2, isSigned: false, width: 4, wide: true), "fcvtzu x1, s2", 0x9E390041),
      (Word.moveToFloat(1, 2, wide: true), "fmov d1, x2", 0x9E670041),
      (Word.moveToFloat(1, 2, wide: false), "fmov s1, w2", 0x1E270041),
      (Word.moveFromFloat(1, 2, wide: true), "fmov x1, d2", 0x9E660041),
      (Word.moveFromFloat(1, 2, wide: false), "fmov w1, s2", 0x1E260041),
      (Word.moveFromFloatHigh(1, 2), "fmov x1, v2.d[1]", 0x9EAE0041),
      (Word.moveToFloatHigh(1, 2), "fmov v1.d[1], x2", 0x9EAF0041),
    ]
    for (word, text, expected) in rows { XCTAssertEqual(word, expected, text) }
  }

  /// Every logical immediate is the pattern that its encoding means; what is none is refused.
  func testLogicalImmediates() {
    for size: UInt64 in [2, 4, 8, 16, 32, 64] {
      for ones in 1..<size {
        for rotation in 0..<size {
          let mask: UInt64 = size == 64 ? .max : (1 << size) - 1
          let run: UInt64 = (1 << ones) - 1
          let element = rotation == 0 ? run : (run >> rotation | run << (size - rotation)) & mask
          var pattern = element
          var width = size
          while width < 64 {
            pattern |= pattern << width
            width *= 2
          }
          guard let bits = ARM64Immediate.logical(pattern, width: 8) else {
            XCTFail("\(pattern) is refused")
            continue
          }
          XCTAssertEqual(UInt64(bits >> 16 & 63), rotation)
          XCTAssertEqual(bits >> 22 & 1, size == 64 ? 1 : 0)
        }
      }
    }
    for pattern: UInt64 in [0, .max, 5, 0x1234, 0xFFFF_0000_0000_0001 ^ 0x10] {
      XCTAssertNil(ARM64Immediate.logical(pattern, width: 8))
    }
  }
}
