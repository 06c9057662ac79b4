// Token buffers that macros make: invisible groups, hygiene contexts, fragments.

import PolySupport
import PolySyntax
import XCTest

final class MacroOutputTests: XCTestCase {
  /// `group(a + b) * 2`
  func testInvisibleGroupsKeepPrecedence() throws {
    let tree = SyntaxTree()
    let buffer = TokenBuffer(edition: .e2021, isExpansion: true)
    buffer.append(.openInvisible, fragment: .expression)
    buffer.append(.identifier, symbol: tree.symbols.intern("a"), context: SyntaxContext(raw: 7))
    buffer.append(.plus)
    buffer.append(.identifier, symbol: tree.symbols.intern("b"))
    buffer.append(.closeInvisible)
    buffer.append(.star)
    buffer.append(.integer, symbol: tree.symbols.intern("2"))
    buffer.finish(base: 100)
    let id = tree.buffers.push(buffer)
    let sink = DiagnosticSink()
    let expr = tree.parseExpression(TokenSlice(buffer: id, 0..<buffer.count), sink: sink)
    XCTAssertFalse(sink.hasErrors)
    XCTAssertEqual(tree.dump(expr), "(* (+ a b) 2)")
    guard case .binary(_, let left, _) = tree.exprs[expr].kind,
      case .binary(_, let name, _) = tree.exprs[left].kind, case .path(let path) = tree.exprs[name].kind
    else { return XCTFail("no binary expression") }
    XCTAssertEqual(tree.pathSegments[tree.paths[path].segments].first?.ident.context.raw, 7)
    XCTAssertEqual(tree.exprs[expr].span, Span(100, 107))
  }

  /// `group(T)::new()` of a type fragment that is no path.
  func testTypeFragmentBeginsPath() {
    let tree = SyntaxTree()
    let buffer = TokenBuffer(edition: .e2021, isExpansion: true)
    buffer.append(.openInvisible, fragment: .type)
    buffer.append(.openBracket)
    buffer.append(.identifier, symbol: tree.symbols.intern("u8"))
    buffer.append(.closeBracket)
    buffer.append(.closeInvisible)
    buffer.append(.colonColon)
    buffer.append(.identifier, symbol: tree.symbols.intern("len"))
    buffer.finish(base: 1)
    let id = tree.buffers.push(buffer)
    let expr = tree.parseExpression(TokenSlice(buffer: id, 0..<buffer.count), sink: nil)
    XCTAssertEqual(tree.dump(expr), "<[u8]>::len")
  }

  func testFragments() throws {
    let tree = SyntaxTree()
    let sources = SourceMap()
    let text = "a + b, Vec<u8>; { c } 'x -1 pub(crate) fn f() {} let y = 1; x => (1, 2)"
    let file = try XCTUnwrap(sources.addFile(name: "t", bytes: Array(text.utf8)))
    let buffer = tree.buffers[tree.lex(file, of: sources, edition: .e2021, sink: nil)]
    let matcher = FragmentMatcher(symbols: tree.symbols)
    func match(_ kind: FragmentKind, _ index: Int) -> Int? {
      matcher.canBegin(kind, buffer, at: index, limit: buffer.count)
        ? matcher.match(kind, buffer, at: index, limit: buffer.count) : nil
    }
    XCTAssertEqual(match(.expression, 0), 3)
    XCTAssertEqual(match(.identifier, 0), 1)
    XCTAssertEqual(match(.type, 4), 8)
    XCTAssertEqual(match(.path, 4), 8)
    XCTAssertEqual(match(.block, 9), 12)
    XCTAssertEqual(match(.lifetime, 12), 13)
    XCTAssertEqual(match(.literal, 13), 15)
    XCTAssertEqual(match(.visibility, 15), 19)
    XCTAssertEqual(match(.item, 15), 25)
    XCTAssertEqual(match(.statement, 25), 29)
    XCTAssertEqual(match(.pattern, 30), 31)
    XCTAssertEqual(match(.tokenTree, 32), 37)
    XCTAssertNil(match(.expression, 3))
  }

  func testDocumentationInMacroInput() {
    let parsed = parse("/// outer\nm! { /// a \"b\"\n c }\n")
    XCTAssertEqual(parsed.errors, [])
    XCTAssertEqual(parsed.dump, "((macro m brace # [ doc = \" a \\\"b\\\"\" ] c))\n")
  }

  func testLiterals() {
    let tree = SyntaxTree()
    func literal(_ kind: TokenKind, _ text: String) -> Literal {
      Literal(kind: kind, text: tree.symbols.intern(text), span: .none)
    }
    XCTAssertEqual(tree.decodeInteger(literal(.integer, "0xFF_u8")).value, 255)
    XCTAssertEqual(tree.symbols.text(tree.decodeInteger(literal(.integer, "0xFF_u8")).suffix), "u8")
    XCTAssertEqual(tree.decodeInteger(literal(.integer, "0b1010")).value, 10)
    XCTAssertEqual(
      tree.decodeInteger(literal(.integer, "340282366920938463463374607431768211455")).value, UInt128.max)
    XCTAssertTrue(
      tree.decodeInteger(literal(.integer, "340282366920938463463374607431768211456")).isTooLarge)
    XCTAssertEqual(tree.decodeFloat(literal(.float, "1_0.5e-3f32")).text, "10.5e-3")
    XCTAssertEqual(tree.decodeString(literal(.string, #""a\n\x41\u{e9}\"b""#)), Array("a\nAé\"b".utf8))
    XCTAssertEqual(tree.decodeString(literal(.rawString, "r#\"a\\\"#")), Array("a\\".utf8))
    XCTAssertEqual(tree.decodeString(literal(.byteString, "b\"\\xFF\"")), [255])
    XCTAssertEqual(tree.decodeCharacter(literal(.character, "'é'")), 0xE9)
    XCTAssertEqual(tree.decodeString(literal(.string, "\"a\\\n   b\"")), Array("ab".utf8))
  }
}
