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
    /// A reader with a buffer of so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufReader;
    /// assert_eq!(BufReader::with_capacity(16, &b"abc"[..]).capacity(), 16);
    /// ```
    pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R> {
        let mut buffer = Vec::new();
        buffer.resize(capacity, 0);
        BufReader { buffer, position: 0, filled: 0, inner }
    }
}
impl<R: ?Sized> BufReader<R> {
    /// The source. What was read from it into the buffer is not there any more.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufReader;
    /// assert_eq!(BufReader::new(&b"abc"[..]).get_ref(), b"abc");
    /// ```
    pub fn get_ref(&self) -> &R {
        &self.inner
    }
    /// The source, to be changed; reading from it passes over what the buffer has.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufReader;
    /// let mut reader = BufReader::new(&b"abc"[..]);
    /// *reader.get_mut() = b"d";
    /// assert_eq!(std::io::read_to_string(reader).unwrap(), "d");
    /// ```
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }
    /// What the buffer has, without reading.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufRead, BufReader};
    /// let mut reader = BufReader::new(&b"abc"[..]);
    /// assert_eq!(reader.buffer(), b"");
    /// reader.fill_buf().unwrap();
    /// assert_eq!(reader.buffer(), b"abc");
    /// ```
    pub fn buffer(&self) -> &[u8] {
        &self.buffer[self.position..self.filled]
    }
    /// The size of the buffer in bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufReader;
    /// assert_eq!(BufReader::with_capacity(16, &b"abc"[..]).capacity(), 16);
    /// ```
    pub fn capacity(&self) -> usize {
        self.buffer.len()
    }
    /// The source. What the buffer has is lost.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufReader;
    /// assert_eq!(BufReader::new(&b"abc"[..]).into_inner(), b"abc");
    /// ```
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
    /// Moves the position, and keeps the buffer if that leads into it.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufReader, Cursor, Read};
    /// let mut reader = BufReader::new(Cursor::new(b"abcd"));
    /// reader.seek_relative(2).unwrap();
    /// assert_eq!(reader.bytes().next().unwrap().unwrap(), b'c');
    /// ```
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
    /// A writer with a buffer of so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufWriter;
    /// assert!(BufWriter::with_capacity(16, Vec::new()).capacity() >= 16);
    /// ```
    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W> {
        BufWriter { buffer: Vec::with_capacity(capacity), panicked: false, inner }
    }
    /// The sink, when the buffer has been written to it; or else the error and this writer.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"abc").unwrap();
    /// assert_eq!(writer.into_inner().unwrap(), b"abc");
    /// ```
    pub fn into_inner(mut self) -> crate::result::Result<W, IntoInnerError<BufWriter<W>>> {
        match self.flush_buffer() {
            Err(error) => Err(IntoInnerError(self, error)),
            Ok(()) => Ok(self.into_parts().0),
        }
    }
    /// The sink, and what the buffer has, which is not written.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"abc").unwrap();
    /// let (sink, rest) = writer.into_parts();
    /// assert!(sink.is_empty());
    /// assert_eq!(rest.unwrap(), b"abc");
    /// ```
    pub fn into_parts(self) -> (W, crate::result::Result<Vec<u8>, WriterPanicked>) {
        let mut this = mem::ManuallyDrop::new(self);
        let buffer = mem::take(&mut this.buffer);
        let buffer = if this.panicked { Err(WriterPanicked { buffer }) } else { Ok(buffer) };
        // SAFETY: the writer is not dropped, so that the sink has one owner.
        (unsafe { crate::ptr::read(&this.inner) }, buffer)
    }
}
impl<W: ?Sized + Write> BufWriter<W> {
    /// The sink. What the buffer has is not there yet.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufWriter;
    /// assert_eq!(BufWriter::new(vec![1]).get_ref(), &[1]);
    /// ```
    pub fn get_ref(&self) -> &W {
        &self.inner
    }
    /// The sink, to be changed; what is written to it comes before what the buffer has.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufWriter;
    /// let mut writer = BufWriter::new(vec![1]);
    /// writer.get_mut().push(2);
    /// assert_eq!(writer.get_ref(), &[1, 2]);
    /// ```
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }
    /// What is not yet written to the sink.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"abc").unwrap();
    /// assert_eq!(writer.buffer(), b"abc");
    /// ```
    pub fn buffer(&self) -> &[u8] {
        &self.buffer
    }
    /// How many bytes the buffer has room for.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufWriter;
    /// assert!(BufWriter::with_capacity(16, Vec::new()).capacity() >= 16);
    /// ```
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
    /// What the buffer had. Some of it may have been written.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// use std::panic::{catch_unwind, AssertUnwindSafe};
    /// struct Panics;
    /// impl Write for Panics {
    ///     fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
    ///         std::panic::resume_unwind(Box::new(()))
    ///     }
    ///     fn flush(&mut self) -> std::io::Result<()> {
    ///         Ok(())
    ///     }
    /// }
    /// let mut writer = BufWriter::new(Panics);
    /// writer.write_all(b"abc").unwrap();
    /// assert!(catch_unwind(AssertUnwindSafe(|| writer.flush())).is_err());
    /// assert_eq!(writer.into_parts().1.unwrap_err().into_inner(), b"abc");
    /// ```
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
    /// The error of writing.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, ErrorKind, Write};
    /// let mut room = [0u8; 1];
    /// let mut writer = BufWriter::new(&mut room[..]);
    /// writer.write_all(b"abc").unwrap();
    /// let error = writer.into_inner().unwrap_err();
    /// assert_eq!(error.error().kind(), ErrorKind::WriteZero);
    /// ```
    pub fn error(&self) -> &Error {
        &self.1
    }
    /// The writer, with what is not written.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut room = [0u8; 1];
    /// let mut writer = BufWriter::new(&mut room[..]);
    /// writer.write_all(b"abc").unwrap();
    /// let writer = writer.into_inner().unwrap_err().into_inner();
    /// assert_eq!(writer.buffer(), b"bc");
    /// ```
    pub fn into_inner(self) -> W {
        self.0
    }
    /// The error of writing; the writer is dropped.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, ErrorKind, Write};
    /// let mut room = [0u8; 1];
    /// let mut writer = BufWriter::new(&mut room[..]);
    /// writer.write_all(b"abc").unwrap();
    /// assert_eq!(writer.into_inner().unwrap_err().into_error().kind(), ErrorKind::WriteZero);
    /// ```
    pub fn into_error(self) -> Error {
        self.1
    }
    /// The error of writing and the writer.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, ErrorKind, Write};
    /// let mut room = [0u8; 1];
    /// let mut writer = BufWriter::new(&mut room[..]);
    /// writer.write_all(b"abc").unwrap();
    /// let (error, writer) = writer.into_inner().unwrap_err().into_parts();
    /// assert_eq!((error.kind(), writer.buffer()), (ErrorKind::WriteZero, &b"bc"[..]));
    /// ```
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
    /// A writer that passes each whole line on to the sink.
    ///
    /// # Examples
    /// ```
    /// use std::io::{LineWriter, Write};
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"line\nrest").unwrap();
    /// assert_eq!(writer.get_ref(), b"line\n");
    /// ```
    pub fn new(inner: W) -> LineWriter<W> {
        LineWriter::with_capacity(1024, inner)
    }
    /// A line writer with a buffer of so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::{LineWriter, Write};
    /// let mut writer = LineWriter::with_capacity(16, Vec::new());
    /// writer.write_all(b"rest").unwrap();
    /// assert_eq!(writer.get_ref(), b"");
    /// ```
    pub fn with_capacity(capacity: usize, inner: W) -> LineWriter<W> {
        LineWriter { inner: BufWriter::with_capacity(capacity, inner) }
    }
    /// The sink, when the buffer has been written to it; or else the error and this writer.
    ///
    /// # Examples
    /// ```
    /// use std::io::{LineWriter, Write};
    /// let mut writer = LineWriter::new(Vec::new());
    /// writer.write_all(b"rest").unwrap();
    /// assert_eq!(writer.into_inner().unwrap(), b"rest");
    /// ```
    pub fn into_inner(self) -> crate::result::Result<W, IntoInnerError<LineWriter<W>>> {
        self.inner.into_inner().map_err(|IntoInnerError(inner, error)| IntoInnerError(LineWriter { inner }, error))
    }
}
impl<W: ?Sized + Write> LineWriter<W> {
    /// The sink. What the buffer has is not there yet.
    ///
    /// # Examples
    /// ```
    /// use std::io::LineWriter;
    /// assert_eq!(LineWriter::new(vec![1]).get_ref(), &[1]);
    /// ```
    pub fn get_ref(&self) -> &W {
        self.inner.get_ref()
    }
    /// The sink, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::io::LineWriter;
    /// let mut writer = LineWriter::new(vec![1]);
    /// writer.get_mut().push(2);
    /// assert_eq!(writer.get_ref(), &[1, 2]);
    /// ```
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
