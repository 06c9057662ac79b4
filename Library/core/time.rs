//! Spans of time.

use crate::fmt;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

const NANOS_PER_SEC: u32 = 1_000_000_000;

/// A span of time, in seconds and nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    secs: u64,
    nanos: u32,
}

impl Duration {
    /// One second.
    pub const SECOND: Duration = Duration::from_secs(1);
    /// A thousandth of a second.
    pub const MILLISECOND: Duration = Duration::from_millis(1);
    /// A millionth of a second.
    pub const MICROSECOND: Duration = Duration::from_micros(1);
    /// The shortest time there is.
    pub const NANOSECOND: Duration = Duration::from_nanos(1);
    /// No time at all.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert!(Duration::ZERO.is_zero());
    /// ```
    pub const ZERO: Duration = Duration::from_nanos(0);
    /// The longest time there is, some 584 billion years.
    pub const MAX: Duration = Duration::new(u64::MAX, NANOS_PER_SEC - 1);

    /// So many seconds and billionths of a second; a billion of these is a second more.
    ///
    /// # Panics
    /// If the seconds do not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::new(1, 1_500_000_000), Duration::new(2, 500_000_000));
    /// ```
    #[inline]
    #[track_caller]
    pub const fn new(secs: u64, nanos: u32) -> Duration {
        if nanos < NANOS_PER_SEC {
            return Duration { secs, nanos };
        }
        match secs.checked_add((nanos / NANOS_PER_SEC) as u64) {
            Some(secs) => Duration { secs, nanos: nanos % NANOS_PER_SEC },
            None => panic!("overflow in Duration::new"),
        }
    }
    /// So many seconds.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(2).as_millis(), 2000);
    /// ```
    #[inline]
    pub const fn from_secs(secs: u64) -> Duration {
        Duration { secs, nanos: 0 }
    }
    /// So many minutes.
    ///
    /// # Panics
    /// If the seconds do not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_mins(2).as_secs(), 120);
    /// ```
    #[inline]
    pub const fn from_mins(mins: u64) -> Duration {
        Duration::from_secs(mins * 60)
    }
    /// So many hours.
    ///
    /// # Panics
    /// If the seconds do not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_hours(1).as_secs(), 3600);
    /// ```
    #[inline]
    pub const fn from_hours(hours: u64) -> Duration {
        Duration::from_secs(hours * 3600)
    }
    /// So many thousandths of a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500), Duration::new(2, 500_000_000));
    /// ```
    #[inline]
    pub const fn from_millis(millis: u64) -> Duration {
        Duration { secs: millis / 1000, nanos: (millis % 1000) as u32 * 1_000_000 }
    }
    /// So many millionths of a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_micros(1500).as_nanos(), 1_500_000);
    /// ```
    #[inline]
    pub const fn from_micros(micros: u64) -> Duration {
        Duration { secs: micros / 1_000_000, nanos: (micros % 1_000_000) as u32 * 1000 }
    }
    /// So many billionths of a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_nanos(1500).as_micros(), 1);
    /// ```
    #[inline]
    pub const fn from_nanos(nanos: u64) -> Duration {
        Duration { secs: nanos / NANOS_PER_SEC as u64, nanos: (nanos % NANOS_PER_SEC as u64) as u32 }
    }
    /// So many billionths of a second, from the wider type.
    ///
    /// # Panics
    /// If the seconds do not fit.
    #[track_caller]
    pub const fn from_nanos_u128(nanos: u128) -> Duration {
        let secs = nanos / NANOS_PER_SEC as u128;
        if secs > u64::MAX as u128 {
            panic!("overflow in `Duration::from_nanos_u128`");
        }
        Duration { secs: secs as u64, nanos: (nanos % NANOS_PER_SEC as u128) as u32 }
    }
    /// Whether it is no time at all.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert!(Duration::from_secs(0).is_zero());
    /// ```
    #[inline]
    pub const fn is_zero(&self) -> bool {
        self.secs == 0 && self.nanos == 0
    }
    /// The whole seconds.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).as_secs(), 2);
    /// ```
    #[inline]
    pub const fn as_secs(&self) -> u64 {
        self.secs
    }
    /// The whole thousandths of the part under a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).subsec_millis(), 500);
    /// ```
    #[inline]
    pub const fn subsec_millis(&self) -> u32 {
        self.nanos / 1_000_000
    }
    /// The whole millionths of the part under a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).subsec_micros(), 500_000);
    /// ```
    #[inline]
    pub const fn subsec_micros(&self) -> u32 {
        self.nanos / 1000
    }
    /// The billionths of the part under a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).subsec_nanos(), 500_000_000);
    /// ```
    #[inline]
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }
    /// The whole time in thousandths of a second, rounded down.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::new(2, 1_999_999).as_millis(), 2001);
    /// ```
    #[inline]
    pub const fn as_millis(&self) -> u128 {
        self.secs as u128 * 1000 + (self.nanos / 1_000_000) as u128
    }
    /// The whole time in millionths of a second, rounded down.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::new(2, 1_999).as_micros(), 2_000_001);
    /// ```
    #[inline]
    pub const fn as_micros(&self) -> u128 {
        self.secs as u128 * 1_000_000 + (self.nanos / 1000) as u128
    }
    /// The whole time in billionths of a second.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::new(2, 7).as_nanos(), 2_000_000_007);
    /// ```
    #[inline]
    pub const fn as_nanos(&self) -> u128 {
        self.secs as u128 * NANOS_PER_SEC as u128 + self.nanos as u128
    }
    /// The time in seconds.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).as_secs_f64(), 2.5);
    /// ```
    #[inline]
    pub const fn as_secs_f64(&self) -> f64 {
        self.secs as f64 + self.nanos as f64 / NANOS_PER_SEC as f64
    }
    /// The time in seconds.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(2500).as_secs_f32(), 2.5);
    /// ```
    #[inline]
    pub const fn as_secs_f32(&self) -> f32 {
        self.secs as f32 + self.nanos as f32 / NANOS_PER_SEC as f32
    }
    /// The time in thousandths of a second.
    #[inline]
    pub const fn as_millis_f64(&self) -> f64 {
        self.secs as f64 * 1000.0 + self.nanos as f64 / 1_000_000.0
    }
    /// The time between two.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(1).abs_diff(Duration::from_secs(3)), Duration::from_secs(2));
    /// ```
    #[inline]
    pub const fn abs_diff(self, other: Duration) -> Duration {
        match self.checked_sub(other) {
            Some(difference) => difference,
            None => match other.checked_sub(self) {
                Some(difference) => difference,
                None => Duration::ZERO,
            },
        }
    }
    /// The sum, if it fits.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::MAX.checked_add(Duration::from_secs(1)), None);
    /// ```
    #[inline]
    pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let Some(mut secs) = self.secs.checked_add(rhs.secs) else { return None };
        let mut nanos = self.nanos + rhs.nanos;
        if nanos >= NANOS_PER_SEC {
            nanos -= NANOS_PER_SEC;
            secs = match secs.checked_add(1) {
                Some(secs) => secs,
                None => return None,
            };
        }
        Some(Duration { secs, nanos })
    }
    /// The sum, or `MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::MAX.saturating_add(Duration::from_secs(1)), Duration::MAX);
    /// ```
    #[inline]
    pub const fn saturating_add(self, rhs: Duration) -> Duration {
        match self.checked_add(rhs) {
            Some(sum) => sum,
            None => Duration::MAX,
        }
    }
    /// The difference, if it is not negative.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(1).checked_sub(Duration::from_secs(2)), None);
    /// ```
    #[inline]
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        let Some(mut secs) = self.secs.checked_sub(rhs.secs) else { return None };
        let nanos = if self.nanos >= rhs.nanos {
            self.nanos - rhs.nanos
        } else {
            secs = match secs.checked_sub(1) {
                Some(secs) => secs,
                None => return None,
            };
            self.nanos + NANOS_PER_SEC - rhs.nanos
        };
        Some(Duration { secs, nanos })
    }
    /// The difference, or `ZERO`.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(1).saturating_sub(Duration::from_secs(2)), Duration::ZERO);
    /// ```
    #[inline]
    pub const fn saturating_sub(self, rhs: Duration) -> Duration {
        match self.checked_sub(rhs) {
            Some(difference) => difference,
            None => Duration::ZERO,
        }
    }
    /// The product, if it fits.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_millis(700).checked_mul(2), Some(Duration::from_millis(1400)));
    /// ```
    #[inline]
    pub const fn checked_mul(self, rhs: u32) -> Option<Duration> {
        let total = self.nanos as u64 * rhs as u64;
        let Some(secs) = self.secs.checked_mul(rhs as u64) else { return None };
        let Some(secs) = secs.checked_add(total / NANOS_PER_SEC as u64) else { return None };
        Some(Duration { secs, nanos: (total % NANOS_PER_SEC as u64) as u32 })
    }
    /// The product, or `MAX`.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::MAX.saturating_mul(2), Duration::MAX);
    /// ```
    #[inline]
    pub const fn saturating_mul(self, rhs: u32) -> Duration {
        match self.checked_mul(rhs) {
            Some(product) => product,
            None => Duration::MAX,
        }
    }
    /// The quotient, if the divisor is not zero.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(1).checked_div(4), Some(Duration::from_millis(250)));
    /// assert_eq!(Duration::from_secs(1).checked_div(0), None);
    /// ```
    #[inline]
    pub const fn checked_div(self, rhs: u32) -> Option<Duration> {
        if rhs == 0 {
            return None;
        }
        let secs = self.secs / rhs as u64;
        let rest = (self.secs % rhs as u64) * NANOS_PER_SEC as u64 + self.nanos as u64;
        Some(Duration { secs, nanos: (rest / rhs as u64) as u32 })
    }
    /// So many seconds, to the nearest billionth.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs_f64(2.5), Duration::from_millis(2500));
    /// ```
    #[track_caller]
    pub fn from_secs_f64(secs: f64) -> Duration {
        match Duration::try_from_secs_f64(secs) {
            Ok(duration) => duration,
            Err(error) => panic!("{error}"),
        }
    }
    /// So many seconds, to the nearest billionth.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs_f32(2.5), Duration::from_millis(2500));
    /// ```
    #[track_caller]
    pub fn from_secs_f32(secs: f32) -> Duration {
        match Duration::try_from_secs_f32(secs) {
            Ok(duration) => duration,
            Err(error) => panic!("{error}"),
        }
    }
    /// So many seconds, to the nearest billionth, or an error if it is negative, not finite, or does
    /// not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert!(Duration::try_from_secs_f32(-1.0).is_err());
    /// ```
    pub fn try_from_secs_f32(secs: f32) -> Result<Duration, TryFromFloatSecsError> {
        // Every `f32` is an `f64`, and so is its product with a billion.
        Duration::try_from_secs_f64(secs as f64)
    }
    /// So many seconds, to the nearest billionth, or an error if it is negative, not finite, or does
    /// not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert!(Duration::try_from_secs_f64(f64::NAN).is_err());
    /// ```
    pub fn try_from_secs_f64(secs: f64) -> Result<Duration, TryFromFloatSecsError> {
        if secs < 0.0 {
            return Err(TryFromFloatSecsError { negative: true });
        }
        if !(secs < 18446744073709551616.0) {
            return Err(TryFromFloatSecsError { negative: false });
        }
        let whole = secs.trunc();
        let nanos = ((secs - whole) * NANOS_PER_SEC as f64).round_ties_even() as u32;
        Ok(Duration::new(whole as u64, nanos))
    }
    /// The product with a number.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).mul_f64(0.5), Duration::from_millis(1500));
    /// ```
    #[inline]
    pub fn mul_f64(self, rhs: f64) -> Duration {
        Duration::from_secs_f64(rhs * self.as_secs_f64())
    }
    /// The product with a number.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).mul_f32(0.5), Duration::from_millis(1500));
    /// ```
    #[inline]
    pub fn mul_f32(self, rhs: f32) -> Duration {
        Duration::from_secs_f32(rhs * self.as_secs_f32())
    }
    /// The quotient by a number.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).div_f64(2.0), Duration::from_millis(1500));
    /// ```
    #[inline]
    pub fn div_f64(self, rhs: f64) -> Duration {
        Duration::from_secs_f64(self.as_secs_f64() / rhs)
    }
    /// The quotient by a number.
    ///
    /// # Panics
    /// If it is negative, not finite, or does not fit.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).div_f32(2.0), Duration::from_millis(1500));
    /// ```
    #[inline]
    pub fn div_f32(self, rhs: f32) -> Duration {
        Duration::from_secs_f32(self.as_secs_f32() / rhs)
    }
    /// How often another time goes into this one.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).div_duration_f32(Duration::from_secs(2)), 1.5);
    /// ```
    #[inline]
    pub fn div_duration_f32(self, rhs: Duration) -> f32 {
        self.as_nanos() as f32 / rhs.as_nanos() as f32
    }
    /// How often another time goes into this one.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// assert_eq!(Duration::from_secs(3).div_duration_f64(Duration::from_secs(2)), 1.5);
    /// ```
    #[inline]
    pub fn div_duration_f64(self, rhs: Duration) -> f64 {
        self.as_nanos() as f64 / rhs.as_nanos() as f64
    }
}

/// A number of seconds is no duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError {
    negative: bool,
}
impl fmt::Display for TryFromFloatSecsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if self.negative {
            "cannot convert float seconds to Duration: value is negative"
        } else {
            "cannot convert float seconds to Duration: value is either too big or NaN"
        })
    }
}
impl crate::error::Error for TryFromFloatSecsError {}

impl Add for Duration {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn add(self, rhs: Duration) -> Duration {
        self.checked_add(rhs).expect("overflow when adding durations")
    }
}
impl AddAssign for Duration {
    #[inline]
    #[track_caller]
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}
impl Sub for Duration {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn sub(self, rhs: Duration) -> Duration {
        self.checked_sub(rhs).expect("overflow when subtracting durations")
    }
}
impl SubAssign for Duration {
    #[inline]
    #[track_caller]
    fn sub_assign(&mut self, rhs: Duration) {
        *self = *self - rhs;
    }
}
impl Mul<u32> for Duration {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn mul(self, rhs: u32) -> Duration {
        self.checked_mul(rhs).expect("overflow when multiplying duration by scalar")
    }
}
impl Mul<Duration> for u32 {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn mul(self, rhs: Duration) -> Duration {
        rhs * self
    }
}
impl MulAssign<u32> for Duration {
    #[inline]
    #[track_caller]
    fn mul_assign(&mut self, rhs: u32) {
        *self = *self * rhs;
    }
}
impl Div<u32> for Duration {
    type Output = Duration;
    #[inline]
    #[track_caller]
    fn div(self, rhs: u32) -> Duration {
        self.checked_div(rhs).expect("divide by zero error when dividing duration by scalar")
    }
}
impl DivAssign<u32> for Duration {
    #[inline]
    #[track_caller]
    fn div_assign(&mut self, rhs: u32) {
        *self = *self / rhs;
    }
}

impl fmt::Debug for Duration {
    /// `1.5s`, `20ms`, `3µs`, with as many decimals as it takes or as the precision says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction, unit, suffix) = if self.secs > 0 {
            (self.secs, self.nanos, NANOS_PER_SEC / 10, "s")
        } else if self.nanos >= 1_000_000 {
            ((self.nanos / 1_000_000) as u64, self.nanos % 1_000_000, 100_000, "ms")
        } else if self.nanos >= 1000 {
            ((self.nanos / 1000) as u64, self.nanos % 1000, 100, "µs")
        } else {
            (self.nanos as u64, 0, 1, "ns")
        };
        fmt_decimal(f, whole, fraction, unit, suffix)
    }
}

/// Formats `whole + fraction / (10 * divisor)` and a suffix.
fn fmt_decimal(f: &mut fmt::Formatter<'_>, whole: u64, mut fraction: u32, mut divisor: u32, suffix: &str) -> fmt::Result {
    let mut whole = whole as u128;
    let mut digits = [b'0'; 9];
    let mut count = 0;
    let limit = f.precision().unwrap_or(9);
    let limit = if limit > 9 { 9 } else { limit };
    while fraction > 0 && count < limit {
        digits[count] = b'0' + (fraction / divisor) as u8;
        fraction %= divisor;
        divisor /= 10;
        count += 1;
    }
    // Round half to even on what was cut.
    if fraction > 0 && fraction >= divisor * 5 {
        let tie = fraction == divisor * 5;
        let last_is_odd = if count > 0 { digits[count - 1] & 1 == 1 } else { whole & 1 == 1 };
        if !tie || last_is_odd {
            let mut position = count;
            let mut carry = true;
            while carry && position > 0 {
                position -= 1;
                if digits[position] < b'9' {
                    digits[position] += 1;
                    carry = false;
                } else {
                    digits[position] = b'0';
                }
            }
            if carry {
                whole += 1;
            }
        }
    }
    let shown = f.precision().map(|precision| if precision > 9 { 9 } else { precision }).unwrap_or(count);
    let prefix = if f.sign_plus() { "+" } else { "" };
    let mut length = prefix.len() + suffix.chars().count() + (whole.checked_ilog10().unwrap_or(0) + 1) as usize;
    if shown > 0 {
        length += 1 + f.precision().unwrap_or(shown);
    }
    let write = |f: &mut fmt::Formatter<'_>| {
        write!(f, "{prefix}{whole}")?;
        if shown > 0 {
            // SAFETY: digits are ASCII.
            let text = unsafe { crate::str::from_utf8_unchecked(&digits[..shown]) };
            write!(f, ".{text:0<width$}", width = f.precision().unwrap_or(shown))?;
        }
        f.write_str(suffix)
    };
    match f.width() {
        Some(width) if width > length => {
            let missing = width - length;
            let before = match f.align() {
                None | Some(fmt::Alignment::Left) => 0,
                Some(fmt::Alignment::Right) => missing,
                Some(fmt::Alignment::Center) => missing / 2,
            };
            let fill = f.fill();
            for _ in 0..before {
                fmt::Write::write_char(f, fill)?;
            }
            write(f)?;
            for _ in 0..missing - before {
                fmt::Write::write_char(f, fill)?;
            }
            Ok(())
        }
        _ => write(f),
    }
}
