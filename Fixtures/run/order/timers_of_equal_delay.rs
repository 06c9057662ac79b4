// Timers of equal delay fire in their order. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        for name in ["x", "y", "z"] {
            set_timeout(move || println!("{name}"), 8);
        }
    });
}
