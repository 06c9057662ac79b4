//! Names of members: short ones are kept in place.

use super::words::{lowest_bytes, word_at};

/// A text that does not change. With up to 23 bytes it lies in the words, its length in their last byte; otherwise
/// they are an address, a length, and a mark.
pub(super) struct Name([u64; 3]);

const WIDTH: usize = 23;
const MARK: u8 = 0xFF;

impl Name {
    /// A copy of a text.
    pub fn new(text: &str) -> Name {
        if text.len() > WIDTH {
            return Name::long(text.into());
        }
        let mut name = Name([0, 0, (text.len() as u64).to_be()]);
        // SAFETY: the words have 24 bytes, of which the last is the length.
        unsafe { (name.0.as_mut_ptr() as *mut u8).copy_from_nonoverlapping(text.as_ptr(), text.len()) }
        name
    }
    /// A copy of a part of a text.
    ///
    /// # Safety
    /// It is UTF-8.
    #[inline]
    pub unsafe fn of_part(text: &[u8], start: usize, end: usize) -> Name {
        let length = end - start;
        if length <= WIDTH && start + 24 <= text.len() {
            // SAFETY: 24 bytes are there.
            let [a, b, c] = unsafe { [word_at(text, start), word_at(text, start + 8), word_at(text, start + 16)] };
            let a = a & lowest_bytes(length);
            let b = if length > 8 { b & lowest_bytes(length - 8) } else { 0 };
            let c = if length > 16 { c & lowest_bytes(length - 16) } else { 0 };
            return Name([a.to_le(), b.to_le(), (c | (length as u64) << 56).to_le()]);
        }
        // SAFETY: the part is UTF-8, as the caller promises.
        Name::new(unsafe { std::str::from_utf8_unchecked(&text[start..end]) })
    }
    fn long(text: Box<str>) -> Name {
        let length = text.len() as u64;
        Name([Box::into_raw(text) as *mut u8 as usize as u64, length, (MARK as u64).to_be()])
    }
    fn is_long(&self) -> bool {
        self.0[2].to_be() as u8 == MARK
    }
    fn long_text(&self) -> *mut str {
        let bytes = std::ptr::slice_from_raw_parts_mut(self.0[0] as usize as *mut u8, self.0[1] as usize);
        bytes as *mut str
    }
    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        let last = self.0[2].to_be() as u8;
        if last == MARK {
            // SAFETY: the text that `long` took.
            return unsafe { &*self.long_text() };
        }
        // SAFETY: so many bytes were copied.
        unsafe {
            let bytes = std::slice::from_raw_parts(self.0.as_ptr() as *const u8, last as usize);
            std::str::from_utf8_unchecked(bytes)
        }
    }
    /// A bit of 64 that depends on the text.
    #[inline]
    pub fn mark(&self) -> u64 {
        let mixed = if self.is_long() { self.0[1] } else { self.0[0] ^ self.0[1].rotate_left(17) ^ self.0[2] };
        1 << (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
    }
}
impl From<String> for Name {
    fn from(text: String) -> Name {
        if text.len() > WIDTH { Name::long(text.into_boxed_str()) } else { Name::new(&text) }
    }
}
impl From<Name> for String {
    fn from(name: Name) -> String {
        name.as_str().to_string()
    }
}
impl PartialEq for Name {
    #[inline]
    fn eq(&self, other: &Name) -> bool {
        self.0 == other.0 || self.is_long() && other.is_long() && self.as_str() == other.as_str()
    }
}
impl Clone for Name {
    fn clone(&self) -> Name {
        if self.is_long() { Name::long(self.as_str().into()) } else { Name(self.0) }
    }
}
impl Drop for Name {
    #[inline]
    fn drop(&mut self) {
        if self.is_long() {
            // SAFETY: the text that `long` took.
            drop(unsafe { Box::from_raw(self.long_text()) });
        }
    }
}
