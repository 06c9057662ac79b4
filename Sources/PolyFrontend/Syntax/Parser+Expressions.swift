// Parsing of expressions with operators: precedence climbing, prefix and postfix operators.
//
// Primary expressions are in Parser+PrimaryExpressions.swift, control flow in Parser+ControlFlow.swift.

import PolySupport

extension Parser {
  @inline(__always)
  func pushExpr(_ kind: ExprKind, from start: UInt32) -> ExprID {
    tree.exprs.push(Expr(kind, span: spanFrom(start)))
  }

  @inline(__always)
  func start(of expr: ExprID) -> UInt32 { tree.exprs[expr].span.lower }

  /// Binding powers, the larger the tighter.
  enum Precedence {
    static let assign = 2
    static let range = 4
    static let lazyOr = 5
    static let lazyAnd = 6
    static let comparison = 7
    static let cast = 14
  }

  /// A whole expression; restrictions of the surroundings do not hold in it.
  mutating func parseExpression() -> ExprID {
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = false
    allowsLet = false
    let result = parseOperators(0)
    noStructLiteral = savedStruct
    allowsLet = savedLet
    return result
  }

  /// The condition of `if` and `while`: no struct expressions, `let` is allowed.
  mutating func parseCondition() -> ExprID {
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = true
    allowsLet = true
    let result = parseOperators(0)
    noStructLiteral = savedStruct
    allowsLet = savedLet
    checkLetChain(result)
    return result
  }

  /// The guard of a match arm: `let` is allowed.
  mutating func parseGuardCondition() -> ExprID {
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = false
    allowsLet = true
    let result = parseOperators(0)
    noStructLiteral = savedStruct
    allowsLet = savedLet
    return result
  }

  /// A scrutinee: no struct expressions.
  mutating func parseExpressionWithoutStruct() -> ExprID {
    let savedStruct = noStructLiteral
    let savedLet = allowsLet
    noStructLiteral = true
    allowsLet = false
    let result = parseOperators(0)
    noStructLiteral = savedStruct
    allowsLet = savedLet
    return result
  }

  private mutating func checkLetChain(_ condition: ExprID) {
    guard edition < .e2024, case .binary(.lazyAnd, let left, let right) = tree.exprs[condition].kind else {
      return
    }
    for side in [left, right] {
      if case .let = tree.exprs[side].kind {
        check(
          "let chains are only allowed in Rust 2024 or later", at: tree.exprs[side].span)
        return
      }
    }
    checkLetChain(left)
  }

  private func containsLet(_ expr: ExprID) -> Bool {
    switch tree.exprs[expr].kind {
    case .let: true
    case .binary(.lazyAnd, let left, let right): containsLet(right) || containsLet(left)
    default: false
    }
  }

  // MARK: Binary operators

  mutating func parseOperators(_ minimum: Int) -> ExprID {
    guard descend() else {
      ascend()
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    let left: ExprID
    switch kind {
    case .dotDot, .dotDotEqual, .dotDotDot: left = parsePrefixRange()
    default: left = parsePrefix()
    }
    let result = isRecovering ? left : parseOperators(after: left, minimum)
    ascend()
    return result
  }

  @inline(__always)
  private func binaryOperator(_ kind: TokenKind) -> (BinaryOperator, Int)? {
    switch kind {
    case .star: (.multiply, 13)
    case .slash: (.divide, 13)
    case .percent: (.remainder, 13)
    case .plus: (.add, 12)
    case .minus: (.subtract, 12)
    case .shiftLeft: (.shiftLeft, 11)
    case .shiftRight: (.shiftRight, 11)
    case .and: (.bitAnd, 10)
    case .caret: (.bitXor, 9)
    case .or: (.bitOr, 8)
    case .equalEqual: (.equal, 7)
    case .bangEqual: (.notEqual, 7)
    case .less: (.less, 7)
    case .lessEqual: (.lessEqual, 7)
    case .greater: (.greater, 7)
    case .greaterEqual: (.greaterEqual, 7)
    case .andAnd: (.lazyAnd, 6)
    case .orOr: (.lazyOr, 5)
    default: nil
    }
  }

  private func compoundOperator(_ kind: TokenKind) -> BinaryOperator? {
    switch kind {
    case .plusEqual: .add
    case .minusEqual: .subtract
    case .starEqual: .multiply
    case .slashEqual: .divide
    case .percentEqual: .remainder
    case .caretEqual: .bitXor
    case .andEqual: .bitAnd
    case .orEqual: .bitOr
    case .shiftLeftEqual: .shiftLeft
    case .shiftRightEqual: .shiftRight
    default: nil
    }
  }

  /// What follows `left`, as far as it binds at least as tightly as `minimum`.
  mutating func parseOperators(after first: ExprID, _ minimum: Int) -> ExprID {
    var left = first
    var leftIsComparison = false
    var length = 0
    while true {
      if let (op, precedence) = binaryOperator(kind) {
        if precedence < minimum { return left }
        length += 1
        if length > 20_000 {
          error("the expression has more operators than the limit of 20000")
          return left
        }
        if leftIsComparison, precedence == Precedence.comparison {
          report(
            Diagnostic(.error, "comparison operators cannot be chained", at: currentSpan)
              .help(
                "split the comparison into two, or use `::<...>` instead of `<...>` for generic arguments"))
          recovered()
        }
        bump()
        let savedLet = allowsLet
        if op != .lazyAnd { allowsLet = false }
        let right = parseOperators(precedence + 1)
        allowsLet = savedLet
        if savedLet, op != .lazyAnd, containsLet(left) {
          check(
            "expected expression, found `let` statement", at: tree.exprs[left].span,
            label: "only supported directly in conditions of `if` and `while` expressions")
        }
        left = pushExpr(.binary(op, left, right), from: start(of: left))
        leftIsComparison = precedence == Precedence.comparison
        continue
      }
      switch kind {
      case .keywordAs:
        if Precedence.cast < minimum { return left }
        bump()
        let type = parseTypeNoBounds()
        left = pushExpr(.cast(left, type), from: start(of: left))
        leftIsComparison = false
      case .dotDot, .dotDotEqual, .dotDotDot:
        if Precedence.range < minimum { return left }
        left = parseRange(from: left, start(of: left))
        if kind == .dotDot || kind == .dotDotEqual { return left }
        leftIsComparison = false
      case .equal:
        if Precedence.assign < minimum { return left }
        bump()
        let savedLet = allowsLet
        allowsLet = false
        let right = parseOperators(Precedence.assign)
        allowsLet = savedLet
        return pushExpr(.assign(left, right), from: start(of: left))
      default:
        guard let op = compoundOperator(kind), Precedence.assign >= minimum else { return left }
        bump()
        let savedLet = allowsLet
        allowsLet = false
        let right = parseOperators(Precedence.assign)
        allowsLet = savedLet
        return pushExpr(.compoundAssign(op, left, right), from: start(of: left))
      }
      if isRecovering { return left }
    }
  }

  // MARK: Ranges

  private mutating func parsePrefixRange() -> ExprID {
    parseRange(from: .none, position)
  }

  /// At the dots.
  private mutating func parseRange(from low: ExprID, _ start: UInt32) -> ExprID {
    let limits: RangeLimits = kind == .dotDot ? .halfOpen : .closed
    if kind == .dotDotDot {
      report(
        Diagnostic(.error, code: "E0586", "unexpected token: `...`", at: currentSpan)
          .help("use `..` for an exclusive range, or `..=` for an inclusive range"))
      recovered()
    }
    let dots = currentSpan
    bump()
    var high = ExprID.none
    if canBeginExpression, !(kind == .openBrace && noStructLiteral) {
      let savedLet = allowsLet
      allowsLet = false
      high = parseOperators(Precedence.range + 1)
      allowsLet = savedLet
    } else if limits == .closed {
      check("inclusive range with no end", code: "E0586", at: dots, label: "use `..` instead")
    }
    return pushExpr(.range(low, high, limits), from: start)
  }

  /// Whether the current token may begin an expression.
  var canBeginExpression: Bool {
    switch kind {
    case .identifier, .rawIdentifier, .openParen, .openBracket, .openBrace, .minus, .star, .bang, .and,
      .andAnd, .or, .orOr, .dotDot, .dotDotEqual, .dotDotDot, .less, .shiftLeft, .colonColon, .lifetime,
      .rawLifetime, .pound, .underscore, .dollarCrate, .keywordSelfValue, .keywordSelfType, .keywordSuper,
      .keywordCrate, .keywordAsync, .keywordBreak, .keywordConst, .keywordContinue, .keywordFalse,
      .keywordFor, .keywordGen, .keywordIf, .keywordLet, .keywordLoop, .keywordMatch, .keywordMove,
      .keywordReturn, .keywordTrue, .keywordTry, .keywordUnsafe, .keywordWhile, .keywordYield,
      .keywordStatic, .keywordBecome, .keywordBox, .keywordDo:
      return true
    case .openInvisible:
      switch fragment {
      case .block, .expression, .expression2021, .literal, .path, .type, .none, .statement: return true
      default: return false
      }
    default: return kind.isLiteral
    }
  }

  // MARK: Prefix operators

  mutating func parsePrefix() -> ExprID {
    let start = position
    switch kind {
    case .bang: return parseUnary(.not, start)
    case .minus: return parseUnary(.negate, start)
    case .star: return parseUnary(.dereference, start)
    case .and, .andAnd: return parseBorrow(start)
    case .pound:
      let attributes = parseOuterAttributes()
      guard kind != .pound else {
        expected("expression")
        return tree.exprs.push(Expr(.error, span: currentSpan))
      }
      let expr = parsePrefix()
      if !attributes.isEmpty { attach(attributes, to: expr) }
      return expr
    default:
      let primary = parsePrimary()
      return parsePostfix(primary)
    }
  }

  func attach(_ attributes: ListRef<Attribute>, to expr: ExprID) {
    if let old = tree.exprAttributes[expr] {
      let all = Array(tree.attributes[attributes]) + Array(tree.attributes[old])
      tree.exprAttributes[expr] = tree.attributes.make(all)
    } else {
      tree.exprAttributes[expr] = attributes
    }
  }

  private mutating func parseUnary(_ op: UnaryOperator, _ start: UInt32) -> ExprID {
    guard descend() else {
      ascend()
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    bump()
    let operand = parsePrefix()
    ascend()
    return pushExpr(.unary(op, operand), from: start)
  }

  private mutating func parseBorrow(_ start: UInt32) -> ExprID {
    guard descend() else {
      ascend()
      return tree.exprs.push(Expr(.error, span: currentSpan))
    }
    defer { ascend() }
    if kind == .andAnd {
      splitToken(to: .and)
      let inner = parseBorrow(position)
      return pushExpr(.borrow(.reference, .immutable, inner), from: start)
    }
    bump()
    if isContextual(Names.raw), peek() == .keywordConst || peek() == .keywordMut,
      // `&raw const {…}` would be a block.
      !(peek() == .keywordConst && peek(2) == .openBrace)
    {
      bump()
      let mutability: Mutability = kind == .keywordMut ? .mutable : .immutable
      bump()
      let operand = parsePrefix()
      return pushExpr(.borrow(.raw, mutability, operand), from: start)
    }
    let mutability: Mutability = eat(.keywordMut) ? .mutable : .immutable
    let operand = parsePrefix()
    return pushExpr(.borrow(.reference, mutability, operand), from: start)
  }

  // MARK: Postfix operators

  mutating func parsePostfix(_ first: ExprID) -> ExprID {
    var expr = first
    var length = 0
    while true {
      switch kind {
      case .question:
        bump()
        expr = pushExpr(.try(expr), from: start(of: expr))
      case .dot:
        bump()
        expr = parseMember(of: expr)
      case .openParen:
        let arguments = parseArguments()
        expr = pushExpr(.call(expr, arguments), from: start(of: expr))
      case .openBracket:
        let opening = open()
        let subscriptValue = parseExpression()
        close(opening, expecting: "one of `.`, `?`, `]`, or an operator")
        expr = pushExpr(.index(expr, subscriptValue), from: start(of: expr))
      default: return expr
      }
      length += 1
      if length > 20_000 {
        error("the expression has more postfix operators than the limit of 20000")
        return expr
      }
      if isRecovering { return expr }
    }
  }

  /// Behind a dot.
  private mutating func parseMember(of receiver: ExprID) -> ExprID {
    let begin = start(of: receiver)
    switch kind {
    case .integer:
      let name = currentIdent
      checkTupleIndex(name)
      bump()
      return pushExpr(.field(receiver, name), from: begin)
    case .float: return parseTwoTupleFields(of: receiver)
    case .keywordAwait:
      bump()
      awaitCount += 1
      return pushExpr(.await(receiver), from: begin)
    case .identifier, .rawIdentifier: break
    case .openInvisible where fragment == .literal || fragment == .expression:
      let opening = enterGroup()
      let result = kind == .integer || kind == .float ? parseMember(of: receiver) : receiver
      leaveGroup(opening)
      return result
    default:
      expected("identifier")
      return receiver
    }
    var segment = PathSegment(currentIdent)
    bump()
    if kind == .colonColon, peek() == .less || peek() == .shiftLeft {
      bump()
      segment.arguments = parseGenericArguments()
      if kind != .openParen {
        check("field expressions cannot have generic arguments", at: segment.ident.span)
      }
    }
    guard kind == .openParen else {
      return pushExpr(.field(receiver, segment.ident), from: begin)
    }
    let arguments = parseArguments()
    let call = tree.methodCalls.push(
      MethodCall(receiver: receiver, segment: segment, arguments: arguments))
    return pushExpr(.methodCall(call), from: begin)
  }

  private mutating func checkTupleIndex(_ name: Ident) {
    let isPlain = tree.symbols.withBytes(name.name) { bytes in
      bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    if !isPlain {
      check("suffixes on a tuple index are invalid", at: name.span, label: "invalid suffix")
    }
  }

  /// `a.0.1` has the tokens `a` `.` `0.1`.
  private mutating func parseTwoTupleFields(of receiver: ExprID) -> ExprID {
    let begin = start(of: receiver)
    let span = currentSpan
    let context = buffer.context(index)
    let text = tree.symbols.text(currentSymbol)
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ $0.isNumber }),
      parts[1].allSatisfy({ $0.isNumber })
    else {
      expected("identifier")
      return receiver
    }
    let middle = buffer.isExpansion ? span.upper : span.lower + UInt32(parts[0].utf8.count)
    let first = Ident(
      tree.symbols.intern(String(parts[0])), context: context, span: Span(span.lower, middle))
    bump()
    let inner = tree.exprs.push(Expr(.field(receiver, first), span: Span(begin, middle)))
    guard !parts[1].isEmpty else {
      // `a.0. name`
      return parseMember(of: inner)
    }
    let second = Ident(
      tree.symbols.intern(String(parts[1])), context: context,
      span: buffer.isExpansion ? span : Span(middle + 1, span.upper))
    return pushExpr(.field(inner, second), from: begin)
  }

  /// At `(`: arguments of a call.
  mutating func parseArguments() -> ListRef<ExprID> {
    let opening = open()
    return parseExpressionList(opening, expecting: "one of `)`, `,`, `.`, `?`, or an operator")
  }

  /// Expressions separated by commas up to the partner of `opening`, which is consumed.
  mutating func parseExpressionList(_ opening: Int, expecting: String) -> ListRef<ExprID> {
    let end = buffer.partner(opening)
    if index == end {
      bump()
      return .empty
    }
    let base = exprStack.count
    while index < end, kind != .endOfFile {
      let before = index
      let expr = parseExpression()
      exprStack.append(expr)
      if !eat(.comma) || index == before { break }
    }
    close(opening, expecting: expecting)
    let list = tree.exprLists.make(exprStack[base...])
    exprStack.removeSubrange(base...)
    return list
  }
}
