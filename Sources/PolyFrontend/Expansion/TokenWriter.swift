// Builds the tokens of what the compiler itself expands: built-in macros and derives.
//
// Names carry the mark of the expansion, so that the output's locals meet no name of the program;
// paths start with `$crate`, which means the crate given at the start.

import PolySupport
import PolySyntax

struct TokenWriter {
  let resolver: Resolver
  let callSite: Span
  private let name: Symbol
  private let depth: Int32
  /// The context of what is written here.
  let context: SyntaxContext
  var output: ExpansionOutput
  /// Where the tokens are said to come from.
  var origin: Span

  init(
    _ resolver: Resolver, callSite: Span, edition: Edition, crate: CrateID, depth: Int32,
    name: Symbol
  ) {
    self.resolver = resolver
    self.callSite = callSite
    self.name = name
    self.depth = depth
    let expansion = resolver.hygiene.addExpansion(
      ExpansionData(
        macro: .none, definitionCrate: crate, callSite: callSite, depth: Int(depth)))
    context = resolver.hygiene.apply(expansion, to: .root)
    output = ExpansionOutput(edition: edition)
    origin = callSite
  }

  mutating func finish() -> ExpansionResult {
    resolver.register(output, callSite: callSite, name: name, isLibrary: true, depth: depth)
  }

  /// Writes tokens that are said to come from `place`: what fails there is reported there.
  mutating func at(_ place: Span, _ write: (inout TokenWriter) -> Void) {
    let outer = origin
    origin = place
    write(&self)
    origin = outer
  }

  mutating func punctuation(_ kind: TokenKind, joint: Bool = false) {
    output.append(kind, context: context, joint: joint, origin: origin)
  }
  mutating func open(_ kind: TokenKind) { output.append(kind, context: context, origin: origin) }
  mutating func close(_ kind: TokenKind) { output.append(kind, context: context, origin: origin) }

  /// A word of the output's own: keyword or hygienic name.
  mutating func name(_ text: StaticString) {
    let symbol = resolver.symbols.intern(text)
    word(symbol, context: context, origin: origin)
  }

  /// A name of the program: it resolves where `context` says.
  mutating func identifier(_ symbol: Symbol, context: SyntaxContext, origin: Span) {
    word(symbol, context: context, origin: origin)
  }

  private mutating func word(_ symbol: Symbol, context: SyntaxContext, origin: Span) {
    let edition = output.buffer.edition
    let limit: UInt32 =
      switch edition {
      case .e2015: 47
      case .e2018, .e2021: 51
      case .e2024: Names.keywordCount
      }
    if symbol == Names.underscore {
      output.append(.underscore, symbol, context: context, origin: origin)
    } else if symbol.raw < limit {
      output.append(
        TokenKind.keyword(number: symbol.raw), symbol, context: context, origin: origin)
    } else {
      output.append(.identifier, symbol, context: context, origin: origin)
    }
  }

  /// A name that is an identifier whatever its letters are: fields and variants of the program.
  mutating func member(_ ident: Ident) {
    let isDigits =
      resolver.symbols.withBytes(ident.name) { bytes in
        bytes.first.map { $0 >= 48 && $0 <= 57 } ?? false
      }
    if isDigits {
      output.append(.integer, ident.name, context: ident.context, origin: ident.span)
    } else {
      output.append(
        ident.name.raw < Names.keywordCount ? .rawIdentifier : .identifier, ident.name,
        context: ident.context, origin: ident.span)
    }
  }

  /// `$crate::a::b`
  mutating func path(_ segments: [StaticString]) {
    output.append(.dollarCrate, Names.dollarCrate, context: context, origin: origin)
    for segment in segments { pathSegment(segment) }
  }

  /// `::a`
  mutating func pathSegment(_ text: StaticString) {
    punctuation(.colonColon)
    name(text)
  }

  mutating func integer(_ value: Int) {
    output.append(
      .integer, resolver.symbols.intern(String(value)), context: context, origin: origin)
  }

  mutating func string(_ bytes: [UInt8]) {
    output.append(.string, resolver.literalSymbol(bytes), context: context, origin: origin)
  }

  mutating func character(_ scalar: Unicode.Scalar) {
    let body: String =
      switch scalar {
      case "'": "\\'"
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\0": "\\0"
      default: String(Character(scalar))
      }
    output.append(
      .character, resolver.symbols.intern("'\(body)'"), context: context, origin: origin)
  }

  mutating func copy(_ tokens: TokenBuffer, _ range: Range<Int>) { output.copy(tokens, range) }

  mutating func group(_ kind: FragmentKind, _ tokens: TokenBuffer, _ range: Range<Int>) {
    output.appendGroup(kind, tokens, range)
  }
}

extension Resolver {
  /// The source text of a string literal with this value.
  func literalSymbol(_ bytes: [UInt8], prefix: String = "") -> Symbol {
    var text: [UInt8] = Array(prefix.utf8)
    text.reserveCapacity(bytes.count + 2)
    text.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text.append(UInt8(ascii: "\\"))
        text.append(byte)
      case 10: text += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 13: text += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case 9: text += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case 0: text += [UInt8(ascii: "\\"), UInt8(ascii: "0")]
      default:
        if byte >= 0x80, !prefix.isEmpty {
          let digits = Array("0123456789abcdef".utf8)
          text += [
            UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
          ]
        } else {
          text.append(byte)
        }
      }
    }
    text.append(UInt8(ascii: "\""))
    return text.withUnsafeBufferPointer { symbols.intern($0) }
  }
}
