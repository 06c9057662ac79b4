//! Explicit duplication.

/// Types whose values can be duplicated.
#[lang = "clone"]
pub trait Clone: Sized {
    /// A copy of the value, made explicitly.
    ///
    /// # Examples
    /// ```
    /// let text = String::from("abc");
    /// let copy = text.clone();
    /// assert_eq!(text, copy);
    /// ```
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;

    /// Becomes a copy of the other, if possible in the memory that it has.
    ///
    /// # Examples
    /// ```
    /// let mut target = vec![1, 2, 3];
    /// target.clone_from(&vec![4]);
    /// assert_eq!(target, [4]);
    /// ```
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }

    /// Writes clones of elements to memory that has none yet, and counts them as it goes; types that
    /// are plain bytes copy all at once.
    #[doc(hidden)]
    #[inline]
    // SAFETY: the caller promises `count` values to read and room for as many.
    unsafe fn clone_elements(source: *const Self, count: usize, destination: *mut Self, done: &mut usize) {
        let mut index = 0;
        while index < count {
            // SAFETY: there is such a value, and room for it.
            unsafe { crate::ptr::write(destination.add(index), (*source.add(index)).clone()) };
            index += 1;
            *done += 1;
        }
    }
    /// Writes clones of one value to memory that has none yet, and counts them as it goes.
    #[doc(hidden)]
    #[inline]
    // SAFETY: the caller promises room for `count` values.
    unsafe fn fill_elements(value: &Self, count: usize, destination: *mut Self, done: &mut usize) {
        let mut index = 0;
        while index < count {
            // SAFETY: there is room for it.
            unsafe { crate::ptr::write(destination.add(index), value.clone()) };
            index += 1;
            *done += 1;
        }
    }
}

#[cfg(rustc_check)]
#[lang = "trivial_clone"]
pub unsafe trait TrivialClone: Clone {}

#[doc(hidden)]
pub struct AssertParamIsClone<T: Clone + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

#[doc(hidden)]
pub struct AssertParamIsCopy<T: Copy + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

/// Fills memory by copying what is filled already, twice as much each time.
// SAFETY: the caller promises room for `count` values.
unsafe fn fill_by_copy<T: Copy>(value: T, count: usize, destination: *mut T) {
    if count == 0 {
        return;
    }
    // SAFETY: the room is as large as the caller says.
    unsafe {
        if crate::mem::size_of::<T>() == 1 {
            return crate::ptr::write_bytes(destination, crate::mem::transmute_copy::<T, u8>(&value), count);
        }
        let mut filled = if count < 16 { count } else { 16 };
        let mut index = 0;
        while index < filled {
            crate::ptr::write(destination.add(index), value);
            index += 1;
        }
        while filled < count {
            let more = if filled < count - filled { filled } else { count - filled };
            crate::ptr::copy_nonoverlapping(destination as *const T, destination.add(filled), more);
            filled += more;
        }
    }
}

macro_rules! clone_by_copy {
    ($($t:ty)*) => { $(
        impl Clone for $t {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
            #[inline]
            unsafe fn clone_elements(source: *const Self, count: usize, destination: *mut Self, done: &mut usize) {
                // SAFETY: the caller promises the values and the room, and the type is `Copy`.
                unsafe { crate::ptr::copy_nonoverlapping(source, destination, count) };
                *done += count;
            }
            #[inline]
            unsafe fn fill_elements(value: &Self, count: usize, destination: *mut Self, done: &mut usize) {
                // SAFETY: the caller promises the room.
                unsafe { fill_by_copy(*value, count, destination) };
                *done += count;
            }
        }
    )* };
}
clone_by_copy! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char }

impl Clone for ! {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *const T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *mut T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for &T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> !Clone for &mut T {}

pub use crate::Clone;
