//! Tasks on an event loop: `block_on`, `spawn`, `sleep`, `timeout`, `yield_now`.

mod blocking;
mod join;
mod time;
mod wheel;

pub use blocking::{spawn_blocking, Blocking};
pub use join::{JoinError, JoinHandle};
pub use time::{interval, sleep, sleep_until, timeout, Elapsed, Interval, Sleep};

use super::reactor::{Alarm, Reactor};
use join::Task;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::pin::{pin, Pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;
use wheel::Wheel;

/// What the loop knows of a task.
pub(crate) trait Run {
    /// Polls the task once. It is called by the loop's thread alone.
    fn run(self: Arc<Self>);
    /// Drops the future; who joins the task learns that it was cancelled.
    fn cancel(&self);
}
pub(crate) type Runnable = Arc<dyn Run>;

/// What wakers in other threads may reach.
pub(crate) struct Shared {
    woken: Mutex<Woken>,
    is_woken: AtomicBool,
}
struct Woken {
    tasks: Vec<Remote>,
    /// None when the loop is gone.
    alarm: Option<Alarm>,
}
/// A task on its way to its own thread; only the handle travels.
struct Remote(Runnable);
unsafe impl Send for Remote {}

pub(crate) struct EventLoop {
    pub reactor: Reactor,
    pub wheel: RefCell<Wheel>,
    start: Instant,
    now: Cell<u64>,
    ready: RefCell<VecDeque<Runnable>>,
    tasks: RefCell<Vec<Option<Runnable>>>,
    free: RefCell<Vec<u32>>,
    shared: Arc<Shared>,
}

thread_local! {
    static CURRENT: Cell<*const EventLoop> = const { Cell::new(std::ptr::null()) };
}

pub(crate) fn with_loop<T>(body: impl FnOnce(Option<&EventLoop>) -> T) -> T {
    body(unsafe { CURRENT.with(|current| current.get()).as_ref() })
}

pub(crate) fn event_loop<T>(body: impl FnOnce(&EventLoop) -> T) -> T {
    with_loop(|this| match this {
        Some(this) => body(this),
        None => panic!("there is no event loop in this thread: use it within `stdlib::task::block_on`"),
    })
}

/// After this many polls of ready tasks the loop looks at timers and descriptors.
const TURN: usize = 256;

impl EventLoop {
    fn new() -> io::Result<EventLoop> {
        let reactor = Reactor::new()?;
        let woken = Woken { tasks: Vec::new(), alarm: Some(reactor.alarm()) };
        Ok(EventLoop {
            reactor,
            wheel: RefCell::new(Wheel::new()),
            start: Instant::now(),
            now: Cell::new(0),
            ready: RefCell::new(VecDeque::new()),
            tasks: RefCell::new(Vec::new()),
            free: RefCell::new(Vec::new()),
            shared: Arc::new(Shared { woken: Mutex::new(woken), is_woken: AtomicBool::new(false) }),
        })
    }

    /// The tick of `instant`, rounded up: no timer is early.
    pub fn tick_after(&self, instant: Instant) -> u64 {
        instant.saturating_duration_since(self.start).as_nanos().div_ceil(1_000_000) as u64
    }

    fn update_time(&self) {
        self.now.set(self.start.elapsed().as_millis() as u64);
    }

    fn fire_timers(&self) {
        loop {
            let fired = self.wheel.borrow_mut().take_due(self.now.get());
            let Some(waker) = fired else { return };
            waker.wake();
        }
    }

    fn take_remote(&self) {
        if !self.shared.is_woken.swap(false, Ordering::AcqRel) {
            return;
        }
        let tasks = std::mem::take(&mut self.shared.woken.lock().unwrap().tasks);
        self.ready.borrow_mut().extend(tasks.into_iter().map(|task| task.0));
    }

    fn wait(&self, is_ready: bool) {
        use std::time::Duration;
        let timeout = if is_ready || !self.ready.borrow().is_empty() {
            Some(Duration::ZERO)
        } else {
            let next = self.wheel.borrow().next_due();
            next.map(|tick| {
                let due = Duration::from_millis(tick);
                due.saturating_sub(self.start.elapsed())
            })
        };
        self.reactor.wait(timeout);
        self.update_time();
        self.fire_timers();
        self.take_remote();
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let main = Arc::new(Main { woken: AtomicBool::new(true), shared: self.shared.clone() });
        let waker = Waker::from(main.clone());
        let mut cx = Context::from_waker(&waker);
        loop {
            if main.woken.swap(false, Ordering::AcqRel) {
                if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
                    return value;
                }
            }
            for _ in 0..TURN {
                let next = self.ready.borrow_mut().pop_front();
                let Some(task) = next else { break };
                task.run();
            }
            self.wait(main.woken.load(Ordering::Acquire));
        }
    }

    fn add(&self, make: impl FnOnce(u32) -> Runnable) {
        let mut tasks = self.tasks.borrow_mut();
        let slot = match self.free.borrow_mut().pop() {
            Some(slot) => slot,
            None => {
                tasks.push(None);
                (tasks.len() - 1) as u32
            }
        };
        let task = make(slot);
        tasks[slot as usize] = Some(task.clone());
        self.ready.borrow_mut().push_back(task);
    }

    /// Forgets a task that has ended.
    fn remove(&self, slot: u32) {
        let task = self.tasks.borrow_mut()[slot as usize].take();
        self.free.borrow_mut().push(slot);
        drop(task);
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        // Futures are dropped while the loop can still be reached by what they hold.
        // Dropping one may spawn another, in a slot that was free.
        let mut found = true;
        while found {
            found = false;
            let mut slot = 0;
            while slot < self.tasks.borrow().len() {
                let task = self.tasks.borrow_mut()[slot].take();
                if let Some(task) = task {
                    found = true;
                    task.cancel();
                }
                slot += 1;
            }
        }
        self.ready.borrow_mut().clear();
        let mut woken = self.shared.woken.lock().unwrap();
        woken.alarm = None;
        let left = std::mem::take(&mut woken.tasks);
        drop(woken);
        drop(left);
        CURRENT.with(|current| current.set(std::ptr::null()));
    }
}

impl Shared {
    /// Hands `task` to its loop: directly in its own thread, else through the queue.
    fn schedule(self: &Arc<Self>, task: Runnable) {
        let task = with_loop(|this| match this {
            Some(this) if Arc::ptr_eq(&this.shared, self) => {
                this.ready.borrow_mut().push_back(task);
                None
            }
            _ => Some(task),
        });
        let Some(task) = task else { return };
        let mut woken = self.woken.lock().unwrap();
        let Some(alarm) = woken.alarm else { return };
        woken.tasks.push(Remote(task));
        self.is_woken.store(true, Ordering::Release);
        unsafe { alarm.ring() };
    }

    fn ring(&self) {
        let is_own = with_loop(|this| this.is_some_and(|this| std::ptr::eq(&*this.shared, self)));
        if is_own {
            return;
        }
        let woken = self.woken.lock().unwrap();
        if let Some(alarm) = woken.alarm {
            unsafe { alarm.ring() };
        }
    }
}

/// The waker of the future that `block_on` was given.
struct Main {
    woken: AtomicBool,
    shared: Arc<Shared>,
}
impl Wake for Main {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }
    fn wake_by_ref(self: &Arc<Self>) {
        if !self.woken.swap(true, Ordering::AcqRel) {
            self.shared.ring();
        }
    }
}

/// Runs `future` and the tasks that it spawns on an event loop of this thread until `future` is ready. Tasks
/// that have not ended then are cancelled.
///
/// Panics within another `block_on` of the same thread, and where the system has no reactor.
pub fn block_on<F: Future>(future: F) -> F::Output {
    match Runtime::current_thread() {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => panic!("cannot start an event loop: {error}"),
    }
}

/// An event loop of the current thread.
pub struct Runtime {
    inner: Box<EventLoop>,
}

impl Runtime {
    pub fn current_thread() -> io::Result<Runtime> {
        if with_loop(|this| this.is_some()) {
            panic!("this thread already has an event loop: use `.await` instead of `block_on`");
        }
        let inner = Box::new(EventLoop::new()?);
        CURRENT.with(|current| current.set(&*inner));
        Ok(Runtime { inner })
    }

    /// Runs the loop until `future` is ready. Spawned tasks that are not ready stay for the next call.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.inner.block_on(future)
    }
}

/// Starts a task on this thread's event loop. It runs whether or not its handle is awaited.
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    event_loop(|this| {
        let mut handle = None;
        this.add(|slot| {
            let task = Arc::new(Task::new(future, slot, this.shared.clone()));
            handle = Some(JoinHandle::new(task.clone()));
            task
        });
        handle.unwrap()
    })
}

/// Lets the other ready tasks run first.
pub async fn yield_now() {
    struct Yield(bool);
    impl Future for Yield {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
            if self.0 {
                return Poll::Ready(());
            }
            self.0 = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
    Yield(false).await
}
