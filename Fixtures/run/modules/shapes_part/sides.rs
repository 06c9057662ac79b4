// auxiliary: a module of files.rs
// Numbers of sides.

pub const TRIANGLE: u32 = 3;
pub const SQUARE: u32 = 4;

pub fn name(n: u32) -> &'static str {
    match n {
        TRIANGLE => "triangle",
        SQUARE => "square",
        _ => "polygon",
    }
}
