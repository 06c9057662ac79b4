//! Writing: the pieces of a document, with commas and indentation where they belong.

use super::number::{push_decimal, push_unsigned};
use super::words::{bytes_before, special_bytes, word_at};
use super::{Number, Serialize};
use core::num::{shortest_of_double, shortest_of_single};

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
        let whole = value as i64;
        if whole as f64 == value && whole.unsigned_abs() < 1 << 53 {
            self.signed(whole);
        } else if value.is_finite() {
            self.decimal(value < 0.0, shortest_of_double(value.abs()));
        } else {
            self.null();
        }
    }
    /// As `float`, with the digits that tell values of this type apart.
    pub fn short_float(&mut self, value: f32) {
        if value.is_finite() { self.decimal(value < 0.0, shortest_of_single(value.abs())) } else { self.null() }
    }
    fn decimal(&mut self, is_negative: bool, (digits, exponent): (u64, i32)) {
        if is_negative {
            self.out.push(b'-');
        }
        push_decimal(&mut self.out, digits, exponent);
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
        // Room for the text, the quotes, and eight bytes more, of which only some may count.
        self.out.reserve(bytes.len() + 10);
        self.out.push(b'"');
        let mut at = 0;
        while at < bytes.len() {
            at = self.plain_part(bytes, at);
            let Some(&byte) = bytes.get(at) else { break };
            let escape = ESCAPES[byte as usize];
            self.out.extend_from_slice(&[b'\\', escape]);
            if escape == b'u' {
                let digit = |value: u8| b"0123456789abcdef"[value as usize];
                self.out.extend_from_slice(&[b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
            at += 1;
            self.out.reserve(bytes.len() - at + 10);
        }
        self.out.push(b'"');
    }
    /// Writes bytes up to the first that needs an escape and gives its place. There is room for all and eight more.
    #[inline]
    fn plain_part(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        // SAFETY: the bytes that are read are there, and there is room where they are written.
        unsafe {
            let to = self.out.as_mut_ptr().add(self.out.len());
            loop {
                if at + 8 <= bytes.len() {
                    let word = word_at(bytes, at);
                    (to.add(at - start) as *mut u64).write_unaligned(word.to_le());
                    let special = special_bytes(word);
                    if special == 0 {
                        at += 8;
                        continue;
                    }
                    at += bytes_before(special);
                    break;
                }
                if at == bytes.len() || ESCAPES[bytes[at] as usize] != 0 {
                    break;
                }
                to.add(at - start).write(bytes[at]);
                at += 1;
            }
            self.out.set_len(self.out.len() + at - start);
        }
        at
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
