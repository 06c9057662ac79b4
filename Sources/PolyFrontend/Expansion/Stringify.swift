// The text of tokens: `stringify!` keeps the source's spacing, messages of `assert!` are spaced evenly.

import PolySupport
import PolySyntax

extension Resolver {
  /// Tokens as `stringify!` shows them: joint in the source stays joint.
  func stringify(_ tokens: TokenBuffer, _ range: Range<Int>) -> String {
    var text = ""
    var previous = -1
    for position in range {
      let kind = tokens.kind(position)
      if kind == .openInvisible || kind == .closeInvisible { continue }
      if previous >= 0, needsSpace(tokens, previous, position) { text += " " }
      text += tokenText(tokens, position, symbols)
      previous = position
    }
    return text
  }

  private func needsSpace(_ tokens: TokenBuffer, _ first: Int, _ second: Int) -> Bool {
    let a = tokens.kind(first)
    let b = tokens.kind(second)
    // Next to an invisible group the spacing of the source is not known.
    if second == first + 1, tokens.isJoint(first) { return false }
    if a == .openParen || a == .openBracket || b == .closeParen || b == .closeBracket {
      return false
    }
    if a == .openBrace, b == .closeBrace { return false }
    if a == .dot, !b.isPunctuation { return false }
    if b == .comma || b == .semicolon || b == .dot { return a.isPunctuation }
    if b == .openParen {
      return !(a.isIdentifier || a == .keywordFn || a == .keywordSelfType || a == .keywordPub)
    }
    if a == .pound, b == .openBracket { return false }
    return true
  }

  /// An expression with even spacing, as `assert!` shows its condition.
  func prettyExpression(_ tokens: TokenBuffer, _ range: Range<Int>) -> String {
    var printer = ExpressionPrinter(tokens: tokens, symbols: symbols)
    printer.print(range)
    return printer.text
  }
}

/// Prints tokens of an expression with spaces around binary operators and behind commas.
private struct ExpressionPrinter {
  let tokens: TokenBuffer
  let symbols: SymbolTable
  var text = ""
  private var previous = TokenKind.endOfFile
  /// Open `<` of generic arguments.
  private var angleDepth = 0
  private var isInClosureHead = false

  init(tokens: TokenBuffer, symbols: SymbolTable) {
    self.tokens = tokens
    self.symbols = symbols
  }

  /// Whether an operand may follow the previous token, so that an operator here is a prefix.
  private var expectsOperand: Bool {
    switch previous {
    case .endOfFile, .openParen, .openBracket, .openBrace, .comma, .semicolon, .fatArrow,
      .keywordReturn, .keywordIn, .keywordIf, .keywordMatch, .keywordElse, .keywordWhile,
      .keywordBreak, .keywordMut, .keywordMove, .colon:
      true
    case .question, .closeParen, .closeBracket, .closeBrace: false
    default: previous.isPunctuation
    }
  }

  mutating func print(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let kind = tokens.kind(position)
      if kind == .openInvisible || kind == .closeInvisible {
        position += 1
        continue
      }
      // The input of a macro call keeps its own spacing.
      if kind == .bang, !expectsOperand, position + 1 < range.upperBound,
        tokens.kind(position + 1).isOpenDelimiter, tokens.kind(position + 1) != .openInvisible
      {
        text += "!"
        let end = tokens.partner(position + 1)
        for inner in position + 1...end {
          text += tokenText(tokens, inner, symbols)
          if inner < end, !tokens.isJoint(inner), tokens.kind(inner) != .openParen,
            tokens.kind(inner) != .openBracket, tokens.kind(inner + 1) != .closeParen,
            tokens.kind(inner + 1) != .closeBracket, tokens.kind(inner + 1) != .comma
          {
            text += " "
          }
        }
        previous = tokens.kind(end)
        position = end + 1
        continue
      }
      emit(position, kind)
      previous = kind
      position += 1
    }
  }

  private mutating func emit(_ position: Int, _ kind: TokenKind) {
    let word = tokenText(tokens, position, symbols)
    let isPrefix = expectsOperand
    switch kind {
    case .comma, .semicolon:
      text += word
      needSpace = true
      return
    case .dot, .question, .colonColon:
      text += kind == .colonColon && needSpace && isPrefix ? " " + word : word
      needSpace = false
      return
    case .openParen, .openBracket:
      let isCall = !isPrefix && !previous.isKeywordBeforeOperand
      if needSpace, !isCall { text += " " }
      text += word
      needSpace = false
      return
    case .closeParen, .closeBracket:
      text += word
      needSpace = true
      return
    case .openBrace:
      text += (text.isEmpty || text.hasSuffix("(") ? "" : " ") + word
      needSpace = true
      return
    case .closeBrace:
      text += previous == .openBrace ? word : " " + word
      needSpace = true
      return
    case .dotDot, .dotDotEqual:
      text += word
      needSpace = false
      return
    case .colon:
      text += word
      needSpace = true
      return
    case _ where isPrefix && kind.mayBePrefix:
      if needSpace { text += " " }
      text += word
      needSpace = false
      return
    case _ where (kind == .or || kind == .orOr) && (isPrefix || isInClosureHead):
      if isInClosureHead {
        text += word
        isInClosureHead = false
        needSpace = true
      } else {
        if needSpace { text += " " }
        text += word
        isInClosureHead = kind == .or
        needSpace = kind == .orOr
      }
      return
    case .less where previous == .colonColon || isPrefix:
      if needSpace { text += " " }
      text += word
      angleDepth += 1
      needSpace = false
      return
    case .greater where angleDepth > 0:
      text += word
      angleDepth -= 1
      needSpace = false
      return
    case .shiftRight where angleDepth > 1:
      text += word
      angleDepth -= 2
      needSpace = false
      return
    default: break
    }
    if kind.isPunctuation {
      if !text.isEmpty { text += " " }
      text += word
      needSpace = true
      return
    }
    if needSpace, !text.isEmpty { text += " " }
    text += word
    needSpace = true
  }

  private var needSpace = false
}

extension TokenKind {
  fileprivate var mayBePrefix: Bool {
    self == .and || self == .andAnd || self == .star || self == .minus || self == .bang
  }

  /// A keyword behind which `(` starts an operand.
  fileprivate var isKeywordBeforeOperand: Bool {
    switch self {
    case .keywordIn, .keywordIf, .keywordMatch, .keywordReturn, .keywordWhile, .keywordAs,
      .keywordElse, .keywordMove, .keywordLet, .keywordMut, .keywordRef, .keywordBreak:
      true
    default: false
    }
  }
}
