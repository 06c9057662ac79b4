//! ASCII operations on byte slices.

use crate::fmt::{self, Write};

impl [u8] {
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
    pub const fn make_ascii_uppercase(&mut self) {
        let mut index = 0;
        while index < self.len() {
            self[index].make_ascii_uppercase();
            index += 1;
        }
    }
    pub const fn make_ascii_lowercase(&mut self) {
        let mut index = 0;
        while index < self.len() {
            self[index].make_ascii_lowercase();
            index += 1;
        }
    }
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
    pub const fn trim_ascii(&self) -> &[u8] {
        self.trim_ascii_start().trim_ascii_end()
    }
    pub fn escape_ascii(&self) -> EscapeAscii<'_> {
        EscapeAscii { bytes: self, current: None }
    }
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
