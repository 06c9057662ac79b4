//! Bytes as alternating valid and invalid parts.

use super::{from_utf8, from_utf8_unchecked};

/// A valid part and the invalid sequence after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}
impl<'a> Utf8Chunk<'a> {
    /// The text.
    pub fn valid(&self) -> &'a str {
        self.valid
    }
    /// The bytes behind it that are no UTF-8; at most three, and none only at the end.
    pub fn invalid(&self) -> &'a [u8] {
        self.invalid
    }
}

/// `[u8]::utf8_chunks`
#[derive(Clone, Debug)]
pub struct Utf8Chunks<'a> {
    bytes: &'a [u8],
}
impl<'a> Utf8Chunks<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Utf8Chunks { bytes }
    }
}
impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;
    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.bytes.is_empty() {
            return None;
        }
        match from_utf8(self.bytes) {
            Ok(valid) => {
                self.bytes = &[];
                Some(Utf8Chunk { valid, invalid: &[] })
            }
            Err(error) => {
                let (valid, rest) = self.bytes.split_at(error.valid_up_to());
                let length = error.error_len().unwrap_or(rest.len());
                let (invalid, rest) = rest.split_at(length);
                self.bytes = rest;
                // SAFETY: this part was just found to be UTF-8.
                Some(Utf8Chunk { valid: unsafe { from_utf8_unchecked(valid) }, invalid })
            }
        }
    }
}
