// Traits that cannot be objects.

trait Make {
    fn make() -> Self;
}

trait Generic {
    fn run<T>(&self, t: T);
}

trait Same: Sized {}

fn f(_: &dyn Make) {} //~ E0038

fn g(_: Box<dyn Generic>) {} //~ E0038

fn h(_: &dyn Same) {} //~ E0038

fn main() {}
