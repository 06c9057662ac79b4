//! Writing: the pieces of a document, with commas and indentation where they belong.

use super::number::{push_float, push_unsigned};
use super::{Number, Serialize};

/// Gathers a document.
pub struct Writer {
    out: Vec<u8>,
    /// One step of it; empty for the shortest form.
    indentation: &'static str,
    depth: usize,
    /// Nothing is in the array or object that was opened last.
    is_empty: bool,
}

/// For each byte the letter behind the backslash; 0 where none is needed, `u` for a number.
static ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = b'u';
        byte += 1;
    }
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0A] = b'n';
    table[0x0C] = b'f';
    table[0x0D] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

impl Writer {
    /// Without white space.
    pub fn compact() -> Writer {
        Writer::indented("")
    }
    /// With a line for each member.
    pub fn indented(indentation: &'static str) -> Writer {
        Writer { out: Vec::with_capacity(128), indentation, depth: 0, is_empty: true }
    }
    /// The text.
    pub fn finish(self) -> String {
        // SAFETY: only whole strings and ASCII were added.
        unsafe { String::from_utf8_unchecked(self.out) }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }
    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }
    /// Writes a whole number.
    pub fn unsigned(&mut self, value: u64) {
        push_unsigned(&mut self.out, value);
    }
    /// Writes a whole number with its sign.
    pub fn signed(&mut self, value: i64) {
        if value < 0 {
            self.out.push(b'-');
        }
        push_unsigned(&mut self.out, value.unsigned_abs());
    }
    /// Writes a number with the fewest digits that tell it from others; `null` if it is not finite.
    pub fn float(&mut self, value: f64) {
        if !value.is_finite() {
            self.null();
        } else if value.trunc() == value && value.abs() < 9007199254740992.0 {
            self.signed(value as i64);
        } else {
            push_float(&mut self.out, format_args!("{value:e}"));
        }
    }
    /// As `float`, with the digits that tell values of this type apart.
    pub fn short_float(&mut self, value: f32) {
        if value.is_finite() { push_float(&mut self.out, format_args!("{value:e}")) } else { self.null() }
    }
    /// Writes a number.
    pub fn number(&mut self, value: Number) {
        match value {
            Number::Unsigned(value) => self.unsigned(value),
            Number::Signed(value) => self.signed(value),
            Number::Float(value) => self.float(value),
        }
    }
    /// Text that is JSON already: whole numbers of other sizes.
    pub(crate) fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes a text in quotes.
    pub fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.out.reserve(bytes.len() + 2);
        self.out.push(b'"');
        let mut start = 0;
        let mut index = 0;
        while index < bytes.len() {
            // Eight bytes at a time while none of them needs an escape.
            if index + 8 <= bytes.len() {
                // SAFETY: the bytes are there.
                let word = unsafe { (bytes.as_ptr().add(index) as *const u64).read_unaligned() };
                if !has_special(word) {
                    index += 8;
                    continue;
                }
            }
            let escape = ESCAPES[bytes[index] as usize];
            if escape == 0 {
                index += 1;
                continue;
            }
            self.out.extend_from_slice(&bytes[start..index]);
            self.out.extend_from_slice(&[b'\\', escape]);
            if escape == b'u' {
                let digit = |value: u8| b"0123456789abcdef"[value as usize];
                self.out.extend_from_slice(&[b'0', b'0', digit(bytes[index] >> 4), digit(bytes[index] & 15)]);
            }
            index += 1;
            start = index;
        }
        self.out.extend_from_slice(&bytes[start..]);
        self.out.push(b'"');
    }

    /// Begins an array; its elements come next.
    pub fn begin_array(&mut self) {
        self.open(b'[');
    }
    /// Comes before each element.
    #[inline]
    pub fn element(&mut self) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        if !self.indentation.is_empty() {
            self.line();
        }
    }
    /// Ends the array.
    pub fn end_array(&mut self) {
        self.close(b']');
    }
    /// Begins an object; its members come next.
    pub fn begin_object(&mut self) {
        self.open(b'{');
    }
    /// Comes before each value.
    pub fn key(&mut self, name: &str) {
        self.element();
        self.string(name);
        self.colon();
    }
    /// A whole member.
    pub fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.key(name);
        value.serialize(self);
    }
    /// Ends the object.
    pub fn end_object(&mut self) {
        self.close(b'}');
    }
    pub(crate) fn colon(&mut self) {
        self.out.push(b':');
        if !self.indentation.is_empty() {
            self.out.push(b' ');
        }
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.depth += 1;
        self.is_empty = true;
    }
    fn close(&mut self, bracket: u8) {
        self.depth -= 1;
        if !self.is_empty && !self.indentation.is_empty() {
            self.line();
        }
        self.is_empty = false;
        self.out.push(bracket);
    }
    fn line(&mut self) {
        self.out.push(b'\n');
        for _ in 0..self.depth {
            self.out.extend_from_slice(self.indentation.as_bytes());
        }
    }
}

/// Whether one of eight bytes is a quote, a backslash or a control character.
#[inline]
pub(crate) fn has_special(word: u64) -> bool {
    special_bytes(word) != 0
}

/// The high bits of the bytes that are special; those above the lowest one may be wrong.
#[inline]
pub(crate) fn special_bytes(word: u64) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (LOW * b'"' as u64);
    let backslash = word ^ (LOW * b'\\' as u64);
    let control = word.wrapping_sub(LOW * 0x20) & !word;
    ((quote.wrapping_sub(LOW) & !quote) | (backslash.wrapping_sub(LOW) & !backslash) | control) & HIGH
}
