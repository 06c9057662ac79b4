//! Formatting of floating-point numbers.

use super::{Debug, Display, Formatter, LowerExp, Result, UpperExp};
use crate::num::float_to_decimal::{exact_fixed, exact_scientific, shortest, Decimal, Decoded, MAX_DIGITS};
use crate::str::from_utf8_unchecked;

/// A part of a formatted number.
#[derive(Copy, Clone)]
enum Part<'a> {
    Text(&'a str),
    Zeros(usize),
}

/// Digits as a text. They are cut as bytes: cuts of a text bring the message about its characters along.
fn text(digits: &[u8]) -> &str {
    // SAFETY: digits are ASCII.
    unsafe { from_utf8_unchecked(digits) }
}

/// A formatted number in parts: sign, texts and runs of zeros.
pub(super) struct Parts<'a> {
    sign: &'static str,
    parts: [Part<'a>; 8],
    count: usize,
    length: usize,
}

impl<'a> Parts<'a> {
    /// No parts.
    pub fn new() -> Self {
        Parts { sign: "", parts: [Part::Zeros(0); 8], count: 0, length: 0 }
    }
    /// Adds a sign, which comes before zeros that fill the width.
    pub fn push_sign(&mut self, sign: &'static str) {
        self.sign = sign;
        self.length += sign.len();
    }
    /// Adds a text.
    pub fn push_text(&mut self, text: &'a str) {
        self.parts[self.count] = Part::Text(text);
        self.count += 1;
        self.length += text.len();
    }
    /// Adds zeros.
    pub fn push_zeros(&mut self, count: usize) {
        self.parts[self.count] = Part::Zeros(count);
        self.count += 1;
        self.length += count;
    }

    fn write_parts(&self, f: &mut Formatter<'_>) -> Result {
        for part in &self.parts[..self.count] {
            match *part {
                Part::Text(text) => f.write_str(text)?,
                Part::Zeros(mut count) => {
                    const ZEROS: [u8; 64] = [b'0'; 64];
                    while count > ZEROS.len() {
                        f.write_str(text(&ZEROS))?;
                        count -= ZEROS.len();
                    }
                    f.write_str(text(&ZEROS[..count]))?;
                }
            }
        }
        Ok(())
    }

    /// Writes everything, padded to the width.
    pub fn write(&self, f: &mut Formatter<'_>) -> Result {
        match f.options.width {
            Some(width) if width > self.length => {
                if f.sign_aware_zero_pad() {
                    f.write_str(self.sign)?;
                    for _ in 0..width - self.length {
                        f.write_str("0")?;
                    }
                    self.write_parts(f)
                } else {
                    let after = f.start_padding(width - self.length, 1)?;
                    f.write_str(self.sign)?;
                    self.write_parts(f)?;
                    f.write_fill(after)
                }
            }
            _ => {
                f.write_str(self.sign)?;
                self.write_parts(f)
            }
        }
    }
}

/// Writes a value that is no number.
fn write_special(name: &'static str, negative: bool, f: &mut Formatter<'_>) -> Result {
    let mut parts = Parts::new();
    if negative {
        parts.push_sign("-");
    } else if f.sign_plus() && name != "NaN" {
        parts.push_sign("+");
    }
    parts.push_text(name);
    parts.write(f)
}

/// A finite number: `mantissa * 2^exponent`, and what its neighbours look like.
pub(super) struct Unpacked {
    negative: bool,
    pub decoded: Decoded,
}

fn sign_text(negative: bool, f: &Formatter<'_>) -> &'static str {
    if negative {
        "-"
    } else if f.sign_plus() {
        "+"
    } else {
        ""
    }
}

/// Positional notation with at least `min_fraction` digits after the point.
fn write_shortest_fixed(value: &Unpacked, min_fraction: usize, f: &mut Formatter<'_>) -> Result {
    let mut buffer = [0u8; MAX_DIGITS];
    let decimal = shortest(&value.decoded, &mut buffer);
    write_fixed(value.negative, &decimal, &buffer, min_fraction, f)
}

/// Writes digits `0.d1d2… * 10^point` in positional notation.
fn write_fixed(
    negative: bool,
    decimal: &Decimal,
    buffer: &[u8],
    min_fraction: usize,
    f: &mut Formatter<'_>,
) -> Result {
    let digits = &buffer[..decimal.length];
    let mut parts = Parts::new();
    parts.push_sign(sign_text(negative, f));
    let fraction;
    if decimal.length == 0 {
        parts.push_text("0");
        fraction = 0;
        if min_fraction > 0 {
            parts.push_text(".");
        }
    } else if decimal.point <= 0 {
        let zeros = (-decimal.point) as usize;
        parts.push_text("0.");
        parts.push_zeros(zeros);
        parts.push_text(text(digits));
        fraction = zeros + digits.len();
    } else if (decimal.point as usize) < digits.len() {
        let point = decimal.point as usize;
        parts.push_text(text(&digits[..point]));
        parts.push_text(".");
        parts.push_text(text(&digits[point..]));
        fraction = digits.len() - point;
    } else {
        parts.push_text(text(digits));
        parts.push_zeros(decimal.point as usize - digits.len());
        fraction = 0;
        if min_fraction > 0 {
            parts.push_text(".");
        }
    }
    if fraction < min_fraction {
        parts.push_zeros(min_fraction - fraction);
    }
    parts.write(f)
}

/// Writes digits `0.d1d2… * 10^point` as `d1.d2…e(point-1)`.
fn write_scientific(
    negative: bool,
    decimal: &Decimal,
    buffer: &[u8],
    min_fraction: usize,
    upper: bool,
    f: &mut Formatter<'_>,
) -> Result {
    let mut digits = &buffer[..decimal.length];
    let mut exponent = decimal.point - 1;
    if digits.is_empty() {
        digits = b"0";
        exponent = 0;
    }
    let mut parts = Parts::new();
    parts.push_sign(sign_text(negative, f));
    parts.push_text(text(&digits[..1]));
    if digits.len() > 1 || min_fraction > 0 {
        parts.push_text(".");
        parts.push_text(text(&digits[1..]));
        if digits.len() - 1 < min_fraction {
            parts.push_zeros(min_fraction - (digits.len() - 1));
        }
    }
    parts.push_text(match (upper, exponent < 0) {
        (false, false) => "e",
        (false, true) => "e-",
        (true, false) => "E",
        (true, true) => "E-",
    });
    let mut exponent_buffer = [0u8; 4];
    let mut rest = if exponent < 0 { -exponent } else { exponent } as u32;
    let mut start = 4;
    loop {
        start -= 1;
        exponent_buffer[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    parts.push_text(text(&exponent_buffer[start..]));
    parts.write(f)
}

fn exact_fixed_fmt(value: &Unpacked, precision: usize, f: &mut Formatter<'_>) -> Result {
    let mut buffer = [0u8; 1100];
    let decimal = exact_fixed(&value.decoded, precision, &mut buffer);
    write_fixed(value.negative, &decimal, &buffer, precision, f)
}

fn display_float(value: &Unpacked, min_fraction: usize, f: &mut Formatter<'_>) -> Result {
    match f.precision() {
        Some(precision) => exact_fixed_fmt(value, precision, f),
        None => write_shortest_fixed(value, min_fraction, f),
    }
}

fn exponent_float(value: &Unpacked, upper: bool, f: &mut Formatter<'_>) -> Result {
    match f.precision() {
        Some(precision) => {
            let mut buffer = [0u8; 1100];
            let decimal = exact_scientific(&value.decoded, precision + 1, &mut buffer);
            write_scientific(value.negative, &decimal, &buffer, precision, upper, f)
        }
        None => {
            let mut buffer = [0u8; MAX_DIGITS];
            let decimal = shortest(&value.decoded, &mut buffer);
            write_scientific(value.negative, &decimal, &buffer, 0, upper, f)
        }
    }
}

macro_rules! floats {
    ($($t:ident $decode:ident;)*) => { $(
        impl $t {
            /// The parts of a finite number.
            fn unpack(self) -> Unpacked {
                let decoded = Decoded::$decode(self.to_bits());
                Unpacked { negative: self.is_sign_negative(), decoded }
            }
        }

        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if self.is_nan() {
                    write_special("NaN", false, f)
                } else if self.is_infinite() {
                    write_special("inf", *self < 0.0, f)
                } else {
                    display_float(&self.unpack(), 0, f)
                }
            }
        }

        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if self.is_nan() {
                    write_special("NaN", false, f)
                } else if self.is_infinite() {
                    write_special("inf", *self < 0.0, f)
                } else {
                    let magnitude = self.abs();
                    if f.precision().is_some() || magnitude == 0.0 || (magnitude >= 1e-4 && magnitude < 1e16) {
                        display_float(&self.unpack(), 1, f)
                    } else {
                        exponent_float(&self.unpack(), false, f)
                    }
                }
            }
        }

        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if self.is_nan() {
                    write_special("NaN", false, f)
                } else if self.is_infinite() {
                    write_special("inf", *self < 0.0, f)
                } else {
                    exponent_float(&self.unpack(), false, f)
                }
            }
        }

        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if self.is_nan() {
                    write_special("NaN", false, f)
                } else if self.is_infinite() {
                    write_special("inf", *self < 0.0, f)
                } else {
                    exponent_float(&self.unpack(), true, f)
                }
            }
        }
    )* };
}
floats! {
    f32 of_single;
    f64 of_double;
}
