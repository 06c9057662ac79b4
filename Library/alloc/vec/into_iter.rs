//! The elements of a vector, by value.

use super::Vec;
use crate::raw_vec::RawVec;
use core::fmt;
use core::iter::FusedIterator;
use core::mem::ManuallyDrop;
use core::{ptr, slice};

/// The elements of a vector, by value.
pub struct IntoIter<T> {
    /// The memory of the vector.
    buffer: RawVec<T>,
    /// The elements that are left.
    start: usize,
    end: usize,
}

impl<T> IntoIter<T> {
    /// The elements that are left.
    ///
    /// # Examples
    /// ```
    /// let mut letters = vec!['a', 'b', 'c'].into_iter();
    /// letters.next();
    /// assert_eq!(letters.as_slice(), ['b', 'c']);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: the elements from `start` to `end` are initialised.
        unsafe { slice::from_raw_parts(self.buffer.pointer().add(self.start) as *const T, self.end - self.start) }
    }
    /// The elements that are left, to be changed.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![1, 2].into_iter();
    /// numbers.as_mut_slice()[1] = 7;
    /// assert_eq!(numbers.collect::<Vec<_>>(), [1, 7]);
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: the elements from `start` to `end` are initialised.
        unsafe { slice::from_raw_parts_mut(self.buffer.pointer().add(self.start), self.end - self.start) }
    }
    /// A vector with the elements that are left, in the same memory.
    pub(crate) fn into_vec(self) -> Vec<T> {
        let this = ManuallyDrop::new(self);
        // SAFETY: the elements that are left are moved within the buffer, which the vector takes over.
        unsafe {
            let base = this.buffer.pointer();
            let count = this.end - this.start;
            if this.start != 0 {
                ptr::copy(base.add(this.start) as *const T, base, count);
            }
            Vec { buffer: ptr::read(&this.buffer), length: count }
        }
    }
}

impl<T> IntoIterator for Vec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        let this = ManuallyDrop::new(self);
        // SAFETY: the vector is not dropped, so that the buffer has one owner.
        IntoIter { buffer: unsafe { ptr::read(&this.buffer) }, start: 0, end: this.length }
    }
}
impl<'a, T> IntoIterator for &'a Vec<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> slice::Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut Vec<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> slice::IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let index = self.start;
        self.start = index + 1;
        // SAFETY: the element is initialised, and `start` has passed it, so that it is read once.
        Some(unsafe { ptr::read(self.buffer.pointer().add(index)) })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.end - self.start;
        (length, Some(length))
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        let length = self.end - self.start;
        let skipped = if n < length { n } else { length };
        // SAFETY: the elements that are passed over are initialised, and nobody else drops them.
        unsafe {
            let passed = ptr::slice_from_raw_parts_mut(self.buffer.pointer().add(self.start), skipped);
            self.start += skipped;
            ptr::drop_in_place(passed);
        }
        self.next()
    }
    #[inline]
    fn count(self) -> usize {
        self.end - self.start
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the element is initialised, and `end` has passed it, so that it is read once.
        Some(unsafe { ptr::read(self.buffer.pointer().add(self.end)) })
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

// SAFETY: the elements are dropped, and not used otherwise.
unsafe impl<#[may_dangle] T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        // SAFETY: the elements that are left are initialised, and nobody else drops them.
        unsafe {
            let rest =
                ptr::slice_from_raw_parts_mut(self.buffer.pointer().add(self.start), self.end - self.start);
            ptr::drop_in_place(rest);
        }
    }
}
impl<T: Clone> Clone for IntoIter<T> {
    fn clone(&self) -> Self {
        crate::slice::to_vec(self.as_slice()).into_iter()
    }
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        Vec::new().into_iter()
    }
}
impl<T> AsRef<[T]> for IntoIter<T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
