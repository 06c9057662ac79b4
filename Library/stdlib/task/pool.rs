//! The threads that make calls for event loops.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// How many calls run at a time.
const THREADS: usize = 32;
/// A thread without work ends after this time.
const IDLE: Duration = Duration::from_secs(10);

pub(super) type Job = Box<dyn FnOnce() + Send>;

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

/// Has a call made as soon as a thread is there for it.
pub(super) fn start(job: Job) {
    POOL.start(job)
}

/// Calls that wait for the loop's own thread: none.
pub(super) fn has_waiting() -> bool {
    false
}

/// Makes the calls that wait for the loop's own thread.
pub(super) fn run_waiting(_then: &mut dyn FnMut()) {}
