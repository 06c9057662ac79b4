// Clearing what runs or has run does nothing. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let me = Rc::new(Cell::new(None::<Immediate>));
        let known = me.clone();
        me.set(Some(set_immediate(move || {
            clear_immediate(known.get().unwrap());
            println!("ran");
            set_immediate(|| println!("next"));
            clear_immediate(known.get().unwrap());
        })));
    });
}
