// The parser's cursor over tokens, its errors and its recovery.
//
// Invariants: delimiters are balanced, and only who consumed an opening delimiter consumes its
// partner; so every loop over the inside of a pair ends. After an error nothing is reported until
// the next place of recovery (statement, item, field, arm …).

import PolySupport

struct Parser {
  let tree: SyntaxTree
  let buffer: TokenBuffer
  let bufferID: BufferID
  let kinds: ContiguousArray<TokenKind>
  /// Errors are reported here; `nil` while macro fragments are matched.
  let sink: DiagnosticSink?

  var index: Int
  /// The token at which the text of this parser ends.
  var limit: Int
  /// The kind of the current token, or what is left of it after a split.
  var kind: TokenKind
  /// How many bytes of the current token were consumed by splitting it.
  var split: UInt32 = 0
  /// The position behind the last consumed token.
  var previousEnd: UInt32 = 0

  var errorCount = 0
  /// An error was found and not recovered from: stay quiet.
  var isRecovering = false
  /// The limit of nesting was passed: nothing is parsed any more.
  var isAborted = false
  var depth = 0
  /// Struct expressions are not allowed here (conditions, scrutinees).
  var noStructLiteral = false
  /// `let` is allowed here (conditions, guards).
  var allowsLet = false
  /// How many `cfg` attributes are above the current place.
  var configurationDepth = 0
  /// Leave function bodies unparsed.
  var parsesBodiesLazily = false
  var itemContext = ItemContext.module
  /// How many `.await` stand in the current body, those in nested functions and async blocks not counted.
  var awaitCount = 0
  var exprStack: ContiguousArray<ExprID> = []
  var patternStack: ContiguousArray<PatID> = []
  var typeStack: ContiguousArray<TypeNodeID> = []
  var stmtStack: ContiguousArray<StmtID> = []
  var segmentStack: ContiguousArray<PathSegment> = []

  static let maximumDepth = 1000

  enum ItemContext { case module, traitItems, implItems, externItems, interface, statement }

  init(tree: SyntaxTree, slice: TokenSlice, sink: DiagnosticSink?) {
    self.init(
      tree: tree, buffer: tree.buffers[slice.buffer], bufferID: slice.buffer, range: slice.range, sink: sink)
  }

  init(tree: SyntaxTree, buffer: TokenBuffer, bufferID: BufferID, range: Range<Int>, sink: DiagnosticSink?) {
    self.tree = tree
    self.buffer = buffer
    self.bufferID = bufferID
    self.sink = sink
    kinds = buffer.kinds
    index = range.lowerBound
    limit = min(range.upperBound, max(kinds.count - 1, 0))
    kind = index < limit ? kinds[index] : .endOfFile
    isAborted = kinds.isEmpty
    if buffer.hasDelimiterErrors { isRecovering = true }
  }

  var edition: Edition { buffer.edition }

  // MARK: Cursor

  @inline(__always)
  mutating func bump() {
    previousEnd = buffer.ends[index]
    // The last token is the end of the file: whatever goes on after an abort stays there.
    if index < kinds.count &- 1 { index &+= 1 }
    split = 0
    kind = index < limit ? kinds[index] : .endOfFile
  }

  @inline(__always)
  func peek(_ offset: Int = 1) -> TokenKind {
    let position = index &+ offset
    return position < limit ? kinds[position] : .endOfFile
  }

  @inline(__always)
  mutating func eat(_ expected: TokenKind) -> Bool {
    guard kind == expected else { return false }
    bump()
    return true
  }

  mutating func jump(to position: Int) {
    if position > index, position <= kinds.count {
      previousEnd = buffer.ends[position - 1]
    }
    index = min(position, max(kinds.count - 1, 0))
    split = 0
    kind = index < limit ? kinds[index] : .endOfFile
  }

  struct Mark {
    var index: Int
    var kind: TokenKind
    var split: UInt32
    var previousEnd: UInt32
  }
  var mark: Mark { Mark(index: index, kind: kind, split: split, previousEnd: previousEnd) }
  mutating func reset(to mark: Mark) {
    index = mark.index
    kind = mark.kind
    split = mark.split
    previousEnd = mark.previousEnd
  }

  /// The start of the current token.
  @inline(__always)
  var position: UInt32 { buffer.starts[index] &+ split }

  @inline(__always)
  var currentSpan: Span { Span(buffer.starts[index] &+ split, buffer.ends[index]) }

  /// From `start` to the end of the last consumed token.
  @inline(__always)
  func spanFrom(_ start: UInt32) -> Span { Span(start, max(start, previousEnd)) }

  @inline(__always)
  var currentSymbol: Symbol { Symbol(raw: buffer.payloads[index]) }

  @inline(__always)
  var currentIdent: Ident { Ident(currentSymbol, context: buffer.context(index), span: currentSpan) }

  func symbol(at offset: Int) -> Symbol {
    index + offset < limit ? buffer.symbol(index + offset) : .none
  }

  /// Whether the current token is a plain identifier with this name.
  @inline(__always)
  func isContextual(_ name: Symbol) -> Bool { kind == .identifier && currentSymbol == name }
  func isContextual(_ name: Symbol, at offset: Int) -> Bool {
    peek(offset) == .identifier && buffer.symbol(index + offset) == name
  }

  /// Consumes the first character of the current token, which is `>>`, `&&`, `||`, `<<` or longer.
  mutating func splitToken(to rest: TokenKind) {
    previousEnd = position &+ 1
    // A token of an expansion has one position, which stays whole.
    if !buffer.isExpansion { split &+= 1 }
    kind = rest
  }

  /// Consumes a `>`, also the first character of `>>`, `>=` and `>>=`.
  mutating func eatGreater() -> Bool {
    switch kind {
    case .greater: bump()
    case .shiftRight: splitToken(to: .greater)
    case .greaterEqual: splitToken(to: .equal)
    case .shiftRightEqual: splitToken(to: .greaterEqual)
    default: return false
    }
    return true
  }
  var isAtGreater: Bool {
    kind == .greater || kind == .shiftRight || kind == .greaterEqual || kind == .shiftRightEqual
  }

  /// Consumes a `<`, also the first character of `<<`.
  mutating func eatLess() -> Bool {
    switch kind {
    case .less: bump()
    case .shiftLeft: splitToken(to: .less)
    case .lessEqual: splitToken(to: .equal)
    case .shiftLeftEqual: splitToken(to: .lessEqual)
    default: return false
    }
    return true
  }

  /// Consumes a `|`, also the first character of `||`.
  mutating func eatBar() -> Bool {
    if kind == .orOr {
      splitToken(to: .or)
      return true
    }
    return eat(.or)
  }

  // MARK: Delimiters and invisible groups

  /// Consumes the opening delimiter at the cursor; returns its index.
  mutating func open() -> Int {
    let opening = index
    bump()
    return opening
  }

  /// Consumes the partner of `opening`; reports what stands before it.
  mutating func close(_ opening: Int, expecting what: String) {
    if isAborted { return }
    let partner = buffer.partner(opening)
    if index < partner { expected(what) }
    jump(to: partner)
    bump()
  }

  var fragment: FragmentKind { kind == .openInvisible ? buffer.fragment(index) : .none }

  /// Enters an invisible group; `leaveGroup` needs the result.
  mutating func enterGroup() -> Int { open() }
  mutating func leaveGroup(_ opening: Int) { close(opening, expecting: "the end of a macro's fragment") }

  /// Counts one level of nesting; false, and nothing more to parse, beyond the limit.
  @inline(__always)
  mutating func descend() -> Bool {
    depth &+= 1
    return depth <= Self.maximumDepth ? true : tooDeep()
  }
  @inline(__always)
  mutating func ascend() { depth &-= 1 }

  private mutating func tooDeep() -> Bool {
    if !isAborted {
      isRecovering = buffer.hasDelimiterErrors
      error("the program is nested deeper than the limit of \(Self.maximumDepth) levels")
      isAborted = true
      isRecovering = true
      index = limit
      kind = .endOfFile
    }
    return false
  }

  // MARK: Errors

  mutating func error(
    _ message: String, code: String? = nil, at span: Span? = nil, label: String = ""
  ) {
    guard begin() else { return }
    sink?.error(code, message, at: span ?? currentSpan, label: label)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    guard begin() else { return }
    sink?.report(diagnostic)
  }

  /// An error that leaves the syntax intact: no recovery is needed, macro fragments still match.
  mutating func check(
    _ message: String, code: String? = nil, at span: Span, label: String = ""
  ) {
    guard !isRecovering, let sink else { return }
    errorCount += 1
    sink.error(code, message, at: span, label: label)
  }

  private mutating func begin() -> Bool {
    errorCount += 1
    if isRecovering { return false }
    isRecovering = true
    return true
  }

  /// "expected …, found …"
  mutating func expected(_ what: String) {
    guard begin() else { return }
    guard let sink else { return }
    sink.error(nil, "expected \(what), found \(found)", at: foundSpan, label: "expected \(what)")
  }

  mutating func expect(_ wanted: TokenKind) -> Bool {
    if kind == wanted {
      bump()
      return true
    }
    expected("`\(wanted.text)`")
    return false
  }

  /// The current token as errors name it.
  var found: String { describe(index) }
  /// Where an error about the current token is shown.
  var foundSpan: Span { currentSpan }

  func describe(_ index: Int) -> String {
    guard index < kinds.count else { return "`<eof>`" }
    let kind = index == self.index && index < limit ? self.kind : kinds[index]
    switch kind {
    case .endOfFile: return "`<eof>`"
    case .closeInvisible, .openInvisible: return "end of macro fragment"
    case .underscore: return "reserved identifier `_`"
    case .dollarCrate: return "`$crate`"
    case .lifetime: return "`'\(tree.symbols.text(buffer.symbol(index)))`"
    case .rawLifetime: return "`'r#\(tree.symbols.text(buffer.symbol(index)))`"
    case .rawIdentifier: return "`r#\(tree.symbols.text(buffer.symbol(index)))`"
    default:
      if kind.isKeyword {
        let text = tree.symbols.text(buffer.symbol(index))
        let isReserved =
          kind.rawValue >= TokenKind.keywordAbstract.rawValue
          && kind.rawValue <= TokenKind.keywordYield.rawValue
        return isReserved ? "reserved keyword `\(text)`" : "keyword `\(text)`"
      }
      if kind.hasSymbol { return "`\(tree.symbols.text(buffer.symbol(index)))`" }
      return "`\(kind.spelling)`"
    }
  }

  // MARK: Recovery

  /// At a place of recovery: errors are reported again.
  @inline(__always)
  mutating func recovered() {
    if isRecovering { isRecovering = isAborted || buffer.hasDelimiterErrors }
  }

  /// Skips one token or delimited group; stops at a closing delimiter.
  mutating func skipTree() {
    if kind.isOpenDelimiter {
      jump(to: buffer.endOfTokenTree(index))
    } else if kind != .endOfFile, !kind.isCloseDelimiter {
      bump()
    }
  }

  /// Skips to a comma at this level or to the end of the group.
  mutating func skipToComma() {
    while kind != .comma, kind != .endOfFile, !kind.isCloseDelimiter { skipTree() }
  }
}

extension TokenKind {
  /// The spelling of punctuation, for messages.
  var text: String {
    if isKeyword { return Names.text(number: rawValue - TokenKind.keywordAs.rawValue) }
    return "\(spelling)"
  }
}
