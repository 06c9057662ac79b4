//! Iterators over parts of a slice of equal length.

use super::{back, back_mut, front, front_mut};
use crate::iter::{DoubleEndedIterator, ExactSizeIterator, FusedIterator};

/// `[T]::windows`
#[derive(Debug)]
pub struct Windows<'a, T> {
    v: &'a [T],
    size: usize,
}
impl<'a, T> Windows<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        Windows { v, size }
    }
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            return None;
        }
        let window = &self.v[..self.size];
        self.v = &self.v[1..];
        Some(window)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = if self.size > self.v.len() { 0 } else { self.v.len() - self.size + 1 };
        (count, Some(count))
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<&'a [T]> {
        if n >= self.v.len() {
            self.v = &[];
            return None;
        }
        self.v = &self.v[n..];
        self.next()
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            return None;
        }
        let window = &self.v[self.v.len() - self.size..];
        self.v = &self.v[..self.v.len() - 1];
        Some(window)
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}
impl<T> FusedIterator for Windows<'_, T> {}

/// `[T]::array_windows`
#[derive(Debug)]
pub struct ArrayWindows<'a, T, const N: usize> {
    v: &'a [T],
}
impl<'a, T, const N: usize> ArrayWindows<'a, T, N> {
    #[inline]
    pub(super) fn new(v: &'a [T]) -> Self {
        ArrayWindows { v }
    }
}
impl<T, const N: usize> Clone for ArrayWindows<'_, T, N> {
    fn clone(&self) -> Self {
        ArrayWindows { v: self.v }
    }
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    #[inline]
    fn next(&mut self) -> Option<&'a [T; N]> {
        let window = self.v.first_chunk()?;
        self.v = &self.v[1..];
        Some(window)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = (self.v.len() + 1).saturating_sub(N);
        (count, Some(count))
    }
}
impl<'a, T, const N: usize> DoubleEndedIterator for ArrayWindows<'a, T, N> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T; N]> {
        let window = self.v.last_chunk()?;
        self.v = &self.v[..self.v.len() - 1];
        Some(window)
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}
impl<T, const N: usize> FusedIterator for ArrayWindows<'_, T, N> {}

/// How many chunks of a size a length has, the last of which may be shorter.
#[inline]
fn chunk_count(length: usize, size: usize) -> usize {
    if length == 0 { 0 } else { (length - 1) / size + 1 }
}

// The length of the next chunk from the side where chunks are whole, and from the other side; both
// for iterators that end with a shorter chunk and for those over whole chunks only.
#[inline]
fn shorter_last(length: usize, size: usize) -> usize {
    crate::cmp::min(length, size)
}
#[inline]
fn rest_or_size(length: usize, size: usize) -> usize {
    let rest = length % size;
    if rest == 0 { size } else { rest }
}
#[inline]
fn whole(_length: usize, size: usize) -> usize {
    size
}

/// The iterators, each with the functions that take a chunk off its near and its far side, and
/// those that say how long it is there.
macro_rules! chunk_iterators {
    ($($(#[$documentation:meta])*
       $name:ident($slice:ty) $near:ident $near_length:ident $far:ident $far_length:ident $($remainder:ident)?;)*) => { $(
        $(#[$documentation])*
        #[derive(Debug)]
        pub struct $name<'a, T> {
            v: $slice,
            $($remainder: $slice,)?
            chunk_size: usize,
        }
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $slice;
            #[inline]
            fn next(&mut self) -> Option<$slice> {
                if self.v.is_empty() {
                    return None;
                }
                let length = $near_length(self.v.len(), self.chunk_size);
                Some($near(&mut self.v, length))
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let count = chunk_count(self.v.len(), self.chunk_size);
                (count, Some(count))
            }
            #[inline]
            fn count(self) -> usize {
                self.len()
            }
            #[inline]
            fn nth(&mut self, n: usize) -> Option<$slice> {
                let skipped = n.saturating_mul(self.chunk_size);
                if skipped >= self.v.len() {
                    self.v = Default::default();
                    return None;
                }
                $near(&mut self.v, skipped);
                self.next()
            }
            #[inline]
            fn last(mut self) -> Option<$slice> {
                self.next_back()
            }
        }
        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$slice> {
                if self.v.is_empty() {
                    return None;
                }
                let length = $far_length(self.v.len(), self.chunk_size);
                Some($far(&mut self.v, length))
            }
        }
        impl<T> ExactSizeIterator for $name<'_, T> {}
        impl<T> FusedIterator for $name<'_, T> {}
    )* };
}
chunk_iterators! {
    /// `[T]::chunks`
    Chunks(&'a [T]) front shorter_last back rest_or_size;
    /// `[T]::chunks_mut`
    ChunksMut(&'a mut [T]) front_mut shorter_last back_mut rest_or_size;
    /// `[T]::chunks_exact`
    ChunksExact(&'a [T]) front whole back whole rem;
    /// `[T]::chunks_exact_mut`
    ChunksExactMut(&'a mut [T]) front_mut whole back_mut whole rem;
    /// `[T]::rchunks`
    RChunks(&'a [T]) back shorter_last front rest_or_size;
    /// `[T]::rchunks_mut`
    RChunksMut(&'a mut [T]) back_mut shorter_last front_mut rest_or_size;
    /// `[T]::rchunks_exact`
    RChunksExact(&'a [T]) back whole front whole rem;
    /// `[T]::rchunks_exact_mut`
    RChunksExactMut(&'a mut [T]) back_mut whole front_mut whole rem;
}

macro_rules! chunk_constructors {
    ($($name:ident($slice:ty))*) => { $(
        impl<'a, T> $name<'a, T> {
            #[inline]
            pub(super) fn new(v: $slice, size: usize) -> Self {
                $name { v, chunk_size: size }
            }
        }
    )* };
}
chunk_constructors! { Chunks(&'a [T]) ChunksMut(&'a mut [T]) RChunks(&'a [T]) RChunksMut(&'a mut [T]) }

impl<'a, T> ChunksExact<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        let (v, rem) = v.split_at(v.len() / size * size);
        ChunksExact { v, rem, chunk_size: size }
    }
    /// The elements at the end that are too few for a chunk.
    pub fn remainder(&self) -> &'a [T] {
        self.rem
    }
}
impl<'a, T> ChunksExactMut<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], size: usize) -> Self {
        let whole = v.len() / size * size;
        let (v, rem) = v.split_at_mut(whole);
        ChunksExactMut { v, rem, chunk_size: size }
    }
    /// The elements at the end that are too few for a chunk.
    pub fn into_remainder(self) -> &'a mut [T] {
        self.rem
    }
}
impl<'a, T> RChunksExact<'a, T> {
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        let (rem, v) = v.split_at(v.len() % size);
        RChunksExact { v, rem, chunk_size: size }
    }
    /// The elements at the start that are too few for a chunk.
    pub fn remainder(&self) -> &'a [T] {
        self.rem
    }
}
impl<'a, T> RChunksExactMut<'a, T> {
    pub(super) fn new(v: &'a mut [T], size: usize) -> Self {
        let rest = v.len() % size;
        let (rem, v) = v.split_at_mut(rest);
        RChunksExactMut { v, rem, chunk_size: size }
    }
    /// The elements at the start that are too few for a chunk.
    pub fn into_remainder(self) -> &'a mut [T] {
        self.rem
    }
}

// Clones need no clones of elements.
macro_rules! clone_fields {
    ($($name:ident { $($field:ident)* })*) => { $(
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                $name { $($field: self.$field),* }
            }
        }
    )* };
}
clone_fields! {
    Windows { v size }
    Chunks { v chunk_size }
    ChunksExact { v rem chunk_size }
    RChunks { v chunk_size }
    RChunksExact { v rem chunk_size }
}
