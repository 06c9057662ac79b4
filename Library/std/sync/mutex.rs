//! Mutual exclusion.

use super::atomic::{AtomicU32, Ordering::{Acquire, Relaxed, Release}};
use super::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::sys::locks::{futex_wait, futex_wake};

/// The word of a lock: 0 free, 1 taken, 2 taken and waited for.
pub(super) struct RawMutex {
    word: AtomicU32,
}

impl RawMutex {
    /// A lock that nobody has.
    pub(super) const fn new() -> RawMutex {
        RawMutex { word: AtomicU32::new(0) }
    }
    /// Takes the lock if nobody has it.
    #[inline]
    pub(super) fn try_lock(&self) -> bool {
        self.word.compare_exchange(0, 1, Acquire, Relaxed).is_ok()
    }
    /// Takes the lock, and waits for it.
    #[inline]
    pub(super) fn lock(&self) {
        if !self.try_lock() {
            self.lock_contended();
        }
    }
    #[cold]
    fn lock_contended(&self) {
        let mut spins = 100;
        while spins > 0 && self.word.load(Relaxed) == 1 {
            crate::hint::spin_loop();
            spins -= 1;
        }
        if self.try_lock() {
            return;
        }
        while self.word.swap(2, Acquire) != 0 {
            futex_wait(&self.word, 2, None);
        }
    }
    /// Gives the lock back, which the caller has.
    #[inline]
    pub(super) fn unlock(&self) {
        if self.word.swap(0, Release) == 2 {
            futex_wake(&self.word);
        }
    }
}

/// A value that one thread at a time may use.
pub struct Mutex<T: ?Sized> {
    pub(super) raw: RawMutex,
    poison: Flag,
    data: UnsafeCell<T>,
}

// SAFETY: the value goes with the lock.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: one thread at a time gets at the value.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> crate::panic::UnwindSafe for Mutex<T> {}
impl<T: ?Sized> crate::panic::RefUnwindSafe for Mutex<T> {}

/// The right to use the value.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    was_panicking: bool,
}

impl<T: ?Sized> !Send for MutexGuard<'_, T> {}
// SAFETY: a shared guard only gives shared references.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// A value that one thread at a time can use.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// static TOTAL: Mutex<u32> = Mutex::new(0);
    /// std::thread::scope(|scope| {
    ///     for n in 1..=3 {
    ///         scope.spawn(move || *TOTAL.lock().unwrap() += n);
    ///     }
    /// });
    /// assert_eq!(*TOTAL.lock().unwrap(), 6);
    /// ```
    #[inline]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { raw: RawMutex::new(), poison: Flag::new(), data: UnsafeCell::new(value) }
    }
    /// The value. The result is an error, which has the value, if a thread panicked with the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// assert_eq!(Mutex::new(5).into_inner().unwrap(), 5);
    /// ```
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison.get();
        let value = self.data.into_inner();
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }
}

impl<T: ?Sized> Mutex<T> {
    #[inline]
    fn guard(&self) -> LockResult<MutexGuard<'_, T>> {
        let guard = MutexGuard { lock: self, was_panicking: crate::panicking::panicking() };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    /// Waits until no other thread uses the value. The guard gives it back when it is dropped.
    ///
    /// It is an error, with the guard in it, if a thread has panicked with the guard.
    ///
    /// # Panics
    /// It may if this thread has the lock already; otherwise it waits forever.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// let list = Mutex::new(vec![1]);
    /// {
    ///     let mut guard = list.lock().unwrap();
    ///     guard.push(2);
    /// }
    /// assert_eq!(list.lock().unwrap().len(), 2);
    /// ```
    #[inline]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        self.raw.lock();
        self.guard()
    }
    /// As `lock`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// let lock = Mutex::new(5);
    /// let guard = lock.try_lock().unwrap();
    /// assert!(lock.try_lock().is_err());
    /// drop(guard);
    /// assert!(lock.try_lock().is_ok());
    /// ```
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        if self.raw.try_lock() { Ok(self.guard()?) } else { Err(TryLockError::WouldBlock) }
    }
    /// Whether a thread panicked with the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// assert!(!Mutex::new(5).is_poisoned());
    /// ```
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }
    /// Forgets that a thread panicked with the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// use std::thread;
    /// let lock = Mutex::new(5);
    /// thread::scope(|scope| {
    ///     let handle = scope.spawn(|| {
    ///         let _guard = lock.lock();
    ///         std::panic::resume_unwind(Box::new(()))
    ///     });
    ///     let _: Result<(), _> = handle.join();
    /// });
    /// assert!(lock.is_poisoned());
    /// lock.clear_poison();
    /// assert!(!lock.is_poisoned());
    /// ```
    pub fn clear_poison(&self) {
        self.poison.clear()
    }
    /// The value to be changed, without locking: nobody else has the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Mutex;
    /// let mut lock = Mutex::new(5);
    /// *lock.get_mut().unwrap() += 1;
    /// assert_eq!(*lock.lock().unwrap(), 6);
    /// ```
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poison.get();
        let value = self.data.get_mut();
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn mutex(guard: &MutexGuard<'a, T>) -> &'a Mutex<T> {
        guard.lock
    }
}
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the guard has the lock.
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard has the lock, and is borrowed mutably.
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.poison.done(self.was_panicking);
        self.lock.raw.unlock();
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => {
                builder.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(error)) => {
                builder.field("data", &&**error.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                builder.field("data", &"<locked>");
            }
        }
        builder.field("poisoned", &self.poison.get());
        builder.finish_non_exhaustive()
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(Default::default())
    }
}
impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}
