//! Indexing of slices by positions and ranges.

use crate::ops::{Bound, Index, IndexMut, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::ptr;

impl<T, I: SliceIndex<[T]>> Index<I> for [T] {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}

impl<T, I: SliceIndex<[T]>> IndexMut<I> for [T] {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn start_index_len_fail(index: usize, len: usize) -> ! {
    panic!("range start index {index} out of range for slice of length {len}")
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn end_index_len_fail(index: usize, len: usize) -> ! {
    panic!("range end index {index} out of range for slice of length {len}")
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn index_order_fail(index: usize, end: usize) -> ! {
    panic!("slice index starts at {index} but ends at {end}")
}

#[cold]
#[inline(never)]
#[track_caller]
fn slice_index_fail(start: usize, end: usize, len: usize) -> ! {
    if start > len {
        start_index_len_fail(start, len)
    }
    if end > len {
        end_index_len_fail(end, len)
    }
    index_order_fail(start, end)
}

/// An inclusive range ends beyond the slice.
#[cold]
#[inline(never)]
#[track_caller]
fn inclusive_index_fail(start: usize, end: usize, len: usize) -> ! {
    if start > len {
        start_index_len_fail(start, len)
    }
    end_index_len_fail(end, len)
}

#[cold]
#[inline(never)]
#[track_caller]
fn start_index_overflow_fail() -> ! {
    panic!("attempted to index slice from after maximum usize")
}

/// What can index a slice or a string.
pub unsafe trait SliceIndex<T: ?Sized> {
    /// What the index leads to: an element or a slice.
    type Output: ?Sized;
    /// What the index leads to, if it is within the slice.
    fn get(self, slice: &T) -> Option<&Self::Output>;
    /// What the index leads to, mutable, if it is within the slice.
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    /// What the index leads to, unchecked.
    ///
    /// # Safety
    /// The index is within the slice.
    unsafe fn get_unchecked(self, slice: *const T) -> *const Self::Output;
    /// What the index leads to, mutable, unchecked.
    ///
    /// # Safety
    /// The index is within the slice.
    unsafe fn get_unchecked_mut(self, slice: *mut T) -> *mut Self::Output;
    /// What the index leads to.
    ///
    /// # Panics
    /// Panics if it is not within the slice.
    #[track_caller]
    fn index(self, slice: &T) -> &Self::Output;
    /// What the index leads to, mutable.
    ///
    /// # Panics
    /// Panics if it is not within the slice.
    #[track_caller]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}

// SAFETY: the unchecked methods stay within what the checked ones allow.
unsafe impl<T> SliceIndex<[T]> for usize {
    type Output = T;
    #[inline]
    fn get(self, slice: &[T]) -> Option<&T> {
        // SAFETY: the index was just compared with the length.
        if self < slice.len() { unsafe { Some(&*slice.as_ptr().add(self)) } } else { None }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> {
        // SAFETY: the index was just compared with the length.
        if self < slice.len() { unsafe { Some(&mut *slice.as_mut_ptr().add(self)) } } else { None }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { (slice as *const T).add(self) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { (slice as *mut T).add(self) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &T {
        // The built-in indexing, which checks the bounds.
        &(*slice)[self]
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut T {
        &mut (*slice)[self]
    }
}

// SAFETY: the unchecked methods stay within what the checked ones allow.
unsafe impl<T> SliceIndex<[T]> for Range<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if self.start <= self.end && self.end <= slice.len() {
            // SAFETY: the index was just compared with the length.
            unsafe { Some(&*self.get_unchecked(slice)) }
        } else {
            None
        }
    }
    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if self.start <= self.end && self.end <= slice.len() {
            // SAFETY: the index was just compared with the length.
            unsafe { Some(&mut *self.get_unchecked_mut(slice)) }
        } else {
            None
        }
    }
    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::slice_from_raw_parts((slice as *const T).add(self.start), self.end.wrapping_sub(self.start)) }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::slice_from_raw_parts_mut((slice as *mut T).add(self.start), self.end.wrapping_sub(self.start)) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        if self.start > self.end || self.end > slice.len() {
            slice_index_fail(self.start, self.end, slice.len());
        }
        // SAFETY: the range was just checked against the length.
        unsafe { &*self.get_unchecked(slice) }
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        if self.start > self.end || self.end > slice.len() {
            slice_index_fail(self.start, self.end, slice.len());
        }
        // SAFETY: the range was just checked against the length.
        unsafe { &mut *self.get_unchecked_mut(slice) }
    }
}

/// Index types that are a half-open range of a known slice. `panicking` gives none that is not within it.
macro_rules! through_range {
    ($t:ty, $this:ident, $slice:ident, checked $checked:expr, panicking $panicking:expr) => {
        // SAFETY: the unchecked methods stay within what the checked ones allow.
        unsafe impl<T> SliceIndex<[T]> for $t {
            type Output = [T];
            #[inline]
            fn get(self, $slice: &[T]) -> Option<&[T]> {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                range?.get($slice)
            }
            #[inline]
            fn get_mut(self, $slice: &mut [T]) -> Option<&mut [T]> {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                range?.get_mut($slice)
            }
            #[inline]
            unsafe fn get_unchecked(self, $slice: *const [T]) -> *const [T] {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                // SAFETY: the caller promises what the operation demands.
                unsafe { range.unwrap_unchecked().get_unchecked($slice) }
            }
            #[inline]
            unsafe fn get_unchecked_mut(self, $slice: *mut [T]) -> *mut [T] {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                // SAFETY: the caller promises what the operation demands.
                unsafe { range.unwrap_unchecked().get_unchecked_mut($slice) }
            }
            #[inline]
            #[track_caller]
            fn index(self, $slice: &[T]) -> &[T] {
                let $this = self;
                let range: Range<usize> = $panicking;
                // SAFETY: what panics has seen that the range is within the slice.
                unsafe { &*range.get_unchecked($slice) }
            }
            #[inline]
            #[track_caller]
            fn index_mut(self, $slice: &mut [T]) -> &mut [T] {
                let $this = self;
                let range: Range<usize> = $panicking;
                // SAFETY: as for `index`.
                unsafe { &mut *range.get_unchecked_mut($slice) }
            }
        }
    };
}

through_range! { RangeTo<usize>, r, slice, checked Some(0..r.end), panicking {
    if r.end > slice.len() {
        end_index_len_fail(r.end, slice.len());
    }
    0..r.end
} }
through_range! { RangeFrom<usize>, r, slice, checked Some(r.start..slice.len()), panicking {
    if r.start > slice.len() {
        start_index_len_fail(r.start, slice.len());
    }
    r.start..slice.len()
} }
through_range! { RangeFull, _r, slice, checked Some(0..slice.len()), panicking { 0..slice.len() } }
through_range! { RangeInclusive<usize>, r, slice,
    checked if r.end == usize::MAX { None } else { Some(r.into_slice_range()) },
    panicking {
        if r.end >= slice.len() {
            inclusive_index_fail(r.start, r.end, slice.len());
        }
        let range = r.into_slice_range();
        if range.start > range.end {
            slice_index_fail(range.start, range.end, slice.len());
        }
        range
    }
}
through_range! { RangeToInclusive<usize>, r, slice,
    checked if r.end == usize::MAX { None } else { Some(0..r.end + 1) },
    panicking {
        if r.end >= slice.len() {
            end_index_len_fail(r.end, slice.len());
        }
        0..r.end + 1
    }
}

/// The half-open range within a length that any range means; panics as indexing does.
#[track_caller]
pub fn range<R: RangeBounds<usize>>(range: R, bounds: RangeTo<usize>) -> Range<usize> {
    let len = bounds.end;
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(&start) => match start.checked_add(1) {
            Some(start) => start,
            None => start_index_overflow_fail(),
        },
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&end) => {
            if end >= len {
                inclusive_index_fail(start, end, len);
            }
            end + 1
        }
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    if start > end || end > len {
        slice_index_fail(start, end, len);
    }
    start..end
}

// SAFETY: the unchecked methods stay within what the checked ones allow.
unsafe impl<T> SliceIndex<[T]> for (Bound<usize>, Bound<usize>) {
    type Output = [T];
    fn get(self, slice: &[T]) -> Option<&[T]> {
        checked_bounds(self, slice.len())?.get(slice)
    }
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        checked_bounds(self, slice.len())?.get_mut(slice)
    }
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { checked_bounds(self, slice.len()).unwrap_unchecked().get_unchecked(slice) }
    }
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { checked_bounds(self, slice.len()).unwrap_unchecked().get_unchecked_mut(slice) }
    }
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        range(self, ..slice.len()).index(slice)
    }
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        range(self, ..slice.len()).index_mut(slice)
    }
}

pub(crate) fn checked_bounds(bounds: (Bound<usize>, Bound<usize>), len: usize) -> Option<Range<usize>> {
    let start = match bounds.0 {
        Bound::Included(start) => start,
        Bound::Excluded(start) => start.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let end = match bounds.1 {
        Bound::Included(end) => end.checked_add(1)?,
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    Some(start..end)
}
