//! The place of a key.

use super::tree::Position;
use super::BTreeMap;
use core::fmt;
use core::mem;

/// The place of a key, with or without an item.
pub enum Entry<'a, K: 'a, V: 'a> {
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V>),
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V>),
}

/// The place of a key that is not there.
pub struct VacantEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    place: Position<K, V>,
    key: K,
}

/// The place of a key that is there.
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    position: Position<K, V>,
}

use Entry::{Occupied, Vacant};

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value of the key, which is the one given if there was none: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::new();
    /// *map.entry('a').or_insert(3) += 1;
    /// assert_eq!(map[&'a'], 4);
    /// ```
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(default),
        }
    }
    /// The value of the key, which the function makes if there was none.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::new();
    /// map.entry('a').or_insert_with(|| vec![1]).push(2);
    /// assert_eq!(map[&'a'], [1, 2]);
    /// ```
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(default()),
        }
    }
    /// The value of the key, which the function makes of the key if there was none.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::new();
    /// assert_eq!(*map.entry("abc").or_insert_with_key(|key| key.len()), 3);
    /// ```
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }
    /// The value of the key, which is its type's default if there was none.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut counts = BTreeMap::<char, u32>::new();
    /// for c in "aba".chars() {
    ///     *counts.entry(c).or_default() += 1;
    /// }
    /// assert_eq!(counts[&'a'], 2);
    /// ```
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(Default::default()),
        }
    }
    /// Puts the value under the key, and gives the entry of it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).get(), &1);
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        match self {
            Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Vacant(entry) => entry.insert_entry(value),
        }
    }
    /// The key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// assert_eq!(BTreeMap::<i32, ()>::new().entry(5).key(), &5);
    /// ```
    pub fn key(&self) -> &K {
        match self {
            Occupied(entry) => entry.key(),
            Vacant(entry) => entry.key(),
        }
    }
    /// Changes the value, if there is one.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([('a', 1)]);
    /// map.entry('a').and_modify(|n| *n += 1).or_insert(0);
    /// assert_eq!(map[&'a'], 2);
    /// ```
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }
}

impl<'a, K, V> VacantEntry<'a, K, V> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>, place: Position<K, V>, key: K) -> Self {
        VacantEntry { map, place, key }
    }
    /// The key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::btree_map::{BTreeMap, Entry};
    /// let mut map = BTreeMap::<i32, ()>::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.key(), &5);
    /// ```
    pub fn key(&self) -> &K {
        &self.key
    }
    /// The key, without putting anything there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::btree_map::{BTreeMap, Entry};
    /// let mut map = BTreeMap::<i32, ()>::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.into_key(), 5);
    /// ```
    pub fn into_key(self) -> K {
        self.key
    }
    /// Puts the value under the key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::btree_map::{BTreeMap, Entry};
    /// let mut map = BTreeMap::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// *entry.insert(1) += 1;
    /// assert_eq!(map[&5], 2);
    /// ```
    pub fn insert(self, value: V) -> &'a mut V {
        let position = self.map.tree.insert(self.place, self.key, value);
        // SAFETY: the item was inserted just now, and the map is borrowed as long as the result is.
        unsafe { position.value() }
    }
    /// Puts the value under the key, and gives the entry of it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::btree_map::{BTreeMap, Entry};
    /// let mut map = BTreeMap::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.insert_entry('a').remove(), 'a');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        let position = self.map.tree.insert(self.place, self.key, value);
        OccupiedEntry { map: self.map, position }
    }
}

impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>, position: Position<K, V>) -> Self {
        OccupiedEntry { map, position }
    }
    /// The key in the map.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().key(), &5);
    /// ```
    pub fn key(&self) -> &K {
        // SAFETY: the item is there while the map is borrowed.
        unsafe { self.position.key() }
    }
    /// The value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().get(), &'a');
    /// ```
    pub fn get(&self) -> &V {
        // SAFETY: the item is there while the map is borrowed.
        unsafe { self.position.value() }
    }
    /// The value, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// *map.first_entry().unwrap().get_mut() = 'b';
    /// assert_eq!(map[&5], 'b');
    /// ```
    pub fn get_mut(&mut self) -> &mut V {
        // SAFETY: the item is there while the map is borrowed, by this entry alone.
        unsafe { self.position.value() }
    }
    /// The value for as long as the map is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// *map.first_entry().unwrap().into_mut() = 'b';
    /// assert_eq!(map[&5], 'b');
    /// ```
    pub fn into_mut(self) -> &'a mut V {
        // SAFETY: the item is there while the map is borrowed, by this entry alone.
        unsafe { self.position.value() }
    }
    /// Puts another value in, and gives the one that was there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().insert('b'), 'a');
    /// ```
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }
    /// Takes the item out and gives its value: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().remove(), 'a');
    /// assert!(map.is_empty());
    /// ```
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
    /// Takes the item out: O(log n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::BTreeMap;
    /// let mut map = BTreeMap::from([(5, 'a')]);
    /// assert_eq!(map.first_entry().unwrap().remove_entry(), (5, 'a'));
    /// ```
    pub fn remove_entry(self) -> (K, V) {
        self.map.tree.remove(self.position)
    }
}

impl<K: fmt::Debug + Ord, V: fmt::Debug> fmt::Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}
impl<K: fmt::Debug + Ord, V> fmt::Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}
impl<K: fmt::Debug + Ord, V: fmt::Debug> fmt::Debug for OccupiedEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry").field("key", self.key()).field("value", self.get()).finish()
    }
}
