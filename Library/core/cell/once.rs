//! A cell that is written at most once.

use super::UnsafeCell;
use crate::{fmt, mem};

/// A cell that is written at most once.
pub struct OnceCell<T> {
    inner: UnsafeCell<Option<T>>,
}

impl<T> OnceCell<T> {
    /// A cell without a value.
    #[inline]
    pub const fn new() -> OnceCell<T> {
        OnceCell { inner: UnsafeCell::new(None) }
    }
    /// The value, if it was set.
    ///
    /// # Examples
    /// ```
    /// use std::cell::OnceCell;
    /// let cell = OnceCell::new();
    /// assert_eq!(cell.get(), None);
    /// assert_eq!(cell.set(5), Ok(()));
    /// assert_eq!(cell.set(6), Err(6));
    /// assert_eq!(cell.get(), Some(&5));
    /// ```
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // SAFETY: a value that is there stays until the cell is borrowed mutably.
        unsafe { &*self.inner.get() }.as_ref()
    }
    /// The value, mutable, if it was set.
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.inner.get_mut().as_mut()
    }
    /// Sets the value; gives it back if there was one already.
    pub fn set(&self, value: T) -> Result<(), T> {
        if self.get().is_some() {
            return Err(value);
        }
        // SAFETY: there was no value, so nobody has a reference to it.
        unsafe { *self.inner.get() = Some(value) };
        Ok(())
    }
    /// The value, which the function makes if there was none.
    ///
    /// # Panics
    /// Panics if the function sets the cell itself.
    ///
    /// # Examples
    /// ```
    /// use std::cell::OnceCell;
    /// let cell = OnceCell::new();
    /// assert_eq!(cell.get_or_init(|| "first"), &"first");
    /// assert_eq!(cell.get_or_init(|| "second"), &"first");
    /// ```
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        match self.get() {
            Some(value) => value,
            None => {
                let value = f();
                if self.set(value).is_err() {
                    panic!("reentrant init")
                }
                // SAFETY: there is a value: it was set just now, if there was none.
                unsafe { self.get().unwrap_unchecked() }
            }
        }
    }
    /// The value, if it was set.
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner()
    }
    /// The value, if it was set, leaving none.
    pub fn take(&mut self) -> Option<T> {
        mem::take(self).into_inner()
    }
}

impl<T> Default for OnceCell<T> {
    fn default() -> Self {
        OnceCell::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("OnceCell");
        match self.get() {
            Some(value) => builder.field(value),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}
impl<T: Clone> Clone for OnceCell<T> {
    fn clone(&self) -> OnceCell<T> {
        OnceCell { inner: UnsafeCell::new(self.get().cloned()) }
    }
}
impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq> Eq for OnceCell<T> {}
impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self {
        OnceCell { inner: UnsafeCell::new(Some(value)) }
    }
}
