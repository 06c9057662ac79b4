//! Iterators of iterators, one after another.

use super::{DoubleEndedIterator, Fuse, FusedIterator, IntoIterator, Iterator, Map};
use crate::fmt;

/// `Iterator::flatten`
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Flatten<I: Iterator<Item: IntoIterator>> {
    iter: Fuse<I>,
    front: Option<<I::Item as IntoIterator>::IntoIter>,
    back: Option<<I::Item as IntoIterator>::IntoIter>,
}

impl<I: Iterator<Item: IntoIterator>> Flatten<I> {
    #[inline]
    pub(super) fn new(iter: I) -> Self {
        Flatten { iter: Fuse::new(iter), front: None, back: None }
    }
}

impl<I: Iterator<Item: IntoIterator>> Iterator for Flatten<I> {
    type Item = <I::Item as IntoIterator>::Item;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.front {
                match inner.next() {
                    None => self.front = None,
                    item => return item,
                }
            }
            match self.iter.next() {
                Some(inner) => self.front = Some(inner.into_iter()),
                None => {
                    let inner = self.back.as_mut()?;
                    let item = inner.next();
                    if item.is_none() {
                        self.back = None;
                    }
                    return item;
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (front_lower, front_upper) = self.front.as_ref().map_or((0, Some(0)), |inner| inner.size_hint());
        let (back_lower, back_upper) = self.back.as_ref().map_or((0, Some(0)), |inner| inner.size_hint());
        let upper = match (self.iter.size_hint(), front_upper, back_upper) {
            ((0, Some(0)), Some(front), Some(back)) => front.checked_add(back),
            _ => None,
        };
        (front_lower.saturating_add(back_lower), upper)
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let mut accumulator = init;
        if let Some(front) = self.front {
            accumulator = front.fold(accumulator, &mut f);
        }
        accumulator = self.iter.fold(accumulator, |accumulator, inner| inner.into_iter().fold(accumulator, &mut f));
        if let Some(back) = self.back {
            accumulator = back.fold(accumulator, &mut f);
        }
        accumulator
    }
}

impl<I> DoubleEndedIterator for Flatten<I>
where
    I: DoubleEndedIterator<Item: IntoIterator>,
    <I::Item as IntoIterator>::IntoIter: DoubleEndedIterator,
{
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.back {
                match inner.next_back() {
                    None => self.back = None,
                    item => return item,
                }
            }
            match self.iter.next_back() {
                Some(inner) => self.back = Some(inner.into_iter()),
                None => {
                    let inner = self.front.as_mut()?;
                    let item = inner.next_back();
                    if item.is_none() {
                        self.front = None;
                    }
                    return item;
                }
            }
        }
    }
}
impl<I: Iterator<Item: IntoIterator>> FusedIterator for Flatten<I> {}

impl<I: Clone + Iterator<Item: IntoIterator>> Clone for Flatten<I>
where
    <I::Item as IntoIterator>::IntoIter: Clone,
{
    fn clone(&self) -> Self {
        Flatten { iter: self.iter.clone(), front: self.front.clone(), back: self.back.clone() }
    }
}
impl<I: fmt::Debug + Iterator<Item: IntoIterator>> fmt::Debug for Flatten<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flatten").field("iter", &self.iter).finish_non_exhaustive()
    }
}

/// `Iterator::flat_map`
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct FlatMap<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> {
    inner: Flatten<Map<I, F>>,
}

impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> FlatMap<I, U, F> {
    #[inline]
    pub(super) fn new(iter: I, f: F) -> Self {
        FlatMap { inner: Flatten::new(Map::new(iter, f)) }
    }
}
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> Iterator for FlatMap<I, U, F> {
    type Item = U::Item;
    #[inline]
    fn next(&mut self) -> Option<U::Item> {
        self.inner.next()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
    fn fold<B, G: FnMut(B, U::Item) -> B>(self, init: B, f: G) -> B {
        self.inner.fold(init, f)
    }
}
impl<I, U, F> DoubleEndedIterator for FlatMap<I, U, F>
where
    I: DoubleEndedIterator,
    U: IntoIterator<IntoIter: DoubleEndedIterator>,
    F: FnMut(I::Item) -> U,
{
    fn next_back(&mut self) -> Option<U::Item> {
        self.inner.next_back()
    }
}
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> FusedIterator for FlatMap<I, U, F> {}
impl<I: Clone + Iterator, U: IntoIterator<IntoIter: Clone>, F: Clone + FnMut(I::Item) -> U> Clone for FlatMap<I, U, F> {
    fn clone(&self) -> Self {
        FlatMap { inner: self.inner.clone() }
    }
}
impl<I: Default + Iterator<Item: IntoIterator>> Default for Flatten<I> {
    /// The adapter of the empty iterator.
    fn default() -> Self {
        Flatten::new(I::default())
    }
}
