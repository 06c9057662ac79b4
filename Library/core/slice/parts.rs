//! Methods that give parts of slices.

use super::*;
use crate::ops::{OneSidedRange, Range, RangeInclusive};

/// Both forms of a method that gives an iterator over parts of a size.
macro_rules! parts_of_size {
    ($($message:literal $($(#[$documentation:meta])* $method:ident($($reference:tt)*) $iterator:ident)*;)*) => { $($(
        $(#[$documentation])*
        #[inline]
        #[track_caller]
        pub fn $method($($reference)* self, size: usize) -> $iterator<'_, T> {
            assert!(size != 0, $message);
            $iterator::new(self, size)
        }
    )*)* };
}

macro_rules! parts_by {
    ($($method:ident($($reference:tt)*) $iterator:ident;)*) => { $(
        /// The parts between elements for which the predicate holds, in the order and with the ends that
        /// the name says.
        #[inline]
        pub fn $method<F: FnMut(&T) -> bool>($($reference)* self, predicate: F) -> $iterator<'_, T, F> {
            $iterator::new(self, predicate)
        }
    )* };
    (limited $($method:ident($($reference:tt)*) $iterator:ident;)*) => { $(
        /// At most `n` parts between elements for which the predicate holds; the last has all the rest.
        #[inline]
        pub fn $method<F: FnMut(&T) -> bool>($($reference)* self, n: usize, predicate: F) -> $iterator<'_, T, F> {
            $iterator::new(self, n, predicate)
        }
    )* };
}

impl<T> [T] {
    parts_of_size! {
        "window size must be non-zero"
            /// An iterator over all parts of the size, each one element after the last.
            ///
            /// # Panics
            /// If the size is zero.
            ///
            /// # Examples
            /// ```
            /// let rises = [1, 3, 2, 5].windows(2).filter(|pair| pair[0] < pair[1]).count();
            /// assert_eq!(rises, 2);
            /// ```
            windows(&) Windows;
        "chunk size must be non-zero"
            /// An iterator over parts of the size, side by side; the last one may be shorter.
            ///
            /// # Panics
            /// If the size is zero.
            ///
            /// # Examples
            /// ```
            /// let lengths: Vec<usize> = [0; 7].chunks(3).map(|chunk| chunk.len()).collect();
            /// assert_eq!(lengths, [3, 3, 1]);
            /// ```
            chunks(&) Chunks
            /// The same, to change the elements.
            chunks_mut(&mut) ChunksMut
            /// An iterator over parts of exactly the size; what is left is its `remainder`.
            chunks_exact(&) ChunksExact
            /// The same, to change the elements.
            chunks_exact_mut(&mut) ChunksExactMut
            rchunks(&) RChunks rchunks_mut(&mut) RChunksMut
            rchunks_exact(&) RChunksExact rchunks_exact_mut(&mut) RChunksExactMut;
    }
    parts_by! {
        split(&) Split;
        split_mut(&mut) SplitMut;
        split_inclusive(&) SplitInclusive;
        split_inclusive_mut(&mut) SplitInclusiveMut;
        rsplit(&) RSplit;
        rsplit_mut(&mut) RSplitMut;
    }
    parts_by! {
        limited
        splitn(&) SplitN;
        splitn_mut(&mut) SplitNMut;
        rsplitn(&) RSplitN;
        rsplitn_mut(&mut) RSplitNMut;
    }
    /// The longest parts in which the predicate holds for each two neighbours.
    ///
    /// # Examples
    /// ```
    /// let runs: Vec<_> = [1, 1, 2, 3, 3].chunk_by(|a, b| a == b).collect();
    /// assert_eq!(runs, [&[1, 1][..], &[2], &[3, 3]]);
    /// ```
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, predicate: F) -> ChunkBy<'_, T, F> {
        ChunkBy::new(self, predicate)
    }
    /// The same parts, mutable.
    pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, predicate: F) -> ChunkByMut<'_, T, F> {
        ChunkByMut::new(self, predicate)
    }
    /// All runs of `N` neighbours, overlapping.
    #[inline]
    pub fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        const { assert!(N != 0, "window size must be non-zero") };
        ArrayWindows::new(self)
    }
    /// The elements in arrays of `N`, unchecked.
    ///
    /// # Safety
    /// `N` is not 0, and the length is a multiple of it.
    #[inline]
    pub const unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { from_raw_parts(self.as_ptr() as *const [T; N], self.len() / N) }
    }
    /// The elements in arrays of `N` from the start, and the rest.
    ///
    /// # Examples
    /// ```
    /// let (pairs, rest) = [1, 2, 3, 4, 5].as_chunks::<2>();
    /// assert_eq!((pairs, rest), (&[[1, 2], [3, 4]][..], &[5][..]));
    /// ```
    #[inline]
    #[track_caller]
    pub fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let (whole, rest) = self.split_at(self.len() / N * N);
        // SAFETY: the length is a multiple of `N`, which is not zero.
        (unsafe { whole.as_chunks_unchecked() }, rest)
    }
    /// The elements in arrays of `N` from the end, after what is left over.
    #[inline]
    #[track_caller]
    pub fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        assert!(N != 0, "chunk size must be non-zero");
        let (rest, whole) = self.split_at(self.len() % N);
        // SAFETY: the length is a multiple of `N`, which is not zero.
        (rest, unsafe { whole.as_chunks_unchecked() })
    }
    /// The elements in mutable arrays of `N` from the start, and the rest.
    #[inline]
    #[track_caller]
    pub fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let count = self.len() / N;
        let (whole, rest) = self.split_at_mut(count * N);
        // SAFETY: the length is a multiple of `N`, which is not zero.
        (unsafe { from_raw_parts_mut(whole.as_mut_ptr() as *mut [T; N], count) }, rest)
    }
    /// The elements in mutable arrays of `N` from the end, after what is left over.
    #[inline]
    #[track_caller]
    pub fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]) {
        assert!(N != 0, "chunk size must be non-zero");
        let rest = self.len() % N;
        let (rest, whole) = self.split_at_mut(rest);
        // SAFETY: the length is a multiple of `N`, which is not zero.
        (rest, unsafe { whole.as_chunks_unchecked_mut() })
    }
    /// The elements in mutable arrays of `N`, unchecked.
    ///
    /// # Safety
    /// `N` is not 0, and the length is a multiple of it.
    #[inline]
    pub const unsafe fn as_chunks_unchecked_mut<const N: usize>(&mut self) -> &mut [[T; N]] {
        let count = self.len() / N;
        // SAFETY: the caller promises what the operation demands.
        unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut [T; N], count) }
    }
    /// Takes the elements of a range, open on one side, off a slice that is a variable; `None`, and
    /// nothing changes, if they are not all there.
    pub fn split_off<'a, R: OneSidedRange<usize>>(self: &mut &'a Self, range: R) -> Option<&'a Self> {
        let (from_start, mid) = side(range)?;
        let (head, tail) = self.split_at_checked(mid)?;
        let (taken, rest) = if from_start { (head, tail) } else { (tail, head) };
        *self = rest;
        Some(taken)
    }
    /// Takes a range that reaches to an end off the slice, if the slice has it.
    pub fn split_off_mut<'a, R: OneSidedRange<usize>>(self: &mut &'a mut Self, range: R) -> Option<&'a mut Self> {
        let (from_start, mid) = side(range)?;
        if mid > self.len() {
            return None;
        }
        let (head, tail) = crate::mem::take(self).split_at_mut(mid);
        let (taken, rest) = if from_start { (head, tail) } else { (tail, head) };
        *self = rest;
        Some(taken)
    }
    /// Takes the first element off the slice.
    pub fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let (first, rest) = crate::mem::take(self).split_first_mut()?;
        *self = rest;
        Some(first)
    }
    /// Takes the last element off the slice.
    pub fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let (last, rest) = crate::mem::take(self).split_last_mut()?;
        *self = rest;
        Some(last)
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

    /// Several elements or parts at once, which must not overlap.
    pub fn get_disjoint_mut<I, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> Result<[&mut I::Output; N], GetDisjointMutError>
    where
        I: GetDisjointMutIndex + SliceIndex<[T]>,
    {
        let mut i = 0;
        while i < N {
            if !indices[i].is_in_bounds(self.len()) {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            let mut j = 0;
            while j < i {
                if indices[i].is_overlapping(&indices[j]) {
                    return Err(GetDisjointMutError::OverlappingIndices);
                }
                j += 1;
            }
            i += 1;
        }
        // SAFETY: the indices were just seen to be within the slice and apart.
        Ok(unsafe { self.get_disjoint_unchecked_mut(indices) })
    }
    /// Mutable references to what several indices lead to, unchecked.
    ///
    /// # Safety
    /// All are within the slice, and none overlaps another.
    pub unsafe fn get_disjoint_unchecked_mut<I, const N: usize>(&mut self, indices: [I; N]) -> [&mut I::Output; N]
    where
        I: GetDisjointMutIndex + SliceIndex<[T]>,
    {
        let slice: *mut [T] = self;
        // SAFETY: the caller promises what the operation demands.
        indices.map(|index| unsafe { &mut *index.get_unchecked_mut(slice) })
    }
    /// The index of the element at this very address.
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        let size = crate::mem::size_of::<T>();
        if size == 0 {
            panic!("elements are zero-sized");
        }
        let distance = (element as *const T as usize).wrapping_sub(self.as_ptr() as usize);
        let index = distance / size;
        if distance % size == 0 && index < self.len() { Some(index) } else { None }
    }
}

/// Whether a range that is open on one side contains the start, and where the slice has to be cut.
fn side<R: OneSidedRange<usize>>(range: R) -> Option<(bool, usize)> {
    use crate::ops::Bound::*;
    match (range.start_bound(), range.end_bound()) {
        (Unbounded, Excluded(end)) => Some((true, *end)),
        (Unbounded, Included(end)) => Some((true, end.checked_add(1)?)),
        (Included(start), _) => Some((false, *start)),
        (Excluded(start), _) => Some((false, start.checked_add(1)?)),
        (Unbounded, Unbounded) => None,
    }
}

/// Indices of which can be told whether they overlap.
pub unsafe trait GetDisjointMutIndex: Clone {
    /// Whether it is within a slice of this length.
    fn is_in_bounds(&self, length: usize) -> bool;
    /// Whether both have an element in common.
    fn is_overlapping(&self, other: &Self) -> bool;
}
// SAFETY: the answers are true of the indices that the type stands for.
unsafe impl GetDisjointMutIndex for usize {
    fn is_in_bounds(&self, length: usize) -> bool {
        *self < length
    }
    fn is_overlapping(&self, other: &usize) -> bool {
        *self == *other
    }
}
// SAFETY: the answers are true of the indices that the type stands for.
unsafe impl GetDisjointMutIndex for Range<usize> {
    fn is_in_bounds(&self, length: usize) -> bool {
        self.start <= self.end && self.end <= length
    }
    fn is_overlapping(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
// SAFETY: the answers are true of the indices that the type stands for.
unsafe impl GetDisjointMutIndex for RangeInclusive<usize> {
    fn is_in_bounds(&self, length: usize) -> bool {
        *self.start() <= *self.end() && *self.end() < length
    }
    fn is_overlapping(&self, other: &Self) -> bool {
        *self.start() <= *other.end() && *other.start() <= *self.end()
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
