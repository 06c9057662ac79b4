// The syntax tree in a snapshot of the library.

import PolySupport

/// All token buffers. Those of a snapshot are made when they are first asked for: most are not.
public struct TokenBufferTable {
  private var buffers: ContiguousArray<TokenBuffer?> = []
  /// Where the buffers of the snapshot lie.
  private var positions: ContiguousArray<Int> = []
  private var snapshot = UnsafeRawBufferPointer(start: nil, count: 0)

  public var count: Int { buffers.count }

  public mutating func push(_ buffer: TokenBuffer) -> BufferID {
    buffers.append(buffer)
    return BufferID(buffers.count - 1)
  }

  public subscript(id: BufferID) -> TokenBuffer {
    mutating get {
      if let buffer = buffers[id.index] { return buffer }
      var stream = SnapshotStream(reading: snapshot, at: positions[id.index])
      let buffer = TokenBuffer(archived: &stream)
      buffers[id.index] = buffer
      return buffer
    }
  }

  /// Writes all buffers, before `archive` writes where they are.
  public mutating func archiveBuffers(_ stream: inout SnapshotStream) {
    positions.removeAll()
    for index in 0..<buffers.count {
      positions.append(stream.offset)
      self[BufferID(index)].archive(&stream)
    }
  }

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.array(&positions)
    guard stream.isReading else { return }
    snapshot = stream.memory
    buffers = ContiguousArray(repeating: nil, count: positions.count)
  }
}

extension TokenBuffer {
  /// Reads a buffer.
  convenience init(archived stream: inout SnapshotStream) {
    var edition = Edition.e2021
    var isExpansion = false
    stream.value(&edition)
    stream.value(&isExpansion)
    self.init(edition: edition, isExpansion: isExpansion)
    archiveTokens(&stream)
  }

  func archive(_ stream: inout SnapshotStream) {
    var edition = edition
    var isExpansion = isExpansion
    stream.value(&edition)
    stream.value(&isExpansion)
    archiveTokens(&stream)
  }

  private func archiveTokens(_ stream: inout SnapshotStream) {
    stream.array(&kinds)
    stream.array(&starts)
    stream.array(&ends)
    stream.array(&payloads)
    stream.array(&contexts)
    stream.array(&flags)
    stream.array(&documented)
    stream.array(&innerDocumented)
    stream.value(&hasDelimiterErrors)
  }
}

extension SyntaxTree {
  /// Writes or reads all nodes. The symbols are not among them, the tokens lie elsewhere.
  public func archive(_ stream: inout SnapshotStream) {
    buffers.archive(&stream)
    stream.map(&exprs)
    stream.map(&patterns)
    stream.map(&types)
    stream.map(&items)
    stream.map(&stmts)
    stream.map(&blocks)
    stream.map(&paths)
    stream.map(&genericArguments)
    stream.map(&macroCalls)
    stream.map(&useTrees)
    stream.map(&functions)
    stream.map(&aggregates)
    stream.map(&enums)
    stream.map(&traits)
    stream.map(&impls)
    stream.map(&constants)
    stream.map(&typeAliases)
    stream.map(&modules)
    stream.map(&externBlocks)
    stream.map(&macroDefinitions)
    stream.map(&lets)
    stream.map(&closures)
    stream.map(&structLiterals)
    stream.map(&methodCalls)
    stream.map(&functionPointers)
    stream.map(&labels)
    stream.map(&metaItems)
    stream.pool(&exprLists)
    stream.pool(&patternLists)
    stream.pool(&typeLists)
    stream.pool(&itemLists)
    stream.pool(&stmtLists)
    stream.pool(&pathSegments)
    stream.pool(&genericArgumentLists)
    stream.pool(&genericParameters)
    stream.pool(&wherePredicates)
    stream.pool(&genericBounds)
    stream.pool(&attributes)
    stream.pool(&useTreeLists)
    stream.pool(&parameters)
    stream.pool(&fieldDefinitions)
    stream.pool(&variants)
    stream.pool(&fieldInitializers)
    stream.pool(&fieldPatterns)
    stream.pool(&matchArms)
    stream.pool(&identLists)
    stream.pool(&metaItemLists)
    stream.dictionary(&exprAttributes)
    stream.dictionary(&stmtAttributes)
  }
}
