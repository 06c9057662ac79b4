//! The global allocator: the runtime's functions.

pub use core::alloc::{GlobalAlloc, Layout, LayoutError};

extern "C" {
    fn poly_alloc(size: usize, align: usize) -> *mut u8;
    fn poly_alloc_zeroed(size: usize, align: usize) -> *mut u8;
    fn poly_realloc(pointer: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
    fn poly_dealloc(pointer: *mut u8, size: usize, align: usize);
}

extern "Rust" {
    /// Defined by std: says so and aborts.
    fn poly_allocation_failed(size: usize) -> !;
}

#[inline]
pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    unsafe { poly_alloc(layout.size(), layout.align()) }
}

#[inline]
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    unsafe { poly_alloc_zeroed(layout.size(), layout.align()) }
}

#[inline]
pub unsafe fn realloc(pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    unsafe { poly_realloc(pointer, layout.size(), layout.align(), new_size) }
}

/// Gives memory back.
///
/// # Safety
/// It came from this allocator with this layout, and is not used any more.
///
/// # Examples
/// ```
/// use std::alloc::{alloc, dealloc, Layout};
/// let layout = Layout::array::<u32>(4).unwrap();
/// // SAFETY: the size is not zero, the memory is used within it and given back once.
/// unsafe {
///     let numbers = alloc(layout) as *mut u32;
///     assert!(!numbers.is_null());
///     numbers.add(3).write(7);
///     assert_eq!(numbers.add(3).read(), 7);
///     dealloc(numbers as *mut u8, layout);
/// }
/// ```
#[inline]
pub unsafe fn dealloc(pointer: *mut u8, layout: Layout) {
    unsafe { poly_dealloc(pointer, layout.size(), layout.align()) }
}

#[cold]
pub fn handle_alloc_error(layout: Layout) -> ! {
    unsafe { poly_allocation_failed(layout.size()) }
}

/// Memory for a box. Nothing is allocated for a size of zero.
#[cfg_attr(not(rustc_check), lang = "exchange_malloc")]
#[inline]
pub(crate) unsafe fn exchange_malloc(size: usize, align: usize) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    let pointer = unsafe { poly_alloc(size, align) };
    if pointer.is_null() {
        unsafe { poly_allocation_failed(size) }
    }
    pointer
}
