//! `Vec`: a growing array.

mod drain;
mod into_iter;
mod traits;

pub use self::drain::{Drain, ExtractIf, Splice};
pub use self::into_iter::IntoIter;

use crate::boxed::Box;
use crate::raw_vec::RawVec;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{Range, RangeBounds};
use core::{ptr, slice};

/// A contiguous growing array.
pub struct Vec<T> {
    buffer: RawVec<T>,
    length: usize,
}

/// `vec![element; count]`
///
/// # Examples
/// ```
/// let row = vec![0u8; 4];
/// assert_eq!(row, [0, 0, 0, 0]);
/// ```
pub fn from_elem<T: Clone>(element: T, count: usize) -> Vec<T> {
    let mut vec = Vec::with_capacity(count);
    vec.extend_with(count, element);
    vec
}

#[cold]
#[inline(never)]
#[track_caller]
fn swap_remove_failed(index: usize, length: usize) -> ! {
    panic!("swap_remove index (is {index}) should be < len (is {length})")
}
#[cold]
#[inline(never)]
#[track_caller]
fn insert_failed(index: usize, length: usize) -> ! {
    panic!("insertion index (is {index}) should be <= len (is {length})")
}
#[cold]
#[inline(never)]
#[track_caller]
fn remove_failed(index: usize, length: usize) -> ! {
    panic!("removal index (is {index}) should be < len (is {length})")
}
#[cold]
#[inline(never)]
#[track_caller]
fn split_off_failed(at: usize, length: usize) -> ! {
    panic!("`at` split index (is {at}) should be <= len (is {length})")
}

impl<T> Vec<T> {
    /// An empty vector; nothing is allocated before the first element.
    ///
    /// # Examples
    /// ```
    /// let mut names: Vec<String> = Vec::new();
    /// assert_eq!(names.capacity(), 0);
    /// names.push("Ada".to_string());
    /// assert_eq!(names.len(), 1);
    /// ```
    #[inline]
    pub const fn new() -> Self {
        Vec { buffer: RawVec::new(), length: 0 }
    }
    /// An empty vector with room for at least so many elements. Panics if that is more than memory can
    /// have.
    ///
    /// # Examples
    /// ```
    /// let mut lines = Vec::with_capacity(2);
    /// let before = lines.capacity();
    /// assert!(before >= 2);
    /// lines.push("first");
    /// lines.push("second");
    /// assert_eq!(lines.capacity(), before);
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> Self {
        Vec { buffer: RawVec::with_capacity(capacity), length: 0 }
    }
    /// A vector made of a pointer, a length and a capacity, as another vector had them.
    ///
    /// # Safety
    /// The memory came from the global allocator with the layout of `capacity` elements, the first
    /// `length` of which are initialised, and nobody else frees it.
    ///
    /// # Examples
    /// ```
    /// let (pointer, length, capacity) = {
    ///     let mut list = std::mem::ManuallyDrop::new(vec![1, 2]);
    ///     (list.as_mut_ptr(), list.len(), list.capacity())
    /// };
    /// // SAFETY: these are the parts of a vector that nobody drops.
    /// assert_eq!(unsafe { Vec::from_raw_parts(pointer, length, capacity) }, [1, 2]);
    /// ```
    #[inline]
    pub unsafe fn from_raw_parts(pointer: *mut T, length: usize, capacity: usize) -> Self {
        // SAFETY: the caller promises what the buffer asks for.
        unsafe { Vec { buffer: RawVec::from_raw_parts(pointer, capacity), length } }
    }
    /// The pointer, the length and the capacity; the memory is the caller's now.
    ///
    /// # Examples
    /// ```
    /// let (pointer, length, capacity) = vec![1, 2].into_raw_parts();
    /// // SAFETY: these are the parts of a vector.
    /// assert_eq!(unsafe { Vec::from_raw_parts(pointer, length, capacity) }, [1, 2]);
    /// ```
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) {
        let mut this = ManuallyDrop::new(self);
        (this.as_mut_ptr(), this.length, this.capacity())
    }
    /// How many elements there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// let list: Vec<u8> = Vec::with_capacity(16);
    /// assert!(list.capacity() >= 16);
    /// ```
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    /// Makes room for so many more elements, and for more than that when it has to allocate.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1];
    /// list.reserve(10);
    /// assert!(list.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.buffer.reserve(self.length, additional);
    }
    /// Makes room for so many more elements, and no more than that.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1];
    /// list.reserve_exact(10);
    /// assert!(list.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.buffer.reserve_exact(self.length, additional);
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1u64];
    /// assert!(list.try_reserve(10).is_ok());
    /// assert!(list.try_reserve(usize::MAX).is_err());
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
    /// let mut list = vec![1u64];
    /// assert!(list.try_reserve_exact(10).is_ok());
    /// assert!(list.try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<T>(self.len(), additional)?;
        self.reserve_exact(additional);
        Ok(())
    }
    /// Gives back the room that is not used.
    ///
    /// # Examples
    /// ```
    /// let mut list = Vec::with_capacity(100);
    /// list.push(1);
    /// list.shrink_to_fit();
    /// assert!(list.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.buffer.shrink_to(self.length);
    }
    /// Gives back the room that is beyond so many elements.
    ///
    /// # Examples
    /// ```
    /// let mut list = Vec::with_capacity(100);
    /// list.push(1);
    /// list.shrink_to(10);
    /// assert!((10..100).contains(&list.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.buffer.shrink_to(if min_capacity > self.length { min_capacity } else { self.length });
    }
    /// The elements in a box of just their size.
    ///
    /// # Examples
    /// ```
    /// let mut list = Vec::with_capacity(10);
    /// list.extend([1, 2]);
    /// let fixed: Box<[i32]> = list.into_boxed_slice();
    /// assert_eq!(fixed.into_vec().capacity(), 2);
    /// ```
    pub fn into_boxed_slice(mut self) -> Box<[T]> {
        self.shrink_to_fit();
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the buffer has just the size of its elements, and this vector is not dropped.
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(this.as_mut_ptr(), this.length)) }
    }
    /// Drops the elements from an index on; does nothing if there are none.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// list.truncate(1);
    /// list.truncate(5);
    /// assert_eq!(list, [1]);
    /// ```
    pub fn truncate(&mut self, length: usize) {
        if length >= self.length {
            return;
        }
        let rest = self.length - length;
        // SAFETY: the elements behind the new length are initialised, and the vector forgets them before
        // they are dropped.
        unsafe {
            let tail = ptr::slice_from_raw_parts_mut(self.as_mut_ptr().add(length), rest);
            self.length = length;
            ptr::drop_in_place(tail);
        }
    }
    /// The elements as a slice.
    ///
    /// # Examples
    /// ```
    /// let list = vec![1, 2];
    /// assert!(matches!(list.as_slice(), [1, _]));
    /// ```
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        // SAFETY: the elements up to the length are initialised.
        unsafe { slice::from_raw_parts(self.as_ptr(), self.length) }
    }
    /// The elements as a mutable slice.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![3, 1, 2];
    /// list.as_mut_slice().sort();
    /// assert_eq!(list, [1, 2, 3]);
    /// ```
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: the elements up to the length are initialised.
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.length) }
    }
    /// A pointer to the first element, valid until the vector allocates.
    ///
    /// # Examples
    /// ```
    /// let list = vec![4, 5];
    /// // SAFETY: there are two elements.
    /// assert_eq!(unsafe { *list.as_ptr().add(1) }, 5);
    /// ```
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self.buffer.pointer() as *const T
    }
    /// A mutable pointer to the first element, valid until the vector allocates.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// // SAFETY: there are three elements.
    /// unsafe { list.as_mut_ptr().add(2).write(9) };
    /// assert_eq!(list, [1, 2, 9]);
    /// ```
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.buffer.pointer()
    }
    /// Changes the length and nothing else. The elements up to it have to be there.
    ///
    /// # Safety
    /// The length is at most the capacity, and the elements up to it are initialised.
    ///
    /// # Examples
    /// ```
    /// let mut list = Vec::with_capacity(2);
    /// list.spare_capacity_mut()[0].write('x');
    /// // SAFETY: the first element was written.
    /// unsafe { list.set_len(1) };
    /// assert_eq!(list, ['x']);
    /// ```
    #[inline]
    pub unsafe fn set_len(&mut self, length: usize) {
        self.length = length;
    }
    /// Takes an element out and puts the last one in its place: O(1). Panics if there is none at the
    /// index.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec!['a', 'b', 'c'];
    /// assert_eq!(list.swap_remove(0), 'a');
    /// assert_eq!(list, ['c', 'b']);
    /// ```
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let length = self.length;
        if index >= length {
            swap_remove_failed(index, length);
        }
        // SAFETY: the index is in bounds; the last element is moved to where one was taken out.
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let value = ptr::read(place);
            ptr::copy(self.as_ptr().add(length - 1), place, 1);
            self.length = length - 1;
            value
        }
    }
    /// Inserts an element, moving all after it: O(n). Panics if the index is beyond the end.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec!['a', 'c'];
    /// list.insert(1, 'b');
    /// assert_eq!(list, ['a', 'b', 'c']);
    /// ```
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let length = self.length;
        if index > length {
            insert_failed(index, length);
        }
        if length == self.capacity() {
            self.buffer.grow_one();
        }
        // SAFETY: there is room for one element more; those behind the place move up by one.
        unsafe {
            let place = self.as_mut_ptr().add(index);
            ptr::copy(place as *const T, place.add(1), length - index);
            ptr::write(place, element);
        }
        self.length = length + 1;
    }
    /// Takes an element out, moving all after it: O(n). Panics if there is none at the index.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec!['a', 'b', 'c'];
    /// assert_eq!(list.remove(0), 'a');
    /// assert_eq!(list, ['b', 'c']);
    /// ```
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let length = self.length;
        if index >= length {
            remove_failed(index, length);
        }
        // SAFETY: the index is in bounds; the elements behind it close the gap.
        unsafe {
            let place = self.as_mut_ptr().add(index);
            let value = ptr::read(place);
            ptr::copy(place.add(1) as *const T, place, length - index - 1);
            self.length = length - 1;
            value
        }
    }
    /// Keeps the elements for which the predicate holds, in order: O(n).
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![1, 2, 3, 4];
    /// numbers.retain(|n| n % 2 == 0);
    /// assert_eq!(numbers, [2, 4]);
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }
    /// As `retain`, with elements that the predicate may change.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![1, 2, 3];
    /// numbers.retain_mut(|n| {
    ///     *n *= 10;
    ///     *n != 20
    /// });
    /// assert_eq!(numbers, [10, 30]);
    /// ```
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        /// Closes the gap, also when the predicate or a destructor panics.
        struct Gap<'a, T> {
            vec: &'a mut Vec<T>,
            processed: usize,
            removed: usize,
            original: usize,
        }
        impl<T> Drop for Gap<'_, T> {
            fn drop(&mut self) {
                // SAFETY: the elements that were not looked at follow a gap of those that were removed,
                // and move down by it.
                unsafe {
                    if self.removed > 0 {
                        let base = self.vec.as_mut_ptr();
                        ptr::copy(
                            base.add(self.processed) as *const T,
                            base.add(self.processed - self.removed),
                            self.original - self.processed,
                        );
                    }
                    self.vec.length = self.original - self.removed;
                }
            }
        }
        let original = self.length;
        self.length = 0;
        let mut gap = Gap { vec: self, processed: 0, removed: 0, original };
        while gap.processed < original {
            // SAFETY: each element is looked at once; it is moved down over removed ones, or dropped and
            // counted as removed.
            unsafe {
                let current = gap.vec.as_mut_ptr().add(gap.processed);
                if f(&mut *current) {
                    if gap.removed > 0 {
                        ptr::copy_nonoverlapping(current as *const T, current.sub(gap.removed), 1);
                    }
                    gap.processed += 1;
                } else {
                    gap.processed += 1;
                    gap.removed += 1;
                    ptr::drop_in_place(current);
                }
            }
        }
    }
    /// Keeps the first of equal neighbours.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 1, 2, 1];
    /// list.dedup();
    /// assert_eq!(list, [1, 2, 1]);
    /// ```
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|a, b| a == b);
    }
    /// Keeps the first of neighbours with equal keys.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![10, 11, 25, 13];
    /// numbers.dedup_by_key(|n| *n / 10);
    /// assert_eq!(numbers, [10, 25, 13]);
    /// ```
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K: PartialEq>(&mut self, mut key: F) {
        self.dedup_by(|a, b| key(a) == key(b));
    }
    /// Keeps the first of neighbours that the function calls the same; it gets the later one first.
    ///
    /// # Examples
    /// ```
    /// let mut words = vec!["a", "A", "b"];
    /// words.dedup_by(|later, kept| later.eq_ignore_ascii_case(kept));
    /// assert_eq!(words, ["a", "b"]);
    /// ```
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same: F) {
        if self.length < 2 {
            return;
        }
        let mut previous: *mut T = self.as_mut_ptr();
        let mut first = true;
        self.retain_mut(|element| {
            if first {
                first = false;
                return true;
            }
            // The last element that is kept lies where it was moved to.
            // SAFETY: an element was kept already, and lies before the one that is looked at.
            if same(element, unsafe { &mut *previous }) {
                false
            } else {
                // SAFETY: the element that is kept now is moved to the place after.
                previous = unsafe { previous.add(1) };
                true
            }
        });
    }
    /// Appends an element: O(1) on average.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// let mut tasks = Vec::new();
    /// tasks.push("wash");
    /// tasks.push("dry");
    /// assert_eq!(tasks, ["wash", "dry"]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        let length = self.length;
        if length == self.capacity() {
            self.buffer.grow_one();
        }
        // SAFETY: there is room for one element more.
        unsafe { ptr::write(self.as_mut_ptr().add(length), value) };
        self.length = length + 1;
    }
    /// Appends an element and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1];
    /// *list.push_mut(2) += 5;
    /// assert_eq!(list, [1, 7]);
    /// ```
    #[inline]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        self.push(value);
        // SAFETY: the element was pushed just now.
        unsafe { &mut *self.as_mut_ptr().add(self.length - 1) }
    }
    /// Inserts an element and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 3];
    /// *list.insert_mut(1, 2) *= 10;
    /// assert_eq!(list, [1, 20, 3]);
    /// ```
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        self.insert(index, element);
        // SAFETY: the element was inserted just now.
        unsafe { &mut *self.as_mut_ptr().add(index) }
    }
    /// Takes the last element off.
    ///
    /// # Examples
    /// ```
    /// let mut stack = vec!["a", "b"];
    /// assert_eq!(stack.pop(), Some("b"));
    /// assert_eq!(stack.pop(), Some("a"));
    /// assert_eq!(stack.pop(), None);
    /// ```
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        // SAFETY: the element is initialised, and the vector has forgotten it.
        Some(unsafe { ptr::read(self.as_ptr().add(self.length)) })
    }
    /// Takes the last element off if the predicate holds for it.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![1, 2];
    /// assert_eq!(numbers.pop_if(|n| *n % 2 == 0), Some(2));
    /// assert_eq!(numbers.pop_if(|n| *n % 2 == 0), None);
    /// ```
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }
    /// Moves all elements of another vector to the end of this one.
    ///
    /// # Examples
    /// ```
    /// let (mut a, mut b) = (vec![1], vec![2, 3]);
    /// a.append(&mut b);
    /// assert_eq!((a, b), (vec![1, 2, 3], vec![]));
    /// ```
    #[track_caller]
    pub fn append(&mut self, other: &mut Vec<T>) {
        let count = other.length;
        self.reserve(count);
        // SAFETY: there is room, and the other vector forgets the elements that are copied.
        unsafe {
            ptr::copy_nonoverlapping(other.as_ptr(), self.as_mut_ptr().add(self.length), count);
        }
        self.length += count;
        other.length = 0;
    }
    /// Takes the elements of a range out; those that the iterator did not give are dropped with it.
    /// Panics if the range is not in bounds.
    ///
    /// # Examples
    /// ```
    /// let mut queue = vec![1, 2, 3, 4];
    /// let taken: Vec<i32> = queue.drain(..2).collect();
    /// assert_eq!((taken, queue), (vec![1, 2], vec![3, 4]));
    /// ```
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let Range { start, end } = core::slice::range(range, ..self.length);
        Drain::new(self, start, end)
    }
    /// Drops all elements and keeps the room.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2];
    /// let capacity = list.capacity();
    /// list.clear();
    /// assert!(list.is_empty());
    /// assert_eq!(list.capacity(), capacity);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }
    /// The number of elements.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(vec!['x'; 3].len(), 3);
    /// ```
    #[inline]
    pub const fn len(&self) -> usize {
        self.length
    }
    /// Whether there are no elements.
    ///
    /// # Examples
    /// ```
    /// let mut stack = vec![1];
    /// stack.pop();
    /// assert!(stack.is_empty());
    /// ```
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
    /// Takes the elements from an index on into a vector of their own. Panics if it is beyond the end.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// assert_eq!(list.split_off(1), [2, 3]);
    /// assert_eq!(list, [1]);
    /// ```
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Vec<T> {
        if at > self.length {
            split_off_failed(at, self.length);
        }
        let count = self.length - at;
        let mut other = Vec::with_capacity(count);
        // SAFETY: the elements are initialised, the new vector has room for them, and this one forgets
        // them.
        unsafe {
            ptr::copy_nonoverlapping(self.as_ptr().add(at), other.as_mut_ptr(), count);
        }
        self.length = at;
        other.length = count;
        other
    }
    /// Drops elements from the end or appends results of the function, until there are so many.
    ///
    /// # Examples
    /// ```
    /// let mut next = 0;
    /// let mut list = vec![9];
    /// list.resize_with(3, || { next += 1; next });
    /// assert_eq!(list, [9, 1, 2]);
    /// ```
    #[track_caller]
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_length: usize, mut f: F) {
        if new_length <= self.length {
            self.truncate(new_length);
            return;
        }
        self.reserve(new_length - self.length);
        while self.length < new_length {
            self.push(f());
        }
    }
    /// The elements for the rest of the program's life.
    ///
    /// # Examples
    /// ```
    /// let list: &'static mut [i32] = vec![1, 2].leak();
    /// list[0] = 5;
    /// assert_eq!(list, [5, 2]);
    /// ```
    #[inline]
    pub fn leak<'a>(self) -> &'a mut [T] {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the elements are initialised, and nobody drops them.
        unsafe { slice::from_raw_parts_mut(this.as_mut_ptr(), this.length) }
    }
    /// The room behind the elements.
    ///
    /// # Examples
    /// ```
    /// let mut list = Vec::with_capacity(4);
    /// list.push(1);
    /// assert!(list.spare_capacity_mut().len() >= 3);
    /// ```
    #[inline]
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        let count = self.capacity() - self.length;
        // SAFETY: so many elements fit behind the length, and they need not be initialised.
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr().add(self.length) as *mut MaybeUninit<T>, count) }
    }
    /// Takes the elements of a range out and puts others in their place.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// let old: Vec<i32> = list.splice(..2, [7, 8, 9]).collect();
    /// assert_eq!((old, list), (vec![1, 2], vec![7, 8, 9, 3]));
    /// ```
    #[track_caller]
    pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(
        &mut self,
        range: R,
        replace_with: I,
    ) -> Splice<'_, I::IntoIter> {
        Splice::new(self.drain(range), replace_with.into_iter())
    }
    /// Takes the elements of a range out for which the predicate holds, as the iterator gets to them.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = vec![1, 2, 3, 4];
    /// let even: Vec<i32> = numbers.extract_if(.., |n| *n % 2 == 0).collect();
    /// assert_eq!((even, numbers), (vec![2, 4], vec![1, 3]));
    /// ```
    #[track_caller]
    pub fn extract_if<F: FnMut(&mut T) -> bool, R: RangeBounds<usize>>(
        &mut self,
        range: R,
        predicate: F,
    ) -> ExtractIf<'_, T, F> {
        let Range { start, end } = core::slice::range(range, ..self.length);
        ExtractIf::new(self, start, end, predicate)
    }
}

impl<T: Clone> Vec<T> {
    /// Drops elements from the end or appends clones, until there are so many.
    ///
    /// # Examples
    /// ```
    /// let mut row = vec![1, 2];
    /// row.resize(4, 0);
    /// assert_eq!(row, [1, 2, 0, 0]);
    /// row.resize(1, 0);
    /// assert_eq!(row, [1]);
    /// ```
    #[track_caller]
    pub fn resize(&mut self, new_length: usize, value: T) {
        if new_length > self.length {
            self.extend_with(new_length - self.length, value);
        } else {
            self.truncate(new_length);
        }
    }
    #[track_caller]
    fn extend_with(&mut self, count: usize, value: T) {
        self.reserve(count);
        if count == 0 {
            return;
        }
        // SAFETY: there is room for all of them, and the length counts those that are written.
        unsafe { T::fill_elements(&value, count - 1, self.as_mut_ptr().add(self.length), &mut self.length) };
        // SAFETY: there is room for one more.
        unsafe { ptr::write(self.as_mut_ptr().add(self.length), value) };
        self.length += 1;
    }
    /// Appends clones of a slice's elements.
    ///
    /// # Examples
    /// ```
    /// let mut bytes = vec![1];
    /// bytes.extend_from_slice(&[2, 3]);
    /// assert_eq!(bytes, [1, 2, 3]);
    /// ```
    #[track_caller]
    pub fn extend_from_slice(&mut self, other: &[T]) {
        self.reserve(other.len());
        // SAFETY: there is room for all of them now.
        unsafe { self.extend_within_capacity(other) };
    }
    /// Appends clones of the elements.
    ///
    /// # Safety
    /// There is room for all of them.
    #[inline]
    pub(crate) unsafe fn extend_within_capacity(&mut self, other: &[T]) {
        // SAFETY: the end is within the buffer or just behind it.
        let end = unsafe { self.as_mut_ptr().add(self.length) };
        // SAFETY: there is room for all of them, and the length counts those that are written.
        unsafe { T::clone_elements(other.as_ptr(), other.len(), end, &mut self.length) };
    }
    /// Appends clones of the elements in a range. Panics if it is not in bounds.
    ///
    /// # Examples
    /// ```
    /// let mut list = vec![1, 2, 3];
    /// list.extend_from_within(1..);
    /// assert_eq!(list, [1, 2, 3, 2, 3]);
    /// ```
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, source: R) {
        let Range { start, end } = core::slice::range(source, ..self.length);
        self.reserve(end - start);
        let mut index = start;
        while index < end {
            let copy = self[index].clone();
            self.push(copy);
            index += 1;
        }
    }
}

impl<T, const N: usize> Vec<[T; N]> {
    /// The elements of the arrays, one after the other, in the same memory: O(1).
    ///
    /// # Examples
    /// ```
    /// let pairs = vec![[1, 2], [3, 4]];
    /// assert_eq!(pairs.into_flattened(), [1, 2, 3, 4]);
    /// ```
    pub fn into_flattened(self) -> Vec<T> {
        let (pointer, length, capacity) = self.into_raw_parts();
        let new_capacity = if mem::size_of::<T>() == 0 { usize::MAX } else { capacity * N };
        // SAFETY: arrays lie without gaps, so that the memory has N times as many elements of the same
        // alignment.
        unsafe { Vec::from_raw_parts(pointer as *mut T, length * N, new_capacity) }
    }
}

// SAFETY: the elements are dropped, and not used otherwise.
unsafe impl<#[may_dangle] T> Drop for Vec<T> {
    #[inline]
    fn drop(&mut self) {
        // The buffer frees itself.
        // SAFETY: the elements up to the length are initialised, and nobody else drops them.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.buffer.pointer(), self.length)) }
    }
}
