// The work of ../shared/bench/async-peers/tokio, on the default loop.
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use stdlib::channel::bounded;
use stdlib::sync::Notify;
use stdlib::task::{block_on, sleep, spawn, yield_now};

fn resident() -> usize {
    std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

async fn all() {
    let start = Instant::now();
    let (sender, mut receiver) = bounded::<i32>(1024);
    let sum = spawn(async move {
        let mut sum = 0;
        while let Some(value) = receiver.recv().await {
            sum += value
        }
        sum
    });
    let mut handles = Vec::with_capacity(100_000);
    for _ in 0..100_000 {
        let sender = sender.clone();
        handles.push(spawn(async move { sender.send(1).await.unwrap() }));
    }
    drop(sender);
    for handle in handles {
        handle.await.unwrap();
    }
    println!("poly spawn 100k + send: {} ms (sum {})", start.elapsed().as_millis(), sum.await.unwrap());

    let start = Instant::now();
    let before = resident();
    let gate = Rc::new(Notify::new());
    let count = Rc::new(Cell::new(0));
    let mut handles = Vec::with_capacity(100_000);
    for _ in 0..100_000 {
        let (gate, count) = (gate.clone(), count.clone());
        handles.push(spawn(async move {
            count.set(count.get() + 1);
            gate.notified().await;
        }));
    }
    while count.get() < 100_000 {
        yield_now().await;
    }
    let after = resident();
    gate.notify_waiters();
    for handle in handles {
        handle.await.unwrap();
    }
    println!("poly 100k parked + woken: {} ms, {} B/task", start.elapsed().as_millis(), (after - before) / 100_000);

    let start = Instant::now();
    let (there, mut there_receiver) = bounded::<i64>(1);
    let (back, mut back_receiver) = bounded::<i64>(1);
    spawn(async move {
        while let Some(value) = there_receiver.recv().await {
            if back.send(value + 1).await.is_err() {
                break;
            }
        }
    });
    let last = spawn(async move {
        let mut value = 0;
        for _ in 0..500_000 {
            there.send(value).await.unwrap();
            value = back_receiver.recv().await.unwrap();
        }
        value
    })
    .await
    .unwrap();
    println!("poly ping-pong 1M msgs: {} ms (x {last})", start.elapsed().as_millis());

    let start = Instant::now();
    let (sender, mut receiver) = bounded::<i64>(1024);
    spawn(async move {
        for value in 0..1_000_000 {
            sender.send(value).await.unwrap();
        }
    });
    let sum = spawn(async move {
        let mut sum = 0;
        while let Some(value) = receiver.recv().await {
            sum += value
        }
        sum
    })
    .await
    .unwrap();
    println!("poly 1M msgs one way cap 1024: {} ms (s {sum})", start.elapsed().as_millis());

    let start = Instant::now();
    let mut handles = Vec::with_capacity(1_000_000);
    for index in 0..1_000_000u64 {
        handles.push(spawn(async move { sleep(Duration::from_micros(index % 1000)).await }));
    }
    for handle in handles {
        handle.await.unwrap();
    }
    println!("poly 1M timers (spawned sleeps): {} ms", start.elapsed().as_millis());
}

fn main() {
    block_on(all());
}
