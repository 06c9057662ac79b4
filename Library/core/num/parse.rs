//! Parsing of integers.

use super::{IntErrorKind, ParseFloatError, ParseIntError};
use crate::str::FromStr;

/// The value of an ASCII digit in a radix of 2 to 36.
#[inline]
const fn digit_value(byte: u8, radix: u32) -> Option<u32> {
    let digit = match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' => byte - b'A' + 10,
        _ => return None,
    } as u32;
    if digit < radix { Some(digit) } else { None }
}

#[cold]
#[track_caller]
#[cfg_attr(rustc_check, rustc_do_not_const_check)]
const fn radix_failed(radix: u32) -> ! {
    panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {radix}")
}

/// Parses an optional sign and digits; gives the magnitude and whether it is negative.
/// `max` is the largest value of the type; a signed type has one more below zero.
#[track_caller]
pub(super) const fn parse_integer(
    text: &[u8],
    radix: u32,
    signed: bool,
    max: u128,
) -> Result<(u128, bool), IntErrorKind> {
    if radix < 2 || radix > 36 {
        radix_failed(radix);
    }
    if text.len() == 0 {
        return Err(IntErrorKind::Empty);
    }
    let mut position = 0;
    let mut negative = false;
    if text[0] == b'+' || text[0] == b'-' {
        if text.len() == 1 {
            return Err(IntErrorKind::InvalidDigit);
        }
        if text[0] == b'-' {
            if !signed {
                return Err(IntErrorKind::InvalidDigit);
            }
            negative = true;
        }
        position = 1;
    }
    let limit = if negative { max + 1 } else { max };
    let overflow = if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow };
    // Up to 16 digits of a radix up to 16 fit in 64 bits, where arithmetic is cheap.
    if radix <= 16 && text.len() - position <= 16 {
        let mut small: u64 = 0;
        while position < text.len() {
            match digit_value(text[position], radix) {
                Some(digit) => small = small.wrapping_mul(radix as u64).wrapping_add(digit as u64),
                // The first thing that is wrong counts.
                None if small as u128 > limit => return Err(overflow),
                None => return Err(IntErrorKind::InvalidDigit),
            }
            position += 1;
        }
        if small as u128 > limit {
            return Err(overflow);
        }
        return Ok((small as u128, negative));
    }
    let mut value: u128 = 0;
    while position < text.len() {
        let digit = match digit_value(text[position], radix) {
            Some(digit) => digit,
            None => return Err(IntErrorKind::InvalidDigit),
        };
        value = match value.checked_mul(radix as u128) {
            Some(product) => match product.checked_add(digit as u128) {
                Some(sum) if sum <= limit => sum,
                _ => return Err(overflow),
            },
            None => return Err(overflow),
        };
        position += 1;
    }
    Ok((value, negative))
}

macro_rules! integers_from_str {
    ($($t:ty)*) => { $(
        impl FromStr for $t {
            type Err = ParseIntError;
            #[inline]
            fn from_str(text: &str) -> Result<$t, ParseIntError> {
                <$t>::from_str_radix(text, 10)
            }
        }
    )* };
}
integers_from_str! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

impl FromStr for f64 {
    type Err = ParseFloatError;
    fn from_str(text: &str) -> Result<f64, ParseFloatError> {
        super::decimal_to_float::parse(text.as_bytes(), &super::decimal_to_float::DOUBLE).map(f64::from_bits)
    }
}

impl FromStr for f32 {
    type Err = ParseFloatError;
    fn from_str(text: &str) -> Result<f32, ParseFloatError> {
        super::decimal_to_float::parse(text.as_bytes(), &super::decimal_to_float::SINGLE)
            .map(|bits| f32::from_bits(bits as u32))
    }
}
