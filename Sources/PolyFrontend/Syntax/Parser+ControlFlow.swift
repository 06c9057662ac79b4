// Parsing of control flow: if, match, loops, labels, break, let conditions.

import PolySupport

extension Parser {
  /// Whether an expression of this kind ends a statement without a semicolon.
  func isBlockLike(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .if, .match, .block, .unsafeBlock, .while, .loop, .forLoop, .tryBlock, .constBlock: true
    default: false
    }
  }

  // MARK: If

  mutating func parseIf() -> ExprID {
    let start = position
    guard descend() else {
      ascend()
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    defer { ascend() }
    // A chain of `else if` is a loop here: it does not count as nesting.
    var branches: [(start: UInt32, condition: ExprID, then: BlockID)] = []
    var otherwise = ExprID.none
    var branchStart = start
    while true {
      bump()
      let condition = parseCondition()
      let then = parseBlock()
      branches.append((branchStart, condition, then))
      guard !isRecovering, eat(.keywordElse) else { break }
      branchStart = position
      if kind == .keywordIf { continue }
      if kind == .openBrace || kind == .openInvisible {
        let block = parseBlock()
        otherwise = pushExpr(.block(block, label: .none), from: branchStart)
      } else {
        expected("one of `if` or `{`")
      }
      break
    }
    for branch in branches.reversed() {
      otherwise = pushExpr(
        .if(condition: branch.condition, then: branch.then, otherwise: otherwise), from: branch.start)
    }
    return otherwise
  }

  /// At `let` in a condition.
  mutating func parseLetCondition() -> ExprID {
    let start = position
    if !allowsLet {
      check(
        "expected expression, found `let` statement", at: currentSpan,
        label: "only supported directly in conditions of `if` and `while` expressions")
    }
    bump()
    let savedLet = allowsLet
    allowsLet = false
    let pattern = parsePattern()
    if kind == .colon {
      error("expected one of `=`, found `:`")
      recovered()
      bump()
      _ = parseType()
    }
    if kind == .equalEqual {
      error("expected `=`, found `==`", label: "expected `=`")
      recovered()
      bump()
    } else {
      _ = expect(.equal)
    }
    // Binds tighter than `&&`, so that chains work.
    let value = parseOperators(Precedence.lazyAnd + 1)
    allowsLet = savedLet
    return pushExpr(.let(pattern, value), from: start)
  }

  // MARK: Match

  mutating func parseMatch() -> ExprID {
    let start = position
    bump()
    let scrutinee = parseExpressionWithoutStruct()
    guard kind == .openBrace else {
      expected("one of `.`, `?`, `{`, or an operator")
      return pushExpr(.match(scrutinee, .empty), from: start)
    }
    let opening = open()
    let end = buffer.partner(opening)
    let inner = parseInnerAttributes()
    var arms: [MatchArm] = []
    while index < end, !isAborted {
      let before = index
      arms.append(parseArm(end))
      if isRecovering {
        recoverArm(end)
        recovered()
      }
      if index == before { break }
    }
    if !isAborted { jump(to: end) }
    bump()
    let match = pushExpr(.match(scrutinee, tree.matchArms.make(arms)), from: start)
    if !inner.isEmpty { attach(inner, to: match) }
    return match
  }

  private mutating func parseArm(_ end: Int) -> MatchArm {
    let attributes = parseOuterAttributes()
    let start = position
    let pattern = parsePattern()
    var condition = ExprID.none
    if eat(.keywordIf) { condition = parseGuardCondition() }
    if kind == .equal || kind == .arrow || kind == .greaterEqual {
      error("expected `=>`, found \(found)", label: "expected `=>`")
      recovered()
      bump()
    } else if kind != .fatArrow {
      if index == end || kind == .comma {
        // An arm without a body, as macros like `matches!` of other languages have them.
        error("`match` arm with no body", at: spanFrom(start))
      } else {
        expected("one of `=>`, `if`, or `|`")
      }
      return MatchArm(
        attributes: attributes, pattern: pattern, guardCondition: condition,
        body: tree.exprs.push(Expr(.error, span: currentSpan)), span: spanFrom(start))
    } else {
      bump()
    }
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = false
    allowsLet = false
    let body = parseStatementExpression()
    noStructLiteral = savedStruct
    allowsLet = savedLet
    let arm = MatchArm(
      attributes: attributes, pattern: pattern, guardCondition: condition, body: body, span: spanFrom(start))
    if kind == .comma {
      bump()
    } else if index < end, !isBlockLike(body) {
      if !isRecovering {
        expected("one of `,`, `.`, `?`, `}`, or an operator")
      }
    }
    return arm
  }

  /// Skips to the next arm: behind a comma at this level.
  private mutating func recoverArm(_ end: Int) {
    while index < end, !isAborted {
      if kind == .comma {
        bump()
        return
      }
      let wasArrow = kind == .fatArrow
      skipTree()
      if wasArrow, kind == .openBrace {
        skipTree()
        _ = eat(.comma)
        return
      }
    }
  }

  // MARK: Loops

  /// At a label.
  mutating func parseLabelled() -> ExprID {
    let start = position
    let label = tree.labels.push(parseLifetime())
    if kind == .colon {
      bump()
    } else {
      expected("`while`, `for`, `loop` or `{` after a label")
    }
    switch kind {
    case .keywordWhile: return parseWhile(label: label, start)
    case .keywordFor: return parseFor(label: label, start)
    case .keywordLoop: return parseLoop(label: label, start)
    case .openBrace, .openInvisible:
      let block = parseBlock()
      return pushExpr(.block(block, label: label), from: start)
    default:
      expected("`while`, `for`, `loop` or `{` after a label")
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
  }

  mutating func parseWhile(label: LabelID, _ start: UInt32) -> ExprID {
    bump()
    let condition = parseCondition()
    let body = parseBlock()
    return pushExpr(.while(condition: condition, body, label: label), from: start)
  }

  mutating func parseLoop(label: LabelID, _ start: UInt32) -> ExprID {
    bump()
    let body = parseBlock()
    return pushExpr(.loop(body, label: label), from: start)
  }

  mutating func parseFor(label: LabelID, _ start: UInt32) -> ExprID {
    bump()
    let pattern = parsePattern()
    if kind == .keywordIn {
      bump()
    } else {
      error("missing `in` in `for` loop", at: Span(previousEnd, previousEnd))
    }
    let iterated = parseExpressionWithoutStruct()
    let body = parseBlock()
    return pushExpr(.forLoop(pattern, iterated, body, label: label), from: start)
  }

  mutating func parseOptionalLabel() -> LabelID {
    kind.isLifetime ? tree.labels.push(parseLifetime()) : .none
  }

  mutating func parseBreak() -> ExprID {
    let start = position
    bump()
    var label = LabelID.none
    if kind.isLifetime, peek() != .colon { label = parseOptionalLabel() }
    var value = ExprID.none
    if !(kind == .openBrace && noStructLiteral) { value = parseOptionalExpression() }
    return pushExpr(.break(label: label, value), from: start)
  }
}
