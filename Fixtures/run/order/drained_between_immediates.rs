// Ticks and microtasks are drained after each immediate. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        for n in [1, 2] {
            set_immediate(move || {
                println!("immediate {n}");
                queue_microtask(move || println!("microtask {n}"));
                next_tick(move || println!("tick {n}"));
            });
        }
    });
}
