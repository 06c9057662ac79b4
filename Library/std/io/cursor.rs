//! Memory as a source and a sink.

use super::{BufRead, Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use crate::boxed::Box;
use crate::vec::Vec;

/// Memory with a position.
#[derive(Debug, Default, Eq, PartialEq, Clone)]
pub struct Cursor<T> {
    inner: T,
    pos: u64,
}

impl<T> Cursor<T> {
    /// A cursor at the start of the bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Write};
    /// let mut cursor = Cursor::new(Vec::new());
    /// cursor.write_all(b"abc").unwrap();
    /// assert_eq!(cursor.into_inner(), b"abc");
    /// ```
    pub const fn new(inner: T) -> Cursor<T> {
        Cursor { inner, pos: 0 }
    }
    /// The bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::Cursor;
    /// assert_eq!(Cursor::new([1, 2]).into_inner(), [1, 2]);
    /// ```
    pub fn into_inner(self) -> T {
        self.inner
    }
    /// A reference to the bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::Cursor;
    /// assert_eq!(Cursor::new([1, 2]).get_ref(), &[1, 2]);
    /// ```
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }
    /// A mutable reference to the bytes. The position stays.
    ///
    /// # Examples
    /// ```
    /// use std::io::Cursor;
    /// let mut cursor = Cursor::new([1, 2]);
    /// cursor.get_mut()[0] = 5;
    /// assert_eq!(cursor.into_inner(), [5, 2]);
    /// ```
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }
    /// Where the next byte is read or written.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Read};
    /// let mut cursor = Cursor::new([1, 2]);
    /// cursor.read_exact(&mut [0]).unwrap();
    /// assert_eq!(cursor.position(), 1);
    /// ```
    pub const fn position(&self) -> u64 {
        self.pos
    }
    /// Sets where the next byte is read or written, which may be behind the end.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Cursor, Read};
    /// let mut cursor = Cursor::new([1, 2]);
    /// cursor.set_position(1);
    /// assert_eq!(cursor.bytes().next().unwrap().unwrap(), 2);
    /// ```
    pub const fn set_position(&mut self, position: u64) {
        self.pos = position;
    }
}
impl<T: AsRef<[u8]>> Cursor<T> {
    fn rest(&self) -> &[u8] {
        let bytes = self.inner.as_ref();
        let start = if self.pos < bytes.len() as u64 { self.pos as usize } else { bytes.len() };
        &bytes[start..]
    }
}
impl<T: AsRef<[u8]>> Read for Cursor<T> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.rest().read(buffer)?;
        self.pos += count as u64;
        Ok(count)
    }
}
impl<T: AsRef<[u8]>> BufRead for Cursor<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.rest())
    }
    fn consume(&mut self, amount: usize) {
        self.pos += amount as u64;
    }
}
impl<T: AsRef<[u8]>> Seek for Cursor<T> {
    fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        let (base, offset) = match position {
            SeekFrom::Start(n) => {
                self.pos = n;
                return Ok(n);
            }
            SeekFrom::End(n) => (self.inner.as_ref().len() as u64, n),
            SeekFrom::Current(n) => (self.pos, n),
        };
        match base.checked_add_signed(offset) {
            Some(n) => {
                self.pos = n;
                Ok(n)
            }
            None => Err(Error::message(ErrorKind::InvalidInput, "invalid seek to a negative or overflowing position")),
        }
    }
}

fn write_vec(position: &mut u64, vec: &mut Vec<u8>, data: &[u8]) -> usize {
    let start = *position as usize;
    if vec.len() < start {
        vec.resize(start, 0);
    }
    let overlap = vec.len() - start;
    let overwritten = if overlap < data.len() { overlap } else { data.len() };
    vec[start..start + overwritten].copy_from_slice(&data[..overwritten]);
    vec.extend_from_slice(&data[overwritten..]);
    *position += data.len() as u64;
    data.len()
}

impl Write for Cursor<Vec<u8>> {
    fn write(&mut self, data: &[u8]) -> Result<usize> {
        Ok(write_vec(&mut self.pos, &mut self.inner, data))
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
impl Write for Cursor<&mut Vec<u8>> {
    fn write(&mut self, data: &[u8]) -> Result<usize> {
        Ok(write_vec(&mut self.pos, self.inner, data))
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
macro_rules! fixed_cursors {
    ($([$($generics:tt)*] $t:ty, $bytes:ident => $slice:expr;)*) => { $(
        impl $($generics)* Write for Cursor<$t> {
            fn write(&mut self, data: &[u8]) -> Result<usize> {
                let $bytes = &mut self.inner;
                let mut slice: &mut [u8] = $slice;
                let start = if self.pos < slice.len() as u64 { self.pos as usize } else { slice.len() };
                slice = &mut slice[start..];
                let count = slice.write(data)?;
                self.pos += count as u64;
                Ok(count)
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    )* };
}
fixed_cursors! {
    [] &mut [u8], bytes => bytes;
    [] Box<[u8]>, bytes => bytes;
    [<const N: usize>] [u8; N], bytes => bytes;
}
