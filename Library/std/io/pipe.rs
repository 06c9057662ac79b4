//! Pipes within a process or between processes.

use super::{Read, Result, Write};
use crate::os::fd::OwnedFd;
use crate::sys::fd;

/// The end of a pipe to read from.
#[derive(Debug)]
pub struct PipeReader(pub(crate) OwnedFd);

/// The end of a pipe to write to.
#[derive(Debug)]
pub struct PipeWriter(pub(crate) OwnedFd);

/// Two ends of a pipe: what is written to the one is read from the other.
///
/// # Examples
/// ```
/// use std::io::{pipe, Read, Write};
/// let (mut reader, mut writer) = pipe().unwrap();
/// writer.write_all(b"abc").unwrap();
/// drop(writer);
/// let mut text = String::new();
/// reader.read_to_string(&mut text).unwrap();
/// assert_eq!(text, "abc");
/// ```
pub fn pipe() -> Result<(PipeReader, PipeWriter)> {
    let (reader, writer) = fd::pipe()?;
    Ok((PipeReader(reader), PipeWriter(writer)))
}
impl PipeReader {
    /// Another reader of the same pipe.
    ///
    /// # Examples
    /// ```
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// assert!(reader.try_clone().is_ok());
    /// ```
    pub fn try_clone(&self) -> Result<PipeReader> {
        self.0.try_clone().map(PipeReader)
    }
}
impl PipeWriter {
    /// Another writer to the same pipe. Its reader comes to an end when all writers are gone.
    ///
    /// # Examples
    /// ```
    /// let (_reader, writer) = std::io::pipe().unwrap();
    /// assert!(writer.try_clone().is_ok());
    /// ```
    pub fn try_clone(&self) -> Result<PipeWriter> {
        self.0.try_clone().map(PipeWriter)
    }
}
macro_rules! pipe_ends {
    ($($reader:ty, $writer:ty;)*) => { $(
        impl Read for $reader {
            fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
                fd::read(self.0.0, buffer)
            }
        }
        impl Write for $writer {
            fn write(&mut self, buffer: &[u8]) -> Result<usize> {
                fd::write(self.0.0, buffer)
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    )* };
}
pipe_ends! { PipeReader, PipeWriter; &PipeReader, &PipeWriter; }
