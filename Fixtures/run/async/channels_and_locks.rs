// Channels, locks, joining and selecting on the event loop, with threads of the blocking pool.
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use stdlib::channel::{bounded, broadcast, oneshot, unbounded, watch, Missed, TrySendError};
use stdlib::sync::{Mutex, Notify, RwLock, Semaphore};
use stdlib::task::{block_on, join, select, sleep, spawn, spawn_blocking, yield_now};

async fn channels() {
    let (sender, mut receiver) = bounded(2);
    let producer = spawn(async move {
        for n in 0..6 {
            sender.send(n).await.unwrap();
        }
        sender.try_send(6)
    });
    let mut got = Vec::new();
    while let Some(n) = receiver.recv().await {
        got.push(n);
    }
    println!("bounded {got:?} {:?}", producer.await.unwrap());
    let (sender, receiver) = bounded(1);
    sender.send(1).await.unwrap();
    println!("{:?}", sender.try_send(2) == Err(TrySendError::Full(2)));
    drop(receiver);
    println!("{:?}", sender.send(3).await);

    let (sender, mut receiver) = unbounded();
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let sender = sender.clone();
            spawn_blocking(move || (0..100).for_each(|k| sender.send(n * 100 + k).unwrap()))
        })
        .collect();
    drop(sender);
    let mut sum = 0;
    while let Some(n) = receiver.recv().await {
        sum += n;
    }
    for thread in threads {
        thread.await.unwrap();
    }
    println!("from threads {sum}");

    let (sender, receiver) = oneshot::<i32>();
    drop(sender);
    println!("{}", receiver.await.unwrap_err());

    let (sender, mut first) = broadcast(2);
    let mut second = sender.subscribe();
    for n in 1..4 {
        sender.send(n).unwrap();
    }
    println!("{:?} {:?}", first.recv().await, first.recv().await);
    drop(sender);
    println!("{:?}", second.recv().await == Err(Missed::Lagged(1)));
    println!("{:?} {:?} {:?}", second.recv().await, second.recv().await, second.recv().await);

    let (sender, mut receiver) = watch(1);
    let watcher = spawn(async move {
        let mut seen = vec![receiver.get()];
        while receiver.changed().await.is_ok() {
            seen.push(receiver.get());
        }
        seen
    });
    yield_now().await;
    sender.send(2);
    yield_now().await;
    yield_now().await;
    sender.send(3);
    drop(sender);
    println!("watch {:?}", watcher.await.unwrap());
}

async fn locks() {
    let mutex = Rc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = (0..3)
        .map(|n| {
            let mutex = mutex.clone();
            spawn(async move {
                let mut guard = mutex.lock().await;
                guard.push(n);
                yield_now().await;
                guard.push(n);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    println!("mutex {:?}", mutex.lock().await);

    let lock = RwLock::new(1);
    let (a, b) = (lock.read().await, lock.read().await);
    println!("readers {} {} {}", *a, *b, lock.try_write().is_none());
    drop((a, b));
    println!("joined {:?}", join!(async { 1 }, async { 2 }));
    *lock.write().await += 1;
    println!("writer {}", *lock.read().await);

    let semaphore = Arc::new(Semaphore::new(2));
    let most = Rc::new(std::cell::Cell::new((0, 0)));
    let mut set = Vec::new();
    for n in 0..5 {
        let (semaphore, most) = (semaphore.clone(), most.clone());
        set.push(spawn(async move {
            let _permit = semaphore.acquire().await.unwrap();
            let (now, top) = most.get();
            most.set((now + 1, top.max(now + 1)));
            sleep(Duration::from_millis(1)).await;
            let (now, top) = most.get();
            most.set((now - 1, top));
            n
        }));
    }
    let mut sum = 0;
    for task in set {
        sum += task.await.unwrap();
    }
    println!("semaphore {sum} {:?} {}", most.get(), semaphore.available_permits());

    let notify = Rc::new(Notify::new());
    notify.notify_one();
    notify.notified().await;
    let waiting = notify.clone();
    let task = spawn(async move { waiting.notified().await });
    yield_now().await;
    notify.notify_waiters();
    println!("notified {}", task.await.is_ok());
}

async fn combined() {
    let (sender, mut receiver) = unbounded::<i32>();
    sender.send(4).unwrap();
    let text = select! {
        biased;
        _ = sleep(Duration::from_secs(60)), if false => "slept".to_string(),
        Some(value) = receiver.recv() => format!("received {value}"),
        else => "nothing".to_string(),
    };
    println!("{text}");
    drop(sender);
    let text = select! {
        Some(value) = receiver.recv() => { format!("received {value}") }
        else => "nothing".to_string(),
    };
    println!("{text}");
    let failed = spawn_blocking(|| -> i32 { std::panic::resume_unwind(Box::new("oh")) }).await;
    println!("{}", failed.unwrap_err().is_panic());
}

fn main() {
    block_on(async {
        channels().await;
        locks().await;
        combined().await;
    });
}
