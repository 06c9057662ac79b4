// The loop does not run for timers without a reference. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(|| println!("never"), 2000).unref();
        let timer = set_timeout(|| println!("fires"), 10).unref();
        println!("{}", timer.has_ref());
        timer.set_ref(true);
        println!("{}", timer.has_ref());
    });
}
