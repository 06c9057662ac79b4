//! Slices.

mod ascii;
mod chunks;
mod comparison;
mod index;
mod iter;
mod methods;
mod parts;
mod sort;
mod split;

pub use self::ascii::EscapeAscii;
pub use self::chunks::{
    ArrayWindows, Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, RChunksExact, RChunksExactMut,
    RChunksMut, Windows,
};
pub use self::index::SliceIndex;
pub(crate) use self::index::checked_bounds;
pub use self::index::range;
pub use self::iter::{Iter, IterMut};
pub use self::parts::{GetDisjointMutError, GetDisjointMutIndex};
pub use self::split::{
    ChunkBy, ChunkByMut, RSplit, RSplitMut, RSplitN, RSplitNMut, Split, SplitInclusive, SplitInclusiveMut, SplitMut,
    SplitN, SplitNMut,
};
#[doc(hidden)]
pub use self::sort::stable as sort_stable;

use crate::ptr;

/// The slice of so many elements at the address.
///
/// # Safety
/// There are so many of them, aligned; nothing changes them as long as the slice is used.
///
/// # Examples
/// ```
/// let pair = (1u8, [2u8, 3]);
/// // SAFETY: it is the array's address and length.
/// let bytes = unsafe { std::slice::from_raw_parts(pair.1.as_ptr(), 2) };
/// assert_eq!(bytes, [2, 3]);
/// ```
#[inline]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, length: usize) -> &'a [T] {
    // SAFETY: the caller promises such a slice.
    unsafe { &*ptr::slice_from_raw_parts(data, length) }
}

/// The mutable slice of so many elements at the address.
///
/// # Safety
/// There are so many of them, aligned; nothing else uses them as long as the slice is used.
///
/// # Examples
/// ```
/// let mut array = [1, 2, 3];
/// // SAFETY: the array has three elements.
/// let part = unsafe { std::slice::from_raw_parts_mut(array.as_mut_ptr(), 2) };
/// part.fill(0);
/// assert_eq!(array, [0, 0, 3]);
/// ```
#[inline]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, length: usize) -> &'a mut [T] {
    // SAFETY: the caller promises such a slice.
    unsafe { &mut *ptr::slice_from_raw_parts_mut(data, length) }
}

/// A value as a slice of one element.
///
/// # Examples
/// ```
/// assert_eq!(std::slice::from_ref(&7), &[7]);
/// ```
#[inline]
pub const fn from_ref<T>(value: &T) -> &[T] {
    // SAFETY: a value is a slice of one element.
    unsafe { from_raw_parts(value, 1) }
}

/// A mutable value as a slice of one element.
#[inline]
pub const fn from_mut<T>(value: &mut T) -> &mut [T] {
    // SAFETY: a value is a slice of one element.
    unsafe { from_raw_parts_mut(value, 1) }
}

// Take a part off an end of a slice that is a variable.
#[inline]
fn front<'a, T>(v: &mut &'a [T], length: usize) -> &'a [T] {
    let (part, rest) = v.split_at(length);
    *v = rest;
    part
}
#[inline]
fn back<'a, T>(v: &mut &'a [T], length: usize) -> &'a [T] {
    let (rest, part) = v.split_at(v.len() - length);
    *v = rest;
    part
}
#[inline]
fn front_mut<'a, T>(v: &mut &'a mut [T], length: usize) -> &'a mut [T] {
    let (part, rest) = crate::mem::take(v).split_at_mut(length);
    *v = rest;
    part
}
#[inline]
fn back_mut<'a, T>(v: &mut &'a mut [T], length: usize) -> &'a mut [T] {
    let mid = v.len() - length;
    let (rest, part) = crate::mem::take(v).split_at_mut(mid);
    *v = rest;
    part
}
