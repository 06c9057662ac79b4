// A tick of a woken task runs before the next timer. The twin in JavaScript prints the same.
use std::time::Duration;
use stdlib::task::*;

fn main() {
    run(|| {
        spawn(async {
            sleep(Duration::from_millis(5)).await;
            println!("task");
            next_tick(|| println!("tick"));
            yield_now().await;
            println!("task again");
        });
        set_timeout(|| println!("timer"), 25);
    });
}
