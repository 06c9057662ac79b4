// Immediates that set each other let timers fire. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let goes = Rc::new(Cell::new(true));
        fn next(goes: Rc<Cell<bool>>) {
            if !goes.get() {
                println!("immediate ends");
                return;
            }
            set_immediate(move || next(goes));
        }
        next(goes.clone());
        set_timeout(
            move || {
                println!("timer");
                goes.set(false);
            },
            5,
        );
    });
}
