//! Characters.

mod case;
mod convert;
mod decode;
mod escape;
mod methods;

pub use self::case::{ToLowercase, ToUppercase};
pub use self::convert::{CharTryFromError, ParseCharError, TryFromCharError};
pub use self::decode::{decode_utf16, DecodeUtf16, DecodeUtf16Error};
pub(crate) use self::escape::EscapeDebugExtArgs;
pub use self::escape::{EscapeDebug, EscapeDefault, EscapeUnicode};

/// The highest character.
pub const MAX: char = char::MAX;
/// What stands for text that cannot be decoded.
pub const REPLACEMENT_CHARACTER: char = char::REPLACEMENT_CHARACTER;

/// The character with this number: see [`char::from_u32`].
#[inline]
pub const fn from_u32(i: u32) -> Option<char> {
    char::from_u32(i)
}
/// The character with this number, unchecked.
///
/// # Safety
/// The number is that of a character.
#[inline]
pub const unsafe fn from_u32_unchecked(i: u32) -> char {
    // SAFETY: the caller promises what the operation demands.
    unsafe { char::from_u32_unchecked(i) }
}
/// The digit of this number: see [`char::from_digit`].
///
/// # Panics
/// Panics if the base is above 36.
#[inline]
pub const fn from_digit(number: u32, radix: u32) -> Option<char> {
    char::from_digit(number, radix)
}
