//! `BTreeMap`: a map in the order of its keys.

mod entry;
mod iter;
mod tree;

pub use self::entry::{Entry, OccupiedEntry, VacantEntry};
pub use self::iter::{
    ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Range, RangeMut, Values, ValuesMut,
};

pub(super) use self::iter::Sieve;
use self::iter::Span;
use self::tree::{Position, Search, Tree};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::mem;
use core::ops::{Bound, Index, RangeBounds};

/// A map in the order of its keys.
pub struct BTreeMap<K, V> {
    tree: Tree<K, V>,
    _owned: PhantomData<(K, V)>,
}

// SAFETY: the items belong to the map alone.
unsafe impl<K: Send, V: Send> Send for BTreeMap<K, V> {}
// SAFETY: a shared map only gives shared references.
unsafe impl<K: Sync, V: Sync> Sync for BTreeMap<K, V> {}
impl<K, V> Unpin for BTreeMap<K, V> {}
impl<K: core::panic::UnwindSafe, V: core::panic::UnwindSafe> core::panic::UnwindSafe for BTreeMap<K, V> {}

impl<K, V> BTreeMap<K, V> {
    /// An empty map. It takes no memory yet.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut years = BTreeMap::new();
    /// years.insert(1969, "moon");
    /// years.insert(1815, "Ada");
    /// assert_eq!(years.into_values().collect::<Vec<_>>(), ["Ada", "moon"]);
    /// ```
    pub const fn new() -> BTreeMap<K, V> {
        BTreeMap { tree: Tree::new(), _owned: PhantomData }
    }
    /// Drops all items: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a')]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn clear(&mut self) {
        drop(mem::take(self));
    }
    /// The number of items.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert_eq!(BTreeMap::from([(1, 'a'), (2, 'b')]).len(), 2);
    /// ```
    pub const fn len(&self) -> usize {
        self.tree.length
    }
    /// Whether there are no items.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert!(BTreeMap::<i32, i32>::new().is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.tree.length == 0
    }
    fn span(&self) -> Span<K, V> {
        Span::new(self.tree.first(), self.tree.last())
    }
    /// The items in the order of their keys.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.iter().next(), Some((&1, &'a')));
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(self.span(), self.tree.length)
    }
    /// The items in the order of their keys, with values that can be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 1), (2, 2)]);
    /// map.iter_mut().for_each(|(key, value)| *value += key);
    /// assert_eq!(map[&2], 4);
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(self.span(), self.tree.length)
    }
    /// The keys in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.keys().collect::<Vec<_>>(), [&1, &2]);
    /// ```
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys::new(self.iter())
    }
    /// The values in the order of their keys.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.values().collect::<String>(), "ab");
    /// ```
    pub fn values(&self) -> Values<'_, K, V> {
        Values::new(self.iter())
    }
    /// The values in the order of their keys, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 1), (2, 2)]);
    /// map.values_mut().for_each(|value| *value *= 10);
    /// assert_eq!(map[&2], 20);
    /// ```
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut::new(self.iter_mut())
    }
    /// The keys in order, by value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.into_keys().collect::<Vec<_>>(), [1, 2]);
    /// ```
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys::new(self.into_iter())
    }
    /// The values in the order of their keys, by value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.into_values().collect::<String>(), "ab");
    /// ```
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues::new(self.into_iter())
    }

    fn search<Q: ?Sized + Ord>(&self, key: &Q) -> Search<K, V>
    where
        K: Borrow<Q>,
    {
        self.tree.search(|probe| probe.borrow().cmp(key))
    }
    fn find<Q: ?Sized + Ord>(&self, key: &Q) -> Option<Position<K, V>>
    where
        K: Borrow<Q>,
    {
        match self.search(key) {
            Search::Found(position) => Some(position),
            Search::Missing(_) => None,
        }
    }
    /// The value of a key: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([("a", 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    pub fn get<Q: ?Sized + Ord>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Ord,
    {
        // SAFETY: the item is there while the map is borrowed.
        self.find(key).map(|position| unsafe { &*position.value() })
    }
    /// The key that is in the map, and its value: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert_eq!(BTreeMap::from([(1, 'a')]).get_key_value(&1), Some((&1, &'a')));
    /// ```
    pub fn get_key_value<Q: ?Sized + Ord>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Ord,
    {
        // SAFETY: the item is there while the map is borrowed.
        self.find(key).map(|position| unsafe { (position.key(), &*position.value()) })
    }
    /// The value of a key, to be changed: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a')]);
    /// *map.get_mut(&1).unwrap() = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    pub fn get_mut<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
    {
        // SAFETY: the item is there while the map is borrowed, by this reference alone.
        self.find(key).map(|position| unsafe { position.value() })
    }
    /// Whether the key is there: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert!(BTreeMap::from([(1, 'a')]).contains_key(&1));
    /// ```
    pub fn contains_key<Q: ?Sized + Ord>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
    {
        self.find(key).is_some()
    }
    /// The item with the smallest key: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert_eq!(BTreeMap::from([(2, 'b'), (1, 'a')]).first_key_value(), Some((&1, &'a')));
    /// ```
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        // SAFETY: the item is there while the map is borrowed.
        self.tree.first().map(|position| unsafe { (position.key(), &*position.value()) })
    }
    /// The item with the largest key: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert_eq!(BTreeMap::from([(2, 'b'), (1, 'a')]).last_key_value(), Some((&2, &'b')));
    /// ```
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        // SAFETY: the item is there while the map is borrowed.
        self.tree.last().map(|position| unsafe { (position.key(), &*position.value()) })
    }
    /// The entry with the smallest key: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().remove(), 'a');
    /// ```
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> {
        self.tree.first().map(|position| OccupiedEntry::new(self, position))
    }
    /// The entry with the largest key: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.last_entry().unwrap().remove(), 'b');
    /// ```
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> {
        self.tree.last().map(|position| OccupiedEntry::new(self, position))
    }
    /// Takes the item with the smallest key out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.pop_first(), Some((1, 'a')));
    /// ```
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        self.tree.first().map(|position| self.tree.remove(position))
    }
    /// Takes the item with the largest key out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert_eq!(map.pop_last(), Some((2, 'b')));
    /// ```
    pub fn pop_last(&mut self) -> Option<(K, V)> {
        self.tree.last().map(|position| self.tree.remove(position))
    }
    /// Puts the value under the key and gives what was there. The key that was there stays.
    ///
    /// Time: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::new();
    /// assert_eq!(map.insert(2, 'b'), None);
    /// assert_eq!(map.insert(2, 'c'), Some('b'));
    /// assert_eq!(map.first_key_value(), Some((&2, &'c')));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        match self.tree.search(|probe| probe.cmp(&key)) {
            // SAFETY: the item is there, and the map is borrowed mutably.
            Search::Found(position) => Some(mem::replace(unsafe { position.value() }, value)),
            Search::Missing(place) => {
                self.tree.insert(place, key, value);
                None
            }
        }
    }
    /// The place of a key, with a value or without: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut counts = BTreeMap::new();
    /// for word in ["a", "b", "a"] {
    ///     *counts.entry(word).or_insert(0) += 1;
    /// }
    /// assert_eq!(counts, BTreeMap::from([("a", 2), ("b", 1)]));
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V>
    where
        K: Ord,
    {
        match self.tree.search(|probe| probe.cmp(&key)) {
            Search::Found(position) => Entry::Occupied(OccupiedEntry::new(self, position)),
            Search::Missing(place) => Entry::Vacant(VacantEntry::new(self, place, key)),
        }
    }
    /// Takes the item of a key out and gives its value: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.remove(&1), Some('a'));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    pub fn remove<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q> + Ord,
    {
        self.remove_entry(key).map(|(_, value)| value)
    }
    /// Takes the item of a key out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.remove_entry(&1), Some((1, 'a')));
    /// ```
    pub fn remove_entry<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Ord,
    {
        self.find(key).map(|position| self.tree.remove(position))
    }
    /// Keeps the items for which the predicate holds: O(n log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a'), (2, 'b')]);
    /// map.retain(|key, _| *key > 1);
    /// assert_eq!(map, BTreeMap::from([(2, 'b')]));
    /// ```
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F)
    where
        K: Ord,
    {
        self.extract_if(.., |key, value| !f(key, value)).for_each(drop);
    }
    /// Takes the items with keys of a range out for which the predicate holds, as the iterator gets to
    /// them, in order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.extract_if(.., |key, _| *key > 1).collect::<Vec<_>>(), [(2, 'b')]);
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool, R: RangeBounds<K>>(
        &mut self,
        range: R,
        predicate: F,
    ) -> ExtractIf<'_, K, V, R, F>
    where
        K: Ord,
    {
        ExtractIf::new(self, range, predicate)
    }
    /// Inserts an item behind all others.
    fn push_last(&mut self, key: K, value: V) {
        match self.tree.search(|_| Ordering::Less) {
            Search::Found(_) => {}
            Search::Missing(place) => {
                self.tree.insert(place, key, value);
            }
        }
    }
    /// Moves all items of another map into this one; where a key is in both, the other's value stays: O(m
    /// log (n + m)).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut a = BTreeMap::from([(1, 'a')]);
    /// let mut b = BTreeMap::from([(1, 'x'), (2, 'b')]);
    /// a.append(&mut b);
    /// assert_eq!(a, BTreeMap::from([(1, 'x'), (2, 'b')]));
    /// assert!(b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        for (key, value) in mem::take(other) {
            self.insert(key, value);
        }
    }
    /// Takes the items from a key on into a map of their own: O(n log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.split_off(&2), BTreeMap::from([(2, 'b')]));
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn split_off<Q: ?Sized + Ord>(&mut self, key: &Q) -> Self
    where
        K: Borrow<Q> + Ord,
    {
        let mut right = BTreeMap::new();
        for (item_key, value) in mem::take(self) {
            if item_key.borrow() < key {
                self.push_last(item_key, value);
            } else {
                right.push_last(item_key, value);
            }
        }
        right
    }
    /// The items within bounds.
    #[track_caller]
    fn range_span<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: R) -> Span<K, V>
    where
        K: Borrow<T> + Ord,
    {
        if self.is_empty() {
            return Span::new(None, None);
        }
        match (range.start_bound(), range.end_bound()) {
            (Bound::Excluded(start), Bound::Excluded(end)) if start == end => {
                panic!("range start and end are equal and excluded in BTreeMap")
            }
            (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end))
                if start > end =>
            {
                panic!("range start is greater than range end in BTreeMap")
            }
            _ => {}
        }
        let front = match range.start_bound() {
            Bound::Unbounded => self.tree.first(),
            Bound::Included(start) => self.tree.at_or_after(self.search(start)),
            Bound::Excluded(start) => match self.search(start) {
                // SAFETY: the item is in the tree.
                Search::Found(position) => unsafe { position.next() },
                place => self.tree.at_or_after(place),
            },
        };
        let back = match range.end_bound() {
            Bound::Unbounded => self.tree.last(),
            Bound::Included(end) => self.tree.at_or_before(self.search(end)),
            Bound::Excluded(end) => match self.search(end) {
                // SAFETY: the item is in the tree.
                Search::Found(position) => unsafe { position.previous() },
                place => self.tree.at_or_before(place),
            },
        };
        match (front, back) {
            // SAFETY: both items are in the tree.
            (Some(first), Some(last)) if unsafe { first.key().borrow() <= last.key().borrow() } => {
                Span::new(front, back)
            }
            _ => Span::new(None, None),
        }
    }
    /// The items with keys in a range, in order: O(log n) to find it.
    ///
    /// # Panics
    /// If the range starts behind its end, or at its end with both excluded.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let map = BTreeMap::from([(1, 'a'), (3, 'b'), (5, 'c')]);
    /// assert_eq!(map.range(2..).next(), Some((&3, &'b')));
    /// ```
    #[track_caller]
    pub fn range<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: R) -> Range<'_, K, V>
    where
        K: Borrow<T> + Ord,
    {
        Range::new(self.range_span(range))
    }
    /// The items with keys in a range, in order, with values that can be changed.
    ///
    /// # Panics
    /// If the range starts behind its end, or at its end with both excluded.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(1, 1), (3, 1)]);
    /// map.range_mut(2..).for_each(|(_, value)| *value = 9);
    /// assert_eq!(map[&3], 9);
    /// ```
    #[track_caller]
    pub fn range_mut<T: ?Sized + Ord, R: RangeBounds<T>>(&mut self, range: R) -> RangeMut<'_, K, V>
    where
        K: Borrow<T> + Ord,
    {
        RangeMut::new(self.range_span(range))
    }
}

impl<K, V> Drop for BTreeMap<K, V> {
    fn drop(&mut self) {
        let tree = mem::replace(&mut self.tree, Tree::new());
        drop(IntoIter::new(tree));
    }
}
impl<K, V> Default for BTreeMap<K, V> {
    fn default() -> BTreeMap<K, V> {
        BTreeMap::new()
    }
}
impl<K: Clone, V: Clone> Clone for BTreeMap<K, V> {
    fn clone(&self) -> BTreeMap<K, V> {
        let mut map = BTreeMap::new();
        for (key, value) in self {
            map.push_last(key.clone(), value.clone());
        }
        map
    }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for BTreeMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
impl<K: PartialEq, V: PartialEq> PartialEq for BTreeMap<K, V> {
    fn eq(&self, other: &BTreeMap<K, V>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}
impl<K: Eq, V: Eq> Eq for BTreeMap<K, V> {}
impl<K: PartialOrd, V: PartialOrd> PartialOrd for BTreeMap<K, V> {
    fn partial_cmp(&self, other: &BTreeMap<K, V>) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}
impl<K: Ord, V: Ord> Ord for BTreeMap<K, V> {
    fn cmp(&self, other: &BTreeMap<K, V>) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
impl<K: Hash, V: Hash> Hash for BTreeMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_length_prefix(self.len());
        for item in self {
            item.hash(state);
        }
    }
}
impl<K: Borrow<Q> + Ord, Q: ?Sized + Ord, V> Index<&Q> for BTreeMap<K, V> {
    type Output = V;
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
impl<K: Ord, V> FromIterator<(K, V)> for BTreeMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> BTreeMap<K, V> {
        let mut map = BTreeMap::new();
        map.extend(iter);
        map
    }
}
impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {
    fn from(array: [(K, V); N]) -> Self {
        BTreeMap::from_iter(array)
    }
}
impl<K: Ord, V> Extend<(K, V)> for BTreeMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I) {
        for (key, value) in iter {
            self.insert(key, value);
        }
    }
}
impl<'a, K: Ord + Copy, V: Copy> Extend<(&'a K, &'a V)> for BTreeMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: I) {
        for (key, value) in iter {
            self.insert(*key, *value);
        }
    }
}
impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(mut self) -> IntoIter<K, V> {
        IntoIter::new(mem::replace(&mut self.tree, Tree::new()))
    }
}
impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}
impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}
