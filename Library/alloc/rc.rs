//! `Rc`: shared ownership within a thread.

use crate::shared::prelude::*;
use core::cell::Cell;

/// A count that one thread changes.
struct Count(Cell<usize>);

impl Count {
    #[inline]
    const fn new(count: usize) -> Count {
        Count(Cell::new(count))
    }
    #[inline]
    fn get(&self) -> usize {
        self.0.get()
    }
    #[inline]
    fn set(&self, count: usize) {
        self.0.set(count);
    }
    #[inline]
    fn increment(&self) {
        self.0.set(self.0.get() + 1);
    }
    #[inline]
    fn decrement(&self) -> usize {
        let left = self.0.get() - 1;
        self.0.set(left);
        left
    }
    #[inline]
    fn increment_unless_zero(&self) -> bool {
        let count = self.0.get();
        if count == 0 {
            return false;
        }
        self.0.set(count + 1);
        true
    }
    #[inline]
    fn take_last(&self) -> bool {
        let last = self.0.get() == 1;
        if last {
            self.0.set(0);
        }
        last
    }
}

shared_pointer! {
    /// A value with several owners in one thread. Cloning it makes one more owner; the value goes
    /// with the last.
    ///
    /// ```
    /// use std::rc::Rc;
    /// let one = Rc::new(5);
    /// let other = Rc::clone(&one);
    /// assert_eq!((*other, Rc::strong_count(&one)), (5, 2));
    /// ```
    Rc
}

impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}

impl Rc<dyn Any> {
    /// The pointer to the value with its type, if that is `T`.
    ///
    /// # Examples
    /// ```
    /// use std::{any::Any, rc::Rc};
    /// let value: Rc<dyn Any> = Rc::new(5i32);
    /// let value = value.downcast::<String>().unwrap_err();
    /// assert_eq!(*value.downcast::<i32>().unwrap(), 5);
    /// ```
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() {
            // SAFETY: the type of the value has just been compared with `T`.
            unsafe { Ok(Rc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>)) }
        } else {
            Err(self)
        }
    }
}
