// Callbacks that share state see each other's changes. The twin in JavaScript prints the same.
use std::cell::RefCell;
use std::rc::Rc;
use stdlib::task::*;

fn main() {
    run(|| {
        let log = Rc::new(RefCell::new(Vec::new()));
        let add = |name: &'static str| {
            let log = log.clone();
            move || log.borrow_mut().push(name)
        };
        let last = log.clone();
        set_timeout(
            move || {
                last.borrow_mut().push("timer");
                println!("{}", last.borrow().join(","));
            },
            50,
        );
        set_immediate(add("immediate"));
        next_tick(add("tick"));
        queue_microtask(add("microtask"));
        add("script")();
    });
}
