//! A wrapper whose content is not dropped.

use crate::ops::{Deref, DerefMut};
use crate::ptr;

/// Holds a value that the compiler does not drop.
#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ManuallyDrop<T: ?Sized> {
    value: T,
}

impl<T> ManuallyDrop<T> {
    /// Keeps the value from being dropped by itself.
    ///
    /// # Examples
    /// ```
    /// use std::mem::ManuallyDrop;
    /// let mut text = ManuallyDrop::new(String::from("mine"));
    /// assert_eq!(text.len(), 4);
    /// // SAFETY: it is not used any more.
    /// unsafe { ManuallyDrop::drop(&mut text) };
    /// ```
    #[inline]
    pub const fn new(value: T) -> ManuallyDrop<T> {
        ManuallyDrop { value }
    }

    /// The value, which will be dropped again.
    ///
    /// # Examples
    /// ```
    /// use std::mem::ManuallyDrop;
    /// let text = ManuallyDrop::new(String::from("kept"));
    /// assert_eq!(ManuallyDrop::into_inner(text), "kept");
    /// ```
    #[inline]
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T {
        // SAFETY: the slot is not dropped, so the value is used once.
        unsafe { ptr::read(&slot as *const ManuallyDrop<T> as *const T) }
    }

    /// The value, which stays in the slot as well.
    ///
    /// # Safety
    /// The slot's value is not used again.
    #[inline]
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T {
        // SAFETY: the caller promises that the slot's value is not used again.
        unsafe { ptr::read(&slot.value) }
    }
}

impl<T: ?Sized> ManuallyDrop<T> {
    /// Drops the value in its place.
    ///
    /// # Safety
    /// The value is neither used nor dropped again.
    #[inline]
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) {
        // SAFETY: the caller promises that the value is not used again.
        unsafe { ptr::drop_in_place(&mut slot.value) }
    }
}

impl<T: ?Sized> Deref for ManuallyDrop<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> DerefMut for ManuallyDrop<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
