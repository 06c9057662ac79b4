//! Hashing.

pub use core::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

/// The hash of maps whose keys come from `RandomState`.
#[derive(Clone, Debug)]
pub struct DefaultHasher(core::hash::SipHasher13);

impl DefaultHasher {
    /// The hash function of the maps, with fixed keys.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{DefaultHasher, Hasher};
    /// let mut one = DefaultHasher::new();
    /// let mut two = DefaultHasher::new();
    /// one.write(b"same");
    /// two.write(b"same");
    /// assert_eq!(one.finish(), two.finish());
    /// ```
    #[inline]
    pub const fn new() -> DefaultHasher {
        DefaultHasher(core::hash::SipHasher13::new_with_keys(0, 0))
    }
}
impl Default for DefaultHasher {
    fn default() -> DefaultHasher {
        DefaultHasher::new()
    }
}
impl Hasher for DefaultHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes)
    }
    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.0.write_u8(i)
    }
    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.0.write_u16(i)
    }
    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.0.write_u32(i)
    }
    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.0.write_u64(i)
    }
    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.0.write_usize(i)
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// Makes hashers with random keys, the same for all maps of one `RandomState`.
#[derive(Clone)]
pub struct RandomState {
    k0: u64,
    k1: u64,
}

impl RandomState {
    /// Keys that nobody can foresee, other ones for each call.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// use std::hash::{BuildHasher, RandomState};
    /// let state = RandomState::new();
    /// assert_eq!(state.hash_one("a"), state.clone().hash_one("a"));
    /// let map: HashMap<i32, i32, RandomState> = HashMap::with_hasher(state);
    /// assert!(map.is_empty());
    /// ```
    pub fn new() -> RandomState {
        use core::cell::Cell;
        struct Keys(Cell<(u64, u64)>);
        // SAFETY: the static is one of a thread, so that no other thread sees it.
        unsafe impl Sync for Keys {}
        #[thread_local]
        static KEYS: Keys = Keys(Cell::new((0, 0)));
        let (mut k0, mut k1) = KEYS.0.get();
        if k0 == 0 && k1 == 0 {
            (k0, k1) = crate::sys::os::random_keys();
        }
        // Every map has other keys, without asking the system again.
        KEYS.0.set((k0.wrapping_add(1), k1));
        RandomState { k0, k1 }
    }
}
impl Default for RandomState {
    fn default() -> RandomState {
        RandomState::new()
    }
}
impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;
    #[inline]
    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher(core::hash::SipHasher13::new_with_keys(self.k0, self.k1))
    }
}
impl core::fmt::Debug for RandomState {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RandomState").finish_non_exhaustive()
    }
}

/// The hashers of maps under their newer path.
pub mod random {
    pub use super::{DefaultHasher, RandomState};
}
