//! Iterators over parts of a slice between elements that match.

use crate::iter::{DoubleEndedIterator, FusedIterator};
use crate::mem;

/// `[T]::split`
#[derive(Clone)]
pub struct Split<'a, T, P> {
    v: &'a [T],
    predicate: P,
    finished: bool,
}
impl<'a, T, P: FnMut(&T) -> bool> Split<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], predicate: P) -> Self {
        Split { v, predicate, finished: false }
    }
    fn finish(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        self.finished = true;
        Some(self.v)
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for Split<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        let mut index = 0;
        while index < self.v.len() {
            if (self.predicate)(&self.v[index]) {
                let part = &self.v[..index];
                self.v = &self.v[index + 1..];
                return Some(part);
            }
            index += 1;
        }
        self.finish()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for Split<'a, T, P> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        let mut index = self.v.len();
        while index > 0 {
            index -= 1;
            if (self.predicate)(&self.v[index]) {
                let part = &self.v[index + 1..];
                self.v = &self.v[..index];
                return Some(part);
            }
        }
        self.finish()
    }
}
impl<T, P: FnMut(&T) -> bool> FusedIterator for Split<'_, T, P> {}

/// `[T]::split_inclusive`
pub struct SplitInclusive<'a, T, P> {
    v: &'a [T],
    predicate: P,
}
impl<'a, T, P: FnMut(&T) -> bool> SplitInclusive<'a, T, P> {
    pub(super) fn new(v: &'a [T], predicate: P) -> Self {
        SplitInclusive { v, predicate }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitInclusive<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let mut end = 0;
        while end < self.v.len() {
            end += 1;
            if (self.predicate)(&self.v[end - 1]) {
                break;
            }
        }
        let (part, rest) = self.v.split_at(end);
        self.v = rest;
        Some(part)
    }
}

/// `[T]::split_mut`
pub struct SplitMut<'a, T, P> {
    v: &'a mut [T],
    predicate: P,
    finished: bool,
}
impl<'a, T, P: FnMut(&T) -> bool> SplitMut<'a, T, P> {
    pub(super) fn new(v: &'a mut [T], predicate: P) -> Self {
        SplitMut { v, predicate, finished: false }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitMut<'a, T, P> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            return None;
        }
        let mut index = 0;
        while index < self.v.len() {
            if (self.predicate)(&self.v[index]) {
                let (part, rest) = mem::replace(&mut self.v, &mut []).split_at_mut(index);
                self.v = &mut rest[1..];
                return Some(part);
            }
            index += 1;
        }
        self.finished = true;
        Some(mem::replace(&mut self.v, &mut []))
    }
}

/// `[T]::rsplit`
#[derive(Clone)]
pub struct RSplit<'a, T, P> {
    inner: Split<'a, T, P>,
}
impl<'a, T, P: FnMut(&T) -> bool> RSplit<'a, T, P> {
    pub(super) fn new(v: &'a [T], predicate: P) -> Self {
        RSplit { inner: Split::new(v, predicate) }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplit<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        self.inner.next_back()
    }
}

/// `[T]::splitn`
pub struct SplitN<'a, T, P> {
    inner: Split<'a, T, P>,
    count: usize,
}
impl<'a, T, P: FnMut(&T) -> bool> SplitN<'a, T, P> {
    pub(super) fn new(v: &'a [T], count: usize, predicate: P) -> Self {
        SplitN { inner: Split::new(v, predicate), count }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitN<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.inner.finish()
            }
            _ => {
                self.count -= 1;
                self.inner.next()
            }
        }
    }
}

/// `[T]::rsplitn`
pub struct RSplitN<'a, T, P> {
    inner: Split<'a, T, P>,
    count: usize,
}
impl<'a, T, P: FnMut(&T) -> bool> RSplitN<'a, T, P> {
    pub(super) fn new(v: &'a [T], count: usize, predicate: P) -> Self {
        RSplitN { inner: Split::new(v, predicate), count }
    }
}
impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplitN<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.inner.finish()
            }
            _ => {
                self.count -= 1;
                self.inner.next_back()
            }
        }
    }
}
