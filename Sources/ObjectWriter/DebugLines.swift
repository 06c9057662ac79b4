// DWARF 5 line tables with the least of .debug_info that makes debuggers read them.

import MachineCode

extension ObjectFile {
  /// Writes .debug_abbrev, .debug_info, .debug_rnglists and .debug_line if they are wanted.
  mutating func writeDebugLines() {
    guard let information = debugInformation, !functions.isEmpty else { return }
    let lineIndex = UInt32(sections.count)
    sections.append(lineTable(information))
    let rangeIndex = UInt32(sections.count)
    sections.append(rangeLists())
    let abbreviationIndex = UInt32(sections.count)
    var abbreviations = DwarfBytes()
    abbreviations.uleb(1)
    abbreviations.uleb(0x11)  // compile unit
    abbreviations.u8(0)
    for (attribute, form) in [
      (0x25, 0x08), (0x13, 0x05), (0x03, 0x08), (0x1B, 0x08), (0x10, 0x17), (0x11, 0x01), (0x55, 0x17),
    ] {
      abbreviations.uleb(UInt64(attribute))
      abbreviations.uleb(UInt64(form))
    }
    abbreviations.u16(0)
    abbreviations.u8(0)
    var section = SectionContents(name: ".debug_abbrev", type: 1, flags: 0)
    section.bytes = abbreviations.bytes
    sections.append(section)

    var info = SectionContents(name: ".debug_info", type: 1, flags: 0)
    var bytes = DwarfBytes()
    func reference(_ target: UInt32, _ addend: Int64) {
      info.relocations.append(
        SectionRelocation(
          offset: UInt64(bytes.count), type: options.machine.absolute32, target: target, isSection: true, addend: addend))
      bytes.u32(0)
    }
    bytes.u32(0)
    bytes.u16(5)
    bytes.u8(1)
    bytes.u8(8)
    reference(abbreviationIndex, 0)
    bytes.uleb(1)
    bytes.string(information.producer)
    bytes.u16(0x1C)  // Rust: the nearest language that debuggers know
    bytes.string(information.files.first ?? sourceName)
    bytes.string(information.directory)
    reference(lineIndex, 0)
    bytes.u64(0)
    reference(rangeIndex, 12)
    bytes.set32(UInt32(bytes.count - 4), at: 0)
    info.bytes = bytes.bytes
    sections.append(info)
  }

  private func rangeLists() -> SectionContents {
    var section = SectionContents(name: ".debug_rnglists", type: 1, flags: 0)
    var bytes = DwarfBytes()
    bytes.u32(0)
    bytes.u16(5)
    bytes.u8(8)
    bytes.u8(0)
    bytes.u32(0)
    for function in functions {
      bytes.u8(7)  // start and length
      section.relocations.append(
        SectionRelocation(
          offset: UInt64(bytes.count), type: options.machine.absolute64, target: UInt32(function.section), isSection: true,
          addend: Int64(function.offset)))
      bytes.u64(0)
      bytes.uleb(UInt64(function.codeSize))
    }
    bytes.u8(0)
    bytes.set32(UInt32(bytes.count - 4), at: 0)
    section.bytes = bytes.bytes
    return section
  }

  private func lineTable(_ information: DebugInformation) -> SectionContents {
    var section = SectionContents(name: ".debug_line", type: 1, flags: 0)
    var bytes = DwarfBytes()
    let lineBase: Int64 = -3
    let lineRange: Int64 = 12
    let opcodeBase: UInt8 = 13
    bytes.u32(0)
    bytes.u16(5)
    bytes.u8(8)
    bytes.u8(0)
    let headerLength = bytes.count
    bytes.u32(0)
    bytes.u8(1)  // instruction length
    bytes.u8(1)
    bytes.u8(1)  // statements by default
    bytes.u8(UInt8(bitPattern: Int8(lineBase)))
    bytes.u8(UInt8(lineRange))
    bytes.u8(opcodeBase)
    for length: UInt8 in [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1] { bytes.u8(length) }
    bytes.u8(1)
    bytes.uleb(1)
    bytes.uleb(0x08)
    bytes.uleb(1)
    bytes.string(information.directory)
    bytes.u8(2)
    bytes.uleb(1)
    bytes.uleb(0x08)
    bytes.uleb(2)
    bytes.uleb(0x0B)
    let files = information.files.isEmpty ? [sourceName] : information.files
    bytes.uleb(UInt64(files.count))
    for file in files {
      bytes.string(file)
      bytes.u8(0)
    }
    bytes.set32(UInt32(bytes.count - headerLength - 4), at: headerLength)

    for function in functions {
      var file = 1
      var line: Int64 = 1
      var column = 0
      var address: UInt32 = 0
      var isOpen = false
      for row in function.sourceRows {
        guard let place = information.line(row.position) else { continue }
        if !isOpen {
          isOpen = true
          bytes.u8(0)
          bytes.uleb(9)
          bytes.u8(2)  // set address
          section.relocations.append(
            SectionRelocation(
              offset: UInt64(bytes.count), type: options.machine.absolute64, target: UInt32(function.section), isSection: true,
              addend: Int64(function.offset)))
          bytes.u64(0)
          // The prologue belongs to the first line.
          address = 0
        }
        let rowAddress = row.offset
        if file != place.file {
          file = place.file
          bytes.u8(4)
          bytes.uleb(UInt64(max(0, file)))
        }
        if column != place.column {
          column = place.column
          bytes.u8(5)
          bytes.uleb(UInt64(max(0, column)))
        }
        let lineDelta = Int64(place.line) - line
        let addressDelta = Int64(rowAddress) - Int64(address)
        line = Int64(place.line)
        address = rowAddress
        let adjusted = lineDelta - lineBase
        let special = adjusted + lineRange * addressDelta + Int64(opcodeBase)
        if adjusted >= 0, adjusted < lineRange, special <= 255 {
          bytes.u8(UInt8(special))
        } else {
          if lineDelta != 0 {
            bytes.u8(3)
            bytes.sleb(lineDelta)
          }
          if addressDelta != 0 {
            bytes.u8(2)
            bytes.uleb(UInt64(max(0, addressDelta)))
          }
          bytes.u8(1)
        }
      }
      if isOpen {
        bytes.u8(2)
        bytes.uleb(UInt64(function.codeSize - min(address, function.codeSize)))
        bytes.u8(0)
        bytes.uleb(1)
        bytes.u8(1)  // end of sequence
      }
    }
    bytes.set32(UInt32(bytes.count - 4), at: 0)
    section.bytes = bytes.bytes
    return section
  }
}
