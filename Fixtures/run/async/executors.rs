// Executors, join, select and channels written by hand; wakers of every kind.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{self, Future, IntoFuture};
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};
use std::thread;

struct ThreadWaker(thread::Thread, AtomicUsize);
impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.unpark();
    }
}
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let parker = Arc::new(ThreadWaker(thread::current(), AtomicUsize::new(0)));
    let waker = Waker::from(parker.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

struct Shared {
    done: bool,
    waker: Option<Waker>,
}
struct Timer {
    shared: Arc<Mutex<Shared>>,
}
impl Timer {
    fn new(ms: u64) -> Self {
        let shared = Arc::new(Mutex::new(Shared { done: false, waker: None }));
        let other = shared.clone();
        thread::spawn(move || {
            thread::sleep(std::time::Duration::from_millis(ms));
            let mut s = other.lock().unwrap();
            s.done = true;
            if let Some(w) = s.waker.take() {
                w.wake()
            }
        });
        Timer { shared }
    }
}
impl Future for Timer {
    type Output = &'static str;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let mut s = self.shared.lock().unwrap();
        if s.done {
            Poll::Ready("timer")
        } else {
            s.waker = Some(cx.waker().clone());
            Poll::Pending
        }
    }
}

struct Join<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    ra: Option<A::Output>,
    rb: Option<B::Output>,
}
impl<A: Future, B: Future> Unpin for Join<A, B> {}
impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if this.ra.is_none() {
            if let Poll::Ready(v) = this.a.as_mut().poll(cx) {
                this.ra = Some(v);
            }
        }
        if this.rb.is_none() {
            if let Poll::Ready(v) = this.b.as_mut().poll(cx) {
                this.rb = Some(v);
            }
        }
        if this.ra.is_some() && this.rb.is_some() {
            Poll::Ready((this.ra.take().unwrap(), this.rb.take().unwrap()))
        } else {
            Poll::Pending
        }
    }
}
fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join { a: Box::pin(a), b: Box::pin(b), ra: None, rb: None }
}

enum Either<L, R> {
    Left(L),
    Right(R),
}
async fn select<A, B>(a: A, b: B) -> Either<A::Output, B::Output>
where
    A: Future,
    B: Future,
{
    let mut a = pin!(a);
    let mut b = pin!(b);
    future::poll_fn(move |cx| {
        if let Poll::Ready(v) = a.as_mut().poll(cx) {
            return Poll::Ready(Either::Left(v));
        }
        if let Poll::Ready(v) = b.as_mut().poll(cx) {
            return Poll::Ready(Either::Right(v));
        }
        Poll::Pending
    })
    .await
}

async fn yield_now() {
    let mut done = false;
    future::poll_fn(|cx| {
        if done {
            Poll::Ready(())
        } else {
            done = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await
}

struct Executor {
    queue: RefCell<VecDeque<Pin<Box<dyn Future<Output = ()>>>>>,
}
impl Executor {
    fn spawn(&self, f: impl Future<Output = ()> + 'static) {
        self.queue.borrow_mut().push_back(Box::pin(f));
    }
    fn run(&self) {
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(mut task) = next else { break };
            if task.as_mut().poll(&mut cx).is_pending() {
                self.queue.borrow_mut().push_back(task);
            }
        }
    }
}

struct Channel<T> {
    items: RefCell<VecDeque<T>>,
    closed: Cell<bool>,
}
impl<T> Channel<T> {
    async fn recv(&self) -> Option<T> {
        loop {
            if let Some(x) = self.items.borrow_mut().pop_front() {
                return Some(x);
            }
            if self.closed.get() {
                return None;
            }
            yield_now().await;
        }
    }
    fn send(&self, x: T) {
        self.items.borrow_mut().push_back(x);
    }
}

struct Request(u32);
impl IntoFuture for Request {
    type Output = u32;
    type IntoFuture = future::Ready<u32>;
    fn into_future(self) -> Self::IntoFuture {
        future::ready(self.0 * 2)
    }
}

unsafe fn clone(p: *const ()) -> RawWaker {
    println!("clone");
    RawWaker::new(p, &VTABLE)
}
unsafe fn wake(_: *const ()) {
    println!("wake")
}
unsafe fn wake_by_ref(p: *const ()) {
    unsafe { *(p as *mut u32) += 1 };
}
unsafe fn drop_raw(_: *const ()) {
    println!("drop")
}
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_raw);

fn main() {
    println!("{}", block_on(Timer::new(5)));
    let (a, b) = block_on(join(Timer::new(10), async {
        let t = Timer::new(1).await;
        format!("{t}!")
    }));
    println!("{a} {b}");
    match block_on(select(Timer::new(2000), Timer::new(1))) {
        Either::Left(_) => println!("left"),
        Either::Right(_) => println!("right"),
    }
    match block_on(select(async { 1 }, future::pending::<()>())) {
        Either::Left(v) => println!("left {v}"),
        Either::Right(_) => println!("right"),
    }
    let ex = Rc::new(Executor { queue: RefCell::new(VecDeque::new()) });
    let ch = Rc::new(Channel { items: RefCell::new(VecDeque::new()), closed: Cell::new(false) });
    for id in 0..3 {
        let ch = ch.clone();
        let again = ex.clone();
        ex.spawn(async move {
            for i in 0..id + 1 {
                ch.send((id, i));
                yield_now().await;
            }
            if id == 2 {
                again.spawn(async move {
                    println!("closing");
                    ch.closed.set(true);
                });
            }
        });
    }
    {
        let ch = Rc::clone(&ch);
        ex.spawn(async move {
            while let Some((id, i)) = ch.recv().await {
                println!("got {id} {i}");
            }
            println!("closed");
        });
    }
    ex.run();
    println!("{}", block_on(async { Request(21).await + future::ready(1).await }));
    let mut count = 0u32;
    {
        let waker = unsafe { Waker::from_raw(RawWaker::new(&mut count as *mut u32 as *const (), &VTABLE)) };
        let mut cx = Context::from_waker(&waker);
        let mut f = pin!(async {
            for _ in 0..4 {
                yield_now().await;
            }
        });
        while f.as_mut().poll(&mut cx).is_pending() {}
        let w2 = cx.waker().clone();
        println!("{}", w2.will_wake(&waker));
        w2.wake();
    }
    println!("{count}");
}
