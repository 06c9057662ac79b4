// stdlib::task::Runtime::multi_thread: tasks that any thread may run, their ends, moves and cancellation.
// rustc: no

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};
use stdlib::channel::{bounded, oneshot, unbounded};
use stdlib::sync::Mutex;
use stdlib::task::{
    block_on, sleep, spawn, spawn_blocking, spawn_send, timeout, yield_now, Runtime, TaskHandle,
};

static DROPPED: AtomicUsize = AtomicUsize::new(0);
struct Counted;
impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

async fn results() {
    let handles: Vec<TaskHandle<u64>> = (0..2000u64)
        .map(|n| {
            spawn_send(async move {
                let mut sum = 0;
                for i in 0..n % 10 {
                    yield_now().await;
                    sum += i;
                }
                // A task within a task, which may run elsewhere.
                sum + spawn_send(async move { n }).await.unwrap()
            })
        })
        .collect();
    let mut sum = 0;
    for handle in handles {
        sum += handle.await.unwrap();
    }
    println!("{sum}");

    let error = spawn_send(async { std::panic::resume_unwind(Box::new(7i32)) as u8 }).await.unwrap_err();
    println!("{error}");
    println!("{:?}", error.into_panic().downcast_ref::<i32>());
    let counted = Counted;
    let stuck = spawn_send(async move {
        let _counted = counted;
        sleep(Duration::from_secs(3600)).await;
    });
    yield_now().await;
    println!("{}", stuck.is_finished());
    stuck.abort();
    println!("{} {}", stuck.await.unwrap_err(), DROPPED.swap(0, Ordering::SeqCst));
}

/// Four tasks that wait for each other in the system: each needs a thread of its own.
async fn at_once() {
    let barrier = Arc::new(Barrier::new(4));
    let handles: Vec<_> = (0..4)
        .map(|_| {
            let barrier = barrier.clone();
            spawn_send(async move {
                barrier.wait();
                thread::current().id()
            })
        })
        .collect();
    let mut threads = Vec::new();
    for handle in handles {
        let id = handle.await.unwrap();
        if !threads.contains(&id) {
            threads.push(id);
        }
    }
    println!("{} threads", threads.len());
}

/// Sleeps and waits that are moved from thread to thread.
async fn moves() {
    let handles: Vec<_> = (0..200u64)
        .map(|n| {
            spawn_send(async move {
                let start = Instant::now();
                let mut long = std::pin::pin!(sleep(Duration::from_secs(3600)));
                for _ in 0..5 {
                    let short = timeout(Duration::from_millis(n % 4 + 1), long.as_mut());
                    assert!(short.await.is_err());
                    yield_now().await;
                }
                start.elapsed() >= Duration::from_millis(5 * (n % 4 + 1))
            })
        })
        .collect();
    let mut all = true;
    for handle in handles {
        all &= handle.await.unwrap();
    }
    println!("{all}");
    let blocking = spawn_send(async { spawn_blocking(|| 6 * 7).await.unwrap() });
    println!("{}", blocking.await.unwrap());
}

async fn channels_and_locks() {
    let (sender, mut receiver) = bounded::<u64>(8);
    let senders: Vec<_> = (0..4u64)
        .map(|n| {
            let sender = sender.clone();
            spawn_send(async move {
                for i in 0..500 {
                    sender.send(n * 1000 + i).await.unwrap();
                }
            })
        })
        .collect();
    drop(sender);
    let summing = spawn_send(async move {
        let (mut sum, mut count) = (0, 0);
        while let Some(value) = receiver.recv().await {
            sum += value;
            count += 1;
        }
        (sum, count)
    });
    for sender in senders {
        sender.await.unwrap();
    }
    println!("{:?}", summing.await.unwrap());

    let shared = Arc::new(Mutex::new(0u64));
    let handles: Vec<_> = (0..50)
        .map(|_| {
            let shared = shared.clone();
            spawn_send(async move {
                for _ in 0..20 {
                    let mut guard = shared.lock().await;
                    let value = *guard;
                    yield_now().await;
                    *guard = value + 1;
                }
            })
        })
        .collect();
    for handle in handles {
        handle.await.unwrap();
    }
    println!("{}", *shared.lock().await);

    // To and fro between a task of this thread alone and one of any.
    let (to, mut from_here) = unbounded::<u32>();
    let (back, mut from_there) = unbounded::<u32>();
    let there = spawn_send(async move {
        while let Some(value) = from_here.recv().await {
            back.send(value + 1).unwrap();
        }
    });
    let here = spawn(async move {
        let mut value = 0;
        for _ in 0..2000 {
            to.send(value).unwrap();
            value = from_there.recv().await.unwrap();
        }
        value
    });
    println!("{}", here.await.unwrap());
    there.await.unwrap();
}

fn cancellation() {
    let runtime = Runtime::multi_thread(3).unwrap();
    let handle = runtime.block_on(async {
        let (sender, receiver) = oneshot::<u8>();
        // Two that wait for each other for ever, some that sleep, one that never had its turn.
        let first = spawn_send(async move {
            let _counted = Counted;
            let _ = receiver.await;
        });
        drop(spawn_send(async move {
            let _counted = Counted;
            let _ = first.await;
            let _ = sender.send(1);
        }));
        for _ in 0..10 {
            drop(spawn_send(async {
                let _counted = Counted;
                sleep(Duration::from_secs(3600)).await;
            }));
        }
        sleep(Duration::from_millis(5)).await;
        let counted = Counted;
        spawn_send(async move {
            let _counted = counted;
            sleep(Duration::from_secs(3600)).await;
        })
    });
    drop(runtime);
    println!("{} {}", DROPPED.swap(0, Ordering::SeqCst), handle.is_finished());
    println!("{}", block_on(handle).unwrap_err());
}

/// On a loop of one thread they are tasks like others.
fn alone() {
    let value = block_on(async {
        let other = thread::spawn(|| 5);
        let counted = Counted;
        drop(spawn_send(async move {
            let _counted = counted;
            sleep(Duration::from_secs(3600)).await;
        }));
        let task = spawn_send(async {
            yield_now().await;
            sleep(Duration::from_millis(1)).await;
            7
        });
        task.await.unwrap() + other.join().unwrap()
    });
    println!("{value} {}", DROPPED.load(Ordering::SeqCst));
    stdlib::task::run(|| {
        drop(spawn_send(async {
            yield_now().await;
            println!("from a script");
        }))
    });
}

/// The program runs twice as a process of its own: with the default reactor and with the one over epoll.
fn main() {
    if std::env::args().nth(1).is_some() {
        return run();
    }
    let program = std::env::current_exe().unwrap();
    let output = |reactor: Option<&str>| {
        let mut command = std::process::Command::new(&program);
        command.arg("run").stderr(std::process::Stdio::inherit());
        if let Some(reactor) = reactor {
            command.env("POLY_REACTOR", reactor);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{reactor:?}: {}", output.status);
        String::from_utf8(output.stdout).unwrap()
    };
    let by_default = output(None);
    print!("{by_default}");
    println!("the same over epoll: {}", output(Some("epoll")) == by_default);
}

fn run() {
    let runtime = Runtime::multi_thread(4).unwrap();
    runtime.block_on(async {
        results().await;
        at_once().await;
        moves().await;
        channels_and_locks().await;
    });
    println!("{}", runtime.block_on(async { spawn_send(async { "again" }).await.unwrap() }));
    drop(runtime);
    cancellation();
    alone();
    println!("end");
}
