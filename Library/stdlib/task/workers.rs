//! Tasks that any of several event loops may run, and the threads that run them.

use super::join::{Join, JoinError, TaskHandle};
use super::{event_loop, with_loop, EventLoop, Runtime, Shared};
use std::cell::{Cell, UnsafeCell};
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::{mpsc, Arc, Mutex, MutexGuard, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

/// What a worker knows of such a task.
trait RunAnywhere: Send + Sync {
    fn run(self: Arc<Self>);
    fn cancel(&self);
}
type Runnable = Arc<dyn RunAnywhere>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Tasks that wait for their turn. The length can be looked at without the lock.
struct Queue {
    tasks: Mutex<VecDeque<Runnable>>,
    length: AtomicUsize,
}
impl Queue {
    fn new() -> Queue {
        Queue { tasks: Mutex::new(VecDeque::new()), length: AtomicUsize::new(0) }
    }
    fn is_empty(&self) -> bool {
        self.length.load(Ordering::SeqCst) == 0
    }
    fn push(&self, task: Runnable) {
        let mut tasks = locked(&self.tasks);
        tasks.push_back(task);
        self.length.store(tasks.len(), Ordering::SeqCst);
    }
    fn pop(&self) -> Option<Runnable> {
        if self.is_empty() {
            return None;
        }
        let mut tasks = locked(&self.tasks);
        let task = tasks.pop_front();
        self.length.store(tasks.len(), Ordering::SeqCst);
        task
    }
    /// Half of what waits, the oldest first.
    fn take_half(&self) -> VecDeque<Runnable> {
        if self.is_empty() {
            return VecDeque::new();
        }
        let mut tasks = locked(&self.tasks);
        let count = tasks.len().div_ceil(2).min(64);
        let taken = tasks.drain(..count).collect();
        self.length.store(tasks.len(), Ordering::SeqCst);
        taken
    }
    fn append(&self, mut others: VecDeque<Runnable>) {
        let mut tasks = locked(&self.tasks);
        tasks.append(&mut others);
        self.length.store(tasks.len(), Ordering::SeqCst);
    }
}

/// One loop's part of the pool.
struct Seat {
    queue: Queue,
    is_sleeping: AtomicBool,
    /// How its loop is woken.
    shared: OnceLock<Arc<Shared>>,
}

/// The tasks of several loops.
pub(super) struct Pool {
    seats: Vec<Seat>,
    /// From threads that are none of the loops'.
    injected: Queue,
    sleepers: AtomicUsize,
    /// Workers that were woken and have not found anything yet: they look at all queues, so that nobody else
    /// need be woken meanwhile.
    searching: AtomicUsize,
    is_over: AtomicBool,
    all: Mutex<All>,
}
/// All tasks that have not ended, so that they can be cancelled.
struct All {
    tasks: Vec<Option<Runnable>>,
    free: Vec<u32>,
}

/// A loop's place in a pool.
pub(super) struct Worker {
    pool: Arc<Pool>,
    index: usize,
}

impl Pool {
    fn new(count: usize) -> Arc<Pool> {
        let seat = |_| Seat { queue: Queue::new(), is_sleeping: AtomicBool::new(false), shared: OnceLock::new() };
        Arc::new(Pool {
            seats: (0..count).map(seat).collect(),
            injected: Queue::new(),
            sleepers: AtomicUsize::new(0),
            searching: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
            all: Mutex::new(All { tasks: Vec::new(), free: Vec::new() }),
        })
    }

    fn push(self: &Arc<Self>, task: Runnable) {
        let task = with_loop(|this| match this.and_then(|this| this.worker.get()) {
            Some(worker) if Arc::ptr_eq(&worker.pool, self) => {
                self.seats[worker.index].queue.push(task);
                None
            }
            _ => Some(task),
        });
        if let Some(task) = task {
            self.injected.push(task);
        }
        self.wake_one();
    }

    fn has_work(&self) -> bool {
        !self.injected.is_empty() || self.seats.iter().any(|seat| !seat.queue.is_empty())
    }

    /// Wakes a loop that sleeps, unless one is looking for work already.
    fn wake_one(&self) {
        if self.sleepers.load(Ordering::SeqCst) == 0 || self.searching.load(Ordering::SeqCst) > 0 {
            return;
        }
        for seat in &self.seats {
            if seat.is_sleeping.swap(false, Ordering::SeqCst) {
                self.sleepers.fetch_sub(1, Ordering::SeqCst);
                self.searching.fetch_add(1, Ordering::SeqCst);
                if let Some(shared) = seat.shared.get() {
                    shared.ring();
                }
                return;
            }
        }
    }

    fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
        for seat in &self.seats {
            if let Some(shared) = seat.shared.get() {
                shared.ring();
            }
        }
    }

    /// Drops all futures, when no loop runs them any more. Dropping one may spawn another.
    fn cancel_all(&self) {
        loop {
            let tasks = std::mem::take(&mut locked(&self.all).tasks);
            locked(&self.all).free.clear();
            let mut found = false;
            for task in tasks.into_iter().flatten() {
                found = true;
                task.cancel();
            }
            for queue in self.seats.iter().map(|seat| &seat.queue).chain([&self.injected]) {
                while let Some(task) = queue.pop() {
                    drop(task);
                }
            }
            if !found {
                return;
            }
        }
    }
}

impl Worker {
    fn seat(&self) -> &Seat {
        &self.pool.seats[self.index]
    }
    /// Whether there is a task to run.
    pub fn has_work(&self) -> bool {
        self.pool.has_work()
    }

    /// The next task: of the own queue, from elsewhere, or stolen.
    fn next(&self) -> Option<Runnable> {
        if let Some(task) = self.seat().queue.pop() {
            return Some(task);
        }
        if let Some(task) = self.pool.injected.pop() {
            return Some(task);
        }
        let count = self.pool.seats.len();
        for step in 1..count {
            let mut taken = self.pool.seats[(self.index + step) % count].queue.take_half();
            if let Some(task) = taken.pop_front() {
                if !taken.is_empty() {
                    self.seat().queue.append(taken);
                }
                return Some(task);
            }
        }
        None
    }

    /// Runs some tasks, `then` after each until that is false. How many it ran, and whether there may be more.
    pub fn run_some(&self, is_searching: &Cell<bool>, then: &mut dyn FnMut() -> bool) -> (usize, bool) {
        const AT_ONCE: usize = 64;
        for count in 0..AT_ONCE {
            let Some(task) = self.next() else { return (count, false) };
            if is_searching.take() {
                self.pool.searching.fetch_sub(1, Ordering::SeqCst);
                // Where one was found there may be more.
                if self.pool.has_work() {
                    self.pool.wake_one();
                }
            }
            task.run();
            if !then() {
                return (count + 1, true);
            }
        }
        (AT_ONCE, true)
    }

    /// Before the loop waits: others wake it from now on. None if there is work after all.
    pub fn fall_asleep<'a>(&'a self, is_searching: &'a Cell<bool>) -> Option<Asleep<'a>> {
        if is_searching.take() {
            self.pool.searching.fetch_sub(1, Ordering::SeqCst);
        }
        self.pool.sleepers.fetch_add(1, Ordering::SeqCst);
        self.seat().is_sleeping.store(true, Ordering::SeqCst);
        let asleep = Asleep { worker: self, is_searching };
        // Whoever pushed before it saw a sleeper has pushed before this looks.
        if self.pool.has_work() || self.pool.is_over.load(Ordering::SeqCst) { None } else { Some(asleep) }
    }

    /// The loop goes away, or does other things: what it was woken for is left to others.
    pub fn leave(&self, is_searching: &Cell<bool>) {
        if is_searching.take() {
            self.pool.searching.fetch_sub(1, Ordering::SeqCst);
        }
        if self.pool.has_work() {
            self.pool.wake_one();
        }
    }
    /// Whether the worker has been told to end.
    pub fn is_over(&self) -> bool {
        self.pool.is_over.load(Ordering::SeqCst)
    }
    /// The only loop of a pool ends.
    pub fn end_alone(&self) {
        if self.pool.seats.len() == 1 {
            self.pool.cancel_all();
        }
    }
}

/// A loop that waits. It is awake when this is dropped, for whatever reason the wait has ended.
pub(super) struct Asleep<'a> {
    worker: &'a Worker,
    is_searching: &'a Cell<bool>,
}
impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        if self.worker.seat().is_sleeping.swap(false, Ordering::SeqCst) {
            self.worker.pool.sleepers.fetch_sub(1, Ordering::SeqCst);
        } else {
            // Another one has woken this worker and counts on it.
            self.is_searching.set(true);
        }
    }
}

const IDLE: u8 = 0;
const QUEUED: u8 = 1;
const RUNNING: u8 = 2;
/// Woken while it runs.
const WOKEN: u8 = 3;
const ENDED: u8 = 4;

struct Outcome<T> {
    result: Option<Result<T, JoinError>>,
    joining: Option<Waker>,
    is_ended: bool,
}

/// A task in one allocation. Its future is touched by whoever made its state `RUNNING`.
struct Task<F: Future> {
    state: AtomicU8,
    is_aborted: AtomicBool,
    future: UnsafeCell<Option<F>>,
    outcome: Mutex<Outcome<F::Output>>,
    slot: u32,
    pool: Arc<Pool>,
}
unsafe impl<F: Future + Send> Send for Task<F> where F::Output: Send {}
unsafe impl<F: Future + Send> Sync for Task<F> where F::Output: Send {}

impl<F: Future + Send + 'static> Task<F>
where
    F::Output: Send,
{
    /// By whoever runs it.
    fn end(&self, result: Result<F::Output, JoinError>) {
        // The future is dropped in place, before anybody learns of the result.
        let dropped = catch_unwind(AssertUnwindSafe(|| unsafe { *self.future.get() = None }));
        let result = match dropped {
            Ok(()) => result,
            Err(payload) => Err(JoinError::panicked(payload)),
        };
        self.state.store(ENDED, Ordering::SeqCst);
        let mut outcome = locked(&self.outcome);
        outcome.result = Some(result);
        outcome.is_ended = true;
        let joining = outcome.joining.take();
        drop(outcome);
        if let Some(waker) = joining {
            waker.wake();
        }
    }
}

impl<F: Future + Send + 'static> RunAnywhere for Task<F>
where
    F::Output: Send,
{
    fn run(self: Arc<Self>) {
        if self.state.compare_exchange(QUEUED, RUNNING, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            return;
        }
        if self.is_aborted.load(Ordering::SeqCst) {
            self.end(Err(JoinError { panic: None }));
        } else {
            let waker = Waker::from(self.clone());
            let mut cx = Context::from_waker(&waker);
            let polled = catch_unwind(AssertUnwindSafe(|| match unsafe { &mut *self.future.get() } {
                Some(future) => unsafe { Pin::new_unchecked(future) }.poll(&mut cx),
                None => Poll::Pending,
            }));
            match polled {
                Ok(Poll::Ready(value)) => self.end(Ok(value)),
                Err(payload) => self.end(Err(JoinError::panicked(payload))),
                Ok(Poll::Pending) => {
                    if self.state.compare_exchange(RUNNING, IDLE, Ordering::SeqCst, Ordering::SeqCst).is_err() {
                        self.state.store(QUEUED, Ordering::SeqCst);
                        let pool = self.pool.clone();
                        pool.push(self);
                    }
                    return;
                }
            }
        }
        let mut all = locked(&self.pool.all);
        let slot = self.slot as usize;
        if slot < all.tasks.len() {
            let task = all.tasks[slot].take();
            all.free.push(self.slot);
            drop(all);
            drop(task);
        }
    }

    fn cancel(&self) {
        // No loop runs it any more; one of them may have stopped in the middle.
        if self.state.swap(RUNNING, Ordering::SeqCst) != ENDED {
            self.end(Err(JoinError { panic: None }));
        } else {
            self.state.store(ENDED, Ordering::SeqCst);
        }
    }
}

impl<F: Future + Send + 'static> Wake for Task<F>
where
    F::Output: Send,
{
    fn wake(self: Arc<Self>) {
        let mut state = self.state.load(Ordering::SeqCst);
        loop {
            let next = match state {
                IDLE => QUEUED,
                RUNNING => WOKEN,
                _ => return,
            };
            match self.state.compare_exchange(state, next, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) if next == QUEUED => {
                    let pool = self.pool.clone();
                    return pool.push(self);
                }
                Ok(_) => return,
                Err(found) => state = found,
            }
        }
    }
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<F: Future + Send + 'static> Join<F::Output> for Task<F>
where
    F::Output: Send,
{
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<F::Output, JoinError>> {
        let mut outcome = locked(&self.outcome);
        if !outcome.is_ended {
            outcome.joining = Some(cx.waker().clone());
            return Poll::Pending;
        }
        match outcome.result.take() {
            Some(result) => Poll::Ready(result),
            None => panic!("a join handle was polled after it was ready"),
        }
    }
    fn abort(self: Arc<Self>) {
        self.is_aborted.store(true, Ordering::SeqCst);
        self.wake();
    }
    fn is_finished(&self) -> bool {
        self.state.load(Ordering::SeqCst) == ENDED
    }
}

/// Starts a task that any event loop of the runtime may run: it and its result must be `Send`. What belongs to
/// one loop cannot be in it while it waits: sockets, tasks of `spawn`. On a runtime of one thread it is a task
/// like others.
///
/// ```
/// use stdlib::task::{spawn_send, Runtime};
///
/// let runtime = Runtime::multi_thread(4)?;
/// let sum = runtime.block_on(async {
///     let part = |n: u64| spawn_send(async move { (0..1000).map(|i| i * n).sum::<u64>() });
///     let parts: Vec<_> = (0..8).map(part).collect();
///     let mut sum = 0;
///     for part in parts {
///         sum += part.await.unwrap();
///     }
///     sum
/// });
/// assert_eq!(sum, 499_500 * 28);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn spawn_send<F>(future: F) -> TaskHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let pool = event_loop(|this| this.worker.get_or_init(|| alone(this)).pool.clone());
    let mut all = locked(&pool.all);
    let slot = match all.free.pop() {
        Some(slot) => slot,
        None => {
            all.tasks.push(None);
            (all.tasks.len() - 1) as u32
        }
    };
    let task = Arc::new(Task {
        state: AtomicU8::new(QUEUED),
        is_aborted: AtomicBool::new(false),
        future: UnsafeCell::new(Some(future)),
        outcome: Mutex::new(Outcome { result: None, joining: None, is_ended: false }),
        slot,
        pool: pool.clone(),
    });
    let runnable: Runnable = task.clone();
    all.tasks[slot as usize] = Some(runnable);
    drop(all);
    pool.push(task.clone());
    TaskHandle::of(task)
}

fn alone(this: &EventLoop) -> Worker {
    let pool = Pool::new(1);
    let _ = pool.seats[0].shared.set(this.shared.clone());
    Worker { pool, index: 0 }
}

/// The threads of a runtime besides the one that made it.
pub(super) struct Threads {
    pool: Arc<Pool>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Threads {
    /// Gives the loop of this thread a place and starts a thread with a loop for each other one.
    pub fn start(this: &EventLoop, count: usize) -> io::Result<Threads> {
        let pool = Pool::new(count.max(1));
        let _ = pool.seats[0].shared.set(this.shared.clone());
        let _ = this.worker.set(Worker { pool: pool.clone(), index: 0 });
        let mut threads = Threads { pool, threads: Vec::new() };
        for index in 1..count {
            let (sender, receiver) = mpsc::channel();
            let pool = threads.pool.clone();
            let builder = thread::Builder::new().name(format!("task-worker-{index}"));
            let thread = builder.spawn(move || {
                let runtime = match Runtime::current_thread() {
                    Ok(runtime) => runtime,
                    Err(error) => return drop(sender.send(Err(error))),
                };
                let _ = pool.seats[index].shared.set(runtime.inner.shared.clone());
                let _ = runtime.inner.worker.set(Worker { pool: pool.clone(), index });
                let _ = sender.send(Ok(()));
                // A callback that panics has told so; the tasks of others go on.
                while !pool.is_over.load(Ordering::SeqCst) {
                    let _ = catch_unwind(AssertUnwindSafe(|| runtime.inner.work()));
                }
            })?;
            threads.threads.push(thread);
            // Dropping the threads that have started ends them.
            receiver.recv().unwrap_or(Err(io::ErrorKind::Other.into()))?;
        }
        Ok(threads)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.pool.end();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        self.pool.cancel_all();
    }
}
