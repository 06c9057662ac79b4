//! Methods of raw pointers.

use crate::intrinsics;

/// What both kinds of pointers have; `$u8` is the pointer to bytes of the same kind.
macro_rules! methods_of_both {
    ($(($pointer:ty, $u8:ty, $slice:ty, $part:ident))*) => { $(
        impl<T: ?Sized> $pointer {
            /// Whether it is null.
            ///
            /// # Examples
            /// ```
            /// assert!(std::ptr::null::<u8>().is_null() && !(&raw const *&5).is_null());
            /// ```
            #[inline]
            pub const fn is_null(self) -> bool {
                // SAFETY: the address of any pointer may be looked at.
                unsafe { intrinsics::transmute::<*const u8, usize>(self as *const u8) == 0 }
            }
            /// # Safety
            /// The pointer is null or points to a value that lives as long as the reference.
            #[inline]
            pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
                // SAFETY: the caller promises what the operation demands.
                if self.is_null() { None } else { unsafe { Some(&*self) } }
            }
            /// # Safety
            /// As `as_ref`, and the pointer is not null.
            #[inline]
            pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T {
                // SAFETY: the caller promises what the operation demands.
                unsafe { &*self }
            }
            /// The address, without the leave to make a pointer of it again.
            #[inline]
            pub fn addr(self) -> usize {
                self as *const u8 as usize
            }
            /// The address, of which pointers may be made again later.
            #[inline]
            pub fn expose_provenance(self) -> usize {
                self as *const u8 as usize
            }
            /// How many bytes it is behind another pointer.
            ///
            /// # Safety
            /// Both point into the same allocation.
            #[inline]
            pub const unsafe fn byte_offset_from<U: ?Sized>(self, origin: *const U) -> isize {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
            }
            /// How many bytes it is behind another pointer, which is not behind it.
            ///
            /// # Safety
            /// Both point into the same allocation.
            #[inline]
            pub const unsafe fn byte_offset_from_unsigned<U: ?Sized>(self, origin: *const U) -> usize {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::ptr_offset_from_unsigned(self as *const u8, origin as *const u8) }
            }
        }

        impl<T> $pointer {
            /// The pointer so many elements further; a negative number goes back.
            ///
            /// # Safety
            /// It stays within the allocation, the end included.
            #[inline]
            pub const unsafe fn offset(self, count: isize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::offset(self, count) }
            }
            /// The pointer so many elements further.
            ///
            /// # Safety
            /// It stays within the allocation, the end included.
            ///
            /// # Examples
            /// ```
            /// let array = [1, 2, 3];
            /// // SAFETY: the array has a third element.
            /// assert_eq!(unsafe { *array.as_ptr().add(2) }, 3);
            /// ```
            #[inline]
            pub const unsafe fn add(self, count: usize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::offset(self, count) }
            }
            /// The pointer so many elements back.
            ///
            /// # Safety
            /// It stays within the allocation.
            #[inline]
            pub const unsafe fn sub(self, count: usize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::offset(self, intrinsics::wrapping_sub(0, count as isize)) }
            }
            /// The pointer so many bytes further.
            ///
            /// # Safety
            /// It stays within the allocation, the end included.
            #[inline]
            pub const unsafe fn byte_add(self, count: usize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { (self as $u8).add(count) as $pointer }
            }
            /// The pointer so many bytes back.
            ///
            /// # Safety
            /// It stays within the allocation.
            #[inline]
            pub const unsafe fn byte_sub(self, count: usize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { (self as $u8).sub(count) as $pointer }
            }
            /// The pointer so many bytes further; a negative number goes back.
            ///
            /// # Safety
            /// It stays within the allocation, the end included.
            #[inline]
            pub const unsafe fn byte_offset(self, count: isize) -> $pointer {
                // SAFETY: the caller promises what the operation demands.
                unsafe { (self as $u8).offset(count) as $pointer }
            }
            /// The pointer so many elements further, wherever that is; it may only be dereferenced within
            /// its allocation.
            #[inline]
            pub const fn wrapping_offset(self, count: isize) -> $pointer {
                // SAFETY: the address is computed without any demand on it.
                unsafe { intrinsics::arith_offset(self as *const T, count) as $pointer }
            }
            /// The pointer so many elements further, wherever that is.
            #[inline]
            pub const fn wrapping_add(self, count: usize) -> $pointer {
                self.wrapping_offset(count as isize)
            }
            /// The pointer so many elements back, wherever that is.
            #[inline]
            pub const fn wrapping_sub(self, count: usize) -> $pointer {
                self.wrapping_offset(intrinsics::wrapping_sub(0, count as isize))
            }
            /// The pointer so many bytes further, wherever that is; a negative number goes back.
            #[inline]
            pub const fn wrapping_byte_offset(self, count: isize) -> Self {
                (self as $u8).wrapping_offset(count) as $pointer
            }
            /// The pointer so many bytes further, wherever that is.
            #[inline]
            pub const fn wrapping_byte_add(self, count: usize) -> Self {
                (self as $u8).wrapping_add(count) as $pointer
            }
            /// The pointer so many bytes back, wherever that is.
            #[inline]
            pub const fn wrapping_byte_sub(self, count: usize) -> Self {
                (self as $u8).wrapping_sub(count) as $pointer
            }
            /// How many elements it is behind another pointer.
            ///
            /// # Safety
            /// Both point into the same allocation, a whole number of elements apart, and elements have a
            /// size.
            ///
            /// # Examples
            /// ```
            /// let array = [1u32, 2, 3];
            /// let start = array.as_ptr();
            /// // SAFETY: both are in the array.
            /// assert_eq!(unsafe { start.add(2).offset_from(start) }, 2);
            /// ```
            #[inline]
            pub const unsafe fn offset_from(self, origin: *const T) -> isize {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::ptr_offset_from(self as *const T, origin) }
            }
            /// How many elements it is behind another pointer, which is not behind it.
            ///
            /// # Safety
            /// Both point into the same allocation, a whole number of elements apart, and elements have a
            /// size.
            #[inline]
            pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
                // SAFETY: the caller promises what the operation demands.
                unsafe { intrinsics::ptr_offset_from_unsigned(self as *const T, origin) }
            }
            /// A pointer to another address in the same allocation.
            #[inline]
            pub fn with_addr(self, address: usize) -> Self {
                self.wrapping_byte_offset((address as isize).wrapping_sub(self.addr() as isize))
            }
            /// A pointer to the address that the function makes of this one's.
            #[inline]
            pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self {
                self.with_addr(f(self.addr()))
            }
            /// The value, which stays there as well.
            ///
            /// # Safety
            /// There is an aligned value that may be read; unless it is `Copy`, only one of both is used
            /// afterwards.
            #[inline]
            pub const unsafe fn read(self) -> T {
                // SAFETY: the caller promises what the operation demands.
                unsafe { super::read(self as *const T) }
            }
            /// The value at an address that need not be aligned.
            ///
            /// # Safety
            /// There is a value that may be read.
            #[inline]
            pub const unsafe fn read_unaligned(self) -> T {
                // SAFETY: the caller promises what the operation demands.
                unsafe { super::read_unaligned(self as *const T) }
            }
            /// The value, read even if the optimiser sees no use of that.
            ///
            /// # Safety
            /// There is an aligned value that may be read.
            #[inline]
            pub unsafe fn read_volatile(self) -> T {
                // SAFETY: the caller promises what the operation demands.
                unsafe { super::read_volatile(self as *const T) }
            }
            /// Copies so many values to another place, which may overlap.
            ///
            /// # Safety
            /// The values may be read, the places written to, and all are aligned.
            #[inline]
            pub const unsafe fn copy_to(self, destination: *mut T, count: usize) {
                // SAFETY: the caller promises what the operation demands.
                unsafe { super::copy(self as *const T, destination, count) }
            }
            /// Copies so many values to another place.
            ///
            /// # Safety
            /// The values may be read, the places written to, all are aligned, and no place is among both.
            #[inline]
            pub const unsafe fn copy_to_nonoverlapping(self, destination: *mut T, count: usize) {
                // SAFETY: the caller promises what the operation demands.
                unsafe { super::copy_nonoverlapping(self as *const T, destination, count) }
            }
            /// How many elements further the address is a multiple of `align`; `usize::MAX` if it
            /// never is.
            #[inline]
            #[track_caller]
            pub fn align_offset(self, align: usize) -> usize {
                if !align.is_power_of_two() {
                    panic!("align_offset: align is not a power-of-two");
                }
                super::elements_to_alignment(self as *const u8 as usize, crate::mem::size_of::<T>(), align)
            }
            /// Whether the address is a multiple of the type's alignment.
            #[inline]
            pub fn is_aligned(self) -> bool {
                (self as *const u8 as usize) & (crate::mem::align_of::<T>() - 1) == 0
            }
        }

        impl<T> $slice {
            /// How many elements the slice has.
            #[inline]
            pub const fn len(self) -> usize {
                // SAFETY: both parts of the union have the same layout.
                unsafe { super::SliceRepr { $part: self }.parts.length }
            }
            /// Whether the slice has no elements.
            #[inline]
            pub const fn is_empty(self) -> bool {
                self.len() == 0
            }
        }
    )* };
}
methods_of_both! {
    (*const T, *const u8, *const [T], shared)
    (*mut T, *mut u8, *mut [T], mutable)
}

impl<T: ?Sized> *const T {
    /// The same address as a pointer to another type.
    #[inline]
    pub const fn cast<U>(self) -> *const U {
        self as *const U
    }
    /// The same pointer, mutable. Whether it may be written to is not changed by that.
    #[inline]
    pub const fn cast_mut(self) -> *mut T {
        self as *mut T
    }
}

impl<T: ?Sized> *mut T {
    /// The same address as a pointer to another type.
    #[inline]
    pub const fn cast<U>(self) -> *mut U {
        self as *mut U
    }
    /// The same pointer, not mutable.
    #[inline]
    pub const fn cast_const(self) -> *const T {
        self as *const T
    }
    /// # Safety
    /// The pointer is null or points to a value that lives as long as the only reference to it.
    #[inline]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        // SAFETY: the caller promises what the operation demands.
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }
    /// # Safety
    /// As `as_mut`, and the pointer is not null.
    #[inline]
    pub const unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *self }
    }
    /// Drops the value in its place.
    ///
    /// # Safety
    /// There is a value that may be dropped, and nobody uses it afterwards.
    #[inline]
    pub unsafe fn drop_in_place(self) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::drop_in_place(self) }
    }
}

impl<T> *mut T {
    /// Puts a value there, without dropping what was there.
    ///
    /// # Safety
    /// The place is aligned and may be written to.
    #[inline]
    pub const unsafe fn write(self, value: T) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::write(self, value) }
    }
    /// Puts a value at an address that need not be aligned.
    ///
    /// # Safety
    /// The place may be written to.
    #[inline]
    pub const unsafe fn write_unaligned(self, value: T) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::write_unaligned(self, value) }
    }
    /// Puts a value there even if the optimiser sees no use of that.
    ///
    /// # Safety
    /// The place is aligned and may be written to.
    #[inline]
    pub unsafe fn write_volatile(self, value: T) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::write_volatile(self, value) }
    }
    /// Fills the bytes of so many values.
    ///
    /// # Safety
    /// The places may be written to.
    #[inline]
    pub const unsafe fn write_bytes(self, byte: u8, count: usize) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::write_bytes(self, byte, count) }
    }
    /// Copies so many values from another place, which may overlap.
    ///
    /// # Safety
    /// The values may be read, the places written to, and all are aligned.
    #[inline]
    pub const unsafe fn copy_from(self, source: *const T, count: usize) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::copy(source, self, count) }
    }
    /// Copies so many values from another place.
    ///
    /// # Safety
    /// The values may be read, the places written to, all are aligned, and no place is among both.
    #[inline]
    pub const unsafe fn copy_from_nonoverlapping(self, source: *const T, count: usize) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::copy_nonoverlapping(source, self, count) }
    }
    /// The value that was there, leaving another.
    ///
    /// # Safety
    /// There is an aligned value that may be read and written to.
    #[inline]
    pub const unsafe fn replace(self, value: T) -> T {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::replace(self, value) }
    }
    /// Swaps the values of both places, which may overlap.
    ///
    /// # Safety
    /// Both are aligned values that may be read and written to.
    #[inline]
    pub const unsafe fn swap(self, with: *mut T) {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::swap(self, with) }
    }
}

impl<T> *const [T] {
    /// A pointer to the first element.
    #[inline]
    pub const fn as_ptr(self) -> *const T {
        self as *const T
    }
    /// The pointer to all elements as an array, if their number is its length.
    #[inline]
    pub const fn as_array<const N: usize>(self) -> Option<*const [T; N]> {
        if self.len() == N { Some(self as *const [T; N]) } else { None }
    }
}

impl<T> *mut [T] {
    /// A mutable pointer to the first element.
    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
    /// The pointer to all elements as an array, if their number is its length.
    #[inline]
    pub const fn as_mut_array<const N: usize>(self) -> Option<*mut [T; N]> {
        if self.len() == N { Some(self as *mut [T; N]) } else { None }
    }
}
