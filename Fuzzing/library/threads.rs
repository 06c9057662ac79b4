// Threads that share and send: each seed is a short run in which nothing may be lost and nobody may hang.
#[macro_use]
mod common;
use common::{drive, Log, Random};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{channel, sync_channel, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock};
use std::thread;
use std::time::Duration;

fn channels(random: &mut Random, log: &mut Log) {
    let (senders, each) = (1 + random.below(4), random.below(60));
    let (sender, receiver) = channel::<(usize, Box<usize>)>();
    let bound = random.below(4);
    let (limited, waiting) = sync_channel::<Vec<usize>>(bound);
    let handles: Vec<_> = (0..senders)
        .map(|who| {
            let (sender, limited) = (sender.clone(), limited.clone());
            thread::spawn(move || {
                for n in 0..each {
                    sender.send((who, Box::new(n))).unwrap();
                    if n % 3 == 0 {
                        limited.send(vec![n; 3]).unwrap();
                    }
                }
            })
        })
        .collect();
    drop((sender, limited));
    let consumer = thread::spawn(move || waiting.iter().map(|list| list.iter().sum::<usize>()).sum::<usize>());
    let mut next = vec![0; senders];
    let patience = random.below(3);
    loop {
        let item = match patience {
            0 => receiver.recv().ok(),
            1 => match receiver.try_recv() {
                Ok(item) => Some(item),
                Err(TryRecvError::Empty) => {
                    thread::yield_now();
                    continue;
                }
                Err(TryRecvError::Disconnected) => None,
            },
            _ => match receiver.recv_timeout(Duration::from_micros(50)) {
                Ok(item) => Some(item),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => None,
            },
        };
        // What one thread sends arrives in its order.
        let Some((who, n)) = item else { break };
        assert_eq!(next[who], *n);
        next[who] += 1;
    }
    handles.into_iter().for_each(|handle| handle.join().unwrap());
    assert_eq!(next, vec![each; senders]);
    note!(log, "{senders} {each} {}", consumer.join().unwrap());

    // The receiver goes first.
    let (sender, receiver) = sync_channel(1);
    let handle = thread::spawn(move || (0..).take_while(|n| sender.send(Box::new(*n)).is_ok()).count());
    let taken = random.below(5);
    assert_eq!(receiver.iter().take(taken).count(), taken);
    drop(receiver);
    let sent = handle.join().unwrap();
    assert!(sent >= taken && sent <= taken + 2);
}

fn locks(random: &mut Random, log: &mut Log) {
    let (threads, rounds) = (2 + random.below(3), random.below(80));
    let total = Mutex::new(0);
    let table = RwLock::new(vec![0; 8]);
    let barrier = Barrier::new(threads);
    let leaders = AtomicUsize::new(0);
    thread::scope(|scope| {
        for who in 0..threads {
            let (total, table, barrier, leaders) = (&total, &table, &barrier, &leaders);
            scope.spawn(move || {
                for round in 0..rounds {
                    *total.lock().unwrap() += round;
                    if round % 4 == who % 4 {
                        table.write().unwrap().iter_mut().for_each(|v| *v += 1);
                    } else {
                        let row = table.read().unwrap();
                        assert!(row.iter().all(|v| *v == row[0]));
                    }
                    if let Ok(mut guard) = total.try_lock() {
                        *guard += 0;
                    }
                }
                if barrier.wait().is_leader() {
                    leaders.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(leaders.into_inner(), 1);
    note!(log, "{} {:?}", total.into_inner().unwrap(), table.into_inner().unwrap());

    // A queue with room for a few items, guarded by a condition for each side.
    let (room, count) = (1 + random.below(3), random.below(50));
    let shared = Arc::new((Mutex::new((Vec::new(), false)), Condvar::new(), Condvar::new()));
    let consumers: Vec<_> = (0..2)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let (state, filled, emptied) = &*shared;
                let mut sum = 0;
                loop {
                    let mut guard = filled.wait_while(state.lock().unwrap(), |s| s.0.is_empty() && !s.1).unwrap();
                    let Some(item) = guard.0.pop() else { return sum };
                    sum += item;
                    emptied.notify_one();
                }
            })
        })
        .collect();
    for n in 0..count {
        let (state, filled, emptied) = &*shared;
        let mut guard = state.lock().unwrap();
        while guard.0.len() >= room {
            guard = emptied.wait(guard).unwrap();
        }
        guard.0.push(n);
        filled.notify_one();
    }
    shared.0.lock().unwrap().1 = true;
    shared.1.notify_all();
    let sum: usize = consumers.into_iter().map(|handle| handle.join().unwrap()).sum();
    assert_eq!(sum, (0..count).sum());
    assert_eq!(Arc::strong_count(&shared), 1);
    let late = shared.1.wait_timeout(shared.0.lock().unwrap(), Duration::from_micros(20)).unwrap();
    assert!(late.1.timed_out());
}

static LAZY: LazyLock<Vec<usize>> = LazyLock::new(|| (0..10).collect());

fn owners(random: &mut Random, log: &mut Log) {
    struct Counted<'a>(&'a AtomicUsize);
    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let dropped = AtomicUsize::new(0);
    let cell = OnceLock::new();
    let runs = AtomicUsize::new(0);
    let (threads, clones) = (1 + random.below(4), random.below(40));
    let shared = Arc::new(Counted(&dropped));
    let weak = Arc::downgrade(&shared);
    thread::scope(|scope| {
        for who in 0..threads {
            let (shared, weak, cell, runs) = (Arc::clone(&shared), weak.clone(), &cell, &runs);
            scope.spawn(move || {
                let kept: Vec<_> = (0..clones).map(|_| Arc::clone(&shared)).collect();
                assert!(weak.upgrade().is_some() && kept.len() == clones);
                cell.get_or_init(|| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    thread::yield_now();
                    LAZY.len()
                });
                if who % 2 == 0 {
                    thread::park_timeout(Duration::from_micros(10));
                }
            });
        }
    });
    assert_eq!((Arc::strong_count(&shared), dropped.load(Ordering::Relaxed)), (1, 0));
    drop(shared);
    assert!(weak.upgrade().is_none());
    note!(log, "{} {} {:?}", dropped.load(Ordering::Relaxed), runs.into_inner(), cell.get());

    // A panic poisons the lock and reaches whoever joins.
    let lock = Arc::new(Mutex::new(1));
    let other = Arc::clone(&lock);
    let result = thread::spawn(move || {
        let _guard = other.lock().unwrap();
        std::panic::resume_unwind(Box::new(7u8));
    })
    .join();
    assert_eq!(result.unwrap_err().downcast_ref::<u8>(), Some(&7));
    assert!(lock.is_poisoned() && lock.lock().unwrap_err().into_inner().eq(&1));
    let waiter = thread::spawn(thread::park);
    waiter.thread().unpark();
    waiter.join().unwrap();
}

fn main() {
    drive(|random, log| {
        channels(random, log);
        locks(random, log);
        owners(random, log);
    });
}
