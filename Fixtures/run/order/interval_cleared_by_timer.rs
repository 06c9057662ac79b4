// A timer ends an interval from outside. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        let timer = set_interval(|| println!("interval"), 40);
        set_timeout(
            move || {
                println!("end");
                clear_interval(timer);
            },
            60,
        );
    });
}
