//! Numbers of a document.

use super::words::{leading_digits, word_at};
use super::{Error, Number, Parser};
use core::num::nearest_double;

/// A number as it is written: `mantissa * 10^exponent`.
struct Numeral<'a> {
    text: &'a [u8],
    mantissa: u64,
    exponent: i32,
    is_negative: bool,
    /// Neither a point nor an exponent.
    is_whole: bool,
    /// More digits than the mantissa holds.
    is_long: bool,
}

/// Powers of ten up to 10^8.
const POWERS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// Adds the digits from a place on to a number; gives where they end. The number is wrong when there are too many.
#[inline]
pub(super) fn digits(text: &[u8], mut at: usize, number: &mut u64) -> usize {
    while at + 8 <= text.len() {
        // SAFETY: eight bytes are there.
        let (count, value) = leading_digits(unsafe { word_at(text, at) });
        *number = number.wrapping_mul(POWERS[count]).wrapping_add(value);
        at += count;
        if count < 8 {
            return at;
        }
    }
    while at < text.len() && text[at].is_ascii_digit() {
        *number = number.wrapping_mul(10).wrapping_add((text[at] - b'0') as u64);
        at += 1;
    }
    at
}

impl Numeral<'_> {
    /// The whole number without its sign, if it is below 2^64.
    #[inline]
    fn whole(&self) -> Option<u64> {
        if !self.is_whole {
            None
        } else if !self.is_long {
            Some(self.mantissa)
        } else {
            let digits = if self.is_negative { &self.text[1..] } else { self.text };
            // SAFETY: digits.
            unsafe { std::str::from_utf8_unchecked(digits) }.parse().ok()
        }
    }
    /// The nearest floating-point number; what is too large is infinite.
    #[inline]
    fn float(&self) -> f64 {
        let magnitude = if self.is_long { return self.by_text() } else { nearest_double(self.mantissa, self.exponent) };
        if self.is_negative { -magnitude } else { magnitude }
    }
    #[cold]
    fn by_text(&self) -> f64 {
        // SAFETY: digits, signs, a point and an exponent.
        unsafe { std::str::from_utf8_unchecked(self.text) }.parse().unwrap_or(f64::NAN)
    }
}

impl<'a> Parser<'a> {
    #[inline]
    fn numeral(&mut self, expected: &str) -> Result<Numeral<'a>, Error> {
        let is_negative = self.peek() == b'-';
        let start = self.at;
        let text = self.text;
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let first = start + is_negative as usize;
        let mut mantissa = 0;
        let mut at = digits(text, first, &mut mantissa);
        // Zeros before the first digit that counts are no digits of the mantissa.
        let mut count = at - first;
        if count == 0 {
            self.at = first;
            return Err(self.unexpected(if is_negative { "a digit" } else { expected }));
        }
        if byte(first) == b'0' {
            if count > 1 {
                return Err(self.error("numbers do not begin with a zero"));
            }
            count = 0;
        }
        let mut exponent: i32 = 0;
        let mut is_whole = true;
        if byte(at) == b'.' {
            is_whole = false;
            let fraction = at + 1;
            at = digits(text, fraction, &mut mantissa);
            if at == fraction {
                self.at = at;
                return Err(self.unexpected("a digit"));
            }
            count += at - fraction;
            exponent = -((at - fraction).min(1 << 24) as i32);
        }
        if let b'e' | b'E' = byte(at) {
            is_whole = false;
            at += 1;
            let is_small = byte(at) == b'-';
            if let b'+' | b'-' = byte(at) {
                at += 1;
            }
            if !byte(at).is_ascii_digit() {
                self.at = at;
                return Err(self.unexpected("a digit"));
            }
            let mut written: i32 = 0;
            while byte(at).is_ascii_digit() {
                written = (written * 10 + (byte(at) - b'0') as i32).min(1 << 24);
                at += 1;
            }
            exponent += if is_small { -written } else { written };
        }
        self.at = at;
        Ok(Numeral { text: &text[start..at], mantissa, exponent, is_negative, is_whole, is_long: count > 19 })
    }

    /// Reads a number.
    pub fn number(&mut self) -> Result<Number, Error> {
        let numeral = self.numeral("a number")?;
        Ok(match (numeral.whole(), numeral.is_negative) {
            (Some(value), false) => Number::Unsigned(value),
            (Some(value), true) if value > 0 && value <= 1 << 63 => Number::Signed((value as i64).wrapping_neg()),
            _ => Number::Float(numeral.float()),
        })
    }
    /// A float; what is too large is infinite.
    pub fn float(&mut self) -> Result<f64, Error> {
        Ok(self.numeral("a number")?.float())
    }
    /// A float of the type, rounded once.
    pub fn short_float(&mut self) -> Result<f32, Error> {
        let text = self.numeral("a number")?.text;
        // SAFETY: digits, signs, a point and an exponent.
        Ok(unsafe { std::str::from_utf8_unchecked(text) }.parse().unwrap_or(f32::NAN))
    }
    /// A whole number that `convert` takes from a magnitude and a sign; `name` is its type's.
    pub(crate) fn integer<T>(&mut self, name: &str, convert: impl FnOnce(u64, bool) -> Option<T>) -> Result<T, Error> {
        let numeral = self.numeral("a whole number")?;
        let whole = numeral.whole();
        let result = match whole {
            Some(value) => convert(value, numeral.is_negative),
            None => {
                let number = Number::Float(numeral.float());
                match (number.as_u64(), number.as_i64()) {
                    (Some(value), _) => convert(value, false),
                    (_, Some(value)) => convert(value.unsigned_abs(), true),
                    _ => None,
                }
            }
        };
        result.ok_or_else(|| {
            let shown = String::from_utf8_lossy(numeral.text);
            let reason = if whole.is_some() { "out of the range of" } else { "no" };
            self.error_at(format_args!("{shown} is {reason} {name}"), self.at - numeral.text.len())
        })
    }
    /// The text of a whole number, for types wider than 64 bits.
    pub(crate) fn digits(&mut self) -> Result<&'a str, Error> {
        let text = self.numeral("a whole number")?.text;
        // SAFETY: digits, signs, a point and an exponent.
        Ok(unsafe { std::str::from_utf8_unchecked(text) })
    }
}
