//! Waiting for a word of memory to change.

use super::c;
use crate::sync::atomic::AtomicU32;
use crate::time::Duration;

/// Sleeps while the word has a value; false when the time ran out first.
pub(crate) fn futex_wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
    let time = timeout.map(|timeout| c::Timespec {
        seconds: timeout.as_secs() as i64,
        nanoseconds: timeout.subsec_nanos() as i64,
    });
    let pointer = match &time {
        Some(time) => time as *const c::Timespec,
        None => crate::ptr::null(),
    };
    // SAFETY: the word is borrowed, and the time is null or lives as long as the call.
    let result = unsafe { c::syscall(c::SYS_FUTEX, word.as_ptr(), c::FUTEX_WAIT_PRIVATE, expected, pointer) };
    const ETIMEDOUT: i32 = 110;
    result == 0 || super::os::errno() != ETIMEDOUT
}

/// Wakes one thread that sleeps on the word; false when none did.
pub(crate) fn futex_wake(word: &AtomicU32) -> bool {
    // SAFETY: the word is borrowed.
    unsafe { c::syscall(c::SYS_FUTEX, word.as_ptr(), c::FUTEX_WAKE_PRIVATE, 1i32) > 0 }
}

pub(crate) fn futex_wake_all(word: &AtomicU32) {
    // SAFETY: the word is borrowed.
    unsafe { c::syscall(c::SYS_FUTEX, word.as_ptr(), c::FUTEX_WAKE_PRIVATE, i32::MAX) };
}
