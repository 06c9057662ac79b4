//! The `Iterator` trait.

use super::*;
use crate::cmp::Ordering;
use crate::ops::Try;

/// Comparisons of all items in order, by the results that they allow.
macro_rules! comparisons {
    ($($(#[$documentation:meta])* $name:ident $allowed:pat),*) => { $(
        $(#[$documentation])*
        fn $name<I>(self, other: I) -> bool
        where
            I: IntoIterator,
            Self::Item: PartialOrd<I::Item>,
            Self: Sized,
        {
            matches!(self.partial_cmp(other), $allowed)
        }
    )* };
}

/// A source of values, one after another.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[lang = "iterator"]
pub trait Iterator {
    /// What it yields.
    type Item;

    /// The next item, or `None` at the end.
    #[lang = "next"]
    fn next(&mut self) -> Option<Self::Item>;

    /// At least and, if known, at most how many items follow.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1, 2, 3].iter().size_hint(), (3, Some(3)));
    /// // A filter may drop any of them.
    /// assert_eq!((0..10).filter(|n| n % 2 == 0).size_hint(), (0, Some(10)));
    /// ```
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }

    /// How many items follow, by going through them.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("a-b-c".split('-').count(), 3);
    /// ```
    #[inline]
    fn count(self) -> usize where Self: Sized {
        self.fold(0, |count, _| count + 1)
    }

    /// The last item, by going through all.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("a/b/c".split('/').last(), Some("c"));
    /// ```
    #[inline]
    fn last(self) -> Option<Self::Item> where Self: Sized {
        self.fold(None, |_, item| Some(item))
    }

    /// Skips items; how many were missing if there are not so many.
    #[inline]
    fn advance_by(&mut self, n: usize) -> Result<(), crate::num::NonZero<usize>> {
        let mut done = 0;
        while done < n {
            if self.next().is_none() {
                // SAFETY: fewer than `n` were done.
                return Err(unsafe { crate::num::NonZero::new_unchecked(n - done) });
            }
            done += 1;
        }
        Ok(())
    }

    /// Skips so many items and gives the next.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = 10..20;
    /// assert_eq!(numbers.nth(2), Some(12));
    /// // Those before are gone too.
    /// assert_eq!(numbers.nth(0), Some(13));
    /// ```
    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<Self::Item> {
        while n > 0 {
            self.next()?;
            n -= 1;
        }
        self.next()
    }

    /// The first item and every so many-th after it. Panics if the step is zero.
    ///
    /// # Examples
    /// ```
    /// let hours: Vec<u8> = (0..24).step_by(6).collect();
    /// assert_eq!(hours, [0, 6, 12, 18]);
    /// ```
    #[inline]
    fn step_by(self, step: usize) -> StepBy<Self> where Self: Sized {
        StepBy::new(self, step)
    }

    /// The items of this iterator, then those of another.
    ///
    /// # Examples
    /// ```
    /// let all: Vec<i32> = (1..3).chain([9]).collect();
    /// assert_eq!(all, [1, 2, 9]);
    /// ```
    #[inline]
    fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> Chain<Self, U::IntoIter>
    where
        Self: Sized,
    {
        Chain::new(self, other.into_iter())
    }

    /// Pairs of the items of both, as many as the shorter has.
    ///
    /// # Examples
    /// ```
    /// let widths = [3, 4];
    /// let heights = [10, 20, 30];
    /// let areas: Vec<i32> = widths.iter().zip(heights).map(|(w, h)| w * h).collect();
    /// assert_eq!(areas, [30, 80]);
    /// ```
    #[inline]
    fn zip<U: IntoIterator>(self, other: U) -> Zip<Self, U::IntoIter> where Self: Sized {
        Zip::new(self, other.into_iter())
    }

    /// The results of a function of each item.
    ///
    /// # Examples
    /// ```
    /// let mut lengths = ["a", "bcd"].iter().map(|word| word.len());
    /// assert_eq!(lengths.next(), Some(1));
    /// assert_eq!(lengths.next(), Some(3));
    /// assert_eq!(lengths.next(), None);
    /// ```
    #[inline]
    fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized {
        Map::new(self, f)
    }

    /// Calls a function with each item.
    ///
    /// # Examples
    /// ```
    /// let mut total = 0;
    /// (1..4).zip(2..5).for_each(|(a, b)| total += a * b);
    /// assert_eq!(total, 2 + 6 + 12);
    /// ```
    #[inline]
    fn for_each<F: FnMut(Self::Item)>(self, mut f: F) where Self: Sized {
        self.fold((), |(), item| f(item))
    }

    /// The items for which the predicate holds.
    ///
    /// # Examples
    /// ```
    /// let odd: Vec<i32> = (1..8).filter(|n| n % 2 == 1).collect();
    /// assert_eq!(odd, [1, 3, 5, 7]);
    /// ```
    #[inline]
    fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> Filter<Self, P> where Self: Sized {
        Filter::new(self, predicate)
    }

    /// The values that a function makes of items.
    ///
    /// # Examples
    /// ```
    /// let numbers: Vec<i32> = "1 x 2".split(' ').filter_map(|word| word.parse().ok()).collect();
    /// assert_eq!(numbers, [1, 2]);
    /// ```
    #[inline]
    fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> FilterMap<Self, F> where Self: Sized {
        FilterMap::new(self, f)
    }

    /// The items, each with its index.
    ///
    /// # Examples
    /// ```
    /// for (place, letter) in "abc".chars().enumerate() {
    ///     assert_eq!(letter as usize, 'a' as usize + place);
    /// }
    /// ```
    #[inline]
    fn enumerate(self) -> Enumerate<Self> where Self: Sized {
        Enumerate::new(self)
    }

    /// The items, of which the next can be looked at.
    ///
    /// # Examples
    /// ```
    /// let mut digits = "12ab".chars().peekable();
    /// let mut number = 0;
    /// while let Some(digit) = digits.peek().and_then(|c| c.to_digit(10)) {
    ///     number = number * 10 + digit;
    ///     digits.next();
    /// }
    /// assert_eq!(number, 12);
    /// assert_eq!(digits.next(), Some('a'));
    /// ```
    #[inline]
    fn peekable(self) -> Peekable<Self> where Self: Sized {
        Peekable::new(self)
    }

    /// The items from the first for which the predicate does not hold.
    ///
    /// # Examples
    /// ```
    /// let number: String = "000470".chars().skip_while(|c| *c == '0').collect();
    /// assert_eq!(number, "470");
    /// ```
    #[inline]
    fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> SkipWhile<Self, P> where Self: Sized {
        SkipWhile::new(self, predicate)
    }

    /// The items before the first for which the predicate does not hold.
    ///
    /// # Examples
    /// ```
    /// let small: Vec<i32> = [1, 2, 9, 1].into_iter().take_while(|n| *n < 5).collect();
    /// assert_eq!(small, [1, 2]);
    /// ```
    #[inline]
    fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> TakeWhile<Self, P> where Self: Sized {
        TakeWhile::new(self, predicate)
    }

    /// The values that a function makes of items, until it makes none.
    #[inline]
    fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> MapWhile<Self, P>
    where
        Self: Sized,
    {
        MapWhile::new(self, predicate)
    }

    /// The items after so many.
    ///
    /// # Examples
    /// ```
    /// let rest: Vec<char> = "--flag".chars().skip(2).collect();
    /// assert_eq!(rest, ['f', 'l', 'a', 'g']);
    /// ```
    #[inline]
    fn skip(self, n: usize) -> Skip<Self> where Self: Sized {
        Skip::new(self, n)
    }

    /// The first items, so many at most.
    ///
    /// # Examples
    /// ```
    /// let first: Vec<u32> = (5..).take(3).collect();
    /// assert_eq!(first, [5, 6, 7]);
    /// ```
    #[inline]
    fn take(self, n: usize) -> Take<Self> where Self: Sized {
        Take::new(self, n)
    }

    /// As `map_while`, with a state that the function may change.
    #[inline]
    fn scan<St, B, F: FnMut(&mut St, Self::Item) -> Option<B>>(self, initial_state: St, f: F) -> Scan<Self, St, F>
    where
        Self: Sized,
    {
        Scan::new(self, initial_state, f)
    }

    /// The items of the iterators that a function makes of each item.
    ///
    /// # Examples
    /// ```
    /// let letters: String = ["ab", "c"].iter().flat_map(|word| word.chars()).collect();
    /// assert_eq!(letters, "abc");
    /// ```
    #[inline]
    fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> FlatMap<Self, U, F>
    where
        Self: Sized,
    {
        FlatMap::new(self, f)
    }

    /// The items of each item.
    ///
    /// # Examples
    /// ```
    /// let flat: Vec<i32> = vec![vec![1], vec![], vec![2, 3]].into_iter().flatten().collect();
    /// assert_eq!(flat, [1, 2, 3]);
    /// let present: i32 = [Some(1), None, Some(5)].into_iter().flatten().sum();
    /// assert_eq!(present, 6);
    /// ```
    #[inline]
    fn flatten(self) -> Flatten<Self>
    where
        Self: Sized,
        Self::Item: IntoIterator,
    {
        Flatten::new(self)
    }

    /// The items up to the first end, and none after it.
    #[inline]
    fn fuse(self) -> Fuse<Self> where Self: Sized {
        Fuse::new(self)
    }

    /// The items, each shown to a function first.
    #[inline]
    fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> Inspect<Self, F> where Self: Sized {
        Inspect::new(self, f)
    }

    /// The iterator by reference, so that an adapter does not use it up.
    ///
    /// # Examples
    /// ```
    /// let mut words = "a b c d".split(' ');
    /// let first: Vec<&str> = words.by_ref().take(2).collect();
    /// assert_eq!(first, ["a", "b"]);
    /// assert_eq!(words.next(), Some("c"));
    /// ```
    #[inline]
    fn by_ref(&mut self) -> &mut Self where Self: Sized {
        self
    }

    /// A collection of all items.
    ///
    /// # Examples
    /// ```
    /// let squares: Vec<u32> = (1..4).map(|n| n * n).collect();
    /// assert_eq!(squares, [1, 4, 9]);
    /// // Of results, the first error ends it.
    /// let numbers: Result<Vec<i32>, _> = "1 2 x".split(' ').map(|word| word.parse::<i32>()).collect();
    /// assert!(numbers.is_err());
    /// ```
    #[inline]
    #[must_use = "if you really need to exhaust the iterator, consider `.for_each(drop)` instead"]
    fn collect<B: FromIterator<Self::Item>>(self) -> B where Self: Sized {
        FromIterator::from_iter(self)
    }

    /// Two collections: of the items for which the predicate holds, and of the others.
    fn partition<B, F>(self, mut f: F) -> (B, B)
    where
        Self: Sized,
        B: Default + Extend<Self::Item>,
        F: FnMut(&Self::Item) -> bool,
    {
        let mut left: B = Default::default();
        let mut right: B = Default::default();
        self.for_each(|item| if f(&item) { left.extend_one(item) } else { right.extend_one(item) });
        (left, right)
    }

    /// Whether all items for which the predicate holds come first.
    fn is_partitioned<P: FnMut(Self::Item) -> bool>(mut self, mut predicate: P) -> bool where Self: Sized {
        self.all(&mut predicate) || !self.any(predicate)
    }

    /// Combines the items with a value until the function fails.
    #[inline]
    fn try_fold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> R,
        R: Try<Output = B>,
    {
        let mut accumulator = init;
        while let Some(item) = self.next() {
            accumulator = f(accumulator, item)?;
        }
        R::from_output(accumulator)
    }

    /// Calls a function with each item until it fails.
    #[inline]
    fn try_for_each<F, R>(&mut self, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(Self::Item) -> R,
        R: Try<Output = ()>,
    {
        while let Some(item) = self.next() {
            f(item)?;
        }
        R::from_output(())
    }

    /// Combines all items with a value, from the first on.
    ///
    /// # Examples
    /// ```
    /// let digits = [1, 9, 4];
    /// assert_eq!(digits.iter().fold(0, |number, digit| number * 10 + digit), 194);
    /// ```
    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B where Self: Sized {
        let mut accumulator = init;
        while let Some(item) = self.next() {
            accumulator = f(accumulator, item);
        }
        accumulator
    }

    /// Combines all items with the first.
    #[inline]
    fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(mut self, f: F) -> Option<Self::Item>
    where
        Self: Sized,
    {
        let first = self.next()?;
        Some(self.fold(first, f))
    }

    /// Whether the predicate holds for all items; it stops at the first for which it does not.
    ///
    /// # Examples
    /// ```
    /// assert!([2, 4].iter().all(|n| n % 2 == 0));
    /// // Of nothing everything holds.
    /// assert!((0..0).all(|_| false));
    /// ```
    #[inline]
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized {
        while let Some(item) = self.next() {
            if !f(item) {
                return false;
            }
        }
        true
    }

    /// Whether the predicate holds for an item; it stops at the first for which it does.
    ///
    /// # Examples
    /// ```
    /// assert!("pass7word".chars().any(|c| c.is_ascii_digit()));
    /// assert!(![1, 3].iter().any(|n| n % 2 == 0));
    /// ```
    #[inline]
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized {
        while let Some(item) = self.next() {
            if f(item) {
                return true;
            }
        }
        false
    }

    /// The first item for which the predicate holds.
    ///
    /// # Examples
    /// ```
    /// assert_eq!((1..).find(|n| n * n > 50), Some(8));
    /// assert_eq!([1, 3].iter().find(|n| **n == 2), None);
    /// ```
    #[inline]
    fn find<P: FnMut(&Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<Self::Item>
    where
        Self: Sized,
    {
        while let Some(item) = self.next() {
            if predicate(&item) {
                return Some(item);
            }
        }
        None
    }

    /// The first value that the function makes of an item.
    #[inline]
    fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, mut f: F) -> Option<B> where Self: Sized {
        while let Some(item) = self.next() {
            if let Some(found) = f(item) {
                return Some(found);
            }
        }
        None
    }

    /// The index of the first item for which the predicate holds.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(['x', 'y', 'z'].iter().position(|&c| c == 'y'), Some(1));
    /// assert_eq!("xyz".chars().position(|c| c == 'a'), None);
    /// ```
    #[inline]
    fn position<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize>
    where
        Self: Sized,
    {
        let mut index = 0;
        while let Some(item) = self.next() {
            if predicate(item) {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    /// The index of the last item for which the predicate holds.
    #[inline]
    fn rposition<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize>
    where
        Self: Sized + ExactSizeIterator + DoubleEndedIterator,
    {
        let mut index = self.len();
        while let Some(item) = self.next_back() {
            index -= 1;
            if predicate(item) {
                return Some(index);
            }
        }
        None
    }

    /// The greatest item, the last of equal ones.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([2, 9, 4].iter().max(), Some(&9));
    /// assert_eq!((0..0).max(), None);
    /// ```
    #[inline]
    fn max(self) -> Option<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        self.max_by(|a, b| a.cmp(b))
    }

    /// The least item, the first of equal ones.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("hello".chars().min(), Some('e'));
    /// assert_eq!((0..0).min(), None);
    /// ```
    #[inline]
    fn min(self) -> Option<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        self.min_by(|a, b| a.cmp(b))
    }

    /// The item with the greatest key, the last of equal ones.
    ///
    /// # Examples
    /// ```
    /// let words = ["to", "three", "seven", "a"];
    /// // Of several, the last.
    /// assert_eq!(words.iter().max_by_key(|word| word.len()), Some(&"seven"));
    /// ```
    #[inline]
    fn max_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item>
    where
        Self: Sized,
    {
        let (_, item) = self.map(|item| (f(&item), item)).max_by(|a, b| a.0.cmp(&b.0))?;
        Some(item)
    }

    /// The greatest item by a comparison, the last of equal ones.
    #[inline]
    fn max_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item>
    where
        Self: Sized,
    {
        self.reduce(|a, b| match compare(&a, &b) {
            Ordering::Greater => a,
            _ => b,
        })
    }

    /// The item with the least key, the first of equal ones.
    #[inline]
    fn min_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item>
    where
        Self: Sized,
    {
        let (_, item) = self.map(|item| (f(&item), item)).min_by(|a, b| a.0.cmp(&b.0))?;
        Some(item)
    }

    /// The least item by a comparison, the first of equal ones.
    #[inline]
    fn min_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item>
    where
        Self: Sized,
    {
        self.reduce(|a, b| match compare(&a, &b) {
            Ordering::Greater => b,
            _ => a,
        })
    }

    /// The items from the end.
    ///
    /// # Examples
    /// ```
    /// let countdown: Vec<i32> = (1..=3).rev().collect();
    /// assert_eq!(countdown, [3, 2, 1]);
    /// ```
    #[inline]
    fn rev(self) -> Rev<Self>
    where
        Self: Sized + DoubleEndedIterator,
    {
        Rev::new(self)
    }

    /// Two collections of the parts of pairs.
    fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB)
    where
        FromA: Default + Extend<A>,
        FromB: Default + Extend<B>,
        Self: Sized + Iterator<Item = (A, B)>,
    {
        let mut left = FromA::default();
        let mut right = FromB::default();
        self.for_each(|(a, b)| {
            left.extend_one(a);
            right.extend_one(b);
        });
        (left, right)
    }

    /// Copies of the items that are references.
    ///
    /// # Examples
    /// ```
    /// let numbers = [3, 1, 2];
    /// assert_eq!(numbers.iter().copied().max(), Some(3));
    /// ```
    #[inline]
    fn copied<'a, T: 'a + Copy>(self) -> Copied<Self>
    where
        Self: Sized + Iterator<Item = &'a T>,
    {
        Copied::new(self)
    }

    /// Clones of the items that are references.
    ///
    /// # Examples
    /// ```
    /// let names = ["a".to_string(), "b".to_string()];
    /// let copies: Vec<String> = names.iter().cloned().collect();
    /// assert_eq!(copies, names);
    /// ```
    #[inline]
    fn cloned<'a, T: 'a + Clone>(self) -> Cloned<Self>
    where
        Self: Sized + Iterator<Item = &'a T>,
    {
        Cloned::new(self)
    }

    /// The items over and over.
    ///
    /// # Examples
    /// ```
    /// let turns: String = "ab".chars().cycle().take(5).collect();
    /// assert_eq!(turns, "ababa");
    /// ```
    #[inline]
    fn cycle(self) -> Cycle<Self>
    where
        Self: Sized + Clone,
    {
        Cycle::new(self)
    }

    /// The sum of all items. Panics at overflow as the operator does.
    ///
    /// # Examples
    /// ```
    /// let prices = [1.5, 2.25];
    /// assert_eq!(prices.iter().sum::<f64>(), 3.75);
    /// assert_eq!((1..=100).sum::<u32>(), 5050);
    /// ```
    #[inline]
    fn sum<S: Sum<Self::Item>>(self) -> S where Self: Sized {
        Sum::sum(self)
    }

    /// The product of all items. Panics at overflow as the operator does.
    ///
    /// # Examples
    /// ```
    /// assert_eq!((1..=5).product::<u32>(), 120);
    /// ```
    #[inline]
    fn product<P: Product<Self::Item>>(self) -> P where Self: Sized {
        Product::product(self)
    }

    /// Compares the items in order with another's.
    fn cmp<I>(mut self, other: I) -> Ordering
    where
        I: IntoIterator<Item = Self::Item>,
        Self::Item: Ord,
        Self: Sized,
    {
        let mut other = other.into_iter();
        loop {
            let Some(x) = self.next() else {
                return if other.next().is_none() { Ordering::Equal } else { Ordering::Less };
            };
            let Some(y) = other.next() else { return Ordering::Greater };
            match x.cmp(&y) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        }
    }

    /// Compares the items in order with another's, if they have an order.
    fn partial_cmp<I>(self, other: I) -> Option<Ordering>
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        let mut this = self;
        let mut other = other.into_iter();
        loop {
            let Some(x) = this.next() else {
                return Some(if other.next().is_none() { Ordering::Equal } else { Ordering::Less });
            };
            let Some(y) = other.next() else { return Some(Ordering::Greater) };
            match x.partial_cmp(&y) {
                Some(Ordering::Equal) => {}
                unequal => return unequal,
            }
        }
    }

    /// Whether the items are equal to another's, and as many.
    fn eq<I>(mut self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialEq<I::Item>,
        Self: Sized,
    {
        let mut other = other.into_iter();
        loop {
            let Some(x) = self.next() else { return other.next().is_none() };
            let Some(y) = other.next() else { return false };
            if x != y {
                return false;
            }
        }
    }

    /// Whether the items are not equal to another's.
    fn ne<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialEq<I::Item>,
        Self: Sized,
    {
        !self.eq(other)
    }

    comparisons! {
        /// Whether the items come before another's.
        lt Some(Ordering::Less),
        /// Whether the items come before another's or are equal to them.
        le Some(Ordering::Less | Ordering::Equal),
        /// Whether the items come after another's.
        gt Some(Ordering::Greater),
        /// Whether the items come after another's or are equal to them.
        ge Some(Ordering::Greater | Ordering::Equal)
    }

    /// Whether no item is less than the one before it.
    fn is_sorted(self) -> bool
    where
        Self: Sized,
        Self::Item: PartialOrd,
    {
        self.is_sorted_by(|a, b| a <= b)
    }

    /// Whether the comparison holds for every two neighbours.
    fn is_sorted_by<F: FnMut(&Self::Item, &Self::Item) -> bool>(mut self, mut compare: F) -> bool
    where
        Self: Sized,
    {
        let Some(mut last) = self.next() else { return true };
        while let Some(item) = self.next() {
            if !compare(&last, &item) {
                return false;
            }
            last = item;
        }
        true
    }

    /// Whether the keys are sorted.
    fn is_sorted_by_key<F: FnMut(Self::Item) -> K, K: PartialOrd>(self, f: F) -> bool where Self: Sized {
        self.map(f).is_sorted()
    }
}

// So that boxed slices can be iterated over by value.
impl<T> !Iterator for [T] {}
