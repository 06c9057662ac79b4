// When the loop is late, timers of one delay run together. The twin in JavaScript prints the same.
use std::time::Duration;
use stdlib::task::*;

fn main() {
    run(|| {
        fn busy(milliseconds: u64) {
            std::thread::sleep(Duration::from_millis(milliseconds));
        }
        set_timeout(|| println!("a 20"), 20);
        busy(5);
        set_timeout(|| println!("b 17"), 17);
        busy(5);
        set_timeout(|| println!("c 20"), 20);
        busy(80);
    });
}
