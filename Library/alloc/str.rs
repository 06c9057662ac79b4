//! What strings do with an allocator.

use crate::borrow::Borrow;
use crate::boxed::Box;
use crate::slice::{Concat, Join};
use crate::string::String;
use crate::vec::Vec;
use core::str::pattern::Pattern;

pub use core::str::*;

/// A string with the text of a boxed one.
pub(crate) fn into_string(boxed: Box<str>) -> String {
    // SAFETY: the bytes of a text are as long as it, and any bytes are valid.
    let bytes: Box<[u8]> = unsafe { Box::from_raw(Box::into_raw(boxed) as *mut [u8]) };
    // SAFETY: the bytes come from a text.
    unsafe { String::from_utf8_unchecked(crate::slice::into_vec(bytes)) }
}

/// The text of bytes that are known to be UTF-8.
///
/// # Safety
/// The bytes are UTF-8.
///
/// # Examples
/// ```
/// let bytes: Box<[u8]> = Box::new(*b"hi");
/// // SAFETY: ASCII is UTF-8.
/// assert_eq!(&*unsafe { std::str::from_boxed_utf8_unchecked(bytes) }, "hi");
/// ```
#[inline]
pub unsafe fn from_boxed_utf8_unchecked(bytes: Box<[u8]>) -> Box<str> {
    // SAFETY: the caller says that the bytes are UTF-8; a text lies as its bytes do.
    unsafe { Box::from_raw(Box::into_raw(bytes) as *mut str) }
}

impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &Self) -> String {
        Join::join(slice, "")
    }
}

impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &Self, separator: &str) -> String {
        let mut size = separator.len() * slice.len().saturating_sub(1);
        for part in slice {
            size += part.borrow().len();
        }
        let mut result = String::with_capacity(size);
        let mut first = true;
        for part in slice {
            if !first {
                result.push_str(separator);
            }
            first = false;
            result.push_str(part.borrow());
        }
        result
    }
}

impl str {
    /// The bytes of the text, in the same memory.
    ///
    /// # Examples
    /// ```
    /// let text: Box<str> = "hi".into();
    /// assert_eq!(*text.into_boxed_bytes(), *b"hi");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        // SAFETY: the bytes of a text are as long as it, and any bytes are valid.
        unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) }
    }
    /// The text as a string, in the same memory.
    ///
    /// # Examples
    /// ```
    /// let text: Box<str> = "hi".into();
    /// assert_eq!(text.into_string(), "hi");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[inline]
    pub fn into_string(self: Box<str>) -> String {
        into_string(self)
    }
    /// The text with another in the place of each match of a pattern: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("a-b-c".replace('-', "+"), "a+b+c");
    /// assert_eq!("this is".replace("is", "at"), "that at");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        let mut result = String::with_capacity(self.len());
        let mut last = 0;
        for (start, part) in self.match_indices(from) {
            // SAFETY: matches are in bounds, between characters, and follow one another.
            result.push_str(unsafe { self.get_unchecked(last..start) });
            result.push_str(to);
            last = start + part.len();
        }
        // SAFETY: the last match ends between characters.
        result.push_str(unsafe { self.get_unchecked(last..self.len()) });
        result
    }
    /// The text with another in the place of each of the first `count` matches of a pattern: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("a-b-c".replacen('-', "+", 1), "a+b-c");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn replacen<P: Pattern>(&self, from: P, to: &str, count: usize) -> String {
        let mut result = String::with_capacity(32);
        let mut last = 0;
        for (start, part) in self.match_indices(from).take(count) {
            // SAFETY: matches are in bounds, between characters, and follow one another.
            result.push_str(unsafe { self.get_unchecked(last..start) });
            result.push_str(to);
            last = start + part.len();
        }
        // SAFETY: the last match ends between characters.
        result.push_str(unsafe { self.get_unchecked(last..self.len()) });
        result
    }
    /// The text in small letters. Time: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("ÄPFEL & Co".to_lowercase(), "äpfel & co");
    /// // A sigma looks different at a word's end.
    /// assert_eq!("ΟΔΟΣ".to_lowercase(), "οδος");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_lowercase(&self) -> String {
        let mut result = String::with_capacity(self.len());
        for (index, c) in self.char_indices() {
            if c.is_ascii() {
                result.push(c.to_ascii_lowercase());
            } else if c == 'Σ' {
                // A sigma at the end of a word has another small form.
                let before = self[..index].chars().rev();
                let after = self[index + 2..].chars();
                let is_final = followed_by_cased(before) && !followed_by_cased(after);
                result.push_str(if is_final { "ς" } else { "σ" });
            } else {
                result.extend(c.to_lowercase());
            }
        }
        result
    }
    /// The text in capital letters. Time: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("straße".to_uppercase(), "STRASSE");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_uppercase(&self) -> String {
        let mut result = String::with_capacity(self.len());
        for c in self.chars() {
            if c.is_ascii() {
                result.push(c.to_ascii_uppercase());
            } else {
                result.extend(c.to_uppercase());
            }
        }
        result
    }
    /// The text so many times in a row.
    ///
    /// # Panics
    /// If the length would not fit.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("ab".repeat(3), "ababab");
    /// assert_eq!("ab".repeat(0), "");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    #[track_caller]
    pub fn repeat(&self, n: usize) -> String {
        let bytes: Vec<u8> = self.as_bytes().repeat(n);
        // SAFETY: whole texts one after the other are UTF-8.
        unsafe { String::from_utf8_unchecked(bytes) }
    }
    /// The text with capitals for the small letters of ASCII: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("grün".to_ascii_uppercase(), "GRüN");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_ascii_uppercase(&self) -> String {
        let mut text = String::from(self);
        text.make_ascii_uppercase();
        text
    }
    /// The text with small letters for the capitals of ASCII: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!("GRÜN".to_ascii_lowercase(), "grÜn");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_ascii_lowercase(&self) -> String {
        let mut text = String::from(self);
        text.make_ascii_lowercase();
        text
    }
}

/// Whether the first character that is not ignorable for case is cased.
fn followed_by_cased<I: Iterator<Item = char>>(mut chars: I) -> bool {
    match chars.find(|c| !c.is_case_ignorable()) {
        Some(c) => c.is_cased(),
        None => false,
    }
}
