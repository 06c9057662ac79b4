// Who awaits a task goes on one microtask after its end. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        let work = spawn(async {
            println!("work");
            yield_now().await;
            println!("work ends");
            7
        });
        spawn(async move { println!("joined {}", work.await.unwrap()) });
        queue_microtask(|| {
            println!("one");
            queue_microtask(|| println!("two"));
        });
    });
}
