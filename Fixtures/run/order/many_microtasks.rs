// A thousand microtasks come before an immediate. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let sum = Rc::new(Cell::new(0));
        let seen = sum.clone();
        set_immediate(move || println!("immediate {}", seen.get()));
        fn next(sum: Rc<Cell<i32>>, n: i32) {
            sum.set(sum.get() + n);
            if n > 0 {
                queue_microtask(move || next(sum, n - 1));
            }
        }
        next(sum.clone(), 1000);
        next_tick(move || println!("tick {}", sum.get()));
    });
}
