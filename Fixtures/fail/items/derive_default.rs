// Default for an enum without a default variant.

#[derive(Default)] //~ E0665
enum Choice {
    A,
    B,
}

fn main() {}
