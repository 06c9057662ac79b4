//! Formatting of integers.

use super::{Binary, Debug, Display, Formatter, LowerExp, LowerHex, Octal, Result, UpperExp, UpperHex};
use crate::str::from_utf8_unchecked;

const DIGIT_PAIRS: &[u8; 200] = b"\
0001020304050607080910111213141516171819\
2021222324252627282930313233343536373839\
4041424344454647484950515253545556575859\
6061626364656667686970717273747576777879\
8081828384858687888990919293949596979899";

/// Writes decimal digits so that they end before `end`; gives where they start.
fn write_decimal(mut value: u64, buffer: &mut [u8; 40], mut end: usize) -> usize {
    while value >= 100 {
        let pair = (value % 100) as usize * 2;
        value /= 100;
        end -= 2;
        buffer[end] = DIGIT_PAIRS[pair];
        buffer[end + 1] = DIGIT_PAIRS[pair + 1];
    }
    if value >= 10 {
        let pair = value as usize * 2;
        end -= 2;
        buffer[end] = DIGIT_PAIRS[pair];
        buffer[end + 1] = DIGIT_PAIRS[pair + 1];
    } else {
        end -= 1;
        buffer[end] = b'0' + value as u8;
    }
    end
}

/// As `write_decimal`, for 128 bits: in groups of 19 digits.
fn write_decimal_128(mut value: u128, buffer: &mut [u8; 40]) -> usize {
    const GROUP: u128 = 10_000_000_000_000_000_000;
    let mut end = 40;
    while value >= GROUP {
        let low = (value % GROUP) as u64;
        value /= GROUP;
        let start = write_decimal(low, buffer, end);
        end -= 19;
        let mut position = end;
        while position < start {
            buffer[position] = b'0';
            position += 1;
        }
    }
    write_decimal(value as u64, buffer, end)
}

pub(super) fn display_u64(value: u64, is_nonnegative: bool, f: &mut Formatter<'_>) -> Result {
    let mut buffer = [0u8; 40];
    let start = write_decimal(value, &mut buffer, 40);
    // SAFETY: digits are ASCII.
    f.pad_integral(is_nonnegative, "", unsafe { from_utf8_unchecked(&buffer[start..]) })
}

fn display_u128(value: u128, is_nonnegative: bool, f: &mut Formatter<'_>) -> Result {
    let mut buffer = [0u8; 40];
    let start = write_decimal_128(value, &mut buffer);
    // SAFETY: digits are ASCII.
    f.pad_integral(is_nonnegative, "", unsafe { from_utf8_unchecked(&buffer[start..]) })
}

/// Formats in a radix that is a power of two.
fn radix_fmt(mut value: u128, shift: u32, prefix: &str, letter: u8, f: &mut Formatter<'_>) -> Result {
    let mut buffer = [0u8; 128];
    let mut start = 128;
    let mask = (1u128 << shift) - 1;
    loop {
        let digit = (value & mask) as u8;
        start -= 1;
        buffer[start] = if digit < 10 { b'0' + digit } else { letter + (digit - 10) };
        value >>= shift;
        if value == 0 {
            break;
        }
    }
    // SAFETY: digits are ASCII.
    f.pad_integral(true, prefix, unsafe { from_utf8_unchecked(&buffer[start..]) })
}

/// Formats `value` as `d.ddde±x`.
fn exponent_fmt(mut value: u128, is_nonnegative: bool, letter: char, f: &mut Formatter<'_>) -> Result {
    let mut exponent = 0usize;
    // Trailing zeros are not digits.
    while value % 10 == 0 && value >= 10 {
        value /= 10;
        exponent += 1;
    }
    let mut zeros = 0;
    if let Some(precision) = f.precision() {
        let mut digits = 0;
        let mut rest = value;
        while rest >= 10 {
            rest /= 10;
            digits += 1;
        }
        zeros = precision.saturating_sub(digits);
        let mut dropped = digits.saturating_sub(precision);
        let mut sticky = false;
        while dropped > 1 {
            sticky |= value % 10 != 0;
            value /= 10;
            exponent += 1;
            dropped -= 1;
        }
        if dropped == 1 {
            let last = value % 10;
            value /= 10;
            exponent += 1;
            // Half goes to even.
            if last > 5 || (last == 5 && (sticky || value % 2 != 0)) {
                value += 1;
                if value.ilog10() > (value - 1).ilog10() {
                    value /= 10;
                    exponent += 1;
                }
            }
        }
    }
    let mut buffer = [0u8; 40];
    let start = write_decimal_128(value, &mut buffer);
    exponent += 40 - start - 1;
    let mut parts = super::float::Parts::new();
    parts.push_sign(if !is_nonnegative { "-" } else if f.sign_plus() { "+" } else { "" });
    // SAFETY: digits are ASCII.
    let digits = unsafe { from_utf8_unchecked(&buffer[start..]) };
    parts.push_text(&digits[..1]);
    if digits.len() > 1 || zeros > 0 {
        parts.push_text(".");
        parts.push_text(&digits[1..]);
        parts.push_zeros(zeros);
    }
    parts.push_text(if letter == 'e' { "e" } else { "E" });
    let mut exponent_buffer = [0u8; 40];
    let exponent_start = write_decimal(exponent as u64, &mut exponent_buffer, 40);
    // SAFETY: digits and signs are ASCII.
    parts.push_text(unsafe { from_utf8_unchecked(&exponent_buffer[exponent_start..]) });
    parts.write(f)
}

macro_rules! integers {
    ($($t:ident $unsigned:ident $display:ident $wide:ident;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let magnitude = if is_nonnegative { *self as $wide } else { (*self as $wide).wrapping_neg() };
                $display(magnitude, is_nonnegative, f)
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if f.debug_lower_hex() {
                    LowerHex::fmt(self, f)
                } else if f.debug_upper_hex() {
                    UpperHex::fmt(self, f)
                } else {
                    Display::fmt(self, f)
                }
            }
        }
        impl Binary for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix_fmt(*self as $unsigned as u128, 1, "0b", b'a', f)
            }
        }
        impl Octal for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix_fmt(*self as $unsigned as u128, 3, "0o", b'a', f)
            }
        }
        impl LowerHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix_fmt(*self as $unsigned as u128, 4, "0x", b'a', f)
            }
        }
        impl UpperHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                radix_fmt(*self as $unsigned as u128, 4, "0x", b'A', f)
            }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let magnitude = if is_nonnegative { *self as u128 } else { (*self as u128).wrapping_neg() };
                exponent_fmt(magnitude, is_nonnegative, 'e', f)
            }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let magnitude = if is_nonnegative { *self as u128 } else { (*self as u128).wrapping_neg() };
                exponent_fmt(magnitude, is_nonnegative, 'E', f)
            }
        }
    )* };
}
integers! {
    u8 u8 display_u64 u64; u16 u16 display_u64 u64; u32 u32 display_u64 u64; u64 u64 display_u64 u64;
    usize usize display_u64 u64; u128 u128 display_u128 u128;
    i8 u8 display_u64 u64; i16 u16 display_u64 u64; i32 u32 display_u64 u64; i64 u64 display_u64 u64;
    isize usize display_u64 u64; i128 u128 display_u128 u128;
}
