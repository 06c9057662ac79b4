// Cleared timers do not fire; clearing twice is harmless. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let a = set_timeout(|| println!("never"), 1);
        let c = Rc::new(Cell::new(None::<Timeout>));
        let known = c.clone();
        set_timeout(
            move || {
                println!("b");
                clear_timeout(known.get().unwrap());
                clear_timeout(a);
            },
            1,
        );
        c.set(Some(set_timeout(|| println!("never"), 1)));
        set_timeout(|| println!("d"), 1);
        clear_timeout(a);
    });
}
