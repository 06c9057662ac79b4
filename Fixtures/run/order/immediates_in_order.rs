// Immediates run in the order in which they were set. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        for n in [1, 2, 3] {
            set_immediate(move || println!("{n}"));
        }
    });
}
