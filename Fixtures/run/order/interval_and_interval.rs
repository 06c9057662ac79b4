// Two intervals of equal period alternate. The twin in JavaScript prints the same.
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let left = Rc::new(Cell::new(6));
        let timers = Rc::new(RefCell::new(Vec::<Timeout>::new()));
        for name in ["a", "b"] {
            let (left, known) = (left.clone(), timers.clone());
            let timer = set_interval(
                move || {
                    println!("{name}");
                    left.set(left.get() - 1);
                    if left.get() == 0 {
                        known.borrow().iter().for_each(|timer| clear_interval(*timer));
                    }
                },
                10,
            );
            timers.borrow_mut().push(timer);
        }
    });
}
