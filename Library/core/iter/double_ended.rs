//! Iterators that know more: both ends, their length, that they stay finished.

use super::Iterator;
use crate::ops::Try;

/// Iterators that also yield from their end.
pub trait DoubleEndedIterator: Iterator {
    /// Takes the next element from the back.
    ///
    /// # Examples
    /// ```
    /// let mut letters = "abc".chars();
    /// assert_eq!(letters.next_back(), Some('c'));
    /// assert_eq!(letters.next(), Some('a'));
    /// assert_eq!(letters.next_back(), Some('b'));
    /// assert_eq!(letters.next_back(), None);
    /// ```
    fn next_back(&mut self) -> Option<Self::Item>;

    /// The item before the last `n`, all of which are gone then.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = 1..=5;
    /// assert_eq!(numbers.nth_back(1), Some(4));
    /// assert_eq!(numbers, 1..=3);
    /// ```
    #[inline]
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> {
        while n > 0 {
            self.next_back()?;
            n -= 1;
        }
        self.next_back()
    }

    /// [`Iterator::try_fold`] from the back.
    ///
    /// # Examples
    /// ```
    /// let sum = ["5", "x", "2", "1"].iter().try_rfold(0, |sum, text| Some(sum + text.parse::<i32>().ok()?));
    /// assert_eq!(sum, None);
    /// ```
    #[inline]
    fn try_rfold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> R,
        R: Try<Output = B>,
    {
        let mut accumulator = init;
        while let Some(item) = self.next_back() {
            accumulator = f(accumulator, item)?;
        }
        R::from_output(accumulator)
    }

    /// [`Iterator::fold`] from the back.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("abc".chars().rfold(String::new(), |text, c| text + &c.to_string()), "cba");
    /// ```
    #[inline]
    fn rfold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B
    where
        Self: Sized,
    {
        let mut accumulator = init;
        while let Some(item) = self.next_back() {
            accumulator = f(accumulator, item);
        }
        accumulator
    }

    /// The last item for which the predicate holds; what came behind it is gone.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1, 2, 3, 4, 5].iter().rfind(|n| **n % 2 == 0), Some(&4));
    /// ```
    #[inline]
    fn rfind<P: FnMut(&Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<Self::Item>
    where
        Self: Sized,
    {
        while let Some(item) = self.next_back() {
            if predicate(&item) {
                return Some(item);
            }
        }
        None
    }
}

impl<I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for &mut I {
    fn next_back(&mut self) -> Option<I::Item> {
        (**self).next_back()
    }
}

/// Iterators that know how many items are left.
pub trait ExactSizeIterator: Iterator {
    /// How many elements are left.
    ///
    /// # Examples
    /// ```
    /// let mut items = [1, 2, 3].iter();
    /// assert_eq!(items.len(), 3);
    /// items.next();
    /// assert_eq!(items.len(), 2);
    /// ```
    #[inline]
    fn len(&self) -> usize {
        self.size_hint().0
    }
    /// Whether no item is left.
    #[inline]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for &mut I {
    fn len(&self) -> usize {
        (**self).len()
    }
}

/// Iterators that go on yielding `None` once they have.
pub trait FusedIterator: Iterator {}
impl<I: FusedIterator + ?Sized> FusedIterator for &mut I {}

/// Iterators whose size hint is exact.
pub unsafe trait TrustedLen: Iterator {}

impl<I: Iterator + ?Sized> Iterator for &mut I {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        (**self).next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        (**self).nth(n)
    }
}
