//! Pointers that are never null.

use crate::cmp::Ordering;
use crate::marker::Unsize;
use crate::num::NonZero;
use crate::ops::{CoerceUnsized, DispatchFromDyn};
use crate::{fmt, hash, mem};

/// A `*mut T` that is not null, covariant in `T`.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}

/// Methods that are those of raw pointers; `pointer` stands for a result that is a pointer, and for
/// an argument that is one.
macro_rules! forwarded {
    (pointer $($method:ident($($argument:ident: $t:ty),*);)*) => { $(
        /// The raw pointer's method of this name.
        ///
        /// # Safety
        /// What that method demands holds.
        #[inline]
        pub const unsafe fn $method(self, $($argument: $t),*) -> Self {
            // SAFETY: the caller promises what the operation demands.
            unsafe { NonNull { pointer: self.as_ptr().$method($($argument),*) as *const T } }
        }
    )* };
    (value $($method:ident($($argument:ident: $t:ty),*) $(-> $result:ty)?;)*) => { $(
        /// The raw pointer's method of this name.
        ///
        /// # Safety
        /// What that method demands holds.
        #[inline]
        pub const unsafe fn $method(self, $($argument: $t),*) $(-> $result)? {
            // SAFETY: the caller promises what the operation demands.
            unsafe { self.as_ptr().$method($($argument),*) }
        }
    )* };
    (other $($method:ident($($argument:ident: $t:ty),*) $(-> $result:ty)?;)*) => { $(
        /// The raw pointer's method of this name.
        ///
        /// # Safety
        /// What that method demands holds.
        #[inline]
        pub const unsafe fn $method(self, other: NonNull<T>, $($argument: $t),*) $(-> $result)? {
            // SAFETY: the caller promises what the operation demands.
            unsafe { self.as_ptr().$method(other.as_ptr(), $($argument),*) }
        }
    )* };
}

impl<T> NonNull<T> {
    /// A pointer that is aligned but points nowhere.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::NonNull;
    /// let nowhere = NonNull::<u64>::dangling();
    /// assert_eq!(nowhere.as_ptr() as usize % 8, 0);
    /// ```
    #[inline]
    pub const fn dangling() -> Self {
        // SAFETY: an alignment is never zero.
        unsafe { NonNull::new_unchecked(mem::align_of::<T>() as *mut T) }
    }
    /// A pointer with this address that must not be read or written through.
    #[inline]
    pub const fn without_provenance(address: NonZero<usize>) -> Self {
        // SAFETY: the address is not zero.
        unsafe { NonNull { pointer: super::without_provenance(address.get()) } }
    }
    /// A pointer from an address that was exposed before.
    #[inline]
    pub fn with_exposed_provenance(address: NonZero<usize>) -> Self {
        // SAFETY: the address is not zero.
        unsafe { NonNull { pointer: super::with_exposed_provenance(address.get()) } }
    }
    /// A pointer to another address in the same allocation.
    #[inline]
    pub fn with_addr(self, address: NonZero<usize>) -> Self {
        // SAFETY: the address is not zero.
        unsafe { NonNull { pointer: self.pointer.with_addr(address.get()) } }
    }
    /// A pointer to the address that the function makes of this one's.
    #[inline]
    pub fn map_addr(self, f: impl FnOnce(NonZero<usize>) -> NonZero<usize>) -> Self {
        self.with_addr(f(self.addr()))
    }
    forwarded! {
        pointer
        add(count: usize);
        sub(count: usize);
        offset(count: isize);
        byte_add(count: usize);
        byte_sub(count: usize);
        byte_offset(count: isize);
    }
    forwarded! {
        value
        read() -> T;
        read_unaligned() -> T;
        write(value: T);
        write_unaligned(value: T);
        write_bytes(byte: u8, count: usize);
        replace(value: T) -> T;
    }
    forwarded! {
        other
        offset_from() -> isize;
        offset_from_unsigned() -> usize;
        copy_to(count: usize);
        copy_to_nonoverlapping(count: usize);
        copy_from(count: usize);
        copy_from_nonoverlapping(count: usize);
        swap();
    }
    /// The value, read even if the optimiser sees no use of that.
    ///
    /// # Safety
    /// There is an aligned value that may be read.
    #[inline]
    pub unsafe fn read_volatile(self) -> T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.as_ptr().read_volatile() }
    }
    /// Puts a value there even if the optimiser sees no use of that.
    ///
    /// # Safety
    /// The place is aligned and may be written to.
    #[inline]
    pub unsafe fn write_volatile(self, value: T) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.as_ptr().write_volatile(value) }
    }
    /// How many bytes it is behind another pointer.
    ///
    /// # Safety
    /// Both point into the same allocation.
    #[inline]
    pub const unsafe fn byte_offset_from<U: ?Sized>(self, origin: NonNull<U>) -> isize {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.pointer.byte_offset_from(origin.pointer) }
    }
    /// How many bytes it is behind another pointer, which is not behind it.
    ///
    /// # Safety
    /// Both point into the same allocation.
    #[inline]
    pub const unsafe fn byte_offset_from_unsigned<U: ?Sized>(self, origin: NonNull<U>) -> usize {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.pointer.byte_offset_from_unsigned(origin.pointer) }
    }
    /// How many elements come before the next address of this alignment.
    #[inline]
    #[track_caller]
    pub fn align_offset(self, align: usize) -> usize {
        self.pointer.align_offset(align)
    }
    /// Whether the address is a multiple of the type's alignment.
    #[inline]
    pub fn is_aligned(self) -> bool {
        self.pointer.is_aligned()
    }
}

impl<T: ?Sized> NonNull<T> {
    /// The pointer, unchecked.
    ///
    /// # Safety
    /// It is not null.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::NonNull;
    /// let mut value = 'x';
    /// // SAFETY: a reference is not null.
    /// let pointer = unsafe { NonNull::new_unchecked(&mut value as *mut char) };
    /// // SAFETY: the value lives.
    /// assert_eq!(unsafe { *pointer.as_ref() }, 'x');
    /// ```
    #[inline]
    pub const unsafe fn new_unchecked(pointer: *mut T) -> Self {
        // SAFETY: the caller promises what the operation demands.
        unsafe { NonNull { pointer: pointer as *const T } }
    }

    /// The pointer, if it is not null.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::{self, NonNull};
    /// let mut value = 4;
    /// assert!(NonNull::new(&mut value as *mut i32).is_some());
    /// assert!(NonNull::new(ptr::null_mut::<i32>()).is_none());
    /// ```
    #[inline]
    pub const fn new(pointer: *mut T) -> Option<Self> {
        // SAFETY: the pointer was just seen not to be null.
        if pointer.is_null() { None } else { Some(unsafe { NonNull::new_unchecked(pointer) }) }
    }

    /// The reference as a pointer.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::NonNull;
    /// let value = 5;
    /// let pointer = NonNull::from_ref(&value);
    /// // SAFETY: the value is still there.
    /// assert_eq!(unsafe { *pointer.as_ref() }, 5);
    /// ```
    #[inline]
    pub const fn from_ref(reference: &T) -> Self {
        // SAFETY: a reference is never null.
        unsafe { NonNull { pointer: reference as *const T } }
    }

    /// The mutable reference as a pointer.
    #[inline]
    pub const fn from_mut(reference: &mut T) -> Self {
        // SAFETY: a reference is never null.
        unsafe { NonNull { pointer: reference as *mut T as *const T } }
    }

    /// The pointer itself.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::NonNull;
    /// let mut value = 1;
    /// let pointer = NonNull::from(&mut value);
    /// // SAFETY: the value lives, and nothing else uses it.
    /// unsafe { *pointer.as_ptr() += 1 };
    /// assert_eq!(value, 2);
    /// ```
    #[inline]
    pub const fn as_ptr(self) -> *mut T {
        self.pointer as *mut T
    }

    /// A reference to what it points to.
    ///
    /// # Safety
    /// There is an aligned value, which nobody changes as long as the reference lives.
    #[inline]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &*self.pointer }
    }

    /// A mutable reference to what it points to.
    ///
    /// # Safety
    /// There is an aligned value, which nobody else uses as long as the reference lives.
    #[inline]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *self.as_ptr() }
    }

    /// The same address, for another type.
    ///
    /// # Examples
    /// ```
    /// use std::ptr::NonNull;
    /// let mut number = 0x0101_0101u32;
    /// let first = NonNull::from(&mut number).cast::<u8>();
    /// // SAFETY: the number's first byte is there.
    /// assert_eq!(unsafe { *first.as_ptr() }, 1);
    /// ```
    #[inline]
    pub const fn cast<U>(self) -> NonNull<U> {
        // SAFETY: the address stays, which is not zero.
        unsafe { NonNull { pointer: self.pointer as *const U } }
    }

    /// The address.
    #[inline]
    pub fn addr(self) -> NonZero<usize> {
        // SAFETY: the address is not zero.
        unsafe { NonZero::new_unchecked(self.pointer as *const u8 as usize) }
    }

    /// The address, of which pointers may be made again later.
    #[inline]
    pub fn expose_provenance(self) -> NonZero<usize> {
        self.addr()
    }

    /// Drops the value in its place.
    ///
    /// # Safety
    /// There is a value that may be dropped, and nobody uses it afterwards.
    #[inline]
    pub unsafe fn drop_in_place(self) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::drop_in_place(self.as_ptr()) }
    }
}

impl<T> NonNull<[T]> {
    /// A pointer to a slice from its start and length.
    #[inline]
    pub const fn slice_from_raw_parts(data: NonNull<T>, length: usize) -> Self {
        // SAFETY: the address stays, which is not zero.
        unsafe { NonNull { pointer: super::slice_from_raw_parts(data.as_ptr() as *const T, length) } }
    }

    /// How many elements the slice has.
    #[inline]
    pub const fn len(self) -> usize {
        self.pointer.len()
    }

    /// Whether the slice has no elements.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A pointer to the first element.
    #[inline]
    pub const fn as_non_null_ptr(self) -> NonNull<T> {
        self.cast()
    }

    /// A raw pointer to the first element.
    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self.pointer as *mut T
    }
}

impl<T: ?Sized> Clone for NonNull<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<NonNull<U>> for NonNull<T> {}

impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialEq for NonNull<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ptr().cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_ptr().partial_cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> hash::Hash for NonNull<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.as_ptr().hash(state)
    }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(reference: &mut T) -> Self {
        NonNull::from_mut(reference)
    }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(reference: &T) -> Self {
        NonNull::from_ref(reference)
    }
}
