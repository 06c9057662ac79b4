//! Iterators over parts of a slice of equal length.

use crate::iter::{DoubleEndedIterator, ExactSizeIterator, FusedIterator};
use crate::mem;

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
impl<T> Clone for Windows<'_, T> {
    fn clone(&self) -> Self {
        Windows { v: self.v, size: self.size }
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
#[derive(Debug, Clone)]
pub struct ArrayWindows<'a, T, const N: usize> {
    v: &'a [T],
}
impl<'a, T, const N: usize> ArrayWindows<'a, T, N> {
    #[inline]
    pub(super) fn new(v: &'a [T]) -> Self {
        ArrayWindows { v }
    }
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    #[inline]
    fn next(&mut self) -> Option<&'a [T; N]> {
        if N == 0 || N > self.v.len() {
            return None;
        }
        let window = unsafe { &*(self.v.as_ptr() as *const [T; N]) };
        self.v = &self.v[1..];
        Some(window)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = if N == 0 || N > self.v.len() { 0 } else { self.v.len() - N + 1 };
        (count, Some(count))
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}

/// How many chunks of a size a length has, the last of which may be shorter.
fn chunk_count(length: usize, size: usize) -> usize {
    if length == 0 { 0 } else { (length - 1) / size + 1 }
}

/// `[T]::chunks`
#[derive(Debug)]
pub struct Chunks<'a, T> {
    v: &'a [T],
    size: usize,
}
impl<'a, T> Chunks<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        Chunks { v, size }
    }
}
impl<T> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Chunks { v: self.v, size: self.size }
    }
}
impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];
    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let size = crate::cmp::min(self.v.len(), self.size);
        let (chunk, rest) = self.v.split_at(size);
        self.v = rest;
        Some(chunk)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = chunk_count(self.v.len(), self.size);
        (count, Some(count))
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<&'a [T]> {
        match n.checked_mul(self.size) {
            Some(start) if start < self.v.len() => {
                self.v = &self.v[start..];
                self.next()
            }
            _ => {
                self.v = &[];
                None
            }
        }
    }
}
impl<'a, T> DoubleEndedIterator for Chunks<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let rest = self.v.len() % self.size;
        let size = if rest == 0 { self.size } else { rest };
        let (front, chunk) = self.v.split_at(self.v.len() - size);
        self.v = front;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for Chunks<'_, T> {}
impl<T> FusedIterator for Chunks<'_, T> {}

/// `[T]::chunks_mut`
#[derive(Debug)]
pub struct ChunksMut<'a, T> {
    v: &'a mut [T],
    size: usize,
}
impl<'a, T> ChunksMut<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], size: usize) -> Self {
        ChunksMut { v, size }
    }
}
impl<'a, T> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];
    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.v.is_empty() {
            return None;
        }
        let size = crate::cmp::min(self.v.len(), self.size);
        let (chunk, rest) = mem::replace(&mut self.v, &mut []).split_at_mut(size);
        self.v = rest;
        Some(chunk)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = chunk_count(self.v.len(), self.size);
        (count, Some(count))
    }
}
impl<'a, T> DoubleEndedIterator for ChunksMut<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.v.is_empty() {
            return None;
        }
        let rest = self.v.len() % self.size;
        let size = if rest == 0 { self.size } else { rest };
        let mid = self.v.len() - size;
        let (front, chunk) = mem::replace(&mut self.v, &mut []).split_at_mut(mid);
        self.v = front;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for ChunksMut<'_, T> {}
impl<T> FusedIterator for ChunksMut<'_, T> {}

/// `[T]::chunks_exact`
#[derive(Debug)]
pub struct ChunksExact<'a, T> {
    v: &'a [T],
    remainder: &'a [T],
    size: usize,
}
impl<'a, T> ChunksExact<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        let (v, remainder) = v.split_at(v.len() / size * size);
        ChunksExact { v, remainder, size }
    }
    pub fn remainder(&self) -> &'a [T] {
        self.remainder
    }
}
impl<T> Clone for ChunksExact<'_, T> {
    fn clone(&self) -> Self {
        ChunksExact { v: self.v, remainder: self.remainder, size: self.size }
    }
}
impl<'a, T> Iterator for ChunksExact<'a, T> {
    type Item = &'a [T];
    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.len() < self.size {
            return None;
        }
        let (chunk, rest) = self.v.split_at(self.size);
        self.v = rest;
        Some(chunk)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.v.len() / self.size;
        (count, Some(count))
    }
}
impl<'a, T> DoubleEndedIterator for ChunksExact<'a, T> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.v.len() < self.size {
            return None;
        }
        let (front, chunk) = self.v.split_at(self.v.len() - self.size);
        self.v = front;
        Some(chunk)
    }
}
impl<T> ExactSizeIterator for ChunksExact<'_, T> {}
impl<T> FusedIterator for ChunksExact<'_, T> {}

/// `[T]::chunks_exact_mut`
#[derive(Debug)]
pub struct ChunksExactMut<'a, T> {
    v: &'a mut [T],
    remainder: &'a mut [T],
    size: usize,
}
impl<'a, T> ChunksExactMut<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], size: usize) -> Self {
        let whole = v.len() / size * size;
        let (v, remainder) = v.split_at_mut(whole);
        ChunksExactMut { v, remainder, size }
    }
    pub fn into_remainder(self) -> &'a mut [T] {
        self.remainder
    }
}
impl<'a, T> Iterator for ChunksExactMut<'a, T> {
    type Item = &'a mut [T];
    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.v.len() < self.size {
            return None;
        }
        let (chunk, rest) = mem::replace(&mut self.v, &mut []).split_at_mut(self.size);
        self.v = rest;
        Some(chunk)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.v.len() / self.size;
        (count, Some(count))
    }
}
impl<T> ExactSizeIterator for ChunksExactMut<'_, T> {}
impl<T> FusedIterator for ChunksExactMut<'_, T> {}

/// `[T]::rchunks`
#[derive(Debug, Clone)]
pub struct RChunks<'a, T> {
    v: &'a [T],
    size: usize,
}
impl<'a, T> RChunks<'a, T> {
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        RChunks { v, size }
    }
}
impl<'a, T> Iterator for RChunks<'a, T> {
    type Item = &'a [T];
    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let size = crate::cmp::min(self.v.len(), self.size);
        let (rest, chunk) = self.v.split_at(self.v.len() - size);
        self.v = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = chunk_count(self.v.len(), self.size);
        (count, Some(count))
    }
}
impl<T> ExactSizeIterator for RChunks<'_, T> {}

/// `[T]::rchunks_exact`
#[derive(Debug, Clone)]
pub struct RChunksExact<'a, T> {
    v: &'a [T],
    remainder: &'a [T],
    size: usize,
}
impl<'a, T> RChunksExact<'a, T> {
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        let (remainder, v) = v.split_at(v.len() % size);
        RChunksExact { v, remainder, size }
    }
    pub fn remainder(&self) -> &'a [T] {
        self.remainder
    }
}
impl<'a, T> Iterator for RChunksExact<'a, T> {
    type Item = &'a [T];
    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.len() < self.size {
            return None;
        }
        let (rest, chunk) = self.v.split_at(self.v.len() - self.size);
        self.v = rest;
        Some(chunk)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.v.len() / self.size;
        (count, Some(count))
    }
}
impl<T> ExactSizeIterator for RChunksExact<'_, T> {}

/// `[T]::chunk_by`
pub struct ChunkBy<'a, T, P> {
    v: &'a [T],
    predicate: P,
}
impl<'a, T, P> ChunkBy<'a, T, P> {
    pub(super) fn new(v: &'a [T], predicate: P) -> Self {
        ChunkBy { v, predicate }
    }
}
impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for ChunkBy<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let mut length = 1;
        while length < self.v.len() && (self.predicate)(&self.v[length - 1], &self.v[length]) {
            length += 1;
        }
        let (head, tail) = self.v.split_at(length);
        self.v = tail;
        Some(head)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.v.is_empty() { (0, Some(0)) } else { (1, Some(self.v.len())) }
    }
}
