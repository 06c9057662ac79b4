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
    #[inline]
    pub const fn len(&self) -> usize {
        (self as *const [T]).len()
    }
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self as *const [T] as *const T
    }
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut [T] as *mut T
    }
    #[inline]
    pub const fn as_ptr_range(&self) -> Range<*const T> {
        let start = self.as_ptr();
        start..unsafe { start.add(self.len()) }
    }
    #[inline]
    pub const fn first(&self) -> Option<&T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    #[inline]
    pub const fn first_mut(&mut self) -> Option<&mut T> {
        if let [first, ..] = self { Some(first) } else { None }
    }
    #[inline]
    pub const fn last(&self) -> Option<&T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    #[inline]
    pub const fn last_mut(&mut self) -> Option<&mut T> {
        if let [.., last] = self { Some(last) } else { None }
    }
    #[inline]
    pub const fn split_first(&self) -> Option<(&T, &[T])> {
        if let [first, rest @ ..] = self { Some((first, rest)) } else { None }
    }
    #[inline]
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [first, rest @ ..] = self { Some((first, rest)) } else { None }
    }
    #[inline]
    pub const fn split_last(&self) -> Option<(&T, &[T])> {
        if let [rest @ .., last] = self { Some((last, rest)) } else { None }
    }
    #[inline]
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [rest @ .., last] = self { Some((last, rest)) } else { None }
    }
    #[inline]
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) }
    }
    #[inline]
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() < N {
            None
        } else {
            Some(unsafe { &*(self.as_ptr().add(self.len() - N) as *const [T; N]) })
        }
    }
    #[inline]
    pub const fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at(N);
        Some((unsafe { &*(head.as_ptr() as *const [T; N]) }, tail))
    }
    #[inline]
    pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }
    #[inline]
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }
    #[inline]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output {
        unsafe { &*index.get_unchecked(self) }
    }
    #[inline]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output {
        unsafe { &mut *index.get_unchecked_mut(self) }
    }
    #[inline]
    #[track_caller]
    pub const fn swap(&mut self, a: usize, b: usize) {
        let first = &raw mut self[a];
        let second = &raw mut self[b];
        unsafe { ptr::swap(first, second) }
    }
    #[inline]
    pub fn reverse(&mut self) {
        let length = self.len();
        let start = self.as_mut_ptr();
        let mut index = 0;
        while index < length / 2 {
            unsafe { ptr::swap(start.add(index), start.add(length - 1 - index)) };
            index += 1;
        }
    }
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(self)
    }
    #[inline]
    #[track_caller]
    pub fn windows(&self, size: usize) -> Windows<'_, T> {
        assert!(size != 0, "window size must be non-zero");
        Windows::new(self, size)
    }
    #[inline]
    #[track_caller]
    pub fn chunks(&self, chunk_size: usize) -> Chunks<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        Chunks::new(self, chunk_size)
    }
    #[inline]
    #[track_caller]
    pub fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksMut::new(self, chunk_size)
    }
    #[inline]
    #[track_caller]
    pub fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksExact::new(self, chunk_size)
    }
    #[inline]
    #[track_caller]
    pub fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksExactMut::new(self, chunk_size)
    }
    #[inline]
    #[track_caller]
    pub fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunks::new(self, chunk_size)
    }
    #[inline]
    #[track_caller]
    pub fn rchunks_exact(&self, chunk_size: usize) -> RChunksExact<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunksExact::new(self, chunk_size)
    }
    #[inline]
    pub fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        ArrayWindows::new(self)
    }
    #[inline]
    pub const unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] {
        unsafe { from_raw_parts(self.as_ptr() as *const [T; N], self.len() / N) }
    }
    #[inline]
    #[track_caller]
    pub fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let (whole, rest) = self.split_at(self.len() / N * N);
        (unsafe { whole.as_chunks_unchecked() }, rest)
    }
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, predicate: F) -> ChunkBy<'_, T, F> {
        ChunkBy::new(self, predicate)
    }
    #[inline]
    #[track_caller]
    pub const fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() {
            split_at_fail();
        }
        unsafe { self.split_at_unchecked(mid) }
    }
    #[inline]
    pub const unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) {
        let start = self.as_ptr();
        unsafe { (from_raw_parts(start, mid), from_raw_parts(start.add(mid), self.len() - mid)) }
    }
    #[inline]
    #[track_caller]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        if mid > self.len() {
            split_at_fail();
        }
        let length = self.len();
        let start = self.as_mut_ptr();
        unsafe { (from_raw_parts_mut(start, mid), from_raw_parts_mut(start.add(mid), length - mid)) }
    }
    #[inline]
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> {
        if mid <= self.len() { Some(unsafe { self.split_at_unchecked(mid) }) } else { None }
    }
    #[inline]
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> {
        if mid <= self.len() { Some(self.split_at_mut(mid)) } else { None }
    }
    #[inline]
    pub fn split<F: FnMut(&T) -> bool>(&self, predicate: F) -> Split<'_, T, F> {
        Split::new(self, predicate)
    }
    #[inline]
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, predicate: F) -> SplitMut<'_, T, F> {
        SplitMut::new(self, predicate)
    }
    #[inline]
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, predicate: F) -> SplitInclusive<'_, T, F> {
        SplitInclusive::new(self, predicate)
    }
    #[inline]
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, predicate: F) -> RSplit<'_, T, F> {
        RSplit::new(self, predicate)
    }
    #[inline]
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, predicate: F) -> SplitN<'_, T, F> {
        SplitN::new(self, n, predicate)
    }
    #[inline]
    pub fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, predicate: F) -> RSplitN<'_, T, F> {
        RSplitN::new(self, n, predicate)
    }
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
    pub fn starts_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let n = needle.len();
        self.len() >= n && needle == &self[..n]
    }
    pub fn ends_with(&self, needle: &[T]) -> bool
    where
        T: PartialEq,
    {
        let (m, n) = (self.len(), needle.len());
        m >= n && needle == &self[m - n..]
    }
    pub fn strip_prefix(&self, prefix: &[T]) -> Option<&[T]>
    where
        T: PartialEq,
    {
        if self.starts_with(prefix) { Some(&self[prefix.len()..]) } else { None }
    }
    pub fn strip_suffix(&self, suffix: &[T]) -> Option<&[T]>
    where
        T: PartialEq,
    {
        if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None }
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|probe| probe.cmp(x))
    }
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
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|k| f(k).cmp(b))
    }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut predicate: P) -> usize {
        self.binary_search_by(|x| if predicate(x) { Less } else { Greater }).unwrap_or_else(|i| i)
    }
    #[inline]
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        sort::unstable(self, &mut |a: &T, b: &T| a.lt(b));
    }
    #[inline]
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        sort::unstable(self, &mut |a: &T, b: &T| compare(a, b) == Less);
    }
    #[inline]
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        sort::unstable(self, &mut |a: &T, b: &T| f(a).lt(&f(b)));
    }
    #[track_caller]
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
    where
        T: Ord,
    {
        self.select_nth_unstable_by(index, |a, b| a.cmp(b))
    }
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
    #[track_caller]
    pub fn select_nth_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(
        &mut self,
        index: usize,
        mut f: F,
    ) -> (&mut [T], &mut T, &mut [T]) {
        self.select_nth_unstable_by(index, |a, b| f(a).cmp(&f(b)))
    }
    #[track_caller]
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        let (left, right) = self.split_at_mut(mid);
        left.reverse();
        right.reverse();
        self.reverse();
    }
    #[track_caller]
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        self.rotate_left(self.len() - k);
    }
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
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) {
        for element in self {
            *element = f();
        }
    }
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
    #[inline]
    #[track_caller]
    pub fn copy_from_slice(&mut self, source: &[T])
    where
        T: Copy,
    {
        if self.len() != source.len() {
            copy_from_slice_fail(source.len(), self.len());
        }
        unsafe { ptr::copy_nonoverlapping(source.as_ptr(), self.as_mut_ptr(), self.len()) }
    }
    #[track_caller]
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, source: R, destination: usize)
    where
        T: Copy,
    {
        let Range { start, end } = super::range(source, ..self.len());
        let count = end - start;
        assert!(destination <= self.len() - count, "dest is out of bounds");
        unsafe {
            let base = self.as_mut_ptr();
            ptr::copy(base.add(start) as *const T, base.add(destination), count);
        }
    }
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        assert!(self.len() == other.len(), "destination and source slices have different lengths");
        unsafe { ptr::swap_nonoverlapping(self.as_mut_ptr(), other.as_mut_ptr(), self.len()) }
    }
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        if mem::size_of::<T>() == 0 || mem::size_of::<U>() == 0 {
            return (self, &[], &[]);
        }
        let start = self.as_ptr();
        let offset = start.align_offset(mem::align_of::<U>());
        if offset > self.len() {
            return (self, &[], &[]);
        }
        let (left, rest) = self.split_at(offset);
        let bytes = rest.len() * mem::size_of::<T>();
        let mut count = bytes / mem::size_of::<U>();
        while count * mem::size_of::<U>() % mem::size_of::<T>() != 0 {
            count -= 1;
        }
        let used = count * mem::size_of::<U>() / mem::size_of::<T>();
        unsafe {
            (
                left,
                from_raw_parts(rest.as_ptr() as *const U, count),
                from_raw_parts(rest.as_ptr().add(used), rest.len() - used),
            )
        }
    }
    pub fn is_sorted(&self) -> bool
    where
        T: PartialOrd,
    {
        self.is_sorted_by(|a, b| a <= b)
    }
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
    pub fn is_sorted_by_key<'a, F: FnMut(&'a T) -> K, K: PartialOrd>(&'a self, f: F) -> bool {
        self.iter().is_sorted_by_key(f)
    }
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        indices: [usize; N],
    ) -> Result<[&mut T; N], GetDisjointMutError> {
        let mut i = 0;
        while i < N {
            if indices[i] >= self.len() {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            let mut j = 0;
            while j < i {
                if indices[i] == indices[j] {
                    return Err(GetDisjointMutError::OverlappingIndices);
                }
                j += 1;
            }
            i += 1;
        }
        let base = self.as_mut_ptr();
        Ok(crate::array::from_fn(|i| unsafe { &mut *base.add(indices[i]) }))
    }
    #[inline]
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() < N { None } else { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) }
    }
    #[inline]
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() < N {
            return None;
        }
        let start = self.len() - N;
        Some(unsafe { &mut *(self.as_mut_ptr().add(start) as *mut [T; N]) })
    }
    #[inline]
    pub const fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at_mut(N);
        Some((unsafe { &mut *(head.as_mut_ptr() as *mut [T; N]) }, tail))
    }
    #[inline]
    pub const fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> {
        if self.len() < N {
            return None;
        }
        let (head, tail) = self.split_at(self.len() - N);
        Some((head, unsafe { &*(tail.as_ptr() as *const [T; N]) }))
    }
    #[inline]
    pub const fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> {
        if self.len() < N {
            return None;
        }
        let mid = self.len() - N;
        let (head, tail) = self.split_at_mut(mid);
        Some((head, unsafe { &mut *(tail.as_mut_ptr() as *mut [T; N]) }))
    }
    #[inline]
    #[track_caller]
    pub fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        assert!(N != 0, "chunk size must be non-zero");
        let (rest, whole) = self.split_at(self.len() % N);
        (rest, unsafe { whole.as_chunks_unchecked() })
    }
    #[inline]
    #[track_caller]
    pub fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let count = self.len() / N;
        let (whole, rest) = self.split_at_mut(count * N);
        (unsafe { from_raw_parts_mut(whole.as_mut_ptr() as *mut [T; N], count) }, rest)
    }
    #[inline]
    pub unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let length = self.len();
        let start = self.as_mut_ptr();
        unsafe { (from_raw_parts_mut(start, mid), from_raw_parts_mut(start.add(mid), length - mid)) }
    }
    /// Takes the first element off a slice that is a variable.
    #[inline]
    pub const fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T> {
        match self.split_first() {
            Some((first, rest)) => {
                *self = rest;
                Some(first)
            }
            None => None,
        }
    }
    /// Takes the last element off a slice that is a variable.
    #[inline]
    pub const fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T> {
        match self.split_last() {
            Some((last, rest)) => {
                *self = rest;
                Some(last)
            }
            None => None,
        }
    }
}

/// Indices that should give several mutable references cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError {
    IndexOutOfBounds,
    OverlappingIndices,
}
impl crate::fmt::Display for GetDisjointMutError {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str(match self {
            GetDisjointMutError::IndexOutOfBounds => "an index is out of bounds",
            GetDisjointMutError::OverlappingIndices => "there were overlapping indices",
        })
    }
}
impl crate::error::Error for GetDisjointMutError {}

impl<T, const N: usize> [[T; N]] {
    #[inline]
    pub const fn as_flattened(&self) -> &[T] {
        unsafe { from_raw_parts(self.as_ptr() as *const T, self.len() * N) }
    }
    #[inline]
    pub const fn as_flattened_mut(&mut self) -> &mut [T] {
        let length = self.len() * N;
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
