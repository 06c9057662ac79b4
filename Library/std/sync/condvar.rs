//! Waiting for a condition under a lock.

use super::atomic::{AtomicU32, Ordering::Relaxed};
use super::mutex::{Mutex, MutexGuard};
use super::poison::{LockResult, PoisonError};
use crate::fmt;
use crate::sys::locks::{futex_wait, futex_wake, futex_wake_all};
use crate::time::{Duration, Instant};

/// Waits until another thread notifies.
pub struct Condvar {
    /// Counts notifications.
    counter: AtomicU32,
}

/// Whether a wait ended because the time was up.
#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);
impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    pub const fn new() -> Condvar {
        Condvar { counter: AtomicU32::new(0) }
    }
    /// Unlocks, waits, locks; gives whether it was notified.
    fn wait_inner<T: ?Sized>(&self, mutex: &Mutex<T>, timeout: Option<Duration>) -> bool {
        let counter = self.counter.load(Relaxed);
        mutex.raw.unlock();
        let notified = futex_wait(&self.counter, counter, timeout);
        mutex.raw.lock();
        notified
    }
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let mutex = MutexGuard::mutex(&guard);
        self.wait_inner(mutex, None);
        if mutex.is_poisoned() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    pub fn wait_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        duration: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mutex = MutexGuard::mutex(&guard);
        let notified = self.wait_inner(mutex, Some(duration));
        let result = (guard, WaitTimeoutResult(!notified));
        if mutex.is_poisoned() { Err(PoisonError::new(result)) } else { Ok(result) }
    }
    pub fn wait_timeout_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        mut guard: MutexGuard<'a, T>,
        duration: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(rest) = duration.checked_sub(start.elapsed()) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            guard = self.wait_timeout(guard, rest)?.0;
        }
    }
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        milliseconds: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let notified = |(guard, result): (MutexGuard<'a, T>, WaitTimeoutResult)| (guard, !result.timed_out());
        match self.wait_timeout(guard, Duration::from_millis(milliseconds as u64)) {
            Ok(pair) => Ok(notified(pair)),
            Err(error) => Err(PoisonError::new(notified(error.into_inner()))),
        }
    }
    pub fn notify_one(&self) {
        self.counter.fetch_add(1, Relaxed);
        futex_wake(&self.counter);
    }
    pub fn notify_all(&self) {
        self.counter.fetch_add(1, Relaxed);
        futex_wake_all(&self.counter);
    }
}
impl Default for Condvar {
    fn default() -> Condvar {
        Condvar::new()
    }
}
impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
