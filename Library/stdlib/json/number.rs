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

/// The smallest number of each count of digits, from 1 on.
static SMALLEST: [u64; 20] = {
    let mut table = [0; 20];
    let mut count = 1;
    let mut power = 1;
    while count < 20 {
        power *= 10;
        table[count] = power;
        count += 1;
    }
    table
};

#[inline]
fn count_of_digits(value: u64) -> usize {
    let bits = 64 - (value | 1).leading_zeros() as usize;
    // 1233 / 4096 is a little more than log10(2).
    let fewest = bits * 1233 >> 12;
    fewest + (value >= SMALLEST[fewest]) as usize
}

/// Writes the lowest `count` digits of a number; gives the rest of it.
///
/// # Safety
/// There is room.
#[inline]
unsafe fn put_digits(to: *mut u8, mut value: u64, mut count: usize) -> u64 {
    // SAFETY: as the caller promises.
    unsafe {
        while count >= 2 {
            let rest = value / 100;
            count -= 2;
            (to.add(count) as *mut [u8; 2]).write(PAIRS[(value - rest * 100) as usize]);
            value = rest;
        }
        if count == 1 {
            let rest = value / 10;
            to.write(b'0' + (value - rest * 10) as u8);
            value = rest;
        }
    }
    value
}

/// Writes a whole number.
#[inline]
pub(crate) fn push_unsigned(out: &mut Vec<u8>, value: u64) {
    let count = count_of_digits(value);
    out.reserve(count);
    // SAFETY: there is room.
    unsafe {
        put_digits(out.as_mut_ptr().add(out.len()), value, count);
        out.set_len(out.len() + count);
    }
}

/// The text of `number * 10^exponent` as JavaScript writes it (`1.25e-7`): ECMA-262, Number::toString. The number
/// does not end in zeros.
pub(crate) fn push_decimal(out: &mut Vec<u8>, number: u64, exponent: i32) {
    let count = count_of_digits(number);
    // The value is 0.DIGITS × 10^point.
    let point = exponent + count as i32;
    out.reserve(32);
    // SAFETY: 20 digits, a point, and 6 zeros at most; or 21 digits.
    let length = unsafe {
        let to = out.as_mut_ptr().add(out.len());
        if point > 21 || point < -5 {
            let first = put_digits(to.add(2), number, count - 1);
            to.write(b'0' + first as u8);
            to.add(1).write(b'.');
            if count > 1 { count + 1 } else { 1 }
        } else if point <= 0 {
            let start = 2 + -point as usize;
            to.write_bytes(b'0', start);
            to.add(1).write(b'.');
            put_digits(to.add(start), number, count);
            start + count
        } else if count <= point as usize {
            put_digits(to, number, count);
            to.add(count).write_bytes(b'0', point as usize - count);
            point as usize
        } else {
            let whole = point as usize;
            let rest = put_digits(to.add(whole + 1), number, count - whole);
            to.add(whole).write(b'.');
            put_digits(to, rest, whole);
            count + 1
        }
    };
    // SAFETY: so many bytes were written.
    unsafe { out.set_len(out.len() + length) };
    if point > 21 || point < -5 {
        out.extend_from_slice(if point <= 0 { b"e-" } else { b"e+" });
        push_unsigned(out, (point - 1).unsigned_abs() as u64);
    }
}
