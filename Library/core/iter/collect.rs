//! From iterators to collections and back.

use super::{Iterator, try_process};

/// Values that can be made from an iterator.
pub trait FromIterator<A>: Sized {
    /// The collection of what the iterator gives; `collect` calls it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let letters = BTreeSet::from_iter("banana".chars());
    /// assert_eq!(letters.into_iter().collect::<String>(), "abn");
    /// struct Total(i32);
    /// impl FromIterator<i32> for Total {
    ///     fn from_iter<I: IntoIterator<Item = i32>>(numbers: I) -> Total {
    ///         Total(numbers.into_iter().sum())
    ///     }
    /// }
    /// assert_eq!((1..4).collect::<Total>().0, 6);
    /// ```
    fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
}

/// Values that can be iterated over: what `for` accepts.
pub trait IntoIterator {
    /// What it yields.
    type Item;
    /// The iterator that it becomes.
    type IntoIter: Iterator<Item = Self::Item>;
    /// The iterator over its elements: what `for` calls.
    ///
    /// # Examples
    /// ```
    /// let mut rest = vec![1, 2].into_iter();
    /// assert_eq!((rest.next(), rest.next(), rest.next()), (Some(1), Some(2), None));
    /// ```
    #[lang = "into_iter"]
    fn into_iter(self) -> Self::IntoIter;
}

impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;
    #[inline]
    fn into_iter(self) -> I {
        self
    }
}

/// Collections that grow by the items of an iterator.
pub trait Extend<A> {
    /// Adds all that the iterator gives.
    ///
    /// # Examples
    /// ```
    /// let mut primes = vec![2, 3];
    /// primes.extend([5, 7]);
    /// primes.extend(&[11]);
    /// assert_eq!(primes, [2, 3, 5, 7, 11]);
    /// ```
    fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);

    /// Adds one element.
    fn extend_one(&mut self, item: A) {
        self.extend(Some(item));
    }

    /// Makes room for so many more elements, where that means anything.
    fn extend_reserve(&mut self, additional: usize) {
        let _ = additional;
    }
}

impl<A, B, ExtendA: Extend<A>, ExtendB: Extend<B>> Extend<(A, B)> for (ExtendA, ExtendB) {
    fn extend<T: IntoIterator<Item = (A, B)>>(&mut self, iter: T) {
        for (a, b) in iter {
            self.0.extend_one(a);
            self.1.extend_one(b);
        }
    }
}

impl<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>> FromIterator<(A, B)> for (FromA, FromB) {
    fn from_iter<T: IntoIterator<Item = (A, B)>>(iter: T) -> (FromA, FromB) {
        iter.into_iter().unzip()
    }
}

/// Types that sums are made of.
pub trait Sum<A = Self>: Sized {
    /// The sum of all items.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1.5, 2.5].iter().sum::<f64>(), 4.0);
    /// assert_eq!([Some(1), None].into_iter().sum::<Option<i32>>(), None);
    /// ```
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}

/// Types that products are made of.
pub trait Product<A = Self>: Sized {
    /// The product of all items.
    ///
    /// # Examples
    /// ```
    /// assert_eq!((1..=5).product::<u32>(), 120);
    /// ```
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}

macro_rules! sums_and_products {
    ($zero:expr, $one:expr; $($t:ty)*) => { $(
        impl Sum for $t {
            #[inline]
            #[track_caller]
            fn sum<I: Iterator<Item = $t>>(iter: I) -> $t {
                iter.fold($zero, #[inline] |a, b| a + b)
            }
        }
        impl Product for $t {
            #[inline]
            #[track_caller]
            fn product<I: Iterator<Item = $t>>(iter: I) -> $t {
                iter.fold($one, #[inline] |a, b| a * b)
            }
        }
        impl<'a> Sum<&'a $t> for $t {
            #[inline]
            #[track_caller]
            fn sum<I: Iterator<Item = &'a $t>>(iter: I) -> $t {
                iter.fold($zero, #[inline] |a, b| a + *b)
            }
        }
        impl<'a> Product<&'a $t> for $t {
            #[inline]
            #[track_caller]
            fn product<I: Iterator<Item = &'a $t>>(iter: I) -> $t {
                iter.fold($one, #[inline] |a, b| a * *b)
            }
        }
    )* };
}
sums_and_products! { 0, 1; usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
// The neutral element of floating-point addition is minus zero.
sums_and_products! { -0.0, 1.0; f32 f64 }

impl<T, U: Sum<T>> Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        try_process(iter, |items| items.sum())
    }
}
impl<T, U: Product<T>> Product<Option<T>> for Option<U> {
    fn product<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        try_process(iter, |items| items.product())
    }
}
impl<T, U: Sum<T>, E> Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        try_process(iter, |items| items.sum())
    }
}
impl<T, U: Product<T>, E> Product<Result<T, E>> for Result<U, E> {
    fn product<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        try_process(iter, |items| items.product())
    }
}
impl Sum for crate::time::Duration {
    fn sum<I: Iterator<Item = crate::time::Duration>>(iter: I) -> Self {
        iter.fold(crate::time::Duration::ZERO, |a, b| a + b)
    }
}
impl<'a> Sum<&'a crate::time::Duration> for crate::time::Duration {
    fn sum<I: Iterator<Item = &'a crate::time::Duration>>(iter: I) -> Self {
        iter.fold(crate::time::Duration::ZERO, |a, b| a + *b)
    }
}
