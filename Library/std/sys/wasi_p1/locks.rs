//! Waiting for a word of memory to change, which no other thread will do.

use crate::sync::atomic::{AtomicU32, Ordering::Relaxed};
use crate::time::Duration;

/// Sleeps while the word has a value; false when the time ran out first.
pub(crate) fn futex_wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
    if word.load(Relaxed) != expected {
        return true;
    }
    match timeout {
        Some(timeout) => {
            super::threads::sleep(timeout);
            false
        }
        None => crate::panicking::abort_with("the only thread waits for itself"),
    }
}

pub(crate) fn futex_wake(_word: &AtomicU32) -> bool {
    false
}

pub(crate) fn futex_wake_all(_word: &AtomicU32) {}
