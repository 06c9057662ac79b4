// Fields, variants, parameters, bindings, generics and methods with the same name.

struct Point {
    x: i32,
    x: u8, //~ E0124
}

enum Color {
    Red,
    Red, //~ E0428
}

fn f(a: i32, a: i32) {} //~ E0415

fn g<T, T>(_: T) {} //~ E0403

fn main() {
    let (b, b) = (1, 2); //~ E0416
}
