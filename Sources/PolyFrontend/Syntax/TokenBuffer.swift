// The tokens of one file or one macro expansion, as a struct of arrays.
//
// Invariants: the last token is `endOfFile`; delimiters are balanced (the lexer repairs what is
// not); the payload of a delimiter is the index of its partner, of a name or literal its symbol.

import PolySupport

/// A mark that tells the names of different macro expansions apart; 0 is text as the user wrote it.
/// Its table belongs to macro expansion.
@frozen public struct SyntaxContext: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
  @inlinable public static var root: SyntaxContext { SyntaxContext(raw: 0) }
}

/// A token buffer of the compilation (`SyntaxTree.buffers`).
@frozen public struct BufferID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// Tokens `start..<end` of a buffer.
@frozen public struct TokenSlice: Hashable, Sendable {
  public var buffer: BufferID
  public var start: UInt32
  public var end: UInt32
  @inlinable public init(buffer: BufferID, start: UInt32, end: UInt32) {
    self.buffer = buffer
    self.start = start
    self.end = end
  }
  @inlinable public init(buffer: BufferID, _ range: Range<Int>) {
    self.init(
      buffer: buffer, start: UInt32(truncatingIfNeeded: range.lowerBound),
      end: UInt32(truncatingIfNeeded: range.upperBound))
  }
  @inlinable public static var none: TokenSlice { TokenSlice(buffer: .none, start: 0, end: 0) }
  @inlinable public var isEmpty: Bool { start == end }
  @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
}

/// An identifier with its hygiene mark and its place. `name` is `Symbol.none` where one is absent.
@frozen public struct Ident: Sendable {
  public var name: Symbol
  public var context: SyntaxContext
  public var span: Span
  @inlinable public init(_ name: Symbol, context: SyntaxContext = .root, span: Span = .none) {
    self.name = name
    self.context = context
    self.span = span
  }
  @inlinable public static var none: Ident { Ident(.none) }
  @inlinable public var isNone: Bool { name.isNone }
}

/// The tokens of one file or of one macro expansion.
public final class TokenBuffer {
  public internal(set) var kinds: ContiguousArray<TokenKind> = []
  /// Global positions of first bytes (file), or positions `base + i` (expansion).
  public internal(set) var starts: ContiguousArray<UInt32> = []
  /// Global positions behind the last bytes.
  public internal(set) var ends: ContiguousArray<UInt32> = []
  /// The symbol of a name or literal, the partner's index of a delimiter, otherwise 0.
  public internal(set) var payloads: ContiguousArray<UInt32> = []
  /// Per token in an expansion, empty in a file.
  public internal(set) var contexts: ContiguousArray<SyntaxContext> = []
  /// Per token in an expansion, empty in a file: bit 0 joint, bits 1... the `FragmentKind`.
  var flags: ContiguousArray<UInt8> = []
  /// In a file: tokens before which an outer documentation comment was skipped.
  var documented: ContiguousArray<UInt32> = []
  /// In a file: tokens before which an inner documentation comment was skipped.
  var innerDocumented: ContiguousArray<UInt32> = []
  /// Delimiters were repaired, or the text ended within a literal: further errors of syntax would only confuse.
  public internal(set) var hasDelimiterErrors = false
  public let edition: Edition
  /// Whether the buffer is a macro's output.
  public let isExpansion: Bool
  private var openDelimiters: ContiguousArray<UInt32> = []

  public init(edition: Edition, isExpansion: Bool) {
    self.edition = edition
    self.isExpansion = isExpansion
  }

  /// The number of tokens without the final `endOfFile`.
  @inlinable public var count: Int { Swift.max(kinds.count - 1, 0) }
  @inlinable public func kind(_ index: Int) -> TokenKind { kinds[index] }
  @inlinable public func span(_ index: Int) -> Span { Span(starts[index], ends[index]) }
  /// The symbol of a token for which `kind.hasSymbol`.
  @inlinable public func symbol(_ index: Int) -> Symbol { Symbol(raw: payloads[index]) }
  /// The other delimiter of the pair.
  @inlinable public func partner(_ index: Int) -> Int { Int(payloads[index]) }
  @inlinable public func context(_ index: Int) -> SyntaxContext {
    isExpansion ? contexts[index] : .root
  }
  @inlinable public func ident(_ index: Int) -> Ident {
    Ident(symbol(index), context: context(index), span: span(index))
  }
  /// The index behind the token tree that starts at `index`.
  @inlinable public func endOfTokenTree(_ index: Int) -> Int {
    kinds[index].isOpenDelimiter ? Int(payloads[index]) + 1 : index + 1
  }
  /// Whether the next token follows without a space.
  public func isJoint(_ index: Int) -> Bool {
    if isExpansion { return flags[index] & 1 != 0 }
    return index + 1 < starts.count && ends[index] == starts[index + 1]
  }
  /// What an invisible group was substituted for.
  public func fragment(_ index: Int) -> FragmentKind {
    isExpansion ? FragmentKind(rawValue: flags[index] >> 1) ?? .none : .none
  }
  public func span(of range: Range<Int>) -> Span {
    guard !range.isEmpty else {
      let position = range.lowerBound < starts.count ? starts[range.lowerBound] : 0
      return Span(position, position)
    }
    return Span(starts[range.lowerBound], ends[range.upperBound - 1])
  }
}

// Building the output of a macro: append tokens, then `finish`; positions are given at the end.
extension TokenBuffer {
  /// Appends a name or literal (`payload` is its symbol), punctuation (0) or a delimiter (ignored:
  /// partners are found here). A closing delimiter without its opening one is refused: false.
  @discardableResult
  public func append(
    _ kind: TokenKind, symbol: Symbol = Symbol(raw: 0), context: SyntaxContext = .root,
    joint: Bool = false, fragment: FragmentKind = .none
  ) -> Bool {
    var payload = symbol.raw
    let index = UInt32(truncatingIfNeeded: kinds.count)
    if kind.isOpenDelimiter {
      openDelimiters.append(index)
      payload = index
    } else if kind.isCloseDelimiter {
      guard let open = openDelimiters.last, kinds[Int(open)].closing == kind else { return false }
      openDelimiters.removeLast()
      payloads[Int(open)] = index
      payload = open
    }
    kinds.append(kind)
    payloads.append(payload)
    contexts.append(context)
    flags.append((joint ? 1 : 0) | fragment.rawValue &<< 1)
    return true
  }

  /// Appends tokens `range` of another buffer in one go. Its contexts become what `mark` makes of
  /// them; `mark` is asked again only where the context changes.
  public func appendRun(
    of source: TokenBuffer, _ range: Range<Int>, mark: (SyntaxContext) -> SyntaxContext
  ) {
    let first = kinds.count
    kinds.append(contentsOf: source.kinds[range])
    payloads.append(contentsOf: source.payloads[range])
    if source.isExpansion {
      var last = SyntaxContext.root
      var marked = mark(last)
      for index in range {
        let context = source.contexts[index]
        if context != last {
          last = context
          marked = mark(context)
        }
        contexts.append(marked)
      }
      flags.append(contentsOf: source.flags[range])
    } else {
      contexts.append(contentsOf: repeatElement(mark(.root), count: range.count))
      for index in range { flags.append(source.isJoint(index) ? 1 : 0) }
    }
    // Partners are those of this buffer.
    for index in first..<kinds.count {
      let kind = kinds[index]
      guard kind.isDelimiter else { continue }
      if kind.isOpenDelimiter {
        openDelimiters.append(UInt32(truncatingIfNeeded: index))
        payloads[index] = UInt32(truncatingIfNeeded: index)
      } else if let open = openDelimiters.last, kinds[Int(open)].closing == kind {
        openDelimiters.removeLast()
        payloads[Int(open)] = UInt32(truncatingIfNeeded: index)
        payloads[index] = open
      } else {
        kinds[index] = .unknown
        payloads[index] = 0
      }
    }
  }

  /// Closes what is open, adds `endOfFile` and numbers the positions from `base`, which
  /// `SourceMap.addExpansion` gave for `count` origins (one a token, in order of `append`).
  public func finish(base: UInt32) {
    while let open = openDelimiters.last {
      append(kinds[Int(open)].closing)
    }
    kinds.append(.endOfFile)
    payloads.append(0)
    contexts.append(.root)
    flags.append(0)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    starts.reserveCapacity(kinds.count)
    ends.reserveCapacity(kinds.count)
    for index in 0..<kinds.count {
      let position = base &+ UInt32(truncatingIfNeeded: index)
      starts.append(position)
      ends.append(index == kinds.count - 1 ? position : position &+ 1)
    }
  }
}
