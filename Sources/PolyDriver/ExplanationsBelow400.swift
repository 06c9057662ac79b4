// Texts of `--explain` for the codes below E0400.
//
// Three lines a code: the code and what is wrong, an example with the error, one without.

let explanationsBelow400 = #"""
  E0004 A `match` does not cover every value. Add arms for the patterns that the error names, or `_ => …` for the rest.
    match option { Some(n) => n }
    match option { Some(n) => n, None => 0 }
  E0005 A `let` pattern does not match every value. Use `let … else`, `if let` or `match`.
    let Some(n) = option;
    let Some(n) = option else { return };
  E0015 A constant, static or `const fn` calls a function that is not `const`.
    fn run() -> u8 { 1 } const N: u8 = run();
    const fn run() -> u8 { 1 } const N: u8 = run();
  E0023 A tuple pattern has another number of fields than the variant.
    Pair(a) => a
    Pair(a, _) => a
  E0025 A field occurs twice in one pattern.
    let Point { x: a, x: b } = p;
    let Point { x: a, y: b } = p;
  E0026 A pattern names a field that the type does not have.
    let Point { z } = p;
    let Point { x, .. } = p;
  E0027 A pattern leaves out fields without `..`.
    let Point { x } = p;
    let Point { x, .. } = p;
  E0029 The ends of a range pattern are neither numbers nor characters.
    "a"..="z" => {}
    'a'..='z' => {}
  E0030 A range pattern is empty: its first value is greater than its last.
    10..=1 => {}
    1..=10 => {}
  E0034 A call may mean items of several traits. Name the trait.
    Value::make()
    <Value as First>::make()
  E0038 A trait cannot be made an object: it has generic methods, returns `Self`, needs `Sized`, or has functions without a receiver.
    fn f(x: &dyn Clone) {}
    fn f<T: Clone>(x: &T) {}
  E0040 A destructor is called by hand. Use the function `drop`.
    value.drop();
    drop(value);
  E0044 A foreign function has type or const parameters.
    extern "C" { fn f<T>(x: T); }
    extern "C" { fn f(x: i32); }
  E0045 A variadic function does not have the C calling convention.
    extern "Rust" { fn f(x: u8, ...); }
    extern "C" { fn f(x: u8, ...); }
  E0046 An implementation lacks items of its trait.
    impl Shape for Circle {}
    impl Shape for Circle { fn area(&self) -> f64 { 1.0 } }
  E0049 A method has another number of generic parameters than in its trait.
    trait A { fn f<T>(x: T); } impl A for u8 { fn f(x: u8) {} }
    trait A { fn f<T>(x: T); } impl A for u8 { fn f<T>(x: T) {} }
  E0050 A method has another number of arguments than in its trait.
    trait A { fn f(&self, n: u8); } impl A for u8 { fn f(&self) {} }
    impl A for u8 { fn f(&self, n: u8) {} }
  E0053 The types of a method's arguments differ from those of its trait.
    trait A { fn f(n: u8); } impl A for u8 { fn f(n: u16) {} }
    impl A for u8 { fn f(n: u8) {} }
  E0054 A number is cast to `bool`. Compare it.
    n as bool
    n != 0
  E0055 A value needs more dereferences than the recursion limit allows.
    #![recursion_limit = "2"]
    #![recursion_limit = "128"]
  E0057 A closure is called with another number of arguments than it has.
    let f = |x| x + 1; f();
    let f = |x| x + 1; f(1);
  E0060 A variadic function gets fewer arguments than it declares.
    printf();
    printf(c"text".as_ptr());
  E0061 A function is called with another number of arguments than it has.
    fn f(n: i32) {} f();
    fn f(n: i32) {} f(1);
  E0062 A struct expression gives a field twice.
    Point { x: 1, x: 2 }
    Point { x: 1, y: 2 }
  E0063 A struct expression leaves out fields.
    Point { x: 1 }
    Point { x: 1, y: 2 }
  E0067 The left side of a compound assignment is not a place.
    12 += 1;
    n += 1;
  E0069 `return;` in a function that returns a value.
    fn f() -> u8 { return; }
    fn f() -> u8 { return 5; }
  E0070 The left side of an assignment is not a place.
    1 = n;
    n = 1;
  E0071 A struct expression names something that is no struct.
    type Number = u32; Number { value: 4 }
    struct Number { value: u32 } Number { value: 4 }
  E0072 A type contains itself without indirection and would be infinitely large.
    struct List { next: Option<List> }
    struct List { next: Option<Box<List>> }
  E0080 A constant cannot be evaluated: it overflows, divides by zero, panics or leaves its bounds.
    const N: u8 = 255 + 1;
    const N: u16 = 255 + 1;
  E0081 Two variants of an enum have the same discriminant.
    enum E { A = 1, B = 1 }
    enum E { A = 1, B = 2 }
  E0084 An enum without variants has an integer representation.
    #[repr(i32)] enum E {}
    #[repr(i32)] enum E { A }
  E0091 A type alias has a parameter that it does not use.
    type Number<T> = u32;
    type List<T> = Vec<T>;
  E0106 A reference or type lacks a lifetime that cannot be inferred.
    struct S { text: &str }
    struct S<'a> { text: &'a str }
  E0107 A wrong number of generic arguments.
    let v: Option<u8, u8>;
    let v: Option<u8>;
  E0109 Generic arguments on something that takes none.
    let n: u32<i8>;
    let n: u32;
  E0116 Inherent methods for a type of another crate. Use a trait.
    impl Vec<u8> { fn f() {} }
    trait Mine { fn f(); } impl Mine for Vec<u8> { fn f() {} }
  E0117 A foreign trait is implemented for a foreign type. Wrap the type.
    impl Display for Vec<u8> { … }
    struct Own(Vec<u8>); impl Display for Own { … }
  E0118 Inherent methods for something that is no concrete type.
    impl<T> T { fn f(&self) {} }
    impl<T> Wrapper<T> { fn f(&self) {} }
  E0119 Two implementations of a trait could apply to the same type.
    impl<T> A for T {} impl A for u8 {}
    impl A for u16 {} impl A for u8 {}
  E0120 `Drop` is implemented for a trait object or a reference.
    impl Drop for dyn Shape { … }
    impl Drop for Circle { … }
  E0121 `_` stands for a type in a signature, where nothing is inferred.
    fn f() -> _ { 5 }
    fn f() -> i32 { 5 }
  E0124 A struct declares a field twice.
    struct S { a: u8, a: u8 }
    struct S { a: u8, b: u8 }
  E0128 The default of a type parameter names a later parameter.
    struct S<T = U, U = ()>(T, U);
    struct S<U = (), T = U>(T, U);
  E0130 A foreign function has a pattern for a parameter.
    extern "C" { fn f((a, b): (u8, u8)); }
    extern "C" { fn f(a: u8, b: u8); }
  E0131 `main` is generic.
    fn main<T>() {}
    fn main() {}
  E0133 Something unsafe is done outside of `unsafe`.
    *pointer
    unsafe { *pointer }
  E0158 A generic parameter is used as a pattern.
    match n { N => {} _ => {} }
    match n { x if x == N => {} _ => {} }
  E0164 A tuple pattern names something that is no tuple struct or tuple variant.
    Shape::Square(side) => side
    Shape::Square { side } => side
  E0170 A name in a pattern is that of a variant, but binds any value.
    match level { Low => 1, _ => 2 }
    match level { Level::Low => 1, _ => 2 }
  E0178 `+` in a reference type needs parentheses.
    &'a Shape + 'a
    &'a (dyn Shape + 'a)
  E0184 A type derives `Copy` and implements `Drop`.
    #[derive(Clone, Copy)] struct S; impl Drop for S { … }
    #[derive(Clone)] struct S; impl Drop for S { … }
  E0185 A method has `self`; the function of its trait has not.
    trait A { fn f(); } impl A for u8 { fn f(&self) {} }
    impl A for u8 { fn f() {} }
  E0186 A function lacks `self`; the method of its trait has it.
    trait A { fn f(&self); } impl A for u8 { fn f() {} }
    impl A for u8 { fn f(&self) {} }
  E0191 An object type does not say what its trait's associated types are.
    Box<dyn Iterator>
    Box<dyn Iterator<Item = u8>>
  E0195 A method has other lifetime parameters than in its trait.
    trait A { fn f<'a>(x: &'a str) -> &'a str; } impl A for u8 { fn f(x: &str) -> &str { x } }
    impl A for u8 { fn f<'a>(x: &'a str) -> &'a str { x } }
  E0197 An inherent implementation is marked `unsafe`.
    unsafe impl S {}
    impl S {}
  E0198 A negative implementation is marked `unsafe`.
    unsafe impl !Send for S {}
    impl !Send for S {}
  E0199 `unsafe impl` of a trait that is not unsafe.
    unsafe impl Clone for S { … }
    impl Clone for S { … }
  E0200 An unsafe trait is implemented without `unsafe`.
    impl Send for S {}
    unsafe impl Send for S {}
  E0201 An implementation has two items of the same name.
    impl A for S { type T = u8; type T = u16; }
    impl A for S { type T = u8; }
  E0203 A parameter has more than one relaxed bound.
    fn f<T: ?Sized + ?Sized>() {}
    fn f<T: ?Sized>() {}
  E0204 `Copy` for a type with a field that is not `Copy`.
    #[derive(Clone, Copy)] struct S(Vec<u8>);
    #[derive(Clone)] struct S(Vec<u8>);
  E0206 `Copy` for something that is no struct, enum or union.
    impl Copy for &'static mut S {}
    impl Copy for S {}
  E0207 A parameter of an implementation occurs neither in its trait nor in its type.
    impl<T> S { … }
    impl<T> S<T> { … }
  E0210 A foreign trait for a bare type parameter.
    impl<T> Display for T { … }
    impl<T> Display for Wrapper<T> { … }
  E0212 An associated type is taken from a bound whose lifetimes are not known.
    fn f<I: for<'a> Of<&'a u8>>(x: I::A) {}
    fn f<'a, I: Of<&'a u8>>(x: I::A) {}
  E0214 Parentheses where a generic type needs angle brackets.
    Vec(u8)
    Vec<u8>
  E0220 An associated type does not exist.
    T::Itm
    T::Item
  E0221 An associated type may be that of several traits.
    Self::Err
    <Self as First>::Err
  E0223 An associated type is named without saying of which type.
    Iterator::Item
    <T as Iterator>::Item
  E0224 An object type names no trait.
    dyn 'static +
    dyn Shape + 'static
  E0225 An object type has several traits that are not auto traits.
    Box<dyn Debug + Display>
    trait Both: Debug + Display {} Box<dyn Both>
  E0226 An object type has more than one lifetime.
    dyn Shape + 'a + 'b
    dyn Shape + 'a
  E0229 An associated type is bound where it cannot be.
    fn f<I>(x: I<Item = u8>) {}
    fn f<I: Iterator<Item = u8>>(x: I) {}
  E0252 Two imports give the same name.
    use a::Result; use b::Result;
    use a::Result; use b::Result as Other;
  E0254 An import has the name of an `extern crate`.
    extern crate core; use foo::core;
    extern crate core; use foo::core as other;
  E0255 An import has the name of an item.
    use a::f; fn f() {}
    use a::f as g; fn f() {}
  E0259 Two external crates have the same name.
    extern crate core; extern crate std as core;
    extern crate core; extern crate std as other;
  E0260 An item has the name of an external crate.
    extern crate core; fn core() {}
    extern crate core; fn other() {}
  E0261 A lifetime was not declared.
    fn f(x: &'a str) {}
    fn f<'a>(x: &'a str) {}
  E0262 A lifetime parameter has a reserved name.
    fn f<'static>(x: &'static str) {}
    fn f<'a>(x: &'a str) {}
  E0267 `break` or `continue` in a closure, outside of its own loops.
    loop { let f = || break; }
    loop { break; }
  E0268 `break` or `continue` outside of a loop.
    fn f() { break; }
    fn f() { loop { break; } }
  E0271 An associated type is not the one that is asked for.
    fn f(x: impl Iterator<Item = u8>) {} f("a".chars());
    f("a".bytes());
  E0275 Proving a bound never ends.
    impl<T> A for Vec<T> where Vec<Vec<T>>: A {}
    impl<T: A> A for Vec<T> {}
  E0276 A method has bounds that its trait's method has not.
    trait A { fn f<T>(x: T); } impl A for u8 { fn f<T: Copy>(x: T) {} }
    impl A for u8 { fn f<T>(x: T) {} }
  E0277 A type does not implement a trait that is needed here. Implement it, or use a type that does.
    println!("{}", Plain);
    impl Display for Plain { … } println!("{}", Plain);
  E0282 A type cannot be inferred. Say what it is.
    let v = Vec::new();
    let v: Vec<u8> = Vec::new();
  E0283 Several types would fit. Say which is meant.
    let n = "5".parse().unwrap();
    let n: u8 = "5".parse().unwrap();
  E0284 An associated type depends on a type that is not known.
    n + 1.into()
    n + u32::from(1u8)
  E0307 The type of `self` is neither `Self` nor something that dereferences to it.
    fn f(self: i32) {}
    fn f(self: &Self) {}
  E0308 An expression has another type than its place asks for. Convert the value, or change the declared type.
    let n: i32 = "text";
    let n: i32 = 5;
  E0310 A type parameter may stand for something that does not live as long as is needed.
    fn f<T: Debug>(x: T) -> Box<dyn Debug> { Box::new(x) }
    fn f<T: Debug + 'static>(x: T) -> Box<dyn Debug> { Box::new(x) }
  E0316 A `where` clause quantifies over lifetimes twice.
    where for<'a> for<'b> T: A<'a, 'b>
    where for<'a, 'b> T: A<'a, 'b>
  E0317 `if` without `else` where a value is expected.
    let n = if x { 1 };
    let n = if x { 1 } else { 2 };
  E0322 A trait that the compiler implements is implemented by hand.
    impl Sized for S {}
    struct S;
  E0323 A constant where the trait has another kind of item.
    trait A { fn n(); } impl A for S { const n: u8 = 1; }
    impl A for S { fn n() {} }
  E0324 A method where the trait has another kind of item.
    trait A { const N: u8; } impl A for S { fn N() {} }
    impl A for S { const N: u8 = 1; }
  E0325 A type where the trait has another kind of item.
    trait A { const N: u8; } impl A for S { type N = u8; }
    impl A for S { const N: u8 = 1; }
  E0326 A constant has another type than in its trait.
    trait A { const N: u8; } impl A for S { const N: u16 = 1; }
    impl A for S { const N: u8 = 1; }
  E0364 A private name is exported again.
    fn f() {} pub use self::f as g;
    pub fn f() {} pub use self::f as g;
  E0365 A private module is exported again.
    mod m {} pub use self::m as n;
    pub mod m {} pub use self::m as n;
  E0366 `Drop` for some instances of a generic type only.
    impl Drop for S<u8> { … }
    impl<T> Drop for S<T> { … }
  E0367 `Drop` with bounds that the type does not have.
    struct S<T>(T); impl<T: Copy> Drop for S<T> { … }
    struct S<T: Copy>(T); impl<T: Copy> Drop for S<T> { … }
  E0368 A compound assignment to a type that does not have this operator.
    let mut x = 1.5; x <<= 2;
    let mut x = 1; x <<= 2;
  E0369 An operator on a type that does not have it.
    Plain + Plain
    impl Add for Plain { … } Plain + Plain
  E0370 An enum's next discriminant would not fit.
    #[repr(u8)] enum E { A = 255, B }
    #[repr(u8)] enum E { A = 254, B }
  E0373 A closure borrows a local variable and may live longer. Let it take what it uses.
    thread::spawn(|| use_it(&local))
    thread::spawn(move || use_it(&local))
  E0379 A method of a trait is `const`.
    trait A { const fn f(); }
    trait A { fn f(); }
  E0381 A variable is used before it has a value.
    let n: i32; use_it(n);
    let n: i32 = 5; use_it(n);
  E0382 A value is used after it was moved away. Borrow it where it was moved, clone it, or use it earlier.
    let b = a; use_it(a);
    let b = a.clone(); use_it(a);
  E0384 A variable that is not `mut` is assigned a second time.
    let n = 1; n = 2;
    let mut n = 1; n = 2;
  E0390 Methods of a primitive type can only be given by a trait.
    impl u8 { fn f() {} }
    trait A { fn f(); } impl A for u8 { fn f() {} }
  E0391 A definition needs itself.
    const A: u8 = B; const B: u8 = A;
    const A: u8 = B; const B: u8 = 1;
  E0392 A type has a parameter that it does not use.
    struct S<T>(u8);
    struct S<T>(u8, PhantomData<T>);
  E0393 A parameter whose default is `Self` has to be given in an object type.
    trait A<T = Self> {} Box<dyn A>
    Box<dyn A<u8>>
  """#
