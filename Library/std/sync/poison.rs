//! Locks remember that a thread panicked while it held them.

use super::atomic::{AtomicBool, Ordering::Relaxed};
use crate::error::Error;
use crate::fmt;

/// Whether a thread panicked with the lock held.
pub(super) struct Flag {
    failed: AtomicBool,
}

impl Flag {
    /// Nobody has panicked.
    pub(super) const fn new() -> Flag {
        Flag { failed: AtomicBool::new(false) }
    }
    /// Whether a thread panicked.
    #[inline]
    pub(super) fn get(&self) -> bool {
        self.failed.load(Relaxed)
    }
    /// Forgets that a thread panicked.
    pub(super) fn clear(&self) {
        self.failed.store(false, Relaxed)
    }
    /// To be called when a guard is dropped that was made while `panicking` was the state.
    #[inline]
    pub(super) fn done(&self, was_panicking: bool) {
        if !was_panicking && crate::panicking::panicking() {
            self.failed.store(true, Relaxed);
        }
    }
}

/// A lock was poisoned; the guard is inside.
pub struct PoisonError<T> {
    data: T,
}
impl<T> PoisonError<T> {
    /// An error with a guard or a value.
    ///
    /// # Examples
    /// ```
    /// use std::sync::PoisonError;
    /// assert_eq!(PoisonError::new(5).into_inner(), 5);
    /// ```
    pub fn new(data: T) -> PoisonError<T> {
        PoisonError { data }
    }
    /// The guard or the value.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// let lock = Mutex::new(5);
    /// let guard = lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    /// assert_eq!(*guard, 5);
    /// ```
    pub fn into_inner(self) -> T {
        self.data
    }
    /// A reference to the guard or the value.
    ///
    /// # Examples
    /// ```
    /// use std::sync::PoisonError;
    /// assert_eq!(PoisonError::new(5).get_ref(), &5);
    /// ```
    pub fn get_ref(&self) -> &T {
        &self.data
    }
    /// A mutable reference to the guard or the value.
    ///
    /// # Examples
    /// ```
    /// use std::sync::PoisonError;
    /// let mut error = PoisonError::new(5);
    /// *error.get_mut() += 1;
    /// assert_eq!(error.into_inner(), 6);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }
}
impl<T> fmt::Debug for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoisonError").finish_non_exhaustive()
    }
}
impl<T> fmt::Display for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("poisoned lock: another task failed inside")
    }
}
impl<T> Error for PoisonError<T> {}

/// A lock could not be taken at once.
pub enum TryLockError<T> {
    /// The lock was taken, but a thread panicked with it before.
    Poisoned(PoisonError<T>),
    /// Somebody has the lock.
    WouldBlock,
}
impl<T> From<PoisonError<T>> for TryLockError<T> {
    fn from(error: PoisonError<T>) -> TryLockError<T> {
        TryLockError::Poisoned(error)
    }
}
impl<T> fmt::Debug for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryLockError::Poisoned(..) => f.write_str("Poisoned(..)"),
            TryLockError::WouldBlock => f.write_str("WouldBlock"),
        }
    }
}
impl<T> fmt::Display for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryLockError::Poisoned(..) => "poisoned lock: another task failed inside",
            TryLockError::WouldBlock => "try_lock failed because the operation would block",
        })
    }
}
impl<T> Error for TryLockError<T> {}

/// What locking gives: a guard, or an error with the guard if a thread panicked with the lock.
pub type LockResult<T> = Result<T, PoisonError<T>>;
/// What trying to lock gives.
pub type TryLockResult<T> = Result<T, TryLockError<T>>;
