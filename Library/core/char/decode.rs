//! Decoding of UTF-16.

use crate::fmt;

/// `char::decode_utf16`
#[derive(Clone, Debug)]
pub struct DecodeUtf16<I> {
    iter: I,
    /// A unit that was read but belongs to the next character.
    pending: Option<u16>,
}

/// A surrogate without its partner.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}

/// The characters of UTF-16, with an error for each half of a pair that stands alone.
///
/// # Examples
/// ```
/// let words = [0x48, 0xD83D, 0xDE00, 0xDC00];
/// let text: String = char::decode_utf16(words).map(|c| c.unwrap_or('?')).collect();
/// assert_eq!(text, "H😀?");
/// ```
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), pending: None }
}

impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Self::Item> {
        let unit = match self.pending.take() {
            Some(unit) => unit,
            None => self.iter.next()?,
        };
        if unit & 0xF800 != 0xD800 {
            // SAFETY: the word is no half of a pair.
            return Some(Ok(unsafe { char::from_u32_unchecked(unit as u32) }));
        }
        if unit >= 0xDC00 {
            return Some(Err(DecodeUtf16Error { code: unit }));
        }
        let Some(second) = self.iter.next() else {
            return Some(Err(DecodeUtf16Error { code: unit }));
        };
        if second < 0xDC00 || second > 0xDFFF {
            self.pending = Some(second);
            return Some(Err(DecodeUtf16Error { code: unit }));
        }
        let code = (((unit & 0x3FF) as u32) << 10 | (second & 0x3FF) as u32) + 0x1_0000;
        // SAFETY: two halves make a number from 0x10000 to 0x10FFFF.
        Some(Ok(unsafe { char::from_u32_unchecked(code) }))
    }
}

impl DecodeUtf16Error {
    /// The half of a pair that stands alone.
    pub fn unpaired_surrogate(&self) -> u16 {
        self.code
    }
}
impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpaired surrogate found: {:x}", self.code)
    }
}
impl crate::error::Error for DecodeUtf16Error {}
