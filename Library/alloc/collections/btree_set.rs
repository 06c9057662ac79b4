//! `BTreeSet`: a set in order.

use super::btree_map::{self, BTreeMap};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt::{self, Debug};
use core::hash::{Hash, Hasher};
use core::iter::{FusedIterator, Peekable};
use core::ops::{BitAnd, BitOr, BitXor, RangeBounds, Sub};

/// A set in order.
pub struct BTreeSet<T> {
    map: BTreeMap<T, ()>,
}

impl<T> BTreeSet<T> {
    /// An empty set. It takes no memory yet.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::new();
    /// set.extend([3, 1, 2]);
    /// assert_eq!(set.range(2..).copied().collect::<Vec<i32>>(), [2, 3]);
    /// ```
    pub const fn new() -> BTreeSet<T> {
        BTreeSet { map: BTreeMap::new() }
    }
    /// Drops all values: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1, 2]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear()
    }
    /// The number of values.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert_eq!(BTreeSet::from([1, 2, 2]).len(), 2);
    /// ```
    pub const fn len(&self) -> usize {
        self.map.len()
    }
    /// Whether there are no values.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert!(BTreeSet::<i32>::new().is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
    /// References to the values from the smallest to the largest.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert_eq!(BTreeSet::from([2, 1]).iter().collect::<Vec<_>>(), [&1, &2]);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { iter: self.map.keys() }
    }
    /// References to the values in a range: O(log n) to find it.
    ///
    /// # Panics
    /// If the range starts behind its end, or at its end with both excluded.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let set = BTreeSet::from([1, 3, 5]);
    /// assert_eq!(set.range(2..).collect::<Vec<_>>(), [&3, &5]);
    /// ```
    #[track_caller]
    pub fn range<K: ?Sized + Ord, R: RangeBounds<K>>(&self, range: R) -> Range<'_, T>
    where
        T: Borrow<K> + Ord,
    {
        Range { iter: self.map.range(range) }
    }
    /// Whether the value is in the set: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert!(BTreeSet::from(["a", "b"]).contains("a"));
    /// ```
    pub fn contains<Q: ?Sized + Ord>(&self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
    {
        self.map.contains_key(value)
    }
    /// The value in the set that equals another: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert_eq!(BTreeSet::from([1, 2]).get(&2), Some(&2));
    /// ```
    pub fn get<Q: ?Sized + Ord>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q> + Ord,
    {
        self.map.get_key_value(value).map(|(key, _)| key)
    }
    /// The smallest value: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert_eq!(BTreeSet::from([2, 1]).first(), Some(&1));
    /// ```
    pub fn first(&self) -> Option<&T> {
        self.map.first_key_value().map(|(key, _)| key)
    }
    /// The largest value: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert_eq!(BTreeSet::from([2, 1]).last(), Some(&2));
    /// ```
    pub fn last(&self) -> Option<&T> {
        self.map.last_key_value().map(|(key, _)| key)
    }
    /// Takes the smallest value out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([2, 1]);
    /// assert_eq!(set.pop_first(), Some(1));
    /// ```
    pub fn pop_first(&mut self) -> Option<T> {
        self.map.pop_first().map(|(key, _)| key)
    }
    /// Takes the largest value out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([2, 1]);
    /// assert_eq!(set.pop_last(), Some(2));
    /// ```
    pub fn pop_last(&mut self) -> Option<T> {
        self.map.pop_last().map(|(key, _)| key)
    }
    /// Adds the value. Whether it was not there yet.
    ///
    /// Time: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::new();
    /// assert!(set.insert('b'));
    /// assert!(!set.insert('b'));
    /// ```
    pub fn insert(&mut self, value: T) -> bool
    where
        T: Ord,
    {
        self.map.insert(value, ()).is_none()
    }
    /// Puts a value in, and gives the one equal to it that was there: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1]);
    /// assert_eq!(set.replace(1), Some(1));
    /// assert_eq!(set.replace(2), None);
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T>
    where
        T: Ord,
    {
        let old = self.map.remove_entry(&value).map(|(key, _)| key);
        self.map.insert(value, ());
        old
    }
    /// Takes a value out, and says whether it was there: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1]);
    /// assert!(set.remove(&1));
    /// assert!(!set.remove(&1));
    /// ```
    pub fn remove<Q: ?Sized + Ord>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
    {
        self.map.remove(value).is_some()
    }
    /// Takes a value out and gives it: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1]);
    /// assert_eq!(set.take(&1), Some(1));
    /// ```
    pub fn take<Q: ?Sized + Ord>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q> + Ord,
    {
        self.map.remove_entry(value).map(|(key, _)| key)
    }
    /// Takes the values of a range out for which the predicate holds, as the iterator gets to them, in
    /// order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1, 2, 3, 4]);
    /// assert_eq!(set.extract_if(.., |n| n % 2 == 0).collect::<Vec<_>>(), [2, 4]);
    /// assert_eq!(set, BTreeSet::from([1, 3]));
    /// ```
    pub fn extract_if<F: FnMut(&T) -> bool, R: RangeBounds<T>>(&mut self, range: R, predicate: F) -> ExtractIf<'_, T, R, F>
    where
        T: Ord,
    {
        ExtractIf { sieve: btree_map::Sieve::new(&mut self.map, range), predicate }
    }
    /// Keeps the values for which the predicate holds: O(n log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1, 2, 3]);
    /// set.retain(|n| *n > 1);
    /// assert_eq!(set, BTreeSet::from([2, 3]));
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F)
    where
        T: Ord,
    {
        self.map.retain(|key, _| f(key));
    }
    /// Moves all values of another set into this one: O(m log (n + m)).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let (mut a, mut b) = (BTreeSet::from([1]), BTreeSet::from([1, 2]));
    /// a.append(&mut b);
    /// assert_eq!((a.len(), b.len()), (2, 0));
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        T: Ord,
    {
        self.map.append(&mut other.map);
    }
    /// Takes the values from one on into a set of their own: O(n log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let mut set = BTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.split_off(&2), BTreeSet::from([2, 3]));
    /// assert_eq!(set, BTreeSet::from([1]));
    /// ```
    pub fn split_off<Q: ?Sized + Ord>(&mut self, value: &Q) -> Self
    where
        T: Borrow<Q> + Ord,
    {
        BTreeSet { map: self.map.split_off(value) }
    }
}

impl<T: Ord> BTreeSet<T> {
    fn merged<'a>(&'a self, other: &'a BTreeSet<T>) -> Merged<'a, T> {
        Merged { left: self.iter().peekable(), right: other.iter().peekable() }
    }
    /// The values of this set that are not in the other, in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
    /// assert_eq!(a.difference(&b).collect::<Vec<_>>(), [&1]);
    /// ```
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> {
        Difference { inner: self.merged(other) }
    }
    /// The values that are in just one of the sets, in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
    /// assert_eq!(a.symmetric_difference(&b).collect::<Vec<_>>(), [&1, &3]);
    /// ```
    pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> {
        SymmetricDifference { inner: self.merged(other) }
    }
    /// The values that are in both sets, in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
    /// assert_eq!(a.intersection(&b).collect::<Vec<_>>(), [&2]);
    /// ```
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> {
        Intersection { inner: self.merged(other) }
    }
    /// The values that are in one of the sets or in both, each once, in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// let (a, b) = (BTreeSet::from([1, 2]), BTreeSet::from([2, 3]));
    /// assert_eq!(a.union(&b).collect::<Vec<_>>(), [&1, &2, &3]);
    /// ```
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> {
        Union { inner: self.merged(other) }
    }
    /// Whether no value is in both sets.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert!(BTreeSet::from([1]).is_disjoint(&BTreeSet::from([2])));
    /// ```
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool {
        self.intersection(other).next().is_none()
    }
    /// Whether all values are in the other set as well.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert!(BTreeSet::from([1]).is_subset(&BTreeSet::from([1, 2])));
    /// ```
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool {
        self.len() <= other.len() && self.iter().all(|value| other.contains(value))
    }
    /// Whether all values of the other set are in this one as well.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeSet;
    /// assert!(BTreeSet::from([1, 2]).is_superset(&BTreeSet::from([1])));
    /// ```
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool {
        other.is_subset(self)
    }
}

/// Two sets walked over together.
struct Merged<'a, T> {
    left: Peekable<Iter<'a, T>>,
    right: Peekable<Iter<'a, T>>,
}
impl<T> Clone for Merged<'_, T> {
    fn clone(&self) -> Self {
        Merged { left: self.left.clone(), right: self.right.clone() }
    }
}
impl<'a, T: Ord> Merged<'a, T> {
    /// The next smallest element, from one side or from both.
    fn next(&mut self) -> Option<(Option<&'a T>, Option<&'a T>)> {
        let order = match (self.left.peek(), self.right.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => left.cmp(right),
        };
        Some(match order {
            Ordering::Less => (self.left.next(), None),
            Ordering::Greater => (None, self.right.next()),
            Ordering::Equal => (self.left.next(), self.right.next()),
        })
    }
}

macro_rules! set_operations {
    ($($(#[$meta:meta])* $name:ident, $pattern:pat => $value:expr;)*) => { $(
        $(#[$meta])*
        pub struct $name<'a, T> {
            inner: Merged<'a, T>,
        }
        impl<'a, T: Ord> Iterator for $name<'a, T> {
            type Item = &'a T;
            fn next(&mut self) -> Option<&'a T> {
                loop {
                    match self.inner.next()? {
                        $pattern => return Some($value),
                        #[allow(unreachable_patterns)]
                        _ => {}
                    }
                }
            }
        }
        impl<T: Ord> FusedIterator for $name<'_, T> {}
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                $name { inner: self.inner.clone() }
            }
        }
        impl<T: fmt::Debug> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Merged { left, right } = self.inner.clone();
                f.debug_tuple(stringify!($name)).field(&left).field(&right).finish()
            }
        }
    )* };
}
set_operations! {
    /// `BTreeSet::difference`
    Difference, (Some(value), None) => value;
    /// `BTreeSet::symmetric_difference`
    SymmetricDifference, (Some(value), None) | (None, Some(value)) => value;
    /// `BTreeSet::intersection`
    Intersection, (Some(value), Some(_)) => value;
    /// `BTreeSet::union`
    Union, (Some(value), _) | (None, Some(value)) => value;
}

macro_rules! set_operators {
    ($($trait_name:ident $method:ident $operation:ident;)*) => { $(
        impl<T: Ord + Clone> $trait_name<&BTreeSet<T>> for &BTreeSet<T> {
            type Output = BTreeSet<T>;
            fn $method(self, other: &BTreeSet<T>) -> BTreeSet<T> {
                self.$operation(other).cloned().collect()
            }
        }
    )* };
}
set_operators! {
    BitOr bitor union;
    BitAnd bitand intersection;
    BitXor bitxor symmetric_difference;
    Sub sub difference;
}

impl<T: Clone> Clone for BTreeSet<T> {
    fn clone(&self) -> Self {
        BTreeSet { map: self.map.clone() }
    }
}
impl<T: Debug> Debug for BTreeSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
impl<T> Default for BTreeSet<T> {
    fn default() -> BTreeSet<T> {
        BTreeSet::new()
    }
}
impl<T: PartialEq> PartialEq for BTreeSet<T> {
    fn eq(&self, other: &BTreeSet<T>) -> bool {
        self.map == other.map
    }
}
impl<T: Eq> Eq for BTreeSet<T> {}
impl<T: PartialOrd> PartialOrd for BTreeSet<T> {
    fn partial_cmp(&self, other: &BTreeSet<T>) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}
impl<T: Ord> Ord for BTreeSet<T> {
    fn cmp(&self, other: &BTreeSet<T>) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
impl<T: Hash> Hash for BTreeSet<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state)
    }
}
impl<T: Ord> FromIterator<T> for BTreeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BTreeSet<T> {
        let mut set = BTreeSet::new();
        set.extend(iter);
        set
    }
}
impl<T: Ord, const N: usize> From<[T; N]> for BTreeSet<T> {
    fn from(array: [T; N]) -> Self {
        BTreeSet::from_iter(array)
    }
}
impl<T: Ord> Extend<T> for BTreeSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(value);
        }
    }
}
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BTreeSet<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(*value);
        }
    }
}
impl<T> IntoIterator for BTreeSet<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { iter: self.map.into_keys() }
    }
}
impl<'a, T> IntoIterator for &'a BTreeSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// `BTreeSet::iter`
pub struct Iter<'a, T> {
    iter: btree_map::Keys<'a, T, ()>,
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.iter).finish()
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { iter: self.iter.clone() }
    }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        self.iter.next_back()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}

/// The elements of a set, by value.
pub struct IntoIter<T> {
    iter: btree_map::IntoKeys<T, ()>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").field("iter", &self.iter).finish()
    }
}

/// `BTreeSet::range`
pub struct Range<'a, T> {
    iter: btree_map::Range<'a, T, ()>,
}
impl<T> Clone for Range<'_, T> {
    fn clone(&self) -> Self {
        Range { iter: self.iter.clone() }
    }
}
impl<T: fmt::Debug> fmt::Debug for Range<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Range").field("iter", &self.iter).finish()
    }
}
impl<T> FusedIterator for Range<'_, T> {}
impl<'a, T> Iterator for Range<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next().map(|(key, _)| key)
    }
}
impl<'a, T> DoubleEndedIterator for Range<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        self.iter.next_back().map(|(key, _)| key)
    }
}

/// `BTreeSet::extract_if`
pub struct ExtractIf<'a, T, R, F> {
    sieve: btree_map::Sieve<'a, T, (), R>,
    predicate: F,
}
impl<T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, R, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let predicate = &mut self.predicate;
        self.sieve.next_where(|item, _| predicate(item)).map(|pair| pair.0)
    }
}
