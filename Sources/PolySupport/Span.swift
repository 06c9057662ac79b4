// Positions in source text, and in the token streams that macros produce.
//
// All positions of one compilation share one 32-bit space: each file has a range of it, and each
// macro expansion has a range with one position a token (as clang's SLocEntry). So a span is
// 8 bytes and still tells by which expansions its tokens came.

/// A half-open range of positions; both ends are in the same file or the same expansion.
@frozen public struct Span: Hashable, Sendable {
  public var lower: UInt32
  public var upper: UInt32
  @inlinable public init(_ lower: UInt32, _ upper: UInt32) {
    self.lower = lower
    self.upper = upper
  }
  /// The span of what has no source.
  public static let none = Span(0, 0)
  @inlinable public var isNone: Bool { upper == 0 }
  /// From the start of `self` to the end of `other`; `self` if they are not in order.
  @inlinable public func to(_ other: Span) -> Span {
    other.upper >= lower && !other.isNone ? Span(lower, max(upper, other.upper)) : self
  }
}

@frozen public struct FileID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// One source file: its display name and bytes.
public struct SourceFile {
  public private(set) var name: String
  /// The bytes as read, validated UTF-8, followed by one NUL that is not part of the text.
  public private(set) var bytes: [UInt8]
  public private(set) var base: UInt32
  /// Offsets of line starts, ascending, the first is 0.
  public private(set) var lineStarts: ContiguousArray<UInt32>
  /// Whether the file belongs to the library (errors in its macros are shown at the call).
  public private(set) var isLibrary: Bool
  public var length: Int { bytes.count - 1 }

  init(name: String, bytes: [UInt8], base: UInt32, lineStarts: ContiguousArray<UInt32>, isLibrary: Bool) {
    self.name = name
    self.bytes = bytes
    self.base = base
    self.lineStarts = lineStarts
    self.isLibrary = isLibrary
  }

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.string(&name)
    stream.array(&bytes)
    stream.value(&base)
    stream.array(&lineStarts)
    stream.value(&isLibrary)
  }
}

/// One macro expansion: where it was called, and where each of its tokens came from.
public struct Expansion {
  public let base: UInt32
  public let callSite: Span
  public let macroName: Symbol
  /// Whether the macro's definition is in the library.
  public let isLibraryMacro: Bool
  /// For each token its position of origin, in `SourceMap.origins`: in the macro's definition or
  /// its arguments.
  public let origins: ListRef<Span>
}

/// A span resolved to a file: byte offsets in that file.
public struct FileRange: Hashable, Sendable {
  public var file: FileID
  public var lower: Int
  public var upper: Int
}

/// 1-based line and column; the column counts Unicode scalar values.
public struct LineColumn: Hashable, Sendable {
  public var line: Int
  public var column: Int
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The files and expansions of one compilation. Position 0 is never used.
public final class SourceMap {
  public private(set) var files = PrimaryMap<FileID, SourceFile>()
  public private(set) var expansions: ContiguousArray<Expansion> = []
  public private(set) var origins = ListPool<Span>()
  private enum Owner { case file(FileID), expansion(Int) }
  private var bases: ContiguousArray<UInt32> = []
  private var owners: ContiguousArray<Owner> = []
  private var next: UInt32 = 1

  public init() {}

  /// Adds a file. Returns nil if the position space (4 GiB) is used up.
  public func addFile(name: String, bytes: [UInt8], isLibrary: Bool = false) -> FileID? {
    guard bytes.count < Int(UInt32.max - next) - 2 else { return nil }
    var lineStarts: ContiguousArray<UInt32> = [0]
    lineStarts.reserveCapacity(bytes.count / 24)
    for (offset, byte) in bytes.enumerated() where byte == 10 { lineStarts.append(UInt32(offset + 1)) }
    let base = next
    next += UInt32(bytes.count) + 1
    let id = files.push(
      SourceFile(
        name: name, bytes: bytes + [0], base: base, lineStarts: lineStarts, isLibrary: isLibrary))
    bases.append(base)
    owners.append(.file(id))
    return id
  }

  /// Adds an expansion of `origins.count` tokens; token `i` gets position `base + i`.
  public func addExpansion(
    callSite: Span, macroName: Symbol, isLibraryMacro: Bool, origins: ContiguousArray<Span>
  ) -> UInt32? {
    guard origins.count < Int(UInt32.max - next) - 2 else { return nil }
    let base = next
    next += UInt32(origins.count) + 1
    bases.append(base)
    owners.append(.expansion(expansions.count))
    expansions.append(
      Expansion(
        base: base, callSite: callSite, macroName: macroName, isLibraryMacro: isLibraryMacro,
        origins: self.origins.make(origins)))
    return base
  }

  /// Writes or reads all files and expansions.
  public func archive(_ stream: inout SnapshotStream) {
    let count = stream.count(files.count)
    for index in 0..<count {
      var file =
        index < files.count
        ? files.elements[index] : SourceFile(name: "", bytes: [], base: 0, lineStarts: [], isLibrary: true)
      file.archive(&stream)
      if stream.isReading { files.push(file) }
    }
    stream.array(&expansions)
    stream.pool(&origins)
    stream.array(&bases)
    stream.array(&owners)
    stream.value(&next)
  }

  private func owner(of position: UInt32) -> Owner? {
    var low = 0
    var high = bases.count
    while low < high {
      let middle = (low + high) / 2
      if bases[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : owners[low - 1]
  }

  /// The expansion that produced this position, if any.
  public func expansion(at position: UInt32) -> Expansion? {
    if case .expansion(let index)? = owner(of: position) { return expansions[index] }
    return nil
  }

  /// Where a diagnostic at `span` is shown: tokens of the user's macros where they are written, what
  /// a library macro produced at the outermost call that the user wrote.
  public func displayRange(_ span: Span) -> FileRange? {
    var span = span
    for _ in 0..<4096 {
      guard !span.isNone, let owner = owner(of: span.lower) else { return nil }
      switch owner {
      case .file(let id):
        let base = files.elements[id.index].base
        let end = min(Int(max(span.upper, span.lower) - base), files.elements[id.index].length)
        return FileRange(file: id, lower: min(Int(span.lower - base), end), upper: end)
      case .expansion(let index):
        let expansion = expansions[index]
        let first = Int(span.lower - expansion.base)
        let last = max(first, Int(span.upper) - Int(expansion.base) - 1)
        guard first < Int(expansion.origins.count) else {
          span = expansion.callSite
          continue
        }
        let start = origins[expansion.origins, first]
        let end = last < Int(expansion.origins.count) ? origins[expansion.origins, last] : start
        var origin = start
        if isSameOwner(start, end) { origin = start.to(end) }
        if expansion.isLibraryMacro, isLibrary(origin) { origin = expansion.callSite }
        span = origin.isNone ? expansion.callSite : origin
      }
    }
    return nil
  }

  /// The range of the outermost macro call that produced `span`, or of `span` itself if it was written
  /// as it is, be it in a macro call's arguments: what `line!()` and panic locations mean.
  public func rootRange(_ span: Span) -> FileRange? {
    var span = span
    while let expansion = expansion(at: span.lower) {
      span = argumentOrigin(expansion, span.lower) ?? expansion.callSite
    }
    return displayRange(span)
  }

  public func lineColumn(_ file: FileID, offset: Int) -> LineColumn {
    // The file is not copied: that would count references.
    let index = file.index
    var low = 0
    var high = files.elements[index].lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(files.elements[index].lineStarts[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    let start = Int(files.elements[index].lineStarts[low - 1])
    let end = max(start, min(offset, files.elements[index].length))
    let column = files.elements[index].bytes.withUnsafeBufferPointer { bytes in
      var column = 1
      for byte in UnsafeBufferPointer(rebasing: bytes[start..<end]) where byte & 0xC0 != 0x80 { column += 1 }
      return column
    }
    return LineColumn(line: low, column: column)
  }

  /// The text of a line (1-based) without its line break.
  public func lineText(_ file: FileID, line: Int) -> String {
    let source = files[file]
    guard line >= 1, line <= source.lineStarts.count else { return "" }
    let start = Int(source.lineStarts[line - 1])
    var end = line < source.lineStarts.count ? Int(source.lineStarts[line]) - 1 : source.length
    if end > start, source.bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: source.bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// The part of `whole` behind `part`; `whole` if they come from different files or expansions.
  public func rest(of whole: Span, after part: Span) -> Span {
    part.upper < whole.upper && isSameOwner(whole, part) ? Span(part.upper, whole.upper) : whole
  }

  private func isSameOwner(_ a: Span, _ b: Span) -> Bool {
    switch (owner(of: a.lower), owner(of: b.lower)) {
    case (.file(let x)?, .file(let y)?): x == y
    case (.expansion(let x)?, .expansion(let y)?): x == y
    default: false
    }
  }

  /// Whether a token was written in the library: one that a library macro only passed on was not.
  private func isLibrary(_ span: Span) -> Bool {
    var position = span.lower
    for _ in 0..<4096 {
      switch owner(of: position) {
      case .file(let id)?: return files[id].isLibrary
      case .expansion(let index)?:
        let expansion = expansions[index]
        let first = Int(position - expansion.base)
        guard first < Int(expansion.origins.count), !origins[expansion.origins, first].isNone else {
          return expansion.isLibraryMacro
        }
        position = origins[expansion.origins, first].lower
      case nil: return true
      }
    }
    return true
  }

  /// Where a macro call got the token at a position from, if that is one of its own arguments.
  private func argumentOrigin(_ expansion: Expansion, _ position: UInt32) -> Span? {
    let first = Int(position - expansion.base)
    guard first < Int(expansion.origins.count) else { return nil }
    let origin = origins[expansion.origins, first]
    let call = expansion.callSite
    guard !origin.isNone, !call.isNone, origin.lower > call.lower, origin.upper <= call.upper else { return nil }
    return origin
  }
}
