// .eh_frame and .gcc_except_table: how to unwind each function, and where its exceptions go.

import MachineCode

/// Appends numbers in the encodings of DWARF.
struct DwarfBytes {
  var bytes: ContiguousArray<UInt8> = []
  var count: Int { bytes.count }
  mutating func u8(_ value: UInt8) { bytes.append(value) }
  mutating func u16(_ value: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
  }
  mutating func u32(_ value: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  mutating func u64(_ value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
  mutating func uleb(_ value: UInt64) {
    var rest = value
    repeat {
      let low = UInt8(rest & 0x7F)
      rest >>= 7
      bytes.append(rest == 0 ? low : low | 0x80)
    } while rest != 0
  }
  mutating func sleb(_ value: Int64) {
    var rest = value
    while true {
      let low = UInt8(rest & 0x7F)
      rest >>= 7
      let isLast = (rest == 0 && low & 0x40 == 0) || (rest == -1 && low & 0x40 != 0)
      bytes.append(isLast ? low : low | 0x80)
      if isLast { return }
    }
  }
  mutating func string(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
  }
  mutating func set32(_ value: UInt32, at offset: Int) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)) }
  }
}

extension ObjectFile {
  private static let relativeSigned4: UInt8 = 0x1B
  private var relocationRelative32: UInt32 { options.machine.relative32 }

  /// Writes both sections for all placed functions.
  mutating func writeUnwindTables() {
    guard !functions.isEmpty else { return }
    var frame = SectionContents(name: ".eh_frame", type: 1, flags: 2)
    frame.alignment = 8
    let hasTables = functions.contains { !$0.callSites.isEmpty }
    var bytes = DwarfBytes()
    // One common entry for functions without handlers, one for those with.
    let plain = 0
    appendCommonEntry(&bytes, &frame, personality: nil)
    var handling = 0
    if hasTables {
      handling = bytes.count
      let personality = external(options.personality)
      symbols[personality.index].isReferenced = true
      appendCommonEntry(&bytes, &frame, personality: personality)
    }
    var tableBytes = DwarfBytes()
    var tableSuffix = ""
    for function in functions {
      let hasHandlers = !function.callSites.isEmpty
      let start = bytes.count
      bytes.u32(0)
      bytes.u32(UInt32(bytes.count - (hasHandlers ? handling : plain)))
      frame.relocations.append(
        SectionRelocation(
          offset: UInt64(bytes.count), type: relocationRelative32, target: UInt32(function.section),
          isSection: true, addend: Int64(function.offset)))
      bytes.u32(0)
      bytes.u32(function.codeSize)
      if hasHandlers {
        bytes.uleb(4)
        // Of a function that is dropped the linker keeps what stands in a section with others.
        if options.dataSections, !tableBytes.bytes.isEmpty { flushExceptionTable(&tableBytes, tableSuffix) }
        tableSuffix = options.dataSections ? ".\(symbols[function.symbol.index].name)" : ""
        let tableOffset = tableBytes.count
        appendExceptionTable(&tableBytes, function)
        frame.relocations.append(
          SectionRelocation(
            offset: UInt64(bytes.count), type: relocationRelative32, target: UInt32(sections.count), isSection: true,
            addend: Int64(tableOffset)))
        bytes.u32(0)
      } else {
        bytes.uleb(0)
      }
      appendRows(&bytes, function.unwindRows)
      while (bytes.count - start) % 8 != 0 { bytes.u8(0) }
      bytes.set32(UInt32(bytes.count - start - 4), at: start)
    }
    if !tableBytes.bytes.isEmpty { flushExceptionTable(&tableBytes, tableSuffix) }
    frame.bytes = bytes.bytes
    sections.append(frame)
  }

  private mutating func flushExceptionTable(_ bytes: inout DwarfBytes, _ suffix: String) {
    var table = SectionContents(name: ".gcc_except_table" + suffix, type: 1, flags: 2)
    table.alignment = 4
    swap(&table.bytes, &bytes.bytes)
    sections.append(table)
  }

  private func appendCommonEntry(
    _ bytes: inout DwarfBytes, _ frame: inout SectionContents, personality: ObjectSymbol?
  ) {
    let start = bytes.count
    bytes.u32(0)
    bytes.u32(0)
    bytes.u8(1)
    bytes.string(personality == nil ? "zR" : "zPLR")
    bytes.uleb(1)
    bytes.sleb(-8)
    bytes.uleb(UInt64(options.machine.returnRegister))
    if let personality {
      bytes.uleb(7)
      bytes.u8(Self.relativeSigned4)
      frame.relocations.append(
        SectionRelocation(
          offset: UInt64(bytes.count), type: relocationRelative32, target: personality.raw,
          isSection: false, addend: 0))
      bytes.u32(0)
      bytes.u8(Self.relativeSigned4)
    } else {
      bytes.uleb(1)
    }
    bytes.u8(Self.relativeSigned4)
    bytes.u8(0x0C)
    bytes.uleb(UInt64(options.machine.stackPointer))
    bytes.uleb(options.machine.entryFrameOffset)
    if options.machine.entryFrameOffset > 0 {
      // The return address is below the frame address.
      bytes.u8(0x80 | options.machine.returnRegister)
      bytes.uleb(1)
    }
    while (bytes.count - start) % 8 != 0 { bytes.u8(0) }
    bytes.set32(UInt32(bytes.count - start - 4), at: start)
  }

  private func appendRows(_ bytes: inout DwarfBytes, _ rows: [UnwindRow]) {
    var location: UInt32 = 0
    for row in rows {
      let delta = row.offset - location
      location = row.offset
      if delta > 0 {
        if delta < 64 {
          bytes.u8(0x40 | UInt8(delta))
        } else if delta < 256 {
          bytes.u8(0x02)
          bytes.u8(UInt8(delta))
        } else if delta < 65536 {
          bytes.u8(0x03)
          bytes.u16(UInt16(delta))
        } else {
          bytes.u8(0x04)
          bytes.u32(delta)
        }
      }
      switch row.operation {
      case .defineFrame:
        bytes.u8(0x0C)
        bytes.uleb(UInt64(row.register))
        bytes.uleb(UInt64(max(0, row.value)))
      case .frameRegister:
        bytes.u8(0x0D)
        bytes.uleb(UInt64(row.register))
      case .frameOffset:
        bytes.u8(0x0E)
        bytes.uleb(UInt64(max(0, row.value)))
      case .save:
        bytes.u8(0x80 | row.register & 63)
        bytes.uleb(UInt64(max(0, -row.value / 8)))
      case .restore: bytes.u8(0xC0 | row.register & 63)
      case .rememberState: bytes.u8(0x0A)
      case .restoreState: bytes.u8(0x0B)
      }
    }
  }

  /// The language-specific data of a function in the layout that every C++ implementation reads. Clean-ups
  /// have action 0; a handler of tag 0 has action 1, whose only type is "any".
  private func appendExceptionTable(_ bytes: inout DwarfBytes, _ function: PlacedFunction) {
    var sites = DwarfBytes()
    var position: UInt32 = 0
    var catches = false
    var previousStart = UInt32.max
    for (index, site) in function.callSites.enumerated() {
      // The first handler of a call decides where to land.
      if site.start == previousStart { continue }
      previousStart = site.start
      if site.start > position {
        sites.uleb(UInt64(position))
        sites.uleb(UInt64(site.start - position))
        sites.uleb(0)
        sites.uleb(0)
      }
      // Whether the search ends here is said by all of them: behind a clean-up that was inlined there
      // may be the catch that its end goes on to.
      let isCatch = function.callSites[index...].prefix { $0.start == site.start }.contains { $0.tag != .max }
      catches = catches || isCatch
      sites.uleb(UInt64(site.start))
      sites.uleb(UInt64(site.end - site.start))
      sites.uleb(UInt64(site.landingPad))
      sites.uleb(isCatch ? 1 : 0)
      position = site.end
    }
    if position < function.codeSize {
      sites.uleb(UInt64(position))
      sites.uleb(UInt64(function.codeSize - position))
      sites.uleb(0)
      sites.uleb(0)
    }
    bytes.u8(0xFF)  // landing pads are relative to the function
    var body = DwarfBytes()
    body.u8(0x01)  // call sites in ULEB128
    body.uleb(UInt64(sites.count))
    body.bytes.append(contentsOf: sites.bytes)
    if catches {
      body.sleb(1)
      body.sleb(0)
      body.u32(0)
      bytes.u8(0x03)  // types are unsigned 4-byte numbers
      bytes.uleb(UInt64(body.count))
    } else {
      bytes.u8(0xFF)
    }
    bytes.bytes.append(contentsOf: body.bytes)
  }
}
