//! Slices and collections of bytes as sources and sinks; slices for vectored input and output.

use super::{BufRead, Read, Result, Write};
use crate::collections::VecDeque;
use crate::fmt;
use crate::mem;
use crate::ops::{Deref, DerefMut};
use crate::vec::Vec;

/// A slice for vectored output.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct IoSlice<'a>(&'a [u8]);
impl<'a> IoSlice<'a> {
    /// A part of what a vectored write writes.
    ///
    /// # Examples
    /// ```
    /// use std::io::{IoSlice, Write};
    /// let mut out = Vec::new();
    /// out.write_vectored(&[IoSlice::new(b"ab"), IoSlice::new(b"c")]).unwrap();
    /// assert_eq!(out, b"abc");
    /// ```
    pub fn new(bytes: &'a [u8]) -> IoSlice<'a> {
        IoSlice(bytes)
    }
    /// Leaves out the first bytes.
    ///
    /// # Panics
    /// If there are fewer.
    ///
    /// # Examples
    /// ```
    /// use std::io::IoSlice;
    /// let mut slice = IoSlice::new(b"abc");
    /// slice.advance(1);
    /// assert_eq!(&*slice, b"bc");
    /// ```
    #[track_caller]
    pub fn advance(&mut self, count: usize) {
        if self.0.len() < count {
            panic!("advancing IoSlice beyond its length");
        }
        self.0 = &self.0[count..];
    }
    /// Leaves out the first bytes of several slices, and the slices that are used up.
    ///
    /// # Panics
    /// If there are fewer bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::IoSlice;
    /// let mut slices = &mut [IoSlice::new(b"ab"), IoSlice::new(b"cd")][..];
    /// IoSlice::advance_slices(&mut slices, 3);
    /// assert_eq!((slices.len(), &*slices[0]), (1, &b"d"[..]));
    /// ```
    #[track_caller]
    pub fn advance_slices(slices: &mut &mut [IoSlice<'a>], count: usize) {
        let (whole, left) = whole_slices(slices.iter().map(|slice| slice.len()), count);
        *slices = &mut mem::take(slices)[whole..];
        match slices.first_mut() {
            Some(first) => first.advance(left),
            None => assert!(left == 0, "advancing io slices beyond their length"),
        }
    }
}
/// How many slices lie before a position, and how far into the next it is.
fn whole_slices(lengths: impl Iterator<Item = usize>, mut count: usize) -> (usize, usize) {
    let mut whole = 0;
    for length in lengths {
        if count < length {
            break;
        }
        count -= length;
        whole += 1;
    }
    (whole, count)
}

/// A slice for vectored input.
#[repr(transparent)]
pub struct IoSliceMut<'a>(&'a mut [u8]);
impl<'a> IoSliceMut<'a> {
    /// A part of where a vectored read reads to.
    ///
    /// # Examples
    /// ```
    /// use std::io::IoSliceMut;
    /// let mut bytes = [1, 2];
    /// assert_eq!(IoSliceMut::new(&mut bytes).len(), 2);
    /// ```
    pub fn new(bytes: &'a mut [u8]) -> IoSliceMut<'a> {
        IoSliceMut(bytes)
    }
    /// Leaves out the first bytes.
    ///
    /// # Panics
    /// If there are fewer.
    ///
    /// # Examples
    /// ```
    /// use std::io::IoSliceMut;
    /// let mut bytes = [1, 2];
    /// let mut slice = IoSliceMut::new(&mut bytes);
    /// slice.advance(1);
    /// assert_eq!(*slice, [2]);
    /// ```
    #[track_caller]
    pub fn advance(&mut self, count: usize) {
        if self.0.len() < count {
            panic!("advancing IoSliceMut beyond its length");
        }
        self.0 = &mut mem::take(&mut self.0)[count..];
    }
    /// Leaves out the first bytes of several slices, and the slices that are used up.
    ///
    /// # Panics
    /// If there are fewer bytes.
    ///
    /// # Examples
    /// ```
    /// use std::io::IoSliceMut;
    /// let (mut a, mut b) = ([1, 2], [3, 4]);
    /// let mut slices = &mut [IoSliceMut::new(&mut a), IoSliceMut::new(&mut b)][..];
    /// IoSliceMut::advance_slices(&mut slices, 3);
    /// assert_eq!((slices.len(), &*slices[0]), (1, &[4][..]));
    /// ```
    #[track_caller]
    pub fn advance_slices(slices: &mut &mut [IoSliceMut<'a>], count: usize) {
        let (whole, left) = whole_slices(slices.iter().map(|slice| slice.len()), count);
        *slices = &mut mem::take(slices)[whole..];
        match slices.first_mut() {
            Some(first) => first.advance(left),
            None => assert!(left == 0, "advancing io slices beyond their length"),
        }
    }
}
impl DerefMut for IoSliceMut<'_> {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.0
    }
}
macro_rules! io_slices {
    ($($name:ident)*) => { $(
        impl Deref for $name<'_> {
            type Target = [u8];
            fn deref(&self) -> &[u8] {
                self.0
            }
        }
        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
    )* };
}
io_slices! { IoSlice IoSliceMut }

impl Read for &[u8] {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = if buffer.len() < self.len() { buffer.len() } else { self.len() };
        let (head, tail) = self.split_at(count);
        buffer[..count].copy_from_slice(head);
        *self = tail;
        Ok(count)
    }
}
impl BufRead for &[u8] {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(*self)
    }
    fn consume(&mut self, amount: usize) {
        *self = &self[amount..];
    }
}
impl Write for &mut [u8] {
    fn write(&mut self, data: &[u8]) -> Result<usize> {
        let count = if data.len() < self.len() { data.len() } else { self.len() };
        let (head, tail) = crate::mem::take(self).split_at_mut(count);
        head.copy_from_slice(&data[..count]);
        *self = tail;
        Ok(count)
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
impl Write for Vec<u8> {
    fn write_vectored(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        let length = self.len();
        for buffer in buffers {
            self.extend_from_slice(buffer);
        }
        Ok(self.len() - length)
    }
    #[inline]
    fn write(&mut self, buffer: &[u8]) -> Result<usize> {
        self.extend_from_slice(buffer);
        Ok(buffer.len())
    }
    #[inline]
    fn write_all(&mut self, buffer: &[u8]) -> Result<()> {
        self.extend_from_slice(buffer);
        Ok(())
    }
    #[inline]
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Read for VecDeque<u8> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.as_slices().0.read(buffer)?;
        self.drain(..count);
        Ok(count)
    }
}
impl BufRead for VecDeque<u8> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.as_slices().0)
    }
    fn consume(&mut self, amount: usize) {
        self.drain(..amount);
    }
}
impl Write for VecDeque<u8> {
    fn write_vectored(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        let length = self.len();
        for buffer in buffers {
            self.extend(&**buffer);
        }
        Ok(self.len() - length)
    }
    fn write(&mut self, buffer: &[u8]) -> Result<usize> {
        self.extend(buffer);
        Ok(buffer.len())
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
