// A generic body may only do what its bounds say.

fn add<T>(a: T, b: T) -> T {
    a + b //~ E0369
}

fn print<T>(a: T) {
    println!("{}", a); //~ E0277
}

fn call<T>(a: T) {
    a.run(); //~ E0599
}

fn compare<T>(a: &T, b: &T) -> bool {
    a == b //~ E0369
}

fn duplicate<T>(a: &T) -> T {
    a.clone() //~ E0308
}

fn main() {}
