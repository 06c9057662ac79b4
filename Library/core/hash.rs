//! Hashing of values.

use crate::marker::PhantomData;
use crate::{fmt, mem, slice};

/// Values that can be fed to a hasher.
pub trait Hash {
    /// Feeds the value to the hasher. What is equal feeds the same.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{DefaultHasher, Hash, Hasher};
    /// fn digest<T: Hash>(value: &T) -> u64 {
    ///     let mut hasher = DefaultHasher::new();
    ///     value.hash(&mut hasher);
    ///     hasher.finish()
    /// }
    /// assert_eq!(digest(&"key"), digest(&String::from("key")));
    /// ```
    fn hash<H: Hasher>(&self, state: &mut H);

    /// Feeds all elements of a slice to the hasher, without its length.
    fn hash_slice<H: Hasher>(data: &[Self], state: &mut H)
    where
        Self: Sized,
    {
        for piece in data {
            piece.hash(state)
        }
    }
}

pub use crate::Hash;

/// Turns a stream of bytes into a number.
pub trait Hasher {
    /// The hash of what was fed so far.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{Hash, Hasher};
    /// struct Sum(u64);
    /// impl Hasher for Sum {
    ///     fn write(&mut self, bytes: &[u8]) {
    ///         self.0 += bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    ///     }
    ///     fn finish(&self) -> u64 {
    ///         self.0
    ///     }
    /// }
    /// let mut hasher = Sum(0);
    /// [1u8, 2, 3].map(|byte| byte.hash(&mut hasher));
    /// assert_eq!(hasher.finish(), 6);
    /// ```
    fn finish(&self) -> u64;
    /// Feeds bytes. How they are divided among calls may matter.
    fn write(&mut self, bytes: &[u8]);

    /// Feeds a number, as all of these methods do: its bytes in the machine's order, unless the hasher has
    /// a better way.
    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.write(&[i])
    }
    /// Feeds a number.
    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_ne_bytes())
    }
    /// Feeds a number.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{DefaultHasher, Hasher};
    /// let mut one = DefaultHasher::new();
    /// let mut two = DefaultHasher::new();
    /// one.write_u32(1);
    /// two.write_u32(2);
    /// assert_ne!(one.finish(), two.finish());
    /// ```
    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_ne_bytes())
    }
    /// Feeds a number.
    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_ne_bytes())
    }
    /// Feeds a number.
    #[inline]
    fn write_u128(&mut self, i: u128) {
        self.write(&i.to_ne_bytes())
    }
    /// Feeds a number.
    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.write(&i.to_ne_bytes())
    }
    /// Feeds a number.
    #[inline]
    fn write_i8(&mut self, i: i8) {
        self.write_u8(i as u8)
    }
    /// Feeds a number.
    #[inline]
    fn write_i16(&mut self, i: i16) {
        self.write_u16(i as u16)
    }
    /// Feeds a number.
    #[inline]
    fn write_i32(&mut self, i: i32) {
        self.write_u32(i as u32)
    }
    /// Feeds a number.
    #[inline]
    fn write_i64(&mut self, i: i64) {
        self.write_u64(i as u64)
    }
    /// Feeds a number.
    #[inline]
    fn write_i128(&mut self, i: i128) {
        self.write_u128(i as u128)
    }
    /// Feeds a number.
    #[inline]
    fn write_isize(&mut self, i: isize) {
        self.write_usize(i as usize)
    }
    /// Feeds a length, so that `[[1], [2, 3]]` and `[[1, 2], [3]]` feed different bytes.
    #[inline]
    fn write_length_prefix(&mut self, length: usize) {
        self.write_usize(length);
    }
    /// Feeds a text and a byte that no text has, so that `("ab", "c")` and `("a", "bc")` differ.
    #[inline]
    fn write_str(&mut self, text: &str) {
        self.write(text.as_bytes());
        self.write_u8(0xFF);
    }
}

impl<H: Hasher + ?Sized> Hasher for &mut H {
    fn finish(&self) -> u64 {
        (**self).finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        (**self).write(bytes)
    }
    fn write_u8(&mut self, i: u8) {
        (**self).write_u8(i)
    }
    fn write_u16(&mut self, i: u16) {
        (**self).write_u16(i)
    }
    fn write_u32(&mut self, i: u32) {
        (**self).write_u32(i)
    }
    fn write_u64(&mut self, i: u64) {
        (**self).write_u64(i)
    }
    fn write_u128(&mut self, i: u128) {
        (**self).write_u128(i)
    }
    fn write_usize(&mut self, i: usize) {
        (**self).write_usize(i)
    }
    fn write_i8(&mut self, i: i8) {
        (**self).write_i8(i)
    }
    fn write_i16(&mut self, i: i16) {
        (**self).write_i16(i)
    }
    fn write_i32(&mut self, i: i32) {
        (**self).write_i32(i)
    }
    fn write_i64(&mut self, i: i64) {
        (**self).write_i64(i)
    }
    fn write_i128(&mut self, i: i128) {
        (**self).write_i128(i)
    }
    fn write_isize(&mut self, i: isize) {
        (**self).write_isize(i)
    }
}

/// Makes hashers that all start in the same state.
pub trait BuildHasher {
    /// What it makes.
    type Hasher: Hasher;
    /// A new hasher, in the same state as all others that this value makes.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{BuildHasher, Hasher, RandomState};
    /// let state = RandomState::new();
    /// assert_eq!(state.build_hasher().finish(), state.build_hasher().finish());
    /// ```
    fn build_hasher(&self) -> Self::Hasher;

    /// The hash of a single value.
    ///
    /// # Examples
    /// ```
    /// use std::hash::{BuildHasher, RandomState};
    /// let state = RandomState::new();
    /// assert_eq!(state.hash_one("key"), state.hash_one(String::from("key")));
    /// ```
    fn hash_one<T: Hash>(&self, value: T) -> u64
    where
        Self: Sized,
        Self::Hasher: Hasher,
    {
        let mut hasher = self.build_hasher();
        value.hash(&mut hasher);
        hasher.finish()
    }
}

/// Makes hashers by `Default`.
pub struct BuildHasherDefault<H>(PhantomData<fn() -> H>);

impl<H> BuildHasherDefault<H> {
    /// What makes hashers by `Default`.
    ///
    /// # Examples
    /// ```
    /// use std::collections::HashMap;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    /// let mut map = HashMap::with_hasher(BuildHasherDefault::<DefaultHasher>::new());
    /// map.insert("key", 1);
    /// assert_eq!(map["key"], 1);
    /// ```
    pub const fn new() -> Self {
        BuildHasherDefault(PhantomData)
    }
}
impl<H: Default + Hasher> BuildHasher for BuildHasherDefault<H> {
    type Hasher = H;
    fn build_hasher(&self) -> H {
        H::default()
    }
}
impl<H> Clone for BuildHasherDefault<H> {
    fn clone(&self) -> Self {
        BuildHasherDefault(PhantomData)
    }
}
impl<H> Default for BuildHasherDefault<H> {
    fn default() -> Self {
        BuildHasherDefault(PhantomData)
    }
}
impl<H> PartialEq for BuildHasherDefault<H> {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}
impl<H> Eq for BuildHasherDefault<H> {}
impl<H> fmt::Debug for BuildHasherDefault<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuildHasherDefault").finish()
    }
}

macro_rules! hash_integers {
    ($($t:ident $method:ident;)*) => { $(
        impl Hash for $t {
            #[inline]
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.$method(*self)
            }
            #[inline]
            fn hash_slice<H: Hasher>(data: &[$t], state: &mut H) {
                // SAFETY: integers have no padding.
                let bytes = unsafe { slice::from_raw_parts(data.as_ptr() as *const u8, mem::size_of_val(data)) };
                state.write(bytes)
            }
        }
    )* };
}
hash_integers! {
    u8 write_u8; u16 write_u16; u32 write_u32; u64 write_u64; u128 write_u128; usize write_usize;
    i8 write_i8; i16 write_i16; i32 write_i32; i64 write_i64; i128 write_i128; isize write_isize;
}

impl Hash for bool {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u8(*self as u8)
    }
}
impl Hash for char {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(*self as u32)
    }
}
impl Hash for str {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_str(self)
    }
}
impl Hash for ! {
    fn hash<H: Hasher>(&self, _state: &mut H) {
        *self
    }
}
impl<T: Hash> Hash for [T] {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_length_prefix(self.len());
        Hash::hash_slice(self, state)
    }
}
impl<T: Hash, const N: usize> Hash for [T; N] {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&self[..], state)
    }
}
impl<T: ?Sized + Hash> Hash for &T {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
impl<T: ?Sized + Hash> Hash for &mut T {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}

/// SipHash 1-3, the hash of `std`'s maps.
#[derive(Clone, Debug)]
pub struct SipHasher13 {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
    /// Bytes that do not fill eight yet, from the lowest.
    tail: u64,
    tail_length: u32,
    length: usize,
}

impl SipHasher13 {
    /// A hasher with the key 0.
    #[inline]
    pub const fn new() -> SipHasher13 {
        SipHasher13::new_with_keys(0, 0)
    }

    /// A hasher with a key of 128 bits.
    #[inline]
    pub const fn new_with_keys(key0: u64, key1: u64) -> SipHasher13 {
        SipHasher13 {
            v0: key0 ^ 0x736f_6d65_7073_6575,
            v1: key1 ^ 0x646f_7261_6e64_6f6d,
            v2: key0 ^ 0x6c79_6765_6e65_7261,
            v3: key1 ^ 0x7465_6462_7974_6573,
            tail: 0,
            tail_length: 0,
            length: 0,
        }
    }

    #[inline]
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.rotate_left(32);
    }

    #[inline]
    fn absorb(&mut self, word: u64) {
        self.v3 ^= word;
        self.round();
        self.v0 ^= word;
    }

    /// Adds `size` (1 to 8) bytes, given as a little-endian number.
    #[inline]
    fn short_write(&mut self, value: u64, size: u32) {
        self.length = self.length.wrapping_add(size as usize);
        let filled = self.tail_length;
        self.tail |= value << (8 * filled);
        if filled + size < 8 {
            self.tail_length = filled + size;
            return;
        }
        let word = self.tail;
        self.absorb(word);
        let rest = filled + size - 8;
        self.tail_length = rest;
        self.tail = if rest == 0 || filled == 0 { 0 } else { value >> (8 * (8 - filled)) };
    }
}

impl Default for SipHasher13 {
    fn default() -> SipHasher13 {
        SipHasher13::new()
    }
}

impl Hasher for SipHasher13 {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut position = 0;
        let length = bytes.len();
        while position + 8 <= length {
            // SAFETY: eight bytes from there are within the slice.
            let word = unsafe { (bytes.as_ptr().add(position) as *const u64).read_unaligned() };
            self.short_write(word, 8);
            position += 8;
        }
        if position < length {
            let mut word = 0;
            let mut shift = 0;
            let size = (length - position) as u32;
            while position < length {
                word |= (bytes[position] as u64) << shift;
                shift += 8;
                position += 1;
            }
            self.short_write(word, size);
        }
    }
    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.short_write(i as u64, 1)
    }
    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.short_write(i as u64, 2)
    }
    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.short_write(i as u64, 4)
    }
    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.short_write(i, 8)
    }
    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.short_write(i as u64, 8)
    }

    #[inline]
    fn finish(&self) -> u64 {
        let mut state = self.clone();
        let last = ((self.length as u64 & 0xFF) << 56) | self.tail;
        state.absorb(last);
        state.v2 ^= 0xFF;
        state.round();
        state.round();
        state.round();
        state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    }
}
