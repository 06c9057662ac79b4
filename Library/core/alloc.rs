//! Layouts of memory blocks and the interface of allocators.

use crate::ptr::NonNull;
use crate::{fmt, mem};

/// A size and an alignment.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    size: usize,
    align: usize,
}

/// The parameters are no layout.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LayoutError;

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid parameters to Layout::from_size_align")
    }
}
impl crate::error::Error for LayoutError {}

impl Layout {
    #[inline]
    pub const fn from_size_align(size: usize, align: usize) -> Result<Self, LayoutError> {
        if !align.is_power_of_two() || size > (isize::MAX as usize + 1) - align {
            return Err(LayoutError);
        }
        Ok(Layout { size, align })
    }
    #[inline]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Self {
        Layout { size, align }
    }
    #[inline]
    pub const fn size(&self) -> usize {
        self.size
    }
    #[inline]
    pub const fn align(&self) -> usize {
        self.align
    }
    #[inline]
    pub const fn new<T>() -> Self {
        Layout { size: mem::size_of::<T>(), align: mem::align_of::<T>() }
    }
    #[inline]
    pub fn for_value<T: ?Sized>(value: &T) -> Self {
        Layout { size: mem::size_of_val(value), align: mem::align_of_val(value) }
    }
    #[inline]
    pub const fn array<T>(count: usize) -> Result<Self, LayoutError> {
        match mem::size_of::<T>().checked_mul(count) {
            Some(size) => Layout::from_size_align(size, mem::align_of::<T>()),
            None => Err(LayoutError),
        }
    }
    #[inline]
    pub fn align_to(&self, align: usize) -> Result<Self, LayoutError> {
        Layout::from_size_align(self.size, crate::cmp::max(self.align, align))
    }
    #[inline]
    pub const fn padding_needed_for(&self, align: usize) -> usize {
        (self.size.wrapping_add(align - 1) & !(align - 1)).wrapping_sub(self.size)
    }
    #[inline]
    pub const fn pad_to_align(&self) -> Layout {
        Layout { size: (self.size + self.align - 1) & !(self.align - 1), align: self.align }
    }
    #[inline]
    pub fn extend(&self, next: Self) -> Result<(Self, usize), LayoutError> {
        let align = crate::cmp::max(self.align, next.align);
        let offset = (self.size + next.align - 1) & !(next.align - 1);
        match offset.checked_add(next.size) {
            Some(size) => Ok((Layout::from_size_align(size, align)?, offset)),
            None => Err(LayoutError),
        }
    }
    /// The layout of an array of such values, and the distance between two of them.
    pub fn repeat(&self, count: usize) -> Result<(Self, usize), LayoutError> {
        let distance = self.pad_to_align().size;
        // The last one needs no padding.
        let size = match count.checked_sub(1) {
            Some(before) => distance.checked_mul(before).and_then(|size| size.checked_add(self.size)),
            None => Some(0),
        };
        Ok((Layout::from_size_align(size.ok_or(LayoutError)?, self.align)?, distance))
    }
    /// The layout of such values without padding between them.
    pub fn repeat_packed(&self, count: usize) -> Result<Self, LayoutError> {
        match self.size.checked_mul(count) {
            Some(size) => Layout::from_size_align(size, self.align),
            None => Err(LayoutError),
        }
    }
    /// The layout of this and the next without padding between them.
    pub fn extend_packed(&self, next: Self) -> Result<Self, LayoutError> {
        match self.size.checked_add(next.size) {
            Some(size) => Layout::from_size_align(size, self.align),
            None => Err(LayoutError),
        }
    }
    /// A pointer that is aligned but points nowhere.
    #[inline]
    pub const fn dangling_ptr(&self) -> NonNull<u8> {
        self.dangling()
    }
    #[inline]
    pub const fn dangling(&self) -> NonNull<u8> {
        unsafe { NonNull::new_unchecked(self.align as *mut u8) }
    }
}

/// An allocator for the whole program.
pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout);

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let pointer = self.alloc(layout);
            if !pointer.is_null() {
                crate::ptr::write_bytes(pointer, 0, layout.size());
            }
            pointer
        }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !new.is_null() {
                crate::ptr::copy_nonoverlapping(pointer as *const u8, new, crate::cmp::min(layout.size(), new_size));
                self.dealloc(pointer, layout);
            }
            new
        }
    }
}
