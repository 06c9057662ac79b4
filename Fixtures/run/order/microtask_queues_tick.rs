// A tick queued by a microtask waits for the other microtasks. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        queue_microtask(|| {
            println!("first");
            next_tick(|| println!("tick"));
            queue_microtask(|| println!("third"));
        });
        queue_microtask(|| println!("second"));
    });
}
