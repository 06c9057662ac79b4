// Arithmetic that is known to fail.

fn main() {
    let a = 255u8 + 1;
    let b = 1 / 0;
    let c = [1, 2, 3][5];
    let d = 1i32 << 32;
}
