//! `VecDeque`: a ring that grows at both ends.

mod iter;
mod traits;

pub use self::iter::{Drain, IntoIter, Iter, IterMut};

use crate::raw_vec::RawVec;
use crate::vec::Vec;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::{Range, RangeBounds};
use core::{ptr, slice};

/// A queue with two ends.
pub struct VecDeque<T> {
    buffer: RawVec<T>,
    /// The place of the first element.
    head: usize,
    length: usize,
}

impl<T> VecDeque<T> {
    /// An empty queue. It takes no memory yet.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut queue = VecDeque::new();
    /// queue.push_back('a');
    /// queue.push_front('b');
    /// assert_eq!(queue, ['b', 'a']);
    /// ```
    #[inline]
    pub const fn new() -> VecDeque<T> {
        VecDeque { buffer: RawVec::new(), head: 0, length: 0 }
    }
    /// An empty deque with room for at least so many elements.
    ///
    /// # Panics
    /// If that is more than memory can have.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert!(VecDeque::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        VecDeque { buffer: RawVec::with_capacity(capacity), head: 0, length: 0 }
    }
    /// The place in the buffer of an element, or of the room behind the last one.
    #[inline]
    fn place(&self, index: usize) -> usize {
        let place = self.head.wrapping_add(index);
        let capacity = self.buffer.capacity();
        if place >= capacity { place.wrapping_sub(capacity) } else { place }
    }
    #[inline]
    fn pointer(&self) -> *mut T {
        self.buffer.pointer()
    }
    /// The number of elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2]).len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.length
    }
    /// Whether there are no elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert!(VecDeque::<i32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
    /// How many elements there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert!(VecDeque::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    #[inline]
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    /// The element at an index, counted from the front.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let deque = VecDeque::from(['a', 'b']);
    /// assert_eq!(deque.get(1), Some(&'b'));
    /// assert_eq!(deque.get(2), None);
    /// ```
    #[inline]
    pub fn get(&self, index: usize) -> Option<&T> {
        // SAFETY: the index is in bounds, and there lies an element.
        if index < self.length { unsafe { Some(&*self.pointer().add(self.place(index))) } } else { None }
    }
    /// The element at an index, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// *deque.get_mut(1).unwrap() = 5;
    /// assert_eq!(deque, [1, 5]);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        // SAFETY: the index is in bounds, and there lies an element.
        if index < self.length { unsafe { Some(&mut *self.pointer().add(self.place(index))) } } else { None }
    }
    /// The first element.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2]).front(), Some(&1));
    /// ```
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }
    /// The first element, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// *deque.front_mut().unwrap() = 5;
    /// assert_eq!(deque, [5, 2]);
    /// ```
    #[inline]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }
    /// The last element.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2]).back(), Some(&2));
    /// ```
    #[inline]
    pub fn back(&self) -> Option<&T> {
        self.get(self.length.wrapping_sub(1))
    }
    /// The last element, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// *deque.back_mut().unwrap() = 5;
    /// assert_eq!(deque, [1, 5]);
    /// ```
    #[inline]
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.length.wrapping_sub(1))
    }
    /// Rearranges the ring after its buffer grew from an old capacity.
    fn unroll(&mut self, old_capacity: usize) {
        let wrapped = (self.head + self.length).saturating_sub(old_capacity);
        if wrapped == 0 {
            return;
        }
        let new_capacity = self.buffer.capacity();
        // SAFETY: the elements lie in the old part of the buffer, and are moved within the new one.
        unsafe {
            let base = self.pointer();
            if wrapped <= new_capacity - old_capacity {
                // The part at the start goes behind the old end.
                ptr::copy_nonoverlapping(base as *const T, base.add(old_capacity), wrapped);
            } else {
                let front = old_capacity - self.head;
                let new_head = new_capacity - front;
                ptr::copy(base.add(self.head) as *const T, base.add(new_head), front);
                self.head = new_head;
            }
        }
    }
    #[inline(never)]
    #[track_caller]
    fn grow(&mut self) {
        let old = self.buffer.capacity();
        self.buffer.grow_one();
        self.unroll(old);
    }
    /// Makes room for so many more elements, and for more than that when it has to allocate.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1]);
    /// deque.reserve(10);
    /// assert!(deque.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        let old = self.buffer.capacity();
        self.buffer.reserve(self.length, additional);
        if self.buffer.capacity() != old {
            self.unroll(old);
        }
    }
    /// Adds the value behind the last one.
    ///
    /// Time: O(1), spread over many calls.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut line = VecDeque::from([1]);
    /// line.push_back(2);
    /// assert_eq!(line.back(), Some(&2));
    /// ```
    #[inline]
    #[track_caller]
    pub fn push_back(&mut self, value: T) {
        if self.length == self.buffer.capacity() {
            self.grow();
        }
        // SAFETY: there is room, and the place is not used.
        unsafe { ptr::write(self.pointer().add(self.place(self.length)), value) };
        self.length += 1;
    }
    /// Puts an element before all others: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([2]);
    /// deque.push_front(1);
    /// assert_eq!(deque, [1, 2]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn push_front(&mut self, value: T) {
        if self.length == self.buffer.capacity() {
            self.grow();
        }
        self.head = if self.head == 0 { self.buffer.capacity() - 1 } else { self.head - 1 };
        self.length += 1;
        // SAFETY: there is room, and the place before the old head is not used.
        unsafe { ptr::write(self.pointer().add(self.head), value) };
    }
    /// Takes the first value out. Time: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut line = VecDeque::from(["first", "second"]);
    /// assert_eq!(line.pop_front(), Some("first"));
    /// assert_eq!(line.len(), 1);
    /// ```
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        if self.length == 0 {
            return None;
        }
        let old = self.head;
        self.head = self.place(1);
        self.length -= 1;
        // SAFETY: the element is initialised, and the deque has forgotten it.
        Some(unsafe { ptr::read(self.pointer().add(old)) })
    }
    /// Takes the last element off.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// assert_eq!(deque.pop_back(), Some(2));
    /// assert_eq!(deque.pop_back(), Some(1));
    /// assert_eq!(deque.pop_back(), None);
    /// ```
    #[inline]
    pub fn pop_back(&mut self) -> Option<T> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        // SAFETY: the element is initialised, and the deque has forgotten it.
        Some(unsafe { ptr::read(self.pointer().add(self.place(self.length))) })
    }
    /// The elements in two slices, the second of which is empty where they do not go round the end.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([2, 3]);
    /// deque.push_front(1);
    /// let (first, second) = deque.as_slices();
    /// assert_eq!([first, second].concat(), [1, 2, 3]);
    /// ```
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let (first, second) = self.halves();
        // SAFETY: both parts have elements only.
        unsafe {
            (
                slice::from_raw_parts(self.pointer().add(first.start) as *const T, first.len()),
                slice::from_raw_parts(self.pointer() as *const T, second.len()),
            )
        }
    }
    /// The elements in two slices, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// deque.as_mut_slices().0[0] = 5;
    /// assert_eq!(deque, [5, 2]);
    /// ```
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (first, second) = self.halves();
        // SAFETY: both parts have elements only, and they do not overlap.
        unsafe {
            (
                slice::from_raw_parts_mut(self.pointer().add(first.start), first.len()),
                slice::from_raw_parts_mut(self.pointer(), second.len()),
            )
        }
    }
    /// The places of the elements: up to the end of the buffer, and from its start.
    fn halves(&self) -> (Range<usize>, Range<usize>) {
        let capacity = self.buffer.capacity();
        if self.length <= capacity - self.head {
            (self.head..self.head + self.length, 0..0)
        } else {
            (self.head..capacity, 0..self.length - (capacity - self.head))
        }
    }
    /// Moves the elements into one slice: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([2, 1]);
    /// deque.push_front(3);
    /// deque.make_contiguous().sort();
    /// assert_eq!(deque, [1, 2, 3]);
    /// ```
    pub fn make_contiguous(&mut self) -> &mut [T] {
        if core::mem::size_of::<T>() == 0 {
            self.head = 0;
        }
        let (_, second) = self.halves();
        if second.len() > 0 {
            // Rotate the whole buffer so that the head comes first.
            // SAFETY: both parts are initialised to their ends; the first goes through memory of its own,
            // so that none is lost.
            unsafe {
                let capacity = self.buffer.capacity();
                let head = self.head;
                let front = capacity - head;
                let base = self.pointer();
                let mut temporary: Vec<T> = Vec::with_capacity(front);
                ptr::copy_nonoverlapping(base.add(head) as *const T, temporary.as_mut_ptr(), front);
                ptr::copy(base as *const T, base.add(front), second.len());
                ptr::copy_nonoverlapping(temporary.as_ptr(), base, front);
            }
            self.head = 0;
        }
        // SAFETY: the elements do not go round the end any more.
        unsafe { slice::from_raw_parts_mut(self.pointer().add(self.head), self.length) }
    }
    /// References to the elements from front to back.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2]).iter().sum::<i32>(), 3);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        let (first, second) = self.as_slices();
        Iter { inner: first.iter().chain(second.iter()), length: self.length }
    }
    /// Mutable references to the elements from front to back.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// deque.iter_mut().for_each(|n| *n *= 2);
    /// assert_eq!(deque, [2, 4]);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let length = self.length;
        let (first, second) = self.as_mut_slices();
        IterMut { inner: first.iter_mut().chain(second.iter_mut()), length }
    }
    /// Drops all elements and keeps the room.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// deque.clear();
    /// assert!(deque.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.truncate(0);
        self.head = 0;
    }
    /// Drops the elements from an index on; does nothing if there are none.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// deque.truncate(1);
    /// assert_eq!(deque, [1]);
    /// ```
    pub fn truncate(&mut self, length: usize) {
        while self.length > length {
            drop(self.pop_back());
        }
    }
    /// Whether some element equals the value: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert!(VecDeque::from([1, 2]).contains(&2));
    /// ```
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        let (first, second) = self.as_slices();
        first.contains(x) || second.contains(x)
    }
    /// Exchanges two elements.
    ///
    /// # Panics
    /// If one of the indices is out of bounds.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// deque.swap(0, 2);
    /// assert_eq!(deque, [3, 2, 1]);
    /// ```
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        // SAFETY: both indices are in bounds.
        unsafe { ptr::swap(self.pointer().add(self.place(i)), self.pointer().add(self.place(j))) }
    }
    /// Takes an element out and puts the last one in its place: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// assert_eq!(deque.swap_remove_back(0), Some(1));
    /// assert_eq!(deque, [3, 2]);
    /// ```
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        if index >= self.length {
            return None;
        }
        self.swap(index, self.length - 1);
        self.pop_back()
    }
    /// Appends an element and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1]);
    /// *deque.push_back_mut(2) += 5;
    /// assert_eq!(deque, [1, 7]);
    /// ```
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_back(value);
        let last = self.length - 1;
        &mut self[last]
    }
    /// Puts an element before all others and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1]);
    /// *deque.push_front_mut(2) += 5;
    /// assert_eq!(deque, [7, 1]);
    /// ```
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        &mut self[0]
    }
    /// Inserts an element and gives a reference to it there: O(n).
    ///
    /// # Panics
    /// If the index is beyond the end.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 3]);
    /// *deque.insert_mut(1, 2) *= 10;
    /// assert_eq!(deque, [1, 20, 3]);
    /// ```
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        self.insert(index, value);
        &mut self[index]
    }
    /// Inserts an element, moving those on the shorter side of it: O(n).
    ///
    /// # Panics
    /// If the index is beyond the end.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 3]);
    /// deque.insert(1, 2);
    /// assert_eq!(deque, [1, 2, 3]);
    /// ```
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        assert!(index <= self.length, "index out of bounds");
        if index * 2 >= self.length {
            self.push_back(value);
            let mut place = self.length - 1;
            while place > index {
                self.swap(place, place - 1);
                place -= 1;
            }
        } else {
            self.push_front(value);
            let mut place = 0;
            while place < index {
                self.swap(place, place + 1);
                place += 1;
            }
        }
    }
    /// Takes an element out, moving those on the shorter side of it: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// assert_eq!(deque.remove(1), Some(2));
    /// assert_eq!(deque.remove(5), None);
    /// ```
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.length {
            return None;
        }
        let mut place = index;
        if index * 2 >= self.length {
            while place + 1 < self.length {
                self.swap(place, place + 1);
                place += 1;
            }
            self.pop_back()
        } else {
            while place > 0 {
                self.swap(place, place - 1);
                place -= 1;
            }
            self.pop_front()
        }
    }
    /// Takes the elements from an index on into a deque of their own: O(n).
    ///
    /// # Panics
    /// If the index is beyond the end.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// assert_eq!(deque.split_off(1), [2, 3]);
    /// assert_eq!(deque, [1]);
    /// ```
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> VecDeque<T> {
        assert!(at <= self.length, "`at` out of bounds");
        let mut other = VecDeque::with_capacity(self.length - at);
        // SAFETY: the elements are initialised, and this deque forgets them.
        unsafe {
            let mut index = at;
            while index < self.length {
                other.push_back(ptr::read(self.pointer().add(self.place(index))));
                index += 1;
            }
        }
        self.length = at;
        other
    }
    /// Moves all elements of another deque to the end of this one: O(n) for the other.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let (mut a, mut b) = (VecDeque::from([1]), VecDeque::from([2]));
    /// a.append(&mut b);
    /// assert_eq!(a, [1, 2]);
    /// assert!(b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut VecDeque<T>) {
        self.reserve(other.length);
        while let Some(value) = other.pop_front() {
            self.push_back(value);
        }
    }
    /// Keeps the elements for which the predicate holds, in order: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// deque.retain(|n| n % 2 == 1);
    /// assert_eq!(deque, [1, 3]);
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }
    /// As `retain`, with elements that the predicate may change.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// deque.retain_mut(|n| {
    ///     *n += 1;
    ///     *n != 2
    /// });
    /// assert_eq!(deque, [3]);
    /// ```
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let mut kept = 0;
        let mut index = 0;
        while index < self.length {
            if f(&mut self[index]) {
                if kept != index {
                    self.swap(kept, index);
                }
                kept += 1;
            }
            index += 1;
        }
        self.truncate(kept);
    }
    /// Drops elements from the end or appends clones, until there are so many.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1]);
    /// deque.resize(3, 0);
    /// assert_eq!(deque, [1, 0, 0]);
    /// ```
    pub fn resize(&mut self, length: usize, value: T)
    where
        T: Clone,
    {
        self.truncate(length);
        while self.length < length {
            self.push_back(value.clone());
        }
    }
    /// Moves so many elements from the front to the back: O(n).
    ///
    /// # Panics
    /// If there are fewer elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// deque.rotate_left(1);
    /// assert_eq!(deque, [2, 3, 1]);
    /// ```
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) {
        assert!(n <= self.length);
        for _ in 0..n {
            if let Some(value) = self.pop_front() {
                self.push_back(value);
            }
        }
    }
    /// Moves so many elements from the back to the front: O(n).
    ///
    /// # Panics
    /// If there are fewer elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// deque.rotate_right(1);
    /// assert_eq!(deque, [3, 1, 2]);
    /// ```
    #[track_caller]
    pub fn rotate_right(&mut self, n: usize) {
        assert!(n <= self.length);
        for _ in 0..n {
            if let Some(value) = self.pop_back() {
                self.push_front(value);
            }
        }
    }
    /// Takes a range out; what is behind it closes up when the iterator is dropped.
    ///
    /// # Panics
    /// If the range is not in bounds.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// assert_eq!(deque.drain(..2).collect::<Vec<_>>(), [1, 2]);
    /// assert_eq!(deque, [3]);
    /// ```
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let Range { start, end } = slice::range(range, ..self.length);
        let tail = self.split_off(end);
        let drained = self.split_off(start);
        Drain { drained: drained.into_iter(), tail: ManuallyDrop::new(tail), deque: self, _marker: PhantomData }
    }
    /// References to the elements in a range.
    ///
    /// # Panics
    /// If the range is not in bounds.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2, 3]).range(1..).sum::<i32>(), 5);
    /// ```
    #[track_caller]
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> {
        let Range { start, end } = slice::range(range, ..self.length);
        let (first, second) = self.as_slices();
        let (in_first, in_second) = parts(start, end, first.len());
        Iter { inner: first[in_first].iter().chain(second[in_second].iter()), length: end - start }
    }
    /// The index of an element that equals the value in a sorted deque, or else the one where it could be
    /// inserted: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let deque = VecDeque::from([1, 3]);
    /// assert_eq!(deque.binary_search(&3), Ok(1));
    /// assert_eq!(deque.binary_search(&2), Err(1));
    /// ```
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|element| element.cmp(x))
    }
    /// As `binary_search`, with a function that compares an element with what is searched.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let deque = VecDeque::from([1, 3]);
    /// assert_eq!(deque.binary_search_by(|n| n.cmp(&3)), Ok(1));
    /// ```
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.length);
        while low < high {
            let mid = (low + high) / 2;
            match f(&self[mid]) {
                Ordering::Equal => return Ok(mid),
                Ordering::Less => low = mid + 1,
                Ordering::Greater => high = mid,
            }
        }
        Err(low)
    }
    /// As `binary_search`, with a key of each element.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let deque = VecDeque::from([(1, 'a'), (3, 'b')]);
    /// assert_eq!(deque.binary_search_by_key(&3, |pair| pair.0), Ok(1));
    /// ```
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|element| f(element).cmp(b))
    }
    /// The index of the first element for which the predicate does not hold, if it holds for all before
    /// and for none after: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// assert_eq!(VecDeque::from([1, 2, 7]).partition_point(|n| *n < 5), 2);
    /// ```
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut predicate: P) -> usize {
        let (mut low, mut high) = (0, self.length);
        while low < high {
            let mid = (low + high) / 2;
            if predicate(&self[mid]) { low = mid + 1 } else { high = mid }
        }
        low
    }
    /// Takes the first element off if the predicate holds for it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// assert_eq!(deque.pop_front_if(|n| *n == 1), Some(1));
    /// assert_eq!(deque.pop_front_if(|n| *n == 1), None);
    /// ```
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let first = self.front_mut()?;
        if predicate(first) { self.pop_front() } else { None }
    }
    /// Takes the last element off if the predicate holds for it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// assert_eq!(deque.pop_back_if(|n| *n == 2), Some(2));
    /// assert_eq!(deque.pop_back_if(|n| *n == 2), None);
    /// ```
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.back_mut()?;
        if predicate(last) { self.pop_back() } else { None }
    }
    /// Takes an element out and puts the first one in its place: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2, 3]);
    /// assert_eq!(deque.swap_remove_front(2), Some(3));
    /// assert_eq!(deque, [2, 1]);
    /// ```
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.length {
            return None;
        }
        self.swap(index, 0);
        self.pop_front()
    }
    /// Drops elements from the end or appends results of the function, until there are so many.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::new();
    /// deque.resize_with(2, || 7);
    /// assert_eq!(deque, [7, 7]);
    /// ```
    pub fn resize_with(&mut self, length: usize, mut f: impl FnMut() -> T) {
        self.truncate(length);
        while self.length < length {
            self.push_back(f());
        }
    }
    /// Makes room for so many more elements.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1]);
    /// deque.reserve_exact(10);
    /// assert!(deque.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.reserve(additional);
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1u64]);
    /// assert!(deque.try_reserve(10).is_ok());
    /// assert!(deque.try_reserve(usize::MAX).is_err());
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
    /// use std::collections::VecDeque;
    /// assert!(VecDeque::from([1u64]).try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve_exact(additional);
        Ok(())
    }
    /// Gives back the room that is not used, if no more than that of the elements has to stay: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::with_capacity(100);
    /// deque.push_back(1);
    /// deque.shrink_to(0);
    /// assert!(deque.capacity() < 100);
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        if min_capacity <= self.length {
            self.shrink_to_fit();
        }
    }
    /// Mutable references to the elements in a range.
    ///
    /// # Panics
    /// If the range is not in bounds.
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::from([1, 2]);
    /// deque.range_mut(1..).for_each(|n| *n = 9);
    /// assert_eq!(deque, [1, 9]);
    /// ```
    #[track_caller]
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T> {
        let Range { start, end } = slice::range(range, ..self.length);
        let (first, second) = self.as_mut_slices();
        let (in_first, in_second) = parts(start, end, first.len());
        IterMut { inner: first[in_first].iter_mut().chain(second[in_second].iter_mut()), length: end - start }
    }
    /// Gives back the room that is not used: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::VecDeque;
    /// let mut deque = VecDeque::with_capacity(100);
    /// deque.push_back(1);
    /// deque.shrink_to_fit();
    /// assert!(deque.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.make_contiguous();
        if self.head > 0 {
            // SAFETY: the elements do not go round the end, and are moved within the buffer.
            unsafe { ptr::copy(self.pointer().add(self.head) as *const T, self.pointer(), self.length) };
            self.head = 0;
        }
        self.buffer.shrink_to(self.length);
    }
}

// SAFETY: the elements are dropped, and not used otherwise.
unsafe impl<#[may_dangle] T> Drop for VecDeque<T> {
    fn drop(&mut self) {
        let (first, second) = self.halves();
        // SAFETY: both parts have elements only, and nobody else drops them.
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.pointer().add(first.start), first.len()));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.pointer(), second.len()));
        }
    }
}

/// What the range `start..end` is in each of two slices, of which the first has `length` elements.
fn parts(start: usize, end: usize, length: usize) -> (Range<usize>, Range<usize>) {
    (start.min(length)..end.min(length), start.max(length) - length..end.max(length) - length)
}
