//! Methods of raw pointers.

use crate::intrinsics;

impl<T: ?Sized> *const T {
    #[inline]
    pub const fn is_null(self) -> bool {
        unsafe { crate::intrinsics::transmute::<*const u8, usize>(self as *const u8) == 0 }
    }

    #[inline]
    pub const fn cast<U>(self) -> *const U {
        self as *const U
    }

    #[inline]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }

    #[inline]
    pub const fn cast_mut(self) -> *mut T {
        self as *mut T
    }
}

impl<T> *const T {
    #[inline]
    pub const unsafe fn offset(self, count: isize) -> *const T {
        unsafe { intrinsics::offset(self, count) }
    }

    #[inline]
    pub const unsafe fn add(self, count: usize) -> *const T {
        unsafe { intrinsics::offset(self, count) }
    }

    #[inline]
    pub const unsafe fn sub(self, count: usize) -> *const T {
        unsafe { intrinsics::offset(self, intrinsics::wrapping_sub(0, count as isize)) }
    }

    #[inline]
    pub const unsafe fn byte_add(self, count: usize) -> *const T {
        unsafe { (self as *const u8).add(count) as *const T }
    }

    #[inline]
    pub const unsafe fn byte_sub(self, count: usize) -> *const T {
        unsafe { (self as *const u8).sub(count) as *const T }
    }

    #[inline]
    pub const unsafe fn byte_offset(self, count: isize) -> *const T {
        unsafe { (self as *const u8).offset(count) as *const T }
    }

    #[inline]
    pub const fn wrapping_offset(self, count: isize) -> *const T {
        unsafe { intrinsics::arith_offset(self as *const T, count) as *const T }
    }

    #[inline]
    pub const fn wrapping_add(self, count: usize) -> *const T {
        self.wrapping_offset(count as isize)
    }

    #[inline]
    pub const fn wrapping_sub(self, count: usize) -> *const T {
        self.wrapping_offset(intrinsics::wrapping_sub(0, count as isize))
    }

    #[inline]
    pub const unsafe fn offset_from(self, origin: *const T) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const T, origin) }
    }

    #[inline]
    pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
        unsafe { intrinsics::ptr_offset_from_unsigned(self as *const T, origin) }
    }

    #[inline]
    pub const unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
    }

    #[inline]
    pub fn addr(self) -> usize {
        self as *const u8 as usize
    }

    #[inline]
    pub fn expose_provenance(self) -> usize {
        self as *const u8 as usize
    }

    #[inline]
    pub fn with_addr(self, address: usize) -> Self {
        self.wrapping_byte_offset(address as isize - self.addr() as isize)
    }

    #[inline]
    pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self {
        self.with_addr(f(self.addr()))
    }

    #[inline]
    pub const fn wrapping_byte_offset(self, count: isize) -> Self {
        (self as *const u8).wrapping_offset(count) as *const T
    }

    #[inline]
    pub const fn wrapping_byte_add(self, count: usize) -> Self {
        (self as *const u8).wrapping_add(count) as *const T
    }

    #[inline]
    pub const unsafe fn read(self) -> T {
        unsafe { super::read(self as *const T) }
    }

    #[inline]
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { super::read_unaligned(self as *const T) }
    }

    #[inline]
    pub unsafe fn read_volatile(self) -> T {
        unsafe { super::read_volatile(self as *const T) }
    }

    #[inline]
    pub const unsafe fn copy_to(self, destination: *mut T, count: usize) {
        unsafe { super::copy(self as *const T, destination, count) }
    }

    #[inline]
    pub const unsafe fn copy_to_nonoverlapping(self, destination: *mut T, count: usize) {
        unsafe { super::copy_nonoverlapping(self as *const T, destination, count) }
    }

    #[inline]
    pub fn align_offset(self, align: usize) -> usize {
        let size = crate::mem::size_of::<T>();
        let misalignment = (self as *const u8 as usize) & (align - 1);
        if misalignment == 0 {
            return 0;
        }
        let mut count = 1;
        while count < align {
            if misalignment.wrapping_add(count.wrapping_mul(size)) & (align - 1) == 0 {
                return count;
            }
            count += 1;
        }
        usize::MAX
    }

    #[inline]
    pub fn is_aligned(self) -> bool {
        (self as *const u8 as usize) & (crate::mem::align_of::<T>() - 1) == 0
    }
}

impl<T: ?Sized> *mut T {
    #[inline]
    pub const fn is_null(self) -> bool {
        unsafe { crate::intrinsics::transmute::<*const u8, usize>(self as *const u8) == 0 }
    }

    #[inline]
    pub const fn cast<U>(self) -> *mut U {
        self as *mut U
    }

    #[inline]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }

    #[inline]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }

    #[inline]
    pub const fn cast_const(self) -> *const T {
        self as *const T
    }

    #[inline]
    pub unsafe fn drop_in_place(self) {
        unsafe { super::drop_in_place(self) }
    }
}

impl<T> *mut T {
    #[inline]
    pub const unsafe fn offset(self, count: isize) -> *mut T {
        unsafe { intrinsics::offset(self, count) }
    }

    #[inline]
    pub const unsafe fn add(self, count: usize) -> *mut T {
        unsafe { intrinsics::offset(self, count) }
    }

    #[inline]
    pub const unsafe fn sub(self, count: usize) -> *mut T {
        unsafe { intrinsics::offset(self, intrinsics::wrapping_sub(0, count as isize)) }
    }

    #[inline]
    pub const unsafe fn byte_add(self, count: usize) -> *mut T {
        unsafe { (self as *mut u8).add(count) as *mut T }
    }

    #[inline]
    pub const unsafe fn byte_sub(self, count: usize) -> *mut T {
        unsafe { (self as *mut u8).sub(count) as *mut T }
    }

    #[inline]
    pub const unsafe fn byte_offset(self, count: isize) -> *mut T {
        unsafe { (self as *mut u8).offset(count) as *mut T }
    }

    #[inline]
    pub const fn wrapping_offset(self, count: isize) -> *mut T {
        unsafe { intrinsics::arith_offset(self as *const T, count) as *mut T }
    }

    #[inline]
    pub const fn wrapping_add(self, count: usize) -> *mut T {
        self.wrapping_offset(count as isize)
    }

    #[inline]
    pub const fn wrapping_sub(self, count: usize) -> *mut T {
        self.wrapping_offset(intrinsics::wrapping_sub(0, count as isize))
    }

    #[inline]
    pub const unsafe fn offset_from(self, origin: *const T) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const T, origin) }
    }

    #[inline]
    pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
        unsafe { intrinsics::ptr_offset_from_unsigned(self as *const T, origin) }
    }

    #[inline]
    pub const unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize {
        unsafe { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
    }

    #[inline]
    pub fn addr(self) -> usize {
        self as *const u8 as usize
    }

    #[inline]
    pub fn expose_provenance(self) -> usize {
        self as *const u8 as usize
    }

    #[inline]
    pub fn with_addr(self, address: usize) -> Self {
        self.wrapping_byte_offset(address as isize - self.addr() as isize)
    }

    #[inline]
    pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self {
        self.with_addr(f(self.addr()))
    }

    #[inline]
    pub const fn wrapping_byte_offset(self, count: isize) -> Self {
        (self as *mut u8).wrapping_offset(count) as *mut T
    }

    #[inline]
    pub const fn wrapping_byte_add(self, count: usize) -> Self {
        (self as *mut u8).wrapping_add(count) as *mut T
    }

    #[inline]
    pub const unsafe fn read(self) -> T {
        unsafe { super::read(self as *const T) }
    }

    #[inline]
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { super::read_unaligned(self as *const T) }
    }

    #[inline]
    pub unsafe fn read_volatile(self) -> T {
        unsafe { super::read_volatile(self as *const T) }
    }

    #[inline]
    pub const unsafe fn copy_to(self, destination: *mut T, count: usize) {
        unsafe { super::copy(self as *const T, destination, count) }
    }

    #[inline]
    pub const unsafe fn copy_to_nonoverlapping(self, destination: *mut T, count: usize) {
        unsafe { super::copy_nonoverlapping(self as *const T, destination, count) }
    }

    #[inline]
    pub fn align_offset(self, align: usize) -> usize {
        let size = crate::mem::size_of::<T>();
        let misalignment = (self as *const u8 as usize) & (align - 1);
        if misalignment == 0 {
            return 0;
        }
        let mut count = 1;
        while count < align {
            if misalignment.wrapping_add(count.wrapping_mul(size)) & (align - 1) == 0 {
                return count;
            }
            count += 1;
        }
        usize::MAX
    }

    #[inline]
    pub fn is_aligned(self) -> bool {
        (self as *const u8 as usize) & (crate::mem::align_of::<T>() - 1) == 0
    }

    #[inline]
    pub const unsafe fn write(self, value: T) {
        unsafe { super::write(self, value) }
    }

    #[inline]
    pub const unsafe fn write_unaligned(self, value: T) {
        unsafe { super::write_unaligned(self, value) }
    }

    #[inline]
    pub unsafe fn write_volatile(self, value: T) {
        unsafe { super::write_volatile(self, value) }
    }

    #[inline]
    pub const unsafe fn write_bytes(self, byte: u8, count: usize) {
        unsafe { super::write_bytes(self, byte, count) }
    }

    #[inline]
    pub const unsafe fn copy_from(self, source: *const T, count: usize) {
        unsafe { super::copy(source, self, count) }
    }

    #[inline]
    pub const unsafe fn copy_from_nonoverlapping(self, source: *const T, count: usize) {
        unsafe { super::copy_nonoverlapping(source, self, count) }
    }

    #[inline]
    pub const unsafe fn replace(self, value: T) -> T {
        unsafe { super::replace(self, value) }
    }

    #[inline]
    pub const unsafe fn swap(self, with: *mut T) {
        unsafe { super::swap(self, with) }
    }
}

impl<T> *const [T] {
    #[inline]
    pub const fn len(self) -> usize {
        unsafe { super::SliceRepr { shared: self }.parts.length }
    }

    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub const fn as_ptr(self) -> *const T {
        self as *const T
    }
}

impl<T> *mut [T] {
    #[inline]
    pub const fn len(self) -> usize {
        unsafe { super::SliceRepr { mutable: self }.parts.length }
    }

    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
}
