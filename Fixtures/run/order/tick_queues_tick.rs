// A tick queued by a tick runs before microtasks. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        queue_microtask(|| println!("microtask"));
        next_tick(|| {
            println!("outer");
            next_tick(|| println!("inner"));
        });
    });
}
