//! Taking a part out of a string.

use super::String;
use core::fmt;
use core::marker::PhantomData;
use core::str::Chars;

/// `String::drain`
pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
    _marker: PhantomData<&'a mut String>,
}

unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}

impl<'a> Drain<'a> {
    pub(super) fn new(string: &'a mut String, start: usize, end: usize) -> Self {
        let pointer = string as *mut String;
        let iter = unsafe { (&(*pointer).as_str()[start..end]).chars() };
        Drain { string: pointer, start, end, iter, _marker: PhantomData }
    }
    pub fn as_str(&self) -> &str {
        self.iter.as_str()
    }
}
impl Drop for Drain<'_> {
    fn drop(&mut self) {
        unsafe {
            let vec = (*self.string).as_mut_vec();
            if self.start <= self.end && self.end <= vec.len() {
                vec.drain(self.start..self.end);
            }
        }
    }
}
impl Iterator for Drain<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl DoubleEndedIterator for Drain<'_> {
    fn next_back(&mut self) -> Option<char> {
        self.iter.next_back()
    }
}
impl fmt::Debug for Drain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_str()).finish()
    }
}
impl AsRef<str> for Drain<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
impl AsRef<[u8]> for Drain<'_> {
    fn as_ref(&self) -> &[u8] {
        self.as_str().as_bytes()
    }
}
impl core::iter::FusedIterator for Drain<'_> {}
