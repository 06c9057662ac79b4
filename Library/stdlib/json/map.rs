//! Objects: members in the order in which they came.

use super::name::Name;
use super::Value;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

type Member = (Name, Value);

/// The members of an object, in order; names are unique. Finding one takes constant time.
///
/// The parts of a vector with short counts: values are no larger for objects than for texts.
pub struct Map {
    members: NonNull<Member>,
    length: u32,
    capacity: u32,
    index: Option<Box<Places>>,
    owned: PhantomData<Member>,
}
// SAFETY: the members are owned.
unsafe impl Send for Map {}
unsafe impl Sync for Map {}

/// For many members: a hash table of places (plus 1), a power of two long.
#[derive(Clone)]
struct Places {
    table: Vec<u32>,
    /// Of different names.
    count: usize,
    state: RandomState,
}

/// Fewer members are looked through one by one.
const SMALL: usize = 32;

impl Places {
    fn of(members: &[Member]) -> Option<Box<Places>> {
        if members.len() <= SMALL {
            return None;
        }
        let table = vec![0; (members.len() * 4).next_power_of_two()];
        let mut places = Box::new(Places { table, count: 0, state: RandomState::new() });
        for (place, member) in members.iter().enumerate() {
            places.add(members, place, member.0.as_str());
        }
        Some(places)
    }
    fn add(&mut self, members: &[Member], place: usize, name: &str) {
        let slot = self.slot(members, name);
        self.count += (self.table[slot] == 0) as usize;
        self.table[slot] = place as u32 + 1;
    }
    fn slot(&self, members: &[Member], name: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = self.state.hash_one(name) as usize & mask;
        loop {
            let place = self.table[slot];
            if place == 0 || members[place as usize - 1].0.as_str() == name {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}

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
        Map { members: NonNull::dangling(), length: 0, capacity: 0, index: None, owned: PhantomData }
    }
    /// The names and values of two stacks from given places on. Of equal names the last value counts.
    pub(super) fn of_stacks(names: &mut Vec<Name>, first: usize, values: &mut Vec<Value>, first_value: usize) -> Map {
        let count = names.len() - first;
        let mut members: Vec<Member> = Vec::with_capacity(count);
        // SAFETY: there is room for all; each leaves its stack, which is shortened before it could be dropped there.
        unsafe {
            let (from_names, from_values) = (names.as_ptr().add(first), values.as_ptr().add(first_value));
            let to = members.as_mut_ptr();
            names.set_len(first);
            values.set_len(first_value);
            for place in 0..count {
                to.add(place).write((from_names.add(place).read(), from_values.add(place).read()));
            }
            members.set_len(count);
        }
        let index = Places::of(&members);
        let repeats = match &index {
            Some(places) => places.count < count,
            None => {
                let mut seen = 0;
                members.iter().enumerate().any(|(place, (name, _))| {
                    let was_seen = seen & name.mark() != 0;
                    seen |= name.mark();
                    was_seen && members[..place].iter().any(|member| member.0 == *name)
                })
            }
        };
        let mut map = Map::new();
        if repeats {
            for (name, value) in members {
                map.put(name, value);
            }
        } else {
            map.set_members(members);
            map.index = index;
        }
        map
    }

    fn set_members(&mut self, members: Vec<Member>) {
        let mut members = ManuallyDrop::new(members);
        assert!(members.capacity() <= u32::MAX as usize, "an object of so many members");
        // SAFETY: a vector's address is not null.
        self.members = unsafe { NonNull::new_unchecked(members.as_mut_ptr()) };
        self.length = members.len() as u32;
        self.capacity = members.capacity() as u32;
    }
    fn take_members(&mut self) -> Vec<Member> {
        let (length, capacity) = (self.length as usize, self.capacity as usize);
        let members = self.members;
        (self.members, self.length, self.capacity) = (NonNull::dangling(), 0, 0);
        // SAFETY: the parts of a vector.
        unsafe { Vec::from_raw_parts(members.as_ptr(), length, capacity) }
    }
    #[inline]
    fn members(&self) -> &[Member] {
        // SAFETY: the parts of a vector.
        unsafe { std::slice::from_raw_parts(self.members.as_ptr(), self.length as usize) }
    }
    #[inline]
    fn members_mut(&mut self) -> &mut [Member] {
        // SAFETY: the parts of a vector.
        unsafe { std::slice::from_raw_parts_mut(self.members.as_ptr(), self.length as usize) }
    }
    /// How many members there are.
    pub fn len(&self) -> usize {
        self.length as usize
    }
    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    fn place(&self, name: &str) -> Option<usize> {
        let members = self.members();
        match &self.index {
            None => members.iter().position(|member| member.0.as_str() == name),
            Some(places) => (places.table[places.slot(members, name)] as usize).checked_sub(1),
        }
    }
    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.place(name).map(|place| &self.members()[place].1)
    }
    /// The value of a member, mutable.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.place(name)?;
        Some(&mut self.members_mut()[place].1)
    }
    /// Whether there is such a member.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_some()
    }
    /// Sets a member; the value that it had before.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.put(Name::from(name.into()), value.into())
    }
    fn put(&mut self, name: Name, value: Value) -> Option<Value> {
        if let Some(place) = self.place(name.as_str()) {
            return Some(std::mem::replace(&mut self.members_mut()[place].1, value));
        }
        let mut members = self.take_members();
        members.push((name, value));
        self.set_members(members);
        let count = self.len();
        match self.index.take() {
            Some(mut places) if count * 2 <= places.table.len() => {
                let members = self.members();
                places.add(members, count - 1, members[count - 1].0.as_str());
                self.index = Some(places);
            }
            _ => self.index = Places::of(self.members()),
        }
        None
    }
    /// Takes a member out; those behind it move up.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.place(name)?;
        let mut members = self.take_members();
        let (_, value) = members.remove(place);
        self.set_members(members);
        self.index = Places::of(self.members());
        Some(value)
    }
    /// The members, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        self.members().iter().map(|member| (member.0.as_str(), &member.1))
    }
    /// The members, in order, with mutable values.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Value)> {
        self.members_mut().iter_mut().map(|member| (member.0.as_str(), &mut member.1))
    }
    /// The names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.members().iter().map(|member| member.0.as_str())
    }
    /// The values, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.members().iter().map(|member| &member.1)
    }
}

impl Default for Map {
    fn default() -> Map {
        Map::new()
    }
}
impl Clone for Map {
    fn clone(&self) -> Map {
        let mut map = Map::new();
        map.set_members(self.members().to_vec());
        map.index = self.index.clone();
        map
    }
}
impl Drop for Map {
    fn drop(&mut self) {
        if self.capacity > 0 {
            drop(self.take_members());
        }
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

/// The members of an object that was given away, in order.
pub struct IntoIter(std::vec::IntoIter<Member>);
impl Iterator for IntoIter {
    type Item = (String, Value);
    fn next(&mut self) -> Option<(String, Value)> {
        self.0.next().map(|(name, value)| (name.into(), value))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
impl DoubleEndedIterator for IntoIter {
    fn next_back(&mut self) -> Option<(String, Value)> {
        self.0.next_back().map(|(name, value)| (name.into(), value))
    }
}
impl ExactSizeIterator for IntoIter {}
impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = IntoIter;
    fn into_iter(mut self) -> IntoIter {
        IntoIter(self.take_members().into_iter())
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
