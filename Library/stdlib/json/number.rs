//! Numbers: integers are exact, everything else is an `f64`.

use std::fmt;

/// A number of a document.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
    Float(f64),
}

impl Number {
    /// The nearest floating-point number.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Unsigned(value) => value as f64,
            Number::Signed(value) => value as f64,
            Number::Float(value) => value,
        }
    }
    /// The number, if it is one of this type: `2.0` is, `2.5` is not.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Number::Unsigned(value) => Some(value),
            Number::Signed(_) => None,
            Number::Float(value) => {
                if value >= 0.0 && value < 18446744073709551616.0 && value.trunc() == value { Some(value as u64) } else { None }
            }
        }
    }
    /// The number, if it is one of this type.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::Unsigned(value) => i64::try_from(value).ok(),
            Number::Signed(value) => Some(value),
            Number::Float(value) => {
                let fits = value >= -9223372036854775808.0 && value < 9223372036854775808.0;
                if fits && value.trunc() == value { Some(value as i64) } else { None }
            }
        }
    }
}
impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (*self, *other) {
            (Number::Unsigned(a), Number::Unsigned(b)) => a == b,
            (Number::Signed(a), Number::Signed(b)) => a == b,
            (Number::Unsigned(_), Number::Signed(_)) | (Number::Signed(_), Number::Unsigned(_)) => false,
            (a, b) => a.as_f64() == b.as_f64(),
        }
    }
}
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::stringify(self))
    }
}

/// Two digits for each number below 100.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

/// The digits of a number, at the end of a buffer; gives where they begin.
#[inline]
fn digits_of(mut value: u64, buffer: &mut [u8; 20]) -> usize {
    let mut start = buffer.len();
    while value >= 100 {
        let rest = value / 100;
        start -= 2;
        let pair = PAIRS[(value - rest * 100) as usize];
        (buffer[start], buffer[start + 1]) = (pair[0], pair[1]);
        value = rest;
    }
    if value >= 10 {
        start -= 2;
        let pair = PAIRS[value as usize];
        (buffer[start], buffer[start + 1]) = (pair[0], pair[1]);
    } else {
        start -= 1;
        buffer[start] = b'0' + value as u8;
    }
    start
}

/// Writes a whole number.
pub(crate) fn push_unsigned(out: &mut Vec<u8>, value: u64) {
    let mut buffer = [0; 20];
    let start = digits_of(value, &mut buffer);
    out.extend_from_slice(&buffer[start..]);
}

/// The text of `digits * 10^exponent` as JavaScript writes it (`1.25e-7`): ECMA-262, Number::toString. The number
/// does not end in zeros.
pub(crate) fn push_decimal(out: &mut Vec<u8>, number: u64, exponent: i32) {
    let mut buffer = [0; 20];
    let start = digits_of(number, &mut buffer);
    let digits = &buffer[start..];
    let count = digits.len();
    // The value is 0.DIGITS × 10^point.
    let point = exponent + count as i32;
    if point > 21 || point < -5 {
        out.push(digits[0]);
        if count > 1 {
            out.push(b'.');
            out.extend_from_slice(&digits[1..]);
        }
        out.extend_from_slice(if point <= 0 { b"e-" } else { b"e+" });
        push_unsigned(out, (point - 1).unsigned_abs() as u64);
    } else if point <= 0 {
        out.extend_from_slice(b"0.");
        out.extend_from_slice(&b"000000"[..-point as usize]);
        out.extend_from_slice(digits);
    } else if count <= point as usize {
        out.extend_from_slice(digits);
        out.extend_from_slice(&b"000000000000000000000"[..point as usize - count]);
    } else {
        out.extend_from_slice(&digits[..point as usize]);
        out.push(b'.');
        out.extend_from_slice(&digits[point as usize..]);
    }
}
