// What an immediate wakes runs before the next immediate. The twin in JavaScript prints the same.
use stdlib::channel::oneshot;
use stdlib::task::*;

fn main() {
    run(|| {
        let (wake, woken) = oneshot();
        spawn(async move { println!("woken {}", woken.await.unwrap()) });
        set_immediate(move || {
            println!("first");
            wake.send(3).unwrap();
        });
        set_immediate(|| println!("second"));
    });
}
