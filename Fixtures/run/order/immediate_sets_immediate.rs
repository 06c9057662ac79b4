// An immediate set by an immediate runs in the next turn. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        set_immediate(|| {
            println!("a");
            set_immediate(|| println!("c"));
        });
        set_immediate(|| println!("b"));
    });
}
