//! Small sources and sinks.

use super::{BufRead, Read, Result, Seek, SeekFrom, Write};
use crate::string::String;

/// A source that is always at its end, a sink that swallows everything.
#[derive(Copy, Clone, Debug, Default)]
pub struct Empty;
/// A source that is at its end, and a sink that swallows everything.
///
/// # Examples
/// ```
/// assert_eq!(std::io::read_to_string(std::io::empty()).unwrap(), "");
/// ```
pub const fn empty() -> Empty {
    Empty
}
impl Read for Empty {
    fn read(&mut self, _buffer: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl BufRead for Empty {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(&[])
    }
    fn consume(&mut self, _amount: usize) {}
}

impl Seek for Empty {
    fn seek(&mut self, _position: SeekFrom) -> Result<u64> {
        Ok(0)
    }
}

/// A sink that swallows everything.
#[derive(Copy, Clone, Debug, Default)]
pub struct Sink;
/// A sink that swallows everything.
///
/// # Examples
/// ```
/// use std::io::Write;
/// assert_eq!(std::io::sink().write(b"abc").unwrap(), 3);
/// ```
pub const fn sink() -> Sink {
    Sink
}
macro_rules! swallowing {
    ($($t:ty)*) => { $(
        impl Write for $t {
            #[inline]
            fn write(&mut self, buffer: &[u8]) -> Result<usize> {
                Ok(buffer.len())
            }
            #[inline]
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    )* };
}
swallowing! { Sink &Sink Empty &Empty }

/// A source of one byte, forever.
#[derive(Debug)]
pub struct Repeat {
    byte: u8,
}
/// A source that has one byte again and again.
///
/// # Examples
/// ```
/// use std::io::Read;
/// let mut bytes = [0; 3];
/// std::io::repeat(7).read_exact(&mut bytes).unwrap();
/// assert_eq!(bytes, [7; 3]);
/// ```
pub const fn repeat(byte: u8) -> Repeat {
    Repeat { byte }
}
impl Read for Repeat {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        buffer.fill(self.byte);
        Ok(buffer.len())
    }
}

/// Writes all that a source still has to a sink; how many bytes that were.
///
/// # Examples
/// ```
/// let mut out = Vec::new();
/// assert_eq!(std::io::copy(&mut &b"abc"[..], &mut out).unwrap(), 3);
/// assert_eq!(out, b"abc");
/// ```
pub fn copy<R: Read + ?Sized, W: Write + ?Sized>(reader: &mut R, writer: &mut W) -> Result<u64> {
    let mut buffer = [0u8; 8192];
    let mut total = 0;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => {
                writer.write_all(&buffer[..count])?;
                total += count as u64;
            }
            Err(error) if error.is_interrupted() => {}
            Err(error) => return Err(error),
        }
    }
}

/// All that a source still has, as a text.
///
/// # Examples
/// ```
/// assert_eq!(std::io::read_to_string(&b"abc"[..]).unwrap(), "abc");
/// ```
pub fn read_to_string<R: Read>(mut reader: R) -> Result<String> {
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    Ok(text)
}
