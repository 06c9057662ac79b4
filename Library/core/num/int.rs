//! The integer types' inherent methods.

use super::ParseIntError;
use crate::intrinsics;

macro_rules! unsigned {
    ($($t:ident $signed:ident $bits:literal $bytes:literal;)*) => { $(
        impl $t {
            integer_methods! { $t $t $signed $bits $bytes 0, !0 }
            unsigned_methods! { $t $signed $bits }
        }
    )* };
}
unsigned! {
    u8 i8 8 1;
    u16 i16 16 2;
    u32 i32 32 4;
    u64 i64 64 8;
    u128 i128 128 16;
}
#[cfg(target_pointer_width = "64")]
unsigned! { usize isize 64 8; }
#[cfg(target_pointer_width = "32")]
unsigned! { usize isize 32 4; }

macro_rules! signed {
    ($($t:ident $unsigned:ident $bits:literal $bytes:literal;)*) => { $(
        impl $t {
            integer_methods! { $t $unsigned $t $bits $bytes (1 as $t) << ($bits - 1), !((1 as $t) << ($bits - 1)) }
            signed_methods! { $t $unsigned $bits }
        }
    )* };
}
signed! {
    i8 u8 8 1;
    i16 u16 16 2;
    i32 u32 32 4;
    i64 u64 64 8;
    i128 u128 128 16;
}
#[cfg(target_pointer_width = "64")]
signed! { isize usize 64 8; }
#[cfg(target_pointer_width = "32")]
signed! { isize usize 32 4; }

impl u8 {
    /// Whether it is below 128.
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        *self < 128
    }
    /// The character with this number.
    #[inline]
    pub const fn as_ascii_char(&self) -> char {
        *self as char
    }
    /// The capital letter, if it is one of ASCII, and otherwise itself.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b'z'.to_ascii_uppercase(), b'Z');
    /// ```
    #[inline]
    pub const fn to_ascii_uppercase(&self) -> u8 {
        *self ^ ((self.is_ascii_lowercase() as u8) << 5)
    }
    /// The small letter, if it is one of ASCII, and otherwise itself.
    #[inline]
    pub const fn to_ascii_lowercase(&self) -> u8 {
        *self | ((self.is_ascii_uppercase() as u8) << 5)
    }
    /// Whether both are equal, but for the case of ASCII's letters.
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }
    /// Makes it the capital letter, if it is one of ASCII.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    /// Makes it the small letter, if it is one of ASCII.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    /// Whether it is a letter of ASCII.
    #[inline]
    pub const fn is_ascii_alphabetic(&self) -> bool {
        matches!(*self, b'A'..=b'Z' | b'a'..=b'z')
    }
    /// Whether it is a capital letter of ASCII.
    #[inline]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, b'A'..=b'Z')
    }
    /// Whether it is a small letter of ASCII.
    #[inline]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, b'a'..=b'z')
    }
    /// Whether it is a letter or a digit of ASCII.
    #[inline]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
    }
    /// Whether it is from `0` to `9`.
    #[inline]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, b'0'..=b'9')
    }
    /// Whether it is from `0` to `7`.
    #[inline]
    pub const fn is_ascii_octdigit(&self) -> bool {
        matches!(*self, b'0'..=b'7')
    }
    /// Whether it is from `0` to `9`, `a` to `f` or `A` to `F`.
    #[inline]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f')
    }
    /// Whether it is one of ASCII's 32 marks and signs.
    #[inline]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~')
    }
    /// Whether it is a character of ASCII that one sees: from `!` to `~`.
    #[inline]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, b'!'..=b'~')
    }
    /// Whether it is ASCII's space, tab, line feed, form feed or carriage return.
    #[inline]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
    }
    /// Whether it is a control character of ASCII.
    #[inline]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, b'\0'..=b'\x1F' | b'\x7F')
    }
    /// The characters of a literal in ASCII.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b'\xFF'.escape_ascii().to_string(), "\\xff");
    /// ```
    #[inline]
    pub fn escape_ascii(self) -> crate::ascii::EscapeDefault {
        crate::ascii::escape_default(self)
    }
    /// Whether the byte is no continuation byte of UTF-8.
    #[inline]
    pub(crate) const fn is_utf8_char_boundary(self) -> bool {
        (self as i8) >= -0x40
    }
}
