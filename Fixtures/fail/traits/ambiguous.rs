// A method that two traits offer, and an associated item without a type.

trait A {
    fn go(&self) {}
    fn make() -> i32 {
        1
    }
}

trait B {
    fn go(&self) {}
}

struct Thing;

impl A for Thing {}
impl B for Thing {}

fn main() {
    Thing.go(); //~ E0034
    A::make();
    let d = Default::default();
}
