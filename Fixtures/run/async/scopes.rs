// Sets of tasks and scopes: results come as tasks end, and what is dropped cancels.
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use stdlib::task::{block_on, scope, sleep, yield_now, JoinSet};

struct Told(i32, Rc<Cell<i32>>);
impl Drop for Told {
    fn drop(&mut self) {
        self.1.set(self.1.get() + self.0);
    }
}

fn main() {
    block_on(async {
        let mut set = JoinSet::new();
        for n in [3u64, 1, 2] {
            set.spawn(async move {
                sleep(Duration::from_millis(20 * n)).await;
                n
            });
        }
        while let Some(n) = set.join_next().await {
            println!("ended {}", n.unwrap());
        }
        let dropped = Rc::new(Cell::new(0));
        for n in 1..4 {
            let told = Told(n, dropped.clone());
            set.spawn(async move {
                let _told = told;
                sleep(Duration::from_secs(60)).await;
                0
            });
        }
        yield_now().await;
        drop(set);
        for _ in 0..4 {
            yield_now().await;
        }
        println!("cancelled {}", dropped.get());
        let count = Rc::new(Cell::new(0));
        let inner = count.clone();
        let value = scope(|scope| async move {
            for n in 1..4 {
                let (count, nested) = (inner.clone(), scope.clone());
                scope.spawn(async move {
                    yield_now().await;
                    count.set(count.get() + n);
                    nested.spawn(async move { count.set(count.get() + 10) });
                });
            }
            "scope"
        })
        .await;
        println!("{value} {}", count.get());
    });
}
