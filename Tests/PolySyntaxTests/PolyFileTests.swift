// `.poly` files: imports, tags, where blocks end, `main` blocks.

import XCTest

final class PolyFileTests: XCTestCase {
  func testBlocks() {
    let parsed = parse(
      """
      // comment
      # another
      use * from "./a.poly"
      use { b, c as d } from "./e.poly";
      #[rust]
      #[derive(Debug)]
      struct S;
      #[test]
      fn t() { let x = "}"; let c = '}'; /* } */ }
      #[interface, version = "1"] {
        type Point
        fn distance(a: Point, b: Point) -> f64
        trait T {}
      }
      #[js]
      it's no Rust {
      #[main]
      println!("hi");
      let x = 1;
      """, isPoly: true)
    XCTAssertEqual(parsed.errors, [])
    XCTAssertEqual(
      parsed.dump,
      """
      (import ./a.poly *)
      (import ./e.poly b c=d)
      (block rust
        #[derive parenthesis Debug]
        (struct S)
        #[test]
        (fn t () (body
          (let x = "}")
          (let c = '}'))))
      (block interface version=1
        (interface-type Point)
        (fn distance (a: Point, b: Point) -> f64)
        (trait T))
      (block js)
      (block main
        (fn main () (body
          (; (macro println parenthesis "hi"))
          (let x = 1))))

      """)
  }

  func testMainWithItems() {
    let parsed = parse("#[main]\nuse std::fmt;\nfn main() {}\nm!();\n", isPoly: true)
    XCTAssertEqual(parsed.errors, [])
    XCTAssertEqual(
      parsed.dump,
      "(block main\n  (use std::fmt)\n  (fn main () (body))\n  ((macro m parenthesis )))\n")
    XCTAssertTrue(
      parse("#[main]\nf().await;\n", isPoly: true).dump.contains("(async fn main"))
    XCTAssertFalse(
      parse("#[main]\nlet x = async { f().await };\n", isPoly: true).dump.contains("(async fn main"))
  }

  func testErrors() {
    XCTAssertEqual(parse("fn f() {}\n", isPoly: true).errors, ["1:1: code outside of a block"])
    XCTAssertEqual(parse("#[rustt]\n", isPoly: true).errors, ["1:3: unknown block tag `rustt`"])
    XCTAssertEqual(
      parse("use std::fmt;\n", isPoly: true).errors,
      ["1:1: expected `*` or `{` after `use` at the top level of a file"])
    XCTAssertEqual(
      parse("#[rust] {\nfn f() {}\n", isPoly: true).errors, ["3:1: this file contains an unclosed delimiter"])
    XCTAssertEqual(parse("#[stdlib:fs::path]\nfn f() {}\n", isPoly: true).errors, [])
  }
}
