// Texts of `--explain` for the codes from E0400.
//
// Three lines a code: the code and what is wrong, an example with the error, one without.

let explanationsFrom400 = #"""
  E0401 An inner item uses a generic parameter of the function around it.
    fn f<T>() { fn g(x: T) {} }
    fn f<T>() { fn g<U>(x: U) {} }
  E0403 A generic parameter's name is taken.
    fn f<T, T>() {}
    fn f<T, U>() {}
  E0404 Something that is no trait is used as one.
    struct A; impl A for u8 {}
    trait A {} impl A for u8 {}
  E0405 A trait does not exist here.
    impl Unheard for u8 {}
    trait Heard {} impl Heard for u8 {}
  E0407 A method is not a member of the trait.
    trait A {} impl A for u8 { fn f() {} }
    trait A { fn f(); } impl A for u8 { fn f() {} }
  E0408 The alternatives of a pattern do not bind the same names.
    A(x) | B(y) => x
    A(x) | B(x) => x
  E0409 A name is bound in different ways by the alternatives of a pattern.
    (ref x, 0) | (_, x) => {}
    (ref x, 0) | (_, ref x) => {}
  E0411 `Self` outside of a type, trait or implementation.
    fn f() -> Self { … }
    impl S { fn f() -> Self { S } }
  E0415 Two parameters of a function have the same name.
    fn f(a: u8, a: u8) {}
    fn f(a: u8, b: u8) {}
  E0416 A name is bound twice in one pattern.
    let (a, a) = pair;
    let (a, b) = pair;
  E0422 A struct expression names nothing that exists, or no struct.
    Unheard { x: 1 }
    struct Heard { x: i32 } Heard { x: 1 }
  E0423 Something that is no value is used as one.
    struct S { x: u8 } let s = S(1);
    let s = S { x: 1 };
  E0424 `self` in a function that has none.
    fn f() { self.x }
    fn f(&self) { self.x }
  E0425 A name is not defined where it is used. Check its spelling, or import it with `use`.
    println!("{}", unheard);
    let heard = 1; println!("{}", heard);
  E0426 A label was not declared.
    loop { break 'a; }
    'a: loop { break 'a; }
  E0428 Two items of one module have the same name.
    struct S; struct S;
    struct S; struct T;
  E0429 `self` is imported alone.
    use std::fmt::self;
    use std::fmt::{self};
  E0431 `self` in an import list without a path.
    use {self};
    use std::fmt::{self};
  E0432 A `use` names something that does not exist. Check the path, and that the item is declared there.
    use std::unheard;
    use std::fmt;
  E0433 The first part of a path does not exist. Import the module or type, or correct its name.
    HashMap::new()
    use std::collections::HashMap; HashMap::new()
  E0434 An inner function uses a variable of the function around it. Use a closure.
    let n = 1; fn f() -> i32 { n }
    let n = 1; let f = || n;
  E0435 A length or const argument is a variable.
    let n = 3; let a = [0; n];
    const N: usize = 3; let a = [0; N];
  E0436 `..base` where the type is no struct.
    E::A { x: 1, ..other }
    S { x: 1, ..other }
  E0437 A type is not a member of the trait.
    trait A {} impl A for u8 { type T = u8; }
    trait A { type T; } impl A for u8 { type T = u8; }
  E0438 A constant is not a member of the trait.
    trait A {} impl A for u8 { const N: u8 = 1; }
    trait A { const N: u8; } impl A for u8 { const N: u8 = 1; }
  E0446 A private type is part of what a public trait gives.
    struct S; impl A for u8 { type T = S; }
    pub struct S; impl A for u8 { type T = S; }
  E0449 Visibility on something that has none of its own.
    pub impl A for S {}
    impl A for S {}
  E0451 A private field is used outside of its module.
    m::S { hidden: 1 }
    m::S::new(1)
  E0454 A `#[link]` has an empty name.
    #[link(name = "")] extern "C" {}
    #[link(name = "z")] extern "C" {}
  E0463 A crate cannot be found.
    extern crate unheard;
    extern crate core;
  E0496 A lifetime has the name of another one around it.
    impl<'a> S<'a> { fn f<'a>(x: &'a u8) {} }
    impl<'a> S<'a> { fn f<'b>(x: &'b u8) {} }
  E0499 A value is borrowed as mutable twice at the same time.
    let a = &mut x; let b = &mut x; use_it(a);
    let a = &mut x; use_it(a); let b = &mut x;
  E0500 A closure needs for itself what is borrowed already.
    let r = &mut *x; let c = || *x = 1; use_it(r);
    let r = &mut *x; use_it(r); let c = || *x = 1;
  E0501 Something is borrowed while a closure has it for itself.
    let c = || *x = 1; use_it(x); c();
    let c = || *x = 1; c(); use_it(x);
  E0502 A value is borrowed as shared and as mutable at the same time.
    let r = &v[0]; v.push(1); use_it(r);
    let r = v[0]; v.push(1); use_it(&r);
  E0503 A value is used while it is borrowed as mutable.
    let r = &mut n; n + 1; use_it(r);
    let r = &mut n; use_it(r); n + 1;
  E0505 A value is moved while it is borrowed.
    let r = &s; drop(s); use_it(r);
    let r = &s; use_it(r); drop(s);
  E0506 A value is assigned while it is borrowed.
    let r = &n; n = 2; use_it(r);
    let r = &n; use_it(r); n = 2;
  E0507 A value is moved out of something that is only borrowed. Clone it, or take it with `mem::take`.
    fn f(s: &S) -> String { s.name }
    fn f(s: &S) -> String { s.name.clone() }
  E0508 An element is moved out of an array or slice by index.
    let s = array[0];
    let s = array[0].clone();
  E0509 A field is moved out of a type that has a destructor.
    let s = guard.name;
    let s = guard.name.clone();
  E0510 A guard changes what is being matched.
    match x { Some(_) if { x = None; false } => {} _ => {} }
    match x { Some(_) => x = None, _ => {} }
  E0515 A function returns a reference to what it owns itself.
    fn f() -> &'static str { let s = String::new(); &s }
    fn f() -> String { String::new() }
  E0516 `typeof` is a reserved word.
    let n: typeof(5) = 5;
    let n: i32 = 5;
  E0521 A borrow leaves the function that got it, for a place that lives longer than its caller promised.
    fn f(s: &str) { thread::spawn(move || println!("{s}")); }
    fn f(s: &'static str) { thread::spawn(move || println!("{s}")); }
  E0524 Two closures need the same thing for themselves at the same time.
    let a = || *x = 1; let b = || *x = 2; a();
    let a = || *x = 1; a(); let b = || *x = 2;
  E0525 A closure gives or changes what it captured, where it must not.
    let f = || drop(s); call_often(f);
    let f = || use_it(&s); call_often(f);
  E0527 A slice pattern does not have the length of the array.
    let [a, b] = [1, 2, 3];
    let [a, b, c] = [1, 2, 3];
  E0528 A slice pattern is longer than the array.
    let [a, b, c, ..] = [1, 2];
    let [a, b, ..] = [1, 2];
  E0529 A slice pattern for something that is no array or slice.
    match 1.0 { [a, b] => {} _ => {} }
    match [1.0, 2.0] { [a, b] => {} }
  E0530 A binding has the name of something that it cannot shadow.
    static N: u8 = 1; let N = 2;
    static N: u8 = 1; let n = 2;
  E0531 A pattern names a variant or struct that does not exist.
    Unheard(x) => {}
    Some(x) => {}
  E0532 A pattern names something that cannot be one there.
    fn f() {} match n { f() => {} _ => {} }
    match n { 1 => {} _ => {} }
  E0533 A method or a variant of another form is used as a pattern.
    S::method => {}
    x if x == s.method() => {}
  E0536 `not` in a `cfg` does not have exactly one condition.
    #[cfg(not())]
    #[cfg(not(unix))]
  E0537 A `cfg` uses an operator that does not exist.
    #[cfg(unheard(unix))]
    #[cfg(not(unix))]
  E0538 An attribute gives the same key twice.
    #[deprecated(since = "1", since = "2")]
    #[deprecated(since = "2")]
  E0539 An attribute has arguments that it does not know.
    #[deprecated(reason = "old")]
    #[deprecated(note = "old")]
  E0552 A `repr` that does not exist.
    #[repr(D)] struct S;
    #[repr(C)] struct S;
  E0559 A variant does not have this field.
    E::A { y: 1 }
    E::A { x: 1 }
  E0560 A struct does not have this field.
    S { y: 1 }
    S { x: 1 }
  E0561 A function pointer type has a pattern for a parameter.
    type F = fn((a, b): (u8, u8));
    type F = fn(pair: (u8, u8));
  E0562 `impl Trait` where it cannot stand.
    let x: impl Copy = 1;
    let x: i32 = 1;
  E0565 An attribute has a literal where it wants a word.
    #[repr("C")] struct S;
    #[repr(C)] struct S;
  E0566 Two `repr`s contradict each other.
    #[repr(u8, u16)] enum E { A }
    #[repr(u8)] enum E { A }
  E0571 `break` with a value in a loop that may end by itself.
    while x { break 1; }
    loop { break 1; }
  E0572 `return` outside of a function.
    const N: u8 = return 1;
    const N: u8 = 1;
  E0573 Something that is no type is used as one.
    fn f() -> Some {}
    fn f() -> Option<u8> { None }
  E0574 A struct pattern or expression names something that is no struct.
    mod m {} m { x: 1 }
    struct S { x: u8 } S { x: 1 }
  E0576 An associated item does not exist.
    <T as Iterator>::Itm
    <T as Iterator>::Item
  E0577 `pub(in …)` names something that is no module.
    pub(in crate::Sea) struct S;
    pub(in crate::sea) struct S;
  E0579 A range pattern that leaves its end out is empty.
    5..5 => {}
    5..6 => {}
  E0580 `main` has another type than it must have.
    fn main(n: u8) {}
    fn main() {}
  E0581 A lifetime is in the result of a function pointer only.
    for<'a> fn() -> &'a str
    for<'a> fn(&'a str) -> &'a str
  E0582 A lifetime is in an associated type of a bound only.
    F: for<'a> Fn(i32) -> &'a str
    F: for<'a> Fn(&'a i32) -> &'a str
  E0583 The file of a module does not exist.
    mod unheard;
    mod written { }
  E0584 A documentation comment stands before nothing.
    trait A { /// text }
    trait A { /** text */ fn f(); }
  E0585 A documentation comment stands before nothing.
    fn f() { /// text }
    fn f() { // text }
  E0586 A closed range has no end.
    &v[1..=]
    &v[1..]
  E0587 A type is both `packed` and `align`.
    #[repr(packed, align(8))] struct S(u8);
    #[repr(align(8))] struct S(u8);
  E0588 A packed type contains an aligned one.
    #[repr(align(16))] struct A(u8); #[repr(packed)] struct P(A);
    #[repr(align(16))] struct A(u8); struct P(A);
  E0589 An alignment is no power of two.
    #[repr(align(15))] struct S;
    #[repr(align(16))] struct S;
  E0592 A type has two methods of the same name.
    impl S { fn f() {} } impl S { fn f() {} }
    impl S { fn f() {} } impl S { fn g() {} }
  E0593 A closure has another number of parameters than is asked for.
    v.iter().map(|a, b| a)
    v.iter().map(|a| a)
  E0594 Something that is not mutable is assigned.
    let p = Point { x: 1 }; p.x = 2;
    let mut p = Point { x: 1 }; p.x = 2;
  E0596 Something that is not mutable is borrowed as mutable. Declare the variable `mut`, or take `&mut`.
    let v = vec![1]; v.push(2);
    let mut v = vec![1]; v.push(2);
  E0597 A value is dropped while it is still borrowed.
    let r; { let x = 5; r = &x; } use_it(r);
    let x = 5; let r = &x; use_it(r);
  E0599 A type has no method or associated function of this name. Check the spelling and which traits are in scope.
    5.unheard()
    5.pow(2)
  E0600 A unary operator on a type that does not have it.
    !"text"
    !true
  E0601 A program needs a function `main`. Add one, or compile as a library with `--crate-type lib`.
    fn helper() {}
    fn main() {}
  E0603 A private item is used outside of its module.
    mod m { fn f() {} } m::f();
    mod m { pub fn f() {} } m::f();
  E0604 Only `u8` can be cast to `char`.
    66u32 as char
    char::from_u32(66)
  E0605 A cast between types for which there is none.
    vec![1] as u32
    vec![1].len() as u32
  E0606 A cast is invalid in one step.
    &0u8 as u32
    *&0u8 as u32
  E0607 A thin pointer is cast to a wide one.
    p as *const [u8]
    slice::from_raw_parts(p, length)
  E0608 A type that cannot be indexed is indexed.
    5u32[0]
    [5u32][0]
  E0609 A type has no field of this name.
    point.z
    point.x
  E0610 A field of something that is no struct.
    let n = 5u32; n.x
    let p = Point { x: 5 }; p.x
  E0614 Something that is no pointer is dereferenced.
    let n = 5u32; *n
    let n = &5u32; *n
  E0615 A method is used like a field.
    text.len
    text.len()
  E0616 A field is private.
    m::make().hidden
    m::make().shown()
  E0617 A variadic argument has a type that has to be widened.
    printf(c"%f".as_ptr(), 1f32)
    printf(c"%f".as_ptr(), 1f64)
  E0618 Something that is no function is called.
    let n = 5; n()
    fn f() {} f()
  E0620 A cast to a type without a size.
    &[1, 2] as [usize]
    &[1, 2] as &[usize]
  E0621 A parameter's reference has to have the lifetime that is named elsewhere in the signature.
    fn f<'a>(x: &'a u8, y: &u8) -> &'a u8 { y }
    fn f<'a>(x: &'a u8, y: &'a u8) -> &'a u8 { y }
  E0624 A method is private.
    m::S.hidden()
    m::S.shown()
  E0631 A closure has other parameter types than are asked for.
    fn f(g: impl Fn(usize)) {} f(|_: isize| ())
    f(|_: usize| ())
  E0637 `'_` or `&` without a lifetime where it has to have a name.
    struct S<'a>(&'a str); fn f<T: A<'_>>() {}
    fn f<'a, T: A<'a>>() {}
  E0641 A cast to a pointer whose target is not known.
    0 as *const _
    0 as *const u8
  E0642 A method without a body has a pattern for a parameter.
    trait A { fn f((a, b): (u8, u8)); }
    trait A { fn f(pair: (u8, u8)); }
  E0643 A method takes `impl Trait` where its trait takes a parameter, or the reverse.
    trait A { fn f(x: impl Copy); } impl A for u8 { fn f<T: Copy>(x: T) {} }
    impl A for u8 { fn f(x: impl Copy) {} }
  E0646 `main` has a `where` clause.
    fn main() where u8: Copy {}
    fn main() {}
  E0648 An exported name has a zero byte.
    #[export_name = "a\0b"]
    #[export_name = "ab"]
  E0658 Something of the language is not stable.
    #![feature(unheard)]
    // without the feature
  E0659 A name may mean two things.
    use a::*; use b::*; f();
    use a::*; use b::*; a::f();
  E0665 An enum derives `Default` without saying which variant that is.
    #[derive(Default)] enum E { A, B }
    #[derive(Default)] enum E { #[default] A, B }
  E0666 `impl Trait` inside of the arguments of `impl Trait`.
    fn f() -> impl A<impl B> { … }
    fn f() -> impl A<u8> { … }
  E0670 `async fn` in edition 2015.
    async fn f() {}  // 2015
    async fn f() {}  // 2018 and later
  E0689 A method of a number whose type is not known.
    2.0.powi(2)
    2.0_f64.powi(2)
  E0690 A transparent type has more than one field with a size.
    #[repr(transparent)] struct S(u8, u8);
    #[repr(transparent)] struct S(u8, ());
  E0692 A transparent type has another representation too.
    #[repr(transparent, C)] struct S(u8);
    #[repr(transparent)] struct S(u8);
  E0695 `break` or `continue` without a label in a labelled block.
    loop { 'a: { break; } }
    loop { 'a: { break 'a; } }
  E0696 `continue` with the label of a block.
    'a: { continue 'a; }
    'a: loop { continue 'a; }
  E0703 A calling convention that does not exist.
    extern "unheard" fn f() {}
    extern "C" fn f() {}
  E0704 `pub(…)` with something that is no module path.
    pub(foo) struct S;
    pub(crate) struct S;
  E0700 An `impl Trait` result captures a lifetime that it does not mention.
    fn f(x: &u8) -> impl Fn() -> u8 { move || *x }  // until edition 2021
    fn f(x: &u8) -> impl Fn() -> u8 + '_ { move || *x }
  E0710 A lint of a tool that nobody knows.
    #[allow(unheard::lint)]
    #[allow(clippy::lint)]
  E0713 A borrow is still in use when a destructor runs.
    fn f<'a>(s: S<'a>) -> &'a mut u8 { &mut *s.data }  // S: Drop
    fn f<'a>(s: &'a mut S) -> &'a mut u8 { &mut *s.data }
  E0716 A temporary value is dropped while it is borrowed.
    let r = make().as_str(); use_it(r);
    let s = make(); let r = s.as_str(); use_it(r);
  E0719 An associated type is bound twice.
    Iterator<Item = u8, Item = u16>
    Iterator<Item = u8>
  E0720 An `impl Trait` type contains itself.
    fn f() -> impl Sized { [f()] }
    fn f() -> Box<dyn Any> { … }
  E0728 `await` outside of an async function or block.
    fn f() { g().await; }
    async fn f() { g().await; }
  E0730 A slice pattern for an array whose length is a parameter.
    fn f<const N: usize>(x: [u8; N]) { let [a, ..] = x; }
    fn f(x: [u8; 2]) { let [a, ..] = x; }
  E0731 A transparent enum has not exactly one variant.
    #[repr(transparent)] enum E { A(u8), B }
    #[repr(transparent)] enum E { A(u8) }
  E0732 Discriminants of an enum with fields need a `repr`.
    enum E { A(u8) = 1 }
    #[repr(u8)] enum E { A(u8) = 1 }
  E0733 An async function calls itself without a box.
    async fn f() { f().await }
    async fn f() { Box::pin(f()).await }
  E0734 Stability attributes outside of the standard library.
    #[stable(feature = "a", since = "1")] fn f() {}
    fn f() {}
  E0737 `#[track_caller]` with another calling convention.
    #[track_caller] extern "C" fn f() {}
    #[track_caller] fn f() {}
  E0740 A field of a union has a destructor.
    union U { a: String }
    union U { a: ManuallyDrop<String> }
  E0742 `pub(in …)` names a module that is not around the item.
    pub(in crate::other) struct S;
    pub(in crate) struct S;
  E0743 `...` stands for a type outside of a foreign function.
    fn f(x: u8, ...) {}
    extern "C" { fn f(x: u8, ...); }
  E0745 The raw address of a temporary.
    &raw const 2
    let n = 2; &raw const n
  E0746 A function returns an object by value.
    fn f() -> dyn A { … }
    fn f() -> Box<dyn A> { … }
  E0747 Generic arguments in a wrong order.
    S<u8, 'static>
    S<'static, u8>
  E0748 A raw string does not end with as many `#` as it begins with.
    r#"text"
    r#"text"#
  E0752 `main` is async.
    async fn main() {}
    fn main() { block_on(run()) }
  E0753 An inner documentation comment stands behind an item.
    fn f() {} //! text
    //! text
  E0758 A comment has no end.
    /* text
    /* text */
  E0761 A module has two files.
    mod m;  // m.rs and m/mod.rs
    mod m;  // m.rs only
  E0762 A character has no end quote.
    'a
    'a'
  E0763 A byte has no end quote.
    b'a
    b'a'
  E0765 A string has no end quote.
    "text
    "text"
  E0766 A byte string has no end quote.
    b"text
    b"text"
  E0767 A label is not reachable from inside a closure or async block.
    'a: loop { || break 'a; }
    'a: loop { break 'a; }
  E0768 A number has no digits.
    0x
    0x1
  E0769 A tuple pattern or expression for a struct, or the reverse.
    E::A(1)
    E::A { x: 1 }
  E0770 The type of a const parameter depends on a parameter.
    fn f<T, const N: T>() {}
    fn f<const N: usize>() {}
  E0774 `derive` on something that is no type.
    #[derive(Clone)] fn f() {}
    #[derive(Clone)] struct S;
  E0777 `derive` with a string.
    #[derive("Clone")] struct S;
    #[derive(Clone)] struct S;
  E0782 A trait object without `dyn`.
    fn f(x: Box<Shape>) {}
    fn f(x: Box<dyn Shape>) {}
  E0783 `...` in a pattern.
    1...5 => {}
    1..=5 => {}
  E0784 A union expression gives not exactly one field.
    U { a: 1, b: 2 }
    U { a: 1 }
  E0790 An item of a trait is used without saying of which type.
    Default::default();
    let n: u8 = Default::default();
  E0794 Lifetime arguments for lifetimes that are chosen at each call.
    fn f<'a>(x: &'a u8) {} f::<'static>(&1)
    f(&1)
  E0801 `self` has the type of a generic parameter.
    fn f<R>(self: R) {}
    fn f(self: Box<Self>) {}
  E0804 A cast adds an auto trait to an object pointer.
    p as *const (dyn A + Send)
    p as *const dyn A
  E0805 An attribute has a wrong number of arguments.
    #[inline(always, never)] fn f() {}
    #[inline(always)] fn f() {}
  """#
