//! Hints to the compiler.

use crate::intrinsics;

/// A point that is never reached, for the optimiser.
///
/// # Safety
/// It is never reached.
#[inline]
pub const unsafe fn unreachable_unchecked() -> ! {
    // SAFETY: the caller promises that it is never reached.
    unsafe { intrinsics::unreachable() }
}

/// A condition that holds, for the optimiser.
///
/// # Safety
/// The condition holds.
#[inline]
pub const unsafe fn assert_unchecked(condition: bool) {
    // SAFETY: the caller promises that the condition holds.
    unsafe { intrinsics::assume(condition) }
}

/// Says that this is the body of a loop that waits for another thread.
#[inline]
pub fn spin_loop() {}

/// The value, about which the optimiser knows nothing any more: for measuring.
///
/// # Examples
/// ```
/// assert_eq!(std::hint::black_box(3) + 1, 4);
/// ```
#[inline]
pub const fn black_box<T>(value: T) -> T {
    intrinsics::black_box(value)
}

/// The value, which the compiler warns about if it is not used.
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
