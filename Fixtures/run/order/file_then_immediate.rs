// After a file operation, immediates come before timers. The twin in JavaScript prints the same.
use stdlib::task::*;

async fn stat() {
    spawn_blocking(|| std::fs::metadata(".").is_ok()).await.unwrap();
}

fn main() {
    run(|| {
        spawn(async {
            stat().await;
            println!("file");
            set_timeout(|| println!("timer"), 0);
            set_immediate(|| println!("immediate"));
            next_tick(|| println!("tick"));
            queue_microtask(|| println!("microtask"));
        });
    });
}
