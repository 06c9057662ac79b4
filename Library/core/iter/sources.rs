//! Iterators that are made from nothing, one value or a closure.

use super::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};
use crate::fmt;
use crate::marker::PhantomData;

/// Yields nothing.
pub struct Empty<T>(PhantomData<fn() -> T>);
/// An iterator without items.
///
/// # Examples
/// ```
/// assert_eq!(std::iter::empty::<u8>().next(), None);
/// ```
pub const fn empty<T>() -> Empty<T> {
    Empty(PhantomData)
}
impl<T> Iterator for Empty<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(0))
    }
}
impl<T> DoubleEndedIterator for Empty<T> {
    fn next_back(&mut self) -> Option<T> {
        None
    }
}
impl<T> ExactSizeIterator for Empty<T> {}
impl<T> FusedIterator for Empty<T> {}
impl<T> Clone for Empty<T> {
    fn clone(&self) -> Self {
        Empty(PhantomData)
    }
}
impl<T> Default for Empty<T> {
    fn default() -> Self {
        Empty(PhantomData)
    }
}

/// Yields one value.
#[derive(Clone, Debug)]
pub struct Once<T> {
    value: Option<T>,
}
/// An iterator with one item.
///
/// # Examples
/// ```
/// let all: Vec<i32> = std::iter::once(0).chain(5..7).collect();
/// assert_eq!(all, [0, 5, 6]);
/// ```
pub fn once<T>(value: T) -> Once<T> {
    Once { value: Some(value) }
}
impl<T> Iterator for Once<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.value.take()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.value.is_some() as usize;
        (length, Some(length))
    }
}
impl<T> DoubleEndedIterator for Once<T> {
    fn next_back(&mut self) -> Option<T> {
        self.value.take()
    }
}
impl<T> ExactSizeIterator for Once<T> {}
impl<T> FusedIterator for Once<T> {}

/// Yields the result of a closure once.
#[derive(Clone)]
pub struct OnceWith<F> {
    make: Option<F>,
}
/// An iterator with the one item that the function makes when it is asked for.
pub fn once_with<A, F: FnOnce() -> A>(make: F) -> OnceWith<F> {
    OnceWith { make: Some(make) }
}
impl<A, F: FnOnce() -> A> Iterator for OnceWith<F> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        let make = self.make.take()?;
        Some(make())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.make.is_some() as usize;
        (length, Some(length))
    }
}

/// Yields clones of a value forever.
#[derive(Clone, Debug)]
pub struct Repeat<A> {
    element: A,
}
/// An iterator that clones a value for ever.
///
/// # Examples
/// ```
/// assert_eq!(std::iter::repeat("ab").take(3).collect::<String>(), "ababab");
/// ```
pub fn repeat<T: Clone>(element: T) -> Repeat<T> {
    Repeat { element }
}
impl<A: Clone> Iterator for Repeat<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        Some(self.element.clone())
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}
impl<A: Clone> DoubleEndedIterator for Repeat<A> {
    fn next_back(&mut self) -> Option<A> {
        Some(self.element.clone())
    }
}
impl<A: Clone> FusedIterator for Repeat<A> {}

/// Yields clones of a value a number of times.
#[derive(Clone, Debug)]
pub struct RepeatN<A> {
    count: usize,
    element: Option<A>,
}
/// An iterator with so many clones of a value, the last of which is the value itself.
///
/// # Examples
/// ```
/// assert_eq!(std::iter::repeat_n('-', 3).collect::<String>(), "---");
/// ```
pub fn repeat_n<T: Clone>(element: T, count: usize) -> RepeatN<T> {
    RepeatN { element: if count > 0 { Some(element) } else { None }, count }
}
impl<A: Clone> Iterator for RepeatN<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.count <= 1 {
            self.count = 0;
            return self.element.take();
        }
        self.count -= 1;
        self.element.clone()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}
impl<A: Clone> DoubleEndedIterator for RepeatN<A> {
    fn next_back(&mut self) -> Option<A> {
        self.next()
    }
}
impl<A: Clone> ExactSizeIterator for RepeatN<A> {}
impl<A: Clone> FusedIterator for RepeatN<A> {}

/// Yields the results of a closure forever.
#[derive(Copy, Clone)]
pub struct RepeatWith<F> {
    repeater: F,
}
/// An iterator that calls a function for ever.
///
/// # Examples
/// ```
/// let mut power = 1;
/// let powers = std::iter::repeat_with(|| { power *= 2; power });
/// assert_eq!(powers.take(4).collect::<Vec<_>>(), [2, 4, 8, 16]);
/// ```
pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> RepeatWith<F> {
    RepeatWith { repeater }
}
impl<A, F: FnMut() -> A> Iterator for RepeatWith<F> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        Some((self.repeater)())
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}
impl<A, F: FnMut() -> A> FusedIterator for RepeatWith<F> {}

/// Yields the results of a closure until it gives `None`.
#[derive(Clone)]
pub struct FromFn<F>(F);
/// An iterator that calls a function until it gives `None`.
///
/// # Examples
/// ```
/// let mut left = 3;
/// let countdown = std::iter::from_fn(|| {
///     left -= 1;
///     (left >= 0).then_some(left)
/// });
/// assert_eq!(countdown.collect::<Vec<_>>(), [2, 1, 0]);
/// ```
pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> FromFn<F> {
    FromFn(f)
}
impl<T, F: FnMut() -> Option<T>> Iterator for FromFn<F> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        (self.0)()
    }
}
impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromFn").finish()
    }
}

/// Yields a value, what follows it, what follows that, and so on.
#[derive(Clone)]
pub struct Successors<T, F> {
    next: Option<T>,
    successor: F,
}
/// An iterator whose items come each from the one before it.
///
/// # Examples
/// ```
/// let powers = std::iter::successors(Some(1u8), |n| n.checked_mul(6));
/// assert_eq!(powers.collect::<Vec<_>>(), [1, 6, 36, 216]);
/// ```
pub fn successors<T, F: FnMut(&T) -> Option<T>>(first: Option<T>, successor: F) -> Successors<T, F> {
    Successors { next: first, successor }
}
impl<T, F: FnMut(&T) -> Option<T>> Iterator for Successors<T, F> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        let item = self.next.take()?;
        self.next = (self.successor)(&item);
        Some(item)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.next.is_some() { (1, None) } else { (0, Some(0)) }
    }
}
impl<T, F: FnMut(&T) -> Option<T>> FusedIterator for Successors<T, F> {}

impl<A, F: FnOnce() -> A> DoubleEndedIterator for OnceWith<F> {
    fn next_back(&mut self) -> Option<A> {
        self.next()
    }
}
impl<A, F: FnOnce() -> A> ExactSizeIterator for OnceWith<F> {}
impl<A, F: FnOnce() -> A> FusedIterator for OnceWith<F> {}

debug_without_closure! {
    Empty<T>;
    RepeatWith<F>;
    Successors<T: fmt::Debug, F> next;
}
impl<F> fmt::Debug for OnceWith<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.make.is_some() { "OnceWith(Some(_))" } else { "OnceWith(None)" })
    }
}
