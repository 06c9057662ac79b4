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

/// Memory of a layout, or a null pointer if there is none. What it contains is not defined.
///
/// # Safety
/// The size of the layout is not zero.
///
/// # Examples
/// ```
/// use std::alloc::{alloc, dealloc, Layout};
/// let layout = Layout::new::<u64>();
/// // SAFETY: the size is not zero, and the memory is given back with its layout.
/// unsafe {
///     let memory = alloc(layout) as *mut u64;
///     memory.write(3);
///     assert_eq!(*memory, 3);
///     dealloc(memory as *mut u8, layout);
/// }
/// ```
#[inline]
pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    // SAFETY: the caller promises what the runtime asks for.
    unsafe { poly_alloc(layout.size(), layout.align()) }
}

/// Memory of a layout in which all bytes are zero, or a null pointer if there is none.
///
/// # Safety
/// The size of the layout is not zero.
///
/// # Examples
/// ```
/// use std::alloc::{alloc_zeroed, dealloc, Layout};
/// let layout = Layout::new::<u64>();
/// // SAFETY: the size is not zero, and the memory is given back with its layout.
/// unsafe {
///     let memory = alloc_zeroed(layout);
///     assert_eq!(*(memory as *mut u64), 0);
///     dealloc(memory, layout);
/// }
/// ```
#[inline]
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    // SAFETY: the caller promises what the runtime asks for.
    unsafe { poly_alloc_zeroed(layout.size(), layout.align()) }
}

/// Memory of another size with the contents of the old one as far as both reach: at most O(n). If the
/// result is null, the old memory is as it was.
///
/// # Safety
/// The memory came from this allocator with this layout and is not used any more unless the result is
/// null; the new size is not zero, and rounded up to the alignment it is at most `isize::MAX`.
///
/// # Examples
/// ```
/// use std::alloc::{alloc, dealloc, realloc, Layout};
/// let (small, large) = (Layout::array::<u8>(2).unwrap(), Layout::array::<u8>(4).unwrap());
/// // SAFETY: no size is zero, and each layout is that of its memory.
/// unsafe {
///     let memory = alloc(small);
///     *memory.add(1) = 7;
///     let memory = realloc(memory, small, large.size());
///     assert_eq!(*memory.add(1), 7);
///     dealloc(memory, large);
/// }
/// ```
#[inline]
pub unsafe fn realloc(pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    // SAFETY: the caller promises what the runtime asks for.
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
    // SAFETY: the caller promises what the runtime asks for.
    unsafe { poly_dealloc(pointer, layout.size(), layout.align()) }
}

/// Says that there was no memory for a layout, and ends the process.
///
/// # Examples
/// ```no_run
/// use std::alloc::{alloc, handle_alloc_error, Layout};
/// let layout = Layout::new::<[u8; 1024]>();
/// // SAFETY: the size is not zero.
/// if unsafe { alloc(layout) }.is_null() {
///     handle_alloc_error(layout);
/// }
/// ```
#[cold]
pub fn handle_alloc_error(layout: Layout) -> ! {
    // SAFETY: the function is std's, takes any size and does not return.
    unsafe { poly_allocation_failed(layout.size()) }
}

/// Memory for a box. Nothing is allocated for a size of zero.
///
/// # Safety
/// The memory is given back with the same size and alignment, which is a power of two.
#[cfg_attr(not(rustc_check), lang = "exchange_malloc")]
#[inline]
pub(crate) unsafe fn exchange_malloc(size: usize, align: usize) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    // SAFETY: the size is not zero.
    let pointer = unsafe { poly_alloc(size, align) };
    if pointer.is_null() {
        // SAFETY: the function is std's, takes any size and does not return.
        unsafe { poly_allocation_failed(size) }
    }
    pointer
}
