// Values that a task sends reach another one in microtasks. The twin in JavaScript prints the same.
use stdlib::channel::unbounded;
use stdlib::task::*;

fn main() {
    run(|| {
        let (sender, mut receiver) = unbounded();
        spawn(async move {
            while let Some(value) = receiver.recv().await {
                println!("got {value}");
            }
        });
        queue_microtask(move || {
            for n in 1..4 {
                let sender = sender.clone();
                set_immediate(move || {
                    sender.send(n).unwrap();
                    println!("sent {n}");
                });
            }
        });
    });
}
