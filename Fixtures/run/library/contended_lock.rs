// Readers and writers that come, sleep and are woken by one another; none is forgotten.
use std::sync::{Barrier, RwLock, RwLockWriteGuard};
use std::thread;

fn main() {
    let mut sums = Vec::new();
    for round in 0..40 {
        let lock = RwLock::new((0, 0));
        let start = Barrier::new(5);
        thread::scope(|scope| {
            for who in 0..5 {
                let (lock, start) = (&lock, &start);
                scope.spawn(move || {
                    start.wait();
                    for step in 0..60 {
                        match (who + step + round) % 4 {
                            0 => {
                                let mut pair = lock.write().unwrap();
                                pair.0 += 1;
                                thread::yield_now();
                                pair.1 += 1;
                            }
                            1 if step % 3 == 0 => {
                                let mut pair = lock.write().unwrap();
                                pair.0 += 1;
                                pair.1 += 1;
                                let pair = RwLockWriteGuard::downgrade(pair);
                                assert_eq!(pair.0, pair.1);
                            }
                            _ => {
                                let pair = lock.read().unwrap();
                                assert_eq!(pair.0, pair.1);
                            }
                        }
                    }
                });
            }
        });
        let (a, b) = lock.into_inner().unwrap();
        assert_eq!(a, b);
        sums.push(a);
    }
    println!("{} {}", sums.len(), sums.iter().sum::<i32>());
}
