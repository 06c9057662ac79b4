// DWARF 5 in custom sections: functions with their names, and the lines of their code.
//
// Addresses are distances from the beginning of the code section's contents, as "DWARF for WebAssembly" says.

import PolySupport

/// What the module tells about the source.
public struct WasmDebugInformation {
  public var producer: String
  public var directory: String
  public var files: [String]
  /// The file's index, the line and the column of a position.
  public var line: (UInt32) -> (file: Int, line: Int, column: Int)?

  public init(
    producer: String, directory: String, files: [String], line: @escaping (UInt32) -> (file: Int, line: Int, column: Int)?
  ) {
    self.producer = producer
    self.directory = directory
    self.files = files
    self.line = line
  }
}

/// A function in the code section.
struct PlacedFunction {
  var name: String
  var start: Int
  var size: Int
  /// With offsets from `start`.
  var rows: [SourceRow]
}

struct DebugSections {
  let information: WasmDebugInformation
  let functions: [PlacedFunction]

  /// The sections by name.
  func encode() -> [(name: String, bytes: [UInt8])] {
    [(".debug_abbrev", abbreviations()), (".debug_info", info()), (".debug_line", lineTable())]
  }

  private func abbreviations() -> [UInt8] {
    var bytes: [UInt8] = []
    // A compile unit with children: producer, language, name, directory, lines, low and high address.
    bytes += [1, 0x11, 1]
    bytes += [0x25, 0x08, 0x13, 0x05, 0x03, 0x08, 0x1B, 0x08, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06, 0, 0]
    // A subprogram: name, low and high address.
    bytes += [2, 0x2E, 0, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0]
    bytes.append(0)
    return bytes
  }

  private func info() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendWord(0)
    // Version 5, a compile unit, addresses of four bytes, the abbreviations' offset.
    bytes += [5, 0, 1, 4]
    bytes.appendWord(0)
    bytes.append(1)
    bytes.appendText(information.producer)
    bytes += [0x1C, 0]  // Rust: the nearest language that debuggers know
    bytes.appendText(information.files.first ?? "program")
    bytes.appendText(information.directory)
    bytes.appendWord(0)
    let first = functions.first?.start ?? 0
    bytes.appendWord(first)
    bytes.appendWord((functions.last.map { $0.start + $0.size } ?? 0) - first)
    for function in functions {
      bytes.append(2)
      bytes.appendText(function.name)
      bytes.appendWord(function.start)
      bytes.appendWord(function.size)
    }
    bytes.append(0)
    bytes.setWord(bytes.count - 4, at: 0)
    return bytes
  }

  private func lineTable() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendWord(0)
    bytes += [5, 0, 4, 0]
    let header = bytes.count
    bytes.appendWord(0)
    let (lineBase, lineRange, opcodeBase) = (-3, 12, 13)
    bytes += [1, 1, 1, UInt8(bitPattern: Int8(lineBase)), UInt8(lineRange), UInt8(opcodeBase)]
    bytes += [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]
    // One folder; files with a name and the number of their folder.
    bytes += [1, 1, 0x08, 1]
    bytes.appendText(information.directory)
    bytes += [2, 1, 0x08, 2, 0x0B]
    let files = information.files.isEmpty ? ["program"] : information.files
    bytes.appendUnsigned(UInt64(files.count))
    for file in files {
      bytes.appendText(file)
      bytes.append(0)
    }
    bytes.setWord(bytes.count - header - 4, at: header)
    for function in functions {
      var (file, line, column, address) = (1, 1, 0, function.start)
      var isOpen = false
      for row in function.rows {
        guard let place = information.line(row.position) else { continue }
        if !isOpen {
          isOpen = true
          // Set the address.
          bytes += [0, 5, 2]
          bytes.appendWord(function.start)
        }
        if file != place.file {
          file = place.file
          bytes.append(4)
          bytes.appendUnsigned(UInt64(max(0, file)))
        }
        if column != place.column {
          column = place.column
          bytes.append(5)
          bytes.appendUnsigned(UInt64(max(0, column)))
        }
        let lineDelta = place.line - line
        let addressDelta = max(0, function.start + row.offset - address)
        line = place.line
        address += addressDelta
        let adjusted = lineDelta - lineBase
        if adjusted >= 0, adjusted < lineRange, adjusted + lineRange * addressDelta + opcodeBase <= 255 {
          bytes.append(UInt8(adjusted + lineRange * addressDelta + opcodeBase))
          continue
        }
        bytes.append(3)
        bytes.appendSigned(Int64(lineDelta))
        bytes.append(2)
        bytes.appendUnsigned(UInt64(addressDelta))
        bytes.append(1)
      }
      guard isOpen else { continue }
      // To the function's end, and the end of the sequence.
      bytes.append(2)
      bytes.appendUnsigned(UInt64(max(0, function.start + function.size - address)))
      bytes += [0, 1, 1]
    }
    bytes.setWord(bytes.count - 4, at: 0)
    return bytes
  }
}

extension Array where Element == UInt8 {
  fileprivate mutating func appendWord(_ value: Int) {
    for shift in [0, 8, 16, 24] { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  fileprivate mutating func setWord(_ value: Int, at position: Int) {
    for byte in 0..<4 { self[position + byte] = UInt8(truncatingIfNeeded: value >> (byte * 8)) }
  }
  fileprivate mutating func appendText(_ text: String) {
    append(contentsOf: text.utf8)
    append(0)
  }
}
