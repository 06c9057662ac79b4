// A timer clears one of another delay that is due as well. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use stdlib::task::*;

fn main() {
    run(|| {
        let other = Rc::new(Cell::new(None::<Timeout>));
        let known = other.clone();
        set_timeout(
            move || {
                println!("first");
                clear_timeout(known.get().unwrap());
            },
            5,
        );
        other.set(Some(set_timeout(|| println!("never"), 7)));
        set_timeout(|| println!("third"), 9);
        std::thread::sleep(Duration::from_millis(30));
    });
}
