// An interval repeats until it is cleared in its own callback. The twin in JavaScript prints the same.
use std::cell::Cell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let timer = Rc::new(Cell::new(None::<Timeout>));
        let known = timer.clone();
        let mut count = 0;
        timer.set(Some(set_interval(
            move || {
                println!("interval {count}");
                queue_microtask(|| println!("microtask"));
                count += 1;
                if count == 3 {
                    clear_interval(known.get().unwrap());
                }
            },
            4,
        )));
    });
}
