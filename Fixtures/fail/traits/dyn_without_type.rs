// A trait object whose associated types are open.

trait Source {
    type Item;
    fn get(&self) -> Self::Item;
}

fn f(_: &dyn Source) {} //~ E0191

fn g(_: Box<dyn Iterator>) {} //~ E0191

fn main() {}
