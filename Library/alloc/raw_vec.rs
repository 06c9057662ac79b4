//! The growing buffer behind `Vec` and `VecDeque`.

use crate::alloc::{alloc, dealloc, handle_alloc_error, realloc, Layout};
use core::mem;
use core::ptr::Unique;

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn capacity_overflow() -> ! {
    panic!("capacity overflow")
}

/// Room for elements, none of which it knows or drops.
pub(crate) struct RawVec<T> {
    pointer: Unique<T>,
    capacity: usize,
}

impl<T> RawVec<T> {
    /// No room; nothing is allocated.
    #[inline]
    pub(crate) const fn new() -> Self {
        RawVec { pointer: Unique::dangling(), capacity: 0 }
    }

    /// Room for so many elements. Panics if that is more than memory can have.
    #[inline]
    #[track_caller]
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        let mut buffer = RawVec::new();
        if capacity > 0 && mem::size_of::<T>() != 0 {
            buffer.set_capacity(capacity);
        }
        buffer
    }

    /// The buffer at a pointer with so much room.
    ///
    /// # Safety
    /// The pointer and the capacity are those of another buffer, which does not free its memory.
    #[inline]
    pub(crate) const unsafe fn from_raw_parts(pointer: *mut T, capacity: usize) -> Self {
        // SAFETY: the pointer of a buffer is never null.
        unsafe { RawVec { pointer: Unique::new_unchecked(pointer), capacity } }
    }

    /// Where the elements lie; dangling if there is no room.
    #[inline]
    pub(crate) const fn pointer(&self) -> *mut T {
        self.pointer.as_ptr()
    }

    /// For how many elements there is room; as many as one likes if they have no size.
    #[inline]
    pub(crate) const fn capacity(&self) -> usize {
        if mem::size_of::<T>() == 0 { usize::MAX } else { self.capacity }
    }

    /// Room for `additional` elements more, amortised.
    #[inline]
    #[track_caller]
    pub(crate) fn reserve(&mut self, length: usize, additional: usize) {
        if additional > self.capacity().wrapping_sub(length) {
            self.grow(length, additional);
        }
    }

    /// Room for just `additional` elements more.
    #[inline]
    #[track_caller]
    pub(crate) fn reserve_exact(&mut self, length: usize, additional: usize) {
        if additional > self.capacity().wrapping_sub(length) {
            match length.checked_add(additional) {
                Some(capacity) if mem::size_of::<T>() != 0 => self.set_capacity(capacity),
                _ => capacity_overflow(),
            }
        }
    }

    /// Room for one element more than the full buffer has.
    #[inline(never)]
    #[track_caller]
    pub(crate) fn grow_one(&mut self) {
        self.grow(self.capacity, 1);
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn grow(&mut self, length: usize, additional: usize) {
        if mem::size_of::<T>() == 0 {
            capacity_overflow();
        }
        let Some(required) = length.checked_add(additional) else { capacity_overflow() };
        let doubled = self.capacity.wrapping_mul(2);
        let minimum = if mem::size_of::<T>() == 1 {
            8
        } else if mem::size_of::<T>() <= 1024 {
            4
        } else {
            1
        };
        let mut capacity = if doubled > required { doubled } else { required };
        if capacity < minimum {
            capacity = minimum;
        }
        self.set_capacity(capacity);
    }

    /// Reallocates to a capacity, which is not zero (nor is the size of the elements).
    #[track_caller]
    fn set_capacity(&mut self, capacity: usize) {
        let Ok(layout) = Layout::array::<T>(capacity) else { capacity_overflow() };
        // SAFETY: the new layout is not empty, and the old one is that with which the memory was
        // allocated.
        let pointer = unsafe {
            if self.capacity == 0 {
                alloc(layout)
            } else {
                let old = Layout::from_size_align_unchecked(self.capacity * mem::size_of::<T>(), mem::align_of::<T>());
                realloc(self.pointer.as_ptr() as *mut u8, old, layout.size())
            }
        };
        if pointer.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: it is not null.
        self.pointer = unsafe { Unique::new_unchecked(pointer as *mut T) };
        self.capacity = capacity;
    }

    /// Gives back what is beyond a capacity.
    pub(crate) fn shrink_to(&mut self, capacity: usize) {
        if mem::size_of::<T>() == 0 || capacity >= self.capacity {
            return;
        }
        if capacity == 0 {
            self.free();
            self.pointer = Unique::dangling();
            self.capacity = 0;
        } else {
            self.set_capacity(capacity);
        }
    }

    fn free(&mut self) {
        if self.capacity != 0 && mem::size_of::<T>() != 0 {
            // SAFETY: this is the layout with which the memory was allocated, and it is freed once.
            unsafe {
                let layout =
                    Layout::from_size_align_unchecked(self.capacity * mem::size_of::<T>(), mem::align_of::<T>());
                dealloc(self.pointer.as_ptr() as *mut u8, layout);
            }
        }
    }
}

impl<T> Drop for RawVec<T> {
    #[inline]
    fn drop(&mut self) {
        self.free();
    }
}
