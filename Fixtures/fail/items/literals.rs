// Literals that do not fit their type.

fn main() {
    let a: u8 = 256; //~ overflowing_literals
    let b: i8 = -129; //~ overflowing_literals
    let c = 5000000000i32; //~ overflowing_literals
}
