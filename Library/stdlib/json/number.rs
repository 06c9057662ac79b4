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

/// The text of a float as JavaScript writes it, from the shortest digits (`1.25e-7`): ECMA-262, Number::toString.
pub(crate) fn push_float(out: &mut Vec<u8>, shortest: fmt::Arguments<'_>) {
    let mut text = Digits { bytes: [0; 40], length: 0 };
    let _ = fmt::Write::write_fmt(&mut text, shortest);
    let mut text = &text.bytes[..text.length];
    if text[0] == b'-' {
        if text != b"-0e0" {
            out.push(b'-');
        }
        text = &text[1..];
    }
    let mark = text.iter().position(|&byte| byte == b'e').unwrap_or(text.len());
    let mut exponent: i32 = 0;
    let digits_of_exponent = &text[(mark + 1).min(text.len())..];
    let is_negative = digits_of_exponent.first() == Some(&b'-');
    for &byte in digits_of_exponent {
        if byte != b'-' {
            exponent = exponent * 10 + (byte - b'0') as i32;
        }
    }
    if is_negative {
        exponent = -exponent;
    }
    let mut digits = [0u8; 32];
    let mut count = 0;
    for &byte in &text[..mark] {
        if byte != b'.' {
            digits[count] = byte;
            count += 1;
        }
    }
    let digits = &digits[..count];
    // The value is 0.DIGITS × 10^point.
    let point = exponent + 1;
    if point > 21 || point < -5 {
        out.push(digits[0]);
        if count > 1 {
            out.push(b'.');
            out.extend_from_slice(&digits[1..]);
        }
        out.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
        push_unsigned(out, exponent.unsigned_abs() as u64);
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

struct Digits {
    bytes: [u8; 40],
    length: usize,
}
impl fmt::Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

pub(crate) fn push_unsigned(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}
