// Waiting for all and for the first of several. The twin in JavaScript prints the same.
use std::time::Duration;
use stdlib::task::*;

fn main() {
    run(|| {
        async fn later(milliseconds: u64, value: &'static str) -> String {
            sleep(Duration::from_millis(milliseconds)).await;
            value.to_string()
        }
        spawn(async {
            let (a, b) = join!(later(30, "a"), later(10, "b"));
            println!("all {a} {b}");
        });
        spawn(async {
            let value = select! {
                value = later(20, "slow") => value,
                value = later(5, "fast") => value,
            };
            println!("race {value}");
        });
    });
}
