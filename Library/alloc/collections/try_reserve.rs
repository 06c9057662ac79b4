//! The error of reserving memory.

use core::fmt;

/// Memory could not be reserved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TryReserveError {
    kind: Kind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Kind {
    CapacityOverflow,
}

impl TryReserveError {
    #[doc(hidden)]
    pub fn capacity_overflow() -> Self {
        TryReserveError { kind: Kind::CapacityOverflow }
    }
}
impl fmt::Display for TryReserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "memory allocation failed because the computed capacity exceeded the collection's maximum",
        )
    }
}
impl core::error::Error for TryReserveError {}

/// Whether a length and a number of elements more fit in memory at all.
pub(crate) fn check<T>(length: usize, additional: usize) -> Result<(), TryReserveError> {
    let fits = match length.checked_add(additional) {
        Some(capacity) => core::alloc::Layout::array::<T>(capacity).is_ok(),
        None => false,
    };
    if fits { Ok(()) } else { Err(TryReserveError::capacity_overflow()) }
}
