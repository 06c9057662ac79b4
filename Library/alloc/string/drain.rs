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

// SAFETY: the pointer is a mutable borrow of the string, which the drain changes only when it is dropped.
unsafe impl Sync for Drain<'_> {}
// SAFETY: as above: a borrow of a string may go to another thread.
unsafe impl Send for Drain<'_> {}

impl<'a> Drain<'a> {
    pub(super) fn new(string: &'a mut String, start: usize, end: usize) -> Self {
        let pointer = string as *mut String;
        // SAFETY: the pointer is that of the borrow, which lasts as long as the characters are read.
        let iter = unsafe { (&(*pointer).as_str()[start..end]).chars() };
        Drain { string: pointer, start, end, iter, _marker: PhantomData }
    }
    /// The part that is still to be taken.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("abc");
    /// let mut taken = text.drain(..);
    /// taken.next();
    /// assert_eq!(taken.as_str(), "bc");
    /// ```
    pub fn as_str(&self) -> &str {
        self.iter.as_str()
    }
}
impl Drop for Drain<'_> {
    fn drop(&mut self) {
        // SAFETY: the characters are not read any more; the range is between characters, so that the rest
        // is UTF-8.
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
