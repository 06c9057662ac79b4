//! Work that blocks, in threads beside the event loop.

use super::join::JoinError;
use std::collections::VecDeque;
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

/// So many threads at most; more work waits.
const THREADS: usize = 32;
/// A thread without work ends after this time.
const IDLE: Duration = Duration::from_secs(10);

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
}
static POOL: Mutex<Pool> = Mutex::new(Pool { jobs: VecDeque::new(), threads: 0, idle: 0 });
static WORK: Condvar = Condvar::new();

fn pool() -> MutexGuard<'static, Pool> {
    // Jobs run without the lock: nothing can be half done.
    POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn work() {
    let mut pool = pool();
    loop {
        if let Some(job) = pool.jobs.pop_front() {
            drop(pool);
            job();
            pool = self::pool();
            continue;
        }
        pool.idle += 1;
        let (again, waited) = WORK.wait_timeout(pool, IDLE).unwrap_or_else(|poisoned| poisoned.into_inner());
        pool = again;
        pool.idle -= 1;
        if waited.timed_out() && pool.jobs.is_empty() {
            pool.threads -= 1;
            return;
        }
    }
}

enum Slot<T> {
    Waiting(Option<Waker>),
    Ended(Result<T, JoinError>),
    Taken,
}

/// The result of work that runs in another thread. Dropping it does not stop the work.
pub struct Blocking<T> {
    slot: Arc<Mutex<Slot<T>>>,
}

/// Runs a function that may block in a thread of a pool: 32 at most, which start when they are needed. A
/// panic becomes an error.
///
/// ```
/// let sum = stdlib::task::block_on(async { stdlib::task::spawn_blocking(|| 1 + 1).await.unwrap() });
/// assert_eq!(sum, 2);
/// ```
pub fn spawn_blocking<T: Send + 'static>(function: impl FnOnce() -> T + Send + 'static) -> Blocking<T> {
    let slot = Arc::new(Mutex::new(Slot::Waiting(None)));
    let result = Blocking { slot: slot.clone() };
    let job: Job = Box::new(move || {
        let ended = catch_unwind(AssertUnwindSafe(function)).map_err(JoinError::panicked);
        let before = std::mem::replace(&mut *slot.lock().unwrap_or_else(|p| p.into_inner()), Slot::Ended(ended));
        if let Slot::Waiting(Some(waker)) = before {
            waker.wake();
        }
    });
    let mut pool = pool();
    pool.jobs.push_back(job);
    if pool.idle < pool.jobs.len() && pool.threads < THREADS {
        pool.threads += 1;
        let has_others = pool.threads > 1;
        drop(pool);
        if let Err(error) = thread::Builder::new().name("stdlib-blocking".to_string()).spawn(work) {
            self::pool().threads -= 1;
            // Those that run take the work as well.
            if !has_others {
                panic!("cannot start a thread: {error}");
            }
        }
    } else {
        drop(pool);
        WORK.notify_one();
    }
    result
}

impl<T> Future for Blocking<T> {
    type Output = Result<T, JoinError>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut slot = self.slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match std::mem::replace(&mut *slot, Slot::Taken) {
            Slot::Ended(result) => Poll::Ready(result),
            Slot::Waiting(_) => {
                *slot = Slot::Waiting(Some(cx.waker().clone()));
                Poll::Pending
            }
            Slot::Taken => panic!("the result of blocking work was polled after it was ready"),
        }
    }
}
