//! Why a text is not the JSON that was expected.

use std::fmt;

/// Why a text could not be parsed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Details>);

/// In a box: results of values that came to be are as small as the values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    message: String,
    line: usize,
    column: usize,
}

impl Error {
    pub(crate) fn new(message: String, text: &[u8], at: usize) -> Error {
        let before = &text[..at.min(text.len())];
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        // Characters, not bytes: continuation bytes do not count.
        let column = 1 + before[start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        Error(Box::new(Details { message, line, column }))
    }
    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
    /// From 1.
    pub fn line(&self) -> usize {
        self.0.line
    }
    /// In characters, from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {} column {}", self.0.message, self.0.line, self.0.column)
    }
}
impl std::error::Error for Error {}
