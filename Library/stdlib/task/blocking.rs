//! Calls that would block the loop, in a bounded pool of threads.

use super::join::Join;
use super::{event_loop, JoinError, Run, Shared, TaskHandle};
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

/// A call in the pool.
struct Call<T> {
    state: Mutex<Answer<T>>,
    is_aborted: AtomicBool,
}
struct Answer<T> {
    result: Option<Result<T, JoinError>>,
    joining: Option<Waker>,
    /// The answer has come back to the loop that asked.
    is_here: bool,
}

impl<T: Send + 'static> Run for Call<T> {
    /// The answer has come back to the loop.
    fn run(self: Arc<Self>) {
        event_loop(|this| this.blocking.set(this.blocking.get() - 1));
        let mut answer = self.state.lock().unwrap();
        answer.is_here = true;
        let joining = answer.joining.take();
        drop(answer);
        if let Some(waker) = joining {
            waker.wake();
        }
    }
    fn cancel(&self) {}
}
impl<T: Send + 'static> Join<T> for Call<T> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>> {
        let mut answer = self.state.lock().unwrap();
        if !answer.is_here {
            answer.joining = Some(cx.waker().clone());
            return Poll::Pending;
        }
        match answer.result.take() {
            Some(result) => Poll::Ready(result),
            None => panic!("a join handle was polled after it was ready"),
        }
    }
    /// A call that has begun cannot be stopped.
    fn abort(self: Arc<Self>) {
        self.is_aborted.store(true, Ordering::Release);
    }
    fn is_finished(&self) -> bool {
        self.state.lock().unwrap().is_here
    }
}

/// Calls `work` in a thread of the pool. The call goes on if the handle is dropped; aborting it takes effect
/// only before it begins. A panic becomes an error.
///
/// ```
/// let sum = stdlib::task::block_on(async { stdlib::task::spawn_blocking(|| 1 + 1).await.unwrap() });
/// assert_eq!(sum, 2);
/// ```
pub fn spawn_blocking<T, F>(work: F) -> TaskHandle<T>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let call = Arc::new(Call {
        state: Mutex::new(Answer { result: None, joining: None, is_here: false }),
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
        answer.state.lock().unwrap().result = Some(result);
        shared.schedule(answer);
    }));
    TaskHandle::of(call)
}
