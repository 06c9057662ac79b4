//! Atomic types. Every operation is sequentially consistent, which is at least what is asked for.

use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics::atomic as intrinsics;

/// The memory orderings.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}

#[cold]
#[track_caller]
fn invalid_load(order: Ordering) -> ! {
    match order {
        Ordering::Release => panic!("there is no such thing as a release load"),
        _ => panic!("there is no such thing as an acquire-release load"),
    }
}

#[cold]
#[track_caller]
fn invalid_store(order: Ordering) -> ! {
    match order {
        Ordering::Acquire => panic!("there is no such thing as an acquire store"),
        _ => panic!("there is no such thing as an acquire-release store"),
    }
}

/// The value, if the order suits reading.
#[inline]
#[track_caller]
// SAFETY: the caller promises an atomic's place.
unsafe fn load<T: Copy>(source: *const T, order: Ordering) -> T {
    match order {
        Ordering::Release | Ordering::AcqRel => invalid_load(order),
        // SAFETY: the caller passes a pointer that atomics may be read through.
        _ => unsafe { intrinsics::atomic_load(source) },
    }
}

/// Puts the value in, if the order suits writing.
#[inline]
#[track_caller]
// SAFETY: the caller promises an atomic's place.
unsafe fn store<T: Copy>(destination: *mut T, value: T, order: Ordering) {
    match order {
        Ordering::Acquire | Ordering::AcqRel => invalid_store(order),
        // SAFETY: the caller passes a pointer that atomics may be written through.
        _ => unsafe { intrinsics::atomic_store(destination, value) },
    }
}

/// Puts `new` in if `current` is there. What was there, as an error if nothing changed.
///
/// # Examples
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
/// let owner = AtomicUsize::new(0);
/// let claim = |who| owner.compare_exchange(0, who, Ordering::AcqRel, Ordering::Relaxed);
/// assert_eq!(claim(7), Ok(0));
/// assert_eq!(claim(8), Err(7));
/// ```
#[inline]
// SAFETY: the caller promises an atomic's place.
unsafe fn compare_exchange<T: Copy>(destination: *mut T, current: T, new: T) -> Result<T, T> {
    // SAFETY: the caller passes a pointer that atomics may be read and written through.
    let (value, succeeded) = unsafe { intrinsics::atomic_cxchg(destination, current, new) };
    if succeeded { Ok(value) } else { Err(value) }
}

/// Methods that all of them have; `$t` is the type of the value.
macro_rules! atomic_common {
    ($t:ty) => {
        /// The value, mutable, as nobody else has the atomic.
        #[inline]
        pub fn get_mut(&mut self) -> &mut $t {
            // SAFETY: the only reference to the atomic gives the only reference to the value.
            unsafe { &mut *self.as_ptr() }
        }
        /// A pointer to the value.
        #[inline]
        pub const fn as_ptr(&self) -> *mut $t {
            self.value.get() as *mut $t
        }
        /// The value at an address as an atomic.
        ///
        /// # Safety
        /// The value is aligned for the atomic, lives as long as the reference, and is changed by atomic
        /// operations only.
        #[inline]
        pub const unsafe fn from_ptr<'a>(pointer: *mut $t) -> &'a Self {
            // SAFETY: the caller promises what the operation demands.
            unsafe { &*(pointer as *mut Self) }
        }
        /// As `compare_exchange`; it does not fail spuriously.
        #[inline]
        pub fn compare_exchange_weak(
            &self,
            current: $t,
            new: $t,
            success: Ordering,
            failure: Ordering,
        ) -> Result<$t, $t> {
            self.compare_exchange(current, new, success, failure)
        }
        /// Writes the new value if the old one is as expected; the old one. `compare_exchange` says more.
        #[inline]
        pub fn compare_and_swap(&self, current: $t, new: $t, _order: Ordering) -> $t {
            match self.compare_exchange(current, new, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(old) => old,
                Err(old) => old,
            }
        }
        /// Replaces the value by what `f` makes of it, until no other thread has changed it
        /// meanwhile or `f` gives `None`. The result has the value that was there.
        pub fn fetch_update<F: FnMut($t) -> Option<$t>>(
            &self,
            set: Ordering,
            fetch: Ordering,
            mut f: F,
        ) -> Result<$t, $t> {
            let mut previous = self.load(fetch);
            while let Some(next) = f(previous) {
                match self.compare_exchange_weak(previous, next, set, fetch) {
                    Ok(old) => return Ok(old),
                    Err(now) => previous = now,
                }
            }
            Err(previous)
        }
        /// Writes what the function makes of the value, again if another thread was faster, until it gives
        /// none.
        #[inline]
        pub fn try_update(
            &self,
            set: Ordering,
            fetch: Ordering,
            f: impl FnMut($t) -> Option<$t>,
        ) -> Result<$t, $t> {
            self.fetch_update(set, fetch, f)
        }
        /// Writes what the function makes of the value, again if another thread was faster; the old value.
        ///
        /// # Examples
        /// ```
        /// use std::sync::atomic::{AtomicU32, Ordering};
        /// let counter = AtomicU32::new(7);
        /// let old = counter.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| Some(n * 2));
        /// assert_eq!((old, counter.into_inner()), (Ok(7), 14));
        /// ```
        pub fn update(&self, set: Ordering, fetch: Ordering, mut f: impl FnMut($t) -> $t) -> $t {
            match self.fetch_update(set, fetch, |value| Some(f(value))) {
                Ok(old) => old,
                Err(old) => old,
            }
        }
    };
}

/// Methods that read, change and write the value by one intrinsic each.
macro_rules! atomic_operations {
    ($t:ty: $($(#[$documentation:meta])* $method:ident $intrinsic:ident;)*) => { $(
        $(#[$documentation])*
        #[inline]
        pub fn $method(&self, value: $t, _order: Ordering) -> $t {
            // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
            unsafe { intrinsics::$intrinsic(self.value.get(), value) }
        }
    )* };
}

macro_rules! atomic_integers {
    ($($name:ident $t:ident $max:ident $min:ident $align:tt;)*) => { $(
        /// An integer shared between threads.
        #[repr(C, align($align))]
        pub struct $name {
            value: UnsafeCell<$t>,
        }

        // SAFETY: threads reach the value by atomic operations only.
        unsafe impl Sync for $name {}
        impl crate::panic::RefUnwindSafe for $name {}

        impl Default for $name {
            fn default() -> Self {
                Self::new(0)
            }
        }
        impl From<$t> for $name {
            fn from(value: $t) -> Self {
                Self::new(value)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }

        impl $name {
            /// An atomic integer with the value.
            ///
            /// # Examples
            /// ```
            /// use std::sync::atomic::{AtomicUsize, Ordering};
            /// static NEXT: AtomicUsize = AtomicUsize::new(1);
            /// assert_eq!(NEXT.fetch_add(1, Ordering::Relaxed), 1);
            /// assert_eq!(NEXT.fetch_add(1, Ordering::Relaxed), 2);
            /// ```
            #[inline]
            pub const fn new(value: $t) -> Self {
                $name { value: UnsafeCell::new(value) }
            }
            /// The value.
            #[inline]
            pub fn into_inner(self) -> $t {
                self.value.into_inner()
            }
            /// The value.
            ///
            /// # Panics
            /// Panics if the ordering is `Release` or `AcqRel`.
            ///
            /// # Examples
            /// ```
            /// use std::sync::atomic::{AtomicUsize, Ordering};
            /// assert_eq!(AtomicUsize::new(4).load(Ordering::Acquire), 4);
            /// ```
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $t {
                // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
                unsafe { load(self.value.get(), order) }
            }
            /// Sets the value.
            ///
            /// # Panics
            /// Panics if the ordering is `Acquire` or `AcqRel`.
            ///
            /// # Examples
            /// ```
            /// use std::sync::atomic::{AtomicUsize, Ordering};
            /// let level = AtomicUsize::new(1);
            /// level.store(2, Ordering::Release);
            /// assert_eq!(level.load(Ordering::Acquire), 2);
            /// ```
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $t, order: Ordering) {
                // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
                unsafe { store(self.value.get(), value, order) }
            }
            /// Writes the new value if the old one is as expected. `Ok` with the old one, or `Err` with
            /// what it is.
            ///
            /// # Panics
            /// Panics if the ordering for failure is `Release` or `AcqRel`.
            ///
            /// # Examples
            /// ```
            /// use std::sync::atomic::{AtomicI32, Ordering};
            /// let slot = AtomicI32::new(0);
            /// assert_eq!(slot.compare_exchange(0, 5, Ordering::AcqRel, Ordering::Acquire), Ok(0));
            /// assert_eq!(slot.compare_exchange(0, 6, Ordering::AcqRel, Ordering::Acquire), Err(5));
            /// ```
            #[inline]
            pub fn compare_exchange(
                &self,
                current: $t,
                new: $t,
                _success: Ordering,
                _failure: Ordering,
            ) -> Result<$t, $t> {
                // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
                unsafe { compare_exchange(self.value.get(), current, new) }
            }
            atomic_operations! { $t:
                swap atomic_xchg;
                /// Adds the value, wrapping around, and gives what was there.
                ///
                /// # Examples
                /// ```
                /// use std::sync::atomic::{AtomicUsize, Ordering};
                /// let count = AtomicUsize::new(0);
                /// std::thread::scope(|scope| {
                ///     for _ in 0..4 {
                ///         scope.spawn(|| count.fetch_add(2, Ordering::Relaxed));
                ///     }
                /// });
                /// assert_eq!(count.into_inner(), 8);
                /// ```
                fetch_add atomic_xadd;
                /// Subtracts the value, wrapping around, and gives what was there.
                fetch_sub atomic_xsub;
                fetch_and atomic_and;
                fetch_nand atomic_nand;
                fetch_or atomic_or;
                fetch_xor atomic_xor;
                fetch_max $max;
                fetch_min $min;
            }
            atomic_common! { $t }
        }
    )* };
}
atomic_integers! {
    AtomicI8 i8 atomic_max atomic_min 1;
    AtomicU8 u8 atomic_umax atomic_umin 1;
    AtomicI16 i16 atomic_max atomic_min 2;
    AtomicU16 u16 atomic_umax atomic_umin 2;
    AtomicI32 i32 atomic_max atomic_min 4;
    AtomicU32 u32 atomic_umax atomic_umin 4;
    AtomicI64 i64 atomic_max atomic_min 8;
    AtomicU64 u64 atomic_umax atomic_umin 8;
}
#[cfg(target_pointer_width = "64")]
atomic_integers! { AtomicIsize isize atomic_max atomic_min 8; AtomicUsize usize atomic_umax atomic_umin 8; }
#[cfg(target_pointer_width = "32")]
atomic_integers! { AtomicIsize isize atomic_max atomic_min 4; AtomicUsize usize atomic_umax atomic_umin 4; }

/// A boolean shared between threads.
#[repr(C, align(1))]
pub struct AtomicBool {
    value: UnsafeCell<u8>,
}

// SAFETY: threads reach the value by atomic operations only.
unsafe impl Sync for AtomicBool {}
impl crate::panic::RefUnwindSafe for AtomicBool {}

impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}
impl From<bool> for AtomicBool {
    fn from(value: bool) -> Self {
        Self::new(value)
    }
}
impl fmt::Debug for AtomicBool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}

impl AtomicBool {
    /// An atomic boolean with the value.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// static STARTED: AtomicBool = AtomicBool::new(false);
    /// assert!(!STARTED.swap(true, Ordering::AcqRel));
    /// assert!(STARTED.swap(true, Ordering::AcqRel));
    /// ```
    #[inline]
    pub const fn new(value: bool) -> AtomicBool {
        AtomicBool { value: UnsafeCell::new(value as u8) }
    }
    /// The value.
    #[inline]
    pub fn into_inner(self) -> bool {
        self.value.into_inner() != 0
    }
    /// The value.
    ///
    /// # Panics
    /// If the order is `Release` or `AcqRel`.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// assert!(AtomicBool::new(true).load(Ordering::Relaxed));
    /// ```
    #[inline]
    #[track_caller]
    pub fn load(&self, order: Ordering) -> bool {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { load(self.value.get(), order) != 0 }
    }
    /// Puts the value in.
    ///
    /// # Panics
    /// If the order is `Acquire` or `AcqRel`.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// let stop = AtomicBool::new(false);
    /// std::thread::scope(|scope| {
    ///     scope.spawn(|| stop.store(true, Ordering::Release));
    ///     while !stop.load(Ordering::Acquire) {
    ///         std::thread::yield_now();
    ///     }
    /// });
    /// ```
    #[inline]
    #[track_caller]
    pub fn store(&self, value: bool, order: Ordering) {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { store(self.value.get(), value as u8, order) }
    }
    /// Sets the value; the old one.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// let is_done = AtomicBool::new(false);
    /// assert!(!is_done.swap(true, Ordering::AcqRel));
    /// assert!(is_done.swap(true, Ordering::AcqRel));
    /// ```
    #[inline]
    pub fn swap(&self, value: bool, _order: Ordering) -> bool {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { intrinsics::atomic_xchg(self.value.get(), value as u8) != 0 }
    }
    /// Writes the new value if the old one is as expected. `Ok` with the old one, or `Err` with what it is.
    #[inline]
    pub fn compare_exchange(
        &self,
        current: bool,
        new: bool,
        _success: Ordering,
        _failure: Ordering,
    ) -> Result<bool, bool> {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        match unsafe { compare_exchange(self.value.get(), current as u8, new as u8) } {
            Ok(old) => Ok(old != 0),
            Err(old) => Err(old != 0),
        }
    }
    /// Keeps the value only if the other is `true`; the old one.
    #[inline]
    pub fn fetch_and(&self, value: bool, _order: Ordering) -> bool {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { intrinsics::atomic_and(self.value.get(), value as u8) != 0 }
    }
    /// Sets whether not both are `true`; the old value.
    #[inline]
    pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool {
        if value { self.fetch_xor(true, order) } else { self.swap(true, order) }
    }
    /// Sets whether one or both are `true`; the old value.
    #[inline]
    pub fn fetch_or(&self, value: bool, _order: Ordering) -> bool {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { intrinsics::atomic_or(self.value.get(), value as u8) != 0 }
    }
    /// Sets whether both differ; the old value.
    #[inline]
    pub fn fetch_xor(&self, value: bool, _order: Ordering) -> bool {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { intrinsics::atomic_xor(self.value.get(), value as u8) != 0 }
    }
    /// Sets the opposite; the old value.
    #[inline]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
    atomic_common! { bool }
}

/// Operations on the address of a pointer.
macro_rules! pointer_operations {
    ($($method:ident $intrinsic:ident;)*) => { $(
        /// Changes the bits of the address by the operation that the name has; the old pointer.
        #[inline]
        pub fn $method(&self, value: usize, _order: Ordering) -> *mut T {
            // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
            unsafe { intrinsics::$intrinsic(self.value.get() as *mut usize, value) as *mut T }
        }
    )* };
}

/// A pointer shared between threads.
#[repr(C)]
pub struct AtomicPtr<T> {
    value: UnsafeCell<*mut T>,
}

// SAFETY: threads reach the value by atomic operations only.
unsafe impl<T> Send for AtomicPtr<T> {}
// SAFETY: threads reach the value by atomic operations only.
unsafe impl<T> Sync for AtomicPtr<T> {}
impl<T> crate::panic::RefUnwindSafe for AtomicPtr<T> {}

impl<T> Default for AtomicPtr<T> {
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(crate::ptr::null_mut())
    }
}
impl<T> From<*mut T> for AtomicPtr<T> {
    fn from(pointer: *mut T) -> Self {
        Self::new(pointer)
    }
}
impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}
impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}

impl<T> AtomicPtr<T> {
    /// A pointer that threads share.
    #[inline]
    pub const fn new(pointer: *mut T) -> AtomicPtr<T> {
        AtomicPtr { value: UnsafeCell::new(pointer) }
    }
    /// The pointer.
    #[inline]
    pub fn into_inner(self) -> *mut T {
        self.value.into_inner()
    }
    /// The pointer.
    ///
    /// # Panics
    /// Panics if the ordering is `Release` or `AcqRel`.
    #[inline]
    #[track_caller]
    pub fn load(&self, order: Ordering) -> *mut T {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { load(self.value.get(), order) }
    }
    /// Sets the pointer.
    ///
    /// # Panics
    /// Panics if the ordering is `Acquire` or `AcqRel`.
    #[inline]
    #[track_caller]
    pub fn store(&self, pointer: *mut T, order: Ordering) {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { store(self.value.get(), pointer, order) }
    }
    /// Sets the pointer; the old one.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicPtr, Ordering};
    /// let (mut a, mut b) = (1, 2);
    /// let current = AtomicPtr::new(&mut a);
    /// let old = current.swap(&mut b, Ordering::AcqRel);
    /// // SAFETY: both numbers are still there.
    /// assert_eq!(unsafe { (*old, *current.load(Ordering::Acquire)) }, (1, 2));
    /// ```
    #[inline]
    pub fn swap(&self, pointer: *mut T, _order: Ordering) -> *mut T {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { intrinsics::atomic_xchg(self.value.get(), pointer) }
    }
    /// Writes the new pointer if the old one is as expected. `Ok` with the old one, or `Err` with what it is.
    #[inline]
    pub fn compare_exchange(
        &self,
        current: *mut T,
        new: *mut T,
        _success: Ordering,
        _failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        // SAFETY: the cell lives as long as `self`, and threads change it by atomic operations only.
        unsafe { compare_exchange(self.value.get(), current, new) }
    }
    atomic_common! { *mut T }

    /// Moves the pointer so many elements further; the old one.
    #[inline]
    pub fn fetch_ptr_add(&self, count: usize, order: Ordering) -> *mut T {
        self.fetch_byte_add(count.wrapping_mul(crate::mem::size_of::<T>()), order)
    }
    /// Moves the pointer so many elements back; the old one.
    #[inline]
    pub fn fetch_ptr_sub(&self, count: usize, order: Ordering) -> *mut T {
        self.fetch_byte_sub(count.wrapping_mul(crate::mem::size_of::<T>()), order)
    }
    pointer_operations! {
        fetch_byte_add atomic_xadd;
        fetch_byte_sub atomic_xsub;
        fetch_or atomic_or;
        fetch_and atomic_and;
        fetch_xor atomic_xor;
    }
}

/// Orders this thread's memory accesses before it against those after it, as the ordering says.
///
/// # Panics
/// Panics if the ordering is `Relaxed`.
#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    match order {
        Ordering::Relaxed => panic!("there is no such thing as a relaxed fence"),
        // SAFETY: a fence touches no memory.
        _ => unsafe { intrinsics::atomic_fence() },
    }
}

/// Keeps the compiler from moving memory accesses across it.
///
/// # Panics
/// Panics if the ordering is `Relaxed`.
#[inline]
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    match order {
        Ordering::Relaxed => panic!("there is no such thing as a relaxed compiler fence"),
        // SAFETY: a fence touches no memory.
        _ => unsafe { intrinsics::atomic_singlethreadfence() },
    }
}

pub use crate::hint::spin_loop as spin_loop_hint;
