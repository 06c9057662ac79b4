//! Iterators that take elements out of a vector.

use super::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use core::slice;

/// `Vec::drain`
pub struct Drain<'a, T> {
    vec: NonNull<Vec<T>>,
    /// The elements that are still to be yielded.
    start: usize,
    end: usize,
    /// Where the elements behind the range start, and how many they are.
    tail: usize,
    tail_length: usize,
    _marker: PhantomData<&'a mut Vec<T>>,
}

// SAFETY: the drain gives what a reference to the elements and the elements themselves give.
unsafe impl<T: Sync> Sync for Drain<'_, T> {}
// SAFETY: as above: the pointer is a mutable borrow of the vector.
unsafe impl<T: Send> Send for Drain<'_, T> {}

impl<'a, T> Drain<'a, T> {
    pub(super) fn new(vec: &'a mut Vec<T>, start: usize, end: usize) -> Self {
        let tail_length = vec.length - end;
        // When the drain leaks, so do the elements from here on.
        vec.length = start;
        Drain { vec: NonNull::from(vec), start, end, tail: end, tail_length, _marker: PhantomData }
    }
    /// The elements that are still to be taken.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// let mut taken = list.drain(..);
    /// taken.next();
    /// assert_eq!(taken.as_slice(), [2, 3]);
    /// ```
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: the elements from `start` to `end` are initialised and not yet taken.
        unsafe { slice::from_raw_parts(self.vec.as_ref().as_ptr().add(self.start), self.end - self.start) }
    }
    fn base(&self) -> *mut T {
        // SAFETY: the vector is borrowed mutably for as long as the drain is there.
        unsafe { (*self.vec.as_ptr()).as_mut_ptr() }
    }
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let index = self.start;
        self.start += 1;
        // SAFETY: the element is initialised, and `start` has passed it, so that it is read once.
        Some(unsafe { ptr::read(self.base().add(index)) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.end - self.start;
        (length, Some(length))
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the element is initialised, and `end` has passed it, so that it is read once.
        Some(unsafe { ptr::read(self.base().add(self.end)) })
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

/// Moves the tail of a drained vector down.
struct CloseGap<'r, 'a, T>(&'r mut Drain<'a, T>);
impl<T> Drop for CloseGap<'_, '_, T> {
    fn drop(&mut self) {
        // SAFETY: the tail lies behind what was drained, and the gap before it has no elements that are
        // left.
        unsafe {
            let vec = self.0.vec.as_mut();
            let length = vec.length;
            if self.0.tail_length > 0 && self.0.tail != length {
                let base = vec.as_mut_ptr();
                ptr::copy(base.add(self.0.tail) as *const T, base.add(length), self.0.tail_length);
            }
            vec.length = length + self.0.tail_length;
        }
    }
}
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        let (start, count) = (self.start, self.end - self.start);
        self.start = self.end;
        let gap = CloseGap(self);
        // SAFETY: these elements were not taken, and nobody else drops them.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(gap.0.base().add(start), count)) }
    }
}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_slice()).finish()
    }
}

/// `Vec::splice`
pub struct Splice<'a, I: Iterator + 'a> {
    drain: Drain<'a, I::Item>,
    replacement: I,
}
impl<'a, I: Iterator> Splice<'a, I> {
    pub(super) fn new(drain: Drain<'a, I::Item>, replacement: I) -> Self {
        Splice { drain, replacement }
    }
}
impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        self.drain.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drain.size_hint()
    }
}
impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.drain.next_back()
    }
}
impl<I: Iterator> Drop for Splice<'_, I> {
    fn drop(&mut self) {
        while let Some(item) = self.drain.next() {
            drop(item);
        }
        let added: Vec<I::Item> = self.replacement.by_ref().collect();
        // SAFETY: the vector is borrowed for as long as the drain is; the gap up to `tail` has no
        // elements, and it was made wide enough for those that are written.
        unsafe {
            let drain = &mut self.drain;
            let vec = drain.vec.as_mut();
            let start = vec.length;
            let gap = drain.tail - start;
            if added.len() > gap {
                vec.buffer.reserve(drain.tail + drain.tail_length, added.len() - gap);
                let base = vec.as_mut_ptr();
                let new_tail = start + added.len();
                ptr::copy(base.add(drain.tail) as *const I::Item, base.add(new_tail), drain.tail_length);
                drain.tail = new_tail;
            }
            let base = vec.as_mut_ptr();
            for item in added {
                ptr::write(base.add(vec.length), item);
                vec.length += 1;
            }
            drain.start = drain.tail;
            drain.end = drain.tail;
        }
    }
}

/// `Vec::extract_if`
pub struct ExtractIf<'a, T, F> {
    vec: &'a mut Vec<T>,
    index: usize,
    end: usize,
    removed: usize,
    original: usize,
    predicate: F,
}
impl<'a, T, F> ExtractIf<'a, T, F> {
    pub(super) fn new(vec: &'a mut Vec<T>, index: usize, end: usize, predicate: F) -> Self {
        let original = vec.length;
        vec.length = 0;
        ExtractIf { vec, index, end, removed: 0, original, predicate }
    }
}
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.index < self.end {
            // SAFETY: all elements from `index` to `end` are still there, and an element that is read is
            // not kept; those that are kept move over ones that are gone.
            unsafe {
                let current = self.vec.as_mut_ptr().add(self.index);
                let extracted = (self.predicate)(&mut *current);
                self.index += 1;
                if extracted {
                    self.removed += 1;
                    return Some(ptr::read(current));
                }
                if self.removed > 0 {
                    ptr::copy_nonoverlapping(current as *const T, current.sub(self.removed), 1);
                }
            }
        }
        None
    }
}
impl<T, F> Drop for ExtractIf<'_, T, F> {
    fn drop(&mut self) {
        // SAFETY: the elements from `index` on are there, and so many before them are gone; what is left
        // is then without a gap.
        unsafe {
            if self.removed > 0 {
                let current = self.vec.as_mut_ptr().add(self.index);
                ptr::copy(current as *const T, current.sub(self.removed), self.original - self.index);
            }
            self.vec.length = self.original - self.removed;
        }
    }
}
