// Modules in files of their own: beside the root, and in a folder.

mod shapes_part;

mod inline {
    pub fn number() -> u32 {
        super::shapes_part::sides::SQUARE + 1
    }
}

use shapes_part::{area, sides};

fn main() {
    println!("{} {}", area(3), sides::TRIANGLE);
    println!("{}", inline::number());
    println!("{}", shapes_part::sides::name(4));
}
