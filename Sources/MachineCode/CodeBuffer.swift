// Bytes of one function while they are emitted: labels, branches, references, side records; then
// branch shortening and resolution in `finish`.
//
// Invariants: code is only appended; every branch is emitted in its long form and its record knows how
// the short form looks; all side records hold offsets of the long form until `finish` compacts the code
// once. Labels remember how many branches were emitted before them, so a round of shortening is one
// linear walk with prefix sums.

import PolySupport

/// A position in the code that is bound at most once.
@frozen public struct CodeLabel: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// A growing run of bytes with a raw cursor: `reserve` once an instruction, then unchecked appends.
@frozen public struct ByteCursor: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  public internal(set) var count: Int

  public init(capacity: Int = 1024) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
    count = 0
  }
  deinit { base.deallocate() }

  /// Makes room for `bytes` more bytes.
  @inline(__always) public mutating func reserve(_ bytes: Int) {
    if count &+ bytes > capacity { grow(bytes) }
  }
  @inline(never) mutating func grow(_ bytes: Int) {
    let newCapacity = max(capacity * 2, count + bytes)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    fresh.update(from: base, count: count)
    base.deallocate()
    base = fresh
    capacity = newCapacity
  }
  /// Appends within reserved room.
  @inline(__always) public mutating func put8(_ value: UInt8) {
    base[count] = value
    count &+= 1
  }
  @inline(__always) public mutating func put16(_ value: UInt16) {
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: UInt16.self)
    count &+= 2
  }
  @inline(__always) public mutating func put32(_ value: UInt32) {
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: UInt32.self)
    count &+= 4
  }
  @inline(__always) public mutating func put64(_ value: UInt64) {
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: UInt64.self)
    count &+= 8
  }
  public mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    for byte in bytes { put8(byte) }
  }
  public subscript(offset: Int) -> UInt8 {
    get { base[offset] }
    set { base[offset] = newValue }
  }
  func load32(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt32.self))
  }
  func store32(_ offset: Int, _ value: UInt32) {
    UnsafeMutableRawPointer(base + offset).storeBytes(of: value.littleEndian, as: UInt32.self)
  }
  func move(from source: Int, to target: Int, count length: Int) {
    if length > 0, source != target { (base + target).update(from: base + source, count: length) }
  }
  mutating func truncate(_ length: Int) { count = length }
  public func array() -> [UInt8] { [UInt8](UnsafeBufferPointer(start: base, count: count)) }
}

/// A branch in its long form. The displacement is the last four bytes.
struct BranchRecord {
  /// Offset of the first byte that differs between the forms.
  var start: UInt32
  var label: CodeLabel
  /// Length of the long form from `start`, displacement included.
  var longLength: UInt8
  /// First byte of the two-byte short form.
  var shortOpcode: UInt8
  var isShort: Bool
}

/// A 32-bit field that holds the distance from its end (plus `bias`) to a label.
struct LabelReference {
  var offset: UInt32
  var label: CodeLabel
  var bias: Int32
  /// Number of branches emitted before it.
  var branchIndex: UInt32
}

/// Where the distance to a label stands in an instruction word, on machines whose instructions are all
/// four bytes long. Distances count from the word's own start.
public enum WordField: UInt8, Sendable {
  /// Words, 26 bits from bit 0.
  case words26
  /// Words, 19 bits from bit 5.
  case words19
  /// Words, 14 bits from bit 5.
  case words14
  /// Bytes, the low two bits at bit 29, 19 more from bit 5.
  case bytes21
}

/// An instruction word that holds the distance to a label.
struct WordReference {
  var offset: UInt32
  var label: CodeLabel
  var field: WordField
}

/// A constant or jump table that is placed after the code.
private struct TrailingTable {
  var label: CodeLabel
  var alignment: UInt8
  /// Constant bytes, or empty for a jump table.
  var bytes: [UInt8]
  var targets: [CodeLabel]
}

public struct CodeBuffer: ~Copyable {
  public var code: ByteCursor
  private var labelOffsets: ContiguousArray<UInt32> = []
  private var labelBranches: ContiguousArray<UInt32> = []
  private var branches: ContiguousArray<BranchRecord> = []
  private var references: ContiguousArray<LabelReference> = []
  private var words: ContiguousArray<WordReference> = []
  private var tables: [TrailingTable] = []
  private var constantIndex: [[UInt8]: CodeLabel] = [:]
  private var result = CompiledFunction()
  private var pendingCallSites: ContiguousArray<(start: UInt32, end: UInt32, pad: CodeLabel, tag: UInt32)> = []
  private var externalIndex: [String: UInt32] = [:]

  /// With room for so many bytes, branches and source rows.
  public init(capacity: Int = 1024, branches branchCapacity: Int = 0, rows: Int = 0) {
    code = ByteCursor(capacity: capacity)
    branches.reserveCapacity(branchCapacity)
    result.unwindRows.reserveCapacity(8)
    result.relocations.reserveCapacity(capacity >> 6)
    result.sourceRows.reserveCapacity(rows)
  }

  public var offset: UInt32 { UInt32(truncatingIfNeeded: code.count) }

  // MARK: Labels

  public mutating func makeLabel() -> CodeLabel {
    labelOffsets.append(.max)
    labelBranches.append(0)
    return CodeLabel(labelOffsets.count - 1)
  }
  /// Makes `count` labels with consecutive handles; returns the first.
  public mutating func makeLabels(_ count: Int) -> CodeLabel {
    let first = CodeLabel(labelOffsets.count)
    labelOffsets.append(contentsOf: repeatElement(.max, count: count))
    labelBranches.append(contentsOf: repeatElement(0, count: count))
    return first
  }
  public mutating func bind(_ label: CodeLabel) {
    labelOffsets[label.index] = offset
    labelBranches[label.index] = UInt32(branches.count)
  }
  public func isBound(_ label: CodeLabel) -> Bool { labelOffsets[label.index] != .max }

  // MARK: References

  /// Appends a branch whose long form is `opcode` bytes followed by a 32-bit distance, and whose short
  /// form is `shortOpcode` followed by an 8-bit one.
  public mutating func branch(opcode: UInt16, opcodeLength: Int, shortOpcode: UInt8, to label: CodeLabel) {
    branches.append(
      BranchRecord(
        start: offset, label: label, longLength: UInt8(opcodeLength + 4), shortOpcode: shortOpcode,
        isShort: false))
    code.reserve(8)
    code.put8(UInt8(truncatingIfNeeded: opcode))
    if opcodeLength == 2 { code.put8(UInt8(truncatingIfNeeded: opcode >> 8)) }
    code.put32(0)
  }
  /// Appends a 32-bit distance to `label` from the field's end plus `bias`.
  public mutating func labelDistance(_ label: CodeLabel, bias: Int32) {
    references.append(
      LabelReference(offset: offset, label: label, bias: bias, branchIndex: UInt32(branches.count)))
    code.reserve(4)
    code.put32(0)
  }
  /// Appends an instruction word whose `field` becomes the distance to `label`. Such code has no branches
  /// that are shortened.
  public mutating func word(_ word: UInt32, _ field: WordField, to label: CodeLabel) {
    words.append(WordReference(offset: offset, label: label, field: field))
    code.reserve(4)
    code.put32(word)
  }
  /// Appends an instruction word that the linker completes.
  public mutating func relocatedWord(
    _ kind: RelocationKind, _ symbol: CodeSymbol, addend: Int64, _ word: UInt32
  ) {
    result.relocations.append(
      CodeRelocation(offset: offset, kind: kind, symbol: symbol, addend: addend))
    code.reserve(4)
    code.put32(word)
  }
  /// Appends a relocated 32-bit field.
  public mutating func relocated32(_ kind: RelocationKind, _ symbol: CodeSymbol, addend: Int64) {
    result.relocations.append(
      CodeRelocation(offset: offset, kind: kind, symbol: symbol, addend: addend))
    code.reserve(4)
    code.put32(0)
  }
  /// The symbol for a name that is not an entity of the module.
  public mutating func externalSymbol(_ name: String) -> CodeSymbol {
    if let index = externalIndex[name] { return CodeSymbol(.external, index) }
    let index = UInt32(result.externalNames.count)
    result.externalNames.append(name)
    externalIndex[name] = index
    return CodeSymbol(.external, index)
  }
  public mutating func relocated64(_ symbol: CodeSymbol, addend: Int64) {
    result.relocations.append(
      CodeRelocation(offset: offset, kind: .absolute64, symbol: symbol, addend: addend))
    code.reserve(8)
    code.put64(0)
  }

  // MARK: Tables after the code

  /// The label of a constant; equal constants share one.
  public mutating func constant(_ bytes: [UInt8], alignment: UInt8) -> CodeLabel {
    if let label = constantIndex[bytes] { return label }
    let label = makeLabel()
    constantIndex[bytes] = label
    tables.append(TrailingTable(label: label, alignment: alignment, bytes: bytes, targets: []))
    return label
  }
  /// The label of a table of 32-bit distances from the table's start to each target.
  public mutating func jumpTable(_ targets: [CodeLabel]) -> CodeLabel {
    let label = makeLabel()
    tables.append(TrailingTable(label: label, alignment: 4, bytes: [], targets: targets))
    return label
  }

  // MARK: Side records

  public mutating func addTrap(_ trapCode: UInt8) {
    result.traps.append(TrapRecord(offset: offset, code: trapCode))
  }
  public mutating func addSource(_ position: UInt32) {
    if let last = result.sourceRows.last {
      if last.position == position { return }
      if last.offset == offset { result.sourceRows.removeLast() }
    }
    result.sourceRows.append(SourceRow(offset: offset, position: position))
  }
  /// The source position of the code that is emitted now, 0 if unknown.
  public var lastSourcePosition: UInt32 { result.sourceRows.last?.position ?? 0 }
  public mutating func addUnwind(_ operation: UnwindRow.Operation, register: UInt8 = 0, value: Int32 = 0) {
    result.unwindRows.append(UnwindRow(offset: offset, operation, register: register, value: value))
  }
  public mutating func addCallSite(start: UInt32, pad: CodeLabel, tag: UInt32) {
    pendingCallSites.append((start, offset, pad, tag))
  }

  // MARK: Finish

  /// Shortens branches, lays out tables, resolves labels. Nil if a label was never bound, a label is too far
  /// for the word that refers to it, or the code is larger than 1 GiB.
  public consuming func finish(frameSize: UInt32) -> CompiledFunction? {
    guard code.count < 1 << 30 else { return nil }
    var removed = ContiguousArray<UInt32>(filledWith: 0, count: branches.count + 1)
    shorten(&removed)
    compact(removed)
    let codeSize = UInt32(code.count)
    result.codeSize = codeSize
    result.frameSize = frameSize

    for table in tables {
      code.reserve(16 + table.bytes.count + 4 * table.targets.count)
      while code.count & (Int(table.alignment) - 1) != 0 { code.put8(0) }
      if table.alignment > result.alignment { result.alignment = UInt32(table.alignment) }
      let start = UInt32(code.count)
      labelOffsets[table.label.index] = start
      labelBranches[table.label.index] = 0
      if table.targets.isEmpty {
        for byte in table.bytes { code.put8(byte) }
      } else {
        for target in table.targets {
          guard isBound(target) else { return nil }
          code.put32(labelOffsets[target.index] &- start)
        }
      }
    }
    for reference in references {
      guard isBound(reference.label) else { return nil }
      let field = reference.offset
      let distance = Int64(labelOffsets[reference.label.index]) - Int64(field) - 4 - Int64(reference.bias)
      code.store32(Int(field), UInt32(bitPattern: Int32(truncatingIfNeeded: distance)))
    }
    for reference in words {
      guard isBound(reference.label), resolve(reference) else { return nil }
    }
    for site in pendingCallSites {
      guard isBound(site.pad) else { return nil }
      result.callSites.append(
        CallSite(start: site.start, end: site.end, landingPad: labelOffsets[site.pad.index], tag: site.tag))
    }
    result.bytes = code.array()
    return result
  }

  /// Writes a distance into its instruction word; false if it does not fit.
  private func resolve(_ reference: WordReference) -> Bool {
    let distance = Int64(labelOffsets[reference.label.index]) - Int64(reference.offset)
    func fits(_ value: Int64, _ bits: Int64) -> Bool { value >= -(1 << (bits - 1)) && value < 1 << (bits - 1) }
    let bits: UInt32
    switch reference.field {
    case .bytes21:
      guard fits(distance, 21) else { return false }
      let value = UInt32(truncatingIfNeeded: distance)
      bits = (value & 3) << 29 | (value >> 2 & 0x7FFFF) << 5
    case .words26:
      guard fits(distance >> 2, 26) else { return false }
      bits = UInt32(truncatingIfNeeded: distance >> 2) & 0x3FF_FFFF
    case .words19:
      guard fits(distance >> 2, 19) else { return false }
      bits = (UInt32(truncatingIfNeeded: distance >> 2) & 0x7FFFF) << 5
    case .words14:
      guard fits(distance >> 2, 14) else { return false }
      bits = (UInt32(truncatingIfNeeded: distance >> 2) & 0x3FFF) << 5
    }
    code.store32(Int(reference.offset), code.load32(Int(reference.offset)) | bits)
    return true
  }

  /// Marks the branches that fit a short form; `removed[i]` becomes the bytes saved before branch i.
  private mutating func shorten(_ removed: inout ContiguousArray<UInt32>) {
    for _ in 0..<8 {
      var changed = false
      for index in branches.indices where !branches[index].isShort {
        let branch = branches[index]
        let target = labelOffsets[branch.label.index]
        guard target != .max else { continue }
        let targetIndex = Int(labelBranches[branch.label.index])
        // Distance in the current layout, from the end of the long form; a short form only gets nearer.
        let from = Int64(branch.start) + Int64(branch.longLength) - Int64(removed[index])
        let to = Int64(target) - Int64(removed[targetIndex])
        let distance = to - from
        let slack: Int64 = targetIndex <= index ? Int64(branch.longLength) - 2 : 0
        if distance + slack >= -128, distance <= 127 {
          branches[index].isShort = true
          changed = true
        }
      }
      if !changed { break }
      var total: UInt32 = 0
      for index in branches.indices {
        removed[index] = total
        if branches[index].isShort { total += UInt32(branches[index].longLength) - 2 }
      }
      removed[branches.count] = total
    }
  }

  /// Moves the code together and corrects every recorded offset.
  private mutating func compact(_ removed: ContiguousArray<UInt32>) {
    let total = removed[branches.count]
    for label in labelOffsets.indices where labelOffsets[label] != .max {
      labelOffsets[label] -= removed[Int(labelBranches[label])]
    }
    var source = 0
    var target = 0
    for index in branches.indices {
      let branch = branches[index]
      let start = Int(branch.start)
      code.move(from: source, to: target, count: start - source)
      target += start - source
      let destination = labelOffsets[branch.label.index]
      if branch.isShort {
        code[target] = branch.shortOpcode
        let distance = Int64(destination) - Int64(target + 2)
        code[target + 1] = UInt8(bitPattern: Int8(truncatingIfNeeded: distance))
        target += 2
      } else {
        let length = Int(branch.longLength)
        code.move(from: start, to: target, count: length)
        let distance = Int64(destination) - Int64(target + length)
        code.store32(target + length - 4, UInt32(bitPattern: Int32(truncatingIfNeeded: distance)))
        target += length
      }
      source = start + Int(branch.longLength)
    }
    code.move(from: source, to: target, count: code.count - source)
    code.truncate(code.count - Int(total))
    for index in references.indices {
      references[index].offset -= removed[Int(references[index].branchIndex)]
    }
    guard total > 0 else { return }
    // Side records are in order of offset: one merge walk each.
    let branches = branches
    @inline(__always) func correct(_ offset: UInt32, _ cursor: inout Int) -> UInt32 {
      while cursor < branches.count, branches[cursor].start < offset { cursor += 1 }
      return offset - removed[cursor]
    }
    var cursor = 0
    for index in result.relocations.indices {
      result.relocations[index].offset = correct(result.relocations[index].offset, &cursor)
    }
    cursor = 0
    for index in result.unwindRows.indices {
      result.unwindRows[index].offset = correct(result.unwindRows[index].offset, &cursor)
    }
    cursor = 0
    for index in result.sourceRows.indices {
      result.sourceRows[index].offset = correct(result.sourceRows[index].offset, &cursor)
    }
    cursor = 0
    for index in result.traps.indices {
      result.traps[index].offset = correct(result.traps[index].offset, &cursor)
    }
    cursor = 0
    for index in pendingCallSites.indices {
      pendingCallSites[index].start = correct(pendingCallSites[index].start, &cursor)
      pendingCallSites[index].end = correct(pendingCallSites[index].end, &cursor)
    }
  }

  /// Whether every branch target was bound.
  public func allBranchesBound() -> Bool {
    branches.allSatisfy { labelOffsets[$0.label.index] != .max }
  }
}
