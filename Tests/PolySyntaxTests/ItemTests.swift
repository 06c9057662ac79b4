// Items, types, patterns, generics.

import PolySyntax
import XCTest

final class ItemTests: XCTestCase {
  func testTypes() {
    XCTAssertEqual(type("&'a mut [T; N + 1]"), "&'a mut [T; (+ N 1)]")
    XCTAssertEqual(type("Box<dyn Fn(u8) -> u8 + Send + 'static>"), "Box<(dyn Fn(u8)->u8 + Send + 'static)>")
    XCTAssertEqual(
      type("impl Iterator<Item = (u8, T)> + use<'a, T>"), "(impl Iterator<Item = (u8, T)> + use<a, T>)")
    XCTAssertEqual(
      type("for<'a> unsafe extern \"C\" fn(x: &'a u8, _: T, ...) -> !"),
      "for<'a> unsafe extern \"C\" fn(x: &'a u8, _: T, ...) -> !")
    XCTAssertEqual(type("((A), (B,), ())"), "(A, (B,), ())")
    XCTAssertEqual(
      type("Foo<'a, A, -1, { N }, \"s\", C: D, E<F> = G>"),
      "Foo<'a, A, (negate 1), (block\n  (tail N)), \"s\", C: D, E<F> = G>")
    XCTAssertEqual(type("*const *mut _"), "*const *mut _")
    XCTAssertEqual(type("dyn for<'a> A<'a>"), "(dyn for<'a> A<'a>)")
    XCTAssertEqual(type("&(dyn A + B)"), "&(dyn A + B)")
    XCTAssertEqual(type("&dyn A + B"), "1:10: ambiguous `+` in a type")
    XCTAssertEqual(type("m!(x)"), "(macro m parenthesis x)")
    XCTAssertEqual(type("dyn", edition: .e2015), "dyn")
    XCTAssertEqual(type("dyn A", edition: .e2015), "(dyn A)")
  }

  func testPatterns() {
    XCTAssertEqual(pattern("ref mut x @ Some(_)"), "ref mut x @ Some(_)")
    XCTAssertEqual(pattern("[a, .., b @ ..]"), "[a, .., b @ ..]")
    XCTAssertEqual(
      pattern("-1..=5 | 'a'..'z' | ..=9 | 3.. | A::B..=C"),
      "(or (range (negate 1) ..= 5), (range 'a' .. 'z'), (range - ..= 9), (range 3 .. -), (range A::B ..= C))"
    )
    XCTAssertEqual(pattern("&&mut (a, b,)"), "&&mut (a, b)")
    XCTAssertEqual(pattern("S { a, b: 1, ref c, 0: d, .. }"), "S{a: a, b: 1, c: ref c, 0: d ..}")
    XCTAssertEqual(pattern("((a | b), ..)"), "((or a, b), ..)")
    XCTAssertEqual(pattern("<T as A>::B"), "<T as A>::B")
    XCTAssertEqual(pattern("m!(x)"), "(macro m parenthesis x)")
    XCTAssertEqual(pattern("const { 1 }"), "(const\n    (tail 1))")
  }

  func testItems() {
    let parsed = parse(
      """
      #![no_std]
      #[derive(Debug)]
      pub(crate) struct A<'a, T: 'a + ?Sized = u8, const N: usize = 3>(pub &'a T, u8) where T: B;
      pub(in a::b) enum E { X = 1, Y(u8), Z { a: u8 } }
      union U { a: u8 }
      unsafe trait T<X>: A + B where X: C { type Y<'a>: D = E; const C: u8; fn f(&self) {} }
      impl<T> !Send for V<T> {}
      impl<const N: usize> S<N> { pub const fn f(self: Box<Self>, mut x: u8) -> impl A { 1 } }
      use a::{self, b::*, c as _, ::d::{e}};
      extern "C" { static X: u8; fn f(x: u8, ...); type T; }
      extern crate foo as bar;
      static mut M: u8 = 1;
      const _: () = ();
      async unsafe extern "C" fn g<'a>() {}
      macro_rules! m { () => {} }
      m!(x);
      mod n { fn f() {} }
      mod o;
      """)
    XCTAssertEqual(parsed.errors, [])
    XCTAssertEqual(
      parsed.dump,
      """
      #![no_std]
      #[derive parenthesis Debug]
      (pub(crate) struct A<'a, T: 'a + ?Sized = u8, const N: usize = 3> (where T: B)(pub &'a T, u8))

      (pub(in a::b) enum E
        (X = 1)
        (Y(u8))
        (Z {a: u8}))

      (union U {a: u8})

      (unsafe trait T<X> (where X: C): A + B
        (type Y<'a>: D = E)
        (const C: u8)
        (fn f (self: &Self) (body)))

      (impl<T> !Send for V<T>)

      (impl<const N: usize> S<N>
        (pub const fn f (self: Box<Self>, mut x: u8) -> (impl A) (body
          (tail 1))))

      (use a::{self, b::*, c as _, ::d::{e}})

      (extern "C" block
        (static X: u8)
        (fn f (x: u8 ...))
        (type T))

      (extern-crate bar = foo)

      (static mut M: u8 = 1)

      (const _: () = (tuple))

      (async unsafe extern "C" fn g<'a> () (body))

      (macro_rules m ( ) => { })

      ((macro m parenthesis x))

      (mod n
        (fn f () (body)))

      (mod o ;)

      """)
  }

  func testEditions() {
    XCTAssertEqual(parse("trait T { fn f(u8); fn g(&self, x: u8); }", edition: .e2015).errors, [])
    XCTAssertEqual(parse("fn async() { let dyn = await; }", edition: .e2015).errors, [])
    XCTAssertEqual(
      parse("fn async() {}").errors.first, "1:4: expected identifier, found keyword `async`")
    XCTAssertEqual(parse("fn r#async() {}").errors, [])
    XCTAssertEqual(parse("fn gen() {}", edition: .e2021).errors, [])
  }

  func testErrors() {
    XCTAssertEqual(parse("fn f() { (1 }").errors, ["1:10: mismatched closing delimiter: `}`"])
    XCTAssertEqual(parse("fn f() {").errors, ["1:9: this file contains an unclosed delimiter"])
    XCTAssertEqual(parse("fn f() }").errors, ["1:8: unexpected closing delimiter: `}`"])
    XCTAssertEqual(parse("x").errors, ["1:1: expected item, found `x`"])
    XCTAssertEqual(parse("struct S { a: u8; b: u8 }").errors, ["1:17: struct fields are separated by `,`"])
    XCTAssertEqual(
      parse("fn f() { let x = \"abc }").errors.first, "1:18: [E0765] unterminated double quote string")
    XCTAssertEqual(parse("/* x").errors, ["1:1: [E0758] unterminated block comment"])
    XCTAssertEqual(
      parse("const X: u8 = 'ab';").errors.first, "1:15: character literal may only contain one codepoint")
    XCTAssertEqual(parse("const X: u8 = 1x;").errors, ["1:15: invalid suffix `x` for number literal"])
    XCTAssertEqual(parse("const X: u8 = 0x;").errors, ["1:15: [E0768] no valid digits found for number"])
    XCTAssertEqual(parse("const X: u8 = \"\\q\";").errors, ["1:17: unknown character escape: `q`"])
    XCTAssertEqual(
      parse("struct S { /// x\n }").errors,
      ["2:2: [E0585] found a documentation comment that doesn't document anything"])
  }
}
