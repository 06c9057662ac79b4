// Constants that cannot be evaluated.

const fn half(n: u32) -> u32 {
    10 / n
}

const A: u32 = half(0); //~ E0080
const B: u8 = 255 + 1; //~ E0080
const C: [i32; 2] = [1, 2];
const D: i32 = C[5]; //~ E0080

fn main() {
    println!("{} {} {}", A, B, D);
}
