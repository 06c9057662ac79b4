//! Strings of a document.

use super::parser::StringPlace;
use super::words::{bytes_before, lowest_bytes, special_bytes, word_at, HIGH};
use super::{Error, Parser};

/// The place of the next quote, backslash or control character, and the bytes before it, laid over each other.
#[inline]
pub(super) fn plain_part(text: &[u8], mut at: usize) -> (usize, u64) {
    let mut seen = 0;
    while at + 8 <= text.len() {
        // SAFETY: the bytes are there.
        let word = unsafe { word_at(text, at) };
        let special = special_bytes(word);
        if special != 0 {
            let count = bytes_before(special);
            return (at + count, seen | word & lowest_bytes(count));
        }
        seen |= word;
        at += 8;
    }
    while at < text.len() && text[at] >= 0x20 && text[at] != b'"' && text[at] != b'\\' {
        seen |= text[at] as u64;
        at += 1;
    }
    (at, seen)
}

impl<'a> Parser<'a> {
    /// A string; it may lie in the text or in a buffer of the parser.
    pub fn string(&mut self) -> Result<&str, Error> {
        let place = self.string_place()?;
        Ok(self.string_at(place))
    }
    #[inline]
    pub(super) fn string_at(&self, place: StringPlace) -> &str {
        let bytes = match place {
            // SAFETY: the place is one of the text's, from `string_place`.
            Some((start, end)) => unsafe { self.text.get_unchecked(start..end) },
            None => &self.scratch[..],
        };
        // SAFETY: `string_place` has checked it.
        unsafe { std::str::from_utf8_unchecked(bytes) }
    }
    /// Reads a string: where it lies.
    pub(super) fn string_place(&mut self) -> Result<StringPlace, Error> {
        if self.peek() != b'"' {
            return Err(self.unexpected("a string"));
        }
        let start = self.at + 1;
        let (end, other) = plain_part(self.text, start);
        if self.text.get(end) != Some(&b'"') {
            self.at = end;
            return self.string_with_escapes(start, other);
        }
        self.at = end + 1;
        if other & HIGH != 0 {
            self.check(&self.text[start..end])?;
        }
        Ok(Some((start, end)))
    }
    #[cold]
    fn check(&self, bytes: &[u8]) -> Result<(), Error> {
        std::str::from_utf8(bytes).map(|_| ()).map_err(|error| self.error(error))
    }
    /// Reads the rest of a string that began at `start`. `seen` has a high bit if it has other characters than ASCII.
    fn string_with_escapes(&mut self, start: usize, mut seen: u64) -> Result<StringPlace, Error> {
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.text[start..self.at]);
        loop {
            match self.text.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(self.unexpected("no control character in a string")),
                None => return Err(self.unexpected("`\"`")),
            }
            let start = self.at;
            let (end, other) = plain_part(self.text, start);
            self.scratch.extend_from_slice(&self.text[start..end]);
            self.at = end;
            seen |= other;
        }
        if seen & HIGH != 0 {
            self.check(&self.scratch)?;
        }
        Ok(None)
    }
    fn escape(&mut self) -> Result<(), Error> {
        let letter = self.text.get(self.at + 1).copied().unwrap_or(0);
        let byte = match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let start = self.at;
                self.at += 2;
                let mut code = self.unit()?;
                if code & 0xFC00 == 0xD800 && self.text[self.at..].starts_with(b"\\u") {
                    self.at += 2;
                    let low = self.unit()?;
                    if low & 0xFC00 == 0xDC00 {
                        code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF);
                    }
                }
                let Some(c) = char::from_u32(code) else {
                    return Err(self.error_at("a surrogate without its other half", start));
                };
                self.scratch.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => {
                self.at += 1;
                return Err(self.unexpected("one of \"\\/bfnrtu behind a backslash"));
            }
        };
        self.scratch.push(byte);
        self.at += 2;
        Ok(())
    }
    fn unit(&mut self) -> Result<u32, Error> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.text.get(self.at).and_then(|&byte| (byte as char).to_digit(16));
            let Some(digit) = digit else { return Err(self.unexpected("a hexadecimal digit")) };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }
}
