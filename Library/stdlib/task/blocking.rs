//! Calls that would block the loop, in a bounded pool of threads.

use super::join::Join;
use super::{event_loop, JoinError, JoinHandle, Run, Shared};
use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// How many calls run at a time.
const THREADS: usize = 32;
/// A thread without work ends after this time.
const IDLE: Duration = Duration::from_secs(10);

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    state: Mutex<State>,
    has_work: Condvar,
}
struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
}
static POOL: Pool = Pool {
    state: Mutex::new(State { jobs: VecDeque::new(), threads: 0, idle: 0 }),
    has_work: Condvar::new(),
};

impl Pool {
    fn start(&'static self, job: Job) {
        let mut state = self.state.lock().unwrap();
        state.jobs.push_back(job);
        if state.idle >= state.jobs.len() {
            self.has_work.notify_one();
            return;
        }
        if state.threads == THREADS {
            return;
        }
        state.threads += 1;
        drop(state);
        let builder = std::thread::Builder::new().stack_size(1 << 20);
        if builder.spawn(move || self.work()).is_err() {
            let mut state = self.state.lock().unwrap();
            state.threads -= 1;
            // Another thread will come to it; without any, the loop has to wait for the call.
            if state.threads == 0 {
                if let Some(job) = state.jobs.pop_back() {
                    drop(state);
                    job();
                }
            }
        }
    }

    fn work(&self) {
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                job();
                state = self.state.lock().unwrap();
                continue;
            }
            state.idle += 1;
            let (next, waited) = self.has_work.wait_timeout(state, IDLE).unwrap();
            state = next;
            state.idle -= 1;
            if waited.timed_out() && state.jobs.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

/// A call in the pool. What is in cells is touched by the loop's thread alone.
struct Call<T> {
    result: Mutex<Option<Result<T, JoinError>>>,
    joining: Cell<Option<Waker>>,
    is_answered: Cell<bool>,
    is_aborted: AtomicBool,
}
unsafe impl<T: Send> Send for Call<T> {}
unsafe impl<T: Send> Sync for Call<T> {}

impl<T: Send + 'static> Run for Call<T> {
    /// The answer has come back to the loop.
    fn run(self: Arc<Self>) {
        event_loop(|this| this.blocking.set(this.blocking.get() - 1));
        self.is_answered.set(true);
        if let Some(waker) = self.joining.take() {
            waker.wake();
        }
    }
    fn cancel(&self) {}
}
impl<T: Send + 'static> Join<T> for Call<T> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>> {
        if !self.is_answered.get() {
            self.joining.set(Some(cx.waker().clone()));
            return Poll::Pending;
        }
        match self.result.lock().unwrap().take() {
            Some(result) => Poll::Ready(result),
            None => panic!("a join handle was polled after it was ready"),
        }
    }
    /// A call that has begun cannot be stopped.
    fn abort(self: Arc<Self>) {
        self.is_aborted.store(true, Ordering::Release);
    }
    fn is_finished(&self) -> bool {
        self.is_answered.get()
    }
}

/// Calls `work` in a thread of the pool. The call goes on if the handle is dropped; aborting it takes effect
/// only before it begins. A panic becomes an error.
///
/// ```
/// let sum = stdlib::task::block_on(async { stdlib::task::spawn_blocking(|| 1 + 1).await.unwrap() });
/// assert_eq!(sum, 2);
/// ```
pub fn spawn_blocking<T, F>(work: F) -> JoinHandle<T>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let call = Arc::new(Call {
        result: Mutex::new(None),
        joining: Cell::new(None),
        is_answered: Cell::new(false),
        is_aborted: AtomicBool::new(false),
    });
    let shared: Arc<Shared> = event_loop(|this| {
        this.blocking.set(this.blocking.get() + 1);
        this.shared.clone()
    });
    let answer = call.clone();
    POOL.start(Box::new(move || {
        let result = if answer.is_aborted.load(Ordering::Acquire) {
            Err(JoinError { panic: None })
        } else {
            catch_unwind(AssertUnwindSafe(work)).map_err(|payload| JoinError { panic: Some(payload) })
        };
        *answer.result.lock().unwrap() = Some(result);
        shared.schedule(answer);
    }));
    JoinHandle::of(call)
}
