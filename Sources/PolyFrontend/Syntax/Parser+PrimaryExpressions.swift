// Parsing of primary expressions: literals, paths, calls of macros, tuples, arrays, structs, closures.

import PolySupport

extension Parser {
  mutating func parsePrimary() -> ExprID {
    let start = position
    switch kind {
    case .identifier, .rawIdentifier, .keywordSelfValue, .keywordSelfType, .keywordSuper, .keywordCrate,
      .dollarCrate,
      .colonColon, .less, .shiftLeft:
      return parsePathExpression()
    case .integer, .float, .character, .byte, .string, .rawString, .byteString, .rawByteString, .cString,
      .rawCString, .keywordTrue, .keywordFalse:
      return parseLiteral()
    case .openParen: return parseParenthesized()
    case .openBracket: return parseArray()
    case .openBrace:
      let block = parseBlock()
      return pushExpr(.block(block, label: .none), from: start)
    case .or, .orOr, .keywordMove: return parseClosure()
    case .keywordIf: return parseIf()
    case .keywordMatch: return parseMatch()
    case .keywordWhile: return parseWhile(label: .none, start)
    case .keywordLoop: return parseLoop(label: .none, start)
    case .keywordFor:
      if peek() == .less { return parseClosure() }
      return parseFor(label: .none, start)
    case .lifetime, .rawLifetime: return parseLabelled()
    case .keywordUnsafe:
      bump()
      let block = parseBlock()
      return pushExpr(.unsafeBlock(block), from: start)
    case .keywordConst:
      if peek() == .openBrace {
        bump()
        let block = parseBlock()
        return pushExpr(.constBlock(block), from: start)
      }
      return parseClosure()
    case .keywordStatic: return parseClosure()
    case .keywordAsync, .keywordGen: return parseAsync()
    case .keywordTry where peek() == .openBrace:
      bump()
      let block = parseBlock()
      return pushExpr(.tryBlock(block), from: start)
    case .keywordReturn:
      bump()
      let value = parseOptionalExpression()
      return pushExpr(.return(value), from: start)
    case .keywordBecome:
      bump()
      let value = parseExpression()
      return pushExpr(.become(value), from: start)
    case .keywordYield:
      bump()
      let value = parseOptionalExpression()
      return pushExpr(.yield(value), from: start)
    case .keywordBreak: return parseBreak()
    case .keywordContinue:
      bump()
      let label = parseOptionalLabel()
      return pushExpr(.continue(label: label), from: start)
    case .keywordLet: return parseLetCondition()
    case .underscore:
      bump()
      return pushExpr(.underscore, from: start)
    case .openInvisible: return parseGroupedExpression()
    case .pound:
      let attributes = parseOuterAttributes()
      guard kind != .pound else {
        expected("expression")
        return tree.exprs.push(Expr(.error, span: currentSpan))
      }
      let expr = parsePrimary()
      if !attributes.isEmpty { attach(attributes, to: expr) }
      return expr
    default:
      expected("expression")
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
  }

  /// An expression if one begins here, else `.none`.
  mutating func parseOptionalExpression() -> ExprID {
    canBeginExpression ? parseExpression() : .none
  }

  private mutating func parseGroupedExpression() -> ExprID {
    let start = position
    switch fragment {
    case .path, .type: return parsePathExpression()
    case .block:
      let block = parseBlock()
      return pushExpr(.block(block, label: .none), from: start)
    default:
      let opening = enterGroup()
      let expr = parseExpression()
      leaveGroup(opening)
      tree.exprs[expr].span = spanFrom(start)
      return expr
    }
  }

  // MARK: Literals

  mutating func parseLiteral() -> ExprID {
    let start = position
    let literal = Literal(kind: kind, text: currentSymbol, span: currentSpan)
    bump()
    checkSuffix(literal)
    return pushExpr(.literal(literal), from: start)
  }

  /// A literal, or a negated one.
  mutating func parseLiteralMaybeMinus() -> ExprID {
    let start = position
    if kind == .openInvisible {
      let opening = enterGroup()
      let value = parseLiteralMaybeMinus()
      leaveGroup(opening)
      return value
    }
    if eat(.minus) {
      let operand = parseLiteralMaybeMinus()
      return pushExpr(.unary(.negate, operand), from: start)
    }
    guard kind.isLiteral || kind == .keywordTrue || kind == .keywordFalse else {
      expected("literal")
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    return parseLiteral()
  }

  private mutating func checkSuffix(_ literal: Literal) {
    switch literal.kind {
    case .integer, .float:
      let hasSuffix = tree.symbols.withBytes(literal.text) { LiteralContent.endOfNumber($0) < $0.count }
      guard hasSuffix || literal.kind == .integer else { return }
      if hasSuffix {
        let suffix = tree.suffix(of: literal)
        switch suffix {
        case Names.f32, Names.f64, Names.f16, Names.f128: return
        case Names.i8, Names.i16, Names.i32, Names.i64, Names.i128, Names.isize, Names.u8, Names.u16,
          Names.u32, Names.u64, Names.u128, Names.usize:
          if literal.kind == .integer { break }
          validate(
            "invalid suffix `\(tree.symbols.text(suffix))` for float literal", at: literal.span,
            label: "invalid suffix `\(tree.symbols.text(suffix))`")
          return
        default:
          let what = literal.kind == .integer ? "number" : "float"
          guard !isRecovering, configurationDepth == 0 else { return }
          errorCount += 1
          sink?.report(
            Diagnostic(
              .error, "invalid suffix `\(tree.symbols.text(suffix))` for \(what) literal", at: literal.span,
              label: "invalid suffix `\(tree.symbols.text(suffix))`"
            ).help(
              literal.kind == .integer
                ? "the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)"
                : "valid suffixes are `f32` and `f64`"))
          return
        }
      }
      let isLong = tree.symbols.withBytes(literal.text) { $0.count > 32 }
      if isLong, tree.decodeInteger(literal).isTooLarge {
        validate("integer literal is too large", at: literal.span)
      }
    case .keywordTrue, .keywordFalse: return
    default:
      // A string ends with its quote, or with hashes behind it.
      let last = tree.symbols.withBytes(literal.text) { $0.last ?? 0x22 }
      guard last != 0x22, last != 0x27, last != 0x23 else { return }
      let suffix = tree.symbols.text(tree.suffix(of: literal))
      let what: String
      switch literal.kind {
      case .character: what = "char"
      case .byte: what = "byte"
      case .byteString, .rawByteString: what = "byte string"
      case .cString, .rawCString: what = "C string"
      default: what = "string"
      }
      validate(
        "suffixes on \(what) literals are invalid", at: literal.span, label: "invalid suffix `\(suffix)`")
    }
  }

  // MARK: Paths, struct expressions, macro calls

  private mutating func parsePathExpression() -> ExprID {
    let start = position
    let path = parsePath(.expression)
    return parseAfterPath(path, start)
  }

  /// What a path begins: a macro call, a struct expression, or itself.
  mutating func parseAfterPath(_ path: PathID, _ start: UInt32) -> ExprID {
    switch kind {
    case .bang:
      if isOpenDelimiter(peek()), !tree.paths[path].hasSelfType {
        let call = parseMacroCall(path, start)
        return pushExpr(.macroCall(call), from: start)
      }
    case .openBrace:
      if !noStructLiteral { return parseStructLiteral(path, start) }
    default: break
    }
    return tree.exprs.push(Expr(.path(path), span: tree.paths[path].span))
  }

  private mutating func parseStructLiteral(_ path: PathID, _ start: UInt32) -> ExprID {
    let opening = open()
    let end = buffer.partner(opening)
    var fields: [FieldInitializer] = []
    var base = ExprID.none
    var hasRest = false
    while index < end, kind != .endOfFile {
      let attributes = parseOuterAttributes()
      let fieldStart = position
      if kind == .dotDot {
        bump()
        if index == end {
          hasRest = true
        } else {
          base = parseExpression()
          if kind == .comma {
            check(
              "cannot use a comma after the base struct", at: currentSpan)
            bump()
          }
        }
        break
      }
      guard kind.isIdentifier || kind == .integer else {
        expected("identifier")
        if fields.isEmpty { jump(to: end) } else { skipToComma() }
        recovered()
        if !eat(.comma) { break }
        continue
      }
      let name = currentIdent
      let nameContext = index
      bump()
      if kind == .colon {
        bump()
        let value = parseExpression()
        fields.append(
          FieldInitializer(
            attributes: attributes, name: name, value: value, isShorthand: false, span: spanFrom(fieldStart)))
      } else if kind == .equal {
        error("expected `:`, found `=`", label: "expected `:`")
        skipToComma()
      } else {
        let segment = PathSegment(
          Ident(name.name, context: buffer.context(nameContext), span: name.span))
        let list = tree.pathSegments.make(CollectionOfOne(segment))
        let fieldPath = tree.paths.push(Path(segments: list, span: name.span))
        let value = tree.exprs.push(Expr(.path(fieldPath), span: name.span))
        fields.append(
          FieldInitializer(
            attributes: attributes, name: name, value: value, isShorthand: true, span: name.span))
      }
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) { break }
    }
    close(opening, expecting: "one of `,`, `:`, or `}`")
    let literal = tree.structLiterals.push(
      StructLiteral(path: path, fields: tree.fieldInitializers.make(fields), base: base, hasRest: hasRest))
    return pushExpr(.structLiteral(literal), from: start)
  }

  // MARK: Tuples and arrays

  private mutating func parseParenthesized() -> ExprID {
    let start = position
    let opening = open()
    let end = buffer.partner(opening)
    if index == end {
      bump()
      return pushExpr(.tuple(.empty), from: start)
    }
    let first = parseExpression()
    if index == end {
      bump()
      tree.exprs[first].span = spanFrom(start)
      return first
    }
    let base = exprStack.count
    exprStack.append(first)
    while eat(.comma), index < end {
      let before = index
      let expr = parseExpression()
      exprStack.append(expr)
      if index == before { break }
    }
    close(opening, expecting: "one of `)`, `,`, `.`, `?`, or an operator")
    let list = tree.exprLists.make(exprStack[base...])
    exprStack.removeSubrange(base...)
    return pushExpr(.tuple(list), from: start)
  }

  private mutating func parseArray() -> ExprID {
    let start = position
    let opening = open()
    let end = buffer.partner(opening)
    if index == end {
      bump()
      return pushExpr(.array(.empty), from: start)
    }
    let first = parseExpression()
    if eat(.semicolon) {
      let count = parseExpression()
      close(opening, expecting: "one of `.`, `?`, `]`, or an operator")
      return pushExpr(.repeat(first, count: count), from: start)
    }
    let base = exprStack.count
    exprStack.append(first)
    while eat(.comma), index < end {
      let before = index
      let expr = parseExpression()
      exprStack.append(expr)
      if index == before { break }
    }
    close(opening, expecting: "one of `,`, `.`, `;`, `?`, `]`, or an operator")
    let list = tree.exprLists.make(exprStack[base...])
    exprStack.removeSubrange(base...)
    return pushExpr(.array(list), from: start)
  }

  // MARK: Closures and async blocks

  /// At `async` or `gen`: a block or an async closure.
  private mutating func parseAsync() -> ExprID {
    let start = position
    let isAsync = kind == .keywordAsync
    var offset = 1
    var isGen = !isAsync
    if isAsync, peek() == .keywordGen {
      isGen = true
      offset = 2
    }
    let isMove = peek(offset) == .keywordMove
    if isMove { offset += 1 }
    if peek(offset) == .openBrace || (peek(offset) == .openInvisible && !isMove) {
      jump(to: index + offset)
      let outerAwaits = awaitCount
      let block = parseBlock()
      awaitCount = outerAwaits
      return isGen
        ? pushExpr(.genBlock(block, isMove: isMove, isAsync: isAsync), from: start)
        : pushExpr(.asyncBlock(block, isMove: isMove), from: start)
    }
    switch peek(offset) {
    case .or, .orOr: return parseClosure()
    default:
      bump()
      expected("one of `move`, `|`, `||`, or `{`")
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
  }

  /// At the first keyword or bar of a closure.
  mutating func parseClosure() -> ExprID {
    let start = position
    var lifetimes = ListRef<GenericParameter>.empty
    if kind == .keywordFor { lifetimes = parseForLifetimes() }
    let isConst = eat(.keywordConst)
    let isStatic = eat(.keywordStatic)
    let isAsync = eat(.keywordAsync)
    let isGen = eat(.keywordGen)
    let isMove = eat(.keywordMove)
    var parameters: [Parameter] = []
    if kind == .orOr {
      bump()
    } else if kind == .or {
      bump()
      while kind != .or, kind != .endOfFile, !kind.isCloseDelimiter {
        let attributes = parseOuterAttributes()
        let parameterStart = position
        let before = index
        let pattern = parsePatternNoAlternatives()
        var type = TypeNodeID.none
        if eat(.colon) { type = parseType() }
        parameters.append(
          Parameter(attributes: attributes, pattern: pattern, type: type, span: spanFrom(parameterStart)))
        if isRecovering || !eat(.comma) || index == before { break }
      }
      if !eatBar() { expected("one of `,`, `:`, or `|`") }
    } else {
      expected(isMove ? "`|` or `||`" : "expression")
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    var output = TypeNodeID.none
    if eat(.arrow) { output = parseTypeNoBounds() }
    let headSpan = spanFrom(start)
    let savedLet = allowsLet
    let outerAwaits = awaitCount
    allowsLet = false
    let body: ExprID
    if !output.isNone {
      let bodyStart = position
      let block = parseBlock()
      body = pushExpr(.block(block, label: .none), from: bodyStart)
    } else {
      body = parseOperators(0)
    }
    allowsLet = savedLet
    awaitCount = outerAwaits
    let closure = tree.closures.push(
      Closure(
        lifetimes: lifetimes, isMove: isMove, isAsync: isAsync, isStatic: isStatic, isConst: isConst,
        isGen: isGen, parameters: tree.parameters.make(parameters), output: output, body: body,
        headSpan: headSpan))
    return pushExpr(.closure(closure), from: start)
  }
}
