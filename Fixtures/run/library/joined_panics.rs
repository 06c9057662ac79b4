// A scope panics for threads that panicked, but not for those whose end somebody has seen by joining them.
use std::panic::{catch_unwind, resume_unwind};
use std::thread;

fn main() {
    let total = thread::scope(|scope| {
        let handles: Vec<_> = (0..4)
            .map(|number| {
                scope.spawn(move || {
                    if number % 2 == 1 {
                        resume_unwind(Box::new(number));
                    }
                    number
                })
            })
            .collect();
        let mut total = 0;
        for handle in handles {
            match handle.join() {
                Ok(number) => println!("result {number}"),
                Err(payload) => {
                    let number = *payload.downcast::<i32>().unwrap();
                    println!("panic {number}");
                    total += number;
                }
            }
        }
        total
    });
    println!("total {total}");

    let result = catch_unwind(|| {
        thread::scope(|scope| {
            let seen = scope.spawn(|| -> () { resume_unwind(Box::new(1)) });
            scope.spawn(|| -> () { resume_unwind(Box::new(2)) });
            println!("seen: {}", seen.join().is_err());
        })
    });
    println!("unseen: {}", result.is_err());
}
