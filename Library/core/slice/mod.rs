//! Slices.

mod ascii;
mod chunks;
mod comparison;
mod index;
mod iter;
mod methods;
mod sort;
mod split;

pub use self::ascii::EscapeAscii;
pub use self::chunks::{
    ArrayWindows, ChunkBy, Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, RChunksExact, Windows,
};
pub use self::index::SliceIndex;
pub use self::index::range;
pub use self::iter::{Iter, IterMut};
pub use self::methods::GetDisjointMutError;
pub use self::split::{RSplit, RSplitN, Split, SplitInclusive, SplitMut, SplitN};
#[doc(hidden)]
pub use self::sort::stable as sort_stable;

use crate::ptr;

#[inline]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, length: usize) -> &'a [T] {
    unsafe { &*ptr::slice_from_raw_parts(data, length) }
}

#[inline]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, length: usize) -> &'a mut [T] {
    unsafe { &mut *ptr::slice_from_raw_parts_mut(data, length) }
}

#[inline]
pub const fn from_ref<T>(value: &T) -> &[T] {
    unsafe { from_raw_parts(value, 1) }
}

#[inline]
pub const fn from_mut<T>(value: &mut T) -> &mut [T] {
    unsafe { from_raw_parts_mut(value, 1) }
}
