//! `String`: a growing text.

mod drain;
mod to_string;
mod traits;

pub use self::drain::Drain;
pub use self::to_string::ToString;

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::vec::Vec;
use core::char::decode_utf16;
use core::error::Error;
use core::fmt;
use core::ops::{Range, RangeBounds};
use core::ptr;
use core::str::pattern::Pattern;
use core::str::Utf8Error;

pub use core::str::ParseBoolError;
/// The error of reading a `String` from a text: there is none.
pub type ParseError = core::convert::Infallible;

/// A growing text.
#[derive(PartialEq, PartialOrd, Eq, Ord)]
#[cfg_attr(not(rustc_check), lang = "String")]
pub struct String {
    vec: Vec<u8>,
}

/// Bytes that should become a string are not UTF-8.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    bytes: Vec<u8>,
    error: Utf8Error,
}

/// UTF-16 has a surrogate without its partner.
#[derive(Debug)]
pub struct FromUtf16Error(());

impl FromUtf8Error {
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// let error = String::from_utf8(vec![b'a', 255]).unwrap_err();
    /// assert_eq!(error.as_bytes(), [b'a', 255]);
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..]
    }
    /// The bytes of the text, without copying.
    ///
    /// # Examples
    /// ```
    /// let error = String::from_utf8(vec![b'a', 255]).unwrap_err();
    /// assert_eq!(error.into_bytes(), vec![b'a', 255]);
    /// ```
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
    /// Where the bytes cease to be UTF-8.
    ///
    /// # Examples
    /// ```
    /// let error = String::from_utf8(vec![b'a', 255]).unwrap_err();
    /// assert_eq!(error.utf8_error().valid_up_to(), 1);
    /// ```
    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}
impl fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}
impl Error for FromUtf8Error {}
impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("invalid utf-16: lone surrogate found")
    }
}
impl Error for FromUtf16Error {}

impl String {
    /// An empty string; nothing is allocated before the first character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::new();
    /// text.push_str("grows");
    /// assert_eq!(text, "grows");
    /// ```
    #[inline]
    pub const fn new() -> String {
        String { vec: Vec::new() }
    }
    /// An empty string with room for at least so many bytes.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::with_capacity(8);
    /// let before = text.capacity();
    /// text.push_str("12345678");
    /// assert_eq!(text.capacity(), before);
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> String {
        String { vec: Vec::with_capacity(capacity) }
    }
    /// The text of bytes that have to be UTF-8. O(n), without copying.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from_utf8(vec![104, 105]).unwrap(), "hi");
    /// let error = String::from_utf8(vec![104, 0xff]).unwrap_err();
    /// assert_eq!(error.into_bytes(), [104, 0xff]);
    /// ```
    #[inline]
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
        match core::str::from_utf8(&vec) {
            Ok(_) => Ok(String { vec }),
            Err(error) => Err(FromUtf8Error { bytes: vec, error }),
        }
    }
    /// The text of bytes, with U+FFFD for what is not UTF-8; borrowed if all of it is.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from_utf8_lossy(b"fine"), "fine");
    /// assert_eq!(String::from_utf8_lossy(b"a\xffb"), "a\u{fffd}b");
    /// ```
    pub fn from_utf8_lossy(bytes: &[u8]) -> Cow<'_, str> {
        if let Ok(text) = core::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        let mut result = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            result.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                result.push('\u{FFFD}');
            }
        }
        Cow::Owned(result)
    }
    /// The text of bytes, with U+FFFD for what is not UTF-8; without copying where all of it is: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from_utf8_lossy_owned(vec![b'a', 255]), "a\u{FFFD}");
    /// ```
    pub fn from_utf8_lossy_owned(bytes: Vec<u8>) -> String {
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }
    }
    /// The text of UTF-16 units, none of which may be a lone surrogate.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from_utf16(&[0x48, 0xD83C, 0xDF40]).unwrap(), "H🍀");
    /// assert!(String::from_utf16(&[0xD83C]).is_err());
    /// ```
    pub fn from_utf16(units: &[u16]) -> Result<String, FromUtf16Error> {
        let mut result = String::with_capacity(units.len());
        for c in decode_utf16(units.iter().cloned()) {
            match c {
                Ok(c) => result.push(c),
                Err(_) => return Err(FromUtf16Error(())),
            }
        }
        Ok(result)
    }
    /// The text of UTF-16 units, with U+FFFD for lone surrogates.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from_utf16_lossy(&[0x48, 0xD83C]), "H\u{FFFD}");
    /// ```
    pub fn from_utf16_lossy(units: &[u16]) -> String {
        decode_utf16(units.iter().cloned()).map(|c| c.unwrap_or('\u{FFFD}')).collect()
    }
    /// A string made of a pointer, a length and a capacity, as another string had them.
    ///
    /// # Safety
    /// They are the parts of a string that nobody drops, and the bytes up to the length are UTF-8.
    ///
    /// # Examples
    /// ```
    /// let mut text = std::mem::ManuallyDrop::new(String::from("text"));
    /// let (pointer, length, capacity) = (text.as_mut_ptr(), text.len(), text.capacity());
    /// // SAFETY: these are the parts of a string that nobody drops.
    /// assert_eq!(unsafe { String::from_raw_parts(pointer, length, capacity) }, "text");
    /// ```
    #[inline]
    pub unsafe fn from_raw_parts(buffer: *mut u8, length: usize, capacity: usize) -> String {
        // SAFETY: the caller's promise is that of `Vec::from_raw_parts`.
        unsafe { String { vec: Vec::from_raw_parts(buffer, length, capacity) } }
    }
    /// The text of bytes that are known to be UTF-8.
    ///
    /// # Safety
    /// The bytes are UTF-8.
    ///
    /// # Examples
    /// ```
    /// // SAFETY: ASCII is UTF-8.
    /// assert_eq!(unsafe { String::from_utf8_unchecked(vec![104, 105]) }, "hi");
    /// ```
    #[inline]
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String {
        String { vec: bytes }
    }
    /// The bytes of the text, without copying.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from("ok").into_bytes(), [111, 107]);
    /// ```
    #[inline]
    pub fn into_bytes(self) -> Vec<u8> {
        self.vec
    }
    /// The text as a slice.
    ///
    /// # Examples
    /// ```
    /// let text = String::from("key");
    /// assert!(matches!(text.as_str(), "key" | "door"));
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: a string's bytes are always UTF-8.
        unsafe { core::str::from_utf8_unchecked(self.vec.as_slice()) }
    }
    /// The text as a mutable slice.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("text");
    /// text.as_mut_str().make_ascii_uppercase();
    /// assert_eq!(text, "TEXT");
    /// ```
    #[inline]
    pub fn as_mut_str(&mut self) -> &mut str {
        // SAFETY: a string's bytes are always UTF-8.
        unsafe { core::str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) }
    }
    /// Appends a text.
    ///
    /// # Examples
    /// ```
    /// let mut path = String::from("src");
    /// path.push_str("/main");
    /// assert_eq!(path, "src/main");
    /// ```
    #[inline]
    #[track_caller]
    pub fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }
    #[inline]
    #[track_caller]
    fn push_bytes(&mut self, bytes: &[u8]) {
        let count = bytes.len();
        self.vec.reserve(count);
        // SAFETY: there is room for the bytes, which no borrow of the string can be a part of.
        unsafe {
            let length = self.vec.len();
            ptr::copy_nonoverlapping(bytes.as_ptr(), self.vec.as_mut_ptr().add(length), count);
            self.vec.set_len(length + count);
        }
    }
    /// Appends a copy of a part. Panics if the range is not in bounds or cuts a character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("abc");
    /// text.extend_from_within(1..);
    /// assert_eq!(text, "abcbc");
    /// ```
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, source: R) {
        let Range { start, end } = core::slice::range(source, ..self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.extend_from_within(start..end);
    }
    /// How many bytes there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// assert!(String::with_capacity(10).capacity() >= 10);
    /// ```
    #[inline]
    pub fn capacity(&self) -> usize {
        self.vec.capacity()
    }
    /// Makes room for so many more bytes, and for more than that when it has to allocate.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("a");
    /// text.reserve(10);
    /// assert!(text.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.vec.reserve(additional)
    }
    /// Makes room for so many more bytes, and no more than that.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("a");
    /// text.reserve_exact(10);
    /// assert!(text.capacity() >= 11);
    /// ```
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.vec.reserve_exact(additional)
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::new();
    /// assert!(text.try_reserve(10).is_ok());
    /// assert!(text.try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<u8>(self.len(), additional)?;
        self.reserve(additional);
        Ok(())
    }
    /// As `reserve_exact`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::new();
    /// assert!(text.try_reserve_exact(10).is_ok());
    /// assert!(text.try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        crate::collections::try_reserve::check::<u8>(self.len(), additional)?;
        self.reserve_exact(additional);
        Ok(())
    }
    /// The pointer, the length and the capacity; the memory is the caller's now.
    ///
    /// # Examples
    /// ```
    /// let (pointer, length, capacity) = String::from("text").into_raw_parts();
    /// // SAFETY: these are the parts of a string.
    /// assert_eq!(unsafe { String::from_raw_parts(pointer, length, capacity) }, "text");
    /// ```
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) {
        self.vec.into_raw_parts()
    }
    /// Gives back the room that is not used.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::with_capacity(100);
    /// text.push('a');
    /// text.shrink_to_fit();
    /// assert!(text.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.vec.shrink_to_fit()
    }
    /// Gives back the room that is beyond so many bytes.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::with_capacity(100);
    /// text.shrink_to(10);
    /// assert!((10..100).contains(&text.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.vec.shrink_to(min_capacity)
    }
    /// Appends a character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("na");
    /// text.push('ï');
    /// text.push('f');
    /// assert_eq!(text, "naïf");
    /// ```
    #[inline]
    #[track_caller]
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.vec.push(c as u8);
        } else {
            self.push_str(c.encode_utf8(&mut [0; 4]));
        }
    }
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from("az").as_bytes(), b"az");
    /// ```
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.vec.as_slice()
    }
    /// Cuts the text off at an index. Panics if that is within a character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("hello");
    /// text.truncate(4);
    /// assert_eq!(text, "hell");
    /// ```
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len)
        }
    }
    /// Takes the last character off.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("né");
    /// assert_eq!(text.pop(), Some('é'));
    /// assert_eq!(text.pop(), Some('n'));
    /// assert_eq!(text.pop(), None);
    /// ```
    pub fn pop(&mut self) -> Option<char> {
        let c = self.chars().next_back()?;
        let length = self.len() - c.len_utf8();
        // SAFETY: the length is where the last character starts.
        unsafe { self.vec.set_len(length) };
        Some(c)
    }
    /// Takes the character at an index out: O(n). Panics if none starts there.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("née");
    /// assert_eq!(text.remove(1), 'é');
    /// assert_eq!(text, "ne");
    /// ```
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> char {
        let c = match self[index..].chars().next() {
            Some(c) => c,
            None => panic!("cannot remove a char from the end of a string"),
        };
        let next = index + c.len_utf8();
        let length = self.len();
        // SAFETY: the bytes of a whole character are taken out, and those behind it close the gap.
        unsafe {
            let base = self.vec.as_mut_ptr();
            ptr::copy(base.add(next) as *const u8, base.add(index), length - next);
            self.vec.set_len(length - (next - index));
        }
        c
    }
    /// Keeps the characters for which the predicate holds.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("a-b-c");
    /// text.retain(|c| c != '-');
    /// assert_eq!(text, "abc");
    /// ```
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) {
        let mut result = 0;
        let mut index = 0;
        let length = self.len();
        let base = self.vec.as_mut_ptr();
        // While the predicate runs the string is empty, so that a panic finds it valid.
        // SAFETY: the bytes are initialised, and neither moved nor freed until the end of this function.
        let bytes = unsafe { core::slice::from_raw_parts(base as *const u8, length) };
        // SAFETY: an empty text is UTF-8.
        unsafe { self.vec.set_len(0) };
        while index < length {
            // SAFETY: `index` is always between two characters of what was UTF-8 and is not yet written
            // over.
            let rest = unsafe { core::str::from_utf8_unchecked(&bytes[index..]) };
            let Some(c) = rest.chars().next() else { break };
            let width = c.len_utf8();
            if f(c) {
                // SAFETY: the character moves down, to where those before it end.
                unsafe { ptr::copy(base.add(index) as *const u8, base.add(result), width) };
                result += width;
            }
            index += width;
        }
        // SAFETY: the bytes up to there are the characters that were kept.
        unsafe { self.vec.set_len(result) };
    }
    /// Inserts a character at an index: O(n). Panics if that is within a character or beyond the end.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("ac");
    /// text.insert(1, 'b');
    /// assert_eq!(text, "abc");
    /// ```
    #[track_caller]
    pub fn insert(&mut self, idx: usize, c: char) {
        assert!(self.is_char_boundary(idx));
        self.insert_bytes(idx, c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    /// Inserts a text at an index: O(n). Panics if that is within a character or beyond the end.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("ad");
    /// text.insert_str(1, "bc");
    /// assert_eq!(text, "abcd");
    /// ```
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, text: &str) {
        assert!(self.is_char_boundary(idx));
        self.insert_bytes(idx, text.as_bytes());
    }
    #[track_caller]
    fn insert_bytes(&mut self, index: usize, bytes: &[u8]) {
        let length = self.len();
        let count = bytes.len();
        self.vec.reserve(count);
        // SAFETY: there is room; what is behind the place moves up, and the bytes are a whole text between
        // characters.
        unsafe {
            let place = self.vec.as_mut_ptr().add(index);
            ptr::copy(place as *const u8, place.add(count), length - index);
            ptr::copy_nonoverlapping(bytes.as_ptr(), place, count);
            self.vec.set_len(length + count);
        }
    }
    /// The bytes as a vector, which has to stay UTF-8.
    ///
    /// # Safety
    /// The bytes are UTF-8 again when the reference ends.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("abc");
    /// // SAFETY: ASCII stays ASCII.
    /// unsafe { text.as_mut_vec().reverse() };
    /// assert_eq!(text, "cba");
    /// ```
    #[inline]
    pub unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.vec
    }
    /// The number of bytes, not of characters.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(String::from("né").len(), 3);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.vec.len()
    }
    /// Whether there is no text.
    ///
    /// # Examples
    /// ```
    /// assert!(String::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Takes the text from an index on into a string of its own. Panics if the index is within a
    /// character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("hello");
    /// assert_eq!(text.split_off(2), "llo");
    /// assert_eq!(text, "he");
    /// ```
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> String {
        assert!(self.is_char_boundary(at));
        String { vec: self.vec.split_off(at) }
    }
    /// Removes all text and keeps the room.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("gone");
    /// text.clear();
    /// assert!(text.is_empty());
    /// assert!(text.capacity() >= 4);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.vec.clear()
    }
    /// Takes a part out, whose characters the iterator gives. Panics if the range is not in bounds or
    /// cuts a character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("hello");
    /// assert_eq!(text.drain(..2).collect::<String>(), "he");
    /// assert_eq!(text, "llo");
    /// ```
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        let Range { start, end } = core::slice::range(range, ..self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        Drain::new(self, start, end)
    }
    /// Puts another text in the place of a part. Panics if the range is not in bounds or cuts a
    /// character.
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("hello");
    /// text.replace_range(..1, "J");
    /// assert_eq!(text, "Jello");
    /// ```
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let Range { start, end } = core::slice::range(range, ..self.len());
        assert!(self.is_char_boundary(start), "start of range should be a character boundary");
        assert!(self.is_char_boundary(end), "end of range should be a character boundary");
        self.vec.splice(start..end, replace_with.bytes());
    }
    /// The text in a box of just its size.
    ///
    /// # Examples
    /// ```
    /// let fixed: Box<str> = String::from("text").into_boxed_str();
    /// assert_eq!(&*fixed, "text");
    /// ```
    #[inline]
    pub fn into_boxed_str(self) -> Box<str> {
        let slice = self.vec.into_boxed_slice();
        // SAFETY: the bytes are those of a string, which are UTF-8.
        unsafe { Box::from_raw(Box::into_raw(slice) as *mut str) }
    }
    /// The text for the rest of the program's life.
    ///
    /// # Examples
    /// ```
    /// let text: &'static mut str = String::from("text").leak();
    /// text.make_ascii_uppercase();
    /// assert_eq!(text, "TEXT");
    /// ```
    #[inline]
    pub fn leak<'a>(self) -> &'a mut str {
        // SAFETY: the bytes are those of a string, which are UTF-8.
        unsafe { core::str::from_utf8_unchecked_mut(self.vec.leak()) }
    }
    /// Takes all matches of a pattern out: O(n).
    ///
    /// # Examples
    /// ```
    /// let mut text = String::from("a-b-c");
    /// text.remove_matches("-");
    /// assert_eq!(text, "abc");
    /// ```
    pub fn remove_matches<P: Pattern>(&mut self, pattern: P) {
        let mut result = String::with_capacity(self.len());
        for part in self.split(pattern) {
            result.push_str(part);
        }
        *self = result;
    }
}

impl Pattern for &String {
    fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        let mut needle: &str = self.as_str();
        needle.find_in(haystack, from, to)
    }
    fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        let mut needle: &str = self.as_str();
        needle.rfind_in(haystack, from, to)
    }
    fn prefix_length(&mut self, haystack: &str) -> Option<usize> {
        let mut needle: &str = self.as_str();
        needle.prefix_length(haystack)
    }
    fn suffix_length(&mut self, haystack: &str) -> Option<usize> {
        let mut needle: &str = self.as_str();
        needle.suffix_length(haystack)
    }
}
