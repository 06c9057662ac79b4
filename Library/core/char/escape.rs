//! Escapes of characters as iterators.

use crate::fmt::{self, Write};
use crate::iter::FusedIterator;

/// Which characters `escape_debug` escapes beyond the usual.
pub(crate) struct EscapeDebugExtArgs {
    pub(crate) escape_grapheme_extended: bool,
    pub(crate) escape_single_quote: bool,
    pub(crate) escape_double_quote: bool,
}

impl EscapeDebugExtArgs {
    pub(crate) const ESCAPE_ALL: Self =
        Self { escape_grapheme_extended: true, escape_single_quote: true, escape_double_quote: true };
}

macro_rules! escapes {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name {
            chars: [char; 10],
            start: usize,
            end: usize,
        }
        impl $name {
            pub(super) fn one(c: char) -> Self {
                let mut chars = ['\0'; 10];
                chars[0] = c;
                $name { chars, start: 0, end: 1 }
            }
            pub(super) fn backslash(c: char) -> Self {
                let mut chars = ['\0'; 10];
                chars[0] = '\\';
                chars[1] = c;
                $name { chars, start: 0, end: 2 }
            }
            /// `\u{…}`
            pub(super) fn unicode(c: char) -> Self {
                let mut chars = ['\0'; 10];
                let code = c as u32;
                let digits = ((31 - (code | 1).leading_zeros()) / 4 + 1) as usize;
                chars[0] = '\\';
                chars[1] = 'u';
                chars[2] = '{';
                let mut index = 0;
                while index < digits {
                    let digit = (code >> (4 * (digits - 1 - index))) & 15;
                    chars[3 + index] = (if digit < 10 { b'0' + digit as u8 } else { b'a' + digit as u8 - 10 }) as char;
                    index += 1;
                }
                chars[3 + digits] = '}';
                $name { chars, start: 0, end: digits + 4 }
            }
        }
        impl Iterator for $name {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                if self.start == self.end {
                    return None;
                }
                self.start += 1;
                Some(self.chars[self.start - 1])
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.end - self.start, Some(self.end - self.start))
            }
        }
        impl ExactSizeIterator for $name {}
        impl FusedIterator for $name {}
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut index = self.start;
                while index < self.end {
                    f.write_char(self.chars[index])?;
                    index += 1;
                }
                Ok(())
            }
        }
    )* };
}
escapes! {
    /// `char::escape_unicode`
    EscapeUnicode
    /// `char::escape_default`
    EscapeDefault
    /// `char::escape_debug`
    EscapeDebug
}
