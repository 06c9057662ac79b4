// Ticks and microtasks come before any file operation. The twin in JavaScript prints the same.
use stdlib::task::*;

async fn stat() {
    spawn_blocking(|| std::fs::metadata(".").is_ok()).await.unwrap();
}

fn main() {
    run(|| {
        spawn(async {
            stat().await;
            println!("file");
        });
        fn micro(left: i32) {
            if left > 0 { queue_microtask(move || micro(left - 1)) } else { println!("microtasks") }
        }
        micro(50);
        next_tick(|| println!("tick"));
    });
}
