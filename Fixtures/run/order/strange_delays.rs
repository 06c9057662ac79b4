// Negative and immense delays are those of a millisecond. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_timeout(|| println!("negative"), -5);
        set_timeout(|| println!("none"), 0);
        set_timeout(|| println!("one"), 1);
        set_timeout(|| println!("half"), 0.5);
        set_timeout(|| println!("immense"), 1u64 << 31);
    });
}
