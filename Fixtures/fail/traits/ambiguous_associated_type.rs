// An associated type of a trait without the type that implements it.

trait Source {
    type Item;
}

fn j(_: Source::Item) {} //~ E0223

fn main() {}
