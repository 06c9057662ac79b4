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
    /// Whether the time was over before somebody notified.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{Condvar, Mutex};
    /// use std::time::Duration;
    /// let lock = Mutex::new(());
    /// let result = Condvar::new().wait_timeout_while(lock.lock().unwrap(), Duration::ZERO, |_| true);
    /// assert!(result.unwrap().1.timed_out());
    /// ```
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition for which nobody waits.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Condvar;
    /// Condvar::new().notify_one();
    /// ```
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
    /// Gives the lock back, waits until somebody notifies (or, seldom, for no reason), and locks again.
    ///
    /// # Panics
    /// The result is an error if a thread panicked with the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{Condvar, Mutex};
    /// use std::thread;
    /// let (ready, condition) = (Mutex::new(false), Condvar::new());
    /// thread::scope(|scope| {
    ///     scope.spawn(|| {
    ///         *ready.lock().unwrap() = true;
    ///         condition.notify_one();
    ///     });
    ///     let mut guard = ready.lock().unwrap();
    ///     while !*guard {
    ///         guard = condition.wait(guard).unwrap();
    ///     }
    /// });
    /// ```
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let mutex = MutexGuard::mutex(&guard);
        self.wait_inner(mutex, None);
        if mutex.is_poisoned() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    /// Waits for as long as the condition holds.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{Condvar, Mutex};
    /// use std::thread;
    /// let (ready, condition) = (Mutex::new(false), Condvar::new());
    /// thread::scope(|scope| {
    ///     scope.spawn(|| {
    ///         *ready.lock().unwrap() = true;
    ///         condition.notify_one();
    ///     });
    ///     assert!(*condition.wait_while(ready.lock().unwrap(), |ready| !*ready).unwrap());
    /// });
    /// ```
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
    /// As `wait`, but no longer than a time.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{Condvar, Mutex};
    /// use std::time::Duration;
    /// let lock = Mutex::new(5);
    /// let (guard, _) = Condvar::new().wait_timeout(lock.lock().unwrap(), Duration::from_millis(1)).unwrap();
    /// assert_eq!(*guard, 5);
    /// ```
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
    /// As `wait_while`, but no longer than a time.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{Condvar, Mutex};
    /// use std::time::Duration;
    /// let lock = Mutex::new(5);
    /// let wait = Condvar::new().wait_timeout_while(lock.lock().unwrap(), Duration::from_millis(1), |n| *n == 5);
    /// assert!(wait.unwrap().1.timed_out());
    /// ```
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
    /// As `wait_timeout`, in milliseconds; whether somebody notified.
    ///
    /// # Examples
    /// ```
    /// #![allow(deprecated)]
    /// use std::sync::{Condvar, Mutex};
    /// let lock = Mutex::new(5);
    /// let (guard, _) = Condvar::new().wait_timeout_ms(lock.lock().unwrap(), 1).unwrap();
    /// assert_eq!(*guard, 5);
    /// ```
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
    /// Wakes one of the threads that wait, if there are any.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Condvar;
    /// Condvar::new().notify_one();
    /// ```
    pub fn notify_one(&self) {
        self.counter.fetch_add(1, Relaxed);
        futex_wake(&self.counter);
    }
    /// Wakes all threads that wait.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Condvar;
    /// Condvar::new().notify_all();
    /// ```
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
