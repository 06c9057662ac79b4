// Ticks and microtasks are drained after each timer. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        for n in [1, 2] {
            set_timeout(
                move || {
                    println!("timer {n}");
                    queue_microtask(move || println!("microtask {n}"));
                    next_tick(move || println!("tick {n}"));
                },
                3,
            );
        }
    });
}
