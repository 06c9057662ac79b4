// Token kinds, their classes and their spelling.

/// The kind of a token. Multi-character operators are one token (`>>=`); the parser splits them.
@frozen public enum TokenKind: UInt8, Sendable {
  case endOfFile
  /// Bytes that are no token; an error was reported.
  case unknown

  // Names. Keywords are below.
  case identifier
  /// `r#name`; its symbol is without `r#`.
  case rawIdentifier
  /// `'name`; its symbol is without the quote.
  case lifetime
  /// `'r#name`
  case rawLifetime
  /// `_`
  case underscore
  /// `$crate` in the output of a macro; the syntax context says which crate.
  case dollarCrate

  // Literals: the symbol is the whole source text with prefix, quotes and suffix (see Literal.swift).
  case integer, float, character, byte, string, rawString, byteString, rawByteString, cString, rawCString

  // Delimiters. Invisible ones surround what a macro substituted for a fragment.
  case openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace, openInvisible, closeInvisible

  // Punctuation.
  case semicolon, comma, dot, dotDot, dotDotDot, dotDotEqual, colon, colonColon, arrow, fatArrow
  case pound, dollar, question, at, tilde
  case equal, equalEqual, bang, bangEqual, less, lessEqual, greater, greaterEqual
  case and, andAnd, or, orOr, plus, minus, star, slash, percent, caret, shiftLeft, shiftRight
  case plusEqual, minusEqual, starEqual, slashEqual, percentEqual, caretEqual, andEqual, orEqual
  case shiftLeftEqual, shiftRightEqual

  // Keywords, in the order of the first symbols of `Names`. Which of the last ones are keywords
  // depends on the edition of the text; elsewhere they are identifiers with the same symbol.
  case keywordAs
  case keywordBreak
  case keywordConst
  case keywordContinue
  case keywordCrate
  case keywordElse
  case keywordEnum
  case keywordExtern
  case keywordFalse
  case keywordFn
  case keywordFor
  case keywordIf
  case keywordImpl
  case keywordIn
  case keywordLet
  case keywordLoop
  case keywordMatch
  case keywordMod
  case keywordMove
  case keywordMut
  case keywordPub
  case keywordRef
  case keywordReturn
  case keywordSelfValue
  case keywordSelfType
  case keywordStatic
  case keywordStruct
  case keywordSuper
  case keywordTrait
  case keywordTrue
  case keywordType
  case keywordUnsafe
  case keywordUse
  case keywordWhere
  case keywordWhile
  case keywordAbstract
  case keywordBecome
  case keywordBox
  case keywordDo
  case keywordFinal
  case keywordMacro
  case keywordOverride
  case keywordPriv
  case keywordTypeof
  case keywordUnsized
  case keywordVirtual
  case keywordYield
  case keywordAsync
  case keywordAwait
  case keywordDyn
  case keywordTry
  case keywordGen
}

extension TokenKind {
  /// A keyword in the edition of its text (`_` and `$crate` are not counted).
  @inlinable public var isKeyword: Bool { rawValue >= TokenKind.keywordAs.rawValue }
  /// An identifier that is no keyword.
  @inlinable public var isIdentifier: Bool { self == .identifier || self == .rawIdentifier }
  /// What `$x:ident` matches: identifiers, raw identifiers and keywords, not `_`.
  @inlinable public var isIdentifierOrKeyword: Bool { isIdentifier || isKeyword || self == .dollarCrate }
  @inlinable public var isLifetime: Bool { self == .lifetime || self == .rawLifetime }
  /// A literal token (`true` and `false` are keywords).
  @inlinable public var isLiteral: Bool {
    rawValue >= TokenKind.integer.rawValue && rawValue <= TokenKind.rawCString.rawValue
  }
  @inlinable public var isOpenDelimiter: Bool {
    self == .openParen || self == .openBracket || self == .openBrace || self == .openInvisible
  }
  @inlinable public var isCloseDelimiter: Bool {
    self == .closeParen || self == .closeBracket || self == .closeBrace || self == .closeInvisible
  }
  @inlinable public var isDelimiter: Bool {
    rawValue >= TokenKind.openParen.rawValue && rawValue <= TokenKind.closeInvisible.rawValue
  }
  /// Operators and separators; no delimiters.
  @inlinable public var isPunctuation: Bool {
    rawValue >= TokenKind.semicolon.rawValue && rawValue <= TokenKind.shiftRightEqual.rawValue
  }
  /// Whether the payload of such a token is a symbol.
  @inlinable public var hasSymbol: Bool {
    isKeyword
      || (rawValue >= TokenKind.identifier.rawValue && rawValue <= TokenKind.rawCString.rawValue)
  }
  /// The keyword of this symbol, were it one: symbols of keywords are numbered as the kinds are.
  @inlinable public static func keyword(number: UInt32) -> TokenKind {
    TokenKind(rawValue: TokenKind.keywordAs.rawValue &+ UInt8(truncatingIfNeeded: number)) ?? .identifier
  }
  /// The closing partner of an opening delimiter.
  @inlinable public var closing: TokenKind {
    switch self {
    case .openParen: .closeParen
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    case .openInvisible: .closeInvisible
    default: .unknown
    }
  }

  /// The text of a punctuation mark or delimiter; empty for what carries a symbol.
  public var spelling: StaticString {
    switch self {
    case .openParen: "("
    case .closeParen: ")"
    case .openBracket: "["
    case .closeBracket: "]"
    case .openBrace: "{"
    case .closeBrace: "}"
    case .semicolon: ";"
    case .comma: ","
    case .dot: "."
    case .dotDot: ".."
    case .dotDotDot: "..."
    case .dotDotEqual: "..="
    case .colon: ":"
    case .colonColon: "::"
    case .arrow: "->"
    case .fatArrow: "=>"
    case .pound: "#"
    case .dollar: "$"
    case .question: "?"
    case .at: "@"
    case .tilde: "~"
    case .equal: "="
    case .equalEqual: "=="
    case .bang: "!"
    case .bangEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .and: "&"
    case .andAnd: "&&"
    case .or: "|"
    case .orOr: "||"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .percent: "%"
    case .caret: "^"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .plusEqual: "+="
    case .minusEqual: "-="
    case .starEqual: "*="
    case .slashEqual: "/="
    case .percentEqual: "%="
    case .caretEqual: "^="
    case .andEqual: "&="
    case .orEqual: "|="
    case .shiftLeftEqual: "<<="
    case .shiftRightEqual: ">>="
    case .underscore: "_"
    default: ""
    }
  }
}

/// The edition of Rust that a text is written in.
@frozen public enum Edition: UInt8, Sendable, Comparable {
  case e2015, e2018, e2021, e2024
  @inlinable public static func < (a: Edition, b: Edition) -> Bool { a.rawValue < b.rawValue }
  /// Symbols below this number are keywords.
  var keywordLimit: UInt32 {
    switch self {
    case .e2015: Names.keywordCount2015
    case .e2018, .e2021: Names.keywordCount2018
    case .e2024: Names.keywordCount
    }
  }
  /// The edition named by `--edition` or a manifest.
  public init?(named text: String) {
    switch text {
    case "2015": self = .e2015
    case "2018": self = .e2018
    case "2021": self = .e2021
    case "2024": self = .e2024
    default: return nil
    }
  }
}

/// The delimiters around a macro's input or an attribute's arguments.
@frozen public enum Delimiter: UInt8, Sendable { case parenthesis, bracket, brace }

/// What an invisible group holds: the fragment specifier that matched it.
@frozen public enum FragmentKind: UInt8, Sendable {
  case none, item, block, statement, pattern, expression, type, identifier, path, tokenTree, meta
  case visibility, literal, lifetime
  /// `pat_param`: no top-level or-pattern.
  case patternNoAlternatives
  /// `expr_2021`: no `const {}` and no `_`.
  case expression2021
}
