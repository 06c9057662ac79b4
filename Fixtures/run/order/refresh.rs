// A refreshed timer starts anew. The twin in JavaScript prints the same.
use stdlib::task::*;

fn main() {
    run(|| {
        let timer = set_timeout(|| println!("refreshed"), 100);
        set_timeout(
            move || {
                timer.refresh();
                println!("refreshes");
            },
            40,
        );
        set_timeout(|| println!("between"), 115);
    });
}
