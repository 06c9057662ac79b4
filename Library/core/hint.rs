//! Hints to the compiler.

use crate::intrinsics;

#[inline]
pub const unsafe fn unreachable_unchecked() -> ! {
    unsafe { intrinsics::unreachable() }
}

#[inline]
pub const unsafe fn assert_unchecked(condition: bool) {
    unsafe { intrinsics::assume(condition) }
}

#[inline]
pub fn spin_loop() {}

#[inline]
pub const fn black_box<T>(value: T) -> T {
    intrinsics::black_box(value)
}

#[inline]
pub const fn must_use<T>(value: T) -> T {
    value
}

/// One of two values, chosen without a branch where that is possible.
#[inline]
pub fn select_unpredictable<T>(condition: bool, when_true: T, when_false: T) -> T {
    if condition { when_true } else { when_false }
}

pub use crate::intrinsics::{cold_path, likely, unlikely};
