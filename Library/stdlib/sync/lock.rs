//! A mutex and a reader-writer lock over semaphores. A panic while one is held does not poison it.

use super::semaphore::{Permit, Semaphore};
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

pub struct Mutex<T: ?Sized> {
    semaphore: Semaphore,
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { semaphore: Semaphore::new(1), value: UnsafeCell::new(value) }
    }
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
impl<T: ?Sized> Mutex<T> {
    /// Waits in turn for the lock. The guard may be held while awaiting.
    pub async fn lock(&self) -> MutexGuard<'_, T> {
        match self.semaphore.acquire().await {
            Ok(permit) => MutexGuard { value: self.value.get(), _permit: permit },
            Err(_) => unreachable!(),
        }
    }
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let permit = self.semaphore.try_acquire()?;
        Some(MutexGuard { value: self.value.get(), _permit: permit })
    }
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

pub struct RwLock<T: ?Sized> {
    semaphore: Semaphore,
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

/// Readers take one permit, a writer takes all. Those that wait are served in turn: writers do not starve.
const READERS: usize = u32::MAX as usize >> 3;

impl<T> RwLock<T> {
    pub const fn new(value: T) -> RwLock<T> {
        RwLock { semaphore: Semaphore::new(READERS), value: UnsafeCell::new(value) }
    }
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
impl<T: ?Sized> RwLock<T> {
    pub async fn read(&self) -> RwLockReadGuard<'_, T> {
        match self.semaphore.acquire().await {
            Ok(permit) => RwLockReadGuard { value: self.value.get(), _permit: permit },
            Err(_) => unreachable!(),
        }
    }
    pub async fn write(&self) -> RwLockWriteGuard<'_, T> {
        match self.semaphore.acquire_many(READERS).await {
            Ok(permit) => RwLockWriteGuard { value: self.value.get(), _permit: permit },
            Err(_) => unreachable!(),
        }
    }
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let permit = self.semaphore.try_acquire()?;
        Some(RwLockReadGuard { value: self.value.get(), _permit: permit })
    }
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        let permit = self.semaphore.try_acquire_many(READERS)?;
        Some(RwLockWriteGuard { value: self.value.get(), _permit: permit })
    }
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

/// The value is reached by a pointer as long as the permit is held.
pub struct MutexGuard<'a, T: ?Sized> {
    value: *mut T,
    _permit: Permit<'a>,
}
pub struct RwLockReadGuard<'a, T: ?Sized> {
    value: *const T,
    _permit: Permit<'a>,
}
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    value: *mut T,
    _permit: Permit<'a>,
}
unsafe impl<T: ?Sized + Send> Send for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Send + Sync> Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.value }
    }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.value }
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.value }
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.value }
    }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.value }
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
