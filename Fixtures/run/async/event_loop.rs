// stdlib's event loop: spawning, joining, aborting, panics, timers, other threads' wakes, TCP.
// rustc: no

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, Instant};
use stdlib::net::{TcpListener, TcpStream};
use stdlib::task::{block_on, interval, sleep, spawn, timeout, yield_now};

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

async fn tasks() {
    let order = Rc::new(RefCell::new(Vec::new()));
    let handles: Vec<_> = (0..3)
        .map(|i| {
            let order = order.clone();
            spawn(async move {
                order.borrow_mut().push(i);
                yield_now().await;
                order.borrow_mut().push(i + 10);
                i * 2
            })
        })
        .collect();
    let mut sum = 0;
    for handle in handles {
        sum += handle.await.unwrap();
    }
    println!("{:?} {sum}", order.borrow());

    let stuck = spawn(async {
        let _loud = Loud("aborted");
        sleep(Duration::from_secs(3600)).await;
    });
    yield_now().await;
    println!("finished: {}", stuck.is_finished());
    stuck.abort();
    let error = stuck.await.unwrap_err();
    println!("{error} {}", error.is_cancelled());
    let error = spawn(async { std::panic::resume_unwind(Box::new(7i32)) as () }).await.unwrap_err();
    println!("{error}");
    println!("{:?}", error.into_panic().downcast_ref::<i32>());
}

async fn timers() {
    let order = Rc::new(RefCell::new(Vec::new()));
    let mut handles = Vec::new();
    for n in [70u64, 5, 200, 1, 33, 64, 130] {
        let order = order.clone();
        handles.push(spawn(async move {
            let start = Instant::now();
            sleep(ms(n)).await;
            assert!(start.elapsed() >= ms(n));
            order.borrow_mut().push(n);
        }));
    }
    for handle in handles {
        handle.await.unwrap();
    }
    println!("{:?}", order.borrow());
    println!("{:?}", timeout(ms(10), async { 5 }).await);
    println!("{:?}", timeout(ms(10), sleep(Duration::MAX)).await.map_err(|error| error.to_string()));
    let mut ticks = interval(ms(4));
    let first = ticks.tick().await;
    ticks.tick().await;
    println!("{:?}", ticks.tick().await - first);
}

async fn other_thread() {
    let mut started = false;
    let (sender, receiver) = std::sync::mpsc::channel();
    let value = poll_fn(|cx| {
        if !started {
            started = true;
            let (waker, sender) = (cx.waker().clone(), sender.clone());
            std::thread::spawn(move || {
                std::thread::sleep(ms(10));
                sender.send(42).unwrap();
                waker.wake();
            });
        }
        receiver.try_recv().map_or(Poll::Pending, Poll::Ready)
    });
    println!("{}", spawn_and_wait(value).await);
}

async fn spawn_and_wait(value: impl std::future::Future<Output = i32>) -> i32 {
    value.await + 1
}

async fn echo() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = spawn(async move {
        let stream = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        let mut total = 0;
        loop {
            let count = stream.read(&mut buffer).await.unwrap();
            if count == 0 {
                return total;
            }
            total += count;
            stream.write_all(&buffer[..count]).await.unwrap();
        }
    });
    let stream = TcpStream::from_std(std::net::TcpStream::connect(address).unwrap()).unwrap();
    let sent: Vec<u8> = (0..300_000u32).map(|i| (i * 7) as u8).collect();
    let stream = Rc::new(stream);
    let writer = {
        let (stream, sent) = (stream.clone(), sent.clone());
        spawn(async move {
            stream.write_all(&sent).await.unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
        })
    };
    let mut received = Vec::new();
    let mut buffer = vec![0; 10_000];
    loop {
        let count = stream.read(&mut buffer).await.unwrap();
        if count == 0 {
            break;
        }
        received.extend_from_slice(&buffer[..count]);
    }
    writer.await.unwrap();
    println!("{} {}", server.await.unwrap(), received == sent);
}

fn main() {
    block_on(async {
        tasks().await;
        timers().await;
        other_thread().await;
        echo().await;
        // Cancelled when the loop ends.
        drop(spawn(async {
            let _loud = Loud("left behind");
            sleep(ms(100_000)).await;
        }));
        yield_now().await;
    });
    println!("end");
}
