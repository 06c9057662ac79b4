//! A value computed on first use.

use super::{Cell, OnceCell};
use crate::fmt;
use crate::ops::{Deref, DerefMut};

/// A value computed on first use.
pub struct LazyCell<T, F = fn() -> T> {
    value: OnceCell<T>,
    initializer: Cell<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    /// A value that the function will make when it is needed first.
    #[inline]
    pub const fn new(f: F) -> LazyCell<T, F> {
        LazyCell { value: OnceCell::new(), initializer: Cell::new(Some(f)) }
    }

    /// The value, which is made now if it was not yet.
    ///
    /// # Panics
    /// Panics if the function panics, and again each time after that.
    ///
    /// # Examples
    /// ```
    /// use std::cell::LazyCell;
    /// let lazy = LazyCell::new(|| "made".to_string());
    /// assert_eq!(LazyCell::force(&lazy), "made");
    /// ```
    #[inline]
    pub fn force(this: &LazyCell<T, F>) -> &T {
        this.value.get_or_init(|| match this.initializer.take() {
            Some(f) => f(),
            None => panic!("LazyCell instance has previously been poisoned"),
        })
    }
}

impl<T, F> LazyCell<T, F> {
    /// The value, if it has been computed.
    #[inline]
    pub fn get(this: &LazyCell<T, F>) -> Option<&T> {
        this.value.get()
    }
    /// The value, mutable, if it was made already.
    #[inline]
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T> {
        this.value.get_mut()
    }
}
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    /// The value, mutable, which is made now if it was not yet.
    #[inline]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T {
        LazyCell::force(this);
        // SAFETY: the value was made just now, if it was not there.
        unsafe { this.value.get_mut().unwrap_unchecked() }
    }
}
impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        LazyCell::force_mut(self)
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        LazyCell::force(self)
    }
}
impl<T: Default> Default for LazyCell<T> {
    fn default() -> LazyCell<T> {
        LazyCell::new(T::default)
    }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("LazyCell");
        match self.value.get() {
            Some(value) => builder.field(value),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}
