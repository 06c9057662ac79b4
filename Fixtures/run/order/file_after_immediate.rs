// A file operation started in the poll phase ends after the check phase. The twin in JavaScript prints the same.
use stdlib::task::*;

async fn stat() {
    spawn_blocking(|| std::fs::metadata(".").is_ok()).await.unwrap();
}

fn main() {
    run(|| {
        spawn(async {
            stat().await;
            println!("one");
            set_immediate(|| println!("two"));
            stat().await;
            println!("three");
        });
    });
}
