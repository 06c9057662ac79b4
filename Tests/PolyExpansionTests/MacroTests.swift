// `macro_rules!`, built-in macros and derives: their output and their errors.

import XCTest

final class MacroTests: XCTestCase {
  private func body(_ statements: String, items: String = "") -> String {
    let text = expandedMain("\(items)\nfn main() { \(statements) }")
    return text.hasPrefix("(fn main () (body")
      ? String(text.dropFirst("(fn main () (body".count).dropLast(text.hasSuffix("\n") ? 3 : 2)).trimmed : text
  }

  func testRepetition() {
    XCTAssertEqual(
      body(
        "let v = m!(1, 2; a b, c);",
        items: "macro_rules! m { ($($x:expr),*; $($($y:ident)*),*) => { [$($x),*, $([$(stringify!($y)),*]),*] } }"),
      "(let v = (array 1 2 (array \"a\" \"b\") (array \"c\")))")
    XCTAssertEqual(
      body("let n = c!(a b c);", items: "macro_rules! c { () => {0}; ($h:tt $($t:tt)*) => { 1 + c!($($t)*) } }"),
      "(let n = (+ 1 (+ 1 (+ 1 0))))")
  }

  func testFragmentsKeepTheirPrecedence() {
    XCTAssertEqual(
      body("let x = m!(1 + 2);", items: "macro_rules! m { ($e:expr) => { $e * $e } }"),
      "(let x = (* (+ 1 2) (+ 1 2)))")
    XCTAssertEqual(
      body("let x: m!(Vec<Vec<u8>>);", items: "struct Vec<T>(T); macro_rules! m { (Vec<$t:ty>) => { $t } }"),
      "(let x: Vec<u8>)")
  }

  func testHygiene() {
    check("""
      macro_rules! swap { ($a:ident, $b:ident) => { let t = $a; $a = $b; $b = t; } }
      macro_rules! leak { () => { let hidden = 1; } }
      macro_rules! bind { ($n:ident) => { let $n = 1; } }
      fn main() {
        let mut a = 1; let mut b = 2; let t = 3;
        swap!(a, b);
        leak!(); hidden; //~ E0425
        bind!(seen); seen;
        let outer = 1;
        macro_rules! uses { () => { outer } }
        { let outer = 2; uses!(); }
        macro_rules! jump { ($e:expr) => { 'l: loop { $e; break 'l; } } }
        jump!(break 'l); //~ E0426
      }
      """)
  }

  func testErrors() {
    check("""
      macro_rules! m { ($a:expr, $b:ident) => {}; }
      macro_rules! r { () => { r!() } }
      macro_rules! d { ($($a:ident),*; $($b:ident),*) => { $(let $a = $b;)* } }
      macro_rules! f { ($e:expr $i:ident) => {} } //~ `$e:expr` is followed by `$i:ident`, which is not allowed for `expr` fragments
      fn repeated() { d!(a, b; c); }
      fn main() {
        m!(1 2); //~ no rules expected `2`
        m!(1, ); //~ unexpected end of macro invocation
        r!();
        unknown!(); //~ cannot find macro `unknown` in this scope
      }
      """.replacingFirst("r!() } }", with: "r!() } } //~ recursion limit reached while expanding `r!`")
      .replacingFirst("= $b;)* } }", with: "= $b;)* } } //~ meta-variable `a` repeats 2 times, but `b` repeats 1 time"))
  }

  func testMacrosThroughPaths() {
    check("""
      mod a { macro_rules! inner { () => {} } pub(crate) use inner; inner!(); }
      #[macro_use] mod b { macro_rules! shared { () => { fn made() {} } } }
      #[macro_export] macro_rules! exported { () => { $crate::made() } }
      shared!();
      use core::id as same;
      core::id! { fn through_id() {} }
      fn main() { a::inner!(); made(); crate::exported!(); same!(through_id()); inner!(); } //~ cannot find macro `inner` in this scope
      """)
  }

  func testFormatArguments() {
    XCTAssertEqual(
      body("format_args!(\"a{{}}\");"),
      "(; (call $crate::fmt::Arguments::new_const (& (array \"a{}\"))))")
    XCTAssertEqual(
      body("let x = 1; format_args!(\"{x} {:?}!\", 2);"),
      "(let x = 1)\n  (; (call $crate::fmt::Arguments::new (& (array \"\" \" \" \"!\")) (& (match (tuple (& 2) (& x))\n    (arm args (array (call $crate::fmt::Argument::new_display (field args 1)) (call $crate::fmt::Argument::new_debug (field args 0))))))))")
    check("""
      fn main() {
        format_args!("{} {}", 1); //~ 2 positional arguments in format string, but there is 1 argument
        format_args!("{}", 1, 2); //~ argument never used
        format_args!("{2}", 1); //~ invalid reference to positional argument 2 (there is 1 argument)
        format_args!("{"); //~ invalid format string: expected `}` but string was terminated
        format_args!("}"); //~ invalid format string: unmatched `}` found
        format_args!("{:y}", 1); //~ unknown format trait `y`
        format_args!("{x}"); //~ E0425
        format_args!(concat!("{x", "}")); //~ there is no argument named `x`
        format_args!("{a}", a = 1, a = 2); //~ duplicate argument named `a`
        format_args!("{a} {}", a = 1, 2); //~ positional arguments cannot follow named arguments
        format_args!(main); //~ format argument must be a string literal
      }
      """)
  }

  func testBuiltinMacros() {
    XCTAssertEqual(
      body("let s = concat!(\"a\", 1, -2, 'c', true, stringify!(x + y), line!());"),
      "(let s = \"a1-2ctruex + y2\")")
    XCTAssertEqual(body("let s = (env!(\"GIVEN\"), module_path!());"), "(let s = (tuple \"value\" \"program\"))")
    XCTAssertEqual(
      body("assert!(1==2&&!x(3));", items: "fn x(y: i32) -> bool { true }"),
      "(; (match (&& (== 1 2) (not (call x 3)))\n    (arm true (block))\n    (arm _ (call $crate::panicking::panic \"assertion failed: 1 == 2 && !x(3)\"))))")
    check("""
      const A: &str = env!("ABSENT"); //~ environment variable `ABSENT` not defined at compile time
      compile_error!("no"); //~ no
      const B: &str = include_str!("absent.txt"); //~ couldn't read `absent.txt`: No such file or directory (os error 2)
      """)
  }

  func testDerives() {
    check("""
      #[derive(Clone, PartialEq, Eq, Debug)] struct P<T> { x: T, y: i32 }
      #[derive(Clone, Copy)] enum E { A, B(u8), C { z: u8 } }
      #[derive(Default)] enum N { A } //~ E0665
      #[derive(Copi)] struct Q; //~ cannot find derive macro `Copi` in this scope
      """.replacingFirst(", Debug)", with: ")"))
  }
}

extension String {
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }
  fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first == "\n" || first == " " { text.removeFirst() }
    return String(text)
  }
}
