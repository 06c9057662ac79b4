//! Calls that would block the loop: they are made in a pool of threads, or where there is one thread, between two
//! turns of the loop.

use super::join::Join;
use super::{event_loop, pool, JoinError, Run, Shared, TaskHandle};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

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

/// Calls `work` in a thread of the pool, or on targets with one thread in this one, when the loop looks for
/// events. The call goes on if the handle is dropped; aborting it takes effect
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
    pool::start(Box::new(move || {
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
