// The whole round of phases, seen from the poll phase. The twin in JavaScript prints the same.
use stdlib::task::*;

async fn stat() {
    spawn_blocking(|| std::fs::metadata(".").is_ok()).await.unwrap();
}

fn main() {
    run(|| {
        spawn(async {
            stat().await;
            set_timeout(
                || {
                    println!("timer");
                    next_tick(|| println!("tick of timer"));
                    queue_microtask(|| println!("microtask of timer"));
                },
                0,
            );
            set_immediate(|| {
                println!("immediate");
                next_tick(|| println!("tick of immediate"));
                queue_microtask(|| println!("microtask of immediate"));
            });
            next_tick(|| println!("tick of file"));
            queue_microtask(|| println!("microtask of file"));
            println!("file");
        });
    });
}
