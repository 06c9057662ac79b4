//! Case mappings as iterators.

use crate::fmt::{self, Write};
use crate::iter::FusedIterator;

macro_rules! case_iterators {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name {
            chars: [char; 3],
            start: usize,
            end: usize,
        }
        impl $name {
            /// Of up to three characters; `'\0'` in the second and third place is none.
            pub(super) fn new(chars: [char; 3]) -> Self {
                let end = if chars[2] != '\0' { 3 } else if chars[1] != '\0' { 2 } else { 1 };
                $name { chars, start: 0, end }
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
        impl DoubleEndedIterator for $name {
            fn next_back(&mut self) -> Option<char> {
                if self.start == self.end {
                    return None;
                }
                self.end -= 1;
                Some(self.chars[self.end])
            }
        }
        impl ExactSizeIterator for $name {}
        impl FusedIterator for $name {}
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )* };
}
case_iterators! {
    /// `char::to_lowercase`
    ToLowercase
    /// `char::to_uppercase`
    ToUppercase
}
