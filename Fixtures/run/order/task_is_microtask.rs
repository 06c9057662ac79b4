// A task that is started runs as a microtask. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        queue_microtask(|| println!("one"));
        spawn(async { println!("task") });
        queue_microtask(|| println!("two"));
        next_tick(|| println!("tick"));
    });
}
