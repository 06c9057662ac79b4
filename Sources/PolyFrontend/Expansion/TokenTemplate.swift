// Tokens from a text with holes: what a derive writes is easier to read as Rust.

import PolySyntax

extension TokenWriter {
  /// Writes the tokens of `text`: words, numbers, lifetimes, punctuation, `$crate`, and `#0`…`#9`, which
  /// `holes` fill. Names behind `.`, `fn` and `const` are the program's, all others are the expansion's own.
  mutating func template(_ text: StaticString, _ holes: [(inout TokenWriter) -> Void] = []) {
    let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    var index = 0
    var isProgramName = false
    func isWord(_ byte: UInt8) -> Bool {
      byte == 0x5F || byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x0A {
        index += 1
        continue
      }
      if byte == UInt8(ascii: "#"), index + 1 < bytes.count, bytes[index + 1] >= 0x30, bytes[index + 1] <= 0x39 {
        holes[Int(bytes[index + 1] - 0x30)](&self)
        index += 2
        isProgramName = false
        continue
      }
      let isMarked = byte == UInt8(ascii: "$") || byte == UInt8(ascii: "'")
      if isMarked || isWord(byte) {
        var end = index + 1
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        let symbol = bytes[index..<end].withUnsafeBufferPointer { resolver.symbols.intern($0) }
        switch byte {
        case UInt8(ascii: "$"): output.append(.dollarCrate, Names.dollarCrate, context: context, origin: origin)
        case UInt8(ascii: "'"):
          let name = bytes[(index + 1)..<end].withUnsafeBufferPointer { resolver.symbols.intern($0) }
          output.append(.lifetime, name, context: context, origin: origin)
        case 0x30...0x39: output.append(.integer, symbol, context: context, origin: origin)
        default: identifier(symbol, context: isProgramName ? .root : context, origin: origin)
        }
        isProgramName = symbol == Names.fn || symbol == Names.const
        index = end
        continue
      }
      let (kind, length) = Self.punctuation(bytes, index)
      punctuation(kind)
      isProgramName = kind == .dot
      index += length
    }
  }

  private static func punctuation(_ bytes: [UInt8], _ index: Int) -> (TokenKind, Int) {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch (bytes[index], next) {
    case (UInt8(ascii: ":"), UInt8(ascii: ":")): return (.colonColon, 2)
    case (UInt8(ascii: "-"), UInt8(ascii: ">")): return (.arrow, 2)
    case (UInt8(ascii: "="), UInt8(ascii: ">")): return (.fatArrow, 2)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): return (.equalEqual, 2)
    case (UInt8(ascii: ":"), _): return (.colon, 1)
    case (UInt8(ascii: "#"), _): return (.pound, 1)
    case (UInt8(ascii: "="), _): return (.equal, 1)
    case (UInt8(ascii: ";"), _): return (.semicolon, 1)
    case (UInt8(ascii: ","), _): return (.comma, 1)
    case (UInt8(ascii: "."), _): return (.dot, 1)
    case (UInt8(ascii: "&"), _): return (.and, 1)
    case (UInt8(ascii: "|"), _): return (.or, 1)
    case (UInt8(ascii: "!"), _): return (.bang, 1)
    case (UInt8(ascii: "?"), _): return (.question, 1)
    case (UInt8(ascii: "<"), _): return (.less, 1)
    case (UInt8(ascii: ">"), _): return (.greater, 1)
    case (UInt8(ascii: "("), _): return (.openParen, 1)
    case (UInt8(ascii: ")"), _): return (.closeParen, 1)
    case (UInt8(ascii: "["), _): return (.openBracket, 1)
    case (UInt8(ascii: "]"), _): return (.closeBracket, 1)
    case (UInt8(ascii: "{"), _): return (.openBrace, 1)
    case (UInt8(ascii: "}"), _): return (.closeBrace, 1)
    default: preconditionFailure("a template of the compiler has an unknown character")
    }
  }
}
