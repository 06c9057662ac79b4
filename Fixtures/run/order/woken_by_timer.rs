// What a timer wakes runs before the next timer. The twin in JavaScript prints the same.
use stdlib::channel::oneshot;
use stdlib::task::*;

fn main() {
    run(|| {
        let (wake, woken) = oneshot::<()>();
        spawn(async move {
            woken.await.unwrap();
            println!("woken");
        });
        set_timeout(
            move || {
                println!("first");
                wake.send(()).unwrap();
                next_tick(|| println!("tick"));
            },
            2,
        );
        set_timeout(|| println!("second"), 2);
    });
}
