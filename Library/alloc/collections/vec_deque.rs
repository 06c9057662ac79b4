//! `VecDeque`: a ring that grows at both ends.

mod iter;

pub use self::iter::{Drain, IntoIter, Iter, IterMut};

use crate::raw_vec::RawVec;
use crate::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::{Index, IndexMut, Range, RangeBounds};
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
    #[inline]
    pub fn len(&self) -> usize {
        self.length
    }
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
    #[inline]
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    #[inline]
    pub fn get(&self, index: usize) -> Option<&T> {
        if index < self.length { unsafe { Some(&*self.pointer().add(self.place(index))) } } else { None }
    }
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.length { unsafe { Some(&mut *self.pointer().add(self.place(index))) } } else { None }
    }
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }
    #[inline]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }
    #[inline]
    pub fn back(&self) -> Option<&T> {
        self.get(self.length.wrapping_sub(1))
    }
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
        unsafe { ptr::write(self.pointer().add(self.place(self.length)), value) };
        self.length += 1;
    }
    #[inline]
    #[track_caller]
    pub fn push_front(&mut self, value: T) {
        if self.length == self.buffer.capacity() {
            self.grow();
        }
        self.head = if self.head == 0 { self.buffer.capacity() - 1 } else { self.head - 1 };
        self.length += 1;
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
        Some(unsafe { ptr::read(self.pointer().add(old)) })
    }
    #[inline]
    pub fn pop_back(&mut self) -> Option<T> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        Some(unsafe { ptr::read(self.pointer().add(self.place(self.length))) })
    }
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let (first, second) = self.halves();
        unsafe {
            (
                slice::from_raw_parts(self.pointer().add(first.start) as *const T, first.len()),
                slice::from_raw_parts(self.pointer() as *const T, second.len()),
            )
        }
    }
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (first, second) = self.halves();
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
    pub fn make_contiguous(&mut self) -> &mut [T] {
        if core::mem::size_of::<T>() == 0 {
            self.head = 0;
        }
        let (_, second) = self.halves();
        if second.len() > 0 {
            // Rotate the whole buffer so that the head comes first.
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
        unsafe { slice::from_raw_parts_mut(self.pointer().add(self.head), self.length) }
    }
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        let (first, second) = self.as_slices();
        Iter { inner: first.iter().chain(second.iter()), length: self.length }
    }
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let length = self.length;
        let (first, second) = self.as_mut_slices();
        IterMut { inner: first.iter_mut().chain(second.iter_mut()), length }
    }
    pub fn clear(&mut self) {
        self.truncate(0);
        self.head = 0;
    }
    pub fn truncate(&mut self, length: usize) {
        while self.length > length {
            drop(self.pop_back());
        }
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        let (first, second) = self.as_slices();
        first.contains(x) || second.contains(x)
    }
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        unsafe { ptr::swap(self.pointer().add(self.place(i)), self.pointer().add(self.place(j))) }
    }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        if index >= self.length {
            return None;
        }
        self.swap(index, self.length - 1);
        self.pop_back()
    }
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_back(value);
        let last = self.length - 1;
        &mut self[last]
    }
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        &mut self[0]
    }
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        self.insert(index, value);
        &mut self[index]
    }
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
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> VecDeque<T> {
        assert!(at <= self.length, "`at` out of bounds");
        let mut other = VecDeque::with_capacity(self.length - at);
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
    pub fn append(&mut self, other: &mut VecDeque<T>) {
        self.reserve(other.length);
        while let Some(value) = other.pop_front() {
            self.push_back(value);
        }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }
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
    pub fn resize(&mut self, length: usize, value: T)
    where
        T: Clone,
    {
        self.truncate(length);
        while self.length < length {
            self.push_back(value.clone());
        }
    }
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) {
        assert!(n <= self.length);
        for _ in 0..n {
            if let Some(value) = self.pop_front() {
                self.push_back(value);
            }
        }
    }
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
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let Range { start, end } = slice::range(range, ..self.length);
        let tail = self.split_off(end);
        let drained = self.split_off(start);
        Drain { drained: drained.into_iter(), tail: ManuallyDrop::new(tail), deque: self, _marker: PhantomData }
    }
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> impl DoubleEndedIterator<Item = &T> {
        let Range { start, end } = slice::range(range, ..self.length);
        (start..end).map(move |index| &self[index])
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|element| element.cmp(x))
    }
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
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|element| f(element).cmp(b))
    }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut predicate: P) -> usize {
        let (mut low, mut high) = (0, self.length);
        while low < high {
            let mid = (low + high) / 2;
            if predicate(&self[mid]) { low = mid + 1 } else { high = mid }
        }
        low
    }
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let first = self.front_mut()?;
        if predicate(first) { self.pop_front() } else { None }
    }
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.back_mut()?;
        if predicate(last) { self.pop_back() } else { None }
    }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.length {
            return None;
        }
        self.swap(index, 0);
        self.pop_front()
    }
    pub fn resize_with(&mut self, length: usize, mut f: impl FnMut() -> T) {
        self.truncate(length);
        while self.length < length {
            self.push_back(f());
        }
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.reserve(additional);
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve(additional);
        Ok(())
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve_exact(additional);
        Ok(())
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        if min_capacity <= self.length {
            self.shrink_to_fit();
        }
    }
    #[track_caller]
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> impl DoubleEndedIterator<Item = &mut T> {
        let Range { start, end } = slice::range(range, ..self.length);
        self.iter_mut().take(end).skip(start)
    }
    pub fn shrink_to_fit(&mut self) {
        self.make_contiguous();
        if self.head > 0 {
            unsafe { ptr::copy(self.pointer().add(self.head) as *const T, self.pointer(), self.length) };
            self.head = 0;
        }
        self.buffer.shrink_to(self.length);
    }
}

unsafe impl<#[may_dangle] T> Drop for VecDeque<T> {
    fn drop(&mut self) {
        let (first, second) = self.halves();
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.pointer().add(first.start), first.len()));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.pointer(), second.len()));
        }
    }
}
impl<T> Default for VecDeque<T> {
    fn default() -> VecDeque<T> {
        VecDeque::new()
    }
}
impl<T: Clone> Clone for VecDeque<T> {
    fn clone(&self) -> VecDeque<T> {
        self.iter().cloned().collect()
    }
}
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        self.get(index).expect("Out of bounds access")
    }
}
impl<T> IndexMut<usize> for VecDeque<T> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        self.get_mut(index).expect("Out of bounds access")
    }
}
impl<T: PartialEq> PartialEq for VecDeque<T> {
    fn eq(&self, other: &VecDeque<T>) -> bool {
        self.length == other.length && self.iter().eq(other.iter())
    }
}
impl<T: Eq> Eq for VecDeque<T> {}
macro_rules! deque_equality {
    ($([$($generics:tt)*] $right:ty;)*) => { $(
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$right> for VecDeque<T> {
            fn eq(&self, other: &$right) -> bool {
                self.length == other.len() && self.iter().zip(other.iter()).all(|(a, b)| a == b)
            }
        }
    )* };
}
deque_equality! { [] Vec<U>; [] &[U]; [] &mut [U]; [const N: usize] [U; N]; [const N: usize] &[U; N]; }
impl<T: PartialOrd> PartialOrd for VecDeque<T> {
    fn partial_cmp(&self, other: &VecDeque<T>) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}
impl<T: Ord> Ord for VecDeque<T> {
    fn cmp(&self, other: &VecDeque<T>) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
impl<T: Hash> Hash for VecDeque<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_length_prefix(self.length);
        for element in self {
            element.hash(state);
        }
    }
}
impl<T> FromIterator<T> for VecDeque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> {
        let iter = iter.into_iter();
        let mut deque = VecDeque::with_capacity(iter.size_hint().0);
        for element in iter {
            deque.push_back(element);
        }
        deque
    }
}
impl<T> Extend<T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for element in iter {
            self.push_back(element);
        }
    }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for element in iter {
            self.push_back(*element);
        }
    }
}
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(vec: Vec<T>) -> VecDeque<T> {
        let (pointer, length, capacity) = vec.into_raw_parts();
        let capacity = if core::mem::size_of::<T>() == 0 { 0 } else { capacity };
        VecDeque { buffer: unsafe { RawVec::from_raw_parts(pointer, capacity) }, head: 0, length }
    }
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(mut deque: VecDeque<T>) -> Vec<T> {
        deque.make_contiguous();
        let deque = ManuallyDrop::new(deque);
        unsafe {
            let base = deque.buffer.pointer();
            if deque.head > 0 {
                ptr::copy(base.add(deque.head) as *const T, base, deque.length);
            }
            Vec::from_raw_parts(base, deque.length, deque.buffer.capacity())
        }
    }
}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {
    fn from(array: [T; N]) -> VecDeque<T> {
        VecDeque::from(Vec::from(array))
    }
}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self }
    }
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
