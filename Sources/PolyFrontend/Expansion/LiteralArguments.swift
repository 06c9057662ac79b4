// Literal arguments of built-in macros: `concat!`, `env!`, templates. An argument may itself be a
// macro call (`concat!`, `stringify!`, …), which is expanded first.

import PolySupport
import PolySyntax

/// A string argument, decoded.
struct StringArgument {
  var bytes: [UInt8]
  var span: Span
  /// The token in the call's buffer, or -1.
  var position: Int
  /// The string is written in the call, not produced by another macro.
  var isDirect: Bool
}

extension Resolver {
  /// The end of the expression that starts at `start`; nil after a syntax error, which is reported.
  func expressionEnd(_ buffer: BufferID, _ start: Int, _ limit: Int) -> Int? {
    let tokens = tree.buffers[buffer]
    if start < limit, tokens.kind(start) == .openInvisible {
      // The usual case of a fragment of an outer macro followed by a comma.
      let end = tokens.endOfTokenTree(start)
      if end >= limit || tokens.kind(end) == .comma { return end }
    }
    if start + 1 >= limit || tokens.kind(start + 1) == .comma, start < limit,
      tokens.kind(start).isLiteral || tokens.kind(start) == .identifier
    {
      return start + 1
    }
    return parseFragment(.expression, TokenSlice(buffer: buffer, start..<limit))?.end
  }

  /// Strips invisible groups around a range.
  func withoutGroups(_ tokens: TokenBuffer, _ range: Range<Int>) -> Range<Int> {
    var range = range
    while !range.isEmpty, tokens.kind(range.lowerBound) == .openInvisible,
      tokens.endOfTokenTree(range.lowerBound) == range.upperBound
    {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    return range
  }

  /// The value of an argument that must be a string; nil after reporting.
  func stringArgument(
    _ slice: TokenSlice, in module: DefID, message: String, isFormat: Bool = false,
    hasArguments: Bool = false
  ) -> StringArgument? {
    let tokens = tree.buffers[slice.buffer]
    let span = tokens.span(of: slice.range)
    switch literalArgument(slice, in: module, depth: 0) {
    case .string(let bytes, let literalSpan, let position)?:
      return StringArgument(
        bytes: bytes, span: literalSpan, position: position, isDirect: position >= 0)
    case .failedSilently?: return nil
    default:
      var diagnostic = Diagnostic(.error, message, at: span)
      if isFormat {
        let range = withoutGroups(tokens, slice.range)
        if range.count == 1, tokens.kind(range.lowerBound) == .identifier, !hasArguments {
          diagnostic = diagnostic.help(
            "you might be missing a string literal to format with: `\"{}\", `")
        } else {
          diagnostic = diagnostic.help(
            "you might be missing a string literal to format with: `\"\(hasArguments ? "{} {}" : "{}")\", `")
        }
      }
      sink.report(diagnostic)
      return nil
    }
  }

  enum EvaluatedArgument {
    case string([UInt8], Span, position: Int)
    case byteString([UInt8])
    case character(UInt32)
    case byte(UInt8)
    case text(String)
    /// `-literal`, arrays and others that only some macros accept.
    case failedSilently
  }

  /// Evaluates a literal, or a macro call that produces one; nil if it is neither.
  func literalArgument(_ slice: TokenSlice, in module: DefID, depth: Int) -> EvaluatedArgument? {
    let tokens = tree.buffers[slice.buffer]
    var range = withoutGroups(tokens, slice.range)
    guard !range.isEmpty, depth < recursionLimit else { return nil }
    if range.count == 1 {
      return literalToken(tokens, range.lowerBound, isNested: depth > 0)
    }
    if range.count >= 2, tokens.kind(range.lowerBound) == .minus {
      range = withoutGroups(tokens, range.lowerBound + 1..<range.upperBound)
      guard range.count == 1, case .text(let text)? = literalToken(tokens, range.lowerBound, isNested: false)
      else { return nil }
      return .text("-" + text)
    }
    if tokens.kind(range.lowerBound) == .openParen,
      tokens.endOfTokenTree(range.lowerBound) == range.upperBound
    {
      return literalArgument(
        TokenSlice(buffer: slice.buffer, range.lowerBound + 1..<range.upperBound - 1), in: module,
        depth: depth + 1)
    }
    // A macro call: `path ! (…)`.
    var position = range.lowerBound
    while position < range.upperBound,
      tokens.kind(position).isIdentifierOrKeyword || tokens.kind(position) == .colonColon
        || tokens.kind(position) == .dollarCrate
    {
      position += 1
    }
    guard position > range.lowerBound, position + 1 < range.upperBound,
      tokens.kind(position) == .bang, tokens.kind(position + 1).isOpenDelimiter,
      tokens.endOfTokenTree(position + 1) == range.upperBound
    else { return nil }
    let expression = tree.parseExpression(TokenSlice(buffer: slice.buffer, range), sink: sink)
    guard !expression.isNone, case .macroCall(let call) = tree.exprs[expression].kind else { return nil }
    let textual = callTextualScope
    let macro = findMacro(call, in: module, textual: textual)
    if macro.isNone {
      reportUnknownMacro(call, in: module, textual: textual)
      return .failedSilently
    }
    let result = expand(call, macro, in: module)
    callTextualScope = textual
    switch result {
    case .tokens(let buffer):
      return literalArgument(wholeBuffer(buffer), in: module, depth: depth + 1)
    case .expression: return nil
    case .failed: return .failedSilently
    }
  }

  private func literalToken(_ tokens: TokenBuffer, _ position: Int, isNested: Bool)
    -> EvaluatedArgument?
  {
    let kind = tokens.kind(position)
    let literal = Literal(kind: kind, text: .none, span: tokens.span(position))
    switch kind {
    case .string, .rawString:
      return .string(
        decodeTokenString(tokens, position, tree), tokens.span(position),
        position: isNested ? -1 : position)
    case .byteString, .rawByteString: return .byteString(decodeTokenString(tokens, position, tree))
    case .character, .byte:
      var value = literal
      value.text = tokens.symbol(position)
      let code = tree.decodeCharacter(value)
      return kind == .byte ? .byte(UInt8(truncatingIfNeeded: code)) : .character(code)
    case .integer:
      var value = literal
      value.text = tokens.symbol(position)
      return .text(String(tree.decodeInteger(value).value))
    case .float:
      var value = literal
      value.text = tokens.symbol(position)
      return .text(tree.decodeFloat(value).text)
    case .keywordTrue: return .text("true")
    case .keywordFalse: return .text("false")
    default: return nil
    }
  }

  // MARK: Places inside of a literal

  /// The place of a range of the decoded bytes of a template, if its literal stands in a file.
  func span(of range: Range<Int>, in template: StringArgument) -> Span {
    guard template.isDirect else { return template.span }
    var span = template.span
    for _ in 0..<256 {
      guard let expansion = sources.expansion(at: span.lower) else { break }
      let index = Int(span.lower - expansion.base)
      guard index < Int(expansion.origins.count) else { return template.span }
      span = sources.origins[expansion.origins, index]
    }
    guard let place = sources.displayRange(span), place.upper > place.lower + 1 else {
      return template.span
    }
    let file = sources.files[place.file]
    guard place.upper <= file.length, file.base + UInt32(place.lower) == span.lower else {
      return template.span
    }
    let bytes = file.bytes
    var offset = place.lower
    var isRaw = false
    if bytes[offset] == UInt8(ascii: "r") {
      isRaw = true
      offset += 1
      while offset < place.upper, bytes[offset] == UInt8(ascii: "#") { offset += 1 }
    }
    guard offset < place.upper, bytes[offset] == UInt8(ascii: "\"") else { return template.span }
    offset += 1
    var decoded = 0
    var lower: Int?
    var end = place.upper - 1
    while offset < place.upper {
      if lower == nil, decoded >= range.lowerBound { lower = offset }
      if decoded >= range.upperBound {
        end = offset
        break
      }
      if !isRaw, bytes[offset] == UInt8(ascii: "\\"), offset + 1 < place.upper {
        let (source, value) = escapeLengths(bytes, offset, place.upper)
        offset += source
        decoded += value
      } else {
        offset += 1
        decoded += 1
      }
    }
    let start = lower ?? max(place.upper - 1, place.lower)
    return Span(file.base + UInt32(start), file.base + UInt32(max(end, start)))
  }

  /// How many bytes an escape takes in the source and in the value.
  private func escapeLengths(_ bytes: [UInt8], _ offset: Int, _ limit: Int) -> (Int, Int) {
    switch bytes[offset + 1] {
    case UInt8(ascii: "x"): return (4, 1)
    case UInt8(ascii: "u"):
      var end = offset + 2
      var value: UInt32 = 0
      while end < limit, bytes[end] != UInt8(ascii: "}") {
        let byte = bytes[end]
        if let digit = Int(String(UnicodeScalar(byte)), radix: 16) {
          value = value &* 16 &+ UInt32(digit)
        }
        end += 1
      }
      let length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
      return (end + 1 - offset, length)
    case 10, 13:
      var end = offset + 1
      while end < limit, bytes[end] == 32 || (bytes[end] >= 9 && bytes[end] <= 13) { end += 1 }
      return (end - offset, 0)
    default: return (2, 1)
    }
  }
}
