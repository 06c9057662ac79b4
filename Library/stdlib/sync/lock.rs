//! A mutex and a reader-writer lock over semaphores. A panic while one is held does not poison it.

use super::semaphore::{Permit, Semaphore};
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value that one task at a time gets at. The guard may be held while awaiting.
///
/// # Examples
/// ```
/// use std::rc::Rc;
/// use stdlib::sync::Mutex;
/// use stdlib::task::{block_on, spawn, yield_now};
/// block_on(async {
///     let total = Rc::new(Mutex::new(0));
///     let add = |total: Rc<Mutex<i32>>| async move {
///         let mut total = total.lock().await;
///         let before = *total;
///         yield_now().await;
///         *total = before + 1;
///     };
///     let tasks = [spawn(add(total.clone())), spawn(add(total.clone()))];
///     for task in tasks {
///         task.await.unwrap();
///     }
///     assert_eq!(*total.lock().await, 2);
/// });
/// ```
pub struct Mutex<T: ?Sized> {
    semaphore: Semaphore,
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A value that nobody has locked.
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { semaphore: Semaphore::new(1), value: UnsafeCell::new(value) }
    }
    /// The value.
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
    /// The lock, if nobody has it or waits for it.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        let permit = self.semaphore.try_acquire()?;
        Some(MutexGuard { value: self.value.get(), _permit: permit })
    }
    /// The value, mutable, as nobody else has the mutex.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

/// A value that many tasks may read, or one may change.
///
/// # Examples
/// ```
/// use stdlib::sync::RwLock;
/// stdlib::task::block_on(async {
///     let settings = RwLock::new(vec!["fast"]);
///     {
///         let (one, two) = (settings.read().await, settings.read().await);
///         assert_eq!(*one, *two);
///     }
///     settings.write().await.push("safe");
///     assert_eq!(settings.read().await.len(), 2);
/// });
/// ```
pub struct RwLock<T: ?Sized> {
    semaphore: Semaphore,
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

/// Readers take one permit, a writer takes all. Those that wait are served in turn: writers do not starve.
const READERS: usize = u32::MAX as usize >> 3;

impl<T> RwLock<T> {
    /// A value that nobody has locked.
    pub const fn new(value: T) -> RwLock<T> {
        RwLock { semaphore: Semaphore::new(READERS), value: UnsafeCell::new(value) }
    }
    /// The value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
impl<T: ?Sized> RwLock<T> {
    /// Waits in turn until nobody changes the value.
    pub async fn read(&self) -> RwLockReadGuard<'_, T> {
        match self.semaphore.acquire().await {
            Ok(permit) => RwLockReadGuard { value: self.value.get(), _permit: permit },
            Err(_) => unreachable!(),
        }
    }
    /// Waits in turn until nobody else has the value.
    pub async fn write(&self) -> RwLockWriteGuard<'_, T> {
        match self.semaphore.acquire_many(READERS).await {
            Ok(permit) => RwLockWriteGuard { value: self.value.get(), _permit: permit },
            Err(_) => unreachable!(),
        }
    }
    /// The lock for reading, if nobody has it for writing or waits.
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let permit = self.semaphore.try_acquire()?;
        Some(RwLockReadGuard { value: self.value.get(), _permit: permit })
    }
    /// The lock for writing, if nobody has it or waits.
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        let permit = self.semaphore.try_acquire_many(READERS)?;
        Some(RwLockWriteGuard { value: self.value.get(), _permit: permit })
    }
    /// The value, mutable, as nobody else has the lock.
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
/// Gives the value to read; the lock is free again when this is dropped.
pub struct RwLockReadGuard<'a, T: ?Sized> {
    value: *const T,
    _permit: Permit<'a>,
}
/// Gives the value to change; the lock is free again when this is dropped.
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
