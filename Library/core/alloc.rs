//! Layouts of memory blocks and the interface of allocators.

use crate::ptr::NonNull;
use crate::{fmt, mem};

/// A size and an alignment.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct Layout {
    size: usize,
    align: usize,
}
impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let align = format_args!("{} (1 << {})", self.align, self.align.trailing_zeros());
        f.debug_struct("Layout").field("size", &self.size).field("align", &align).finish()
    }
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
    /// The layout of a size in bytes and an alignment. An error unless the alignment is a power of two and
    /// the size, rounded up to it, fits an `isize`.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// let layout = Layout::from_size_align(10, 4).unwrap();
    /// assert_eq!((layout.size(), layout.align()), (10, 4));
    /// assert!(Layout::from_size_align(10, 3).is_err());
    /// ```
    #[inline]
    pub const fn from_size_align(size: usize, align: usize) -> Result<Self, LayoutError> {
        if !align.is_power_of_two() || size > (isize::MAX as usize + 1) - align {
            return Err(LayoutError);
        }
        Ok(Layout { size, align })
    }
    /// The layout of a size and an alignment, unchecked.
    ///
    /// # Safety
    /// What [`Layout::from_size_align`] checks holds.
    #[inline]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Self {
        Layout { size, align }
    }
    /// The size in bytes.
    #[inline]
    pub const fn size(&self) -> usize {
        self.size
    }
    /// The alignment in bytes, a power of two.
    #[inline]
    pub const fn align(&self) -> usize {
        self.align
    }
    /// The layout of a type.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// let layout = Layout::new::<(u32, u8)>();
    /// assert_eq!((layout.size(), layout.align()), (8, 4));
    /// ```
    #[inline]
    pub const fn new<T>() -> Self {
        Layout { size: mem::size_of::<T>(), align: mem::align_of::<T>() }
    }
    /// The layout of what a value takes, which may be a slice or a trait object.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// assert_eq!(Layout::for_value(&[1u16, 2, 3][..]).size(), 6);
    /// ```
    #[inline]
    pub fn for_value<T: ?Sized>(value: &T) -> Self {
        Layout { size: mem::size_of_val(value), align: mem::align_of_val(value) }
    }
    /// The layout of an array of so many elements. An error if it is too large for an `isize`.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// assert_eq!(Layout::array::<u32>(3).unwrap().size(), 12);
    /// assert!(Layout::array::<u32>(usize::MAX).is_err());
    /// ```
    #[inline]
    pub const fn array<T>(count: usize) -> Result<Self, LayoutError> {
        match mem::size_of::<T>().checked_mul(count) {
            Some(size) => Layout::from_size_align(size, mem::align_of::<T>()),
            None => Err(LayoutError),
        }
    }
    /// The same size with at least this alignment. An error if the alignment is no power of two.
    #[inline]
    pub fn align_to(&self, align: usize) -> Result<Self, LayoutError> {
        Layout::from_size_align(self.size, crate::cmp::max(self.align, align))
    }
    /// How many bytes have to follow the size for the next block of this alignment.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// assert_eq!(Layout::from_size_align(9, 4).unwrap().pad_to_align().size(), 12);
    /// ```
    #[inline]
    pub const fn padding_needed_for(&self, align: usize) -> usize {
        (self.size.wrapping_add(align - 1) & !(align - 1)).wrapping_sub(self.size)
    }
    /// The layout with its size rounded up to a multiple of its alignment, as elements of an array have it.
    #[inline]
    pub const fn pad_to_align(&self) -> Layout {
        Layout { size: (self.size + self.align - 1) & !(self.align - 1), align: self.align }
    }
    /// The layout of this followed by the next, as a `#[repr(C)]` struct has it before its padding at the
    /// end, and where the next begins.
    ///
    /// # Examples
    /// ```
    /// use std::alloc::Layout;
    /// let (layout, offset) = Layout::new::<u8>().extend(Layout::new::<u32>()).unwrap();
    /// assert_eq!((layout.size(), layout.align(), offset), (8, 4, 4));
    /// ```
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
    /// A pointer that is aligned but points nowhere.
    #[inline]
    pub const fn dangling(&self) -> NonNull<u8> {
        // SAFETY: an alignment is never zero.
        unsafe { NonNull::new_unchecked(self.align as *mut u8) }
    }
}

/// An allocator for the whole program.
pub unsafe trait GlobalAlloc {
    /// A new block of memory of this layout, not initialised; null if there is none.
    ///
    /// # Safety
    /// The layout's size is not 0.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    /// Gives a block of memory back.
    ///
    /// # Safety
    /// The block comes from this allocator with this layout, and nobody uses it afterwards.
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout);

    /// A new block of memory of this layout, all zeros; null if there is none.
    ///
    /// # Safety
    /// The layout's size is not 0.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller promises what `alloc` demands, and the block has the layout's size.
        unsafe {
            let pointer = self.alloc(layout);
            if !pointer.is_null() {
                crate::ptr::write_bytes(pointer, 0, layout.size());
            }
            pointer
        }
    }

    /// The block with another size, perhaps in another place; what fits both sizes stays as it is. Null if
    /// there is no memory, and then the old block stays.
    ///
    /// # Safety
    /// The block comes from this allocator with this layout, and the new size is neither 0 nor, rounded up to
    /// the alignment, beyond an `isize`.
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller promises what is demanded; the blocks are two, and both have the lesser size.
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
