// Ticks that a task queues wait for other microtasks. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        spawn(async {
            next_tick(|| println!("tick one"));
            println!("task one");
            yield_now().await;
            next_tick(|| println!("tick two"));
            println!("task two");
        });
        queue_microtask(|| println!("microtask"));
    });
}
