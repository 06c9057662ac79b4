//! `HashMap`: a map by hashing.

#[path = "hash_map_entry.rs"]
mod entry;

pub use self::entry::{Entry, OccupiedEntry, VacantEntry};

use super::table::{Indices, Table};
use crate::borrow::Borrow;
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
use crate::iter::FusedIterator;
use crate::marker::PhantomData;
use crate::mem;
use crate::ops::Index;

pub use crate::hash::{DefaultHasher, RandomState};

/// A map by hashing.
pub struct HashMap<K, V, S = RandomState> {
    hash_builder: S,
    pub(super) table: Table<(K, V)>,
}

impl<K, V> HashMap<K, V, RandomState> {
    /// An empty map with random keys for its hash function. It takes no memory yet.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut counts: HashMap<char, u32> = HashMap::new();
    /// for letter in "abba".chars() {
    ///     *counts.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!(counts[&'b'], 2);
    /// ```
    #[inline]
    pub fn new() -> HashMap<K, V, RandomState> {
        Default::default()
    }
    /// An empty map with room for so many entries.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::with_capacity(100);
    /// let before = map.capacity();
    /// assert!(before >= 100);
    /// map.extend((0..100).map(|n| (n, n * n)));
    /// assert_eq!(map.capacity(), before);
    /// ```
    #[inline]
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> {
        HashMap::with_capacity_and_hasher(capacity, Default::default())
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// An empty map that makes its hash function with this.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    /// // The same order in every run.
    /// let mut map = HashMap::with_hasher(BuildHasherDefault::<DefaultHasher>::default());
    /// map.insert("k", 1);
    /// assert_eq!(map.get("k"), Some(&1));
    /// ```
    #[inline]
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::new() }
    }
    /// An empty map with room for so many entries that makes its hash function with this.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// use std::hash::RandomState;
    /// let map: HashMap<&str, u8, RandomState> = HashMap::with_capacity_and_hasher(10, RandomState::new());
    /// assert!(map.capacity() >= 10);
    /// ```
    #[inline]
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::with_capacity(capacity) }
    }
    /// How many items there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert!(HashMap::<i32, i32>::with_capacity(10).capacity() >= 10);
    /// ```
    #[inline]
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }
    /// What makes the hashers of this map.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// use std::hash::BuildHasher;
    /// let map = HashMap::<i32, i32>::new();
    /// assert_eq!(map.hasher().hash_one(5), map.hasher().hash_one(5));
    /// ```
    #[inline]
    pub fn hasher(&self) -> &S {
        &self.hash_builder
    }
    /// How many entries there are.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let map = HashMap::from([(1, 'a'), (2, 'b'), (1, 'c')]);
    /// assert_eq!(map.len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.table.len()
    }
    /// Whether there are no items.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert!(HashMap::<i32, i32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.table.len() == 0
    }
    /// Drops all items and keeps the room: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a')]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.table.clear();
    }
    /// The keys in any order: O(capacity) for all of them.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::from([(1, 'a'), (2, 'b')]).keys().sum::<i32>(), 3);
    /// ```
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }
    /// The values in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::from([('a', 1), ('b', 2)]).values().sum::<i32>(), 3);
    /// ```
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }
    /// The values in any order, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([('a', 1), ('b', 2)]);
    /// map.values_mut().for_each(|value| *value *= 10);
    /// assert_eq!(map[&'b'], 20);
    /// ```
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }
    /// The keys in any order, by value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::from([(1, 'a')]).into_keys().collect::<Vec<_>>(), [1]);
    /// ```
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }
    /// The values in any order, by value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::from([(1, 'a')]).into_values().collect::<Vec<_>>(), ['a']);
    /// ```
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }
    /// An iterator over the entries, in no order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let map = HashMap::from([("a", 1), ("b", 2)]);
    /// let mut entries: Vec<(&str, i32)> = map.iter().map(|(key, value)| (*key, *value)).collect();
    /// entries.sort();
    /// assert_eq!(entries, [("a", 1), ("b", 2)]);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { table: &self.table, indices: self.table.indices() }
    }
    /// The items in any order, with values that can be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 1), (2, 2)]);
    /// map.iter_mut().for_each(|(key, value)| *value += key);
    /// assert_eq!(map[&2], 4);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        let indices = self.table.indices();
        IterMut { table: &mut self.table, indices, _marker: PhantomData }
    }
    /// Takes all items out, in any order, and keeps the memory. Items that the iterator did not get to are
    /// dropped with it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a')]);
    /// let capacity = map.capacity();
    /// assert_eq!(map.drain().collect::<Vec<_>>(), [(1, 'a')]);
    /// assert!(map.is_empty() && map.capacity() == capacity);
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        // Should the iterator never be dropped, the map is empty and sound, but without its memory.
        let table = mem::replace(&mut self.table, Table::new());
        Drain { inner: IntoIter { indices: table.indices(), table }, owner: &mut self.table }
    }
    /// Keeps the items for which the predicate holds: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// map.retain(|key, _| *key > 1);
    /// assert_eq!(map, HashMap::from([(2, 'b')]));
    /// ```
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) {
        let mut indices = self.table.indices();
        while let Some(index) = indices.next() {
            // SAFETY: the index is that of an item, and the map is borrowed mutably.
            let (key, value) = unsafe { &mut *self.table.slot(index) };
            if !f(key, value) {
                drop(self.table.remove(index));
            }
        }
    }
    /// Takes the items out for which the predicate holds, as the iterator gets to them, in any order.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.extract_if(|key, _| *key > 1).collect::<Vec<_>>(), [(2, 'b')]);
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, predicate: F) -> ExtractIf<'_, K, V, F> {
        ExtractIf { items: self.raw_extract(), predicate }
    }
    pub(super) fn raw_extract(&mut self) -> RawExtract<'_, K, V> {
        RawExtract { indices: self.table.indices(), table: &mut self.table }
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    #[inline]
    fn hash_of<Q: Hash + ?Sized>(&self, key: &Q) -> u64 {
        self.hash_builder.hash_one(key)
    }
    #[inline]
    fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        if self.table.len() == 0 {
            return None;
        }
        self.table.find(self.hash_of(key), |item| key == item.0.borrow())
    }
    /// Makes room for so many more items.
    ///
    /// # Panics
    /// If the size in bytes would be more than `isize::MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::<i32, i32>::new();
    /// map.reserve(10);
    /// assert!(map.capacity() >= 10);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        let hash_builder = &self.hash_builder;
        self.table.reserve(additional, |item| hash_builder.hash_one(&item.0));
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::<i32, i32>::new();
    /// assert!(map.try_reserve(10).is_ok());
    /// assert!(map.try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), super::TryReserveError> {
        let fits = self.len().checked_add(additional).and_then(|count| count.checked_mul(mem::size_of::<(K, V)>() + 1));
        match fits {
            Some(size) if size < isize::MAX as usize / 2 => {
                self.reserve(additional);
                Ok(())
            }
            _ => Err(super::TryReserveError::capacity_overflow()),
        }
    }
    /// Gives back the room that is not used: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::<i32, i32>::with_capacity(100);
    /// map.insert(1, 2);
    /// map.shrink_to_fit();
    /// assert!(map.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }
    /// Gives back the room that is beyond so many items: O(capacity).
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::<i32, i32>::with_capacity(100);
    /// map.shrink_to(10);
    /// assert!((10..100).contains(&map.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let hash_builder = &self.hash_builder;
        self.table.shrink_to(min_capacity, |item| hash_builder.hash_one(&item.0));
    }
    /// The key's place in the map, to read or fill it with one search.
    ///
    /// Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut groups: HashMap<usize, Vec<&str>> = HashMap::new();
    /// for word in ["to", "be", "not"] {
    ///     groups.entry(word.len()).or_default().push(word);
    /// }
    /// assert_eq!(groups[&2], ["to", "be"]);
    /// ```
    #[inline]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, S> {
        let hash = self.hash_of(&key);
        match self.table.find(hash, |item| key == item.0) {
            Some(index) => Entry::Occupied(OccupiedEntry::new(self, index)),
            None => Entry::Vacant(VacantEntry::new(self, hash, key)),
        }
    }
    /// The value of the key. The key may be borrowed in another form.
    ///
    /// Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let colours = HashMap::from([(String::from("red"), 0xff0000)]);
    /// assert_eq!(colours.get("red"), Some(&0xff0000));
    /// assert_eq!(colours.get("blue"), None);
    /// ```
    #[inline]
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            // SAFETY: the index is that of an item, and the map is borrowed.
            Some(index) => Some(unsafe { &(*self.table.slot(index)).1 }),
            None => None,
        }
    }
    /// The key that is in the map, and its value: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::from([(1, 'a')]).get_key_value(&1), Some((&1, &'a')));
    /// ```
    #[inline]
    pub fn get_key_value<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            Some(index) => {
                // SAFETY: the index is that of an item, and the map is borrowed.
                let item = unsafe { &*self.table.slot(index) };
                Some((&item.0, &item.1))
            }
            None => None,
        }
    }
    /// Whether there is an entry of the key. Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let map = HashMap::from([("a", 1)]);
    /// assert!(map.contains_key("a"));
    /// assert!(!map.contains_key("b"));
    /// ```
    #[inline]
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_some()
    }
    /// The value of a key, to be changed: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a')]);
    /// *map.get_mut(&1).unwrap() = 'b';
    /// assert_eq!(map[&1], 'b');
    /// ```
    #[inline]
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            // SAFETY: the index is that of an item, and the map is borrowed mutably.
            Some(index) => Some(unsafe { &mut (*self.table.slot(index)).1 }),
            None => None,
        }
    }
    /// Puts the value under the key and gives what was there. The key that was there stays.
    ///
    /// Time: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut ages = HashMap::new();
    /// assert_eq!(ages.insert("Ann", 41), None);
    /// assert_eq!(ages.insert("Ann", 42), Some(41));
    /// assert_eq!(ages["Ann"], 42);
    /// ```
    #[inline]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = self.hash_of(&key);
        match self.table.find(hash, |item| key == item.0) {
            // SAFETY: the index is that of an item, and the map is borrowed mutably.
            Some(index) => Some(mem::replace(unsafe { &mut (*self.table.slot(index)).1 }, value)),
            None => {
                self.insert_new(hash, key, value);
                None
            }
        }
    }
    /// Inserts a key that is not there.
    #[inline]
    fn insert_new(&mut self, hash: u64, key: K, value: V) -> usize {
        let hash_builder = &self.hash_builder;
        self.table.insert(hash, (key, value), |item| hash_builder.hash_one(&item.0))
    }
    /// Takes the item of a key out and gives its value: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!(map.remove(&1), Some('a'));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    #[inline]
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        match self.remove_entry(key) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }
    /// Takes the item of a key out: O(1) on average.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a')]);
    /// assert_eq!(map.remove_entry(&1), Some((1, 'a')));
    /// ```
    #[inline]
    pub fn remove_entry<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            Some(index) => Some(self.table.remove(index)),
            None => None,
        }
    }
    /// The values of several keys, to be changed.
    ///
    /// # Safety
    /// No two of the keys are equal.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// // SAFETY: the keys differ.
    /// let [one, three] = unsafe { map.get_disjoint_unchecked_mut([&1, &3]) };
    /// assert_eq!((one, three), (Some(&mut 'a'), None));
    /// ```
    pub unsafe fn get_disjoint_unchecked_mut<Q: Hash + Eq + ?Sized, const N: usize>(
        &mut self,
        keys: [&Q; N],
    ) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q>,
    {
        // SAFETY: the indices are those of items, and they differ because the keys do.
        keys.map(|key| self.find(key)).map(|index| index.map(|index| unsafe { &mut (*self.table.slot(index)).1 }))
    }
    /// The values of several keys, to be changed.
    ///
    /// # Panics
    /// If two of the keys are equal and in the map.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([(1, 'a'), (2, 'b')]);
    /// if let [Some(one), Some(two)] = map.get_disjoint_mut([&1, &2]) {
    ///     std::mem::swap(one, two);
    /// }
    /// assert_eq!(map[&1], 'b');
    /// ```
    pub fn get_disjoint_mut<Q: Hash + Eq + ?Sized, const N: usize>(&mut self, keys: [&Q; N]) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q>,
    {
        let indices = keys.map(|key| self.find(key));
        for (position, index) in indices.iter().enumerate() {
            if index.is_some() && indices[..position].contains(index) {
                panic!("duplicate keys found");
            }
        }
        // SAFETY: the indices are those of items, and they differ, which was just looked at.
        indices.map(|index| index.map(|index| unsafe { &mut (*self.table.slot(index)).1 }))
    }
}

impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {
    fn clone(&self) -> Self {
        HashMap { hash_builder: self.hash_builder.clone(), table: self.table.clone() }
    }
}
impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| match other.get(key) {
                Some(other_value) => *value == *other_value,
                None => false,
            })
    }
}
impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}
impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
impl<K, V, S: Default> Default for HashMap<K, V, S> {
    #[inline]
    fn default() -> HashMap<K, V, S> {
        HashMap::with_hasher(Default::default())
    }
}
impl<K: Eq + Hash + Borrow<Q>, Q: Eq + Hash + ?Sized, V, S: BuildHasher> Index<&Q> for HashMap<K, V, S> {
    type Output = V;
    #[inline]
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(iter: I) -> HashMap<K, V, S> {
        let mut map = HashMap::with_hasher(Default::default());
        map.extend(iter);
        map
    }
}
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState> {
    fn from(array: [(K, V); N]) -> Self {
        HashMap::from_iter(array)
    }
}
impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I) {
        let iter = iter.into_iter();
        let expected = iter.size_hint().0;
        self.reserve(if self.is_empty() { expected } else { (expected + 1) / 2 });
        for (key, value) in iter {
            self.insert(key, value);
        }
    }
}
impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)> for HashMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: I) {
        for (key, value) in iter {
            self.insert(*key, *value);
        }
    }
}
impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    #[inline]
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { indices: self.table.indices(), table: self.table }
    }
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    #[inline]
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

/// `HashMap::iter`
pub struct Iter<'a, K, V> {
    table: &'a Table<(K, V)>,
    indices: Indices,
}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { table: self.table, indices: self.indices.clone() }
    }
}
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let index = self.indices.next()?;
        // SAFETY: the index is that of an item, and the table is borrowed.
        let item = unsafe { &*self.table.slot(index) };
        Some((&item.0, &item.1))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for Iter<'_, K, V> {}
impl<K: Debug, V: Debug> Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// `HashMap::iter_mut`
pub struct IterMut<'a, K, V> {
    table: *mut Table<(K, V)>,
    indices: Indices,
    _marker: PhantomData<&'a mut (K, V)>,
}
// SAFETY: this is a mutable reference to the items.
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
// SAFETY: as above.
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}
impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        let index = self.indices.next()?;
        // SAFETY: the index is that of an item, and is given once.
        let item = unsafe { &mut *(*self.table).slot(index) };
        Some((&item.0, &mut item.1))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}
impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
impl<K, V> FusedIterator for IterMut<'_, K, V> {}
impl<K, V> IterMut<'_, K, V> {
    /// What is left.
    fn iter(&self) -> Iter<'_, K, V> {
        // SAFETY: the table is borrowed, and what is left was not given to anyone.
        Iter { table: unsafe { &*self.table }, indices: self.indices.clone() }
    }
}

/// The items of a map, by value.
pub struct IntoIter<K, V> {
    indices: Indices,
    table: Table<(K, V)>,
}
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        let index = self.indices.next()?;
        // What is taken out is not dropped with the table.
        Some(self.table.remove(index))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}
impl<K, V> IntoIter<K, V> {
    /// What is left.
    fn iter(&self) -> Iter<'_, K, V> {
        Iter { table: &self.table, indices: self.indices.clone() }
    }
}

/// `HashMap::drain`
pub struct Drain<'a, K, V> {
    inner: IntoIter<K, V>,
    /// The map's table, which is empty until this one goes back there.
    owner: &'a mut Table<(K, V)>,
}
impl<K, V> Drain<'_, K, V> {
    /// What is left.
    pub(super) fn iter(&self) -> Iter<'_, K, V> {
        self.inner.iter()
    }
}
impl<K, V> Iterator for Drain<'_, K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<K, V> ExactSizeIterator for Drain<'_, K, V> {}
impl<K, V> FusedIterator for Drain<'_, K, V> {}
impl<K, V> Drop for Drain<'_, K, V> {
    fn drop(&mut self) {
        self.inner.table.clear();
        mem::swap(&mut self.inner.table, self.owner);
    }
}

/// The items of a map, some of which are taken out.
pub(super) struct RawExtract<'a, K, V> {
    table: &'a mut Table<(K, V)>,
    indices: Indices,
}
impl<K, V> RawExtract<'_, K, V> {
    pub(super) fn next_where(&mut self, mut predicate: impl FnMut(&K, &mut V) -> bool) -> Option<(K, V)> {
        while let Some(index) = self.indices.next() {
            // SAFETY: the index is that of an item, and the table is borrowed mutably.
            let (key, value) = unsafe { &mut *self.table.slot(index) };
            if predicate(key, value) {
                return Some(self.table.remove(index));
            }
        }
        None
    }
}

/// `HashMap::extract_if`
pub struct ExtractIf<'a, K, V, F> {
    items: RawExtract<'a, K, V>,
    predicate: F,
}
impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.items.next_where(&mut self.predicate)
    }
}
impl<K, V, F: FnMut(&K, &mut V) -> bool> FusedIterator for ExtractIf<'_, K, V, F> {}

macro_rules! projections {
    ($($(#[$meta:meta])* $name:ident [$($lifetime:lifetime)?] $inner:ident $item:ty, $pair:ident => $value:expr;)*) => { $(
        $(#[$meta])*
        pub struct $name<$($lifetime,)? K, V> {
            inner: $inner<$($lifetime,)? K, V>,
        }
        impl<$($lifetime,)? K, V> Iterator for $name<$($lifetime,)? K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                match self.inner.next() {
                    Some($pair) => Some($value),
                    None => None,
                }
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl<$($lifetime,)? K, V> ExactSizeIterator for $name<$($lifetime,)? K, V> {}
        impl<$($lifetime,)? K, V> FusedIterator for $name<$($lifetime,)? K, V> {}
    )* };
}
projections! {
    /// `HashMap::keys`
    Keys ['a] Iter &'a K, pair => pair.0;
    /// `HashMap::values`
    Values ['a] Iter &'a V, pair => pair.1;
    /// `HashMap::values_mut`
    ValuesMut ['a] IterMut &'a mut V, pair => pair.1;
    /// `HashMap::into_keys`
    IntoKeys [] IntoIter K, pair => pair.0;
    /// `HashMap::into_values`
    IntoValues [] IntoIter V, pair => pair.1;
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}
impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}
impl<K: Debug, V: Debug> Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<K: Debug, V: Debug> Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<K: Debug, V: Debug> Debug for Drain<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.iter()).finish()
    }
}
impl<K, V: Debug> Debug for ValuesMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.iter().map(|(_, value)| value)).finish()
    }
}
impl<K: Debug, V> Debug for IntoKeys<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.iter().map(|(key, _)| key)).finish()
    }
}
impl<K, V: Debug> Debug for IntoValues<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.iter().map(|(_, value)| value)).finish()
    }
}
impl<K: Debug, V> Debug for Keys<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K, V: Debug> Debug for Values<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
