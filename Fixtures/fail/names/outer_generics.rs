// Items inside a generic function do not see its parameters.

fn outer<T>(x: T) {
    fn inner(y: T) {} //~ E0401
    struct Holder(T); //~ E0401
}

fn main() {
    outer(1);
}
