// A method is no pattern.

struct Tortoise;

impl Tortoise {
    fn age(&self) -> u32 {
        0
    }
}

fn main() {
    match 0u32 {
        Tortoise::age => {} //~ E0533
        _ => {}
    }
}
