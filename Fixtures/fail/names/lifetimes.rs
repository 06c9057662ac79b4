// Lifetimes that nobody declared, or twice, or with a reserved name.

struct Holder {
    text: &'a str, //~ E0261
}

fn f<'a, 'a>(x: &'a str) {} //~ E0403

fn g<'static>(x: &'static str) {} //~ E0262

fn h(x: &'b str) -> &'b str { //~ E0261
    x
}

fn main() {}
