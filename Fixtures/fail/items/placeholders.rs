// _ as a type where it must be written out.

fn f() -> _ { //~ E0121
    5
}

static X: _ = 1; //~ E0121

struct S {
    x: _, //~ E0121
}

fn g(x: _) {} //~ E0121

fn main() {}
