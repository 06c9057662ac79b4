//! Clocks.

use crate::fmt;
use crate::ops::{Add, AddAssign, Sub, SubAssign};
use crate::sys::{c, os};

pub use core::time::{Duration, TryFromFloatSecsError};

/// A reading of the monotonic clock.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// The present reading of the clock.
    ///
    /// # Examples
    /// ```
    /// use std::time::Instant;
    /// let start = Instant::now();
    /// assert!(Instant::now() >= start);
    /// ```
    pub fn now() -> Instant {
        let (seconds, nanoseconds) = os::clock(c::CLOCK_MONOTONIC);
        Instant(Duration::new(seconds as u64, nanoseconds))
    }
    /// How long it is since an earlier reading; nothing if that is later.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// let start = Instant::now();
    /// let end = start + Duration::from_secs(2);
    /// assert_eq!(end.duration_since(start), Duration::from_secs(2));
    /// assert_eq!(start.duration_since(end), Duration::ZERO);
    /// ```
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
    /// How long it is since an earlier reading, if that is not later.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// let start = Instant::now();
    /// assert_eq!(start.checked_duration_since(start + Duration::from_secs(1)), None);
    /// ```
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }
    /// How long it is since an earlier reading; nothing if that is later.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// let start = Instant::now();
    /// assert_eq!(start.saturating_duration_since(start + Duration::from_secs(1)), Duration::ZERO);
    /// ```
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
    /// How long it is since this reading.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// assert!(Instant::now().elapsed() >= Duration::ZERO);
    /// ```
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }
    /// The reading after a time, if the clock can have it.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// let start = Instant::now();
    /// assert_eq!(start.checked_add(Duration::from_secs(1)), Some(start + Duration::from_secs(1)));
    /// assert_eq!(start.checked_add(Duration::MAX), None);
    /// ```
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }
    /// The reading before a time, if the clock can have it.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, Instant};
    /// assert_eq!(Instant::now().checked_sub(Duration::MAX), None);
    /// ```
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instant")
            .field("tv_sec", &self.0.as_secs())
            .field("tv_nsec", &self.0.subsec_nanos())
            .finish()
    }
}
impl fmt::Debug for SystemTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SystemTime").field("tv_sec", &self.seconds).field("tv_nsec", &self.nanoseconds).finish()
    }
}

/// A reading of the wall clock.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime {
    /// Since 1970, negative before.
    seconds: i64,
    nanoseconds: u32,
}

/// The start of 1970 in UTC.
///
/// # Examples
/// ```
/// use std::time::UNIX_EPOCH;
/// assert_eq!(UNIX_EPOCH.duration_since(UNIX_EPOCH).unwrap().as_secs(), 0);
/// ```
pub const UNIX_EPOCH: SystemTime = SystemTime::UNIX_EPOCH;

impl SystemTime {
    /// The start of 1970 in UTC.
    pub const UNIX_EPOCH: SystemTime = SystemTime { seconds: 0, nanoseconds: 0 };
    /// The present reading of the clock.
    ///
    /// # Examples
    /// ```
    /// use std::time::{SystemTime, UNIX_EPOCH};
    /// assert!(SystemTime::now() > UNIX_EPOCH);
    /// ```
    pub fn now() -> SystemTime {
        let (seconds, nanoseconds) = os::clock(c::CLOCK_REALTIME);
        SystemTime { seconds, nanoseconds }
    }
    pub(crate) fn from_parts(seconds: i64, nanoseconds: u32) -> SystemTime {
        SystemTime { seconds, nanoseconds }
    }
    pub(crate) fn to_parts(self) -> (i64, u32) {
        (self.seconds, self.nanoseconds)
    }
    /// How long it is since an earlier reading, or an error if that is later.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// let later = UNIX_EPOCH + Duration::from_secs(5);
    /// assert_eq!(later.duration_since(UNIX_EPOCH).unwrap(), Duration::from_secs(5));
    /// assert_eq!(UNIX_EPOCH.duration_since(later).unwrap_err().duration(), Duration::from_secs(5));
    /// ```
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        if *self < earlier {
            return Err(SystemTimeError(earlier.after(*self)));
        }
        Ok(self.after(earlier))
    }
    /// How long it is after a time that is not later.
    fn after(self, earlier: SystemTime) -> Duration {
        let seconds = self.seconds.wrapping_sub(earlier.seconds) as u64;
        if self.nanoseconds >= earlier.nanoseconds {
            Duration::new(seconds, self.nanoseconds - earlier.nanoseconds)
        } else {
            Duration::new(seconds - 1, self.nanoseconds + 1_000_000_000 - earlier.nanoseconds)
        }
    }
    /// The reading after a time, if the clock can have it.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// assert_eq!(UNIX_EPOCH.checked_add(Duration::MAX), None);
    /// ```
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime> {
        let mut seconds = self.seconds.checked_add_unsigned(duration.as_secs())?;
        let mut nanoseconds = self.nanoseconds + duration.subsec_nanos();
        if nanoseconds >= 1_000_000_000 {
            nanoseconds -= 1_000_000_000;
            seconds = seconds.checked_add(1)?;
        }
        Some(SystemTime { seconds, nanoseconds })
    }
    /// The reading before a time, if the clock can have it.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// let before = UNIX_EPOCH.checked_sub(Duration::from_secs(1)).unwrap();
    /// assert!(before < UNIX_EPOCH);
    /// ```
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime> {
        let mut seconds = self.seconds.checked_sub_unsigned(duration.as_secs())?;
        let mut nanoseconds = self.nanoseconds as i32 - duration.subsec_nanos() as i32;
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000;
            seconds = seconds.checked_sub(1)?;
        }
        Some(SystemTime { seconds, nanoseconds: nanoseconds as u32 })
    }
    /// How long it is since this reading, or an error if the clock was set back meanwhile.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// assert!(UNIX_EPOCH.elapsed().unwrap() > Duration::ZERO);
    /// ```
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }
}

/// A time lies after another that should be later.
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);
impl SystemTimeError {
    /// How much later the other time is.
    ///
    /// # Examples
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// let error = UNIX_EPOCH.duration_since(UNIX_EPOCH + Duration::from_secs(3)).unwrap_err();
    /// assert_eq!(error.duration(), Duration::from_secs(3));
    /// ```
    pub fn duration(&self) -> Duration {
        self.0
    }
}
impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}
impl crate::error::Error for SystemTimeError {}

macro_rules! clock_arithmetic {
    ($($t:ident)*) => { $(
        impl Add<Duration> for $t {
            type Output = $t;
            #[track_caller]
            fn add(self, duration: Duration) -> $t {
                self.checked_add(duration).expect("overflow when adding duration to instant")
            }
        }
        impl AddAssign<Duration> for $t {
            #[track_caller]
            fn add_assign(&mut self, duration: Duration) {
                *self = *self + duration;
            }
        }
        impl Sub<Duration> for $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, duration: Duration) -> $t {
                self.checked_sub(duration).expect("overflow when subtracting duration from instant")
            }
        }
        impl SubAssign<Duration> for $t {
            #[track_caller]
            fn sub_assign(&mut self, duration: Duration) {
                *self = *self - duration;
            }
        }
    )* };
}
clock_arithmetic! { Instant SystemTime }

impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}
