// Parsing of patterns.

import PolySupport

extension Parser {
  @inline(__always)
  func pushPattern(_ kind: PatternKind, from start: UInt32) -> PatID {
    tree.patterns.push(Pattern(kind, span: spanFrom(start)))
  }

  /// A pattern with alternatives: `| a | b`.
  mutating func parsePattern() -> PatID {
    let start = position
    if kind == .or {
      bump()
    } else if kind == .orOr {
      error("unexpected token `||` in pattern")
      bump()
      recovered()
    }
    let first = parsePatternNoAlternatives()
    guard kind == .or else {
      if kind == .orOr {
        error(
          "unexpected token `||` in pattern",
          label: "use a single `|` to separate multiple alternative patterns")
      }
      return first
    }
    let base = patternStack.count
    patternStack.append(first)
    while eat(.or) {
      let alternative = parsePatternNoAlternatives()
      patternStack.append(alternative)
      if isRecovering { break }
    }
    let list = tree.patternLists.make(patternStack[base...])
    patternStack.removeSubrange(base...)
    return pushPattern(.or(list), from: start)
  }

  /// A pattern without alternatives at its top.
  mutating func parsePatternNoAlternatives() -> PatID {
    guard descend() else {
      ascend()
      return tree.patterns.push(Pattern(.error, span: currentSpan))
    }
    defer { ascend() }
    let start = position
    switch kind {
    case .identifier, .rawIdentifier:
      switch peek() {
      case .colonColon, .openParen, .openBrace, .dotDot, .dotDotEqual, .dotDotDot: break
      case .bang where isOpenDelimiter(peek(2)): break
      default: return parseBinding(BindingMode.plain, start)
      }
      return parsePathPattern()
    case .keywordSelfValue, .keywordSelfType, .keywordSuper, .keywordCrate, .dollarCrate, .colonColon, .less,
      .shiftLeft:
      return parsePathPattern()
    case .underscore:
      bump()
      return pushPattern(.wildcard, from: start)
    case .keywordRef:
      bump()
      let mutability: Mutability = eat(.keywordMut) ? .mutable : .immutable
      return parseBinding(BindingMode(isReference: true, referenceMutability: mutability), start)
    case .keywordMut:
      bump()
      var mode = BindingMode(mutability: .mutable)
      if eat(.keywordRef) {
        mode.isReference = true
        mode.referenceMutability = eat(.keywordMut) ? .mutable : .immutable
      }
      return parseBinding(mode, start)
    case .and:
      bump()
      let mutability: Mutability = eat(.keywordMut) ? .mutable : .immutable
      let inner = parsePatternNoAlternatives()
      return pushPattern(.reference(inner, mutability), from: start)
    case .andAnd:
      splitToken(to: .and)
      let inner = parsePatternNoAlternatives()
      return pushPattern(.reference(inner, .immutable), from: start)
    case .openParen: return parseTuplePattern()
    case .openBracket:
      let opening = open()
      let (list, _) = parsePatternList(opening, expecting: "one of `]`, `,`, `@`, or `|`")
      return pushPattern(.slice(list), from: start)
    case .dotDot:
      switch peek() {
      case .comma, .closeParen, .closeBracket, .or, .endOfFile, .closeInvisible, .fatArrow, .equal,
        .keywordIf,
        .closeBrace, .colon, .keywordIn:
        bump()
        return pushPattern(.rest, from: start)
      default: return parseRangePattern(from: .none, start)
      }
    case .dotDotEqual, .dotDotDot: return parseRangePattern(from: .none, start)
    case .minus, .keywordTrue, .keywordFalse: return parseLiteralPattern()
    case .bang:
      bump()
      return pushPattern(.never, from: start)
    case .keywordBox:
      bump()
      let inner = parsePatternNoAlternatives()
      return pushPattern(.box(inner), from: start)
    case .keywordConst where peek() == .openBrace:
      let value = parsePatternRangeEnd()
      if isAtRange { return parseRangePattern(from: value, start) }
      return pushPattern(.constBlock(value), from: start)
    case .openInvisible: return parseGroupedPattern()
    default:
      if kind.isLiteral { return parseLiteralPattern() }
      expected("pattern")
      return tree.patterns.push(Pattern(.error, span: currentSpan))
    }
  }

  private mutating func parseGroupedPattern() -> PatID {
    let start = position
    switch fragment {
    case .expression, .literal, .expression2021:
      let value = parsePatternRangeEnd()
      if isAtRange { return parseRangePattern(from: value, start) }
      if case .path(let path) = tree.exprs[value].kind { return pushPattern(.path(path), from: start) }
      return pushPattern(.literal(value), from: start)
    case .path, .type: return parsePathPattern()
    default:
      let opening = enterGroup()
      let pattern = parsePattern()
      leaveGroup(opening)
      return pattern
    }
  }

  /// A name with an optional `@ pattern`.
  private mutating func parseBinding(_ mode: BindingMode, _ start: UInt32) -> PatID {
    guard kind.isIdentifier || kind == .keywordSelfValue else {
      expected("identifier")
      return pushPattern(.error, from: start)
    }
    let name = currentIdent
    bump()
    var sub = PatID.none
    if eat(.at) { sub = parsePatternNoAlternatives() }
    return pushPattern(.binding(mode, name, sub), from: start)
  }

  private var isAtRange: Bool { kind == .dotDot || kind == .dotDotEqual || kind == .dotDotDot }

  private mutating func parsePathPattern() -> PatID {
    let start = position
    let path = parsePath(.expression)
    switch kind {
    case .bang where isOpenDelimiter(peek()) && !tree.paths[path].hasSelfType:
      let call = parseMacroCall(path, start)
      return pushPattern(.macroCall(call), from: start)
    case .openParen:
      let opening = open()
      let (list, _) = parsePatternList(opening, expecting: "one of `)`, `,`, `@`, or `|`")
      return pushPattern(.tupleStruct(path, list), from: start)
    case .openBrace: return parseStructPattern(path, start)
    case .dotDot, .dotDotEqual, .dotDotDot:
      let value = tree.exprs.push(Expr(.path(path), span: spanFrom(start)))
      return parseRangePattern(from: value, start)
    default: return pushPattern(.path(path), from: start)
    }
  }

  private mutating func parseLiteralPattern() -> PatID {
    let start = position
    let value = parseLiteralMaybeMinus()
    if isAtRange { return parseRangePattern(from: value, start) }
    return pushPattern(.literal(value), from: start)
  }

  /// At the dots; `low` is `.none` if nothing stands before them.
  private mutating func parseRangePattern(from low: ExprID, _ start: UInt32) -> PatID {
    let limits: RangeLimits = kind == .dotDot ? .halfOpen : .closed
    if kind == .dotDotDot {
      if edition >= .e2021 {
        check("`...` range patterns are not allowed", code: "E0783", at: currentSpan)
      } else if low.isNone {
        check("range-to patterns with `...` are not allowed", at: currentSpan)
      }
    }
    bump()
    var high = ExprID.none
    if isAtPatternRangeEnd {
      high = parsePatternRangeEnd()
    } else if limits == .closed {
      check("inclusive range with no end", code: "E0586", at: spanFrom(start), label: "use `..` instead")
    }
    return pushPattern(.range(low, high, limits), from: start)
  }

  private var isAtPatternRangeEnd: Bool {
    switch kind {
    case .minus: true
    case .keywordConst: peek() == .openBrace
    case .openInvisible: fragment != .block
    default: kind.isLiteral || isSegment(kind) || kind == .colonColon || kind == .less || kind == .shiftLeft
    }
  }

  private mutating func parsePatternRangeEnd() -> ExprID {
    let start = position
    switch kind {
    case .keywordConst:
      bump()
      let block = parseBlock()
      return pushExpr(.constBlock(block), from: start)
    case .openInvisible:
      if fragment == .path || fragment == .type {
        let path = parsePath(.expression)
        return pushExpr(.path(path), from: start)
      }
      let opening = enterGroup()
      let value: ExprID
      if fragment != .none || kind.isLiteral || kind == .minus || kind == .keywordTrue
        || kind == .keywordFalse
      {
        value = kind == .openInvisible ? parsePatternRangeEnd() : parseLiteralMaybeMinus()
      } else {
        value = parseExpression()
      }
      leaveGroup(opening)
      return value
    default:
      if isSegment(kind) || kind == .colonColon || kind == .less || kind == .shiftLeft {
        let path = parsePath(.expression)
        return pushExpr(.path(path), from: start)
      }
      return parseLiteralMaybeMinus()
    }
  }

  private mutating func parseTuplePattern() -> PatID {
    let start = position
    let opening = open()
    let (list, endsWithComma) = parsePatternList(opening, expecting: "one of `)`, `,`, `@`, or `|`")
    if list.count == 1, !endsWithComma {
      let pattern = tree.patternLists[list, 0]
      if case .rest = tree.patterns[pattern].kind {
      } else {
        tree.patterns[pattern].span = spanFrom(start)
        return pattern
      }
    }
    return pushPattern(.tuple(list), from: start)
  }

  /// Patterns up to the partner of `opening`, which is consumed.
  private mutating func parsePatternList(_ opening: Int, expecting: String) -> (ListRef<PatID>, Bool) {
    let base = patternStack.count
    let end = buffer.partner(opening)
    var endsWithComma = false
    while index < end, kind != .endOfFile {
      let before = index
      let attributes = parseOuterAttributes()
      _ = attributes
      let pattern = parsePattern()
      patternStack.append(pattern)
      endsWithComma = eat(.comma)
      if !endsWithComma || index == before { break }
    }
    close(opening, expecting: expecting)
    let list = tree.patternLists.make(patternStack[base...])
    patternStack.removeSubrange(base...)
    return (list, endsWithComma)
  }

  private mutating func parseStructPattern(_ path: PathID, _ start: UInt32) -> PatID {
    let opening = open()
    let end = buffer.partner(opening)
    var fields: [FieldPattern] = []
    var hasRest = false
    while index < end, kind != .endOfFile {
      let attributes = parseOuterAttributes()
      let fieldStart = position
      if kind == .dotDot {
        bump()
        hasRest = true
        if kind == .comma, index + 1 == end {
          check(
            "expected `}`, found `,`", at: currentSpan,
            label: "`..` must be at the end and cannot have a trailing comma")
          bump()
        } else if index < end {
          error(
            "expected `}`, found \(found)", label: "`..` must be at the end and cannot have a trailing comma")
        }
        break
      }
      if kind.isIdentifier || kind == .integer, peek() == .colon {
        let name = currentIdent
        bump()
        bump()
        let pattern = parsePattern()
        fields.append(
          FieldPattern(
            attributes: attributes, name: name, pattern: pattern, isShorthand: false,
            span: spanFrom(fieldStart)))
      } else {
        let isBox = eat(.keywordBox)
        var mode = BindingMode.plain
        if eat(.keywordMut) { mode.mutability = .mutable }
        if eat(.keywordRef) {
          mode.isReference = true
          if eat(.keywordMut) { mode.referenceMutability = .mutable }
        }
        guard kind.isIdentifier else {
          expected("one of `}`, `..`, identifier, or `ref`, `mut`")
          break
        }
        let name = currentIdent
        bump()
        var pattern = pushPattern(.binding(mode, name, .none), from: fieldStart)
        if isBox { pattern = pushPattern(.box(pattern), from: fieldStart) }
        fields.append(
          FieldPattern(
            attributes: attributes, name: name, pattern: pattern, isShorthand: true,
            span: spanFrom(fieldStart)))
      }
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) { break }
    }
    close(opening, expecting: "one of `}`, `,`, `:`, or `@`")
    return pushPattern(.structure(path, tree.fieldPatterns.make(fields), hasRest: hasRest), from: start)
  }
}
