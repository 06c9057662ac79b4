//! Strings.

mod index;
mod iter;
mod lossy;
mod methods;
pub mod pattern;
mod two_way;
mod split;
mod validation;

pub use self::iter::{Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode};
pub use self::lossy::{Utf8Chunk, Utf8Chunks};
pub use self::split::{
    Lines, MatchIndices, Matches, RMatchIndices, RMatches, RSplit, RSplitN, RSplitTerminator, Split,
    SplitAsciiWhitespace, SplitInclusive, SplitN, SplitTerminator, SplitWhitespace,
};
pub use self::validation::{from_utf8, from_utf8_mut, from_utf8_unchecked, from_utf8_unchecked_mut, Utf8Error};

use crate::cmp::Ordering;
use crate::error::Error;
use crate::fmt;

/// Values that can be parsed from a string.
pub trait FromStr: Sized {
    /// What says why a text is none.
    type Err;
    /// The value that a text stands for; `parse` calls it.
    ///
    /// # Examples
    /// ```
    /// use std::str::FromStr;
    /// struct Point(i32, i32);
    /// impl FromStr for Point {
    ///     type Err = std::num::ParseIntError;
    ///     fn from_str(text: &str) -> Result<Point, Self::Err> {
    ///         let (x, y) = text.split_once(',').unwrap_or((text, "0"));
    ///         Ok(Point(x.parse()?, y.parse()?))
    ///     }
    /// }
    /// let Point(x, y) = "3,-4".parse().unwrap();
    /// assert_eq!((x, y), (3, -4));
    /// ```
    fn from_str(text: &str) -> Result<Self, Self::Err>;
}

impl FromStr for bool {
    type Err = ParseBoolError;
    #[inline]
    fn from_str(text: &str) -> Result<bool, ParseBoolError> {
        match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError),
        }
    }
}

/// A text is neither `true` nor `false`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseBoolError;
impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("provided string was not `true` or `false`")
    }
}
impl Error for ParseBoolError {}

impl PartialEq for str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.len() == other.len()
            // SAFETY: both have so many bytes.
            && unsafe { crate::intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), self.len()) == 0 }
    }
}
impl Eq for str {}
impl Ord for str {
    #[inline]
    fn cmp(&self, other: &str) -> Ordering {
        let common = crate::cmp::min(self.len(), other.len());
        // SAFETY: both have so many bytes.
        let order = unsafe { crate::intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), common) };
        if order != 0 { order.cmp(&0) } else { self.len().cmp(&other.len()) }
    }
}
impl PartialOrd for str {
    #[inline]
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Default for &str {
    #[inline]
    fn default() -> Self {
        ""
    }
}
impl Default for &mut str {
    #[inline]
    fn default() -> Self {
        // SAFETY: an empty text is UTF-8.
        unsafe { from_utf8_unchecked_mut(&mut []) }
    }
}
