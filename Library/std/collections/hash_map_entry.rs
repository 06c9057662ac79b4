//! The place of a key in a hash map.

use super::{HashMap, RandomState};
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
use crate::mem;

/// The place of a key, with or without an item.
pub enum Entry<'a, K: 'a, V: 'a, S: 'a = RandomState> {
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V, S>),
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V, S>),
}

/// The place of a key that is there.
pub struct OccupiedEntry<'a, K: 'a, V: 'a, S: 'a = RandomState> {
    map: &'a mut HashMap<K, V, S>,
    index: usize,
}

/// The place of a key that is not there.
pub struct VacantEntry<'a, K: 'a, V: 'a, S: 'a = RandomState> {
    map: &'a mut HashMap<K, V, S>,
    hash: u64,
    key: K,
}

use Entry::{Occupied, Vacant};

impl<'a, K: Eq + Hash, V, S: BuildHasher> Entry<'a, K, V, S> {
    /// The value that is there, or this one, put in.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut stock = HashMap::from([("nut", 3)]);
    /// *stock.entry("nut").or_insert(0) += 1;
    /// *stock.entry("bolt").or_insert(0) += 1;
    /// assert_eq!((stock["nut"], stock["bolt"]), (4, 1));
    /// ```
    #[inline]
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
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// map.entry('a').or_insert_with(|| vec![1]).push(2);
    /// assert_eq!(map[&'a'], [1, 2]);
    /// ```
    #[inline]
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
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(*map.entry("abc").or_insert_with_key(|key| key.len()), 3);
    /// ```
    #[inline]
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
    /// use std::collections::HashMap;
    /// let mut counts = HashMap::<char, u32>::new();
    /// for c in "aba".chars() {
    ///     *counts.entry(c).or_default() += 1;
    /// }
    /// assert_eq!(counts[&'a'], 2);
    /// ```
    #[inline]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(Default::default()),
        }
    }
    /// The key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// assert_eq!(HashMap::<i32, ()>::new().entry(5).key(), &5);
    /// ```
    #[inline]
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
    /// use std::collections::HashMap;
    /// let mut map = HashMap::from([('a', 1)]);
    /// map.entry('a').and_modify(|n| *n += 1).or_insert(0);
    /// assert_eq!(map[&'a'], 2);
    /// ```
    #[inline]
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }
    /// Puts the value under the key, and gives the entry of it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).get(), &1);
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S> {
        match self {
            Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Vacant(entry) => entry.insert_entry(value),
        }
    }
}

impl<'a, K, V, S> OccupiedEntry<'a, K, V, S> {
    #[inline]
    pub(super) fn new(map: &'a mut HashMap<K, V, S>, index: usize) -> Self {
        OccupiedEntry { map, index }
    }
    fn item(&self) -> *mut (K, V) {
        self.map.table.slot(self.index)
    }
    /// The key in the map.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).key(), &'a');
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        // SAFETY: the index is that of an item, and the map is borrowed.
        unsafe { &(*self.item()).0 }
    }
    /// The value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).get(), &1);
    /// ```
    #[inline]
    pub fn get(&self) -> &V {
        // SAFETY: the index is that of an item, and the map is borrowed.
        unsafe { &(*self.item()).1 }
    }
    /// The value, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// *map.entry('a').insert_entry(1).get_mut() += 1;
    /// assert_eq!(map[&'a'], 2);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        // SAFETY: the index is that of an item, and the map is borrowed by this entry alone.
        unsafe { &mut (*self.item()).1 }
    }
    /// The value for as long as the map is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// *map.entry('a').insert_entry(1).into_mut() += 1;
    /// assert_eq!(map[&'a'], 2);
    /// ```
    #[inline]
    pub fn into_mut(self) -> &'a mut V {
        // SAFETY: the index is that of an item, and the map is borrowed by this entry alone.
        unsafe { &mut (*self.item()).1 }
    }
    /// Puts another value in, and gives the one that was there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).insert(2), 1);
    /// ```
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }
    /// Takes the item out and gives its value.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).remove(), 1);
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
    /// Takes the item out.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// let mut map = HashMap::new();
    /// assert_eq!(map.entry('a').insert_entry(1).remove_entry(), ('a', 1));
    /// ```
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        self.map.table.remove(self.index)
    }
}

impl<'a, K: Eq + Hash, V, S: BuildHasher> VacantEntry<'a, K, V, S> {
    /// Puts the value under the key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::hash_map::{Entry, HashMap};
    /// let mut map = HashMap::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// *entry.insert(1) += 1;
    /// assert_eq!(map[&5], 2);
    /// ```
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        let index = self.map.insert_new(self.hash, self.key, value);
        // SAFETY: the item was inserted just now.
        unsafe { &mut (*self.map.table.slot(index)).1 }
    }
    /// Puts the value under the key, and gives the entry of it.
    ///
    /// # Examples
    /// ```
    /// use std::collections::hash_map::{Entry, HashMap};
    /// let mut map = HashMap::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.insert_entry('a').remove(), 'a');
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S> {
        let index = self.map.insert_new(self.hash, self.key, value);
        OccupiedEntry { map: self.map, index }
    }
}
impl<'a, K, V, S> VacantEntry<'a, K, V, S> {
    #[inline]
    pub(super) fn new(map: &'a mut HashMap<K, V, S>, hash: u64, key: K) -> Self {
        VacantEntry { map, hash, key }
    }
    /// The key.
    ///
    /// # Examples
    /// ```
    /// use std::collections::hash_map::{Entry, HashMap};
    /// let mut map = HashMap::<i32, ()>::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.key(), &5);
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        &self.key
    }
    /// The key, without putting anything there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::hash_map::{Entry, HashMap};
    /// let mut map = HashMap::<i32, ()>::new();
    /// let Entry::Vacant(entry) = map.entry(5) else { panic!() };
    /// assert_eq!(entry.into_key(), 5);
    /// ```
    #[inline]
    pub fn into_key(self) -> K {
        self.key
    }
}
impl<K: Debug, V: Debug, S> Debug for Entry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}
impl<K: Debug, V, S> Debug for VacantEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}
impl<K: Debug, V: Debug, S> Debug for OccupiedEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry")
            .field("key", self.key())
            .field("value", self.get())
            .finish_non_exhaustive()
    }
}
