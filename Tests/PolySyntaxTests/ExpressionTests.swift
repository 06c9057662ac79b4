// Expressions: precedence, postfix forms, control flow, restrictions.

import XCTest

final class ExpressionTests: XCTestCase {
  func testPrecedence() {
    XCTAssertEqual(expression("1 + 2 * 3"), "(+ 1 (* 2 3))")
    XCTAssertEqual(
      expression("a || b && c == d | e ^ f & g << h + i * -j as u8"),
      "(|| a (&& b (== c (| d (^ e (& f (<< g (+ h (* i (as (negate j) u8))))))))))")
    XCTAssertEqual(expression("a = b = c"), "(= a (= b c))")
    XCTAssertEqual(expression("a += b - c - d"), "(+= a (- (- b c) d))")
    XCTAssertEqual(expression("a..b + 1"), "(.. a (+ b 1))")
    XCTAssertEqual(expression("..=5"), "(..= - 5)")
    XCTAssertEqual(expression("a.."), "(.. a -)")
    XCTAssertEqual(expression("-1i32.abs()"), "(negate (method 1i32 abs))")
    XCTAssertEqual(expression("&mut *x.y"), "(&mut (dereference (field x y)))")
    XCTAssertEqual(expression("&&x"), "(& (& x))")
    XCTAssertEqual(expression("&raw mut x"), "(&rawmut x)")
    XCTAssertEqual(expression("&raw"), "(& raw)")
    XCTAssertEqual(expression("(a < b) == (c > d)"), "(== (< a b) (> c d))")
    XCTAssertEqual(
      expression("a < b < c"), "1:21: comparison operators cannot be chained")
  }

  func testPostfix() {
    XCTAssertEqual(
      expression("a.b.0.1.c::<u8>(d)?.await[e](f)"),
      "(call (index (await (? (method (field (field (field a b) 0) 1) c<u8> d))) e) f)")
    XCTAssertEqual(expression("x.0.1.2"), "(field (field (field x 0) 1) 2)")
    XCTAssertEqual(expression("Vec::<Vec<u8>>::new()"), "(call Vec<Vec<u8>>::new)")
    XCTAssertEqual(expression("<T as A<u8>>::B::c::<d>"), "<T as A<u8>>::B::c<d>")
    XCTAssertEqual(expression("<[u8]>::len"), "<[u8]>::len")
    XCTAssertEqual(expression("<<A as B>::C as D>::E"), "<<A as B>::C as D>::E")
  }

  func testClosures() {
    XCTAssertEqual(expression("|x| x + 1"), "(closure (x) (+ x 1))")
    XCTAssertEqual(expression("move || -> u8 { 1 }"), "(closure move () -> u8 (block\n  (tail 1)))")
    XCTAssertEqual(
      expression("|&(a, ref b): &(u8, u8), _| a"),
      "(closure (&(a, ref b): &(u8, u8), _) a)")
    XCTAssertEqual(expression("async move |x| x"), "(closure async move (x) x)")
    XCTAssertEqual(expression("|| || 1"), "(closure () (closure () 1))")
    XCTAssertEqual(
      expression("for<'a> |x: &'a u8| -> &'a u8 { x }"),
      "(closure for<'a> (x: &'a u8) -> &'a u8 (block\n  (tail x)))")
  }

  func testStructsAndRestrictions() {
    XCTAssertEqual(expression("S { a, b: 1, 0: x, ..d }"), "(struct S (a a) (b 1) (0 x) .. d)")
    XCTAssertEqual(expression("if x == S {} else { 1 }"), "(if (== x S) (then) (block\n  (tail 1)))")
    XCTAssertEqual(expression("match S {} "), "(match S)")
    XCTAssertEqual(expression("if (S {}) == x {}"), "(if (== (struct S) x) (then))")
    XCTAssertEqual(
      expression("while let Some(x) = it.next() {}"),
      "(while (let Some(x) (method it next)) (do))")
    XCTAssertEqual(
      expression("if let A = b && let C = d {}", edition: .e2024), "(if (&& (let A b) (let C d)) (then))")
    XCTAssertEqual(
      expression("if let A = b && c {}"), "1:18: let chains are only allowed in Rust 2024 or later")
    XCTAssertEqual(
      expression("if let A = b || c {}", edition: .e2024),
      "1:18: expected expression, found `let` statement")
  }

  func testControlFlow() {
    XCTAssertEqual(expression("'a: loop { break 'a 1 }"), "(loop 'a\n  (tail (break 'a 1)))")
    XCTAssertEqual(
      expression("for (i, x) in v.iter().enumerate() { continue; }"),
      "(for (i, x) (method (method v iter) enumerate) (do\n  (; (continue))))")
    XCTAssertEqual(expression("'b: { 1 }"), "(block 'b\n  (tail 1))")
    XCTAssertEqual(expression("async move { x.await }"), "(async move\n  (tail (await x)))")
    XCTAssertEqual(expression("return"), "(return)")
    XCTAssertEqual(
      expression("if a { 1 } else if b { 2 } else { 3 }"),
      "(if a (then\n  (tail 1)) (if b (then\n  (tail 2)) (block\n  (tail 3))))")
    XCTAssertEqual(
      expression("match x { A | B if c => 1, D => { 2 } E => 3 }"),
      "(match x\n  (arm (or A, B) if c 1)\n  (arm D (block\n    (tail 2)))\n  (arm E 3))")
  }

  func testStatements() {
    let parsed = parse(
      """
      fn f() {
        let Some(x) = y else { return };
        if a { 1 } else { 2 } - 1;
        match b {}.c();
        unsafe { d } as u8;
        m! { x } [1];
        n!(x) + 1;
        struct S;
        fn g() {}
        vec![1]
      }
      """)
    XCTAssertEqual(parsed.errors, ["5:16: expected expression, found keyword `as`"])
    XCTAssertEqual(
      parsed.dump,
      """
      (fn f () (body
        (let Some(x) = y (else
          (tail (return))))
        (do (if a (then
          (tail 1)) (block
          (tail 2))))
        (; (negate 1))
        (; (method (match b) c))
        (do (unsafe
          (tail d)))
        (do (error))
        (do (macro m brace x))
        (; (array 1))
        (; (+ (macro n parenthesis x) 1))
        (struct S)
        (fn g () (body))
        (tail (macro vec bracket 1))))

      """)
  }

  func testMissingSemicolon() {
    XCTAssertEqual(
      parse("fn f() {\n  let x = 1\n  let y = 2;\n}").errors, ["2:12: expected `;`, found keyword `let`"])
    XCTAssertEqual(
      parse("fn f() { a b; }").errors, ["1:11: expected `;`, found `b`"])
  }

  func testNestingLimit() {
    let text = "fn f() { " + String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000) + "; }"
    XCTAssertEqual(
      parse(text).errors, ["1:1009: delimiters are nested deeper than the limit of 1000"])
    let minus = "const X: i32 = " + String(repeating: "-", count: 3000) + "1;"
    XCTAssertEqual(parse(minus).errors.count, 1)
    let types = "type X = " + String(repeating: "&", count: 3000) + "u8;"
    XCTAssertEqual(parse(types).errors.count, 1)
  }
}
