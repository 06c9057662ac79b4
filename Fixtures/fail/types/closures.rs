// Closures that do not fit the bound they are given to.

fn apply<F: Fn(i32) -> i32>(f: F) -> i32 {
    f(1)
}

fn main() {
    apply(|x| x == 1); //~ E0308
    apply(|| 1); //~ E0593
    apply(|a, b| a + b); //~ E0593
    apply(5); //~ E0277
    apply("x".len()); //~ E0277
}
