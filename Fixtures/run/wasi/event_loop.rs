// The event loop where there is one thread: times, blocking calls between its turns, descriptors that the host
// says are ready.
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;
use std::time::{Duration, Instant};
use stdlib::channel::unbounded;
use stdlib::task::*;

#[repr(C)]
struct Reactor {
    _private: [u8; 0],
}
#[repr(C)]
#[derive(Clone, Copy)]
struct Event {
    token: u64,
    ready: u32,
    ended: u32,
}
extern "C" {
    fn poly_reactor_open(error: *mut i32) -> *mut Reactor;
    fn poly_reactor_close(reactor: *mut Reactor);
    fn poly_reactor_watch(reactor: *mut Reactor, fd: i32, token: u64) -> i32;
    fn poly_reactor_unwatch(reactor: *mut Reactor, fd: i32, token: u64) -> i32;
    fn poly_reactor_wait(reactor: *mut Reactor, nanoseconds: i64, events: *mut Event, capacity: i32) -> i32;
    fn poly_reactor_wake(reactor: *mut Reactor);
    #[cfg(target_os = "wasi")]
    fn poly_reactor_want(reactor: *mut Reactor, token: u64, wanted: u32);
}
#[cfg(not(target_os = "wasi"))]
unsafe fn poly_reactor_want(_reactor: *mut Reactor, _token: u64, _wanted: u32) {}

/// What can be read from: the standard input, or a pipe where the reactor may refuse files.
#[cfg(target_os = "wasi")]
fn readable() -> i32 {
    0
}
#[cfg(not(target_os = "wasi"))]
fn readable() -> i32 {
    extern "C" {
        fn pipe(ends: *mut i32) -> i32;
        fn write(fd: i32, bytes: *const u8, count: usize) -> isize;
    }
    let mut ends = [0; 2];
    unsafe {
        pipe(ends.as_mut_ptr());
        write(ends[1], b"!".as_ptr(), 1);
    }
    ends[0]
}

fn readiness() {
    let mut error = 0;
    let mut events = [Event { token: 0, ready: 0, ended: 0 }; 4];
    unsafe {
        let reactor = poly_reactor_open(&mut error);
        let fd = readable();
        println!("watched: {}", poly_reactor_watch(reactor, fd, 42));
        poly_reactor_want(reactor, 42, 1);
        let count = poly_reactor_wait(reactor, 2_000_000_000, events.as_mut_ptr(), 4);
        println!("{count} event: {} is readable {}", events[0].token, events[0].ready & 1);
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).unwrap();
        println!("{text:?}");
        println!("not watched: {}", poly_reactor_unwatch(reactor, fd, 42));
        poly_reactor_wake(reactor);
        poly_reactor_close(reactor);
        let reactor = poly_reactor_open(&mut error);
        let start = Instant::now();
        println!("{} events", poly_reactor_wait(reactor, 3_000_000, events.as_mut_ptr(), 4));
        println!("slept {}", start.elapsed() >= Duration::from_millis(3));
        poly_reactor_close(reactor);
    }
}

async fn work() {
    let start = Instant::now();
    let ticks = Rc::new(Cell::new(0));
    let counted = ticks.clone();
    let counting = spawn(async move {
        let mut every = interval(Duration::from_millis(2));
        while counted.get() < 5 {
            every.tick().await;
            counted.set(counted.get() + 1);
        }
    });
    let (sender, mut receiver) = unbounded();
    for n in 0..3 {
        let sender = sender.clone();
        spawn(async move {
            sleep(Duration::from_millis(30 - 10 * n)).await;
            sender.send(n).unwrap();
        });
    }
    drop(sender);
    while let Some(n) = receiver.recv().await {
        println!("received {n}");
    }
    counting.await.unwrap();
    println!("{} ticks, {}", ticks.get(), start.elapsed() >= Duration::from_millis(30));

    let calls: Vec<_> = (1..4).map(|n| spawn_blocking(move || n * n)).collect();
    for call in calls {
        println!("called: {}", call.await.unwrap());
    }
    println!("sent: {}", spawn_send(async { yield_now().await; 6 * 7 }).await.unwrap());
    let late = timeout(Duration::from_millis(5), sleep(Duration::from_secs(100))).await;
    println!("in time: {}", late.is_ok());
}

fn main() {
    readiness();
    block_on(work());
    run(|| {
        set_timeout(|| println!("timeout"), 300);
        set_immediate(|| println!("immediate"));
        next_tick(|| println!("tick"));
        println!("script");
    });
}
