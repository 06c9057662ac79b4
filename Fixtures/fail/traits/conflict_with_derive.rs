// A derive and an implementation of the same trait.

#[derive(Clone)] //~ E0119
struct Twice;

impl Clone for Twice {
    fn clone(&self) -> Twice {
        Twice
    }
}

fn main() {}
