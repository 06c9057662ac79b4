// functions: collatz
// A loop over a counter, a call and a branch.

fn collatz(start: u64) -> u32 {
    let mut n = start;
    let mut steps = 0;
    while n != 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}

fn main() {
    std::process::exit(collatz(27) as i32);
}
