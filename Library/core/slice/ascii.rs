//! ASCII operations on byte slices.

use crate::fmt::{self, Write};

impl [u8] {
    /// Whether all bytes are below 128.
    ///
    /// # Examples
    /// ```
    /// assert!(b"plain".is_ascii() && !"grün".as_bytes().is_ascii());
    /// ```
    pub const fn is_ascii(&self) -> bool {
        let mut index = 0;
        while index < self.len() {
            if self[index] >= 128 {
                return false;
            }
            index += 1;
        }
        true
    }
    /// Whether both are equal, but for the case of ASCII's letters.
    ///
    /// # Examples
    /// ```
    /// assert!(b"Content-Type".eq_ignore_ascii_case(b"content-type"));
    /// ```
    pub const fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut index = 0;
        while index < self.len() {
            if !self[index].eq_ignore_ascii_case(&other[index]) {
                return false;
            }
            index += 1;
        }
        true
    }
    /// Makes ASCII's letters capital.
    pub const fn make_ascii_uppercase(&mut self) {
        let mut index = 0;
        while index < self.len() {
            self[index].make_ascii_uppercase();
            index += 1;
        }
    }
    /// Makes ASCII's letters small.
    pub const fn make_ascii_lowercase(&mut self) {
        let mut index = 0;
        while index < self.len() {
            self[index].make_ascii_lowercase();
            index += 1;
        }
    }
    /// The slice without ASCII whitespace at its start.
    pub const fn trim_ascii_start(&self) -> &[u8] {
        let mut bytes = self;
        while let [first, rest @ ..] = bytes {
            if !first.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }
    /// The slice without ASCII whitespace at its end.
    pub const fn trim_ascii_end(&self) -> &[u8] {
        let mut bytes = self;
        while let [rest @ .., last] = bytes {
            if !last.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }
    /// The slice without ASCII whitespace at both ends.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b" \tword\r\n".trim_ascii(), b"word");
    /// ```
    pub const fn trim_ascii(&self) -> &[u8] {
        self.trim_ascii_start().trim_ascii_end()
    }
    /// The bytes as a literal in ASCII has them.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(b"a\"\xFF".escape_ascii().to_string(), r#"a\"\xff"#);
    /// ```
    pub fn escape_ascii(&self) -> EscapeAscii<'_> {
        EscapeAscii { bytes: self, current: None }
    }
    /// The parts that are UTF-8, each with the bytes behind it that are not.
    ///
    /// # Examples
    /// ```
    /// let chunks: Vec<_> = b"ab\xFFc".utf8_chunks().map(|chunk| (chunk.valid(), chunk.invalid())).collect();
    /// assert_eq!(chunks, [("ab", &b"\xFF"[..]), ("c", &[])]);
    /// ```
    pub fn utf8_chunks(&self) -> crate::str::Utf8Chunks<'_> {
        crate::str::Utf8Chunks::new(self)
    }
}

/// `[u8]::escape_ascii`
#[derive(Clone)]
pub struct EscapeAscii<'a> {
    bytes: &'a [u8],
    current: Option<crate::ascii::EscapeDefault>,
}
impl Iterator for EscapeAscii<'_> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        loop {
            if let Some(escape) = &mut self.current {
                if let Some(byte) = escape.next() {
                    return Some(byte);
                }
            }
            let (first, rest) = self.bytes.split_first()?;
            self.current = Some(crate::ascii::escape_default(*first));
            self.bytes = rest;
        }
    }
}
impl fmt::Display for EscapeAscii<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.clone() {
            f.write_char(byte as char)?;
        }
        Ok(())
    }
}
