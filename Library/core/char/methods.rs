//! Methods of `char`.

use super::*;
use crate::unicode;

#[cold]
#[track_caller]
fn encode_utf8_fail(code: u32, need: usize, have: usize) -> ! {
    panic!("encode_utf8: need {need} bytes to encode U+{code:04X} but buffer has just {have}")
}

impl char {
    /// The lowest character.
    pub const MIN: char = '\0';
    /// The highest character.
    pub const MAX: char = '\u{10FFFF}';
    /// What stands for text that cannot be decoded.
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    /// The version of Unicode from which the tables are.
    pub const UNICODE_VERSION: (u8, u8, u8) = (15, 0, 0);
    /// The bytes that any character has room in.
    pub const MAX_LEN_UTF8: usize = 4;
    /// The 16-bit units that any character has room in.
    pub const MAX_LEN_UTF16: usize = 2;

    /// The characters of UTF-16, with an error for each half of a pair that stands alone.
    #[inline]
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
        super::decode_utf16(iter)
    }
    /// The character with this number. Halves of UTF-16's pairs and numbers beyond the end are none.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(char::from_u32(0x2764), Some('❤'));
    /// assert_eq!(char::from_u32(0xD800), None);
    /// ```
    #[inline]
    pub const fn from_u32(i: u32) -> Option<char> {
        // SAFETY: the other numbers are characters.
        if i > 0x10FFFF || (i >= 0xD800 && i <= 0xDFFF) { None } else { Some(unsafe { char::from_u32_unchecked(i) }) }
    }
    /// The character with this number, unchecked.
    ///
    /// # Safety
    /// The number is that of a character.
    #[inline]
    pub const unsafe fn from_u32_unchecked(i: u32) -> char {
        // SAFETY: the caller promises that this is a character's number.
        unsafe { crate::intrinsics::transmute(i) }
    }
    /// The digit of this number: `0` to `9`, then `a` to `z`.
    ///
    /// # Panics
    /// Panics if the base is above 36.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(char::from_digit(11, 16), Some('b'));
    /// assert_eq!(char::from_digit(10, 10), None);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn from_digit(number: u32, radix: u32) -> Option<char> {
        if radix > 36 {
            panic!("from_digit: radix is too high (maximum 36)");
        }
        if number >= radix {
            return None;
        }
        let number = number as u8;
        Some(if number < 10 { (b'0' + number) as char } else { (b'a' + number - 10) as char })
    }
    /// Whether it is a digit in this base, of either case.
    ///
    /// # Panics
    /// Panics unless the base is from 2 to 36.
    ///
    /// # Examples
    /// ```
    /// assert!('f'.is_digit(16) && !'f'.is_digit(10));
    /// ```
    #[inline]
    #[track_caller]
    pub const fn is_digit(self, radix: u32) -> bool {
        self.to_digit(radix).is_some()
    }
    /// The digit's value in the base, if it is one.
    ///
    /// # Panics
    /// If the base is not within 2 to 36.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('7'.to_digit(10), Some(7));
    /// assert_eq!('f'.to_digit(16), Some(15));
    /// assert_eq!('8'.to_digit(8), None);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        if radix < 2 || radix > 36 {
            panic!("to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive");
        }
        let digit = match self {
            '0'..='9' => self as u32 - '0' as u32,
            'a'..='z' => self as u32 - 'a' as u32 + 10,
            'A'..='Z' => self as u32 - 'A' as u32 + 10,
            _ => return None,
        };
        if digit < radix { Some(digit) } else { None }
    }
    /// The characters of `\u{…}` with its number.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('❤'.escape_unicode().to_string(), "\\u{2764}");
    /// ```
    #[inline]
    pub fn escape_unicode(self) -> EscapeUnicode {
        EscapeUnicode::unicode(self)
    }
    pub(crate) fn escape_debug_ext(self, args: EscapeDebugExtArgs) -> EscapeDebug {
        match self {
            '\0' => EscapeDebug::backslash('0'),
            '\t' => EscapeDebug::backslash('t'),
            '\r' => EscapeDebug::backslash('r'),
            '\n' => EscapeDebug::backslash('n'),
            '\\' => EscapeDebug::backslash('\\'),
            '"' if args.escape_double_quote => EscapeDebug::backslash('"'),
            '\'' if args.escape_single_quote => EscapeDebug::backslash('\''),
            _ if args.escape_grapheme_extended && self as u32 >= 0x300 && unicode::grapheme_extend(self) => {
                EscapeDebug::unicode(self)
            }
            _ if unicode::printable(self) => EscapeDebug::one(self),
            _ => EscapeDebug::unicode(self),
        }
    }
    /// The characters that `Debug` prints between the quotes.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('\n'.escape_debug().to_string(), "\\n");
    /// assert_eq!('é'.escape_debug().to_string(), "é");
    /// ```
    pub fn escape_debug(self) -> EscapeDebug {
        self.escape_debug_ext(EscapeDebugExtArgs::ESCAPE_ALL)
    }
    /// The same for a character behind another, which it may join.
    pub(crate) fn escape_debug_following(self) -> EscapeDebug {
        self.escape_debug_ext(EscapeDebugExtArgs { escape_grapheme_extended: false, ..EscapeDebugExtArgs::ESCAPE_ALL })
    }
    /// The characters of a literal in ASCII.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('é'.escape_default().to_string(), "\\u{e9}");
    /// ```
    pub fn escape_default(self) -> EscapeDefault {
        match self {
            '\t' => EscapeDefault::backslash('t'),
            '\r' => EscapeDefault::backslash('r'),
            '\n' => EscapeDefault::backslash('n'),
            '\\' | '\'' | '"' => EscapeDefault::backslash(self),
            '\x20'..='\x7E' => EscapeDefault::one(self),
            _ => EscapeDefault::unicode(self),
        }
    }
    /// How many bytes it has in UTF-8, from 1 to 4.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(['a', 'é', '❤', '😀'].map(char::len_utf8), [1, 2, 3, 4]);
    /// ```
    #[inline]
    pub const fn len_utf8(self) -> usize {
        let code = self as u32;
        if code < 0x80 {
            1
        } else if code < 0x800 {
            2
        } else if code < 0x10000 {
            3
        } else {
            4
        }
    }
    /// How many words it has in UTF-16, 1 or 2.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(['❤', '😀'].map(char::len_utf16), [1, 2]);
    /// ```
    #[inline]
    pub const fn len_utf16(self) -> usize {
        if (self as u32) < 0x10000 { 1 } else { 2 }
    }
    /// Writes its UTF-8 to the start of a buffer: the text it then has.
    ///
    /// # Panics
    /// Panics if the buffer is too small. Four bytes always suffice.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('é'.encode_utf8(&mut [0; 4]).as_bytes(), [0xC3, 0xA9]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn encode_utf8(self, buffer: &mut [u8]) -> &mut str {
        let code = self as u32;
        let length = self.len_utf8();
        if buffer.len() < length {
            encode_utf8_fail(code, length, buffer.len());
        }
        match length {
            1 => buffer[0] = code as u8,
            2 => {
                buffer[0] = (code >> 6) as u8 | 0xC0;
                buffer[1] = (code & 0x3F) as u8 | 0x80;
            }
            3 => {
                buffer[0] = (code >> 12) as u8 | 0xE0;
                buffer[1] = ((code >> 6) & 0x3F) as u8 | 0x80;
                buffer[2] = (code & 0x3F) as u8 | 0x80;
            }
            _ => {
                buffer[0] = (code >> 18) as u8 | 0xF0;
                buffer[1] = ((code >> 12) & 0x3F) as u8 | 0x80;
                buffer[2] = ((code >> 6) & 0x3F) as u8 | 0x80;
                buffer[3] = (code & 0x3F) as u8 | 0x80;
            }
        }
        // SAFETY: these bytes were just written, and are one character's.
        unsafe { crate::str::from_utf8_unchecked_mut(&mut buffer[..length]) }
    }
    /// Writes its UTF-16 to the start of a buffer: the words it then has.
    ///
    /// # Panics
    /// Panics if the buffer is too small. Two words always suffice.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('😀'.encode_utf16(&mut [0; 2]), [0xD83D, 0xDE00]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn encode_utf16(self, buffer: &mut [u16]) -> &mut [u16] {
        let code = self as u32;
        if code < 0x10000 {
            buffer[0] = code as u16;
            &mut buffer[..1]
        } else {
            let code = code - 0x10000;
            buffer[0] = 0xD800 | (code >> 10) as u16;
            buffer[1] = 0xDC00 | (code & 0x3FF) as u16;
            &mut buffer[..2]
        }
    }
    /// Whether it is a letter of any alphabet.
    ///
    /// # Examples
    /// ```
    /// assert!('a'.is_alphabetic());
    /// assert!('京'.is_alphabetic());
    /// assert!(!'1'.is_alphabetic());
    /// ```
    #[inline]
    pub fn is_alphabetic(self) -> bool {
        match self {
            'a'..='z' | 'A'..='Z' => true,
            c => c > '\x7F' && unicode::alphabetic(c),
        }
    }
    /// Whether it is a small letter, in any script.
    ///
    /// # Examples
    /// ```
    /// assert!('ß'.is_lowercase() && !'中'.is_lowercase());
    /// ```
    #[inline]
    pub const fn is_lowercase(self) -> bool {
        match self {
            'a'..='z' => true,
            c => c > '\x7F' && unicode::lowercase(c),
        }
    }
    /// Whether it is a capital letter, in any script.
    ///
    /// # Examples
    /// ```
    /// assert!('Δ'.is_uppercase() && !'δ'.is_uppercase());
    /// ```
    #[inline]
    pub const fn is_uppercase(self) -> bool {
        match self {
            'A'..='Z' => true,
            c => c > '\x7F' && unicode::uppercase(c),
        }
    }
    /// Whether it is a space of any kind.
    ///
    /// # Examples
    /// ```
    /// assert!(' '.is_whitespace());
    /// assert!('\n'.is_whitespace());
    /// assert!('\u{a0}'.is_whitespace());
    /// assert!(!'_'.is_whitespace());
    /// ```
    #[inline]
    pub const fn is_whitespace(self) -> bool {
        match self {
            ' ' | '\x09'..='\x0D' => true,
            c => c > '\x7F' && unicode::whitespace(c),
        }
    }
    /// Whether it is a letter or a number, in any script.
    ///
    /// # Examples
    /// ```
    /// assert!("aß中5½".chars().all(char::is_alphanumeric));
    /// ```
    #[inline]
    pub fn is_alphanumeric(self) -> bool {
        self.is_alphabetic() || self.is_numeric()
    }
    /// Whether it is a control character.
    ///
    /// # Examples
    /// ```
    /// assert!('\n'.is_control() && !' '.is_control());
    /// ```
    #[inline]
    pub fn is_control(self) -> bool {
        matches!(self, '\0'..='\x1F' | '\x7F'..='\u{9F}')
    }
    /// Whether it is a number of any script, also a fraction or a numeral.
    ///
    /// # Examples
    /// ```
    /// assert!("5٣½Ⅷ".chars().all(char::is_numeric));
    /// ```
    #[inline]
    pub fn is_numeric(self) -> bool {
        match self {
            '0'..='9' => true,
            c => c > '\x7F' && unicode::numeric(c),
        }
    }
    /// The small letter, which may be several characters.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('Ä'.to_lowercase().to_string(), "ä");
    /// ```
    #[inline]
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase::new(unicode::to_lower(self))
    }
    /// The capital letter, which may be several characters.
    ///
    /// # Examples
    /// ```
    /// assert_eq!('ß'.to_uppercase().to_string(), "SS");
    /// ```
    #[inline]
    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase::new(unicode::to_upper(self))
    }
    #[doc(hidden)]
    pub fn is_cased(self) -> bool {
        unicode::cased(self)
    }
    #[doc(hidden)]
    pub fn is_case_ignorable(self) -> bool {
        unicode::case_ignorable(self)
    }
    /// Whether it is in ASCII.
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        (*self as u32) < 0x80
    }
    /// The capital letter, if it is one of ASCII, and otherwise itself.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(['a', 'ä', '1'].map(|c| c.to_ascii_uppercase()), ['A', 'ä', '1']);
    /// ```
    #[inline]
    pub const fn to_ascii_uppercase(&self) -> char {
        if self.is_ascii_lowercase() { (*self as u8 ^ 0x20) as char } else { *self }
    }
    /// The small letter, if it is one of ASCII, and otherwise itself.
    #[inline]
    pub const fn to_ascii_lowercase(&self) -> char {
        if self.is_ascii_uppercase() { (*self as u8 | 0x20) as char } else { *self }
    }
    /// Whether both are equal, but for the case of ASCII's letters.
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool {
        self.to_ascii_lowercase() as u32 == other.to_ascii_lowercase() as u32
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
        matches!(*self, 'A'..='Z' | 'a'..='z')
    }
    /// Whether it is a capital letter of ASCII.
    #[inline]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, 'A'..='Z')
    }
    /// Whether it is a small letter of ASCII.
    #[inline]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, 'a'..='z')
    }
    /// Whether it is a letter or a digit of ASCII.
    #[inline]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='Z' | 'a'..='z')
    }
    /// Whether it is from `0` to `9`.
    #[inline]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, '0'..='9')
    }
    /// Whether it is from `0` to `7`.
    #[inline]
    pub const fn is_ascii_octdigit(&self) -> bool {
        matches!(*self, '0'..='7')
    }
    /// Whether it is from `0` to `9`, `a` to `f` or `A` to `F`.
    #[inline]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='F' | 'a'..='f')
    }
    /// Whether it is one of ASCII's 32 marks and signs.
    ///
    /// # Examples
    /// ```
    /// assert!("!/:@[`{~".chars().all(|c| c.is_ascii_punctuation()));
    /// ```
    #[inline]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~')
    }
    /// Whether it is a character of ASCII that one sees: from `!` to `~`.
    #[inline]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, '!'..='~')
    }
    /// Whether it is ASCII's space, tab, line feed, form feed or carriage return.
    #[inline]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, '\t' | '\n' | '\x0C' | '\r' | ' ')
    }
    /// Whether it is a control character of ASCII.
    #[inline]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, '\0'..='\x1F' | '\x7F')
    }
}
