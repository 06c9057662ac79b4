// Parsing of blocks and statements.

import PolySupport

extension Parser {
  /// `{ … }`, or the block that a macro substituted.
  mutating func parseBlock() -> BlockID {
    if kind == .openInvisible {
      let opening = enterGroup()
      let block = parseBlock()
      leaveGroup(opening)
      return block
    }
    guard kind == .openBrace else {
      expected("`{`")
      return tree.blocks.push(Block(statements: .empty, span: currentSpan))
    }
    guard descend() else {
      ascend()
      return tree.blocks.push(Block(statements: .empty, span: currentSpan))
    }
    defer { ascend() }
    let start = position
    let opening = open()
    let end = buffer.partner(opening)
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = false
    allowsLet = false
    let attributes = parseInnerAttributes()
    let (statements, tail) = parseStatements(until: end)
    noStructLiteral = savedStruct
    allowsLet = savedLet
    if !isAborted { jump(to: end) }
    bump()
    return tree.blocks.push(
      Block(statements: statements, tail: tail, attributes: attributes, span: spanFrom(start)))
  }

  /// Statements up to token `end`; the value of the last expression without a semicolon is the tail.
  mutating func parseStatements(until end: Int) -> (ListRef<StmtID>, ExprID) {
    let base = stmtStack.count
    var tail = ExprID.none
    while index < end, !isAborted {
      let before = index
      tail = parseStatement(until: end)
      if isRecovering {
        recoverStatement(end, from: before)
        recovered()
      }
      if !tail.isNone, index < end { tail = .none }
      if index == before, !isAborted { bump() }
    }
    let list = tree.stmtLists.make(stmtStack[base...])
    stmtStack.removeSubrange(base...)
    return (list, tail)
  }

  private mutating func push(_ kind: StmtKind, _ start: UInt32) -> StmtID {
    let statement = tree.stmts.push(Stmt(kind, span: spanFrom(start)))
    stmtStack.append(statement)
    return statement
  }

  /// Skips behind the next semicolon or block, or before a keyword that begins a statement.
  private mutating func recoverStatement(_ end: Int, from start: Int) {
    while index < end, !isAborted {
      switch kind {
      case .semicolon:
        bump()
        return
      case .openBrace:
        skipTree()
        if kind == .semicolon { bump() }
        if kind != .keywordElse { return }
      case .keywordLet, .keywordFn, .keywordStruct, .keywordEnum, .keywordImpl, .keywordTrait, .keywordMod,
        .keywordUse, .keywordStatic, .keywordReturn, .keywordWhile, .keywordFor, .keywordLoop:
        if index > start { return }
        bump()
      default: skipTree()
      }
    }
  }

  /// One statement onto the stack, or an expression without a semicolon at `end`, which is returned.
  mutating func parseStatement(until end: Int) -> ExprID {
    let start = position
    switch kind {
    case .semicolon:
      bump()
      _ = push(.empty, start)
      return .none
    case .keywordLet:
      _ = parseLet(.empty, start)
      return .none
    case .openInvisible where fragment == .statement || fragment == .item:
      return parseGroupedStatement(until: end)
    case .pound:
      let attributes = parseOuterAttributes()
      if kind == .keywordLet {
        _ = parseLet(attributes, start)
        return .none
      }
      if index >= end {
        error("expected statement after outer attribute", at: spanFrom(start))
        return .none
      }
      if isAtItem {
        parseItemStatement(attributes, start)
        return .none
      }
      let isConfigured = hasConfiguration(attributes)
      if isConfigured { configurationDepth += 1 }
      let tail = parseExpressionStatement(attributes, start, end)
      if isConfigured { configurationDepth -= 1 }
      return tail
    default:
      // Most names begin expressions.
      if kind == .identifier ? isAtContextualItem : isAtItem {
        parseItemStatement(.empty, start)
        return .none
      }
      return parseExpressionStatement(.empty, start, end)
    }
  }

  private mutating func parseItemStatement(_ attributes: ListRef<Attribute>, _ start: UInt32) {
    let saved = itemContext
    itemContext = .statement
    let item = parseItem(attributes, start)
    itemContext = saved
    if let item {
      _ = push(.item(item), start)
    } else {
      _ = push(.error, start)
    }
  }

  private mutating func parseGroupedStatement(until end: Int) -> ExprID {
    let start = position
    let opening = enterGroup()
    let close = buffer.partner(opening)
    let tail = parseStatement(until: close)
    leaveGroup(opening)
    if !tail.isNone {
      if eat(.semicolon) {
        _ = push(.expression(tail, hasSemicolon: true), start)
        return .none
      }
      if index >= end { return tail }
      _ = push(.expression(tail, hasSemicolon: false), start)
      return .none
    }
    // `$s;` where the fragment had no semicolon.
    _ = eat(.semicolon)
    return .none
  }

  // MARK: Let

  private mutating func parseLet(_ attributes: ListRef<Attribute>, _ start: UInt32) -> StmtID {
    bump()
    let pattern = parsePattern()
    var type = TypeNodeID.none
    if eat(.colon) { type = parseType() }
    var initializer = ExprID.none
    if kind == .equal {
      bump()
      initializer = parseExpression()
    } else if kind.rawValue >= TokenKind.plusEqual.rawValue,
      kind.rawValue <= TokenKind.shiftRightEqual.rawValue
    {
      error("can't reassign an uninitialized variable", at: spanFrom(start))
      bump()
      recovered()
      initializer = parseExpression()
    }
    var otherwise = BlockID.none
    if kind == .keywordElse, !initializer.isNone {
      bump()
      otherwise = parseBlock()
      if case .binary(let op, _, _) = tree.exprs[initializer].kind, op.isLazy {
        check(
          "a `\(op.spelling)` expression cannot be directly assigned in `let...else`",
          at: tree.exprs[initializer].span)
      } else if endsWithBrace(initializer) {
        check(
          "right curly brace `}` before `else` in a `let...else` statement not allowed",
          at: tree.exprs[initializer].span)
      }
    }
    if !eat(.semicolon), index < limit || !isAtFragmentEnd {
      if !isRecovering {
        if initializer.isNone, type.isNone {
          expected("one of `:`, `;`, `=`, `@`, or `|`")
        } else {
          missingSemicolon("one of `.`, `;`, `?`, `else`, or an operator")
        }
      }
    }
    let node = tree.lets.push(
      Let(pattern: pattern, type: type, initializer: initializer, otherwise: otherwise))
    let statement = push(.let(node), start)
    if !attributes.isEmpty { tree.stmtAttributes[statement] = attributes }
    return statement
  }

  /// At the end of a macro's fragment or output, where the last semicolon may be missing.
  private var isAtFragmentEnd: Bool { index >= limit }

  private func endsWithBrace(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .block, .unsafeBlock, .asyncBlock, .constBlock, .if, .match, .while, .loop, .forLoop, .structLiteral,
      .tryBlock:
      // A parenthesised one ends with `)`.
      return index > 0 && kinds[max(0, elseIndex(expr))] == .closeBrace
    default: return false
    }
  }

  /// The index of the last token of an expression that ends before the cursor.
  private func elseIndex(_ expr: ExprID) -> Int {
    let upper = tree.exprs[expr].span.upper
    var position = min(index, kinds.count - 1)
    while position > 0, buffer.ends[position] > upper { position -= 1 }
    return position
  }

  /// The error for a missing semicolon: on a new line the semicolon is what is missing.
  private mutating func missingSemicolon(_ list: String) {
    if canBeginExpression || isAtItem || kind == .keywordLet {
      report(
        Diagnostic(
          .error, "expected `;`, found \(found)", at: Span(previousEnd, previousEnd),
          label: "help: add `;` here"
        ).labelled(currentSpan, "unexpected token"))
      // The statement is complete: go on with the next one.
      recovered()
    } else {
      expected(list)
    }
  }

  // MARK: Expression statements

  private mutating func parseExpressionStatement(
    _ attributes: ListRef<Attribute>, _ start: UInt32, _ end: Int
  ) -> ExprID {
    let expr: ExprID
    if isSegment(kind) || kind == .colonColon {
      // A macro call as a statement may expand to several.
      let path = parsePath(.expression)
      if kind == .bang, isOpenDelimiter(peek()), !tree.paths[path].hasSelfType {
        let isBrace = peek() == .openBrace
        let call = parseMacroCall(path, start)
        if kind == .semicolon || index >= limit || (isBrace && kind != .dot && kind != .question) {
          let hasSemicolon = eat(.semicolon)
          let statement = push(.macroCall(call, hasSemicolon: hasSemicolon), start)
          if !attributes.isEmpty { tree.stmtAttributes[statement] = attributes }
          return .none
        }
        let callee = pushExpr(.macroCall(call), from: start)
        expr = parseOperators(after: parsePostfix(callee), 0)
      } else {
        let primary = parseAfterPath(path, start)
        expr = parseOperators(after: parsePostfix(primary), 0)
      }
    } else {
      expr = parseStatementExpression()
    }
    if !attributes.isEmpty { attach(attributes, to: expr) }
    if kind == .semicolon {
      bump()
      _ = push(.expression(expr, hasSemicolon: true), start)
      return .none
    }
    if index >= end { return expr }
    let statement = push(.expression(expr, hasSemicolon: false), start)
    if !isBlockLike(expr), !isRecovering {
      missingSemicolon("one of `.`, `;`, `?`, `}`, or an operator")
      tree.stmts[statement].kind = .expression(expr, hasSemicolon: true)
    }
    return .none
  }

  /// An expression at the start of a statement or of an arm's body: one that ends with a block is complete
  /// there, unless `.` or `?` follows.
  mutating func parseStatementExpression() -> ExprID {
    let isBlockStart: Bool
    switch kind {
    case .openBrace, .keywordIf, .keywordMatch, .keywordWhile, .keywordLoop, .lifetime, .rawLifetime:
      isBlockStart = true
    case .keywordUnsafe, .keywordConst, .keywordTry: isBlockStart = peek() == .openBrace
    case .keywordFor: isBlockStart = peek() != .less
    case .openInvisible: isBlockStart = fragment == .block
    default: isBlockStart = false
    }
    guard isBlockStart else { return parseOperators(0) }
    guard descend() else {
      ascend()
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    defer { ascend() }
    let expr = parsePrimary()
    guard kind == .dot || kind == .question, !isRecovering else { return expr }
    return parseOperators(after: parsePostfix(expr), 0)
  }
}
