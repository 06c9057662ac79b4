//! Numeric types: their methods, constants and errors.

#[macro_use]
mod int_macros;
#[macro_use]
mod signed_macros;
#[macro_use]
mod unsigned_macros;
mod bignum;
pub(crate) mod decimal_to_float;
mod error;
mod float;
pub(crate) mod float_to_decimal;
mod int;
mod nonzero;
mod parse;
pub mod shells;
mod wrapping;

#[doc(hidden)]
pub use self::decimal_to_float::nearest_double;
#[doc(hidden)]
pub use self::float_to_decimal::{shortest_of_double, shortest_of_single};
pub use self::error::{IntErrorKind, ParseFloatError, ParseIntError, TryFromIntError};
pub use self::nonzero::{
    NonZero, NonZeroI128, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI8, NonZeroIsize, NonZeroU128, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU8, NonZeroUsize, ZeroablePrimitive,
};
pub use self::wrapping::{Saturating, Wrapping};

/// The kinds of floating-point numbers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}
