//! Checking and decoding of UTF-8.

use crate::error::Error;
use crate::fmt;

/// Bytes are not UTF-8.
#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}

impl Utf8Error {
    /// Up to where the bytes are UTF-8.
    ///
    /// # Examples
    /// ```
    /// let error = std::str::from_utf8(b"ab\xFFcd").unwrap_err();
    /// assert_eq!((error.valid_up_to(), error.error_len()), (2, Some(1)));
    /// ```
    pub const fn valid_up_to(&self) -> usize {
        self.valid_up_to
    }
    /// How many bytes are wrong; none if the bytes end within a character.
    pub const fn error_len(&self) -> Option<usize> {
        match self.error_len {
            Some(length) => Some(length as usize),
            None => None,
        }
    }
}

impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(length) = self.error_len {
            write!(f, "invalid utf-8 sequence of {} bytes from index {}", length, self.valid_up_to)
        } else {
            write!(f, "incomplete utf-8 byte sequence from index {}", self.valid_up_to)
        }
    }
}
impl Error for Utf8Error {}

/// The bytes as text, unchecked.
///
/// # Safety
/// They are UTF-8.
///
/// # Examples
/// ```
/// // SAFETY: ASCII is UTF-8.
/// assert_eq!(unsafe { std::str::from_utf8_unchecked(b"plain") }, "plain");
/// ```
#[inline]
pub const unsafe fn from_utf8_unchecked(bytes: &[u8]) -> &str {
    // SAFETY: text has the layout of its bytes, which are UTF-8, as the caller promises.
    unsafe { crate::intrinsics::transmute(bytes) }
}

/// The bytes as mutable text, unchecked.
///
/// # Safety
/// They are UTF-8.
#[inline]
pub const unsafe fn from_utf8_unchecked_mut(bytes: &mut [u8]) -> &mut str {
    // SAFETY: text has the layout of its bytes, which are UTF-8, as the caller promises.
    unsafe { &mut *(bytes as *mut [u8] as *mut str) }
}

/// The bytes as text, if they are UTF-8. Time: O(n).
///
/// # Examples
/// ```
/// use std::str::from_utf8;
/// assert_eq!(from_utf8(&[0xc3, 0xa9]), Ok("é"));
/// let error = from_utf8(b"ab\xff").unwrap_err();
/// assert_eq!(error.valid_up_to(), 2);
/// ```
pub const fn from_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
    match validate(bytes) {
        // SAFETY: the bytes were just found to be UTF-8.
        Ok(()) => Ok(unsafe { from_utf8_unchecked(bytes) }),
        Err(error) => Err(error),
    }
}

/// The bytes as mutable text, if they are UTF-8.
pub const fn from_utf8_mut(bytes: &mut [u8]) -> Result<&mut str, Utf8Error> {
    match validate(bytes) {
        // SAFETY: the bytes were just found to be UTF-8.
        Ok(()) => Ok(unsafe { from_utf8_unchecked_mut(bytes) }),
        Err(error) => Err(error),
    }
}

/// The first byte that is not ASCII, eight at a time.
const fn skip_ascii(bytes: &[u8], mut index: usize) -> usize {
    while index + 8 <= bytes.len() {
        // SAFETY: eight bytes from there are within the slice.
        let word = unsafe { crate::ptr::read_unaligned(bytes.as_ptr().add(index) as *const u64) };
        if word & 0x8080_8080_8080_8080 != 0 {
            break;
        }
        index += 8;
    }
    while index < bytes.len() && bytes[index] < 0x80 {
        index += 1;
    }
    index
}

const fn validate(bytes: &[u8]) -> Result<(), Utf8Error> {
    let length = bytes.len();
    let mut index = 0;
    loop {
        index = skip_ascii(bytes, index);
        if index >= length {
            return Ok(());
        }
        let first = bytes[index];
        // How long the sequence is, and which second bytes are allowed.
        let (width, low, high) = match first {
            0xC2..=0xDF => (2, 0x80, 0xBF),
            0xE0 => (3, 0xA0, 0xBF),
            0xE1..=0xEC | 0xEE..=0xEF => (3, 0x80, 0xBF),
            0xED => (3, 0x80, 0x9F),
            0xF0 => (4, 0x90, 0xBF),
            0xF1..=0xF3 => (4, 0x80, 0xBF),
            0xF4 => (4, 0x80, 0x8F),
            _ => return Err(Utf8Error { valid_up_to: index, error_len: Some(1) }),
        };
        if index + 1 >= length {
            return Err(Utf8Error { valid_up_to: index, error_len: None });
        }
        if bytes[index + 1] < low || bytes[index + 1] > high {
            return Err(Utf8Error { valid_up_to: index, error_len: Some(1) });
        }
        let mut position = 2;
        while position < width {
            if index + position >= length {
                return Err(Utf8Error { valid_up_to: index, error_len: None });
            }
            if bytes[index + position] & 0xC0 != 0x80 {
                return Err(Utf8Error { valid_up_to: index, error_len: Some(position as u8) });
            }
            position += 1;
        }
        index += width;
    }
}
