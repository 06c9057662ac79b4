// Labels, branch shortening and tables of the code buffer.

import MachineCode
import XCTest

final class CodeBufferTests: XCTestCase {
  private func jump(_ buffer: inout CodeBuffer, _ label: CodeLabel) {
    buffer.branch(opcode: 0xE9, opcodeLength: 1, shortOpcode: 0xEB, to: label)
  }
  private func pad(_ buffer: inout CodeBuffer, _ count: Int) {
    buffer.code.append([UInt8](repeating: 0x90, count: count))
  }

  func testNearBranchesAreShort() {
    var buffer = CodeBuffer()
    let start = buffer.makeLabel()
    let end = buffer.makeLabel()
    buffer.bind(start)
    jump(&buffer, end)
    pad(&buffer, 127)
    buffer.bind(end)
    pad(&buffer, 1)
    jump(&buffer, start)
    let code = buffer.finish(frameSize: 0)
    // 2 + 127 + 1, then back over 130 bytes: too far for a short branch.
    XCTAssertEqual(code?.codeSize, 135)
    XCTAssertEqual(code?.bytes[0], 0xEB)
    XCTAssertEqual(code?.bytes[1], 127)
    XCTAssertEqual(code?.bytes[130], 0xE9)
    XCTAssertEqual(code?.bytes[131], UInt8(truncatingIfNeeded: -135))
  }

  func testRecordsMoveWithTheCode() {
    var buffer = CodeBuffer()
    let end = buffer.makeLabel()
    jump(&buffer, end)
    buffer.addTrap(7)
    pad(&buffer, 2)
    buffer.relocated32(.call32, CodeSymbol(.function, 3), addend: -4)
    buffer.bind(end)
    let code = buffer.finish(frameSize: 0)
    XCTAssertEqual(code?.traps.first?.offset, 2)
    XCTAssertEqual(code?.relocations.first?.offset, 4)
    XCTAssertEqual(code?.bytes[1], 6)
  }

  func testConstantsAreSharedAndAligned() {
    var buffer = CodeBuffer()
    let first = buffer.constant([1, 2, 3, 4, 5, 6, 7, 8], alignment: 8)
    let second = buffer.constant([1, 2, 3, 4, 5, 6, 7, 8], alignment: 8)
    XCTAssertEqual(first, second)
    pad(&buffer, 1)
    buffer.labelDistance(first, bias: 0)
    let code = buffer.finish(frameSize: 0)
    XCTAssertEqual(code?.bytes.count, 16)
    XCTAssertEqual(code?.bytes[1], 3)
  }

  func testAnUnboundLabelIsAnError() {
    var buffer = CodeBuffer()
    let label = buffer.makeLabel()
    buffer.labelDistance(label, bias: 0)
    let code = buffer.finish(frameSize: 0)
    XCTAssertNil(code?.bytes)
  }
}
