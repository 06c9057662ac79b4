// An object file under construction: symbols, code, data; ELFWriter turns it into bytes.
//
//   var object = ObjectFile(sourceName: "main.poly")
//   let symbol = object.declare("main", kind: .function, binding: .global)
//   object.define(symbol, code) { codeSymbol in … its ObjectSymbol … }
//   object.define(other, data)
//   try object.write(to: descriptor)
//
// Functions go to one .text section unless `options.functionSections`. Calls between functions of one
// section that nobody can replace are resolved here and need no relocation.

import MachineCode
import PolySupport

/// A symbol of an object file.
@frozen public struct ObjectSymbol: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

public enum SymbolKind: UInt8, Sendable { case none, function, data, threadLocal }

public enum SymbolBinding: UInt8, Sendable {
  case local
  /// Visible to other objects of the same program only.
  case hidden
  case global
  case weak
}

/// What kind of memory a data object needs.
public enum DataSection: UInt8, Sendable, CaseIterable {
  case readOnly, readOnlyRelocated, writable, zeroed, threadLocal, threadLocalZeroed

  var name: String {
    switch self {
    case .readOnly: ".rodata"
    case .readOnlyRelocated: ".data.rel.ro"
    case .writable: ".data"
    case .zeroed: ".bss"
    case .threadLocal: ".tdata"
    case .threadLocalZeroed: ".tbss"
    }
  }
  var isZeroed: Bool { self == .zeroed || self == .threadLocalZeroed }
}

/// An address that is written into a data object.
public struct ObjectRelocation: Sendable {
  public var offset: UInt64
  public var symbol: ObjectSymbol
  public var addend: Int64
  public init(offset: UInt64, symbol: ObjectSymbol, addend: Int64) {
    self.offset = offset
    self.symbol = symbol
    self.addend = addend
  }
}

/// Where a source position is, for line tables.
public struct SourceLine: Sendable {
  /// Index in `DebugInformation.files`.
  public var file: Int
  public var line: Int
  public var column: Int
  public init(file: Int, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// What debuggers want to know.
public struct DebugInformation {
  public var producer: String
  public var directory: String
  public var files: [String]
  /// The line of a position of the code's source rows.
  public var line: (UInt32) -> SourceLine?
  public init(producer: String, directory: String, files: [String], line: @escaping (UInt32) -> SourceLine?) {
    self.producer = producer
    self.directory = directory
    self.files = files
    self.line = line
  }
}

public struct ObjectOptions: Sendable {
  /// Whether every function gets a section of its own.
  public var functionSections = false
  /// Whether every data object gets one, so that a linker keeps only what is referred to: for objects
  /// of which programs use a part.
  public var dataSections = false
  /// The routine that reads our exception tables.
  public var personality = "poly_eh_personality"
  public var machine = ObjectMachine.x86_64
  public init() {}
}

/// A section under construction.
struct SectionContents {
  var name: String
  var bytes: ContiguousArray<UInt8> = []
  /// Size where there are no bytes.
  var zeroSize: UInt64 = 0
  var alignment: UInt64 = 1
  var relocations: ContiguousArray<SectionRelocation> = []
  var type: UInt32
  var flags: UInt64

  mutating func align(_ boundary: UInt64, fill: UInt8 = 0) {
    alignment = max(alignment, boundary)
    while UInt64(bytes.count) & (boundary - 1) != 0 { bytes.append(fill) }
  }
}

/// A relocation before symbols have their final numbers.
struct SectionRelocation {
  var offset: UInt64
  var type: UInt32
  /// A symbol, or a section if `isSection`.
  var target: UInt32
  var isSection: Bool
  var addend: Int64
}

struct SymbolRecord {
  var name: String
  var kind: SymbolKind
  var binding: SymbolBinding
  /// Index in `sections`; -1 while undefined.
  var section: Int32 = -1
  var offset: UInt64 = 0
  var size: UInt64 = 0
  var isReferenced = false
}

/// A function whose unwind information and lines are written at the end.
struct PlacedFunction {
  var symbol: ObjectSymbol
  var section: Int32
  var offset: UInt64
  var codeSize: UInt32
  var unwindRows: [UnwindRow]
  var callSites: [CallSite]
  var sourceRows: [SourceRow]
}

public struct ObjectFile {
  public let sourceName: String
  public let options: ObjectOptions
  /// Line tables are written if this is set.
  public var debugInformation: DebugInformation?
  var symbols: ContiguousArray<SymbolRecord> = []
  var sections: [SectionContents] = []
  var functions: ContiguousArray<PlacedFunction> = []
  private var textSection: Int32 = -1
  private var dataSections = [Int32](repeating: -1, count: DataSection.allCases.count)
  private var externals: [String: ObjectSymbol] = [:]

  public init(sourceName: String, options: ObjectOptions = ObjectOptions()) {
    self.sourceName = sourceName
    self.options = options
  }

  /// Adds a symbol, undefined until `define`.
  public mutating func declare(_ name: String, kind: SymbolKind, binding: SymbolBinding) -> ObjectSymbol {
    symbols.append(SymbolRecord(name: name, kind: kind, binding: binding))
    return ObjectSymbol(symbols.count - 1)
  }

  /// The undefined global symbol of a name, made once.
  public mutating func external(_ name: String) -> ObjectSymbol {
    if let known = externals[name] { return known }
    let symbol = declare(name, kind: .none, binding: .global)
    externals[name] = symbol
    return symbol
  }

  /// Places the code of a function. `resolve` gives the object's symbol for what the code refers to.
  public mutating func define(
    _ symbol: ObjectSymbol, _ code: CompiledFunction, resolve: (CodeSymbol) -> ObjectSymbol
  ) {
    let section: Int32
    if options.functionSections {
      section = Int32(sections.count)
      sections.append(
        SectionContents(name: ".text." + symbols[symbol.index].name, type: 1, flags: 6))
    } else {
      if textSection < 0 {
        textSection = Int32(sections.count)
        sections.append(SectionContents(name: ".text", type: 1, flags: 6))
      }
      section = textSection
    }
    let index = Int(section)
    sections[index].align(UInt64(max(16, code.alignment)), fill: options.machine.filler)
    let offset = UInt64(sections[index].bytes.count)
    sections[index].bytes.append(contentsOf: code.bytes)
    for relocation in code.relocations {
      let target =
        relocation.symbol.kind == .external
        ? external(code.externalNames[Int(relocation.symbol.index)]) : resolve(relocation.symbol)
      // A backend makes no relocation that its machine does not have.
      guard let type = options.machine.type(relocation.kind) else { continue }
      sections[index].relocations.append(
        SectionRelocation(
          offset: offset + UInt64(relocation.offset), type: type, target: target.raw, isSection: false,
          addend: relocation.addend))
    }
    symbols[symbol.index].section = section
    symbols[symbol.index].offset = offset
    symbols[symbol.index].size = UInt64(code.bytes.count)
    functions.append(
      PlacedFunction(
        symbol: symbol, section: section, offset: offset, codeSize: code.codeSize,
        unwindRows: code.unwindRows, callSites: code.callSites, sourceRows: code.sourceRows))
  }

  /// Places a data object of `size` bytes that begins with `bytes`.
  public mutating func define(
    _ symbol: ObjectSymbol, in kind: DataSection, bytes: [UInt8], size: UInt64, alignment: UInt32,
    relocations: [ObjectRelocation]
  ) {
    var section = options.dataSections ? -1 : dataSections[Int(kind.rawValue)]
    if section < 0 {
      section = Int32(sections.count)
      dataSections[Int(kind.rawValue)] = section
      let flags: UInt64
      switch kind {
      case .readOnly: flags = 2
      case .readOnlyRelocated, .writable, .zeroed: flags = 3
      case .threadLocal, .threadLocalZeroed: flags = 3 | 0x400
      }
      let suffix = options.dataSections ? ".\(symbols[symbol.index].name)" : ""
      sections.append(SectionContents(name: kind.name + suffix, type: kind.isZeroed ? 8 : 1, flags: flags))
    }
    let index = Int(section)
    let boundary = UInt64(max(1, alignment))
    let offset: UInt64
    if kind.isZeroed {
      sections[index].alignment = max(sections[index].alignment, boundary)
      offset = (sections[index].zeroSize + boundary - 1) & ~(boundary - 1)
      sections[index].zeroSize = offset + size
    } else {
      sections[index].align(boundary)
      offset = UInt64(sections[index].bytes.count)
      sections[index].bytes.append(contentsOf: bytes)
      let rest = size > UInt64(bytes.count) ? Int(size) - bytes.count : 0
      if rest > 0 { sections[index].bytes.append(contentsOf: repeatElement(0, count: rest)) }
      for relocation in relocations {
        sections[index].relocations.append(
          SectionRelocation(
            offset: offset + relocation.offset, type: options.machine.absolute64, target: relocation.symbol.raw, isSection: false,
            addend: relocation.addend))
      }
    }
    symbols[symbol.index].section = section
    symbols[symbol.index].offset = offset
    symbols[symbol.index].size = size
  }

  /// Resolves what needs no linker: distances within a section to symbols that cannot be replaced.
  mutating func resolveLocalDistances() {
    for section in sections.indices {
      var kept: ContiguousArray<SectionRelocation> = []
      kept.reserveCapacity(sections[section].relocations.count)
      for relocation in sections[section].relocations {
        let target = symbols[Int(relocation.target)]
        guard !relocation.isSection, options.machine.isLocalDistance(relocation.type),
          target.section == Int32(section), target.binding == .local || target.binding == .hidden
        else {
          kept.append(relocation)
          continue
        }
        let distance = Int64(target.offset) + relocation.addend - Int64(relocation.offset)
        options.machine.write(
          distance, type: relocation.type, at: Int(relocation.offset), in: &sections[section].bytes)
      }
      sections[section].relocations = kept
    }
  }
}
