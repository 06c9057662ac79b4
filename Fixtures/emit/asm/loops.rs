// flags: -O2
// functions: collatz sum
// Small loops: locals are in registers, nothing goes through memory but the slice's elements.

#[inline(never)]
fn collatz(start: u64) -> u32 {
    let mut n = start;
    let mut steps = 0;
    while n != 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}

#[inline(never)]
fn sum(values: &[u32]) -> u32 {
    let mut total = 0u32;
    for value in values {
        total = total.wrapping_add(*value);
    }
    total
}

fn main() {
    std::process::exit((collatz(27) + sum(&[1, 2, 3])) as i32);
}
