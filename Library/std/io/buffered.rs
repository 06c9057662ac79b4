//! Buffers before sources and sinks.

use super::{BufRead, Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use crate::error;
use crate::fmt;
use crate::mem;
use crate::vec::Vec;

const DEFAULT_CAPACITY: usize = 8 * 1024;

/// A source with a buffer.
pub struct BufReader<R: ?Sized> {
    buffer: Vec<u8>,
    position: usize,
    filled: usize,
    inner: R,
}

impl<R: Read> BufReader<R> {
    /// Reads from the other reader in large pieces.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufRead, BufReader};
    /// let reader = BufReader::new("one\ntwo\n".as_bytes());
    /// let lines: Vec<String> = reader.lines().map(|line| line.unwrap()).collect();
    /// assert_eq!(lines, ["one", "two"]);
    /// ```
    pub fn new(inner: R) -> BufReader<R> {
        BufReader::with_capacity(DEFAULT_CAPACITY, inner)
    }
    pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R> {
        let mut buffer = Vec::new();
        buffer.resize(capacity, 0);
        BufReader { buffer, position: 0, filled: 0, inner }
    }
}
impl<R: ?Sized> BufReader<R> {
    pub fn get_ref(&self) -> &R {
        &self.inner
    }
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }
    pub fn buffer(&self) -> &[u8] {
        &self.buffer[self.position..self.filled]
    }
    pub fn capacity(&self) -> usize {
        self.buffer.len()
    }
    pub fn into_inner(self) -> R
    where
        R: Sized,
    {
        self.inner
    }
}
impl<R: ?Sized + Read> Read for BufReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.position == self.filled && buffer.len() >= self.buffer.len() {
            return self.inner.read(buffer);
        }
        let available = self.fill_buf()?;
        let count = if available.len() < buffer.len() { available.len() } else { buffer.len() };
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}
impl<R: ?Sized + Read> BufRead for BufReader<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.position >= self.filled {
            self.position = 0;
            self.filled = 0;
            self.filled = self.inner.read(&mut self.buffer)?;
        }
        Ok(&self.buffer[self.position..self.filled])
    }
    fn consume(&mut self, amount: usize) {
        let position = self.position + amount;
        self.position = if position < self.filled { position } else { self.filled };
    }
}
impl<R: Seek> BufReader<R> {
    pub fn seek_relative(&mut self, offset: i64) -> Result<()> {
        match (self.position as u64).checked_add_signed(offset) {
            Some(position) if position <= self.filled as u64 => {
                self.position = position as usize;
                Ok(())
            }
            _ => self.seek(SeekFrom::Current(offset)).map(drop),
        }
    }
}
impl<R: ?Sized + Seek> Seek for BufReader<R> {
    fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        let result = match position {
            SeekFrom::Current(offset) => {
                let unread = (self.filled - self.position) as i64;
                self.inner.seek(SeekFrom::Current(offset - unread))?
            }
            _ => self.inner.seek(position)?,
        };
        self.position = 0;
        self.filled = 0;
        Ok(result)
    }
}
impl<R: ?Sized + fmt::Debug> fmt::Debug for BufReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufReader")
            .field("reader", &&self.inner)
            .field("buffer", &format_args!("{}/{}", self.filled - self.position, self.buffer.len()))
            .finish()
    }
}

/// A sink with a buffer, written out when full, flushed or dropped.
pub struct BufWriter<W: ?Sized + Write> {
    buffer: Vec<u8>,
    /// Whether the inner sink panicked in the middle of a write.
    panicked: bool,
    inner: W,
}

impl<W: Write> BufWriter<W> {
    /// Writes to the other writer in large pieces, the last of them when it is dropped.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut out = Vec::new();
    /// {
    ///     let mut writer = BufWriter::new(&mut out);
    ///     for n in 0..3 {
    ///         write!(writer, "{n};").unwrap();
    ///     }
    /// }
    /// assert_eq!(out, b"0;1;2;");
    /// ```
    pub fn new(inner: W) -> BufWriter<W> {
        BufWriter::with_capacity(DEFAULT_CAPACITY, inner)
    }
    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W> {
        BufWriter { buffer: Vec::with_capacity(capacity), panicked: false, inner }
    }
    pub fn into_inner(mut self) -> crate::result::Result<W, IntoInnerError<BufWriter<W>>> {
        match self.flush_buffer() {
            Err(error) => Err(IntoInnerError(self, error)),
            Ok(()) => Ok(self.into_parts().0),
        }
    }
    pub fn into_parts(self) -> (W, crate::result::Result<Vec<u8>, WriterPanicked>) {
        let mut this = mem::ManuallyDrop::new(self);
        let buffer = mem::take(&mut this.buffer);
        let buffer = if this.panicked { Err(WriterPanicked { buffer }) } else { Ok(buffer) };
        (unsafe { crate::ptr::read(&this.inner) }, buffer)
    }
}
impl<W: ?Sized + Write> BufWriter<W> {
    pub fn get_ref(&self) -> &W {
        &self.inner
    }
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }
    pub fn buffer(&self) -> &[u8] {
        &self.buffer
    }
    pub fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
    pub(super) fn flush_buffer(&mut self) -> Result<()> {
        let mut written = 0;
        let mut result = Ok(());
        while written < self.buffer.len() {
            self.panicked = true;
            let count = self.inner.write(&self.buffer[written..]);
            self.panicked = false;
            match count {
                Ok(0) => {
                    result = Err(Error::message(ErrorKind::WriteZero, "failed to write the buffered data"));
                    break;
                }
                Ok(count) => written += count,
                Err(error) if error.is_interrupted() => {}
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        if written >= self.buffer.len() {
            self.buffer.clear();
        } else if written > 0 {
            self.buffer.drain(..written);
        }
        result
    }
}
impl<W: ?Sized + Write> Write for BufWriter<W> {
    #[inline]
    fn write(&mut self, data: &[u8]) -> Result<usize> {
        if data.len() > self.buffer.capacity() - self.buffer.len() {
            self.flush_buffer()?;
        }
        if data.len() >= self.buffer.capacity() {
            self.panicked = true;
            let result = self.inner.write(data);
            self.panicked = false;
            result
        } else {
            self.buffer.extend_from_slice(data);
            Ok(data.len())
        }
    }
    #[inline]
    fn write_all(&mut self, data: &[u8]) -> Result<()> {
        if data.len() > self.buffer.capacity() - self.buffer.len() {
            self.flush_buffer()?;
        }
        if data.len() >= self.buffer.capacity() {
            self.panicked = true;
            let result = self.inner.write_all(data);
            self.panicked = false;
            result
        } else {
            self.buffer.extend_from_slice(data);
            Ok(())
        }
    }
    fn flush(&mut self) -> Result<()> {
        self.flush_buffer()?;
        self.inner.flush()
    }
}
impl<W: ?Sized + Write + Seek> Seek for BufWriter<W> {
    fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        self.flush_buffer()?;
        self.inner.seek(position)
    }
}
impl<W: ?Sized + Write> Drop for BufWriter<W> {
    fn drop(&mut self) {
        if !self.panicked {
            let _result = self.flush_buffer();
        }
    }
}
impl<W: ?Sized + Write + fmt::Debug> fmt::Debug for BufWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufWriter")
            .field("writer", &&self.inner)
            .field("buffer", &format_args!("{}/{}", self.buffer.len(), self.buffer.capacity()))
            .finish()
    }
}

/// The sink panicked while the buffer was written out.
pub struct WriterPanicked {
    buffer: Vec<u8>,
}
impl WriterPanicked {
    pub fn into_inner(self) -> Vec<u8> {
        self.buffer
    }
}
impl fmt::Display for WriterPanicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BufWriter inner writer panicked, what data remains unwritten is not known")
    }
}
impl fmt::Debug for WriterPanicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriterPanicked")
            .field("buffer", &format_args!("{}/{}", self.buffer.len(), self.buffer.capacity()))
            .finish()
    }
}
impl error::Error for WriterPanicked {}

/// `BufWriter::into_inner` failed.
#[derive(Debug)]
pub struct IntoInnerError<W>(W, Error);
impl<W> IntoInnerError<W> {
    pub fn error(&self) -> &Error {
        &self.1
    }
    pub fn into_inner(self) -> W {
        self.0
    }
    pub fn into_error(self) -> Error {
        self.1
    }
    pub fn into_parts(self) -> (Error, W) {
        (self.1, self.0)
    }
}
impl<W> From<IntoInnerError<W>> for Error {
    fn from(error: IntoInnerError<W>) -> Error {
        error.1
    }
}
impl<W> fmt::Display for IntoInnerError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.1.fmt(f)
    }
}
impl<W: fmt::Debug> error::Error for IntoInnerError<W> {}

/// A sink whose buffer is written out at the end of every line.
pub struct LineWriter<W: ?Sized + Write> {
    inner: BufWriter<W>,
}
impl<W: Write> LineWriter<W> {
    pub fn new(inner: W) -> LineWriter<W> {
        LineWriter::with_capacity(1024, inner)
    }
    pub fn with_capacity(capacity: usize, inner: W) -> LineWriter<W> {
        LineWriter { inner: BufWriter::with_capacity(capacity, inner) }
    }
    pub fn into_inner(self) -> crate::result::Result<W, IntoInnerError<LineWriter<W>>> {
        self.inner.into_inner().map_err(|IntoInnerError(inner, error)| IntoInnerError(LineWriter { inner }, error))
    }
}
impl<W: ?Sized + Write> LineWriter<W> {
    pub fn get_ref(&self) -> &W {
        self.inner.get_ref()
    }
    pub fn get_mut(&mut self) -> &mut W {
        self.inner.get_mut()
    }
}
impl<W: ?Sized + Write> Write for LineWriter<W> {
    fn write(&mut self, data: &[u8]) -> Result<usize> {
        self.write_all(data)?;
        Ok(data.len())
    }
    fn write_all(&mut self, data: &[u8]) -> Result<()> {
        match data.iter().rposition(|b| *b == b'\n') {
            Some(index) => {
                self.inner.write_all(&data[..index + 1])?;
                self.inner.flush_buffer()?;
                self.inner.write_all(&data[index + 1..])
            }
            None => {
                if self.inner.buffer().last() == Some(&b'\n') {
                    self.inner.flush_buffer()?;
                }
                self.inner.write_all(data)
            }
        }
    }
    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}
impl<W: ?Sized + Write + fmt::Debug> fmt::Debug for LineWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineWriter")
            .field("writer", &self.get_ref())
            .field("buffer", &format_args!("{}/{}", self.inner.buffer().len(), self.inner.capacity()))
            .finish_non_exhaustive()
    }
}
