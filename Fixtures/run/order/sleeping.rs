// A sleeping task wakes as a timer of the same delay would. The twin in JavaScript prints the same.
use std::time::Duration;
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(|| println!("timer 10"), 10);
        spawn(async {
            sleep(Duration::from_millis(30)).await;
            println!("task 30");
        });
        spawn(async {
            sleep(Duration::from_millis(20)).await;
            println!("task 20");
        });
        set_timeout(|| println!("timer 40"), 40);
    });
}
