//! A value computed on first use, shared between threads.

use super::OnceLock;
use crate::cell::Cell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::panic::{RefUnwindSafe, UnwindSafe};

/// A value computed on first use.
pub struct LazyLock<T, F = fn() -> T> {
    value: OnceLock<T>,
    initializer: Cell<Option<F>>,
}

// The initialiser is only touched by the thread that initialises.
// SAFETY: the initialiser is taken by the one thread that initialises; the value is shared afterwards.
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that the function makes when it is first used.
    ///
    /// # Examples
    /// ```
    /// use std::sync::LazyLock;
    /// static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| vec!["a", "b"]);
    /// assert_eq!(NAMES.len(), 2);
    /// ```
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock { value: OnceLock::new(), initializer: Cell::new(Some(f)) }
    }
    /// The value, made now if it is not there. Other threads wait meanwhile.
    ///
    /// # Panics
    /// If the function panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::LazyLock;
    /// let lazy = LazyLock::new(|| 5);
    /// assert_eq!(*LazyLock::force(&lazy), 5);
    /// ```
    #[inline]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.value.get_or_init(|| match this.initializer.take() {
            Some(f) => f(),
            None => panic!("LazyLock instance has previously been poisoned"),
        })
    }
}
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// The value to be changed, made now if it is not there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::LazyLock;
    /// let mut lazy = LazyLock::new(|| 5);
    /// *LazyLock::force_mut(&mut lazy) += 1;
    /// assert_eq!(*lazy, 6);
    /// ```
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        LazyLock::force(this);
        this.value.get_mut().unwrap()
    }
}
impl<T, F> LazyLock<T, F> {
    /// The value, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::LazyLock;
    /// let lazy = LazyLock::new(|| 5);
    /// assert_eq!(LazyLock::get(&lazy), None);
    /// LazyLock::force(&lazy);
    /// assert_eq!(LazyLock::get(&lazy), Some(&5));
    /// ```
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        this.value.get()
    }
    /// The value to be changed, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::LazyLock;
    /// let mut lazy = LazyLock::new(|| 5);
    /// assert_eq!(LazyLock::get_mut(&mut lazy), None);
    /// ```
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> {
        this.value.get_mut()
    }
}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}
impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: Default> Default for LazyLock<T> {
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}
impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("LazyLock");
        match self.value.get() {
            Some(value) => builder.field(value),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}
