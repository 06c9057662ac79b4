// References in items without lifetimes, results without a source.

struct Holder {
    text: &str, //~ E0106
}

enum E {
    A(&i32), //~ E0106
}

fn longest(a: &str, b: &str) -> &str { //~ E0106
    a
}

fn none() -> &str { //~ E0106
    "x"
}

type Text = &str; //~ E0106

struct Generic<'a>(&'a str);

fn give(a: &str, b: &str) -> Generic { //~ E0106
    Generic(a)
}

fn main() {}
