//! Memory that may not hold a value yet.

use super::ManuallyDrop;
use crate::{fmt, ptr};

/// Room for a `T` that may be uninitialised.
#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub union MaybeUninit<T> {
    uninit: (),
    value: ManuallyDrop<T>,
}

impl<T: Copy> Clone for MaybeUninit<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("MaybeUninit<")?;
        f.pad(crate::any::type_name::<T>())?;
        f.pad(">")
    }
}

impl<T> MaybeUninit<T> {
    /// A value that is initialised.
    #[inline]
    pub const fn new(value: T) -> MaybeUninit<T> {
        MaybeUninit { value: ManuallyDrop::new(value) }
    }

    /// Room for a value, with nothing in it.
    ///
    /// # Examples
    /// ```
    /// use std::mem::MaybeUninit;
    /// let mut room = MaybeUninit::<u32>::uninit();
    /// room.write(9);
    /// // SAFETY: it was written.
    /// assert_eq!(unsafe { room.assume_init() }, 9);
    /// ```
    #[inline]
    pub const fn uninit() -> MaybeUninit<T> {
        MaybeUninit { uninit: () }
    }

    /// All bytes zero, which need not be a value.
    #[inline]
    pub const fn zeroed() -> MaybeUninit<T> {
        let mut value = MaybeUninit::<T>::uninit();
        // SAFETY: the room is writable and of this size.
        unsafe { crate::intrinsics::write_bytes(value.as_mut_ptr() as *mut u8, 0, crate::mem::size_of::<T>()) };
        value
    }

    /// An array of values that are not initialised.
    #[inline]
    pub const fn uninit_array<const N: usize>() -> [MaybeUninit<T>; N] {
        [const { MaybeUninit::uninit() }; N]
    }

    /// Puts a value there, without dropping what was there, and gives a reference to it.
    ///
    /// # Examples
    /// ```
    /// use std::mem::MaybeUninit;
    /// let mut room = MaybeUninit::uninit();
    /// *room.write(5) += 1;
    /// // SAFETY: it was written.
    /// assert_eq!(unsafe { room.assume_init() }, 6);
    /// ```
    #[inline]
    pub const fn write(&mut self, value: T) -> &mut T {
        // SAFETY: the room is writable and of this type; it holds a value afterwards.
        unsafe {
            ptr::write(self.as_mut_ptr(), value);
            &mut *self.as_mut_ptr()
        }
    }

    /// A pointer to where the value is or will be.
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self as *const MaybeUninit<T> as *const T
    }

    /// A mutable pointer to where the value is or will be.
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut MaybeUninit<T> as *mut T
    }

    /// The value.
    ///
    /// # Safety
    /// There is one.
    ///
    /// # Examples
    /// ```
    /// use std::mem::MaybeUninit;
    /// let value = MaybeUninit::new([1, 2]);
    /// // SAFETY: it was made with a value.
    /// assert_eq!(unsafe { value.assume_init() }, [1, 2]);
    /// ```
    #[inline]
    pub const unsafe fn assume_init(self) -> T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::read(&self as *const MaybeUninit<T> as *const T) }
    }

    /// The value, which stays there as well.
    ///
    /// # Safety
    /// It is initialised, and unless it is `Copy`, only one of both is used afterwards.
    #[inline]
    pub const unsafe fn assume_init_read(&self) -> T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::read(self.as_ptr()) }
    }

    /// Drops the value in its place.
    ///
    /// # Safety
    /// It is initialised, and not used afterwards.
    #[inline]
    pub unsafe fn assume_init_drop(&mut self) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::drop_in_place(self.as_mut_ptr()) }
    }

    /// A reference to the value.
    ///
    /// # Safety
    /// It is initialised.
    #[inline]
    pub const unsafe fn assume_init_ref(&self) -> &T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &*self.as_ptr() }
    }

    /// A mutable reference to the value.
    ///
    /// # Safety
    /// It is initialised.
    #[inline]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *self.as_mut_ptr() }
    }
}

impl<T> [MaybeUninit<T>] {
    /// Copies the elements of a slice of the same length here.
    #[track_caller]
    pub fn write_copy_of_slice(&mut self, source: &[T]) -> &mut [T]
    where
        T: Copy,
    {
        // SAFETY: a value is a valid `MaybeUninit`; all elements were written.
        self.copy_from_slice(unsafe { &*(source as *const [T] as *const [MaybeUninit<T>]) });
        // SAFETY: a value is a valid `MaybeUninit`; all elements were written.
        unsafe { self.assume_init_mut() }
    }

    /// Clones the elements of a slice of the same length here.
    #[track_caller]
    pub fn write_clone_of_slice(&mut self, source: &[T]) -> &mut [T]
    where
        T: Clone,
    {
        assert!(self.len() == source.len(), "destination and source slices have different lengths");
        for (place, value) in self.iter_mut().zip(source) {
            place.write(value.clone());
        }
        // SAFETY: all elements were written.
        unsafe { self.assume_init_mut() }
    }

    /// The elements as a slice of values.
    ///
    /// # Safety
    /// All are initialised.
    #[inline]
    pub const unsafe fn assume_init_ref(&self) -> &[T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &*(self as *const Self as *const [T]) }
    }

    /// The elements as a mutable slice of values.
    ///
    /// # Safety
    /// All are initialised.
    #[inline]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut [T] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *(self as *mut Self as *mut [T]) }
    }

    /// Drops the elements in their places.
    ///
    /// # Safety
    /// All are initialised, and none is used afterwards.
    #[inline]
    pub unsafe fn assume_init_drop(&mut self) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::drop_in_place(self as *mut Self as *mut [T]) }
    }
}

impl<T, const N: usize> MaybeUninit<[T; N]> {
    /// The array with each element for itself.
    #[inline]
    pub const fn transpose(self) -> [MaybeUninit<T>; N] {
        // SAFETY: both types have the same layout, and neither demands a value.
        unsafe { crate::intrinsics::transmute_unchecked(self) }
    }
}

impl<T, const N: usize> AsRef<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    fn as_ref(&self) -> &[MaybeUninit<T>; N] {
        // SAFETY: both types have the same layout, and neither demands a value.
        unsafe { &*(self as *const Self as *const [MaybeUninit<T>; N]) }
    }
}
impl<T, const N: usize> AsMut<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    fn as_mut(&mut self) -> &mut [MaybeUninit<T>; N] {
        // SAFETY: both types have the same layout, and neither demands a value.
        unsafe { &mut *(self as *mut Self as *mut [MaybeUninit<T>; N]) }
    }
}
impl<T, const N: usize> AsRef<[MaybeUninit<T>]> for MaybeUninit<[T; N]> {
    fn as_ref(&self) -> &[MaybeUninit<T>] {
        let array: &[MaybeUninit<T>; N] = self.as_ref();
        array
    }
}
impl<T, const N: usize> AsMut<[MaybeUninit<T>]> for MaybeUninit<[T; N]> {
    fn as_mut(&mut self) -> &mut [MaybeUninit<T>] {
        let array: &mut [MaybeUninit<T>; N] = self.as_mut();
        array
    }
}
impl<T, const N: usize> From<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    fn from(array: [MaybeUninit<T>; N]) -> Self {
        // SAFETY: both types have the same layout, and neither demands a value.
        unsafe { crate::intrinsics::transmute_unchecked(array) }
    }
}
impl<T, const N: usize> From<MaybeUninit<[T; N]>> for [MaybeUninit<T>; N] {
    fn from(array: MaybeUninit<[T; N]>) -> Self {
        array.transpose()
    }
}
