// A timer set by a timer is due later, though its delay is no longer. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(
            || {
                println!("a");
                set_timeout(|| println!("c"), 1);
            },
            1,
        );
        set_timeout(|| println!("b"), 1);
    });
}
