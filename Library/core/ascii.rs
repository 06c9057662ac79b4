//! Escapes of single bytes.

use crate::fmt;
use crate::iter::FusedIterator;

/// The characters of an escaped byte.
#[derive(Clone)]
pub struct EscapeDefault {
    data: [u8; 4],
    start: u8,
    end: u8,
}

const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The characters of a byte as a Rust literal has them: printable ASCII as it is, the rest escaped.
///
/// # Examples
/// ```
/// let escaped = b"a\n\xFF".iter().flat_map(|byte| std::ascii::escape_default(*byte));
/// let text: String = escaped.map(char::from).collect();
/// assert_eq!(text, r"a\n\xff");
/// ```
pub fn escape_default(c: u8) -> EscapeDefault {
    let (data, end) = match c {
        b'\t' => ([b'\\', b't', 0, 0], 2),
        b'\r' => ([b'\\', b'r', 0, 0], 2),
        b'\n' => ([b'\\', b'n', 0, 0], 2),
        b'\'' => ([b'\\', b'\'', 0, 0], 2),
        b'"' => ([b'\\', b'"', 0, 0], 2),
        b'\\' => ([b'\\', b'\\', 0, 0], 2),
        b'\x20'..=b'\x7E' => ([c, 0, 0, 0], 1),
        _ => ([b'\\', b'x', HEX_DIGITS[(c >> 4) as usize], HEX_DIGITS[(c & 15) as usize]], 4),
    };
    EscapeDefault { data, start: 0, end }
}

impl EscapeDefault {
    /// The characters that are still to come.
    pub fn as_str(&self) -> &str {
        // SAFETY: what is escaped is ASCII.
        unsafe { crate::str::from_utf8_unchecked(&self.data[self.start as usize..self.end as usize]) }
    }
}
impl Iterator for EscapeDefault {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        if self.start == self.end {
            return None;
        }
        let byte = self.data[self.start as usize];
        self.start += 1;
        Some(byte)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = (self.end - self.start) as usize;
        (length, Some(length))
    }
}
impl DoubleEndedIterator for EscapeDefault {
    fn next_back(&mut self) -> Option<u8> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(self.data[self.end as usize])
    }
}
impl ExactSizeIterator for EscapeDefault {}
impl FusedIterator for EscapeDefault {}
impl fmt::Display for EscapeDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Debug for EscapeDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EscapeDefault").finish_non_exhaustive()
    }
}
