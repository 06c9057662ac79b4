//! Methods of slices that need no allocation.

use super::*;
use crate::cmp::Ordering::{self, Equal, Greater, Less};
use crate::mem;
use crate::ops::{Range, RangeBounds};

#[cold]
#[inline(never)]
#[track_caller]
fn copy_from_slice_fail(source: usize, destination: usize) -> ! {
    panic!("copy_from_slice: source slice length ({source}) does not match destination slice length ({destination})")
}

#[cold]
#[inline(never)]
#[track_caller]
const fn split_at_fail() -> ! {
    panic!("mid > len")
}

impl<T> [T] {
    /// The number of elements.
    #[inline]
    pub const fn len(&self) -> usize {
        (self as *const [T]).len()
    }
    /// Whether there are no elements.
    ///
    /// # Examples
    /// ```
    /// let nothing: [u8; 0] = [];
    /// assert!(nothing.is_empty());
    /// assert!(![0].is_empty());
    /// ```
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A pointer to the first element.
    ///
    /// # Examples
    /// ```
    /// let values = [7, 8];
    /// // SAFETY: there are two elements.
    /// assert_eq!(unsafe { *values.as_ptr().add(1) }, 8);
    /// ```
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self as *const [T] as *const T
    }
    /// A mutable pointer to the first element.
    ///
    /// # Examples
    /// ```
    /// let mut values = [1, 2];
    /// // SAFETY: there are two elements.
    /// unsafe { *values.as_mut_ptr().add(1) = 5 };
    /// assert_eq!(values, [1, 5]);
    /// ```
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut [T] as *mut T
    }
    /// Pointers to the first element and behind the last.
    #[inline]
    pub const fn as_ptr_range(&self) -> Range<*const T> {
        let start = self.as_ptr();
        // SAFETY: the end of a slice is one past its last element.
        start..unsafe { start.add(self.len()) }
    }
    /// Mutable pointers to the first element and behind the last.
    #[inline]
    pub const fn as_mut_ptr_range(&mut self) -> Range<*mut T> {
        let start = self.as_mut_ptr();
        // SAFETY: the end of a slice is one past its last element.
        start..unsafe { start.add(self.len()) }
    }
    /// The whole slice as an array, if it has just its length.
    #[inline]
    pub const fn as_array<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() == N { self.first_chunk() } else { None }
    }
    /// The whole slice as a mutable array, if it has just its length.
    #[inline]
    pub const fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() == N { self.first_chunk_mut() } else { None }
    }
    /// The first element.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([4, 5].first(), Some(&4));
    /// ```
    #[inline]
    pub const fn first(&self) -> Option<&T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    /// The first element, mutable.
    #[inline]
    pub const fn first_mut(&mut self) -> Option<&mut T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    /// The last element.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1, 2, 3].last(), Some(&3));
    /// assert_eq!(<[i32]>::last(&[]), None);
    /// ```
    #[inline]
    pub const fn last(&self) -> Option<&T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    /// The last element, mutable.
    ///
    /// # Examples
    /// ```
    /// let mut values = [1, 2];
    /// if let Some(last) = values.last_mut() {
    ///     *last = 7;
    /// }
    /// assert_eq!(values, [1, 7]);
    /// ```
    #[inline]
    pub const fn last_mut(&mut self) -> Option<&mut T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    /// The first element and the others.
    #[inline]
    pub const fn split_first(&self) -> Option<(&T, &[T])> {
        if let [first, rest @ ..] = self { Some((first, rest)) } else { None }
    }
    /// The first element and the others, mutable.
    #[inline]
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [first, rest @ ..] = self { Some((first, rest)) } else { None }
    }
    /// The last element and the others.
    #[inline]
    pub const fn split_last(&self) -> Option<(&T, &[T])> {
        if let [rest @ .., last] = self { Some((last, rest)) } else { None }
    }
    /// The last element and the others, mutable.
    #[inline]
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [rest @ .., last] = self { Some((last, rest)) } else { None }
    }
    /// The first `N` elements as an array.
    #[inline]
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        // SAFETY: there are at least `N` elements from there on.
        if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) }
    }
    /// The last `N` elements as an array.
    #[inline]
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N {
            None
        } else {
            // SAFETY: there are at least `N` elements from there on.
            Some(unsafe { &*(self.as_ptr().add(self.len() - N) as *const [T; N]) })
        }
    }
    /// The first `N` elements as an array, and the others.
    #[inline]
    pub const fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at(N);
        // SAFETY: the head has `N` elements.
        Some((unsafe { &*(head.as_ptr() as *const [T; N]) }, tail))
    }
    /// The element at an index or the part in a range, if it is in bounds.
    ///
    /// # Examples
    /// ```
    /// let row = [10, 20, 30];
    /// assert_eq!(row.get(1), Some(&20));
    /// assert_eq!(row.get(1..), Some(&[20, 30][..]));
    /// assert_eq!(row.get(3), None);
    /// ```
    #[inline]
    pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }
    /// The mutable element at an index or part in a range, if it is in bounds.
    ///
    /// # Examples
    /// ```
    /// let mut row = [1, 2];
    /// if let Some(value) = row.get_mut(1) {
    ///     *value += 5;
    /// }
    /// assert_eq!(row, [1, 7]);
    /// assert!(row.get_mut(2).is_none());
    /// ```
    #[inline]
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }
    /// The element at an index or the part in a range, which has to be in bounds.
    ///
    /// # Safety
    /// The index is within the slice.
    ///
    /// # Examples
    /// ```
    /// let row = [10, 20, 30];
    /// // SAFETY: the slice has three elements.
    /// assert_eq!(unsafe { *row.get_unchecked(1) }, 20);
    /// ```
    #[inline]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &*index.get_unchecked(self) }
    }
    /// The mutable element at an index or part in a range, which has to be in bounds.
    ///
    /// # Safety
    /// The index is within the slice.
    #[inline]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *index.get_unchecked_mut(self) }
    }
    /// Exchanges two elements. Panics if one is not there.
    ///
    /// # Examples
    /// ```
    /// let mut order = ['a', 'b', 'c'];
    /// order.swap(0, 2);
    /// assert_eq!(order, ['c', 'b', 'a']);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn swap(&mut self, a: usize, b: usize) {
        let first = &raw mut self[a];
        let second = &raw mut self[b];
        // SAFETY: both pointers come from references to elements.
        unsafe { ptr::swap(first, second) }
    }
    /// Reverses the order of the elements.
    ///
    /// # Examples
    /// ```
    /// let mut values = [1, 2, 3];
    /// values.reverse();
    /// assert_eq!(values, [3, 2, 1]);
    /// ```
    #[inline]
    pub fn reverse(&mut self) {
        let length = self.len();
        let start = self.as_mut_ptr();
        let mut index = 0;
        while index < length / 2 {
            // SAFETY: both indices are below the length.
            unsafe { ptr::swap(start.add(index), start.add(length - 1 - index)) };
            index += 1;
        }
    }
    /// The elements in order.
    ///
    /// # Examples
    /// ```
    /// let heights = [3, 1, 2];
    /// let total: i32 = heights.iter().sum();
    /// assert_eq!(total, 6);
    /// assert_eq!(heights.iter().rev().next(), Some(&2));
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }
    /// The elements in order, mutable.
    ///
    /// # Examples
    /// ```
    /// let mut values = [1, 2, 3];
    /// for value in values.iter_mut() {
    ///     *value *= 10;
    /// }
    /// assert_eq!(values, [10, 20, 30]);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(self)
    }
    /// The elements before an index and those from it on. Panics if it is beyond the end.
    ///
    /// # Examples
    /// ```
    /// let (left, right) = [1, 2, 3].split_at(1);
    /// assert_eq!((left, right), (&[1][..], &[2, 3][..]));
    /// ```
    #[inline]
    #[track_caller]
    pub const fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() {
            split_at_fail();
        }
        // SAFETY: the middle was just compared with the length.
        unsafe { self.split_at_unchecked(mid) }
    }
    /// As `split_at`, with an index that has to be in bounds.
    ///
    /// # Safety
    /// The index is not beyond the end.
    #[inline]
    pub const unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) {
        let start = self.as_ptr();
        // SAFETY: the caller promises what the operation demands.
        unsafe { (from_raw_parts(start, mid), from_raw_parts(start.add(mid), self.len() - mid)) }
    }
    /// The elements before an index and those from it on, mutable. Panics if it is beyond the end.
    ///
    /// # Examples
    /// ```
    /// let mut values = [1, 2, 3, 4];
    /// let (left, right) = values.split_at_mut(2);
    /// left.swap_with_slice(right);
    /// assert_eq!(values, [3, 4, 1, 2]);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        if mid > self.len() {
            split_at_fail();
        }
        let length = self.len();
        let start = self.as_mut_ptr();
        // SAFETY: the middle was just compared with the length; the halves do not overlap.
        unsafe { (from_raw_parts_mut(start, mid), from_raw_parts_mut(start.add(mid), length - mid)) }
    }
    /// As `split_at`, or `None` if the index is beyond the end.
    #[inline]
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> {
        // SAFETY: the middle was just compared with the length.
        if mid <= self.len() { Some(unsafe { self.split_at_unchecked(mid) }) } else { None }
    }
    /// As `split_at_mut`, or `None` if the index is beyond the end.
    #[inline]
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> {
        if mid <= self.len() { Some(self.split_at_mut(mid)) } else { None }
    }
    /// Whether an element is equal to a value: O(n).
    #[inline]
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        let mut index = 0;
        while index < self.len() {
            if self[index] == *x {
                return true;
            }
            index += 1;
        }
        false
    }
    /// Whether the first elements are those of another slice.
    pub fn starts_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let n = needle.len();
        self.len() >= n && needle == &self[..n]
    }
    /// Whether the last elements are those of another slice.
    pub fn ends_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let (m, n) = (self.len(), needle.len());
        m >= n && needle == &self[m - n..]
    }
    /// What follows another slice, if the elements start with it.
    pub fn strip_prefix(&self, prefix: &[T]) -> Option<&[T]>
    where
        T: PartialEq,
    {
        if self.starts_with(prefix) { Some(&self[prefix.len()..]) } else { None }
    }
    /// What precedes another slice, if the elements end with it.
    pub fn strip_suffix(&self, suffix: &[T]) -> Option<&[T]>
    where
        T: PartialEq,
    {
        if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None }
    }
    /// The index of a value in sorted elements, or the one where it would have to be: O(log n).
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|probe| probe.cmp(x))
    }
    /// As `binary_search`; the function compares an element with what is sought.
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut compare: F) -> Result<usize, usize> {
        let mut size = self.len();
        if size == 0 {
            return Err(0);
        }
        let mut base = 0usize;
        // The element at `base` is the last one known not to be greater (or the first of all).
        while size > 1 {
            let half = size / 2;
            let mid = base + half;
            if compare(&self[mid]) != Greater {
                base = mid;
            }
            size -= half;
        }
        match compare(&self[base]) {
            Equal => Ok(base),
            order => Err(base + (order == Less) as usize),
        }
    }
    /// As `binary_search`, with elements sorted by a key.
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|k| f(k).cmp(b))
    }
    /// How many elements satisfy the predicate, all of which come first: O(log n).
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut predicate: P) -> usize {
        self.binary_search_by(|x| if predicate(x) { Less } else { Greater }).unwrap_or_else(|i| i)
    }
    /// Sorts the elements; equal ones may change places. O(n log n), without allocating.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = [5, 1, 4];
    /// numbers.sort_unstable();
    /// assert_eq!(numbers, [1, 4, 5]);
    /// ```
    #[inline]
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        sort::unstable(self, &mut |a: &T, b: &T| a.lt(b));
    }
    /// As `sort_unstable`, by a comparison.
    #[inline]
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        sort::unstable(self, &mut |a: &T, b: &T| compare(a, b) == Less);
    }
    /// As `sort_unstable`, by a key that is computed at each comparison.
    #[inline]
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        sort::unstable(self, &mut |a: &T, b: &T| f(a).lt(&f(b)));
    }
    /// Puts the element that sorting would put at an index there, with none greater before and none less
    /// after it: O(n). Panics if the index is not in bounds.
    #[track_caller]
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
    where
        T: Ord,
    {
        self.select_nth_unstable_by(index, |a, b| a.cmp(b))
    }
    /// As `select_nth_unstable`, by a comparison.
    #[track_caller]
    pub fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(
        &mut self,
        index: usize,
        mut compare: F,
    ) -> (&mut [T], &mut T, &mut [T]) {
        if index >= self.len() {
            panic!("partition_at_index index {index} greater than length of slice {}", self.len());
        }
        sort::select(self, index, &mut |a: &T, b: &T| compare(a, b) == Less);
        let (left, right) = self.split_at_mut(index);
        let (middle, right) = right.split_at_mut(1);
        (left, &mut middle[0], right)
    }
    /// As `select_nth_unstable`, by a key.
    #[track_caller]
    pub fn select_nth_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(
        &mut self,
        index: usize,
        mut f: F,
    ) -> (&mut [T], &mut T, &mut [T]) {
        self.select_nth_unstable_by(index, |a, b| f(a).cmp(&f(b)))
    }
    /// Moves the first elements, so many, to the end. Panics if there are not so many.
    #[track_caller]
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        let (left, right) = self.split_at_mut(mid);
        left.reverse();
        right.reverse();
        self.reverse();
    }
    /// Moves the last elements, so many, to the start. Panics if there are not so many.
    #[track_caller]
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        self.rotate_left(self.len() - k);
    }
    /// Sets all elements to clones of a value.
    pub fn fill(&mut self, value: T)
    where
        T: Clone,
    {
        if let Some((last, rest)) = self.split_last_mut() {
            for element in rest {
                element.clone_from(&value);
            }
            *last = value;
        }
    }
    /// Sets all elements to results of a function.
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) {
        for element in self {
            *element = f();
        }
    }
    /// Sets the elements to clones of another slice's. Panics if the lengths differ.
    #[track_caller]
    pub fn clone_from_slice(&mut self, source: &[T])
    where
        T: Clone,
    {
        if self.len() != source.len() {
            panic!("destination and source slices have different lengths");
        }
        let mut index = 0;
        while index < source.len() {
            self[index].clone_from(&source[index]);
            index += 1;
        }
    }
    /// Sets the elements to another slice's by one copy. Panics if the lengths differ.
    ///
    /// # Examples
    /// ```
    /// let mut buffer = [0; 4];
    /// buffer[1..3].copy_from_slice(&[7, 8]);
    /// assert_eq!(buffer, [0, 7, 8, 0]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn copy_from_slice(&mut self, source: &[T])
    where
        T: Copy,
    {
        if self.len() != source.len() {
            copy_from_slice_fail(source.len(), self.len());
        }
        // SAFETY: the lengths are equal, and a mutable slice overlaps no other.
        unsafe { ptr::copy_nonoverlapping(source.as_ptr(), self.as_mut_ptr(), self.len()) }
    }
    /// Copies a part of the elements to another index; they may overlap. Panics if they are not in
    /// bounds.
    #[track_caller]
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, source: R, destination: usize)
    where
        T: Copy,
    {
        let Range { start, end } = super::range(source, ..self.len());
        let count = end - start;
        assert!(destination <= self.len() - count, "dest is out of bounds");
        // SAFETY: both ranges were checked against the length, and a copy may overlap.
        unsafe {
            let base = self.as_mut_ptr();
            ptr::copy(base.add(start) as *const T, base.add(destination), count);
        }
    }
    /// Exchanges all elements with another slice's. Panics if the lengths differ.
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        assert!(self.len() == other.len(), "destination and source slices have different lengths");
        // SAFETY: the lengths are equal, and mutable slices do not overlap.
        unsafe { ptr::swap_nonoverlapping(self.as_mut_ptr(), other.as_mut_ptr(), self.len()) }
    }
    /// The elements before, in and after the part that can be seen as values of another type. The bytes
    /// have to be valid ones.
    ///
    /// # Safety
    /// The bytes are values of the other type.
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        let (left, count, used) = self.aligned_part::<U>();
        let (left, rest) = self.split_at(left);
        let start = rest.as_ptr();
        // SAFETY: the caller promises what the operation demands.
        unsafe {
            (left, from_raw_parts(start as *const U, count), from_raw_parts(start.add(used), rest.len() - used))
        }
    }
    /// As `align_to`, mutable.
    ///
    /// # Safety
    /// The bytes are values of the other type, and what is written there are values of this one.
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]) {
        let (left, count, used) = self.aligned_part::<U>();
        let (left, rest) = self.split_at_mut(left);
        let (start, length) = (rest.as_mut_ptr(), rest.len());
        // SAFETY: the caller promises what the operation demands.
        unsafe {
            (left, from_raw_parts_mut(start as *mut U, count), from_raw_parts_mut(start.add(used), length - used))
        }
    }
    /// How many elements come before the first that is aligned for `U`, how many values of `U` fit
    /// from there on, and how many elements those take.
    fn aligned_part<U>(&self) -> (usize, usize, usize) {
        let (from, to) = (mem::size_of::<T>(), mem::size_of::<U>());
        if from == 0 || to == 0 {
            return (self.len(), 0, 0);
        }
        let offset = self.as_ptr().align_offset(mem::align_of::<U>());
        if offset > self.len() {
            return (self.len(), 0, 0);
        }
        let mut count = (self.len() - offset) * from / to;
        while count * to % from != 0 {
            count -= 1;
        }
        (offset, count, count * to / from)
    }
    /// Whether no element is less than the one before it.
    pub fn is_sorted(&self) -> bool
    where
        T: PartialOrd,
    {
        self.is_sorted_by(|a, b| a <= b)
    }
    /// Whether the comparison holds for every two neighbours.
    pub fn is_sorted_by<'a, F: FnMut(&'a T, &'a T) -> bool>(&'a self, mut compare: F) -> bool {
        let mut index = 1;
        while index < self.len() {
            if !compare(&self[index - 1], &self[index]) {
                return false;
            }
            index += 1;
        }
        true
    }
    /// Whether the keys are sorted.
    pub fn is_sorted_by_key<'a, F: FnMut(&'a T) -> K, K: PartialOrd>(&'a self, f: F) -> bool {
        self.iter().is_sorted_by_key(f)
    }
    /// The first `N` elements as a mutable array.
    #[inline]
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        // SAFETY: there are at least `N` elements from there on.
        if self.len() < N { None } else { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) }
    }
    /// The last `N` elements as a mutable array.
    #[inline]
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() < N {
            return None;
        }
        let start = self.len() - N;
        // SAFETY: there are at least `N` elements from there on.
        Some(unsafe { &mut *(self.as_mut_ptr().add(start) as *mut [T; N]) })
    }
    /// The first `N` elements as a mutable array, and the others.
    #[inline]
    pub const fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at_mut(N);
        // SAFETY: the head has `N` elements.
        Some((unsafe { &mut *(head.as_mut_ptr() as *mut [T; N]) }, tail))
    }
    /// The last `N` elements as an array, and the others before it.
    #[inline]
    pub const fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at(self.len() - N);
        // SAFETY: the tail has `N` elements.
        Some((head, unsafe { &*(tail.as_ptr() as *const [T; N]) }))
    }
    /// The last `N` elements as a mutable array, and the others before it.
    #[inline]
    pub const fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> {
        if self.len() < N {
            return None;
        }
        let mid = self.len() - N;
        let (head, tail) = self.split_at_mut(mid);
        // SAFETY: the tail has `N` elements.
        Some((head, unsafe { &mut *(tail.as_mut_ptr() as *mut [T; N]) }))
    }
    /// As `split_at_mut`, with an index that has to be in bounds.
    ///
    /// # Safety
    /// The index is not beyond the end.
    #[inline]
    pub unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let length = self.len();
        let start = self.as_mut_ptr();
        // SAFETY: the caller promises what the operation demands.
        unsafe { (from_raw_parts_mut(start, mid), from_raw_parts_mut(start.add(mid), length - mid)) }
    }
}

impl<T, const N: usize> [[T; N]] {
    /// The elements of all arrays as one slice.
    #[inline]
    pub const fn as_flattened(&self) -> &[T] {
        // SAFETY: arrays lie one behind the other without gaps.
        unsafe { from_raw_parts(self.as_ptr() as *const T, self.len() * N) }
    }
    /// The elements of all arrays as one mutable slice.
    #[inline]
    pub const fn as_flattened_mut(&mut self) -> &mut [T] {
        let length = self.len() * N;
        // SAFETY: arrays lie one behind the other without gaps.
        unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut T, length) }
    }
}

impl<T> Default for &[T] {
    fn default() -> Self {
        &[]
    }
}
impl<T> Default for &mut [T] {
    fn default() -> Self {
        &mut []
    }
}
