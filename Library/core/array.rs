//! Arrays.

use crate::borrow::{Borrow, BorrowMut};
use crate::cmp::Ordering;
use crate::error::Error;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::mem::{ManuallyDrop, MaybeUninit};
use crate::ops::{Index, IndexMut};
use crate::slice::{Iter, IterMut, SliceIndex};
use crate::{ptr, slice};

/// Elements that are there already; dropped when making the next one panics.
struct Guard<T, const N: usize> {
    array: [MaybeUninit<T>; N],
    count: usize,
}
impl<T, const N: usize> Drop for Guard<T, N> {
    fn drop(&mut self) {
        // SAFETY: these elements were not given away.
        unsafe {
            let filled = slice::from_raw_parts_mut(self.array.as_mut_ptr() as *mut T, self.count);
            ptr::drop_in_place(filled)
        }
    }
}
impl<T, const N: usize> Guard<T, N> {
    #[inline]
    fn new() -> Self {
        Guard { array: MaybeUninit::uninit_array(), count: 0 }
    }
    #[inline]
    fn push(&mut self, value: T) {
        self.array[self.count] = MaybeUninit::new(value);
        self.count += 1;
    }
    #[inline]
    fn finish(self) -> [T; N] {
        let guard = ManuallyDrop::new(self);
        // SAFETY: all elements are there, and the guard does not drop them.
        unsafe { ptr::read(&guard.array as *const _ as *const [T; N]) }
    }
}

/// An array made by calling a function with every index.
#[inline]
pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(mut f: F) -> [T; N] {
    let mut guard = Guard::new();
    while guard.count < N {
        let value = f(guard.count);
        guard.push(value);
    }
    guard.finish()
}

/// A value as an array of one element.
///
/// # Examples
/// ```
/// assert_eq!(std::array::from_ref(&7), &[7]);
/// ```
pub const fn from_ref<T>(value: &T) -> &[T; 1] {
    // SAFETY: a value has the layout of an array of one.
    unsafe { &*(value as *const T as *const [T; 1]) }
}
/// A mutable value as an array of one element.
///
/// # Examples
/// ```
/// let mut value = 7;
/// std::array::from_mut(&mut value)[0] = 8;
/// assert_eq!(value, 8);
/// ```
pub const fn from_mut<T>(value: &mut T) -> &mut [T; 1] {
    // SAFETY: a value has the layout of an array of one.
    unsafe { &mut *(value as *mut T as *mut [T; 1]) }
}

/// A slice has another length than the array it should become.
#[derive(Debug, Copy, Clone)]
pub struct TryFromSliceError(());

impl fmt::Display for TryFromSliceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("could not convert slice to array")
    }
}
impl Error for TryFromSliceError {}
impl From<crate::convert::Infallible> for TryFromSliceError {
    fn from(never: crate::convert::Infallible) -> TryFromSliceError {
        match never {}
    }
}

impl<T, const N: usize> AsRef<[T]> for [T; N] {
    #[inline]
    fn as_ref(&self) -> &[T] {
        &self[..]
    }
}
impl<T, const N: usize> AsMut<[T]> for [T; N] {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        &mut self[..]
    }
}
impl<T, const N: usize> Borrow<[T]> for [T; N] {
    fn borrow(&self) -> &[T] {
        self
    }
}
impl<T, const N: usize> BorrowMut<[T]> for [T; N] {
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T: Copy, const N: usize> TryFrom<&[T]> for [T; N] {
    type Error = TryFromSliceError;
    #[inline]
    fn try_from(slice: &[T]) -> Result<[T; N], TryFromSliceError> {
        <&Self>::try_from(slice).copied()
    }
}
impl<T: Copy, const N: usize> TryFrom<&mut [T]> for [T; N] {
    type Error = TryFromSliceError;
    #[inline]
    fn try_from(slice: &mut [T]) -> Result<[T; N], TryFromSliceError> {
        <Self>::try_from(&*slice)
    }
}
impl<'a, T, const N: usize> TryFrom<&'a [T]> for &'a [T; N] {
    type Error = TryFromSliceError;
    #[inline]
    fn try_from(slice: &'a [T]) -> Result<&'a [T; N], TryFromSliceError> {
        // SAFETY: the length was just compared.
        if slice.len() == N { Ok(unsafe { &*(slice.as_ptr() as *const [T; N]) }) } else { Err(TryFromSliceError(())) }
    }
}
impl<'a, T, const N: usize> TryFrom<&'a mut [T]> for &'a mut [T; N] {
    type Error = TryFromSliceError;
    #[inline]
    fn try_from(slice: &'a mut [T]) -> Result<&'a mut [T; N], TryFromSliceError> {
        if slice.len() == N {
            // SAFETY: the length was just compared.
            Ok(unsafe { &mut *(slice.as_mut_ptr() as *mut [T; N]) })
        } else {
            Err(TryFromSliceError(()))
        }
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a [T; N] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T, I: SliceIndex<[T]>, const N: usize> Index<I> for [T; N] {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self as &[T])
    }
}
impl<T, I: SliceIndex<[T]>, const N: usize> IndexMut<I> for [T; N] {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self as &mut [T])
    }
}

impl<T: Copy, const N: usize> Copy for [T; N] {}
impl<T: Clone, const N: usize> Clone for [T; N] {
    #[inline]
    fn clone(&self) -> Self {
        from_fn(|index| self[index].clone())
    }
    #[inline]
    fn clone_from(&mut self, other: &Self) {
        self.clone_from_slice(other);
    }
}

macro_rules! array_equality {
    ($([$($generics:tt)*] $left:ty, $right:ty;)*) => { $(
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$right> for $left {
            #[inline]
            fn eq(&self, other: &$right) -> bool {
                self[..] == other[..]
            }
        }
    )* };
}
array_equality! {
    [const N: usize] [T; N], [U; N];
    [const N: usize] [T; N], [U];
    [const N: usize] [T], [U; N];
    [const N: usize] [T; N], &[U];
    [const N: usize] &[T], [U; N];
    [const N: usize] [T; N], &mut [U];
    [const N: usize] &mut [T], [U; N];
}
impl<T: Eq, const N: usize> Eq for [T; N] {}
impl<T: PartialOrd, const N: usize> PartialOrd for [T; N] {
    #[inline]
    fn partial_cmp(&self, other: &[T; N]) -> Option<Ordering> {
        PartialOrd::partial_cmp(&self[..], &other[..])
    }
}
impl<T: Ord, const N: usize> Ord for [T; N] {
    #[inline]
    fn cmp(&self, other: &[T; N]) -> Ordering {
        Ord::cmp(&self[..], &other[..])
    }
}

// Arrays of length 0 have a default whatever their elements are, so lengths are listed.
macro_rules! array_defaults {
    ($($n:literal)*) => { $(
        impl<T: Default> Default for [T; $n] {
            fn default() -> [T; $n] {
                from_fn(|_| T::default())
            }
        }
    )* };
}
array_defaults! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }
impl<T> Default for [T; 0] {
    fn default() -> [T; 0] {
        []
    }
}

impl<T, const N: usize> [T; N] {
    /// # Examples
    /// ```
    /// assert_eq!([1, 2, 3].map(|n| n * n), [1, 4, 9]);
    /// ```
    #[inline]
    pub fn map<F: FnMut(T) -> U, U>(self, mut f: F) -> [U; N] {
        let mut guard = Guard::new();
        for element in self {
            guard.push(f(element));
        }
        guard.finish()
    }
    /// All elements as a slice.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1, 2].as_slice(), &[1, 2]);
    /// ```
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        self
    }
    /// All elements as a mutable slice.
    ///
    /// # Examples
    /// ```
    /// let mut array = [2, 1];
    /// array.as_mut_slice().sort();
    /// assert_eq!(array, [1, 2]);
    /// ```
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }
    /// References to all elements.
    ///
    /// # Examples
    /// ```
    /// let names = [String::from("Ann"), String::from("Bo")];
    /// assert_eq!(names.each_ref().map(|name| name.len()), [3, 2]);
    /// ```
    pub fn each_ref(&self) -> [&T; N] {
        let start = self.as_ptr();
        // SAFETY: the index is below `N`.
        from_fn(|index| unsafe { &*start.add(index) })
    }
    /// Mutable references to all elements.
    ///
    /// # Examples
    /// ```
    /// let mut pair = [1, 2];
    /// let [a, b] = pair.each_mut();
    /// std::mem::swap(a, b);
    /// assert_eq!(pair, [2, 1]);
    /// ```
    pub fn each_mut(&mut self) -> [&mut T; N] {
        let start = self.as_mut_ptr();
        // SAFETY: the index is below `N`, and each is asked for once.
        from_fn(|index| unsafe { &mut *start.add(index) })
    }
}

/// The elements of an array, by value.
pub struct IntoIter<T, const N: usize> {
    data: [MaybeUninit<T>; N],
    start: usize,
    end: usize,
}

impl<T, const N: usize> IntoIter<T, N> {
    /// The elements that are still to come.
    ///
    /// # Examples
    /// ```
    /// let mut rest = [1, 2, 3].into_iter();
    /// rest.next();
    /// assert_eq!(rest.as_slice(), [2, 3]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: the elements from `start` to `end` are initialised.
        unsafe { slice::from_raw_parts((self.data.as_ptr() as *const T).add(self.start), self.end - self.start) }
    }
    /// The elements that are still to come, mutable.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: the elements from `start` to `end` are initialised.
        unsafe { slice::from_raw_parts_mut((self.data.as_mut_ptr() as *mut T).add(self.start), self.end - self.start) }
    }
}

impl<T, const N: usize> IntoIter<T, N> {
    /// The elements of an array, as `array.into_iter()` gives them.
    pub fn new(array: [T; N]) -> Self {
        array.into_iter()
    }
}
impl<T, const N: usize> Default for IntoIter<T, N> {
    /// The iterator without items.
    fn default() -> Self {
        IntoIter { data: MaybeUninit::uninit_array(), start: 0, end: 0 }
    }
}

impl<T, const N: usize> IntoIterator for [T; N] {
    type Item = T;
    type IntoIter = IntoIter<T, N>;
    #[inline]
    fn into_iter(self) -> IntoIter<T, N> {
        let array = ManuallyDrop::new(self);
        // SAFETY: the array is never dropped: the iterator owns the elements.
        let data = unsafe { ptr::read(&array as *const ManuallyDrop<[T; N]> as *const [MaybeUninit<T>; N]) };
        IntoIter { data, start: 0, end: N }
    }
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let index = self.start;
        self.start = index + 1;
        // SAFETY: the element is initialised and leaves the range, so it is read once.
        Some(unsafe { self.data.as_ptr().add(index).read().assume_init() })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.end - self.start;
        (length, Some(length))
    }
}
impl<T, const N: usize> DoubleEndedIterator for IntoIter<T, N> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the element is initialised and leaves the range, so it is read once.
        Some(unsafe { self.data.as_ptr().add(self.end).read().assume_init() })
    }
}
impl<T, const N: usize> Drop for IntoIter<T, N> {
    fn drop(&mut self) {
        // SAFETY: these elements were not given away.
        unsafe { ptr::drop_in_place(self.as_mut_slice()) }
    }
}
impl<T, const N: usize> ExactSizeIterator for IntoIter<T, N> {}
impl<T, const N: usize> FusedIterator for IntoIter<T, N> {}
impl<T: Clone, const N: usize> Clone for IntoIter<T, N> {
    fn clone(&self) -> Self {
        let mut new = IntoIter { data: MaybeUninit::uninit_array(), start: 0, end: 0 };
        for element in self.as_slice() {
            new.data[new.end] = MaybeUninit::new(element.clone());
            new.end += 1;
        }
        new
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for IntoIter<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}

/// An array of clones of a value, which itself is the last element.
pub fn repeat<T: Clone, const N: usize>(value: T) -> [T; N] {
    let mut value = Some(value);
    from_fn(|index| match &value {
        Some(original) if index + 1 < N => original.clone(),
        _ => value.take().unwrap(),
    })
}
