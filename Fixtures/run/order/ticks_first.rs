// All ticks come before microtasks that were queued earlier. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        queue_microtask(|| println!("one"));
        queue_microtask(|| println!("two"));
        next_tick(|| println!("three"));
        next_tick(|| println!("four"));
    });
}
