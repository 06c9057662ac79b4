// Bytes of WebAssembly code with the places where numbers of the module are filled in.
//
// Opcodes and encodings are those of the WebAssembly core specification, 2.0, chapter 5.

/// A type of a wasm value.
enum WasmType: UInt8 {
  case i32 = 0x7F, i64 = 0x7E, f32 = 0x7D, f64 = 0x7C
  /// A dense number for tables.
  var index: Int { Int(0x7F - rawValue) }
}

/// Opcodes, as far as they are written.
enum Op: UInt8 {
  case unreachable = 0x00, block = 0x02, loop = 0x03, `if` = 0x04, `else` = 0x05, end = 0x0B, br = 0x0C
  case brIf = 0x0D, brTable = 0x0E, `return` = 0x0F, call = 0x10, callIndirect = 0x11
  case drop = 0x1A, select = 0x1B
  case localGet = 0x20, localSet = 0x21, localTee = 0x22, globalGet = 0x23, globalSet = 0x24
  case i32Load = 0x28, i64Load = 0x29, f32Load = 0x2A, f64Load = 0x2B
  case i32Load8S = 0x2C, i32Load8U = 0x2D, i32Load16S = 0x2E, i32Load16U = 0x2F
  case i64Load8S = 0x30, i64Load8U = 0x31, i64Load16S = 0x32, i64Load16U = 0x33, i64Load32S = 0x34, i64Load32U = 0x35
  case i32Store = 0x36, i64Store = 0x37, f32Store = 0x38, f64Store = 0x39
  case i32Store8 = 0x3A, i32Store16 = 0x3B, i64Store8 = 0x3C, i64Store16 = 0x3D, i64Store32 = 0x3E
  case memorySize = 0x3F, memoryGrow = 0x40
  case i32Const = 0x41, i64Const = 0x42, f32Const = 0x43, f64Const = 0x44
  case i32Eqz = 0x45, i32Eq = 0x46, i64Eqz = 0x50, i64Eq = 0x51
  case f32Eq = 0x5B, f64Eq = 0x61
  case i32Clz = 0x67, i32Ctz = 0x68, i32Popcnt = 0x69, i32Add = 0x6A, i32Sub = 0x6B, i32Mul = 0x6C
  case i32DivS = 0x6D, i32DivU = 0x6E, i32RemS = 0x6F, i32RemU = 0x70, i32And = 0x71, i32Or = 0x72
  case i32Xor = 0x73, i32Shl = 0x74, i32ShrS = 0x75, i32ShrU = 0x76, i32Rotl = 0x77, i32Rotr = 0x78
  case i64Clz = 0x79, i64Ctz = 0x7A, i64Popcnt = 0x7B, i64Add = 0x7C, i64Sub = 0x7D, i64Mul = 0x7E
  case i64DivS = 0x7F, i64DivU = 0x80, i64RemS = 0x81, i64RemU = 0x82, i64And = 0x83, i64Or = 0x84
  case i64Xor = 0x85, i64Shl = 0x86, i64ShrS = 0x87, i64ShrU = 0x88, i64Rotl = 0x89, i64Rotr = 0x8A
  case f32Abs = 0x8B, f64Abs = 0x99
  case i32WrapI64 = 0xA7, i64ExtendI32S = 0xAC, i64ExtendI32U = 0xAD
  case f32DemoteF64 = 0xB6, f64PromoteF32 = 0xBB
  case i32ReinterpretF32 = 0xBC, i64ReinterpretF64 = 0xBD, f32ReinterpretI32 = 0xBE, f64ReinterpretI64 = 0xBF
  case i32Extend8S = 0xC0, i32Extend16S = 0xC1, i64Extend8S = 0xC2, i64Extend16S = 0xC3, i64Extend32S = 0xC4
  case prefixFC = 0xFC
}

/// A number that is known when the module is put together.
struct CodeFixup {
  enum Kind { case function, data }
  /// Where in the code it is inserted.
  var offset: Int
  var kind: Kind
  var index: UInt32
  var addend: Int64
}

/// Code from `offset` on comes from a position of the source.
struct SourceRow {
  var offset: Int
  var position: UInt32
}

/// Unsigned and signed LEB128 numbers.
extension Array where Element == UInt8 {
  mutating func appendUnsigned(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      append(UInt8(truncatingIfNeeded: value) | 0x80)
      value &>>= 7
    }
    append(UInt8(truncatingIfNeeded: value))
  }
  mutating func appendSigned(_ value: Int64) {
    var value = value
    while true {
      let byte = UInt8(truncatingIfNeeded: value) & 0x7F
      value &>>= 7
      if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
        append(byte)
        return
      }
      append(byte | 0x80)
    }
  }
  mutating func appendName(_ text: String) {
    appendUnsigned(UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }
}

/// The instructions of one function.
struct WasmCode {
  var bytes: [UInt8] = []
  var fixups: [CodeFixup] = []
  /// Where instructions of another place in the source begin, in order.
  var rows: [SourceRow] = []

  /// What follows comes from this position of the source; 0 says nothing.
  mutating func begin(_ position: UInt32) {
    guard position != 0 else { return }
    // Code may have been taken back.
    while let last = rows.last, last.offset >= bytes.count { rows.removeLast() }
    if rows.last?.position != position { rows.append(SourceRow(offset: bytes.count, position: position)) }
  }

  mutating func op(_ op: Op) { bytes.append(op.rawValue) }
  mutating func op(_ op: Op, _ immediate: Int) {
    bytes.append(op.rawValue)
    bytes.appendUnsigned(UInt64(immediate))
  }
  /// An opcode as a number: for families whose members are at fixed distances.
  mutating func raw(_ opcode: Int) { bytes.append(UInt8(truncatingIfNeeded: opcode)) }
  mutating func i32(_ value: Int32) {
    bytes.append(Op.i32Const.rawValue)
    bytes.appendSigned(Int64(value))
  }
  mutating func i64(_ value: Int64) {
    bytes.append(Op.i64Const.rawValue)
    bytes.appendSigned(value)
  }
  mutating func constant(_ type: WasmType, _ value: Int64) {
    if type == .i64 { i64(value) } else { i32(Int32(truncatingIfNeeded: value)) }
  }
  mutating func f32(bits: UInt32) {
    bytes.append(Op.f32Const.rawValue)
    for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
  }
  mutating func f64(bits: UInt64) {
    bytes.append(Op.f64Const.rawValue)
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
  }
  /// A load or store at a constant distance of the address.
  mutating func memory(_ op: Op, alignShift: Int, offset: Int) {
    bytes.append(op.rawValue)
    bytes.appendUnsigned(UInt64(alignShift))
    bytes.appendUnsigned(UInt64(offset))
  }
  mutating func memoryCopy() { bytes += [Op.prefixFC.rawValue, 10, 0, 0] }
  mutating func memoryFill() { bytes += [Op.prefixFC.rawValue, 11, 0] }
  /// A saturating conversion of floats to integers, 0…7.
  mutating func truncateSaturating(_ number: Int) { bytes += [Op.prefixFC.rawValue, UInt8(number)] }
  mutating func call(function: UInt32) {
    bytes.append(Op.call.rawValue)
    fixups.append(CodeFixup(offset: bytes.count, kind: .function, index: function, addend: 0))
  }
  /// `i32.const` with the address of a data object.
  mutating func dataAddress(_ data: UInt32, _ addend: Int64) {
    bytes.append(Op.i32Const.rawValue)
    fixups.append(CodeFixup(offset: bytes.count, kind: .data, index: data, addend: addend))
  }
  /// Takes back everything from a position on.
  mutating func truncate(to count: Int) {
    bytes.removeLast(bytes.count - count)
    while let last = fixups.last, last.offset > count { fixups.removeLast() }
  }
}
