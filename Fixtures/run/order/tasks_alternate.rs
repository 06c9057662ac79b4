// Tasks that yield take turns. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        async fn count(name: &str) {
            for n in 0..3 {
                println!("{name} {n}");
                yield_now().await;
            }
        }
        spawn(count("a"));
        spawn(count("b"));
    });
}
