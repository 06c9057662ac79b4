//! `BinaryHeap`: the largest element first.

use crate::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;
use core::mem::{swap, ManuallyDrop};
use core::ops::{Deref, DerefMut};
use core::ptr;
use core::slice;

/// A priority queue: the largest element first.
pub struct BinaryHeap<T> {
    data: Vec<T>,
}

/// An element that was taken out, and its empty place.
struct Hole<'a, T> {
    data: &'a mut [T],
    element: ManuallyDrop<T>,
    position: usize,
}
impl<'a, T> Hole<'a, T> {
    #[inline]
    fn new(data: &'a mut [T], position: usize) -> Self {
        // SAFETY: the position is in bounds; the element has one owner, as its place is the hole.
        let element = unsafe { ptr::read(data.as_ptr().add(position)) };
        Hole { data, element: ManuallyDrop::new(element), position }
    }
    #[inline]
    fn get(&self, index: usize) -> &T {
        // SAFETY: those who call this give indices below the length.
        unsafe { self.data.get_unchecked(index) }
    }
    #[inline]
    fn move_to(&mut self, index: usize) {
        // SAFETY: both indices are in bounds, and differ: one is of a child of the other.
        unsafe {
            let base = self.data.as_mut_ptr();
            ptr::copy_nonoverlapping(base.add(index) as *const T, base.add(self.position), 1);
        }
        self.position = index;
    }
}
impl<T> Drop for Hole<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the position is in bounds, and its place is empty.
        unsafe { ptr::copy_nonoverlapping(&*self.element, self.data.as_mut_ptr().add(self.position), 1) }
    }
}

impl<T: Ord> BinaryHeap<T> {
    /// An empty heap; nothing is allocated.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(BinaryHeap::<i32>::new().is_empty());
    /// ```
    pub const fn new() -> BinaryHeap<T> {
        BinaryHeap { data: Vec::new() }
    }
    /// An empty heap with room for at least so many elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(BinaryHeap::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> {
        BinaryHeap { data: Vec::with_capacity(capacity) }
    }
    /// The largest element, to be changed; afterwards it sinks to its place: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1, 5]);
    /// *heap.peek_mut().unwrap() = 0;
    /// assert_eq!(heap.peek(), Some(&1));
    /// ```
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> {
        if self.is_empty() { None } else { Some(PeekMut { heap: self, changed: false }) }
    }
    /// Takes the largest element out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1, 5]);
    /// assert_eq!(heap.pop(), Some(5));
    /// assert_eq!(heap.pop(), Some(1));
    /// assert_eq!(heap.pop(), None);
    /// ```
    pub fn pop(&mut self) -> Option<T> {
        let mut item = self.data.pop()?;
        if !self.is_empty() {
            swap(&mut item, &mut self.data[0]);
            self.sift_down_to_bottom();
        }
        Some(item)
    }
    /// Puts an element in: O(1) on average, at most O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::new();
    /// heap.push(1);
    /// heap.push(5);
    /// assert_eq!(heap.peek(), Some(&5));
    /// ```
    pub fn push(&mut self, item: T) {
        let position = self.data.len();
        self.data.push(item);
        self.sift_up(0, position);
    }
    fn sift_up(&mut self, start: usize, position: usize) {
        let mut hole = Hole::new(&mut self.data, position);
        while hole.position > start {
            let parent = (hole.position - 1) / 2;
            if *hole.element <= *hole.get(parent) {
                break;
            }
            hole.move_to(parent);
        }
    }
    fn sift_down_range(&mut self, position: usize, end: usize) {
        let mut hole = Hole::new(&mut self.data, position);
        let mut child = 2 * position + 1;
        while child < end {
            if child + 1 < end && *hole.get(child) <= *hole.get(child + 1) {
                child += 1;
            }
            if *hole.element >= *hole.get(child) {
                return;
            }
            hole.move_to(child);
            child = 2 * hole.position + 1;
        }
    }
    /// Moves the root to a leaf and from there up: what comes from the end mostly belongs low.
    fn sift_down_to_bottom(&mut self) {
        let end = self.data.len();
        let mut hole = Hole::new(&mut self.data, 0);
        let mut child = 1;
        while child < end {
            if child + 1 < end && *hole.get(child) <= *hole.get(child + 1) {
                child += 1;
            }
            hole.move_to(child);
            child = 2 * hole.position + 1;
        }
        let position = hole.position;
        drop(hole);
        self.sift_up(0, position);
    }
    fn rebuild(&mut self) {
        let mut node = self.data.len() / 2;
        let end = self.data.len();
        while node > 0 {
            node -= 1;
            self.sift_down_range(node, end);
        }
    }
    /// The elements from the smallest to the largest: O(n log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([2, 3, 1]).into_sorted_vec(), [1, 2, 3]);
    /// ```
    pub fn into_sorted_vec(mut self) -> Vec<T> {
        let mut end = self.data.len();
        while end > 1 {
            end -= 1;
            self.data.swap(0, end);
            self.sift_down_range(0, end);
        }
        self.into_vec()
    }
    /// Moves all elements of another heap into this one: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let (mut a, mut b) = (BinaryHeap::from([1]), BinaryHeap::from([2]));
    /// a.append(&mut b);
    /// assert_eq!((a.len(), b.len()), (2, 0));
    /// ```
    pub fn append(&mut self, other: &mut BinaryHeap<T>) {
        self.data.append(&mut other.data);
        self.rebuild();
    }
    /// Keeps the elements for which the predicate holds: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1, 2, 3]);
    /// heap.retain(|n| n % 2 == 1);
    /// assert_eq!(heap.into_sorted_vec(), [1, 3]);
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) {
        self.data.retain(f);
        self.rebuild();
    }
}

impl<T> BinaryHeap<T> {
    /// References to the elements, in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([1, 2]).iter().sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { iter: self.data.iter() }
    }
    /// The largest element: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([1, 5]).peek(), Some(&5));
    /// ```
    pub fn peek(&self) -> Option<&T> {
        self.data.first()
    }
    /// How many elements there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(BinaryHeap::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn capacity(&self) -> usize {
        self.data.capacity()
    }
    /// Makes room for so many more elements, and for more than that when it has to allocate.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1]);
    /// heap.reserve(10);
    /// assert!(heap.capacity() >= 11);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.data.reserve(additional)
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(BinaryHeap::from([1u64]).try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve(additional);
        Ok(())
    }
    /// As `reserve_exact`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(BinaryHeap::from([1u64]).try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve_exact(additional);
        Ok(())
    }
    /// Makes room for so many more elements, and no more than that.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1]);
    /// heap.reserve_exact(10);
    /// assert!(heap.capacity() >= 11);
    /// ```
    pub fn reserve_exact(&mut self, additional: usize) {
        self.data.reserve_exact(additional)
    }
    /// Gives back the room that is beyond so many elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::<i32>::with_capacity(100);
    /// heap.shrink_to(10);
    /// assert!((10..100).contains(&heap.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.data.shrink_to(min_capacity)
    }
    /// Gives back the room that is not used.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::with_capacity(100);
    /// heap.push(1);
    /// heap.shrink_to_fit();
    /// assert!(heap.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.data.shrink_to_fit()
    }
    /// The elements in any order, in the same memory.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([1]).into_vec(), [1]);
    /// ```
    pub fn into_vec(self) -> Vec<T> {
        self.data
    }
    /// The elements in any order, but for the largest, which is first.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([1, 2, 3]).as_slice()[0], 3);
    /// ```
    pub fn as_slice(&self) -> &[T] {
        &self.data
    }
    /// The number of elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert_eq!(BinaryHeap::from([1, 2]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.data.len()
    }
    /// Whether there are no elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// assert!(!BinaryHeap::from([1]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }
    /// Takes all elements out, in any order; the heap keeps the room.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1, 2]);
    /// assert_eq!(heap.drain().sum::<i32>(), 3);
    /// assert!(heap.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain { iter: self.data.drain(..) }
    }
    /// Drops all elements and keeps the room.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BinaryHeap;
    /// let mut heap = BinaryHeap::from([1, 2]);
    /// heap.clear();
    /// assert!(heap.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.data.clear()
    }
}

/// `BinaryHeap::peek_mut`
pub struct PeekMut<'a, T: 'a + Ord> {
    heap: &'a mut BinaryHeap<T>,
    changed: bool,
}
impl<T: Ord + fmt::Debug> fmt::Debug for PeekMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PeekMut").field(&self.heap.data[0]).finish()
    }
}
impl<'a, T: Ord> PeekMut<'a, T> {
    /// Takes the element out that was looked at: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::binary_heap::{BinaryHeap, PeekMut};
    /// let mut heap = BinaryHeap::from([1, 5]);
    /// let largest = heap.peek_mut().unwrap();
    /// assert_eq!(PeekMut::pop(largest), 5);
    /// ```
    pub fn pop(mut this: PeekMut<'a, T>) -> T {
        this.changed = false;
        this.heap.pop().unwrap()
    }
}
impl<T: Ord> Drop for PeekMut<'_, T> {
    fn drop(&mut self) {
        if self.changed && !self.heap.is_empty() {
            let end = self.heap.len();
            self.heap.sift_down_range(0, end);
        }
    }
}
impl<T: Ord> Deref for PeekMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.heap.data[0]
    }
}
impl<T: Ord> DerefMut for PeekMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        &mut self.heap.data[0]
    }
}

impl<T: Clone> Clone for BinaryHeap<T> {
    fn clone(&self) -> Self {
        BinaryHeap { data: self.data.clone() }
    }
}
impl<T: Ord> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T> {
        BinaryHeap::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T: Ord> From<Vec<T>> for BinaryHeap<T> {
    fn from(vec: Vec<T>) -> BinaryHeap<T> {
        let mut heap = BinaryHeap { data: vec };
        heap.rebuild();
        heap
    }
}
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> {
    fn from(array: [T; N]) -> BinaryHeap<T> {
        BinaryHeap::from(Vec::from(array))
    }
}
impl<T> From<BinaryHeap<T>> for Vec<T> {
    fn from(heap: BinaryHeap<T>) -> Vec<T> {
        heap.data
    }
}
impl<T: Ord> FromIterator<T> for BinaryHeap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> {
        BinaryHeap::from(iter.into_iter().collect::<Vec<_>>())
    }
}
impl<T: Ord> Extend<T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for item in iter {
            self.push(item);
        }
    }
}
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for item in iter {
            self.push(*item);
        }
    }
}
impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { iter: self.data.into_iter() }
    }
}
impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// `BinaryHeap::iter`
pub struct Iter<'a, T: 'a> {
    iter: slice::Iter<'a, T>,
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { iter: self.iter.clone() }
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        self.iter.next_back()
    }
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.iter.as_slice()).finish()
    }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}

/// The elements of a heap in any order, by value.
#[derive(Clone)]
pub struct IntoIter<T> {
    iter: vec::IntoIter<T>,
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.iter.as_slice()).finish()
    }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

/// `BinaryHeap::drain`
#[derive(Debug)]
pub struct Drain<'a, T: 'a> {
    iter: vec::Drain<'a, T>,
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back()
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
