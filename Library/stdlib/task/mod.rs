//! Tasks and callbacks on an event loop whose phases come in Node's order.

mod blocking;
mod callbacks;
mod combine;
mod join;
#[cfg(target_os = "linux")]
mod pool;
#[cfg(target_os = "wasi")]
#[path = "pool_alone.rs"]
mod pool;
mod scope;
mod time;
mod timers;
mod wheel;
mod workers;

pub use crate::{join, select, try_join};
pub use blocking::spawn_blocking;
pub use callbacks::{
    clear_immediate, clear_interval, clear_timeout, next_tick, queue_microtask, set_immediate, set_interval,
    set_timeout, Delay, Immediate, Timeout,
};
#[doc(hidden)]
pub use combine::{maybe_done, random_below, MaybeDone, Selected};
pub use join::{JoinError, JoinHandle, TaskHandle};
pub use scope::{scope, JoinSet, Scope};
pub use time::{interval, sleep, sleep_until, timeout, Elapsed, Interval, Sleep};
pub use workers::spawn_send;

use super::reactor::{Alarm, Reactor};
use callbacks::Immediates;
use join::Task;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::pin::{pin, Pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};
use timers::Timers;
use wheel::Wheel;
use workers::{Threads, Worker};

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
    /// Node's microtasks: tasks that were woken, and callbacks.
    ready: RefCell<VecDeque<Runnable>>,
    ticks: RefCell<VecDeque<Box<dyn FnOnce()>>>,
    immediates: RefCell<Immediates>,
    timers: RefCell<Timers>,
    /// Calls that the blocking pool has not answered.
    blocking: Cell<usize>,
    /// The future of `block_on` was woken, and its turn has come.
    main_due: Cell<bool>,
    /// Numbers timers and sleeps as they were made.
    order: Cell<u64>,
    tasks: RefCell<Vec<Option<Runnable>>>,
    free: RefCell<Vec<u32>>,
    shared: Arc<Shared>,
    /// Its place among the loops that run tasks of `spawn_send`.
    worker: OnceCell<Worker>,
    /// Another loop has woken this one for such tasks.
    is_searching: Cell<bool>,
    /// How many operations on descriptors the present task may do before others have their turn.
    operations: Cell<u32>,
}

/// The loops of all threads, by their numbers.
static LOOPS: Mutex<Vec<(u64, Weak<Shared>)>> = Mutex::new(Vec::new());

/// How a loop is reached from other threads, while it exists.
pub(crate) fn loop_of(number: u64) -> Option<Arc<Shared>> {
    let loops = LOOPS.lock().unwrap();
    loops.iter().find(|entry| entry.0 == number).and_then(|entry| entry.1.upgrade())
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

/// After this many microtasks and ticks in a row the loop looks at timers and descriptors.
const TURN: usize = 4096;
/// The same while tasks of `spawn_send` wait, and between two of them: local tasks that only yield must not
/// starve those.
const SHARED_TURN: usize = 64;
const BETWEEN: usize = 2;
/// After this many operations on descriptors that need not wait, a task waits for its next turn: peers that are as
/// fast as this end must not keep it from others.
const OPERATIONS: u32 = 128;

/// What the loop is run for.
struct Drive<'a> {
    /// Polls the future of `block_on`; true when it is ready.
    poll_main: &'a mut dyn FnMut() -> bool,
    until_idle: bool,
    is_over: bool,
}

impl EventLoop {
    fn new() -> io::Result<EventLoop> {
        let reactor = Reactor::new()?;
        let woken = Woken { tasks: Vec::new(), alarm: Some(reactor.alarm()) };
        let shared = Arc::new(Shared { woken: Mutex::new(woken), is_woken: AtomicBool::new(false) });
        LOOPS.lock().unwrap().push((reactor.number(), Arc::downgrade(&shared)));
        Ok(EventLoop {
            reactor,
            wheel: RefCell::new(Wheel::new()),
            start: Instant::now(),
            now: Cell::new(0),
            ready: RefCell::new(VecDeque::new()),
            ticks: RefCell::new(VecDeque::new()),
            immediates: RefCell::new(Immediates::new()),
            timers: RefCell::new(Timers::new()),
            blocking: Cell::new(0),
            main_due: Cell::new(false),
            order: Cell::new(0),
            tasks: RefCell::new(Vec::new()),
            free: RefCell::new(Vec::new()),
            shared,
            worker: OnceCell::new(),
            is_searching: Cell::new(false),
            operations: Cell::new(OPERATIONS),
        })
    }

    /// No other loop of the program has this number.
    pub fn number(&self) -> u64 {
        self.reactor.number()
    }

    /// The tick of `instant`, rounded up: no timer is early.
    pub fn tick_after(&self, instant: Instant) -> u64 {
        instant.saturating_duration_since(self.start).as_nanos().div_ceil(1_000_000) as u64
    }

    fn update_time(&self) {
        self.now.set(self.start.elapsed().as_millis() as u64);
    }

    /// A number greater than all before.
    pub fn next_order(&self) -> u64 {
        let order = self.order.get();
        self.order.set(order + 1);
        order
    }

    /// Runs all ticks, then all microtasks, until there are neither: what Node does after each callback.
    fn settle(&self, drive: &mut Drive<'_>) {
        let is_shared = self.worker.get().is_some_and(|worker| worker.has_work());
        self.settle_some(drive, if is_shared { SHARED_TURN } else { TURN })
    }

    fn settle_some(&self, drive: &mut Drive<'_>, mut left: usize) {
        while !drive.is_over {
            loop {
                let next = self.ticks.borrow_mut().pop_front();
                let Some(tick) = next else { break };
                tick();
                left = left.saturating_sub(1);
            }
            loop {
                let next = self.ready.borrow_mut().pop_front();
                let Some(task) = next else { break };
                self.begin_turn();
                task.run();
                if self.main_due.get() {
                    self.poll_main(drive);
                    if drive.is_over {
                        return;
                    }
                }
                left = left.saturating_sub(1);
                if left == 0 {
                    return;
                }
            }
            if self.ticks.borrow().is_empty() {
                return;
            }
        }
    }

    /// A task begins to run.
    fn begin_turn(&self) {
        self.operations.set(OPERATIONS);
    }
    /// Whether the present task may do an operation; it counts.
    pub fn may_operate(&self) -> bool {
        let left = self.operations.get();
        self.operations.set(left.saturating_sub(1));
        left > 0
    }

    fn poll_main(&self, drive: &mut Drive<'_>) {
        self.main_due.set(false);
        self.begin_turn();
        if (drive.poll_main)() {
            drive.is_over = !drive.until_idle;
        }
    }

    /// The timers' phase: callbacks and sleeps that are due, the earliest first.
    fn run_timers(&self, drive: &mut Drive<'_>) {
        let mut is_fresh = false;
        while !drive.is_over {
            let now = self.now.get();
            let sleep = self.wheel.borrow_mut().peek_due(now);
            let list = self.timers.borrow().first().filter(|first| first.0 <= now);
            let is_sleep = match (sleep, list) {
                (Some(sleep), Some(list)) => sleep < list,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) if is_fresh => return,
                (None, None) => {
                    // Callbacks may have taken long.
                    self.update_time();
                    is_fresh = true;
                    continue;
                }
            };
            is_fresh = false;
            if is_sleep {
                let fired = self.wheel.borrow_mut().take_due(now);
                if let Some(waker) = fired {
                    waker.wake();
                }
                self.settle(drive);
            } else {
                self.run_timer_list(drive, now);
            }
        }
    }

    /// Timers of one duration that are due at `now`.
    fn run_timer_list(&self, drive: &mut Drive<'_>, now: u64) {
        self.timers.borrow_mut().begin();
        while !drive.is_over {
            let next = self.timers.borrow_mut().take_due(now);
            let Some((index, mut callback)) = next else { break };
            callback.call();
            if callback.is_repeated() {
                let start = self.tick_after(Instant::now());
                self.timers.borrow_mut().repeat(index, callback, start, self.next_order());
            }
            self.settle(drive);
        }
        self.timers.borrow_mut().end();
    }

    /// The poll phase: waits for descriptors, other threads and the blocking pool.
    fn poll(&self, drive: &mut Drive<'_>) {
        let worker = self.worker.get();
        self.begin_turn();
        let (count, has_more) = worker.map_or((0, false), |worker| {
            worker.run_some(&self.is_searching, &mut || {
                self.settle_some(drive, BETWEEN);
                self.begin_turn();
                !drive.is_over
            })
        });
        // Who runs until nothing is left has to look whether those were the last.
        let is_busy = has_more
            || (count > 0 && drive.until_idle)
            || drive.is_over
            || !self.ready.borrow().is_empty()
            || !self.ticks.borrow().is_empty()
            || !self.immediates.borrow().is_empty()
            || self.reactor.has_deferred()
            || pool::has_waiting()
            || self.shared.is_woken.load(Ordering::Acquire);
        let timeout = if is_busy {
            Some(Duration::ZERO)
        } else {
            let sleep = self.wheel.borrow().next_due();
            let timer = self.timers.borrow().first().map(|first| first.0);
            let next = match (sleep, timer) {
                (Some(sleep), Some(timer)) => Some(sleep.min(timer)),
                (sleep, timer) => sleep.or(timer),
            };
            next.map(|tick| Duration::from_millis(tick).saturating_sub(self.start.elapsed()))
        };
        let (mut timeout, mut asleep) = (timeout, None);
        if let Some(worker) = worker.filter(|_| timeout != Some(Duration::ZERO)) {
            asleep = worker.fall_asleep(&self.is_searching);
            if asleep.is_none() {
                timeout = Some(Duration::ZERO);
            }
        }
        self.reactor.wait(timeout, &mut || self.settle(drive));
        pool::run_waiting(&mut || self.settle(drive));
        drop(asleep);
        if !self.shared.is_woken.swap(false, Ordering::AcqRel) {
            return;
        }
        let tasks = std::mem::take(&mut self.shared.woken.lock().unwrap().tasks);
        for task in tasks {
            self.ready.borrow_mut().push_back(task.0);
            self.settle(drive);
        }
    }

    /// The check phase: immediates that were there when it began.
    fn run_immediates(&self, drive: &mut Drive<'_>) {
        self.immediates.borrow_mut().begin();
        while !drive.is_over {
            let next = self.immediates.borrow_mut().pop();
            let Some(callback) = next else { return };
            callback();
            self.settle(drive);
        }
    }

    /// Whether anything can still happen by itself.
    fn is_alive(&self) -> bool {
        !self.ready.borrow().is_empty()
            || !self.ticks.borrow().is_empty()
            || self.immediates.borrow().holds_loop()
            || self.timers.borrow().holds_loop()
            || !self.wheel.borrow().is_empty()
            || self.blocking.get() > 0
            || self.reactor.is_watching()
            || self.shared.is_woken.load(Ordering::Acquire)
            || self.worker.get().is_some_and(|worker| worker.has_work())
    }

    fn drive(&self, mut drive: Drive<'_>) {
        self.poll_main(&mut drive);
        self.settle(&mut drive);
        self.update_time();
        self.run_timers(&mut drive);
        while !drive.is_over && !(drive.until_idle && !self.is_alive()) {
            self.poll(&mut drive);
            self.settle(&mut drive);
            self.run_immediates(&mut drive);
            self.update_time();
            self.run_timers(&mut drive);
        }
    }

    /// Runs what comes until the loops that this one belongs to end.
    fn work(&self) {
        let mut poll_main = || false;
        let mut drive = Drive { poll_main: &mut poll_main, until_idle: false, is_over: false };
        while self.worker.get().is_some_and(|worker| !worker.is_over()) {
            self.poll(&mut drive);
            self.settle(&mut drive);
            self.run_immediates(&mut drive);
            self.update_time();
            self.run_timers(&mut drive);
        }
    }

    fn block_on<F: Future>(&self, future: F, until_idle: bool) -> Option<F::Output> {
        let mut future = pin!(future);
        let main = Arc::new(Main { scheduled: AtomicBool::new(false), shared: self.shared.clone() });
        let waker = Waker::from(main.clone());
        let mut cx = Context::from_waker(&waker);
        let mut output = None;
        let mut poll_main = || {
            main.scheduled.store(false, Ordering::Release);
            if output.is_none() {
                if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
                    output = Some(value);
                }
            }
            output.is_some()
        };
        self.drive(Drive { poll_main: &mut poll_main, until_idle, is_over: false });
        if let Some(worker) = self.worker.get() {
            worker.leave(&self.is_searching);
        }
        output
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
        if let Some(worker) = self.worker.get() {
            worker.end_alone();
        }
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
        // What callbacks own may reach the loop when it is dropped.
        let ready = std::mem::take(&mut *self.ready.borrow_mut());
        let ticks = std::mem::take(&mut *self.ticks.borrow_mut());
        let immediates = std::mem::replace(&mut *self.immediates.borrow_mut(), Immediates::new());
        let timers = std::mem::replace(&mut *self.timers.borrow_mut(), Timers::new());
        drop((ready, ticks, immediates, timers));
        let mut woken = self.shared.woken.lock().unwrap();
        woken.alarm = None;
        let left = std::mem::take(&mut woken.tasks);
        drop(woken);
        drop(left);
        CURRENT.with(|current| current.set(std::ptr::null()));
        let number = self.number();
        LOOPS.lock().unwrap().retain(|entry| entry.0 != number);
    }
}

impl Shared {
    /// Wakes the loop, if it still exists.
    fn ring(&self) {
        if let Some(alarm) = self.woken.lock().unwrap().alarm {
            unsafe { alarm.ring() };
        }
    }

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
        // For tasks that the loop has not taken yet it was woken already.
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            unsafe { alarm.ring() };
        }
    }
}

/// The waker of the future that `block_on` was given: a microtask that says that it is its turn.
struct Main {
    scheduled: AtomicBool,
    shared: Arc<Shared>,
}
impl Run for Main {
    fn run(self: Arc<Self>) {
        event_loop(|this| this.main_due.set(true));
    }
    fn cancel(&self) {}
}
impl Wake for Main {
    fn wake(self: Arc<Self>) {
        if !self.scheduled.swap(true, Ordering::AcqRel) {
            let shared = self.shared.clone();
            shared.schedule(self);
        }
    }
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
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
    /// Ended before the loop of this thread.
    _threads: Option<Threads>,
    inner: Box<EventLoop>,
}

impl Runtime {
    /// An event loop of this thread.
    ///
    /// # Panics
    /// Panics if the thread has one already.
    ///
    /// # Examples
    /// ```
    /// use stdlib::task::{yield_now, Runtime};
    /// let runtime = Runtime::current_thread().unwrap();
    /// let sum = runtime.block_on(async {
    ///     yield_now().await;
    ///     1 + 2
    /// });
    /// assert_eq!(sum, 3);
    /// ```
    pub fn current_thread() -> io::Result<Runtime> {
        if with_loop(|this| this.is_some()) {
            panic!("this thread already has an event loop: use `.await` instead of `block_on`");
        }
        let inner = Box::new(EventLoop::new()?);
        CURRENT.with(|current| current.set(&*inner));
        Ok(Runtime { _threads: None, inner })
    }
    /// Event loops of this thread and of `threads - 1` others, for tasks of `spawn_send`: each runs those that
    /// were started or woken in its thread, and takes some from the others when it has nothing to do. What else
    /// is spawned stays in its thread. The other threads work until the runtime is dropped.
    pub fn multi_thread(threads: usize) -> io::Result<Runtime> {
        let mut runtime = Runtime::current_thread()?;
        runtime._threads = Some(Threads::start(&runtime.inner, threads)?);
        Ok(runtime)
    }

    /// Runs the loop until `future` is ready. Spawned tasks that are not ready stay for the next call.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.inner.block_on(future, false) {
            Some(value) => value,
            None => unreachable!(),
        }
    }

    /// Calls `main`, then runs the loop until nothing is left that could happen: no timer, immediate, socket
    /// or call of the blocking pool. Tasks that wait for each other alone do not keep it running.
    pub fn run(&self, main: impl FnOnce()) {
        self.inner.block_on(async { main() }, true);
    }
}

/// Runs a program as Node runs a script: `main` first, then its callbacks and tasks until none are left.
pub fn run(main: impl FnOnce()) {
    match Runtime::current_thread() {
        Ok(runtime) => runtime.run(main),
        Err(error) => panic!("cannot start an event loop: {error}"),
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
