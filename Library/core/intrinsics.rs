//! Operations that the compiler itself implements. A declaration here has no body.

use crate::marker::{DiscriminantKind, Tuple};

macro_rules! intrinsics {
    ($($(#[$meta:meta])* fn $name:ident [$($generics:tt)*] ($($argument:ident : $t:ty),* $(,)?) $(-> $result:ty)?;)*) => {
        $(#[rustc_intrinsic] #[rustc_nounwind] $(#[$meta])* pub const unsafe fn $name<$($generics)*>($($argument: $t),*) $(-> $result)?;)*
    };
}

// Types.
/// The size of a type in bytes.
#[rustc_intrinsic] pub const fn size_of<T>() -> usize;
/// The alignment of a type in bytes.
#[rustc_intrinsic] pub const fn align_of<T>() -> usize;
/// Whether dropping a value of the type does anything.
#[rustc_intrinsic] pub const fn needs_drop<T: ?Sized>() -> bool;
/// The number of a type.
#[rustc_intrinsic] pub const fn type_id<T: ?Sized>() -> crate::any::TypeId;
/// The name of a type.
#[rustc_intrinsic] pub const fn type_name<T: ?Sized>() -> &'static str;
/// The size in bytes of what a pointer points to, from its length or its vtable.
#[rustc_intrinsic] pub const unsafe fn size_of_val<T: ?Sized>(value: *const T) -> usize;
/// The alignment in bytes of what a pointer points to.
#[rustc_intrinsic] pub const unsafe fn align_of_val<T: ?Sized>(value: *const T) -> usize;
/// Which variant an enum's value is.
#[rustc_intrinsic] pub const fn discriminant_value<T>(value: &T) -> <T as DiscriminantKind>::Discriminant;
/// Whether two types are one, but for lifetimes.
#[rustc_intrinsic] pub const fn same_type<A: ?Sized, B: ?Sized>() -> bool;
#[rustc_intrinsic] pub const fn variant_count<T>() -> usize;
#[rustc_intrinsic] pub const unsafe fn transmute<Src, Dst>(source: Src) -> Dst;
#[rustc_intrinsic] pub const unsafe fn transmute_unchecked<Src, Dst>(source: Src) -> Dst;
#[rustc_intrinsic] pub const fn forget<T>(value: T);
#[rustc_intrinsic] pub const fn assert_inhabited<T>();
#[rustc_intrinsic] pub const fn assert_zero_valid<T>();
#[rustc_intrinsic] pub const unsafe fn vtable_size(vtable: *const ()) -> usize;
#[rustc_intrinsic] pub const unsafe fn vtable_align(vtable: *const ()) -> usize;

// Control.
/// Ends the process at once.
#[rustc_intrinsic] #[rustc_nounwind] pub fn abort() -> !;
/// Stops for a debugger.
#[rustc_intrinsic] #[rustc_nounwind] pub fn breakpoint();
/// A point that is never reached.
#[rustc_intrinsic] #[rustc_nounwind] pub const unsafe fn unreachable() -> !;
/// A condition that holds, for the optimiser.
#[rustc_intrinsic] #[rustc_nounwind] pub const unsafe fn assume(condition: bool);
/// The value, about which the optimiser knows nothing any more.
#[rustc_intrinsic] pub const fn black_box<T>(value: T) -> T;
/// The place of the call that a `#[track_caller]` function was called from.
#[rustc_intrinsic] #[rustc_nounwind] pub const fn caller_location() -> &'static crate::panic::Location<'static>;
/// Calls the function; when it panics, calls the other with the panic, and gives 1 instead of 0.
#[rustc_intrinsic] #[rustc_nounwind]
pub unsafe fn catch_unwind(try_function: fn(*mut u8), data: *mut u8, catch_function: fn(*mut u8, *mut u8)) -> i32;

/// Marks the path of a branch that is rarely taken.
#[inline]
#[cold]
pub const fn cold_path() {}

/// The condition, which mostly holds.
#[inline]
pub const fn likely(condition: bool) -> bool {
    if !condition {
        cold_path();
    }
    condition
}

/// The condition, which mostly does not hold.
#[inline]
pub const fn unlikely(condition: bool) -> bool {
    if condition {
        cold_path();
    }
    condition
}

intrinsics! {
    // Memory.
    /// Copies so many elements to a place that does not overlap theirs.
    fn copy_nonoverlapping[T](source: *const T, destination: *mut T, count: usize);
    /// Copies so many elements to a place that may overlap theirs.
    fn copy[T](source: *const T, destination: *mut T, count: usize);
    /// Fills the memory of so many elements with the byte.
    fn write_bytes[T](destination: *mut T, byte: u8, count: usize);
    fn compare_bytes[](left: *const u8, right: *const u8, count: usize) -> i32;
    fn raw_eq[T](left: &T, right: &T) -> bool;
    fn read_via_copy[T](source: *const T) -> T;
    fn write_via_move[T](destination: *mut T, value: T);
    fn offset[Ptr, Delta](pointer: Ptr, count: Delta) -> Ptr;
    fn arith_offset[T](pointer: *const T, count: isize) -> *const T;
    fn ptr_offset_from[T](pointer: *const T, base: *const T) -> isize;
    fn ptr_offset_from_unsigned[T](pointer: *const T, base: *const T) -> usize;

    // Arithmetic whose preconditions the caller has checked.
    fn unchecked_add[T: Copy](x: T, y: T) -> T;
    fn unchecked_sub[T: Copy](x: T, y: T) -> T;
    fn unchecked_mul[T: Copy](x: T, y: T) -> T;
    fn unchecked_div[T: Copy](x: T, y: T) -> T;
    fn unchecked_rem[T: Copy](x: T, y: T) -> T;
    fn unchecked_shl[T: Copy, U: Copy](x: T, y: U) -> T;
    fn unchecked_shr[T: Copy, U: Copy](x: T, y: U) -> T;
    fn exact_div[T: Copy](x: T, y: T) -> T;
    fn float_to_int_unchecked[Float: Copy, Int: Copy](value: Float) -> Int;
}

/// Reads what may change or have effects by itself.
#[rustc_intrinsic] pub unsafe fn volatile_load<T>(source: *const T) -> T;
/// Writes what may have effects by itself.
#[rustc_intrinsic] pub unsafe fn volatile_store<T>(destination: *mut T, value: T);

// Integer arithmetic.
/// The sum, wrapped to the type.
#[rustc_intrinsic] pub const fn wrapping_add<T: Copy>(a: T, b: T) -> T;
/// The difference, wrapped to the type.
#[rustc_intrinsic] pub const fn wrapping_sub<T: Copy>(a: T, b: T) -> T;
/// The product, wrapped to the type.
#[rustc_intrinsic] pub const fn wrapping_mul<T: Copy>(a: T, b: T) -> T;
/// The wrapped sum, and whether it overflowed.
#[rustc_intrinsic] pub const fn add_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
/// The wrapped difference, and whether it overflowed.
#[rustc_intrinsic] pub const fn sub_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
/// The wrapped product, and whether it overflowed.
#[rustc_intrinsic] pub const fn mul_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
/// The sum, or the type's end nearest to it.
#[rustc_intrinsic] pub const fn saturating_add<T: Copy>(a: T, b: T) -> T;
/// The difference, or the type's end nearest to it.
#[rustc_intrinsic] pub const fn saturating_sub<T: Copy>(a: T, b: T) -> T;
/// The bits rotated to the left.
#[rustc_intrinsic] pub const fn rotate_left<T: Copy>(value: T, shift: u32) -> T;
/// The bits rotated to the right.
#[rustc_intrinsic] pub const fn rotate_right<T: Copy>(value: T, shift: u32) -> T;
/// How many bits are set.
#[rustc_intrinsic] pub const fn ctpop<T: Copy>(value: T) -> u32;
/// How many zeros the bits begin with, from the highest.
#[rustc_intrinsic] pub const fn ctlz<T: Copy>(value: T) -> u32;
/// How many zeros the bits end with, at the lowest.
#[rustc_intrinsic] pub const fn cttz<T: Copy>(value: T) -> u32;
/// The bytes in reverse order.
#[rustc_intrinsic] pub const fn bswap<T: Copy>(value: T) -> T;
/// The bits in reverse order.
#[rustc_intrinsic] pub const fn bitreverse<T: Copy>(value: T) -> T;

// Floating point. Those without a machine instruction are calls of the C mathematics library.
macro_rules! float_intrinsics {
    ($t:ty: $($name:ident ($($argument:ident : $u:ty),*));* $(;)?) => {
        $(#[rustc_intrinsic] #[rustc_nounwind] pub fn $name($($argument: $u),*) -> $t;)*
    };
}
float_intrinsics! { f32:
    sqrtf32(x: f32); floorf32(x: f32); ceilf32(x: f32); truncf32(x: f32);
    roundf32(x: f32); round_ties_even_f32(x: f32);
    copysignf32(x: f32, y: f32); fmaf32(x: f32, y: f32, z: f32);
    powf32(x: f32, y: f32); powif32(x: f32, n: i32);
    expf32(x: f32); exp2f32(x: f32); logf32(x: f32); log2f32(x: f32); log10f32(x: f32);
    sinf32(x: f32); cosf32(x: f32)
}
float_intrinsics! { f64:
    sqrtf64(x: f64); floorf64(x: f64); ceilf64(x: f64); truncf64(x: f64);
    roundf64(x: f64); round_ties_even_f64(x: f64);
    copysignf64(x: f64, y: f64); fmaf64(x: f64, y: f64, z: f64);
    powf64(x: f64, y: f64); powif64(x: f64, n: i32);
    expf64(x: f64); exp2f64(x: f64); logf64(x: f64); log2f64(x: f64); log10f64(x: f64);
    sinf64(x: f64); cosf64(x: f64)
}

// Atomic operations, all of them sequentially consistent.
/// Operations that other threads see as one step. All are sequentially consistent.
#[cfg(not(rustc_check))]
pub mod atomic {
    macro_rules! atomics {
        ($($name:ident)*) => { $(
            /// Changes the number in memory by the operation that the name has, and gives what it was.
            #[rustc_intrinsic] pub unsafe fn $name<T: Copy>(destination: *mut T, value: T) -> T;
        )* };
    }
    /// Reads in one step.
    #[rustc_intrinsic] pub unsafe fn atomic_load<T: Copy>(source: *const T) -> T;
    /// Writes in one step.
    #[rustc_intrinsic] pub unsafe fn atomic_store<T: Copy>(destination: *mut T, value: T);
    /// Writes the new value if the old one is as expected: what it was, and whether it was written.
    #[rustc_intrinsic] pub unsafe fn atomic_cxchg<T: Copy>(destination: *mut T, old: T, new: T) -> (T, bool);
    atomics! {
        atomic_xchg atomic_xadd atomic_xsub atomic_and atomic_nand atomic_or atomic_xor
        atomic_max atomic_min atomic_umax atomic_umin
    }
    /// Orders what comes before against what comes after, for other threads.
    #[rustc_intrinsic] pub unsafe fn atomic_fence();
    /// Orders what comes before against what comes after, for signal handlers on this thread.
    #[rustc_intrinsic] pub unsafe fn atomic_singlethreadfence();
}
#[cfg(rustc_check)]
#[path = "intrinsics_rustc_atomic.rs"]
pub mod atomic;
