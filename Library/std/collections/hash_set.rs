//! `HashSet`: a set by hashing.

use super::hash_map::{self, HashMap};
use crate::borrow::Borrow;
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash, RandomState};
use crate::iter::{Chain, FusedIterator};
use crate::ops::{BitAnd, BitOr, BitXor, Sub};

/// A set by hashing.
pub struct HashSet<T, S = RandomState> {
    map: HashMap<T, (), S>,
}

impl<T> HashSet<T, RandomState> {
    /// An empty set with random keys for its hash function. It takes no memory yet.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut letters = HashSet::new();
    /// letters.extend("banana".chars());
    /// assert_eq!(letters.len(), 3);
    /// ```
    #[inline]
    pub fn new() -> HashSet<T, RandomState> {
        Default::default()
    }
    /// An empty set with room for at least so many values.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    #[inline]
    pub fn with_capacity(capacity: usize) -> HashSet<T, RandomState> {
        HashSet { map: HashMap::with_capacity(capacity) }
    }
}

impl<T, S> HashSet<T, S> {
    /// An empty set that makes its hash function with this.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    /// let mut set = HashSet::with_hasher(BuildHasherDefault::<DefaultHasher>::default());
    /// assert!(set.insert(3));
    /// ```
    #[inline]
    pub const fn with_hasher(hasher: S) -> HashSet<T, S> {
        HashSet { map: HashMap::with_hasher(hasher) }
    }
    /// An empty set with room for so many values that makes its hash function with this.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// use std::hash::RandomState;
    /// let set: HashSet<u8, RandomState> = HashSet::with_capacity_and_hasher(8, RandomState::new());
    /// assert!(set.capacity() >= 8);
    /// ```
    #[inline]
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S> {
        HashSet { map: HashMap::with_capacity_and_hasher(capacity, hasher) }
    }
    /// How many values there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::<i32>::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }
    /// References to the values, in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert_eq!(HashSet::from([1, 2]).iter().sum::<i32>(), 3);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.map.keys() }
    }
    /// The number of values.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert_eq!(HashSet::from([1, 2, 2]).len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.map.len()
    }
    /// Whether there are no values.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::<i32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
    /// Takes all values out, in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1, 2]);
    /// assert_eq!(set.drain().sum::<i32>(), 3);
    /// assert!(set.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain { inner: self.map.drain() }
    }
    /// Keeps the values for which the predicate holds: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1, 2, 3]);
    /// set.retain(|n| *n > 1);
    /// assert_eq!(set, HashSet::from([2, 3]));
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.map.retain(|key, _| f(key));
    }
    /// Drops all values and keeps the room: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1, 2]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear()
    }
    /// What makes the hashers of this set.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// use std::hash::BuildHasher;
    /// let set = HashSet::<i32>::new();
    /// assert_eq!(set.hasher().hash_one(5), set.hasher().hash_one(5));
    /// ```
    pub fn hasher(&self) -> &S {
        self.map.hasher()
    }
}

impl<T, S> HashSet<T, S> {
    /// Takes the values out for which the predicate holds, as the iterator gets to them, in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1, 2, 3]);
    /// assert_eq!(set.extract_if(|n| n % 2 == 0).collect::<Vec<_>>(), [2]);
    /// assert_eq!(set.len(), 2);
    /// ```
    pub fn extract_if<F: FnMut(&T) -> bool>(&mut self, predicate: F) -> ExtractIf<'_, T, F> {
        ExtractIf { items: self.map.raw_extract(), predicate }
    }
}

/// `HashSet::extract_if`
pub struct ExtractIf<'a, T, F> {
    items: hash_map::RawExtract<'a, T, ()>,
    predicate: F,
}
impl<T, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let predicate = &mut self.predicate;
        self.items.next_where(|item, _| predicate(item)).map(|pair| pair.0)
    }
}

impl<T: Eq + Hash, S: BuildHasher> HashSet<T, S> {
    /// Makes room for so many more values.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::<i32>::new();
    /// set.reserve(10);
    /// assert!(set.capacity() >= 10);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional)
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::<i32>::new().try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), super::TryReserveError> {
        self.map.try_reserve(additional)
    }
    /// Gives back the room that is beyond so many values: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::<i32>::with_capacity(100);
    /// set.shrink_to(10);
    /// assert!((10..100).contains(&set.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.map.shrink_to(min_capacity)
    }
    /// Gives back the room that is not used: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::with_capacity(100);
    /// set.insert(1);
    /// set.shrink_to_fit();
    /// assert!(set.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit()
    }
    /// The values of this set that are not in the other.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.difference(&b).collect::<Vec<_>>(), [&1]);
    /// ```
    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> Difference<'a, T, S> {
        Difference { iter: self.iter(), other }
    }
    /// The values that are in just one of the sets.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.symmetric_difference(&b).sum::<i32>(), 4);
    /// ```
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> SymmetricDifference<'a, T, S> {
        SymmetricDifference { iter: self.difference(other).chain(other.difference(self)) }
    }
    /// The values that are in both sets.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.intersection(&b).collect::<Vec<_>>(), [&2]);
    /// ```
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> Intersection<'a, T, S> {
        if self.len() <= other.len() {
            Intersection { iter: self.iter(), other }
        } else {
            Intersection { iter: other.iter(), other: self }
        }
    }
    /// The values that are in one of the sets or in both, each once.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let (a, b) = (HashSet::from([1, 2]), HashSet::from([2, 3]));
    /// assert_eq!(a.union(&b).sum::<i32>(), 6);
    /// ```
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> Union<'a, T, S> {
        if self.len() >= other.len() {
            Union { iter: self.iter().chain(other.difference(self)) }
        } else {
            Union { iter: other.iter().chain(self.difference(other)) }
        }
    }
    /// Whether the value is in the set. It may be borrowed in another form.
    ///
    /// Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let words = HashSet::from(["yes".to_string()]);
    /// assert!(words.contains("yes"));
    /// assert!(!words.contains("no"));
    /// ```
    #[inline]
    pub fn contains<Q: Hash + Eq + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.map.contains_key(value)
    }
    /// The value in the set that equals another: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert_eq!(HashSet::from([1, 2]).get(&2), Some(&2));
    /// ```
    #[inline]
    pub fn get<Q: Hash + Eq + ?Sized>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
    {
        match self.map.get_key_value(value) {
            Some((key, _)) => Some(key),
            None => None,
        }
    }
    /// Whether no value is in both sets.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::from([1]).is_disjoint(&HashSet::from([2])));
    /// ```
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool {
        self.intersection(other).next().is_none()
    }
    /// Whether all values are in the other set as well.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::from([1]).is_subset(&HashSet::from([1, 2])));
    /// ```
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool {
        self.len() <= other.len() && self.iter().all(|value| other.contains(value))
    }
    /// Whether all values of the other set are in this one as well.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// assert!(HashSet::from([1, 2]).is_superset(&HashSet::from([1])));
    /// ```
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool {
        other.is_subset(self)
    }
    /// Adds the value. Whether it was not there yet.
    ///
    /// Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut seen = HashSet::new();
    /// assert!(seen.insert("once"));
    /// assert!(!seen.insert("once"));
    /// assert_eq!(seen.len(), 1);
    /// ```
    #[inline]
    pub fn insert(&mut self, value: T) -> bool {
        self.map.insert(value, ()).is_none()
    }
    /// Puts a value in, and gives the one equal to it that was there: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1]);
    /// assert_eq!(set.replace(1), Some(1));
    /// assert_eq!(set.replace(2), None);
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T> {
        let old = self.take(&value);
        self.map.insert(value, ());
        old
    }
    /// Takes a value out, and says whether it was there: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1]);
    /// assert!(set.remove(&1));
    /// assert!(!set.remove(&1));
    /// ```
    #[inline]
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.map.remove(value).is_some()
    }
    /// Takes a value out and gives it: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashSet;
    /// let mut set = HashSet::from([1]);
    /// assert_eq!(set.take(&1), Some(1));
    /// ```
    pub fn take<Q: Hash + Eq + ?Sized>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q>,
    {
        match self.map.remove_entry(value) {
            Some((key, _)) => Some(key),
            None => None,
        }
    }
}

impl<T: Clone, S: Clone> Clone for HashSet<T, S> {
    fn clone(&self) -> Self {
        HashSet { map: self.map.clone() }
    }
}
impl<T: Eq + Hash, S: BuildHasher> PartialEq for HashSet<T, S> {
    fn eq(&self, other: &HashSet<T, S>) -> bool {
        self.len() == other.len() && self.iter().all(|key| other.contains(key))
    }
}
impl<T: Eq + Hash, S: BuildHasher> Eq for HashSet<T, S> {}
impl<T: Debug, S> Debug for HashSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
impl<T, S: Default> Default for HashSet<T, S> {
    fn default() -> HashSet<T, S> {
        HashSet { map: HashMap::default() }
    }
}
impl<T: Eq + Hash, S: BuildHasher + Default> FromIterator<T> for HashSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> HashSet<T, S> {
        let mut set = HashSet::with_hasher(Default::default());
        set.extend(iter);
        set
    }
}
impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T, RandomState> {
    fn from(array: [T; N]) -> Self {
        HashSet::from_iter(array)
    }
}
impl<T: Eq + Hash, S: BuildHasher> Extend<T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let iter = iter.into_iter();
        let expected = iter.size_hint().0;
        self.reserve(if self.is_empty() { expected } else { (expected + 1) / 2 });
        for value in iter {
            self.insert(value);
        }
    }
}
impl<'a, T: 'a + Eq + Hash + Copy, S: BuildHasher> Extend<&'a T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(*value);
        }
    }
}

macro_rules! set_operators {
    ($($trait_name:ident $method:ident $operation:ident;)*) => { $(
        impl<T: Eq + Hash + Clone, S: BuildHasher + Default> $trait_name<&HashSet<T, S>> for &HashSet<T, S> {
            type Output = HashSet<T, S>;
            fn $method(self, other: &HashSet<T, S>) -> HashSet<T, S> {
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

impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self.map.into_keys() }
    }
}

/// `HashSet::iter`
pub struct Iter<'a, T> {
    inner: hash_map::Keys<'a, T, ()>,
}
impl<T: Debug> Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { inner: self.inner.clone() }
    }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}

/// The elements of a set, by value.
pub struct IntoIter<T> {
    inner: hash_map::IntoKeys<T, ()>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

/// `HashSet::drain`
pub struct Drain<'a, T> {
    inner: hash_map::Drain<'a, T, ()>,
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.next().map(|(key, _)| key)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

/// `HashSet::intersection`
pub struct Intersection<'a, T, S> {
    iter: Iter<'a, T>,
    other: &'a HashSet<T, S>,
}
impl<T, S> Clone for Intersection<'_, T, S> {
    fn clone(&self) -> Self {
        Intersection { iter: self.iter.clone(), other: self.other }
    }
}
impl<T: Debug + Eq + Hash, S: BuildHasher> Debug for Intersection<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<T: Eq + Hash, S: BuildHasher> FusedIterator for Intersection<'_, T, S> {}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Intersection<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        loop {
            let value = self.iter.next()?;
            if self.other.contains(value) {
                return Some(value);
            }
        }
    }
}

/// `HashSet::difference`
pub struct Difference<'a, T, S> {
    iter: Iter<'a, T>,
    other: &'a HashSet<T, S>,
}
impl<T, S> Clone for Difference<'_, T, S> {
    fn clone(&self) -> Self {
        Difference { iter: self.iter.clone(), other: self.other }
    }
}
impl<T: Debug + Eq + Hash, S: BuildHasher> Debug for Difference<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<T: Eq + Hash, S: BuildHasher> FusedIterator for Difference<'_, T, S> {}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Difference<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        loop {
            let value = self.iter.next()?;
            if !self.other.contains(value) {
                return Some(value);
            }
        }
    }
}

/// `HashSet::symmetric_difference`
pub struct SymmetricDifference<'a, T, S> {
    iter: Chain<Difference<'a, T, S>, Difference<'a, T, S>>,
}
impl<T, S> Clone for SymmetricDifference<'_, T, S> {
    fn clone(&self) -> Self {
        SymmetricDifference { iter: self.iter.clone() }
    }
}
impl<T: Debug + Eq + Hash, S: BuildHasher> Debug for SymmetricDifference<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<T: Eq + Hash, S: BuildHasher> FusedIterator for SymmetricDifference<'_, T, S> {}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for SymmetricDifference<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
}

/// `HashSet::union`
pub struct Union<'a, T, S> {
    iter: Chain<Iter<'a, T>, Difference<'a, T, S>>,
}
impl<T, S> Clone for Union<'_, T, S> {
    fn clone(&self) -> Self {
        Union { iter: self.iter.clone() }
    }
}
impl<T: Debug + Eq + Hash, S: BuildHasher> Debug for Union<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<T: Eq + Hash, S: BuildHasher> FusedIterator for Union<'_, T, S> {}
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Union<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
}
impl<T: Debug> Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
impl<T: Debug> Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.iter().map(|(key, _)| key)).finish()
    }
}
