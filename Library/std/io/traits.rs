//! Sources and sinks of bytes.

use super::{Error, ErrorKind, IoSlice, IoSliceMut, Result};
use crate::boxed::Box;
use crate::fmt;
use crate::string::String;
use crate::sys::os::find_byte;
use crate::vec::Vec;


/// A source of bytes.
pub trait Read {
    /// Reads some bytes into the buffer; how many. At the end, and for an empty buffer, it is none.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut source = &b"abc"[..];
    /// let mut buffer = [0; 2];
    /// assert_eq!(source.read(&mut buffer).unwrap(), 2);
    /// assert_eq!(source.read(&mut buffer).unwrap(), 1);
    /// assert_eq!(source.read(&mut buffer).unwrap(), 0);
    /// assert_eq!(&buffer, b"cb");
    /// ```
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize>;

    /// Reads all that is left, and appends it; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut bytes = vec![0];
    /// assert_eq!((&b"abc"[..]).read_to_end(&mut bytes).unwrap(), 3);
    /// assert_eq!(bytes, b"\0abc");
    /// ```
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize> {
        let start = buffer.len();
        loop {
            if buffer.capacity() - buffer.len() < 32 {
                buffer.reserve(if buffer.capacity() < 8192 { 8192 } else { buffer.capacity() });
            }
            let length = buffer.len();
            let room = buffer.capacity();
            // The spare room is zeroed, so that a reader sees initialised memory.
            buffer.resize(room, 0);
            match self.read(&mut buffer[length..]) {
                Ok(count) => {
                    buffer.truncate(length + count);
                    if count == 0 {
                        return Ok(length - start);
                    }
                }
                Err(error) => {
                    buffer.truncate(length);
                    if !error.is_interrupted() {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Reads all that is left behind the text; how many bytes that were. What is not UTF-8 is an error.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut source = "all the rest".as_bytes();
    /// let mut text = String::from("> ");
    /// assert_eq!(source.read_to_string(&mut text).unwrap(), 12);
    /// assert_eq!(text, "> all the rest");
    /// ```
    fn read_to_string(&mut self, buffer: &mut String) -> Result<usize> {
        append_text(buffer, |bytes| self.read_to_end(bytes))
    }

    /// As `read`, with several buffers, which are filled one after the other, or only the first.
    ///
    /// # Examples
    /// ```
    /// use std::io::{IoSliceMut, Read};
    /// let (mut a, mut b) = ([0; 2], [0; 2]);
    /// let count = (&b"abc"[..]).read_vectored(&mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)]).unwrap();
    /// assert!(count >= 1);
    /// assert_eq!(a[0], b'a');
    /// ```
    fn read_vectored(&mut self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
        match buffers.iter_mut().find(|buffer| !buffer.is_empty()) {
            Some(buffer) => self.read(buffer),
            None => self.read(&mut []),
        }
    }

    /// Fills the buffer, or gives an error if the source ends before.
    ///
    /// # Examples
    /// ```
    /// use std::io::{ErrorKind, Read};
    /// let (mut source, mut buffer) = (&b"abc"[..], [0; 2]);
    /// source.read_exact(&mut buffer).unwrap();
    /// assert_eq!(&buffer, b"ab");
    /// assert_eq!(source.read_exact(&mut buffer).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    /// ```
    fn read_exact(&mut self, mut buffer: &mut [u8]) -> Result<()> {
        while !buffer.is_empty() {
            match self.read(buffer) {
                Ok(0) => return Err(Error::message(ErrorKind::UnexpectedEof, "failed to fill whole buffer")),
                Ok(count) => buffer = &mut buffer[count..],
                Err(error) if error.is_interrupted() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// A reference to the source, which is a source as well.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut source = &b"abc"[..];
    /// let mut start = String::new();
    /// source.by_ref().take(2).read_to_string(&mut start).unwrap();
    /// assert_eq!((start.as_str(), source), ("ab", &b"c"[..]));
    /// ```
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// The bytes one by one.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let sum: u32 = (&[1u8, 2][..]).bytes().map(|byte| byte.unwrap() as u32).sum();
    /// assert_eq!(sum, 3);
    /// ```
    fn bytes(self) -> Bytes<Self>
    where
        Self: Sized,
    {
        Bytes { inner: self }
    }

    /// This source, and another after it.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let both = (&b"ab"[..]).chain(&b"c"[..]);
    /// assert_eq!(std::io::read_to_string(both).unwrap(), "abc");
    /// ```
    fn chain<R: Read>(self, next: R) -> Chain<Self, R>
    where
        Self: Sized,
    {
        Chain { first: self, second: next, done_first: false }
    }

    /// At most so many bytes of this source.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!(std::io::read_to_string((&b"abc"[..]).take(2)).unwrap(), "ab");
    /// ```
    fn take(self, limit: u64) -> Take<Self>
    where
        Self: Sized,
    {
        Take { inner: self, limit }
    }
}

/// Appends bytes to a text, or nothing when they are no text.
fn append_text(text: &mut String, append: impl FnOnce(&mut Vec<u8>) -> Result<usize>) -> Result<usize> {
    /// Cuts the text where it was when something goes wrong, a panic included.
    struct Guard<'a> {
        bytes: &'a mut Vec<u8>,
        length: usize,
    }
    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.bytes.truncate(self.length);
        }
    }
    // SAFETY: the bytes behind the old length are cut off unless they are UTF-8.
    let mut guard = Guard { length: text.len(), bytes: unsafe { text.as_mut_vec() } };
    let result = append(guard.bytes);
    if crate::str::from_utf8(&guard.bytes[guard.length..]).is_ok() {
        guard.length = guard.bytes.len();
        return result;
    }
    result.and_then(|_| Err(Error::message(ErrorKind::InvalidData, "stream did not contain valid UTF-8")))
}

/// A sink of bytes.
pub trait Write {
    /// Writes some of the bytes, from the first on; how many that were.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// let mut room = [0; 2];
    /// assert_eq!((&mut room[..]).write(b"abc").unwrap(), 2);
    /// assert_eq!(&room, b"ab");
    /// ```
    fn write(&mut self, buffer: &[u8]) -> Result<usize>;
    /// Writes what is kept back in a buffer.
    ///
    /// # Examples
    /// ```
    /// use std::io::{BufWriter, Write};
    /// let mut writer = BufWriter::new(Vec::new());
    /// writer.write_all(b"abc").unwrap();
    /// writer.flush().unwrap();
    /// assert_eq!(writer.get_ref(), b"abc");
    /// ```
    fn flush(&mut self) -> Result<()>;

    /// As `write`, with several buffers, one after the other, or only the first.
    ///
    /// # Examples
    /// ```
    /// use std::io::{IoSlice, Write};
    /// let mut out = Vec::new();
    /// assert!(out.write_vectored(&[IoSlice::new(b"ab"), IoSlice::new(b"c")]).unwrap() >= 2);
    /// assert!(out.starts_with(b"ab"));
    /// ```
    fn write_vectored(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        for buffer in buffers {
            if !buffer.is_empty() {
                return self.write(buffer);
            }
        }
        self.write(&[])
    }

    /// Writes all of the bytes, or gives the error that prevented it.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// let mut out: Vec<u8> = Vec::new();
    /// out.write_all(b"all of it").unwrap();
    /// assert_eq!(out, b"all of it");
    /// ```
    fn write_all(&mut self, mut buffer: &[u8]) -> Result<()> {
        while !buffer.is_empty() {
            match self.write(buffer) {
                Ok(0) => return Err(Error::message(ErrorKind::WriteZero, "failed to write whole buffer")),
                Ok(count) => buffer = &buffer[count..],
                Err(error) if error.is_interrupted() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes what `format_args!` has made; `write!` calls it.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// let mut out = Vec::new();
    /// write!(out, "{:03}", 7).unwrap();
    /// out.write_fmt(format_args!("{}", '!')).unwrap();
    /// assert_eq!(out, b"007!");
    /// ```
    fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> Result<()> {
        if let Some(text) = arguments.as_str() {
            return self.write_all(text.as_bytes());
        }
        let mut adapter = Adapter { inner: self, error: Ok(()) };
        match fmt::write(&mut adapter, arguments) {
            Ok(()) => Ok(()),
            Err(_) => {
                if adapter.error.is_err() {
                    adapter.error
                } else {
                    panic!("a formatting trait implementation returned an error when the underlying stream did not");
                }
            }
        }
    }

    /// A reference to the sink, which is a sink as well.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// let mut out = Vec::new();
    /// out.by_ref().write_all(b"abc").unwrap();
    /// assert_eq!(out, b"abc");
    /// ```
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }
}

/// A sink of bytes as a sink of text, which keeps the error.
struct Adapter<'a, T: ?Sized> {
    inner: &'a mut T,
    error: Result<()>,
}
impl<T: Write + ?Sized> fmt::Write for Adapter<'_, T> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.inner.write_all(text.as_bytes()) {
            Ok(()) => Ok(()),
            Err(error) => {
                self.error = Err(error);
                Err(fmt::Error)
            }
        }
    }
}

/// Where to seek to.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum SeekFrom {
    /// So many bytes behind the start.
    Start(u64),
    /// So many bytes behind the end, or before it.
    End(i64),
    /// So many bytes behind the position, or before it.
    Current(i64),
}

/// Sources and sinks with a position.
pub trait Seek {
    /// Moves the position, and gives it as counted from the start.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Seek, SeekFrom};
    /// let mut cursor = Cursor::new(b"abc");
    /// assert_eq!(cursor.seek(SeekFrom::End(-1)).unwrap(), 2);
    /// assert!(cursor.seek(SeekFrom::Current(-5)).is_err());
    /// ```
    fn seek(&mut self, position: SeekFrom) -> Result<u64>;
    /// Moves the position to the start.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Seek, SeekFrom};
    /// let mut cursor = Cursor::new(b"abc");
    /// cursor.seek(SeekFrom::Start(2)).unwrap();
    /// cursor.rewind().unwrap();
    /// assert_eq!(cursor.position(), 0);
    /// ```
    fn rewind(&mut self) -> Result<()> {
        self.seek(SeekFrom::Start(0))?;
        Ok(())
    }
    /// The position, counted from the start.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Read, Seek};
    /// let mut cursor = Cursor::new(b"abc");
    /// cursor.read_exact(&mut [0, 0]).unwrap();
    /// assert_eq!(cursor.stream_position().unwrap(), 2);
    /// ```
    fn stream_position(&mut self) -> Result<u64> {
        self.seek(SeekFrom::Current(0))
    }
    /// Moves the position by so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Seek};
    /// let mut cursor = Cursor::new(b"abc");
    /// cursor.seek_relative(2).unwrap();
    /// assert_eq!(cursor.position(), 2);
    /// ```
    fn seek_relative(&mut self, offset: i64) -> Result<()> {
        self.seek(SeekFrom::Current(offset)).map(drop)
    }
}

/// Sources with a buffer.
pub trait BufRead: Read {
    /// What the buffer has, which is read from the source if there is nothing; empty at the end.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// assert_eq!((&b"abc"[..]).fill_buf().unwrap(), b"abc");
    /// ```
    fn fill_buf(&mut self) -> Result<&[u8]>;
    /// Marks so many bytes of the buffer as read.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let mut source = &b"abc"[..];
    /// source.consume(1);
    /// assert_eq!(source.fill_buf().unwrap(), b"bc");
    /// ```
    fn consume(&mut self, amount: usize);

    /// Reads until after a byte or the end, and appends that; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let mut source = &b"a;b"[..];
    /// let mut part = Vec::new();
    /// assert_eq!(source.read_until(b';', &mut part).unwrap(), 2);
    /// assert_eq!(part, b"a;");
    /// ```
    fn read_until(&mut self, byte: u8, buffer: &mut Vec<u8>) -> Result<usize> {
        let mut total = 0;
        loop {
            let (done, used) = {
                let available = match self.fill_buf() {
                    Ok(available) => available,
                    Err(error) if error.is_interrupted() => continue,
                    Err(error) => return Err(error),
                };
                match find_byte(byte, available) {
                    Some(index) => {
                        buffer.extend_from_slice(&available[..index + 1]);
                        (true, index + 1)
                    }
                    None => {
                        buffer.extend_from_slice(available);
                        (false, available.len())
                    }
                }
            };
            self.consume(used);
            total += used;
            if done || used == 0 {
                return Ok(total);
            }
        }
    }

    /// Passes over all until after a byte or the end; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let mut source = &b"a;b"[..];
    /// assert_eq!(source.skip_until(b';').unwrap(), 2);
    /// assert_eq!(source, b"b");
    /// ```
    fn skip_until(&mut self, byte: u8) -> Result<usize> {
        let mut skipped = Vec::new();
        self.read_until(byte, &mut skipped)
    }

    /// Reads a line with its end, and appends it to the text; how many bytes that were, 0 at the end. What
    /// is not UTF-8 is an error.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let mut source = &b"one\ntwo"[..];
    /// let mut line = String::new();
    /// assert_eq!(source.read_line(&mut line).unwrap(), 4);
    /// assert_eq!(line, "one\n");
    /// ```
    fn read_line(&mut self, buffer: &mut String) -> Result<usize> {
        append_text(buffer, |bytes| self.read_until(b'\n', bytes))
    }

    /// The parts between a byte, without it.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let parts: Vec<_> = BufRead::split(&b"a;b"[..], b';').map(|part| part.unwrap()).collect();
    /// assert_eq!(parts, [b"a", b"b"]);
    /// ```
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Split { buffer: self, delimiter: byte }
    }

    /// The lines, without their ends.
    ///
    /// # Examples
    /// ```
    /// use std::io::BufRead;
    /// let lines: Vec<_> = (&b"one\r\ntwo"[..]).lines().map(|line| line.unwrap()).collect();
    /// assert_eq!(lines, ["one", "two"]);
    /// ```
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines { buffer: self }
    }
}

/// `Read::bytes`
#[derive(Debug)]
pub struct Bytes<R> {
    inner: R,
}
impl<R: Read> Iterator for Bytes<R> {
    type Item = Result<u8>;
    fn next(&mut self) -> Option<Result<u8>> {
        let mut byte = [0];
        loop {
            return match self.inner.read(&mut byte) {
                Ok(0) => None,
                Ok(_) => Some(Ok(byte[0])),
                Err(error) if error.is_interrupted() => continue,
                Err(error) => Some(Err(error)),
            };
        }
    }
}

/// `Read::chain`
#[derive(Debug)]
pub struct Chain<T, U> {
    first: T,
    second: U,
    done_first: bool,
}
impl<T, U> Chain<T, U> {
    /// Both sources.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!((&b"a"[..]).chain(&b"b"[..]).into_inner(), (&b"a"[..], &b"b"[..]));
    /// ```
    pub fn into_inner(self) -> (T, U) {
        (self.first, self.second)
    }
    /// References to both sources.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!((&b"a"[..]).chain(&b"b"[..]).get_ref().1, b"b");
    /// ```
    pub fn get_ref(&self) -> (&T, &U) {
        (&self.first, &self.second)
    }
    /// Mutable references to both sources.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut both = (&b"a"[..]).chain(&b"b"[..]);
    /// *both.get_mut().1 = b"c";
    /// assert_eq!(std::io::read_to_string(both).unwrap(), "ac");
    /// ```
    pub fn get_mut(&mut self) -> (&mut T, &mut U) {
        (&mut self.first, &mut self.second)
    }
}
impl<T: BufRead, U: BufRead> BufRead for Chain<T, U> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if !self.done_first {
            match self.first.fill_buf()? {
                [] => self.done_first = true,
                _ => return self.first.fill_buf(),
            }
        }
        self.second.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        if self.done_first { self.second.consume(amount) } else { self.first.consume(amount) }
    }
}
impl<T: Read, U: Read> Read for Chain<T, U> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if !self.done_first {
            match self.first.read(buffer)? {
                0 if !buffer.is_empty() => self.done_first = true,
                count => return Ok(count),
            }
        }
        self.second.read(buffer)
    }
}

/// `Read::take`
#[derive(Debug)]
pub struct Take<T> {
    inner: T,
    limit: u64,
}
impl<T> Take<T> {
    /// How many bytes may still be read.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!((&b"abc"[..]).take(2).limit(), 2);
    /// ```
    pub fn limit(&self) -> u64 {
        self.limit
    }
    /// Sets how many bytes may still be read.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut part = (&b"abc"[..]).take(2);
    /// part.set_limit(1);
    /// assert_eq!(std::io::read_to_string(part).unwrap(), "a");
    /// ```
    pub fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }
    /// The source.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!((&b"abc"[..]).take(2).get_ref(), b"abc");
    /// ```
    pub fn get_ref(&self) -> &T {
        &self.inner
    }
    /// The source, to be changed; reading from it does not change the limit.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// let mut part = (&b"abc"[..]).take(2);
    /// part.get_mut().read_exact(&mut [0]).unwrap();
    /// assert_eq!(std::io::read_to_string(part).unwrap(), "bc");
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }
    /// The source, by value.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// assert_eq!((&b"abc"[..]).take(2).into_inner(), b"abc");
    /// ```
    pub fn into_inner(self) -> T {
        self.inner
    }
}
impl<T: Read> Read for Take<T> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.limit == 0 {
            return Ok(0);
        }
        let max = if (buffer.len() as u64) < self.limit { buffer.len() } else { self.limit as usize };
        let count = self.inner.read(&mut buffer[..max])?;
        self.limit -= count as u64;
        Ok(count)
    }
}
impl<T: BufRead> BufRead for Take<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.limit == 0 {
            return Ok(&[]);
        }
        let buffer = self.inner.fill_buf()?;
        let max = if (buffer.len() as u64) < self.limit { buffer.len() } else { self.limit as usize };
        Ok(&buffer[..max])
    }
    fn consume(&mut self, amount: usize) {
        let amount = if (amount as u64) < self.limit { amount } else { self.limit as usize };
        self.limit -= amount as u64;
        self.inner.consume(amount);
    }
}

/// `BufRead::split`
#[derive(Debug)]
pub struct Split<B> {
    buffer: B,
    delimiter: u8,
}
impl<B: BufRead> Iterator for Split<B> {
    type Item = Result<Vec<u8>>;
    fn next(&mut self) -> Option<Result<Vec<u8>>> {
        let mut bytes = Vec::new();
        match self.buffer.read_until(self.delimiter, &mut bytes) {
            Ok(0) => None,
            Ok(_) => {
                if bytes.last() == Some(&self.delimiter) {
                    bytes.pop();
                }
                Some(Ok(bytes))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// `BufRead::lines`
#[derive(Debug)]
pub struct Lines<B> {
    buffer: B,
}
impl<B: BufRead> Iterator for Lines<B> {
    type Item = Result<String>;
    fn next(&mut self) -> Option<Result<String>> {
        let mut line = String::new();
        match self.buffer.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => {
                if line.ends_with('\n') {
                    line.pop();
                    if line.ends_with('\r') {
                        line.pop();
                    }
                }
                Some(Ok(line))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

macro_rules! forward_io {
    ($([$($generics:tt)*] $t:ty;)*) => { $(
        impl<T: Read + ?Sized, $($generics)*> Read for $t {
            fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
                (**self).read(buffer)
            }
            fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize> {
                (**self).read_to_end(buffer)
            }
            fn read_to_string(&mut self, buffer: &mut String) -> Result<usize> {
                (**self).read_to_string(buffer)
            }
        }
        impl<T: Write + ?Sized, $($generics)*> Write for $t {
            fn write(&mut self, buffer: &[u8]) -> Result<usize> {
                (**self).write(buffer)
            }
            fn flush(&mut self) -> Result<()> {
                (**self).flush()
            }
            fn write_all(&mut self, buffer: &[u8]) -> Result<()> {
                (**self).write_all(buffer)
            }
            fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> Result<()> {
                (**self).write_fmt(arguments)
            }
        }
        impl<T: BufRead + ?Sized, $($generics)*> BufRead for $t {
            fn fill_buf(&mut self) -> Result<&[u8]> {
                (**self).fill_buf()
            }
            fn consume(&mut self, amount: usize) {
                (**self).consume(amount)
            }
        }
        impl<T: Seek + ?Sized, $($generics)*> Seek for $t {
            fn seek(&mut self, position: SeekFrom) -> Result<u64> {
                (**self).seek(position)
            }
        }
    )* };
}
forward_io! {
    [] &mut T;
    [] Box<T>;
}
