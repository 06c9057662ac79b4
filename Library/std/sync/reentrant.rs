//! A lock that its owner may take again.

use super::atomic::{AtomicUsize, Ordering::Relaxed};
use super::mutex::RawMutex;
use crate::cell::Cell;
use crate::ops::Deref;

pub(crate) struct ReentrantLock<T> {
    raw: RawMutex,
    /// The address of a thread-local variable of the owner.
    owner: AtomicUsize,
    count: Cell<usize>,
    data: T,
}

// SAFETY: the value goes with the lock.
unsafe impl<T: Send> Send for ReentrantLock<T> {}
// SAFETY: one thread at a time gets at the value and at the count.
unsafe impl<T: Send> Sync for ReentrantLock<T> {}

pub(crate) struct ReentrantLockGuard<'a, T> {
    lock: &'a ReentrantLock<T>,
}
impl<T> !Send for ReentrantLockGuard<'_, T> {}
// SAFETY: a shared guard only gives shared references.
unsafe impl<T: Sync> Sync for ReentrantLockGuard<'_, T> {}

/// A number that no other running thread has.
fn thread_mark() -> usize {
    #[thread_local]
    static MARK: u8 = 0;
    &raw const MARK as usize
}

impl<T> ReentrantLock<T> {
    /// A lock that nobody has.
    pub(crate) const fn new(data: T) -> ReentrantLock<T> {
        ReentrantLock { raw: RawMutex::new(), owner: AtomicUsize::new(0), count: Cell::new(0), data }
    }
    /// Takes the lock, and waits for it unless this thread has it.
    pub(crate) fn lock(&self) -> ReentrantLockGuard<'_, T> {
        let mark = thread_mark();
        if self.owner.load(Relaxed) != mark {
            self.raw.lock();
            self.owner.store(mark, Relaxed);
        }
        self.count.set(self.count.get() + 1);
        ReentrantLockGuard { lock: self }
    }
    /// Takes the lock if nobody has it but this thread.
    pub(crate) fn try_lock(&self) -> Option<ReentrantLockGuard<'_, T>> {
        let mark = thread_mark();
        if self.owner.load(Relaxed) != mark {
            if !self.raw.try_lock() {
                return None;
            }
            self.owner.store(mark, Relaxed);
        }
        self.count.set(self.count.get() + 1);
        Some(ReentrantLockGuard { lock: self })
    }
}
impl<T> Deref for ReentrantLockGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.lock.data
    }
}
impl<T> Drop for ReentrantLockGuard<'_, T> {
    fn drop(&mut self) {
        let left = self.lock.count.get() - 1;
        self.lock.count.set(left);
        if left == 0 {
            self.lock.owner.store(0, Relaxed);
            self.lock.raw.unlock();
        }
    }
}
