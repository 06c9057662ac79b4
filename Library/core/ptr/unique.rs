//! A pointer that owns what it points at.

use super::NonNull;
use crate::marker::{PhantomData, Unsize};
use crate::ops::{CoerceUnsized, DispatchFromDyn};

/// A non-null pointer to an owned value: `Send` and `Sync` as the value is.
#[cfg_attr(not(rustc_check), lang = "ptr_unique")]
#[repr(transparent)]
pub struct Unique<T: ?Sized> {
    pointer: NonNull<T>,
    _owned: PhantomData<T>,
}

// SAFETY: it owns what it points to, which may go to another thread.
unsafe impl<T: Send + ?Sized> Send for Unique<T> {}
// SAFETY: it gives shared references only to who shares it.
unsafe impl<T: Sync + ?Sized> Sync for Unique<T> {}

impl<T> Unique<T> {
    /// A pointer that is aligned but points nowhere.
    #[inline]
    pub const fn dangling() -> Self {
        Unique { pointer: NonNull::dangling(), _owned: PhantomData }
    }
}

impl<T: ?Sized> Unique<T> {
    /// The pointer, unchecked.
    ///
    /// # Safety
    /// It is not null.
    #[inline]
    pub const unsafe fn new_unchecked(pointer: *mut T) -> Self {
        // SAFETY: the caller promises that it is not null.
        unsafe { Unique { pointer: NonNull::new_unchecked(pointer), _owned: PhantomData } }
    }

    /// The pointer.
    #[inline]
    pub const fn as_ptr(self) -> *mut T {
        self.pointer.as_ptr()
    }
}

impl<T: ?Sized> Clone for Unique<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Unique<U>> for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Unique<U>> for Unique<T> {}
