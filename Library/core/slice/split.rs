//! Iterators over parts of a slice that its elements bound.

use super::{back, back_mut, front, front_mut};
use crate::fmt;
use crate::iter::{DoubleEndedIterator, FusedIterator};
use crate::mem;

/// The iterators over shared parts and those over mutable ones: the same but for the type of a
/// part and the functions that take one off the front or the back.
macro_rules! split_iterators {
    ($slice:ty, $front:ident $back:ident,
     $split:ident $inclusive:ident $rsplit:ident $splitn:ident $rsplitn:ident $chunk_by:ident) => {
        /// The parts between elements that match.
        pub struct $split<'a, T, P> {
            v: $slice,
            predicate: P,
            finished: bool,
        }
        impl<'a, T, P: FnMut(&T) -> bool> $split<'a, T, P> {
            #[inline]
            pub(super) fn new(v: $slice, predicate: P) -> Self {
                $split { v, predicate, finished: false }
            }
            fn finish(&mut self) -> Option<$slice> {
                if self.finished {
                    return None;
                }
                self.finished = true;
                Some(mem::take(&mut self.v))
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $split<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.finished {
                    return None;
                }
                let predicate = &mut self.predicate;
                match self.v.iter().position(|x| predicate(x)) {
                    None => self.finish(),
                    Some(index) => {
                        let part = $front(&mut self.v, index);
                        $front(&mut self.v, 1);
                        Some(part)
                    }
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $split<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.finished {
                    return None;
                }
                let predicate = &mut self.predicate;
                match self.v.iter().rposition(|x| predicate(x)) {
                    None => self.finish(),
                    Some(index) => {
                        let length = self.v.len() - index - 1;
                        let part = $back(&mut self.v, length);
                        $back(&mut self.v, 1);
                        Some(part)
                    }
                }
            }
        }

        /// The parts that end with an element that matches.
        pub struct $inclusive<'a, T, P> {
            v: $slice,
            predicate: P,
        }
        impl<'a, T, P: FnMut(&T) -> bool> $inclusive<'a, T, P> {
            #[inline]
            pub(super) fn new(v: $slice, predicate: P) -> Self {
                $inclusive { v, predicate }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $inclusive<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.v.is_empty() {
                    return None;
                }
                let predicate = &mut self.predicate;
                let end = self.v.iter().position(|x| predicate(x)).map_or(self.v.len(), |index| index + 1);
                Some($front(&mut self.v, end))
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                if self.v.is_empty() { (0, Some(0)) } else { (1, Some(self.v.len())) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $inclusive<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                let (_, before) = self.v.split_last()?;
                let predicate = &mut self.predicate;
                let start = before.iter().rposition(|x| predicate(x)).map_or(0, |index| index + 1);
                let length = self.v.len() - start;
                Some($back(&mut self.v, length))
            }
        }

        /// The parts between elements that match, from the end.
        pub struct $rsplit<'a, T, P> {
            inner: $split<'a, T, P>,
        }
        impl<'a, T, P: FnMut(&T) -> bool> $rsplit<'a, T, P> {
            #[inline]
            pub(super) fn new(v: $slice, predicate: P) -> Self {
                $rsplit { inner: $split::new(v, predicate) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $rsplit<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                self.inner.next_back()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $rsplit<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                self.inner.next()
            }
        }

        split_iterators! { limited $slice, $split $splitn next }
        split_iterators! { limited $slice, $split $rsplitn next_back }

        /// The longest parts in which every two neighbours satisfy the predicate.
        pub struct $chunk_by<'a, T, P> {
            v: $slice,
            predicate: P,
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> $chunk_by<'a, T, P> {
            #[inline]
            pub(super) fn new(v: $slice, predicate: P) -> Self {
                $chunk_by { v, predicate }
            }
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for $chunk_by<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                if self.v.is_empty() {
                    return None;
                }
                let mut length = 1;
                while length < self.v.len() && (self.predicate)(&self.v[length - 1], &self.v[length]) {
                    length += 1;
                }
                Some($front(&mut self.v, length))
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                if self.v.is_empty() { (0, Some(0)) } else { (1, Some(self.v.len())) }
            }
        }
        impl<'a, T, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for $chunk_by<'a, T, P> {
            fn next_back(&mut self) -> Option<$slice> {
                if self.v.is_empty() {
                    return None;
                }
                let mut start = self.v.len() - 1;
                while start > 0 && (self.predicate)(&self.v[start - 1], &self.v[start]) {
                    start -= 1;
                }
                let length = self.v.len() - start;
                Some($back(&mut self.v, length))
            }
        }
        impl<T, P: FnMut(&T, &T) -> bool> FusedIterator for $chunk_by<'_, T, P> {}
        impl<T, P: FnMut(&T) -> bool> FusedIterator for $split<'_, T, P> {}
        impl<T, P: FnMut(&T) -> bool> FusedIterator for $inclusive<'_, T, P> {}
        impl<T, P: FnMut(&T) -> bool> FusedIterator for $rsplit<'_, T, P> {}

        impl<T: fmt::Debug, P> fmt::Debug for $chunk_by<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($chunk_by)).field(&self.v).finish()
            }
        }
        impl<T: fmt::Debug, P> fmt::Debug for $split<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($split)).field("v", &self.v).field("finished", &self.finished).finish()
            }
        }
        impl<T: fmt::Debug, P> fmt::Debug for $inclusive<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($inclusive)).field("v", &self.v).finish_non_exhaustive()
            }
        }
        impl<T: fmt::Debug, P> fmt::Debug for $rsplit<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($rsplit)).field("v", &self.inner.v).finish_non_exhaustive()
            }
        }
    };
    (limited $slice:ty, $split:ident $name:ident $next:ident) => {
        /// At most a number of parts between elements that match; the last has all the rest.
        pub struct $name<'a, T, P> {
            inner: $split<'a, T, P>,
            count: usize,
        }
        impl<'a, T, P: FnMut(&T) -> bool> $name<'a, T, P> {
            #[inline]
            pub(super) fn new(v: $slice, count: usize, predicate: P) -> Self {
                $name { inner: $split::new(v, predicate), count }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $name<'a, T, P> {
            type Item = $slice;
            fn next(&mut self) -> Option<$slice> {
                self.count = self.count.checked_sub(1)?;
                if self.count == 0 { self.inner.finish() } else { self.inner.$next() }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let (lower, upper) = self.inner.size_hint();
                (lower.min(self.count), Some(upper.map_or(self.count, |upper| upper.min(self.count))))
            }
        }
        impl<T: fmt::Debug, P> fmt::Debug for $name<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("v", &self.inner.v).field("count", &self.count).finish()
            }
        }
    };
}
split_iterators! { &'a [T], front back, Split SplitInclusive RSplit SplitN RSplitN ChunkBy }
split_iterators! {
    &'a mut [T], front_mut back_mut,
    SplitMut SplitInclusiveMut RSplitMut SplitNMut RSplitNMut ChunkByMut
}

impl<T, P: Clone> Clone for Split<'_, T, P> {
    fn clone(&self) -> Self {
        Split { v: self.v, predicate: self.predicate.clone(), finished: self.finished }
    }
}
impl<T, P: Clone> Clone for RSplit<'_, T, P> {
    fn clone(&self) -> Self {
        RSplit { inner: self.inner.clone() }
    }
}
impl<T, P: Clone> Clone for SplitInclusive<'_, T, P> {
    fn clone(&self) -> Self {
        SplitInclusive { v: self.v, predicate: self.predicate.clone() }
    }
}
impl<T, P: Clone> Clone for ChunkBy<'_, T, P> {
    fn clone(&self) -> Self {
        ChunkBy { v: self.v, predicate: self.predicate.clone() }
    }
}
