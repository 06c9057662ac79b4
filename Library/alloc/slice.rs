//! What slices do with an allocator.

use crate::borrow::{Borrow, ToOwned};
use crate::boxed::Box;
use crate::vec::Vec;
use core::cmp::Ordering::{self, Less};

pub use core::slice::*;

/// A vector with the elements of a boxed slice.
///
/// # Examples
/// ```
/// assert_eq!(std::slice::into_vec(Box::new([1, 2])), vec![1, 2]);
/// ```
#[inline]
pub fn into_vec<T>(boxed: Box<[T]>) -> Vec<T> {
    let length = boxed.len();
    let pointer = Box::into_raw(boxed) as *mut T;
    // SAFETY: the memory of a boxed slice is that of a vector without spare room.
    unsafe { Vec::from_raw_parts(pointer, length, length) }
}

#[inline]
pub(crate) fn to_vec<T: Clone>(slice: &[T]) -> Vec<T> {
    let mut vec = Vec::with_capacity(slice.len());
    // SAFETY: there is room for all of them.
    unsafe { vec.extend_within_capacity(slice) };
    vec
}

/// A buffer for merging, freed also when a comparison panics.
struct MergeBuffer<T> {
    elements: Vec<T>,
}
impl<T> MergeBuffer<T> {
    fn new(length: usize) -> Self {
        MergeBuffer { elements: Vec::with_capacity(if length > 20 { length / 2 } else { 0 }) }
    }
}

fn stable_sort<T, F: FnMut(&T, &T) -> bool>(slice: &mut [T], mut is_less: F) {
    let mut buffer = MergeBuffer::new(slice.len());
    core::slice::sort_stable(slice, buffer.elements.as_mut_ptr(), &mut is_less);
}

impl<T> [T] {
    /// Sorts the elements; equal ones keep their order.
    ///
    /// Time: O(n log n), O(n) for what is sorted already. It takes memory for half of the elements.
    ///
    /// # Panics
    /// It may if the order is not a total one.
    ///
    /// # Examples
    /// ```
    /// let mut words = ["pear", "fig", "apple"];
    /// words.sort();
    /// assert_eq!(words, ["apple", "fig", "pear"]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        stable_sort(self, T::lt);
    }
    /// Sorts the elements by the comparison; equal ones keep their order.
    ///
    /// Time: O(n log n). It takes memory for half of the elements.
    ///
    /// # Panics
    /// It may if the order is not a total one.
    ///
    /// # Examples
    /// ```
    /// let mut sizes = [1.5f64, -2.0, 0.5];
    /// sizes.sort_by(|a, b| b.total_cmp(a));
    /// assert_eq!(sizes, [1.5, 0.5, -2.0]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        stable_sort(self, |a, b| compare(a, b) == Less);
    }
    /// Sorts by a key of each element, without changing the order of equal ones: O(n log n) calls of the
    /// function and comparisons.
    ///
    /// # Examples
    /// ```
    /// let mut words = ["ccc", "a", "bb", "d"];
    /// words.sort_by_key(|word| word.len());
    /// assert_eq!(words, ["a", "d", "bb", "ccc"]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        stable_sort(self, |a, b| f(a).lt(&f(b)));
    }
    /// Sorts by a key that is computed once for each element, without changing the order of equal ones:
    /// O(n) calls of the function and O(n log n) comparisons.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = [10, 9, 2];
    /// numbers.sort_by_cached_key(|n| n.to_string());
    /// assert_eq!(numbers, [10, 2, 9]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, f: F) {
        let mut keys: Vec<(K, usize)> = self.iter().map(f).enumerate().map(|(index, key)| (key, index)).collect();
        keys.sort_unstable();
        let mut place = 0;
        while place < self.len() {
            let mut source = keys[place].1;
            // What stood there may have been swapped away already.
            while source < place {
                source = keys[source].1;
            }
            keys[place].1 = source;
            self.swap(place, source);
            place += 1;
        }
    }
    /// Clones the elements into a vector. Time: O(n).
    ///
    /// # Examples
    /// ```
    /// let part = [1, 2, 3][1..].to_vec();
    /// assert_eq!(part, vec![2, 3]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        to_vec(self)
    }
    /// The elements as a vector, in the same memory: O(1).
    ///
    /// # Examples
    /// ```
    /// let fixed: Box<[i32]> = Box::new([1, 2]);
    /// assert_eq!(fixed.into_vec(), vec![1, 2]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn into_vec(self: Box<Self>) -> Vec<T> {
        into_vec(self)
    }
    /// The elements `n` times, one copy after the other: O(n) for the result.
    ///
    /// # Panics
    /// If the length of the result would be more than `usize` has.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1, 2].repeat(2), [1, 2, 1, 2]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        let mut vec = Vec::with_capacity(self.len().checked_mul(n).expect("capacity overflow"));
        for _ in 0..n {
            vec.extend_from_slice(self);
        }
        vec
    }
    /// All elements in a row. Time: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!([vec![1, 2], vec![], vec![3]].concat(), [1, 2, 3]);
    /// assert_eq!(["ab", "c"].concat(), "abc");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn concat<Item: ?Sized>(&self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }
    /// All elements in a row, with the separator between them. Time: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(["a", "b", "c"].join(", "), "a, b, c");
    /// assert_eq!([[1, 2], [3, 4]].join(&0), [1, 2, 0, 3, 4]);
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn join<Separator>(&self, separator: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, separator)
    }
    /// The old name of `join`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(["a", "b"].connect("-"), "a-b");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn connect<Separator>(&self, separator: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, separator)
    }
}

impl [u8] {
    /// The bytes with capitals for the small letters of ASCII: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b"abc1".to_ascii_uppercase(), b"ABC1");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut copy = to_vec(self);
        copy.make_ascii_uppercase();
        copy
    }
    /// The bytes with small letters for the capitals of ASCII: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b"ABC1".to_ascii_lowercase(), b"abc1");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut copy = to_vec(self);
        copy.make_ascii_lowercase();
        copy
    }
}

/// What `[T]::concat` does.
pub trait Concat<Item: ?Sized> {
    /// What the parts become together.
    type Output;
    /// The parts, one after the other.
    ///
    /// # Examples
    /// ```
    /// use std::slice::Concat;
    /// assert_eq!(Concat::concat(&["ab", "c"][..]), "abc");
    /// ```
    fn concat(slice: &Self) -> Self::Output;
}

/// What `[T]::join` does.
pub trait Join<Separator> {
    /// What the parts become together.
    type Output;
    /// The parts, one after the other, with the separator between them.
    ///
    /// # Examples
    /// ```
    /// use std::slice::Join;
    /// assert_eq!(Join::join(&["ab", "c"][..], "-"), "ab-c");
    /// ```
    fn join(slice: &Self, separator: Separator) -> Self::Output;
}

impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &Self) -> Vec<T> {
        let mut size = 0;
        for part in slice {
            size += part.borrow().len();
        }
        let mut result = Vec::with_capacity(size);
        for part in slice {
            result.extend_from_slice(part.borrow());
        }
        result
    }
}

impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, separator: &T) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for part in slice {
            if !first {
                result.push(separator.clone());
            }
            first = false;
            result.extend_from_slice(part.borrow());
        }
        result
    }
}

impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, separator: &[T]) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for part in slice {
            if !first {
                result.extend_from_slice(separator);
            }
            first = false;
            result.extend_from_slice(part.borrow());
        }
        result
    }
}

impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    #[inline]
    fn to_owned(&self) -> Vec<T> {
        to_vec(self)
    }
}
