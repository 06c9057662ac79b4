// In a timer, an immediate comes before a timer of no delay. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(
            || {
                set_timeout(|| println!("timer"), 0);
                set_immediate(|| println!("immediate"));
            },
            1,
        );
    });
}
