//! Pointers that are never null.

use crate::cmp::Ordering;
use crate::marker::Unsize;
use crate::ops::{CoerceUnsized, DispatchFromDyn};
use crate::{fmt, hash, mem};

/// A `*mut T` that is not null, covariant in `T`.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}

impl<T> NonNull<T> {
    #[inline]
    pub const fn dangling() -> Self {
        unsafe { NonNull::new_unchecked(mem::align_of::<T>() as *mut T) }
    }

    #[inline]
    pub const unsafe fn add(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().add(count) as *const T } }
    }

    #[inline]
    pub const unsafe fn sub(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().sub(count) as *const T } }
    }

    #[inline]
    pub const unsafe fn offset(self, count: isize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().offset(count) as *const T } }
    }

    #[inline]
    pub const unsafe fn offset_from(self, origin: NonNull<T>) -> isize {
        unsafe { self.as_ptr().offset_from(origin.as_ptr() as *const T) }
    }

    #[inline]
    pub const unsafe fn read(self) -> T {
        unsafe { self.as_ptr().read() }
    }

    #[inline]
    pub const unsafe fn write(self, value: T) {
        unsafe { self.as_ptr().write(value) }
    }
}

impl<T: ?Sized> NonNull<T> {
    #[inline]
    pub const unsafe fn new_unchecked(pointer: *mut T) -> Self {
        unsafe { NonNull { pointer: pointer as *const T } }
    }

    #[inline]
    pub const fn new(pointer: *mut T) -> Option<Self> {
        if pointer.is_null() { None } else { Some(unsafe { NonNull::new_unchecked(pointer) }) }
    }

    #[inline]
    pub const fn from_ref(reference: &T) -> Self {
        unsafe { NonNull { pointer: reference as *const T } }
    }

    #[inline]
    pub const fn from_mut(reference: &mut T) -> Self {
        unsafe { NonNull { pointer: reference as *mut T as *const T } }
    }

    #[inline]
    pub const fn as_ptr(self) -> *mut T {
        self.pointer as *mut T
    }

    #[inline]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        unsafe { &*self.pointer }
    }

    #[inline]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        unsafe { &mut *self.as_ptr() }
    }

    #[inline]
    pub const fn cast<U>(self) -> NonNull<U> {
        unsafe { NonNull { pointer: self.pointer as *const U } }
    }

    #[inline]
    pub fn addr(self) -> crate::num::NonZero<usize> {
        unsafe { crate::num::NonZero::new_unchecked(self.pointer as *const u8 as usize) }
    }

    #[inline]
    pub unsafe fn drop_in_place(self) {
        unsafe { super::drop_in_place(self.as_ptr()) }
    }
}

impl<T> NonNull<[T]> {
    #[inline]
    pub const fn slice_from_raw_parts(data: NonNull<T>, length: usize) -> Self {
        unsafe { NonNull { pointer: super::slice_from_raw_parts(data.as_ptr() as *const T, length) } }
    }

    #[inline]
    pub const fn len(self) -> usize {
        self.pointer.len()
    }

    #[inline]
    pub const fn as_non_null_ptr(self) -> NonNull<T> {
        self.cast()
    }

    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self.pointer as *mut T
    }
}

impl<T: ?Sized> Clone for NonNull<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<NonNull<U>> for NonNull<T> {}

impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialEq for NonNull<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ptr().cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_ptr().partial_cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> hash::Hash for NonNull<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.as_ptr().hash(state)
    }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(reference: &mut T) -> Self {
        NonNull::from_mut(reference)
    }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(reference: &T) -> Self {
        NonNull::from_ref(reference)
    }
}
