// Ticks and microtasks that queue each other. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        fn turn(n: i32) {
            if n == 6 {
                return;
            }
            println!("{} {n}", if n % 2 == 1 { "microtask" } else { "tick" });
            if n % 2 == 1 { next_tick(move || turn(n + 1)) } else { queue_microtask(move || turn(n + 1)) }
        }
        next_tick(|| turn(0));
        queue_microtask(|| println!("between"));
    });
}
