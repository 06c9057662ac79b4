//! Iterators over the elements of a slice.

use super::{from_raw_parts, from_raw_parts_mut};
use crate::fmt;
use crate::iter::{DoubleEndedIterator, ExactSizeIterator, FusedIterator};
use crate::marker::PhantomData;
use crate::mem;
use crate::ptr::NonNull;

/// Yields shared references to the elements.
pub struct Iter<'a, T: 'a> {
    pointer: NonNull<T>,
    /// The end of the slice; for types without size, the start plus the number of elements.
    end: *const T,
    _marker: PhantomData<&'a T>,
}

/// Yields mutable references to the elements.
pub struct IterMut<'a, T: 'a> {
    pointer: NonNull<T>,
    end: *mut T,
    _marker: PhantomData<&'a mut T>,
}

// SAFETY: it gives shared references only.
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Send for Iter<'_, T> {}
// SAFETY: sharing it gives shared references only.
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
// SAFETY: it gives each element's mutable reference once, as the slice itself could.
unsafe impl<T: Send> Send for IterMut<'_, T> {}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a [T]) -> Self {
        let start = slice.as_ptr();
        // SAFETY: the end of a slice is within its allocation; for types without a size the end is a count.
        unsafe {
            let end = if mem::size_of::<T>() == 0 { start.wrapping_byte_add(slice.len()) } else { start.add(slice.len()) };
            Iter { pointer: NonNull::new_unchecked(start as *mut T), end, _marker: PhantomData }
        }
    }
    /// The elements that are left.
    ///
    /// # Examples
    /// ```
    /// let values = [1, 2, 3];
    /// let mut rest = values.iter();
    /// rest.next();
    /// assert_eq!(rest.as_slice(), [2, 3]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &'a [T] {
        // SAFETY: from the pointer to the end there are elements.
        unsafe { from_raw_parts(self.pointer.as_ptr() as *const T, self.length()) }
    }
}

impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a mut [T]) -> Self {
        let length = slice.len();
        let start = slice.as_mut_ptr();
        // SAFETY: the end of a slice is within its allocation; for types without a size the end is a count.
        unsafe {
            let end = if mem::size_of::<T>() == 0 { start.wrapping_byte_add(length) } else { start.add(length) };
            IterMut { pointer: NonNull::new_unchecked(start), end, _marker: PhantomData }
        }
    }
    /// The elements that are still to come.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: from the pointer to the end there are elements.
        unsafe { from_raw_parts(self.pointer.as_ptr() as *const T, self.length()) }
    }
    /// The elements that are still to come, mutable.
    #[inline]
    pub fn into_slice(self) -> &'a mut [T] {
        // SAFETY: from the pointer to the end there are elements, and nobody else has them.
        unsafe { from_raw_parts_mut(self.pointer.as_ptr(), self.length()) }
    }
}

impl<T> Clone for Iter<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        Iter { pointer: self.pointer, end: self.end, _marker: PhantomData }
    }
}
impl<T> AsRef<[T]> for Iter<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        (&[]).into_iter()
    }
}
impl<T> AsRef<[T]> for IterMut<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T> Default for IterMut<'_, T> {
    fn default() -> Self {
        (&mut []).into_iter()
    }
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.as_slice()).finish()
    }
}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IterMut").field(&self.as_slice()).finish()
    }
}

macro_rules! slice_iterator {
    ($name:ident, $reference:ty, $pointer:ident => $make:expr) => {
        impl<'a, T> $name<'a, T> {
            #[inline]
            fn length(&self) -> usize {
                if mem::size_of::<T>() == 0 {
                    (self.end as usize).wrapping_sub(self.pointer.as_ptr() as usize)
                } else {
                    // SAFETY: both are in one slice, and the end is not before the pointer.
                    unsafe { self.end.offset_from_unsigned(self.pointer.as_ptr() as *const T) }
                }
            }
            #[inline]
            fn at_end(&self) -> bool {
                self.pointer.as_ptr() as usize == self.end as usize
            }
            /// Moves the start by elements that are there; gives the old one.
            #[inline]
            // SAFETY: the caller promises that so many elements are left.
            unsafe fn advance_start(&mut self, count: usize) -> *mut T {
                let $pointer = self.pointer.as_ptr();
                // SAFETY: so many elements are left.
                unsafe {
                    if mem::size_of::<T>() == 0 {
                        self.end = self.end.wrapping_byte_sub_elements(count);
                    } else {
                        self.pointer = NonNull::new_unchecked($pointer.add(count));
                    }
                }
                $pointer
            }
            /// Moves the end by elements that are there; gives the new one.
            #[inline]
            // SAFETY: the caller promises that so many elements are left.
            unsafe fn retreat_end(&mut self, count: usize) -> *mut T {
                if mem::size_of::<T>() == 0 {
                    self.end = self.end.wrapping_byte_sub_elements(count);
                    self.pointer.as_ptr()
                } else {
                    // SAFETY: so many elements are left.
                    unsafe {
                        self.end = self.end.sub(count);
                    }
                    self.end as *mut T
                }
            }
        }

        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $reference;
            #[inline]
            fn next(&mut self) -> Option<$reference> {
                if self.at_end() {
                    return None;
                }
                // SAFETY: an element is left.
                unsafe {
                    let $pointer = self.advance_start(1);
                    Some($make)
                }
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let length = self.length();
                (length, Some(length))
            }
            #[inline]
            fn count(self) -> usize {
                self.length()
            }
            #[inline]
            fn nth(&mut self, n: usize) -> Option<$reference> {
                let length = self.length();
                // SAFETY: so many elements are left.
                unsafe {
                    if n >= length {
                        self.advance_start(length);
                        return None;
                    }
                    self.advance_start(n);
                    let $pointer = self.advance_start(1);
                    Some($make)
                }
            }
            #[inline]
            fn last(mut self) -> Option<$reference> {
                self.next_back()
            }
        }

        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$reference> {
                if self.at_end() {
                    return None;
                }
                // SAFETY: an element is left.
                unsafe {
                    let $pointer = self.retreat_end(1);
                    Some($make)
                }
            }
            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<$reference> {
                let length = self.length();
                // SAFETY: so many elements are left.
                unsafe {
                    if n >= length {
                        self.retreat_end(length);
                        return None;
                    }
                    let $pointer = self.retreat_end(n + 1);
                    Some($make)
                }
            }
        }

        impl<T> ExactSizeIterator for $name<'_, T> {
            #[inline]
            fn len(&self) -> usize {
                self.length()
            }
        }
        impl<T> FusedIterator for $name<'_, T> {}
    };
}
slice_iterator! { Iter, &'a T, pointer => &*(pointer as *const T) }
slice_iterator! { IterMut, &'a mut T, pointer => &mut *pointer }

/// Moving the end of an iterator over elements without size, which counts in bytes.
trait CountingEnd {
    fn wrapping_byte_sub_elements(self, count: usize) -> Self;
}
impl<T> CountingEnd for *const T {
    #[inline]
    fn wrapping_byte_sub_elements(self, count: usize) -> Self {
        (self as *const u8).wrapping_sub(count) as *const T
    }
}
impl<T> CountingEnd for *mut T {
    #[inline]
    fn wrapping_byte_sub_elements(self, count: usize) -> Self {
        (self as *mut u8).wrapping_sub(count) as *mut T
    }
}

impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
