//! Calls for the event loop of the only thread: the loop makes them itself when it looks for events.

use std::cell::RefCell;

pub(super) type Job = Box<dyn FnOnce() + Send>;

thread_local! {
    static WAITING: RefCell<Vec<Job>> = const { RefCell::new(Vec::new()) };
}

/// Has a call made when the loop comes to it.
pub(super) fn start(job: Job) {
    WAITING.with(|waiting| waiting.borrow_mut().push(job));
}

/// Whether there are calls to make.
pub(super) fn has_waiting() -> bool {
    WAITING.with(|waiting| !waiting.borrow().is_empty())
}

/// Makes the calls that wait now; `then` is called after each.
pub(super) fn run_waiting(then: &mut dyn FnMut()) {
    for job in WAITING.with(|waiting| waiting.take()) {
        job();
        then();
    }
}
