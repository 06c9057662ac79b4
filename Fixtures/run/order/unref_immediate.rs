// The loop does not run for immediates without a reference. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_immediate(|| println!("never")).unref();
        println!("script");
    });
}
