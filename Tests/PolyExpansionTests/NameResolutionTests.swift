// Modules, imports, paths, scopes: what resolves, and which errors are found where.

import XCTest

final class NameResolutionTests: XCTestCase {
  func testModulesAndImports() {
    check("""
      mod a { pub fn f() {} pub mod b { pub use super::*; pub const K: i32 = 1; } fn hidden() {} }
      use a::{b::{self, K}, f as g};
      use a::nothing; //~ E0432
      use missing::x; //~ E0432
      use a::hidden; //~ E0603
      mod p { pub fn dup() {} } mod q { pub fn dup() {} }
      use p::*; use q::*;
      fn one() { g(); b::f(); b::g2(); } //~ E0425
      fn two() { dup(); } //~ E0659
      fn three() { crate::a::f(); self::one(); super::x(); } //~ E0433
      struct Same; struct Same; //~ E0428
      """)
  }

  func testGlobsAreShadowed() {
    check("""
      mod a { pub fn f() {} pub struct S; }
      use a::*;
      fn f(x: i32) {}
      mod cycle1 { pub use crate::cycle2::*; pub fn from1() {} }
      mod cycle2 { pub use crate::cycle1::*; pub fn from2() {} }
      fn main() { f(1); let S = S; cycle1::from2(); cycle2::from1(); cycle1::from3(); } //~ E0425
      """)
  }

  func testScopes() {
    check("""
      const C: i32 = 1;
      fn generic<T>(t: T) {
        fn inner(t: T) {} //~ E0401
        let x = 1;
        fn captures() -> i32 { x } //~ E0434
        let a = [0; x]; //~ E0435
        { use crate::helper as h; h(); }
        h(); //~ E0425
        match 1 { C => {} y => { y; } }
        y; //~ E0425
      }
      fn helper() {}
      fn dup<T, T>(a: i32, a: i32) { let (b, b) = (1, 2); } //~ E0403; E0415; E0416
      fn alternatives(v: (i32, i32)) { let ((1, z) | (z, _)) = v else { return }; if let (1, w) | (_, 2) = v {} } //~ E0408
      """)
  }

  func testKindsOfPaths() {
    check("""
      struct S { x: i32 } enum E { A, B(i32), C { y: i32 } } trait T {} fn f() {}
      impl S for i32 {} //~ E0404
      fn a(x: f) {} //~ E0573
      fn b() { S; } //~ E0423
      fn c(e: E) { match e { E::B => {} E::A(x) => {} } } //~ E0532; E0532
      fn d() { E::C; } //~ E0533
      fn e() { f { x: 1 }; } //~ E0574
      fn g() { Self::x(); self; } //~ E0424; E0433
      impl T for S { fn extra() {} type Y = i32; const Z: i32 = 1; } //~ E0407; E0437; E0438
      """)
  }

  func testLifetimesAndLabels() {
    check("""
      struct A { x: &i32 } //~ E0106
      fn a<'a>(x: &'b i32) {} //~ E0261
      fn b(x: &i32, y: &i32) -> &i32 { x } //~ E0106
      fn c(x: &i32) -> &i32 { 'l: loop { break 'm; } } //~ E0426
      fn d() { break; || { break; }; 'x: loop { || { continue 'x; }; } } //~ E0267; E0268; E0767
      """)
  }

  func testEdition2015Paths() {
    check("""
      mod a { pub mod b { pub fn f() {} } fn g() { ::a::b::f(); } }
      mod c { use a::b::f; fn h() { f(); } }
      """, edition: .e2015)
  }

  func testPolyFiles() {
    let outcome = resolve([
      "main.poly": """
      use * from "./geometry.poly"
      use { helper as h } from "./util.poly"
      #[main]
      let p = origin();
      h(p);
      """,
      "geometry.poly": """
      #[interface] { type Point
      fn origin() -> Point }
      #[rust] { struct Point { x: i32 } fn origin() -> Point { Point { x: 0 } } }
      """,
      "util.poly": "use { Point } from \"./geometry.poly\"\n#[rust]\npub fn helper(p: Point) {}\n",
    ], root: "main.poly")
    XCTAssertEqual(outcome.errors, [])
    XCTAssertEqual(outcome.resolver.interfaceDeclarations.count, 2)
  }

  func testConfiguration() {
    let program = """
      #[cfg(all(unix, not(feature = "x")))] fn unix_only() {}
      #[cfg_attr(unix, cfg(windows))] fn never() {}
      fn main() { unix_only(); never(); let a = [1, #[cfg(windows)] bad]; }
      """
    let outcome = resolve(["main.rs": program]) { $0.set("unix") }
    XCTAssertEqual(outcome.errors, ["3: E0425"])
  }
}
