//! Parsing of floating-point numbers, correctly rounded: in 128-bit integers when the digits and
//! the exponent are of everyday size, otherwise with big integers.

use super::bignum::Big;
use super::error::{FloatErrorKind, ParseFloatError};
use crate::cmp::Ordering;

/// The layout of a floating-point format.
pub struct Format {
    /// Bits of the fraction that are stored.
    fraction_bits: u32,
    /// The exponent of the smallest normal number.
    min_exponent: i32,
    max_exponent: i32,
    /// The bits of infinity.
    infinity: u64,
    sign: u64,
}

/// What an `f64` consists of.
pub const DOUBLE: Format = Format {
    fraction_bits: 52,
    min_exponent: -1022,
    max_exponent: 1023,
    infinity: 0x7FF0_0000_0000_0000,
    sign: 0x8000_0000_0000_0000,
};

/// What an `f32` consists of.
pub const SINGLE: Format =
    Format { fraction_bits: 23, min_exponent: -126, max_exponent: 127, infinity: 0x7F80_0000, sign: 0x8000_0000 };

/// The largest power of five that 64 bits hold.
const EXACT: i32 = 27;

/// For each power of five: its reciprocal, scaled to 128 bits and rounded up, and how many bits the power
/// has.
static RECIPROCALS: [(u64, u64, u32); EXACT as usize + 1] = {
    let mut table = [(0, 0, 0); EXACT as usize + 1];
    let mut power = 1;
    while power <= EXACT as usize {
        let divisor = 5u64.pow(power as u32) as u128;
        let bits = 128 - divisor.leading_zeros();
        // 2^(127 + bits) / divisor, bit by bit.
        let mut quotient = 0;
        let mut rest = 1u128 << (bits - 1);
        let mut place = 0;
        while place < 128 {
            rest <<= 1;
            quotient <<= 1;
            if rest >= divisor {
                rest -= divisor;
                quotient |= 1;
            }
            place += 1;
        }
        let rounded: u128 = quotient + (rest != 0) as u128;
        table[power] = ((rounded >> 64) as u64, rounded as u64, bits);
        power += 1;
    }
    table
};

/// The digits of a number: `mantissa * 10^exponent`, and the rest when there were more than 19.
struct Digits<'a> {
    mantissa: u64,
    exponent: i64,
    /// All digits, with the point among them, when `mantissa` does not hold them all.
    all: Option<&'a [u8]>,
    dropped: i64,
}

/// The bits of the number that a text stands for, rounded to the nearest, of two equally near to the even
/// one.
pub fn parse(text: &[u8], format: &Format) -> Result<u64, ParseFloatError> {
    if text.is_empty() {
        return Err(ParseFloatError { kind: FloatErrorKind::Empty });
    }
    let (negative, rest) = match text[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let magnitude = match parse_digits(rest) {
        Some(digits) => convert(&digits, format),
        None => match special(rest, format) {
            Some(bits) => bits,
            None => return Err(ParseFloatError { kind: FloatErrorKind::Invalid }),
        },
    };
    Ok(if negative { magnitude | format.sign } else { magnitude })
}

fn special(text: &[u8], format: &Format) -> Option<u64> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        Some(format.infinity)
    } else if text.eq_ignore_ascii_case(b"nan") {
        Some(format.infinity | 1 << (format.fraction_bits - 1))
    } else {
        None
    }
}

fn parse_digits(text: &[u8]) -> Option<Digits<'_>> {
    let mut position = 0;
    let mut mantissa: u64 = 0;
    let mut kept = 0;
    let mut any = false;
    let mut after_point = false;
    let mut exponent: i64 = 0;
    let mut dropped: i64 = 0;
    while position < text.len() {
        let byte = text[position];
        if byte.is_ascii_digit() {
            any = true;
            if kept < 19 {
                mantissa = mantissa * 10 + (byte - b'0') as u64;
                if mantissa != 0 {
                    kept += 1;
                }
                if after_point {
                    exponent -= 1;
                }
            } else {
                dropped += 1;
                if !after_point {
                    exponent += 1;
                }
            }
        } else if byte == b'.' && !after_point {
            after_point = true;
        } else {
            break;
        }
        position += 1;
    }
    if !any {
        return None;
    }
    let digits_end = position;
    if position < text.len() {
        if text[position] != b'e' && text[position] != b'E' {
            return None;
        }
        position += 1;
        let mut negative = false;
        if position < text.len() && (text[position] == b'-' || text[position] == b'+') {
            negative = text[position] == b'-';
            position += 1;
        }
        if position == text.len() {
            return None;
        }
        let mut written: i64 = 0;
        while position < text.len() {
            if !text[position].is_ascii_digit() {
                return None;
            }
            if written < 100_000_000 {
                written = written * 10 + (text[position] - b'0') as i64;
            }
            position += 1;
        }
        exponent += if negative { -written } else { written };
    }
    let all = if dropped > 0 { Some(&text[..digits_end]) } else { None };
    Some(Digits { mantissa, exponent, all, dropped })
}

/// The double nearest to `mantissa * 10^exponent`.
pub fn nearest_double(mantissa: u64, exponent: i32) -> f64 {
    // Both are exact, so that the operation rounds once.
    if mantissa < 1 << 53 && exponent >= -22 && exponent <= 22 {
        let power = EXACT_DOUBLES[exponent.unsigned_abs() as usize];
        return if exponent < 0 { mantissa as f64 / power } else { mantissa as f64 * power };
    }
    f64::from_bits(convert(&Digits { mantissa, exponent: exponent as i64, all: None, dropped: 0 }, &DOUBLE))
}

/// The powers of ten that doubles hold exactly.
static EXACT_DOUBLES: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

fn convert(digits: &Digits<'_>, format: &Format) -> u64 {
    let mantissa = digits.mantissa;
    if mantissa == 0 || digits.exponent < -400 {
        return 0;
    }
    if digits.exponent > 400 {
        return format.infinity;
    }
    let exponent = digits.exponent as i32;
    if digits.all.is_none() && exponent >= 0 && exponent <= EXACT {
        // The power of five is exact, that of two moves the point.
        let product = mantissa as u128 * 5u64.pow(exponent as u32) as u128;
        let zeros = product.leading_zeros();
        let normalized = product << zeros;
        return assemble((normalized >> 64) as u64, 64 - zeros as i32 + exponent, normalized as u64 != 0, format);
    }
    if digits.all.is_none() && exponent < 0 && exponent >= -EXACT {
        // Eisel and Lemire ("Number parsing at a gigabyte per second", 2021): by the reciprocal, which is too
        // large by less than a unit. The product is too large by less than one in `low`: that decides, unless
        // `low` is where a carry begins.
        let zeros = mantissa.leading_zeros();
        let (reciprocal_high, reciprocal_low, bits) = RECIPROCALS[-exponent as usize];
        let factor = mantissa << zeros;
        let upper = factor as u128 * reciprocal_high as u128 + ((factor as u128 * reciprocal_low as u128) >> 64);
        let (high, low) = ((upper >> 64) as u64, upper as u64);
        if low != 0 && low != 1 << 63 {
            // The product of two numbers with their top bits set lacks one bit at most.
            let shift = (high >> 63 == 0) as i32;
            let top = if shift == 1 { high << 1 | low >> 63 } else { high };
            return assemble(top, 1 + exponent - zeros as i32 - bits as i32 - shift, true, format);
        }
    }
    convert_big(digits, format)
}

/// The quotient of two big integers, 64 bits of it.
fn convert_big(digits: &Digits<'_>, format: &Format) -> u64 {
    let mut numerator;
    let mut exponent = digits.exponent;
    let mut sticky = false;
    match digits.all {
        None => numerator = Big::from_u64(digits.mantissa),
        Some(text) => {
            // More than 800 digits only say whether the number lies above the first 800.
            numerator = Big::from_u64(0);
            let mut count = 0;
            exponent -= digits.dropped;
            for byte in text {
                if *byte == b'.' {
                    continue;
                }
                if count < 800 {
                    if numerator.is_zero() {
                        numerator = Big::from_u64((*byte - b'0') as u64);
                    } else {
                        numerator.multiply_add(10, (*byte - b'0') as u32);
                    }
                    if !numerator.is_zero() {
                        count += 1;
                    }
                } else {
                    exponent += 1;
                    sticky |= *byte != b'0';
                }
            }
        }
    }
    if numerator.is_zero() {
        return 0;
    }
    let mut denominator = Big::from_u64(1);
    if exponent >= 0 {
        numerator.multiply_by_power_of_ten(exponent as usize);
    } else {
        denominator.multiply_by_power_of_ten(-exponent as usize);
    }
    let mut binary = numerator.bit_length() as i32 - denominator.bit_length() as i32;
    if binary >= 0 {
        denominator.shift_left(binary as usize);
    } else {
        numerator.shift_left(-binary as usize);
    }
    let mut quotient: u128 = 0;
    let mut step = 0;
    while step < 65 {
        quotient <<= 1;
        if numerator.compare(&denominator) != Ordering::Less {
            numerator.subtract(&denominator);
            quotient |= 1;
        }
        numerator.shift_left(1);
        step += 1;
    }
    sticky |= !numerator.is_zero();
    let shift = quotient.leading_zeros();
    let normalized = quotient << shift;
    sticky |= normalized as u64 != 0;
    binary += 64 - shift as i32 - 64;
    assemble((normalized >> 64) as u64, binary, sticky, format)
}

/// Rounds `mantissa * 2^exponent` (with the top bit of the mantissa set) to the format; `sticky`
/// says that the exact number is a little larger.
fn assemble(mantissa: u64, exponent: i32, sticky: bool, format: &Format) -> u64 {
    let leading = exponent + 63;
    if leading > format.max_exponent {
        return format.infinity;
    }
    let mut shift = 63 - format.fraction_bits as i32;
    let subnormal = leading < format.min_exponent;
    if subnormal {
        shift += format.min_exponent - leading;
    }
    if shift > 64 {
        return 0;
    }
    let quotient = if shift == 64 { 0 } else { mantissa >> shift };
    // What is cut off, moved to the top.
    let (rest, half) = (mantissa << (64 - shift & 63), 1u64 << 63);
    let up = rest > half || (rest == half && (sticky || quotient & 1 == 1));
    let rounded = quotient + up as u64;
    if subnormal {
        return rounded;
    }
    let biased = (leading - format.min_exponent) as u64;
    let bits = (biased << format.fraction_bits) + rounded;
    if bits >= format.infinity { format.infinity } else { bits }
}
