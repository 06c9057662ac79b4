// A derived structure whose field has no type: a message, no crash.

#[derive(Debug, Clone, PartialEq)]
struct Pair<T> {
    first: T,
    char, //~ ERROR
}

fn main() {}
