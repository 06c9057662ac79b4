// Timers fire by when they are due, not by when they were set. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(|| println!("60"), 60);
        set_timeout(|| println!("20"), 20);
        set_timeout(|| println!("40"), 40);
    });
}
