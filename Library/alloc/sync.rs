//! `Arc`: shared ownership between threads.

use crate::shared::prelude::*;
use core::sync::atomic::{AtomicUsize, Ordering::{Acquire, Relaxed, Release}};

/// A count that several threads change.
struct Count(AtomicUsize);

impl Count {
    #[inline]
    const fn new(count: usize) -> Count {
        Count(AtomicUsize::new(count))
    }
    #[inline]
    fn get(&self) -> usize {
        self.0.load(Acquire)
    }
    #[inline]
    fn set(&self, count: usize) {
        self.0.store(count, Release);
    }
    #[inline]
    fn increment(&self) {
        self.0.fetch_add(1, Relaxed);
    }
    #[inline]
    fn decrement(&self) -> usize {
        self.0.fetch_sub(1, Release) - 1
    }
    #[inline]
    fn increment_unless_zero(&self) -> bool {
        let mut count = self.0.load(Relaxed);
        while count != 0 {
            match self.0.compare_exchange_weak(count, count + 1, Acquire, Relaxed) {
                Ok(_) => return true,
                Err(now) => count = now,
            }
        }
        false
    }
    #[inline]
    fn take_last(&self) -> bool {
        self.0.compare_exchange(1, 0, Acquire, Relaxed).is_ok()
    }
}

shared_pointer! {
    /// A value with several owners in any threads. Cloning it makes one more owner; the value goes
    /// with the last.
    ///
    /// ```
    /// use std::sync::Arc;
    /// let one = Arc::new(5);
    /// let other = Arc::clone(&one);
    /// std::thread::spawn(move || assert_eq!(*other, 5)).join().unwrap();
    /// assert_eq!(*one, 5);
    /// ```
    Arc
}

// SAFETY: the counts are atomic; the value is shared between owners and dropped by the last, in any
// thread.
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
// SAFETY: as above: a reference can be cloned.
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
// SAFETY: as above: an upgrade makes an owner.
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}

impl Arc<dyn Any + Send + Sync> {
    /// The pointer to the value with its type, if that is `T`.
    ///
    /// # Examples
    /// ```
    /// use std::{any::Any, sync::Arc};
    /// let value: Arc<dyn Any + Send + Sync> = Arc::new(5i32);
    /// assert_eq!(*value.downcast::<i32>().unwrap(), 5);
    /// ```
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            // SAFETY: the type of the value has just been compared with `T`.
            unsafe { Ok(Arc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>)) }
        } else {
            Err(self)
        }
    }
}
