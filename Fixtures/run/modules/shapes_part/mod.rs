// auxiliary: a module of files.rs
// Areas.

pub mod sides;

pub fn area(side: u32) -> u32 {
    side * side * helper()
}

fn helper() -> u32 {
    sides::SQUARE / 4
}
