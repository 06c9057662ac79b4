// Cleared immediates do not run, whether before the phase or in it. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let first = set_immediate(|| println!("never"));
        let third = Rc::new(Cell::new(None::<Immediate>));
        let known = third.clone();
        set_immediate(move || {
            println!("second");
            clear_immediate(known.get().unwrap());
        });
        third.set(Some(set_immediate(|| println!("never"))));
        set_immediate(|| println!("fourth"));
        clear_immediate(first);
    });
}
