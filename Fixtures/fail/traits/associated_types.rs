// Associated types that are not there, not unique, or of another type.

trait Source {
    type Item;
}

struct S;

impl Source for S {
    type Item = u8;
}

fn f<T: Source>(_: T::Element) {} //~ E0220

fn g<T>(_: T::Item) {} //~ E0220

fn h(_: S::Nothing) {} //~ E0223

fn i<T: Source<Item = i32>>(_: T) {}

fn k<T: Source<Other = u8>>(_: T) {} //~ E0220

fn main() {
    i(S); //~ E0271
}
