// Two functions have two types; closures too.

fn a(x: i32) -> i32 {
    x
}

fn b(x: i64) -> i64 {
    x
}

fn main() {
    let mut f = a;
    f = b; //~ E0308
    let mut g = |x: i32| x + 1;
    g = |x: i32| x + 2; //~ E0308
}
