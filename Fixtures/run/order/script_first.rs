// The script ends before any queue is looked at. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(|| println!("timer"), 2);
        next_tick(|| println!("tick"));
        queue_microtask(|| println!("microtask"));
        println!("script");
    });
}
