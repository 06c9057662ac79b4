// Parameters of types that nothing uses.

struct Holder<T> { //~ E0392
    n: i32,
}

enum Choice<'a, T> { //~ E0392
    A(T),
}

fn main() {}
