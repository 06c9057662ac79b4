// Writes an object file as ELF through libelf.
//
// Section order: null, .shstrtab, .symtab, .strtab, (.symtab_shndx), contents, relocations. The tables come
// first so that their numbers stay small when there are more sections than 16 bits can name.

import CElf
import PolySupport

public struct ObjectWriteError: Error, CustomStringConvertible {
  public let description: String
}

/// Memory that libelf reads until the file is written.
private final class ElfBuffers {
  private var blocks: [UnsafeMutableRawPointer] = []
  func copy<T>(_ values: ContiguousArray<T>) -> UnsafeMutableRawPointer? {
    guard !values.isEmpty else { return nil }
    let size = values.count * MemoryLayout<T>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    values.withUnsafeBytes { block.copyMemory(from: $0.baseAddress!, byteCount: size) }
    blocks.append(block)
    return block
  }
  deinit { for block in blocks { block.deallocate() } }
}

/// A string table under construction. Names are distinct as a rule, so nobody looks for equal ones.
private struct StringTable {
  var bytes: ContiguousArray<UInt8> = [0]
  mutating func add(_ text: String) -> UInt32 {
    if text.isEmpty { return 0 }
    let offset = UInt32(bytes.count)
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
    return offset
  }
  /// Adds a text with a prefix; the text alone is found `prefix.utf8.count` bytes further.
  mutating func add(_ prefix: StaticString, _ text: String) -> UInt32 {
    let offset = UInt32(bytes.count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
    return offset
  }
}

extension ObjectFile {
  /// Completes the object and writes it to an open file descriptor. The object can be written once.
  public mutating func write(to descriptor: Int32) throws(ObjectWriteError) {
    resolveLocalDistances()
    writeUnwindTables()
    writeDebugLines()
    sections.append(SectionContents(name: ".note.GNU-stack", type: 1, flags: 0))
    try writeELF(descriptor)
  }

  private func failure(_ what: String) -> ObjectWriteError {
    ObjectWriteError(description: what + ": " + String(cString: elf_errmsg(-1)))
  }

  private func writeELF(_ descriptor: Int32) throws(ObjectWriteError) {
    guard elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE), let elf = elf_begin(descriptor, ELF_C_WRITE_MMAP, nil)
    else { throw failure("cannot begin an object file") }
    defer { elf_end(elf) }
    let buffers = ElfBuffers()
    var names = StringTable()
    var strings = StringTable()

    guard let header = elf64_newehdr(elf) else { throw failure("cannot make the header") }
    header.pointee.e_ident.5 = UInt8(ELFDATA2LSB)
    header.pointee.e_machine = options.machine.elfNumber
    header.pointee.e_type = UInt16(ET_REL)
    header.pointee.e_version = UInt32(EV_CURRENT)

    let relocated = sections.indices.filter { !sections[$0].relocations.isEmpty }
    let needsIndexTable = sections.count + relocated.count + 8 >= 0xFF00
    let firstSection = needsIndexTable ? 5 : 4

    // Symbols: the file, sections, locals, then the others.
    var table: ContiguousArray<Elf64_Sym> = [Elf64_Sym()]
    var indices: ContiguousArray<UInt32> = [0]
    func add(_ name: UInt32, info: UInt8, other: UInt8, section: Int, value: UInt64, size: UInt64) {
      var symbol = Elf64_Sym()
      symbol.st_name = name
      symbol.st_info = info
      symbol.st_other = other
      symbol.st_value = value
      symbol.st_size = size
      if section < 0xFF00 || section == 0xFFF1 {
        symbol.st_shndx = UInt16(section)
        indices.append(0)
      } else {
        symbol.st_shndx = 0xFFFF
        indices.append(UInt32(section))
      }
      table.append(symbol)
    }
    add(strings.add(sourceName), info: 4, other: 0, section: 0xFFF1, value: 0, size: 0)
    var sectionSymbols = ContiguousArray<UInt32>(filledWith: 0, count: sections.count)
    var usesSection = ContiguousArray<Bool>(filledWith: false, count: sections.count)
    var isReferenced = ContiguousArray<Bool>(filledWith: false, count: symbols.count)
    for section in sections {
      for relocation in section.relocations {
        if relocation.isSection {
          usesSection[Int(relocation.target)] = true
        } else {
          isReferenced[Int(relocation.target)] = true
        }
      }
    }
    for index in sections.indices where usesSection[index] {
      sectionSymbols[index] = UInt32(table.count)
      add(0, info: 3, other: 0, section: firstSection + index, value: 0, size: 0)
    }
    var finalIndices = ContiguousArray<UInt32>(filledWith: 0, count: symbols.count)
    var firstGlobal = 0
    for pass in 0..<2 {
      if pass == 1 { firstGlobal = table.count }
      for index in symbols.indices {
        let symbol = symbols[index]
        let isLocal = symbol.binding == .local && symbol.section >= 0
        guard isLocal == (pass == 0), symbol.section >= 0 || isReferenced[index] else { continue }
        finalIndices[index] = UInt32(table.count)
        let binding: UInt32 = isLocal ? 0 : symbol.binding == .weak ? 2 : 1
        let kind: UInt32
        switch symbol.kind {
        case .none: kind = 0
        case .data: kind = 1
        case .function: kind = symbol.section >= 0 ? 2 : 0
        case .threadLocal: kind = 6
        }
        add(
          strings.add(symbol.name), info: poly_elf64_st_info(binding, kind),
          other: symbol.binding == .hidden && symbol.section >= 0 ? 2 : 0,
          section: symbol.section >= 0 ? firstSection + Int(symbol.section) : 0, value: symbol.offset,
          size: symbol.size)
      }
    }

    func makeSection(
      _ name: UInt32, type: UInt32, flags: UInt64, alignment: UInt64, link: UInt32 = 0, info: UInt32 = 0,
      entrySize: UInt64 = 0, data: UnsafeMutableRawPointer?, size: UInt64, dataType: Elf_Type = ELF_T_BYTE
    ) throws(ObjectWriteError) {
      guard let section = elf_newscn(elf), let header = elf64_getshdr(section),
        let contents = elf_newdata(section)
      else { throw failure("cannot make a section") }
      contents.pointee.d_buf = data
      contents.pointee.d_size = Int(size)
      contents.pointee.d_align = Int(max(1, alignment))
      contents.pointee.d_type = dataType
      contents.pointee.d_off = 0
      contents.pointee.d_version = UInt32(EV_CURRENT)
      header.pointee.sh_name = name
      header.pointee.sh_type = type
      header.pointee.sh_flags = flags
      header.pointee.sh_addralign = max(1, alignment)
      header.pointee.sh_link = link
      header.pointee.sh_info = info
      header.pointee.sh_entsize = entrySize
    }

    // The section names are complete only after all sections have been named. The name of a section is the
    // end of that of its relocations.
    let headerNames = (
      sections: names.add(".shstrtab"), symbols: names.add(".symtab"), strings: names.add(".strtab"),
      indices: needsIndexTable ? names.add(".symtab_shndx") : 0
    )
    var sectionNames: ContiguousArray<UInt32> = []
    sectionNames.reserveCapacity(sections.count)
    for section in sections {
      sectionNames.append(
        section.relocations.isEmpty ? names.add(section.name) : names.add(".rela", section.name) + 5)
    }
    try makeSection(
      headerNames.sections, type: 3, flags: 0, alignment: 1, data: buffers.copy(names.bytes),
      size: UInt64(names.bytes.count))
    header.pointee.e_shstrndx = 1
    try makeSection(
      headerNames.symbols, type: 2, flags: 0, alignment: 8, link: 3, info: UInt32(firstGlobal), entrySize: 24,
      data: buffers.copy(table), size: UInt64(table.count * 24), dataType: ELF_T_SYM)
    try makeSection(
      headerNames.strings, type: 3, flags: 0, alignment: 1, data: buffers.copy(strings.bytes),
      size: UInt64(strings.bytes.count))
    if needsIndexTable {
      try makeSection(
        headerNames.indices, type: 18, flags: 0, alignment: 4, link: 2, entrySize: 4, data: buffers.copy(indices),
        size: UInt64(indices.count * 4), dataType: ELF_T_WORD)
    }
    for (index, section) in sections.enumerated() {
      let isZeroed = section.type == 8
      try makeSection(
        sectionNames[index], type: section.type, flags: section.flags, alignment: section.alignment,
        data: isZeroed ? nil : buffers.copy(section.bytes),
        size: isZeroed ? section.zeroSize : UInt64(section.bytes.count))
    }
    for index in relocated {
      var records: ContiguousArray<Elf64_Rela> = []
      records.reserveCapacity(sections[index].relocations.count)
      for relocation in sections[index].relocations {
        let symbol =
          relocation.isSection
          ? sectionSymbols[Int(relocation.target)] : finalIndices[Int(relocation.target)]
        records.append(
          Elf64_Rela(
            r_offset: relocation.offset, r_info: poly_elf64_r_info(UInt64(symbol), UInt64(relocation.type)),
            r_addend: relocation.addend))
      }
      try makeSection(
        sectionNames[index] - 5, type: 4, flags: 0x40, alignment: 8, link: 2,
        info: UInt32(firstSection + index), entrySize: 24, data: buffers.copy(records),
        size: UInt64(records.count * 24), dataType: ELF_T_RELA)
    }
    guard elf_update(elf, ELF_C_WRITE) >= 0 else { throw failure("cannot write the object file") }
  }
}
