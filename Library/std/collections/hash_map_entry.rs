//! The place of a key in a hash map.

use super::{HashMap, RandomState};
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
use crate::mem;

/// The place of a key, with or without an item.
pub enum Entry<'a, K: 'a, V: 'a, S: 'a = RandomState> {
    Occupied(OccupiedEntry<'a, K, V, S>),
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
    #[inline]
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(default()),
        }
    }
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
    #[inline]
    pub fn key(&self) -> &K {
        match self {
            Occupied(entry) => entry.key(),
            Vacant(entry) => entry.key(),
        }
    }
    #[inline]
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }
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
    #[inline]
    pub fn key(&self) -> &K {
        unsafe { &(*self.item()).0 }
    }
    #[inline]
    pub fn get(&self) -> &V {
        unsafe { &(*self.item()).1 }
    }
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        unsafe { &mut (*self.item()).1 }
    }
    #[inline]
    pub fn into_mut(self) -> &'a mut V {
        unsafe { &mut (*self.item()).1 }
    }
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }
    #[inline]
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        self.map.table.remove(self.index)
    }
}

impl<'a, K: Eq + Hash, V, S: BuildHasher> VacantEntry<'a, K, V, S> {
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        let index = self.map.insert_new(self.hash, self.key, value);
        unsafe { &mut (*self.map.table.slot(index)).1 }
    }
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
    #[inline]
    pub fn key(&self) -> &K {
        &self.key
    }
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
