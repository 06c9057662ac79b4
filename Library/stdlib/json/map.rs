//! Objects: members in the order in which they came.

use super::Value;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

/// The members of an object, in order; names are unique. Finding one takes constant time.
#[derive(Clone, Default)]
pub struct Map {
    members: Vec<(String, Value)>,
    /// For many members: a hash table of places in `members` (plus 1), a power of two long.
    table: Vec<u32>,
    state: Option<RandomState>,
}

/// Fewer members are looked through one by one.
const SMALL: usize = 12;

impl Map {
    /// An object without members.
    ///
    /// # Examples
    /// ```
    /// use stdlib::json::Map;
    /// let mut map = Map::new();
    /// map.insert("one", 1);
    /// map.insert("two", 2);
    /// assert_eq!(map.keys().collect::<Vec<_>>(), ["one", "two"]);
    /// assert_eq!(map.get("two").and_then(|value| value.as_i64()), Some(2));
    /// ```
    pub fn new() -> Map {
        Map::default()
    }
    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }
    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn slot(&self, name: &str) -> usize {
        let hash = self.state.as_ref().map_or(0, |state| state.hash_one(name));
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let place = self.table[slot];
            if place == 0 || self.members[place as usize - 1].0 == name {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
    fn place(&self, name: &str) -> Option<usize> {
        if self.table.is_empty() {
            return self.members.iter().position(|member| member.0 == name);
        }
        let place = self.table[self.slot(name)];
        if place == 0 { None } else { Some(place as usize - 1) }
    }
    fn rebuild(&mut self) {
        self.table.clear();
        if self.members.len() <= SMALL {
            return;
        }
        self.state.get_or_insert_with(RandomState::new);
        self.table.resize((self.members.len() * 4).next_power_of_two(), 0);
        for place in 0..self.members.len() {
            let slot = self.slot(&self.members[place].0);
            self.table[slot] = place as u32 + 1;
        }
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.place(name).map(|place| &self.members[place].1)
    }
    /// The value of a member, mutable.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.place(name)?;
        Some(&mut self.members[place].1)
    }
    /// Whether there is such a member.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_some()
    }
    /// Sets a member; the value that it had before.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        if let Some(place) = self.place(&name) {
            return Some(std::mem::replace(&mut self.members[place].1, value));
        }
        self.members.push((name, value));
        let count = self.members.len();
        if count > SMALL && count * 2 > self.table.len() {
            self.rebuild();
        } else if !self.table.is_empty() {
            let slot = self.slot(&self.members[count - 1].0);
            self.table[slot] = count as u32;
        }
        None
    }
    /// Takes a member out; those behind it move up.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.place(name)?;
        let (_, value) = self.members.remove(place);
        self.rebuild();
        Some(value)
    }
    /// The members, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        self.members.iter().map(|member| (member.0.as_str(), &member.1))
    }
    /// The members, in order, with mutable values.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Value)> {
        self.members.iter_mut().map(|member| (member.0.as_str(), &mut member.1))
    }
    /// The names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.members.iter().map(|member| member.0.as_str())
    }
    /// The values, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.members.iter().map(|member| &member.1)
    }
}

impl PartialEq for Map {
    /// The order of members does not matter.
    fn eq(&self, other: &Map) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}
impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}
impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Map {
        let mut map = Map::new();
        for (name, value) in members {
            map.insert(name, value);
        }
        map
    }
}
