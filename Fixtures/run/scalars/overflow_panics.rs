// exit: 101
// stderr: attempt to add with overflow
// Arithmetic overflow is a panic when checks are on.

fn add(a: u8, b: u8) -> u8 {
    a + b
}

fn main() {
    let mut total = 0u8;
    for step in 1.. {
        println!("{total}");
        total = add(total, step * 10);
    }
}
