//! Many readers or one writer.

use super::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use super::raw_rwlock::RawRwLock;
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};

/// A value that many threads may read or one may change.
pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    poison: Flag,
    data: UnsafeCell<T>,
}

// SAFETY: the value goes with the lock.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: readers have shared references, and a writer is alone.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> crate::panic::UnwindSafe for RwLock<T> {}
impl<T: ?Sized> crate::panic::RefUnwindSafe for RwLock<T> {}

/// The right to read.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
}
impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
// SAFETY: a shared guard only gives shared references.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}

/// The right to change.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    was_panicking: bool,
}
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T> RwLock<T> {
    /// A lock that nobody has.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// static LIMIT: RwLock<u32> = RwLock::new(5);
    /// *LIMIT.write().unwrap() += 1;
    /// assert_eq!(*LIMIT.read().unwrap(), 6);
    /// ```
    #[inline]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            raw: RawRwLock::new(),
            poison: Flag::new(),
            data: UnsafeCell::new(value),
        }
    }
    /// The value. The result is an error, which has the value, if a thread panicked while it wrote.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// assert_eq!(RwLock::new(5).into_inner().unwrap(), 5);
    /// ```
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison.get();
        let value = self.data.into_inner();
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Locks the value for reading, together with other readers; waits for writers.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// let lock = RwLock::new(5);
    /// let (one, two) = (lock.read().unwrap(), lock.read().unwrap());
    /// assert_eq!(*one + *two, 10);
    /// ```
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.raw.read();
        self.read_guard()
    }
    fn read_guard(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let guard = RwLockReadGuard { lock: self };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    /// As `read`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// let lock = RwLock::new(5);
    /// let _writer = lock.write().unwrap();
    /// assert!(lock.try_read().is_err());
    /// ```
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if self.raw.try_read() { Ok(self.read_guard()?) } else { Err(TryLockError::WouldBlock) }
    }
    /// Locks the value for writing; waits until nobody else has the lock.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// let lock = RwLock::new(5);
    /// *lock.write().unwrap() = 6;
    /// assert_eq!(*lock.read().unwrap(), 6);
    /// ```
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.raw.write();
        self.write_guard()
    }
    fn write_guard(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let guard = RwLockWriteGuard { lock: self, was_panicking: crate::panicking::panicking() };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    /// As `write`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// let lock = RwLock::new(5);
    /// let _reader = lock.read().unwrap();
    /// assert!(lock.try_write().is_err());
    /// ```
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if self.raw.try_write() { Ok(self.write_guard()?) } else { Err(TryLockError::WouldBlock) }
    }
    /// Whether a thread panicked while it wrote.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// assert!(!RwLock::new(5).is_poisoned());
    /// ```
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }
    /// Forgets that a thread panicked while it wrote.
    ///
    /// # Examples
    /// ```
    /// use std::sync::RwLock;
    /// let lock = RwLock::new(5);
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
    /// use std::sync::RwLock;
    /// let mut lock = RwLock::new(5);
    /// *lock.get_mut().unwrap() += 1;
    /// assert_eq!(*lock.read().unwrap(), 6);
    /// ```
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poison.get();
        let value = self.data.get_mut();
        if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Makes a reader of a writer, with no other writer in between.
    ///
    /// # Examples
    /// ```
    /// use std::sync::{RwLock, RwLockWriteGuard};
    /// let lock = RwLock::new(5);
    /// let reader = RwLockWriteGuard::downgrade(lock.write().unwrap());
    /// assert_eq!((*reader, *lock.read().unwrap()), (5, 5));
    /// ```
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let lock = crate::mem::ManuallyDrop::new(this).lock;
        // SAFETY: the guard was the writer's, and the new one is a reader's.
        unsafe { lock.raw.downgrade() };
        RwLockReadGuard { lock }
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the guard has the lock for reading.
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the guard has the lock for writing.
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard has the lock for writing, and is borrowed mutably.
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: the guard is one reader's.
        unsafe { self.lock.raw.end_read() };
    }
}
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.poison.done(self.was_panicking);
        // SAFETY: the guard is the writer's.
        unsafe { self.lock.raw.end_write() };
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => {
                builder.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(error)) => {
                builder.field("data", &&**error.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                builder.field("data", &format_args!("<locked>"));
            }
        }
        builder.field("poisoned", &self.poison.get());
        builder.finish_non_exhaustive()
    }
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> RwLock<T> {
        RwLock::new(Default::default())
    }
}
impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}
