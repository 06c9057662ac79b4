//! Iterators over the characters and bytes of a string.

use super::from_utf8_unchecked;
use crate::char;
use crate::fmt::{self, Write};
use crate::iter::{Chain, Copied, FlatMap, Flatten, FusedIterator};
use crate::option;
use crate::slice;

/// `str::chars`
#[derive(Clone)]
pub struct Chars<'a> {
    pub(super) iter: slice::Iter<'a, u8>,
}

impl<'a> Chars<'a> {
    /// The text that is still to come.
    ///
    /// # Examples
    /// ```
    /// let mut chars = "abc".chars();
    /// chars.next();
    /// assert_eq!(chars.as_str(), "bc");
    /// ```
    #[inline]
    pub fn as_str(&self) -> &'a str {
        // SAFETY: the iterator is always between two characters.
        unsafe { from_utf8_unchecked(self.iter.as_slice()) }
    }
}

#[inline]
fn continuation(iter: &mut slice::Iter<'_, u8>) -> u32 {
    match iter.next() {
        Some(byte) => (*byte & 0x3F) as u32,
        None => 0,
    }
}

impl Iterator for Chars<'_> {
    type Item = char;
    #[inline]
    fn next(&mut self) -> Option<char> {
        let first = *self.iter.next()? as u32;
        if first < 0x80 {
            // SAFETY: text is UTF-8.
            return Some(unsafe { char::from_u32_unchecked(first) });
        }
        let second = continuation(&mut self.iter);
        let code = if first < 0xE0 {
            (first & 0x1F) << 6 | second
        } else {
            let third = continuation(&mut self.iter);
            if first < 0xF0 {
                (first & 0x0F) << 12 | second << 6 | third
            } else {
                (first & 0x07) << 18 | second << 12 | third << 6 | continuation(&mut self.iter)
            }
        };
        // SAFETY: text is UTF-8.
        Some(unsafe { char::from_u32_unchecked(code) })
    }
    fn count(self) -> usize {
        let mut count = 0;
        for byte in self.iter {
            count += byte.is_utf8_char_boundary() as usize;
        }
        count
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.iter.len();
        ((length + 3) / 4, Some(length))
    }
    #[inline]
    fn last(mut self) -> Option<char> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Chars<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        let last = *self.iter.next_back()? as u32;
        if last < 0x80 {
            // SAFETY: text is UTF-8.
            return Some(unsafe { char::from_u32_unchecked(last) });
        }
        let mut code = last & 0x3F;
        let mut shift = 6;
        loop {
            let Some(byte) = self.iter.next_back() else { break };
            let byte = *byte as u32;
            if byte & 0xC0 == 0x80 {
                code |= (byte & 0x3F) << shift;
                shift += 6;
            } else {
                // The first byte of two has five bits, of three four, of four three.
                code |= (byte & (0x7F >> (shift / 6 + 1))) << shift;
                break;
            }
        }
        // SAFETY: text is UTF-8.
        Some(unsafe { char::from_u32_unchecked(code) })
    }
}
impl FusedIterator for Chars<'_> {}
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}

/// `str::char_indices`
#[derive(Clone, Debug)]
pub struct CharIndices<'a> {
    pub(super) front_offset: usize,
    pub(super) iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    /// The text that is still to come.
    pub fn as_str(&self) -> &'a str {
        self.iter.as_str()
    }
    /// Where the next character begins, or the end.
    pub fn offset(&self) -> usize {
        self.front_offset
    }
}
impl Iterator for CharIndices<'_> {
    type Item = (usize, char);
    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let before = self.iter.iter.len();
        match self.iter.next() {
            None => None,
            Some(c) => {
                let index = self.front_offset;
                self.front_offset += before - self.iter.iter.len();
                Some((index, c))
            }
        }
    }
    fn count(self) -> usize {
        self.iter.count()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
    #[inline]
    fn last(mut self) -> Option<(usize, char)> {
        self.next_back()
    }
}
impl DoubleEndedIterator for CharIndices<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, char)> {
        let c = self.iter.next_back()?;
        Some((self.front_offset + self.iter.iter.len(), c))
    }
}
impl FusedIterator for CharIndices<'_> {}

/// `str::bytes`
#[derive(Clone, Debug)]
pub struct Bytes<'a>(pub(super) Copied<slice::Iter<'a, u8>>);
impl Iterator for Bytes<'_> {
    type Item = u8;
    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.0.next()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<u8> {
        self.0.nth(n)
    }
}
impl DoubleEndedIterator for Bytes<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back()
    }
}
impl ExactSizeIterator for Bytes<'_> {}
impl FusedIterator for Bytes<'_> {}

/// `str::encode_utf16`
#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    pub(super) chars: Chars<'a>,
    pub(super) extra: u16,
}
impl Iterator for EncodeUtf16<'_> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if self.extra != 0 {
            let unit = self.extra;
            self.extra = 0;
            return Some(unit);
        }
        let mut buffer = [0; 2];
        let length = self.chars.next()?.encode_utf16(&mut buffer).len();
        if length == 2 {
            self.extra = buffer[1];
        }
        Some(buffer[0])
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.chars.size_hint();
        (lower, upper.map(|upper| upper + 1))
    }
}

/// The escapes of the characters of a text, one after another.
type Escaped<'a, E> = FlatMap<Chars<'a>, E, fn(char) -> E>;

macro_rules! escapes {
    ($($(#[$meta:meta])* $name:ident<$a:lifetime> $inner:ty;)*) => { $(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name<$a> {
            pub(super) inner: $inner,
        }
        impl Iterator for $name<'_> {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                self.inner.next()
            }
        }
        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )* };
}
escapes! {
    /// `str::escape_debug`
    EscapeDebug<'a> Chain<Flatten<option::IntoIter<char::EscapeDebug>>, Escaped<'a, char::EscapeDebug>>;
    /// `str::escape_default`
    EscapeDefault<'a> Escaped<'a, char::EscapeDefault>;
    /// `str::escape_unicode`
    EscapeUnicode<'a> Escaped<'a, char::EscapeUnicode>;
}
