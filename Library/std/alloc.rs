//! Memory allocation: the functions of `alloc`, and the allocator that the system provides.

pub use alloc_crate::alloc::*;

/// The allocator that a program without `#[global_allocator]` uses.
#[derive(Copy, Clone, Debug, Default)]
pub struct System;

// Where the library itself is the allocator there are no other names for it.
extern "C" {
    #[cfg_attr(target_family = "wasm", link_name = "poly_alloc")]
    fn poly_system_alloc(size: usize, align: usize) -> *mut u8;
    #[cfg_attr(target_family = "wasm", link_name = "poly_alloc_zeroed")]
    fn poly_system_alloc_zeroed(size: usize, align: usize) -> *mut u8;
    #[cfg_attr(target_family = "wasm", link_name = "poly_realloc")]
    fn poly_system_realloc(pointer: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
    #[cfg_attr(target_family = "wasm", link_name = "poly_dealloc")]
    fn poly_system_dealloc(pointer: *mut u8, size: usize, align: usize);
}

// SAFETY: the runtime's allocator has what the trait asks for: memory of the layout, which stays until it
// is given back.
unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller promises what the runtime asks for.
        unsafe { poly_system_alloc(layout.size(), layout.align()) }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller promises what the runtime asks for.
        unsafe { poly_system_alloc_zeroed(layout.size(), layout.align()) }
    }
    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller promises what the runtime asks for.
        unsafe { poly_system_dealloc(pointer, layout.size(), layout.align()) }
    }
    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller promises what the runtime asks for.
        unsafe { poly_system_realloc(pointer, layout.size(), layout.align(), new_size) }
    }
}
