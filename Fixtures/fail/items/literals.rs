// Literals that do not fit their type.

fn main() {
    let a: u8 = 256; //~ ERROR
    let b: i8 = -129; //~ ERROR
    let c = 5000000000i32; //~ ERROR
}
